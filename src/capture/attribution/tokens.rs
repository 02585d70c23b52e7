//! The searched blocks of a text as words and marks, each word looked up once in the language.

use std::borrow::Cow;

use crate::capture::language::{Class, Language, Word};
use crate::domain::text::{Block, BlockKind, Text};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, with inner hyphens, points of abbreviations and apostrophes.
    Word,
    /// Digits and what stands among them.
    Number,
    /// `,`
    Comma,
    /// `.`, `!`, `?`, `…`
    Stop,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// A dash between words.
    Dash,
    /// Any mark that may open or close a quotation.
    Mark,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// Any other character.
    Other,
    /// The end of a paragraph; holds no character.
    Break,
}

/// A word or a mark.
#[derive(Debug, Clone)]
pub(crate) struct Token<'t> {
    /// The first byte.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) kind: TokenKind,
    /// In small letters, apostrophes straight, without the point of an abbreviation.
    pub(crate) lower: Cow<'t, str>,
    /// What it may be.
    pub(crate) class: Class,
    /// Everything known of it.
    pub(crate) word: Option<&'t Word>,
    /// Whether it starts with a capital letter.
    pub(crate) capital: bool,
    /// Whether it has two letters or more, all capital.
    pub(crate) upper: bool,
    /// The number of its block among the searched ones.
    pub(crate) block: usize,
    /// The quotation it stands in (its marks too), as a number from 1; 0 outside.
    pub(crate) quote: usize,
}

impl Token<'_> {
    /// Says whether the word is of any of the classes.
    pub(crate) fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }

    /// Says whether the word is one of the given ones.
    pub(crate) fn among(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_ref())
    }

    /// Says whether it is a word or a number.
    pub(crate) const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

/// The tokens of the searched blocks.
#[derive(Debug)]
pub(crate) struct Tokens<'t> {
    all: Vec<Token<'t>>,
    end: Token<'t>,
    /// Whether a block is a headline, by its number.
    pub(crate) headlines: Vec<bool>,
}

impl<'t> Tokens<'t> {
    /// Reads the headline and body blocks of a text.
    pub(crate) fn read(text: &'t Text, blocks: &[Block], language: &'t Language) -> Self {
        let content = text.as_str();
        let mut all = Vec::with_capacity(content.len() / 5);
        let mut headlines = Vec::new();
        let mut searched_to = 0;
        for block in blocks {
            if !matches!(block.kind, BlockKind::Headline | BlockKind::Body) {
                continue;
            }
            let Some(range) = text.bytes_of(block.span) else {
                continue;
            };
            // Overlapping blocks are read once.
            let from = range.start.max(searched_to);
            if from >= range.end || !content.is_char_boundary(from) {
                continue;
            }
            searched_to = range.end;
            let mut reader = Reader {
                content,
                at: from,
                end: range.end,
                language,
                block: headlines.len(),
                all: &mut all,
            };
            reader.read();
            headlines.push(block.kind == BlockKind::Headline);
        }
        let end = break_at(content.len(), 0);
        Self {
            all,
            end,
            headlines,
        }
    }

    /// Returns the token, or a break beyond the end.
    pub(crate) fn at(&self, index: usize) -> &Token<'t> {
        self.all.get(index).unwrap_or(&self.end)
    }

    /// Returns the token before, or a break before the start.
    pub(crate) fn before(&self, index: usize) -> &Token<'t> {
        index
            .checked_sub(1)
            .map_or(&self.end, |before| self.at(before))
    }

    /// Returns how many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns all.
    pub(crate) fn as_slice(&self) -> &[Token<'t>] {
        &self.all
    }

    /// Puts a token into a quotation.
    pub(crate) fn set_quote(&mut self, index: usize, quote: usize) {
        if let Some(token) = self.all.get_mut(index) {
            token.quote = quote;
        }
    }

    /// Says whether white space or nothing stands before a token.
    pub(crate) fn space_before(&self, index: usize) -> bool {
        let token = self.at(index);
        self.before(index).end != token.start || self.before(index).kind == TokenKind::Break
    }
}

