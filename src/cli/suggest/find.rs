//! Finding what may be the same.

use std::collections::BTreeSet;

use super::found::{Subject, Suggestion};
use super::{Context, Suggestions, rows};
use crate::cli::error::CliError;
use crate::cli::record;
use crate::domain::record::Kind;
use crate::matching::article_pairs::{self, PROPOSED};
use crate::matching::bearers;
use crate::matching::certainty::{Level, Match};
use crate::matching::decided::Decided;
use crate::matching::for_claims::{candidates, groups, statements};
use crate::matching::known_statements::KnownStatements;
use crate::matching::matcher::WordMatcher;
use crate::matching::names::NEARLY_CERTAIN;
use crate::matching::open_claims::{OpenClaim, Which, open_claims};
use crate::matching::quotes::Shared;
use crate::matching::shared_quotes::{open_links, quoted_claims};
use crate::store::Reader;

/// The most characters of a claim, a proposition or a title that a table shows.
const SHOWN: usize = 160;
/// The most claims that are put together into new propositions at once.
const MOST_GROUPED: usize = 20_000;

/// Whether a word is the key of an article or a claim.
pub(super) fn is_article_or_claim(word: &str) -> bool {
    word.strip_prefix('a').is_some_and(|number| {
        let mut parts = number.split('.');
        let is_number = |part: Option<&str>| {
            part.is_some_and(|part| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        is_number(parts.next())
            && parts.next().is_none_or(|part| is_number(Some(part)))
            && parts.next().is_none()
    })
}

/// Returns at most `limit` suggestions, and notes on what was left out.
pub(super) fn find(
    context: &Context,
    reader: &Reader<'_>,
    subject: Subject,
    records: &[String],
    limit: usize,
) -> Result<(Suggestions, Vec<String>), CliError> {
    match subject {
        Subject::Claims => claims(context, reader, records, limit),
        Subject::Propositions => propositions(context, reader, records, limit),
        Subject::Quotes => quotes(context, reader, records, limit),
        Subject::Speakers => named(context, reader, Kind::Speaker, records, limit),
        Subject::Organizations => named(context, reader, Kind::Organization, records, limit),
        Subject::Articles => articles(context, reader, records, limit),
    }
}

/// The claims without a proposition of the records named, or of the book.
fn open(
    context: &Context,
    reader: &Reader<'_>,
    records: &[String],
) -> Result<Vec<OpenClaim>, CliError> {
    if records.is_empty() {
        return Ok(open_claims(reader, Which::All)?);
    }
    let mut claims = Vec::new();
    for words in records {
        let kind = if words.contains('.') {
            Kind::Claim
        } else {
            Kind::Article
        };
        let id = record::find(context, *reader, kind, words)?.id;
        let which = if kind == Kind::Claim {
            Which::Claim(id)
        } else {
            Which::Article(id)
        };
        claims.extend(open_claims(reader, which)?);
    }
    Ok(claims)
}

fn claims(
    context: &Context,
    reader: &Reader<'_>,
    records: &[String],
    limit: usize,
) -> Result<(Suggestions, Vec<String>), CliError> {
    let open = open(context, reader, records)?;
    if open.is_empty() {
        return Ok((
            Vec::new(),
            vec![String::from("no claim lacks a proposition here")],
        ));
    }
    let mut known = KnownStatements::of(*reader)?;
    let decided = Decided::load(reader, Kind::Claim)?;
    let mut found = Vec::new();
    let mut looked_at = 0;
    let progress = context.progress("comparing", open.len());
    for claim in &open {
        if found.len() >= limit {
            break;
        }
        looked_at += 1;
        progress.inc(1);
        let near = known.near(&claim.statement.text)?;
        let matcher =
            WordMatcher::for_part_of_propositions(&near.propositions.statements, near.weights);
        for candidate in candidates(claim, &near.propositions, &matcher, &decided) {
            let Some(proposition) = near.propositions.propositions.get(candidate.proposition)
            else {
                continue;
            };
            let through = candidate
                .through
                .map(|claim| format!("in the words of {claim}; "))
                .unwrap_or_default();
            found.push(Suggestion {
                reference: format!("{}={}", claim.key, proposition.key),
                short: Some(format!("{}:{}", claim.key, proposition.id)),
                score: candidate.found.probability,
                level: candidate.found.level,
                kind: None,
                one: cut(&claim.statement.text),
                other: cut(&proposition.text),
                why: format!("{through}{}", why(&candidate.found)),
                text: None,
            });
        }
    }
    progress.finish_and_clear();
    let mut notes = Vec::new();
    let left = open.len() - looked_at;
    if left > 0 {
        notes.push(format!(
            "{left} more claims without a proposition were not looked at: -n 0 looks at all"
        ));
    }
    if !known.is_indexed() {
        notes.push(String::from("nothing was compared, since the book has lost its full-text index: `claimbook check --repair` makes it anew"));
    }
    Ok((found, notes))
}

fn propositions(
    context: &Context,
    reader: &Reader<'_>,
    records: &[String],
    limit: usize,
) -> Result<(Suggestions, Vec<String>), CliError> {
    let mut open = open(context, reader, records)?;
    let decided = Decided::load(reader, Kind::Claim)?;
    let mut notes = Vec::new();
    if open.len() > MOST_GROUPED {
        notes.push(format!("only the first {MOST_GROUPED} of {} claims without a proposition were looked at: name articles", open.len()));
        open.truncate(MOST_GROUPED);
    }
    let _waiting = context.waiting("comparing");
    let statements = statements(&open);
    let matcher = WordMatcher::for_propositions(&statements);
    let mut found: Vec<Suggestion> = Vec::new();
    for group in groups(&open, &matcher, &decided) {
        let claims: Vec<&OpenClaim> = group
            .claims
            .iter()
            .filter_map(|place| open.get(*place))
            .collect();
        let Some((first, others)) = claims.split_first() else {
            continue;
        };
        let Some(least) = group
            .found
            .iter()
            .min_by(|one, other| one.probability.total_cmp(&other.probability))
        else {
            continue;
        };
        let keys: Vec<&str> = claims.iter().map(|claim| claim.key.as_str()).collect();
        let also: Vec<String> = others
            .iter()
            .map(|claim| format!("{}: {}", claim.key, cut(&claim.statement.text)))
            .collect();
        found.push(Suggestion {
            reference: keys.join("+"),
            short: None,
            score: least.probability,
            level: least.level,
            kind: None,
            one: cut(&first.statement.text),
            other: also.join("\n"),
            why: why(least),
            text: Some(first.statement.text.clone()),
        });
    }
    // Many claims first: one decision settles them all.
    found.sort_by_key(|suggestion| std::cmp::Reverse(suggestion.reference.matches('+').count()));
    Ok((limited(found, limit, &mut notes), notes))
}

fn quotes(
    context: &Context,
    reader: &Reader<'_>,
    records: &[String],
    limit: usize,
) -> Result<(Suggestions, Vec<String>), CliError> {
    let only = rows(context, *reader, Kind::Article, records)?;
    let _waiting = context.waiting("comparing");
    let claims = quoted_claims(reader)?;
    let decided = Decided::load(reader, Kind::Claim)?;
    let mut links = open_links(
        &claims,
        &decided,
        Some(&only).filter(|only| !only.is_empty()),
    );
    links.sort_by(|one, other| {
        (one.how, other.common, one.one, one.other).cmp(&(
            other.how,
            one.common,
            other.one,
            other.other,
        ))
    });
    let found = links
        .into_iter()
        .filter_map(|link| {
            let (one, other) = (claims.get(link.one)?, claims.get(link.other)?);
            Some(Suggestion {
                reference: format!("{}+{}", one.key, other.key),
                short: None,
                score: link.common as f64 / link.of.max(1) as f64,
                level: Level::Suggested,
                kind: Some(match link.how {
                    Shared::Identical => "identical",
                    Shared::Cut => "cut",
                    Shared::Reworded => "reworded",
                }),
                one: cut(&one.words),
                other: cut(&other.words),
                why: format!("{} of {} words in the same order", link.common, link.of),
                text: None,
            })
        })
        .collect();
    let mut notes = Vec::new();
    Ok((limited(found, limit, &mut notes), notes))
}

fn named(
    context: &Context,
    reader: &Reader<'_>,
    kind: Kind,
    records: &[String],
    limit: usize,
) -> Result<(Suggestions, Vec<String>), CliError> {
    let only = rows(context, *reader, kind, records)?;
    let decided = Decided::load(reader, kind)?;
    let _waiting = context.waiting("comparing");
    let mut all = bearers::load(reader, kind)?;
    let letter = if kind == Kind::Speaker { 's' } else { 'o' };
    let pairs = bearers::pairs(
        reader,
        kind,
        &mut all,
        &decided,
        Some(&only).filter(|only| !only.is_empty()),
    )?;
    let found = pairs
        .into_iter()
        .filter_map(|pair| {
            let (from, into) = (all.get(pair.from)?, all.get(pair.into)?);
            Some(Suggestion {
                reference: format!("{}={}", from.key, into.key),
                short: Some(format!("{letter}{}:{}", from.id, into.id)),
                score: pair.found.score,
                level: if pair.found.score >= NEARLY_CERTAIN {
                    Level::NearlyCertain
                } else {
                    Level::Suggested
                },
                kind: None,
                one: from.bearer.names.join("; "),
                other: into.bearer.names.join("; "),
                why: bearers::shown(&pair.found.reasons),
                text: None,
            })
        })
        .collect();
    let mut notes = Vec::new();
    Ok((limited(found, limit, &mut notes), notes))
}

fn articles(
    context: &Context,
    reader: &Reader<'_>,
    records: &[String],
    limit: usize,
) -> Result<(Suggestions, Vec<String>), CliError> {
    let only: BTreeSet<i64> = rows(context, *reader, Kind::Article, records)?;
    let decided = Decided::load(reader, Kind::Article)?;
    let all = article_pairs::articles(reader)?;
    let progress = context.progress("reading texts", all.len());
    let pairs = article_pairs::pairs(reader, &all, &decided, || progress.inc(1))?;
    progress.finish_and_clear();
    let found = pairs
        .into_iter()
        .filter_map(|pair| {
            let (older, newer) = (all.get(pair.older)?, all.get(pair.newer)?);
            if !only.is_empty() && !only.contains(&older.id) && !only.contains(&newer.id) {
                return None;
            }
            let share = pair.share();
            let kind = match (pair.is_logged_twice(), share >= PROPOSED) {
                (true, _) => "logged twice?",
                (false, true) => "copy or update",
                (false, false) => "copy?",
            };
            let shown = |line: &article_pairs::ArticleLine| {
                let published = line
                    .published
                    .as_deref()
                    .map(|published| format!(" {published}"))
                    .unwrap_or_default();
                format!(
                    "a{} {}{published}: {}",
                    line.id,
                    line.outlet,
                    cut(&line.title)
                )
            };
            Some(Suggestion {
                reference: format!("a{}=a{}", newer.id, older.id),
                short: None,
                score: if pair.is_logged_twice() {
                    0.9
                } else {
                    share as f64 / 100.0
                },
                level: Level::Suggested,
                kind: Some(kind),
                one: shown(newer),
                other: shown(older),
                why: pair
                    .common
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("; "),
                text: None,
            })
        })
        .collect();
    let mut notes = Vec::new();
    Ok((limited(found, limit, &mut notes), notes))
}

fn limited(mut found: Suggestions, limit: usize, notes: &mut Vec<String>) -> Suggestions {
    let more = found.len().saturating_sub(limit);
    if more > 0 {
        notes.push(format!("{more} more are not listed: -n 0 lists all"));
    }
    found.truncate(limit);
    found
}

/// The reasons of a match as one line.
fn why(found: &Match) -> String {
    found
        .reasons
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
