//! Which article of the book a sheet means: its key, else its address, else outlet + title + published, else its text.

use super::SheetInput;
use super::outcome::LogError;
use crate::domain::record::Kind;
use crate::domain::text::Text;
use crate::sheet::Pool;
use crate::sheet::model::Sheet;
use crate::sheet::resolve::{Surroundings, known_in_sheet};
use crate::store::{FieldValue, StoreError, Writer, sha256};

/// Returns the article's row, or `None` where the book does not have it.
pub(super) fn find(
    writer: &Writer<'_>,
    sheets: &[&Sheet],
    pool: &Pool,
    at: usize,
    input: &SheetInput,
) -> Result<Option<i64>, LogError> {
    let table = &input.sheet.article;
    let reader = writer.reader();
    let field = |name: &str| {
        table
            .fields
            .iter()
            .find(|(field, _)| field.name == name)
            .map(|(_, value)| value)
    };
    if let Some(key) = &table.key {
        return match reader.find_record(Kind::Article, &key.value, false) {
            Ok(known) => Ok(Some(known.id)),
            Err(StoreError::NotFound { .. }) => Err(LogError::one(
                key.place,
                format!(
                    "there is no article “{}” in this book: take key out to log a new one",
                    key.value
                ),
            )),
            Err(error) => Err(error.into()),
        };
    }
    let no_text;
    let surroundings = Surroundings {
        text: match &input.text {
            Some(text) => text,
            None => {
                no_text = Text::new(String::new()).map_err(|error| StoreError::Corrupt {
                    reason: error.to_string(),
                })?;
                &no_text
            }
        },
        names: &reader,
        sheets,
        pool,
        article: None,
        complete: false,
    };
    // As the sheet means it: by a name of its own, a full name, a key or an alias.
    let outlet = match field("outlet") {
        Some(outlet) => {
            known_in_sheet(at, &surroundings, Kind::Outlet, outlet).map_err(|error| {
                StoreError::Sql {
                    reason: error.message,
                }
            })?
        }
        None => None,
    };
    let (what, found) = 'found: {
        if let Some(url) = field("url") {
            let found = reader.articles_by_url(&url.value)?;
            if !found.is_empty() {
                break 'found ("this address", found);
            }
        }
        if let (Some(outlet), Some(title)) = (&outlet, field("title")) {
            let published = field("published").map(|date| date.value.as_str());
            let mut found = reader.articles_by_title(outlet.id, &title.value, published)?;
            // Another address is another article, whatever it is called.
            if let Some(url) = field("url") {
                found.retain(|id| {
                    reader
                        .record(Kind::Article, *id)
                        .ok()
                        .and_then(|record| {
                            record
                                .value("url")
                                .map(|stored| stored.as_str() == url.value)
                        })
                        .unwrap_or(true)
                });
            }
            if !found.is_empty() {
                break 'found ("this outlet, title and time", found);
            }
        }
        if field("url").is_none()
            && let Some(text) = &input.text
        {
            let mut found = reader.articles_by_text(&sha256(text.as_str().as_bytes()))?;
            // The same text of another outlet is a copy, an article of its own; of the same outlet it is this article, retitled.
            found.retain(|id| {
                reader.record(Kind::Article, *id).is_ok_and(|record| {
                    match (field("outlet"), record.value("outlet")) {
                        (Some(_), Some(FieldValue::Record(known))) => {
                            outlet.as_ref().is_some_and(|given| given.id == known.id)
                        }
                        _ => true,
                    }
                })
            });
            break 'found ("this text", found);
        }
        ("", Vec::new())
    };
    match found.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(*one)),
        several => {
            let keys: Vec<String> = several.iter().map(|id| format!("a{id}")).collect();
            Err(LogError::one(
                table.place,
                format!(
                    "{} articles have {what}: write key = and one of {}",
                    several.len(),
                    keys.join(", ")
                ),
            ))
        }
    }
}
