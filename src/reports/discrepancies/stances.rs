//! Propositions that one article asserts and another rejects, or that one states as fact and another attributes.

use std::collections::BTreeMap;

use super::super::claims::Claim;
use super::super::code::{Key, printed};
use super::super::lookup::Proposition;
use super::super::side::{Negations, Side};
use super::super::speaker_name::SpeakerNames;
use super::super::table::Evidence;
use super::variants::{Finding, Flag, Places, Subject, Variants};
use crate::domain::claim::Voice;

/// A claim with what it comes to for the proposition it is counted under.
struct Reading<'a> {
    claim: &'a Claim,
    asserts: bool,
    /// It is on the negation.
    negated: bool,
}

/// Returns both kinds of contradiction, by the propositions' texts.
pub(super) fn findings(
    claims: &[Claim],
    known: &BTreeMap<i64, Proposition>,
    negations: &Negations,
    names: &SpeakerNames,
    places: &Places,
    signs: &mut Key,
) -> Vec<Finding> {
    let mut readings: BTreeMap<(&str, &str), Vec<Reading<'_>>> = BTreeMap::new();
    for claim in claims {
        let Some(reading) = negations.reading(claim) else {
            continue;
        };
        let (Some(side), Some(base)) = (reading.side(), known.get(&reading.proposition)) else {
            continue;
        };
        readings
            .entry((&base.text, &base.key))
            .or_default()
            .push(Reading {
                claim,
                asserts: side == Side::For,
                negated: reading.on_negation,
            });
    }
    let mut findings = Vec::new();
    for ((text, key), readings) in readings {
        let subject = Subject {
            name: text.to_owned(),
            key: key.to_owned(),
        };
        let found = [
            stance(&subject, &readings, names, places),
            voice(&subject, &readings, names, places),
        ];
        if found.iter().any(Option::is_some) {
            for reading in &readings {
                signs.note(reading.claim);
            }
        }
        findings.extend(found.into_iter().flatten());
    }
    findings
}

/// One asserts it, another one rejects it; two speakers of one article alone are its own report of both sides.
fn stance(
    subject: &Subject,
    readings: &[Reading<'_>],
    names: &SpeakerNames,
    places: &Places,
) -> Option<Finding> {
    let crosses = readings.iter().any(|one| {
        readings
            .iter()
            .any(|other| one.asserts && !other.asserts && one.claim.article != other.claim.article)
    });
    if !crosses {
        return None;
    }
    let mut variants: Variants<bool> = Variants::new();
    for reading in readings {
        let mut shown = printed(reading.claim, |id| names.short(id));
        if reading.negated {
            shown.push_str(" on its negation");
        }
        variants.add(
            reading.claim.article,
            reading.asserts,
            shown,
            Evidence::Claim(reading.claim.id),
            |one, other| one == other,
        );
    }
    let variants =
        variants.with_labels(|asserts| if *asserts { "asserted: " } else { "rejected: " });
    Some(variants.finding(subject.clone(), "stance", places, |_, _| Flag::Differs))
}

/// One states it as fact, another one only attributes it. Ambiguous narration states nothing.
fn voice(
    subject: &Subject,
    readings: &[Reading<'_>],
    names: &SpeakerNames,
    places: &Places,
) -> Option<Finding> {
    let asserting: Vec<&Claim> = readings
        .iter()
        .filter(|reading| reading.asserts && !reading.negated)
        .map(|reading| reading.claim)
        .collect();
    let states = |article: i64| {
        asserting
            .iter()
            .any(|claim| claim.article == article && claim.voice == Voice::Narration)
    };
    let mut variants: Variants<Voice> = Variants::new();
    for claim in &asserting {
        let voice = match claim.voice {
            Voice::Narration if claim.ambiguous => continue,
            Voice::Narration => Voice::Narration,
            // An article that says it itself too attributes nothing away.
            _ if states(claim.article) => continue,
            // Direct or not: somebody else says it.
            _ => Voice::Indirect,
        };
        let shown = printed(claim, |id| names.short(id));
        let evidence = Evidence::Claim(claim.id);
        variants.add(claim.article, voice, shown, evidence, |one, other| {
            one == other
        });
    }
    let variants = variants.with_labels(|voice| match voice {
        Voice::Narration => "stated as fact: ",
        Voice::Direct | Voice::Indirect => "attributed: ",
    });
    let finding = variants.finding(
        subject.clone(),
        "stated as fact here, attributed there",
        places,
        |_, _| Flag::Differs,
    );
    (!finding.is_agreement()).then_some(finding)
}
