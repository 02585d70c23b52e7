//! Which claims of several coders are one unit: those whose words overlap, one to one, the best total first.

use super::super::text::Span;

/// Two lists of spans: how many code points are in both, and how many in either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// In both.
    pub both: u64,
    /// In either.
    pub either: u64,
}

/// How a share of overlap is weighed: so many steps are a whole, so that sums are exact and the same everywhere.
const STEPS: u64 = 1_000_000;

/// The most steps by which something else than overlap may prefer a pair: less than one step of overlap in the sum of many pairs.
const PREFERENCES: i64 = 10_000;

impl Overlap {
    /// Measures the overlap of two lists of spans; what one list has twice counts once.
    pub fn of(one: &[Span], other: &[Span]) -> Overlap {
        let (one, other) = (merged(one), merged(other));
        let length = |spans: &[Span]| -> u64 {
            spans
                .iter()
                .map(|span| u64::from(span.end.saturating_sub(span.start)))
                .sum()
        };
        let mut both = 0;
        let mut others = other.iter().peekable();
        for span in &one {
            while let Some(next) = others.peek() {
                let (start, end) = (span.start.max(next.start), span.end.min(next.end));
                both += u64::from(end.saturating_sub(start));
                if next.end > span.end {
                    break;
                }
                others.next();
            }
        }
        Overlap {
            both,
            either: length(&one) + length(&other) - both,
        }
    }

    /// Whether so many per cent of the code points in either are in both.
    pub fn reaches(self, per_cent: u8) -> bool {
        self.both > 0 && self.both * 100 >= self.either * u64::from(per_cent)
    }

    /// Returns what a pair weighs: its overlap, and among pairs of the same overlap how much else speaks for it (0 to 9,999).
    pub fn weight(self, preference: u16) -> i64 {
        if self.either == 0 {
            return 0;
        }
        let steps = i64::try_from(self.both * STEPS / self.either).unwrap_or(0);
        steps * PREFERENCES + i64::from(preference).min(PREFERENCES - 1)
    }
}

/// Returns spans in order, those that touch or overlap as one.
pub(super) fn merged(spans: &[Span]) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans
        .iter()
        .copied()
        .filter(|span| span.start < span.end)
        .collect();
    sorted.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// Aligns the claims of several coders into units: of each unit the place of each coder's claim, or none. `weight` says what a pair of
/// two coders' claims weighs (positive), or that they are not the same.
///
/// Of two coders the units are the assignment with the greatest total weight. A further coder's claims are assigned, again with the
/// greatest total, to the units of those before, each weighed by the claim of the unit that suits it best; so coders must come in an
/// order that does not depend on chance. Units come in the order in which they were made: the first coder's, then what each adds.
pub fn align(
    counts: &[usize],
    weight: impl Fn((usize, usize), (usize, usize)) -> Option<i64>,
) -> Vec<Vec<Option<usize>>> {
    let mut units: Vec<Vec<Option<usize>>> = Vec::new();
    for (coder, count) in counts.iter().enumerate() {
        let mut candidates = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            for claim in 0..*count {
                let weights = unit.iter().enumerate().filter_map(|(other, place)| {
                    weight((other, (*place)?), (coder, claim)).filter(|weight| *weight > 0)
                });
                if let Some(weight) = weights.max() {
                    candidates.push((at, claim, weight));
                }
            }
        }
        let mut taken = vec![false; *count];
        for unit in &mut units {
            unit.push(None);
        }
        for (at, claim) in assign(units.len(), *count, &candidates) {
            if let Some(place) = units.get_mut(at).and_then(|unit| unit.last_mut()) {
                *place = Some(claim);
            }
            taken[claim] = true;
        }
        for (claim, taken) in taken.into_iter().enumerate() {
            if !taken {
                let mut unit = vec![None; coder];
                unit.push(Some(claim));
                units.push(unit);
            }
        }
    }
    units
}

