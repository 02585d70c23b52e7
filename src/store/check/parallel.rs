//! Making the checks: one after the other in a small book, several at once in a large one.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::findings::Findings;
use super::{CHECKS, Found, Run, file, place_and_what, search, texts};
use crate::store::book::Book;
use crate::store::error::Result;
use crate::store::reader::Reader;
use crate::store::second_reader::SecondReader;

/// From how many pages on threads are worth their start: 32 MB of the usual 4 kB.
const MANY_PAGES: i64 = 8_000;

/// More readers than this wait for the disk, not for each other.
const MOST_THREADS: usize = 8;

/// From how many threads on it is faster to divide SQLite's own check, though its parts read some pages twice.
const MANY_THREADS: usize = 3;

/// How many rows of `content` are one job, and how many claims: some tenths of a second.
const TEXTS_OF_A_JOB: i64 = 4_000;
const CLAIMS_OF_A_JOB: i64 = 50_000;

/// A check, a part of one, or several that are made together.
enum Job {
    File(file::Part),
    Sql(&'static str, &'static str),
    Function(&'static str, fn(&Reader<'_>, &mut Found) -> Result<()>),
    Texts(RangeInclusive<i64>),
    Claims(RangeInclusive<i64>),
    Records,
}

/// What the checks found.
pub(super) fn every_check(book: &Book, reader: &Reader<'_>) -> Result<Findings> {
    every_check_by(others(book, reader), reader)
}

fn every_check_by(others: Vec<SecondReader>, reader: &Reader<'_>) -> Result<Findings> {
    let is_divided = others.len() + 1 >= MANY_THREADS;
    let jobs = jobs(reader, is_divided);
    let next = AtomicUsize::new(0);
    let work = |reader: &Reader<'_>| -> Result<Vec<(usize, Findings)>> {
        // Comparing an index with its table goes to and fro between both.
        reader.count("PRAGMA cache_size = -24000", &[])?;
        let mut found = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(number) else {
                return Ok(found);
            };
            found.push((number, done(job, reader)?));
        }
    };
    let work = &work;
    let found = std::thread::scope(|scope| {
        let threads: Vec<_> = others
            .into_iter()
            .map(|other| scope.spawn(move || work(&other.reader())))
            .collect();
        let mut found = vec![work(reader)];
        for thread in threads {
            match thread.join() {
                Ok(by_thread) => found.push(by_thread),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        found.into_iter().collect::<Result<Vec<_>>>()
    })?;
    let mut found: Vec<_> = found.into_iter().flatten().collect();
    found.sort_by_key(|(number, _)| *number);
    let mut every = Findings::default();
    for (_, findings) in found {
        every.append(findings);
    }
    // What the parts of the file's check find comes in no order and partly twice, so a damaged file is told of by the whole of it.
    if is_divided && !every.is_clean(file::NAME) {
        let whole = done(&Job::File(file::Part::Whole), reader)?;
        every.replace(file::NAME, whole);
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

/// What there is to do. First comes what takes long and cannot be divided, last what can be, so that all threads end at about the same
/// time.
fn jobs(reader: &Reader<'_>, is_divided: bool) -> Vec<Job> {
    let (mut jobs, mut small) = (Vec::new(), Vec::new());
    if is_divided {
        jobs.extend(file::parts(reader).into_iter().map(Job::File));
    } else {
        jobs.push(Job::File(file::Part::Whole));
    }
    for check in CHECKS {
        match check.run {
            Run::File | Run::WithTexts => {}
            Run::Sql(sql) => jobs.push(Job::Sql(check.name, sql)),
            Run::Function(run) => jobs.push(Job::Function(check.name, run)),
            Run::Texts => {
                small.extend(
                    ids(reader, "content", TEXTS_OF_A_JOB)
                        .into_iter()
                        .map(Job::Texts),
                );
            }
            Run::Search => {
                jobs.push(Job::Records);
                small.extend(
                    ids(reader, "claim", CLAIMS_OF_A_JOB)
                        .into_iter()
                        .map(Job::Claims),
                );
            }
        }
    }
    jobs.extend(small);
    jobs
}

/// Every id there can be, in ranges of about so many ids that a table has.
fn ids(reader: &Reader<'_>, table: &str, width: i64) -> Vec<RangeInclusive<i64>> {
    /// An id may be any number in a damaged book.
    const MOST: i64 = 1_000;
    let highest = reader
        .count(&format!("SELECT max(id) FROM {table}"), &[])
        .unwrap_or(0);
    let width = width.max(highest / MOST);
    let mut ranges = Vec::new();
    let mut first = i64::MIN;
    let mut last = width;
    while last < highest {
        ranges.push(first..=last);
        first = last + 1;
        last = last.saturating_add(width);
    }
    ranges.push(first..=i64::MAX);
    ranges
}

/// Does a job. What damage stops it is a problem of its own.
fn done(job: &Job, reader: &Reader<'_>) -> Result<Findings> {
    let mut findings = Findings::default();
    let (checks, made): (&[&'static str], Result<()>) = match job {
        Job::File(part) => (&[file::NAME], file::check(reader, part, &mut findings)),
        Job::Sql(name, sql) => {
            let rows = reader.rows(sql, &[], place_and_what);
            (&[name], rows.map(|rows| findings.add_all(name, rows)))
        }
        Job::Function(name, run) => {
            let mut found = Found::new();
            let made = run(reader, &mut found);
            findings.add_all(name, found);
            (&[name], made)
        }
        Job::Texts(ids) => {
            let made = texts::contents(reader, ids, &mut findings);
            (&texts::CHECKS_OF_TEXTS, made)
        }
        Job::Claims(ids) => (&[search::NAME], search::claims(reader, ids, &mut findings)),
        Job::Records => (&[search::NAME], search::records(reader, &mut findings)),
    };
    findings.made(checks, made)?;
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::Kind;
    use crate::store::error::StoreError;
    use crate::store::open::Access;
    use crate::store::schema;
    use crate::store::testing::add;

    #[test]
    fn every_id_is_in_one_range() {
        let book = Book::in_memory().expect("memory");
        book.batch("CREATE TEMP TABLE t (id INTEGER PRIMARY KEY)")
            .expect("made");
        for highest in [None, Some(-5), Some(10), Some(11), Some(35), Some(i64::MAX)] {
            if let Some(id) = highest {
                book.batch(&format!("INSERT INTO t VALUES ({id})"))
                    .expect("added");
            }
            let ranges = ids(&book.reader(), "t", 10);
            assert_eq!(ranges.first().map(|range| *range.start()), Some(i64::MIN));
            assert_eq!(ranges.last().map(|range| *range.end()), Some(i64::MAX));
            assert!(
                ranges
                    .windows(2)
                    .all(|two| *two[0].end() + 1 == *two[1].start()),
                "{highest:?}"
            );
            assert!(ranges.len() <= 1_002, "{highest:?}");
        }
    }

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
                assert!(!alone.into_problems().is_empty());
                Ok::<_, StoreError>(())
            })
            .expect("checked");
        }
    }
}
