//! Adding a record by flags.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::super::Context;
use super::super::error::CliError;
use super::super::suggest;
use super::{field_arg, input, named, settings};
use crate::domain::record::{Kind, Noun, Takes};
use crate::store::{StoreError, Writer};

/// The definition of `NOUN add`.
pub(super) fn command(noun: &'static Noun) -> Command {
    let mut command =
        Command::new("add").about(format!("Add {} {}", article_of(noun.noun), noun.noun));
    for field in noun.fields {
        command = command.arg(field_arg(field).required(field.required));
    }
    command = command.arg(key_arg("Key to type for it [default: made from its name]"));
    if noun.aliases {
        command = command.arg(
            Arg::new("alias")
                .long("alias")
                .value_name("NAME[@LANGUAGE]")
                .action(ArgAction::Append)
                .help("Another name; may be given several times"),
        );
    }
    if noun.labels {
        command = command.arg(
            Arg::new("label")
                .long("label")
                .value_name("LABEL")
                .action(ArgAction::Append)
                .help("Label; may be given several times"),
        );
    }
    command
}

/// The option for a key.
pub(super) fn key_arg(help: &'static str) -> Arg {
    Arg::new("key").long("key").value_name("KEY").help(help)
}

fn article_of(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// Adds the record.
pub(super) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let noun = kind.noun();
    let mut session = context.session()?;
    let mut book = context.make_book()?;
    let name = matches
        .get_one::<String>("key")
        .or_else(|| matches.get_one(noun.title))
        .cloned()
        .unwrap_or_default();
    let written = book.write(&mut session, &format!("add {kind} {name}"), |writer| {
        let settings = settings(context, writer.reader(), noun, matches)?;
        if matches.get_one::<String>("key").is_none() {
            refuse_same_name(writer, kind, matches)?;
        }
        let known = writer.add_record(kind, &input(matches.get_one("key"), settings))?;
        if noun.aliases {
            for alias in matches.get_many::<String>("alias").unwrap_or_default() {
                add_alias(writer, kind, known.id, alias)?;
            }
        }
        if noun.labels {
            for label in matches.get_many::<String>("label").unwrap_or_default() {
                writer.add_label(kind, known.id, label)?;
            }
        }
        Ok::<_, CliError>(known)
    });
    let known = written
        .map_err(|error| error.doing(format!("the {kind} was not added")))?
        .value;
    context.ui.line(&format!("Added {}", named(&known)))?;
    suggest::say_new_names(context, &book, &[(kind, known.key)])
}

/// An exact full name is the known record, as in a sheet; only a key says that another one is meant.
fn refuse_same_name(writer: &Writer<'_>, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let noun = kind.noun();
    // Many people have one role.
    let Some(name) = matches
        .get_one::<String>(noun.title)
        .filter(|_| kind != Kind::Affiliation)
    else {
        return Ok(());
    };
    match writer.reader().find_record(kind, name, false) {
        Ok(known) => Err(CliError::new(format!(
            "{kind} {} has the name “{name}” already",
            known.key
        ))
        .hint(format!(
            "--key KEY makes a second {kind} of that name; `claimbook {kind} edit {}` changes the one there is",
            known.key
        ))),
        Err(StoreError::Ambiguous { found, .. }) => Err(CliError::new(format!(
            "{} have the name “{name}” already",
            found.join(", ")
        ))
        .hint(format!("--key KEY makes another {kind} of that name"))),
        Err(StoreError::NotFound { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Adds `NAME` or `NAME@LANGUAGE`.
fn add_alias(writer: &mut Writer<'_>, kind: Kind, id: i64, alias: &str) -> Result<bool, CliError> {
    let (name, language) = match alias.rsplit_once('@') {
        Some((name, language)) if Takes::Language.normalize(language).is_ok() => {
            (name, Some(language))
        }
        _ => (alias, None),
    };
    Ok(writer.add_alias(kind, id, name, language)?)
}
