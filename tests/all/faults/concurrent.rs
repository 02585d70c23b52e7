//! Many processes at once: each gets its turn, and none is told that the book is locked.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use super::kill::{claims_of_a_sheet, claims_of_articles, counts, spawn_log, write_sheets};
use super::{rounds, say};
use crate::dump::column;
use crate::harness::Place;

const PROCESSES: usize = 8;

#[test]
fn eight_processes_log_into_one_new_book_at_once() {
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

/// A command on the book of this place, with randomness of its own.
fn command(place: &Place, words: &str, seed: usize) -> Command {
    let mut command = place.command();
    command
        .env("CLAIMBOOK_BOOK", place.book())
        .env("CLAIMBOOK_SEED", (seed << 32).to_string())
        .args(shell_words::split(words).expect("closed quotes"));
    command
}

#[test]
fn eight_processes_write_at_once_and_every_write_is_there() {
    let place = Place::new();
    let rounds = rounds();
    std::thread::scope(|scope| {
        for process in 0..PROCESSES {
            let commands: Vec<Command> = (0..rounds)
                .map(|round| {
                    let words = format!("topic add --name t-{process}-{round}");
                    command(&place, &words, 1 + process * rounds + round)
                })
                .collect();
            scope.spawn(move || {
                for mut command in commands {
                    let output = command.output().expect("the program runs");
                    let said = String::from_utf8_lossy(&output.stderr).into_owned();
                    assert!(output.status.success(), "{said}");
                }
            });
        }
    });
    assert_eq!(place.run("check").ok(), "");
    let topics = column(&place.book(), "SELECT count(*) FROM topic");
    assert_eq!(topics, [(PROCESSES * rounds).to_string()]);
    say(&format!(
        "{PROCESSES} processes at once: {} writes, all there",
        PROCESSES * rounds
    ));
}

#[test]
fn eight_processes_open_an_old_book_at_once_and_one_of_them_upgrades_it() {
    for old in crate::old_databases::old_schemas() {
        let place = Place::new();
        crate::old_databases::make(old, &place.book());
        let before = column(&place.book(), "SELECT count(*) FROM topic");
        let children: Vec<Child> = (0..PROCESSES)
            .map(|process| {
                command(
                    &place,
                    &format!("topic add --name t-{process}"),
                    100 + process,
                )
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program runs")
            })
            .collect();
        let mut upgraded = 0;
        for child in children {
            let output = child.wait_with_output().expect("ended");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{said}");
            upgraded += usize::from(said.contains("The book had schema"));
        }
        assert_eq!(upgraded, 1);
        assert!(place.path(&format!("claimbook-schema{old}-1.db")).exists());
        assert!(!place.path(&format!("claimbook-schema{old}-2.db")).exists());
        assert_eq!(place.run("check").ok(), "");
        let after = column(&place.book(), "SELECT count(*) FROM topic");
        let number = |counts: &[String]| counts[0].parse::<usize>().expect("a number");
        assert_eq!(number(&after), number(&before) + PROCESSES);
    }
}

#[test]
fn two_readers_and_a_writer_are_never_told_that_the_book_is_locked() {
    let place = Place::new();
    place.demo();
    let writes: Vec<Command> = (0..3 * rounds())
        .map(|round| command(&place, &format!("topic add --name t-{round}"), 1000 + round))
        .collect();
    let readers: Vec<Vec<&str>> = vec![
        vec!["compare --event lantern-gate-hearing", "check", "history"],
        vec!["topic list", "discrepancies", "export csv"],
    ];
    let writing = AtomicBool::new(true);
    let count = writes.len();
    let program = |words: &str| command(&place, words, 1);
    // Made beforehand, since a place belongs to one thread; a reader goes round and round.
    let readers: Vec<Vec<Command>> = readers
        .iter()
        .map(|words| words.iter().map(|words| program(words)).collect())
        .collect();
    let read = std::thread::scope(|scope| {
        let writing = &writing;
        let readers: Vec<_> = readers
            .into_iter()
            .map(|mut commands| {
                scope.spawn(move || {
                    let mut read = 0;
                    while writing.load(Ordering::Relaxed) {
                        for command in &mut commands {
                            let output = command.output().expect("the program runs");
                            let said = String::from_utf8_lossy(&output.stderr).into_owned();
                            assert!(output.status.success(), "{said}");
                            read += 1;
                        }
                    }
                    read
                })
            })
            .collect();
        let written = scope.spawn(move || {
            let mut refused = Vec::new();
            for mut command in writes {
                let output = command.output().expect("the program runs");
                if !output.status.success() {
                    refused.push(String::from_utf8_lossy(&output.stderr).into_owned());
                }
            }
            writing.store(false, Ordering::Relaxed);
            refused
        });
        let refused = written.join().expect("no panic");
        assert_eq!(refused, Vec::<String>::new());
        readers
            .into_iter()
            .map(|reader| reader.join().expect("no panic"))
            .sum::<usize>()
    });
    assert_eq!(place.run("check").ok(), "");
    say(&format!(
        "two readers and a writer: {count} writes and {read} reads, none refused"
    ));
}

/// The one wait of a test for the program's own patience: twenty seconds, in which nothing else is held up.
#[test]
fn a_writer_that_waits_for_another_in_vain_says_so_by_its_exit_code_and_writes_when_that_one_is_done()
 {
    let place = Place::new();
    place.run("topic add --name Ice").ok();
    let other = rusqlite::Connection::open(place.book()).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    insta::assert_snapshot!(place.run("topic add --name Snow"), @"
    --- stderr
    Error: the topic was not added
    Caused by: another process is writing to the book
    Hint: try again when it has finished
    [exit status 3]
    ");
    assert!(place.run("topic list").ok().contains("ice"));
    assert_eq!(place.run("check").ok(), "");
    other.execute_batch("ROLLBACK").expect("given up");
    place.run("topic add --name Snow").ok();
    assert_eq!(place.run("check").ok(), "");
}
