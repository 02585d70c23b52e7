//! Figures among invented articles.

use super::super::filters::Once;
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::trap_book::trap_book;
use super::*;
use proptest::prelude::*;

// By hand: of quay-homes-at-risk the sources of a1 give about 40 of 2023 (36 to 44), the union in a2 60 of no period. A period that
// only one names hinders nothing, so the two conflict.
#[test]
fn figures_of_the_trap_book_are_those_found_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        Which numbers are given, how hedged, and whether they fit

          No.  Figure          Value  Low  High  Hedge    Unit   Period  Said by         Articles  n  Fit          Compatible with  Conflicts with  Key
        ─────  ──────────────  ─────  ───  ────  ───────  ─────  ──────  ──────────────  ────────  ─  ───────────  ───────────────  ──────────────  ──────────────────
        Homes on the quay are at risk
            1  about 40 homes     40             ~ about  homes  2023    I sources       a1        1  conflicting                   2               quay-homes-at-risk
            2  60 homes           60                      homes          I Dredge Union  a2        1  conflicting                   1               quay-homes-at-risk

        a1  North Post, 2024-05-01T10:00, “Title 1”
        a2  South Star, 2024-05-03, “Title 2”

        I indirect
        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        figures fit where one number satisfies both: “~” reaches 10 % to either side, “nearly” and “more than” 20 %; a period that only one names hinders nothing
        ");
}

/// Three articles on how long the wall is.
fn wall() -> SampleBook {
    let mut book = SampleBook::default();
    book.outlet("Outlet");
    book.proposition("wall-long", "The wall is long", None);
    book.speaker("Odalys Wenn", "person", "")
        .speaker("Perrin Dole", "person", "");
    for _ in 0..3 {
        book.article(1, "full", &[]);
    }
    book
}

