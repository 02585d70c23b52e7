//! Logging: a sheet into the book. One sheet is one operation; a refused row refuses the sheet, and nothing is half-written.

mod article;
mod claims;
mod decided;
mod fields;
#[cfg(test)]
mod full_disk;
mod identity;
mod introductions;
mod known_records;
mod outcome;
mod pairing;
mod raw_page;
mod recheck;
mod records;
mod reported;
mod sheet_of;
mod single_claim;
mod stand_alone;

mod three_way;

pub use decided::{DecideError, DecideOptions, DecidedSheet, decided_sheet};
pub use known_records::{known_records, known_roles};
pub use outcome::{Line, LogError, Mark, Outcome, TextDifference};
pub use raw_page::RawPage;
pub use recheck::{
    Accept, Applied, NewText, Piece, Recheck, RecheckError, Rechecked, ThingKind, apply_recheck,
    recheck,
};
pub use sheet_of::{coding_of_article, sheet_of_article};
pub use single_claim::{add_claim, edit_claim, row_of};
pub use stand_alone::stand_alone;

use crate::domain::coding::{Extent, Layer};
use crate::domain::record::Known;
use crate::domain::session::Session;
use crate::domain::text::Text;
use crate::sheet::model::{Row, Sheet};
use crate::sheet::resolve::{Resolved, Surroundings, resolve};
use crate::sheet::{Place, Pool, Problem, Ref};
use crate::store::{Book, ClaimPlace, Coding, Writer, sha256};

/// A sheet with the text it was read beside.
pub struct SheetInput {
    /// What to call the sheet in messages and in the journal: its file's name.
    pub name: String,
    /// The parsed sheet.
    pub sheet: Sheet,
    /// The text of the file that `[article]` names; `None` where it names none, and the book's text is meant.
    pub text: Option<Text>,
    /// The file that the text was read out of, where it is more than text; kept with a new text.
    pub raw: Option<RawPage>,
    /// What was wrong already when it was read; such a sheet is refused, with all else that is wrong with it.
    pub problems: Vec<Problem>,
}

/// The sheets of one call: names new in any of them count for all.
pub struct Sheets {
    inputs: Vec<SheetInput>,
    pool: Pool,
}

impl Sheets {
    /// Takes the sheets of a call, in the order in which they are to be logged.
    pub fn new(inputs: Vec<SheetInput>) -> Sheets {
        let pool = Pool::new(inputs.iter().map(|input| &input.sheet));
        Sheets { inputs, pool }
    }

    /// The sheets.
    pub fn inputs(&self) -> &[SheetInput] {
        &self.inputs
    }

    /// Gives the sheet at `at` other rows; its tables, by which the other sheets know its names, stay.
    pub fn set_rows(&mut self, at: usize, rows: Vec<Row>) {
        if let Some(input) = self.inputs.get_mut(at) {
            input.sheet.rows = rows;
        }
    }
}

/// How a sheet is logged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LogOptions {
    /// Delete what the book has from this coder and the sheet no longer shows.
    pub prune: bool,
    /// Take another text of a known article as its next version.
    pub new_version: bool,
    /// Say nothing of the book's reported facts and never delete them: the sheet comes from a format that cannot hold any.
    pub leave_facts: bool,
}

/// Logs the sheet at index `at` of one call's sheets; names new in any of them count for all.
///
/// # Errors
/// Everything that is wrong with the sheet at once, a text that differs, or a book that cannot be written; nothing is written then.
pub fn log_sheet(
    book: &mut Book,
    session: &mut Session,
    sheets: &Sheets,
    at: usize,
    options: LogOptions,
) -> Result<Outcome, LogError> {
    let Some(input) = sheets.inputs.get(at) else {
        return Err(LogError::Problems(Vec::new()));
    };
    let name = format!("log {}", input.name);
    let written = book
        .write(session, &name, |writer| {
            let logged = log_in_operation(writer, sheets, at, input, options)?;
            if input.problems.is_empty() {
                Ok(logged)
            } else {
                Err(LogError::Problems(Vec::new()))
            }
        })
        .map_err(|error| with_problems(input, error))?;
    let mut outcome = written.value;
    outcome.operation = written.operation;
    Ok(outcome)
}

