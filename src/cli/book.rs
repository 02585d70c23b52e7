//! Which book a command works on, and opening it.

use std::path::{Path, PathBuf};

use super::Context;
use super::error::CliError;
use crate::store::{Access, Book, Copies, StoreError};

/// The file that makes a directory a place of work.
const FILE_NAME: &str = "claimbook.db";

/// Why this book and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chosen {
    /// By `--book`.
    Flag,
    /// By CLAIMBOOK_BOOK.
    Environment,
    /// It lies here or above.
    Upward,
    /// It is, or would be, in the user's data directory.
    DataDirectory,
}

impl Chosen {
    /// The reason in words.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Chosen::Flag => "--book",
            Chosen::Environment => "CLAIMBOOK_BOOK",
            Chosen::Upward => "the nearest claimbook.db upward from here",
            Chosen::DataDirectory => "your data directory",
        }
    }
}

impl Context {
    /// Returns where the book lies, or would lie, and why there.
    pub(super) fn book_path(&self) -> Result<(PathBuf, Chosen), CliError> {
        if let Some(path) = &self.global.book {
            return Ok((path.clone(), Chosen::Flag));
        }
        if let Some(path) = std::env::var_os("CLAIMBOOK_BOOK").filter(|path| !path.is_empty()) {
            return Ok((PathBuf::from(path), Chosen::Environment));
        }
        let here = std::env::current_dir()
            .map_err(|error| CliError::io("read the current directory", &error))?;
        if let Some(path) = nearest_upward(&here) {
            return Ok((path, Chosen::Upward));
        }
        let data = dirs::data_dir().ok_or_else(|| {
            CliError::new("this system names no data directory for a book")
                .hint("name one with --book PATH")
        })?;
        Ok((
            data.join("claimbook").join(FILE_NAME),
            Chosen::DataDirectory,
        ))
    }

    /// Opens the book for reading; its file is never changed.
    pub(super) fn read_book(&self) -> Result<Book, CliError> {
        Ok(Book::open(&self.book_path()?.0, Access::Read)?)
    }

    /// Opens the book, which must exist, for writing.
    pub(super) fn write_book(&self) -> Result<Book, CliError> {
        self.write_book_keeping(Copies::default())
    }

    /// As [`Context::write_book`], with a say in how many copies of older schemas are kept.
    pub(super) fn write_book_keeping(&self, copies: Copies) -> Result<Book, CliError> {
        let path = self.book_path()?.0;
        let book = Book::open_keeping(&path, Access::Write, copies)
            .map_err(|error| not_opened(&path, error))?;
        self.say_upgraded(&book);
        Ok(book)
    }

    /// Says on standard error that the book was brought up to date, and where the old one is.
    fn say_upgraded(&self, book: &Book) {
        let Some(upgraded) = book.upgraded() else {
            return;
        };
        self.ui.status(&format!(
            "The book had schema {} and has schema {} now; what was written before can no longer be undone.",
            upgraded.from, upgraded.to
        ));
        if let Some(copy) = &upgraded.copy {
            self.ui.status(&format!(
                "A copy of what it was: {}",
                absolute(copy).display()
            ));
        }
        for dropped in &upgraded.dropped {
            self.ui.status(&format!(
                "Dropped an older copy: {}",
                absolute(dropped).display()
            ));
        }
    }

    /// Opens the book for writing, makes it where there is none, and then says so.
    pub(super) fn make_book(&self) -> Result<Book, CliError> {
        let (path, _) = self.book_path()?;
        let new = !path.exists();
        if new && let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|error| CliError::io(&format!("make {}", parent.display()), &error))?;
        }
        let book = Book::open(&path, Access::Create).map_err(|error| not_opened(&path, error))?;
        self.say_upgraded(&book);
        if new {
            self.ui
                .status(&format!("Made a new book: {}", absolute(&path).display()));
        }
        Ok(book)
    }
}

/// A book that a writer could not open: where it is an older one, bringing it up to date is what failed, and the book is as it was.
fn not_opened(path: &Path, error: StoreError) -> CliError {
    let older = matches!(
        Book::open(path, Access::Read),
        Err(StoreError::TooOld { .. })
    );
    let full = matches!(error, StoreError::Full);
    let error = CliError::from(error);
    if !older {
        return error;
    }
    let error = error.doing("the book was not brought up to date, and is as it was");
    if full {
        error.hint("an upgrade needs room for two more books of this size; `claimbook upgrade --keep 0` makes no copy")
    } else {
        error
    }
}

fn nearest_upward(here: &Path) -> Option<PathBuf> {
    here.ancestors()
        .map(|directory| directory.join(FILE_NAME))
        .find(|path| path.is_file())
}

/// The path in full, where the system can say it.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
