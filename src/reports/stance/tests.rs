//! Stances among invented articles.

use super::super::random_book::{OUTLETS, content, counting};
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::trap_book::trap_book;
use super::*;

// By hand, of dredging-safe (the negation dredging-unsafe folded): + Berg (a1: claims 1 and 2 are one), Carl (a1: 1), Berg (a3: 13);
// - Carl (a2: 8 asserts the negation), Dahl (a2: 9; Berg, for whom he speaks, is no speaker), Dredge Union (a5: 18). Copies (16) do
// not count. Of homes-at-risk: + a1 itself (3, derived; 4 is in a headline), unset the report (10), mentions the sources of a3 (14).
// Of quay-homes-at-risk, which is not counted under the broader one: + the sources of a1 (6), Dredge Union (11). Of talks-held: +
// Berg (12, said under a merged name), declines Carl (19); 7 is in a caption, 15 a draft.
#[test]
fn stances_of_the_trap_book_are_those_counted_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        For and against each proposition

        Proposition                      +  −  Mentions  Declines  Unset   n  For %  Against %  Against                   Key
        ───────────────────────────────  ─  ─  ────────  ────────  ─────  ──  ─────  ─────────  ────────────────────────  ──────────────────
        harbour
          Homes are at risk              1  ·         1         ·      1   3    100          0                            homes-at-risk
          Homes on the quay are at risk  2  ·         ·         ·      ·   2    100          0                            quay-homes-at-risk

        harbour / dredging
          Dredging the fairway is safe   3  3         ·         ·      ·   6     50         50  Carl, Dahl, Dredge Union  dredging-safe

        (no topic)
          Talks were held                1  ·         ·         1      ·   2    100          0                            talks-held
        ───────────────────────────────  ─  ─  ────────  ────────  ─────  ──  ─────  ─────────  ────────────────────────  ──────────────────
          total                          7  3         1         1      1  13     70         30

        Carl  Bo Carl
        Dahl  Cy Dahl

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        1 claim on a negation counted under what it negates, on the other side
        1 claim without a proposition not in the table
        ");
}

