//! Reading claims with who says them, none of them judged yet: all count.

use std::collections::{BTreeMap, BTreeSet};

use super::{Affiliations, Claim, Speakers, Standing};
use crate::domain::claim::SpeakerPart;
use crate::reports::lookup::ids;
use crate::store::{Parameters, Reader, Row, StoreError, Value};

/// Puts a query together: which claims, and what is read of them; those thrown out aside, or not.
macro_rules! chosen {
    ($chosen:expr) => {
        concat!(
            chosen!($chosen, thrown out too),
            "WHERE claim.status <> 'rejected'\n"
        )
    };
    ($chosen:expr, thrown out too) => {
        concat!(
            "WITH chosen (id) AS (\n",
            $chosen,
            ")\n",
            include_str!("claims.sql")
        )
    };
}

/// Loads the claims of codings; in the order of articles and numbers.
pub(in crate::reports) fn load_of_codings(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: Option<&[i64]>,
) -> Result<Vec<Claim>, StoreError> {
    let mut claims = load_by_coding(reader, codings, propositions, None)?;
    sort(&mut claims);
    Ok(claims)
}

/// Loads the claims of codings: those of one coding together, codings in the order given. Nothing is sorted and, with what is known of
/// the whole book, nothing looked up claim by claim, since this is how a whole book is read.
pub(super) fn load_by_coding(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: Option<&[i64]>,
    known: Option<&Known>,
) -> Result<Vec<Claim>, StoreError> {
    let propositions = propositions.map_or(Value::Null, Value::list);
    load(
        reader,
        chosen!(include_str!("of_codings.sql")),
        &[
            ("codings", Value::list(codings)),
            ("propositions", propositions),
        ],
        known,
    )
}

/// Loads the claims on propositions in codings. For few propositions of many codings; in the order of articles and numbers.
pub(in crate::reports) fn load_of_propositions(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: &[i64],
) -> Result<Vec<Claim>, StoreError> {
    let mut claims = load(
        reader,
        chosen!(include_str!("of_propositions.sql")),
        &[
            ("codings", Value::list(codings)),
            ("propositions", Value::list(propositions)),
        ],
        None,
    )?;
    sort(&mut claims);
    Ok(claims)
}

/// Loads the claims in which any of these speakers has a part, in any coding, those thrown out too. For few speakers; in the order of
/// articles and numbers.
pub(in crate::reports) fn load_of_speakers(
    reader: &Reader<'_>,
    speakers: &[i64],
) -> Result<Vec<Claim>, StoreError> {
    let found: Vec<i64> = ids(reader, include_str!("of_speakers.sql"), speakers)?
        .into_iter()
        .collect();
    let mut claims = load(
        reader,
        chosen!(include_str!("of_ids.sql"), thrown out too),
        &[("ids", Value::list(&found))],
        None,
    )?;
    sort(&mut claims);
    Ok(claims)
}

/// Loads the claims with these ids, for what a table shows of claims that were judged before; in the order of articles and numbers.
pub(in crate::reports) fn load_of_ids(
    reader: &Reader<'_>,
    ids: &[i64],
) -> Result<Vec<Claim>, StoreError> {
    let mut claims = load(
        reader,
        chosen!(include_str!("of_ids.sql")),
        &[("ids", Value::list(ids))],
        None,
    )?;
    sort(&mut claims);
    Ok(claims)
}

/// Loads the glosses of claims, by the claim's id; claims without one have no entry.
pub(in crate::reports) fn glosses<'c>(
    reader: &Reader<'_>,
    claims: impl IntoIterator<Item = &'c Claim>,
) -> Result<BTreeMap<i64, String>, StoreError> {
    let ids: Vec<i64> = claims.into_iter().map(|claim| claim.id).collect();
    let glosses = reader.rows(
        include_str!("glosses.sql"),
        &[("ids", Value::list(&ids))],
        |row| Ok((row.integer("id")?, row.text("gloss")?)),
    )?;
    Ok(glosses.into_iter().collect())
}

/// What is read once where the claims of a whole book are read: few claims came through somebody, and few speakers are documents; looking
/// for them a batch at a time took a tenth of a report's time.
pub(super) struct Known {
    /// Through whom each claim that came through somebody reached its article.
    vias: BTreeMap<i64, Vec<i64>>,
    /// The speakers that are documents.
    documents: BTreeSet<i64>,
}

