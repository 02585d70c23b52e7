//! A figure: a number or a range as an article gives it, with its comparator, hedge and unit.

use std::fmt;
use std::str::FromStr;

use crate::domain::amount::{Amount, AmountError, check_number, check_order};
use crate::domain::date::{Agreement, Date};
use crate::domain::unit::Unit;

/// How far from its number "about" reaches, as a share of it. A convention, not a measurement: wide
/// enough for rounding to one digit, narrow enough to set 20 apart from 25.
pub const ABOUT_SHARE: f64 = 0.1;
/// How far below its number "nearly" reaches, and above it "more than", as a share of it. A
/// convention: such words round to the next number worth naming, and nobody calls 50 "nearly 100".
pub const NEAR_SHARE: f64 = 0.2;

/// Hedges that put a smaller number close below the printed one; whole, in lower case.
const NEAR_BELOW: [&str; 22] = [
    "nearly",
    "almost",
    "close to",
    "just under",
    "just below",
    "just short of",
    "not quite",
    "presque",
    "près de",
    "fast",
    "beinahe",
    "knapp",
    "casi",
    "quase",
    "quasi",
    "почти",
    "近",
    "将近",
    "將近",
    "接近",
    "几乎",
    "差不多",
];
/// Hedges that put a larger number close above the printed one; whole, in lower case.
const NEAR_ABOVE: [&str; 20] = [
    "more than",
    "over",
    "just over",
    "just above",
    "slightly more than",
    "slightly over",
    "upwards of",
    "plus de",
    "mehr als",
    "über",
    "más de",
    "mais de",
    "più di",
    "более",
    "свыше",
    "多",
    "余",
    "餘",
    "超过",
    "超過",
];

/// Why a figure is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// Neither a value nor a range.
    #[error("the figure has no number; give a value, or low and high")]
    Missing,
    /// A value and a range, or half of a range.
    #[error("the figure needs either a value or both low and high")]
    ValueAndRange,
    /// A range with `<`, `<=`, `>` or `>=`.
    #[error("a range cannot be \"{0}\"; it is = or ~")]
    ComparedRange(Comparator),
    /// Not a comparator.
    #[error("\"{0}\" is not a comparator; write =, <, <=, >, >= or ~")]
    Comparator(String),
    /// A number that is refused by itself.
    #[error(transparent)]
    Amount(#[from] AmountError),
}

/// How a figure's number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Comparator {
    /// `=`: the number itself.
    #[default]
    Equal,
    /// `<`: less than it.
    Less,
    /// `<=`: it or less.
    LessOrEqual,
    /// `>`: more than it.
    Greater,
    /// `>=`: it or more.
    GreaterOrEqual,
    /// `~`: about it.
    About,
}

impl Comparator {
    /// Every comparator, in the order of the enum.
    pub const ALL: [Self; 6] = [
        Self::Equal,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::About,
    ];

    /// Returns the one text form: `=`, `<`, `<=`, `>`, `>=` or `~`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::About => "~",
        }
    }
}

impl FromStr for Comparator {
    type Err = FigureError;

    fn from_str(text: &str) -> Result<Self, FigureError> {
        let wanted = text.trim();
        Self::ALL
            .into_iter()
            .find(|comparator| comparator.as_str() == wanted)
            .ok_or_else(|| FigureError::Comparator(text.to_owned()))
    }
}

impl fmt::Display for Comparator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What a figure is made of, before it is checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FigureParts {
    /// The number; none for a range.
    pub value: Option<f64>,
    /// The lower end of a range, included.
    pub low: Option<f64>,
    /// The upper end of a range, included.
    pub high: Option<f64>,
    /// How the number is meant.
    pub comparator: Comparator,
    /// The word that softens it, as printed ("nearly").
    pub hedge: Option<String>,
    /// What is counted or measured ("boats", "%").
    pub unit: Option<String>,
    /// What the figure is of; none means the proposition of its claim.
    pub what: Option<String>,
    /// The time it speaks of.
    pub period: Option<Date>,
    /// The figure as printed ("nearly 100 boats").
    pub printed: Option<String>,
}

