//! Copies among invented articles.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::table::CellValue;
use super::super::trap_book::trap_book;
use super::*;
use crate::store::sha256;

/// Gives an article's version a text.
fn text(book: &mut SampleBook, version: i64, words: &str) {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(words.as_bytes()).unwrap();
    let packed: String = encoder
        .finish()
        .unwrap()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let hash = sha256(words.as_bytes());
    book.sql(&format!(
        "INSERT OR IGNORE INTO content (sha256, size, bytes) VALUES ('{hash}', {}, x'{packed}')",
        words.len()
    ));
    book.sql(&format!(
        "UPDATE article_version SET content = (SELECT id FROM content WHERE sha256 = '{hash}') WHERE id = {version}"
    ));
}

/// 19 words, 15 runs.
const PORTS: &str = "The harbour office opened both gates on Monday. \
    Nobody had told the crews of the nine waiting grain ships.";

/// a1 has 15 runs. a2 of another outlet credits a1's and adds a sentence of 7 words: all 15 are among its 22 runs. a3, of a1's outlet and of
/// an unknown hour of that day, has another last sentence: 14 words, 10 runs, of which the first 6 are in a1 and in a2. a4 shares nothing.
fn book() -> crate::store::Book {
    let mut book = SampleBook::default();
    book.outlet("North Post").outlet("South Star");
    let at = |published| [("published", published), ("zone", "Z")];
    book.article(1, "full", &at("2024-05-01T10:00"));
    book.article(
        2,
        "full",
        &[
            ("published", "2024-05-01T18:10"),
            ("zone", "Z"),
            ("credit", "1"),
        ],
    );
    book.article(1, "full", &at("2024-05-01"));
    book.article(2, "full", &at("2024-05-02"));
    book.sql("UPDATE article SET title = 'Gates open' WHERE id IN (1, 2)");
    text(&mut book, 1, PORTS);
    text(
        &mut book,
        2,
        &format!(
            "{}\n\nTwo of them left again before dark.",
            PORTS.replace(' ', "\n")
        ),
    );
    text(
        &mut book,
        3,
        "The harbour office opened both gates on Monday. Nobody had said why or when.",
    );
    text(
        &mut book,
        4,
        "A heron was seen on the lock gate at noon today.",
    );
    book.build()
}

