//! Which quotations are what somebody said, and which are titles or words in passing.

use super::complement::Place;
use super::tokens::TokenKind;
use crate::capture::language::Class;

/// Says whether a quotation is a sentence of its own: it starts large and ends with a stop or a comma.
pub(crate) fn is_whole(place: Place<'_, '_>, number: usize) -> bool {
    let Some(quote) = number
        .checked_sub(1)
        .and_then(|number| place.quotes.get(number))
    else {
        return false;
    };
    let inner = quote.inner();
    if inner.is_empty() {
        return false;
    }
    let tokens = place.tokens;
    let starts = (inner.start..inner.end.min(inner.start + 2))
        .any(|at| tokens.at(at).capital || tokens.at(at).kind == TokenKind::Number);
    let last = tokens.at(inner.end - 1);
    let after = tokens.at(quote.end);
    let ends = matches!(last.kind, TokenKind::Stop | TokenKind::Comma)
        || matches!(
            after.kind,
            TokenKind::Stop | TokenKind::Comma | TokenKind::Break
        )
        || !quote.closed;
    starts && ends && inner.len() > 2 && !is_title(place, number)
}

/// Says whether a quotation behind a comma or a colon can be what somebody said: no title, and more than a word unless it ends like a sentence.
pub(crate) fn is_said(place: Place<'_, '_>, number: usize) -> bool {
    let Some(quote) = number
        .checked_sub(1)
        .and_then(|number| place.quotes.get(number))
    else {
        return false;
    };
    let inner = quote.inner();
    let ended = place.tokens.before(inner.end).kind == TokenKind::Stop;
    (inner.len() > 3 || ended) && (!is_title(place, number) || ended && inner.len() < 4)
}

/// Says whether a quotation is the title of a work or a programme: every word of substance is written large.
pub(super) fn is_title(place: Place<'_, '_>, number: usize) -> bool {
    let tokens = place.tokens;
    let Some(quote) = number
        .checked_sub(1)
        .and_then(|number| place.quotes.get(number))
    else {
        return false;
    };
    let inner = quote.inner();
    inner.len() < 12
        && inner
            .clone()
            .filter(|at| tokens.at(*at).kind == TokenKind::Word)
            .count()
            > 1
        && inner.clone().all(|at| {
            let token = tokens.at(at);
            token.kind != TokenKind::Word
                || token.capital
                || token.is(Class::FUNCTION) && !token.is(Class::PRONOUN.with(Class::AUXILIARY))
        })
        && tokens.at(inner.end.saturating_sub(1)).lower != "!"
}
