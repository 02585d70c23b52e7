//! A question in SQL from outside: one statement that reads, its rows handed on one by one.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error as SqliteError, ErrorCode, Statement};

use super::book::Book;
use super::error::StoreError;
use super::reader::Value;
use super::schema::journaled_tables;
use super::views::views_of;
use crate::domain::nearest::nearest;

/// How many near names are proposed.
const MOST_NEAREST: usize = 3;

/// Pragmas that only describe the schema; and what FTS5 asks by itself to know whether its index has changed.
const DESCRIBING_PRAGMAS: &[&str] = &[
    "data_version",
    "foreign_key_list",
    "index_info",
    "index_list",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// Functions that reach outside the book.
const REFUSED_FUNCTIONS: &[&str] = &["fts3_tokenizer", "load_extension"];

/// Why a query was not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// There is no statement.
    #[error("the query is empty")]
    Empty,
    /// There is another statement after the first.
    #[error("there is more than one statement")]
    Several,
    /// It does something other than reading.
    #[error("a query only reads: {what} is refused")]
    Refused {
        /// What it would do, in the words of SQL.
        what: String,
    },
    /// SQLite does not understand it, or could not compute it.
    #[error("{message}")]
    Wrong {
        /// What SQLite says.
        message: String,
        /// Where in the query, in bytes.
        at: Option<usize>,
        /// The known names that are most like one that it does not know.
        nearest: Vec<String>,
    },
    /// It names a parameter that was not given.
    #[error("the parameter :{name} has no value")]
    NoValue {
        /// Its name, without the colon.
        name: String,
    },
    /// A parameter was given that it does not name.
    #[error("the query has no parameter :{name}")]
    NoParameter {
        /// Its name, without the colon.
        name: String,
        /// The names that it has.
        known: Vec<String>,
    },
    /// It has a parameter without a name.
    #[error("a parameter of the query has no name")]
    Unnamed,
    /// The book could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Book {
    /// Answers one statement that reads: `begin` gets the names of its columns, each another, and `row` what `begin` returned and the
    /// values of one row; so a result of any size takes the memory of a row. Bytes come as hexadecimal text. What the statement would
    /// write is refused before it runs. Text stands in single quotes: a name in double quotes that is none is an error, never a text.
    ///
    /// # Errors
    /// [`QueryError`] where the statement is not one that reads, is wrong, or its parameters are not those given; what `begin` and `row`
    /// return. Nothing was changed.
    pub fn query<T, E: From<QueryError>>(
        &mut self,
        sql: &str,
        parameters: &[(String, Value)],
        begin: impl FnOnce(&[String]) -> Result<T, E>,
        row: impl FnMut(&mut T, &[Value]) -> Result<(), E>,
    ) -> Result<T, E> {
        let refused: Arc<Mutex<Option<String>>> = Arc::default();
        prepare_to_ask(&mut self.connection, &refused).map_err(QueryError::from)?;
        let asked = ask(&self.connection, sql, parameters, begin, row);
        stop_asking(&mut self.connection).map_err(QueryError::from)?;
        let what = refused
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match (asked, what) {
            (Err(_), Some(what)) => Err(QueryError::Refused {
                what: refused_word(sql).map_or(what, str::to_uppercase),
            }
            .into()),
            (Err(Asked::Sqlite(error)), None) => Err(self
                .explain(sql, error)
                .unwrap_or_else(QueryError::from)
                .into()),
            (Err(Asked::Query(error)), None) => Err(error.into()),
            (Err(Asked::Caller(error)), None) => Err(error),
            (Ok(value), _) => Ok(value),
        }
    }

    /// Says what is wrong with a statement, where, and what may have been meant.
    fn explain(&self, sql: &str, error: SqliteError) -> Result<QueryError, StoreError> {
        let (message, at) = match error {
            SqliteError::SqlInputError {
                msg,
                sql: part,
                offset,
                ..
            } => {
                // Where the part is the rest, the first statement was right.
                if part.len() < sql.len() {
                    return Ok(QueryError::Several);
                }
                let at = usize::try_from(offset).ok();
                (msg, at.filter(|at| sql.is_char_boundary(*at)))
            }
            SqliteError::MultipleStatement => return Ok(QueryError::Several),
            SqliteError::SqliteFailure(code, Some(message)) if is_of_the_query(code.code) => {
                (message, None)
            }
            error => return Err(error.into()),
        };
        let nearest = self.nearest_names(sql, &message)?;
        Ok(QueryError::Wrong {
            message,
            at,
            nearest,
        })
    }

    /// The views, or columns of views, most like the name that SQLite does not know.
    fn nearest_names(&self, sql: &str, message: &str) -> Result<Vec<String>, StoreError> {
        let views = views_of(&self.connection)?;
        let found = if let Some(name) = message.strip_prefix("no such table: ") {
            let tables = journaled_tables(&self.connection)?;
            let known = views.iter().map(|view| view.name.as_str());
            nearest(
                name,
                known.chain(tables.iter().map(String::as_str)),
                MOST_NEAREST,
            )
            .into_iter()
            .map(str::to_owned)
            .collect()
        } else if let Some(name) = message.strip_prefix("no such column: ") {
            let name = name.split(" - should").next().unwrap_or(name);
            let name = name.rsplit('.').next().unwrap_or(name).trim_matches('"');
            let words: BTreeSet<String> = sql
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .map(str::to_lowercase)
                .collect();
            let named = views.iter().filter(|view| words.contains(&view.name));
            let columns = named.flat_map(|view| &view.columns);
            nearest(
                name,
                columns.map(|column| column.name.as_str()),
                MOST_NEAREST,
            )
            .into_iter()
            .map(str::to_owned)
            .collect()
        } else {
            Vec::new()
        };
        Ok(found)
    }
}

