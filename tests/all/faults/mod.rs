//! What can happen to a book from outside: a process killed at any moment, a disk that is full, a file that is damaged or cannot be
//! written, many processes at once. After each: `check` finds nothing, everything or nothing was written, the next command works, and the
//! message says what to do.
//!
//! `CLAIMBOOK_FAULT_ROUNDS=1000 cargo test --release faults` does each a thousand times instead of ten.

mod concurrent;
mod damage;
mod disk;
mod export;
mod kill;
mod messages;
#[cfg(unix)]
mod read_only;
mod untouched;

use claimbook::store::{Access, Book, StoreError};

use crate::dump::dump;
use crate::harness::Place;

/// How often each fault is tried.
fn rounds() -> usize {
    std::env::var("CLAIMBOOK_FAULT_ROUNDS")
        .ok()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(10)
}

/// Says what was tried, or why it was not, also where the test passes: only what goes around the macros is not held back.
fn say(line: &str) {
    use std::io::Write as _;
    let _said = writeln!(std::io::stderr(), "{line}");
}

/// Everything in the book, its journal included; `check` finds nothing wrong. `None` where there is no book yet.
#[track_caller]
fn sound(place: &Place) -> Option<String> {
    match Book::open(&place.book(), Access::Read) {
        Ok(book) => assert_eq!(book.check().expect("checked").problems, []),
        // Of an older schema: only an upgrade can check it, and what it holds is compared.
        Err(StoreError::TooOld { .. }) => {}
        // Killed before the first transaction: a file that is no book yet, which the next command makes one.
        Err(StoreError::Missing { .. } | StoreError::Foreign { .. }) => return None,
        Err(error) => panic!("{error}"),
    }
    Some(dump(&place.book(), true))
}

/// One command that writes, on a book that `prepare` makes.
struct Writing {
    name: &'static str,
    prepare: fn(&Place),
    words: &'static str,
}

/// The one command that writes twice: it brings an old book up to date before its own operation.
const IN_AN_OLD_BOOK: &str = "topic add in an old book";

/// Every command that writes, each as one operation.
const WRITING: [Writing; 13] = [
    Writing {
        name: "log",
        prepare: demo_with_a_sheet,
        words: "log s0000.toml",
    },
    Writing {
        name: "import",
        prepare: |place| {
            demo_with_a_sheet(place);
            place
                .run("export csv --article a5 --texts texts -o one.csv")
                .ok();
            place.run("article remove a5 --with-claims").ok();
        },
        words: "import csv one.csv",
    },
    Writing {
        name: "upgrade",
        prepare: |place| crate::old_databases::make(1, &place.book()),
        words: "upgrade",
    },
    Writing {
        name: IN_AN_OLD_BOOK,
        prepare: |place| crate::old_databases::make(1, &place.book()),
        words: "topic add --name Ice",
    },
    Writing {
        name: "merge",
        prepare: demo_with_a_sheet,
        words: "speaker merge odalys-wenn ilsabet-corrow",
    },
    Writing {
        name: "article recheck --apply --accept",
        prepare: |place| {
            demo_with_a_sheet(place);
            place.run("log s0000.toml").ok();
            let text = crate::generate::generate(0).text;
            let corrected = text.replacen("\n\n", "\n\nCorrection: a name was wrong.\n\n", 1);
            place.write("corrected.txt", &corrected.replace(" said", " stated"));
        },
        words: "article recheck https://s0000.example/article --text corrected.txt --apply --accept moved,changed",
    },
    Writing {
        name: "merge OTHER.db",
        prepare: demo_and_another_book,
        words: "merge other.db",
    },
    Writing {
        name: "merge --take theirs",
        prepare: |place| {
            demo_and_another_book(place);
            place.run("merge other.db").ok();
        },
        words: "merge --take theirs",
    },
    Writing {
        name: "undo",
        prepare: demo_with_a_sheet,
        words: "undo",
    },
    Writing {
        name: "redo",
        prepare: |place| {
            demo_with_a_sheet(place);
            place.run("undo").ok();
        },
        words: "redo",
    },
    Writing {
        name: "backup",
        prepare: demo_with_a_sheet,
        words: "backup copy.db",
    },
    Writing {
        name: "restore",
        prepare: |place| {
            demo_with_a_sheet(place);
            place.run("backup copy.db").ok();
            place.run("undo").ok();
        },
        words: "restore copy.db",
    },
    Writing {
        name: "check --repair",
        prepare: |place| {
            demo_with_a_sheet(place);
            rusqlite::Connection::open(place.book())
                .and_then(|book| {
                    book.execute_batch(
                        "INSERT INTO content (sha256, size, bytes) VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, x'789c030000000001')",
                    )
                })
                .expect("written");
        },
        words: "check --repair",
    },
];

