//! Lists of records.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command, FromArgMatches as _, value_parser};

use super::super::Context;
use super::super::error::CliError;
use super::super::output::OutputArgs;
use super::{field_arg, settings};
use crate::domain::record::{Field, Kind, Noun};
use crate::reports::table::{Cell, CellValue, Column, Row, Table};
use crate::store::{FieldValue, ListQuery, Record};

/// The definition of `NOUN list`.
pub(crate) fn command(noun: &'static Noun) -> Command {
    let mut command = Command::new("list")
        .about(format!("List {} by words and fields", noun.plural))
        .arg(
            Arg::new("words")
                .value_name("WORDS")
                .num_args(0..)
                .help("Only those with all these words in key, name or alias"),
        );
    for field in noun.fields {
        command = command.arg(
            field_arg(field)
                .help(format!("Only those with this {}; \"\" is none", field.name))
                .hide_possible_values(true),
        );
    }
    if noun.labels {
        command = command.arg(
            Arg::new("label")
                .long("label")
                .value_name("LABEL")
                .help("Only those with this label"),
        );
    }
    command = command
        .arg(
            Arg::new("sort")
                .long("sort")
                .value_name("FIELD")
                .value_parser(PossibleValuesParser::new(
                    noun.fields.iter().map(|field| field.name),
                ))
                .help("Sort by this field instead of the key"),
        )
        .arg(
            Arg::new("reverse")
                .long("reverse")
                .action(ArgAction::SetTrue)
                .help("Put the last first"),
        )
        .arg(
            Arg::new("limit")
                .short('n')
                .long("limit")
                .value_name("NUMBER")
                .value_parser(value_parser!(usize))
                .help("List at most so many"),
        );
    OutputArgs::augment_args(command)
}

/// Prints the list.
pub(crate) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let noun = kind.noun();
    let output = OutputArgs::from_arg_matches(matches)?;
    let book = context.read_book()?;
    let (query, records) = book.read(|reader| {
        let query = ListQuery {
            words: matches
                .get_many::<String>("words")
                .unwrap_or_default()
                .cloned()
                .collect(),
            filters: settings(context, reader, noun, matches)?,
            label: match noun.labels {
                true => matches.get_one::<String>("label").cloned(),
                false => None,
            },
            sort: matches
                .get_one::<String>("sort")
                .and_then(|name| noun.field(name)),
            reverse: matches.get_flag("reverse"),
            limit: matches.get_one::<usize>("limit").copied(),
        };
        let records = reader.list_records(kind, &query)?;
        Ok::<_, CliError>((query, records))
    })?;
    drop(book);
    let mut table = records_table(noun, &records, output.for_people()?);
    let all = query.words.is_empty() && query.filters.is_empty() && query.label.is_none();
    table.empty = if all {
        format!("The book has no {} yet.", noun.plural)
    } else {
        format!("No {} fit; leave out a filter or a word.", noun.plural)
    };
    context.emit(&output, &[table])
}

/// Records as rows. For people, columns that are empty in every row are left out.
pub(super) fn records_table(noun: &'static Noun, records: &[Record], for_people: bool) -> Table {
    let mut columns: Vec<(Column, Vec<Cell>)> = vec![(
        Column::label("key", "key"),
        records
            .iter()
            .map(|record| Cell::text(record.key.clone()))
            .collect(),
    )];
    for field in noun.fields {
        columns.push((
            Column::text(field.name, field.name.replace('_', " ")),
            records
                .iter()
                .map(|record| field_cell(record, field))
                .collect(),
        ));
    }
    if noun.aliases {
        columns.push((
            Column::text("aliases", "aliases"),
            records
                .iter()
                .map(|record| joined(&aliases(record)))
                .collect(),
        ));
    }
    if noun.labels {
        columns.push((
            Column::text("labels", "labels"),
            records
                .iter()
                .map(|record| joined(&record.labels))
                .collect(),
        ));
    }
    if for_people {
        columns.retain(|(_, cells)| cells.iter().any(|cell| *cell.value() != CellValue::Empty));
    }
    let (columns, cells): (Vec<Column>, Vec<Vec<Cell>>) = columns.into_iter().unzip();
    let rows = (0..records.len())
        .map(|at| {
            Row::new(
                cells
                    .iter()
                    .filter_map(|column| column.get(at).cloned())
                    .collect(),
            )
        })
        .collect();
    Table::new(noun.plural, "")
        .with_columns(columns)
        .with_rows(rows)
}

/// A field of a record; other records by their keys.
pub(super) fn field_cell(record: &Record, field: &Field) -> Cell {
    record
        .value(field.name)
        .map_or_else(Cell::empty, |value: &FieldValue| Cell::text(value.as_str()))
}

/// Aliases as `NAME@LANGUAGE`, as `add` takes them.
pub(super) fn aliases(record: &Record) -> Vec<String> {
    record
        .aliases
        .iter()
        .map(|(name, language)| match language {
            Some(language) => format!("{name}@{language}"),
            None => name.clone(),
        })
        .collect()
}

/// Several values in one cell.
pub(super) fn joined(values: &[String]) -> Cell {
    if values.is_empty() {
        Cell::empty()
    } else {
        Cell::text(values.join("; "))
    }
}
