//! Matching
pub mod certainty;
pub mod likeness;
pub mod name_parts;
pub mod names;
pub mod quotes;
pub mod ranking;
pub mod sentence;
pub mod stem;
pub mod weights;
mod lexicon;
