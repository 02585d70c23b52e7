//! Noun phrases before and behind a place. Heuristics of position and closed classes; no statistics.

use std::ops::Range;

use super::tokens::{TokenKind, Tokens};
use super::verbs::{clause_follows, is_contracted_is, is_finite_verb, is_plural};
use crate::capture::language::Class;

/// How far a noun phrase or an appositive is followed, in tokens: longer ones are not names of speakers.
const REACH: usize = 40;

/// Says whether a word can be inside a noun phrase: a noun, a name, an adjective, a number.
pub(crate) fn is_nominal(tokens: &Tokens<'_>, index: usize) -> bool {
    let token = tokens.at(index);
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => {
            let opens = token.is(Class::ADVERB) && !tokens.before(index).is_word();
            if token.capital && !token.is(Class::PRONOUN) && !token.is(Class::FUNCTION) && !opens {
                return true;
            }
            if token.capital && tokens.before(index).capital && !token.is(Class::FUNCTION) {
                return true;
            }
            !token.is(Class::FUNCTION)
                && !is_finite_verb(tokens, index)
                && (!token.is(Class::ADVERB) || token.is(Class::NOUN.with(Class::TIME)))
        }
        TokenKind::Other => matches!(token.lower.as_ref(), "$" | "%" | "€" | "£" | "&"),
        _ => false,
    }
}

/// Says whether a noun phrase can start here.
pub(crate) fn starts_noun_phrase(tokens: &Tokens<'_>, index: usize) -> bool {
    let token = tokens.at(index);
    (token.is(Class::STARTS_NOUN) && !token.among(&["that", "which", "what"]))
        || (token.is_word() && is_nominal(tokens, index))
        || (token.kind == TokenKind::Other && matches!(token.lower.as_ref(), "$" | "€" | "£"))
}

/// A noun phrase: the whole, and the part before the first preposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NounPhrase {
    /// The whole, appositives included.
    pub(crate) range: Range<usize>,
    /// The head with what stands before it: `the director`, `Anna Berg`.
    pub(crate) head: Range<usize>,
}

