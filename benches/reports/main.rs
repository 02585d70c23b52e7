//! How long the reports take on generated books, against hand-written SQL that does the same work in the sqlite3 shell.
//!
//! `cargo bench --bench reports` makes a book of 10 thousand claims and measures every report on it. Set
//! - `CLAIMBOOK_BENCH_SIZES=10k,100k,1m` for larger books, and the growth between them,
//! - `CLAIMBOOK_BENCH_BOOKS=FOLDER` to keep the books there and find them again,
//! - `CLAIMBOOK_BENCH_REPORTS=compare,figures` for some reports only,
//! - `CLAIMBOOK_BENCH_CLOCK=cpu` for processor time, where the machine has other work to do (Linux; to a few milliseconds).
//!
//! - **claimbook**: the whole process with `-f csv`, the output thrown away; the median of several runs after one that is not counted.
//! - **sqlite3**: the same for the shell with `-readonly -csv`, given `sql/NAME.sql` after `sql/scope_*.sql` (which claims count) and
//!   `sql/units.sql` (what is counted once). A table with a column an outlet is a row a cell here.
//! - **check** is the command of that name, after the reports; beside it stands the shell's `PRAGMA integrity_check`, which checks the
//!   file alone.
//! - **table**: claimbook with `-f table`. **peak**: the highest resident memory of claimbook.

#[expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its result, and what fails here should stop it"
)]
mod measure;

#[expect(
    clippy::unwrap_used,
    reason = "what fails here should stop the measurement"
)]
mod books;

mod cases;
mod generate;

fn main() {
    measure::run();
}
