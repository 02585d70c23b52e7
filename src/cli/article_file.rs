//! The file of an article: a saved page, a text or a PDF, read into text and blocks.

use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Component, Path};
use std::process::{Command, Stdio};

use super::error::CliError;
use crate::capture::page::{Media, Page, PageError, media_of, read_page};
use crate::domain::text::TextError;
use crate::logging::RawPage;

/// An article as the file beside its sheet has it.
pub(super) struct ArticleFile {
    /// Its text, blocks and what the file says of itself.
    pub(super) page: Page,
    /// The file, where it is more than text.
    pub(super) raw: Option<RawPage>,
}

/// Reads a file; `-` is standard input.
pub(super) fn read_bytes(file: &Path) -> Result<Vec<u8>, CliError> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| CliError::io("read standard input", &error))?;
        return Ok(bytes);
    }
    std::fs::read(file).map_err(|error| CliError::io(&format!("read {}", file.display()), &error))
}

/// Reads an article's file; `-` is standard input. The error is a message that names the file.
pub(super) fn read_article(file: &Path) -> Result<Page, String> {
    if file == Path::new("-") {
        let bytes = read_bytes(file).map_err(|error| error.message)?;
        return of_bytes(Path::new("standard input"), &bytes);
    }
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    of_bytes(file, &bytes)
}

/// Reads the text that a sheet names, which lies beside it.
pub(super) fn read_beside(
    file: &Path,
    folder: &Path,
    allow_outside: bool,
) -> Result<ArticleFile, String> {
    let leaves = file.is_absolute()
        || file
            .components()
            .any(|component| matches!(component, Component::ParentDir));
    let path = folder.join(file);
    // A link may lead out as well.
    let outside = leaves
        || match (path.canonicalize(), beside(folder).canonicalize()) {
            (Ok(path), Ok(folder)) => !path.starts_with(folder),
            _ => false,
        };
    if outside && !allow_outside {
        return Err(format!(
            "{} lies outside the sheet's folder: --allow-outside permits it",
            file.display()
        ));
    }
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    with_raw(file, &bytes, move || {
        std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    })
}

/// Reads an article's file, from wherever it is named on the command line; `-` is standard input.
pub(super) fn read_file(file: &Path) -> Result<ArticleFile, String> {
    if file == Path::new("-") {
        let bytes = read_bytes(file).map_err(|error| error.message)?;
        let again = bytes.clone();
        return with_raw(Path::new("standard input"), &bytes, move || {
            Ok(again.clone())
        });
    }
    read_beside(file, Path::new(""), true)
}

/// Reads the bytes of a file, and keeps how they are read again where they are more than text.
fn with_raw(
    file: &Path,
    bytes: &[u8],
    again: impl Fn() -> Result<Vec<u8>, String> + 'static,
) -> Result<ArticleFile, String> {
    let page = of_bytes(file, bytes)?;
    if page.text.as_str().trim().is_empty() {
        return Err(format!("{} is empty", file.display()));
    }
    let raw = match page.media {
        Media::Html | Media::Mhtml | Media::Pdf => {
            Some(RawPage::new(page.media.as_str(), bytes, again))
        }
        Media::Plain | Media::Markdown => None,
    };
    Ok(ArticleFile { page, raw })
}

fn of_bytes(file: &Path, bytes: &[u8]) -> Result<Page, String> {
    let name = file.display().to_string();
    let said = |error: PageError| match error {
        PageError::Text(error) => unreadable(&name, &error),
        error => format!("{name} {error}"),
    };
    match media_of(bytes, &name) {
        Media::Pdf => {
            let text = text_of_pdf(&name, bytes)?;
            let mut page = read_page(text.as_bytes(), Media::Plain).map_err(said)?;
            page.media = Media::Pdf;
            Ok(page)
        }
        media => read_page(bytes, media).map_err(said),
    }
}

/// Has `pdftotext` make a text of a PDF, in the order in which it is read.
fn text_of_pdf(name: &str, bytes: &[u8]) -> Result<String, String> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => format!(
            "{name} is a PDF, and pdftotext, which makes a text of it, is not installed: install poppler-utils, or save the article as HTML or text"
        ),
        _ => format!("{name} is a PDF, and pdftotext could not be run: {error}"),
    };
    let mut file = tempfile::Builder::new()
        .suffix(".pdf")
        .tempfile()
        .and_then(|mut file| file.write_all(bytes).map(|()| file))
        .map_err(|error| format!("{name}: making a temporary file: {error}"))?;
    file.flush()
        .map_err(|error| format!("{name}: making a temporary file: {error}"))?;
    let output = Command::new("pdftotext")
        .args(["-q", "-enc", "UTF-8", "-eol", "unix", "-nopgbrk"])
        .arg(file.path())
        .arg("-")
        .stdin(Stdio::null())
        .output()
        .map_err(failed)?;
    if !output.status.success() {
        return Err(format!(
            "{name}: pdftotext could not read it: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What is said of a file whose bytes are no text.
pub(super) fn unreadable(name: &str, error: &TextError) -> String {
    match error {
        TextError::Nul { .. } => format!("{name}: {error}"),
        _ => format!("{name} {error}"),
    }
}

/// Returns the folder as a path that can be opened: that of here is empty.
pub(super) fn beside(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}
