//! What may be the same, and what is decided of it.

use insta::assert_snapshot;

use crate::harness::Place;

const ONE: &str = r#"Harbour of Lindholm to open in spring

The harbour of Lindholm will open to all ships in spring, Ada Lind said on Monday. "We will not give up the old harbour, and we will not sell it to anyone," she told the council.

The wall had cost 12 million crowns, the council said. Fishing boats may stay where they are.
"#;

const ONE_SHEET: &str = r#"claims = [
  { voice = "indirect", who = "lind", cue = "said", text = "The harbour of Lindholm will open to all ships in spring", prop = "The harbour is opened to all ships in spring #harbour" },
  { voice = "direct", who = "lind", cue = "told", text = "We will not give up the old harbour, and we will not sell it to anyone" },
  { voice = "indirect", who = "council", cue = "said", text = "The wall had cost 12 million crowns" },
  { voice = "narration", text = "Fishing boats may stay where they are" },
]
[article]
file = "one.txt"
title = "Harbour of Lindholm to open in spring"
url = "https://www.gazette.example/harbour"
outlet = "Gazette"
published = "2025-03-03"
[speakers.lind]
name = "Ada Lind"
kind = "person"
[speakers.council]
name = "Council of Lindholm"
kind = "group"
"#;

const TWO: &str = r#"Lindholm opens its harbour

In spring the harbour of Lindholm will be opened to all ships, Mayor A. Lind has said. "We will not give up the old harbour," she added.

The wall cost 21 million crowns, according to the council. Fishing boats may stay where they are now.
"#;

const TWO_SHEET: &str = r#"claims = [
  { voice = "indirect", who = "lind", cue = "has said", text = "In spring the harbour of Lindholm will be opened to all ships" },
  { voice = "direct", who = "lind", cue = "added", text = "We will not give up the old harbour" },
  { voice = "indirect", who = "council", cue = "according to", text = "The wall cost 21 million crowns" },
  { voice = "narration", text = "Fishing boats may stay where they are now" },
]
[article]
file = "two.txt"
title = "Lindholm opens its harbour"
outlet = "Courier"
published = "2025-03-04"
[speakers.lind]
name = "A. Lind"
kind = "person"
[speakers.council]
name = "Lindholm Council"
kind = "group"
"#;

/// A book of two articles on one harbour, coded by somebody who did not look at the first when coding the second.
fn place() -> Place {
    let place = Place::new();
    place.write("one.txt", ONE);
    place.write("one.toml", ONE_SHEET);
    place.write("two.txt", TWO);
    place.write("two.toml", TWO_SHEET);
    place.run("log one.toml").ok();
    place.run("log two.toml").ok();
    place
}

