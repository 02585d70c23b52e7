//! Claims that stand for no proposition yet, and the propositions of the book, as matching compares them.

use std::collections::{BTreeMap, BTreeSet};

use super::matcher::Statement;
use crate::store::{Reader, Result, Value};

/// Which claims without a proposition are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of the book.
    All,
    /// Those of one article, by id.
    Article(i64),
    /// One, by id.
    Claim(i64),
}

/// A claim without a proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenClaim {
    /// Its row.
    pub id: i64,
    /// Its uid.
    pub uid: String,
    /// Its key.
    pub key: String,
    /// The article.
    pub article: i64,
    /// Its words, or its translation where it has one.
    pub statement: Statement,
}

/// A proposition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// Its row.
    pub id: i64,
    /// Its uid.
    pub uid: String,
    /// Its key.
    pub key: String,
    /// Its sentence.
    pub text: String,
}

/// Words by which a proposition can be found: its sentence, an alias, or those of a claim that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The place of the proposition in [`Propositions::propositions`].
    pub proposition: usize,
    /// The key of the claim whose words these are; none for the proposition's own.
    pub claim: Option<String>,
}

/// Propositions with wordings.
#[derive(Debug, Clone, Default)]
pub struct Propositions {
    /// In the order in which they were added.
    pub propositions: Vec<Proposition>,
    /// What is compared; `statements` has the words of each at the same place.
    pub wordings: Vec<Wording>,
    /// The words.
    pub statements: Vec<Statement>,
}

/// Returns the claims that stand for no proposition and are not rejected, by article and number.
///
/// # Errors
/// When the book cannot be read.
pub fn open_claims(reader: &Reader<'_>, which: Which) -> Result<Vec<OpenClaim>> {
    let (article, claim) = match which {
        Which::All => (None, None),
        Which::Article(article) => (Some(article), None),
        Which::Claim(claim) => (None, Some(claim)),
    };
    // One statement each, so that each finds its index.
    let sql = match which {
        Which::Claim(_) => include_str!("open_claim.sql"),
        Which::Article(_) => include_str!("open_claims_of_article.sql"),
        Which::All => include_str!("open_claims.sql"),
    };
    let parameters: &[(&str, Value)] = match which {
        Which::All => &[],
        Which::Article(_) => &[("article", Value::from(article))],
        Which::Claim(_) => &[("claim", Value::from(claim))],
    };
    let mut claims: Vec<OpenClaim> = Vec::new();
    reader.rows(sql, parameters, |row| {
        let id = row.integer("id")?;
        if claims.last().is_none_or(|last| last.id != id) {
            claims.push(OpenClaim {
                id,
                uid: row.text("uid")?,
                key: row.text("key")?,
                article: row.integer("article")?,
                statement: Statement {
                    text: row.optional_text("gloss")?.unwrap_or_default(),
                    speakers: BTreeSet::new(),
                    is_quoted: row.text("voice")? == "direct",
                },
            });
        }
        let has_gloss = row.optional_text("gloss")?.is_some();
        if let Some(claim) = claims.last_mut().filter(|_| !has_gloss) {
            append(
                &mut claim.statement.text,
                &row.optional_text("words")?.unwrap_or_default(),
            );
        }
        Ok(())
    })?;
    let mut places: BTreeMap<i64, usize> = BTreeMap::new();
    for (place, claim) in claims.iter().enumerate() {
        places.insert(claim.id, place);
    }
    let ids: Vec<i64> = places.keys().copied().collect();
    reader.rows(
        "SELECT claim, speaker FROM claim_speaker WHERE claim IN (SELECT value FROM json_each(:ids)) AND part = 'speaker'",
        &[("ids", Value::list(&ids))],
        |row| {
            let speaker = row.integer("speaker")?;
            if let Some(claim) = places.get(&row.integer("claim")?).and_then(|place| claims.get_mut(*place)) {
                claim.statement.speakers.insert(speaker);
            }
            Ok(())
        },
    )?;
    Ok(claims)
}

