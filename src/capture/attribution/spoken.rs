//! Quotations that no cue of their own sentence claims: split ones, those of several paragraphs, lines of an interview.

use std::ops::Range;

use super::clauses::trimmed;
use super::complement::Place;
use super::found::{Found, Shape, Source, only};
use super::noun_phrases::{NounPhrase, noun_phrase_before};
use super::quoted::is_whole;
use super::quotes::Quote;
use super::subjects::sentence_subject;
use super::tokens::{TokenKind, Tokens};
use super::verbs::is_finite_verb;
use crate::capture::language::{Class, Strength};

/// Adds the quotations left over to the claims before them, or makes claims of them.
pub(crate) fn add_uncued(
    tokens: &Tokens<'_>,
    quotes: &[Quote],
    sentences: &[Range<usize>],
    found: &mut Vec<Found>,
) {
    let mut claimed: Vec<Option<usize>> = vec![None; quotes.len()];
    for (index, one) in found.iter().enumerate() {
        for range in &one.content {
            let mut at = range.start;
            while at < range.end {
                let quote = tokens.at(at).quote;
                if let Some(slot) = quote
                    .checked_sub(1)
                    .and_then(|number| claimed.get_mut(number))
                {
                    // The claim that is speech and holds the whole quotation.
                    if slot.is_none_or(|before| {
                        found[before].strength < one.strength
                            || (one.direct && !found[before].direct)
                    }) {
                        *slot = Some(index);
                    }
                    at = quotes[quote - 1].end.max(at + 1);
                } else {
                    at += 1;
                }
            }
        }
    }
    let mut sentence_at = 0;
    for (number, quote) in quotes.iter().enumerate() {
        if claimed[number].is_some() {
            continue;
        }
        while sentence_at + 1 < sentences.len() && sentences[sentence_at].end <= quote.open {
            sentence_at += 1;
        }
        let Some(sentence) = sentences.get(sentence_at) else {
            break;
        };
        let place = Place {
            tokens,
            quotes,
            sentence,
        };
        let before = number.checked_sub(1).and_then(|before| claimed[before]);
        if quote.continues
            && let Some(index) = before
        {
            found[index].content.push(quote.open..quote.end);
            claimed[number] = Some(index);
            continue;
        }
        if !is_whole(place, number + 1) {
            continue;
        }
        let opens = quote.open == sentence.start;
        let has_verb = quote
            .inner()
            .any(|at| is_finite_verb(tokens, at) || tokens.at(at).is(Class::VERB));
        let after_colon =
            tokens.before(quote.open).kind == TokenKind::Colon && quote.open > sentence.start;
        if after_colon {
            let colon = quote.open - 1;
            let source = line_source(tokens, sentence, colon)
                .or_else(|| name_before(tokens, sentence, colon))
                .or_else(|| sentence_subject(tokens, sentence, colon));
            claimed[number] = Some(found.len());
            found.push(Found {
                content: only(quote.open..quote.end),
                cue: only(quote.open - 1..quote.open),
                source: source.map_or(Source::Continued, Source::Phrase),
                direct: true,
                shape: Shape::Quotation,
                strength: Strength::Speech,
                stance: None,
                sentence: sentence_at,
            });
            continue;
        }
        if !opens || !has_verb {
            continue;
        }
        // The same paragraph goes on: `"A," she said. "B."`
        if let Some(index) = before
            && found[index].direct
            && same_paragraph(tokens, quotes[number - 1].end, quote.open)
            && found[index].sentence + 2 > sentence_at
        {
            found[index].content.push(quote.open..quote.end);
            claimed[number] = Some(index);
            continue;
        }
        if quote.inner().len() < 4 {
            continue;
        }
        let source = match next_subject(tokens, sentences, sentence_at, quote) {
            Some(phrase)
                if tokens.before(quote.open).kind == TokenKind::Break || quote.open == 0 =>
            {
                Source::Phrase(phrase)
            }
            _ => previous_source(tokens, sentences, sentence_at, found, quote.open),
        };
        claimed[number] = Some(found.len());
        found.push(Found {
            content: only(quote.open..quote.end),
            cue: Vec::new(),
            source,
            direct: true,
            shape: Shape::Quotation,
            strength: Strength::Thought,
            stance: None,
            sentence: sentence_at,
        });
    }
}

fn same_paragraph(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    from <= to && to - from < 80 && !(from..to).any(|at| tokens.at(at).kind == TokenKind::Break)
}

