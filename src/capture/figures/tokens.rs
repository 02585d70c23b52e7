//! The words, numbers and signs of a stretch of text.

use std::ops::Range;

use crate::capture::language::{Class, Language};

use super::decimal::Decimal;
use super::lexicon::{Flags, Lexicon, Meaning, Part};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number(Digits),
    /// Any other character.
    Sign(char),
    /// Something that is read as a whole and is no figure: an address, a version number, too many digits.
    Opaque,
    /// A blank line.
    Break,
}

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Digits {
    /// Its value.
    pub(super) value: Decimal,
    /// How many digits stand in a row, where neither a point nor a comma is among them.
    pub(super) plain: Option<usize>,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) kind: Kind,
    /// Its bytes in the whole text.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// The token as printed.
    pub(super) text: &'t str,
    /// Whether white space or nothing stands before it.
    pub(super) spaced: bool,
    /// Whether it is the first of its line.
    pub(super) opens_line: bool,
    /// Whether it may be the first word of a sentence.
    pub(super) opens_sentence: bool,
    /// Whether it starts with a capital.
    pub(super) capital: bool,
    /// What it is to a figure.
    pub(super) meaning: Meaning,
    /// What it is in the language.
    pub(super) class: Class,
    /// The number of its sentence.
    pub(super) sentence: usize,
}

impl Token<'_> {
    /// Says whether it is a word with any of the flags.
    pub(super) fn is(&self, flags: Flags) -> bool {
        self.meaning.flags.is(flags)
    }

    /// Says whether it is a sign of a list.
    pub(super) fn is_sign(&self, signs: &[char]) -> bool {
        matches!(self.kind, Kind::Sign(sign) if signs.contains(&sign))
    }

    /// Says whether it is a word.
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    /// Returns what it does inside a number.
    pub(super) fn part(&self) -> Part {
        self.meaning.part
    }

    /// Returns it where it is digits.
    pub(super) fn digits(&self) -> Option<Digits> {
        match self.kind {
            Kind::Number(digits) => Some(digits),
            _ => None,
        }
    }

    /// Returns it where it can be a year: four digits from 1500 to 2199.
    pub(super) fn year(&self) -> Option<u64> {
        let digits = self.digits().filter(|digits| digits.plain == Some(4))?;
        digits
            .value
            .as_whole()
            .filter(|year| (1500..2200).contains(year))
    }
}

/// Hyphens and dashes.
pub(super) const DASHES: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '–', '—'];

/// Marks behind which a sentence may start.
const OPENERS: [char; 21] = [
    '.', '!', '?', ':', '"', '“', '‘', '(', '—', '[', '•', '\'', '~', '*', '|', '·', '…', '”', '―',
    '>', '–',
];

/// Cuts a range of bytes of a text into tokens.
pub(super) fn tokens<'t>(
    content: &'t str,
    range: Range<usize>,
    lexicon: &Lexicon,
    language: &Language,
) -> Vec<Token<'t>> {
    let piece = content.get(range.clone()).unwrap_or_default();
    let mut tokens: Vec<Token<'t>> = Vec::new();
    let mut sentence = 0;
    let mut at = 0;
    let mut lines = 1;
    let mut chunk_end = 0;
    while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
        let space = rest.len() - rest.trim_start().len();
        if space > 0 {
            let blank = rest.get(..space).unwrap_or_default();
            lines = blank.matches('\n').count();
            if lines > 1 {
                sentence += 1;
                tokens.push(Token {
                    kind: Kind::Break,
                    ..token(content, range.start + at, range.start + at + space)
                });
            }
            at += space;
            continue;
        }
        let spaced = at == 0
            || piece
                .get(..at)
                .is_some_and(|before| before.ends_with(char::is_whitespace));
        let (kind, length) = if at >= chunk_end
            && let Some(length) = {
                let chunk = rest.split(char::is_whitespace).next().unwrap_or_default();
                chunk_end = at + chunk.len();
                is_address(chunk).then_some(chunk.len())
            } {
            (Kind::Opaque, length)
        } else {
            next(rest)
        };
        let mut token = token(content, range.start + at, range.start + at + length);
        token.kind = kind;
        token.spaced = spaced;
        token.opens_line = lines > 0;
        token.opens_sentence = tokens.last().is_none_or(|last| match last.kind {
            Kind::Break => true,
            Kind::Sign(sign) => OPENERS.contains(&sign),
            _ => false,
        });
        if kind == Kind::Word {
            token.capital = token.text.starts_with(char::is_uppercase);
            let lower = token.text.to_lowercase();
            let lower = lower.replace('’', "'");
            token.meaning = lexicon.meaning(&lower);
            token.class = language.class(&lower);
        }
        if spaced
            && let Some([.., word, stop]) = tokens.last_chunk::<2>()
            && stop.is_sign(&['.', '!', '?'])
            && !(word.is_word() && word.text.chars().count() == 1)
            && (token.capital || !token.is_word())
        {
            sentence += 1;
        }
        token.sentence = sentence;
        tokens.push(token);
        lines = 0;
        at += length;
    }
    tokens
}