/// What can happen while a statement is asked.
enum Asked<E> {
    Sqlite(SqliteError),
    Query(QueryError),
    Caller(E),
}

impl<E> From<SqliteError> for Asked<E> {
    fn from(error: SqliteError) -> Self {
        Asked::Sqlite(error)
    }
}

impl<E> From<QueryError> for Asked<E> {
    fn from(error: QueryError) -> Self {
        Asked::Query(error)
    }
}

fn prepare_to_ask(
    connection: &mut Connection,
    refused: &Arc<Mutex<Option<String>>>,
) -> Result<(), StoreError> {
    // A sort may be larger than memory.
    connection.execute_batch("PRAGMA temp_store = FILE")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    let refused = Arc::clone(refused);
    connection.authorizer(Some(move |context: AuthContext<'_>| {
        let Some(what) = refusal(&context.action) else {
            return Authorization::Allow;
        };
        let mut refused = refused.lock().unwrap_or_else(PoisonError::into_inner);
        refused.get_or_insert(what);
        Authorization::Deny
    }))?;
    Ok(())
}

fn stop_asking(connection: &mut Connection) -> Result<(), StoreError> {
    connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, true)?;
    connection.execute_batch("PRAGMA temp_store = MEMORY")?;
    Ok(())
}

/// Returns what is refused of an action; `None` for one that only reads.
fn refusal(action: &AuthAction<'_>) -> Option<String> {
    let is_one_of =
        |names: &[&str], name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    Some(match action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => return None,
        AuthAction::Function { function_name } => {
            if !is_one_of(REFUSED_FUNCTIONS, function_name) {
                return None;
            }
            format!("the function {function_name}")
        }
        AuthAction::Pragma { pragma_name, .. } => {
            if is_one_of(DESCRIBING_PRAGMAS, pragma_name) {
                return None;
            }
            format!("PRAGMA {pragma_name}")
        }
        AuthAction::Insert { table_name } => format!("INSERT INTO {table_name}"),
        AuthAction::Update { table_name, .. } => format!("UPDATE {table_name}"),
        AuthAction::Delete { table_name } => format!("DELETE FROM {table_name}"),
        AuthAction::Attach { .. } => String::from("ATTACH"),
        AuthAction::Detach { .. } => String::from("DETACH"),
        AuthAction::Transaction { .. } | AuthAction::Savepoint { .. } => {
            String::from("a transaction of its own")
        }
        _ => String::from("what it does"),
    })
}

