//! `suggest`: which records may be the same, and what a person decides of it.

mod decide;
mod find;
mod found;
mod sheet;

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use self::decide::Request;
use self::found::{Subject, Suggestion};
use super::Context;
use super::error::CliError;
use super::output::OutputArgs;
use super::record;
use crate::domain::decision::Verdict;
use crate::domain::record::Kind;
use crate::matching::article_pairs::in_book_already;
use crate::matching::bearers::{self, Named};
use crate::matching::decided::Decided;
use crate::matching::for_claims::candidates;
use crate::matching::known_statements::KnownStatements;
use crate::matching::matcher::WordMatcher;
use crate::matching::new_names::new_names;
use crate::matching::open_claims::{Which, open_claims};
use crate::store::Book;

/// Arguments of `suggest`.
#[derive(Debug, Args)]
#[command(
    after_help = "A REF stands in the last column of the table; in keys it is CLAIM=PROPOSITION, CLAIM+CLAIM, NEWER=OLDER, or after speakers or organizations FROM=INTO. Nothing is the same until you say so; what you decide is not asked again, and `undo` takes it back."
)]
pub(super) struct SuggestArgs {
    /// claims (the default), propositions, quotes, speakers, organizations or articles; then, or alone, records: only what concerns these
    #[arg(value_name = "WHAT|RECORD")]
    what: Vec<String>,
    /// These are the same: the claim gets the proposition, the record is merged, the article is a copy
    #[arg(long, value_name = "REF", num_args = 1.., help_heading = "Decide")]
    accept: Vec<String>,
    /// These are not
    #[arg(long, value_name = "REF", num_args = 1.., help_heading = "Decide")]
    reject: Vec<String>,
    /// These cannot be told
    #[arg(long, value_name = "REF", num_args = 1.., help_heading = "Decide")]
    unsure: Vec<String>,
    /// Write the verdicts of a sheet into the book
    #[arg(long, value_name = "SHEET", help_heading = "Decide", conflicts_with_all = ["accept", "reject", "unsure", "sheet", "what"])]
    log: Option<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long, help_heading = "Decide")]
    dry_run: bool,
    /// Print a sheet in which verdicts can be written
    #[arg(long, help_heading = "Output")]
    sheet: bool,
    /// List at most so many; 0 is all
    #[arg(
        short = 'n',
        long,
        value_name = "NUMBER",
        default_value_t = 50,
        help_heading = "Output"
    )]
    limit: usize,
    #[command(flatten)]
    output: OutputArgs,
}

/// Runs `suggest`.
pub(super) fn suggest(context: &Context, args: &SuggestArgs) -> Result<(), CliError> {
    if let Some(file) = &args.log {
        let requests = sheet::read(file)?;
        return decide::run(context, requests, args.dry_run);
    }
    let (subject, records) = asked(&args.what)?;
    let mut requests = Vec::new();
    for (refs, verdict) in [
        (&args.accept, Verdict::Same),
        (&args.reject, Verdict::Different),
        (&args.unsure, Verdict::Unsure),
    ] {
        requests.extend(refs.iter().map(|reference| Request {
            subject,
            reference: reference.clone(),
            verdict,
            text: None,
        }));
    }
    if !requests.is_empty() {
        return decide::run(context, requests, args.dry_run);
    }
    let limit = if args.limit == 0 {
        usize::MAX
    } else {
        args.limit
    };
    let subject = subject.unwrap_or(Subject::Claims);
    let book = context.read_book()?;
    let (suggestions, notes) =
        book.read(|reader| find::find(context, &reader, subject, records, limit))?;
    drop(book);
    if args.sheet {
        return context.emit_text(&args.output, &sheet::write(subject, &suggestions));
    }
    context.emit(&args.output, &[found::table(subject, &suggestions, notes)])
}

/// What is asked about, and which records it is restricted to.
fn asked(what: &[String]) -> Result<(Option<Subject>, &[String]), CliError> {
    let Some((first, rest)) = what.split_first() else {
        return Ok((None, &[]));
    };
    if let Some(subject) = Subject::ALL
        .into_iter()
        .find(|subject| subject.as_str() == first)
    {
        return Ok((Some(subject), rest));
    }
    // `a12` and `a12.5` say themselves what they are.
    if what.iter().all(|word| find::is_article_or_claim(word)) {
        return Ok((None, what));
    }
    let words: Vec<&str> = Subject::ALL.into_iter().map(Subject::as_str).collect();
    Err(
        CliError::usage(format!("nothing can be suggested for “{first}”")).hint(format!(
            "say what first: {}; or name an article (a12) or a claim (a12.5)",
            words.join(", ")
        )),
    )
}

