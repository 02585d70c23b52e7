//! A disk that is full at any moment of a logging: the book stays as it was, and logging works once there is room.

use chrono::DateTime;

use super::{
    Accept, LogError, LogOptions, NewText, RecheckError, SheetInput, Sheets, apply_recheck,
    log_sheet,
};
use crate::domain::session::Session;
use crate::domain::text::Text;
use crate::sheet::parse;
use crate::store::testing::{dump, limit_pages};
use crate::store::{Access, Book, StoreError};

/// The sheets of the demo, with the texts they name.
const SHEETS: [(&str, &str); 4] = [
    (
        include_str!("../demo/courier.toml"),
        include_str!("../demo/courier.txt"),
    ),
    (
        include_str!("../demo/ledger.toml"),
        include_str!("../demo/ledger.txt"),
    ),
    (
        include_str!("../demo/yuhe.toml"),
        include_str!("../demo/yuhe.txt"),
    ),
    (
        include_str!("../demo/dispatch.toml"),
        include_str!("../demo/dispatch.txt"),
    ),
];

#[test]
fn a_disk_that_is_full_at_any_page_leaves_the_book_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book.db");
    let mut book = Book::open(&path, Access::Create).expect("made");
    let inputs = SHEETS.map(|(sheet, text)| {
        let (sheet, problems) = parse(sheet);
        SheetInput {
            name: String::from("sheet"),
            sheet,
            text: Some(Text::new(text.to_owned()).expect("text")),
            raw: None,
            problems,
        }
    });
    let (mut attempts, mut refused) = (0, 0);
    let sheets = Sheets::new(Vec::from(inputs));
    for at in 0..sheets.inputs().len() {
        let before = dump(&book);
        // SQLite takes a limit below the size that the book has as that size.
        let size = limit_pages(&book, 1);
        for room in 0.. {
            limit_pages(&book, size + room);
            attempts += 1;
            let mut session =
                Session::new(String::from("ann"), DateTime::UNIX_EPOCH, attempts << 32);
            match log_sheet(&mut book, &mut session, &sheets, at, LogOptions::default()) {
                Ok(outcome) => {
                    assert!(outcome.operation.is_some());
                    break;
                }
                Err(LogError::Store(StoreError::Full)) => {
                    assert_eq!(dump(&book), before);
                    assert_eq!(book.check().expect("checked").problems, []);
                    refused += 1;
                }
                Err(other) => panic!("with room for {room} pages: {other}"),
            }
        }
        assert_eq!(book.check().expect("checked").problems, []);
        assert_ne!(dump(&book), before);
    }
    assert!(refused >= 10, "the disk was full {refused} times only");
    drop(book);
    drop(Book::open(&path, Access::Read).expect("opened"));
}

#[test]
fn a_disk_that_is_full_while_a_corrected_text_is_kept_leaves_the_book_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut book = Book::open(&folder.path().join("book.db"), Access::Create).expect("made");
    let (sheet, problems) = parse(SHEETS[0].0);
    let sheets = Sheets::new(vec![SheetInput {
        name: String::from("sheet"),
        sheet,
        text: Some(Text::new(SHEETS[0].1.to_owned()).expect("text")),
        raw: None,
        problems,
    }]);
    let session = |seed: u64| Session::new(String::from("ann"), DateTime::UNIX_EPOCH, seed << 32);
    let logged = log_sheet(
        &mut book,
        &mut session(1),
        &sheets,
        0,
        LogOptions::default(),
    );
    assert!(logged.expect("logged").operation.is_some());
    // Words that compress badly, so that the text alone takes some pages.
    let mut numbers = String::new();
    for number in 0..4000_u64 {
        numbers.push_str(&format!(
            "{} ",
            number.wrapping_mul(6_364_136_223_846_793_005)
        ));
    }
    let new = NewText {
        text: Text::new(format!("Correction: {numbers}\n\n{}", SHEETS[0].1)).expect("text"),
        blocks: Vec::new(),
        retrieved: None,
        raw: None,
    };
    let before = dump(&book);
    let size = limit_pages(&book, 1);
    let mut refused = 0;
    for room in 0.. {
        limit_pages(&book, size + room);
        let accepted = [Accept::Moved, Accept::Changed];
        match apply_recheck(&mut book, &mut session(2), 1, Some(&new), &accepted) {
            Ok(applied) => {
                assert!(applied.operation.is_some() && applied.recheck.is_new);
                assert!(applied.written.iter().all(|written| *written));
                break;
            }
            Err(RecheckError::Store(StoreError::Full)) => {
                assert_eq!(dump(&book), before);
                assert_eq!(book.check().expect("checked").problems, []);
                refused += 1;
            }
            Err(other) => panic!("with room for {room} pages: {other}"),
        }
    }
    assert!(refused >= 3, "the disk was full {refused} times only");
    assert_eq!(book.check().expect("checked").problems, []);
    assert_ne!(dump(&book), before);
}
