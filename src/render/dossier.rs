//! A dossier as one page that stands alone: the reports with their charts, then the articles' texts, and links from every cell to the
//! words it stands on and back. No script and nothing from the network; what opens and closes does so by itself.

mod reading;

use std::collections::BTreeMap;

use super::html::table::{Links, push, push_legend, push_notes};
use super::html::{self, escape};
use super::svg;
use crate::reports::chart::Source;
use crate::reports::dossier::{Dossier, Part};
use crate::reports::table::{Evidence, Table};

/// The style that pages of tables do not need.
const STYLE: &str = include_str!("dossier/dossier.css");

/// Returns the page.
pub fn dossier(dossier: &Dossier) -> String {
    let anchors = dossier.anchors();
    let pieces = reading::piece_style(&dossier.readings);
    let mut page = String::new();
    html::push_head(
        &mut page,
        &escape(&dossier.title),
        &[html::STYLE, svg::STYLE, STYLE, &pieces],
    );
    push_header(&mut page, dossier);
    push_contents(&mut page, dossier);
    page.push_str("<main>\n");
    push_articles(&mut page, dossier, &anchors);
    for part in &dossier.parts {
        push_part(&mut page, part, &anchors);
    }
    push_nothing(&mut page, dossier);
    if !dossier.readings.is_empty() {
        page.push_str("<section id=\"texts\">\n<h2>The articles’ texts</h2>\n");
        page.push_str(
            "<p class=\"notes\">Marked: <mark class=\"content\">the words of a claim, an introduction or a fact</mark>, \
             <mark class=\"cue\">the words that report it</mark>, <mark class=\"source\">the words that name who says it</mark>. \
             A number in a text leads to its claim, a number in the list to its words.</p>\n",
        );
        for article in &dossier.readings {
            reading::push(&mut page, article);
        }
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn push_header(page: &mut String, dossier: &Dossier) {
    page.push_str(&format!(
        "<header id=\"top\">\n<h1>{}</h1>\n",
        escape(&dossier.title)
    ));
    for event in &dossier.events {
        let name = if dossier.events.len() > 1 {
            format!("{}: ", event.name)
        } else {
            String::new()
        };
        page.push_str(&format!(
            "<p>{}{} <span class=\"faint\">event {}</span></p>\n",
            escape(&name),
            escape(&event.details.join(" · ")),
            escape(&event.key)
        ));
    }
    page.push_str("<dl class=\"glance\">\n");
    for (what, number) in &dossier.glance {
        page.push_str(&format!(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            escape(what),
            escape(number)
        ));
    }
    page.push_str("</dl>\n");
    let mut notes = dossier.notes.clone();
    notes.extend(dossier.key.clone());
    push_notes(page, &notes);
    page.push_str("</header>\n");
}

fn push_contents(page: &mut String, dossier: &Dossier) {
    page.push_str(
        "<nav aria-label=\"Contents\">\n<ol>\n<li><a href=\"#articles\">Articles</a></li>\n",
    );
    for part in &dossier.parts {
        page.push_str(&format!(
            "<li><a href=\"#{}\">{}</a></li>\n",
            escape(part.name),
            escape(part.about)
        ));
    }
    if !dossier.readings.is_empty() {
        let articles: Vec<String> = dossier
            .readings
            .iter()
            .map(|reading| format!("<a href=\"#{key}\">{key}</a>", key = escape(&reading.key)))
            .collect();
        page.push_str(&format!(
            "<li><a href=\"#texts\">The articles’ texts</a>: {}</li>\n",
            articles.join(" ")
        ));
    }
    page.push_str("</ol>\n</nav>\n");
}

fn push_articles(page: &mut String, dossier: &Dossier, anchors: &BTreeMap<Evidence, String>) {
    page.push_str("<section id=\"articles\">\n<h2>Articles</h2>\n");
    let mut table = dossier.articles.clone();
    table.title.clear();
    let links = Links {
        anchors,
        prefix: "articles",
    };
    push(page, &table, Some(&links));
    page.push_str("</section>\n");
}

fn push_part(page: &mut String, part: &Part, anchors: &BTreeMap<Evidence, String>) {
    let name = escape(part.name);
    page.push_str(&format!(
        "<section id=\"{name}\">\n<h2>{} <a class=\"top\" href=\"#top\" aria-label=\"To the top\">↑</a></h2>\n",
        escape(part.about)
    ));
    for (number, table) in part.tables.iter().enumerate() {
        let prefix = format!("{}-{}", part.name, number + 1);
        let links = Links {
            anchors,
            prefix: &prefix,
        };
        if let Some(chart) = part.chart.as_ref().filter(|_| number == 0) {
            let id = format!("{}-chart", part.name);
            let link = |source: &Source| match links.targets(&source.evidence) {
                (targets, 0) if targets.len() == 1 => Some(targets.concat()),
                (targets, _) if targets.is_empty() => None,
                // The cell of the table lists them.
                _ => Some(links.cell(source.row, source.column)),
            };
            page.push_str(&format!(
                "<figure class=\"scroll\">\n{}</figure>\n",
                svg::inline(chart, &escape(&id), &link)
            ));
        }
        push_table(page, table, part, &links);
    }
    page.push_str("</section>\n");
}

fn push_table(page: &mut String, table: &Table, part: &Part, links: &Links<'_>) {
    let mut shown = table.clone();
    if shown.title == part.about {
        // The heading says so already.
        shown.title.clear();
    }
    push(page, &shown, Some(links));
    push_notes(page, &table.notes);
    // The table of articles explains their keys.
    let names: Vec<(String, String)> = table
        .legend
        .iter()
        .filter(|(name, _)| links.named(name).is_none())
        .cloned()
        .collect();
    if !names.is_empty() {
        page.push_str("<details class=\"names\"><summary>Short names</summary>\n");
        push_legend(page, &names);
        page.push_str("</details>\n");
    }
}

fn push_nothing(page: &mut String, dossier: &Dossier) {
    if dossier.nothing.is_empty() {
        return;
    }
    let reports: Vec<String> = dossier
        .nothing
        .iter()
        .map(|(name, why)| match why.as_str() {
            "" => escape(name),
            why => format!("{} ({})", escape(name), escape(why)),
        })
        .collect();
    page.push_str(&format!(
        "<p class=\"faint\">Nothing to show: {}.</p>\n",
        reports.join("; ")
    ));
}

#[cfg(test)]
mod tests;
