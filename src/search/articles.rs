//! Articles whose texts or titles have the words and that fit the fields.

use std::collections::{BTreeMap, BTreeSet};

use super::expression;
use super::fields::Fields;
use super::passage::{Piece, best_passage, marked};
use super::ranking::{self, COUNTED, Ranked};
use super::{Count, Group, size};
use crate::domain::search_query::{Phrase, SearchQuery};
use crate::store::{Reader, StoreError, Value};

/// So many of the newest texts are ranked: they are long.
const RANKED_TEXTS: usize = 100;

/// One article found.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleHit {
    /// Its row.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Its outlet, short.
    pub outlet: String,
    /// When it was published.
    pub published: Option<String>,
    /// Its title.
    pub title: Vec<Piece>,
    /// Which of its texts has the words best.
    pub version: i64,
    /// How many texts it has.
    pub versions: i64,
    /// How many claims were logged of it.
    pub claims: i64,
    /// Where in the text the words stand; empty where they stand in the title alone.
    pub passage: Vec<Piece>,
    /// Its note.
    pub note: Vec<Piece>,
}

/// The texts of articles that have several are looked up one by one up to so many.
const LOOKED_UP: usize = 5_000;

const INDEX: Ranked = Ranked {
    table: "search_text",
    columns: ["title", "body", "about"],
    weights: [4.0, 1.0, 1.0],
    measured: 1,
};

pub(super) fn search(
    reader: &Reader<'_>,
    query: &SearchQuery,
    fields: &Fields,
    limit: usize,
) -> Result<Group<ArticleHit>, StoreError> {
    let wanted = expression::of_query(query);
    let asked = Asked::of(query, fields, wanted.as_deref());
    let (mut texts, count) = asked.newest(reader)?;
    let is_more = texts.len() > RANKED_TEXTS;
    let ranked_among = (is_more && wanted.is_some()).then_some(RANKED_TEXTS);
    texts.truncate(RANKED_TEXTS);
    let articles: BTreeMap<i64, i64> = texts.iter().copied().collect();
    let order = ranking::rank(
        reader,
        &INDEX,
        query,
        texts.into_iter().map(|(text, _)| text).collect(),
    )?;
    // Of several texts of one article the best stands for it.
    let mut seen = BTreeSet::new();
    let order: Vec<i64> = order
        .into_iter()
        .filter(|text| {
            articles
                .get(text)
                .is_some_and(|article| seen.insert(*article))
        })
        .take(limit)
        .collect();
    Ok(Group {
        hits: hits(reader, query, &order)?,
        count,
        is_ranked: wanted.is_some(),
        ranked_among,
    })
}

/// What is sought, as SQL.
struct Asked<'q> {
    query: &'q SearchQuery,
    fields: &'q Fields,
    wanted: Option<&'q str>,
    sql: String,
}

