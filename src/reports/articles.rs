//! The articles of a report: which the filters leave, in what order, which coding of each counts and which are copies.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::claims::{Claim, load_of_speakers};
use super::coding::{Coding, Codings};
use super::filters::{Copies, Filters};
use super::lookup::{events_under, ids, propositions_wanted};
use super::marked;
use crate::domain::coding::Extent;
use crate::domain::date::Date;
use crate::domain::zone::{Zone, utc_bounds};
use crate::store::{Reader, StoreError, Value};

/// One article of a report.
#[derive(Debug, Clone)]
pub(super) struct Article {
    pub(super) id: i64,
    pub(super) outlet: i64,
    pub(super) outlet_key: String,
    pub(super) outlet_name: String,
    pub(super) title: String,
    pub(super) published: Option<Date>,
    pub(super) zone: Option<Zone>,
    pub(super) language: Option<String>,
    pub(super) status: String,
    pub(super) copy_of: Option<i64>,
    /// The coding that counts; none where nobody coded the article.
    pub(super) coding: Option<Coding>,
    /// Whether it is a copy that does not count beside another article of the report.
    pub(super) collapsed: bool,
}

impl Article {
    /// Returns what a person types.
    pub(super) fn key(&self) -> String {
        article_key(self.id)
    }

    /// Returns whether what the coding lacks is not in the article.
    pub(super) fn is_fully_coded(&self) -> bool {
        self.coding
            .as_ref()
            .is_some_and(|coding| coding.extent == Extent::Full)
    }

    /// Returns the date, or that there is none.
    pub(super) fn date(&self) -> String {
        self.published
            .map_or(String::from("undated"), |date| date.to_string())
    }

    /// Returns what a legend says of the article.
    pub(super) fn legend(&self) -> String {
        format!("{}, {}", self.outlet_name, self.legend_under_outlet())
    }

    /// Returns what a legend says of the article beside its outlet.
    pub(super) fn legend_under_outlet(&self) -> String {
        let mut legend = format!("{}, “{}”", self.date(), self.title);
        let coded = match self.coding.as_ref().map(|coding| coding.extent) {
            Some(Extent::Full) => None,
            Some(Extent::Partial) => Some(String::from("partly coded")),
            Some(Extent::Facts) => Some(String::from("coded for facts only")),
            None => Some(String::from("not coded")),
        };
        let copy = self
            .copy_of
            .map(|original| format!("copy of {}", article_key(original)));
        let status = (self.status != "published").then(|| self.status.clone());
        for mark in [coded, copy, status].into_iter().flatten() {
            legend.push_str("; ");
            legend.push_str(&mark);
        }
        legend
    }

    /// Known dates by their start in UTC (a missing zone counts as UTC here: this orders columns and claims nothing), then the
    /// unknown ones.
    fn order(&self) -> (bool, NaiveDateTime, NaiveDateTime, i64) {
        match &self.published {
            Some(date) => {
                let (start, end) = match &self.zone {
                    Some(zone) => utc_bounds(date, Some(zone)),
                    None => (date.start(), date.end()),
                };
                (
                    false,
                    start.unwrap_or(NaiveDateTime::MIN),
                    end.unwrap_or(NaiveDateTime::MAX),
                    self.id,
                )
            }
            None => (true, NaiveDateTime::MAX, NaiveDateTime::MAX, self.id),
        }
    }
}

/// Returns the key of the article with this id.
pub(super) fn article_key(id: i64) -> String {
    format!("a{id}")
}

/// Returns the keys of articles, as in `a1 a3`.
pub(super) fn article_keys(ids: impl IntoIterator<Item = i64>) -> String {
    let keys: Vec<String> = ids.into_iter().map(article_key).collect();
    keys.join(" ")
}

