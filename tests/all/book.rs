//! Which book is used, and books that cannot be.

use insta::assert_snapshot;

use crate::harness::Place;

#[test]
fn the_book_is_chosen_by_flag_environment_place_and_data_directory() {
    let place = Place::new();
    assert_snapshot!(place.finish(place.command().args(["topic", "add", "--name", "Far"])), @r"
    Added topic far (Far)
    --- stderr
    Made a new book: $ROOT/.local/share/claimbook/claimbook.db
    ");
    assert_snapshot!(place.finish(place.command().args(["--book", "claimbook.db", "topic", "add", "--name", "Here"])), @r"
    Added topic here (Here)
    --- stderr
    Made a new book: $ROOT/claimbook.db
    ");
    std::fs::create_dir(place.path("below")).expect("a folder");
    let below = place.finish(
        place
            .command()
            .current_dir(place.path("below"))
            .args(["topic", "list", "-f", "csv"]),
    );
    assert_snapshot!(below, @r"
    key,name,parent,note
    here,Here,,
    ");
    assert_snapshot!(place.finish(place.command().args(["topic", "add", "--book", "other.db", "--name", "There"])), @r"
    Added topic there (There)
    --- stderr
    Made a new book: $ROOT/other.db
    ");
    let info = place.finish(
        place
            .command()
            .env("CLAIMBOOK_BOOK", "other.db")
            .args(["info", "-f", "csv"]),
    );
    let info: Vec<&str> = info
        .stdout
        .lines()
        .filter(|line| !line.starts_with("bytes"))
        .collect();
    assert_snapshot!(info.join("\n"), @"
    name,value
    book,$ROOT/other.db
    chosen by,CLAIMBOOK_BOOK
    schema,6
    claimbook,0.1.0
    SQLite,3.54.1
    coder,ann
    outlets,0
    organizations,0
    speakers,0
    affiliations,0
    events,0
    articles,0
    topics,1
    propositions,0
    claims,0
    operations,1
    operations undone,0
    changes in the journal,1
    texts of no use,0
    ");
}

#[test]
fn a_missing_book_is_not_made_by_reading_or_undoing() {
    let place = Place::new();
    assert_snapshot!(place.run("speaker list"), @r"
    --- stderr
    Error: there is no book at $ROOT/claimbook.db
    Hint: adding a record or logging an article makes one; `--book PATH` names another
    [exit status 8]
    ");
    assert_snapshot!(place.run("undo"), @r"
    --- stderr
    Error: there is no book at $ROOT/claimbook.db
    Hint: adding a record or logging an article makes one; `--book PATH` names another
    [exit status 8]
    ");
    assert!(!place.book().exists());
}

#[test]
fn a_file_that_is_no_book_is_refused_and_untouched() {
    let place = Place::new();
    place.write("claimbook.db", "dear diary");
    assert_snapshot!(place.run("speaker list"), @r"
    --- stderr
    Error: $ROOT/claimbook.db is not a claimbook book: it is not a SQLite database
    Hint: it was not changed; `--book PATH` names another
    [exit status 7]
    ");
    assert_snapshot!(place.run("topic add --name x"), @r"
    --- stderr
    Error: $ROOT/claimbook.db is not a claimbook book: it is not a SQLite database
    Hint: it was not changed; `--book PATH` names another
    [exit status 7]
    ");
    assert_eq!(place.read("claimbook.db"), "dear diary");
}

#[test]
fn a_newer_book_is_refused_and_an_older_one_upgraded() {
    let place = Place::new();
    place.run("topic add --name x").ok();
    let set_version = |version: i64| {
        rusqlite::Connection::open(place.book())
            .and_then(|book| book.pragma_update(None, "user_version", version))
            .expect("written");
    };
    set_version(99);
    assert_snapshot!(place.run("topic list"), @"
    --- stderr
    Error: the book $ROOT/claimbook.db has schema 99, and this claimbook knows schemas up to 6
    Hint: it was not changed; install a newer claimbook
    [exit status 6]
    ");
    assert_snapshot!(place.run("upgrade"), @"
    --- stderr
    Error: the book $ROOT/claimbook.db has schema 99, and this claimbook knows schemas up to 6
    Hint: it was not changed; install a newer claimbook
    [exit status 6]
    ");
    set_version(0);
    assert_snapshot!(place.run("topic list"), @"
    --- stderr
    Error: the book $ROOT/claimbook.db has the older schema 0 (this claimbook uses 6)
    Hint: `claimbook upgrade` brings it up to date, after a copy of it
    [exit status 9]
    ");
    assert_snapshot!(place.run("upgrade"), @"
    The book has schema 6.
    --- stderr
    The book had schema 0 and has schema 6 now; what was written before can no longer be undone.
    A copy of what it was: $ROOT/claimbook-schema0-1.db
    ");
    assert_snapshot!(place.run("topic list"), @r"
    key  name
    ───  ────
    x    x
    ");
}

#[test]
fn a_damaged_book_is_refused() {
    let place = Place::new();
    place.run("topic add --name x").ok();
    let mut bytes = std::fs::read(place.book()).expect("read");
    for byte in bytes.iter_mut().skip(100).take(4000) {
        *byte = 0xff;
    }
    std::fs::write(place.book(), bytes).expect("written");
    let output = place.run("topic list");
    assert_eq!(output.status, Some(5), "{output}");
}

#[test]
fn the_coder_comes_from_flag_environment_configuration_and_login() {
    let place = Place::new();
    let number = std::cell::Cell::new(0);
    let coder = |arguments: &[&str], environment: &[(&str, &str)]| {
        number.set(number.get() + 1);
        let name = format!("x{}", number.get());
        let mut command = place.command();
        command
            .env_remove("CLAIMBOOK_CODER")
            .args(arguments)
            .args(["topic", "add", "--name", &name]);
        command.envs(environment.iter().copied());
        place.finish(&mut command).ok();
        let history = place
            .finish(place.command().args(["history", "-n", "1", "-f", "csv"]))
            .ok();
        history
            .lines()
            .nth(1)
            .and_then(|line| line.split(',').nth(2))
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(coder(&[], &[]), "unknown");
    assert_eq!(coder(&[], &[("USER", "lo")]), "lo");
    std::fs::create_dir_all(place.path(".config/claimbook")).expect("a folder");
    place.write(".config/claimbook/config.toml", "coder = \"cy\"\n");
    assert_eq!(coder(&[], &[("USER", "lo")]), "cy");
    assert_eq!(coder(&[], &[("CLAIMBOOK_CODER", "ed")]), "ed");
    assert_eq!(
        coder(&["--coder", "flo"], &[("CLAIMBOOK_CODER", "ed")]),
        "flo"
    );
    place.write(".config/claimbook/config.toml", "coder = 3\n");
    let output = place.finish(
        place
            .command()
            .env_remove("CLAIMBOOK_CODER")
            .args(["topic", "add", "--name", "y"]),
    );
    assert_snapshot!(output, @r#"
    --- stderr
    Error: the configuration $ROOT/.config/claimbook/config.toml cannot be used
    Caused by: coder is 3, not a name
    Hint: write: coder = "your name"
    [exit status 1]
    "#);
}

#[test]
fn a_backup_onto_the_book_itself_names_no_force() {
    let place = Place::new();
    place.run("topic add --name Weather").ok();
    let refused = place.run("backup claimbook.db --force").to_string();
    assert!(refused.contains("is the book itself"), "{refused}");
    assert!(refused.contains("Hint: name another file"), "{refused}");
    assert!(
        !place
            .run("backup claimbook.db")
            .to_string()
            .contains("--force")
    );
}
