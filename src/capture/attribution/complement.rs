//! What follows a cue: a quotation, a clause, an infinitive, an object; or nothing, where the content stands before it.

use std::ops::Range;

use super::clauses::{Extent, clause_end};
use super::found::Shape;
use super::grammar::{clause_follows, is_finite_verb, noun_phrase_after, starts_noun_phrase};
use super::quotes::Quote;
use super::tokens::{TokenKind, Tokens};
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
pub(crate) fn complement(place: Place<'_, '_>, senses: &[Sense], after: usize, past: bool, allow: impl Fn(&Sense) -> bool) -> Option<Fit> {
    let mut nothing: Option<Fit> = None;
    for sense in senses {
        if !allow(sense) {
            continue;
        }
        let Some(cue_end) = particle_end(place.tokens, sense, after) else {
            continue;
        };
        match fit(place, sense, cue_end, past) {
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

fn fit(place: Place<'_, '_>, sense: &Sense, cue_end: usize, past: bool) -> Option<Complement> {
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
            && !(next.is(Class::PRONOUN) && clause_follows(tokens, at + 1, sentence.end) && next.among(&["he", "she", "they", "we", "i"]));
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
    if opening.quote > 0 && opening.kind == TokenKind::Mark && frames.any(Frames::QUOTE.or(Frames::CLAUSE)) {
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
        let to = if next.among(&["not", "never"]) { from + 1 } else { from };
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
        let first = tokens.at(base);
        let end = clause_end(tokens, sentence, base, Extent::Clause, past);
        let adverbial = first.is(Class::PREPOSITION.with(Class::ADVERB).with(Class::TIME).with(Class::SUBORDINATOR)) || first.kind == TokenKind::Number;
        // `he said in May` reports nothing behind the verb; `he said in May the port would open` does.
        let has_verb = if adverbial {
            adverbial_leads_to_clause(tokens, base, end)
        } else if first.among(&["he", "she", "it", "they", "we", "i", "there"]) && end > base + 1 {
            true
        } else {
            has_verb_soon(tokens, base, end) || sense.strength == Strength::Speech && frames.any(Frames::PASSIVE.or(Frames::ADDRESSEE)) && !frames.any(Frames::NOUN) && end > base + 2
        };
        if has_verb && end > base {
            return Some(Complement::Reported(base..end, Shape::Clause));
        }
    }
    if frames.any(Frames::NOUN) && (starts_noun_phrase(tokens, base) || tokens.at(base).kind == TokenKind::Mark && tokens.at(base).quote > 0) {
        return object(base, Shape::Object);
    }
    if frames.any(Frames::NOUN) && sense.particle.ends_with("to") && tokens.at(base).is(Class::VERB_BASE) {
        return object(base, Shape::Object);
    }
    if frames.any(Frames::NOUN) && !sense.particle.is_empty() && tokens.at(base).is(Class::QUESTION.with(Class::VERB_ING)) {
        return clause(base);
    }
    if frames.any(Frames::QUOTE) && ends_here(tokens, at, sentence.end) {
        return Some(Complement::None(at));
    }
    None
}

/// The noun phrase of who is told, cut before a clause that follows without `that`.
fn short_addressee(tokens: &Tokens<'_>, at: usize, limit: usize) -> Option<usize> {
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
        if token.is(Class::DETERMINER.with(Class::POSSESSIVE)) && !before.is(Class::PREPOSITION.with(Class::COORDINATOR).with(Class::DETERMINER)) {
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
fn skip_adjuncts(place: Place<'_, '_>, from: usize) -> usize {
    let Place {
        tokens, sentence, ..
    } = place;
    let mut at = from;
    for _ in 0..6 {
        let token = tokens.at(at);
        if at >= sentence.end || token.quote > 0 || token.lower == "to" && tokens.at(at + 1).is(Class::VERB_BASE) {
            break;
        }
        if token.is(Class::TIME) && (token.is(Class::NO_NAME) || token.among(&["today", "yesterday", "tonight", "recently", "late", "early", "earlier", "later"]))
            || token.is(Class::ADVERB) && !token.is(Class::SUBORDINATOR.with(Class::PREPOSITION).with(Class::DETERMINER).with(Class::QUESTION)) && !token.among(&["there", "here", "now", "only", "even", "just", "perhaps", "maybe"])
        {
            at += 1;
            while tokens.at(at - 1).is(Class::TIME) && tokens.at(at).is(Class::TIME) {
                at += 1;
            }
            continue;
        }
        if token.among(&["here", "now"]) && (tokens.at(at + 1).lower == "that" || tokens.at(at + 1).quote > 0) {
            at += 1;
            continue;
        }
        if token.kind == TokenKind::Open {
            let Some(close) = (at..sentence.end.min(at + 12)).find(|index| tokens.at(*index).kind == TokenKind::Close) else {
                break;
            };
            at = close + 1;
            continue;
        }
        if token.among(&["last", "this", "that", "earlier", "late", "early"]) && tokens.at(at + 1).is(Class::TIME) {
            at += 2;
            if tokens.at(at).is(Class::TIME) {
                at += 1;
            }
            continue;
        }
        if token.is(Class::PREPOSITION) && !token.is(Class::SUBORDINATOR) || token.among(&["after", "before", "during", "of"]) {
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
            || matches!(landing.kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Stop | TokenKind::Break | TokenKind::Dash)
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
fn adjunct_end(place: Place<'_, '_>, at: usize, limit: usize) -> Option<usize> {
    let tokens = place.tokens;
    let next = tokens.at(at + 1);
    if next.is(Class::TIME) {
        let mut end = at + 2;
        while end < limit && (tokens.at(end).is(Class::TIME) || tokens.at(end).kind == TokenKind::Number) {
            end += 1;
        }
        return Some(end);
    }
    let phrase = noun_phrase_after(tokens, at + 1, limit)?;
    let mut end = phrase.range.end;
    // `on the programme “Good Evening”`
    if tokens.at(end).quote > 0 && tokens.at(end).kind == TokenKind::Mark && is_title(place, tokens.at(end).quote) {
        end = place.quotes.get(tokens.at(end).quote - 1).map_or(end, |quote| quote.end);
    }
    let landing = tokens.at(end);
    let good = landing.lower == "that"
        || landing.quote > 0
        || end >= limit
        || matches!(landing.kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Stop | TokenKind::Break | TokenKind::Dash | TokenKind::Mark)
        || landing.is(Class::PREPOSITION)
        || landing.is(Class::TIME) && landing.is(Class::NO_NAME);
    good.then_some(end)
}

/// Over a comma or a colon before a quotation.
fn after_marks(tokens: &Tokens<'_>, at: usize) -> usize {
    if matches!(tokens.at(at).kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Dash) {
        at + 1
    } else {
        at
    }
}

/// Says whether a quotation is a sentence of its own: it starts large and ends with a stop or a comma.
pub(crate) fn is_whole(place: Place<'_, '_>, number: usize) -> bool {
    let Some(quote) = number.checked_sub(1).and_then(|number| place.quotes.get(number)) else {
        return false;
    };
    let inner = quote.inner();
    if inner.is_empty() {
        return false;
    }
    let tokens = place.tokens;
    let starts = (inner.start..inner.end.min(inner.start + 2)).any(|at| tokens.at(at).capital || tokens.at(at).kind == TokenKind::Number);
    let last = tokens.at(inner.end - 1);
    let after = tokens.at(quote.end);
    let ends = matches!(last.kind, TokenKind::Stop | TokenKind::Comma)
        || matches!(after.kind, TokenKind::Stop | TokenKind::Comma | TokenKind::Break)
        || !quote.closed;
    starts && ends && inner.len() > 2 && !is_title(place, number)
}

/// Says whether a quotation behind a comma or a colon can be what somebody said: no title, and more than a word unless it ends like a sentence.
pub(crate) fn is_said(place: Place<'_, '_>, number: usize) -> bool {
    let Some(quote) = number.checked_sub(1).and_then(|number| place.quotes.get(number)) else {
        return false;
    };
    let inner = quote.inner();
    let ended = place.tokens.before(inner.end).kind == TokenKind::Stop;
    (inner.len() > 3 || ended) && (!is_title(place, number) || ended && inner.len() < 4)
}

/// Says whether a quotation is the title of a work or a programme: every word of substance is written large.
fn is_title(place: Place<'_, '_>, number: usize) -> bool {
    let tokens = place.tokens;
    let Some(quote) = number.checked_sub(1).and_then(|number| place.quotes.get(number)) else {
        return false;
    };
    let inner = quote.inner();
    inner.len() < 12
        && inner.clone().filter(|at| tokens.at(*at).kind == TokenKind::Word).count() > 1
        && inner.clone().all(|at| {
            let token = tokens.at(at);
            token.kind != TokenKind::Word || token.capital || token.is(Class::FUNCTION) && !token.is(Class::PRONOUN.with(Class::AUXILIARY))
        })
        && tokens.at(inner.end.saturating_sub(1)).lower != "!"
}

fn infinitive_follows(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    if token.kind == TokenKind::Mark {
        return true;
    }
    let verb = if token.is(Class::ADVERB) { tokens.at(at + 1) } else { token };
    verb.among(&["be", "have", "do"])
        || verb.is(Class::VERB_BASE)
        || (verb.kind == TokenKind::Word && !verb.capital && !verb.is(Class::FUNCTION) && !verb.is(Class::VERB_S.with(Class::VERB_PAST)))
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
    if first.among(&["after", "before", "when", "while", "as", "because", "since", "until", "if", "though", "although"]) {
        // The clause of the conjunction is no content; one after a comma is.
        let comma = (from..limit).find(|at| tokens.at(*at).kind == TokenKind::Comma);
        return first.among(&["if", "when", "while"]) && comma.is_some_and(|comma| clause_follows(tokens, comma + 1, limit));
    }
    (from + 1..limit.min(from + 30)).any(|at| {
        is_finite_verb(tokens, at)
            && !(from..at).any(|before| tokens.at(before).is(Class::QUESTION.with(Class::SUBORDINATOR)) && !tokens.at(before).is(Class::PREPOSITION))
    })
}

/// Says whether a cue has nothing behind it: the sentence or the clause ends.
fn ends_here(tokens: &Tokens<'_>, at: usize, limit: usize) -> bool {
    at >= limit
        || matches!(
            tokens.at(at).kind,
            TokenKind::Stop | TokenKind::Comma | TokenKind::Break | TokenKind::Colon | TokenKind::Semicolon | TokenKind::Dash | TokenKind::Close
        )
        || tokens.at(at).among(&["as", "when", "while", "after", "before", "during", "in", "at", "on", "with", "and", "but", "of", "to", "about", "through", "from", "because"])
}
