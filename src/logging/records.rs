//! New records of a sheet, and what its tables add to known ones.

use super::Logging;
use super::outcome::{LogError, Mark};
use crate::domain::record::{Field, Known};
use crate::sheet::NewRecord;
use crate::sheet::resolve::FieldRef;
use crate::store::{FieldValue, RecordInput, Setting};

impl Logging<'_, '_> {
    /// Makes the new records: first all but unnamed speakers, which belong to the article, then those.
    pub(super) fn make_records(&mut self, article: Option<i64>) -> Result<(), LogError> {
        let resolved = self.resolved;
        for (at, new) in resolved.new_records.iter().enumerate() {
            if self.records[at].is_some() || new.of_article && article.is_none() {
                continue;
            }
            let known = self.make_record(new, article)?;
            self.outcome.add(
                Mark::New,
                new.kind.as_str(),
                known.key.clone(),
                new.name.clone(),
            );
            self.records[at] = Some(known);
        }
        Ok(())
    }

    fn make_record(&mut self, new: &NewRecord, article: Option<i64>) -> Result<Known, LogError> {
        let mut input = RecordInput {
            key: new.key.clone(),
            ..RecordInput::default()
        };
        for (field, value) in &new.fields {
            let setting = self.setting(value)?;
            input.set(field, setting);
        }
        if new.of_article {
            input.article = article;
        }
        let known = self.writer.add_record(new.kind, &input)?;
        for alias in &new.aliases {
            self.writer.add_alias(new.kind, known.id, alias, None)?;
        }
        for label in &new.labels {
            self.writer.add_label(new.kind, known.id, label)?;
        }
        Ok(known)
    }

    pub(super) fn setting(&self, value: &FieldRef) -> Result<Setting, LogError> {
        Ok(match value {
            FieldRef::Text(text) => Setting::Text(text.clone()),
            FieldRef::Record(reference) => Setting::Record(self.known(reference)?.id),
        })
    }

    /// Fills what is empty in known records; what differs is said with the command that would change it.
    pub(super) fn fill_known_records(&mut self) -> Result<(), LogError> {
        let resolved = self.resolved;
        for table in &resolved.tables {
            let known = &table.known;
            let record = self.writer.reader().record(known.kind, known.id)?;
            let mut input = RecordInput::default();
            let mut filled = Vec::new();
            for (field, value) in &table.fields {
                let setting = self.setting(value)?;
                match record.value(field.name) {
                    None => {
                        filled.push(field.name.to_owned());
                        input.set(field, setting);
                    }
                    Some(stored) if same(stored, &setting) => {}
                    Some(stored) => {
                        // The full name by which the sheet found an alias is no difference.
                        let named = matches!(&setting, Setting::Text(name) if field.name == known.kind.noun().title && record.aliases.iter().any(|(alias, _)| alias == name));
                        if !named {
                            self.note_difference(known, field, stored, value)?;
                        }
                    }
                }
            }
            for alias in &table.aliases {
                if *alias != record.title()
                    && self.writer.add_alias(known.kind, known.id, alias, None)?
                {
                    filled.push(format!("alias {alias}"));
                }
            }
            for label in &table.labels {
                if self.writer.add_label(known.kind, known.id, label)? {
                    filled.push(format!("label {label}"));
                }
            }
            if !input.settings.is_empty() {
                self.writer.edit_record(known.kind, known.id, &input)?;
            }
            if !filled.is_empty() {
                self.outcome.changed(
                    known.kind.as_str(),
                    known.key.clone(),
                    format!("filled {}", filled.join(", ")),
                );
            }
        }
        Ok(())
    }

    fn note_difference(
        &mut self,
        known: &Known,
        field: &Field,
        stored: &FieldValue,
        value: &FieldRef,
    ) -> Result<(), LogError> {
        let given = match value {
            FieldRef::Text(text) => text.clone(),
            FieldRef::Record(reference) => self.known(reference)?.key,
        };
        let has = match stored {
            FieldValue::Text(text) => text.clone(),
            FieldValue::Record(known) => known.key.clone(),
        };
        let quoted = shell_words::quote(&given).into_owned();
        self.outcome.add(
            Mark::Note,
            known.kind.as_str(),
            known.key.clone(),
            format!(
                "{} is “{has}” in the book and “{given}” in the sheet; to change it: claimbook {} edit {} --{} {quoted}",
                field.name,
                known.kind,
                known.key,
                field.name.replace('_', "-"),
            ),
        );
        Ok(())
    }
}

fn same(stored: &FieldValue, setting: &Setting) -> bool {
    match (stored, setting) {
        (FieldValue::Text(stored), Setting::Text(given)) => stored == given,
        (FieldValue::Record(stored), Setting::Record(given)) => stored.id == *given,
        _ => false,
    }
}
