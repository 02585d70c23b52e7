//! Words that soften a number: `nearly`, `more than`, `or so`.

use crate::domain::figure::Comparator;

use super::lexicon::{Hedge, Lexicon};
use super::tokens::{DASHES, Token};

/// A hedge of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hedged {
    /// What it makes of the number.
    pub(super) comparator: Comparator,
    /// Its first token.
    pub(super) first: usize,
    /// The token behind it.
    pub(super) end: usize,
    /// Whether it is no hedge before a unit of time.
    pub(super) is_span_of_time: bool,
}

fn matches(tokens: &[Token<'_>], first: usize, hedge: &Hedge) -> bool {
    let sentence = tokens.get(first).map(|token| token.sentence);
    hedge.words.iter().enumerate().all(|(index, word)| {
        tokens.get(first + index).is_some_and(|token| {
            Some(token.sentence) == sentence && token.text.eq_ignore_ascii_case(word)
        })
    })
}

/// Finds the hedge that ends before a token and starts at or behind another.
pub(super) fn hedge_before(
    lexicon: &Lexicon,
    tokens: &[Token<'_>],
    at: usize,
    floor: usize,
) -> Option<Hedged> {
    let last = tokens.get(at.checked_sub(1)?)?;
    if tokens.get(at)?.sentence != last.sentence {
        return None;
    }
    lexicon
        .hedges_ending_in(&last.text.to_lowercase())
        .iter()
        .find_map(|hedge| {
            let first = at
                .checked_sub(hedge.words.len())
                .filter(|first| *first >= floor)?;
            matches(tokens, first, hedge).then_some(Hedged {
                comparator: hedge.comparator,
                first,
                end: at,
                is_span_of_time: hedge.is_span_of_time,
            })
        })
}

/// Finds the hedge that starts at a token; a hyphen may join it to the number.
pub(super) fn hedge_behind(lexicon: &Lexicon, tokens: &[Token<'_>], at: usize) -> Option<Hedged> {
    let mut first = at;
    if tokens
        .get(first)
        .is_some_and(|token| !token.spaced && token.is_sign(&DASHES))
    {
        first += 1;
    }
    let before = tokens.get(at.checked_sub(1)?)?;
    let word = tokens.get(first)?;
    if word.sentence != before.sentence {
        return None;
    }
    lexicon
        .hedges_starting_with(&word.text.to_lowercase())
        .iter()
        .find(|hedge| matches(tokens, first, hedge))
        .map(|hedge| Hedged {
            comparator: hedge.comparator,
            first,
            end: first + hedge.words.len(),
            is_span_of_time: hedge.is_span_of_time,
        })
}
