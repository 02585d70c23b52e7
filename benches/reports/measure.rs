//! Measuring and printing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::books::{Subject, book};
use crate::cases::{CASES, Case, Scope};
use crate::generate::Size;

/// The sizes that can be asked for, with their articles; an article has 20 claims on average.
const SIZES: [(&str, usize); 3] = [("10k", 500), ("100k", 5_000), ("1m", 50_000)];

/// How slow claimbook may be against sqlite3.
const RATIO: f64 = 1.5;
/// How long a table for people may take, in milliseconds; of a whole book it may take what the report may take.
const TABLE_MS: f64 = 100.0;
/// How much memory a report may take.
const PEAK_MB: f64 = 200.0;
/// The name of the check of the whole book among the reports, and how long it may take, in milliseconds, and how much memory.
const CHECK: &str = "check";
const CHECK_MS: f64 = 10_000.0;
const CHECK_PEAK_MB: f64 = 400.0;

/// What was found of one report in one scope; none where there is nothing to run.
#[derive(Default)]
struct Found {
    claimbook: Option<f64>,
    sqlite3: Option<f64>,
    table: Option<f64>,
    peak: Option<f64>,
    refused: Option<String>,
}

pub(crate) fn run() {
    let kept = std::env::var_os("CLAIMBOOK_BENCH_BOOKS").map(PathBuf::from);
    let temporary = tempfile::tempdir().unwrap();
    let folder = kept.as_deref().unwrap_or(temporary.path());
    fs::create_dir_all(folder).unwrap();
    let wanted = std::env::var("CLAIMBOOK_BENCH_SIZES").unwrap_or_else(|_| String::from("10k"));
    let reports = std::env::var("CLAIMBOOK_BENCH_REPORTS").ok();
    let is_wanted = |report: &str| {
        let names = reports.as_deref();
        names.is_none_or(|names| names.split(',').any(|name| name == report))
    };
    let cases: Vec<&Case> = CASES.iter().filter(|case| is_wanted(case.report)).collect();
    let shell = shell_version();
    if shell.is_none() {
        println!("sqlite3 is not installed here, so there is nothing to compare with");
    }
    let missing: Vec<&str> = cases
        .iter()
        .filter(|case| !has_report(case.report))
        .map(|case| case.report)
        .collect();
    if !missing.is_empty() {
        println!("no reports of this program: {}", missing.join(", "));
    }
    let mut growth = Growth::new();
    let sizes: Vec<&str> = wanted.split(',').map(str::trim).collect();
    for name in &sizes {
        let Some((_, articles)) = SIZES.iter().find(|(known, _)| known == name) else {
            println!("no size {name}; there are 10k, 100k and 1m");
            continue;
        };
        let size = Size {
            articles: *articles,
            claims_of_an_article: 20,
        };
        let began = Instant::now();
        let subject = book(folder, name, size);
        print_head(name, &subject, shell.as_deref(), began.elapsed());
        for (at, case) in cases.iter().enumerate() {
            for scope in case.scopes {
                let has_report = !missing.contains(&case.report);
                let found = measure(case, *scope, &subject, has_report, shell.is_some());
                print_row(case.report, scope.as_str(), limits(*scope), &found);
                growth
                    .entry((at, case.report, scope.as_str()))
                    .or_default()
                    .push(if has_report {
                        found.claimbook
                    } else {
                        found.sqlite3
                    });
            }
        }
        if is_wanted(CHECK) {
            let found = measure_check(&subject, shell.is_some());
            let scope = Scope::Book.as_str();
            print_row(CHECK, scope, [CHECK_MS, CHECK_MS, CHECK_PEAK_MB], &found);
            growth
                .entry((cases.len(), CHECK, scope))
                .or_default()
                .push(found.claimbook);
        }
    }
    if sizes.len() > 1 {
        print_growth(&missing, &sizes, &growth);
    }
}

