//! Who is the subject of a verb: the noun phrase before it, over appositives, relative clauses and participles.

use std::ops::Range;

use super::noun_phrases::{
    NounPhrase, can_speak, is_nominal, noun_phrase_after, noun_phrase_before, starts_appositive,
    starts_noun_phrase,
};
use super::tokens::{TokenKind, Tokens};
use super::verbs::is_finite_verb;
use crate::capture::language::Class;

/// Who is named as the source of a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A noun phrase beside the verb.
    Phrase(NounPhrase),
    /// `who`, with the noun phrase before it.
    Relative {
        /// What it refers to.
        antecedent: Option<NounPhrase>,
        /// The token of the relative pronoun.
        pronoun: usize,
    },
    /// The subject of a verb before it in the sentence.
    Shared,
}

/// The subject before a verb group.
pub(crate) fn subject_before(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    group: usize,
) -> Subject {
    let floor = clause_floor(tokens, sentence, group);
    if group <= floor {
        return Subject::Shared;
    }
    let before = tokens.at(group - 1);
    // Relative clauses.
    if before.among(&["who", "which", "that"]) {
        let end = if tokens.before(group - 1).kind == TokenKind::Comma {
            group - 2
        } else {
            group - 1
        };
        return Subject::Relative {
            antecedent: noun_phrase_before(tokens, floor, end),
            pronoun: group - 1,
        };
    }
    if before.is(Class::COORDINATOR) || before.lower == "then" {
        return Subject::Shared;
    }
    if matches!(before.kind, TokenKind::Comma | TokenKind::Dash) {
        return match before_appositive(tokens, floor, group - 1) {
            Some(phrase) => Subject::Phrase(phrase),
            None => Subject::Shared,
        };
    }
    let end = before_time(tokens, floor, group);
    match noun_phrase_before(tokens, floor, end) {
        Some(phrase) => Subject::Phrase(over_modifiers(tokens, floor, group, phrase)),
        None => Subject::Shared,
    }
}

/// `polls released on Sunday showed`: the place before the day and the participle it hangs on.
fn before_time(tokens: &Tokens<'_>, floor: usize, group: usize) -> usize {
    let mut end = group;
    while end > floor + 1
        && tokens.at(end - 1).is(Class::TIME)
        && tokens.at(end - 1).is(Class::NO_NAME)
    {
        end -= 1;
    }
    if end == group {
        return group;
    }
    if end > floor + 1 && tokens.at(end - 1).among(&["on", "late", "early", "last"]) {
        end -= 1;
    }
    if end > floor + 1
        && tokens.at(end - 1).is(Class::VERB_PARTICIPLE)
        && is_nominal(tokens, end - 2)
    {
        end -= 1;
    }
    end
}

/// `people who watched the debate said`, `officials briefed on the plan said`: the noun phrase right before the verb is an object
/// inside what describes the subject.
pub(super) fn over_modifiers(
    tokens: &Tokens<'_>,
    floor: usize,
    group: usize,
    phrase: NounPhrase,
) -> NounPhrase {
    const REACH: usize = 24;
    let start = phrase.range.start;
    if tokens.at(phrase.head.start).is(Class::PRONOUN) || start <= floor {
        return phrase;
    }
    let lowest = floor.max(start.saturating_sub(REACH));
    let mut at = start;
    let mut verb = false;
    while at > lowest {
        at -= 1;
        let token = tokens.at(at);
        if matches!(
            token.kind,
            TokenKind::Comma | TokenKind::Dash | TokenKind::Break
        ) {
            break;
        }
        let relative = token.among(&["who", "that", "which"]) && verb;
        let participle = token.is(Class::VERB_PARTICIPLE.with(Class::VERB_ING))
            && !is_finite_verb(tokens, at)
            || token.is(Class::VERB_PARTICIPLE)
                && tokens.at(at + 1).is(Class::PREPOSITION)
                && !verb;
        if relative || participle && at > lowest && is_nominal(tokens, at - 1) {
            let Some(antecedent) = noun_phrase_before(tokens, floor, at) else {
                return phrase;
            };
            let opens = antecedent.range.start == floor
                || !tokens.at(antecedent.range.start - 1).is_word()
                || tokens.at(antecedent.range.start - 1).is(Class::COORDINATOR
                    .with(Class::SUBORDINATOR)
                    .with(Class::QUESTION))
                || tokens.at(antecedent.range.start - 1).lower == "that";
            if !opens || !can_speak(tokens, &antecedent) {
                return phrase;
            }
            return NounPhrase {
                range: antecedent.range.start..group,
                head: antecedent.head,
            };
        }
        verb |= is_finite_verb(tokens, at);
        if verb && token.is(Class::COORDINATOR) {
            break;
        }
    }
    phrase
}

