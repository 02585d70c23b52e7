//! What of the indexes an operation made stale, by the changes that the journal has of it. A row of an aggregate that the operation added
//! has no change of its own; that of its owner stands for it.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::super::error::Result;
use super::super::reader::{Reader, Value};
use super::{Index, RECORD_KINDS};
use crate::domain::record::Kind;

/// The rows of each index to write anew, and whether the operation added what they are of.
pub(super) type Stale = BTreeMap<Index, BTreeMap<i64, bool>>;

/// The kinds that can have aliases.
const ALIASED: [Kind; 5] = [
    Kind::Outlet,
    Kind::Organization,
    Kind::Speaker,
    Kind::Event,
    Kind::Proposition,
];

/// What the journal has of one change.
struct Change {
    table: String,
    row: i64,
    action: String,
    /// `{column: [old, new]}` of an update, `{column: value}` of a delete.
    columns: Json,
}

impl Change {
    /// Whether it changed this column, or the row as a whole went.
    fn concerns(&self, column: &str) -> bool {
        self.columns.get(column).is_some()
    }

    /// The id that a column held before.
    fn former(&self, column: &str) -> Option<i64> {
        let held = self.columns.get(column)?;
        match self.action.as_str() {
            "update" => held.get(0)?.as_i64(),
            _ => held.as_i64(),
        }
    }
}

/// Asks the journal what an operation made stale.
pub(super) fn stale(reader: &Reader<'_>, operation: i64) -> Result<Stale> {
    let changes = reader.rows(
        "SELECT record_table, record, action, columns FROM change WHERE operation = :operation",
        &[("operation", Value::Integer(operation))],
        |row| {
            Ok(Change {
                table: row.text("record_table")?,
                row: row.integer("record")?,
                action: row.text("action")?,
                // What cannot be read says nothing here; the check of the journal finds it.
                columns: row.with_text("columns", |columns| {
                    Ok(columns.map_or(Json::Null, |columns| {
                        serde_json::from_str(columns).unwrap_or(Json::Null)
                    }))
                })?,
            })
        },
    )?;
    let mut stale = Stale::new();
    for change in &changes {
        take(reader, change, &mut stale)?;
    }
    Ok(stale)
}

fn take(reader: &Reader<'_>, change: &Change, stale: &mut Stale) -> Result<()> {
    let inserted = change.action == "insert";
    let updated = change.action == "update";
    let mut all = |index: Index, rows: Vec<i64>| {
        for row in rows {
            add(stale, index, row, false);
        }
    };
    match change.table.as_str() {
        "claim" => {
            if !updated
                || ["gloss", "note", "coding"]
                    .iter()
                    .any(|column| change.concerns(column))
            {
                add(stale, Index::Claim, change.row, inserted);
            }
        }
        "span" => {
            all(
                Index::Claim,
                ids(
                    reader,
                    "SELECT claim AS id FROM span WHERE id = :row AND claim IS NOT NULL",
                    change.row,
                )?,
            );
            all(Index::Claim, change.former("claim").into_iter().collect());
        }
        // A coding that reads another version has other words.
        "coding" if change.concerns("version") => all(
            Index::Claim,
            ids(
                reader,
                "SELECT id FROM claim WHERE coding = :row",
                change.row,
            )?,
        ),
        "article_version" => add(stale, Index::Text, change.row, inserted),
        "article" if !updated || change.concerns("title") || change.concerns("note") => {
            all(Index::Text, ids(reader, VERSIONS_OF_ARTICLE, change.row)?);
        }
        "article_author" => {
            let mut articles = ids(
                reader,
                "SELECT article AS id FROM article_author WHERE id = :row",
                change.row,
            )?;
            articles.extend(change.former("article"));
            for article in articles {
                all(Index::Text, ids(reader, VERSIONS_OF_ARTICLE, article)?);
            }
        }
        "alias" => {
            for kind in ALIASED {
                let column = kind.as_str();
                let sql = format!(
                    "SELECT {column} AS id FROM alias WHERE id = :row AND {column} IS NOT NULL"
                );
                let mut owners = ids(reader, &sql, change.row)?;
                owners.extend(change.former(column));
                all(Index::Record(kind), owners);
            }
        }
        table => {
            if let Some(kind) = Kind::from_noun(table).filter(|kind| RECORD_KINDS.contains(kind)) {
                add(stale, Index::Record(kind), change.row, inserted);
            }
        }
    }
    Ok(())
}

const VERSIONS_OF_ARTICLE: &str = "SELECT id FROM article_version WHERE article = :row";

fn ids(reader: &Reader<'_>, sql: &str, row: i64) -> Result<Vec<i64>> {
    reader.rows(sql, &[("row", Value::Integer(row))], |row| {
        row.integer("id")
    })
}

/// A row counts as added where nothing else happened to it before.
fn add(stale: &mut Stale, index: Index, row: i64, added: bool) {
    stale.entry(index).or_default().entry(row).or_insert(added);
}
