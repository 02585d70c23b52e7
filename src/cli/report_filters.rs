//! What reports are asked for on the command line: filters and what counts; flags and help derive from the registry of filters.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Context;
use super::error::CliError;
use super::record;
use crate::domain::date::Date;
use crate::domain::record::Takes;
use crate::reports::filters::{Copies, Counting, Filter, Filters, Once};
use crate::store::Reader;

/// Adds a flag for each filter, and the words that need no flag: what a report is about, as in `wording KEY`.
pub(super) fn filter_args(
    mut command: Command,
    filters: &[Filter],
    needs: Option<Filter>,
) -> Command {
    if let Some(needed) = needs {
        command = command.arg(
            Arg::new("subject")
                .value_name(needed.as_str().to_uppercase())
                .num_args(0..)
                .help(needed.help()),
        );
    }
    for filter in filters {
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
    command
}

/// Adds what is counted once, and what counts at all.
pub(super) fn counting_args(mut command: Command) -> Command {
    command = command.arg(
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
    command.arg(
        Arg::new("copies")
            .long("copies")
            .value_name("HOW")
            .value_parser(["collapse", "keep"])
            .default_value("collapse")
            .help("Count copies of an article once, or each")
            .help_heading("Counting"),
    )
}

/// Returns what was asked for, with every record found.
pub(super) fn filters(
    context: &Context,
    reader: Reader<'_>,
    taken: &[Filter],
    needs: Option<Filter>,
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
    for filter in taken {
        let mut words: Vec<&String> = Vec::new();
        if *filter != Filter::Coder {
            words.extend(
                matches
                    .get_many::<String>(filter.as_str())
                    .unwrap_or_default(),
            );
        }
        if needs == Some(*filter) {
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
