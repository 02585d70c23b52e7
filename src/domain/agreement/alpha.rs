//! Krippendorff's alpha: any number of coders, missing values, values with and without an order.

use std::collections::BTreeMap;

use super::{Coefficient, ReliabilityData, Undefined, number};

/// How far two values are from each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Metric<'v> {
    /// Equal or not.
    Nominal,
    /// By ranks: values are in the order of their numbers.
    Ordinal,
    /// By the difference of what each value measures; a value that the list lacks measures 0.
    Interval(&'v [f64]),
    /// By the difference in proportion to the sum of what the two measure.
    Ratio(&'v [f64]),
}

/// Returns Krippendorff's alpha, 1 − D_o / D_e: K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), section E for
/// incomplete data and any metric.
///
/// # Errors
/// [`Undefined::NothingToCompare`] where no unit has two values, [`Undefined::NoVariation`] where all values that could be paired are
/// the same.
pub fn alpha(data: &ReliabilityData, metric: Metric<'_>) -> Coefficient {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, value) in data.pairable().flatten() {
        *counts.entry(*value).or_default() += 1;
    }
    if counts.is_empty() {
        return Err(Undefined::NothingToCompare);
    }
    if counts.len() == 1 {
        return Err(Undefined::NoVariation);
    }
    let scale = Scale::new(&counts, metric);
    let all: usize = counts.values().sum();
    // Both are sums over ordered pairs in the paper; over unordered ones each is half, which the quotient does not see.
    let mut observed = 0.0;
    for unit in data.pairable() {
        let mut within = 0.0;
        for (at, (_, one)) in unit.iter().enumerate() {
            for (_, other) in unit.iter().skip(at + 1) {
                within += scale.distance(*one, *other);
            }
        }
        observed += within / number(unit.len() - 1);
    }
    let expected = match metric {
        // Every pair of values less those of equal ones: one value each would take the square of their number.
        Metric::Nominal => {
            let pairs = |count: usize| number(count) * number(count.saturating_sub(1)) / 2.0;
            pairs(all) - counts.values().map(|count| pairs(*count)).sum::<f64>()
        }
        _ => {
            let mut expected = 0.0;
            for (at, (one, times)) in counts.iter().enumerate() {
                for (other, other_times) in counts.iter().skip(at + 1) {
                    expected +=
                        number(*times) * number(*other_times) * scale.distance(*one, *other);
                }
            }
            expected
        }
    };
    if expected == 0.0 {
        return Err(Undefined::NoVariation);
    }
    Ok(1.0 - number(all - 1) * observed / expected)
}

/// What distances are worked out from.
struct Scale<'v> {
    metric: Metric<'v>,
    /// Of each value how many there are up to it, half of itself among them.
    ranks: BTreeMap<usize, f64>,
}

impl<'v> Scale<'v> {
    fn new(counts: &BTreeMap<usize, usize>, metric: Metric<'v>) -> Self {
        let mut ranks = BTreeMap::new();
        let mut before = 0.0;
        for (value, count) in counts {
            let count = number(*count);
            ranks.insert(*value, before + count / 2.0);
            before += count;
        }
        Self { metric, ranks }
    }

    /// Returns the squared difference of two values.
    fn distance(&self, one: usize, other: usize) -> f64 {
        if one == other {
            return 0.0;
        }
        let measure = |measures: &[f64], value: usize| measures.get(value).copied().unwrap_or(0.0);
        let difference = match self.metric {
            Metric::Nominal => return 1.0,
            // The values between two and half of each: that is how far their middle ranks are apart.
            Metric::Ordinal => {
                let rank = |value: usize| self.ranks.get(&value).copied().unwrap_or(0.0);
                rank(one) - rank(other)
            }
            Metric::Interval(measures) => measure(measures, one) - measure(measures, other),
            Metric::Ratio(measures) => {
                let (one, other) = (measure(measures, one), measure(measures, other));
                if one + other == 0.0 {
                    return 0.0;
                }
                (one - other) / (one + other)
            }
        };
        difference * difference
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{binary_example, close, incomplete_example, of};
    use super::*;

    /// The scale of the examples: value n measures n.
    const MEASURES: [f64; 6] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];

    #[test]
    fn a_ratio_of_nothing_to_something_is_the_greatest_and_of_nothing_to_nothing_none() {
        let distance = |one: f64, other: f64| {
            Scale {
                metric: Metric::Ratio(&[one, other]),
                ranks: BTreeMap::new(),
            }
            .distance(0, 1)
        };
        close(Ok(distance(0.0, 5.0)), 1.0);
        close(Ok(distance(0.0, 0.0)), 0.0);
        close(Ok(distance(-5.0, 5.0)), 0.0);
    }

    #[test]
    fn alpha_of_four_observers_with_missing_values_is_that_of_krippendorff_2011() {
        // Printed there as .743, .815, .849 and .797; the fractions are exact arithmetic on its table, and the digits those of the
        // Python package krippendorff 0.9.0 and of R's irr::kripp.alpha.
        let data = incomplete_example();
        close(alpha(&data, Metric::Nominal), 113.0 / 152.0);
        close(alpha(&data, Metric::Ordinal), 108_577.0 / 133_160.0);
        close(alpha(&data, Metric::Interval(&MEASURES)), 951.0 / 1120.0);
        close(
            alpha(&data, Metric::Ratio(&MEASURES)),
            18_222_619.0 / 22_852_465.0,
        );
        close(alpha(&data, Metric::Nominal), 0.743_421_052_631_579);
        close(alpha(&data, Metric::Ordinal), 0.815_387_503_754_881);
        close(
            alpha(&data, Metric::Interval(&MEASURES)),
            0.849_107_142_857_143,
        );
        close(
            alpha(&data, Metric::Ratio(&MEASURES)),
            0.797_402_774_711_612,
        );
    }

    #[test]
    fn alpha_of_two_observers_and_two_values_is_that_of_krippendorff_2011() {
        // Printed there as 0.095.
        close(alpha(&binary_example(), Metric::Nominal), 2.0 / 21.0);
    }

    #[test]
    fn ordinal_alpha_of_three_ranks_is_that_of_the_python_package_krippendorff() {
        let tones = of(&["01220102", "01211022"]);
        close(alpha(&tones, Metric::Ordinal), 0.409_607_438_016_529);
    }

    #[test]
    fn without_pairs_or_without_variation_there_is_no_alpha() {
        let none = of(&["1.", ".1"]);
        assert_eq!(
            alpha(&none, Metric::Nominal),
            Err(Undefined::NothingToCompare)
        );
        assert_eq!(
            alpha(&ReliabilityData::default(), Metric::Ordinal),
            Err(Undefined::NothingToCompare)
        );
        // The 2 stands alone in its unit and is no variation.
        let same = of(&["112", "11."]);
        assert_eq!(alpha(&same, Metric::Nominal), Err(Undefined::NoVariation));
        let measures = [7.0, 7.0];
        assert_eq!(
            alpha(&of(&["01", "10"]), Metric::Interval(&measures)),
            Err(Undefined::NoVariation)
        );
    }

    #[test]
    fn coders_who_always_agree_have_1_and_those_who_never_do_less_than_0() {
        close(alpha(&of(&["0101", "0101"]), Metric::Nominal), 1.0);
        assert!(alpha(&of(&["0101", "1010"]), Metric::Nominal).is_ok_and(|alpha| alpha < 0.0));
    }
}
