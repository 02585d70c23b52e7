//! Any question, in SQL that reads.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Context;
use super::article_file::read_bytes;
use super::error::CliError;
use super::output::OutputArgs;
use crate::render::{Options, RowWriter, digits};
use crate::reports::table::{Cell, CellValue, Column, Row, Table};
use crate::store::{Book, QueryError, Value};

/// The most characters of the query that an error shows.
const SHOWN: usize = 40;

/// Arguments of `sql`.
#[derive(Debug, Args)]
#[command(
    after_help = "`claimbook schema` lists the views and their columns. In SQL text stands in single quotes."
)]
pub(super) struct SqlArgs {
    /// One statement that reads; - is standard input
    #[arg(
        value_name = "QUERY",
        required_unless_present = "file",
        conflicts_with = "file"
    )]
    query: Option<String>,
    /// Read the statement from this file
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Give :NAME in the statement this value; what reads as a number is one
    #[arg(long = "param", value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Answers one statement. CSV, TSV and NDJSON are written row by row, whatever their number.
pub(super) fn sql(context: &Context, args: &SqlArgs) -> Result<(), CliError> {
    let format = args.output.chosen_format()?;
    let query = query(args)?;
    let parameters = args
        .parameters
        .iter()
        .map(|given| parameter(given))
        .collect::<Result<Vec<_>, _>>()?;
    let mut book = context.read_book()?;
    if !format.has_rows_alone() {
        let table = table(&mut book, &query, &parameters)?;
        // Paged only after the statement has ended.
        drop(book);
        return context.emit(&args.output, &[table]);
    }
    let failed = |error: std::io::Error| CliError::io("write the rows", &error);
    let count = context.emit_rows(&args.output, |out| {
        let (writer, count) = book
            .query(
                &query,
                &parameters,
                |names| {
                    let columns = names.iter().map(|name| Column::text(name, name));
                    let options = Options {
                        excel: args.output.excel,
                        ..Options::default()
                    };
                    let writer = RowWriter::start(out, format, columns.collect(), options);
                    Ok::<_, Failed>((writer.map_err(failed)?, 0_u64))
                },
                |(writer, count), values| {
                    *count += 1;
                    let cells = values.iter().map(bare_cell);
                    match writer {
                        Some(writer) => {
                            Ok(writer.row(&Row::new(cells.collect())).map_err(failed)?)
                        }
                        None => Ok(()),
                    }
                },
            )
            .map_err(|error| error.told(&query))?;
        if let Some(writer) = writer {
            writer.finish().map_err(failed)?;
        }
        Ok(count)
    })?;
    if count == 0 {
        context.ui.status(NO_ROWS);
    }
    Ok(())
}

const NO_ROWS: &str = "No rows.";

fn table(book: &mut Book, query: &str, parameters: &[(String, Value)]) -> Result<Table, CliError> {
    let (names, rows) = book
        .query(
            query,
            parameters,
            |names| Ok::<_, Failed>((names.to_vec(), Vec::new())),
            |(_, rows): &mut (Vec<String>, Vec<Row>), values| {
                rows.push(Row::new(values.iter().map(cell).collect()));
                Ok(())
            },
        )
        .map_err(|error| error.told(query))?;
    let columns = names.iter().enumerate().map(|(number, name)| {
        let mut values = rows
            .iter()
            .filter_map(|row| row.cells.get(number))
            .map(Cell::value)
            .filter(|value| **value != CellValue::Empty)
            .peekable();
        let numbers = values.peek().is_some()
            && values.all(|value| matches!(value, CellValue::Integer(_) | CellValue::Real(_)));
        let column = if numbers {
            Column::count(name, name)
        } else {
            Column::text(name, name)
        };
        Column {
            // Repeated where the table goes on in blocks.
            label: number == 0 && names.len() > 1,
            ..column
        }
    });
    Ok(Table::new("sql", "")
        .with_columns(columns.collect())
        .with_rows(rows)
        .with_empty(NO_ROWS))
}

