//! history, undo and redo.

use insta::assert_snapshot;

use crate::harness::Place;

#[test]
fn what_a_deleted_row_referred_to_cannot_be_undone_before_the_deletion_is() {
    let place = Place::new();
    place.run("topic add --name Weather").ok();
    place
        .run("proposition add --text 'It rains' --key rain --topic weather")
        .ok();
    place.run("proposition remove rain").ok();
    assert_snapshot!(place.run("undo 1"), @"
    --- stderr
    Error: operation 1 (add topic Weather) cannot be undone: operation 3 (remove proposition rain) stands on it; undo 3 first
    Hint: `claimbook history` lists the operations
    [exit status 1]
    ");
    place.run("undo").ok();
    place.run("undo").ok();
    place.run("undo").ok();
    assert!(place.run("topic list -f csv").ok().lines().count() < 2);
    assert_eq!(place.run("check").ok(), "");
}

#[test]
fn what_an_edited_row_referred_to_cannot_be_undone_before_the_edit_is() {
    let place = Place::new();
    place.run("topic add --name Weather").ok();
    place.run("topic add --name Rain").ok();
    place
        .run("proposition add --text 'It rains' --key rain --topic weather")
        .ok();
    place.run("proposition edit rain --topic rain").ok();
    assert_snapshot!(place.run("undo 1"), @"
    --- stderr
    Error: operation 1 (add topic Weather) cannot be undone: operation 4 (edit proposition rain) stands on it; undo 4 first
    Hint: `claimbook history` lists the operations
    [exit status 1]
    ");
    place.run("undo").ok();
    assert!(
        place
            .run("proposition list -f csv")
            .ok()
            .contains("weather")
    );
    assert_eq!(place.run("check").ok(), "");
}

#[test]
fn operations_are_listed_undone_and_redone() {
    let place = Place::new();
    place.run("topic add --name Weather").ok();
    place.run("topic add --name Rain --parent weather").ok();
    assert_snapshot!(place.run("undo 1"), @r"
    --- stderr
    Error: operation 1 (add topic Weather) cannot be undone: 1 topic still refer to topic 1, which it added
    Hint: `claimbook history` lists the operations
    [exit status 1]
    ");
    assert_snapshot!(place.run("undo"), @r"
    Undid 2: add topic Rain
    --- stderr
    `claimbook redo` brings it back.
    ");
    assert_snapshot!(place.run("redo"), @"Redid 2: add topic Rain");
    assert_snapshot!(place.run("redo"), @r"
    --- stderr
    Error: there is nothing to redo: redo works right after an undo, before anything new is written
    [exit status 1]
    ");
    assert_snapshot!(place.run("undo --batch 2"), @r"
    Undid 2: add topic Rain
    --- stderr
    `claimbook redo` brings it back.
    ");
    assert_snapshot!(place.run("history"), @r"
    #  when                  coder  what                    rows  state
    ─  ────────────────────  ─────  ──────────────────────  ────  ───────────
    5  2026-01-02T03:04:05Z  ann    undo 2: add topic Rain  -1
    4  2026-01-02T03:04:05Z  ann    redo 2: add topic Rain  +1
    3  2026-01-02T03:04:05Z  ann    undo 2: add topic Rain  -1
    2  2026-01-02T03:04:05Z  ann    add topic Rain          +1    undone by 5
    1  2026-01-02T03:04:05Z  ann    add topic Weather       +1
    ");
    assert_snapshot!(place.run("history -n 1 -f csv"), @r"
    operation,at,coder,what,changes,state
    5,2026-01-02T03:04:05Z,ann,undo 2: add topic Rain,-1,
    ");
    assert_snapshot!(place.run("undo 77"), @r"
    --- stderr
    Error: there is no operation “77”
    Hint: `claimbook history` lists the operations
    [exit status 1]
    ");
    assert_snapshot!(place.run("undo last"), @r"
    --- stderr
    Error: invalid value 'last' for '[OPERATION]': invalid digit found in string

    For more information, try '--help'.
    [exit status 2]
    ");
}

#[test]
fn a_new_book_has_nothing_to_undo() {
    let place = Place::new();
    place.run("topic add --name Weather").ok();
    place.run("undo").ok();
    assert_snapshot!(place.run("undo"), @r"
    --- stderr
    Error: there is nothing to undo
    Hint: `claimbook history` lists the operations
    [exit status 1]
    ");
    assert_snapshot!(place.run("topic list"), @"The book has no topics yet.");
}
