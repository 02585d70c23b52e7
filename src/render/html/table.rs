//! A table as HTML: with scopes and a caption, in a box of its own that scrolls; in a dossier each cell links to what it stands on.

use std::collections::BTreeMap;

use super::escape;
use crate::reports::table::{Align, Cell, Column, Evidence, Row, Table, Tone};

/// How many characters a long text has in a column of labels, and in any other.
const LONG_LABEL: usize = 24;
const LONG: usize = 48;

/// Where the cells of one table lead.
pub(in super::super) struct Links<'a> {
    /// The id of what is in the page, without the `#`.
    pub(in super::super) anchors: &'a BTreeMap<Evidence, String>,
    /// What the ids of this table's cells begin with.
    pub(in super::super) prefix: &'a str,
}

impl Links<'_> {
    /// Returns the ids of what a cell stands on, each once, and how much of it is not in the page.
    pub(in super::super) fn targets(&self, evidence: &[Evidence]) -> (Vec<&str>, usize) {
        let mut targets: Vec<&str> = Vec::new();
        let mut outside = 0;
        for item in evidence {
            match self.anchors.get(item) {
                Some(anchor) if targets.contains(&anchor.as_str()) => {}
                Some(anchor) => targets.push(anchor),
                None => outside += 1,
            }
        }
        (targets, outside)
    }

    /// Returns the id that is a name, such as the key of an article.
    pub(in super::super) fn named(&self, name: &str) -> Option<&str> {
        self.anchors
            .values()
            .map(String::as_str)
            .find(|it| *it == name)
    }

    /// Returns the id of a cell.
    pub(in super::super) fn cell(&self, row: usize, column: usize) -> String {
        format!("{}-{row}-{column}", self.prefix)
    }
}

/// Adds a table; instead of an empty one, what it says of being empty.
pub(in super::super) fn push(page: &mut String, table: &Table, links: Option<&Links<'_>>) {
    if table.is_empty() {
        if !table.title.is_empty() {
            page.push_str(&format!("<h2>{}</h2>\n", escape(&table.title)));
        }
        if !table.empty.is_empty() {
            page.push_str(&format!("<p>{}</p>\n", escape(&table.empty)));
        }
        return;
    }
    page.push_str("<div class=\"scroll\">\n<table>\n");
    if !table.title.is_empty() {
        // The span stays in sight where the table is wider than the screen.
        page.push_str(&format!(
            "<caption><span>{}</span></caption>\n",
            escape(&table.title)
        ));
    }
    page.push_str("<thead>\n<tr>");
    for (place, column) in table.columns.iter().enumerate() {
        let class = if is_long(table, place) {
            " class=\"long\""
        } else {
            class(column)
        };
        let heading = match links.and_then(|links| links.named(&column.heading)) {
            Some(anchor) => link(anchor, &escape(anchor)),
            None => escape(&column.heading),
        };
        page.push_str(&format!("<th scope=\"col\"{class}>{heading}</th>"));
    }
    page.push_str("</tr>\n</thead>\n");
    let mut place = 0;
    for section in &table.sections {
        if section.rows.is_empty() {
            continue;
        }
        page.push_str("<tbody>\n");
        if !section.heading.is_empty() {
            page.push_str(&format!(
                "<tr><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n",
                table.columns.len(),
                escape(&section.heading)
            ));
        }
        for row in &section.rows {
            push_row(page, row, place, &table.columns, links);
            place += 1;
        }
        page.push_str("</tbody>\n");
    }
    page.push_str("</table>\n</div>\n");
}

/// Adds what short names mean.
pub(in super::super) fn push_legend(page: &mut String, legend: &[(String, String)]) {
    if legend.is_empty() {
        return;
    }
    page.push_str("<dl>\n");
    for (name, meaning) in legend {
        page.push_str(&format!(
            "<dt>{}</dt><dd>{}</dd>\n",
            escape(name),
            escape(meaning)
        ));
    }
    page.push_str("</dl>\n");
}

