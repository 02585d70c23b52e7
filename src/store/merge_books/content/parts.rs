//! Rows of two books that belong to another row and are the same: versions, codings, introductions, facts, claims, affiliations.

use std::collections::{HashMap, VecDeque};

use super::super::super::error::Result;
use super::super::super::reader::{Row, Value};
use super::{Same, Side, Sides};

/// Rows that belong to another: by what they say within it, one to one in their order.
pub(super) fn parts(sides: &Sides<'_>, open: &[i64], same: &mut Same) -> Result<()> {
    // There is one such role of a speaker, and one such coding of an article, at most: it is the same, whatever a uid has paired it with.
    let only_one = matches!(sides.table, "affiliation" | "coding");
    let mut here: HashMap<String, VecDeque<i64>> = HashMap::new();
    for (id, signature) in signatures(sides, Side::Here, open)? {
        if let Some(signature) = signature
            && (only_one || !sides.taken.contains(&id))
        {
            here.entry(signature).or_default().push_back(id);
        }
    }
    if here.is_empty() {
        return Ok(());
    }
    for (id, signature) in signatures(sides, Side::There, open)? {
        let queue = signature.and_then(|signature| here.get_mut(&signature));
        let known = queue.and_then(|queue| match only_one {
            true => queue.front().copied(),
            false => queue.pop_front(),
        });
        if let Some(known) = known {
            same.known.push((id, known));
        }
    }
    Ok(())
}

/// By what the rows of a table are recognised, in their order; those there only of `open`, those here only of the owners of `open`.
/// `None` where something that says it is not in this book, so that the row cannot be either.
pub(super) fn signatures(
    sides: &Sides<'_>,
    side: Side,
    open: &[i64],
) -> Result<Vec<(i64, Option<String>)>> {
    let (owner, others, rest): (&str, &[(&str, &str)], &str) = match sides.table {
        "affiliation" => (
            "speaker",
            &[("organization", "organization")],
            "coalesce(r.role, '')",
        ),
        "article_version" => (
            "article",
            &[],
            "(SELECT c.sha256 FROM content AS c WHERE c.id = r.content)",
        ),
        "coding" => ("article", &[], "r.coder || char(1) || r.layer"),
        "introduction" => ("coding", &[("speaker", "speaker")], "''"),
        "reported_fact" => (
            "coding",
            &[
                ("event", "event"),
                ("speaker", "speaker"),
                ("organization", "organization"),
            ],
            "r.attribute",
        ),
        _ => ("coding", &[("proposition", "proposition")], "''"),
    };
    let owner_table = owner;
    let table = sides.table;
    let reader = side.of(sides);
    let owners_there: Vec<i64> = sides.theirs.rows(
        &format!("SELECT DISTINCT {owner} AS owner FROM {table} WHERE id IN (SELECT value FROM json_each(:open))"),
        &[("open", Value::list(open))],
        |row| row.integer("owner"),
    )?;
    let (condition, ids) = match side {
        Side::There => ("id", open.to_vec()),
        Side::Here => (
            owner,
            owners_there
                .iter()
                .filter_map(|owner| sides.pairing.here(owner_table, *owner))
                .collect(),
        ),
    };
    let parameters = [("ids", Value::list(&ids))];
    let number = if matches!(table, "claim" | "introduction" | "article_version") {
        "r.number"
    } else {
        "r.id"
    };
    let columns: String = others
        .iter()
        .map(|(column, _)| format!(", r.\"{column}\""))
        .collect();
    let sql = format!(
        "SELECT r.id, r.{owner} AS owner{columns}, {rest} AS rest FROM {table} AS r WHERE r.{condition} IN (SELECT value FROM json_each(:ids)) ORDER BY r.{owner}, {number}, r.id"
    );
    let mut spans: HashMap<i64, String> = HashMap::new();
    if matches!(table, "introduction" | "reported_fact" | "claim") {
        reader.rows(
            &format!(
                "SELECT s.{table} AS owner, s.version, s.start_cp, s.end_cp FROM {table} AS r JOIN span AS s ON s.{table} = r.id AND s.role = 'content' WHERE r.{condition} IN (SELECT value FROM json_each(:ids)) ORDER BY s.{table}, s.version, s.number"
            ),
            &parameters,
            |row| {
                let version = side.id(sides, "article_version", Some(row.integer("version")?));
                let words = spans.entry(row.integer("owner")?).or_default();
                words.push_str(&format!(
                    "{version:?} {} {};",
                    row.integer("start_cp")?,
                    row.integer("end_cp")?
                ));
                Ok(())
            },
        )?;
    }
    reader.rows(&sql, &parameters, |row: &Row<'_>| {
        let id = row.integer("id")?;
        let mut parts = Vec::new();
        let mut whole = true;
        for (column, table) in std::iter::once(&("owner", owner_table)).chain(others) {
            let value = row.optional_integer(column)?;
            let here = side.id(sides, table, value);
            whole &= value.is_some() == here.is_some();
            parts.push(format!("{here:?}"));
        }
        parts.push(row.optional_text("rest")?.unwrap_or_default());
        parts.push(spans.remove(&id).unwrap_or_default());
        Ok((id, whole.then(|| parts.join("\u{1}"))))
    })
}
