//! Writing what a person decided.

use super::Context;
use super::found::Subject;
use crate::cli::error::CliError;
use crate::domain::decision::Verdict;
use crate::domain::record::{Kind, Known};
use crate::matching::open_claims::{Which, open_claims};
use crate::matching::sentence::Sentence;
use crate::store::{FieldValue, Reader, RecordInput, Setting, StoreError, Writer};

/// One decision as it was asked for.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// What the records are, where that was said.
    pub(super) subject: Option<Subject>,
    /// The records.
    pub(super) reference: String,
    /// What was decided.
    pub(super) verdict: Verdict,
    /// The sentence of the proposition to be made.
    pub(super) text: Option<String>,
}

/// What a decision is about.
enum Matter {
    /// A claim and a proposition that it stands for.
    Claim { claim: Known, proposition: Known },
    /// Claims that say the same.
    Claims(Vec<Known>),
    /// A record that goes into another one.
    Records {
        kind: Kind,
        from: Known,
        into: Known,
    },
    /// An article that is a copy of another.
    Articles { newer: Known, older: Known },
}

/// Writes decisions, all in one operation, and says what came of each.
pub(super) fn run(
    context: &Context,
    requests: Vec<Request>,
    dry_run: bool,
) -> Result<(), CliError> {
    if requests.is_empty() {
        context
            .ui
            .status("There is no verdict in it: nothing was decided.");
        return Ok(());
    }
    let mut session = context.session()?;
    let mut book = context.write_book()?;
    if dry_run {
        book.start_rehearsal()?;
    }
    let name = match requests.as_slice() {
        [only] => format!("suggest {} {}", only.verdict, only.reference),
        [first, rest @ ..] => format!(
            "suggest {} {} and {} more",
            first.verdict,
            first.reference,
            rest.len()
        ),
        [] => String::from("suggest"),
    };
    let written = book.write(&mut session, &name, |writer| {
        let mut lines = Vec::new();
        for request in &requests {
            let line = one(writer, request).map_err(|error| {
                error.doing(format!(
                    "{} was not decided, nor anything else",
                    request.reference
                ))
            })?;
            lines.push(line);
        }
        Ok::<_, CliError>(lines)
    });
    if dry_run {
        book.end_rehearsal()?;
    }
    drop(book);
    for line in written?.value {
        context.ui.line(&line)?;
    }
    if dry_run {
        context.ui.status("Nothing was written.");
    }
    Ok(())
}

fn one(writer: &mut Writer<'_>, request: &Request) -> Result<String, CliError> {
    let matter = matter(writer.reader(), request)?;
    let said = match &matter {
        Matter::Claim { claim, proposition } => {
            writer.decide(Kind::Claim, &claim.uid, &proposition.uid, request.verdict)?;
            if request.verdict == Verdict::Same {
                give_proposition(writer, claim, proposition)?;
            }
            format!("claim {} and proposition {}", claim.key, proposition.key)
        }
        Matter::Claims(claims) => claims_together(writer, claims, request)?,
        Matter::Records { kind, from, into } => {
            writer.decide(*kind, &from.uid, &into.uid, request.verdict)?;
            if request.verdict == Verdict::Same {
                writer.merge_records(*kind, from.id, into.id)?;
            }
            let merged = if request.verdict == Verdict::Same {
                ", merged"
            } else {
                ""
            };
            format!("{kind} {} and {}{merged}", from.key, into.key)
        }
        Matter::Articles { newer, older } => {
            writer.decide(Kind::Article, &newer.uid, &older.uid, request.verdict)?;
            let mut copy = "";
            if request.verdict == Verdict::Same {
                if writer.reader().record(Kind::Article, older.id)?.value("copy_of").is_some_and(|value| matches!(value, FieldValue::Record(original) if original.id == newer.id)) {
                    return Err(CliError::new(format!("{} is declared a copy of {}", older.key, newer.key)));
                }
                writer.set_copy_of(newer.id, older.id)?;
                copy = ", a copy of it";
            }
            format!("article {} and {}{copy}", newer.key, older.key)
        }
    };
    Ok(format!("{}: {said}", request.verdict))
}

/// Decides on claims that say the same, each against the first; where they are the same, all get one proposition.
fn claims_together(
    writer: &mut Writer<'_>,
    claims: &[Known],
    request: &Request,
) -> Result<String, CliError> {
    let Some((first, others)) = claims.split_first() else {
        return Ok(String::new());
    };
    for other in others {
        writer.decide(Kind::Claim, &first.uid, &other.uid, request.verdict)?;
    }
    let keys: Vec<&str> = claims.iter().map(|claim| claim.key.as_str()).collect();
    let said = format!("claims {}", keys.join(", "));
    if request.verdict != Verdict::Same {
        return Ok(said);
    }
    let mut known: Vec<Known> = Vec::new();
    for claim in claims {
        if let Some(proposition) = writer.reader().claim(claim.id)?.claim.proposition
            && !known.iter().any(|known| known.id == proposition.id)
        {
            known.push(writer.reader().known(Kind::Proposition, proposition.id)?);
        }
    }
    let proposition = match known.as_slice() {
        [] => {
            let text = match &request.text {
                Some(text) => text.clone(),
                None => open_claims(&writer.reader(), Which::Claim(first.id))?
                    .into_iter()
                    .next()
                    .map(|claim| claim.statement.text)
                    .unwrap_or_default(),
            };
            let mut input = RecordInput::default();
            let field = Kind::Proposition
                .noun()
                .field("text")
                .ok_or_else(|| CliError::new("propositions have no text"))?;
            input.set(field, Setting::Text(text));
            writer.add_record(Kind::Proposition, &input)?
        }
        [only] => only.clone(),
        [one, other, ..] => {
            return Err(CliError::new(format!(
                "they stand for different propositions: {} and {}",
                one.key, other.key
            ))
            .hint(format!(
                "to make one of them: claimbook proposition merge {} {}",
                other.key, one.key
            )));
        }
    };
    for claim in claims {
        give_proposition(writer, claim, &proposition)?;
    }
    let new = if known.is_empty() {
        "new proposition"
    } else {
        "proposition"
    };
    let mut said = format!("{said}, {new} {}", proposition.key);
    if known.is_empty() && !Sentence::read(&proposition.name).figures().is_empty() {
        said.push_str(&format!(
            "; figures belong to its claims: claimbook proposition edit {} --text SENTENCE gives it one without",
            proposition.key
        ));
    }
    Ok(said)
}