#[test]
fn copies_are_listed_by_what_they_share() {
    insta::assert_snapshot!(shown(&book(), &REPORT, &Filters::default(), &Options::default()), @"
    Which articles share their words, and what they changed

    Older     Newer     Later by         Shared %  Only newer  Only older  Changed sentences                                      Headline                             Credit                 Kind
    ────────  ────────  ───────────────  ────────  ──────────  ──────────  ─────────────────────────────────────────────────────  ───────────────────────────────────  ─────────────────────  ──────────────
    a1        a2        +8 h                  100           1           ·  Two of them left again before dark.                    same                                 a2 credits North Post  copy or update
    a3 or a1  a1 or a3  order not known        60           1           1  [-Nobody had said why or when.-] {+Nobody had told     changed: [-Title 3-] {+Gates open+}                         copy or update
                                                                           the crews of the nine waiting grain ships.+}
    a3 or a2  a2 or a3  order not known        60           2           1  [-Nobody had said why or when.-] {+Nobody had told     changed: [-Title 3-] {+Gates open+}  a2 credits North Post  copy or update
                                                                           the crews of the nine waiting grain ships.+} {+Two of
                                                                           them left again before dark.+}

    a3  North Post, 2024-05-01, “Title 3”
    a1  North Post, 2024-05-01T10:00, “Gates open”
    a2  South Star, 2024-05-01T18:10, “Gates open”

    listed: declared copies, and every two of 4 articles that share 35 per cent of the runs of five words in the body (five characters where no spaces stand between words) of the one with fewer
    copy or update: proposed from 50 per cent on; to say so: claimbook article edit NEWER --copy-of OLDER
    where the order is not known the article on the left is taken for the older
    [-removed-] {+added+}
    ");
    insta::assert_snapshot!(values(&book(), &REPORT, &Filters::default(), &Options::default()), @r#"
    older,newer,later_by,shared,only_newer,only_older,changed,headline,credit,kind
    a1,a2,+8 h,100,1,0,+ Two of them left again before dark.,same,a2 credits North Post,copy or update
    a3,a1,order not known,60,1,1,"- Nobody had said why or when.
    + Nobody had told the crews of the nine waiting grain ships.",changed: “Title 3” to “Gates open”,,copy or update
    a3,a2,order not known,60,2,1,"- Nobody had said why or when.
    + Nobody had told the crews of the nine waiting grain ships.
    + Two of them left again before dark.",changed: “Title 3” to “Gates open”,a2 credits North Post,copy or update
    "#);
}

/// a2 and a3 are copies of a1, too short for a whole run; the report has not a1, so it is looked up, but its text is lost. That a2 and a3
/// are copies of one article is no reason to list them together.
#[test]
fn copies_that_are_declared_are_listed_whatever_they_share() {
    let mut book = SampleBook::default();
    book.outlet("North Post");
    book.article(1, "full", &[("published", "2024-05-01T10:00")]);
    book.article(1, "full", &[("copy_of", "1"), ("published", "2024-04")]);
    book.article(1, "full", &[("copy_of", "1")]);
    text(&mut book, 2, "Open again.");
    text(&mut book, 3, "Shut again. Open again.");
    let book = book.build();
    let filters = Filters {
        articles: vec![2, 3],
        ..Filters::default()
    };
    insta::assert_snapshot!(shown(&book, &REPORT, &filters, &Options::default()), @"
    Which articles share their words, and what they changed

    Older     Newer     Later by         Shared %  Only newer  Only older  Changed sentences  Headline                          Credit  Kind
    ────────  ────────  ───────────────  ────────  ──────────  ──────────  ─────────────────  ────────────────────────────────  ──────  ─────────────
    a2 or a1  a1 or a2  order not known                                                       changed: [-Title 2-] {+Title 1+}          declared copy
    a3 or a1  a1 or a3  order not known                                                       changed: [-Title 3-] {+Title 1+}          declared copy

    a2  North Post, 2024-04, “Title 2”; copy of a1
    a3  North Post, undated, “Title 3”; copy of a1
    a1  North Post, 2024-05-01T10:00, “Title 1”

    listed: declared copies, and every two of 2 articles that share 35 per cent of the runs of five words in the body (five characters where no spaces stand between words) of the one with fewer
    declared copy: so the book says, whatever they share
    where the order is not known the article on the left is taken for the older
    without a readable text: a1 (claimbook check says more)
    [-removed-] {+added+}
    ");
}

/// The boilerplate is in both, the body in neither.
#[test]
fn copies_compare_bodies_where_blocks_are_marked() {
    let mut book = SampleBook::default();
    book.outlet("North Post");
    let ending = "Follow us on all the usual channels and sign up for our letter.";
    for (article, body) in [(1, "The gates are open. "), (2, "Herons are back now. ")] {
        book.article(1, "full", &[]);
        text(&mut book, article, &format!("{body}{ending}"));
    }
    assert_eq!(rows(&book.build()), [["a1", "a2"]]);
    for version in [1, 2] {
        book.sql(&format!("INSERT INTO block (version, kind, start_cp, end_cp) VALUES ({version}, 'body', 0, 19), ({version}, 'boilerplate', 20, 60)"));
    }
    assert!(rows(&book.build()).is_empty());
}

#[test]
fn copies_in_chinese_are_compared_by_characters() {
    let mut book = SampleBook::default();
    book.outlet("North Post");
    for (article, body) in [
        (1, "港口今天向所有船只开放。"),
        (2, "据报道，港口今天向所有船只开放。"),
    ] {
        book.article(1, "full", &[]);
        text(&mut book, article, body);
    }
    assert_eq!(rows(&book.build()), [["a1", "a2"]]);
}

#[test]
fn copies_are_not_hidden_where_they_count_once() {
    assert_eq!(rows(&trap_book()), [["a1", "a4"]]);
}

/// a2 and a3 are copies of a1 in the same words; a4 has them too, and nobody says why.
fn four_of_one_text() -> SampleBook {
    let mut book = SampleBook::default();
    book.outlet("North Post");
    let copy = [("copy_of", "1")];
    for more in [&[][..], &copy[..], &copy[..], &[][..]] {
        book.article(1, "full", more);
    }
    for version in 1..=4 {
        text(&mut book, version, PORTS);
    }
    book
}

#[test]
fn copies_of_one_article_are_told_from_undeclared_ones() {
    let csv = values(
        &four_of_one_text().build(),
        &REPORT,
        &Filters::default(),
        &Options::default(),
    );
    let kinds: Vec<String> = csv
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            format!("{} {} {}", fields[0], fields[1], fields[9])
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "a1 a2 declared copy",
            "a1 a3 declared copy",
            "a1 a4 copy or update",
            "a2 a3 declared copies of a1",
            "a2 a4 copy or update",
            "a3 a4 copy or update",
        ]
    );
}

#[test]
fn copies_of_too_many_articles_are_the_declared_ones() {
    let mut book = four_of_one_text();
    book.sql("INSERT INTO article (uid, outlet, title) WITH RECURSIVE more (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM more WHERE number < 2000) SELECT 'more-' || number, 1, 'More' FROM more");
    let book = book.build();
    assert_eq!(rows(&book), [["a1", "a2"], ["a1", "a3"]]);
    let text = shown(&book, &REPORT, &Filters::default(), &Options::default());
    assert!(text.contains("2004 articles are too many to compare each with each"));
}

/// The keys of the pairs.
fn rows(book: &crate::store::Book) -> Vec<Vec<String>> {
    let tables = tables(book, &REPORT, &Filters::default(), &Options::default());
    let rows = tables[0].sections.iter().flat_map(|section| &section.rows);
    rows.map(|row| {
        row.cells[..2]
            .iter()
            .map(|cell| match cell.value() {
                CellValue::Text(text) => text.clone(),
                other => panic!("{other:?}"),
            })
            .collect()
    })
    .collect()
}

/// The different runs of five of these words.
fn runs(words: &[&str]) -> BTreeSet<Vec<String>> {
    let run = |run: &[&str]| run.iter().map(|word| (*word).to_owned()).collect();
    words.windows(5).map(run).collect()
}

proptest::proptest! {
    #[test]
    fn copies_of_any_texts_are_the_pairs_that_plain_loops_find(
        texts in prop::collection::vec(
            prop::collection::vec(prop::sample::select(&["quay", "gate", "tide"][..]), 1..30),
            1..6,
        ),
    ) {
        let mut book = SampleBook::default();
        book.outlet("North Post");
        for (place, words) in texts.iter().enumerate() {
            let published = format!("2024-05-{:02}", 1 + 4 * place);
            book.article(1, "full", &[("published", &published)]);
            text(&mut book, i64::try_from(place + 1).unwrap(), &words.join(" "));
        }
        let mut expected = Vec::new();
        for (later, newer) in texts.iter().enumerate() {
            for (earlier, older) in texts.iter().enumerate().take(later) {
                let (newer, older) = (runs(newer), runs(older));
                let (both, fewer) = (newer.intersection(&older).count(), newer.len().min(older.len()));
                if fewer > 0 && both * 100 >= fewer * 35 {
                    let kind = if both * 2 >= fewer { "copy or update" } else { "copy?" };
                    expected.push(format!("a{} a{} {} {kind}", earlier + 1, later + 1, both * 100 / fewer));
                }
            }
        }
        expected.sort();
        let table = &tables(&book.build(), &REPORT, &Filters::default(), &Options::default())[0];
        let mut found: Vec<String> = table
            .sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| {
                let text = |at: usize| match row.cells[at].value() {
                    CellValue::Text(text) => text.clone(),
                    CellValue::Integer(number) => number.to_string(),
                    CellValue::Real(number) => format!("{}", number.trunc()),
                    other => panic!("{other:?}"),
                };
                format!("{} {} {} {}", text(0), text(1), text(3), text(9))
            })
            .collect();
        found.sort();
        prop_assert_eq!(found, expected);
    }
}
