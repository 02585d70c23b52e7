//! `log`: sheets into the book; an article becomes a sheet in the editor first.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Context;
use super::article_file::{read_article, read_beside, read_bytes, unreadable};
use super::draft::{KnownBook, drafted_sheet};
use super::editor::{self, Edited, Rejected};
use super::error::CliError;
use super::logged;
use super::suggest;
use crate::capture::page::Page;
use crate::capture::{DraftedArticle, Likeliness};
use crate::domain::coding::Layer;
use crate::domain::record::Kind;
use crate::domain::text::Text;
use crate::formats::Origins;
use crate::logging::{LogError, LogOptions, SheetInput, Sheets, log_sheet};
use crate::sheet::model::Sheet;
use crate::sheet::{Place, Problem, parse};
use crate::store::{Access, Book, sha256};

/// Of how many sheets in one call what is new in each is printed; of more, nobody would read it.
const SHOWN_NEW: usize = 20;

/// What `log` takes.
#[derive(Debug, Args)]
pub(super) struct LogArgs {
    /// Sheets (.toml, or - for standard input), or articles (.html, .mhtml, .txt, .md, .pdf)
    #[arg(required = true, value_name = "SHEET|ARTICLE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    how: HowArgs,
    /// Show the known propositions and speakers of this event beside an article's new sheet
    #[arg(long, value_name = "EVENT")]
    event: Option<String>,
    /// Take article texts from outside the sheet's folder too
    #[arg(long)]
    allow_outside: bool,
}

/// How sheets are logged, the same for every command that logs.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct HowArgs {
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Delete claims, introductions and facts that the sheet no longer shows
    #[arg(long)]
    pub(super) prune: bool,
    /// Take another text of a known article as its next version
    #[arg(long)]
    pub(super) new_version: bool,
}

/// A sheet as it was read.
pub(super) struct ReadSheet {
    /// The sheet, with its text and with what is wrong with it already.
    pub(super) input: SheetInput,
    /// Where its lines come from, if it was made from another format; what is wrong with it is said of those lines.
    pub(super) origins: Option<Origins>,
    /// What its rows are parsed from again when it is logged, where so many sheets are read that their rows are not kept.
    pub(super) source: Option<String>,
}

/// Of how many sheets the rows are kept in memory from reading to logging (36 rows take about 45 kB). Those of later ones are parsed
/// twice, which costs less than a tenth of the logging, so that a call with thousands of sheets takes little more than their names.
const KEPT_ROWS: usize = 500;

/// Runs `log`.
pub(super) fn log(context: &Context, args: &LogArgs) -> Result<(), CliError> {
    let (sheets, articles): (Vec<&PathBuf>, Vec<&PathBuf>) =
        args.files.iter().partition(|file| is_sheet(file));
    let mut refused = 0;
    if !sheets.is_empty() {
        let mut read = Vec::new();
        for (at, file) in sheets.iter().enumerate() {
            read.push(read_sheet(file, args.allow_outside, at < KEPT_ROWS)?);
        }
        refused += log_sheets(context, read, args.how)?;
    }
    for article in &articles {
        in_editor(context, article, args)?;
    }
    if refused == 0 {
        return Ok(());
    }
    Err(refusal(refused, sheets.len()))
}

/// The error at the end of a call in which some sheets were refused.
pub(super) fn refusal(refused: usize, of: usize) -> CliError {
    CliError::new(match (refused, of) {
        (_, 1) => String::from("the sheet was refused, and nothing of it was written"),
        (1, _) => format!("1 of {of} sheets was refused, and nothing of it was written"),
        _ => format!("{refused} of {of} sheets were refused, and nothing of them was written"),
    })
    .hint("correct what is said above and log again: what is logged already stays as it is")
}

