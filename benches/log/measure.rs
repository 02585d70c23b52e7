//! Measuring and printing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use claimbook::store::{Access, Book};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::generate::{CLAIMS, generate};

/// The tables that are not the journal, each after those it refers to, with the SQL for the operation that inserted a row `r`.
const TABLES: [(&str, &str); 22] = [
    ("topic", ""),
    ("organization", ""),
    ("outlet", ""),
    ("article", ""),
    ("article_author", "article"),
    (
        "content",
        "(SELECT v.id FROM article_version AS v WHERE v.content = r.id)",
    ),
    ("article_version", ""),
    ("block", "version"),
    ("event", ""),
    ("article_event", "article"),
    ("speaker", ""),
    ("affiliation", ""),
    ("proposition", ""),
    ("alias", "speaker"),
    ("coding", ""),
    ("introduction", ""),
    ("reported_fact", ""),
    ("claim", ""),
    ("claim_speaker", "claim"),
    ("figure", "claim"),
    ("target", "claim"),
    ("span", ""),
];

/// The rows that one operation inserted into one table.
struct Batch {
    insert: String,
    rows: Vec<Vec<Value>>,
}

pub(crate) fn run() {
    let sheets = std::env::var("CLAIMBOOK_BENCH_SHEETS")
        .ok()
        .and_then(|sheets| sheets.parse().ok())
        .unwrap_or(1000);
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..sheets)
        .map(|number| generate(number).write(folder.path()).unwrap())
        .collect();
    let version = median(
        (0..20)
            .map(|_| timed(|| assert!(program().arg("--version").status().unwrap().success())))
            .collect(),
    );
    let book = folder.path().join("logged.db");
    let (logging, peak) = log(&book, &paths);
    let operations = rows_of_operations(&book);
    let rows: usize = operations
        .values()
        .flatten()
        .map(|batch| batch.rows.len())
        .sum();
    let plain = median(
        (0..3)
            .map(|run| insert_plainly(&folder.path().join(format!("plain-{run}.db")), &operations))
            .collect(),
    );
    let unjournaled = without_journal(&folder.path().join("unjournaled.db"), &paths);
    println!("{sheets} sheets of {CLAIMS} claims, {rows} rows");
    println!("log            {:8.1} ms", millis(logging));
    println!("no journal     {:8.1} ms", millis(unjournaled));
    println!(
        "the journal    {:8.2} times as long",
        logging.as_secs_f64() / unjournaled.as_secs_f64()
    );
    println!("plain inserts  {:8.1} ms", millis(plain));
    println!(
        "ratio          {:8.2}",
        logging.as_secs_f64() / plain.as_secs_f64()
    );
    match peak {
        Some(kilobytes) => println!("peak memory    {:8.1} MB", f64::from(kilobytes) / 1000.0),
        None => println!("peak memory    not known here"),
    }
    println!("--version      {:8.1} ms (median of 20)", millis(version));
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Logs the sheets in one command and returns how long it took and its peak memory in kB.
fn log(book: &Path, sheets: &[PathBuf]) -> (Duration, Option<u32>) {
    let began = Instant::now();
    let mut child = program()
        .args(["--coder", "ann", "--book"])
        .arg(book)
        .arg("log")
        .args(sheets)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = None;
    let status = loop {
        // The kernel keeps the highest value, so the last look before the end is enough.
        peak = peak_memory(child.id()).or(peak);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(status.success());
    (began.elapsed(), peak)
}

/// Logs the sheets into a book whose triggers of the journal were dropped, and returns how long it took. The program journals nothing
/// then but takes an operation without changes for one that wrote nothing, so one change of its own is left to each operation.
fn without_journal(book: &Path, sheets: &[PathBuf]) -> Duration {
    drop(Book::open(book, Access::Create).unwrap());
    let connection = Connection::open(book).unwrap();
    drop_triggers(&connection);
    connection
        .execute_batch(
            "CREATE TRIGGER journal_operation_insert AFTER INSERT ON open_operation BEGIN INSERT INTO change (operation, record_table, record, action) VALUES (NEW.operation, 'operation', NEW.operation, 'insert'); END",
        )
        .unwrap();
    drop(connection);
    log(book, sheets).0
}

fn drop_triggers(book: &Connection) {
    let triggers: Vec<String> = book
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal\\_%' ESCAPE '\\'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    for trigger in triggers {
        book.execute_batch(&format!("DROP TRIGGER {trigger}"))
            .unwrap();
    }
}

