//! What follows a cue: a quotation, a clause, an infinitive, an object; or nothing, where the content stands before it.

use std::ops::Range;

use super::adjuncts::{short_addressee, skip_adjuncts};
use super::clauses::{Extent, clause_end};
use super::found::Shape;
use super::noun_phrases::starts_noun_phrase;
use super::quoted::{is_said, is_whole};
use super::quotes::Quote;
use super::tokens::{TokenKind, Tokens};
use super::verbs::{clause_follows, is_finite_verb};
use crate::capture::language::{Class, Frames, Sense, Strength};

/// What a cue's complement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Complement {
    /// A quotation after a comma, a colon or the cue itself, by its number from 1.
    Quotation(usize),
    /// Reported words.
    Reported(Range<usize>, Shape),
    /// Nothing: the clause ends, or a comma follows. The token where what follows starts.
    None(usize),
}

/// A use of a cue that fits what follows it.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    /// What follows.
    pub(crate) complement: Complement,
    /// The token after the cue's last word.
    pub(crate) cue_end: usize,
    /// The use.
    pub(crate) sense: Sense,
}

/// What the complement is looked for in.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a, 't> {
    /// The tokens.
    pub(crate) tokens: &'a Tokens<'t>,
    /// The quotations.
    pub(crate) quotes: &'a [Quote],
    /// The sentence.
    pub(crate) sentence: &'a Range<usize>,
}

/// The first of the senses that fits what stands at `after`; `allow` says which may be tried.
pub(crate) fn complement(
    place: Place<'_, '_>,
    senses: &[Sense],
    after: usize,
    past: bool,
    allow: impl Fn(&Sense) -> bool,
) -> Option<Fit> {
    let mut nothing: Option<Fit> = None;
    // `emphasized growth, as shown by trade` has an object: a clause without `that` must show its verb before a comma.
    let takes_object = senses
        .iter()
        .any(|sense| sense.particle.is_empty() && sense.frames.any(Frames::NOUN));
    for sense in senses {
        if !allow(sense) {
            continue;
        }
        let Some(cue_end) = particle_end(place.tokens, sense, after) else {
            continue;
        };
        match fit(place, sense, cue_end, past, takes_object) {
            Some(Complement::None(tail)) => {
                nothing = nothing.or(Some(Fit {
                    complement: Complement::None(tail),
                    cue_end,
                    sense: *sense,
                }));
            }
            Some(complement) => {
                return Some(Fit {
                    complement,
                    cue_end,
                    sense: *sense,
                });
            }
            None => {}
        }
    }
    nothing
}

