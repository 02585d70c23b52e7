//! search.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::Context;
use super::error::CliError;
use super::output::OutputArgs;
use crate::domain::record::Kind;
use crate::domain::search_query::{
    FieldTerm, SEARCHED_KINDS, SearchQuery, SearchQueryError, Wanted,
};
use crate::reports::table::{Cell, Column, Piece as ShownPiece, Row, Table, Tone};
use crate::search::{
    ArticleHit, ClaimHit, Count, Found, Group, NamedRecord, Piece, RecordHit, SearchError, search,
};

/// How many records that a part of a name means are named.
const MOST_TOLD: usize = 5;

/// Arguments of `search`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct SearchArgs {
    /// Words and fields; all must fit
    #[arg(value_name = "WORDS", required = true, num_args = 1..)]
    words: Vec<String>,
    /// Show at most so many records, claims and articles
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 10)]
    limit: usize,
    /// Look for this kind of result only; repeated, for either
    #[arg(long, value_name = "KIND", value_parser = kind_parser())]
    kind: Vec<Kind>,
    #[command(flatten)]
    output: OutputArgs,
}

const HELP: &str = "\
Words, in quotation marks of the shell where they hold any of \" ' * > < or begin with -:
  bridge repair          both words, in any order; case and accents do not matter
  '\"bridge repair\"'      these words in sequence
  'repair*'              words that begin so
  bridge OR ferry        either
  'bridge -ferry'        without the other word; bridge NOT ferry does the same
  人权                   inside longer runs too, from one character on

Fields of claims:
  speaker:liu  via:ada  prop:KEY  topic:KEY  voice:direct  stance:rejects  status:draft  coder:ann
  'figure:>1000000'  figure:5..9  figure:1000000..
Fields of claims and articles:
  outlet:post  article:a12  event:KEY  language:zh  since:2025-04  until:2025-06  label:to-check
Fields of any result:
  kind:claim             of this kind
  'bridge -voice:direct' not so

A field given twice means either. A name may be a part of one, or have a slip in it.";

fn kind_parser() -> impl clap::builder::TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(SEARCHED_KINDS.map(Kind::as_str)).map(|word| {
        // The parser lets only these words through.
        Kind::from_noun(&word).unwrap_or(Kind::Claim)
    })
}

/// Prints what fits, the best first: records, claims and articles.
pub(super) fn search_book(context: &Context, args: &SearchArgs) -> Result<(), CliError> {
    let line = args.words.join(" ");
    let mut query = SearchQuery::parse(&line).map_err(|error| misread(&line, &error))?;
    query.fields.extend(args.kind.iter().map(|kind| FieldTerm {
        wants: Wanted::Kind(*kind),
        is_negated: false,
        written: format!("--kind {kind}"),
    }));
    let book = context.read_book()?;
    let found = book.read(|reader| search(&reader, &query, args.limit).map_err(failed))?;
    drop(book);
    for named in &found.named {
        context.ui.status(&told(named));
    }
    let for_people = args.output.for_people()?;
    let mut tables = Vec::new();
    if let Some(records) = &found.records {
        tables.push(records_table(records));
    }
    if let Some(claims) = &found.claims {
        tables.push(claims_table(claims, for_people));
    }
    if let Some(articles) = &found.articles {
        tables.push(articles_table(articles));
    }
    if for_people {
        tables.retain(|table| !table.is_empty());
        tables = tables
            .into_iter()
            .map(Table::without_empty_columns)
            .collect();
        if tables.is_empty() {
            tables.push(Table::new("search", "").with_empty(nothing(&found)));
        }
    }
    context.emit(&args.output, &tables)
}

/// The query up to where it could not be read.
fn misread(line: &str, error: &SearchQueryError) -> CliError {
    let from: String = line.chars().skip(error.at).collect();
    let mut told = CliError::usage(error.message.clone());
    if error.at > 0 {
        told = told.cause(format!(
            "at character {} of the query: {from}",
            error.at + 1
        ));
    }
    if error.nearest.is_empty() {
        told.hint("`claimbook search --help` shows what a query may say")
    } else {
        told.hint(format!("nearest: {}", error.nearest.join(", ")))
    }
}

fn failed(error: SearchError) -> CliError {
    match error {
        SearchError::Store(error) => CliError::from(error),
        SearchError::Unknown { kind, .. } => CliError::new(error.to_string())
            .hint(format!("`claimbook {kind} list` shows what there is")),
        SearchError::TooMany { .. } => CliError::new(error.to_string())
            .hint("give more of the name, or the key of the one you mean"),
        SearchError::NoClaims { .. } => {
            CliError::usage(error.to_string()).hint("leave out the field, or the kind")
        }
    }
}

/// How a name was understood.
fn told(named: &NamedRecord) -> String {
    let mut taken: Vec<String> = named
        .taken
        .iter()
        .take(MOST_TOLD)
        .map(|(key, name)| format!("{name} ({key})"))
        .collect();
    let more = named.taken.len().saturating_sub(MOST_TOLD);
    if more > 0 {
        taken.push(format!("{more} more"));
    }
    let field = named.field;
    let words = &named.words;
    if named.is_nearest {
        let kind = field.names().map_or("record", Kind::as_str);
        format!(
            "{field}: no {kind} is named “{words}”; taken for {}",
            taken.join("; ")
        )
    } else {
        format!("{field}: “{words}” is {}", taken.join("; "))
    }
}

