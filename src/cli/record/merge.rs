//! Merging one record into another.

use clap::{Arg, ArgMatches, Command};

use super::super::Context;
use super::super::error::CliError;
use super::remove::dry_run_arg;
use super::{find, named};
use crate::domain::record::{Kind, Noun};

/// The definition of `NOUN merge`.
pub(super) fn command(noun: &'static Noun) -> Command {
    Command::new("merge")
        .about(format!(
            "Merge one {} into another; undo takes it back",
            noun.noun
        ))
        .arg(
            Arg::new("from")
                .value_name("FROM")
                .required(true)
                .help(if noun.aliases {
                    "The one that goes; its name stays as an alias, its key keeps resolving"
                } else {
                    "The one that goes; its key keeps resolving"
                }),
        )
        .arg(
            Arg::new("into")
                .value_name("INTO")
                .required(true)
                .help("The one that stays"),
        )
        .arg(dry_run_arg())
}

/// Merges the records.
pub(super) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let dry_run = matches.get_flag("dry-run");
    let words = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let from = find(context, book.reader(), kind, words("from"))?;
    let into = find(context, book.reader(), kind, words("into"))?;
    let moved = book.reader().referrers_of(kind, from.id)?;
    if dry_run {
        book.start_rehearsal()?;
    }
    let written = book.write(
        &mut session,
        &format!("merge {kind} {} into {}", from.key, into.key),
        |writer| writer.merge_records(kind, from.id, into.id),
    );
    if dry_run {
        book.end_rehearsal()?;
    }
    drop(book);
    written.map_err(|error| CliError::from(error).doing("nothing was merged"))?;
    let verb = if dry_run { "Would merge" } else { "Merged" };
    context
        .ui
        .line(&format!("{verb} {} into {}", named(&from), named(&into)))?;
    for referrer in moved {
        context.ui.line(&format!("  ~ {referrer}"))?;
    }
    Ok(())
}
