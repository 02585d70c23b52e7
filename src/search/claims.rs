//! Claims that have the words and fit the fields.

use std::collections::BTreeMap;

use super::expression;
use super::fields::Fields;
use super::passage::{Piece, marked};
use super::ranking::{self, COUNTED, LOOKED_AT, RANKED, Ranked};
use super::{Count, Group, size};
use crate::domain::search_query::{Phrase, SearchQuery};
use crate::store::{Reader, StoreError, Value};

/// One claim found.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimHit {
    /// Its row.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Its voice, with a `?` where it is a guess.
    pub voice: String,
    /// The names of those who say it.
    pub who: Option<String>,
    /// Its stance, with a `?` where it is a guess; `None` is unset.
    pub stance: Option<String>,
    /// draft, accepted or rejected.
    pub status: String,
    /// The key of its proposition.
    pub proposition: Option<String>,
    /// The article's outlet, short.
    pub outlet: String,
    /// When the article was published.
    pub published: Option<String>,
    /// Its words in the text; three points stand for what is left out between them.
    pub words: Vec<Piece>,
    /// Its translation.
    pub gloss: Vec<Piece>,
    /// Its note.
    pub note: Vec<Piece>,
}

const INDEX: Ranked = Ranked {
    table: "search_claim",
    columns: ["words", "gloss", "note"],
    weights: [1.0, 0.8, 0.5],
    measured: 0,
};

pub(super) fn search(
    reader: &Reader<'_>,
    query: &SearchQuery,
    fields: &Fields,
    limit: usize,
) -> Result<Group<ClaimHit>, StoreError> {
    let wanted = expression::of_query(query);
    let (ids, count) = match &wanted {
        Some(wanted) => with_words(reader, wanted, fields)?,
        None => by_fields(reader, query, fields)?,
    };
    let is_more = match count {
        Count::Exactly(count) => count > RANKED,
        Count::MoreThan(_) => true,
    };
    let ranked_among = (is_more && wanted.is_some()).then_some(RANKED);
    let ids = ids.into_iter().take(RANKED).collect();
    let mut order = ranking::rank(reader, &INDEX, query, ids)?;
    order.truncate(limit);
    Ok(Group {
        hits: hits(reader, query, &order)?,
        count,
        is_ranked: wanted.is_some(),
        ranked_among,
    })
}

/// The newest claims that have the words and fit, and how many there are.
fn with_words(
    reader: &Reader<'_>,
    wanted: &str,
    fields: &Fields,
) -> Result<(Vec<i64>, Count), StoreError> {
    let conditions: Vec<String> = fields
        .claims()
        .iter()
        .map(|condition| condition.sql.replace("c.id", "hit.id"))
        .collect();
    let conditions = match conditions.as_slice() {
        [] => String::new(),
        conditions => format!("WHERE {}", conditions.join(" AND ")),
    };
    let is_by_id = fields.claims().iter().all(|condition| condition.is_by_id);
    let claim = if is_by_id {
        ""
    } else {
        "CROSS JOIN claim AS c ON c.id = hit.id"
    };
    // The rows of the inner query come as they are ordered there.
    let sql = format!(
        "SELECT hit.id FROM (SELECT rowid AS id FROM search_claim WHERE search_claim MATCH :match ORDER BY rowid DESC LIMIT :looked) AS hit {claim} {conditions} LIMIT :most"
    );
    let ids = |looked: Option<usize>, most: usize| {
        let parameters = fields.parameters([
            ("match", Value::from(wanted)),
            // A negative limit is none.
            ("looked", looked.map_or(Value::Integer(-1), size)),
            ("most", size(most)),
        ]);
        reader.rows(&sql, &parameters, |row| row.integer("id"))
    };
    let count_up_to = |most: usize| -> Result<usize, StoreError> {
        let count = reader.count(
            "SELECT count(*) FROM (SELECT 1 FROM search_claim WHERE search_claim MATCH :match LIMIT :most)",
            &[("match", Value::from(wanted)), ("most", size(most))],
        )?;
        Ok(usize::try_from(count).unwrap_or(0))
    };
    if fields.is_empty() {
        // FTS5 goes forwards faster than backwards, and counting does not hand over any row.
        let newest = ids(None, RANKED + 1)?;
        let count = if newest.len() <= RANKED {
            Count::Exactly(newest.len())
        } else {
            match count_up_to(COUNTED + 1)? {
                count if count > COUNTED => Count::MoreThan(COUNTED),
                count => Count::Exactly(count),
            }
        };
        return Ok((newest, count));
    }
    if is_by_id {
        return Ok(counted(ids(None, COUNTED + 1)?));
    }
    let near = ids(Some(LOOKED_AT), COUNTED + 1)?;
    if near.len() > COUNTED || count_up_to(LOOKED_AT)? < LOOKED_AT {
        return Ok(counted(near));
    }
    if near.len() >= RANKED {
        let count = Count::MoreThan(near.len().min(COUNTED));
        return Ok((near, count));
    }
    let all = ids(None, RANKED + 1)?;
    let count = if all.len() > RANKED {
        Count::MoreThan(RANKED)
    } else {
        Count::Exactly(all.len())
    };
    Ok((all, count))
}

