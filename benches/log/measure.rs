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

/// How a book is kept while sheets are logged into it.
#[derive(Debug, Clone, Copy)]
enum Kept {
    /// As it is: journal and full-text index.
    Whole,
    /// The journal alone.
    Journaled,
    /// Neither.
    Bare,
}

/// What the rounds took, each way once a round.
#[derive(Default)]
struct Times {
    whole: Vec<Duration>,
    journaled: Vec<Duration>,
    bare: Vec<Duration>,
}

pub(crate) fn run() {
    let sheets = asked("CLAIMBOOK_BENCH_SHEETS", 1000);
    let rounds = asked("CLAIMBOOK_BENCH_ROUNDS", 5);
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..sheets)
        .map(|number| generate(number).write(folder.path()).unwrap())
        .collect();
    let version = median(
        (0..20)
            .map(|_| timed(|| assert!(program().arg("--version").status().unwrap().success())))
            .collect(),
    );
    let mut times = Times::default();
    let mut peak = None;
    let mut operations = None;
    for round in 0..rounds {
        let mut counted = Vec::new();
        // Each way goes first in its turn, so that none always finds the caches as another left them.
        let ways = [Kept::Whole, Kept::Journaled, Kept::Bare];
        for kept in (0..3).map(|at| ways[(round + at) % 3]) {
            let book = folder.path().join("logged.db");
            make(&book, kept);
            let (took, memory) = log(&book, &paths);
            counted.push(rows_logged(&book));
            match kept {
                Kept::Whole => {
                    times.whole.push(took);
                    peak = memory;
                    operations.get_or_insert_with(|| rows_of_operations(&book));
                }
                Kept::Journaled => times.journaled.push(took),
                Kept::Bare => times.bare.push(took),
            }
            std::fs::remove_file(&book).unwrap();
        }
        assert!(counted.windows(2).all(|two| two[0] == two[1]), "other rows");
    }
    let operations = operations.unwrap();
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
    println!("{sheets} sheets of {CLAIMS} claims, {rows} rows; {rounds} rounds");
    println!(
        "neither        {:8.1} ms",
        millis(median(times.bare.clone()))
    );
    println!(
        "journal        {:8.1} ms",
        millis(median(times.journaled.clone()))
    );
    println!(
        "log            {:8.1} ms",
        millis(median(times.whole.clone()))
    );
    println!("plain inserts  {:8.1} ms", millis(plain));
    println!(
        "the journal    {} times as long as neither",
        ratio(&times.journaled, &times.bare)
    );
    println!(
        "the index      {} times as long as with the journal alone",
        ratio(&times.whole, &times.journaled)
    );
    println!(
        "log            {:8.2} times as long as plain inserts",
        median(times.whole).as_secs_f64() / plain.as_secs_f64()
    );
    match peak {
        Some(kilobytes) => println!("peak memory    {:8.1} MB", f64::from(kilobytes) / 1000.0),
        None => println!("peak memory    not known here"),
    }
    println!("--version      {:8.1} ms (median of 20)", millis(version));
}

fn asked(variable: &str, otherwise: usize) -> usize {
    let asked = std::env::var(variable).ok();
    asked
        .and_then(|asked| asked.parse().ok())
        .unwrap_or(otherwise)
}

/// The median of the rounds' ratios, and from where to where they go.
fn ratio(these: &[Duration], those: &[Duration]) -> String {
    let mut ratios: Vec<f64> = these
        .iter()
        .zip(those)
        .map(|(this, that)| this.as_secs_f64() / that.as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    format!(
        "{:8.2} ({:.2} to {:.2})",
        ratios[ratios.len() / 2],
        ratios[0],
        ratios[ratios.len() - 1]
    )
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

/// Makes an empty book. The program journals nothing where the journal's triggers were dropped, but takes an operation without changes
/// for one that wrote nothing, so one change of its own is left to each operation. An index that is not there it does not keep.
fn make(path: &Path, kept: Kept) {
    drop(Book::open(path, Access::Create).unwrap());
    let book = Connection::open(path).unwrap();
    if matches!(kept, Kept::Journaled | Kept::Bare) {
        drop_index(&book);
    }
    if matches!(kept, Kept::Bare) {
        drop_triggers(&book);
        book.execute_batch(
            "CREATE TRIGGER journal_operation_insert AFTER INSERT ON open_operation BEGIN INSERT INTO change (operation, record_table, record, action) VALUES (NEW.operation, 'operation', NEW.operation, 'insert'); END",
        )
        .unwrap();
    }
}

/// How many rows each table has that every way of keeping the book has.
fn rows_logged(path: &Path) -> BTreeMap<&'static str, i64> {
    let book = Connection::open(path).unwrap();
    TABLES
        .iter()
        .map(|(table, _)| *table)
        .chain(["operation"])
        .map(|table| {
            let sql = format!("SELECT count(*) FROM {table}");
            (table, book.query_row(&sql, [], |row| row.get(0)).unwrap())
        })
        .collect()
}

fn drop_index(book: &Connection) {
    for table in ["search_claim", "search_text", "search_record"] {
        book.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
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
    drop_index(&book);
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
