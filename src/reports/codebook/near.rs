//! Propositions in nearly the same words.

use super::super::table::{Cell, Tone};
use super::Entry;
use crate::domain::content_words::ContentWords;
use crate::domain::similar_sets::similar_sets;

/// The least share of the content words of both that both have, in per cent.
const LEAST: usize = 60;

/// Two propositions by their places, and how alike they are.
pub(super) struct Near {
    pub(super) one: usize,
    pub(super) other: usize,
    pub(super) shared: usize,
    pub(super) all: usize,
    has_other_negation: bool,
    has_other_figures: bool,
}

/// Returns the pairs of propositions in nearly the same words, the most alike first.
pub(super) fn pairs(entries: &[Entry]) -> Vec<Near> {
    let words: Vec<ContentWords> = entries
        .iter()
        .map(|entry| ContentWords::of(&entry.text))
        .collect();
    let sets: Vec<Vec<&str>> = words
        .iter()
        .map(|words| words.content.iter().map(String::as_str).collect())
        .collect();
    let mut near: Vec<Near> = similar_sets(&sets, LEAST)
        .into_iter()
        .map(|pair| {
            let (one, other) = (words.get(pair.one), words.get(pair.other));
            let differs = |of: fn(&ContentWords) -> &std::collections::BTreeSet<String>| {
                one.map(of) != other.map(of)
            };
            Near {
                one: pair.one,
                other: pair.other,
                shared: pair.shared,
                all: pair.all,
                has_other_negation: differs(|words| &words.negations),
                has_other_figures: differs(|words| &words.figures),
            }
        })
        .collect();
    let text = |place: usize| entries.get(place).map(|entry| (&entry.text, &entry.key));
    near.sort_by(|one, other| {
        let share = (other.shared * one.all).cmp(&(one.shared * other.all));
        share
            .then_with(|| text(one.one).cmp(&text(other.one)))
            .then_with(|| text(one.other).cmp(&text(other.other)))
    });
    near
}

/// Returns the line that says what near duplicates are.
pub(super) fn rule() -> String {
    format!(
        "near duplicates: at least {LEAST} per cent of the content words are in both, negations and figures aside (“negation?”, “figures?” where they differ); to put two together: claimbook proposition merge FROM INTO"
    )
}

impl Near {
    /// Returns what else is known of the pair: a link, or what sets their words apart.
    pub(super) fn mark(&self, one: &Entry, other: &Entry) -> Cell {
        if one.negates == Some(other.id) || other.negates == Some(one.id) {
            return Cell::toned("negates", Tone::Faint);
        }
        if one.broader == Some(other.id) || other.broader == Some(one.id) {
            return Cell::toned("narrower", Tone::Faint);
        }
        let mut marks = Vec::new();
        if self.has_other_negation {
            marks.push("negation?");
        }
        if self.has_other_figures {
            marks.push("figures?");
        }
        match (marks.is_empty(), self.shared == self.all) {
            (false, _) => Cell::toned(marks.join(", "), Tone::Alarm),
            (true, true) => Cell::toned("same words", Tone::Strong),
            (true, false) => Cell::empty(),
        }
    }
}
