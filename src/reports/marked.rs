//! Withdrawn and corrected articles, and claims whose words a correction took out: they stay in every report, and every report says
//! which they are.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::{Article, article_key, count};
use crate::store::{Reader, StoreError, Value};

/// The most articles or claims that a line names.
const MOST_NAMED: usize = 20;

/// Of more articles than this, going through all texts is faster than looking each up.
const MOST_LOOKED_UP: usize = 5_000;

/// Returns a line for each status but the usual one, with the articles that have it.
pub(super) fn notes<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Vec<String> {
    let mut by_status: BTreeMap<&str, BTreeMap<i64, &Article>> = BTreeMap::new();
    for article in articles {
        if article.status != "published" {
            let those = by_status.entry(&article.status).or_default();
            those.insert(article.id, article);
        }
    }
    by_status
        .into_iter()
        .map(|(status, articles)| {
            let named: Vec<String> = articles
                .values()
                .take(MOST_NAMED)
                .map(|article| format!("{} ({})", article.key(), article.outlet_name))
                .collect();
            format!(
                "{} {status}: {}{}",
                count(articles.len(), "article is", "articles are"),
                named.join(", "),
                and_more(articles.len())
            )
        })
        .collect()
}

fn and_more(number: usize) -> String {
    match number.saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    }
}

/// Returns the keys of the claims of these articles whose words are in an older text alone.
pub(super) fn lost_claims(
    reader: &Reader<'_>,
    articles: &[Article],
) -> Result<Vec<String>, StoreError> {
    // Few articles have a second text, and only their claims need be looked at. Of few articles each is looked up: going through the
    // texts of a large book would take as long as the report of an event.
    let corrected = if articles.len() > MOST_LOOKED_UP {
        reader.rows(
            "SELECT article FROM article_version WHERE number = 2",
            &[],
            |row| row.integer("article"),
        )?
    } else {
        let ids: Vec<i64> = articles.iter().map(|article| article.id).collect();
        reader.rows(
            "SELECT version.article FROM json_each(:ids) AS wanted CROSS JOIN article_version AS version ON version.article = wanted.value AND version.number = 2",
            &[("ids", Value::list(&ids))],
            |row| row.integer("article"),
        )?
    };
    if corrected.is_empty() {
        return Ok(Vec::new());
    }
    let corrected: BTreeSet<i64> = corrected.into_iter().collect();
    let codings: Vec<i64> = articles
        .iter()
        .filter(|article| corrected.contains(&article.id))
        .filter_map(|article| Some(article.coding.as_ref()?.id))
        .collect();
    reader.rows(
        include_str!("lost_claims.sql"),
        &[("codings", Value::list(&codings))],
        |row| {
            let article = article_key(row.integer("article")?);
            Ok(format!("{article}.{}", row.integer("number")?))
        },
    )
}

/// Returns a line with the claims that are in an older text of their article alone; none where there is none.
pub(super) fn lost_note(lost: &[String]) -> Option<String> {
    if lost.is_empty() {
        return None;
    }
    let named: Vec<&str> = lost.iter().take(MOST_NAMED).map(String::as_str).collect();
    Some(format!(
        "{} not in the corrected text: {}{}",
        count(lost.len(), "claim is", "claims are"),
        named.join(", "),
        and_more(lost.len())
    ))
}

#[cfg(test)]
mod tests {
    use super::super::filters::{Filter, Filters};
    use super::super::sample_book::{SampleBook, tables};
    use super::super::{Options, REPORTS};
    use crate::render::{self, Format, notes_text, render_all};
    use crate::store::Book;

