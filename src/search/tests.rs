//! What is found is what plain loops over the book find, and no query fails.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::domain::date::Date;
use crate::domain::search_query::Phrase;
use crate::domain::search_words::search_words;
use crate::store::Book;
use crate::store::fixture::book_of;

/// A book of one outlet with an article for each of the dates, and a claim in the first article for each of the words.
fn book(published: &[&str], claims: &[&str]) -> Book {
    let mut sql = String::from(
        "INSERT INTO outlet (uid, key, name) VALUES ('o', 'evening-post', 'Evening Post');
         INSERT INTO speaker (uid, key, name, kind) VALUES ('s1', 'rina-castell', 'Rina Castell', 'person'), ('s2', 'paul-dry', 'Paul Dry', 'person'), ('s3', 'carla-castell', 'Carla Castell', 'person');
         INSERT INTO topic (uid, key, name) VALUES ('t', 'bridge', 'Bridge');
         INSERT INTO topic (uid, key, name, parent) VALUES ('t2', 'deck', 'Deck', 1);
         INSERT INTO proposition (uid, key, text, topic) VALUES ('p', 'bridge-unsafe', 'The bridge is unsafe', 2);
         INSERT INTO content (sha256, size, bytes) VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, x'789c030000000001');",
    );
    for (at, date) in published.iter().enumerate() {
        let id = at + 1;
        let date = if date.is_empty() {
            String::from("NULL")
        } else {
            format!("'{date}'")
        };
        write!(
            sql,
            "INSERT INTO article (uid, outlet, title, published) VALUES ('a{id}', 1, 'Title {id}', {date});
             INSERT INTO article_version (uid, article, number, content, length_cp) VALUES ('v{id}', {id}, 1, 1, 0);
             INSERT INTO coding (uid, article, version, coder, extent) VALUES ('c{id}', {id}, {id}, 'ann', 'full');"
        )
        .unwrap();
    }
    for (at, words) in claims.iter().enumerate() {
        let id = at + 1;
        write!(
            sql,
            "INSERT INTO claim (uid, article, coding, number, voice, block, proposition) VALUES ('k{id}', 1, 1, {id}, '{}', 'body', {});
             INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) VALUES ({id}, 1, 'content', 1, 0, 1, '{}');
             INSERT INTO claim_speaker (claim, number, speaker, part) VALUES ({id}, 1, {}, 'speaker');
             INSERT INTO figure (claim, number, value) VALUES ({id}, 1, {});",
            if id % 2 == 0 { "direct" } else { "indirect" },
            if id == 1 { "1" } else { "NULL" },
            words.replace('\'', "''"),
            id % 2 + 1,
            id * 10,
        )
        .unwrap();
    }
    book_of(&sql)
}

fn find(book: &Book, line: &str) -> Found {
    let query = SearchQuery::parse(line).expect(line);
    search(&book.reader(), &query, 100).unwrap()
}

/// The keys of the claims found, in order.
fn claims(book: &Book, line: &str) -> Vec<String> {
    let found = find(book, line).claims.expect("claims");
    assert_eq!(found.count, Count::Exactly(found.hits.len()));
    found.hits.into_iter().map(|hit| hit.key).collect()
}

const WORDS: [&str; 5] = [
    "The bridge is unsafe",
    "the deck of the bridge, the old bridge",
    "桥梁不安全",
    "a ferry crossed",
    "Brücke and bridges",
];

#[test]
fn the_best_come_first_and_equal_ones_newest_first() {
    let book = book(&["2025"], &WORDS);
    assert_eq!(claims(&book, "bridge"), ["a1.2", "a1.1"]);
    assert_eq!(claims(&book, "the"), ["a1.2", "a1.1"]);
    assert_eq!(claims(&book, "\"the bridge\""), ["a1.1", "a1.2"]);
    assert_eq!(claims(&book, "bridge* -deck"), ["a1.5", "a1.1"]);
    assert_eq!(
        claims(&book, "ferry OR bruecke OR brucke"),
        ["a1.5", "a1.4"]
    );
    assert_eq!(claims(&book, "不安"), ["a1.3"]);
    assert_eq!(claims(&book, "梁"), ["a1.3"]);
    assert_eq!(claims(&book, "安不").len(), 0);
}

