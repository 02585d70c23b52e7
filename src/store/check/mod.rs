//! Checking a book: what SQLite can find, and what only we know must hold. One line of [`CHECKS`] and one function a check.

mod file;
mod findings;
mod journal;
mod parallel;
mod repair;
mod search;
mod texts;
mod values;

use super::book::Book;
use super::error::Result;
use super::reader::{Reader, Row};

pub use repair::Repair;
pub(super) use repair::UNUSED_TEXTS;

/// Something that a check found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The check that found it.
    pub check: &'static str,
    /// Where, in the words of the command line: `a12.5`, `speaker bo`, `operation 7`; empty where it is the whole book.
    pub place: String,
    /// What is wrong.
    pub what: String,
}

/// What [`Book::check`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// How many checks were made.
    pub checks: usize,
    /// What is wrong, in the order of the checks.
    pub problems: Vec<Problem>,
    /// Texts that nothing refers to and no undo or redo can bring back; no problem, and dropped by a repair.
    pub unused_texts: i64,
}

/// One check: its name and what finds its problems.
struct Check {
    name: &'static str,
    run: Run,
}

enum Run {
    /// SQLite's own check, in parts where there are many to share them.
    File,
    /// SQL whose rows are problems, as the columns `place` and `what`.
    Sql(&'static str),
    /// A function that adds (place, what).
    Function(fn(&Reader<'_>, &mut Found) -> Result<()>),
    /// A part of it for each of some hundred texts.
    Texts,
    /// Made with the texts, which it needs unpacked.
    WithTexts,
    /// A part of it with the texts, the others by themselves.
    Search,
}

/// Pairs of place and what is wrong there.
type Found = Vec<(String, String)>;

/// Every check, the ones that others stand on first.
const CHECKS: &[Check] = &[
    Check {
        name: file::NAME,
        run: Run::File,
    },
    Check {
        name: "references",
        run: Run::Sql(include_str!("references.sql")),
    },
    Check {
        name: texts::CONTENTS,
        run: Run::Texts,
    },
    Check {
        name: "versions",
        run: Run::Sql(include_str!("versions.sql")),
    },
    Check {
        name: texts::SPANS,
        run: Run::WithTexts,
    },
    Check {
        name: "blocks",
        run: Run::Sql(include_str!("blocks.sql")),
    },
    Check {
        name: "belonging",
        run: Run::Sql(include_str!("belonging.sql")),
    },
    Check {
        name: "claim numbers",
        run: Run::Sql(include_str!("claim_numbers.sql")),
    },
    Check {
        name: "keys",
        run: Run::Function(values::keys),
    },
    Check {
        name: "values",
        run: Run::Function(values::values),
    },
    Check {
        name: "trees",
        run: Run::Function(values::trees),
    },
    Check {
        name: search::NAME,
        run: Run::Search,
    },
    Check {
        name: "triggers",
        run: Run::Function(journal::triggers),
    },
    Check {
        name: "operations",
        run: Run::Sql(include_str!("operations.sql")),
    },
    Check {
        name: "journal",
        run: Run::Function(journal::changes),
    },
];

impl Book {
    /// Makes every check, at one moment of the book, and changes nothing. A check that a damaged file stops is a problem of its own, so
    /// that the others are still made. Of a large book, several threads make different checks at once.
    ///
    /// # Errors
    /// When the book cannot be read at all.
    pub fn check(&self) -> Result<CheckReport> {
        self.read(|reader| {
            let mut report = CheckReport {
                checks: CHECKS.len(),
                problems: parallel::every_check(self, &reader)?.into_problems(),
                unused_texts: 0,
            };
            if report.problems.is_empty() {
                report.unused_texts =
                    reader.count(&format!("SELECT count(*) FROM ({UNUSED_TEXTS})"), &[])?;
            }
            Ok(report)
        })
    }
}

fn place_and_what(row: &Row<'_>) -> Result<(String, String)> {
    Ok((row.text("place")?, row.text("what")?))
}

#[cfg(test)]
mod tests;
