//! The rows of a sheet into claims.

use super::Logging;
use super::article::conflict;
use super::fields::{self, key, uid};
use super::outcome::{LogError, Mark};
use super::pairing::{Side, pair};
use super::three_way::{Fields, base, differences, shown, stored};
use crate::domain::claim::{Claim, ClaimSpeaker, Target};
use crate::domain::record::Reference;
use crate::domain::text::{Block, BlockKind, Text};
use crate::sheet::Ref;
use crate::sheet::resolve::{LinkRef, ResolvedClaim};
use crate::store::{ClaimList, ClaimPlace, NewClaim, StoredClaim};

/// The lists of a claim and the fields that make them up.
const LISTS: [(ClaimList, &[&str]); 9] = [
    (ClaimList::Speakers, &["who", "or", "for"]),
    (ClaimList::Via, &["via"]),
    (ClaimList::Figures, &["figures"]),
    (ClaimList::Targets, &["targets"]),
    (ClaimList::Content, &["text"]),
    (ClaimList::Cue, &["cue"]),
    (ClaimList::Source, &["source"]),
    (ClaimList::Links, &["in", "supports"]),
    (ClaimList::Labels, &["labels"]),
];

/// The fields that make up a list.
pub(super) fn fields_of(list: ClaimList) -> &'static [&'static str] {
    LISTS
        .iter()
        .find(|(of, _)| *of == list)
        .map_or(&[], |(_, fields)| fields)
}

impl Logging<'_, '_> {
    /// Adds, edits and, with `--prune`, deletes claims. Where the text is a new version, `old_version` is the one read before.
    pub(super) fn claims(
        &mut self,
        place: ClaimPlace<'_>,
        old_version: Option<i64>,
    ) -> Result<(), LogError> {
        let blocks = self.writer.reader().blocks(place.version)?;
        let mut rows = Vec::with_capacity(self.resolved.claims.len());
        for resolved in &self.resolved.claims {
            rows.push(self.claim_of(resolved, &blocks)?);
        }
        let stored = self
            .writer
            .reader()
            .claims_of_coding(place.coding, old_version)?;
        let old_text = match old_version {
            Some(version) if !stored.is_empty() => {
                Some(self.writer.reader().version_text(version)?)
            }
            _ => None,
        };
        let paired = self.pair(&rows, &stored, place.text, old_text.as_ref());
        let numbers = self.numbers(place, &stored, &paired)?;
        self.link(&mut rows, &numbers, &stored);
        if !self.problems.is_empty() {
            return Ok(());
        }
        let (mut new, mut new_at) = (Vec::new(), Vec::new());
        for (at, claim) in rows.iter().enumerate() {
            if paired[at].is_none() {
                new.push(NewClaim {
                    number: numbers[at],
                    claim,
                    as_logged: Some(super::three_way::stored(&fields::claim(claim, uid))),
                });
                new_at.push(at);
                self.outcome.add(
                    Mark::New,
                    "claim",
                    format!("a{}.{}", place.article, numbers[at]),
                    summary(claim),
                );
            }
        }
        let added = self.writer.add_claims(place, &new)?;
        for (id, at) in added.into_iter().zip(new_at) {
            if !rows[at].links.is_empty() {
                self.writer
                    .replace_claim_list(id, ClaimList::Links, &rows[at], place)?;
            }
        }
        for (at, claim) in rows.iter().enumerate() {
            if let Some(known) = paired[at].and_then(|known| stored.get(known)) {
                let row = self.resolved.claims[at].place;
                self.log_known(row, place, known, claim, old_text.as_ref())?;
            }
        }
        for (at, known) in stored.iter().enumerate() {
            if paired.contains(&Some(at)) {
                continue;
            }
            let name = format!("a{}.{}", place.article, known.number);
            if self.options.prune {
                self.writer.delete_claim(known.id)?;
                self.outcome
                    .add(Mark::Pruned, "claim", name, summary(&known.claim));
            } else {
                self.outcome
                    .add(Mark::Gone, "claim", name, summary(&known.claim));
            }
        }
        Ok(())
    }

