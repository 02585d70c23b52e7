//! What a chart shows, taken from the cells of a report's tables, so that both say the same.

use super::table::Evidence;

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

/// Rows by columns, the more the stronger.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// One line above the chart.
    pub title: String,
    /// What the rows are called.
    pub rows: Vec<String>,
    /// What the columns are called.
    pub columns: Vec<String>,
    /// A cell for each row and column.
    pub cells: Vec<Vec<HeatCell>>,
}

/// One cell of a heat map.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// How much.
    pub number: f64,
    /// What stands in it.
    pub shown: String,
    /// What it stands on.
    pub evidence: Vec<Evidence>,
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
    /// What it is called.
    pub label: String,
    /// How long each part is, with what it stands on.
    pub parts: Vec<(f64, Vec<Evidence>)>,
}

/// Moments and stretches of time in lanes.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// One line above the chart.
    pub title: String,
    /// The moments, each with the lane in which it stands.
    pub moments: Vec<Moment>,
}

/// One moment, or the stretch within which it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The lane: `event`, `said`, `published`.
    pub lane: String,
    /// What it is called.
    pub label: String,
    /// The earliest time, UTC.
    pub start: chrono::NaiveDateTime,
    /// The latest time, UTC, excluded; the start where it is known to the second.
    pub end: chrono::NaiveDateTime,
    /// What it stands on.
    pub evidence: Vec<Evidence>,
}
