//! Everything a book holds as text, to compare books.

use std::path::Path;

use rusqlite::types::ValueRef;

/// Tables of the journal, and `content`, which outlives what refers to it.
const OUTSIDE: [&str; 6] = [
    "operation",
    "change",
    "open_operation",
    "claim_number",
    "content",
    "refinery_schema_history",
];

/// Every row of every table; with `everything`, those of the journal too.
pub(crate) fn dump(book: &Path, everything: bool) -> String {
    let book = rusqlite::Connection::open(book).expect("opened");
    let mut tables: Vec<String> = book
        // What full-text indexes keep for themselves depends on how they came about.
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .expect("prepared")
        .query_map([], |row| row.get(0))
        .expect("queried")
        .collect::<Result<_, _>>()
        .expect("read");
    tables.retain(|table| everything || !OUTSIDE.contains(&table.as_str()));
    let mut out = String::new();
    for table in tables {
        let mut statement = book
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1"))
            .expect("prepared");
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect("queried");
        while let Some(row) = rows.next().expect("read") {
            out.push_str(&table);
            for column in 0..columns {
                out.push('|');
                match row.get_ref(column).expect("a column") {
                    ValueRef::Null => out.push_str("NULL"),
                    ValueRef::Integer(value) => out.push_str(&value.to_string()),
                    ValueRef::Real(value) => out.push_str(&value.to_string()),
                    ValueRef::Text(text) => out.push_str(&String::from_utf8_lossy(text)),
                    ValueRef::Blob(bytes) => out.push_str(&format!("{} bytes", bytes.len())),
                }
            }
            out.push('\n');
        }
    }
    out
}

/// The first column of the rows of a query.
pub(crate) fn column(book: &Path, sql: &str) -> Vec<String> {
    let book = rusqlite::Connection::open(book).expect("opened");
    let mut statement = book.prepare(sql).expect("prepared");
    statement
        .query_map([], |row| {
            Ok(match row.get_ref(0)? {
                ValueRef::Null => String::from("NULL"),
                ValueRef::Integer(value) => value.to_string(),
                ValueRef::Real(value) => value.to_string(),
                ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                ValueRef::Blob(_) => String::from("bytes"),
            })
        })
        .expect("queried")
        .collect::<Result<_, _>>()
        .expect("read")
}
