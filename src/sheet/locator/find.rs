//! From a locator to its spans.

use std::ops::Range;

use super::chain::{earliest_between, shortest};
use super::error::SHOWN;
use super::folded::Folded;
use super::words::{Pattern, Words};
use super::{Locator, LocatorError, Match, Piece, Reason};
use crate::domain::fold::fold_char;
use crate::domain::text::{Span, Text};

/// How exactly words must be as they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// Letter for letter.
    Literal,
    /// Quotes, dashes and white space folded.
    Folded,
}

const STRICTNESSES: [Strictness; 2] = [Strictness::Literal, Strictness::Folded];

/// How a string with an ellipsis is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// The ellipsis is a character of the text.
    Whole,
    /// The ellipsis stands for what is left out.
    Parts,
}

/// Finds the places of one article's locators. Making one reads the whole text once.
#[derive(Debug, Clone)]
pub struct Finder<'t> {
    pub(super) folded: Folded<'t>,
}

impl<'t> Finder<'t> {
    /// Prepares to find words inside these blocks of a text, such as its
    /// [`paragraphs`](crate::domain::text::paragraphs). What is in no block is found by `at` only.
    #[must_use]
    pub fn new(text: &'t Text, blocks: &[Span]) -> Self {
        Self {
            folded: Folded::new(text, blocks),
        }
    }

