//! Articles that share their words: copies, updates, and what was changed in them.

mod pair;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use self::pair::{Pair, Relation};
use self::texts::Texts;
use super::articles::{
    self, Article, Selection, article_keys, article_legend, count, why_no_articles,
};
use super::filters::{Filter, Filters};
use super::table::{Column, Table};
use super::{Options, Report, ReportError};
use crate::domain::containment::Collection;
use crate::domain::shingles::{Shingle, Vocabulary, shared, shingles};
use crate::store::{Reader, StoreError, Value};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "copies",
    about: "Which articles share their words, and what they changed",
    filters: Filter::ALL,
    needs: None,
    by: &[],
    switches: &[],
    run,
    chart: None,
};

/// The most articles that are compared each with each.
const MOST_ARTICLES: usize = 2_000;
/// The most runs of words that are compared each with each; at 8 bytes a run, and as many where articles share them, this keeps to some 100 MB.
const MOST_RUNS: usize = 4_000_000;
/// The most pairs of a table, those that share most.
const MOST_PAIRS: usize = 5_000;
/// The least share, in per cent, at which two articles are listed. Of 300 pairs of articles on one event by different outlets none
/// shared more of its runs, and unrelated ones at most 3.
const ASKED: usize = 35;
/// The least share at which a copy or an update is proposed.
const PROPOSED: usize = 50;

/// Two articles by their places, the lower first, with the runs they share and the runs of the one with fewer; no runs where a text is
/// missing.
type Shared = BTreeMap<(usize, usize), Option<(usize, usize)>>;

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    _options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let table = empty();
    if selection.articles.is_empty() {
        return Ok(vec![table.with_empty(why_no_articles(reader, filters)?)]);
    }
    let number = selection.articles.len();
    let articles = with_originals(reader, &selection, filters)?;
    let declared = declared(&articles);
    let mut texts = Texts::new(*reader, compared(&articles, number, &declared))?;
    let mut found = Shared::new();
    let all =
        number <= MOST_ARTICLES && each_with_each(&articles, &declared, &mut texts, &mut found)?;
    if !all {
        for (one, other) in declared.iter().copied() {
            let runs = of_two(articles.get(one), articles.get(other), &mut texts)?;
            found.insert((one, other), runs);
        }
    }

    let credits = credits(reader, &articles)?;
    let mut pairs: Vec<Pair<'_>> = found
        .into_iter()
        .filter_map(|((one, other), runs)| {
            let copy_of = |place: usize| articles.get(place).and_then(|article| article.copy_of);
            let relation = match (copy_of(one), copy_of(other), runs) {
                _ if declared.contains(&(one, other)) => Relation::Declared,
                (Some(original), Some(other), _) if original == other => {
                    Relation::Siblings(original)
                }
                (_, _, Some((shared, of))) if shared * 100 >= of * PROPOSED => Relation::Proposed,
                _ => Relation::Asked,
            };
            Some(Pair::new(
                articles.get(one)?,
                articles.get(other)?,
                runs,
                relation,
            ))
        })
        .collect();
    pairs.sort_by(Pair::cmp_by_share);
    let more = pairs.len().saturating_sub(MOST_PAIRS);
    pairs.truncate(MOST_PAIRS);
    let mut rows = Vec::new();
    let mut meanings: Vec<String> = Vec::new();
    let mut named: BTreeSet<i64> = BTreeSet::new();
    for pair in &pairs {
        let meaning = pair.relation.meaning();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
        named.extend(pair.articles());
        rows.push(pair.row(&credits, &mut texts)?);
    }
    let mut table = table.with_rows(rows);
    let named: Vec<&Article> = articles
        .iter()
        .filter(|article| named.contains(&article.id))
        .collect();
    table.legend = article_legend(&named);
    let compared = count(number, "article", "articles");
    table.notes.push(if all {
        format!(
            "listed: declared copies, and every two of {compared} that share {ASKED} per cent of the runs of five words in the body (five characters where no spaces stand between words) of the one with fewer"
        )
    } else {
        format!(
            "listed: declared copies only, since {compared} are too many to compare each with each (at most {MOST_ARTICLES}, and {MOST_RUNS} runs of words): narrow the report with --event, --outlet, --since or another filter"
        )
    });
    table.notes.append(&mut meanings);
    if pairs.iter().any(|pair| !pair.is_order_known) {
        table.notes.push(String::from(
            "where the order is not known the article on the left is taken for the older",
        ));
    }
    if more > 0 {
        table.notes.push(format!(
            "{} not listed, which share less",
            count(more, "more pair", "more pairs")
        ));
    }
    if !texts.unreadable.is_empty() {
        table.notes.push(format!(
            "without a readable text: {} (claimbook check says more)",
            article_keys(texts.unreadable.iter().copied())
        ));
    }
    table.notes.extend(selection.notes());
    table.empty = if all {
        format!(
            "No two of {compared} share {ASKED} per cent of their words, and none is declared a copy."
        )
    } else {
        format!("None of {compared} is declared a copy.")
    };
    Ok(vec![table])
}

