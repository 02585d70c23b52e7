//! An open book: reading at one moment, writing as one named operation.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::error::{Result, StoreError};
use super::open::{self, Access};
use super::reader::{Parameters, Reader, bind};
use super::schema::OWNERS;
use super::search_index;
use super::second_reader::SecondReader;
use super::upgrade::{Copies, Upgraded};
use crate::domain::session::Session;

/// One database file, open.
pub struct Book {
    pub(super) connection: Connection,
    path: Option<PathBuf>,
    access: Access,
    rehearsing: bool,
    /// Nobody writes the file while it is open, so any number of readers see the same.
    immutable: bool,
    upgraded: Option<Upgraded>,
}

/// What a write left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written<T> {
    /// What the work returned.
    pub value: T,
    /// The operation in the journal, or `None` where nothing changed and so nothing was journaled.
    pub operation: Option<i64>,
}

/// The writing side of a book during one operation.
pub struct Writer<'a> {
    pub(super) connection: &'a Connection,
    /// Who writes, when, and the source of new uids.
    pub session: &'a mut Session,
}

impl Writer<'_> {
    /// Everything that can be read, this operation's own writes included.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            connection: self.connection,
        }
    }

    /// Runs one statement that writes and returns how many rows it changed.
    pub(super) fn run(&self, sql: &str, parameters: Parameters<'_>) -> Result<usize> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, parameters)?;
        Ok(statement.raw_execute()?)
    }

    /// Runs one statement that writes, and returns false where a constraint of the schema refuses it; then nothing was written.
    pub(super) fn run_where_it_fits(&self, sql: &str, parameters: Parameters<'_>) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, parameters)?;
        match statement.raw_execute() {
            Ok(_) => Ok(true),
            Err(error)
                if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
            {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Runs one INSERT and returns the new row's id.
    pub(super) fn insert(&self, sql: &str, parameters: Parameters<'_>) -> Result<i64> {
        self.run(sql, parameters)?;
        Ok(self.connection.last_insert_rowid())
    }
}

impl Book {
    /// Opens the book at `path`; with [`Access::Create`] makes it where there is none, and with any access that writes and keeps what is
    /// written brings an older one up to date, after a copy of it; [`Book::upgraded`] tells.
    ///
    /// # Errors
    /// `Missing`, `Foreign`, `TooNew`, `TooOld`, `Corrupt`, `Locked`, `ReadOnly`; a refused file is untouched.
    pub fn open(path: &Path, access: Access) -> Result<Book> {
        Book::open_keeping(path, access, Copies::default())
    }

    /// As [`Book::open`], with a say in how many copies of older schemas are kept.
    ///
    /// # Errors
    /// As [`Book::open`].
    pub fn open_keeping(path: &Path, access: Access, copies: Copies) -> Result<Book> {
        let (connection, upgraded) = open::open(path, access, copies)?;
        let mut book = Book::reading(connection);
        book.path = Some(path.to_owned());
        book.access = access;
        book.upgraded = upgraded;
        Ok(book)
    }

    /// A book that is only read, on a connection opened elsewhere.
    pub(super) fn reading(connection: Connection) -> Book {
        Book {
            connection,
            path: None,
            access: Access::Read,
            rehearsing: false,
            immutable: false,
            upgraded: None,
        }
    }

    /// What opening it did to a book of an older schema; `None` for any other.
    pub fn upgraded(&self) -> Option<&Upgraded> {
        self.upgraded.as_ref()
    }

    /// Makes an empty book in memory, for rehearsing what would make a new one.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn in_memory() -> Result<Book> {
        let mut book = Book::reading(open::in_memory()?);
        book.access = Access::Create;
        Ok(book)
    }

    /// A copy of a book, which nobody else writes, to be looked at without leaving a file beside it.
    pub(super) fn open_copy(path: &Path) -> Result<Book> {
        let mut book = Book::reading(open::open_immutable(path)?);
        book.path = Some(path.to_owned());
        book.immutable = true;
        Ok(book)
    }

    /// A second view of the moment of `reader`, which reads this book; as [`Reader::second`].
    pub(super) fn second_reader(&self, reader: &Reader<'_>) -> Result<Option<SecondReader>> {
        match &self.path {
            Some(path) if self.immutable => SecondReader::of_copy(path).map(Some),
            Some(_) => reader.second(),
            None => Ok(None),
        }
    }

    /// Where the book lies; `None` in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Reads in one transaction, so that everything seen is of one moment.
    ///
    /// # Errors
    /// What `work` returns, or when the transaction cannot begin.
    pub fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if self.rehearsing {
            return work(self.reader());
        }
        self.batch("BEGIN")?;
        let result = work(self.reader());
        // Nothing was written, so how the transaction ends cannot matter to the result.
        let _ended = self.batch("COMMIT").or_else(|_| self.batch("ROLLBACK"));
        result
    }

    /// Everything that can be read, without a transaction around several reads.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            connection: &self.connection,
        }
    }

    /// Writes in one IMMEDIATE transaction, as one operation with this name in the journal. Where `work` fails, nothing is written;
    /// where it changes nothing, nothing is journaled.
    ///
    /// # Errors
    /// What `work` returns, or when the book cannot be written.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        session: &mut Session,
        name: &str,
        work: impl FnOnce(&mut Writer<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Written<T>, E> {
        self.transact(|book| {
            let operation = book.begin_operation(session, name, "do", None)?;
            let mut writer = Writer {
                connection: &book.connection,
                session,
            };
            let value = work(&mut writer)?;
            let changed = book.end_operation(operation)?;
            Ok((
                Written {
                    value,
                    operation: changed.then_some(operation),
                },
                changed,
            ))
        })
    }

    /// Starts a rehearsal: every write until [`Book::end_rehearsal`] happens in one transaction that is then thrown away.
    ///
    /// # Errors
    /// When the book cannot be locked for writing.
    pub fn start_rehearsal(&mut self) -> Result<()> {
        // Each operation of a rehearsal is a savepoint, whose pages SQLite keeps in a journal of their own. In memory that is a list which
        // every statement walks from its start, so that the time grows with the square of what is written; a file is not walked.
        self.batch("PRAGMA temp_store = FILE; BEGIN IMMEDIATE")?;
        self.rehearsing = true;
        Ok(())
    }

    /// Throws away what the rehearsal wrote.
    ///
    /// # Errors
    /// When SQLite fails; the transaction is gone all the same.
    pub fn end_rehearsal(&mut self) -> Result<()> {
        self.rehearsing = false;
        self.batch("ROLLBACK; PRAGMA temp_store = MEMORY")
    }

    /// Runs `work` in a transaction (in a rehearsal: in a savepoint of it), and keeps what it wrote only where it says so.
    pub(super) fn transact<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Book) -> std::result::Result<(T, bool), E>,
    ) -> std::result::Result<T, E> {
        let (begin, keep, discard) = if self.rehearsing {
            (
                "SAVEPOINT operation",
                "RELEASE operation",
                "ROLLBACK TO operation; RELEASE operation",
            )
        } else {
            ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        };
        self.batch(begin)?;
        match work(self) {
            Ok((value, true)) => match self.batch(keep) {
                Ok(()) => Ok(value),
                Err(error) => {
                    // A failed COMMIT may leave the transaction open; the error that matters is the first one.
                    let _ended = self.batch(discard);
                    Err(error.into())
                }
            },
            Ok((value, false)) => {
                self.batch(discard)?;
                Ok(value)
            }
            Err(error) => {
                // On a full disk SQLite may have rolled back already; the error that matters is the first one.
                let _ended = self.batch(discard);
                Err(error)
            }
        }
    }

    pub(super) fn begin_operation(
        &self,
        session: &mut Session,
        name: &str,
        kind: &str,
        target: Option<i64>,
    ) -> Result<i64> {
        let uid = session.next_uid();
        self.connection
            .prepare_cached(
                "INSERT INTO operation (uid, batch, name, coder, at, schema_version, kind, target) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(rusqlite::params![
                uid,
                session.batch,
                name,
                session.coder,
                session.at_text(),
                open::known_schema(),
                kind,
                target
            ])?;
        let operation = self.connection.last_insert_rowid();
        let columns = OWNERS
            .iter()
            .map(|owner| format!("{owner}_floor"))
            .collect::<Vec<_>>()
            .join(", ");
        let floors = OWNERS
            .iter()
            .map(|owner| {
                format!("coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{owner}'), 0)")
            })
            .collect::<Vec<_>>()
            .join(", ");
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO open_operation (id, operation, {columns}) VALUES (1, ?1, {floors})"
            ))?
            .execute([operation])?;
        Ok(operation)
    }

    /// Closes the open operation, brings the full-text index in step with what it changed, and returns whether it changed anything.
    pub(super) fn end_operation(&self, operation: i64) -> Result<bool> {
        search_index::follow(&self.reader(), operation)?;
        self.connection
            .prepare_cached("DELETE FROM open_operation")?
            .execute([])?;
        self.reader().exists(
            "SELECT 1 FROM change WHERE operation = ?1 LIMIT 1",
            operation,
        )
    }

    pub(super) fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.connection.execute_batch(sql)?)
    }
}

