//! Tests of merging two books.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::book::Book;
use super::super::error::{Result, StoreError};
use super::super::journal::UndoWhat;
use super::super::random_history::{Step, step, take};
use super::super::record::FieldValue;
use super::super::testing::{
    add, add_article, add_claim, dump, fill_the_disk, input, limit_pages, session,
};
use super::*;

mod decisions;

/// A copy of a book, as by copying its file: with its journal and its uids.
fn copy(book: &Book) -> Book {
    let mut connection = rusqlite::Connection::open_in_memory().expect("memory");
    rusqlite::backup::Backup::new(&book.connection, &mut connection)
        .expect("begun")
        .run_to_completion(1000, std::time::Duration::ZERO, None)
        .expect("copied");
    connection
        .execute_batch("PRAGMA foreign_keys = ON")
        .expect("set");
    Book::reading(connection)
}

fn merge(book: &mut Book, other: &Book) -> MergePlan {
    other
        .read(|theirs| {
            book.write(&mut session(), "merge other.db", |writer| {
                writer.merge_book(theirs, "other.db")
            })
        })
        .expect("merged")
        .value
}

/// Merges, checks that undo brings back what was and redo what then was, and that merging again changes nothing.
#[track_caller]
fn merge_checked(book: &mut Book, other: &Book) -> MergePlan {
    let (before, there) = (dump(book), dump(other));
    let plan = merge(book, other);
    assert_eq!(dump(other), there, "the other book was changed");
    let after = dump(book);
    assert_eq!(
        book.reader()
            .count("SELECT count(*) FROM pragma_foreign_key_check", &[])
            .expect("checked"),
        0
    );
    if plan.operations > 0 {
        book.undo(&mut session(), &UndoWhat::Last).expect("undone");
        assert_eq!(dump(book), before);
        book.redo(&mut session()).expect("redone");
        assert_eq!(dump(book), after);
    }
    let nothing = MergePlan {
        undecided_there: plan.undecided_there,
        ..MergePlan::default()
    };
    assert_eq!(merge(book, other), nothing);
    assert_eq!(dump(book), after);
    plan
}

fn edit(book: &mut Book, kind: Kind, id: i64, settings: &[(&str, &str)]) {
    book.write(&mut session(), "edit", |writer| {
        writer.edit_record(kind, id, &input(kind, settings))
    })
    .expect("edited");
}

fn person(book: &mut Book, name: &str) -> i64 {
    add(book, Kind::Speaker, &[("name", name), ("kind", "person")])
}

fn value(book: &Book, kind: Kind, words: &str, field: &str) -> String {
    let reader = book.reader();
    let id = reader.find_record(kind, words, false).expect("found").id;
    reader
        .record(kind, id)
        .expect("read")
        .value(field)
        .map_or(String::new(), |value: &FieldValue| {
            value.as_str().to_owned()
        })
}

fn count_of<'p>(plan: &'p MergePlan, table: &str) -> &'p MergeCount {
    plan.counts
        .iter()
        .find(|count| count.table == table)
        .expect("counted")
}

/// A field of the record's conflict, ours and theirs.
fn clashes(plan: &MergePlan) -> Vec<(&str, &str, &str, &str)> {
    plan.conflicts
        .iter()
        .map(|clash| {
            (
                clash.record.as_str(),
                clash.field.as_str(),
                clash.ours.as_str(),
                clash.theirs.as_str(),
            )
        })
        .collect()
}

