//! `agree`: the decided coding of an article from those of its coders.

use insta::assert_snapshot;

use crate::dump::column;
use crate::harness::Place;

const TEXT: &str = "Homes burn, Ada Berg said.\n\nThe quay is safe, Bo Carl said.\n\nThe river is high.\n\nTalks go on, Ada Berg said.\n";

const ANN: &str = r#"
claims = [
  { voice = "indirect", who = "Ada Berg", cue = "said", text = "Homes burn", prop = "homes", stance = "asserts", note = "sure" },
  { voice = "indirect", who = "Bo Carl", cue = "said", text = "The quay is safe", prop = "quay", stance = "asserts", supports = "homes" },
  { voice = "narration", text = "The river is high", prop = "river" },
  { voice = "indirect", who = "Ada Berg", cue = "said", text = "Talks go on", stance = "mentions" },
]
[article]
file = "quay.txt"
title = "Quay"
outlet = "North Post"
coded = "full"
[events.hearing]
name = "Hearing"
[events.hearing.reported]
date = "2024-05-01"
place = "Hall"
[speakers]
a = { name = "Ada Berg", kind = "person" }
b = { name = "Bo Carl", kind = "person" }
[propositions]
homes = { text = "Homes are burning", topic = "fire" }
quay = { text = "The quay is safe", topic = "harbour" }
river = { text = "The river is high", topic = "harbour" }
[[introductions]]
who = "Bo Carl"
role = "keeper"
text = "Bo Carl"
"#;

const BEN: &str = r#"
claims = [
  { voice = "indirect", who = "Ada Berg", cue = "said", text = "Homes burn", prop = "homes", stance = "asserts" },
  { voice = "direct", who = "Bo Carl", cue = "said", text = "quay is safe", prop = "quay", stance = "mentions" },
  { voice = "narration", text = "The river is high" },
]
[article]
key = "a1"
coded = "full"
[events.hearing.reported]
date = "2024-05-02"
"#;

/// An article that ann and ben have coded.
fn coded_by(second: &str) -> Place {
    let place = Place::new();
    place.write("quay.txt", TEXT);
    place.write("ann.toml", ANN);
    place.write("ben.toml", second);
    place.run("--coder ann log ann.toml").ok();
    place.run("--coder ben log ben.toml").ok();
    place
}

#[test]
fn the_sheet_has_what_coders_agree_on_and_says_where_they_differ() {
    let place = coded_by(BEN);
    assert_snapshot!(place.run("agree a1 --sheet"), @"");
}

#[test]
fn a_sheet_with_anything_unsettled_is_refused_and_a_settled_one_is_the_decided_coding() {
    let place = coded_by(BEN);
    assert_snapshot!(place.run("agree a1 -o decided.toml"), @"");
    assert_snapshot!(place.run("log decided.toml"), @"");
    let sheet = place.read("decided.toml");
    let settled = sheet
        .replace("voice = \"\"", "voice = \"indirect\"")
        .replace("stance = \"\"", "stance = \"mentions\"")
        .replace("date = {}", "date = \"2024-05-01\"")
        .replace("  # { voice", "  { voice");
    place.write("decided.toml", &settled);
    assert_snapshot!(place.run("log decided.toml"), @"");
    assert_snapshot!(place.run("log decided.toml"), @"");
    // Every report takes the decided coding, whoever is asked for.
    for coder in ["ann", "ben"] {
        let table = place.run(&format!("--coder {coder} compare -f csv"));
        assert_snapshot!(table.stdout, @"");
    }
    assert_eq!(
        column(&place.book(), "SELECT layer || ' ' || coder FROM coding"),
        ["own ann", "own ben", "decided ann"]
    );
    // What is decided stands in the sheet, with the readings beside it.
    let again = place.run("agree a1 --sheet").ok();
    place.write("again.toml", &again);
    assert!(
        again.contains("stance: ann \"asserts\"; ben \"mentions\""),
        "{again}"
    );
    assert_snapshot!(place.run("log again.toml"), @"");
}

