//! The propositions of a book that a claim may stand for, found by the full-text index: only what shares rare words with the claim is read,
//! so that the size of the book matters little.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::open_claims::Propositions;
use super::ranking::Index;
use super::sentence::{Sentence, Word, WordKind};
use super::stem::forms;
use super::weights::Weights;
use crate::domain::record::Kind;
use crate::domain::search_words::search_words;
use crate::store::{Reader, Result, Value, indexed_record};

/// How much of a claim's weight the words have by which statements are sought, the rarest first. What has none of them shares too little with
/// the claim to be suggested. With less, known propositions are missed; the words that are left are the frequent ones, which cost most.
const SOUGHT_PART: f64 = 0.8;
/// How many propositions are read, and how many claims that stand for one: those that share the most weight of these words.
const MOST_READ: usize = 24;
/// How many of their wordings are judged: those that fit best by all words of the claim.
const MOST_JUDGED: usize = 12;
/// How many claims of one proposition are read: more would say the same.
const CLAIMS_OF_ONE: usize = 3;
/// Among how many claims those are sought that stand for a proposition, and how many of them are looked up at once.
const MOST_LOOKED_AT: usize = 512;
const LOOKED_UP_AT_ONCE: usize = 64;
/// Of so many of the newest rows with a word it is learnt how many have it. Half or double as many is little in a logarithm.
const WEIGHED: usize = 50;

/// Statements of a book that share words with a claim.
#[derive(Debug, Clone, Default)]
pub struct Near {
    /// The propositions, and the wordings that share words with the claim.
    pub propositions: Propositions,
    /// What words weigh in the whole book, as far as the claim and these wordings have them.
    pub weights: Weights,
}

/// What a book knows of propositions, asked claim by claim. What is learnt of a word is kept.
pub struct KnownStatements<'r> {
    reader: Reader<'r>,
    is_indexed: bool,
    propositions: i64,
    claims: i64,
    /// By stem: in how many statements it stands, in any form. Only asked for single stems, as the next.
    uses: HashMap<String, u32>,
    /// By stem, of words that no claim had yet: about as many.
    about_uses: HashMap<String, u32>,
}

