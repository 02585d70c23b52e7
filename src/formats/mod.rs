//! Interchange: one file a format, and the registry from which `import` and `export` derive. A format knows sheets and not the book.

mod csv;

use crate::domain::text::TextError;
use crate::sheet::model::Sheet;
use crate::sheet::{Place, Problem};

/// A format that articles come in or go out in.
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// One line for help.
    pub about: &'static str,
    /// What the help says below that.
    pub details: fn() -> String,
    /// Reads a file of it, where the format comes in.
    pub read: Option<fn(&[u8]) -> ReadResult>,
    /// Writes sheets in it, where the format goes out.
    pub write: Option<fn(&[Sheet], WriteOptions) -> Exported>,
}

/// The articles of a file.
pub type ReadResult = Result<Vec<ImportedSheet>, FormatError>;

/// Every format, in the order of the help.
pub static FORMATS: &[&Format] = &[&csv::CSV];

/// Returns the format with this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.name == name)
}

/// One article of an imported file. It is whole only where it has no problems.
#[derive(Debug)]
pub struct ImportedSheet {
    /// The line of the file at which the article begins.
    pub line: u32,
    /// The sheet; its places are not those of the file.
    pub sheet: Sheet,
    /// What is wrong with it, at places of the sheet too.
    pub problems: Vec<Problem>,
    /// Where the lines of the sheet come from in the file.
    pub origins: Origins,
}

/// Where each line of a sheet made from another format comes from.
#[derive(Debug, Default)]
pub struct Origins {
    lines: Vec<Origin>,
    rewordings: &'static [(&'static str, &'static str)],
}

#[derive(Debug, Clone)]
struct Origin {
    line: u32,
    column: Option<String>,
}

impl Origins {
    /// Returns a problem of the sheet as one of the file: its line, the name of its column and the words of its format.
    pub fn in_file(&self, problem: &Problem) -> Problem {
        let at = usize::try_from(problem.place.line).unwrap_or(usize::MAX);
        let origin = at
            .checked_sub(1)
            .and_then(|at| self.lines.get(at))
            .or(self.lines.first());
        let mut message = problem.message.clone();
        for (words, instead) in self.rewordings {
            message = message.replace(words, instead);
        }
        if let Some(column) = origin.and_then(|origin| origin.column.as_deref())
            && !message.starts_with(column)
        {
            let leaf = column.rsplit('.').next().unwrap_or(column);
            let rest = message.strip_prefix(leaf).filter(|rest| {
                rest.starts_with(|letter: char| !letter.is_alphanumeric() && letter != '.')
            });
            message = match rest {
                Some(rest) => format!("{column}{rest}"),
                None => format!("{column}: {message}"),
            };
        }
        Problem {
            place: Place {
                line: origin.map_or(0, |origin| origin.line),
                column: 1,
            },
            message,
            nearest: problem.nearest.clone(),
        }
    }
}

/// How sheets are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// Safe to open in a spreadsheet program.
    pub excel: bool,
}

/// A written file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// What the sheets have and the format cannot hold, one full sentence each.
    pub notes: Vec<String>,
}

/// Why a file is not of its format at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The bytes are no text.
    #[error("{0}")]
    NotText(TextError),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The file as a whole is wrong: its header, its quotes.
    #[error("{} {} wrong with the file", .0.len(), if .0.len() == 1 { "thing is" } else { "things are" })]
    Problems(Vec<Problem>),
}