    /// The claim of a row, its links still missing.
    pub(super) fn claim_of(
        &self,
        resolved: &ResolvedClaim,
        blocks: &[Block],
    ) -> Result<Claim, LogError> {
        let reference = |of: &Ref| self.known(of).map(|known| Reference::from(&known));
        let optional = |of: &Option<Ref>| of.as_ref().map(reference).transpose();
        let mut speakers = Vec::with_capacity(resolved.speakers.len());
        for (speaker, part, guess) in &resolved.speakers {
            speakers.push(ClaimSpeaker {
                speaker: reference(speaker)?,
                part: *part,
                guess: *guess,
            });
        }
        speakers.sort_by_key(|speaker| speaker.part);
        let mut targets = Vec::with_capacity(resolved.targets.len());
        for (speaker, role, tone) in &resolved.targets {
            targets.push(Target {
                speaker: reference(speaker)?,
                role: *role,
                tone: *tone,
            });
        }
        Ok(Claim {
            proposition: optional(&resolved.proposition)?,
            uttered_at: optional(&resolved.uttered_at)?,
            about: optional(&resolved.about)?,
            said: resolved.said,
            voice: resolved.voice,
            voice_guess: resolved.voice_guess,
            stance: resolved.stance,
            stance_guess: resolved.stance_guess,
            status: resolved.status,
            origin: resolved.origin,
            block: resolved
                .content
                .first()
                .map_or(BlockKind::Body, |span| block_at(blocks, span.start)),
            speakers,
            via: resolved
                .via
                .iter()
                .map(reference)
                .collect::<Result<_, _>>()?,
            figures: resolved.figures.clone(),
            targets,
            content: resolved.content.clone(),
            cue: resolved.cue.clone(),
            source: resolved.source.clone(),
            links: Vec::new(),
            gloss: resolved.gloss.clone(),
            labels: resolved.labels.clone(),
            note: resolved.note.clone(),
        })
    }

    fn pair(
        &self,
        rows: &[Claim],
        stored: &[StoredClaim],
        text: &Text,
        old_text: Option<&Text>,
    ) -> Vec<Option<usize>> {
        if stored.is_empty() {
            return vec![None; rows.len()];
        }
        let by_words = old_text.is_some();
        let words = |claim: &Claim, text: &'_ Text| -> Vec<String> {
            claim
                .content
                .iter()
                .filter_map(|span| text.slice(*span).map(str::to_owned))
                .collect()
        };
        let row_words: Vec<Vec<String>> = rows
            .iter()
            .map(|claim| {
                if by_words {
                    words(claim, text)
                } else {
                    Vec::new()
                }
            })
            .collect();
        let stored_words: Vec<Vec<String>> = stored
            .iter()
            .map(|known| old_text.map_or_else(Vec::new, |old| words(&known.claim, old)))
            .collect();
        let row_sides: Vec<Side<'_>> = rows
            .iter()
            .zip(&self.resolved.claims)
            .zip(&row_words)
            .map(|((claim, resolved), words)| Side {
                number: resolved.number,
                claim,
                words: words.iter().map(String::as_str).collect(),
            })
            .collect();
        let stored_sides: Vec<Side<'_>> = stored
            .iter()
            .zip(&stored_words)
            .map(|(known, words)| Side {
                number: Some(known.number),
                claim: &known.claim,
                words: words.iter().map(String::as_str).collect(),
            })
            .collect();
        pair(&row_sides, &stored_sides, by_words)
    }

    /// The number of every row: that of its claim, the one it gives, or the next one never given.
    fn numbers(
        &mut self,
        place: ClaimPlace<'_>,
        stored: &[StoredClaim],
        paired: &[Option<usize>],
    ) -> Result<Vec<i64>, LogError> {
        let resolved = self.resolved;
        let last = self.writer.reader().last_claim_number(place.article)?;
        let mut next = last.max(
            resolved
                .claims
                .iter()
                .filter_map(|claim| claim.number)
                .max()
                .unwrap_or(0),
        );
        let mut numbers = Vec::with_capacity(paired.len());
        let mut given: Vec<i64> = Vec::new();
        for (claim, paired) in resolved.claims.iter().zip(paired) {
            let number = match (paired.and_then(|at| stored.get(at)), claim.number) {
                (Some(known), _) => known.number,
                (None, Some(number)) if number <= last => {
                    self.problem(
                        claim.place,
                        format!(
                            "id {number}: this coder's coding of a{} has no claim of that number, and it was given once: take id out for a new claim",
                            place.article
                        ),
                    );
                    number
                }
                (None, Some(number)) => number,
                (None, None) => {
                    next += 1;
                    next
                }
            };
            if claim.number.is_some() {
                if given.contains(&number) {
                    self.problem(claim.place, format!("id {number} stands at two rows"));
                }
                given.push(number);
            }
            numbers.push(number);
        }
        if next > last {
            self.writer.keep_claim_numbers(place.article, next)?;
        }
        Ok(numbers)
    }

    pub(super) fn link(&mut self, rows: &mut [Claim], numbers: &[i64], stored: &[StoredClaim]) {
        let resolved = self.resolved;
        for (at, claim) in resolved.claims.iter().enumerate() {
            for (link, relation) in &claim.links {
                let number = match link {
                    LinkRef::Index(other) => numbers[*other],
                    LinkRef::Number(number, place) => {
                        if !stored.iter().any(|known| known.number == *number)
                            // What this logging deletes cannot be referred to either.
                            || self.options.prune && !numbers.contains(number)
                        {
                            self.problem(
                                *place,
                                format!("there is no claim {number} in this sheet or its article"),
                            );
                        }
                        *number
                    }
                };
                rows[at].links.push((number, *relation));
            }
        }
    }

    fn log_known(
        &mut self,
        row: crate::sheet::Place,
        place: ClaimPlace<'_>,
        known: &StoredClaim,
        claim: &Claim,
        old_text: Option<&Text>,
    ) -> Result<(), LogError> {
        let name = format!("a{}.{}", place.article, known.number);
        let said = fields::claim(claim, uid);
        let mut book = fields::claim(&known.claim, uid);
        let mut base = base(known.as_logged.as_deref());
        let mut respanned = Vec::new();
        if let Some(old_text) = old_text {
            // Offsets of two texts cannot be compared: the spans of the new version are added, and only other words are a change.
            for field in ["text", "cue", "source"] {
                if words_of(claim, field, place.text) == words_of(&known.claim, field, old_text) {
                    respanned.push(field.to_owned());
                    match said.get(field) {
                        Some(value) => book.insert(field.to_owned(), value.clone()),
                        None => book.remove(field),
                    };
                    if let Some(base) = &mut base {
                        base.remove(field);
                    }
                } else if let Some(base) = &mut base {
                    match book.get(field) {
                        Some(value) => base.insert(field.to_owned(), value.clone()),
                        None => base.remove(field),
                    };
                }
            }
        }
        if old_text.is_none() && known.claim.content.is_empty() {
            forget_words(&mut base);
        }
        let differences = differences(base.as_ref(), &book, &said);
        let (shown_book, shown_said) =
            (fields::claim(&known.claim, key), fields::claim(claim, key));
        for field in &differences.conflict {
            let message = conflict(&name, field, &shown_said, &shown_book);
            self.problem(row, message);
        }
        if !differences.conflict.is_empty() {
            return Ok(());
        }
        let mut merged = known.claim.clone();
        for field in differences.take.iter().chain(&respanned) {
            fields::take(&mut merged, claim, field);
        }
        merged.block = claim.block;
        if !differences.take.is_empty() || merged.block != known.claim.block {
            let mut what: Vec<String> = Vec::new();
            for field in &differences.take {
                what.push(match field.as_str() {
                    "text" | "cue" | "source" => format!(
                        "{field}: “{}” → “{}”",
                        words_of(&known.claim, field, old_text.unwrap_or(place.text)).join(" … "),
                        words_of(claim, field, place.text).join(" … ")
                    ),
                    _ => format!(
                        "{field}: {} → {}",
                        shown(&shown_book, field),
                        shown(&shown_said, field)
                    ),
                });
            }
            if merged.block != known.claim.block {
                what.push(format!("block: {} → {}", known.claim.block, merged.block));
            }
            self.outcome.changed("claim", name, what.join("; "));
            self.writer.edit_claim(known.id, &merged)?;
        } else {
            self.outcome
                .add(Mark::Same, "claim", name, summary(&known.claim));
        }
        let touched = |fields: &[&str]| {
            fields.iter().any(|field| {
                differences.take.iter().any(|taken| taken == field)
                    || respanned.iter().any(|taken| taken == field)
            })
        };
        for (list, of) in LISTS {
            if touched(of) {
                self.writer
                    .replace_claim_list(known.id, list, &merged, place)?;
            }
        }
        self.writer.set_claim_as_logged(known.id, &stored(&said))?;
        Ok(())
    }
}

