//! A text, its code point offsets, spans and blocks.
//!
//! Every offset of the book is a Unicode code point, because that is what people, Python and JSON count; Rust counts
//! bytes. [`Text`] translates between the two in constant time and a few per cent of the text's memory.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use thiserror::Error;

/// How many code points lie between two entries of the index: 1 byte of index for 8 code points of text.
const STRIDE: usize = 64;

/// A half-open range `[start, end)` of code points of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
}

impl Span {
    /// Returns the span `[start, end)`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Returns the number of code points; 0 for a span that ends before it starts.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Says whether the span holds no code point.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Says whether the two spans share a code point; spans that only touch do not.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Says whether every code point of `other` is in this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// What a block of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The title as it is printed in the text.
    Headline,
    /// Who wrote it, when and for whom.
    Byline,
    /// The words under a picture.
    Caption,
    /// The article itself.
    Body,
    /// What belongs to the page and not to the article: menus, sponsors, footers.
    Boilerplate,
}

impl BlockKind {
    /// Every kind, in the order of the declaration.
    pub const ALL: [Self; 5] = [
        Self::Headline,
        Self::Byline,
        Self::Caption,
        Self::Body,
        Self::Boilerplate,
    ];

    /// Returns the one text form, as in SQL and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Byline => "byline",
            Self::Caption => "caption",
            Self::Body => "body",
            Self::Boilerplate => "boilerplate",
        }
    }
}

impl fmt::Display for BlockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The words are not a kind of block.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not a kind of block: use headline, byline, caption, body or boilerplate")]
pub struct UnknownBlockKind(pub String);

impl FromStr for BlockKind {
    type Err = UnknownBlockKind;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == words)
            .ok_or_else(|| UnknownBlockKind(words.to_owned()))
    }
}

/// One block of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub span: Span,
}

/// Why bytes or characters are not a text that the book can hold.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TextError {
    /// There is a NUL character; `SQLite` and most programs would end the text there.
    #[error(
        "there is a NUL character at line {line}, column {column}: remove it, or save the file as UTF-8 text"
    )]
    Nul {
        /// The line, from 1.
        line: u32,
        /// The column in code points, from 1.
        column: u32,
    },
    /// The bytes are neither UTF-8 nor UTF-16 with a byte order mark.
    #[error("is not UTF-8 at byte {byte} (line {line}){}: save the file as UTF-8", looks_like(*.guess))]
    NotUtf8 {
        /// The first byte that is not UTF-8, from 0.
        byte: usize,
        /// The line, from 1.
        line: u32,
        /// What the encoding might be.
        guess: Option<&'static str>,
    },
    /// There is a UTF-16 byte order mark, but what follows is not UTF-16.
    #[error("starts as UTF-16 but is not at byte {byte} (line {line}): save the file as UTF-8")]
    NotUtf16 {
        /// The first byte that is not UTF-16, from 0.
        byte: usize,
        /// The line, from 1.
        line: u32,
    },
    /// The text has more code points than a span can count.
    #[error(
        "is too long: {code_points} code points, and an article has at most {}",
        u32::MAX
    )]
    TooLong {
        /// How many there are.
        code_points: usize,
    },
}

impl TextError {
    /// The line at which the bytes stop being a text; 1 where that is no matter of a line.
    #[must_use]
    pub const fn line(&self) -> u32 {
        match self {
            Self::Nul { line, .. } | Self::NotUtf8 { line, .. } | Self::NotUtf16 { line, .. } => {
                *line
            }
            Self::TooLong { .. } => 1,
        }
    }
}

/// One immutable text with an index from code points to bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    content: String,
    /// The byte of every [`STRIDE`]th code point; empty where the text is ASCII and the two are the same.
    index: Vec<usize>,
    code_points: u32,
}

impl Text {
    /// Takes a string as it is.
    ///
    /// # Errors
    /// [`TextError::Nul`] and [`TextError::TooLong`].
    pub fn new(content: String) -> Result<Self, TextError> {
        if let Some(byte) = memchr::memchr(0, content.as_bytes()) {
            let before = content.get(..byte).unwrap_or_default();
            let (line, column) = place_after(before);
            return Err(TextError::Nul { line, column });
        }
        let mut index = Vec::new();
        let count = if content.is_ascii() {
            content.len()
        } else {
            let mut count = 0;
            for (byte, _) in content.char_indices() {
                if count % STRIDE == 0 {
                    index.push(byte);
                }
                count += 1;
            }
            count
        };
        let code_points =
            u32::try_from(count).map_err(|_| TextError::TooLong { code_points: count })?;
        Ok(Self {
            content,
            index,
            code_points,
        })
    }