/// Adds the counting rule and what was left out.
pub(in super::super) fn push_notes(page: &mut String, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    page.push_str("<ul class=\"notes\">\n");
    for note in notes {
        page.push_str(&format!("<li>{}</li>\n", escape(note)));
    }
    page.push_str("</ul>\n");
}

fn push_row(
    page: &mut String,
    row: &Row,
    place: usize,
    columns: &[Column],
    links: Option<&Links<'_>>,
) {
    page.push_str(if row.is_total {
        "<tr class=\"total\">"
    } else {
        "<tr>"
    });
    let nothing = Cell::empty();
    for (number, column) in columns.iter().enumerate() {
        let cell = row.cells.get(number).unwrap_or(&nothing);
        let (id, text) = match links {
            Some(links) => linked(cell, links, || links.cell(place, number)),
            None => (String::new(), shown(cell)),
        };
        let class = class(column);
        let element = if column.label {
            format!("<th scope=\"row\" dir=\"auto\"{id}{class}>{text}</th>")
        } else {
            format!("<td dir=\"auto\"{id}{class}>{text}</td>")
        };
        page.push_str(&element);
    }
    page.push_str("</tr>\n");
}

/// Returns what a cell shows, linked to what it stands on; and its own id, with which the attribute begins, where several things are
/// behind it. What shows nothing links nothing.
fn linked(cell: &Cell, links: &Links<'_>, id: impl Fn() -> String) -> (String, String) {
    let text = shown(cell);
    let (targets, outside) = links.targets(cell.evidence());
    if text.is_empty() || targets.is_empty() {
        return (String::new(), text);
    }
    if let ([target], 0) = (targets.as_slice(), outside) {
        return (String::new(), link(target, &text));
    }
    // A cell that names nothing but what it stands on, as `a1 a3`.
    if outside == 0 && cell.shown().split(' ').eq(targets.iter().copied()) {
        let names: Vec<String> = targets
            .iter()
            .map(|target| link(target, &escape(target)))
            .collect();
        return (String::new(), names.join(" "));
    }
    let mut sorted = cell.evidence().to_vec();
    sorted.sort_unstable();
    let (targets, _) = links.targets(&sorted);
    let mut items: Vec<String> = targets
        .iter()
        .map(|target| link(target, &escape(target)))
        .collect();
    if outside > 0 {
        items.push(format!("<i>{outside} in other articles</i>"));
    }
    let id = id();
    (
        format!(" id=\"{}\"", escape(&id)),
        format!(
            "<details><summary>{text}</summary><span class=\"evidence\">{}</span></details>",
            items.join(" ")
        ),
    )
}

fn link(target: &str, text: &str) -> String {
    format!("<a href=\"#{}\">{text}</a>", escape(target))
}

/// Whether a column holds texts of more than a few words, which need some width to be read.
fn is_long(table: &Table, place: usize) -> bool {
    let is_label = table.columns.get(place).is_some_and(|column| column.label);
    let most = if is_label { LONG_LABEL } else { LONG };
    let rows = table.sections.iter().flat_map(|section| &section.rows);
    rows.filter_map(|row| row.cells.get(place)).any(|cell| {
        let pieces = cell.shown_pieces();
        let lengths = pieces.iter().map(|piece| piece.text.chars().count());
        lengths.sum::<usize>() > most
    })
}

fn class(column: &Column) -> &'static str {
    match column.align {
        Align::Left => "",
        Align::Right => " class=\"number\"",
    }
}

fn shown(cell: &Cell) -> String {
    let mut text = String::new();
    for piece in cell.shown_pieces().as_ref() {
        let words = escape(&piece.text);
        match tone_class(piece.tone) {
            Some(class) if !words.is_empty() => {
                text.push_str(&format!("<span class=\"{class}\">{words}</span>"));
            }
            _ => text.push_str(&words),
        }
    }
    text
}

fn tone_class(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Alarm => Some("alarm"),
        Tone::Added => Some("added"),
        Tone::Removed => Some("removed"),
        Tone::Faint => Some("faint"),
        Tone::Strong => Some("strong"),
    }
}
