//! The nouns: every kind of record with the same verbs, built from the registry of kinds and fields.

mod add;
mod alias;
mod edit;
mod field_value;
mod label;
mod list;
mod merge;
mod remove;
mod show;

use clap::{Arg, ArgMatches, Command};

use super::Context;
use super::error::CliError;
use crate::domain::record::{Field, Kind, Known, Noun, Takes};
use crate::store::{Reader, RecordInput, Setting};

pub(super) use self::edit::{command as edit_command, run as edit};
pub(super) use self::label::{command as label_command, run as label};
pub(super) use self::list::{command as list_command, run as list};
pub(super) use self::remove::{command as remove_command, run as remove};
pub(super) use self::show::{command as show_command, run as show};

/// The command of a noun with no verbs of its own.
pub(super) fn command(noun: &'static Noun) -> Command {
    let mut command = bare_command(noun)
        .subcommand(add::command(noun))
        .subcommand(list::command(noun))
        .subcommand(show::command(noun))
        .subcommand(edit::command(noun))
        .subcommand(remove::command(noun));
    if noun.merge {
        command = command.subcommand(merge::command(noun));
    }
    if noun.aliases {
        command = command.subcommand(alias::command(noun));
    }
    if noun.labels {
        command = command.subcommand(label::command(noun));
    }
    command
}

/// The command of a noun without its verbs.
pub(super) fn bare_command(noun: &'static Noun) -> Command {
    Command::new(noun.noun)
        .about(noun.about)
        .subcommand_required(true)
        .arg_required_else_help(true)
}

/// Runs a verb of a noun.
pub(super) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    match matches.subcommand() {
        Some(("add", args)) => add::run(context, kind, args),
        Some(("list", args)) => list::run(context, kind, args),
        Some(("show", args)) => show::run(context, kind, args),
        Some(("edit", args)) => edit::run(context, kind, args),
        Some(("remove", args)) => remove::run(context, kind, args),
        Some(("merge", args)) => merge::run(context, kind, args),
        Some(("alias", args)) => alias::run(context, kind, args),
        Some(("label", args)) => label::run(context, kind, args),
        _ => Err(CliError::usage(format!("{kind} needs a verb"))),
    }
}

/// The one record that a person means; the beginning of a key will do on a terminal, where a wrong guess is seen.
pub(super) fn find(
    context: &Context,
    reader: Reader<'_>,
    kind: Kind,
    words: &str,
) -> Result<Known, CliError> {
    Ok(reader.find_record(kind, words, context.ui.interactive())?)
}

/// The positional argument for one record.
fn record_arg(kind: Kind) -> Arg {
    Arg::new("record")
        .value_name(kind.as_str().to_uppercase())
        .required(true)
        .help("Key, full name or alias")
}

/// The flag of a field: its name, with dashes.
fn flag(field: &Field) -> String {
    field.name.replace('_', "-")
}

/// The option that sets, or selects by, a field.
fn field_arg(field: &'static Field) -> Arg {
    let value_name = match field.takes {
        Takes::Text => "TEXT",
        Takes::Date => "DATE",
        Takes::Zone => "ZONE",
        Takes::Country => "COUNTRY",
        Takes::Language => "LANGUAGE",
        Takes::Choice(_) => "WORD",
        Takes::Record(kind) => match kind {
            Kind::Outlet => "OUTLET",
            Kind::Organization => "ORGANIZATION",
            Kind::Speaker => "SPEAKER",
            Kind::Affiliation => "AFFILIATION",
            Kind::Event => "EVENT",
            Kind::Article => "ARTICLE",
            Kind::Topic => "TOPIC",
            Kind::Proposition => "PROPOSITION",
            Kind::Claim => "CLAIM",
        },
    };
    Arg::new(field.name)
        .long(flag(field))
        .alias(field.name)
        .value_name(value_name)
        .value_parser(field_value::FieldParser { field })
        .help(field.help)
}

/// What the flags set, as the book takes it.
fn settings(
    context: &Context,
    reader: Reader<'_>,
    noun: &'static Noun,
    matches: &ArgMatches,
) -> Result<Vec<(&'static Field, Setting)>, CliError> {
    let mut settings = Vec::new();
    for field in noun.fields {
        let Some(value) = matches.get_one::<String>(field.name) else {
            continue;
        };
        settings.push((field, setting(context, reader, field, value)?));
    }
    Ok(settings)
}

/// What one value sets: an empty one clears.
fn setting(
    context: &Context,
    reader: Reader<'_>,
    field: &Field,
    value: &str,
) -> Result<Setting, CliError> {
    match field.takes {
        _ if value.is_empty() => Ok(Setting::Clear),
        Takes::Record(kind) => {
            let known = find(context, reader, kind, value)
                .map_err(|error| error.doing(format!("cannot set {}", field.name)))?;
            Ok(Setting::Record(known.id))
        }
        _ => Ok(Setting::Text(value.to_owned())),
    }
}

/// The input that sets these fields.
fn input(key: Option<&String>, settings: Vec<(&'static Field, Setting)>) -> RecordInput {
    RecordInput {
        key: key.cloned(),
        settings,
        article: None,
    }
}

/// A record in one line of a message.
fn named(known: &Known) -> String {
    format!("{} {} ({})", known.kind, known.key, known.name)
}
