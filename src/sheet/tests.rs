//! A sheet that is read and written again.

use proptest::prelude::*;

use super::*;

/// A sheet with everything that a sheet can say, as it is written.
const WHOLE: &str = r#"claims = [
  { id = 1, voice = "direct", who = "venn", cue = "said", text = "The pier is rotten", prop = "the-pier-is-rotten", stance = "asserts", said = "2025-04-03", at = "harbour-days", about = "harbour" },
  { draft = true, voice = "indirect?", who = ["venn?", "orm"], or = "lind", for = "port-office", via = ["sources", "the mayor"], cue = [{ words = "he", after = "on Monday", at = 2 }, "said"], source = "a report", text = ["no ship", { words = "lie there", at = 1 }], prop = ["one", "two"], stance = "rejects?", figures = [{ text = "nearly 60 million", value = 60000000, hedge = "nearly", unit = "crowns", of = "the cost", period = "2025" }, { low = 1.5, high = 2, unit = "km" }, { value = -0.25, is = "<" }, { value = "1e30" }], targets = [{ who = "orm" }, { who = "lind", role = "addressee", tone = -1 }], in = 1, supports = [1, "the-pier-is-rotten"], gloss = "of \"it\"", labels = ["a\\b", "late"], note = "two\nlines\tand \u0007" },
  { status = "rejected", origin = "machine", voice = "direct", who = "orm", text = "Late" },
]

[defaults]
coder = "ann"
topic = "harbour"

[article]
key = "a1"
file = "a.txt"
title = "Harbour to close"
outlet = "post"
byline = ["Bo Osk", "Cy Lind"]
events = ["harbour-days"]
coded = "partial"
layer = "decided"
headline = "Harbour to close"
byline_block = "By Bo Osk"
captions = ["The pier", { words = "The dock", after = "By" }]
boilerplate = ["More follows"]
retrieved = "2025-04-04T10:00:00Z"
labels = ["late"]

[[introductions]]
who = "venn"
role = "harbour master"
org = "port-office"
text = "harbour master of the town"
note = "once"

[[introductions]]
who = "orm"
org = "port-office"
text = "Orm"

[speakers.venn]
key = "orla-venn"
name = "Orla Venn"
kind = "person"
aliases = ["Venn", "Mrs Venn"]
labels = ["late"]
shared = true

[events."harbour days"]
name = "Harbour days"

[events."harbour days".reported]
attendance = { value = 400, text = "four hundred people" }
"#;

#[test]
fn a_sheet_is_written_as_it_was_read() {
    let (sheet, problems) = parse(WHOLE);
    assert_eq!(problems, []);
    assert_eq!(write(&sheet), WHOLE);
}

#[test]
fn a_date_may_be_a_bare_year_and_a_day_without_quotes() {
    let said = |date: &str| {
        let row = format!("who = \"venn\", voice = \"direct\", text = \"x\", said = {date}");
        let article = "file = \"a.txt\"\noutlet = \"post\"\ntitle = \"t\"";
        let (sheet, problems) = parse(&format!("claims = [{{ {row} }}]\n[article]\n{article}"));
        assert_eq!(problems, [], "{date}");
        sheet.rows[0].said.map(|date| date.to_string())
    };
    for (written, read) in [
        ("2025", "2025"),
        ("2025-04-03", "2025-04-03"),
        ("\"2025-04\"", "2025-04"),
    ] {
        assert_eq!(said(written).as_deref(), Some(read));
    }
}

#[test]
fn a_wrong_stance_is_told_with_the_one_that_is_meant() {
    for (word, meant) in [
        ("denies", "rejects"),
        ("Says", "asserts"),
        ("notes", "mentions"),
        ("asertz", "asserts"),
    ] {
        let sheet =
            format!("claims = [{{ voice = \"direct\", text = \"x\", stance = \"{word}\" }}]");
        let (_, problems) = parse(&sheet);
        let nearest: Vec<&String> = problems.iter().flat_map(|one| &one.nearest).collect();
        assert_eq!(nearest, [meant], "{word}");
    }
}

proptest! {
    #[test]
    fn any_key_and_any_words_are_read_as_they_were_written(key in r#"([ab_-]|["\\ .=]|\PC|\n){0,6}"#, words in r#"([ab]|["\\\t\r\n]|\PC|\pC){0,12}"#) {
        let toml = format!("{} = {}", bare_key(&key), quote(&words));
        let table: toml::Table = toml.parse().unwrap();
        prop_assert_eq!(table.get(&key).and_then(|value| value.as_str()), Some(words.as_str()));
    }
}
