//! The README's examples, run as they stand. A fenced `console` block is a session: every line `$ claimbook …` is run and what it prints
//! must be what follows. A fenced block after `<!-- file: NAME -->` is written to that file first; `<!-- in: FOLDER -->` runs a block in
//! that folder; `<!-- edit: FILE | OLD | NEW -->` changes a file, as the reader is told to.
//!
//! `CLAIMBOOK_README=update cargo test readme` writes into the README what the program prints now.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::harness::Place;

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    fs::read_to_string(path()).expect("README.md")
}

/// What the README shows as the user's home.
const HOME: &str = "/home/ann";

/// Where the sessions of the README happen, under the home.
const FOLDER: &str = "bridge";

/// One part of the README that the test acts on.
enum Part {
    /// Text as it is.
    Text(String),
    /// A session, in a folder.
    Session { folder: String, lines: Vec<String> },
    /// A file to write, with its name.
    File { name: String, lines: Vec<String> },
    /// A change of a file.
    Edit {
        name: String,
        old: String,
        new: String,
    },
}

fn parts(readme: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = readme.lines();
    let mut file = None;
    let mut folder = String::from(FOLDER);
    while let Some(line) = lines.next() {
        parts.push(Part::Text(line.to_owned()));
        let comment = line
            .strip_prefix("<!-- ")
            .and_then(|line| line.strip_suffix(" -->"))
            .and_then(|line| line.split_once(": "));
        match comment {
            Some(("file", name)) => file = Some(name.to_owned()),
            Some(("in", name)) => folder = name.to_owned(),
            Some(("edit", edit)) => {
                let words: Vec<&str> = edit.split(" | ").collect();
                let [name, old, new] = words.as_slice() else {
                    panic!("not an edit: {line}");
                };
                parts.push(Part::Edit {
                    name: (*name).to_owned(),
                    old: (*old).to_owned(),
                    new: (*new).to_owned(),
                });
            }
            _ => {}
        }
        if line.starts_with("```") {
            let inside: Vec<String> = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(str::to_owned)
                .collect();
            if let Some(name) = file.take() {
                parts.push(Part::File {
                    name,
                    lines: inside,
                });
            } else if line == "```console" {
                let folder = std::mem::replace(&mut folder, String::from(FOLDER));
                parts.push(Part::Session {
                    folder,
                    lines: inside,
                });
            } else {
                parts.extend(inside.into_iter().map(Part::Text));
            }
            parts.push(Part::Text(String::from("```")));
        }
    }
    parts
}

/// Runs one command line of the README and returns everything it printed, in the order in which a terminal shows it.
fn run(place: &Place, folder: &str, words: &str) -> String {
    let both = place.path("output");
    let file = fs::File::create(&both).expect("a file");
    let words = shell_words::split(words).expect("closed quotes");
    let status = place
        .command()
        .current_dir(place.path(folder))
        .args(&words)
        .stdout(file.try_clone().expect("a file"))
        .stderr(file)
        .status()
        .expect("the program runs");
    let printed = fs::read_to_string(&both).expect("text");
    assert_eq!(
        status.success(),
        !printed.contains("Error: "),
        "{words:?} ended with {status} and printed\n{printed}"
    );
    let root = place.path("").to_str().expect("a path in UTF-8").to_owned();
    printed.replace(root.trim_end_matches('/'), HOME)
}

#[test]
fn every_session_of_the_readme_prints_what_it_says() {
    let place = Place::new();
    fs::create_dir(place.path(FOLDER)).expect("a folder");
    let demo = run(&place, FOLDER, "demo ../claimbook-demo");
    assert!(demo.contains("Who carries which claim"), "{demo}");
    let readme = readme();
    let mut now = String::new();
    for part in parts(&readme) {
        match part {
            Part::Text(line) => {
                now.push_str(&line);
                now.push('\n');
            }
            Part::File { name, lines } => {
                let text = lines.join("\n") + "\n";
                fs::write(place.path(FOLDER).join(name), &text).expect("written");
                now.push_str(&text);
            }
            Part::Edit { name, old, new } => {
                let file = place.path(FOLDER).join(&name);
                let text = fs::read_to_string(&file).expect("a file of the README");
                assert_eq!(text.matches(&old).count(), 1, "“{old}” in {name}");
                fs::write(&file, text.replace(&old, &new)).expect("written");
            }
            Part::Session { folder, lines } => {
                for line in lines {
                    let Some(command) = line.strip_prefix("$ claimbook ") else {
                        assert!(!line.starts_with("$ "), "not a command of ours: {line}");
                        continue;
                    };
                    writeln!(now, "{line}").expect("written");
                    now.push_str(&run(&place, &folder, command));
                }
            }
        }
    }
    if std::env::var_os("CLAIMBOOK_README").is_some_and(|what| what == "update") {
        fs::write(path(), now).expect("written");
        return;
    }
    for (number, (shown, printed)) in readme.lines().zip(now.lines()).enumerate() {
        assert_eq!(
            shown,
            printed,
            "README.md:{} is not what claimbook prints (CLAIMBOOK_README=update cargo test readme)",
            number + 1
        );
    }
    assert_eq!(readme.lines().count(), now.lines().count());
}

