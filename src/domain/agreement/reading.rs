//! What one coder says of a claim, field by field, in a form in which coders can be compared; and the claims of several coders as units.

use super::super::claim::{Claim, SpeakerPart, Stance, Voice};
use super::super::closed_set::closed_set;
use super::super::figure::Figure;
use super::super::text::Text;
use super::super::unit::Unit;
use super::matching::{Overlap, align};

closed_set! {
    /// A field in which coders are compared.
    pub enum Field("field of agreement") {
        /// In whose voice; a guess is taken at its word, here and everywhere.
        Voice = "voice",
        /// What the speaker does with the proposition.
        Stance = "stance",
        /// Who says it, all of them together.
        Speaker = "speaker",
        /// What is claimed.
        Proposition = "proposition",
        /// What the proposition is about.
        Topic = "topic",
        /// The words that report it.
        Cue = "cue",
        /// When it was said.
        Said = "said",
        /// Whom it addresses or is about, all of them together.
        Targets = "targets",
        /// How it speaks of a target; here a target of the claim is the unit.
        Tone = "tone",
        /// The figures, all of them together, each in the base of its unit.
        Figures = "figures",
    }
}

/// How many per cent of the words of two claims must be in both for them to be one unit, unless asked otherwise.
pub const DEFAULT_OVERLAP: u8 = 50;

/// What a coder says of one field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reading {
    /// What readings are compared by.
    pub value: String,
    /// What people read.
    pub shown: String,
}

impl Reading {
    fn plain(value: impl Into<String>) -> Reading {
        let value = value.into();
        Reading {
            shown: value.clone(),
            value,
        }
    }
}

/// What stands where a coder says that there is none: of speakers, a cue, a date, targets, figures.
pub const NONE: &str = "none";

/// Returns what the coder of a claim says of a field; `None` where it was left open, which is neither agreement nor disagreement: a
/// stance of another voice than narration that is unset, a proposition not yet given, and the fields that are not the claim's own
/// ([`Field::Topic`]) or of several units ([`Field::Tone`], see [`tones`]). `text` is the text that the claim's spans are of.
pub fn reading(field: Field, claim: &Claim, text: &Text) -> Option<Reading> {
    match field {
        Field::Voice => Some(Reading::plain(claim.voice.as_str())),
        Field::Stance => match claim.stance {
            Some(stance) => Some(Reading::plain(stance.as_str())),
            // What an article says itself it asserts.
            None if claim.voice == Voice::Narration => {
                Some(Reading::plain(Stance::Asserts.as_str()))
            }
            None => None,
        },
        Field::Speaker => {
            let speakers = claim.speakers.iter();
            let speakers = speakers.filter(|speaker| speaker.part == SpeakerPart::Speaker);
            Some(together(
                speakers.map(|speaker| Reading::plain(&speaker.speaker.key)),
            ))
        }
        Field::Proposition => claim
            .proposition
            .as_ref()
            .map(|proposition| Reading::plain(&proposition.key)),
        Field::Cue => {
            let pieces: Vec<&str> = claim
                .cue
                .iter()
                .filter_map(|span| text.slice(*span))
                .collect();
            let words = pieces.join(" … ");
            Some(if words.is_empty() {
                Reading::plain(NONE)
            } else {
                Reading {
                    value: words.to_lowercase(),
                    shown: words,
                }
            })
        }
        Field::Said => Some(Reading::plain(
            claim
                .said
                .map_or(String::from(NONE), |said| said.to_string()),
        )),
        Field::Targets => Some(together(claim.targets.iter().map(|target| {
            Reading::plain(format!("{} ({})", target.speaker.key, target.role))
        }))),
        Field::Figures => Some(together(claim.figures.iter().map(figure))),
        Field::Topic | Field::Tone => None,
    }
}

