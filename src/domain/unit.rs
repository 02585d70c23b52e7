//! A unit as figures compare: its spelling, its scale words, and what it measures.
//!
//! `5 km` is 5000 m and `5 million crowns` is 5000000 crowns. What is not in the table here stays what it is but for case
//! and a simple English plural, so that no two units are one by mistake.

use std::sync::Arc;

mod table;

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

use self::table::{ANYWHERE, BEFORE_MYRIADS, KNOWN, Known, MONEY, MYRIADS, SCALES, SYMBOLS};

/// What a unit measures. Numbers of one measure are compared in its base.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Measure {
    /// A number without a unit.
    Bare,
    /// One of the table's, by the name of its base.
    Known(&'static str),
    /// Any other, as folded.
    Other(Arc<str>),
}

/// A unit, read from the words in which a figure has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    measure: Measure,
    name: Arc<str>,
    /// The power of ten of the scale words.
    scale: i32,
    /// How many of the base it is, as digits and a power of ten.
    factor: (u64, i32),
}

/// More scale words than anybody writes.
const MOST_SCALES: usize = 6;

impl Unit {
    /// Reads the unit of a figure; none is a unit of its own.
    #[must_use]
    pub fn read(words: Option<&str>) -> Unit {
        let folded = words.map(folded).unwrap_or_default();
        let mut rest = folded.as_str();
        let mut scale = 0;
        for _ in 0..MOST_SCALES {
            if let Some((name, base, factor)) = known(rest) {
                return Unit {
                    measure: Measure::Known(base),
                    name: name.into(),
                    scale,
                    factor,
                };
            }
            match without_scale(rest) {
                Some((shorter, power)) => {
                    rest = shorter;
                    scale += power;
                }
                None => break,
            }
        }
        let lower = rest.to_lowercase();
        Unit {
            measure: if lower.is_empty() {
                Measure::Bare
            } else {
                Measure::Other(with_last_word_singular(&lower).into())
            },
            name: lower.into(),
            scale,
            factor: (1, 0),
        }
    }

    /// Returns what it is called without scale words: `km` for every spelling of it, other units as written, in lower case; nothing
    /// for no unit.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what the unit is called in which numbers of the same measure are compared.
    #[must_use]
    pub fn base_name(&self) -> &str {
        match &self.measure {
            Measure::Known(base) => base,
            Measure::Bare | Measure::Other(_) => &self.name,
        }
    }

    /// Returns what it measures; two units that measure the same give the same, in the order of the result.
    #[must_use]
    pub fn measure(&self) -> (u8, &str) {
        match &self.measure {
            Measure::Bare => (0, ""),
            Measure::Known(base) => (1, base),
            Measure::Other(folded) => (2, folded),
        }
    }

    /// Returns a number of it in its base, rounded once: `5` of `km` is `5000`.
    #[must_use]
    pub fn in_base(&self, number: f64) -> f64 {
        let (digits, power) = self.factor;
        times(number, digits, power.saturating_add(self.scale))
    }

    /// Returns a number of it without its scale words: `5` of `thousand km` is `5000`.
    #[must_use]
    pub fn unscaled(&self, number: f64) -> f64 {
        times(number, 1, self.scale)
    }
}

