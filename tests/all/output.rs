//! Formats, files, colours, help and completions.

use std::io::Read as _;
use std::process::Stdio;

use insta::assert_snapshot;

use crate::harness::Place;

fn place() -> Place {
    let place = Place::new();
    place.run("topic add --name Weather").ok();
    place
}

#[test]
fn a_list_comes_in_every_format() {
    let place = place();
    assert_snapshot!(place.run("topic list -f markdown"), @r"
    | key | name |
    | --- | --- |
    | weather | Weather |
    ");
    assert_snapshot!(place.run("topic list -f csv"), @r"
    key,name,parent,note
    weather,Weather,,
    ");
    assert_snapshot!(place.run("topic list -f tsv"), @r"
    key	name	parent	note
    weather	Weather
    ");
    assert_snapshot!(place.run("topic list -f ndjson"), @r#"{"key":"weather","name":"Weather","parent":null,"note":null}"#);
    assert_snapshot!(place.run("topic list -f pdf"), @r"
    --- stderr
    Error: invalid value 'pdf' for '--format <FORMAT>'
      [possible values: table, markdown, csv, tsv, json, ndjson, html]

    For more information, try '--help'.
    [exit status 2]
    ");
    for format in ["json", "html"] {
        assert!(
            place
                .run(&format!("topic list -f {format}"))
                .ok()
                .contains("Weather")
        );
    }
}

#[test]
fn the_extension_of_the_file_picks_the_format() {
    let place = place();
    assert_snapshot!(place.run("topic list -o topics.csv"), @r"
    --- stderr
    Wrote topics.csv
    ");
    assert_snapshot!(place.read("topics.csv"), @r"
    key,name,parent,note
    weather,Weather,,
    ");
    assert_snapshot!(place.run("topic list -o - -f csv"), @r"
    key,name,parent,note
    weather,Weather,,
    ");
    assert_snapshot!(place.run("topic list -o topics.pdf"), @r"
    --- stderr
    Error: the extension of topics.pdf names no format
    Hint: use .md, .csv, .tsv, .json, .ndjson, .html or .txt, or say --format
    [exit status 2]
    ");
    assert_snapshot!(place.run("topic list -o no/topics.csv"), @r"
    --- stderr
    Error: cannot write no/topics.csv
    Caused by: there is no directory no
    [exit status 1]
    ");
}

#[test]
fn colours_come_only_when_asked_for() {
    let place = place();
    assert!(
        place
            .run("--color always speaker show x")
            .stderr
            .contains('\x1b')
    );
    assert!(!place.run("speaker show x").stderr.contains('\x1b'));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = place();
    let mut child = place
        .command()
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    drop(child.stdout.take());
    let mut stderr = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut stderr)
        .expect("read");
    assert_eq!(
        (child.wait().expect("ended").code(), stderr.as_str()),
        (Some(0), "")
    );
}

#[test]
fn help_and_completions_come_from_the_same_definitions() {
    let place = Place::new();
    assert_snapshot!(place.run("-h"), @"
    Logs who said what, where, in whose words, as reported by which article, and prints how articles
    differ

    Usage: claimbook [OPTIONS] <COMMAND>

    Commands:
      outlet         Who publishes
      organization   Bodies that people belong to, with a parent, a kind and a country
      speaker        Who claims: persons, groups, organizations, countries, documents, unnamed
      affiliation    Speaker + role + organization
      event          Where and when things were said or happened
      article        Published items of outlets
      topic          Subjects, in a tree
      proposition    What is claimed, one sentence each, matched across articles
      claim          One proposition asserted, rejected, mentioned or declined once in one article
      report         Print how articles differ
      compare        Who carries which claim, and in whose voice
      discrepancies  Where articles contradict each other: facts, figures, roles, stances
      new            What an article adds to those logged before it, repeats and contests
      wording        One proposition, the words of each article side by side
      import         Log articles that are in another format
      export         Write articles with their claims in another format
      demo           Make a small example book and print its comparison tables
      draft          Draft the sheet of an article: a saved page, a text or a PDF
      log            Log sheets; an article opens as a drafted sheet in $EDITOR first
      agree          Settle what several coders of an article differ in: its decided coding, opened in
                     $EDITOR
      search         Find records, claims and articles by their words
      merge          Take what another book has into this one, and decide what both edited
      suggest        Propose which claims, speakers and articles are the same, and keep what you decide
      sql            Ask the book in SQL
      schema         Show the views that `sql` can ask, with what their columns hold
      history        List what was written, newest first
      undo           Take back the last operation, or another one
      redo           Bring back what the last undo took back
      check          Look for damage in the book
      backup         Copy the book, and check the copy
      restore        Put a backup in the place of the book, which is kept beside it
      info           Show which book is used and what it holds
      upgrade        Bring a book of an older claimbook up to date, after a copy of it
      completions    Print a script that completes commands in your shell
      help           Print this message or the help of the given subcommand(s)

    Options:
      -h, --help     Print help (see more with '--help')
      -V, --version  Print version

    Global options:
          --book <PATH>   Use this book
          --coder <NAME>  Write as this coder
          --color <WHEN>  Colour the output [default: auto] [possible values: auto, always, never]
    ");
    assert_snapshot!(place.run("topic add -h"), @r"
    Add a topic

    Usage: claimbook topic add [OPTIONS] --name <TEXT>

    Options:
          --name <TEXT>     Name of the topic
          --parent <TOPIC>  Topic it is part of
          --note <TEXT>     Anything else
          --key <KEY>       Key to type for it [default: made from its name]
      -h, --help            Print help (see more with '--help')

    Global options:
          --book <PATH>   Use this book
          --coder <NAME>  Write as this coder
          --color <WHEN>  Colour the output [default: auto] [possible values: auto, always, never]
    ");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(
            place
                .run(&format!("completions {shell}"))
                .ok()
                .contains("proposition"),
            "{shell}"
        );
    }
    assert_eq!(
        place.run("--version").ok(),
        format!("claimbook {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn the_tables_of_the_demo_fit_narrow_terminals() {
    use unicode_width::UnicodeWidthStr as _;

    let place = Place::new();
    for width in [30, 47, 60, 80] {
        let mut command = place.command();
        command
            .env("COLUMNS", width.to_string())
            .args(["demo", &format!("demo-{width}")]);
        let text = place.finish(&mut command).ok();
        let tables = text.lines().skip(1);
        for line in tables.take_while(|line| !line.starts_with("Try next")) {
            assert!(
                line.width() <= width || line.starts_with("$ claimbook"),
                "{width}: {line}"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through_and_a_device_never_replaced() {
    use std::os::unix::fs::symlink;

    let place = place();
    place.write("real.csv", "old");
    symlink(place.path("real.csv"), place.path("link.csv")).unwrap();
    place.run("topic list -o link.csv").ok();
    assert!(
        std::fs::symlink_metadata(place.path("link.csv"))
            .unwrap()
            .is_symlink()
    );
    assert_snapshot!(place.read("real.csv"), @r"
    key,name,parent,note
    weather,Weather,,
    ");
    symlink("/dev/null", place.path("null.csv")).unwrap();
    assert_snapshot!(place.run("topic list -o null.csv"), @r"
    --- stderr
    Wrote null.csv
    ");
    assert!(
        std::fs::symlink_metadata(place.path("null.csv"))
            .unwrap()
            .is_symlink()
    );
}

#[test]
fn a_time_that_ends_before_it_starts_is_refused() {
    let place = place();
    assert_snapshot!(place.run("compare --since 2025-06-01 --until 2025-05"), @r"
    --- stderr
    Error: --since is after --until
    [exit status 2]
    ");
    place.run("compare --since 2025-06-15 --until 2025-06").ok();
}

#[test]
fn a_language_that_is_no_tag_is_refused() {
    assert_snapshot!(place().run("compare --language english"), @r"
    --- stderr
    Error: --language: “english” is not a language tag, such as en, zh or pt-BR
    [exit status 2]
    ");
}
