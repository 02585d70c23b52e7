//! Opening a book: whose file it is and how new, safely with many processes at once.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use refinery_core::Migration;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Result, StoreError};
use super::upgrade::{Copies, Upgraded, upgrade};

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// "clmb": marks a SQLite file as a book (offset 68 of the file, https://www.sqlite.org/fileformat2.html section 1.3.17).
pub(super) const APPLICATION_ID: i64 = 0x636c_6d62;

/// How long a command waits for another process that is writing.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a command wants of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read, and never change the file.
    Read,
    /// Write, and then throw away what was written; the book must exist, and an older one is not brought up to date.
    Rehearse,
    /// Write; the book must exist.
    Write,
    /// Write; a missing book is made.
    Create,
}

/// The version of the last migration. It stands here because reading the migrations takes longer than a small query: refinery compiles
/// a regular expression for their names. A test compares it with them.
const NEWEST_SCHEMA: i64 = 6;

/// The newest schema this program knows.
pub fn known_schema() -> i64 {
    NEWEST_SCHEMA
}

/// Every migration, in order.
pub(super) fn migrations() -> Vec<Migration> {
    embedded::migrations::runner().get_migrations().clone()
}

/// Opens a book, and says whether it was brought up to date.
pub(super) fn open(
    path: &Path,
    access: Access,
    copies: Copies,
) -> Result<(Connection, Option<Upgraded>)> {
    open_with(path, access, copies, NEWEST_SCHEMA, migrations)
}

/// A book that lives in memory, for rehearsals and tests.
pub(super) fn in_memory() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    upgrade(&connection, None, &migrations())?;
    // After the upgrade, which leaves foreign keys off.
    configure(&connection)?;
    Ok(connection)
}

/// Opens a book with a program whose newest schema is `known`; `migrations` is called only where there is something to migrate.
fn open_with(
    path: &Path,
    access: Access,
    copies: Copies,
    known: i64,
    migrations: impl FnOnce() -> Vec<Migration>,
) -> Result<(Connection, Option<Upgraded>)> {
    refuse_foreign_header(path, access)?;
    if access == Access::Read {
        let connection = open_for_reading(path)?;
        let found = identify(&connection, path, known)?;
        return match found {
            Found::Book(version) if version == known => Ok((connection, None)),
            Found::Book(found) => Err(too_old(path, found, known)),
            Found::Nothing => Err(StoreError::Foreign {
                path: path.to_owned(),
                reason: String::from("it is an empty database"),
            }),
        };
    }
    let (connection, found) = open_for_writing(path, access, known)?;
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(StoreError::ReadOnly {
            reason: format!("{} or its directory is read-only", path.display()),
        });
    }
    let upgraded = match found {
        Found::Book(version) if version == known => {
            use_write_ahead_log(&connection)?;
            None
        }
        Found::Book(found) if access == Access::Rehearse => {
            return Err(too_old(path, found, known));
        }
        Found::Book(_) => {
            quick_check(&connection)?;
            use_write_ahead_log(&connection)?;
            upgrade(&connection, Some((path, copies)), &migrations())?
        }
        Found::Nothing => {
            use_write_ahead_log(&connection)?;
            upgrade(&connection, None, &migrations())?
        }
    };
    configure(&connection)?;
    Ok((connection, upgraded))
}

/// Opens the file that has the book's name. A restore gives that name to another file while it keeps everybody out: who waited for it
/// would write into the book that was replaced, so it looks again. Who does not wait keeps a restore out, since SQLite's lock on a book
/// with a write-ahead log lasts as long as the connection.
fn open_for_writing(path: &Path, access: Access, known: i64) -> Result<(Connection, Found)> {
    loop {
        let before = identity(path);
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, access == Access::Create);
        let connection = Connection::open_with_flags(path, flags)?;
        let before = before.or_else(|| identity(path));
        connection.busy_timeout(PATIENCE)?;
        // Nothing is written before the file is known to be ours or nobody's.
        let found = identify(&connection, path, known)?;
        if identity(path) == before {
            return Ok((connection, found));
        }
    }
}

/// What tells the file of this name from another that gets the name; `None` where there is none.
fn identity(path: &Path) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let file = std::fs::metadata(path).ok()?;
        Some((file.dev(), file.ino()))
    }
    // Elsewhere an open file does not lose its name.
    #[cfg(not(unix))]
    {
        let _unused = path;
        None
    }
}

