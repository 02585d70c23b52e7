//! `draft`: articles into sheets with drafted claims. It writes nothing into the book.

mod json;
mod known_propositions;
mod sheet;

use std::path::{Path, PathBuf};

use clap::Args;

use super::Context;
use super::article_file::{beside, read_article};
use super::error::CliError;
use super::output::{replace_file, replace_file_with};
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
    let drafting = Drafting {
        context,
        files: &args.files,
        likeliness,
    };
    let output = args
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    let failed = if args.json {
        drafting.json_lines(output)?
    } else if let Some(folder) = &args.into {
        drafting.sheets_into(folder, known.as_ref())?
    } else {
        drafting.one_sheet(output, known.as_ref())?
    };
    match failed {
        0 => Ok(()),
        1 => Err(CliError::new("1 file gave no draft")),
        _ => Err(CliError::new(format!("{failed} files gave no draft"))),
    }
}

/// What is drafted.
struct Drafting<'c> {
    context: &'c Context,
    files: &'c [PathBuf],
    likeliness: Likeliness,
}

impl Drafting<'_> {
    /// Calls `take` with each article drafted, one after the other. A bad file does not stop the others. Returns how many gave no draft.
    fn each(
        &self,
        mut take: impl FnMut(&Path, &DraftedArticle) -> Result<(), CliError>,
    ) -> Result<usize, CliError> {
        let progress = self.context.progress("drafting", self.files.len());
        let mut failed = 0;
        for file in self.files {
            match read_article(file) {
                Ok(page) => {
                    let drafted = DraftedArticle::of(page, self.likeliness);
                    progress.suspend(|| take(file, &drafted))?;
                }
                Err(message) => {
                    failed += 1;
                    progress.suspend(|| self.context.ui.status(&message));
                }
            }
            progress.inc(1);
        }
        progress.finish_and_clear();
        Ok(failed)
    }

    /// Writes a line a file as each is done: there may be more than fit in memory.
    fn json_lines(&self, output: Option<&Path>) -> Result<usize, CliError> {
        let Some(path) = output else {
            return self.each(|file, drafted| self.context.ui.print(&json::line(file, drafted)));
        };
        let failed = replace_file_with(path, |out| {
            self.each(|file, drafted| {
                out.write_all(json::line(file, drafted).as_bytes())
                    .map_err(|error| CliError::io(&format!("write {}", path.display()), &error))
            })
        })?;
        self.context.ui.status(&format!("Wrote {}", path.display()));
        Ok(failed)
    }

    /// Writes a sheet for each article into a folder, but for those that are there already.
    fn sheets_into(&self, folder: &Path, known: Option<&KnownBook<'_>>) -> Result<usize, CliError> {
        let (mut made, mut there) = (0, 0);
        let failed = self.each(|file, drafted| {
            let path = folder.join(sheet_name(file));
            if path.exists() {
                there += 1;
                self.context
                    .ui
                    .status(&format!("{} is there already: left alone", path.display()));
                return Ok(());
            }
            let sheet = drafted_sheet(drafted, &self.named(file, drafted, folder), known)?;
            replace_file(&path, sheet.as_bytes())?;
            made += 1;
            Ok(())
        })?;
        if made > 0 {
            self.context.ui.status(&format!(
                "Wrote {made} {} into {}: correct {}, then claimbook log",
                if made == 1 { "sheet" } else { "sheets" },
                folder.display(),
                if made == 1 { "it" } else { "them" },
            ));
        }
        Ok(failed + there)
    }

    /// Prints the sheet of the one article, or writes it to a file.
    fn one_sheet(
        &self,
        output: Option<&Path>,
        known: Option<&KnownBook<'_>>,
    ) -> Result<usize, CliError> {
        let folder = output.and_then(Path::parent).unwrap_or(Path::new(""));
        self.each(|file, drafted| {
            let sheet = drafted_sheet(drafted, &self.named(file, drafted, folder), known)?;
            match output {
                Some(path) => self.context.write_file(path, &sheet),
                None => self.context.ui.print(&sheet),
            }
        })
    }

    /// Returns how a sheet in `folder` names the article: beneath the folder by its path from there, elsewhere by its whole path. What
    /// came from standard input has no name yet: it gets one, which is said.
    fn named(&self, file: &Path, drafted: &DraftedArticle, folder: &Path) -> String {
        if file == Path::new("-") {
            let name = format!("article.{}", drafted.page.media.extension());
            self.context.ui.status(&format!(
                "The sheet names the article {name}: save what came from standard input under this name beside the sheet, or correct the name"
            ));
            return name;
        }
        let (Ok(whole), Ok(folder)) = (file.canonicalize(), beside(folder).canonicalize()) else {
            return file.display().to_string();
        };
        let named = whole.strip_prefix(&folder).unwrap_or(&whole);
        named.display().to_string()
    }
}

/// Returns what the sheet of an article is called: `page.toml` for `page.html` and `page.html.gz`.
fn sheet_name(file: &Path) -> PathBuf {
    let name = file
        .file_name()
        .filter(|name| *name != "-")
        .map_or_else(|| PathBuf::from("article"), PathBuf::from);
    let name = match name.extension() {
        Some(extension) if extension.eq_ignore_ascii_case("gz") => name.with_extension(""),
        _ => name,
    };
    name.with_extension("toml")
}
