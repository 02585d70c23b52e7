//! Articles whose texts or titles have the words and that fit the fields.

use std::collections::{BTreeMap, BTreeSet};

use super::expression;
use super::fields::Fields;
use super::passage::{Piece, best_passage, marked};
use super::ranking::{self, COUNTED, Ranked};
use super::{Count, Group};
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
    let mut conditions = fields.articles().to_vec();
    let wanted = expression::of_query(query);
    if wanted.is_none() && !query.excluded.is_empty() {
        conditions.push(String::from(
            "v.id NOT IN (SELECT x.rowid FROM search_text AS x WHERE x.search_text MATCH :excluded)",
        ));
    }
    if conditions.is_empty() {
        conditions.push(String::from("true"));
    }
    let all = conditions.join(" AND ");
    let rows = if wanted.is_some() {
        // The rows of the inner query come as they are ordered there.
        format!(
            "SELECT v.id, v.article FROM (SELECT rowid AS id FROM search_text WHERE search_text MATCH :match ORDER BY rowid DESC) AS hit CROSS JOIN article_version AS v ON v.id = hit.id WHERE {all} LIMIT :most"
        )
    } else {
        format!(
            "SELECT v.id, v.article FROM article_version AS v WHERE {all} ORDER BY v.id DESC LIMIT :most"
        )
    };
    let most = i64::try_from(COUNTED).unwrap_or(i64::MAX).saturating_add(1);
    let mut texts = reader.rows(
        &rows,
        &fields.parameters([
            ("match", Value::from(wanted.clone())),
            ("excluded", Value::Text(expression::any_of(&query.excluded))),
            ("most", Value::Integer(most)),
        ]),
        |row| Ok((row.integer("id")?, row.integer("article")?)),
    )?;
    let found: BTreeSet<i64> = texts.iter().map(|(_, article)| *article).collect();
    let count = if texts.len() > COUNTED {
        Count::MoreThan(found.len().min(COUNTED))
    } else {
        Count::Exactly(found.len())
    };
    let ranked_among = (texts.len() > RANKED_TEXTS && wanted.is_some()).then_some(RANKED_TEXTS);
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
