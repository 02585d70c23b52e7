//! When things were said, as far as a book knows, and in what order.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::articles::Article;
use crate::domain::date::Date;
use crate::domain::zone::{Zone, utc_bounds};
use crate::store::{Reader, StoreError, Value};

/// By what a claim is dated, the closest to the utterance first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateOf {
    /// The article says when.
    Said,
    /// The event at which it was uttered.
    Event,
    /// The article's publication: it was said then or before.
    Published,
}

impl DateOf {
    /// Returns the word for a column.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            DateOf::Said => "said",
            DateOf::Event => "event",
            DateOf::Published => "published",
        }
    }
}

/// A date with its zone, where one is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: Date,
    pub(super) zone: Option<Zone>,
}

/// What of UTC a moment surely lies in, half-open; none is open.
pub(super) type Bounds = (Option<NaiveDateTime>, Option<NaiveDateTime>);

impl Moment {
    /// Returns when an article was published; none where nobody knows.
    pub(super) fn of_publication(article: &Article) -> Option<Moment> {
        Some(Moment {
            date: article.published?,
            zone: article.zone,
        })
    }

    /// Returns what the moment surely lies in: a guess says nothing, and a zone that is guessed counts as unknown, as
    /// [`Date::known_before`] has it.
    pub(super) fn certain_bounds(&self) -> Bounds {
        if self.date.is_guess() {
            return (None, None);
        }
        utc_bounds(
            &self.date,
            self.zone.as_ref().filter(|zone| !zone.is_guess()),
        )
    }

    /// Returns what moments are listed by: the start, a missing zone as UTC, then the end. It claims no order.
    pub(super) fn order(&self) -> (NaiveDateTime, NaiveDateTime) {
        let (start, end) = match &self.zone {
            Some(zone) => utc_bounds(&self.date, Some(zone)),
            None => (self.date.start(), self.date.end()),
        };
        (
            start.unwrap_or(NaiveDateTime::MIN),
            end.unwrap_or(NaiveDateTime::MAX),
        )
    }
}

/// Whether what lies in one interval surely comes before what lies in the other.
pub(super) fn is_before(one: Bounds, other: Bounds) -> bool {
    one.1.zip(other.0).is_some_and(|(end, start)| end <= start)
}

/// An event at which something was said.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) dates: Option<Date>,
}

/// Returns the events with these ids.
pub(super) fn events(
    reader: &Reader<'_>,
    ids: impl IntoIterator<Item = i64>,
) -> Result<BTreeMap<i64, Event>, StoreError> {
    let ids: BTreeSet<i64> = ids.into_iter().collect();
    let ids: Vec<i64> = ids.into_iter().collect();
    let rows = reader.rows(
        include_str!("events.sql"),
        &[("ids", Value::list(&ids))],
        |row| {
            Ok((
                row.integer("id")?,
                Event {
                    key: row.text("key")?,
                    name: row.text("name")?,
                    dates: row.optional_parsed("dates")?,
                },
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// Returns when a claim was said, as far as it says it or its event is dated. The zone of an article is that of its publication, not of
/// where something was said.
pub(super) fn said(
    said: Option<Date>,
    uttered_at: Option<i64>,
    events: &BTreeMap<i64, Event>,
) -> Option<(Moment, DateOf)> {
    let zoneless = |date| Moment { date, zone: None };
    if let Some(said) = said {
        return Some((zoneless(said), DateOf::Said));
    }
    let dates = events.get(&uttered_at?)?.dates?;
    Some((zoneless(dates), DateOf::Event))
}
