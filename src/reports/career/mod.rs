//! One speaker over time: in which roles articles introduce them, and what they said, by the date said.

mod positions;
mod roles;

use std::collections::BTreeSet;

use super::articles::{Selection, why_no_articles};
use super::claims::load_of_speakers;
use super::filters::{Filter, Filters};
use super::lookup::ids;
use super::speaker_name::SpeakerNames;
use super::table::Table;
use super::{Options, Report, ReportError};
use crate::store::{Reader, StoreError, Value};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "career",
    about: "One speaker over time: roles, positions, and what changed",
    filters: Filter::ALL,
    needs: Some(Filter::Speaker),
    by: &[],
    switches: &[],
    run,
    chart: None,
};

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    _options: &Options,
) -> Result<Vec<Table>, ReportError> {
    if filters.speakers.is_empty() {
        return Err(ReportError::Needs {
            report: REPORT.name,
            filter: Filter::Speaker,
        });
    }
    let selection = select(reader, filters)?;
    // Which articles is settled: claims are now read from the speakers, not from the articles.
    let of_speakers = Filters {
        articles: Vec::new(),
        events: Vec::new(),
        ..filters.clone()
    };
    let wanted: BTreeSet<i64> = filters.speakers.iter().copied().collect();
    let names = SpeakerNames::load(reader, wanted.iter().copied())?;
    let roles = roles::load(reader, &selection, &filters.speakers)?;
    let mut positions = positions::load(reader, &selection, &of_speakers)?;
    let why_no_article = match selection.articles.is_empty() {
        true => Some(why_no_articles(reader, filters)?),
        false => None,
    };
    let mut tables = Vec::new();
    for speaker in wanted {
        let name = format!("{} ({})", names.full(speaker), names.key(speaker));
        let mut of_roles = roles.table(speaker, &name, &selection);
        if let Some(note) = other_names(reader, speaker)? {
            of_roles.notes.insert(0, note);
        }
        let mut of_positions = positions.table(speaker, &name, filters, &selection);
        for table in [&mut of_roles, &mut of_positions] {
            table.notes.extend(selection.notes());
            if let Some(why) = &why_no_article {
                table.empty.clone_from(why);
            }
        }
        tables.extend([of_roles, of_positions]);
    }
    Ok(tables)
}

/// Finds the articles that have a claim of the speakers or introduce them, as far as the filters leave them.
fn select(reader: &Reader<'_>, filters: &Filters) -> Result<Selection, StoreError> {
    let claims = load_of_speakers(reader, &filters.speakers)?;
    let mut articles = ids(reader, include_str!("articles.sql"), &filters.speakers)?;
    articles.extend(claims.iter().map(|claim| claim.article));
    if !filters.articles.is_empty() {
        articles.retain(|id| filters.articles.contains(id));
    }
    let mut narrowed = filters.clone();
    narrowed.articles = articles.into_iter().collect();
    if narrowed.articles.is_empty() {
        // An empty list narrows nothing, and no article has this id.
        narrowed.articles.push(0);
    }
    Ok(Selection {
        of_speakers: Some(claims),
        ..Selection::load(reader, &narrowed)?
    })
}

/// Returns a line with the other names of a speaker; none where there is none.
fn other_names(reader: &Reader<'_>, speaker: i64) -> Result<Option<String>, StoreError> {
    let names = reader.rows(
        "SELECT name FROM alias WHERE speaker = :speaker ORDER BY name",
        &[("speaker", Value::from(speaker))],
        |row| row.text("name"),
    )?;
    Ok((!names.is_empty()).then(|| format!("also called: {}", names.join(", "))))
}

#[cfg(test)]
mod tests;