/// A cell for people.
fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::empty(),
        Value::Integer(number) => Cell::integer(*number),
        Value::Real(number) => Cell::real(digits(*number), *number),
        Value::Text(text) => Cell::text(text),
    }
}

/// A cell for programs, which do not see the text for people.
fn bare_cell(value: &Value) -> Cell {
    Cell::empty().with_value(match value {
        Value::Null => CellValue::Empty,
        Value::Integer(number) => CellValue::Integer(*number),
        Value::Real(number) => CellValue::Real(*number),
        Value::Text(text) => CellValue::Text(text.clone()),
    })
}

fn query(args: &SqlArgs) -> Result<String, CliError> {
    let file = match (&args.file, &args.query) {
        (Some(file), _) => file.as_path(),
        (None, Some(query)) if query == "-" => Path::new("-"),
        (None, query) => return Ok(query.clone().unwrap_or_default()),
    };
    let text = String::from_utf8(read_bytes(file)?)
        .map_err(|_| CliError::new(format!("{} is not UTF-8", file.display())))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

/// Reads `NAME=VALUE`. A number written as a number is written becomes one, because what a view computes equals no text.
fn parameter(given: &str) -> Result<(String, Value), CliError> {
    let Some((name, text)) = given.split_once('=').filter(|(name, _)| !name.is_empty()) else {
        return Err(CliError::usage(format!("--param {given}: not NAME=VALUE")));
    };
    let name = name.trim_start_matches([':', '@', '$']).to_owned();
    let integer = text
        .parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == text);
    let real = || {
        text.parse::<f64>()
            .ok()
            .filter(|number| digits(*number) == text)
    };
    let value = match integer {
        Some(number) => Value::Integer(number),
        None => real().map_or_else(|| Value::from(text), Value::Real),
    };
    Ok((name, value))
}

/// Why there is no answer: the query, or where its rows should have gone.
enum Failed {
    Query(QueryError),
    Output(CliError),
}

impl From<QueryError> for Failed {
    fn from(error: QueryError) -> Failed {
        Failed::Query(error)
    }
}

impl From<CliError> for Failed {
    fn from(error: CliError) -> Failed {
        Failed::Output(error)
    }
}

impl Failed {
    /// The error as people read it.
    fn told(self, query: &str) -> CliError {
        let error = match self {
            Failed::Output(error) => return error,
            Failed::Query(QueryError::Store(error)) => return CliError::from(error),
            Failed::Query(error) => error,
        };
        let plain = CliError::new(error.to_string());
        match error {
            QueryError::Wrong {
                message,
                at,
                nearest,
            } => {
                let plain = match at {
                    Some(at) => plain.cause(place(query, at)),
                    None => plain,
                };
                let all = "`claimbook schema` lists the views and their columns";
                if !nearest.is_empty() {
                    plain.hint(format!("nearest: {}; {all}", nearest.join(", ")))
                } else if message.starts_with("no such") {
                    plain.hint(all)
                } else {
                    plain
                }
            }
            QueryError::Refused { .. } => {
                plain.hint("nothing was changed; the other commands write, each as an operation that `undo` takes back")
            }
            QueryError::Several => plain.hint("ask them one at a time"),
            QueryError::NoValue { name } => plain.hint(format!("give it: --param {name}=VALUE")),
            QueryError::NoParameter { known, .. } if known.is_empty() => {
                plain.hint("it has none; write :NAME where the value should stand")
            }
            QueryError::NoParameter { known, .. } => {
                plain.hint(format!("it has :{}", known.join(", :")))
            }
            QueryError::Unnamed => plain.hint("write :NAME, and give --param NAME=VALUE"),
            _ => plain,
        }
    }
}

/// Says where in the query something is, with the words from there on.
fn place(query: &str, at: usize) -> String {
    let (before, rest) = query.split_at(at);
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |line| line.chars().count())
        + 1;
    let rest = rest.lines().next().unwrap_or("").trim_end();
    let mut words: String = rest.chars().take(SHOWN).collect();
    if words.len() < rest.len() {
        words.push('…');
    }
    format!("line {line}, column {column} of the query: {words}")
}
