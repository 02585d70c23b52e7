//! Attributions in scripts without spaces: cues, sources and quotations are looked for in the running text of a sentence.

mod clause;
mod speaker;

use std::ops::Range;

use super::{Draft, DraftedClaim, Shape};
use crate::capture::language::{Spaceless, Strength};
use crate::capture::people::PersonKind;
use crate::domain::claim::{Stance, Voice};
use crate::domain::text::{Block, BlockKind, Span, Text};
use clause::{Piece, cue_in, pieces};
use speaker::Speakers;

/// A claim in bytes of the text.
struct Found {
    content: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    source: Option<Range<usize>>,
    direct: bool,
    strength: Strength,
    stance: Option<Stance>,
}

/// Drafts the claims of a text in a script without spaces.
pub(super) fn draft(text: &Text, blocks: &[Block], lists: &Spaceless) -> Draft {
    let content = text.as_str();
    let mut draft = Draft::default();
    let mut speakers = Speakers::new(lists);
    for block in blocks {
        if !matches!(block.kind, BlockKind::Headline | BlockKind::Body) {
            continue;
        }
        let Some(range) = text.bytes_of(block.span) else {
            continue;
        };
        for found in paragraph(content, range, lists) {
            let who = found
                .source
                .clone()
                .and_then(|source| speakers.resolve(content, source));
            let who = if found.source.is_none() && found.direct {
                speakers.last()
            } else {
                who
            };
            if let Some(speaker) = who {
                speakers.spoke(speaker);
            }
            let spans = |ranges: &[Range<usize>]| -> Vec<Span> {
                ranges
                    .iter()
                    .filter_map(|range| span(text, range))
                    .collect()
            };
            let content_spans = spans(&found.content);
            if content_spans.is_empty() {
                continue;
            }
            let certain = match (found.strength, who) {
                (Strength::Speech, Some(_)) => 0.9,
                (Strength::Speech, None) => 0.75,
                (_, Some(_)) => 0.7,
                (_, None) => 0.55,
            };
            draft.claims.push(DraftedClaim {
                voice: if found.direct {
                    Voice::Direct
                } else {
                    Voice::Indirect
                },
                headline: block.kind == BlockKind::Headline,
                content: content_spans,
                cue: spans(found.cue.as_slice()),
                source: spans(found.source.as_slice()),
                speaker: who,
                speakers: who.into_iter().collect(),
                via: Vec::new(),
                stance: found.stance,
                shape: if found.direct {
                    Shape::Quotation
                } else {
                    Shape::Clause
                },
                strength: found.strength,
                confidence: certain,
            });
        }
    }
    draft.people = speakers.finish(text);
    draft
}

fn span(text: &Text, range: &Range<usize>) -> Option<Span> {
    let start = text.cp_of_byte(range.start)?;
    let end = text.cp_of_byte(range.end)?;
    (start < end).then(|| Span::new(start, end))
}

/// The claims of a paragraph in order.
fn paragraph(content: &str, range: Range<usize>, lists: &Spaceless) -> Vec<Found> {
    let all = pieces(content, range);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    // The claim whose quotation stands right before, and may go on.
    let mut open: Option<usize> = None;
    while at < all.len() {
        match &all[at] {
            Piece::Quote { range, speech } => {
                let before = at.checked_sub(1).and_then(|before| clause_of(&all, before));
                let after = clause_of(&all, at + 1);
                let leading = before
                    .clone()
                    .and_then(|clause| cue_in(content, clause, lists))
                    .filter(|cue| cue.at_end);
                let trailing = after
                    .clone()
                    .and_then(|clause| cue_in(content, clause, lists))
                    .filter(|cue| cue.near_start);
                if let Some(cue) = leading.filter(|_| *speech) {
                    // `“甲，”某某说，“乙。”`: the clause between two quotations belongs to both.
                    let known = open.filter(|index| found[*index].cue == Some(cue.cue.clone()));
                    if let Some(index) = known {
                        found[index].content.push(range.clone());
                    } else {
                        open = Some(found.len());
                        found.push(Found {
                            content: std::iter::once(range.clone()).collect(),
                            cue: Some(cue.cue),
                            source: cue.source,
                            direct: true,
                            strength: cue.strength,
                            stance: cue.stance,
                        });
                    }
                } else if let Some(cue) = trailing.filter(|_| *speech) {
                    open = Some(found.len());
                    found.push(Found {
                        content: std::iter::once(range.clone()).collect(),
                        cue: Some(cue.cue),
                        source: cue.source,
                        direct: true,
                        strength: cue.strength,
                        stance: cue.stance,
                    });
                } else if *speech
                    && matches!(
                        all.get(at.wrapping_sub(1)),
                        None | Some(Piece::Quote { .. } | Piece::Stop)
                    )
                {
                    match open {
                        Some(index) => found[index].content.push(range.clone()),
                        None => found.push(Found {
                            content: std::iter::once(range.clone()).collect(),
                            cue: None,
                            source: None,
                            direct: true,
                            strength: Strength::Thought,
                            stance: None,
                        }),
                    }
                }
                at += 1;
            }
            Piece::Clause(clause) => {
                let used = open.is_some_and(|index| {
                    found[index]
                        .cue
                        .as_ref()
                        .is_some_and(|cue| clause.start <= cue.start && cue.end <= clause.end)
                });
                let sentence_end = clause::sentence_end(&all, at);
                if !used
                    && let Some(one) =
                        clause::indirect(content, clause.clone(), sentence_end, lists)
                {
                    // A quotation behind the cue takes the clause for itself.
                    let quoted = matches!(all.get(at + 1), Some(Piece::Quote { speech: true, .. }))
                        && one.empty_behind;
                    if !quoted && let Some(reported) = one.content {
                        found.push(Found {
                            content: std::iter::once(reported).collect(),
                            cue: Some(one.cue),
                            source: one.source,
                            direct: false,
                            strength: one.strength,
                            stance: one.stance,
                        });
                        at = clause::after_sentence(&all, at);
                        open = None;
                        continue;
                    }
                }
                at += 1;
            }
            Piece::Stop => at += 1,
        }
    }
    found
}

fn clause_of(all: &[Piece], at: usize) -> Option<Range<usize>> {
    match all.get(at) {
        Some(Piece::Clause(range)) => Some(range.clone()),
        _ => None,
    }
}

/// The kind of a speaker by its last characters.
fn kind_of(words: &str, lists: &Spaceless) -> PersonKind {
    let ends = |list: &[&str]| list.iter().any(|ending| words.ends_with(ending));
    if ends(lists.documents) {
        PersonKind::Document
    } else if ends(lists.bodies) {
        PersonKind::Organization
    } else {
        PersonKind::Unnamed
    }
}

#[cfg(test)]
mod tests;
