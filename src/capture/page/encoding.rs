//! Bytes of a page or a text to characters: byte order mark, the declaration in the page, else a guess.

use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::PageError;
use crate::domain::text::Text;

/// A page larger than this is refused: the largest saved pages with their pictures inside have about 60 MB, and a
/// small compressed file can grow a thousandfold.
pub(super) const MOST_BYTES: usize = 128 << 20;

/// A declaration of the encoding stands at the top; browsers look no further than 1,024 bytes, some pages put it later.
const DECLARATION: usize = 4096;

/// How much of a page is looked at for guessing its encoding.
const SAMPLE: usize = 1 << 18;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Says whether bytes are compressed by gzip.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP)
}

/// Returns the bytes inside of a gzip file, as far as `most` allows. A file that breaks off gives what came before.
///
/// # Errors
/// [`PageError::Gzip`] where nothing can be read.
pub(super) fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, PageError> {
    let mut inflated = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let result = flate2::read::MultiGzDecoder::new(bytes)
        .take(limit)
        .read_to_end(&mut inflated);
    match result {
        Err(error) if inflated.is_empty() => Err(PageError::Gzip(error.to_string())),
        _ => Ok(inflated),
    }
}

/// Returns the characters of HTML. What is wrong in the encoding becomes U+FFFD; NUL is left out, since no browser
/// shows it.
pub(super) fn decode_html(bytes: &[u8], declared_outside: Option<&str>) -> String {
    let (encoding, skipped) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, length),
        None => (html_encoding(bytes, declared_outside), 0),
    };
    let body = bytes.get(skipped..).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(body);
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return text.replace('\0', "");
    }
    text.into_owned()
}

fn html_encoding(bytes: &[u8], declared_outside: Option<&str>) -> &'static Encoding {
    /// ISO-2022-JP is ASCII with this byte before its letters.
    const ESCAPE: u8 = 0x1b;
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    // Pages that have been saved again in UTF-8 keep their old declaration; and what is valid UTF-8 with letters
    // outside of ASCII is hardly ever anything else.
    if is_utf_8 && memchr::memchr(ESCAPE, bytes).is_none() && utf_16_without_mark(bytes).is_none() {
        return UTF_8;
    }
    let declared = declared_outside
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| declared_inside(bytes));
    match declared {
        Some(encoding) if encoding != UTF_8 || is_mostly_utf_8(bytes) => encoding,
        _ => guess(bytes),
    }
}

/// Returns the encoding that `<meta charset>`, `<meta http-equiv>` or the XML declaration names. UTF-16 in a
/// declaration that can be read as ASCII is a mistake for UTF-8, as the HTML standard has it.
fn declared_inside(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes
        .get(..bytes.len().min(DECLARATION))?
        .to_ascii_lowercase();
    let find = |key: &[u8]| -> Option<&'static Encoding> {
        let at = memchr::memmem::find(&head, key)? + key.len();
        let rest = head.get(at..)?;
        let start = rest
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'=' | b'"' | b'\'' | b'\t'))?;
        let value = rest.get(start..)?;
        let end = value
            .iter()
            .position(|byte| {
                !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
            })
            .unwrap_or(value.len());
        Encoding::for_label(value.get(..end)?)
    };
    let found = find(b"charset").or_else(|| {
        if head.starts_with(b"<?xml") {
            find(b"encoding")
        } else {
            None
        }
    })?;
    Some(if found == UTF_16LE || found == UTF_16BE {
        UTF_8
    } else {
        found
    })
}

/// A page in UTF-8 with a few broken letters is still one.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        good += chunk
            .valid()
            .chars()
            .filter(|character| !character.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 10 <= good || broken <= 1
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return encoding;
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 of a text with ASCII in it has zeros at every second byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.get(..bytes.len().min(1 << 12))?.as_chunks::<2>();
    if pairs.len() < 4 {
        return None;
    }
    let low_first = pairs
        .iter()
        .filter(|[low, high]| *high == 0 && *low != 0)
        .count();
    let high_first = pairs
        .iter()
        .filter(|[high, low]| *high == 0 && *low != 0)
        .count();
    if low_first * 10 > pairs.len() * 3 && high_first * 10 < pairs.len() {
        Some(UTF_16LE)
    } else if high_first * 10 > pairs.len() * 3 && low_first * 10 < pairs.len() {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns the text of a plain file. A file without markup cannot say in which encoding it is, and words that are evidence are not
/// guessed: anything but UTF-8, or UTF-16 with its mark, is refused.
///
/// # Errors
/// [`PageError::Text`] where it is in another encoding, holds NUL or is too long.
pub(super) fn decode_text(bytes: &[u8]) -> Result<Text, PageError> {
    Ok(Text::decode(bytes)?)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::domain::text::TextError;

    #[test]
    fn the_declaration_of_a_page_is_followed() {
        let page = b"<html><head><meta http-equiv='content-type' content='text/html; charset=iso-8859-2'></head>\xb1";
        assert!(decode_html(page, None).ends_with('ą'));
        let page = b"<?xml version='1.0' encoding='windows-1251'?><html>\xe0";
        assert!(decode_html(page, None).ends_with('а'));
    }

    #[test]
    fn a_declaration_that_the_bytes_contradict_is_not_followed() {
        let page = "<meta charset='iso-8859-1'>Löwe – „Löwin“".as_bytes();
        assert!(decode_html(page, None).ends_with("Löwe – „Löwin“"));
        let page = b"<meta charset='utf-8'>L\xf6we und Kr\xf6te, M\xf6we und B\xe4r";
        assert!(decode_html(page, None).contains("Löwe und Kröte"));
    }

    #[test]
    fn a_mark_goes_before_every_declaration() {
        let page = b"\xff\xfe<\0p\0>\0\xac\x20";
        assert_eq!(decode_html(page, Some("utf-8")), "<p>€");
    }

    #[test]
    fn a_text_in_an_encoding_that_it_does_not_say_is_refused() {
        let utf16: Vec<u8> = "Möwen".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [utf16.as_slice(), b"M\xf6wen"] {
            assert!(matches!(
                decode_text(bytes),
                Err(PageError::Text(TextError::NotUtf8 { .. }))
            ));
        }
    }

    #[test]
    fn a_gzip_file_that_breaks_off_gives_what_came_before() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
        encoder.write_all(&[b'a'; 4000]).unwrap();
        let whole = encoder.finish().unwrap();
        assert_eq!(inflate(&whole, MOST_BYTES).unwrap().len(), 4000);
        assert_eq!(inflate(&whole, 10).unwrap(), b"aaaaaaaaaa");
        assert!(!inflate(&whole[..2000], MOST_BYTES).unwrap().is_empty());
        assert!(inflate(&whole[..5], MOST_BYTES).is_err());
    }
}
