//! The program as a user meets it: one test binary, a file a subject.

mod agree;
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
mod fuzz;
#[path = "../../benches/log/generate.rs"]
mod generate;
mod generated_book;
mod harness;
mod journal;
mod licences;
mod log;
mod log_again;
mod log_editor;
#[path = "../../benches/reports/generate/mod.rs"]
mod measured_book;
mod merge_books;
mod old_databases;
mod output;
#[path = "../fuzz/parsers.rs"]
mod parsers;
mod readme;
mod recheck;
mod record;
mod record_edit;
mod report;
mod search;
mod seed;
mod sheet_keys;
mod sql;
mod suggest;
mod undo_model;
