//! Which of many sets have most of their members in common.

use std::collections::BTreeMap;

/// Two sets by their places, the lower first, and how they overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Similar {
    /// The place of the one.
    pub one: usize,
    /// The place of the other.
    pub other: usize,
    /// How many members they share.
    pub shared: usize,
    /// How many different members they have together.
    pub all: usize,
}

/// Returns every two sets that share at least `per_cent` (1 to 100) of what they have together (Jaccard), in order; an empty set is
/// like no other.
///
/// Exact, and without comparing each with each: two sets that are so alike share one of the few rarest members of each (prefix
/// filtering; Bayardo, Ma, Srikant: Scaling Up All Pairs Similarity Search, 2007).
#[must_use]
pub fn similar_sets<T: Ord>(sets: &[Vec<T>], per_cent: usize) -> Vec<Similar> {
    let per_cent = per_cent.clamp(1, 100);
    let ranked = by_rarity(sets);
    let mut order: Vec<usize> = (0..ranked.len()).collect();
    order.sort_by_key(|place| ranked.get(*place).map_or(0, Vec::len));
    // The sets that have a member among their rarest, the smallest first.
    let mut having: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut last_seen: Vec<usize> = vec![usize::MAX; ranked.len()];
    let mut found = Vec::new();
    for (turn, place) in order.into_iter().enumerate() {
        let Some(set) = ranked.get(place).filter(|set| !set.is_empty()) else {
            continue;
        };
        let size = set.len();
        let smallest = (size * per_cent).div_ceil(100);
        // Of the members of a set no larger that is so alike, `smallest` at least are shared: not all lie behind the first of these.
        for member in set.iter().take(size - smallest + 1) {
            let Some(candidates) = having.get(member) else {
                continue;
            };
            for candidate in candidates.iter().copied() {
                let seen = last_seen.get_mut(candidate);
                let Some(other) = ranked.get(candidate) else {
                    continue;
                };
                if other.len() < smallest
                    || seen.is_none_or(|seen| std::mem::replace(seen, turn) == turn)
                {
                    continue;
                }
                let shared = shared(set, other);
                let all = size + other.len() - shared;
                if shared * 100 >= per_cent * all {
                    found.push(Similar {
                        one: place.min(candidate),
                        other: place.max(candidate),
                        shared,
                        all,
                    });
                }
            }
        }
        // Sets that come later are no smaller, so more must be shared: 2 t / (1 + t) of this one's members.
        let least = (2 * per_cent * size).div_ceil(100 + per_cent);
        for member in set.iter().take(size - least + 1) {
            having.entry(*member).or_default().push(place);
        }
    }
    found.sort_unstable();
    found
}

/// Returns the sets with their members as numbers, sorted, the rarest member first.
fn by_rarity<T: Ord>(sets: &[Vec<T>]) -> Vec<Vec<u32>> {
    let mut uses: BTreeMap<&T, usize> = BTreeMap::new();
    for member in sets.iter().flatten() {
        *uses.entry(member).or_default() += 1;
    }
    let mut members: Vec<(usize, &T)> = uses
        .into_iter()
        .map(|(member, uses)| (uses, member))
        .collect();
    members.sort_unstable();
    let ranks: BTreeMap<&T, u32> = members
        .into_iter()
        .zip(0..)
        .map(|((_, member), rank)| (member, rank))
        .collect();
    sets.iter()
        .map(|set| {
            let mut set: Vec<u32> = set
                .iter()
                .filter_map(|member| ranks.get(member).copied())
                .collect();
            set.sort_unstable();
            set.dedup();
            set
        })
        .collect()
}

fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    let mut number = 0;
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        match first.cmp(second) {
            std::cmp::Ordering::Less => {
                left.next();
            }
            std::cmp::Ordering::Greater => {
                right.next();
            }
            std::cmp::Ordering::Equal => {
                number += 1;
                left.next();
                right.next();
            }
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn similar_sets_are_those_that_comparing_each_with_each_finds(
            sets in prop::collection::vec(prop::collection::btree_set(0u8..9, 0..7), 0..14),
            per_cent in 1usize..=100,
        ) {
            let mut expected = Vec::new();
            for (one, set) in sets.iter().enumerate() {
                for (other, other_set) in sets.iter().enumerate().skip(one + 1) {
                    let shared = set.intersection(other_set).count();
                    let all = set.union(other_set).count();
                    if shared > 0 && shared * 100 >= per_cent * all {
                        expected.push(Similar { one, other, shared, all });
                    }
                }
            }
            let sets: Vec<Vec<u8>> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
            prop_assert_eq!(similar_sets(&sets, per_cent), expected);
        }
    }
}
