//! The full-text indexes: that they hold what the book says, row for row. That their inside fits is SQLite's to check, with the file.

use std::ops::RangeInclusive;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;

use super::Found;
use super::findings::Findings;
use crate::store::error::Result;
use crate::store::reader::Reader;
use crate::store::search_index::{
    Document, Index, Of, TABLES, each_document, each_document_with, indexed_record,
    stored_of_no_kind_sql, stored_sql,
};

/// The name of this check.
pub(super) const NAME: &str = "search";

/// How many rows of one index are named; a lost index would name each of a million.
const NAMED: usize = 5;

/// The index that a line of SQLite's own check finds damaged inside, which a repair makes anew; `None` for any other line.
pub(super) fn damaged_index(line: &str) -> Option<&'static str> {
    let is_of_index = line.to_ascii_lowercase().contains("fts5");
    TABLES
        .into_iter()
        .find(|table| is_of_index && line.contains(table))
}

/// A row of an index that is not what the book says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Drift {
    index: Index,
    rowid: i64,
    what: &'static str,
}

/// Compares what an index holds of claims with the claims, from one id to another.
pub(super) fn claims(
    reader: &Reader<'_>,
    ids: &RangeInclusive<i64>,
    findings: &mut Findings,
) -> Result<()> {
    compare(reader, Index::Claim, ids, findings)
}

/// Compares what is indexed with the records of every kind, and with the versions what is indexed of none.
pub(super) fn records(reader: &Reader<'_>, findings: &mut Findings) -> Result<()> {
    let any = i64::MIN..=i64::MAX;
    for index in Index::all().filter(|index| matches!(index, Index::Record(_))) {
        compare(reader, index, &any, findings)?;
    }
    let lost = "SELECT id FROM search_text_content WHERE id NOT IN (SELECT id FROM article_version) ORDER BY id";
    for (index, sql) in [
        (Index::Text, lost),
        (
            Index::all().last().unwrap_or(Index::Text),
            &stored_of_no_kind_sql(),
        ),
    ] {
        let mut statement = reader.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            findings.add_drift(Drift {
                index,
                rowid: row.get(0)?,
                what: NOT_THERE,
            });
        }
    }
    Ok(())
}

const NOT_THERE: &str = "is indexed and not there";
const NOT_INDEXED: &str = "is not indexed";
const OTHER_WORDS: &str = "is indexed by other words than it has";

/// Goes through the rows of the book and through those of the index side by side, both in the order of their ids.
fn compare(
    reader: &Reader<'_>,
    index: Index,
    ids: &RangeInclusive<i64>,
    findings: &mut Findings,
) -> Result<()> {
    let mut statement = reader.connection.prepare_cached(&stored_sql(index))?;
    let mut stored = statement.query([index.rowid(*ids.start()), index.rowid(*ids.end())])?;
    stored.advance()?;
    let mut differs = |rowid, what| findings.add_drift(Drift { index, rowid, what });
    each_document(reader, index, Of::Ids(ids.clone()), |document| {
        while let Some(row) = stored.get() {
            let rowid: i64 = row.get(0)?;
            if rowid >= document.rowid {
                break;
            }
            differs(rowid, NOT_THERE);
            stored.advance()?;
        }
        match stored.get() {
            Some(row) if row.get::<_, i64>(0)? == document.rowid => {
                if !holds(row, &document)? {
                    differs(document.rowid, OTHER_WORDS);
                }
                stored.advance()?;
            }
            _ => differs(document.rowid, NOT_INDEXED),
        }
        Ok(())
    })?;
    while let Some(row) = stored.get() {
        differs(row.get(0)?, NOT_THERE);
        stored.advance()?;
    }
    Ok(())
}

/// Whether a row of an index is this document.
fn holds(row: &rusqlite::Row<'_>, document: &Document) -> Result<bool> {
    for (place, column) in document.columns.iter().enumerate() {
        let stored = row.get_ref(place + 1)?.as_str_or_null();
        if stored.map_err(rusqlite::Error::from)?.unwrap_or_default() != column {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Compares what is indexed of one version, whose text has these words.
pub(super) fn version(
    reader: &Reader<'_>,
    version: i64,
    words: &str,
    findings: &mut Findings,
) -> Result<()> {
    let mut statement = reader.connection.prepare_cached(&stored_sql(Index::Text))?;
    let body = |_| Ok(words.to_owned());
    each_document_with(reader, Index::Text, Of::Row(version), body, |document| {
        let mut stored = statement.query([version, version])?;
        let what = match stored.next()? {
            Some(row) if holds(row, &document)? => return Ok(()),
            Some(_) => OTHER_WORDS,
            None => NOT_INDEXED,
        };
        let (index, rowid) = (Index::Text, version);
        findings.add_drift(Drift { index, rowid, what });
        Ok(())
    })
}

/// What is told of rows that are not what the book says: the first of each index, and how many more.
pub(super) fn told(mut drift: Vec<Drift>) -> Found {
    drift.sort_unstable_by_key(|drift| (drift.index.table(), drift.rowid));
    let mut found = Found::new();
    for of_table in drift.chunk_by(|one, other| one.index.table() == other.index.table()) {
        let (named, more) = of_table.split_at(of_table.len().min(NAMED));
        found.extend(named.iter().map(|drift| {
            let Drift { index, rowid, what } = drift;
            (place(*index, *rowid), (*what).to_owned())
        }));
        if let [first, ..] = more {
            found.push((
                first.index.table().to_owned(),
                format!("{} more of its rows are not what the book says", more.len()),
            ));
        }
    }
    found
}

fn place(index: Index, rowid: i64) -> String {
    match (index, indexed_record(rowid)) {
        (Index::Claim, _) => format!("claim number {rowid}"),
        (Index::Text, _) => format!("text number {rowid}"),
        (_, Some((kind, id))) => format!("{kind} number {id}"),
        (_, None) => format!("row {rowid}"),
    }
}
