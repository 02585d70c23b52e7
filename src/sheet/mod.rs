//! The sheet: the TOML page on which one article is logged. It is parsed, its words are found in the article and its names resolved,
//! and it can be written back.

mod extract;
pub mod locator;
pub mod model;
mod parse;
mod problem;
pub mod resolve;
mod resolve_names;
mod write;

pub use parse::{
    ARTICLE_KEYS, FIGURE_KEYS, INTRODUCTION_KEYS, RECORD_KEYS, ROW_KEYS, TARGET_KEYS, parse,
};
pub use problem::{At, Place, Problem};
pub use resolve_names::{NewRecord, Pool, Ref, TableUse};
pub use write::{
    bare_key, fact_toml, figure_toml, introduction_toml, locator_toml, quote, row_cells,
    targets_toml, write, write_row,
};

#[cfg(test)]
mod tests;
