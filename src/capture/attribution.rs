//! Who says what in an article: quotations and reported speech with their cues and sources.

mod according;
mod adjuncts;
mod clauses;
mod complement;
mod cues;
mod found;
mod noun_phrases;
mod nouns;
mod preceding;
mod quoted;
mod quotes;
mod reported;
mod sentences;
mod spaceless;
mod spoken;
mod subjects;
mod tokens;
mod verbs;

use super::language::{Language, Strength};
use super::people::{self, Person};
use crate::domain::claim::{Stance, Voice};
use crate::domain::text::{Block, Span, Text};
use complement::Place;
use tokens::Tokens;

pub use found::Shape;
pub(crate) use found::{Found, Source};
pub(crate) use noun_phrases::NounPhrase;
pub(crate) use tokens::{Token, TokenKind, Tokens as TokenList};
pub(crate) use verbs::{is_finite_verb, is_plural};

/// A claim as a machine drafts it.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftedClaim {
    /// Quoted or reported.
    pub voice: Voice,
    /// Whether it stands in a headline.
    pub headline: bool,
    /// Where what is said stands.
    pub content: Vec<Span>,
    /// Where the words that report it stand; empty for a quotation without any.
    pub cue: Vec<Span>,
    /// Where the words that name who says it stand; empty for none.
    pub source: Vec<Span>,
    /// Who says it, as a place in [`Draft::people`]; `None` where the source is not resolved.
    pub speaker: Option<usize>,
    /// Everybody who says it, the first of them as `speaker`.
    pub speakers: Vec<usize>,
    /// By whom it reached the article, nearest to the article first.
    pub via: Vec<usize>,
    /// What the cue says of the stance; `None` where it says nothing.
    pub stance: Option<Stance>,
    /// What is said, grammatically.
    pub shape: Shape,
    /// How surely somebody is reported to have said it.
    pub strength: Strength,
    /// From 0 to 1; no probability, only an order.
    pub confidence: f32,
}

/// Everything drafted from an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// Claims by the place of their content.
    pub claims: Vec<DraftedClaim>,
    /// Who is named or speaks, by first mention.
    pub people: Vec<Person>,
}

/// Drafts the claims of an article from its headline and body blocks.
#[must_use]
pub fn draft_claims(text: &Text, blocks: &[Block], language: &'static Language) -> Draft {
    if let Some(lists) = language.spaceless() {
        return spaceless::draft(text, blocks, lists);
    }
    let mut tokens = Tokens::read(text, blocks, language);
    let quotes = quotes::find_quotes(&mut tokens);
    let sentences = sentences::sentences(&tokens, &quotes);
    let mut found = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let place = Place {
            tokens: &tokens,
            quotes: &quotes,
            sentence,
        };
        found.extend(reported::reported(place, number));
    }
    found.extend(spoken::interview_lines(&tokens, &sentences));
    found.sort_by_key(|one| (one.start(), one.end()));
    spoken::add_uncued(&tokens, &quotes, &sentences, &mut found);
    let mut found = without_doubles(found);
    found.sort_by_key(|one| (one.start(), one.end()));
    let found = without_asides(&tokens, found);
    let resolved = people::resolve(text, &tokens, &sentences, &found, language);
    let via = carriers(&found);
    let mut claims = Vec::new();
    for ((one, speakers), via) in found.iter().zip(&resolved.speakers).zip(via) {
        let content = spans(text, &tokens, &one.content);
        if content.is_empty() {
            continue;
        }
        let source = source_tokens(one);
        let headline = tokens
            .headlines
            .get(tokens.at(one.start()).block)
            .copied()
            .unwrap_or_default();
        claims.push(DraftedClaim {
            voice: if one.direct {
                Voice::Direct
            } else {
                Voice::Indirect
            },
            headline,
            content,
            cue: spans(text, &tokens, &one.cue),
            source: spans(text, &tokens, &source),
            speaker: speakers.first().copied(),
            speakers: speakers.clone(),
            via: via
                .and_then(|carrier| resolved.speakers.get(carrier))
                .cloned()
                .unwrap_or_default(),
            stance: one.stance,
            shape: one.shape,
            strength: one.strength,
            confidence: confidence(&tokens, one, !speakers.is_empty()),
        });
    }
    Draft {
        claims,
        people: resolved.people,
    }
}

/// For each claim the one inside whose content it stands with its cue: `A says that B said`.
fn carriers(found: &[Found]) -> Vec<Option<usize>> {
    let mut all = vec![None; found.len()];
    // Claims are in order of their start: those that hold a later one are still open.
    let mut open: Vec<usize> = Vec::new();
    for (index, one) in found.iter().enumerate() {
        open.retain(|outer| found[*outer].end() > one.start());
        all[index] = open.iter().rev().copied().find(|outer| {
            let outer = &found[*outer];
            let inside = |range: &std::ops::Range<usize>| {
                outer
                    .content
                    .iter()
                    .any(|content| content.start <= range.start && range.end <= content.end)
            };
            outer.strength == Strength::Speech
                && !one.cue.is_empty()
                && one.cue.iter().all(inside)
                && one.content.iter().all(inside)
        });
        open.push(index);
        // Deeper nesting than this is a list, not a chain.
        if open.len() > 8 {
            open.remove(0);
        }
    }
    all
}

