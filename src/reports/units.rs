//! What is counted once: the units of a report, under its counting rule.

use std::collections::{BTreeMap, BTreeSet};

use smallvec::{SmallVec, smallvec};

use super::claims::Claim;
use super::code::Letter;
use super::filters::Once;
use super::speaker_profile::Appearance;
use super::table::Evidence;
use crate::domain::claim::Stance;

/// Who says what is counted, nearly always nobody or one, and as what.
pub(super) type Appearances = SmallVec<[Appearance; 1]>;

/// One thing that is counted.
#[derive(Debug, Clone)]
pub(super) struct Unit<'c> {
    /// The claim that stands for it: of several, the one in the strongest voice.
    pub(super) claim: &'c Claim,
    /// Who says it; nobody where the article itself does. More than one only where claims or articles are counted, not speakers.
    pub(super) speakers: Appearances,
    /// What a count of it stands on; none where nobody asks for that.
    pub(super) evidence: Option<Evidence>,
}

/// Whether a speaker who both asserts and rejects a proposition in one article counts once or on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sides {
    /// Once, with the stance of the strongest voice.
    #[default]
    Together,
    /// Once for each stance.
    Apart,
}

/// Turns the claims of one article after the other into units.
#[derive(Debug, Default)]
pub(super) struct Counter {
    once: Once,
    sides: Sides,
    without_evidence: bool,
    /// What was counted in articles before, where that matters.
    seen: BTreeSet<UnitKey>,
}

/// What two claims must share to be one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct UnitKey {
    speaker: Speaker,
    said: Said,
    stance: Option<Option<Stance>>,
}

/// Who says it, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Speaker {
    /// It does not matter.
    Anybody,
    /// This article itself: no two articles are one speaker.
    Article(i64),
    /// This speaker.
    Named(i64),
}

/// What is said: a proposition, or what one claim without a proposition says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Proposition(i64),
    Claim(i64),
}

impl Counter {
    /// Counts under a rule.
    pub(super) fn new(once: Once, sides: Sides) -> Counter {
        Counter {
            once,
            sides,
            without_evidence: false,
            seen: BTreeSet::new(),
        }
    }

    /// Says whether counts need not tell on which claims they stand.
    pub(super) fn without_evidence(self, without_evidence: bool) -> Counter {
        Counter {
            without_evidence,
            ..self
        }
    }

    /// Returns the units among the counted claims of one article. Articles are given in the order of their publication: the first that
    /// has it keeps what is counted once over all.
    pub(super) fn units<'c>(
        &mut self,
        claims: impl IntoIterator<Item = &'c Claim>,
    ) -> Vec<Unit<'c>> {
        let without_evidence = self.without_evidence;
        let counted = claims.into_iter().filter(|claim| claim.is_counted());
        let mut units: BTreeMap<UnitKey, Unit<'c>> = BTreeMap::new();
        for claim in counted {
            let said = match claim.proposition {
                Some(proposition) if self.once != Once::Claim => Said::Proposition(proposition),
                _ => Said::Claim(claim.id),
            };
            let stance = (self.sides == Sides::Apart).then(|| claim.counted_stance().0);
            let mut add = |speaker: Speaker, speakers: Appearances| {
                let key = UnitKey {
                    speaker,
                    said,
                    stance,
                };
                let unit = Unit {
                    claim,
                    speakers,
                    evidence: (!without_evidence).then_some(Evidence::Claim(claim.id)),
                };
                match units.get_mut(&key) {
                    Some(known) if rank(claim) < rank(known.claim) => *known = unit,
                    Some(_) => {}
                    None => {
                        units.insert(key, unit);
                    }
                }
            };
            match self.once {
                Once::Claim | Once::Article => add(Speaker::Anybody, appearances(claim).collect()),
                _ if claim.speakers.is_empty() => {
                    add(Speaker::Article(claim.article), Appearances::new());
                }
                Once::SpeakerArticle | Once::Speaker => {
                    for appearance in appearances(claim) {
                        add(Speaker::Named(appearance.0), smallvec![appearance]);
                    }
                }
            }
        }
        if self.once == Once::Speaker {
            units.retain(|key, _| self.seen.insert(*key));
        }
        let mut units: Vec<Unit<'c>> = units.into_values().collect();
        units.sort_by(|one, other| {
            (one.claim.number, &one.speakers).cmp(&(other.claim.number, &other.speakers))
        });
        units
    }
}

/// Returns who says a claim, as introduced.
pub(super) fn appearances(claim: &Claim) -> impl Iterator<Item = Appearance> + '_ {
    let affiliations = claim.affiliations.iter().copied();
    claim
        .speakers
        .iter()
        .copied()
        .zip(affiliations.chain(std::iter::repeat(None)))
}

/// The strongest voice first, then what is certain, then what stands first.
fn rank(claim: &Claim) -> (Letter, bool, i64) {
    (Letter::of(claim), claim.ambiguous, claim.number)
}
