//! Organizations with all above them.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::{Reader, StoreError, Value};

/// One organization.
#[derive(Debug, Clone)]
pub(super) struct Organization {
    pub(super) name: String,
    pub(super) kind: Option<String>,
    pub(super) country: Option<String>,
    parent: Option<i64>,
}

/// Organizations by id, each with all above it.
#[derive(Debug, Default)]
pub(super) struct Organizations {
    by_id: BTreeMap<i64, Organization>,
}

impl Organizations {
    /// Finds the organizations with these ids and all above them.
    pub(super) fn load(
        reader: &Reader<'_>,
        ids: impl IntoIterator<Item = i64>,
    ) -> Result<Organizations, StoreError> {
        let ids: BTreeSet<i64> = ids.into_iter().collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let rows = reader.rows(
            include_str!("organizations_above.sql"),
            &[("ids", Value::list(&ids))],
            |row| {
                Ok((
                    row.integer("id")?,
                    Organization {
                        name: row.text("name")?,
                        kind: row.optional_text("kind")?,
                        country: row.optional_text("country")?,
                        parent: row.optional_integer("parent")?,
                    },
                ))
            },
        )?;
        Ok(Organizations {
            by_id: rows.into_iter().collect(),
        })
    }

    /// Returns the organization with this id.
    pub(super) fn get(&self, id: i64) -> Option<&Organization> {
        self.by_id.get(&id)
    }

    /// Returns the organization and all above it, the nearest first.
    pub(super) fn above(&self, organization: Option<i64>) -> Vec<i64> {
        let mut path = Vec::new();
        let mut next = organization;
        // A loop of parents, which only a damaged book has, ends where it has gone round.
        while let Some(id) = next.filter(|id| !path.contains(id)) {
            path.push(id);
            next = self.get(id).and_then(|organization| organization.parent);
        }
        path
    }

    /// Returns the names up to the uppermost, as in `Centre < University`; nothing without an organization.
    pub(super) fn path(&self, organization: Option<i64>) -> String {
        let names: Vec<&str> = self
            .above(organization)
            .into_iter()
            .filter_map(|id| Some(self.get(id)?.name.as_str()))
            .collect();
        names.join(" < ")
    }

    /// Returns the first value that `property` gives, from the organization upward.
    pub(super) fn nearest<'a, T>(
        &'a self,
        organization: Option<i64>,
        property: impl Fn(&'a Organization, i64) -> Option<T>,
    ) -> Option<T> {
        self.above(organization)
            .into_iter()
            .find_map(|id| property(self.get(id)?, id))
    }
}
