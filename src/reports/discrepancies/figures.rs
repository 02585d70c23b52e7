//! Figures of one proposition that do not fit.

use std::collections::{BTreeMap, BTreeSet};

use super::super::claims::Claim;
use super::super::code::who;
use super::super::given_figure::{of_claims, printed_figure};
use super::super::lookup::Proposition;
use super::super::speaker_name::SpeakerNames;
use super::super::table::Evidence;
use super::variants::{Finding, Flag, Places, Subject, Variants};
use crate::domain::claim::Voice;
use crate::domain::figure::{Figure, FigureAgreement};
use crate::store::{Reader, StoreError};

/// A figure and the claims that give it.
struct Given {
    figure: Figure,
    claims: BTreeSet<i64>,
}

/// Returns the figures of each proposition and of what they count, where two claims give one.
pub(super) fn findings(
    reader: &Reader<'_>,
    claims: &[Claim],
    known: &BTreeMap<i64, Proposition>,
    names: &SpeakerNames,
    places: &Places,
) -> Result<Vec<Finding>, StoreError> {
    let by_id: BTreeMap<i64, &Claim> = claims.iter().map(|claim| (claim.id, claim)).collect();
    let ids: Vec<i64> = by_id.keys().copied().collect();
    let figures = of_claims(reader, &ids)?;
    let mut groups: BTreeMap<(&str, &str, Option<String>), Variants<Given>> = BTreeMap::new();
    let mut counts: BTreeMap<(&str, Option<String>), BTreeSet<i64>> = BTreeMap::new();
    for (id, figure) in figures {
        let Some(claim) = by_id.get(&id) else {
            continue;
        };
        let Some(proposition) = claim.proposition.and_then(|id| known.get(&id)) else {
            continue;
        };
        let what = figure.parts().what.as_ref().map(|what| what.to_lowercase());
        counts
            .entry((&proposition.key, what.clone()))
            .or_default()
            .insert(id);
        let by = match (claim.voice, who(claim, |id| names.short(id))) {
            (Voice::Narration, who) if who.is_empty() => String::from("the article itself"),
            (Voice::Narration, who) => format!("the article itself, or {who}"),
            (_, who) => who,
        };
        let shown = format!("{}: {by}", printed_figure(&figure));
        let given = Given {
            figure,
            claims: BTreeSet::new(),
        };
        groups
            .entry((&proposition.text, &proposition.key, what))
            .or_insert_with(Variants::new)
            .add(
                claim.article,
                given,
                shown,
                Evidence::Claim(id),
                |one, other| one.figure.compare(&other.figure) == FigureAgreement::Same,
            )
            .claims
            .insert(id);
    }
    let mut findings = Vec::new();
    for ((text, key, what), variants) in groups {
        let claims = counts.get(&(key, what.clone())).map_or(0, BTreeSet::len);
        if claims < 2 {
            continue;
        }
        let subject = Subject {
            name: text.to_owned(),
            key: key.to_owned(),
        };
        let fact = what.unwrap_or_else(|| String::from("figure"));
        let finding = variants.finding(subject, fact, places, |one, other| {
            // One claim with two figures does not contradict itself.
            if one.value.claims == other.value.claims && one.value.claims.len() == 1 {
                return Flag::Compatible;
            }
            match one.value.figure.compare(&other.value.figure) {
                FigureAgreement::Differs => Flag::Differs,
                FigureAgreement::NotComparable => Flag::NotComparable,
                FigureAgreement::Compatible | FigureAgreement::Same => Flag::Compatible,
            }
        });
        if !finding.is_alone() {
            findings.push(finding);
        }
    }
    Ok(findings)
}
