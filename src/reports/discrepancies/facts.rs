//! What articles report of events, speakers and organizations.

use std::collections::{BTreeMap, BTreeSet};

use super::super::articles::Selection;
use super::super::filters::Filters;
use super::super::given_figure::{figure_from_row, printed_figure};
use super::super::table::Evidence;
use super::variants::{Finding, Flag, Places, Subject, Variant, Variants};
use crate::domain::date::{Agreement, Date};
use crate::domain::figure::{Figure, FigureAgreement};
use crate::domain::fold::spelling;
use crate::store::{Reader, StoreError, Value};

/// The tables that facts are about, in the order of the sections.
const SUBJECTS: [(&str, &str); 3] = [
    ("event", "facts of events"),
    ("speaker", "facts of speakers"),
    ("organization", "facts of organizations"),
];

/// One value as an article gives it.
#[derive(Debug)]
enum Content {
    /// One name or several; a text is one.
    Names(BTreeSet<String>),
    Date(Date),
    Figure(Box<Figure>),
}

struct Fact {
    row: i64,
    article: i64,
    subject: usize,
    id: i64,
    attribute: String,
    content: Content,
    shown: String,
}

/// Returns the facts of each kind of subject that the filters leave, as one section each.
pub(super) fn findings(
    reader: &Reader<'_>,
    selection: &Selection,
    places: &Places,
    filters: &Filters,
) -> Result<Vec<(&'static str, Vec<Finding>)>, StoreError> {
    let mut facts = load(reader, selection)?;
    facts.retain(|fact| match SUBJECTS.get(fact.subject) {
        Some(("event", _)) => {
            filters.speakers.is_empty()
                && (selection.events.is_empty() || selection.events.contains(&fact.id))
        }
        Some(("speaker", _)) => filters.speakers.is_empty() || filters.speakers.contains(&fact.id),
        _ => filters.speakers.is_empty(),
    });
    let records = records(reader, &facts)?;
    let linked = linked(reader, selection)?;
    let mut groups: BTreeMap<(usize, i64, String), Variants<Content>> = BTreeMap::new();
    for fact in facts {
        groups
            .entry((fact.subject, fact.id, fact.attribute))
            .or_insert_with(Variants::new)
            .add(
                fact.article,
                fact.content,
                fact.shown,
                Evidence::Fact(fact.row),
                is_same,
            );
    }
    let mut sections = Vec::new();
    for (place, (table, heading)) in SUBJECTS.iter().enumerate() {
        let ids: BTreeSet<i64> = groups
            .keys()
            .filter(|(subject, _, _)| *subject == place)
            .map(|(_, id, _)| *id)
            .collect();
        let subjects = subjects(reader, table, &ids)?;
        let mut findings = Vec::new();
        for (id, subject) in subjects {
            let of_subject =
                groups.extract_if(.., |(found, other, _), _| *found == place && *other == id);
            for ((_, _, attribute), variants) in of_subject {
                let having = variants.articles();
                let absent = linked
                    .get(&id)
                    .filter(|_| *table == "event")
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|article| !having.contains(article));
                let finding = variants
                    .finding(subject.clone(), attribute, places, |one, other| {
                        relation(one, other, *table == "event", &records, places)
                    })
                    .with_absent(absent, places);
                if !finding.is_alone() {
                    findings.push(finding);
                }
            }
        }
        sections.push((*heading, findings));
    }
    Ok(sections)
}

fn load(reader: &Reader<'_>, selection: &Selection) -> Result<Vec<Fact>, StoreError> {
    let facts = reader.rows(
        include_str!("facts.sql"),
        &[("codings", Value::list(&selection.codings()))],
        |row| {
            let id = row.integer("id")?;
            let mut subject = None;
            for (place, (table, _)) in SUBJECTS.iter().enumerate() {
                if let Some(subject_id) = row.optional_integer(table)? {
                    subject = Some((place, subject_id));
                }
            }
            let kind = row.text("kind")?;
            let (content, shown) = match row.optional_text("content")? {
                Some(content) => read_content(&kind, content),
                None => match figure_from_row(row)? {
                    Some(figure) => {
                        let shown = printed_figure(&figure);
                        (Content::Figure(Box::new(figure)), shown)
                    }
                    None => return Ok(None),
                },
            };
            let (article, attribute) = (row.integer("article")?, row.text("attribute")?);
            Ok(subject.map(|(subject, subject_id)| Fact {
                row: id,
                article,
                subject,
                id: subject_id,
                attribute,
                content,
                shown,
            }))
        },
    )?;
    Ok(facts.into_iter().flatten().collect())
}

/// Reads a stored value; what is not of its kind, which only a damaged book has, is text.
fn read_content(kind: &str, content: String) -> (Content, String) {
    match kind {
        "date" => {
            if let Ok(date) = content.parse::<Date>() {
                return (Content::Date(date), date.to_string());
            }
        }
        "names" => {
            if let Ok(names) = serde_json::from_str::<Vec<String>>(&content) {
                let shown = names.join(" + ");
                return (Content::Names(names.into_iter().collect()), shown);
            }
        }
        _ => {}
    }
    (Content::Names(BTreeSet::from([content.clone()])), content)
}

