//! Which book a command works on, and opening it.

use std::path::{Path, PathBuf};

use super::Context;
use super::error::CliError;
use crate::store::{Access, Book};

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
        Ok(Book::open(&self.book_path()?.0, Access::Write)?)
    }

    /// Opens the book for writing, makes it where there is none, and then says so.
    pub(super) fn make_book(&self) -> Result<Book, CliError> {
        let (path, _) = self.book_path()?;
        let new = !path.exists();
        if new && let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .map_err(|error| CliError::io(&format!("make {}", parent.display()), &error))?;
        }
        let book = Book::open(&path, Access::Create)?;
        if new {
            self.ui
                .status(&format!("Made a new book: {}", absolute(&path).display()));
        }
        Ok(book)
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
