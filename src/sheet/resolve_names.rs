//! Names of a sheet into records of the book, or into new ones.

use std::collections::HashMap;

use super::model::{RecordTable, Sheet};
use super::problem::{At, Place, Problem};
use super::resolve::{FieldRef, Surroundings};
use crate::domain::key::slug;
use crate::domain::names::{Names, NamesError};
use crate::domain::nearest::nearest;
use crate::domain::record::{Field, Kind, Known, Takes};

/// A record of the book, or the new one at an index of [`Resolved::new_records`](super::resolve::Resolved::new_records).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ref {
    /// The book has it.
    Known(Box<Known>),
    /// The book will have it.
    New(usize),
}

/// A record that the book does not have. References of its fields go to earlier new records only, so that they can be made in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// What it is.
    pub kind: Kind,
    /// The key the sheet gives; otherwise it is made from the name.
    pub key: Option<String>,
    /// Its name or text.
    pub name: String,
    /// Its fields, the name included.
    pub fields: Vec<(&'static Field, FieldRef)>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Labels.
    pub labels: Vec<String>,
    /// Whether it is an unnamed speaker that belongs to the article.
    pub of_article: bool,
}

/// A table of a record that the book has: it fills what is empty there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableUse {
    /// Where the table stands.
    pub place: Place,
    /// The record.
    pub known: Known,
    /// What the table says.
    pub fields: Vec<(&'static Field, FieldRef)>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Labels.
    pub labels: Vec<String>,
}

type TableId = (usize, usize);

/// The tables of all sheets of a call by the names that other sheets may use for them. Made once a call: with thousands of sheets, a
/// walk through them for every new name would take longer than the logging.
#[derive(Debug, Default)]
pub struct Pool {
    tables: HashMap<(Kind, String), Vec<TableId>>,
}

impl Pool {
    /// Collects the names of all tables.
    pub fn new<'s>(sheets: impl Iterator<Item = &'s Sheet>) -> Pool {
        let mut pool = Pool::default();
        for (sheet, tables) in sheets.map(|sheet| &sheet.tables).enumerate() {
            for (at, table) in tables.iter().enumerate() {
                // Local names of speakers and organizations are their own sheet's; the other kinds are named by their keys.
                if !matches!(table.kind, Kind::Speaker | Kind::Organization) && defines(table) {
                    pool.add(table.kind, table.local.clone(), (sheet, at));
                }
                for name in full_names(table) {
                    pool.add(table.kind, name, (sheet, at));
                }
            }
        }
        pool
    }

    fn add(&mut self, kind: Kind, name: String, id: TableId) {
        let ids = self.tables.entry((kind, name)).or_default();
        if ids.last() != Some(&id) {
            ids.push(id);
        }
    }

    /// The first table of this sheet that has this name.
    fn find_in(&self, kind: Kind, name: &str, own: usize) -> Option<usize> {
        let ids = self.tables.get(&(kind, name.to_owned()))?;
        ids.iter()
            .find(|(sheet, _)| *sheet == own)
            .map(|(_, at)| *at)
    }

    /// The first table of another sheet than `own` that has this name.
    fn find(&self, kind: Kind, name: &str, own: usize) -> Option<TableId> {
        let ids = self.tables.get(&(kind, name.to_owned()))?;
        ids.iter().find(|(sheet, _)| *sheet != own).copied()
    }
}

/// The key, full name and aliases that a table gives; what any sheet of the call may call its record.
fn full_names(table: &RecordTable) -> Vec<String> {
    let name = table.field(table.kind.noun().title).map(|name| &name.value);
    let key = match &table.key {
        Some(key) => Some(key.value.clone()),
        None if key_is_made_from_name(table.kind) => name.map(|name| slug(name)),
        None => None,
    };
    let aliases = table.aliases.iter().map(|alias| alias.value.clone());
    key.into_iter()
        .chain(name.cloned())
        .chain(aliases)
        .collect()
}

