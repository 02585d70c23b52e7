//! A [`Table`] as terminal text, Markdown, CSV, TSV, JSON, NDJSON or HTML.
//!
//! A style is one file with one function, and one line in [`Format::ALL`] and in each `match` below. Formats for people
//! show a cell's pieces; formats for programs carry its value. Every output ends in a line feed, unless it is empty.

mod delimited;
mod dossier;
mod html;
mod json;
mod layout;
mod markdown;
#[cfg(test)]
mod samples;
mod stream;
mod svg;
mod terminal;
mod text;

use std::fmt;
use std::str::FromStr;

use self::delimited::Separator;
pub use delimited::digits;
pub use stream::RowWriter;
pub use text::harmless;

pub use self::dossier::dossier;
pub use self::svg::svg;
use crate::reports::table::Table;

/// An output style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Aligned text for a terminal.
    Table,
    /// Markdown with pipe tables.
    Markdown,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One JSON object a table.
    Json,
    /// One JSON object a row, each on a line.
    Ndjson,
    /// A page of its own.
    Html,
}

impl Format {
    /// Whether the format has rows and nothing beside them: no place for legend and notes.
    pub fn is_delimited(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv)
    }

    /// Whether a row can be written before the next one is known, by a [`RowWriter`].
    pub fn has_rows_alone(self) -> bool {
        matches!(self, Format::Csv | Format::Tsv | Format::Ndjson)
    }

    /// Every format, in the order help lists them.
    pub const ALL: &'static [Self] = &[
        Self::Table,
        Self::Markdown,
        Self::Csv,
        Self::Tsv,
        Self::Json,
        Self::Ndjson,
        Self::Html,
    ];

    /// Returns the name that options and errors use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Html => "html",
        }
    }

    /// Returns the format that files with this extension hold, in any case and with or without the dot; `None` for an
    /// extension that no format has.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.strip_prefix('.').unwrap_or(extension);
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Table),
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.as_str() == name)
            .ok_or_else(|| UnknownFormat {
                name: name.to_owned(),
            })
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no output format is named '{name}', only {}", format_names())]
pub struct UnknownFormat {
    /// The name that was given.
    pub name: String,
}

fn format_names() -> String {
    let names: Vec<_> = Format::ALL.iter().map(|format| format.as_str()).collect();
    names.join(", ")
}

/// What a rendering depends on beside the table; a format reads what concerns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The columns that the terminal has; fewer than 20 count as 20.
    pub width: usize,
    /// Whether terminal text carries colours.
    pub color: bool,
    /// Whether CSV and TSV are made for a spreadsheet program: with a byte order mark, and with an apostrophe before
    /// text that such a program would run as a formula.
    pub excel: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
            excel: false,
        }
    }
}

/// Returns one table in a format.
pub fn render(table: &Table, format: Format, options: &Options) -> String {
    match format {
        Format::Table => terminal::render(table, options),
        Format::Markdown => markdown::render(table),
        Format::Csv => delimited::render(&[table], Separator::Comma, options),
        Format::Tsv => delimited::render(&[table], Separator::Tab, options),
        Format::Json => json::render(table),
        Format::Ndjson => json::render_lines(table),
        Format::Html => html::render(&[table]),
    }
}

/// Returns several tables in a format. The shape depends on the format alone, not on how many tables there are:
///
/// - terminal text, Markdown: one after the other, with an empty line between;
/// - CSV, TSV: each table with its own header row, with an empty line between. Spreadsheets show that as it is meant;
///   a program that wants one shape a file asks for one table;
/// - JSON: an array of what [`render`] gives;
/// - NDJSON: the rows of all tables, each with its table's name as a first member `table`;
/// - HTML: one page.
pub fn render_all(tables: &[Table], format: Format, options: &Options) -> String {
    let references: Vec<&Table> = tables.iter().collect();
    match format {
        Format::Table => join_texts(tables.iter().map(|table| terminal::render(table, options))),
        Format::Markdown => join_texts(tables.iter().map(markdown::render)),
        Format::Csv => delimited::render(&references, Separator::Comma, options),
        Format::Tsv => delimited::render(&references, Separator::Tab, options),
        Format::Json => json::render_array(tables),
        Format::Ndjson => json::render_named_lines(tables),
        Format::Html => html::render(&references),
    }
}