fn too_old(path: &Path, found: i64, known: i64) -> StoreError {
    StoreError::TooOld {
        path: path.to_owned(),
        found,
        known,
    }
}

/// Tells a file that is no book by its first bytes, before SQLite (which may write beside it) sees it.
pub(super) fn refuse_foreign_header(path: &Path, access: Access) -> Result<()> {
    let io = |source| StoreError::Io {
        action: format!("reading {}", path.display()),
        source,
    };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if access != Access::Create {
                return Err(StoreError::Missing {
                    path: path.to_owned(),
                });
            }
            return match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() && !parent.is_dir() => {
                    Err(io(error))
                }
                _ => Ok(()),
            };
        }
        Err(error) => return Err(io(error)),
    };
    if file.metadata().map_err(io)?.is_dir() {
        return Err(StoreError::Foreign {
            path: path.to_owned(),
            reason: String::from("it is a directory"),
        });
    }
    let mut header = Vec::new();
    file.by_ref()
        .take(100)
        .read_to_end(&mut header)
        .map_err(io)?;
    let foreign = |reason: &str| {
        Err(StoreError::Foreign {
            path: path.to_owned(),
            reason: reason.to_owned(),
        })
    };
    if header.is_empty() {
        // What another process leaves for an instant while it makes a new book; for a reader it is no book yet.
        return if access == Access::Create {
            Ok(())
        } else {
            foreign("the file is empty")
        };
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return foreign("it is not a SQLite database");
    }
    if header.len() < 100 {
        return Err(StoreError::Corrupt {
            reason: format!("{} ends in its header", path.display()),
        });
    }
    let id = i64::from(u32::from_be_bytes([
        header[68], header[69], header[70], header[71],
    ]));
    if id != 0 && id != APPLICATION_ID {
        return foreign("it is another program's database");
    }
    Ok(())
}

pub(super) fn open_for_reading(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
        row.get::<_, i64>(0)
    }) {
        Ok(_) => return configure_reader(connection),
        Err(error) if readers_need_immutable(&error) => {}
        Err(error) => return Err(error.into()),
    }
    drop(connection);
    // A write-ahead-log book in a directory that cannot be written: SQLite reads it only as immutable, and then silently misses what
    // lies in the log. So only where nothing lies there.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(PathBuf::from(log)).is_ok_and(|log| log.len() > 0) {
        return Err(StoreError::ReadOnly {
            reason: format!(
                "{} has an unfinished write beside it (-wal) and its directory is read-only: copy the book with its -wal file to a directory that can be written",
                path.display()
            ),
        });
    }
    open_immutable(path)
}

fn readers_need_immutable(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode;
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
    )
}

/// Opens a database that nobody writes, without the files that SQLite else makes beside it.
pub(super) fn open_immutable(path: &Path) -> Result<Connection> {
    let absolute = std::path::absolute(path).map_err(|source| StoreError::Io {
        action: format!("finding {}", path.display()),
        source,
    })?;
    let connection = Connection::open_with_flags(
        file_uri(&absolute),
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI,
    )?;
    configure_reader(connection)
}

fn file_uri(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _infallible = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}

