//! Which book is used, what it holds, and bringing it up to date.

use clap::Args;

use super::Context;
use super::book::absolute;
use super::error::CliError;
use super::output::OutputArgs;
use crate::domain::record::NOUNS;
use crate::reports::table::{Cell, Column, Row, Table};
use crate::store::known_schema;

/// Arguments of `info`.
#[derive(Debug, Args)]
pub(super) struct InfoArgs {
    #[command(flatten)]
    output: OutputArgs,
}

/// Shows the book's path, size, schema and counts.
pub(super) fn info(context: &Context, args: &InfoArgs) -> Result<(), CliError> {
    let (path, chosen) = context.book_path()?;
    let book = context.read_book()?;
    let counts = book.read(|reader| reader.table_counts())?;
    let bytes = std::fs::metadata(&path)
        .map_err(|error| CliError::io(&format!("read {}", path.display()), &error))?
        .len();
    let text = |name: &str, value: String| Row::new(vec![Cell::text(name), Cell::text(value)]);
    let number = |name: &str, value: i64| Row::new(vec![Cell::text(name), Cell::integer(value)]);
    let mut rows = vec![
        text("book", absolute(&path).display().to_string()),
        text("chosen by", chosen.as_str().to_owned()),
        number("bytes", i64::try_from(bytes).unwrap_or(i64::MAX)),
        number("schema", known_schema()),
        text("coder", context.coder()?),
    ];
    for noun in NOUNS {
        rows.push(number(
            noun.plural,
            counts.get(noun.noun).copied().unwrap_or(0),
        ));
    }
    rows.push(number(
        "operations",
        counts.get("operation").copied().unwrap_or(0),
    ));
    let table = Table::new("info", "")
        .with_columns(vec![Column::label("name", ""), Column::text("value", "")])
        .with_rows(rows);
    context.emit(&args.output, &[table])
}
