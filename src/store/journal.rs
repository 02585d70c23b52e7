//! The journal: history, undo and redo over the operations and changes that every write leaves.

use std::collections::BTreeMap;

use rusqlite::types::Value as SqlValue;
use serde_json::{Map, Value as Json};

use super::book::Book;
use super::error::{Result, StoreError};
use super::open;
use super::reader::{Reader, Value};
use super::schema;
use crate::domain::session::Session;

/// One operation of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its number, as `undo` takes it.
    pub id: i64,
    /// What all operations of one command line share.
    pub batch: String,
    /// What was done.
    pub name: String,
    /// Who did it.
    pub coder: String,
    /// When: UTC, RFC 3339.
    pub at: String,
    /// do, undo or redo.
    pub kind: String,
    /// What an undo took back or a redo brought back.
    pub target: Option<i64>,
    /// The undo that is in force over it.
    pub undone_by: Option<i64>,
    /// Rows (with their aggregates) that it added.
    pub inserted: i64,
    /// Rows that it changed.
    pub updated: i64,
    /// Rows that it deleted.
    pub deleted: i64,
}

/// What an undo should take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoWhat {
    /// The last operation in force.
    Last,
    /// This operation.
    Operation(i64),
    /// All operations of the command line that wrote this operation (or the last one in force).
    BatchOf(Option<i64>),
}

impl Reader<'_> {
    /// Returns the newest `limit` operations, newest first.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn history(&self, limit: i64) -> Result<Vec<Operation>> {
        self.operations(
            "SELECT * FROM operation ORDER BY id DESC LIMIT :limit",
            &[("limit", Value::Integer(limit))],
        )
    }

    /// Returns one operation, or `None` where there is none of this number.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn operation(&self, id: i64) -> Result<Option<Operation>> {
        Ok(self
            .operations(
                "SELECT * FROM operation WHERE id = :id",
                &[("id", Value::Integer(id))],
            )?
            .pop())
    }

    fn operations(&self, sql: &str, parameters: &[(&str, Value)]) -> Result<Vec<Operation>> {
        let sql = format!(
            "SELECT o.*,
               (SELECT count(*) FROM change AS c WHERE c.operation = o.id AND c.action = 'insert') AS inserted,
               (SELECT count(*) FROM change AS c WHERE c.operation = o.id AND c.action = 'update') AS updated,
               (SELECT count(*) FROM change AS c WHERE c.operation = o.id AND c.action = 'delete') AS deleted
             FROM ({sql}) AS o ORDER BY o.id DESC"
        );
        self.rows(&sql, parameters, |row| {
            Ok(Operation {
                id: row.integer("id")?,
                batch: row.text("batch")?,
                name: row.text("name")?,
                coder: row.text("coder")?,
                at: row.text("at")?,
                kind: row.text("kind")?,
                target: row.optional_integer("target")?,
                undone_by: row.optional_integer("undone_by")?,
                inserted: row.integer("inserted")?,
                updated: row.integer("updated")?,
                deleted: row.integer("deleted")?,
            })
        })
    }

    fn last_in_force(&self) -> Result<Option<i64>> {
        self.first(
            "SELECT id FROM operation WHERE kind = 'do' AND undone_by IS NULL ORDER BY id DESC LIMIT 1",
            &[],
            |row| row.integer("id"),
        )
    }
}

struct Change {
    table: String,
    row: i64,
    action: String,
    columns: Option<String>,
}

impl Book {
    /// Takes operations back, newest first, each as an operation of its own, all or none, and returns them as they were.
    ///
    /// # Errors
    /// `NotFound` without such an operation; `Refused` with the reason where a later operation stands on it, it is undone already, or it
    /// is of another schema.
    pub fn undo(&mut self, session: &mut Session, what: &UndoWhat) -> Result<Vec<Operation>> {
        self.transact(|book| {
            let reader = book.reader();
            let nothing = || StoreError::Refused {
                reason: String::from("there is nothing to undo"),
            };
            let targets: Vec<i64> = match what {
                UndoWhat::Last => vec![reader.last_in_force()?.ok_or_else(nothing)?],
                UndoWhat::Operation(id) => vec![*id],
                UndoWhat::BatchOf(id) => {
                    let id = match id {
                        Some(id) => *id,
                        None => reader.last_in_force()?.ok_or_else(nothing)?,
                    };
                    let in_force = reader.rows(
                        "SELECT id FROM operation WHERE batch = (SELECT batch FROM operation WHERE id = :id) AND kind = 'do' AND undone_by IS NULL ORDER BY id DESC",
                        &[("id", Value::Integer(id))],
                        |row| row.integer("id"),
                    )?;
                    if in_force.is_empty() { vec![id] } else { in_force }
                }
            };
            let mut undone = Vec::new();
            for id in targets {
                let operation = book.reader().operation(id)?.ok_or_else(|| unknown(id))?;
                book.undo_one(session, &operation)?;
                undone.push(operation);
            }
            Ok((undone, true))
        })
    }

