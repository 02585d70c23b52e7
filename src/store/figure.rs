//! Figures of claims and of reported facts.

use super::book::Writer;
use super::error::{Result, StoreError};
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

impl Writer<'_> {
    pub(super) fn add_figure(
        &mut self,
        owner: &str,
        id: i64,
        number: i64,
        figure: &Figure,
    ) -> Result<()> {
        let sql = if owner == "claim" {
            "INSERT INTO figure (claim, number, value, low, high, comparator, hedge, unit, what, period, printed) VALUES (:owner, :number, :value, :low, :high, :comparator, :hedge, :unit, :what, :period, :printed)"
        } else {
            "INSERT INTO figure (reported_fact, number, value, low, high, comparator, hedge, unit, what, period, printed) VALUES (:owner, :number, :value, :low, :high, :comparator, :hedge, :unit, :what, :period, :printed)"
        };
        let parts = figure.parts();
        self.run(
            sql,
            &[
                ("owner", Value::Integer(id)),
                ("number", Value::Integer(number)),
                ("value", parts.value.into()),
                ("low", parts.low.into()),
                ("high", parts.high.into()),
                ("comparator", parts.comparator.as_str().into()),
                ("hedge", parts.hedge.as_deref().into()),
                ("unit", parts.unit.as_deref().into()),
                ("what", parts.what.as_deref().into()),
                (
                    "period",
                    parts.period.map(|period| period.to_string()).into(),
                ),
                ("printed", parts.printed.as_deref().into()),
            ],
        )?;
        Ok(())
    }
}
