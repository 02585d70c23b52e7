//! Decisions of two books on the same two records.

use std::collections::HashMap;

use super::super::super::error::Result;
use super::super::super::reader::Value;
use super::super::decided::tables_of;
use super::{Same, Sides, id_here};

/// What the uid of a record of the other book means here.
enum Meant {
    /// The row with this uid, which is here or comes in.
    Here(String),
    /// A row that was deleted here and does not come in.
    Deleted,
    /// Nothing: the other book has no such row any more either.
    Nothing,
}

/// Finds which of the decisions `open` there are on two records that a decision here is on; new ones get ids from `next` on. One on a
/// record that is gone is left, and so is one on two records that are one here.
pub(super) fn decisions(sides: &Sides<'_>, open: &[i64], mut next: i64) -> Result<Same> {
    let read = sides.theirs.rows(
        "SELECT id, kind, left_uid, right_uid FROM decision WHERE id IN (SELECT value FROM json_each(:open)) ORDER BY id",
        &[("open", Value::list(open))],
        |row| {
            Ok((
                row.integer("id")?,
                row.text("kind")?,
                row.text("left_uid")?,
                row.text("right_uid")?,
            ))
        },
    )?;
    let mut same = Same::default();
    let mut first: HashMap<(String, String, String), i64> = HashMap::new();
    for (there, kind, left, right) in read {
        let (one, other) = match (meant(sides, &kind, &left)?, meant(sides, &kind, &right)?) {
            (Meant::Here(one), Meant::Here(other)) if one != other => (one, other),
            (Meant::Deleted, _) | (_, Meant::Deleted) => {
                same.gone.push(there);
                continue;
            }
            _ => continue,
        };
        let pair = if one <= other {
            (one, other)
        } else {
            (other, one)
        };
        let here = sides.ours.first(
            "SELECT id FROM decision WHERE kind = :kind AND left_uid = :left AND right_uid = :right",
            &[
                ("kind", Value::from(kind.as_str())),
                ("left", Value::from(pair.0.as_str())),
                ("right", Value::from(pair.1.as_str())),
            ],
            |row| row.integer("id"),
        )?;
        let twin = first.get(&(kind.clone(), pair.0.clone(), pair.1.clone()));
        if let Some(known) = here.or(twin.copied()) {
            same.known.push((there, known));
            continue;
        }
        let new = id_here(there, &mut next);
        first.insert((kind, pair.0.clone(), pair.1.clone()), new);
        same.new.push((there, new));
        same.decided.push((there, pair));
    }
    Ok(same)
}

fn meant(sides: &Sides<'_>, kind: &str, uid: &str) -> Result<Meant> {
    let mut meant = Meant::Nothing;
    for table in tables_of(kind) {
        // The tables of records stand before that of decisions, so all of their rows are paired.
        if let Some(here) = sides.pairing.uids.get(&(table, uid.to_owned())) {
            return Ok(Meant::Here(here.clone()));
        }
        if let Some(id) = sides.ours.id_of_uid(table, uid)? {
            let here = sides.ours.first(
                &format!("SELECT uid FROM {table} WHERE id = :id"),
                &[("id", Value::Integer(id))],
                |row| row.text("uid"),
            )?;
            return Ok(here.map_or(Meant::Nothing, Meant::Here));
        }
        let there = sides.theirs.first(
            &format!("SELECT id FROM {table} WHERE uid = :uid"),
            &[("uid", Value::from(uid))],
            |row| row.integer("id"),
        )?;
        match there {
            Some(there) if sides.pairing.here(table, there).is_some() => {
                return Ok(Meant::Here(uid.to_owned()));
            }
            Some(_) => meant = Meant::Deleted,
            None => {}
        }
    }
    Ok(meant)
}
