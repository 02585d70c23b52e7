//! Which of several articles was first, as far as it can be known: only an interval that ends before all others begin is first.

use std::cmp::Ordering;

use super::articles::Article;

/// Returns the articles of which no other one is known to be earlier; one alone was first.
pub(super) fn earliest<'a>(articles: &[&'a Article]) -> Vec<&'a Article> {
    articles
        .iter()
        .copied()
        .filter(|article| !articles.iter().any(|other| known_before(other, article)))
        .collect()
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

fn known_before(one: &Article, other: &Article) -> bool {
    match (&one.published, &other.published) {
        (Some(date), Some(other_date)) => {
            date.known_before(one.zone.as_ref(), other_date, other.zone.as_ref())
                == Some(Ordering::Less)
        }
        _ => false,
    }
}
