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
    assert_snapshot!(place.run("agree a1 --sheet"), @r#"
    # The decided coding of a1, of those of ann and ben. What they agree on is filled in.
    # "" and {} are to be settled: the line above says who says what; write what holds, or take the key out for none.
    # Behind # stands what not every coder found: take the # away to keep it. An emptied file logs nothing.
    claims = [
      { voice = "indirect", who = "ada-berg", cue = "said", text = "Homes burn", prop = "homes", stance = "asserts", note = "sure" },
      # ann a1.2, ben a1.6
      #   voice: ann "indirect"; ben "direct"
      #   stance: ann "asserts"; ben "mentions"
      #   text, the first taken: ann "The quay is safe"; ben "quay is safe"
      { voice = "", who = "bo-carl", cue = "said", text = "The quay is safe", prop = "quay", stance = "", supports = ["homes"] },
      { voice = "narration", text = "The river is high", prop = "river" },
      # ann a1.4; not found by ben
      # { voice = "indirect", who = "ada-berg", cue = "said", text = "Talks go on", stance = "mentions" },
    ]

    [defaults]
    coder = "ann"

    [article]
    key = "a1"
    coded = "full"
    layer = "decided"

    # ann; not found by ben
    # [[introductions]]
    # who = "bo-carl"
    # role = "keeper"
    # text = "Bo Carl"

    [events.hearing.reported]
    # date: ann { value = "2024-05-01" }; ben { value = "2024-05-02" }
    date = {}

    # [events.hearing.reported]
    # place: ann { value = "Hall" }
    --- stderr
    a1, of ann and ben: 3 claims, 3 values to settle, 3 that not all have, set aside
    "#);
}

