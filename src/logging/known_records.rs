//! What the book knows, as comments below a sheet that a person fills in.

use std::fmt::Write as _;

use crate::domain::record::Kind;
use crate::store::{ListQuery, Reader, Result, Value};

/// How many records of a kind are shown.
const SHOWN: i64 = 200;

/// Returns the propositions, speakers and events of the book as comments of a sheet; propositions and speakers of one event where its key
/// is given.
///
/// # Errors
/// When the book cannot be read, or has no such event.
pub fn known_records(reader: Reader<'_>, event: Option<&str>) -> Result<String> {
    let mut out = String::new();
    let id = match event {
        Some(event) => Some(reader.find_record(Kind::Event, event, false)?.id),
        None => None,
    };
    let scope = [("event", Value::from(id)), ("limit", Value::Integer(SHOWN))];
    let pair = |row: &crate::store::Row<'_>| Ok((row.text("key")?, row.text("name")?));
    let propositions = reader.rows(include_str!("known_propositions.sql"), &scope, pair)?;
    let speakers = reader.rows(include_str!("known_speakers.sql"), &scope, pair)?;
    let query = ListQuery {
        limit: usize::try_from(SHOWN).ok(),
        ..ListQuery::default()
    };
    let events: Vec<(String, String)> = reader
        .list_records(Kind::Event, &query)?
        .iter()
        .map(|record| (record.key.clone(), record.title().to_owned()))
        .collect();
    for (what, records) in [
        ("Propositions", propositions),
        ("Speakers", speakers),
        ("Events", events),
    ] {
        if records.is_empty() {
            continue;
        }
        let of = match event {
            Some(event) if what != "Events" => format!(" of {event}"),
            _ => String::new(),
        };
        let _infallible = writeln!(out, "\n# {what}{of} in the book:");
        for (key, name) in records {
            // A line of its own in a comment, whatever the name holds.
            let name: String = name
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            let _infallible = writeln!(out, "#   {key}  {name}");
        }
    }
    Ok(out)
}

/// Returns as what the speaker with this key was introduced so far: role and organization, either of which may be missing; in the order
/// in which they were logged.
///
/// # Errors
/// When the book cannot be read.
pub fn known_roles(
    reader: Reader<'_>,
    speaker: &str,
) -> Result<Vec<(Option<String>, Option<String>)>> {
    reader.rows(
        include_str!("known_roles.sql"),
        &[("key", Value::from(speaker))],
        |row| {
            Ok((
                row.optional_text("role")?,
                row.optional_text("organization")?,
            ))
        },
    )
}
