//! In which roles articles introduce the same speaker.

use std::collections::BTreeMap;

use super::super::articles::Selection;
use super::super::filters::Filters;
use super::super::speaker_name::SpeakerNames;
use super::variants::{Finding, Flag, Places, Subject, Variant, Variants};
use crate::domain::fold::spelling;
use crate::store::{Reader, StoreError, Value};

/// How an article introduces a speaker.
pub(super) struct Introduction {
    pub(super) speaker: i64,
    article: i64,
    role: Option<String>,
    organization: Option<i64>,
}

/// A role at an organization.
#[derive(Debug, PartialEq, Eq)]
struct Role {
    role: Option<String>,
    organization: Option<i64>,
}

/// Organizations by id: name and parent.
type Organizations = BTreeMap<i64, (String, Option<i64>)>;

/// How two organizations stand to each other.
enum Kinship {
    Same,
    /// The same but for the spelling of their names.
    Spelling,
    /// One is above the other, or only one is named.
    Coarser,
    Apart,
}

/// Loads the introductions of the speakers that the filters leave.
pub(super) fn load(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Vec<Introduction>, StoreError> {
    let mut introductions = reader.rows(
        include_str!("introductions.sql"),
        &[("codings", Value::list(&selection.codings()))],
        |row| {
            Ok(Introduction {
                speaker: row.integer("speaker")?,
                article: row.integer("article")?,
                role: row.optional_text("role")?,
                organization: row.optional_integer("organization")?,
            })
        },
    )?;
    introductions.retain(|introduction| {
        filters.speakers.is_empty() || filters.speakers.contains(&introduction.speaker)
    });
    Ok(introductions)
}

/// Returns the roles of each speaker whom more than one article introduces.
pub(super) fn findings(
    reader: &Reader<'_>,
    introductions: &[Introduction],
    names: &SpeakerNames,
    places: &Places,
) -> Result<Vec<Finding>, StoreError> {
    let ids: Vec<i64> = introductions
        .iter()
        .filter_map(|introduction| introduction.organization)
        .collect();
    let organizations: Organizations = reader
        .rows(
            include_str!("organizations_above.sql"),
            &[("ids", Value::list(&ids))],
            |row| {
                Ok((
                    row.integer("id")?,
                    (row.text("name")?, row.optional_integer("parent")?),
                ))
            },
        )?
        .into_iter()
        .collect();
    let mut groups: BTreeMap<Subject, Variants<Role>> = BTreeMap::new();
    for introduction in introductions {
        let subject = Subject {
            name: names.full(introduction.speaker).to_owned(),
            key: names.key(introduction.speaker).to_owned(),
        };
        let role = Role {
            role: introduction.role.clone(),
            organization: introduction.organization,
        };
        let shown = shown(&role, &organizations);
        groups.entry(subject).or_insert_with(Variants::new).add(
            introduction.article,
            role,
            shown,
            |one, other| one == other,
        );
    }
    let mut findings = Vec::new();
    for (subject, variants) in groups {
        // What one article alone says of a person contradicts nobody.
        if variants.articles().len() < 2 {
            continue;
        }
        findings.push(variants.finding(subject, "role", places, |one, other| {
            relation(one, other, &organizations, places)
        }));
    }
    Ok(findings)
}

fn shown(role: &Role, organizations: &Organizations) -> String {
    let mut path = Vec::new();
    for id in above(role.organization, organizations) {
        if let Some((name, _)) = organizations.get(&id) {
            path.push(name.as_str());
        }
    }
    let organization = path.join(" < ");
    match (&role.role, organization.is_empty()) {
        (Some(role), true) => role.clone(),
        (Some(role), false) => format!("{role}, {organization}"),
        (None, _) => organization,
    }
}

/// The organization and all above it.
fn above(organization: Option<i64>, organizations: &Organizations) -> Vec<i64> {
    let mut path = Vec::new();
    let mut next = organization;
    // A loop of parents, which only a damaged book has, ends where it has gone round.
    while let Some(id) = next.filter(|id| !path.contains(id)) {
        path.push(id);
        next = organizations.get(&id).and_then(|(_, parent)| *parent);
    }
    path
}

fn relation(
    one: &Variant<Role>,
    other: &Variant<Role>,
    organizations: &Organizations,
    places: &Places,
) -> Flag {
    // Who says that somebody has both roles does not contradict who names one of them.
    if one
        .articles
        .iter()
        .any(|article| other.articles.contains(article))
    {
        return Flag::Compatible;
    }
    let kinship = kinship(
        one.value.organization,
        other.value.organization,
        organizations,
    );
    let same_role = match (&one.value.role, &other.value.role) {
        (Some(role), Some(other)) => Some(spelling(role) == spelling(other)),
        (None, None) => Some(true),
        _ => None,
    };
    match (kinship, same_role) {
        (Kinship::Apart, _) => Flag::Differs,
        (Kinship::Same | Kinship::Spelling, Some(true)) => Flag::SpellingOnly,
        (Kinship::Coarser, Some(true)) | (_, None) => Flag::PrecisionOnly,
        (_, Some(false)) if places.speak_differently(one, other) => Flag::OtherLanguage,
        (_, Some(false)) => Flag::Differs,
    }
}

fn kinship(one: Option<i64>, other: Option<i64>, organizations: &Organizations) -> Kinship {
    let (Some(one), Some(other)) = (one, other) else {
        return if one == other {
            Kinship::Same
        } else {
            Kinship::Coarser
        };
    };
    let folded = |id: i64| organizations.get(&id).map(|(name, _)| spelling(name));
    if one == other {
        Kinship::Same
    } else if above(Some(one), organizations).contains(&other)
        || above(Some(other), organizations).contains(&one)
    {
        Kinship::Coarser
    } else if folded(one) == folded(other) {
        Kinship::Spelling
    } else {
        Kinship::Apart
    }
}
