//! Which of many texts share so much of their runs of words that one is likely to be a copy or an update of another; exact, and without
//! comparing each with each.

use std::collections::HashMap;

use super::shingles::shingles;

/// Lists of texts that have a run up to this long are always counted; of longer ones (an outlet's footer, a wire story that hundreds
/// print) each text needs to ask only some.
const SHORT_LIST: usize = 64;

/// Two texts by their places, the lower first, and what they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contained {
    /// The place of the one.
    pub one: usize,
    /// The place of the other.
    pub other: usize,
    /// How many runs they share.
    pub shared: usize,
    /// How many different runs the one with fewer has.
    pub of: usize,
}

/// The runs of many texts, ready to be compared.
///
/// A run is kept as a number of 64 bits, so 8 bytes a run; of 20 million different runs, two have the same number by chance once in
/// 90,000 such collections, and a pair would have to share a third of its runs that way to be listed for it.
#[derive(Debug, Default)]
pub struct Collection {
    runs: Vec<u64>,
    /// Where the runs of each text end in `runs`.
    ends: Vec<usize>,
}

impl Collection {
    /// Adds the next text by the numbers of its words, as [`super::shingles::Vocabulary`] gives them.
    pub fn add(&mut self, words: &[u32]) {
        let start = self.runs.len();
        self.runs.extend(shingles(words).iter().map(|run| {
            run.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |hash, word| {
                mix(hash ^ u64::from(*word))
            })
        }));
        if let Some(added) = self.runs.get_mut(start..) {
            added.sort_unstable();
        }
        self.ends.push(self.runs.len());
    }

    /// Returns how many texts it has.
    #[must_use]
    pub fn texts(&self) -> usize {
        self.ends.len()
    }

    /// Returns how many different runs all texts have together, those of several texts counted once for each.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.runs.len()
    }

    /// Returns how many different runs a text has, by its place; 0 where there is none.
    #[must_use]
    pub fn runs_of(&self, place: usize) -> usize {
        self.of(place).len()
    }

    /// Returns how many runs two texts share, however few.
    #[must_use]
    pub fn shared(&self, one: usize, other: usize) -> usize {
        let (one, other) = (self.of(one), self.of(other));
        one.iter()
            .filter(|run| other.binary_search(run).is_ok())
            .count()
    }

    fn of(&self, place: usize) -> &[u64] {
        stretch(&self.runs, &self.ends, place)
    }

    /// Returns every two texts that share at least `per_cent` (1 to 100) of the runs of the one with fewer, in order. A text without
    /// runs is like no other.
    ///
    /// Only runs of more than one text are looked at. Of two texts that share so much, the one with fewer runs cannot have all shared ones
    /// among its most common `per_cent` (prefix filtering; Bayardo, Ma, Srikant: Scaling Up All Pairs Similarity Search, 2007), so those
    /// most common ones are left out where many texts have them, and counted only for the pairs that the others found.
    #[must_use]
    pub fn contained_pairs(&self, per_cent: usize) -> Vec<Contained> {
        let per_cent = per_cent.clamp(1, 100);
        let common = Common::of(self);
        let number = self.texts();
        let mut counts: Vec<u32> = vec![0; number];
        let mut touched: Vec<u32> = Vec::new();
        let mut found = Vec::new();
        for place in 0..number {
            let size = self.of(place).len();
            if size == 0 {
                continue;
            }
            let least = (size * per_cent).div_ceil(100);
            let runs = common.of_text(place);
            // The most common last; fewer than `least` of them may be left out.
            let asked = runs
                .iter()
                .rposition(|run| common.having(*run).len() <= SHORT_LIST)
                .map_or(0, |last| last + 1)
                .max((runs.len() + 1).saturating_sub(least));
            let (asked, left_out) = runs.split_at(asked.min(runs.len()));
            for run in asked {
                for other in common.having(*run) {
                    let Some(count) = usize::try_from(*other)
                        .ok()
                        .and_then(|other| counts.get_mut(other))
                    else {
                        continue;
                    };
                    if *count == 0 {
                        touched.push(*other);
                    }
                    *count += 1;
                }
            }
            for other in touched.drain(..) {
                let Ok(other_place) = usize::try_from(other) else {
                    continue;
                };
                let Some(count) = counts.get_mut(other_place) else {
                    continue;
                };
                let mut shared = usize::try_from(std::mem::take(count)).unwrap_or(usize::MAX);
                let other_size = self.of(other_place).len();
                // The one with fewer asks; of equals the first.
                let asks = (size, place) < (other_size, other_place);
                if !asks || shared + left_out.len() < least {
                    continue;
                }
                if !left_out.is_empty() {
                    let others = common.of_text(other_place);
                    shared += left_out
                        .iter()
                        .filter(|run| others.binary_search(run).is_ok())
                        .count();
                }
                if shared >= least {
                    found.push(Contained {
                        one: place.min(other_place),
                        other: place.max(other_place),
                        shared,
                        of: size,
                    });
                }
            }
        }
        found.sort_unstable();
        found
    }
}

