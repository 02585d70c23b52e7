//! Which row of a sheet is which claim of the book: by number, else span + proposition, else span, else speaker + proposition; one to
//! one, in order. So a row in which only one of these was corrected is still the same claim.

use crate::domain::claim::{Claim, SpeakerPart};

/// One side of a pairing.
pub(super) struct Side<'c> {
    /// The number, in a row only where it gives one.
    pub(super) number: Option<i64>,
    /// The claim.
    pub(super) claim: &'c Claim,
    /// The words of its content, for texts in which spans cannot be compared.
    pub(super) words: Vec<&'c str>,
}

/// Whether a row and a claim are the same.
type Rule<'r> = &'r dyn Fn(&Side<'_>, &Side<'_>) -> bool;

/// Returns for every row the index of its claim. Where `by_words` is set (the text is another), words stand for spans.
pub(super) fn pair(rows: &[Side<'_>], stored: &[Side<'_>], by_words: bool) -> Vec<Option<usize>> {
    let mut paired: Vec<Option<usize>> = vec![None; rows.len()];
    let mut taken = vec![false; stored.len()];
    for (row, side) in rows.iter().enumerate() {
        if let Some(number) = side.number
            && let Some(at) = stored.iter().position(|claim| claim.number == Some(number))
        {
            paired[row] = Some(at);
            taken[at] = true;
        }
    }
    let same_span = |row: &Side<'_>, claim: &Side<'_>| {
        if by_words {
            row.words == claim.words
        } else {
            row.claim.content == claim.claim.content
        }
    };
    let same_proposition = |row: &Side<'_>, claim: &Side<'_>| {
        row.claim.proposition.as_ref().map(|p| p.id)
            == claim.claim.proposition.as_ref().map(|p| p.id)
    };
    let rules: [Rule<'_>; 3] = [
        &|row, claim| same_span(row, claim) && same_proposition(row, claim),
        &same_span,
        &|row, claim| {
            row.claim.proposition.is_some()
                && same_proposition(row, claim)
                && speakers(row.claim) == speakers(claim.claim)
        },
    ];
    for rule in rules {
        for (row, side) in rows.iter().enumerate() {
            // A row that names a number means that claim or none.
            if paired[row].is_some() || side.number.is_some() {
                continue;
            }
            let found = stored
                .iter()
                .enumerate()
                .position(|(at, claim)| !taken[at] && rule(side, claim));
            if let Some(at) = found {
                paired[row] = Some(at);
                taken[at] = true;
            }
        }
    }
    paired
}

fn speakers(claim: &Claim) -> Vec<i64> {
    let mut ids: Vec<i64> = claim
        .speakers
        .iter()
        .filter(|speaker| speaker.part == SpeakerPart::Speaker)
        .map(|speaker| speaker.speaker.id)
        .collect();
    ids.sort_unstable();
    ids
}
