//! The book: the only place with SQLite and with SQL that writes.

mod alias;
mod article;
mod article_removal;
mod backup;
mod book;
mod check;
mod claim;
mod claim_list;
mod claim_rows;
mod content;
mod decision;
mod error;
mod figure;
#[cfg(test)]
pub(crate) mod fixture;
mod former_key;
mod health;
mod introduction;
mod journal;
mod kept_copy;
mod label;
mod merge;
mod merge_books;
mod names;
mod new_rows;
mod open;
mod query;
#[cfg(test)]
mod random_history;
mod reader;
mod record;
mod record_list;
mod record_write;
mod reference;
mod removal;
mod reported_fact;
mod restore;
mod schema;
mod search_index;
mod second_reader;
#[cfg(test)]
pub(crate) mod testing;
mod upgrade;
mod views;

pub use article_removal::RemovedArticle;
pub use backup::{Backup, Existing};
pub use book::{Book, Writer, Written};
pub use check::{CheckReport, Problem, Repair};
pub use claim_list::{ClaimFilter, ClaimLine};
pub use error::{Result, StoreError};
pub use health::{Health, TableSize, engine_version};
pub use journal::{Operation, UndoWhat};
pub use merge_books::{
    Clash, Conflict, Deleted, Fate, MergeCount, MergePlan, Renamed, Uncertain, Verdict, Why,
};
pub use open::{Access, known_schema};
pub use query::QueryError;
pub use reader::{Parameters, Reader, Row, Value};
pub use record::{FieldValue, Record, RecordInput, Setting};
pub use record_list::ListQuery;
pub use restore::{Restored, restore};
pub use search_index::indexed_record;
pub use second_reader::SecondReader;
pub use upgrade::{Copies, Upgraded};
pub use views::{View, ViewColumn, views};

pub use article::{ArticleList, Coding, Version};
pub use claim::{ClaimList, ClaimPlace, StoredClaim};
pub use claim_rows::NewClaim;
pub use content::sha256;
pub use decision::Decision;
pub use introduction::{Introduction, StoredIntroduction};
pub use reported_fact::{ReportedFact, ReportedValue, StoredFact};
