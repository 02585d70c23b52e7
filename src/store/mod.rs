//! The book: the only place with SQLite and with SQL that writes.

mod alias;
mod article_removal;
mod book;
mod claim_list;
mod error;
mod former_key;
mod journal;
mod label;
mod merge;
mod names;
mod open;
mod reader;
mod record;
mod record_list;
mod reference;
mod removal;
mod schema;
#[cfg(test)]
mod testing;

pub use article_removal::RemovedArticle;
pub use book::{Book, Writer, Written};
pub use claim_list::{ClaimFilter, ClaimLine};
pub use error::{Result, StoreError};
pub use journal::{Operation, UndoWhat};
pub use open::{Access, known_schema};
pub use reader::{Parameters, Reader, Row, Value};
pub use record::{FieldValue, Record, RecordInput, Setting};
pub use record_list::ListQuery;
