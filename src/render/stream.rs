//! Rows of one table written as they come, in a format that has nothing but rows; byte for byte what [`render`](super::render) gives.

use std::io::{self, Write};

use super::delimited::{BYTE_ORDER_MARK, csv_writer, fields, tsv_line};
use super::{Format, Options, json};
use crate::reports::table::{Column, Row};

/// Writes one table without sections, row by row.
pub struct RowWriter<W: Write> {
    columns: Vec<Column>,
    options: Options,
    out: Out<W>,
}

enum Out<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Tsv(W),
    Ndjson(W),
}

impl<W: Write> RowWriter<W> {
    /// Starts a table; `None` for a format that cannot be written row by row.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn start(
        mut out: W,
        format: Format,
        columns: Vec<Column>,
        options: Options,
    ) -> io::Result<Option<RowWriter<W>>> {
        if !format.has_rows_alone() {
            return Ok(None);
        }
        if options.excel && format.is_delimited() {
            out.write_all(BYTE_ORDER_MARK.as_bytes())?;
        }
        let header: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let out = match format {
            Format::Csv => {
                let mut out = csv_writer(out);
                out.write_record(&header)?;
                Out::Csv(Box::new(out))
            }
            Format::Tsv => {
                out.write_all(tsv_line(&header).as_bytes())?;
                Out::Tsv(out)
            }
            _ => Out::Ndjson(out),
        };
        Ok(Some(RowWriter {
            columns,
            options,
            out,
        }))
    }

    /// Writes one row.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        let fields = || fields(row, self.columns.len(), &self.options);
        match &mut self.out {
            Out::Csv(out) => Ok(out.write_record(fields())?),
            Out::Tsv(out) => {
                let record: Vec<String> = fields().collect();
                out.write_all(tsv_line(&record).as_bytes())
            }
            Out::Ndjson(out) => out.write_all(json::row_line(&self.columns, row).as_bytes()),
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// When the rest cannot be written.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            Out::Csv(mut out) => out.flush(),
            Out::Tsv(mut out) | Out::Ndjson(mut out) => out.flush(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{hostile, nothing};
    use super::*;

    #[test]
    fn rows_one_by_one_are_the_table_rendered_at_once() {
        for table in [hostile(), nothing()] {
            for format in Format::ALL {
                for excel in [false, true] {
                    let options = Options {
                        excel,
                        ..Options::default()
                    };
                    let mut bytes = Vec::new();
                    let writer =
                        RowWriter::start(&mut bytes, *format, table.columns.clone(), options);
                    let Some(mut writer) = writer.unwrap() else {
                        assert!(!format.has_rows_alone());
                        continue;
                    };
                    for row in table.sections.iter().flat_map(|section| &section.rows) {
                        writer.row(row).unwrap();
                    }
                    writer.finish().unwrap();
                    assert_eq!(
                        String::from_utf8(bytes).unwrap(),
                        super::super::render(&table, *format, &options),
                        "{format}"
                    );
                }
            }
        }
    }
}
