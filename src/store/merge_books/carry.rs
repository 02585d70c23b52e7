//! Carrying rows over: new ones with all that belongs to them, under ids, keys and numbers that are free here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value as Json;

use super::super::book::Writer;
use super::super::error::Result;
use super::super::reader::{Reader, Row, Value};
use super::super::schema;
use super::decided;
use super::pairing::Pairing;
use super::plan::{MergePlan, Renamed, Why};
use super::tables::{Shape, Shapes, TABLES};
use crate::domain::key::unique;
use crate::domain::record::{Kind, NOUNS};

/// One merge of another book, under way.
pub(super) struct Merge<'m, 'w> {
    pub(super) writer: &'m mut Writer<'w>,
    pub(super) theirs: Reader<'m>,
    pub(super) shapes: &'m Shapes,
    pub(super) pairing: &'m Pairing,
    /// Uids there that are others here, of whatever table: as texts of a sheet name them.
    pub(super) uids: HashMap<String, String>,
    /// The other book's file, as it was named.
    pub(super) name: &'m str,
    pub(super) plan: MergePlan,
    /// Every key that a kind has or had here.
    pub(super) keys: BTreeMap<Kind, BTreeSet<String>>,
    /// Of claims that come in, the number here.
    pub(super) numbers: HashMap<i64, i64>,
    /// Of articles there, which claim number is which one here, where they differ.
    renumbered: HashMap<i64, BTreeMap<i64, i64>>,
    contents: HashMap<i64, i64>,
    /// Codings whose claims may get other affiliations, by their ids here.
    pub(super) codings: BTreeSet<i64>,
}

/// The condition of a query for rows by their ids.
const IN_IDS: &str = "IN (SELECT value FROM json_each(:ids))";

impl<'m, 'w> Merge<'m, 'w> {
    pub(super) fn new(
        writer: &'m mut Writer<'w>,
        theirs: Reader<'m>,
        shapes: &'m Shapes,
        pairing: &'m Pairing,
        name: &'m str,
    ) -> Result<Merge<'m, 'w>> {
        let mut keys: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
        for kind in keyed() {
            let taken = writer.reader().rows(
                &format!(
                    "SELECT key FROM {kind} UNION ALL SELECT key FROM former_key WHERE kind = :kind"
                ),
                &[("kind", Value::from(kind.as_str()))],
                |row| row.text("key"),
            )?;
            keys.insert(kind, taken.into_iter().collect());
        }
        let uids = pairing
            .uids
            .iter()
            .map(|((_, there), here)| (there.clone(), here.clone()))
            .collect();
        Ok(Merge {
            writer,
            theirs,
            shapes,
            pairing,
            uids,
            name,
            plan: MergePlan::default(),
            keys,
            numbers: HashMap::new(),
            renumbered: HashMap::new(),
            contents: HashMap::new(),
            codings: BTreeSet::new(),
        })
    }

    /// Inserts all new rows and the rows that belong to them.
    pub(super) fn insert_new(&mut self) -> Result<()> {
        self.number_claims()?;
        for table in TABLES {
            self.insert_rows(table)?;
        }
        for table in TABLES {
            for (child, column) in schema::children_of(table) {
                self.insert_children(table, child, column)?;
            }
        }
        for table in ["claim", "introduction"] {
            let codings = self.theirs.rows(
                &format!("SELECT DISTINCT coding FROM {table} WHERE id {IN_IDS}"),
                &[("ids", ids(&self.pairing.of(table).new))],
                |row| row.integer("coding"),
            )?;
            for coding in codings {
                if !self.pairing.of("coding").new.contains(&coding) {
                    self.codings.extend(self.pairing.here("coding", coding));
                }
            }
        }
        Ok(())
    }

