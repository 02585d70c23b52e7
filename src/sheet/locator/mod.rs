//! Locators: where the words that a sheet quotes stand in the article's text, and the words for a place.
//!
//! A locator is exact words, or `first … last`: the shortest stretch inside one block. [`Finder`] reads an article once
//! and then answers [`Finder::content`], [`Finder::nearest`] and, the other way round, [`Finder::describe`].
//!
//! What is sought is tried from strict to lenient, and the first that occurs is meant: the words letter for letter; the
//! words with quotes, dashes and white space folded; `first … last` letter for letter; `first … last` folded.

mod chain;
mod describe;
mod error;
mod find;
mod folded;
mod near_miss;
mod words;

pub use error::{LocatorError, Match, Reason};
pub use find::Finder;

/// One string of a locator, or its table form `{ words = …, after = … }`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// Exact words, or `first … last`.
    pub words: String,
    /// Words after which the first occurrence is meant.
    pub after: Option<String>,
    /// The code point at which the words stand; the last resort for words that nothing else tells apart.
    pub at: Option<u32>,
}

impl Piece {
    /// Returns the piece that is only words.
    pub fn new(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            after: None,
            at: None,
        }
    }

    /// Returns the same words, as the first occurrence after others.
    #[must_use]
    pub fn after(self, after: impl Into<String>) -> Self {
        Self {
            after: Some(after.into()),
            ..self
        }
    }

    /// Returns the same words, standing at a code point.
    #[must_use]
    pub fn at(self, at: u32) -> Self {
        Self {
            at: Some(at),
            ..self
        }
    }
}

impl From<&str> for Piece {
    fn from(words: &str) -> Self {
        Self::new(words)
    }
}

/// What a sheet writes for a place in the text: one piece, or a list whose pieces stand near each other in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Locator {
    /// The pieces; each has one span.
    pub pieces: Vec<Piece>,
}

impl From<&str> for Locator {
    fn from(words: &str) -> Self {
        Self::from(Piece::new(words))
    }
}

impl From<Piece> for Locator {
    fn from(piece: Piece) -> Self {
        Self {
            pieces: vec![piece],
        }
    }
}

impl From<Vec<Piece>> for Locator {
    fn from(pieces: Vec<Piece>) -> Self {
        Self { pieces }
    }
}

#[cfg(test)]
mod tests;
