//! Merging one record into another of its kind: whatever referred to the one refers to the other.

use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::Value;
use super::record::Record;
use super::schema;
use crate::domain::record::{Kind, Takes};

impl Writer<'_> {
    /// Moves everything of `from` to `into` and removes `from`. Its name becomes an alias, its keys resolve to `into`, and fields that
    /// are empty in `into` are filled.
    ///
    /// # Errors
    /// `NotFound` where either is missing; `Invalid` where both are the same, or a named speaker would become an unnamed one.
    pub fn merge_records(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        let source = self.reader().record(kind, from)?;
        let target = self.reader().record(kind, into)?;
        let refuse = |message: String| Err(StoreError::Invalid { message });
        if from == into {
            return refuse(format!("{} cannot be merged into itself", source.key));
        }
        if matches!(kind, Kind::Article | Kind::Claim) {
            return refuse(format!("{} cannot be merged", kind.noun().plural));
        }
        let unnamed = |record: &Record| {
            kind == Kind::Speaker
                && record
                    .value("kind")
                    .is_some_and(|value| value.as_str() == "unnamed")
        };
        if unnamed(&target) && !unnamed(&source) {
            return refuse(format!(
                "{} has a name and {} has none; merge {} into {} instead",
                source.key, target.key, target.key, source.key
            ));
        }

        self.drop_doubled_parts(kind, from, into)?;
        self.move_references(kind, from, into)?;
        self.move_former_keys(kind, from, into)?;
        self.fill_empty(kind, from, into)?;
        self.cut_cycles(kind, into)?;
        self.rename_in_bases(&source.uid, &target.uid)?;
        if unnamed(&target) && source.article != target.article && target.article.is_some() {
            // Of two articles now, so of neither.
            self.update(kind, into, vec![("article", Value::Null)])?;
        }
        self.delete_aggregate(kind.as_str(), from)?;
        self.keep_key(kind, into, &source.key)?;
        // “sources” must not come to mean the one person whom they turned out to be in this article.
        let names_nobody = unnamed(&source) && !unnamed(&target);
        if kind.noun().aliases && !names_nobody && source.title() != target.title() {
            self.add_alias(kind, into, source.title(), None)?;
        }
        if kind.noun().aliases {
            self.remove_alias(kind, into, target.title())?;
        }
        Ok(())
    }

    /// Removes parts of claims that would say the same of `into` twice.
    fn drop_doubled_parts(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        if kind != Kind::Speaker {
            return Ok(());
        }
        let parameters = [
            ("from", Value::Integer(from)),
            ("into", Value::Integer(into)),
        ];
        // What the row that goes knew and the row that stays does not.
        self.run(
            "UPDATE claim_speaker SET
               affiliation = coalesce(affiliation, (SELECT f.affiliation FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.part = claim_speaker.part AND f.speaker = :from)),
               guess = min(guess, (SELECT f.guess FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.part = claim_speaker.part AND f.speaker = :from))
             WHERE speaker = :into AND EXISTS (SELECT 1 FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.part = claim_speaker.part AND f.speaker = :from)",
            &parameters,
        )?;
        self.run(
            "DELETE FROM claim_speaker WHERE speaker = :from AND EXISTS (SELECT 1 FROM claim_speaker AS i WHERE i.claim = claim_speaker.claim AND i.speaker = :into AND i.part IN (claim_speaker.part, 'speaker'))",
            &parameters,
        )?;
        // Whoever says it is no alternative to himself, and does not speak for himself.
        self.run(
            "DELETE FROM claim_speaker WHERE speaker = :into AND part <> 'speaker' AND EXISTS (SELECT 1 FROM claim_speaker AS f WHERE f.claim = claim_speaker.claim AND f.speaker = :from AND f.part = 'speaker')",
            &parameters,
        )?;
        self.run(
            "DELETE FROM claim_via WHERE speaker = :from AND EXISTS (SELECT 1 FROM claim_via AS i WHERE i.claim = claim_via.claim AND i.speaker = :into)",
            &parameters,
        )?;
        self.run(
            "DELETE FROM target WHERE speaker = :from AND EXISTS (SELECT 1 FROM target AS i WHERE i.claim = target.claim AND i.speaker = :into AND i.role = target.role AND (target.tone IS NULL OR i.tone IS target.tone))",
            &parameters,
        )?;
        Ok(())
    }

    fn move_references(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        let table = kind.as_str();
        let parameters = [
            ("from", Value::Integer(from)),
            ("into", Value::Integer(into)),
        ];
        for reference in schema::references_to(self.connection, table)? {
            let (other, column) = (reference.table.as_str(), reference.column.as_str());
            if other == table {
                self.run(
                    &format!("UPDATE {table} SET \"{column}\" = NULL WHERE id = :into AND \"{column}\" = :from"),
                    &parameters,
                )?;
            }
            if other == "affiliation" {
                self.merge_same_affiliations(column, from, into)?;
            }
            // What `into` has already, in a table where it may have it once, need not move.
            self.run(
                &format!(
                    "UPDATE OR IGNORE {other} SET \"{column}\" = :into WHERE \"{column}\" = :from"
                ),
                &parameters,
            )?;
            if schema::CHILDREN.iter().any(|child| child.table == other) {
                self.run(
                    &format!("DELETE FROM {other} WHERE \"{column}\" = :from"),
                    &parameters,
                )?;
            }
        }
        Ok(())
    }

    /// Merges those affiliations that differ in nothing but the record that goes.
    fn merge_same_affiliations(&mut self, column: &str, from: i64, into: i64) -> Result<()> {
        let same = match column {
            "speaker" => {
                "f.speaker = :from AND i.speaker = :into AND coalesce(f.organization, 0) = coalesce(i.organization, 0)"
            }
            _ => "f.organization = :from AND i.organization = :into AND f.speaker = i.speaker",
        };
        let pairs = self.reader().rows(
            &format!("SELECT f.id AS f, i.id AS i FROM affiliation AS f JOIN affiliation AS i ON {same} AND coalesce(f.role, '') = coalesce(i.role, '') ORDER BY f.id"),
            &[("from", Value::Integer(from)), ("into", Value::Integer(into))],
            |row| Ok((row.integer("f")?, row.integer("i")?)),
        )?;
        for (from, into) in pairs {
            self.merge_records(Kind::Affiliation, from, into)?;
        }
        Ok(())
    }

    fn fill_empty(&mut self, kind: Kind, from: i64, into: i64) -> Result<()> {
        let ours = self.reader().columns(kind, into)?;
        let theirs = self.reader().columns(kind, from)?;
        let mut differing = Vec::new();
        for ((field, ours), theirs) in kind.noun().fields.iter().zip(ours).zip(theirs) {
            let itself = field.takes == Takes::Record(kind)
                && (theirs == Value::Integer(into) || theirs == Value::Integer(from));
            if ours == Value::Null && theirs != Value::Null && !itself {
                differing.push((field.column, theirs));
            }
        }
        self.update(kind, into, differing)
    }

    /// Cuts `into` loose from a record that now stands under it.
    fn cut_cycles(&mut self, kind: Kind, into: i64) -> Result<()> {
        let fields = kind.noun().fields;
        let stored = self.reader().columns(kind, into)?;
        for (field, value) in fields.iter().zip(stored) {
            let Value::Integer(above) = value else {
                continue;
            };
            let within = field.takes == Takes::Record(kind)
                && field.name != "negates"
                && self.stands_under(kind, field.column, above, into)?;
            if within {
                self.update(kind, into, vec![(field.column, Value::Null)])?;
            }
        }
        Ok(())
    }

    /// In what sheets last said, writes the record that stays for the one that goes: else the next logging would take it for a change.
    fn rename_in_bases(&mut self, from: &str, into: &str) -> Result<()> {
        for table in ["article", "introduction", "reported_fact", "claim"] {
            self.run(
                &format!("UPDATE {table} SET as_logged = replace(as_logged, :from, :into) WHERE instr(as_logged, :from) > 0"),
                &[("from", Value::from(from)), ("into", Value::from(into))],
            )?;
        }
        Ok(())
    }
}
