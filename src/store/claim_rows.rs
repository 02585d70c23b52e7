//! The rows of new claims and of all that belongs to them.

use super::book::Writer;
use super::claim::{ClaimList, ClaimPlace, SpanOwner, columns, span_list};
use super::error::{Result, StoreError};
use super::figure::figure_rows;
use super::new_rows::NewRows;
use super::reader::Value;
use crate::domain::claim::{Claim, SpanRole};
use crate::domain::text::{Span, Text};

/// A claim to be added.
#[derive(Debug, Clone)]
pub struct NewClaim<'c> {
    /// Its number in its article.
    pub number: i64,
    /// The claim.
    pub claim: &'c Claim,
    /// What the sheet says of it, as JSON.
    pub as_logged: Option<String>,
}

/// Rows that belong to claims, table by table.
struct ClaimRows {
    speakers: NewRows<5>,
    via: NewRows<3>,
    figures: NewRows<11>,
    targets: NewRows<5>,
    spans: NewRows<7>,
    labels: NewRows<2>,
}

/// Rows of `span`, which belong to what `column` refers to.
fn span_rows(column: &'static str) -> NewRows<7> {
    let columns = [
        column, "version", "role", "number", "start_cp", "end_cp", "words",
    ];
    NewRows::new("span", columns)
}

impl ClaimRows {
    fn new() -> ClaimRows {
        ClaimRows {
            speakers: NewRows::new(
                "claim_speaker",
                ["claim", "number", "speaker", "part", "guess"],
            ),
            via: NewRows::new("claim_via", ["claim", "number", "speaker"]),
            figures: figure_rows("claim"),
            targets: NewRows::new("target", ["claim", "number", "speaker", "role", "tone"]),
            spans: span_rows("claim"),
            labels: NewRows::new("label", ["claim", "name"]),
        }
    }

    /// Takes the rows of a list of a claim; its links refer to other claims and are none of these.
    fn take(
        &mut self,
        id: i64,
        list: ClaimList,
        claim: &Claim,
        place: ClaimPlace<'_>,
    ) -> Result<()> {
        let owner = || Value::Integer(id);
        match list {
            ClaimList::Speakers => {
                for (number, speaker) in (1_i64..).zip(&claim.speakers) {
                    self.speakers.push([
                        owner(),
                        Value::Integer(number),
                        Value::Integer(speaker.speaker.id),
                        speaker.part.as_str().into(),
                        speaker.guess.into(),
                    ]);
                }
            }
            ClaimList::Via => {
                for (number, speaker) in (1_i64..).zip(&claim.via) {
                    self.via
                        .push([owner(), Value::Integer(number), Value::Integer(speaker.id)]);
                }
            }
            ClaimList::Figures => {
                for (number, figure) in (1_i64..).zip(&claim.figures) {
                    self.figures
                        .push(super::figure::figure_values(id, number, figure));
                }
            }
            ClaimList::Targets => {
                for (number, target) in (1_i64..).zip(&claim.targets) {
                    self.targets.push([
                        owner(),
                        Value::Integer(number),
                        Value::Integer(target.speaker.id),
                        target.role.as_str().into(),
                        target.tone.map(i64::from).into(),
                    ]);
                }
            }
            ClaimList::Content | ClaimList::Cue | ClaimList::Source => {
                let (role, spans) = span_list(list, claim);
                take_spans(&mut self.spans, id, role, spans, place.version, place.text)?;
            }
            ClaimList::Labels => {
                for label in &claim.labels {
                    self.labels.push([owner(), label.as_str().into()]);
                }
            }
            ClaimList::Links => {}
        }
        Ok(())
    }
}

fn take_spans(
    rows: &mut NewRows<7>,
    owner: i64,
    role: SpanRole,
    spans: &[Span],
    version: i64,
    text: &Text,
) -> Result<()> {
    for (number, span) in (1_i64..).zip(spans) {
        let words = text.slice(*span).ok_or_else(|| StoreError::Invalid {
            message: format!(
                "{}..{} is not inside the text of {} characters",
                span.start,
                span.end,
                text.code_points()
            ),
        })?;
        rows.push([
            Value::Integer(owner),
            Value::Integer(version),
            role.as_str().into(),
            Value::Integer(number),
            Value::Integer(i64::from(span.start)),
            Value::Integer(i64::from(span.end)),
            words.into(),
        ]);
    }
    Ok(())
}

