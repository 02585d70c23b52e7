//! The full-text indexes: what stands in them, kept in step with every operation.
//!
//! Nobody has to remember the index: the journal knows every row that an operation changed, undo and redo included, so the end of each
//! operation asks it what became stale and writes that anew, in the same transaction.

mod stale;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use rusqlite::{Connection, Statement};

use super::error::{Result, StoreError};
use super::reader::{Reader, Value};
use crate::domain::record::Kind;
use crate::domain::search_words::{add_indexed_words, indexed_words};

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

    /// The rowid of a row of the book, given its id.
    pub(super) fn rowid(self, id: i64) -> i64 {
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
    id.saturating_mul(RECORD_STRIDE)
        .saturating_add(place_of_kind(kind))
}

fn place_of_kind(kind: Kind) -> i64 {
    let place = RECORD_KINDS.iter().position(|known| *known == kind);
    let place = place.and_then(|place| i64::try_from(place).ok());
    place.unwrap_or(RECORD_STRIDE - 1)
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
    let mut indexed = String::with_capacity(text.len());
    for passage in text.split(SEPARATOR) {
        let before = indexed.len();
        if before > 0 {
            indexed.push_str(GAP);
        }
        let start = indexed.len();
        add_indexed_words(&mut indexed, passage);
        if indexed.len() == start {
            indexed.truncate(before);
        }
    }
    indexed
}

/// Which rows of the book are asked what an index should hold of them.
#[derive(Debug, Clone)]
pub(super) enum Of {
    /// All.
    All,
    /// One, by its id.
    Row(i64),
    /// Some, by their ids.
    Rows(Vec<i64>),
    /// Those whose ids lie between two, both included.
    Ids(RangeInclusive<i64>),
}

/// Calls `each` with what an index should hold of some rows, in the order of their ids.
pub(super) fn each_document(
    reader: &Reader<'_>,
    index: Index,
    of: Of,
    each: impl FnMut(Document) -> Result<()>,
) -> Result<()> {
    // What cannot be read is found by other checks; a record of it must still be possible.
    let body = |content| match reader.content(content) {
        Ok(bytes) => Ok(indexed_words(&String::from_utf8_lossy(&bytes))),
        Err(StoreError::Corrupt { .. }) => Ok(String::new()),
        Err(error) => Err(error),
    };
    each_document_with(reader, index, of, body, each)
}

/// As [`each_document`], where `body` says what the words of a text are, given its row of `content`.
pub(super) fn each_document_with(
    reader: &Reader<'_>,
    index: Index,
    of: Of,
    mut body: impl FnMut(i64) -> Result<String>,
    mut each: impl FnMut(Document) -> Result<()>,
) -> Result<()> {
    let (source, id_column) = index.source();
    let joint = if matches!(index, Index::Record(_)) {
        "AND"
    } else {
        "WHERE"
    };
    let order = format!("ORDER BY {id_column}");
    let (sql, parameters) = match of {
        Of::All => (format!("{source} {order}"), Vec::new()),
        Of::Row(id) => (
            format!("{source} {joint} {id_column} = :id"),
            vec![("id", Value::Integer(id))],
        ),
        Of::Rows(ids) => (
            format!("{source} {joint} {id_column} IN (SELECT value FROM json_each(:ids)) {order}"),
            vec![("ids", Value::list(&ids))],
        ),
        Of::Ids(ids) => (
            format!("{source} {joint} {id_column} BETWEEN :first AND :last {order}"),
            vec![
                ("first", Value::Integer(*ids.start())),
                ("last", Value::Integer(*ids.end())),
            ],
        ),
    };
    reader.rows(&sql, &parameters, |row| {
        let rowid = index.rowid(row.integer("id")?);
        let first = row.with_text("first", |text| Ok(passages(text)))?;
        let second = match index {
            Index::Text => body(row.integer("content")?)?,
            _ => row.with_text("second", |text| Ok(passages(text)))?,
        };
        let third = row.with_text("third", |text| Ok(passages(text)))?;
        each(Document {
            rowid,
            columns: [first, second, third],
        })
    })?;
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

/// SQL that gives what an index holds between two rowids, both included, in their order: the rowid and the three columns. It reads the
/// table in which FTS5 keeps them (https://sqlite.org/fts5.html#fts5_data_structures), at a third of the cost of asking FTS5.
pub(super) fn stored_sql(index: Index) -> String {
    let of_kind = match index {
        Index::Claim | Index::Text => String::new(),
        Index::Record(kind) => format!("AND {STORED_KIND} = {}", place_of_kind(kind)),
    };
    format!(
        "SELECT id, c0, c1, c2 FROM {}_content WHERE id BETWEEN ?1 AND ?2 {of_kind} ORDER BY id",
        index.table()
    )
}

/// SQL that gives the rowids in `search_record` that are of no kind.
pub(super) fn stored_of_no_kind_sql() -> String {
    format!(
        "SELECT id FROM search_record_content WHERE {STORED_KIND} >= {} ORDER BY id",
        RECORD_KINDS.len()
    )
}

/// The place of the kind of a row of `search_record_content`; as `rem_euclid` of [`RECORD_STRIDE`].
const STORED_KIND: &str = "((id % 16) + 16) % 16";

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
            each_document(reader, index, Of::Rows(ids), |document| {
                wanted.insert(document.rowid, document);
                Ok(())
            })?;
            for (id, added) in some {
                let rowid = index.rowid(*id);
                let document = wanted.remove(&rowid);
                if let Some(document) = document.as_ref().filter(|_| *added) {
                    let sql = insert_sql(index);
                    match insert(&mut *reader.connection.prepare_cached(&sql)?, document) {
                        Ok(()) => continue,
                        // A row that stands in its way, which only a damaged index has, is put right.
                        Err(error) if is_in_the_way(&error) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                put(reader.connection, index, rowid, document)?;
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

/// The SQL that adds a row.
fn insert_sql(index: Index) -> String {
    format!(
        "INSERT INTO {} (rowid, {}) VALUES (?1, ?2, ?3, ?4)",
        index.table(),
        index.columns()
    )
}

fn insert(statement: &mut Statement<'_>, document: &Document) -> rusqlite::Result<()> {
    let [first, second, third] = &document.columns;
    statement.execute(rusqlite::params![document.rowid, first, second, third])?;
    Ok(())
}

fn is_in_the_way(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation)
}

/// Fills indexes that are empty, from the whole book.
pub(super) fn fill(connection: &Connection) -> Result<()> {
    let reader = Reader { connection };
    for index in Index::all() {
        let mut statement = connection.prepare(&insert_sql(index))?;
        each_document(&reader, index, Of::All, |document| {
            Ok(insert(&mut statement, &document)?)
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
