//! The command line: one file per noun or bare verb; the only place that prints, reads the environment or the clock, or exits.

mod agree;
mod article;
mod article_file;
mod article_recheck;
mod backup;
mod book;
mod check;
mod claim;
mod claim_edit;
mod completions;
mod demo;
mod dossier;
mod draft;
mod editor;
mod error;
mod export;
mod import;
mod info;
mod journal;
mod log;
mod logged;
mod merge;
mod output;
mod progress;
mod record;
mod report;
mod report_filters;
mod restore;
mod schema;
mod search;
mod session;
mod sql;
mod suggest;
mod ui;
mod upgrade;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgMatches, Args, Command, FromArgMatches, Subcommand};

pub use self::error::{CliError, ExitCode};
use self::ui::{ColorChoice, Ui};
use crate::domain::record::{Kind, NOUNS};

/// Options that every command takes, before or after its name.
#[derive(Debug, Clone, Args)]
struct Global {
    /// Use this book
    ///
    /// Without it: CLAIMBOOK_BOOK, else the nearest claimbook.db upward from here, else the one in your data directory.
    #[arg(
        long,
        value_name = "PATH",
        global = true,
        help_heading = "Global options"
    )]
    book: Option<PathBuf>,
    /// Write as this coder
    ///
    /// Without it: CLAIMBOOK_CODER, else `coder` in the configuration file, else your login name.
    #[arg(
        long,
        value_name = "NAME",
        global = true,
        help_heading = "Global options"
    )]
    coder: Option<String>,
    /// Colour the output
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto, global = true, help_heading = "Global options")]
    color: ColorChoice,
}

/// The bare verbs; the nouns come from the registry of record kinds.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Make a small example book and print its comparison tables
    Demo(demo::DemoArgs),
    /// Draft the sheet of an article: a saved page, a text or a PDF
    Draft(draft::DraftArgs),
    /// Log sheets; an article opens as a drafted sheet in $EDITOR first
    Log(log::LogArgs),
    /// Settle what several coders of an article differ in: its decided coding, opened in $EDITOR
    Agree(agree::AgreeArgs),
    /// Find records, claims and articles by their words
    Search(search::SearchArgs),
    /// Take what another book has into this one, and decide what both edited
    Merge(merge::MergeArgs),
    /// Propose which claims, speakers and articles are the same, and keep what you decide
    Suggest(suggest::SuggestArgs),
    /// Ask the book in SQL
    Sql(sql::SqlArgs),
    /// Show the views that `sql` can ask, with what their columns hold
    Schema(schema::SchemaArgs),
    /// List what was written, newest first
    History(journal::HistoryArgs),
    /// Take back the last operation, or another one
    Undo(journal::UndoArgs),
    /// Bring back what the last undo took back
    Redo,
    /// Look for damage in the book
    Check(check::CheckArgs),
    /// Copy the book, and check the copy
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the book, which is kept beside it
    Restore(restore::RestoreArgs),
    /// Show which book is used and what it holds
    Info(info::InfoArgs),
    /// Bring a book of an older claimbook up to date, after a copy of it
    Upgrade(upgrade::UpgradeArgs),
    /// Print a script that completes commands in your shell
    Completions(completions::CompletionsArgs),
}

/// What a command needs beside its own arguments.
struct Context {
    ui: Ui,
    global: Global,
}

/// Runs the program with the process's arguments and returns how it ended.
pub fn main() -> std::process::ExitCode {
    run(std::env::args_os()).into()
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = command()
        .try_get_matches_from(arguments)
        .and_then(|matches| Ok((Global::from_arg_matches(&matches)?, matches)));
    let (global, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return Ui::new(ColorChoice::Auto).usage(&error),
    };
    let ui = Ui::new(global.color);
    let context = Context { ui, global };
    match dispatch(&context, &matches) {
        Ok(()) => ExitCode::Success,
        Err(error) => context.ui.fail(&error),
    }
}

/// The whole command line, from which parsing, help and completions derive.
fn command() -> Command {
    let mut command = Command::new("claimbook")
        .version(env!("CARGO_PKG_VERSION"))
        .about(env!("CARGO_PKG_DESCRIPTION"))
        .after_long_help(error::exit_code_help())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .max_term_width(100);
    command = Global::augment_args(command);
    for noun in NOUNS {
        command = command.subcommand(match noun.kind {
            Kind::Article => article::command(),
            Kind::Claim => claim::command(),
            _ => record::command(noun),
        });
    }
    command = command.subcommand(report::command());
    for bare in report::bare_commands() {
        command = command.subcommand(bare);
    }
    command = command
        .subcommand(import::command())
        .subcommand(export::command());
    // Deriving sets the description anew from the doc of the verbs, which is for readers of the code.
    Verb::augment_subcommands(command)
        .about(env!("CARGO_PKG_DESCRIPTION"))
        .long_about(None)
}

fn dispatch(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    if let Some((name, noun_matches)) = matches.subcommand()
        && let Some(kind) = Kind::from_noun(name)
    {
        return match kind {
            Kind::Article => article::run(context, noun_matches),
            Kind::Claim => claim::run(context, noun_matches),
            _ => record::run(context, kind, noun_matches),
        };
    }
    if let Some((name, report_matches)) = matches.subcommand() {
        if name == "report" {
            return report::run(context, report_matches);
        }
        if let Some(report) = report::bare(name) {
            return report::run_report(context, report, report_matches);
        }
        match name {
            "import" => return import::run(context, report_matches),
            "export" => return export::run(context, report_matches),
            _ => {}
        }
    }
    match Verb::from_arg_matches(matches)? {
        Verb::Demo(args) => demo::demo(context, &args),
        Verb::Draft(args) => draft::draft(context, &args),
        Verb::Log(args) => log::log(context, &args),
        Verb::Agree(args) => agree::agree(context, &args),
        Verb::Search(args) => search::search_book(context, &args),
        Verb::Merge(args) => merge::merge(context, &args),
        Verb::Suggest(args) => suggest::suggest(context, &args),
        Verb::Sql(args) => sql::sql(context, &args),
        Verb::Schema(args) => schema::schema(context, &args),
        Verb::History(args) => journal::history(context, &args),
        Verb::Undo(args) => journal::undo(context, &args),
        Verb::Redo => journal::redo(context),
        Verb::Check(args) => check::check(context, &args),
        Verb::Backup(args) => backup::backup(context, &args),
        Verb::Info(args) => info::info(context, &args),
        Verb::Restore(args) => restore::restore(context, &args),
        Verb::Upgrade(args) => upgrade::upgrade(context, &args),
        Verb::Completions(args) => completions::completions(context, &args),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_well_formed() {
        super::command().debug_assert();
    }
}
