//! Which row of the other book is which row here: by uid, by a uid that an earlier merge found to be the same, else by what it says.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::error::Result;
use super::super::reader::{Reader, Value};
use super::super::schema;
use super::content::{self, Sides};
use super::plan::Fate;
use super::tables::{OWNED_BY, Shapes, TABLES};

/// The rows of one table of the other book.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The id here of every row that is here or comes in.
    pub(super) here: HashMap<i64, i64>,
    /// Rows that come in, in order.
    pub(super) new: BTreeSet<i64>,
    /// Rows that are known to be the same as one here only from now on, so that the two have no common state before.
    pub(super) joined: BTreeSet<i64>,
    /// Rows that were deleted here and do not come in.
    pub(super) left: BTreeSet<i64>,
}

/// Every row of the other book that two books may share.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    tables: BTreeMap<&'static str, Pairs>,
    /// For every row that has another uid here, by table and uid there, its uid here.
    pub(super) uids: BTreeMap<(&'static str, String), String>,
    /// Records that may be known.
    pub(super) uncertain: Vec<(&'static str, i64, Vec<content::Candidate>)>,
    /// For every decision that comes in, the uids here of what it is on, the lower one first.
    pub(super) decided: HashMap<i64, (String, String)>,
    /// Rows deleted here that come back, or stay deleted.
    pub(super) deleted: Vec<(&'static str, i64, Fate)>,
}

impl Pairing {
    pub(super) fn of(&self, table: &str) -> &Pairs {
        self.tables
            .get(table)
            .expect("every table of TABLES was paired, and only they are asked for")
    }

    /// The id here of a row there, or `None` where it does not come in.
    pub(super) fn here(&self, table: &str, there: i64) -> Option<i64> {
        self.tables.get(table)?.here.get(&there).copied()
    }

    /// The uids here of what a decision that comes in is on.
    pub(super) fn decided(&self, there: i64) -> (&str, &str) {
        self.decided
            .get(&there)
            .map_or(("", ""), |(left, right)| (left, right))
    }

    /// A value of a column of the other book as this book has it: a reference by the id here. `None` where it refers to what is not here.
    pub(super) fn value(&self, refers_to: Option<&str>, value: &Value) -> Option<Value> {
        match (refers_to, value) {
            (Some(table), Value::Integer(there)) => self.here(table, *there).map(Value::Integer),
            _ => Some(value.clone()),
        }
    }
}

/// Other uids of rows, as one book remembers them: (table, other uid) to the row's uid.
fn other_uids(book: Reader<'_>) -> Result<HashMap<(String, String), String>> {
    Ok(book
        .rows(
            "SELECT record_table, other_uid, record_uid FROM merged_uid",
            &[],
            |row| {
                Ok((
                    (row.text("record_table")?, row.text("other_uid")?),
                    row.text("record_uid")?,
                ))
            },
        )?
        .into_iter()
        .collect())
}

/// Rows there that the uids alone do not pair, and what their uids say.
struct ByUid {
    pairs: BTreeMap<&'static str, Pairs>,
    uids: BTreeMap<(&'static str, String), String>,
    open: BTreeMap<&'static str, Vec<i64>>,
    deleted: BTreeMap<&'static str, BTreeSet<i64>>,
}

fn by_uid(
    ours: Reader<'_>,
    theirs: Reader<'_>,
    deleted_here: &BTreeSet<(&'static str, String)>,
) -> Result<ByUid> {
    let known_here = other_uids(ours)?;
    let mut known_there: HashMap<(String, String), BTreeSet<String>> = HashMap::new();
    for ((table, other), uid) in other_uids(theirs)? {
        known_there.entry((table, uid)).or_default().insert(other);
    }
    let mut found = ByUid {
        pairs: BTreeMap::new(),
        uids: BTreeMap::new(),
        open: BTreeMap::new(),
        deleted: BTreeMap::new(),
    };
    for table in TABLES {
        let all = format!("SELECT id, uid FROM {table} ORDER BY id");
        let here: HashMap<String, i64> = ours
            .rows(&all, &[], |row| Ok((row.text("uid")?, row.integer("id")?)))?
            .into_iter()
            .collect();
        let mut pairs = Pairs::default();
        let (mut open, mut deleted) = (Vec::new(), BTreeSet::new());
        theirs.rows(&all, &[], |row| {
            let (id, uid) = (row.integer("id")?, row.text("uid")?);
            if let Some(ours) = here.get(&uid) {
                pairs.here.insert(id, *ours);
                return Ok(());
            }
            let key = (table.to_owned(), uid);
            if let Some(named) = known_here.get(&key)
                && let Some(ours) = here.get(named)
            {
                pairs.here.insert(id, *ours);
                found.uids.insert((table, key.1), named.clone());
                return Ok(());
            }
            let there = known_there
                .get(&key)
                .into_iter()
                .flatten()
                .find_map(|other| {
                    let named = known_here
                        .get(&(table.to_owned(), other.clone()))
                        .unwrap_or(other);
                    here.get(named).map(|ours| (named.clone(), *ours))
                });
            if let Some((named, ours)) = there {
                pairs.here.insert(id, ours);
                pairs.joined.insert(id);
                found.uids.insert((table, key.1), named);
                return Ok(());
            }
            if deleted_here.contains(&(table, key.1)) {
                deleted.insert(id);
            } else {
                open.push(id);
            }
            Ok(())
        })?;
        found.pairs.insert(table, pairs);
        found.open.insert(table, open);
        found.deleted.insert(table, deleted);
    }
    Ok(found)
}

/// Pairs all rows of the other book.
pub(super) fn pair(
    ours: Reader<'_>,
    theirs: Reader<'_>,
    shapes: &Shapes,
    deleted_here: &BTreeSet<(&'static str, String)>,
) -> Result<Pairing> {
    let mut by_uid = by_uid(ours, theirs, deleted_here)?;
    let mut pairing = Pairing {
        uids: std::mem::take(&mut by_uid.uids),
        ..Pairing::default()
    };
    let left = left_out(theirs, shapes, &by_uid.deleted, &mut pairing.deleted)?;
    for table in TABLES {
        let mut pairs = by_uid.pairs.remove(table).unwrap_or_default();
        let taken: HashSet<i64> = pairs.here.values().copied().collect();
        let deleted = by_uid.deleted.remove(table).unwrap_or_default();
        pairs.left = left.get(table).cloned().unwrap_or_default();
        let mut open = by_uid.open.remove(table).unwrap_or_default();
        open.extend(deleted);
        open.retain(|id| !pairs.left.contains(id));
        open.sort_unstable();
        let next = ours.count(
            &format!("SELECT 1 + max(coalesce((SELECT max(id) FROM {table}), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0))"),
            &[],
        )?;
        let sides = Sides {
            ours,
            theirs,
            pairing: &pairing,
            table,
            taken: &taken,
        };
        let mut same = content::same(&sides, &open, next)?;
        pairs.left.extend(std::mem::take(&mut same.gone));
        pairing.decided.extend(std::mem::take(&mut same.decided));
        for (there, here) in same.known {
            pairs.here.insert(there, here);
            pairs.joined.insert(there);
        }
        for (there, here) in same.new {
            pairs.here.insert(there, here);
            pairs.new.insert(there);
        }
        for (there, candidates) in same.uncertain {
            pairing.uncertain.push((table, there, candidates));
        }
        for there in &pairs.joined {
            let uid = |book: Reader<'_>, id: i64| {
                book.first(
                    &format!("SELECT uid FROM {table} WHERE id = :id"),
                    &[("id", Value::Integer(id))],
                    |row| row.text("uid"),
                )
            };
            // Two rows of the other book may be one that is new here: then that one's uid is the one there.
            let Some(uid_there) = uid(theirs, *there)? else {
                continue;
            };
            let here = pairs.here[there];
            let uid_here = match uid(ours, here)? {
                Some(uid) => Some(uid),
                None => {
                    let twin = pairs.new.iter().find(|new| pairs.here[new] == here);
                    twin.map(|twin| uid(theirs, *twin)).transpose()?.flatten()
                }
            };
            if let Some(uid_here) = uid_here {
                pairing.uids.insert((table, uid_there), uid_here);
            }
        }
        pairing.tables.insert(table, pairs);
    }
    Ok(pairing)
}

/// Of the rows that were deleted here those that stay so, with all that belongs to them. One comes back where something that does not
/// stay away refers to it.
fn left_out(
    theirs: Reader<'_>,
    shapes: &Shapes,
    deleted: &BTreeMap<&'static str, BTreeSet<i64>>,
    fates: &mut Vec<(&'static str, i64, Fate)>,
) -> Result<BTreeMap<&'static str, BTreeSet<i64>>> {
    let mut stays = deleted.clone();
    stays.retain(|_, rows| !rows.is_empty());
    loop {
        let mut left = stays.clone();
        for (table, column, owner) in OWNED_BY {
            let Some(owners) = left.get(owner).filter(|owners| !owners.is_empty()) else {
                continue;
            };
            let owned = theirs.rows(
                &format!("SELECT id FROM {table} WHERE \"{column}\" IN (SELECT value FROM json_each(:owners))"),
                &[("owners", Value::list(&owners.iter().collect::<Vec<_>>()))],
                |row| row.integer("id"),
            )?;
            left.entry(table).or_default().extend(owned);
        }
        let needed = needed(theirs, shapes, &left)?;
        let mut came_back = false;
        for (table, id) in needed {
            if stays.get_mut(table).is_some_and(|rows| rows.remove(&id)) {
                fates.push((table, id, Fate::ComesBack));
                came_back = true;
            }
        }
        if !came_back {
            for (table, rows) in &stays {
                fates.extend(rows.iter().map(|id| (*table, *id, Fate::StaysDeleted)));
            }
            return Ok(left);
        }
    }
}

/// The rows of `left` to which a row refers that is not of `left` itself.
fn needed(
    theirs: Reader<'_>,
    shapes: &Shapes,
    left: &BTreeMap<&'static str, BTreeSet<i64>>,
) -> Result<Vec<(&'static str, i64)>> {
    let is_left = |table: &str, id: i64| left.get(table).is_some_and(|rows| rows.contains(&id));
    let mut needed = Vec::new();
    for shape in shapes.all() {
        for (column, other) in &shape.references {
            let Some((other, rows)) = left.get_key_value(other.as_str()) else {
                continue;
            };
            let owners: Vec<(&str, &str)> = schema::CHILDREN
                .iter()
                .filter(|child| child.table == shape.table)
                .flat_map(|child| child.owners.iter().copied())
                .collect();
            let owned = OWNED_BY
                .iter()
                .any(|(table, by, _)| *table == shape.table && by == column)
                || owners.iter().any(|(by, _)| by == column);
            if rows.is_empty() || owned {
                continue;
            }
            let owner_columns: String = owners
                .iter()
                .map(|(by, _)| format!(", \"{by}\" AS owner_{by}"))
                .collect();
            theirs.rows(
                &format!("SELECT id, \"{column}\" AS other{owner_columns} FROM {} WHERE \"{column}\" IN (SELECT value FROM json_each(:rows))", shape.table),
                &[("rows", Value::list(&rows.iter().collect::<Vec<_>>()))],
                |row| {
                    let mut away = is_left(shape.table, row.integer("id")?);
                    for (by, table) in &owners {
                        let owner = row.optional_integer(&format!("owner_{by}"))?;
                        away |= owner.is_some_and(|owner| is_left(table, owner));
                    }
                    if !away {
                        needed.push((*other, row.integer("other")?));
                    }
                    Ok(())
                },
            )?;
        }
    }
    Ok(needed)
}
