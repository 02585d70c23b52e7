//! A draft for programs.

use std::path::Path;

use serde_json::{Value, json};

use crate::capture::page::{Found, Page};
use crate::capture::{DraftedArticle, DraftedClaim, DraftedFigure, Person};
use crate::domain::claim::Voice;
use crate::domain::text::Span;

/// How sure it is that a sentence with a figure is a claim that somebody would log.
const NARRATION: f64 = 0.5;

/// Returns one article as one line of JSON. Offsets are code points of `article.text`.
pub(super) fn line(file: &Path, drafted: &DraftedArticle) -> String {
    let people = &drafted.draft.people;
    let claims: Vec<Value> = drafted
        .draft
        .claims
        .iter()
        .map(|one| claim(one, people, drafted.figures_of(one)))
        .chain(
            drafted
                .narrated
                .iter()
                .map(|span| narration(drafted, *span)),
        )
        .collect();
    let mut line = json!({
        "file": file.display().to_string(),
        "article": article(&drafted.page),
        "claims": claims,
    })
    .to_string();
    line.push('\n');
    line
}

fn article(page: &Page) -> Value {
    let blocks: Vec<Value> = page
        .blocks
        .iter()
        .map(|block| {
            json!({
                "kind": block.kind.as_str(),
                "start": block.span.start,
                "end": block.span.end,
            })
        })
        .collect();
    let authors: Vec<&str> = page
        .authors
        .iter()
        .map(|author| author.value.as_str())
        .collect();
    json!({
        "title": text(page.title.as_ref()),
        "authors": authors,
        "published": text(page.published.as_ref()),
        "zone": text(page.zone.as_ref()),
        "updated": text(page.updated.as_ref()),
        "outlet": text(page.outlet.as_ref()),
        "credit": text(page.credit.as_ref()),
        "language": text(page.language.as_ref()),
        "section": text(page.section.as_ref()),
        "url": text(page.url.as_ref()),
        "media_type": page.media.as_str(),
        "found_in": found_in(page),
        "text": page.text.as_str(),
        "blocks": blocks,
    })
}

fn text<T: ToString>(found: Option<&Found<T>>) -> Value {
    found.map_or(Value::Null, |found| Value::from(found.value.to_string()))
}

/// Where each field was found.
fn found_in(page: &Page) -> Value {
    let origins = super::sheet::origins(page);
    Value::Object(
        origins
            .into_iter()
            .map(|(field, origin)| (field.to_owned(), Value::from(origin.as_str())))
            .collect(),
    )
}

fn claim<'d>(
    claim: &DraftedClaim,
    people: &[Person],
    figures: impl Iterator<Item = &'d DraftedFigure>,
) -> Value {
    let name = |place: &usize| people.get(*place).map(|person| person.name.as_str());
    let names = |places: &[usize]| places.iter().filter_map(name).collect::<Vec<&str>>();
    let affiliation = claim
        .speaker
        .and_then(|place| people.get(place)?.introductions.first())
        .map(|introduction| {
            json!({
                "role": introduction.role,
                "organization": introduction.organization,
                "parents": introduction.parents,
            })
        });
    json!({
        "voice": if claim.headline { "headline" } else { claim.voice.as_str() },
        "content": spans(&claim.content),
        "cue": spans(&claim.cue),
        "source": spans(&claim.source),
        "speaker": claim.speaker.as_ref().and_then(name),
        "speakers": names(&claim.speakers),
        "via": names(&claim.via),
        "affiliation": affiliation,
        "stance": claim.stance.map(|stance| stance.as_str()),
        "figures": figures.map(figure).collect::<Vec<Value>>(),
        // A tenth is as much as the order of the confidence says.
        "confidence": (f64::from(claim.confidence) * 100.0).round() / 100.0,
    })
}

/// What the article says itself, with a figure.
fn narration(drafted: &DraftedArticle, span: Span) -> Value {
    json!({
        "voice": Voice::Narration.as_str(),
        "content": spans(&[span]),
        "cue": [],
        "source": [],
        "speaker": null,
        "speakers": [],
        "via": [],
        "affiliation": null,
        "stance": null,
        "figures": drafted.figures_in(span).map(figure).collect::<Vec<Value>>(),
        "confidence": NARRATION,
    })
}

fn figure(drafted: &DraftedFigure) -> Value {
    let parts = drafted.figure.parts();
    json!({
        "span": [drafted.span.start, drafted.span.end],
        "text": parts.printed,
        "value": parts.value,
        "low": parts.low,
        "high": parts.high,
        "is": parts.comparator.as_str(),
        "hedge": parts.hedge,
        "unit": parts.unit,
        "of": parts.what,
        "period": parts.period.map(|period| period.to_string()),
    })
}

fn spans(spans: &[Span]) -> Vec<[u32; 2]> {
    spans.iter().map(|span| [span.start, span.end]).collect()
}
