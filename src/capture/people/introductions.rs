//! What an article says somebody is: appositives behind a name, offices before it.

use std::ops::Range;

use super::Introduction;
use super::entities::{Entities, span};
use super::names::Name;
use crate::capture::attribution::{Token, TokenKind, TokenList};
use crate::capture::language::Class;
use crate::domain::text::Text;

/// An introduction with the small words of the role.
#[derive(Debug, Clone)]
pub(crate) struct Introduced {
    /// As given out.
    pub(crate) introduction: Introduction,
    /// Nouns by which a description may refer back.
    pub(crate) nouns: Vec<String>,
}

/// How long an appositive may be, in tokens.
const LONGEST: usize = 45;

/// Prepositions behind a role that lead to the body: `director of`, `professor at`.
const OF: [&str; 10] = [
    "of", "at", "for", "with", "in", "from", "on", "to", "by", "under",
];

/// Returns what stands beside a name.
pub(crate) fn introductions(
    text: &Text,
    tokens: &TokenList<'_>,
    sentence: &Range<usize>,
    name: &Name,
    entities: &Entities<'_>,
) -> Vec<Introduced> {
    let mut all = Vec::new();
    if let Some(found) = behind(text, tokens, sentence, name, entities) {
        all.push(found);
    }
    if let Some(found) = before(text, tokens, sentence, name, entities) {
        all.push(found);
    }
    all
}

/// `Anna Berg, the director of the port,` and `Anna Berg (director of the port)`.
fn behind(
    text: &Text,
    tokens: &TokenList<'_>,
    sentence: &Range<usize>,
    name: &Name,
    entities: &Entities<'_>,
) -> Option<Introduced> {
    let opening = tokens.at(name.range.end);
    let mut start = name.range.end + 1;
    match opening.kind {
        TokenKind::Comma | TokenKind::Open | TokenKind::Dash => {}
        _ => return None,
    }
    // `Berg, 45, a farmer`
    if tokens.at(start).kind == TokenKind::Number && tokens.at(start + 1).kind == TokenKind::Comma {
        start += 2;
    }
    let limit = sentence.end.min(start + LONGEST);
    let role = role_at(tokens, start, limit)?;
    let (bodies, end) = bodies(tokens, role.end, limit, entities);
    make(
        text,
        tokens,
        &role,
        &bodies,
        name.range.start..end,
        entities,
    )
}

/// `port director Anna Berg`, `the ministry's spokesman, Anna Berg`, `Foreign Minister Anna Berg`.
fn before(
    text: &Text,
    tokens: &TokenList<'_>,
    sentence: &Range<usize>,
    name: &Name,
    entities: &Entities<'_>,
) -> Option<Introduced> {
    let mut at = name.range.start;
    let mut closing = at;
    if at > sentence.start && tokens.before(at).kind == TokenKind::Comma {
        closing = at - 1;
        at = closing;
    }
    // Back over the words of the role: small nouns and adjectives, or titles written large.
    let mut start = at;
    let mut noun = None;
    while start > sentence.start {
        let token = tokens.at(start - 1);
        if token.kind != TokenKind::Word
            || token.lower == "'s"
            || token.quote != tokens.at(name.range.start).quote
        {
            break;
        }
        let office = token.is(Class::ROLE.with(Class::TITLE))
            && !(token.is(Class::PREPOSITION.with(Class::DETERMINER)));
        if office {
            if noun.is_none() {
                noun = Some(start - 1);
            }
            start -= 1;
            continue;
        }
        if noun.is_some()
            && !token.is(Class::FUNCTION.with(Class::VERB).with(Class::CUE_VERB))
            && !token.capital
            && !token.is(Class::ADVERB)
        {
            start -= 1;
            continue;
        }
        break;
    }
    let noun = noun?;
    if tokens.at(noun).is(Class::TITLE)
        && !tokens.at(noun).is(Class::ROLE)
        && start + 1 == at
        && tokens.at(noun).is(Class::MALE.with(Class::FEMALE))
    {
        // `Mr.` is no office.
        return None;
    }
    // `of the port director, Anna Berg` needs its own determiner or capital.
    if closing < name.range.start && noun + 1 != closing {
        return None;
    }
    // The body before the role: `Oslo Port director`, `the ministry's spokesman`.
    let mut body = start..start;
    let mut from = start;
    if from > sentence.start && tokens.before(from).lower == "'s" {
        from -= 1;
    }
    let body_end = from;
    while from > sentence.start {
        let token = tokens.at(from - 1);
        let capital = token.capital
            && token.kind == TokenKind::Word
            && !token.is(Class::NO_NAME.with(Class::PRONOUN));
        let noun_of_body = token.is(Class::ORGANIZATION) && body_end < start;
        if !(capital
            || noun_of_body
            || (token.lower == "of" && from < body_end && tokens.before(from - 1).capital))
        {
            break;
        }
        from -= 1;
    }
    if from < body_end {
        body = from..body_end;
    }
    let bodies = if body.is_empty() {
        Vec::new()
    } else {
        vec![body.clone()]
    };
    let role = start..noun + 1;
    make(
        text,
        tokens,
        &role,
        &bodies,
        body.start.min(start)..name.range.end,
        entities,
    )
}

