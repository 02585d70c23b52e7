//! Merging another book into this one, as one operation of this book; the other one is only read.
//!
//! First every row of the other book is paired with one here, or found to be new (`pairing`, `content`). New rows are inserted with all
//! that belongs to them (`carry`). Rows that both have are merged field by field (`fields`) against what both knew last (`history`).
//! Edits of both sides are kept as conflicts (`conflict`). No record is ever deleted by a merge. The other book's journal is not
//! imported; which of its operations are in this book now is, so that the next merge knows the common state.

mod carry;
mod conflict;
mod content;
mod decided;
mod fields;
mod history;
mod pairing;
mod plan;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::book::Writer;
use super::error::Result;
use super::reader::{Reader, Value};
use crate::domain::record::{Kind, NOUNS};

use self::carry::{Merge, keyed, label};
pub use self::conflict::{Conflict, Verdict};
use self::fields::Histories;
use self::history::{History, deletions, known_operations};
use self::pairing::pair;
pub use self::plan::{Clash, Deleted, Fate, MergeCount, MergePlan, Renamed, Uncertain, Why};
use self::tables::{Shapes, TABLES};

impl Writer<'_> {
    /// Takes what `theirs`, another book, has into this one, and returns what was done. `name` is what conflicts call that book. A book
    /// of which this one has everything already changes nothing.
    ///
    /// # Errors
    /// When either book cannot be read, or this one cannot be written.
    pub fn merge_book(&mut self, theirs: Reader<'_>, name: &str) -> Result<MergePlan> {
        let known_here = known_operations(self.reader())?;
        let known_there = known_operations(theirs)?;
        let news: BTreeSet<&String> = known_there.difference(&known_here).collect();
        let undecided_there = theirs.conflicts()?.len();
        if news.is_empty() {
            return Ok(MergePlan {
                undecided_there,
                ..MergePlan::default()
            });
        }
        // Rows that come in refer to each other; only what is left at the end counts.
        self.connection
            .execute_batch("PRAGMA defer_foreign_keys = ON")?;
        let shapes = Shapes::read(theirs)?;
        let histories = Histories {
            ours: History::read(self.reader(), &known_there)?,
            theirs: History::read(theirs, &known_here)?,
        };
        let deleted_here = deletions(self.reader())?;
        let pairing = pair(self.reader(), theirs, &shapes, &deleted_here)?;
        let mut merge = Merge::new(self, theirs, &shapes, &pairing, name)?;
        merge.plan.operations = news.len();
        merge.plan.undecided_there = undecided_there;
        merge.insert_new()?;
        merge.merge_fields(&histories)?;
        merge.keep_keys()?;
        for coding in std::mem::take(&mut merge.codings) {
            merge.writer.derive_affiliations(coding)?;
        }
        merge.remember(&news)?;
        merge.list(&histories)?;
        Ok(merge.plan)
    }
}

impl Merge<'_, '_> {
    /// Lets the keys and former keys of the other book's records resolve here, where nobody else has or had them.
    fn keep_keys(&mut self) -> Result<()> {
        for kind in keyed() {
            let keys = self.theirs.rows(
                &format!("SELECT id, key FROM {kind} UNION ALL SELECT record, key FROM former_key WHERE kind = :kind ORDER BY 1, 2"),
                &[("kind", Value::from(kind.as_str()))],
                |row| Ok((row.integer("id")?, row.text("key")?)),
            )?;
            for (there, key) in keys {
                let Some(here) = self.pairing.here(kind.as_str(), there) else {
                    continue;
                };
                if self.keys.entry(kind).or_default().insert(key.clone()) {
                    self.writer.keep_key(kind, here, &key)?;
                }
            }
        }
        Ok(())
    }

    /// Writes down which operations are in this book now, and which rows have other uids elsewhere.
    fn remember(&mut self, news: &BTreeSet<&String>) -> Result<()> {
        let uid = Value::Text(self.writer.session.next_uid());
        let book = self.writer.insert(
            "INSERT INTO merged_book (uid, name) VALUES (:uid, :name)",
            &[("uid", uid), ("name", Value::from(self.name))],
        )?;
        for operation in news {
            self.writer.insert(
                "INSERT INTO merged_operation (book, operation_uid) VALUES (:book, :operation)",
                &[
                    ("book", Value::Integer(book)),
                    ("operation", Value::from(operation.as_str())),
                ],
            )?;
        }
        for ((table, there), here) in &self.pairing.uids {
            self.writer.know_uid(table, there, here)?;
        }
        let remembered = self.theirs.rows(
            "SELECT record_table, other_uid, record_uid FROM merged_uid ORDER BY id",
            &[],
            |row| {
                Ok((
                    row.text("record_table")?,
                    row.text("other_uid")?,
                    row.text("record_uid")?,
                ))
            },
        )?;
        for (table, other, record) in remembered {
            let Some(table) = TABLES.into_iter().find(|known| *known == table) else {
                continue;
            };
            let here = self.pairing.uids.get(&(table, record.clone()));
            self.writer
                .know_uid(table, &other, here.unwrap_or(&record))?;
        }
        Ok(())
    }

