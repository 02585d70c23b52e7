//! Records of two books that are the same: by their exact full names, and what else must not differ.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::super::error::Result;
use super::super::super::reader::{Reader, Value};
use super::{Candidate, Same, Sides, id_here};
use crate::domain::fold::spelling;
use crate::domain::record::Kind;

/// A record as it is recognised.
struct Named {
    id: i64,
    key: String,
    name: String,
    /// The article of an unnamed speaker, by its id here.
    scope: Option<i64>,
    /// Must be equal where both have one: kind, country, dates, the organization above.
    marks: [Option<String>; 3],
}

impl Named {
    fn fits(&self, other: &Named) -> bool {
        self.marks
            .iter()
            .zip(&other.marks)
            .all(|(one, two)| one.is_none() || two.is_none() || one == two)
    }
}

fn named(reader: Reader<'_>, table: &str) -> Result<Vec<Named>> {
    let kind = Kind::from_noun(table);
    let name = kind.map_or("name", |kind| kind.noun().title);
    let marks = match table {
        "organization" => "kind AS one, country AS two, parent AS three",
        "outlet" => "NULL AS one, country AS two, NULL AS three",
        "event" => "dates AS one, country AS two, NULL AS three",
        "speaker" => "kind AS one, country AS two, NULL AS three",
        _ => "NULL AS one, NULL AS two, NULL AS three",
    };
    let scope = if table == "speaker" {
        "article"
    } else {
        "NULL"
    };
    reader.rows(
        &format!(
            "SELECT id, key, \"{name}\" AS name, {scope} AS scope, {marks} FROM {table} ORDER BY id"
        ),
        &[],
        |row| {
            Ok(Named {
                id: row.integer("id")?,
                key: row.text("key")?,
                name: row.text("name")?,
                scope: row.optional_integer("scope")?,
                marks: [
                    row.optional_text("one")?,
                    row.optional_text("two")?,
                    row.value("three").map(|three| match three {
                        Value::Integer(parent) => Some(parent.to_string()),
                        _ => None,
                    })?,
                ],
            })
        },
    )
}

type ByName<'n> = BTreeMap<(&'n str, Option<i64>), Vec<&'n Named>>;

/// Finds which of the rows `open` there are records here; new ones get ids from `next` on.
pub(super) fn records(sides: &Sides<'_>, open: &[i64], mut next: i64) -> Result<Same> {
    let open: BTreeSet<i64> = open.iter().copied().collect();
    let mut there = named(sides.theirs, sides.table)?;
    there.retain(|one| open.contains(&one.id));
    let all_here = named(sides.ours, sides.table)?;
    let here: Vec<&Named> = all_here
        .iter()
        .filter(|one| !sides.taken.contains(&one.id))
        .collect();
    if sides.table == "speaker" {
        for one in &mut there {
            one.scope = one
                .scope
                .and_then(|article| sides.pairing.here("article", article));
        }
    }
    let proposals = Proposals::read(sides, &all_here)?;
    let mut names_here: ByName<'_> = BTreeMap::new();
    for one in here {
        names_here
            .entry((one.name.as_str(), one.scope))
            .or_default()
            .push(one);
    }
    let mut same = Same::default();
    let mut ids: BTreeMap<i64, i64> = BTreeMap::new();
    // An organization is known by the one above it, so that one comes first; others do not wait for anything.
    let order = above_first(&there, sides.table);
    let mut places: HashMap<(String, Option<i64>), Vec<usize>> = HashMap::new();
    for (at, one) in there.iter().enumerate() {
        places
            .entry((one.name.clone(), one.scope))
            .or_default()
            .push(at);
    }
    let already: HashMap<i64, i64> = match sides.table {
        "organization" => paired_before(sides)?,
        _ => HashMap::new(),
    };
    for at in order {
        if sides.table == "organization" {
            let parent = there[at].marks[2].as_deref().and_then(|id| id.parse().ok());
            let mapped = parent.and_then(|id: i64| ids.get(&id).or_else(|| already.get(&id)));
            there[at].marks[2] = mapped.map(i64::to_string);
        }
        let one = &there[at];
        let candidates: Vec<&&Named> = names_here
            .get(&(one.name.as_str(), one.scope))
            .into_iter()
            .flatten()
            .filter(|other| one.fits(other))
            .collect();
        let rivals = places
            .get(&(one.name.clone(), one.scope))
            .into_iter()
            .flatten()
            .filter(|rival| **rival != at && there[**rival].fits(one))
            .count();
        let known = match candidates.as_slice() {
            [only] if rivals == 0 => Some(only.id),
            _ => candidates
                .iter()
                .find(|other| other.key == one.key)
                .map(|other| other.id),
        };
        match known {
            Some(known) => {
                ids.insert(one.id, known);
                same.known.push((one.id, known));
            }
            None => {
                let new = id_here(one.id, &mut next);
                ids.insert(one.id, new);
                same.new.push((one.id, new));
                let proposed = proposals.of(one);
                if !proposed.is_empty() {
                    same.uncertain.push((one.id, proposed));
                }
            }
        }
    }
    Ok(same)
}

