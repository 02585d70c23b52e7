//! When things were said, as far as a book knows, and in what order.

use std::collections::BTreeMap;

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

/// What claims say of their own time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Uttered {
    /// When the article says it was said.
    pub(super) said: Option<Date>,
    /// The event at which it was.
    pub(super) event: Option<i64>,
    /// When that event was.
    pub(super) event_dates: Option<Date>,
}

impl Uttered {
    /// Returns when the claim of this article was said; none where not even the publication is known.
    pub(super) fn moment(&self, article: &Article) -> Option<(Moment, DateOf)> {
        // The zone of an article is that of its publication, not of where something was said.
        let zoneless = |date| Moment { date, zone: None };
        if let Some(said) = self.said {
            return Some((zoneless(said), DateOf::Said));
        }
        if let Some(dates) = self.event_dates {
            return Some((zoneless(dates), DateOf::Event));
        }
        Some((Moment::of_publication(article)?, DateOf::Published))
    }
}

/// Returns when the claims with these ids were said, as far as they say it.
pub(super) fn uttered(
    reader: &Reader<'_>,
    claims: &[i64],
) -> Result<BTreeMap<i64, Uttered>, StoreError> {
    let rows = reader.rows(
        include_str!("uttered.sql"),
        &[("ids", Value::list(claims))],
        |row| {
            Ok((
                row.integer("id")?,
                Uttered {
                    said: row.optional_parsed("said")?,
                    event: row.optional_integer("event")?,
                    event_dates: row.optional_parsed("dates")?,
                },
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}