/// The noun phrase that ends before `end`, not going before `floor`.
pub(crate) fn noun_phrase_before(
    tokens: &Tokens<'_>,
    floor: usize,
    end: usize,
) -> Option<NounPhrase> {
    let floor = floor.max(end.saturating_sub(REACH));
    let mut at = end;
    let mut head = end..end;
    let mut nominal = false;
    while at > floor {
        let index = at - 1;
        let token = tokens.at(index);
        if token.kind == TokenKind::Close {
            // `Berg (D-Ore.)`
            let open = (floor..index)
                .rev()
                .find(|open| tokens.at(*open).kind == TokenKind::Open)?;
            if open == floor {
                break;
            }
            at = open;
            if !nominal {
                head = open..open;
            }
            continue;
        }
        if token.is(Class::PRONOUN) && !nominal && !token.is(Class::DETERMINER) {
            if token.capital && tokens.before(index).capital && index > floor && token.lower != "i"
            {
                // `The Who`, a title: left alone.
            }
            return Some(NounPhrase {
                range: index..end,
                head: index..index + 1,
            });
        }
        if token.lower == "'s" && nominal && !is_contracted_is(tokens, index) {
            at = index;
            continue;
        }
        if token.kind == TokenKind::Mark
            && token.lower != "\""
            && nominal
            && tokens.before(index).lower.ends_with('s')
            && !tokens.space_before(index)
        {
            at = index;
            continue;
        }
        if token.is(Class::DETERMINER.with(Class::POSSESSIVE)) {
            if !nominal && token.is(Class::PRONOUN) {
                // `others said`, `this suggests`
                nominal = true;
                head = index..index + 1;
                at = index;
                if let Some(before) = continues_before(tokens, floor, index) {
                    at = before;
                    head = before..before;
                    continue;
                }
                break;
            }
            // `that prosecutors said`: a conjunction or a relative.
            if !nominal
                || token.lower == "that"
                    && (is_plural(tokens.at(index + 1)) || tokens.at(index + 1).capital)
            {
                break;
            }
            head.start = index;
            at = index;
            match continues_before(tokens, floor, index) {
                Some(before) => {
                    at = before;
                    head = before..before;
                }
                None if tokens.before(index).is(Class::DETERMINER)
                    && tokens.before(index).lower != "that"
                    && index > floor => {}
                None => break,
            }
            continue;
        }
        if is_nominal(tokens, index)
            && !(nominal
                && token.kind == TokenKind::Number
                && tokens.before(index).kind == TokenKind::Comma)
        {
            if token.is(Class::TIME) && !nominal && token.is(Class::NO_NAME) {
                break;
            }
            nominal = true;
            if head.start == head.end {
                head = index..at;
            } else {
                head.start = index;
            }
            at = index;
            continue;
        }
        if nominal
            && token.is(Class::VERB_ING.with(Class::VERB_PARTICIPLE))
            && tokens
                .before(index)
                .is(Class::DETERMINER.with(Class::POSSESSIVE))
        {
            head.start = index;
            at = index;
            continue;
        }
        if token.is(Class::NUMBER) {
            nominal = true;
            if head.start == head.end {
                head = index..at;
            } else {
                head.start = index;
            }
            at = index;
            continue;
        }
        if nominal
            && token.among(&["and", "or", "&"])
            && index > floor
            && joins_names(tokens, floor, index)
        {
            at = index;
            continue;
        }
        if nominal && let Some(before) = continues_before(tokens, floor, at) {
            at = before;
            head = before..before;
            continue;
        }
        break;
    }
    if !nominal || at >= end {
        return None;
    }
    if head.start == head.end {
        head = at..end;
    }
    Some(NounPhrase {
        range: at..end,
        head,
    })
}

/// Where a preposition before `index` hangs on a noun, the index of that preposition.
fn continues_before(tokens: &Tokens<'_>, floor: usize, index: usize) -> Option<usize> {
    const HANGING: [&str; 16] = [
        "of", "for", "at", "in", "from", "with", "on", "to", "under", "by", "against", "between",
        "about", "within", "among", "into",
    ];
    let preposition = index.checked_sub(1)?;
    if preposition <= floor || !tokens.at(preposition).among(&HANGING) {
        return None;
    }
    let noun = preposition - 1;
    let token = tokens.at(noun);
    let hangs = (is_nominal(tokens, noun) && !token.is(Class::VERB_ING.with(Class::VERB_PAST)))
        || token.among(&[
            "one", "some", "many", "most", "several", "both", "all", "those", "others", "none",
            "few", "each",
        ])
        || token.kind == TokenKind::Close;
    hangs.then_some(preposition)
}

/// Says whether an `and` joins two noun phrases and not two clauses: what stands before it reaches back to the start of a clause without a verb.
fn joins_names(tokens: &Tokens<'_>, floor: usize, and: usize) -> bool {
    let mut at = and;
    while at > floor {
        let token = tokens.at(at - 1);
        if token.kind == TokenKind::Break
            || token.is(Class::SUBORDINATOR.with(Class::QUESTION)) && !token.is(Class::PREPOSITION)
        {
            break;
        }
        if token.kind == TokenKind::Comma || token.lower == "that" || token.kind == TokenKind::Colon
        {
            break;
        }
        if is_finite_verb(tokens, at - 1)
            || token.is(Class::PRONOUN) && !token.is(Class::DETERMINER)
        {
            return false;
        }
        at -= 1;
        if and - at > 14 {
            return false;
        }
    }
    at < and
}

