//! A copy of the book, made while others may write, opened and checked before it gets its name.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use tempfile::NamedTempFile;

use super::book::Book;
use super::error::{Result, StoreError};
use super::open::quick_check;

/// What to do with a file that has the copy's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Refuse.
    Keep,
    /// Put the copy in its place.
    Replace,
}

/// What a backup made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The size of the copy.
    pub bytes: u64,
    /// How many tables were compared with the book's, row for row counted.
    pub tables: usize,
    /// How many checks were made on the copy.
    pub checks: usize,
    /// How many problems they found; they are the book's as well, since the copy is whole.
    pub problems: usize,
}

impl Book {
    /// Copies the book to `path`, as it is at one moment, with everything in its write-ahead log. The copy is made beside its final
    /// place, flushed to disk, opened, compared and checked, and only then gets its name.
    ///
    /// # Errors
    /// `Refused` where `path` is the book itself, exists and shall be kept, or has another book's unfinished write beside it; `Corrupt`
    /// where the book or the copy is damaged; `Io` or `Full` where it cannot be written. No part of a copy is left then.
    pub fn backup(&self, path: &Path, existing: Existing) -> Result<Backup> {
        self.refuse_destination(path, existing)?;
        quick_check(&self.connection)?;
        let directory = directory_of(path);
        let (mut copy, counts) = copy_of(self, directory)?;
        let bytes = copy
            .as_file()
            .metadata()
            .map_err(|source| io("writing", copy.path(), source))?
            .len();

        let opened = Book::open_copy(copy.path())?;
        let copied = opened.read(|reader| reader.table_counts())?;
        if copied != counts {
            return Err(StoreError::Corrupt {
                reason: String::from("the copy does not hold as many rows as the book"),
            });
        }
        let report = opened.check()?;
        if let Some(damage) = report
            .problems
            .iter()
            .find(|problem| problem.check == "file")
        {
            return Err(StoreError::Corrupt {
                reason: format!("the copy: {}", damage.what),
            });
        }
        drop(opened);

        if let Some(book) = self.path() {
            permit_as(book, &mut copy)?;
        }
        let named = match existing {
            Existing::Keep => copy.persist_noclobber(path),
            Existing::Replace => copy.persist(path),
        };
        named.map_err(|error| io("naming the copy", path, error.error))?;
        flush_directory(directory)?;
        Ok(Backup {
            bytes,
            tables: counts.len(),
            checks: report.checks,
            problems: report.problems.len(),
        })
    }

    fn refuse_destination(&self, path: &Path, existing: Existing) -> Result<()> {
        let refuse = |why: &str| {
            Err(StoreError::Refused {
                reason: format!("{} {why}", path.display()),
            })
        };
        if let Some(book) = self.path()
            && std::iter::once(book.to_owned())
                .chain(["-wal", "-shm", "-journal"].map(|suffix| beside(book, suffix)))
                .any(|own| same_file(&own, path))
        {
            return refuse("is the book itself");
        }
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => return refuse("is a directory"),
            Ok(_) if existing == Existing::Keep => return refuse("is there already"),
            _ => {}
        }
        // SQLite would play them into the copy when it is opened.
        for suffix in ["-wal", "-journal"] {
            if fs::metadata(beside(path, suffix)).is_ok_and(|left| left.len() > 0) {
                return refuse(&format!(
                    "has an unfinished write of another file beside it ({suffix})"
                ));
            }
        }
        Ok(())
    }
}

/// A temporary file is readable by its owner alone; a copy should be as readable as its book.
#[cfg(unix)]
pub(super) fn permit_as(book: &Path, copy: &mut NamedTempFile) -> Result<()> {
    let permissions = fs::metadata(book)
        .map_err(|source| io("reading", book, source))?
        .permissions();
    copy.as_file()
        .set_permissions(permissions)
        .map_err(|source| io("writing", copy.path(), source))
}

