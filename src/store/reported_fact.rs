//! Reported facts: what an article says of an event, a speaker or an organization.

use super::article::span_of;
use super::book::Writer;
use super::claim::{ClaimPlace, SpanOwner};
use super::error::{Result, StoreError};
use super::figure::{figure_row, figure_rows, figure_values};
use super::reader::{Reader, Row, Value};
use crate::domain::claim::SpanRole;
use crate::domain::date::Date;
use crate::domain::figure::Figure;
use crate::domain::record::{Kind, Reference};
use crate::domain::text::Span;

/// What an article says of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportedFact {
    /// Event, speaker or organization.
    pub subject_kind: Kind,
    /// Which one.
    pub subject: Reference,
    /// Such as date, name, theme, host.
    pub attribute: String,
    /// What is said.
    pub value: ReportedValue,
    /// Where the words stand in the coding's version.
    pub content: Vec<Span>,
}

/// A reported value.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportedValue {
    /// Words.
    Text(String),
    /// A figure.
    Figure(Figure),
    /// A date.
    Date(Date),
    /// Several names.
    Names(Vec<String>),
}

impl ReportedValue {
    fn kind(&self) -> &'static str {
        match self {
            ReportedValue::Text(_) => "text",
            ReportedValue::Figure(_) => "figure",
            ReportedValue::Date(_) => "date",
            ReportedValue::Names(_) => "names",
        }
    }

    fn column(&self) -> Value {
        match self {
            ReportedValue::Text(text) => text.as_str().into(),
            ReportedValue::Figure(_) => Value::Null,
            ReportedValue::Date(date) => date.to_string().into(),
            ReportedValue::Names(names) => Value::list(names),
        }
    }
}

/// A reported fact as the book has it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredFact {
    /// The row.
    pub id: i64,
    /// The fact.
    pub fact: ReportedFact,
    /// What the sheet last said of it, as JSON.
    pub as_logged: Option<String>,
}

fn subject_column(kind: Kind) -> &'static str {
    match kind {
        Kind::Speaker => "speaker",
        Kind::Organization => "organization",
        _ => "event",
    }
}

fn fact_row(row: &Row<'_>) -> Result<StoredFact> {
    let kind = row.text("subject_kind")?;
    let stored = row.optional_text("value_text")?;
    let text = || {
        stored.clone().ok_or_else(|| StoreError::Corrupt {
            reason: String::from("a reported fact without a value"),
        })
    };
    let value = match row.text("value_kind")?.as_str() {
        "figure" => ReportedValue::Figure(figure_row(row)?),
        "date" => ReportedValue::Date(text()?.parse().map_err(
            |error: crate::domain::date::DateError| StoreError::Corrupt {
                reason: format!("a reported date: {error}"),
            },
        )?),
        "names" => ReportedValue::Names(serde_json::from_str(&text()?).map_err(|error| {
            StoreError::Corrupt {
                reason: format!("reported names: {error}"),
            }
        })?),
        _ => ReportedValue::Text(text()?),
    };
    Ok(StoredFact {
        id: row.integer("fact")?,
        fact: ReportedFact {
            subject_kind: Kind::from_noun(&kind).unwrap_or(Kind::Event),
            subject: Reference {
                id: row.integer("subject")?,
                uid: row.text("subject_uid")?,
                key: row.text("subject_key")?,
            },
            attribute: row.text("attribute")?,
            value,
            content: Vec::new(),
        },
        as_logged: row.optional_text("as_logged")?,
    })
}

