//! search, on the command line.

use insta::assert_snapshot;

use crate::harness::Place;

fn demo() -> Place {
    let place = Place::new();
    place.demo();
    place
}

#[test]
fn words_find_records_claims_and_articles() {
    let place = demo();
    assert_snapshot!(place.run("search hinge -n 2"), @"");
}

#[test]
fn chinese_is_found_by_two_characters_and_by_one() {
    let place = demo();
    assert_snapshot!(place.run("search 闸门 -n 2"), @"");
    assert_snapshot!(place.run("search 闸 -n 1 kind:claim"), @"");
}

#[test]
fn fields_narrow_and_names_may_have_a_slip() {
    let place = demo();
    assert_snapshot!(place.run("search 'speaker:corow stance:rejects -voice:direct'"), @"");
    assert_snapshot!(place.run("search 'figure:>1000000' outlet:courier"), @"");
    assert_snapshot!(place.run("search event:quill-flood since:2024-03-18 --kind article"), @"");
}

#[test]
fn every_format_has_every_table() {
    let place = demo();
    assert_snapshot!(place.run("search '\"worn hinge\"' -n 1 -f json"), @"");
    assert_snapshot!(place.run("search '\"worn hinge\"' -n 1 -f csv"), @"");
    assert_snapshot!(place.run("search '\"worn hinge\"' -n 1 -f ndjson"), @"");
}

#[test]
fn what_was_sought_is_bold_on_a_terminal() {
    let place = demo();
    assert_snapshot!(place.run("search orlap kind:speaker --color always"), @"");
}

#[test]
fn where_nothing_fits_it_is_said_why() {
    let place = demo();
    assert_snapshot!(place.run("search corrrow"), @"");
    assert_snapshot!(place.run("search bearing voice:direct speaker:dole"), @"");
    assert_snapshot!(place.run("search zzzz"), @"");
    assert_snapshot!(place.run("search zzzz -f csv"), @"");
}

#[test]
fn what_cannot_be_read_is_shown_with_its_place() {
    let place = demo();
    assert_snapshot!(place.run("search bearing speeker:dole"), @"");
    assert_snapshot!(place.run("search '\"worn hinge'"), @"");
    assert_snapshot!(place.run("search -- -bearing"), @"");
    assert_snapshot!(place.run("search"), @"");
    assert_snapshot!(place.run("search bearing voice:direct kind:article"), @"");
    assert_snapshot!(place.run("search speaker:zzzz"), @"");
}

#[test]
fn an_exclusion_leaves_out_what_has_the_word() {
    let place = demo();
    let found = place.run("search 'bearing -worn kind:claim' -f csv").ok();
    assert!(!found.is_empty() && !found.contains("worn"), "{found}");
}

#[test]
fn search_finds_what_was_just_written_and_not_what_was_undone() {
    let place = demo();
    place
        .run("speaker add --name 'Ábel Zsoldos' --kind person --note 'of the ferry guild'")
        .ok();
    assert_snapshot!(place.run("search zsoldos"), @"");
    assert_snapshot!(place.run("search '\"ferry guild\" kind:speaker'"), @"");
    place.run("undo").ok();
    assert!(place.run("search zsoldos").ok().contains("Nothing fits"));
    place.run("check").ok();
}

#[test]
fn drift_is_found_by_check_and_repaired() {
    let place = demo();
    rusqlite::Connection::open(place.book())
        .expect("opened")
        .execute_batch("DELETE FROM search_claim WHERE rowid = 1; UPDATE search_record SET name = 'x' WHERE rowid = 34")
        .expect("written");
    assert_snapshot!(place.run("check"), @"");
    assert_snapshot!(place.run("check --repair"), @"");
    place.run("check").ok();
}