    /// Returns the text in which words are found.
    #[must_use]
    pub const fn text(&self) -> &'t Text {
        self.folded.text
    }

    /// Returns the place of a claim's content, an introduction, a headline: one span for each piece.
    ///
    /// The pieces of a list stand in their order in one block, or else anywhere, as near to each other as they can be.
    ///
    /// # Errors
    /// Every [`LocatorError`]: it is one place, or an error that shows the places.
    pub fn content(&self, locator: &Locator) -> Result<Vec<Span>, LocatorError> {
        let mut lists = Vec::with_capacity(locator.pieces.len());
        for piece in &locator.pieces {
            let pattern = pattern_of(piece)?;
            let found = self.candidates(piece, &pattern, Strictness::Folded)?;
            if found.is_empty() {
                return Err(self.near_miss(piece, &pattern));
            }
            lists.push((pattern, found));
        }
        match lists.as_slice() {
            [] => Err(LocatorError::Empty {
                words: String::new(),
            }),
            [(pattern, found)] => {
                let [piece] = locator.pieces.as_slice() else {
                    return Err(LocatorError::Empty {
                        words: String::new(),
                    });
                };
                // A literal occurrence of whole words is a folded one too, so the only one stays the only one.
                if let ([only], true, None) =
                    (found.as_slice(), pattern.parts.is_empty(), &piece.after)
                {
                    return Ok(vec![*only]);
                }
                let literal = self.literal_candidates(piece, pattern)?;
                let matches = literal.filter(|literal| !literal.is_empty());
                match matches.as_ref().unwrap_or(found).as_slice() {
                    [only] => Ok(vec![*only]),
                    matches => Err(self.ambiguous(&locator.pieces, matches.iter().copied())),
                }
            }
            _ if locator.pieces.iter().all(|piece| piece.at.is_some()) => Ok(lists
                .iter()
                .filter_map(|(_, found)| found.first().copied())
                .collect()),
            _ => self.list(locator, &lists),
        }
    }

    /// Returns the place of a cue or a source: the occurrence nearest to the content in the content's blocks, the one
    /// that begins before the content where two are as near, else the only one in the text. `after` and `at` say which
    /// occurrence is meant, wherever it is.
    ///
    /// # Errors
    /// Every [`LocatorError`], as for [`Finder::content`].
    pub fn nearest(&self, piece: &Piece, content: &[Span]) -> Result<Span, LocatorError> {
        if piece.after.is_none() && piece.at.is_none() {
            let pattern = pattern_of(piece)?;
            let mut blocks: Vec<usize> = content
                .iter()
                .filter_map(|span| self.folded.block_of(span.start))
                .collect();
            blocks.dedup();
            for reading in [Reading::Whole, Reading::Parts] {
                for strictness in STRICTNESSES {
                    let mut found = Vec::new();
                    for block in &blocks {
                        found.extend(self.stretches(
                            &pattern,
                            reading,
                            strictness,
                            &(*block..block + 1),
                        ));
                    }
                    let spans = found.iter().map(|range| self.folded.span_of(range));
                    let first_start = content.first().map_or(0, |span| span.start);
                    let distance =
                        |span: &Span| (gap(*span, content), span.start > first_start, *span);
                    if let Some(best) = spans.min_by_key(distance) {
                        return Ok(best);
                    }
                }
            }
        }
        let found = self.content(&Locator::from(piece.clone()))?;
        found.first().copied().ok_or_else(|| LocatorError::Empty {
            words: piece.words.clone(),
        })
    }

    /// All places that a piece can mean by itself.
    fn candidates(
        &self,
        piece: &Piece,
        pattern: &Pattern,
        strictness: Strictness,
    ) -> Result<Vec<Span>, LocatorError> {
        if let Some(at) = piece.at {
            let span = self
                .standing_at(pattern, at)
                .ok_or_else(|| LocatorError::NotFound {
                    words: piece.words.clone(),
                    locator: None,
                    reason: Box::new(Reason::NotAt(at)),
                    nearest: self.shown_at(at).map(Box::new),
                })?;
            return Ok(vec![span]);
        }
        let found = self.everywhere(pattern, strictness);
        let Some(after) = &piece.after else {
            return Ok(found);
        };
        let after_piece = Piece::new(after.as_str());
        let after_pattern = pattern_of(&after_piece)?;
        let mut anchors = self.everywhere(&after_pattern, Strictness::Literal);
        if anchors.is_empty() {
            anchors = self.everywhere(&after_pattern, Strictness::Folded);
        }
        if anchors.is_empty() {
            return Err(self.near_miss(&after_piece, &after_pattern));
        }
        let mut following: Vec<Span> = anchors
            .iter()
            .filter_map(|anchor| {
                let next = found.partition_point(|span| span.start < anchor.end);
                found.get(next).copied()
            })
            .collect();
        following.dedup();
        if following.is_empty()
            && strictness == Strictness::Folded
            && let Some(last) = found.last()
        {
            return Err(LocatorError::NotFound {
                words: piece.words.clone(),
                locator: None,
                reason: Box::new(Reason::NotAfter(after.clone())),
                nearest: Some(Box::new(self.shown(*last))),
            });
        }
        Ok(following)
    }

    /// The candidates letter for letter; `None` where they cannot differ from the folded ones.
    fn literal_candidates(
        &self,
        piece: &Piece,
        pattern: &Pattern,
    ) -> Result<Option<Vec<Span>>, LocatorError> {
        let can_differ =
            pattern.whole.can_differ || pattern.parts.iter().any(|part| part.can_differ);
        if !can_differ || piece.at.is_some() {
            return Ok(None);
        }
        self.candidates(piece, pattern, Strictness::Literal)
            .map(Some)
    }

    /// All stretches of a pattern in the text, read as a whole if it stands there as a whole at all.
    fn everywhere(&self, pattern: &Pattern, strictness: Strictness) -> Vec<Span> {
        let all = 0..self.folded.blocks.len();
        let mut found = self.stretches(pattern, Reading::Whole, Strictness::Folded, &all);
        if found.is_empty() {
            found = self.stretches(pattern, Reading::Parts, strictness, &all);
        } else if strictness == Strictness::Literal {
            self.folded.retain_literal(&pattern.whole, &mut found);
        }
        found
            .iter()
            .map(|range| self.folded.span_of(range))
            .collect()
    }

    /// The shortest stretches of one reading inside single blocks, as ranges of the folded form.
    fn stretches(
        &self,
        pattern: &Pattern,
        reading: Reading,
        strictness: Strictness,
        blocks: &Range<usize>,
    ) -> Vec<Range<usize>> {
        match reading {
            Reading::Whole => self.occurrences(&pattern.whole, strictness, blocks),
            Reading::Parts => {
                let mut lists: Vec<Vec<(usize, usize)>> = Vec::with_capacity(pattern.parts.len());
                for part in &pattern.parts {
                    let found = self.occurrences(part, strictness, blocks);
                    if found.is_empty() {
                        return Vec::new();
                    }
                    lists.push(
                        found
                            .into_iter()
                            .map(|range| (range.start, range.end))
                            .collect(),
                    );
                }
                let block_end = |start: usize| {
                    let block = self.folded.block_of_byte(start);
                    self.folded
                        .blocks
                        .get(block)
                        .map_or(usize::MAX, |block| block.range.end)
                };
                let mut found = Vec::new();
                each_block(&lists, block_end, |slices| {
                    for chain in shortest(slices) {
                        if let Some((first, last)) = ends(slices, &chain) {
                            found.push(first.0..last.1);
                        }
                    }
                });
                found
            }
        }
    }

    fn occurrences(
        &self,
        words: &Words,
        strictness: Strictness,
        blocks: &Range<usize>,
    ) -> Vec<Range<usize>> {
        let mut found = self
            .folded
            .occurrences(&words.folded, &self.folded.range_of(blocks));
        if strictness == Strictness::Literal {
            self.folded.retain_literal(words, &mut found);
        }
        found
    }

    /// The place of a list: in one block if there is any, else over the whole text.
    fn list(
        &self,
        locator: &Locator,
        lists: &[(Pattern, Vec<Span>)],
    ) -> Result<Vec<Span>, LocatorError> {
        let mut literal = Vec::with_capacity(lists.len());
        let mut folded = Vec::with_capacity(lists.len());
        let mut differs = false;
        for (piece, (pattern, found)) in locator.pieces.iter().zip(lists) {
            let exact = self.literal_candidates(piece, pattern)?;
            differs |= exact.as_ref().is_some_and(|exact| exact != found);
            literal.push(exact.unwrap_or_else(|| found.clone()));
            folded.push(found.clone());
        }
        let tiers: &[&Vec<Vec<Span>>] = if differs {
            &[&literal, &folded]
        } else {
            &[&folded]
        };
        let block_end = |start: usize| {
            u32::try_from(start)
                .ok()
                .and_then(|start| self.folded.blocks.get(self.folded.block_of(start)?))
                .map_or(usize::MAX, |block| {
                    usize::try_from(block.span.end).unwrap_or(usize::MAX)
                })
        };
        for tier in tiers {
            let mut chains = Vec::new();
            each_block(tier, block_end, |slices| chains.extend(span_chains(slices)));
            if !chains.is_empty() {
                return self.only_chain(locator, chains);
            }
        }
        for tier in tiers {
            let slices: Vec<&[Span]> = tier.iter().map(Vec::as_slice).collect();
            let chains = span_chains(&slices);
            if !chains.is_empty() {
                return self.only_chain(locator, chains);
            }
        }
        Err(self.out_of_order(&locator.pieces, &folded))
    }

    fn only_chain(
        &self,
        locator: &Locator,
        mut chains: Vec<Vec<Span>>,
    ) -> Result<Vec<Span>, LocatorError> {
        if chains.len() == 1
            && let Some(only) = chains.pop()
        {
            return Ok(only);
        }
        let hulls = chains
            .iter()
            .filter_map(|chain| Some(Span::new(chain.first()?.start, chain.last()?.end)));
        Err(self.ambiguous(&locator.pieces, hulls))
    }

    /// The error for a list whose pieces are all there, but never in this order.
    fn out_of_order(&self, pieces: &[Piece], lists: &[Vec<Span>]) -> LocatorError {
        let mut end = 0;
        let mut previous: Option<(&Piece, Span)> = None;
        for (piece, list) in pieces.iter().zip(lists) {
            let next = list
                .get(list.partition_point(|span| span.start < end))
                .copied();
            match (next, previous) {
                (Some(next), _) => {
                    end = next.end;
                    previous = Some((piece, next));
                }
                (None, Some((first, span))) => {
                    return LocatorError::NotFound {
                        words: join(pieces),
                        locator: None,
                        reason: Box::new(Reason::NotFollowedBy {
                            first: first.words.clone(),
                            then: piece.words.clone(),
                            elsewhere: list.last().map(|span| self.shown(*span)),
                        }),
                        nearest: Some(Box::new(self.shown(span))),
                    };
                }
                (None, None) => break,
            }
        }
        LocatorError::NotFound {
            words: join(pieces),
            locator: None,
            reason: Box::new(Reason::Nowhere),
            nearest: None,
        }
    }

    /// The span of words that stand exactly there, on word boundaries or not; the whole string, else its parts with
    /// the first occurrence of each after the one before, in the block.
    fn standing_at(&self, pattern: &Pattern, at: u32) -> Option<Span> {
        if let Some(span) = self.matching_at(&pattern.whole, at) {
            return Some(span);
        }
        let (head, rest) = pattern.parts.split_first()?;
        let mut stretch = self.matching_at(head, at)?;
        let block = self.folded.block_of(at)?;
        for part in rest {
            let found = self.occurrences(part, Strictness::Folded, &(block..block + 1));
            let next = found
                .iter()
                .map(|range| self.folded.span_of(range))
                .find(|span| span.start >= stretch.end)?;
            stretch.end = next.end;
        }
        Some(stretch)
    }

    /// The span of these words at a code point.
    fn matching_at(&self, words: &Words, at: u32) -> Option<Span> {
        let text = self.text();
        let mut rest = text
            .as_str()
            .get(text.byte_of(at)?..)?
            .chars()
            .map(fold_char)
            .peekable();
        let mut end = at;
        for wanted in words.folded.chars() {
            if rest.next()? != wanted {
                return None;
            }
            end = end.checked_add(1)?;
            while wanted == ' ' && rest.next_if_eq(&' ').is_some() {
                end = end.checked_add(1)?;
            }
        }
        (end > at).then_some(Span::new(at, end))
    }

    fn ambiguous(&self, pieces: &[Piece], matches: impl Iterator<Item = Span>) -> LocatorError {
        let mut shown = Vec::new();
        let mut more = 0;
        for span in matches {
            if shown.len() < SHOWN {
                shown.push(self.shown(span));
            } else {
                more += 1;
            }
        }
        LocatorError::Ambiguous {
            words: join(pieces),
            matches: shown,
            more,
        }
    }

    /// A span as an error shows it, with what stands around it in its block.
    pub(super) fn shown(&self, span: Span) -> Match {
        let block = self.folded.block_of(span.start);
        let block = block.and_then(|block| self.folded.blocks.get(block));
        Match::new(self.text(), span, block.map_or(span, |block| block.span))
    }

    /// What stands at a code point; `None` beyond the text.
    fn shown_at(&self, at: u32) -> Option<Match> {
        (at < self.text().code_points()).then(|| self.shown(Span::new(at, at + 1)))
    }
}