    /// Brings back what the last undo took back, right after it, and returns it.
    ///
    /// # Errors
    /// `Refused` where the last operation is not an undo.
    pub fn redo(&mut self, session: &mut Session) -> Result<Operation> {
        self.transact(|book| {
            // The newest undo still in force, with no new work after it.
            let undo = book.reader().first(
                "SELECT id, undone_by FROM operation WHERE undone_by IS NOT NULL AND undone_by > coalesce((SELECT max(id) FROM operation WHERE kind = 'do'), 0) ORDER BY undone_by DESC LIMIT 1",
                &[],
                |row| Ok((row.integer("id")?, row.integer("undone_by")?)),
            )?;
            let Some((id, undo)) = undo else {
                return Err(StoreError::Refused {
                    reason: String::from("there is nothing to redo: redo works right after an undo, before anything new is written"),
                });
            };
            let operation = book.reader().operation(id)?.ok_or_else(|| unknown(id))?;
            let redo = book.begin_operation(session, &operation.name, "redo", Some(id))?;
            book.reverse(undo, &format!("operation {id} ({})", operation.name), "redone")?;
            book.end_operation(redo)?;
            book.connection
                .execute("UPDATE operation SET undone_by = NULL WHERE id = ?1", [id])?;
            Ok((operation, true))
        })
    }

    fn undo_one(&self, session: &mut Session, operation: &Operation) -> Result<()> {
        let named = format!("operation {} ({})", operation.id, operation.name);
        let refuse = |why: String| {
            Err(StoreError::Refused {
                reason: format!("{named} {why}"),
            })
        };
        if operation.kind != "do" {
            return refuse(format!(
                "is itself {}: undo or redo the operation it names instead",
                if operation.kind == "undo" {
                    "an undo"
                } else {
                    "a redo"
                }
            ));
        }
        if let Some(undo) = operation.undone_by {
            return refuse(format!("is undone already, by operation {undo}"));
        }
        let schema: i64 = self.connection.query_row(
            "SELECT schema_version FROM operation WHERE id = ?1",
            [operation.id],
            |row| row.get(0),
        )?;
        if schema != open::known_schema() {
            return refuse(format!(
                "was written under schema {schema} and cannot be undone across an upgrade"
            ));
        }
        let undo = self.begin_operation(session, &operation.name, "undo", Some(operation.id))?;
        self.reverse(operation.id, &named, "undone")?;
        self.end_operation(undo)?;
        self.connection.execute(
            "UPDATE operation SET undone_by = ?1 WHERE id = ?2",
            [undo, operation.id],
        )?;
        Ok(())
    }

    /// Reverses every change of `operation`, last first.
    fn reverse(&self, operation: i64, named: &str, verb: &str) -> Result<()> {
        // Rows of one operation refer to each other; only what is left at the end counts.
        self.batch("PRAGMA defer_foreign_keys = ON")?;
        let changes = self.reader().rows(
            "SELECT record_table, record, action, columns FROM change WHERE operation = :operation ORDER BY id DESC",
            &[("operation", Value::Integer(operation))],
            |row| {
                Ok(Change {
                    table: row.text("record_table")?,
                    row: row.integer("record")?,
                    action: row.text("action")?,
                    columns: row.optional_text("columns")?,
                })
            },
        )?;
        let mut deleted = Vec::new();
        let mut restored = Vec::new();
        let mut changed = Vec::new();
        for change in changes {
            match change.action.as_str() {
                "insert" => {
                    self.refuse_if_stood_on(operation, &change, named, verb)?;
                    for (child, column) in schema::children_of(&change.table) {
                        self.connection
                            .prepare_cached(&format!("DELETE FROM {child} WHERE {column} = ?1"))?
                            .execute([change.row])?;
                    }
                    self.connection
                        .prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", change.table))?
                        .execute([change.row])?;
                    deleted.push((change.table, change.row));
                }
                "update" => {
                    self.restore_columns(operation, &change, named, verb)?;
                    changed.push((change.table, change.row));
                }
                _ => {
                    self.restore_row(&change, named, verb)?;
                    restored.push((change.table, change.row));
                }
            }
        }
        let needed = self.needed_later(operation)?;
        for (table, row) in deleted {
            if let Some((later, name)) = needed.get(&(table.clone(), row)) {
                return Err(stands_on(named, verb, *later, name));
            }
            let by = self.referrers(&table, row)?;
            if !by.is_empty() {
                return Err(StoreError::Refused {
                    reason: format!(
                        "{named} cannot be {verb}: {} still refer to {table} {row}, which it added",
                        by.join(", ")
                    ),
                });
            }
        }
        for (table, row) in restored.iter().chain(&changed) {
            if let Some(claim) = self.speaks_as_another(table, *row)? {
                return Err(StoreError::Refused {
                    reason: format!(
                        "{named} cannot be {verb}: in {claim} somebody would speak as what is another speaker's affiliation by now"
                    ),
                });
            }
        }
        for (table, row) in restored {
            if let Some(missing) = self.dangling(&table, row)? {
                return Err(StoreError::Refused {
                    reason: format!(
                        "{named} cannot be {verb}: {table} {row}, which would come back, refers to {missing}, which is gone"
                    ),
                });
            }
        }
        Ok(())
    }

