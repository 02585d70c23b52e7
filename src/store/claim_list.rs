//! Claims in lists, and the parts of one claim as people read them.

use super::error::Result;
use super::reader::{Reader, Value};
use crate::domain::fold::spelling;

/// Which claims are wanted.
#[derive(Debug, Clone, Default)]
pub struct ClaimFilter {
    /// Each must occur in the claim's words, gloss or proposition, as [`spelling`] compares.
    pub words: Vec<String>,
    /// Of this article.
    pub article: Option<i64>,
    /// In this voice.
    pub voice: Option<String>,
    /// With this stance; `unset` is none.
    pub stance: Option<String>,
    /// With this speaker in any part, or in the chain.
    pub speaker: Option<i64>,
    /// Of this proposition.
    pub proposition: Option<i64>,
    /// With this label.
    pub label: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// One claim of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
    /// Its key.
    pub key: String,
    /// Its voice, with a `?` where it is a guess.
    pub voice: String,
    /// The names of those who say it.
    pub who: Option<String>,
    /// Its stance, with a `?` where it is a guess; `None` is unset.
    pub stance: Option<String>,
    /// The key of its proposition.
    pub proposition: Option<String>,
    /// Its words in the text.
    pub words: Option<String>,
}

impl Reader<'_> {
    /// Returns the claims that fit, by article and number.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn list_claims(&self, filter: &ClaimFilter) -> Result<Vec<ClaimLine>> {
        let parameters = [
            ("article", Value::from(filter.article)),
            ("voice", Value::from(filter.voice.clone())),
            ("stance", Value::from(filter.stance.clone())),
            ("speaker", Value::from(filter.speaker)),
            ("proposition", Value::from(filter.proposition)),
            ("label", Value::from(filter.label.clone())),
        ];
        let rows = self.rows(include_str!("claim_list.sql"), &parameters, |row| {
            let line = ClaimLine {
                key: row.text("key")?,
                voice: row.text("voice")?,
                who: row.optional_text("who")?,
                stance: row.optional_text("stance")?,
                proposition: row.optional_text("proposition")?,
                words: row.optional_text("words")?,
            };
            Ok((line, row.text("sought")?))
        })?;
        let words: Vec<String> = filter.words.iter().map(|word| spelling(word)).collect();
        let fits = |sought: &str| {
            words.is_empty() || {
                let sought = spelling(sought);
                words.iter().all(|word| sought.contains(word.as_str()))
            }
        };
        Ok(rows
            .into_iter()
            .filter(|(_, sought)| fits(sought))
            .map(|(line, _)| line)
            .take(filter.limit.unwrap_or(usize::MAX))
            .collect())
    }

    /// Returns what stands beside a claim's own columns, as (name, text): speakers, chain, targets, words, figures, links.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn claim_parts(&self, claim: i64) -> Result<Vec<(String, String)>> {
        self.rows(
            include_str!("claim_parts.sql"),
            &[("claim", Value::Integer(claim))],
            |row| Ok((row.text("name")?, row.text("value")?)),
        )
    }
}