/// Reads a piece's words, refusing those that can stand nowhere.
fn pattern_of(piece: &Piece) -> Result<Pattern, LocatorError> {
    let pattern = Pattern::new(&piece.words);
    if pattern.whole.written.is_empty() {
        return Err(LocatorError::Empty {
            words: piece.words.clone(),
        });
    }
    Ok(pattern)
}

/// How far a span is from the nearest span of the content.
fn gap(span: Span, content: &[Span]) -> u32 {
    let distance = |near: &Span| {
        let before = near.start.saturating_sub(span.end);
        before.max(span.start.saturating_sub(near.end))
    };
    content.iter().map(distance).min().unwrap_or(0)
}

/// Calls `visit` with the part of each list that starts in a block, for every block in which all of them have one.
fn each_block<T: super::chain::Extent>(
    lists: &[Vec<T>],
    block_end: impl Fn(usize) -> usize,
    mut visit: impl FnMut(&[&[T]]),
) {
    let mut rests: Vec<&[T]> = lists.iter().map(Vec::as_slice).collect();
    while !rests.is_empty() {
        // The block of the furthest first item: nothing before it can be complete.
        let mut furthest = 0;
        for rest in &rests {
            let Some(first) = rest.first() else { return };
            furthest = furthest.max(first.start());
        }
        let end = block_end(furthest);
        let mut slices = Vec::with_capacity(rests.len());
        for rest in &mut rests {
            // Items of the same block that start before the furthest first item belong to it too.
            let skip = rest.partition_point(|item| block_end(item.start()) < end);
            let (slice, after) = rest
                .split_at_checked(skip)
                .map(|(_, here)| here.split_at(here.partition_point(|item| item.start() < end)))
                .unwrap_or_default();
            slices.push(slice);
            *rest = after;
        }
        if slices.iter().all(|slice| !slice.is_empty()) {
            visit(&slices);
        }
    }
}

/// The first and the last item of a chain.
fn ends<T: Copy>(lists: &[&[T]], chain: &[usize]) -> Option<(T, T)> {
    let first = lists.first()?.get(*chain.first()?)?;
    let last = lists.last()?.get(*chain.last()?)?;
    Some((*first, *last))
}

/// The shortest chains as spans; two for one stretch where the pieces between its ends can be read in two ways.
fn span_chains(lists: &[&[Span]]) -> Vec<Vec<Span>> {
    let spans = |chain: &[usize]| -> Vec<Span> {
        let items = chain.iter().zip(lists);
        items
            .filter_map(|(item, list)| list.get(*item).copied())
            .collect()
    };
    let mut chains = Vec::new();
    for chain in shortest(lists) {
        let early = earliest_between(lists, &chain);
        chains.push(spans(&chain));
        if early != chain {
            chains.push(spans(&early));
        }
    }
    chains
}

fn join(pieces: &[Piece]) -> String {
    let words: Vec<&str> = pieces.iter().map(|piece| piece.words.as_str()).collect();
    words.join("”, “")
}
