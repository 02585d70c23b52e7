//! The fields of claims, introductions and facts under their sheet keys: the form in which they are compared, kept and shown.

use serde_json::{Value as Json, json};

use super::three_way::Fields;
use crate::domain::claim::{Claim, Origin, Relation, SpeakerPart, Status};
use crate::domain::figure::Figure;
use crate::domain::record::Reference;
use crate::domain::text::Span;
use crate::store::{Introduction, ReportedFact, ReportedValue};

/// How references are written: by uid where they are kept, by key where people read them.
pub(super) type Name = fn(&Reference) -> &str;

pub(super) fn uid(reference: &Reference) -> &str {
    &reference.uid
}

pub(super) fn key(reference: &Reference) -> &str {
    &reference.key
}

struct Builder(Fields);

impl Builder {
    fn put(&mut self, name: &str, value: Option<Json>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value);
        }
    }

    fn list(&mut self, name: &str, items: Vec<Json>) {
        if !items.is_empty() {
            self.0.insert(name.to_owned(), Json::Array(items));
        }
    }
}

fn marked(word: &str, guess: bool) -> Json {
    Json::String(format!("{word}{}", if guess { "?" } else { "" }))
}

pub(super) fn spans(spans: &[Span]) -> Vec<Json> {
    spans
        .iter()
        .map(|span| json!([span.start, span.end]))
        .collect()
}

pub(super) fn figure(figure: &Figure) -> Json {
    let parts = figure.parts();
    let mut fields = Builder(Fields::new());
    fields.put("text", parts.printed.clone().map(Json::from));
    fields.put("value", Some(Json::from(figure.amount().to_string())));
    fields.put("is", Some(Json::from(parts.comparator.as_str())));
    fields.put("hedge", parts.hedge.clone().map(Json::from));
    fields.put("unit", parts.unit.clone().map(Json::from));
    fields.put("of", parts.what.clone().map(Json::from));
    fields.put(
        "period",
        parts.period.map(|period| Json::from(period.to_string())),
    );
    Json::Object(fields.0)
}

/// The fields of a claim.
pub(super) fn claim(claim: &Claim, name: Name) -> Fields {
    let mut fields = Builder(Fields::new());
    fields.put(
        "voice",
        Some(marked(claim.voice.as_str(), claim.voice_guess)),
    );
    for (field, part) in [
        ("who", SpeakerPart::Speaker),
        ("or", SpeakerPart::Alternative),
        ("for", SpeakerPart::Principal),
    ] {
        let speakers = claim.speakers.iter().filter(|speaker| speaker.part == part);
        fields.list(
            field,
            speakers
                .map(|speaker| marked(name(&speaker.speaker), speaker.guess))
                .collect(),
        );
    }
    fields.list(
        "via",
        claim.via.iter().map(|via| Json::from(name(via))).collect(),
    );
    fields.list("text", spans(&claim.content));
    fields.list("cue", spans(&claim.cue));
    fields.list("source", spans(&claim.source));
    let reference = |reference: &Option<Reference>| reference.as_ref().map(|r| Json::from(name(r)));
    fields.put("prop", reference(&claim.proposition));
    fields.put(
        "stance",
        claim
            .stance
            .map(|stance| marked(stance.as_str(), claim.stance_guess)),
    );
    fields.put("said", claim.said.map(|said| Json::from(said.to_string())));
    fields.put("at", reference(&claim.uttered_at));
    fields.put("about", reference(&claim.about));
    fields.list("figures", claim.figures.iter().map(figure).collect());
    fields.list(
        "targets",
        claim
            .targets
            .iter()
            .map(|target| {
                json!({
                    "who": name(&target.speaker),
                    "role": target.role.as_str(),
                    "tone": target.tone,
                })
            })
            .collect(),
    );
    for (field, relation) in [("in", Relation::Part), ("supports", Relation::Evidence)] {
        let mut numbers: Vec<i64> = claim
            .links
            .iter()
            .filter(|(_, of)| *of == relation)
            .map(|(number, _)| *number)
            .collect();
        numbers.sort_unstable();
        fields.list(field, numbers.into_iter().map(Json::from).collect());
    }
    fields.put("gloss", claim.gloss.clone().map(Json::from));
    fields.list(
        "labels",
        claim.labels.iter().cloned().map(Json::from).collect(),
    );
    fields.put("note", claim.note.clone().map(Json::from));
    if claim.status != Status::Accepted {
        fields.put("status", Some(Json::from(claim.status.as_str())));
    }
    if claim.origin != Origin::Person {
        fields.put("origin", Some(Json::from(claim.origin.as_str())));
    }
    fields.0
}