/// Where looking a name up ends.
enum Sought {
    /// At a record.
    Found(Ref),
    /// At a problem, which is reported.
    Refused,
    /// Nowhere, which is not reported yet.
    Nowhere,
}

impl From<Option<Ref>> for Sought {
    fn from(found: Option<Ref>) -> Sought {
        found.map_or(Sought::Refused, Sought::Found)
    }
}

pub(super) struct NameResolver<'a> {
    own: usize,
    sheets: &'a [&'a Sheet],
    pool: &'a Pool,
    names: &'a dyn Names,
    article: Option<i64>,
    new_records: Vec<NewRecord>,
    table_uses: Vec<TableUse>,
    /// What a table has become; `None` while it is being resolved or where it cannot be.
    tables: HashMap<TableId, Option<Ref>>,
    memo: HashMap<(Kind, String), Option<Ref>>,
    used: Vec<bool>,
    problems: Vec<Problem>,
}

impl<'a> NameResolver<'a> {
    pub(super) fn new(own: usize, surroundings: &Surroundings<'a>) -> NameResolver<'a> {
        NameResolver {
            own,
            sheets: surroundings.sheets,
            pool: surroundings.pool,
            names: surroundings.names,
            article: surroundings.article,
            new_records: Vec::new(),
            table_uses: Vec::new(),
            tables: HashMap::new(),
            memo: HashMap::new(),
            used: vec![false; surroundings.sheets[own].tables.len()],
            problems: Vec::new(),
        }
    }

    pub(super) fn finish(self) -> (Vec<NewRecord>, Vec<TableUse>, Vec<Problem>) {
        (self.new_records, self.table_uses, self.problems)
    }

    fn own_sheet(&self) -> &'a Sheet {
        self.sheets[self.own]
    }

    /// Tables that no row refers to are reported: most are misspelt names.
    pub(super) fn report_unused_tables(&mut self) -> Result<(), NamesError> {
        let sheet = self.own_sheet();
        for (at, table) in sheet.tables.iter().enumerate() {
            if self.used[at] || !table.reported.is_empty() {
                continue;
            }
            self.problems.push(Problem::new(
                table.place,
                format!(
                    "[{}.{}] is used by no row of this sheet: correct the name, or take the table out",
                    table.kind.noun().plural,
                    table.local
                ),
            ));
        }
        Ok(())
    }

    /// The record of `kind` that `name` means; `None` where there is none, which is then among the problems.
    pub(super) fn reference(
        &mut self,
        kind: Kind,
        name: &At<String>,
    ) -> Result<Option<Ref>, NamesError> {
        let words = name.value.trim();
        let memo = (kind, words.to_owned());
        if let Some(known) = self.memo.get(&memo) {
            // A name that failed is reported at every place it stands at.
            if known.is_none()
                && let Some(problem) = self
                    .problems
                    .iter()
                    .find(|problem| problem.message.contains(&format!("“{words}”")))
            {
                let problem = Problem {
                    place: name.place,
                    ..problem.clone()
                };
                self.problems.push(problem);
            }
            return Ok(known.clone());
        }
        let found = match self.look_up(kind, words, name.place)? {
            Sought::Found(found) => Some(found),
            Sought::Refused => None,
            Sought::Nowhere => {
                self.unknown(kind, words, name.place)?;
                None
            }
        };
        self.memo.insert(memo, found.clone());
        Ok(found)
    }