/// The highest resident size that a process has had, in kB, where the system tells it.
fn peak_memory(process: u32) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The rows of a book by the operation that inserted them, in an order in which they can be inserted again.
fn rows_of_operations(book: &Path) -> BTreeMap<i64, Vec<Batch>> {
    let book = Connection::open(book).unwrap();
    let mut operations: BTreeMap<i64, Vec<Batch>> = BTreeMap::new();
    for (table, owner) in TABLES {
        let operation = match (table, owner) {
            ("span", _) => String::from(
                "coalesce((SELECT c.operation FROM change AS c WHERE c.record_table = 'claim' AND c.record = r.claim AND c.action = 'insert'), (SELECT c.operation FROM change AS c WHERE c.record_table = 'introduction' AND c.record = r.introduction AND c.action = 'insert'), (SELECT c.operation FROM change AS c WHERE c.record_table = 'reported_fact' AND c.record = r.reported_fact AND c.action = 'insert'))",
            ),
            ("content", owner) => inserted_by("article_version", owner),
            ("block", owner) => inserted_by("article_version", &format!("r.{owner}")),
            (table, "") => inserted_by(table, "r.id"),
            (_, owner) => inserted_by(owner, &format!("r.{owner}")),
        };
        let mut statement = book
            .prepare(&format!(
                "SELECT {operation}, r.* FROM {table} AS r ORDER BY 1, r.id"
            ))
            .unwrap();
        let columns: Vec<String> = statement
            .column_names()
            .skip(1)
            .map(str::to_owned)
            .collect();
        let marks = vec!["?"; columns.len()].join(", ");
        let insert = format!(
            "INSERT INTO {table} ({}) VALUES ({marks})",
            columns.join(", ")
        );
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let operation: i64 = row.get(0).unwrap();
            let values = (1..=columns.len())
                .map(|column| row.get(column).unwrap())
                .collect();
            let batches = operations.entry(operation).or_default();
            if batches.last().is_none_or(|batch| batch.insert != insert) {
                batches.push(Batch {
                    insert: insert.clone(),
                    rows: Vec::new(),
                });
            }
            batches.last_mut().unwrap().rows.push(values);
        }
    }
    operations
}

fn inserted_by(table: &str, row: &str) -> String {
    format!(
        "(SELECT c.operation FROM change AS c WHERE c.record_table = '{table}' AND c.record = {row} AND c.action = 'insert')"
    )
}

/// Inserts the rows of each operation in one transaction, and returns how long all of them took.
fn insert_plainly(path: &Path, operations: &BTreeMap<i64, Vec<Batch>>) -> Duration {
    drop(Book::open(path, Access::Create).unwrap());
    let book = Connection::open(path).unwrap();
    drop_triggers(&book);
    book.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;",
    )
    .unwrap();
    book.set_prepared_statement_cache_capacity(64);
    timed(|| {
        for batches in operations.values() {
            book.execute_batch("BEGIN IMMEDIATE").unwrap();
            for batch in batches {
                let mut statement = book.prepare_cached(&batch.insert).unwrap();
                for row in &batch.rows {
                    statement.execute(rusqlite::params_from_iter(row)).unwrap();
                }
            }
            book.execute_batch("COMMIT").unwrap();
        }
        book.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .unwrap();
    })
}
