//! A corrected article: what was logged, found again in the new text, and kept only where a person says so.

use insta::assert_snapshot;

use crate::dump::{column, dump};
use crate::harness::Place;

const TEXT: &str = "Ferry to stop for winter

By Tomas Eck

The ferry will stop on 3 November, the port office said on Monday.

Mayor Ina Roth called the plan a mistake. Nearly 60 families live on the island.

“Nobody asked us,” said Jon Halm, who keeps the island's shop.
";

/// A paragraph before, the families counted anew, the mayor's words gone, a shop become an inn.
const CORRECTED: &str = "Ferry to stop for winter

By Tomas Eck

Correction: an earlier form of this article gave a wrong number of families.

The ferry will stop on 3 November, the port office said on Monday.

Mayor Ina Roth did not answer. Nearly 45 families live on the island.

“Nobody asked us,” claimed Jon Halm, who keeps the island's inn.
";

const SHEET: &str = r#"claims = [
  { voice = "indirect", who = "office", cue = "said", text = "The ferry will stop on 3 November", prop = "ferry-stops", stance = "asserts" },
  { voice = "indirect", who = "roth", cue = "called", text = "a mistake", prop = "plan-is-good", stance = "rejects" },
  { voice = "narration", text = "Nearly 60 families live on the island", prop = "families-live-there" },
  { voice = "direct", who = "halm", cue = "said", text = "Nobody asked us", prop = "islanders-asked", stance = "rejects" },
]

[article]
file = "a.txt"
title = "Ferry to stop for winter"
outlet = "Island News"
url = "https://island.example/ferry"
events = ["ferry"]
coded = "full"
headline = "Ferry … winter"
byline_block = "By Tomas Eck"

[events.ferry]
name = "The ferry stops"

[events.ferry.reported]
start = { value = "2025-11-03", text = "3 November" }

[speakers.office]
name = "port office"
kind = "organization"

[speakers.roth]
name = "Ina Roth"
kind = "person"

[speakers.halm]
name = "Jon Halm"
kind = "person"

[[introductions]]
who = "roth"
role = "mayor"
text = "Mayor Ina Roth"

[propositions.ferry-stops]
text = "The ferry stops for the winter"

[propositions.plan-is-good]
text = "The plan is good"

[propositions.families-live-there]
text = "Families live on the island"

[propositions.islanders-asked]
text = "The islanders were asked"
"#;

fn logged() -> Place {
    let place = Place::new();
    place.write("a.txt", TEXT);
    place.write("b.txt", CORRECTED);
    place.write("a.toml", SHEET);
    place.run("log a.toml").ok();
    place
}

