//! Two books into one: what the command prints, and that a killed merge leaves the book as it was.

use std::process::Stdio;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::generate::generate;
use crate::harness::Place;

const TEXT: &str = "Ferry stops\n\nThe ferry will stop on Monday, said Ada Lorne, head of the Harbour Board.\n\nNobody was asked, Paul Dry said.\n";

fn sheet(rows: &str, ada: &str) -> String {
    format!(
        "claims = [\n{rows}]\n[article]\nfile = \"ferry.txt\"\ntitle = \"Ferry stops\"\noutlet = \"Quay Herald\"\npublished = 2026-02-03\nlanguage = \"en\"\ncoded = \"full\"\n[speakers.ada]\nname = \"Ada Lorne\"\nkind = \"person\"\n{ada}[[introductions]]\nwho = \"ada\"\nrole = \"head\"\norg = \"Harbour Board\"\ntext = \"head of the Harbour Board\"\n"
    )
}

const STOPS: &str = "  { voice = \"indirect\", who = \"ada\", cue = \"said\", text = \"The ferry will stop on Monday\", prop = \"The ferry stops #harbour\", stance = \"asserts\" },\n";
const ASKED: &str = "  { voice = \"indirect\", who = \"dry\", cue = \"said\", text = \"Nobody was asked\", prop = \"Nobody was asked #harbour\", stance = \"asserts\" },\n";
const DRY: &str = "[speakers.dry]\nname = \"Paul Dry\"\nkind = \"person\"\n";

/// Ann's book, and bob's beside it as `bob.db`: the same article, coded by each on their own.
fn two_books(bob: &str) -> Place {
    let place = Place::new();
    place.write("ferry.txt", TEXT);
    place.write("ann.toml", &sheet(STOPS, "country = \"KG\"\n"));
    place.write("bob.toml", &sheet(&format!("{ASKED}{STOPS}"), DRY));
    place.run("log ann.toml").ok();
    place
        .run(&format!("--book bob.db --coder {bob} log bob.toml"))
        .ok();
    place
}

