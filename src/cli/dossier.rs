//! `report dossier`: one page with all that the reports say of an event.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::Context;
use super::error::CliError;
use super::report::failed;
use super::report_filters::{counting_args, filter_args, filters};
use crate::render;
use crate::reports::dossier::Dossier;
use crate::reports::filters::Filter;

/// The subcommand's name, which no report has.
pub(super) const NAME: &str = "dossier";

/// The definition of `report dossier`.
pub(super) fn command() -> Command {
    let command = Command::new(NAME)
        .about("All reports of an event on one HTML page, linked to the articles' words")
        .after_long_help(
            "The page stands alone: no network, no script. It opens in any browser, on a phone too, and prints.",
        );
    let command = filter_args(command, Filter::ALL, Some(Filter::Event));
    counting_args(command).arg(
        Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Write to this file; - is standard output")
            .help_heading("Output"),
    )
}

/// Runs `report dossier`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let book = context.read_book()?;
    let dossier = book.read(|reader| {
        let asked = filters(context, reader, Filter::ALL, Some(Filter::Event), matches)?;
        if asked.events.is_empty() {
            return Err(CliError::usage("a dossier needs an event").hint(
                "name it, or give --event WORDS; `claimbook event list` shows what there is",
            ));
        }
        Dossier::gather(&reader, &asked).map_err(failed)
    })?;
    drop(book);
    let page = render::dossier(&dossier);
    let output = matches.get_one::<PathBuf>("output");
    match output.filter(|path| path.as_os_str() != "-") {
        Some(path) => context.write_file(path, &page),
        None => context.ui.print(&page),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn dossier_is_the_name_of_no_report() {
        assert!(crate::reports::find_report(super::NAME).is_none());
    }
}
