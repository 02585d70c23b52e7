//! Making the checks: one after the other in a small book, several at once in a large one.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{CHECKS, Found, Run, place_and_what, search};
use crate::store::book::Book;
use crate::store::error::{Result, StoreError};
use crate::store::reader::Reader;
use crate::store::second_reader::SecondReader;

/// From how many pages on threads are worth their start: 32 MB of the usual 4 kB.
const MANY_PAGES: i64 = 8_000;

/// More readers than this wait for the disk, not for each other.
const MOST_THREADS: usize = 8;

/// A check, or a part of one.
struct Job {
    /// Its place in [`CHECKS`].
    check: usize,
    part: Part,
}

enum Part {
    /// All of the check.
    Whole,
    /// SQLite's check of all pages and rows, without the entries of indexes.
    Pages,
    /// SQLite's check of one table and the entries of its indexes.
    Table(String),
}

/// What each check found, in their order.
pub(super) fn every_check(book: &Book, reader: &Reader<'_>) -> Result<Vec<Found>> {
    every_check_by(others(book, reader), reader)
}

fn every_check_by(others: Vec<SecondReader>, reader: &Reader<'_>) -> Result<Vec<Found>> {
    let jobs = jobs(reader, !others.is_empty());
    let next = AtomicUsize::new(0);
    let work = |reader: &Reader<'_>| -> Result<Vec<(usize, Found)>> {
        let mut done = Vec::new();
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((job.check, made(job, reader)?));
        }
        Ok(done)
    };
    let work = &work;
    let done = std::thread::scope(|scope| {
        let threads: Vec<_> = others
            .into_iter()
            .map(|other| {
                scope.spawn(move || {
                    let reader = other.reader();
                    // As much as the first has: comparing an index with its table goes to and fro between both.
                    reader.count("PRAGMA cache_size = -24000", &[])?;
                    work(&reader)
                })
            })
            .collect();
        let mut done = vec![work(reader)];
        for thread in threads {
            match thread.join() {
                Ok(found) => done.push(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done.into_iter().collect::<Result<Vec<_>>>()
    })?;
    let mut every: Vec<Found> = CHECKS.iter().map(|_| Found::new()).collect();
    for (check, found) in done.into_iter().flatten() {
        every[check].extend(found);
    }
    // What the parts of the file's check find comes in no order and partly twice, so a damaged file is told of by the whole of it.
    for (check, found) in every.iter_mut().enumerate() {
        if matches!(CHECKS[check].run, Run::File) && jobs.len() > CHECKS.len() && !found.is_empty()
        {
            let part = Part::Whole;
            *found = made(&Job { check, part }, reader)?;
        }
    }
    Ok(every)
}

/// Readers of the same moment for other threads; none for a small book, and none where there can be none.
fn others(book: &Book, reader: &Reader<'_>) -> Vec<SecondReader> {
    let pages = reader.count("PRAGMA page_count", &[]).unwrap_or(0);
    if pages < MANY_PAGES {
        return Vec::new();
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    (1..threads.min(MOST_THREADS))
        .map_while(|_| book.second_reader(reader).ok().flatten())
        .collect()
}

/// What there is to do, the longest first, so that all end at about the same time.
fn jobs(reader: &Reader<'_>, shared: bool) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (check, made) in CHECKS.iter().enumerate() {
        match &made.run {
            Run::File if shared => {
                // Without a list of tables there is nothing to divide.
                let Ok(tables) = tables_by_size(reader) else {
                    jobs.push(Job {
                        check,
                        part: Part::Whole,
                    });
                    continue;
                };
                jobs.push(Job {
                    check,
                    part: Part::Pages,
                });
                jobs.extend(tables.into_iter().map(|table| Job {
                    check,
                    part: Part::Table(table),
                }));
            }
            _ => jobs.push(Job {
                check,
                part: Part::Whole,
            }),
        }
    }
    if shared {
        // The parts of the file's check that are long come first of all, those of small tables last.
        jobs.sort_by_key(|job| match job.part {
            Part::Whole => 1,
            Part::Pages | Part::Table(_) => 0,
        });
    }
    jobs
}

/// The tables that have indexes to compare, the ones with most rows first; how many rows there were ever is near enough.
fn tables_by_size(reader: &Reader<'_>) -> Result<Vec<String>> {
    reader.rows(
        "SELECT t.name FROM sqlite_schema AS t LEFT JOIN sqlite_sequence AS s ON s.name = t.name WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM sqlite_schema AS i WHERE i.type = 'index' AND i.tbl_name = t.name) ORDER BY coalesce(s.seq, 0) DESC, t.name",
        &[],
        |row| row.text("name"),
    )
}

/// Makes a check, or a part of one. What damage stops it is a problem of its own.
fn made(job: &Job, reader: &Reader<'_>) -> Result<Found> {
    let mut found = Found::new();
    let made = match (&job.part, &CHECKS[job.check].run) {
        (Part::Pages, _) => pragma(reader, "quick_check", "100", &mut found),
        (Part::Table(table), _) => {
            pragma(reader, "integrity_check", &format!("'{table}'"), &mut found)
        }
        (Part::Whole, Run::File) => pragma(reader, "integrity_check", "100", &mut found),
        (Part::Whole, Run::Sql(sql)) => reader
            .rows(sql, &[], place_and_what)
            .map(|rows| found.extend(rows)),
        (Part::Whole, Run::Function(run)) => run(reader, &mut found),
    };
    match made {
        Ok(()) => {}
        Err(
            StoreError::Corrupt { reason }
            | StoreError::Sql { reason }
            | StoreError::Disk { reason },
        ) => {
            found.push((
                String::new(),
                format!("the check could not be made to its end: {reason}"),
            ));
        }
        Err(error) => return Err(error),
    }
    Ok(found)
}

/// SQLite's own check: pages, indexes, types, NOT NULL, CHECK and UNIQUE. What it finds inside the full-text indexes is named with them.
fn pragma(reader: &Reader<'_>, name: &str, of: &str, found: &mut Found) -> Result<()> {
    let lines = reader.rows(&format!("PRAGMA {name}({of})"), &[], |row| row.text(name))?;
    found.extend(
        lines
            .into_iter()
            .filter(|line| line != "ok" && !search::is_of_an_index(line))
            .map(|line| (String::new(), line)),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Kind;
    use crate::store::open::Access;
    use crate::store::schema;
    use crate::store::testing::add;

    #[test]
    fn several_threads_find_what_one_finds() {
        let damages = [
            "UPDATE speaker SET key = 'A b' WHERE id = 2",
            "DELETE FROM speaker WHERE id = 1; UPDATE outlet SET name = ''",
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'topic_parent') WHERE name = 'speaker_name'",
            "",
        ];
        for damage in damages {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("book.db");
            let mut book = Book::open(&path, Access::Create).expect("made");
            add(&mut book, Kind::Outlet, &[("name", "Post")]);
            for name in ["Bo", "Cy"] {
                add(
                    &mut book,
                    Kind::Speaker,
                    &[("name", name), ("kind", "person")],
                );
            }
            for (name, _) in schema::journal_triggers(&book.connection).expect("triggers") {
                book.batch(&format!("DROP TRIGGER {name}"))
                    .expect("dropped");
            }
            book.batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
                .expect("off");
            book.batch(damage).expect("damaged");
            drop(book);
            let book = Book::open(&path, Access::Read).expect("opened");
            book.read(|reader| {
                let alone = every_check_by(Vec::new(), &reader)?;
                let others = (0..3)
                    .filter_map(|_| reader.second().expect("opened"))
                    .collect::<Vec<_>>();
                assert_eq!(others.len(), 3);
                assert_eq!(every_check_by(others, &reader)?, alone);
                assert!(alone.iter().any(|found| !found.is_empty()));
                Ok::<_, StoreError>(())
            })
            .expect("checked");
        }
    }
}
