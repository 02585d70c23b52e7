//! What stands between a cue and its content: whom, when, where and how.

use super::complement::{Place, infinitive_follows};
use super::noun_phrases::{noun_phrase_after, starts_noun_phrase};
use super::quoted::is_title;
use super::tokens::{TokenKind, Tokens};
use crate::capture::language::Class;

/// The noun phrase of who is told, cut before a clause that follows without `that`.
pub(super) fn short_addressee(tokens: &Tokens<'_>, at: usize, limit: usize) -> Option<usize> {
    let first = tokens.at(at);
    if first.is(Class::PRONOUN) && !first.is(Class::DETERMINER) {
        return Some(at + 1);
    }
    let phrase = noun_phrase_after(tokens, at, limit)?;
    let mut end = phrase.range.end;
    // `told CNN the plan was` holds two noun phrases; the second starts at its determiner or pronoun.
    for index in at + 1..end {
        let token = tokens.at(index);
        let before = tokens.before(index);
        if token.is(Class::DETERMINER.with(Class::POSSESSIVE))
            && !before.is(Class::PREPOSITION
                .with(Class::COORDINATOR)
                .with(Class::DETERMINER))
        {
            end = index;
            break;
        }
        // `told the Gazette on Monday`
        if token.among(&["in", "on", "at"]) {
            end = index;
            break;
        }
    }
    Some(end)
}

/// Over what says when, where and how before the content: `on Monday`, `in a statement`, `to reporters`.
pub(super) fn skip_adjuncts(place: Place<'_, '_>, from: usize) -> usize {
    let Place {
        tokens, sentence, ..
    } = place;
    let mut at = from;
    // `said, with some regret, that` and `said — by letter — that`
    let opening = tokens.at(at).kind;
    if matches!(opening, TokenKind::Comma | TokenKind::Dash)
        && let Some(close) =
            (at + 1..sentence.end.min(at + 14)).find(|index| tokens.at(*index).kind == opening)
        && tokens.at(close + 1).lower == "that"
    {
        return close + 1;
    }
    if tokens.at(at).among(&["only", "just", "even"]) && tokens.at(at + 1).lower == "that" {
        return at + 1;
    }
    for _ in 0..6 {
        let token = tokens.at(at);
        if at >= sentence.end
            || token.quote > 0
            || token.lower == "to" && tokens.at(at + 1).is(Class::VERB_BASE)
        {
            break;
        }
        if token.is(Class::TIME)
            && (token.is(Class::NO_NAME)
                || token.among(&[
                    "today",
                    "yesterday",
                    "tonight",
                    "recently",
                    "late",
                    "early",
                    "earlier",
                    "later",
                ]))
            || token.is(Class::ADVERB)
                && !token.is(Class::SUBORDINATOR
                    .with(Class::PREPOSITION)
                    .with(Class::DETERMINER)
                    .with(Class::QUESTION))
                && !token.among(&[
                    "there", "here", "now", "only", "even", "just", "perhaps", "maybe",
                ])
        {
            at += 1;
            while tokens.at(at - 1).is(Class::TIME) && tokens.at(at).is(Class::TIME) {
                at += 1;
            }
            continue;
        }
        if token.among(&["here", "now"])
            && (tokens.at(at + 1).lower == "that" || tokens.at(at + 1).quote > 0)
        {
            at += 1;
            continue;
        }
        if token.kind == TokenKind::Open {
            let Some(close) = (at..sentence.end.min(at + 12))
                .find(|index| tokens.at(*index).kind == TokenKind::Close)
            else {
                break;
            };
            at = close + 1;
            continue;
        }
        if token.among(&["last", "this", "that", "earlier", "late", "early"])
            && tokens.at(at + 1).is(Class::TIME)
        {
            at += 2;
            if tokens.at(at).is(Class::TIME) {
                at += 1;
            }
            continue;
        }
        if token.is(Class::PREPOSITION) && !token.is(Class::SUBORDINATOR)
            || token.among(&["after", "before", "during", "of"])
        {
            let Some(end) = adjunct_end(place, at, sentence.end) else {
                break;
            };
            at = end;
            continue;
        }
        break;
    }
    // What was skipped must lead to content or to the end.
    if at > from {
        let landing = tokens.at(at);
        let good = landing.lower == "that"
            || landing.quote > 0
            || at >= sentence.end
            || landing.is(Class::QUESTION)
            || landing.lower == "to"
            || matches!(
                landing.kind,
                TokenKind::Comma
                    | TokenKind::Colon
                    | TokenKind::Stop
                    | TokenKind::Break
                    | TokenKind::Dash
            )
            || tokens.before(at).is(Class::TIME.with(Class::ADVERB))
            || starts_noun_phrase(tokens, at);
        if !good {
            return from;
        }
        if landing.lower == "to" && !infinitive_follows(tokens, at + 1) {
            return from;
        }
    }
    at
}

/// The end of a prepositional phrase that says where or when something is said; `None` where it may be the content's own start.
pub(super) fn adjunct_end(place: Place<'_, '_>, at: usize, limit: usize) -> Option<usize> {
    let tokens = place.tokens;
    let next = tokens.at(at + 1);
    if next.is(Class::TIME) {
        let mut end = at + 2;
        while end < limit
            && (tokens.at(end).is(Class::TIME) || tokens.at(end).kind == TokenKind::Number)
        {
            end += 1;
        }
        return Some(end);
    }
    let phrase = noun_phrase_after(tokens, at + 1, limit)?;
    let mut end = phrase.range.end;
    // `on the programme “Good Evening”`
    if tokens.at(end).quote > 0
        && tokens.at(end).kind == TokenKind::Mark
        && is_title(place, tokens.at(end).quote)
    {
        end = place
            .quotes
            .get(tokens.at(end).quote - 1)
            .map_or(end, |quote| quote.end);
    }
    let landing = tokens.at(end);
    let good = landing.lower == "that"
        || landing.quote > 0
        || end >= limit
        || matches!(
            landing.kind,
            TokenKind::Comma
                | TokenKind::Colon
                | TokenKind::Stop
                | TokenKind::Break
                | TokenKind::Dash
                | TokenKind::Mark
        )
        || landing.is(Class::PREPOSITION)
        || landing.is(Class::TIME) && landing.is(Class::NO_NAME);
    good.then_some(end)
}
