//! How far coders of the same articles agree: per field, per pair of coders and per article, and where they do not.

mod coded;
mod tally;

use std::collections::BTreeSet;

use self::coded::{LeftOut, each_coded};
use self::tally::{Disagreement, FieldData, Found, MAIN_FIELDS, OfArticle, Pair, Tally, Topics};
use super::articles::{Article, Selection, article_key, article_legend, count, why_no_articles};
use super::filters::{Filter, Filters};
use super::lookup::{propositions, topic_paths};
use super::marked;
use super::table::{Cell, CellValue, Column, Evidence, Row, Table};
use super::{Options, Report, ReportError, Switch};
use crate::domain::agreement::Coefficient;
use crate::domain::agreement::reading::{DEFAULT_OVERLAP, Field};
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "agreement",
    about: "How far coders of the same articles agree, and where they do not",
    filters: &[
        Filter::Event,
        Filter::Article,
        Filter::Outlet,
        Filter::Label,
        Filter::Since,
        Filter::Until,
        Filter::Language,
        Filter::Coder,
    ],
    needs: None,
    by: &[],
    switches: &[Switch::Overlap],
    run,
    chart: None,
};

/// The most coders that a cell names for people.
const MOST_CODERS: usize = 3;

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let empty = [
        fields_table,
        pairs_table,
        articles_table,
        disagreements_table,
    ];
    if selection.articles.is_empty() {
        let why = why_no_articles(reader, filters)?;
        return Ok(empty.map(|table| table().with_empty(&why)).into());
    }
    let overlap = options.overlap.unwrap_or(DEFAULT_OVERLAP);
    let mut tally = Tally::default();
    let paths = topic_paths(reader)?;
    let left_out = each_coded(reader, &selection, filters, overlap, |coded| {
        let claims = coded.readings.iter().flat_map(|reading| &reading.claims);
        let given = claims.filter_map(|claim| Some(claim.proposition.as_ref()?.id));
        let topics: Topics = propositions(reader, given)?
            .into_values()
            .filter_map(|proposition| {
                Some((proposition.key, paths.get(&proposition.topic?)?.clone()))
            })
            .collect();
        tally.add(&coded, &topics);
        tally.add_pairs(&coded, &topics, overlap);
        Ok(())
    })?;
    if tally.articles.is_empty() {
        let why = why_nothing(&selection, filters, &left_out);
        let marks = marked::notes(&selection.articles);
        let mut tables = empty.map(|table| table().with_empty(&why));
        for table in &mut tables {
            table.notes.clone_from(&marks);
        }
        return Ok(tables.into());
    }
    let mut tables = vec![
        fields_table().with_rows(field_rows(&tally)),
        pairs_table().with_rows(
            tally
                .pairs
                .iter()
                .map(|((first, second), pair)| pair_row(first, second, pair))
                .collect(),
        ),
        articles_table().with_rows(tally.articles.iter().map(article_row).collect()),
        disagreements_table()
            .with_rows(tally.disagreements.iter().map(disagreement_row).collect())
            .with_empty("The coders agree on everything here."),
    ];
    let coded: BTreeSet<i64> = tally.articles.iter().map(|of| of.article).collect();
    let explained: Vec<&Article> = selection
        .articles
        .iter()
        .filter(|article| coded.contains(&article.id))
        .collect();
    for table in &mut tables[2..] {
        table.legend = article_legend(&explained);
    }
    let rule = rule(filters, overlap);
    for (at, table) in tables.iter_mut().enumerate() {
        if table.is_empty() {
            continue;
        }
        table.notes.push(rule.clone());
        match at {
            0 => table.notes.extend(meanings()),
            1 | 2 => table.notes.push(String::from(
                "claims, F1 (both, of the mean of their claims) and claim α: over articles that both coded fully; κ Cohen's kappa, α Krippendorff's alpha; ·: no variation, or nothing to compare",
            )),
            _ => {}
        }
        table.notes.extend(left_out.notes());
        table.notes.extend(marked::notes(explained.iter().copied()));
    }
    Ok(tables)
}

/// Returns why there is nothing to compare, and what to do.
fn why_nothing(selection: &Selection, filters: &Filters, left_out: &LeftOut) -> String {
    if let Some(coder) = filters
        .coder
        .as_ref()
        .filter(|_| left_out.of_other_coders > 0)
    {
        return format!(
            "{} here by two coders or more, none of them by {coder}.",
            count(
                left_out.of_other_coders,
                "article is coded",
                "articles are coded"
            )
        );
    }
    format!(
        "None of {} here is coded by two coders against the same text; a second coder logs a sheet of the article with --coder NAME.",
        count(selection.articles.len(), "article", "articles")
    )
}

