//! Who holds which side of a proposition, in which article: as little of each claim as deciding takes, since a whole book of them is in
//! memory.

use std::num::NonZeroI64;

use super::super::claims::Claim;
use super::super::code::Letter;
use super::super::side::{Negations, Side};
use super::super::speaker_profile::Appearance;
use super::super::units::appearances;

/// Who holds a side. Two articles are never one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// The article at this place, where nobody is named.
    Itself(u32),
    /// This speaker.
    Speaker(i64),
}

/// One who takes one side of a proposition in one article.
#[derive(Debug, Clone)]
pub(super) struct Hold {
    /// What negations fold into.
    pub(super) proposition: i64,
    pub(super) who: Who,
    pub(super) side: Side,
    /// The article's place in the selection.
    pub(super) place: u32,
    /// A spokesman says it for this one.
    pub(super) through: bool,
    letter: Letter,
    ambiguous: bool,
    /// The claim's number in its article.
    pub(super) number: i64,
    pub(super) claim: i64,
    /// As what the speaker is introduced: an affiliation's id, which is never 0.
    affiliation: Option<NonZeroI64>,
    /// The claim is on the negation.
    pub(super) on_negation: bool,
}

/// Everybody who takes a side.
#[derive(Debug, Default)]
pub(super) struct Holds {
    holds: Vec<Hold>,
}

impl Holds {
    /// Adds those who take a side by a counted claim: its speakers, else the article itself, and those for whom they speak.
    pub(super) fn add(&mut self, claim: &Claim, place: u32, negations: &Negations) {
        let Some(reading) = negations.reading(claim) else {
            return;
        };
        let Some(side) = reading.side() else {
            return;
        };
        let mut add = |who: Who, affiliation: Option<i64>, through: bool| {
            self.holds.push(Hold {
                proposition: reading.proposition,
                who,
                side,
                place,
                through,
                letter: Letter::of(claim),
                ambiguous: claim.ambiguous,
                number: claim.number,
                claim: claim.id,
                affiliation: affiliation.and_then(NonZeroI64::new),
                on_negation: reading.on_negation,
            });
        };
        for (speaker, affiliation) in appearances(claim) {
            add(Who::Speaker(speaker), affiliation, false);
        }
        if claim.speakers.is_empty() {
            add(Who::Itself(place), None, false);
        }
        for principal in &claim.principals {
            if !claim.speakers.contains(principal) {
                add(Who::Speaker(*principal), None, true);
            }
        }
    }

    /// Returns those of propositions that are both asserted and rejected, by proposition and by who; each side of each article once: in
    /// one's own words before a spokesman's, then in the strongest voice.
    pub(super) fn contested(self) -> Vec<Hold> {
        let mut holds = self.holds;
        holds.sort_unstable_by_key(|hold| {
            (
                (hold.proposition, hold.who, hold.side, hold.place),
                (hold.through, hold.letter, hold.ambiguous, hold.number),
            )
        });
        holds.dedup_by_key(|hold| (hold.proposition, hold.who, hold.side, hold.place));
        let contested: Vec<i64> = holds
            .chunk_by(|one, other| one.proposition == other.proposition)
            .filter(|holds| {
                let takes = |side| holds.iter().any(|hold| hold.side == side);
                takes(Side::For) && takes(Side::Against)
            })
            .filter_map(|holds| Some(holds.first()?.proposition))
            .collect();
        holds.retain(|hold| contested.binary_search(&hold.proposition).is_ok());
        holds.shrink_to_fit();
        holds
    }
}

impl Hold {
    /// Returns the speaker and as what they are introduced, where somebody is named.
    pub(super) fn appearance(&self) -> Option<Appearance> {
        match self.who {
            Who::Speaker(speaker) => Some((speaker, self.affiliation.map(NonZeroI64::get))),
            Who::Itself(_) => None,
        }
    }
}
