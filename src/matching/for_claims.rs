//! Which propositions claims may stand for, and which claims belong together where there is no proposition yet.

use std::collections::BTreeSet;

use super::certainty::{Level, Match};
use super::decided::Decided;
use super::matcher::{Matcher, Statement};
use super::open_claims::{OpenClaim, Propositions};

/// How many propositions are proposed for one claim.
const MOST_PROPOSED: usize = 3;
/// How many wordings are looked at for that: several may be of one proposition.
const LOOKED_AT: usize = 12;
/// The least probability at which two claims without a proposition are put together.
const TOGETHER: f64 = 0.5;
/// The most claims of one proposed proposition: more are no list that a person checks.
const MOST_TOGETHER: usize = 30;

/// A proposition that a claim may stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place of the proposition in [`Propositions::propositions`].
    pub proposition: usize,
    /// The key of the claim whose words are alike; none where the proposition's own are.
    pub through: Option<String>,
    /// How sure it is, and why.
    pub found: Match,
}

/// Returns the propositions that a claim may stand for, the surest first: those that reach [`Level::Suggested`] and were not decided on.
/// `matcher` was made of `propositions.statements`.
#[must_use]
pub fn candidates(
    claim: &OpenClaim,
    propositions: &Propositions,
    matcher: &dyn Matcher,
    decided: &Decided,
) -> Vec<Candidate> {
    let mut seen = BTreeSet::new();
    let mut candidates = Vec::new();
    for proposal in matcher.propose(&claim.statement, LOOKED_AT) {
        if proposal.found.level == Level::Left {
            continue;
        }
        let Some(wording) = propositions.wordings.get(proposal.place) else {
            continue;
        };
        let Some(proposition) = propositions.propositions.get(wording.proposition) else {
            continue;
        };
        if !seen.insert(wording.proposition) || decided.has(&claim.uid, &proposition.uid) {
            continue;
        }
        candidates.push(Candidate {
            proposition: wording.proposition,
            through: wording.claim.clone(),
            found: proposal.found,
        });
        if candidates.len() == MOST_PROPOSED {
            break;
        }
    }
    candidates
}

/// Claims that may stand for one proposition that is still to be made: the one whose words it gets first.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Places of the claims in the list that was asked about, the first one's words being the proposed sentence.
    pub claims: Vec<usize>,
    /// How sure it is of each other than the first that it says what the first says, and why.
    pub found: Vec<Match>,
}

/// Puts claims together that say the same, in the order of the list. `matcher` was made of their statements. A claim that was decided
/// to be another than the first of a group does not come into it.
#[must_use]
pub fn groups(claims: &[OpenClaim], matcher: &dyn Matcher, decided: &Decided) -> Vec<Group> {
    let mut is_taken = vec![false; claims.len()];
    let mut groups = Vec::new();
    for (place, claim) in claims.iter().enumerate() {
        if is_taken.get(place).copied().unwrap_or(true) {
            continue;
        }
        let mut group = Group {
            claims: vec![place],
            found: Vec::new(),
        };
        for proposal in matcher.propose(&claim.statement, MOST_TOGETHER) {
            let (Some(other), Some(taken)) =
                (claims.get(proposal.place), is_taken.get_mut(proposal.place))
            else {
                continue;
            };
            if proposal.place <= place
                || *taken
                || proposal.found.probability < TOGETHER
                || decided.has(&claim.uid, &other.uid)
            {
                continue;
            }
            *taken = true;
            group.claims.push(proposal.place);
            group.found.push(proposal.found);
        }
        if group.claims.len() > 1 {
            if let Some(taken) = is_taken.get_mut(place) {
                *taken = true;
            }
            groups.push(group);
        }
    }
    groups
}

/// Returns the statements of claims, for making a matcher of.
#[must_use]
pub fn statements(claims: &[OpenClaim]) -> Vec<Statement> {
    claims.iter().map(|claim| claim.statement.clone()).collect()
}
