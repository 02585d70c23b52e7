//! Editing a record, by flags or as text in the user's editor.

use clap::{ArgMatches, Command};

use super::super::Context;
use super::super::editor::{self, Edited};
use super::super::error::CliError;
use super::add::key_arg;
use super::{field_arg, find, input, record_arg, setting, settings};
use crate::domain::nearest::nearest;
use crate::domain::record::{Field, Kind, Known, Noun};
use crate::store::{Book, Record, RecordInput, Setting};

/// The definition of `NOUN edit`.
pub(crate) fn command(noun: &'static Noun) -> Command {
    let mut command = Command::new("edit")
        .about(format!(
            "Change the fields of one {}; without flags, in $EDITOR",
            noun.noun
        ))
        .after_help("An empty value (--note \"\") clears a field. A changed key keeps resolving.")
        .arg(record_arg(noun.kind));
    for field in noun.fields {
        command = command.arg(field_arg(field));
    }
    if has_own_key(noun.kind) {
        command = command.arg(key_arg("New key"));
    }
    command
}

fn has_own_key(kind: Kind) -> bool {
    !matches!(kind, Kind::Article | Kind::Claim)
}

/// Changes the record.
pub(crate) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let noun = kind.noun();
    let words = matches
        .get_one::<String>("record")
        .map_or("", String::as_str);
    let key = if has_own_key(kind) {
        matches.get_one::<String>("key")
    } else {
        None
    };
    let by_flags = key.is_some()
        || noun
            .fields
            .iter()
            .any(|field| matches.contains_id(field.name));
    if !by_flags {
        return in_editor(context, kind, words);
    }
    let book = context.write_book()?;
    let known = find(context, book.reader(), kind, words)?;
    let settings = settings(context, book.reader(), noun, matches)?;
    write(context, book, &known, &input(key, settings))
}

/// Writes what differs and says whether anything did.
fn write(
    context: &Context,
    mut book: Book,
    known: &Known,
    input: &RecordInput,
) -> Result<(), CliError> {
    let kind = known.kind;
    let mut session = context.session()?;
    let written = book
        .write(
            &mut session,
            &format!("edit {kind} {}", known.key),
            |writer| writer.edit_record(kind, known.id, input),
        )
        .map_err(|error| {
            CliError::from(error).doing(format!("{kind} {} was not changed", known.key))
        })?;
    let after = book.reader().known(kind, known.id)?;
    drop(book);
    context.ui.line(&match written.operation {
        None => format!("Unchanged: {kind} {}", after.key),
        Some(_) if after.key == known.key => format!("Changed {kind} {}", after.key),
        Some(_) => format!("Changed {kind} {}, which was {}", after.key, known.key),
    })
}

fn in_editor(context: &Context, kind: Kind, words: &str) -> Result<(), CliError> {
    // Nothing is held open while a person thinks.
    let book = context.read_book()?;
    let known = find(context, book.reader(), kind, words)?;
    let record = book.reader().record(kind, known.id)?;
    drop(book);
    let text = to_toml(&record);
    let edited = editor::edit_until_good(&format!("{kind}-{}", record.key), &text, |text| {
        let book = context.read_book()?;
        let input = from_toml(context, &book, &record, text)?;
        drop(book);
        Ok(write(context, context.write_book()?, &known, &input)?)
    })?;
    match edited {
        Edited::Done => Ok(()),
        Edited::Unchanged | Edited::Emptied => context
            .ui
            .line(&format!("Unchanged: {kind} {}", record.key)),
    }
}

/// A record as the text a person edits.
fn to_toml(record: &Record) -> String {
    let noun = record.kind.noun();
    let mut text = format!(
        "# {} {}. A field without a line, or with an empty value, is cleared.\n\n",
        record.kind, record.key
    );
    if has_own_key(record.kind) {
        text.push_str(&format!("key = {}\n", quoted(&record.key)));
    }
    for field in noun.fields {
        text.push_str(&format!("\n# {}\n", field.help));
        match record.value(field.name) {
            Some(value) => text.push_str(&format!("{} = {}\n", field.name, quoted(value.as_str()))),
            None => text.push_str(&format!("# {} = \"\"\n", field.name)),
        }
    }
    text
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// What an edited text sets: only the fields that it changed, so that what others have written meanwhile stays.
fn from_toml(
    context: &Context,
    book: &Book,
    record: &Record,
    text: &str,
) -> Result<RecordInput, CliError> {
    let noun = record.kind.noun();
    let table: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| CliError::new(error.to_string().trim_end()))?;
    let mut names: Vec<&str> = noun.fields.iter().map(|field| field.name).collect();
    if has_own_key(record.kind) {
        names.push("key");
    }
    for name in table.keys() {
        if !names.contains(&name.as_str()) {
            let near = nearest(name, names.iter().copied(), 1);
            let hint = if near.is_empty() {
                format!("fields are {}", names.join(", "))
            } else {
                format!("nearest: {}", near.join(", "))
            };
            return Err(CliError::new(format!("{} have no field {name}", noun.plural)).hint(hint));
        }
    }
    let mut input = RecordInput::default();
    if has_own_key(record.kind) {
        let key = text_of(&table, "key")?;
        if !key.is_empty() && key != record.key {
            input.key = Some(key);
        }
    }
    for field in noun.fields {
        let before = record.value(field.name).map_or("", |value| value.as_str());
        let after = text_of(&table, field.name)?;
        if after != before {
            input.set(field, changed(context, book, field, &after)?);
        }
    }
    Ok(input)
}

fn changed(
    context: &Context,
    book: &Book,
    field: &'static Field,
    value: &str,
) -> Result<Setting, CliError> {
    let value = if value.is_empty() {
        String::new()
    } else {
        field
            .takes
            .normalize(value)
            .map_err(|error| CliError::new(format!("{}: {error}", field.name)))?
    };
    setting(context, book.reader(), field, &value)
}

fn text_of(table: &toml::Table, name: &str) -> Result<String, CliError> {
    match table.get(name) {
        None => Ok(String::new()),
        Some(toml::Value::String(text)) => Ok(text.trim().to_owned()),
        // A date or a number needs no quotes to be understood.
        Some(value @ (toml::Value::Datetime(_) | toml::Value::Integer(_))) => Ok(value.to_string()),
        Some(other) => Err(CliError::new(format!(
            "{name} is {}, not a text in quotes",
            other.type_str()
        ))),
    }
}
