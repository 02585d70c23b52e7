//! A number or a range as a person writes it, kept exactly or refused.

use std::fmt;
use std::str::FromStr;

/// The most significant decimal digits that every 64-bit float keeps (C's `DBL_DIG`). SQLite and
/// JSON hold figures as such floats, so more could come back changed.
pub const SIGNIFICANT_DIGITS: usize = 15;

/// Why a number or a range is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// A range that ends below its start.
    #[error("the range {low}..{high} ends below its start")]
    Reversed {
        /// The lower end as given.
        low: String,
        /// The upper end as given.
        high: String,
    },
    /// Infinite or not a number.
    #[error("{0} is not a finite number")]
    NotFinite(String),
    /// More digits than a book keeps, or too small to be kept.
    #[error(
        "{0} cannot be kept exactly: a figure has at most {SIGNIFICANT_DIGITS} significant digits"
    )]
    TooManyDigits(String),
    /// A comma in a number.
    #[error(
        "the comma in \"{0}\" is ambiguous: write 1000 or 1_000 for a thousand, 1.5 for one and a half"
    )]
    Comma(String),
    /// White space in a number.
    #[error("\"{0}\" has a space inside the number; write 100000000, 100_000_000 or 1e8")]
    Space(String),
    /// Not a number of any accepted form.
    #[error(
        "\"{0}\" is not a number; write 412, 1_000_000, 2.5, 1e8 or 50..60, and a unit in its own field"
    )]
    Form(String),
}

/// A number or a range, without comparator and unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// One number.
    Value(f64),
    /// From `low` to `high`, both included; `low <= high`.
    Range {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
}

impl FromStr for Amount {
    type Err = AmountError;

    /// Reads `412`, `-2.5`, `1_000_000`, `1e8` or `50..60`. Nothing is guessed: a comma, a space
    /// or a unit is refused with what to write instead.
    fn from_str(text: &str) -> Result<Self, AmountError> {
        let Some((low_text, high_text)) = text.split_once("..") else {
            return Ok(Self::Value(parse_number(text.trim())?));
        };
        let low = parse_number(low_text.trim())?;
        let high = parse_number(high_text.trim())?;
        check_order(low, high)?;
        Ok(Self::Range { low, high })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match *self {
            Self::Value(value) => format_number(value),
            Self::Range { low, high } => {
                format!("{}..{}", format_number(low), format_number(high))
            }
        };
        formatter.pad(&text)
    }
}

/// Returns the shortest text from which the same number is read back: no exponent from 1e-6 to
/// below 1e15, one elsewhere (`1e15`, `2.5e-7`). A negative zero is `0`.
pub fn format_number(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 {
        "0".to_owned()
    } else if size.is_finite() && !(1e-6..1e15).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string()
    }
}

/// Checks a number that is already a float and returns it, zero without a sign; its shortest text decides how many digits it has.
pub(crate) fn check_number(number: f64) -> Result<f64, AmountError> {
    if !number.is_finite() {
        return Err(AmountError::NotFinite(number.to_string()));
    }
    let (digits, _) = decimal(&format!("{number:e}"));
    if digits.len() > SIGNIFICANT_DIGITS {
        return Err(AmountError::TooManyDigits(format_number(number)));
    }
    // Adding zero turns a negative zero into zero and nothing else into anything.
    Ok(number + 0.0)
}

/// Refuses a range whose ends are in the wrong order.
pub(crate) fn check_order(low: f64, high: f64) -> Result<(), AmountError> {
    if low > high {
        return Err(AmountError::Reversed {
            low: format_number(low),
            high: format_number(high),
        });
    }
    Ok(())
}

fn parse_number(text: &str) -> Result<f64, AmountError> {
    if text.contains([',', '\u{FF0C}', '\u{66B}', '\u{66C}']) {
        return Err(AmountError::Comma(text.to_owned()));
    }
    let has_space = text.contains(char::is_whitespace);
    if has_space
        && text
            .chars()
            .all(|letter| letter.is_ascii_digit() || letter.is_whitespace())
    {
        return Err(AmountError::Space(text.to_owned()));
    }
    if !is_number(text) {
        return Err(AmountError::Form(text.to_owned()));
    }
    let plain = text.replace('_', "");
    let number: f64 = plain
        .parse()
        .map_err(|_| AmountError::Form(text.to_owned()))?;
    if !number.is_finite() {
        return Err(AmountError::NotFinite(text.to_owned()));
    }
    // What was written must be what the float says, digit for digit; 1e-400 is not 0.
    if decimal(&plain) != decimal(&format!("{number:e}")) {
        return Err(AmountError::TooManyDigits(text.to_owned()));
    }
    check_number(number).map_err(|_| AmountError::TooManyDigits(text.to_owned()))
}

