//! How far the book of traps is.

use proptest::prelude::*;

use super::super::random_book::content;
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::table::CellValue;
use super::super::trap_book::trap_book;
use super::*;

/// North Post: a1 (claims 1 to 7: one without a proposition, 3 ambiguous by its voice) and a5 (18, 19), both full. South Star: a2 (8 to 12;
/// 10, of a document, has no stance) full, a3 (13 to 15; 15 a draft) partial. Wire Nine: a4 (16, 17), a copy. Narration asserts, so it
/// needs no stance. Drafts: 15; without a proposition: 5 in a1. The newest first: a3 before a1.
#[test]
fn progress_of_the_trap_book_is_that_counted_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
    How far the coding is

    Outlet      Articles  Full  Partial  Facts  Not coded  Withdrawn  Corrected  Copies  Accepted  Drafts  Thrown out  By machine  No prop.  No stance  Ambiguous  Coders
    ──────────  ────────  ────  ───────  ─────  ─────────  ─────────  ─────────  ──────  ────────  ──────  ──────────  ──────────  ────────  ─────────  ─────────  ──────
    North Post         2     2        ·      ·          ·          ·          ·       ·         9       ·           ·           ·         1          ·          1  ann
    Wire Nine          1     1        ·      ·          ·          ·          ·       1         2       ·           ·           ·         ·          ·          ·  ann
    South Star         2     1        1      ·          ·          ·          ·       ·         7       1           ·           ·         ·          1          ·  ann
    ──────────  ────────  ────  ───────  ─────  ─────────  ─────────  ─────────  ──────  ────────  ──────  ──────────  ──────────  ────────  ─────────  ─────────  ──────
    total              5     4        1      ·          ·          ·          ·       1        18       1           ·           ·         1          1          1  ann

    counted: every claim of the coding of each article that counts; those by a machine, without a proposition or a stance and the ambiguous ones are among the accepted and the drafts

    What waits, the newest articles first

    Article  Title                  Open                   n  Claims  To go on
    ───────  ─────────────────────  ─────────────────────  ─  ──────  ────────────────────────────────────────────
    a3       South Star, “Title 3”  partly coded                      claimbook article show a3 --sheet
    a3       South Star, “Title 3”  drafts                 1  a3.15   claimbook claim edit a3.15 --status accepted
    a1       North Post, “Title 1”  without a proposition  1  a1.5    claimbook claim edit a1.5 --prop KEY

    listed: articles that are not fully coded, drafts, claims without a proposition, claims labelled to-check
    ");
}

