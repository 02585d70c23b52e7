//! Articles that may be copies or updates of each other, or one article logged twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::decided::Decided;
use super::sentence::fold_letters;
use crate::domain::containment::Collection;
use crate::domain::fold::spelling;
use crate::domain::shingles::Vocabulary;
use crate::domain::text::{BlockKind, Text};
use crate::store::{Reader, Result, StoreError, Value};

/// The least share of runs of words, in per cent, at which a person is asked. Of 300 pairs of articles on one event by different outlets none
/// shared more, and unrelated ones at most 3.
pub const ASKED: usize = 35;
/// The least share at which a copy or an update is proposed.
pub const PROPOSED: usize = 50;

/// An article, as far as it matters here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleLine {
    /// Its row.
    pub id: i64,
    /// Its uid.
    pub uid: String,
    /// Its title.
    pub title: String,
    /// The key of its outlet.
    pub outlet: String,
    /// When it was published, as the book has it.
    pub published: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The article that it is declared a copy of.
    pub copy_of: Option<i64>,
    /// The newest version.
    pub version: Option<i64>,
    /// The text of that version: equal texts have one row.
    pub content: Option<i64>,
}

/// What two articles have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Common {
    /// The text, to the letter.
    Text,
    /// The address, but for what does not matter in it.
    Address,
    /// The outlet, the title and the day.
    Title,
    /// Runs of five words: how many, of how many that the one with fewer has.
    Runs(usize, usize),
}

impl fmt::Display for Common {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Common::Text => f.write_str("same text"),
            Common::Address => f.write_str("same address"),
            Common::Title => f.write_str("same outlet, title and day"),
            Common::Runs(shared, of) => write!(f, "{shared} of {of} runs of five words"),
        }
    }
}

/// Two articles by their places, the one that was published (else logged) first first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameText {
    /// The place of the older one.
    pub older: usize,
    /// The place of the newer one.
    pub newer: usize,
    /// What they have in common.
    pub common: BTreeSet<Common>,
}

impl SameText {
    /// Returns the share of common runs in per cent; 100 for the same text.
    #[must_use]
    pub fn share(&self) -> usize {
        self.common
            .iter()
            .map(|common| match common {
                Common::Text => 100,
                Common::Runs(shared, of) => shared * 100 / (*of).max(1),
                Common::Address | Common::Title => 0,
            })
            .max()
            .unwrap_or(0)
    }

    /// Says whether one article may have been logged twice: the address or the outlet, title and day are the same.
    #[must_use]
    pub fn is_logged_twice(&self) -> bool {
        self.common.contains(&Common::Address) || self.common.contains(&Common::Title)
    }
}

/// Returns all articles of the book, by id.
///
/// # Errors
/// When the book cannot be read.
pub fn articles(reader: &Reader<'_>) -> Result<Vec<ArticleLine>> {
    reader.rows(include_str!("articles.sql"), &[], |row| {
        Ok(ArticleLine {
            id: row.integer("id")?,
            uid: row.text("uid")?,
            title: row.text("title")?,
            outlet: row.text("outlet")?,
            published: row.optional_text("published")?,
            url: row.optional_text("url")?,
            copy_of: row.optional_integer("copy_of")?,
            version: row.optional_integer("version")?,
            content: row.optional_integer("content")?,
        })
    })
}

/// Returns the pairs of articles that may be copies or the same, and that are neither declared copies nor decided on: those that share
/// most first. `progress` is called after each text.
///
/// # Errors
/// When the book cannot be read; a text that the book has lost is left out.
pub fn pairs(
    reader: &Reader<'_>,
    articles: &[ArticleLine],
    decided: &Decided,
    mut progress: impl FnMut(),
) -> Result<Vec<SameText>> {
    let mut vocabulary = Vocabulary::default();
    let mut collection = Collection::default();
    let mut common: BTreeMap<(usize, usize), BTreeSet<Common>> = BTreeMap::new();
    for article in articles {
        let words = match article
            .version
            .map(|version| body(reader, version))
            .transpose()
        {
            Ok(body) => body
                .unwrap_or_default()
                .iter()
                .flat_map(|block| vocabulary.words(block))
                .collect(),
            Err(StoreError::Corrupt { .. }) => Vec::new(),
            Err(error) => return Err(error),
        };
        collection.add(&words);
        progress();
    }
    for pair in collection.contained_pairs(ASKED) {
        common
            .entry((pair.one, pair.other))
            .or_default()
            .insert(Common::Runs(pair.shared, pair.of));
    }
    drop(collection);
    for (places, what) in [
        (
            same(articles, |article| {
                article.content.map(|content| content.to_string())
            }),
            Common::Text,
        ),
        (
            same(articles, |article| {
                article.url.as_deref().map(plain_address)
            }),
            Common::Address,
        ),
        (same(articles, title_and_day), Common::Title),
    ] {
        for pair in places {
            common.entry(pair).or_default().insert(what);
        }
    }
    let original = |place: usize| {
        articles
            .get(place)
            .map(|article| article.copy_of.unwrap_or(article.id))
    };
    let mut pairs: Vec<SameText> = common
        .into_iter()
        .filter(|((one, other), _)| original(*one) != original(*other))
        .filter(|((one, other), _)| match (articles.get(*one), articles.get(*other)) {
            (Some(one), Some(other)) => !decided.has(&one.uid, &other.uid),
            _ => false,
        })
        .map(|((one, other), common)| {
            let published = |place: usize| articles.get(place).and_then(|article| article.published.as_deref());
            // Dates are texts that sort; one that is not known says nothing.
            let is_swapped = matches!((published(one), published(other)), (Some(first), Some(second)) if second < first);
            let (older, newer) = if is_swapped { (other, one) } else { (one, other) };
            SameText { older, newer, common }
        })
        .collect();
    pairs.sort_by(|one, other| {
        other
            .is_logged_twice()
            .cmp(&one.is_logged_twice())
            .then(other.share().cmp(&one.share()))
            .then_with(|| (one.older, one.newer).cmp(&(other.older, other.newer)))
    });
    Ok(pairs)
}

