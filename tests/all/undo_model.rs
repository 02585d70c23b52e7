//! Random work on a book, undone and redone, against a stack of what the book held before each piece of it.

use claimbook::domain::decision::Verdict as Decided;
use claimbook::domain::record::{Field, Kind, Takes};
use claimbook::domain::session::Session;
use claimbook::domain::text::Text;
use claimbook::logging::{
    Accept, LogError, LogOptions, NewText, SheetInput, Sheets, apply_recheck, log_sheet,
};
use claimbook::sheet::parse;
use claimbook::store::{Book, RecordInput, Setting, StoreError, UndoWhat, Verdict, Writer};
use proptest::prelude::*;

/// The tables that undoing everything does not empty.
const KEPT: [&str; 6] = [
    "operation",
    "change",
    "open_operation",
    "claim_number",
    "content",
    "refinery_schema_history",
];

const KINDS: [Kind; 7] = [
    Kind::Outlet,
    Kind::Organization,
    Kind::Speaker,
    Kind::Affiliation,
    Kind::Event,
    Kind::Topic,
    Kind::Proposition,
];

/// One step; numbers pick among what is there.
#[derive(Debug, Clone)]
enum Step {
    Add(usize, u8),
    Edit(usize, usize, usize, u8),
    Key(usize, usize, u8),
    Alias(usize, usize, u8),
    Label(usize, usize, u8),
    Merge(usize, usize, usize),
    Remove(usize, usize),
    Log(usize, bool),
    RemoveArticle(usize),
    /// `article recheck --apply --accept` against one of the texts.
    Recheck(usize, usize, usize),
    /// `suggest` with a verdict on two records.
    Decide(usize, usize, usize, usize),
    /// A step in another book, which is then merged into this one.
    MergeBook(Box<Step>),
    /// `merge --take` of all conflicts.
    Take(bool),
    Undo,
    UndoOne(usize),
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let pick = 0..9_usize;
    prop_oneof![
        24 => new_work(),
        3 => new_work().prop_map(|step| Step::MergeBook(Box::new(step))),
        1 => any::<bool>().prop_map(Step::Take),
        3 => Just(Step::Undo),
        1 => pick.prop_map(Step::UndoOne),
        2 => Just(Step::Redo),
    ]
}

/// New work within one book.
fn new_work() -> impl Strategy<Value = Step> {
    let (kind, pick, letter) = (0..KINDS.len(), 0..9_usize, 0..5_u8);
    prop_oneof![
        5 => (kind.clone(), letter.clone()).prop_map(|(kind, letter)| Step::Add(kind, letter)),
        3 => (kind.clone(), pick.clone(), pick.clone(), letter.clone()).prop_map(|(kind, row, field, letter)| Step::Edit(kind, row, field, letter)),
        1 => (kind.clone(), pick.clone(), letter.clone()).prop_map(|(kind, row, letter)| Step::Key(kind, row, letter)),
        1 => (kind.clone(), pick.clone(), letter.clone()).prop_map(|(kind, row, letter)| Step::Alias(kind, row, letter)),
        1 => (kind.clone(), pick.clone(), letter).prop_map(|(kind, row, letter)| Step::Label(kind, row, letter)),
        2 => (kind.clone(), pick.clone(), pick.clone()).prop_map(|(kind, from, into)| Step::Merge(kind, from, into)),
        2 => (kind, pick.clone()).prop_map(|(kind, row)| Step::Remove(kind, row)),
        4 => (0..SHEETS.len(), any::<bool>()).prop_map(|(sheet, prune)| Step::Log(sheet, prune)),
        1 => pick.clone().prop_map(Step::RemoveArticle),
        2 => (pick.clone(), 0..TEXTS.len(), 0..5_usize).prop_map(|(row, text, accepted)| Step::Recheck(row, text, accepted)),
        1 => (0..KINDS.len(), pick.clone(), pick, 0..3_usize).prop_map(|(kind, one, other, verdict)| Step::Decide(kind, one, other, verdict)),
    ]
}

const TEXT: &str = "A headline\n\nAb said the lake rose by 3 metres. Bb of Cb denied that it rained, and told Ab so.\n\nThe dam held.\n";