    /// Reads the bytes of a file: UTF-8, or UTF-16 with a byte order mark. The mark is not text and is left out;
    /// everything else stays as it is, CR LF too.
    ///
    /// # Errors
    /// Any [`TextError`], with the place and what to do.
    pub fn decode(bytes: &[u8]) -> Result<Self, TextError> {
        match bytes {
            [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err(TextError::NotUtf8 {
                byte: 0,
                line: 1,
                guess: Some("UTF-32"),
            }),
            [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
            [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
            [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest, 3),
            rest => decode_utf8(rest, 0),
        }
    }

    /// Returns the whole text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Returns the length in code points.
    #[must_use]
    pub const fn code_points(&self) -> u32 {
        self.code_points
    }

    /// Returns the span of the whole text.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(0, self.code_points)
    }

    /// Returns the words of a span; `None` where it ends before it starts or beyond the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.content.get(self.bytes_of(span)?)
    }

    /// Returns the bytes of a span; `None` where it ends before it starts or beyond the text.
    #[must_use]
    pub fn bytes_of(&self, span: Span) -> Option<Range<usize>> {
        if span.start > span.end {
            return None;
        }
        Some(self.byte_of(span.start)?..self.byte_of(span.end)?)
    }

    /// Returns the byte at which a code point starts (the length in bytes for the end of the text); `None` beyond it.
    #[must_use]
    pub fn byte_of(&self, code_point: u32) -> Option<usize> {
        if code_point > self.code_points {
            return None;
        }
        let code_point = usize::try_from(code_point).ok()?;
        if self.index.is_empty() {
            return Some(code_point);
        }
        // The end of a text whose length is a multiple of the stride has no entry of its own.
        let Some(base) = self.index.get(code_point / STRIDE) else {
            return Some(self.content.len());
        };
        let rest = self.content.get(*base..)?;
        Some(
            rest.char_indices()
                .nth(code_point % STRIDE)
                .map_or(self.content.len(), |(byte, _)| base + byte),
        )
    }

    /// Returns the code point that starts at a byte; `None` inside a code point or beyond the text.
    #[must_use]
    pub fn cp_of_byte(&self, byte: usize) -> Option<u32> {
        if !self.content.is_char_boundary(byte) {
            return None;
        }
        if self.index.is_empty() {
            return u32::try_from(byte).ok();
        }
        let entry = self
            .index
            .partition_point(|base| *base <= byte)
            .checked_sub(1)?;
        let between = self.content.get(*self.index.get(entry)?..byte)?;
        u32::try_from(entry * STRIDE + between.chars().count()).ok()
    }

    /// Returns the line of a code point, from 1; LF, CR LF and a lone CR end a line. The last line beyond the text.
    #[must_use]
    pub fn line_of(&self, code_point: u32) -> u32 {
        let byte = self.byte_of(code_point).unwrap_or(self.content.len());
        place_after(self.content.get(..byte).unwrap_or_default()).0
    }
}

/// Returns the blocks of a plain text: its paragraphs where blank lines stand between them, else its lines; without
/// the white space around them, in order, none of them empty.
#[must_use]
pub fn paragraphs(text: &Text) -> Vec<Span> {
    let content = text.as_str();
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut has_blank_between = false;
    let mut starts_paragraph = Vec::new();
    let mut blank = true;
    for line in lines(content) {
        let words = content.get(line.clone()).unwrap_or_default();
        let trimmed = words.trim_start();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let start = line.end - trimmed.len();
        has_blank_between |= blank && !blocks.is_empty();
        starts_paragraph.push(blank);
        blocks.push(start..start + trimmed.trim_end().len());
        blank = false;
    }
    if has_blank_between {
        let mut joined: Vec<Range<usize>> = Vec::new();
        for (block, starts) in blocks.into_iter().zip(starts_paragraph) {
            match joined.last_mut() {
                Some(last) if !starts => last.end = block.end,
                _ => joined.push(block),
            }
        }
        blocks = joined;
    }
    let span = |block: Range<usize>| {
        Some(Span::new(
            text.cp_of_byte(block.start)?,
            text.cp_of_byte(block.end)?,
        ))
    };
    blocks.into_iter().filter_map(span).collect()
}

/// The byte ranges of the lines without their ends: LF, CR LF or a lone CR.
fn lines(content: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = content.as_bytes();
    let mut from = 0;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = bytes.get(from..).unwrap_or_default();
        let Some(length) = memchr::memchr2(b'\n', b'\r', rest) else {
            done = true;
            return Some(from..bytes.len());
        };
        let line = from..from + length;
        let ending = if rest.get(length..length + 2) == Some(b"\r\n") {
            2
        } else {
            1
        };
        from = line.end + ending;
        Some(line)
    })
}

/// The line and column that follow `before`, from 1.
fn place_after(before: &str) -> (u32, u32) {
    let mut line = 0_u32;
    let mut last = 0..0;
    for found in lines(before) {
        line = line.saturating_add(1);
        last = found;
    }
    let column = before.get(last).unwrap_or_default().chars().count();
    (
        line,
        u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1),
    )
}

