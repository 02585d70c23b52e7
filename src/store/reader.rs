//! Reading: SQL with named parameters and domain values in, typed rows out; no type of the engine shows.

use std::cell::Cell;
use std::collections::BTreeMap;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Statement, ToSql};

use super::error::{Result, StoreError};

/// A value that goes into SQL.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number or an id.
    Integer(i64),
    /// A measured number.
    Real(f64),
    /// Text.
    Text(String),
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Integer(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Real(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Integer(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(value)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

impl Value {
    /// A list as a JSON array, for `IN (SELECT value FROM json_each(:name))`.
    pub fn list<T: serde::Serialize>(items: &[T]) -> Value {
        Value::Text(serde_json::to_string(items).unwrap_or_else(|_| String::from("[]")))
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(value) => ValueRef::Integer(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
        }))
    }
}

/// One row of a result; columns are read by name.
pub struct Row<'a> {
    row: &'a rusqlite::Row<'a>,
    columns: &'a Columns,
}

/// The names of a result's columns. Rows are mostly read in the order of the columns, so the search for a name begins behind the last
/// one found: over a million rows, looking each name up from the first column on took longer than the query.
struct Columns {
    names: Vec<String>,
    next: Cell<usize>,
}

impl Columns {
    fn of(statement: &Statement<'_>) -> Columns {
        Columns {
            names: statement.column_names().map(str::to_owned).collect(),
            next: Cell::new(0),
        }
    }

    fn place(&self, column: &str) -> Result<usize> {
        let start = self.next.get();
        let (before, from) = self.names.split_at(start.min(self.names.len()));
        let place = match from.iter().position(|name| name == column) {
            Some(place) => start + place,
            None => before
                .iter()
                .position(|name| name == column)
                .ok_or_else(|| StoreError::Sql {
                    reason: format!("the result has no column {column}"),
                })?,
        };
        self.next.set(place + 1);
        Ok(place)
    }
}

impl Row<'_> {
    fn get<T: rusqlite::types::FromSql>(&self, column: &str) -> Result<T> {
        Ok(self.row.get(self.columns.place(column)?)?)
    }

    /// Calls `read` with a column's text, or with `None` where it is NULL, without copying it.
    ///
    /// # Errors
    /// When there is no such column or it holds something else, or what `read` returns.
    pub fn with_text<T>(
        &self,
        column: &str,
        read: impl FnOnce(Option<&str>) -> Result<T>,
    ) -> Result<T> {
        let value = self.row.get_ref(self.columns.place(column)?)?;
        read(value.as_str_or_null().map_err(rusqlite::Error::from)?)
    }

    /// A column that may be NULL as a whole number.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn optional_integer(&self, column: &str) -> Result<Option<i64>> {
        self.get(column)
    }

    /// A column as a whole number.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn integer(&self, column: &str) -> Result<i64> {
        self.get(column)
    }

    /// A column of 0 and 1.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.integer(column)? != 0)
    }

    /// A column that may be NULL as a measured number.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn optional_real(&self, column: &str) -> Result<Option<f64>> {
        self.get(column)
    }

    /// A column as text.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn text(&self, column: &str) -> Result<String> {
        self.get(column)
    }

    /// A column that may be NULL as text.
    ///
    /// # Errors
    /// When there is no such column or it holds something else.
    pub fn optional_text(&self, column: &str) -> Result<Option<String>> {
        self.get(column)
    }

    /// A column parsed into a type with one text form.
    ///
    /// # Errors
    /// When there is no such column, or the text is not of the type (the book was written by something else).
    pub fn parsed<T: std::str::FromStr>(&self, column: &str) -> Result<T>
    where
        T::Err: std::fmt::Display,
    {
        self.with_text(column, |text| {
            parse_stored(column, text.unwrap_or_default())
        })
    }

    /// A column that may be NULL, parsed into a type with one text form.
    ///
    /// # Errors
    /// When there is no such column, or the text is not of the type.
    pub fn optional_parsed<T: std::str::FromStr>(&self, column: &str) -> Result<Option<T>>
    where
        T::Err: std::fmt::Display,
    {
        self.with_text(column, |text| {
            text.map(|text| parse_stored(column, text)).transpose()
        })
    }

    pub(super) fn value(&self, column: &str) -> Result<Value> {
        use rusqlite::types::Value as Sql;
        Ok(match self.get::<Sql>(column)? {
            Sql::Null => Value::Null,
            Sql::Integer(value) => Value::Integer(value),
            Sql::Real(value) => Value::Real(value),
            Sql::Text(value) => Value::Text(value),
            Sql::Blob(_) => {
                return Err(StoreError::Sql {
                    reason: format!("{column} holds bytes, not text"),
                });
            }
        })
    }
}

