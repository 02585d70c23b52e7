//! upgrade.

use clap::Args;

use super::Context;
use super::error::CliError;
use crate::store::{Copies, known_schema};

/// Arguments of `upgrade`.
#[derive(Debug, Args)]
pub(super) struct UpgradeArgs {
    /// Keep so many copies of what the book was before upgrades; 0 makes none
    #[arg(long, value_name = "NUMBER", default_value_t = Copies::default().keep)]
    keep: usize,
}

/// Brings an older book up to date, which opening it for writing does.
pub(super) fn upgrade(context: &Context, args: &UpgradeArgs) -> Result<(), CliError> {
    let book = context.write_book_keeping(Copies { keep: args.keep })?;
    drop(book);
    context
        .ui
        .line(&format!("The book has schema {}.", known_schema()))
}
