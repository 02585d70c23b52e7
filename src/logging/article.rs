//! The article's own part of a sheet: its fields, lists, version and blocks.

use serde_json::Value as Json;

use super::Logging;
use super::RawPage;
use super::outcome::{LogError, Mark};
use super::three_way::{Fields, base, differences, shown, stored};
use crate::domain::record::{Field, Kind};
use crate::sheet::resolve::FieldRef;
use crate::store::{ArticleList, FieldValue, RecordInput};

/// The lists of an article that a sheet replaces as a whole.
const LISTS: [&str; 3] = ["byline", "events", "labels"];

impl Logging<'_, '_> {
    /// Adds or edits the article and returns its row and the version that the sheet is resolved against.
    pub(super) fn article(
        &mut self,
        known: Option<i64>,
        version: Option<i64>,
    ) -> Result<(i64, i64), LogError> {
        let fields = self.article_fields(|known| known.uid.clone())?;
        let article = match known {
            Some(article) => {
                self.edit_article(article, &fields)?;
                article
            }
            None => self.add_article(&fields)?,
        };
        let retrieved = self.input.sheet.article.retrieved.as_ref();
        let retrieved = retrieved.map(|at| at.value.as_str());
        let version = match version {
            None => {
                let raw = match &self.input.raw {
                    Some(raw) => Some((raw.media_type(), self.bytes_of(raw)?)),
                    None => None,
                };
                let version = self.writer.add_version(
                    article,
                    self.text,
                    &self.resolved.blocks,
                    retrieved,
                    raw.as_ref()
                        .map(|(media_type, bytes)| (*media_type, bytes.as_slice())),
                )?;
                if known.is_some() {
                    self.outcome.changed(
                        "article",
                        format!("a{article}"),
                        String::from("another text, as a new version"),
                    );
                }
                version
            }
            Some(version) => {
                self.edit_version(article, version, retrieved)?;
                version
            }
        };
        Ok((article, version))
    }

    /// What the sheet says of the article, with records named by `name`. What it does not say is not there.
    fn article_fields(
        &self,
        name: impl Fn(&crate::domain::record::Known) -> String,
    ) -> Result<Fields, LogError> {
        let mut fields = Fields::new();
        for (field, value) in &self.resolved.article {
            let value = match value {
                FieldRef::Text(text) => text.clone(),
                FieldRef::Record(reference) => name(&self.known(reference)?),
            };
            fields.insert(field.name.to_owned(), Json::from(value));
        }
        let table = &self.input.sheet.article;
        let list = |items: Vec<String>| Json::Array(items.into_iter().map(Json::from).collect());
        if !table.byline.is_empty() {
            let names = table.byline.iter().map(|name| name.value.trim().to_owned());
            fields.insert(String::from("byline"), list(names.collect()));
        }
        if !table.events.is_empty() {
            let mut events = Vec::new();
            for event in &self.resolved.events {
                let event = name(&self.known(event)?);
                if !events.contains(&event) {
                    events.push(event);
                }
            }
            fields.insert(String::from("events"), list(events));
        }
        if let Some(labels) = &table.labels {
            fields.insert(String::from("labels"), list(labels.clone()));
        }
        Ok(fields)
    }

    fn add_article(&mut self, fields: &Fields) -> Result<i64, LogError> {
        let mut input = RecordInput::default();
        let resolved = self.resolved;
        for (field, value) in &resolved.article {
            let setting = self.setting(value)?;
            input.set(field, setting);
        }
        let article = self.writer.add_article(&input, &stored(fields))?;
        for list in LISTS.iter().filter(|list| fields.contains_key(**list)) {
            self.replace_list(article, list)?;
        }
        let title = fields.get("title").and_then(Json::as_str).unwrap_or("");
        self.outcome.add(
            Mark::New,
            "article",
            format!("a{article}"),
            title.to_owned(),
        );
        Ok(article)
    }

