//! Claims that have the words and fit the fields.

use std::collections::BTreeMap;

use super::expression;
use super::fields::Fields;
use super::passage::{Piece, marked};
use super::ranking::{self, COUNTED, LOOKED_AT, RANKED, Ranked};
use super::{Count, Group};
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
    let mut conditions = fields.claims().to_vec();
    let wanted = expression::of_query(query);
    if wanted.is_none() && !query.excluded.is_empty() {
        conditions.push(String::from(
            "c.id NOT IN (SELECT x.rowid FROM search_claim AS x WHERE x.search_claim MATCH :excluded)",
        ));
    }
    let all = if conditions.is_empty() {
        String::from("true")
    } else {
        conditions.join(" AND ")
    };
    let rows = match (&wanted, conditions.is_empty()) {
        (Some(_), true) => String::from(
            "SELECT rowid AS id FROM search_claim WHERE search_claim MATCH :match ORDER BY rowid DESC LIMIT :most",
        ),
        // The rows of the inner query come as they are ordered there.
        (Some(_), false) => format!(
            "SELECT c.id FROM (SELECT rowid AS id FROM search_claim WHERE search_claim MATCH :match ORDER BY rowid DESC LIMIT :looked) AS hit CROSS JOIN claim AS c ON c.id = hit.id WHERE {all} LIMIT :most"
        ),
        (None, _) => {
            format!("SELECT c.id FROM claim AS c WHERE {all} ORDER BY c.id DESC LIMIT :most")
        }
    };
    let most = |most: usize| Value::Integer(i64::try_from(most).unwrap_or(i64::MAX));
    let parameters = |limit: usize| {
        fields.parameters([
            ("match", Value::from(wanted.clone())),
            ("excluded", Value::Text(expression::any_of(&query.excluded))),
            ("looked", most(LOOKED_AT)),
            ("most", most(limit)),
        ])
    };
    let ids = reader.rows(&rows, &parameters(RANKED), |row| row.integer("id"))?;
    let (count, ranked_among) = if ids.len() < RANKED {
        (Count::Exactly(ids.len()), None)
    } else {
        let count = reader.count(
            &format!("SELECT count(*) FROM ({rows})"),
            &parameters(COUNTED + 1),
        )?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        (
            if count > COUNTED {
                Count::MoreThan(COUNTED)
            } else {
                Count::Exactly(count)
            },
            (count > RANKED && wanted.is_some()).then_some(RANKED),
        )
    };
    let mut order = ranking::rank(reader, &INDEX, query, ids)?;
    order.truncate(limit);
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
