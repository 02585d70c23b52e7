//! What can be read off an article's bytes: the title, authors and date that a plain text shows at its top, and the
//! claims of its text with who makes them.

mod attribution;
pub mod language;
mod metadata;
mod people;

pub use attribution::{Draft, DraftedClaim, LIKELY, Shape, draft_claims};
pub use metadata::{Metadata, read_metadata};
pub use language::Strength;
pub use people::{Introduction, Person, PersonKind};
