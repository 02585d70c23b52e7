//! Texts and raw pages: compressed, shared by hash, outside the journal.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rusqlite::OptionalExtension;
use sha2::{Digest, Sha256};

use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::Reader;
use crate::domain::text::Text;

/// The SHA-256 of `bytes` in lower-case hexadecimal, as `content` has it.
pub fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _infallible = write!(text, "{byte:02x}");
            text
        })
}

impl Writer<'_> {
    /// Keeps `bytes`, once however often they come, and returns the row.
    pub(super) fn keep_content(&self, bytes: &[u8]) -> Result<i64> {
        let hash = sha256(bytes);
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM content WHERE sha256 = ?1")?
            .query_row([&hash], |row| row.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        let compress = |source| StoreError::Io {
            action: String::from("compressing a text"),
            source,
        };
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).map_err(compress)?;
        let packed = encoder.finish().map_err(compress)?;
        self.connection
            .prepare_cached("INSERT INTO content (sha256, size, bytes) VALUES (?1, ?2, ?3)")?
            .execute(rusqlite::params![
                hash,
                i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                packed
            ])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Keeps what a row of another book's `content` holds, as it is stored there, and returns the row here.
    pub(super) fn copy_content(&self, other: Reader<'_>, id: i64) -> Result<i64> {
        let (hash, size, packed): (String, i64, Vec<u8>) = other
            .connection
            .prepare_cached("SELECT sha256, size, bytes FROM content WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM content WHERE sha256 = ?1")?
            .query_row([&hash], |row| row.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        self.connection
            .prepare_cached("INSERT INTO content (sha256, size, bytes) VALUES (?1, ?2, ?3)")?
            .execute(rusqlite::params![hash, size, packed])?;
        Ok(self.connection.last_insert_rowid())
    }
}

impl Reader<'_> {
    /// Returns the bytes kept in a row of `content`, checked against their hash.
    ///
    /// # Errors
    /// `Corrupt` where they cannot be unpacked or differ from their hash.
    pub fn content(&self, id: i64) -> Result<Vec<u8>> {
        let (hash, size, packed): (String, i64, Vec<u8>) = self
            .connection
            .prepare_cached("SELECT sha256, size, bytes FROM content WHERE id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let corrupt = |what: &str| StoreError::Corrupt {
            reason: format!("content {id} {what}"),
        };
        let mut bytes = Vec::new();
        // One byte more than it should be shows a wrong size without unpacking without end.
        let limit = u64::try_from(size).unwrap_or(0) + 1;
        ZlibDecoder::new(packed.as_slice())
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| corrupt("cannot be unpacked"))?;
        if sha256(&bytes) != hash {
            return Err(corrupt("differs from its hash"));
        }
        Ok(bytes)
    }

    /// Returns the text of a version.
    ///
    /// # Errors
    /// `Corrupt` where it cannot be unpacked, differs from its hash or is not text.
    pub fn version_text(&self, version: i64) -> Result<Text> {
        let content = self.count(
            "SELECT content FROM article_version WHERE id = :version",
            &[("version", version.into())],
        )?;
        let bytes = self.content(content)?;
        let corrupt = |reason: String| StoreError::Corrupt {
            reason: format!("content {content} is not text: {reason}"),
        };
        let text = String::from_utf8(bytes).map_err(|error| corrupt(error.to_string()))?;
        Text::new(text).map_err(|error| corrupt(error.to_string()))
    }
}