impl Writer<'_> {
    /// Adds claims with all that belongs to them but their links, and returns their rows, in order.
    ///
    /// # Errors
    /// `Taken` where the article has a claim of one of these numbers.
    pub fn add_claims(
        &mut self,
        place: ClaimPlace<'_>,
        claims: &[NewClaim<'_>],
    ) -> Result<Vec<i64>> {
        let mut rows = NewRows::new(
            "claim",
            [
                "id",
                "uid",
                "article",
                "coding",
                "number",
                "as_logged",
                "proposition",
                "uttered_at",
                "about",
                "said",
                "voice",
                "voice_guess",
                "stance",
                "stance_guess",
                "status",
                "origin",
                "block",
                "gloss",
                "note",
            ],
        );
        let mut parts = ClaimRows::new();
        let mut ids = Vec::with_capacity(claims.len());
        for (id, new) in (self.next_id("claim")?..).zip(claims) {
            let [
                proposition,
                uttered_at,
                about,
                said,
                voice,
                voice_guess,
                stance,
                stance_guess,
                status,
                origin,
                block,
                gloss,
                note,
            ] = columns(new.claim).map(|(_, value)| value);
            rows.push([
                Value::Integer(id),
                Value::Text(self.session.next_uid()),
                Value::Integer(place.article),
                Value::Integer(place.coding),
                Value::Integer(new.number),
                new.as_logged.as_deref().into(),
                proposition,
                uttered_at,
                about,
                said,
                voice,
                voice_guess,
                stance,
                stance_guess,
                status,
                origin,
                block,
                gloss,
                note,
            ]);
            for list in [
                ClaimList::Speakers,
                ClaimList::Via,
                ClaimList::Figures,
                ClaimList::Targets,
                ClaimList::Content,
                ClaimList::Cue,
                ClaimList::Source,
                ClaimList::Labels,
            ] {
                parts.take(id, list, new.claim, place)?;
            }
            ids.push(id);
        }
        self.insert_rows(&rows)?;
        self.insert_claim_rows(&parts)?;
        Ok(ids)
    }

    fn insert_claim_rows(&mut self, parts: &ClaimRows) -> Result<()> {
        self.insert_rows(&parts.speakers)?;
        self.insert_rows(&parts.via)?;
        self.insert_rows(&parts.figures)?;
        self.insert_rows(&parts.targets)?;
        self.insert_rows(&parts.spans)?;
        self.insert_rows(&parts.labels)
    }

    /// Adds the rows of one list of a claim.
    pub(super) fn add_claim_list(
        &mut self,
        id: i64,
        list: ClaimList,
        claim: &Claim,
        place: ClaimPlace<'_>,
    ) -> Result<()> {
        if list == ClaimList::Links {
            return self.add_claim_links(id, claim, place.article);
        }
        let mut parts = ClaimRows::new();
        parts.take(id, list, claim, place)?;
        self.insert_claim_rows(&parts)
    }

    fn add_claim_links(&mut self, id: i64, claim: &Claim, article: i64) -> Result<()> {
        for (number, relation) in &claim.links {
            let added = self.run(
                "INSERT INTO claim_link (claim, other, relation) SELECT :claim, id, :relation FROM claim WHERE article = :article AND number = :number",
                &[
                    ("claim", Value::Integer(id)),
                    ("relation", relation.as_str().into()),
                    ("article", Value::Integer(article)),
                    ("number", Value::Integer(*number)),
                ],
            )?;
            if added == 0 {
                return Err(StoreError::NotFound {
                    kind: String::from("claim"),
                    words: format!("a{article}.{number}"),
                    nearest: Vec::new(),
                });
            }
        }
        Ok(())
    }

    pub(super) fn add_spans(
        &mut self,
        owner: SpanOwner,
        role: SpanRole,
        spans: &[Span],
        version: i64,
        text: &Text,
    ) -> Result<()> {
        let mut rows = span_rows(owner.column);
        take_spans(&mut rows, owner.id, role, spans, version, text)?;
        self.insert_rows(&rows)
    }
}
