//! What is said of a locator that is not one place.

use std::fmt;

use thiserror::Error;

use crate::domain::text::{Span, Text};

/// How many of several matches an error shows.
pub(super) const SHOWN: usize = 4;
/// How much of the text stands around a match, in code points.
const CONTEXT: usize = 28;
/// How much of a long match is shown at either end.
const HALF: usize = 36;

/// A place in the text, as an error shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Where it is.
    pub span: Span,
    /// The line it starts on, from 1.
    pub line: u32,
    /// Its words with some before and after, on one line, a long middle left out.
    pub excerpt: String,
}

impl Match {
    /// Shows a span with what stands around it in its block.
    pub(super) fn new(text: &Text, span: Span, block: Span) -> Self {
        let words = |start, end| {
            let slice = text.slice(Span::new(start, end)).unwrap_or_default();
            slice
                .chars()
                .map(|c| if c.is_whitespace() { ' ' } else { c })
                .collect::<Vec<char>>()
        };
        // One code point more than is shown tells whether something is left out.
        let reach = u32::try_from(CONTEXT + 1).unwrap_or(u32::MAX);
        let before_start = block
            .start
            .max(span.start.saturating_sub(reach))
            .min(span.start);
        let after_end = block.end.min(span.end.saturating_add(reach)).max(span.end);
        let before = words(before_start, span.start);
        let inside = words(span.start, span.end);
        let after = words(span.end, after_end);
        let mut excerpt = String::new();
        if before.len() > CONTEXT {
            let cut = before.len() - CONTEXT;
            // Cut at a space where one is near.
            let from = before
                .iter()
                .skip(cut)
                .position(|c| *c == ' ')
                .map_or(cut, |space| cut + space);
            excerpt.push('…');
            excerpt.extend(before.iter().skip(from));
        } else {
            excerpt.extend(before);
        }
        if inside.len() > 2 * HALF + 3 {
            excerpt.extend(inside.iter().take(HALF));
            excerpt.push_str(" … ");
            excerpt.extend(inside.iter().skip(inside.len() - HALF));
        } else {
            excerpt.extend(inside);
        }
        if after.len() > CONTEXT {
            let space = after
                .iter()
                .take(CONTEXT)
                .rposition(|c| *c == ' ')
                .filter(|space| *space > 0);
            excerpt.extend(after.iter().take(space.map_or(CONTEXT, |space| space + 1)));
            excerpt.push('…');
        } else {
            excerpt.extend(after);
        }
        let excerpt = excerpt.split_whitespace().collect::<Vec<_>>().join(" ");
        Self {
            span,
            line: text.line_of(span.start),
            excerpt,
        }
    }
}

impl fmt::Display for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} “{}”", self.line, self.excerpt)
    }
}

/// Why words are not found, as far as the text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nothing like them is in the text.
    Nowhere,
    /// They are there with other capitals.
    OtherCase,
    /// They are there with accents that are composed differently, which looks the same.
    OtherComposition,
    /// They are there, but begin or end inside a word.
    InsideWord,
    /// They are there, but go on from one block into the next.
    AcrossBlocks,
    /// The text has their beginning and then goes on differently.
    SameUpTo(String),
    /// The text has their end, but not what stands before it.
    SameFrom(String),
    /// The first is there, but no block has the second after it.
    NotFollowedBy {
        /// The words that are there; the nearest place is theirs.
        first: String,
        /// The words that do not follow.
        then: String,
        /// Where the second are instead.
        elsewhere: Option<Match>,
    },
    /// Every occurrence is before the words of `after`.
    NotAfter(String),
    /// The words do not stand at the code point of `at`; the nearest place is what stands there.
    NotAt(u32),
}

/// Why a locator is not one place in the text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LocatorError {
    /// There are no words, or none on one side of an ellipsis.
    #[error("{}", empty(.words))]
    Empty {
        /// The words as written.
        words: String,
    },
    /// The words are not in the text.
    #[error("{}", not_found(.words, .locator, .reason, .nearest.as_deref()))]
    NotFound {
        /// The words that are missing.
        words: String,
        /// The whole string they are a part of, where they are not all of it.
        locator: Option<String>,
        /// Why, as far as the text tells.
        reason: Box<Reason>,
        /// The nearest thing that is there.
        nearest: Option<Box<Match>>,
    },
    /// The words are in the text more than once.
    #[error("{}", ambiguous(.words, .matches, *.more))]
    Ambiguous {
        /// The words as written; the pieces of a list joined by ", ".
        words: String,
        /// The first matches, a list's as the stretch over its pieces.
        matches: Vec<Match>,
        /// How many more there are.
        more: usize,
    },
}

fn empty(words: &str) -> String {
    if words.trim().is_empty() {
        "there are no words to find: quote words of the article".to_owned()
    } else {
        format!(
            "“{words}” has no words on one side of an ellipsis: write first … last, or the exact words"
        )
    }
}

fn not_found(
    words: &str,
    locator: &Option<String>,
    reason: &Reason,
    nearest: Option<&Match>,
) -> String {
    let subject = match locator {
        Some(locator) => format!("“{locator}” is not found: “{words}”"),
        None => format!("“{words}”"),
    };
    let place = nearest.map(ToString::to_string).unwrap_or_default();
    match reason {
        Reason::Nowhere => format!("{subject} is not in the text; copy the words from the article"),
        Reason::OtherCase => format!("{subject} is in the text only with other capitals: {place}"),
        Reason::OtherComposition => format!(
            "{subject} is in the text only with its accents written as other code points: {place}; copy the words from the article"
        ),
        Reason::InsideWord => {
            format!("{subject} is only a part of longer words: {place}; write whole words")
        }
        Reason::AcrossBlocks => format!(
            "{subject} runs from one paragraph into the next: {place}; write a list with a piece for each, [\"…\", \"…\"]"
        ),
        Reason::SameUpTo(same) => {
            format!("{subject} is not in the text; the same up to “{same}” is {place}")
        }
        Reason::SameFrom(same) => {
            format!("{subject} is not in the text; the same from “{same}” on is {place}")
        }
        Reason::NotFollowedBy {
            first,
            then,
            elsewhere,
        } => {
            let elsewhere = elsewhere
                .as_ref()
                .map(|found| format!(", only on {found}"))
                .unwrap_or_default();
            format!(
                "{subject} is not one place: “{first}” is on {place}, and “{then}” does not follow it in that \
                 paragraph{elsewhere}"
            )
        }
        Reason::NotAfter(after) => {
            format!("{subject} does not follow “{after}”; the last is {place}")
        }
        Reason::NotAt(at) => {
            let here = if place.is_empty() {
                "the text ends before it".to_owned()
            } else {
                format!("there is {place}")
            };
            format!("{subject} does not stand at code point {at}; {here}")
        }
    }
}

fn ambiguous(words: &str, matches: &[Match], more: usize) -> String {
    let shown: Vec<String> = matches.iter().map(ToString::to_string).collect();
    let others = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!(
        "“{words}” is found {} times: {}{others}; add words, or use {{ words = …, after = … }}",
        matches.len() + more,
        shown.join(", ")
    )
}