/// The articles that the filters leave, and what else they resolve to.
#[derive(Debug)]
pub(super) struct Selection {
    /// By publication, the undated last, then by key.
    pub(super) articles: Vec<Article>,
    /// The events asked for and those under them; empty where none was.
    pub(super) events: BTreeSet<i64>,
    /// The claims of the speakers asked for, in any coding and those thrown out too, where the articles were found by them: so they are
    /// read once.
    pub(super) of_speakers: Option<Vec<Claim>>,
    /// The propositions asked for; none where neither proposition nor topic was.
    pub(super) propositions: Option<BTreeSet<i64>>,
    /// How many codings of these articles do not count.
    pub(super) other_codings: usize,
    /// How many articles without a date a filter by date left out.
    pub(super) undated: usize,
    /// The keys of claims that are in an older text of their article alone.
    pub(super) lost: Vec<String>,
}

impl Selection {
    /// Finds the articles that `filters` leave.
    pub(super) fn load(reader: &Reader<'_>, filters: &Filters) -> Result<Selection, StoreError> {
        let events = if filters.events.is_empty() {
            BTreeSet::new()
        } else {
            events_under(reader, &filters.events)?
        };
        let propositions = propositions_wanted(reader, &filters.propositions, &filters.topics)?;
        let mut of_speakers = None;
        let candidates = candidates(
            reader,
            filters,
            &events,
            propositions.as_ref(),
            &mut of_speakers,
        )?;
        let mut articles = load(reader, &candidates)?;
        let undated = narrow(&mut articles, filters);
        let codings = attach_codings(reader, &mut articles, filters)?;
        articles.sort_by_cached_key(Article::order);
        if filters.counting.copies == Copies::Collapse {
            collapse_copies(reader, &mut articles)?;
        }
        Ok(Selection {
            lost: marked::lost_claims(reader, &articles)?,
            articles,
            events,
            propositions,
            of_speakers,
            other_codings: codings,
            undated,
        })
    }

    /// Returns the ids of the codings that count.
    pub(super) fn codings(&self) -> Vec<i64> {
        self.articles
            .iter()
            .filter_map(|article| Some(article.coding.as_ref()?.id))
            .collect()
    }

    /// Returns the place of each article among the columns.
    pub(super) fn places(&self) -> BTreeMap<i64, usize> {
        let ids = self.articles.iter().map(|article| article.id);
        ids.enumerate().map(|(place, id)| (id, place)).collect()
    }

    /// Returns how many articles are collapsed into another.
    pub(super) fn collapsed(&self) -> usize {
        self.articles
            .iter()
            .filter(|article| article.collapsed)
            .count()
    }

    /// Returns a line for the articles that are withdrawn or corrected, and for each thing that was left out.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = marked::notes(&self.articles);
        notes.extend(marked::lost_note(&self.lost));
        if self.other_codings > 0 {
            notes.push(format!(
                "{} of these articles left out: one an article counts (decided, else --coder's, else the oldest)",
                count(self.other_codings, "other coding", "other codings")
            ));
        }
        if self.undated > 0 {
            notes.push(format!(
                "{} left out by --since or --until",
                count(
                    self.undated,
                    "article without a date",
                    "articles without a date"
                )
            ));
        }
        notes
    }
}

/// The most articles that a legend explains.
const MOST_EXPLAINED: usize = 40;

/// Returns what the keys of articles mean, for a legend; nothing where that would be longer than the table.
pub(super) fn article_legend(articles: &[&Article]) -> Vec<(String, String)> {
    if articles.len() > MOST_EXPLAINED {
        return Vec::new();
    }
    articles
        .iter()
        .map(|article| (article.key(), article.legend()))
        .collect()
}

