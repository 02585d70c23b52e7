//! How often somebody is treated in each tone.

use super::super::crosstab::{Additive as _, Count, Counted as _};
use super::super::table::Cell;

/// How often somebody is treated in each tone; unset is none of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Tones {
    positive: Count,
    neutral: Count,
    negative: Count,
    unset: Count,
}

impl Tones {
    /// Returns the count of a tone.
    pub(super) fn of_mut(&mut self, tone: Option<i64>) -> &mut Count {
        match tone {
            Some(1) => &mut self.positive,
            Some(0) => &mut self.neutral,
            Some(_) => &mut self.negative,
            None => &mut self.unset,
        }
    }

    /// Adds what another has.
    pub(super) fn merge(&mut self, other: Tones) {
        self.positive.merge(other.positive);
        self.neutral.merge(other.neutral);
        self.negative.merge(other.negative);
        self.unset.merge(other.unset);
    }

    /// Adds how often another has each tone, without what that stands on: for totals.
    pub(super) fn add_numbers(&mut self, other: &Tones) {
        self.positive.number += other.positive.number;
        self.neutral.number += other.neutral.number;
        self.negative.number += other.negative.number;
        self.unset.number += other.unset.number;
    }

    /// Returns how often in all.
    pub(super) fn number(&self) -> usize {
        let set = self.positive.number + self.neutral.number + self.negative.number;
        set + self.unset.number
    }

    /// Returns how often in each tone, as in `+3 0:2 -1 u:1`.
    pub(super) fn split(&self) -> Cell {
        let parts: Vec<String> = [
            ("+", &self.positive),
            ("0:", &self.neutral),
            ("-", &self.negative),
            ("u:", &self.unset),
        ]
        .into_iter()
        .filter(|(_, count)| count.number > 0)
        .map(|(mark, count)| format!("{mark}{}", count.number))
        .collect();
        if parts.is_empty() {
            return Cell::absent();
        }
        let counts = [&self.positive, &self.neutral, &self.negative, &self.unset];
        let evidence = counts.into_iter().flat_map(|count| &count.evidence);
        Cell::text(parts.join(" ")).with_evidence(evidence.copied())
    }

    /// Returns the mean of the tones that are set, from -1 to 1; an empty cell where none is.
    fn mean(&self) -> Cell {
        let real = |number: usize| u32::try_from(number).map_or(f64::from(u32::MAX), f64::from);
        let (positive, negative) = (real(self.positive.number), real(self.negative.number));
        let set = positive + real(self.neutral.number) + negative;
        if set == 0.0 {
            return Cell::empty();
        }
        let mean = ((positive - negative) * 100.0 / set).round() / 100.0;
        if mean == 0.0 {
            return Cell::real("0.00", 0.0);
        }
        Cell::real(format!("{mean:+.2}"), mean)
    }

    /// Returns the cells of all columns that are not groups.
    pub(super) fn cells(&self) -> Vec<Cell> {
        vec![
            self.positive.cell(),
            self.neutral.cell(),
            self.negative.cell(),
            self.unset.cell(),
            Cell::count(self.number()),
            self.mean(),
        ]
    }
}
