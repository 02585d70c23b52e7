//! How long it takes to log generated sheets, against a named baseline measured in the same run.
//!
//! `cargo bench --bench log` logs 1,000 sheets of 36 claims, five times; `CLAIMBOOK_BENCH_SHEETS=100` logs fewer, and
//! `CLAIMBOOK_BENCH_ROUNDS=9` more often. Every round logs the same sheets each of three ways, one after the other, into a new book: what
//! journal and index cost is the median of the ratios within a round.
//!
//! - **log**: the whole command `claimbook log s0000.toml s0001.toml ...`, from the start of the process to its end: a transaction a
//!   sheet, each on the disk before the next.
//! - **journal**: the same command into a book without the full-text index.
//! - **neither**: the same into a book without the journal's triggers too.
//! - **plain inserts**: the same rows, read back from the logged book, into the same schema without triggers and index, by prepared
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
