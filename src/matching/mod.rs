//! Which records may be the same: claims and propositions, speakers, organizations, articles. Proposes and says why; a person decides.
//!
//! [`matcher::Matcher`] is the interface: it scores pairs of statements and proposes candidates from a collection. What stands behind it
//! here are words (`sentence`, `likeness`, `certainty`, `ranking`); names of people and organizations have rules of their own (`names`).

pub mod article_pairs;
pub mod bearers;
pub mod certainty;
pub mod decided;
pub mod for_claims;
pub mod known_statements;
mod letters;
mod lexicon;
pub mod likeness;
pub mod matcher;
pub mod name_parts;
pub mod names;
pub mod new_names;
pub mod open_claims;
pub mod quotes;
pub mod ranking;
pub mod sentence;
pub mod shared_quotes;
pub mod stem;
pub mod weights;
