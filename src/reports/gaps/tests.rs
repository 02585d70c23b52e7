//! Gaps among invented articles.

use super::super::by::By;
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::trap_book::trap_book;
use super::*;
use proptest::prelude::*;

// By hand. dredging-unsafe: only a2 (South Star) has it, so the one fully coded article of North Post on the hearing lacks it, and a5
// is of no event. Nothing else is a gap: all others are carried by both; talks-held by a2, a5 and, in a caption, a1. Wire Nine has
// only a copy, which is no article of its own.
#[test]
fn gaps_of_the_trap_book_are_those_found_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        Propositions that only one side carries

        Proposition                       Carried by      Missing in      Partly coded  Carriers  Single source  Key
        ────────────────────────────────  ──────────────  ──────────────  ────────────  ────────  ─────────────  ───────────────
        harbour / dredging
          Dredging the fairway is unsafe  South Star 1/1  North Post 0/1                       1  yes            dredging-unsafe

        North Post  a1 (2024-05-01T10:00, “Title 1”); a5 (2024-06-01, “Title 5”)
        Wire Nine   a4 (2024-05-01T18:00, “Title 4”; copy of a1)
        South Star  a2 (2024-05-03, “Title 2”); a3 (2024-05-04, “Title 3”; partly coded)

        listed: what a side carries in a fully coded article and another side with a fully coded article on the same events does not carry at all
        2/3 is two of three fully coded articles; carried: a counted claim on it, whatever the stance; headlines, captions, drafts off; copies collapsed (1)
        nothing is missing where a claim that does not count carries it
        1 article not fully coded, so nothing is missing there: a3
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        ");
}

// Of the articles of the hearing alone: talks-held is in a2 and in a caption of a1, which is not a lack of it.
#[test]
fn gaps_leave_out_what_stands_in_a_caption() {
    let filters = Filters {
        events: vec![1],
        propositions: vec![5],
        ..Filters::default()
    };
    assert!(tables(&trap_book(), &REPORT, &filters, &Options::default())[0].is_empty());
}

/// Two events; North (state) has a1, a2 and the partly coded a3, South (independent) a4 and a5, which is of no event, East (no
/// label) a6.
fn sides() -> SampleBook {
    let mut book = SampleBook::default();
    book.outlet("North").outlet("South").outlet("East");
    book.sql("INSERT INTO label (outlet, name) VALUES (1, 'ownership:state'), (2, 'ownership:independent')");
    book.event("flood").event("vote");
    book.topic("water");
    for (outlet, extent, event) in [
        (1, "full", 1),
        (1, "full", 2),
        (1, "partial", 1),
        (2, "full", 1),
        (2, "full", 0),
        (3, "full", 1),
    ] {
        book.article(outlet, extent, &[]);
        if event > 0 {
            book.sql(&format!(
                "INSERT INTO article_event (article, event) SELECT max(id), {event} FROM article"
            ));
        }
    }
    for (key, topic) in [
        ("dam-broke", Some(1)),
        ("dam-old", Some(1)),
        ("vote-rigged", None),
        ("quiet-town", None),
    ] {
        book.proposition(key, &format!("Text of {key}"), topic);
    }
    book
}

