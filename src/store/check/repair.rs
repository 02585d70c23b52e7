//! Repairing what needs no decision.

use super::CheckReport;
use crate::store::book::Book;
use crate::store::error::{Result, StoreError};
use crate::store::open::quick_check;
use crate::store::schema;

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
}

impl Book {
    /// Repairs what needs no decision, and returns what was done and what is left. What people wrote is not touched.
    ///
    /// # Errors
    /// `Corrupt` where the file itself is damaged: writing to it would make it worse. Nothing is changed then.
    pub fn repair(&mut self) -> Result<(Repair, CheckReport)> {
        quick_check(&self.connection)?;
        let repair = self.transact(|book| {
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
        Ok((repair, self.check()?))
    }
}
