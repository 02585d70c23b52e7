//! Reports: `report NAME`, and those of daily work as bare verbs; flags and help derive from the registry.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command, FromArgMatches as _};

use super::Context;
use super::error::CliError;
use super::output::OutputArgs;
use super::record;
use crate::domain::date::Date;
use crate::domain::record::Takes;
use crate::render;
use crate::reports::by::By;
use crate::reports::filters::{Copies, Counting, Filter, Filters, Once};
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
    command
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
    if let Some(needed) = report.needs {
        // What a report is about needs no flag: `wording KEY`, `new a5`.
        command = command.arg(
            Arg::new("subject")
                .value_name(needed.as_str().to_uppercase())
                .num_args(0..)
                .help(needed.help()),
        );
    }
    for filter in report.filters {
        // Whose coding counts is a global option.
        if *filter == Filter::Coder {
            continue;
        }
        let mut arg = Arg::new(filter.as_str())
            .long(filter.as_str())
            .value_name(match filter {
                Filter::Since | Filter::Until => "DATE",
                _ => "WORDS",
            })
            .help(filter.help());
        if matches!(filter, Filter::Since | Filter::Until) {
            arg = arg.action(ArgAction::Set);
        } else {
            arg = arg.action(ArgAction::Append);
        }
        if *filter == Filter::Proposition {
            arg = arg.visible_alias("prop");
        }
        command = command.arg(arg);
    }
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
                .value_parser(clap::value_parser!(usize))
                .help("Show so many rows at most")
                .help_heading("Layout"),
        )
        .arg(
            Arg::new("count")
                .long("count")
                .value_name("WHAT")
                .value_parser(PossibleValuesParser::new(Once::WORDS))
                .default_value(Once::default().as_str())
                .help("What is counted once: each claim, or each speaker or none with a proposition, in an article or over all")
                .help_heading("Counting"),
        );
    for (name, help) in [
        ("headlines", "Count claims in headlines"),
        ("captions", "Count claims in captions"),
        ("drafts", "Count drafts"),
    ] {
        command = command.arg(
            Arg::new(name)
                .long(name)
                .action(ArgAction::SetTrue)
                .help(help)
                .help_heading("Counting"),
        );
    }
    command = command.arg(
        Arg::new("copies")
            .long("copies")
            .value_name("HOW")
            .value_parser(["collapse", "keep"])
            .default_value("collapse")
            .help("Count copies of an article once, or each")
            .help_heading("Counting"),
    );
    // Deriving sets the description anew from the doc of the options.
    OutputArgs::augment_args(command)
        .about(report.about)
        .long_about(None)
}

/// Runs `report NAME`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    match matches.subcommand() {
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
    let options = options(report, matches)?;
    let book = context.read_book()?;
    let waiting = context.waiting("reading the book");
    let tables = book.read(|reader| {
        let filters = filters(context, reader, report, matches)?;
        report.tables(&reader, &filters, &options).map_err(failed)
    })?;
    drop(waiting);
    // Paged only after the transaction is closed.
    drop(book);
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

fn options(report: &Report, matches: &ArgMatches) -> Result<Options, CliError> {
    let mut options = Options::default();
    for switch in report.switches {
        let name = switch.as_str();
        match switch {
            Switch::Single => options.single = matches.get_flag(name),
            Switch::All => options.all = matches.get_flag(name),
            Switch::Transpose => options.transpose = matches.get_flag(name),
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
    options.limit = matches.get_one::<usize>("limit").copied();
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

fn filters(
    context: &Context,
    reader: Reader<'_>,
    report: &Report,
    matches: &ArgMatches,
) -> Result<Filters, CliError> {
    let mut filters = Filters {
        coder: context.global.coder.clone(),
        counting: Counting {
            once: matches
                .get_one::<String>("count")
                .and_then(|word| word.parse().ok())
                .unwrap_or_default(),
            headlines: matches.get_flag("headlines"),
            captions: matches.get_flag("captions"),
            drafts: matches.get_flag("drafts"),
            copies: match matches.get_one::<String>("copies").map(String::as_str) {
                Some("keep") => Copies::Keep,
                _ => Copies::Collapse,
            },
        },
        ..Filters::default()
    };
    for filter in report.filters {
        let mut words: Vec<&String> = Vec::new();
        if *filter != Filter::Coder {
            words.extend(
                matches
                    .get_many::<String>(filter.as_str())
                    .unwrap_or_default(),
            );
        }
        if report.needs == Some(*filter) {
            words.extend(matches.get_many::<String>("subject").unwrap_or_default());
        }
        let mut ids = Vec::new();
        if let Some(kind) = filter.takes() {
            for words in &words {
                ids.push(record::find(context, reader, kind, words)?.id);
            }
        }
        let texts = || words.iter().map(|word| (*word).clone()).collect::<Vec<_>>();
        let date = || -> Result<Option<Date>, CliError> {
            let Some(word) = words.first() else {
                return Ok(None);
            };
            word.parse()
                .map(Some)
                .map_err(|error: crate::domain::date::DateError| {
                    CliError::usage(format!("--{}: {error}", filter.as_str()))
                })
        };
        match filter {
            Filter::Event => filters.events = ids,
            Filter::Topic => filters.topics = ids,
            Filter::Proposition => filters.propositions = ids,
            Filter::Article => filters.articles = ids,
            Filter::Outlet => filters.outlets = ids,
            Filter::Speaker => filters.speakers = ids,
            Filter::Via => filters.via = ids,
            Filter::Label => filters.labels = texts(),
            Filter::Language => {
                for word in &words {
                    filters.languages.push(
                        Takes::Language
                            .normalize(word)
                            .map_err(|error| CliError::usage(format!("--language: {error}")))?,
                    );
                }
            }
            Filter::Since => filters.since = date()?,
            Filter::Until => filters.until = date()?,
            Filter::Coder => {}
        }
    }
    // Where they overlap (2025-06 and 2025-06-30) something may be left.
    let starts = filters.since.and_then(|since| since.first_day());
    let ends = filters.until.and_then(|until| until.last_day());
    if starts.zip(ends).is_some_and(|(starts, ends)| starts > ends) {
        return Err(CliError::usage("--since is after --until"));
    }
    Ok(filters)
}