#[test]
fn log_says_which_claims_are_like_known_ones() {
    let place = Place::new();
    place.write("one.txt", ONE);
    place.write("one.toml", ONE_SHEET);
    place.write("two.txt", TWO);
    place.write("two.toml", TWO_SHEET);
    place.run("log one.toml").ok();
    let logged = place.run("log two.toml").ok();
    let said: Vec<&str> = logged
        .lines()
        .filter(|line| line.starts_with('!'))
        .collect();
    assert_snapshot!(said.join("\n"), @"
    ! new speaker “A. Lind” (a-lind): is it Ada Lind (ada-lind; initial)? To say so: claimbook suggest speakers a-lind
    ! new speaker “Lindholm Council” (lindholm-council): is it Council of Lindholm (council-of-lindholm; another order; most words)? To say so: claimbook suggest speakers lindholm-council
    ! a2: 1 claim without a proposition is like a known one: claimbook suggest a2
    ");
}

#[test]
fn claims_get_the_proposition_that_is_accepted_and_undo_takes_it_back() {
    let place = place();
    assert_snapshot!(place.run("suggest"), @"
    Claims without a proposition, and propositions that they may stand for

    Claim                         Proposition                %  Why                               Ref
    ────────────────────────────  ────────────────────────  ──  ────────────────────────────────  ──────
    In spring the harbour of      The harbour is opened to  79  in the words of a1.1; both:       a2.1:1
      Lindholm will be opened to  all ships in spring           spring harbour lindholm opened
      all ships                                                 ships; another order; another
                                                                speaker

    to decide: claimbook suggest --accept REF, --reject REF or --unsure REF; or write a sheet with
    --sheet
    ");
    assert_snapshot!(place.run("suggest --accept a2.1:1 --dry-run"), @"
    same: claim a2.1 and proposition the-harbour-is-opened-to-all-ships-in-spring
    --- stderr
    Nothing was written.
    ");
    assert_snapshot!(place.run("suggest --accept a2.1:1"), @"same: claim a2.1 and proposition the-harbour-is-opened-to-all-ships-in-spring");
    assert_snapshot!(place.run("suggest a2"), @"
    Claims without a proposition, and propositions that they may stand for

    No claim without a proposition is like a known proposition. `claimbook suggest propositions` puts
    such claims together.
    ");
    assert_snapshot!(place.run("undo"), @"
    Undid 3: suggest same a2.1:1
    --- stderr
    `claimbook redo` brings it back.
    ");
    assert!(place.run("suggest a2.1").ok().contains("a2.1:1"));
}

#[test]
fn what_is_rejected_or_unsure_is_not_asked_again() {
    let place = place();
    assert_snapshot!(place.run("suggest --reject a2.1=the-harbour-is-opened-to-all-ships-in-spring"), @"different: claim a2.1 and proposition the-harbour-is-opened-to-all-ships-in-spring");
    assert!(!place.run("suggest").ok().contains("a2.1"));
    assert_snapshot!(place.run("suggest --unsure a2.1:1"), @"unsure: claim a2.1 and proposition the-harbour-is-opened-to-all-ships-in-spring");
    assert!(!place.run("suggest").ok().contains("a2.1"));
    assert_snapshot!(place.run("sql \"SELECT verdict FROM decision\""), @"
    verdict
    ───────
    unsure
    ");
}

#[test]
fn claims_without_a_proposition_are_put_together_and_get_a_new_one() {
    let place = place();
    assert_snapshot!(place.run("suggest propositions"), @"
    Claims without a proposition that say the same: new propositions

    Proposed sentence         Also said                       %  Why                           Ref
    ────────────────────────  ─────────────────────────────  ──  ────────────────────────────  ─────────
    The wall had cost 12      a2.3: The wall cost 21         79  both: wall cost crowns;       a1.3+a2.3
      million crowns          million crowns                     OTHER FIGURES; another
                                                                 speaker
    Fishing boats may stay    a2.4: Fishing boats may stay   95  both: fishing boats may stay  a1.4+a2.4
      where they are          where they are now

    to decide: claimbook suggest --accept REF, --reject REF or --unsure REF; or write a sheet with
    --sheet
    ");
    assert_snapshot!(place.run("suggest --accept a1.4+a2.4"), @"same: claims a1.4, a2.4, new proposition fishing-boats-may-stay-where-they-are");
    assert_snapshot!(place.run("claim list --proposition fishing-boats-may-stay-where-they-are"), @"
    key   voice      who  stance  proposition                         words
    ────  ─────────  ───  ──────  ──────────────────────────────────  ──────────────────────────────────
    a1.4  narration               fishing-boats-may-stay-where-they-  Fishing boats may stay where they
                                  are                                 are
    a2.4  narration               fishing-boats-may-stay-where-they-  Fishing boats may stay where they
                                  are                                 are now
    ");
}

#[test]
fn quotations_that_outlets_share_are_linked_where_cut() {
    let place = place();
    assert_snapshot!(place.run("suggest quotes"), @"
    Quotations that outlets share, without a common proposition

    Quotation                   Other quotation            %  Level  Why                       Ref
    ──────────────────────────  ────────────────────────  ──  ─────  ────────────────────────  ─────────
    We will not give up the     We will not give up the   99  cut    8 of 8 words in the same  a1.2+a2.2
      old harbour, and we will  old harbour                          order
      not sell it to anyone

    to decide: claimbook suggest --accept REF, --reject REF or --unsure REF; or write a sheet with
    --sheet
    ");
    assert_snapshot!(place.run("suggest quotes --accept a1.2+a2.2"), @"same: claims a1.2, a2.2, new proposition we-will-not-give-up-the-old-harbour-and-we-will-not-sell-it");
    assert_snapshot!(place.run("suggest quotes"), @"
    Quotations that outlets share, without a common proposition

    No two outlets share a quotation that does not stand for one proposition already.
    ");
}

#[test]
fn speakers_are_merged_when_a_person_says_so() {
    let place = place();
    assert_snapshot!(place.run("suggest speakers"), @"
    Speakers who may be one

    Speaker           Same as               %  Level           Why                        Ref
    ────────────────  ───────────────────  ──  ──────────────  ─────────────────────────  ────
    Lindholm Council  Council of Lindholm  96  nearly certain  another order; most words  s4:2
    A. Lind           Ada Lind             78                  initial                    s3:1

    to decide: claimbook suggest --accept REF, --reject REF or --unsure REF; or write a sheet with
    --sheet
    ");
    assert_snapshot!(place.run("suggest speakers --accept a-lind=ada-lind --reject lindholm-council=council-of-lindholm"), @"
    same: speaker a-lind and ada-lind, merged
    different: speaker lindholm-council and council-of-lindholm
    ");
    assert_snapshot!(place.run("suggest speakers"), @"
    Speakers who may be one

    No two speakers have names that may be of one.
    ");
    assert_snapshot!(place.run("speaker list"), @"
    key                  name                 kind    aliases
    ───────────────────  ───────────────────  ──────  ───────
    ada-lind             Ada Lind             person  A. Lind
    council-of-lindholm  Council of Lindholm  group
    lindholm-council     Lindholm Council     group
    ");
}

#[test]
fn an_article_that_is_logged_again_under_another_address_is_said_to_be_in_the_book() {
    let place = place();
    let again = ONE_SHEET
        .replace(
            "https://www.gazette.example/harbour",
            "http://gazette.example/harbour/?utm_source=mail",
        )
        .replace("to open in spring\"", "opens soon\"");
    place.write("again.toml", &again);
    let logged = place.run("log again.toml").ok();
    let said: Vec<&str> = logged
        .lines()
        .filter(|line| line.starts_with('!'))
        .collect();
    assert_snapshot!(said.join("\n"), @"! a3 may be in the book already as a1 “Harbour of Lindholm to open in spring” (same text; same address; 56 of 56 runs of five words); to say so: claimbook suggest articles a3");
    assert_snapshot!(place.run("suggest articles"), @"
    Articles that may be copies or updates, or logged twice

    Newer                      Older                     %  Level          Why                     Ref
    ─────────────────────────  ───────────────────────  ──  ─────────────  ──────────────────────  ─────
    a3 gazette 2025-03-03:     a1 gazette 2025-03-03:   90  logged twice?  same text; same         a3=a1
      Harbour of Lindholm      Harbour of Lindholm to                      address; 56 of 56 runs
      opens soon               open in spring                              of five words

    to decide: claimbook suggest --accept REF, --reject REF or --unsure REF; or write a sheet with
    --sheet
    ");
    assert_snapshot!(place.run("suggest --accept a3=a1"), @"same: article a3 and a1, a copy of it");
    assert_snapshot!(place.run("suggest articles"), @"
    Articles that may be copies or updates, or logged twice

    No two articles share a third of their words, an address, or outlet, title and day.
    ");
    let shown = place.run("article show a3 -f json").ok();
    assert!(shown.contains("\"copy_of\": \"a1\""), "{shown}");
}

#[test]
fn a_sheet_of_suggestions_is_edited_and_logged() {
    let place = place();
    let sheet = place.run("suggest propositions --sheet").ok();
    assert_snapshot!(sheet, @r#"
    # Write same, different or unsure as verdict. What stays empty is asked again.
    # Then: claimbook suggest --log THIS-FILE

    [[propositions]]
    ref = "a1.3+a2.3"
    verdict = ""
    text = "The wall had cost 12 million crowns"
    # The wall had cost 12 million crowns
    # a2.3: The wall cost 21 million crowns
    # 79 %: both: wall cost crowns; OTHER FIGURES; another speaker

    [[propositions]]
    ref = "a1.4+a2.4"
    verdict = ""
    text = "Fishing boats may stay where they are"
    # Fishing boats may stay where they are
    # a2.4: Fishing boats may stay where they are now
    # 95 %: both: fishing boats may stay
    "#);
    let sheet = sheet
        .replace(
            "ref = \"a1.4+a2.4\"\nverdict = \"\"",
            "ref = \"a1.4+a2.4\"\nverdict = \"same\"",
        )
        .replace(
            "text = \"Fishing boats may stay where they are\"",
            "text = \"Fishing boats stay\"",
        );
    place.write("decide.toml", &sheet);
    assert_snapshot!(place.run("suggest --log decide.toml"), @"same: claims a1.4, a2.4, new proposition fishing-boats-stay");
    assert_snapshot!(place.run("proposition list"), @"
    key                                           text                                          topic
    ────────────────────────────────────────────  ────────────────────────────────────────────  ───────
    fishing-boats-stay                            Fishing boats stay
    the-harbour-is-opened-to-all-ships-in-spring  The harbour is opened to all ships in spring  harbour
    ");
    place.write(
        "wrong.toml",
        "[[claims]]\nref = \"a1.2:1\"\nverdict = \"yes\"\n",
    );
    assert_snapshot!(place.run("suggest --log wrong.toml"), @"
    --- stderr
    Error: wrong.toml: a1.2:1: “yes” is not a verdict: same, different, unsure
    [exit status 1]
    ");
    place.write(
        "empty.toml",
        "[[claims]]\nref = \"a1.2:1\"\nverdict = \"\"\n",
    );
    assert_snapshot!(place.run("suggest --log empty.toml"), @"
    --- stderr
    There is no verdict in it: nothing was decided.
    ");
}

#[test]
fn references_that_name_nothing_are_refused_and_nothing_is_written() {
    let place = place();
    let before = place.dump();
    for reference in [
        "a2.1:99",
        "a2.1=nothing",
        "a-lind=ada-lind",
        "nonsense",
        "s1:1000",
        "a9=a1",
        "x1:2",
    ] {
        let output = place.run(&format!("suggest --accept a2.1:1 {reference}"));
        assert_ne!(output.status, Some(0), "{output}");
    }
    assert_snapshot!(place.run("suggest --accept a2.1=nothing"), @"
    --- stderr
    Error: a2.1=nothing was not decided, nor anything else
    Caused by: there is no proposition “nothing”
    Hint: `claimbook proposition list` shows what there is
    [exit status 1]
    ");
    assert_snapshot!(place.run("suggest --accept a-lind=ada-lind"), @"
    --- stderr
    Error: a-lind=ada-lind was not decided, nor anything else
    Caused by: what a-lind and ada-lind are is not said
    Hint: claimbook suggest speakers --accept a-lind=ada-lind, or organizations instead
    [exit status 2]
    ");
    assert_snapshot!(place.run("suggest everything"), @"
    --- stderr
    Error: nothing can be suggested for “everything”
    Hint: say what first: claims, propositions, quotes, speakers, organizations, articles; or name an article (a12) or a claim (a12.5)
    [exit status 2]
    ");
    assert_eq!(place.dump(), before);
}

#[test]
fn a_claim_that_stands_for_a_proposition_keeps_it() {
    let place = place();
    place
        .run("proposition add --text 'Ships come in spring' --key ships-come")
        .ok();
    assert_snapshot!(place.run("suggest --accept a1.1=ships-come"), @"
    --- stderr
    Error: a1.1=ships-come was not decided, nor anything else
    Caused by: claim a1.1 stands for the-harbour-is-opened-to-all-ships-in-spring already
    Hint: to change that: claimbook claim edit a1.1 --prop ships-come
    [exit status 1]
    ");
}

#[test]
fn claims_that_differ_in_a_figure_are_of_one_proposition_and_the_difference_is_said() {
    let place = place();
    let suggested = place.run("suggest propositions -f csv").ok();
    let line = suggested
        .lines()
        .find(|line| line.contains("a1.3+a2.3"))
        .expect("suggested");
    assert!(line.contains("OTHER FIGURES"), "{line}");
    assert!(!line.contains("nearly certain"), "{line}");
    assert_snapshot!(place.run("suggest --accept a1.3+a2.3"), @"same: claims a1.3, a2.3, new proposition the-wall-had-cost-12-million-crowns; figures belong to its claims: claimbook proposition edit the-wall-had-cost-12-million-crowns --text SENTENCE gives it one without");
}

#[test]
fn log_names_known_records_that_new_ones_may_be() {
    let place = Place::new();
    place.write("one.txt", ONE);
    place.write("one.toml", ONE_SHEET);
    place.write("two.txt", TWO);
    place.write(
        "two.toml",
        &TWO_SHEET.replace("outlet = \"Courier\"", "outlet = \"The Gazette\""),
    );
    place.run("log one.toml").ok();
    let said = |words: &str| -> String {
        let printed = place.run(words).ok();
        let lines: Vec<&str> = printed
            .lines()
            .filter(|line| line.starts_with("! new"))
            .collect();
        lines.join("\n")
    };
    assert_snapshot!(said("log two.toml"), @"
    ! new speaker “A. Lind” (a-lind): is it Ada Lind (ada-lind; initial)? To say so: claimbook suggest speakers a-lind
    ! new speaker “Lindholm Council” (lindholm-council): is it Council of Lindholm (council-of-lindholm; another order; most words)? To say so: claimbook suggest speakers lindholm-council
    ! new outlet “The Gazette” (the-gazette): is it Gazette (gazette; same spelling)? To say so: claimbook outlet merge the-gazette KNOWN
    ");
    // What is logged again adds nobody.
    assert_eq!(said("log two.toml"), "");
    assert_eq!(said("speaker add --name 'Bo Ekdal' --kind person"), "");
    assert_snapshot!(said("speaker add --name 'Lind, Adá' --kind person"), @"! new speaker “Lind, Adá” (lind-ada): is it Ada Lind (ada-lind; same spelling) or A. Lind (a-lind; initial)? To say so: claimbook suggest speakers lind-ada");
    assert_eq!(
        said("organization add --name 'Harbour Board of Lindholm'"),
        ""
    );
    assert_snapshot!(said("organization add --name 'Lindholm Harbour Board'"), @"! new organization “Lindholm Harbour Board” (lindholm-harbour-board): is it Harbour Board of Lindholm (harbour-board-of-lindholm; another order; most words)? To say so: claimbook suggest organizations lindholm-harbour-board");
}
