//! Which rows refer to which: what stands in the way of a removal, and what a merge must move.

use rusqlite::Connection;

use super::error::Result;
use super::schema;

/// What refers to a row outside its own aggregate, as "3 claim_speaker", sorted by table.
pub(super) fn referrers(connection: &Connection, table: &str, row: i64) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for reference in schema::references_to(connection, table)? {
        if schema::children_of(table)
            .any(|(child, column)| child == reference.table && column == reference.column)
        {
            continue;
        }
        let count: i64 = connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM {} WHERE \"{}\" = ?1",
                reference.table, reference.column
            ))?
            .query_row([row], |row| row.get(0))?;
        if count > 0 {
            found.push(format!("{count} {}", reference.table));
        }
    }
    Ok(found)
}
