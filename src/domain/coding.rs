//! One coder's reading of one article.

use super::closed_set::closed_set;

closed_set! {
    /// How much of an article a coder logged. Absence is data only in a full coding.
    pub enum Extent("coding extent") {
        /// Every claim of the article is logged.
        Full = "full",
        /// Some claims are.
        Partial = "partial",
        /// Only what it reports of events, speakers and organizations.
        Facts = "facts",
    }
}

closed_set! {
    /// Whose reading a coding is.
    pub enum Layer("coding layer") {
        /// One coder's own.
        Own = "own",
        /// What several coders settled on; reports prefer it.
        Decided = "decided",
    }
}
