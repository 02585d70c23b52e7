//! Conflicts: what two books hold in the same field, kept until a person decides.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::super::book::Writer;
use super::super::error::{Result, StoreError};
use super::super::reader::{Reader, Value};
use super::carry::{Merge, insert_sql, label};
use super::fields::{Held, Step, held, list_columns, owner_column};
use super::plan::Clash;
use super::tables::{Shapes, TABLES, Unit};
use crate::domain::record::{Field, Kind};

/// A field with two values, undecided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its number, by which it is decided.
    pub id: i64,
    /// The record, the field and the two values.
    pub clash: Clash,
    /// The other book's file, as it was named.
    pub source: String,
}

/// Which value of a conflict stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// This book's, as it is now.
    Ours,
    /// The other book's.
    Theirs,
}

impl Verdict {
    /// The word for it, as the table has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Ours => "ours",
            Verdict::Theirs => "theirs",
        }
    }
}

/// A conflict as stored.
struct Stored {
    id: i64,
    table: &'static str,
    here: i64,
    unit: Unit,
    theirs: String,
    source: String,
}

impl Merge<'_, '_> {
    /// Keeps the other book's value of a field beside this one's. Where a person has decided against this very value before, nothing is
    /// asked again.
    pub(super) fn keep_conflict(
        &mut self,
        table: &'static str,
        here: i64,
        unit: &Unit,
        ours: &Held,
        theirs: &Held,
    ) -> Result<Step> {
        let reader = self.writer.reader();
        let uid = reader
            .first(
                &format!("SELECT uid FROM {table} WHERE id = :id"),
                &[("id", Value::Integer(here))],
                |row| row.text("uid"),
            )?
            .unwrap_or_default();
        let ours = stored(reader, self.shapes, table, unit, ours)?;
        let theirs = stored(reader, self.shapes, table, unit, theirs)?;
        let parameters = [
            ("table", Value::from(table)),
            ("record", Value::Text(uid)),
            ("field", Value::from(unit.name.as_str())),
            ("ours", Value::Text(ours.to_string())),
            ("theirs", Value::Text(theirs.to_string())),
            ("source", Value::from(self.name)),
            ("uid", Value::Text(self.writer.session.next_uid())),
        ];
        let decided = self.writer.reader().count(
            "SELECT count(*) FROM conflict WHERE record_table = :table AND record_uid = :record AND field = :field AND verdict = 'ours' AND theirs = :theirs",
            &parameters,
        )?;
        if decided > 0 {
            return Ok(Step::Keep);
        }
        let open = self.writer.run(
            "UPDATE conflict SET ours = :ours, theirs = :theirs WHERE record_table = :table AND record_uid = :record AND field = :field AND source = :source AND verdict IS NULL",
            &parameters,
        )?;
        if open == 0 {
            self.writer.insert(
                "INSERT INTO conflict (uid, record_table, record_uid, field, ours, theirs, source) VALUES (:uid, :table, :record, :field, :ours, :theirs, :source)",
                &parameters,
            )?;
        }
        let reader = self.writer.reader();
        self.plan.conflicts.push(Clash {
            table,
            record: label(reader, table, here)?.0,
            field: field_name(table, unit),
            ours: shown(reader, self.shapes, table, unit, &ours)?,
            theirs: shown(reader, self.shapes, table, unit, &theirs)?,
        });
        Ok(Step::Conflict)
    }
}

