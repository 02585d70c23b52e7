//! What a decision is on: two records, or a claim and the proposition that it may stand for, named by their uids.

use super::super::error::Result;
use super::super::reader::{Reader, Value};
use super::carry;
use crate::domain::record::Kind;

/// The tables in which what a decision of this kind is on may stand.
pub(super) fn tables_of(kind: &str) -> Vec<&'static str> {
    match Kind::from_noun(kind) {
        Some(Kind::Claim) => vec![Kind::Claim.as_str(), Kind::Proposition.as_str()],
        kind => kind.map(Kind::as_str).into_iter().collect(),
    }
}

/// What a person calls a decision: the keys of the two.
pub(super) fn label(book: Reader<'_>, id: i64) -> Result<(String, String)> {
    let found = book.first(
        "SELECT kind, left_uid, right_uid FROM decision WHERE id = :id",
        &[("id", Value::Integer(id))],
        |row| {
            Ok((
                row.text("kind")?,
                [row.text("left_uid")?, row.text("right_uid")?],
            ))
        },
    )?;
    let Some((kind, uids)) = found else {
        return Ok((format!("decision {id}"), String::new()));
    };
    let mut both = Vec::new();
    for uid in uids {
        let mut known = None;
        for table in tables_of(&kind) {
            if let Some(row) = book.id_of_uid(table, &uid)? {
                known = Some(carry::label(book, table, row)?);
                break;
            }
        }
        both.push(known.unwrap_or_else(|| (format!("a {kind} that is gone"), uid)));
    }
    // Which of the two uids is lower says nothing to a person.
    both.sort();
    let (keys, names): (Vec<String>, Vec<String>) = both.into_iter().unzip();
    Ok((keys.join(" and "), names.join(" / ")))
}
