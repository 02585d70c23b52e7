//! Rows by columns: the more a cell holds, the stronger its colour.

use super::label::{Fitted, fit};
use super::{Drawing, LINE, Link, WIDEST_LINE, limited, px, shown_number, times};
use crate::reports::chart::{HeatCell, HeatMap, HeatRow};

/// More than these nobody takes in at a glance.
const MOST_ROWS: usize = 80;
const MOST_COLUMNS: usize = 40;
const WIDEST_LABEL: f64 = 260.0;
/// How long a heading may be that stands at a slant.
const LONGEST_HEADING: f64 = 160.0;
const ROW: f64 = 24.0;
const NARROWEST_CELL: f64 = 36.0;
const WIDEST_CELL: f64 = 84.0;
/// What is between two cells.
const GAP: f64 = 2.0;
/// The space left and right of a text in a cell.
const PADDING: f64 = 6.0;
/// The sine of 45 degrees.
const SLANT: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Draws a heat map.
pub(super) fn draw(heat_map: &HeatMap, link: Link<'_>) -> Drawing {
    let (row_count, row_note) = limited(heat_map.rows.len(), MOST_ROWS, "rows");
    let (column_count, column_note) = limited(heat_map.columns.len(), MOST_COLUMNS, "columns");
    let rows = &heat_map.rows[..row_count];
    let most = rows
        .iter()
        .flat_map(|row| row.cells.iter().take(column_count))
        .map(|cell| cell.number)
        .fold(0.0, f64::max);
    let labels: Vec<Fitted> = rows
        .iter()
        .map(|row| fit(&row.label, WIDEST_LABEL))
        .collect();
    let cells = rows.iter().flat_map(|row| row.cells.iter());
    let cell_width = widest(cells.map(|cell| fit(&cell.shown, WIDEST_CELL)))
        .clamp(NARROWEST_CELL - 2.0 * PADDING, WIDEST_CELL - 2.0 * PADDING)
        + 2.0 * PADDING;
    let left = widest(labels.iter().cloned()) + 10.0;
    let mut drawing = Drawing {
        description: description(heat_map, most),
        ..Drawing::default()
    };

    let headings: Vec<Fitted> = heat_map
        .columns
        .iter()
        .take(column_count)
        .map(|column| fit(column, LONGEST_HEADING))
        .collect();
    let longest = widest(headings.iter().cloned());
    let is_slanted = longest > cell_width - GAP;
    let top = if is_slanted {
        (longest * SLANT + 14.0).ceil()
    } else {
        LINE
    };
    for (place, heading) in headings.iter().enumerate() {
        let middle = left + times(place, cell_width) + (cell_width - GAP) / 2.0;
        if is_slanted {
            let at = format!("{} {}", px(middle), px(top - 6.0));
            drawing.placed_text(
                "",
                &format!("transform=\"translate({at}) rotate(-45)\""),
                heading,
            );
            drawing.width = drawing.width.max(middle + heading.width * SLANT + 12.0);
        } else {
            let at = format!(
                "x=\"{}\" y=\"{}\" text-anchor=\"middle\"",
                px(middle),
                px(top - 6.0)
            );
            drawing.placed_text("", &at, heading);
        }
    }

    let mut y = top;
    let mut section = "";
    for (row, label) in rows.iter().zip(&labels) {
        if row.section != section {
            section = &row.section;
            if !section.is_empty() {
                drawing.text("section", 0.0, y + 16.0, &fit(section, WIDEST_LINE / 1.1));
                y += ROW;
            }
        }
        drawing.text("", 0.0, y + 16.0, label);
        for (place, cell) in row.cells.iter().take(column_count).enumerate() {
            let name = heat_map.columns.get(place).map_or("", String::as_str);
            let x = left + times(place, cell_width);
            let shapes = shapes(cell, x, y, cell_width - GAP, most);
            drawing.part(link(&cell.source), &title(row, name, cell), &shapes);
        }
        y += ROW;
    }
    drawing.width = drawing.width.max(left + times(column_count, cell_width));
    for note in [row_note, column_note].into_iter().flatten() {
        drawing.text("note", 0.0, y + 16.0, &fit(&note, WIDEST_LINE));
        y += LINE;
    }
    drawing.height = y + 2.0;
    drawing.width = drawing.width.ceil();
    drawing
}

fn shapes(cell: &HeatCell, x: f64, y: f64, width: f64, most: f64) -> String {
    let place = format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"2\"",
        px(x),
        px(y),
        px(width),
        px(ROW - GAP)
    );
    // Text is read on the strongest colour too, so it never is the full one.
    let rect = if cell.number > 0.0 && most > 0.0 {
        format!(
            "<rect class=\"cell\" fill-opacity=\"{:.2}\" {place}/>",
            0.1 + 0.6 * cell.number / most
        )
    } else {
        format!("<rect class=\"grid\" {place}/>")
    };
    let shown = fit(&cell.shown, width - PADDING);
    let class = if cell.number > 0.0 {
        ""
    } else {
        " class=\"none\""
    };
    format!(
        "{rect}<text{class} x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
        px(x + width / 2.0),
        px(y + 15.0),
        super::escape(&shown.text)
    )
}

fn title(row: &HeatRow, column: &str, cell: &HeatCell) -> String {
    let shown = match cell.shown.as_str() {
        "" | "·" => shown_number(cell.number),
        shown => shown.to_owned(),
    };
    format!("{}, {column}: {shown}", row.label)
}

fn description(heat_map: &HeatMap, most: f64) -> String {
    format!(
        "A heat map. Rows: {}; columns: {}; the strongest colour is {}.",
        heat_map.rows.len(),
        heat_map.columns.len(),
        shown_number(most)
    )
}

fn widest(texts: impl Iterator<Item = Fitted>) -> f64 {
    texts.map(|text| text.width).fold(0.0, f64::max)
}
