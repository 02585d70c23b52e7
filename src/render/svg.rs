//! A chart as SVG: a file of its own, or within a page whose evidence it links.
//!
//! Written here rather than by a plotting crate: what is needed is three simple shapes, each part of them a link, in the colours of light
//! and dark screens, the same bytes on every machine, and text that is cut to its place without a font at hand.

mod bars;
mod heat_map;
mod label;
mod timeline;

use self::label::{Fitted, fit};
use super::text::{escape_html, harmless};
use crate::reports::chart::{Chart, Source};

/// The colours and fonts of charts, for light and dark screens; a page with charts has it in its style.
pub(super) const STYLE: &str = include_str!("svg/chart.css");

/// How wide a section heading, a title or a note may become.
const WIDEST_LINE: f64 = 700.0;
/// How high one line of text is, with the space around it.
const LINE: f64 = 20.0;
/// The space around a chart that is a file.
const MARGIN: f64 = 12.0;

/// To where what a chart shows leads: the target of a link, without the `#`.
pub(super) type Link<'l> = &'l dyn Fn(&Source) -> Option<String>;

/// A chart in the making: its elements and how much room they take.
#[derive(Default)]
struct Drawing {
    elements: String,
    width: f64,
    height: f64,
    description: String,
}

/// Returns a chart as a file of its own, in light colours where nothing asks for dark ones.
pub fn svg(chart: &Chart) -> String {
    let drawing = draw(chart, &|_| None);
    let title = fit(chart.title(), WIDEST_LINE);
    // A title is written larger than labels are measured.
    let width = drawing.width.max(title.width * 1.4) + 2.0 * MARGIN;
    let top = MARGIN + LINE + 8.0;
    let height = drawing.height + top + MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" aria-labelledby=\"title description\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n<style>\n{STYLE}</style>\n\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n\
         <text class=\"title\" x=\"{MARGIN}\" y=\"{}\">{}</text>\n\
         <g transform=\"translate({MARGIN} {top})\">\n{}</g>\n</svg>\n",
        escape(chart.title()),
        escape(&drawing.description),
        MARGIN + 14.0,
        escape(&title.text),
        drawing.elements,
        width = px(width),
        height = px(height),
    )
}

/// Returns a chart for a page that has [`STYLE`]; `id` is its own there. It is a group and no image: what is in an image cannot be
/// reached by the keyboard.
pub(super) fn inline(chart: &Chart, id: &str, link: Link<'_>) -> String {
    let drawing = draw(chart, link);
    format!(
        "<svg class=\"chart\" role=\"group\" aria-labelledby=\"{id}-title {id}-description\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-description\">{}</desc>\n{}</svg>\n",
        escape(chart.title()),
        escape(&drawing.description),
        drawing.elements,
        width = px(drawing.width),
        height = px(drawing.height),
    )
}

fn draw(chart: &Chart, link: Link<'_>) -> Drawing {
    match chart {
        Chart::HeatMap(heat_map) => heat_map::draw(heat_map, link),
        Chart::Bars(bars) => bars::draw(bars, link),
        Chart::Timeline(timeline) => timeline::draw(timeline, link),
    }
}

impl Drawing {
    /// Adds a text that is as long as it was fitted; the whole of a cut one is its title.
    fn text(&mut self, class: &str, x: f64, y: f64, fitted: &Fitted) {
        self.placed_text(class, &format!("x=\"{}\" y=\"{}\"", px(x), px(y)), fitted);
        self.width = self.width.max(x + fitted.width);
    }

    /// Adds a text that begins or ends where `place` says.
    fn placed_text(&mut self, class: &str, place: &str, fitted: &Fitted) {
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        let title = match &fitted.whole {
            Some(whole) => format!("<title>{}</title>", escape(whole)),
            None => String::new(),
        };
        self.elements.push_str(&format!(
            "<text{class} {place}>{title}{}</text>\n",
            escape(&fitted.text)
        ));
    }

    /// Adds what shows one cell of the table: `shapes`, with a title, linked to what it stands on.
    fn part(&mut self, target: Option<String>, title: &str, shapes: &str) {
        let title = escape(title);
        self.elements.push_str(&match target {
            Some(target) => format!(
                "<a href=\"#{}\"><title>{title}</title>{shapes}</a>\n",
                escape(&target)
            ),
            None => format!("<g><title>{title}</title>{shapes}</g>\n"),
        });
    }
}

/// Returns a length as it is written: at most one decimal.
fn px(length: f64) -> String {
    let text = format!("{length:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => String::from("0"),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// Returns a number as a title says it: at most two decimals.
fn shown_number(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escape(text: &str) -> String {
    escape_html(&harmless(text, " "))
}

/// Returns how many of `all` are drawn, and what is said of the rest.
fn limited(all: usize, most: usize, what: &str) -> (usize, Option<String>) {
    let note = || format!("{most} of {all} {what} drawn; the table has all");
    (all.min(most), (all > most).then(note))
}

/// Returns a count as a length in that many units.
fn times(count: usize, unit: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) * unit
}

#[cfg(test)]
mod tests;
