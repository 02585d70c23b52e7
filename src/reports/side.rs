//! Which side a claim takes for the proposition it is counted under: a negation is folded into what it negates.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::Claim;
use super::filters::Filters;
use crate::domain::claim::Stance;
use crate::store::{Reader, StoreError};

/// For or against a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Asserts it, or rejects its negation.
    For,
    /// Rejects it, or asserts its negation.
    Against,
}

/// What a claim comes to for the proposition under which it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// The proposition, or what it negates.
    pub(super) proposition: i64,
    /// The stance to that one; none where it is unset.
    pub(super) stance: Option<Stance>,
    /// Whether the claim is on the negation.
    pub(super) on_negation: bool,
}

impl Reading {
    /// Returns the side it takes; none where it takes none.
    pub(super) fn side(&self) -> Option<Side> {
        match self.stance {
            Some(Stance::Asserts) => Some(Side::For),
            Some(Stance::Rejects) => Some(Side::Against),
            Some(Stance::Mentions | Stance::Declines) | None => None,
        }
    }
}

/// Which propositions negate which.
#[derive(Debug, Default)]
pub(super) struct Negations {
    negated: BTreeMap<i64, i64>,
}

impl Negations {
    /// Looks up every negation of the book.
    pub(super) fn load(reader: &Reader<'_>) -> Result<Negations, StoreError> {
        let rows = reader.rows(
            "SELECT id, negates FROM proposition WHERE negates IS NOT NULL",
            &[],
            |row| Ok((row.integer("id")?, row.integer("negates")?)),
        )?;
        Ok(Negations {
            negated: rows.into_iter().collect(),
        })
    }

    /// Returns the proposition under which claims on this one are counted, and whether this one is its negation. One step: the negation
    /// of a negation is counted under that negation. Of propositions that negate each other in a ring the oldest stays itself.
    pub(super) fn fold(&self, proposition: i64) -> (i64, bool) {
        match self.negated.get(&proposition) {
            Some(negated) if !self.is_oldest_of_a_ring(proposition) => (*negated, true),
            _ => (proposition, false),
        }
    }

    fn is_oldest_of_a_ring(&self, proposition: i64) -> bool {
        let mut seen = BTreeSet::new();
        let mut at = proposition;
        while let Some(next) = self.negated.get(&at) {
            if *next == proposition {
                return seen.iter().all(|other| *other >= proposition);
            }
            if !seen.insert(*next) {
                return false;
            }
            at = *next;
        }
        false
    }

    /// Returns what a claim comes to; none where it has no proposition.
    pub(super) fn reading(&self, claim: &Claim) -> Option<Reading> {
        let (proposition, on_negation) = self.fold(claim.proposition?);
        let stance = match (claim.counted_stance().0, on_negation) {
            (Some(Stance::Asserts), true) => Some(Stance::Rejects),
            (Some(Stance::Rejects), true) => Some(Stance::Asserts),
            (stance, _) => stance,
        };
        Some(Reading {
            proposition,
            stance,
            on_negation,
        })
    }

    /// Returns the filters with what the propositions asked for negate and what negates those: whoever asks who is against one means
    /// its negation too. Negations of a topic's propositions are expected in the topic.
    pub(super) fn widened(&self, filters: &Filters) -> Filters {
        let mut filters = filters.clone();
        let asked: BTreeSet<i64> = filters
            .propositions
            .iter()
            .map(|proposition| self.fold(*proposition).0)
            .collect();
        filters.propositions.extend(&asked);
        let negations = self.negated.keys().filter(|negation| {
            let (negated, is_negation) = self.fold(**negation);
            is_negation && asked.contains(&negated)
        });
        filters.propositions.extend(negations);
        filters.propositions.sort_unstable();
        filters.propositions.dedup();
        filters
    }
}

/// Returns how many claims were folded into what their propositions negate; none where none was.
pub(super) fn folded_note(folded: usize) -> Option<String> {
    (folded > 0).then(|| match folded {
        1 => String::from("1 claim on a negation counted under what it negates, on the other side"),
        _ => format!(
            "{folded} claims on negations counted under what they negate, on the other side"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn negations(pairs: &[(i64, i64)]) -> Negations {
        Negations {
            negated: pairs.iter().copied().collect(),
        }
    }

    #[test]
    fn negations_fold_one_step_and_rings_into_their_oldest() {
        let chain = negations(&[(2, 1), (3, 2)]);
        assert_eq!(chain.fold(1), (1, false));
        assert_eq!(chain.fold(2), (1, true));
        assert_eq!(chain.fold(3), (2, true));
        // Two that negate each other say the same thing twice.
        let pair = negations(&[(5, 4), (4, 5)]);
        assert_eq!(pair.fold(4), (4, false));
        assert_eq!(pair.fold(5), (4, true));
        // A ring of three, and one that leads into it; only a damaged book has a proposition that negates itself.
        let ring = negations(&[(7, 8), (8, 9), (9, 7), (6, 7), (10, 10)]);
        let folded: Vec<(i64, bool)> = (6..=10).map(|proposition| ring.fold(proposition)).collect();
        assert_eq!(
            folded,
            [(7, true), (7, false), (9, true), (7, true), (10, false)]
        );
    }

    #[test]
    fn filters_by_a_proposition_are_widened_by_its_negations() {
        let book = negations(&[(2, 1), (3, 1), (5, 4)]);
        for asked in [1, 3] {
            let filters = Filters {
                propositions: vec![asked],
                ..Filters::default()
            };
            assert_eq!(book.widened(&filters).propositions, [1, 2, 3]);
        }
        assert_eq!(book.widened(&Filters::default()), Filters::default());
    }
}
