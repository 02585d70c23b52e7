//! Which rows of an index have the words, and in what order.
//!
//! Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with a weight for each column, and more for words
//! that stand together as they were asked for. Equal rows go newest first.

use std::cmp::Ordering;

use memchr::memmem::Finder;

use super::{expression, size};
use crate::domain::search_query::{Phrase, SearchQuery};
use crate::store::{Reader, StoreError, Value};

/// So many of the newest rows are ranked.
pub(super) const RANKED: usize = 500;
/// More rows than this are not counted.
pub(super) const COUNTED: usize = 10_000;
/// Among so many of the newest rows with the words those are looked up one by one that the fields let through; only where too few of them
/// fit are all looked up.
pub(super) const LOOKED_AT: usize = 20_000;

/// Of so many of the newest rows with a word it is learnt how frequent the word is.
const WEIGHED: usize = 1_000;

/// How soon more of a word adds nothing (k1), and how much length counts (b); the usual values.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;
/// What words in sequence add, as a share of what they weigh alone.
const TOGETHER: f64 = 0.5;

/// An index as ranking sees it.
pub(super) struct Ranked {
    /// Its table.
    pub(super) table: &'static str,
    /// Its columns, the one whose length counts among them.
    pub(super) columns: [&'static str; 3],
    /// What a word weighs in each column.
    pub(super) weights: [f64; 3],
    /// The column whose length counts.
    pub(super) measured: usize,
}

/// A row with its score.
struct Scored {
    rowid: i64,
    lengths: f64,
    /// For each phrase how often it stands there, weighted.
    counts: Vec<f64>,
    is_together: bool,
}

/// Returns rows in order, the best first; without words in the query, the newest first.
pub(super) fn rank(
    reader: &Reader<'_>,
    index: &Ranked,
    query: &SearchQuery,
    mut rowids: Vec<i64>,
) -> Result<Vec<i64>, StoreError> {
    rowids.sort_unstable_by(|left, right| right.cmp(left));
    let phrases: Vec<&Phrase> = query.phrases().collect();
    if phrases.is_empty() || rowids.len() < 2 {
        return Ok(rowids);
    }
    let sought: Vec<Sought> = phrases.iter().map(|phrase| Sought::new(phrase)).collect();
    let together = in_sequence(query).map(|phrase| Sought::new(&phrase));
    let [first, second, third] = index.columns;
    let scored = reader.rows(
        &format!(
            "SELECT t.rowid AS number, t.{first}, t.{second}, t.{third} FROM json_each(:rowids) AS wanted CROSS JOIN {} AS t ON t.rowid = wanted.value",
            index.table
        ),
        &[("rowids", Value::list(&rowids))],
        |row| {
            let mut scored = Scored {
                rowid: row.integer("number")?,
                lengths: 0.0,
                counts: vec![0.0; phrases.len()],
                is_together: false,
            };
            for (place, (column, weight)) in index.columns.iter().zip(index.weights).enumerate() {
                row.with_text(column, |text| {
                    let words = text.unwrap_or_default();
                    if place == index.measured {
                        scored.lengths = float(memchr::memchr_iter(b' ', words.as_bytes()).count() + 1);
                    }
                    for (sought, count) in sought.iter().zip(&mut scored.counts) {
                        *count += weight * float(sought.places(words).count());
                    }
                    if let Some(together) = &together {
                        scored.is_together |= together.places(words).next().is_some();
                    }
                    Ok(())
                })?;
            }
            Ok(scored)
        },
    )?;
    let weights = weights(reader, index, &phrases)?;
    let average = scored.iter().map(|row| row.lengths).sum::<f64>() / float(scored.len().max(1));
    let mut scores: Vec<(f64, i64)> = scored
        .iter()
        .map(|row| (score(row, &weights, average), row.rowid))
        .collect();
    scores.sort_by(|left, right| {
        right
            .0
            .partial_cmp(&left.0)
            .unwrap_or(Ordering::Equal)
            .then(right.1.cmp(&left.1))
    });
    Ok(scores.into_iter().map(|(_, rowid)| rowid).collect())
}

/// A phrase, prepared to be found in many rows.
struct Sought {
    finder: Finder<'static>,
    is_prefix: bool,
}

impl Sought {
    fn new(phrase: &Phrase) -> Sought {
        Sought {
            finder: Finder::new(phrase.words.join(" ").as_bytes()).into_owned(),
            is_prefix: phrase.is_prefix,
        }
    }

