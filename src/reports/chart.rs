//! What a chart shows, taken from the cells of a report's tables, so that both say the same.
//!
//! A report that has a chart names the function that makes it in `Report::chart`: `first_heat_map`, or a closure around `bars` or
//! `timeline`.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};

use super::table::{Align, Cell, CellValue, Column, Evidence, Row, Table};

/// What draws the tables of a report; `None` where they have nothing to draw.
pub type Draw = fn(&[Table]) -> Option<Chart>;

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Rows by columns, the more the stronger.
    HeatMap(HeatMap),
    /// Bars of several parts.
    Bars(Bars),
    /// Moments and stretches of time in lanes.
    Timeline(Timeline),
}

/// Where in its table something stands of which a chart shows a cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The row, counted over all sections.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// What the cell stands on.
    pub evidence: Vec<Evidence>,
}

/// Rows by columns, the more the stronger.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// One line above the chart.
    pub title: String,
    /// What the columns are called.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
}

/// One row of a heat map.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatRow {
    /// The heading under which it stands with others; empty where there is none.
    pub section: String,
    /// What it is called.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<HeatCell>,
}

/// One cell of a heat map.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// How much.
    pub number: f64,
    /// What stands in it.
    pub shown: String,
    /// Where it comes from.
    pub source: Source,
}

/// Bars of several parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// One line above the chart.
    pub title: String,
    /// What the parts are called.
    pub parts: Vec<String>,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The heading under which it stands with others; empty where there is none.
    pub section: String,
    /// What it is called.
    pub label: String,
    /// How long each part is.
    pub parts: Vec<BarPart>,
}

/// One part of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct BarPart {
    /// How long it is.
    pub number: f64,
    /// Where it comes from.
    pub source: Source,
}

/// Moments and stretches of time in lanes.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// One line above the chart.
    pub title: String,
    /// The moments, each with the lane in which it stands.
    pub moments: Vec<Moment>,
    /// How many have no time, so that they stand in the table alone.
    pub undated: usize,
}

/// One moment, or the stretch within which it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The lane: `event`, `said`, `published`.
    pub lane: String,
    /// What it is called.
    pub label: String,
    /// The earliest time, UTC; `None` where no earliest one is known.
    pub start: Option<NaiveDateTime>,
    /// The latest time, UTC, excluded; the start where it is known to the second; `None` where no latest one is known.
    pub end: Option<NaiveDateTime>,
    /// Where it comes from.
    pub source: Source,
}

impl Chart {
    /// Returns the line above the chart.
    pub fn title(&self) -> &str {
        match self {
            Chart::HeatMap(heat_map) => &heat_map.title,
            Chart::Bars(bars) => &bars.title,
            Chart::Timeline(timeline) => &timeline.title,
        }
    }
}

/// Returns the heat map of a report's first table; `None` where it has nothing to draw.
pub(super) fn first_heat_map(tables: &[Table]) -> Option<Chart> {
    heat_map(tables.first()?).map(Chart::HeatMap)
}

/// Returns the counts of a table as a heat map: a row for each row that is no total, a column for each column of numbers before the
/// column of totals that holds no per cents. `None` where nothing is counted.
pub(super) fn heat_map(table: &Table) -> Option<HeatMap> {
    let is_total = |column: &Column| matches!(column.name.as_str(), "n" | "total");
    let columns: Vec<usize> = (0..table.columns.len())
        .take_while(|place| !table.columns.get(*place).is_some_and(is_total))
        .filter(|place| {
            table.columns.get(*place).is_some_and(|column| {
                column.align == Align::Right && !column.label && !column.name.ends_with("_per_cent")
            })
        })
        .collect();
    let rows: Vec<HeatRow> = rows(table)
        .map(|(section, place, row)| HeatRow {
            section: section.to_owned(),
            label: label(table, row),
            cells: columns
                .iter()
                .map(|column| HeatCell {
                    number: row.cells.get(*column).map_or(0.0, amount),
                    shown: row.cells.get(*column).map(Cell::shown).unwrap_or_default(),
                    source: source(row, place, *column),
                })
                .collect(),
        })
        .collect();
    let mut cells = rows.iter().flat_map(|row| &row.cells);
    if !cells.any(|cell| cell.number > 0.0) {
        return None;
    }
    let heading = |column: &usize| table.columns.get(*column).map(|it| it.heading.clone());
    Some(HeatMap {
        title: table.title.clone(),
        columns: columns.iter().filter_map(heading).collect(),
        rows,
    })
}