    fn insert_rows(&mut self, table: &'static str) -> Result<()> {
        let pairs = self.pairing.of(table);
        self.plan.count(table).new = pairs.new.len();
        if pairs.new.is_empty() {
            return Ok(());
        }
        let shape = self.shapes.of(table);
        let mut keys = self.keys_of_new(table)?;
        let insert = insert_sql("INSERT", table, shape.columns.iter().map(String::as_str));
        let mut last_numbers: HashMap<i64, i64> = HashMap::new();
        let theirs = self.theirs;
        theirs.rows(
            &format!("SELECT * FROM {table} WHERE id {IN_IDS} ORDER BY id"),
            &[("ids", ids(&pairs.new))],
            |row| {
                let there = row.integer("id")?;
                let here = pairs.here[&there];
                let mut values: Vec<(&str, Value)> = Vec::with_capacity(shape.columns.len());
                for column in &shape.columns {
                    let value = match column.as_str() {
                        "id" => Value::Integer(here),
                        "key" => match keys.remove(&there) {
                            Some(key) => Value::Text(key),
                            None => row.value("key")?,
                        },
                        "number" => {
                            Value::Integer(self.number(table, there, row, &mut last_numbers)?)
                        }
                        "as_logged" => self.as_logged(table, row)?,
                        "left_uid" => Value::from(self.pairing.decided(there).0),
                        "right_uid" => Value::from(self.pairing.decided(there).1),
                        column => self.mapped(shape, column, row)?,
                    };
                    values.push((column, value));
                }
                self.writer.insert(&insert, &values)?;
                Ok(())
            },
        )?;
        Ok(())
    }

    /// A column of a row of the other book as this book has it; NULL where it refers to what is not here.
    fn mapped(&mut self, shape: &Shape, column: &str, row: &Row<'_>) -> Result<Value> {
        let value = row.value(column)?;
        match (shape.refers_to(column), &value) {
            (Some("content"), Value::Integer(content)) => {
                Ok(Value::Integer(self.content(*content)?))
            }
            (refers_to, value) => Ok(self.pairing.value(refers_to, value).unwrap_or(Value::Null)),
        }
    }

    /// The row here of a text or a raw page of the other book, which is copied as it is stored.
    pub(super) fn content(&mut self, there: i64) -> Result<i64> {
        if let Some(here) = self.contents.get(&there) {
            return Ok(*here);
        }
        let here = self.writer.copy_content(self.theirs, there)?;
        self.contents.insert(there, here);
        Ok(here)
    }

    fn insert_children(
        &mut self,
        table: &'static str,
        child: &'static str,
        owner: &str,
    ) -> Result<()> {
        let pairs = self.pairing.of(table);
        if pairs.new.is_empty() {
            return Ok(());
        }
        let shape = self.shapes.of(child);
        let columns: Vec<&str> = shape
            .columns
            .iter()
            .map(String::as_str)
            .filter(|column| *column != "id")
            .collect();
        let insert = insert_sql("INSERT", child, columns.iter().copied());
        let theirs = self.theirs;
        theirs.rows(
            &format!("SELECT * FROM {child} WHERE \"{owner}\" {IN_IDS} ORDER BY \"{owner}\", id"),
            &[("ids", ids(&pairs.new))],
            |row| {
                let mut values = Vec::with_capacity(columns.len());
                for column in &columns {
                    let there = row.value(column)?;
                    let here = self.pairing.value(shape.refers_to(column), &there);
                    // A link to a claim that was deleted here.
                    let Some(here) = here else { return Ok(()) };
                    values.push((*column, here));
                }
                self.writer.insert(&insert, &values)?;
                Ok(())
            },
        )?;
        Ok(())
    }

    /// The keys of new records: their own where they are free here, and only then others.
    fn keys_of_new(&mut self, table: &'static str) -> Result<HashMap<i64, String>> {
        let Some(kind) = keyed().find(|kind| kind.as_str() == table) else {
            return Ok(HashMap::new());
        };
        let new = self.theirs.rows(
            &format!("SELECT id, key FROM {table} WHERE id {IN_IDS} ORDER BY id"),
            &[("ids", ids(&self.pairing.of(table).new))],
            |row| Ok((row.integer("id")?, row.text("key")?)),
        )?;
        let taken = self.keys.entry(kind).or_default();
        let mut keys = HashMap::new();
        let mut others = Vec::new();
        for (id, key) in new {
            if taken.insert(key.clone()) {
                keys.insert(id, key);
            } else {
                others.push((id, key));
            }
        }
        for (id, key) in others {
            let free = unique(&key, |key| taken.contains(key));
            taken.insert(free.clone());
            let name = self.theirs.known(kind, id)?.name;
            self.plan.renamed.push(Renamed {
                table,
                there: key,
                here: free.clone(),
                name,
                why: Why::Taken,
            });
            keys.insert(id, free);
        }
        Ok(keys)
    }

