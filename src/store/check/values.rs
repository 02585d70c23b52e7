//! What the columns of records hold: keys, dates, zones, countries, and references that make a tree.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::DateTime;

use super::Found;
use crate::domain::date::Date;
use crate::domain::key::Key;
use crate::domain::record::{Field, Kind, NOUNS, Takes};
use crate::store::error::Result;
use crate::store::names::key_sql;
use crate::store::reader::Reader;
use crate::store::schema;

/// Every key is a key, and every former key means one record that is there.
pub(super) fn keys(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    for noun in NOUNS.iter().filter(|noun| has_key(noun.kind)) {
        let kind = noun.noun;
        let keys = reader.rows(&format!("SELECT key FROM {kind} ORDER BY id"), &[], |row| {
            row.text("key")
        })?;
        for key in keys {
            match key.parse::<Key>() {
                Ok(parsed) if parsed.as_str() == key => {}
                Ok(parsed) => found.push((
                    format!("{kind} {key}"),
                    format!("its key should be written {parsed}"),
                )),
                Err(error) => found.push((format!("{kind} {key}"), error.to_string())),
            }
        }
        let former = reader.rows(
            &format!(
                "SELECT f.key, f.record, (SELECT 1 FROM {kind} AS r WHERE r.id = f.record) AS there, (SELECT 1 FROM {kind} AS r WHERE r.key = f.key) AS taken FROM former_key AS f WHERE f.kind = '{kind}' ORDER BY f.id"
            ),
            &[],
            |row| {
                Ok((
                    row.text("key")?,
                    row.integer("record")?,
                    row.optional_integer("there")?.is_some(),
                    row.optional_integer("taken")?.is_some(),
                ))
            },
        )?;
        for (key, record, there, taken) in former {
            let place = format!("former key {key}");
            if !there {
                found.push((place, format!("means {kind} {record}, which is not there")));
            } else if taken {
                found.push((place, format!("is also the key of a {kind}")));
            }
        }
    }
    Ok(())
}

/// Articles and claims have their keys from their numbers.
fn has_key(kind: Kind) -> bool {
    !matches!(kind, Kind::Article | Kind::Claim)
}

/// Every date, zone, country and language is one, in its one stored form; and so are the times and lists outside the registry.
pub(super) fn values(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    for noun in NOUNS {
        let columns = schema::columns_of(reader.connection, noun.noun)?;
        let typed = noun.fields.iter().filter(|field| {
            !matches!(field.takes, Takes::Text | Takes::Record(_))
                && columns.iter().any(|column| column == field.column)
        });
        for field in typed {
            field_values(reader, noun.kind, field, found)?;
        }
    }
    for (what, sql, parses) in OTHERS {
        let values = reader.rows(sql, &[], |row| Ok((row.text("place")?, row.text("value")?)))?;
        for (place, value) in values {
            if !parses(&value) {
                found.push((place, format!("“{value}” is no {what}")));
            }
        }
    }
    Ok(())
}

/// What a value is, SQL that gives the values with their places, and whether one is what it should be.
type Other = (&'static str, &'static str, fn(&str) -> bool);

const OTHERS: [Other; 4] = [
    (
        "date",
        "SELECT r.attribute || ' in a' || k.article AS place, r.value FROM reported_fact AS r JOIN coding AS k ON k.id = r.coding WHERE r.kind = 'date' ORDER BY r.id",
        is_date,
    ),
    (
        "list of names",
        "SELECT r.attribute || ' in a' || k.article AS place, r.value FROM reported_fact AS r JOIN coding AS k ON k.id = r.coding WHERE r.kind = 'names' ORDER BY r.id",
        |value| serde_json::from_str::<Vec<String>>(value).is_ok(),
    ),
    (
        "time",
        "SELECT 'operation ' || id AS place, at AS value FROM operation ORDER BY id",
        is_instant,
    ),
    (
        "time",
        "SELECT 'text ' || number || ' of a' || article AS place, retrieved_at AS value FROM article_version WHERE retrieved_at IS NOT NULL ORDER BY id",
        is_instant,
    ),
];

