//! Pure types: the words of the field, one concept a file. Imports nothing of ours.

pub mod affiliation;
pub mod amount;
pub mod article;
pub mod claim;
pub(crate) mod closed_set;
pub mod coding;
pub mod date;
pub mod event;
pub mod figure;
pub mod fold;
pub mod key;
pub mod names;
pub mod nearest;
pub mod organization;
pub mod outlet;
pub mod proposition;
pub mod record;
pub mod session;
pub mod speaker;
pub mod text;
pub mod topic;
pub mod unit;
pub mod word_count;
pub mod word_diff;
pub mod zone;
