//! What a merge of two books did, or would do: the same words for both.

/// What a merge brings, and what it leaves for a person to decide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergePlan {
    /// How many operations of the other book this one did not have. With none there is nothing to do, and all else is empty.
    pub operations: usize,
    /// What happens to the rows of each table, in the order in which they are taken in.
    pub counts: Vec<MergeCount>,
    /// Rows that are called otherwise here than there.
    pub renamed: Vec<Renamed>,
    /// Fields with a value here and another one there.
    pub conflicts: Vec<Clash>,
    /// Records that come in as new ones and may be known.
    pub uncertain: Vec<Uncertain>,
    /// Rows that one book deleted and the other has; they stay as they are on each side, unless the note says more.
    pub deleted: Vec<Deleted>,
    /// How many conflicts the other book's people have not decided yet. They do not come along: what they decide comes with the next merge.
    pub undecided_there: usize,
}

/// What happens to the rows of one table; every row of the other book is counted once, but for decisions on records that
/// it has no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergeCount {
    /// The table, which for most is the word for one record.
    pub table: &'static str,
    /// They come in.
    pub new: usize,
    /// They are here, and nothing about them changes.
    pub same: usize,
    /// They are here, and get values where they had none.
    pub filled: usize,
    /// They are here, and take a newer value.
    pub changed: usize,
    /// They are here with a value that both sides edited.
    pub conflicting: usize,
    /// They were deleted here and stay so.
    pub deleted: usize,
}

/// A row that is called otherwise here than there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The table.
    pub table: &'static str,
    /// Its key in the other book.
    pub there: String,
    /// Its key in this one.
    pub here: String,
    /// Its name, title or words.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// Why a row is called otherwise here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// This book had it already: it says the same.
    Same,
    /// It is new, and the key was given to another one here.
    Taken,
}

/// A field with two values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The table.
    pub table: &'static str,
    /// The record's key here, or what else names the row.
    pub record: String,
    /// The field.
    pub field: String,
    /// The value here, which stays until somebody decides.
    pub ours: String,
    /// The value there.
    pub theirs: String,
}

/// A record that comes in as a new one and may be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncertain {
    /// The table.
    pub table: &'static str,
    /// The new record's key here, or for what was merged there, the one that went.
    pub new: String,
    /// The new record's name.
    pub name: String,
    /// The key of the record that it may be.
    pub known: String,
    /// Why it may be, and why that is not certain.
    pub why: &'static str,
}

/// A row that one book deleted and the other has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// The table.
    pub table: &'static str,
    /// Its key where it is.
    pub record: String,
    /// Its name, title or words.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a row that one book deleted and the other has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It was deleted here, and does not come back.
    StaysDeleted,
    /// It was deleted here, and comes back because something that comes in refers to it.
    ComesBack,
    /// It was deleted there, and stays here.
    Stays,
}

impl MergePlan {
    /// The counts of a table, made where there are none yet.
    pub(super) fn count(&mut self, table: &'static str) -> &mut MergeCount {
        let at = match self.counts.iter().position(|count| count.table == table) {
            Some(at) => at,
            None => {
                self.counts.push(MergeCount {
                    table,
                    ..MergeCount::default()
                });
                self.counts.len() - 1
            }
        };
        &mut self.counts[at]
    }

    /// Whether anything but the memory of the merge is written.
    pub fn brings_something(&self) -> bool {
        self.counts
            .iter()
            .any(|count| count.new + count.filled + count.changed + count.conflicting > 0)
    }
}
