//! One claim added or edited from the command line, through the same row that a sheet has.

use super::fields::{self, key};
use super::outcome::{LogError, Mark, Outcome};
use super::sheet_of::row_of_claim;
use super::three_way::{differences, shown};
use super::{LogOptions, Logging, SheetInput};
use crate::domain::claim::Claim;
use crate::domain::coding::{Extent, Layer};
use crate::domain::session::Session;
use crate::domain::text::{Text, paragraphs};
use crate::sheet::locator::Finder;
use crate::sheet::model::{Row, Sheet};
use crate::sheet::resolve::{Resolved, Surroundings, resolve};
use crate::sheet::{Place, Pool, Problem};
use crate::store::{Book, ClaimList, ClaimPlace, NewClaim, Reader, StoreError, Writer};

/// Returns the row that a sheet of its article would have for a claim.
///
/// # Errors
/// `NotFound` without such a claim.
pub fn row_of(reader: Reader<'_>, claim: i64) -> Result<Row, StoreError> {
    let stored = reader.claim(claim)?;
    let coding = place_of(reader, claim)?;
    let text = reader.version_text(coding.version)?;
    let blocks = paragraphs(&text);
    let finder = Finder::new(&text, &blocks);
    Ok(row_of_claim(&stored, &finder))
}

struct ClaimRow {
    article: i64,
    coding: i64,
    version: i64,
}

fn place_of(reader: Reader<'_>, claim: i64) -> Result<ClaimRow, StoreError> {
    reader
        .first(
            "SELECT c.article, c.coding, k.version FROM claim AS c JOIN coding AS k ON k.id = c.coding WHERE c.id = :claim",
            &[("claim", claim.into())],
            |row| {
                Ok(ClaimRow {
                    article: row.integer("article")?,
                    coding: row.integer("coding")?,
                    version: row.integer("version")?,
                })
            },
        )?
        .ok_or_else(|| StoreError::NotFound {
            kind: String::from("claim"),
            words: claim.to_string(),
            nearest: Vec::new(),
        })
}

/// Adds the one row of `sheet` to an article, in this coder's coding (a new partial one where the coder has none).
///
/// # Errors
/// Everything that is wrong with the row; nothing is written then.
pub fn add_claim(
    book: &mut Book,
    session: &mut Session,
    name: &str,
    article: i64,
    sheet: Sheet,
) -> Result<Outcome, LogError> {
    let input = one_row(name, sheet)?;
    let written = book.write(session, name, |writer| {
        let coder = writer.session.coder.clone();
        let own = writer
            .reader()
            .codings(article)?
            .into_iter()
            .find(|coding| coding.coder == coder && coding.layer == Layer::Own);
        let (coding, version) = match own {
            Some(coding) => (coding.id, coding.version),
            None => {
                let newest = writer.reader().versions(article)?.pop();
                let Some(newest) = newest else {
                    return Err(LogError::one(
                        Place::default(),
                        format!("a{article} has no text to find the words in"),
                    ));
                };
                let coding =
                    writer.add_coding(article, newest.id, &coder, Extent::Partial, Layer::Own)?;
                (coding, newest.id)
            }
        };
        let row = ClaimRow {
            article,
            coding,
            version,
        };
        with_row(writer, &input, &row, |logging, place, mut claim| {
            let last = logging.writer.reader().last_claim_number(article)?;
            let number = last + 1;
            logging.writer.keep_claim_numbers(article, number)?;
            claim.links.sort_unstable_by_key(|(number, _)| *number);
            let new = NewClaim {
                number,
                claim: &claim,
                as_logged: None,
            };
            for id in logging.writer.add_claims(place, &[new])? {
                logging
                    .writer
                    .replace_claim_list(id, ClaimList::Links, &claim, place)?;
            }
            logging.outcome.add(
                Mark::New,
                "claim",
                format!("a{article}.{number}"),
                String::new(),
            );
            Ok(())
        })
    })?;
    Ok(finish(written.value, written.operation))
}

