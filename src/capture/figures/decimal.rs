//! A number as its significant digits and a power of ten, so that `1.2 billion` is what it says and not a float near it.

/// `digits * 10^power`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u64,
    power: i32,
}

/// More digits than fit are no number that a figure could keep.
const MOST_DIGITS: usize = 18;

impl Decimal {
    /// Returns a whole number.
    pub(super) const fn whole(digits: u64) -> Self {
        Self { digits, power: 0 }
    }

    /// Returns a power of ten.
    pub(super) const fn ten_to(power: i32) -> Self {
        Self { digits: 1, power }
    }

    /// Reads ASCII digits with at most one point; what stands between groups of three is left out before. `None` for more
    /// digits than a figure keeps.
    pub(super) fn read(plain: &str) -> Option<Self> {
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.len() + fraction.len() > MOST_DIGITS {
            return None;
        }
        let text = format!("{whole}{fraction}");
        let digits = if text.is_empty() {
            0
        } else {
            text.parse().ok()?
        };
        let power = i32::try_from(fraction.len()).ok()?;
        Some(Self {
            digits,
            power: -power,
        })
    }

    /// Returns the product; `None` where it has too many digits.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            digits: self.digits.checked_mul(other.digits)?,
            power: self.power.checked_add(other.power)?,
        })
    }

    /// Returns the sum; `None` where it has too many digits.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let power = self.power.min(other.power);
        let at = |number: Self| {
            let steps = u32::try_from(number.power.checked_sub(power)?).ok()?;
            number.digits.checked_mul(10_u64.checked_pow(steps)?)
        };
        Some(Self {
            digits: at(self)?.checked_add(at(other)?)?,
            power,
        })
    }

    /// Returns it where it is a whole number.
    pub(super) fn as_whole(self) -> Option<u64> {
        let steps = u32::try_from(self.power).ok()?;
        self.digits.checked_mul(10_u64.checked_pow(steps)?)
    }

    /// Returns the float nearest to it.
    pub(super) fn to_f64(self) -> f64 {
        format!("{}e{}", self.digits, self.power)
            .parse()
            .unwrap_or(f64::INFINITY)
    }
}

/// Returns `100 * part / whole`, rounded to the digits that a figure keeps.
pub(super) fn per_cent(part: u64, whole: u64) -> f64 {
    // Both come from words or short runs of digits, far below what a float holds exactly.
    let share = Decimal::whole(part).to_f64() * 100.0 / Decimal::whole(whole).to_f64();
    format!("{share:.14e}").parse().unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_products_are_exact() {
        let number = Decimal::read("1.2").unwrap();
        let billion = Decimal::ten_to(9);
        assert_eq!(number.times(billion).unwrap().to_f64(), 1_200_000_000.0);
        assert_eq!(Decimal::read("0012.50").unwrap().to_f64(), 12.5);
        assert_eq!(Decimal::read("000"), Some(Decimal::whole(0)));
        assert_eq!(Decimal::read(&"9".repeat(40)), None);
        assert_eq!(
            Decimal::whole(2).plus(Decimal::read("0.5").unwrap()),
            Decimal::read("2.5")
        );
        assert_eq!(Decimal::ten_to(3).as_whole(), Some(1000));
        assert_eq!(Decimal::read("2.5").unwrap().as_whole(), None);
    }

    #[test]
    fn shares_keep_fifteen_digits() {
        assert_eq!(per_cent(1, 5), 20.0);
        assert_eq!(per_cent(2, 3), 66.666_666_666_666_7);
    }
}