fn token(content: &str, start: usize, end: usize) -> Token<'_> {
    Token {
        kind: Kind::Break,
        start,
        end,
        text: content.get(start..end).unwrap_or_default(),
        spaced: true,
        opens_line: false,
        opens_sentence: false,
        capital: false,
        meaning: Meaning::default(),
        class: Class::NONE,
        sentence: 0,
    }
}

/// Says whether what stands between white space is an address of some kind.
fn is_address(chunk: &str) -> bool {
    chunk.contains("://")
        || chunk.contains('@')
        || chunk.contains("www.")
        || chunk.starts_with('#')
        || chunk.contains(".com")
        || chunk.contains(".org")
        || chunk.contains(".htm")
}

/// Returns the kind and the length in bytes of the token that a text starts with. The text starts with no white space.
fn next(rest: &str) -> (Kind, usize) {
    let Some(first) = rest.chars().next() else {
        return (Kind::Break, 0);
    };
    if first.is_ascii_digit()
        || first == '.'
            && rest
                .as_bytes()
                .get(1)
                .is_some_and(|byte| byte.is_ascii_digit())
    {
        return number(rest);
    }
    if first.is_alphabetic() {
        return (Kind::Word, word_length(rest));
    }
    (Kind::Sign(first), first.len_utf8())
}

/// Reads letters, apostrophes between letters, and points between single letters.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    let mut run = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next_is_letter = characters
            .peek()
            .is_some_and(|(_, next)| next.is_alphabetic());
        let is_part = if character.is_alphabetic() || is_mark(character) {
            run += 1;
            true
        } else {
            let joins = match character {
                '\'' | '’' => next_is_letter,
                '.' => next_is_letter && run == 1,
                _ => false,
            };
            run = 0;
            joins
        };
        if !is_part {
            break;
        }
        length = at + character.len_utf8();
    }
    length
}

/// A combining mark, which belongs to the letter before it.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

/// Reads digits with groups of three (or two before the last, as in India) and a point.
fn number(rest: &str) -> (Kind, usize) {
    let bytes = rest.as_bytes();
    let run = |from: usize| {
        bytes
            .iter()
            .skip(from)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let is = |at: usize, wanted: u8| bytes.get(at) == Some(&wanted);
    let first = run(0);
    let mut end = first;
    let mut groups = 0;
    if (1..=3).contains(&first) {
        let mut at = first;
        let mut good = first;
        while is(at, b',') {
            let group = run(at + 1);
            if group != 3 && group != 2 {
                break;
            }
            at += 1 + group;
            groups += 1;
            if group == 3 {
                good = at;
            }
        }
        end = good;
        if good == first {
            groups = 0;
        }
    }
    let whole_end = end;
    let fraction = if is(end, b'.') { run(end + 1) } else { 0 };
    if fraction > 0 {
        end += 1 + fraction;
    }
    // More points make a version or a date, a comma with a digit a list without spaces.
    if is(end, b'.') && run(end + 1) > 0 || is(end, b',') && run(end + 1) > 0 {
        let length = bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            .count();
        let trailing = bytes
            .iter()
            .take(length)
            .rev()
            .take_while(|byte| !byte.is_ascii_digit())
            .count();
        return (Kind::Opaque, length - trailing);
    }
    let plain: String = rest
        .get(..end)
        .unwrap_or_default()
        .chars()
        .filter(|character| *character != ',')
        .collect();
    match Decimal::read(&plain) {
        Some(value) => (
            Kind::Number(Digits {
                value,
                plain: (groups == 0 && end == whole_end).then_some(first),
            }),
            end,
        ),
        None => (Kind::Opaque, end),
    }
}