/// The texts that an article may be corrected to: a paragraph before, words that changed and moved, most of it gone, and back again.
const TEXTS: [&str; 4] = [
    "A headline\n\nCorrection: it was a lake.\n\nAb said the lake rose by 3 metres. Bb of Cb denied that it rained, and told Ab so.\n\nThe dam held.\n",
    "A headline\n\nThe dam held.\n\nBb of Cb denied that it had rained at all. Ab said the lake rose by nearly 4 metres.\n",
    "A headline\n\nIt ended. The dam held, and the dam held.\n",
    TEXT,
];

/// The first three are one article, edited; the last is another one that shares its records.
const SHEETS: [&str; 4] = [
    r#"claims = [
  { voice = "indirect", who = "a", cue = "said", text = "the lake … metres", prop = "The lake rose #water", stance = "asserts", figure = { text = "3 metres", value = 3, unit = "metres" } },
  { voice = "indirect", who = "b", cue = "denied", text = "that it rained", prop = "It rained #water", stance = "rejects", targets = [{ who = "a", tone = -1 }], labels = ["seen"] },
  { voice = "narration", text = "The dam held", prop = "The dam held #dams" },
]
[article]
file = "t.txt"
title = "A headline"
outlet = "Ab"
url = "https://one.example/"
events = ["flood"]
headline = "A headline"
[events.flood]
name = "Flood"
[events.flood.reported]
name = { value = "Flood", text = "lake" }
[speakers.a]
name = "Ab"
kind = "person"
[speakers.b]
name = "Bb"
kind = "person"
[[introductions]]
who = "b"
role = "mayor"
org = "Cb"
text = "Bb of Cb"
"#,
    r#"claims = [
  { voice = "direct", who = "Bb", cue = "said", text = "the lake … metres", prop = "The lake rose #water", stance = "mentions" },
  { voice = "narration", text = "The dam held", prop = "The dam held #dams", in = "The lake rose" },
]
[article]
file = "t.txt"
title = "Another headline"
outlet = "Ab"
url = "https://one.example/"
[speakers.b]
name = "Bb"
kind = "person"
"#,
    r#"claims = [
  { voice = "indirect", who = "sources", cue = "said", text = "the lake rose", prop = "The lake rose #water", stance = "asserts" },
]
[article]
file = "t.txt"
title = "A headline"
outlet = "Ab"
url = "https://one.example/"
[speakers.sources]
name = "sources"
kind = "unnamed"
"#,
    r#"claims = [
  { voice = "indirect", who = "a", cue = "said", text = "the lake … metres", prop = "The lake rose #water", stance = "asserts" },
]
[article]
file = "t.txt"
title = "Elsewhere"
outlet = "Bb"
url = "https://two.example/"
[speakers.a]
name = "Ab"
kind = "person"
"#,
];

fn tables(book: &Book) -> Vec<String> {
    let reader = book.reader();
    let counts = reader.table_counts().expect("counted");
    counts
        .into_keys()
        .filter(|table| !KEPT.contains(&table.as_str()))
        .collect()
}

/// Every row of every table that an undo empties.
fn dump(book: &Book) -> String {
    let reader = book.reader();
    let mut dump = String::new();
    for table in tables(book) {
        let columns = reader
            .rows(
                &format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid"),
                &[],
                |row| row.text("name"),
            )
            .expect("columns");
        let rows = reader
            .rows(
                &format!(
                    "SELECT json_array(\"{}\") AS row FROM {table} ORDER BY id",
                    columns.join("\", \"")
                ),
                &[],
                |row| row.text("row"),
            )
            .expect("rows");
        for row in rows {
            dump.push_str(&format!("{table} {row}\n"));
        }
    }
    dump
}

/// The row at a place of those of a kind, if there are any.
fn row_of(book: &Book, kind: Kind, pick: usize) -> Option<i64> {
    let ids = book
        .reader()
        .rows(&format!("SELECT id FROM {kind} ORDER BY id"), &[], |row| {
            row.integer("id")
        })
        .expect("rows");
    (!ids.is_empty()).then(|| ids[pick % ids.len()])
}

