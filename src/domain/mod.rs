//! Pure types: the words of the field, one concept a file. Imports nothing of ours.

pub mod fold;
pub mod text;
