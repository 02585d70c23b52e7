//! Which rows of two books are the same by what they say, where no uid tells.
//!
//! Only what is certain is taken as the same: a record by its exact full name, of the same kind and country, where just one here and
//! one there have it (or of several the one with the same key too); an article by its address, else its outlet, title and time, else
//! its text; a version by its text; a coding by its coder; a claim by its words and its proposition. What may be the same comes in as
//! another record and is proposed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::error::Result;
use super::super::reader::{Reader, Row, Value};
use super::pairing::Pairing;
use crate::domain::fold::spelling;
use crate::domain::record::Kind;

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
    let scope = if table == "speaker" { "article" } else { "NULL" };
    reader.rows(
        &format!("SELECT id, key, \"{name}\" AS name, {scope} AS scope, {marks} FROM {table} ORDER BY id"),
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

fn records(sides: &Sides<'_>, open: &[i64], mut next: i64) -> Result<Same> {
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
    let place: BTreeMap<i64, usize> = there.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
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
                &format!("SELECT {table} AS owner, name FROM alias WHERE {table} IS NOT NULL ORDER BY id"),
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
            proposals.by_name.entry(one.name.clone()).or_default().push(one.id);
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
        let all = |map: &HashMap<String, Vec<i64>>, name: &str| map.get(name).cloned().unwrap_or_default();
        for here in all(&self.by_name, &new.name) {
            propose(&here, "has the same name, but another kind, country, date or parent, or is not the only one");
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

/// An article as it is recognised; the outlet by its id here.
struct Item {
    id: i64,
    outlet: Option<i64>,
    url: Option<String>,
    title: String,
    published: Option<String>,
    texts: Vec<String>,
}

fn items(sides: &Sides<'_>, side: Side) -> Result<Vec<Item>> {
    let reader = side.of(sides);
    let mut texts: HashMap<i64, Vec<String>> = HashMap::new();
    reader.rows(
        "SELECT v.article, c.sha256 FROM article_version AS v JOIN content AS c ON c.id = v.content ORDER BY v.article, v.number",
        &[],
        |row| {
            texts
                .entry(row.integer("article")?)
                .or_default()
                .push(row.text("sha256")?);
            Ok(())
        },
    )?;
    reader.rows(
        "SELECT id, outlet, url, title, published FROM article ORDER BY id",
        &[],
        |row| {
            let id = row.integer("id")?;
            Ok(Item {
                id,
                outlet: side.id(sides, "outlet", row.optional_integer("outlet")?),
                url: row.optional_text("url")?,
                title: row.text("title")?,
                published: row.optional_text("published")?,
                texts: texts.remove(&id).unwrap_or_default(),
            })
        },
    )
}

fn articles(sides: &Sides<'_>, open: &[i64], same: &mut Same) -> Result<()> {
    let open: BTreeSet<i64> = open.iter().copied().collect();
    let mut there = items(sides, Side::There)?;
    there.retain(|item| open.contains(&item.id));
    let mut here = items(sides, Side::Here)?;
    here.retain(|item| !sides.taken.contains(&item.id));
    let rules: [(&'static str, fn(&Item) -> Vec<String>); 3] = [
        ("has the same address, and is not the only one", |item| {
            item.url.iter().cloned().collect()
        }),
        ("has the same outlet, title and time, and is not the only one", |item| {
            let published = item.published.as_deref().unwrap_or("");
            vec![format!("{:?}\u{1}{}\u{1}{published}", item.outlet, item.title)]
        }),
        ("has the same text, and is not the only one", |item| {
            let outlet = item.outlet;
            item.texts
                .iter()
                .map(|text| format!("{outlet:?}\u{1}{text}"))
                .collect()
        }),
    ];
    for (rule, (why, signatures)) in rules.into_iter().enumerate() {
        let mut found: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        let mut rivals: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        let mut at: HashMap<String, Vec<&Item>> = HashMap::new();
        for item in &here {
            for signature in signatures(item) {
                at.entry(signature).or_default().push(item);
            }
        }
        for item in &there {
            for signature in signatures(item) {
                for other in at.get(&signature).into_iter().flatten() {
                    // Another address is another article; a text alone says which only where neither has an address.
                    let apart = match rule {
                        0 => false,
                        1 => item.url.is_some() && other.url.is_some() && item.url != other.url,
                        _ => item.url.is_some() || other.url.is_some(),
                    };
                    if !apart {
                        found.entry(item.id).or_default().insert(other.id);
                        rivals.entry(other.id).or_default().insert(item.id);
                    }
                }
            }
        }
        let mut done = HashSet::new();
        for (id, candidates) in &found {
            let only = candidates.first().filter(|other| {
                candidates.len() == 1 && rivals.get(other).is_some_and(|of| of.len() == 1)
            });
            match only {
                Some(other) => {
                    same.known.push((*id, *other));
                    done.insert(*other);
                }
                None => same.uncertain.push((
                    *id,
                    candidates
                        .iter()
                        .map(|here| Candidate { here: *here, why })
                        .collect(),
                )),
            }
        }
        // Several with one address are several, whatever else they share.
        there.retain(|item| !found.contains_key(&item.id));
        here.retain(|item| !done.contains(&item.id));
    }
    Ok(())
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

/// Rows that belong to another: by what they say within it, one to one in their order.
fn parts(sides: &Sides<'_>, open: &[i64], same: &mut Same) -> Result<()> {
    let mut here: HashMap<String, std::collections::VecDeque<i64>> = HashMap::new();
    for (id, signature) in signatures(sides, Side::Here, open)? {
        if let Some(signature) = signature
            && !sides.taken.contains(&id)
        {
            here.entry(signature).or_default().push_back(id);
        }
    }
    if here.is_empty() {
        return Ok(());
    }
    for (id, signature) in signatures(sides, Side::There, open)? {
        let queue = signature.and_then(|signature| here.get_mut(&signature));
        if let Some(known) = queue.and_then(std::collections::VecDeque::pop_front) {
            same.known.push((id, known));
        }
    }
    Ok(())
}

/// By what the rows of a table are recognised, in their order; those there only of `open`, those here only of the owners of `open`.
/// `None` where something that says it is not in this book, so that the row cannot be either.
fn signatures(sides: &Sides<'_>, side: Side, open: &[i64]) -> Result<Vec<(i64, Option<String>)>> {
    let (owner, others, rest): (&str, &[(&str, &str)], &str) = match sides.table {
        "affiliation" => ("speaker", &[("organization", "organization")], "coalesce(r.role, '')"),
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