/// A value that a field takes, if one can be given.
fn setting(book: &Book, field: &Field, letter: u8) -> Option<Setting> {
    let text = |text: &str| Some(Setting::Text(text.to_owned()));
    match field.takes {
        Takes::Text => text(&format!("{}b", char::from(b'A' + letter))),
        Takes::Date => text(["2024", "2024-05", "2024-05-06"][usize::from(letter) % 3]),
        Takes::Zone => text("UTC"),
        Takes::Country => text(["KG", "CN", "DE"][usize::from(letter) % 3]),
        Takes::Language => text("en"),
        Takes::Choice(choices) => text(choices[usize::from(letter) % choices.len()]),
        Takes::Record(kind) => row_of(book, kind, usize::from(letter)).map(Setting::Record),
    }
}

fn write(
    book: &mut Book,
    session: &mut Session,
    work: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError>,
) -> Result<bool, String> {
    book.write(session, "work", work)
        .map(|written| written.operation.is_some())
        .map_err(|error| error.to_string())
}

/// Does one step that is new work; says whether anything was written, or why it was refused.
fn work(book: &mut Book, session: &mut Session, step: &Step) -> Result<bool, String> {
    let none = || Err(String::from("nothing to work on"));
    match *step {
        Step::Add(kind, letter) => {
            let kind = KINDS[kind];
            let mut input = RecordInput::default();
            for field in kind
                .noun()
                .fields
                .iter()
                .filter(|field| field.required || field.name == kind.noun().title)
            {
                let Some(setting) = setting(book, field, letter) else {
                    return none();
                };
                input.set(field, setting);
            }
            write(book, session, |writer| {
                writer.add_record(kind, &input).map(drop)
            })
        }
        Step::Edit(kind, row, field, letter) => {
            let kind = KINDS[kind];
            let fields = kind.noun().fields;
            let field = &fields[field % fields.len()];
            let (Some(row), Some(value)) = (row_of(book, kind, row), setting(book, field, letter))
            else {
                return none();
            };
            let mut input = RecordInput::default();
            input.set(field, if letter == 4 { Setting::Clear } else { value });
            write(book, session, |writer| {
                writer.edit_record(kind, row, &input)
            })
        }
        Step::Key(kind, row, letter) => {
            let kind = KINDS[kind];
            let Some(row) = row_of(book, kind, row) else {
                return none();
            };
            let input = RecordInput {
                key: Some(format!("key-{letter}")),
                ..RecordInput::default()
            };
            write(book, session, |writer| {
                writer.edit_record(kind, row, &input)
            })
        }
        Step::Alias(kind, row, letter) => {
            let kind = KINDS[kind];
            let Some(row) = row_of(book, kind, row).filter(|_| kind.noun().aliases) else {
                return none();
            };
            let alias = format!("{}b", char::from(b'A' + letter));
            write(book, session, |writer| {
                writer.add_alias(kind, row, &alias, None).map(drop)
            })
        }
        Step::Label(kind, row, letter) => {
            let kind = KINDS[kind];
            let Some(row) = row_of(book, kind, row).filter(|_| kind.noun().labels) else {
                return none();
            };
            let label = format!("l-{letter}");
            write(book, session, |writer| {
                writer.add_label(kind, row, &label).map(drop)
            })
        }
        Step::Merge(kind, from, into) => {
            let kind = if kind % 2 == 0 {
                Kind::Speaker
            } else {
                Kind::Proposition
            };
            let (Some(from), Some(into)) = (row_of(book, kind, from), row_of(book, kind, into))
            else {
                return none();
            };
            write(book, session, |writer| {
                writer.merge_records(kind, from, into)
            })
        }
        Step::Remove(kind, row) => {
            let kind = KINDS[kind];
            let Some(row) = row_of(book, kind, row) else {
                return none();
            };
            write(book, session, |writer| writer.remove_record(kind, row))
        }
        Step::Log(sheet, prune) => {
            let other = sheet == 3;
            let (sheet, problems) = parse(SHEETS[sheet]);
            assert_eq!(problems, []);
            let end = if other { "It ended.\n" } else { "" };
            let sheets = Sheets::new(vec![SheetInput {
                name: String::from("sheet"),
                sheet,
                text: Some(Text::new(format!("{TEXT}{end}")).expect("text")),
                raw: None,
                problems,
            }]);
            let options = LogOptions {
                prune,
                ..LogOptions::default()
            };
            log_sheet(book, session, &sheets, 0, options)
                .map(|outcome| outcome.operation.is_some())
                .map_err(|error| match error {
                    LogError::Problems(problems) => problems
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .join("; "),
                    other => other.to_string(),
                })
        }
        Step::RemoveArticle(row) => {
            let Some(row) = row_of(book, Kind::Article, row) else {
                return none();
            };
            write(book, session, |writer| {
                writer.remove_article_with_claims(row).map(drop)
            })
        }
        Step::Recheck(row, text, accepted) => {
            let Some(row) = row_of(book, Kind::Article, row) else {
                return none();
            };
            let new = NewText {
                text: Text::new(TEXTS[text].to_owned()).expect("text"),
                blocks: Vec::new(),
                retrieved: None,
                raw: None,
            };
            let accepted = match accepted {
                0 => vec![],
                1 => vec![Accept::Moved],
                2 => vec![Accept::Changed],
                3 => vec![Accept::Moved, Accept::Changed],
                _ => vec![Accept::Thing(format!("a{row}.1"))],
            };
            apply_recheck(book, session, row, Some(&new), &accepted)
                .map(|applied| applied.operation.is_some())
                .map_err(|error| error.to_string())
        }
        Step::Decide(kind, one, other, verdict) => {
            let kind = KINDS[kind];
            let (Some(one), Some(other)) = (row_of(book, kind, one), row_of(book, kind, other))
            else {
                return none();
            };
            if one == other {
                return none();
            }
            let uid = |id| book.reader().record(kind, id).expect("a record").uid;
            let (one, other) = (uid(one), uid(other));
            let verdict = [Decided::Same, Decided::Different, Decided::Unsure][verdict];
            write(book, session, |writer| {
                writer.decide(kind, &one, &other, verdict).map(drop)
            })
        }
        Step::Take(theirs) => {
            let open = book.reader().conflicts().expect("conflicts");
            let ids: Vec<i64> = open.iter().map(|conflict| conflict.id).collect();
            let verdict = if theirs {
                Verdict::Theirs
            } else {
                Verdict::Ours
            };
            write(book, session, |writer| {
                writer.decide_conflicts(&ids, verdict)
            })
        }
        Step::MergeBook(_) | Step::Undo | Step::UndoOne(_) | Step::Redo => none(),
    }
}

