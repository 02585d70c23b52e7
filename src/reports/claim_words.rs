//! The words of claims, on one line.

use std::collections::BTreeMap;

use crate::store::{Reader, StoreError, Value};

/// Returns the content of the claims with these ids, pieces joined as in `The ports … are open`.
pub(super) fn claim_words(
    reader: &Reader<'_>,
    claims: &[i64],
) -> Result<BTreeMap<i64, String>, StoreError> {
    let mut words: BTreeMap<i64, String> = BTreeMap::new();
    reader.rows(
        include_str!("spans.sql"),
        &[("ids", Value::list(claims))],
        |row| {
            let is_content = row.with_text("role", |role| Ok(role == Some("content")))?;
            if is_content {
                let words = words.entry(row.integer("claim")?).or_default();
                row.with_text("words", |piece| {
                    add(words, piece.unwrap_or_default());
                    Ok(())
                })?;
            }
            Ok(())
        },
    )?;
    Ok(words)
}

/// Adds one more piece to words.
pub(super) fn add(words: &mut String, piece: &str) {
    if !words.is_empty() {
        words.push_str(" … ");
    }
    words.push_str(piece);
}
