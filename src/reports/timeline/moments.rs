//! Events, utterances and publications by the time at which they began.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::super::ReportError;
use super::super::articles::{Article, Selection, article_key, count};
use super::super::claims::Claim;
use super::super::code::{Key, marks, who};
use super::super::lookup::{ids, propositions};
use super::super::said::{Bounds, Moment, events, said};
use super::super::speaker_name::SpeakerNames;
use super::super::table::{Cell, CellValue, Column, Evidence, Row, Table, Tone};
use crate::domain::date::{Date, Precision};
use crate::domain::zone::utc_bounds;
use crate::store::{Reader, Value};

/// The most utterances of a table, and the most rows, the newest: more of them nobody reads.
const MOST_UTTERANCES: usize = 5_000;
const MOST_ROWS: usize = 20_000;

/// What was said when, while claims are read.
#[derive(Default)]
pub(super) struct Utterances {
    utterances: Vec<Utterance>,
    /// The place of the article whose claims are being read, and where its utterances begin.
    place: usize,
    begin: usize,
    /// How many there are beyond the most that are kept.
    more: usize,
}

/// What one article has the same people say at one moment.
struct Utterance {
    /// The place of the article in the selection.
    place: usize,
    claims: Vec<Claim>,
}

impl Utterances {
    /// Adds a counted claim, where it may say when it was said.
    pub(super) fn add(&mut self, place: usize, claim: &Claim) {
        if claim.said.is_none() && claim.uttered_at.is_none() {
            return;
        }
        if self.place != place {
            self.place = place;
            self.begin = self.utterances.len();
        }
        let of_article = self.utterances.get_mut(self.begin..).unwrap_or_default();
        let same = of_article.iter_mut().find(|utterance| {
            let first = utterance.claims.first();
            first.is_some_and(|first| is_same_utterance(first, claim))
        });
        if let Some(utterance) = same {
            utterance.claims.push(claim.clone());
        } else if self.utterances.len() >= MOST_UTTERANCES {
            self.more += 1;
        } else {
            self.utterances.push(Utterance {
                place,
                claims: vec![claim.clone()],
            });
        }
    }
}
/// Whether two claims of one article are by the same people at the same moment.
fn is_same_utterance(one: &Claim, other: &Claim) -> bool {
    one.said == other.said
        && one.uttered_at == other.uttered_at
        && one.speakers == other.speakers
        && one.principals == other.principals
        && one.alternatives == other.alternatives
        && one.via == other.via
}

/// What happened at a moment; at one moment in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Event,
    Said,
    Published,
    Updated,
}

impl What {
    fn as_str(self) -> &'static str {
        match self {
            What::Event => "event",
            What::Said => "said",
            What::Published => "published",
            What::Updated => "updated",
        }
    }
}

/// One row before it is printed.
struct Line {
    moment: Moment,
    what: What,
    /// Orders what happened at one moment: the place of the article, then its rows.
    rank: (usize, usize),
    who: Cell,
    article: Option<i64>,
}

/// Returns the table without rows.
pub(super) fn empty() -> Table {
    Table::new("timeline", "What happened, was said and was published when").with_columns(vec![
        Column::label("time", "Time"),
        Column::label("what", "What"),
        Column::text("who", "Who or which"),
        Column::text("article", "Article"),
        Column::text("certainty", "Certainty"),
        Column::text("start_utc", "From (UTC)"),
        Column::text("end_utc", "To (UTC)"),
    ])
}

