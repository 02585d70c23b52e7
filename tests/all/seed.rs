//! The locators of a real sheet against what a person marked in the article. The article is not ours to copy, so it is
//! read from beside the repository and the test says so where it is not there.

use std::fs;
use std::path::Path;

use claimbook::domain::text::{Span, Text, paragraphs};
use claimbook::sheet::locator::{Finder, Locator, Piece};

fn piece(value: &toml::Value) -> Piece {
    match value {
        toml::Value::String(words) => Piece::new(words.as_str()),
        toml::Value::Table(table) => {
            let words = table["words"].as_str().expect("as the test needs it");
            let after = table
                .get("after")
                .map(|after| after.as_str().expect("as the test needs it").to_owned());
            Piece {
                words: words.to_owned(),
                after,
                at: None,
            }
        }
        other => panic!("not a locator: {other}"),
    }
}

fn locator(value: &toml::Value) -> Locator {
    match value {
        toml::Value::Array(pieces) => Locator::from(pieces.iter().map(piece).collect::<Vec<_>>()),
        other => Locator::from(piece(other)),
    }
}

fn span(value: &serde_json::Value) -> Span {
    let offset = |key: &str| {
        u32::try_from(value[key].as_u64().expect("as the test needs it"))
            .expect("as the test needs it")
    };
    Span::new(offset("start"), offset("end"))
}

#[test]
fn locators_of_the_seed_sheet_find_what_was_marked_by_hand() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    if !seed.is_dir() {
        say_skipped();
        return;
    }
    let text =
        Text::decode(&fs::read(seed.join("a-humanrights.txt")).expect("as the test needs it"))
            .expect("as the test needs it");
    let sheet = fs::read_to_string(seed.join("a-humanrights.toml")).expect("as the test needs it");
    let sheet: toml::Table = sheet.parse().expect("as the test needs it");
    let gold = fs::read_to_string(seed.join("gold.json")).expect("as the test needs it");
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("as the test needs it");
    let finder = Finder::new(&text, &paragraphs(&text));
    let mut spans = 0;
    let rows = sheet["claims"].as_array().expect("as the test needs it");
    let claims = gold["claims"].as_array().expect("as the test needs it");
    assert_eq!((rows.len(), claims.len()), (36, 36));
    for (row, claim) in rows.iter().zip(claims) {
        let content = finder
            .content(&locator(&row["text"]))
            .expect("as the test needs it");
        let expected: Vec<Span> = match claim
            .get("segments")
            .and_then(|segments| segments.as_array())
        {
            Some(segments) => segments.iter().map(span).collect(),
            None => vec![span(&claim["span"])],
        };
        assert_eq!(content, expected, "{row}");
        spans += content.len();
        let described = finder.describe(&content);
        assert_eq!(finder.content(&described), Ok(expected), "{described:?}");
        for (key, marked) in [("cue", "cue"), ("source", "source_mention")] {
            let expected = claim
                .get(marked)
                .filter(|marked| !marked.is_null())
                .map(span);
            let found = row.get(key).map(|value| {
                finder
                    .nearest(&piece(value), &content)
                    .expect("as the test needs it")
            });
            assert_eq!(found, expected, "{key} of {row}");
            if let Some(found) = found {
                let described = finder.describe_nearest(found, &content);
                assert_eq!(
                    finder.nearest(&described, &content),
                    Ok(found),
                    "{described:?}"
                );
            }
        }
    }
    assert_eq!(spans, 40);
}

#[test]
fn every_locator_of_every_seed_sheet_is_one_place() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    if !seed.is_dir() {
        say_skipped();
        return;
    }
    let mut resolved = 0;
    for entry in fs::read_dir(&seed).expect("as the test needs it") {
        let path = entry.expect("as the test needs it").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let sheet: toml::Table = fs::read_to_string(&path)
            .expect("as the test needs it")
            .parse()
            .expect("as the test needs it");
        let text =
            Text::decode(&fs::read(path.with_extension("txt")).expect("as the test needs it"))
                .expect("as the test needs it");
        let finder = Finder::new(&text, &paragraphs(&text));
        let mut values: Vec<toml::Value> = Vec::new();
        values.extend(
            sheet["claims"]
                .as_array()
                .expect("as the test needs it")
                .iter()
                .map(|row| row["text"].clone()),
        );
        if let Some(rows) = sheet.get("introductions") {
            values.extend(
                rows.as_array()
                    .expect("as the test needs it")
                    .iter()
                    .map(|row| row["text"].clone()),
            );
        }
        let article = sheet["article"].as_table().expect("as the test needs it");
        values.extend(article.get("headline").cloned());
        for key in ["captions", "boilerplate"] {
            if let Some(list) = article.get(key) {
                values.extend(
                    list.as_array()
                        .expect("as the test needs it")
                        .iter()
                        .cloned(),
                );
            }
        }
        if let Some(events) = sheet.get("events") {
            for event in events.as_table().expect("as the test needs it").values() {
                for fact in event["reported"]
                    .as_table()
                    .expect("as the test needs it")
                    .values()
                {
                    values.extend(fact.get("text").cloned());
                }
            }
        }
        for value in values {
            finder
                .content(&locator(&value))
                .expect("as the test needs it");
            resolved += 1;
        }
    }
    assert!(resolved > 60, "{resolved}");
}

