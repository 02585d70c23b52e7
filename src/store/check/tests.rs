//! A sound book has no problem; every damage gives exactly its problems; a repair leaves what needs a person and nothing else.

use super::*;
use crate::domain::claim::SpanRole;
use crate::domain::coding::{Extent, Layer};
use crate::domain::record::Kind;
use crate::domain::text::{Block, BlockKind, Span, Text};
use crate::store::claim::SpanOwner;
use crate::store::schema;
use crate::store::testing::{add, input, session};
use crate::store::{StoreError, UndoWhat};

/// A headline and a body, with letters of several bytes before every span.
const TEXT: &str = "Überschwemmung\n\nBo said: the lake — it rose.";

/// A book with one of everything that a check looks at.
fn sound_book() -> Book {
    let mut book = Book::in_memory().expect("memory");
    let outlet = add(
        &mut book,
        Kind::Outlet,
        &[("name", "Post"), ("country", "kg")],
    );
    let bo = add(
        &mut book,
        Kind::Speaker,
        &[("name", "Bo"), ("kind", "person")],
    );
    let event = add(
        &mut book,
        Kind::Event,
        &[("name", "Flood"), ("dates", "2024-06-01..2024-06-03")],
    );
    let broader = add(&mut book, Kind::Proposition, &[("text", "Water rises")]);
    add(
        &mut book,
        Kind::Proposition,
        &[("text", "The lake rose"), ("broader", &broader.to_string())],
    );
    add(
        &mut book,
        Kind::Affiliation,
        &[("speaker", &bo.to_string()), ("role", "mayor")],
    );
    book.write(&mut session(), "key", |writer| {
        writer.edit_record(
            Kind::Speaker,
            bo,
            &input(Kind::Speaker, &[("key", "bo-the-mayor")]),
        )
    })
    .expect("edited");
    book.write(&mut session(), "log", |writer| -> Result<()> {
        let text = Text::new(TEXT.to_owned()).expect("text");
        let article = writer.add_article(
            &input(
                Kind::Article,
                &[
                    ("outlet", &outlet.to_string()),
                    ("title", "t"),
                    ("published", "2024-06-02"),
                    ("zone", "+06:00?"),
                ],
            ),
            "{}",
        )?;
        let blocks = [
            Block { kind: BlockKind::Headline, span: Span::new(0, 14) },
            Block { kind: BlockKind::Body, span: Span::new(16, 43) },
        ];
        let version = writer.add_version(article, &text, &blocks, Some("2024-06-05T10:00:00Z"), None)?;
        let coding = writer.add_coding(article, version, "ann", Extent::Full, Layer::Own)?;
        for (number, block, span) in [(1, "body", Span::new(25, 33)), (2, "headline", Span::new(0, 14))] {
            let uid = writer.session.next_uid();
            let claim = writer.insert(
                &format!("INSERT INTO claim (uid, article, coding, number, proposition, said, voice, block) VALUES ('{uid}', {article}, {coding}, {number}, 2, '2024-06', 'direct', '{block}')"),
                &[],
            )?;
            writer.insert(
                &format!("INSERT INTO claim_speaker (claim, number, speaker, part, affiliation) VALUES ({claim}, 1, {bo}, 'speaker', 1)"),
                &[],
            )?;
            let owner = SpanOwner { column: "claim", id: claim };
            writer.add_spans(owner, SpanRole::Content, &[span], version, &text)?;
        }
        writer.keep_claim_numbers(article, 2)?;
        let uid = writer.session.next_uid();
        let fact = writer.insert(
            &format!("INSERT INTO reported_fact (uid, coding, event, attribute, kind, value) VALUES ('{uid}', {coding}, {event}, 'date', 'date', '2024-06-01')"),
            &[],
        )?;
        let owner = SpanOwner { column: "reported_fact", id: fact };
        writer.add_spans(owner, SpanRole::Content, &[Span::new(29, 33)], version, &text)
    })
    .expect("logged");
    book
}

/// The problems as lines of check, place and what.
fn lines(report: &CheckReport) -> Vec<String> {
    report
        .problems
        .iter()
        .map(|problem| format!("{} | {} | {}", problem.check, problem.place, problem.what))
        .collect()
}