/// Does a step in another book, merges that one, and returns as [`work`].
fn merge_book(
    book: &mut Book,
    session: &mut Session,
    (other, seed): (&mut Book, u64),
    step: &Step,
) -> Result<bool, String> {
    let mut bob = Session::new(String::from("bob"), chrono::DateTime::UNIX_EPOCH, seed);
    // What is refused there leaves that book as it was, which can be merged too.
    let _refused = work(other, &mut bob, step);
    let there = dump(other);
    let merged = other
        .read(|theirs| {
            book.write(session, "merge", |writer| {
                writer.merge_book(theirs, "other.db")
            })
        })
        .map(|written| written.operation.is_some())
        .map_err(|error: StoreError| error.to_string())?;
    assert_eq!(dump(other), there);
    Ok(merged)
}

/// What a run of steps did, so that the test can say that it tested something.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    written: usize,
    refused: usize,
    undone: usize,
    redone: usize,
    merged: usize,
}

fn run(steps: &[Step], out_of_order: bool) -> Tally {
    let mut book = Book::in_memory().expect("memory");
    let mut other = Book::in_memory().expect("memory");
    let mut tally = Tally::default();
    // What the book held before each operation in force, and before each undo that can be redone.
    let mut before: Vec<String> = Vec::new();
    let mut after_redo: Vec<String> = Vec::new();
    for (seed, step) in (1_u64..).zip(steps) {
        let mut session = Session::new(
            String::from("ann"),
            chrono::DateTime::UNIX_EPOCH,
            seed << 32,
        );
        let held = dump(&book);
        match step {
            Step::Undo if !out_of_order => {
                if let Some(expected) = before.pop() {
                    book.undo(&mut session, &UndoWhat::Last)
                        .expect("the last operation can always be undone");
                    assert_eq!(dump(&book), expected);
                    after_redo.push(held);
                    tally.undone += 1;
                } else {
                    assert!(book.undo(&mut session, &UndoWhat::Last).is_err());
                }
            }
            Step::Redo if !out_of_order => {
                if let Some(expected) = after_redo.pop() {
                    book.redo(&mut session)
                        .expect("what was just undone can be redone");
                    assert_eq!(dump(&book), expected);
                    before.push(held);
                    tally.redone += 1;
                } else {
                    assert!(book.redo(&mut session).is_err());
                }
            }
            Step::UndoOne(back) if out_of_order => {
                let history = book.reader().history(100).expect("history");
                let in_force: Vec<i64> = history
                    .iter()
                    .filter(|operation| operation.kind == "do" && operation.undone_by.is_none())
                    .map(|operation| operation.id)
                    .collect();
                if let Some(operation) = in_force.get(*back) {
                    match book.undo(&mut session, &UndoWhat::Operation(*operation)) {
                        Ok(_) => tally.undone += 1,
                        Err(_) => {
                            tally.refused += 1;
                            assert_eq!(dump(&book), held);
                        }
                    }
                }
            }
            step => match match step {
                Step::MergeBook(there) => {
                    // No session of this book has this seed.
                    let seed = (seed << 32) + (1 << 31);
                    merge_book(&mut book, &mut session, (&mut other, seed), there)
                }
                step => work(&mut book, &mut session, step),
            } {
                Ok(true) => {
                    tally.merged += usize::from(matches!(step, Step::MergeBook(_)));
                    before.push(held);
                    after_redo.clear();
                    tally.written += 1;
                }
                Ok(false) | Err(_) => {
                    tally.refused += 1;
                    assert_eq!(dump(&book), held, "{step:?}");
                }
            },
        }
    }
    assert_eq!(other.check().expect("checked").problems, []);
    let report = book.check().expect("checked");
    assert_eq!(report.problems, []);
    let mut session = Session::new(String::from("ann"), chrono::DateTime::UNIX_EPOCH, 1 << 60);
    loop {
        match book.undo(&mut session, &UndoWhat::Last) {
            Ok(_) if out_of_order => {}
            Ok(_) => assert_eq!(Some(dump(&book)), before.pop()),
            Err(error) => {
                assert_eq!(error.to_string(), "there is nothing to undo");
                break;
            }
        }
    }
    assert_eq!(dump(&book), "");
    assert_eq!(book.check().expect("checked").problems, []);
    tally
}

