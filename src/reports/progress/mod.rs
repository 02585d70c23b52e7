//! How far the coding is: what is coded, what is a draft, what is open.

mod open;

use std::collections::{BTreeMap, BTreeSet};

use super::article_groups::ArticleGroups;
use super::articles::{Article, Selection, why_no_articles};
use super::by::{By, OUTLET_FIRST};
use super::filters::{Filter, Filters};
use super::read_ahead::read_ahead;
use super::table::{Cell, CellValue, Column, Evidence, Row, Table};
use super::{Options, Report, ReportError};
use crate::domain::coding::Extent;
use crate::store::{Reader, StoreError, Value};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "progress",
    about: "What is coded, draft or open, and what to do next",
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
    by: &OUTLET_FIRST,
    switches: &[],
    run,
    chart: None,
};

/// Of how many codings the claims are read at once.
const PART: usize = 500;
/// The most coders that a cell names for people.
const MOST_CODERS: usize = 3;

/// How far the claims of one coding are.
#[derive(Debug, Default)]
struct Claims {
    accepted: i64,
    drafts: i64,
    rejected: i64,
    by_machine: i64,
    without_proposition: i64,
    without_stance: i64,
    ambiguous: i64,
    waiting: Waiting,
}

/// Claims that wait for a person: id and number.
#[derive(Debug, Default)]
struct Waiting {
    drafts: Vec<(i64, i64)>,
    for_proposition: Vec<(i64, i64)>,
}

/// How far the articles of one group are.
#[derive(Debug, Default)]
struct Progress {
    articles: Vec<i64>,
    full: Vec<i64>,
    partial: Vec<i64>,
    facts: Vec<i64>,
    not_coded: Vec<i64>,
    withdrawn: Vec<i64>,
    corrected: Vec<i64>,
    copies: Vec<i64>,
    claims: Claims,
    coders: BTreeSet<String>,
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let by = REPORT.by(options);
    if selection.articles.is_empty() {
        let why = why_no_articles(reader, filters)?;
        return Ok(vec![
            empty(&by).with_empty(&why),
            open::empty().with_empty(&why),
        ]);
    }
    let groups = ArticleGroups::load(reader, &selection, &by)?;
    let claims = claims(reader, &selection)?;
    let coders = coders(reader, &selection)?;
    let mut rows = Vec::new();
    let mut total = Progress::default();
    for group in &groups.groups {
        let mut progress = Progress::default();
        let articles = group
            .articles
            .iter()
            .filter_map(|place| selection.articles.get(*place));
        for article in articles {
            let of_article = article
                .coding
                .as_ref()
                .and_then(|coding| claims.get(&coding.id));
            let coders = coders.get(&article.id);
            progress.add(article, of_article, coders);
            total.add(article, of_article, coders);
        }
        let name = Cell::text(&group.heading).with_value(CellValue::Text(group.name.clone()));
        rows.push(Row::new(progress.cells(name)));
    }
    rows.push(Row::total(total.cells(Cell::text("total"))));
    let mut table = empty(&by).with_rows(rows).with_note(
        "counted: every claim of the coding of each article that counts; those by a machine, without a proposition or a stance and the ambiguous ones are among the accepted and the drafts",
    );
    // By article the legend would be the table once more.
    if by != By::Outlet && by != By::Article {
        table.legend = groups.legend(&selection, &by);
    }
    let mut open = open::table(reader, filters, &selection, &claims)?;
    for table in [&mut table, &mut open] {
        table.notes.extend(selection.notes());
    }
    Ok(vec![table, open])
}

fn empty(by: &By) -> Table {
    let mut columns = vec![Column::label(by.column(), by.heading())];
    columns.extend(
        [
            ("articles", "Articles"),
            ("full", "Full"),
            ("partial", "Partial"),
            ("facts", "Facts"),
            ("not_coded", "Not coded"),
            ("withdrawn", "Withdrawn"),
            ("corrected", "Corrected"),
            ("copies", "Copies"),
            ("accepted", "Accepted"),
            ("drafts", "Drafts"),
            ("thrown_out", "Thrown out"),
            ("by_machine", "By machine"),
            ("without_proposition", "No prop."),
            ("without_stance", "No stance"),
            ("ambiguous", "Ambiguous"),
        ]
        .map(|(name, heading)| Column::count(name, heading)),
    );
    columns.push(Column::text("coders", "Coders"));
    Table::new(REPORT.name, "How far the coding is").with_columns(columns)
}

/// Returns how far the claims of each coding are.
fn claims(reader: &Reader<'_>, selection: &Selection) -> Result<BTreeMap<i64, Claims>, StoreError> {
    let codings = selection.codings();
    let parts: Vec<&[i64]> = codings.chunks(PART).collect();
    let mut of_codings = BTreeMap::new();
    read_ahead(reader, &parts, claims_of, |claims| {
        of_codings.extend(claims);
        Ok::<(), StoreError>(())
    })?;
    Ok(of_codings)
}