/// Writes the one row of `sheet` over a claim. What the sheet of its article last said stays as it was, so that a later logging sees
/// that the claim was edited here.
///
/// # Errors
/// Everything that is wrong with the row; nothing is written then.
pub fn edit_claim(
    book: &mut Book,
    session: &mut Session,
    name: &str,
    claim: i64,
    sheet: Sheet,
) -> Result<Outcome, LogError> {
    let input = one_row(name, sheet)?;
    let written = book.write(session, name, |writer| {
        let row = place_of(writer.reader(), claim)?;
        let before = writer.reader().claim(claim)?;
        with_row(writer, &input, &row, |logging, place, edited| {
            let (book, said) = (
                fields::claim(&before.claim, key),
                fields::claim(&edited, key),
            );
            let differences = differences(None, &book, &said);
            if differences.take.is_empty() && before.claim.block == edited.block {
                return Ok(());
            }
            logging.writer.edit_claim(claim, &edited)?;
            for list in [
                ClaimList::Speakers,
                ClaimList::Via,
                ClaimList::Figures,
                ClaimList::Targets,
                ClaimList::Content,
                ClaimList::Cue,
                ClaimList::Source,
                ClaimList::Links,
                ClaimList::Labels,
            ] {
                if super::claims::fields_of(list)
                    .iter()
                    .any(|field| differences.take.iter().any(|taken| taken == field))
                {
                    logging
                        .writer
                        .replace_claim_list(claim, list, &edited, place)?;
                }
            }
            let what: Vec<String> = differences
                .take
                .iter()
                .map(|field| format!("{field}: {} → {}", shown(&book, field), shown(&said, field)))
                .collect();
            logging.outcome.changed(
                "claim",
                format!("a{}.{}", place.article, before.number),
                what.join("; "),
            );
            Ok(())
        })
    })?;
    Ok(finish(written.value, written.operation))
}

fn finish(mut outcome: Outcome, operation: Option<i64>) -> Outcome {
    outcome.operation = operation;
    outcome
}

fn one_row(name: &str, sheet: Sheet) -> Result<SheetInput, LogError> {
    if sheet.rows.len() != 1 {
        return Err(LogError::one(
            Place::default(),
            format!("one claim is wanted, and there are {}", sheet.rows.len()),
        ));
    }
    Ok(SheetInput {
        name: name.to_owned(),
        sheet,
        text: None,
        raw: None,
        problems: Vec::new(),
    })
}

fn with_row(
    writer: &mut Writer<'_>,
    input: &SheetInput,
    row: &ClaimRow,
    work: impl FnOnce(&mut Logging<'_, '_>, ClaimPlace<'_>, Claim) -> Result<(), LogError>,
) -> Result<Outcome, LogError> {
    let text: Text = writer.reader().version_text(row.version)?;
    let resolved: Resolved = {
        let reader = writer.reader();
        let surroundings = Surroundings {
            text: &text,
            names: &reader,
            sheets: &[&input.sheet],
            pool: &Pool::default(),
            article: Some(row.article),
            complete: true,
        };
        resolve(0, &surroundings)
            .map_err(|error| StoreError::Sql {
                reason: error.message,
            })?
            .map_err(LogError::Problems)?
    };
    let mut logging = Logging {
        writer,
        input,
        resolved: &resolved,
        text: &text,
        options: LogOptions::default(),
        records: vec![None; resolved.new_records.len()],
        outcome: Outcome::default(),
        problems: Vec::new(),
    };
    logging.make_records(Some(row.article))?;
    let blocks = logging.writer.reader().blocks(row.version)?;
    let Some(one) = resolved
        .claims
        .first()
        .filter(|_| resolved.claims.len() == 1)
    else {
        return Err(LogError::Problems(vec![Problem::new(
            Place::default(),
            "a claim has one proposition",
        )]));
    };
    let mut claim = logging.claim_of(one, &blocks)?;
    let stored = logging.writer.reader().claims_of_coding(row.coding, None)?;
    logging.link(std::slice::from_mut(&mut claim), &[0], &stored);
    if !logging.problems.is_empty() {
        return Err(LogError::Problems(logging.problems));
    }
    let place = ClaimPlace {
        article: row.article,
        coding: row.coding,
        version: row.version,
        text: &text,
    };
    work(&mut logging, place, claim)?;
    logging.writer.derive_affiliations(row.coding)?;
    logging.outcome.article = row.article;
    logging.outcome.key = format!("a{}", row.article);
    logging.outcome.known = true;
    Ok(logging.outcome)
}