fn append(text: &mut String, words: &str) {
    if !text.is_empty() {
        text.push_str(" … ");
    }
    text.push_str(words);
}

impl Propositions {
    /// Reads the sentences and aliases of these propositions, and the words of these claims, with the propositions that they stand for.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub(super) fn load(
        reader: &Reader<'_>,
        propositions: &BTreeSet<i64>,
        claims: &[i64],
    ) -> Result<Propositions> {
        let mut all = Propositions::default();
        let mut places: BTreeMap<i64, usize> = BTreeMap::new();
        let ids: Vec<i64> = propositions.iter().copied().collect();
        let parameters = [("ids", Value::list(&ids)), ("claims", Value::list(claims))];
        let rows = reader.rows(include_str!("propositions.sql"), &parameters, |row| {
            Ok(Proposition {
                id: row.integer("id")?,
                uid: row.text("uid")?,
                key: row.text("key")?,
                text: row.text("text")?,
            })
        })?;
        for proposition in rows {
            let place = all.propositions.len();
            places.insert(proposition.id, place);
            if propositions.contains(&proposition.id) {
                all.add(place, None, Statement::of(proposition.text.clone()));
            }
            all.propositions.push(proposition);
        }
        let aliases = reader.rows(
            "SELECT proposition, name FROM alias WHERE proposition IN (SELECT value FROM json_each(:ids)) ORDER BY id",
            &parameters,
            |row| Ok((row.integer("proposition")?, row.text("name")?)),
        )?;
        for (proposition, name) in aliases {
            if let Some(place) = places.get(&proposition) {
                all.add(*place, None, Statement::of(name));
            }
        }
        all.add_claims(reader, claims, &places)?;
        Ok(all)
    }

    /// Keeps the wordings at these places only.
    pub(super) fn keep(&mut self, places: &BTreeSet<usize>) {
        let mut place = 0..;
        self.wordings
            .retain(|_| place.next().is_some_and(|place| places.contains(&place)));
        let mut place = 0..;
        self.statements
            .retain(|_| place.next().is_some_and(|place| places.contains(&place)));
    }

    fn add(&mut self, proposition: usize, claim: Option<String>, statement: Statement) {
        self.wordings.push(Wording { proposition, claim });
        self.statements.push(statement);
    }

    fn add_claims(
        &mut self,
        reader: &Reader<'_>,
        claims: &[i64],
        places: &BTreeMap<i64, usize>,
    ) -> Result<()> {
        let ids = [("ids", Value::list(claims))];
        let mut last = None;
        let mut of_claim: BTreeMap<i64, usize> = BTreeMap::new();
        reader.rows(include_str!("worded_claims.sql"), &ids, |row| {
            let id = row.integer("id")?;
            let words = row.text("words")?;
            if last == Some(id) {
                if let Some(statement) = self.statements.last_mut() {
                    append(&mut statement.text, &words);
                }
                return Ok(());
            }
            if let Some(place) = places.get(&row.integer("proposition")?) {
                let statement = Statement {
                    text: words,
                    speakers: BTreeSet::new(),
                    is_quoted: row.text("voice")? == "direct",
                };
                of_claim.insert(id, self.statements.len());
                self.add(*place, Some(row.text("key")?), statement);
                last = Some(id);
            }
            Ok(())
        })?;
        reader.rows(
            "SELECT claim, speaker FROM claim_speaker WHERE claim IN (SELECT value FROM json_each(:ids)) AND part = 'speaker'",
            &ids,
            |row| {
                let speaker = row.integer("speaker")?;
                if let Some(statement) = of_claim
                    .get(&row.integer("claim")?)
                    .and_then(|place| self.statements.get_mut(*place))
                {
                    statement.speakers.insert(speaker);
                }
                Ok(())
            },
        )?;
        Ok(())
    }
}
