//! `[[introductions]]` into introductions and affiliations.

use super::Logging;
use super::article::conflict;
use super::claims::forget_words;
use super::fields::{self, key, uid};
use super::outcome::{LogError, Mark};
use super::three_way::{base, differences, shown, stored};
use crate::domain::record::Reference;
use crate::store::{ClaimPlace, Introduction, StoredIntroduction};

impl Logging<'_, '_> {
    /// Adds, edits and, with `--prune`, deletes introductions.
    pub(super) fn introductions(
        &mut self,
        place: ClaimPlace<'_>,
        old_version: Option<i64>,
    ) -> Result<(), LogError> {
        let known = self
            .writer
            .reader()
            .introductions_of_coding(place.coding, old_version)?;
        let resolved = self.resolved;
        let mut rows = Vec::new();
        for row in &resolved.introductions {
            let speaker = self.known(&row.speaker)?;
            let organization = match &row.organization {
                Some(organization) => Some(self.known(organization)?.id),
                None => None,
            };
            let (affiliation, added) =
                self.writer
                    .affiliation(speaker.id, row.role.as_deref(), organization)?;
            if added {
                self.outcome.add(
                    Mark::New,
                    "affiliation",
                    affiliation.key.clone(),
                    row.role.clone().unwrap_or_default(),
                );
            }
            rows.push(Introduction {
                speaker: Reference::from(&speaker),
                affiliation: Some(affiliation),
                content: row.content.clone(),
                note: row.note.clone(),
            });
        }
        let paired = pair(&rows, &known, old_version.is_some());
        for (at, introduction) in rows.iter().enumerate() {
            let name = format!("a{} {}", place.article, introduction.speaker.key);
            let Some(stored_row) = paired[at].and_then(|at| known.get(at)) else {
                let said = fields::introduction(introduction, uid);
                self.writer
                    .add_introduction(place, introduction, &stored(&said))?;
                self.outcome
                    .add(Mark::New, "introduction", name, summary(introduction));
                continue;
            };
            self.log_known_introduction(
                resolved.introductions[at].place,
                place,
                stored_row,
                introduction,
                old_version.is_some(),
            )?;
        }
        for (at, gone) in known.iter().enumerate() {
            if paired.contains(&Some(at)) {
                continue;
            }
            let name = format!("a{} {}", place.article, gone.introduction.speaker.key);
            let mark = if self.options.prune {
                self.writer.delete_introduction(gone.id)?;
                Mark::Pruned
            } else {
                Mark::Gone
            };
            self.outcome
                .add(mark, "introduction", name, summary(&gone.introduction));
        }
        Ok(())
    }

    fn log_known_introduction(
        &mut self,
        row: crate::sheet::Place,
        place: ClaimPlace<'_>,
        known: &StoredIntroduction,
        introduction: &Introduction,
        respan: bool,
    ) -> Result<(), LogError> {
        let name = format!("a{} {}", place.article, introduction.speaker.key);
        let said = fields::introduction(introduction, uid);
        let mut book = fields::introduction(&known.introduction, uid);
        let mut base = base(known.as_logged.as_deref());
        if respan {
            book.insert(
                String::from("text"),
                said.get("text").cloned().unwrap_or_default(),
            );
            if let Some(base) = &mut base {
                base.remove("text");
            }
        }
        if !respan && known.introduction.content.is_empty() {
            forget_words(&mut base);
        }
        let differences = differences(base.as_ref(), &book, &said);
        let (shown_book, shown_said) = (
            fields::introduction(&known.introduction, key),
            fields::introduction(introduction, key),
        );
        for field in &differences.conflict {
            let message = conflict(&name, field, &shown_said, &shown_book);
            self.problem(row, message);
        }
        if !differences.conflict.is_empty() {
            return Ok(());
        }
        let mut merged = known.introduction.clone();
        for field in &differences.take {
            match field.as_str() {
                "who" => merged.speaker = introduction.speaker.clone(),
                "affiliation" => merged.affiliation.clone_from(&introduction.affiliation),
                "note" => merged.note.clone_from(&introduction.note),
                _ => merged.content.clone_from(&introduction.content),
            }
        }
        let spans_differ = respan || differences.take.iter().any(|field| field == "text");
        if respan {
            merged.content.clone_from(&introduction.content);
        }
        if differences.take.is_empty() {
            self.outcome
                .add(Mark::Same, "introduction", name, summary(&merged));
        } else {
            let what: Vec<String> = differences
                .take
                .iter()
                .map(|field| {
                    format!(
                        "{field}: {} → {}",
                        shown(&shown_book, field),
                        shown(&shown_said, field)
                    )
                })
                .collect();
            self.outcome.changed("introduction", name, what.join("; "));
        }
        if spans_differ || !differences.take.is_empty() {
            self.writer
                .edit_introduction(known.id, place, &merged, spans_differ)?;
        }
        self.writer
            .set_introduction_as_logged(known.id, &stored(&said))?;
        Ok(())
    }
}

/// Whether a row and a known introduction are the same.
type Rule<'r> = &'r dyn Fn(&Introduction, &Introduction) -> bool;

/// The same words and speaker, else the same words, else the same speaker; one to one, in order.
fn pair(rows: &[Introduction], known: &[StoredIntroduction], new_text: bool) -> Vec<Option<usize>> {
    let mut paired = vec![None; rows.len()];
    let mut taken = vec![false; known.len()];
    let same_speaker =
        |row: &Introduction, known: &Introduction| row.speaker.id == known.speaker.id;
    let same_words =
        |row: &Introduction, known: &Introduction| !new_text && row.content == known.content;
    let same_affiliation = |row: &Introduction, known: &Introduction| {
        row.affiliation.as_ref().map(|a| a.id) == known.affiliation.as_ref().map(|a| a.id)
    };
    let rules: [Rule<'_>; 4] = [
        &|row, known| same_words(row, known) && same_speaker(row, known),
        &same_words,
        &|row, known| same_speaker(row, known) && same_affiliation(row, known),
        &same_speaker,
    ];
    for rule in rules {
        for (at, row) in rows.iter().enumerate() {
            if paired[at].is_some() {
                continue;
            }
            let found = known
                .iter()
                .enumerate()
                .position(|(at, known)| !taken[at] && rule(row, &known.introduction));
            if let Some(found) = found {
                paired[at] = Some(found);
                taken[found] = true;
            }
        }
    }
    paired
}

fn summary(introduction: &Introduction) -> String {
    introduction
        .affiliation
        .as_ref()
        .map(|affiliation| affiliation.key.clone())
        .unwrap_or_default()
}
