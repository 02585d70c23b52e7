//! The journal: that nothing can be written past it, and that it tells of every row that is there.

use std::collections::BTreeMap;

use super::Found;
use crate::store::error::Result;
use crate::store::reader::Reader;
use crate::store::schema;

/// The triggers of the file are the ones that this program makes.
pub(super) fn triggers(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    let stored: BTreeMap<String, String> = schema::stored_journal_triggers(reader.connection)?
        .into_iter()
        .collect();
    let mut known = BTreeMap::new();
    for (name, sql) in schema::journal_triggers(reader.connection)? {
        match stored.get(&name) {
            Some(stored) if *stored == sql => {}
            Some(_) => found.push((name.clone(), String::from("has been changed"))),
            None => found.push((name.clone(), String::from("is missing"))),
        }
        known.insert(name, sql);
    }
    for name in stored.keys().filter(|name| !known.contains_key(*name)) {
        found.push((name.clone(), String::from("is not one of the journal's")));
    }
    Ok(())
}

/// By the last change of every row it is there or it is gone, and so it is; rows of an aggregate may have no change of their own.
pub(super) fn changes(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    for table in schema::journaled_tables(reader.connection)? {
        changes_of(reader, &table, found)?;
    }
    Ok(())
}

/// What the journal says of one row.
struct Told {
    record: i64,
    /// Whether the last change left it there.
    there: bool,
    /// The uid that it was last added with; `None` where no change added it.
    added: Option<Option<String>>,
}

/// Goes through the rows of a table and through its changes side by side, both in the order of their ids, so that neither is looked up
/// and nothing of a large book is held.
fn changes_of(reader: &Reader<'_>, table: &str, found: &mut Found) -> Result<()> {
    let has_uid = schema::columns_of(reader.connection, table)?
        .iter()
        .any(|column| column == "uid");
    let uid = if has_uid { "uid" } else { "NULL" };
    // A row of an aggregate need not be told of, so only those are looked at that are.
    let told_only = if schema::CHILDREN.iter().any(|child| child.table == table) {
        format!("WHERE id IN (SELECT record FROM change WHERE record_table = '{table}')")
    } else {
        String::new()
    };
    let mut rows = reader.connection.prepare(&format!(
        "SELECT id, {uid} FROM {table} {told_only} ORDER BY id"
    ))?;
    let mut rows = rows.query([])?;
    let mut changes = reader.connection.prepare(
        "SELECT record, action, uid FROM change WHERE record_table = ?1 ORDER BY record, id",
    )?;
    let mut changes = Tellings {
        rows: changes.query([table])?,
        next: None,
    };
    let (mut gone, mut there, mut renamed) = (Vec::new(), Vec::new(), Vec::new());
    let mut told = changes.of_next_row()?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        while let Some(earlier) = told.as_ref().filter(|told| told.record < id) {
            if earlier.there {
                gone.push(earlier.record);
            }
            told = changes.of_next_row()?;
        }
        match told.take_if(|told| told.record == id) {
            None => there.push((id, "is there, and no operation added it")),
            Some(known) => {
                if !known.there {
                    there.push((id, "is there, and an operation deleted it"));
                }
                let uid = row.get_ref(1)?.as_str_or_null();
                let uid = uid.map_err(rusqlite::Error::from)?;
                if has_uid && known.added.is_some_and(|added| added.as_deref() != uid) {
                    renamed.push(id);
                }
                told = changes.of_next_row()?;
            }
        }
    }
    while let Some(later) = told {
        if later.there {
            gone.push(later.record);
        }
        told = changes.of_next_row()?;
    }
    let mut add = |record: i64, what: &str| {
        found.push((format!("{table} {record}"), what.to_owned()));
    };
    for record in gone {
        add(record, "is gone, and no operation deleted it");
    }
    for (record, what) in there {
        add(record, what);
    }
    for record in renamed {
        add(record, "has another uid than the one it was added with");
    }
    Ok(())
}

/// The changes of one table, those of a row together.
struct Tellings<'a> {
    rows: rusqlite::Rows<'a>,
    /// The first change of the next row, already read.
    next: Option<Told>,
}

impl Tellings<'_> {
    fn of_next_row(&mut self) -> Result<Option<Told>> {
        let Some(mut told) = self
            .next
            .take()
            .map_or_else(|| self.one(), |next| Ok(Some(next)))?
        else {
            return Ok(None);
        };
        while let Some(change) = self.one()? {
            if change.record != told.record {
                self.next = Some(change);
                break;
            }
            told.there = change.there;
            told.added = change.added.or(told.added);
        }
        Ok(Some(told))
    }

    fn one(&mut self) -> Result<Option<Told>> {
        let Some(row) = self.rows.next()? else {
            return Ok(None);
        };
        let action = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        Ok(Some(Told {
            record: row.get(0)?,
            there: action != "delete",
            added: if action == "insert" {
                Some(row.get(2)?)
            } else {
                None
            },
        }))
    }
}