/// Says, past the test runner's capture, that nothing was tested.
fn say_skipped() {
    use std::io::Write as _;
    let _said = writeln!(std::io::stderr(), "skipped: ../shared is not there");
}

/// The real sheets, logged in one call; `None` where they are not there.
fn logged() -> Option<crate::harness::Place> {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    if !seed.is_dir() {
        say_skipped();
        return None;
    }
    let place = crate::harness::Place::new();
    for entry in fs::read_dir(&seed).expect("readable") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let name = path.file_name().expect("a name").to_owned();
            fs::copy(&path, place.path(&name.to_string_lossy())).expect("copied");
        }
    }
    let output = place.run(LOG).ok();
    for (sheet, claims) in [("a-humanrights", 36), ("b-stdaily", 1), ("c-kjrb", 1)] {
        let said = format!("logged {sheet}.toml as ");
        let line = output
            .lines()
            .find(|line| line.starts_with(&said))
            .expect("logged");
        assert!(line.contains(&format!("claims + {claims}")), "{line}");
    }
    Some(place)
}

const LOG: &str = "log a-humanrights.toml b-stdaily.toml c-kjrb.toml d-seu.toml e-asia-review.toml";

#[test]
fn the_seed_sheets_log_five_articles_one_event_and_38_claims_and_again_change_nothing() {
    let Some(place) = logged() else { return };
    let count =
        |table: &str| crate::dump::column(&place.book(), &format!("SELECT count(*) FROM {table}"));
    assert_eq!(count("article"), ["5"]);
    assert_eq!(count("event"), ["1"]);
    assert_eq!(count("claim"), ["38"]);
    let before = crate::dump::dump(&place.book(), true);
    let again = place.run(LOG).ok();
    assert_eq!(
        again
            .lines()
            .filter(|line| line.starts_with("unchanged "))
            .count(),
        5,
        "{again}"
    );
    assert_eq!(crate::dump::dump(&place.book(), true), before);
}

#[test]
fn spans_in_the_book_are_those_marked_by_hand() {
    let Some(place) = logged() else { return };
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    let gold = fs::read_to_string(seed.join("gold.json")).expect("readable");
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("JSON");
    let stored = |number: usize, role: &str| {
        crate::dump::column(
            &place.book(),
            &format!(
                "SELECT s.start_cp || '..' || s.end_cp FROM span AS s JOIN claim AS c ON c.id = s.claim WHERE c.article = 1 AND c.number = {number} AND s.role = '{role}' ORDER BY s.number"
            ),
        )
    };
    let mut contents = 0;
    for (number, claim) in (1..).zip(gold["claims"].as_array().expect("claims")) {
        let expected: Vec<String> = match claim.get("segments").and_then(|list| list.as_array()) {
            Some(segments) => segments
                .iter()
                .map(|segment| span(segment).to_string())
                .collect(),
            None => vec![span(&claim["span"]).to_string()],
        };
        contents += expected.len();
        assert_eq!(stored(number, "content"), expected, "claim {number}");
        for (role, key) in [("cue", "cue"), ("source", "source_mention")] {
            let expected: Vec<String> = claim
                .get(key)
                .filter(|mention| mention.is_object())
                .map(|mention| span(mention).to_string())
                .into_iter()
                .collect();
            assert_eq!(stored(number, role), expected, "{role} of claim {number}");
        }
    }
    assert_eq!(contents, 40);
}

