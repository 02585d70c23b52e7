//! The time of publication: the fields of a page are weighed against each other and against its address.

use chrono::{Days, NaiveDate};

use super::json_ld::LinkedArticle;
use super::stamp::{DayOrder, Stamp, read_stamp};
use super::survey::{DateMark, Survey};
use super::url_day::day_of_url;
use super::{Found, Origin};

/// A date further away from the headline than this, in bytes of visible text, may be another article's.
const NEAR: usize = 2500;

/// A date that nothing marks as one stands nearer than this.
const CLOSE: usize = 500;

const PUBLISHED: [&str; 24] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "pubdate",
    "pub_date",
    "publication_date",
    "date.publication",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "article:post_date",
    "citation_publication_date",
    "originalpublicationdate",
    "created",
];

const UPDATED: [&str; 6] = [
    "article:modified_time",
    "og:updated_time",
    "article:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
];

/// Chooses the time of publication.
pub(super) fn choose_published(
    survey: &Survey,
    linked: &LinkedArticle,
    url: Option<&str>,
    order: DayOrder,
) -> Option<Found<Stamp>> {
    let mut candidates: Vec<Found<Stamp>> = Vec::new();
    let mut add = |words: Option<&str>, origin: Origin| {
        if let Some(value) = words.and_then(|words| read_stamp(words, order)) {
            candidates.push(Found { value, origin });
        }
    };
    add(linked.published.as_deref(), Origin::JsonLd);
    for name in PUBLISHED {
        let origin = if name.starts_with("article:") || name.starts_with("og:") {
            Origin::OpenGraph
        } else {
            Origin::Meta
        };
        for content in survey.all_meta(name).take(2) {
            add(Some(content), origin);
        }
    }
    let heading = survey
        .headings
        .iter()
        .find(|heading| !heading.is_aside)
        .or(survey.headings.first())
        .map(|heading| heading.at);
    let is_near = |mark: &&DateMark| {
        !mark.is_aside && !mark.is_updated && heading.is_none_or(|at| mark.at.abs_diff(at) <= NEAR)
    };
    let mut marks: Vec<&DateMark> = survey.dates.iter().filter(is_near).collect();
    marks.sort_by_key(|mark| (!mark.is_published, !mark.is_time_tag));
    for mark in marks.into_iter().take(6) {
        let origin = if mark.is_time_tag {
            Origin::TimeTag
        } else {
            Origin::VisibleLine
        };
        let machine = mark
            .attribute
            .as_deref()
            .filter(|words| read_stamp(words, order).is_some());
        add(machine.or(Some(&mark.words)), origin);
    }
    let day = url.and_then(day_of_url);
    if candidates.is_empty() && day.is_none() {
        let near = survey
            .digits
            .iter()
            .filter(|(_, at)| heading.is_none_or(|heading| at.abs_diff(heading) <= CLOSE));
        candidates.extend(near.filter_map(|(words, _)| {
            Some(Found {
                value: read_stamp(words, order)?,
                origin: Origin::VisibleLine,
            })
        }));
    }
    let mut chosen = candidates.first().cloned();
    if let Some(found) = &mut chosen
        && found.value.is_utc()
        && let Some(local) = printed_instant(&found.value, survey, order)
    {
        found.value = local;
    }
    match (chosen, day) {
        (None, Some(day)) => Some(Found {
            value: Stamp::of_day(day),
            origin: Origin::Url,
        }),
        (Some(found), Some(day)) if found.value.day != day => {
            Some(against_url(&found, day, &candidates))
        }
        (found, _) => found,
    }
}

/// Returns the same instant as the page prints it, where that is on another day: "8 p.m. EST, Friday" for a Saturday
/// of UTC. A time without its zone counts where the two are a whole number of quarter hours apart, as zones are.
fn printed_instant(instant: &Stamp, survey: &Survey, order: DayOrder) -> Option<Stamp> {
    let utc = instant.at()?;
    let marks = survey
        .dates
        .iter()
        .filter(|mark| !mark.is_aside)
        .map(|mark| (mark.words.as_str(), !mark.is_updated));
    let runs = survey
        .digits
        .iter()
        .map(|(words, _)| (words.as_str(), true));
    marks.chain(runs).find_map(|(words, is_published)| {
        let mut printed = read_stamp(words, order)?;
        if printed.day == instant.day {
            return None;
        }
        let local = printed.at()?;
        if let Some(ahead) = printed.seconds_ahead() {
            let apart = (local - chrono::TimeDelta::seconds(ahead) - utc)
                .num_seconds()
                .abs();
            return (apart < 60).then_some(printed);
        }
        let apart = (local - utc).num_minutes() + i64::from((local - utc).num_seconds() % 60 > 30);
        // Time zones go from 12 hours behind to 14 hours ahead of UTC.
        let minutes = if (local - utc).num_seconds() < 0 {
            (local - utc).num_seconds().div_euclid(60)
        } else {
            apart
        };
        let nearest = (minutes + 1).div_euclid(15) * 15;
        let is_zone = (minutes - nearest).abs() <= 1 && (-720..=840).contains(&nearest);
        if !is_published || !is_zone {
            return None;
        }
        let sign = if nearest < 0 { '-' } else { '+' };
        printed.zone = Some(format!(
            "{sign}{:02}:{:02}",
            nearest.abs() / 60,
            nearest.abs() % 60
        ));
        Some(printed)
    })
}

/// An instant of UTC of a local evening or morning lies a day beside the address's day; the address is then right.
/// Further away, the address tells of something else.
fn against_url(found: &Found<Stamp>, day: NaiveDate, candidates: &[Found<Stamp>]) -> Found<Stamp> {
    if let Some(agreeing) = candidates
        .iter()
        .find(|other| other.value.day == day && !other.value.is_midnight())
    {
        return agreeing.clone();
    }
    let is_next = found.value.day.checked_sub_days(Days::new(1)) == Some(day)
        || found.value.day.checked_add_days(Days::new(1)) == Some(day);
    if is_next && found.value.is_utc() {
        return Found {
            value: Stamp::of_day(day),
            origin: Origin::Url,
        };
    }
    found.clone()
}

/// Chooses the time of the last change, which is never before the publication.
pub(super) fn choose_updated(
    survey: &Survey,
    linked: &LinkedArticle,
    published: Option<&Stamp>,
    order: DayOrder,
) -> Option<Found<Stamp>> {
    let stated = linked
        .updated
        .as_deref()
        .map(|words| (words, Origin::JsonLd));
    let meta = UPDATED
        .iter()
        .flat_map(|name| survey.all_meta(name))
        .map(|words| (words, Origin::OpenGraph));
    let marks = survey
        .dates
        .iter()
        .filter(|mark| mark.is_updated && !mark.is_aside)
        .map(|mark| {
            let origin = if mark.is_time_tag {
                Origin::TimeTag
            } else {
                Origin::VisibleLine
            };
            (mark.attribute.as_deref().unwrap_or(&mark.words), origin)
        });
    let stamps = stated
        .into_iter()
        .chain(meta)
        .chain(marks)
        .filter_map(|(words, origin)| {
            Some(Found {
                value: read_stamp(words, order)?,
                origin,
            })
        });
    let mut later = stamps.filter(|found| {
        published.is_none_or(|published| {
            found.value.day
                >= published
                    .day
                    .checked_sub_days(Days::new(1))
                    .unwrap_or(published.day)
        })
    });
    let found = later.next()?;
    published
        .is_none_or(|published| found.value != *published)
        .then_some(found)
}