/// A checked figure: exactly one of value and range, finite, in order, and kept exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    amount: Amount,
    parts: FigureParts,
}

/// How two figures fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureAgreement {
    /// They admit the same numbers.
    Same,
    /// Some number satisfies both.
    Compatible,
    /// No number satisfies both.
    Differs,
    /// They are not of the same quantity.
    NotComparable,
}

impl Figure {
    /// Checks the parts of a figure. Texts lose white space around them, and empty ones become
    /// none; a negative zero becomes zero.
    ///
    /// # Errors
    /// [`FigureError::Missing`], [`FigureError::ValueAndRange`], [`FigureError::ComparedRange`], or
    /// [`FigureError::Amount`] for a number that is infinite, too precise or out of order.
    pub fn new(parts: FigureParts) -> Result<Self, FigureError> {
        let amount = match (parts.value, parts.low, parts.high) {
            (Some(value), None, None) => Amount::Value(check_number(value)?),
            (None, Some(low), Some(high)) => {
                let (low, high) = (check_number(low)?, check_number(high)?);
                check_order(low, high)?;
                if !matches!(parts.comparator, Comparator::Equal | Comparator::About) {
                    return Err(FigureError::ComparedRange(parts.comparator));
                }
                Amount::Range { low, high }
            }
            (None, None, None) => return Err(FigureError::Missing),
            _ => return Err(FigureError::ValueAndRange),
        };
        let (value, low, high) = match amount {
            Amount::Value(value) => (Some(value), None, None),
            Amount::Range { low, high } => (None, Some(low), Some(high)),
        };
        let parts = FigureParts {
            value,
            low,
            high,
            comparator: parts.comparator,
            hedge: trimmed(parts.hedge),
            unit: trimmed(parts.unit),
            what: trimmed(parts.what),
            period: parts.period,
            printed: trimmed(parts.printed),
        };
        Ok(Self { amount, parts })
    }

    /// Returns the number or the range.
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// Returns the checked parts.
    pub fn parts(&self) -> &FigureParts {
        &self.parts
    }

    /// Takes the figure apart.
    pub fn into_parts(self) -> FigureParts {
        self.parts
    }

    /// Compares the sets of numbers that two figures admit.
    ///
    /// - `=` admits its number or its range, `~` also [`ABOUT_SHARE`] of it to either side;
    /// - `<` and `<=` admit everything below, `>` and `>=` everything above. With a hedge that
    ///   means close to it ("nearly", "more than" and the like in some languages) they reach only
    ///   [`NEAR_SHARE`] of the number far, so "nearly 100" is compatible with 99 and differs from
    ///   50. A hedge that is not known narrows nothing.
    ///
    /// Both are taken in the base of their unit, so 5 km is 5000 m and 5 million is 5000000 ([`Unit`]).
    ///
    /// They are not comparable when their units do not measure the same or what they are of differs (white space around
    /// and case aside; one missing unit is another unit, one missing "what" is the proposition),
    /// or when both name periods that cannot be the same. A period that only one of them names
    /// hinders nothing, since most articles leave it out.
    pub fn compare(&self, other: &Self) -> FigureAgreement {
        self.measured().compare(&other.measured())
    }

    /// Returns what the figure is compared by: worked out once where it is compared with many.
    pub fn measured(&self) -> Measured {
        self.measured_in(Unit::read(self.parts.unit.as_deref()))
    }

    /// Returns the same with its unit, which the caller has read: many figures are in few units.
    pub fn measured_in(&self, unit: Unit) -> Measured {
        Measured {
            admitted: self.admitted(&unit),
            what: self.parts.what.as_ref().map(|what| what.to_lowercase()),
            period: self.parts.period,
            unit,
        }
    }

