//! Rows that both books have, field by field: what only the other book changed is taken, what both changed to different values is a
//! conflict. Rows that have no common state before (they say the same, and have another uid) are filled where they are empty here.

use std::collections::BTreeMap;

use super::super::error::Result;
use super::super::reader::{Reader, Value};
use super::super::schema;
use super::carry::{Merge, insert_sql};
use super::history::History;
use super::tables::{QUIET, SETS, Shape, Shapes, TABLES, Unit};

/// What both books did since the last state that both know.
pub(super) struct Histories {
    pub(super) ours: History,
    pub(super) theirs: History,
}

/// What a field of a row holds: its columns, and the rows of its lists without their ids and owners, sorted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(super) columns: Vec<Value>,
    pub(super) lists: Vec<Vec<Vec<Value>>>,
}

impl Held {
    fn is_empty(&self, unit: &Unit) -> bool {
        let no_guess =
            |column: &str, value: &Value| column.ends_with("_guess") && *value == Value::Integer(0);
        self.lists.iter().all(Vec::is_empty)
            && self
                .columns
                .iter()
                .zip(&unit.columns)
                .all(|(value, column)| *value == Value::Null || no_guess(column, value))
    }
}

/// What is to be done with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Keep,
    Fill,
    Take,
    Conflict,
}

/// A row that both books have.
#[derive(Clone, Copy)]
struct Both {
    table: &'static str,
    there: i64,
    here: i64,
    /// Known to be the same only from now on.
    joined: bool,
}

/// The columns of a list by which two of its rows are the same. The role in which somebody speaks follows from the introductions.
pub(super) fn list_columns(shape: &Shape) -> Vec<&str> {
    let owners: Vec<&str> = schema::CHILDREN
        .iter()
        .filter(|child| child.table == shape.table)
        .flat_map(|child| child.owners.iter().map(|(column, _)| *column))
        .collect();
    shape
        .columns
        .iter()
        .map(String::as_str)
        .filter(|column| *column != "id" && !owners.contains(column))
        .filter(|column| shape.table != "claim_speaker" || *column != "affiliation")
        .collect()
}

/// The column of a list that holds its owner of this table.
pub(super) fn owner_column(table: &str, list: &str) -> &'static str {
    schema::children_of(table)
        .find(|(child, _)| *child == list)
        .map_or("id", |(_, column)| column)
}

/// Reads what a field of a row holds; references as the book has them.
pub(super) fn held(
    book: Reader<'_>,
    shapes: &Shapes,
    table: &str,
    id: i64,
    unit: &Unit,
) -> Result<Held> {
    let columns = if unit.columns.is_empty() {
        Vec::new()
    } else {
        let names: Vec<String> = unit
            .columns
            .iter()
            .map(|column| format!("\"{column}\""))
            .collect();
        book.first(
            &format!("SELECT {} FROM {table} WHERE id = :id", names.join(", ")),
            &[("id", Value::Integer(id))],
            |row| {
                unit.columns
                    .iter()
                    .map(|column| row.value(column))
                    .collect()
            },
        )?
        .unwrap_or_default()
    };
    let mut lists = Vec::new();
    for list in &unit.lists {
        let columns = list_columns(shapes.of(list));
        let mut rows = book.rows(
            &format!(
                "SELECT * FROM {list} WHERE \"{}\" = :id",
                owner_column(table, list)
            ),
            &[("id", Value::Integer(id))],
            |row| {
                columns
                    .iter()
                    .map(|column| row.value(column))
                    .collect::<Result<Vec<_>>>()
            },
        )?;
        sort(&mut rows);
        lists.push(rows);
    }
    Ok(Held { columns, lists })
}

fn sort(rows: &mut [Vec<Value>]) {
    // Any order will do that is the same on both sides.
    rows.sort_by_cached_key(|row| format!("{row:?}"));
}

