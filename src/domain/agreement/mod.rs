//! How far coders agree: what the field reports of coders who read the same texts, and which of their claims are one unit.
//!
//! Coefficients are of [`ReliabilityData`]: units, each with the values that some of the coders gave it. A value that was not given is
//! missing and never stands for a value of its own.

mod alpha;
mod kappa;
pub mod matching;
pub mod reading;
pub mod unitizing;

pub use alpha::{Metric, alpha};
pub use kappa::{cohen_kappa, light_kappa};

/// Why a coefficient has no number. Neither case is agreement: 1 would claim what was never tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undefined {
    /// No unit has values of two coders.
    NothingToCompare,
    /// Every value is the same, so chance alone would agree as well.
    NoVariation,
}

impl Undefined {
    /// Returns the reason in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Undefined::NothingToCompare => "nothing to compare",
            Undefined::NoVariation => "no variation",
        }
    }
}

/// A coefficient, or why there is none.
pub type Coefficient = Result<f64, Undefined>;

/// What coders said of units. Coders and values are numbers given by the caller; the order of values is their rank where they have one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReliabilityData {
    /// Of each unit the coders who gave a value, each once, with the value.
    units: Vec<Vec<(usize, usize)>>,
}

impl ReliabilityData {
    /// Adds a unit: coders, each once, with their values.
    pub fn add(&mut self, values: Vec<(usize, usize)>) {
        self.units.push(values);
    }

    /// Returns how many units have values of two coders or more.
    pub fn pairable_units(&self) -> usize {
        self.pairable().count()
    }

    /// Returns the coders who gave a value to a pairable unit, in order.
    pub fn coders(&self) -> Vec<usize> {
        let mut coders: Vec<usize> = self
            .pairable()
            .flat_map(|unit| unit.iter().map(|(coder, _)| *coder))
            .collect();
        coders.sort_unstable();
        coders.dedup();
        coders
    }

    /// Returns of how many pairs of values, and of these how many are equal: each two coders of each unit are a pair.
    pub fn pairs(&self) -> (usize, usize) {
        let (mut all, mut equal) = (0, 0);
        for unit in self.pairable() {
            for (at, (_, one)) in unit.iter().enumerate() {
                for (_, other) in unit.iter().skip(at + 1) {
                    all += 1;
                    equal += usize::from(one == other);
                }
            }
        }
        (all, equal)
    }

    /// Returns the share of pairs of values that are equal, from 0 to 1.
    ///
    /// # Errors
    /// [`Undefined::NothingToCompare`] where there is no pair.
    pub fn share_equal(&self) -> Coefficient {
        match self.pairs() {
            (0, _) => Err(Undefined::NothingToCompare),
            (all, equal) => Ok(number(equal) / number(all)),
        }
    }

    fn pairable(&self) -> impl Iterator<Item = &Vec<(usize, usize)>> {
        self.units.iter().filter(|unit| unit.len() > 1)
    }
}

/// A count as a measured number; exact up to 2^53, far beyond any book.
#[expect(
    clippy::cast_precision_loss,
    reason = "a count of values is far below 2^53"
)]
fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod testing;
