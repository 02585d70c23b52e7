//! Articles and claims from the command line, once they are logged.

use insta::assert_snapshot;

use crate::harness::Place;

fn place() -> Place {
    let place = Place::new();
    place.run("outlet add --name Post").ok();
    place.run("speaker add --name 'Bo Osk' --kind person").ok();
    place
        .run("proposition add --text 'It rains too much' --key rain")
        .ok();
    place.log_article("Bridge opens");
    place
}

#[test]
fn articles_are_listed_shown_edited_and_labelled() {
    let place = place();
    assert_snapshot!(place.run("article list"), @r"
    key  title         outlet  status
    ───  ────────────  ──────  ─────────
    a1   Bridge opens  post    published
    ");
    assert_snapshot!(place.run("article edit a1 --published 2025-04-19 --zone +06:00 --copy-of ''"), @"Changed article a1");
    assert_snapshot!(place.run("article label a1 to-check"), @"Labelled a1 “to-check”");
    assert_snapshot!(place.run("article show 'Bridge opens'"), @r"
    article a1

    key             a1
    title           Bridge opens
    outlet          Post (post)
    published       2025-04-19
    zone            +06:00
    status          published
    labels          to-check
    uid             a4
    referred to by  claim a1.1; coding by ann; text 1 of a1
    ");
    assert_snapshot!(place.run("article add --title x"), @r"
    --- stderr
    Error: an article is added with its text, by logging it
    Hint: `claimbook log ARTICLE.txt` opens a sheet for it; `claimbook log SHEET.toml` logs a finished one
    [exit status 2]
    ");
    assert_snapshot!(place.run("article show a2"), @r"
    --- stderr
    Error: there is no article “a2”
    Hint: `claimbook article list` shows what there is
    [exit status 1]
    ");
}

#[test]
fn an_article_is_removed_only_with_its_claims_and_comes_back() {
    let place = place();
    let before = place.run("claim list -f csv").ok();
    assert_snapshot!(place.run("article remove a1"), @r"
    --- stderr
    Error: article a1 cannot be removed
    Caused by: it is referred to by claim a1.1, coding by ann, text 1 of a1
    Hint: remove or change those first
    Hint: --with-claims removes what was logged of it too
    [exit status 1]
    ");
    assert_snapshot!(place.run("article remove a1 --with-claims --dry-run"), @"Would remove article a1 (Bridge opens): claims 1, introductions 0, reported facts 0, texts 1");
    assert_snapshot!(place.run("article remove a1 --with-claims"), @"Removed article a1 (Bridge opens): claims 1, introductions 0, reported facts 0, texts 1");
    assert_snapshot!(place.run("claim list"), @"No claims fit; `claimbook log` adds some, or leave out a filter.");
    place.run("undo").ok();
    assert_eq!(place.run("claim list -f csv").ok(), before);
}

#[test]
fn claims_are_listed_shown_labelled_and_removed() {
    let place = place();
    assert_snapshot!(place.run("claim list poured --speaker bo-osk --prop rain --voice direct --article a1"), @r"
    key   voice   who     stance    proposition  words
    ────  ──────  ──────  ────────  ───────────  ─────────────────────
    a1.1  direct  Bo Osk  asserts?  rain         It poured … all night
    ");
    assert_snapshot!(place.run("claim list --stance unset"), @"No claims fit; `claimbook log` adds some, or leave out a filter.");
    assert_snapshot!(place.run("claim label a1.1 frame:security"), @"Labelled a1.1 “frame:security”");
    assert_snapshot!(place.run("claim list --label frame:security"), @r"
    key   voice   who     stance    proposition  words
    ────  ──────  ──────  ────────  ───────────  ─────────────────────
    a1.1  direct  Bo Osk  asserts?  rain         It poured … all night
    ");
    assert_snapshot!(place.run("claim show a1.1"), @r"
    claim a1.1

    key      a1.1
    voice    direct
    prop     It rains too much (rain)
    stance   asserts
    who      Bo Osk (bo-osk)
    cue      said
    words    It poured … all night
    guessed  stance
    labels   frame:security
    article  a1
    uid      k4
    ");
    assert_snapshot!(place.run("speaker remove bo-osk"), @r"
    --- stderr
    Error: speaker bo-osk cannot be removed
    Caused by: it is referred to by claim a1.1
    Hint: remove or change those first
    [exit status 1]
    ");
    assert_snapshot!(place.run("claim show a1.2"), @r"
    --- stderr
    Error: there is no claim “a1.2”
    Hint: nearest: a1.1
    [exit status 1]
    ");
    assert_snapshot!(place.run("claim remove a1.1"), @"Removed claim a1.1 (It poured … all night)");
}
