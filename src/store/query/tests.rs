use insta::assert_snapshot;

use super::super::fixture::book_of;
use super::super::testing::dump;
use super::*;

const BOOK: &str = "INSERT INTO topic (uid, key, name) VALUES ('t1', 'weather', 'Weather'), ('t2', 'harvest', 'Harvest')";

fn ask(
    sql: &str,
    parameters: &[(&str, Value)],
) -> Result<(Vec<String>, Vec<Vec<Value>>), QueryError> {
    let parameters: Vec<(String, Value)> = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.clone()))
        .collect();
    book_of(BOOK).query(
        sql,
        &parameters,
        |names| Ok((names.to_vec(), Vec::new())),
        |(_, rows), values| {
            rows.push(values.to_vec());
            Ok(())
        },
    )
}

fn refused(sql: &str) -> String {
    match ask(sql, &[]) {
        Ok(rows) => panic!("{sql}: {rows:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_query_gives_names_and_rows() {
    let (names, rows) = ask(
        "SELECT topic, 1.5, NULL, x'00ff' AS bytes FROM topics WHERE name = :name -- a comment",
        &[("name", Value::from("Harvest"))],
    )
    .unwrap();
    assert_eq!(names, ["topic", "1.5", "NULL", "bytes"]);
    assert_eq!(
        rows,
        [vec![
            Value::from("harvest"),
            Value::Real(1.5),
            Value::Null,
            Value::from("00ff")
        ]]
    );
    assert_eq!(ask("EXPLAIN SELECT 1", &[]).unwrap().0.len(), 8);
    assert_eq!(ask("VALUES (1), (2);", &[]).unwrap().1.len(), 2);
    assert!(!ask("PRAGMA table_info(topics)", &[]).unwrap().1.is_empty());
    let counting = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM n";
    assert_eq!(ask(counting, &[]).unwrap().1.len(), 3);
}

#[test]
fn what_is_refused_is_named_wherever_it_stands_in_a_statement() {
    for (sql, named) in [
        (
            "WITH n AS (SELECT 1) INSERT INTO topic (uid) SELECT 1 FROM n",
            "INSERT INTO topic",
        ),
        ("EXPLAIN UPDATE topic SET name = 'X'", "UPDATE topic"),
        ("EXPLAIN DELETE FROM topic", "DELETE FROM topic"),
        ("EXPLAIN ATTACH 'x.db' AS x", "ATTACH"),
        ("EXPLAIN DETACH x", "DETACH"),
        ("EXPLAIN BEGIN", "a transaction of its own"),
        ("EXPLAIN SAVEPOINT x", "a transaction of its own"),
    ] {
        let why = refused(sql);
        assert!(why.contains(named), "{sql}: {why}");
    }
}

#[test]
fn a_failure_of_the_book_is_none_of_the_query() {
    for (code, is) in [
        (ErrorCode::Unknown, true),
        (ErrorCode::TooBig, true),
        (ErrorCode::TypeMismatch, true),
        (ErrorCode::DatabaseCorrupt, false),
        (ErrorCode::DatabaseBusy, false),
        (ErrorCode::SystemIoFailure, false),
    ] {
        assert_eq!(is_of_the_query(code), is, "{code:?}");
    }
}

#[test]
fn equal_column_names_are_told_apart() {
    assert_eq!(
        ask("SELECT 1 AS n, 2 AS n, 3 AS n_2, 4 AS n", &[])
            .unwrap()
            .0,
        ["n", "n_2", "n_2_2", "n_3"]
    );
}

#[test]
fn whatever_writes_is_refused_on_a_book_that_can_be_written() {
    let mut book = book_of(BOOK);
    let before = dump(&book);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.db").display().to_string();
    for sql in [
        "INSERT INTO topic (uid, key, name) VALUES ('t3', 'x', 'X')",
        "REPLACE INTO topic (id, uid, key, name) VALUES (1, 't3', 'x', 'X')",
        "UPDATE topic SET name = 'X'",
        "DELETE FROM change",
        "DELETE FROM topic RETURNING key",
        "WITH x AS (SELECT 1) DELETE FROM change",
        "EXPLAIN DELETE FROM change",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TEMP VIEW v AS SELECT 1",
        "CREATE INDEX i ON topic (note)",
        "CREATE TRIGGER g AFTER INSERT ON topic BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE f USING fts5 (a)",
        "DROP TABLE topic",
        "DROP VIEW claims",
        "ALTER TABLE topic RENAME TO t",
        "REINDEX",
        "ANALYZE",
        "VACUUM",
        &format!("VACUUM INTO '{file}'"),
        &format!("ATTACH '{file}' AS other"),
        "DETACH main",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT s",
        "PRAGMA user_version = 7",
        "PRAGMA user_version",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA temp_store_directory = '/'",
        "PRAGMA wal_checkpoint",
        "SELECT load_extension('x')",
        "SELECT * FROM pragma_user_version",
    ] {
        let asked = book.query(sql, &[], |_| Ok::<_, QueryError>(()), |(), _| Ok(()));
        assert!(
            matches!(asked, Err(QueryError::Refused { .. })),
            "{sql}: {asked:?}"
        );
    }
    assert_eq!(dump(&book), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    // The book is as usable as before.
    book.write(&mut super::super::testing::session(), "remove", |writer| {
        writer
            .connection
            .execute_batch("DELETE FROM topic")
            .map_err(StoreError::from)
    })
    .unwrap();
}

#[test]
fn an_error_says_what_is_refused() {
    assert_snapshot!(refused("update topic set name = 'X'"), @"a query only reads: UPDATE is refused");
    assert_snapshot!(refused("-- a comment\nVACUUM"), @"a query only reads: VACUUM is refused");
    assert_snapshot!(refused("WITH x AS (SELECT 1) DELETE FROM change"), @"a query only reads: DELETE FROM change is refused");
    assert_snapshot!(refused("SELECT load_extension('x')"), @"a query only reads: the function load_extension is refused");
    assert_snapshot!(refused("PRAGMA user_version = 7"), @"a query only reads: PRAGMA user_version is refused");
}

#[test]
fn one_statement_is_asked_at_a_time() {
    for sql in ["SELECT 1; SELECT 2", "SELECT 1; nonsense"] {
        assert!(matches!(ask(sql, &[]), Err(QueryError::Several)), "{sql}");
    }
    assert!(matches!(
        ask("SELECT 1; DELETE FROM change", &[]),
        Err(QueryError::Refused { .. } | QueryError::Several)
    ));
    for sql in ["", " ", ";", "-- nothing"] {
        assert!(matches!(ask(sql, &[]), Err(QueryError::Empty)), "{sql}");
    }
    assert!(ask("SELECT 1 ; -- no more\n", &[]).is_ok());
    assert!(matches!(
        ask("SELECT 1\0; SELECT 2", &[]),
        Err(QueryError::Wrong { at: Some(8), .. })
    ));
}

#[test]
fn an_unknown_name_is_told_with_its_place_and_the_nearest() {
    let wrong = |sql: &str| match ask(sql, &[]) {
        Err(QueryError::Wrong {
            message,
            at,
            nearest,
        }) => (message, at, nearest),
        other => panic!("{sql}: {other:?}"),
    };
    assert_eq!(
        wrong("SELECT propositon FROM claims"),
        (
            String::from("no such column: propositon"),
            Some(7),
            vec![String::from("proposition")]
        )
    );
    let (message, _, nearest) = wrong("SELECT * FROM clams");
    assert_eq!(message, "no such table: clams");
    assert_eq!(nearest.first().map(String::as_str), Some("claims"));
    assert_eq!(wrong("SELECT c.vioce FROM claims AS c").2, ["voice"]);
    let (message, at, _) = wrong("SELECT * FROM topics WHERE name = \"Harvest\"");
    assert!(message.contains("single-quotes"), "{message}");
    assert_eq!(at, Some(34));
    assert_eq!(wrong("SELECT json('{')").0, "malformed JSON");
}

#[test]
fn parameters_are_neither_missing_nor_too_many() {
    assert_eq!(refused("SELECT :x"), "the parameter :x has no value");
    assert_eq!(refused("SELECT ?"), "a parameter of the query has no name");
    assert_eq!(refused("SELECT ?1"), "a parameter of the query has no name");
    let error = ask("SELECT :x", &[("x", Value::Null), ("y", Value::Null)]).unwrap_err();
    assert_eq!(error.to_string(), "the query has no parameter :y");
}

#[test]
fn what_a_caller_says_ends_the_query() {
    let error = book_of(BOOK)
        .query(
            "SELECT 1",
            &[],
            |_| Ok::<_, QueryError>(()),
            |(), _| Err(QueryError::Empty),
        )
        .unwrap_err();
    assert!(matches!(error, QueryError::Empty));
}
