//! The sheet of an article that the book has: it logs to no change.

use std::collections::BTreeMap;

use crate::domain::claim::{Claim, Relation, SpeakerPart};
use crate::domain::coding::Layer;
use crate::domain::record::{Kind, Known, Reference};
use crate::domain::text::{BlockKind, Span, paragraphs};
use crate::sheet::locator::{Finder, Locator};
use crate::sheet::model::{
    ArticleTable, FactRow, FactValue, IntroductionRow, RecordTable, Row, RowName, Sheet,
    TargetCell, Who,
};
use crate::sheet::{At, Place};
use crate::store::{
    Coding, FieldValue, Reader, ReportedValue, Result, StoredClaim, StoredFact, StoredIntroduction,
};

fn at<T>(value: T) -> At<T> {
    At {
        value,
        place: Place::default(),
    }
}

/// The coding that stands for an article: `coder`'s own where given and there, else the decided one, else the oldest.
///
/// # Errors
/// When the book cannot be read.
pub fn coding_of_article(
    reader: Reader<'_>,
    article: i64,
    coder: Option<&str>,
) -> Result<Option<Coding>> {
    let codings = reader.codings(article)?;
    let own = coder.and_then(|coder| codings.iter().find(|coding| coding.coder == coder));
    let decided = codings.iter().find(|coding| coding.layer == Layer::Decided);
    Ok(own.or(decided).or(codings.first()).cloned())
}

/// Returns the sheet of an article as the coding that [`coding_of_article`] picks has it. Every record is named by its key.
///
/// # Errors
/// `NotFound` without such an article; `Corrupt` where its text cannot be read.
pub fn sheet_of_article(reader: Reader<'_>, article: i64, coder: Option<&str>) -> Result<Sheet> {
    let coding = coding_of_article(reader, article, coder)?;
    let versions = reader.versions(article)?;
    let version = match (&coding, versions.last()) {
        (Some(coding), _) => Some(coding.version),
        (None, newest) => newest.map(|version| version.id),
    };
    let text = match version {
        Some(version) => reader.version_text(version)?,
        None => crate::domain::text::Text::new(String::new()).map_err(|error| {
            crate::store::StoreError::Corrupt {
                reason: error.to_string(),
            }
        })?,
    };
    let paragraphs = paragraphs(&text);
    let finder = Finder::new(&text, &paragraphs);
    let mut sheet = Sheet {
        article: article_table(reader, article, version, &finder)?,
        ..Sheet::default()
    };
    let Some(coding) = coding else {
        return Ok(sheet);
    };
    sheet.coder = Some(at(coding.coder.clone()));
    sheet.article.coded = Some(at(coding.extent));
    if coding.layer != Layer::Own {
        sheet.article.layer = Some(at(coding.layer));
    }
    sheet.rows = reader
        .claims_of_coding(coding.id, None)?
        .iter()
        // What has no words in this text is lost here: no row can say where it stands.
        .filter(|stored| !stored.claim.content.is_empty())
        .map(|stored| row_of_claim(stored, &finder))
        .collect();
    for stored in reader.introductions_of_coding(coding.id, None)? {
        if stored.introduction.content.is_empty() {
            continue;
        }
        sheet
            .introductions
            .push(introduction(reader, stored, &finder)?);
    }
    let facts = reader.facts_of_coding(coding.id, None)?;
    sheet.tables = tables(facts, &finder);
    Ok(sheet)
}

fn article_table(
    reader: Reader<'_>,
    article: i64,
    version: Option<i64>,
    finder: &Finder<'_>,
) -> Result<ArticleTable> {
    let record = reader.record(Kind::Article, article)?;
    let mut table = ArticleTable {
        key: Some(at(format!("a{article}"))),
        byline: reader.authors(article)?.into_iter().map(at).collect(),
        events: reader
            .article_events(article)?
            .into_iter()
            .map(|event| at(event.key))
            .collect(),
        ..ArticleTable::default()
    };
    for (field, value) in record.fields {
        let value = match value {
            None => continue,
            Some(FieldValue::Text(text)) => text,
            Some(FieldValue::Record(known)) => known.key,
        };
        // Every article has a status; only another than the usual one is worth a line.
        if field.name == "status" && value == "published" {
            continue;
        }
        table.fields.push((field, at(value)));
    }
    let labels = reader.article_labels(article)?;
    if !labels.is_empty() {
        table.labels = Some(labels);
    }
    let Some(version) = version else {
        return Ok(table);
    };
    table.retrieved = reader
        .versions(article)?
        .into_iter()
        .find(|stored| stored.id == version)
        .and_then(|stored| stored.retrieved_at)
        .map(at);
    let mut spans: BTreeMap<BlockKind, Vec<Span>> = BTreeMap::new();
    for block in reader.blocks(version)? {
        spans.entry(block.kind).or_default().push(block.span);
    }
    let of = |kind: BlockKind| spans.get(&kind).map(Vec::as_slice).unwrap_or_default();
    let one = |kind: BlockKind| (!of(kind).is_empty()).then(|| at(finder.describe(of(kind))));
    let each = |kind: BlockKind| -> Vec<At<Locator>> {
        of(kind)
            .iter()
            .map(|span| at(finder.describe(&[*span])))
            .collect()
    };
    table.headline = one(BlockKind::Headline);
    table.byline_block = one(BlockKind::Byline);
    table.captions = each(BlockKind::Caption);
    table.boilerplate = each(BlockKind::Boilerplate);
    Ok(table)
}

