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
        let gone = reader.rows(
            &format!(
                "SELECT c.record FROM change AS c WHERE c.record_table = '{table}' AND c.action <> 'delete'
                   AND c.id = (SELECT max(l.id) FROM change AS l WHERE l.record_table = '{table}' AND l.record = c.record)
                   AND NOT EXISTS (SELECT 1 FROM {table} AS r WHERE r.id = c.record)
                 ORDER BY c.record"
            ),
            &[],
            |row| row.integer("record"),
        )?;
        for record in gone {
            found.push((
                format!("{table} {record}"),
                String::from("is gone, and no operation deleted it"),
            ));
        }
        let child = schema::CHILDREN.iter().any(|child| child.table == table);
        let unknown = if child { "0" } else { "c.id IS NULL" };
        let there = reader.rows(
            &format!(
                "SELECT r.id, c.id IS NULL AS unknown FROM {table} AS r
                 LEFT JOIN change AS c ON c.id = (SELECT max(l.id) FROM change AS l WHERE l.record_table = '{table}' AND l.record = r.id)
                 WHERE {unknown} OR c.action = 'delete'
                 ORDER BY r.id"
            ),
            &[],
            |row| Ok((row.integer("id")?, row.flag("unknown")?)),
        )?;
        for (record, unknown) in there {
            let what = if unknown {
                "is there, and no operation added it"
            } else {
                "is there, and an operation deleted it"
            };
            found.push((format!("{table} {record}"), what.to_owned()));
        }
        let columns = schema::columns_of(reader.connection, &table)?;
        if columns.iter().any(|column| column == "uid") {
            let renamed = reader.rows(
                &format!(
                    "SELECT r.id FROM {table} AS r JOIN change AS c ON c.record_table = '{table}' AND c.record = r.id AND c.action = 'insert' WHERE c.uid IS NOT r.uid ORDER BY r.id"
                ),
                &[],
                |row| row.integer("id"),
            )?;
            for record in renamed {
                found.push((
                    format!("{table} {record}"),
                    String::from("has another uid than the one it was added with"),
                ));
            }
        }
    }
    Ok(())
}