    fn look_up(&mut self, kind: Kind, words: &str, place: Place) -> Result<Sought, NamesError> {
        let own = self.own;
        let local = self
            .own_sheet()
            .tables
            .iter()
            .position(|table| table.kind == kind && table.local == words);
        if let Some(at) = local {
            self.used[at] = true;
            return Ok(self.table((own, at))?.into());
        }
        // A full name or key that a table of this sheet gives is that table.
        if let Some(at) = self.pool.find_in(kind, words, own) {
            self.used[at] = true;
            return Ok(self.table((own, at))?.into());
        }
        match self.in_book(kind, words)?.as_slice() {
            [known] => return Ok(Sought::Found(Ref::Known(Box::new(known.clone())))),
            [] => {}
            several => {
                let keys: Vec<&str> = several.iter().map(|known| known.key.as_str()).collect();
                self.problems.push(Problem::new(
                    place,
                    format!(
                        "“{words}” means {} {}: write the key of one: {}",
                        several.len(),
                        kind.noun().plural,
                        keys.join(", ")
                    ),
                ));
                return Ok(Sought::Refused);
            }
        }
        if let Some(at) = self.new_records.iter().position(|new| {
            new.kind == kind && (new.name == words || new.key.as_deref() == Some(words))
        }) {
            return Ok(Sought::Found(Ref::New(at)));
        }
        if let Some(table) = self.pool.find(kind, words, own) {
            return Ok(self.table(table)?.into());
        }
        match kind {
            Kind::Outlet | Kind::Topic => Ok(Sought::Found(self.make_by_name(kind, words)?)),
            Kind::Organization => Ok(self
                .organization_path(&At {
                    value: words.to_owned(),
                    place,
                })?
                .into()),
            _ => Ok(Sought::Nowhere),
        }
    }

    fn in_book(&self, kind: Kind, words: &str) -> Result<Vec<Known>, NamesError> {
        let found = self.names.find_in(kind, words, self.article)?;
        // This article's own "sources" come before those that several share.
        let own: Vec<Known> = found
            .iter()
            .filter(|known| known.kind == Kind::Speaker && known.article.is_some())
            .cloned()
            .collect();
        Ok(if own.len() == 1 { own } else { found })
    }

    fn unknown(&mut self, kind: Kind, words: &str, place: Place) -> Result<(), NamesError> {
        let noun = kind.noun();
        if !self.names.find(kind, words)?.is_empty() {
            // What the book has and this article cannot use.
            self.problems.push(Problem::new(
                place,
                format!(
                    "“{words}” is an unnamed {kind} of another article: add [{}.…] with that name and kind = \"unnamed\" for this one's",
                    noun.plural
                ),
            ));
            return Ok(());
        }
        let mut near = self.names.nearest(kind, words, 3)?;
        for sheet in self.sheets {
            let tables = sheet.tables.iter().filter(|table| table.kind == kind);
            let names: Vec<&str> = tables
                .clone()
                .flat_map(|table| {
                    let own_name = std::ptr::eq(*sheet, self.own_sheet())
                        || !matches!(kind, Kind::Speaker | Kind::Organization);
                    table
                        .field(noun.title)
                        .map(|name| name.value.as_str())
                        .into_iter()
                        .chain(own_name.then_some(table.local.as_str()))
                })
                .collect();
            near.extend(
                nearest(words, names.into_iter(), 3)
                    .into_iter()
                    .map(str::to_owned),
            );
            // Local to another sheet: the full name is what is meant.
            if let Some(table) = tables
                .clone()
                .find(|table| table.local == words && !std::ptr::eq(*sheet, self.own_sheet()))
                && let Some(name) = table.field(noun.title)
            {
                self.problems.push(Problem::new(
                    place,
                    format!(
                        "“{words}” is a name local to another sheet: write the full name, “{}”",
                        name.value
                    ),
                ));
                return Ok(());
            }
        }
        near = nearest(words, near.iter().map(String::as_str), 3)
            .into_iter()
            .map(str::to_owned)
            .chain(near.iter().cloned())
            .fold(Vec::new(), |mut unique, name| {
                if !unique.contains(&name) && unique.len() < 3 {
                    unique.push(name);
                }
                unique
            });
        let hint = match kind {
            Kind::Speaker => {
                " in this sheet or the book: add [speakers.…] with its full name and kind, or write a full name the book has"
            }
            Kind::Event => " in this sheet or the book: add [events.…] with a name and dates",
            Kind::Proposition => {
                " in this sheet or the book: add [propositions.…] with its text, or write a whole sentence with #topic"
            }
            _ => " in the book",
        };
        self.problems.push(Problem {
            place,
            message: format!("there is no {kind} “{words}”{hint}"),
            nearest: near,
        });
        Ok(())
    }