#[cfg(not(unix))]
pub(super) fn permit_as(_book: &Path, _copy: &mut NamedTempFile) -> Result<()> {
    Ok(())
}

/// Copies a book into a file of a passing name in `directory`, flushed to disk, and returns it with how many rows each table of the book
/// had at that moment.
pub(super) fn copy_of(
    book: &Book,
    directory: &Path,
) -> Result<(NamedTempFile, BTreeMap<String, i64>)> {
    let copy = tempfile::Builder::new()
        .prefix(".claimbook-copy-")
        .tempfile_in(directory)
        .map_err(|source| io("making a file in", directory, source))?;
    let counts = book.read(|reader| {
        // The first read fixes the moment that the copy and the counts are of.
        let counts = reader.table_counts()?;
        let mut target = Connection::open(copy.path())?;
        let backup = rusqlite::backup::Backup::new(&book.connection, &mut target)?;
        // All pages in one step: in write-ahead-log mode that holds up nobody, and no writer can make it start again.
        backup.run_to_completion(i32::MAX, Duration::ZERO, None)?;
        drop(backup);
        target.close().map_err(|(_, error)| error)?;
        Ok::<_, StoreError>(counts)
    })?;
    copy.as_file()
        .sync_all()
        .map_err(|source| io("writing", copy.path(), source))?;
    Ok((copy, counts))
}

pub(super) fn io(action: &str, path: &Path, source: std::io::Error) -> StoreError {
    if source.kind() == std::io::ErrorKind::StorageFull {
        return StoreError::Full;
    }
    StoreError::Io {
        action: format!("{action} {}", path.display()),
        source,
    }
}

pub(super) fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Whether two paths lead to one file, by whatever links.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
            return (one.dev(), one.ino()) == (other.dev(), other.ino());
        }
    }
    let whole = |path: &Path| {
        let directory = fs::canonicalize(directory_of(path)).ok()?;
        Some(directory.join(path.file_name()?))
    };
    whole(one).is_some() && whole(one) == whole(other)
}

