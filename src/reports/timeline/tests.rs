//! Timelines of the book of traps.

use proptest::prelude::*;

use super::super::random_book::{content, counting};
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::table::CellValue;
use super::super::trap_book::trap_book;
use super::*;

/// What is dated: the hearing (05-01, in no zone: from 04-30T10:00 Z), claim 2, uttered there; a1 (05-01T10:00 UTC), its copy a4
/// (18:00), a2 (05-03, no zone: from 05-02T10:00 Z), a3 (05-04), a5 (06-01).
///
/// Who was first, copies collapsed: dredging-safe is in a1 (1, 2), a2 (9), a3 (13), a5 (18). a2 lasts until 05-04T12:00 Z: 24 to 74
/// hours after a1; a3 48 to 98; a5 begins 05-31T10:00 Z: exactly 30 days after a1, and ends 06-02T12:00 Z, 32 days and 2 hours.
/// homes-at-risk is in a1 (3), a2 (10, unset, which is a claim all the same) and a3 (14); quay-homes-at-risk in a1 (6) and a2 (11);
/// talks-held in a2 (12) and a5 (19), since a1 has it only in a caption and a3 as a draft; dredging-unsafe in a2 alone.
/// a5 after a2: a2 came between 05-02T10:00 and 05-04T12:00 Z, so 26 days and 22 hours to 31 days and 2 hours.
#[test]
fn timeline_of_the_trap_book_is_that_worked_out_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
    What happened, was said and was published when

    Time                  What       Who or which                      Article  Certainty          From (UTC)         To (UTC)
    ────────────────────  ─────────  ────────────────────────────────  ───────  ─────────────────  ─────────────────  ─────────────────
    2024-05-01            event      Event hearing                              day; zone unknown  2024-04-30T10:00Z  2024-05-02T12:00Z
    2024-05-01            said       Berg: Q dredging-safe             a1       day; zone unknown  2024-04-30T10:00Z  2024-05-02T12:00Z
    2024-05-01T10:00 UTC  published  North Post, “Title 1”             a1       exact              2024-05-01T10:00Z  2024-05-01T10:01Z
    2024-05-01T18:00 UTC  published  Wire Nine, “Title 4”; copy of a1  a4       exact              2024-05-01T18:00Z  2024-05-01T18:01Z
    2024-05-03            published  South Star, “Title 2”             a2       day; zone unknown  2024-05-02T10:00Z  2024-05-04T12:00Z
    2024-05-04            published  South Star, “Title 3”             a3       day; zone unknown  2024-05-03T10:00Z  2024-05-05T12:00Z
    2024-06-01            published  North Post, “Title 5”             a5       day; zone unknown  2024-05-31T10:00Z  2024-06-02T12:00Z

    Berg  Ana Berg

    listed: dated events, every dated utterance among the counted claims, publications and updates; by the earliest time in UTC
    where the zone is not known (a guessed one is not) the times in UTC allow for every zone from UTC-12 to UTC+14
    Q direct
    claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies

    Who carried a proposition first, and who followed

    Proposition                    First                Followed by                                        n  Key
    ─────────────────────────────  ───────────────────  ─────────────────────────────────────────────────  ─  ──────────────────
    Dredging the fairway is safe   a1 2024-05-01T10:00  a2 +24 h..+74 h, a3 +48 h..+98 h, a5 +30 d..+33 d  4  dredging-safe
    Homes are at risk              a1 2024-05-01T10:00  a2 +24 h..+74 h, a3 +48 h..+98 h                   3  homes-at-risk
    Homes on the quay are at risk  a1 2024-05-01T10:00  a2 +24 h..+74 h                                    2  quay-homes-at-risk
    Talks were held                a2 2024-05-03        a5 +26 d..+32 d                                    2  talks-held

    a1  North Post, 2024-05-01T10:00, “Title 1”
    a2  South Star, 2024-05-03, “Title 2”
    a3  South Star, 2024-05-04, “Title 3”; partly coded
    a5  North Post, 2024-06-01, “Title 5”

    listed: propositions that counted claims of at least two articles carry; headlines, captions, drafts off; copies collapsed (1)
    “a1 or a3” where neither is known to be earlier; +2 h..+9 h is the least and the most that dates and zones allow
    claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
    ");
}

