//! Every column that a person may set has a key in the sheet, and every key comes back from the book.

use std::collections::BTreeMap;

use crate::dump::{column, dump};
use crate::harness::Place;

/// Columns by table, each with the key that sets it, or why no person sets it.
fn keys() -> BTreeMap<&'static str, &'static str> {
    const DERIVED: &str = "-";
    let mut keys = BTreeMap::new();
    for (columns, key) in [
        ("claim.number", "id"),
        ("claim.proposition", "prop"),
        ("claim.uttered_at", "at"),
        ("claim.about", "about"),
        ("claim.said", "said"),
        ("claim.voice claim.voice_guess", "voice"),
        ("claim.stance claim.stance_guess", "stance"),
        ("claim.status", "draft"),
        ("claim.origin", "origin"),
        ("claim.gloss", "gloss"),
        ("claim.note", "note"),
        // From the article's headline, captions and boilerplate; from the sheet as a whole; from its introductions.
        (
            "claim.block claim.article claim.coding claim.as_logged claim_speaker.affiliation",
            DERIVED,
        ),
        (
            "claim_speaker.speaker claim_speaker.guess claim_speaker.number",
            "who",
        ),
        ("claim_speaker.part", "or"),
        ("claim_via.speaker claim_via.number", "via"),
        ("claim_link.other", "in"),
        ("claim_link.relation", "supports"),
        (
            "figure.value figure.number figure.low figure.high figure.comparator figure.hedge figure.unit figure.what figure.period figure.printed",
            "figure",
        ),
        (
            "target.speaker target.role target.tone target.number",
            "targets",
        ),
        (
            "span.start_cp span.end_cp span.words span.number span.version",
            "text",
        ),
        ("span.role", "cue"),
        ("label.name", "labels"),
        ("article.outlet", "outlet"),
        ("article.credit", "credit"),
        ("article.url", "url"),
        ("article.title", "title"),
        ("article.published", "published"),
        ("article.updated", "updated"),
        ("article.zone", "zone"),
        ("article.language", "language"),
        ("article.status", "status"),
        ("article.copy_of", "copy_of"),
        ("article.note", "note"),
        ("article.as_logged", DERIVED),
        ("article_author.name article_author.number", "byline"),
        ("article_event.event", "events"),
        ("article_version.content", "file"),
        ("article_version.retrieved_at", "retrieved"),
        // Counted, and kept for pages that are captured.
        (
            "article_version.number article_version.length_cp article_version.media_type article_version.raw_content",
            DERIVED,
        ),
        ("block.kind", "headline"),
        ("block.start_cp block.end_cp", "captions"),
        ("coding.coder", "coder"),
        ("coding.extent", "coded"),
        ("coding.layer", "layer"),
        ("coding.version", DERIVED),
        ("introduction.speaker", "who"),
        ("introduction.affiliation", "role"),
        ("introduction.note", "note"),
        ("introduction.number introduction.as_logged", DERIVED),
        ("affiliation.speaker", "who"),
        ("affiliation.role", "role"),
        ("affiliation.organization", "org"),
        ("affiliation.note", DERIVED),
        (
            "reported_fact.attribute reported_fact.kind reported_fact.value",
            "value",
        ),
        ("reported_fact.as_logged", DERIVED),
    ] {
        for column in columns.split(' ') {
            keys.insert(column, key);
        }
    }
    keys
}

const TABLES: [&str; 17] = [
    "claim",
    "claim_speaker",
    "claim_via",
    "claim_link",
    "figure",
    "target",
    "span",
    "label",
    "article",
    "article_author",
    "article_event",
    "article_version",
    "block",
    "coding",
    "introduction",
    "affiliation",
    "reported_fact",
];

/// Columns that only join or name rows.
fn joins(table: &str, column: &str) -> bool {
    matches!(column, "id" | "uid" | "key")
        || (column == "claim" && table != "claim")
        || (column == "article"
            && matches!(
                table,
                "article_author" | "article_event" | "article_version" | "coding" | "label"
            ))
        || (table == "block" && column == "version")
        || (table == "label" && column != "name")
        || (matches!(table, "figure" | "span")
            && matches!(column, "reported_fact" | "introduction"))
        || (matches!(table, "introduction" | "reported_fact") && column == "coding")
        || (table == "reported_fact" && matches!(column, "event" | "speaker" | "organization"))
}

const TEXT: &str = "Harbour notes

Pictured: the pier.

By Ada Quill

Bo Osk, head of the Pier Office at the Harbour Board, told the Gull that Ina Roth had said the pier, in her words \"rotten to the core\", cost 5 to 7 crowns a plank in May. Some sailors agreed. It was late.

Home > News
";

const SHEET: &str = r#"claims = [
  { id = 1, voice = "direct?", who = "Ina Roth?", or = "Bo Osk", for = "Harbour Board", via = ["bo-osk", "Gull Desk"], cue = "said", source = "Ina Roth", text = ["the pier", "rotten to the core"], prop = "pier-rotten", stance = "asserts?", said = "2031-05?", at = "pier-day", about = "harbour-year", targets = [{ who = "Harbour Board", role = "addressee", tone = -1 }, { who = "Bo Osk" }], gloss = "faul", labels = ["frame:decay", "to-check"], note = "heard twice" },
  { id = 3, voice = "indirect", who = "Ina Roth", text = "cost 5 to 7 crowns a plank in May", prop = "planks-cost", stance = "mentions", figures = [{ text = "5 to 7", low = 5, high = 7, is = "~", hedge = "to", unit = "crowns", of = "a plank", period = "2031-05" }, { value = 6.5 }], in = 1, supports = "pier-rotten", draft = true, origin = "machine" },
  { id = 7, voice = "narration", text = "It was late.", status = "rejected" },
]

