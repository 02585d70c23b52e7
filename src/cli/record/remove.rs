//! Removing records that nothing refers to.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::super::Context;
use super::super::error::CliError;
use super::{find, named};
use crate::domain::record::{Kind, Noun};

/// The definition of `NOUN remove`.
pub(crate) fn command(noun: &'static Noun) -> Command {
    Command::new("remove")
        .about(format!("Remove {} that nothing refers to", noun.plural))
        .arg(
            Arg::new("records")
                .value_name(noun.noun.to_uppercase())
                .num_args(1..)
                .required(true)
                .help("Keys, full names or aliases"),
        )
        .arg(dry_run_arg())
}

/// The option that only says what would happen.
pub(crate) fn dry_run_arg() -> Arg {
    Arg::new("dry-run")
        .long("dry-run")
        .action(ArgAction::SetTrue)
        .help("Say what would happen and write nothing")
}

/// Removes the records, all or none.
pub(crate) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let dry_run = matches.get_flag("dry-run");
    let words: Vec<&String> = matches
        .get_many::<String>("records")
        .unwrap_or_default()
        .collect();
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let mut found = Vec::new();
    for words in words {
        let known = find(context, book.reader(), kind, words)?;
        if !found.contains(&known) {
            found.push(known);
        }
    }
    let keys: Vec<&str> = found.iter().map(|known| known.key.as_str()).collect();
    let name = format!("remove {kind} {}", keys.join(", "));
    if dry_run {
        book.start_rehearsal()?;
    }
    let written = book.write(&mut session, &name, |writer| {
        for known in &found {
            writer.remove_record(kind, known.id)?;
        }
        Ok::<_, CliError>(())
    });
    if dry_run {
        book.end_rehearsal()?;
    }
    drop(book);
    written?;
    let verb = if dry_run { "Would remove" } else { "Removed" };
    for known in &found {
        context.ui.line(&format!("{verb} {}", named(known)))?;
    }
    Ok(())
}
