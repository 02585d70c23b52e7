//! The page inside of an MHTML file, as browsers save a "single file".

/// What an MHTML file holds of the page itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Archived {
    /// The bytes of the HTML.
    pub(super) html: Vec<u8>,
    /// The encoding that the part declares.
    pub(super) charset: Option<String>,
    /// The address it was saved from.
    pub(super) url: Option<String>,
}

/// How many bytes of headers are looked at.
const HEADERS: usize = 1 << 14;

/// How many parts are looked at; a page with more pictures before its HTML is not known.
const PARTS: usize = 2000;

/// Says whether bytes begin as an MHTML file does.
pub(super) fn is_mhtml(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEADERS)).unwrap_or_default();
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_header = first
        .iter()
        .position(|byte| *byte == b':')
        .is_some_and(|at| {
            at > 0
                && first
                    .iter()
                    .take(at)
                    .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        });
    is_header
        && (memchr::memmem::find(
            &head.to_ascii_lowercase(),
            b"content-type: multipart/related",
        )
        .is_some()
            || (memchr::memmem::find(head, b"MIME-Version").is_some()
                && memchr::memmem::find(head, b"multipart/related").is_some()))
}

/// Returns the page of an MHTML file: the part whose place is the snapshot's, else the first part of HTML.
pub(super) fn read_mhtml(bytes: &[u8]) -> Option<Archived> {
    let (headers, body) = split_headers(bytes);
    let url = header(&headers, "snapshot-content-location");
    let content_type = header(&headers, "content-type")?;
    let boundary = format!("--{}", parameter(&content_type, "boundary")?);
    let mut first: Option<Archived> = None;
    for part in parts(body, boundary.as_bytes()).take(PARTS) {
        let (headers, content) = split_headers(part);
        let content_type = header(&headers, "content-type").unwrap_or_default();
        let kind = content_type.to_ascii_lowercase();
        if !(kind.starts_with("text/html") || kind.starts_with("application/xhtml")) {
            continue;
        }
        let location = header(&headers, "content-location");
        let is_page = url.is_none() || location == url;
        if !is_page && first.is_some() {
            continue;
        }
        let encoding = header(&headers, "content-transfer-encoding").unwrap_or_default();
        let archived = Archived {
            html: decode_transfer(content, &encoding.to_ascii_lowercase()),
            charset: parameter(&content_type, "charset"),
            url: url.clone().or(location),
        };
        if is_page {
            return Some(archived);
        }
        first = Some(archived);
    }
    first
}

/// The headers, unfolded, and the rest.
fn split_headers(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..) {
        let Some(length) = memchr::memchr(b'\n', rest) else {
            break;
        };
        let line = rest.get(..length).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        at += length + 1;
        if line.is_empty() || at > HEADERS {
            break;
        }
        let line = String::from_utf8_lossy(line);
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (headers, bytes.get(at..).unwrap_or_default())
}

fn header(headers: &[(String, String)], name: &str) -> Option<String> {
    let (_, value) = headers.iter().find(|(header, _)| header == name)?;
    (!value.is_empty()).then(|| value.clone())
}

/// The value of a parameter of a header: boundary="x" of multipart/related; boundary="x".
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then(|| value.to_owned())
    })
}

/// The pieces between the lines that begin with the boundary.
fn parts<'a>(body: &'a [u8], boundary: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest =
        memchr::memmem::find(body, boundary).and_then(|at| body.get(at + boundary.len()..));
    std::iter::from_fn(move || {
        let from = rest?;
        if from.starts_with(b"--") {
            rest = None;
            return None;
        }
        let start = memchr::memchr(b'\n', from).map_or(from.len(), |at| at + 1);
        let from = from.get(start..)?;
        match memchr::memmem::find(from, boundary) {
            Some(at) => {
                rest = from.get(at + boundary.len()..);
                from.get(..at)
            }
            None => {
                rest = None;
                Some(from)
            }
        }
    })
}

fn decode_transfer(content: &[u8], encoding: &str) -> Vec<u8> {
    match encoding {
        "quoted-printable" => quoted_printable(content),
        "base64" => base64(content),
        _ => content.to_vec(),
    }
}

fn quoted_printable(content: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(content.len());
    let mut at = 0;
    while let Some(&byte) = content.get(at) {
        if byte != b'=' {
            decoded.push(byte);
            at += 1;
            continue;
        }
        match (content.get(at + 1), content.get(at + 2)) {
            (Some(b'\r'), Some(b'\n')) => at += 3,
            (Some(b'\n'), _) => at += 2,
            (Some(high), Some(low)) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.push(hex(*high) << 4 | hex(*low));
                at += 3;
            }
            _ => {
                decoded.push(b'=');
                at += 1;
            }
        }
    }
    decoded
}

const fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.wrapping_sub(b'A').wrapping_add(10) & 15,
    }
}

/// What is not a digit of base 64 is passed over.
fn base64(content: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(content.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in content {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count & 0xff) as u8);
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SAVED: &str = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://gull.example/harbour\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x--\"\r\n\r\n\
        ----x--\r\nContent-Type: text/html\r\nContent-Location: https://gull.example/frame\r\n\r\n<p>frame</p>\r\n\
        ----x--\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://gull.example/harbour\r\n\r\n<p class=3D\"a\">caf=C3=A9 and =\r\ngulls</p>\r\n\
        ----x------\r\n";

    #[test]
    fn the_part_that_the_snapshot_names_is_the_page() {
        assert!(is_mhtml(SAVED.as_bytes()));
        let archived = read_mhtml(SAVED.as_bytes()).unwrap();
        let html = String::from_utf8(archived.html).unwrap();
        assert_eq!(html.trim(), "<p class=\"a\">café and gulls</p>");
        assert_eq!(
            archived.url.as_deref(),
            Some("https://gull.example/harbour")
        );
        assert_eq!(archived.charset.as_deref(), Some("utf-8"));
    }

    #[test]
    fn base_64_is_read_over_line_ends() {
        assert_eq!(base64(b"Z3Vs\r\nbHM="), b"gulls");
    }

    #[test]
    fn a_page_that_speaks_of_parts_is_no_archive() {
        assert!(!is_mhtml(b"<p>Content-Type: multipart/related</p>"));
        assert!(!is_mhtml(b"The mayor: MIME-Version and more"));
    }

    proptest! {
        #[test]
        fn reading_an_archive_never_panics(bytes in "(--x|=|\r\n|\n|Content-Type: text/html|[a-z:; ]){0,40}") {
            let whole = format!("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n{bytes}");
            let archived = read_mhtml(whole.as_bytes());
            prop_assert!(archived.is_none_or(|archived| archived.html.len() <= whole.len()));
        }
    }
}
