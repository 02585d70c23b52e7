//! Cohen's kappa of two coders, and Light's of several.

use std::collections::BTreeMap;

use super::{Coefficient, ReliabilityData, Undefined, number};

/// Returns Cohen's kappa of two coders over the units to which both gave a value: J. Cohen, “A Coefficient of Agreement for Nominal
/// Scales”, Educational and Psychological Measurement 20 (1960).
///
/// # Errors
/// [`Undefined::NothingToCompare`] without such a unit, [`Undefined::NoVariation`] where both gave one and the same value throughout.
pub fn cohen_kappa(data: &ReliabilityData, first: usize, second: usize) -> Coefficient {
    let mut margins: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let (mut all, mut equal) = (0, 0);
    for unit in data.pairable() {
        let value_of = |wanted: usize| {
            let found = unit.iter().find(|(coder, _)| *coder == wanted);
            found.map(|(_, value)| *value)
        };
        if let (Some(one), Some(other)) = (value_of(first), value_of(second)) {
            margins.entry(one).or_default().0 += 1;
            margins.entry(other).or_default().1 += 1;
            all += 1;
            equal += usize::from(one == other);
        }
    }
    if all == 0 {
        return Err(Undefined::NothingToCompare);
    }
    if margins.len() == 1 {
        return Err(Undefined::NoVariation);
    }
    let all = number(all);
    let observed = number(equal) / all;
    let by_chance = margins
        .values()
        .map(|(one, other)| (number(*one) / all) * (number(*other) / all))
        .sum::<f64>();
    Ok((observed - by_chance) / (1.0 - by_chance))
}

/// Returns the mean of Cohen's kappas of each two coders: R. J. Light, “Measures of Response Agreement for Qualitative Data”,
/// Psychological Bulletin 76 (1971). Of two coders it is Cohen's. Pairs without a kappa are left out.
///
/// # Errors
/// [`Undefined`] where no pair has one.
pub fn light_kappa(data: &ReliabilityData) -> Coefficient {
    let coders = data.coders();
    let mut kappas = Vec::new();
    let mut reason = Undefined::NothingToCompare;
    for (at, first) in coders.iter().enumerate() {
        for second in coders.iter().skip(at + 1) {
            match cohen_kappa(data, *first, *second) {
                Ok(kappa) => kappas.push(kappa),
                Err(Undefined::NoVariation) => reason = Undefined::NoVariation,
                Err(Undefined::NothingToCompare) => {}
            }
        }
    }
    if kappas.is_empty() {
        return Err(reason);
    }
    Ok(kappas.iter().sum::<f64>() / number(kappas.len()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{close, of};
    use super::*;

    #[test]
    fn kappa_is_that_of_cohen_1960() {
        // Its first table as counts of 200: printed there as .492; .4915254237288136 in scikit-learn 1.9.1 and R's irr::kappa2.
        let mut data = ReliabilityData::default();
        for (first, row) in [[88, 14, 18], [10, 40, 10], [2, 6, 12]].iter().enumerate() {
            for (second, times) in row.iter().enumerate() {
                for _ in 0..*times {
                    data.add(vec![(0, first), (1, second)]);
                }
            }
        }
        close(cohen_kappa(&data, 0, 1), 29.0 / 59.0);
        close(light_kappa(&data), 0.491_525_423_728_813_6);
        close(data.share_equal(), 0.7);
    }

    #[test]
    fn kappa_is_that_of_the_example_of_scikit_learn() {
        close(cohen_kappa(&of(&["01021", "01020"]), 0, 1), 0.6875);
    }

    #[test]
    fn kappa_of_several_coders_is_the_mean_of_their_pairs() {
        let data = of(&["0101", "0100", ".111"]);
        let pairs = [(0, 1), (0, 2), (1, 2)].map(|(a, b)| cohen_kappa(&data, a, b));
        // The third coder says the same of all that he says anything of: of two coders, that is chance.
        assert_eq!(pairs[1], Ok(0.0));
        assert_eq!(pairs[2], Ok(0.0));
        close(pairs[0], 0.5);
        close(light_kappa(&data), 0.5 / 3.0);
    }

    #[test]
    fn without_a_unit_of_both_or_without_variation_there_is_no_kappa() {
        assert_eq!(
            cohen_kappa(&of(&["1.", ".1"]), 0, 1),
            Err(Undefined::NothingToCompare)
        );
        assert_eq!(light_kappa(&of(&["11", "11"])), Err(Undefined::NoVariation));
        assert_eq!(
            light_kappa(&ReliabilityData::default()),
            Err(Undefined::NothingToCompare)
        );
    }
}
