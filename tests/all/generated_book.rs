//! The book on which the reports are measured is one that claimbook could have written.

use std::path::Path;

use claimbook::store::{Access, Book};

use crate::harness::Place;
use crate::measured_book::{Size, generate};

const SIZE: Size = Size {
    articles: 200,
    claims_of_an_article: 20,
};

fn number(book: &Path, sql: &str) -> i64 {
    rusqlite::Connection::open(book)
        .and_then(|book| book.query_row(sql, [], |row| row.get(0)))
        .expect("a number")
}

#[test]
fn generated_book_passes_every_check() {
    let place = Place::new();
    generate(&place.book(), SIZE).expect("generated");
    let book = Book::open(&place.book(), Access::Read).expect("opened");
    assert_eq!(book.check().expect("checked").problems, []);
    let claims = number(&place.book(), "SELECT count(*) FROM claim");
    assert!((3_900..=4_100).contains(&claims), "{claims} claims");
}

#[test]
fn generated_book_has_an_event_of_forty_articles_to_measure() {
    let place = Place::new();
    generate(&place.book(), SIZE).expect("generated");
    let event = SIZE.usual_event() + 1;
    let articles = number(
        &place.book(),
        &format!("SELECT count(*) FROM article_event WHERE event = {event}"),
    );
    assert_eq!(articles, 40);
}

#[test]
fn generated_books_of_one_size_are_the_same() {
    let (one, other) = (Place::new(), Place::new());
    let small = Size {
        articles: 40,
        ..SIZE
    };
    generate(&one.book(), small).expect("generated");
    generate(&other.book(), small).expect("generated");
    assert!(one.dump() == other.dump(), "two books of one size differ");
}
