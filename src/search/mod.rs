//! Search: from a query to the records, claims and articles that fit, the best first.
//!
//! The full-text index says which rows have the words, newest first, and the fields narrow them in SQL. Only so many of the newest are
//! then ranked, by their words as the index keeps them: FTS5's own ranking looks at every row of every word, which takes a second where
//! a word stands in a million claims.

mod articles;
mod claims;
mod expression;
mod fields;
mod names;
mod passage;
mod ranking;
mod records;
mod typo;

pub use self::articles::ArticleHit;
pub use self::claims::ClaimHit;
pub use self::names::NamedRecord;
pub use self::passage::Piece;
pub use self::records::RecordHit;

use self::fields::Fields;
use crate::domain::record::Kind;
use crate::domain::search_query::SearchQuery;
use crate::store::{Reader, StoreError, Value};

/// What search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Outlets, organizations, speakers, events, topics and propositions; `None` where they were not searched.
    pub records: Option<Group<RecordHit>>,
    /// Claims; `None` where they were not searched.
    pub claims: Option<Group<ClaimHit>>,
    /// Articles; `None` where they were not searched.
    pub articles: Option<Group<ArticleHit>>,
    /// How the names in the fields were understood where they are no exact ones.
    pub named: Vec<NamedRecord>,
    /// Where nothing was found: words that stand nowhere, each with the nearest names of the book.
    pub unknown: Vec<(String, Vec<String>)>,
}

/// Results of one sort, the best first.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<T> {
    /// As many as were asked for.
    pub hits: Vec<T>,
    /// How many there are.
    pub count: Count,
    /// Whether the best come first; else, without words to rank by, the newest.
    pub is_ranked: bool,
    /// Where not all were ranked: among how many of the newest these are the best.
    pub ranked_among: Option<usize>,
}

/// How many results there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(usize),
    /// More than could be counted in no time.
    MoreThan(usize),
}

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A field names nothing that the book has, or anything like it.
    #[error("{field}: there is no {kind} “{words}”")]
    Unknown {
        /// The field.
        field: &'static str,
        /// The kind of record.
        kind: Kind,
        /// What was given.
        words: String,
    },
    /// A field names too many records to be any use.
    #[error("{field}: “{words}” means more than {most} {plural}")]
    TooMany {
        /// The field.
        field: &'static str,
        /// What it names.
        plural: &'static str,
        /// What was given.
        words: String,
        /// How many would do.
        most: usize,
    },
    /// The fields ask for claims and the kinds for something else.
    #[error("{field} narrows claims, and no claims are asked for")]
    NoClaims {
        /// The field as it was written.
        field: String,
    },
    /// The book could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<T> Group<T> {
    fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }
}

impl Found {
    /// Whether nothing fits.
    pub fn is_empty(&self) -> bool {
        self.records.as_ref().is_none_or(Group::is_empty)
            && self.claims.as_ref().is_none_or(Group::is_empty)
            && self.articles.as_ref().is_none_or(Group::is_empty)
    }
}

/// Returns what fits a query, at most `limit` results of each sort. Records are searched where no field narrows claims or articles;
/// articles where every field that narrows is one of articles.
///
/// # Errors
/// [`SearchError`] where a field names no record, or when the book cannot be read.
pub fn search(
    reader: &Reader<'_>,
    query: &SearchQuery,
    limit: usize,
) -> Result<Found, SearchError> {
    let (fields, named) = Fields::resolve(reader, query)?;
    let kinds = query.kinds();
    let asked = |kind: Kind| kinds.contains(&kind);
    if let Some(field) = fields.of_claims()
        && !asked(Kind::Claim)
    {
        return Err(SearchError::NoClaims { field });
    }
    let mut found = Found {
        records: None,
        claims: None,
        articles: None,
        named,
        unknown: Vec::new(),
    };
    let record_kinds: Vec<Kind> = kinds
        .iter()
        .copied()
        .filter(|kind| !matches!(kind, Kind::Claim | Kind::Article))
        .collect();
    if !record_kinds.is_empty() && fields.is_empty() {
        found.records = Some(records::search(reader, query, &record_kinds, limit)?);
    }
    if asked(Kind::Claim) {
        found.claims = Some(claims::search(reader, query, &fields, limit)?);
    }
    if asked(Kind::Article) && fields.of_claims().is_none() {
        found.articles = Some(articles::search(reader, query, &fields, limit)?);
    }
    if found.is_empty() {
        found.unknown = names::unknown_words(reader, query)?;
    }
    Ok(found)
}

/// A number of rows, for SQL.
fn size(size: usize) -> Value {
    Value::Integer(i64::try_from(size).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