/// The body of a version, block by block; its whole text where nobody marked blocks.
fn body(reader: &Reader<'_>, version: i64) -> Result<Vec<String>> {
    let text = reader.version_text(version)?;
    let blocks = reader.blocks(version)?;
    Ok(body_of(
        &text,
        blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Body)
            .map(|block| block.span),
        blocks.is_empty(),
    ))
}

fn body_of(
    text: &Text,
    spans: impl Iterator<Item = crate::domain::text::Span>,
    is_whole: bool,
) -> Vec<String> {
    if is_whole {
        return vec![text.as_str().to_owned()];
    }
    spans
        .filter_map(|span| text.slice(span))
        .map(str::to_owned)
        .collect()
}

/// Every two articles of which `what` is the same; of more than a hundred each with the first only.
fn same(
    articles: &[ArticleLine],
    what: impl Fn(&ArticleLine) -> Option<String>,
) -> Vec<(usize, usize)> {
    const MOST: usize = 100;
    let mut having: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, article) in articles.iter().enumerate() {
        if let Some(value) = what(article).filter(|value| !value.is_empty()) {
            having.entry(value).or_default().push(place);
        }
    }
    let mut pairs = Vec::new();
    for places in having.values() {
        let ones = if places.len() > MOST { 1 } else { places.len() };
        for (at, one) in places.iter().enumerate().take(ones) {
            pairs.extend(places.iter().skip(at + 1).map(|other| (*one, *other)));
        }
    }
    pairs
}

fn title_and_day(article: &ArticleLine) -> Option<String> {
    let day: String = article.published.as_deref()?.chars().take(10).collect();
    Some(format!(
        "{}\n{day}\n{}",
        article.outlet,
        spelling(&article.title)
    ))
}

/// An address without what does not tell pages apart: scheme, `www.`, the part behind `#`, what campaigns add, a slash at the end.
#[must_use]
pub fn plain_address(url: &str) -> String {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = fold_letters(host);
    let host = ["www.", "m.", "amp.", "mobile."]
        .iter()
        .find_map(|prefix| host.strip_prefix(prefix))
        .unwrap_or(&host)
        .to_owned();
    let path = path.trim_end_matches('/').trim_end_matches("/amp");
    let kept: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty())
        .filter(|part| {
            let name = part.split('=').next().unwrap_or_default().to_lowercase();
            !(name.starts_with("utm_")
                || matches!(
                    name.as_str(),
                    "fbclid"
                        | "gclid"
                        | "ref"
                        | "source"
                        | "cmpid"
                        | "smid"
                        | "share"
                        | "via"
                        | "amp"
                        | "ocid"
                        | "ncid"
                ))
        })
        .collect();
    if kept.is_empty() {
        format!("{host}/{path}")
    } else {
        format!("{host}/{path}?{}", kept.join("&"))
    }
}

/// The most articles of about the same time that a logged one is compared with.
const MOST_NEAR: i64 = 400;

/// Returns what of an article that was just logged is in the book already under another key: the same text, the same address, the
/// same outlet, title and day, or half of its words in an article published within three days. Quick, since it looks at nothing else.
///
/// # Errors
/// When the book cannot be read.
pub fn in_book_already(
    reader: &Reader<'_>,
    article: i64,
) -> Result<Vec<(ArticleLine, BTreeSet<Common>)>> {
    let near = reader.rows(
        include_str!("articles_near.sql"),
        &[
            ("article", Value::Integer(article)),
            ("limit", Value::Integer(MOST_NEAR)),
        ],
        |row| {
            Ok(ArticleLine {
                id: row.integer("id")?,
                uid: row.text("uid")?,
                title: row.text("title")?,
                outlet: row.text("outlet")?,
                published: row.optional_text("published")?,
                url: row.optional_text("url")?,
                copy_of: row.optional_integer("copy_of")?,
                version: row.optional_integer("version")?,
                content: row.optional_integer("content")?,
            })
        },
    )?;
    let Some(place) = near.iter().position(|line| line.id == article) else {
        return Ok(Vec::new());
    };
    let decided = Decided::load(reader, crate::domain::record::Kind::Article)?;
    let found = pairs(reader, &near, &decided, || {})?;
    Ok(found
        .into_iter()
        .filter_map(|pair| {
            let other = match (pair.older == place, pair.newer == place) {
                (true, _) => pair.newer,
                (_, true) => pair.older,
                _ => return None,
            };
            let is_said = pair.share() >= PROPOSED || pair.is_logged_twice();
            is_said
                .then(|| Some((near.get(other)?.clone(), pair.common)))
                .flatten()
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_address_leaves_out_what_does_not_tell_pages_apart() {
        for url in [
            "https://www.gazette.example/harbour/open",
            "http://gazette.example/harbour/open/",
            "https://m.gazette.example/harbour/open?utm_source=x&fbclid=1#top",
            "gazette.example/harbour/open/amp",
        ] {
            assert_eq!(plain_address(url), "gazette.example/harbour/open", "{url}");
        }
        assert_eq!(
            plain_address("https://gazette.example/?id=7&utm_medium=y"),
            "gazette.example/?id=7"
        );
        assert_ne!(
            plain_address("https://gazette.example/?id=7"),
            plain_address("https://gazette.example/?id=8")
        );
    }
}