fn parse_stored<T: std::str::FromStr>(column: &str, text: &str) -> Result<T>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| StoreError::Corrupt {
        reason: format!("{column} holds “{text}”: {error}"),
    })
}

/// A view of a book for reading. Within one [`Book::read`](super::Book::read) everything it sees is of one moment.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub(super) connection: &'a Connection,
}

/// Named parameters: the name without its colon, and the value.
pub type Parameters<'p> = &'p [(&'p str, Value)];

impl<'a> Reader<'a> {
    /// Runs `sql` and returns what `row` makes of each of its rows, in order. Parameters that the SQL does not name are left out, so
    /// that one set of filters can serve many queries.
    ///
    /// # Errors
    /// When the SQL fails, a parameter it names is not given, or `row` fails.
    pub fn rows<T>(
        &self,
        sql: &str,
        parameters: Parameters<'_>,
        mut row: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, parameters)?;
        let columns = Columns::of(&statement);
        let mut rows = statement.raw_query();
        let mut all = Vec::new();
        while let Some(next) = rows.next()? {
            all.push(row(&Row {
                row: next,
                columns: &columns,
            })?);
        }
        Ok(all)
    }

    /// Runs `sql` and returns what `row` makes of its first row, or `None` without rows.
    ///
    /// # Errors
    /// As [`Reader::rows`].
    pub fn first<T>(
        &self,
        sql: &str,
        parameters: Parameters<'_>,
        row: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, parameters)?;
        let columns = Columns::of(&statement);
        let mut rows = statement.raw_query();
        match rows.next()? {
            Some(next) => Ok(Some(row(&Row {
                row: next,
                columns: &columns,
            })?)),
            None => Ok(None),
        }
    }

    /// Runs `sql`, which gives one number.
    ///
    /// # Errors
    /// As [`Reader::rows`].
    pub fn count(&self, sql: &str, parameters: Parameters<'_>) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, parameters)?;
        let mut rows = statement.raw_query();
        match rows.next()? {
            Some(row) => Ok(row.get(0)?),
            None => Ok(0),
        }
    }

    /// Runs `sql`, which gives one number a row, and returns the numbers in order.
    ///
    /// # Errors
    /// As [`Reader::rows`].
    pub fn numbers(&self, sql: &str, parameters: Parameters<'_>) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, parameters)?;
        let mut rows = statement.raw_query();
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            numbers.push(row.get(0)?);
        }
        Ok(numbers)
    }

    /// How many rows each table holds, by name; the tables of the journal included, the full-text indexes not.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn table_counts(&self) -> Result<BTreeMap<String, i64>> {
        let names = self.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
            &[],
            |row| row.text("name"),
        )?;
        let mut counts = BTreeMap::new();
        for name in names {
            let count = self.count(&format!("SELECT count(*) FROM \"{name}\""), &[])?;
            counts.insert(name, count);
        }
        Ok(counts)
    }

    pub(super) fn exists(&self, sql: &str, id: i64) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row([id], |_| Ok(())).optional()?.is_some())
    }
}

/// Binds the parameters that the statement names.
/// Binds values to a statement's parameters, which have no names, in their order.
pub(super) fn bind_in_order<'v>(
    statement: &mut Statement<'_>,
    values: impl Iterator<Item = &'v Value>,
) -> Result<()> {
    for (index, value) in (1..).zip(values) {
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

pub(super) fn bind(statement: &mut Statement<'_>, parameters: Parameters<'_>) -> Result<()> {
    for index in 1..=statement.parameter_count() {
        let name = statement
            .parameter_name(index)
            .map_or("", |name| name.trim_start_matches([':', '@', '$']));
        // Most callers give the parameters in the order in which the statement names them.
        let given = match parameters.get(index - 1) {
            Some((given, value)) if *given == name => Some(value),
            _ => parameters
                .iter()
                .find(|(given, _)| *given == name)
                .map(|(_, value)| value),
        };
        let Some(value) = given else {
            return Err(StoreError::Sql {
                reason: format!("no value for parameter {name}"),
            });
        };
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}
