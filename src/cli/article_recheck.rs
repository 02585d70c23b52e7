//! `article recheck`: what was logged of an article, found again in another text of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Args as _, Command, FromArgMatches as _, value_parser};

use super::Context;
use super::article_file::{ArticleFile, read_file};
use super::error::CliError;
use super::output::OutputArgs;
use super::record;
use crate::domain::claim::SpanRole;
use crate::domain::reanchor::Standing;
use crate::domain::record::Kind;
use crate::domain::text::Text;
use crate::domain::word_diff::{DiffKind, diff};
use crate::logging::{
    Accept, Applied, NewText, Recheck, RecheckError, Rechecked, ThingKind, apply_recheck, recheck,
};
use crate::reports::table::{Cell, CellValue, Column, Piece, Row, Table, Tone};
use crate::store::FieldValue;

const HELP: &str = "Every claim, introduction and reported fact stands in the other text in one of these states:
  same       the same words, in their old order and with their old text around them
  moved      the same words elsewhere, or with another text around them
  changed    other words that are near enough, with a score
  ambiguous  the same words several times, equally good
  lost       nothing near enough; the nearest words are shown

Nothing is written without --apply, which writes what is the same and what you accept. The older text and the spans in it stay.";

/// The definition of `article recheck`.
pub(super) fn command() -> Command {
    let command = Command::new("recheck")
        .about("Find what was logged again in a corrected text of the article")
        .after_help(HELP)
        .arg(
            Arg::new("record")
                .value_name("ARTICLE")
                .required(true)
                .help("Key, address or title"),
        )
        .arg(
            Arg::new("text")
                .long("text")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Seek in this page, text or PDF; without it, in the article's newest text"),
        )
        .arg(
            Arg::new("apply")
                .long("apply")
                .action(ArgAction::SetTrue)
                .help("Keep the text as the article's next version, and what is found in it"),
        )
        .arg(
            Arg::new("accept")
                .long("accept")
                .value_name("WHAT")
                .requires("apply")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help("Accept what moved or changed: moved, changed, or keys such as a12.5"),
        )
        .arg(
            Arg::new("retrieved")
                .long("retrieved")
                .value_name("TIME")
                .requires("text")
                .value_parser(instant)
                .help("When the text was fetched, such as 2025-04-21T08:00:00Z"),
        );
    OutputArgs::augment_args(command)
}

/// An instant in UTC, as the book keeps it.
fn instant(words: &str) -> Result<String, String> {
    chrono::DateTime::parse_from_rfc3339(&words.replace(' ', "T"))
        .map(|at| {
            at.to_utc()
                .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
        })
        .map_err(|_| String::from("not an instant such as 2025-04-21T08:00:00Z"))
}

/// Runs `article recheck`.
pub(super) fn run(context: &Context, matches: &ArgMatches) -> Result<(), CliError> {
    let output = OutputArgs::from_arg_matches(matches)?;
    let words = matches
        .get_one::<String>("record")
        .map_or("", String::as_str);
    let read = match matches.get_one::<PathBuf>("text") {
        Some(file) => Some(read_file(file).map_err(CliError::new)?),
        None => None,
    };
    let new = read.as_ref().map(|ArticleFile { page, raw }| NewText {
        text: page.text.clone(),
        blocks: page.blocks.clone(),
        retrieved: matches.get_one::<String>("retrieved").cloned(),
        raw: raw.as_ref(),
    });
    let coder = context.coder()?;
    if !matches.get_flag("apply") {
        let book = context.read_book()?;
        let table = book.read(|reader| {
            let article = record::find(context, reader, Kind::Article, words)?;
            let found = recheck(reader, article.id, &coder, new.as_ref()).map_err(failed)?;
            let file = matches.get_one::<PathBuf>("text").map(PathBuf::as_path);
            Ok::<_, CliError>(planned(&found, &coder, file))
        })?;
        drop(book);
        let table = if output.for_people()? {
            table.without_empty_columns()
        } else {
            table
        };
        return context.emit(&output, &[table]);
    }
    let accepted: Vec<Accept> = matches
        .get_many::<String>("accept")
        .unwrap_or_default()
        .map(|word| match word.trim() {
            "moved" => Accept::Moved,
            "changed" => Accept::Changed,
            key => Accept::Thing(key.to_owned()),
        })
        .collect();
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    let article = record::find(context, book.reader(), Kind::Article, words)?;
    let applied = apply_recheck(&mut book, &mut session, article.id, new.as_ref(), &accepted)
        .map_err(failed)?;
    let status = book.reader().record(Kind::Article, article.id)?;
    drop(book);
    let is_published =
        matches!(status.value("status"), Some(FieldValue::Text(word)) if word == "published");
    say(context, &applied, is_published)
}

