//! Broken and awkward sheets: each gets a clear error or a correct result, and none is written by half.

use insta::assert_snapshot;

use crate::harness::{Output, Place};

const TEXT: &str = "Storm over Dun

Ann Lee, mayor of Dun, said nearly 40 boats sank. “It was the worst night,” she said.

Boats sank at the pier. Boats sank at the lock.
";

const BASE: &str = r#"
claims = [
  { voice = "indirect", who = "lee", cue = "said", text = "nearly … sank", prop = "boats-sank", stance = "asserts" },
  { voice = "indirect", who = "sources", text = "The pier broke", prop = "pier-broke" },
]
[article]
file = "base.txt"
title = "Base"
outlet = "Gazette"
events = ["storm"]
[speakers.lee]
name = "Ann Lee"
kind = "person"
country = "GB"
[speakers.sources]
name = "sources"
kind = "unnamed"
[speakers.one]
name = "Bo Li"
kind = "person"
[speakers.two]
name = "Bo Li"
key = "bo-li-2"
kind = "person"
[events.storm]
name = "The storm"
dates = "2024-02-02"
[propositions.boats-sank]
text = "Boats sank"
topic = "damage"
[propositions.pier-broke]
text = "The pier broke"
[[introductions]]
who = "one"
role = "pilot"
text = "Bo Li"
[[introductions]]
who = "two"
role = "clerk"
text = "Bo … clerk"
"#;

const BASE_TEXT: &str =
    "Ann Lee said nearly 40 boats sank. The pier broke. Bo Li and Bo the clerk watched.\n";

/// A place whose book knows some names.
fn place() -> Place {
    let place = Place::new();
    place.write("base.toml", BASE);
    place.write("base.txt", BASE_TEXT);
    place.run("log base.toml").ok();
    place
}

/// A sheet on the storm's article with these claims and these lines after `[article]`.
fn sheet(claims: &str, rest: &str) -> String {
    format!(
        "claims = [\n  {claims}\n]\n[article]\nfile = \"t.txt\"\ntitle = \"Storm over Dun\"\noutlet = \"Gazette\"\n{rest}"
    )
}

/// Logs a sheet beside a text and returns what is said; where it is refused, nothing may be written, and where it is not, the spans
/// are shown too.
#[track_caller]
fn log_bytes(sheet: &[u8], text: &[u8]) -> String {
    let place = place();
    std::fs::write(place.path("s.toml"), sheet).expect("as the test needs it");
    std::fs::write(place.path("t.txt"), text).expect("as the test needs it");
    log_in(&place, "log s.toml")
}

#[track_caller]
fn log_in(place: &Place, command: &str) -> String {
    let before = place.dump();
    let mut output = place.run(command);
    if let Some(at) = output.stdout.find("\nNEW IN ") {
        output.stdout.truncate(at);
    }
    if output.status == Some(0) {
        let spans = spans(place);
        return format!("{output}{spans}");
    }
    assert_eq!(output.status, Some(1), "{output}");
    assert_eq!(place.dump(), before, "{output}");
    without_ending(output)
}

/// The output without the last lines, which are the same for every refused sheet.
fn without_ending(output: Output) -> String {
    let text = output.to_string();
    let ending = "Error: the sheet was refused, and nothing of it was written\nHint: correct what is said above and log again: what is logged already stays as it is\n[exit status 1]";
    text.replace(ending, "")
        .replace("--- stderr\n", "")
        .trim_end()
        .to_owned()
}

