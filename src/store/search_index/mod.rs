//! The full-text indexes: what stands in them, kept in step with every operation.
//!
//! Nobody has to remember the index: the journal knows every row that an operation changed, undo and redo included, so the end of each
//! operation asks it what became stale and writes that anew, in the same transaction.

mod stale;

use std::collections::HashMap;

use rusqlite::{Connection, Statement};

use super::error::{Result, StoreError};
use super::reader::{Reader, Value};
use crate::domain::record::Kind;
use crate::domain::search_words::indexed_words;

/// The newest schema that changed what stands in the indexes; a book upgraded from before it gets them filled.
pub(super) const SCHEMA: i64 = 4;

/// What holds together the passages of one column in the SQL here: the unit separator.
const SEPARATOR: char = '\u{1f}';

/// What stands in the index between passages that do not belong together, so that no phrase is found across them; no word of a query is
/// this.
const GAP: &str = " · ";

/// One of the indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Index {
    /// `search_claim`.
    Claim,
    /// `search_text`.
    Text,
    /// `search_record`, of one kind.
    Record(Kind),
}

/// The kinds of record in `search_record`; the place of a kind here is what its rowids end in.
const RECORD_KINDS: [Kind; 6] = [
    Kind::Outlet,
    Kind::Organization,
    Kind::Speaker,
    Kind::Event,
    Kind::Topic,
    Kind::Proposition,
];

/// How far apart the rowids of two records of one kind are.
const RECORD_STRIDE: i64 = 16;

/// The tables of the indexes.
pub(super) const TABLES: [&str; 3] = ["search_claim", "search_text", "search_record"];

/// One row of an index: its rowid and its three columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) rowid: i64,
    pub(super) columns: [String; 3],
}

impl Index {
    /// Every index, the kinds of record one by one.
    pub(super) fn all() -> impl Iterator<Item = Index> {
        [Index::Claim, Index::Text]
            .into_iter()
            .chain(RECORD_KINDS.map(Index::Record))
    }

    /// The table.
    pub(super) fn table(self) -> &'static str {
        match self {
            Index::Claim => "search_claim",
            Index::Text => "search_text",
            Index::Record(_) => "search_record",
        }
    }

    /// How many rows are read at once to be written anew: texts may be long.
    fn at_once(self) -> usize {
        match self {
            Index::Text => 8,
            Index::Claim | Index::Record(_) => 256,
        }
    }

    fn columns(self) -> &'static str {
        match self {
            Index::Claim => "words, gloss, note",
            Index::Text => "title, body, about",
            Index::Record(_) => "name, alias, note",
        }
    }

    fn rowid(self, id: i64) -> i64 {
        match self {
            Index::Claim | Index::Text => id,
            Index::Record(kind) => record_rowid(kind, id),
        }
    }

    /// SQL that gives what the index should hold, as `id`, `first`, `second` or `content`, and `third`; and the column of the id.
    fn source(self) -> (String, &'static str) {
        match self {
            Index::Claim => (include_str!("claim.sql").to_owned(), "c.id"),
            Index::Text => (include_str!("text.sql").to_owned(), "v.id"),
            Index::Record(kind) => {
                let noun = kind.noun();
                let short = match kind {
                    Kind::Outlet | Kind::Speaker => "r.short",
                    _ => "NULL",
                };
                let alias = if noun.aliases {
                    format!(
                        "(SELECT group_concat(a.name, char(31) ORDER BY a.id) FROM alias AS a WHERE a.{kind} = r.id)"
                    )
                } else {
                    String::from("NULL")
                };
                let only = match kind {
                    Kind::Speaker => "WHERE r.article IS NULL",
                    _ => "WHERE true",
                };
                (
                    format!(
                        "SELECT r.id, concat_ws(char(31), r.\"{}\", {short}) AS first, concat_ws(char(31), r.key, {alias}) AS second, r.note AS third FROM {kind} AS r {only}",
                        noun.title
                    ),
                    "r.id",
                )
            }
        }
    }
}

/// The rowid of a record in `search_record`.
fn record_rowid(kind: Kind, id: i64) -> i64 {
    let place = RECORD_KINDS.iter().position(|known| *known == kind);
    let place = place.and_then(|place| i64::try_from(place).ok());
    id.saturating_mul(RECORD_STRIDE)
        .saturating_add(place.unwrap_or(RECORD_STRIDE - 1))
}

/// The record that a row of `search_record` is of; `None` for a rowid that no record has.
pub fn indexed_record(rowid: i64) -> Option<(Kind, i64)> {
    let place = usize::try_from(rowid.rem_euclid(RECORD_STRIDE)).ok()?;
    let kind = RECORD_KINDS.get(place)?;
    Some((*kind, rowid.div_euclid(RECORD_STRIDE)))
}

/// Passages as a column of the index holds them.
fn passages(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    if !text.contains(SEPARATOR) {
        return indexed_words(text);
    }
    let passages: Vec<String> = text
        .split(SEPARATOR)
        .map(indexed_words)
        .filter(|words| !words.is_empty())
        .collect();
    passages.join(GAP)
}

