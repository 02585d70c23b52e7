//! Editing a record as text in the user's editor.

use insta::assert_snapshot;

use crate::harness::Place;

fn place() -> Place {
    let place = Place::new();
    place
        .run(r#"event add --name 'The "Hearing"' --place 'Port Ansel' --key hearing"#)
        .ok();
    place
}

#[test]
fn the_editor_gets_the_record_as_text_and_its_changes_are_written() {
    let place = place();
    place.write("edit.sh", "cp \"$1\" seen.toml\nsed -i -e 's/Port Ansel/Port Bora/' -e 's/^# dates = \"\"/dates = 2025-04-19/' \"$1\"\n");
    assert_snapshot!(place.run_with_editor("sh edit.sh", "event edit hearing"), @"Changed event hearing");
    assert_snapshot!(place.read("seen.toml"), @r#"
    # event hearing. A field without a line, or with an empty value, is cleared.

    key = "hearing"

    # Name of the event
    name = 'The "Hearing"'

    # When: a day, 2025-04-19..2025-04-20, 2025-04
    # dates = ""

    # Where
    place = "Port Ansel"

    # Country, two letters
    # country = ""

    # Event it is part of
    # parent = ""

    # Anything else
    # note = ""
    "#);
    assert_snapshot!(place.run("event list"), @r#"
    key      name           dates       place
    ───────  ─────────────  ──────────  ─────────
    hearing  The "Hearing"  2025-04-19  Port Bora
    "#);
}

#[test]
fn a_text_that_comes_back_as_it_was_changes_nothing() {
    let place = place();
    assert_snapshot!(place.run_with_editor("true", "event edit hearing"), @"Unchanged: event hearing");
    assert_eq!(
        std::fs::read_dir(place.path("tmp"))
            .expect("a folder")
            .count(),
        0
    );
}

#[test]
fn a_text_that_does_not_fit_is_refused_and_kept() {
    let place = place();
    for (script, shown) in [
        ("s/^name = .*/nmae = \"x\"/", 1),
        ("s/^name = \\x27/name = oops \\x27/", 2),
        ("s/^# country = .*/country = \"Kirgizia\"/", 3),
        ("s/^# parent = .*/parent = \"haering\"/", 4),
    ] {
        let editor = format!("sed -i '{script}'");
        let output = place.run_with_editor(&editor, "event edit hearing");
        match shown {
            1 => assert_snapshot!(output, @r"
            --- stderr
            Error: events have no field nmae
            Hint: nearest: name
            Hint: your text is kept in $ROOT/tmp/claimbook-event-hearing-RANDOM.toml
            [exit status 1]
            "),
            2 => assert_snapshot!(output, @r#"
            --- stderr
            Error: TOML parse error at line 6, column 13
              |
            6 | name = oops 'The "Hearing"'
              |             ^
            unexpected key or value, expected newline, `#`
            Hint: your text is kept in $ROOT/tmp/claimbook-event-hearing-RANDOM.toml
            [exit status 1]
            "#),
            3 => assert_snapshot!(output, @r"
            --- stderr
            Error: country: “Kirgizia” is not a country code: two letters of ISO 3166-1, such as KG
            Hint: your text is kept in $ROOT/tmp/claimbook-event-hearing-RANDOM.toml
            [exit status 1]
            "),
            _ => assert_snapshot!(output, @r"
            --- stderr
            Error: cannot set parent
            Caused by: there is no event “haering”
            Hint: nearest: hearing
            Hint: your text is kept in $ROOT/tmp/claimbook-event-hearing-RANDOM.toml
            [exit status 1]
            "),
        }
    }
    assert_eq!(
        std::fs::read_dir(place.path("tmp"))
            .expect("a folder")
            .count(),
        4
    );
}

#[test]
fn an_editor_that_fails_or_is_not_there_writes_nothing() {
    let place = place();
    assert_snapshot!(place.run_with_editor("false", "event edit hearing"), @r"
    --- stderr
    Error: the editor `false` failed: exit status: 1
    Hint: nothing was written
    [exit status 1]
    ");
    assert_snapshot!(place.run_with_editor("no-such-editor", "event edit hearing"), @r"
    --- stderr
    Error: cannot start the editor `no-such-editor`
    Caused by: No such file or directory (os error 2)
    Hint: set VISUAL or EDITOR to your editor
    [exit status 1]
    ");
}