/// The newest claims that fit and do not have the excluded words, and how many there are.
fn by_fields(
    reader: &Reader<'_>,
    query: &SearchQuery,
    fields: &Fields,
) -> Result<(Vec<i64>, Count), StoreError> {
    let mut conditions: Vec<String> = fields
        .claims()
        .iter()
        .map(|condition| condition.sql.clone())
        .collect();
    if !query.excluded.is_empty() {
        conditions.push(String::from(
            "c.id NOT IN (SELECT x.rowid FROM search_claim AS x WHERE x.search_claim MATCH :excluded)",
        ));
    }
    let ids = reader.rows(
        &format!(
            "SELECT c.id FROM claim AS c WHERE {} ORDER BY c.id DESC LIMIT :most",
            conditions.join(" AND ")
        ),
        &fields.parameters([
            ("excluded", Value::Text(expression::any_of(&query.excluded))),
            ("most", size(COUNTED + 1)),
        ]),
        |row| row.integer("id"),
    )?;
    Ok(counted(ids))
}

/// Rows of which no more than one beyond [`COUNTED`] were asked for, and how many there are.
fn counted(ids: Vec<i64>) -> (Vec<i64>, Count) {
    let count = if ids.len() > COUNTED {
        Count::MoreThan(COUNTED)
    } else {
        Count::Exactly(ids.len())
    };
    (ids, count)
}

fn hits(
    reader: &Reader<'_>,
    query: &SearchQuery,
    order: &[i64],
) -> Result<Vec<ClaimHit>, StoreError> {
    let phrases: Vec<&Phrase> = query.phrases().collect();
    let mark = |text: Option<String>| marked(text.as_deref().unwrap_or_default(), &phrases);
    let mut hits: BTreeMap<i64, ClaimHit> = reader
        .rows(
            include_str!("claims.sql"),
            &[("ids", Value::list(order))],
            |row| {
                let hit = ClaimHit {
                    id: row.integer("id")?,
                    key: row.text("key")?,
                    voice: row.text("voice")?,
                    who: row.optional_text("who")?,
                    stance: row.optional_text("stance")?,
                    status: row.text("status")?,
                    proposition: row.optional_text("proposition")?,
                    outlet: row.text("outlet")?,
                    published: row.optional_text("published")?,
                    words: mark(row.optional_text("words")?),
                    gloss: mark(row.optional_text("gloss")?),
                    note: mark(row.optional_text("note")?),
                };
                Ok((hit.id, hit))
            },
        )?
        .into_iter()
        .collect();
    Ok(order.iter().filter_map(|id| hits.remove(id)).collect())
}