/// The token after the words a sense needs behind the cue; `None` where they are not there.
fn particle_end(tokens: &Tokens<'_>, sense: &Sense, after: usize) -> Option<usize> {
    if sense.particle.is_empty() {
        return Some(after);
    }
    let mut at = after;
    for word in sense.particle.split('_') {
        // `spoke out strongly against`
        if tokens.at(at).lower != word && tokens.at(at).is(Class::ADVERB) && at > after {
            at += 1;
        }
        if tokens.at(at).lower != word {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn fit(
    place: Place<'_, '_>,
    sense: &Sense,
    cue_end: usize,
    past: bool,
    takes_object: bool,
) -> Option<Complement> {
    let Place {
        tokens, sentence, ..
    } = place;
    let frames = sense.frames;
    let mut at = cue_end;
    if frames.any(Frames::ADDRESSEE) {
        let next = tokens.at(at);
        let addressed = next.quote == 0
            && !next.among(&["that", "it", "how", "what"])
            && starts_noun_phrase(tokens, at)
            && !(next.is(Class::PRONOUN)
                && clause_follows(tokens, at + 1, sentence.end)
                && next.among(&["he", "she", "they", "we", "i"]));
        if addressed {
            let phrase = short_addressee(tokens, at, sentence.end)?;
            at = phrase;
        } else if frames.any(Frames::TO) {
            return None;
        }
    }
    let base = at;
    at = skip_adjuncts(place, at);
    // A quotation.
    let mark = after_marks(tokens, at);
    let opening = tokens.at(mark);
    if opening.quote > 0
        && opening.kind == TokenKind::Mark
        && frames.any(Frames::QUOTE.or(Frames::CLAUSE))
    {
        if mark > at && is_said(place, opening.quote) || is_whole(place, opening.quote) {
            return Some(Complement::Quotation(opening.quote));
        }
        if mark > at {
            return None;
        }
        let end = clause_end(tokens, sentence, at, Extent::Clause, past);
        return (end > at).then_some(Complement::Reported(at..end, Shape::Clause));
    }
    let mut from = at;
    if tokens.at(at).kind == TokenKind::Comma && tokens.at(at + 1).lower == "that" {
        from = at + 1;
    }
    let next = tokens.at(from);
    let clause = |from: usize| {
        let end = clause_end(tokens, sentence, from, Extent::Clause, past);
        (end > from).then_some(Complement::Reported(from..end, Shape::Clause))
    };
    let object = |from: usize, shape: Shape| {
        let end = clause_end(tokens, sentence, from, Extent::Noun, past);
        (end > from).then_some(Complement::Reported(from..end, shape))
    };
    if next.lower == "that" && frames.any(Frames::CLAUSE.or(Frames::THAT)) {
        return clause(from);
    }
    if next.is(Class::QUESTION) && frames.any(Frames::CLAUSE.or(Frames::THAT)) {
        return clause(from);
    }
    if frames.any(Frames::TO) {
        let to = if next.among(&["not", "never"]) {
            from + 1
        } else {
            from
        };
        if tokens.at(to).lower == "to" && infinitive_follows(tokens, to + 1) {
            return object(from, Shape::Infinitive);
        }
        if !frames.any(Frames::NOUN.or(Frames::CLAUSE).or(Frames::GERUND)) {
            return None;
        }
    }
    if frames.any(Frames::GERUND) && next.is(Class::VERB_ING) && next.quote == 0 {
        return object(from, Shape::Infinitive);
    }
    if frames.any(Frames::CLAUSE) && starts_clause(tokens, base, sentence.end) {
        // `said Wednesday she would`, `said on Monday the port would`: the day is when it was said.
        let base =
            if at > base && tokens.before(at).is(Class::TIME) && starts_noun_phrase(tokens, at) {
                at
            } else {
                base
            };
        let first = tokens.at(base);
        let end = clause_end(tokens, sentence, base, Extent::Clause, past);
        let adverbial = first.is(Class::PREPOSITION
            .with(Class::ADVERB)
            .with(Class::TIME)
            .with(Class::SUBORDINATOR))
            || first.kind == TokenKind::Number;
        // `as many as`
        let adverbial = adverbial
            && !(first.lower == "as"
                && tokens
                    .at(base + 1)
                    .among(&["many", "much", "few", "little"]));
        // `he said in May` reports nothing behind the verb; `he said in May the port would open` does.
        let has_verb = if adverbial {
            adverbial_leads_to_clause(tokens, base, end)
        } else if first.among(&["he", "she", "it", "they", "we", "i", "there"]) && end > base + 1 {
            true
        } else {
            takes_object && clause_follows(tokens, base, end)
                || !takes_object && has_verb_soon(tokens, base, end)
                || sense.strength == Strength::Speech
                    && frames.any(Frames::PASSIVE.or(Frames::ADDRESSEE))
                    && !takes_object
                    && end > base + 2
        };
        if has_verb && end > base {
            return Some(Complement::Reported(base..end, Shape::Clause));
        }
    }
    if frames.any(Frames::NOUN)
        && (starts_noun_phrase(tokens, base)
            || tokens.at(base).kind == TokenKind::Mark && tokens.at(base).quote > 0)
    {
        return object(base, Shape::Object);
    }
    if frames.any(Frames::NOUN)
        && sense.particle.ends_with("to")
        && tokens.at(base).is(Class::VERB_BASE)
    {
        return object(base, Shape::Object);
    }
    if frames.any(Frames::NOUN)
        && !sense.particle.is_empty()
        && tokens.at(base).is(Class::QUESTION.with(Class::VERB_ING))
    {
        return clause(base);
    }
    if frames.any(Frames::QUOTE) && ends_here(tokens, at, sentence.end) {
        return Some(Complement::None(at));
    }
    None
}

/// Over a comma or a colon before a quotation.
fn after_marks(tokens: &Tokens<'_>, at: usize) -> usize {
    if matches!(
        tokens.at(at).kind,
        TokenKind::Comma | TokenKind::Colon | TokenKind::Dash
    ) {
        at + 1
    } else {
        at
    }
}

pub(super) fn infinitive_follows(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    if token.kind == TokenKind::Mark {
        return true;
    }
    let verb = if token.is(Class::ADVERB) {
        tokens.at(at + 1)
    } else {
        token
    };
    verb.among(&["be", "have", "do"])
        || verb.is(Class::VERB_BASE)
        || (verb.kind == TokenKind::Word
            && !verb.capital
            && !verb.is(Class::FUNCTION)
            && !verb.is(Class::VERB_S.with(Class::VERB_PAST)))
}

/// Says whether a clause without `that` can start here.
fn starts_clause(tokens: &Tokens<'_>, at: usize, limit: usize) -> bool {
    if at >= limit {
        return false;
    }
    let token = tokens.at(at);
    if token.kind == TokenKind::Mark && token.quote > 0 {
        return true;
    }
    if !token.is_word() && token.lower != "$" {
        return false;
    }
    if token.lower == "to" || token.is(Class::COORDINATOR) && token.lower != "so" {
        return false;
    }
    if token.is(Class::AUXILIARY.with(Class::MODAL)) || token.lower == "of" {
        return false;
    }
    true
}

/// Says whether a finite verb follows before the sentence ends.
fn has_verb_soon(tokens: &Tokens<'_>, from: usize, limit: usize) -> bool {
    (from..limit.min(from + 25)).any(|at| is_finite_verb(tokens, at))
}

/// Says whether a clause follows what says when or where: a comma or nothing, then a noun phrase and a verb.
fn adverbial_leads_to_clause(tokens: &Tokens<'_>, from: usize, limit: usize) -> bool {
    let first = tokens.at(from);
    if first.among(&[
        "after", "before", "when", "while", "as", "because", "since", "until", "if", "though",
        "although",
    ]) {
        // The clause of the conjunction is no content; one after a comma is.
        let comma = (from..limit).find(|at| tokens.at(*at).kind == TokenKind::Comma);
        return first.among(&["if", "when", "while"])
            && comma.is_some_and(|comma| clause_follows(tokens, comma + 1, limit));
    }
    (from + 1..limit.min(from + 30)).any(|at| {
        is_finite_verb(tokens, at)
            && !(from..at).any(|before| {
                tokens
                    .at(before)
                    .is(Class::QUESTION.with(Class::SUBORDINATOR))
                    && !tokens.at(before).is(Class::PREPOSITION)
            })
    })
}

/// Says whether a cue has nothing behind it: the sentence or the clause ends.
fn ends_here(tokens: &Tokens<'_>, at: usize, limit: usize) -> bool {
    at >= limit
        || matches!(
            tokens.at(at).kind,
            TokenKind::Stop
                | TokenKind::Comma
                | TokenKind::Break
                | TokenKind::Colon
                | TokenKind::Semicolon
                | TokenKind::Dash
                | TokenKind::Close
        )
        || tokens.at(at).among(&[
            "as", "when", "while", "after", "before", "during", "in", "at", "on", "with", "and",
            "but", "of", "to", "about", "through", "from", "because",
        ])
}