/// The last place before a verb at which its clause can start: a quotation's end, a semicolon, or the sentence.
pub(super) fn clause_floor(tokens: &Tokens<'_>, sentence: &Range<usize>, group: usize) -> usize {
    let mut at = group;
    while at > sentence.start {
        let before = tokens.at(at - 1);
        if matches!(
            before.kind,
            TokenKind::Semicolon | TokenKind::Colon | TokenKind::Break
        ) {
            break;
        }
        // A quotation that ends in a comma or a stop is what is said; another is a nickname or a title in the noun phrase.
        if before.quote > 0
            && before.kind == TokenKind::Mark
            && matches!(
                tokens.before(at - 1).kind,
                TokenKind::Comma | TokenKind::Stop
            )
        {
            break;
        }
        at -= 1;
    }
    at
}

/// `Anna Berg, the director of the port, said`: the noun phrase before the first of the commas that hold an appositive.
pub(super) fn before_appositive(
    tokens: &Tokens<'_>,
    floor: usize,
    comma: usize,
) -> Option<NounPhrase> {
    const APPOSITIVE: usize = 60;
    let mut best: Option<NounPhrase> = None;
    let mut at = comma;
    let lowest = floor.max(comma.saturating_sub(APPOSITIVE));
    let closing = tokens.at(comma).kind;
    let mut commas = 0;
    while at > lowest {
        at -= 1;
        if tokens.at(at).kind != closing {
            continue;
        }
        commas += 1;
        if commas > 6 || !starts_appositive(tokens, at + 1) {
            break;
        }
        let Some(phrase) = noun_phrase_before(tokens, floor, at) else {
            // A list of roles or an `and`: look further back.
            continue;
        };
        let first = tokens.at(phrase.head.start);
        let named = phrase
            .head
            .clone()
            .any(|index| tokens.at(index).capital && !tokens.at(index).is(Class::NO_NAME));
        let good = named || first.is(Class::DETERMINER.with(Class::POSSESSIVE));
        if !good {
            continue;
        }
        let is_adverbial = phrase.range.start > floor
            && tokens.at(phrase.range.start - 1).is(Class::PREPOSITION)
            && !named;
        if is_adverbial {
            continue;
        }
        let whole = NounPhrase {
            range: phrase.range.start..comma,
            head: phrase.head.clone(),
        };
        let starts_clause = phrase.range.start == floor
            || !tokens.at(phrase.range.start - 1).is_word()
            || tokens
                .at(phrase.range.start - 1)
                .is(Class::SUBORDINATOR.with(Class::COORDINATOR))
            || tokens.at(phrase.range.start - 1).lower == "that";
        let person = tokens.at(phrase.head.end.saturating_sub(1)).capital;
        best = Some(whole);
        // A name at the start of a clause is who speaks; a place in between is not.
        if starts_clause && person && tokens.before(phrase.range.start).kind != TokenKind::Comma {
            break;
        }
    }
    best
}

/// The first noun phrase of a sentence: the subject of a verb that has none beside it.
pub(crate) fn sentence_subject(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    before: usize,
) -> Option<NounPhrase> {
    let mut at = sentence.start;
    let limit = before.min(sentence.end);
    // Over an opening adverbial: `In Oslo, Berg …`
    let mut first: Option<NounPhrase> = None;
    let mut tries = 0;
    while at < limit && tries < 6 {
        let token = tokens.at(at);
        if token.quote > 0 {
            at += 1;
            continue;
        }
        let opens_adverbial = token.is(Class::PREPOSITION
            .with(Class::SUBORDINATOR)
            .with(Class::VERB_ING)
            .with(Class::VERB_PARTICIPLE))
            && !is_nominal(tokens, at)
            || token.is(Class::PREPOSITION.with(Class::SUBORDINATOR))
            || at == sentence.start
                && token.is(Class::VERB_PARTICIPLE.with(Class::VERB_ING))
                && !tokens.at(at + 1).capital;
        if opens_adverbial {
            let comma = (at..limit).find(|index| tokens.at(*index).kind == TokenKind::Comma);
            match comma {
                Some(comma) => at = comma + 1,
                None => break,
            }
            tries += 1;
            continue;
        }
        if starts_noun_phrase(tokens, at) {
            let phrase = noun_phrase_after(tokens, at, limit)?;
            if !phrase
                .head
                .clone()
                .all(|index| tokens.at(index).is(Class::TIME))
            {
                first = Some(phrase);
                break;
            }
            at = phrase.range.end;
            tries += 1;
            continue;
        }
        at += 1;
    }
    first
}
