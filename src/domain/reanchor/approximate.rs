//! Words that are like others without being the same: the quote with some words around it, aligned to stretches of the new text.

use std::ops::Range;

use super::alignment::{Alignment, Token};

/// How many tokens before and behind the quote are aligned with it, so that changed words at its edges are found by what is next to them.
const AROUND: usize = 8;
/// Quotes of more tokens are not aligned word by word, which would take their length squared.
const MOST_ALIGNED: usize = 400;
/// How many tokens more than the quote has are looked at around a place.
const SLACK: usize = 60;
/// Neighbouring words that stand together more often tell nothing about where the quote is.
const MOST_COMMON: usize = 32;
/// How many stretches are aligned beside those that are expected.
const MOST_STRETCHES: usize = 2;

/// So much of the words, in thousandths, makes them the same statement in other words, wherever they stand.
const ALIKE: u32 = 750;
/// So much does with the text around them.
const HALF_ALIKE: u32 = 400;
/// And this total score.
const IN_PLACE: u32 = 600;

/// Whether words so much alike, at a place of such a score, are near enough to be offered as changed words.
pub(super) fn is_near(likeness: u32, score: u32) -> bool {
    likeness >= ALIKE || (likeness >= HALF_ALIKE && score >= IN_PLACE)
}

impl Alignment {
    /// The words like those of the quote, in bytes of the new form, with how much alike they are in thousandths (0 for other words in
    /// its place): near the places given and where most of its neighbouring words stand.
    pub(super) fn similar(
        &self,
        quote: &Range<usize>,
        expected: &[usize],
    ) -> Vec<(u32, Range<usize>)> {
        let first = self
            .old
            .partition_point(|token| token.range.end <= quote.start);
        let last = self
            .old
            .partition_point(|token| token.range.start < quote.end);
        let tokens = first..last;
        if tokens.is_empty() {
            return Vec::new();
        }
        if tokens.len() > MOST_ALIGNED {
            return self.similar_by_chain(&tokens).into_iter().collect();
        }
        let mut stretches = Vec::new();
        for start in expected {
            let near = self.new.partition_point(|token| token.range.end <= *start);
            stretches.push(self.stretch(near, tokens.len()));
        }
        for near in self.crowded(&tokens) {
            stretches.push(self.stretch(near, tokens.len()));
        }
        stretches.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
        stretches.dedup();
        let mut similar: Vec<(u32, Range<usize>)> = stretches
            .into_iter()
            .filter_map(|stretch| self.aligned(&tokens, stretch))
            .collect();
        similar.dedup();
        similar
    }

    fn stretch(&self, near: usize, length: usize) -> Range<usize> {
        let end = (near + 2 * length + SLACK).min(self.new.len());
        near.saturating_sub(length + SLACK).min(end)..end
    }

    /// Where in the new text the most of the quote's neighbouring words stand at about the same distance, the most first.
    fn crowded(&self, tokens: &Range<usize>) -> Vec<usize> {
        let quote = self.old.get(tokens.clone()).unwrap_or_default();
        let mut starts = Vec::new();
        for (offset, [one, other]) in quote.array_windows::<2>().enumerate() {
            let pair = [one.number, other.number];
            let from = self.new_pairs.partition_point(|known| known.0 < pair);
            let same = self.new_pairs.get(from..).unwrap_or_default();
            let same: Vec<&([u32; 2], usize)> = same
                .iter()
                .take(MOST_COMMON + 1)
                .take_while(|known| known.0 == pair)
                .collect();
            if same.len() <= MOST_COMMON {
                starts.extend(same.iter().map(|known| known.1.saturating_sub(offset)));
            }
        }
        starts.sort_unstable();
        let width = tokens.len() / 2 + 4;
        let mut crowds: Vec<(usize, usize)> = Vec::new();
        let mut end = 0;
        for (at, start) in starts.iter().enumerate() {
            while starts.get(end).is_some_and(|other| *other <= start + width) {
                end += 1;
            }
            crowds.push((end - at, *start));
        }
        crowds.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let mut taken: Vec<usize> = Vec::new();
        for (_, start) in crowds {
            if taken.len() == MOST_STRETCHES {
                break;
            }
            if taken.iter().all(|other| other.abs_diff(start) > width) {
                taken.push(start);
            }
        }
        taken
    }