    /// Where the phrase begins among words as the index keeps them, in bytes: as [`Phrase::places`], without taking the words apart.
    fn places<'s>(&'s self, words: &'s str) -> impl Iterator<Item = usize> + 's {
        let words = words.as_bytes();
        let length = self.finder.needle().len();
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let at = from + self.finder.find(words.get(from..)?)?;
                from = at + 1;
                let begins = at == 0 || words.get(at - 1) == Some(&b' ');
                let ends =
                    self.is_prefix || words.get(at + length).is_none_or(|next| *next == b' ');
                if begins && ends {
                    return Some(at);
                }
            }
        })
    }
}

fn score(row: &Scored, weights: &[f64], average: f64) -> f64 {
    let length = SATURATION * (1.0 - LENGTH + LENGTH * row.lengths / average.max(1.0));
    let mut score = 0.0;
    for (count, weight) in row.counts.iter().zip(weights) {
        score += weight * count * (SATURATION + 1.0) / (count + length);
    }
    if row.is_together {
        score += TOGETHER * weights.iter().sum::<f64>();
    }
    score
}

/// All wanted words in the order in which they were written, where there are several and each stands alone.
fn in_sequence(query: &SearchQuery) -> Option<Phrase> {
    if query.wanted.len() < 2 {
        return None;
    }
    let mut words = Vec::new();
    let mut is_prefix = false;
    for alternatives in &query.wanted {
        let [phrase] = alternatives.as_slice() else {
            return None;
        };
        if is_prefix {
            return None;
        }
        words.extend(phrase.words.iter().cloned());
        is_prefix = phrase.is_prefix;
    }
    Some(Phrase {
        words,
        is_prefix,
        written: String::new(),
    })
}

/// What each phrase weighs: the rarer, the more. How many rows a frequent one has is estimated from its newest ones.
fn weights(
    reader: &Reader<'_>,
    index: &Ranked,
    phrases: &[&Phrase],
) -> Result<Vec<f64>, StoreError> {
    if phrases.len() == 1 {
        return Ok(vec![1.0]);
    }
    let table = index.table;
    let newest = reader.count(
        &format!("SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1"),
        &[],
    )?;
    let mut weights = Vec::new();
    for phrase in phrases {
        let (count, oldest) = reader
            .first(
                &format!("SELECT count(*) AS number, coalesce(min(rowid), 0) AS oldest FROM (SELECT rowid FROM {table} WHERE {table} MATCH :match ORDER BY rowid DESC LIMIT :weighed)"),
                &[
                    ("match", Value::Text(expression::of_phrase(phrase))),
                    ("weighed", size(WEIGHED)),
                ],
                |row| Ok((row.integer("number")?, row.integer("oldest")?)),
            )?
            .unwrap_or_default();
        let (all, mut with) = (real(newest), real(count));
        if usize::try_from(count).is_ok_and(|count| count >= WEIGHED) && newest > oldest {
            with *= all / real(newest - oldest);
        }
        weights.push((1.0 + (all - with).max(0.0) / (with + 0.5) + 0.5 / (with + 0.5)).ln());
    }
    Ok(weights)
}

fn float(count: usize) -> f64 {
    real(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A count as a measure; counts of rows are far below 2^53, from which on floats skip whole numbers.
fn real(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_phrase_is_found_where_its_words_stand(
            words in proptest::collection::vec("[ab人]{1,2}", 0..12),
            phrase in proptest::collection::vec("[ab人]{1,2}", 1..3),
            is_prefix: bool,
        ) {
            let phrase = Phrase { words: phrase, is_prefix, written: String::new() };
            let apart: Vec<&str> = words.iter().map(String::as_str).collect();
            let joined = words.join(" ");
            let places: Vec<usize> = phrase
                .places(&apart)
                .map(|at| words.iter().take(at).map(|word| word.len() + 1).sum())
                .collect();
            prop_assert_eq!(Sought::new(&phrase).places(&joined).collect::<Vec<usize>>(), places);
        }
    }
}
