//! What a person decided of two records that may be the same.

use super::closed_set::closed_set;

closed_set! {
    /// Whether two records are the same.
    pub enum Verdict("verdict") {
        /// They are.
        Same = "same",
        /// They are not.
        Different = "different",
        /// It was looked at and cannot be said.
        Unsure = "unsure",
    }
}
