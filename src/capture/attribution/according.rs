//! `According to Berg, …` and `…, according to Berg`.

use super::clauses::{Extent, clause_end, trimmed};
use super::complement::Place;
use super::found::{Found, Shape, Source, only};
use super::noun_phrases::{can_speak, noun_phrase_after, starts_appositive};
use super::preceding::reported_start;
use super::tokens::TokenKind;
use super::verbs::is_finite_verb;
use crate::capture::language::{Class, Strength};

/// `According to Berg, …` and `…, according to Berg`.
pub(super) fn according_to(
    place: Place<'_, '_>,
    at: usize,
    number: usize,
    before: &[Found],
) -> Option<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let mut phrase = noun_phrase_after(tokens, at + 2, sentence.end)?;
    // `according to plan`, `according to national conditions`
    let first = tokens.at(phrase.head.start);
    let last = tokens.at(phrase.head.end - 1);
    let set_off = tokens.before(at).kind == TokenKind::Comma;
    let unlikely = !can_speak(tokens, &phrase)
        || !first.is(Class::DETERMINER
            .with(Class::POSSESSIVE)
            .with(Class::NUMBER))
            && !last.capital
            && !last.is(Class::PEOPLE
                .with(Class::ROLE)
                .with(Class::DOCUMENT)
                .with(Class::PRONOUN)
                .with(Class::ORGANIZATION))
            && !first.capital;
    if unlikely && !set_off {
        return None;
    }
    let opens = at <= sentence.start + 1
        || !(sentence.start..at)
            .any(|index| is_finite_verb(tokens, index) || tokens.at(index).quote > 0);
    let mut after = phrase.range.end;
    // An appositive or a relative clause to the comma that starts the content.
    if opens {
        let mut comma = (after..sentence.end).find(|index| {
            tokens.at(*index).kind == TokenKind::Comma && tokens.at(*index).quote == 0
        })?;
        while starts_appositive(tokens, comma + 1)
            && !tokens.at(comma + 1).is(Class::PRONOUN)
            && let Some(next) = (comma + 1..sentence.end.min(comma + 20)).find(|index| {
                tokens.at(*index).kind == TokenKind::Comma && tokens.at(*index).quote == 0
            })
            && !(comma + 1..next).any(|index| {
                is_finite_verb(tokens, index)
                    && !tokens.at(comma + 1).among(&["who", "which", "whose"])
            })
        {
            comma = next;
        }
        phrase.range.end = comma;
        let start = comma + 1;
        let end = clause_end(tokens, sentence, start, Extent::Clause, false);
        if end <= start {
            return None;
        }
        return Some(Found {
            content: only(start..end),
            cue: only(at..at + 2),
            source: Source::Phrase(phrase),
            direct: tokens.at(start).quote > 0
                && tokens.at(end - 1).quote == tokens.at(start).quote,
            shape: Shape::Clause,
            strength: Strength::Speech,
            stance: None,
            sentence: number,
        });
    }
    if tokens.at(after).kind == TokenKind::Comma {
        // What follows the source may be an appositive or the rest of the content.
        if let Some(comma) = (after + 1..sentence.end)
            .find(|index| matches!(tokens.at(*index).kind, TokenKind::Comma | TokenKind::Stop))
            && starts_appositive(tokens, after + 1)
            && !(after + 1..comma).any(|index| is_finite_verb(tokens, index))
        {
            phrase.range.end = comma;
            after = comma;
        }
    }
    let mut start = reported_start(tokens, sentence, at);
    let end = trimmed(tokens, start, at);
    if end <= start {
        return None;
    }
    // `Berg said it could pass, which would cost a million, according to the bank`: only the last part is the bank's.
    if before.iter().any(|other| {
        other
            .cue
            .first()
            .is_some_and(|cue| cue.start >= start && cue.start < at)
            && other.end() + 2 > at
    }) {
        start = (start..end).rev().find(|index| {
            tokens.at(*index).kind == TokenKind::Comma && tokens.at(*index).quote == 0
        })? + 1;
        if !(start..end).any(|index| is_finite_verb(tokens, index)) {
            return None;
        }
    }
    let direct = tokens.at(start).quote > 0 && tokens.at(end - 1).quote == tokens.at(start).quote;
    let mut content = only(start..end);
    if tokens.before(at).kind == TokenKind::Comma
        && tokens.at(after).kind == TokenKind::Comma
        && !tokens.at(after + 1).is(Class::COORDINATOR
            .with(Class::QUESTION)
            .with(Class::SUBORDINATOR)
            .with(Class::VERB_ING))
    {
        let end = clause_end(tokens, sentence, after + 1, Extent::Clause, false);
        if end > after + 1 {
            content.push(after + 1..end);
        }
    }
    Some(Found {
        content,
        cue: only(at..at + 2),
        source: Source::Phrase(phrase),
        direct,
        shape: Shape::Clause,
        strength: Strength::Speech,
        stance: None,
        sentence: number,
    })
}