/// The noun phrase that starts at `start`, before `limit`, with the appositive that follows it.
pub(crate) fn noun_phrase_after(
    tokens: &Tokens<'_>,
    start: usize,
    limit: usize,
) -> Option<NounPhrase> {
    let first = tokens.at(start);
    if start >= limit {
        return None;
    }
    if first.is(Class::PRONOUN) && !first.is(Class::DETERMINER) {
        return Some(NounPhrase {
            range: start..start + 1,
            head: start..start + 1,
        });
    }
    let limit = limit.min(start + REACH);
    let mut at = start;
    let mut head_end = None;
    while at < limit {
        let token = tokens.at(at);
        let inside = token.is(Class::DETERMINER
            .with(Class::POSSESSIVE)
            .with(Class::NUMBER))
            && (head_end.is_some() && !is_nominal(tokens, at.saturating_sub(1))
                || at == start
                || tokens
                    .before(at)
                    .is(Class::DETERMINER.with(Class::PREPOSITION)))
            || token.lower == "'s"
            || is_nominal(tokens, at)
            || token.is(Class::VERB_ING.with(Class::VERB_PARTICIPLE))
                && tokens.before(at).is(Class::DETERMINER);
        if inside {
            at += 1;
            continue;
        }
        if at > start
            && token.among(&[
                "of", "for", "at", "in", "from", "with", "to", "on", "under", "by",
            ])
            && (starts_noun_phrase(tokens, at + 1) || tokens.at(at + 1).kind == TokenKind::Mark)
            && !tokens.at(at + 1).is(Class::TIME)
        {
            head_end.get_or_insert(at);
            at += 1;
            continue;
        }
        if at > start
            && token.among(&["and", "or", "&"])
            && starts_noun_phrase(tokens, at + 1)
            && !tokens.at(at + 1).is(Class::PRONOUN)
            && !clause_follows(tokens, at + 1, limit)
        {
            head_end.get_or_insert(at);
            at += 1;
            continue;
        }
        break;
    }
    (at > start).then(|| NounPhrase {
        range: start..at,
        head: start..head_end.unwrap_or(at),
    })
}

/// Says whether a noun phrase can be somebody or something that speaks: a name, a pronoun, a role, a body, a document, people.
pub(crate) fn can_speak(tokens: &Tokens<'_>, phrase: &NounPhrase) -> bool {
    const SPEAKS: Class = Class::PRONOUN
        .with(Class::POSSESSIVE)
        .with(Class::PEOPLE)
        .with(Class::ROLE)
        .with(Class::ORGANIZATION)
        .with(Class::DOCUMENT)
        .with(Class::TITLE)
        .with(Class::PLACE)
        .with(Class::CUE_NOUN)
        .with(Class::NUMBER)
        .with(Class::MALE)
        .with(Class::FEMALE);
    let last = tokens.at(phrase.head.end.saturating_sub(1));
    last.is(SPEAKS)
        || last.capital
        || last.kind != TokenKind::Word
        || is_plural(last) && !tokens.at(phrase.head.start).among(&["its"])
        || last.lower.ends_with("er") && last.lower.len() > 4
        || last.lower.ends_with("or") && last.lower.len() > 4
        || last.lower.ends_with("ist")
        || last.lower.ends_with("-old")
}

/// Says whether a comma is followed by what may say who somebody is: `, the director`, `, 45`, `, who`.
pub(crate) fn starts_appositive(tokens: &Tokens<'_>, index: usize) -> bool {
    let token = tokens.at(index);
    token.is(Class::DETERMINER)
        || token.kind == TokenKind::Number
        || token.is(Class::ROLE
            .with(Class::TITLE)
            .with(Class::POSSESSIVE)
            .with(Class::PLACE))
        || token.among(&[
            "who", "whose", "himself", "herself", "now", "then", "one", "also", "himself",
            "formerly", "both", "speaking", "which",
        ])
        || token.is(Class::NATIONALITY
            .with(Class::ADJECTIVE)
            .with(Class::VERB_ING)
            .with(Class::VERB_PARTICIPLE))
        || token.capital && !token.is(Class::PRONOUN)
        || is_nominal(tokens, index)
}
