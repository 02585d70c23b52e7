//! SQLite's own check of the file: pages, indexes, types, NOT NULL, CHECK and UNIQUE.

use super::findings::Findings;
use super::search;
use crate::store::error::Result;
use crate::store::reader::Reader;

/// The name of this check.
pub(super) const NAME: &str = "file";

/// After how many problems SQLite stops.
const MOST: &str = "100";

/// A part of the check.
#[derive(Debug)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// All pages and rows, and the inside of the full-text indexes; not the entries of other indexes.
    Pages,
    /// One table and the entries of its indexes.
    Table(String),
}

/// Makes the check or a part of it. What it finds inside the full-text indexes is told with them: a repair makes them anew.
pub(super) fn check(reader: &Reader<'_>, part: &Part, findings: &mut Findings) -> Result<()> {
    let (name, of) = match part {
        Part::Whole => ("integrity_check", MOST.to_owned()),
        Part::Pages => ("quick_check", MOST.to_owned()),
        Part::Table(table) => ("integrity_check", format!("'{table}'")),
    };
    for line in reader.rows(&format!("PRAGMA {name}({of})"), &[], |row| row.text(name))? {
        match search::damaged_index(&line) {
            Some(table) => findings.add(search::NAME, -1, table.to_owned(), line),
            None if line == "ok" => {}
            None => findings.add(NAME, 0, String::new(), line),
        }
    }
    Ok(())
}

/// The parts by which others can share the check, the longest first. Together they find whether anything is wrong; what it is comes in no
/// order and partly twice.
pub(super) fn parts(reader: &Reader<'_>) -> Vec<Part> {
    match tables_by_size(reader) {
        Ok(tables) => {
            let tables = tables.into_iter().map(Part::Table);
            std::iter::once(Part::Pages).chain(tables).collect()
        }
        // Without a list of tables there is nothing to divide.
        Err(_) => vec![Part::Whole],
    }
}

/// The tables of whose rows there is something to check beside their pages: entries of indexes, or the order of a primary key. The ones
/// with most rows come first; how many rows there ever were is near enough.
fn tables_by_size(reader: &Reader<'_>) -> Result<Vec<String>> {
    reader.rows(include_str!("indexed_tables.sql"), &[], |row| {
        row.text("name")
    })
}