#[test]
fn fields_narrow_claims() {
    let book = book(&["2025"], &WORDS);
    assert_eq!(claims(&book, "voice:direct"), ["a1.4", "a1.2"]);
    assert_eq!(claims(&book, "-voice:direct bridge"), ["a1.1"]);
    assert_eq!(claims(&book, "speaker:paul-dry"), ["a1.5", "a1.3", "a1.1"]);
    assert_eq!(claims(&book, "topic:bridge"), ["a1.1"]);
    assert_eq!(claims(&book, "prop:bridge-unsafe -ferry"), ["a1.1"]);
    assert_eq!(
        claims(&book, "figure:>20 figure:10"),
        ["a1.5", "a1.4", "a1.3", "a1.1"]
    );
    assert_eq!(claims(&book, "voice:direct -ferry"), ["a1.2"]);
    assert_eq!(claims(&book, "stance:asserts").len(), 0);
    assert_eq!(
        claims(
            &book,
            "stance:unset coder:ann outlet:evening-post article:a1"
        )
        .len(),
        5
    );
    assert!(find(&book, "bridge speaker:paul-dry").articles.is_none());
    assert!(find(&book, "bridge outlet:evening-post").articles.is_some());
    assert!(find(&book, "bridge outlet:evening-post").records.is_none());
}

#[test]
fn names_are_understood_by_a_part_and_by_the_nearest() {
    let book = book(&["2025"], &WORDS);
    let found = find(&book, "speaker:dry");
    assert_eq!(
        found.named[0].taken,
        [(String::from("paul-dry"), String::from("Paul Dry"))]
    );
    assert!(!found.named[0].is_nearest);
    assert_eq!(found.claims.unwrap().hits.len(), 3);
    assert_eq!(find(&book, "speaker:castell").named[0].taken.len(), 2);
    assert_eq!(find(&book, "speaker:cast").named[0].taken.len(), 2);
    let found = find(&book, "speaker:\"Rina Castel\" outlet:post");
    assert_eq!(found.named[0].taken[0].0, "rina-castell");
    let found = find(&book, "speaker:kastell");
    assert!(found.named[0].is_nearest);
    assert_eq!(found.named[0].taken[0].0, "rina-castell");
    let query = SearchQuery::parse("speaker:nobody-of-this-name").unwrap();
    assert_eq!(
        search(&book.reader(), &query, 9).unwrap_err().to_string(),
        "speaker: there is no speaker “nobody-of-this-name”"
    );
    assert_eq!(
        find(&book, "casttell").unknown,
        [(
            String::from("casttell"),
            vec![
                String::from("Rina Castell (speaker rina-castell)"),
                String::from("Carla Castell (speaker carla-castell)")
            ]
        )]
    );
}

#[test]
fn records_are_found_by_name_key_and_kind() {
    let book = book(&["2025"], &WORDS);
    let keys = |line: &str| -> Vec<String> {
        let records = find(&book, line).records.expect("records");
        records
            .hits
            .into_iter()
            .map(|hit| format!("{} {}", hit.kind, hit.key))
            .collect()
    };
    assert_eq!(
        keys("bridge"),
        ["topic bridge", "proposition bridge-unsafe"]
    );
    assert_eq!(keys("bridge kind:topic"), ["topic bridge"]);
    assert_eq!(
        keys("castell"),
        ["speaker carla-castell", "speaker rina-castell"]
    );
    assert!(find(&book, "bridge kind:claim").records.is_none());
}

#[test]
fn a_field_of_claims_and_another_kind_are_refused() {
    let book = book(&["2025"], &WORDS);
    let query = SearchQuery::parse("bridge voice:direct kind:article").unwrap();
    assert_eq!(
        search(&book.reader(), &query, 9).unwrap_err().to_string(),
        "voice:direct narrows claims, and no claims are asked for"
    );
}

