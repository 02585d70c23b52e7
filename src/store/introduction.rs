//! Introductions: how an article introduces a speaker.

use super::article::{reference_row, span_of};
use super::book::Writer;
use super::claim::{ClaimPlace, SpanOwner};
use super::error::Result;
use super::reader::{Reader, Value};
use crate::domain::claim::SpanRole;
use crate::domain::record::Reference;
use crate::domain::text::Span;

/// An introduction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// Who is introduced.
    pub speaker: Reference,
    /// As what, where.
    pub affiliation: Option<Reference>,
    /// Where the words stand in the coding's version.
    pub content: Vec<Span>,
    /// A note.
    pub note: Option<String>,
}

/// An introduction as the book has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredIntroduction {
    /// The row.
    pub id: i64,
    /// Its place among those of its coding.
    pub number: i64,
    /// The introduction.
    pub introduction: Introduction,
    /// The role that its affiliation names.
    pub role: Option<String>,
    /// The organization that its affiliation names.
    pub organization: Option<i64>,
    /// What the sheet last said of it, as JSON.
    pub as_logged: Option<String>,
}

impl Reader<'_> {
    /// The introductions of a coding, in order. Spans are those of `version`, else of the coding's version.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn introductions_of_coding(
        &self,
        coding: i64,
        version: Option<i64>,
    ) -> Result<Vec<StoredIntroduction>> {
        let scope = [
            ("coding", Value::Integer(coding)),
            ("version", version.into()),
        ];
        let mut introductions = self.rows(include_str!("introduction.sql"), &scope, |row| {
            let affiliation = match row.optional_integer("affiliation")? {
                Some(id) => Some(Reference {
                    id,
                    uid: row.text("affiliation_uid")?,
                    key: row.text("affiliation_key")?,
                }),
                None => None,
            };
            Ok(StoredIntroduction {
                id: row.integer("introduction")?,
                number: row.integer("number")?,
                introduction: Introduction {
                    speaker: reference_row(row)?,
                    affiliation,
                    content: Vec::new(),
                    note: row.optional_text("note")?,
                },
                role: row.optional_text("role")?,
                organization: row.optional_integer("organization")?,
                as_logged: row.optional_text("as_logged")?,
            })
        })?;
        let spans = self.rows(
            "SELECT s.introduction, s.start_cp, s.end_cp FROM introduction AS i JOIN coding AS k ON k.id = i.coding JOIN span AS s ON s.introduction = i.id AND s.version = coalesce(:version, k.version) WHERE i.coding = :coding ORDER BY s.introduction, s.number",
            &scope,
            |row| Ok((row.integer("introduction")?, span_of(row)?)),
        )?;
        for (id, span) in spans {
            if let Some(stored) = introductions.iter_mut().find(|stored| stored.id == id) {
                stored.introduction.content.push(span);
            }
        }
        Ok(introductions)
    }
}

impl Writer<'_> {
    /// Adds an introduction after the others of its coding and returns its row.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn add_introduction(
        &mut self,
        place: ClaimPlace<'_>,
        introduction: &Introduction,
        as_logged: &str,
    ) -> Result<i64> {
        let uid = self.session.next_uid();
        let id = self.insert(
            "INSERT INTO introduction (uid, coding, number, speaker, affiliation, note, as_logged) VALUES (:uid, :coding, (SELECT coalesce(max(number), 0) + 1 FROM introduction WHERE coding = :coding), :speaker, :affiliation, :note, :as_logged)",
            &[
                ("uid", Value::Text(uid)),
                ("coding", Value::Integer(place.coding)),
                ("speaker", Value::Integer(introduction.speaker.id)),
                (
                    "affiliation",
                    introduction.affiliation.as_ref().map(|a| a.id).into(),
                ),
                ("note", introduction.note.as_deref().into()),
                ("as_logged", as_logged.into()),
            ],
        )?;
        let owner = SpanOwner {
            column: "introduction",
            id,
        };
        self.add_spans(
            owner,
            SpanRole::Content,
            &introduction.content,
            place.version,
            place.text,
        )?;
        Ok(id)
    }

    /// Writes the columns and, where they differ, the spans of an introduction.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn edit_introduction(
        &mut self,
        id: i64,
        place: ClaimPlace<'_>,
        introduction: &Introduction,
        spans_differ: bool,
    ) -> Result<()> {
        self.run(
            "UPDATE introduction SET speaker = :speaker, affiliation = :affiliation, note = :note WHERE id = :id",
            &[
                ("speaker", Value::Integer(introduction.speaker.id)),
                (
                    "affiliation",
                    introduction.affiliation.as_ref().map(|a| a.id).into(),
                ),
                ("note", introduction.note.as_deref().into()),
                ("id", Value::Integer(id)),
            ],
        )?;
        if spans_differ {
            self.run(
                "DELETE FROM span WHERE introduction = :id AND version = :version",
                &[
                    ("id", Value::Integer(id)),
                    ("version", Value::Integer(place.version)),
                ],
            )?;
            let owner = SpanOwner {
                column: "introduction",
                id,
            };
            self.add_spans(
                owner,
                SpanRole::Content,
                &introduction.content,
                place.version,
                place.text,
            )?;
        }
        Ok(())
    }

    /// Writes what the sheet last said of an introduction.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn set_introduction_as_logged(&mut self, id: i64, as_logged: &str) -> Result<()> {
        self.run(
            "UPDATE introduction SET as_logged = :as_logged WHERE id = :id AND as_logged IS NOT :as_logged",
            &[("as_logged", as_logged.into()), ("id", Value::Integer(id))],
        )?;
        Ok(())
    }

    /// Deletes an introduction with its spans.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn delete_introduction(&mut self, id: i64) -> Result<()> {
        self.run(
            "DELETE FROM span WHERE introduction = :id",
            &[("id", Value::Integer(id))],
        )?;
        self.run(
            "DELETE FROM introduction WHERE id = :id",
            &[("id", Value::Integer(id))],
        )?;
        Ok(())
    }

    /// Returns the affiliation of a speaker with this role and organization, adding it where there is none.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn affiliation(
        &mut self,
        speaker: i64,
        role: Option<&str>,
        organization: Option<i64>,
    ) -> Result<(Reference, bool)> {
        let known = self.reader().first(
            "SELECT id, uid, key FROM affiliation WHERE speaker = :speaker AND coalesce(organization, 0) = coalesce(:organization, 0) AND coalesce(role, '') = coalesce(:role, '')",
            &[
                ("speaker", Value::Integer(speaker)),
                ("organization", organization.into()),
                ("role", role.into()),
            ],
            reference_row,
        )?;
        if let Some(known) = known {
            return Ok((known, false));
        }
        use super::record::{RecordInput, Setting};
        use crate::domain::record::Kind;
        let noun = Kind::Affiliation.noun();
        let mut input = RecordInput::default();
        let settings = [
            ("speaker", Some(Setting::Record(speaker))),
            ("role", role.map(|role| Setting::Text(role.to_owned()))),
            ("organization", organization.map(Setting::Record)),
        ];
        for (name, setting) in settings {
            if let (Some(field), Some(setting)) = (noun.field(name), setting) {
                input.set(field, setting);
            }
        }
        let known = self.add_record(Kind::Affiliation, &input)?;
        Ok((Reference::from(&known), true))
    }
}
