//! What carries a label by which a report groups.

use std::collections::BTreeMap;

use crate::store::{Reader, StoreError};

/// The values of one label family, by what carries them. A record with several has them joined, as in `public + state`, since it would
/// count twice otherwise.
#[derive(Debug, Default)]
pub(super) struct GroupLabels {
    outlets: BTreeMap<i64, String>,
    organizations: BTreeMap<i64, String>,
    speakers: BTreeMap<i64, String>,
    articles: BTreeMap<i64, String>,
}

impl GroupLabels {
    /// Looks up what carries `label` itself, or one that begins with it and a colon; the value is what follows the colon.
    pub(super) fn load(reader: &Reader<'_>, label: &str) -> Result<GroupLabels, StoreError> {
        let mut labels = GroupLabels::default();
        reader.rows(
            include_str!("labels_of_groups.sql"),
            &[("label", label.into())],
            |row| {
                let name = row.text("name")?;
                let value = name
                    .strip_prefix(label)
                    .and_then(|rest| rest.strip_prefix(':'))
                    .unwrap_or(label);
                for (carriers, column) in [
                    (&mut labels.outlets, "outlet"),
                    (&mut labels.organizations, "organization"),
                    (&mut labels.speakers, "speaker"),
                    (&mut labels.articles, "article"),
                ] {
                    if let Some(id) = row.optional_integer(column)? {
                        let joined = carriers.entry(id).or_default();
                        if !joined.is_empty() {
                            joined.push_str(" + ");
                        }
                        joined.push_str(value);
                    }
                }
                Ok(())
            },
        )?;
        Ok(labels)
    }

    /// Returns the outlet's value.
    pub(super) fn of_outlet(&self, id: i64) -> Option<String> {
        self.outlets.get(&id).cloned()
    }

    /// Returns the organization's value.
    pub(super) fn of_organization(&self, id: i64) -> Option<String> {
        self.organizations.get(&id).cloned()
    }

    /// Returns the speaker's value.
    pub(super) fn of_speaker(&self, id: i64) -> Option<String> {
        self.speakers.get(&id).cloned()
    }

    /// Returns the article's value.
    pub(super) fn of_article(&self, id: i64) -> Option<String> {
        self.articles.get(&id).cloned()
    }
}
