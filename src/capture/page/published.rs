//! The time of publication: the fields of a page are weighed against each other and against its address.

use chrono::{Days, NaiveDate};

use super::json_ld::LinkedArticle;
use super::stamp::{DayOrder, Stamp, day_of_url, read_stamp};
use super::survey::{DateMark, Survey};
use super::{Found, Origin};

/// A date further away from the headline than this, in bytes of visible text, may be another article's.
const NEAR: usize = 2500;

const PUBLISHED: [&str; 24] = [
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish-date", "pubdate", "pub_date", "publication_date", "date.publication", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "date", "cxenseparse:recs:publishtime", "article.published", "article:post_date", "citation_publication_date", "originalpublicationdate", "created",
];

const UPDATED: [&str; 6] =
    ["article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "last-modified", "dcterms.modified"];

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
        let origin = if name.starts_with("article:") || name.starts_with("og:") { Origin::OpenGraph } else { Origin::Meta };
        for content in survey.all_meta(name).take(2) {
            add(Some(content), origin);
        }
    }
    let heading = survey.headings.iter().find(|heading| !heading.is_aside).or(survey.headings.first()).map(|heading| heading.at);
    let is_near = |mark: &&DateMark| !mark.is_aside && !mark.is_updated && heading.is_none_or(|at| mark.at.abs_diff(at) <= NEAR);
    let mut marks: Vec<&DateMark> = survey.dates.iter().filter(is_near).collect();
    marks.sort_by_key(|mark| (!mark.is_published, !mark.is_time_tag));
    for mark in marks.into_iter().take(6) {
        let origin = if mark.is_time_tag { Origin::TimeTag } else { Origin::VisibleLine };
        let machine = mark.attribute.as_deref().filter(|words| read_stamp(words, order).is_some());
        add(machine.or(Some(&mark.words)), origin);
    }
    let day = url.and_then(day_of_url);
    let chosen = candidates.first().cloned();
    match (chosen, day) {
        (None, Some(day)) => Some(Found { value: Stamp::of_day(day), origin: Origin::Url }),
        (Some(found), Some(day)) if found.value.day != day => Some(against_url(&found, day, &candidates)),
        (found, _) => found,
    }
}

/// An instant of UTC of a local evening or morning lies a day beside the address's day; the address is then right.
/// Further away, the address tells of something else.
fn against_url(found: &Found<Stamp>, day: NaiveDate, candidates: &[Found<Stamp>]) -> Found<Stamp> {
    if let Some(agreeing) = candidates.iter().find(|other| other.value.day == day && !other.value.is_midnight()) {
        return agreeing.clone();
    }
    let is_next = found.value.day.checked_sub_days(Days::new(1)) == Some(day)
        || found.value.day.checked_add_days(Days::new(1)) == Some(day);
    if is_next && found.value.is_utc() {
        return Found { value: Stamp::of_day(day), origin: Origin::Url };
    }
    found.clone()
}

/// Chooses the time of the last change, which is never before the publication.
pub(super) fn choose_updated(survey: &Survey, linked: &LinkedArticle, published: Option<&Stamp>, order: DayOrder) -> Option<Found<Stamp>> {
    let stated = linked.updated.as_deref().map(|words| (words, Origin::JsonLd));
    let meta = UPDATED.iter().flat_map(|name| survey.all_meta(name)).map(|words| (words, Origin::OpenGraph));
    let marks = survey.dates.iter().filter(|mark| mark.is_updated && !mark.is_aside).map(|mark| {
        let origin = if mark.is_time_tag { Origin::TimeTag } else { Origin::VisibleLine };
        (mark.attribute.as_deref().unwrap_or(&mark.words), origin)
    });
    let stamps = stated.into_iter().chain(meta).chain(marks).filter_map(|(words, origin)| {
        Some(Found { value: read_stamp(words, order)?, origin })
    });
    let mut later = stamps.filter(|found| {
        published.is_none_or(|published| found.value.day >= published.day.checked_sub_days(Days::new(1)).unwrap_or(published.day))
    });
    let found = later.next()?;
    published.is_none_or(|published| found.value != *published).then_some(found)
}