fn failed(error: RecheckError) -> CliError {
    match error {
        RecheckError::Store(error) => CliError::from(error),
        RecheckError::NothingLogged { .. } => CliError::new(error.to_string())
            .hint("`claimbook log SHEET` logs it; --new-version there takes another text"),
        RecheckError::OlderText { .. } => CliError::new(error.to_string())
            .hint("give --text the file of a newer text, or leave --text out to look into the newest"),
        RecheckError::OfAnother { ref coder, .. } => {
            let hint = format!("--coder {coder} writes them as that coder");
            CliError::new(error.to_string()).hint(hint)
        }
        RecheckError::NotAccepted { .. } => CliError::new(error.to_string()).hint(
            "without --accept it stays in the older text; `claimbook claim edit CLAIM --text WORDS` then says where its words are",
        ),
        RecheckError::File(message) => CliError::new(message),
    }
}

/// The plan: how everything stands.
fn planned(found: &Recheck, coder: &str, file: Option<&Path>) -> Table {
    let article = found.article;
    let text = if found.is_new {
        format!("the text of {}", file.unwrap_or(Path::new("-")).display())
    } else {
        format!("its newest text, text {}", found.to)
    };
    let whose = if found.coding.coder == coder {
        String::new()
    } else {
        format!(", as {} coded it", found.coding.coder)
    };
    let mut table = Table::new(
        "recheck",
        format!("What was logged of a{article}{whose}, in {text}"),
    )
    .with_columns(vec![
        Column::label("key", "key"),
        Column::text("state", "state"),
        Column::text("old_words", "old words"),
        Column::text("new_words", "new words"),
        Column::text("beside", "cue, source"),
        Column::count("score", "score %"),
        Column::text("place", "where"),
    ])
    .with_section_name("kind");
    for (kind, heading) in [
        (ThingKind::Claim, "claims"),
        (ThingKind::Introduction, "introductions"),
        (ThingKind::Fact, "reported facts"),
    ] {
        let rows: Vec<Row> = found
            .things
            .iter()
            .filter(|thing| thing.kind() == kind)
            .map(|thing| row(thing, &found.text))
            .collect();
        if !rows.is_empty() {
            table = table.with_section(heading, rows);
        }
    }
    table = table.with_empty(format!(
        "Everything that was logged of a{article} stands in {text}{}.",
        if found.is_new {
            ""
        } else {
            "; --text FILE looks into another one"
        }
    ));
    if found.things.is_empty() {
        return table;
    }
    table = table.with_note(counted(found));
    for (kind, words) in &found.lost_blocks {
        table = table.with_note(format!("the {kind} “{words}” is not in it"));
    }
    if found.settled > 0 && found.from == found.to {
        table = table.with_note(format!("{} more stand in this text already", found.settled));
    }
    let has = |standing| found.things.iter().any(|thing| thing.standing == standing);
    if found.is_new || has(Standing::Same) {
        table = table.with_note("nothing is written; --apply keeps what is the same");
    }
    let open = match (has(Standing::Moved), has(Standing::Changed)) {
        (true, true) => Some(("moved,changed", "what moved or changed")),
        (true, false) => Some(("moved", "what moved")),
        (false, true) => Some(("changed", "what changed")),
        (false, false) => None,
    };
    if let Some((words, what)) = open {
        table = table.with_note(format!(
            "--apply --accept {words} keeps {what} too, --accept KEY one of them"
        ));
    }
    if has(Standing::Lost) || has(Standing::Ambiguous) {
        table = table.with_note(
            "what is lost or ambiguous stays in the older text; claimbook claim edit KEY --text WORDS says then where its words are",
        );
    }
    table
}

/// How many things stand in each way, as in `3 same, 1 changed`.
fn counted(found: &Recheck) -> String {
    let mut counts: BTreeMap<Standing, usize> = BTreeMap::new();
    for thing in &found.things {
        *counts.entry(thing.standing).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(standing, count)| format!("{count} {}", standing.as_str()))
        .collect();
    counts.join(", ")
}

