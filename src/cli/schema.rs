//! The views that a book promises, as a table.

use clap::Args;

use super::Context;
use super::error::CliError;
use super::output::OutputArgs;
use crate::domain::nearest::nearest;
use crate::reports::table::{Cell, Column, Row, Table, Tone};
use crate::store::{View, views};

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Only these views
    #[arg(value_name = "VIEW")]
    views: Vec<String>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Prints views, their columns and what they hold. It needs no book.
pub(super) fn schema(context: &Context, args: &SchemaArgs) -> Result<(), CliError> {
    let known = views()?;
    let mut wanted = Vec::new();
    for name in &args.views {
        let found = known.iter().find(|view| view.name == name.to_lowercase());
        wanted.push(found.ok_or_else(|| unknown(name, &known))?);
    }
    if wanted.is_empty() {
        wanted.extend(&known);
    }
    let mut table = Table::new("schema", "What `claimbook sql` can ask")
        .with_section_name("view")
        .with_columns(vec![
            Column::label("column", "Column"),
            Column::text("meaning", "What it holds"),
        ])
        .with_note("these views and columns are a promise; tables can be asked too, and may change with any version");
    for view in wanted {
        table = table.with_section(&view.name, rows(view));
    }
    context.emit(&args.output, &[table])
}

/// The view itself is a row without a column, then each of its columns is one.
fn rows(view: &View) -> Vec<Row> {
    let itself = Cell::toned(&view.meaning, Tone::Strong);
    let mut rows = vec![Row::new(vec![Cell::empty(), itself])];
    rows.extend(
        view.columns
            .iter()
            .map(|column| Row::new(vec![Cell::text(&column.name), Cell::text(&column.meaning)])),
    );
    rows
}

fn unknown(name: &str, known: &[View]) -> CliError {
    let error = CliError::new(format!("there is no view “{name}”"));
    let near = nearest(name, known.iter().map(|view| view.name.as_str()), 3);
    if near.is_empty() {
        error.hint("`claimbook schema` lists all")
    } else {
        error.hint(format!("nearest: {}", near.join(", ")))
    }
}