fn configure_reader(connection: Connection) -> Result<Connection> {
    // 8 MB of pages: with SQLite's 2 MB nearly every page of a large book was read again by the next query on the same claims; with
    // 16 MB reports took no less time.
    connection.execute_batch(
        "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;",
    )?;
    keep_plans(&connection)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

fn configure(connection: &Connection) -> Result<()> {
    // FULL: a committed operation survives a power cut, not only a killed process.
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;",
    )?;
    keep_plans(connection)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// One plan a statement, whatever its parameters are: else SQLite prepares a statement that may use a partial index anew at every run.
fn keep_plans(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Turns the write-ahead log on, where it is off: in a new book, and in one that another program or a restore left so. Several processes may try at once on a new file, and SQLite does not call the busy handler here.
pub(super) fn use_write_ahead_log(connection: &Connection) -> Result<()> {
    let give_up = Instant::now() + PATIENCE;
    loop {
        let switched = connection.query_row("PRAGMA journal_mode = WAL", [], |row| {
            row.get::<_, String>(0)
        });
        match switched.map_err(StoreError::from) {
            Ok(_) => return Ok(()),
            Err(StoreError::Locked) if Instant::now() < give_up => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Err(error) => return Err(error),
        }
    }
}

/// What a database is.
pub(super) enum Found {
    /// A book of this schema.
    Book(i64),
    /// A database without tables and without an owner.
    Nothing,
}

pub(super) fn identify(connection: &Connection, path: &Path, known: i64) -> Result<Found> {
    // One statement, so that both numbers and the tables are of one moment, however busy the file is.
    let (id, version, tables): (i64, i64, i64) = connection.query_row(
        "SELECT a.application_id, u.user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id AS a, pragma_user_version AS u",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if id == APPLICATION_ID {
        if version > known {
            return Err(StoreError::TooNew {
                path: path.to_owned(),
                found: version,
                known,
            });
        }
        return Ok(Found::Book(version));
    }
    if id == 0 && tables == 0 {
        return Ok(Found::Nothing);
    }
    Err(StoreError::Foreign {
        path: path.to_owned(),
        reason: String::from("it is another program's database"),
    })
}

/// Fails where the file is damaged: a damaged file still accepts writes, and a migration would make it worse.
pub(super) fn quick_check(connection: &Connection) -> Result<()> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Corrupt { reason: verdict })
    }
}

