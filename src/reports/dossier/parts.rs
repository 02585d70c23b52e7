//! The reports of a dossier: all in the registry that an event can be given, or that run for each article, proposition or speaker of it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::articles::Selection;
use super::super::chart::Chart;
use super::super::claims::Claim;
use super::super::filters::{Filter, Filters};
use super::super::table::Table;
use super::super::{Options, REPORTS, Report, ReportError};
use super::reading::Reading;
use crate::store::Reader;

/// One report of a dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The report's name.
    pub name: &'static str,
    /// What it says, in one line.
    pub about: &'static str,
    /// The chart of its first table.
    pub chart: Option<Chart>,
    /// Its tables that have rows.
    pub tables: Vec<Table>,
}

/// What the reports of a dossier come to.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Those that have something to show.
    pub(super) shown: Vec<Part>,
    /// The names of the others, each with why.
    pub(super) nothing: Vec<(String, String)>,
}

/// Runs the reports.
pub(super) fn load(
    reader: &Reader<'_>,
    filters: &Filters,
    selection: &Selection,
    claims: &[Claim],
    readings: &[Reading],
) -> Result<Parts, ReportError> {
    let mut parts = Parts::default();
    for report in REPORTS {
        let left_out = |why: &str| (report.name.to_owned(), why.to_owned());
        let asked = match asked(report, filters, selection, claims, readings) {
            Asked::With(asked) => asked,
            Asked::NothingShared => {
                parts
                    .nothing
                    .push(left_out("nothing that two articles share"));
                continue;
            }
            Asked::OfNoEvent => continue,
        };
        let tables = match report.tables(reader, &asked, &Options::default()) {
            Ok(tables) => tables,
            Err(error @ ReportError::TooLarge { .. }) => {
                parts.nothing.push(left_out(&error.to_string()));
                continue;
            }
            Err(error) => return Err(error),
        };
        // Before the chart, which knows its cells by their columns.
        let tables = tables.into_iter().map(Table::without_empty_columns);
        let mut tables: Vec<Table> = tables.collect();
        let why = tables.first().map(|table| table.empty.clone());
        let chart = report.chart.and_then(|chart| chart(&tables));
        // A chart is of the first table.
        let chart = chart.filter(|_| tables.first().is_some_and(|table| !table.is_empty()));
        tables.retain(|table| !table.is_empty());
        if tables.is_empty() {
            parts
                .nothing
                .push(left_out(why.unwrap_or_default().trim_end_matches('.')));
            continue;
        }
        let ignored = ignored(report, filters);
        if !ignored.is_empty() {
            for table in &mut tables {
                table.notes.push(format!("not narrowed by {ignored}"));
            }
        }
        parts.shown.push(Part {
            name: report.name,
            about: report.about,
            chart,
            tables,
        });
    }
    Ok(parts)
}

/// What a report is asked for.
enum Asked {
    /// These filters.
    With(Box<Filters>),
    /// Nothing: no two articles share what it would run for.
    NothingShared,
    /// Nothing: it is no report of an event.
    OfNoEvent,
}

fn asked(
    report: &Report,
    filters: &Filters,
    selection: &Selection,
    claims: &[Claim],
    readings: &[Reading],
) -> Asked {
    let mut asked = filters.clone();
    match report.needs {
        None | Some(Filter::Event) if report.filters.contains(&Filter::Event) => {}
        Some(Filter::Article) => {
            asked.articles = selection
                .articles
                .iter()
                .map(|article| article.id)
                .collect();
        }
        Some(Filter::Proposition) => {
            let counted = claims.iter().filter(|claim| claim.is_counted());
            asked.propositions =
                shared(counted.filter_map(|claim| Some((claim.proposition?, claim.article))));
            if asked.propositions.is_empty() {
                return Asked::NothingShared;
            }
        }
        Some(Filter::Speaker) => {
            let counted = claims.iter().filter(|claim| claim.is_counted());
            let speaking = counted.flat_map(|claim| {
                let speakers = claim.speakers.iter();
                speakers.map(|speaker| (*speaker, claim.article))
            });
            let introduced = readings.iter().flat_map(|reading| {
                let speakers = reading.introduced.iter();
                speakers.map(|speaker| (*speaker, reading.article))
            });
            asked.speakers = shared(speaking.chain(introduced));
            if asked.speakers.is_empty() {
                return Asked::NothingShared;
            }
        }
        _ => return Asked::OfNoEvent,
    }
    Asked::With(Box::new(asked))
}

/// Returns what occurs in two articles or more.
fn shared(occurrences: impl Iterator<Item = (i64, i64)>) -> Vec<i64> {
    let mut articles: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (id, article) in occurrences {
        articles.entry(id).or_default().insert(article);
    }
    articles.retain(|_, articles| articles.len() > 1);
    articles.into_keys().collect()
}

/// Returns the filters that narrow the dossier and that a report does not take, as options; those by which it is run aside.
fn ignored(report: &Report, filters: &Filters) -> String {
    let given = [
        (Filter::Topic, !filters.topics.is_empty()),
        (Filter::Proposition, !filters.propositions.is_empty()),
        (Filter::Outlet, !filters.outlets.is_empty()),
        (Filter::Speaker, !filters.speakers.is_empty()),
        (Filter::Via, !filters.via.is_empty()),
        (Filter::Label, !filters.labels.is_empty()),
        (Filter::Language, !filters.languages.is_empty()),
    ];
    // Outlet, language and dates have already chosen the articles.
    let chosen = |filter: Filter| {
        report.needs == Some(Filter::Article) && matches!(filter, Filter::Outlet | Filter::Language)
    };
    let names: Vec<String> = given
        .into_iter()
        .filter(|(filter, is_given)| {
            *is_given && !report.filters.contains(filter) && !chosen(*filter)
        })
        .map(|(filter, _)| format!("--{}", filter.as_str()))
        .collect();
    names.join(", ")
}
