//! Claims added and edited one by one: the flags, and the lines in the editor, are the keys of a sheet's row.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Context;
use super::editor::{self, Edited, Rejected};
use super::error::CliError;
use super::record;
use crate::domain::record::{Kind, Known};
use crate::logging::{LogError, Outcome, add_claim, edit_claim, row_of};
use crate::sheet::model::Sheet;
use crate::sheet::{Problem, ROW_KEYS, parse, quote, write_row};

/// Keys that a claim added or edited alone cannot have: its number is fixed.
const FIXED: &[&str] = &["id"];

/// The definition of `claim add`.
pub(super) fn add_command() -> Command {
    with_row_flags(
        Command::new("add")
            .about("Add a claim to a logged article")
            .after_help(ROW_HELP)
            .arg(
                Arg::new("article")
                    .long("article")
                    .value_name("ARTICLE")
                    .required(true)
                    .help("Article in whose text the words stand"),
            ),
    )
}

/// The definition of `claim edit`.
pub(super) fn edit_command() -> Command {
    with_row_flags(
        Command::new("edit")
            .about("Change a claim; without flags, in $EDITOR")
            .after_help(ROW_HELP)
            .arg(
                Arg::new("record")
                    .value_name("CLAIM")
                    .required(true)
                    .help("Key of the claim, such as a12.5"),
            ),
    )
}

const ROW_HELP: &str = "Each flag is a key of a sheet's row and takes what stands there: words, several by repeating the flag, or a list or table as in TOML, such as --figure '{ text = \"nearly 60\", value = 60, is = \"<\" }'. An empty value clears a key.";

fn row_keys() -> impl Iterator<Item = &'static str> {
    ROW_KEYS.iter().copied().filter(|key| !FIXED.contains(key))
}

fn with_row_flags(mut command: Command) -> Command {
    for key in row_keys() {
        command = command.arg(
            Arg::new(key)
                .long(key)
                .value_name("VALUE")
                .allow_hyphen_values(true)
                .action(ArgAction::Append)
                .help_heading("Keys of the row")
                .help(row_key_help(key)),
        );
    }
    command
}

fn row_key_help(key: &str) -> &'static str {
    match key {
        "draft" => "true: not yet looked at, never counted unless asked",
        "status" => "accepted, draft or rejected",
        "origin" => "person or machine",
        "voice" => "direct, indirect, narration or document; a trailing ? is a guess",
        "who" => "Who says it",
        "or" => "Who else may be meant",
        "for" => "For whom a spokesman speaks",
        "via" => "Who reports it, nearest to the article first",
        "cue" => "The words that report it (said)",
        "source" => "The words that name the speaker",
        "text" => "The words of the claim: exact, or first … last",
        "prop" => "Proposition: a key, or a whole sentence with #topic",
        "stance" => "asserts, rejects, mentions, declines or unset",
        "said" => "When it was said",
        "at" => "Event at which it was said",
        "about" => "Event it is about",
        "figure" | "figures" => "Figure, as a table",
        "targets" => "Whom it addresses or is about, as a table",
        "in" => "Number of the claim around it",
        "supports" => "Number of the claim it supports",
        "gloss" => "Translation for the reader",
        "labels" => "Labels",
        _ => "Anything else",
    }
}

/// Runs `claim add`.
pub(super) fn add(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let mut row = toml::Table::new();
    set_flags(&mut row, matches)?;
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let words = matches
        .get_one::<String>("article")
        .map_or("", String::as_str);
    let article = record::find(context, book.reader(), Kind::Article, words)?;
    let sheet = sheet_of_row(&lines_of(&row), &article.key)
        .map_err(|problems| refused("the claim was not added", &problems))?;
    let name = format!("claim add {}", article.key);
    let outcome = add_claim(&mut book, &mut session, &name, article.id, sheet)
        .map_err(|error| failed("the claim was not added", error))?;
    say(context, "Added", &outcome)
}

/// Runs `claim edit`.
pub(super) fn edit(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let words = matches
        .get_one::<String>("record")
        .map_or("", String::as_str);
    // Nothing is held open while a person thinks.
    let book = context.read_book()?;
    let claim = record::find(context, book.reader(), Kind::Claim, words)?;
    let article = claim.key.split('.').next().unwrap_or_default().to_owned();
    let row = row_of(book.reader(), claim.id)?;
    drop(book);
    let mut row = row_table(&write_row(&row))?;
    row.remove("id");
    let by_flags = row_keys().any(|key| matches.contains_id(key));
    if by_flags {
        set_flags(&mut row, matches)?;
        return write(context, &claim, &article, &lines_of(&row))
            .map_err(|rejected| rejected.error);
    }
    let text = lines_of(&row);
    let name = format!("claim-{}", claim.key);
    match editor::edit_until_good(&name, &text, |text| write(context, &claim, &article, text))? {
        Edited::Done => Ok(()),
        Edited::Unchanged | Edited::Emptied => {
            context.ui.line(&format!("Unchanged: claim {}", claim.key))
        }
    }
}

