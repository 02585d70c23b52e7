//! What an event comes to in five numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::super::articles::Selection;
use super::super::claims::Claim;
use super::super::filters::Filters;
use super::super::lookup::propositions;
use super::super::units::{Counter, Sides};
use crate::domain::claim::Stance;
use crate::store::{Reader, StoreError};

/// Returns what is counted and how many there are of it.
pub(super) fn numbers(
    reader: &Reader<'_>,
    filters: &Filters,
    selection: &Selection,
    claims: &[Claim],
) -> Result<Vec<(String, String)>, StoreError> {
    let articles = match selection.collapsed() {
        0 => String::from("articles"),
        1 => String::from("articles, one of them a copy"),
        copies => format!("articles, {copies} of them copies"),
    };
    let outlets: BTreeSet<i64> = selection
        .articles
        .iter()
        .map(|article| article.outlet)
        .collect();
    let mut counter = Counter::new(filters.counting.once, Sides::Together);
    let (mut units, mut speakers) = (0, BTreeSet::new());
    for article in &selection.articles {
        let own = claims.iter().filter(|claim| claim.article == article.id);
        for unit in counter.units(own) {
            units += 1;
            speakers.extend(unit.speakers.iter().map(|(speaker, _)| *speaker));
        }
    }
    let counted: Vec<&Claim> = claims.iter().filter(|claim| claim.is_counted()).collect();
    let carried: BTreeSet<i64> = counted
        .iter()
        .filter_map(|claim| claim.proposition)
        .collect();
    let contested = contested(reader, &counted)?;
    let claims_counted = format!("claims counted, {}", filters.counting.once.rule());
    Ok([
        (articles.as_str(), selection.articles.len()),
        ("outlets", outlets.len()),
        (claims_counted.as_str(), units),
        ("speakers of counted claims", speakers.len()),
        ("propositions carried", carried.len()),
        (
            "of them contested: asserted by one claim, rejected by another",
            contested,
        ),
    ]
    .map(|(what, number)| (what.to_owned(), number.to_string()))
    .into())
}

/// Returns how many propositions one counted claim asserts and another rejects; who asserts a negation rejects what it negates.
fn contested(reader: &Reader<'_>, counted: &[&Claim]) -> Result<usize, StoreError> {
    let known = propositions(reader, counted.iter().filter_map(|claim| claim.proposition))?;
    let mut sides: BTreeMap<i64, (bool, bool)> = BTreeMap::new();
    for claim in counted {
        let asserts = match claim.counted_stance().0 {
            Some(Stance::Asserts) => true,
            Some(Stance::Rejects) => false,
            Some(Stance::Mentions | Stance::Declines) | None => continue,
        };
        let Some(id) = claim.proposition else {
            continue;
        };
        let negated = known.get(&id).and_then(|proposition| proposition.negates);
        let (asserted, rejected) = sides.entry(negated.unwrap_or(id)).or_default();
        if asserts == negated.is_none() {
            *asserted = true;
        } else {
            *rejected = true;
        }
    }
    let both = |(asserted, rejected): &&(bool, bool)| *asserted && *rejected;
    Ok(sides.values().filter(both).count())
}