#[test]
fn a_sheet_with_anything_unsettled_is_refused_and_a_settled_one_is_the_decided_coding() {
    let place = coded_by(BEN);
    assert_snapshot!(place.run("agree a1 -o decided.toml"), @"
    --- stderr
    Wrote decided.toml
    a1, of ann and ben: 3 claims, 3 values to settle, 3 that not all have, set aside
    ");
    assert_snapshot!(place.run("log decided.toml"), @"
    --- stderr
    decided.toml: 3 things are wrong, nothing was logged
      line 10: voice is empty
      line 10: stance is empty
      line 32: date needs a value
    Error: the sheet was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    ");
    let sheet = place.read("decided.toml");
    let settled = sheet
        .replace("voice = \"\"", "voice = \"indirect\"")
        .replace("stance = \"\"", "stance = \"mentions\"")
        .replace("date = {}", "date = \"2024-05-01\"")
        .replace("  # { voice", "  { voice");
    place.write("decided.toml", &settled);
    assert_snapshot!(place.run("log decided.toml"), @"updated decided.toml as a1: claims + 4; facts + 1");
    assert_snapshot!(place.run("log decided.toml"), @"unchanged decided.toml as a1: claims = 4; facts = 1");
    // Every report takes the decided coding, whoever is asked for.
    let table = place.run("--coder ann compare -f csv").stdout;
    assert_snapshot!(table, @r"
    topic,proposition,a1,n,voices,key
    fire,Homes are burning,I Ada Berg,1,I1,homes
    harbour,The quay is safe,Im Bo Carl,1,I1,quay
    harbour,The river is high,N,1,N1,river
    ");
    assert_eq!(place.run("--coder ben compare -f csv").stdout, table);
    assert_eq!(
        column(
            &place.book(),
            "SELECT layer || ' ' || coder FROM coding ORDER BY id"
        ),
        ["own ann", "own ben", "decided ann"]
    );
    // What is decided stands in the sheet, with the readings beside it.
    let again = place.run("agree a1 --sheet").ok();
    place.write("again.toml", &again);
    assert!(
        again.contains("stance: ann \"asserts\"; ben \"mentions\""),
        "{again}"
    );
    assert_snapshot!(place.run("log again.toml"), @"unchanged again.toml as a1: claims = 4; facts = 1");
}

#[test]
fn one_coder_is_taken_in_one_operation_that_can_be_undone() {
    let place = coded_by(BEN);
    assert_snapshot!(place.run("agree a1 --take ben --dry-run"), @"
    would log decided coding of a1 as a1: claims + 3; facts + 1
      + fact hearing date: 2024-05-02
      + claim a1.8: indirect ada-berg: homes
      + claim a1.9: direct bo-carl: quay
      + claim a1.10: narration: river
    --- stderr
    a1, of ann and ben: 3 claims
    ");
    assert_snapshot!(place.run("agree a1 --take ben"), @"
    updated decided coding of a1 as a1: claims + 3; facts + 1
    --- stderr
    a1, of ann and ben: 3 claims
    ");
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
    assert_snapshot!(place.run("agree a1 --take ann"), @"
    --- stderr
    Error: a1 is decided already, by ann
    Hint: claimbook agree a1 opens the decided coding beside what the coders say; claimbook undo takes the last operation back
    [exit status 1]
    ");
    assert_snapshot!(place.run("undo"), @"
    Undid 3: log decided coding of a1
    --- stderr
    `claimbook redo` brings it back.
    ");
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
    assert_snapshot!(place.run_with_editor("false", "agree a1"), @"
    updated decided coding of a1 as a1: claims + 4; introductions + 1; facts + 2
    --- stderr
    a1, of ann and ben: 4 claims
    ");
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
    assert_snapshot!(place.run_with_editor(&editor, "agree a1"), @"
    updated decided coding of a1 as a1: claims + 3; facts + 1
    --- stderr
    a1, of ann and ben: 3 claims, 3 values to settle, 3 that not all have, set aside
    ");
    let second = place.read("second.toml");
    assert!(second.contains("# ! voice is empty"), "{second}");
    assert_snapshot!(place.run_with_editor("true", "agree a1"), @"
    --- stderr
    a1, of ann and ben: 3 claims, decided by ann, 3 that not all have, set aside
    The sheet for decided coding of a1 was not changed: nothing was logged.
    ");
}

#[test]
fn what_cannot_be_agreed_on_says_why() {
    let place = Place::new();
    place.write("quay.txt", TEXT);
    place.write("ann.toml", ANN);
    place.run("--coder ann log ann.toml").ok();
    assert_snapshot!(place.run("agree a1"), @"
    --- stderr
    Error: a1 has one coder's claims alone (ann) to agree on
    Hint: a second coder logs a sheet of the article with --coder NAME
    [exit status 1]
    ");
    assert_snapshot!(place.run("agree a7"), @"
    --- stderr
    Error: there is no article “a7”
    Hint: `claimbook article list` shows what there is
    [exit status 1]
    ");
    place.write("ben.toml", BEN);
    place.run("--coder ben log ben.toml").ok();
    assert_snapshot!(place.run("agree a1 --take dee"), @"
    --- stderr
    Error: dee has no coding of a1 beside which others stand; its coders are ann, ben
    [exit status 1]
    ");
}

#[test]
fn what_a_partial_coding_lacks_is_no_disagreement() {
    let place = coded_by(&BEN.replace("coded = \"full\"", "coded = \"partial\""));
    assert_snapshot!(place.run("agree a1 --take ben"), @"
    updated decided coding of a1 as a1: claims + 4; introductions + 1; facts + 2
    --- stderr
    a1, of ann and ben: 4 claims
    ");
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
    let place = coded_by(BEN);
    let log_with = |key: &str| {
        let mut cells = vec![
            ("voice", "\"indirect\""),
            ("who", "\"Ada Berg\""),
            ("text", "\"Homes burn\""),
        ];
        cells.retain(|(of, _)| *of != key);
        if !key.is_empty() {
            cells.push((key, "\"\""));
        }
        let cells: Vec<String> = cells
            .iter()
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        let row = cells.join(", ");
        let article = "[article]\nkey = \"a1\"\nlayer = \"decided\"\n";
        place.write("empty.toml", &format!("claims = [{{ {row} }}]\n{article}"));
        place.run("log --dry-run empty.toml")
    };
    assert_eq!(log_with("").status, Some(0));
    for key in [
        "voice", "who", "or", "for", "via", "cue", "prop", "stance", "said", "at", "about",
        "figures", "targets",
    ] {
        let output = log_with(key);
        assert_eq!(output.status, Some(1), "{key}: {output}");
    }
}
