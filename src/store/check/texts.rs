//! Texts: that they are what their hashes say, and that every span still shows the words it was made on.

use super::Found;
use crate::domain::text::{Span, Text};
use crate::store::error::{Result, StoreError};
use crate::store::reader::{Reader, Value};

/// Every text and raw page can be unpacked and is what its hash and its size say.
pub(super) fn contents(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    let contents = reader.rows("SELECT id, size FROM content ORDER BY id", &[], |row| {
        Ok((row.integer("id")?, row.integer("size")?))
    })?;
    for (id, size) in contents {
        let mut wrong = |what: String| found.push((format!("content {id}"), what));
        match reader.content(id) {
            Ok(bytes) if i64::try_from(bytes.len()) != Ok(size) => {
                wrong(format!("is {} bytes, not {size}", bytes.len()));
            }
            Ok(_) => {}
            Err(StoreError::Corrupt { reason }) => {
                let named = format!("content {id} ");
                wrong(reason.strip_prefix(&named).unwrap_or(&reason).to_owned());
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Every version is text of the length it says, and every span's words stand where the span says. One text is held at a time.
pub(super) fn spans(reader: &Reader<'_>, found: &mut Found) -> Result<()> {
    let versions = reader.rows(
        "SELECT id, article, number, length_cp FROM article_version ORDER BY id",
        &[],
        |row| {
            Ok((
                row.integer("id")?,
                format!(
                    "text {} of a{}",
                    row.integer("number")?,
                    row.integer("article")?
                ),
                row.integer("length_cp")?,
            ))
        },
    )?;
    for (version, place, length) in versions {
        let text = match reader.version_text(version) {
            Ok(text) => text,
            Err(StoreError::Corrupt { reason }) => {
                found.push((place, format!("its words cannot be compared: {reason}")));
                continue;
            }
            Err(error) => return Err(error),
        };
        if i64::from(text.code_points()) != length {
            found.push((
                place,
                format!("has {} characters, not {length}", text.code_points()),
            ));
        }
        spans_of(reader, version, &text, found)?;
    }
    Ok(())
}

fn spans_of(reader: &Reader<'_>, version: i64, text: &Text, found: &mut Found) -> Result<()> {
    // Nearly all are right, so where one stands is asked of the wrong ones alone.
    let wrong = reader.rows(
        "SELECT id, start_cp, end_cp, words FROM span WHERE version = :version ORDER BY id",
        &[("version", Value::Integer(version))],
        |row| {
            let id = row.integer("id")?;
            let there = words_at(text, row.integer("start_cp")?, row.integer("end_cp")?);
            row.with_text("words", |words| Ok((there != words).then_some(id)))
        },
    )?;
    for id in wrong.into_iter().flatten() {
        let problem = reader.first(
            include_str!("wrong_span.sql"),
            &[("id", Value::Integer(id))],
            |row| {
                let (start, end) = (row.integer("start_cp")?, row.integer("end_cp")?);
                let role = row.text("role")?;
                let what = match words_at(text, start, end) {
                    Some(there) => format!(
                        "its {role} at {start}..{end} is “{}”, and the text has “{}” there",
                        shortened(&row.text("words")?),
                        shortened(there)
                    ),
                    None => format!("its {role} at {start}..{end} is beyond the text"),
                };
                Ok((row.text("place")?, what))
            },
        )?;
        found.extend(problem);
    }
    Ok(())
}

/// The words of a stored span; `None` where there can be none.
fn words_at(text: &Text, start: i64, end: i64) -> Option<&str> {
    let start = u32::try_from(start).ok()?;
    let end = u32::try_from(end).ok()?;
    text.slice(Span::new(start, end))
}

/// The first words of a passage, enough to find it by.
fn shortened(words: &str) -> String {
    const SHOWN: usize = 60;
    match words.char_indices().nth(SHOWN) {
        Some((byte, _)) => format!("{}…", words.get(..byte).unwrap_or_default()),
        None => words.to_owned(),
    }
}
