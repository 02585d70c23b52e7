//! What the checks found: several may be made at once, and some together, so each finding says which check it belongs to.

use std::collections::BTreeMap;

use super::search::Drift;
use super::{CHECKS, Found, Problem, search};
use crate::store::error::{Result, StoreError};

/// The rank of what stopped a check, which is told last.
const STOPPED: i64 = i64::MAX;

/// What was found by one check, a part of one, or several that are made together.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Findings {
    /// By check; in it by rank, else as they were found.
    by_check: BTreeMap<&'static str, Vec<(i64, String, String)>>,
    /// Rows of the full-text indexes that are not what the book says.
    drift: Vec<Drift>,
}

impl Findings {
    /// Adds what a check found at a place. Of one check what has the lower rank is told first.
    pub(super) fn add(&mut self, check: &'static str, rank: i64, place: String, what: String) {
        let found = self.by_check.entry(check).or_default();
        found.push((rank, place, what));
    }

    /// Adds what one check found.
    pub(super) fn add_all(&mut self, check: &'static str, found: Found) {
        for (place, what) in found {
            self.add(check, 0, place, what);
        }
    }

    /// Adds what stopped checks, where it is damage that did, and returns whether they were made to their end.
    ///
    /// # Errors
    /// What stopped it, where it is no damage.
    pub(super) fn made(&mut self, checks: &[&'static str], made: Result<()>) -> Result<bool> {
        let reason = match made {
            Ok(()) => return Ok(true),
            Err(
                StoreError::Corrupt { reason }
                | StoreError::Sql { reason }
                | StoreError::Disk { reason },
            ) => reason,
            Err(error) => return Err(error),
        };
        let what = format!("the check could not be made to its end: {reason}");
        for check in checks {
            self.add(check, STOPPED, String::new(), what.clone());
        }
        Ok(false)
    }

    /// Adds a row of a full-text index.
    pub(super) fn add_drift(&mut self, drift: Drift) {
        self.drift.push(drift);
    }

    /// Adds what another part found, which is told after what is here.
    pub(super) fn append(&mut self, other: Findings) {
        for (check, found) in other.by_check {
            self.by_check.entry(check).or_default().extend(found);
        }
        self.drift.extend(other.drift);
    }

    /// Whether a check found nothing.
    pub(super) fn is_clean(&self, check: &str) -> bool {
        self.by_check.get(check).is_none_or(Vec::is_empty)
    }

    /// Puts what another found of a check in the place of what is here.
    pub(super) fn replace(&mut self, check: &'static str, mut other: Findings) {
        let found = other.by_check.remove(check).unwrap_or_default();
        self.by_check.insert(check, found);
    }

    /// All of it, in the order of the checks.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        let drift = std::mem::take(&mut self.drift);
        self.add_all(search::NAME, search::told(drift));
        let mut problems = Vec::new();
        for check in CHECKS {
            let mut found = self.by_check.remove(check.name).unwrap_or_default();
            found.sort_by_key(|(rank, ..)| *rank);
            // Damage that stops several parts of a check is one problem.
            found.dedup_by(|one, other| one.0 == STOPPED && one == other);
            problems.extend(found.into_iter().map(|(_, place, what)| Problem {
                check: check.name,
                place,
                what,
            }));
        }
        problems
    }
}
