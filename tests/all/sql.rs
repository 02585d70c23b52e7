//! Any question: `sql` and `schema`.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use crate::harness::Place;

fn demo() -> Place {
    let place = Place::new();
    place.demo();
    place
}

#[test]
fn a_query_is_answered_in_every_format() {
    let place = demo();
    let query = "sql \"SELECT letter, count(*) AS units, min(claim) AS claim FROM counted WHERE article = 'a5' GROUP BY letter\"";
    assert_snapshot!(place.run(query), @r"
    letter  units  claim
    ──────  ─────  ─────
    I           5  a5.10
    N           3  a5.2
    Q           2  a5.5
    ");
    assert_snapshot!(place.run(&format!("{query} -f csv")), @r"
    letter,units,claim
    I,5,a5.10
    N,3,a5.2
    Q,2,a5.5
    ");
    assert_snapshot!(place.run(&format!("{query} -f tsv")), @r"
    letter	units	claim
    I	5	a5.10
    N	3	a5.2
    Q	2	a5.5
    ");
    assert_snapshot!(place.run(&format!("{query} -f ndjson")), @r#"
    {"letter":"I","units":5,"claim":"a5.10"}
    {"letter":"N","units":3,"claim":"a5.2"}
    {"letter":"Q","units":2,"claim":"a5.5"}
    "#);
    assert_snapshot!(place.run(&format!("{query} -f markdown")), @r"
    | letter | units | claim |
    | --- | ---: | --- |
    | I | 5 | a5.10 |
    | N | 3 | a5.2 |
    | Q | 2 | a5.5 |
    ");
    for format in ["json", "html"] {
        let text = place.run(&format!("{query} -f {format}")).ok();
        assert!(text.contains("a5.2"), "{text}");
    }
}

#[test]
fn values_of_every_kind_are_told_apart() {
    let place = demo();
    let query = "sql \"SELECT NULL AS none, 12 AS n, 0.5 AS share, x'00ff' AS bytes, '=1+1' AS text, '-' AS n, 1e999 AS much\"";
    assert_snapshot!(place.run(query), @r"
    none   n  share  bytes  text  n_2  much
    ────  ──  ─────  ─────  ────  ───  ────
          12    0.5  00ff   =1+1  -
    ");
    assert_snapshot!(place.run(&format!("{query} -f csv --excel")).ok().trim_start_matches('\u{feff}'), @r"
    none,n,share,bytes,text,n_2,much
    ,12,0.5,00ff,'=1+1,'-,
    ");
    assert_snapshot!(place.run(&format!("{query} -f ndjson")), @r#"{"none":null,"n":12,"share":0.5,"bytes":"00ff","text":"=1+1","n_2":"-","much":null}"#);
}

#[test]
fn no_rows_are_said() {
    let place = demo();
    assert_snapshot!(place.run("sql 'SELECT claim FROM claims WHERE 0'"), @"No rows.");
    assert_snapshot!(place.run("sql 'SELECT claim FROM claims WHERE 0' -f csv"), @r"
    claim
    --- stderr
    No rows.
    ");
    assert_snapshot!(place.run("sql 'SELECT claim FROM claims WHERE 0' -f ndjson"), @r"
    --- stderr
    No rows.
    ");
}

#[test]
fn a_query_comes_from_a_file_or_standard_input_with_parameters() {
    let place = demo();
    place.write(
        "ask.sql",
        "-- who says it\nSELECT speaker, claim\nFROM claim_speakers\nWHERE claim LIKE :article || '.%'\nORDER BY claim\nLIMIT :n;\n",
    );
    assert_snapshot!(place.run("sql --file ask.sql --param article=a4 --param :n=2"), @r"
    speaker      claim
    ───────────  ─────
    perrin-dole  a4.10
    odalys-wenn  a4.5
    ");
    assert_snapshot!(place.run_with_input(b"SELECT :a AS a, typeof(:a) AS b, typeof(:c) AS c, typeof(:d) AS d", "sql - --param a=007 --param c=-7 --param d=0.5 -f csv"), @r"
    a,b,c,d
    007,text,integer,real
    ");
    assert_snapshot!(place.run("sql 'SELECT :a' --param a=1 --param b=2"), @r"
    --- stderr
    Error: the query has no parameter :b
    Hint: it has :a
    [exit status 1]
    ");
    assert_snapshot!(place.run("sql 'SELECT :a'"), @r"
    --- stderr
    Error: the parameter :a has no value
    Hint: give it: --param a=VALUE
    [exit status 1]
    ");
    assert_snapshot!(place.run("sql 'SELECT 1' --param a"), @r"
    --- stderr
    Error: --param a: not NAME=VALUE
    [exit status 2]
    ");
    assert_snapshot!(place.run("sql --file none.sql"), @r"
    --- stderr
    Error: cannot read none.sql
    Caused by: No such file or directory (os error 2)
    [exit status 1]
    ");
    assert_eq!(place.run("sql").status, Some(2));
}

#[test]
fn rows_go_to_a_file_or_leave_the_old_one() {
    let place = demo();
    assert_snapshot!(place.run("sql 'SELECT article FROM articles LIMIT 2' -o rows.csv"), @r"
    --- stderr
    Wrote rows.csv
    ");
    assert_snapshot!(place.read("rows.csv"), @r"
    article
    a1
    a2
    ");
    // The second row fails, after the first was written.
    let query = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT iif(i = 1, i, json(substr('{', 1, i))) AS n FROM n";
    assert_snapshot!(place.run(&format!("sql \"{query}\" -o rows.csv")), @r"
    --- stderr
    Error: malformed JSON
    [exit status 1]
    ");
    assert_eq!(place.read("rows.csv"), "article\na1\na2\n");
    assert_eq!(
        place.run(&format!("sql \"{query}\" -f csv")).stdout,
        "n\n1\n"
    );
}

#[test]
fn a_wrong_query_is_told_with_its_place_and_what_may_be_meant() {
    let place = demo();
    assert_snapshot!(place.run("sql 'SELECT claim,\n  propositon FROM claims'"), @r"
    --- stderr
    Error: no such column: propositon
    Caused by: line 2, column 3 of the query: propositon FROM claims
    Hint: nearest: proposition; `claimbook schema` lists the views and their columns
    [exit status 1]
    ");
    assert_snapshot!(place.run("sql 'SELECT * FROM clams'"), @r"
    --- stderr
    Error: no such table: clams
    Hint: nearest: claims, claim, claim_speaker; `claimbook schema` lists the views and their columns
    [exit status 1]
    ");
    assert_snapshot!(place.run("sql 'SELECT * FROM claims WHERE'"), @r"
    --- stderr
    Error: incomplete input
    [exit status 1]
    ");
    assert_snapshot!(place.run("sql 'SELEC 1'"), @r#"
    --- stderr
    Error: near "SELEC": syntax error
    Caused by: line 1, column 1 of the query: SELEC 1
    [exit status 1]
    "#);
    assert_snapshot!(place.run(r#"sql 'SELECT 1 FROM claims WHERE outlet = "gazette"'"#), @r#"
    --- stderr
    Error: no such column: "gazette" - should this be a string literal in single-quotes?
    Caused by: line 1, column 37 of the query: "gazette"
    Hint: `claimbook schema` lists the views and their columns
    [exit status 1]
    "#);
    assert_snapshot!(place.run("sql 'SELECT 1; SELECT 2'"), @r"
    --- stderr
    Error: there is more than one statement
    Hint: ask them one at a time
    [exit status 1]
    ");
    assert_snapshot!(place.run("sql ''"), @r"
    --- stderr
    Error: the query is empty
    [exit status 1]
    ");
}

#[test]
fn what_writes_is_refused_and_no_file_is_touched() {
    let place = demo();
    let files = || {
        let mut files: Vec<_> = std::fs::read_dir(place.path(""))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        files.sort();
        files
    };
    // A first reader may leave SQLite's own files beside the book.
    place.run("sql 'SELECT 1'").ok();
    let before = (std::fs::read(place.book()).expect("bytes"), files());
    for sql in [
        "DELETE FROM claim",
        "UPDATE claim SET note = 1",
        "DROP VIEW claims",
        "CREATE TEMP TABLE t (a)",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'other.db'",
        "VACUUM",
        "PRAGMA user_version = 1",
        "PRAGMA query_only = 0",
        "BEGIN IMMEDIATE",
        "SELECT load_extension('other')",
    ] {
        let output = place.run(&format!("sql \"{sql}\""));
        assert!(output.stderr.contains("is refused"), "{sql}\n{output}");
        assert_eq!(output.status, Some(1), "{sql}");
    }
    assert_eq!(
        (std::fs::read(place.book()).expect("bytes"), files()),
        before
    );
    assert_snapshot!(place.run("sql 'DELETE FROM claim'"), @r"
    --- stderr
    Error: a query only reads: DELETE is refused
    Hint: nothing was changed; the other commands write, each as an operation that `undo` takes back
    [exit status 1]
    ");
}

#[test]
fn counted_is_what_compare_counts() {
    let place = demo();
    let rows = |words: &str| -> Vec<serde_json::Value> {
        let lines = place.run(&format!("{words} -f ndjson")).ok();
        lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    };
    let pairs = |rows: &[serde_json::Value], key: &str, voices: &str| -> BTreeMap<String, String> {
        rows.iter()
            .map(|row| {
                let text = |name: &str| row[name].as_str().unwrap_or("").to_owned();
                (text(key), text(voices))
            })
            .filter(|(_, voices)| !voices.is_empty())
            .collect()
    };
    let compared = pairs(&rows("compare"), "key", "voices");
    let asked = rows(
        "sql \"SELECT proposition, group_concat(letter || units, ' ') AS voices FROM (SELECT proposition, letter, count(*) AS units FROM counted WHERE proposition IS NOT NULL GROUP BY proposition, letter ORDER BY proposition, instr('QIDN', letter)) GROUP BY proposition\"",
    );
    assert!(compared.len() > 10, "{compared:?}");
    assert_eq!(pairs(&asked, "proposition", "voices"), compared);
}

#[test]
fn the_schema_needs_no_book_and_names_what_columns_hold() {
    let place = Place::new();
    assert_snapshot!(place.run("schema claim_vias"), @r"
    What `claimbook sql` can ask

    Column     What it holds
    ─────────  ────────────────────────────────────────────────────────────────────────────────────
    claim_vias
               The chain by which a claim reached its article; one row a link of a claim in claims.
      claim    Key of the claim.
      number   Its place in the chain: 1 is whom the article heard.
      speaker  Key of the speaker who passed it on.

    these views and columns are a promise; tables can be asked too, and may change with any version
    ");
    assert_snapshot!(place.run("schema TARGETS -f csv"), @r#"
    view,column,meaning
    targets,,Whom a claim addresses or is about; one row a target of a claim in claims.
    targets,claim,Key of the claim.
    targets,number,Its place among the claim's targets.
    targets,speaker,Key of the speaker who is the target.
    targets,role,addressee or object.
    targets,tone,"-1 against, 0 neutral, 1 for; NULL is unset."
    "#);
    assert_snapshot!(place.run("schema clams"), @r"
    --- stderr
    Error: there is no view “clams”
    Hint: nearest: claims, claim_speakers, claim_vias
    [exit status 1]
    ");
    let all = place.run("schema -f ndjson").ok();
    assert!(all.lines().count() > 150, "{all}");
    for format in ["table", "markdown", "tsv", "json", "html"] {
        assert!(
            place
                .run(&format!("schema -f {format}"))
                .ok()
                .contains("counted")
        );
    }
    assert!(!place.book().exists());
}

#[test]
fn a_book_without_views_says_how_it_gets_them() {
    let place = demo();
    let rows = place
        .run("sql 'SELECT * FROM claims ORDER BY claim' -f csv")
        .ok();
    let book = rusqlite::Connection::open(place.book()).expect("opened");
    let views: Vec<String> = book
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'view'")
        .expect("prepared")
        .query_map([], |row| row.get(0))
        .expect("asked")
        .map(|name| name.expect("a name"))
        .collect();
    for view in views {
        book.execute_batch(&format!("DROP VIEW {view}"))
            .expect("dropped");
    }
    book.execute_batch(
        "DROP TABLE search_claim;
         DROP TABLE search_text;
         DROP TABLE search_record;
         DROP INDEX article_key;
         DROP INDEX claim_key;
         DROP INDEX claim_coding;
         DROP INDEX claim_speaker_claim;
         DROP INDEX article_version_later;
         CREATE INDEX claim_coding ON claim (coding);
         DROP TABLE conflict;
         DROP TABLE merged_uid;
         DROP TABLE merged_operation;
         DROP TABLE merged_book;
         ALTER TABLE open_operation DROP COLUMN merged_book_floor;
         DELETE FROM refinery_schema_history WHERE version > 1;
         PRAGMA user_version = 1",
    )
    .expect("a book of schema 1");
    drop(book);
    let before = place.dump();
    assert_snapshot!(place.run("sql 'SELECT * FROM claims'"), @"
    --- stderr
    Error: the book $ROOT/claimbook.db has the older schema 1 (this claimbook uses 6)
    Hint: `claimbook upgrade` brings it up to date, after a copy of it
    [exit status 9]
    ");
    assert_snapshot!(place.run("upgrade"), @"
    The book has schema 6.
    --- stderr
    The book had schema 1 and has schema 6 now; what was written before can no longer be undone.
    A copy of what it was: $ROOT/claimbook-schema1-1.db
    ");
    assert_eq!(
        place
            .run("sql 'SELECT * FROM claims ORDER BY claim' -f csv")
            .ok(),
        rows
    );
    let history = |dump: &str| -> Vec<String> {
        dump.lines()
            .filter(|line| {
                !line.starts_with("refinery_schema_history") && !line.starts_with("search_")
            })
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(history(&place.dump()), history(&before));
    assert_snapshot!(place.run("check"), @"");
}