/// Returns the columns with these names as the parts of bars, one bar a row that is no total. `None` where no part has any length, or
/// the table has none of the columns.
pub(super) fn bars(table: &Table, parts: &[&str]) -> Option<Bars> {
    let columns: Vec<usize> = parts
        .iter()
        .filter_map(|part| column(table, part))
        .collect();
    let bars: Vec<Bar> = rows(table)
        .map(|(section, place, row)| Bar {
            section: section.to_owned(),
            label: label(table, row),
            parts: columns
                .iter()
                .map(|column| BarPart {
                    number: row.cells.get(*column).map_or(0.0, amount),
                    source: source(row, place, *column),
                })
                .collect(),
        })
        .collect();
    let mut lengths = bars.iter().flat_map(|bar| &bar.parts);
    if !lengths.any(|part| part.number > 0.0) {
        return None;
    }
    Some(Bars {
        title: table.title.clone(),
        parts: columns
            .iter()
            .filter_map(|column| Some(table.columns.get(*column)?.heading.clone()))
            .collect(),
        bars,
    })
}

/// Returns the rows of a table with the columns `start_utc` or `end_utc` or both, `what` (the lane) and `who` (the name). `None` where
/// it lacks them, or no row has a time.
pub(super) fn timeline(table: &Table) -> Option<Timeline> {
    let [start, end, what, who] =
        ["start_utc", "end_utc", "what", "who"].map(|name| column(table, name));
    let (what, who) = (what?, who?);
    if start.is_none() && end.is_none() {
        return None;
    }
    let text = |row: &Row, column: usize| row.cells.get(column).map(Cell::shown);
    let mut moments = Vec::new();
    let mut undated = 0;
    for (_, place, row) in rows(table) {
        let time = |column: Option<usize>| row.cells.get(column?).and_then(time);
        let (earliest, latest) = (time(start), time(end));
        if earliest.is_none() && latest.is_none() {
            undated += 1;
            continue;
        }
        let evidence = |column: usize| row.cells.get(column).map(Cell::evidence);
        // What it stands on is in whichever cell the report put it.
        let found = [who, what]
            .into_iter()
            .chain(0..row.cells.len())
            .find(|column| evidence(*column).is_some_and(|evidence| !evidence.is_empty()));
        moments.push(Moment {
            lane: text(row, what).unwrap_or_default(),
            label: text(row, who).unwrap_or_default(),
            start: earliest,
            end: latest.map(|latest| earliest.map_or(latest, |earliest| latest.max(earliest))),
            source: source(row, place, found.unwrap_or(who)),
        });
    }
    (!moments.is_empty()).then(|| Timeline {
        title: table.title.clone(),
        moments,
        undated,
    })
}

/// Returns the rows that are no totals, each with its section's heading and its place in the table.
fn rows(table: &Table) -> impl Iterator<Item = (&str, usize, &Row)> {
    table
        .sections
        .iter()
        .flat_map(|section| {
            let heading = section.heading.as_str();
            section.rows.iter().map(move |row| (heading, row))
        })
        .enumerate()
        .map(|(place, (heading, row))| (heading, place, row))
        .filter(|(_, _, row)| !row.is_total)
}

/// Returns what a row is called: its label cells, or its first cell where no column is a label.
fn label(table: &Table, row: &Row) -> String {
    let labels: Vec<String> = table
        .columns
        .iter()
        .zip(&row.cells)
        .filter(|(column, _)| column.label)
        .map(|(_, cell)| cell.shown())
        .filter(|shown| !shown.is_empty())
        .collect();
    if labels.is_empty() {
        return row.cells.first().map(Cell::shown).unwrap_or_default();
    }
    labels.join(" · ")
}

fn column(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name == name)
}

fn source(row: &Row, place: usize, column: usize) -> Source {
    let cell = row.cells.get(column);
    Source {
        row: place,
        column,
        evidence: cell.map_or_else(Vec::new, |cell| cell.evidence().to_vec()),
    }
}

/// Returns how much a cell holds: its number, else the sum of the whole numbers in its text (`2/5` is 7); never below 0.
fn amount(cell: &Cell) -> f64 {
    let amount = match cell.value() {
        CellValue::Integer(number) => number.to_string().parse().unwrap_or(0.0),
        CellValue::Real(number) => *number,
        CellValue::Text(text) => text
            .split(|character: char| !character.is_ascii_digit())
            .filter_map(|digits| digits.parse::<f64>().ok())
            .sum(),
        CellValue::Empty => 0.0,
    };
    if amount.is_finite() {
        amount.max(0.0)
    } else {
        0.0
    }
}

/// Returns the time that a cell holds, whole days at their beginning; `None` for what is no time.
fn time(cell: &Cell) -> Option<NaiveDateTime> {
    let text = match cell.value() {
        CellValue::Text(text) => text.trim(),
        _ => return None,
    };
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.naive_utc());
    }
    let text = text.strip_suffix('Z').unwrap_or(text).replacen(' ', "T", 1);
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&text, format).ok())
        .or_else(|| {
            let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?;
            Some(day.and_time(NaiveTime::MIN))
        })
}

#[cfg(test)]
mod tests;