#[test]
fn the_readmes_first_table_has_rows_of_the_demo() {
    let place = Place::new();
    let demo = place.run("demo demo").ok();
    let readme = readme();
    let table = readme
        .split("```")
        .find(|block| block.contains("$ claimbook compare"))
        .expect("a table in the README");
    let lines_before = readme[..readme.find(table).expect("there")].lines().count();
    assert!(
        lines_before < 20,
        "the table begins at line {lines_before}, not on the first screen"
    );
    let mut rows = 0;
    for line in table.lines().filter(|line| line.starts_with("  ")) {
        let proposition = line.split("  ").find(|cell| !cell.is_empty());
        let proposition = proposition.expect("a row names its proposition");
        assert!(demo.contains(proposition), "the demo has no {proposition}");
        rows += 1;
    }
    assert!(rows >= 5, "{rows} rows");
}

#[test]
fn the_readme_has_every_exit_code_with_its_meaning() {
    let readme = readme();
    for (code, meaning) in claimbook::cli::ExitCode::ALL {
        let row = format!("| {} | {meaning} |", *code as u8);
        assert!(readme.contains(&row), "no row {row}");
    }
}

#[test]
fn the_readme_names_every_command_of_the_help() {
    let place = Place::new();
    let help = place.run("--help").ok();
    let readme = readme();
    let commands = help
        .split("Commands:\n")
        .nth(1)
        .and_then(|rest| rest.split("\n\n").next())
        .expect("a list of commands");
    let mut count = 0;
    for line in commands.lines().filter(|line| !line.starts_with("     ")) {
        let name = line.split_whitespace().next().expect("a command");
        if name == "help" {
            continue;
        }
        count += 1;
        assert!(
            readme.contains(&format!("`{name}`"))
                || readme.contains(&format!("`{name} "))
                || readme.contains(&format!("`claimbook {name}")),
            "the README does not name the command {name}"
        );
    }
    assert!(count > 15, "{count} commands in\n{help}");
}

#[test]
fn the_readme_explains_every_key_of_a_row() {
    let readme = readme();
    let table = readme
        .split("### Keys of a row")
        .nth(1)
        .and_then(|rest| rest.split("\n#").next())
        .expect("a section on the keys of a row");
    for key in claimbook::sheet::ROW_KEYS {
        assert!(
            table
                .lines()
                .any(|line| line.split(" | ").next().is_some_and(|cell| cell
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| word == *key)
                    && cell.contains(&format!("`{key}`")))),
            "no row of the table explains `{key}`"
        );
    }
}

#[test]
fn the_readme_names_every_report_filter_and_output_format() {
    let readme = readme();
    for report in claimbook::reports::REPORTS {
        assert!(
            readme.contains(&format!("`{}`", report.name)),
            "{}",
            report.name
        );
        for filter in report.filters {
            assert!(
                readme.contains(&format!("`--{}", filter.as_str())),
                "--{}",
                filter.as_str()
            );
        }
        for switch in report.switches {
            assert!(
                readme.contains(&format!("`--{}", switch.as_str())),
                "--{}",
                switch.as_str()
            );
        }
    }
    for format in claimbook::render::Format::ALL {
        assert!(
            readme.contains(&format!("`{format}`")),
            "the format {format}"
        );
    }
}

/// Everything under `src` and `tests`, one text.
fn source_and_tests() -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src"), root.join("tests")];
    let mut all = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                all.push_str(&fs::read_to_string(&path).expect("a source file"));
            }
        }
    }
    all
}

#[test]
fn the_tests_that_the_readme_promises_exist() {
    let names = source_and_tests();
    let readme = readme();
    let promises = readme
        .split("## What is promised")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .expect("a section on promises");
    let mut count = 0;
    for word in promises.split('`').skip(1).step_by(2) {
        if word.matches('_').count() < 2 {
            continue;
        }
        count += 1;
        assert!(
            names.contains(&format!("fn {word}(")),
            "no test is named {word}"
        );
    }
    assert!(count >= 7, "{count} promises");
}

#[test]
fn the_readme_speaks_of_nothing_outside_the_repository() {
    for (number, line) in readme().lines().enumerate() {
        for word in ["../shared", "/tmp/", "/root/"] {
            assert!(!line.contains(word), "README.md:{}: {word}", number + 1);
        }
    }
}

#[test]
fn the_readmes_commands_for_a_fresh_machine_are_those_that_the_checks_run() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let checks = fs::read_to_string(root.join(".ci/run")).expect(".ci/run");
    let readme = readme();
    assert!(readme.contains("\ncargo run --release -- demo"));
    assert!(readme.contains("\ncargo test "));
    assert!(checks.contains("cargo run --release --locked -- demo"));
    assert_eq!(checks.lines().last(), Some("step cargo test"));
}
