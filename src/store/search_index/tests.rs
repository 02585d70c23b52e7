//! The indexes follow every write, undo and redo.

use super::*;
use crate::domain::claim::SpanRole;
use crate::domain::coding::{Extent, Layer};
use crate::domain::text::{Block, BlockKind, Span, Text};
use crate::store::book::Book;
use crate::store::claim::SpanOwner;
use crate::store::testing::{add, check_undo, input, session};
use crate::store::{ArticleList, UndoWhat};

const TEXT: &str = "Mayor Bo said: the lake rose. 湖水上涨。";

/// A book with a record of each kind, and an article with a claim of two passages; and the ids of article, version and claim.
fn logged() -> (Book, i64, i64, i64) {
    let mut book = Book::in_memory().expect("memory");
    let outlet = add(&mut book, Kind::Outlet, &[("name", "Evening Post")]);
    add(
        &mut book,
        Kind::Speaker,
        &[("name", "Bo Łind"), ("kind", "person")],
    );
    add(&mut book, Kind::Proposition, &[("text", "The lake rose")]);
    let ids = book
        .write(&mut session(), "log", |writer| -> Result<(i64, i64, i64)> {
            let text = Text::new(TEXT.to_owned()).expect("text");
            let article = writer.add_article(
                &input(Kind::Article, &[("outlet", &outlet.to_string()), ("title", "Água rises")]),
                "{}",
            )?;
            let block = Block { kind: BlockKind::Body, span: Span::new(0, 35) };
            let version = writer.add_version(article, &text, &[block], None, None)?;
            let coding = writer.add_coding(article, version, "ann", Extent::Full, Layer::Own)?;
            let uid = writer.session.next_uid();
            let claim = writer.insert(
                &format!("INSERT INTO claim (uid, article, coding, number, voice, block, note) VALUES ('{uid}', {article}, {coding}, 1, 'direct', 'body', 'Ask him')"),
                &[],
            )?;
            let owner = SpanOwner { column: "claim", id: claim };
            writer.add_spans(owner, SpanRole::Content, &[Span::new(15, 19), Span::new(24, 28)], version, &text)?;
            writer.add_spans(owner, SpanRole::Cue, &[Span::new(9, 13)], version, &text)?;
            writer.keep_claim_numbers(article, 1)?;
            Ok((article, version, claim))
        })
        .expect("logged")
        .value;
    (book, ids.0, ids.1, ids.2)
}

/// Every row of every index as one line.
fn shown(book: &Book) -> Vec<String> {
    let mut lines = Vec::new();
    for (table, columns) in [
        ("search_claim", "words, gloss, note"),
        ("search_text", "title, body, about"),
        ("search_record", "name, alias, note"),
    ] {
        let sql = format!("SELECT rowid, {columns} FROM {table} ORDER BY rowid");
        let mut statement = book.connection.prepare(&sql).expect("prepared");
        let rows = statement.query_map([], document).expect("read");
        lines.extend(rows.map(|row| {
            let row = row.expect("a row");
            format!("{table} {} {}", row.rowid, row.columns.join(" | "))
        }));
    }
    lines
}

