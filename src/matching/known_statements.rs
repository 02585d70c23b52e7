//! The propositions of a book that a claim may stand for, as the full-text index finds them: only what shares rare words with the claim is
//! read, so that the size of the book matters little.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::open_claims::Propositions;
use super::ranking::Index;
use super::sentence::{Sentence, Word, WordKind};
use super::stem::forms;
use super::weights::Weights;
use crate::domain::record::Kind;
use crate::domain::search_words::search_words;
use crate::store::{Reader, Result, Value, indexed_record};

/// Of so many of the newest rows with a word it is learnt how many have it.
const WEIGHED: i64 = 200;
/// The part of a claim's weight that its words hold by which statements are sought, the rarest first: a statement without any of them shares
/// too little with the claim to be suggested.
const SOUGHT_PART: f64 = 0.7;
/// Of each of these words the newest rows that have it.
const ROWS_OF_A_WORD: i64 = 3000;
/// How many propositions, and how many claims that stand for one, are read: those that share the most weight.
const MOST_READ: usize = 24;
/// How many of their wordings are judged: those that fit best by all words of the claim.
const MOST_JUDGED: usize = 16;
/// How many claims of one proposition: more would say the same.
const CLAIMS_OF_ONE: usize = 3;
/// How many claims are looked at for those that stand for a proposition.
const CLAIMS_LOOKED_AT: usize = 512;
/// So many at a time.
const LOOKED_AT_ONCE: usize = 64;

/// One of the two indexes in which statements stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// The sentences and aliases of propositions, among other records.
    Propositions,
    /// The words of claims.
    Claims,
}

/// Finds the propositions of a book by the words of claims. What it has learnt of a word it keeps.
pub struct KnownStatements<'r> {
    reader: Reader<'r>,
    is_indexed: bool,
    propositions: i64,
    claims: i64,
    /// By stem: in how many statements of the book it stands. Only asked for single stems.
    uses: HashMap<String, u32>,
    about_uses: HashMap<String, u32>,
}