/// The times of a report in a scope, size by size, in the order in which they are printed.
type Growth<'a> = BTreeMap<(usize, &'a str, &'a str), Vec<Option<f64>>>;

/// How long a report may take and a table for people of it, in milliseconds, and how much memory, in MB.
fn limits(scope: Scope) -> [f64; 3] {
    [scope.limit_ms(), scope.limit_ms().max(TABLE_MS), PEAK_MB]
}

fn print_head(name: &str, subject: &Subject, shell: Option<&str>, took: Duration) {
    println!();
    println!(
        "{name}: {} articles, {} claims (ready in {:.1} s); sqlite3 {}",
        subject.articles,
        subject.claims,
        took.as_secs_f64(),
        shell.unwrap_or("not installed")
    );
    println!(
        "event {}, speaker {}, proposition {}, article a{}",
        subject.event, subject.speaker, subject.proposition, subject.article
    );
    println!(
        "{:<15}{:<12}{:>13}{:>12}{:>7}{:>10}{:>9}  over",
        "report", "scope", "claimbook ms", "sqlite3 ms", "ratio", "table ms", "peak MB"
    );
}

fn print_row(report: &str, scope: &str, limits: [f64; 3], found: &Found) {
    let ratio = found
        .claimbook
        .zip(found.sqlite3)
        .map(|(claimbook, sqlite3)| claimbook / sqlite3);
    let [time, table, memory] = limits;
    let over = [
        ("time", found.claimbook, time),
        ("ratio", ratio, RATIO),
        ("table", found.table, table),
        ("memory", found.peak, memory),
    ];
    let mut over: Vec<&str> = over
        .iter()
        .filter(|(_, value, limit)| value.is_some_and(|value| value > *limit))
        .map(|(what, _, _)| *what)
        .collect();
    over.extend(found.refused.as_deref());
    println!(
        "{:<15}{:<12}{:>13}{:>12}{:>7}{:>10}{:>9}  {}",
        report,
        scope,
        shown(found.claimbook, 1),
        shown(found.sqlite3, 1),
        shown(ratio, 2),
        shown(found.table, 1),
        shown(found.peak, 0),
        over.join(", ")
    );
}

fn print_growth(missing: &[&str], sizes: &[&str], growth: &Growth<'_>) {
    println!();
    println!("growth: ms of claimbook; of sqlite3 where claimbook has no such report");
    print!("{:<15}{:<12}{:<11}", "report", "scope", "program");
    for size in sizes {
        print!("{size:>10}");
    }
    println!("  last / first");
    for ((_, report, scope), times) in growth {
        let program = if missing.contains(report) {
            "sqlite3"
        } else {
            "claimbook"
        };
        print!("{report:<15}{scope:<12}{program:<11}");
        for time in times {
            print!("{:>10}", shown(*time, 1));
        }
        let first = times.first().copied().flatten();
        let last = times.last().copied().flatten();
        println!(
            "{:>14}",
            shown(first.zip(last).map(|(first, last)| last / first), 1)
        );
    }
}

fn shown(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| String::from("-"), |value| format!("{value:.decimals$}"))
}

fn measure(
    case: &Case,
    scope: Scope,
    subject: &Subject,
    has_report: bool,
    has_shell: bool,
) -> Found {
    let clock = Clock::asked_for();
    let mut found = Found::default();
    if has_shell {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("script.sql");
        fs::write(
            &script,
            [&subject.parameters(), scope.sql(), case.sql].concat(),
        )
        .unwrap();
        found.sqlite3 = Some(clock.ms(|| shell(&subject.path, &script)));
    }
    if !has_report {
        return found;
    }
    let command = |format: &str| {
        let mut command = program();
        command
            .arg("--book")
            .arg(&subject.path)
            .args(["report", case.report])
            .args(subject.filter(scope))
            .args(case.arguments)
            .args(["-f", format])
            .stderr(Stdio::null());
        command
    };
    let output = command("csv").stderr(Stdio::piped()).output().unwrap();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        found.refused = said.lines().next().map(str::to_owned);
        return found;
    }
    found.claimbook = Some(clock.ms(|| command("csv")));
    found.table = Some(clock.ms(|| command("table")));
    found.peak = peak_mb(command("csv"));
    found
}