    fn admitted(&self, unit: &Unit) -> Admitted {
        let (low, high) = match self.amount {
            Amount::Value(value) => (value, value),
            Amount::Range { low, high } => (low, high),
        };
        let (low, high) = (unit.in_base(low), unit.in_base(high));
        let hedge = self.parts.hedge.as_ref().map(|hedge| hedge.to_lowercase());
        let is_hedged_by = |words: &[&str]| {
            hedge
                .as_ref()
                .is_some_and(|hedge| words.contains(&hedge.as_str()))
        };
        let floor = if is_hedged_by(&NEAR_BELOW) {
            low - low.abs() * NEAR_SHARE
        } else {
            f64::NEG_INFINITY
        };
        let ceiling = if is_hedged_by(&NEAR_ABOVE) {
            high + high.abs() * NEAR_SHARE
        } else {
            f64::INFINITY
        };
        let (from, to) = match self.parts.comparator {
            Comparator::Equal => (Bound::with(low), Bound::with(high)),
            Comparator::About => (
                Bound::with(low - low.abs() * ABOUT_SHARE),
                Bound::with(high + high.abs() * ABOUT_SHARE),
            ),
            Comparator::Less => (Bound::with(floor), Bound::without(high)),
            Comparator::LessOrEqual => (Bound::with(floor), Bound::with(high)),
            Comparator::Greater => (Bound::without(low), Bound::with(ceiling)),
            Comparator::GreaterOrEqual => (Bound::with(low), Bound::with(ceiling)),
        };
        Admitted { from, to }
    }
}

/// What a figure is compared by: the numbers it admits, in the base of its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    unit: Unit,
    admitted: Admitted,
    what: Option<String>,
    period: Option<Date>,
}

impl Measured {
    /// Returns the unit.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Returns whether the figures admit the same numbers of the same thing and name the same period, or none.
    pub fn is_same(&self, other: &Self) -> bool {
        self.period == other.period && self.compare(other) == FigureAgreement::Same
    }

    /// Compares as [`Figure::compare`] does.
    pub fn compare(&self, other: &Self) -> FigureAgreement {
        let other_period = self
            .period
            .zip(other.period)
            .is_some_and(|(left, right)| left.compare_within(&right) == Agreement::Differs);
        if other_period || self.unit.measure() != other.unit.measure() || self.what != other.what {
            FigureAgreement::NotComparable
        } else if self.admitted == other.admitted {
            FigureAgreement::Same
        } else if self.admitted.overlaps(other.admitted) {
            FigureAgreement::Compatible
        } else {
            FigureAgreement::Differs
        }
    }
}

/// The numbers that a figure admits, from one bound to the other.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Admitted {
    from: Bound,
    to: Bound,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Bound {
    number: f64,
    included: bool,
}

impl Bound {
    fn with(number: f64) -> Self {
        Self {
            number,
            included: true,
        }
    }

    fn without(number: f64) -> Self {
        Self {
            number,
            included: false,
        }
    }

    /// Whether a set that starts here has a number up to `to`.
    fn reaches(self, to: Self) -> bool {
        self.number < to.number || self.number == to.number && self.included && to.included
    }
}

impl Admitted {
    fn overlaps(self, other: Self) -> bool {
        self.from.reaches(self.to)
            && other.from.reaches(other.to)
            && self.from.reaches(other.to)
            && other.from.reaches(self.to)
    }
}

