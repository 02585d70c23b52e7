//! Records that several reports look up by their ids.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::{Reader, StoreError, Value};

/// Returns the events given and all events under them.
pub(super) fn events_under(
    reader: &Reader<'_>,
    events: &[i64],
) -> Result<BTreeSet<i64>, StoreError> {
    ids(reader, include_str!("events_under.sql"), events)
}

/// Returns the ids that a query gives as `id` for the ids it takes as `:ids`.
pub(super) fn ids(
    reader: &Reader<'_>,
    sql: &str,
    given: &[i64],
) -> Result<BTreeSet<i64>, StoreError> {
    let rows = reader.rows(sql, &[("ids", Value::list(given))], |row| row.integer("id"))?;
    Ok(rows.into_iter().collect())
}

/// Returns the propositions that filters by proposition and topic leave; `None` where neither filters.
pub(super) fn propositions_wanted(
    reader: &Reader<'_>,
    propositions: &[i64],
    topics: &[i64],
) -> Result<Option<BTreeSet<i64>>, StoreError> {
    let named = (!propositions.is_empty()).then(|| propositions.iter().copied().collect());
    if topics.is_empty() {
        return Ok(named);
    }
    let topics = ids(reader, include_str!("topics_under.sql"), topics)?;
    let topics: Vec<i64> = topics.into_iter().collect();
    let of_topics = ids(
        reader,
        "SELECT proposition.id FROM json_each(:ids) AS wanted CROSS JOIN proposition ON proposition.topic = wanted.value",
        &topics,
    )?;
    Ok(Some(match named {
        Some(named) => of_topics.intersection(&named).copied().collect(),
        None => of_topics,
    }))
}

/// What carries one of some labels.
#[derive(Debug, Default)]
pub(super) struct Labelled {
    pub(super) outlets: BTreeSet<i64>,
    pub(super) speakers: BTreeSet<i64>,
    pub(super) articles: BTreeSet<i64>,
    pub(super) propositions: BTreeSet<i64>,
    pub(super) claims: BTreeSet<i64>,
}

impl Labelled {
    /// Looks up what carries one of `labels`.
    pub(super) fn load(reader: &Reader<'_>, labels: &[String]) -> Result<Labelled, StoreError> {
        let mut labelled = Labelled::default();
        reader.rows(
            include_str!("labelled.sql"),
            &[("labels", Value::list(labels))],
            |row| {
                labelled.outlets.extend(row.optional_integer("outlet")?);
                labelled.speakers.extend(row.optional_integer("speaker")?);
                labelled.articles.extend(row.optional_integer("article")?);
                labelled
                    .propositions
                    .extend(row.optional_integer("proposition")?);
                labelled.claims.extend(row.optional_integer("claim")?);
                Ok(())
            },
        )?;
        Ok(labelled)
    }
}

/// What is claimed.
#[derive(Debug, Clone)]
pub(super) struct Proposition {
    pub(super) key: String,
    pub(super) text: String,
    pub(super) topic: Option<i64>,
    pub(super) negates: Option<i64>,
}

/// Returns the propositions with these ids.
pub(super) fn propositions(
    reader: &Reader<'_>,
    given: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, Proposition>, StoreError> {
    let given: BTreeSet<i64> = given.into_iter().collect();
    let given: Vec<i64> = given.into_iter().collect();
    let rows = reader.rows(
        include_str!("propositions.sql"),
        &[("ids", Value::list(&given))],
        |row| {
            Ok((
                row.integer("id")?,
                Proposition {
                    key: row.text("key")?,
                    text: row.text("text")?,
                    topic: row.optional_integer("topic")?,
                    negates: row.optional_integer("negates")?,
                },
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// Returns every topic by its id, as the path of names from the root: `technology / artificial intelligence`.
pub(super) fn topic_paths(reader: &Reader<'_>) -> Result<BTreeMap<i64, String>, StoreError> {
    let rows = reader.rows("SELECT id, name, parent FROM topic", &[], |row| {
        Ok((
            row.integer("id")?,
            (row.text("name")?, row.optional_integer("parent")?),
        ))
    })?;
    let topics: BTreeMap<i64, (String, Option<i64>)> = rows.into_iter().collect();
    let path = |id: i64| {
        let mut names = Vec::new();
        let mut next = Some(id);
        // A loop of parents, which only a damaged book has, ends where it has gone round.
        while let Some((name, parent)) = next.and_then(|id| topics.get(&id)) {
            names.push(name.as_str());
            next = (names.len() < topics.len()).then_some(*parent).flatten();
        }
        names.reverse();
        names.join(" / ")
    };
    Ok(topics.keys().map(|id| (*id, path(*id))).collect())
}