/// The cells of a report as JSON rows.
fn rows(place: &crate::harness::Place, words: &str) -> Vec<serde_json::Value> {
    let output = place.run(&format!("{words} -f json")).ok();
    let table: serde_json::Value = serde_json::from_str(&output).expect("JSON");
    table["rows"].as_array().expect("rows").clone()
}

#[test]
fn compare_shows_who_carries_what_in_the_seed() {
    let Some(place) = logged() else { return };
    let rows = rows(&place, "compare --event afhr-2025");
    let row = |key: &str| {
        rows.iter()
            .find(|row| row["key"] == key)
            .expect("the proposition")
            .clone()
    };
    let technology = row("technology-not-to-suppress");
    assert_eq!(technology["a2"], "Q Jiang Jianguo");
    assert_eq!(technology["a3"], "Q Jiang Jianguo");
    assert_eq!(
        (&technology["a4"], &technology["a5"]),
        (&"?".into(), &"?".into())
    );
    let poverty = row("poverty-residents-lifted");
    assert_eq!(poverty["a1"], "N~ Li Zhongxia");
    for article in ["a2", "a3", "a4", "a5"] {
        assert_eq!(poverty[article], "?");
    }
}

#[test]
fn discrepancies_of_the_seed_are_those_a_reader_finds() {
    let Some(place) = logged() else { return };
    let rows = rows(&place, "discrepancies --event afhr-2025");
    let flag = |fact: &str, article: &str| {
        let row = rows.iter().find(|row| {
            row["fact"] == fact
                && row["articles"]
                    .as_str()
                    .is_some_and(|articles| articles.split(' ').any(|key| key == article))
        });
        let row = row.expect("a row");
        (
            row["flag"].as_str().unwrap_or("").to_owned(),
            row["against"].as_str().unwrap_or("").to_owned(),
        )
    };
    let differs = |against: &str| (String::from("DIFFERS"), String::from(against));
    assert_eq!(flag("date", "a1"), differs("a3 a2 a4"));
    assert_eq!(flag("date", "a2"), differs("a1"));
    assert_eq!(flag("date", "a5").0, "compatible");
    assert_eq!(flag("name", "a4").0, "DIFFERS");
    assert_eq!(flag("name", "a3").0, "other language");
    assert_eq!(flag("theme", "a4").0, "DIFFERS");
    assert_eq!(
        flag("theme", "a5"),
        (String::from("spelling only"), String::from("a1"))
    );
    assert_eq!(flag("attendance", "a2").0, "not comparable");
    assert_eq!(
        flag("attendance", "a1"),
        (String::from("not comparable"), String::from("a3 a2"))
    );
    assert_eq!(flag("host", "a5"), differs("a4"));
    assert_eq!(flag("host", "a4"), differs("a5"));
}

#[test]
fn wording_of_the_seed_shows_english_beside_chinese_with_the_gloss() {
    let Some(place) = logged() else { return };
    let rows = rows(&place, "wording technology-not-to-suppress");
    let languages: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["language"].as_str().or(row["lang"].as_str()))
        .collect();
    assert_eq!(languages, ["zh", "en"]);
    let gloss = rows[0]["gloss"].as_str().expect("a gloss");
    assert!(gloss.starts_with("Technology should not"), "{gloss}");
}

#[test]
fn voices_of_the_seed_are_those_marked_by_hand() {
    let Some(place) = logged() else { return };
    let rows = rows(
        &place,
        "report voices --by article --count claims --headlines",
    );
    let row = rows
        .iter()
        .find(|row| row["article"] == "a1")
        .expect("a row of a1");
    let numbers = [
        "direct",
        "indirect",
        "document",
        "narration",
        "n",
        "narration_ambiguous",
        "captions",
    ]
    .map(|column| row[column].as_u64().expect("a number"));
    assert_eq!(numbers, [7, 11, 4, 13, 35, 4, 1]);
}

#[test]
fn treatment_of_the_seed_is_that_marked_by_hand() {
    let Some(place) = logged() else { return };
    let rows = rows(&place, "report treatment --article a1 --by article");
    let cells: Vec<(&str, &str)> = rows
        .iter()
        .filter_map(|row| Some((row["target"].as_str()?, row["a1"].as_str()?)))
        .collect();
    assert_eq!(
        cells,
        [
            ("China", "+3 0:2"),
            ("United States", "-2"),
            ("Europe", "0:1"),
            ("some Western powers", "-1"),
            ("total", "+3 0:3 -3"),
        ]
    );
}
