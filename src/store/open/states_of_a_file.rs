//! What can stand under the name of a book when it is opened.

use std::fs;

use super::*;

fn open(path: &Path, access: Access) -> Result<Connection> {
    super::open(path, access, Copies::default()).map(|(connection, _)| connection)
}

/// A book of the oldest schema, as the first release made it.
fn old_book(path: &Path) -> Connection {
    let first = &migrations()[..1];
    let known = newest(first);
    let opened = open_with(path, Access::Create, Copies::default(), known, || {
        first.to_vec()
    });
    opened.expect("an old book").0
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .collect();
    names.sort();
    names
}

#[test]
fn an_empty_file_is_no_book_yet_and_may_become_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    fs::write(&path, "").expect("written");
    for access in [Access::Read, Access::Rehearse, Access::Write] {
        let error = open(&path, access).expect_err("refused").to_string();
        assert!(error.contains("the file is empty"), "{error}");
    }
    drop(open(&path, Access::Create).expect("made"));
    drop(open(&path, Access::Read).expect("read"));
}

#[test]
fn an_empty_database_is_no_book_yet_and_may_become_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    Connection::open(&path)
        .expect("opened")
        .execute_batch("CREATE TABLE t (a); DROP TABLE t;")
        .expect("written");
    let error = open(&path, Access::Read).expect_err("refused").to_string();
    assert!(error.contains("it is an empty database"), "{error}");
    drop(open(&path, Access::Create).expect("made"));
    drop(open(&path, Access::Read).expect("read"));
}

#[test]
fn a_file_that_ends_in_its_header_is_damaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    drop(open(&path, Access::Create).expect("made"));
    let bytes = fs::read(&path).expect("bytes");
    for length in [16, 70, 99] {
        fs::write(&path, &bytes[..length]).expect("written");
        for access in [Access::Read, Access::Write, Access::Create] {
            assert!(
                matches!(open(&path, access), Err(StoreError::Corrupt { .. })),
                "{length}"
            );
        }
    }
}

#[test]
fn a_foreign_file_is_known_by_its_first_bytes_before_sqlite_sees_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    let mut header = b"SQLite format 3\0".to_vec();
    header.resize(100, 0);
    for (id, is_foreign) in [(0, false), (APPLICATION_ID, false), (77, true)] {
        let id = u32::try_from(id).expect("an id");
        header[68..72].copy_from_slice(&id.to_be_bytes());
        fs::write(&path, &header).expect("written");
        let refused = refuse_foreign_header(&path, Access::Write);
        assert_eq!(
            matches!(refused, Err(StoreError::Foreign { .. })),
            is_foreign,
            "{id}"
        );
        assert_eq!(refused.is_ok(), !is_foreign, "{id}");
    }
}

#[test]
fn a_missing_folder_is_named_and_the_folder_of_a_bare_name_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused =
        |path: &Path, access| refuse_foreign_header(path, access).expect_err("no such folder");
    let path = folder.path().join("gone").join("b.db");
    assert!(matches!(
        refused(&path, Access::Create),
        StoreError::Io { .. }
    ));
    assert!(matches!(
        refused(&path, Access::Write),
        StoreError::Missing { .. }
    ));
    let file = folder.path().join("notes.txt");
    fs::write(&file, "notes").expect("written");
    for access in [Access::Create, Access::Read] {
        assert!(matches!(
            refused(&file.join("b.db"), access),
            StoreError::Io { .. }
        ));
    }
    let bare = Path::new("a-name-that-nobody-gave-a-book.db");
    assert!(refuse_foreign_header(bare, Access::Create).is_ok());
}

#[test]
fn whoever_will_throw_away_what_is_written_does_not_upgrade_an_older_book() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    drop(old_book(&path));
    let before = fs::read(&path).expect("bytes");
    assert!(matches!(
        open(&path, Access::Rehearse),
        Err(StoreError::TooOld { .. })
    ));
    assert_eq!(fs::read(&path).expect("bytes"), before);
    assert_eq!(files_in(folder.path()), ["b.db"]);
}

#[test]
fn a_damaged_older_book_is_not_upgraded_even_where_no_migration_reads_what_is_damaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    let connection = old_book(&path);
    connection
        .execute_batch(&format!(
            "INSERT INTO content (sha256, size, bytes) VALUES ('{:064}', 40000, CAST(replace(hex(zeroblob(20000)), '0', 'x') AS BLOB))",
            0
        ))
        .expect("written");
    drop(connection);
    // Of a value that is spread over pages the first page forgets the next.
    let mut bytes = fs::read(&path).expect("bytes");
    let page = bytes
        .chunks_exact_mut(4096)
        .find(|page| page[4..].iter().all(|byte| *byte == b'x'))
        .expect("a page of the value");
    page[..4].fill(0);
    fs::write(&path, &bytes).expect("written");
    assert!(matches!(
        open(&path, Access::Write),
        Err(StoreError::Corrupt { .. })
    ));
    assert_eq!(fs::read(&path).expect("bytes"), bytes);
    assert_eq!(files_in(folder.path()), ["b.db"]);
}

#[test]
fn a_writer_turns_the_write_ahead_log_on_in_a_new_book_and_in_one_without_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    let mode = |connection: &Connection| -> String {
        connection
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .expect("a mode")
    };
    assert_eq!(mode(&open(&path, Access::Create).expect("made")), "wal");
    Connection::open(&path)
        .expect("opened")
        .execute_batch("PRAGMA journal_mode = DELETE")
        .expect("turned off");
    assert_eq!(mode(&open(&path, Access::Write).expect("opened")), "wal");
}

/// Puts what cannot be opened where SQLite makes the index of the write-ahead log, as if in a folder that may not be written.
#[cfg(unix)]
fn block_the_log(path: &Path) {
    let name = format!("{}-shm", path.display());
    std::os::unix::fs::symlink("gone/nowhere", name).expect("a link");
}

#[cfg(unix)]
#[test]
fn a_book_beside_which_nothing_can_be_made_is_read_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    drop(open(&path, Access::Create).expect("made"));
    block_the_log(&path);
    drop(open(&path, Access::Read).expect("read"));
    let log = folder.path().join("b.db-wal");
    fs::write(&log, "").expect("written");
    drop(open(&path, Access::Read).expect("read beside an empty log"));
    fs::write(&log, "x").expect("written");
    let error = open(&path, Access::Read).expect_err("refused").to_string();
    assert!(
        error.contains("has an unfinished write beside it"),
        "{error}"
    );
}

#[test]
fn only_what_cannot_be_made_beside_a_book_lets_it_be_read_without() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b.db");
    drop(open(&path, Access::Create).expect("made"));
    let mut bytes = fs::read(&path).expect("bytes");
    bytes[100..4096].fill(7);
    fs::write(&path, &bytes).expect("written");
    assert!(matches!(
        open_for_reading(&path),
        Err(StoreError::Corrupt { .. })
    ));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_given_the_name_of_another_is_told_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    assert_eq!(identity(&path("a")), None);
    for name in ["a", "b"] {
        fs::write(path(name), "the same").expect("written");
    }
    let (first, second) = (identity(&path("a")), identity(&path("b")));
    assert!(first.is_some());
    assert_ne!(first, second);
    fs::rename(path("a"), path("c")).expect("kept");
    fs::rename(path("b"), path("a")).expect("replaced");
    assert_eq!(identity(&path("a")), second);
    assert_eq!(identity(&path("c")), first);
}
