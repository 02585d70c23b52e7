//! Spreadsheets: one row a claim, the columns named as the sheet's keys, the article's columns repeated on every row.
//!
//! A group of rows becomes the TOML of a sheet, line by line, so that parsing, checks and messages are those of a sheet; each TOML line
//! remembers the cell it comes from.

mod cell;
mod column;
mod read;
mod record;
mod write;

use super::Format;

/// The format.
pub(super) static CSV: Format = Format {
    name: "csv",
    about: "Spreadsheets: one row a claim, the article's columns repeated",
    details: column::help,
    read: Some(read::read),
    write: Some(write::write),
};
