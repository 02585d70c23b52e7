//! Which book is used, what it holds, and what it takes.

use clap::Args;

use super::Context;
use super::book::absolute;
use super::error::CliError;
use super::output::OutputArgs;
use crate::domain::record::NOUNS;
use crate::reports::table::{Cell, Column, Row, Table};
use crate::store::{StoreError, engine_version, known_schema};

/// Arguments of `info`.
#[derive(Debug, Args)]
pub(super) struct InfoArgs {
    #[command(flatten)]
    output: OutputArgs,
}

/// Shows the book's path, sizes, versions and counts.
pub(super) fn info(context: &Context, args: &InfoArgs) -> Result<(), CliError> {
    let (path, chosen) = context.book_path()?;
    let book = context.read_book()?;
    let (counts, health) =
        book.read(|reader| Ok::<_, StoreError>((reader.table_counts()?, reader.health()?)))?;
    let bytes = std::fs::metadata(&path)
        .map_err(|error| CliError::io(&format!("read {}", path.display()), &error))?
        .len();
    let mut log = path.clone().into_os_string();
    log.push("-wal");
    let log = std::fs::metadata(log).map_or(0, |log| log.len());
    let text = |name: &str, value: String| Row::new(vec![Cell::text(name), Cell::text(value)]);
    let number = |name: &str, value: i64| Row::new(vec![Cell::text(name), Cell::integer(value)]);
    let mut rows = vec![
        text("book", absolute(&path).display().to_string()),
        text("chosen by", chosen.as_str().to_owned()),
        number("bytes", i64::try_from(bytes).unwrap_or(i64::MAX)),
        number(
            "bytes not yet in it (-wal)",
            i64::try_from(log).unwrap_or(i64::MAX),
        ),
        number("schema", known_schema()),
        text("claimbook", env!("CARGO_PKG_VERSION").to_owned()),
        text("SQLite", engine_version().to_owned()),
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
    rows.push(number("operations undone", health.undone));
    rows.push(number("changes in the journal", health.changes));
    if let Some(bytes) = health.journal_bytes {
        rows.push(number("bytes of the journal", bytes));
    }
    for size in &health.largest {
        rows.push(number(&format!("bytes of {}", size.table), size.bytes));
    }
    rows.push(number("bytes free", health.free_bytes));
    rows.push(number("texts of no use", health.unused_texts));
    let table = Table::new("info", "")
        .with_columns(vec![Column::label("name", ""), Column::text("value", "")])
        .with_rows(rows);
    context.emit(&args.output, &[table])?;
    if health.unused_texts > 0 {
        context
            .ui
            .status("`claimbook check --repair` drops texts that are of no use.");
    }
    Ok(())
}
