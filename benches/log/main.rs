//! How long it takes to log generated sheets, against a named baseline measured in the same run.
//!
//! `cargo bench --bench log` logs 1,000 sheets of 36 claims; `CLAIMBOOK_BENCH_SHEETS=100` logs fewer.
//!
//! - **log**: the whole command `claimbook log s0000.toml s0001.toml ...` into a new book, from the start of the process to its end.
//! - **no journal**: the same command into a book without the journal's triggers; what the journal costs is the ratio of the two.
//! - **plain inserts**: the same rows, read back from the logged book, into the same schema without the journal's triggers, by prepared
//!   statements, in one transaction a sheet, with the same pragmas; to the end of the checkpoint.

#[expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its result, and what fails here should stop it"
)]
mod measure;

mod generate;

fn main() {
    measure::run();
}
