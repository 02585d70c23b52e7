//! Which article carried a proposition first, and how long after it the others did.

use std::collections::BTreeMap;

use super::super::ReportError;
use super::super::articles::{Article, Selection, article_key, article_legend, count};
use super::super::claims::{Claim, counting_switches};
use super::super::delay::{delay, tight};
use super::super::filters::{Copies, Filters};
use super::super::first_seen::{are_earliest, published};
use super::super::lookup::{Proposition, propositions};
use super::super::said::Bounds;
use super::super::table::{Cell, CellValue, Column, Evidence, Row, Table};
use crate::store::Reader;

/// The most propositions of a table, those that most articles carry.
const MOST_ROWS: usize = 5_000;
/// The most articles that a cell names for people.
const MOST_NAMED: usize = 8;

/// Which articles carry each proposition, while claims are read in the order of the articles.
#[derive(Default)]
pub(super) struct Carriers {
    /// The place of each article in the selection, and the first claim by which it carries the proposition.
    by_proposition: BTreeMap<i64, Vec<(usize, i64)>>,
}

impl Carriers {
    /// Adds a counted claim.
    pub(super) fn add(&mut self, place: usize, claim: &Claim) {
        let Some(proposition) = claim.proposition else {
            return;
        };
        let carriers = self.by_proposition.entry(proposition).or_default();
        if carriers.last().is_none_or(|(last, _)| *last != place) {
            carriers.push((place, claim.id));
        }
    }
}

/// Returns the table without rows.
pub(super) fn empty() -> Table {
    Table::new("first", "Who carried a proposition first, and who followed").with_columns(vec![
        Column::label("proposition", "Proposition"),
        Column::text("first", "First"),
        Column::text("followed", "Followed by"),
        Column::count("n", "n"),
        Column::text("key", "Key"),
    ])
}

/// Returns the table of the propositions that several articles carry.
pub(super) fn table(
    reader: &Reader<'_>,
    mut carriers: Carriers,
    selection: &Selection,
    filters: &Filters,
) -> Result<Table, ReportError> {
    carriers
        .by_proposition
        .retain(|_, carriers| carriers.len() > 1);
    let bounds: Vec<Bounds> = selection.articles.iter().map(published).collect();
    let known = propositions(reader, carriers.by_proposition.keys().copied())?;
    let mut lines: Vec<(&Proposition, Vec<(usize, i64)>)> = carriers
        .by_proposition
        .into_iter()
        .filter_map(|(id, carriers)| Some((known.get(&id)?, carriers)))
        .collect();
    lines.sort_by(|(one, of_one), (other, of_other)| {
        (of_other.len(), &one.text, &one.key).cmp(&(of_one.len(), &other.text, &other.key))
    });
    let more = lines.len().saturating_sub(MOST_ROWS);
    lines.truncate(MOST_ROWS);
    let mut named: Vec<bool> = vec![false; selection.articles.len()];
    let mut rows = Vec::new();
    for (proposition, carriers) in lines {
        let number = i64::try_from(carriers.len()).unwrap_or(i64::MAX);
        for (place, _) in &carriers {
            if let Some(named) = named.get_mut(*place) {
                *named = true;
            }
        }
        let (first, followed) = first_and_followed(&carriers, selection, &bounds);
        rows.push(Row::new(vec![
            Cell::text(&proposition.text),
            first,
            followed,
            Cell::integer(number),
            Cell::text(&proposition.key),
        ]));
    }
    let mut table = empty()
        .with_rows(rows)
        .with_note(format!(
            "listed: propositions that counted claims of at least two articles carry; {}; copies {}",
            counting_switches(filters.counting),
            match filters.counting.copies {
                Copies::Collapse => format!("collapsed ({})", selection.collapsed()),
                Copies::Keep => String::from("kept"),
            }
        ))
        .with_note(
            "“a1 or a3” where neither is known to be earlier; +2 h..+9 h is the least and the most that dates and zones allow",
        )
        .with_empty("No proposition is carried by two of these articles.");
    if more > 0 {
        table.notes.push(format!(
            "{} not listed, which fewer articles carry: narrow the report with --event, --topic, --since or another filter",
            count(more, "more proposition", "more propositions")
        ));
    }
    let named: Vec<&Article> = selection
        .articles
        .iter()
        .zip(named)
        .filter(|(_, is_named)| *is_named)
        .map(|(article, _)| article)
        .collect();
    table.legend = article_legend(&named);
    Ok(table)
}

/// Returns the cells of who was first and of who came later. Carriers are in the order of the selection.
fn first_and_followed(
    carriers: &[(usize, i64)],
    selection: &Selection,
    bounds: &[Bounds],
) -> (Cell, Cell) {
    let own: Vec<Bounds> = carriers
        .iter()
        .map(|(place, _)| bounds.get(*place).copied().unwrap_or((None, None)))
        .collect();
    let mut firsts: Vec<&Article> = Vec::new();
    let mut first_claims = Vec::new();
    let mut later = Vec::new();
    let mut later_claims = Vec::new();
    let mut of_first: Vec<Bounds> = Vec::new();
    for (((place, claim), bounds), is_earliest) in carriers.iter().zip(&own).zip(are_earliest(&own))
    {
        let Some(article) = selection.articles.get(*place) else {
            continue;
        };
        if is_earliest {
            firsts.push(article);
            first_claims.push(Evidence::Claim(*claim));
            of_first.push(*bounds);
        } else {
            later.push((article.id, *bounds));
            later_claims.push(Evidence::Claim(*claim));
        }
    }
    let first = match firsts.as_slice() {
        [one] => format!("{} {}", one.key(), one.date()),
        several => {
            let keys: Vec<String> = several.iter().map(|article| article.key()).collect();
            keys.join(" or ")
        }
    };
    let first_bounds = first_bounds(&of_first);
    let later: Vec<String> = later
        .into_iter()
        .map(|(id, bounds)| format!("{} {}", article_key(id), delay(first_bounds, bounds)))
        .collect();
    let first = Cell::text(first).with_evidence(first_claims);
    let all = later.join(", ");
    let followed = match later.get(..MOST_NAMED) {
        _ if later.is_empty() => Cell::empty(),
        Some(some) if later.len() > MOST_NAMED => Cell::text(format!(
            "{} and {} more",
            some.join(", "),
            later.len() - MOST_NAMED
        ))
        .with_value(CellValue::Text(all)),
        _ => Cell::text(all),
    };
    (first, followed.with_evidence(later_claims))
}

/// Returns when the first of several articles was published, whichever it is.
fn first_bounds(candidates: &[Bounds]) -> Bounds {
    let starts: Option<Vec<_>> = candidates.iter().map(|(start, _)| *start).collect();
    let ends = candidates.iter().filter_map(|bounds| tight(*bounds).1);
    (
        starts.and_then(|starts| starts.into_iter().min()),
        ends.min(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::zone::utc_bounds;

    fn utc(date: &str) -> Bounds {
        let date: Date = date.parse().unwrap();
        utc_bounds(&date, Some(&"Z".parse().unwrap()))
    }

    #[test]
    fn delay_counts_from_whichever_of_the_first_it_was() {
        // The first came between 05-01 and 05-01T10:00.
        let first = first_bounds(&[utc("2024-05-01"), utc("2024-05-01T10:00")]);
        assert_eq!(delay(first, utc("2024-05-02T12:00")), "+26 h..+36 h");
    }
}