impl Merge<'_, '_> {
    /// Merges every row that both books have and that the other one changed, or that was joined just now.
    pub(super) fn merge_fields(&mut self, histories: &Histories) -> Result<()> {
        for table in TABLES {
            let pairs = self.pairing.of(table);
            let mut rows: Vec<i64> = pairs.joined.iter().copied().collect();
            rows.extend(histories.theirs.rows_of(table).filter(|there| {
                pairs.here.contains_key(there)
                    && !pairs.new.contains(there)
                    && !pairs.joined.contains(there)
            }));
            let mut steps: BTreeMap<Step, usize> = BTreeMap::new();
            let units = self.shapes.units(table);
            for there in rows {
                let both = Both {
                    table,
                    there,
                    here: pairs.here[&there],
                    joined: pairs.joined.contains(&there),
                };
                let mut most = Step::Keep;
                for unit in &units {
                    most = most.max(self.merge_unit(both, unit, histories)?);
                }
                *steps.entry(most).or_default() += 1;
                if table == "claim" && (both.joined || most > Step::Keep) {
                    self.derive_in_coding_of(both.here)?;
                }
            }
            let of = |step: Step| steps.get(&step).copied().unwrap_or(0);
            let known = pairs.here.len() - pairs.new.len();
            let count = self.plan.count(table);
            count.filled = of(Step::Fill);
            count.changed = of(Step::Take);
            count.conflicting = of(Step::Conflict);
            count.same = known - count.filled - count.changed - count.conflicting;
            count.deleted = pairs.left.len();
        }
        Ok(())
    }

    fn derive_in_coding_of(&mut self, claim: i64) -> Result<()> {
        let coding = self.writer.reader().first(
            "SELECT coding FROM claim WHERE id = :id",
            &[("id", Value::Integer(claim))],
            |row| row.integer("coding"),
        )?;
        self.codings.extend(coding);
        Ok(())
    }

    fn merge_unit(&mut self, both: Both, unit: &Unit, histories: &Histories) -> Result<Step> {
        if let [list] = unit.lists.as_slice()
            && unit.columns.is_empty()
            && SETS.contains(list)
        {
            return self.merge_set(both, list, histories);
        }
        let quiet = unit
            .columns
            .iter()
            .any(|column| QUIET.contains(&column.as_str()));
        if quiet && both.joined {
            return Ok(Step::Keep);
        }
        let changed_there = self.has_changed(both, unit, &histories.theirs, both.there)?;
        if !both.joined && !changed_there {
            return Ok(Step::Keep);
        }
        let ours = held(
            self.writer.reader(),
            self.shapes,
            both.table,
            both.here,
            unit,
        )?;
        let Some(theirs) = self.held_there(both, unit)? else {
            return Ok(Step::Keep);
        };
        if ours == theirs {
            return Ok(Step::Keep);
        }
        let step = if both.joined {
            if theirs.is_empty(unit) {
                Step::Keep
            } else if ours.is_empty(unit) {
                Step::Fill
            } else {
                Step::Conflict
            }
        } else {
            let changed_here =
                histories_differ(&histories.ours, both.table, both.here, unit, &ours);
            let old_there = self.old_there(both, unit, &histories.theirs, &theirs);
            let old_here = old(&histories.ours, both.table, both.here, unit, &ours);
            if !changed_here || (unit.lists.is_empty() && old_there.as_ref() == Some(&ours.columns))
            {
                if ours.is_empty(unit) {
                    Step::Fill
                } else {
                    Step::Take
                }
            } else if unit.lists.is_empty() && old_here == theirs.columns {
                Step::Keep
            } else {
                Step::Conflict
            }
        };
        match step {
            Step::Keep => Ok(Step::Keep),
            Step::Conflict if quiet => Ok(Step::Keep),
            Step::Fill | Step::Take if unit.columns == ["key"] => {
                self.take_key(both, &theirs, step)
            }
            Step::Fill | Step::Take if unit.columns == ["number"] => Ok(Step::Keep),
            Step::Fill | Step::Take => {
                if self
                    .writer
                    .write_unit(self.shapes, both.table, both.here, unit, &theirs)?
                {
                    return Ok(step);
                }
                if quiet {
                    return Ok(Step::Keep);
                }
                self.keep_conflict(both.table, both.here, unit, &ours, &theirs)
            }
            Step::Conflict => self.keep_conflict(both.table, both.here, unit, &ours, &theirs),
        }
    }

