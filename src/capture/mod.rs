//! What can be read off an article's bytes: text, blocks, and what the file says of itself.

mod metadata;
pub mod page;

pub use metadata::{Metadata, read_metadata};
