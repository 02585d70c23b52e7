//! What the tests of the store share: a session, a small book, and what a book holds beside its journal.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::DateTime;

use super::book::{Book, Writer};
use super::error::Result;
use super::reader::Value;
use super::record::{RecordInput, Setting};
use super::schema;
use crate::domain::record::{Kind, Takes};
use crate::domain::session::Session;

/// A session of ann's at the epoch, whose uids no other session of the test has.
pub(super) fn session() -> Session {
    static SEED: AtomicU64 = AtomicU64::new(0);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    Session::new(String::from("ann"), DateTime::UNIX_EPOCH, seed << 32)
}

/// Every row of every table that the journal keeps.
pub(crate) fn dump(book: &Book) -> String {
    let mut dump = String::new();
    for table in schema::journaled_tables(&book.connection).expect("tables") {
        let columns = schema::columns_of(&book.connection, &table).expect("columns");
        let rows = book
            .reader()
            .rows(&format!("SELECT * FROM {table} ORDER BY id"), &[], |row| {
                columns
                    .iter()
                    .map(|column| row.value(column))
                    .collect::<Result<Vec<_>>>()
            })
            .expect("rows");
        for row in rows {
            writeln!(dump, "{table} {row:?}").expect("a string takes it");
        }
    }
    dump
}

/// Lets the book grow to so many pages (0: asks only) and returns the limit that SQLite then keeps.
pub(crate) fn limit_pages(book: &Book, pages: i64) -> i64 {
    book.connection
        .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| {
            row.get(0)
        })
        .expect("a limit")
}

/// Does `work` with room for no page more than the book has, then for one, and so on until it is done. Each time that there is no room
/// the book stays as it was and sound. Returns how often that was.
pub(crate) fn fill_the_disk(
    book: &mut Book,
    mut work: impl FnMut(&mut Book) -> Result<()>,
) -> usize {
    let before = dump(book);
    let problems = |book: &Book| book.check().expect("checked").problems;
    // Books made by plain SQL have some.
    let had = problems(book);
    // SQLite takes a limit below the size that the book has as that size.
    let size = limit_pages(book, 1);
    let mut refused = 0;
    for room in 0.. {
        limit_pages(book, size + room);
        match work(book) {
            Ok(()) => break,
            Err(super::StoreError::Full) => {
                assert_eq!(dump(book), before);
                assert_eq!(problems(book), had);
                refused += 1;
            }
            Err(other) => panic!("with room for {room} pages: {other}"),
        }
    }
    limit_pages(book, i64::from(i32::MAX));
    assert_eq!(problems(book), had);
    refused
}

/// Settings by name: a number is a record.
pub(super) fn input(kind: Kind, settings: &[(&str, &str)]) -> RecordInput {
    let mut input = RecordInput::default();
    for (name, value) in settings {
        if *name == "key" {
            input.key = Some((*value).to_owned());
            continue;
        }
        let field = kind.noun().field(name).expect("a field");
        let setting = match (field.takes, *value) {
            (_, "") => Setting::Clear,
            (Takes::Record(_), id) => Setting::Record(id.parse().expect("an id")),
            (_, text) => Setting::Text(text.to_owned()),
        };
        input.set(field, setting);
    }
    input
}

/// Adds a record as an operation of its own and returns its id.
pub(super) fn add(book: &mut Book, kind: Kind, settings: &[(&str, &str)]) -> i64 {
    let input = input(kind, settings);
    book.write(&mut session(), "add", |writer| {
        writer.add_record(kind, &input)
    })
    .expect("added")
    .value
    .id
}

/// Writes what `work` writes, undoes it, and checks that the book is as before, then redoes it and checks that it is as after.
pub(super) fn check_undo(book: &mut Book, work: impl FnOnce(&mut Writer<'_>) -> Result<()>) {
    let before = dump(book);
    let mut session = session();
    book.write(&mut session, "work", work).expect("written");
    let after = dump(book);
    assert_ne!(before, after, "nothing was written");
    book.undo(&mut session, &super::UndoWhat::Last)
        .expect("undone");
    assert_eq!(dump(book), before);
    book.redo(&mut session).expect("redone");
    assert_eq!(dump(book), after);
}

/// Adds an article with a text and a coding, by plain SQL, and returns the article's and the coding's ids.
pub(super) fn add_article(book: &mut Book, outlet: i64, title: &str) -> (i64, i64) {
    book.write(&mut session(), "log", |writer| -> Result<(i64, i64)> {
        let uid = |writer: &mut Writer<'_>| Value::Text(writer.session.next_uid());
        let parameters = [
            ("uid", uid(writer)),
            ("uid2", uid(writer)),
            ("uid3", uid(writer)),
            ("outlet", Value::Integer(outlet)),
            ("title", Value::from(title)),
            ("sha", Value::Text(format!("{title:0>64}"))),
        ];
        let content = writer.insert(
            "INSERT INTO content (sha256, size, bytes) VALUES (:sha, 0, x'')",
            &parameters,
        )?;
        let article = writer.insert(
            "INSERT INTO article (uid, outlet, title) VALUES (:uid, :outlet, :title)",
            &parameters,
        )?;
        let version = writer.insert(
            &format!("INSERT INTO article_version (uid, article, number, content, length_cp) VALUES (:uid2, {article}, 1, {content}, 100)"),
            &parameters,
        )?;
        let coding = writer.insert(
            &format!("INSERT INTO coding (uid, article, version, coder, extent) VALUES (:uid3, {article}, {version}, 'ann', 'full')"),
            &parameters,
        )?;
        Ok((article, coding))
    })
    .expect("added")
    .value
}

/// Adds a claim with these speakers (part, speaker), a proposition, one via and one target, by plain SQL.
pub(super) fn add_claim(
    book: &mut Book,
    (article, coding): (i64, i64),
    number: i64,
    proposition: Option<i64>,
    speakers: &[(&str, i64)],
) -> i64 {
    book.write(&mut session(), "log", |writer| -> Result<i64> {
        let uid = Value::Text(writer.session.next_uid());
        let claim = writer.insert(
            &format!("INSERT INTO claim (uid, article, coding, number, proposition, voice, block) VALUES (:uid, {article}, {coding}, {number}, :proposition, 'direct', 'body')"),
            &[("uid", uid), ("proposition", Value::from(proposition))],
        )?;
        for (at, (part, speaker)) in speakers.iter().enumerate() {
            writer.insert(
                &format!("INSERT INTO claim_speaker (claim, number, speaker, part) VALUES ({claim}, {at}, {speaker}, '{part}')"),
                &[],
            )?;
            writer.insert(
                &format!("INSERT INTO claim_via (claim, number, speaker) VALUES ({claim}, {at}, {speaker})"),
                &[],
            )?;
            writer.insert(
                &format!("INSERT INTO target (claim, number, speaker) VALUES ({claim}, {at}, {speaker})"),
                &[],
            )?;
        }
        Ok(claim)
    })
    .expect("added")
    .value
}
