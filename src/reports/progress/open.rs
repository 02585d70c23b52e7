//! What waits for a person, and the command that goes on with it.

use std::collections::BTreeMap;

use super::super::articles::{Article, Selection, count};
use super::super::filters::Filters;
use super::super::table::{Cell, CellValue, Column, Evidence, Row, Table};
use super::Claims;
use crate::domain::coding::Extent;
use crate::store::{Reader, StoreError, Value};

/// The label by which coders say that a claim needs a second look.
const TO_CHECK: &str = "to-check";
/// The most rows of a table: more of them nobody reads.
const MOST_ROWS: usize = 10_000;
/// The most claims that a cell names for people.
const MOST_NAMED: usize = 6;

/// Claims that carry a label: id and number, by article and label.
type Labelled = BTreeMap<i64, BTreeMap<String, Vec<(i64, i64)>>>;

/// Returns the table without rows.
pub(super) fn empty() -> Table {
    Table::new("open", "What waits, the newest articles first").with_columns(vec![
        Column::label("article", "Article"),
        Column::text("title", "Title"),
        Column::text("open", "Open"),
        Column::count("number", "n"),
        Column::text("claims", "Claims"),
        Column::text("next", "To go on"),
    ])
}

/// Returns the table of what waits.
pub(super) fn table(
    reader: &Reader<'_>,
    filters: &Filters,
    selection: &Selection,
    claims: &BTreeMap<i64, Claims>,
) -> Result<Table, StoreError> {
    let labelled = labelled(reader, filters, selection)?;
    let mut rows = Vec::new();
    let mut more = 0;
    let mut copies = 0;
    for article in newest_first(&selection.articles) {
        let of_article = open_of(article, claims, &labelled, &mut copies);
        for row in of_article {
            if rows.len() < MOST_ROWS {
                rows.push(row);
            } else {
                more += 1;
            }
        }
    }
    let mut table = empty()
        .with_rows(rows)
        .with_note(format!(
            "listed: articles that are not fully coded, drafts, claims without a proposition, claims labelled {}",
            labels(filters).join(", ")
        ))
        .with_empty("Nothing waits: every article here is fully coded, without drafts.");
    if copies > 0 {
        table.notes.push(format!(
            "{} not listed",
            count(
                copies,
                "copy that is not fully coded",
                "copies that are not fully coded"
            )
        ));
    }
    if more > 0 {
        table.notes.push(format!(
            "{} not listed: narrow the report with --event, --outlet or --since",
            count(more, "older row", "older rows")
        ));
    }
    Ok(table)
}

/// The label for a second look, and those asked for.
fn labels(filters: &Filters) -> Vec<String> {
    let mut labels = vec![String::from(TO_CHECK)];
    for label in &filters.labels {
        if !labels.contains(label) {
            labels.push(label.clone());
        }
    }
    labels
}

fn labelled(
    reader: &Reader<'_>,
    filters: &Filters,
    selection: &Selection,
) -> Result<Labelled, StoreError> {
    let mut labelled = Labelled::new();
    reader.rows(
        include_str!("labelled.sql"),
        &[
            ("labels", Value::list(&labels(filters))),
            ("codings", Value::list(&selection.codings())),
        ],
        |row| {
            let claim = (row.integer("id")?, row.integer("number")?);
            let of_article = labelled.entry(row.integer("article")?).or_default();
            of_article.entry(row.text("name")?).or_default().push(claim);
            Ok(())
        },
    )?;
    Ok(labelled)
}

/// The selection is by publication, the undated last: so they stay.
fn newest_first(articles: &[Article]) -> impl Iterator<Item = &Article> {
    let dated = articles
        .iter()
        .rev()
        .filter(|article| article.published.is_some());
    let undated = articles
        .iter()
        .filter(|article| article.published.is_none());
    dated.chain(undated)
}

/// Returns the rows of one article.
fn open_of(
    article: &Article,
    claims: &BTreeMap<i64, Claims>,
    labelled: &Labelled,
    copies: &mut usize,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let coded = match article.coding.as_ref().map(|coding| coding.extent) {
        Some(Extent::Full) => None,
        Some(Extent::Partial) => Some("partly coded"),
        Some(Extent::Facts) => Some("coded for facts only"),
        None => Some("not coded"),
    };
    if let Some(coded) = coded {
        // A copy counts with its original, so nobody has to code it.
        if article.copy_of.is_some() {
            *copies += 1;
        } else {
            let key = article.key();
            let next = format!("claimbook article show {key} --sheet");
            rows.push(row(article, coded, &[], next));
        }
    }
    let of_coding = article
        .coding
        .as_ref()
        .and_then(|coding| claims.get(&coding.id));
    if let Some(of_coding) = of_coding {
        let waiting = &of_coding.waiting;
        if let Some(first) = claim_key(article, &waiting.drafts) {
            let next = format!("claimbook claim edit {first} --status accepted");
            rows.push(row(article, "drafts", &waiting.drafts, next));
        }
        if let Some(first) = claim_key(article, &waiting.for_proposition) {
            let next = format!("claimbook claim edit {first} --prop KEY");
            let open = "without a proposition";
            rows.push(row(article, open, &waiting.for_proposition, next));
        }
    }
    for (label, claims) in labelled.get(&article.id).into_iter().flatten() {
        if let Some(first) = claim_key(article, claims) {
            let next = format!("claimbook claim show {first}");
            rows.push(row(article, &format!("labelled {label}"), claims, next));
        }
    }
    rows
}

/// Returns the key of the first of some claims.
fn claim_key(article: &Article, claims: &[(i64, i64)]) -> Option<String> {
    let (_, number) = claims.first()?;
    Some(format!("{}.{number}", article.key()))
}

fn row(article: &Article, open: &str, claims: &[(i64, i64)], next: String) -> Row {
    let keys: Vec<String> = claims
        .iter()
        .map(|(_, number)| format!("{}.{number}", article.key()))
        .collect();
    let evidence = || claims.iter().map(|(id, _)| Evidence::Claim(*id));
    let all = keys.join(" ");
    let named = match keys.get(..MOST_NAMED) {
        _ if keys.is_empty() => Cell::empty(),
        Some(some) if keys.len() > MOST_NAMED => Cell::text(format!(
            "{} and {} more",
            some.join(" "),
            keys.len() - MOST_NAMED
        ))
        .with_value(CellValue::Text(all)),
        _ => Cell::text(all),
    };
    Row::new(vec![
        Cell::text(article.key()).with_evidence([Evidence::Article(article.id)]),
        Cell::text(format!("{}, “{}”", article.outlet_name, article.title))
            .with_value(CellValue::Text(article.title.clone())),
        Cell::text(open),
        if claims.is_empty() {
            Cell::empty()
        } else {
            Cell::count(claims.len()).with_evidence(evidence())
        },
        named.with_evidence(evidence()),
        Cell::text(next),
    ])
}