const fn break_at<'t>(at: usize, block: usize) -> Token<'t> {
    Token {
        start: at,
        end: at,
        kind: TokenKind::Break,
        lower: Cow::Borrowed(""),
        class: Class::NONE,
        word: None,
        capital: false,
        upper: false,
        block,
        quote: 0,
    }
}

struct Reader<'a, 't> {
    content: &'t str,
    at: usize,
    end: usize,
    language: &'t Language,
    block: usize,
    all: &'a mut Vec<Token<'t>>,
}

impl<'t> Reader<'_, 't> {
    fn read(&mut self) {
        while let Some(next) = self.peek() {
            if next.is_whitespace() {
                self.white_space();
            } else if matches!(next, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}') {
                // Soft hyphens and marks of direction are no part of any word.
                self.at += next.len_utf8();
            } else if next.is_alphanumeric() {
                self.word();
            } else {
                self.mark(next);
            }
        }
        self.push_break();
    }

    fn rest(&self) -> &'t str {
        self.content.get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push_break(&mut self) {
        if self
            .all
            .last()
            .is_some_and(|token| token.kind != TokenKind::Break)
        {
            let at = self.all.last().map_or(self.at, |token| token.end);
            self.all.push(break_at(at, self.block));
        }
    }

    /// A blank line ends a paragraph; so does a line that ends like one.
    fn white_space(&mut self) {
        let rest = self.rest();
        let run = rest.len() - rest.trim_start().len();
        let lines = rest.get(..run).unwrap_or_default().matches('\n').count();
        self.at += run;
        let ended = self.all.last().is_some_and(|token| {
            matches!(
                token.kind,
                TokenKind::Stop | TokenKind::Mark | TokenKind::Colon
            )
        });
        if lines > 1 || (lines == 1 && ended) {
            self.push_break();
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let mut length = 0;
        let mut letters = rest.char_indices().peekable();
        let mut has_letter = false;
        let mut has_digit = false;
        while let Some((at, letter)) = letters.next() {
            let after = letters.peek().map(|(_, next)| *next);
            let goes_on = after.is_some_and(char::is_alphanumeric);
            let inner = match letter {
                '-' | '‑' | '\u{ad}' | '/' => goes_on,
                '\'' | '’' => goes_on,
                '.' => goes_on && (has_digit || is_initials(rest.get(..at).unwrap_or_default())),
                ',' => has_digit && !has_letter && after.is_some_and(|next| next.is_ascii_digit()),
                '\u{300}'..='\u{36f}' => true,
                _ => letter.is_alphanumeric(),
            };
            if !inner {
                break;
            }
            has_letter |= letter.is_alphabetic();
            has_digit |= letter.is_ascii_digit();
            length = at + letter.len_utf8();
        }
        let word = rest.get(..length).unwrap_or_default();
        let clitic = clitic_of(word);
        let (stem, tail) = word.split_at(word.len() - clitic);
        // The point of an abbreviation or an initial belongs to the word.
        let point = usize::from(
            tail.is_empty()
                && rest
                    .get(length..)
                    .is_some_and(|after| after.starts_with('.'))
                && {
                    let lower = stem.to_lowercase();
                    is_initials(stem) || ABBREVIATIONS.contains(&lower.as_str())
                },
        );
        let kind = if has_letter {
            TokenKind::Word
        } else {
            TokenKind::Number
        };
        self.push(stem, stem.len() + point, kind);
        if !tail.is_empty() {
            self.push(tail, tail.len(), TokenKind::Word);
        }
    }

    fn push(&mut self, word: &'t str, length: usize, kind: TokenKind) {
        let lower = lower(word);
        let known = self.language.word(&lower);
        let capital = word.starts_with(char::is_uppercase);
        let class = match known {
            Some(word) => word.class,
            None if kind == TokenKind::Word && !capital => guess(&lower),
            None => Class::NONE,
        };
        let start = self.at;
        self.at += length;
        self.all.push(Token {
            start,
            end: start + length,
            kind,
            lower,
            class,
            word: known,
            capital,
            upper: capital && word.len() > 1 && !word.chars().any(char::is_lowercase),
            block: self.block,
            quote: 0,
        });
    }

    fn mark(&mut self, mark: char) {
        let rest = self.rest();
        let mut length = mark.len_utf8();
        let kind = match mark {
            ',' | '，' | '、' => TokenKind::Comma,
            '.' | '!' | '?' | '…' | '。' | '！' | '？' => {
                // Runs of stops are one.
                length = rest.len()
                    - rest
                        .trim_start_matches(['.', '!', '?', '…', '。', '！', '？'])
                        .len();
                TokenKind::Stop
            }
            ':' | '：' => TokenKind::Colon,
            ';' | '；' => TokenKind::Semicolon,
            '—' | '–' | '―' => TokenKind::Dash,
            '-' => {
                length = rest.len() - rest.trim_start_matches('-').len();
                TokenKind::Dash
            }
            // `'a 'b'''` closes the inner quotation first.
            '\'' if rest.starts_with("''")
                && !(rest.starts_with("'''")
                    && self.all.last().is_some_and(|token| token.end == self.at)) =>
            {
                length = 2;
                TokenKind::Mark
            }
            '`' if rest.starts_with("``") => {
                length = 2;
                TokenKind::Mark
            }
            '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '\''
            | '‘' | '’' | '‚' | '‟' | '＂' | '`' => TokenKind::Mark,
            '(' | '[' | '（' | '【' => TokenKind::Open,
            ')' | ']' | '）' | '】' => TokenKind::Close,
            _ => TokenKind::Other,
        };
        let start = self.at;
        self.at += length;
        let text = rest.get(..length).unwrap_or_default();
        self.all.push(Token {
            start,
            end: start + length,
            kind,
            lower: Cow::Borrowed(text),
            class: Class::NONE,
            word: None,
            capital: false,
            upper: false,
            block: self.block,
            quote: 0,
        });
    }
}

