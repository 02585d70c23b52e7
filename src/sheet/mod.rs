//! The sheet: the TOML page on which one article is logged.

pub mod locator;
