//! What a person reads when the book cannot be used: what happened, and what to do.

use std::fmt::Write as _;
use std::fs;

use insta::assert_snapshot;

use super::damage::place_with_a_book;
use crate::harness::Place;

/// What a reader, a writer and a restore of it say of a file.
fn said_of(bytes: &[u8]) -> String {
    let place = place_with_a_book();
    let mut said = String::new();
    for words in ["claim list", "log s0002.toml"] {
        fs::write(place.book(), bytes).expect("written");
        writeln!(said, "$ claimbook {words}\n{}", place.run(words)).expect("a string takes it");
        assert!(fs::read(place.book()).expect("read") == bytes);
    }
    let other = place_with_a_book();
    fs::write(other.path("copy.db"), bytes).expect("written");
    let before = fs::read(other.book()).expect("read");
    let words = "restore copy.db";
    write!(said, "$ claimbook {words}\n{}", other.run(words)).expect("a string takes it");
    assert!(fs::read(other.book()).expect("read") == before);
    said
}

/// The bytes of a sound book.
fn sound() -> Vec<u8> {
    fs::read(place_with_a_book().book()).expect("read")
}

#[test]
fn a_truncated_book_says_what_to_do() {
    let whole = sound();
    assert_snapshot!(said_of(&whole[..whole.len() / 2]), @"
    $ claimbook claim list
    --- stderr
    Error: the book is damaged: database disk image is malformed
    Hint: keep a copy of the file; restore a backup, or rescue what can be read with sqlite3's .recover
    [exit status 5]
    $ claimbook log s0002.toml
    --- stderr
    Error: the book is damaged: database disk image is malformed
    Hint: keep a copy of the file; restore a backup, or rescue what can be read with sqlite3's .recover
    [exit status 5]
    $ claimbook restore copy.db
    --- stderr
    Error: nothing was restored from copy.db
    Caused by: the backup is damaged: database disk image is malformed
    Hint: the book was not changed; restore another backup, or rescue what can be read of this one with sqlite3's .recover
    [exit status 5]
    ");
}

#[test]
fn a_book_with_flipped_bytes_says_what_to_do() {
    let mut bytes = sound();
    bytes[200..4096].fill(0x55);
    assert_snapshot!(said_of(&bytes), @"
    $ claimbook claim list
    --- stderr
    Error: the book is damaged: database disk image is malformed
    Hint: keep a copy of the file; restore a backup, or rescue what can be read with sqlite3's .recover
    [exit status 5]
    $ claimbook log s0002.toml
    --- stderr
    Error: the book is damaged: database disk image is malformed
    Hint: keep a copy of the file; restore a backup, or rescue what can be read with sqlite3's .recover
    [exit status 5]
    $ claimbook restore copy.db
    --- stderr
    Error: nothing was restored from copy.db
    Caused by: the backup is damaged: database disk image is malformed
    Hint: the book was not changed; restore another backup, or rescue what can be read of this one with sqlite3's .recover
    [exit status 5]
    ");
}

#[test]
fn another_programs_database_says_what_to_do() {
    let place = Place::new();
    rusqlite::Connection::open(place.path("other.db"))
        .expect("opened")
        .execute_batch("CREATE TABLE recipe (id INTEGER)")
        .expect("written");
    assert_snapshot!(said_of(&fs::read(place.path("other.db")).expect("read")), @"
    $ claimbook claim list
    --- stderr
    Error: $ROOT/claimbook.db is not a claimbook book: it is another program's database
    Hint: it was not changed; `--book PATH` names another
    [exit status 7]
    $ claimbook log s0002.toml
    --- stderr
    Error: $ROOT/claimbook.db is not a claimbook book: it is another program's database
    Hint: it was not changed; `--book PATH` names another
    [exit status 7]
    $ claimbook restore copy.db
    --- stderr
    Error: nothing was restored from copy.db
    Caused by: copy.db is not a claimbook book: it is another program's database
    Hint: the book was not changed
    [exit status 7]
    ");
}

#[test]
fn a_book_of_a_newer_program_says_what_to_do() {
    let mut bytes = sound();
    // Where SQLite keeps the user version (https://www.sqlite.org/fileformat2.html section 1.3).
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let said = said_of(&bytes);
    let known = format!("schemas up to {}", claimbook::store::known_schema());
    assert_snapshot!(said.replace(&known, "schemas up to N"), @"
    $ claimbook claim list
    --- stderr
    Error: the book $ROOT/claimbook.db has schema 99, and this claimbook knows schemas up to N
    Hint: it was not changed; install a newer claimbook
    [exit status 6]
    $ claimbook log s0002.toml
    --- stderr
    Error: the book $ROOT/claimbook.db has schema 99, and this claimbook knows schemas up to N
    Hint: it was not changed; install a newer claimbook
    [exit status 6]
    $ claimbook restore copy.db
    --- stderr
    Error: nothing was restored from copy.db
    Caused by: the book copy.db has schema 99, and this claimbook knows schemas up to N
    Hint: it was not changed; install a newer claimbook
    [exit status 6]
    ");
}

#[test]
fn an_old_book_says_what_to_do_and_what_was_done() {
    let place = Place::new();
    place.skip_seeds();
    crate::old_databases::make(1, &place.book());
    let known = claimbook::store::known_schema().to_string();
    let said = [
        "topic list",
        "topic add --name Ice",
        "topic list -n 1",
        "undo",
        "undo",
    ]
    .map(|words| format!("$ claimbook {words}\n{}", place.run(words)))
    .join("\n");
    let said = said
        .replace(&format!("uses {known}"), "uses N")
        .replace(&format!("has schema {known} now"), "has schema N now")
        .replace(&format!("schema {known}"), "schema N");
    assert_snapshot!(said, @"
    $ claimbook topic list
    --- stderr
    Error: the book $ROOT/claimbook.db has the older schema 1 (this claimbook uses N)
    Hint: `claimbook upgrade` brings it up to date, after a copy of it
    [exit status 9]
    $ claimbook topic add --name Ice
    Added topic ice (Ice)
    --- stderr
    The book had schema 1 and has schema N now; what was written before can no longer be undone.
    A copy of what it was: $ROOT/claimbook-schema1-1.db

    $ claimbook topic list -n 1
    key    name
    ─────  ─────
    cause  cause

    $ claimbook undo
    Undid 6: add topic Ice
    --- stderr
    `claimbook redo` brings it back.

    $ claimbook undo
    --- stderr
    Error: operation 5 (log dispatch.toml) was written under schema 1 and cannot be undone across an upgrade
    Hint: `claimbook history` lists the operations
    [exit status 1]
    ");
}

#[test]
fn a_restore_says_what_was_done_and_how_to_go_back() {
    let place = place_with_a_book();
    let said = |words: &str| {
        let output = place.run(words).to_string();
        // How many bytes, tables and checks there are changes with every schema.
        let output: Vec<String> = output
            .split(' ')
            .map(|word| match word.trim_start_matches('(').parse::<u64>() {
                Ok(_) => word.replace(|letter: char| letter.is_ascii_digit(), "#"),
                Err(_) => word.to_owned(),
            })
            .collect();
        let output = output.join(" ").replace("##", "#").replace("##", "#");
        format!("$ claimbook {words}\n{}", output.replace("##", "#"))
    };
    let mut all = vec![
        said("backup copy.db"),
        said("undo"),
        said("restore copy.db"),
    ];
    let reader = rusqlite::Connection::open(place.book()).expect("opened");
    reader
        .query_row("SELECT count(*) FROM claim", [], |_| Ok(()))
        .expect("read");
    all.push(said("restore copy.db"));
    drop(reader);
    all.push(said("restore claimbook-replaced-1.db"));
    all.push(said("restore claimbook.db"));
    all.push(said("restore nothing.db"));
    assert_snapshot!(all.join("\n"), @"
    $ claimbook backup copy.db
    Wrote $ROOT/copy.db (# bytes). Opened the copy, compared # tables with the book and made # checks.

    $ claimbook undo
    Undid 2: log s0001.toml
    --- stderr
    `claimbook redo` brings it back.

    $ claimbook restore copy.db
    Restored $ROOT/claimbook.db from copy.db (# bytes). Made # checks first.
    --- stderr
    The book that was there is kept; `claimbook restore $ROOT/claimbook-replaced-1.db` goes back to it.

    $ claimbook restore copy.db
    --- stderr
    Error: nothing was restored from copy.db
    Caused by: another process has the book open
    Hint: the book was not changed; try again when nobody has it open, readers included
    [exit status 3]
    $ claimbook restore claimbook-replaced-1.db
    Restored $ROOT/claimbook.db from claimbook-replaced-1.db (# bytes). Made # checks first.
    --- stderr
    The book that was there is kept; `claimbook restore $ROOT/claimbook-replaced-2.db` goes back to it.

    $ claimbook restore claimbook.db
    --- stderr
    Error: nothing was restored from claimbook.db
    Caused by: claimbook.db is the book itself
    Hint: the book was not changed
    [exit status 1]
    $ claimbook restore nothing.db
    --- stderr
    Error: nothing was restored from nothing.db
    Caused by: there is no such file
    Hint: the book was not changed; name a file that `claimbook backup` wrote
    [exit status 8]
    ");
}
