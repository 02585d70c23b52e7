//! Putting a backup in the place of a book. What was there is kept beside it, and at no moment is there no book.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::backup::{beside, copy_of, directory_of, flush_directory, io, permit_as, same_file};
use super::book::Book;
use super::error::{Result, StoreError};
use super::kept_copy::{name, next_number};
use super::open::{self, Access, Found, identify, known_schema, refuse_foreign_header};
use super::upgrade::Copies;

/// How long a restore waits for other processes to close the book: nobody else may have it open, so a short wait tells.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The size of the book now.
    pub bytes: u64,
    /// How many checks were made on it before it got its place.
    pub checks: usize,
    /// How many problems they found, none of them in the file itself.
    pub problems: usize,
    /// The schema that the backup had, where that was an older one.
    pub upgraded_from: Option<i64>,
    /// Where the book lies that was there before; `None` where there was none.
    pub replaced: Option<PathBuf>,
}

/// Puts a copy of the backup at `from` in the place of the book at `path`.
///
/// The copy is made beside the book, brought up to date and checked first. The book that is there is then locked against everybody, its
/// write-ahead log is played into it, and it gets a second name, `book-replaced-NUMBER.db`; then the copy takes the first name. Killed
/// anywhere, the book is as before or as after.
///
/// # Errors
/// `Missing`, `Foreign`, `TooNew` or `Corrupt` for the backup; `Refused` where it is the book itself; `Locked` where another process has
/// the book open; `Foreign` where what lies at `path` is no book. Nothing is changed then.
pub fn restore(from: &Path, path: &Path) -> Result<Restored> {
    refuse_foreign_header(from, Access::Read)?;
    if same_file(from, path) {
        return Err(StoreError::Refused {
            reason: format!("{} is the book itself", from.display()),
        });
    }
    let there = path.exists();
    if there {
        match refuse_foreign_header(path, Access::Create) {
            // A damaged book is what one restores for.
            Ok(()) | Err(StoreError::Corrupt { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let directory = directory_of(path);
    // Without a log beside it nobody has the backup open, and it is read without leaving one there.
    let source = if beside(from, "-wal").exists() {
        Book::reading(open::open_for_reading(from)?)
    } else {
        Book::open_copy(from)?
    };
    let found = match identify(&source.connection, from, known_schema())? {
        Found::Book(version) => version,
        Found::Nothing => {
            return Err(StoreError::Foreign {
                path: from.to_owned(),
                reason: String::from("it is an empty database"),
            });
        }
    };
    open::quick_check(&source.connection)?;
    let (mut copy, _) = copy_of(&source, directory)?;
    drop(source);
    // Opened for writing, it is brought up to date and gets the journal mode of a book; closed, its log is gone.
    drop(Book::open_keeping(
        copy.path(),
        Access::Write,
        Copies { keep: 0 },
    )?);
    let opened = Book::open_copy(copy.path())?;
    let report = opened.check()?;
    drop(opened);
    if let Some(damage) = report
        .problems
        .iter()
        .find(|problem| problem.check == "file")
    {
        return Err(StoreError::Corrupt {
            reason: damage.what.clone(),
        });
    }
    permit_as(if there { path } else { from }, &mut copy)?;
    copy.as_file()
        .sync_all()
        .map_err(|source| io("writing", copy.path(), source))?;
    let bytes = copy
        .as_file()
        .metadata()
        .map_err(|source| io("writing", copy.path(), source))?
        .len();

    let (replaced, locked) = if there {
        let (replaced, locked) = set_aside(path)?;
        (Some(replaced), locked)
    } else {
        move_log(path, path)?;
        (None, None)
    };
    let named = copy.persist(path);
    if let Err(error) = named {
        return Err(io("naming the copy", path, error.error));
    }
    flush_directory(directory)?;
    // Only now may others go on; who waited for the lock finds that another file has the name.
    drop(locked);
    Ok(Restored {
        bytes,
        checks: report.checks,
        problems: report.problems.len(),
        upgraded_from: (found != known_schema()).then_some(found),
        replaced,
    })
}

/// Gives the book a second name, and takes away the files beside it that would be played into another. Returns that name, and the lock.
fn set_aside(path: &Path) -> Result<(PathBuf, Option<Connection>)> {
    let locked = match lock(path) {
        Ok(locked) => Some(locked),
        // Too damaged to be locked, so nobody can be writing to it.
        Err(StoreError::Corrupt { .. } | StoreError::Sql { .. } | StoreError::Disk { .. }) => None,
        Err(error) => return Err(error),
    };
    let mut number = next_number(path, "replaced");
    let aside = loop {
        let aside = name(path, "replaced", number);
        match fs::hard_link(path, &aside) {
            Ok(()) => break aside,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            // A file system without second names: a copy does as well. Opening the file again here would drop SQLite's lock, so the copy
            // is made through the connection that holds it, or, of a file that SQLite cannot read, byte for byte.
            Err(_) => {
                match &locked {
                    Some(locked) => {
                        locked.execute("VACUUM INTO ?1", [aside.to_string_lossy()])?;
                    }
                    None => {
                        fs::copy(path, &aside).map_err(|source| io("copying", path, source))?;
                    }
                }
                break aside;
            }
        }
    };
    move_log(path, &aside)?;
    flush_directory(directory_of(path))?;
    Ok((aside, locked))
}

/// Locks the book against every other process and leaves nothing in its write-ahead log.
fn lock(path: &Path) -> Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let give_up = Instant::now() + PATIENCE;
    loop {
        // Leaving the write-ahead log needs the file for oneself, plays the log into it and removes it. A process that opened the book
        // before and waits for this one looks again when it goes on.
        let mode = connection
            .query_row("PRAGMA journal_mode = DELETE", [], |row| {
                row.get::<_, String>(0)
            })
            .map_err(StoreError::from);
        match mode {
            Ok(mode) if mode == "delete" => break,
            Ok(_) | Err(StoreError::Locked) if Instant::now() < give_up => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Ok(_) => return Err(StoreError::Locked),
            Err(error) => return Err(error),
        }
    }
    // The lock of an ended transaction is kept.
    connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")?;
    Ok(connection)
}

/// Moves the files that SQLite keeps beside a book to where they belong to `aside`, or away where that is the same.
fn move_log(path: &Path, aside: &Path) -> Result<()> {
    for suffix in ["-wal", "-journal", "-shm"] {
        let left = beside(path, suffix);
        let moved = if suffix == "-shm" {
            // Only an index of the log, made anew from it.
            fs::remove_file(&left)
        } else {
            let to = if aside == path {
                beside(
                    &name(path, "replaced", next_number(path, "replaced")),
                    suffix,
                )
            } else {
                beside(aside, suffix)
            };
            fs::rename(&left, to)
        };
        match moved {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(io("moving", &left, source)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::backup::Existing;
    use super::super::testing::{add, dump};
    use super::*;
    use crate::domain::record::Kind;

    fn book_of(path: &Path, names: &[&str]) -> String {
        let mut book = Book::open(path, Access::Create).expect("made");
        for name in names {
            add(
                &mut book,
                Kind::Speaker,
                &[("name", name), ("kind", "person")],
            );
        }
        dump(&book)
    }

    fn read(path: &Path) -> String {
        dump(&Book::open(path, Access::Read).expect("a book"))
    }

    #[test]
    fn a_restored_book_is_the_backup_and_the_one_before_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let copy = folder.path().join("copy.db");
        let before = book_of(&path, &["Bo"]);
        Book::open(&path, Access::Read)
            .expect("opened")
            .backup(&copy, Existing::Keep)
            .expect("backed up");
        let after = book_of(&path, &["Cy"]);
        let restored = restore(&copy, &path).expect("restored");
        assert_eq!((restored.problems, restored.upgraded_from), (0, None));
        assert_eq!(read(&path), before);
        let replaced = restored.replaced.expect("there was a book");
        assert!(replaced.ends_with("book-replaced-1.db"));
        assert_eq!(read(&replaced), after);
        let back = restore(&replaced, &path).expect("restored");
        assert_eq!(read(&path), after);
        assert!(
            back.replaced
                .expect("there was a book")
                .ends_with("book-replaced-2.db")
        );
        assert_eq!(read(&copy), before);
    }

    #[test]
    fn a_book_that_somebody_has_open_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let copy = folder.path().join("copy.db");
        book_of(&copy, &["Bo"]);
        let mut writer = Book::open(&path, Access::Create).expect("made");
        add(&mut writer, Kind::Outlet, &[("name", "Post")]);
        let before = dump(&writer);
        assert!(matches!(restore(&copy, &path), Err(StoreError::Locked)));
        add(&mut writer, Kind::Outlet, &[("name", "Courier")]);
        assert_ne!(dump(&writer), before);
        drop(writer);
        restore(&copy, &path).expect("restored");
    }

    #[test]
    fn a_writer_that_waited_for_a_restore_writes_into_the_restored_book() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let other = folder.path().join("other.db");
        book_of(&path, &["Bo"]);
        book_of(&other, &["Cy"]);
        let locked = lock(&path).expect("nobody else has it open");
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| book_of(&path, &["Di"]));
            // However far the writer has come by now, it ends in the restored book.
            fs::hard_link(&path, folder.path().join("aside.db")).expect("linked");
            fs::rename(&other, &path).expect("renamed");
            drop(locked);
            let held = writer.join().expect("no panic");
            assert!(held.contains("Cy") && held.contains("Di") && !held.contains("Bo"));
        });
        assert!(!read(&folder.path().join("aside.db")).contains("Di"));
    }

    #[test]
    fn a_log_that_was_left_beside_a_book_is_never_played_into_the_restored_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let copy = folder.path().join("copy.db");
        let wanted = book_of(&copy, &["Bo", "Cy"]);
        let mut writer = Book::open(&path, Access::Create).expect("made");
        add(&mut writer, Kind::Outlet, &[("name", "Post")]);
        let with_log = folder.path().join("killed.db");
        // What a killed process leaves.
        fs::copy(&path, &with_log).expect("copied");
        fs::copy(beside(&path, "-wal"), beside(&with_log, "-wal")).expect("copied");
        let log = fs::read(beside(&path, "-wal")).expect("read");
        let held = dump(&writer);
        drop(writer);
        let restored = restore(&copy, &with_log).expect("restored");
        assert_eq!(read(&with_log), wanted);
        assert_eq!(read(&restored.replaced.expect("kept")), held);
        // And where the book itself is lost, or damaged beyond opening.
        fs::copy(&with_log, folder.path().join("sound.db")).expect("copied");
        let header = fs::read(&with_log).expect("read")[..100].to_vec();
        let damaged = [header, vec![0xff; 5000]].concat();
        // SQLite plays a sound log into any file, and passes over one that is none.
        for (damaged, log) in [
            (None, log),
            (None, vec![7; 5000]),
            (Some(damaged), vec![7; 5000]),
        ] {
            match &damaged {
                None => fs::remove_file(&with_log).expect("removed"),
                Some(bytes) => fs::write(&with_log, bytes).expect("written"),
            }
            fs::write(beside(&with_log, "-wal"), log).expect("written");
            let restored = restore(&copy, &with_log).expect("restored");
            assert_eq!(restored.replaced.is_some(), damaged.is_some());
            assert_eq!(read(&with_log), wanted);
        }
    }

    #[test]
    fn what_cannot_be_restored_leaves_the_book_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let held = book_of(&path, &["Bo"]);
        let copy = folder.path().join("copy.db");
        book_of(&copy, &["Cy"]);
        let whole = fs::read(&copy).expect("read");
        // Readers leave an empty log and its index.
        let files = || {
            let names = fs::read_dir(folder.path()).expect("read").flatten();
            let names = names.filter_map(|entry| entry.file_name().into_string().ok());
            names
                .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
                .count()
        };
        let before = files();
        let mut newer = whole.clone();
        newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
        let mut damaged = whole.clone();
        for byte in damaged.iter_mut().skip(4096 * 3).step_by(7) {
            *byte ^= 0x55;
        }
        for (bytes, kind) in [
            (b"Dear diary".to_vec(), "Foreign"),
            (Vec::new(), "Foreign"),
            (whole[..whole.len() / 2].to_vec(), "Corrupt"),
            (damaged, "Corrupt"),
            (newer, "TooNew"),
        ] {
            fs::write(&copy, bytes).expect("written");
            let error = restore(&copy, &path).expect_err("refused");
            assert!(format!("{error:?}").starts_with(kind), "{error:?}");
            assert_eq!(read(&path), held);
            assert_eq!(files(), before, "{kind}");
        }
        assert!(restore(&path, &path).is_err());
        fs::write(&copy, &whole).expect("written");
        fs::write(&path, "Dear diary").expect("written");
        assert!(matches!(
            restore(&copy, &path),
            Err(StoreError::Foreign { .. })
        ));
        assert_eq!(fs::read(&path).expect("read"), b"Dear diary");
    }
}
