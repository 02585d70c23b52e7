//! A role at an organization, as articles introduce people, and how two of them stand to each other.

use super::organizations::Organizations;
use crate::domain::fold::spelling;

/// A role at an organization; at least one of them is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Role {
    pub(super) role: Option<String>,
    pub(super) organization: Option<i64>,
}

/// How two roles stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same, or the same but for the spelling of the role or of the organization.
    SpellingOnly,
    /// One says less: only the role, only the organization, or one above it.
    PrecisionOnly,
    /// Other roles at one organization.
    OtherRole,
    /// Organizations that have nothing to do with each other.
    OtherOrganization,
}

impl Role {
    /// Returns `director, Centre < University`.
    pub(super) fn shown(&self, organizations: &Organizations) -> String {
        let organization = organizations.path(self.organization);
        match (&self.role, organization.is_empty()) {
            (Some(role), true) => role.clone(),
            (Some(role), false) => format!("{role}, {organization}"),
            (None, _) => organization,
        }
    }

    /// Returns how two roles stand to each other.
    pub(super) fn relation(&self, other: &Role, organizations: &Organizations) -> Relation {
        let same_role = match (&self.role, &other.role) {
            (Some(role), Some(other)) => Some(spelling(role) == spelling(other)),
            (None, None) => Some(true),
            _ => None,
        };
        let kinship = kinship(self.organization, other.organization, organizations);
        match (kinship, same_role) {
            (Kinship::Apart, _) => Relation::OtherOrganization,
            (Kinship::Same, Some(true)) => Relation::SpellingOnly,
            (Kinship::Coarser, Some(true)) | (_, None) => Relation::PrecisionOnly,
            (_, Some(false)) => Relation::OtherRole,
        }
    }
}

/// How two organizations stand to each other.
enum Kinship {
    /// The same, or of the same name but for its spelling.
    Same,
    /// One is above the other, or only one is named.
    Coarser,
    Apart,
}

fn kinship(one: Option<i64>, other: Option<i64>, organizations: &Organizations) -> Kinship {
    let (Some(one), Some(other)) = (one, other) else {
        return if one == other {
            Kinship::Same
        } else {
            Kinship::Coarser
        };
    };
    let folded = |id: i64| {
        organizations
            .get(id)
            .map(|organization| spelling(&organization.name))
    };
    if one == other {
        Kinship::Same
    } else if organizations.above(Some(one)).contains(&other)
        || organizations.above(Some(other)).contains(&one)
    {
        Kinship::Coarser
    } else if folded(one) == folded(other) {
        Kinship::Same
    } else {
        Kinship::Apart
    }
}