/// Says of articles that were just logged which are in the book already under another key, and how many of their claims without a
/// proposition are like a known one.
pub(super) fn say_after_log(
    context: &Context,
    book: &Book,
    articles: &[i64],
) -> Result<(), CliError> {
    let reader = book.reader();
    for article in articles {
        let key = reader.known(Kind::Article, *article)?.key;
        for (other, common) in in_book_already(&reader, *article)? {
            let common: Vec<String> = common.iter().map(ToString::to_string).collect();
            context.ui.line(&format!(
                "! {key} may be in the book already as a{} “{}” ({}); to say so: claimbook suggest articles {key}",
                other.id,
                other.title,
                common.join("; ")
            ))?;
        }
    }
    let mut known = KnownStatements::of(reader)?;
    if known.is_empty() {
        return Ok(());
    }
    let mut open = Vec::new();
    for article in articles {
        open.push((*article, open_claims(&reader, Which::Article(*article))?));
    }
    if open.iter().all(|(_, claims)| claims.is_empty()) {
        return Ok(());
    }
    let decided = Decided::load(&reader, Kind::Claim)?;
    for (article, claims) in open {
        let mut alike = 0;
        for claim in &claims {
            let near = known.near(&claim.statement.text)?;
            let matcher =
                WordMatcher::for_part_of_propositions(&near.propositions.statements, near.weights);
            alike +=
                usize::from(!candidates(claim, &near.propositions, &matcher, &decided).is_empty());
        }
        if alike > 0 {
            let key = reader.known(Kind::Article, article)?.key;
            let (claims, are) = if alike == 1 {
                ("claim", "is")
            } else {
                ("claims", "are")
            };
            context.ui.line(&format!("! {key}: {alike} {claims} without a proposition {are} like a known one: claimbook suggest {key}"))?;
        }
    }
    Ok(())
}

/// The kinds of records whose names are compared when one is added.
const NAMED_KINDS: [Kind; 3] = [Kind::Speaker, Kind::Organization, Kind::Outlet];

/// Says of records that were just added, by kind and key, which known ones they may be under another name. Nothing is merged: that is for a
/// person to decide.
pub(super) fn say_new_names(
    context: &Context,
    book: &Book,
    added: &[(Kind, String)],
) -> Result<(), CliError> {
    let reader = book.reader();
    for kind in NAMED_KINDS {
        let mut new = BTreeSet::new();
        for (_, key) in added.iter().filter(|(of, _)| *of == kind) {
            new.insert(reader.find_record(kind, key, false)?.id);
        }
        if new.is_empty() {
            continue;
        }
        let decided = Decided::load(&reader, kind)?;
        for found in new_names(&reader, kind, &new, &decided)? {
            let name = |named: &Named| named.bearer.names.first().cloned().unwrap_or_default();
            let candidates: Vec<String> = found
                .may_be
                .iter()
                .map(|known| {
                    format!(
                        "{} ({}; {})",
                        name(&known.known),
                        known.known.key,
                        bearers::shown(&known.found.reasons)
                    )
                })
                .collect();
            let key = &found.new.key;
            let how = match kind {
                Kind::Outlet => format!("claimbook outlet merge {key} KNOWN"),
                _ => format!("claimbook suggest {} {key}", kind.noun().plural),
            };
            context.ui.line(&format!(
                "! new {kind} “{}” ({key}): is it {}? To say so: {how}",
                name(&found.new),
                candidates.join(" or "),
            ))?;
        }
    }
    Ok(())
}

/// Returns the rows of the records that a person named.
fn rows(
    context: &Context,
    reader: crate::store::Reader<'_>,
    kind: Kind,
    words: &[String],
) -> Result<BTreeSet<i64>, CliError> {
    words
        .iter()
        .map(|words| Ok(record::find(context, reader, kind, words)?.id))
        .collect()
}

/// A suggestion with the text that a sheet may change.
type Suggestions = Vec<Suggestion>;