    fn edit_article(&mut self, article: i64, said: &Fields) -> Result<(), LogError> {
        let reader = self.writer.reader();
        let before = reader.article_as_logged(article)?;
        let base = base(before.as_deref());
        let mut book = Fields::new();
        let mut book_keys = Fields::new();
        let record = reader.record(Kind::Article, article)?;
        for (field, value) in &record.fields {
            let (uid, key) = match value {
                None => continue,
                Some(FieldValue::Text(text)) => (text.clone(), text.clone()),
                Some(FieldValue::Record(known)) => (known.uid.clone(), known.key.clone()),
            };
            book.insert(field.name.to_owned(), Json::from(uid));
            book_keys.insert(field.name.to_owned(), Json::from(key));
        }
        let authors = reader.authors(article)?;
        let labels = reader.article_labels(article)?;
        let events = reader.article_events(article)?;
        for (name, uids, keys) in [
            ("byline", authors.clone(), authors),
            ("labels", labels.clone(), labels),
            (
                "events",
                events.iter().map(|event| event.uid.clone()).collect(),
                events.iter().map(|event| event.key.clone()).collect(),
            ),
        ] {
            if !uids.is_empty() {
                book.insert(name.to_owned(), Json::from(uids));
                book_keys.insert(name.to_owned(), Json::from(keys));
            }
        }
        // The sheet speaks only of what it names: another coder's sheet may leave the address out.
        book.retain(|key, _| said.contains_key(key));
        let mut differences = differences(base.as_ref(), &book, said);
        let said_keys = self.article_fields(|known| known.key.clone())?;
        // A sheet speaks for its coder's coding: of the article itself, a second coder's sheet fills what is empty and says what differs.
        let second_coder = super::coded_by_another(self.writer, &self.input.sheet, article)?;
        if second_coder {
            let conflicts = std::mem::take(&mut differences.conflict);
            let (empty, differing): (Vec<String>, Vec<String>) =
                std::mem::take(&mut differences.take)
                    .into_iter()
                    .partition(|key| !book.contains_key(key));
            differences.take = empty;
            for key in differing.iter().chain(&conflicts) {
                self.outcome.add(
                    Mark::Note,
                    "article",
                    format!("a{article}"),
                    format!(
                        "{key} is “{}” in the book and “{}” in this second coder's sheet; claimbook article edit a{article} or the first coder's sheet changes it",
                        shown(&book_keys, key),
                        shown(&said_keys, key)
                    ),
                );
            }
        }
        let place = self.input.sheet.article.place;
        for key in &differences.conflict {
            let message = conflict(&format!("a{article}"), key, &said_keys, &book_keys);
            self.problem(place, message);
        }
        let mut input = RecordInput::default();
        let resolved = self.resolved;
        for key in &differences.take {
            let what = format!(
                "{key}: {} → {}",
                shown(&book_keys, key),
                shown(&said_keys, key)
            );
            self.outcome.changed("article", format!("a{article}"), what);
            if LISTS.contains(&key.as_str()) {
                self.replace_list(article, key)?;
            } else if let Some((field, value)) = resolved
                .article
                .iter()
                .find(|(field, _): &&(&Field, FieldRef)| field.name == key)
            {
                let setting = self.setting(value)?;
                input.set(field, setting);
            }
        }
        if !input.settings.is_empty() {
            self.writer.edit_article(article, &input)?;
        }
        if second_coder {
            return Ok(());
        }
        let mut logged = base.unwrap_or_default();
        for (key, value) in said {
            logged.insert(key.clone(), value.clone());
        }
        self.writer
            .set_article_as_logged(article, &stored(&logged))?;
        Ok(())
    }

    fn replace_list(&mut self, article: i64, list: &str) -> Result<(), LogError> {
        let table = &self.input.sheet.article;
        match list {
            "byline" => {
                let names: Vec<String> = table
                    .byline
                    .iter()
                    .map(|name| name.value.trim().to_owned())
                    .collect();
                self.writer
                    .replace_article_list(article, ArticleList::Authors(&names))?;
            }
            "labels" => {
                let labels = table.labels.clone().unwrap_or_default();
                self.writer
                    .replace_article_list(article, ArticleList::Labels(&labels))?;
            }
            _ => {
                let mut events = Vec::new();
                for event in &self.resolved.events {
                    let event = self.known(event)?.id;
                    if !events.contains(&event) {
                        events.push(event);
                    }
                }
                self.writer
                    .replace_article_list(article, ArticleList::Events(&events))?;
            }
        }
        Ok(())
    }

    fn bytes_of(&self, raw: &RawPage) -> Result<Vec<u8>, LogError> {
        raw.bytes().map_err(|message| {
            let file = self.input.sheet.article.file.as_ref();
            LogError::one(file.map(|file| file.place).unwrap_or_default(), message)
        })
    }

    /// Blocks and the time of retrieval of a version that the book has; a sheet that names no block says nothing of them.
    fn edit_version(
        &mut self,
        article: i64,
        version: i64,
        retrieved: Option<&str>,
    ) -> Result<(), LogError> {
        let table = &self.input.sheet.article;
        let names_blocks = table.headline.is_some()
            || table.byline_block.is_some()
            || !table.captions.is_empty()
            || !table.boilerplate.is_empty();
        if names_blocks && self.writer.reader().blocks(version)? != self.resolved.blocks {
            self.writer.replace_blocks(version, &self.resolved.blocks)?;
            self.outcome.changed(
                "article",
                format!("a{article}"),
                String::from("other blocks"),
            );
        }
        let Some(retrieved) = retrieved else {
            return Ok(());
        };
        let known = self.writer.reader().versions(article)?;
        let stored = known
            .iter()
            .find(|stored| stored.id == version)
            .and_then(|stored| stored.retrieved_at.as_deref());
        if stored != Some(retrieved) {
            self.writer.set_retrieved_at(version, retrieved)?;
            self.outcome.changed(
                "article",
                format!("a{article}"),
                format!("retrieved: {} → {retrieved}", stored.unwrap_or("unset")),
            );
        }
        Ok(())
    }
}

/// The message for a field that was changed both in the book and in the sheet.
pub(super) fn conflict(thing: &str, key: &str, sheet: &Fields, book: &Fields) -> String {
    format!(
        "{thing}: {key} was changed in the book and in the sheet since the last logging: “{}” in the book, “{}” in the sheet; write into the sheet what should hold (the book's value to keep it), or change the book with an edit command",
        shown(book, key),
        shown(sheet, key)
    )
}