    /// Refuses where an operation in force, later than `operation`, changed the inserted row or a row of its aggregate.
    fn refuse_if_stood_on(
        &self,
        operation: i64,
        change: &Change,
        named: &str,
        verb: &str,
    ) -> Result<()> {
        const LATER: &str = "c.operation > ?2 AND o.kind = 'do' AND o.undone_by IS NULL";
        let own = format!(
            "SELECT o.id, o.name FROM change AS c JOIN operation AS o ON o.id = c.operation WHERE c.record_table = '{}' AND c.record = ?1 AND {LATER}",
            change.table
        );
        // CROSS JOIN: from the few rows of the aggregate. SQLite would begin with all changes of the child table, of which this very undo
        // makes more and more.
        let children = schema::children_of(&change.table).map(|(child, column)| {
            format!(
                "SELECT o.id, o.name FROM {child} AS r CROSS JOIN change AS c ON c.record_table = '{child}' AND c.record = r.id JOIN operation AS o ON o.id = c.operation WHERE r.{column} = ?1 AND {LATER}"
            )
        });
        for sql in std::iter::once(own).chain(children) {
            let mut statement = self.connection.prepare_cached(&format!("{sql} LIMIT 1"))?;
            let mut rows = statement.query([change.row, operation])?;
            if let Some(row) = rows.next()? {
                let (later, name): (i64, String) = (row.get(0)?, row.get(1)?);
                return Err(stands_on(named, verb, later, &name));
            }
        }
        Ok(())
    }

    /// What the rows refer to that operations in force, later than `operation`, deleted or made refer to something else, each with such an
    /// operation: none of these could be undone without it.
    fn needed_later(&self, operation: i64) -> Result<BTreeMap<(String, i64), (i64, String)>> {
        let mut needed = BTreeMap::new();
        let mut references: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        self.reader().rows(
            "SELECT o.id, o.name, c.record_table, c.columns, c.action = 'delete' AS is_delete FROM operation AS o CROSS JOIN change AS c ON c.operation = o.id WHERE o.id > :operation AND o.kind = 'do' AND o.undone_by IS NULL AND c.action IN ('delete', 'update') ORDER BY c.id",
            &[("operation", Value::Integer(operation))],
            |row| {
                let table = row.text("record_table")?;
                let of_table = match references.get(&table) {
                    Some(known) => known,
                    None => {
                        let own = self.references(&table)?;
                        references.entry(table).or_insert(own)
                    }
                };
                let columns: Map<String, Json> = row.with_text("columns", |columns| {
                    Ok(serde_json::from_str(columns.unwrap_or_default()).unwrap_or_default())
                })?;
                let is_delete = row.flag("is_delete")?;
                let (id, name) = (row.integer("id")?, row.text("name")?);
                for (column, parent) in of_table {
                    let value = columns.get(column);
                    let held = if is_delete { value } else { value.and_then(|pair| pair.get(0)) };
                    if let Some(held) = held.and_then(Json::as_i64) {
                        needed.insert((parent.clone(), held), (id, name.clone()));
                    }
                }
                Ok(())
            },
        )?;
        Ok(needed)
    }