/// The role at the start of an appositive: words up to its noun, without an article.
fn role_at(tokens: &TokenList<'_>, start: usize, limit: usize) -> Option<Range<usize>> {
    let mut from = start;
    while from < limit
        && (tokens
            .at(from)
            .is(Class::DETERMINER.with(Class::POSSESSIVE))
            || tokens
                .at(from)
                .among(&["now", "then", "also", "currently", "formerly", "once"]))
    {
        from += 1;
    }
    let mut end = None;
    let mut at = from;
    while at < limit {
        let token = tokens.at(at);
        if token.kind != TokenKind::Word {
            break;
        }
        if token.is(Class::ROLE.with(Class::TITLE)) && !token.is(Class::PREPOSITION) {
            end = Some(at + 1);
        } else if ends_role(token, end.is_some()) {
            break;
        }
        at += 1;
    }
    let end = end?;
    (end > from).then_some(from..end)
}

/// Says whether a word behind a role belongs to something else.
fn ends_role(token: &Token<'_>, seen: bool) -> bool {
    const ENDS: Class = Class::PREPOSITION
        .with(Class::QUESTION)
        .with(Class::AUXILIARY)
        .with(Class::MODAL)
        .with(Class::PRONOUN);
    token.is(ENDS) && token.lower != "'s"
        || token.is(Class::COORDINATOR) && !seen
        || token.is(Class::CUE_VERB) && token.is(Class::VERB_PAST)
}

/// The body of a role and what it belongs to: `of the Institute of X at the University of Y under Z`.
fn bodies(
    tokens: &TokenList<'_>,
    from: usize,
    limit: usize,
    _entities: &Entities<'_>,
) -> (Vec<Range<usize>>, usize) {
    let mut all = Vec::new();
    let mut at = from;
    let mut end = from;
    while at < limit && tokens.at(at).among(&OF) {
        let mut start = at + 1;
        while tokens
            .at(start)
            .is(Class::DETERMINER.with(Class::POSSESSIVE))
        {
            start += 1;
        }
        let stop = body_end(tokens, start, limit);
        if stop == start {
            break;
        }
        all.push(start..stop);
        at = stop;
        end = stop;
    }
    (all, end)
}

/// The end of the name of a body: capital words with `of`, `and`, `for` inside; or a small noun phrase.
fn body_end(tokens: &TokenList<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    let mut seen_organization = false;
    while at < limit {
        let token = tokens.at(at);
        if token.kind == TokenKind::Word && token.capital && !token.is(Class::PRONOUN) {
            seen_organization |= token.is(Class::ORGANIZATION.with(Class::TITLE));
            at += 1;
            continue;
        }
        let next_capital = tokens.at(at + 1).capital
            || tokens.at(at + 1).lower == "the" && tokens.at(at + 2).capital;
        if at > start && token.among(&["and", "&", "of", "for", "on"]) && next_capital {
            at += 1;
            if tokens.at(at).lower == "the" {
                at += 1;
            }
            continue;
        }
        if next_capital && at > start && (token.lower == "'s" || is_plural_possessive(tokens, at)) {
            at += 1;
            continue;
        }
        // A body in small letters: `the port authority`.
        if token.kind == TokenKind::Word
            && !token.is(Class::FUNCTION.with(Class::VERB_PAST).with(Class::ADVERB))
            && !seen_organization
        {
            at += 1;
            continue;
        }
        break;
    }
    at
}

/// Whether a mark is the apostrophe of `Traders' League`.
fn is_plural_possessive(tokens: &TokenList<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    token.kind == TokenKind::Mark
        && token.lower != "\""
        && tokens.before(at).lower.ends_with('s')
        && !tokens.space_before(at)
        && tokens.space_before(at + 1)
}

fn make(
    text: &Text,
    tokens: &TokenList<'_>,
    role: &Range<usize>,
    bodies: &[Range<usize>],
    whole: Range<usize>,
    entities: &Entities<'_>,
) -> Option<Introduced> {
    let mut names: Vec<String> = bodies
        .iter()
        .map(|body| entities.words_of(tokens, body))
        .filter(|name| !name.is_empty())
        .collect();
    let organization = if names.is_empty() {
        None
    } else {
        Some(names.remove(0))
    };
    let introduction = Introduction {
        role: entities.words_of(tokens, role),
        organization,
        parents: names,
        span: span(text, tokens, &whole)?,
    };
    let nouns = role
        .clone()
        .filter(|at| tokens.at(*at).is(Class::ROLE.with(Class::TITLE)))
        .map(|at| tokens.at(at).lower.to_string())
        .collect();
    Some(Introduced {
        introduction,
        nouns,
    })
}
