//! Where a reported clause ends.

use std::ops::Range;

use super::noun_phrases::{noun_phrase_after, starts_noun_phrase};
use super::tokens::{TokenKind, Tokens};
use super::verbs::{clause_follows, is_finite_verb};
use crate::capture::language::{Class, Strength};

/// What is followed to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// A clause with a verb of its own.
    Clause,
    /// A noun phrase with what hangs on it.
    Noun,
}

/// The token after the last of a reported clause that starts at `start`.
///
/// It runs to the end of the sentence, unless the writer takes over: a second reporting verb, `but`, `while`, a semicolon.
pub(crate) fn clause_end(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    start: usize,
    extent: Extent,
    past: bool,
) -> usize {
    let mut at = start;
    let mut open_brackets = 0_u32;
    let mut open_dash = false;
    let mut quote = tokens.at(start).quote;
    let mut extent = extent;
    let fronted = is_fronted(tokens, sentence, start);
    while at < sentence.end {
        let token = tokens.at(at);
        if token.quote > 0 && (token.quote == quote || token.kind == TokenKind::Mark) {
            // Inside a quotation nobody else takes over.
            quote = token.quote;
            let closes = token.kind == TokenKind::Mark
                && tokens.before(at).kind == TokenKind::Comma
                && next_is_outside(tokens, at);
            at += 1;
            if closes
                && fronted
                && starts_noun_phrase(tokens, at)
                && clause_follows(tokens, at, sentence.end)
            {
                break;
            }
            continue;
        }
        quote = 0;
        let next = tokens.at(at + 1);
        match token.kind {
            TokenKind::Semicolon | TokenKind::Break => break,
            TokenKind::Open => open_brackets += 1,
            TokenKind::Close => {
                if open_brackets == 0 {
                    break;
                }
                open_brackets -= 1;
            }
            TokenKind::Colon if extent == Extent::Noun && next.kind == TokenKind::Mark => break,
            // What follows is a list of what was named: `three models: the first, which …`.
            TokenKind::Colon => extent = Extent::Clause,
            TokenKind::Dash if at > start && tokens.space_before(at) => {
                if !open_dash && next.among(&["and", "but", "although", "though"]) {
                    break;
                }
                open_dash = !open_dash;
            }
            TokenKind::Comma if at > start => {
                if fronted
                    && starts_noun_phrase(tokens, at + 1)
                    && clause_follows(tokens, at + 1, sentence.end)
                {
                    break;
                }
                if takes_over_after_comma(tokens, sentence, at, extent) {
                    break;
                }
            }
            TokenKind::Word if at > start => {
                if extent == Extent::Noun && !token.capital && leaves_noun(tokens, at) {
                    break;
                }
                if token.among(&["and", "but"])
                    && (second_verb(tokens, at, extent, past)
                        || past && extent == Extent::Clause && changes_tense(tokens, start, at))
                {
                    break;
                }
                // `and he accused`
                if token.lower == "and"
                    && next.is(Class::PRONOUN)
                    && is_reporting(tokens, at + 2, Class::VERB_PAST.with(Class::VERB_S))
                {
                    break;
                }
                // `pursued according to conditions` names nobody.
                let source = tokens.at(at + 2);
                let names = source.capital
                    || source.is(Class::DETERMINER
                        .with(Class::POSSESSIVE)
                        .with(Class::PEOPLE));
                if token.lower == "according" && next.lower == "to" && names {
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    trimmed(tokens, start, at)
}

fn next_is_outside(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.at(at + 1).quote != tokens.at(at).quote
}

/// Says whether a clause stands before the main one: `Asked whether …, he said`, `When he said …, …`.
fn is_fronted(tokens: &Tokens<'_>, sentence: &Range<usize>, start: usize) -> bool {
    const SUBORDINATING: Class = Class::SUBORDINATOR.with(Class::VERB_ING);
    if start <= sentence.start
        || start > sentence.start + 14
        || (sentence.start..start).any(|at| tokens.at(at).kind == TokenKind::Comma)
    {
        return false;
    }
    let first = tokens.at(sentence.start);
    first.is(Class::VERB_PARTICIPLE) && !first.is(Class::NOUN)
        || (sentence.start..start.min(sentence.start + 3)).any(|at| {
            let token = tokens.at(at);
            token.is(SUBORDINATING)
                && token.lower != "that"
                && !(token.is(Class::VERB_ING) && at > sentence.start)
        })
}

/// Without the stop and the marks that end the sentence and belong to nothing in the range.
pub(crate) fn trimmed(tokens: &Tokens<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start {
        let last = tokens.at(end - 1);
        let outside = last.quote == 0
            || last.quote != tokens.before(end - 1).quote && last.kind != TokenKind::Mark;
        let loose = matches!(
            last.kind,
            TokenKind::Stop
                | TokenKind::Comma
                | TokenKind::Semicolon
                | TokenKind::Colon
                | TokenKind::Dash
                | TokenKind::Break
        ) && outside;
        if !loose {
            break;
        }
        end -= 1;
    }
    end
}

fn takes_over_after_comma(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    comma: usize,
    extent: Extent,
) -> bool {
    let mut at = comma + 1;
    let next = tokens.at(at);
    if next.among(&[
        "but", "while", "although", "though", "whereas", "yet", "adding",
    ]) {
        return true;
    }
    if next.lower == "according" && tokens.at(at + 1).lower == "to" {
        return true;
    }
    // `said it was late, called it a shame and left`
    if extent == Extent::Clause
        && is_reporting(tokens, at, Class::VERB_PAST)
        && !next.capital
        && is_finite_verb(tokens, at)
        && starts_noun_phrase(tokens, at + 1)
    {
        return true;
    }
    // `, saying that`, `, citing`
    if is_reporting(tokens, at, Class::VERB_ING) {
        return true;
    }
    if extent == Extent::Noun
        && (next.is(Class::QUESTION.with(Class::SUBORDINATOR))
            || next.is(Class::VERB_ING)
            || next.lower == "with"
            || next.is(Class::AUXILIARY))
    {
        return true;
    }
    if next.among(&["and", "then", "so"]) {
        at += 1;
    }
    if second_verb(tokens, at.saturating_sub(1), extent, true) {
        return true;
    }
    // `, he said`, `, and the ministry said`
    if starts_noun_phrase(tokens, at)
        && let Some(phrase) = noun_phrase_after(tokens, at, sentence.end)
        && phrase.range.len() < 12
    {
        let mut verb = phrase.range.end;
        // `, Berg (D-Sele) said`
        if tokens.at(verb).kind == TokenKind::Open {
            verb = (verb..verb + 8)
                .find(|at| tokens.at(*at).kind == TokenKind::Close)
                .map_or(verb, |close| close + 1);
        }
        while tokens.at(verb).is(Class::ADVERB.with(Class::AUXILIARY)) {
            verb += 1;
        }
        if is_reporting(
            tokens,
            verb,
            Class::VERB_PAST
                .with(Class::VERB_S)
                .with(Class::VERB_PARTICIPLE),
        ) && tokens.at(verb).word.is_some_and(|word| {
            word.verb
                .iter()
                .any(|sense| sense.strength == Strength::Speech)
        }) {
            return true;
        }
    }
    false
}

/// `she said he is tired and left`: a past behind a present is the speaker's own.
fn changes_tense(tokens: &Tokens<'_>, start: usize, and: usize) -> bool {
    const PRESENT: [&str; 14] = [
        "is", "are", "am", "has", "have", "does", "do", "will", "can", "may", "'s", "'re", "'ll",
        "should",
    ];
    let next = tokens.at(and + 1);
    if !next.is(Class::VERB_PAST) || next.capital || next.quote > 0 {
        return false;
    }
    let first = (start..and).find(|at| is_finite_verb(tokens, *at));
    first.is_some_and(|at| {
        let verb = tokens.at(at);
        verb.among(&PRESENT[..13]) && !verb.among(&["have", "has", "'s"])
            || verb.is(Class::VERB_S) && !verb.is(Class::AUXILIARY)
    })
}

fn is_reporting(tokens: &Tokens<'_>, at: usize, form: Class) -> bool {
    let token = tokens.at(at);
    token.is(Class::CUE_VERB)
        && token.is(form)
        && token.quote == 0
        && token.word.is_some_and(|word| {
            word.verb
                .iter()
                .any(|sense| sense.strength >= Strength::Thought)
        })
}

/// `and criticized …`: a second verb of the one who speaks.
fn second_verb(tokens: &Tokens<'_>, and: usize, extent: Extent, past: bool) -> bool {
    let mut at = and + 1;
    while tokens.at(at).is(Class::ADVERB) {
        at += 1;
    }
    let token = tokens.at(at);
    if token.capital || token.quote > 0 {
        return false;
    }
    if extent == Extent::Noun {
        return (token.is(Class::VERB_PAST.with(Class::VERB_S)) && is_finite_verb(tokens, at))
            || token.is(Class::AUXILIARY.with(Class::MODAL));
    }
    let form = if past {
        Class::VERB_PAST
    } else {
        Class::VERB_S
    };
    token.is(form)
        && token.is(Class::CUE_VERB)
        && token.word.is_some_and(|word| {
            word.verb
                .iter()
                .any(|sense| sense.particle.is_empty() && sense.strength == Strength::Speech)
        })
}

/// A word that starts something which hangs on the verb and not on its object: `after`, `on Monday`, `in a speech`.
fn leaves_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    if token.among(&[
        "after", "when", "while", "because", "before", "although", "unless", "since", "during",
        "if", "until",
    ]) {
        return true;
    }
    if token.is(Class::TIME) && token.is(Class::NO_NAME) && !tokens.before(at).is(Class::FUNCTION) {
        return true;
    }
    if token.among(&["on", "in", "at", "during", "last"]) {
        let next = tokens.at(at + 1);
        if next.is(Class::TIME) {
            return true;
        }
        if token.lower == "in" && next.among(&["a", "an", "his", "her", "its", "their"]) {
            return (at + 2..at + 5).any(|index| {
                tokens.at(index).is(Class::DOCUMENT)
                    || tokens.at(index).among(&[
                        "interview",
                        "speech",
                        "interviews",
                        "remarks",
                        "conference",
                        "briefing",
                        "address",
                    ])
            });
        }
    }
    token.lower == "as" && tokens.at(at + 1).is(Class::PRONOUN)
}
