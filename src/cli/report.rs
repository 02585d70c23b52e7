//! Reports: `report NAME`, and those of daily work as bare verbs; flags and help derive from the registry.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command, FromArgMatches as _};

use super::Context;
use super::dossier;
use super::error::CliError;
use super::output::OutputArgs;
use super::report_filters::{counting_args, filter_args, filters};
use crate::render::{self, Format};
use crate::reports::by::By;
use crate::reports::chart::Draw;
use crate::reports::filters::Filters;
use crate::reports::table::Table;
use crate::reports::{Options, Order, PerCent, REPORTS, Report, ReportError, Sort, Switch};
use crate::store::Reader;

/// The reports that are also bare verbs.
const BARE: [&str; 4] = ["compare", "discrepancies", "new", "wording"];

/// The definition of `report` with one subcommand a report.
pub(super) fn command() -> Command {
    let mut command = Command::new("report")
        .about("Print how articles differ")
        .subcommand_required(true)
        .arg_required_else_help(true);
    for report in REPORTS {
        command = command.subcommand(report_command(report));
    }
    command.subcommand(dossier::command())
}

/// The reports that need no `report` before them.
pub(super) fn bare_commands() -> impl Iterator<Item = Command> {
    REPORTS
        .iter()
        .filter(|report| BARE.contains(&report.name))
        .map(|report| report_command(report))
}

/// The report that a bare verb names.
pub(super) fn bare(name: &str) -> Option<&'static Report> {
    crate::reports::find_report(name).filter(|report| BARE.contains(&report.name))
}

fn report_command(report: &'static Report) -> Command {
    let mut command = Command::new(report.name).about(report.about);
    command = filter_args(command, report.filters, report.needs);
    if !report.by.is_empty() {
        let words: Vec<String> = report.by.iter().map(by_word).collect();
        command = command.arg(
            Arg::new("by")
                .long("by")
                .value_name("WHAT")
                .help(format!("Group by {}", words.join(", ")))
                .help_heading("Layout"),
        );
    }
    for switch in report.switches {
        let arg = Arg::new(switch.as_str())
            .long(switch.as_str())
            .help(switch.help())
            .help_heading("Layout");
        command = command.arg(match switch {
            Switch::PerCent => arg
                .value_name("OF")
                .value_parser(PossibleValuesParser::new(PerCent::WORDS)),
            Switch::Overlap => overlap_arg(arg),
            Switch::Single | Switch::All | Switch::Transpose => arg.action(ArgAction::SetTrue),
        });
    }
    command = command
        .arg(
            Arg::new("sort")
                .long("sort")
                .value_name("COLUMN")
                .help("Sort by this column, the most first where it holds numbers; COLUMN:asc or COLUMN:desc")
                .help_heading("Layout"),
        )
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("ROWS")
                .value_parser(limit)
                .default_value(LIMIT)
                .help("Show so many rows at most, or `all`")
                .help_heading("Layout"),
        );
    command = counting_args(command);
    command = command.arg(chart_arg(report.chart.is_some()));
    // Deriving sets the description anew from the doc of the options.
    OutputArgs::augment_args(command)
        .about(report.about)
        .long_about(None)
}

/// How much of their words two claims share that are one unit.
pub(super) fn overlap_arg(arg: Arg) -> Arg {
    arg.value_name("PER_CENT")
        .value_parser(clap::value_parser!(u8).range(1..=100))
}

/// Every report takes it, so that those without a chart can say which have one.
fn chart_arg(has_chart: bool) -> Arg {
    Arg::new("chart")
        .long("chart")
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .hide(!has_chart)
        .help("Write a chart of it too, as SVG")
        .help_heading("Output")
}

/// Runs `report NAME`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    match matches.subcommand() {
        Some((dossier::NAME, matches)) => dossier::run(context, matches),
        Some((name, matches)) => match crate::reports::find_report(name) {
            Some(report) => run_report(context, report, matches),
            None => Err(CliError::usage(format!("there is no report “{name}”"))),
        },
        None => Err(CliError::usage("report needs a name")),
    }
}

