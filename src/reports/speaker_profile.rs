//! What speakers are: their kind and country, and as whose member they speak.

use std::collections::{BTreeMap, BTreeSet};

use super::article_groups::NONE;
use super::by::By;
use super::group_labels::GroupLabels;
use super::organizations::Organizations;
use super::role::Role;
use crate::store::{Reader, StoreError, Value};

/// A speaker as one claim has it: with the affiliation in which the article introduces it.
pub(super) type Appearance = (i64, Option<i64>);

/// What speakers and their affiliations are.
#[derive(Debug, Default)]
pub(super) struct SpeakerProfiles {
    speakers: BTreeMap<i64, Speaker>,
    affiliations: BTreeMap<i64, Role>,
    organizations: Organizations,
    labels: GroupLabels,
}

#[derive(Debug)]
struct Speaker {
    kind: String,
    country: Option<String>,
    organization: Option<i64>,
}

impl SpeakerProfiles {
    /// Finds what these speakers are, as they appear; with what `by` groups them by, where that is a label.
    pub(super) fn load(
        reader: &Reader<'_>,
        appearances: &BTreeSet<Appearance>,
        by: Option<&By>,
    ) -> Result<SpeakerProfiles, StoreError> {
        let ids: BTreeSet<i64> = appearances.iter().map(|(speaker, _)| *speaker).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let speakers = reader.rows(
            include_str!("speaker_profiles.sql"),
            &[("ids", Value::list(&ids))],
            |row| {
                Ok((
                    row.integer("id")?,
                    Speaker {
                        kind: row.text("kind")?,
                        country: row.optional_text("country")?,
                        organization: row.optional_integer("organization")?,
                    },
                ))
            },
        )?;
        let ids: BTreeSet<i64> = appearances
            .iter()
            .filter_map(|(_, affiliation)| *affiliation)
            .collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let affiliations = reader.rows(
            include_str!("affiliations.sql"),
            &[("ids", Value::list(&ids))],
            |row| {
                Ok((
                    row.integer("id")?,
                    Role {
                        role: row.optional_text("role")?,
                        organization: row.optional_integer("organization")?,
                    },
                ))
            },
        )?;
        let organizations = speakers
            .iter()
            .filter_map(|(_, speaker)| speaker.organization)
            .chain(
                affiliations
                    .iter()
                    .filter_map(|(_, role)| role.organization),
            );
        let organizations = Organizations::load(reader, organizations)?;
        let labels = match by {
            Some(By::SpeakerLabel(label)) => GroupLabels::load(reader, label)?,
            _ => GroupLabels::default(),
        };
        Ok(SpeakerProfiles {
            speakers: speakers.into_iter().collect(),
            affiliations: affiliations.into_iter().collect(),
            organizations,
            labels,
        })
    }

    /// Returns the speaker's kind: `person`, `unnamed` and so on.
    pub(super) fn kind(&self, speaker: i64) -> &str {
        self.speakers
            .get(&speaker)
            .map_or("", |speaker| speaker.kind.as_str())
    }

    /// Whether nobody knows who it is.
    pub(super) fn is_unnamed(&self, speaker: i64) -> bool {
        self.kind(speaker) == "unnamed"
    }

    /// Returns as whose member the speaker speaks: the organization it is introduced with, else the one it is.
    pub(super) fn organization(&self, (speaker, affiliation): Appearance) -> Option<i64> {
        affiliation
            .and_then(|affiliation| self.affiliations.get(&affiliation)?.organization)
            .or_else(|| self.speakers.get(&speaker)?.organization)
    }

    /// Returns the kind of that organization, else of the nearest one above it that has a kind.
    pub(super) fn affiliation_kind(&self, appearance: Appearance) -> Option<&str> {
        let organization = self.organization(appearance);
        self.organizations
            .nearest(organization, |organization, _| organization.kind.as_deref())
    }

    /// Returns the speaker's country, else that of the organization, else of the nearest one above it that has a country.
    pub(super) fn country(&self, appearance: Appearance) -> Option<&str> {
        let own = self.speakers.get(&appearance.0);
        own.and_then(|speaker| speaker.country.as_deref())
            .or_else(|| {
                let organization = self.organization(appearance);
                self.organizations.nearest(organization, |organization, _| {
                    organization.country.as_deref()
                })
            })
    }

    /// Returns the organizations.
    pub(super) fn organizations(&self) -> &Organizations {
        &self.organizations
    }

    /// Returns the group of a speaker by one of its properties, [`NONE`] where it has none; by the speaker itself its id as text, which
    /// no report shows.
    pub(super) fn group(&self, appearance: Appearance, by: &By) -> String {
        let (speaker, _) = appearance;
        let value = match by {
            By::SpeakerKind => Some(self.kind(speaker).to_owned()),
            By::SpeakerCountry => self.country(appearance).map(str::to_owned),
            By::Affiliation => self.affiliation_kind(appearance).map(str::to_owned),
            By::Organization => {
                let above = self.organizations.above(self.organization(appearance));
                above
                    .last()
                    .and_then(|top| Some(self.organizations.get(*top)?.name.clone()))
            }
            By::SpeakerLabel(_) => self.labels.of_speaker(speaker).or_else(|| {
                let organization = self.organization(appearance);
                self.organizations
                    .nearest(organization, |_, id| self.labels.of_organization(id))
            }),
            _ => Some(speaker.to_string()),
        };
        value
            .filter(|value| !value.is_empty())
            .unwrap_or_else(|| String::from(NONE))
    }
}