    /// What a table stands for: a record of the book, or a new one.
    fn table(&mut self, id: TableId) -> Result<Option<Ref>, NamesError> {
        if let Some(done) = self.tables.get(&id) {
            return Ok(done.clone());
        }
        self.tables.insert(id, None);
        let table = &self.sheets[id.0].tables[id.1];
        let found = self.table_record(id, table)?;
        self.tables.insert(id, found.clone());
        Ok(found)
    }

    fn table_record(
        &mut self,
        id: TableId,
        table: &'a RecordTable,
    ) -> Result<Option<Ref>, NamesError> {
        let kind = table.kind;
        let noun = kind.noun();
        let name = table.field(noun.title).map(|name| name.value.clone());
        let key = match &table.key {
            Some(key) => Some(key.value.clone()),
            None if !key_is_made_from_name(kind) => Some(table.local.clone()),
            None => None,
        };
        let mut known = Vec::new();
        if let Some(key) = &key {
            known = self.in_book(kind, key)?;
            // With `key =` a second record of the same name is wanted.
            known.retain(|known| table.key.is_none() || known.key == *key);
        }
        if known.is_empty() && table.key.is_none() {
            let words = name.as_deref().unwrap_or(&table.local);
            known = if table.shared {
                self.names.find_in(kind, words, None)?
            } else {
                self.in_book(kind, words)?
            };
        }
        match known.as_slice() {
            [known] => {
                let known = known.clone();
                return self.known_table(id, table, known);
            }
            [] => {}
            several => {
                let keys: Vec<&str> = several.iter().map(|known| known.key.as_str()).collect();
                self.problems.push(Problem::new(
                    table.place,
                    format!(
                        "“{}” means {} {}: write key = and the key of one ({}), or a new key for another of that name",
                        name.as_deref().unwrap_or(&table.local),
                        several.len(),
                        noun.plural,
                        keys.join(", ")
                    ),
                ));
                return Ok(None);
            }
        }
        let name = match (name, kind) {
            (Some(name), _) => name,
            (None, Kind::Outlet | Kind::Topic) => table.local.clone(),
            (None, _) => {
                // Only `reported` or a few fields: the record is another sheet's.
                if let Some(other) = self.pool.find(kind, &table.local, id.0) {
                    return self.table(other);
                }
                let near = self.names.nearest(kind, &table.local, 3)?;
                self.problems.push(Problem {
                    place: table.place,
                    message: format!(
                        "there is no {kind} “{}”: give the table a {} to make one",
                        table.local, noun.title
                    ),
                    nearest: near,
                });
                return Ok(None);
            }
        };
        // Two tables of one sheet with one full name and no key would silently become one record.
        if let Some(at) = self.new_records.iter().position(|new| {
            new.kind == kind && new.name == name && (key.is_none() || new.key == key)
        }) {
            if table.key.is_none() && id.0 == self.own {
                self.problems.push(Problem::new(
                    table.place,
                    format!("two tables give the full name “{name}”: take one out, or tell them apart with key ="),
                ));
                return Ok(None);
            }
            return Ok(Some(Ref::New(at)));
        }
        let Some(fields) = self.table_fields(id, table)? else {
            return Ok(None);
        };
        let mut fields = fields;
        if table.field(noun.title).is_none()
            && let Some(title) = noun.field(noun.title)
        {
            fields.insert(0, (title, FieldRef::Text(name.clone())));
        }
        for field in noun.fields.iter().filter(|field| field.required) {
            if !fields.iter().any(|(given, _)| given.name == field.name) {
                self.problems.push(Problem::new(
                    table.place,
                    format!(
                        "[{}.{}] is new and needs {}{}",
                        noun.plural,
                        table.local,
                        field.name,
                        match field.takes {
                            Takes::Choice(choices) => format!(": {}", choices.join(", ")),
                            _ => String::new(),
                        }
                    ),
                ));
            }
        }
        let unnamed = table
            .field("kind")
            .is_some_and(|kind| kind.value == "unnamed");
        self.default_topic(id.0, kind, &mut fields)?;
        Ok(Some(
            self.push(NewRecord {
                kind,
                key,
                name,
                fields,
                aliases: table
                    .aliases
                    .iter()
                    .map(|alias| alias.value.clone())
                    .collect(),
                labels: table.labels.clone(),
                of_article: unnamed && !table.shared,
            }),
        ))
    }