fn decode_utf8(bytes: &[u8], skipped_bytes: usize) -> Result<Text, TextError> {
    match std::str::from_utf8(bytes) {
        Ok(content) => {
            if content.contains('\0') && guess_encoding(bytes) == Some(UTF_16) {
                return Err(TextError::NotUtf8 {
                    byte: skipped_bytes,
                    line: 1,
                    guess: Some(UTF_16),
                });
            }
            Text::new(content.to_owned())
        }
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let before = std::str::from_utf8(valid).unwrap_or_default();
            Err(TextError::NotUtf8 {
                byte: skipped_bytes + valid.len(),
                line: place_after(before).0,
                guess: guess_encoding(bytes),
            })
        }
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Text, TextError> {
    let mut content = String::with_capacity(bytes.len());
    let (units, odd) = bytes.as_chunks::<2>();
    // Two bytes of mark, and the bytes before the one that is wrong.
    let mut byte = 2;
    for decoded in char::decode_utf16(units.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok(character) => {
                byte += 2 * character.len_utf16();
                content.push(character);
            }
            Err(_) => {
                let line = place_after(&content).0;
                return Err(TextError::NotUtf16 { byte, line });
            }
        }
    }
    if !odd.is_empty() {
        let line = place_after(&content).0;
        return Err(TextError::NotUtf16 { byte, line });
    }
    Text::new(content)
}

const UTF_16: &str = "UTF-16 without a byte order mark";

/// Guesses an encoding from the share of bytes, for the message only.
fn guess_encoding(bytes: &[u8]) -> Option<&'static str> {
    let sample = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    let zeros = sample.iter().filter(|byte| **byte == 0).count();
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    if zeros * 4 > sample.len() {
        return Some(UTF_16);
    }
    if zeros > 0 {
        return None;
    }
    // A Western text has few letters outside ASCII; in a double-byte encoding nearly every character is.
    if high * 3 > sample.len() {
        Some("GB 18030, Big5, Shift JIS, EUC-KR or a Cyrillic code page")
    } else {
        Some("Windows-1252 or ISO 8859")
    }
}

