//! Everything that the reports say of an event, with the articles' texts and the words on which it stands; a renderer makes one page
//! of it.

mod glance;
mod parts;
mod reading;

use std::collections::BTreeMap;

pub use self::parts::Part;
use self::parts::Parts;
pub use self::reading::{Passage, PassageSpan, Reading};
use super::ReportError;
use super::articles::{Article, Selection, why_no_articles};
use super::claims::{self, Claim};
use super::code::Key;
use super::filters::Filters;
use super::lookup::propositions;
use super::speaker_name::SpeakerNames;
use super::table::{Cell, Column, Evidence, Row, Table};
use crate::domain::coding::Extent;
use crate::domain::date::Precision;
use crate::store::{Reader, StoreError, Value};

/// A dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The names of its events.
    pub title: String,
    /// What, when and where.
    pub events: Vec<Event>,
    /// How many of everything: what is counted, and the count.
    pub glance: Vec<(String, String)>,
    /// The counting rule, and what was left out, a line each.
    pub notes: Vec<String>,
    /// What letters and marks mean.
    pub key: Option<String>,
    /// The articles.
    pub articles: Table,
    /// The reports that have something to show.
    pub parts: Vec<Part>,
    /// The reports that have nothing to show, each with why.
    pub nothing: Vec<(String, String)>,
    /// The articles' texts with the words that tables stand on.
    pub readings: Vec<Reading>,
}

/// An event that a dossier is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What a person types.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// When and where, and a note, as far as they are known.
    pub details: Vec<String>,
}

impl Dossier {
    /// Gathers the dossier of the articles that `filters` leave.
    ///
    /// # Errors
    /// When the book cannot be read. A report that would be too large is left out.
    pub fn gather(reader: &Reader<'_>, filters: &Filters) -> Result<Dossier, ReportError> {
        let selection = Selection::load(reader, filters)?;
        let mut claims = claims::load_of_codings(reader, &selection.codings(), None)?;
        claims::judge(reader, &mut claims, &selection, filters)?;
        let known = propositions(reader, claims.iter().filter_map(|claim| claim.proposition))?;
        let readings = reading::load(reader, &selection, &claims, &known)?;
        let events = events(reader, filters)?;
        let mut articles = articles_table(&selection, &claims);
        if selection.articles.is_empty() {
            articles.empty = why_no_articles(reader, filters)?;
        }
        let parts = if selection.articles.is_empty() {
            Parts::default()
        } else {
            parts::load(reader, filters, &selection, &claims, &readings)?
        };
        let mut key = Key::default();
        for claim in &claims {
            key.note(claim);
        }
        let tally = claims::Tally::of(&claims);
        let names: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
        Ok(Dossier {
            title: if names.is_empty() {
                String::from("Dossier")
            } else {
                names.join(" · ")
            },
            glance: glance::numbers(reader, filters, &selection, &claims)?,
            notes: claims::notes(filters, &selection, &tally),
            key: key.line(),
            events,
            articles,
            parts: parts.shown,
            nothing: parts.nothing,
            readings,
        })
    }

    /// Returns the id that each piece of evidence has in the page: `a12`, `a12.5`, `a12.i1`, `a12.f3`.
    pub fn anchors(&self) -> BTreeMap<Evidence, String> {
        let mut anchors = BTreeMap::new();
        for reading in &self.readings {
            anchors.insert(Evidence::Article(reading.article), reading.key.clone());
            for passage in &reading.passages {
                anchors.insert(passage.evidence, passage.anchor.clone());
            }
        }
        anchors
    }
}

fn events(reader: &Reader<'_>, filters: &Filters) -> Result<Vec<Event>, StoreError> {
    reader.rows(
        include_str!("dossier/events.sql"),
        &[("ids", Value::list(&filters.events))],
        |row| {
            let details = [
                row.optional_text("dates")?,
                row.optional_text("place")?,
                row.optional_text("country")?,
                row.optional_text("note")?,
            ];
            Ok(Event {
                key: row.text("key")?,
                name: row.text("name")?,
                details: details.into_iter().flatten().collect(),
            })
        },
    )
}

fn articles_table(selection: &Selection, claims: &[Claim]) -> Table {
    let rows = selection
        .articles
        .iter()
        .map(|article| {
            let own: Vec<&Claim> = claims
                .iter()
                .filter(|claim| claim.article == article.id)
                .collect();
            let counted = own.iter().filter(|claim| claim.is_counted()).count();
            let marks = [
                (article.status != "published").then(|| article.status.to_uppercase()),
                article.copy_of.map(|id| {
                    let not_counted = if article.collapsed {
                        ", not counted"
                    } else {
                        ""
                    };
                    format!("copy of {}{not_counted}", super::articles::article_key(id))
                }),
            ];
            let marks: Vec<String> = marks.into_iter().flatten().collect();
            Row::new(vec![
                Cell::text(article.key()).with_evidence([Evidence::Article(article.id)]),
                Cell::text(&article.outlet_name),
                Cell::text(published(article)),
                Cell::text(&article.title),
                Cell::text(article.language.as_deref().unwrap_or_default()),
                Cell::text(extent(article)),
                Cell::text(marks.join("; ")),
                Cell::count(own.len()),
                Cell::count(counted),
            ])
        })
        .collect();
    Table::new("articles", "Articles")
        .with_columns(vec![
            Column::label("article", "Article"),
            Column::text("outlet", "Outlet"),
            Column::text("published", "Published"),
            Column::text("title", "Title"),
            Column::text("language", "Lang."),
            Column::text("coded", "Coded"),
            Column::text("status", "Status"),
            Column::count("claims", "Claims"),
            Column::count("counted", "Counted"),
        ])
        .with_rows(rows)
        .without_empty_columns()
}

/// Returns when an article was published and how sure the zone of that time is.
fn published(article: &Article) -> String {
    let Some(date) = article.published else {
        return String::from("undated");
    };
    if date.precision() < Precision::Minute {
        return date.to_string();
    }
    match &article.zone {
        None => format!("{date}, zone not known"),
        Some(zone) if zone.is_guess() => {
            format!("{date} {}, zone guessed", zone.with_guess(false))
        }
        Some(zone) => format!("{date} {zone}"),
    }
}

fn extent(article: &Article) -> &'static str {
    match article.coding.as_ref().map(|coding| coding.extent) {
        Some(Extent::Full) => "fully",
        Some(Extent::Partial) => "partly",
        Some(Extent::Facts) => "facts only",
        None => "not coded",
    }
}

/// Returns the full names of everybody whom claims name.
fn names_of(reader: &Reader<'_>, claims: &[Claim]) -> Result<SpeakerNames, StoreError> {
    SpeakerNames::load(reader, claims.iter().flat_map(Claim::everybody))
}

#[cfg(test)]
mod tests;
