//! Figures of claims and of reported facts.

use super::error::{Result, StoreError};
use super::new_rows::NewRows;
use super::reader::{Row, Value};
use crate::domain::figure::{Figure, FigureParts};

pub(super) fn figure_row(row: &Row<'_>) -> Result<Figure> {
    Figure::new(FigureParts {
        value: row.optional_real("value")?,
        low: row.optional_real("low")?,
        high: row.optional_real("high")?,
        comparator: row.parsed("comparator")?,
        hedge: row.optional_text("hedge")?,
        unit: row.optional_text("unit")?,
        what: row.optional_text("what")?,
        period: row.optional_parsed("period")?,
        printed: row.optional_text("printed")?,
    })
    .map_err(|error| StoreError::Corrupt {
        reason: format!("a figure of the book: {error}"),
    })
}

/// Rows of `figure`, which belong to what `column` refers to.
pub(super) fn figure_rows(column: &'static str) -> NewRows<11> {
    let columns = [
        column,
        "number",
        "value",
        "low",
        "high",
        "comparator",
        "hedge",
        "unit",
        "what",
        "period",
        "printed",
    ];
    NewRows::new("figure", columns)
}

/// The row of a figure, as [`figure_rows`] takes it.
pub(super) fn figure_values(owner: i64, number: i64, figure: &Figure) -> [Value; 11] {
    let parts = figure.parts();
    [
        Value::Integer(owner),
        Value::Integer(number),
        parts.value.into(),
        parts.low.into(),
        parts.high.into(),
        parts.comparator.as_str().into(),
        parts.hedge.as_deref().into(),
        parts.unit.as_deref().into(),
        parts.what.as_deref().into(),
        parts.period.map(|period| period.to_string()).into(),
        parts.printed.as_deref().into(),
    ]
}
