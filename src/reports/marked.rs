//! Withdrawn and corrected articles: they stay in every report, and every report says which they are.

use std::collections::BTreeMap;

use super::articles::{Article, count};

/// The most articles that a line names.
const MOST_NAMED: usize = 20;

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
            let more = match articles.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "{} {status}: {}{more}",
                count(articles.len(), "article is", "articles are"),
                named.join(", ")
            )
        })
        .collect()
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
