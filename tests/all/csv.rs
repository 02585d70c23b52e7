//! Spreadsheets: out and in again, and every way in which one is refused.

use claimbook::domain::claim::{Origin, Status, Voice};
use claimbook::formats::{FormatError, WriteOptions, format};
use claimbook::sheet::locator::{Locator, Piece};
use claimbook::sheet::model::{Row, Sheet, TargetCell, Who};
use claimbook::sheet::{At, Place as SheetPlace, parse, write};
use insta::assert_snapshot;
use proptest::prelude::*;

use crate::harness::{Output, Place};

#[test]
fn the_demo_book_goes_out_and_comes_in_without_a_change() {
    let place = Place::new();
    place.demo();
    let before = place.dump();
    assert_snapshot!(place.run("export csv -o claims.csv"), @r"
    --- stderr
    Wrote claims.csv
    a1: 7 reported facts are not in the file: lantern-gate-hearing name, date, place, venue, theme, host, attendance.
    a2: 7 reported facts are not in the file: lantern-gate-hearing name, date, place, venue, theme, host, attendance.
    a3: 2 reported facts are not in the file: lantern-gate-hearing name, date.
    a4: 4 reported facts are not in the file: lantern-gate-hearing name, date, place, theme.
    a5: 6 reported facts are not in the file: lantern-gate-hearing name, date, place, venue, host, attendance.
    ");
    assert_snapshot!(place.run("import csv claims.csv"), @r"
    unchanged claims.csv:2 as a1: claims = 24; introductions = 5
    unchanged claims.csv:26 as a2: claims = 8; introductions = 4
    unchanged claims.csv:34 as a3: claims = 5
    unchanged claims.csv:39 as a4: claims = 11; introductions = 3
    unchanged claims.csv:50 as a5: claims = 11; introductions = 3
    ");
    assert_eq!(place.dump(), before);
    place.run("export csv --excel -o excel.csv").ok();
    assert!(place.read("excel.csv").starts_with('\u{feff}'));
    place.run("import csv excel.csv --prune").ok();
    assert_eq!(place.dump(), before);
    // What Excel makes of it in a country where the comma is for decimals.
    let semicolons = with_delimiter(&place.read("claims.csv"), b';');
    place.write("semicolons.csv", &format!("sep=;\r\n{semicolons}"));
    place.run("import csv semicolons.csv").ok();
    let tabs = with_delimiter(&place.read("claims.csv"), b'\t');
    let tabs: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(tabs.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    std::fs::write(place.path("tabs.txt"), tabs).expect("as the test needs it");
    place.run("import csv tabs.txt").ok();
    assert_eq!(place.dump(), before);
}

/// What was logged of each article.
fn headlines(output: Output) -> String {
    let lines: Vec<String> = output
        .ok()
        .lines()
        .filter(|line| line.contains(".csv:"))
        .map(str::to_owned)
        .collect();
    lines.join("\n")
}

/// All that is said but for the report of what is new, which has its own tests.
fn without_news(mut output: Output) -> Output {
    if let Some(at) = output.stdout.find("\nNEW IN ") {
        output.stdout.truncate(at);
    }
    output
}

fn with_delimiter(text: &str, delimiter: u8) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for record in reader.records() {
        writer
            .write_record(&record.expect("as the test needs it"))
            .expect("as the test needs it");
    }
    String::from_utf8(writer.into_inner().expect("as the test needs it"))
        .expect("as the test needs it")
}

#[test]
fn an_export_with_texts_makes_the_same_claims_in_another_book() {
    let place = Place::new();
    place.demo();
    assert_snapshot!(place.run("export csv --texts out/texts -o out/claims.csv"), @r"
    --- stderr
    Wrote out/claims.csv
    texts/a1.txt: 7 reported facts are not in the file: lantern-gate-hearing name, date, place, venue, theme, host, attendance.
    texts/a2.txt: 7 reported facts are not in the file: lantern-gate-hearing name, date, place, venue, theme, host, attendance.
    texts/a4.txt: 4 reported facts are not in the file: lantern-gate-hearing name, date, place, theme.
    texts/a5.txt: 6 reported facts are not in the file: lantern-gate-hearing name, date, place, venue, host, attendance.
    texts/a3.txt: 2 reported facts are not in the file: lantern-gate-hearing name, date.
    Not in the file: aliases of speakers odalys-wenn, ilsabet-corrow, perrin-dole, tobin-hask.
    Not in the file: parent of event lantern-gate-hearing.
    Outlets, organizations and topics are in the file by name only.
    ");
    assert_snapshot!(headlines(place.run("--book new.db import csv out/claims.csv --dry-run")), @r"
    would log claims.csv:2 as a new article: claims + 24; introductions + 5; new: 1 outlet, 6 organizations, 9 speakers, 5 affiliations, 1 event, 6 topics, 20 propositions
    would log claims.csv:28 as a new article: claims + 8; introductions + 4; new: 1 outlet, 4 affiliations
    would log claims.csv:37 as a new article: claims + 11; introductions + 3; new: 1 outlet, 1 affiliation, 1 proposition
    would log claims.csv:49 as a new article: claims + 11; introductions + 3; new: 1 outlet, 3 propositions
    would log claims.csv:61 as a new article: claims + 5
    ");
    place.run("--book new.db import csv out/claims.csv").ok();
    let second = place.run("--book new.db import csv out/claims.csv").ok();
    assert_eq!(second.matches("unchanged").count(), 5, "{second}");
    let ours = place.run("export csv -o ours.csv").status;
    let theirs = place.run("--book new.db export csv -o theirs.csv").status;
    assert_eq!((ours, theirs), (Some(0), Some(0)));
    // The copy comes after what it copies, so the articles have other numbers there.
    assert_eq!(
        rows_by_title(&place.read("ours.csv")),
        rows_by_title(&place.read("theirs.csv"))
    );
    let before = place.dump();
    place.run("import csv out/claims.csv").ok();
    assert_eq!(place.dump(), before);
}

/// The rows without the keys of their articles, in the order of the articles' titles.
fn rows_by_title(text: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("as the test needs it").clone();
    let mut rows: Vec<Vec<(String, String)>> = reader
        .records()
        .map(|record| {
            let record = record.expect("as the test needs it");
            header
                .iter()
                .zip(&record)
                .filter(|(name, _)| !matches!(*name, "article.key" | "article.copy_of"))
                .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
                .collect()
        })
        .collect();
    rows.sort_by_key(|row| {
        row.iter()
            .find(|(name, _)| name == "article.title")
            .cloned()
    });
    rows
}

const TEXT: &str = "It rained; it poured.\n\nAnn Lee, mayor of Dun, said nearly 40 boats sank.\n\n=SUM(A1) is what the board showed.\n";

fn place() -> Place {
    let place = Place::new();
    place.write("rain.txt", TEXT);
    place
}

const WHOLE: &str = "\
voice,who,who.kind,who.country,introduction.role,introduction.org,introduction.text,cue,text,prop,prop.text,prop.topic,stance,figure.text,figure.value,figure.hedge,figure.unit,event.key,event.name,article.file,article.title,article.outlet,article.events
direct,Ann Lee,person,GB,mayor,Dun,\"Ann Lee, mayor of Dun\",said,nearly 40 boats sank,boats-sank,Boats sank,rain,asserts,nearly 40 boats,40,nearly,boats,storm,The storm,rain.txt,Rain,Gazette,storm
narration,,,,,,,,It rained; it poured,,It rained; it poured,rain,,,,,,,,rain.txt,Rain,Gazette,storm
narration,,,,,,,,'=SUM(A1),Sums were shown,,rain,,,,,,,,rain.txt,Rain,Gazette,storm
";

#[test]
fn a_spreadsheet_alone_introduces_its_names() {
    let place = place();
    place.write("rain.csv", WHOLE);
    assert_snapshot!(without_news(place.run("import csv rain.csv --dry-run")), @r"
    would log rain.csv:2 as a new article: claims + 3; introductions + 1; new: 1 outlet, 1 organization, 1 speaker, 1 affiliation, 1 event, 1 topic, 3 propositions
      + outlet gazette: Gazette
      + event storm: The storm
      + speaker ann-lee: Ann Lee
      + topic rain: rain
      + proposition boats-sank: Boats sank
      + proposition it-rained-it-poured: It rained; it poured
      + proposition sums-were-shown: Sums were shown
      + organization dun: Dun
      + article a1: Rain
      + affiliation ann-lee-mayor: mayor
      + introduction a1 ann-lee: ann-lee-mayor
      + claim a1.1: direct ann-lee: boats-sank
      + claim a1.2: narration: it-rained-it-poured
      + claim a1.3: narration: sums-were-shown
    ");
    assert!(!place.book().exists());
    place.run("import csv rain.csv").ok();
    let before = place.dump();
    assert_snapshot!(place.run_with_input(WHOLE.as_bytes(), "import csv -"), @"unchanged standard input:2 as a1: claims = 3; introductions = 1");
    assert_eq!(place.dump(), before);
    assert_snapshot!(place.run("article show a1 --sheet"), @r#"
    claims = [
      { id = 1, voice = "direct", who = "ann-lee", cue = "said", text = "nearly 40 boats sank", prop = "boats-sank", stance = "asserts", figures = [{ text = "nearly 40 boats", value = 40, hedge = "nearly", unit = "boats" }] },
      { id = 2, voice = "narration", text = "It rained; it poured", prop = "it-rained-it-poured" },
      { id = 3, voice = "narration", text = "=SUM(A1)", prop = "sums-were-shown" },
    ]

    [defaults]
    coder = "ann"

    [article]
    key = "a1"
    title = "Rain"
    outlet = "gazette"
    events = ["storm"]
    coded = "partial"

    [[introductions]]
    who = "ann-lee"
    role = "mayor"
    org = "dun"
    text = "Ann Lee, mayor of Dun"
    "#);
    // An edited cell is one change.
    place.write("rain.csv", &WHOLE.replace(",asserts,", ",mentions,"));
    assert_snapshot!(without_news(place.run("import csv rain.csv")), @r"
    updated rain.csv:2 as a1: claims ~ 1 = 2; introductions = 1
      ~ claim a1.1: stance: asserts → mentions
    ");
    // A row that is gone is deleted only with --prune.
    let short: Vec<&str> = WHOLE.lines().take(3).collect();
    place.write("short.csv", &short.join("\n"));
    assert_snapshot!(without_news(place.run("import csv short.csv")), @r"
    updated short.csv:2 as a1: claims ~ 1 = 1 ? 1; introductions = 1
      ~ claim a1.1: stance: mentions → asserts
      ? claim a1.3: narration: sums-were-shown (not in the sheet; --prune deletes it)
    ");
    assert_snapshot!(without_news(place.run("import csv short.csv --prune")), @r"
    updated short.csv:2 as a1: claims - 1 = 2; introductions = 1
      - claim a1.3: narration: sums-were-shown
    ");
}

#[test]
fn an_article_without_claims_is_a_row_without_claim_cells() {
    let place = place();
    place.write(
        "rain.csv",
        "text,voice,article.title,article.outlet,article.file\n,,Rain,Gazette,rain.txt\n",
    );
    place.run("import csv rain.csv").ok();
    assert_snapshot!(place.run("export csv"), @r"
    id,voice,who,cue,text,prop,stance,article.key,article.title,article.outlet,article.coded,article.coder
    ,,,,,,,a1,Rain,gazette,facts,ann
    ");
}

/// Imports a file that is refused and returns what is said, having checked that nothing was written.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let place = place();
    place.run("topic add --name Weather").ok();
    let before = place.dump();
    std::fs::write(place.path("bad.csv"), bytes).expect("as the test needs it");
    let output = place.run("import csv bad.csv");
    assert_eq!(output.status, Some(1), "{output}");
    assert_eq!(place.dump(), before);
    output.to_string()
}

#[test]
fn a_file_that_is_no_spreadsheet_is_refused() {
    assert_snapshot!(refused(b""), @r"
    --- stderr
    bad.csv: the file is empty
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"\n\n"), @r"
    --- stderr
    bad.csv: the file is empty
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text\nnarration,Caf\xe9\n"), @r"
    --- stderr
    bad.csv is not UTF-8 at byte 24 (line 2), perhaps Windows-1252 or ISO 8859: save the file as UTF-8; a spreadsheet program has “CSV UTF-8” among the formats it saves in
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text\nnarration,a\0b\n"), @r"
    --- stderr
    bad.csv: there is a NUL character at line 2, column 12: remove it, or save the file as UTF-8 text; a spreadsheet program has “CSV UTF-8” among the formats it saves in
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"PK\x03\x04 whatever"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 1: the first line names no column: it should be a header such as voice, who, text, prop, article.title, article.outlet, article.file
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"It rained\nall night\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 1: the first line names no column: it should be a header such as voice, who, text, prop, article.title, article.outlet, article.file
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
}

#[test]
fn a_header_is_refused_with_the_nearest_names() {
    assert_snapshot!(refused(b"voce,text,article.headlin,xyz,article.key\n"), @r"
    --- stderr
    bad.csv: 3 things are wrong, nothing was logged
      line 1: there is no column “voce”; nearest: voice
      line 1: there is no column “article.headlin”; nearest: article.headline, article.file, article.credit
      line 1: there is no column “xyz”
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text,text,article.key\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 1: two columns are called text
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text,article.title\nnarration,It rained,Rain\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 1: no column says of which article a row is: repeat article.title, article.outlet and article.file on each row, or article.key for an article the book has
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
}

#[test]
fn broken_rows_are_refused_at_their_lines() {
    assert_snapshot!(refused(b"voice,text,article.key\nnarration,\"It rained,a1\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 2: a quote opens a cell in this row and is never closed: close it, or double the quotes inside a cell
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text,article.key\nnarration,\"It\" rained,a1\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 2: there are letters after the closing quote of cell 2: double the quotes inside a cell
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text,article.key\nnarration,It rained, it poured,a1\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 2: the row has 4 cells and the header 3: put quotes around a cell that holds the delimiter
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text,,article.key\nnarration,It rained,what,a1\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 2: cell 3 has no name in the header
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
    assert_snapshot!(refused(b"voice,text,article.key,article.url\nnarration,It rained,,\n"), @r"
    --- stderr
    bad.csv: 1 thing is wrong, nothing was logged
      line 2: the row does not say of which article it is: repeat article.key, article.url, or article.outlet and article.title on each row
    Error: a file was not read, and nothing of it was written
    Hint: `claimbook import csv --help` lists the columns
    [exit status 1]
    ");
}

#[test]
fn rows_of_an_article_must_agree() {
    assert_snapshot!(refused(b"voice,text,article.title,article.outlet,article.file,article.language\n\
        narration,It rained,Rain,Gazette,rain.txt,en\n\
        narration,it poured,Rain,Gazette,rain.txt,fr\n"), @r"
        --- stderr
        bad.csv:2: 1 thing is wrong, nothing was logged
          line 3: article.language is “fr” here and “en” at line 2: all rows of an article must agree
        Error: the article was refused, and nothing of it was written
        Hint: correct what is said above and import again: what is logged already stays as it is
        [exit status 1]
        ");
    assert_snapshot!(refused(b"voice,text,article.key,article.title,article.outlet,article.file\n\
        narration,It rained,a1,Rain,Gazette,rain.txt\n\
        narration,it poured,,Rain,Gazette,rain.txt\n"), @r"
        --- stderr
        bad.csv: 1 thing is wrong, nothing was logged
          line 3: this seems to be the article of line 2: give all its rows the same article.key and article.url, or none of them
        Error: a file was not read, and nothing of it was written
        Hint: `claimbook import csv --help` lists the columns
        [exit status 1]
        ");
}

#[test]
fn cells_are_refused_by_their_columns() {
    let rows = "id,voice,stance,who,who.kind,prop,said,figure,figure.value,targets,text,article.title,article.outlet,article.file,article.published\n\
        one,narratoin,assert,,,no-such-key,2024-13-01,,,,nowhere,Rain,Gazette,rain.txt,31.12.2024\n\
        ,direct,,Bob,,,,832 counties,,,It rained,Rain,Gazette,rain.txt,\n\
        ,direct,,Bob; Cid,person; person; person,,,,\"1,5\",[1],It rained,Rain,Gazette,rain.txt,\n\
        ,direct,,,person,,,,,,It rained,Rain,Gazette,rain.txt,\n\
        ,direct,,Dan,,,,,x,,It rained,Rain,Gazette,rain.txt,\n";
    assert_snapshot!(refused(rows.as_bytes()), @r#"
    --- stderr
    bad.csv:2: 7 things are wrong, nothing was logged
      line 2: article.published: "31.12.2024" is not a date; write 2017, 2017-12, 2017-12-05, 2017-12-05T14:30 or 2017-12-05T14:30:59
      line 2: id is a string, and should be a whole number
      line 2: prop: there is no proposition “no-such-key” in these rows or the book: fill prop.text, or write a whole sentence with #topic
      line 2: said: month 13 of "2024-13-01" is outside 01..12
      line 2: stance: “assert” is not a stance: asserts, rejects, mentions, declines, unset; nearest: asserts
      line 2: text: “nowhere” is not in the text; copy the words from the article
      line 2: voice: “narratoin” is not a voice: direct, indirect, narration, document; nearest: narration
    bad.csv:3: 11 things are wrong, nothing was logged
      line 3: figure: “832 counties” is not a table such as { text = "832", value = 832 }: write one, or use figure.text, figure.value and figure.unit
      line 3: who: there is no speaker “Bob” in these rows or the book: fill who.kind in a row whose who is that speaker, or write a full name the book has
      line 4: figure.value: the comma in "1,5" is ambiguous: write 1000 or 1_000 for a thousand, 1.5 for one and a half
      line 4: targets is a number, and should be a table
      line 4: who.kind has 3 values and who has 2 speakers
      line 4: who: there is no speaker “Bob” in these rows or the book: fill who.kind in a row whose who is that speaker, or write a full name the book has
      line 4: who: there is no speaker “Cid” in these rows or the book: fill who.kind in a row whose who is that speaker, or write a full name the book has
      line 5: the claim has no who: name the speaker; where the article names nobody, a speaker of kind unnamed
      line 5: who.name, who.kind and who.country are of the speaker in who, which is empty
      line 6: figure.value: "x" is not a number; write 412, 1_000_000, 2.5, 1e8 or 50..60, and a unit in its own field
      line 6: who: there is no speaker “Dan” in these rows or the book: fill who.kind in a row whose who is that speaker, or write a full name the book has
    Error: 2 of 2 articles were refused, and nothing of them was written
    Hint: correct what is said above and import again: what is logged already stays as it is
    [exit status 1]
    "#);
}

#[test]
fn what_the_book_and_the_text_do_not_have_is_refused_by_line_and_column() {
    let rows = "voice,who,text,prop,at,cue,article.title,article.outlet,article.file\n\
        direct,Bob,nearly 50 boats,boats,storm,said,Rain,Gazette,rain.txt\n\
        narration,,it,It rained,,,Rain,Gazette,rain.txt\n\
        narration,,It rained,It rained,,whispered,Rain,Gazette,rain.txt\n";
    assert_snapshot!(refused(rows.as_bytes()), @r"
    --- stderr
    bad.csv:2: 5 things are wrong, nothing was logged
      line 2: at: there is no event “storm” in these rows or the book: fill event.key, event.name and event.dates in a row
      line 2: prop: there is no proposition “boats” in these rows or the book: fill prop.text, or write a whole sentence with #topic
      line 2: text: “nearly 50 boats” is not in the text; the same up to “nearly” is line 3 “Ann Lee, mayor of Dun, said nearly 40 boats sank.”
      line 2: who: there is no speaker “Bob” in these rows or the book: fill who.kind in a row whose who is that speaker, or write a full name the book has
      line 4: cue: “whispered” is not in the text; copy the words from the article
    Error: the article was refused, and nothing of it was written
    Hint: correct what is said above and import again: what is logged already stays as it is
    [exit status 1]
    ");
    let rows = "voice,text,article.title,article.outlet,article.file\n\
        narration,It rained,Rain,,no.txt\n";
    assert_snapshot!(refused(rows.as_bytes()), @r"
    --- stderr
    bad.csv:2: 1 thing is wrong, nothing was logged
      line 2: article.file: no.txt: No such file or directory (os error 2)
    Error: the article was refused, and nothing of it was written
    Hint: correct what is said above and import again: what is logged already stays as it is
    [exit status 1]
    ");
    let rows = "voice,text,article.title,article.outlet\n\
        narration,It rained,Rain,Gazette\n";
    assert_snapshot!(refused(rows.as_bytes()), @r"
    --- stderr
    bad.csv:2: 1 thing is wrong, nothing was logged
      line 2: article.file names no file with the text, and the book does not have the article
    Error: the article was refused, and nothing of it was written
    Hint: correct what is said above and import again: what is logged already stays as it is
    [exit status 1]
    ");
    let rows = "voice,text,article.key\nnarration,It rained,a7\n";
    assert_snapshot!(refused(rows.as_bytes()), @r"
    --- stderr
    bad.csv:2: 1 thing is wrong, nothing was logged
      line 2: article.key: there is no article “a7” in this book: leave article.key empty to log a new one
    Error: the article was refused, and nothing of it was written
    Hint: correct what is said above and import again: what is logged already stays as it is
    [exit status 1]
    ");
    let rows = "voice,text,article.title,article.outlet,article.file\n\
        narration,It rained,Rain,Gazette,../rain.txt\n";
    assert_snapshot!(refused(rows.as_bytes()), @r"
    --- stderr
    bad.csv:2: 1 thing is wrong, nothing was logged
      line 2: article.file: ../rain.txt lies outside the spreadsheet's folder: --allow-outside permits it
    Error: the article was refused, and nothing of it was written
    Hint: correct what is said above and import again: what is logged already stays as it is
    [exit status 1]
    ");
}

#[test]
fn a_good_article_beside_a_bad_one_is_logged() {
    let place = place();
    place.write(
        "two.csv",
        "voice,text,article.title,article.outlet,article.file\n\
         narration,nowhere,Bad,Gazette,rain.txt\n\
         narration,It rained,Good,Gazette,rain.txt\n",
    );
    assert_snapshot!(without_news(place.run("import csv two.csv")), @r"
    logged two.csv:3 as a1: claims + 1; new: 1 outlet
    --- stderr
    Made a new book: $ROOT/claimbook.db
    two.csv:2: 1 thing is wrong, nothing was logged
      line 2: text: “nowhere” is not in the text; copy the words from the article
    Error: 1 of 2 articles was refused, and nothing of it was written
    Hint: correct what is said above and import again: what is logged already stays as it is
    [exit status 1]
    ");
}

#[test]
fn the_help_lists_the_columns() {
    assert_snapshot!(place().run("import csv --help"), @r"
    Spreadsheets: one row a claim, the article's columns repeated

    Usage: claimbook import csv [OPTIONS] <FILE>...

    Arguments:
      <FILE>...
              Files, or - for standard input

    Options:
          --dry-run
              Show what would be written, and write nothing

          --prune
              Delete claims, introductions and facts that the sheet no longer shows

          --new-version
              Take another text of a known article as its next version

          --allow-outside
              Take article texts from outside the file's folder too

      -h, --help
              Print help (see a summary with '-h')

    Global options:
          --book <PATH>
              Use this book
              
              Without it: CLAIMBOOK_BOOK, else the nearest claimbook.db upward from here, else the one
              in your data directory.

          --coder <NAME>
              Write as this coder
              
              Without it: CLAIMBOOK_CODER, else `coder` in the configuration file, else your login name.

          --color <WHEN>
              Colour the output

              Possible values:
              - auto:   On a terminal, unless NO_COLOR is set
              - always: Always
              - never:  Never
              
              [default: auto]

    One row a claim; the first line names the columns. Columns may be left out and stand in any order.

    Of the claim, as in a sheet: id, draft, status, origin, voice, who, or, for, via, cue, source, text,
    prop, stance, said, at, about, figure, figures, targets, in, supports, gloss, labels, note

    Of its one figure: figure.text, figure.value, figure.low, figure.high, figure.is, figure.hedge,
    figure.unit, figure.of, figure.period

    Of the article, the same on each of its rows: article.key, article.file, article.title,
    article.outlet, article.credit, article.url, article.published, article.updated, article.zone,
    article.language, article.status, article.copy_of, article.note, article.byline, article.events,
    article.coded, article.layer, article.headline, article.byline_block, article.captions,
    article.boilerplate, article.retrieved, article.labels, article.coder

    To introduce names the book does not have: who.name, who.kind, who.country, introduction.role,
    introduction.org, introduction.text, introduction.note, prop.text, prop.topic, event.key,
    event.name, event.dates, event.place, event.country. With who.name, who is a key. A row may hold
    only these (with who or prop).

    The rows of one article share article.key, else article.url, else its outlet, title and published,
    else its file. article.file names the file with the text, as seen from the spreadsheet; it may be
    left out where the book has the article. A row without a claim is an article without claims.

    Several names stand between `;`. A cell that begins with [ or { may be a list or a table as in a
    sheet. An apostrophe before = + - @ is taken off, since `export --excel` puts it there.

    Reported facts of events, speakers and organizations do not fit into rows and are left as they are.
    ");
}

fn at<T>(value: T) -> At<T> {
    At {
        value,
        place: SheetPlace::default(),
    }
}

/// Text as a sheet keeps it: without white space around it, and not empty.
fn words() -> impl Strategy<Value = String> {
    let wild = "[^\u{0}]{1,12}".prop_map(|text| text.trim().to_owned());
    let nasty = prop::sample::select(vec![
        "=1+1",
        "'=1",
        "''-x",
        "@me",
        "+4",
        "[a]",
        "[\"a\"]",
        "{ words = \"x\" }",
        "a;b",
        "; a",
        "\"q\"",
        "a,b",
        "a\nb",
        "a\r\nb",
        "\tx",
        "'",
        "12",
        "true",
        "sep=;",
        "\u{feff}x",
        "𝄞 é́",
        "שלום",
    ])
    .prop_map(str::to_owned);
    prop_oneof![wild, nasty]
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("empty", |text| !text.is_empty())
}

/// Words that do not end in the mark of a guess.
fn name() -> impl Strategy<Value = String> {
    words()
        .prop_map(|text| text.trim_end_matches(['?', ' ']).trim().to_owned())
        .prop_filter("empty", |text| {
            !text.is_empty() && !text.ends_with(char::is_whitespace)
        })
        .prop_filter("a guess", |text| !text.ends_with('?'))
}

fn piece() -> impl Strategy<Value = Piece> {
    (
        words(),
        prop::option::of(words()),
        prop::option::of(0_u32..9),
    )
        .prop_map(|(words, after, at)| Piece { words, after, at })
}

fn row() -> impl Strategy<Value = Row> {
    (
        prop::collection::vec(name(), 1..3),
        prop::collection::vec(piece(), 1..3),
        prop::collection::vec(piece(), 0..3),
        words(),
        (prop::option::of(words()), prop::option::of(words())),
        prop::collection::btree_set(words(), 0..3),
        prop::collection::vec(name(), 0..3),
        any::<bool>(),
    )
        .prop_map(
            |(who, text, cue, at_event, (gloss, note), labels, targets, guess)| Row {
                place: SheetPlace::default(),
                id: Some(at(7)),
                voice: Voice::Direct,
                voice_guess: guess,
                who: who
                    .into_iter()
                    .map(|name| Who {
                        name: at(name),
                        guess,
                    })
                    .collect(),
                or: Vec::new(),
                principals: Vec::new(),
                via: Vec::new(),
                cue: cue.into_iter().map(at).collect(),
                source: Vec::new(),
                text: at(Locator { pieces: text }),
                props: Vec::new(),
                stance: None,
                stance_guess: false,
                said: None,
                at: Some(at(at_event)),
                about: None,
                figures: Vec::new(),
                targets: targets
                    .into_iter()
                    .map(|who| TargetCell {
                        who: at(who),
                        role: claimbook::domain::claim::TargetRole::Object,
                        tone: guess.then_some(1),
                    })
                    .collect(),
                part_of: Vec::new(),
                supports: Vec::new(),
                gloss,
                labels: labels.into_iter().collect(),
                note,
                status: Status::Draft,
                origin: Origin::Machine,
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_cell_survives_going_out_and_coming_in(rows in prop::collection::vec(row(), 1..3), key in words(), byline in prop::collection::vec(words(), 0..3), captions in prop::collection::vec(piece(), 0..3), excel in any::<bool>()) {
        let csv = format("csv").expect("as the test needs it");
        let mut sheet = Sheet { rows, ..Sheet::default() };
        sheet.article.key = Some(at(key));
        sheet.article.byline = byline.into_iter().map(at).collect();
        sheet.article.captions = captions.into_iter().map(|piece| at(Locator { pieces: vec![piece] })).collect();
        let exported = csv.write.expect("as the test needs it")(std::slice::from_ref(&sheet), WriteOptions { excel });
        let imported = csv.read.expect("as the test needs it")(exported.text.as_bytes()).expect("as the test needs it");
        prop_assert_eq!(imported.len(), 1);
        prop_assert_eq!(&imported[0].problems, &Vec::new());
        // Through TOML, so that both have lost the same white space.
        let (expected, problems) = parse(&write(&sheet));
        prop_assert_eq!(problems, Vec::new());
        prop_assert_eq!(write(&imported[0].sheet), write(&expected));
    }

    #[test]
    fn arbitrary_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _read = format("csv").expect("as the test needs it").read.expect("as the test needs it")(&bytes);
    }

    #[test]
    fn arbitrary_rows_are_read_without_panic(rows in "(([a-z.\\[\\]{}=\"';,\n\r ]|voice|who|text|article\\.key|introduction\\.text|prop\\.topic){0,30}\n?){0,4}") {
        let header = "voice,who,text,prop,prop.topic,who.kind,introduction.text,figure.value,targets,article.key\n";
        let read = format("csv").expect("as the test needs it").read.expect("as the test needs it")(format!("{header}{rows}").as_bytes());
        if let Err(FormatError::Problems(problems)) = read {
            for problem in problems {
                prop_assert!(problem.place.line >= 1);
            }
        }
    }
}
