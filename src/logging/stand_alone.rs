//! A sheet that says everything itself: for another book, which knows none of the keys.

use crate::domain::names::{Names as _, NamesError};
use crate::domain::record::{Field, Kind, Takes};
use crate::sheet::model::{RecordTable, Sheet};
use crate::sheet::{At, Place};
use crate::store::{FieldValue, Reader, Result, StoreError};

/// Gives a sheet of [`sheet_of_article`](super::sheet_of_article) a table for every speaker, event and proposition that it names by key,
/// writes outlets and organizations as names, and takes the article's key out. Returns what it refers to and cannot take along, one full
/// sentence each.
///
/// # Errors
/// When the book cannot be read.
pub fn stand_alone(reader: Reader<'_>, sheet: &mut Sheet) -> Result<Vec<String>> {
    let key = sheet.article.key.take();
    let key = key.map_or_else(String::new, |key| key.value);
    let mut notes = Vec::new();
    let mut fields = Vec::new();
    for (field, value) in std::mem::take(&mut sheet.article.fields) {
        let named = match field.takes {
            Takes::Record(Kind::Article) => {
                let named = article_name(reader, &value.value)?;
                if named.is_none() {
                    notes.push(format!(
                        "{key}: its {} is not in the file: neither an address nor a title of its own tells {} from other articles.",
                        field.name, value.value
                    ));
                }
                named
            }
            Takes::Record(kind) => Some(reader.find_record(kind, &value.value, false)?.name),
            _ => Some(value.value),
        };
        if let Some(value) = named {
            fields.push((field, at(value)));
        }
    }
    sheet.article.fields = fields;
    for introduction in &mut sheet.introductions {
        if let Some(org) = &mut introduction.org {
            org.value = organization_path(reader, &org.value)?;
        }
    }
    for (kind, names) in named(sheet) {
        for name in names {
            add_table(reader, sheet, kind, &name)?;
        }
    }
    Ok(notes)
}

fn at(value: String) -> At<String> {
    At {
        value,
        place: Place::default(),
    }
}

/// The keys that a sheet names its records by, each once.
fn named(sheet: &Sheet) -> [(Kind, Vec<String>); 3] {
    let (mut speakers, mut events, mut propositions) = (Vec::new(), Vec::new(), Vec::new());
    let add = |keys: &mut Vec<String>, key: &str| {
        if !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
    };
    for event in &sheet.article.events {
        add(&mut events, &event.value);
    }
    for row in &sheet.rows {
        for who in row.who.iter().chain(&row.or).chain(&row.principals) {
            add(&mut speakers, &who.name.value);
        }
        for via in &row.via {
            add(&mut speakers, &via.value);
        }
        for target in &row.targets {
            add(&mut speakers, &target.who.value);
        }
        for event in row.at.iter().chain(&row.about) {
            add(&mut events, &event.value);
        }
        for proposition in &row.props {
            add(&mut propositions, &proposition.value);
        }
    }
    for introduction in &sheet.introductions {
        add(&mut speakers, &introduction.who.value);
    }
    [
        (Kind::Speaker, speakers),
        (Kind::Event, events),
        (Kind::Proposition, propositions),
    ]
}

fn add_table(reader: Reader<'_>, sheet: &mut Sheet, kind: Kind, key: &str) -> Result<()> {
    let known = reader.find_record(kind, key, false)?;
    let record = reader.record(kind, known.id)?;
    let mut fields: Vec<(&'static Field, At<String>)> = Vec::new();
    for (field, value) in record.fields {
        let value = match value {
            None => continue,
            Some(FieldValue::Text(text)) => text,
            Some(FieldValue::Record(other)) => match other.kind {
                Kind::Topic => other.name,
                Kind::Organization => organization_path(reader, &other.key)?,
                _ => other.key,
            },
        };
        fields.push((field, at(value)));
    }
    let table = RecordTable {
        place: Place::default(),
        kind,
        local: key.to_owned(),
        key: Some(at(record.key)),
        shared: known.subkind.as_deref() == Some("unnamed") && known.article.is_none(),
        fields,
        aliases: record
            .aliases
            .into_iter()
            .map(|(value, _)| at(value))
            .collect(),
        labels: record.labels,
        reported: Vec::new(),
    };
    let there = sheet
        .tables
        .iter_mut()
        .find(|there| there.kind == kind && there.local == key);
    match there {
        Some(there) => {
            let reported = std::mem::take(&mut there.reported);
            *there = RecordTable { reported, ..table };
        }
        None => sheet.tables.push(table),
    }
    Ok(())
}

/// The address of an article, else its title, where that means no other article.
fn article_name(reader: Reader<'_>, key: &str) -> Result<Option<String>> {
    let known = reader.find_record(Kind::Article, key, false)?;
    let record = reader.record(Kind::Article, known.id)?;
    for name in ["url", "title"] {
        if let Some(value) = record.value(name) {
            let found = reader
                .find(Kind::Article, value.as_str())
                .map_err(unreadable)?;
            if let [one] = found.as_slice()
                && one.id == known.id
            {
                return Ok(Some(value.as_str().to_owned()));
            }
        }
    }
    Ok(None)
}

/// "Centre < University", as an introduction names an organization.
fn organization_path(reader: Reader<'_>, key: &str) -> Result<String> {
    let mut known = reader.find_record(Kind::Organization, key, false)?;
    let mut names = vec![known.name.clone()];
    while let Some(parent) = reader.parent(&known).map_err(unreadable)? {
        known = reader.known(Kind::Organization, parent)?;
        names.push(known.name.clone());
    }
    Ok(names.join(" < "))
}

fn unreadable(error: NamesError) -> StoreError {
    StoreError::Sql {
        reason: error.message,
    }
}
