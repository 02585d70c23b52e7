//! What can go wrong with a book; the variants are the decisions a caller can make.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why a book could not be opened, read or written. Nothing is half-written when one of these comes back.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no book at this path, and the caller did not ask for a new one.
    #[error("there is no book at {}", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else: another program's database, or no database.
    #[error("{} is not a claimbook book: {reason}", path.display())]
    Foreign {
        /// The file, untouched.
        path: PathBuf,
        /// What it is instead, as far as can be seen.
        reason: String,
    },
    /// The file was written by a newer claimbook.
    #[error("the book {} has schema {found}, and this claimbook knows schemas up to {known}", path.display())]
    TooNew {
        /// The file, untouched.
        path: PathBuf,
        /// The schema of the file.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// The file was written by an older claimbook and was opened for reading, which never changes it.
    #[error("the book {} has the older schema {found} (this claimbook uses {known})", path.display())]
    TooOld {
        /// The file, untouched.
        path: PathBuf,
        /// The schema of the file.
        found: i64,
        /// The schema needed.
        known: i64,
    },
    /// The file is damaged.
    #[error("the book is damaged: {reason}")]
    Corrupt {
        /// What SQLite says of it.
        reason: String,
    },
    /// Another process is writing and did not finish in time.
    #[error("another process is writing to the book")]
    Locked,
    /// The file or its directory cannot be written.
    #[error("the book cannot be written: {reason}")]
    ReadOnly {
        /// What SQLite says of it.
        reason: String,
    },
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The disk refuses, for another reason than that it is full: a limit of the file size, or a device that fails. SQLite does not tell
    /// them apart, and nothing is half-written.
    #[error("the disk could not be read or written: {reason}")]
    Disk {
        /// What SQLite says of it.
        reason: String,
    },
    /// No such record.
    #[error("there is no {kind} “{words}”")]
    NotFound {
        /// The kind of record.
        kind: String,
        /// What was looked for.
        words: String,
        /// The nearest there are.
        nearest: Vec<String>,
    },
    /// Several records fit.
    #[error("“{words}” means {count} {kind}s: {list}", count = found.len(), list = found.join(", "))]
    Ambiguous {
        /// The kind of record.
        kind: String,
        /// What was looked for.
        words: String,
        /// The keys of the records that fit.
        found: Vec<String>,
    },
    /// A key or another unique value is taken.
    #[error("{what} is taken")]
    Taken {
        /// What, in the words of the sheet.
        what: String,
    },
    /// Other records refer to the one that should go.
    #[error("{what} is referred to by {list}", list = by.join(", "))]
    Referred {
        /// The record.
        what: String,
        /// What refers to it: keys and counts.
        by: Vec<String>,
    },
    /// An operation cannot be undone or redone as things stand.
    #[error("{reason}")]
    Refused {
        /// Why.
        reason: String,
    },
    /// A value does not fit.
    #[error("{message}")]
    Invalid {
        /// What and why.
        message: String,
    },
    /// The operating system failed.
    #[error("{action}: {source}")]
    Io {
        /// What was being done.
        action: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// SQLite failed in a way that no caller can decide about.
    #[error("the database failed: {reason}")]
    Sql {
        /// What SQLite says.
        reason: String,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let reason = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Corrupt { reason }
            }
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::ReadOnly { reason }
            }
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::SystemIoFailure) => StoreError::Disk { reason },
            _ => StoreError::Sql { reason },
        }
    }
}

impl From<StoreError> for crate::domain::names::NamesError {
    fn from(error: StoreError) -> Self {
        Self {
            message: error.to_string(),
        }
    }
}

/// What reading or writing a book returns.
pub type Result<T> = std::result::Result<T, StoreError>;

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn what_sqlite_cannot_do_is_told_by_what_can_be_done_about_it() {
        for (code, expected) in [
            (ffi::SQLITE_BUSY, "Locked"),
            (ffi::SQLITE_LOCKED, "Locked"),
            (ffi::SQLITE_CORRUPT, "Corrupt"),
            (ffi::SQLITE_NOTADB, "Corrupt"),
            (ffi::SQLITE_READONLY, "ReadOnly"),
            (ffi::SQLITE_CANTOPEN, "ReadOnly"),
            (ffi::SQLITE_PERM, "ReadOnly"),
            (ffi::SQLITE_FULL, "Full"),
            (ffi::SQLITE_IOERR, "Disk"),
            (ffi::SQLITE_ERROR, "Sql"),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            let told = format!("{:?}", StoreError::from(error));
            assert!(told.starts_with(expected), "{code}: {told}");
        }
    }
}