/// Said on a day, guessed; an update in a guessed zone; an event of two days; one that no article is linked to.
#[test]
fn timeline_says_how_certain_each_time_is() {
    let mut book = SampleBook::default();
    book.outlet("North").event("fair").event("other");
    book.sql("UPDATE event SET dates = '2024-05-01..2024-05-02'");
    book.proposition("open", "It is open", None);
    book.speaker("Ana Berg", "person", "")
        .speaker("Bo Carl", "person", "");
    book.article(
        1,
        "full",
        &[
            ("published", "2024-05-03T09:00"),
            ("updated", "2024-05-03T11:00"),
            ("zone", "+02:00?"),
            ("status", "corrected"),
        ],
    );
    book.article(1, "full", &[]);
    book.link(1, 1).link(2, 1);
    book.claim(
        1,
        1,
        ("direct", "rejects"),
        &[1],
        &[("said", "2024-04-30?")],
    );
    book.claim(1, 0, ("indirect", ""), &[1], &[("said", "2024-04-30?")]);
    book.claim(1, 1, ("direct", "asserts"), &[2], &[("uttered_at", "1")]);
    book.claim(2, 1, ("direct", "asserts"), &[2], &[("said", "2024-05..")]);
    let book = book.build();
    insta::assert_snapshot!(values(&book, &REPORT, &Filters::default(), &Options::default()), @r#"
    time,what,who,article,certainty,start_utc,end_utc
    2024-04-30?,said,"Ana Berg: Q! open, Iu (no proposition)",a1,day; zone unknown; date guessed,2024-04-29T10:00Z,2024-05-01T12:00Z
    2024-05-01..2024-05-02,event,fair,,range; zone unknown,2024-04-30T10:00Z,2024-05-03T12:00Z
    2024-05-01..2024-05-02,said,Bo Carl: Q open,a1,range; zone unknown,2024-04-30T10:00Z,2024-05-03T12:00Z
    2024-05..,said,Bo Carl: Q open,a2,range; zone unknown,2024-04-30T10:00Z,
    2024-05-03T09:00 +02:00?,published,"North, “Title 1”; corrected",a1,exact; zone guessed,2024-05-02T19:00Z,2024-05-03T21:01Z
    2024-05-03T11:00 +02:00?,updated,"North, “Title 1”; corrected",a1,exact; zone guessed,2024-05-02T21:00Z,2024-05-03T23:01Z

    proposition,first,followed,n,key
    It is open,a1 or a2,,2,open
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn timeline_counts_the_articles_that_carry_a_proposition(content in content(), counting in counting()) {
        let filters = Filters { counting, ..Filters::default() };
        let tables = tables(&content.book(), &REPORT, &filters, &Options::default());
        let rows: Vec<_> = tables[1].sections.iter().flat_map(|section| &section.rows).collect();
        let mut expected = 0;
        for proposition in 1..=4 {
            let mut articles: Vec<i64> = content
                .counted(counting)
                .into_iter()
                .filter(|(_, claim)| claim.proposition == proposition)
                .map(|(_, claim)| claim.article)
                .collect();
            articles.dedup();
            if articles.len() < 2 {
                continue;
            }
            expected += 1;
            let key = CellValue::Text(format!("p{proposition}"));
            let row = rows.iter().find(|row| *row.cells[4].value() == key).unwrap();
            let n = i64::try_from(articles.len()).unwrap();
            prop_assert_eq!(row.cells[3].value(), &CellValue::Integer(n));
            // The day of publication is the article's number, in no zone: 26 hours more than a day long.
            let first: Vec<String> = articles
                .iter()
                .filter(|article| **article < articles[0] + 3)
                .map(|article| format!("a{article}"))
                .collect();
            let shown = row.cells[1].shown();
            prop_assert!(shown.starts_with(&first.join(" or ")), "{} {:?}", shown, first);
        }
        prop_assert_eq!(rows.len(), expected);
    }
}
