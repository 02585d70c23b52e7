//! backup.

use std::path::PathBuf;

use clap::Args;

use super::Context;
use super::book::absolute;
use super::error::CliError;
use crate::store::Existing;

/// Arguments of `backup`.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// File to write the copy to
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace FILE if it is there
    #[arg(long)]
    force: bool,
}

/// Copies the book, and says what was checked.
pub(super) fn backup(context: &Context, args: &BackupArgs) -> Result<(), CliError> {
    let book = context.read_book()?;
    let existing = if args.force {
        Existing::Replace
    } else {
        Existing::Keep
    };
    let made = book.backup(&args.file, existing).map_err(|error| {
        let refused = CliError::from(error).doing("the book was not backed up");
        // --force replaces another file, never the book that is being copied.
        let is_the_book = book.path().is_some_and(|book| {
            std::fs::canonicalize(book)
                .is_ok_and(|book| std::fs::canonicalize(&args.file).is_ok_and(|file| file == book))
        });
        if is_the_book {
            refused.hint("name another file")
        } else if args.file.is_file() && !args.force {
            refused.hint("name another file, or replace this one with --force")
        } else {
            refused
        }
    })?;
    context.ui.line(&format!(
        "Wrote {} ({} bytes). Opened the copy, compared {} tables with the book and made {} checks.",
        absolute(&args.file).display(),
        made.bytes,
        made.tables,
        made.checks,
    ))?;
    if made.problems > 0 {
        context.ui.status(&format!(
            "The copy is whole, but the book has {}: see `claimbook check`.",
            super::check::problems(made.problems)
        ));
    }
    Ok(())
}
