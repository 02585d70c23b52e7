//! The bodies of articles: what copies share, beside headlines, captions and boilerplate.

use std::collections::{BTreeMap, BTreeSet};

use super::super::articles::Article;
use crate::domain::text::{Span, Text};
use crate::store::{Reader, StoreError, Value};

/// Which version of each article is read, and what of it.
pub(super) struct Texts<'r> {
    reader: Reader<'r>,
    version_of: BTreeMap<i64, i64>,
    /// By version; none where nobody marked blocks.
    body_of: BTreeMap<i64, Vec<Span>>,
    /// Articles whose text the book has lost.
    pub(super) unreadable: BTreeSet<i64>,
}

impl<'r> Texts<'r> {
    /// Finds the versions of articles: the one that their coding reads, else the newest.
    pub(super) fn new<'a>(
        reader: Reader<'r>,
        articles: impl IntoIterator<Item = &'a Article>,
    ) -> Result<Texts<'r>, StoreError> {
        let codings: BTreeMap<i64, Option<i64>> = articles
            .into_iter()
            .map(|article| {
                let coding = article.coding.as_ref();
                (article.id, coding.map(|coding| coding.version))
            })
            .collect();
        let ids: Vec<i64> = codings.keys().copied().collect();
        let newest = reader.rows(
            include_str!("versions.sql"),
            &[("ids", Value::list(&ids))],
            |row| Ok((row.integer("article")?, row.integer("id")?)),
        )?;
        let mut version_of: BTreeMap<i64, i64> = newest.into_iter().collect();
        version_of.extend(
            codings
                .into_iter()
                .filter_map(|(article, version)| Some((article, version?))),
        );
        let versions: Vec<i64> = version_of.values().copied().collect();
        let mut body_of: BTreeMap<i64, Vec<Span>> = BTreeMap::new();
        reader.rows(
            include_str!("body.sql"),
            &[("ids", Value::list(&versions))],
            |row| {
                let offset = |column| {
                    let offset = row.integer(column)?;
                    Ok::<u32, StoreError>(u32::try_from(offset).unwrap_or(u32::MAX))
                };
                let span = Span::new(offset("start_cp")?, offset("end_cp")?);
                body_of
                    .entry(row.integer("version")?)
                    .or_default()
                    .push(span);
                Ok(())
            },
        )?;
        Ok(Texts {
            reader,
            version_of,
            body_of,
            unreadable: BTreeSet::new(),
        })
    }

    /// Returns the body of an article, block by block: its whole text where nobody marked blocks, and none where the book has lost it.
    pub(super) fn body(&mut self, article: i64) -> Result<Option<Vec<Text>>, StoreError> {
        let Some(version) = self.version_of.get(&article).copied() else {
            return Ok(None);
        };
        let text = match self.reader.version_text(version) {
            Ok(text) => text,
            // One lost text is no reason to say nothing of the others.
            Err(StoreError::Corrupt { .. }) => {
                self.unreadable.insert(article);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let Some(body) = self.body_of.get(&version) else {
            return Ok(Some(vec![text]));
        };
        // Blocks of a text hold no more than the text, so each can be one.
        let blocks = body
            .iter()
            .filter_map(|span| Text::new(text.slice(*span)?.to_owned()).ok());
        Ok(Some(blocks.collect()))
    }
}
