//! Keys: which are taken, and which keep resolving after an edit or a merge.

use std::collections::BTreeSet;

use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::{Reader, Value};
use crate::domain::key::{Key, unique};
use crate::domain::record::Kind;

impl Reader<'_> {
    /// The keys a record had before, sorted.
    pub(super) fn former_keys(&self, kind: Kind, id: i64) -> Result<Vec<String>> {
        self.rows(
            "SELECT key FROM former_key WHERE kind = :kind AND record = :id ORDER BY key",
            &[
                ("kind", Value::from(kind.as_str())),
                ("id", Value::Integer(id)),
            ],
            |row| row.text("key"),
        )
    }

    /// Returns `base`, or `base-2` and so on where it is or was the key of another record of this kind.
    pub(super) fn free_key(&self, kind: Kind, base: &str) -> Result<String> {
        let taken: BTreeSet<String> = self
            .rows(
                &format!(
                    "SELECT key FROM {} WHERE key >= :base AND key < :end UNION ALL SELECT key FROM former_key WHERE kind = :kind AND key >= :base AND key < :end",
                    kind.as_str()
                ),
                &[
                    ("base", Value::from(base)),
                    ("end", Value::Text(format!("{base}\u{10ffff}"))),
                    ("kind", Value::from(kind.as_str())),
                ],
                |row| row.text("key"),
            )?
            .into_iter()
            .collect();
        Ok(unique(base, |key| taken.contains(key)))
    }

    /// Returns `key` where a record of this kind, `id` if it is there already, may have it.
    pub(super) fn permitted_key(&self, kind: Kind, key: &str, id: Option<i64>) -> Result<String> {
        let key: Key = key
            .trim()
            .parse()
            .map_err(|error: crate::domain::key::KeyError| StoreError::Invalid {
                message: error.to_string(),
            })?;
        let holder = self.first(
            &format!(
                "SELECT id FROM {} WHERE key = :key UNION ALL SELECT record FROM former_key WHERE kind = :kind AND key = :key",
                kind.as_str()
            ),
            &[
                ("key", Value::from(key.as_str())),
                ("kind", Value::from(kind.as_str())),
            ],
            |row| row.integer("id"),
        )?;
        match holder {
            Some(holder) if Some(holder) != id => {
                let holder = self.known(kind, holder)?;
                let was = if holder.key == key.as_str() {
                    "is"
                } else {
                    "was"
                };
                Err(StoreError::Taken {
                    what: format!(
                        "the key {key} ({was} the {kind} “{}”, {})",
                        holder.name, holder.key
                    ),
                })
            }
            _ => Ok(key.as_str().to_owned()),
        }
    }
}

impl Writer<'_> {
    /// Lets `key` resolve to this record from now on.
    pub(super) fn keep_key(&mut self, kind: Kind, id: i64, key: &str) -> Result<()> {
        self.run(
            "INSERT INTO former_key (kind, key, record) VALUES (:kind, :key, :id)",
            &[
                ("kind", Value::from(kind.as_str())),
                ("key", Value::from(key)),
                ("id", Value::Integer(id)),
            ],
        )?;
        Ok(())
    }

    /// Drops `key` from a record's former keys, because it is its key again.
    pub(super) fn drop_former_key(&mut self, kind: Kind, key: &str) -> Result<()> {
        self.run(
            "DELETE FROM former_key WHERE kind = :kind AND key = :key",
            &[
                ("kind", Value::from(kind.as_str())),
                ("key", Value::from(key)),
            ],
        )?;
        Ok(())
    }

    /// Drops all former keys of a record that goes.
    pub(super) fn drop_former_keys(&mut self, kind: Kind, id: i64) -> Result<()> {
        self.run(
            "DELETE FROM former_key WHERE kind = :kind AND record = :id",
            &[
                ("kind", Value::from(kind.as_str())),
                ("id", Value::Integer(id)),
            ],
        )?;
        Ok(())
    }

    /// Lets all former keys of `from` resolve to `into`.
    pub(super) fn move_former_keys(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        self.run(
            "UPDATE former_key SET record = :into WHERE kind = :kind AND record = :from",
            &[
                ("kind", Value::from(kind.as_str())),
                ("from", Value::Integer(from)),
                ("into", Value::Integer(into)),
            ],
        )?;
        Ok(())
    }
}