// By hand: in a1 Berg is introduced twice and so speaks as nobody's member; Carl speaks for an institute of an academic
// organization there, for nobody in a2. Dahl (a2) and Berg (a3) speak for an office of the state.
#[test]
fn stances_by_affiliation_stand_with_the_speakers_and_narration_by_itself() {
    let options = Options {
        by: Some(By::Affiliation),
        ..Options::default()
    };
    insta::assert_snapshot!(values(&trap_book(), &REPORT, &Filters::default(), &options), @r#"
        topic,proposition,asserts,rejects,mentions,declines,unset,n,for_per_cent,against_per_cent,against,key,academic,ngo,state,none,the_article_itself
        harbour,Homes are at risk,1,0,1,0,1,3,100,0,,homes-at-risk,,,,+0 -0,+1 -0
        harbour,Homes on the quay are at risk,2,0,0,0,0,2,100,0,,quay-homes-at-risk,,+1 -0,,+1 -0,
        harbour / dredging,Dredging the fairway is safe,3,3,0,0,0,6,50,50,"Bo Carl, Cy Dahl, Dredge Union",dredging-safe,+1 -0,+0 -1,+1 -1,+1 -1,
        (no topic),Talks were held,1,0,0,1,0,2,100,0,,talks-held,,,,+1 -0,
        ,total,7,3,1,1,1,13,70,30,,,+1 -0,+1 -1,+1 -1,+3 -1,+1 -0
        "#);
}

#[test]
fn stances_by_label_count_each_outlets_units_and_by_the_rule() {
    let options = Options {
        by: Some(By::Label(String::from("ownership"))),
        ..Options::default()
    };
    let mut filters = Filters {
        propositions: vec![2],
        ..Filters::default()
    };
    // Asked for the negation, the report shows what it negates.
    insta::assert_snapshot!(values(&trap_book(), &REPORT, &filters, &options), @r#"
        topic,proposition,asserts,rejects,mentions,declines,unset,n,for_per_cent,against_per_cent,against,key,independent,state,none
        harbour / dredging,Dredging the fairway is safe,3,3,0,0,0,6,50,50,"Bo Carl, Cy Dahl, Dredge Union",dredging-safe,+1 -2,+2 -1,
        ,total,3,3,0,0,0,6,50,50,,,+1 -2,+2 -1,+0 -0
        "#);
    // Each claim: + 1, 2, 13, - 8, 9, 18. Each article: + a1, a3, - a2, a5. Each speaker: Berg and Carl +, Carl, Dahl and the union -.
    for (once, expected) in [
        (Once::Claim, "total,3,3,0,0,0,6"),
        (Once::SpeakerArticle, "total,3,3,0,0,0,6"),
        (Once::Speaker, "total,2,3,0,0,0,5"),
        (Once::Article, "total,2,2,0,0,0,4"),
    ] {
        filters.counting.once = once;
        let csv = values(&trap_book(), &REPORT, &filters, &Options::default());
        let total = csv.lines().last().unwrap();
        assert!(
            total.starts_with(&format!(",{expected}")),
            "{once}: {total}"
        );
    }
}

#[test]
fn stances_of_one_who_says_both_count_on_both_sides() {
    let mut book = SampleBook::default();
    book.outlet("Outlet");
    book.proposition("gate-shut", "The gate is shut", None)
        .proposition("gate-open", "The gate is open", None);
    // Each is said to be the negation of the other, which folds the younger into the older.
    book.sql("UPDATE proposition SET negates = 3 - id");
    book.speaker("Odalys Wenn", "person", "");
    book.article(1, "full", &[]);
    book.claim(1, 1, ("direct", "asserts"), &[1], &[])
        .claim(1, 1, ("indirect", "rejects"), &[1], &[])
        .claim(1, 2, ("indirect", "asserts"), &[1], &[])
        .claim(1, 2, ("narration", ""), &[], &[]);
    insta::assert_snapshot!(shown(&book.build(), &REPORT, &Filters::default(), &Options::default()), @"
        For and against each proposition

        Proposition         +  −  Mentions  Declines  Unset  n  For %  Against %  Against                     Key
        ──────────────────  ─  ─  ────────  ────────  ─────  ─  ─────  ─────────  ──────────────────────────  ─────────
        (no topic)
          The gate is shut  1  2         ·         ·      ·  3     33         67  Wenn, (the article itself)  gate-shut
        ──────────────────  ─  ─  ────────  ────────  ─────  ─  ─────  ─────────  ──────────────────────────  ─────────
          total             1  2         0         0      0  3     33         67

        Wenn  Odalys Wenn

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        asserts derived for 1 narrated claim without a stance
        2 claims on negations counted under what they negate, on the other side
        asserted and rejected by one speaker in one article, so counted on both sides: 1
        ");
}

#[test]
fn stances_name_few_of_many_against_to_people_and_all_to_programs() {
    let mut book = SampleBook::default();
    book.outlet("Outlet");
    book.proposition("gate-shut", "The gate is shut", None);
    book.article(1, "full", &[]);
    for number in 1..=8 {
        book.speaker(&format!("Crew {number}"), "group", "");
        book.claim(1, 1, ("direct", "rejects"), &[number], &[]);
    }
    let tables = tables(
        &book.build(),
        &REPORT,
        &Filters::default(),
        &Options::default(),
    );
    let cell = &tables[0].sections[0].rows[0].cells[9];
    assert_eq!(
        cell.shown(),
        "Crew 1, Crew 2, Crew 3, Crew 4, Crew 5, Crew 6, and 2 more"
    );
    assert!(matches!(cell.value(), CellValue::Text(all) if all.ends_with("Crew 7, Crew 8")));
}

#[test]
fn stances_by_more_groups_than_anybody_reads_are_refused() {
    let groups = Groups::Speakers {
        names: vec![String::new(); 1_000],
        places: BTreeMap::new(),
    };
    assert!(refuse_if_too_large(&groups, 2_000).is_ok());
    assert!(refuse_if_too_large(&groups, 2_001).is_err());
}

proptest::proptest! {
    #[test]
    fn stances_of_any_book_are_what_plain_loops_count(content in content(), counting in counting()) {
        // What is counted: by key, the proposition, the stance and the outlet.
        let mut expected: BTreeMap<String, (i64, &str, i64)> = BTreeMap::new();
        for (number, claim) in content.counted(counting) {
            if claim.proposition == 0 {
                continue;
            }
            let stance = match (claim.stance, claim.voice) {
                ("", "narration") => "asserts",
                ("", _) => "unset",
                (stance, _) => stance,
            };
            // p2 negates p1.
            let (proposition, stance) = match (claim.proposition, stance) {
                (2, "asserts") => (1, "rejects"),
                (2, "rejects") => (1, "asserts"),
                (2, other) => (1, other),
                other => other,
            };
            let mut who: Vec<String> = claim.speakers.iter().map(|id| format!("s{id}")).collect();
            if who.is_empty() {
                who.push(format!("a{}", claim.article));
            }
            for who in who {
                let key = match counting.once {
                    Once::Claim => format!("{number}"),
                    Once::Article => format!("{} {proposition} {stance}", claim.article),
                    Once::SpeakerArticle => format!("{who} {} {proposition} {stance}", claim.article),
                    Once::Speaker => format!("{who} {proposition} {stance}"),
                };
                expected.entry(key).or_insert((proposition, stance, content.outlet_of(claim)));
            }
        }
        let filters = Filters { counting, ..Filters::default() };
        let options = Options { by: Some(By::Outlet), ..Options::default() };
        let book = content.book_with("UPDATE proposition SET negates = 1 WHERE id = 2");
        let tables = tables(&book, &REPORT, &filters, &options);
        let table = &tables[0];
        let place = |name: &str| table.columns.iter().position(|column| column.name == name);
        let count = |wanted: &dyn Fn(&(i64, &str, i64)) -> bool| {
            expected.values().filter(|unit| wanted(unit)).count()
        };
        let mut rows = 0;
        for row in table.sections.iter().flat_map(|section| &section.rows) {
            let key = row.cells[place("key").unwrap()].shown();
            rows += usize::from(!row.is_total);
            let here = |unit: &(i64, &str, i64)| row.is_total || format!("p{}", unit.0) == key;
            for (_, name, _) in STANCES {
                let number = count(&|unit| here(unit) && unit.1 == name);
                let cell = &row.cells[place(name).unwrap()];
                proptest::prop_assert_eq!(cell.value(), &CellValue::Integer(i64::try_from(number).unwrap()));
            }
            for outlet in 1..=OUTLETS {
                // An outlet without an article has no column.
                let Some(place) = place(&format!("outlet-{outlet}")) else { continue };
                let side = |stance: &str| count(&|unit| here(unit) && unit.1 == stance && unit.2 == outlet);
                let anything = count(&|unit| here(unit) && unit.2 == outlet) > 0;
                let value = if anything || row.is_total {
                    CellValue::Text(format!("+{} -{}", side("asserts"), side("rejects")))
                } else {
                    CellValue::Empty
                };
                proptest::prop_assert_eq!(row.cells[place].value(), &value);
            }
        }
        let propositions: BTreeSet<i64> = expected.values().map(|unit| unit.0).collect();
        proptest::prop_assert_eq!(rows, propositions.len());
    }
}
