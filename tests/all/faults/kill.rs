//! A process that is killed at any moment of any command that writes: what it wrote is there whole or not at all.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::{Ended, WRITING, rounds, say};
use crate::generate::{CLAIMS, generate};
use crate::harness::{Place, Random};

const SHEETS: usize = 50;

/// How many sheets one of the killed commands is given; it is killed while it logs any of them.
const SHEETS_OF_A_COMMAND: usize = 3;

pub(super) fn write_sheets(place: &Place, count: usize) -> Vec<PathBuf> {
    let folder = place.path("sheets");
    std::fs::create_dir(&folder).expect("a folder");
    (0..count)
        .map(|number| generate(number).write(&folder).expect("written"))
        .collect()
}

pub(super) fn spawn_log(place: &Place, sheets: &[PathBuf]) -> Child {
    place
        .command()
        .env("CLAIMBOOK_BOOK", place.book())
        .arg("log")
        .args(sheets)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// How many claims each article has, by its address; `check` finds nothing.
#[track_caller]
pub(super) fn claims_of_articles(place: &Place) -> BTreeMap<String, i64> {
    let checked = place.run("check");
    if checked.status == Some(7) {
        // Killed before the first transaction: a file that is no book yet, which the next command makes one.
        return BTreeMap::new();
    }
    assert_eq!(checked.ok(), "");
    let book = rusqlite::Connection::open_with_flags(
        place.book(),
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .expect("opened");
    let mut statement = book
        .prepare("SELECT a.url, count(c.id) FROM article AS a LEFT JOIN claim AS c ON c.article = a.id GROUP BY a.id")
        .expect("prepared");
    statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("read")
        .collect::<Result<_, _>>()
        .expect("rows")
}

/// How many rows the tables hold that do not tell how they came about.
pub(super) fn counts(place: &Place) -> BTreeMap<String, i64> {
    let book = claimbook::store::Book::open(&place.book(), claimbook::store::Access::Read)
        .expect("opened");
    let mut counts = book.reader().table_counts().expect("counted");
    for journal in ["operation", "change", "refinery_schema_history"] {
        counts.remove(journal);
    }
    counts
}

pub(super) fn claims_of_a_sheet() -> i64 {
    i64::try_from(CLAIMS).expect("small")
}

fn address(sheet: &std::path::Path) -> String {
    let name = sheet.file_stem().expect("a name").to_string_lossy();
    format!("https://{name}.example/article")
}

#[test]
fn a_log_killed_at_any_moment_leaves_every_sheet_whole_or_absent() {
    let all = 10 * rounds();
    let undisturbed = Place::new();
    let sheets = write_sheets(&undisturbed, SHEETS);
    let began = Instant::now();
    assert!(
        spawn_log(&undisturbed, &sheets[..SHEETS_OF_A_COMMAND])
            .wait()
            .expect("ended")
            .success()
    );
    let whole_run = began.elapsed();
    assert!(
        spawn_log(&undisturbed, &sheets)
            .wait()
            .expect("ended")
            .success()
    );
    let expected = counts(&undisturbed);

    let mut random = Random(20_260_131);
    let mut kills = 0;
    let (mut untouched, mut partly) = (0, 0);
    while kills < all {
        let place = Place::new();
        let mut left: Vec<PathBuf> = sheets.clone();
        while !left.is_empty() {
            let given = &left[..left.len().min(SHEETS_OF_A_COMMAND)];
            let mut child = spawn_log(&place, given);
            let before = left.len();
            if kills < all {
                let thousandths = u32::try_from(random.below(1000)).expect("below a thousand");
                // The one sleep that this needs: the moment of the kill, somewhere within a run.
                std::thread::sleep(whole_run * thousandths / 1000 + Duration::from_millis(1));
                child.kill().expect("killed");
                kills += 1;
            }
            child.wait().expect("ended");
            if !place.book().exists() {
                untouched += 1;
                continue;
            }
            let claims = claims_of_articles(&place);
            for (address, count) in &claims {
                assert_eq!(*count, claims_of_a_sheet(), "{address}");
            }
            left.retain(|sheet| !claims.contains_key(&address(sheet)));
            match before - left.len() {
                0 => untouched += 1,
                SHEETS_OF_A_COMMAND => {}
                _ => partly += 1,
            }
        }
        assert_eq!(counts(&place), expected);
    }
    say(&format!(
        "log of several sheets: {kills} kills, {untouched} before the first sheet was whole, {partly} between sheets, nothing lost"
    ));
}

#[test]
fn every_writing_command_killed_at_any_moment_has_done_everything_or_nothing() {
    let rounds = rounds();
    std::thread::scope(|scope| {
        // Two at a time: more would only wait for each other.
        for half in [0, 1] {
            scope.spawn(move || {
                for writing in WRITING.iter().skip(half).step_by(2) {
                    kill(writing, rounds);
                }
            });
        }
    });
}

fn kill(writing: &super::Writing, rounds: usize) {
    let (before, after, took) = writing.undisturbed();
    let mut random = Random(writing.name.len() as u64);
    let place = Place::new();
    let prepared = writing.prepared(&place);
    let (mut done, mut undone) = (0, 0);
    for round in 0..rounds {
        writing.again(&place, &prepared);
        let mut child = writing
            .command(&place)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        // Every part of the run has its turn, at a moment within it that is drawn.
        let thousandths = (1200 * round + random.below(1200)) / rounds;
        std::thread::sleep(took * u32::try_from(thousandths).expect("small") / 1000);
        child.kill().expect("killed");
        child.wait().expect("ended");
        match writing.all_or_nothing(&place, &before, &after) {
            Ended::Done => done += 1,
            Ended::Undone => undone += 1,
        }
    }
    say(&format!(
        "{}: {rounds} kills, {undone} before it was done, {done} after, nothing lost",
        writing.name
    ));
}
