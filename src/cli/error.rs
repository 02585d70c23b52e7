//! What a command ends with: the exit codes, and errors as people read them.

use crate::domain::names::NamesError;
use crate::store::StoreError;

/// How the program ends; the numbers are part of its interface and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitCode {
    /// It did what was asked, or whoever read its output stopped reading.
    Success = 0,
    /// It could not do what was asked.
    Failed = 1,
    /// The command line is not one it knows.
    Usage = 2,
    /// Another process is writing to the book.
    Locked = 3,
    /// The book or its directory cannot be written.
    ReadOnly = 4,
    /// The book is damaged.
    Corrupt = 5,
    /// The book was written by a newer claimbook.
    TooNew = 6,
    /// The file is not a book.
    Foreign = 7,
    /// There is no book.
    Missing = 8,
    /// The book was written by an older claimbook and must be upgraded first.
    TooOld = 9,
}

impl ExitCode {
    /// Every exit code with what it says, in order.
    pub const ALL: &'static [(ExitCode, &'static str)] = &[
        (ExitCode::Success, "done"),
        (ExitCode::Failed, "could not do what was asked"),
        (ExitCode::Usage, "the command line is wrong"),
        (ExitCode::Locked, "another process is writing to the book"),
        (ExitCode::ReadOnly, "the book cannot be written"),
        (ExitCode::Corrupt, "the book is damaged"),
        (
            ExitCode::TooNew,
            "the book was written by a newer claimbook",
        ),
        (ExitCode::Foreign, "the file is not a book"),
        (ExitCode::Missing, "there is no book"),
        (ExitCode::TooOld, "the book needs `claimbook upgrade`"),
    ];
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> std::process::ExitCode {
        std::process::ExitCode::from(code as u8)
    }
}

/// The exit codes as the end of the help.
pub(super) fn exit_code_help() -> String {
    let mut help = String::from("Exit codes:");
    for (code, meaning) in ExitCode::ALL {
        help.push_str(&format!("\n  {}  {meaning}", *code as u8));
    }
    help
}

/// Why a command failed: what was not done, why, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CliError {
    /// What went wrong; one line without a full stop.
    pub message: String,
    /// Why, outermost first.
    pub causes: Vec<String>,
    /// What to do next.
    pub hints: Vec<String>,
    /// How the program ends.
    pub exit: ExitCode,
    /// Whether nothing is said of it: the reader of the output has gone, or everything was said already.
    pub silent: bool,
}

impl CliError {
    /// Returns a failure with this message.
    pub fn new(message: impl Into<String>) -> CliError {
        CliError {
            message: message.into(),
            causes: Vec::new(),
            hints: Vec::new(),
            exit: ExitCode::Failed,
            silent: false,
        }
    }

    /// Returns an error of the command line.
    pub fn usage(message: impl Into<String>) -> CliError {
        CliError {
            exit: ExitCode::Usage,
            ..CliError::new(message)
        }
    }

    /// Returns the failure of an action of the system, such as `read notes.txt`; a broken pipe is no failure.
    pub fn io(action: &str, error: &std::io::Error) -> CliError {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return CliError {
                exit: ExitCode::Success,
                silent: true,
                ..CliError::new(action)
            };
        }
        let failed = CliError::new(format!("cannot {action}")).cause(error.to_string());
        match error.kind() {
            std::io::ErrorKind::StorageFull
            | std::io::ErrorKind::QuotaExceeded
            | std::io::ErrorKind::FileTooLarge => {
                failed.hint("a file that was there is as it was; make room, or write elsewhere")
            }
            _ => failed,
        }
    }

    /// Adds why.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> CliError {
        self.causes.push(cause.into());
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> CliError {
        self.hints.push(hint.into());
        self
    }

    /// Says first what was being done; what was the message becomes the first cause.
    #[must_use]
    pub fn doing(mut self, message: impl Into<String>) -> CliError {
        let cause = std::mem::replace(&mut self.message, message.into());
        self.causes.insert(0, cause);
        self
    }
}

impl From<clap::Error> for CliError {
    fn from(error: clap::Error) -> CliError {
        CliError::usage(error.to_string())
    }
}