fn trimmed(text: Option<String>) -> Option<String> {
    let text = text?.trim().to_owned();
    if text.is_empty() { None } else { Some(text) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads `[hedge] [comparator] amount [unit]`, as in `nearly <100 boats`.
    fn figure(text: &str) -> Figure {
        let at = text
            .find(|letter: char| "=<>~-".contains(letter) || letter.is_ascii_digit())
            .unwrap();
        let (hedge, rest) = text.split_at(at);
        let number_at = rest.find(|letter: char| !"=<>~".contains(letter)).unwrap();
        let (comparator, rest) = rest.split_at(number_at);
        let (amount, unit) = rest.split_once(' ').unwrap_or((rest, ""));
        let (value, low, high) = match amount.parse().unwrap() {
            Amount::Value(value) => (Some(value), None, None),
            Amount::Range { low, high } => (None, Some(low), Some(high)),
        };
        let comparator = if comparator.is_empty() {
            "="
        } else {
            comparator
        };
        Figure::new(FigureParts {
            value,
            low,
            high,
            comparator: comparator.parse().unwrap(),
            hedge: Some(hedge.to_owned()),
            unit: Some(unit.to_owned()),
            ..FigureParts::default()
        })
        .unwrap()
    }

    fn compare(left: &str, right: &str) -> FigureAgreement {
        let (left, right) = (figure(left), figure(right));
        let agreement = left.compare(&right);
        assert_eq!(agreement, right.compare(&left));
        agreement
    }

    fn value(number: f64) -> FigureParts {
        FigureParts {
            value: Some(number),
            ..FigureParts::default()
        }
    }

    #[test]
    fn about_a_number_admits_a_tenth_of_it_to_either_side_and_no_more() {
        for (other, agreement) in [
            ("901", FigureAgreement::Compatible),
            ("1099", FigureAgreement::Compatible),
            ("899", FigureAgreement::Differs),
            ("1101", FigureAgreement::Differs),
            ("0", FigureAgreement::Differs),
        ] {
            assert_eq!(compare("~1000", other), agreement, "{other}");
        }
    }

    #[test]
    fn ranges_that_lie_apart_differ_whichever_is_named_first() {
        assert_eq!(compare("1..2", "5..6"), FigureAgreement::Differs);
        assert_eq!(compare("5..6", "1..2"), FigureAgreement::Differs);
        assert_eq!(compare("1..5", "4..6"), FigureAgreement::Compatible);
    }

    #[test]
    fn figure_needs_a_value_or_a_range() {
        let range = |low, high| FigureParts {
            low,
            high,
            ..FigureParts::default()
        };
        let error = |parts| Figure::new(parts).unwrap_err();
        assert_eq!(error(FigureParts::default()), FigureError::Missing);
        assert_eq!(error(range(Some(1.0), None)), FigureError::ValueAndRange);
        let both = FigureParts {
            value: Some(1.0),
            ..range(Some(1.0), Some(2.0))
        };
        assert_eq!(error(both), FigureError::ValueAndRange);
        assert!(Figure::new(range(Some(1.0), Some(1.0))).is_ok());
        assert_eq!(
            error(range(Some(2.0), Some(1.0))).to_string(),
            "the range 2..1 ends below its start"
        );
        let below = FigureParts {
            comparator: Comparator::Less,
            ..range(Some(1.0), Some(2.0))
        };
        assert_eq!(error(below), FigureError::ComparedRange(Comparator::Less));
    }

    #[test]
    fn figure_refuses_numbers_that_are_not_kept_exactly() {
        for number in [f64::NAN, f64::INFINITY, 0.1 + 0.2, 9_007_199_254_740_991.0] {
            assert!(Figure::new(value(number)).is_err(), "{number}");
        }
    }

    #[test]
    fn figure_trims_texts_and_drops_empty_ones() {
        let parts = FigureParts {
            hedge: Some(" nearly ".to_owned()),
            unit: Some(" ".to_owned()),
            ..value(-0.0)
        };
        let parts = Figure::new(parts).unwrap().into_parts();
        assert_eq!(parts.hedge.as_deref(), Some("nearly"));
        assert_eq!(parts.unit, None);
        assert!(parts.value.unwrap().is_sign_positive());
    }

    #[test]
    fn figures_with_the_same_numbers_are_the_same() {
        assert_eq!(compare("412 boats", "=412  Boats"), FigureAgreement::Same);
        assert_eq!(compare("5..5", "5"), FigureAgreement::Same);
        assert_eq!(compare("nearly <100", "almost <100"), FigureAgreement::Same);
    }

    #[test]
    fn figures_without_a_number_in_common_differ() {
        assert_eq!(compare("421 boats", "412 boats"), FigureAgreement::Differs);
        assert_eq!(compare("<100", "100"), FigureAgreement::Differs);
        assert_eq!(compare("<100", ">=100"), FigureAgreement::Differs);
        assert_eq!(compare("50..60", "61"), FigureAgreement::Differs);
        assert_eq!(compare("~20", "25"), FigureAgreement::Differs);
    }

    #[test]
    fn figures_with_a_number_in_common_are_compatible() {
        assert_eq!(compare("<=100", ">=100"), FigureAgreement::Compatible);
        assert_eq!(compare("50..60", "60..70"), FigureAgreement::Compatible);
        assert_eq!(compare("~100", "110"), FigureAgreement::Compatible);
        assert_eq!(compare("<100", "2"), FigureAgreement::Compatible);
        assert_eq!(compare("~-10", "-11"), FigureAgreement::Compatible);
    }

    #[test]
    fn figure_that_is_nearly_a_number_stays_close_to_it() {
        assert_eq!(compare("nearly <100", "97.5"), FigureAgreement::Compatible);
        assert_eq!(compare("Nearly <100", "80"), FigureAgreement::Compatible);
        assert_eq!(compare("nearly <100", "50"), FigureAgreement::Differs);
        assert_eq!(compare("近<100", "50"), FigureAgreement::Differs);
        assert_eq!(
            compare("more than >100", "110"),
            FigureAgreement::Compatible
        );
        assert_eq!(compare("more than >100", "130"), FigureAgreement::Differs);
        assert_eq!(
            compare("well over >100", "130"),
            FigureAgreement::Compatible
        );
    }

    #[test]
    fn figures_of_other_quantities_are_not_comparable() {
        assert_eq!(
            compare("5 boats", "5 crews"),
            FigureAgreement::NotComparable
        );
        assert_eq!(compare("5 boats", "5"), FigureAgreement::NotComparable);
        let of = |what: &str, period: &str| {
            let parts = FigureParts {
                what: Some(what.to_owned()),
                period: period.parse().ok(),
                ..value(5.0)
            };
            Figure::new(parts).unwrap()
        };
        let check = |left: Figure, right: Figure, wanted| assert_eq!(left.compare(&right), wanted);
        check(of("a", ""), of("b", ""), FigureAgreement::NotComparable);
        check(
            of("", "2012"),
            of("", "2013"),
            FigureAgreement::NotComparable,
        );
        check(of("", "2012"), of("", "2012-12"), FigureAgreement::Same);
        check(of("", "2012"), of("", ""), FigureAgreement::Same);
    }

    #[test]
    fn figures_in_other_units_of_one_measure_are_compared_in_its_base() {
        assert_eq!(compare("5 km", "5000 metres"), FigureAgreement::Same);
        assert_eq!(compare("~5 km", "~5000 m"), FigureAgreement::Same);
        assert_eq!(
            compare("5 million crowns", "5000000 crowns"),
            FigureAgreement::Same
        );
        assert_eq!(compare("~3 miles", "5 km"), FigureAgreement::Compatible);
        assert_eq!(compare("3 miles", "5 km"), FigureAgreement::Differs);
        assert_eq!(compare("5 million", "5000000"), FigureAgreement::Same);
        for (left, right) in [("5 $", "5 US$"), ("5 km", "5 hours"), ("5 km", "5")] {
            assert_eq!(compare(left, right), FigureAgreement::NotComparable);
        }
    }

    #[test]
    fn comparator_text_round_trips() {
        for comparator in Comparator::ALL {
            assert_eq!(comparator.to_string().parse(), Ok(comparator));
        }
        assert!("≤".parse::<Comparator>().is_err());
    }

    proptest! {
        #[test]
        fn figure_comparison_is_symmetric_and_any_float_is_checked(left: f64, right in -9..9_i32) {
            if let Ok(left) = Figure::new(value(left)) {
                let right = Figure::new(value(f64::from(right))).unwrap();
                prop_assert_eq!(left.compare(&right), right.compare(&left));
                prop_assert_eq!(left.compare(&left), FigureAgreement::Same);
            }
        }
    }
}