/// Returns the first word of a statement where it alone says what is refused.
fn refused_word(sql: &str) -> Option<&str> {
    let mut rest = sql.trim_start();
    while let Some(comment) = rest.strip_prefix("--") {
        rest = comment
            .split_once('\n')
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    let end = rest
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let (word, _) = rest.split_at(end);
    let reads = ["SELECT", "WITH", "VALUES", "EXPLAIN", "PRAGMA", ""];
    (!reads.iter().any(|known| known.eq_ignore_ascii_case(word))).then_some(word)
}

fn ask<T, E>(
    connection: &Connection,
    sql: &str,
    parameters: &[(String, Value)],
    begin: impl FnOnce(&[String]) -> Result<T, E>,
    mut row: impl FnMut(&mut T, &[Value]) -> Result<(), E>,
) -> Result<T, Asked<E>> {
    if let Some(at) = sql.find('\0') {
        // SQLite would take it for the end.
        return Err(QueryError::Wrong {
            message: String::from("a NUL character"),
            at: Some(at),
            nearest: Vec::new(),
        }
        .into());
    }
    let mut statement = connection.prepare(sql)?;
    // What the authorizer is not asked about, such as VACUUM, has no columns or is no reader.
    if statement.column_count() == 0 || !statement.readonly() {
        return Err(match refused_word(sql) {
            Some(word) => QueryError::Refused {
                what: word.to_uppercase(),
            },
            None => QueryError::Empty,
        }
        .into());
    }
    bind(&mut statement, parameters)?;
    let names = unique(statement.column_names());
    let mut told = begin(&names).map_err(Asked::Caller)?;
    let mut values = Vec::with_capacity(names.len());
    let mut rows = statement.raw_query();
    while let Some(next) = rows.next()? {
        values.clear();
        for column in 0..names.len() {
            values.push(value(next.get_ref(column)?));
        }
        row(&mut told, &values).map_err(Asked::Caller)?;
    }
    Ok(told)
}

/// Binds every parameter of the statement; neither may one be missing nor one too many be given.
fn bind<E>(statement: &mut Statement<'_>, parameters: &[(String, Value)]) -> Result<(), Asked<E>> {
    let mut known = Vec::new();
    for index in 1..=statement.parameter_count() {
        let name = statement
            .parameter_name(index)
            .and_then(|name| name.strip_prefix([':', '@', '$']))
            .ok_or(QueryError::Unnamed)?
            .to_owned();
        let value = parameters
            .iter()
            .find_map(|(given, value)| (*given == name).then_some(value));
        let Some(value) = value else {
            return Err(QueryError::NoValue { name }.into());
        };
        statement.raw_bind_parameter(index, value)?;
        known.push(name);
    }
    match parameters.iter().find(|(name, _)| !known.contains(name)) {
        Some((name, _)) => Err(QueryError::NoParameter {
            name: name.clone(),
            known,
        }
        .into()),
        None => Ok(()),
    }
}

/// Returns the names, each that was there before with the next free number behind it: `n`, `n_2`.
fn unique<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .map(|name| {
            let mut free = name.to_owned();
            let mut number = 2;
            while !taken.insert(free.clone()) {
                free = format!("{name}_{number}");
                number += 1;
            }
            free
        })
        .collect()
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(bytes) => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Value::Text(hexadecimal(bytes)),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| DIGITS[usize::from(half)])
        .collect()
}

/// Whether a failure is that of what was asked, not of the book.
fn is_of_the_query(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::Unknown | ErrorCode::TooBig | ErrorCode::TypeMismatch | ErrorCode::ApiMisuse
    )
}

#[cfg(test)]
mod tests;