fn empty() -> Table {
    Table::new(REPORT.name, REPORT.about).with_columns(vec![
        Column::label("older", "Older"),
        Column::label("newer", "Newer"),
        Column::text("later_by", "Later by"),
        Column::count("shared", "Shared %"),
        Column::count("only_newer", "Only newer"),
        Column::count("only_older", "Only older"),
        Column::text("changed", "Changed sentences"),
        Column::text("headline", "Headline"),
        Column::text("credit", "Credit"),
        Column::text("kind", "Kind"),
    ])
}

/// Returns the articles of the selection, and behind them the originals of copies that it does not have.
fn with_originals(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Vec<Article>, StoreError> {
    let mut articles = selection.articles.clone();
    let known: BTreeSet<i64> = articles.iter().map(|article| article.id).collect();
    let missing: BTreeSet<i64> = articles
        .iter()
        .filter_map(|article| article.copy_of)
        .filter(|original| !known.contains(original))
        .collect();
    let mut originals = articles::load(reader, &missing)?;
    articles::attach_codings(reader, &mut originals, filters)?;
    articles.append(&mut originals);
    Ok(articles)
}

/// Returns the pairs of which one is declared a copy of the other, by their places, the lower first.
fn declared(articles: &[Article]) -> BTreeSet<(usize, usize)> {
    let places: BTreeMap<i64, usize> = articles
        .iter()
        .enumerate()
        .map(|(place, article)| (article.id, place))
        .collect();
    let mut declared = BTreeSet::new();
    for (copy, article) in articles.iter().enumerate() {
        let original = article.copy_of.and_then(|id| places.get(&id).copied());
        if let Some(original) = original.filter(|original| *original != copy) {
            declared.insert((copy.min(original), copy.max(original)));
        }
    }
    declared
}

/// Returns the articles whose texts are to be read.
fn compared<'a>(
    articles: &'a [Article],
    number: usize,
    declared: &BTreeSet<(usize, usize)>,
) -> Vec<&'a Article> {
    if number <= MOST_ARTICLES {
        return articles.iter().collect();
    }
    let places: BTreeSet<usize> = declared
        .iter()
        .flat_map(|(one, other)| [*one, *other])
        .collect();
    places
        .into_iter()
        .filter_map(|place| articles.get(place))
        .collect()
}

/// Compares each article with each; returns false, and finds nothing, where their texts are too long for that.
fn each_with_each(
    articles: &[Article],
    declared: &BTreeSet<(usize, usize)>,
    texts: &mut Texts<'_>,
    found: &mut Shared,
) -> Result<bool, StoreError> {
    let mut vocabulary = Vocabulary::default();
    let mut collection = Collection::default();
    let mut is_missing: Vec<bool> = Vec::with_capacity(articles.len());
    for article in articles {
        let words = words_of(article, texts, &mut vocabulary)?;
        is_missing.push(words.is_none());
        collection.add(&words.unwrap_or_default());
        if collection.runs() > MOST_RUNS {
            return Ok(false);
        }
    }
    let fewer = |one: usize, other: usize| collection.runs_of(one).min(collection.runs_of(other));
    // Those that share little are listed too where one is declared a copy.
    for (one, other) in declared.iter().copied() {
        let is_missing = [one, other]
            .iter()
            .any(|place| is_missing.get(*place).is_none_or(|is_missing| *is_missing));
        let runs = (!is_missing).then(|| (collection.shared(one, other), fewer(one, other)));
        found.insert((one, other), runs);
    }
    for pair in collection.contained_pairs(ASKED) {
        found.insert((pair.one, pair.other), Some((pair.shared, pair.of)));
    }
    Ok(true)
}

/// Compares two articles.
fn of_two(
    one: Option<&Article>,
    other: Option<&Article>,
    texts: &mut Texts<'_>,
) -> Result<Option<(usize, usize)>, StoreError> {
    let mut vocabulary = Vocabulary::default();
    let mut runs = Vec::new();
    for article in [one, other].into_iter().flatten() {
        runs.extend(runs_of(article, texts, &mut vocabulary)?);
    }
    Ok(match runs.as_slice() {
        [one, other] => Some((shared(one, other), one.len().min(other.len()))),
        _ => None,
    })
}

/// Returns the runs of an article's body; none where there is no text.
fn runs_of(
    article: &Article,
    texts: &mut Texts<'_>,
    vocabulary: &mut Vocabulary,
) -> Result<Option<Vec<Shingle>>, StoreError> {
    Ok(words_of(article, texts, vocabulary)?.map(|words| shingles(&words)))
}

/// Returns the words of an article's body by their numbers; none where there is no text.
fn words_of(
    article: &Article,
    texts: &mut Texts<'_>,
    vocabulary: &mut Vocabulary,
) -> Result<Option<Vec<u32>>, StoreError> {
    let body = texts.body(article.id)?;
    Ok(body.map(|body| {
        let words = body.iter().map(|block| vocabulary.words(block.as_str()));
        words.flatten().collect()
    }))
}

/// Returns whom each article credits: the outlet's id and name.
fn credits(
    reader: &Reader<'_>,
    articles: &[Article],
) -> Result<BTreeMap<i64, (i64, String)>, StoreError> {
    let ids: Vec<i64> = articles.iter().map(|article| article.id).collect();
    let rows = reader.rows(
        include_str!("credits.sql"),
        &[("ids", Value::list(&ids))],
        |row| {
            Ok((
                row.integer("id")?,
                (row.integer("outlet")?, row.text("name")?),
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}

#[cfg(test)]
mod tests;