fn write(context: &Context, claim: &Known, article: &str, text: &str) -> Result<(), Rejected> {
    let said = format!("claim {} was not changed", claim.key);
    let sheet = sheet_of_row(text, article).map_err(|problems| Rejected {
        error: refused(&said, &problems),
        problems: problems
            .iter()
            .map(|problem| (line_in_editor(problem), message(problem)))
            .collect(),
    })?;
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let name = format!("claim edit {}", claim.key);
    let outcome = match edit_claim(&mut book, &mut session, &name, claim.id, sheet) {
        Ok(outcome) => outcome,
        Err(LogError::Problems(problems)) => {
            return Err(Rejected {
                error: refused(&said, &problems),
                problems: problems
                    .iter()
                    .map(|problem| (line_in_editor(problem), message(problem)))
                    .collect(),
            });
        }
        Err(error) => return Err(failed(&said, error).into()),
    };
    if outcome.operation.is_none() {
        context
            .ui
            .line(&format!("Unchanged: claim {}", claim.key))?;
        return Ok(());
    }
    say(context, "Changed", &outcome)?;
    Ok(())
}

fn say(context: &Context, verb: &str, outcome: &Outcome) -> Result<(), CliError> {
    for line in &outcome.lines {
        let mut text = if line.kind == "claim" {
            format!("{verb} claim {}", line.key)
        } else {
            format!("{} {} {}", line.mark.as_str(), line.kind, line.key)
        };
        if !line.what.is_empty() {
            text.push_str(&format!(": {}", line.what));
        }
        context.ui.line(&text)?;
    }
    Ok(())
}

fn message(problem: &Problem) -> String {
    if problem.nearest.is_empty() {
        problem.message.clone()
    } else {
        format!(
            "{}; nearest: {}",
            problem.message,
            problem.nearest.join(", ")
        )
    }
}

/// The row begins on the second line of the sheet made of it.
fn line_in_editor(problem: &Problem) -> usize {
    usize::try_from(problem.place.line.saturating_sub(1)).map_or(1, |line| line.max(1))
}

fn refused(said: &str, problems: &[Problem]) -> CliError {
    let mut error = CliError::new(said);
    for problem in problems {
        error = error.cause(message(problem));
    }
    error
}

fn failed(said: &str, error: LogError) -> CliError {
    match error {
        LogError::Problems(problems) => refused(said, &problems),
        LogError::Store(error) => CliError::from(error).doing(said),
        error @ LogError::TextDiffers(_) => CliError::new(error.to_string()).doing(said),
    }
}

fn sheet_of_row(lines: &str, article: &str) -> Result<Sheet, Vec<Problem>> {
    let source = format!("[[claims]]\n{lines}\n[article]\nkey = {}\n", quote(article));
    let (sheet, problems) = parse(&source);
    if problems.is_empty() {
        Ok(sheet)
    } else {
        Err(problems)
    }
}

fn row_table(row: &str) -> Result<toml::Table, CliError> {
    let whole: toml::Table = format!("row = {row}")
        .parse()
        .map_err(|error: toml::de::Error| CliError::new(error.to_string()))?;
    match whole.get("row") {
        Some(toml::Value::Table(row)) => Ok(row.clone()),
        _ => Ok(toml::Table::new()),
    }
}

/// A row with one key a line.
fn lines_of(row: &toml::Table) -> String {
    row.iter()
        .map(|(key, value)| format!("{key} = {value}\n"))
        .collect()
}

fn set_flags(row: &mut toml::Table, matches: &ArgMatches) -> Result<(), CliError> {
    for key in row_keys() {
        let Some(given) = matches.get_many::<String>(key) else {
            continue;
        };
        let mut values = Vec::new();
        for value in given {
            if !value.trim().is_empty() {
                values.push(value_of(key, value)?);
            }
        }
        // One figure and several are two spellings of one key.
        if key == "figure" || key == "figures" {
            row.remove("figure");
            row.remove("figures");
        }
        match values.len() {
            0 => {
                row.remove(key);
            }
            1 => {
                row.insert(key.to_owned(), values.remove(0));
            }
            _ => {
                row.insert(key.to_owned(), toml::Value::Array(values));
            }
        }
    }
    Ok(())
}

/// A list, a table, a number of a claim or true and false as in TOML; everything else is words.
fn value_of(key: &str, text: &str) -> Result<toml::Value, CliError> {
    let trimmed = text.trim();
    let structured = trimmed.starts_with(['[', '{']);
    let number = matches!(key, "in" | "supports") && trimmed.parse::<i64>().is_ok();
    if !structured && !number && key != "draft" {
        return Ok(toml::Value::String(text.to_owned()));
    }
    let whole: toml::Table =
        format!("value = {trimmed}")
            .parse()
            .map_err(|error: toml::de::Error| {
                CliError::usage(format!("--{key} {trimmed} is not TOML")).cause(error.message())
            })?;
    whole
        .get("value")
        .cloned()
        .ok_or_else(|| CliError::usage(format!("--{key} has no value")))
}
