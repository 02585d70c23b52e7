//! `agree`: what several coders of an article settle on, as its decided coding.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Context;
use super::error::CliError;
use super::log::{HowArgs, ReadSheet, edit_and_log, log_sheets, refusal, sheet_with_text};
use super::record;
use super::ui::counted;
use crate::domain::agreement::reading::DEFAULT_OVERLAP;
use crate::domain::record::Kind;
use crate::logging::{DecideError, DecideOptions, DecidedSheet, decided_sheet};

/// What `agree` takes.
#[derive(Debug, Args)]
pub(super) struct AgreeArgs {
    /// The article, coded by two coders or more
    #[arg(value_name = "ARTICLE")]
    article: String,
    /// Take this coder's reading wherever coders differ, and log it at once
    #[arg(long, value_name = "CODER", conflicts_with_all = ["sheet", "output"])]
    take: Option<String>,
    /// Print the sheet instead of opening it in $EDITOR; `claimbook log` takes it
    #[arg(long)]
    sheet: bool,
    /// Write the sheet to this file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take claims of two coders as one unit where so many per cent of their words are in both
    #[arg(long, value_name = "PER_CENT", default_value_t = DEFAULT_OVERLAP, value_parser = clap::value_parser!(u8).range(1..=100))]
    overlap: u8,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Delete from the decided coding what the sheet no longer shows
    #[arg(long)]
    prune: bool,
}

/// Runs `agree`.
pub(super) fn agree(context: &Context, args: &AgreeArgs) -> Result<(), CliError> {
    let decider = context.coder()?;
    let book = context.read_book()?;
    let known = record::find(context, book.reader(), Kind::Article, &args.article)?;
    let options = DecideOptions {
        decider: &decider,
        overlap: args.overlap,
        take: args.take.as_deref(),
    };
    let sheet = book
        .read(|reader| decided_sheet(reader, known.id, options))
        .map_err(failed)?;
    // No transaction and no open book while a person types.
    drop(book);
    let name = format!("decided coding of {}", known.key);
    if args.sheet || args.output.is_some() {
        match args
            .output
            .as_deref()
            .filter(|file| *file != Path::new("-"))
        {
            Some(file) => context.write_file(file, &sheet.text)?,
            None => context.ui.print(&sheet.text)?,
        }
        context.ui.status(&standing(&known.key, &sheet));
        return Ok(());
    }
    context.ui.status(&standing(&known.key, &sheet));
    let how = HowArgs {
        dry_run: args.dry_run,
        prune: args.prune,
        new_version: false,
    };
    if let Some(coder) = args.take.as_ref().filter(|_| sheet.open > 0) {
        return Err(CliError::new(format!(
            "{coder} says nothing of {} in which the others differ, and nothing was logged",
            counted(sheet.open, "value", "values")
        ))
        .hint(format!(
            "claimbook agree {} opens the sheet in your editor",
            known.key
        )));
    }
    // Where nothing is to be settled, there is nothing to be asked.
    let settled = sheet.open == 0 && sheet.aside == 0 && sheet.decided_by.is_none();
    if args.take.is_none() && !settled {
        return edit_and_log(context, &name, &sheet.text, Path::new(""), false, how);
    }
    let input = sheet_with_text(&name, &sheet.text, Path::new(""), false);
    let read = ReadSheet {
        input,
        origins: None,
        source: None,
    };
    match log_sheets(context, vec![read], how)? {
        0 => Ok(()),
        refused => Err(refusal(refused, 1)),
    }
}

/// Says in one line how far the coders agree.
fn standing(key: &str, sheet: &DecidedSheet) -> String {
    let coders = match sheet.coders.split_last() {
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    let mut line = format!(
        "{key}, of {coders}: {}",
        counted(sheet.claims, "claim", "claims")
    );
    if let Some(coder) = &sheet.decided_by {
        line.push_str(&format!(", decided by {coder}"));
    }
    if sheet.open > 0 {
        line.push_str(&format!(
            ", {} to settle",
            counted(sheet.open, "value", "values")
        ));
    }
    if sheet.aside > 0 {
        line.push_str(&format!(", {} that not all have, set aside", sheet.aside));
    }
    line
}

fn failed(error: DecideError) -> CliError {
    match error {
        DecideError::Store(error) => CliError::from(error),
        DecideError::OneCoder { .. } => CliError::new(error.to_string())
            .hint("a second coder logs a sheet of the article with --coder NAME"),
        DecideError::Decided { article, .. } => CliError::new(error.to_string()).hint(format!(
            "claimbook agree a{article} opens the decided coding beside what the coders say; claimbook undo takes the last operation back"
        )),
        error => CliError::new(error.to_string()),
    }
}
