//! The program as a user meets it: one test binary, a file a subject.

mod article_and_claim;
mod awkward_sheets;
mod book;
mod csv;
mod harness;
mod journal;
mod output;
mod record;
mod record_edit;
