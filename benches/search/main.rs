//! How long queries take on generated books, from the start of the process, against a bare FTS5 query in the sqlite3 shell.
//!
//! `cargo bench --bench search` makes a book of 10 thousand claims and asks it. Set
//! - `CLAIMBOOK_BENCH_SIZES=10k,100k,1m` for larger books, and the growth between them,
//! - `CLAIMBOOK_BENCH_BOOKS=FOLDER` to keep the books there and find them again (those of `benches/reports` will do),
//! - `CLAIMBOOK_BENCH_ROUNDS=50` for how often each query is asked.
//!
//! - **p50, p95**: of all rounds of one query, the whole process with `-f json`, the output thrown away; queries take turns.
//! - **bare**: the median of `sqlite3 -readonly` with the query's words against `search_claim` alone, the best twenty by `rank`; the ratio is that
//!   of p50 to it, though p50 is of claims, articles and records.
//! - **claims**: the median of the same search of claims alone (`kind:claim`), and its ratio to the bare query, which does as much.

#[expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints its result, and what fails here should stop it"
)]
mod measure;

// The generator of books is that of benches/reports.
#[path = "../reports/generate/mod.rs"]
mod generate;

fn main() {
    measure::run();
}