impl Reader<'_> {
    /// Returns what merges left undecided, oldest first: with the values that this book has now. A record that is gone, or a field that
    /// has the other book's value by now, needs no decision and is not among them.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn conflicts(&self) -> Result<Vec<Conflict>> {
        let shapes = Shapes::read(*self)?;
        let mut conflicts = Vec::new();
        for stored in self.open_conflicts(&shapes)? {
            let table = stored.table;
            let ours = held(*self, &shapes, table, stored.here, &stored.unit)?;
            let ours = self::stored(*self, &shapes, table, &stored.unit, &ours)?;
            let theirs: Json =
                serde_json::from_str(&stored.theirs).map_err(|_| broken(stored.id))?;
            if ours == theirs {
                continue;
            }
            conflicts.push(Conflict {
                id: stored.id,
                clash: Clash {
                    table,
                    record: label(*self, table, stored.here)?.0,
                    field: field_name(table, &stored.unit),
                    ours: shown(*self, &shapes, table, &stored.unit, &ours)?,
                    theirs: shown(*self, &shapes, table, &stored.unit, &theirs)?,
                },
                source: stored.source,
            });
        }
        Ok(conflicts)
    }

    fn open_conflicts(&self, shapes: &Shapes) -> Result<Vec<Stored>> {
        let all = self.rows(
            "SELECT id, record_table, record_uid, field, theirs, source FROM conflict WHERE verdict IS NULL ORDER BY id",
            &[],
            |row| {
                Ok((
                    row.integer("id")?,
                    row.text("record_table")?,
                    row.text("record_uid")?,
                    row.text("field")?,
                    row.text("theirs")?,
                    row.text("source")?,
                ))
            },
        )?;
        let mut open = Vec::new();
        for (id, table, uid, field, theirs, source) in all {
            let table = TABLES
                .into_iter()
                .find(|known| *known == table)
                .ok_or_else(|| broken(id))?;
            let Some(here) = self.id_of_uid(table, &uid)? else {
                continue;
            };
            let unit = shapes
                .units(table)
                .into_iter()
                .find(|unit| unit.name == field)
                .ok_or_else(|| broken(id))?;
            open.push(Stored {
                id,
                table,
                here,
                unit,
                theirs,
                source,
            });
        }
        Ok(open)
    }

    /// The row with this uid, or of the record into which the one with this uid was merged.
    pub(super) fn id_of_uid(&self, table: &str, uid: &str) -> Result<Option<i64>> {
        self.first(
            &format!("SELECT r.id FROM {table} AS r WHERE r.uid = :uid OR r.uid = (SELECT m.record_uid FROM merged_uid AS m WHERE m.record_table = :table AND m.other_uid = :uid)"),
            &[("uid", Value::from(uid)), ("table", Value::from(table))],
            |row| row.integer("id"),
        )
    }
}