/// Whether a text is `[+-] digits [. digits] [e [+-] digits]`, where a `_` may stand between two
/// digits before the exponent.
fn is_number(text: &str) -> bool {
    let sign_bytes = |text: &str| usize::from(text.starts_with(['+', '-']));
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = |text: &str| text.split('_').all(all_digits);
    let exponent_is_good =
        exponent.is_none_or(|exponent| all_digits(&exponent[sign_bytes(exponent)..]));
    let mantissa = &mantissa[sign_bytes(mantissa)..];
    let mantissa_is_good = match mantissa.split_once('.') {
        Some((whole, fraction)) => grouped(whole) && grouped(fraction),
        None => grouped(mantissa),
    };
    mantissa_is_good && exponent_is_good
}

/// Returns the significant digits of a number in text, without zeros around them, and the power
/// of ten of the last one. Two texts of one number give the same pair; the sign is left out.
fn decimal(text: &str) -> (String, i64) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches(['+', '-']);
    let written = format!("{whole}{fraction}");
    let significant = written.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return (String::new(), 0);
    }
    let zeros = written.len() - written.trim_end_matches('0').len();
    // An exponent beyond i64 belongs to a number that is infinite or zero as a float.
    let power = exponent.parse().unwrap_or(i64::MIN);
    let digits_after_point = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let zeros = i64::try_from(zeros).unwrap_or(i64::MAX);
    (
        significant.to_owned(),
        power
            .saturating_sub(digits_after_point)
            .saturating_add(zeros),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn amount(text: &str) -> String {
        text.parse::<Amount>().unwrap().to_string()
    }

    fn amount_error(text: &str) -> String {
        text.parse::<Amount>().unwrap_err().to_string()
    }

    #[test]
    fn amount_reads_plain_grouped_and_exponent_numbers() {
        for (text, wanted) in [
            ("412", "412"),
            (" 1_000_000 ", "1000000"),
            ("1e8", "100000000"),
            ("2.50", "2.5"),
            ("+3", "3"),
            ("-0.5", "-0.5"),
            ("-0", "0"),
            ("1.5E-3", "0.0015"),
            ("50..60", "50..60"),
            ("-2 .. 1_0", "-2..10"),
            ("123456789012345", "123456789012345"),
            ("1000000000000000000000", "1e21"),
            ("0.000000000000000", "0"),
        ] {
            assert_eq!(amount(text), wanted);
        }
    }

    #[test]
    fn amount_errors_say_what_to_write() {
        for (text, wanted) in [
            ("1,000", "comma in \"1,000\" is ambiguous"),
            ("100 000", "has a space inside"),
            ("5 boats", "unit in its own field"),
            ("5%", "unit in its own field"),
            ("", "is not a number"),
            ("_1", "is not a number"),
            ("1__0", "is not a number"),
            (".5", "is not a number"),
            ("5.", "is not a number"),
            ("1e", "is not a number"),
            ("1e2_0", "is not a number"),
            ("0x10", "is not a number"),
            ("inf", "is not a number"),
            ("NaN", "is not a number"),
            ("١٢", "is not a number"),
            ("5..", "is not a number"),
            ("60..50", "ends below its start"),
            ("1e999", "not a finite number"),
            ("1e99999999999999999999", "not a finite number"),
            ("1e-400", "cannot be kept exactly"),
            ("1e-99999999999999999999", "cannot be kept exactly"),
            ("1234567890123456", "at most 15 significant digits"),
            ("1000000000000000000001", "at most 15 significant digits"),
        ] {
            let message = amount_error(text);
            assert!(message.contains(wanted), "{text:?} gives {message:?}");
        }
    }

    #[test]
    fn format_number_has_no_exponent_below_1e15() {
        for (number, wanted) in [
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1e15"),
            (-2.5e20, "-2.5e20"),
            (0.000_001, "0.000001"),
            (2.5e-7, "2.5e-7"),
            (0.1, "0.1"),
            (-0.0, "0"),
        ] {
            assert_eq!(format_number(number), wanted);
        }
    }

    proptest! {
        #[test]
        fn format_number_round_trips(number in any::<f64>()) {
            prop_assert_eq!(format_number(number).parse::<f64>(), Ok(number));
        }

        #[test]
        fn amount_text_round_trips(digits in -999_999_999_999_999..=999_999_999_999_999_i64, power in -280..280) {
            let text = format!("{digits}e{power}");
            let amount: Amount = text.parse().unwrap();
            prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount));
            if let Amount::Value(number) = amount {
                prop_assert_eq!(check_number(number), Ok(number));
            }
        }

        #[test]
        fn amount_never_panics_on_any_text(text: String, number in r"[0-9+_.e-]{0,24}") {
            drop(text.parse::<Amount>());
            if let Ok(amount) = number.parse::<Amount>() {
                prop_assert_eq!(amount.to_string().parse::<Amount>(), Ok(amount));
            }
        }
    }
}
