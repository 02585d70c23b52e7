//! What undo and redo refuse, and that nothing is written then.

use super::super::testing::{add, add_article, dump, input, session};
use super::*;
use crate::domain::record::Kind;

/// Does `work` as an operation of this name and returns its number.
fn operation(book: &mut Book, kind: Kind, id: i64, settings: &[(&str, &str)]) -> i64 {
    book.write(&mut session(), "edit", |writer| {
        writer.edit_record(kind, id, &input(kind, settings))
    })
    .expect("edited");
    last(book)
}

fn remove(book: &mut Book, kind: Kind, id: i64) -> i64 {
    book.write(&mut session(), "remove", |writer| {
        writer.remove_record(kind, id)
    })
    .expect("removed");
    last(book)
}

fn last(book: &Book) -> i64 {
    let history = book.reader().history(1).expect("read");
    history.first().expect("an operation").id
}

/// Why an operation cannot be undone; everything stays as it is.
#[track_caller]
fn refused(book: &mut Book, operation: i64) -> String {
    let before = dump(book);
    let error = book
        .undo(&mut session(), &UndoWhat::Operation(operation))
        .expect_err("refused");
    assert!(matches!(error, StoreError::Refused { .. }), "{error:?}");
    assert_eq!(dump(book), before);
    error.to_string()
}

fn topic(book: &mut Book, key: &str, parent: Option<i64>) -> i64 {
    let parent = parent.map(|id| id.to_string()).unwrap_or_default();
    add(
        book,
        Kind::Topic,
        &[("key", key), ("name", key), ("parent", &parent)],
    )
}

#[test]
fn a_record_that_was_edited_since_stays() {
    let mut book = Book::in_memory().expect("memory");
    let post = add(&mut book, Kind::Outlet, &[("name", "Post")]);
    let added = last(&book);
    let edited = operation(&mut book, Kind::Outlet, post, &[("country", "KG")]);
    assert_eq!(
        refused(&mut book, added),
        format!(
            "operation {added} (add) cannot be undone: operation {edited} (edit) stands on it; undo {edited} first"
        )
    );
    book.undo(&mut session(), &UndoWhat::Operation(edited))
        .expect("undone");
    book.undo(&mut session(), &UndoWhat::Operation(added))
        .expect("undone");
}

#[test]
fn a_value_that_was_edited_since_stays() {
    let mut book = Book::in_memory().expect("memory");
    let post = add(&mut book, Kind::Outlet, &[("name", "Post")]);
    let first = operation(&mut book, Kind::Outlet, post, &[("country", "KG")]);
    let second = operation(&mut book, Kind::Outlet, post, &[("country", "KZ")]);
    assert_eq!(
        refused(&mut book, first),
        format!(
            "operation {first} (edit) cannot be undone: operation {second} (edit) stands on it; undo {second} first"
        )
    );
}

#[test]
fn a_record_that_others_refer_to_stays() {
    let mut book = Book::in_memory().expect("memory");
    let post = add(&mut book, Kind::Outlet, &[("name", "Post")]);
    let added = last(&book);
    add_article(&mut book, post, "Harbour to close");
    let why = refused(&mut book, added);
    assert!(
        why.ends_with(&format!("still refer to outlet {post}, which it added")),
        "{why}"
    );
}

#[test]
fn a_record_stays_to_which_what_was_deleted_or_edited_since_would_come_back() {
    let mut book = Book::in_memory().expect("memory");
    let weather = topic(&mut book, "weather", None);
    let added = last(&book);
    let rain = topic(&mut book, "rain", Some(weather));
    let snow = topic(&mut book, "snow", Some(weather));
    let removed = remove(&mut book, Kind::Topic, rain);
    let edited = operation(&mut book, Kind::Topic, snow, &[("parent", "")]);
    for later in [edited, removed] {
        let why = refused(&mut book, added);
        assert!(why.contains("stands on it"), "{why}");
        book.undo(&mut session(), &UndoWhat::Operation(later))
            .expect("undone");
        let why = refused(&mut book, added);
        assert!(!why.contains(&format!("operation {later} ")), "{why}");
        book.redo(&mut session()).expect("redone");
        if later == edited {
            // Only the one that was deleted holds it now.
            book.undo(&mut session(), &UndoWhat::Operation(edited))
                .expect("undone");
            remove(&mut book, Kind::Topic, snow);
        }
    }
}

#[test]
fn a_record_does_not_come_back_without_what_it_refers_to() {
    let mut book = Book::in_memory().expect("memory");
    let weather = topic(&mut book, "weather", None);
    let rain = topic(&mut book, "rain", Some(weather));
    let removed = remove(&mut book, Kind::Topic, rain);
    remove(&mut book, Kind::Topic, weather);
    assert_eq!(
        refused(&mut book, removed),
        format!(
            "operation {removed} (remove) cannot be undone: topic {rain}, which would come back, refers to its topic, which is gone"
        )
    );
}

#[test]
fn a_record_does_not_come_back_under_a_key_that_another_has_by_now() {
    let mut book = Book::in_memory().expect("memory");
    let rain = topic(&mut book, "rain", None);
    let removed = remove(&mut book, Kind::Topic, rain);
    topic(&mut book, "rain", None);
    let why = refused(&mut book, removed);
    assert!(
        why.contains(&format!(
            "a value of topic {rain} has been given to another one since"
        )),
        "{why}"
    );
}

#[test]
fn an_undo_and_what_is_undone_already_are_not_undone() {
    let mut book = Book::in_memory().expect("memory");
    topic(&mut book, "rain", None);
    let added = last(&book);
    book.undo(&mut session(), &UndoWhat::Last).expect("undone");
    let undo = last(&book);
    assert!(
        refused(&mut book, added).ends_with(&format!("is undone already, by operation {undo}"))
    );
    assert!(refused(&mut book, undo).contains("is itself an undo"));
    book.redo(&mut session()).expect("redone");
    let redo = last(&book);
    assert!(refused(&mut book, redo).contains("is itself a redo"));
}