/// Returns a number with its noun, as in `1 article` and `2 articles`.
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// Returns why no article is left, and what to do.
pub(super) fn why_no_articles(
    reader: &Reader<'_>,
    filters: &Filters,
) -> Result<String, StoreError> {
    if reader.count("SELECT count(*) FROM article", &[])? == 0 {
        return Ok(String::from(
            "The book has no articles yet; log one with: claimbook log SHEET",
        ));
    }
    if filters.events.is_empty() {
        return Ok(String::from("No article is left by these filters."));
    }
    let under: Vec<i64> = events_under(reader, &filters.events)?.into_iter().collect();
    let linked = reader.count(
        "SELECT count(*) FROM article_event WHERE event IN (SELECT value FROM json_each(:ids))",
        &[("ids", Value::list(&under))],
    )?;
    let keys = |sql: &str| {
        reader.rows(sql, &[("ids", Value::list(&filters.events))], |row| {
            row.text("key")
        })
    };
    let asked =
        keys("SELECT key FROM event WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY key")?
            .join(", ");
    if linked > 0 {
        return Ok(format!(
            "Articles are linked to event {asked}, but the other filters leave none of them."
        ));
    }
    let known = keys(
        "SELECT key FROM event WHERE EXISTS (SELECT 1 FROM article_event WHERE article_event.event = event.id) ORDER BY key LIMIT 12",
    )?;
    Ok(if known.is_empty() {
        format!("No article is linked to event {asked}, nor to any other.")
    } else {
        format!(
            "No article is linked to event {asked}; events with articles: {}.",
            known.join(", ")
        )
    })
}

/// Loads the articles with these ids, without their codings.
pub(super) fn load(reader: &Reader<'_>, given: &BTreeSet<i64>) -> Result<Vec<Article>, StoreError> {
    let given: Vec<i64> = given.iter().copied().collect();
    reader.rows(
        include_str!("articles.sql"),
        &[("ids", Value::list(&given))],
        |row| {
            Ok(Article {
                id: row.integer("id")?,
                outlet: row.integer("outlet")?,
                outlet_key: row.text("outlet_key")?,
                outlet_name: row.text("outlet_name")?,
                title: row.text("title")?,
                published: row.optional_parsed("published")?,
                zone: row.optional_parsed("zone")?,
                language: row.optional_text("language")?,
                status: row.text("status")?,
                copy_of: row.optional_integer("copy_of")?,
                coding: None,
                collapsed: false,
            })
        },
    )
}

/// Gives each article the coding that counts and returns how many others there are.
pub(super) fn attach_codings(
    reader: &Reader<'_>,
    articles: &mut [Article],
    filters: &Filters,
) -> Result<usize, StoreError> {
    let ids: Vec<i64> = articles.iter().map(|article| article.id).collect();
    let mut codings = Codings::load(reader, &ids, filters.coder.as_deref())?;
    for article in articles {
        article.coding = codings.by_article.remove(&article.id);
    }
    Ok(codings.left_out)
}

/// Where any filter names articles or their events, they are the start; otherwise the articles with such claims are; otherwise the
/// outlets' articles; otherwise all. Claims that were read to find the articles are left in `of_speakers`.
fn candidates(
    reader: &Reader<'_>,
    filters: &Filters,
    events: &BTreeSet<i64>,
    propositions: Option<&BTreeSet<i64>>,
    of_speakers: &mut Option<Vec<Claim>>,
) -> Result<BTreeSet<i64>, StoreError> {
    let mut found = Narrowing::default();
    if !filters.articles.is_empty() {
        found.to(filters.articles.iter().copied().collect());
    }
    if !filters.events.is_empty() {
        let events: Vec<i64> = events.iter().copied().collect();
        found.to(ids(
            reader,
            "SELECT article AS id FROM article_event WHERE event IN (SELECT value FROM json_each(:ids))",
            &events,
        )?);
    }
    if let Some(found) = found.left {
        return Ok(found);
    }
    if let Some(propositions) = propositions {
        let propositions: Vec<i64> = propositions.iter().copied().collect();
        found.to(ids(
            reader,
            "SELECT claim.article AS id FROM json_each(:ids) AS wanted CROSS JOIN claim ON claim.proposition = wanted.value",
            &propositions,
        )?);
    }
    if !filters.speakers.is_empty() {
        let claims = of_speakers.insert(load_of_speakers(reader, &filters.speakers)?);
        found.to(claims.iter().map(|claim| claim.article).collect());
    }
    if !filters.via.is_empty() {
        found.to(ids(
            reader,
            "SELECT claim.article AS id FROM json_each(:ids) AS wanted CROSS JOIN claim_via ON claim_via.speaker = wanted.value CROSS JOIN claim ON claim.id = claim_via.claim",
            &filters.via,
        )?);
    }
    if !filters.labels.is_empty() {
        let labelled = reader.rows(
            include_str!("articles_labelled.sql"),
            &[("ids", Value::list(&filters.labels))],
            |row| row.integer("id"),
        )?;
        found.to(labelled.into_iter().collect());
    }
    match found.left {
        Some(found) => Ok(found),
        None if !filters.outlets.is_empty() => ids(
            reader,
            "SELECT id FROM article WHERE outlet IN (SELECT value FROM json_each(:ids))",
            &filters.outlets,
        ),
        None => ids(reader, "SELECT id FROM article", &[]),
    }
}