    /// Two outlets on one event: one article stands, one is withdrawn, one corrected.
    fn book() -> Book {
        let mut book = SampleBook::default();
        book.outlet("North Post")
            .outlet("South Star")
            .event("fair")
            .topic("tide")
            .proposition("tide-rises", "The tide rises", Some(1))
            .speaker("Ann Lee", "person", "NL");
        book.article(1, "full", &[("published", "2024-01-01")])
            .link(1, 1)
            .claim(1, 1, ("direct", "asserts"), &[1], &[])
            .words("content", &["The tide rises"]);
        book.article(
            2,
            "full",
            &[("published", "2024-01-02"), ("status", "withdrawn")],
        )
        .link(2, 1)
        .claim(2, 1, ("direct", "rejects"), &[1], &[])
        .words("content", &["It does not"]);
        book.article(
            2,
            "full",
            &[("published", "2024-01-03"), ("status", "corrected")],
        )
        .link(3, 1)
        .claim(3, 1, ("direct", "asserts"), &[1], &[])
        .words("content", &["It does"]);
        book.build()
    }

    #[test]
    fn every_report_marks_withdrawn_and_corrected_articles_in_every_format() {
        let book = book();
        let layout = render::Options {
            width: 100,
            color: false,
            excel: false,
        };
        for report in REPORTS {
            let mut filters = Filters {
                events: vec![1],
                ..Filters::default()
            };
            match report.needs {
                Some(Filter::Article) => filters.articles = vec![3],
                Some(Filter::Speaker) => filters.speakers = vec![1],
                Some(Filter::Proposition) => filters.propositions = vec![1],
                _ => {}
            }
            let tables = tables(&book, report, &filters, &Options::default());
            for format in Format::ALL {
                let mut printed = render_all(&tables, *format, &layout);
                for table in &tables {
                    printed.push_str(&notes_text(table));
                }
                for wanted in [
                    "1 article is withdrawn: a2 (South Star)",
                    "1 article is corrected: a3 (South Star)",
                ] {
                    let words = printed.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(
                        words.contains(wanted),
                        "{} {format:?}: {printed}",
                        report.name
                    );
                }
            }
        }
    }

    #[test]
    fn claims_that_a_correction_took_out_are_named() {
        let mut book = SampleBook::default();
        book.outlet("North Post")
            .event("fair")
            .topic("tide")
            .proposition("tide-rises", "The tide rises", Some(1))
            .speaker("Ann Lee", "person", "NL");
        book.article(1, "full", &[("status", "corrected")])
            .link(1, 1)
            .claim(1, 1, ("direct", "asserts"), &[1], &[])
            .words("content", &["The tide rises"])
            .claim(1, 1, ("direct", "asserts"), &[1], &[])
            .words("content", &["It rises fast"]);
        book.add(
            "article_version",
            "article, number, content, length_cp",
            "1, 2, 1, 10000",
        );
        // The coding goes on to the second text, in which the first claim alone was found.
        book.sql("UPDATE coding SET version = 2");
        book.sql("INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) VALUES (1, 2, 'content', 0, 5, 15, 'The tide rises')");
        let book = book.build();
        let report = REPORTS.iter().find(|report| report.name == "compare");
        let tables = tables(
            &book,
            report.unwrap(),
            &Filters::default(),
            &Options::default(),
        );
        assert!(
            tables[0]
                .notes
                .contains(&String::from("1 claim is not in the corrected text: a1.2")),
            "{:?}",
            tables[0].notes
        );
    }

    #[test]
    fn reports_without_such_articles_say_nothing_of_them() {
        let mut book = SampleBook::default();
        book.outlet("North Post")
            .event("fair")
            .topic("tide")
            .proposition("tide-rises", "The tide rises", Some(1))
            .speaker("Ann Lee", "person", "NL");
        book.article(1, "full", &[]).link(1, 1);
        book.claim(1, 1, ("direct", "asserts"), &[1], &[]);
        let book = book.build();
        let filters = Filters::default();
        for report in REPORTS.iter().filter(|report| report.needs.is_none()) {
            for table in tables(&book, report, &filters, &Options::default()) {
                let marked = table.notes.iter().any(|note| note.contains("withdrawn"));
                assert!(!marked, "{}", report.name);
            }
        }
    }
}