/// Adds what was wrong with the sheet when it was read to what is wrong with it beside the book.
fn with_problems(input: &SheetInput, error: LogError) -> LogError {
    if input.problems.is_empty() {
        return error;
    }
    let mut problems = input.problems.clone();
    if let LogError::Problems(more) = error {
        problems.extend(more);
    }
    problems.sort();
    problems.dedup();
    LogError::Problems(problems)
}

fn log_in_operation(
    writer: &mut Writer<'_>,
    sheets: &Sheets,
    at: usize,
    input: &SheetInput,
    options: LogOptions,
) -> Result<Outcome, LogError> {
    let sheet = &input.sheet;
    let all: Vec<&Sheet> = sheets.inputs.iter().map(|input| &input.sheet).collect();
    let known = identity::find(writer, &all, &sheets.pool, at, input)?;
    let versions = match known {
        Some(article) => writer.reader().versions(article)?,
        None => Vec::new(),
    };
    // A coder who has not gone on to the newest text is read against the one that he coded.
    let coded = match known {
        Some(article) => coding_of_sheet(writer, &input.sheet, article)?,
        None => None,
    };
    let coded = coded.and_then(|coding| versions.iter().find(|known| known.id == coding.version));
    let stored;
    let (text, version) = match (&input.text, versions.last()) {
        (Some(text), None) => (text, None),
        (Some(text), Some(newest)) => {
            let hash = sha256(text.as_str().as_bytes());
            let mut known_texts = [Some(newest), coded].into_iter().flatten();
            if let Some(same) = known_texts.find(|known| known.sha256 == hash) {
                (text, Some(same.id))
            } else if options.new_version {
                (text, None)
            } else {
                let older = versions.iter().rfind(|version| version.sha256 == hash);
                return Err(LogError::TextDiffers(TextDifference::new(
                    format!("a{}", known.unwrap_or_default()),
                    &writer.reader().version_text(newest.id)?,
                    text,
                    older.map(|version| version.number),
                )));
            }
        }
        (None, Some(newest)) => {
            let read = coded.unwrap_or(newest);
            stored = writer.reader().version_text(read.id)?;
            (&stored, Some(read.id))
        }
        // Why the file could not be read has been said.
        (None, None) if !input.problems.is_empty() => return Err(LogError::Problems(Vec::new())),
        (None, None) => {
            return Err(LogError::one(
                sheet.article.place,
                "[article] names no file with the text, and the book does not have the article",
            ));
        }
    };
    let resolved = {
        let reader = writer.reader();
        let surroundings = Surroundings {
            text,
            names: &reader,
            sheets: &all,
            pool: &sheets.pool,
            article: known,
            complete: input.problems.is_empty(),
        };
        resolve(at, &surroundings)
            .map_err(|error| crate::store::StoreError::Sql {
                reason: error.message,
            })?
            .map_err(LogError::Problems)?
    };
    Logging {
        writer,
        input,
        resolved: &resolved,
        text,
        options,
        records: vec![None; resolved.new_records.len()],
        outcome: Outcome::default(),
        problems: Vec::new(),
    }
    .run(known, version)
}

/// The coder and the layer that a sheet speaks for.
fn coder_of_sheet(writer: &Writer<'_>, sheet: &Sheet) -> (String, Layer) {
    let coder = match &sheet.coder {
        Some(coder) => coder.value.clone(),
        None => writer.session.coder.clone(),
    };
    let layer = &sheet.article.layer;
    (
        coder,
        layer.as_ref().map_or(Layer::Own, |layer| layer.value),
    )
}

/// The coding of an article that a sheet speaks for, where there is one already.
fn coding_of_sheet(
    writer: &Writer<'_>,
    sheet: &Sheet,
    article: i64,
) -> Result<Option<Coding>, LogError> {
    let (coder, layer) = coder_of_sheet(writer, sheet);
    let codings = writer.reader().codings(article)?;
    Ok(codings
        .into_iter()
        .find(|coding| coding.coder == coder && coding.layer == layer))
}

