//! What logging a sheet did, or why it was refused.

use similar::{ChangeTag, TextDiff};

use crate::domain::text::Text;
use crate::sheet::{Place, Problem};
use crate::store::StoreError;

/// What happened to one thing of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Added.
    New,
    /// Changed.
    Changed,
    /// Deleted, since the sheet no longer shows it.
    Pruned,
    /// As it was.
    Same,
    /// In the book and no longer in the sheet; kept without `--prune`.
    Gone,
    /// Something to know.
    Note,
}

impl Mark {
    /// The one character of a plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Mark::New => "+",
            Mark::Changed => "~",
            Mark::Pruned => "-",
            Mark::Same => "=",
            Mark::Gone => "?",
            Mark::Note => "!",
        }
    }
}

/// One line of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What happens.
    pub mark: Mark,
    /// To what kind of thing: article, claim, introduction, fact, or a noun.
    pub kind: &'static str,
    /// Its key.
    pub key: String,
    /// In words.
    pub what: String,
}

/// What logging one sheet did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The article's row.
    pub article: i64,
    /// The article's key.
    pub key: String,
    /// Whether the book had the article before.
    pub known: bool,
    /// The operation in the journal; `None` where nothing changed.
    pub operation: Option<i64>,
    /// What happened, in the order of the sheet's parts.
    pub lines: Vec<Line>,
}

impl Outcome {
    /// How many lines carry this mark for this kind.
    pub fn count(&self, kind: &str, mark: Mark) -> usize {
        self.lines
            .iter()
            .filter(|line| line.kind == kind && line.mark == mark)
            .count()
    }

    /// How many lines carry this mark.
    pub fn total(&self, mark: Mark) -> usize {
        self.lines.iter().filter(|line| line.mark == mark).count()
    }

    pub(super) fn add(&mut self, mark: Mark, kind: &'static str, key: String, what: String) {
        self.lines.push(Line {
            mark,
            kind,
            key,
            what,
        });
    }

    pub(super) fn changed(&mut self, kind: &'static str, key: String, what: String) {
        // Several fields of one thing are one change.
        if let Some(line) = self
            .lines
            .iter_mut()
            .find(|line| line.mark == Mark::Changed && line.kind == kind && line.key == key)
        {
            line.what.push_str("; ");
            line.what.push_str(&what);
            return;
        }
        self.add(Mark::Changed, kind, key, what);
    }
}

/// How a sheet's text differs from the one the book has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDifference {
    /// The article.
    pub key: String,
    /// Lines of a diff, each beginning with `-`, `+` or a blank, at most 40.
    pub lines: Vec<String>,
    /// How many more lines differ.
    pub more: usize,
    /// The number of the older version that has the sheet's text, where one has.
    pub older: Option<i64>,
}

impl TextDifference {
    pub(super) fn new(key: String, old: &Text, new: &Text, older: Option<i64>) -> TextDifference {
        const SHOWN: usize = 40;
        let diff = TextDiff::from_lines(old.as_str(), new.as_str());
        let mut lines = Vec::new();
        let mut more = 0;
        for change in diff.iter_all_changes() {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => continue,
            };
            if lines.len() < SHOWN {
                let line = change.value().trim_end_matches(['\n', '\r']);
                let line: String = line.chars().take(200).collect();
                lines.push(format!("{sign} {line}"));
            } else {
                more += 1;
            }
        }
        TextDifference {
            key,
            lines,
            more,
            older,
        }
    }
}

/// Why a sheet was not logged. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Everything that is wrong with it, in the order of the file.
    #[error("{} {} wrong with the sheet", .0.len(), if .0.len() == 1 { "thing is" } else { "things are" })]
    Problems(Vec<Problem>),
    /// The article is known with another text.
    #[error("the text differs from that of {} in the book", .0.key)]
    TextDiffers(TextDifference),
    /// The book failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LogError {
    pub(super) fn one(place: Place, message: impl Into<String>) -> LogError {
        LogError::Problems(vec![Problem::new(place, message)])
    }
}