#[test]
fn a_corrected_text_is_refused_by_log_with_both_ways_on() {
    let place = logged();
    place.write("b.toml", &SHEET.replace("a.txt", "b.txt"));
    assert_snapshot!(place.run("log b.toml"), @"
    --- stderr
    b.toml: the text differs from that of a1 in the book, nothing was logged
      + Correction: an earlier form of this article gave a wrong number of families.
      + 
      - Mayor Ina Roth called the plan a mistake. Nearly 60 families live on the island.
      + Mayor Ina Roth did not answer. Nearly 45 families live on the island.
      - “Nobody asked us,” said Jon Halm, who keeps the island's shop.
      + “Nobody asked us,” claimed Jon Halm, who keeps the island's inn.
      `claimbook article recheck a1 --text FILE` finds what was logged again in the other text
      --new-version logs the sheet against this text as the article's next version
    Error: the sheet was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    ");
}

#[test]
fn recheck_says_how_each_claim_stands_and_writes_nothing() {
    let place = logged();
    let before = dump(&place.book(), false);
    assert_snapshot!(place.run("article recheck a1 --text b.txt"), @"
    What was logged of a1, in the text of b.txt

    key            state    old words              new words              cue, source   score %  where
    ─────────────  ───────  ─────────────────────  ─────────────────────  ────────────  ───────  ───────
    claims
      a1.1         same     The ferry will stop                                              78  line 7
                            on 3 November
      a1.2         lost     a mistake              nearest: {+did not                         8  line 9
                                                   answer+}
      a1.3         changed  Nearly 60 families     Nearly {+45+}                             68  line 9
                            live on the island     families live on the
                                                   island
      a1.4         changed  Nobody asked us        Nobody asked us        cue “said” →       45  line 11
                                                                          “claimed”

    introductions
      ina-roth     same     Mayor Ina Roth                                                   78  line 9

    reported facts
      ferry.start  same     3 November                                                       94  line 7

    3 same, 2 changed, 1 lost
    nothing is written; --apply keeps what is the same
    --apply --accept changed keeps what changed too, --accept KEY one of them
    what is lost or ambiguous stays in the older text; claimbook claim edit KEY --text WORDS says then
    where its words are
    [-removed-] {+added+}
    ");
    assert_snapshot!(place.run("article recheck a1 --text b.txt -f csv"), @"
    kind,key,state,old_words,new_words,beside,score,place
    claims,a1.1,same,The ferry will stop on 3 November,The ferry will stop on 3 November,,78,118..151
    claims,a1.2,lost,a mistake,did not answer,,8,201..215
    claims,a1.3,changed,Nearly 60 families live on the island,Nearly 45 families live on the island,,68,217..254
    claims,a1.4,changed,Nobody asked us,Nobody asked us,cue “said” → “claimed”,45,258..273
    introductions,ina-roth,same,Mayor Ina Roth,Mayor Ina Roth,,78,186..200
    reported facts,ferry.start,same,3 November,3 November,,94,141..151
    ");
    assert_snapshot!(place.run("article recheck a1"), @"
    What was logged of a1, in its newest text, text 1

    Everything that was logged of a1 stands in its newest text, text 1; --text FILE looks into another
    one.
    ");
    assert_eq!(dump(&place.book(), false), before);
}

#[test]
fn apply_keeps_what_is_the_same_and_what_is_accepted_and_undo_takes_all_back() {
    let place = logged();
    let before = dump(&place.book(), false);
    assert_snapshot!(place.run("article recheck a1 --text b.txt --apply --accept a1.3"), @"
    Added text 2 of a1: found 2 claims, 1 introduction, 1 fact in it
      a1.2 is lost and stays in the older text
      a1.4 is changed and stays in the older text
    --- stderr
    `claimbook article edit a1 --status corrected` marks it in every report
    ");
    place.run("check").ok();
    assert_snapshot!(place.run("article recheck a1"), @"
    What was logged of a1, in its newest text, text 2

    key     state    old words        new words           cue, source             score %  where
    ──────  ───────  ───────────────  ──────────────────  ──────────────────────  ───────  ───────
    claims
      a1.2  lost     a mistake        nearest: {+did not                                8  line 9
                                      answer+}
      a1.4  changed  Nobody asked us  Nobody asked us     cue “said” → “claimed”       45  line 11

    1 changed, 1 lost
    4 more stand in this text already
    --apply --accept changed keeps what changed too, --accept KEY one of them
    what is lost or ambiguous stays in the older text; claimbook claim edit KEY --text WORDS says then
    where its words are
    [-removed-] {+added+}
    ");
    assert_snapshot!(place.run("article show a1"), @"
    article a1

    key             a1
    title           Ferry to stop for winter
    outlet          Island News (island-news)
    url             https://island.example/ferry
    status          published
    texts           text 1, text 2
    lost words      a1.2, a1.4: not in text 2, which ann read last; claimbook article recheck a1 seeks
                    them
    uid             019b7ca9-8c88-700b-942f-ecc0d55d3624
    referred to by  claim a1.1; claim a1.2; claim a1.3; claim a1.4; coding by ann; text 1 of a1; text 2
                    of a1
    ");
    // The old spans are kept, and the new text has those found in it.
    assert_eq!(
        column(
            &place.book(),
            "SELECT v.number || ' ' || coalesce(c.number, 'other') || ' ' || s.role || ' ' || s.words FROM span AS s JOIN article_version AS v ON v.id = s.version LEFT JOIN claim AS c ON c.id = s.claim WHERE s.claim IS NOT NULL ORDER BY v.number, c.number, s.role"
        ),
        [
            "1 1 content The ferry will stop on 3 November",
            "1 1 cue said",
            "1 2 content a mistake",
            "1 2 cue called",
            "1 3 content Nearly 60 families live on the island",
            "1 4 content Nobody asked us",
            "1 4 cue said",
            "2 1 content The ferry will stop on 3 November",
            "2 1 cue said",
            "2 3 content Nearly 45 families live on the island",
        ]
    );
    assert_eq!(
        column(
            &place.book(),
            "SELECT b.kind || ' ' || b.start_cp || '..' || b.end_cp FROM block AS b JOIN article_version AS v ON v.id = b.version WHERE v.number = 2 ORDER BY b.start_cp"
        ),
        [
            "headline 0..24",
            "byline 26..38",
            "body 40..116",
            "body 118..184",
            "body 186..255",
            "body 257..321"
        ]
    );
    // The sheet that fits the new text logs to no change, and the file of the old text does not.
    let sheet = place.run("article show a1 --sheet").ok();
    place.write("again.toml", &sheet);
    let applied = dump(&place.book(), false);
    assert!(place.run("log again.toml").ok().starts_with("unchanged"));
    assert_eq!(dump(&place.book(), false), applied);
    assert_snapshot!(place.run("log a.toml"), @"
    --- stderr
    a.toml: the text differs from that of a1 in the book, nothing was logged
      - Correction: an earlier form of this article gave a wrong number of families.
      - 
      - Mayor Ina Roth did not answer. Nearly 45 families live on the island.
      + Mayor Ina Roth called the plan a mistake. Nearly 60 families live on the island.
      - “Nobody asked us,” claimed Jon Halm, who keeps the island's inn.
      + “Nobody asked us,” said Jon Halm, who keeps the island's shop.
      this is text 1 of a1, which has a newer one: `claimbook article show a1 --sheet` writes the sheet that fits it
    Error: the sheet was refused, and nothing of it was written
    Hint: correct what is said above and log again: what is logged already stays as it is
    [exit status 1]
    ");
    // What was lost is said by hand, and then it is there.
    place
        .run("claim edit a1.4 --text 'Nobody asked us' --cue claimed")
        .ok();
    place.run("article recheck a1 --apply").ok();
    place.run("undo").ok();
    place.run("undo").ok();
    place.run("check").ok();
    assert_eq!(dump(&place.book(), false), before);
}

#[test]
fn what_cannot_be_accepted_is_refused_and_nothing_is_written() {
    let place = logged();
    let before = dump(&place.book(), false);
    assert_snapshot!(place.run("article recheck a1 --text b.txt --apply --accept a1.2"), @"
    --- stderr
    Error: a1.2 cannot be accepted: its words are lost
    Hint: without --accept it stays in the older text; `claimbook claim edit CLAIM --text WORDS` then says where its words are
    [exit status 1]
    ");
    assert_snapshot!(place.run("article recheck a1 --text b.txt --apply --accept a1.9"), @"
    --- stderr
    Error: a1.9 cannot be accepted: nothing of this name is sought
    Hint: without --accept it stays in the older text; `claimbook claim edit CLAIM --text WORDS` then says where its words are
    [exit status 1]
    ");
    assert_snapshot!(place.run("article recheck a1 --text b.txt --accept changed"), @"
    --- stderr
    Error: the following required arguments were not provided:
      --apply

    Usage: claimbook article recheck --apply --text <FILE> --accept <WHAT> <ARTICLE>

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(place.run("--coder bob article recheck a1 --text b.txt --apply"), @"
    --- stderr
    Error: the claims of a1 are those of ann
    Hint: --coder ann writes them as that coder
    [exit status 1]
    ");
    assert_snapshot!(place.run("article recheck a1 --text none.txt"), @"
    --- stderr
    Error: none.txt: No such file or directory (os error 2)
    [exit status 1]
    ");
    assert_eq!(dump(&place.book(), false), before);
}

#[test]
fn everything_changed_may_be_accepted_at_once_and_an_older_text_is_refused() {
    let place = logged();
    assert_snapshot!(place.run("article recheck a1 --text b.txt --apply --accept changed --retrieved 2025-11-01T08:00:00+01:00"), @"
    Added text 2 of a1: found 3 claims, 1 introduction, 1 fact in it
      a1.2 is lost and stays in the older text
    --- stderr
    `claimbook article edit a1 --status corrected` marks it in every report
    ");
    assert_snapshot!(place.run("article recheck a1 --text a.txt"), @"
    --- stderr
    Error: this is text 1 of a1, and its newest is text 2
    Hint: give --text the file of a newer text, or leave --text out to look into the newest
    [exit status 1]
    ");
    assert_snapshot!(place.run("article recheck a1 --text b.txt"), @"
    What was logged of a1, in its newest text, text 2

    key     state  old words  new words                    score %  where
    ──────  ─────  ─────────  ───────────────────────────  ───────  ──────
    claims
      a1.2  lost   a mistake  nearest: {+did not answer+}        8  line 9

    1 lost
    5 more stand in this text already
    what is lost or ambiguous stays in the older text; claimbook claim edit KEY --text WORDS says then
    where its words are
    [-removed-] {+added+}
    ");
    // A third text, in which the lost words stand again: they are sought from the text that last had them.
    place.write("c.txt", &TEXT.replace("shop", "inn"));
    assert_snapshot!(place.run("article recheck a1 --text c.txt"), @"
    What was logged of a1, in the text of c.txt

    key            state    old words             new words             cue, source      score %  where
    ─────────────  ───────  ────────────────────  ────────────────────  ───────────────  ───────  ──────
    claims
      a1.1         same     The ferry will stop                                               78  line 5
                            on 3 November
      a1.2         same     a mistake                                                        100  line 7
      a1.3         changed  Nearly 45 families    Nearly {+60+}                               68  line 7
                            live on the island    families live on the
                                                  island
      a1.4         changed  Nobody asked us       Nobody asked us       cue “claimed” →       45  line 9
                                                                        “said”

    introductions
      ina-roth     same     Mayor Ina Roth                                                    78  line 7

    reported facts
      ferry.start  same     3 November                                                        94  line 5

    4 same, 2 changed
    nothing is written; --apply keeps what is the same
    --apply --accept changed keeps what changed too, --accept KEY one of them
    [-removed-] {+added+}
    ");
}

#[test]
fn a_new_version_by_a_sheet_names_what_is_left_in_the_older_text() {
    let place = logged();
    let sheet = SHEET
        .replace("a.txt", "b.txt")
        .replace("Nearly 60", "Nearly 45")
        .replace(
            "voice = \"direct\", who = \"halm\", cue = \"said\"",
            "voice = \"direct\", who = \"halm\", cue = \"claimed\"",
        );
    let sheet: Vec<&str> = sheet
        .lines()
        .filter(|line| !line.contains("plan-is-good\", stance"))
        .collect();
    let sheet = sheet.join("\n").replace(
        "[propositions.plan-is-good]\ntext = \"The plan is good\"\n",
        "",
    );
    place.write("b.toml", &sheet);
    assert_snapshot!(place.run("log --new-version b.toml"), @"
    updated b.toml as a1: article ~ 1; claims ~ 2 = 1 ? 1; introductions = 1; facts = 1
      ~ article a1: another text, as a new version
      ~ claim a1.3: text: “Nearly 60 families live on the island” → “Nearly 45 families live on the island”
      ~ claim a1.4: cue: “said” → “claimed”
      ? claim a1.2: indirect ina-roth: plan-is-good (not in the sheet; --prune deletes it)
      ! article a1: 1 of the older text is not in the sheet; claimbook article recheck a1 seeks it in the new one
    ");
    assert_snapshot!(place.run("article recheck a1"), @"
    What was logged of a1, in its newest text, text 2

    key     state  old words  new words                    score %  where
    ──────  ─────  ─────────  ───────────────────────────  ───────  ──────
    claims
      a1.2  lost   a mistake  nearest: {+did not answer+}        8  line 9

    1 lost
    5 more stand in this text already
    what is lost or ambiguous stays in the older text; claimbook claim edit KEY --text WORDS says then
    where its words are
    [-removed-] {+added+}
    ");
    // A row for it in the sheet of the new text is no conflict with what the old one said.
    let row = "  { id = 2, voice = \"indirect\", who = \"roth\", text = \"did not answer\", prop = \"The plan is good\", stance = \"declines\" },\n";
    place.write(
        "b.toml",
        &sheet.replacen("claims = [\n", &format!("claims = [\n{row}"), 1),
    );
    place.run("log b.toml").ok();
    place.run("check").ok();
}

#[test]
fn the_same_page_logged_again_with_another_text_points_to_recheck() {
    let place = logged();
    place.write(
        "page.html",
        "<html><head><title>Ferry to stop for winter</title><link rel=\"canonical\" href=\"https://island.example/ferry\"></head><body><article><h1>Ferry to stop for winter</h1><p>The ferry will stop on 3 November, the port office said on Monday.</p><p>Nearly 45 families live on the island, and all of them will have to stay there until the spring.</p></article></body></html>",
    );
    let printed = place.run_with_editor("true", "log page.html");
    assert!(
        printed
            .stderr
            .contains("article recheck a1 --text page.html"),
        "{printed}"
    );
    place
        .run("article recheck a1 --text page.html --apply")
        .ok();
    place.run("check").ok();
    assert_eq!(
        column(
            &place.book(),
            "SELECT media_type || ' ' || (raw_content IS NOT NULL) FROM article_version ORDER BY number"
        ),
        ["text/plain 0", "text/html 1"]
    );
}
