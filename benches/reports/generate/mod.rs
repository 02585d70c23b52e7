//! A whole book in invented words, skewed like real news: the same one for the same size, on every machine.
//!
//! It is written straight into the tables, since logging a million claims takes an hour; what `claimbook check` finds in it is what it
//! would find in a logged book.

mod article;
mod book;
mod calendar;
mod cast;
mod claim;
mod figure;
mod insert;
mod insert_article;
mod insert_reading;
mod insert_records;
mod page;
mod plan;
mod propositions;
mod random;
mod size;
mod words;
mod world;

pub(crate) use book::generate;
pub(crate) use size::Size;
