//! Books for tests, filled by plain SQL.

use chrono::DateTime;

use super::{Book, StoreError};
use crate::domain::session::Session;

/// Returns a book in memory that holds what `sql`, several statements, inserts.
pub(crate) fn book_of(sql: &str) -> Book {
    let mut book = Book::in_memory().unwrap();
    let mut session = Session::new(String::from("ann"), DateTime::UNIX_EPOCH, 1);
    book.write(&mut session, "fixture", |writer| {
        writer.connection.execute_batch(sql)?;
        Ok::<(), StoreError>(())
    })
    .unwrap();
    book
}
