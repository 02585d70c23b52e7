//! Records whose names, aliases or notes have the words.

use std::collections::BTreeMap;

use super::expression;
use super::passage::{Piece, marked};
use super::ranking::{self, COUNTED, RANKED, Ranked};
use super::{Count, Group};
use crate::domain::record::Kind;
use crate::domain::search_query::{Phrase, SearchQuery};
use crate::store::{Reader, StoreError, Value, indexed_record};

/// One record found.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordHit {
    /// What it is.
    pub kind: Kind,
    /// Its row.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// Its name, or the text of a proposition.
    pub name: Vec<Piece>,
    /// Its other names.
    pub aliases: Vec<Piece>,
    /// Its note.
    pub note: Vec<Piece>,
}

const INDEX: Ranked = Ranked {
    table: "search_record",
    columns: ["name", "alias", "note"],
    weights: [4.0, 2.0, 0.5],
    measured: 0,
};

pub(super) fn search(
    reader: &Reader<'_>,
    query: &SearchQuery,
    kinds: &[Kind],
    limit: usize,
) -> Result<Group<RecordHit>, StoreError> {
    let Some(wanted) = expression::of_query(query) else {
        return Ok(Group {
            hits: Vec::new(),
            count: Count::Exactly(0),
            is_ranked: false,
            ranked_among: None,
        });
    };
    let most = i64::try_from(COUNTED).unwrap_or(i64::MAX).saturating_add(1);
    let rowids = reader.rows(
        "SELECT rowid AS number FROM search_record WHERE search_record MATCH :match ORDER BY rowid DESC LIMIT :most",
        &[("match", Value::Text(wanted)), ("most", Value::Integer(most))],
        |row| row.integer("number"),
    )?;
    let all = rowids.len();
    let mut rowids: Vec<i64> = rowids
        .into_iter()
        .filter(|rowid| indexed_record(*rowid).is_some_and(|(kind, _)| kinds.contains(&kind)))
        .collect();
    let count = if all > COUNTED {
        Count::MoreThan(rowids.len().min(COUNTED))
    } else {
        Count::Exactly(rowids.len())
    };
    let ranked_among = (rowids.len() > RANKED).then_some(RANKED);
    rowids.truncate(RANKED);
    let mut order = ranking::rank(reader, &INDEX, query, rowids)?;
    order.truncate(limit);
    let records: Vec<(Kind, i64)> = order.into_iter().filter_map(indexed_record).collect();
    Ok(Group {
        hits: hits(reader, query, &records)?,
        count,
        is_ranked: true,
        ranked_among,
    })
}

fn hits(
    reader: &Reader<'_>,
    query: &SearchQuery,
    order: &[(Kind, i64)],
) -> Result<Vec<RecordHit>, StoreError> {
    let phrases: Vec<&Phrase> = query.phrases().collect();
    let mark = |text: Option<String>| marked(text.as_deref().unwrap_or_default(), &phrases);
    let mut ids: BTreeMap<Kind, Vec<i64>> = BTreeMap::new();
    for (kind, id) in order {
        ids.entry(*kind).or_default().push(*id);
    }
    let mut hits: BTreeMap<(Kind, i64), RecordHit> = BTreeMap::new();
    for (kind, ids) in ids {
        let noun = kind.noun();
        let aliases = if noun.aliases {
            format!(
                "(SELECT group_concat(a.name, ', ' ORDER BY a.id) FROM alias AS a WHERE a.{kind} = r.id)"
            )
        } else {
            String::from("NULL")
        };
        let found = reader.rows(
            &format!(
                "SELECT r.id, r.key, r.\"{}\" AS name, {aliases} AS aliases, r.note FROM json_each(:ids) AS wanted CROSS JOIN {kind} AS r ON r.id = wanted.value",
                noun.title
            ),
            &[("ids", Value::list(&ids))],
            |row| {
                Ok(RecordHit {
                    kind,
                    id: row.integer("id")?,
                    key: row.text("key")?,
                    name: mark(row.optional_text("name")?),
                    aliases: mark(row.optional_text("aliases")?),
                    note: mark(row.optional_text("note")?),
                })
            },
        )?;
        hits.extend(found.into_iter().map(|hit| ((kind, hit.id), hit)));
    }
    Ok(order
        .iter()
        .filter_map(|record| hits.remove(record))
        .collect())
}