#[test]
fn a_book_comes_into_an_empty_one_under_its_own_ids() {
    let mut other = Book::in_memory().expect("memory");
    let outlet = add(&mut other, Kind::Outlet, &[("name", "Post")]);
    let bo = person(&mut other, "Bo Osk");
    let logged = add_article(&mut other, outlet, "t");
    add_claim(&mut other, logged, 3, None, &[("speaker", bo)]);
    let mut book = Book::in_memory().expect("memory");
    let plan = merge_checked(&mut book, &other);
    assert_eq!(count_of(&plan, "claim").new, 1);
    assert_eq!((plan.renamed, plan.conflicts), (Vec::new(), Vec::new()));
    let ours = |dump: String| -> Vec<String> {
        dump.lines()
            .filter(|line| !line.starts_with("merged_"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(ours(dump(&book)), ours(dump(&other)));
}

#[test]
fn what_only_one_side_changed_is_taken_and_what_both_changed_is_a_conflict_until_decided() {
    let mut book = Book::in_memory().expect("memory");
    let bo = person(&mut book, "Bo Osk");
    let mut other = copy(&book);
    edit(
        &mut book,
        Kind::Speaker,
        bo,
        &[("country", "KG"), ("note", "here")],
    );
    edit(
        &mut other,
        Kind::Speaker,
        bo,
        &[("country", "KZ"), ("short", "Osk"), ("key", "osk")],
    );
    let plan = merge_checked(&mut book, &other);
    assert_eq!(clashes(&plan), [("osk", "country", "KG", "KZ")]);
    assert_eq!(count_of(&plan, "speaker").conflicting, 1);
    for (field, expected) in [("country", "KG"), ("note", "here"), ("short", "Osk")] {
        assert_eq!(value(&book, Kind::Speaker, "bo-osk", field), expected);
    }
    let open = book.reader().conflicts().expect("listed");
    assert_eq!(open.len(), 1);
    let before = dump(&book);
    book.write(&mut session(), "take", |writer| {
        writer.decide_conflicts(&[open[0].id], Verdict::Theirs)
    })
    .expect("decided");
    assert_eq!(value(&book, Kind::Speaker, "bo-osk", "country"), "KZ");
    assert_eq!(book.reader().conflicts().expect("listed"), []);
    book.undo(&mut session(), &UndoWhat::Last).expect("undone");
    assert_eq!(dump(&book), before);
    assert_eq!(book.reader().conflicts().expect("listed").len(), 1);
}

#[test]
fn a_value_that_another_record_has_by_now_is_not_taken_and_a_full_disk_is_no_such_reason() {
    let mut book = Book::in_memory().expect("memory");
    let bo = person(&mut book, "Bo Osk").to_string();
    let affiliation = |book: &mut Book, role: &str| {
        let settings = [("speaker", bo.as_str()), ("role", role)];
        add(book, Kind::Affiliation, &settings)
    };
    let mayor = affiliation(&mut book, "mayor");
    let mut other = copy(&book);
    let note = "long ".repeat(4000);
    for (book, role, note) in [
        (&mut book, "chair", "n"),
        (&mut other, "clerk", note.as_str()),
    ] {
        edit(
            book,
            Kind::Affiliation,
            mayor,
            &[("role", role), ("note", note)],
        );
    }
    merge(&mut book, &other);
    let open = book.reader().conflicts().expect("listed");
    let take = |book: &mut Book, field: &str| {
        let found = open.iter().find(|conflict| conflict.clash.field == field);
        let id = found.expect("a conflict").id;
        book.write(&mut session(), "take", |writer| {
            writer.decide_conflicts(&[id], Verdict::Theirs)
        })
        .map(drop)
    };
    assert!(fill_the_disk(&mut book, |book| take(book, "note")) > 0);
    affiliation(&mut book, "clerk");
    let before = dump(&book);
    let error = take(&mut book, "role").expect_err("refused").to_string();
    assert!(
        error.contains("does not fit any more: another record has it"),
        "{error}"
    );
    assert_eq!(dump(&book), before);
}

#[test]
fn a_field_that_goes_to_and_fro_takes_the_newer_value_each_time() {
    let mut book = Book::in_memory().expect("memory");
    let bo = person(&mut book, "Bo Osk");
    let mut other = copy(&book);
    edit(&mut other, Kind::Speaker, bo, &[("note", "one")]);
    merge_checked(&mut book, &other);
    edit(&mut other, Kind::Speaker, bo, &[("note", "two")]);
    let plan = merge_checked(&mut book, &other);
    assert_eq!(count_of(&plan, "speaker").changed, 1);
    edit(&mut book, Kind::Speaker, bo, &[("note", "three")]);
    let plan = merge_checked(&mut other, &book);
    assert_eq!(clashes(&plan), []);
    edit(&mut other, Kind::Speaker, bo, &[("note", "four")]);
    let plan = merge_checked(&mut book, &other);
    assert_eq!(clashes(&plan), []);
    assert_eq!(value(&book, Kind::Speaker, "bo-osk", "note"), "four");
    // An edit that the other side never saw is not overwritten, however long ago both met.
    edit(&mut book, Kind::Speaker, bo, &[("note", "five")]);
    person(&mut other, "Cy");
    assert_eq!(clashes(&merge_checked(&mut book, &other)), []);
    edit(&mut other, Kind::Speaker, bo, &[("note", "six")]);
    let plan = merge_checked(&mut book, &other);
    assert_eq!(clashes(&plan), [("bo-osk", "note", "five", "six")]);
}

#[test]
fn a_decision_is_not_asked_for_again_until_the_other_side_edits_anew() {
    let mut book = Book::in_memory().expect("memory");
    let bo = person(&mut book, "Bo Osk");
    let mut other = copy(&book);
    edit(&mut book, Kind::Speaker, bo, &[("country", "KG")]);
    edit(&mut other, Kind::Speaker, bo, &[("country", "KZ")]);
    merge_checked(&mut book, &other);
    let open = book.reader().conflicts().expect("listed");
    book.write(&mut session(), "take", |writer| {
        writer.decide_conflicts(&[open[0].id], Verdict::Ours)
    })
    .expect("decided");
    person(&mut other, "Cy");
    assert_eq!(clashes(&merge_checked(&mut book, &other)), []);
    edit(&mut other, Kind::Speaker, bo, &[("country", "UZ")]);
    assert_eq!(
        clashes(&merge_checked(&mut book, &other)),
        [("bo-osk", "country", "KG", "UZ")]
    );
}

#[test]
fn records_with_the_same_name_kind_and_country_are_one_and_others_are_proposed() {
    let mut book = Book::in_memory().expect("memory");
    let mut other = Book::in_memory().expect("memory");
    person(&mut book, "Bo Osk");
    let there = person(&mut other, "Bo Osk");
    edit(
        &mut other,
        Kind::Speaker,
        there,
        &[("country", "KG"), ("key", "bo")],
    );
    for (book, kind) in [(&mut book, "person"), (&mut other, "group")] {
        add(
            book,
            Kind::Speaker,
            &[("name", "The Board"), ("kind", kind)],
        );
    }
    let cy = person(&mut book, "Cy Ro");
    book.write(&mut session(), "alias", |writer| {
        writer.add_alias(Kind::Speaker, cy, "C. Ro", None)
    })
    .expect("written");
    person(&mut other, "C. Ro");
    person(&mut book, "Zoë Lind");
    person(&mut other, "Zoe Lind");
    let plan = merge_checked(&mut book, &other);
    let speakers = count_of(&plan, "speaker");
    assert_eq!((speakers.new, speakers.filled), (3, 1));
    assert_eq!(value(&book, Kind::Speaker, "bo", "country"), "KG");
    let uncertain: Vec<(&str, &str)> = plan
        .uncertain
        .iter()
        .map(|one| (one.new.as_str(), one.known.as_str()))
        .collect();
    assert_eq!(
        uncertain,
        [
            ("the-board-2", "the-board"),
            ("c-ro", "cy-ro"),
            ("zoe-lind-2", "zoe-lind")
        ]
    );
    let back = merge_checked(&mut other, &book);
    assert_eq!(count_of(&back, "speaker").new, 3);
}

#[test]
fn a_name_that_two_have_joins_the_one_with_the_same_key_only() {
    let mut book = Book::in_memory().expect("memory");
    let mut other = Book::in_memory().expect("memory");
    for book in [&mut book, &mut other] {
        person(book, "Wang Wei");
        add(
            book,
            Kind::Speaker,
            &[
                ("name", "Wang Wei"),
                ("kind", "person"),
                ("key", "wang-wei-poet"),
            ],
        );
    }
    person(&mut other, "Wang Wei");
    let plan = merge_checked(&mut book, &other);
    let speakers = count_of(&plan, "speaker");
    assert_eq!((speakers.new, speakers.same), (1, 2));
    assert_eq!(plan.uncertain.len(), 2);
}

#[test]
fn centres_of_the_same_name_under_two_universities_are_two() {
    let mut book = Book::in_memory().expect("memory");
    let mut other = Book::in_memory().expect("memory");
    for (book, university) in [(&mut book, "Tidewater"), (&mut other, "Hillside")] {
        let above = add(book, Kind::Organization, &[("name", university)]).to_string();
        add(
            book,
            Kind::Organization,
            &[("name", "Centre"), ("parent", &above)],
        );
        add(book, Kind::Organization, &[("name", "Board")]);
    }
    let plan = merge_checked(&mut book, &other);
    let organizations = count_of(&plan, "organization");
    assert_eq!((organizations.new, organizations.same), (2, 1));
}

#[test]
fn the_same_coders_claims_are_joined_and_new_ones_get_free_numbers() {
    let mut book = Book::in_memory().expect("memory");
    let mut other = Book::in_memory().expect("memory");
    let mut propositions = Vec::new();
    for (book, texts) in [
        (&mut book, ["It rains", "It snows"]),
        (&mut other, ["It rains", "It pours"]),
    ] {
        let outlet = add(book, Kind::Outlet, &[("name", "Post")]);
        let logged = add_article(book, outlet, "t");
        for (number, text) in (1..).zip(texts) {
            let proposition = add(book, Kind::Proposition, &[("text", text)]);
            add_claim(book, logged, number, Some(proposition), &[]);
            propositions.push(proposition);
        }
    }
    other
        .write(&mut session(), "base", |writer| {
            writer.run(
                "UPDATE claim SET as_logged = '{\"prop\":\"' || (SELECT uid FROM proposition WHERE text = 'It rains') || '\",\"supports\":[1,2]}' WHERE number = 2",
                &[],
            )
        })
        .expect("written");
    let plan = merge_checked(&mut book, &other);
    let claims = count_of(&plan, "claim");
    assert_eq!((claims.new, claims.same), (1, 1));
    let moved: Vec<(&str, &str)> = plan
        .renamed
        .iter()
        .filter(|renamed| renamed.table == "claim")
        .map(|renamed| (renamed.there.as_str(), renamed.here.as_str()))
        .collect();
    assert_eq!(moved, [("a1.2", "a1.3")]);
    let reader = book.reader();
    let base = reader
        .first(
            "SELECT c.as_logged, p.uid FROM claim AS c, proposition AS p WHERE c.number = 3 AND p.text = 'It rains'",
            &[],
            |row| Ok((row.text("as_logged")?, row.text("uid")?)),
        )
        .expect("read")
        .expect("there");
    assert_eq!(
        base.0,
        format!("{{\"prop\":\"{}\",\"supports\":[1,3]}}", base.1)
    );
    assert_eq!(reader.last_claim_number(1).expect("read"), 3);
}

#[test]
fn two_coders_of_one_article_keep_both_codings() {
    let mut book = Book::in_memory().expect("memory");
    let mut other = Book::in_memory().expect("memory");
    for (book, coder) in [(&mut book, "ann"), (&mut other, "bob")] {
        let outlet = add(book, Kind::Outlet, &[("name", "Post")]);
        let logged = add_article(book, outlet, "t");
        add_claim(book, logged, 1, None, &[]);
        book.write(&mut session(), "coder", |writer| {
            writer.run(
                "UPDATE coding SET coder = :coder",
                &[("coder", coder.into())],
            )
        })
        .expect("written");
    }
    let plan = merge_checked(&mut book, &other);
    assert_eq!(count_of(&plan, "article").new, 0);
    assert_eq!(count_of(&plan, "coding").new, 1);
    assert_eq!(count_of(&plan, "claim").new, 1);
}

#[test]
fn lists_follow_the_side_that_changed_them_and_sets_grow_together() {
    let mut book = Book::in_memory().expect("memory");
    let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
    let (bo, cy) = (person(&mut book, "Bo"), person(&mut book, "Cy"));
    let logged = add_article(&mut book, outlet, "t");
    for number in 1..=3 {
        add_claim(&mut book, logged, number, None, &[("speaker", bo)]);
    }
    book.write(&mut session(), "label", |writer| {
        writer.add_label(Kind::Speaker, bo, "seen")
    })
    .expect("written");
    let mut other = copy(&book);
    let say = |book: &mut Book, claim: i64, speaker: i64, part: &str| {
        book.write(&mut session(), "say", |writer| {
            writer.run(
                "UPDATE claim_speaker SET speaker = :speaker, part = :part WHERE claim = :claim",
                &[
                    ("speaker", speaker.into()),
                    ("part", part.into()),
                    ("claim", claim.into()),
                ],
            )
        })
        .expect("written");
    };
    say(&mut other, 1, cy, "speaker");
    say(&mut book, 2, cy, "speaker");
    say(&mut other, 3, cy, "speaker");
    say(&mut book, 3, cy, "alternative");
    other
        .write(&mut session(), "label", |writer| -> Result<()> {
            writer.run("DELETE FROM label WHERE name = 'seen'", &[])?;
            writer.add_label(Kind::Speaker, bo, "there")?;
            Ok(())
        })
        .expect("written");
    book.write(&mut session(), "label", |writer| {
        writer.add_label(Kind::Speaker, bo, "here")
    })
    .expect("written");
    let plan = merge_checked(&mut book, &other);
    assert_eq!(clashes(&plan), [("a1.3", "who", "cy", "cy")]);
    let speakers = book
        .reader()
        .rows(
            "SELECT claim, speaker, part FROM claim_speaker ORDER BY claim",
            &[],
            |row| {
                Ok((
                    row.integer("claim")?,
                    row.integer("speaker")?,
                    row.text("part")?,
                ))
            },
        )
        .expect("read");
    let part = |part: &str| part.to_owned();
    assert_eq!(
        speakers,
        [
            (1, cy, part("speaker")),
            (2, cy, part("speaker")),
            (3, cy, part("alternative"))
        ]
    );
    let labels = book
        .reader()
        .record(Kind::Speaker, bo)
        .expect("read")
        .labels;
    assert_eq!(labels, ["here", "there"]);
    let open = book.reader().conflicts().expect("listed");
    book.write(&mut session(), "take", |writer| {
        writer.decide_conflicts(&[open[0].id], Verdict::Theirs)
    })
    .expect("decided");
    assert_eq!(
        book.reader()
            .count(
                "SELECT count(*) FROM claim_speaker WHERE claim = 3 AND part = 'speaker'",
                &[]
            )
            .expect("read"),
        1
    );
}

#[test]
fn what_one_side_deleted_is_listed_and_stays_as_it_is_on_each() {
    let mut book = Book::in_memory().expect("memory");
    for name in ["Here", "There", "Needed"] {
        person(&mut book, name);
    }
    let mut other = copy(&book);
    let remove = |book: &mut Book, id: i64| {
        book.write(&mut session(), "remove", |writer| {
            writer.remove_record(Kind::Speaker, id)
        })
        .expect("removed");
    };
    remove(&mut book, 1);
    remove(&mut book, 3);
    remove(&mut other, 2);
    add(
        &mut other,
        Kind::Affiliation,
        &[("speaker", "3"), ("role", "chair")],
    );
    let plan = merge_checked(&mut book, &other);
    let fates: BTreeSet<(&str, Fate)> = plan
        .deleted
        .iter()
        .map(|deleted| (deleted.record.as_str(), deleted.fate))
        .collect();
    assert_eq!(
        fates,
        BTreeSet::from([
            ("here", Fate::StaysDeleted),
            ("needed", Fate::StaysDeleted),
            ("there", Fate::Stays)
        ])
    );
    // The affiliation belongs to its speaker; a claim that comes in does not, and needs her.
    let outlet = add(&mut other, Kind::Outlet, &[("name", "Post")]);
    let logged = add_article(&mut other, outlet, "t");
    add_claim(&mut other, logged, 1, None, &[("speaker", 3)]);
    let plan = merge_checked(&mut book, &other);
    assert!(
        plan.deleted
            .iter()
            .any(|deleted| (deleted.record.as_str(), deleted.fate) == ("needed", Fate::ComesBack))
    );
    assert_eq!(count_of(&plan, "affiliation").new, 1);
}

#[test]
fn what_refers_to_a_record_merged_away_here_refers_to_the_one_that_stayed() {
    let mut book = Book::in_memory().expect("memory");
    let (from, into) = (person(&mut book, "B. Osk"), person(&mut book, "Bo Osk"));
    let mut other = copy(&book);
    book.write(&mut session(), "merge", |writer| {
        writer.merge_records(Kind::Speaker, from, into)
    })
    .expect("merged");
    let outlet = add(&mut other, Kind::Outlet, &[("name", "Post")]);
    let logged = add_article(&mut other, outlet, "t");
    add_claim(&mut other, logged, 1, None, &[("speaker", from)]);
    let plan = merge_checked(&mut book, &other);
    assert_eq!(count_of(&plan, "speaker").new, 0);
    assert_eq!(
        book.reader()
            .count("SELECT speaker FROM claim_speaker", &[])
            .expect("read"),
        into
    );
    // The other way round both are there still, and the merge is proposed.
    let back = merge_checked(&mut other, &book);
    assert_eq!(
        back.uncertain
            .iter()
            .map(|one| (one.new.as_str(), one.known.as_str()))
            .collect::<Vec<_>>(),
        [("b-osk", "bo-osk")]
    );
}

#[test]
fn an_edit_that_would_put_a_record_under_itself_is_a_conflict() {
    let mut book = Book::in_memory().expect("memory");
    let (a, b) = (
        add(&mut book, Kind::Topic, &[("name", "A")]),
        add(&mut book, Kind::Topic, &[("name", "B")]),
    );
    let mut other = copy(&book);
    edit(&mut book, Kind::Topic, a, &[("parent", &b.to_string())]);
    edit(&mut other, Kind::Topic, b, &[("parent", &a.to_string())]);
    let plan = merge_checked(&mut book, &other);
    assert_eq!(clashes(&plan), [("b", "parent", "unset", "a")]);
    let open = book.reader().conflicts().expect("listed");
    book.write(&mut session(), "take", |writer| {
        writer.decide_conflicts(&[open[0].id], Verdict::Theirs)
    })
    .unwrap_err();
}

#[test]
fn a_role_that_follows_from_an_introduction_is_no_edit_of_who_speaks() {
    let mut book = Book::in_memory().expect("memory");
    let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
    let (bo, cy) = (person(&mut book, "Bo"), person(&mut book, "Cy"));
    let chair = add(
        &mut book,
        Kind::Affiliation,
        &[("speaker", &bo.to_string()), ("role", "chair")],
    );
    let logged = add_article(&mut book, outlet, "t");
    add_claim(&mut book, logged, 1, None, &[("speaker", bo)]);
    let mut other = copy(&book);
    for (book, column, value) in [
        (&mut other, "affiliation", chair),
        (&mut book, "speaker", cy),
    ] {
        book.write(&mut session(), "edit", |writer| {
            writer.run(
                &format!("UPDATE claim_speaker SET {column} = :value"),
                &[("value", value.into())],
            )
        })
        .expect("written");
    }
    assert_eq!(clashes(&merge_checked(&mut book, &other)), []);
    assert_eq!(
        book.reader()
            .count("SELECT speaker FROM claim_speaker", &[])
            .expect("read"),
        cy
    );
}

#[test]
fn a_merge_that_was_undone_can_be_made_again() {
    let mut other = Book::in_memory().expect("memory");
    let outlet = add(&mut other, Kind::Outlet, &[("name", "Post")]);
    let bo = person(&mut other, "Bo Osk");
    let logged = add_article(&mut other, outlet, "t");
    add_claim(&mut other, logged, 1, None, &[("speaker", bo)]);
    let mut book = Book::in_memory().expect("memory");
    person(&mut book, "Bo Osk");
    let plan = merge(&mut book, &other);
    let counts = book.reader().table_counts().expect("counted");
    book.undo(&mut session(), &UndoWhat::Last).expect("undone");
    let again = merge(&mut book, &other);
    assert_eq!(plan.counts, again.counts);
    let mut counts_again = book.reader().table_counts().expect("counted");
    // What undo does not take back.
    for table in ["operation", "change", "claim_number"] {
        counts_again.insert(table.to_owned(), counts[table]);
    }
    assert_eq!(counts_again, counts);
}

#[test]
fn a_third_book_is_known_by_what_either_took_from_it() {
    let mut third = Book::in_memory().expect("memory");
    let bo = person(&mut third, "Bo Osk");
    let (mut book, mut other) = (
        Book::in_memory().expect("memory"),
        Book::in_memory().expect("memory"),
    );
    person(&mut book, "Bo Osk");
    merge_checked(&mut book, &third);
    merge_checked(&mut other, &third);
    edit(&mut other, Kind::Speaker, bo, &[("name", "Bo P. Osk")]);
    let plan = merge_checked(&mut book, &other);
    let speakers = count_of(&plan, "speaker");
    assert_eq!((speakers.new, speakers.changed), (0, 1));
    assert_eq!(merge_checked(&mut book, &third), MergePlan::default());
}

#[test]
fn a_disk_that_is_full_at_any_page_of_a_merge_leaves_the_book_as_it_was() {
    let mut other = Book::in_memory().expect("memory");
    let outlet = add(&mut other, Kind::Outlet, &[("name", "Post")]);
    let bo = person(&mut other, "Bo");
    for article in 0..12 {
        let logged = add_article(&mut other, outlet, &format!("t{article}"));
        for number in 1..20 {
            add_claim(&mut other, logged, number, None, &[("speaker", bo)]);
        }
    }
    let mut book = Book::in_memory().expect("memory");
    person(&mut book, "Cy");
    let before = dump(&book);
    let size = limit_pages(&book, 1);
    let mut refused = 0;
    for room in 0.. {
        limit_pages(&book, size + room);
        let merged = other.read(|theirs| {
            book.write(&mut session(), "merge", |writer| {
                writer.merge_book(theirs, "other.db")
            })
        });
        match merged {
            Ok(_) => break,
            Err(StoreError::Full) => {
                assert_eq!(dump(&book), before);
                refused += 1;
            }
            Err(other) => panic!("with room for {room} pages: {other}"),
        }
    }
    assert!(refused >= 10, "the disk was full {refused} times only");
}

/// Every claim by all uids that it has in either book.
fn claims(book: &Book, both: [&Book; 2]) -> BTreeSet<BTreeSet<String>> {
    let mut others: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for book in both {
        let known = book
            .reader()
            .rows(
                "SELECT other_uid, record_uid FROM merged_uid WHERE record_table = 'claim'",
                &[],
                |row| Ok((row.text("other_uid")?, row.text("record_uid")?)),
            )
            .expect("read");
        for (one, two) in known {
            others.entry(one.clone()).or_default().insert(two.clone());
            others.entry(two).or_default().insert(one);
        }
    }
    book.reader()
        .rows("SELECT uid FROM claim", &[], |row| row.text("uid"))
        .expect("read")
        .into_iter()
        .map(|uid| {
            let mut all = others.get(&uid).cloned().unwrap_or_default();
            all.insert(uid);
            all
        })
        .collect()
}

fn history(book: &mut Book, logged: (i64, i64), steps: &[Step], first: i64) {
    for (number, step) in (first..).zip(steps) {
        take(book, step, logged, number);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn either_book_merged_into_the_other_has_the_same_claims(
        shared in proptest::collection::vec(step(), 0..8),
        here in proptest::collection::vec(step(), 0..12),
        there in proptest::collection::vec(step(), 0..12),
        one_origin in any::<bool>(),
    ) {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let logged = add_article(&mut book, outlet, "t");
        history(&mut book, logged, &shared, 1);
        let mut other = if one_origin {
            copy(&book)
        } else {
            let mut other = Book::in_memory().expect("memory");
            let outlet = add(&mut other, Kind::Outlet, &[("name", "Post")]);
            let logged = add_article(&mut other, outlet, "t");
            history(&mut other, logged, &shared, 1);
            other
        };
        history(&mut book, logged, &here, 101);
        history(&mut other, logged, &there, 101);
        let (first, second) = (copy(&book), copy(&other));
        merge_checked(&mut book, &second);
        merge_checked(&mut other, &first);
        prop_assert_eq!(claims(&book, [&book, &other]), claims(&other, [&book, &other]));
        // And each is still the same after it has taken in what the other made of it.
        let before = claims(&book, [&book, &other]);
        merge_checked(&mut book, &other);
        prop_assert_eq!(claims(&book, [&book, &other]), before);
    }
}
