//! Figures as articles give them, read from a book and printed.

use crate::domain::figure::{Comparator, Figure, FigureParts};
use crate::store::{Reader, Row, StoreError, Value};

/// Returns the figures of the claims with these ids, each with its claim, in the order of both.
pub(super) fn of_claims(
    reader: &Reader<'_>,
    ids: &[i64],
) -> Result<Vec<(i64, Figure)>, StoreError> {
    let rows = reader.rows(
        include_str!("figures_of_claims.sql"),
        &[("ids", Value::list(ids))],
        |row| {
            let claim = row.integer("claim")?;
            Ok(figure_from_row(row)?.map(|figure| (claim, figure)))
        },
    )?;
    Ok(rows.into_iter().flatten().collect())
}

/// Reads the columns of a figure; none where there is none, or where it is no figure, which only a damaged book has.
pub(super) fn figure_from_row(row: &Row<'_>) -> Result<Option<Figure>, StoreError> {
    let Some(comparator) = row.optional_parsed::<Comparator>("comparator")? else {
        return Ok(None);
    };
    let parts = FigureParts {
        value: row.optional_real("value")?,
        low: row.optional_real("low")?,
        high: row.optional_real("high")?,
        comparator,
        hedge: row.optional_text("hedge")?,
        unit: row.optional_text("unit")?,
        what: row.optional_text("what")?,
        // A period that is no date is left out of the comparison.
        period: row
            .optional_text("period")?
            .and_then(|period| period.parse().ok()),
        printed: row.optional_text("printed")?,
    };
    Ok(Figure::new(parts).ok())
}

/// Returns a figure as in `nearly 60 people (2024)`, or `< 60 people` where no hedge says how it is meant.
pub(super) fn printed_figure(figure: &Figure) -> String {
    let mut words = printed_without_period(figure);
    if let Some(period) = figure.parts().period {
        words.push_str(" (");
        words.push_str(&period.to_string());
        words.push(')');
    }
    words
}

/// Returns a figure as in `nearly 60 people`.
pub(super) fn printed_without_period(figure: &Figure) -> String {
    let parts = figure.parts();
    let mut words: Vec<String> = Vec::new();
    match &parts.hedge {
        Some(hedge) => words.push(hedge.clone()),
        None if parts.comparator != Comparator::Equal => words.push(parts.comparator.to_string()),
        None => {}
    }
    words.push(figure.amount().to_string());
    words.extend(parts.unit.clone());
    words.join(" ")
}