/// Writes what [`render_all`] gives in CSV or TSV, record by record, so that a table of a whole book is not in memory twice; `false`,
/// with nothing written, for another format.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_delimited(
    tables: &[Table],
    format: Format,
    options: &Options,
    out: &mut dyn std::io::Write,
) -> std::io::Result<bool> {
    let separator = match format {
        Format::Csv => Separator::Comma,
        Format::Tsv => Separator::Tab,
        _ => return Ok(false),
    };
    let references: Vec<&Table> = tables.iter().collect();
    delimited::write(&references, separator, options, out)?;
    out.flush()?;
    Ok(true)
}

/// Returns what CSV and TSV cannot hold, a line each: why the table is empty, the legend, the notes. Comment lines in
/// such a file break its readers, so a caller prints this on standard error.
pub fn notes_text(table: &Table) -> String {
    let mut lines = Vec::new();
    if table.is_empty() && !table.empty.is_empty() {
        lines.push(table.empty.clone());
    }
    for (name, meaning) in &table.legend {
        lines.push(format!("{name}: {meaning}"));
    }
    lines.extend(table.notes.iter().cloned());

    let mut text = String::new();
    for line in lines {
        text.push_str(&text::harmless(&line, " "));
        text.push('\n');
    }
    text
}

/// Returns how many cells of CSV or TSV have an apostrophe before them because of [`Options::excel`]; 0 in every other format.
pub fn disarmed(tables: &[Table], format: Format, options: &Options) -> usize {
    if options.excel && format.is_delimited() {
        delimited::disarmed(tables)
    } else {
        0
    }
}

fn join_texts(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<_> = texts.filter(|text| !text.is_empty()).collect();
    texts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::samples::{compare, hostile, nothing};
    use super::*;

    #[test]
    fn format_names_read_back() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(*format));
        }
        assert_eq!(
            "xls".parse::<Format>().unwrap_err().to_string(),
            "no output format is named 'xls', only table, markdown, csv, tsv, json, ndjson, html"
        );
    }

    #[test]
    fn format_extensions_are_known_in_any_case() {
        for format in Format::ALL {
            let name = format.as_str();
            let extension = if *format == Format::Table {
                "txt"
            } else {
                name
            };
            assert_eq!(
                Format::from_extension(extension),
                Some(*format),
                "{extension}"
            );
        }
        assert_eq!(Format::from_extension("MD"), Some(Format::Markdown));
        assert_eq!(Format::from_extension(".jsonl"), Some(Format::Ndjson));
        assert_eq!(Format::from_extension("htm"), Some(Format::Html));
        assert_eq!(Format::from_extension("xlsx"), None);
        assert_eq!(Format::from_extension(""), None);
    }

    #[test]
    fn render_gives_the_same_text_twice_and_ends_it_in_a_line_feed() {
        for table in [compare(), hostile(), nothing()] {
            for format in Format::ALL {
                let text = render(&table, *format, &Options::default());
                assert_eq!(text, render(&table, *format, &Options::default()));
                let no_rows = *format == Format::Ndjson && table.is_empty();
                assert!(text.ends_with('\n') || no_rows, "{format}");
            }
        }
    }

    #[test]
    fn render_copes_with_a_table_without_columns_and_with_short_rows() {
        use crate::reports::table::{Cell, Column, Row};
        let row = || vec![Row::new(vec![Cell::text("x")])];
        let no_columns = Table::new("t", "T").with_rows(row());
        let short_rows = no_columns
            .clone()
            .with_columns(vec![Column::text("a", "A"); 2]);
        for format in Format::ALL {
            render(&no_columns, *format, &Options::default());
            render(&short_rows, *format, &Options::default());
            render_all(&[], *format, &Options::default());
        }
    }

    #[test]
    fn render_all_separates_texts_by_an_empty_line() {
        let tables = [nothing(), nothing()];
        insta::assert_snapshot!(render_all(&tables, Format::Table, &Options::default()), @r#"
        What only one side carries

        No article is fully coded yet; set coded = "full" in a sheet and log it.

        What only one side carries

        No article is fully coded yet; set coded = "full" in a sheet and log it.
        "#);
        insta::assert_snapshot!(render_all(&tables, Format::Csv, &Options::default()), @r#"
        proposition,articles

        proposition,articles
        "#);
    }

    #[test]
    fn notes_text_says_what_csv_cannot_hold() {
        insta::assert_snapshot!(notes_text(&compare()), @r#"
        A: a12, humanrights.cn, 2025-04-21 16:32
        M1: a13, made-up outlet, 2025-04-20
        counted: once per speaker and article; headlines and captions off; copies collapsed (0)
        "#);
        insta::assert_snapshot!(notes_text(&nothing()), @r#"No article is fully coded yet; set coded = "full" in a sheet and log it."#);
    }
}