/// What a step of a history writes, given the article and its claim.
type Step = fn(&mut crate::store::Writer<'_>, i64, i64) -> Result<()>;

#[track_caller]
fn check_in_step(book: &Book) {
    assert_eq!(book.check().expect("checked").problems, []);
}

#[test]
fn what_is_logged_is_indexed() {
    let (book, ..) = logged();
    assert_eq!(
        shown(&book),
        [
            "search_claim 1 the · rose |  | ask him",
            "search_text 1 agua rises | mayor bo said the lake rose 湖水 水上 上涨 涨 | ",
            "search_record 16 evening post | evening post | ",
            "search_record 18 bo lind | bo lind | ",
            "search_record 21 the lake rose | the lake rose | ",
        ]
    );
    check_in_step(&book);
}

#[test]
fn the_index_follows_edits_aliases_lists_and_removals_through_undo_and_redo() {
    let (mut book, article, _, claim) = logged();
    let steps: Vec<(&str, Step)> = vec![
        ("rename", |writer, _, _| {
            writer.edit_record(
                Kind::Speaker,
                1,
                &input(Kind::Speaker, &[("name", "Boris Lind"), ("note", "see b")]),
            )?;
            Ok(())
        }),
        ("alias", |writer, _, _| {
            writer.add_alias(Kind::Speaker, 1, "老波", None).map(drop)
        }),
        ("title", |writer, article, _| {
            writer.edit_article(
                article,
                &input(Kind::Article, &[("title", "Lake falls"), ("note", "check")]),
            )
        }),
        ("authors", |writer, article, _| {
            writer.replace_article_list(article, ArticleList::Authors(&[String::from("Ada Lorne")]))
        }),
        ("gloss", |writer, _, claim| {
            writer.run(
                "UPDATE claim SET gloss = 'das Wasser' WHERE id = :id",
                &[("id", Value::Integer(claim))],
            )?;
            Ok(())
        }),
        ("span", |writer, _, claim| {
            writer.run(
                "DELETE FROM span WHERE claim = :id AND number = 2",
                &[("id", Value::Integer(claim))],
            )?;
            Ok(())
        }),
    ];
    for (name, step) in steps {
        let before = shown(&book);
        let mut session = session();
        book.write(&mut session, name, |writer| step(writer, article, claim))
            .expect(name);
        let after = shown(&book);
        assert_ne!(before, after, "{name}");
        check_in_step(&book);
        book.undo(&mut session, &UndoWhat::Last).expect(name);
        assert_eq!(shown(&book), before, "{name}");
        book.redo(&mut session).expect(name);
        assert_eq!(shown(&book), after, "{name}");
        check_in_step(&book);
    }
}

#[test]
fn a_coding_that_reads_another_version_has_its_words_indexed() {
    let (mut book, article, _, claim) = logged();
    book.write(&mut session(), "again", |writer| -> Result<()> {
        let text = Text::new(String::from("The sea fell.")).expect("text");
        let block = Block {
            kind: BlockKind::Body,
            span: Span::new(0, 13),
        };
        let version = writer.add_version(article, &text, &[block], None, None)?;
        let owner = SpanOwner {
            column: "claim",
            id: claim,
        };
        writer.add_spans(
            owner,
            SpanRole::Content,
            &[Span::new(4, 12)],
            version,
            &text,
        )?;
        writer.edit_coding(1, version, Extent::Full)
    })
    .expect("written");
    assert_eq!(shown(&book)[0], "search_claim 1 sea fell |  | ask him");
    check_in_step(&book);
    book.undo(&mut session(), &UndoWhat::Last).expect("undone");
    assert_eq!(shown(&book)[0], "search_claim 1 the · rose |  | ask him");
}

#[test]
fn a_removed_article_leaves_the_index_and_comes_back() {
    let (mut book, article, ..) = logged();
    let before = shown(&book);
    check_undo(&mut book, |writer| {
        writer.remove_article_with_claims(article).map(drop)
    });
    assert_eq!(shown(&book).len(), before.len() - 2);
    check_in_step(&book);
    book.undo(&mut session(), &UndoWhat::Last).expect("undone");
    assert_eq!(shown(&book), before);
}

#[test]
fn unnamed_speakers_of_an_article_are_not_indexed() {
    let (mut book, article, ..) = logged();
    let mut sources = input(Kind::Speaker, &[("name", "sources"), ("kind", "unnamed")]);
    sources.article = Some(article);
    let before = shown(&book);
    book.write(&mut session(), "x", |writer| {
        writer.add_record(Kind::Speaker, &sources)
    })
    .expect("added");
    assert_eq!(shown(&book), before);
    check_in_step(&book);
}

#[test]
fn drift_is_found_and_repaired() {
    let (mut book, ..) = logged();
    let before = shown(&book);
    for damage in [
        "DELETE FROM search_claim",
        "UPDATE search_text SET body = 'other'",
        "INSERT INTO search_record (rowid, name) VALUES (96, 'ghost')",
        "UPDATE search_claim_content SET c0 = 'other'",
        "DELETE FROM search_text_data WHERE id > 10",
        "DROP TABLE search_record",
    ] {
        book.connection.execute_batch(damage).expect(damage);
        let problems = book.check().expect("checked").problems;
        assert!(!problems.is_empty(), "{damage}");
        assert!(
            problems.iter().all(|problem| problem.check == "search"),
            "{damage}: {problems:?}"
        );
        let (repair, report) = book.repair().expect(damage);
        assert!(repair.search, "{damage}");
        assert_eq!(report.problems, [], "{damage}");
        assert_eq!(shown(&book), before, "{damage}");
    }
}

#[test]
fn a_failed_write_leaves_the_index_as_it_was() {
    let (mut book, article, ..) = logged();
    let before = shown(&book);
    let failed: Result<super::super::Written<()>> = book.write(&mut session(), "x", |writer| {
        writer.edit_article(article, &input(Kind::Article, &[("title", "Other")]))?;
        Err(StoreError::Full)
    });
    assert!(failed.is_err());
    assert_eq!(shown(&book), before);
    check_in_step(&book);
}

#[test]
fn rows_of_records_lead_back_to_their_records() {
    for kind in RECORD_KINDS {
        assert_eq!(indexed_record(record_rowid(kind, 7)), Some((kind, 7)));
    }
    assert_eq!(indexed_record(16 * 3 + 15), None);
}

#[test]
fn a_book_whose_index_is_gone_can_be_written_and_is_repaired() {
    let (mut book, article, ..) = logged();
    for table in TABLES {
        let damage = format!("DROP TABLE {table}");
        book.connection.execute_batch(&damage).expect("dropped");
    }
    let mut session = session();
    book.write(&mut session, "title", |writer| {
        writer.edit_article(article, &input(Kind::Article, &[("title", "Lake falls")]))
    })
    .expect("written");
    book.undo(&mut session, &UndoWhat::Last).expect("undone");
    book.redo(&mut session).expect("redone");
    assert!(!book.check().expect("checked").problems.is_empty());
    let (repair, report) = book.repair().expect("repaired");
    assert!(repair.search);
    assert_eq!(report.problems, []);
    assert!(shown(&book)[1].contains("lake falls"));
}

#[test]
fn a_row_that_stands_where_a_new_claim_is_indexed_gives_way() {
    let (mut book, article, version, claim) = logged();
    let ghost = format!(
        "INSERT INTO search_claim (rowid, words) VALUES ({}, 'ghost')",
        claim + 1
    );
    book.connection.execute_batch(&ghost).expect("written");
    book.write(&mut session(), "claim", |writer| -> Result<()> {
        let uid = writer.session.next_uid();
        writer.insert(
            &format!("INSERT INTO claim (uid, article, coding, number, voice, block) VALUES ('{uid}', {article}, {version}, 2, 'direct', 'body')"),
            &[],
        )?;
        writer.keep_claim_numbers(article, 2)
    })
    .expect("written");
    assert_eq!(shown(&book)[1], "search_claim 2  |  | ");
}