/// The row of a claim, its references by key and its spans as locators.
pub(super) fn row_of_claim(stored: &StoredClaim, finder: &Finder<'_>) -> Row {
    let claim: &Claim = &stored.claim;
    let whos = |part: SpeakerPart| -> Vec<Who> {
        claim
            .speakers
            .iter()
            .filter(|speaker| speaker.part == part)
            .map(|speaker| Who {
                name: at(speaker.speaker.key.clone()),
                guess: speaker.guess,
            })
            .collect()
    };
    let keys = |references: &[Reference]| -> Vec<At<String>> {
        references
            .iter()
            .map(|reference| at(reference.key.clone()))
            .collect()
    };
    let links = |relation: Relation| -> Vec<At<RowName>> {
        claim
            .links
            .iter()
            .filter(|(_, of)| *of == relation)
            .map(|(number, _)| at(RowName::Number(*number)))
            .collect()
    };
    let key = |reference: &Option<Reference>| reference.as_ref().map(|r| at(r.key.clone()));
    let pieces = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| at(finder.describe_nearest(*span, &claim.content)))
            .collect()
    };
    Row {
        place: Place::default(),
        id: Some(at(stored.number)),
        voice: claim.voice,
        voice_guess: claim.voice_guess,
        who: whos(SpeakerPart::Speaker),
        or: whos(SpeakerPart::Alternative),
        principals: whos(SpeakerPart::Principal),
        via: keys(&claim.via),
        cue: pieces(&claim.cue),
        source: pieces(&claim.source),
        text: at(finder.describe(&claim.content)),
        props: key(&claim.proposition).into_iter().collect(),
        stance: claim.stance,
        stance_guess: claim.stance_guess,
        said: claim.said,
        at: key(&claim.uttered_at),
        about: key(&claim.about),
        figures: claim.figures.iter().cloned().map(at).collect(),
        targets: claim
            .targets
            .iter()
            .map(|target| TargetCell {
                who: at(target.speaker.key.clone()),
                role: target.role,
                tone: target.tone,
            })
            .collect(),
        part_of: links(Relation::Part),
        supports: links(Relation::Evidence),
        gloss: claim.gloss.clone(),
        labels: claim.labels.clone(),
        note: claim.note.clone(),
        status: claim.status,
        origin: claim.origin,
    }
}

/// The row of an introduction.
pub(super) fn introduction(
    reader: Reader<'_>,
    stored: StoredIntroduction,
    finder: &Finder<'_>,
) -> Result<IntroductionRow> {
    let organization: Option<Known> = match stored.organization {
        Some(id) => Some(reader.known(Kind::Organization, id)?),
        None => None,
    };
    Ok(IntroductionRow {
        place: Place::default(),
        who: at(stored.introduction.speaker.key),
        role: stored.role.map(at),
        org: organization.map(|known| at(known.key)),
        text: at(finder.describe(&stored.introduction.content)),
        note: stored.introduction.note,
    })
}

/// The tables of what an article reports of records.
pub(super) fn tables(facts: Vec<StoredFact>, finder: &Finder<'_>) -> Vec<RecordTable> {
    let mut tables: Vec<RecordTable> = Vec::new();
    for stored in facts {
        let fact = stored.fact;
        let row = FactRow {
            place: Place::default(),
            attribute: fact.attribute,
            value: match fact.value {
                ReportedValue::Text(text) => FactValue::Text(text),
                ReportedValue::Figure(figure) => FactValue::Figure(figure),
                ReportedValue::Date(date) => FactValue::Date(date),
                ReportedValue::Names(names) => FactValue::Names(names),
            },
            text: (!fact.content.is_empty()).then(|| at(finder.describe(&fact.content))),
        };
        let known = tables
            .iter_mut()
            .find(|table| table.kind == fact.subject_kind && table.local == fact.subject.key);
        match known {
            Some(table) => table.reported.push(row),
            None => tables.push(RecordTable {
                place: Place::default(),
                kind: fact.subject_kind,
                local: fact.subject.key,
                key: None,
                fields: Vec::new(),
                aliases: Vec::new(),
                labels: Vec::new(),
                shared: false,
                reported: vec![row],
            }),
        }
    }
    tables
}
