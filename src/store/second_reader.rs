//! A second view of the same moment of a book, so that one thread can read ahead while another counts.

use std::path::Path;

use rusqlite::{Connection, MAIN_DB};

use super::error::Result;
use super::open::{self, Access};
use super::reader::Reader;
use super::upgrade::Copies;

/// Another connection to the book of a [`Reader`], in a read transaction of the same moment. It may go to another thread.
pub struct SecondReader {
    connection: Connection,
}

impl SecondReader {
    /// A reader of a file that nobody writes.
    pub(super) fn of_copy(path: &Path) -> Result<SecondReader> {
        let connection = open::open_immutable(path)?;
        Ok(SecondReader { connection })
    }

    /// Everything that can be read, as of the moment of the first reader.
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            connection: &self.connection,
        }
    }
}

impl Reader<'_> {
    /// Opens a second view of the same moment. `None` where there can be none: the book is in memory, this reader may see what is not
    /// committed yet, or something was written since its transaction began. Then one reader has to do.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn second(&self) -> Result<Option<SecondReader>> {
        let Some(path) = self.connection.path().filter(|path| !path.is_empty()) else {
            return Ok(None);
        };
        // Only a connection that cannot write has written nothing, and only a transaction has a moment.
        if !self.connection.is_readonly(MAIN_DB)? || self.connection.is_autocommit() {
            return Ok(None);
        }
        let (connection, _) = open::open(path.as_ref(), Access::Read, Copies::default())?;
        // It reads on and on and comes back to little, so it needs less room than the first.
        connection.execute_batch("PRAGMA cache_size=-4000; BEGIN")?;
        let second = SecondReader { connection };
        let is_same = self.moment()? == second.reader().moment()?;
        Ok(is_same.then_some(second))
    }

    /// What tells one moment of a book from another: every write leaves an operation, and ids of operations are never used again.
    fn moment(&self) -> Result<(i64, i64)> {
        let operation = self.count("SELECT coalesce(max(id), 0) FROM operation", &[])?;
        let schema = self.count("PRAGMA schema_version", &[])?;
        Ok((operation, schema))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Book;
    use crate::store::error::StoreError;
    use crate::store::testing::session;

    fn write_an_outlet(book: &mut Book, key: &str) {
        book.write(&mut session(), "test", |writer| {
            writer.insert(
                "INSERT INTO outlet (uid, key, name) VALUES (:uid, :key, :key)",
                &[("uid", format!("u-{key}").into()), ("key", key.into())],
            )
        })
        .unwrap();
    }

    fn outlets(reader: Reader<'_>) -> i64 {
        reader.count("SELECT count(*) FROM outlet", &[]).unwrap()
    }

    #[test]
    fn a_second_reader_sees_the_moment_of_the_first_even_after_a_later_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let mut writing = Book::open(&path, Access::Create).unwrap();
        write_an_outlet(&mut writing, "one");
        let reading = Book::open(&path, Access::Read).unwrap();
        reading
            .read(|first| {
                let second = first.second()?.unwrap();
                write_an_outlet(&mut writing, "two");
                assert_eq!(outlets(first), 1);
                let in_thread = std::thread::scope(|scope| {
                    scope
                        .spawn(move || outlets(second.reader()))
                        .join()
                        .unwrap()
                });
                assert_eq!(in_thread, 1);
                Ok::<(), StoreError>(())
            })
            .unwrap();
    }

    #[test]
    fn there_is_no_second_reader_where_something_was_written_since() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        let mut writing = Book::open(&path, Access::Create).unwrap();
        let reading = Book::open(&path, Access::Read).unwrap();
        reading
            .read(|first| {
                assert_eq!(outlets(first), 0);
                write_an_outlet(&mut writing, "one");
                assert!(first.second()?.is_none());
                Ok::<(), StoreError>(())
            })
            .unwrap();
    }

    #[test]
    fn there_is_no_second_reader_of_memory_or_of_a_book_that_may_write() {
        let memory = Book::in_memory().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let writing = Book::open(&folder.path().join("book.db"), Access::Create).unwrap();
        for book in [memory, writing] {
            book.read(|first| {
                assert!(first.second()?.is_none());
                Ok::<(), StoreError>(())
            })
            .unwrap();
        }
    }
}