/// What is said where nothing fits.
fn nothing(found: &Found) -> String {
    let mut lines = vec![String::from("Nothing fits.")];
    for (word, names) in &found.unknown {
        lines.push(if names.is_empty() {
            format!("“{word}” stands nowhere in the book.")
        } else {
            format!(
                "“{word}” stands nowhere in the book; nearest: {}.",
                names.join(", ")
            )
        });
    }
    if found.unknown.is_empty() {
        lines.push(String::from(
            "Leave out a word or a field, or write the beginning of a word: brid*",
        ));
    }
    lines.join("\n")
}

/// A heading with how many there are.
fn title<T>(one: &str, many: &str, group: &Group<T>) -> String {
    let mut title = match group.count {
        Count::Exactly(1) => format!("1 {one}"),
        Count::Exactly(count) => format!("{count} {many}"),
        Count::MoreThan(count) => format!("More than {count} {many}"),
    };
    let shown = group.hits.len();
    match (group.ranked_among, group.count) {
        (Some(among), _) => title.push_str(&format!("; the best {shown} of the newest {among}")),
        (None, Count::Exactly(count)) if count <= shown => {}
        (None, _) if group.is_ranked => title.push_str(&format!("; the best {shown}")),
        (None, _) => title.push_str(&format!("; the newest {shown}")),
    }
    title
}

fn cell(pieces: &[Piece]) -> Cell {
    if pieces.is_empty() {
        return Cell::empty();
    }
    Cell::pieces(
        pieces
            .iter()
            .map(|piece| {
                let tone = if piece.is_hit {
                    Tone::Strong
                } else {
                    Tone::Plain
                };
                ShownPiece::new(piece.text.as_str(), tone)
            })
            .collect(),
    )
}

/// As [`cell`], for people only where something of it was sought.
fn cell_if_hit(pieces: &[Piece], for_people: bool) -> Cell {
    if for_people && !pieces.iter().any(|piece| piece.is_hit) {
        return Cell::empty();
    }
    cell(pieces)
}

fn optional(text: Option<&str>) -> Cell {
    text.map_or_else(Cell::empty, Cell::text)
}

fn records_table(group: &Group<RecordHit>) -> Table {
    let rows = group.hits.iter().map(|hit| {
        Row::new(vec![
            Cell::text(hit.kind.as_str()),
            cell(&hit.name),
            cell(&hit.aliases),
            cell(&hit.note),
            Cell::text(hit.key.as_str()),
        ])
    });
    Table::new("records", title("record", "records", group))
        .with_columns(vec![
            Column::label("kind", "Kind"),
            Column::text("name", "Name"),
            Column::text("aliases", "Also"),
            Column::text("note", "Note"),
            Column::text("key", "Key"),
        ])
        .with_rows(rows.collect())
}

fn claims_table(group: &Group<ClaimHit>, for_people: bool) -> Table {
    let rows = group.hits.iter().map(|hit| {
        let status = match hit.status.as_str() {
            "accepted" if for_people => Cell::empty(),
            status => Cell::text(status),
        };
        Row::new(vec![
            Cell::text(hit.key.as_str()),
            Cell::text(hit.outlet.as_str()),
            optional(hit.published.as_deref()),
            Cell::text(hit.voice.as_str()),
            optional(hit.who.as_deref()),
            optional(hit.stance.as_deref()),
            status,
            cell(&hit.words),
            cell_if_hit(&hit.gloss, for_people),
            cell_if_hit(&hit.note, for_people),
            optional(hit.proposition.as_deref()),
        ])
    });
    Table::new("claims", title("claim", "claims", group))
        .with_columns(vec![
            Column::label("claim", "Claim"),
            Column::text("outlet", "Outlet"),
            Column::text("published", "Published"),
            Column::text("voice", "Voice"),
            Column::text("who", "Who"),
            Column::text("stance", "Stance"),
            Column::text("status", "Status"),
            Column::text("words", "Words"),
            Column::text("gloss", "Gloss"),
            Column::text("note", "Note"),
            Column::text("proposition", "Proposition"),
        ])
        .with_rows(rows.collect())
}

fn articles_table(group: &Group<ArticleHit>) -> Table {
    let rows = group.hits.iter().map(|hit| {
        let version = if hit.version == hit.versions {
            Cell::empty()
        } else {
            Cell::text(format!("text {} of {}", hit.version, hit.versions))
        };
        Row::new(vec![
            Cell::text(hit.key.as_str()),
            Cell::text(hit.outlet.as_str()),
            optional(hit.published.as_deref()),
            cell(&hit.title),
            version,
            cell(&hit.passage),
            cell(&hit.note),
            Cell::integer(hit.claims),
        ])
    });
    Table::new("articles", title("article", "articles", group))
        .with_columns(vec![
            Column::label("article", "Article"),
            Column::text("outlet", "Outlet"),
            Column::text("published", "Published"),
            Column::text("title", "Title"),
            Column::text("version", "Version"),
            Column::text("words", "Words"),
            Column::text("note", "Note"),
            Column::count("claims", "Claims"),
        ])
        .with_rows(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search_query::SearchField;

    #[test]
    fn help_names_every_field() {
        for field in SearchField::WORDS {
            assert!(HELP.contains(&format!("{field}:")), "{field}");
        }
    }

    #[test]
    fn titles_say_how_many_there_are() {
        let group = |count, ranked_among| Group {
            hits: vec![(); 2],
            count,
            is_ranked: true,
            ranked_among,
        };
        let shown = |group| title("claim", "claims", &group);
        assert_eq!(shown(group(Count::Exactly(2), None)), "2 claims");
        assert_eq!(
            shown(group(Count::Exactly(9), None)),
            "9 claims; the best 2"
        );
        assert_eq!(
            shown(group(Count::MoreThan(10_000), Some(1000))),
            "More than 10000 claims; the best 2 of the newest 1000"
        );
    }
}
