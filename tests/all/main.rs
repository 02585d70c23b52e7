//! The program as a user meets it: one test binary, a file a subject.

mod architecture;
mod article_and_claim;
mod book;
mod completions;
mod csv;
mod dump;
mod harness;
mod journal;
mod log;
mod log_editor;
mod output;
mod readme;
mod record;
mod record_edit;
mod seed;
mod sheet_keys;