    /// A table of a record that the book has: the same person, or a refusal.
    fn known_table(
        &mut self,
        id: TableId,
        table: &'a RecordTable,
        known: Known,
    ) -> Result<Option<Ref>, NamesError> {
        for (name, stored) in [("kind", &known.subkind), ("country", &known.country)] {
            let kept_apart = table.kind == Kind::Speaker || name == "country";
            if let (Some(given), Some(stored)) = (table.field(name), stored)
                && kept_apart
                && given.value != *stored
            {
                self.problems.push(Problem::new(
                    given.place,
                    format!(
                        "{} {} has {name} {stored} in the book, and {} here: correct one, or write key = to make a second {}",
                        table.kind, known.key, given.value, table.kind
                    ),
                ));
                return Ok(None);
            }
        }
        if let (Some(key), Some(name)) = (&table.key, table.field(table.kind.noun().title))
            && key_is_made_from_name(table.kind)
            && name.value != known.name
            && !self
                .in_book(table.kind, &name.value)?
                .iter()
                .any(|found| found.id == known.id)
        {
            self.problems.push(Problem::new(
                key.place,
                format!(
                    "{} {} is “{}” in the book, and “{}” here: correct the key, write another one to make a second {}, or add the name as an alias first",
                    table.kind, known.key, known.name, name.value, table.kind
                ),
            ));
            return Ok(None);
        }
        if id.0 == self.own
            && let Some(fields) = self.table_fields(id, table)?
        {
            self.table_uses.push(TableUse {
                place: table.place,
                known: known.clone(),
                fields,
                aliases: table
                    .aliases
                    .iter()
                    .map(|alias| alias.value.clone())
                    .collect(),
                labels: table.labels.clone(),
            });
        }
        Ok(Some(Ref::Known(Box::new(known))))
    }

    fn table_fields(
        &mut self,
        id: TableId,
        table: &'a RecordTable,
    ) -> Result<Option<Vec<(&'static Field, FieldRef)>>, NamesError> {
        let mut fields = Vec::new();
        for (field, value) in &table.fields {
            let value = match field.takes {
                Takes::Record(kind) => {
                    // A table of another sheet names records as that sheet does.
                    let (own, used) = (self.own, std::mem::take(&mut self.used));
                    self.own = id.0;
                    self.used = if id.0 == own {
                        used.clone()
                    } else {
                        vec![false; self.sheets[id.0].tables.len()]
                    };
                    let memo = if id.0 == own {
                        None
                    } else {
                        Some(std::mem::take(&mut self.memo))
                    };
                    let found = if kind == Kind::Organization {
                        self.organization_path(value)
                    } else {
                        self.reference(kind, value)
                    };
                    if let Some(memo) = memo {
                        self.memo = memo;
                        self.used = used;
                    }
                    self.own = own;
                    match found? {
                        Some(record) => FieldRef::Record(record),
                        None => return Ok(None),
                    }
                }
                _ => FieldRef::Text(value.value.clone()),
            };
            fields.push((*field, value));
        }
        Ok(Some(fields))
    }

