//! `draft`: articles into sheets with drafted claims. It writes nothing into the book.

mod json;
mod known_propositions;
mod sheet;

use std::path::{Path, PathBuf};

use clap::Args;

use super::Context;
use super::article_file::{beside, read_article};
use super::error::CliError;
use super::output::replace_file;
use super::record;
use crate::capture::{DraftedArticle, Likeliness};
use crate::domain::record::Kind;
use crate::store::{Access, Book};

pub(super) use sheet::{KnownBook, drafted_sheet};

/// What `draft` takes.
#[derive(Debug, Args)]
pub(super) struct DraftArgs {
    /// Articles: saved pages (.html, .html.gz, .mhtml), texts (.txt, .md) or PDFs; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print what was found as JSON, one object a line and a file
    #[arg(long, conflicts_with = "into")]
    json: bool,
    /// Write to this file; - is standard output
    #[arg(short, long, value_name = "FILE", conflicts_with = "into")]
    output: Option<PathBuf>,
    /// Write a sheet for each article into this folder, NAME.toml for NAME.html; one that is there already is left alone
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    /// Draft also judgements and wishes that the writer may have read into what somebody did
    #[arg(long)]
    all: bool,
    /// Show the known propositions and speakers of this event below the sheet
    #[arg(long, value_name = "EVENT")]
    event: Option<String>,
}

/// Runs `draft`.
pub(super) fn draft(context: &Context, args: &DraftArgs) -> Result<(), CliError> {
    if args.files.len() > 1 && !args.json && args.into.is_none() {
        return Err(CliError::usage("several articles do not go into one sheet")
            .hint("give --into FOLDER for a sheet each, or --json for one object a line"));
    }
    let book = match context.book_path()? {
        (path, _) if path.exists() && !args.json => Some(Book::open(&path, Access::Read)?),
        _ => None,
    };
    let event = match (&args.event, &book) {
        (Some(words), Some(book)) => {
            Some(record::find(context, book.reader(), Kind::Event, words)?.key)
        }
        (Some(words), None) => {
            return Err(CliError::new(format!(
                "there is no event “{words}”: there is no book"
            )));
        }
        (None, _) => None,
    };
    let known = match &book {
        Some(book) => Some(KnownBook::load(book.reader(), event)?),
        None => None,
    };
    let likeliness = if args.all {
        Likeliness::All
    } else {
        Likeliness::Likely
    };
    let mut lines = String::new();
    let to_file = args
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    let mut failed = 0;
    let progress = context.progress("drafting", args.files.len());
    for file in &args.files {
        let drafted = match read_article(file) {
            Ok(page) => DraftedArticle::of(page, likeliness),
            // A bad file does not stop the others.
            Err(message) => {
                failed += 1;
                progress.suspend(|| context.ui.status(&message));
                progress.inc(1);
                continue;
            }
        };
        if args.json {
            lines.push_str(&json::line(file, &drafted));
            if to_file.is_none() {
                progress.suspend(|| context.ui.print(&lines))?;
                lines.clear();
            }
        } else {
            match &args.into {
                Some(folder) => {
                    let path = folder.join(sheet_name(file));
                    if path.exists() {
                        failed += 1;
                        progress.suspend(|| {
                            context.ui.status(&format!(
                                "{} is there already: left alone",
                                path.display()
                            ));
                        });
                    } else {
                        let sheet = drafted_sheet(&drafted, &named(file, folder), known.as_ref())?;
                        replace_file(&path, sheet.as_bytes())?;
                    }
                }
                None => {
                    let folder = to_file.and_then(Path::parent).unwrap_or(Path::new(""));
                    lines = drafted_sheet(&drafted, &named(file, folder), known.as_ref())?;
                }
            }
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    match to_file {
        Some(path) if !lines.is_empty() => {
            replace_file(path, lines.as_bytes())?;
            context.ui.status(&format!("Wrote {}", path.display()));
        }
        _ => context.ui.print(&lines)?,
    }
    if let Some(folder) = &args.into
        && failed < args.files.len()
    {
        let made = args.files.len() - failed;
        context.ui.status(&format!(
            "Wrote {made} {} into {}: correct {}, then claimbook log",
            if made == 1 { "sheet" } else { "sheets" },
            folder.display(),
            if made == 1 { "it" } else { "them" },
        ));
    }
    match failed {
        0 => Ok(()),
        1 => Err(CliError::new("1 file gave no draft")),
        _ => Err(CliError::new(format!("{failed} files gave no draft"))),
    }
}

/// Returns what the sheet of an article is called: `page.toml` for `page.html` and `page.html.gz`.
fn sheet_name(file: &Path) -> PathBuf {
    let name = file
        .file_name()
        .map_or_else(|| PathBuf::from("article"), PathBuf::from);
    let name = match name.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("gz") => name.with_extension(""),
        _ => name,
    };
    name.with_extension("toml")
}

/// Returns how a sheet in `folder` names the article: beneath the folder by its path from there, elsewhere by its whole path.
fn named(file: &Path, folder: &Path) -> String {
    let (Ok(whole), Ok(folder)) = (file.canonicalize(), beside(folder).canonicalize()) else {
        return file.display().to_string();
    };
    let named = whole.strip_prefix(&folder).unwrap_or(&whole);
    named.display().to_string()
}
