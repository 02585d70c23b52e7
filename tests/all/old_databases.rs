//! Books of every schema that there ever was: `tests/old_databases/vN.sql` is the example book as it was at schema N, and never edited.
//!
//! A new migration needs the dump of its schema: `CLAIMBOOK_OLD_DATABASES=write cargo test old_databases` writes the one of the newest
//! schema where it is missing, and none that is there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::dump::{column, dump};
use crate::harness::Place;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/old_databases")
}

/// The numbers of all migrations, in order.
pub(crate) fn schemas() -> Vec<i64> {
    let migrations = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut numbers: Vec<i64> = fs::read_dir(migrations)
        .expect("a folder")
        .map(|entry| {
            let name = entry.expect("an entry").file_name();
            let name = name.to_str().expect("a name in UTF-8");
            let number = name
                .strip_prefix('V')
                .and_then(|name| name.split_once("__"));
            number
                .and_then(|(number, _)| number.parse().ok())
                .expect("V, a number, two underscores and a name")
        })
        .collect();
    numbers.sort_unstable();
    numbers
}

/// The schemas before the newest.
pub(crate) fn old_schemas() -> Vec<i64> {
    let mut schemas = schemas();
    schemas.pop();
    schemas
}

/// Makes the book of an old schema at `path`.
pub(crate) fn make(schema: i64, path: &Path) {
    let file = folder().join(format!("v{schema}.sql"));
    let sql = fs::read_to_string(&file).expect("a dump");
    let book = Connection::open(path).expect("made");
    book.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
        .expect("the dump of a book");
    book.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .expect("the mode of a book");
}

/// A book as SQL that makes it again: the tables, their rows, and then what else there is, since triggers refuse what is not journaled.
fn sql_of(path: &Path) -> String {
    let book = Connection::open(path).expect("opened");
    let number = |pragma: &str| -> i64 {
        book.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))
            .expect("a number")
    };
    let mut sql = String::from("BEGIN;\n");
    let mut say = |line: &str| writeln!(sql, "{line};").expect("a string takes it");
    for pragma in ["application_id", "user_version"] {
        say(&format!("PRAGMA {pragma} = {}", number(pragma)));
    }
    const TABLES: &str = "FROM sqlite_schema AS t JOIN pragma_table_list AS l ON l.name = t.name AND l.schema = 'main' WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND l.type =";
    for table in column(
        path,
        &format!("SELECT t.sql {TABLES} 'table' ORDER BY t.rowid"),
    ) {
        say(&table);
    }
    for table in column(
        path,
        &format!("SELECT t.name {TABLES} 'table' ORDER BY t.rowid"),
    ) {
        rows(path, &table, &mut say);
    }
    // The tables behind a virtual one come with it, and are then filled as they were.
    for table in column(
        path,
        &format!("SELECT t.sql {TABLES} 'virtual' ORDER BY t.rowid"),
    ) {
        say(&table);
    }
    for table in column(
        path,
        &format!("SELECT t.name {TABLES} 'shadow' ORDER BY t.rowid"),
    ) {
        say(&format!("DELETE FROM {table}"));
        rows(path, &table, &mut say);
    }
    say("DELETE FROM sqlite_sequence");
    rows(path, "sqlite_sequence", &mut say);
    for other in column(
        path,
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type <> 'table' ORDER BY type = 'trigger', rowid",
    ) {
        say(&other);
    }
    sql.push_str("COMMIT;\n");
    sql
}

fn rows(path: &Path, table: &str, say: &mut impl FnMut(&str)) {
    let columns = column(
        path,
        &format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
    );
    let values: Vec<String> = columns
        .iter()
        .map(|name| format!("quote(\"{name}\")"))
        .collect();
    let rows = format!(
        "SELECT {} FROM {table} ORDER BY {}",
        values.join(" || ', ' || "),
        columns[0]
    );
    for row in column(path, &rows) {
        say(&format!("INSERT INTO {table} VALUES ({row})"));
    }
}

/// Everything that the schema has, in the words in which it was made.
fn schema_of(path: &Path) -> Vec<String> {
    column(
        path,
        "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name",
    )
}

/// How many rows each table has that an upgrade must not change.
fn counts(path: &Path) -> BTreeMap<String, String> {
    column(
        path,
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'refinery_schema_history'",
    )
    .into_iter()
    .map(|table| {
        let count = column(path, &format!("SELECT count(*) FROM {table}"));
        (table, count.concat())
    })
    .collect()
}