/// Returns what is one unit, and what counts.
fn rule(filters: &Filters, overlap: u8) -> String {
    let on = |on: bool| if on { "on" } else { "off" };
    let counting = filters.counting;
    format!(
        "counted: claims of two coders as one unit where {overlap} % of their words are in both, one to one; headlines {}, captions {}, drafts {}; copies count",
        on(counting.headlines),
        on(counting.captions),
        on(counting.drafts)
    )
}

/// Returns what the coefficients of the fields are.
fn meanings() -> [String; 3] {
    [
        "claim: whether there is one, over articles that both coded fully; its alpha is Krippendorff's for unitizing, of the bounds alone",
        "fields: over units of both; kappa is Cohen's, of more than two coders the mean of their pairs; alpha is Krippendorff's, ordinal for tone, else nominal; what a coder left open (no stance, no proposition yet) is missing",
        "no variation: all say the same throughout, which does not show that they would agree on anything else",
    ]
    .map(String::from)
}

impl LeftOut {
    /// Returns a line for each thing that was left out.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (number, one, several, why) in [
            (
                self.not_twice_coded,
                "article",
                "articles",
                "not coded by two coders",
            ),
            (
                self.of_other_coders,
                "article",
                "articles",
                "not coded by the coder asked for",
            ),
            (
                self.of_another_version,
                "coding",
                "codings",
                "of another text of the article",
            ),
        ] {
            if number > 0 {
                notes.push(format!("{} left out: {why}", count(number, one, several)));
            }
        }
        notes
    }
}

fn fields_table() -> Table {
    Table::new(REPORT.name, "How far coders agree, field by field").with_columns(vec![
        Column::label("field", "Field"),
        Column::count("units", "Units"),
        Column::count("per_cent", "Equal %"),
        Column::count("kappa", "Kappa"),
        Column::count("alpha", "Alpha"),
        Column::count("differing", "Differing"),
        Column::count("open", "Left open"),
        Column::text("coders", "Coders"),
    ])
}

fn field_rows(tally: &Tally) -> Vec<Row> {
    let mut rows = Vec::new();
    if !tally.full_coders.is_empty() {
        let coders: Vec<usize> = tally.full_coders.iter().copied().collect();
        rows.push(Row::new(vec![
            Cell::text("claim"),
            Cell::count(tally.found.either()),
            Cell::per_cent(tally.found.both, tally.found.either()),
            Cell::empty(),
            coefficient(tally.found.texts.alpha()),
            Cell::count(tally.not_found),
            Cell::empty(),
            coders_cell(&tally.coders.names(&coders)),
        ]));
    }
    let none = FieldData::default();
    for field in Field::ALL {
        let data = tally.fields.get(field).unwrap_or(&none);
        let (pairs, equal) = data.pairs();
        rows.push(Row::new(vec![
            Cell::text(field.as_str()),
            Cell::count(data.units()),
            Cell::per_cent(equal, pairs),
            coefficient(data.kappa()),
            coefficient(data.alpha(*field)),
            Cell::count(data.differing),
            Cell::count(data.open),
            coders_cell(&tally.coders.names(&data.coders())),
        ]));
    }
    rows
}

fn pairs_table() -> Table {
    let mut columns = vec![
        Column::label("coder", "Coder"),
        Column::label("other_coder", "With"),
        Column::count("articles", "Articles"),
        Column::count("claims", "Claims"),
        Column::count("other_claims", "Other's"),
        Column::count("both", "Both"),
        Column::count("f1_per_cent", "F1 %"),
        Column::count("claim_alpha", "Claim α"),
    ];
    columns.extend(MAIN_FIELDS.map(|field| {
        let name = format!("{field}_kappa");
        Column::count(name, format!("{} κ", heading(field)))
    }));
    Table::new("pairs", "How far each two coders agree").with_columns(columns)
}

fn pair_row(first: &str, second: &str, pair: &Pair) -> Row {
    let mut cells = vec![
        Cell::text(first),
        Cell::text(second),
        Cell::count(pair.articles),
        Cell::count(pair.found.first),
        Cell::count(pair.found.second),
        Cell::count(pair.found.both),
        f1(&pair.found),
        short(pair.found.texts.alpha()),
    ];
    cells.extend(pair.kappas().map(short));
    Row::new(cells)
}