/// Runs one report.
pub(super) fn run_report(
    context: &Context,
    report: &'static Report,
    matches: &ArgMatches,
) -> Result<(), CliError> {
    let output = OutputArgs::from_arg_matches(matches)?;
    let mut options = options(report, matches)?;
    let chart_file = chart_file(report, matches)?;
    // Only pages and charts show it.
    options.without_evidence = chart_file.is_none() && output.chosen_format()? != Format::Html;
    let book = context.read_book()?;
    let waiting = context.waiting("reading the book");
    let tables = book.read(|reader| {
        let filters = filters(context, reader, report.filters, report.needs, matches)?;
        report.tables(&reader, &filters, &options).map_err(failed)
    })?;
    drop(waiting);
    // Paged only after the transaction is closed.
    drop(book);
    if let Some((file, chart)) = chart_file {
        match chart(&tables) {
            Some(chart) => context.write_file(file, &render::svg(&chart))?,
            None => context.ui.status(&format!(
                "No chart in {}: there is nothing to draw",
                file.display()
            )),
        }
    }
    let tables = if output.for_people()? {
        let tables = tables.into_iter();
        tables.map(Table::without_empty_columns).collect()
    } else {
        tables
    };
    // The counting rule goes with every table; where a format has no place for it, it stands beside.
    if !output.for_people()? && output.chosen_format()?.is_delimited() {
        for table in &tables {
            let notes = render::notes_text(table);
            if !notes.is_empty() {
                context.ui.status(notes.trim_end());
            }
        }
    }
    context.emit(&output, &tables)
}

/// Returns where the chart goes that was asked for, and what draws it.
fn chart_file<'m>(
    report: &Report,
    matches: &'m ArgMatches,
) -> Result<Option<(&'m Path, Draw)>, CliError> {
    let Some(file) = matches.get_one::<PathBuf>("chart") else {
        return Ok(None);
    };
    let Some(chart) = report.chart else {
        let with_chart = REPORTS.iter().filter(|report| report.chart.is_some());
        let names: Vec<&str> = with_chart.map(|report| report.name).collect();
        return Err(
            CliError::usage(format!("the report {} has no chart", report.name))
                .hint(format!("reports with a chart: {}", names.join(", "))),
        );
    };
    Ok(Some((file, chart)))
}

/// Makes the tables of what is new in an article.
pub(super) fn new_in(reader: Reader<'_>, article: i64) -> Result<Vec<Table>, CliError> {
    let Some(report) = crate::reports::find_report("new") else {
        return Ok(Vec::new());
    };
    let filters = Filters {
        articles: vec![article],
        ..Filters::default()
    };
    report
        .tables(&reader, &filters, &Options::default())
        .map_err(failed)
}

pub(super) fn failed(error: ReportError) -> CliError {
    match error {
        ReportError::Store(error) => CliError::from(error),
        ReportError::Needs { filter, .. } => CliError::usage(error.to_string()).hint(format!(
            "name it, or give --{} WORDS; `claimbook {} list` shows what there is",
            filter.as_str(),
            filter.as_str()
        )),
        ReportError::NoColumn { ref columns, .. } => CliError::usage(error.to_string())
            .hint(format!("sort by one of: {}", columns.join(", "))),
        error => CliError::new(error.to_string()),
    }
}

/// What `--by` takes, as help shows it.
fn by_word(by: &By) -> String {
    match by.label() {
        Some(_) => format!("{by}NAME"),
        None => by.to_string(),
    }
}

/// More rows than this nobody reads, and a table of them takes more memory than a small machine has.
const LIMIT: &str = "20000";

/// Reads how many rows are shown; `None` for all.
fn limit(words: &str) -> Result<Option<usize>, String> {
    match words {
        "all" => Ok(None),
        _ => words
            .parse()
            .map(Some)
            .map_err(|_| String::from("give a whole number, or `all`")),
    }
}

fn options(report: &Report, matches: &ArgMatches) -> Result<Options, CliError> {
    let mut options = Options::default();
    for switch in report.switches {
        let name = switch.as_str();
        match switch {
            Switch::Single => options.single = matches.get_flag(name),
            Switch::All => options.all = matches.get_flag(name),
            Switch::Transpose => options.transpose = matches.get_flag(name),
            Switch::Overlap => options.overlap = matches.get_one::<u8>(name).copied(),
            Switch::PerCent => {
                let word = matches.get_one::<String>(name);
                options.per_cent = word.and_then(|word| word.parse().ok());
            }
        }
    }
    if !report.by.is_empty()
        && let Some(word) = matches.get_one::<String>("by")
    {
        let by: Option<By> = word.parse().ok();
        let by = by.filter(|by| report.by.iter().any(|offered| offered.is_like(by)));
        options.by = Some(by.ok_or_else(|| {
            let words: Vec<String> = report.by.iter().map(by_word).collect();
            CliError::usage(format!(
                "the report {} cannot be grouped by “{word}”",
                report.name
            ))
            .hint(format!("give one of: {}", words.join(", ")))
        })?);
    }
    options.limit = matches.get_one::<Option<usize>>("limit").copied().flatten();
    options.sort = matches.get_one::<String>("sort").map(|words| {
        let (column, order) = match words.rsplit_once(':') {
            Some((column, "asc")) => (column, Order::Ascending),
            Some((column, "desc")) => (column, Order::Descending),
            _ => (words.as_str(), Order::Natural),
        };
        Sort {
            column: column.to_owned(),
            order,
        }
    });
    Ok(options)
}