impl<'r> KnownStatements<'r> {
    /// Learns how large the book is.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn of(reader: Reader<'r>) -> Result<KnownStatements<'r>> {
        let tables = reader.count(
            "SELECT count(*) FROM sqlite_schema WHERE name IN ('search_claim', 'search_record')",
            &[],
        )?;
        // The highest ids: counting rows reads all of them.
        Ok(KnownStatements {
            reader,
            is_indexed: tables == 2,
            propositions: reader.count("SELECT coalesce(max(id), 0) FROM proposition", &[])?,
            claims: reader.count("SELECT coalesce(max(id), 0) FROM claim", &[])?,
            uses: HashMap::new(),
            about_uses: HashMap::new(),
        })
    }

    /// Whether there is no proposition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.propositions == 0
    }

    /// Whether the book has its full-text index; without it nothing is near anything.
    #[must_use]
    pub fn is_indexed(&self) -> bool {
        self.is_indexed
    }

    /// Returns the statements that are most like a text by its rare words: sentences and aliases of propositions, and words of claims that
    /// stand for one.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn near(&mut self, text: &str) -> Result<Near> {
        if !self.is_indexed || self.is_empty() {
            return Ok(Near::default());
        }
        let sentence = Sentence::read(text);
        let mut weights = Weights::counted(self.texts());
        for word in sentence.words.iter().filter(|word| is_weighed(word)) {
            weights.set_uses(&word.stem, self.uses(word)?);
        }
        let sought = sought(&sentence, &weights);
        let propositions = self.best(Side::Propositions, &sought, MOST_READ)?;
        let propositions: BTreeSet<i64> = propositions
            .into_iter()
            .filter_map(indexed_record)
            .map(|(_, id)| id)
            .collect();
        let claims = self.best(Side::Claims, &sought, MOST_LOOKED_AT)?;
        let claims = self.standing_for_one(&claims)?;
        let mut near = Propositions::load(&self.reader, &propositions, &claims)?;
        let mut index = Index::of_part(weights.clone());
        for statement in &near.statements {
            index.add_text(&statement.text);
        }
        let best = index.best(&sentence, MOST_JUDGED);
        near.keep(&best.into_iter().map(|ranked| ranked.place).collect());
        for statement in &near.statements {
            let read = Sentence::read(&statement.text);
            for word in read.words.iter().filter(|word| is_weighed(word)) {
                let uses = match self.uses.get(&word.stem) {
                    Some(uses) => *uses,
                    None => self.about_uses(word)?,
                };
                weights.set_uses(&word.stem, uses);
            }
        }
        Ok(Near {
            propositions: near,
            weights,
        })
    }

    /// How many statements there are: every claim counts, since what it says is said in the book whether or not it stands for a proposition.
    fn texts(&self) -> u32 {
        u32::try_from(self.propositions.saturating_add(self.claims)).unwrap_or(u32::MAX)
    }

    /// The rows that share the most weight of these words, at most `most`, the newest of equals first.
    fn best(&self, side: Side, sought: &[Sought], most: usize) -> Result<Vec<i64>> {
        let mut having: Vec<(i64, f64)> = Vec::new();
        for word in sought {
            let rows = self.newest(side, &word.expression, side.rows_of_a_word())?;
            let of_side = rows.into_iter().filter(|row| side.has(*row));
            having.extend(of_side.map(|row| (row, word.weight)));
        }
        // Stable, and quick: the rows of each word are in this order already.
        having.sort_by_key(|(row, _)| Reverse(*row));
        let mut best: Vec<(i64, f64)> = having
            .chunk_by(|one, other| one.0 == other.0)
            .filter_map(|of_row| {
                let weight = of_row.iter().map(|(_, weight)| weight).sum();
                Some((of_row.first()?.0, weight))
            })
            .collect();
        let by_weight = |one: &(i64, f64), other: &(i64, f64)| {
            other.1.total_cmp(&one.1).then_with(|| other.0.cmp(&one.0))
        };
        if best.len() > most {
            best.select_nth_unstable_by(most, by_weight);
            best.truncate(most);
        }
        best.sort_unstable_by(by_weight);
        Ok(best.into_iter().map(|(row, _)| row).collect())
    }

    /// The newest rows that have what is sought.
    fn newest(&self, side: Side, expression: &str, most: usize) -> Result<Vec<i64>> {
        self.reader.numbers(
            side.rows_sql(),
            &[
                ("match", side.matching(expression)),
                (
                    "most",
                    Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)),
                ),
            ],
        )
    }

    /// Of claims, the first ones that stand for a proposition, which they say, few of each proposition.
    fn standing_for_one(&self, claims: &[i64]) -> Result<Vec<i64>> {
        let mut found = Vec::new();
        let mut times: BTreeMap<i64, usize> = BTreeMap::new();
        for some in claims.chunks(LOOKED_UP_AT_ONCE) {
            let standing: BTreeMap<i64, i64> = self
                .reader
                .rows(
                    include_str!("claims_standing.sql"),
                    &[("ids", Value::list(some))],
                    |row| Ok((row.integer("id")?, row.integer("proposition")?)),
                )?
                .into_iter()
                .collect();
            for claim in some {
                let Some(proposition) = standing.get(claim) else {
                    continue;
                };
                let times = times.entry(*proposition).or_default();
                *times += 1;
                if *times <= CLAIMS_OF_ONE {
                    found.push(*claim);
                }
                if found.len() == MOST_READ {
                    return Ok(found);
                }
            }
        }
        Ok(found)
    }

    /// In how many statements a word stands, in any of its usual forms.
    fn uses(&mut self, word: &Word) -> Result<u32> {
        if let Some(uses) = self.uses.get(&word.stem) {
            return Ok(*uses);
        }
        let mut uses = 0.0;
        if let Some(expression) = any_form(word) {
            for side in [Side::Propositions, Side::Claims] {
                uses += self.having(side, &expression)?;
            }
        }
        let uses = whole(uses);
        self.uses.insert(word.stem.clone(), uses);
        Ok(uses)
    }

    /// About in how many statements a word stands that the claim does not have: by this form, and by the index that has more rows. There are
    /// many such words, and they only say how much of a statement the claim does not say.
    fn about_uses(&mut self, word: &Word) -> Result<u32> {
        if let Some(uses) = self.about_uses.get(&word.stem) {
            return Ok(*uses);
        }
        let (side, rows) = if self.claims < self.propositions {
            (Side::Propositions, self.propositions)
        } else {
            (Side::Claims, self.claims)
        };
        let mut uses = 0.0;
        if let Some(expression) = indexed_as(word) {
            uses = self.having(side, &expression)? * f64::from(self.texts()) / rows as f64;
        }
        let uses = whole(uses);
        self.about_uses.insert(word.stem.clone(), uses);
        Ok(uses)
    }

    /// How many statements have what is sought; of many, estimated from the newest.
    fn having(&self, side: Side, expression: &str) -> Result<f64> {
        let rows = self.newest(side, expression, WEIGHED)?;
        let having = rows.iter().filter(|row| side.has(**row)).count() as f64;
        let Some(oldest) = rows.get(WEIGHED - 1) else {
            return Ok(having);
        };
        let newest = match side {
            Side::Claims => self.claims,
            Side::Propositions => self.reader.count(
                "SELECT rowid FROM search_record ORDER BY rowid DESC LIMIT 1",
                &[],
            )?,
        };
        let looked_at = (newest - oldest).max(1) as f64;
        Ok(having * (newest as f64 / looked_at).max(1.0))
    }
}

