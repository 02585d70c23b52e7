//! Single records with everything known of them.

use clap::{Arg, ArgMatches, Args as _, Command, FromArgMatches as _};

use super::super::Context;
use super::super::error::CliError;
use super::super::output::OutputArgs;
use super::find;
use super::list::{aliases, field_cell, joined, records_table};
use crate::domain::record::{Kind, Noun};
use crate::reports::table::{Cell, CellValue, Column, Row, Table};
use crate::store::{FieldValue, Record};

/// The definition of `NOUN show`.
pub(crate) fn command(noun: &'static Noun) -> Command {
    let command = Command::new("show")
        .about(format!(
            "Show {} with all that is known of them",
            noun.plural
        ))
        .arg(
            Arg::new("records")
                .value_name(noun.noun.to_uppercase())
                .num_args(1..)
                .required(true)
                .help("Keys, full names or aliases"),
        );
    OutputArgs::augment_args(command)
}

/// Prints the records: for people one table each, for programs the rows of a list.
pub(crate) fn run(context: &Context, kind: Kind, matches: &ArgMatches) -> Result<(), CliError> {
    let output = OutputArgs::from_arg_matches(matches)?;
    let for_people = output.for_people()?;
    let book = context.read_book()?;
    let shown = book.read(|reader| {
        let mut shown = Vec::new();
        for words in matches.get_many::<String>("records").unwrap_or_default() {
            let known = find(context, reader, kind, words)?;
            let record = reader.record(kind, known.id)?;
            let extra = match kind {
                Kind::Claim => reader.claim_parts(known.id)?,
                Kind::Article => reader.article_parts(known.id)?,
                _ => Vec::new(),
            };
            let referrers = reader.referrers_of(kind, known.id)?;
            shown.push((record, extra, referrers));
        }
        Ok::<_, CliError>(shown)
    })?;
    drop(book);
    if !for_people {
        let records: Vec<Record> = shown.into_iter().map(|(record, _, _)| record).collect();
        return context.emit(&output, &[records_table(kind.noun(), &records, false)]);
    }
    let tables: Vec<Table> = shown
        .iter()
        .map(|(record, extra, referrers)| record_table(record, extra, referrers))
        .collect();
    context.emit(&output, &tables)
}

fn record_table(record: &Record, extra: &[(String, String)], referrers: &[String]) -> Table {
    let mut rows: Vec<(String, Cell)> = vec![(String::from("key"), Cell::text(record.key.clone()))];
    for (field, value) in &record.fields {
        let cell = match value {
            Some(FieldValue::Record(known)) => {
                Cell::text(format!("{} ({})", known.name, known.key))
            }
            _ => field_cell(record, field),
        };
        rows.push((field.name.replace('_', " "), cell));
    }
    for (name, value) in extra {
        rows.push((name.clone(), Cell::text(value.clone())));
    }
    rows.push((String::from("aliases"), joined(&aliases(record))));
    rows.push((String::from("labels"), joined(&record.labels)));
    rows.push((String::from("former keys"), joined(&record.former_keys)));
    if let Some(article) = record.article {
        rows.push((String::from("article"), Cell::text(format!("a{article}"))));
    }
    rows.push((String::from("uid"), Cell::text(record.uid.clone())));
    rows.push((String::from("referred to by"), joined(referrers)));
    rows.retain(|(_, cell)| *cell.value() != CellValue::Empty);
    Table::new(
        record.kind.as_str(),
        format!("{} {}", record.kind, record.key),
    )
    .with_columns(vec![Column::label("field", ""), Column::text("value", "")])
    .with_rows(
        rows.into_iter()
            .map(|(name, cell)| Row::new(vec![Cell::text(name), cell]))
            .collect(),
    )
}