impl<'q> Asked<'q> {
    fn of(query: &'q SearchQuery, fields: &'q Fields, wanted: Option<&'q str>) -> Asked<'q> {
        let mut conditions = fields.articles().to_vec();
        if wanted.is_none() && !query.excluded.is_empty() {
            conditions.push(String::from(
                "v.id NOT IN (SELECT x.rowid FROM search_text AS x WHERE x.search_text MATCH :excluded)",
            ));
        }
        if conditions.is_empty() {
            conditions.push(String::from("true"));
        }
        let all = conditions.join(" AND ");
        let sql = if wanted.is_some() {
            // The rows of the inner query come as they are ordered there.
            format!(
                "SELECT v.id, v.article FROM (SELECT rowid AS id FROM search_text WHERE search_text MATCH :match ORDER BY rowid DESC) AS hit CROSS JOIN article_version AS v ON v.id = hit.id WHERE {all} LIMIT :most"
            )
        } else {
            format!(
                "SELECT v.id, v.article FROM article_version AS v WHERE {all} ORDER BY v.id DESC LIMIT :most"
            )
        };
        Asked {
            query,
            fields,
            wanted,
            sql,
        }
    }

    /// The newest texts that fit, at most so many, each with its article.
    fn texts(&self, reader: &Reader<'_>, most: usize) -> Result<Vec<(i64, i64)>, StoreError> {
        let excluded = expression::any_of(&self.query.excluded);
        reader.rows(
            &self.sql,
            &self.fields.parameters([
                ("match", Value::from(self.wanted)),
                ("excluded", Value::Text(excluded)),
                ("most", size(most)),
            ]),
            |row| Ok((row.integer("id")?, row.integer("article")?)),
        )
    }

    /// The newest texts that fit, more than are ranked where there are more, and how many articles have one.
    fn newest(&self, reader: &Reader<'_>) -> Result<(Vec<(i64, i64)>, Count), StoreError> {
        if let Some(wanted) = self.wanted.filter(|_| self.fields.articles().is_empty()) {
            let texts = self.texts(reader, RANKED_TEXTS + 1)?;
            if texts.len() <= RANKED_TEXTS {
                let count = counted(texts.len(), distinct(&texts));
                return Ok((texts, count));
            }
            if let Some((number, articles)) = count_with_words(reader, wanted)? {
                return Ok((texts, counted(number, articles)));
            }
        }
        let texts = self.texts(reader, COUNTED + 1)?;
        let count = counted(texts.len(), distinct(&texts));
        Ok((texts, count))
    }
}

/// How many articles there are, where so many of their texts were found.
fn counted(texts: usize, articles: usize) -> Count {
    if texts > COUNTED {
        Count::MoreThan(articles.min(COUNTED))
    } else {
        Count::Exactly(articles)
    }
}

/// How many texts have the words, and of how many articles they are. Nearly every article has one text, so only of the others it is looked
/// up which texts are of one article. `None` where too many have several.
fn count_with_words(
    reader: &Reader<'_>,
    wanted: &str,
) -> Result<Option<(usize, usize)>, StoreError> {
    let several: BTreeMap<i64, i64> = reader
        .rows(
            include_str!("articles_of_several_texts.sql"),
            &[("most", size(LOOKED_UP + 1))],
            |row| Ok((row.integer("id")?, row.integer("article")?)),
        )?
        .into_iter()
        .collect();
    if several.len() > LOOKED_UP {
        return Ok(None);
    }
    let texts = reader.numbers(
        "SELECT rowid FROM search_text WHERE search_text MATCH :match LIMIT :most",
        &[("match", Value::from(wanted)), ("most", size(COUNTED + 1))],
    )?;
    let of_several: Vec<i64> = texts
        .iter()
        .filter_map(|text| several.get(text).copied())
        .collect();
    let alone = texts.len() - of_several.len();
    let articles: BTreeSet<i64> = of_several.into_iter().collect();
    Ok(Some((texts.len(), alone + articles.len())))
}

fn distinct(texts: &[(i64, i64)]) -> usize {
    let articles: BTreeSet<i64> = texts.iter().map(|(_, article)| *article).collect();
    articles.len()
}

fn hits(
    reader: &Reader<'_>,
    query: &SearchQuery,
    order: &[i64],
) -> Result<Vec<ArticleHit>, StoreError> {
    let phrases: Vec<&Phrase> = query.phrases().collect();
    let mark = |text: Option<String>| marked(text.as_deref().unwrap_or_default(), &phrases);
    let mut hits: BTreeMap<i64, ArticleHit> = reader
        .rows(
            include_str!("articles.sql"),
            &[("ids", Value::list(order))],
            |row| {
                let text = row.integer("text")?;
                Ok((
                    text,
                    ArticleHit {
                        id: row.integer("id")?,
                        key: row.text("key")?,
                        outlet: row.text("outlet")?,
                        published: row.optional_text("published")?,
                        title: mark(row.optional_text("title")?),
                        version: row.integer("version")?,
                        versions: row.integer("versions")?,
                        claims: row.integer("claims")?,
                        passage: Vec::new(),
                        note: mark(row.optional_text("note")?),
                    },
                ))
            },
        )?
        .into_iter()
        .collect();
    let mut found = Vec::new();
    for text in order {
        let Some(mut hit) = hits.remove(text) else {
            continue;
        };
        if !phrases.is_empty() {
            hit.passage = best_passage(reader.version_text(*text)?.as_str(), &phrases);
        }
        found.push(hit);
    }
    Ok(found)
}