/// The most work (rows times columns times the fewer of the two) that an exact assignment may take; beyond it the heaviest pair is
/// taken first. Claims of one article that all overlap each other are a handful, so no article that people wrote comes near.
const MOST_WORK: usize = 50_000_000;

/// Returns the pairs of a one-to-one assignment with the greatest total weight, in order. Candidates are (left, right, weight), each
/// pair once, weights positive.
fn assign(left: usize, right: usize, candidates: &[(usize, usize, i64)]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for component in components(left, right, candidates) {
        let mut rows: Vec<usize> = component.iter().map(|(row, _, _)| *row).collect();
        let mut columns: Vec<usize> = component.iter().map(|(_, column, _)| *column).collect();
        for places in [&mut rows, &mut columns] {
            places.sort_unstable();
            places.dedup();
        }
        let work = rows.len() * columns.len() * rows.len().min(columns.len());
        if work > MOST_WORK {
            pairs.extend(heaviest_first(left, right, component));
        } else {
            pairs.extend(best_total(&rows, &columns, &component));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Returns the candidates by the connected parts of their graph: what is assigned in one does not matter to another.
fn components(
    left: usize,
    right: usize,
    candidates: &[(usize, usize, i64)],
) -> Vec<Vec<(usize, usize, i64)>> {
    // Union by the lower root: lefts are nodes 0.., rights follow.
    let mut roots: Vec<usize> = (0..left + right).collect();
    fn root(roots: &mut [usize], mut node: usize) -> usize {
        while roots[node] != node {
            roots[node] = roots[roots[node]];
            node = roots[node];
        }
        node
    }
    for (row, column, _) in candidates {
        let (one, other) = (root(&mut roots, *row), root(&mut roots, left + column));
        roots[one.max(other)] = one.min(other);
    }
    let mut by_root: std::collections::BTreeMap<usize, Vec<(usize, usize, i64)>> =
        std::collections::BTreeMap::new();
    for candidate in candidates {
        let root = root(&mut roots, candidate.0);
        by_root.entry(root).or_default().push(*candidate);
    }
    by_root.into_values().collect()
}

fn heaviest_first(
    left: usize,
    right: usize,
    mut candidates: Vec<(usize, usize, i64)>,
) -> Vec<(usize, usize)> {
    candidates.sort_unstable_by_key(|(row, column, weight)| (-weight, *row, *column));
    let (mut rows, mut columns) = (vec![false; left], vec![false; right]);
    let mut pairs = Vec::new();
    for (row, column, _) in candidates {
        if !rows[row] && !columns[column] {
            (rows[row], columns[column]) = (true, true);
            pairs.push((row, column));
        }
    }
    pairs
}

/// The Hungarian method with potentials (Kuhn 1955; Munkres 1957) on whole numbers.
fn best_total(
    rows: &[usize],
    columns: &[usize],
    candidates: &[(usize, usize, i64)],
) -> Vec<(usize, usize)> {
    if rows.len() > columns.len() {
        let turned: Vec<(usize, usize, i64)> = candidates
            .iter()
            .map(|(row, column, weight)| (*column, *row, *weight))
            .collect();
        let pairs = best_total(columns, rows, &turned);
        return pairs.into_iter().map(|(one, other)| (other, one)).collect();
    }
    let (height, width) = (rows.len(), columns.len());
    let mut cost = vec![0_i64; height * width];
    for (row, column, weight) in candidates {
        if let (Ok(row), Ok(column)) = (rows.binary_search(row), columns.binary_search(column)) {
            cost[row * width + column] = -weight;
        }
    }
    // Row and column 0 are outside the matrix; `held[column]` is the row that holds a column.
    let (mut row_potential, mut column_potential) =
        (vec![0_i64; height + 1], vec![0_i64; width + 1]);
    let mut held = vec![0_usize; width + 1];
    let mut before = vec![0_usize; width + 1];
    for row in 1..=height {
        held[0] = row;
        let mut column = 0;
        let mut least = vec![i64::MAX; width + 1];
        let mut used = vec![false; width + 1];
        loop {
            used[column] = true;
            let at = held[column];
            let (mut step, mut next) = (i64::MAX, 0);
            for other in 1..=width {
                if used[other] {
                    continue;
                }
                let reduced = cost[(at - 1) * width + other - 1]
                    - row_potential[at]
                    - column_potential[other];
                if reduced < least[other] {
                    least[other] = reduced;
                    before[other] = column;
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=width {
                if used[other] {
                    row_potential[held[other]] += step;
                    column_potential[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
            if held[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let from = before[column];
            held[column] = held[from];
            column = from;
        }
    }
    (1..=width)
        .filter(|column| held[*column] > 0)
        .map(|column| (held[column] - 1, column - 1))
        // A pair that is no candidate weighs nothing: both stay alone.
        .filter(|(row, column)| cost[row * width + column] < 0)
        .map(|(row, column)| (rows[row], columns[column]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(pairs: &[(u32, u32)]) -> Vec<Span> {
        pairs
            .iter()
            .map(|(start, end)| Span::new(*start, *end))
            .collect()
    }

    fn overlap(one: &[(u32, u32)], other: &[(u32, u32)]) -> (u64, u64) {
        let overlap = Overlap::of(&spans(one), &spans(other));
        assert_eq!(Overlap::of(&spans(other), &spans(one)), overlap);
        (overlap.both, overlap.either)
    }

    #[test]
    fn overlap_is_counted_in_code_points_of_all_pieces() {
        assert_eq!(overlap(&[(0, 10)], &[(5, 20)]), (5, 20));
        assert_eq!(overlap(&[(0, 4), (10, 14)], &[(2, 12)]), (4, 14));
        assert_eq!(overlap(&[(0, 4), (2, 6)], &[(0, 6)]), (6, 6));
        assert_eq!(overlap(&[(0, 4)], &[(4, 8)]), (0, 8));
        assert_eq!(overlap(&[(0, 9)], &[(1, 2), (3, 4), (8, 12)]), (3, 12));
        assert_eq!(overlap(&[], &[]), (0, 0));
    }

    #[test]
    fn overlap_reaches_a_threshold_that_it_equals_and_nothing_is_reached_without_any() {
        let half = Overlap {
            both: 5,
            either: 10,
        };
        assert!(half.reaches(50));
        assert!(!half.reaches(51));
        assert!(
            !Overlap {
                both: 0,
                either: 10
            }
            .reaches(0)
        );
    }

    #[test]
    fn overlap_weighs_more_than_any_preference() {
        let more = Overlap {
            both: 6,
            either: 10,
        };
        let less = Overlap {
            both: 5,
            either: 10,
        };
        assert!(more.weight(0) > less.weight(u16::MAX));
        let half = |both| Overlap {
            both,
            either: 1_000_000,
        };
        assert!(half(500_001).weight(0) > half(500_000).weight(u16::MAX));
        let whole = Overlap { both: 5, either: 5 };
        assert!(whole.weight(0) > more.weight(0));
        assert!(less.weight(2) > less.weight(1));
        assert_eq!(Overlap { both: 0, either: 0 }.weight(9), 0);
    }

    #[test]
    fn where_too_many_overlap_the_heaviest_pair_is_taken_first() {
        let candidates = vec![(1, 1, 1), (0, 1, 6), (1, 0, 5), (0, 0, 8), (2, 1, 1)];
        assert_eq!(heaviest_first(3, 2, candidates), [(0, 0), (1, 1)]);
    }

    #[test]
    fn spans_that_touch_are_one_and_empty_ones_none() {
        assert_eq!(
            merged(&spans(&[(7, 7), (4, 6), (0, 4), (9, 12), (8, 9)])),
            spans(&[(0, 6), (8, 12)])
        );
    }

    #[test]
    fn what_weighs_nothing_is_no_unit() {
        let units = align(&[1, 1], |_, _| Some(0));
        assert_eq!(units, [vec![Some(0), None], vec![None, Some(0)]]);
    }

    #[test]
    fn the_best_total_is_taken_even_where_the_best_pair_is_not_in_it() {
        // 0-0 is the heaviest pair, but leaves 1 alone: 8 is less than 6 + 5.
        assert_eq!(
            assign(2, 2, &[(0, 0, 8), (0, 1, 6), (1, 0, 5)]),
            [(0, 1), (1, 0)]
        );
        assert_eq!(assign(1, 3, &[(0, 1, 1), (0, 2, 2)]), [(0, 2)]);
        assert_eq!(assign(3, 1, &[(0, 0, 1), (2, 0, 2)]), [(2, 0)]);
        assert_eq!(assign(3, 3, &[]), []);
    }

    #[test]
    fn a_third_coder_joins_the_unit_that_suits_best() {
        let texts = [
            vec![(0, 10), (20, 30)],
            vec![(21, 30), (50, 60)],
            vec![(0, 9), (20, 29), (52, 60), (80, 90)],
        ];
        let counts: Vec<usize> = texts.iter().map(Vec::len).collect();
        let units = align(&counts, |(one, a), (other, b)| {
            let overlap = Overlap::of(&spans(&[texts[one][a]]), &spans(&[texts[other][b]]));
            overlap.reaches(50).then(|| overlap.weight(0))
        });
        assert_eq!(
            units,
            [
                vec![Some(0), None, Some(0)],
                vec![Some(1), Some(0), Some(1)],
                vec![None, Some(1), Some(2)],
                vec![None, None, Some(3)],
            ]
        );
    }

    /// The greatest total of all one-to-one assignments, by trying each.
    fn greatest(left: usize, candidates: &[(usize, usize, i64)], used: u32) -> i64 {
        let Some(row) = left.checked_sub(1) else {
            return 0;
        };
        let of_row = candidates
            .iter()
            .filter(|(of, column, _)| *of == row && used & (1 << column) == 0);
        of_row
            .map(|(_, column, weight)| weight + greatest(row, candidates, used | (1 << column)))
            .chain([greatest(row, candidates, used)])
            .max()
            .unwrap_or(0)
    }

    proptest::proptest! {
        #[test]
        fn an_assignment_is_one_to_one_and_its_total_the_greatest(
            weights in proptest::collection::vec((0_usize..5, 0_usize..6, 1_i64..9), 0..18),
        ) {
            let mut candidates = weights;
            candidates.sort_unstable();
            candidates.dedup_by_key(|(row, column, _)| (*row, *column));
            let pairs = assign(5, 6, &candidates);
            let mut rows: Vec<usize> = pairs.iter().map(|(row, _)| *row).collect();
            let mut columns: Vec<usize> = pairs.iter().map(|(_, column)| *column).collect();
            for places in [&mut rows, &mut columns] {
                places.sort_unstable();
                places.dedup();
                proptest::prop_assert_eq!(places.len(), pairs.len());
            }
            let weight = |pair: &(usize, usize)| {
                candidates
                    .iter()
                    .find(|(row, column, _)| (*row, *column) == *pair)
                    .map_or(-1000, |(_, _, weight)| *weight)
            };
            let total: i64 = pairs.iter().map(weight).sum();
            proptest::prop_assert_eq!(total, greatest(5, &candidates, 0));
        }

        #[test]
        fn overlap_is_what_counting_code_points_gives(
            one in proptest::collection::vec((0_u32..20, 0_u32..20), 0..5),
            other in proptest::collection::vec((0_u32..20, 0_u32..20), 0..5),
        ) {
            let within = |spans: &[(u32, u32)], point: u32| {
                spans.iter().any(|(start, end)| *start <= point && point < *end)
            };
            let both = (0..20).filter(|point| within(&one, *point) && within(&other, *point)).count();
            let either = (0..20).filter(|point| within(&one, *point) || within(&other, *point)).count();
            let (found, of) = overlap(&one, &other);
            proptest::prop_assert_eq!((found, of), (both as u64, either as u64));
        }
    }
}