impl Known {
    /// Reads it off the whole book.
    pub(super) fn load(reader: &Reader<'_>) -> Result<Known, StoreError> {
        let vias = load_vias(
            reader,
            "SELECT claim, speaker FROM claim_via ORDER BY claim, number",
            &[],
        )?;
        let documents = reader.rows(
            "SELECT id FROM speaker WHERE kind = 'document'",
            &[],
            |row| row.integer("id"),
        )?;
        Ok(Known {
            vias,
            documents: documents.into_iter().collect(),
        })
    }

    /// Reads what of it belongs to these claims.
    fn of(reader: &Reader<'_>, claims: &[Claim]) -> Result<Known, StoreError> {
        let claim_ids: Vec<i64> = claims.iter().map(|claim| claim.id).collect();
        let vias = load_vias(
            reader,
            include_str!("vias.sql"),
            &[("ids", Value::list(&claim_ids))],
        )?;
        let said_by: BTreeSet<i64> = claims
            .iter()
            .flat_map(|claim| claim.speakers.iter().copied())
            .collect();
        let said_by: Vec<i64> = said_by.into_iter().collect();
        let documents = ids(
            reader,
            "SELECT speaker.id FROM json_each(:ids) AS wanted CROSS JOIN speaker ON speaker.id = wanted.value WHERE speaker.kind = 'document'",
            &said_by,
        )?;
        Ok(Known {
            vias,
            documents: documents.into_iter().collect(),
        })
    }
}

fn load_vias(
    reader: &Reader<'_>,
    sql: &str,
    parameters: Parameters<'_>,
) -> Result<BTreeMap<i64, Vec<i64>>, StoreError> {
    let mut vias: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    reader.rows(sql, parameters, |row| {
        let of_claim = vias.entry(row.integer("claim")?).or_default();
        of_claim.push(row.integer("speaker")?);
        Ok(())
    })?;
    Ok(vias)
}

fn sort(claims: &mut [Claim]) {
    claims.sort_unstable_by_key(|claim| (claim.article, claim.number));
}

fn load(
    reader: &Reader<'_>,
    sql: &str,
    parameters: Parameters<'_>,
    known: Option<&Known>,
) -> Result<Vec<Claim>, StoreError> {
    let mut claims: Vec<Claim> = Vec::new();
    reader.rows(sql, parameters, |row| {
        let id = row.integer("id")?;
        if claims.last().is_none_or(|claim| claim.id != id) {
            claims.push(from_row(id, row)?);
        }
        match claims.last_mut() {
            Some(claim) => add_speaker(claim, row),
            None => Ok(()),
        }
    })?;
    let own;
    let known = match known {
        Some(known) => known,
        None => {
            own = Known::of(reader, &claims)?;
            &own
        }
    };
    for claim in &mut claims {
        claim.is_document = !claim.speakers.is_empty()
            && claim
                .speakers
                .iter()
                .all(|speaker| known.documents.contains(speaker));
        if let Some(via) = known.vias.get(&claim.id) {
            claim.via.clone_from(via);
        }
    }
    Ok(claims)
}

fn from_row(id: i64, row: &Row<'_>) -> Result<Claim, StoreError> {
    Ok(Claim {
        id,
        article: row.integer("article")?,
        coding: row.integer("coding")?,
        number: row.integer("number")?,
        proposition: row.optional_integer("proposition")?,
        uttered_at: row.optional_integer("uttered_at")?,
        about: row.optional_integer("about")?,
        said: row.optional_parsed("said")?,
        voice: row.parsed("voice")?,
        ambiguous: row.flag("voice_guess")? | row.flag("stance_guess")?,
        stance: row.optional_parsed("stance")?,
        status: row.parsed("status")?,
        block: row.parsed("block")?,
        speakers: Speakers::new(),
        affiliations: Affiliations::new(),
        is_document: false,
        principals: Vec::new(),
        alternatives: Vec::new(),
        via: Vec::new(),
        standing: Standing::Counted,
    })
}

fn add_speaker(claim: &mut Claim, row: &Row<'_>) -> Result<(), StoreError> {
    let Some(speaker) = row.optional_integer("speaker")? else {
        return Ok(());
    };
    let part: SpeakerPart = row.parsed("part")?;
    match part {
        SpeakerPart::Speaker => {
            if let Some(affiliation) = row.optional_integer("affiliation")? {
                claim.affiliations.resize(claim.speakers.len(), None);
                claim.affiliations.push(Some(affiliation));
            }
            claim.speakers.push(speaker);
        }
        SpeakerPart::Principal => claim.principals.push(speaker),
        SpeakerPart::Alternative => claim.alternatives.push(speaker),
    }
    claim.ambiguous |= part == SpeakerPart::Alternative || row.flag("guess")?;
    Ok(())
}