/// The runs that more than one text has, by number: rarest first, so that a number is also a rank.
struct Common {
    /// Texts by run, and where each list ends.
    texts: Vec<u32>,
    text_ends: Vec<usize>,
    /// Runs by text, the rarest first, and where each list ends.
    runs: Vec<u32>,
    run_ends: Vec<usize>,
}

impl Common {
    fn of(collection: &Collection) -> Common {
        let mut sorted = collection.runs.clone();
        sorted.sort_unstable();
        // How many texts have each run of more than one, in the order of the runs.
        let mut common: Vec<(u32, u64)> = sorted
            .chunk_by(|one, other| one == other)
            .filter(|same| same.len() > 1)
            .filter_map(|same| {
                Some((
                    u32::try_from(same.len()).unwrap_or(u32::MAX),
                    *same.first()?,
                ))
            })
            .collect();
        drop(sorted);
        common.sort_unstable();
        // Only asked for single runs, so no result depends on its order.
        let numbers: HashMap<u64, u32> = common.iter().map(|(_, run)| *run).zip(0..).collect();
        let mut text_ends = Vec::with_capacity(common.len());
        let mut end = 0;
        for (number, _) in &common {
            end += usize::try_from(*number).unwrap_or(usize::MAX);
            text_ends.push(end);
        }
        let mut filled: Vec<usize> = std::iter::once(0)
            .chain(text_ends.iter().copied())
            .collect();
        let mut texts = vec![0_u32; end];
        let mut runs = Vec::with_capacity(end);
        let mut run_ends = Vec::with_capacity(collection.texts());
        for place in 0..collection.texts() {
            let start = runs.len();
            runs.extend(
                collection
                    .of(place)
                    .iter()
                    .filter_map(|run| numbers.get(run)),
            );
            if let Some(added) = runs.get_mut(start..) {
                added.sort_unstable();
            }
            for run in runs.get(start..).unwrap_or_default() {
                let Some(next) = usize::try_from(*run)
                    .ok()
                    .and_then(|run| filled.get_mut(run))
                else {
                    continue;
                };
                if let Some(text) = texts.get_mut(*next) {
                    *text = u32::try_from(place).unwrap_or(u32::MAX);
                }
                *next += 1;
            }
            run_ends.push(runs.len());
        }
        Common {
            texts,
            text_ends,
            runs,
            run_ends,
        }
    }

    /// The common runs of a text, the rarest first.
    fn of_text(&self, place: usize) -> &[u32] {
        stretch(&self.runs, &self.run_ends, place)
    }

    /// The texts that have a run.
    fn having(&self, run: u32) -> &[u32] {
        usize::try_from(run).map_or(&[], |run| stretch(&self.texts, &self.text_ends, run))
    }
}

/// The stretch of a list that belongs to a place, of which the ends are given.
fn stretch<'a, T>(list: &'a [T], ends: &[usize], place: usize) -> &'a [T] {
    let end = ends.get(place).copied().unwrap_or(0);
    let start = place
        .checked_sub(1)
        .and_then(|before| ends.get(before))
        .copied()
        .unwrap_or(0);
    list.get(start..end).unwrap_or_default()
}

/// Spreads the bits of a number (the finalizer of splitmix64, Steele, Lea, Flood 2014).
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::shingles::{shared, shingles};
    use super::*;

    fn check(texts: &[Vec<u32>], per_cent: usize) {
        let mut collection = Collection::default();
        let mut expected = Vec::new();
        for text in texts {
            collection.add(text);
        }
        let runs: Vec<_> = texts.iter().map(|text| shingles(text)).collect();
        for (one, runs_of_one) in runs.iter().enumerate() {
            for (other, runs_of_other) in runs.iter().enumerate().skip(one + 1) {
                let shared = shared(runs_of_one, runs_of_other);
                let of = runs_of_one.len().min(runs_of_other.len());
                assert_eq!(collection.shared(one, other), shared);
                assert_eq!(collection.runs_of(one).min(collection.runs_of(other)), of);
                if of > 0 && shared * 100 >= per_cent * of {
                    expected.push(Contained {
                        one,
                        other,
                        shared,
                        of,
                    });
                }
            }
        }
        assert_eq!(collection.contained_pairs(per_cent), expected);
        assert_eq!(collection.runs(), runs.iter().map(Vec::len).sum::<usize>());
    }

    #[test]
    fn contained_pairs_are_found_where_hundreds_of_texts_have_the_same_runs() {
        let footer = 1000..1030;
        let texts: Vec<Vec<u32>> = (0..150_u32)
            .map(|text| {
                (text * 100..text * 100 + 20 + text % 40)
                    .chain(footer.clone())
                    .collect()
            })
            .collect();
        check(&texts, 35);
        check(&texts, 70);
        check(&vec![(0..40).collect(); 150], 50);
    }

    proptest! {
        #[test]
        fn contained_pairs_are_those_that_comparing_each_with_each_finds(
            texts in prop::collection::vec(prop::collection::vec(0u32..3, 0..40), 0..12),
            per_cent in 1usize..=100,
        ) {
            check(&texts, per_cent);
        }
    }
}