fn row(thing: &Rechecked, text: &Text) -> Row {
    let tone = match thing.standing {
        Standing::Same => Tone::Plain,
        Standing::Moved | Standing::Changed => Tone::Strong,
        Standing::Ambiguous | Standing::Lost => Tone::Alarm,
    };
    let content: Vec<&str> = thing
        .pieces
        .iter()
        .filter(|piece| piece.role == SpanRole::Content)
        .map(|piece| piece.old_words.as_str())
        .collect();
    Row::new(vec![
        Cell::text(thing.key.clone()),
        Cell::toned(thing.standing.as_str(), tone),
        Cell::text(content.join(" … ")),
        new_words(thing),
        beside(thing),
        match thing.place() {
            Some(_) => Cell::integer(i64::from(thing.score)),
            None => Cell::empty(),
        },
        place(thing, text),
    ])
}

/// The words in the new text: for people where they are others, with what was added marked; for programs always.
fn new_words(thing: &Rechecked) -> Cell {
    let content = || {
        let pieces = thing.pieces.iter();
        pieces.filter(|piece| piece.role == SpanRole::Content)
    };
    let words: Vec<&str> = content()
        .filter_map(|piece| piece.new_words.as_deref())
        .collect();
    if words.is_empty() {
        return Cell::empty();
    }
    let mut shown: Vec<Piece> = Vec::new();
    if matches!(thing.standing, Standing::Changed | Standing::Lost) {
        if thing.standing == Standing::Lost {
            shown.push(Piece::new("nearest: ", Tone::Faint));
        }
        for (at, piece) in content().enumerate() {
            if at > 0 {
                shown.push(Piece::plain(" … "));
            }
            for part in diff(
                &piece.old_words,
                piece.new_words.as_deref().unwrap_or_default(),
            ) {
                match part.kind {
                    DiffKind::Removed => {}
                    DiffKind::Same => shown.push(Piece::plain(part.text)),
                    DiffKind::Added => shown.push(Piece::new(part.text, Tone::Added)),
                }
            }
        }
    }
    Cell::pieces(shown).with_value(CellValue::Text(words.join(" … ")))
}

/// What became of the cue and the source, where they are not the same.
fn beside(thing: &Rechecked) -> Cell {
    let mut changes = Vec::new();
    for piece in &thing.pieces {
        let role = match piece.role {
            SpanRole::Content => continue,
            SpanRole::Cue => "cue",
            SpanRole::Source => "source",
        };
        match (piece.found.standing, &piece.new_words) {
            (Standing::Same, _) => {}
            (Standing::Changed, Some(words)) => {
                changes.push(format!("{role} “{}” → “{words}”", piece.old_words));
            }
            _ => changes.push(format!("{role} “{}” is gone", piece.old_words)),
        }
    }
    if changes.is_empty() {
        Cell::empty()
    } else {
        Cell::toned(changes.join("; "), Tone::Strong)
    }
}

/// The line for people, the offsets for programs.
fn place(thing: &Rechecked, text: &Text) -> Cell {
    let Some(span) = thing.place() else {
        return Cell::empty();
    };
    let mut shown = format!("line {}", text.line_of(span.start));
    if thing.standing == Standing::Ambiguous {
        shown = match thing.places() {
            1 => format!("{shown}, unclear"),
            places => format!("{places} places, one in {shown}"),
        };
    }
    Cell::text(shown).with_value(CellValue::Text(span.to_string()))
}

/// Says what was written.
fn say(context: &Context, applied: &Applied, is_published: bool) -> Result<(), CliError> {
    let found = &applied.recheck;
    let key = format!("a{}", found.article);
    if applied.operation.is_none() {
        return context.ui.line(&format!(
            "Unchanged: {key} was rechecked against text {} before",
            found.to
        ));
    }
    let mut counts = Vec::new();
    for (kind, one, several) in [
        (ThingKind::Claim, "claim", "claims"),
        (ThingKind::Introduction, "introduction", "introductions"),
        (ThingKind::Fact, "fact", "facts"),
    ] {
        match applied.count(kind) {
            0 => {}
            1 => counts.push(format!("1 {one}")),
            count => counts.push(format!("{count} {several}")),
        }
    }
    let counts = if counts.is_empty() {
        String::from("nothing")
    } else {
        counts.join(", ")
    };
    let added = if found.is_new { "Added" } else { "Rechecked" };
    context.ui.line(&format!(
        "{added} text {} of {key}: found {counts} in it",
        found.to
    ))?;
    for thing in applied.left() {
        context.ui.line(&format!(
            "  {} is {} and stays in the older text",
            thing.key,
            thing.standing.as_str()
        ))?;
    }
    if found.is_new && is_published {
        context.ui.status(&format!(
            "`claimbook article edit {key} --status corrected` marks it in every report"
        ));
    }
    Ok(())
}
