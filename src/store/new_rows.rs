//! Many rows by few statements.
//!
//! A statement on a table with triggers keeps every page that it changes as it was, so that it could be taken back by itself. Row by row,
//! each row pays for all pages that it touches, which was most of what the journal cost; by one statement for many rows each page is
//! kept once.

use super::book::Writer;
use super::error::Result;
use super::reader::{Value, bind_in_order};

/// How many rows a statement inserts; what is left over goes by the next smaller one.
const AT_ONCE: [usize; 3] = [32, 4, 1];

/// Rows of one table, all with values for the same columns, on their way into it.
#[derive(Debug, Clone)]
pub(super) struct NewRows<const COLUMNS: usize> {
    table: &'static str,
    columns: [&'static str; COLUMNS],
    rows: Vec<[Value; COLUMNS]>,
}

impl<const COLUMNS: usize> NewRows<COLUMNS> {
    /// No rows yet.
    pub(super) fn new(table: &'static str, columns: [&'static str; COLUMNS]) -> Self {
        NewRows {
            table,
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row with the values of the columns, in their order.
    pub(super) fn push(&mut self, row: [Value; COLUMNS]) {
        self.rows.push(row);
    }

    fn sql(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; COLUMNS].join(", "));
        format!(
            "INSERT INTO {} ({}) VALUES {}",
            self.table,
            self.columns.join(", "),
            vec![row.as_str(); rows].join(", ")
        )
    }
}

impl Writer<'_> {
    /// Inserts the rows in their order.
    pub(super) fn insert_rows<const COLUMNS: usize>(
        &mut self,
        new: &NewRows<COLUMNS>,
    ) -> Result<()> {
        let mut left = new.rows.as_slice();
        for at_once in AT_ONCE {
            if left.len() < at_once {
                continue;
            }
            let mut statement = self.connection.prepare_cached(&new.sql(at_once))?;
            while let Some((rows, rest)) = left.split_at_checked(at_once) {
                bind_in_order(&mut statement, rows.iter().flatten())?;
                statement.raw_execute()?;
                left = rest;
            }
        }
        Ok(())
    }

    /// The id that the next row of a table would get. Ids may be given by it, since nobody else writes meanwhile.
    pub(super) fn next_id(&self, table: &str) -> Result<i64> {
        let last = self.reader().count(
            "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = :table), 0)",
            &[("table", Value::from(table))],
        )?;
        Ok(last.saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::testing::session;
    use super::*;

    #[test]
    fn any_number_of_rows_is_inserted_in_order_and_journaled() {
        for count in [0_i64, 1, 3, 4, 31, 32, 33, 100] {
            let mut book = Book::in_memory().expect("memory");
            let written = book
                .write(&mut session(), "x", |writer| -> Result<i64> {
                    let mut rows = NewRows::new("topic", ["uid", "key", "name"]);
                    for number in 0..count {
                        rows.push([
                            Value::Text(format!("u{number}")),
                            Value::Text(format!("k{number}")),
                            Value::Text(format!("n{number}")),
                        ]);
                    }
                    writer.insert_rows(&rows)?;
                    writer.next_id("topic")
                })
                .expect("written");
            assert_eq!(written.value, count + 1);
            let reader = book.reader();
            let in_order = reader
                .count(
                    "SELECT count(*) FROM topic WHERE uid = 'u' || (id - 1) AND name = 'n' || (id - 1)",
                    &[],
                )
                .expect("counted");
            let journaled = reader
                .count(
                    "SELECT count(*) FROM change WHERE record_table = 'topic'",
                    &[],
                )
                .expect("counted");
            assert_eq!((in_order, journaled), (count, count));
        }
    }

    #[test]
    fn a_row_that_does_not_fit_refuses_all() {
        let mut book = Book::in_memory().expect("memory");
        let refused = book.write(&mut session(), "x", |writer| {
            let mut rows = NewRows::new("topic", ["uid", "key", "name"]);
            for key in ["a", "b", "c", "a", "d"] {
                rows.push([Value::from(key), Value::from(key), Value::from(key)]);
            }
            writer.insert_rows(&rows)
        });
        assert!(refused.is_err());
        let reader = book.reader();
        assert_eq!(
            reader
                .count("SELECT count(*) FROM topic", &[])
                .expect("counted"),
            0
        );
    }
}