pub(super) fn newest(migrations: &[Migration]) -> i64 {
    migrations
        .iter()
        .map(|migration| i64::from(migration.version()))
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod states_of_a_file;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    fn open(path: &Path, access: Access) -> Result<Connection> {
        super::open(path, access, Copies::default()).map(|(connection, _)| connection)
    }

    fn open_with(path: &Path, access: Access, migrations: &[Migration]) -> Result<Connection> {
        let known = newest(migrations);
        super::open_with(path, access, Copies::default(), known, || {
            migrations.to_vec()
        })
        .map(|(connection, _)| connection)
    }

    fn migrations_with(extra: &str) -> Vec<Migration> {
        let mut migrations = migrations();
        let next = newest(&migrations) + 1;
        migrations
            .push(Migration::unapplied(&format!("V{next}__next"), extra).expect("a valid name"));
        migrations
    }

    #[test]
    fn the_newest_schema_is_that_of_the_last_migration() {
        assert_eq!(known_schema(), newest(&migrations()));
    }

    #[test]
    fn a_new_book_is_made_once_and_opened_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.db");
        drop(open(&path, Access::Create).expect("made"));
        drop(open(&path, Access::Write).expect("opened"));
        drop(open(&path, Access::Read).expect("read"));
    }

    #[test]
    fn a_missing_book_is_an_error_unless_it_may_be_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.db");
        for access in [Access::Read, Access::Write] {
            assert!(matches!(
                open(&path, access),
                Err(StoreError::Missing { .. })
            ));
        }
        assert!(!path.exists());
    }

    #[test]
    fn a_book_of_a_newer_program_is_refused_and_untouched() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.db");
        drop(
            open_with(
                &path,
                Access::Create,
                &migrations_with("CREATE TABLE later (id INTEGER);"),
            )
            .expect("made"),
        );
        let before = std::fs::read(&path).expect("bytes");
        for access in [Access::Read, Access::Write, Access::Create] {
            assert!(matches!(
                open(&path, access),
                Err(StoreError::TooNew { .. })
            ));
        }
        assert_eq!(std::fs::read(&path).expect("bytes"), before);
    }

    #[test]
    fn an_older_book_is_read_by_nobody_and_upgraded_by_a_writer() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.db");
        drop(open(&path, Access::Create).expect("made"));
        let newer = migrations_with("CREATE TABLE later (id INTEGER PRIMARY KEY, uid TEXT);");
        assert!(matches!(
            open_with(&path, Access::Read, &newer),
            Err(StoreError::TooOld { .. })
        ));
        let upgraded = open_with(&path, Access::Write, &newer).expect("upgraded");
        assert_eq!(
            schema::stored_journal_triggers(&upgraded).expect("triggers"),
            schema::journal_triggers(&upgraded).expect("triggers")
        );
        drop(upgraded);
        drop(open_with(&path, Access::Read, &newer).expect("read"));
    }

    #[test]
    fn a_book_of_any_older_schema_becomes_what_a_new_one_is() {
        let schema = |connection: &Connection| -> Vec<String> {
            let mut statement = connection
                .prepare("SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")
                .expect("prepared");
            let lines = statement.query_map([], |row| row.get(0)).expect("asked");
            lines.map(|line| line.expect("a line")).collect()
        };
        let new = schema(&in_memory().expect("made"));
        let folder = tempfile::tempdir().expect("a folder");
        let migrations = embedded::migrations::runner().get_migrations().clone();
        for old in 1..migrations.len() {
            let path = folder.path().join(format!("{old}.db"));
            let connection =
                open_with(&path, Access::Create, &migrations[..old]).expect("an old book");
            connection
                .execute_batch(&format!(
                    "INSERT INTO content (sha256, size, bytes) VALUES ('{:064}', 0, x'')",
                    0
                ))
                .expect("written");
            drop(connection);
            assert!(matches!(
                open(&path, Access::Read),
                Err(StoreError::TooOld { .. })
            ));
            let upgraded = open(&path, Access::Write).expect("upgraded");
            assert_eq!(schema(&upgraded), new);
            let kept: i64 = upgraded
                .query_row("SELECT count(*) FROM content", [], |row| row.get(0))
                .expect("counted");
            assert_eq!(kept, 1);
        }
    }

    #[test]
    fn a_failing_upgrade_leaves_the_book_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.db");
        drop(open(&path, Access::Create).expect("made"));
        let broken =
            migrations_with("CREATE TABLE later (id INTEGER); INSERT INTO nowhere VALUES (1);");
        assert!(open_with(&path, Access::Write, &broken).is_err());
        let connection = open(&path, Access::Write).expect("still a book");
        let tables: i64 = connection
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE name = 'later'",
                [],
                |row| row.get(0),
            )
            .expect("count");
        assert_eq!(tables, 0);
    }

    #[test]
    fn an_upgrade_that_would_leave_rows_that_refer_to_nothing_leaves_the_book_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("b.db");
        drop(open(&path, Access::Create).expect("made"));
        let before = std::fs::read(&path).expect("read");
        let broken = migrations_with(
            "CREATE TABLE later (id INTEGER, outlet INTEGER REFERENCES outlet (id)); INSERT INTO later VALUES (1, 7);",
        );
        let error = open_with(&path, Access::Write, &broken).expect_err("refused");
        assert_eq!(
            error.to_string(),
            "the book is damaged: 1 rows would refer to nothing after the upgrade"
        );
        assert_eq!(std::fs::read(&path).expect("read"), before);
    }

    #[test]
    fn eight_threads_open_a_new_and_an_old_book_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        for round in 0..10 {
            let path = folder.path().join(format!("{round}.db"));
            if round % 2 == 1 {
                drop(open(&path, Access::Create).expect("made"));
            }
            let migrations =
                migrations_with("CREATE TABLE later (id INTEGER PRIMARY KEY, uid TEXT);");
            std::thread::scope(|scope| {
                let opens: Vec<_> = (0..8)
                    .map(|_| {
                        scope.spawn(|| open_with(&path, Access::Create, &migrations).map(drop))
                    })
                    .collect();
                for open in opens {
                    open.join().expect("no panic").expect("opened");
                }
            });
        }
    }

    #[test]
    fn other_files_are_refused_and_untouched() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "not a database, but long enough to look at").expect("written");
        let other = folder.path().join("other.db");
        Connection::open(&other)
            .expect("opened")
            .execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
            .expect("written");
        let marked = folder.path().join("marked.db");
        Connection::open(&marked)
            .expect("opened")
            .execute_batch("PRAGMA application_id = 77; CREATE TABLE t (a)")
            .expect("written");
        for path in [text, other, marked] {
            let before = std::fs::read(&path).expect("bytes");
            for access in [Access::Read, Access::Write, Access::Create] {
                assert!(
                    matches!(open(&path, access), Err(StoreError::Foreign { .. })),
                    "{}",
                    path.display()
                );
            }
            assert_eq!(std::fs::read(&path).expect("bytes"), before);
        }
    }

    #[test]
    fn a_uri_escapes_what_a_file_name_may_hold() {
        assert_eq!(
            file_uri(Path::new("/a b/50%?#é.db")),
            "file:/a%20b/50%25%3F%23%C3%A9.db?immutable=1"
        );
    }
}
