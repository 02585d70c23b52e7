//! Which pairs of records a person has decided on: they are not proposed again.

use std::collections::BTreeMap;

use crate::domain::decision::Verdict;
use crate::domain::record::Kind;
use crate::store::{Reader, Result};

/// Decided pairs of one kind, by uid.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    pairs: BTreeMap<(String, String), Verdict>,
}

impl Decided {
    /// Reads the decisions on records of a kind.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn load(reader: &Reader<'_>, kind: Kind) -> Result<Decided> {
        let decisions = reader.decisions(kind)?;
        Ok(Decided {
            pairs: decisions
                .into_iter()
                .map(|decision| ((decision.left, decision.right), decision.verdict))
                .collect(),
        })
    }

    /// Returns what was decided of two records, whichever comes first.
    #[must_use]
    pub fn verdict(&self, one: &str, other: &str) -> Option<Verdict> {
        let (left, right) = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        self.pairs
            .get(&(left.to_owned(), right.to_owned()))
            .copied()
    }

    /// Says whether two records were decided on.
    #[must_use]
    pub fn has(&self, one: &str, other: &str) -> bool {
        self.verdict(one, other).is_some()
    }
}