/// The spans of the claims of the newest article, with their words.
fn spans(place: &Place) -> String {
    let book = rusqlite::Connection::open(place.book()).expect("as the test needs it");
    let mut statement = book
        .prepare(
            "SELECT c.number, s.role, s.start_cp, s.end_cp, s.words FROM span AS s JOIN claim AS c ON c.id = s.claim
             WHERE c.article = (SELECT max(id) FROM article) ORDER BY c.number, s.role, s.number",
        )
        .expect("as the test needs it");
    let rows = statement
        .query_map([], |row| {
            let (number, role): (i64, String) = (row.get(0)?, row.get(1)?);
            let (start, end, words): (i64, i64, String) = (row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(format!("{number} {role} {start}..{end} {words:?}\n"))
        })
        .expect("as the test needs it");
    rows.map(Result::unwrap).collect()
}

#[track_caller]
fn log(sheet: &str) -> String {
    log_bytes(sheet.as_bytes(), TEXT.as_bytes())
}

/// One narrated claim on these words.
fn words(words: &str) -> String {
    sheet(
        &format!("{{ voice = \"narration\", text = {words}, prop = \"boats-sank\" }}"),
        "",
    )
}

#[test]
fn values_of_a_wrong_type_are_refused() {
    assert_snapshot!(log(&sheet("{ voice = 3, text = true, prop = 4, id = \"one\", who = { a = 1 } }", "")), @r"
    s.toml: 5 things are wrong, nothing was logged
      line 2: voice is a number, and should be a string in quotes
      line 2: text is true or false, and should be words in quotes, or { words = …, after = … }
      line 2: prop is a number, and should be a string in quotes
      line 2: id is a string, and should be a whole number
      line 2: who is a table, and should be a string in quotes
    ");
    assert_snapshot!(log("claims = 3\n[article]\nfile = \"t.txt\"\ntitle = [\"a\"]\noutlet = 7\n"), @r"
    s.toml: 5 things are wrong, nothing was logged
      line 1: claims is a number, and should be a table or a list of tables
      line 2: [article] needs outlet
      line 2: [article] needs title
      line 4: title is a list, and should be a string in quotes
      line 5: outlet is a number, and should be a string in quotes
    ");
    assert_snapshot!(log("claims = [3, \"x\"]\narticle = \"t.txt\"\n"), @r"
    s.toml: 3 things are wrong, nothing was logged
      line 1: claims is a number, and should be a table
      line 1: claims is a string, and should be a table
      line 2: [article] is a string, and should be a table
    ");
    assert_snapshot!(log(&sheet("", "events = 2024-02-02\ncoded = \"all\"\nlayer = \"mine\"\n")), @r"
    s.toml: 3 things are wrong, nothing was logged
      line 8: events is a date, and should be a string in quotes
      line 9: “all” is not a coding extent: full, partial, facts
      line 10: “mine” is not a coding layer: own, decided
    ");
}

#[test]
fn unknown_keys_are_refused_with_the_nearest() {
    assert_snapshot!(log(&sheet("{ voice = \"narration\", txt = \"Boats\", text = \"at the pier\", topic = \"x\" }", "headlin = \"Storm\"\n[speakers.x]\nname = \"X\"\nkind = \"person\"\nage = 4\n[evnts.a]\n")), @r"
    s.toml: 5 things are wrong, nothing was logged
      line 2: a claim has no key “txt”; nearest: text
      line 2: a claim has no key “topic” (it has: id, draft, status, origin, voice, who, or, for, via, cue, source, text, prop, stance, said, at, about, figure, figures, targets, in, supports, gloss, labels, note)
      line 8: [article] has no key “headlin”; nearest: headline
      line 12: [speakers.x] has no key “age” (it has: name, kind, country, short, is, note, key, aliases, labels, shared, reported)
      line 13: a sheet has no key “evnts”; nearest: events
    ");
}

#[test]
fn claims_under_a_table_are_refused_with_the_reason() {
    assert_snapshot!(log("[article]\nfile = \"t.txt\"\ntitle = \"T\"\noutlet = \"Gazette\"\nclaims = [\n  { voice = \"narration\", text = \"Boats sank at the pier\" },\n]\n"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: claims stand here as a part of [article]: move them above the first [table], or write each as [[claims]]
    ");
}

#[test]
fn what_is_not_toml_is_refused_at_its_line() {
    assert_snapshot!(log("claims = [\n  { voice = \"narration\", text = \"Boats },\n]\n"), @r#"
    s.toml: 4 things are wrong, nothing was logged
      line 2: this is not TOML: invalid basic string, expected `"`
      line 3: this is not TOML: invalid inline table element, expected `,`
      line 3: this is not TOML: unclosed array, expected `]`
      line 3: this is not TOML: unclosed inline table, expected `}`
    "#);
    assert_snapshot!(log("[article]\ntitle = \"T\"\ntitle = \"T\"\n"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 3: this is not TOML: duplicate key
    ");
    assert_snapshot!(log("Boats sank at the pier.\n"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 1: this is not TOML: key with no value, expected `=`
    ");
}

#[test]
fn an_empty_sheet_and_an_empty_text_are_refused() {
    assert_snapshot!(log(""), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 1: the sheet has no [article] table: it needs at least file, title and outlet
    ");
    assert_snapshot!(log("# only a comment\n"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 1: the sheet has no [article] table: it needs at least file, title and outlet
    ");
    assert_snapshot!(log("claims = []\n[article]\n"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: [article] names no file with the text, and the book does not have the article
    ");
    assert_snapshot!(log_bytes(words("\"Boats\"").as_bytes(), b""), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: t.txt is empty
    ");
    assert_snapshot!(log_bytes(sheet("", "").as_bytes(), b""), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: t.txt is empty
    ");
}

#[test]
fn words_that_are_not_once_in_the_text_are_refused() {
    assert_snapshot!(log(&words("\"Boats sank\"")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “Boats sank” is found 2 times: line 5 “Boats sank at the pier. Boats sank at …”, line 5 “Boats sank at the pier. Boats sank at the lock.”; add words, or use { words = …, after = … }
    ");
    assert_snapshot!(log(&words("\"Ships sank at the pier\"")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “Ships sank at the pier” is not in the text; the same from “s sank at the pier” on is line 5 “Boats sank at the pier. Boats sank at the lock.”
    ");
    assert_snapshot!(log(&words("\"boats sank at the pier\"")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “boats sank at the pier” is in the text only with other capitals: line 5 “Boats sank at the pier. Boats sank at the lock.”
    ");
    assert_snapshot!(log(&words("\"lock … pier\"")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “lock … pier” is not one place: “lock” is on line 5 “… pier. Boats sank at the lock.”, and “pier” does not follow it in that paragraph, only on line 5 “Boats sank at the pier. Boats sank at the lock.”
    ");
    assert_snapshot!(log(&words("\"Storm … lock\"")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “Storm … lock” is not one place: “Storm” is on line 1 “Storm over Dun”, and “lock” does not follow it in that paragraph, only on line 5 “… pier. Boats sank at the lock.”
    ");
    assert_snapshot!(log(&words("[\"at the lock\", \"at the pier\"]")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “at the lock”, “at the pier” is not one place: “at the lock” is on line 5 “… at the pier. Boats sank at the lock.”, and “at the pier” does not follow it in that paragraph, only on line 5 “Boats sank at the pier. Boats sank at the lock.”
    ");
    assert_snapshot!(log(&words("\"\"")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text is empty
    ");
    assert_snapshot!(log(&words("\"…\"")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “…” has no words on one side of an ellipsis: write first … last, or the exact words
    ");
    assert_snapshot!(log(&words("[]")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text is an empty list
    ");
    assert_snapshot!(log(&words("{ words = \"Boats sank\", after = \"lock\" }")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “Boats sank” does not follow “lock”; the last is line 5 “Boats sank at the pier. Boats sank at the lock.”
    ");
    assert_snapshot!(log(&words("{ words = \"Boats sank\", after = \"pier\" }")), @r#"
    logged s.toml as a2: claims + 1
    1 content 127..137 "Boats sank"
    "#);
    assert_snapshot!(log(&sheet("{ voice = \"narration\", text = \"at the pier\", cue = \"claimed\", source = \"Bob\" }", "")), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 2: cue: “claimed” is not in the text; copy the words from the article
      line 2: source: “Bob” is not in the text; copy the words from the article
    ");
}

#[test]
fn unknown_speakers_are_refused_with_the_nearest() {
    let who = |who: &str| {
        sheet(
            &format!("{{ voice = \"indirect\", who = \"{who}\", text = \"at the pier\" }}"),
            "",
        )
    };
    assert_snapshot!(log(&who("Ann Leigh")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: there is no speaker “Ann Leigh” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has; nearest: Ann Lee, ann-lee
    ");
    assert_snapshot!(log(&who("Lee")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: there is no speaker “Lee” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has; nearest: Ann Lee, ann-lee
    ");
    assert_snapshot!(log(&who("zq")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: there is no speaker “zq” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has
    ");
    // Local to the base sheet, which is not in this call.
    assert_snapshot!(log(&who("one")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: there is no speaker “one” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has
    ");
    // An unnamed speaker belongs to its own article.
    assert_snapshot!(log(&who("sources")), @r#"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: “sources” is an unnamed speaker of another article: add [speakers.…] with that name and kind = "unnamed" for this one's
    "#);
    assert_snapshot!(log(&who("Bo Li")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: “Bo Li” means 2 speakers: write the key of one: bo-li, bo-li-2
    ");
    assert_snapshot!(log(&who("ann-lee")), @r#"
    logged s.toml as a2: claims + 1
    1 content 114..125 "at the pier"
    "#);
}

#[test]
fn a_name_local_to_another_sheet_of_the_call_is_refused_with_the_full_name() {
    let place = place();
    place.write("t.txt", TEXT);
    place.write(
        "one.toml",
        &sheet(
            "{ voice = \"indirect\", who = \"cy\", text = \"at the pier\" }",
            "[speakers.cy]\nname = \"Cy Dee\"\nkind = \"person\"\n",
        ),
    );
    place.write(
        "two.toml",
        &sheet(
            "{ voice = \"indirect\", who = \"cy\", text = \"at the lock\" }",
            "",
        )
        .replace("title = \"Storm", "title = \"Another storm"),
    );
    let output = place.run("log two.toml one.toml");
    assert_snapshot!(output.stderr, @r"
    two.toml: 1 thing is wrong, nothing was logged
      line 2: “cy” is a name local to another sheet: write the full name, “Cy Dee”
    Error: 1 of 2 sheets was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    ");
    // By the full name the order of the sheets does not matter.
    place.write(
        "two.toml",
        &place.read("two.toml").replace("\"cy\"", "\"Cy Dee\""),
    );
    let output = place.run("log two.toml one.toml");
    assert_eq!(output.status, Some(0), "{output}");
}

#[test]
fn two_people_of_one_name_are_told_apart_or_refused() {
    let tables = |first: &str, second: &str| {
        sheet(
            "{ voice = \"indirect\", who = [\"a\", \"b\"], text = \"at the pier\" }",
            &format!(
                "[speakers.a]\nname = \"Di Fo\"\nkind = \"person\"\n{first}\n[speakers.b]\nname = \"Di Fo\"\nkind = \"person\"\n{second}\n"
            ),
        )
    };
    assert_snapshot!(log(&tables("", "")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 12: two tables give the full name “Di Fo”: take one out, or tell them apart with key =
    ");
    assert_snapshot!(log(&tables("", "key = \"di-fo-2\"")), @r#"
    logged s.toml as a2: claims + 1; new: 2 speakers
    1 content 114..125 "at the pier"
    "#);
    // The same full name as in the book, but another country.
    assert_snapshot!(log(&sheet("{ voice = \"indirect\", who = \"a\", text = \"at the pier\" }", "[speakers.a]\nname = \"Ann Lee\"\nkind = \"person\"\ncountry = \"FR\"\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 11: speaker ann-lee has country GB in the book, and FR here: correct one, or write key = to make a second speaker
    ");
    // A key that another record has.
    assert_snapshot!(log(&sheet("{ voice = \"indirect\", who = \"a\", text = \"at the pier\" }", "[speakers.a]\nname = \"Al Fa\"\nkey = \"ann-lee\"\nkind = \"person\"\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 10: speaker ann-lee is “Ann Lee” in the book, and “Al Fa” here: correct the key, write another one to make a second speaker, or add the name as an alias first
    ");
    assert_snapshot!(log(&sheet("{ voice = \"indirect\", who = \"a\", text = \"at the pier\" }", "[speakers.a]\nname = \"Al Fa\"\nkey = \"Al Fa\"\nkind = \"human\"\n")), @r#"
    s.toml: 3 things are wrong, nothing was logged
      line 8: [speakers.a] is new and needs kind: person, group, organization, country, document, unnamed
      line 10: key: the key "Al Fa" has ' ' where only a letter or a digit, '-', '.' or '_' may stand
      line 11: kind: “human” is not one of person, group, organization, country, document, unnamed
    "#);
}

#[test]
fn a_table_that_nothing_uses_or_that_says_too_little_is_refused() {
    assert_snapshot!(log(&sheet("", "[speakers.wenn]\nname = \"O Wenn\"\nkind = \"person\"\n[propositions.x]\ntext = \"X is so\"\n")), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 8: [speakers.wenn] is used by no row of this sheet: correct the name, or take the table out
      line 11: [propositions.x] is used by no row of this sheet: correct the name, or take the table out
    ");
    assert_snapshot!(log(&sheet("{ voice = \"indirect\", who = \"a\", text = \"at the pier\", prop = \"new-one\" }", "[speakers.a]\nkind = \"person\"\n[propositions.new-one]\ntopic = \"damage\"\n")), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 8: there is no speaker “a”: give the table a name to make one
      line 10: there is no proposition “new-one”: give the table a text to make one
    ");
}

#[test]
fn misspelt_voices_and_stances_are_refused_with_the_nearest() {
    assert_snapshot!(log(&sheet("{ voice = \"narated\", text = \"at the pier\", stance = \"assert\" }", "")), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 2: “narated” is not a voice: direct, indirect, narration, document; nearest: narration
      line 2: “assert” is not a stance: asserts, rejects, mentions, declines, unset; nearest: asserts
    ");
    assert_snapshot!(log(&sheet("{ text = \"at the pier\" }", "")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: the claim has no voice: direct, indirect, narration or document
    ");
    assert_snapshot!(log(&sheet("{ voice = \"direct\", text = \"at the pier\" }", "")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: the claim has no who: name the speaker; where the article names nobody, a speaker of kind unnamed
    ");
    assert_snapshot!(log(&sheet("{ voice = \"narration\", who = \"Ann Lee\", text = \"at the pier\" }", "")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: narration is the article's own voice and has no who: write or = for a speaker who may be meant, or another voice
    ");
}

#[test]
fn dates_and_zones_that_do_not_exist_are_refused() {
    for_each_article_line(&[
        ("published = \"2024-02-30\"", "february"),
        ("published = 2024-02-30", "february bare"),
        ("published = \"30.2.2024\"", "dotted"),
        ("published = \"2024-02-02..2024-01-01\"", "reversed"),
        ("published = 2024-02-02T10:00:00+01:00", "offset"),
        ("published = \"yesterday\"", "yesterday"),
        ("zone = \"Europe/Brlin\"", "zone"),
        ("zone = \"+25:00\"", "offset zone"),
        (
            "published = 2024-03-31T02:30:00\nzone = \"Europe/Berlin\"",
            "skipped hour",
        ),
        ("language = \"english language\"", "language"),
        ("retrieved = \"2024\"", "retrieved"),
        ("status = \"gone\"", "status"),
    ]);
}

/// Snapshots what is said of each line of `[article]`.
#[track_caller]
fn for_each_article_line(lines: &[(&str, &str)]) {
    let mut said = String::new();
    for (line, name) in lines {
        said.push_str(&format!(
            "{name}: {}\n",
            log(&sheet("", &format!("{line}\n")))
        ));
    }
    assert_snapshot!(said, @r#"
    february: s.toml: 1 thing is wrong, nothing was logged
      line 8: published: 2024-02-30 is not a day of the calendar
    february bare: s.toml: 1 thing is wrong, nothing was logged
      line 8: this is not TOML: invalid date, expected day between 01 and 29
    dotted: s.toml: 1 thing is wrong, nothing was logged
      line 8: published: "30.2.2024" is not a date; write 2017, 2017-12, 2017-12-05, 2017-12-05T14:30 or 2017-12-05T14:30:59
    reversed: s.toml: 1 thing is wrong, nothing was logged
      line 8: published: the end 2024-01-01 is before the start 2024-02-02
    offset: s.toml: 1 thing is wrong, nothing was logged
      line 8: published: "2024-02-02T10:00:00+01:00" carries a zone; a zone has its own field, such as zone = "+08:00"
    yesterday: s.toml: 1 thing is wrong, nothing was logged
      line 8: published: "yesterday" is not a date; write 2017, 2017-12, 2017-12-05, 2017-12-05T14:30 or 2017-12-05T14:30:59
    zone: s.toml: 1 thing is wrong, nothing was logged
      line 8: zone: there is no zone "Europe/Brlin"; nearest: Europe/Berlin, Europe/Dublin, Europe/Lisbon
    offset zone: s.toml: 1 thing is wrong, nothing was logged
      line 8: zone: the offset +25:00 is outside -12:00..+14:00
    skipped hour: logged s.toml as a2

    language: s.toml: 1 thing is wrong, nothing was logged
      line 8: language: “english language” is not a language tag, such as en, zh or pt-BR
    retrieved: s.toml: 1 thing is wrong, nothing was logged
      line 8: retrieved: “2024” is not an instant such as 2025-04-21T08:00:00Z
    status: s.toml: 1 thing is wrong, nothing was logged
      line 8: status: “gone” is not one of published, corrected, withdrawn
    "#);
}

#[test]
fn figures_are_checked() {
    let mut said = String::new();
    for figure in [
        "{ text = \"nearly 40 boats\", value = \"1,000\" }",
        "{ text = \"nearly 40 boats\", value = \"60..50\" }",
        "{ text = \"nearly 40 boats\", low = 60, high = 50 }",
        "{ text = \"nearly 50 boats\", value = 50 }",
        "{ text = \"nearly 40 boats\" }",
        "{ text = \"nearly 40 boats\", value = 40, low = 1 }",
        "{ text = \"nearly 40 boats\", value = 40, is = \"about\" }",
        "{ text = \"nearly 40 boats\", value = nan }",
        "{ text = \"nearly 40 boats\", value = 0x28 }",
        "\"40\"",
        "{ value = 40, colour = \"red\" }",
        "{ value = 12345678901234567890 }",
    ] {
        let row = format!(
            "{{ voice = \"indirect\", who = \"Ann Lee\", text = \"nearly 40 boats sank\", figure = {figure} }}"
        );
        said.push_str(&format!(
            "{figure}\n  {}\n",
            log(&sheet(&row, "")).replace('\n', "\n  ")
        ));
    }
    assert_snapshot!(said, @r#"
    { text = "nearly 40 boats", value = "1,000" }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: value: the comma in "1,000" is ambiguous: write 1000 or 1_000 for a thousand, 1.5 for one and a half
    { text = "nearly 40 boats", value = "60..50" }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: value: the range 60..50 ends below its start
    { text = "nearly 40 boats", low = 60, high = 50 }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: the range 60..50 ends below its start
    { text = "nearly 50 boats", value = 50 }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: figure: “nearly 50 boats” is not in the text; the same up to “nearly” is line 3 “Ann Lee, mayor of Dun, said nearly 40 boats sank. “It was the worst …”
    { text = "nearly 40 boats" }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: the figure has no number; give a value, or low and high
    { text = "nearly 40 boats", value = 40, low = 1 }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: the figure needs either a value or both low and high
    { text = "nearly 40 boats", value = 40, is = "about" }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: is: "about" is not a comparator; write =, <, <=, >, >= or ~
    { text = "nearly 40 boats", value = nan }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: value: "nan" is not a number; write 412, 1_000_000, 2.5, 1e8 or 50..60, and a unit in its own field
    { text = "nearly 40 boats", value = 0x28 }
      logged s.toml as a2: claims + 1
      1 content 44..64 "nearly 40 boats sank"
      
    "40"
      s.toml: 1 thing is wrong, nothing was logged
        line 2: figure is a string, and should be a table or a list of tables
    { value = 40, colour = "red" }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: a figure has no key “colour” (it has: text, value, low, high, is, hedge, unit, of, period)
    { value = 12345678901234567890 }
      s.toml: 1 thing is wrong, nothing was logged
        line 2: value: 12345678901234567890 cannot be kept exactly: a figure has at most 15 significant digits
    "#);
}

#[test]
fn ids_and_links_are_checked() {
    let rows = |rows: &str| sheet(rows, "");
    let pier = "voice = \"narration\", text = \"at the pier\", prop = \"boats-sank\"";
    let lock = "voice = \"narration\", text = \"at the lock\", prop = \"pier-broke\"";
    assert_snapshot!(log(&rows(&format!("{{ id = 1, {pier} }},\n  {{ id = 1, {lock} }}"))), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 3: id 1 stands at two rows
    ");
    assert_snapshot!(log(&rows(&format!("{{ id = 0, {pier} }},\n  {{ id = -3, {lock} }}"))), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 2: id is a number from 1 on
      line 3: id is a number from 1 on
    ");
    assert_snapshot!(log(&rows(&format!("{{ {pier}, in = 7 }},\n  {{ {lock}, supports = \"boats-sunk\" }}"))), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 3: no row of this sheet has the proposition “boats-sunk”; nearest: boats-sank
    ");
    assert_snapshot!(log(&rows(&format!("{{ {pier}, in = \"boats-sank\" }}"))), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: a claim cannot be a part of itself
    ");
    assert_snapshot!(log(&rows(&format!("{{ id = 1, {pier}, in = 2 }},\n  {{ id = 2, {lock}, in = 1 }}"))), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 2: in goes in a circle: this claim is a part of one that is a part of it
      line 3: in goes in a circle: this claim is a part of one that is a part of it
    ");
    assert_snapshot!(log(&rows(&format!("{{ {pier}, in = \"pier-broke\" }},\n  {{ {lock}, in = \"boats-sank\" }}"))), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 2: in goes in a circle: this claim is a part of one that is a part of it
      line 3: in goes in a circle: this claim is a part of one that is a part of it
    ");
    assert_snapshot!(log(&rows("{ id = 4, voice = \"narration\", text = \"at the pier\", prop = [\"boats-sank\", \"pier-broke\"] }")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: a row with an id is one claim, and this one has several propositions
    ");
    assert_snapshot!(log(&rows("{ voice = \"narration\", text = \"at the pier\", prop = [\"boats-sank\", \"pier-broke\"] }")), @r#"
    logged s.toml as a2: claims + 2
    1 content 114..125 "at the pier"
    2 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log(&rows(&format!("{{ {pier} }},\n  {{ {pier} }}"))), @r#"
    logged s.toml as a2: claims + 2
    1 content 114..125 "at the pier"
    2 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log(&rows("{ voice = \"narration\", text = \"at the pier\", prop = \"boat-sank\" }")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: there is no proposition “boat-sank” in this sheet or the book: add [propositions.…] with its text, or write a whole sentence with #topic; nearest: boats-sank, Boats sank
    ");
    assert_snapshot!(log(&rows("{ voice = \"narration\", text = \"at the pier\", prop = \"Boats were lost #dam age\" }")), @r#"
    logged s.toml as a2: claims + 1; new: 1 proposition
    1 content 114..125 "at the pier"
    "#);
}

#[test]
fn blocks_are_checked() {
    assert_snapshot!(log(&sheet("", "headline = \"Storm over Dun\"\ncaptions = [\"over Dun\"]\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 9: the headline and the caption overlap in the text
    ");
    assert_snapshot!(log(&sheet("", "headline = \"Storm under Dun\"\nboilerplate = [\"Boats sank\"]\n")), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 8: headline: “Storm under Dun” is not in the text; the same up to “Storm” is line 1 “Storm over Dun”
      line 9: boilerplate: “Boats sank” is found 2 times: line 5 “Boats sank at the pier. Boats sank at …”, line 5 “Boats sank at the pier. Boats sank at the lock.”; add words, or use { words = …, after = … }
    ");
    assert_snapshot!(log(&sheet("{ voice = \"narration\", text = \"Storm over Dun\", prop = \"boats-sank\" }", "headline = \"Storm … Dun\"\n")), @r#"
    logged s.toml as a2: claims + 1
    1 content 0..14 "Storm over Dun"
    "#);
}

#[test]
fn the_article_a_sheet_means_is_checked() {
    assert_snapshot!(log(&sheet("", "key = \"a77\"\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 8: there is no article “a77” in this book: take key out to log a new one
    ");
    assert_snapshot!(log(&sheet("", "key = \"storm\"\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 8: there is no article “storm” in this book: take key out to log a new one
    ");
    // The base article, with another text.
    assert_snapshot!(log(&sheet("", "key = \"a1\"\n")), @"
    s.toml: the text differs from that of a1 in the book, nothing was logged
      - Ann Lee said nearly 40 boats sank. The pier broke. Bo Li and Bo the clerk watched.
      + Storm over Dun
      + 
      + Ann Lee, mayor of Dun, said nearly 40 boats sank. “It was the worst night,” she said.
      + 
      + Boats sank at the pier. Boats sank at the lock.
      `claimbook article recheck a1 --text FILE` finds what was logged again in the other text
      --new-version logs the sheet against this text as the article's next version
    ");
    assert_snapshot!(log(&sheet("", "events = [\"strom\"]\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 8: there is no event “strom” in this sheet or the book: add [events.…] with a name and dates; nearest: storm
    ");
    assert_snapshot!(log(&sheet("", "copy_of = \"a9\"\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 8: there is no article “a9” in the book
    ");
    assert_snapshot!(log("[article]\nfile = \"t.txt\"\n"), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 1: [article] needs outlet
      line 1: [article] needs title
    ");
    assert_snapshot!(log("[article]\ntitle = \"T\"\noutlet = \"Gazette\"\n"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 1: [article] names no file with the text, and the book does not have the article
    ");
    for_each_file(&["no.txt", "../t.txt", "/etc/hostname", ".", "t.txt/x"]);
}

#[track_caller]
fn for_each_file(files: &[&str]) {
    let mut said = String::new();
    for file in files {
        said.push_str(&log(
            &sheet("", "").replace("\"t.txt\"", &format!("{file:?}"))
        ));
        said.push('\n');
    }
    assert_snapshot!(said, @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: no.txt: No such file or directory (os error 2)
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: ../t.txt lies outside the sheet's folder: --allow-outside permits it
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: /etc/hostname lies outside the sheet's folder: --allow-outside permits it
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: .: Is a directory (os error 21)
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: t.txt/x: Not a directory (os error 20)
    ");
}

#[test]
fn two_outlets_of_one_name_are_told_apart_by_their_keys() {
    let place = place();
    place.run("outlet add --name Gazette --key gazette-2").ok();
    place.write("t.txt", TEXT);
    place.write("s.toml", &sheet("", ""));
    assert_snapshot!(log_in(&place, "log s.toml"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 7: “Gazette” means 2 outlets: write the key of one: gazette, gazette-2
    ");
    place.write(
        "s.toml",
        &sheet("", "").replace("\"Gazette\"", "\"gazette-2\""),
    );
    assert_snapshot!(log_in(&place, "log s.toml"), @"logged s.toml as a2");
}

#[test]
fn the_coder_of_the_sheet_is_whose_coding_it_is() {
    assert_snapshot!(log(&sheet("", "[defaults]\ncoder = \"\"\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 9: coder is empty
    ");
    assert_snapshot!(log(&sheet("", "[defaults]\ncoder = 4\nprop = \"x\"\n")), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 9: coder is a number, and should be a string in quotes
      line 10: [defaults] has no key “prop” (it has: coder, topic, draft, status, origin, voice, who, via, stance, said, at, about, labels)
    ");
    let place = place();
    place.write("t.txt", TEXT);
    place.write(
        "s.toml",
        &sheet(
            "{ text = \"at the pier\" }",
            "[defaults]\ncoder = \"bea\"\nvoice = \"narration\"\n",
        ),
    );
    place.run("log s.toml").ok();
    let book = rusqlite::Connection::open(place.book()).expect("as the test needs it");
    let coders: String = book
        .query_row("SELECT group_concat(coder, ' ') FROM coding", [], |row| {
            row.get(0)
        })
        .expect("as the test needs it");
    assert_eq!(coders, "ann bea");
}

#[test]
fn sheets_in_another_encoding_are_read_or_refused() {
    let sheet = words("\"at the pier\"").replace("Storm over Dun", "Storm över Dün");
    let utf16 = |mark: &[u8], little: bool| -> Vec<u8> {
        mark.iter()
            .copied()
            .chain(sheet.encode_utf16().flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            }))
            .collect()
    };
    let latin1: Vec<u8> = sheet
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).expect("as the test needs it"))
        .collect();
    let text = TEXT.as_bytes();
    assert_snapshot!(log_bytes(&utf16(&[0xff, 0xfe], true), text), @r#"
    logged s.toml as a2: claims + 1
    1 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log_bytes(&utf16(&[0xfe, 0xff], false), text), @r#"
    logged s.toml as a2: claims + 1
    1 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log_bytes(&utf16(&[], true), text), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 6: the sheet is not UTF-8 at byte 244 (line 6), perhaps UTF-16 without a byte order mark: save the file as UTF-8
    ");
    assert_snapshot!(log_bytes(&latin1, text), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 6: the sheet is not UTF-8 at byte 122 (line 6), perhaps Windows-1252 or ISO 8859: save the file as UTF-8
    ");
    assert_snapshot!(log_bytes(&[b"\xef\xbb\xbf", sheet.as_bytes()].concat(), text), @r#"
    logged s.toml as a2: claims + 1
    1 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log_bytes(sheet.replace('\n', "\r\n").as_bytes(), text), @r#"
    logged s.toml as a2: claims + 1
    1 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log_bytes(sheet.replace("pier", "pi\0er").as_bytes(), text), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: the sheet: there is a NUL character at line 2, column 43: remove it, or save the file as UTF-8 text
    ");
    let escaped = "[speakers.\"a\\u0000\"]\nname = \"b\\u0000c\"\nkind = \"person\"\n";
    assert_snapshot!(log(&format!("{sheet}{escaped}")), @r"
    s.toml: 2 things are wrong, nothing was logged
      line 8: a NUL character, which no text has
      line 9: a NUL character, which no text has
    ");
    assert_snapshot!(log_bytes(sheet.replace("pier", "pi\\u0000er").as_bytes(), text), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: a NUL character, which no text has
    ");
}

#[test]
fn texts_in_another_encoding_are_read_or_refused() {
    let text = TEXT.replace("Dun", "Dün").replace(['“', '”'], "\"");
    let sheet = words("\"at the pier\"");
    let sheet = sheet.as_bytes();
    let utf16 = |mark: &[u8]| -> Vec<u8> {
        mark.iter()
            .copied()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect()
    };
    let latin1: Vec<u8> = text
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).expect("as the test needs it"))
        .collect();
    assert_snapshot!(log_bytes(sheet, &utf16(&[0xff, 0xfe])), @r#"
    logged s.toml as a2: claims + 1
    1 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log_bytes(sheet, &utf16(&[])), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: t.txt is not UTF-8 at byte 24 (line 1), perhaps UTF-16 without a byte order mark: save the file as UTF-8
    ");
    assert_snapshot!(log_bytes(sheet, &latin1), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: t.txt is not UTF-8 at byte 12 (line 1), perhaps Windows-1252 or ISO 8859: save the file as UTF-8
    ");
    assert_snapshot!(log_bytes(sheet, &[b"\xef\xbb\xbf", text.as_bytes()].concat()), @r#"
    logged s.toml as a2: claims + 1
    1 content 114..125 "at the pier"
    "#);
    assert_snapshot!(log_bytes(sheet, text.replace('\n', "\r\n").as_bytes()), @r#"
    logged s.toml as a2: claims + 1
    1 content 118..129 "at the pier"
    "#);
    assert_snapshot!(log_bytes(sheet, b"at the\0 pier"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: t.txt: there is a NUL character at line 1, column 7: remove it, or save the file as UTF-8 text
    ");
    assert_snapshot!(log_bytes(sheet, b"\xff\xfe\x00\xd8"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 5: file: t.txt starts as UTF-16 but is not at byte 2 (line 1): save the file as UTF-8
    ");
}

#[test]
fn letters_that_only_look_different_are_found() {
    let found = |text: &str, words_in_sheet: &str| {
        log_bytes(
            words(&claimbook::sheet::quote(words_in_sheet)).as_bytes(),
            text.as_bytes(),
        )
    };
    // Hard-wrapped lines, no-break spaces, quotes and dashes.
    assert_snapshot!(found("The boats\nsank at\nthe pier.\n", "boats sank at the pier"), @r#"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “boats sank at the pier” runs from one paragraph into the next: line 1 “The boats sank at the pier”; write a list with a piece for each, ["…", "…"]
    "#);
    assert_snapshot!(found("Storm\n\nThe boats\nsank at\nthe pier.\n", "boats sank at the pier"), @r#"
    logged s.toml as a2: claims + 1
    1 content 11..33 "boats\nsank at\nthe pier"
    "#);
    assert_snapshot!(found("The 40\u{a0}boats\u{202f}sank.\n", "40 boats sank"), @r#"
    logged s.toml as a2: claims + 1
    1 content 4..17 "40\u{a0}boats\u{202f}sank"
    "#);
    assert_snapshot!(found("“It’s the worst night”—so she said\n", "\"It's the worst night\"-so"), @r#"
    logged s.toml as a2: claims + 1
    1 content 0..25 "“It’s the worst night”—so"
    "#);
    // A literal ellipsis wins over the pattern.
    assert_snapshot!(found("She said … nothing. She had nothing to add. She said nothing.\n", "said … nothing"), @r#"
    logged s.toml as a2: claims + 1
    1 content 4..18 "said … nothing"
    "#);
    assert_snapshot!(found("She said ... nothing. She had nothing.\n", "said … nothing"), @r#"
    logged s.toml as a2: claims + 1
    1 content 4..20 "said ... nothing"
    "#);
    // Emoji, combining marks, right-to-left, scripts without spaces.
    assert_snapshot!(found("Ça va 👩‍👩‍👧 bien, e\u{301}te\u{301} fini.\n", "👩‍👩‍👧 bien"), @r#"
    logged s.toml as a2: claims + 1
    1 content 6..16 "👩\u{200d}👩\u{200d}👧 bien"
    "#);
    assert_snapshot!(found("Ça va bien, e\u{301}te\u{301} fini.\n", "été fini"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 2: text: “été fini” is in the text only with its accents written as other code points: line 1 “Ça va bien, été fini.”; copy the words from the article
    ");
    assert_snapshot!(found("הסירות טבעו ליד המזח.\n", "טבעו … המזח"), @r#"
    logged s.toml as a2: claims + 1
    1 content 7..20 "טבעו ליד המזח"
    "#);
    assert_snapshot!(found("当晚三十八艘船在码头沉没。\n", "三十八 … 沉没"), @r#"
    logged s.toml as a2: claims + 1
    1 content 2..12 "三十八艘船在码头沉没"
    "#);
}

#[test]
fn a_text_of_twenty_megabytes_is_logged() {
    let place = place();
    let line = "The quay stood under water all night and nobody came.\n\n";
    let mut text = line.repeat(20 * 1024 * 1024 / line.len() / 2);
    text.push_str("Boats sank at the pier.\n\n");
    text.push_str(&line.repeat(20 * 1024 * 1024 / line.len() / 2));
    place.write("t.txt", &text);
    place.write("s.toml", &words("\"Boats … pier\""));
    assert_snapshot!(log_in(&place, "log s.toml"), @r#"
    logged s.toml as a2: claims + 1
    1 content 10485750..10485772 "Boats sank at the pier"
    "#);
}

#[test]
fn a_sheet_that_is_the_article_or_binary_is_refused() {
    let place = place();
    place.write("t.txt", TEXT);
    place.write("s.toml", TEXT);
    assert_snapshot!(log_in(&place, "log s.toml"), @r"
    s.toml: 3 things are wrong, nothing was logged
      line 1: this is not TOML: key with no value, expected `=`
      line 3: this is not TOML: key with no value, expected `=`
      line 5: this is not TOML: key with no value, expected `=`
    ");
    std::fs::write(place.path("s.toml"), [0x50, 0x4b, 3, 4, 0, 0xff, 0xfe, 0])
        .expect("as the test needs it");
    assert_snapshot!(log_in(&place, "log s.toml"), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 1: the sheet is not UTF-8 at byte 5 (line 1): save the file as UTF-8
    ");
    assert_snapshot!(log_in(&place, "log no.toml"), @r"
    no.toml: 1 thing is wrong, nothing was logged
      cannot read no.toml: No such file or directory (os error 2)
    ");
    std::fs::create_dir(place.path("folder.toml")).expect("as the test needs it");
    assert_snapshot!(log_in(&place, "log folder.toml"), @r"
    folder.toml: 1 thing is wrong, nothing was logged
      cannot read folder.toml: Is a directory (os error 21)
    ");
}

#[test]
fn every_problem_of_a_sheet_is_said_at_once() {
    assert_snapshot!(log(&sheet("{ voice = \"direct\", who = \"Bob\", text = \"Boats sank\", prop = \"x\" },\n  { voice = \"narration\", text = \"nowhere\", at = \"strom\", targets = [{ who = \"Lee\", tone = 2, role = \"goal\" }] }", "headline = \"Nothing\"\nevents = [\"strom\"]\n[[introductions]]\nwho = \"Ann Lee\"\ntext = \"Ann Lee\"\n[[introductions]]\nrole = \"mayor\"\n")), @r"
    s.toml: 13 things are wrong, nothing was logged
      line 2: there is no speaker “Bob” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has
      line 2: text: “Boats sank” is found 2 times: line 5 “Boats sank at the pier. Boats sank at …”, line 5 “Boats sank at the pier. Boats sank at the lock.”; add words, or use { words = …, after = … }
      line 2: there is no proposition “x” in this sheet or the book: add [propositions.…] with its text, or write a whole sentence with #topic
      line 3: text: “nowhere” is not in the text; copy the words from the article
      line 3: there is no event “strom” in this sheet or the book: add [events.…] with a name and dates; nearest: storm
      line 3: there is no speaker “Lee” in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has; nearest: Ann Lee, ann-lee
      line 3: tone is -1, 0 or 1
      line 3: “goal” is not a role of a target: addressee, object
      line 9: headline: “Nothing” is not in the text; copy the words from the article
      line 10: there is no event “strom” in this sheet or the book: add [events.…] with a name and dates; nearest: storm
      line 11: an introduction needs a role, an org or both
      line 14: an introduction needs text
      line 14: an introduction needs who
    ");
}

#[test]
fn reported_facts_are_checked() {
    assert_snapshot!(log(&sheet("", "events = [\"storm\"]\n[events.storm.reported]\ndate = { value = \"2024-02-31\", text = \"Storm\" }\nboats = { value = 40, text = \"nearly 50\" }\nplace = { valu = \"Dun\" }\nhost = true\n")), @r"
    s.toml: 5 things are wrong, nothing was logged
      line 10: date: 2024-02-31 is not a day of the calendar
      line 11: boats: “nearly 50” is not in the text; the same up to “nearly” is line 3 “Ann Lee, mayor of Dun, said nearly 40 boats sank. “It was the …”
      line 12: place needs a value
      line 12: place has no key “valu”; nearest: value
      line 13: host is true or false, and should be a string in quotes
    ");
    assert_snapshot!(log(&sheet("", "[events.strom.reported]\ndate = \"2024-02-02\"\n")), @r"
    s.toml: 1 thing is wrong, nothing was logged
      line 8: there is no event “strom”: give the table a name to make one; nearest: storm
    ");
}