/// Gives a claim a proposition; one that it has already is not taken away.
fn give_proposition(
    writer: &mut Writer<'_>,
    claim: &Known,
    proposition: &Known,
) -> Result<(), CliError> {
    let has = writer.reader().claim(claim.id)?.claim.proposition;
    match has {
        Some(has) if has.id == proposition.id => Ok(()),
        Some(has) => {
            let has = writer.reader().known(Kind::Proposition, has.id)?;
            Err(CliError::new(format!(
                "claim {} stands for {} already",
                claim.key, has.key
            ))
            .hint(format!(
                "to change that: claimbook claim edit {} --prop {}",
                claim.key, proposition.key
            )))
        }
        None => Ok(writer.set_proposition(claim.id, proposition.id)?),
    }
}

/// Finds the records that a reference names by number: `a12.5:7` is a claim and a proposition, `s3:9` two speakers, `o3:9` two organizations.
fn in_numbers(
    reader: Reader<'_>,
    reference: &str,
    left: &str,
    right: &str,
) -> Result<Matter, CliError> {
    let not_found = || {
        CliError::new(format!("{reference} names no two records of this book"))
            .hint("a REF stands in the last column of what `claimbook suggest` prints")
    };
    let number = |words: &str| words.trim().parse::<i64>().map_err(|_| not_found());
    let known = |kind: Kind, id: i64| reader.known(kind, id).map_err(|_| not_found());
    let right = number(right)?;
    if super::find::is_article_or_claim(left) && left.contains('.') {
        return Ok(Matter::Claim {
            claim: reader.find_record(Kind::Claim, left, false)?,
            proposition: known(Kind::Proposition, right)?,
        });
    }
    let (kind, left) = if let Some(left) = left.strip_prefix('s') {
        (Kind::Speaker, left)
    } else if let Some(left) = left.strip_prefix('o') {
        (Kind::Organization, left)
    } else {
        return Err(not_found());
    };
    Ok(Matter::Records {
        kind,
        from: known(kind, number(left)?)?,
        into: known(kind, right)?,
    })
}

/// Finds the records that a reference names.
fn matter(reader: Reader<'_>, request: &Request) -> Result<Matter, CliError> {
    // Never a prefix: what is written down must mean the same tomorrow.
    let find = |kind: Kind, words: &str| {
        reader
            .find_record(kind, words.trim(), false)
            .map_err(CliError::from)
    };
    let is_claim =
        |words: &str| super::find::is_article_or_claim(words.trim()) && words.contains('.');
    if request.reference.contains('+') {
        let claims = request
            .reference
            .split('+')
            .map(|words| find(Kind::Claim, words))
            .collect::<Result<Vec<_>, _>>()?;
        return Ok(Matter::Claims(claims));
    }
    if let Some((left, right)) = request.reference.split_once(':') {
        return in_numbers(reader, &request.reference, left, right);
    }
    let Some((left, right)) = request.reference.split_once('=') else {
        return Err(
            CliError::usage(format!("“{}” names no two records", request.reference))
                .hint("a REF stands in the last column of the table, such as a12.5=harbour-open"),
        );
    };
    if is_claim(left) && is_claim(right) {
        return Ok(Matter::Claims(vec![
            find(Kind::Claim, left)?,
            find(Kind::Claim, right)?,
        ]));
    }
    if is_claim(left) {
        return Ok(Matter::Claim {
            claim: find(Kind::Claim, left)?,
            proposition: find(Kind::Proposition, right)?,
        });
    }
    let kind = match request.subject {
        Some(Subject::Speakers) => Kind::Speaker,
        Some(Subject::Organizations) => Kind::Organization,
        None | Some(Subject::Articles)
            if super::find::is_article_or_claim(left)
                && super::find::is_article_or_claim(right) =>
        {
            return Ok(Matter::Articles {
                newer: find(Kind::Article, left)?,
                older: find(Kind::Article, right)?,
            });
        }
        _ => {
            return Err(
                CliError::usage(format!("what {left} and {right} are is not said")).hint(format!(
                    "claimbook suggest speakers --accept {}, or organizations instead",
                    request.reference
                )),
            );
        }
    };
    let (from, into) = (find(kind, left)?, find(kind, right)?);
    if from.id == into.id {
        return Err(StoreError::Invalid {
            message: format!("{left} and {right} are one record already"),
        }
        .into());
    }
    Ok(Matter::Records { kind, from, into })
}
