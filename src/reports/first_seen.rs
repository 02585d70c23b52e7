//! Which of several articles was first, as far as it can be known: only an interval that ends before all others begin is first.

use chrono::NaiveDateTime;

use super::articles::Article;
use crate::domain::zone::utc_bounds;

/// Returns the articles of which no other one is known to be earlier; one alone was first.
pub(super) fn earliest<'a>(articles: &[&'a Article]) -> Vec<&'a Article> {
    let bounds: Vec<_> = articles
        .iter()
        .map(|article| known_bounds(article))
        .collect();
    let first_end = bounds.iter().filter_map(|(_, end)| *end).min();
    articles
        .iter()
        .zip(&bounds)
        .filter(|(_, (start, _))| {
            start
                .zip(first_end)
                .is_none_or(|(start, first_end)| start < first_end)
        })
        .map(|(article, _)| *article)
        .collect()
}

/// When an article surely was published, in UTC: a guess says nothing, and a zone that is guessed counts as unknown, as
/// [`Date::known_before`](crate::domain::date::Date::known_before) has it.
fn known_bounds(article: &Article) -> (Option<NaiveDateTime>, Option<NaiveDateTime>) {
    match article.published.filter(|date| !date.is_guess()) {
        Some(date) => {
            let zone = article.zone.as_ref().filter(|zone| !zone.is_guess());
            utc_bounds(&date, zone)
        }
        None => (None, None),
    }
}

/// Returns `a1 2024-03-14` where one was first, else `a1 or a2`.
pub(super) fn line(articles: &[&Article]) -> String {
    let earliest = earliest(articles);
    match earliest.as_slice() {
        [] => String::new(),
        [one] => match one.published {
            Some(date) => format!("{} {date}", one.key()),
            None => one.key(),
        },
        several => {
            let keys: Vec<String> = several.iter().map(|article| article.key()).collect();
            keys.join(" or ")
        }
    }
}
