//! Free marks on records, such as ownership:state or to-check.

use super::alias::fitting;
use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::{Reader, Value};
use crate::domain::record::{Kind, Takes};

impl Reader<'_> {
    /// A record's labels, sorted.
    pub(super) fn labels(&self, kind: Kind, id: i64) -> Result<Vec<String>> {
        if !kind.noun().labels {
            return Ok(Vec::new());
        }
        self.rows(
            &format!(
                "SELECT name FROM label WHERE {} = :id ORDER BY name",
                kind.as_str()
            ),
            &[("id", Value::Integer(id))],
            |row| row.text("name"),
        )
    }
}

impl Writer<'_> {
    /// Puts a label on a record; returns whether it was new.
    ///
    /// # Errors
    /// `Invalid` where records of this kind carry no labels, or the label is empty.
    pub fn add_label(&mut self, kind: Kind, id: i64, name: &str) -> Result<bool> {
        refuse_without_labels(kind)?;
        let name = fitting(Takes::Text, "a label", name)?;
        let column = kind.as_str();
        let added = self.run(
            &format!(
                "INSERT INTO label ({column}, name) SELECT :id, :name WHERE NOT EXISTS (SELECT 1 FROM label WHERE {column} = :id AND name = :name)"
            ),
            &[("id", Value::Integer(id)), ("name", Value::Text(name))],
        )?;
        Ok(added > 0)
    }

    /// Takes a label off a record; returns whether it was there.
    ///
    /// # Errors
    /// `Invalid` where records of this kind carry no labels.
    pub fn remove_label(&mut self, kind: Kind, id: i64, name: &str) -> Result<bool> {
        refuse_without_labels(kind)?;
        let removed = self.run(
            &format!(
                "DELETE FROM label WHERE {} = :id AND name = :name",
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

fn refuse_without_labels(kind: Kind) -> Result<()> {
    if kind.noun().labels {
        return Ok(());
    }
    Err(StoreError::Invalid {
        message: format!("{} carry no labels", kind.noun().plural),
    })
}
