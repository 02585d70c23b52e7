//! Texts and raw pages: compressed, shared by hash, outside the journal.

use std::io::{Read, Write};

use flate2::bufread::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
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

/// Unpacks rows of `content`, one after the other.
pub(super) struct Unpacker {
    inflate: Decompress,
}

impl Default for Unpacker {
    fn default() -> Unpacker {
        Unpacker {
            inflate: Decompress::new(true),
        }
    }
}

impl Unpacker {
    /// Returns what a row holds, given what it says of its size and its hash. Where it is larger than it says, the hash differs.
    ///
    /// # Errors
    /// What is wrong with it, as words that follow its name.
    pub(super) fn unpack(
        &mut self,
        packed: &[u8],
        size: i64,
        hash: &str,
    ) -> std::result::Result<Vec<u8>, &'static str> {
        // One byte more than it should be shows a wrong size without unpacking without end.
        let limit = u64::try_from(size).unwrap_or(0).saturating_add(1);
        let bytes = match self.unpack_at_once(packed, limit) {
            Some(bytes) => bytes,
            None => unpack_in_pieces(packed, limit).ok_or("cannot be unpacked")?,
        };
        if sha256(&bytes) == hash {
            Ok(bytes)
        } else {
            Err("differs from its hash")
        }
    }

    /// Unpacks into room that is as large as the row says, which is faster; `None` where that is not possible.
    fn unpack_at_once(&mut self, packed: &[u8], limit: u64) -> Option<Vec<u8>> {
        /// A text of more than this may be none: what is said of its size is not relied on.
        const ROOM: usize = 1 << 24;
        let room = usize::try_from(limit).ok().filter(|room| *room <= ROOM)?;
        let mut bytes = Vec::with_capacity(room);
        self.inflate.reset(true);
        let end = self
            .inflate
            .decompress_vec(packed, &mut bytes, FlushDecompress::Finish);
        (matches!(end, Ok(Status::StreamEnd)) && bytes.len() <= room).then_some(bytes)
    }
}

fn unpack_in_pieces(packed: &[u8], limit: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = ZlibDecoder::new(packed).take(limit).read_to_end(&mut bytes);
    read.ok().map(|_| bytes)
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
        Unpacker::default()
            .unpack(&packed, size, &hash)
            .map_err(|what| StoreError::Corrupt {
                reason: format!("content {id} {what}"),
            })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_unpacked_however_wrong_its_row_is_about_its_size() {
        let text = "words ".repeat(1000);
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).expect("packed");
        let packed = encoder.finish().expect("packed");
        let hash = sha256(text.as_bytes());
        let mut unpacker = Unpacker::default();
        for (size, expected) in [
            (6000, Ok(())),
            (6001, Ok(())),
            (1 << 40, Ok(())),
            (i64::MAX, Ok(())),
            (5999, Ok(())),
            (5998, Err("differs from its hash")),
            (0, Err("differs from its hash")),
            (-1, Err("differs from its hash")),
        ] {
            let found = unpacker.unpack(&packed, size, &hash);
            assert_eq!(found.clone().map(drop), expected, "{size}");
            assert!(found.is_err() || found == Ok(text.clone().into_bytes()));
        }
        assert_eq!(
            unpacker.unpack(&packed[..20], 6000, &hash),
            Err("cannot be unpacked")
        );
        assert_eq!(
            unpacker.unpack(b"no text", 6000, &hash),
            Err("cannot be unpacked")
        );
    }
}
