//! Which rows of two books are the same by what they say, where no uid tells.
//!
//! Only what is certain is taken as the same: a record by its exact full name, of the same kind and country, where just one here and
//! one there have it (or of several the one with the same key too); an article by its address, else its outlet, title and time, else
//! its text; a version by its text; a coding by its coder; a claim by its words and its proposition; a decision by the two records that it is
//! on. What may be the same comes in as
//! another record and is proposed.

mod articles;
mod decisions;
mod parts;
mod records;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::super::error::Result;
use super::super::reader::Reader;
use super::pairing::Pairing;

use self::articles::articles;
use self::decisions::decisions;
use self::parts::{parts, signatures};
use self::records::records;

/// The two books, and how far their rows are paired.
pub(super) struct Sides<'a> {
    pub(super) ours: Reader<'a>,
    pub(super) theirs: Reader<'a>,
    pub(super) pairing: &'a Pairing,
    /// The table whose rows are compared.
    pub(super) table: &'static str,
    /// Rows here that a uid has paired already.
    pub(super) taken: &'a HashSet<i64>,
}

/// A record here that a new one may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) here: i64,
    pub(super) why: &'static str,
}

/// What the rows there are.
#[derive(Debug, Default)]
pub(super) struct Same {
    /// The same as a row here, or as a row that comes in.
    pub(super) known: Vec<(i64, i64)>,
    /// New, with the id that it gets here.
    pub(super) new: Vec<(i64, i64)>,
    /// New, and may be known.
    pub(super) uncertain: Vec<(i64, Vec<Candidate>)>,
    /// Decisions on what was deleted here, which do not come in.
    pub(super) gone: Vec<i64>,
    /// The uids here of what a decision is on, the lower one first.
    pub(super) decided: Vec<(i64, (String, String))>,
}

/// Compares the rows `open` of the other book with this one's; new rows get ids from `next` on.
pub(super) fn same(sides: &Sides<'_>, open: &[i64], next: i64) -> Result<Same> {
    let mut same = Same::default();
    if open.is_empty() {
        return Ok(same);
    }
    match sides.table {
        "topic" | "organization" | "outlet" | "event" | "proposition" | "speaker" => {
            return records(sides, open, next);
        }
        "decision" => return decisions(sides, open, next),
        "article" => articles(sides, open, &mut same)?,
        _ => parts(sides, open, &mut same)?,
    }
    let known: HashSet<i64> = same.known.iter().map(|(there, _)| *there).collect();
    let mut next = next;
    // Two affiliations there may differ only in speakers that are one here.
    let mut first: HashMap<String, i64> = HashMap::new();
    let twins = match sides.table {
        "affiliation" => signatures(sides, Side::There, open)?.into_iter().collect(),
        _ => BTreeMap::new(),
    };
    for there in open.iter().filter(|there| !known.contains(there)) {
        if let Some(signature) = twins.get(there).and_then(Option::as_ref) {
            if let Some(twin) = first.get(signature) {
                same.known.push((*there, *twin));
                continue;
            }
            first.insert(signature.clone(), next.max(*there));
        }
        same.new.push((*there, id_here(*there, &mut next)));
    }
    Ok(same)
}

/// The id of a new row: its id there where that was never given here, else the next one.
fn id_here(there: i64, next: &mut i64) -> i64 {
    let id = there.max(*next);
    *next = id + 1;
    id
}

/// Which book a row is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Here,
    There,
}

impl Side {
    fn of<'a>(self, sides: &Sides<'a>) -> Reader<'a> {
        match self {
            Side::Here => sides.ours,
            Side::There => sides.theirs,
        }
    }

    /// A reference by the id here.
    fn id(self, sides: &Sides<'_>, table: &str, id: Option<i64>) -> Option<i64> {
        match self {
            Side::Here => id,
            Side::There => id.and_then(|id| sides.pairing.here(table, id)),
        }
    }
}