#[test]
fn old_databases_has_a_book_of_every_schema() {
    let place = Place::new();
    let newest = schemas().pop().expect("a migration");
    assert_eq!(newest, claimbook::store::known_schema());
    let file = folder().join(format!("v{newest}.sql"));
    if std::env::var_os("CLAIMBOOK_OLD_DATABASES").is_some() && !file.exists() {
        place.demo();
        fs::write(&file, sql_of(&place.book())).expect("written");
    }
    for schema in schemas() {
        assert!(
            folder().join(format!("v{schema}.sql")).exists(),
            "there is no tests/old_databases/v{schema}.sql: CLAIMBOOK_OLD_DATABASES=write cargo test old_databases writes that of the newest schema"
        );
        let path = place.path(&format!("v{schema}.db"));
        make(schema, &path);
        assert_eq!(
            column(&path, "PRAGMA user_version"),
            [schema.to_string()],
            "v{schema}.sql"
        );
    }
}

#[test]
fn the_dump_of_a_book_makes_the_same_book() {
    let place = Place::new();
    place.demo();
    let sql = sql_of(&place.book());
    let again = place.path("again.db");
    Connection::open(&again)
        .expect("made")
        .execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
        .expect("the dump of a book");
    assert!(dump(&again, true) == dump(&place.book(), true));
    assert_eq!(schema_of(&again), schema_of(&place.book()));
    assert!(sql_of(&again) == sql);
}

#[test]
fn an_upgraded_book_has_the_schema_of_a_new_one_and_the_rows_that_it_had() {
    let fresh = Place::new();
    fresh.demo();
    let schema = schema_of(&fresh.book());
    for old in schemas() {
        let place = Place::new();
        make(old, &place.book());
        let (rows, held) = (counts(&place.book()), dump(&place.book(), true));
        if Some(&old) != schemas().last() {
            assert_eq!(place.run("topic list").status, Some(9), "schema {old}");
            assert_eq!(
                place.run("log --dry-run nothing.toml").status,
                Some(9),
                "schema {old}"
            );
            assert!(dump(&place.book(), true) == held);
        }
        place.run("upgrade").ok();
        assert_eq!(schema_of(&place.book()), schema, "schema {old}");
        for (table, count) in rows {
            assert_eq!(
                counts(&place.book()).get(&table),
                Some(&count),
                "{table} of schema {old}"
            );
        }
        assert_eq!(place.run("check").ok(), "", "schema {old}");
        // The oldest books know the same of the articles as the newest.
        let words = "compare --event lantern-gate-hearing -f csv";
        assert_eq!(place.run(words).ok(), fresh.run(words).ok(), "schema {old}");
        let copy = place.path(&format!("claimbook-schema{old}-1.db"));
        assert_eq!(copy.exists(), Some(&old) != schemas().last());
        if copy.exists() {
            assert!(dump(&copy, true) == held, "schema {old}");
        }
    }
}

#[test]
fn copies_before_upgrades_are_kept_to_a_number_and_made_by_every_writer() {
    let place = Place::new();
    place.skip_seeds();
    let Some(old) = old_schemas().pop() else {
        return;
    };
    let copies = || {
        let mut names: Vec<String> = fs::read_dir(place.path(""))
            .expect("a folder")
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.contains("-schema"))
            .collect();
        names.sort();
        names
            .iter()
            .map(|name| name.replace(&format!("schema{old}"), "schemaN"))
            .collect::<Vec<_>>()
    };
    let again = || {
        for suffix in ["", "-wal", "-shm"] {
            let _absent = fs::remove_file(place.path(&format!("claimbook.db{suffix}")));
        }
        make(old, &place.book());
    };
    for _ in 0..4 {
        again();
        place.run("topic add --name Ice").ok();
    }
    assert_eq!(
        copies(),
        [
            "claimbook-schemaN-2.db",
            "claimbook-schemaN-3.db",
            "claimbook-schemaN-4.db"
        ]
    );
    again();
    place.run("upgrade --keep 0").ok();
    assert_eq!(copies().len(), 3);
    again();
    place.run("upgrade --keep 1").ok();
    assert_eq!(copies(), ["claimbook-schemaN-5.db"]);
}

#[test]
fn a_damaged_old_book_is_not_upgraded_and_stays_as_it_was() {
    for old in old_schemas() {
        let place = Place::new();
        make(old, &place.book());
        let mut bytes = fs::read(place.book()).expect("read");
        let page = bytes.len() / 4096 / 2 * 4096;
        bytes[page..page + 4000].fill(0xff);
        fs::write(place.book(), &bytes).expect("written");
        assert_eq!(place.run("upgrade").status, Some(5), "schema {old}");
        assert!(fs::read(place.book()).expect("read") == bytes);
        assert!(!place.path(&format!("claimbook-schema{old}-1.db")).exists());
    }
}