impl<'r> KnownStatements<'r> {
    /// Learns how large the book is.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn of(reader: Reader<'r>) -> Result<KnownStatements<'r>> {
        // The highest ids: counting rows reads all of them.
        Ok(KnownStatements {
            reader,
            is_indexed: reader.count(
                "SELECT count(*) FROM sqlite_schema WHERE name IN ('search_claim', 'search_record')",
                &[],
            )? == 2,
            propositions: reader.count("SELECT coalesce(max(id), 0) FROM proposition", &[])?,
            claims: reader.count("SELECT coalesce(max(id), 0) FROM claim", &[])?,
            uses: HashMap::new(),
            about_uses: HashMap::new(),
        })
    }

    /// Whether the book has no proposition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.propositions == 0
    }

    /// Whether the book has its full-text index; without it nothing is found.
    #[must_use]
    pub fn is_indexed(&self) -> bool {
        self.is_indexed
    }

    /// Returns the propositions that share the rarest words with a text, with the wordings that do, and what words weigh in the book.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn near(&mut self, text: &str) -> Result<(Propositions, Weights)> {
        if !self.is_indexed {
            return Ok((Propositions::default(), Weights::default()));
        }
        let sentence = Sentence::read(text);
        let mut sought = self.sought(&sentence)?;
        let all: f64 = sought.iter().map(|word| word.weight).sum();
        let mut held = 0.0;
        sought.retain(|word| {
            let is_needed = held < SOUGHT_PART * all;
            held += word.weight;
            is_needed
        });
        let propositions = self.best(Side::Propositions, &sought)?;
        let claims = self.best(Side::Claims, &sought)?;
        let claims = self.standing_for_one(&claims)?;
        let mut wanted: BTreeSet<i64> = propositions
            .into_iter()
            .filter_map(indexed_record)
            .map(|(_, id)| id)
            .take(MOST_READ)
            .collect();
        let own = wanted.clone();
        wanted.extend(claims.values());
        let claims: Vec<i64> = claims.into_keys().collect();
        let mut near = Propositions::some(&self.reader, &wanted, &own, &claims)?;
        let mut weights = Weights::counted(self.texts());
        for word in sentence.words.iter().filter(|word| is_weighed(word)) {
            weights.set_uses(&word.stem, self.uses(word)?);
        }
        let mut index = Index::of_part(weights.clone());
        for statement in &near.statements {
            index.add_text(&statement.text);
        }
        let best = index.best(&sentence, MOST_JUDGED);
        near.keep(&best.into_iter().map(|ranked| ranked.place).collect());
        for statement in &near.statements {
            let read = Sentence::read(&statement.text);
            for word in read.words.iter().filter(|word| is_weighed(word)) {
                if !self.uses.contains_key(&word.stem) {
                    let uses = self.about_uses(word)?;
                    weights.set_uses(&word.stem, uses);
                } else {
                    weights.set_uses(&word.stem, self.uses(word)?);
                }
            }
        }
        Ok((near, weights))
    }

    pub fn stats(&self) -> String {
        format!("{} words, about {}", self.uses.len(), self.about_uses.len())
    }

    fn texts(&self) -> u32 {
        u32::try_from(self.propositions + self.claims).unwrap_or(u32::MAX)
    }

    /// The words about something, each once, the rarest first.
    fn sought(&mut self, sentence: &Sentence) -> Result<Vec<Sought>> {
        let mut seen = BTreeSet::new();
        let mut sought = Vec::new();
        for word in &sentence.words {
            if word.kind != WordKind::Content || !seen.insert(&word.stem) {
                continue;
            }
            let Some(expression) = expression(word) else {
                continue;
            };
            let uses = self.uses(word)?;
            if uses == 0 {
                continue;
            }
            let mut weights = Weights::counted(self.texts());
            weights.set_uses(&word.stem, uses);
            sought.push(Sought {
                expression,
                weight: weights.rarity(&word.stem),
            });
        }
        sought.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        Ok(sought)
    }

    /// The rows that share the most weight of these words, the newest of equals first.
    fn best(&self, side: Side, sought: &[Sought]) -> Result<Vec<i64>> {
        let mut scores: HashMap<i64, f64> = HashMap::new();
        for word in sought {
            let rows = self.reader.rows(
                side.rows_sql(),
                &[
                    ("match", side.matching(&word.expression)),
                    ("most", Value::Integer(ROWS_OF_A_WORD)),
                ],
                |row| row.integer("number"),
            )?;
            for row in rows.into_iter().filter(|row| side.has(*row)) {
                *scores.entry(row).or_default() += word.weight;
            }
        }
        let most = match side {
            Side::Propositions => MOST_READ,
            Side::Claims => CLAIMS_LOOKED_AT,
        };
        let mut best: Vec<(i64, f64)> = scores.into_iter().collect();
        let by_score = |one: &(i64, f64), other: &(i64, f64)| {
            other.1.total_cmp(&one.1).then_with(|| other.0.cmp(&one.0))
        };
        if best.len() > most {
            best.select_nth_unstable_by(most, by_score);
            best.truncate(most);
        }
        best.sort_unstable_by(by_score);
        Ok(best.into_iter().map(|(row, _)| row).collect())
    }

    /// Of claims, the first that stand for a proposition, which they say, and for which.
    fn standing_for_one(&self, claims: &[i64]) -> Result<BTreeMap<i64, i64>> {
        let mut found = BTreeMap::new();
        let mut times: BTreeMap<i64, usize> = BTreeMap::new();
        for some in claims.chunks(LOOKED_AT_ONCE) {
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
                    found.insert(*claim, *proposition);
                }
                if found.len() == MOST_READ {
                    return Ok(found);
                }
            }
        }
        Ok(found)
    }

    /// In how many statements of the book a word stands, by its stem.
    fn uses(&mut self, word: &Word) -> Result<u32> {
        if let Some(uses) = self.uses.get(&word.stem) {
            return Ok(*uses);
        }
        let mut uses = 0.0;
        if let Some(expression) = expression(word) {
            for side in [Side::Propositions, Side::Claims] {
                uses += self.having(side, &expression)?;
            }
        }
        // Whole numbers, far below what an f64 holds.
        let uses = uses.round().min(f64::from(u32::MAX)) as u32;
        self.uses.insert(word.stem.clone(), uses);
        Ok(uses)
    }

    /// About in how many statements of the book a word stands that the claim does not have: in its one form, and in the index that has more.
    fn about_uses(&mut self, word: &Word) -> Result<u32> {
        if let Some(uses) = self.about_uses.get(&word.stem) {
            return Ok(*uses);
        }
        let side = if self.claims < self.propositions {
            Side::Propositions
        } else {
            Side::Claims
        };
        let mut uses = 0.0;
        if let Some(expression) = indexed_as(word) {
            uses += self.having(side, &expression)?;
        }
        let of_side = self.claims.max(self.propositions).max(1) as f64;
        let uses = (uses * f64::from(self.texts()) / of_side).round() as u32;
        self.about_uses.insert(word.stem.clone(), uses);
        Ok(uses)
    }

    /// How many statements have what is sought; of many, estimated from the newest.
    fn having(&self, side: Side, expression: &str) -> Result<f64> {
        let (mut having, mut rows, mut oldest) = (0_i64, 0_i64, 0_i64);
        self.reader.rows(
            side.rows_sql(),
            &[
                ("match", side.matching(expression)),
                ("most", Value::Integer(WEIGHED)),
            ],
            |row| {
                let number = row.integer("number")?;
                rows += 1;
                having += i64::from(side.has(number));
                oldest = number;
                Ok(())
            },
        )?;
        let having = having as f64;
        if rows < WEIGHED {
            return Ok(having);
        }
        let newest = match side {
            Side::Claims => self.claims,
            Side::Propositions => self.reader.count(
                "SELECT rowid FROM search_record ORDER BY rowid DESC LIMIT 1",
                &[],
            )?,
        };
        let seen = (newest - oldest).max(1) as f64;
        Ok(having * (newest as f64 / seen).max(1.0))
    }
}

/// A word by which statements are sought.
#[derive(Debug)]
struct Sought {
    expression: String,
    weight: f64,
}

impl Side {
    fn rows_sql(self) -> &'static str {
        match self {
            Side::Propositions => {
                "SELECT rowid AS number FROM search_record WHERE search_record MATCH :match ORDER BY rowid DESC LIMIT :most"
            }
            Side::Claims => {
                "SELECT rowid AS number FROM search_claim WHERE search_claim MATCH :match ORDER BY rowid DESC LIMIT :most"
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

fn is_weighed(word: &Word) -> bool {
    matches!(word.kind, WordKind::Content | WordKind::Figure(_))
}

/// A word as the index holds it, in quotation marks; none where the index holds nothing of it.
fn indexed_as(word: &Word) -> Option<String> {
    // Two characters of a script without spaces are one word of the index, and more words are sought in sequence.
    let (text, most) = if !word.stem.is_ascii() && word.stem.chars().count() <= 2 {
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

/// What is sought in the index for a word: any of its usual forms.
fn expression(word: &Word) -> Option<String> {
    let indexed = indexed_as(word)?;
    if !word.folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(indexed);
    }
    let forms: Vec<String> = forms(&word.folded)
        .into_iter()
        .map(|form| format!("\"{form}\""))
        .collect();
    Some(forms.join(" OR "))
}