#[test]
fn dates_narrow_as_reports_do() {
    let published = [
        "2025",
        "2025-04",
        "2025-04-21",
        "2025-04-21T16:32",
        "2025-04-21T16:32:41?",
        "2025-04-19..2025-04-22",
        "2025-04..",
        "..2025-04-21",
        "2024-12-31?",
        "2026-01",
        "",
    ];
    let book = book(&published, &[]);
    for bound in [
        "2025",
        "2025-04",
        "2025-04-20",
        "2025-04-21T16:32",
        "2025-04-21T16:33",
        "2025-04-22..",
        "..2025-03",
        "2026",
    ] {
        let date: Date = bound.parse().unwrap();
        for (field, fits) in [
            (
                "since",
                &(|published: &Date| {
                    date.start()
                        .zip(published.end())
                        .is_none_or(|(since, end)| end > since)
                }) as &dyn Fn(&Date) -> bool,
            ),
            ("until", &|published: &Date| {
                date.end()
                    .zip(published.start())
                    .is_none_or(|(until, start)| start < until)
            }),
        ] {
            let wanted: Vec<String> = published
                .iter()
                .enumerate()
                .filter(|(_, text)| text.parse::<Date>().is_ok_and(|date| fits(&date)))
                .map(|(at, _)| format!("a{}", at + 1))
                .rev()
                .collect();
            let found = find(&book, &format!("{field}:{bound}")).articles.unwrap();
            let keys: Vec<String> = found.hits.into_iter().map(|hit| hit.key).collect();
            assert_eq!(keys, wanted, "{field}:{bound}");
        }
    }
}

#[test]
fn an_article_of_several_texts_is_counted_once() {
    let mut sql = String::from(
        "INSERT INTO outlet (uid, key, name) VALUES ('o', 'evening-post', 'Evening Post');
         INSERT INTO content (sha256, size, bytes) VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, x'789c030000000001');",
    );
    for article in 1..=140 {
        write!(
            sql,
            "INSERT INTO article (uid, outlet, title) VALUES ('a{article}', 1, 'Title {article}');"
        )
        .unwrap();
        let texts = if article % 14 == 0 { 3 } else { 1 };
        for number in 1..=texts {
            write!(
                sql,
                "INSERT INTO article_version (uid, article, number, content, length_cp) VALUES ('v{article}.{number}', {article}, {number}, 1, 0);"
            )
            .unwrap();
        }
    }
    let book = book_of(&sql);
    // The same with a field, which asks for the article of every text.
    for line in ["title", "title outlet:evening-post"] {
        let articles = find(&book, line).articles.expect("articles were searched");
        assert_eq!(articles.count, Count::Exactly(140), "{line}");
        assert_eq!(articles.ranked_among, Some(100));
    }
}

/// Whether a text has what a query wants, by plain loops.
fn fits(text: &str, query: &SearchQuery) -> bool {
    let words = search_words(text);
    let words: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    let stands = |phrase: &Phrase| phrase.places(&words).next().is_some();
    query
        .wanted
        .iter()
        .all(|alternatives| alternatives.iter().any(stands))
        && !query.excluded.iter().any(stands)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_found_is_what_loops_find(
        texts in proptest::collection::vec("[abAé桥梁 .'-]{1,12}", 1..6),
        lines in proptest::collection::vec("(-?(a|b|ab|ba|e|é|桥|梁|桥梁|梁桥|a桥|\"a b\"|\"b a\"|a-b)\\*?( |  | OR )?){1,4}", 1..8),
    ) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let book = book(&["2025"], &texts);
        for line in lines {
            let Ok(query) = SearchQuery::parse(&line) else { continue };
            let found = search(&book.reader(), &query, 100).unwrap().claims.unwrap();
            let mut keys: Vec<String> = found.hits.into_iter().map(|hit| hit.key).collect();
            keys.sort();
            let wanted: Vec<String> = texts
                .iter()
                .enumerate()
                .filter(|(_, text)| fits(text, &query))
                .map(|(at, _)| format!("a1.{}", at + 1))
                .collect();
            prop_assert_eq!(keys, wanted, "{}", line);
        }
    }

    #[test]
    fn no_query_fails(line: String, field in "(speaker|via|outlet|article|event|topic|prop|label|language|coder|since|until|figure|kind|voice|stance|status):[a-z0-9<>.\"*桥-]{1,8}") {
        let book = book(&["2025"], &WORDS);
        for line in [line.clone(), field.clone(), format!("{line} {field}")] {
            if let Ok(query) = SearchQuery::parse(&line) {
                match search(&book.reader(), &query, 3) {
                    Ok(_) | Err(SearchError::Unknown { .. } | SearchError::NoClaims { .. } | SearchError::TooMany { .. }) => {}
                    Err(SearchError::Store(error)) => prop_assert!(false, "{line}: {error}"),
                }
            }
        }
    }
}
