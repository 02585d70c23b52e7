//! Which of several articles was first, as far as it can be known: only an interval that ends before all others begin is first.

use super::articles::Article;
use super::said::{Bounds, Moment};

/// Returns the articles of which no other one is known to be earlier; one alone was first.
pub(super) fn earliest<'a>(articles: &[&'a Article]) -> Vec<&'a Article> {
    let bounds: Vec<Bounds> = articles.iter().map(|article| published(article)).collect();
    articles
        .iter()
        .zip(are_earliest(&bounds))
        .filter(|(_, is_earliest)| *is_earliest)
        .map(|(article, _)| *article)
        .collect()
}

/// Returns of each interval whether no other one is known to be earlier.
pub(super) fn are_earliest(bounds: &[Bounds]) -> Vec<bool> {
    let first_end = bounds.iter().filter_map(|(_, end)| *end).min();
    bounds
        .iter()
        .map(|(start, _)| {
            start
                .zip(first_end)
                .is_none_or(|(start, first_end)| start < first_end)
        })
        .collect()
}

/// Returns when an article surely was published, in UTC.
pub(super) fn published(article: &Article) -> Bounds {
    Moment::of_publication(article).map_or((None, None), |moment| moment.certain_bounds())
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