fn is_date(value: &str) -> bool {
    value
        .parse::<Date>()
        .is_ok_and(|date| date.to_string() == value)
}

fn is_instant(value: &str) -> bool {
    DateTime::parse_from_rfc3339(value).is_ok()
}

fn field_values(reader: &Reader<'_>, kind: Kind, field: &Field, found: &mut Found) -> Result<()> {
    // A large book has few different values: what was once found right is not looked at again.
    const REMEMBERED: usize = 10_000;
    let mut right: HashSet<String> = HashSet::new();
    let mut wrong = Vec::new();
    reader.rows(
        &format!(
            "SELECT r.id, r.\"{column}\" AS value FROM {kind} AS r WHERE r.\"{column}\" IS NOT NULL ORDER BY r.id",
            column = field.column,
        ),
        &[],
        |row| {
            let id = row.integer("id")?;
            row.with_text("value", |value| {
                let value = value.unwrap_or_default();
                if right.contains(value) {
                    return Ok(());
                }
                match field.takes.normalize(value) {
                    Ok(stored) if stored == value => {
                        if right.len() < REMEMBERED {
                            right.insert(stored);
                        }
                    }
                    Ok(stored) => wrong.push((
                        id,
                        format!("{} “{value}” should be written “{stored}”", field.name),
                    )),
                    Err(error) => wrong.push((id, format!("{} {error}", field.name))),
                }
                Ok(())
            })
        },
    )?;
    for (id, what) in wrong {
        let key = reader.first(
            &format!(
                "SELECT {} AS place FROM {kind} AS r WHERE r.id = :id",
                key_sql(kind)
            ),
            &[("id", id.into())],
            |row| row.text("place"),
        )?;
        found.push((format!("{kind} {}", key.unwrap_or_default()), what));
    }
    Ok(())
}

/// No record is above itself.
pub(super) fn trees(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    for noun in NOUNS {
        let upward = noun
            .fields
            .iter()
            .filter(|field| field.takes == Takes::Record(noun.kind));
        for field in upward {
            let rows = reader.rows(
                &format!(
                    "SELECT r.id, {} AS key, r.\"{column}\" AS above FROM {} AS r WHERE r.\"{column}\" IS NOT NULL ORDER BY r.id",
                    key_sql(noun.kind),
                    noun.noun,
                    column = field.column
                ),
                &[],
                |row| Ok((row.integer("id")?, row.text("key")?, row.integer("above")?)),
            )?;
            let above: BTreeMap<i64, i64> =
                rows.iter().map(|(id, _, above)| (*id, *above)).collect();
            for id in on_circles(&above) {
                let key = rows.iter().find(|(row, _, _)| *row == id);
                let key = key.map_or("", |(_, key, _)| key.as_str());
                found.push((
                    format!("{} {key}", noun.noun),
                    format!("is above itself by {}", field.name),
                ));
            }
        }
    }
    Ok(())
}

/// The records from which the way up comes back to them.
fn on_circles(above: &BTreeMap<i64, i64>) -> BTreeSet<i64> {
    let mut done = BTreeSet::new();
    let mut circles = BTreeSet::new();
    for start in above.keys() {
        let mut path = Vec::new();
        let mut at = *start;
        while done.insert(at) {
            path.push(at);
            match above.get(&at) {
                Some(next) => at = *next,
                None => break,
            }
        }
        if let Some(from) = path.iter().position(|passed| *passed == at)
            && above.contains_key(&at)
        {
            circles.extend(path.iter().skip(from));
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_records_of_a_circle_are_on_it() {
        let above = BTreeMap::from([(1, 2), (2, 3), (3, 2), (4, 5), (6, 6), (7, 1)]);
        assert_eq!(on_circles(&above), BTreeSet::from([2, 3, 6]));
    }
}