fn is_same(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Names(one), Content::Names(other)) => one == other,
        (Content::Date(one), Content::Date(other)) => {
            one.with_guess(false) == other.with_guess(false)
        }
        (Content::Figure(one), Content::Figure(other)) => {
            one.compare(other) == FigureAgreement::Same
        }
        _ => false,
    }
}

/// What a name stands for: kinds and ids of records.
type Records = BTreeMap<String, BTreeSet<(String, i64)>>;

fn relation(
    one: &Variant<Content>,
    other: &Variant<Content>,
    is_extent: bool,
    records: &Records,
    places: &Places,
) -> Flag {
    match (&one.value, &other.value) {
        (Content::Date(one), Content::Date(other)) => {
            let agreement = if is_extent {
                one.compare_extent(other)
            } else {
                one.compare_within(other)
            };
            match agreement {
                Agreement::Differs => Flag::Differs,
                Agreement::PrecisionOnly => Flag::PrecisionOnly,
                Agreement::Compatible | Agreement::Same => Flag::Compatible,
            }
        }
        (Content::Figure(one), Content::Figure(other)) => match one.compare(other) {
            FigureAgreement::Differs => Flag::Differs,
            FigureAgreement::NotComparable => Flag::NotComparable,
            FigureAgreement::Compatible | FigureAgreement::Same => Flag::Compatible,
        },
        (Content::Names(names), Content::Names(other_names)) => {
            let folded = |names: &BTreeSet<String>| -> BTreeSet<String> {
                names.iter().map(|name| spelling(name)).collect()
            };
            if folded(names) == folded(other_names) {
                Flag::SpellingOnly
            } else if all_known_as(names, other_names, records)
                && all_known_as(other_names, names, records)
            {
                Flag::Alias
            } else if places.speak_differently(one, other) {
                Flag::OtherLanguage
            } else {
                Flag::Differs
            }
        }
        _ => Flag::NotComparable,
    }
}

/// Whether each of the names is one of the others in another spelling, or names the same record as one of them.
fn all_known_as(names: &BTreeSet<String>, others: &BTreeSet<String>, records: &Records) -> bool {
    names.iter().all(|name| {
        others.iter().any(|other| {
            let same_record = match (records.get(name), records.get(other)) {
                (Some(one), Some(other)) => !one.is_disjoint(other),
                _ => false,
            };
            same_record || spelling(name) == spelling(other)
        })
    })
}

fn records(reader: &Reader<'_>, facts: &[Fact]) -> Result<Records, StoreError> {
    let names: BTreeSet<&String> = facts
        .iter()
        .filter_map(|fact| match &fact.content {
            Content::Names(names) => Some(names),
            Content::Date(_) | Content::Figure(_) => None,
        })
        .flatten()
        .collect();
    let names: Vec<&String> = names.into_iter().collect();
    let mut records = Records::new();
    reader.rows(
        include_str!("named_records.sql"),
        &[("names", Value::list(&names))],
        |row| {
            let record = (row.text("kind")?, row.integer("id")?);
            records.entry(row.text("name")?).or_default().insert(record);
            Ok(())
        },
    )?;
    Ok(records)
}

/// Returns the articles of the selection by the events that they are linked to.
fn linked(
    reader: &Reader<'_>,
    selection: &Selection,
) -> Result<BTreeMap<i64, BTreeSet<i64>>, StoreError> {
    let articles: Vec<i64> = selection
        .articles
        .iter()
        .map(|article| article.id)
        .collect();
    let mut linked: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    reader.rows(
        "SELECT article_event.article, article_event.event FROM json_each(:ids) AS wanted CROSS JOIN article_event ON article_event.article = wanted.value",
        &[("ids", Value::list(&articles))],
        |row| {
            linked
                .entry(row.integer("event")?)
                .or_default()
                .insert(row.integer("article")?);
            Ok(())
        },
    )?;
    Ok(linked)
}

/// Returns the subjects with these ids, by name.
fn subjects(
    reader: &Reader<'_>,
    table: &str,
    ids: &BTreeSet<i64>,
) -> Result<Vec<(i64, Subject)>, StoreError> {
    let ids: Vec<i64> = ids.iter().copied().collect();
    let sql = format!(
        "SELECT {table}.id, {table}.key, {table}.name FROM json_each(:ids) AS wanted CROSS JOIN {table} ON {table}.id = wanted.value ORDER BY {table}.name, {table}.key"
    );
    reader.rows(&sql, &[("ids", Value::list(&ids))], |row| {
        Ok((
            row.integer("id")?,
            Subject {
                name: row.text("name")?,
                key: row.text("key")?,
            },
        ))
    })
}
