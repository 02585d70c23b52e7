//! The program as a user meets it: one test binary, a file a subject.

mod architecture;
mod article_and_claim;
mod awkward_sheets;
mod book;
mod completions;
mod csv;
mod dossier;
mod draft;
mod dump;
mod faults;
#[path = "../../benches/log/generate.rs"]
mod generate;
mod generated_book;
mod harness;
mod journal;
mod log;
mod log_again;
mod log_editor;
#[path = "../../benches/reports/generate/mod.rs"]
mod measured_book;
mod old_databases;
mod output;
mod readme;
mod record;
mod record_edit;
mod report;
mod seed;
mod sheet_keys;
mod sql;
mod undo_model;
