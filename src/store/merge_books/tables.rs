//! What a merge must know of the schema: which tables have rows that two books may share, which rows are their own, which fields of
//! them are one thing. Columns and foreign keys are read from the schema itself.

use std::collections::BTreeMap;

use super::super::error::Result;
use super::super::reader::{Reader, Value};
use super::super::schema;

/// The tables whose rows have a uid that two books may share, each after those by which its rows are recognised.
pub(super) const TABLES: [&str; 14] = [
    "topic",
    "organization",
    "outlet",
    "event",
    "proposition",
    "article",
    "speaker",
    "affiliation",
    "article_version",
    "coding",
    "introduction",
    "reported_fact",
    "claim",
    "decision",
];

/// Journaled tables that a merge does not carry over row by row: it writes `former_key` by its own rule, and the others are its own
/// memory of one book.
#[cfg(test)]
const NOT_CARRIED: [&str; 5] = [
    "former_key",
    "merged_book",
    "merged_operation",
    "merged_uid",
    "conflict",
];

/// Rows that a record holds in no order: two books' additions stand side by side, so they never conflict.
pub(super) const SETS: [&str; 4] = ["alias", "label", "article_event", "claim_link"];

/// Columns over which nobody needs to decide: this book's stays. They follow from other fields, or say how this book came by the row.
pub(super) const QUIET: [&str; 8] = [
    "key",
    "number",
    "as_logged",
    "block",
    "length_cp",
    "retrieved_at",
    "media_type",
    "raw_content",
];

/// Columns and rows that mean something only together, so that they are taken or kept together; the first column names them.
const TOGETHER: [(&str, &[&str], &[&str]); 4] = [
    ("claim", &["voice", "voice_guess"], &[]),
    ("claim", &["stance", "stance_guess"], &[]),
    ("reported_fact", &["value", "kind"], &["figure"]),
    ("speaker", &["kind", "article"], &[]),
];

/// By which column a row belongs to another: where that one is gone, it is gone too.
pub(super) const OWNED_BY: [(&str, &str, &str); 7] = [
    ("speaker", "article", "article"),
    ("affiliation", "speaker", "speaker"),
    ("article_version", "article", "article"),
    ("coding", "article", "article"),
    ("introduction", "coding", "coding"),
    ("reported_fact", "coding", "coding"),
    ("claim", "coding", "coding"),
];

/// One thing of a row that is compared, taken or kept as a whole.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The first column, else the table.
    pub(super) name: String,
    /// Columns of the row.
    pub(super) columns: Vec<String>,
    /// Tables of rows that belong to it.
    pub(super) lists: Vec<&'static str>,
}

/// A table as the schema has it.
#[derive(Debug)]
pub(super) struct Shape {
    /// Its name.
    pub(super) table: &'static str,
    /// Its columns, in order; `id` is the first.
    pub(super) columns: Vec<String>,
    /// Which columns refer to which table.
    pub(super) references: BTreeMap<String, String>,
}

impl Shape {
    fn read(reader: Reader<'_>, table: &'static str) -> Result<Shape> {
        let references = reader.rows(
            "SELECT \"from\" AS own, \"table\" AS other FROM pragma_foreign_key_list(:table)",
            &[("table", Value::from(table))],
            |row| Ok((row.text("own")?, row.text("other")?)),
        )?;
        Ok(Shape {
            table,
            columns: schema::columns_of(reader.connection, table)?,
            references: references.into_iter().collect(),
        })
    }

    /// The table that a column refers to.
    pub(super) fn refers_to(&self, column: &str) -> Option<&str> {
        self.references.get(column).map(String::as_str)
    }
}

/// All tables that a merge reads and writes, by name.
pub(super) struct Shapes(BTreeMap<&'static str, Shape>);

impl Shapes {
    pub(super) fn read(reader: Reader<'_>) -> Result<Shapes> {
        let mut shapes = BTreeMap::new();
        let children = schema::CHILDREN
            .iter()
            .map(|child| child.table)
            .filter(|child| *child != "merged_operation");
        for table in TABLES.into_iter().chain(children) {
            shapes.insert(table, Shape::read(reader, table)?);
        }
        Ok(Shapes(shapes))
    }

    pub(super) fn of(&self, table: &str) -> &Shape {
        self.0
            .get(table)
            .expect("only tables of TABLES and CHILDREN are asked for, and all of them were read")
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Shape> {
        self.0.values()
    }

    /// What of a row of `table` is compared, in the order of its columns, then its own rows.
    pub(super) fn units(&self, table: &'static str) -> Vec<Unit> {
        let shape = self.of(table);
        let owner = |column: &str| {
            // A role goes over to the speaker into whom its own was merged; else a row never changes hands.
            OWNED_BY
                .iter()
                .any(|(own, by, _)| *own == table && *by == column && *own != "affiliation")
                || (table == "claim" && column == "article")
                || (table == "decision" && ["kind", "left_uid", "right_uid"].contains(&column))
        };
        let mut units: Vec<Unit> = TOGETHER
            .iter()
            .filter(|(of, ..)| *of == table)
            .map(|(_, columns, lists)| Unit {
                name: columns[0].to_owned(),
                columns: columns.iter().map(|column| (*column).to_owned()).collect(),
                lists: lists.to_vec(),
            })
            .collect();
        for column in &shape.columns {
            let known = units.iter().any(|unit| unit.columns.contains(column));
            if known || column == "id" || column == "uid" || owner(column) {
                continue;
            }
            units.push(Unit {
                name: column.clone(),
                columns: vec![column.clone()],
                lists: Vec::new(),
            });
        }
        for (child, _) in schema::children_of(table) {
            if !units.iter().any(|unit| unit.lists.contains(&child)) {
                units.push(Unit {
                    name: child.to_owned(),
                    columns: Vec::new(),
                    lists: vec![child],
                });
            }
        }
        units
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::book::Book;
    use super::*;

    #[test]
    fn every_journaled_table_is_carried_or_named_as_not() {
        let book = Book::in_memory().expect("memory");
        let mut known: Vec<&str> = TABLES.into_iter().chain(NOT_CARRIED).collect();
        known.extend(
            schema::CHILDREN
                .iter()
                .map(|child| child.table)
                .filter(|table| !NOT_CARRIED.contains(table)),
        );
        known.sort_unstable();
        assert_eq!(
            schema::journaled_tables(&book.connection).expect("tables"),
            known
        );
    }

    #[test]
    fn every_column_of_a_carried_table_is_in_one_unit_or_says_whose_the_row_is() {
        let book = Book::in_memory().expect("memory");
        let shapes = Shapes::read(book.reader()).expect("read");
        for table in TABLES {
            let mut seen: Vec<String> = shapes
                .units(table)
                .into_iter()
                .flat_map(|unit| unit.columns)
                .collect();
            seen.sort();
            let count = seen.len();
            seen.dedup();
            assert_eq!(count, seen.len(), "{table}");
            let columns = &shapes.of(table).columns;
            assert!(
                seen.iter().all(|column| columns.contains(column)),
                "{table}"
            );
        }
    }
}