/// Whether the article was coded first by another coder, or in another layer, than the sheet speaks for.
fn coded_by_another(writer: &Writer<'_>, sheet: &Sheet, article: i64) -> Result<bool, LogError> {
    let (coder, layer) = coder_of_sheet(writer, sheet);
    let codings = writer.reader().codings(article)?;
    Ok(codings
        .first()
        .is_some_and(|first| first.coder != coder || first.layer != layer))
}

/// One sheet on its way into the book.
struct Logging<'l, 'w> {
    writer: &'l mut Writer<'w>,
    input: &'l SheetInput,
    resolved: &'l Resolved,
    text: &'l Text,
    options: LogOptions,
    /// The new records, once they are made.
    records: Vec<Option<Known>>,
    outcome: Outcome,
    problems: Vec<Problem>,
}

impl Logging<'_, '_> {
    fn run(mut self, known: Option<i64>, version: Option<i64>) -> Result<Outcome, LogError> {
        self.make_records(None)?;
        let (article, version) = self.article(known, version)?;
        self.make_records(Some(article))?;
        let (coding, read_version) = self.coding(article, version)?;
        let place = ClaimPlace {
            article,
            coding,
            version,
            text: self.text,
        };
        self.fill_known_records()?;
        // Where the text is a new one, what was logged stands in the version that was read last.
        let old_version = read_version.filter(|read| *read != version);
        self.introductions(place, old_version)?;
        self.facts(place, old_version)?;
        self.claims(place, old_version)?;
        self.writer.derive_affiliations(coding)?;
        // The claims of a new article have just been given theirs.
        if known.is_some() {
            self.writer.derive_blocks(article)?;
        }
        if !self.problems.is_empty() {
            self.problems.sort();
            return Err(LogError::Problems(self.problems));
        }
        let gone = self.outcome.total(Mark::Gone);
        if old_version.is_some() && gone > 0 {
            let what = format!(
                "{gone} of the older text {} not in the sheet; claimbook article recheck a{article} seeks {} in the new one",
                if gone == 1 { "is" } else { "are" },
                if gone == 1 { "it" } else { "them" }
            );
            self.outcome
                .add(Mark::Note, "article", format!("a{article}"), what);
        }
        self.outcome.article = article;
        self.outcome.key = format!("a{article}");
        self.outcome.known = known.is_some();
        Ok(self.outcome)
    }

    /// Finds or adds the coding the sheet speaks for, and returns it with the version it was read against before.
    fn coding(&mut self, article: i64, version: i64) -> Result<(i64, Option<i64>), LogError> {
        let table = &self.input.sheet.article;
        let (coder, layer) = coder_of_sheet(self.writer, &self.input.sheet);
        let known = coding_of_sheet(self.writer, &self.input.sheet, article)?;
        let stated = table.coded.as_ref().map(|extent| extent.value);
        match known {
            Some(coding) => {
                let extent = stated.unwrap_or(coding.extent);
                if extent != coding.extent {
                    self.outcome.changed(
                        "article",
                        format!("a{article}"),
                        format!("coded: {} → {extent}", coding.extent),
                    );
                }
                self.writer.edit_coding(coding.id, version, extent)?;
                Ok((coding.id, Some(coding.version)))
            }
            None => {
                // Absence is data only where a person says that everything is logged.
                let extent = stated.unwrap_or(Extent::Partial);
                let coding = self
                    .writer
                    .add_coding(article, version, &coder, extent, layer)?;
                Ok((coding, None))
            }
        }
    }

    /// The record that a reference means, once new ones are made.
    fn known(&self, reference: &Ref) -> Result<Known, LogError> {
        match reference {
            Ref::Known(known) => Ok(known.as_ref().clone()),
            Ref::New(at) => match self.records.get(*at) {
                Some(Some(known)) => Ok(known.clone()),
                _ => Err(LogError::one(
                    Place::default(),
                    "a new record refers to one that is made after it",
                )),
            },
        }
    }

    fn problem(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(Problem::new(place, message));
    }
}