    fn default_topic(
        &mut self,
        sheet: usize,
        kind: Kind,
        fields: &mut Vec<(&'static Field, FieldRef)>,
    ) -> Result<(), NamesError> {
        if kind != Kind::Proposition || fields.iter().any(|(field, _)| field.name == "topic") {
            return Ok(());
        }
        if let Some(topic) = &self.sheets[sheet].topic
            && let Some(field) = kind.noun().field("topic")
            && let Some(topic) = self.reference(Kind::Topic, topic)?
        {
            fields.push((field, FieldRef::Record(topic)));
        }
        Ok(())
    }

    fn push(&mut self, new: NewRecord) -> Ref {
        self.new_records.push(new);
        Ref::New(self.new_records.len() - 1)
    }

    fn make_by_name(&mut self, kind: Kind, name: &str) -> Result<Ref, NamesError> {
        let noun = kind.noun();
        let fields = noun
            .field(noun.title)
            .map(|field| (field, FieldRef::Text(name.to_owned())));
        Ok(self.push(NewRecord {
            kind,
            key: None,
            name: name.to_owned(),
            fields: fields.into_iter().collect(),
            aliases: Vec::new(),
            labels: Vec::new(),
            of_article: false,
        }))
    }

    /// "Centre < University": the centre that is part of the university, each found or made.
    pub(super) fn organization_path(
        &mut self,
        path: &At<String>,
    ) -> Result<Option<Ref>, NamesError> {
        let names: Vec<&str> = path.value.split(" < ").map(str::trim).collect();
        if names.iter().any(|name| name.is_empty()) {
            self.problems.push(Problem::new(
                path.place,
                format!(
                    "“{}” has an empty name: write Centre < University",
                    path.value
                ),
            ));
            return Ok(None);
        }
        let mut parent: Option<Ref> = None;
        let last = names.len() - 1;
        for (at, name) in names.iter().rev().enumerate() {
            let found = self.organization(name, parent.as_ref(), path.place)?;
            let Some(found) = found else { return Ok(None) };
            if at == last {
                return Ok(Some(found));
            }
            parent = Some(found);
        }
        Ok(parent)
    }

    fn organization(
        &mut self,
        name: &str,
        parent: Option<&Ref>,
        place: Place,
    ) -> Result<Option<Ref>, NamesError> {
        let kind = Kind::Organization;
        let local = self
            .own_sheet()
            .tables
            .iter()
            .position(|table| table.kind == kind && table.local == name);
        if let Some(at) = local {
            self.used[at] = true;
            return self.table((self.own, at));
        }
        let parent_field = kind.noun().field("parent");
        // Under a parent, a name means the organization of that parent: every university has a human resources office.
        let mut found: Vec<Ref> = Vec::new();
        for known in self.names.find(kind, name)? {
            let fits = match parent {
                None => true,
                Some(Ref::Known(parent)) => {
                    // A key or an alias means one record, whatever it is part of.
                    known.name != name || self.names.parent(&known)? == Some(parent.id)
                }
                Some(Ref::New(_)) => false,
            };
            if fits {
                found.push(Ref::Known(Box::new(known)));
            }
        }
        // Above nothing, the one that is part of nothing is meant.
        if parent.is_none() && found.len() > 1 {
            let mut roots = Vec::new();
            for one in &found {
                if let Ref::Known(known) = one
                    && self.names.parent(known)?.is_none()
                {
                    roots.push(one.clone());
                }
            }
            if roots.len() == 1 {
                found = roots;
            }
        }
        for (at, new) in self.new_records.iter().enumerate() {
            let own_parent = new.fields.iter().find_map(|(field, value)| match value {
                FieldRef::Record(record) if field.name == "parent" => Some(record),
                _ => None,
            });
            if new.kind == kind && new.name == name && (parent.is_none() || own_parent == parent) {
                found.push(Ref::New(at));
            }
        }
        match found.as_slice() {
            [one] => Ok(Some(one.clone())),
            [] => {
                let mut fields = Vec::new();
                if let Some(field) = kind.noun().field("name") {
                    fields.push((field, FieldRef::Text(name.to_owned())));
                }
                if let (Some(field), Some(parent)) = (parent_field, parent) {
                    fields.push((field, FieldRef::Record(parent.clone())));
                }
                Ok(Some(self.push(NewRecord {
                    kind,
                    key: None,
                    name: name.to_owned(),
                    fields,
                    aliases: Vec::new(),
                    labels: Vec::new(),
                    of_article: false,
                })))
            }
            several => {
                self.problems.push(Problem::new(
                    place,
                    format!(
                        "“{name}” means {} organizations: write the one meant as {name} < its parent, or its key",
                        several.len()
                    ),
                ));
                Ok(None)
            }
        }
    }

    /// A proposition by key, or by a whole sentence with #topic, which is found or made.
    pub(super) fn proposition(&mut self, words: &At<String>) -> Result<Option<Ref>, NamesError> {
        let text = words.value.trim();
        if !text.contains(char::is_whitespace) {
            return self.reference(Kind::Proposition, words);
        }
        let (sentence, topic) = split_topic(text);
        let memo = (Kind::Proposition, sentence.to_owned());
        if let Some(Some(known)) = self.memo.get(&memo) {
            return Ok(Some(known.clone()));
        }
        // Nowhere to be found is no problem of a whole sentence, so what is near is not looked for.
        match self.look_up(Kind::Proposition, sentence, words.place)? {
            Sought::Found(found) => {
                self.memo.insert(memo, Some(found.clone()));
                return Ok(Some(found));
            }
            Sought::Refused => return Ok(None),
            Sought::Nowhere => {}
        }
        let noun = Kind::Proposition.noun();
        let mut fields = Vec::new();
        if let Some(field) = noun.field("text") {
            fields.push((field, FieldRef::Text(sentence.to_owned())));
        }
        match (topic, noun.field("topic")) {
            (Some(topic), Some(field)) => {
                let topic = At {
                    value: topic.to_owned(),
                    place: words.place,
                };
                if let Some(topic) = self.reference(Kind::Topic, &topic)? {
                    fields.push((field, FieldRef::Record(topic)));
                }
            }
            _ => self.default_topic(self.own, Kind::Proposition, &mut fields)?,
        }
        let new = self.push(NewRecord {
            kind: Kind::Proposition,
            key: None,
            name: sentence.to_owned(),
            fields,
            aliases: Vec::new(),
            labels: Vec::new(),
            of_article: false,
        });
        self.memo.insert(memo, Some(new.clone()));
        Ok(Some(new))
    }

    /// The proposition that `in` or `supports` names, where a row has resolved it already.
    pub(super) fn known_proposition(&mut self, words: &At<String>) -> Option<Ref> {
        let (sentence, _) = split_topic(words.value.trim());
        match self.memo.get(&(Kind::Proposition, sentence.to_owned())) {
            Some(Some(known)) => Some(known.clone()),
            _ => {
                let rows = self.own_sheet().rows.iter();
                let known: Vec<String> = rows
                    .flat_map(|row| row.props.iter().map(|prop| prop.value.clone()))
                    .collect();
                self.problems.push(Problem {
                    place: words.place,
                    message: format!("no row of this sheet has the proposition “{}”", words.value),
                    nearest: nearest(&words.value, known.iter().map(String::as_str), 3)
                        .into_iter()
                        .map(str::to_owned)
                        .collect(),
                });
                None
            }
        }
    }
}

/// Whether a table can make a record, not only speak of one.
fn defines(table: &RecordTable) -> bool {
    matches!(table.kind, Kind::Outlet | Kind::Topic)
        || table.field(table.kind.noun().title).is_some()
}

/// Speakers, organizations and outlets get their key from the full name; a table of the other kinds is named by its key.
fn key_is_made_from_name(kind: Kind) -> bool {
    matches!(kind, Kind::Speaker | Kind::Organization | Kind::Outlet)
}

/// Splits "A whole sentence #topic".
fn split_topic(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once(" #") {
        Some((sentence, topic)) if !topic.is_empty() && !topic.contains(char::is_whitespace) => {
            (sentence.trim_end(), Some(topic))
        }
        _ => (text, None),
    }
}
