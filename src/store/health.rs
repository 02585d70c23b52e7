//! What a book takes: its file, its journal, its tables; and what of it is of no use any more.

use super::check::UNUSED_TEXTS;
use super::error::Result;
use super::reader::Reader;

/// What a table takes, with its indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSize {
    /// Its name.
    pub table: String,
    /// Its pages and those of its indexes, in bytes.
    pub bytes: i64,
}

/// The state of a book, as numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// Operations of which an undo is in force.
    pub undone: i64,
    /// Rows that the journal keeps of changes.
    pub changes: i64,
    /// What the journal takes, in bytes; `None` where SQLite cannot tell.
    pub journal_bytes: Option<i64>,
    /// Room in the file that is free: the next writes take it.
    pub free_bytes: i64,
    /// Texts that nothing refers to and no undo or redo can bring back.
    pub unused_texts: i64,
    /// The largest tables, largest first; none where SQLite cannot tell.
    pub largest: Vec<TableSize>,
}

/// How many tables are named as the largest.
const LARGEST: i64 = 5;

impl Reader<'_> {
    /// Measures the book. Reads every page of it once.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn health(&self) -> Result<Health> {
        let count = |sql: &str| self.count(sql, &[]);
        // Compiled in here, but no part of SQLite everywhere.
        let measured = self.first(
            "SELECT 1 AS there FROM pragma_module_list WHERE name = 'dbstat'",
            &[],
            |row| row.integer("there"),
        )?;
        let sizes = match measured {
            Some(_) => self.table_sizes()?,
            None => Vec::new(),
        };
        let journal: i64 = sizes
            .iter()
            .filter(|size| ["operation", "change"].contains(&size.table.as_str()))
            .map(|size| size.bytes)
            .sum();
        let mut largest = sizes;
        let all = !largest.is_empty();
        largest.truncate(usize::try_from(LARGEST).unwrap_or(0));
        Ok(Health {
            undone: count("SELECT count(*) FROM operation WHERE undone_by IS NOT NULL")?,
            changes: count("SELECT count(*) FROM change")?,
            journal_bytes: all.then_some(journal),
            free_bytes: count("PRAGMA freelist_count")? * count("PRAGMA page_size")?,
            unused_texts: count(&format!("SELECT count(*) FROM ({UNUSED_TEXTS})"))?,
            largest,
        })
    }

    fn table_sizes(&self) -> Result<Vec<TableSize>> {
        self.rows(include_str!("table_sizes.sql"), &[], |row| {
            Ok(TableSize {
                table: row.text("name")?,
                bytes: row.integer("bytes")?,
            })
        })
    }
}

/// The version of SQLite inside, such as 3.50.4.
pub fn engine_version() -> &'static str {
    rusqlite::version()
}

#[cfg(test)]
mod tests {
    use crate::domain::record::Kind;
    use crate::store::Book;
    use crate::store::testing::{add, session};
    use crate::store::{Existing, UndoWhat};

    #[test]
    fn health_counts_what_was_undone_and_measures_the_tables() {
        let mut book = Book::in_memory().expect("memory");
        add(&mut book, Kind::Outlet, &[("name", "Post")]);
        add(&mut book, Kind::Outlet, &[("name", "Courier")]);
        book.undo(&mut session(), &UndoWhat::Last).expect("undone");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("copy.db");
        book.backup(&path, Existing::Keep).expect("backed up");
        let book = Book::open(&path, crate::store::Access::Read).expect("opened");
        let health = book.reader().health().expect("measured");
        assert_eq!((health.undone, health.changes), (1, 3));
        assert_eq!((health.free_bytes, health.unused_texts), (0, 0));
        assert!(health.journal_bytes.is_some_and(|bytes| bytes >= 4096));
        assert_eq!(health.largest.len(), 5);
        assert!(
            health
                .largest
                .is_sorted_by(|one, next| one.bytes >= next.bytes)
        );
    }

    #[test]
    fn health_measures_what_is_free_in_bytes() {
        let book = Book::in_memory().expect("memory");
        book.connection
            .execute_batch(
                "CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(10000)); DROP TABLE t",
            )
            .expect("written");
        let free = book.reader().health().expect("measured").free_bytes;
        assert!(free >= 10000 && free % 4096 == 0, "{free}");
    }
}
