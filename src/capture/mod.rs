//! What can be read off an article's bytes: so far the title, authors and date that a plain text shows at its top.

mod metadata;

pub use metadata::{Metadata, read_metadata};
