//! Matching
pub mod certainty;
pub mod likeness;
pub mod ranking;
pub mod sentence;
pub mod stem;
pub mod weights;
mod lexicon;