/// Returns the table of all that is dated.
pub(super) fn table(
    reader: &Reader<'_>,
    utterances: Utterances,
    selection: &Selection,
) -> Result<Table, ReportError> {
    let mut key = Key::default();
    let mut undated = 0;
    let mut lines = Vec::new();
    let article_ids: Vec<i64> = selection
        .articles
        .iter()
        .map(|article| article.id)
        .collect();
    let uttered_at: BTreeSet<i64> = utterances
        .utterances
        .iter()
        .filter_map(|utterance| utterance.claims.first()?.uttered_at)
        .collect();
    let mut shown_events: BTreeSet<i64> = if selection.events.is_empty() {
        ids(reader, include_str!("events.sql"), &article_ids)?
    } else {
        selection.events.clone()
    };
    shown_events.extend(uttered_at);
    let events = events(reader, shown_events.iter().copied())?;
    for (rank, event) in events.values().enumerate() {
        let Some(date) = event.dates else { continue };
        lines.push(Line {
            moment: Moment { date, zone: None },
            what: What::Event,
            rank: (rank, 0),
            who: Cell::text(&event.name).with_value(CellValue::Text(event.key.clone())),
            article: None,
        });
    }
    let updated = reader.rows(
        include_str!("updated.sql"),
        &[("ids", Value::list(&article_ids))],
        |row| Ok((row.integer("id")?, row.parsed::<Date>("updated")?)),
    )?;
    let places = selection.places();
    let updated = updated.into_iter().filter_map(|(id, date)| {
        let place = places.get(&id).copied()?;
        Some((place, date, What::Updated))
    });
    let published = selection
        .articles
        .iter()
        .enumerate()
        .filter_map(|(place, article)| match article.published {
            Some(date) => Some((place, date, What::Published)),
            None => {
                undated += 1;
                None
            }
        });
    let published: Vec<(usize, Date, What)> = published.chain(updated).collect();
    for (place, date, what) in published {
        if let Some(article) = selection.articles.get(place) {
            lines.push(Line {
                moment: Moment {
                    date,
                    zone: article.zone,
                },
                what,
                rank: (place, 0),
                who: Cell::text(title(article)).with_evidence([Evidence::Article(article.id)]),
                article: Some(article.id),
            });
        }
    }

    let claims = || {
        utterances
            .utterances
            .iter()
            .flat_map(|utterance| &utterance.claims)
    };
    let names = SpeakerNames::load(reader, claims().flat_map(Claim::everybody))?;
    let known = propositions(reader, claims().filter_map(|claim| claim.proposition))?;
    for (rank, utterance) in utterances.utterances.iter().enumerate() {
        let Some(first) = utterance.claims.first() else {
            continue;
        };
        let Some((moment, _)) = said(first.said, first.uttered_at, &events) else {
            continue;
        };
        let what: Vec<String> = utterance
            .claims
            .iter()
            .map(|claim| {
                key.note(claim);
                let proposition = claim.proposition.and_then(|id| known.get(&id));
                let name = proposition.map_or("(no proposition)", |known| known.key.as_str());
                format!("{} {name}", marks(claim))
            })
            .collect();
        let what = what.join(", ");
        let by = |name: String| {
            if name.is_empty() {
                what.clone()
            } else {
                format!("{name}: {what}")
            }
        };
        lines.push(Line {
            moment,
            what: What::Said,
            rank: (utterance.place, rank),
            who: Cell::text(by(who(first, |id| names.short(id))))
                .with_value(CellValue::Text(by(who(first, |id| names.full(id)))))
                .with_evidence(
                    utterance
                        .claims
                        .iter()
                        .map(|claim| Evidence::Claim(claim.id)),
                ),
            article: Some(first.article),
        });
    }
    lines.sort_by_key(|line| {
        let (start, end) = bounds(&line.moment);
        (
            start.unwrap_or(NaiveDateTime::MIN),
            end.unwrap_or(NaiveDateTime::MAX),
            line.what,
            line.rank,
        )
    });
    let earlier = lines.len().saturating_sub(MOST_ROWS);
    let lines = lines.split_off(earlier);
    let has_unknown = lines
        .iter()
        .any(|line| line.moment.zone.is_none_or(|zone| zone.is_guess()));
    let mut table = empty()
        .with_rows(lines.into_iter().map(row).collect())
        .with_note(
            "listed: dated events, every dated utterance among the counted claims, publications and updates; by the earliest time in UTC",
        )
        .with_empty("Nothing here has a date.");
    if has_unknown {
        table = table.with_note(
            "where the zone is not known (a guessed one is not) the times in UTC allow for every zone from UTC-12 to UTC+14",
        );
    }
    table.notes.extend(key.line());
    if undated > 0 {
        table.notes.push(format!(
            "{} not listed",
            count(undated, "article without a date", "articles without a date")
        ));
    }
    if earlier > 0 {
        table.notes.push(format!(
            "{} not listed: narrow the report with --event, --until or another filter",
            count(earlier, "earlier row", "earlier rows")
        ));
    }
    if utterances.more > 0 {
        table.notes.push(format!(
            "{} not listed: narrow the report with --event, --speaker, --since or another filter",
            count(utterances.more, "more utterance", "more utterances")
        ));
    }
    table.legend = names.legend();
    Ok(table)
}

/// Returns the outlet and the title of an article, and whether it is a copy, corrected or withdrawn.
fn title(article: &Article) -> String {
    let mut title = format!("{}, “{}”", article.outlet_name, article.title);
    if let Some(original) = article.copy_of {
        title.push_str("; copy of ");
        title.push_str(&article_key(original));
    }
    if article.status != "published" {
        title.push_str("; ");
        title.push_str(&article.status);
    }
    title
}

/// Returns when a moment was in UTC, a guessed zone as an unknown one; a guessed date as if it were stated, since a table must put it
/// somewhere.
fn bounds(moment: &Moment) -> Bounds {
    utc_bounds(
        &moment.date,
        moment.zone.as_ref().filter(|zone| !zone.is_guess()),
    )
}

fn row(line: Line) -> Row {
    let (start, end) = bounds(&line.moment);
    let utc = |time: Option<NaiveDateTime>| match time {
        Some(time) => Cell::text(time.format("%Y-%m-%dT%H:%MZ").to_string()),
        None => Cell::toned("open", Tone::Faint).with_value(CellValue::Empty),
    };
    Row::new(vec![
        Cell::text(match line.moment.zone {
            Some(zone) => format!("{} {zone}", line.moment.date),
            None => line.moment.date.to_string(),
        }),
        Cell::text(line.what.as_str()),
        line.who,
        line.article
            .map_or_else(Cell::empty, |id| Cell::text(article_key(id))),
        Cell::text(certainty(&line.moment)),
        utc(start),
        utc(end),
    ])
}

/// Returns how exactly a moment is known, as in `exact` or `day; zone unknown`.
fn certainty(moment: &Moment) -> String {
    let precision = match moment.date.precision() {
        _ if moment.date.is_range() => "range",
        Precision::Year => "year",
        Precision::Month => "month",
        Precision::Day => "day",
        Precision::Minute | Precision::Second => "exact",
    };
    let zone = match moment.zone {
        Some(zone) if zone.is_guess() => "; zone guessed",
        Some(_) => "",
        None => "; zone unknown",
    };
    let guess = if moment.date.is_guess() {
        "; date guessed"
    } else {
        ""
    };
    format!("{precision}{zone}{guess}")
}