#[test]
fn two_coders_books_become_one_with_both_codings() {
    let place = two_books("bob");
    let there = std::fs::read(place.path("bob.db")).expect("read");
    let before = place.dump();
    assert_snapshot!(place.run("merge bob.db --dry-run"), @"
    What bob.db would bring

                   new  same  filled  changed  conflicting  deleted here
    ─────────────  ───  ────  ──────  ───────  ───────────  ────────────
    topics           ·     1       ·        ·            ·             ·
    organizations    ·     1       ·        ·            ·             ·
    outlets          ·     1       ·        ·            ·             ·
    propositions     1     1       ·        ·            ·             ·
    articles         ·     1       ·        ·            ·             ·
    speakers         1     1       ·        ·            ·             ·
    affiliations     ·     1       ·        ·            ·             ·
    texts            ·     1       ·        ·            ·             ·
    codings          1     ·       ·        ·            ·             ·
    introductions    1     ·       ·        ·            ·             ·
    claims           2     ·       ·        ·            ·             ·

    Called otherwise here

    kind          there            here             why        name
    ────────────  ───────────────  ───────────────  ─────────  ────────────────
    claim         a1.1             a1.3             key taken  Nobody was asked
    outlet        quay-herald      quay-herald      = known    Quay Herald
    organization  harbour-board    harbour-board    = known    Harbour Board
    speaker       ada-lorne        ada-lorne        = known    Ada Lorne
    affiliation   ada-lorne-head   ada-lorne-head   = known    head
    article       a1               a1               = known    Ferry stops
    topic         harbour          harbour          = known    harbour
    proposition   the-ferry-stops  the-ferry-stops  = known    The ferry stops
    --- stderr
    Nothing was written.
    ");
    assert_eq!(place.dump(), before);
    assert_snapshot!(place.run("merge bob.db"), @"
    What bob.db brought

                   new  same  filled  changed  conflicting  deleted here
    ─────────────  ───  ────  ──────  ───────  ───────────  ────────────
    topics           ·     1       ·        ·            ·             ·
    organizations    ·     1       ·        ·            ·             ·
    outlets          ·     1       ·        ·            ·             ·
    propositions     1     1       ·        ·            ·             ·
    articles         ·     1       ·        ·            ·             ·
    speakers         1     1       ·        ·            ·             ·
    affiliations     ·     1       ·        ·            ·             ·
    texts            ·     1       ·        ·            ·             ·
    codings          1     ·       ·        ·            ·             ·
    introductions    1     ·       ·        ·            ·             ·
    claims           2     ·       ·        ·            ·             ·

    Called otherwise here

    kind          there            here             why        name
    ────────────  ───────────────  ───────────────  ─────────  ────────────────
    claim         a1.1             a1.3             key taken  Nobody was asked
    outlet        quay-herald      quay-herald      = known    Quay Herald
    organization  harbour-board    harbour-board    = known    Harbour Board
    speaker       ada-lorne        ada-lorne        = known    Ada Lorne
    affiliation   ada-lorne-head   ada-lorne-head   = known    head
    article       a1               a1               = known    Ferry stops
    topic         harbour          harbour          = known    harbour
    proposition   the-ferry-stops  the-ferry-stops  = known    The ferry stops
    --- stderr
    `claimbook undo` takes the merge back.
    ");
    assert_eq!(std::fs::read(place.path("bob.db")).expect("read"), there);
    assert_eq!(place.run("check").ok(), "");
    assert_snapshot!(place.run("article list"), @"
    key  title        outlet       published   language  status
    ───  ───────────  ───────────  ──────────  ────────  ─────────
    a1   Ferry stops  quay-herald  2026-02-03  en        published
    ");
    assert_snapshot!(place.run("claim list"), @"
    key   voice     who        stance   proposition       words
    ────  ────────  ─────────  ───────  ────────────────  ─────────────────────────────
    a1.1  indirect  Ada Lorne  asserts  the-ferry-stops   The ferry will stop on Monday
    a1.2  indirect  Ada Lorne  asserts  the-ferry-stops   The ferry will stop on Monday
    a1.3  indirect  Paul Dry   asserts  nobody-was-asked  Nobody was asked
    ");
    assert_snapshot!(place.run("merge bob.db"), @"
    What bob.db brought

    Nothing to merge: this book has everything of bob.db.
    ");
    assert_snapshot!(place.run("log ann.toml"), @"unchanged ann.toml as a1: claims = 1; introductions = 1");
    assert_snapshot!(place.run("--coder bob log bob.toml"), @"unchanged bob.toml as a1: claims = 2; introductions = 1");
    assert_snapshot!(place.run("undo 2"), @"
    Undid 2: merge bob.db
    --- stderr
    `claimbook redo` brings it back.
    ");
    assert_eq!(place.run("check").ok(), "");
    assert_snapshot!(place.run("claim list"), @"
    key   voice     who        stance   proposition      words
    ────  ────────  ─────────  ───────  ───────────────  ─────────────────────────────
    a1.1  indirect  Ada Lorne  asserts  the-ferry-stops  The ferry will stop on Monday
    ");
}

#[test]
fn one_coders_two_codings_of_an_article_become_one() {
    let place = two_books("ann");
    assert_snapshot!(place.run("merge bob.db"), @"
    What bob.db brought

                   new  same  filled  changed  conflicting  deleted here
    ─────────────  ───  ────  ──────  ───────  ───────────  ────────────
    topics           ·     1       ·        ·            ·             ·
    organizations    ·     1       ·        ·            ·             ·
    outlets          ·     1       ·        ·            ·             ·
    propositions     1     1       ·        ·            ·             ·
    articles         ·     1       ·        ·            ·             ·
    speakers         1     1       ·        ·            ·             ·
    affiliations     ·     1       ·        ·            ·             ·
    texts            ·     1       ·        ·            ·             ·
    codings          ·     1       ·        ·            ·             ·
    introductions    ·     1       ·        ·            ·             ·
    claims           1     1       ·        ·            ·             ·

    Called otherwise here

    kind          there            here             why        name
    ────────────  ───────────────  ───────────────  ─────────  ─────────────────────────────
    claim         a1.1             a1.2             key taken  Nobody was asked
    outlet        quay-herald      quay-herald      = known    Quay Herald
    organization  harbour-board    harbour-board    = known    Harbour Board
    speaker       ada-lorne        ada-lorne        = known    Ada Lorne
    affiliation   ada-lorne-head   ada-lorne-head   = known    head
    article       a1               a1               = known    Ferry stops
    topic         harbour          harbour          = known    harbour
    proposition   the-ferry-stops  the-ferry-stops  = known    The ferry stops
    claim         a1.2             a1.1             = known    The ferry will stop on Monday
    --- stderr
    `claimbook undo` takes the merge back.
    ");
    assert_eq!(place.run("check").ok(), "");
    assert_snapshot!(place.run("claim list"), @"
    key   voice     who        stance   proposition       words
    ────  ────────  ─────────  ───────  ────────────────  ─────────────────────────────
    a1.1  indirect  Ada Lorne  asserts  the-ferry-stops   The ferry will stop on Monday
    a1.2  indirect  Paul Dry   asserts  nobody-was-asked  Nobody was asked
    ");
    assert_snapshot!(place.run("log ann.toml"), @"
    unchanged ann.toml as a1: claims = 1 ? 1; introductions = 1
      ? claim a1.2: indirect paul-dry: nobody-was-asked (not in the sheet; --prune deletes it)
    ");
}

#[test]
fn what_both_edited_is_listed_and_decided() {
    let place = Place::new();
    place
        .run("speaker add --name 'Ada Lorne' --kind person")
        .ok();
    place
        .run("speaker add --name 'Paul Dry' --kind person")
        .ok();
    std::fs::copy(place.book(), place.path("bob.db")).expect("copied");
    place
        .run("speaker edit ada-lorne --country KG --note 'asked twice'")
        .ok();
    place.run("speaker edit paul-dry --country KG").ok();
    place
        .run("--book bob.db speaker edit ada-lorne --country KZ --short Ada")
        .ok();
    place
        .run("--book bob.db speaker edit paul-dry --country UZ")
        .ok();
    assert_snapshot!(place.run("merge bob.db"), @"
    What bob.db brought

              new  same  filled  changed  conflicting  deleted here
    ────────  ───  ────  ──────  ───────  ───────────  ────────────
    speakers    ·     ·       ·        ·            2             ·

    Edited in both books: this one keeps its value until you decide

    kind     record     field    here  there
    ───────  ─────────  ───────  ────  ─────
    speaker  ada-lorne  country  KG    KZ
    speaker  paul-dry   country  KG    UZ
    --- stderr
    `claimbook undo` takes the merge back.
    `claimbook merge --conflicts` lists what both edited; `claimbook merge --take ours|theirs [NUMBER...]` decides.
    ");
    assert_snapshot!(place.run("merge --conflicts"), @"
    Edited in both books and not decided

    #  kind     record     field    here  there  other book
    ─  ───────  ─────────  ───────  ────  ─────  ──────────
    1  speaker  ada-lorne  country  KG    KZ     bob.db
    2  speaker  paul-dry   country  KG    UZ     bob.db
    ");
    assert_snapshot!(place.run("merge --take theirs ada-lorne"), @"
    Decided 1 conflict
      ~ ada-lorne country: KG → KZ
    ");
    assert_snapshot!(place.run("merge --take ours 2"), @"
    Decided 1 conflict
      = paul-dry country: KG
    ");
    assert_snapshot!(place.run("merge --conflicts"), @"
    Edited in both books and not decided

    No merge left anything to decide.
    ");
    assert_snapshot!(place.run("merge --take theirs 2"), @"
    --- stderr
    Error: no open conflict is or concerns “2”
    Hint: `claimbook merge --conflicts` lists them
    [exit status 1]
    ");
    assert_snapshot!(place.run("speaker list"), @"
    key        name       kind    country  short  note
    ─────────  ─────────  ──────  ───────  ─────  ───────────
    ada-lorne  Ada Lorne  person  KZ       Ada    asked twice
    paul-dry   Paul Dry   person  KG
    ");
    assert_eq!(place.run("check").ok(), "");
}

#[test]
fn a_merge_that_cannot_be_says_why_and_what_to_do() {
    let place = Place::new();
    place.run("topic add --name Harbour").ok();
    assert_snapshot!(place.run("merge"), @"
    --- stderr
    Error: no book to merge is named
    Hint: `claimbook merge OTHER.db --dry-run` prints what it would bring
    [exit status 2]
    ");
    assert_snapshot!(place.run("merge nowhere.db"), @"
    --- stderr
    Error: nowhere.db was not merged
    Caused by: there is no book at nowhere.db
    Hint: name the file of the other book
    [exit status 8]
    ");
    assert_snapshot!(place.run("merge claimbook.db"), @"
    --- stderr
    Error: claimbook.db is this book itself
    [exit status 2]
    ");
    place.write("notes.db", "not a book, but a text of more than a hundred bytes, so that it is not taken for the beginning of one");
    assert_snapshot!(place.run("merge notes.db"), @"
    --- stderr
    Error: notes.db was not merged
    Caused by: notes.db is not a claimbook book: it is not a SQLite database
    Hint: name the file of the other book
    [exit status 7]
    ");
    std::fs::copy(place.book(), place.path("old.db")).expect("copied");
    rusqlite::Connection::open(place.path("old.db"))
        .expect("opened")
        .execute_batch("PRAGMA user_version = 1")
        .expect("set");
    let refused = place.run("merge old.db");
    assert_eq!(refused.status, Some(9), "{refused}");
    assert!(
        refused.stderr.contains("claimbook --book old.db upgrade"),
        "{refused}"
    );
}

#[test]
fn topics_outlets_events_and_organizations_are_merged_and_come_back() {
    let place = Place::new();
    for noun in ["topic", "outlet", "event", "organization"] {
        for name in ["Harbour", "The Harbour"] {
            place.run(&format!("{noun} add --name '{name}'")).ok();
        }
        let before = place.run(&format!("{noun} list")).ok();
        assert_eq!(
            place.run(&format!("{noun} merge the-harbour harbour")).ok(),
            format!("Merged {noun} the-harbour (The Harbour) into {noun} harbour (Harbour)\n")
        );
        let shown = place.run(&format!("{noun} show the-harbour")).ok();
        assert!(shown.contains("former keys  the-harbour"), "{shown}");
        assert_eq!(
            noun != "topic",
            shown.contains("aliases      The Harbour"),
            "{shown}"
        );
        place.run("undo").ok();
        assert_eq!(place.run(&format!("{noun} list")).ok(), before);
    }
    assert_eq!(place.run("check").ok(), "");
}

#[test]
fn a_merge_killed_at_any_moment_leaves_the_book_as_it_was_or_whole() {
    const SHEETS: usize = 12;
    const KILLS: u32 = 12;
    let place = Place::new();
    let folder = place.path("sheets");
    std::fs::create_dir(&folder).expect("a folder");
    for number in 0..SHEETS {
        let sheet = generate(number).write(&folder).expect("written");
        let book = if number % 6 == 0 {
            "claimbook.db"
        } else {
            "other.db"
        };
        let sheet = sheet.to_str().expect("a path").to_owned();
        place.run(&format!("--book {book} log {sheet}")).ok();
    }
    let begin = std::fs::read(place.book()).expect("read");
    let before = place.dump();
    let spawn = || {
        place
            .command()
            .env("CLAIMBOOK_BOOK", place.book())
            .args(["merge", "other.db"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs")
    };
    let articles = || {
        let listed = place.run("article list -f ndjson").ok();
        listed.lines().count()
    };
    let began = Instant::now();
    assert!(spawn().wait().expect("ended").success());
    let whole_run = began.elapsed();
    assert_eq!(articles(), SHEETS);
    let (mut untouched, mut whole) = (0, 0);
    for kill in 0..KILLS {
        for remnant in ["claimbook.db-wal", "claimbook.db-shm"] {
            drop(std::fs::remove_file(place.path(remnant)));
        }
        std::fs::write(place.book(), &begin).expect("written");
        let mut child = spawn();
        // The moment of the kill, somewhere within a run.
        std::thread::sleep(whole_run * kill / KILLS + Duration::from_millis(1));
        child.kill().expect("killed");
        child.wait().expect("ended");
        assert_eq!(place.run("check").ok(), "");
        if articles() == SHEETS {
            whole += 1;
        } else {
            assert_eq!(place.dump(), before);
            untouched += 1;
        }
        place.run("merge other.db").ok();
        assert_eq!(articles(), SHEETS);
    }
    println!("{KILLS} kills: {untouched} left the book as it was, {whole} came after the end");
}