/// Takes one field of `from` into `claim`.
pub(super) fn take(claim: &mut Claim, from: &Claim, field: &str) {
    let part = |claim: &mut Claim, part: SpeakerPart| {
        claim.speakers.retain(|speaker| speaker.part != part);
        let taken = from.speakers.iter().filter(|speaker| speaker.part == part);
        claim.speakers.extend(taken.cloned());
        claim.speakers.sort_by_key(|speaker| speaker.part);
    };
    let relation = |claim: &mut Claim, relation: Relation| {
        claim.links.retain(|(_, of)| *of != relation);
        let taken = from.links.iter().filter(|(_, of)| *of == relation);
        claim.links.extend(taken.copied());
    };
    match field {
        "voice" => {
            claim.voice = from.voice;
            claim.voice_guess = from.voice_guess;
        }
        "who" => part(claim, SpeakerPart::Speaker),
        "or" => part(claim, SpeakerPart::Alternative),
        "for" => part(claim, SpeakerPart::Principal),
        "via" => claim.via.clone_from(&from.via),
        "text" => claim.content.clone_from(&from.content),
        "cue" => claim.cue.clone_from(&from.cue),
        "source" => claim.source.clone_from(&from.source),
        "prop" => claim.proposition.clone_from(&from.proposition),
        "stance" => {
            claim.stance = from.stance;
            claim.stance_guess = from.stance_guess;
        }
        "said" => claim.said = from.said,
        "at" => claim.uttered_at.clone_from(&from.uttered_at),
        "about" => claim.about.clone_from(&from.about),
        "figures" => claim.figures.clone_from(&from.figures),
        "targets" => claim.targets.clone_from(&from.targets),
        "in" => relation(claim, Relation::Part),
        "supports" => relation(claim, Relation::Evidence),
        "gloss" => claim.gloss.clone_from(&from.gloss),
        "labels" => claim.labels.clone_from(&from.labels),
        "note" => claim.note.clone_from(&from.note),
        "status" => claim.status = from.status,
        "origin" => claim.origin = from.origin,
        _ => {}
    }
}

/// The fields of an introduction.
pub(super) fn introduction(introduction: &Introduction, name: Name) -> Fields {
    let mut fields = Builder(Fields::new());
    fields.put("who", Some(Json::from(name(&introduction.speaker))));
    fields.put(
        "affiliation",
        introduction
            .affiliation
            .as_ref()
            .map(|affiliation| Json::from(name(affiliation))),
    );
    fields.list("text", spans(&introduction.content));
    fields.put("note", introduction.note.clone().map(Json::from));
    fields.0
}

/// The fields of a reported fact.
pub(super) fn fact(fact: &ReportedFact) -> Fields {
    let mut fields = Builder(Fields::new());
    let value = match &fact.value {
        ReportedValue::Text(text) => json!({ "text": text }),
        ReportedValue::Date(date) => json!({ "date": date.to_string() }),
        ReportedValue::Names(names) => json!({ "names": names }),
        ReportedValue::Figure(of) => json!({ "figure": figure(of) }),
    };
    fields.put("value", Some(value));
    fields.list("text", spans(&fact.content));
    fields.0
}
