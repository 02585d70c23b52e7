//! check.

use clap::Args;

use super::Context;
use super::error::CliError;
use super::output::OutputArgs;
use super::ui::counted;
use crate::render::Format;
use crate::reports::table::{Cell, Column, Row, Table};
use crate::store::{CheckReport, Repair};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Repair what needs no decision: triggers, operations left open, claim numbers, full-text indexes; drop texts that nothing refers to
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    output: OutputArgs,
}

/// Checks the book: says nothing where all is well, else lists what is wrong and fails.
pub(super) fn check(context: &Context, args: &CheckArgs) -> Result<(), CliError> {
    let report = if args.repair {
        let mut book = context.write_book()?;
        let (repair, report) = book.repair()?;
        say_repaired(context, repair);
        report
    } else {
        let book = context.read_book()?;
        book.check()?
    };
    let format = args.output.chosen_format()?;
    if report.problems.is_empty() && format == Format::Table {
        if report.unused_texts > 0 {
            context.ui.status(&format!(
                "{} no longer referred to; `claimbook check --repair` drops them.",
                counted(report.unused_texts, "text is", "texts are")
            ));
        }
        return Ok(());
    }
    context.emit(&args.output, &[table(&report)])?;
    if report.problems.is_empty() {
        return Ok(());
    }
    Err(failed(&report, args.repair))
}

fn failed(report: &CheckReport, repaired: bool) -> CliError {
    let error = CliError::new(format!("the book has {}", problems(report.problems.len())));
    if report
        .problems
        .iter()
        .any(|problem| problem.check == "file")
    {
        return error.hint(
            "the file is damaged: keep a copy, and restore a backup or rescue what can be read with sqlite3's .recover",
        );
    }
    if repaired {
        error.hint("what is left needs a person: correct the records named, or restore a backup")
    } else {
        error.hint("`claimbook check --repair` repairs what needs no decision")
    }
}

/// A count of problems in words.
pub(super) fn problems(count: usize) -> String {
    counted(count, "problem", "problems")
}

fn table(report: &CheckReport) -> Table {
    let rows = report
        .problems
        .iter()
        .map(|problem| {
            Row::new(vec![
                Cell::text(problem.check),
                Cell::text(problem.place.as_str()),
                Cell::text(problem.what.as_str()),
            ])
        })
        .collect();
    Table::new("check", "")
        .with_columns(vec![
            Column::label("check", "check"),
            Column::text("where", "where"),
            Column::text("what", "what"),
        ])
        .with_rows(rows)
        .with_empty("Nothing is wrong.")
}

fn say_repaired(context: &Context, repair: Repair) {
    let lines = [
        (
            usize::from(repair.triggers),
            "Made the journal's triggers anew.",
        ),
        (repair.closed, "Closed an operation that was left open."),
        (repair.raised, "Raised the highest claim numbers."),
        (repair.dropped, "Dropped texts that nothing refers to."),
        (
            usize::from(repair.search),
            "Made the full-text indexes anew.",
        ),
    ];
    for (count, line) in lines {
        if count > 0 {
            context.ui.status(line);
        }
    }
}
