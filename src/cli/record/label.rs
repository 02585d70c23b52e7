//! Labels of records.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::super::Context;
use super::super::error::CliError;
use super::{find, record_arg};
use crate::domain::record::{Kind, Noun};

/// The definition of `NOUN label`.
pub(crate) fn command(noun: &'static Noun) -> Command {
    Command::new("label")
        .about("Put labels on a record, or take them off")
        .arg(record_arg(noun.kind))
        .arg(
            Arg::new("labels")
                .value_name("LABEL")
                .num_args(1..)
                .required(true)
                .help("Labels, such as to-check or ownership:state"),
        )
        .arg(
            Arg::new("remove")
                .long("remove")
                .action(ArgAction::SetTrue)
                .help("Take them off instead"),
        )
}

/// Puts the labels on, or takes them off.
pub(crate) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let remove = matches.get_flag("remove");
    let labels: Vec<&String> = matches
        .get_many::<String>("labels")
        .unwrap_or_default()
        .collect();
    let words = matches
        .get_one::<String>("record")
        .map_or("", String::as_str);
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let known = find(context, book.reader(), kind, words)?;
    let name = format!(
        "{} {kind} {}",
        if remove { "unlabel" } else { "label" },
        known.key
    );
    let lines = book
        .write(&mut session, &name, |writer| {
            let mut lines = Vec::new();
            for label in labels {
                lines.push(if remove {
                    if !writer.remove_label(kind, known.id, label)? {
                        return Err(CliError::new(format!(
                            "{} has no label “{label}”; nothing was removed",
                            known.key
                        ))
                        .hint(format!("`claimbook {kind} show {}` lists them", known.key)));
                    }
                    format!("Took “{label}” off {}", known.key)
                } else if writer.add_label(kind, known.id, label)? {
                    format!("Labelled {} “{label}”", known.key)
                } else {
                    format!("Unchanged: {} has “{label}” already", known.key)
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
