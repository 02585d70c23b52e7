//! `log`: sheets into the book, again, changed, refused and undone.

use insta::assert_snapshot;

use crate::dump::{column, dump};
use crate::harness::Place;

const TEXT: &str = "Ferry to stop for the winter

By Ada Quill

The ferry will stop on 3 November, harbour master Bo Osk said on Monday. \"Nobody wants the winter boat,\" he said.

Mayor Ina Roth called the plan a mistake. Nearly 60 families live on the island.
";

const SHEET: &str = r#"claims = [
  { voice = "indirect", who = "osk", cue = "said", source = "Bo Osk", text = "The ferry will stop on 3 November", prop = "ferry-stops", stance = "asserts" },
  { voice = "direct", who = "osk", cue = "he said", text = "Nobody … boat", prop = "nobody-wants-it", stance = "asserts", supports = "ferry-stops" },
  { voice = "indirect", who = "roth", cue = "called", text = "a mistake", prop = "plan-is-good", stance = "rejects" },
  { voice = "narration", text = "Nearly 60 families", prop = "families-live-there", figure = { text = "Nearly 60", value = 60, is = "<", hedge = "nearly", unit = "families" } },
]

[article]
file = "ferry.txt"
title = "Ferry to stop for the winter"
outlet = "Gull"
published = 2031-10-20
language = "en"
coded = "full"
headline = "Ferry to stop for the winter"

[speakers.osk]
name = "Bo Osk"
kind = "person"

[speakers.roth]
name = "Ina Roth"
kind = "person"

[[introductions]]
who = "osk"
role = "harbour master"
text = "harbour master Bo Osk"

[propositions.ferry-stops]
text = "The ferry stops for the winter"
topic = "ferry"

[propositions.nobody-wants-it]
text = "Nobody wants the winter ferry"
topic = "ferry"

[propositions.plan-is-good]
text = "The plan is good"
topic = "ferry"

[propositions.families-live-there]
text = "Families live on the island"
topic = "island"
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("ferry.txt", TEXT);
    place.write("ferry.toml", SHEET);
    place
}

fn logged() -> Place {
    let place = place();
    place.run("log ferry.toml").ok();
    place
}

/// Logs the sheet with one text of it replaced by another.
fn log_with(place: &Place, from: &str, to: &str) -> crate::harness::Output {
    assert_eq!(
        SHEET.matches(from).count(),
        1,
        "{from} must stand once in the sheet"
    );
    place.write("ferry.toml", &SHEET.replace(from, to));
    place.run("log ferry.toml")
}