fn looks_like(guess: Option<&'static str>) -> String {
    guess
        .map(|guess| format!(", perhaps {guess}"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(content: &str) -> Text {
        Text::new(content.to_owned()).unwrap()
    }

    fn blocks(content: &str) -> Vec<String> {
        let text = text(content);
        let words = |span| text.slice(span).unwrap().to_owned();
        paragraphs(&text).into_iter().map(words).collect()
    }

    #[test]
    fn paragraphs_stand_between_blank_lines_where_there_are_any() {
        assert_eq!(
            blocks("One\ntwo\n\n  Three \n \n\nfour"),
            ["One\ntwo", "Three", "four"]
        );
    }

    #[test]
    fn paragraphs_are_lines_where_no_blank_line_stands_between() {
        assert_eq!(blocks("\n\nOne\n two\nthree\n\n"), ["One", "two", "three"]);
    }

    #[test]
    fn paragraphs_know_cr_lf_and_a_lone_cr() {
        assert_eq!(
            blocks("One\r\ntwo\r\n\r\nthree\r\n"),
            ["One\r\ntwo", "three"]
        );
        assert_eq!(blocks("One\rtwo\r"), ["One", "two"]);
        assert_eq!(blocks("One\rtwo\r\rthree"), ["One\rtwo", "three"]);
    }

    #[test]
    fn paragraphs_of_white_space_are_none() {
        assert!(blocks("").is_empty());
        assert!(blocks(" \n\u{3000}\r\n").is_empty());
    }

    #[test]
    fn decode_leaves_out_the_byte_order_mark_and_keeps_cr_lf() {
        assert_eq!(
            Text::decode(b"\xef\xbb\xbfa\r\nb").unwrap().as_str(),
            "a\r\nb"
        );
        assert_eq!(Text::decode(b"\xff\xfea\0\xac\x20").unwrap().as_str(), "a€");
        assert_eq!(Text::decode(b"\xfe\xff\0a\x20\xac").unwrap().as_str(), "a€");
    }

    #[test]
    fn decode_refuses_nul_with_its_place() {
        let error = Text::decode(b"one\r\ntw\xc3\xb6\0").unwrap_err();
        assert_eq!(error, TextError::Nul { line: 2, column: 4 });
    }

    #[test]
    fn decode_says_where_bytes_are_not_utf_8_and_what_they_may_be() {
        let message = |bytes| Text::decode(bytes).unwrap_err().to_string();
        assert_eq!(
            message(b"one\ncaf\xe9 au lait"),
            "is not UTF-8 at byte 7 (line 2), perhaps Windows-1252 or ISO 8859: save the file as UTF-8"
        );
        assert_eq!(
            message(b"\xb4\xba\xcc\xec\xc0\xb4\xc1\xcb"),
            "is not UTF-8 at byte 0 (line 1), perhaps GB 18030, Big5, Shift JIS, EUC-KR or a Cyrillic code page: save the \
             file as UTF-8"
        );
        assert_eq!(
            message(b"five words of which \xb4\xba\xcc\xec\xc0\xb4\xc1\xcb\xb4\xba\xcc\xec\xc0\xb4\xc1\xcb are other"),
            "is not UTF-8 at byte 20 (line 1), perhaps GB 18030, Big5, Shift JIS, EUC-KR or a Cyrillic code page: save the \
             file as UTF-8"
        );
        assert_eq!(
            message(b"h\0e\0l\0l\0o\0"),
            "is not UTF-8 at byte 0 (line 1), perhaps UTF-16 without a byte order mark: save the file as UTF-8"
        );
        assert_eq!(
            message(b"some words, \xff\0 and others"),
            "is not UTF-8 at byte 12 (line 1): save the file as UTF-8"
        );
    }

    #[test]
    fn decode_refuses_half_a_utf_16_character() {
        let error = Text::decode(b"\xff\xfea\0\n\0\x3d\xd8").unwrap_err();
        assert_eq!(error, TextError::NotUtf16 { byte: 6, line: 2 });
        let error = Text::decode(b"\xff\xfea\0b").unwrap_err();
        assert_eq!(error, TextError::NotUtf16 { byte: 4, line: 1 });
        // A character of two units counts as the four bytes that it takes.
        let error = Text::decode(b"\xff\xfe\x3d\xd8\0\xdeb").unwrap_err();
        assert_eq!(error, TextError::NotUtf16 { byte: 6, line: 1 });
    }

    #[test]
    fn slice_refuses_a_span_that_is_backwards_or_beyond_the_text() {
        let text = text("añb");
        assert_eq!(text.slice(Span::new(1, 3)), Some("ñb"));
        assert_eq!(text.slice(Span { start: 2, end: 1 }), None);
        assert_eq!(text.slice(Span::new(1, 4)), None);
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }

    #[test]
    fn span_contains_what_reaches_beyond_it_at_neither_end() {
        let span = Span::new(2, 5);
        for (start, end, inside) in [
            (2, 5, true),
            (3, 4, true),
            (1, 5, false),
            (2, 6, false),
            (6, 9, false),
            (0, 1, false),
        ] {
            let other = Span::new(start, end);
            assert_eq!(span.contains(other), inside, "{other}");
        }
        assert!(!span.overlaps(Span::new(0, 2)));
        assert!(!span.overlaps(Span::new(5, 9)));
        assert!(span.overlaps(Span::new(0, 9)));
    }

    #[test]
    fn a_span_without_code_points_is_empty() {
        assert!(Span::new(3, 3).is_empty());
        assert!(Span { start: 3, end: 2 }.is_empty());
        assert!(!Span::new(3, 4).is_empty());
        assert_eq!(text("añb").slice(Span::new(3, 3)), Some(""));
    }

    #[test]
    fn block_kinds_read_what_they_write() {
        for kind in BlockKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("Body".parse::<BlockKind>().is_err());
    }

    proptest! {
        #[test]
        fn code_points_and_bytes_translate_both_ways(content in "[a-c\u{e9}\u{20ac}\u{1f600}\u{4e2d}]{0,300}") {
            let text = text(&content);
            let mut count = 0;
            for (byte, _) in content.char_indices() {
                prop_assert_eq!(text.byte_of(count), Some(byte));
                prop_assert_eq!(text.cp_of_byte(byte), Some(count));
                count += 1;
            }
            prop_assert_eq!(text.code_points(), count);
            prop_assert_eq!(text.byte_of(count), Some(content.len()));
            prop_assert_eq!(text.cp_of_byte(content.len()), Some(count));
            prop_assert_eq!(text.byte_of(count + 1), None);
        }

        #[test]
        fn decode_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let decoded = Text::decode(&bytes);
            prop_assert!(decoded.is_ok() || !decoded.unwrap_err().to_string().is_empty());
        }

        #[test]
        fn paragraphs_are_trimmed_in_order_and_hold_every_word(content in "[ab\u{e9} \n\r]{0,60}") {
            let text = text(&content);
            let found = paragraphs(&text);
            prop_assert!(found.windows(2).all(|pair| pair[0].end < pair[1].start));
            let words = |span: &Span| text.slice(*span).unwrap().to_owned();
            prop_assert!(found.iter().map(words).all(|words| !words.is_empty() && words.trim() == words));
            let joined = found.iter().map(words).collect::<Vec<_>>().join(" ");
            prop_assert!(joined.split_whitespace().eq(content.split_whitespace()));
        }
    }
}
