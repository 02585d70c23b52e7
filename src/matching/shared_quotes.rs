//! Quotations that articles of different outlets share, and that do not stand for one proposition yet.

use std::collections::BTreeSet;

use super::decided::Decided;
use super::quotes::{Linked, Quote, linked};
use crate::store::{Reader, Result};

/// A claim in quoted words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedClaim {
    /// Its row.
    pub id: i64,
    /// Its uid.
    pub uid: String,
    /// Its key.
    pub key: String,
    /// The article.
    pub article: i64,
    /// The outlet.
    pub outlet: i64,
    /// The proposition.
    pub proposition: Option<i64>,
    /// The quoted words.
    pub words: String,
}

/// Returns the claims in quoted words of the book, by article and number.
///
/// # Errors
/// When the book cannot be read.
pub fn quoted_claims(reader: &Reader<'_>) -> Result<Vec<QuotedClaim>> {
    let mut claims: Vec<QuotedClaim> = Vec::new();
    reader.rows(include_str!("quoted_claims.sql"), &[], |row| {
        let id = row.integer("id")?;
        let words = row.text("words")?;
        if let Some(last) = claims.last_mut().filter(|last| last.id == id) {
            last.words.push_str(" … ");
            last.words.push_str(&words);
            return Ok(());
        }
        claims.push(QuotedClaim {
            id,
            uid: row.text("uid")?,
            key: row.text("key")?,
            article: row.integer("article")?,
            outlet: row.integer("outlet")?,
            proposition: row.optional_integer("proposition")?,
            words,
        });
        Ok(())
    })?;
    Ok(claims)
}

/// Returns the pairs of different outlets that share their words, neither stand for one proposition nor were decided on; `only` restricts them
/// to pairs with one of these articles.
#[must_use]
pub fn open_links(
    claims: &[QuotedClaim],
    decided: &Decided,
    only: Option<&BTreeSet<i64>>,
) -> Vec<Linked> {
    let quotes: Vec<Quote<'_>> = claims
        .iter()
        .map(|claim| Quote {
            article: claim.article,
            words: &claim.words,
        })
        .collect();
    let mut links = linked(&quotes);
    links.retain(|link| {
        let (Some(one), Some(other)) = (claims.get(link.one), claims.get(link.other)) else {
            return false;
        };
        one.outlet != other.outlet
            && (one.proposition.is_none() || one.proposition != other.proposition)
            && only.is_none_or(|only| only.contains(&one.article) || only.contains(&other.article))
            && !decided.has(&one.uid, &other.uid)
    });
    links
}
