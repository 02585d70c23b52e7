//! A process that is killed at any moment, and processes that write at once: every sheet is there whole or not at all.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::generate::{CLAIMS, generate};
use crate::harness::Place;

const SHEETS: usize = 50;
const KILLS: usize = 100;

/// How many sheets one of the killed commands is given; it is killed while it logs any of them.
const SHEETS_OF_A_COMMAND: usize = 3;

fn write_sheets(place: &Place, count: usize) -> Vec<PathBuf> {
    let folder = place.path("sheets");
    std::fs::create_dir(&folder).expect("a folder");
    (0..count)
        .map(|number| generate(number).write(&folder).expect("written"))
        .collect()
}

fn spawn_log(place: &Place, sheets: &[PathBuf]) -> Child {
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
fn claims_of_articles(place: &Place) -> BTreeMap<String, i64> {
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
fn counts(place: &Place) -> BTreeMap<String, i64> {
    let book = claimbook::store::Book::open(&place.book(), claimbook::store::Access::Read)
        .expect("opened");
    let mut counts = book.reader().table_counts().expect("counted");
    for journal in ["operation", "change", "refinery_schema_history"] {
        counts.remove(journal);
    }
    counts
}

fn claims_of_a_sheet() -> i64 {
    i64::try_from(CLAIMS).expect("small")
}

fn address(sheet: &std::path::Path) -> String {
    let name = sheet.file_stem().expect("a name").to_string_lossy();
    format!("https://{name}.example/article")
}

#[test]
fn a_log_killed_at_a_hundred_moments_leaves_every_sheet_whole_or_absent() {
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

    let mut random: u64 = 20_260_131;
    let mut kills = 0;
    let (mut untouched, mut partly) = (0, 0);
    while kills < KILLS {
        let place = Place::new();
        let mut left: Vec<PathBuf> = sheets.clone();
        while !left.is_empty() {
            let given = &left[..left.len().min(SHEETS_OF_A_COMMAND)];
            let mut child = spawn_log(&place, given);
            let before = left.len();
            if kills < KILLS {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                let thousandths = u32::try_from((random >> 33) % 1000).expect("below a thousand");
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
    println!(
        "{kills} kills: {untouched} before the first sheet was whole, {partly} between sheets"
    );
}

#[test]
fn eight_processes_log_into_one_new_book_at_once() {
    const PROCESSES: usize = 8;
    let one = Place::new();
    let sheets = write_sheets(&one, 4 * PROCESSES);
    assert!(spawn_log(&one, &sheets).wait().expect("ended").success());
    let place = Place::new();
    let children: Vec<Child> = sheets
        .chunks(sheets.len() / PROCESSES)
        .map(|sheets| spawn_log(&place, sheets))
        .collect();
    for mut child in children {
        assert!(child.wait().expect("ended").success());
    }
    let claims = claims_of_articles(&place);
    assert_eq!(claims.len(), sheets.len());
    assert!(claims.values().all(|count| *count == claims_of_a_sheet()));
    assert_eq!(counts(&place), counts(&one));
}