    /// Whether the book that `history` is of changed this field of its row `row`, in effect.
    fn has_changed(&self, both: Both, unit: &Unit, history: &History, row: i64) -> Result<bool> {
        if unit
            .lists
            .iter()
            .any(|list| history.list(both.table, row, list).is_some())
        {
            return Ok(true);
        }
        if !unit
            .columns
            .iter()
            .any(|column| history.first_old(both.table, row, column).is_some())
        {
            return Ok(false);
        }
        let now = held(self.theirs, self.shapes, both.table, row, unit)?;
        Ok(histories_differ(history, both.table, row, unit, &now))
    }

    /// What the field holds there, with references as this book has them; `None` where one of them is not here.
    fn held_there(&mut self, both: Both, unit: &Unit) -> Result<Option<Held>> {
        let held = held(self.theirs, self.shapes, both.table, both.there, unit)?;
        let shape = self.shapes.of(both.table);
        let mut columns = Vec::new();
        for (column, value) in unit.columns.iter().zip(held.columns) {
            let here = match (shape.refers_to(column), &value) {
                (Some("content"), Value::Integer(content)) => {
                    Value::Integer(self.content(*content)?)
                }
                (refers_to, value) => match self.pairing.value(refers_to, value) {
                    Some(here) => here,
                    None => return Ok(None),
                },
            };
            columns.push(here);
        }
        if unit.columns == ["as_logged"] {
            let sql = match both.table {
                "claim" => "SELECT as_logged, article FROM claim WHERE id = :id".to_owned(),
                table => format!("SELECT as_logged FROM {table} WHERE id = :id"),
            };
            let theirs = self.theirs;
            let base = theirs.first(&sql, &[("id", Value::Integer(both.there))], |row| {
                self.as_logged(both.table, row)
            })?;
            columns = base.into_iter().collect();
        }
        let mut lists = Vec::new();
        for (list, rows) in unit.lists.iter().zip(held.lists) {
            let shape = self.shapes.of(list);
            let names = list_columns(shape);
            let mut mapped = Vec::new();
            for row in rows {
                // A row that refers to what was deleted here does not come in.
                let row: Option<Vec<Value>> = names
                    .iter()
                    .zip(&row)
                    .map(|(column, value)| self.pairing.value(shape.refers_to(column), value))
                    .collect();
                mapped.extend(row);
            }
            sort(&mut mapped);
            lists.push(mapped);
        }
        Ok(Some(Held { columns, lists }))
    }

    /// The columns that the field had there before the first change that this book does not know, as this book has them.
    fn old_there(
        &self,
        both: Both,
        unit: &Unit,
        history: &History,
        now: &Held,
    ) -> Option<Vec<Value>> {
        let shape = self.shapes.of(both.table);
        unit.columns
            .iter()
            .zip(&now.columns)
            .map(
                |(column, now)| match history.first_old(both.table, both.there, column) {
                    Some(old) => self.pairing.value(shape.refers_to(column), old),
                    None => Some(now.clone()),
                },
            )
            .collect()
    }

    fn take_key(&mut self, both: Both, theirs: &Held, step: Step) -> Result<Step> {
        let Some(kind) = crate::domain::record::Kind::from_noun(both.table) else {
            return Ok(Step::Keep);
        };
        let Some(Value::Text(key)) = theirs.columns.first() else {
            return Ok(Step::Keep);
        };
        if !self.keys.entry(kind).or_default().insert(key.clone()) {
            return Ok(Step::Keep);
        }
        let before = self.writer.reader().known(kind, both.here)?.key;
        self.writer
            .update(kind, both.here, vec![("key", Value::from(key.as_str()))])?;
        self.writer.keep_key(kind, both.here, &before)?;
        Ok(step)
    }

