//! CSV and TSV: machine column names, then one record a row with the cells' values.
//!
//! Title, legend and notes are in neither: comment lines break readers. `notes_text` gives them to whoever prints.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::Options;
use crate::reports::table::{Cell, CellValue, Row, Table};

/// What tells a spreadsheet program that the file is UTF-8.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// CSV: comma-separated values with the quoting of RFC 4180. Lines end in a line feed, as every other output does; spreadsheets and
    /// readers take both.
    Comma,
    /// TSV: the format has no quoting, so the tabs and line breaks of a cell become spaces.
    Tab,
}

/// Writes tables record by record, with an empty line between two.
pub(super) fn write(
    tables: &[&Table],
    separator: Separator,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if options.excel {
        out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    }
    for (number, table) in tables.iter().enumerate() {
        if number > 0 {
            out.write_all(b"\n")?;
        }
        match separator {
            Separator::Comma => {
                let mut writer = csv_writer(&mut *out);
                for record in records(table, options) {
                    writer.write_record(record)?;
                }
                writer.flush()?;
            }
            Separator::Tab => {
                for record in records(table, options) {
                    out.write_all(tsv_line(&record).as_bytes())?;
                }
            }
        }
    }
    Ok(())
}

/// Returns tables as one text.
pub(super) fn render(tables: &[&Table], separator: Separator, options: &Options) -> String {
    let mut bytes = Vec::new();
    write(tables, separator, options, &mut bytes)
        .expect("a Vec takes every byte and the records of a table are equally long");
    String::from_utf8(bytes).expect("records of UTF-8 between ASCII delimiters are UTF-8")
}

/// Returns one record of TSV with its line feed.
pub(super) fn tsv_line(record: &[String]) -> String {
    let fields: Vec<_> = record.iter().map(|field| one_line(field)).collect();
    format!("{}\n", fields.join("\t"))
}

/// Returns a writer of CSV as every output of ours has it.
pub(super) fn csv_writer<W: io::Write>(out: W) -> csv::Writer<W> {
    WriterBuilder::new()
        .terminator(Terminator::Any(b'\n'))
        .from_writer(out)
}

/// Returns how many texts have an apostrophe before them that they would not have without [`Options::excel`].
pub(super) fn disarmed(tables: &[Table]) -> usize {
    let plain = Options::default();
    let safe = Options {
        excel: true,
        ..plain
    };
    tables
        .iter()
        .map(|table| {
            let pairs = records(table, &plain)
                .flatten()
                .zip(records(table, &safe).flatten());
            pairs.filter(|(plain, safe)| plain != safe).count()
        })
        .sum()
}

/// Returns the header and the rows, all of them equally long, one after the other: a table of a whole book is not to be in memory twice.
/// A table without columns, which has nothing to say but why, has no header either.
fn records<'t>(
    table: &'t Table,
    options: &'t Options,
) -> impl Iterator<Item = Vec<String>> + use<'t> {
    let header = table.section_name.iter();
    let header = header.chain(table.columns.iter().map(|column| &column.name));
    let header = header.map(|name| text_field(name, options)).collect();
    let rows = table.sections.iter().flat_map(move |section| {
        section.rows.iter().map(move |row| {
            let mut record = Vec::with_capacity(table.columns.len() + 1);
            if table.section_name.is_some() {
                record.push(text_field(&section.heading, options));
            }
            record.extend(fields(row, table.columns.len(), options));
            record
        })
    });
    let is_there = !table.columns.is_empty();
    is_there.then_some(header).into_iter().chain(rows)
}

/// Returns the cells of a row as so many fields.
pub(super) fn fields(row: &Row, columns: usize, options: &Options) -> impl Iterator<Item = String> {
    (0..columns).map(|number| {
        let cell = row.cells.get(number);
        cell.map_or_else(String::new, |cell| field(cell, options))
    })
}

fn field(cell: &Cell, options: &Options) -> String {
    match cell.value() {
        CellValue::Text(text) => text_field(text, options),
        CellValue::Integer(number) => number.to_string(),
        CellValue::Real(number) => digits(*number),
        CellValue::Empty => String::new(),
    }
}

