//! Repairing what needs no decision.

use super::CheckReport;
use crate::store::book::Book;
use crate::store::error::{Result, StoreError};
use crate::store::schema;
use crate::store::search_index;

/// Texts that no version has and that no undo (of a removal in force) or redo (right after an undo) can bring back.
pub(in crate::store) const UNUSED_TEXTS: &str = include_str!("unused_texts.sql");

/// What a repair did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Repair {
    /// The journal's triggers were made anew.
    pub triggers: bool,
    /// Operations left open that were closed.
    pub closed: usize,
    /// Articles whose highest claim number was raised to that of their claims.
    pub raised: usize,
    /// Texts that nothing refers to and that were dropped.
    pub dropped: usize,
    /// The full-text indexes were made anew.
    pub search: bool,
}

impl Book {
    /// Makes the full-text indexes anew from what the book says. No operation: nothing that a person wrote changes.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn rebuild_search_index(&mut self) -> Result<()> {
        self.transact(|book| {
            search_index::rebuild(&book.connection)?;
            Ok(((), true))
        })
    }

    /// Repairs what needs no decision, and returns what was done and what is left. What people wrote is not touched.
    ///
    /// # Errors
    /// `Corrupt` where the file itself is damaged: writing to it would make it worse. Nothing is changed then.
    pub fn repair(&mut self) -> Result<(Repair, CheckReport)> {
        refuse_damage(&self.connection)?;
        let mut repair = self.transact(|book| {
            let mut repair = Repair::default();
            let connection = &book.connection;
            if schema::stored_journal_triggers(connection)? != schema::journal_triggers(connection)?
            {
                schema::create_journal_triggers(connection)?;
                repair.triggers = true;
            }
            repair.closed = connection.execute("DELETE FROM open_operation", [])?;
            repair.raised = connection.execute(include_str!("raise_claim_numbers.sql"), [])?;
            repair.dropped = connection.execute(
                &format!("DELETE FROM content WHERE id IN ({UNUSED_TEXTS})"),
                [],
            )?;
            let changed = repair != Repair::default();
            Ok::<_, StoreError>((repair, changed))
        })?;
        let mut report = self.check()?;
        // Where more is wrong, the index may be right and the rest not: then it is kept as it is, to compare with.
        if !report.problems.is_empty()
            && report
                .problems
                .iter()
                .all(|problem| problem.check == super::search::NAME)
        {
            self.rebuild_search_index()?;
            repair.search = true;
            report = self.check()?;
        }
        Ok((repair, report))
    }
}

/// Fails where the file is damaged outside the full-text indexes.
fn refuse_damage(connection: &rusqlite::Connection) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA quick_check(100)")?;
    let lines = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    match lines
        .into_iter()
        .find(|line| line != "ok" && super::search::damaged_index(line).is_none())
    {
        Some(reason) => Err(StoreError::Corrupt { reason }),
        None => Ok(()),
    }
}