impl Writer<'_> {
    /// Decides conflicts by their numbers: this book's values stay, or the other book's are written.
    ///
    /// # Errors
    /// `NotFound` where one is not open; `Invalid` where the other book's value cannot be written any more.
    pub fn decide_conflicts(&mut self, ids: &[i64], verdict: Verdict) -> Result<()> {
        let shapes = Shapes::read(self.reader())?;
        let mut open: BTreeMap<i64, Stored> = self
            .reader()
            .open_conflicts(&shapes)?
            .into_iter()
            .map(|stored| (stored.id, stored))
            .collect();
        for id in ids {
            let stored = open.remove(id).ok_or_else(|| StoreError::NotFound {
                kind: String::from("open conflict"),
                words: id.to_string(),
                nearest: Vec::new(),
            })?;
            if verdict == Verdict::Theirs {
                self.take_theirs(&shapes, &stored)?;
            }
            self.run(
                "UPDATE conflict SET verdict = :verdict WHERE id = :id",
                &[
                    ("verdict", Value::from(verdict.as_str())),
                    ("id", Value::Integer(*id)),
                ],
            )?;
        }
        Ok(())
    }

    fn take_theirs(&mut self, shapes: &Shapes, conflict: &Stored) -> Result<()> {
        let (table, unit) = (conflict.table, &conflict.unit);
        let json: Json = serde_json::from_str(&conflict.theirs).map_err(|_| broken(conflict.id))?;
        let refuse = |why: &str| StoreError::Invalid {
            message: format!("conflict {}: the other book's value {why}", conflict.id),
        };
        let reader = self.reader();
        let read = |table: &str, columns: &[&str], json: &Json| -> Result<Vec<Value>> {
            let shape = shapes.of(table);
            columns
                .iter()
                .map(
                    |column| match (shape.refers_to(column), json.get(*column)) {
                        (Some(other), Some(Json::String(uid))) => reader
                            .id_of_uid(other, uid)?
                            .map(Value::Integer)
                            .ok_or_else(|| refuse(&format!("names a {other} that is gone"))),
                        (_, value) => Ok(value_of(value.unwrap_or(&Json::Null))),
                    },
                )
                .collect()
        };
        let columns: Vec<&str> = unit.columns.iter().map(String::as_str).collect();
        let mut theirs = Held {
            columns: read(table, &columns, &json)?,
            lists: Vec::new(),
        };
        for list in &unit.lists {
            let columns = list_columns(shapes.of(list));
            let rows = json
                .get(*list)
                .and_then(Json::as_array)
                .cloned()
                .unwrap_or_default();
            theirs.lists.push(
                rows.iter()
                    .map(|row| read(list, &columns, row))
                    .collect::<Result<Vec<_>>>()?,
            );
        }
        if !self.write_unit(shapes, table, conflict.here, unit, &theirs)? {
            return Err(refuse(
                "does not fit any more: another record has it, or it would stand under itself",
            ));
        }
        if unit.lists.contains(&"claim_speaker") {
            let coding = self.reader().count(
                "SELECT coding FROM claim WHERE id = :id",
                &[("id", Value::Integer(conflict.here))],
            )?;
            self.derive_affiliations(coding)?;
        }
        Ok(())
    }

    /// Writes what a field of a row holds. Returns false, and writes nothing, where it does not fit: another row has the value, or the
    /// row would stand under itself.
    pub(super) fn write_unit(
        &mut self,
        shapes: &Shapes,
        table: &'static str,
        id: i64,
        unit: &Unit,
        held: &Held,
    ) -> Result<bool> {
        let shape = shapes.of(table);
        for (column, value) in unit.columns.iter().zip(&held.columns) {
            if let (Some(kind), Value::Integer(above)) = (Kind::from_noun(table), value)
                && shape.refers_to(column) == Some(table)
                && (*above == id
                    || (column != "negates" && self.stands_under(kind, column, *above, id)?))
            {
                return Ok(false);
            }
        }
        if !unit.columns.is_empty() {
            let set: Vec<String> = unit
                .columns
                .iter()
                .map(|column| format!("\"{column}\" = :{column}"))
                .collect();
            let mut values: Vec<(&str, Value)> = unit
                .columns
                .iter()
                .map(String::as_str)
                .zip(held.columns.iter().cloned())
                .collect();
            values.push(("row_id", Value::Integer(id)));
            let sql = format!("UPDATE {table} SET {} WHERE id = :row_id", set.join(", "));
            if !self.run_where_it_fits(&sql, &values)? {
                return Ok(false);
            }
        }
        for (list, rows) in unit.lists.iter().zip(&held.lists) {
            let owner = owner_column(table, list);
            self.run(
                &format!("DELETE FROM {list} WHERE \"{owner}\" = :id"),
                &[("id", Value::Integer(id))],
            )?;
            let mut columns = list_columns(shapes.of(list));
            columns.push(owner);
            let insert = insert_sql("INSERT", list, columns.iter().copied());
            for row in rows {
                let mut values: Vec<(&str, Value)> =
                    columns.iter().copied().zip(row.iter().cloned()).collect();
                values.push((owner, Value::Integer(id)));
                self.insert(&insert, &values)?;
            }
        }
        Ok(true)
    }
}

fn broken(id: i64) -> StoreError {
    StoreError::Corrupt {
        reason: format!("conflict {id} cannot be read"),
    }
}

/// What a field holds as JSON, with records as uids.
fn stored(
    reader: Reader<'_>,
    shapes: &Shapes,
    table: &str,
    unit: &Unit,
    held: &Held,
) -> Result<Json> {
    let columns: Vec<&str> = unit.columns.iter().map(String::as_str).collect();
    let mut json = object(reader, shapes, table, &columns, &held.columns)?;
    for (list, rows) in unit.lists.iter().zip(&held.lists) {
        let columns = list_columns(shapes.of(list));
        let rows = rows
            .iter()
            .map(|row| object(reader, shapes, list, &columns, row).map(Json::Object))
            .collect::<Result<Vec<_>>>()?;
        json.insert((*list).to_owned(), Json::Array(rows));
    }
    Ok(Json::Object(json))
}