/// The places of records in an order in which each comes after the one that its third mark names.
fn above_first(there: &[Named], table: &str) -> Vec<usize> {
    if table != "organization" {
        return (0..there.len()).collect();
    }
    let place: BTreeMap<i64, usize> = there
        .iter()
        .enumerate()
        .map(|(at, one)| (one.id, at))
        .collect();
    let depth = |mut at: usize| {
        let mut depth = 0;
        // A circle, which no book should have, ends the climb.
        while depth <= there.len() {
            let above = there[at].marks[2].as_deref().and_then(|id| id.parse().ok());
            match above.and_then(|id: i64| place.get(&id)) {
                Some(above) => at = *above,
                None => break,
            }
            depth += 1;
        }
        depth
    };
    let mut order: Vec<usize> = (0..there.len()).collect();
    order.sort_by_key(|at| (depth(*at), *at));
    order
}

/// The rows of the compared table that uids have paired: the table itself is not in the pairing yet.
fn paired_before(sides: &Sides<'_>) -> Result<HashMap<i64, i64>> {
    let uids = |reader: Reader<'_>| {
        reader.rows(
            &format!("SELECT id, uid FROM {}", sides.table),
            &[],
            |row| Ok((row.text("uid")?, row.integer("id")?)),
        )
    };
    let here: HashMap<String, i64> = uids(sides.ours)?.into_iter().collect();
    Ok(uids(sides.theirs)?
        .into_iter()
        .filter_map(|(uid, id)| {
            let uid = sides
                .pairing
                .uids
                .get(&(sides.table, uid.clone()))
                .unwrap_or(&uid);
            here.get(uid).map(|here| (id, *here))
        })
        .collect())
}

/// What a new record may be: found by its key, by a name that is an alias of the other, or by a name that differs in spelling.
struct Proposals {
    by_key: HashMap<String, i64>,
    by_alias: HashMap<String, Vec<i64>>,
    by_name: HashMap<String, Vec<i64>>,
    by_spelling: HashMap<String, Vec<i64>>,
    aliases_there: HashMap<i64, Vec<String>>,
}

impl Proposals {
    fn read(sides: &Sides<'_>, here: &[Named]) -> Result<Proposals> {
        let table = sides.table;
        let aliases = |reader: Reader<'_>| {
            if !Kind::from_noun(table).is_some_and(|kind| kind.noun().aliases) {
                return Ok(Vec::new());
            }
            reader.rows(
                &format!(
                    "SELECT {table} AS owner, name FROM alias WHERE {table} IS NOT NULL ORDER BY id"
                ),
                &[],
                |row| Ok((row.integer("owner")?, row.text("name")?)),
            )
        };
        let mut proposals = Proposals {
            by_key: sides
                .ours
                .rows(
                    "SELECT key, record FROM former_key WHERE kind = :kind",
                    &[("kind", Value::from(table))],
                    |row| Ok((row.text("key")?, row.integer("record")?)),
                )?
                .into_iter()
                .collect(),
            by_alias: HashMap::new(),
            by_name: HashMap::new(),
            by_spelling: HashMap::new(),
            aliases_there: HashMap::new(),
        };
        // “sources” of two articles are never one person.
        for one in here.iter().filter(|one| one.scope.is_none()) {
            proposals.by_key.insert(one.key.clone(), one.id);
            proposals
                .by_name
                .entry(one.name.clone())
                .or_default()
                .push(one.id);
            proposals
                .by_spelling
                .entry(spelling(&one.name))
                .or_default()
                .push(one.id);
        }
        for (owner, name) in aliases(sides.ours)? {
            proposals.by_alias.entry(name).or_default().push(owner);
        }
        for (owner, name) in aliases(sides.theirs)? {
            proposals.aliases_there.entry(owner).or_default().push(name);
        }
        Ok(proposals)
    }

    fn of(&self, new: &Named) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        if new.scope.is_some() {
            return found;
        }
        let mut propose = |here: &i64, why: &'static str| {
            if !found.iter().any(|candidate| candidate.here == *here) {
                found.push(Candidate { here: *here, why });
            }
        };
        let all = |map: &HashMap<String, Vec<i64>>, name: &str| {
            map.get(name).cloned().unwrap_or_default()
        };
        for here in all(&self.by_name, &new.name) {
            propose(
                &here,
                "has the same name, but another kind, country, date or parent, or is not the only one",
            );
        }
        for here in all(&self.by_alias, &new.name) {
            propose(&here, "has this name as an alias");
        }
        for alias in self.aliases_there.get(&new.id).into_iter().flatten() {
            for here in all(&self.by_name, alias) {
                propose(&here, "has a name that is an alias of the new one");
            }
        }
        for here in all(&self.by_spelling, &spelling(&new.name)) {
            propose(&here, "has the same name in another spelling");
        }
        if let Some(here) = self.by_key.get(&new.key) {
            propose(here, "has the same key and another name");
        }
        found
    }
}
