//! The articles that several coders have coded, and what each of them says.

use std::collections::BTreeMap;

use super::super::articles::{Article, Selection};
use super::super::filters::{Counting, Filters};
use crate::domain::agreement::reading;
use crate::domain::claim::{Claim, Status};
use crate::domain::coding::{Extent, Layer};
use crate::domain::text::{BlockKind, Text};
use crate::store::{Reader, StoreError, Value};

/// One coder's reading of an article.
pub(super) struct Reading {
    pub(super) coder: String,
    pub(super) extent: Extent,
    /// Claims that count, with their ids and numbers beside them, in the same order.
    pub(super) claims: Vec<Claim>,
    pub(super) ids: Vec<(i64, i64)>,
}

impl Reading {
    /// Whether what the reading lacks is not in the article.
    pub(super) fn is_full(&self) -> bool {
        self.extent == Extent::Full
    }
}

/// An article with the readings of two coders or more.
pub(super) struct CodedArticle<'a> {
    pub(super) article: &'a Article,
    pub(super) text: Text,
    /// By the coders' names.
    pub(super) readings: Vec<Reading>,
    /// Of each unit the place of each reading's claim.
    pub(super) units: Vec<Vec<Option<usize>>>,
    pub(super) is_decided: bool,
}

/// What was left out.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Articles that one coder alone has coded, or nobody.
    pub(super) not_twice_coded: usize,
    /// Articles that the coder asked for has not coded.
    pub(super) of_other_coders: usize,
    /// Codings of another text of their article.
    pub(super) of_another_version: usize,
}

/// A coding as the book lists it.
struct Coding {
    id: i64,
    version: i64,
    coder: String,
    extent: Extent,
    layer: Layer,
}

/// Calls `visit` with each article of the selection that several coders have coded, in its order. Of two articles only one is in memory.
pub(super) fn each_coded(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
    overlap: u8,
    mut visit: impl FnMut(CodedArticle<'_>) -> Result<(), StoreError>,
) -> Result<LeftOut, StoreError> {
    let mut codings = codings(reader, selection)?;
    let mut left_out = LeftOut::default();
    for article in &selection.articles {
        let Some(of_article) = codings.remove(&article.id) else {
            left_out.not_twice_coded += 1;
            continue;
        };
        let is_decided = of_article
            .iter()
            .any(|coding| coding.layer == Layer::Decided);
        let own: Vec<Coding> = of_article
            .into_iter()
            .filter(|coding| coding.layer == Layer::Own && coding.extent != Extent::Facts)
            .collect();
        let version = common_version(&own);
        let (same, other): (Vec<Coding>, Vec<Coding>) = own
            .into_iter()
            .partition(|coding| coding.version == version);
        left_out.of_another_version += other.len();
        if same.len() < 2 {
            left_out.not_twice_coded += 1;
            continue;
        }
        let asked_for = |coder: &String| same.iter().any(|coding| coding.coder == *coder);
        if !filters.coder.as_ref().is_none_or(asked_for) {
            left_out.of_other_coders += 1;
            continue;
        }
        let mut readings = Vec::with_capacity(same.len());
        for coding in same {
            readings.push(read(reader, coding, filters.counting)?);
        }
        let claims: Vec<&[Claim]> = readings
            .iter()
            .map(|reading| reading.claims.as_slice())
            .collect();
        let units = reading::units(&claims, overlap);
        visit(CodedArticle {
            article,
            text: reader.version_text(version)?,
            readings,
            units,
            is_decided,
        })?;
    }
    Ok(left_out)
}

fn codings(
    reader: &Reader<'_>,
    selection: &Selection,
) -> Result<BTreeMap<i64, Vec<Coding>>, StoreError> {
    let ids: Vec<i64> = selection
        .articles
        .iter()
        .map(|article| article.id)
        .collect();
    let mut codings: BTreeMap<i64, Vec<Coding>> = BTreeMap::new();
    reader.rows(
        include_str!("codings.sql"),
        &[("articles", Value::list(&ids))],
        |row| {
            let of_article = codings.entry(row.integer("article")?).or_default();
            of_article.push(Coding {
                id: row.integer("id")?,
                version: row.integer("version")?,
                coder: row.text("coder")?,
                extent: row.parsed("extent")?,
                layer: row.parsed("layer")?,
            });
            Ok(())
        },
    )?;
    Ok(codings)
}

/// The version that most of the codings read, the newest of several: offsets of two texts cannot be compared.
fn common_version(codings: &[Coding]) -> i64 {
    let readers = |version: i64| {
        codings
            .iter()
            .filter(|coding| coding.version == version)
            .count()
    };
    let versions = codings.iter().map(|coding| coding.version);
    versions
        .max_by_key(|version| (readers(*version), *version))
        .unwrap_or_default()
}

fn read(reader: &Reader<'_>, coding: Coding, counting: Counting) -> Result<Reading, StoreError> {
    let mut reading = Reading {
        coder: coding.coder,
        extent: coding.extent,
        claims: Vec::new(),
        ids: Vec::new(),
    };
    for stored in reader.claims_of_coding(coding.id, None)? {
        if counts(&stored.claim, counting) {
            reading.ids.push((stored.id, stored.number));
            reading.claims.push(stored.claim);
        }
    }
    Ok(reading)
}

/// Whether a claim counts, by the rule of every report. One that has lost its words in the coding's text can be matched with none.
fn counts(claim: &Claim, counting: Counting) -> bool {
    let by_status = match claim.status {
        Status::Accepted => true,
        Status::Draft => counting.drafts,
        Status::Rejected => false,
    };
    let by_block = match claim.block {
        BlockKind::Headline => counting.headlines,
        BlockKind::Caption => counting.captions,
        _ => true,
    };
    by_status && by_block && !claim.content.is_empty()
}