fn is_sheet(file: &Path) -> bool {
    file == Path::new("-")
        || file
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

fn read_sheet(file: &Path, allow_outside: bool, keep_rows: bool) -> Result<ReadSheet, CliError> {
    let name = match file.file_name() {
        Some(name) if file != Path::new("-") => name.to_string_lossy().into_owned(),
        _ => String::from("standard input"),
    };
    let bytes = match read_bytes(file) {
        Ok(bytes) => bytes,
        // A missing sheet does not stop the others.
        Err(error) => {
            return Ok(ReadSheet {
                input: SheetInput {
                    name,
                    sheet: Sheet::default(),
                    text: None,
                    raw: None,
                    problems: vec![Problem::new(
                        Place { line: 0, column: 0 },
                        [vec![error.message], error.causes].concat().join(": "),
                    )],
                },
                origins: None,
                source: None,
            });
        }
    };
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut kept = None;
    let input = match Text::decode(&bytes) {
        Ok(source) => {
            let mut input = sheet_with_text(&name, source.as_str(), folder, allow_outside);
            if !keep_rows && input.problems.is_empty() {
                input.sheet.rows = Vec::new();
                kept = Some(source.as_str().to_owned());
            }
            input
        }
        Err(error) => SheetInput {
            name,
            sheet: Sheet::default(),
            text: None,
            raw: None,
            problems: vec![Problem::new(
                Place {
                    line: error.line(),
                    column: 1,
                },
                unreadable("the sheet", &error),
            )],
        },
    };
    Ok(ReadSheet {
        input,
        origins: None,
        source: kept,
    })
}

/// Parses a sheet and reads the text it names, which lies beside it.
pub(super) fn sheet_with_text(
    name: &str,
    source: &str,
    folder: &Path,
    allow_outside: bool,
) -> SheetInput {
    let (sheet, mut problems) = parse(source);
    let (mut text, mut raw) = (None, None);
    if let Some(file) = &sheet.article.file {
        match read_beside(Path::new(&file.value), folder, allow_outside) {
            Ok(read) => (text, raw) = (Some(read.page.text), read.raw),
            Err(message) => {
                problems.push(Problem::new(file.place, format!("file: {message}")));
                problems.sort();
            }
        }
    }
    SheetInput {
        name: name.to_owned(),
        sheet,
        text,
        raw,
        problems,
    }
}

/// Logs sheets, each as its own operation, says what came of each, and returns how many were refused.
pub(super) fn log_sheets(
    context: &Context,
    read: Vec<ReadSheet>,
    how: HowArgs,
) -> Result<usize, CliError> {
    let mut refused = 0;
    let mut inputs = Vec::new();
    let mut origins: Vec<Option<Origins>> = Vec::new();
    let mut sources: Vec<Option<String>> = Vec::new();
    for sheet in read {
        inputs.push(sheet.input);
        origins.push(sheet.origins);
        sources.push(sheet.source);
    }
    if inputs.is_empty() {
        return Ok(refused);
    }
    // Where no sheet can be logged, no book is made, and none is locked for longer than it takes to see what else is wrong.
    let rehearse = how.dry_run || inputs.iter().all(|input| !input.problems.is_empty());
    let mut session = context.session()?;
    let mut book = open(context, rehearse)?;
    if rehearse {
        book.start_rehearsal()?;
    }
    let mut logged = Vec::new();
    let mut added = Vec::new();
    let progress = context.progress("logging", inputs.len());
    let mut sheets = Sheets::new(inputs);
    let count = sheets.inputs().len();
    for at in 0..count {
        let options = LogOptions {
            prune: how.prune,
            new_version: how.new_version,
            leave_facts: origins[at].is_some(),
        };
        if let Some(source) = &sources[at] {
            sheets.set_rows(at, parse(source).0.rows);
        }
        let result = log_sheet(&mut book, &mut session, &sheets, at, options);
        if sources[at].is_some() {
            sheets.set_rows(at, Vec::new());
        }
        progress.inc(1);
        match result {
            Ok(outcome) => {
                progress.suspend(|| {
                    logged::say_outcome(
                        context,
                        &book,
                        &sheets.inputs()[at].name,
                        &outcome,
                        how.dry_run,
                    )
                })?;
                let is_decided = is_decided(&sheets.inputs()[at]);
                if logged::adds(&outcome) && count <= SHOWN_NEW && !is_decided {
                    logged.push(outcome.article);
                    added.extend(logged::added(&outcome));
                }
            }
            Err(LogError::Store(error)) => {
                return Err(CliError::from(error).doing(format!(
                    "{} was not logged, nor what came after it",
                    sheets.inputs()[at].name
                )));
            }
            Err(mut error) => {
                refused += 1;
                if let (LogError::Problems(problems), Some(origins)) = (&mut error, &origins[at]) {
                    for problem in problems.iter_mut() {
                        *problem = origins.in_file(problem);
                    }
                    problems.sort();
                    problems.dedup();
                }
                progress
                    .suspend(|| logged::say_refusal(context, &sheets.inputs()[at].name, &error));
            }
        }
    }
    progress.finish_and_clear();
    if !how.dry_run {
        logged::say_new(context, &book, &logged)?;
    }
    suggest::say_new_names(context, &book, &added)?;
    suggest::say_after_log(context, &book, &logged)?;
    if rehearse {
        book.end_rehearsal()?;
    }
    Ok(refused)
}

/// Whether a sheet is of a decided coding: nothing in it is new that its coders' sheets were not.
fn is_decided(input: &SheetInput) -> bool {
    let layer = input.sheet.article.layer.as_ref();
    layer.is_some_and(|layer| layer.value == Layer::Decided)
}

/// The book to log into. A rehearsal does not make a new one: it happens in memory.
fn open(context: &Context, dry_run: bool) -> Result<Book, CliError> {
    if !dry_run {
        return context.make_book();
    }
    let (path, _) = context.book_path()?;
    if path.exists() {
        Ok(Book::open(&path, Access::Rehearse)?)
    } else {
        Ok(Book::in_memory()?)
    }
}

/// Opens a sheet for an article in the editor, until it is logged or given up.
fn in_editor(context: &Context, file: &Path, args: &LogArgs) -> Result<(), CliError> {
    let name = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let page = read_article(file).map_err(CliError::new)?;
    let (path, _) = context.book_path()?;
    let book = if path.exists() {
        Some(Book::open(&path, Access::Read)?)
    } else {
        None
    };
    let event = match (&args.event, &book) {
        (Some(words), Some(book)) => {
            Some(super::record::find(context, book.reader(), Kind::Event, words)?.key)
        }
        (Some(words), None) => {
            return Err(CliError::new(format!(
                "there is no event “{words}”: the book is still to be made"
            )));
        }
        (None, _) => None,
    };
    if let Some(book) = &book {
        say_if_corrected(context, book, file, &page)?;
    }
    let drafted = DraftedArticle::of(page, Likeliness::Likely);
    let known = match &book {
        Some(book) => Some(KnownBook::load(book.reader(), event)?),
        None => None,
    };
    let sheet = drafted_sheet(&drafted, &name, known.as_ref())?;
    drop(known);
    // No transaction and no open book while a person types.
    drop(book);
    let folder = file.parent().unwrap_or(Path::new("")).to_owned();
    edit_and_log(
        context,
        &name,
        &sheet,
        &folder,
        args.allow_outside,
        args.how,
    )
}

/// Opens a sheet in the editor until it is logged or given up; a text that it names lies in `folder`.
pub(super) fn edit_and_log(
    context: &Context,
    name: &str,
    sheet: &str,
    folder: &Path,
    allow_outside: bool,
    how: HowArgs,
) -> Result<(), CliError> {
    let edited = editor::edit_until_good("sheet", sheet, |edited| {
        if is_empty(edited) {
            return Ok(());
        }
        let input = sheet_with_text(name, edited, folder, allow_outside);
        let rehearse = how.dry_run || !input.problems.is_empty();
        let mut session = context.session()?;
        let mut book = open(context, rehearse)?;
        if rehearse {
            book.start_rehearsal().map_err(CliError::from)?;
        }
        let options = LogOptions {
            prune: how.prune,
            new_version: how.new_version,
            ..LogOptions::default()
        };
        let is_decided = is_decided(&input);
        let inputs = Sheets::new(vec![input]);
        let outcome = match log_sheet(&mut book, &mut session, &inputs, 0, options) {
            Ok(outcome) => outcome,
            Err(LogError::Problems(problems)) => return Err(refused(name, &problems)),
            Err(error) => {
                logged::say_refusal(context, name, &error);
                return Err(CliError::new(error.to_string()).into());
            }
        };
        logged::say_outcome(context, &book, name, &outcome, how.dry_run)?;
        if logged::adds(&outcome) && !how.dry_run && !is_decided {
            logged::say_new(context, &book, &[outcome.article])?;
            suggest::say_new_names(context, &book, &logged::added(&outcome))?;
            suggest::say_after_log(context, &book, &[outcome.article])?;
        }
        Ok(())
    })?;
    if edited == Edited::Unchanged {
        context.ui.status(&format!(
            "The sheet for {name} was not changed: nothing was logged."
        ));
    }
    Ok(())
}

/// Says it where the book has an article of this address with another text: to log a page again is mostly to have found it corrected.
fn say_if_corrected(
    context: &Context,
    book: &Book,
    file: &Path,
    page: &Page,
) -> Result<(), CliError> {
    let Some(url) = &page.url else {
        return Ok(());
    };
    let hash = sha256(page.text.as_str().as_bytes());
    for article in book.reader().articles_by_url(&url.value)? {
        let versions = book.reader().versions(article)?;
        if versions.iter().all(|version| version.sha256 != hash) {
            context.ui.status(&format!(
                "The book has this address with another text, as a{article}: `claimbook article recheck a{article} --text {}` finds what was logged again",
                file.display()
            ));
        }
    }
    Ok(())
}

/// An emptied sheet, or one of nothing but comments, is given up.
fn is_empty(sheet: &str) -> bool {
    sheet
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

fn refused(name: &str, problems: &[Problem]) -> Rejected {
    let mut error = CliError::new(format!("{name} was not logged"))
        .hint("correct the lines marked below, save and close; empty the file to stop");
    for problem in problems {
        error = error.cause(problem.to_string());
    }
    let mut lines = vec![(1, error.message.clone())];
    lines.extend(error.hints.iter().map(|hint| (1, hint.clone())));
    for problem in problems {
        let mut message = problem.message.clone();
        if !problem.nearest.is_empty() {
            message = format!("{message}; nearest: {}", problem.nearest.join(", "));
        }
        let line = usize::try_from(problem.place.line).unwrap_or(1);
        lines.push((line.max(1), message));
    }
    Rejected {
        error,
        problems: lines,
    }
}