    /// The columns of a table that refer to others, and to which.
    fn references(&self, table: &str) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1) ORDER BY seq, \"from\"",
        )?;
        let references = statement
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(references)
    }

    fn restore_columns(
        &self,
        operation: i64,
        change: &Change,
        named: &str,
        verb: &str,
    ) -> Result<()> {
        for (column, pair) in columns_of(change)? {
            let (old, new) = match pair {
                Json::Array(pair) if pair.len() == 2 => (to_sql(&pair[0]), to_sql(&pair[1])),
                _ => return Err(broken(change)),
            };
            // Written so that a value which another operation has changed since is not overwritten.
            let restored = self
                .connection
                .prepare_cached(&format!(
                    "UPDATE {} SET \"{column}\" = ?1 WHERE id = ?2 AND \"{column}\" IS ?3",
                    change.table
                ))?
                .execute(rusqlite::params![old, change.row, new])
                .map_err(|error| taken(error, named, verb, change))?;
            if restored == 0 {
                let later = self.connection.query_row(
                    "SELECT o.id, o.name FROM change AS c JOIN operation AS o ON o.id = c.operation WHERE c.record_table = ?1 AND c.record = ?2 AND o.id > ?3 AND o.kind = 'do' AND o.undone_by IS NULL ORDER BY o.id DESC LIMIT 1",
                    rusqlite::params![change.table, change.row, operation],
                    |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
                );
                return Err(match later {
                    Ok((later, name)) => stands_on(named, verb, later, &name),
                    Err(_) => StoreError::Refused {
                        reason: format!(
                            "{named} cannot be {verb}: {column} of {} {} has another value by now",
                            change.table, change.row
                        ),
                    },
                });
            }
        }
        Ok(())
    }

    fn restore_row(&self, change: &Change, named: &str, verb: &str) -> Result<()> {
        let columns = columns_of(change)?;
        let names = columns
            .keys()
            .map(|name| format!("\"{name}\""))
            .collect::<Vec<_>>()
            .join(", ");
        let marks = vec!["?"; columns.len()].join(", ");
        self.connection
            .prepare_cached(&format!(
                "INSERT INTO {} ({names}) VALUES ({marks})",
                change.table
            ))?
            .execute(rusqlite::params_from_iter(columns.values().map(to_sql)))
            .map_err(|error| taken(error, named, verb, change))?;
        Ok(())
    }

    /// What refers to a row, as "3 claims", sorted by table.
    pub(super) fn referrers(&self, table: &str, row: i64) -> Result<Vec<String>> {
        super::reference::referrers(&self.connection, table, row)
    }

    /// The key of a claim in which, through this row, somebody speaks as what another is. No foreign key can hold that.
    fn speaks_as_another(&self, table: &str, row: i64) -> Result<Option<String>> {
        let column = match table {
            "claim_speaker" => "p.id",
            "affiliation" => "p.affiliation",
            _ => return Ok(None),
        };
        self.reader().first(
            &format!(
                "SELECT 'a' || c.article || '.' || c.number AS key FROM claim_speaker AS p CROSS JOIN affiliation AS a ON a.id = p.affiliation CROSS JOIN claim AS c ON c.id = p.claim WHERE {column} = :row AND a.speaker <> p.speaker ORDER BY c.id LIMIT 1"
            ),
            &[("row", Value::Integer(row))],
            |row| row.text("key"),
        )
    }

    fn dangling(&self, table: &str, row: i64) -> Result<Option<String>> {
        for (column, parent) in self.references(table)? {
            let gone = self.reader().exists(
                &format!(
                    "SELECT 1 FROM {table} AS r WHERE r.id = ?1 AND r.\"{column}\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE p.id = r.\"{column}\")"
                ),
                row,
            )?;
            if gone {
                return Ok(Some(format!("its {parent}")));
            }
        }
        Ok(None)
    }
}

fn unknown(id: i64) -> StoreError {
    StoreError::NotFound {
        kind: String::from("operation"),
        words: id.to_string(),
        nearest: Vec::new(),
    }
}

fn stands_on(named: &str, verb: &str, later: i64, name: &str) -> StoreError {
    StoreError::Refused {
        reason: format!(
            "{named} cannot be {verb}: operation {later} ({name}) stands on it; undo {later} first"
        ),
    }
}

fn taken(error: rusqlite::Error, named: &str, verb: &str, change: &Change) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::Refused {
            reason: format!(
                "{named} cannot be {verb}: a value of {} {} has been given to another one since ({error})",
                change.table, change.row
            ),
        },
        _ => error.into(),
    }
}

fn columns_of(change: &Change) -> Result<Map<String, Json>> {
    match change.columns.as_deref().map(serde_json::from_str::<Json>) {
        Some(Ok(Json::Object(columns))) => Ok(columns),
        _ => Err(broken(change)),
    }
}

fn broken(change: &Change) -> StoreError {
    StoreError::Corrupt {
        reason: format!(
            "the journal's {} of {} {} cannot be read",
            change.action, change.table, change.row
        ),
    }
}

fn to_sql(value: &Json) -> SqlValue {
    match value {
        Json::Null => SqlValue::Null,
        Json::Bool(value) => SqlValue::Integer(i64::from(*value)),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => SqlValue::Integer(integer),
            None => number.as_f64().map_or(SqlValue::Null, SqlValue::Real),
        },
        Json::String(text) => SqlValue::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => SqlValue::Text(value.to_string()),
    }
}

#[cfg(test)]
mod tests;