/// Without wishes and judgements inside what somebody else says: `she said the party wants to leave` is one claim.
fn without_asides(tokens: &Tokens<'_>, found: Vec<Found>) -> Vec<Found> {
    let carriers = carriers(&found);
    let is_aside = |one: &Found| {
        let infinitive = one
            .cue
            .first()
            .is_some_and(|cue| tokens.at(cue.start).lower == "to");
        infinitive || matches!(one.shape, Shape::Object | Shape::Infinitive)
    };
    found
        .into_iter()
        .zip(carriers)
        .filter(|(one, carrier)| carrier.is_none() || !is_aside(one))
        .map(|(one, _)| one)
        .collect()
}

/// Claims of at least this confidence are speech or plainly reported thought; below stand judgements and wishes that a writer
/// may have read into what somebody did: `criticized the plan`, `wants to leave`.
pub const LIKELY: f32 = 0.5;

/// How sure cue, shape and source are together.
fn confidence(tokens: &Tokens<'_>, one: &Found, named: bool) -> f32 {
    let quotes_words = quotes_words(tokens, one);
    let cue = match (one.strength, one.shape) {
        (Strength::Speech, Shape::Quotation) => 0.95,
        (Strength::Speech, Shape::Clause) => 0.9,
        (Strength::Thought, Shape::Quotation) => 0.8,
        (Strength::Speech, _) => 0.75,
        (Strength::Thought, Shape::Clause) => 0.7,
        (Strength::Thought, Shape::Infinitive) => 0.65,
        (_, Shape::Object) if quotes_words => 0.65,
        (Strength::Thought, Shape::Object) => 0.45,
        (Strength::Attitude, _) => 0.4,
    };
    let source = match &one.source {
        // `those who believe`, `I think`: of anybody, or of the writer.
        Source::Relative(..) if one.strength < Strength::Speech => 0.65,
        Source::Phrase(phrase)
            if one.strength < Strength::Speech
                && tokens
                    .at(phrase.head.start)
                    .among(&["i", "we", "you", "one", "it"]) =>
        {
            0.65
        }
        Source::Phrase(_) if named => 1.0,
        Source::Phrase(_) | Source::Relative(..) => 0.95,
        Source::Continued => 0.9,
        Source::Nobody => 0.8,
    };
    cue * source
}

fn quotes_words(tokens: &Tokens<'_>, one: &Found) -> bool {
    one.content
        .iter()
        .any(|range| range.clone().any(|at| tokens.at(at).quote > 0))
}

fn source_tokens(one: &Found) -> Vec<std::ops::Range<usize>> {
    match &one.source {
        Source::Phrase(phrase) => found::only(phrase.range.clone()),
        Source::Relative(antecedent, pronoun) => {
            let mut all = Vec::new();
            if let Some(phrase) = antecedent {
                all.push(phrase.range.clone());
            }
            all.push(*pronoun..*pronoun + 1);
            all
        }
        Source::Continued | Source::Nobody => Vec::new(),
    }
}

/// The spans of token ranges in the text, in order, none empty.
fn spans(text: &Text, tokens: &Tokens<'_>, ranges: &[std::ops::Range<usize>]) -> Vec<Span> {
    let mut all: Vec<Span> = ranges
        .iter()
        .filter(|range| range.start < range.end)
        .filter_map(|range| {
            let start = text.cp_of_byte(tokens.at(range.start).start)?;
            let end = text.cp_of_byte(tokens.at(range.end - 1).end)?;
            (start < end).then(|| Span::new(start, end))
        })
        .collect();
    all.sort_unstable();
    all
}

/// Without claims whose words are nearly those of a surer one.
fn without_doubles(found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    'next: for one in found {
        // Claims are in order of their start: only the last few can share words.
        let from = kept.len().saturating_sub(6);
        for other in kept.iter_mut().skip(from) {
            if share(&one, other) >= 0.7 {
                if rank(&one) > rank(other) {
                    *other = one;
                }
                continue 'next;
            }
        }
        kept.push(one);
    }
    kept
}

fn rank(one: &Found) -> (bool, Strength, bool) {
    (
        one.direct,
        one.strength,
        matches!(one.source, Source::Phrase(_)),
    )
}

/// The tokens that two contents share, as a part of those of either.
fn share(one: &Found, other: &Found) -> f32 {
    let length = |found: &Found| {
        found
            .content
            .iter()
            .map(ExactSizeIterator::len)
            .sum::<usize>()
    };
    let common: usize = one
        .content
        .iter()
        .flat_map(|a| {
            other
                .content
                .iter()
                .map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start)))
        })
        .sum();
    let all = length(one) + length(other) - common;
    if all == 0 {
        return 1.0;
    }
    // Both are lengths of one text: well inside the precision.
    #[expect(clippy::cast_precision_loss, reason = "token counts of one article")]
    let share = common as f32 / all as f32;
    share
}

#[cfg(test)]
mod tests;