fn object(
    reader: Reader<'_>,
    shapes: &Shapes,
    table: &str,
    columns: &[&str],
    values: &[Value],
) -> Result<Map<String, Json>> {
    let shape = shapes.of(table);
    let mut json = Map::new();
    for (column, value) in columns.iter().zip(values) {
        let value = match (shape.refers_to(column), value) {
            (_, Value::Null) => continue,
            (Some(other), Value::Integer(id)) => Json::from(
                reader
                    .first(
                        &format!("SELECT uid FROM {other} WHERE id = :id"),
                        &[("id", Value::Integer(*id))],
                        |row| row.text("uid"),
                    )?
                    .unwrap_or_default(),
            ),
            (_, Value::Integer(number)) => json!(number),
            (_, Value::Real(number)) => json!(number),
            (_, Value::Text(text)) => json!(text),
        };
        json.insert((*column).to_owned(), value);
    }
    Ok(json)
}

fn value_of(json: &Json) -> Value {
    match json {
        Json::String(text) => Value::Text(text.clone()),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => number.as_f64().map_or(Value::Null, Value::Real),
        },
        _ => Value::Null,
    }
}

/// A field as sheets and commands name it.
fn field_name(table: &str, unit: &Unit) -> String {
    let fields: &[Field] = Kind::from_noun(table).map_or(&[], |kind| kind.noun().fields);
    let field = unit
        .columns
        .first()
        .and_then(|column| fields.iter().find(|field| field.column == column));
    match (field, unit.name.as_str()) {
        (Some(field), _) => field.name.to_owned(),
        (None, "claim_speaker") => String::from("who"),
        (None, "claim_via") => String::from("via"),
        (None, "article_author") => String::from("byline"),
        (None, "span") => String::from("text"),
        (None, "figure" | "target" | "block") => format!("{}s", unit.name),
        (None, name) => name.to_owned(),
    }
}

/// A stored value for people.
fn shown(
    reader: Reader<'_>,
    shapes: &Shapes,
    table: &str,
    unit: &Unit,
    json: &Json,
) -> Result<String> {
    let word = |table: &str, column: &str, value: &Json| -> Result<Option<String>> {
        Ok(match (shapes.of(table).refers_to(column), value) {
            (Some(other), Json::String(uid)) => Some(match reader.id_of_uid(other, uid)? {
                Some(id) => label(reader, other, id)?.0,
                None => format!("a {other} that is gone"),
            }),
            (_, Json::Null) => None,
            (_, Json::String(text)) => Some(text.clone()),
            (_, number) if column.ends_with("_guess") => (*number == 1).then(|| String::from("?")),
            (_, number) => Some(number.to_string()),
        })
    };
    let mut words = Vec::new();
    for column in &unit.columns {
        if let Some(value) = json.get(column) {
            words.extend(word(table, column, value)?);
        }
    }
    for list in &unit.lists {
        // What tells a reader which row it is; positions and numbers do not.
        let columns: Vec<&str> = match *list {
            "claim_speaker" | "claim_via" => vec!["speaker"],
            "span" => vec!["words"],
            "target" => vec!["speaker", "role", "tone"],
            "figure" => vec!["comparator", "value", "low", "high", "unit"],
            "block" => vec!["kind", "start_cp", "end_cp"],
            list => list_columns(shapes.of(list)),
        };
        let mut rows: Vec<&Json> = json
            .get(*list)
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
            .collect();
        rows.sort_by_key(|row| {
            let at = |column: &str| row.get(column).and_then(Json::as_i64).unwrap_or(0);
            (at("number"), at("start_cp"))
        });
        for row in rows {
            let mut parts = Vec::new();
            for column in &columns {
                if let Some(value) = row.get(*column) {
                    parts.extend(word(list, column, value)?);
                }
            }
            if !parts.is_empty() {
                words.push(parts.join(" "));
            }
        }
    }
    let separator = if unit.lists.is_empty() { " " } else { ", " };
    Ok(if words.is_empty() {
        String::from("unset")
    } else {
        words.join(separator).replace(" ?", "?")
    })
}