#[test]
fn gaps_by_label_name_partly_coded_articles_and_leave_the_unlabelled_in_peace() {
    let mut book = sides();
    // Of the flood: a4 carries it, so state lacks it in a1 (not in a2, which is of the vote), and who knows of a3.
    book.claim(4, 1, ("narration", ""), &[], &[])
        .claim(6, 1, ("narration", "rejects"), &[], &[])
        // Known of a3: no gap.
        .claim(4, 2, ("narration", ""), &[], &[])
        .claim(3, 2, ("narration", "mentions"), &[], &[])
        // Of the vote alone: no article of the independent is of it.
        .claim(2, 3, ("narration", ""), &[], &[])
        // Of no event: a5 is the only such article.
        .claim(5, 4, ("narration", ""), &[], &[]);
    let options = Options {
        by: Some(By::Label(String::from("ownership"))),
        ..Options::default()
    };
    insta::assert_snapshot!(shown(&book.build(), &REPORT, &Filters::default(), &options), @"
        Propositions that only one side carries

        Proposition          Carried by                   Missing in  Partly coded  Carriers  Single source  Key
        ───────────────────  ───────────────────────────  ──────────  ────────────  ────────  ─────────────  ─────────
        water
          Text of dam-broke  independent 1/1, (none) 1/1  state 0/1   a3 ?                 2  no             dam-broke

        independent  a4 (South, undated, “Title 4”); a5 (South, undated, “Title 5”)
        state        a1 (North, undated, “Title 1”); a2 (North, undated, “Title 2”); a3 (North, undated, “Title 3”; partly coded)
        (none)       a6 (East, undated, “Title 6”)

        listed: what a side carries in a fully coded article and another side with a fully coded article on the same events does not carry at all
        2/3 is two of three fully coded articles; carried: a counted claim on it, whatever the stance; headlines, captions, drafts off; copies collapsed (0)
        (none) is no side and misses nothing
        1 article not fully coded, so nothing is missing there: a3
        ");
}

#[test]
fn gaps_of_one_proposition_or_topic_know_the_articles_that_are_silent() {
    let mut book = sides();
    book.claim(4, 1, ("narration", ""), &[], &[]);
    let book = book.build();
    for (propositions, topics) in [(vec![1], vec![]), (vec![], vec![1])] {
        let filters = Filters {
            propositions,
            topics,
            ..Filters::default()
        };
        let csv = values(&book, &REPORT, &filters, &Options::default());
        insta::allow_duplicates! {
            insta::assert_snapshot!(csv, @r#"
                topic,proposition,carried_by,missing_in,partly_coded,carriers,single,key
                water,Text of dam-broke,South 1/1,"North 0/1, East 0/1",a3 ?,1,yes,dam-broke
                "#);
        }
    }
}

#[test]
fn gaps_of_a_single_source_are_shown_alone_and_nothing_says_why() {
    let mut book = sides();
    book.claim(4, 1, ("narration", ""), &[], &[])
        .claim(1, 2, ("narration", ""), &[], &[])
        .claim(3, 2, ("narration", ""), &[], &[]);
    let book = book.build();
    let options = Options {
        single: true,
        ..Options::default()
    };
    let single = &tables(&book, &REPORT, &Filters::default(), &options)[0];
    let rows: Vec<&Row> = single
        .sections
        .iter()
        .flat_map(|section| &section.rows)
        .collect();
    assert_eq!(rows.len(), 1);
    assert!(single.notes.contains(&String::from(
        "--single: 1 proposition with several carriers not shown"
    )));
    let of = |outlet| {
        let filters = Filters {
            outlets: vec![outlet],
            ..Filters::default()
        };
        tables(&book, &REPORT, &filters, &options)[0].empty.clone()
    };
    assert!(of(1).starts_with("Fewer than two sides"), "{}", of(1));
    assert!(of(3).contains("no claim of theirs"), "{}", of(3));
}

proptest! {
    #[test]
    fn gaps_of_any_book_are_what_plain_loops_find(
        articles in prop::collection::vec((1..=3_usize, any::<bool>(), 0..4_usize), 1..7),
        claims in prop::collection::vec((0..6_usize, 1..=3_usize, any::<bool>()), 0..12),
    ) {
        let mut book = SampleBook::default();
        book.outlet("O1").outlet("O2").outlet("O3").event("e1").event("e2");
        for proposition in 1..=3 {
            book.proposition(&format!("p{proposition}"), "Text", None);
        }
        for (place, (outlet, full, events)) in articles.iter().enumerate() {
            let article = i64::try_from(place + 1).unwrap();
            book.article(i64::try_from(*outlet).unwrap(), if *full { "full" } else { "partial" }, &[]);
            for event in [1, 2] {
                if events & event > 0 {
                    book.link(article, i64::try_from(event).unwrap());
                }
            }
        }
        let claims: Vec<_> = claims.into_iter().filter(|(article, _, _)| *article < articles.len()).collect();
        for (article, proposition, counted) in &claims {
            let block = if *counted { "body" } else { "headline" };
            book.claim(
                i64::try_from(article + 1).unwrap(),
                i64::try_from(*proposition).unwrap(),
                ("narration", ""),
                &[],
                &[("block", block)],
            );
        }
        let mut expected = Vec::new();
        for proposition in 1..=3 {
            let carries = |article: usize, only_counted: bool| claims.iter().any(|claim| {
                claim.0 == article && claim.1 == proposition && (claim.2 || !only_counted)
            });
            let events = (0..articles.len()).filter(|at| carries(*at, true)).fold(0, |all, at| all | articles[at].2);
            let could = |article: usize| {
                let own = articles[article].2;
                carries(article, true) || own & events > 0 || (events == 0 && own == 0)
            };
            let side = |outlet: usize, wanted: &dyn Fn(usize) -> bool| {
                (0..articles.len()).filter(|at| articles[*at].0 == outlet && wanted(*at)).count()
            };
            let (mut carried, mut missing) = (Vec::new(), Vec::new());
            for outlet in 1..=3 {
                let n = side(outlet, &|at| articles[at].1 && could(at));
                let k = side(outlet, &|at| articles[at].1 && carries(at, true));
                if k > 0 {
                    carried.push(format!("O{outlet} {k}/{n}"));
                }
                if n > 0 && side(outlet, &|at| carries(at, false)) == 0 {
                    missing.push(format!("O{outlet} 0/{n}"));
                }
            }
            if !carried.is_empty() && !missing.is_empty() {
                carried.sort();
                missing.sort();
                expected.push(format!("p{proposition}: {}; {}", carried.join(", "), missing.join(", ")));
            }
        }
        let table = &tables(&book.build(), &REPORT, &Filters::default(), &Options::default())[0];
        let sorted = |cell: &Cell| {
            let shown = cell.shown();
            let mut parts: Vec<&str> = shown.split(", ").collect();
            parts.sort_unstable();
            parts.join(", ")
        };
        let mut found: Vec<String> = table
            .sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| format!("{}: {}; {}", row.cells[6].shown(), sorted(&row.cells[1]), sorted(&row.cells[2])))
            .collect();
        found.sort();
        prop_assert_eq!(found, expected);
    }
}
