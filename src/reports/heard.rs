//! Who has a counted claim, by groups of articles.

use std::collections::BTreeSet;

use super::claims::Claim;
use super::speaker_profile::Appearance;
use super::units::appearances;

/// The speakers of counted claims, as introduced; whatever is counted once, each of them is heard.
#[derive(Debug, Default)]
pub(super) struct Heard {
    by_group: Vec<BTreeSet<Appearance>>,
}

impl Heard {
    /// Returns so many groups in which nobody is heard.
    pub(super) fn new(groups: usize) -> Heard {
        Heard {
            by_group: vec![BTreeSet::new(); groups],
        }
    }

    /// Hears the speakers of a claim, where it counts.
    pub(super) fn add(&mut self, group: usize, claim: &Claim) {
        if let Some(heard) = self.by_group.get_mut(group).filter(|_| claim.is_counted()) {
            heard.extend(appearances(claim));
        }
    }

    /// Returns everybody who is heard, as introduced.
    pub(super) fn all(&self) -> BTreeSet<Appearance> {
        self.by_group.iter().flatten().copied().collect()
    }

    /// Returns who is heard in a group.
    pub(super) fn speakers(&self, group: usize) -> BTreeSet<i64> {
        let heard = self.by_group.get(group).into_iter().flatten();
        heard.map(|(speaker, _)| *speaker).collect()
    }

    /// Returns everybody who is heard.
    pub(super) fn all_speakers(&self) -> BTreeSet<i64> {
        let heard = self.by_group.iter().flatten();
        heard.map(|(speaker, _)| *speaker).collect()
    }
}
