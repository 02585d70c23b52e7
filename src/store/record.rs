//! Records of every kind, read through the registry of nouns and fields; and what is to be written of one.

use super::error::{Result, StoreError};
use super::reader::{Reader, Value};
use crate::domain::record::{Field, Kind, Known, Takes};

/// What a field is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// Nothing.
    Clear,
    /// A text, as [`Takes::normalize`] leaves it.
    Text(String),
    /// The record with this id, of the kind that the field takes.
    Record(i64),
}

/// What is to be written of a record. A field set twice has the later setting.
#[derive(Debug, Clone, Default)]
pub struct RecordInput {
    /// The key; without one a new record gets one from its name.
    pub key: Option<String>,
    /// The fields to set; the others are left as they are.
    pub settings: Vec<(&'static Field, Setting)>,
    /// The article that an unnamed speaker belongs to.
    pub article: Option<i64>,
}

impl RecordInput {
    /// Sets a field.
    pub fn set(&mut self, field: &'static Field, setting: Setting) {
        self.settings.push((field, setting));
    }

    pub(super) fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings
            .iter()
            .rev()
            .find(|(field, _)| field.name == name)
            .map(|(_, setting)| setting)
    }
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// A text.
    Text(String),
    /// Another record.
    Record(Known),
}

impl FieldValue {
    /// The text, or the other record's key.
    pub fn as_str(&self) -> &str {
        match self {
            FieldValue::Text(text) => text,
            FieldValue::Record(known) => &known.key,
        }
    }
}

/// One record with everything the registry knows of it.
#[derive(Debug, Clone)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// The row in its table.
    pub id: i64,
    /// Its name across books.
    pub uid: String,
    /// What a person types.
    pub key: String,
    /// Every field of its kind, in the registry's order.
    pub fields: Vec<(&'static Field, Option<FieldValue>)>,
    /// Its other names, with their languages.
    pub aliases: Vec<(String, Option<String>)>,
    /// Its labels.
    pub labels: Vec<String>,
    /// Keys that it had before.
    pub former_keys: Vec<String>,
    /// The article an unnamed speaker belongs to, or that a claim is of.
    pub article: Option<i64>,
}

impl Record {
    /// What the field with this name holds.
    pub fn value(&self, name: &str) -> Option<&FieldValue> {
        self.fields
            .iter()
            .find(|(field, _)| field.name == name)
            .and_then(|(_, value)| value.as_ref())
    }

    /// What names the record to a person; empty for an affiliation without a role.
    pub fn title(&self) -> &str {
        let title = self.kind.noun().title;
        self.fields
            .iter()
            .find(|(field, _)| field.column == title)
            .and_then(|(_, value)| value.as_ref())
            .map_or("", FieldValue::as_str)
    }
}

impl Reader<'_> {
    /// Returns a record with all its fields.
    ///
    /// # Errors
    /// `NotFound` where there is none with this id.
    pub fn record(&self, kind: Kind, id: i64) -> Result<Record> {
        let known = self.known(kind, id)?;
        let stored = self.columns(kind, id)?;
        let mut fields = Vec::new();
        for (field, value) in kind.noun().fields.iter().zip(stored) {
            let value = match (field.takes, value) {
                (_, Value::Null) => None,
                (Takes::Record(other), Value::Integer(id)) => {
                    Some(FieldValue::Record(self.known(other, id)?))
                }
                (_, Value::Text(text)) => Some(FieldValue::Text(text)),
                (_, Value::Integer(number)) => Some(FieldValue::Text(number.to_string())),
                (_, Value::Real(number)) => Some(FieldValue::Text(number.to_string())),
            };
            fields.push((field, value));
        }
        Ok(Record {
            kind,
            id,
            uid: known.uid,
            key: known.key,
            fields,
            aliases: self.aliases(kind, id)?,
            labels: self.labels(kind, id)?,
            former_keys: self.former_keys(kind, id)?,
            article: known.article,
        })
    }

    /// The stored values of a record's fields, in the registry's order.
    pub(super) fn columns(&self, kind: Kind, id: i64) -> Result<Vec<Value>> {
        let fields = kind.noun().fields;
        let columns = fields
            .iter()
            .map(|field| format!("\"{}\"", field.column))
            .collect::<Vec<_>>()
            .join(", ");
        let row = self.first(
            &format!("SELECT {columns} FROM {} WHERE id = :id", kind.as_str()),
            &[("id", Value::Integer(id))],
            |row| fields.iter().map(|field| row.value(field.column)).collect(),
        )?;
        row.ok_or_else(|| StoreError::NotFound {
            kind: kind.to_string(),
            words: format!("number {id}"),
            nearest: Vec::new(),
        })
    }
}