/// Measures the check of the whole book, with SQLite's own check of the file in the shell to compare with.
fn measure_check(subject: &Subject, has_shell: bool) -> Found {
    let clock = Clock::asked_for();
    let mut found = Found::default();
    if has_shell {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("script.sql");
        fs::write(&script, "PRAGMA integrity_check;").unwrap();
        found.sqlite3 = Some(clock.ms(|| shell(&subject.path, &script)));
    }
    let command = || {
        let mut command = program();
        command.arg("--book").arg(&subject.path).arg(CHECK);
        command
    };
    found.claimbook = Some(clock.ms(command));
    found.peak = peak_mb(command());
    found
}

/// What is measured of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    /// From its start to its end: the median of several runs.
    Wall,
    /// The time that it had a processor: the mean of several runs.
    Processor,
}

impl Clock {
    fn asked_for() -> Clock {
        match std::env::var("CLAIMBOOK_BENCH_CLOCK").as_deref() {
            Ok("cpu") => Clock::Processor,
            _ => Clock::Wall,
        }
    }

    /// Runs the command several times, a slow one fewer times, after one time that is not counted.
    fn ms(self, command: impl Fn() -> Command) -> f64 {
        let run = || {
            let began = Instant::now();
            let status = command().status().unwrap();
            let took = began.elapsed();
            assert!(status.success(), "{:?} failed", command());
            took
        };
        let runs: u32 = if run() > Duration::from_millis(500) {
            3
        } else {
            11
        };
        let before = children_ms();
        let mut times: Vec<Duration> = (0..runs).map(|_| run()).collect();
        match self {
            Clock::Processor => (children_ms() - before) / f64::from(runs),
            Clock::Wall => {
                times.sort_unstable();
                times[times.len() / 2].as_secs_f64() * 1000.0
            }
        }
    }
}

/// The processor time of all processes that were started and have ended, in milliseconds; 0 where the system does not tell it.
fn children_ms() -> f64 {
    /// In hundredths of a second on every Linux that people use (`sysconf(_SC_CLK_TCK)`).
    const TICK_MS: f64 = 10.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // What follows the name, which may hold spaces; see proc_pid_stat(5), fields 16 and 17.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u32 = fields
        .split_whitespace()
        .skip(13)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u32>().ok())
        .sum();
    f64::from(ticks) * TICK_MS
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_claimbook"));
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn has_report(name: &str) -> bool {
    let status = program()
        .args(["report", name, "--help"])
        .stderr(Stdio::null())
        .status();
    status.unwrap().success()
}

fn shell(book: &Path, script: &Path) -> Command {
    let mut command = Command::new("sqlite3");
    command
        .args(["-readonly", "-batch", "-bail", "-csv"])
        .arg(book)
        .stdin(File::open(script).unwrap())
        .stdout(Stdio::null());
    command
}

fn shell_version() -> Option<String> {
    let output = Command::new("sqlite3").arg("--version").output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?;
    version.split(' ').next().map(str::to_owned)
}

/// The highest resident size of the process, in MB, where the system tells it.
fn peak_mb(mut command: Command) -> Option<f64> {
    let mut child = command.spawn().unwrap();
    let mut peak = None;
    // The kernel keeps the highest value, so the last look before the end is enough.
    while child.try_wait().unwrap().is_none() {
        peak = peak_kb(child.id()).or(peak);
        std::thread::yield_now();
    }
    peak.map(|peak| f64::from(peak) / 1000.0)
}

fn peak_kb(process: u32) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