fn claims_of(reader: &Reader<'_>, codings: &&[i64]) -> Result<Vec<(i64, Claims)>, StoreError> {
    reader.rows(
        include_str!("claims.sql"),
        &[("codings", Value::list(codings))],
        |row| {
            let coding = row.integer("coding")?;
            let claims = Claims {
                accepted: row.integer("accepted")?,
                drafts: row.integer("drafts")?,
                rejected: row.integer("rejected")?,
                by_machine: row.integer("by_machine")?,
                without_proposition: row.integer("without_proposition")?,
                without_stance: row.integer("without_stance")?,
                ambiguous: row.integer("ambiguous")?,
                waiting: Waiting {
                    drafts: row.with_text("waiting_drafts", |text| Ok(waiting(text)))?,
                    for_proposition: row
                        .with_text("waiting_for_proposition", |text| Ok(waiting(text)))?,
                },
            };
            Ok((coding, claims))
        },
    )
}

/// Reads `17.3 18.4`: ids and numbers of claims; sorted by number.
fn waiting(text: Option<&str>) -> Vec<(i64, i64)> {
    let mut claims: Vec<(i64, i64)> = text
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|claim| {
            let (id, number) = claim.split_once('.')?;
            Some((id.parse().ok()?, number.parse().ok()?))
        })
        .collect();
    claims.sort_by_key(|(_, number)| *number);
    claims
}

/// Returns who coded each article, in any coding.
fn coders(
    reader: &Reader<'_>,
    selection: &Selection,
) -> Result<BTreeMap<i64, BTreeSet<String>>, StoreError> {
    let ids: Vec<i64> = selection
        .articles
        .iter()
        .map(|article| article.id)
        .collect();
    let mut coders: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    reader.rows(
        include_str!("../codings.sql"),
        &[("articles", Value::list(&ids)), ("coder", Value::Null)],
        |row| {
            let article = row.integer("article")?;
            coders
                .entry(article)
                .or_default()
                .insert(row.text("coder")?);
            Ok(())
        },
    )?;
    Ok(coders)
}

impl Progress {
    fn add(
        &mut self,
        article: &Article,
        claims: Option<&Claims>,
        coders: Option<&BTreeSet<String>>,
    ) {
        let id = article.id;
        self.articles.push(id);
        let coded = match article.coding.as_ref().map(|coding| coding.extent) {
            Some(Extent::Full) => &mut self.full,
            Some(Extent::Partial) => &mut self.partial,
            Some(Extent::Facts) => &mut self.facts,
            None => &mut self.not_coded,
        };
        coded.push(id);
        match article.status.as_str() {
            "withdrawn" => self.withdrawn.push(id),
            "corrected" => self.corrected.push(id),
            _ => {}
        }
        if article.copy_of.is_some() {
            self.copies.push(id);
        }
        if let Some(claims) = claims {
            self.claims.add(claims);
        }
        self.coders.extend(coders.into_iter().flatten().cloned());
    }

    fn cells(&self, name: Cell) -> Vec<Cell> {
        let articles = |ids: &Vec<i64>| {
            Cell::count(ids.len()).with_evidence(ids.iter().map(|id| Evidence::Article(*id)))
        };
        let number = |number: i64| Cell::count(usize::try_from(number).unwrap_or(0));
        let on = |cell: Cell, claims: &[(i64, i64)]| {
            cell.with_evidence(claims.iter().map(|(id, _)| Evidence::Claim(*id)))
        };
        let claims = &self.claims;
        let coders: Vec<&str> = self.coders.iter().map(String::as_str).collect();
        let all = coders.join(", ");
        let coders = match coders.get(..MOST_CODERS) {
            _ if coders.is_empty() => Cell::empty(),
            Some(some) if coders.len() > MOST_CODERS => Cell::text(format!(
                "{} and {} more",
                some.join(", "),
                coders.len() - MOST_CODERS
            ))
            .with_value(CellValue::Text(all)),
            _ => Cell::text(all),
        };
        vec![
            name,
            articles(&self.articles),
            articles(&self.full),
            articles(&self.partial),
            articles(&self.facts),
            articles(&self.not_coded),
            articles(&self.withdrawn),
            articles(&self.corrected),
            articles(&self.copies),
            number(claims.accepted),
            on(number(claims.drafts), &claims.waiting.drafts),
            number(claims.rejected),
            number(claims.by_machine),
            number(claims.without_proposition),
            number(claims.without_stance),
            number(claims.ambiguous),
            coders,
        ]
    }
}

impl Claims {
    fn add(&mut self, other: &Claims) {
        self.accepted += other.accepted;
        self.drafts += other.drafts;
        self.rejected += other.rejected;
        self.by_machine += other.by_machine;
        self.without_proposition += other.without_proposition;
        self.without_stance += other.without_stance;
        self.ambiguous += other.ambiguous;
        self.waiting.drafts.extend(&other.waiting.drafts);
    }
}

#[cfg(test)]
mod tests;
