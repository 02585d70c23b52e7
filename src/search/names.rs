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
/// With more names than this none is compared further.
const MOST_COMPARED: i64 = 20_000;
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
    let mut nearest = near(reader, &[kind], words, 1)?;
    if nearest.is_empty() {
        nearest = nearest_of_all(reader, kind, words)?;
    }
    match nearest.pop() {
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

/// The records with the names nearest to `words`, the nearest first, among those that begin as a name with a slip may begin. Comparing
/// all names takes longer than any other search.
fn near(
    reader: &Reader<'_>,
    kinds: &[Kind],
    words: &str,
    limit: usize,
) -> Result<Vec<(Kind, i64)>, StoreError> {
    let meant = Meant::new(words);
    let beginnings: Vec<String> = meant
        .beginnings()
        .iter()
        .map(|alternatives| expression::any_of(alternatives))
        .collect();
    if beginnings.is_empty() {
        return Ok(Vec::new());
    }
    let mut candidates: BTreeMap<Kind, Vec<i64>> = BTreeMap::new();
    for (kind, id) in reader
        .rows(
            "SELECT rowid AS number FROM search_record WHERE search_record MATCH :match LIMIT :most",
            &[
                ("match", Value::Text(format!("{{name alias}} : ({})", beginnings.join(" AND ")))),
                ("most", Value::Integer(MOST_COMPARED)),
            ],
            |row| row.integer("number"),
        )?
        .into_iter()
        .filter_map(indexed_record)
    {
        candidates.entry(kind).or_default().push(id);
    }
    let mut found = Vec::new();
    for (place, kind) in kinds.iter().enumerate() {
        if let Some(ids) = candidates.get(kind) {
            let near = compare(
                reader,
                *kind,
                &meant,
                "r.id IN (SELECT value FROM json_each(:ids))",
                Value::list(ids),
            )?;
            found.extend(near.into_iter().map(|(found, id)| (found, place, id)));
        }
    }
    found.sort();
    Ok(found
        .into_iter()
        .take(limit)
        .filter_map(|(_, place, id)| kinds.get(place).map(|kind| (*kind, id)))
        .collect())
}

/// The record with the name nearest to `words` among all of a kind.
fn nearest_of_all(
    reader: &Reader<'_>,
    kind: Kind,
    words: &str,
) -> Result<Vec<(Kind, i64)>, StoreError> {
    let mut found = compare(reader, kind, &Meant::new(words), "true", Value::Null)?;
    found.sort();
    Ok(found
        .into_iter()
        .take(1)
        .map(|(_, id)| (kind, id))
        .collect())
}

/// A name and how near it is to the one that was meant.
type NearName = (Distance, String);

/// How near the names are of those records `r` that a condition lets through, and the nearest name of each; what is too far is left out.
fn compare(
    reader: &Reader<'_>,
    kind: Kind,
    meant: &Meant,
    among: &str,
    ids: Value,
) -> Result<Vec<(NearName, i64)>, StoreError> {
    let mut near: BTreeMap<i64, NearName> = BTreeMap::new();
    let noun = kind.noun();
    let own = match kind {
        Kind::Speaker => "AND r.article IS NULL",
        _ => "",
    };
    let mut sql = format!(
        "SELECT r.id, r.\"{}\" AS name FROM {kind} AS r WHERE {among} {own}",
        noun.title
    );
    if noun.aliases {
        let among = among.replace("r.id", &format!("a.{kind}"));
        sql.push_str(&format!(
            " UNION ALL SELECT a.{kind}, a.name FROM alias AS a WHERE a.{kind} IS NOT NULL AND {among}"
        ));
    }
    reader.rows(&sql, &[("ids", ids)], |row| {
        let id = row.integer("id")?;
        row.with_text("name", |name| {
            let name = name.unwrap_or_default();
            if let Some(distance) = meant.distance(name) {
                let found = (distance, name.to_owned());
                let entry = near.entry(id).or_insert_with(|| found.clone());
                if found < *entry {
                    *entry = found;
                }
            }
            Ok(())
        })
    })?;
    Ok(near.into_iter().map(|(id, found)| (found, id)).collect())
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
        for (kind, id) in near(reader, &NAMED_KINDS, &phrase.written, PROPOSED)? {
            let known = reader.known(kind, id)?;
            names.push(format!("{} ({kind} {})", known.name, known.key));
        }
        unknown.push((phrase.written.clone(), names));
    }
    Ok(unknown)
}
