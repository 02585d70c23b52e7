//! From an article's bytes to its text, its blocks, what the file says of itself, and the claims of the text with who
//! makes them. A draft for a person to correct: nothing here knows the book.

mod attribution;
mod draft;
mod figures;
pub mod language;
pub mod page;
mod people;

pub use attribution::{Draft, DraftedClaim, LIKELY, Shape, draft_claims};
pub use draft::{DraftedArticle, Likeliness};
pub use figures::{DraftedFigure, read_figures};
pub use language::Strength;
pub use people::{Introduction, Person, PersonKind};
