//! What the names in fields mean: exactly, by a part of the name, or by the nearest one.

use std::collections::BTreeMap;

use super::SearchError;
use super::expression;
use super::typo::{Distance, Meant};
use crate::domain::names::Names as _;
use crate::domain::record::Kind;
use crate::domain::search_query::{Phrase, SearchField, SearchQuery};
use crate::store::{Reader, StoreError, Value, indexed_record};

/// More records than this are not meant by a part of a name.
const MOST_NAMED: usize = 100;
/// How many near names are told.
const PROPOSED: usize = 3;
/// The kinds whose names a word may be a slip for.
const NAMED_KINDS: [Kind; 4] = [Kind::Speaker, Kind::Organization, Kind::Outlet, Kind::Event];

/// How a name in a field was understood that is no exact one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRecord {
    /// The field.
    pub field: SearchField,
    /// What was given.
    pub words: String,
    /// The keys and names of the records taken for it.
    pub taken: Vec<(String, String)>,
    /// Whether no name has the words, and the nearest was taken.
    pub is_nearest: bool,
}

/// Finds the records that `words` mean in a field: by key, name or alias; else those whose name or alias has all the words, or words
/// that begin so; else the one with the nearest name.
pub(super) fn resolve(
    reader: &Reader<'_>,
    field: SearchField,
    kind: Kind,
    words: &str,
) -> Result<(Vec<i64>, Option<NamedRecord>), SearchError> {
    let exact = reader.find(kind, words).map_err(|error| StoreError::Sql {
        reason: error.message,
    })?;
    if !exact.is_empty() {
        return Ok((exact.into_iter().map(|known| known.id).collect(), None));
    }
    for is_prefix in [false, true] {
        let ids = by_part(reader, kind, words, is_prefix)?;
        if ids.len() > MOST_NAMED {
            return Err(SearchError::TooMany {
                field: field.as_str(),
                plural: kind.noun().plural,
                words: words.to_owned(),
                most: MOST_NAMED,
            });
        }
        if !ids.is_empty() {
            let named = named(reader, field, kind, words, &ids, false)?;
            return Ok((ids, Some(named)));
        }
    }
    match nearest(reader, &[kind], words, 1)?.pop() {
        Some((_, id)) => {
            let named = named(reader, field, kind, words, &[id], true)?;
            Ok((vec![id], Some(named)))
        }
        None => Err(SearchError::Unknown {
            field: field.as_str(),
            kind,
            words: words.to_owned(),
        }),
    }
}

fn named(
    reader: &Reader<'_>,
    field: SearchField,
    kind: Kind,
    words: &str,
    ids: &[i64],
    is_nearest: bool,
) -> Result<NamedRecord, StoreError> {
    let mut taken = Vec::new();
    for id in ids {
        let known = reader.known(kind, *id)?;
        taken.push((known.key, known.name));
    }
    taken.sort();
    Ok(NamedRecord {
        field,
        words: words.to_owned(),
        taken,
        is_nearest,
    })
}

/// The records whose name or alias has all the words; one more than [`MOST_NAMED`] at most.
fn by_part(
    reader: &Reader<'_>,
    kind: Kind,
    words: &str,
    is_prefix: bool,
) -> Result<Vec<i64>, StoreError> {
    let phrases: Vec<String> = words
        .split_whitespace()
        .filter_map(Phrase::read)
        .map(|mut phrase| {
            phrase.is_prefix |= is_prefix;
            expression::of_phrase(&phrase)
        })
        .collect();
    if phrases.is_empty() {
        return Ok(Vec::new());
    }
    let all = phrases.join(" AND ");
    let most = i64::try_from(MOST_NAMED).unwrap_or(i64::MAX) + 1;
    if kind == Kind::Article {
        return reader.rows(
            "SELECT DISTINCT v.article AS id FROM search_text AS t CROSS JOIN article_version AS v ON v.id = t.rowid WHERE t.search_text MATCH :match LIMIT :most",
            &[("match", Value::Text(format!("{{title}} : ({all})"))), ("most", Value::Integer(most))],
            |row| row.integer("id"),
        );
    }
    let rows = reader.rows(
        "SELECT rowid AS number FROM search_record WHERE search_record MATCH :match",
        &[("match", Value::Text(format!("{{name alias}} : ({all})")))],
        |row| row.integer("number"),
    )?;
    Ok(rows
        .into_iter()
        .filter_map(indexed_record)
        .filter(|(found, _)| *found == kind)
        .map(|(_, id)| id)
        .take(MOST_NAMED + 1)
        .collect())
}

/// The records with the names nearest to `words`, the nearest first.
fn nearest(
    reader: &Reader<'_>,
    kinds: &[Kind],
    words: &str,
    limit: usize,
) -> Result<Vec<(Kind, i64)>, StoreError> {
    let meant = Meant::new(words);
    let mut near: BTreeMap<(usize, i64), (Distance, String)> = BTreeMap::new();
    for (place, kind) in kinds.iter().enumerate() {
        let noun = kind.noun();
        let own = match kind {
            Kind::Speaker => "WHERE r.article IS NULL",
            _ => "",
        };
        let mut sql = format!(
            "SELECT r.id, r.\"{}\" AS name FROM {kind} AS r {own}",
            noun.title
        );
        if noun.aliases {
            sql.push_str(&format!(
                " UNION ALL SELECT a.{kind}, a.name FROM alias AS a WHERE a.{kind} IS NOT NULL"
            ));
        }
        reader.rows(&sql, &[], |row| {
            let id = row.integer("id")?;
            row.with_text("name", |name| {
                let name = name.unwrap_or_default();
                if let Some(distance) = meant.distance(name) {
                    let found = (distance, name.to_owned());
                    let entry = near.entry((place, id)).or_insert_with(|| found.clone());
                    if found < *entry {
                        *entry = found;
                    }
                }
                Ok(())
            })
        })?;
    }
    let mut near: Vec<_> = near
        .into_iter()
        .map(|(record, found)| (found, record))
        .collect();
    near.sort();
    Ok(near
        .into_iter()
        .take(limit)
        .filter_map(|(_, (place, id))| kinds.get(place).map(|kind| (*kind, id)))
        .collect())
}

/// The words of a query that stand nowhere in the book, each with the names that may have been meant.
pub(super) fn unknown_words(
    reader: &Reader<'_>,
    query: &SearchQuery,
) -> Result<Vec<(String, Vec<String>)>, StoreError> {
    let mut unknown = Vec::new();
    for phrase in query.phrases() {
        let stands = reader.count(
            include_str!("stands.sql"),
            &[("match", Value::Text(expression::of_phrase(phrase)))],
        )?;
        if stands > 0 {
            continue;
        }
        let mut names = Vec::new();
        for (kind, id) in nearest(reader, &NAMED_KINDS, &phrase.written, PROPOSED)? {
            let known = reader.known(kind, id)?;
            names.push(format!("{} ({kind} {})", known.name, known.key));
        }
        unknown.push((phrase.written.clone(), names));
    }
    Ok(unknown)
}
