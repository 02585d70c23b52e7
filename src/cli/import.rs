//! `import FORMAT`: articles in another format into the book, logged as sheets are.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Args as _, Command, FromArgMatches as _, value_parser};

use super::Context;
use super::article_file;
use super::error::CliError;
use super::log::{self, HowArgs, ReadSheet};
use super::logged;
use crate::formats::{FORMATS, Format, FormatError, ImportedSheet, format};
use crate::logging::SheetInput;
use crate::sheet::Problem;

/// The definition of `import` with one subcommand a format.
pub(super) fn command() -> Command {
    let mut command = Command::new("import")
        .about("Log articles that are in another format")
        .subcommand_required(true)
        .arg_required_else_help(true);
    for format in FORMATS.iter().filter(|format| format.read.is_some()) {
        let files = Arg::new("files")
            .value_name("FILE")
            .required(true)
            .num_args(1..)
            .value_parser(value_parser!(PathBuf))
            .help("Files, or - for standard input");
        let allow_outside = Arg::new("allow-outside")
            .long("allow-outside")
            .action(ArgAction::SetTrue)
            .help("Take article texts from outside the file's folder too");
        let one = HowArgs::augment_args(Command::new(format.name).arg(files)).arg(allow_outside);
        // After the options, whose own description would stand there otherwise.
        command = command.subcommand(
            one.about(format.about)
                .long_about(None)
                .after_long_help((format.details)()),
        );
    }
    command
}

/// Runs `import`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let Some((name, args)) = matches.subcommand() else {
        return Err(CliError::usage("import needs a format"));
    };
    let Some(format) = format(name) else {
        return Err(CliError::usage(format!("there is no format {name}")));
    };
    let how = HowArgs::from_arg_matches(args)?;
    let allow_outside = args.get_flag("allow-outside");
    let mut sheets = Vec::new();
    let mut refused_files = 0;
    for file in args.get_many::<PathBuf>("files").unwrap_or_default() {
        match read(file, format, allow_outside)? {
            Ok(read) => sheets.extend(read),
            Err((name, error)) => {
                say_file(context, &name, &error);
                refused_files += 1;
            }
        }
    }
    let count = sheets.len();
    let refused = log::log_sheets(context, sheets, how)?;
    if refused_files > 0 {
        let files = if refused_files == 1 {
            String::from("a file was not read, and nothing of it was written")
        } else {
            format!("{refused_files} files were not read, and nothing of them was written")
        };
        return Err(CliError::new(files).hint(format!(
            "`claimbook import {} --help` lists the columns",
            format.name
        )));
    }
    if refused == 0 {
        return Ok(());
    }
    Err(CliError::new(match (refused, count) {
        (_, 1) => String::from("the article was refused, and nothing of it was written"),
        (1, _) => format!("1 of {count} articles was refused, and nothing of it was written"),
        _ => format!("{refused} of {count} articles were refused, and nothing of them was written"),
    })
    .hint("correct what is said above and import again: what is logged already stays as it is"))
}

type ReadFile = Result<Vec<ReadSheet>, (String, FormatError)>;

fn read(file: &Path, format: &Format, allow_outside: bool) -> Result<ReadFile, CliError> {
    let bytes = article_file::read_bytes(file)?;
    let name = match file.file_name() {
        Some(name) if file != Path::new("-") => name.to_string_lossy().into_owned(),
        _ => String::from("standard input"),
    };
    let Some(read) = format.read else {
        return Err(CliError::usage(format!(
            "{} is not a format to import from",
            format.name
        )));
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    Ok(match read(&bytes) {
        Ok(imported) => Ok(imported
            .into_iter()
            .map(|imported| with_text(&name, imported, folder, allow_outside))
            .collect()),
        Err(error) => Err((name, error)),
    })
}

/// Reads the text that an article names.
fn with_text(name: &str, imported: ImportedSheet, folder: &Path, allow_outside: bool) -> ReadSheet {
    let ImportedSheet {
        line,
        sheet,
        mut problems,
        origins,
    } = imported;
    let name = format!("{name}:{line}");
    let (mut text, mut raw) = (None, None);
    if let Some(file) = &sheet.article.file {
        match article_file::read_beside(Path::new(&file.value), folder, allow_outside) {
            Ok(read) => (text, raw) = (Some(read.page.text), read.raw),
            Err(message) => {
                problems.push(Problem::new(file.place, message));
                problems.sort();
            }
        }
    }
    ReadSheet {
        input: SheetInput {
            name,
            sheet,
            text,
            raw,
            problems,
        },
        origins: Some(origins),
        source: None,
    }
}

fn say_file(context: &Context, name: &str, error: &FormatError) {
    match error {
        FormatError::Problems(problems) => logged::say_problems(context, name, problems),
        FormatError::NotText(error) => context.ui.status(&format!(
            "{}; a spreadsheet program has “CSV UTF-8” among the formats it saves in",
            article_file::unreadable(name, error)
        )),
        FormatError::Empty => context.ui.status(&format!("{name}: {error}")),
    }
}
