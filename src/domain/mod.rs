//! Pure types: the words of the field, one concept a file. Imports nothing of ours.

pub mod amount;
pub mod date;
pub mod figure;
pub mod key;
pub mod nearest;
pub mod text;
pub mod word_diff;
pub mod zone;