/// What was lost in the text read last has no words there: what the sheet said of them, it said of an older text.
pub(super) fn forget_words(base: &mut Option<Fields>) {
    if let Some(base) = base {
        for field in ["text", "cue", "source"] {
            base.remove(field);
        }
    }
}

/// The words of a claim's spans in a text.
fn words_of(claim: &Claim, field: &str, text: &Text) -> Vec<String> {
    let spans = match field {
        "cue" => &claim.cue,
        "source" => &claim.source,
        _ => &claim.content,
    };
    spans
        .iter()
        .filter_map(|span| text.slice(*span).map(str::to_owned))
        .collect()
}

/// The kind of block at a code point; what is in no block is body.
pub(super) fn block_at(blocks: &[Block], position: u32) -> BlockKind {
    let after = blocks.partition_point(|block| block.span.start <= position);
    match after.checked_sub(1).and_then(|at| blocks.get(at)) {
        Some(block) if position < block.span.end => block.kind,
        _ => BlockKind::Body,
    }
}

/// A claim in a few words: voice, speakers and proposition.
fn summary(claim: &Claim) -> String {
    let speakers: Vec<&str> = claim
        .speakers
        .iter()
        .map(|speaker| speaker.speaker.key.as_str())
        .collect();
    let proposition = claim
        .proposition
        .as_ref()
        .map_or("no proposition", |proposition| proposition.key.as_str());
    if speakers.is_empty() {
        format!("{}: {proposition}", claim.voice)
    } else {
        format!("{} {}: {proposition}", claim.voice, speakers.join(", "))
    }
}