#[test]
fn one_coder_is_taken_in_one_operation_that_can_be_undone() {
    let place = coded_by(BEN);
    assert_snapshot!(place.run("agree a1 --take ben --dry-run"), @"");
    assert_snapshot!(place.run("agree a1 --take ben"), @"");
    let decided = "SELECT claim.voice || ' ' || coalesce(claim.stance, '') FROM claim JOIN coding ON coding.id = claim.coding WHERE coding.layer = 'decided' ORDER BY claim.number";
    assert_eq!(
        column(&place.book(), decided),
        ["indirect asserts", "direct mentions", "narration "]
    );
    assert_eq!(
        column(
            &place.book(),
            "SELECT value FROM reported_fact JOIN coding ON coding.id = coding WHERE layer = 'decided'"
        ),
        ["2024-05-02"]
    );
    assert_snapshot!(place.run("agree a1 --take ann"), @"");
    assert_snapshot!(place.run("undo"), @"");
    assert_eq!(column(&place.book(), decided), [""; 0]);
    assert_snapshot!(place.run("check"), @"");
    place.run("agree a1 --take ann").ok();
    assert_eq!(
        column(&place.book(), decided),
        [
            "indirect asserts",
            "indirect asserts",
            "narration ",
            "indirect mentions"
        ]
    );
    assert_eq!(
        column(
            &place.book(),
            "SELECT count(*) FROM claim_link JOIN claim ON claim.id = claim_link.claim JOIN coding ON coding.id = claim.coding WHERE layer = 'decided'"
        ),
        ["1"]
    );
}

#[test]
fn coders_who_agree_on_everything_are_not_asked() {
    let place = coded_by(&ANN.replace("file = \"quay.txt\"", "key = \"a1\""));
    assert_snapshot!(place.run_with_editor("false", "agree a1"), @"");
}

#[test]
fn the_sheet_opens_in_the_editor_and_comes_back_until_it_is_settled() {
    let place = coded_by(BEN);
    place.write(
        "editor.sh",
        r#"if grep -q '^# !' "$1"; then
  cp "$1" second.toml
  sed -i 's/voice = ""/voice = "direct"/; s/stance = ""/stance = "asserts"/' "$1"
else
  sed -i 's/^date = {}/date = "2024-05-02"/' "$1"
fi
"#,
    );
    let editor = format!("sh {}", place.path("editor.sh").display());
    assert_snapshot!(place.run_with_editor(&editor, "agree a1"), @"");
    let second = place.read("second.toml");
    assert!(second.contains("# ! voice is empty"), "{second}");
    assert_snapshot!(place.run_with_editor("true", "agree a1"), @"");
}

#[test]
fn what_cannot_be_agreed_on_says_why() {
    let place = Place::new();
    place.write("quay.txt", TEXT);
    place.write("ann.toml", ANN);
    place.run("--coder ann log ann.toml").ok();
    assert_snapshot!(place.run("agree a1"), @"");
    assert_snapshot!(place.run("agree a7"), @"");
    place.write("ben.toml", BEN);
    place.run("--coder ben log ben.toml").ok();
    assert_snapshot!(place.run("agree a1 --take dee"), @"");
}

#[test]
fn what_a_partial_coding_lacks_is_no_disagreement() {
    let place = coded_by(&BEN.replace("coded = \"full\"", "coded = \"partial\""));
    assert_snapshot!(place.run("agree a1 --take ben"), @"");
    assert_eq!(
        column(
            &place.book(),
            "SELECT count(*) FROM claim JOIN coding ON coding.id = claim.coding WHERE coding.layer = 'decided'"
        ),
        ["4"]
    );
}

#[test]
fn every_key_that_is_to_be_settled_is_refused_while_it_is_empty() {
    for key in [
        "voice", "who", "or", "for", "via", "cue", "prop", "stance", "said", "at", "about",
        "figures", "targets",
    ] {
        let place = coded_by(BEN);
        let mut cells = vec![
            ("voice", "\"indirect\""),
            ("who", "\"Ada Berg\""),
            ("text", "\"Homes burn\""),
        ];
        cells.retain(|(of, _)| *of != key);
        cells.push((key, "\"\""));
        let cells: Vec<String> = cells
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        place.write(
            "empty.toml",
            &format!(
                "claims = [{{ {} }}]\n[article]\nkey = \"a1\"\nlayer = \"decided\"\n",
                cells.join(", ")
            ),
        );
        let output = place.run("log empty.toml");
        assert_eq!(output.status, Some(1), "{key}: {output}");
    }
}
