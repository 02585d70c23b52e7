//! The full-text indexes: that they hold what the book says, row for row, and that their inside fits.

use std::collections::BTreeMap;

use super::Found;
use crate::store::error::Result;
use crate::store::reader::Reader;
use crate::store::search_index::{
    Document, Index, TABLES, each_document, each_indexed, indexed_record,
};

/// The name of this check.
pub(super) const NAME: &str = "search";

/// How many rows of one index are named; a lost index would name each of a million.
const NAMED: usize = 5;

/// Whether a line of SQLite's own check is about the inside of a full-text index, which a repair makes anew.
pub(super) fn is_of_an_index(line: &str) -> bool {
    line.to_ascii_lowercase().contains("fts5") && TABLES.iter().any(|table| line.contains(table))
}

/// Every claim, text and record is indexed by its words, and nothing else is.
pub(super) fn index(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    for table in TABLES {
        let lines = reader.rows(&format!("PRAGMA integrity_check({table})"), &[], |row| {
            row.text("integrity_check")
        })?;
        found.extend(
            lines
                .into_iter()
                .filter(|line| line != "ok")
                .map(|line| (table.to_owned(), line)),
        );
    }
    if !found.is_empty() {
        return Ok(());
    }
    let mut wrong = BTreeMap::new();
    let mut differing = |table: &'static str, rowid: i64, what: &'static str| {
        let (count, named) = wrong.entry(table).or_insert((0_usize, Vec::new()));
        *count += 1;
        if *count <= NAMED {
            named.push((place(table, rowid), what));
        }
    };
    // One index at a time, by a digest of each row: the words of a large book are larger than memory.
    let mut records: BTreeMap<i64, u64> = BTreeMap::new();
    for index in Index::all() {
        let mut wanted: BTreeMap<i64, u64> = BTreeMap::new();
        each_document(reader, index, None, |document| {
            wanted.insert(document.rowid, digest(&document));
            Ok(())
        })?;
        if matches!(index, Index::Record(_)) {
            // All kinds are in one table.
            records.extend(wanted);
            continue;
        }
        compare(reader, index, wanted, &mut differing)?;
    }
    if let Some(index) = Index::all().last() {
        compare(reader, index, records, &mut differing)?;
    }
    for (table, (count, named)) in wrong {
        found.extend(
            named
                .into_iter()
                .map(|(place, what)| (place, what.to_owned())),
        );
        if count > NAMED {
            found.push((
                table.to_owned(),
                format!(
                    "{} more of its rows are not what the book says",
                    count - NAMED
                ),
            ));
        }
    }
    Ok(())
}

fn compare(
    reader: &Reader<'_>,
    index: Index,
    mut wanted: BTreeMap<i64, u64>,
    differing: &mut impl FnMut(&'static str, i64, &'static str),
) -> Result<()> {
    let table = index.table();
    each_indexed(reader, index, |document| {
        match wanted.remove(&document.rowid) {
            Some(words) if words == digest(&document) => {}
            Some(_) => differing(
                table,
                document.rowid,
                "is indexed by other words than it has",
            ),
            None => differing(table, document.rowid, "is indexed and not there"),
        }
        Ok(())
    })?;
    for rowid in wanted.into_keys() {
        differing(table, rowid, "is not indexed");
    }
    Ok(())
}

/// FNV-1a of the columns with their ends (http://www.isthe.com/chongo/tech/comp/fnv/): two texts that differ by accident and have the
/// same digest are one in 2^64.
fn digest(document: &Document) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for column in &document.columns {
        for byte in column.bytes().chain([0xff]) {
            hash ^= u64::from(byte);
            hash = hash.wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

fn place(table: &str, rowid: i64) -> String {
    match (table, indexed_record(rowid)) {
        ("search_claim", _) => format!("claim number {rowid}"),
        ("search_text", _) => format!("text number {rowid}"),
        (_, Some((kind, id))) => format!("{kind} number {id}"),
        (_, None) => format!("row {rowid}"),
    }
}
