//! What every report can be asked on the command line.

use insta::assert_snapshot;

use crate::harness::Place;

fn demo() -> Place {
    let place = Place::new();
    place.demo();
    place
}

#[test]
fn a_report_is_grouped_by_a_label_of_outlets() {
    let place = demo();
    place
        .run("outlet label tamarrow-ledger ownership:state")
        .ok();
    place
        .run("outlet label brindlemouth-courier ownership:independent")
        .ok();
    assert_snapshot!(place.run("report shares --by label:ownership --per-cent column -f csv"), @"
    topic,independent,independent_per_cent,state,state_per_cent,none,none_per_cent,n,n_per_cent
    cause,5,22.7,4,40,6,33.3,15,30
    upkeep,8,36.4,4,40,3,16.7,15,30
    damage,3,13.6,1,10,4,22.2,8,16
    warning,4,18.2,0,0,2,11.1,6,12
    safety,1,4.5,0,0,3,16.7,4,8
    hearing,1,4.5,1,10,0,0,2,4
    total,22,100,10,100,18,100,50,100
    --- stderr
    independent: a1 (Brindlemouth Courier, 2024-03-14T19:05:00, “Worn hinge held Lantern Gate open, engineer tells hearing”)
    state: a3 (Tamarrow Ledger, 2024-03-15T06:30:00, “Engineer blames hinge as Old Quays flood panel sits”; partly coded; copy of a1); a4 (Tamarrow Ledger, 2024-03-16, “Bad hinge drowned the Old Quays”)
    (none): a2 (羽河晚报, 2024-03-14T22:30:00, “灯门为何没有合上？听证会上说法不一”; partly coded); a5 (Marrowsand Dispatch, 2024-03-18T09:10:00, “Gate test was put off in autumn, keeper says”)
    counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
    claims not counted: 3 in headlines, 1 in a caption, 5 in copies
    asserts derived for 13 narrated claims without a stance
    per cents of each column
    ");
    assert_snapshot!(place.run("report shares --by label:ownership --transpose"), @"
    What is spoken about: topics by outlet

    ownership    cause  upkeep  damage  warning  safety  hearing   n
    ───────────  ─────  ──────  ──────  ───────  ──────  ───────  ──
    independent      5       8       3        4       1        1  22
    state            4       4       1        ·       ·        1  10
    (none)           6       3       4        2       3        ·  18
    ───────────  ─────  ──────  ──────  ───────  ──────  ───────  ──
    total           15      15       8        6       4        2  50

    independent  a1 (Brindlemouth Courier, 2024-03-14T19:05:00, “Worn hinge held Lantern Gate open,
                 engineer tells hearing”)
    state        a3 (Tamarrow Ledger, 2024-03-15T06:30:00, “Engineer blames hinge as Old Quays flood
                 panel sits”; partly coded; copy of a1); a4 (Tamarrow Ledger, 2024-03-16, “Bad hinge
                 drowned the Old Quays”)
    (none)       a2 (羽河晚报, 2024-03-14T22:30:00, “灯门为何没有合上？听证会上说法不一”; partly coded);
                 a5 (Marrowsand Dispatch, 2024-03-18T09:10:00, “Gate test was put off in autumn, keeper
                 says”)

    counted: once per speaker, proposition and article; headlines, captions, drafts off; copies
    collapsed (1)
    claims not counted: 3 in headlines, 1 in a caption, 5 in copies
    asserts derived for 13 narrated claims without a stance
    ");
}

#[test]
fn rows_are_sorted_and_limited_and_totals_stay() {
    let place = demo();
    assert_snapshot!(place.run("report shares --sort topic:desc --limit 2 -f csv"), @"
    topic,brindlemouth-courier,羽河晚报,tamarrow-ledger,marrowsand-dispatch,n
    warning,4,1,0,1,6
    upkeep,8,1,4,2,15
    total,22,8,10,10,50
    --- stderr
    Brindlemouth Courier: a1 (2024-03-14T19:05:00, “Worn hinge held Lantern Gate open, engineer tells hearing”)
    羽河晚报: a2 (2024-03-14T22:30:00, “灯门为何没有合上？听证会上说法不一”; partly coded)
    Tamarrow Ledger: a3 (2024-03-15T06:30:00, “Engineer blames hinge as Old Quays flood panel sits”; partly coded; copy of a1); a4 (2024-03-16, “Bad hinge drowned the Old Quays”)
    Marrowsand Dispatch: a5 (2024-03-18T09:10:00, “Gate test was put off in autumn, keeper says”)
    counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
    claims not counted: 3 in headlines, 1 in a caption, 5 in copies
    asserts derived for 13 narrated claims without a stance
    --limit 2: 4 more rows not shown
    ");
    assert_snapshot!(place.run("report shares --sort weight"), @"
    --- stderr
    Error: there is no column “weight” to sort by
    Hint: sort by one of: topic, brindlemouth-courier, 羽河晚报, tamarrow-ledger, marrowsand-dispatch, n
    [exit status 2]
    ");
    assert_snapshot!(place.run("report shares --limit few"), @"
    --- stderr
    Error: invalid value 'few' for '--limit <ROWS>': give a whole number, or `all`

    For more information, try '--help'.
    [exit status 2]
    ");
}

#[test]
fn what_is_counted_once_is_an_option_of_every_report() {
    let place = demo();
    for report in claimbook::reports::REPORTS {
        let help = place.run(&format!("report {} --help", report.name)).ok();
        for option in [
            "--count",
            "--headlines",
            "--captions",
            "--copies",
            "--drafts",
            "--sort",
            "--limit",
        ] {
            assert!(help.contains(option), "{}: {option}", report.name);
        }
    }
    assert_snapshot!(place.run("report shares --count each"), @"
    --- stderr
    Error: invalid value 'each' for '--count <WHAT>'
      [possible values: claims, speaker-article, speaker, article]

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(place.run("report shares --count article --headlines --copies keep --limit 1"), @"
    What is spoken about: topics by outlet

    Topic  Brindlemouth Courier  羽河晚报  Tamarrow Ledger  Marrowsand Dispatch   n
    ─────  ────────────────────  ────────  ───────────────  ───────────────────  ──
    cause                     5         3                5                    2  15
    ─────  ────────────────────  ────────  ───────────────  ───────────────────  ──
    total                    19         7               13                   10  49

    Brindlemouth Courier  a1 (2024-03-14T19:05:00, “Worn hinge held Lantern Gate open, engineer tells
                          hearing”)
    羽河晚报              a2 (2024-03-14T22:30:00, “灯门为何没有合上？听证会上说法不一”; partly coded)
    Tamarrow Ledger       a3 (2024-03-15T06:30:00, “Engineer blames hinge as Old Quays flood panel
                          sits”; partly coded; copy of a1); a4 (2024-03-16, “Bad hinge drowned the Old
                          Quays”)
    Marrowsand Dispatch   a5 (2024-03-18T09:10:00, “Gate test was put off in autumn, keeper says”)

    counted: once per proposition and article; headlines on; captions, drafts off; copies kept
    claims not counted: 1 in a caption
    asserts derived for 14 narrated claims without a stance
    --limit 1: 5 more rows not shown
    ");
}

#[test]
fn a_report_says_what_it_can_be_grouped_by() {
    let place = demo();
    assert_snapshot!(place.run("report shares --by colour"), @"
    --- stderr
    Error: the report shares cannot be grouped by “colour”
    Hint: give one of: outlet, article, country, kind, language, label:NAME
    [exit status 2]
    ");
    assert_snapshot!(place.run("compare --by label:"), @"
    --- stderr
    Error: the report compare cannot be grouped by “label:”
    Hint: give one of: article, outlet, country, kind, language, label:NAME
    [exit status 2]
    ");
    assert_snapshot!(place.run("discrepancies --by outlet"), @"
    --- stderr
    Error: unexpected argument '--by' found

    Usage: claimbook discrepancies [OPTIONS]

    For more information, try '--help'.
    [exit status 2]
    ");
}

#[test]
fn the_rule_in_force_is_carried_in_json() {
    let json = demo().run("report shares --count speaker -f json").ok();
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let notes = json["notes"].as_array().expect("notes");
    let rule = notes[0].as_str().expect("a note");
    assert_eq!(
        rule,
        "counted: once per speaker and proposition; headlines, captions, drafts off; copies collapsed (1)"
    );
}

#[test]
fn the_help_of_a_report_is_this() {
    assert_snapshot!(demo().run("report shares -h"), @"
    What is spoken about: topics by outlet

    Usage: claimbook report shares [OPTIONS]

    Options:
          --event <WORDS>        Articles linked to this event or one under it, less claims on other
                                 events only
          --topic <WORDS>        Propositions of this topic or one under it
          --proposition <WORDS>  This proposition [alias: --prop]
          --article <WORDS>      This article
          --outlet <WORDS>       Articles of this outlet
          --speaker <WORDS>      Claims by this speaker
          --via <WORDS>          Claims that reached the article through this speaker
          --label <WORDS>        Claims with this label, or whose proposition, article, outlet or
                                 speaker has it
          --since <DATE>         Articles published then or later
          --until <DATE>         Articles published then or earlier
          --language <WORDS>     Articles in this language
      -h, --help                 Print help (see more with '--help')

    Layout:
          --by <WHAT>      Group by outlet, article, country, kind, language, label:NAME
          --per-cent <OF>  Add per cents of the totals [possible values: row, column]
          --transpose      Make rows of the columns
          --sort <COLUMN>  Sort by this column, the most first where it holds numbers; COLUMN:asc or
                           COLUMN:desc
          --limit <ROWS>   Show so many rows at most, or `all` [default: 20000]

    Counting:
          --count <WHAT>  What is counted once: each claim, or each speaker or none with a proposition,
                          in an article or over all [default: speaker-article] [possible values: claims,
                          speaker-article, speaker, article]
          --headlines     Count claims in headlines
          --captions      Count claims in captions
          --drafts        Count drafts
          --copies <HOW>  Count copies of an article once, or each [default: collapse] [possible values:
                          collapse, keep]

    Output:
          --chart <FILE>     Write a chart of it too, as SVG
      -f, --format <FORMAT>  Print in this format [default: table, or by the extension of --output]
                             [possible values: table, markdown, csv, tsv, json, ndjson, html]
      -o, --output <FILE>    Write to this file; - is standard output
          --excel            Make CSV and TSV safe for a spreadsheet program

    Global options:
          --book <PATH>   Use this book
          --coder <NAME>  Write as this coder
          --color <WHEN>  Colour the output [default: auto] [possible values: auto, always, never]
    ");
}