/// What several filters leave together.
#[derive(Default)]
struct Narrowing {
    left: Option<BTreeSet<i64>>,
}

impl Narrowing {
    fn to(&mut self, found: BTreeSet<i64>) {
        self.left = Some(match self.left.take() {
            Some(left) => left.intersection(&found).copied().collect(),
            None => found,
        });
    }
}

/// Leaves the articles of the outlets, languages and dates asked for; returns how many had no date to judge by.
fn narrow(articles: &mut Vec<Article>, filters: &Filters) -> usize {
    if !filters.outlets.is_empty() {
        articles.retain(|article| filters.outlets.contains(&article.outlet));
    }
    if !filters.languages.is_empty() {
        articles.retain(|article| {
            article.language.as_ref().is_some_and(|language| {
                filters
                    .languages
                    .iter()
                    .any(|wanted| is_language(language, wanted))
            })
        });
    }
    let since = filters.since.and_then(|date| date.start());
    let until = filters.until.and_then(|date| date.end());
    if since.is_none() && until.is_none() {
        return 0;
    }
    let before = articles.len();
    articles.retain(|article| article.published.is_some());
    let undated = before - articles.len();
    articles.retain(|article| {
        article.published.is_none_or(|date| {
            let ends_after = since.zip(date.end()).is_none_or(|(since, end)| end > since);
            let starts_before = until
                .zip(date.start())
                .is_none_or(|(until, start)| start < until);
            ends_after && starts_before
        })
    });
    undated
}

/// Whether a language tag is the wanted one or a finer one: `zh-Hant` is `zh`.
fn is_language(language: &str, wanted: &str) -> bool {
    let (language, wanted) = (language.to_lowercase(), wanted.to_lowercase());
    language
        .strip_prefix(&wanted)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Marks the copies of an article that the report has, and all but the first of one that it has not.
fn collapse_copies(reader: &Reader<'_>, articles: &mut [Article]) -> Result<(), StoreError> {
    let mut parents: BTreeMap<i64, Option<i64>> = articles
        .iter()
        .map(|article| (article.id, article.copy_of))
        .collect();
    let mut missing: BTreeSet<i64> = parents.values().flatten().copied().collect();
    loop {
        missing.retain(|id| !parents.contains_key(id));
        if missing.is_empty() {
            break;
        }
        for article in load(reader, &missing)? {
            parents.insert(article.id, article.copy_of);
        }
        // An id without an article, which only a damaged book has, is an original.
        for id in std::mem::take(&mut missing) {
            missing.extend(parents.entry(id).or_insert(None).iter());
        }
    }
    let original = |id: i64| {
        let mut at = id;
        for _ in 0..parents.len() {
            match parents.get(&at).copied().flatten() {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    };
    let originals: BTreeSet<i64> = articles
        .iter()
        .filter(|article| article.copy_of.is_none())
        .map(|article| article.id)
        .collect();
    let mut seen = BTreeSet::new();
    for article in articles {
        if article.copy_of.is_some() {
            let original = original(article.id);
            article.collapsed = originals.contains(&original) || !seen.insert(original);
        }
    }
    Ok(())
}
