//! Bringing the schema of a book up to date: a copy of the old one beside it first, then everything in one transaction.

use std::path::{Path, PathBuf};

use refinery_core::traits::sync::{Migrate, Query, Transaction};
use refinery_core::{Migration, Target};
use rusqlite::Connection;

use super::error::{Result, StoreError};
use super::kept_copy::{self, drop_oldest};
use super::open::{APPLICATION_ID, newest};
use super::schema;
use super::search_index;

/// How many copies of what the book was before an upgrade are kept beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copies {
    /// The newest so many; with 0 none is made.
    pub keep: usize,
}

/// What an upgrade did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgraded {
    /// The schema that the book had.
    pub from: i64,
    /// The schema that it has.
    pub to: i64,
    /// The copy of what it was, where one was made.
    pub copy: Option<PathBuf>,
    /// Older copies that were dropped for it.
    pub dropped: Vec<PathBuf>,
}

impl Default for Copies {
    fn default() -> Copies {
        Copies { keep: 3 }
    }
}

/// Brings the schema up to date in one transaction, after a copy of the old book where its path is given. `None` where there was nothing
/// to do, or nothing to copy because the book is new.
///
/// refinery reads its history before it locks, so two processes would both migrate; run inside our own BEGIN IMMEDIATE, the second finds
/// nothing left to do. The copy is made inside of it too, so that of several processes one makes it.
pub(super) fn upgrade(
    connection: &Connection,
    old: Option<(&Path, Copies)>,
    migrations: &[Migration],
) -> Result<Option<Upgraded>> {
    // Off before BEGIN (inside a transaction the pragma does nothing): a table rebuilt with foreign keys on loses its referring rows.
    connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
    let mut copy = None;
    let migrated = migrate(connection, old, migrations, &mut copy).and_then(|from| {
        connection.execute_batch("COMMIT")?;
        Ok(from)
    });
    let from = match migrated {
        Ok(from) => from,
        Err(error) => {
            // On a full disk SQLite may have rolled back already; the error that matters is the first one.
            let _ended = connection.execute_batch("ROLLBACK");
            if let Some(copy) = copy {
                // The book is still what the copy is; where it cannot be removed it does no harm.
                let _removed = std::fs::remove_file(copy);
            }
            return Err(error);
        }
    };
    let (Some(from), Some((path, copies))) = (from, old) else {
        return Ok(None);
    };
    let dropped = match &copy {
        Some(_) => drop_oldest(path, "schema", copies.keep),
        None => Vec::new(),
    };
    Ok(Some(Upgraded {
        from,
        to: newest(migrations),
        copy,
        dropped,
    }))
}

/// Makes the copy and migrates; returns the schema that there was, or `None` where another process has been faster.
fn migrate(
    connection: &Connection,
    old: Option<(&Path, Copies)>,
    migrations: &[Migration],
    copy: &mut Option<PathBuf>,
) -> Result<Option<i64>> {
    let known = newest(migrations);
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == known {
        return Ok(None);
    }
    if version > known {
        return Err(StoreError::Refused {
            reason: String::from("a newer claimbook has just upgraded this book"),
        });
    }
    if let Some((path, copies)) = old
        && copies.keep > 0
    {
        *copy = Some(kept_copy::make(path, &format!("schema{version}"))?);
    }
    InTransaction(connection)
        .migrate(
            migrations,
            true,
            true,
            true,
            Target::Latest,
            "refinery_schema_history",
        )
        .map_err(|error| failed(known, error))?;
    // The same book must have the same bytes; when it was migrated is of no use to anybody.
    connection
        .execute_batch("UPDATE refinery_schema_history SET applied_on = '1970-01-01T00:00:00Z'")?;
    schema::create_journal_triggers(connection)?;
    if version < search_index::SCHEMA && known >= search_index::SCHEMA {
        search_index::rebuild(connection)?;
    }
    let broken: i64 =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    if broken > 0 {
        return Err(StoreError::Corrupt {
            reason: format!("{broken} rows would refer to nothing after the upgrade"),
        });
    }
    connection.execute_batch(&format!(
        "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {known}"
    ))?;
    Ok(Some(version))
}

/// refinery wraps what SQLite says; a full disk is a full disk there too.
fn failed(known: i64, error: refinery_core::Error) -> StoreError {
    let message = error.to_string();
    if let refinery_core::error::Kind::Connection(_, source) = error.kind()
        && let Some(error) = source.downcast_ref::<rusqlite::Error>()
        && error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
    {
        return StoreError::Full;
    }
    StoreError::Sql {
        reason: format!("bringing the book to schema {known}: {message}"),
    }
}

/// refinery's view of a connection on which a transaction is open already.
struct InTransaction<'a>(&'a Connection);

impl Transaction for InTransaction<'_> {
    type Error = rusqlite::Error;

    fn execute<'a, T: Iterator<Item = &'a str>>(
        &mut self,
        queries: T,
    ) -> std::result::Result<usize, Self::Error> {
        let mut count = 0;
        for query in queries {
            self.0.execute_batch(query)?;
            count += 1;
        }
        Ok(count)
    }
}

impl Query<Vec<Migration>> for InTransaction<'_> {
    fn query(&mut self, query: &str) -> std::result::Result<Vec<Migration>, Self::Error> {
        let mut statement = self.0.prepare(query)?;
        let rows = statement.query_map([], |row| {
            let checksum: String = row.get("checksum")?;
            Ok(Migration::applied(
                row.get("version")?,
                row.get("name")?,
                time::OffsetDateTime::UNIX_EPOCH,
                // A checksum that is no number differs from every migration's, which is what it should do.
                checksum.parse().unwrap_or(0),
            ))
        })?;
        rows.collect()
    }
}

impl Migrate for InTransaction<'_> {}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::open::{Access, migrations};
    use super::super::testing::limit_pages;
    use super::*;

    #[test]
    fn an_upgrade_on_a_full_disk_leaves_the_old_book_and_no_copy_until_there_is_room() {
        let all = migrations();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let first = Connection::open(&path).expect("made");
        first
            .query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
            .expect("the mode of a book");
        upgrade(&first, None, &all[..1]).expect("made");
        let book = Book::reading(first);
        let counts = || book.reader().table_counts().expect("counted");
        let (before, size) = (counts(), limit_pages(&book, 1));
        let old = Some((path.as_path(), Copies::default()));
        let mut full = 0;
        for room in 0.. {
            limit_pages(&book, size + room);
            match upgrade(&book.connection, old, &all) {
                Ok(upgraded) => {
                    let upgraded = upgraded.expect("there was something to do");
                    assert_eq!((upgraded.from, upgraded.to), (1, newest(&all)));
                    assert!(upgraded.copy.is_some_and(|copy| copy.exists()));
                    break;
                }
                Err(StoreError::Full) => full += 1,
                Err(error) => panic!("with room for {room} pages: {error}"),
            }
            assert_eq!(counts(), before);
            let version = book.reader().count("PRAGMA user_version", &[]);
            assert_eq!(version.expect("a number"), 1);
            assert!(!kept_copy::name(&path, "schema1", 1).exists());
        }
        assert!(full > 1, "the disk was full {full} times only");
        drop(book);
        let report = Book::open(&path, Access::Read).expect("opened").check();
        assert_eq!(report.expect("checked").problems, []);
    }
}
