//! Published examples, as strings: one a coder, one character a unit, `.` where there is no value.

use super::{Coefficient, ReliabilityData};

/// Returns the data; blanks are for the eye.
pub(super) fn of(coders: &[&str]) -> ReliabilityData {
    let coders: Vec<Vec<char>> = coders
        .iter()
        .map(|values| values.chars().filter(|value| *value != ' ').collect())
        .collect();
    let units = coders.iter().map(Vec::len).max().unwrap_or(0);
    let mut data = ReliabilityData::default();
    for unit in 0..units {
        let values = coders.iter().enumerate().filter_map(|(coder, values)| {
            let value = values.get(unit)?.to_digit(10)?;
            Some((coder, usize::try_from(value).ok()?))
        });
        data.add(values.collect());
    }
    data
}

/// Four observers, twelve units, missing values: the example of Krippendorff (2011), section E.
pub(super) fn incomplete_example() -> ReliabilityData {
    of(&[
        "123321412...",
        "12332241 25.3",
        ".33323422 51.",
        "123324412 51.",
    ])
}

/// Two observers, ten units, two values: the example of Krippendorff (2011), section A.
pub(super) fn binary_example() -> ReliabilityData {
    of(&["0100000010", "1110010000"])
}

/// Checks that a coefficient is this number to nine digits after the point.
#[track_caller]
pub(super) fn close(coefficient: Coefficient, expected: f64) {
    let found = coefficient.expect("it is defined");
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}
