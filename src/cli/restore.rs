//! restore.

use std::path::PathBuf;

use clap::Args;

use super::book::absolute;
use super::error::{CliError, ExitCode};
use super::{Context, check};
use crate::store::{StoreError, restore as put_back};

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// Backup to put in the place of the book
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Puts a backup in the place of the book, and says how to go back.
pub(super) fn restore(context: &Context, args: &RestoreArgs) -> Result<(), CliError> {
    let (path, _) = context.book_path()?;
    let restored = put_back(&args.file, &path).map_err(|error| refusal(args, error))?;
    context.ui.line(&format!(
        "Restored {} from {} ({} bytes). Made {} checks first.",
        absolute(&path).display(),
        args.file.display(),
        restored.bytes,
        restored.checks,
    ))?;
    if let Some(schema) = restored.upgraded_from {
        context.ui.status(&format!(
            "The backup has schema {schema} and was left so; the book is up to date."
        ));
    }
    if let Some(replaced) = &restored.replaced {
        context.ui.status(&format!(
            "The book that was there is kept; `claimbook restore {}` goes back to it.",
            shell_words::quote(&replaced.to_string_lossy())
        ));
    }
    if restored.problems > 0 {
        context.ui.status(&format!(
            "The file is whole, but the book has {}: see `claimbook check`.",
            check::problems(restored.problems)
        ));
    }
    Ok(())
}

fn refusal(args: &RestoreArgs, error: StoreError) -> CliError {
    let hint = match &error {
        StoreError::Corrupt { .. } => {
            "the book was not changed; restore another backup, or rescue what can be read of this one with sqlite3's .recover"
        }
        StoreError::Missing { .. } => {
            "the book was not changed; name a file that `claimbook backup` wrote"
        }
        StoreError::Locked => {
            "the book was not changed; try again when nobody has it open, readers included"
        }
        _ => "the book was not changed",
    };
    let message = match &error {
        StoreError::Corrupt { reason } => format!("the backup is damaged: {reason}"),
        StoreError::Missing { .. } => String::from("there is no such file"),
        StoreError::Locked => String::from("another process has the book open"),
        _ => String::new(),
    };
    let mut refused = CliError::from(error);
    if refused.exit != ExitCode::TooNew {
        refused.hints.clear();
        refused.hints.push(hint.to_owned());
    }
    if !message.is_empty() {
        refused.message = message;
    }
    refused.doing(format!("nothing was restored from {}", args.file.display()))
}