#[test]
fn a_sheet_is_logged_and_logging_it_again_changes_nothing() {
    let place = place();
    assert_snapshot!(place.run("log ferry.toml"), @r"
    logged ferry.toml as a1: claims + 4; introductions + 1; new: 1 outlet, 2 speakers, 1 affiliation, 2 topics, 4 propositions

    NEW IN a1 (Gull, 2031-10-20): 4 propositions, 2 speakers; 0 known propositions repeated, 0 now contested (the first article of this book)
    --- stderr
    Made a new book: $ROOT/claimbook.db
    ");
    let before = dump(&place.book(), true);
    assert_snapshot!(place.run("log ferry.toml"), @"unchanged ferry.toml as a1: claims = 4; introductions = 1");
    assert_eq!(dump(&place.book(), true), before);
}

#[test]
fn correcting_one_thing_of_a_row_is_one_change_and_no_addition() {
    for (from, to, said) in [
        (
            "\"osk\", cue = \"he said\"",
            "\"roth\", cue = \"he said\"",
            "who: bo-osk → ina-roth",
        ),
        (
            "text = \"a mistake\", prop = \"plan-is-good\"",
            "text = \"a mistake\", prop = \"nobody-wants-it\"",
            "prop: plan-is-good → nobody-wants-it",
        ),
        (
            "text = \"Nobody … boat\"",
            "text = \"Nobody wants\"",
            "text: “Nobody wants the winter boat” → “Nobody wants”",
        ),
        (
            "stance = \"rejects\"",
            "stance = \"mentions?\"",
            "stance: rejects → mentions?",
        ),
        (
            "title = \"Ferry to stop for the winter\"",
            "title = \"Ferry to stop\"",
            "title: Ferry to stop for the winter → Ferry to stop",
        ),
    ] {
        let place = logged();
        // The proposition that loses its row would be an unused table.
        let sheet = SHEET.replace(from, to);
        let sheet = if said.starts_with("prop") {
            sheet.replace(
                "[propositions.plan-is-good]\ntext = \"The plan is good\"\ntopic = \"ferry\"\n",
                "",
            )
        } else {
            sheet
        };
        place.write("ferry.toml", &sheet);
        let output = place.run("log ferry.toml").ok();
        assert!(output.contains("~ 1"), "{output}");
        assert!(!output.contains('+'), "{output}");
        assert!(output.contains(said), "{output}");
        // And what was changed is what the book has: the same sheet again is no change.
        let again = place.run("log ferry.toml").ok();
        assert!(again.starts_with("unchanged"), "{again}");
    }
}

#[test]
fn a_field_changed_in_the_book_and_in_the_sheet_is_a_refused_conflict() {
    let place = logged();
    place.run("claim edit a1.3 --stance asserts").ok();
    let before = dump(&place.book(), true);
    assert_snapshot!(log_with(&place, "stance = \"rejects\"", "stance = \"mentions\""), @"
    --- stderr
    ferry.toml: 1 thing is wrong, nothing was logged
      line 4: a1.3: stance was changed in the book and in the sheet since the last logging: “asserts” in the book, “mentions” in the sheet; write into the sheet what should hold (the book's value to keep it), or change the book with an edit command
    Error: the sheet was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    ");
    assert_eq!(dump(&place.book(), true), before);
}

#[test]
fn a_field_changed_only_in_the_book_stays() {
    let place = logged();
    place.run("claim edit a1.3 --stance asserts").ok();
    place.run("log ferry.toml").ok();
    assert_eq!(
        column(&place.book(), "SELECT stance FROM claim WHERE number = 3"),
        ["asserts"]
    );
    // Another field of the same claim is still the sheet's to change.
    log_with(
        &place,
        "cue = \"called\"",
        "cue = \"called\", gloss = \"ein Fehler\"",
    )
    .ok();
    assert_eq!(
        column(
            &place.book(),
            "SELECT stance || ' ' || gloss FROM claim WHERE number = 3"
        ),
        ["asserts ein Fehler"]
    );
}

#[test]
fn a_row_gone_from_the_sheet_is_deleted_only_with_prune() {
    let place = logged();
    let row = SHEET
        .lines()
        .find(|line| line.contains("plan-is-good"))
        .expect("a row");
    let sheet = SHEET
        .replace(&format!("{row}\n"), "")
        .replace(
            "[propositions.plan-is-good]\ntext = \"The plan is good\"\ntopic = \"ferry\"\n",
            "",
        )
        .replace(
            "[speakers.roth]\nname = \"Ina Roth\"\nkind = \"person\"\n",
            "",
        );
    place.write("ferry.toml", &sheet);
    assert_snapshot!(place.run("log ferry.toml"), @"
    unchanged ferry.toml as a1: claims = 3 ? 1; introductions = 1
      ? claim a1.3: indirect ina-roth: plan-is-good (not in the sheet; --prune deletes it)
    ");
    assert_snapshot!(place.run("log --prune ferry.toml"), @"
    updated ferry.toml as a1: claims - 1 = 3; introductions = 1
      - claim a1.3: indirect ina-roth: plan-is-good
    ");
    // Its number is never given again.
    place.write("ferry.toml", SHEET);
    place.run("log ferry.toml").ok();
    assert_eq!(
        column(&place.book(), "SELECT number FROM claim ORDER BY 1"),
        ["1", "2", "4", "5"]
    );
}

#[test]
fn a_dry_run_prints_the_plan_and_writes_nothing() {
    let place = place();
    assert_snapshot!(place.run("log --dry-run ferry.toml"), @r"
    would log ferry.toml as a new article: claims + 4; introductions + 1; new: 1 outlet, 2 speakers, 1 affiliation, 2 topics, 4 propositions
      + outlet gull: Gull
      + speaker bo-osk: Bo Osk
      + topic ferry: ferry
      + proposition ferry-stops: The ferry stops for the winter
      + proposition nobody-wants-it: Nobody wants the winter ferry
      + speaker ina-roth: Ina Roth
      + proposition plan-is-good: The plan is good
      + topic island: island
      + proposition families-live-there: Families live on the island
      + article a1: Ferry to stop for the winter
      + affiliation bo-osk-harbour-master: harbour master
      + introduction a1 bo-osk: bo-osk-harbour-master
      + claim a1.1: indirect bo-osk: ferry-stops
      + claim a1.2: direct bo-osk: nobody-wants-it
      + claim a1.3: indirect ina-roth: plan-is-good
      + claim a1.4: narration: families-live-there
    ");
    assert!(!place.book().exists());
    place.run("log ferry.toml").ok();
    let before = dump(&place.book(), true);
    place.write(
        "ferry.toml",
        &SHEET.replace("stance = \"rejects\"", "stance = \"mentions\""),
    );
    place.run("log --dry-run --prune ferry.toml").ok();
    assert_eq!(dump(&place.book(), true), before);
}

#[test]
fn one_refused_row_refuses_the_sheet_with_all_that_is_wrong_and_the_others_are_logged() {
    let place = place();
    place.write(
        "bad.toml",
        &SHEET
            .replace("who = \"roth\"", "who = \"rott\"")
            .replace("Nobody … boat", "Nobody … boats")
            .replace("\"narration\"", "\"naration\"")
            .replace("published = 2031-10-20", "published = \"2031-02-30\""),
    );
    assert_snapshot!(place.run("log bad.toml"), @r#"
    --- stderr
    bad.toml: 4 things are wrong, nothing was logged
      line 3: text: “Nobody … boats” is not found: “boats” is not in the text; the same up to “boat” is line 5 “… "Nobody wants the winter boat," he said.”
      line 4: there is no speaker “rott” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has; nearest: roth
      line 5: “naration” is not a voice: direct, indirect, narration, document; nearest: narration
      line 12: published: 2031-02-30 is not a day of the calendar
    Error: the sheet was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    "#);
    assert!(!place.book().exists());
    place.write(
        "bad.toml",
        &SHEET
            .replace(
                "title = \"Ferry to stop for the winter\"",
                "title = \"Another\"",
            )
            .replace("who = \"roth\"", "who = \"rott\"")
            .replace("Nobody … boat", "Nobody … boats"),
    );
    assert_snapshot!(place.run("log bad.toml ferry.toml"), @r#"
    logged ferry.toml as a1: claims + 4; introductions + 1; new: 1 outlet, 2 speakers, 1 affiliation, 2 topics, 4 propositions

    NEW IN a1 (Gull, 2031-10-20): 4 propositions, 2 speakers; 0 known propositions repeated, 0 now contested (the first article of this book)
    --- stderr
    Made a new book: $ROOT/claimbook.db
    bad.toml: 3 things are wrong, nothing was logged
      line 3: text: “Nobody … boats” is not found: “boats” is not in the text; the same up to “boat” is line 5 “… "Nobody wants the winter boat," he said.”
      line 4: there is no speaker “rott” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has; nearest: roth
      line 21: [speakers.roth] is used by no row of this sheet: correct the name, or take the table out
    Error: 1 of 2 sheets was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    "#);
    assert_eq!(column(&place.book(), "SELECT count(*) FROM article"), ["1"]);
}

#[test]
fn sheets_may_come_in_any_order_and_from_standard_input() {
    let place = place();
    place.write("second.txt", "The ferry will stop in winter, Bo Osk wrote.");
    place.write(
        "second.toml",
        "claims = [{ voice = \"indirect\", who = \"Bo Osk\", cue = \"wrote\", text = \"The ferry … winter\", prop = \"ferry-stops\", stance = \"asserts\" }]\n[article]\nfile = \"second.txt\"\ntitle = \"Short\"\noutlet = \"Gull\"\n",
    );
    // The speaker and the proposition are new in the sheet that comes second.
    let output = place.run("log second.toml ferry.toml").ok();
    assert!(
        output.contains(
            "logged second.toml as a1: claims + 1; new: 1 outlet, 1 speaker, 1 topic, 1 proposition"
        ),
        "{output}"
    );
    assert!(output.contains("logged ferry.toml as a2"), "{output}");
    assert_eq!(column(&place.book(), "SELECT count(*) FROM speaker"), ["2"]);
    let sheet = place.read("second.toml");
    let mut command = place.command();
    command
        .env("CLAIMBOOK_BOOK", place.book())
        .args(["log", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), sheet.as_bytes())
        .expect("written");
    let output = child.wait_with_output().expect("ended");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "unchanged standard input as a1: claims = 1\n"
    );
}

#[test]
fn another_text_of_a_known_article_is_refused_with_a_diff_and_is_a_version_when_asked() {
    let place = logged();
    place.write(
        "ferry.txt",
        &TEXT
            .replace("By Ada Quill", "By Ada Quill and Tom Reed")
            .replace("a mistake", "a great mistake"),
    );
    let before = dump(&place.book(), true);
    assert_snapshot!(place.run("log ferry.toml"), @"
    --- stderr
    ferry.toml: the text differs from that of a1 in the book, nothing was logged
      - By Ada Quill
      + By Ada Quill and Tom Reed
      - Mayor Ina Roth called the plan a mistake. Nearly 60 families live on the island.
      + Mayor Ina Roth called the plan a great mistake. Nearly 60 families live on the island.
      `claimbook article recheck a1 --text FILE` finds what was logged again in the other text
      --new-version logs the sheet against this text as the article's next version
    Error: the sheet was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    ");
    assert_eq!(dump(&place.book(), true), before);
    let sheet = SHEET.replace("text = \"a mistake\"", "text = \"a great mistake\"");
    place.write("ferry.toml", &sheet);
    assert_snapshot!(place.run("log --new-version ferry.toml"), @r"
    updated ferry.toml as a1: article ~ 1; claims ~ 1 = 3; introductions = 1
      ~ article a1: another text, as a new version
      ~ claim a1.3: text: “a mistake” → “a great mistake”
    ");
    // The old spans stay with the old version.
    assert_eq!(
        column(
            &place.book(),
            "SELECT v.number || ' ' || s.words FROM span AS s JOIN claim AS c ON c.id = s.claim JOIN article_version AS v ON v.id = s.version WHERE c.number = 3 AND s.role = 'content' ORDER BY v.number"
        ),
        ["1 a mistake", "2 a great mistake"]
    );
    let again = place.run("log ferry.toml").ok();
    assert!(again.starts_with("unchanged"), "{again}");
}

#[test]
fn the_sheet_of_an_article_logs_to_no_change() {
    let place = Place::new();
    place.run("demo folder").ok();
    let book = place.path("folder/claimbook.db");
    let before = dump(&book, true);
    for article in 1..=5 {
        let mut command = place.command();
        command.args([
            "--book",
            "folder/claimbook.db",
            "article",
            "show",
            "--sheet",
            "-o",
        ]);
        command.args([format!("a{article}.toml"), format!("a{article}")]);
        place.finish(&mut command).ok();
        let mut command = place.command();
        command.args(["--book", "folder/claimbook.db", "log"]);
        command.arg(format!("a{article}.toml"));
        let output = place.finish(&mut command).ok();
        assert!(
            output.starts_with(&format!("unchanged a{article}.toml as a{article}:")),
            "{output}"
        );
    }
    assert_eq!(dump(&book, true), before);
}

#[test]
fn undoing_everything_leaves_every_table_but_the_journal_and_the_texts_empty() {
    let place = Place::new();
    place.run("demo folder").ok();
    let book = place.path("folder/claimbook.db");
    let before = dump(&book, false);
    let run = |words: &[&str]| {
        let mut command = place.command();
        command.args(["--book", "folder/claimbook.db"]).args(words);
        place.finish(&mut command)
    };
    for _ in 0..5 {
        run(&["undo"]).ok();
    }
    assert_eq!(dump(&book, false), "");
    for _ in 0..5 {
        run(&["redo"]).ok();
    }
    assert_eq!(dump(&book, false), before);
    run(&["undo", "--batch"]).ok();
    assert_eq!(dump(&book, false), "");
}

#[test]
fn an_operation_that_another_stands_on_is_not_undone() {
    let place = logged();
    place.run("claim edit a1.3 --stance asserts").ok();
    assert_snapshot!(place.run("undo 1"), @r"
    --- stderr
    Error: operation 1 (log ferry.toml) cannot be undone: operation 2 (claim edit a1.3) stands on it; undo 2 first
    Hint: `claimbook history` lists the operations
    [exit status 1]
    ");
    place.run("undo 2").ok();
    place.run("undo 1").ok();
    assert_eq!(dump(&place.book(), false), "");
}

#[test]
fn a_claim_is_added_and_edited_by_the_keys_of_a_row() {
    let place = logged();
    assert_snapshot!(place.run("claim add --article a1 --voice direct --who 'Ina Roth' --text 'a mistake' --prop 'The mayor is against it #ferry' --stance asserts --in 3"), @r"
    + proposition the-mayor-is-against-it: The mayor is against it
    Added claim a1.5
    ");
    assert_snapshot!(place.run("claim edit a1.5 --who 'Bo Osk' --figures '{ text = \"Nearly 60\", value = 60 }' --stance ''"), @"Changed claim a1.5: who: ina-roth → bo-osk; figures: unset → Nearly 60 60 =; stance: asserts → unset");
    assert_snapshot!(place.run("claim edit a1.5 --who Roth --text 'a mess' --voice loud"), @r"
    --- stderr
    Error: claim a1.5 was not changed
    Caused by: “loud” is not a voice: direct, indirect, narration, document
    [exit status 1]
    ");
    assert_snapshot!(place.run("claim edit a1.5 --who Roth --text 'a mess'"), @r"
    --- stderr
    Error: claim a1.5 was not changed
    Caused by: there is no speaker “Roth” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has; nearest: Ina Roth, ina-roth
    Caused by: text: “a mess” is not in the text; copy the words from the article
    [exit status 1]
    ");
    assert_snapshot!(place.run("claim edit a1.5 --who 'Bo Osk'"), @"Unchanged: claim a1.5");
}

#[test]
fn a_key_that_means_another_person_is_refused() {
    let place = logged();
    assert_snapshot!(log_with(&place, "name = \"Ina Roth\"\n", "name = \"Ina Rohde\"\nkey = \"bo-osk\"\n"), @r"
    --- stderr
    ferry.toml: 1 thing is wrong, nothing was logged
      line 23: speaker bo-osk is “Bo Osk” in the book, and “Ina Rohde” here: correct the key, write another one to make a second speaker, or add the name as an alias first
    Error: the sheet was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    ");
}

#[test]
fn a_missing_sheet_does_not_stop_the_others() {
    let place = place();
    let output = place.run("log gone.toml ferry.toml");
    assert_eq!(output.status, Some(1));
    assert!(
        output.stdout.starts_with("logged ferry.toml as a1"),
        "{output}"
    );
    assert!(
        output
            .stderr
            .contains("cannot read gone.toml: No such file"),
        "{output}"
    );
}

#[test]
fn a_word_for_a_stance_that_is_none_is_answered_by_its_sense() {
    let place = logged();
    let output = log_with(&place, "stance = \"rejects\"", "stance = \"denies\"");
    assert!(output.stderr.contains("nearest: rejects"), "{output}");
}

#[test]
fn without_an_editor_and_a_terminal_an_article_is_refused_at_once() {
    let place = place();
    let output = place.run("log ferry.txt");
    assert_eq!(output.status, Some(1));
    assert!(output.stderr.contains("no editor is set"), "{output}");
}

#[test]
fn a_second_coders_sheet_codes_beside_the_first_and_leaves_the_article_as_it_is() {
    let place = logged();
    place.write(
        "bob.toml",
        &SHEET.replace(
            "title = \"Ferry to stop for the winter\"",
            "key = \"a1\"\ntitle = \"Ferry to stop\"\nnote = \"front page\"",
        ),
    );
    assert_snapshot!(place.run("log bob.toml --coder bob"), @r"
    updated bob.toml as a1: article ~ 1; claims + 4; introductions + 1
      ! article a1: title is “Ferry to stop for the winter” in the book and “Ferry to stop” in this second coder's sheet; claimbook article edit a1 or the first coder's sheet changes it
      ~ article a1: note: unset → front page

    NEW IN a1 (Gull, 2031-10-20): 4 propositions, 2 speakers; 0 known propositions repeated, 0 now contested (the first article of this book)
    ");
    assert_eq!(
        column(&place.book(), "SELECT title || ' ' || note FROM article"),
        ["Ferry to stop for the winter front page"]
    );
    assert_eq!(column(&place.book(), "SELECT count(*) FROM claim"), ["8"]);
    let before = dump(&place.book(), true);
    let again = place.run("log ferry.toml").ok();
    assert!(again.starts_with("unchanged"), "{again}");
    place.run("log bob.toml --coder bob").ok();
    assert_eq!(dump(&place.book(), true), before);
}
