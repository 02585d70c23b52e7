//! `reported` tables into reported facts.

use super::Logging;
use super::article::conflict;
use super::claims::forget_words;
use super::fields;
use super::outcome::{LogError, Mark};
use super::three_way::{base, differences, shown, stored};
use crate::domain::record::Reference;
use crate::sheet::model::FactValue;
use crate::store::{ClaimPlace, ReportedFact, ReportedValue};

impl Logging<'_, '_> {
    /// Adds, edits and, with `--prune`, deletes reported facts. A fact is known by its subject and attribute.
    pub(super) fn facts(
        &mut self,
        place: ClaimPlace<'_>,
        old_version: Option<i64>,
    ) -> Result<(), LogError> {
        let known = self
            .writer
            .reader()
            .facts_of_coding(place.coding, old_version)?;
        let resolved = self.resolved;
        let mut seen = vec![false; known.len()];
        for row in &resolved.facts {
            let subject = self.known(&row.subject)?;
            let fact = ReportedFact {
                subject_kind: row.subject_kind,
                subject: Reference::from(&subject),
                attribute: row.attribute.clone(),
                value: match &row.value {
                    FactValue::Text(text) => ReportedValue::Text(text.clone()),
                    FactValue::Figure(figure) => ReportedValue::Figure(figure.clone()),
                    FactValue::Date(date) => ReportedValue::Date(*date),
                    FactValue::Names(names) => ReportedValue::Names(names.clone()),
                },
                content: row.content.clone(),
            };
            let name = format!("{} {}", subject.key, row.attribute);
            let said = fields::fact(&fact);
            let found = known.iter().position(|known| {
                known.fact.subject_kind == fact.subject_kind
                    && known.fact.subject.id == fact.subject.id
                    && known.fact.attribute == fact.attribute
            });
            let Some(at) = found else {
                self.writer.add_fact(place, &fact, &stored(&said))?;
                self.outcome
                    .add(Mark::New, "fact", name, shown(&said, "value"));
                continue;
            };
            seen[at] = true;
            let before = &known[at];
            let mut book = fields::fact(&before.fact);
            let mut base = base(before.as_logged.as_deref());
            if old_version.is_some() {
                book.insert(
                    String::from("text"),
                    said.get("text").cloned().unwrap_or_default(),
                );
                if let Some(base) = &mut base {
                    base.remove("text");
                }
            }
            if old_version.is_none() && before.fact.content.is_empty() {
                forget_words(&mut base);
            }
            let differences = differences(base.as_ref(), &book, &said);
            for field in &differences.conflict {
                let message = conflict(&name, field, &said, &book);
                self.problem(row.place, message);
            }
            if !differences.conflict.is_empty() {
                continue;
            }
            let mut merged = before.fact.clone();
            for field in &differences.take {
                if field == "value" {
                    merged.value = fact.value.clone();
                } else {
                    merged.content.clone_from(&fact.content);
                }
            }
            if old_version.is_some() {
                merged.content.clone_from(&fact.content);
            }
            if differences.take.is_empty() {
                self.outcome
                    .add(Mark::Same, "fact", name, shown(&said, "value"));
            } else {
                let what: Vec<String> = differences
                    .take
                    .iter()
                    .map(|field| {
                        format!("{field}: {} → {}", shown(&book, field), shown(&said, field))
                    })
                    .collect();
                self.outcome.changed("fact", name, what.join("; "));
            }
            if !differences.take.is_empty() || old_version.is_some() {
                self.writer.edit_fact(before.id, place, &merged)?;
            }
            self.writer.set_fact_as_logged(before.id, &stored(&said))?;
        }
        for (at, gone) in known.iter().enumerate() {
            if seen[at] || self.options.leave_facts {
                continue;
            }
            let name = format!("{} {}", gone.fact.subject.key, gone.fact.attribute);
            let mark = if self.options.prune {
                self.writer.delete_fact(gone.id)?;
                Mark::Pruned
            } else {
                Mark::Gone
            };
            let value = shown(&fields::fact(&gone.fact), "value");
            self.outcome.add(mark, "fact", name, value);
        }
        Ok(())
    }
}
