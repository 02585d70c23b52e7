//! What in the text is nearest to words that are not there; run for an error only.

use unicode_normalization::UnicodeNormalization as _;

use super::error::Reason;
use super::find::Finder;
use super::folded::FoldedBlock;
use super::words::{Pattern, Words};
use super::{LocatorError, Piece};
use crate::domain::text::Span;

/// How many characters must agree before a place counts as near.
const LEAST_SAME: usize = 4;

impl Finder<'_> {
    /// The error for a piece that is nowhere in the text.
    pub(super) fn near_miss(&self, piece: &Piece, pattern: &Pattern) -> LocatorError {
        let written = pattern.whole.written.clone();
        if pattern.has_empty_part {
            return LocatorError::Empty { words: written };
        }
        let missing = pattern.parts.iter().find(|part| self.first(part).is_none());
        if let Some(part) = missing {
            let (reason, nearest) = self.nearest_to(part);
            return LocatorError::NotFound {
                words: part.written.clone(),
                locator: Some(written),
                reason: Box::new(reason),
                nearest: nearest.map(|span| Box::new(self.shown(span))),
            };
        }
        if let Some((reason, first)) = self.broken_parts(&pattern.parts) {
            return LocatorError::NotFound {
                words: written,
                locator: None,
                reason: Box::new(reason),
                nearest: Some(Box::new(self.shown(first))),
            };
        }
        let (reason, nearest) = self.nearest_to(&pattern.whole);
        LocatorError::NotFound {
            words: piece.words.trim().to_owned(),
            locator: None,
            reason: Box::new(reason),
            nearest: nearest.map(|span| Box::new(self.shown(span))),
        }
    }

    /// The first occurrence of words in the text.
    fn first(&self, words: &Words) -> Option<Span> {
        self.all(words).into_iter().next()
    }

    fn all(&self, words: &Words) -> Vec<Span> {
        let found = self
            .folded
            .occurrences(&words.folded, &(0..self.folded.form.len()));
        found
            .iter()
            .map(|range| self.folded.span_of(range))
            .collect()
    }

    /// Where parts that are all in the text stop following each other: the block that holds the most of them in order.
    fn broken_parts(&self, parts: &[Words]) -> Option<(Reason, Span)> {
        let lists: Vec<Vec<Span>> = parts.iter().map(|part| self.all(part)).collect();
        let mut best: Option<(usize, Span)> = None;
        for head in lists.first()? {
            let block = self
                .folded
                .blocks
                .get(self.folded.block_of(head.start)?)?
                .span;
            let mut last = *head;
            let mut held = 1;
            for list in lists.iter().skip(1) {
                let next = list.get(list.partition_point(|span| span.start < last.end));
                let Some(next) = next.filter(|next| next.end <= block.end) else {
                    break;
                };
                last = *next;
                held += 1;
            }
            if best.is_none_or(|(most, _)| held > most) {
                best = Some((held, last));
            }
        }
        let (held, last) = best?;
        let first = parts.get(held - 1)?.written.clone();
        let then = parts.get(held)?.written.clone();
        // The nearest one tells most: what comes next, else what came last.
        let others = lists.get(held)?;
        let after = others.partition_point(|span| span.start < last.end);
        let elsewhere = others
            .get(after)
            .or_else(|| others.last())
            .map(|span| self.shown(*span));
        Some((
            Reason::NotFollowedBy {
                first,
                then,
                elsewhere,
            },
            last,
        ))
    }

    /// Why words are not found and what is nearest to them.
    fn nearest_to(&self, words: &Words) -> (Reason, Option<Span>) {
        let form = &self.folded.form;
        let folded = &words.folded;
        let span = |start: usize, end: usize| Some(self.span_within(start, end));
        if let Some(start) = form.find(folded.as_str()) {
            return (Reason::InsideWord, span(start, start + folded.len()));
        }
        // Lower case of the same length keeps the offsets.
        let lower_form = lower(form);
        if let Some(start) = lower_form.find(&lower(folded)) {
            return (Reason::OtherCase, span(start, start + folded.len()));
        }
        if let Some(start) = form.replace('\n', " ").find(folded.as_str()) {
            return (Reason::AcrossBlocks, span(start, start + folded.len()));
        }
        if let Some(block) = self.other_composition(folded) {
            return (Reason::OtherComposition, Some(block));
        }
        let bounds: Vec<usize> = folded
            .char_indices()
            .map(|(at, _)| at)
            .chain([folded.len()])
            .collect();
        let prefix = longest(bounds.len() - 1, |count| {
            let end = bounds.get(count).copied()?;
            Some((form.find(folded.get(..end)?)?, end))
        });
        let suffix = longest(bounds.len() - 1, |count| {
            let start = bounds.get(bounds.len() - 1 - count).copied()?;
            Some((form.find(folded.get(start..)?)?, start))
        });
        let same_up_to = prefix.map_or(0, |(count, _)| count);
        let same_from = suffix.map_or(0, |(count, _)| count);
        if let Some((_, (at, end))) = prefix
            && same_up_to >= LEAST_SAME
            && same_up_to >= same_from
            && self.folded.is_boundary(at)
        {
            let same = folded.get(..end).unwrap_or_default().trim_end().to_owned();
            let block_end = self.block_end(at);
            let stretch_end = floor(form, (at + folded.len()).min(block_end)).max(at + same.len());
            return (Reason::SameUpTo(same), span(at, stretch_end));
        }
        if let Some((_, (at, start))) = suffix
            && same_from >= LEAST_SAME
            && self.folded.is_boundary(at + folded.len() - start)
        {
            let tail = folded.get(start..).unwrap_or_default();
            let same = tail.trim_start().to_owned();
            return (
                Reason::SameFrom(same),
                span(at + tail.len() - tail.trim_start().len(), at + tail.len()),
            );
        }
        (Reason::Nowhere, None)
    }

    /// The block that has the words once accents are composed alike.
    fn other_composition(&self, folded: &str) -> Option<Span> {
        let composed: String = folded.nfc().collect();
        let form = &self.folded.form;
        let has = |block: &&FoldedBlock| {
            form.get(block.range.clone()).is_some_and(|words| {
                !words.is_ascii() && words.nfc().collect::<String>().contains(&composed)
            })
        };
        self.folded.blocks.iter().find(has).map(|block| block.span)
    }

    fn block_end(&self, at: usize) -> usize {
        let block = self.folded.blocks.get(self.folded.block_of_byte(at));
        block.map_or(self.folded.form.len(), |block| block.range.end)
    }

    /// The original span of a range of the folded form, without white space around it.
    fn span_within(&self, start: usize, end: usize) -> Span {
        let words = self.folded.form.get(start..end).unwrap_or_default();
        let start = start + words.len() - words.trim_start().len();
        let end = end - (words.len() - words.trim_end().len());
        self.folded.span_of(&(start..end.max(start)))
    }
}

/// The largest count for which `find` has a result, which it has for every smaller one then.
fn longest<T>(most: usize, find: impl Fn(usize) -> Option<T>) -> Option<(usize, T)> {
    let mut best = None;
    let (mut low, mut high) = (1, most);
    while low <= high {
        let middle = low + (high - low) / 2;
        match find(middle) {
            Some(found) => {
                best = Some((middle, found));
                low = middle + 1;
            }
            None => high = middle - 1,
        }
    }
    best
}

/// Lower case, character for character, where it takes as many bytes.
fn lower(words: &str) -> String {
    let one = |character: char| {
        let mut lower = character.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(only), None) if only.len_utf8() == character.len_utf8() => only,
            _ => character,
        }
    };
    words.chars().map(one).collect()
}

/// The last character boundary at or before a byte.
fn floor(words: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|byte| words.is_char_boundary(*byte))
        .unwrap_or(0)
}