/// `“No.” Berg shook her head.`: a person who acts right behind a quotation in its paragraph has said it.
fn next_subject(
    tokens: &Tokens<'_>,
    sentences: &[Range<usize>],
    sentence: usize,
    quote: &Quote,
) -> Option<NounPhrase> {
    let next = sentences.get(sentence + 1)?;
    if next.start != quote.end || tokens.at(next.start).kind == TokenKind::Break {
        return None;
    }
    let phrase = sentence_subject(tokens, next, next.end)?;
    let opens = phrase.range.start == next.start;
    let person = phrase.head.clone().all(|at| tokens.at(at).capital)
        || tokens.at(phrase.head.start).among(&["he", "she"]);
    let acts = is_finite_verb(tokens, phrase.range.end);
    (opens && person && acts && phrase.head.len() <= 3).then_some(phrase)
}

/// Who speaks in an uncued quotation: the subject of the sentence before it in the paragraph, else whoever spoke last.
fn previous_source(
    tokens: &Tokens<'_>,
    sentences: &[Range<usize>],
    sentence: usize,
    found: &[Found],
    open: usize,
) -> Source {
    if let Some(before) = sentence.checked_sub(1)
        && let Some(range) = sentences.get(before)
        && same_paragraph(tokens, range.start, open)
        && !found.iter().any(|one| one.sentence == before)
        && let Some(phrase) = sentence_subject(tokens, range, range.end)
    {
        return Source::Phrase(phrase);
    }
    Source::Continued
}

/// The name before a colon at the start of a line.
fn line_source(tokens: &Tokens<'_>, sentence: &Range<usize>, colon: usize) -> Option<NounPhrase> {
    let start = sentence.start;
    let named = colon > start
        && colon - start <= 6
        && (start..colon).all(|at| {
            let token = tokens.at(at);
            token.is_word() && (token.capital || token.is(Class::PARTICLE.with(Class::PREPOSITION)))
        });
    named.then_some(NounPhrase {
        range: start..colon,
        head: start..colon,
    })
}

/// A name right before a colon: `RATES RISE – Anna Berg: "…"`.
fn name_before(tokens: &Tokens<'_>, sentence: &Range<usize>, colon: usize) -> Option<NounPhrase> {
    let phrase = noun_phrase_before(tokens, sentence.start, colon)?;
    let head = phrase.head.clone();
    let opens =
        phrase.range.start == sentence.start || !tokens.before(phrase.range.start).is_word();
    (opens && head.len() > 1 && head.clone().all(|at| tokens.at(at).capital)).then_some(phrase)
}

/// Lines of an interview or a debate: `BERG: We open in May.` At least two of them, so that one heading is none; and headlines of
/// that form.
pub(crate) fn interview_lines(tokens: &Tokens<'_>, sentences: &[Range<usize>]) -> Vec<Found> {
    let mut all = Vec::new();
    let mut headings = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let opens = sentence.start == 0 || tokens.before(sentence.start).kind == TokenKind::Break;
        if !opens {
            continue;
        }
        let Some(colon) = (sentence.start + 1..sentence.end.min(sentence.start + 8))
            .find(|at| tokens.at(*at).kind == TokenKind::Colon)
        else {
            continue;
        };
        let Some(phrase) = line_source(tokens, sentence, colon) else {
            continue;
        };
        // To the end of the paragraph.
        let end = sentences
            .iter()
            .skip(number)
            .take_while(|next| {
                next.start == sentence.start || tokens.before(next.start).kind != TokenKind::Break
            })
            .last()
            .map_or(sentence.end, |last| last.end);
        if end <= colon + 3 || tokens.at(colon + 1).quote > 0 {
            continue;
        }
        let headline = tokens
            .headlines
            .get(tokens.at(colon).block)
            .copied()
            .unwrap_or_default();
        let into = if headline { &mut headings } else { &mut all };
        into.push(Found {
            content: only(
                colon + 1..if headline {
                    trimmed(tokens, colon + 1, end)
                } else {
                    end
                },
            ),
            cue: only(colon..colon + 1),
            source: Source::Phrase(phrase),
            direct: !headline,
            shape: if headline {
                Shape::Clause
            } else {
                Shape::Quotation
            },
            strength: Strength::Speech,
            stance: None,
            sentence: number,
        });
    }
    if all.len() < 2 {
        all.clear();
    }
    all.extend(headings);
    all
}