impl Reader<'_> {
    /// The reported facts of a coding, in the order in which they were logged. Spans are those of `version`, else of the coding's version.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn facts_of_coding(&self, coding: i64, version: Option<i64>) -> Result<Vec<StoredFact>> {
        let scope = [
            ("coding", Value::Integer(coding)),
            ("version", version.into()),
        ];
        let mut facts = self.rows(include_str!("reported_fact.sql"), &scope, fact_row)?;
        let spans = self.rows(
            "SELECT s.reported_fact, s.start_cp, s.end_cp FROM reported_fact AS f JOIN coding AS k ON k.id = f.coding JOIN span AS s ON s.reported_fact = f.id AND s.version = coalesce(:version, k.version) WHERE f.coding = :coding ORDER BY s.reported_fact, s.number",
            &scope,
            |row| Ok((row.integer("reported_fact")?, span_of(row)?)),
        )?;
        for (id, span) in spans {
            if let Some(stored) = facts.iter_mut().find(|stored| stored.id == id) {
                stored.fact.content.push(span);
            }
        }
        Ok(facts)
    }
}

impl Writer<'_> {
    /// Adds a reported fact and returns its row.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn add_fact(
        &mut self,
        place: ClaimPlace<'_>,
        fact: &ReportedFact,
        as_logged: &str,
    ) -> Result<i64> {
        let uid = self.session.next_uid();
        let sql = format!(
            "INSERT INTO reported_fact (uid, coding, {}, attribute, kind, value, as_logged) VALUES (:uid, :coding, :subject, :attribute, :kind, :value, :as_logged)",
            subject_column(fact.subject_kind)
        );
        let id = self.insert(
            &sql,
            &[
                ("uid", Value::Text(uid)),
                ("coding", Value::Integer(place.coding)),
                ("subject", Value::Integer(fact.subject.id)),
                ("attribute", fact.attribute.as_str().into()),
                ("kind", fact.value.kind().into()),
                ("value", fact.value.column()),
                ("as_logged", as_logged.into()),
            ],
        )?;
        self.add_fact_parts(id, place, fact)?;
        Ok(id)
    }

    fn add_fact_parts(
        &mut self,
        id: i64,
        place: ClaimPlace<'_>,
        fact: &ReportedFact,
    ) -> Result<()> {
        if let ReportedValue::Figure(figure) = &fact.value {
            let mut rows = figure_rows("reported_fact");
            rows.push(figure_values(id, 1, figure));
            self.insert_rows(&rows)?;
        }
        let owner = SpanOwner {
            column: "reported_fact",
            id,
        };
        self.add_spans(
            owner,
            SpanRole::Content,
            &fact.content,
            place.version,
            place.text,
        )
    }

    /// Replaces the value and the spans of a reported fact.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn edit_fact(&mut self, id: i64, place: ClaimPlace<'_>, fact: &ReportedFact) -> Result<()> {
        let row = ("id", Value::Integer(id));
        self.run(
            "UPDATE reported_fact SET kind = :kind, value = :value WHERE id = :id",
            &[
                row.clone(),
                ("kind", fact.value.kind().into()),
                ("value", fact.value.column()),
            ],
        )?;
        self.run(
            "DELETE FROM figure WHERE reported_fact = :id",
            std::slice::from_ref(&row),
        )?;
        self.run(
            "DELETE FROM span WHERE reported_fact = :id AND version = :version",
            &[row, ("version", Value::Integer(place.version))],
        )?;
        self.add_fact_parts(id, place, fact)
    }

    /// Writes what the sheet last said of a reported fact.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn set_fact_as_logged(&mut self, id: i64, as_logged: &str) -> Result<()> {
        self.run(
            "UPDATE reported_fact SET as_logged = :as_logged WHERE id = :id AND as_logged IS NOT :as_logged",
            &[("as_logged", as_logged.into()), ("id", Value::Integer(id))],
        )?;
        Ok(())
    }

    /// Deletes a reported fact with its figure and spans.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn delete_fact(&mut self, id: i64) -> Result<()> {
        for sql in [
            "DELETE FROM figure WHERE reported_fact = :id",
            "DELETE FROM span WHERE reported_fact = :id",
            "DELETE FROM reported_fact WHERE id = :id",
        ] {
            self.run(sql, &[("id", Value::Integer(id))])?;
        }
        Ok(())
    }
}