#[test]
fn figures_in_several_units_stand_in_one_row_and_show_the_printed_words() {
    let mut book = wall();
    book.claim(1, 1, ("direct", "asserts"), &[1], &[])
        .figure("5, '=', NULL, 'kilometres'")
        .claim(2, 1, ("narration", ""), &[], &[])
        .figure("5000, '=', NULL, 'm'")
        .claim(3, 1, ("indirect", "asserts"), &[2], &[])
        .figure("5, '<', 'nearly', 'km'")
        .claim(3, 1, ("indirect", "asserts"), &[2], &[])
        .figure("3, '=', NULL, 'years'")
        .claim(3, 1, ("indirect", "rejects"), &[1], &[])
        .figure("9, '=', NULL, 'km'");
    insta::assert_snapshot!(shown(&book.build(), &REPORT, &Filters::default(), &Options::default()), @"
        Which numbers are given, how hedged, and whether they fit

          No.  Figure                Value  Low  High  Hedge     Unit   Period  Said by                       Articles  n  Fit             Compatible with  Conflicts with  Key
        ─────  ────────────────────  ─────  ───  ────  ────────  ─────  ──────  ────────────────────────────  ────────  ─  ──────────────  ───────────────  ──────────────  ─────────
        The wall is long
            1  5 kilometres; 5000 m   5000                       m              Q Wenn, N the article itself  a1 a2     2  conflicting                      2               wall-long
            2  nearly 5 km            5000             < nearly  m              I Dole                        a3        1  conflicting                      1               wall-long
            3  9 km                   9000                       m              I! Wenn                       a3        1  rejected                                         wall-long
            4  3 years                   3                       years          I Dole                        a3        1  not comparable                                   wall-long

        a1    Outlet, undated, “Title 1”
        a2    Outlet, undated, “Title 2”
        a3    Outlet, undated, “Title 3”
        Dole  Perrin Dole
        Wenn  Odalys Wenn

        Q direct, I indirect, N narration, ! rejects
        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        asserts derived for 1 narrated claim without a stance
        figures fit where one number satisfies both: “~” reaches 10 % to either side, “nearly” and “more than” 20 %; a period that only one names hinders nothing
        ");
}

#[test]
fn figures_give_programs_numbers_in_the_unit_and_ranges_by_their_ends() {
    let mut book = wall();
    book.claim(1, 1, ("direct", "asserts"), &[1], &[])
        .figure("1.5, '=', NULL, 'million crowns'")
        .claim(2, 1, ("direct", "asserts"), &[1], &[])
        .figure("1500000, '=', NULL, 'Crowns'");
    book.claim(2, 1, ("direct", "asserts"), &[2], &[]).sql(
            "INSERT INTO figure (claim, number, low, high, unit, what, period, printed) VALUES (3, 1, 50, 60, 'people', 'Crew', '2024', 'between 50 and 60 hands')",
        );
    insta::assert_snapshot!(values(&book.build(), &REPORT, &Filters::default(), &Options::default()), @"
        quantity,number,figure,value,low,high,hedge,unit,period,said_by,articles,n,fit,compatible_with,conflicts_with,key
        The wall is long,1,1.5 million crowns; 1500000 Crowns,1500000,,,,crowns,,Q Odalys Wenn,a1 a2,2,equal,,,wall-long
        The wall is long: Crew,1,between 50 and 60 hands,,50,60,,people,2024,Q Perrin Dole,a2,1,alone,,,wall-long
        ");
}

#[test]
fn figures_of_one_claim_do_not_conflict_and_periods_are_rows_of_their_own() {
    let mut book = wall();
    book.claim(1, 1, ("direct", "asserts"), &[1], &[])
        .figure("5, '=', NULL, 'km'")
        .sql("INSERT INTO figure (claim, number, value, unit) VALUES (1, 2, 7, 'km')")
        .claim(2, 1, ("direct", "asserts"), &[2], &[])
        .figure("5, '=', NULL, 'km'")
        .sql("UPDATE figure SET period = '2020' WHERE claim = 2");
    // No. 1 is 5 km, No. 2 the same of 2020, No. 3 the 7 km that Wenn gives beside the first.
    insta::assert_snapshot!(values(&book.build(), &REPORT, &Filters::default(), &Options::default()), @r#"
        quantity,number,figure,value,low,high,hedge,unit,period,said_by,articles,n,fit,compatible_with,conflicts_with,key
        The wall is long,1,5 km,5,,,,km,,Q Odalys Wenn,a1,1,compatible,"2, 3",,wall-long
        The wall is long,2,5 km,5,,,,km,2020,Q Perrin Dole,a2,1,conflicting,1,3,wall-long
        The wall is long,3,7 km,7,,,,km,,Q Odalys Wenn,a1,1,conflicting,1,2,wall-long
        "#);
}

#[test]
fn figures_are_counted_by_the_rule_each_by_itself() {
    let mut book = wall();
    // Wenn gives 5 km twice in a1 and once in a2, and 6 km in a1 too.
    for (article, value) in [(1, 5), (1, 5), (2, 5), (1, 6)] {
        book.claim(article, 1, ("direct", "asserts"), &[1], &[])
            .figure(&format!("{value}, '=', NULL, 'km'"));
    }
    let book = book.build();
    for (once, expected) in [
        (Once::Claim, [3, 1]),
        (Once::SpeakerArticle, [2, 1]),
        (Once::Speaker, [1, 1]),
        (Once::Article, [2, 1]),
    ] {
        let mut filters = Filters::default();
        filters.counting.once = once;
        let table = &tables(&book, &REPORT, &filters, &Options::default())[0];
        let n: Vec<String> = table.sections[0]
            .rows
            .iter()
            .map(|row| row.cells[10].shown())
            .collect();
        assert_eq!(n, expected.map(|n: i32| n.to_string()), "{once}");
    }
}

#[test]
fn figures_limited_name_only_what_stays_and_none_says_so() {
    let mut book = wall();
    let nothing = &tables(
        &book.build(),
        &REPORT,
        &Filters::default(),
        &Options::default(),
    )[0];
    assert!(
        nothing.empty.contains("no claim of theirs"),
        "{}",
        nothing.empty
    );
    book.claim(1, 1, ("direct", "asserts"), &[1], &[]);
    let nothing = &tables(
        &book.build(),
        &REPORT,
        &Filters::default(),
        &Options::default(),
    )[0];
    assert!(nothing.empty.contains("has a figure"), "{}", nothing.empty);
    for (article, speaker) in [(1, 1), (2, 2)] {
        book.claim(article, 1, ("direct", "asserts"), &[speaker], &[])
            .figure(&format!("{article}, '=', NULL, 'km'"));
    }
    let options = Options {
        limit: Some(1),
        ..Options::default()
    };
    let table = &tables(&book.build(), &REPORT, &Filters::default(), &options)[0];
    let names: Vec<&str> = table.legend.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a1", "Wenn"]);
    assert_eq!(
        table.notes.last().unwrap(),
        "--limit 1: 1 more row not shown"
    );
}

proptest! {
    // Every figure is tried against every number of a grid finer than the figures themselves.
    #[test]
    fn figures_of_any_book_fit_as_their_numbers_do(
        given in prop::collection::vec((1..=3_i64, 1..=2_i64, 1..=4_i32, any::<bool>(), prop::sample::select(&["=", "<", "<=", ">", ">="][..])), 0..7),
    ) {
        let mut book = wall();
        let mut rows: BTreeMap<Vec<bool>, BTreeSet<(i64, i64)>> = BTreeMap::new();
        for (article, speaker, value, in_km, comparator) in &given {
            let metres = value * 1000;
            let (printed, unit) = if *in_km { (*value, "km") } else { (metres, "m") };
            book.claim(*article, 1, ("direct", "asserts"), &[*speaker], &[])
                .figure(&format!("{printed}, '{comparator}', NULL, '{unit}'"));
            let admitted = (0..20).map(|step| step * 250).map(|number| match *comparator {
                "=" => number == metres,
                "<" => number < metres,
                "<=" => number <= metres,
                ">" => number > metres,
                _ => number >= metres,
            });
            rows.entry(admitted.collect()).or_default().insert((*article, *speaker));
        }
        let mut expected: Vec<String> = rows
            .iter()
            .map(|(admitted, units)| {
                let meets = |other: &Vec<bool>| admitted.iter().zip(other).any(|(one, other)| *one && *other);
                let others = rows.keys().filter(|other| *other != admitted);
                let (fits, conflicts): (Vec<_>, Vec<_>) = others.partition(|other| meets(other));
                format!("{} {} {}", units.len(), fits.len(), conflicts.len())
            })
            .collect();
        expected.sort();
        let table = &tables(&book.build(), &REPORT, &Filters::default(), &Options::default())[0];
        let number = |cell: &Cell| match cell.value() {
            CellValue::Text(text) if text.is_empty() => 0,
            CellValue::Text(text) => text.split(", ").count(),
            other => panic!("{other:?}"),
        };
        let mut found: Vec<String> = table
            .sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| format!("{} {} {}", row.cells[10].shown(), number(&row.cells[12]), number(&row.cells[13])))
            .collect();
        found.sort();
        prop_assert_eq!(found, expected);
    }
}
