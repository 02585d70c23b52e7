//! In which roles articles introduce the same speaker.

use std::collections::BTreeMap;

use super::super::articles::Selection;
use super::super::filters::Filters;
use super::super::organizations::Organizations;
use super::super::role::{Relation, Role};
use super::super::speaker_name::SpeakerNames;
use super::super::table::Evidence;
use super::variants::{Finding, Flag, Places, Subject, Variant, Variants};
use crate::store::{Reader, StoreError, Value};

/// How an article introduces a speaker.
pub(super) struct Introduction {
    id: i64,
    pub(super) speaker: i64,
    article: i64,
    role: Option<String>,
    organization: Option<i64>,
}

/// Loads the introductions of the speakers that the filters leave.
pub(super) fn load(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Vec<Introduction>, StoreError> {
    let speakers = match filters.speakers.as_slice() {
        [] => Value::Null,
        speakers => Value::list(speakers),
    };
    reader.rows(
        include_str!("introductions.sql"),
        &[
            ("codings", Value::list(&selection.codings())),
            ("speakers", speakers),
        ],
        |row| {
            Ok(Introduction {
                id: row.integer("id")?,
                speaker: row.integer("speaker")?,
                article: row.integer("article")?,
                role: row.optional_text("role")?,
                organization: row.optional_integer("organization")?,
            })
        },
    )
}

/// Returns the roles of each speaker whom more than one article introduces.
pub(super) fn findings(
    reader: &Reader<'_>,
    introductions: &[Introduction],
    names: &SpeakerNames,
    places: &Places,
) -> Result<Vec<Finding>, StoreError> {
    let organizations = introductions
        .iter()
        .filter_map(|introduction| introduction.organization);
    let organizations = Organizations::load(reader, organizations)?;
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
        let shown = role.shown(&organizations);
        groups.entry(subject).or_insert_with(Variants::new).add(
            introduction.article,
            role,
            shown,
            Evidence::Introduction(introduction.id),
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
    match one.value.relation(&other.value, organizations) {
        Relation::SpellingOnly => Flag::SpellingOnly,
        Relation::PrecisionOnly => Flag::PrecisionOnly,
        Relation::OtherRole if places.speak_differently(one, other) => Flag::OtherLanguage,
        Relation::OtherRole | Relation::OtherOrganization => Flag::Differs,
    }
}
