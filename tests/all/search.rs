//! search, on the command line.

use insta::assert_snapshot;

use crate::harness::Place;

fn demo() -> Place {
    let place = Place::new();
    place.demo();
    place
}

#[test]
fn words_find_records_claims_and_articles() {
    let place = demo();
    assert_snapshot!(place.run("search hinge -n 2"), @"
    3 records; the best 2

    Kind         Name                                                 Key
    ───────────  ───────────────────────────────────────────────────  ──────────────────────
    proposition  A worn hinge bearing kept Lantern Gate from closing  hinge-failed
    proposition  The hinge bearing should be replaced soon            bearing-to-be-replaced

    8 claims; the best 2

    Claim  Outlet        Published            Voice     Who           Stance   Words        Proposition
    ─────  ────────────  ───────────────────  ────────  ────────────  ───────  ───────────  ────────────
    a3.1   Tamarrow      2024-03-15T06:30:00  indirect  Odalys Wenn   asserts  hinge        hinge-failed
           Ledger
    a5.7   Marrowsand    2024-03-18T09:10:00  indirect  Ilsabet       rejects  talk of a    hinge-failed
           Dispatch                                     Corrow                 worn hinge

    4 articles; the best 2

    Article  Outlet           Published            Title                Words                     Claims
    ───────  ───────────────  ───────────────────  ───────────────────  ────────────────────────  ──────
    a4       Tamarrow Ledger  2024-03-16           Bad hinge drowned    Tamarrow Ledger /             11
                                                   the Old Quays        National Bad hinge
                                                                        drowned the Old Quays By
                                                                        Corin Asmark 16 March
                                                                        2024 A worn hinge
                                                                        bearing kept Lantern
                                                                        Gate open on…

    a3       Tamarrow Ledger  2024-03-15T06:30:00  Engineer blames      …close. “The bearing in        5
                                                   hinge as Old Quays   the east hinge was worn
                                                   flood panel sits     to the bone,” Wenn said,
                                                                        “and a gate with a bad
                                                                        hinge does not shut…
    ");
}

#[test]
fn chinese_is_found_by_two_characters_and_by_one() {
    let place = demo();
    assert_snapshot!(place.run("search 闸门 -n 2"), @"
    4 claims; the best 2

    Claim  Outlet    Published            Voice     Who             Stance   Words
    ─────  ────────  ───────────────────  ────────  ──────────────  ───────  ───────────────────────────
    a2.5   羽河晚报  2024-03-14T22:30:00  indirect  Ilsabet Corrow  asserts  漂木卡住了闸门
    a2.3   羽河晚报  2024-03-14T22:30:00  indirect  Odalys Wenn     asserts  关闸命令下达之后，闸门仍敞
                                                                             开了近50分钟

    Claim  Proposition
    ─────  ─────────────────────
    a2.5   driftwood-jammed
    a2.3   gate-open-after-order

    1 article

    Article  Outlet    Published            Title                      Words                      Claims
    ───────  ────────  ───────────────────  ─────────────────────────  ─────────────────────────  ──────
    a2       羽河晚报  2024-03-14T22:30:00  灯门为何没有合上？听证会   …磨穿，铰链坏了，闸门就合       8
                                            上说法不一                 不上。”她指出，关闸命令下
                                                                       达之后，闸门…
    ");
    assert_snapshot!(place.run("search 闸 -n 1 kind:claim"), @"
    5 claims; the best 1

    Claim  Outlet    Published            Voice     Who          Stance   Words
    ─────  ────────  ───────────────────  ────────  ───────────  ───────  ──────────────────────────────
    a2.3   羽河晚报  2024-03-14T22:30:00  indirect  Odalys Wenn  asserts  关闸命令下达之后，闸门仍敞开了
                                                                          近50分钟

    Claim  Proposition
    ─────  ─────────────────────
    a2.3   gate-open-after-order
    ");
}

#[test]
fn fields_narrow_and_names_may_have_a_slip() {
    let place = demo();
    assert_snapshot!(place.run("search 'speaker:corow stance:rejects -voice:direct'"), @"
    4 claims

    Claim  Outlet        Published            Voice     Who             Stance   Words
    ─────  ────────────  ───────────────────  ────────  ──────────────  ───────  ───────────────────────
    a5.9   Marrowsand    2024-03-18T09:10:00  indirect  Ilsabet Corrow  rejects  the board had known of
           Dispatch                                                              any wear
    a5.7   Marrowsand    2024-03-18T09:10:00  indirect  Ilsabet Corrow  rejects  talk of a worn hinge
           Dispatch
    a2.4   羽河晚报      2024-03-14T22:30:00  indirect  Ilsabet Corrow  rejects  这一说法
    a1.13  Brindlemouth  2024-03-14T19:05:00  indirect  Ilsabet Corrow  rejects  the order to close had
           Courier                                                               come late

    Claim  Proposition
    ─────  ──────────────────
    a5.9   board-knew-of-wear
    a5.7   hinge-failed
    a2.4   hinge-failed
    a1.13  order-late
    --- stderr
    speaker: no speaker is named “corow”; taken for Ilsabet Corrow (ilsabet-corrow)
    ");
    assert_snapshot!(place.run("search 'figure:>1000000' outlet:courier"), @"
    1 claim

    Claim  Outlet           Published            Voice     Who      Stance   Words           Proposition
    ─────  ───────────────  ───────────────────  ────────  ───────  ───────  ──────────────  ───────────
    a1.15  Brindlemouth     2024-03-14T19:05:00  indirect  Ilsabet  asserts  repairs will    repair-cost
           Courier                                         Corrow            cost about 2.4
                                                                             million crowns
    --- stderr
    outlet: “courier” is Brindlemouth Courier (brindlemouth-courier)
    ");
    assert_snapshot!(place.run("search event:quill-flood since:2024-03-18 --kind article"), @"
    1 article

    Article  Outlet               Published            Title                                      Claims
    ───────  ───────────────────  ───────────────────  ─────────────────────────────────────────  ──────
    a5       Marrowsand Dispatch  2024-03-18T09:10:00  Gate test was put off in autumn, keeper        11
                                                       says
    ");
}

#[test]
fn every_format_has_every_table() {
    let place = demo();
    assert_snapshot!(place.run("search '\"worn hinge\"' -n 1 -f json"), @r#"
    [
      {
        "name": "records",
        "title": "1 record",
        "columns": [
          {
            "name": "kind",
            "heading": "Kind"
          },
          {
            "name": "name",
            "heading": "Name"
          },
          {
            "name": "aliases",
            "heading": "Also"
          },
          {
            "name": "note",
            "heading": "Note"
          },
          {
            "name": "key",
            "heading": "Key"
          }
        ],
        "rows": [
          {
            "kind": "proposition",
            "name": "A worn hinge bearing kept Lantern Gate from closing",
            "aliases": null,
            "note": null,
            "key": "hinge-failed"
          }
        ],
        "legend": {},
        "notes": []
      },
      {
        "name": "claims",
        "title": "3 claims; the best 1",
        "columns": [
          {
            "name": "claim",
            "heading": "Claim"
          },
          {
            "name": "outlet",
            "heading": "Outlet"
          },
          {
            "name": "published",
            "heading": "Published"
          },
          {
            "name": "voice",
            "heading": "Voice"
          },
          {
            "name": "who",
            "heading": "Who"
          },
          {
            "name": "stance",
            "heading": "Stance"
          },
          {
            "name": "status",
            "heading": "Status"
          },
          {
            "name": "words",
            "heading": "Words"
          },
          {
            "name": "gloss",
            "heading": "Gloss"
          },
          {
            "name": "note",
            "heading": "Note"
          },
          {
            "name": "proposition",
            "heading": "Proposition"
          }
        ],
        "rows": [
          {
            "claim": "a5.7",
            "outlet": "Marrowsand Dispatch",
            "published": "2024-03-18T09:10:00",
            "voice": "indirect",
            "who": "Ilsabet Corrow",
            "stance": "rejects",
            "status": "accepted",
            "words": "talk of a worn hinge",
            "gloss": null,
            "note": null,
            "proposition": "hinge-failed"
          }
        ],
        "legend": {},
        "notes": []
      },
      {
        "name": "articles",
        "title": "3 articles; the best 1",
        "columns": [
          {
            "name": "article",
            "heading": "Article"
          },
          {
            "name": "outlet",
            "heading": "Outlet"
          },
          {
            "name": "published",
            "heading": "Published"
          },
          {
            "name": "title",
            "heading": "Title"
          },
          {
            "name": "version",
            "heading": "Version"
          },
          {
            "name": "words",
            "heading": "Words"
          },
          {
            "name": "note",
            "heading": "Note"
          },
          {
            "name": "claims",
            "heading": "Claims"
          }
        ],
        "rows": [
          {
            "article": "a1",
            "outlet": "Brindlemouth Courier",
            "published": "2024-03-14T19:05:00",
            "title": "Worn hinge held Lantern Gate open, engineer tells hearing",
            "version": null,
            "words": "Brindlemouth Courier > City > Quays Worn hinge held Lantern Gate open, engineer tells hearing By Sanna Tresk, 14 March 2024, 19:05 UTC Volunteers pump…",
            "note": null,
            "claims": 24
          }
        ],
        "legend": {},
        "notes": []
      }
    ]
    "#);
    assert_snapshot!(place.run("search '\"worn hinge\"' -n 1 -f csv"), @r#"
    kind,name,aliases,note,key
    proposition,A worn hinge bearing kept Lantern Gate from closing,,,hinge-failed

    claim,outlet,published,voice,who,stance,status,words,gloss,note,proposition
    a5.7,Marrowsand Dispatch,2024-03-18T09:10:00,indirect,Ilsabet Corrow,rejects,accepted,talk of a worn hinge,,,hinge-failed

    article,outlet,published,title,version,words,note,claims
    a1,Brindlemouth Courier,2024-03-14T19:05:00,"Worn hinge held Lantern Gate open, engineer tells hearing",,"Brindlemouth Courier > City > Quays Worn hinge held Lantern Gate open, engineer tells hearing By Sanna Tresk, 14 March 2024, 19:05 UTC Volunteers pump…",,24
    "#);
    assert_snapshot!(place.run("search '\"worn hinge\"' -n 1 -f ndjson"), @r#"
    {"table":"records","kind":"proposition","name":"A worn hinge bearing kept Lantern Gate from closing","aliases":null,"note":null,"key":"hinge-failed"}
    {"table":"claims","claim":"a5.7","outlet":"Marrowsand Dispatch","published":"2024-03-18T09:10:00","voice":"indirect","who":"Ilsabet Corrow","stance":"rejects","status":"accepted","words":"talk of a worn hinge","gloss":null,"note":null,"proposition":"hinge-failed"}
    {"table":"articles","article":"a1","outlet":"Brindlemouth Courier","published":"2024-03-14T19:05:00","title":"Worn hinge held Lantern Gate open, engineer tells hearing","version":null,"words":"Brindlemouth Courier > City > Quays Worn hinge held Lantern Gate open, engineer tells hearing By Sanna Tresk, 14 March 2024, 19:05 UTC Volunteers pump…","note":null,"claims":24}
    "#);
}

#[test]
fn what_was_sought_is_bold_on_a_terminal() {
    let place = demo();
    assert_snapshot!(place.run("search orlap kind:speaker --color always"), @"
    [1m1 record[0m

    [1mKind[0m     [1mName[0m             [1mKey[0m
    [2m───────  ───────────────  ───────────────[0m
    speaker  [1mOrlap[0m Gateworks  orlap-gateworks
    ");
}

#[test]
fn where_nothing_fits_it_is_said_why() {
    let place = demo();
    assert_snapshot!(place.run("search corrrow"), @"
    Nothing fits. “corrrow” stands nowhere in the book; nearest: Ilsabet Corrow (speaker
    ilsabet-corrow).
    ");
    assert_snapshot!(place.run("search bearing voice:direct speaker:dole"), @"
    Nothing fits. Leave out a word or a field, or write the beginning of a word: brid*
    --- stderr
    speaker: “dole” is Perrin Dole (perrin-dole)
    ");
    assert_snapshot!(place.run("search zzzz"), @"Nothing fits. “zzzz” stands nowhere in the book.");
    assert_snapshot!(place.run("search zzzz -f csv"), @"
    kind,name,aliases,note,key

    claim,outlet,published,voice,who,stance,status,words,gloss,note,proposition

    article,outlet,published,title,version,words,note,claims
    ");
}

#[test]
fn what_cannot_be_read_is_shown_with_its_place() {
    let place = demo();
    assert_snapshot!(place.run("search bearing speeker:dole"), @"
    --- stderr
    Error: there is no field “speeker”; in quotation marks it is a word to look for
    Caused by: at character 9 of the query: speeker:dole
    Hint: nearest: speaker
    [exit status 2]
    ");
    assert_snapshot!(place.run("search '\"worn hinge'"), @r#"
    --- stderr
    Error: the phrase that begins here has no end: close it with "
    Hint: `claimbook search --help` shows what a query may say
    [exit status 2]
    "#);
    assert_snapshot!(place.run("search -- -bearing"), @"
    --- stderr
    Error: only something left out: say also what to look for
    Hint: `claimbook search --help` shows what a query may say
    [exit status 2]
    ");
    assert_snapshot!(place.run("search"), @"
    --- stderr
    Error: the following required arguments were not provided:
      <WORDS>...

    Usage: claimbook search <WORDS>...

    For more information, try '--help'.
    [exit status 2]
    ");
    assert_snapshot!(place.run("search bearing voice:direct kind:article"), @"
    --- stderr
    Error: voice:direct narrows claims, and no claims are asked for
    Hint: leave out the field, or the kind
    [exit status 2]
    ");
    assert_snapshot!(place.run("search speaker:zzzz"), @"
    --- stderr
    Error: speaker: there is no speaker “zzzz”
    Hint: `claimbook speaker list` shows what there is
    [exit status 1]
    ");
}

#[test]
fn an_exclusion_leaves_out_what_has_the_word() {
    let place = demo();
    let found = place.run("search 'bearing -worn kind:claim' -f csv").ok();
    assert!(!found.is_empty() && !found.contains("worn to"), "{found}");
}

#[test]
fn search_finds_what_was_just_written_and_not_what_was_undone() {
    let place = demo();
    place
        .run("speaker add --name 'Ábel Zsoldos' --kind person --note 'of the ferry guild'")
        .ok();
    assert_snapshot!(place.run("search zsoldos"), @"
    1 record

    Kind     Name          Note                Key
    ───────  ────────────  ──────────────────  ────────────
    speaker  Ábel Zsoldos  of the ferry guild  abel-zsoldos
    ");
    assert_snapshot!(place.run("search '\"ferry guild\" kind:speaker'"), @"
    1 record

    Kind     Name          Note                Key
    ───────  ────────────  ──────────────────  ────────────
    speaker  Ábel Zsoldos  of the ferry guild  abel-zsoldos
    ");
    place.run("undo").ok();
    assert!(place.run("search zsoldos").ok().contains("Nothing fits"));
    place.run("check").ok();
}

#[test]
fn drift_is_found_by_check_and_repaired() {
    let place = demo();
    rusqlite::Connection::open(place.book())
        .expect("opened")
        .execute_batch("DELETE FROM search_claim WHERE rowid = 1; UPDATE search_record SET name = 'x' WHERE rowid = 34")
        .expect("written");
    assert_snapshot!(place.run("check"), @"
    check   where             what
    ──────  ────────────────  ─────────────────────────────────────
    search  claim number 1    is not indexed
    search  speaker number 2  is indexed by other words than it has
    --- stderr
    Error: the book has 2 problems
    Hint: `claimbook check --repair` repairs what needs no decision
    [exit status 1]
    ");
    assert_snapshot!(place.run("check --repair"), @"
    --- stderr
    Made the full-text indexes anew.
    ");
    place.run("check").ok();
}
