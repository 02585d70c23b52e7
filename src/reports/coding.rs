//! Which coding of an article counts: the decided one, else the coder's that was asked for, else the oldest.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::domain::coding::Extent;
use crate::store::{Reader, StoreError, Value};

/// The coding of an article that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Coding {
    pub(super) id: i64,
    pub(super) version: i64,
    pub(super) extent: Extent,
}

/// The coding that counts of each article, and what was left out.
#[derive(Debug, Default)]
pub(super) struct Codings {
    pub(super) by_article: BTreeMap<i64, Coding>,
    /// How many other codings these articles have.
    pub(super) left_out: usize,
}

impl Codings {
    /// Chooses among the codings of `articles`.
    pub(super) fn load(
        reader: &Reader<'_>,
        articles: &[i64],
        coder: Option<&str>,
    ) -> Result<Codings, StoreError> {
        let rows = reader.rows(
            include_str!("codings.sql"),
            &[("articles", Value::list(articles)), ("coder", coder.into())],
            |row| {
                Ok((
                    row.integer("article")?,
                    Coding {
                        id: row.integer("id")?,
                        version: row.integer("version")?,
                        extent: row.parsed("extent")?,
                    },
                ))
            },
        )?;
        let mut codings = Codings::default();
        for (article, coding) in rows {
            match codings.by_article.entry(article) {
                Entry::Occupied(_) => codings.left_out += 1,
                Entry::Vacant(place) => {
                    place.insert(coding);
                }
            }
        }
        Ok(codings)
    }
}
