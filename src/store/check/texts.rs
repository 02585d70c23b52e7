//! Texts: that they are what their hashes say, that every span still shows the words it was made on, and that they are indexed by their
//! words. Unpacking is what costs, so each text is unpacked once for all three checks.

use std::ops::RangeInclusive;

use super::findings::Findings;
use super::{Found, search};
use crate::domain::search_words::indexed_words;
use crate::domain::text::{Span, Text};
use crate::store::content::Unpacker;
use crate::store::error::Result;
use crate::store::reader::{Reader, Value};

/// The name of the check of texts and raw pages: each can be unpacked and is what its hash and its size say.
pub(super) const CONTENTS: &str = "texts";

/// The name of the check of spans: each version is text of the length it says, and each span's words stand where the span says.
pub(super) const SPANS: &str = "spans";

/// Every check that [`contents`] makes, each as far as damage lets it.
pub(super) const CHECKS_OF_TEXTS: [&str; 3] = [CONTENTS, SPANS, search::NAME];

/// Checks the rows of `content` from one id to another, and the versions whose texts they are. One text is held at a time.
pub(super) fn contents(
    reader: &Reader<'_>,
    ids: &RangeInclusive<i64>,
    findings: &mut Findings,
) -> Result<()> {
    let mut statement = reader.connection.prepare_cached(
        "SELECT id, sha256, size, bytes FROM content WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    )?;
    let mut rows = statement.query([ids.start(), ids.end()])?;
    let mut unpacker = Unpacker::default();
    let (mut spans, mut index) = (true, true);
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let size: i64 = row.get(2)?;
        let hash = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        let packed = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        let bytes = unpacker.unpack(packed, size, hash);
        let problem = match &bytes {
            Ok(bytes) if i64::try_from(bytes.len()) != Ok(size) => {
                Some(format!("is {} bytes, not {size}", bytes.len()))
            }
            Ok(_) => None,
            Err(what) => Some((*what).to_owned()),
        };
        if let Some(what) = problem {
            findings.add(CONTENTS, 0, format!("content {id}"), what);
        }
        let versions = versions_of(reader, id)?;
        if versions.is_empty() {
            continue;
        }
        if index {
            // As the index is written: a text that cannot be read has no words.
            let words = match &bytes {
                Ok(bytes) => indexed_words(&String::from_utf8_lossy(bytes)),
                Err(_) => String::new(),
            };
            let made = versions
                .iter()
                .try_for_each(|version| search::version(reader, version.id, &words, findings));
            index = findings.made(&[search::NAME], made)?;
        }
        if spans {
            let text = bytes.map_err(str::to_owned).and_then(text_of);
            let made = versions
                .iter()
                .try_for_each(|version| version_and_spans(reader, id, version, &text, findings));
            spans = findings.made(&[SPANS], made)?;
        }
    }
    Ok(())
}

/// A version of an article.
struct Version {
    id: i64,
    place: String,
    /// How many characters it says it has.
    length: i64,
}

fn versions_of(reader: &Reader<'_>, content: i64) -> Result<Vec<Version>> {
    reader.rows(
        "SELECT id, article, number, length_cp FROM article_version WHERE content = :content ORDER BY id",
        &[("content", Value::Integer(content))],
        |row| {
            let (id, article) = (row.integer("id")?, row.integer("article")?);
            Ok(Version {
                id,
                place: format!("text {} of a{article}", row.integer("number")?),
                length: row.integer("length_cp")?,
            })
        },
    )
}

fn text_of(bytes: Vec<u8>) -> std::result::Result<Text, String> {
    let not_text = |reason: String| format!("is not text: {reason}");
    let text = String::from_utf8(bytes).map_err(|error| not_text(error.to_string()))?;
    Text::new(text).map_err(|error| not_text(error.to_string()))
}

fn version_and_spans(
    reader: &Reader<'_>,
    content: i64,
    version: &Version,
    text: &std::result::Result<Text, String>,
    findings: &mut Findings,
) -> Result<()> {
    let mut add = |place: String, what| findings.add(SPANS, version.id, place, what);
    let text = match text {
        Ok(text) => text,
        Err(reason) => {
            let what = format!("its words cannot be compared: content {content} {reason}");
            add(version.place.clone(), what);
            return Ok(());
        }
    };
    let length = text.code_points();
    if i64::from(length) != version.length {
        let what = format!("has {length} characters, not {}", version.length);
        add(version.place.clone(), what);
    }
    for (place, what) in wrong_spans(reader, version.id, text)? {
        add(place, what);
    }
    Ok(())
}

fn wrong_spans(reader: &Reader<'_>, version: i64, text: &Text) -> Result<Found> {
    let mut found = Found::new();
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
    Ok(found)
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
