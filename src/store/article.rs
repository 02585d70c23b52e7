//! Articles with their versions, blocks, authors, events and codings.

use super::book::Writer;
use super::error::Result;
use super::new_rows::NewRows;
use super::reader::{Reader, Row, Value};
use super::record::{RecordInput, Setting};
use crate::domain::coding::{Extent, Layer};
use crate::domain::record::{Kind, Reference};
use crate::domain::text::{Block, Span, Text};

/// One immutable text of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The row.
    pub id: i64,
    /// 1 for the first text of the article.
    pub number: i64,
    /// The hash of the text.
    pub sha256: String,
    /// When it was fetched: UTC, RFC 3339.
    pub retrieved_at: Option<String>,
}

/// One coder's reading of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// The row.
    pub id: i64,
    /// The version against which it was made last.
    pub version: i64,
    /// Whose it is.
    pub coder: String,
    /// How much of the article is logged.
    pub extent: Extent,
    /// Own or decided.
    pub layer: Layer,
}

/// A list of an article that is replaced as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArticleList<'a> {
    /// Names of the authors, in order.
    Authors(&'a [String]),
    /// Ids of the events it is linked to, in order.
    Events(&'a [i64]),
    /// Labels.
    Labels(&'a [String]),
}

fn version_row(row: &Row<'_>) -> Result<Version> {
    Ok(Version {
        id: row.integer("id")?,
        number: row.integer("number")?,
        sha256: row.text("sha256")?,
        retrieved_at: row.optional_text("retrieved_at")?,
    })
}

fn coding_row(row: &Row<'_>) -> Result<Coding> {
    Ok(Coding {
        id: row.integer("id")?,
        version: row.integer("version")?,
        coder: row.text("coder")?,
        extent: row.parsed("extent")?,
        layer: row.parsed("layer")?,
    })
}

impl Reader<'_> {
    /// The versions of an article, oldest first.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn versions(&self, article: i64) -> Result<Vec<Version>> {
        self.rows(
            "SELECT v.id, v.number, c.sha256, v.retrieved_at FROM article_version AS v JOIN content AS c ON c.id = v.content WHERE v.article = :article ORDER BY v.number",
            &[("article", Value::Integer(article))],
            version_row,
        )
    }

    /// The blocks of a version, in order.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn blocks(&self, version: i64) -> Result<Vec<Block>> {
        self.rows(
            "SELECT kind, start_cp, end_cp FROM block WHERE version = :version ORDER BY start_cp",
            &[("version", Value::Integer(version))],
            |row| {
                Ok(Block {
                    kind: row.parsed("kind")?,
                    span: span_of(row)?,
                })
            },
        )
    }

    /// The codings of an article, oldest first.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn codings(&self, article: i64) -> Result<Vec<Coding>> {
        self.rows(
            "SELECT id, version, coder, extent, layer FROM coding WHERE article = :article ORDER BY id",
            &[("article", Value::Integer(article))],
            coding_row,
        )
    }

    /// The authors of an article, in order.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn authors(&self, article: i64) -> Result<Vec<String>> {
        self.rows(
            "SELECT name FROM article_author WHERE article = :article ORDER BY number",
            &[("article", Value::Integer(article))],
            |row| row.text("name"),
        )
    }

    /// The events an article is linked to, in the order in which they were linked.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn article_events(&self, article: i64) -> Result<Vec<Reference>> {
        self.rows(
            "SELECT e.id, e.uid, e.key FROM article_event AS l JOIN event AS e ON e.id = l.event WHERE l.article = :article ORDER BY l.id",
            &[("article", Value::Integer(article))],
            reference_row,
        )
    }

    /// What stands beside an article's own columns, as names and words: its texts where there are several, and what was logged and is
    /// not in the newest.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn article_parts(&self, article: i64) -> Result<Vec<(String, String)>> {
        self.rows(
            include_str!("article_parts.sql"),
            &[("article", Value::Integer(article))],
            |row| Ok((row.text("name")?, row.text("value")?)),
        )
    }

    /// The labels of an article, sorted.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn article_labels(&self, article: i64) -> Result<Vec<String>> {
        self.rows(
            "SELECT name FROM label WHERE article = :article ORDER BY name",
            &[("article", Value::Integer(article))],
            |row| row.text("name"),
        )
    }

    /// What the sheet last said of an article, as JSON.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn article_as_logged(&self, article: i64) -> Result<Option<String>> {
        Ok(self
            .first(
                "SELECT as_logged FROM article WHERE id = :article",
                &[("article", Value::Integer(article))],
                |row| row.optional_text("as_logged"),
            )?
            .flatten())
    }

    /// The articles with this address.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn articles_by_url(&self, url: &str) -> Result<Vec<i64>> {
        self.rows(
            "SELECT id FROM article WHERE url = :url ORDER BY id",
            &[("url", Value::from(url))],
            |row| row.integer("id"),
        )
    }

    /// The articles of an outlet with this title and this time of publication (or none).
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn articles_by_title(
        &self,
        outlet: i64,
        title: &str,
        published: Option<&str>,
    ) -> Result<Vec<i64>> {
        self.rows(
            "SELECT id FROM article WHERE title = :title AND outlet = :outlet AND published IS :published ORDER BY id",
            &[
                ("title", Value::from(title)),
                ("outlet", Value::Integer(outlet)),
                ("published", Value::from(published)),
            ],
            |row| row.integer("id"),
        )
    }

    /// The articles of which some version has this text.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn articles_by_text(&self, sha256: &str) -> Result<Vec<i64>> {
        self.rows(
            "SELECT DISTINCT v.article AS id FROM article_version AS v JOIN content AS c ON c.id = v.content WHERE c.sha256 = :sha256 ORDER BY v.article",
            &[("sha256", Value::from(sha256))],
            |row| row.integer("id"),
        )
    }
}

