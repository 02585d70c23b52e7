//! `log ARTICLE`: a sheet in the editor, until it is logged or given up.

use insta::assert_snapshot;

use crate::dump::column;
use crate::harness::Place;

const TEXT: &str = "Ferry to stop for the winter\n\nBy Ada Quill\n2031-10-20\n\nThe ferry will stop, Bo Osk said.\n";

/// An editor that is a shell script.
fn editor(place: &Place, script: &str) -> String {
    place.write("editor.sh", script);
    format!("sh {}", place.path("editor.sh").display())
}

#[test]
fn an_article_opens_as_a_sheet_with_what_its_text_shows() {
    let place = Place::new();
    place.write("ferry.txt", TEXT);
    let editor = editor(&place, "cp \"$1\" seen.toml\n");
    assert_snapshot!(place.run_with_editor(&editor, "log ferry.txt"), @r"
    --- stderr
    The sheet for ferry.txt was not changed: nothing was logged.
    ");
    assert_snapshot!(place.read("seen.toml"), @r#"
    # Drafted by machine. Correct the rows; take `draft = true` out of those that you have looked at: what keeps it is no claim that counts.
    # voice: direct, indirect, narration, document; a trailing ? marks a guess. text: exact words, or "first … last".
    # prop: a key, or a whole sentence #topic. Save and close to log; empty the file to stop.
    # Found in: title: visible line, authors: visible line, published: visible line, language: inferred.
    claims = [
      { draft = true, origin = "machine", voice = "indirect", who = "bo-osk", cue = "said", source = "Bo Osk", text = "The ferry will stop" },
    ]

    [article]
    file = "ferry.txt"
    title = "Ferry to stop for the winter"
    outlet = ""
    published = "2031-10-20"
    language = "en"
    byline = ["Ada Quill"]
    coded = "partial"
    headline = "Ferry to stop for the winter"
    byline_block = "By Ada Quill"

    [speakers.bo-osk]
    name = "Bo Osk"
    kind = "person"

    # One row more:
    #   { voice = "direct", who = "", cue = "said", text = "first … last", prop = "a key, or a whole sentence #topic", stance = "asserts" },
    # In [article]: published = "2025-04-21" as precise as it says, zone = "Asia/Shanghai?", events = [""];
    # coded: full (every claim is logged), partial, facts (no claims).
    # [speakers.short]      # a name local to this sheet
    # name = "Full Name"
    # kind = "person"       # person, group, organization, country, document, unnamed
    # [[introductions]]
    # who = "short"
    # role = "director"
    # org = "Centre < University"
    # text = "first … last"
    "#);
    assert!(!place.book().exists());
}

#[test]
fn a_filled_sheet_is_logged_and_errors_come_back_at_their_rows() {
    let place = Place::new();
    place.write("ferry.txt", TEXT);
    // First a speaker that is nowhere; then, where the error stands beside the row, the correction.
    let editor = editor(
        &place,
        r#"if grep -q '^# !' "$1"; then
  cp "$1" second.toml
  sed -i 's/"osk"/"bo-osk"/' "$1"
else
  sed -i 's/^outlet = ""/outlet = "Gull"/; s/draft = true, origin = "machine", \(.*\) who = "bo-osk", \(.*\) },/\1 who = "osk", \2, prop = "The ferry stops #ferry", stance = "asserts" },/' "$1"
fi
"#,
    );
    let output = place.run_with_editor(&editor, "log ferry.txt").ok();
    assert!(
        output.starts_with("logged ferry.txt as a1: claims + 1"),
        "{output}"
    );
    let second = place.read("second.toml");
    let lines: Vec<&str> = second.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.contains("who = \"osk\""))
        .expect("the row is kept");
    assert!(
        lines[at - 1].starts_with("# ! there is no speaker “osk”"),
        "{second}"
    );
    assert_eq!(
        column(&place.book(), "SELECT name FROM speaker"),
        ["Bo Osk"]
    );
    assert_eq!(
        column(&place.book(), "SELECT name FROM article_author"),
        ["Ada Quill"]
    );
    assert_eq!(
        column(&place.book(), "SELECT published FROM article"),
        ["2031-10-20"]
    );
}

#[test]
fn an_emptied_sheet_and_an_unchanged_one_log_nothing() {
    let place = Place::new();
    place.write("ferry.txt", TEXT);
    let emptied = editor(&place, ": > \"$1\"\n");
    assert_snapshot!(place.run_with_editor(&emptied, "log ferry.txt"), @"");
    let unchanged = editor(&place, "true\n");
    assert_snapshot!(place.run_with_editor(&unchanged, "log ferry.txt"), @r"
    --- stderr
    The sheet for ferry.txt was not changed: nothing was logged.
    ");
    assert!(!place.book().exists());
}

#[test]
fn a_text_that_stays_wrong_is_kept_in_a_file() {
    let place = Place::new();
    place.write("ferry.txt", TEXT);
    let editor = editor(&place, "sed -i 's/^coded = .*/coded = \"half\"/' \"$1\"\n");
    let output = place.run_with_editor(&editor, "log ferry.txt");
    assert_eq!(output.status, Some(1));
    assert!(output.stderr.contains("your text is kept in"), "{output}");
}
