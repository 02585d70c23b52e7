//! Several things in their order, as near to each other as they can be: the parts of `first … last`, the pieces of a
//! list.

use crate::domain::text::Span;

/// A stretch of some text that starts and ends somewhere, in whatever is counted there.
pub(super) trait Extent: Copy + PartialEq {
    /// Where it starts.
    fn start(&self) -> usize;
    /// Where it ends; not part of it.
    fn end(&self) -> usize;
}

impl Extent for Span {
    fn start(&self) -> usize {
        usize::try_from(self.start).unwrap_or(usize::MAX)
    }

    fn end(&self) -> usize {
        usize::try_from(self.end).unwrap_or(usize::MAX)
    }
}

impl Extent for (usize, usize) {
    fn start(&self) -> usize {
        self.0
    }

    fn end(&self) -> usize {
        self.1
    }
}

/// The shortest chains: one of each list, in order and without overlap, such that no other chain lies inside it. Each
/// list is sorted by start and by end at once. A chain is given by its indices.
pub(super) fn shortest<T: Extent>(lists: &[&[T]]) -> Vec<Vec<usize>> {
    let Some((first, rest)) = lists.split_first() else {
        return Vec::new();
    };
    // For each item of the last list that was read: the latest start of a chain that ends with it. Reading the lists in
    // order keeps these starts in order too, so the last item that fits is the best one.
    let mut starts: Vec<Option<usize>> = (0..first.len()).map(Some).collect();
    let mut links: Vec<Vec<Option<usize>>> = Vec::with_capacity(rest.len());
    let mut previous_list = *first;
    for list in rest {
        let mut fitting = 0;
        let mut next_starts = Vec::with_capacity(list.len());
        let mut list_links = Vec::with_capacity(list.len());
        for item in *list {
            while previous_list
                .get(fitting)
                .is_some_and(|previous| previous.end() <= item.start())
            {
                fitting += 1;
            }
            let link = fitting.checked_sub(1);
            next_starts.push(link.and_then(|at| starts.get(at).copied().flatten()));
            list_links.push(link);
        }
        starts = next_starts;
        links.push(list_links);
        previous_list = list;
    }
    let mut chains = Vec::new();
    let mut last_start = None;
    for (at, start) in starts.iter().enumerate() {
        // The first end of a start is the nearest one.
        if start.is_none() || *start == last_start {
            continue;
        }
        last_start = *start;
        let mut chain = vec![at];
        let mut here = Some(at);
        for list_links in links.iter().rev() {
            here = here.and_then(|at| list_links.get(at).copied().flatten());
            chain.extend(here);
        }
        chain.reverse();
        chains.push(chain);
    }
    chains
}

/// The same first and last item as a chain of [`shortest`], which takes the latest between them, with the earliest
/// between them.
pub(super) fn earliest_between<T: Extent>(lists: &[&[T]], chain: &[usize]) -> Vec<usize> {
    let mut earliest = chain.to_vec();
    for at in 1..chain.len().saturating_sub(1) {
        let end = earliest
            .get(at - 1)
            .and_then(|item| lists.get(at - 1)?.get(*item))
            .map_or(0, Extent::end);
        let list = lists.get(at).copied().unwrap_or_default();
        let item = list.partition_point(|item| item.start() < end);
        if let Some(place) = earliest.get_mut(at) {
            *place = item;
        }
    }
    earliest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lists: &[&[(usize, usize)]], expected: &[&[usize]]) {
        assert_eq!(shortest(lists), expected);
    }

    #[test]
    fn the_last_head_before_a_tail_and_the_first_tail_after_a_head_are_taken() {
        check(&[&[(0, 1), (2, 3)], &[(5, 6), (8, 9)]], &[&[1, 0]]);
    }

    #[test]
    fn chains_that_lie_apart_are_all_given() {
        check(&[&[(0, 1), (4, 5)], &[(2, 3), (6, 7)]], &[&[0, 0], &[1, 1]]);
    }

    #[test]
    fn items_that_overlap_make_no_chain() {
        check(&[&[(0, 3)], &[(2, 4)]], &[]);
        check(&[&[(0, 3)], &[(3, 4)]], &[&[0, 0]]);
        check(&[&[(5, 6)], &[(2, 4)]], &[]);
    }

    #[test]
    fn what_stands_between_is_taken_late_and_can_be_asked_for_early() {
        let lists: [&[(usize, usize)]; 3] = [&[(0, 1)], &[(2, 3), (4, 5)], &[(6, 7)]];
        check(&lists, &[&[0, 1, 0]]);
        assert_eq!(earliest_between(&lists, &[0, 1, 0]), [0, 0, 0]);
    }
}