fn articles_table() -> Table {
    let mut columns = vec![
        Column::label("article", "Article"),
        Column::text("coders", "Coders"),
        Column::count("units", "Units"),
        Column::count("of_all", "All"),
        Column::count("f1_per_cent", "F1 %"),
        Column::count("claim_alpha", "Claim α"),
        Column::count("per_cent", "Equal %"),
    ];
    columns.extend(MAIN_FIELDS.map(|field| {
        let name = format!("{field}_alpha");
        Column::count(name, format!("{} α", heading(field)))
    }));
    columns.push(Column::count("disagreements", "Differ"));
    columns.push(Column::text("decided", "Decided"));
    Table::new("articles", "How far the coders of each article agree").with_columns(columns)
}

fn article_row(of: &OfArticle) -> Row {
    let coders: Vec<&str> = of.coders.iter().map(String::as_str).collect();
    let mut cells = vec![
        Cell::text(article_key(of.article)).with_evidence([Evidence::Article(of.article)]),
        coders_cell(&coders),
        Cell::count(of.units),
        Cell::count(of.of_all),
        f1(&of.found),
        short(of.found.texts.alpha()),
        Cell::per_cent(of.pairs.1, of.pairs.0),
    ];
    cells.extend(of.alphas.map(short));
    cells.push(Cell::count(of.disagreements));
    cells.push(decided(of.is_decided));
    Row::new(cells)
}

fn disagreements_table() -> Table {
    Table::new("disagreements", "Where coders differ").with_columns(vec![
        Column::label("article", "Article"),
        Column::text("claims", "Claims"),
        Column::text("words", "Words"),
        Column::text("field", "Field"),
        Column::text("said", "Who says what"),
        Column::text("decided", "Decided"),
    ])
}

fn disagreement_row(of: &Disagreement) -> Row {
    let article = article_key(of.article);
    let keys: Vec<String> = of
        .claims
        .iter()
        .map(|(_, number)| format!("{article}.{number}"))
        .collect();
    let said: Vec<String> = of
        .said
        .iter()
        .map(|(coder, said)| format!("{coder}: {said}"))
        .collect();
    let ids = of.claims.iter().map(|(id, _)| Evidence::Claim(*id));
    Row::new(vec![
        Cell::text(&article),
        Cell::text(keys.join(" ")).with_evidence(ids),
        Cell::text(&of.words),
        Cell::text(&of.field),
        Cell::text(said.join("; ")),
        decided(of.is_decided),
    ])
}

fn decided(is_decided: bool) -> Cell {
    if is_decided {
        Cell::text("yes")
    } else {
        Cell::empty()
    }
}

fn f1(found: &Found) -> Cell {
    Cell::per_cent(2 * found.both, found.first + found.second)
}

/// A coefficient to three digits, or why there is none.
fn coefficient(coefficient: Coefficient) -> Cell {
    match coefficient {
        Ok(number) => rounded(number),
        Err(reason) => Cell::text(reason.as_str()).with_value(CellValue::Empty),
    }
}

/// The same where there is no room for a reason.
fn short(coefficient: Coefficient) -> Cell {
    coefficient.map_or_else(|_| Cell::absent(), rounded)
}

/// Twelve digits go to programs: more than any two implementations share, and what every reader of JSON reads back as it was written.
fn rounded(number: f64) -> Cell {
    let number = (number * 1e12).round() / 1e12;
    let shown = format!("{number:.3}");
    Cell::real(if shown == "-0.000" { "0.000" } else { &shown }, number)
}

/// What a main field is called where there is little room.
fn heading(field: Field) -> &'static str {
    match field {
        Field::Voice => "Voice",
        Field::Stance => "Stance",
        Field::Speaker => "Speaker",
        Field::Proposition => "Prop.",
        other => other.as_str(),
    }
}

fn coders_cell(names: &[&str]) -> Cell {
    let all = names.join(", ");
    match names.get(..MOST_CODERS) {
        _ if names.is_empty() => Cell::empty(),
        Some(some) if names.len() > MOST_CODERS => Cell::text(format!(
            "{} and {} more",
            some.join(", "),
            names.len() - MOST_CODERS
        ))
        .with_value(CellValue::Text(all)),
        _ => Cell::text(all),
    }
}

#[cfg(test)]
pub(super) mod tests;