/// A name is on disk only when its directory is.
pub(super) fn flush_directory(directory: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(directory)
            .and_then(|opened| opened.sync_all())
            .map_err(|source| io("flushing", directory, source))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::open::Access;
    use super::super::testing::{add, dump};
    use super::*;
    use crate::domain::record::Kind;

    fn book_with_a_speaker(path: &Path) -> Book {
        let mut book = Book::open(path, Access::Create).expect("made");
        add(
            &mut book,
            Kind::Speaker,
            &[("name", "Bo"), ("kind", "person")],
        );
        book
    }

    fn names_in(directory: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(directory)
            .expect("a directory")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_backup_of_a_book_that_is_being_written_is_the_book() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let copies = folder.path().join("copies");
        fs::create_dir(&copies).expect("made");
        let mut writer = book_with_a_speaker(&path);
        add(
            &mut writer,
            Kind::Speaker,
            &[("name", "Li"), ("kind", "person")],
        );
        let reader = Book::open(&path, Access::Read).expect("opened");
        let made = reader
            .backup(&copies.join("copy.db"), Existing::Keep)
            .expect("backed up");
        assert_eq!(made.problems, 0);
        assert!(made.bytes > 0 && made.tables > 20 && made.checks > 10);
        assert_eq!(names_in(&copies), ["copy.db"]);
        let copy = Book::open(&copies.join("copy.db"), Access::Write).expect("a book");
        assert_eq!(dump(&copy), dump(&writer));
    }

    #[cfg(unix)]
    #[test]
    fn a_backup_may_be_read_by_whom_the_book_may_be_read_by() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let book = book_with_a_speaker(&path);
        for mode in [0o640, 0o664] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
            let copy = folder.path().join(format!("copy-{mode}.db"));
            book.backup(&copy, Existing::Keep).expect("backed up");
            let copied = fs::metadata(&copy).expect("there").permissions().mode();
            assert_eq!(copied & 0o777, mode);
        }
    }

    #[test]
    fn a_book_with_problems_that_are_not_of_its_file_is_backed_up_and_restored_and_they_are_counted()
     {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let book = book_with_a_speaker(&path);
        book.connection
            .execute("UPDATE operation SET undone_by = id", [])
            .expect("damaged");
        let problems = book.check().expect("checked").problems.len();
        assert!(problems > 0);
        let copy = folder.path().join("copy.db");
        let made = book.backup(&copy, Existing::Keep).expect("backed up");
        assert_eq!(made.problems, problems);
        let restored = super::super::restore::restore(&copy, &folder.path().join("again.db"));
        assert_eq!(restored.expect("restored").problems, problems);
    }

    #[test]
    fn a_backup_onto_a_directory_is_refused_and_an_empty_log_beside_it_is_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = book_with_a_speaker(&folder.path().join("book.db"));
        let refused = book.backup(folder.path(), Existing::Replace);
        assert!(
            refused
                .expect_err("a directory")
                .to_string()
                .ends_with("is a directory")
        );
        let copy = folder.path().join("copy.db");
        fs::write(folder.path().join("copy.db-wal"), "").expect("written");
        book.backup(&copy, Existing::Keep).expect("backed up");
    }

    #[test]
    fn a_bare_name_lies_in_the_folder_where_one_is() {
        assert_eq!(directory_of(Path::new("b.db")), Path::new("."));
        assert_eq!(directory_of(Path::new("a/b.db")), Path::new("a"));
    }

    #[test]
    fn a_backup_never_takes_another_files_place_unless_asked() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = book_with_a_speaker(&folder.path().join("book.db"));
        let path = folder.path().join("copy.db");
        fs::write(&path, "mine").expect("written");
        let refused = book.backup(&path, Existing::Keep).unwrap_err();
        assert!(refused.to_string().ends_with("copy.db is there already"));
        assert_eq!(fs::read(&path).expect("read"), b"mine");
        book.backup(&path, Existing::Replace).expect("replaced");
        drop(Book::open(&path, Access::Read).expect("a book"));
    }

    #[test]
    fn a_backup_onto_the_book_is_refused_however_it_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        let book = book_with_a_speaker(&path);
        let log = folder.path().join("book.db-wal");
        assert!(log.exists());
        fs::create_dir(folder.path().join("d")).expect("made");
        let mut names = vec![path.clone(), folder.path().join("d/../book.db"), log];
        #[cfg(unix)]
        {
            let link = folder.path().join("link.db");
            std::os::unix::fs::symlink(&path, &link).expect("linked");
            let hard = folder.path().join("hard.db");
            fs::hard_link(&path, &hard).expect("linked");
            names.extend([link, hard]);
        }
        for name in names {
            let refused = book.backup(&name, Existing::Replace).unwrap_err();
            assert!(
                refused.to_string().ends_with("is the book itself"),
                "{}: {refused}",
                name.display()
            );
        }
    }

    #[test]
    fn a_backup_beside_another_files_unfinished_write_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = book_with_a_speaker(&folder.path().join("book.db"));
        fs::write(folder.path().join("copy.db-wal"), "left").expect("written");
        let refused = book
            .backup(&folder.path().join("copy.db"), Existing::Replace)
            .unwrap_err();
        assert!(refused.to_string().contains("unfinished write"));
        assert!(!folder.path().join("copy.db").exists());
    }

    #[test]
    fn a_backup_that_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = book_with_a_speaker(&folder.path().join("book.db"));
        let nowhere = folder.path().join("nowhere/copy.db");
        assert!(matches!(
            book.backup(&nowhere, Existing::Keep),
            Err(StoreError::Io { .. })
        ));
        let directory = folder.path().join("d");
        fs::create_dir(&directory).expect("made");
        assert!(book.backup(&directory, Existing::Replace).is_err());
        assert_eq!(names_in(&directory), Vec::<String>::new());
    }
}
