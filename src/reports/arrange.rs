//! What every table of a report can be asked for: another order of its rows, fewer of them, names of columns that are all different.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::articles::count;
use super::table::{Align, CellValue, Column, Row, Table};
use super::{Order, ReportError, Sort};

/// Sorts the rows within their sections by a column, in the tables that have it.
///
/// # Errors
/// [`ReportError::NoColumn`] where no table has it.
pub(super) fn sort(tables: &mut [Table], sort: &Sort) -> Result<(), ReportError> {
    let mut found = false;
    for table in tables.iter_mut() {
        let wanted = sort.column.to_lowercase();
        let place = table.columns.iter().position(|column| {
            column.name.to_lowercase() == wanted || column.heading.to_lowercase() == wanted
        });
        let Some(place) = place else { continue };
        found = true;
        let descending = match sort.order {
            Order::Natural => table.columns[place].align == Align::Right,
            Order::Ascending => false,
            Order::Descending => true,
        };
        for section in &mut table.sections {
            section
                .rows
                .sort_by(|one, other| compare(one, other, place, descending));
        }
    }
    if found {
        return Ok(());
    }
    let mut columns: Vec<String> = Vec::new();
    for column in tables.iter().flat_map(|table| &table.columns) {
        if !columns.contains(&column.name) {
            columns.push(column.name.clone());
        }
    }
    Err(ReportError::NoColumn {
        column: sort.column.clone(),
        columns,
    })
}

/// Totals stay last, and so do cells that hold nothing.
fn compare(one: &Row, other: &Row, place: usize, descending: bool) -> Ordering {
    let value = |row: &Row| {
        row.cells
            .get(place)
            .map_or(CellValue::Empty, |cell| cell.value().clone())
    };
    let (left, right) = (value(one), value(other));
    let order = match (number(&left), number(&right)) {
        (Some(left), Some(right)) => left.total_cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => text(&left).cmp(text(&right)),
    };
    one.is_total
        .cmp(&other.is_total)
        .then((left == CellValue::Empty).cmp(&(right == CellValue::Empty)))
        .then(if descending { order.reverse() } else { order })
}

fn number(value: &CellValue) -> Option<f64> {
    match value {
        // Counts are far below the integers that a double cannot hold.
        CellValue::Integer(number) => number.to_string().parse().ok(),
        CellValue::Real(number) => Some(*number),
        CellValue::Text(_) | CellValue::Empty => None,
    }
}

fn text(value: &CellValue) -> &str {
    match value {
        CellValue::Text(text) => text,
        _ => "",
    }
}

/// Keeps the first rows of each table, its totals aside, and says how many are gone.
pub(super) fn limit(tables: &mut [Table], limit: usize) {
    for table in tables {
        let (mut left, mut gone) = (limit, table.unmade_rows);
        for section in &mut table.sections {
            section.rows.retain(|row| {
                if row.is_total {
                    return true;
                }
                let stays = left > 0;
                left -= usize::from(stays);
                gone += usize::from(!stays);
                stays
            });
        }
        table.sections.retain(|section| !section.rows.is_empty());
        if gone > 0 {
            table.notes.push(format!(
                "--limit {limit}: {} not shown",
                count(gone, "more row", "more rows")
            ));
        }
    }
}

/// More short names than this nobody looks up under a table; over a whole book there would be one for each article.
const MOST_EXPLAINED: usize = 200;

/// Keeps the first names of a legend that explains more than anybody reads, and says how many are gone.
pub(super) fn shorten_legend(table: &mut Table) {
    let gone = table.legend.len().saturating_sub(MOST_EXPLAINED);
    if gone > 0 {
        table.legend.truncate(MOST_EXPLAINED);
        table.notes.push(format!(
            "{} not explained above; `article list` and `speaker list` name them all",
            count(gone, "more name", "more names")
        ));
    }
}

/// Gives every column of a table a name of its own: an outlet may be called what another column is.
pub(super) fn make_names_unique(columns: &mut [Column]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for column in columns {
        let base = column.name.clone();
        let mut number = 1;
        while !taken.insert(column.name.clone()) {
            number += 1;
            column.name = format!("{base}_{number}");
        }
    }
}