/// Abbreviations that keep their point and end no sentence.
const ABBREVIATIONS: [&str; 48] = [
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "capt", "lt", "sgt", "maj",
    "adm", "cmdr", "rev", "hon", "st", "mt", "jr", "sr", "vs", "etc", "inc", "co", "corp", "ltd",
    "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "reps", "sens", "gov",
    "pres", "messrs", "ave", "fla", "calif", "conn", "mass",
];

/// Letters with points between, or one letter: `J`, `U.S`.
fn is_initials(word: &str) -> bool {
    let mut parts = word.split('.');
    word.starts_with(char::is_uppercase)
        && parts.all(|part| part.chars().count() == 1 || part == "Ph")
        && word != "I"
}

/// The length of an ending after an apostrophe that is a word of its own; 0 for none.
fn clitic_of(word: &str) -> usize {
    const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];
    let Some(at) = word.rfind(['\'', '’']) else {
        return 0;
    };
    let tail = word.get(at..).unwrap_or_default();
    let ending = tail.trim_start_matches(['\'', '’']);
    if at > 0
        && CLITICS
            .iter()
            .any(|clitic| ending.eq_ignore_ascii_case(clitic))
    {
        tail.len()
    } else {
        0
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    if word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

/// The classes of an unknown word by its ending.
fn guess(lower: &str) -> Class {
    if lower.len() > 4 && lower.ends_with("ly") {
        Class::ADVERB
    } else if lower.len() > 5 && lower.ends_with("ing") {
        Class::VERB_ING
    } else if lower.len() > 4 && lower.ends_with("ed") {
        Class::VERB_PAST | Class::VERB_PARTICIPLE
    } else {
        Class::NONE
    }
}
