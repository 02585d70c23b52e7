//! Other names of records.

use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::{Reader, Value};
use crate::domain::record::{Kind, Takes};

impl Reader<'_> {
    /// A record's other names with their languages, in the order in which they were added.
    pub(super) fn aliases(&self, kind: Kind, id: i64) -> Result<Vec<(String, Option<String>)>> {
        if !kind.noun().aliases {
            return Ok(Vec::new());
        }
        self.rows(
            &format!(
                "SELECT name, language FROM alias WHERE {} = :id ORDER BY id",
                kind.as_str()
            ),
            &[("id", Value::Integer(id))],
            |row| Ok((row.text("name")?, row.optional_text("language")?)),
        )
    }
}

impl Writer<'_> {
    /// Adds another name, or gives one that is there a language; returns whether that changed anything.
    ///
    /// # Errors
    /// `Invalid` where records of this kind have no other names, or the name or the language does not fit.
    pub fn add_alias(
        &mut self,
        kind: Kind,
        id: i64,
        name: &str,
        language: Option<&str>,
    ) -> Result<bool> {
        refuse_without_aliases(kind)?;
        let name = fitting(Takes::Text, "an alias", name)?;
        let language = language
            .map(|language| fitting(Takes::Language, "the alias's language", language))
            .transpose()?;
        let column = kind.as_str();
        let parameters = [
            ("id", Value::Integer(id)),
            ("name", Value::Text(name)),
            ("language", Value::from(language.clone())),
        ];
        let there = self.reader().count(
            &format!("SELECT count(*) FROM alias WHERE {column} = :id AND name = :name"),
            &parameters,
        )?;
        if there == 0 {
            self.insert(
                &format!(
                    "INSERT INTO alias ({column}, name, language) VALUES (:id, :name, :language)"
                ),
                &parameters,
            )?;
            return Ok(true);
        }
        if language.is_none() {
            return Ok(false);
        }
        let changed = self.run(
            &format!(
                "UPDATE alias SET language = :language WHERE {column} = :id AND name = :name AND language IS NOT :language"
            ),
            &parameters,
        )?;
        Ok(changed > 0)
    }

    /// Removes another name; returns whether it was there.
    ///
    /// # Errors
    /// `Invalid` where records of this kind have no other names.
    pub fn remove_alias(&mut self, kind: Kind, id: i64, name: &str) -> Result<bool> {
        refuse_without_aliases(kind)?;
        let removed = self.run(
            &format!(
                "DELETE FROM alias WHERE {} = :id AND name = :name",
                kind.as_str()
            ),
            &[
                ("id", Value::Integer(id)),
                ("name", Value::from(name.trim())),
            ],
        )?;
        Ok(removed > 0)
    }
}

fn refuse_without_aliases(kind: Kind) -> Result<()> {
    if kind.noun().aliases {
        return Ok(());
    }
    Err(StoreError::Invalid {
        message: format!("{} have no aliases", kind.noun().plural),
    })
}

/// Returns `value` in its stored form, or says what of it does not fit.
pub(super) fn fitting(takes: Takes, what: &str, value: &str) -> Result<String> {
    takes.normalize(value).map_err(|error| StoreError::Invalid {
        message: format!("{what}: {error}"),
    })
}