/// Calls `each` with what an index should hold, in the order of the rowids: of everything, or of these rows.
pub(super) fn each_document(
    reader: &Reader<'_>,
    index: Index,
    ids: Option<&[i64]>,
    mut each: impl FnMut(Document) -> Result<()>,
) -> Result<()> {
    let (source, id_column) = index.source();
    let joint = if matches!(index, Index::Record(_)) {
        "AND"
    } else {
        "WHERE"
    };
    let (sql, parameters) = match ids {
        Some(ids) => (
            format!(
                "{source} {joint} {id_column} IN (SELECT value FROM json_each(:ids)) ORDER BY {id_column}"
            ),
            vec![("ids", Value::list(ids))],
        ),
        None => (format!("{source} ORDER BY {id_column}"), Vec::new()),
    };
    reader.rows(&sql, &parameters, |row| {
        let second = match index {
            Index::Text => {
                // What cannot be read is found by other checks; a record of it must still be possible.
                match reader.content(row.integer("content")?) {
                    Ok(bytes) => indexed_words(&String::from_utf8_lossy(&bytes)),
                    Err(StoreError::Corrupt { .. }) => String::new(),
                    Err(error) => return Err(error),
                }
            }
            _ => row.with_text("second", |text| Ok(passages(text)))?,
        };
        each(Document {
            rowid: index.rowid(row.integer("id")?),
            columns: [
                row.with_text("first", |text| Ok(passages(text)))?,
                second,
                row.with_text("third", |text| Ok(passages(text)))?,
            ],
        })
    })?;
    Ok(())
}

/// Calls `each` with what an index holds, in the order of the rowids.
pub(super) fn each_indexed(
    reader: &Reader<'_>,
    index: Index,
    mut each: impl FnMut(Document) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.connection.prepare_cached(&format!(
        "SELECT rowid, {} FROM {} ORDER BY rowid",
        index.columns(),
        index.table()
    ))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(document(row)?)?;
    }
    Ok(())
}

fn document(row: &rusqlite::Row<'_>) -> rusqlite::Result<Document> {
    let text = |column: usize| -> rusqlite::Result<String> {
        Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
    };
    Ok(Document {
        rowid: row.get(0)?,
        columns: [text(1)?, text(2)?, text(3)?],
    })
}

/// Writes anew what an operation made stale. Where an index is missing nothing is: a book must stay writable until `check --repair` makes
/// the indexes from nothing.
pub(super) fn follow(reader: &Reader<'_>, operation: i64) -> Result<()> {
    if !are_there(reader.connection)? {
        return Ok(());
    }
    for (index, rows) in stale::stale(reader, operation)? {
        // In order, so that the index grows at its end.
        let rows: Vec<(i64, bool)> = rows.into_iter().collect();
        for some in rows.chunks(index.at_once()) {
            let ids: Vec<i64> = some.iter().map(|(id, _)| *id).collect();
            let mut wanted = HashMap::new();
            each_document(reader, index, Some(&ids), |document| {
                wanted.insert(document.rowid, document);
                Ok(())
            })?;
            for (id, added) in some {
                let rowid = index.rowid(*id);
                match wanted.remove(&rowid) {
                    Some(document) if *added => insert(
                        &mut *reader.connection.prepare_cached(&insert_sql(index))?,
                        &document,
                    )?,
                    document => put(reader.connection, index, rowid, document)?,
                }
            }
        }
    }
    Ok(())
}

fn are_there(connection: &Connection) -> Result<bool> {
    let there: i64 = connection
        .prepare_cached(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('search_claim', 'search_text', 'search_record')",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(usize::try_from(there) == Ok(TABLES.len()))
}

/// Brings one row of an index to what it should be; `None` takes it out.
fn put(connection: &Connection, index: Index, rowid: i64, wanted: Option<Document>) -> Result<()> {
    let table = index.table();
    let there = connection
        .prepare_cached(&format!(
            "SELECT rowid, {} FROM {table} WHERE rowid = ?1",
            index.columns()
        ))?
        .query_map([rowid], document)?
        .next()
        .transpose()?;
    if there == wanted {
        return Ok(());
    }
    if there.is_some() {
        connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE rowid = ?1"))?
            .execute([rowid])?;
    }
    if let Some(document) = wanted {
        insert(
            &mut *connection.prepare_cached(&insert_sql(index))?,
            &document,
        )?;
    }
    Ok(())
}

/// The SQL that adds a row. What stands in the way, which should not be, gives way.
fn insert_sql(index: Index) -> String {
    format!(
        "INSERT OR REPLACE INTO {} (rowid, {}) VALUES (?1, ?2, ?3, ?4)",
        index.table(),
        index.columns()
    )
}

fn insert(statement: &mut Statement<'_>, document: &Document) -> Result<()> {
    let [first, second, third] = &document.columns;
    statement.execute(rusqlite::params![document.rowid, first, second, third])?;
    Ok(())
}

/// Fills indexes that are empty, from the whole book.
pub(super) fn fill(connection: &Connection) -> Result<()> {
    let reader = Reader { connection };
    for index in Index::all() {
        let mut statement = connection.prepare(&insert_sql(index))?;
        each_document(&reader, index, None, |document| {
            insert(&mut statement, &document)
        })?;
    }
    for table in TABLES {
        // One segment: every query then looks in one place.
        connection.execute_batch(&format!(
            "INSERT INTO {table} ({table}) VALUES ('optimize')"
        ))?;
    }
    Ok(())
}

/// Makes the indexes anew, whatever state they are in.
pub(super) fn rebuild(connection: &Connection) -> Result<()> {
    for table in TABLES {
        connection.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    connection.execute_batch(include_str!("../../../migrations/V4__full_text.sql"))?;
    fill(connection)
}

#[cfg(test)]
mod tests;