    fn number(
        &self,
        table: &str,
        there: i64,
        row: &Row<'_>,
        last: &mut HashMap<i64, i64>,
    ) -> Result<i64> {
        let own = row.integer("number")?;
        let (owner, owner_table) = match table {
            "claim" => return Ok(self.numbers.get(&there).copied().unwrap_or(own)),
            "article_version" => (row.integer("article")?, "article"),
            _ => (row.integer("coding")?, "coding"),
        };
        let pairs = self.pairing.of(owner_table);
        if pairs.new.contains(&owner) {
            return Ok(own);
        }
        let here = pairs.here.get(&owner).copied().unwrap_or(0);
        let number = match last.get(&here) {
            Some(last) => last + 1,
            None => self.writer.reader().count(
                &format!(
                    "SELECT coalesce(max(number), 0) + 1 FROM {table} WHERE {owner_table} = :owner"
                ),
                &[("owner", Value::Integer(here))],
            )?,
        };
        last.insert(here, number);
        Ok(number)
    }

    /// Gives every claim that comes in its number: its own where no claim of the article ever had it here, else the next one.
    fn number_claims(&mut self) -> Result<()> {
        let mut articles: BTreeMap<i64, Vec<(i64, i64)>> = BTreeMap::new();
        self.theirs.rows(
            &format!(
                "SELECT id, article, number FROM claim WHERE id {IN_IDS} ORDER BY article, number"
            ),
            &[("ids", ids(&self.pairing.of("claim").new))],
            |row| {
                articles
                    .entry(row.integer("article")?)
                    .or_default()
                    .push((row.integer("id")?, row.integer("number")?));
                Ok(())
            },
        )?;
        for (there, claims) in articles {
            let Some(here) = self.pairing.here("article", there) else {
                continue;
            };
            if self.pairing.of("article").new.contains(&there) {
                let last = self.theirs.last_claim_number(there)?;
                self.writer.keep_claim_numbers(here, last)?;
                continue;
            }
            let given = self.writer.reader().last_claim_number(here)?;
            let mut last = claims
                .iter()
                .map(|(_, number)| *number)
                .fold(given, i64::max);
            for (claim, number) in claims {
                if number > given {
                    continue;
                }
                last += 1;
                self.numbers.insert(claim, last);
                let (there, name) = label(self.theirs, "claim", claim)?;
                self.plan.renamed.push(Renamed {
                    table: "claim",
                    there,
                    here: format!("a{here}.{last}"),
                    name,
                    why: Why::Taken,
                });
            }
            self.writer.keep_claim_numbers(here, last)?;
        }
        Ok(())
    }

    /// What the sheet last said, with the uids and claim numbers of this book.
    pub(super) fn as_logged(&mut self, table: &str, row: &Row<'_>) -> Result<Value> {
        let Some(text) = row.optional_text("as_logged")? else {
            return Ok(Value::Null);
        };
        let numbers = match table {
            "claim" => self.renumbered(row.integer("article")?)?,
            _ => BTreeMap::new(),
        };
        if self.uids.is_empty() && numbers.is_empty() {
            return Ok(Value::Text(text));
        }
        let Ok(mut base) = serde_json::from_str::<Json>(&text) else {
            return Ok(Value::Text(text));
        };
        rename(&mut base, &self.uids);
        if let Json::Object(fields) = &mut base {
            for list in ["in", "supports"] {
                for number in fields
                    .get_mut(list)
                    .and_then(Json::as_array_mut)
                    .into_iter()
                    .flatten()
                {
                    if let Some(here) = number.as_i64().and_then(|number| numbers.get(&number)) {
                        *number = Json::from(*here);
                    }
                }
            }
        }
        Ok(Value::Text(base.to_string()))
    }