fn demo_with_a_sheet(place: &Place) {
    place.demo();
    crate::generate::generate(0)
        .write(&place.path(""))
        .expect("written");
}

/// The demo's book, and beside it a copy that went its own way: with another article, and with an edit that this one made otherwise.
fn demo_and_another_book(place: &Place) {
    demo_with_a_sheet(place);
    std::fs::copy(place.book(), place.path("other.db")).expect("copied");
    for words in [
        "--book other.db log s0000.toml",
        "--book other.db speaker edit odalys-wenn --note there",
        "speaker edit odalys-wenn --note here",
    ] {
        place.run(words).ok();
    }
}

impl Writing {
    /// The program with this command, the same at every call.
    fn command(&self, place: &Place) -> std::process::Command {
        let mut command = place.command();
        command
            .env("CLAIMBOOK_BOOK", place.book())
            .env("CLAIMBOOK_SEED", "777777777777")
            .args(shell_words::split(self.words).expect("closed quotes"));
        command
    }

    /// What the book holds before and after the command, undisturbed, and how long it takes.
    fn undisturbed(&self) -> (String, String, std::time::Duration) {
        let place = Place::new();
        (self.prepare)(&place);
        let before = sound(&place).expect("a book");
        let began = std::time::Instant::now();
        place.finish(&mut self.command(&place)).ok();
        let took = began.elapsed();
        let after = sound(&place).expect("a book");
        assert_eq!(before == after, self.name == "backup", "{}", self.name);
        (before, after, took)
    }

    /// What the book holds once it is up to date.
    fn upgraded(&self) -> String {
        let place = Place::new();
        (self.prepare)(&place);
        place.run("upgrade").ok();
        sound(&place).expect("a book")
    }

    /// Takes the files away that a round made, and makes the book anew.
    fn again(&self, place: &Place, prepared: &[(std::path::PathBuf, Vec<u8>)]) {
        for entry in std::fs::read_dir(place.path(""))
            .expect("a folder")
            .flatten()
        {
            if entry.file_type().expect("a type").is_file() {
                std::fs::remove_file(entry.path()).expect("removed");
            }
        }
        for (path, bytes) in prepared {
            std::fs::write(path, bytes).expect("written");
        }
    }

    /// The files that `prepare` made in the folder of the book.
    fn prepared(&self, place: &Place) -> Vec<(std::path::PathBuf, Vec<u8>)> {
        (self.prepare)(place);
        std::fs::read_dir(place.path(""))
            .expect("a folder")
            .flatten()
            .filter(|entry| entry.file_type().expect("a type").is_file())
            .map(|entry| (entry.path(), std::fs::read(entry.path()).expect("read")))
            .collect()
    }

    /// After a fault: the book is as before or as after, and the same command then does what it should.
    #[track_caller]
    fn all_or_nothing(&self, place: &Place, before: &str, after: &str) -> Ended {
        let held = sound(place).expect("a book");
        let ended = if held == after && self.name != "backup" {
            Ended::Done
        } else {
            assert!(
                held == before || self.name == IN_AN_OLD_BOOK && held == self.upgraded(),
                "{}: neither as before nor as after",
                self.name
            );
            Ended::Undone
        };
        if self.name == "backup" {
            let copy = place.path("copy.db");
            if copy.exists() {
                let copied = Book::open(&copy, Access::Read).expect("a book");
                assert_eq!(copied.check().expect("checked").problems, []);
                assert!(dump(&copy, true) == before);
                return Ended::Done;
            }
        }
        if ended == Ended::Undone {
            place.finish(&mut self.command(place)).ok();
            assert!(
                sound(place).expect("a book") == after,
                "{}: the next try",
                self.name
            );
        } else {
            place.run("history").ok();
        }
        ended
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ended {
    Done,
    Undone,
}