/// a1 has two coders, decided; a2 is not coded, a3 a copy that is not, a4 withdrawn and read for facts. Of a1's decided claims one was
/// thrown out, one found by a machine, and one, of Ana Berg by a guess, is labelled.
#[test]
fn progress_lists_what_waits_and_counts_one_coding() {
    let mut book = SampleBook::default();
    book.outlet("North").topic("gates");
    book.proposition("open", "It is open", None);
    book.speaker("Ana Berg", "person", "");
    book.article(1, "partial", &[("language", "en")]);
    book.coding("bo", "full", "decided");
    book.article(1, "full", &[("language", "en")]);
    book.article(1, "full", &[("language", "zh"), ("copy_of", "1")]);
    book.sql("DELETE FROM coding WHERE article IN (2, 3)");
    book.article(
        1,
        "facts",
        &[("status", "withdrawn"), ("published", "2024-05")],
    );
    book.claim(1, 1, ("direct", "asserts"), &[1], &[("status", "draft")]);
    book.claim(2, 1, ("direct", "asserts"), &[1], &[("status", "rejected")]);
    book.claim(2, 0, ("direct", ""), &[1], &[("origin", "machine")]);
    book.claim(2, 1, ("indirect", "asserts"), &[], &[]);
    book.sql("INSERT INTO claim_speaker (claim, number, speaker, part, guess) VALUES (4, 1, 1, 'speaker', 1)")
        .sql("INSERT INTO label (claim, name) VALUES (4, 'to-check'), (3, 'frame:money')");
    let book = book.build();
    let options = Options {
        by: Some(By::Language),
        ..Options::default()
    };
    insta::assert_snapshot!(shown(&book, &REPORT, &Filters::default(), &options), @"
    How far the coding is

    Language  Articles  Full  Partial  Facts  Not coded  Withdrawn  Corrected  Copies  Accepted  Drafts  Thrown out  By machine  No prop.  No stance  Ambiguous  Coders
    ────────  ────────  ────  ───────  ─────  ─────────  ─────────  ─────────  ──────  ────────  ──────  ──────────  ──────────  ────────  ─────────  ─────────  ───────
    en               2     1        ·      ·          1          ·          ·       ·         2       ·           1           1         1          1          1  ann, bo
    zh               1     ·        ·      ·          1          ·          ·       1         ·       ·           ·           ·         ·          ·          ·
    (none)           1     ·        ·      1          ·          1          ·       ·         ·       ·           ·           ·         ·          ·          ·  ann
    ────────  ────────  ────  ───────  ─────  ─────────  ─────────  ─────────  ──────  ────────  ──────  ──────────  ──────────  ────────  ─────────  ─────────  ───────
    total            4     1        ·      1          2          1          ·       1         2       ·           1           1         1          1          1  ann, bo

    en      a1 (North, undated, “Title 1”); a2 (North, undated, “Title 2”; not coded)
    zh      a3 (North, undated, “Title 3”; not coded; copy of a1)
    (none)  a4 (North, 2024-05, “Title 4”; coded for facts only; withdrawn)

    counted: every claim of the coding of each article that counts; those by a machine, without a proposition or a stance and the ambiguous ones are among the accepted and the drafts
    1 article is withdrawn: a4 (North)
    1 other coding of these articles left out: one an article counts (decided, else --coder's, else the oldest)

    What waits, the newest articles first

    Article  Title             Open                   n  Claims  To go on
    ───────  ────────────────  ─────────────────────  ─  ──────  ────────────────────────────────────
    a4       North, “Title 4”  coded for facts only              claimbook article show a4 --sheet
    a1       North, “Title 1”  without a proposition  1  a1.3    claimbook claim edit a1.3 --prop KEY
    a1       North, “Title 1”  labelled to-check      1  a1.4    claimbook claim show a1.4
    a2       North, “Title 2”  not coded                         claimbook article show a2 --sheet

    listed: articles that are not fully coded, drafts, claims without a proposition, claims labelled to-check
    1 copy that is not fully coded not listed
    1 article is withdrawn: a4 (North)
    1 other coding of these articles left out: one an article counts (decided, else --coder's, else the oldest)
    ");
    let filters = Filters {
        labels: vec![String::from("frame:money")],
        ..Filters::default()
    };
    insta::assert_snapshot!(values(&book, &REPORT, &filters, &Options::default()), @r#"
    outlet,articles,full,partial,facts,not_coded,withdrawn,corrected,copies,accepted,drafts,thrown_out,by_machine,without_proposition,without_stance,ambiguous,coders
    north,1,1,0,0,0,0,0,0,2,0,1,1,1,1,1,"ann, bo"
    total,1,1,0,0,0,0,0,0,2,0,1,1,1,1,1,"ann, bo"

    article,title,open,number,claims,next
    a1,Title 1,without a proposition,1,a1.3,claimbook claim edit a1.3 --prop KEY
    a1,Title 1,labelled frame:money,1,a1.3,claimbook claim show a1.3
    a1,Title 1,labelled to-check,1,a1.4,claimbook claim show a1.4
    "#);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn progress_counts_every_claim_once(content in content()) {
        let tables = tables(&content.book(), &REPORT, &Filters::default(), &Options::default());
        let rows: Vec<_> = tables[0].sections.iter().flat_map(|section| &section.rows).collect();
        let column = |name: &str| tables[0].columns.iter().position(|column| column.name == name).unwrap();
        let number = |row: &Row, name: &str| match *row.cells[column(name)].value() {
            CellValue::Integer(number) => usize::try_from(number).unwrap(),
            ref other => panic!("{other:?}"),
        };
        let total = rows.last().unwrap();
        prop_assert_eq!(number(total, "articles"), content.articles.len());
        let claims = ["accepted", "drafts", "thrown_out"].map(|name| number(total, name));
        prop_assert_eq!(claims.iter().sum::<usize>(), content.claims.len());
        // No coder throws a claim out in a random book's counting but by its status.
        let unset = content.claims.iter().filter(|claim| {
            claim.status != "rejected" && claim.stance.is_empty() && claim.voice != "narration"
        });
        prop_assert_eq!(number(total, "without_stance"), unset.count());
        for name in ["articles", "full", "copies", "accepted", "drafts", "thrown_out", "without_proposition", "without_stance"] {
            let sum: usize = rows.iter().filter(|row| !row.is_total).map(|row| number(row, name)).sum();
            prop_assert_eq!(sum, number(total, name), "{}", name);
        }
    }
}