pub(super) fn reference_row(row: &Row<'_>) -> Result<Reference> {
    Ok(Reference {
        id: row.integer("id")?,
        uid: row.text("uid")?,
        key: row.text("key")?,
    })
}

pub(super) fn span_of(row: &Row<'_>) -> Result<Span> {
    let offset = |column: &str| -> Result<u32> {
        u32::try_from(row.integer(column)?).map_err(|_| super::error::StoreError::Corrupt {
            reason: format!("{column} is no offset of a text"),
        })
    };
    Ok(Span {
        start: offset("start_cp")?,
        end: offset("end_cp")?,
    })
}

impl Writer<'_> {
    /// Adds an article with these fields and returns its id.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn add_article(&mut self, input: &RecordInput, as_logged: &str) -> Result<i64> {
        let uid = self.session.next_uid();
        let mut values = vec![
            ("uid", Value::Text(uid)),
            ("as_logged", Value::from(as_logged)),
        ];
        for (field, setting) in &input.settings {
            let value = match setting {
                Setting::Clear => continue,
                Setting::Text(text) => Value::from(text.as_str()),
                Setting::Record(id) => Value::Integer(*id),
            };
            values.push((field.column, value));
        }
        let names: Vec<&str> = values.iter().map(|(name, _)| *name).collect();
        let marks: Vec<String> = names.iter().map(|name| format!(":{name}")).collect();
        self.insert(
            &format!(
                "INSERT INTO article ({}) VALUES ({})",
                names.join(", "),
                marks.join(", ")
            ),
            &values,
        )
    }

    /// Writes what the sheet last said of an article.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn set_article_as_logged(&mut self, article: i64, as_logged: &str) -> Result<()> {
        self.run(
            "UPDATE article SET as_logged = :as_logged WHERE id = :id AND as_logged IS NOT :as_logged",
            &[
                ("as_logged", Value::from(as_logged)),
                ("id", Value::Integer(article)),
            ],
        )?;
        Ok(())
    }

    /// Edits the fields of an article.
    ///
    /// # Errors
    /// As [`Writer::edit_record`].
    pub fn edit_article(&mut self, article: i64, input: &RecordInput) -> Result<()> {
        self.edit_record(Kind::Article, article, input)
    }

    /// Adds the next version of an article with its text and blocks, and returns its row. `raw` is the file that the text was read out of,
    /// where it is more than text, and its media type.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn add_version(
        &mut self,
        article: i64,
        text: &Text,
        blocks: &[Block],
        retrieved_at: Option<&str>,
        raw: Option<(&str, &[u8])>,
    ) -> Result<i64> {
        let content = self.keep_content(text.as_str().as_bytes())?;
        let raw_content = raw.map(|(_, bytes)| self.keep_content(bytes)).transpose()?;
        let media_type = raw.map_or("text/plain", |(media_type, _)| media_type);
        let number = self.reader().count(
            "SELECT coalesce(max(number), 0) + 1 FROM article_version WHERE article = :article",
            &[("article", Value::Integer(article))],
        )?;
        let uid = self.session.next_uid();
        let version = self.insert(
            "INSERT INTO article_version (uid, article, number, content, length_cp, retrieved_at, media_type, raw_content) VALUES (:uid, :article, :number, :content, :length_cp, :retrieved_at, :media_type, :raw_content)",
            &[
                ("uid", Value::Text(uid)),
                ("article", Value::Integer(article)),
                ("number", Value::Integer(number)),
                ("content", Value::Integer(content)),
                ("length_cp", Value::Integer(i64::from(text.code_points()))),
                ("retrieved_at", Value::from(retrieved_at)),
                ("media_type", Value::from(media_type)),
                ("raw_content", Value::from(raw_content)),
            ],
        )?;
        self.add_blocks(version, blocks)?;
        Ok(version)
    }

    /// Replaces the blocks of a version.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn replace_blocks(&mut self, version: i64, blocks: &[Block]) -> Result<()> {
        self.run(
            "DELETE FROM block WHERE version = :version",
            &[("version", Value::Integer(version))],
        )?;
        self.add_blocks(version, blocks)
    }

    fn add_blocks(&mut self, version: i64, blocks: &[Block]) -> Result<()> {
        let mut rows = NewRows::new("block", ["version", "kind", "start_cp", "end_cp"]);
        for block in blocks {
            rows.push([
                Value::Integer(version),
                Value::from(block.kind.as_str()),
                Value::Integer(i64::from(block.span.start)),
                Value::Integer(i64::from(block.span.end)),
            ]);
        }
        self.insert_rows(&rows)
    }

    /// Writes when a version was fetched.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn set_retrieved_at(&mut self, version: i64, retrieved_at: &str) -> Result<()> {
        self.run(
            "UPDATE article_version SET retrieved_at = :at WHERE id = :id",
            &[
                ("at", Value::from(retrieved_at)),
                ("id", Value::Integer(version)),
            ],
        )?;
        Ok(())
    }

    /// Replaces one of an article's lists.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn replace_article_list(&mut self, article: i64, list: ArticleList<'_>) -> Result<()> {
        let owner = ("article", Value::Integer(article));
        match list {
            ArticleList::Authors(names) => {
                self.run(
                    "DELETE FROM article_author WHERE article = :article",
                    std::slice::from_ref(&owner),
                )?;
                for (number, name) in (1_i64..).zip(names) {
                    self.run(
                        "INSERT INTO article_author (article, number, name) VALUES (:article, :number, :name)",
                        &[
                            owner.clone(),
                            ("number", Value::Integer(number)),
                            ("name", Value::from(name.as_str())),
                        ],
                    )?;
                }
            }
            ArticleList::Events(events) => {
                self.run(
                    "DELETE FROM article_event WHERE article = :article",
                    std::slice::from_ref(&owner),
                )?;
                for event in events {
                    self.run(
                        "INSERT INTO article_event (article, event) VALUES (:article, :event)",
                        &[owner.clone(), ("event", Value::Integer(*event))],
                    )?;
                }
            }
            ArticleList::Labels(labels) => {
                self.run(
                    "DELETE FROM label WHERE article = :article",
                    std::slice::from_ref(&owner),
                )?;
                for label in labels {
                    self.run(
                        "INSERT INTO label (article, name) VALUES (:article, :name)",
                        &[owner.clone(), ("name", Value::from(label.as_str()))],
                    )?;
                }
            }
        }
        Ok(())
    }

    /// Adds a coding and returns its row.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn add_coding(
        &mut self,
        article: i64,
        version: i64,
        coder: &str,
        extent: Extent,
        layer: Layer,
    ) -> Result<i64> {
        let uid = self.session.next_uid();
        self.insert(
            "INSERT INTO coding (uid, article, version, coder, extent, layer) VALUES (:uid, :article, :version, :coder, :extent, :layer)",
            &[
                ("uid", Value::Text(uid)),
                ("article", Value::Integer(article)),
                ("version", Value::Integer(version)),
                ("coder", Value::from(coder)),
                ("extent", Value::from(extent.as_str())),
                ("layer", Value::from(layer.as_str())),
            ],
        )
    }

    /// Writes the version and the extent of a coding.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn edit_coding(&mut self, coding: i64, version: i64, extent: Extent) -> Result<()> {
        self.run(
            "UPDATE coding SET version = :version, extent = :extent WHERE id = :id",
            &[
                ("version", Value::Integer(version)),
                ("extent", Value::from(extent.as_str())),
                ("id", Value::Integer(coding)),
            ],
        )?;
        Ok(())
    }
}
