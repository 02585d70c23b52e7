//! Copies of a book that lie beside it under numbered names: what it was before an upgrade or a restore.

use std::fs;
use std::path::{Path, PathBuf};

use super::backup::{copy_of, directory_of, flush_directory, io, permit_as};
use super::book::Book;
use super::error::{Result, StoreError};
use super::open::{open_for_reading, quick_check};

/// Copies the book at `path` to a new name beside it, `book-LABEL-NUMBER.db`, and returns that. The copy is opened and compared with the
/// book before it gets its name.
///
/// # Errors
/// As [`Book::backup`]; no part of a copy is left then.
pub(super) fn make(path: &Path, label: &str) -> Result<PathBuf> {
    let directory = directory_of(path);
    // The caller holds the lock for writing; another connection reads what is committed.
    let source = Book::reading(open_for_reading(path)?);
    let (mut copy, counts) = copy_of(&source, directory)?;
    let opened = Book::open_copy(copy.path())?;
    quick_check(&opened.connection)?;
    if opened.read(|reader| reader.table_counts())? != counts {
        return Err(StoreError::Corrupt {
            reason: String::from("the copy does not hold as many rows as the book"),
        });
    }
    drop(opened);
    permit_as(path, &mut copy)?;
    let mut number = next_number(path, label);
    loop {
        let name = name(path, label, number);
        match copy.persist_noclobber(&name) {
            Ok(_) => {
                flush_directory(directory)?;
                return Ok(name);
            }
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                copy = error.file;
                number += 1;
            }
            Err(error) => return Err(io("naming the copy", &name, error.error)),
        }
    }
}

/// The name of a copy: `claimbook.db` gives `claimbook-schema1-1.db`.
pub(super) fn name(path: &Path, label: &str, number: u32) -> PathBuf {
    let (stem, extension) = parts(path);
    path.with_file_name(format!("{stem}-{label}-{number}{extension}"))
}

/// The number after the highest that a copy of this label has.
pub(super) fn next_number(path: &Path, label: &str) -> u32 {
    let highest = numbered(path, label)
        .into_iter()
        .map(|(_, number, _)| number);
    highest.max().map_or(1, |number| number.saturating_add(1))
}

/// Drops all but the newest copies whose label begins so, and returns which; what cannot be dropped stays.
pub(super) fn drop_oldest(path: &Path, label: &str, keep: usize) -> Vec<PathBuf> {
    let mut copies = numbered(path, label);
    // By the label (the schema), then the number: both only grow.
    copies.sort();
    let surplus = copies.len().saturating_sub(keep);
    copies
        .into_iter()
        .take(surplus)
        .filter(|(_, _, copy)| fs::remove_file(copy).is_ok())
        .map(|(_, _, copy)| copy)
        .collect()
}

/// The copies beside a book whose label is this or this and a number: (that number or 0, the copy's number, its path).
fn numbered(path: &Path, label: &str) -> Vec<(u32, u32, PathBuf)> {
    let (stem, extension) = parts(path);
    let Ok(entries) = fs::read_dir(directory_of(path)) else {
        return Vec::new();
    };
    let begin = format!("{stem}-{label}");
    entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let rest = name.strip_prefix(&begin)?.strip_suffix(&extension)?;
            let (schema, number) = rest.split_once('-')?;
            let schema = if schema.is_empty() {
                0
            } else {
                schema.parse().ok()?
            };
            Some((schema, number.parse().ok()?, path.with_file_name(name)))
        })
        .collect()
}

/// The name without its extension, and the extension with its point.
fn parts(path: &Path) -> (String, String) {
    let text = |part: Option<&std::ffi::OsStr>| {
        part.map_or_else(String::new, |part| part.to_string_lossy().into_owned())
    };
    let extension = text(path.extension());
    (
        text(path.file_stem()),
        if extension.is_empty() {
            extension
        } else {
            format!(".{extension}")
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_oldest_copies_of_the_same_book_are_dropped() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("book.db");
        for name in [
            "book.db",
            "book-schema1-1.db",
            "book-schema1-2.db",
            "book-schema10-1.db",
            "book-schema2-1.db",
            "book-schema2-x.db",
            "book-schema-old.db",
            "book-replaced-1.db",
            "other-schema1-1.db",
        ] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        assert_eq!(next_number(&path, "schema1"), 3);
        assert_eq!(next_number(&path, "replaced"), 2);
        assert_eq!(next_number(&path, "schema7"), 1);
        let dropped = drop_oldest(&path, "schema", 2);
        assert_eq!(
            dropped,
            ["book-schema1-1.db", "book-schema1-2.db"].map(|name| folder.path().join(name))
        );
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 7);
    }
}