    /// Which claim numbers of an article there are other ones here.
    fn renumbered(&mut self, article: i64) -> Result<BTreeMap<i64, i64>> {
        if let Some(known) = self.renumbered.get(&article) {
            return Ok(known.clone());
        }
        let mut numbers = BTreeMap::new();
        if !self.pairing.of("article").new.contains(&article) {
            let claims = self.theirs.rows(
                "SELECT id, number FROM claim WHERE article = :article ORDER BY number",
                &[("article", Value::Integer(article))],
                |row| Ok((row.integer("id")?, row.integer("number")?)),
            )?;
            for (claim, number) in claims {
                let here = match self.numbers.get(&claim) {
                    Some(here) => Some(*here),
                    None => match self.pairing.here("claim", claim) {
                        Some(here) => self.writer.reader().first(
                            "SELECT number FROM claim WHERE id = :id",
                            &[("id", Value::Integer(here))],
                            |row| row.integer("number"),
                        )?,
                        None => None,
                    },
                };
                if let Some(here) = here.filter(|here| *here != number) {
                    numbers.insert(number, here);
                }
            }
        }
        self.renumbered.insert(article, numbers.clone());
        Ok(numbers)
    }
}

/// The kinds whose keys are kept, not computed.
pub(super) fn keyed() -> impl Iterator<Item = Kind> {
    NOUNS
        .iter()
        .map(|noun| noun.kind)
        .filter(|kind| !matches!(kind, Kind::Article | Kind::Claim))
}

/// Ids as a parameter of [`IN_IDS`].
fn ids(rows: &BTreeSet<i64>) -> Value {
    Value::list(&rows.iter().collect::<Vec<_>>())
}

/// An INSERT with a parameter for every column.
pub(super) fn insert_sql<'c>(
    verb: &str,
    table: &str,
    columns: impl Iterator<Item = &'c str>,
) -> String {
    let columns: Vec<&str> = columns.collect();
    let names: Vec<String> = columns
        .iter()
        .map(|column| format!("\"{column}\""))
        .collect();
    let values: Vec<String> = columns.iter().map(|column| format!(":{column}")).collect();
    format!(
        "{verb} INTO {table} ({}) VALUES ({})",
        names.join(", "),
        values.join(", ")
    )
}

/// Writes the uids of this book for those of the other; a guess keeps its mark.
fn rename(value: &mut Json, uids: &HashMap<String, String>) {
    match value {
        Json::String(text) => {
            let (uid, mark) = match text.strip_suffix('?') {
                Some(uid) => (uid, "?"),
                None => (text.as_str(), ""),
            };
            if let Some(here) = uids.get(uid) {
                *text = format!("{here}{mark}");
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| rename(item, uids)),
        Json::Object(fields) => fields.values_mut().for_each(|field| rename(field, uids)),
        _ => {}
    }
}

/// What a person calls a row, and what it says.
pub(super) fn label(book: Reader<'_>, table: &str, id: i64) -> Result<(String, String)> {
    if let Some(kind) = Kind::from_noun(table) {
        let known = book.known(kind, id)?;
        return Ok((known.key, known.name));
    }
    if table == "decision" {
        return decided::label(book, id);
    }
    let sql = match table {
        "article_version" => {
            "SELECT 'text ' || number || ' of a' || article AS key, media_type AS name FROM article_version WHERE id = :id"
        }
        "coding" => {
            "SELECT 'a' || article || ' by ' || coder AS key, extent AS name FROM coding WHERE id = :id"
        }
        "introduction" => {
            "SELECT s.key || ' in a' || c.article AS key, s.name FROM introduction AS i JOIN coding AS c ON c.id = i.coding JOIN speaker AS s ON s.id = i.speaker WHERE i.id = :id"
        }
        _ => {
            "SELECT r.attribute || ' in a' || c.article AS key, coalesce(r.value, '') AS name FROM reported_fact AS r JOIN coding AS c ON c.id = r.coding WHERE r.id = :id"
        }
    };
    let found = book.first(sql, &[("id", Value::Integer(id))], |row| {
        Ok((row.text("key")?, row.text("name")?))
    })?;
    Ok(found.unwrap_or_else(|| (format!("{table} {id}"), String::new())))
}