    /// Completes the plan with what a person should know and the merge did not have to.
    fn list(&mut self, histories: &Histories) -> Result<()> {
        for noun in NOUNS {
            let table = noun.noun;
            let pairs = self.pairing.of(table);
            for there in &pairs.joined {
                self.list_renamed(table, *there, Why::Same)?;
            }
            if noun.kind == Kind::Article {
                for there in &pairs.new {
                    self.list_renamed(table, *there, Why::Taken)?;
                }
            }
        }
        let here = self.writer.reader();
        for (table, there, candidates) in &self.pairing.uncertain {
            let Some(new) = self.pairing.here(table, *there) else {
                continue;
            };
            let (new, name) = label(here, table, new)?;
            for candidate in candidates {
                self.plan.uncertain.push(Uncertain {
                    table,
                    new: new.clone(),
                    name: name.clone(),
                    known: label(here, table, candidate.here)?.0,
                    why: candidate.why,
                });
            }
        }
        self.list_merged_there()?;
        for (table, there, fate) in &self.pairing.deleted {
            let (record, name) = label(self.theirs, table, *there)?;
            self.plan.deleted.push(Deleted {
                table,
                record,
                name,
                fate: *fate,
            });
        }
        for (table, uid) in &histories.theirs.deleted {
            let gone = self.writer.reader().first(
                &format!("SELECT id FROM {table} WHERE uid = :uid"),
                &[("uid", Value::from(uid.as_str()))],
                |row| row.integer("id"),
            )?;
            let back = self.theirs.count(
                &format!("SELECT count(*) FROM {table} WHERE uid = :uid"),
                &[("uid", Value::from(uid.as_str()))],
            )?;
            // What was merged into another record there is listed as that.
            let merged = self.theirs.count(
                "SELECT count(*) FROM merged_uid WHERE record_table = :table AND other_uid = :uid",
                &[
                    ("table", Value::from(*table)),
                    ("uid", Value::from(uid.as_str())),
                ],
            )?;
            if let (Some(id), 0, 0) = (gone, back, merged) {
                let (record, name) = label(self.writer.reader(), table, id)?;
                self.plan.deleted.push(Deleted {
                    table,
                    record,
                    name,
                    fate: Fate::Stays,
                });
            }
        }
        Ok(())
    }

    fn list_renamed(&mut self, table: &'static str, there: i64, why: Why) -> Result<()> {
        let Some(here) = self.pairing.here(table, there) else {
            return Ok(());
        };
        let (key_there, name) = label(self.theirs, table, there)?;
        let key_here = label(self.writer.reader(), table, here)?.0;
        // A claim is in the list where its number differs; that its article is called otherwise is said of the article.
        let number = |key: &str| key.split_once('.').map(|(_, number)| number.to_owned());
        let same_number = table == "claim" && number(&key_there) == number(&key_here);
        if same_number || (why == Why::Taken && key_there == key_here) {
            return Ok(());
        }
        self.plan.renamed.push(Renamed {
            table,
            there: key_there,
            here: key_here,
            name,
            why,
        });
        Ok(())
    }

    /// Records that the other book merged into another one, and that this book still has.
    fn list_merged_there(&mut self) -> Result<()> {
        let merged = self.theirs.rows(
            "SELECT record_table, other_uid, record_uid FROM merged_uid ORDER BY id",
            &[],
            |row| {
                Ok((
                    row.text("record_table")?,
                    row.text("other_uid")?,
                    row.text("record_uid")?,
                ))
            },
        )?;
        for (table, other, record) in merged {
            let Some(kind) = Kind::from_noun(&table).filter(|kind| kind.noun().merge) else {
                continue;
            };
            let here = |uid: &str| {
                self.writer.reader().first(
                    &format!("SELECT id FROM {table} WHERE uid = :uid"),
                    &[("uid", Value::from(uid))],
                    |row| row.integer("id"),
                )
            };
            let record = self
                .pairing
                .uids
                .get(&(kind.as_str(), record.clone()))
                .unwrap_or(&record);
            let (Some(gone), Some(stays)) = (here(&other)?, here(record)?) else {
                continue;
            };
            let (new, name) = label(self.writer.reader(), kind.as_str(), gone)?;
            let known = label(self.writer.reader(), kind.as_str(), stays)?.0;
            if new != known {
                self.plan.uncertain.push(Uncertain {
                    table: kind.as_str(),
                    new,
                    name,
                    known,
                    why: "was merged into it in the other book",
                });
            }
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// Remembers that a row has another uid in another book, or had one. A uid that a row here still has means that row.
    pub(super) fn know_uid(&self, table: &str, other: &str, uid: &str) -> Result<()> {
        self.run(
            &format!(
                "INSERT OR IGNORE INTO merged_uid (record_table, other_uid, record_uid) SELECT :table, :other, :uid WHERE :other <> :uid AND EXISTS (SELECT 1 FROM {table} WHERE uid = :uid) AND NOT EXISTS (SELECT 1 FROM {table} WHERE uid = :other)"
            ),
            &[
                ("table", Value::from(table)),
                ("other", Value::from(other)),
                ("uid", Value::from(uid)),
            ],
        )?;
        Ok(())
    }
}
