//! What each of two books did that the other does not know: the operations beyond those that both have, and what they changed.
//!
//! An operation is known to a book that has it in its journal, or that has taken it in by a merge. The state after the last common one
//! is never rebuilt: the first old value that the unknown operations of a side replaced is the common value, and where none replaced
//! any, the value is the common one still.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value as Json;

use super::super::error::{Result, StoreError};
use super::super::reader::{Reader, Value};
use super::super::schema;
use super::tables::TABLES;

/// The rows of a list that were deleted, each as its columns.
type Rows = Vec<BTreeMap<String, Value>>;

/// What one book did that the other does not know.
#[derive(Debug, Default)]
pub(super) struct History {
    /// For each changed row the columns that were changed, with the value before the first change.
    changed: HashMap<(&'static str, i64), BTreeMap<String, Value>>,
    /// Which lists of which rows were changed, with the rows that were deleted from them.
    lists: HashMap<(&'static str, &'static str, i64), Rows>,
    /// Which rows have a change of either sort, in order.
    rows: BTreeSet<(&'static str, i64)>,
    /// Rows with a uid that an operation in force deleted.
    pub(super) deleted: BTreeSet<(&'static str, String)>,
}

impl History {
    /// The value that a column had before the first change that the other book does not know.
    pub(super) fn first_old(&self, table: &'static str, row: i64, column: &str) -> Option<&Value> {
        self.changed.get(&(table, row))?.get(column)
    }

    /// The rows deleted from a list of a row, or `None` where the list was not changed.
    pub(super) fn list(
        &self,
        table: &'static str,
        row: i64,
        list: &'static str,
    ) -> Option<&[BTreeMap<String, Value>]> {
        self.lists.get(&(table, list, row)).map(Vec::as_slice)
    }

    /// The rows of a table that were changed, in order.
    pub(super) fn rows_of(&self, table: &'static str) -> impl Iterator<Item = i64> {
        self.rows
            .range((table, i64::MIN)..=(table, i64::MAX))
            .map(|(_, row)| *row)
    }

    /// Reads what `book` did that a book which knows `known` does not know.
    pub(super) fn read(book: Reader<'_>, known: &HashSet<String>) -> Result<History> {
        let operations = unknown_operations(book, known)?;
        let mut history = History::default();
        if operations.is_empty() {
            return Ok(history);
        }
        let first = operations.first().copied().unwrap_or(0);
        let children = schema::CHILDREN
            .iter()
            .map(|child| child.table)
            .collect::<Vec<_>>();
        book.rows(
            "SELECT c.operation, c.record_table, c.record, c.action, c.uid, c.columns, o.kind = 'do' AND o.undone_by IS NULL AS in_force FROM change AS c JOIN operation AS o ON o.id = c.operation WHERE c.operation >= :first AND (c.action <> 'insert' OR c.record_table IN (SELECT value FROM json_each(:children))) ORDER BY c.id",
            &[("first", Value::Integer(first)), ("children", Value::list(&children))],
            |row| {
                if !operations.contains(&row.integer("operation")?) {
                    return Ok(());
                }
                let change = Change {
                    table: row.text("record_table")?,
                    row: row.integer("record")?,
                    action: row.text("action")?,
                    uid: row.optional_text("uid")?,
                    columns: row.optional_text("columns")?,
                    in_force: row.flag("in_force")?,
                };
                history.take(book, change)
            },
        )?;
        Ok(history)
    }

    fn take(&mut self, book: Reader<'_>, change: Change) -> Result<()> {
        if let Some(table) = TABLES.into_iter().find(|table| *table == change.table) {
            match change.action.as_str() {
                "update" => {
                    let columns = change.columns()?;
                    let changed = self.changed.entry((table, change.row)).or_default();
                    for (column, pair) in columns {
                        let old = pair.get(0).ok_or_else(|| change.broken())?;
                        changed.entry(column).or_insert_with(|| value_of(old));
                    }
                    self.rows.insert((table, change.row));
                }
                "delete" if change.in_force => {
                    if let Some(uid) = change.uid {
                        self.deleted.insert((table, uid));
                    }
                }
                _ => {}
            }
            return Ok(());
        }
        let Some(child) = schema::CHILDREN
            .iter()
            .find(|child| child.table == change.table)
        else {
            return Ok(());
        };
        // In which role somebody speaks follows from the introductions: nobody changed who speaks.
        let derived = change.table == "claim_speaker"
            && change.action == "update"
            && change
                .columns()?
                .keys()
                .all(|column| column == "affiliation");
        if derived {
            return Ok(());
        }
        let deleted: Option<BTreeMap<String, Value>> = match change.action.as_str() {
            "delete" => Some(
                change
                    .columns()?
                    .into_iter()
                    .map(|(column, value)| (column, value_of(&value)))
                    .collect(),
            ),
            _ => None,
        };
        for (column, owner_table) in child.owners {
            let Some(table) = TABLES.into_iter().find(|table| table == owner_table) else {
                continue;
            };
            let owner = match &deleted {
                Some(row) => match row.get(*column) {
                    Some(Value::Integer(owner)) => Some(*owner),
                    _ => None,
                },
                // A row that is gone again has its deletion in the journal too.
                None => book
                    .first(
                        &format!(
                            "SELECT \"{column}\" AS owner FROM {} WHERE id = :id",
                            child.table
                        ),
                        &[("id", Value::Integer(change.row))],
                        |row| row.optional_integer("owner"),
                    )?
                    .flatten(),
            };
            if let Some(owner) = owner {
                let list = self.lists.entry((table, child.table, owner)).or_default();
                list.extend(deleted.clone());
                self.rows.insert((table, owner));
            }
        }
        Ok(())
    }
}

struct Change {
    table: String,
    row: i64,
    action: String,
    uid: Option<String>,
    columns: Option<String>,
    in_force: bool,
}

impl Change {
    fn columns(&self) -> Result<serde_json::Map<String, Json>> {
        match self.columns.as_deref().map(serde_json::from_str::<Json>) {
            Some(Ok(Json::Object(columns))) => Ok(columns),
            _ => Err(self.broken()),
        }
    }

    fn broken(&self) -> StoreError {
        StoreError::Corrupt {
            reason: format!(
                "the journal's {} of {} {} cannot be read",
                self.action, self.table, self.row
            ),
        }
    }
}

/// The uids of all operations whose effect a book has.
pub(super) fn known_operations(book: Reader<'_>) -> Result<HashSet<String>> {
    Ok(book
        .rows(
            "SELECT uid FROM operation UNION ALL SELECT operation_uid FROM merged_operation",
            &[],
            |row| row.text("uid"),
        )?
        .into_iter()
        .collect())
}

/// The operations that a book which knows `known` does not know. A merge that brought nothing but what that book knows is known too.
fn unknown_operations(book: Reader<'_>, known: &HashSet<String>) -> Result<BTreeSet<i64>> {
    let mut unknown: BTreeSet<i64> = BTreeSet::new();
    book.rows("SELECT id, uid FROM operation", &[], |row| {
        let id = row.integer("id")?;
        if row.with_text("uid", |uid| Ok(!uid.is_some_and(|uid| known.contains(uid))))? {
            unknown.insert(id);
        }
        Ok(())
    })?;
    let mut merges: BTreeMap<i64, bool> = BTreeMap::new();
    book.rows(
        "SELECT c.operation, m.operation_uid FROM merged_operation AS m JOIN change AS c ON c.record_table = 'merged_book' AND c.record = m.book AND c.action = 'insert'",
        &[],
        |row| {
            let operation = row.integer("operation")?;
            let foreign =
                row.with_text("operation_uid", |uid| Ok(!uid.is_some_and(|uid| known.contains(uid))))?;
            *merges.entry(operation).or_default() |= foreign;
            Ok(())
        },
    )?;
    for (operation, foreign) in merges {
        if !foreign {
            unknown.remove(&operation);
        }
    }
    Ok(unknown)
}

fn value_of(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Integer(i64::from(*value)),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => number.as_f64().map_or(Value::Null, Value::Real),
        },
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => Value::Text(json.to_string()),
    }
}

/// The rows with a uid that operations in force deleted, however long ago.
pub(super) fn deletions(book: Reader<'_>) -> Result<BTreeSet<(&'static str, String)>> {
    let mut deleted = BTreeSet::new();
    book.rows(
        "SELECT c.record_table, c.uid FROM change AS c JOIN operation AS o ON o.id = c.operation WHERE c.action = 'delete' AND c.uid IS NOT NULL AND o.kind = 'do' AND o.undone_by IS NULL",
        &[],
        |row| {
            let of = row.text("record_table")?;
            if let Some(table) = TABLES.into_iter().find(|table| *table == of) {
                deleted.insert((table, row.text("uid")?));
            }
            Ok(())
        },
    )?;
    Ok(deleted)
}
