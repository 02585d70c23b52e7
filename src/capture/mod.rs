//! What can be read off an article's bytes: text, blocks, and what the file says of itself.

pub mod page;

pub use page::metadata::{Metadata, read_metadata};