    /// Aliases, labels and the like: what either side added is there, what the other one took out since goes.
    fn merge_set(&mut self, both: Both, list: &'static str, histories: &Histories) -> Result<Step> {
        let gone_there = histories.theirs.list(both.table, both.there, list);
        if !both.joined && gone_there.is_none() {
            return Ok(Step::Keep);
        }
        let unit = Unit {
            name: list.to_owned(),
            columns: Vec::new(),
            lists: vec![list],
        };
        let shape = self.shapes.of(list);
        let names = list_columns(shape);
        let ours = held(
            self.writer.reader(),
            self.shapes,
            both.table,
            both.here,
            &unit,
        )?
        .lists
        .concat();
        let theirs = match self.held_there(both, &unit)? {
            Some(held) => held.lists.concat(),
            None => return Ok(Step::Keep),
        };
        let gone_here: Vec<Vec<Value>> = match histories.ours.list(both.table, both.here, list) {
            Some(rows) if !both.joined => rows.iter().map(|row| in_order(&names, row)).collect(),
            _ => Vec::new(),
        };
        let owner = owner_column(both.table, list);
        let mut columns = names.clone();
        columns.push(owner);
        let insert = insert_sql("INSERT OR IGNORE", list, columns.iter().copied());
        let mut step = Step::Keep;
        for row in &theirs {
            if ours.contains(row) || gone_here.contains(row) {
                continue;
            }
            let mut values: Vec<(&str, Value)> =
                names.iter().copied().zip(row.iter().cloned()).collect();
            values.push((owner, Value::Integer(both.here)));
            if self.writer.run(&insert, &values)? > 0 {
                step = step.max(Step::Fill);
            }
        }
        for row in gone_there
            .unwrap_or_default()
            .iter()
            .filter(|_| !both.joined)
        {
            let row: Option<Vec<Value>> = names
                .iter()
                .zip(in_order(&names, row))
                .map(|(column, value)| self.pairing.value(shape.refers_to(column), &value))
                .collect();
            let Some(row) = row.filter(|row| ours.contains(row) && !theirs.contains(row)) else {
                continue;
            };
            let same: Vec<String> = names
                .iter()
                .map(|column| format!("\"{column}\" IS :{column}"))
                .collect();
            let mut values: Vec<(&str, Value)> = names.iter().copied().zip(row).collect();
            values.push((owner, Value::Integer(both.here)));
            self.writer.run(
                &format!(
                    "DELETE FROM {list} WHERE {} AND \"{owner}\" = :{owner}",
                    same.join(" AND ")
                ),
                &values,
            )?;
            step = Step::Take;
        }
        Ok(step)
    }
}

fn in_order(names: &[&str], row: &BTreeMap<String, Value>) -> Vec<Value> {
    names
        .iter()
        .map(|name| row.get(*name).cloned().unwrap_or(Value::Null))
        .collect()
}

/// The columns that a field had before the first change of a history.
fn old(history: &History, table: &'static str, row: i64, unit: &Unit, now: &Held) -> Vec<Value> {
    unit.columns
        .iter()
        .zip(&now.columns)
        .map(|(column, now)| history.first_old(table, row, column).unwrap_or(now).clone())
        .collect()
}

/// Whether a field is another one now than before the first change of a history.
fn histories_differ(
    history: &History,
    table: &'static str,
    row: i64,
    unit: &Unit,
    now: &Held,
) -> bool {
    old(history, table, row, unit, now) != now.columns
        || unit
            .lists
            .iter()
            .any(|list| history.list(table, row, list).is_some())
}