[defaults]
coder = "eva"

[article]
file = "notes.txt"
title = "Harbour notes"
outlet = "Gull"
credit = "Tern"
url = "https://gull.example/notes"
published = "2031-05-02T10:00?"
updated = "2031-05-03"
zone = "+02:00?"
language = "en"
status = "corrected"
copy_of = "a1"
note = "from the archive"
byline = ["Ada Quill"]
events = ["pier-day"]
coded = "partial"
layer = "decided"
headline = "Harbour notes"
byline_block = "By Ada Quill"
captions = ["Pictured: the pier."]
boilerplate = ["Home > News"]
retrieved = "2031-06-01T08:00:00Z"
labels = ["archive"]

[outlets.Gull]
short = "G"
country = "XG"

[events.pier-day]
name = "Pier Day"
dates = "2031-05-01..2031-05-02"
place = "Pier"
parent = "harbour-year"

[events.harbour-year]
name = "Harbour Year"
dates = "2031"

[events.pier-day.reported]
date = { value = "2031-05", text = "in May" }
attendance = { value = "40..50", unit = "sailors", is = "~", hedge = "some", text = "Some sailors" }
host = { value = ["Pier Office", "Harbour Board"], text = ["Pier Office", "Harbour Board"] }
theme = "Piers"

[speakers.roth]
name = "Ina Roth"
kind = "person"
short = "Roth"
aliases = ["I. Roth"]

[speakers.roth.reported]
age = 61

[speakers.osk]
name = "Bo Osk"
kind = "person"

[speakers.board]
name = "Harbour Board"
kind = "organization"
is = "Harbour Board"

[speakers.desk]
name = "Gull Desk"
kind = "unnamed"

[[introductions]]
who = "Bo Osk"
role = "head"
org = "Pier Office < Harbour Board"
text = "head … Harbour Board"
note = "as printed"

[propositions.pier-rotten]
text = "The pier is rotten"
topic = "pier"

[propositions.planks-cost]
text = "Planks cost money"
topic = "pier"
broader = "pier-rotten"
"#;

fn place() -> Place {
    let place = Place::new();
    place.write("first.txt", "Old notes.\n");
    place.write("first.toml", "claims = []\n[article]\nfile = \"first.txt\"\ntitle = \"First\"\noutlet = \"Tern\"\ncoded = \"facts\"\n");
    place.write("notes.txt", TEXT);
    place.write("notes.toml", SHEET);
    place.run("log first.toml").ok();
    place.run("log notes.toml").ok();
    place
}

#[test]
fn every_column_a_person_may_set_has_a_key() {
    let place = place();
    let keys = keys();
    let known: Vec<&str> = claimbook::sheet::ROW_KEYS
        .iter()
        .chain(claimbook::sheet::ARTICLE_KEYS)
        .chain(claimbook::sheet::INTRODUCTION_KEYS)
        .copied()
        .chain(
            claimbook::domain::article::ARTICLE
                .fields
                .iter()
                .map(|field| field.name),
        )
        .chain(["coder", "value", "-"])
        .collect();
    for table in TABLES {
        for name in column(
            &place.book(),
            &format!("SELECT name FROM pragma_table_info('{table}')"),
        ) {
            if joins(table, &name) {
                continue;
            }
            let full = format!("{table}.{name}");
            let key = keys.get(full.as_str());
            assert!(key.is_some(), "{full} has no key in the sheet");
            assert!(
                key.is_some_and(|key| known.contains(key)),
                "{full} has the key {key:?}, which no sheet has"
            );
        }
    }
}

#[test]
fn a_sheet_that_uses_every_key_comes_back_from_the_book_and_logs_to_no_change() {
    let place = place();
    let before = dump(&place.book(), true);
    place
        .run("article show a2 --sheet --coder eva -o back.toml")
        .ok();
    let back = place.read("back.toml");
    let again = place.run("log back.toml --coder tom").ok();
    assert_eq!(
        again,
        "unchanged back.toml as a2: claims = 3; introductions = 1; facts = 5\n"
    );
    assert_eq!(dump(&place.book(), true), before);
    let with_every_key: Vec<&str> = claimbook::sheet::ROW_KEYS.to_vec();
    for key in with_every_key {
        // One figure is written as a list of one.
        let key = if key == "figure" { "figures" } else { key };
        assert!(
            SHEET.contains(&format!("{key} = ")),
            "the test's sheet does not use {key}"
        );
        assert!(
            back.contains(&format!("{key} = ")),
            "{key} is lost:\n{back}"
        );
    }
    for key in claimbook::sheet::ARTICLE_KEYS {
        // The book's text is named by the article's key.
        if *key != "file" {
            assert!(
                back.contains(&format!("{key} = ")),
                "{key} is lost:\n{back}"
            );
        }
    }
}
