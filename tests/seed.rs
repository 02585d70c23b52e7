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
            let words = table["words"].as_str().unwrap();
            let after = table
                .get("after")
                .map(|after| after.as_str().unwrap().to_owned());
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
    let offset = |key: &str| u32::try_from(value[key].as_u64().unwrap()).unwrap();
    Span::new(offset("start"), offset("end"))
}

#[test]
fn locators_of_the_seed_sheet_find_what_was_marked_by_hand() {
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    if !seed.is_dir() {
        println!("skipped: ../shared is not there");
        return;
    }
    let text = Text::decode(&fs::read(seed.join("a-humanrights.txt")).unwrap()).unwrap();
    let sheet = fs::read_to_string(seed.join("a-humanrights.toml")).unwrap();
    let sheet: toml::Table = sheet.parse().unwrap();
    let gold = fs::read_to_string(seed.join("gold.json")).unwrap();
    let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
    let finder = Finder::new(&text, &paragraphs(&text));
    let mut spans = 0;
    let rows = sheet["claims"].as_array().unwrap();
    let claims = gold["claims"].as_array().unwrap();
    assert_eq!((rows.len(), claims.len()), (36, 36));
    for (row, claim) in rows.iter().zip(claims) {
        let content = finder.content(&locator(&row["text"])).unwrap();
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
            let found = row
                .get(key)
                .map(|value| finder.nearest(&piece(value), &content).unwrap());
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
        println!("skipped: ../shared is not there");
        return;
    }
    let mut resolved = 0;
    for entry in fs::read_dir(&seed).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let sheet: toml::Table = fs::read_to_string(&path).unwrap().parse().unwrap();
        let text = Text::decode(&fs::read(path.with_extension("txt")).unwrap()).unwrap();
        let finder = Finder::new(&text, &paragraphs(&text));
        let mut values: Vec<toml::Value> = Vec::new();
        values.extend(
            sheet["claims"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["text"].clone()),
        );
        if let Some(rows) = sheet.get("introductions") {
            values.extend(
                rows.as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["text"].clone()),
            );
        }
        let article = sheet["article"].as_table().unwrap();
        values.extend(article.get("headline").cloned());
        for key in ["captions", "boilerplate"] {
            if let Some(list) = article.get(key) {
                values.extend(list.as_array().unwrap().iter().cloned());
            }
        }
        if let Some(events) = sheet.get("events") {
            for event in events.as_table().unwrap().values() {
                for fact in event["reported"].as_table().unwrap().values() {
                    values.extend(fact.get("text").cloned());
                }
            }
        }
        for value in values {
            finder.content(&locator(&value)).unwrap();
            resolved += 1;
        }
    }
    assert!(resolved > 60, "{resolved}");
}