#[test]
fn an_article_does_not_come_back_where_one_would_speak_as_what_another_is_by_now() {
    let steps = [
        Step::Log(0, false),
        Step::RemoveArticle(0),
        Step::Log(1, false),
        Step::Edit(3, 0, 0, 2),
        Step::Add(0, 1),
        Step::Log(2, false),
        Step::Log(1, false),
        Step::Log(0, false),
        Step::Add(0, 0),
        Step::UndoOne(7),
    ];
    let tally = run(&steps, true);
    assert_eq!(tally.undone, 0);
}

/// Runs `cases` sequences of about twelve steps from a fixed seed, or as many as `CLAIMBOOK_UNDO_SEQUENCES` says.
fn sequences(cases: u32, out_of_order: bool) {
    let asked = std::env::var("CLAIMBOOK_UNDO_SEQUENCES").ok();
    let cases = asked.and_then(|asked| asked.parse().ok()).unwrap_or(cases);
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let total = std::cell::Cell::new(Tally::default());
    runner
        .run(&prop::collection::vec(step(), 8..18), |steps| {
            let tally = run(&steps, out_of_order);
            let sum = total.get();
            total.set(Tally {
                written: sum.written + tally.written,
                refused: sum.refused + tally.refused,
                undone: sum.undone + tally.undone,
                redone: sum.redone + tally.redone,
                merged: sum.merged + tally.merged,
            });
            Ok(())
        })
        .expect("every sequence");
    let total = total.get();
    assert!(
        total.written > usize::try_from(cases).expect("small") && total.merged > 0,
        "{total:?}"
    );
}

#[test]
fn every_undo_gives_back_what_was_before_and_undoing_everything_empties_the_book() {
    sequences(200, false);
}

#[test]
fn operations_undone_out_of_order_leave_a_sound_book_that_can_be_emptied() {
    sequences(100, true);
}