impl From<NamesError> for CliError {
    fn from(error: NamesError) -> CliError {
        CliError::new(error.to_string())
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        let plain = CliError::new(error.to_string());
        let ending = |exit: ExitCode, hint: &str| {
            CliError {
                exit,
                ..plain.clone()
            }
            .hint(hint)
        };
        match error {
            StoreError::Missing { .. } => ending(
                ExitCode::Missing,
                "adding a record or logging an article makes one; `--book PATH` names another",
            ),
            StoreError::Foreign { .. } => ending(
                ExitCode::Foreign,
                "it was not changed; `--book PATH` names another",
            ),
            StoreError::TooNew { .. } => ending(
                ExitCode::TooNew,
                "it was not changed; install a newer claimbook",
            ),
            StoreError::TooOld { .. } => ending(
                ExitCode::TooOld,
                "`claimbook upgrade` brings it up to date, after a copy of it",
            ),
            StoreError::Corrupt { .. } => ending(
                ExitCode::Corrupt,
                "keep a copy of the file; restore a backup, or rescue what can be read with sqlite3's .recover",
            ),
            StoreError::Locked => ending(ExitCode::Locked, "try again when it has finished"),
            StoreError::ReadOnly { .. } => ending(
                ExitCode::ReadOnly,
                "check the permissions of the file and of its directory",
            ),
            StoreError::Full => plain.hint("nothing was written; make room and try again"),
            StoreError::Disk { .. } => plain.hint(
                "nothing was half-written; make room, see that the size of files is not limited (`ulimit -f`), and that the disk is sound",
            ),
            StoreError::NotFound { nearest, .. } if !nearest.is_empty() => {
                plain.hint(format!("nearest: {}", nearest.join(", ")))
            }
            StoreError::NotFound { kind, .. } => {
                if crate::domain::record::Kind::from_noun(&kind).is_some() {
                    plain.hint(format!("`claimbook {kind} list` shows what there is"))
                } else {
                    plain
                }
            }
            StoreError::Ambiguous { .. } => plain.hint("give the key of the one you mean"),
            StoreError::Taken { .. } => plain.hint("nothing was written; choose another"),
            StoreError::Referred { what, by } => {
                let mut refused = CliError::new(format!("{what} cannot be removed"));
                refused
                    .causes
                    .push(format!("it is referred to by {}", by.join(", ")));
                refused.hint("remove or change those first")
            }
            StoreError::Io { action, source } => {
                CliError::new(format!("{action} failed")).cause(source.to_string())
            }
            _ => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_listed_in_order() {
        for (at, (code, _)) in ExitCode::ALL.iter().enumerate() {
            assert_eq!(*code as usize, at);
        }
    }

    #[test]
    fn every_book_that_cannot_be_used_has_an_exit_code_of_its_own() {
        let path = std::path::PathBuf::from("b.db");
        let reason = || String::from("x");
        for (error, exit) in [
            (
                StoreError::Missing { path: path.clone() },
                ExitCode::Missing,
            ),
            (
                StoreError::Foreign {
                    path: path.clone(),
                    reason: reason(),
                },
                ExitCode::Foreign,
            ),
            (
                StoreError::TooNew {
                    path: path.clone(),
                    found: 2,
                    known: 1,
                },
                ExitCode::TooNew,
            ),
            (
                StoreError::TooOld {
                    path,
                    found: 0,
                    known: 1,
                },
                ExitCode::TooOld,
            ),
            (StoreError::Corrupt { reason: reason() }, ExitCode::Corrupt),
            (StoreError::Locked, ExitCode::Locked),
            (
                StoreError::ReadOnly { reason: reason() },
                ExitCode::ReadOnly,
            ),
            (StoreError::Full, ExitCode::Failed),
        ] {
            let error = CliError::from(error);
            assert_eq!(error.exit, exit);
            assert!(!error.hints.is_empty(), "{}", error.message);
        }
    }

    #[test]
    fn a_broken_pipe_ends_well_and_silently() {
        let error = CliError::io("write", &std::io::ErrorKind::BrokenPipe.into());
        assert_eq!((error.exit, error.silent), (ExitCode::Success, true));
    }
}
