//! The codebook of the book of traps, and near duplicates.

use proptest::prelude::*;

use super::super::random_book::{content, counting};
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::table::CellValue;
use super::super::trap_book::trap_book;
use super::*;

/// Uses, once per speaker, proposition and article: dredging-safe has 5 (Berg and Carl in a1, Dahl in a2, Berg in a3, the union in a5),
/// homes-at-risk 3 (a1, a2, a3), quay-homes-at-risk 2, talks-held 2, dredging-unsafe 1 (Carl in a2); “unused” and the duplicate none.
///
/// Content words: {homes, risk} twice, so the same words; {homes, quay, risk} has 2 of 3 in common with either, once as a narrower one.
/// {dredging, fairway, safe} and {dredging, fairway, unsafe} share only 2 of 4. Both topics are used.
#[test]
fn codebook_of_the_trap_book_is_that_worked_out_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
    Propositions and topics never used, used once, or nearly the same

    Proposition                         Topic               n  Articles  In  Key                 Other                          Other n  Other key           Overlap %  Mark
    ──────────────────────────────────  ──────────────────  ─  ────────  ──  ──────────────────  ─────────────────────────────  ───────  ──────────────────  ─────────  ──────────
    never used
      Nobody claims this sentence here  harbour             ·         ·      unused
      The homes are at risk             harbour             ·         ·      homes-at-risk-2

    used once
      Dredging the fairway is unsafe    harbour / dredging  1         1  a2  dredging-unsafe

    near duplicates
      Homes are at risk                 harbour             3         3      homes-at-risk       The homes are at risk                ·  homes-at-risk-2           100  same words
      Homes are at risk                 harbour             3         3      homes-at-risk       Homes on the quay are at risk        2  quay-homes-at-risk         67  narrower
      Homes on the quay are at risk     harbour             2         2      quay-homes-at-risk  The homes are at risk                ·  homes-at-risk-2            67

    counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
    claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
    asserts derived for 1 narrated claim without a stance
    1 claim without a proposition not in the table
    near duplicates: at least 60 per cent of the content words are in both, negations and figures aside (“negation?”, “figures?” where they differ); to put two together: claimbook proposition merge FROM
    INTO
    ");
}

/// a3 has one counted claim each on homes-at-risk and on dredging-safe; talks-held is only a draft there.
#[test]
fn codebook_of_some_articles_speaks_of_their_propositions_only() {
    let filters = Filters {
        articles: vec![3],
        ..Filters::default()
    };
    insta::assert_snapshot!(values(&trap_book(), &REPORT, &filters, &Options::default()), @"
    section,text,topic,claims,articles,article,key,other,other_claims,other_key,overlap,mark
    never used,Talks were held,(no topic),0,0,,talks-held,,,,,1 claim not counted
    used once,Homes are at risk,harbour,1,1,a3,homes-at-risk,,,,,
    used once,Dredging the fairway is safe,harbour / dredging,1,1,a3,dredging-safe,,,,,
    ");
}

/// What only a negation or a figure sets apart is never called the same; neither is a linked negation.
#[test]
fn codebook_tells_negations_and_figures_from_duplicates() {
    let mut book = SampleBook::default();
    book.topic("gates").topic("locks").topic("herons");
    book.sql("UPDATE topic SET parent = 1 WHERE id = 2");
    book.proposition("open", "The gates are open", Some(2))
        .proposition("not-open", "The gates are not open", Some(2))
        .proposition("never-open", "The gates are never open", None)
        .proposition("nine-open", "9 gates are open", None)
        .proposition("open-zh", "闸门已经全部开放", None)
        .proposition("not-open-zh", "闸门没有全部开放", None)
        .proposition("open-2", "The Gates: open", None)
        .proposition("dots", "...", None)
        .proposition("dots-2", "…", None);
    book.sql("UPDATE proposition SET negates = 1 WHERE id = 2");
    insta::assert_snapshot!(values(&book.build(), &REPORT, &Filters::default(), &Options::default()), @r#"
    section,text,topic,claims,articles,article,key,other,other_claims,other_key,overlap,mark
    never used,The gates are not open,gates / locks,0,0,,not-open,,,,,
    never used,The gates are open,gates / locks,0,0,,open,,,,,
    never used,...,(no topic),0,0,,dots,,,,,
    never used,9 gates are open,(no topic),0,0,,nine-open,,,,,
    never used,The Gates: open,(no topic),0,0,,open-2,,,,,
    never used,The gates are never open,(no topic),0,0,,never-open,,,,,
    never used,…,(no topic),0,0,,dots-2,,,,,
    never used,闸门已经全部开放,(no topic),0,0,,open-zh,,,,,
    never used,闸门没有全部开放,(no topic),0,0,,not-open-zh,,,,,
    near duplicates,9 gates are open,(no topic),0,0,,nine-open,The Gates: open,0,open-2,100,figures?
    near duplicates,The gates are never open,(no topic),0,0,,never-open,9 gates are open,0,nine-open,100,"negation?, figures?"
    near duplicates,The gates are never open,(no topic),0,0,,never-open,The Gates: open,0,open-2,100,negation?
    near duplicates,The gates are not open,gates / locks,0,0,,not-open,9 gates are open,0,nine-open,100,"negation?, figures?"
    near duplicates,The gates are not open,gates / locks,0,0,,not-open,The Gates: open,0,open-2,100,negation?
    near duplicates,The gates are not open,gates / locks,0,0,,not-open,The gates are never open,0,never-open,100,negation?
    near duplicates,The gates are open,gates / locks,0,0,,open,9 gates are open,0,nine-open,100,figures?
    near duplicates,The gates are open,gates / locks,0,0,,open,The Gates: open,0,open-2,100,same words
    near duplicates,The gates are open,gates / locks,0,0,,open,The gates are never open,0,never-open,100,negation?
    near duplicates,The gates are open,gates / locks,0,0,,open,The gates are not open,0,not-open,100,negates
    near duplicates,闸门已经全部开放,(no topic),0,0,,open-zh,闸门没有全部开放,0,not-open-zh,66.7,negation?
    topics never used,,gates,0,0,,gates,,,,,
    topics never used,,gates / locks,0,0,,locks,,,,,
    topics never used,,herons,0,0,,herons,,,,,
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn codebook_counts_the_uses_that_plain_loops_count(content in content(), counting in counting()) {
        let filters = Filters { counting, ..Filters::default() };
        let table = &tables(&content.book(), &REPORT, &filters, &Options::default())[0];
        for proposition in 1..=4 {
            let units = content.units(counting, |claim| claim.proposition == proposition);
            let key = CellValue::Text(format!("p{proposition}"));
            let heading = table.sections.iter().find(|section| {
                section.heading.contains("used") && section.rows.iter().any(|row| *row.cells[5].value() == key)
            });
            let heading = heading.map(|section| section.heading.as_str());
            let expected = match units {
                0 => Some("never used"),
                1 => Some("used once"),
                _ => None,
            };
            prop_assert_eq!(heading, expected);
        }
    }
}
