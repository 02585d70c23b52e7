//! The book: the only place with SQLite and with SQL that writes.

mod book;
mod error;
#[cfg(test)]
pub(crate) mod fixture;
mod journal;
mod open;
mod reader;
mod reference;
mod schema;

pub use book::{Book, Writer, Written};
pub use error::{Result, StoreError};
pub use journal::{Operation, UndoWhat};
pub use open::{Access, known_schema};
pub use reader::{Parameters, Reader, Row, Value};