/// Returns the tones of a claim by target; one that is unset is left open.
pub fn tones(claim: &Claim) -> Vec<(&str, Option<i8>)> {
    let mut tones: Vec<(&str, Option<i8>)> = claim
        .targets
        .iter()
        .map(|target| (target.speaker.key.as_str(), target.tone))
        .collect();
    tones.sort_unstable();
    // A target in two roles has one tone here.
    tones.dedup_by_key(|(target, _)| *target);
    tones
}

/// Several readings as one, in no order.
fn together(readings: impl Iterator<Item = Reading>) -> Reading {
    let mut readings: Vec<Reading> = readings.collect();
    readings.sort();
    readings.dedup();
    if readings.is_empty() {
        return Reading::plain(NONE);
    }
    let joined = |part: fn(&Reading) -> &str| -> String {
        let parts: Vec<&str> = readings.iter().map(part).collect();
        parts.join(", ")
    };
    Reading {
        value: joined(|reading| &reading.value),
        shown: joined(|reading| &reading.shown),
    }
}

/// A figure is the number, what it is in, of and at which time; the words that hedge it are not compared, how it is meant is.
fn figure(figure: &Figure) -> Reading {
    let parts = figure.parts();
    let unit = Unit::read(parts.unit.as_deref());
    let mut shown: Vec<String> = Vec::new();
    if parts.comparator != crate::domain::figure::Comparator::Equal {
        shown.push(parts.comparator.to_string());
    }
    shown.push(figure.amount().to_string());
    shown.extend(parts.unit.clone());
    let mut value = format!("{} {:?}", parts.comparator, unit.measure());
    for number in [parts.value, parts.low, parts.high].into_iter().flatten() {
        value.push_str(&format!(" {}", unit.in_base(number)));
    }
    if let Some(what) = &parts.what {
        value.push_str(&format!(" of {}", what.to_lowercase()));
        shown.push(format!("of {what}"));
    }
    if let Some(period) = &parts.period {
        value.push_str(&format!(" in {period}"));
        shown.push(format!("({period})"));
    }
    Reading {
        value,
        shown: shown.join(" "),
    }
}

/// Returns the units of an article: of each the place of every coder's claim, or none, in the order of the text. Two claims are one unit
/// where at least so many per cent of their words are in both; where several ways of matching cover the same words, as with two
/// claims in one quotation, that one is taken in which more fields are the same.
pub fn units(coders: &[&[Claim]], per_cent: u8) -> Vec<Vec<Option<usize>>> {
    let counts: Vec<usize> = coders.iter().map(|claims| claims.len()).collect();
    let claim = |coder: usize, place: usize| coders.get(coder).and_then(|of| of.get(place));
    let mut units = align(&counts, |(one, a), (other, b)| {
        let (one, other) = (claim(one, a)?, claim(other, b)?);
        let overlap = Overlap::of(&one.content, &other.content);
        overlap
            .reaches(per_cent)
            .then(|| overlap.weight(in_common(one, other)))
    });
    units.sort_by_cached_key(|unit| {
        let mut members = unit.iter().enumerate();
        let first = members.find_map(|(coder, place)| claim(coder, (*place)?));
        first.and_then(|claim| claim.content.first().copied())
    });
    units
}

/// How much two claims have in common beside their words.
fn in_common(one: &Claim, other: &Claim) -> u16 {
    let speakers = |claim: &Claim| {
        let speakers = claim.speakers.iter();
        let mut ids: Vec<i64> = speakers
            .filter(|speaker| speaker.part == SpeakerPart::Speaker)
            .map(|speaker| speaker.speaker.id)
            .collect();
        ids.sort_unstable();
        ids
    };
    let proposition = |claim: &Claim| claim.proposition.as_ref().map(|of| of.id);
    let same = [
        one.voice == other.voice,
        one.stance == other.stance,
        one.figures == other.figures,
        speakers(one) == speakers(other),
        proposition(one).is_some() && proposition(one) == proposition(other),
    ];
    same.iter()
        .enumerate()
        .map(|(place, same)| u16::from(*same) << place)
        .sum()
}

#[cfg(test)]
mod tests;