/// Compatibility forms are one (`㎢`, `km²` and `km2`), white space runs one space, points behind letters gone.
fn folded(words: &str) -> String {
    let plain: Vec<char> = words.nfkc().filter(|character| *character != '^').collect();
    let mut text = String::with_capacity(words.len());
    for (at, character) in plain.iter().copied().enumerate() {
        let behind_letter = at
            .checked_sub(1)
            .and_then(|at| plain.get(at))
            .is_some_and(|before| before.is_alphabetic());
        if character == '.' && behind_letter {
            // "sq.km" is two words, "U.S." one.
            let before_letters = plain.iter().skip(at + 1).take(2);
            if before_letters.filter(|next| next.is_lowercase()).count() == 2 {
                text.push(' ');
            }
        } else {
            text.push(character);
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Finds a unit of the table.
fn known(folded: &str) -> Option<(&'static str, &'static str, (u64, i32))> {
    let find = |table: &'static [Known], spelling: &str| {
        table
            .iter()
            .find(|(spellings, ..)| spellings.contains(&spelling))
            .map(|(_, name, base, factor)| (*name, *base, *factor))
    };
    if folded.is_empty() {
        return None;
    }
    find(SYMBOLS, folded).or_else(|| {
        let lower = folded.to_lowercase();
        find(KNOWN, &lower).or_else(|| {
            let words: Vec<String> = lower
                .split(' ')
                .map(|word| match singular(word).as_str() {
                    "square" => String::from("sq"),
                    word => match word.strip_suffix("metre") {
                        Some(start) => format!("{start}meter"),
                        None => match word.strip_suffix("litre") {
                            Some(start) => format!("{start}liter"),
                            None => word.to_owned(),
                        },
                    },
                })
                .collect();
            find(KNOWN, &words.join(" "))
        })
    })
}

/// Returns what is left when one scale is taken away, at either end, and its power of ten.
fn without_scale(folded: &str) -> Option<(&str, i32)> {
    let (first, behind) = folded.split_once(' ').unwrap_or((folded, ""));
    if let Some(power) = scale_of(first, ANYWHERE) {
        return Some((behind.strip_prefix("of ").unwrap_or(behind), power));
    }
    if let Some((before, last)) = folded.rsplit_once(' ')
        && let Some(power) = scale_of(last, ANYWHERE)
    {
        return Some((before, power));
    }
    if let Some((at, sign)) = folded.char_indices().find(|(_, sign)| MONEY.contains(sign)) {
        let (money, behind) = folded.split_at(at + sign.len_utf8());
        if let Some(power) = scale_of(behind.trim_start(), SCALES.len()) {
            return Some((money, power));
        }
    }
    let mut characters = folded.chars();
    let first = characters.next()?;
    let rest = characters.as_str();
    let power_of = |scales: &[(char, i32)], character: char| {
        let mut scales = scales.iter();
        scales
            .find(|(scale, _)| *scale == character)
            .map(|(_, power)| *power)
    };
    let second_is_myriad = characters
        .next()
        .is_some_and(|second| power_of(&MYRIADS, second).is_some());
    power_of(&MYRIADS, first)
        .or_else(|| power_of(&BEFORE_MYRIADS, first).filter(|_| second_is_myriad))
        .map(|power| (rest.trim_start(), power))
}

fn scale_of(word: &str, scales: usize) -> Option<i32> {
    let word = word.to_lowercase();
    SCALES
        .iter()
        .take(scales)
        .find(|(words, _)| words.contains(&word.as_str()))
        .map(|(_, power)| *power)
}

fn with_last_word_singular(words: &str) -> String {
    match words.rsplit_once(' ') {
        Some((before, last)) => format!("{before} {}", singular(last)),
        None => singular(words),
    }
}

/// Returns an English word without the `s` of a plural; short words and those in `-ss`, `-us` and `-is` have none.
fn singular(word: &str) -> String {
    let plain = word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let has = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if !plain || !word.ends_with('s') || has(&["ss", "us", "is"]) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() >= 2) {
        return format!("{stem}y");
    }
    let ending = if has(&["ches", "shes", "sses", "xes"]) {
        2
    } else {
        1
    };
    word.split_at(word.len() - ending).0.to_owned()
}

/// Returns `number * digits * 10^power`, as the decimal product says: 1.005 thousand is 1005.
fn times(number: f64, digits: u64, power: i32) -> f64 {
    if digits == 1 && power == 0 {
        return number;
    }
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let fraction = mantissa
        .split_once('.')
        .map_or(0, |(_, digits)| digits.len());
    let parsed = mantissa
        .replace('.', "")
        .parse::<i128>()
        .ok()
        .zip(exponent.parse::<i64>().ok());
    let product = parsed.and_then(|(mantissa, exponent)| {
        let product = mantissa.checked_mul(i128::from(digits))?;
        let fraction = i64::try_from(fraction).ok()?;
        let mut text = product.to_string();
        write!(text, "e{}", exponent - fraction + i64::from(power)).ok()?;
        text.parse().ok()
    });
    // A float has at most 17 digits and the table's factors 13, so the product is always there.
    product.unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A number with a unit in its base, as in `5000 m`.
    fn based(number: f64, unit: &str) -> String {
        let unit = Unit::read(Some(unit));
        format!("{} {}", unit.in_base(number), unit.base_name())
            .trim_end()
            .to_owned()
    }

    #[test]
    fn a_plural_is_counted_like_its_word() {
        for (plural, one) in [
            ("cities", "city"),
            ("ties", "tie"),
            ("boxes", "box"),
            ("coaches", "coach"),
            ("glass", "glass"),
            ("gas", "gas"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }

    #[test]
    fn points_in_a_unit_end_words_or_letters() {
        assert_eq!(folded("sq.km"), "sq km");
        assert_eq!(folded("U.S. $"), "US $");
        assert_eq!(folded("a.bC"), "abC");
    }

    #[test]
    fn a_product_is_exact_and_infinity_stays() {
        for (number, digits, power, product) in [
            (2.5, 12, 0, 30.0),
            (1.005, 1, 3, 1005.0),
            (1.005, 1, 0, 1.005),
            (f64::INFINITY, 12, 3, f64::INFINITY),
        ] {
            assert_eq!(
                times(number, digits, power).to_string(),
                product.to_string()
            );
        }
    }

    fn is_same(one: &str, other: &str) -> bool {
        let (one, other) = (Unit::read(Some(one)), Unit::read(Some(other)));
        one.measure() == other.measure() && one.in_base(7.0) == other.in_base(7.0)
    }

    #[test]
    fn units_of_one_name_in_several_spellings_are_the_same() {
        for spellings in [
            &["%", "percent", "per cent", "Per  cent", "pct.", "％"][..],
            &[
                "km",
                "KM",
                "kilometre",
                "kilometers",
                "Kilometres",
                "公里",
                "㎞",
            ],
            &[
                "km²",
                "km2",
                "sq km",
                "sq. km",
                "sq.km",
                "square kilometres",
                "平方公里",
                "㎢",
            ],
            &["US$", "USD", "U.S. dollars", "US dollar", "美元"],
            &["$", "dollars", "Dollar"],
            &["boat", "boats", "Boats"],
            &["inches", "inch"],
            &["feet", "ft", "foot"],
            &["degrees Celsius", "°C", "℃", "celsius"],
            &["km/h", "kph", "kilometres per hour"],
            &[
                "million crowns",
                "millions of crowns",
                "mn crowns",
                "crowns million",
                "百万 crowns",
            ],
            &["$m", "$ million", "million $", "million dollars"],
            &["US$bn", "billion US dollars", "US$ billion"],
            &["万人", "萬人"],
            &["MW", "megawatts"],
        ] {
            for spelling in spellings {
                assert!(is_same(spelling, spellings[0]), "{spelling}");
            }
        }
    }

    #[test]
    fn units_that_may_be_others_are_kept_apart() {
        for (one, other) in [
            ("$", "US$"),
            ("$", "A$"),
            ("crowns", "Swedish crowns"),
            ("pounds", "£"),
            ("pounds", "lb"),
            ("¥", "yuan"),
            ("元", "yuan"),
            ("m", "M"),
            ("m", "million"),
            ("MW", "mW"),
            ("%", "percentage points"),
            ("°C", "°F"),
            ("tons", "tonnes"),
            ("people", "persons"),
            ("人", "people"),
            ("plans", "planes"),
            ("months", "days"),
            ("boats", ""),
            ("gas", "ga"),
            ("glass", "glas"),
        ] {
            let (left, right) = (Unit::read(Some(one)), Unit::read(Some(other)));
            assert_ne!(left.measure(), right.measure(), "{one}, {other}");
        }
    }

    #[test]
    fn units_convert_as_the_decimal_product_says() {
        for (number, unit, wanted) in [
            (5.0, "km", "5000 m"),
            (1.0, "mile", "1609.344 m"),
            (5280.0, "feet", "1609.344 m"),
            (1.0, "acre", "4046.8564224 m²"),
            (640.0, "acres", "2589988.110336 m²"),
            (1.0, "square mile", "2589988.110336 m²"),
            (2.5, "ha", "25000 m²"),
            (1.005, "thousand tonnes", "1005000 kg"),
            (16.0, "oz", "0.45359237 kg"),
            (1.5, "hours", "5400 s"),
            (2.0, "weeks", "1209600 s"),
            (10.0, "m/s", "36 km/h"),
            (1.1, "million crowns", "1100000 crowns"),
            (3.0, "万亿元", "3000000000000 元"),
            (1.2, "千米", "1200 m"),
            (8.3, "million", "8300000"),
            (12.0, "hundred thousand", "1200000"),
            (-3.0, "°C", "-3 °C"),
        ] {
            assert_eq!(based(number, unit), wanted);
        }
        let unit = Unit::read(Some("thousand km"));
        assert_eq!((unit.unscaled(5.0), unit.name()), (5000.0, "km"));
    }

    #[test]
    fn units_of_the_table_have_one_meaning_each() {
        let mut seen = std::collections::BTreeSet::new();
        for (spellings, name, base, _) in SYMBOLS.iter().chain(KNOWN) {
            for spelling in *spellings {
                assert!(seen.insert(*spelling), "{spelling}");
                let unit = Unit::read(Some(spelling));
                assert_eq!(
                    (unit.name(), unit.base_name()),
                    (*name, *base),
                    "{spelling}"
                );
            }
        }
        for (_, _, base, _) in KNOWN {
            let is_base = |unit: &Known| unit.1 == *base && unit.3 == (1, 0);
            assert!(KNOWN.iter().any(is_base), "{base}");
        }
    }

    proptest! {
        #[test]
        fn units_are_read_from_any_words(words: String, number: f64) {
            let unit = Unit::read(Some(&words));
            let converted = unit.in_base(number);
            prop_assert!(converted.is_nan() == number.is_nan());
        }

        #[test]
        fn units_scale_as_numbers_are_written(digits in -999_999_999_999_999..=999_999_999_999_999_i64, power in -9..9_i32) {
            let number: f64 = format!("{digits}e{power}").parse().unwrap();
            let scaled: f64 = format!("{digits}e{}", power + 6).parse().unwrap();
            prop_assert_eq!(Unit::read(Some("million boats")).in_base(number), scaled);
        }
    }
}