    /// The best alignment of the quote, with the words around it, to a stretch of the new text.
    fn aligned(&self, tokens: &Range<usize>, stretch: Range<usize>) -> Option<(u32, Range<usize>)> {
        let from = tokens.start.saturating_sub(AROUND);
        let to = (tokens.end + AROUND).min(self.old.len());
        let old = self.old.get(from..to)?;
        let quote = tokens.start - from..tokens.end - from;
        let new = self.new.get(stretch)?;
        let pairs = matches(old, new);
        let of = |at: usize| {
            let found = pairs.binary_search_by_key(&at, |pair| pair.0).ok()?;
            pairs.get(found).map(|pair| pair.1)
        };
        let before = quote.start.checked_sub(1).and_then(of);
        let behind = of(quote.end);
        let inside: Vec<(usize, usize)> = pairs
            .iter()
            .copied()
            .filter(|pair| quote.contains(&pair.0))
            .collect();
        let place = match (inside.first(), inside.last()) {
            (Some(first), Some(last)) => {
                // Words that were put in the place of others at the edges, as far as the words next to the quote tell.
                let replaced = first.0 - quote.start;
                let start = match before {
                    Some(before) if first.1 - (before + 1) <= 2 * replaced + 2 && replaced > 0 => {
                        before + 1
                    }
                    _ => first.1,
                };
                let replaced = quote.end - 1 - last.0;
                let end = match behind {
                    Some(behind) if behind - (last.1 + 1) <= 2 * replaced + 2 && replaced > 0 => {
                        behind
                    }
                    _ => last.1 + 1,
                };
                start..end
            }
            // Nothing of it is left: what stands between the nearest words that are.
            _ => {
                let before = pairs.iter().rfind(|pair| pair.0 < quote.start)?.1;
                let behind = pairs.iter().find(|pair| pair.0 >= quote.end)?.1;
                if behind > before + 1 + quote.len() + 2 * AROUND {
                    return None;
                }
                before + 1..behind
            }
        };
        let weight = |tokens: &[Token]| tokens.iter().map(|token| token.weight).sum::<u32>();
        let there = new.get(place)?;
        let both = inside
            .iter()
            .filter_map(|pair| old.get(pair.0))
            .map(|token| token.weight)
            .sum();
        let bytes = there.first()?.range.start..there.last()?.range.end;
        Some((
            likeness(both, weight(old.get(quote)?), weight(there)),
            bytes,
        ))
    }

    fn similar_by_chain(&self, tokens: &Range<usize>) -> Option<(u32, Range<usize>)> {
        let (both, place) = self.in_chain(tokens)?;
        let weight = |tokens: &[Token]| tokens.iter().map(|token| token.weight).sum::<u32>();
        let old = self.old.get(tokens.clone())?;
        let there = self.new.get(place)?;
        let bytes = there.first()?.range.start..there.last()?.range.end;
        Some((likeness(both, weight(old), weight(there)), bytes))
    }
}

/// Twice the characters of the words that both have, of those of both together, in thousandths (Dice).
fn likeness(both: u32, one: u32, other: u32) -> u32 {
    let all = u64::from(one) + u64::from(other);
    let share = (2000 * u64::from(both)).checked_div(all).unwrap_or(0);
    u32::try_from(share.min(1000)).unwrap_or(1000)
}

/// The tokens that both have in the best alignment of all of `old` to a part of `new`, as pairs of places, in order: as many characters
/// as possible, less a quarter for each token of `new` that is passed over between.
fn matches(old: &[Token], new: &[Token]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut best: Vec<u32> = vec![0; (old.len() + 1) * width];
    for (row, token) in old.iter().enumerate() {
        for (column, other) in new.iter().enumerate() {
            let at = (row + 1) * width + column + 1;
            let mut score = best[at - width].max(best[at - 1].saturating_sub(1));
            if token.number == other.number {
                score = score.max(best[at - width - 1] + 4 * token.weight);
            }
            best[at] = score;
        }
    }
    let last_row = old.len() * width;
    let end = (0..width).max_by_key(|column| (best[last_row + column], width - column));
    let mut column = end.unwrap_or(0);
    let mut row = old.len();
    let mut pairs = Vec::new();
    while row > 0 && column > 0 {
        let at = row * width + column;
        if best[at] == best[at - width] {
            row -= 1;
        } else if old[row - 1].number == new[column - 1].number
            && best[at] == best[at - width - 1] + 4 * old[row - 1].weight
        {
            pairs.push((row - 1, column - 1));
            row -= 1;
            column -= 1;
        } else {
            column -= 1;
        }
    }
    pairs.reverse();
    pairs
}
