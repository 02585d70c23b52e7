//! Articles: logged by sheets, edited and removed like other records.

use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches as _};

use super::Context;
use super::article_recheck;
use super::error::CliError;
use super::output::OutputArgs;
use super::record;
use crate::domain::article::ARTICLE;
use crate::domain::record::Kind;
use crate::logging::sheet_of_article;
use crate::sheet::write;

/// The definition of `article`.
pub(super) fn command() -> Command {
    record::bare_command(&ARTICLE)
        .subcommand(
            Command::new("add")
                .about("Say how articles are added: by `claimbook log`")
                .arg(Arg::new("rest").num_args(0..).hide(true).allow_hyphen_values(true).trailing_var_arg(true)),
        )
        .subcommand(record::list_command(&ARTICLE))
        .subcommand(
            record::show_command(&ARTICLE).arg(
                Arg::new("sheet")
                    .long("sheet")
                    .action(ArgAction::SetTrue)
                    .help("Write the article's sheet, which logs to no change"),
            ),
        )
        .subcommand(record::edit_command(&ARTICLE))
        .subcommand(
            record::remove_command(&ARTICLE).arg(
                Arg::new("with-claims")
                    .long("with-claims")
                    .action(ArgAction::SetTrue)
                    .help("Remove its texts, codings, claims, introductions and reported facts with it"),
            ),
        )
        .subcommand(record::label_command(&ARTICLE))
        .subcommand(article_recheck::command())
}

/// Runs a verb of `article`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    const KIND: Kind = Kind::Article;
    match matches.subcommand() {
        Some(("list", args)) => record::list(context, KIND, args),
        Some(("show", args)) if args.get_flag("sheet") => show_sheet(context, args),
        Some(("show", args)) => record::show(context, KIND, args),
        Some(("edit", args)) => record::edit(context, KIND, args),
        Some(("label", args)) => record::label(context, KIND, args),
        Some(("recheck", args)) => article_recheck::run(context, args),
        Some(("remove", args)) if args.get_flag("with-claims") => remove_with_claims(context, args),
        Some(("remove", args)) => record::remove(context, KIND, args).map_err(|error| {
            if error.exit == super::ExitCode::Failed && !error.causes.is_empty() {
                error.hint("--with-claims removes what was logged of it too")
            } else {
                error
            }
        }),
        _ => Err(CliError::usage("an article is added with its text, by logging it").hint(
            "`claimbook log ARTICLE.txt` opens a sheet for it; `claimbook log SHEET.toml` logs a finished one",
        )),
    }
}

fn show_sheet(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let output = OutputArgs::from_arg_matches(matches)?;
    let coder = context.coder()?;
    let book = context.read_book()?;
    let mut sheets = Vec::new();
    for words in matches.get_many::<String>("records").unwrap_or_default() {
        let found = record::find(context, book.reader(), Kind::Article, words)?;
        let sheet = book.read(|reader| sheet_of_article(reader, found.id, Some(&coder)))?;
        sheets.push(write(&sheet));
    }
    drop(book);
    if sheets.len() != 1 {
        return Err(CliError::usage("--sheet writes the sheet of one article"));
    }
    context.emit_text(&output, &sheets.concat())
}

fn remove_with_claims(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let dry_run = matches.get_flag("dry-run");
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let mut found = Vec::new();
    for words in matches.get_many::<String>("records").unwrap_or_default() {
        found.push(record::find(context, book.reader(), Kind::Article, words)?);
    }
    let keys: Vec<&str> = found.iter().map(|known| known.key.as_str()).collect();
    let name = format!("remove article {} with claims", keys.join(", "));
    if dry_run {
        book.start_rehearsal()?;
    }
    let written = book.write(&mut session, &name, |writer| {
        let mut removed = Vec::new();
        for known in &found {
            removed.push(writer.remove_article_with_claims(known.id)?);
        }
        Ok::<_, CliError>(removed)
    });
    if dry_run {
        book.end_rehearsal()?;
    }
    drop(book);
    let verb = if dry_run { "Would remove" } else { "Removed" };
    for (known, removed) in found.iter().zip(written?.value) {
        context.ui.line(&format!(
            "{verb} article {} ({}): claims {}, introductions {}, reported facts {}, texts {}",
            known.key,
            known.name,
            removed.claims,
            removed.introductions,
            removed.reported_facts,
            removed.texts
        ))?;
    }
    Ok(())
}