impl Drop for Book {
    fn drop(&mut self) {
        if self.access != Access::Read {
            // Empties the write-ahead log, so that a plain copy of the file is whole. Where another process still reads, the last one to
            // close does it; an error here loses nothing.
            let _checkpointed =
                self.connection
                    .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::journal::UndoWhat;
    use super::super::testing::{add, dump, session};
    use super::*;
    use crate::domain::record::Kind;

    fn add_speaker(book: &mut Book, name: &str) {
        add(book, Kind::Speaker, &[("name", name), ("kind", "person")]);
    }

    #[test]
    fn a_plain_copy_of_the_file_is_whole_once_its_writer_is_closed_though_others_have_it_open() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let mut writer = Book::open(&path, Access::Create).expect("made");
        let reader = Book::open(&path, Access::Read).expect("opened");
        add_speaker(&mut writer, "Bo");
        let written = dump(&writer);
        drop(writer);
        let copy = folder.path().join("copy.db");
        std::fs::copy(&path, &copy).expect("copied");
        assert_eq!(
            dump(&Book::open(&copy, Access::Read).expect("a book")),
            written
        );
        assert_eq!(dump(&reader), written);
    }

    #[test]
    fn what_is_rehearsed_is_seen_until_the_end_and_the_book_can_be_written_after_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let mut book = Book::open(&path, Access::Create).expect("made");
        let before = dump(&book);
        book.start_rehearsal().expect("started");
        add_speaker(&mut book, "Bo");
        assert_ne!(dump(&book), before);
        book.end_rehearsal().expect("ended");
        assert_eq!(dump(&book), before);
        add_speaker(&mut book, "Cy");
        let after = dump(&book);
        drop(book);
        assert_eq!(
            dump(&Book::open(&path, Access::Read).expect("a book")),
            after
        );
    }

    #[test]
    fn undoing_a_change_whose_journal_is_damaged_is_an_error_and_changes_nothing() {
        for columns in [
            r#"{"note": ["a"]}"#,
            r#"{"note": []}"#,
            r#"{"note": 1}"#,
            "[1]",
            "{",
        ] {
            let mut book = Book::in_memory().expect("made");
            add_speaker(&mut book, "Bo");
            book.write(&mut session(), "note", |writer| {
                writer
                    .connection
                    .execute("UPDATE speaker SET note = 'x'", [])
                    .map_err(StoreError::from)
            })
            .expect("written");
            let damaged = book
                .connection
                .execute(
                    "UPDATE change SET columns = ?1 WHERE action = 'update'",
                    [columns],
                )
                .expect("damaged");
            assert_eq!(damaged, 1);
            let before = dump(&book);
            assert!(
                book.undo(&mut session(), &UndoWhat::Last).is_err(),
                "{columns}"
            );
            assert_eq!(dump(&book), before);
        }
    }
}
