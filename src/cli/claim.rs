//! Claims: listed with who says what, shown with their words, labelled and removed.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Args as _, Command, FromArgMatches as _, value_parser};

use super::Context;
use super::claim_edit;
use super::error::CliError;
use super::output::OutputArgs;
use super::record;
use crate::domain::claim::{CLAIM, Stance, Voice};
use crate::domain::record::Kind;
use crate::reports::table::{Cell, Column, Row, Table};
use crate::store::{ClaimFilter, ClaimLine};

/// The definition of `claim`.
pub(super) fn command() -> Command {
    record::bare_command(&CLAIM)
        .subcommand(claim_edit::add_command())
        .subcommand(list_command())
        .subcommand(record::show_command(&CLAIM))
        .subcommand(claim_edit::edit_command())
        .subcommand(record::remove_command(&CLAIM))
        .subcommand(record::label_command(&CLAIM))
}

/// Runs a verb of `claim`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    const KIND: Kind = Kind::Claim;
    match matches.subcommand() {
        Some(("add", args)) => claim_edit::add(context, args),
        Some(("edit", args)) => claim_edit::edit(context, args),
        Some(("list", args)) => list(context, args),
        Some(("show", args)) => record::show(context, KIND, args),
        Some(("remove", args)) => record::remove(context, KIND, args),
        Some(("label", args)) => record::label(context, KIND, args),
        _ => Err(CliError::usage("claim needs a verb")),
    }
}

fn list_command() -> Command {
    let option = |name: &'static str, value_name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value_name).help(help)
    };
    let command = Command::new("list")
        .about("List claims with who says what")
        .arg(
            Arg::new("words")
                .value_name("WORDS")
                .num_args(0..)
                .help("Only those with all these words in their text, gloss or proposition"),
        )
        .arg(option("article", "ARTICLE", "Only those of this article"))
        .arg(
            option("voice", "WORD", "Only those in this voice")
                .value_parser(PossibleValuesParser::new(Voice::WORDS)),
        )
        .arg(
            option("stance", "WORD", "Only those with this stance").value_parser(
                PossibleValuesParser::new(Stance::WORDS.iter().copied().chain(["unset"])),
            ),
        )
        .arg(option("speaker", "SPEAKER", "Only those of this speaker"))
        .arg(
            option(
                "proposition",
                "PROPOSITION",
                "Only those of this proposition",
            )
            .visible_alias("prop"),
        )
        .arg(option("label", "LABEL", "Only those with this label"))
        .arg(
            option("limit", "NUMBER", "List at most so many")
                .short('n')
                .value_parser(value_parser!(usize)),
        );
    OutputArgs::augment_args(command)
}

fn list(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let output = OutputArgs::from_arg_matches(matches)?;
    let word = |name: &str| matches.get_one::<String>(name);
    let book = context.read_book()?;
    let lines = book.read(|reader| {
        let id = |name: &str, kind: Kind| match word(name) {
            Some(words) => record::find(context, reader, kind, words).map(|known| Some(known.id)),
            None => Ok(None),
        };
        let filter = ClaimFilter {
            words: matches
                .get_many::<String>("words")
                .unwrap_or_default()
                .cloned()
                .collect(),
            article: id("article", Kind::Article)?,
            voice: word("voice").cloned(),
            stance: word("stance").cloned(),
            speaker: id("speaker", Kind::Speaker)?,
            proposition: id("proposition", Kind::Proposition)?,
            label: word("label").cloned(),
            limit: matches.get_one::<usize>("limit").copied(),
        };
        Ok::<_, CliError>(reader.list_claims(&filter)?)
    })?;
    drop(book);
    let table = Table::new("claims", "")
        .with_columns(vec![
            Column::label("key", "key"),
            Column::text("voice", "voice"),
            Column::text("who", "who"),
            Column::text("stance", "stance"),
            Column::text("proposition", "proposition"),
            Column::text("words", "words"),
        ])
        .with_rows(lines.iter().map(row).collect())
        .with_empty("No claims fit; `claimbook log` adds some, or leave out a filter.");
    context.emit(&output, &[table])
}

fn row(line: &ClaimLine) -> Row {
    let optional = |text: &Option<String>| {
        text.as_ref()
            .map_or_else(Cell::empty, |text| Cell::text(text.clone()))
    };
    Row::new(vec![
        Cell::text(line.key.clone()),
        Cell::text(line.voice.clone()),
        optional(&line.who),
        optional(&line.stance),
        optional(&line.proposition),
        optional(&line.words),
    ])
}
