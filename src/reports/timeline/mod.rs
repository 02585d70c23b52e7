//! Events, utterances and publications on one axis, and who carried a proposition first.

mod first;
mod moments;

use super::articles::{Selection, why_no_articles};
use super::chart::{Chart, timeline};
use super::claims;
use super::filters::{Filter, Filters};
use super::table::Table;
use super::{Options, Report, ReportError};
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "timeline",
    about: "What happened, was said and was published when; who was first",
    filters: Filter::ALL,
    needs: None,
    by: &[],
    switches: &[],
    run,
    chart: Some(chart),
};

/// Draws the moments.
fn chart(tables: &[Table]) -> Option<Chart> {
    timeline(tables.first()?).map(Chart::Timeline)
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    _options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    if selection.articles.is_empty() {
        let why = why_no_articles(reader, filters)?;
        return Ok(vec![
            moments::empty().with_empty(&why),
            first::empty().with_empty(&why),
        ]);
    }
    let mut utterances = moments::Utterances::default();
    let mut carriers = first::Carriers::default();
    let mut place = selection.places();
    let tally = claims::each_article(reader, &selection, filters, |article, claims| {
        if let Some(place) = place.remove(&article.id) {
            for claim in claims.iter().filter(|claim| claim.is_counted()) {
                utterances.add(place, claim);
                carriers.add(place, claim);
            }
        }
        Ok::<(), ReportError>(())
    })?;
    let mut tables = vec![
        moments::table(reader, utterances, &selection)?,
        first::table(reader, carriers, &selection, filters)?,
    ];
    for table in &mut tables {
        table.notes.extend(tally.uncounted_note());
        table.notes.extend(selection.notes());
    }
    Ok(tables)
}

#[cfg(test)]
mod tests;
