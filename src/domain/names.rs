//! What sheets and drafts need to know of a book: its names, and nothing of how they are stored.

use super::record::{Kind, Known};

/// The names of a book. Implemented by the store, and by small tables in tests.
pub trait Names {
    /// Returns the records of `kind` whose key, former key, full name or alias is exactly `words`; a key beats a name, a name beats an
    /// alias, so more than one is returned only where records of the same rank share the words. Never a prefix, never a family name.
    ///
    /// # Errors
    /// When the book cannot be read.
    fn find(&self, kind: Kind, words: &str) -> Result<Vec<Known>, NamesError>;

    /// As [`Names::find`], as if the unnamed speakers of other articles than `article` were not there: "sources" of two articles are
    /// never one person, and the key of the one does not hide the name of the other.
    ///
    /// # Errors
    /// When the book cannot be read.
    fn find_in(
        &self,
        kind: Kind,
        words: &str,
        article: Option<i64>,
    ) -> Result<Vec<Known>, NamesError>;

    /// Returns up to `limit` keys or names of `kind` nearest to `words`, best first, for messages.
    ///
    /// # Errors
    /// When the book cannot be read.
    fn nearest(&self, kind: Kind, words: &str, limit: usize) -> Result<Vec<String>, NamesError>;

    /// Returns the organization of which `organization` is a part, by id.
    ///
    /// # Errors
    /// When the book cannot be read.
    fn parent(&self, organization: &Known) -> Result<Option<i64>, NamesError>;
}

/// The book could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NamesError {
    /// What went wrong.
    pub message: String,
}
