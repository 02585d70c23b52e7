//! `export FORMAT`: articles of the book in another format.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::Context;
use super::book::absolute;
use super::error::CliError;
use super::output::replace_file;
use super::record;
use crate::domain::record::Kind;
use crate::domain::text::Text;
use crate::formats::{FORMATS, WriteOptions, format};
use crate::logging::{coding_of_article, sheet_of_article, stand_alone};
use crate::sheet::{At, Place};
use crate::store::{FieldValue, ListQuery, Reader};

/// The definition of `export` with one subcommand a format.
pub(super) fn command() -> Command {
    let mut command = Command::new("export")
        .about("Write articles with their claims in another format")
        .subcommand_required(true)
        .arg_required_else_help(true);
    for format in FORMATS.iter().filter(|format| format.write.is_some()) {
        let words = |name: &'static str, help: &'static str| {
            Arg::new(name)
                .long(name)
                .value_name("WORDS")
                .action(ArgAction::Append)
                .help(help)
        };
        let path = |name: &'static str, value: &'static str, help: &'static str| {
            Arg::new(name)
                .long(name)
                .value_name(value)
                .value_parser(value_parser!(PathBuf))
                .help(help)
        };
        command = command.subcommand(
            Command::new(format.name)
                .about(format.about)
                .after_long_help((format.details)())
                .arg(words("article", "Only these articles"))
                .arg(words("event", "Only articles of these events"))
                .arg(path("output", "FILE", "Write to this file; - is standard output").short('o'))
                .arg(path(
                    "texts",
                    "DIRECTORY",
                    "Make it stand alone, for another book: write each article's text into this directory, and fill what introduces names",
                ))
                .arg(
                    Arg::new("excel")
                        .long("excel")
                        .action(ArgAction::SetTrue)
                        .help("Make it safe for a spreadsheet program: a byte order mark, and an apostrophe before what would be a formula"),
                ),
        );
    }
    command
}

/// Runs `export`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let Some((name, args)) = matches.subcommand() else {
        return Err(CliError::usage("export needs a format"));
    };
    let Some(write) = format(name).and_then(|format| format.write) else {
        return Err(CliError::usage(format!(
            "there is no format {name} to export to"
        )));
    };
    let output = args
        .get_one::<PathBuf>("output")
        .filter(|path| path.as_os_str() != "-");
    let texts = args.get_one::<PathBuf>("texts");
    let coder = context.global.coder.as_deref();
    let book = context.read_book()?;
    let (sheets, mut notes) = book.read(|reader| {
        let mut sheets = Vec::new();
        let mut notes = Vec::new();
        for article in articles(context, reader, args)? {
            let mut sheet = sheet_of_article(reader, article, coder)?;
            if let Some(directory) = texts {
                notes.extend(stand_alone(reader, &mut sheet)?);
                let coding = coding_of_article(reader, article, coder)?;
                let version = match coding {
                    Some(coding) => Some(coding.version),
                    None => reader.versions(article)?.last().map(|version| version.id),
                };
                if let Some(version) = version {
                    let name = format!("a{article}.txt");
                    write_text(&reader.version_text(version)?, &directory.join(&name))?;
                    sheet.article.file = Some(At {
                        value: seen_from(output, &directory.join(&name)),
                        place: Place::default(),
                    });
                }
            }
            sheets.push(sheet);
        }
        Ok::<_, CliError>((sheets, notes))
    })?;
    drop(book);
    let count = sheets.len();
    let exported = write(
        &sheets,
        WriteOptions {
            excel: args.get_flag("excel"),
        },
    );
    match output {
        None => {
            let mut out = context.ui.rows();
            out.write_all(exported.text.as_bytes())
                .and_then(|()| out.flush())
                .map_err(|error| CliError::io("write to standard output", &error))?;
        }
        Some(path) => context.write_file(path, &exported.text)?,
    }
    notes.extend(exported.notes);
    if texts.is_some() {
        notes.push(String::from(
            "Outlets, organizations and topics are in the file by name only.",
        ));
    }
    if count == 0 {
        notes.push(String::from("No article fits: there is only the header."));
    }
    for note in &notes {
        context.ui.status(note);
    }
    Ok(())
}

/// The articles asked for; for another book, copies come after what they are copies of.
fn articles(
    context: &Context,
    reader: Reader<'_>,
    args: &ArgMatches,
) -> Result<Vec<i64>, CliError> {
    let ids = |name: &str, kind: Kind| -> Result<Vec<i64>, CliError> {
        args.get_many::<String>(name)
            .unwrap_or_default()
            .map(|words| Ok(record::find(context, reader, kind, words)?.id))
            .collect()
    };
    let wanted = ids("article", Kind::Article)?;
    let events = ids("event", Kind::Event)?;
    let mut rest = Vec::new();
    for record in reader.list_records(Kind::Article, &ListQuery::default())? {
        if !wanted.is_empty() && !wanted.contains(&record.id) {
            continue;
        }
        let of_events = reader.article_events(record.id)?;
        if events.is_empty() || of_events.iter().any(|event| events.contains(&event.id)) {
            let original = match record.value("copy_of") {
                Some(FieldValue::Record(original)) => Some(original.id),
                _ => None,
            };
            rest.push((record.id, original));
        }
    }
    rest.sort_unstable();
    let mut ordered = Vec::new();
    if !args.contains_id("texts") {
        // The book has them all: there is no need to tell them in another order than it does.
        ordered.extend(rest.drain(..).map(|(article, _)| article));
    }
    while !rest.is_empty() {
        let waiting: Vec<i64> = rest.iter().map(|(article, _)| *article).collect();
        let before = ordered.len();
        rest.retain(|(article, original)| {
            let waits = original.is_some_and(|original| waiting.contains(&original));
            if !waits {
                ordered.push(*article);
            }
            waits
        });
        if ordered.len() == before {
            // Copies of each other: there is no better order.
            ordered.extend(rest.drain(..).map(|(article, _)| article));
        }
    }
    Ok(ordered)
}

fn write_text(text: &Text, path: &Path) -> Result<(), CliError> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)
            .map_err(|error| CliError::io(&format!("make {}", directory.display()), &error))?;
    }
    replace_file(path, text.as_str().as_bytes())
}

/// The path of a file as seen from the folder of the output, with `/`; in full where it lies elsewhere.
fn seen_from(output: Option<&PathBuf>, file: &Path) -> String {
    let folder = output
        .and_then(|output| output.parent())
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = absolute(folder.unwrap_or(Path::new(".")));
    let file = absolute(file);
    match file.strip_prefix(&folder) {
        Ok(below) => below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/"),
        Err(_) => file.display().to_string(),
    }
}
