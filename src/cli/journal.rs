//! history, undo and redo.

use clap::Args;

use super::Context;
use super::error::CliError;
use super::output::OutputArgs;
use crate::reports::table::{Cell, Column, Row, Table, Tone};
use crate::store::{Operation, UndoWhat};

/// Arguments of `history`.
#[derive(Debug, Args)]
pub(super) struct HistoryArgs {
    /// List at most so many
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 20)]
    limit: u32,
    #[command(flatten)]
    output: OutputArgs,
}

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub(super) struct UndoArgs {
    /// Operation to take back, as `history` numbers it [default: the last one in force]
    operation: Option<i64>,
    /// Take back everything that its command line wrote
    #[arg(long)]
    batch: bool,
}

/// Lists operations.
pub(super) fn history(context: &Context, args: &HistoryArgs) -> Result<(), CliError> {
    let book = context.read_book()?;
    let operations = book.read(|reader| reader.history(i64::from(args.limit)))?;
    drop(book);
    let table = Table::new("history", "")
        .with_columns(vec![
            Column {
                label: true,
                ..Column::count("operation", "#")
            },
            Column::text("at", "when"),
            Column::text("coder", "coder"),
            Column::text("what", "what"),
            Column::text("changes", "rows"),
            Column::text("state", "state"),
        ])
        .with_rows(operations.iter().map(row).collect())
        .with_empty("Nothing has been written to this book yet.");
    context.emit(&args.output, &[table])
}

fn row(operation: &Operation) -> Row {
    let what = match operation.kind.as_str() {
        "do" => operation.name.clone(),
        kind => format!(
            "{kind} {}: {}",
            operation.target.unwrap_or_default(),
            operation.name
        ),
    };
    let changes = [
        ("+", operation.inserted),
        ("~", operation.updated),
        ("-", operation.deleted),
    ]
    .iter()
    .filter(|(_, count)| *count > 0)
    .map(|(sign, count)| format!("{sign}{count}"))
    .collect::<Vec<_>>()
    .join(" ");
    let state = match operation.undone_by {
        Some(by) => Cell::toned(format!("undone by {by}"), Tone::Faint),
        None => Cell::empty(),
    };
    Row::new(vec![
        Cell::integer(operation.id),
        Cell::text(operation.at.clone()),
        Cell::text(operation.coder.clone()),
        Cell::text(what),
        Cell::text(changes),
        state,
    ])
}

/// Takes operations back.
pub(super) fn undo(context: &Context, args: &UndoArgs) -> Result<(), CliError> {
    let what = match (args.batch, args.operation) {
        (true, operation) => UndoWhat::BatchOf(operation),
        (false, Some(operation)) => UndoWhat::Operation(operation),
        (false, None) => UndoWhat::Last,
    };
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let undone = book
        .undo(&mut session, &what)
        .map_err(|error| CliError::from(error).hint("`claimbook history` lists the operations"))?;
    drop(book);
    for operation in &undone {
        context
            .ui
            .line(&format!("Undid {}: {}", operation.id, operation.name))?;
    }
    context.ui.status(if undone.len() > 1 {
        "`claimbook redo` brings them back, one at a time."
    } else {
        "`claimbook redo` brings it back."
    });
    Ok(())
}

/// Brings the last undone operation back.
pub(super) fn redo(context: &Context) -> Result<(), CliError> {
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let operation = book.redo(&mut session)?;
    drop(book);
    context
        .ui
        .line(&format!("Redid {}: {}", operation.id, operation.name))
}