/// One of the two indexes in which statements stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Sentences and aliases of propositions, among other records.
    Propositions,
    /// Words of claims.
    Claims,
}

impl Side {
    /// How many of the newest rows that have a word are ranked, whatever they share beside it. Propositions say most with fewest words.
    fn rows_of_a_word(self) -> usize {
        match self {
            Side::Propositions => 4000,
            Side::Claims => 1500,
        }
    }

    fn rows_sql(self) -> &'static str {
        match self {
            Side::Propositions => {
                "SELECT rowid FROM search_record WHERE search_record MATCH :match ORDER BY rowid DESC LIMIT :most"
            }
            Side::Claims => {
                "SELECT rowid FROM search_claim WHERE search_claim MATCH :match ORDER BY rowid DESC LIMIT :most"
            }
        }
    }

    fn matching(self, expression: &str) -> Value {
        let columns = match self {
            Side::Propositions => "name alias",
            Side::Claims => "words",
        };
        Value::Text(format!("{{{columns}}} : ({expression})"))
    }

    fn has(self, row: i64) -> bool {
        match self {
            Side::Claims => true,
            Side::Propositions => {
                indexed_record(row).is_some_and(|(kind, _)| kind == Kind::Proposition)
            }
        }
    }
}

/// A word by which statements are sought.
#[derive(Debug, PartialEq)]
struct Sought {
    /// What it is in FTS5's language.
    expression: String,
    weight: f64,
}

/// The words by which statements are sought, the rarest first.
fn sought(sentence: &Sentence, weights: &Weights) -> Vec<Sought> {
    let mut seen = BTreeSet::new();
    let mut words: Vec<Sought> = sentence
        .words
        .iter()
        // A proposition has no figures of its own.
        .filter(|word| word.kind == WordKind::Content && weights.uses(&word.stem) > 0)
        .filter(|word| seen.insert(word.stem.as_str()))
        .filter_map(|word| {
            Some(Sought {
                expression: any_form(word)?,
                weight: weights.rarity(&word.stem),
            })
        })
        .collect();
    words.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let all: f64 = words.iter().map(|word| word.weight).sum();
    let mut held = 0.0;
    words.retain(|word| {
        let is_needed = held < SOUGHT_PART * all;
        held += word.weight;
        is_needed
    });
    words
}

fn is_weighed(word: &Word) -> bool {
    matches!(word.kind, WordKind::Content | WordKind::Figure(_))
}

fn whole(uses: f64) -> u32 {
    // A conversion of a float stops at the ends of the type.
    uses.round() as u32
}

/// A word as the index holds it, in quotation marks; none where the index holds nothing of it.
fn indexed_as(word: &Word) -> Option<String> {
    // Two characters of a script without spaces are one word of the index; what the index splits is sought in sequence.
    let is_pair = !word.stem.is_ascii() && word.stem.chars().count() <= 2;
    let (text, most) = if is_pair {
        (&word.stem, 1)
    } else {
        (&word.folded, usize::MAX)
    };
    let words: Vec<String> = search_words(text)
        .into_iter()
        .take(most)
        .map(|word| word.folded)
        .collect();
    (!words.is_empty()).then(|| format!("\"{}\"", words.join(" ")))
}

/// Any of the usual forms of a word, in FTS5's language.
fn any_form(word: &Word) -> Option<String> {
    if !word.folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return indexed_as(word);
    }
    let forms: Vec<String> = forms(&word.folded)
        .into_iter()
        .map(|form| format!("\"{form}\""))
        .collect();
    Some(forms.join(" OR "))
}

#[cfg(test)]
mod tests;
