//! Other names of records.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::super::Context;
use super::super::error::CliError;
use super::{find, record_arg};
use crate::domain::record::{Kind, Noun};

/// The definition of `NOUN alias`.
pub(super) fn command(noun: &'static Noun) -> Command {
    Command::new("alias")
        .about(format!(
            "Add other names to {} {}, or remove them",
            if noun.noun.starts_with(['o', 'e']) {
                "an"
            } else {
                "a"
            },
            noun.noun
        ))
        .arg(record_arg(noun.kind))
        .arg(
            Arg::new("names")
                .value_name("NAME")
                .num_args(1..)
                .required(true)
                .help("Other names"),
        )
        .arg(
            Arg::new("language")
                .long("language")
                .value_name("LANGUAGE")
                .conflicts_with("remove")
                .help("Language the names are in, such as zh"),
        )
        .arg(
            Arg::new("remove")
                .long("remove")
                .action(ArgAction::SetTrue)
                .help("Remove them instead"),
        )
}

/// Adds or removes the names.
pub(super) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let remove = matches.get_flag("remove");
    let names: Vec<&String> = matches
        .get_many::<String>("names")
        .unwrap_or_default()
        .collect();
    let language = matches.get_one::<String>("language").map(String::as_str);
    let words = matches
        .get_one::<String>("record")
        .map_or("", String::as_str);
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let known = find(context, book.reader(), kind, words)?;
    let name = format!(
        "{} alias of {kind} {}",
        if remove { "remove" } else { "add" },
        known.key
    );
    let lines = book
        .write(&mut session, &name, |writer| {
            let mut lines = Vec::new();
            for name in names {
                lines.push(if remove {
                    if !writer.remove_alias(kind, known.id, name)? {
                        return Err(no_such_alias(name, &known.key)
                            .hint(format!("`claimbook {kind} show {}` lists them", known.key)));
                    }
                    format!("Removed alias “{name}” of {}", known.key)
                } else if writer.add_alias(kind, known.id, name, language)? {
                    format!("Added alias “{name}” to {}", known.key)
                } else {
                    format!("Unchanged: {} has the alias “{name}” already", known.key)
                });
            }
            Ok(lines)
        })?
        .value;
    drop(book);
    for line in lines {
        context.ui.line(&line)?;
    }
    Ok(())
}

fn no_such_alias(name: &str, key: &str) -> CliError {
    CliError::new(format!("{key} has no alias “{name}”; nothing was removed"))
}
