//! A test: whatever is written through the records, undoing it step by step brings every earlier state back.

use proptest::prelude::*;

use super::book::{Book, Writer};
use super::error::Result;
use super::journal::UndoWhat;
use super::testing::{add, add_article, add_claim, dump, input, session};
use crate::domain::record::Kind;

/// One step of a random history; the numbers pick among the speakers there are.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Add(usize),
    Rename(usize, usize),
    Alias(usize, usize),
    Affiliate(usize, usize),
    Claim(usize, usize),
    Merge(usize, usize),
    Remove(usize),
}

/// A random step.
pub(super) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_usize).prop_map(Step::Add),
        (0..9_usize, 0..4_usize).prop_map(|(a, b)| Step::Rename(a, b)),
        (0..9_usize, 0..4_usize).prop_map(|(a, b)| Step::Alias(a, b)),
        (0..9_usize, 0..2_usize).prop_map(|(a, b)| Step::Affiliate(a, b)),
        (0..9_usize, 0..9_usize).prop_map(|(a, b)| Step::Claim(a, b)),
        (0..9_usize, 0..9_usize).prop_map(|(a, b)| Step::Merge(a, b)),
        (0..9_usize).prop_map(Step::Remove),
    ]
}

/// Takes a step in a book.
pub(super) fn take(book: &mut Book, step: &Step, logged: (i64, i64), number: i64) {
    const NAMES: [&str; 4] = ["Bo", "Cy", "Di", "Ed"];
    let there = book
        .reader()
        .rows("SELECT id FROM speaker ORDER BY id", &[], |row| {
            row.integer("id")
        })
        .expect("read");
    let pick = |at: usize| there.get(at % there.len().max(1)).copied().unwrap_or(0);
    // What is refused writes nothing, which is as good a step as any.
    let mut write = |kind: Kind, work: &dyn Fn(&mut Writer<'_>) -> Result<()>| {
        drop(book.write(&mut session(), kind.as_str(), |writer| work(writer)));
    };
    match *step {
        Step::Add(name) => write(Kind::Speaker, &|writer| {
            let input = input(Kind::Speaker, &[("name", NAMES[name]), ("kind", "person")]);
            writer.add_record(Kind::Speaker, &input).map(|_| ())
        }),
        Step::Rename(speaker, name) => write(Kind::Speaker, &|writer| {
            let input = input(
                Kind::Speaker,
                &[("name", NAMES[name]), ("key", NAMES[name])],
            );
            writer.edit_record(Kind::Speaker, pick(speaker), &input)
        }),
        Step::Alias(speaker, name) => write(Kind::Speaker, &|writer| {
            writer.add_alias(Kind::Speaker, pick(speaker), NAMES[name], None)?;
            writer
                .add_label(Kind::Speaker, pick(speaker), NAMES[name])
                .map(|_| ())
        }),
        Step::Affiliate(speaker, role) => write(Kind::Affiliation, &|writer| {
            let speaker = pick(speaker).to_string();
            let input = input(
                Kind::Affiliation,
                &[("speaker", &speaker), ("role", NAMES[role])],
            );
            writer.add_record(Kind::Affiliation, &input).map(|_| ())
        }),
        Step::Claim(one, other) if !there.is_empty() => {
            let speakers = [("speaker", pick(one)), ("alternative", pick(other))];
            add_claim(book, logged, number, None, &speakers);
        }
        Step::Claim(..) => {}
        Step::Merge(from, into) => write(Kind::Speaker, &|writer| {
            writer.merge_records(Kind::Speaker, pick(from), pick(into))
        }),
        Step::Remove(speaker) => write(Kind::Speaker, &|writer| {
            writer.remove_record(Kind::Speaker, pick(speaker))
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_history_is_undone_step_by_step(steps in proptest::collection::vec(step(), 1..25)) {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let logged = add_article(&mut book, outlet, "t");
        let mut states = vec![dump(&book)];
        for (number, step) in (1..).zip(&steps) {
            take(&mut book, step, logged, number);
            let state = dump(&book);
            if states.last() != Some(&state) {
                states.push(state);
            }
        }
        let violations = book.reader().count("SELECT count(*) FROM pragma_foreign_key_check", &[]).expect("checked");
        prop_assert_eq!(violations, 0);
        let lost = book.reader().count("SELECT count(*) FROM former_key AS f WHERE f.kind = 'speaker' AND NOT EXISTS (SELECT 1 FROM speaker AS s WHERE s.id = f.record)", &[]).expect("checked");
        prop_assert_eq!(lost, 0);
        while states.len() > 1 {
            states.pop();
            book.undo(&mut session(), &UndoWhat::Last).expect("undone");
            prop_assert_eq!(Some(&dump(&book)), states.last());
        }
    }
}