/// Runs `sql` past the journal, as another program would that drops the triggers, and puts them back.
fn damage(book: &Book, sql: &str) {
    for (name, _) in schema::journal_triggers(&book.connection).expect("triggers") {
        book.batch(&format!("DROP TRIGGER {name}"))
            .expect("dropped");
    }
    book.batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
        .expect("off");
    book.batch(sql).expect("damaged");
    book.batch("PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
        .expect("on");
    schema::create_journal_triggers(&book.connection).expect("triggers");
}

#[test]
fn a_sound_book_has_no_problem_before_and_after_undoing_and_redoing_everything() {
    let mut book = sound_book();
    let clean = CheckReport {
        checks: CHECKS.len(),
        ..CheckReport::default()
    };
    assert_eq!(book.check().expect("checked"), clean);
    let mut session = session();
    let mut undone = 0;
    while book.undo(&mut session, &UndoWhat::Last).is_ok() {
        undone += 1;
        assert_eq!(book.check().expect("checked"), clean);
    }
    for _ in 0..undone {
        book.redo(&mut session).expect("redone");
        assert_eq!(book.check().expect("checked"), clean);
    }
}

#[test]
fn every_damage_gives_exactly_its_problems_and_a_repair_does_not_hide_them() {
    let cases: &[(&str, &[&str])] = &[
        (
            "UPDATE span SET words = 'the like' WHERE id = 1",
            &[
                "spans | a1.1 | its content at 25..33 is “the like”, and the text has “the lake” there",
            ],
        ),
        (
            "UPDATE span SET start_cp = start_cp + 1, end_cp = end_cp + 1 WHERE reported_fact IS NOT NULL",
            &[
                "spans | date in a1 | its content at 30..34 is “lake”, and the text has “ake ” there",
            ],
        ),
        (
            "UPDATE span SET end_cp = 999 WHERE id = 2",
            &["spans | a1.2 | its content at 0..999 is beyond the text"],
        ),
        (
            "UPDATE claim SET block = 'caption' WHERE id = 1",
            &["blocks | a1.1 | is marked as in a caption, and its words stand in a body"],
        ),
        (
            "UPDATE content SET size = size + 1",
            &["texts | content 1 | is 47 bytes, not 48"],
        ),
        (
            "UPDATE content SET bytes = zeroblob(40)",
            &[
                "texts | content 1 | cannot be unpacked",
                "spans | text 1 of a1 | its words cannot be compared: content 1 cannot be unpacked",
            ],
        ),
        (
            "UPDATE content SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x')",
            &[
                "texts | content 1 | differs from its hash",
                "spans | text 1 of a1 | its words cannot be compared: content 1 differs from its hash",
            ],
        ),
        (
            "UPDATE article_version SET length_cp = 40",
            &[
                "versions | text 1 of a1 | the body at 16..43 ends beyond the text of 40 characters",
                "spans | text 1 of a1 | has 44 characters, not 40",
            ],
        ),
        (
            "UPDATE article_version SET number = 2",
            &["versions | a1 | its 1 texts are numbered 2 to 2"],
        ),
        (
            "UPDATE outlet SET name = '', country = 'KGZ'",
            &[
                "file |  | CHECK constraint failed in outlet",
                "values | outlet post | country “KGZ” is not a country code: two letters of ISO 3166-1, such as KG",
            ],
        ),
        (
            "UPDATE span SET claim = NULL WHERE id = 1",
            &["file |  | CHECK constraint failed in span"],
        ),
        (
            "DELETE FROM speaker",
            &[
                "references | affiliation 1 | refers to a speaker that is not there",
                "references | claim_speaker 1 | refers to a speaker that is not there",
                "references | claim_speaker 2 | refers to a speaker that is not there",
                "keys | former key bo | means speaker 1, which is not there",
                "journal | speaker 1 | is gone, and no operation deleted it",
            ],
        ),
        (
            "UPDATE speaker SET key = 'bo'",
            &["keys | former key bo | is also the key of a speaker"],
        ),
        (
            "UPDATE event SET key = 'The Flood', dates = '2024-06-31'",
            &[
                "keys | event The Flood | the key \"The Flood\" has",
                "values | event The Flood | dates 2024-06-31 is not a day of the calendar",
            ],
        ),
        (
            "UPDATE claim SET said = '2024-6' WHERE id = 1; UPDATE article SET zone = 'Nowhere/Land'; UPDATE reported_fact SET value = 'June'; UPDATE operation SET at = 'noon' WHERE id = 1",
            &[
                "values | article a1 | zone",
                "values | claim a1.1 | said",
                "values | date in a1 | “June” is no date",
                "values | operation 1 | “noon” is no time",
            ],
        ),
        (
            "UPDATE proposition SET broader = 2 WHERE id = 1",
            &[
                "trees | proposition water-rises | is above itself by broader",
                "trees | proposition the-lake-rose | is above itself by broader",
            ],
        ),
        (
            "INSERT INTO article (uid, outlet, title) VALUES ('u', 1, 'x'); INSERT INTO coding (uid, article, version, coder, extent) VALUES ('v', 2, 1, 'bob', 'full'); UPDATE claim SET coding = 2 WHERE id = 1",
            &[
                "belonging | coding 2 by bob | is of a2 and reads a text of a1",
                "belonging | a1.1 | belongs to a coding of a2",
                "journal | article 2 | is there, and no operation added it",
                "journal | coding 2 | is there, and no operation added it",
            ],
        ),
        (
            "UPDATE affiliation SET speaker = 2; INSERT INTO speaker (uid, key, name, kind) VALUES ('u', 'li', 'Li', 'person')",
            &[
                "belonging | a1.1 | as whom bo-the-mayor speaks, bo-mayor, is another speaker's affiliation",
                "belonging | a1.2 | as whom bo-the-mayor speaks, bo-mayor, is another speaker's affiliation",
                "journal | speaker 2 | is there, and no operation added it",
            ],
        ),
        (
            "UPDATE operation SET undone_by = 2 WHERE id = 1",
            &[
                "operations | operation 1 | is marked as undone by 2, and the last to act on it is nothing",
            ],
        ),
        (
            "DELETE FROM change WHERE record_table = 'outlet'; UPDATE event SET uid = 'x'",
            &[
                "journal | event 1 | has another uid than the one it was added with",
                "journal | outlet 1 | is there, and no operation added it",
            ],
        ),
    ];
    let mut wrong = Vec::new();
    for (sql, expected) in cases {
        let mut book = sound_book();
        damage(&book, sql);
        let found = book.check().expect("checked");
        let mut found_lines = lines(&found);
        // What is damaged past the journal may be indexed by the words it had.
        found_lines.retain(|line| !line.starts_with("search | "));
        let exact = found_lines.len() == expected.len()
            && found_lines
                .iter()
                .zip(*expected)
                .all(|(line, begin)| line.starts_with(begin));
        if !exact {
            wrong.push(format!("{sql}\n{found_lines:#?}"));
        }
        if found.problems.iter().any(|problem| problem.check == "file") {
            assert!(
                matches!(book.repair(), Err(StoreError::Corrupt { .. })),
                "{sql}"
            );
        } else {
            let (repair, left) = book.repair().expect("repaired");
            assert_eq!(repair, Repair::default(), "{sql}");
            assert_eq!(left.problems, found.problems, "{sql}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_needs_no_decision_is_repaired_and_a_second_check_finds_nothing() {
    let mut book = sound_book();
    damage(
        &book,
        "UPDATE claim_number SET last = 1;
         INSERT INTO content (sha256, size, bytes) VALUES ('0000000000000000000000000000000000000000000000000000000000000000', 0, x'789c030000000001');
         INSERT INTO open_operation SELECT 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0;",
    );
    book.batch("DROP TRIGGER journal_claim_insert; DROP TRIGGER journal_span_update; CREATE TRIGGER journal_span_update AFTER UPDATE ON span BEGIN SELECT 1; END; CREATE TRIGGER journal_other AFTER UPDATE ON span BEGIN SELECT 1; END;")
        .expect("damaged");
    let found = book.check().expect("checked");
    assert_eq!(
        lines(&found),
        [
            "texts | content 2 | differs from its hash",
            "claim numbers | a1 | has a claim 2, and the highest number ever given is kept as 1",
            "triggers | journal_claim_insert | is missing",
            "triggers | journal_span_update | has been changed",
            "triggers | journal_other | is not one of the journal's",
            "operations | operation 1 | was left open",
        ]
    );
    let (repair, left) = book.repair().expect("repaired");
    assert_eq!(
        repair,
        Repair {
            triggers: true,
            closed: 1,
            raised: 1,
            dropped: 1,
            search: false,
        }
    );
    assert_eq!(
        left,
        CheckReport {
            checks: CHECKS.len(),
            ..CheckReport::default()
        }
    );
    let (repair, _) = book.repair().expect("repaired");
    assert_eq!(repair, Repair::default());
}

#[test]
fn a_text_is_unused_only_when_no_undo_or_redo_can_bring_it_back() {
    let mut book = sound_book();
    let mut session = session();
    book.undo(&mut session, &UndoWhat::Last).expect("undone");
    assert_eq!(book.repair().expect("repaired").0.dropped, 0);
    book.redo(&mut session).expect("redone");
    book.write(&mut session, "remove", |writer| {
        writer.remove_article_with_claims(1)
    })
    .expect("removed");
    assert_eq!(book.repair().expect("repaired").0.dropped, 0);
    book.undo(&mut session, &UndoWhat::Last).expect("undone");
    book.undo(&mut session, &UndoWhat::Last).expect("undone");
    add(&mut book, Kind::Topic, &[("name", "weather")]);
    let report = book.check().expect("checked");
    assert_eq!((report.problems.len(), report.unused_texts), (0, 1));
    assert_eq!(book.repair().expect("repaired").0.dropped, 1);
    assert_eq!(book.check().expect("checked").unused_texts, 0);
}

#[test]
fn every_version_of_a_shared_text_is_checked() {
    let mut book = sound_book();
    book.write(&mut session(), "same", |writer| -> Result<()> {
        let text = Text::new(TEXT.to_owned()).expect("text");
        let article = writer.add_article(
            &input(Kind::Article, &[("outlet", "1"), ("title", "t")]),
            "{}",
        )?;
        let block = Block {
            kind: BlockKind::Body,
            span: Span::new(0, 43),
        };
        let version = writer.add_version(article, &text, &[block], None, None)?;
        let coding = writer.add_coding(article, version, "ann", Extent::Full, Layer::Own)?;
        let uid = writer.session.next_uid();
        let claim = writer.insert(
            &format!("INSERT INTO claim (uid, article, coding, number, voice, block) VALUES ('{uid}', {article}, {coding}, 1, 'direct', 'body')"),
            &[],
        )?;
        let owner = SpanOwner {
            column: "claim",
            id: claim,
        };
        writer.add_spans(owner, SpanRole::Content, &[Span::new(25, 33)], version, &text)?;
        writer.keep_claim_numbers(article, 1)
    })
    .expect("written");
    let contents = book.reader().count("SELECT count(*) FROM content", &[]);
    assert_eq!(contents.expect("counted"), 1);
    assert_eq!(book.check().expect("checked").problems, []);
    damage(
        &book,
        "UPDATE span SET words = 'the like' WHERE start_cp = 25; UPDATE article_version SET length_cp = 50 WHERE id = 2; DELETE FROM search_text WHERE rowid = 2",
    );
    assert_eq!(
        lines(&book.check().expect("checked")),
        [
            "spans | a1.1 | its content at 25..33 is “the like”, and the text has “the lake” there",
            "spans | text 1 of a2 | has 44 characters, not 50",
            "spans | a2.1 | its content at 25..33 is “the like”, and the text has “the lake” there",
            "search | claim number 1 | is indexed by other words than it has",
            "search | claim number 3 | is indexed by other words than it has",
            "search | text number 2 | is not indexed",
        ]
    );
}

#[test]
fn a_text_that_cannot_be_read_stops_no_other_check_of_texts() {
    let book = sound_book();
    damage(
        &book,
        "INSERT INTO content (sha256, size, bytes) VALUES ('00', 9, x'00'); DROP TABLE search_text; UPDATE span SET words = 'x' WHERE id = 1",
    );
    let found = lines(&book.check().expect("checked"));
    for (check, place) in [("texts", "content 2"), ("spans", "a1.1"), ("search", "")] {
        let begin = format!("{check} | {place} |");
        assert!(
            found.iter().any(|line| line.starts_with(&begin)),
            "{begin} {found:#?}"
        );
    }
}

#[test]
fn rows_of_an_index_that_nothing_has_are_found() {
    let book = sound_book();
    damage(
        &book,
        "INSERT INTO search_claim (rowid, words) VALUES (-3, 'ghost'), (9, 'ghost'); INSERT INTO search_text (rowid, body) VALUES (7, 'ghost'); INSERT INTO search_record (rowid, name) VALUES (31, 'ghost'), (160, 'ghost'); DELETE FROM search_record WHERE rowid = 18",
    );
    assert_eq!(
        lines(&book.check().expect("checked")),
        [
            "search | claim number -3 | is indexed and not there",
            "search | claim number 9 | is indexed and not there",
            "search | speaker number 1 | is not indexed",
            "search | row 31 | is indexed and not there",
            "search | outlet number 10 | is indexed and not there",
            "search | text number 7 | is indexed and not there",
        ]
    );
}

#[test]
fn of_a_lost_index_some_rows_are_named_and_the_others_counted() {
    let mut book = sound_book();
    for number in 0..9 {
        add(
            &mut book,
            Kind::Topic,
            &[("name", &format!("topic {number}"))],
        );
    }
    damage(&book, "DELETE FROM search_record WHERE rowid % 16 = 4");
    let found = lines(&book.check().expect("checked"));
    assert_eq!(found.len(), 6);
    assert_eq!(found[4], "search | topic number 5 | is not indexed");
    assert_eq!(
        found[5],
        "search | search_record | 4 more of its rows are not what the book says"
    );
}
