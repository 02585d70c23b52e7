//! Bars of several parts, one below the other.

use super::label::{Fitted, fit, width};
use super::{Drawing, LINE, Link, WIDEST_LINE, limited, px, shown_number};
use crate::reports::chart::Bars;

/// More than these nobody takes in at a glance.
const MOST_BARS: usize = 80;
const WIDEST_LABEL: f64 = 360.0;
/// How long the longest bar is.
const LONGEST: f64 = 420.0;
const ROW: f64 = 24.0;
/// What is between two parts.
const GAP: f64 = 1.0;
/// How many colours parts have before they begin again.
const COLORS: usize = 8;
/// The side of a square in the key, and the space behind it.
const SWATCH: f64 = 12.0;

/// Draws bars.
pub(super) fn draw(bars: &Bars, link: Link<'_>) -> Drawing {
    let (bar_count, note) = limited(bars.bars.len(), MOST_BARS, "bars");
    let shown = &bars.bars[..bar_count];
    let length = |place: usize| -> f64 {
        let parts = shown.get(place).map(|bar| &bar.parts);
        parts.into_iter().flatten().map(|part| part.number).sum()
    };
    let most = (0..bar_count).map(length).fold(0.0, f64::max);
    let labels: Vec<Fitted> = shown
        .iter()
        .map(|bar| fit(&bar.label, WIDEST_LABEL))
        .collect();
    let left = labels.iter().map(|label| label.width).fold(0.0, f64::max) + 10.0;
    let mut drawing = Drawing {
        description: format!(
            "A bar chart. Bars: {}; their parts: {}; the longest is {}.",
            bars.bars.len(),
            bars.parts.join(", "),
            shown_number(most)
        ),
        width: left + LONGEST + 50.0,
        ..Drawing::default()
    };
    let mut y = key(&mut drawing, bars);
    let mut section = "";
    for ((place, bar), label) in shown.iter().enumerate().zip(&labels) {
        if bar.section != section {
            section = &bar.section;
            if !section.is_empty() {
                drawing.text("section", 0.0, y + 16.0, &fit(section, WIDEST_LINE / 1.1));
                y += ROW;
            }
        }
        drawing.text("", 0.0, y + 16.0, label);
        let mut x = left;
        for (number, part) in bar.parts.iter().enumerate() {
            if part.number <= 0.0 || most <= 0.0 {
                continue;
            }
            let long = LONGEST * part.number / most;
            let mut shapes = format!(
                "<rect class=\"p{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                color(bars, number),
                px(x),
                px(y + 2.0),
                px((long - GAP).max(0.5)),
                px(ROW - 6.0)
            );
            let text = shown_number(part.number);
            if width(&text) + 4.0 <= long {
                shapes.push_str(&format!(
                    "<text class=\"on\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{text}</text>",
                    px(x + long / 2.0),
                    px(y + 15.0)
                ));
            }
            let name = bars.parts.get(number).map_or("", String::as_str);
            drawing.part(
                link(&part.source),
                &format!("{}, {name}: {text}", bar.label),
                &shapes,
            );
            x += long;
        }
        let total = fit(&shown_number(length(place)), 50.0);
        drawing.text("note", x + 6.0, y + 15.0, &total);
        y += ROW;
    }
    if let Some(note) = note {
        drawing.text("note", 0.0, y + 16.0, &fit(&note, WIDEST_LINE));
        y += LINE;
    }
    drawing.height = y + 2.0;
    drawing.width = drawing.width.ceil();
    drawing
}

/// Returns the number of a part's colour: for and against have the same ones in every chart.
fn color(bars: &Bars, number: usize) -> usize {
    match bars.parts.get(number).map(String::as_str) {
        Some("+" | "asserts") => 0,
        Some("-" | "−" | "rejects") => 1,
        Some("0" | "mentions") => 2,
        _ => number % COLORS,
    }
}

/// Adds what the colours mean, on as many lines as that takes, and returns where it ends.
fn key(drawing: &mut Drawing, bars: &Bars) -> f64 {
    let right = drawing.width;
    let (mut x, mut y) = (0.0, 0.0);
    for (number, part) in bars.parts.iter().enumerate() {
        let name = fit(part, right - SWATCH - 6.0);
        let room = SWATCH + 6.0 + name.width + 18.0;
        if x > 0.0 && x + room > right {
            (x, y) = (0.0, y + LINE);
        }
        drawing.elements.push_str(&format!(
            "<rect class=\"p{}\" x=\"{}\" y=\"{}\" width=\"{SWATCH}\" height=\"{SWATCH}\"/>\n",
            color(bars, number),
            px(x),
            px(y + 3.0)
        ));
        drawing.text("", x + SWATCH + 6.0, y + 13.0, &name);
        x += room;
    }
    y + LINE + 6.0
}