/// Returns text, with an apostrophe before what a spreadsheet program would run (OWASP, "CSV Injection").
fn text_field(text: &str, options: &Options) -> String {
    if options.excel && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Returns the shortest digits that read back as the same number; nothing for what is not a number.
pub fn digits(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    // Debug, because Display writes 1e300 with 300 zeros.
    let shortest = format!("{number:?}");
    match shortest.strip_suffix(".0") {
        Some(whole) => whole.to_owned(),
        None => shortest,
    }
}

fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\t', '\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{compare, hostile, nothing};
    use super::*;
    use crate::reports::table::Column;

    fn csv(tables: &[&Table], options: &Options) -> String {
        render(tables, Separator::Comma, options)
    }

    fn tsv(tables: &[&Table], options: &Options) -> String {
        render(tables, Separator::Tab, options)
    }

    fn options() -> Options {
        Options::default()
    }

    fn excel() -> Options {
        Options {
            excel: true,
            ..Options::default()
        }
    }

    #[test]
    fn csv_has_machine_names_the_section_first_and_values() {
        insta::assert_snapshot!(csv(&[&compare()], &options()), @r#"
        topic,proposition,m1,a12,m2,articles,voices
        poverty,832 counties lifted out of poverty,Q li-xiaojun,V~ li-xiaojun,I! ngo-x,3,Q1 I1 V1
        poverty,nearly 100 million residents lifted,Q li-xiaojun,V~ li-xiaojun,,2,Q1 V1
        approach,basic needs come before political rights,,"Q li-xiaojun, chen-youwu",I! ngo-x,2,Q2 I1
        "#);
    }

    #[test]
    fn csv_keeps_text_as_it_is() {
        insta::assert_debug_snapshot!(csv(&[&hostile()], &options()), @r#""who,words,share\n\"=HYPERLINK(\"\"http://x\"\")\",\"a\u{1b}[31m | b\r\nc\t\"\"d\"\" \u{202e}e\",33.333333333333336\n科技日报,\"科技不应该成为限制遏制 </td><b onclick=\"\"x\"\">_y_</b>\",-5\n@x,snake_case [a](b),\n""#);
    }

    #[test]
    fn csv_for_excel_has_a_mark_and_disarms_text_but_not_numbers() {
        insta::assert_debug_snapshot!(csv(&[&hostile()], &excel()), @r#""\u{feff}who,words,share\n\"'=HYPERLINK(\"\"http://x\"\")\",\"a\u{1b}[31m | b\r\nc\t\"\"d\"\" \u{202e}e\",33.333333333333336\n科技日报,\"科技不应该成为限制遏制 </td><b onclick=\"\"x\"\">_y_</b>\",-5\n'@x,snake_case [a](b),\n""#);
    }

    #[test]
    fn disarmed_counts_the_cells_that_excel_changes() {
        assert_eq!(disarmed(&[hostile(), compare(), nothing()]), 2);
        let header = Table::new("t", "").with_columns(vec![Column::text("+", "+")]);
        assert_eq!(disarmed(&[header]), 1);
    }

    #[test]
    fn csv_of_an_empty_table_is_its_header() {
        assert_eq!(csv(&[&nothing()], &options()), "proposition,articles\n");
    }

    #[test]
    fn csv_of_a_table_without_columns_is_empty() {
        let table = Table::new("voices", "Voices").with_empty("No articles.");
        assert_eq!(csv(&[&table], &options()), "");
        assert_eq!(tsv(&[&table], &options()), "");
    }

    #[test]
    fn tsv_has_spaces_for_tabs_and_breaks() {
        insta::assert_debug_snapshot!(tsv(&[&hostile()], &options()), @r#""who\twords\tshare\n=HYPERLINK(\"http://x\")\ta\u{1b}[31m | b c \"d\" \u{202e}e\t33.333333333333336\n科技日报\t科技不应该成为限制遏制 </td><b onclick=\"x\">_y_</b>\t-5\n@x\tsnake_case [a](b)\t\n""#);
    }

    #[test]
    fn digits_are_the_shortest_that_reads_back() {
        for (number, expected) in [
            (33.0, "33"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (100.0 / 3.0, "33.333333333333336"),
            (1e300, "1e300"),
            (f64::NAN, ""),
            (f64::INFINITY, ""),
        ] {
            assert_eq!(digits(number), expected);
        }
    }

    fn table(rows: &[Vec<String>], columns: usize) -> Table {
        let names = (0..columns).map(|number| Column::text(format!("c{number}"), ""));
        let rows = rows
            .iter()
            .map(|row| Row::new(row.iter().map(Cell::text).collect()));
        Table::new("t", "")
            .with_columns(names.collect())
            .with_rows(rows.collect())
    }

    proptest! {
        #[test]
        fn csv_reads_back_as_it_was(
            rows in prop::collection::vec(prop::collection::vec(any::<String>(), 3), 0..5),
            single in prop::collection::vec(r#"[ a,"\r\n]{0,4}"#, 1..5),
        ) {
            let single: Vec<_> = single.into_iter().map(|field| vec![field]).collect();
            for (rows, columns) in [(rows, 3), (single, 1)] {
                let text = csv(&[&table(&rows, columns)], &options());
                let mut reader = csv::Reader::from_reader(text.as_bytes());
                let read: Vec<Vec<String>> = reader
                    .records()
                    .map(|record| record.unwrap().iter().map(str::to_owned).collect())
                    .collect();
                prop_assert_eq!(read, rows);
            }
        }

        #[test]
        fn tsv_has_a_line_a_row_and_a_field_a_column(
            rows in prop::collection::vec(prop::collection::vec(any::<String>(), 3), 0..5),
        ) {
            let text = tsv(&[&table(&rows, 3)], &options());
            prop_assert_eq!(text.matches('\n').count(), rows.len() + 1);
            for line in text.split_terminator('\n') {
                prop_assert_eq!(line.split('\t').count(), 3);
            }
        }

        #[test]
        fn digits_read_back(number in any::<f64>().prop_filter("finite", |number| number.is_finite())) {
            prop_assert_eq!(digits(number).parse::<f64>().unwrap(), number);
        }
    }
}
