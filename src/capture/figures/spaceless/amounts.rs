//! Numbers in digits and characters: `1.2万亿`, `三百二十`, `数百`, `百分之五`, `三分之二`.

use super::Characters;
use crate::capture::figures::decimal::{Decimal, per_cent};

/// A number or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Amount {
    /// One number.
    One(f64),
    /// From one to another.
    Range(f64, f64),
}

/// A number of a text.
#[derive(Debug, Clone)]
pub(super) struct Number {
    /// Its size.
    pub(super) amount: Amount,
    /// The place behind it.
    pub(super) next: usize,
    /// Whether it is a share, in per cent.
    pub(super) is_share: bool,
    /// The character that leaves it open upwards.
    pub(super) open: Option<char>,
    /// The word before it that leaves it open: `数`.
    pub(super) vague: Option<String>,
    /// Whether it starts with a character and not a digit.
    pub(super) in_characters: bool,
    /// Whether it is one character.
    pub(super) is_single: bool,
    /// Whether it has a scale.
    pub(super) is_scaled: bool,
    /// Whether it is only a number with a hedge: `近百`.
    pub(super) needs_hedge: bool,
}

/// A number without what joins it to another.
#[derive(Debug, Clone, Copy)]
struct Plain {
    value: Decimal,
    /// The upper end where two digits stand side by side: `三四十`.
    high: Option<Decimal>,
    next: usize,
    open: Option<char>,
    scale: i32,
    in_characters: bool,
    needs_hedge: bool,
    is_year: bool,
}

/// More characters than any number has.
const MOST: usize = 40;

impl Characters<'_> {
    /// Reads the number that starts at a place.
    pub(super) fn number_at(&self, at: usize) -> Option<Number> {
        if let Some((_, next)) = self.one_of(at, self.words.share) {
            let plain = self.plain_at(self.behind_blank(next))?;
            return Some(Number {
                is_share: true,
                ..number(&plain, Amount::One(plain.value.to_f64()), at)
            });
        }
        if let Some((vague, next)) = self.one_of(at, self.words.vague)
            && let Some(plain) = self.plain_at(next)
            && (plain.needs_hedge || vague.chars().count() > 2)
        {
            return Some(Number {
                vague: Some(vague.to_owned()),
                needs_hedge: false,
                ..number(&plain, Amount::One(plain.value.to_f64()), at)
            });
        }
        let plain = self.plain_at(at)?;
        if plain.is_year {
            return None;
        }
        if let Some(parts_at) = self.behind(plain.next, self.words.parts_of) {
            let parts = self.plain_at(parts_at)?;
            let (part, whole) = (parts.value.as_whole()?, plain.value.as_whole()?);
            if part >= whole {
                return None;
            }
            return Some(Number {
                is_share: true,
                ..number(&parts, Amount::One(per_cent(part, whole)), at)
            });
        }
        if let Some(tenths) = self.tenths(at, &plain) {
            return Some(tenths);
        }
        if let Some(high) = plain.high {
            let range = Amount::Range(plain.value.to_f64(), high.to_f64());
            return Some(number(&plain, range, at));
        }
        Some(self.joined(at, &plain))
    }

    /// `七成`.
    fn tenths(&self, at: usize, plain: &Plain) -> Option<Number> {
        let next = plain.next;
        let is_tenths = self.get(next) == Some(self.words.tenths)
            && !self
                .get(next + 1)
                .is_some_and(|behind| self.words.no_tenths.contains(behind));
        let tenths = plain
            .value
            .as_whole()
            .filter(|tenths| is_tenths && (1..10).contains(tenths))?;
        let has_half = self.get(next + 1) == Some(self.words.half);
        let share = per_cent(tenths * 2 + u64::from(has_half), 20);
        Some(Number {
            is_share: true,
            next: next + 1 + usize::from(has_half),
            ..number(plain, Amount::One(share), at)
        })
    }

    /// `3至5`; the first has the scale of the second.
    fn joined(&self, at: usize, plain: &Plain) -> Number {
        let single = number(plain, Amount::One(plain.value.to_f64()), at);
        let per_cent_next = self
            .one_of(plain.next, self.words.per_cent)
            .map(|(_, next)| next);
        let joint_at = per_cent_next.unwrap_or(plain.next);
        let Some((_, next)) = self.one_of(joint_at, self.words.joints) else {
            return single;
        };
        let Some(second) = self.plain_at(next).filter(|second| !second.is_year) else {
            return single;
        };
        if per_cent_next.is_some() && self.one_of(second.next, self.words.per_cent).is_none() {
            return single;
        }
        let low = if plain.scale == 0 && second.scale > 0 {
            plain.value.times(Decimal::ten_to(second.scale))
        } else {
            Some(plain.value)
        };
        let (Some(low), high) = (low.map(Decimal::to_f64), second.value.to_f64()) else {
            return single;
        };
        if low >= high {
            return single;
        }
        Number {
            is_single: false,
            ..number(&second, Amount::Range(low, high), at)
        }
    }

    fn plain_at(&self, at: usize) -> Option<Plain> {
        if self
            .get(at)
            .is_some_and(|first| ascii_digit(first).is_some())
        {
            self.digits_at(at)
        } else {
            self.characters_at(at)
        }
    }

    /// `300`, `1,200.5`, `300多万`, `3亿5000万`.
    fn digits_at(&self, at: usize) -> Option<Plain> {
        let mut total: Option<Decimal> = None;
        let mut next = at;
        let mut least = i32::MAX;
        let mut open = None;
        let mut first_scale = 0;
        for _ in 0..3 {
            let Some((value, end)) = self.digit_run(next) else {
                break;
            };
            let open_here = self.open_at(end);
            let scale_at = end + usize::from(open_here.is_some());
            let (power, scale_end) = self.scale_at(scale_at);
            if power >= least {
                break;
            }
            let scaled = value.times(Decimal::ten_to(power))?;
            total = Some(match total {
                Some(total) => total.plus(scaled)?,
                None => scaled,
            });
            // "3亿5000万" keeps no scale that another number could share.
            first_scale = if least == i32::MAX { power } else { 0 };
            least = power;
            open = open_here.or_else(|| self.open_at(scale_end));
            next = scale_end.max(end);
            if open.is_some() {
                next = if open_here.is_some() {
                    scale_at.max(scale_end)
                } else {
                    scale_end + 1
                };
                break;
            }
            if power == 0 {
                break;
            }
        }
        Some(Plain {
            value: total?,
            high: None,
            next,
            open,
            scale: first_scale,
            in_characters: false,
            needs_hedge: false,
            is_year: false,
        })
    }

    /// Digits with commas and a point. Too many are no number.
    fn digit_run(&self, at: usize) -> Option<(Decimal, usize)> {
        let mut plain = String::new();
        let mut next = at;
        let mut has_point = false;
        while let Some(character) = self.get(next) {
            let before_digit = self
                .get(next + 1)
                .is_some_and(|next| ascii_digit(next).is_some());
            if let Some(digit) = ascii_digit(character) {
                plain.push(digit);
            } else if matches!(character, ',' | '，')
                && before_digit
                && !has_point
                && self.is_group(next + 1)
            {
                // A group of three follows.
            } else if character == '.' && before_digit && !has_point {
                has_point = true;
                plain.push('.');
            } else {
                break;
            }
            next += 1;
        }
        let value = if plain.is_empty() {
            None
        } else {
            Decimal::read(&plain)
        };
        value.map(|value| (value, next))
    }

    fn is_group(&self, at: usize) -> bool {
        let digit = |at: usize| {
            self.get(at)
                .is_some_and(|character| ascii_digit(character).is_some())
        };
        (at..at + 3).all(digit) && !digit(at + 3)
    }

    fn open_at(&self, at: usize) -> Option<char> {
        self.get(at).filter(|open| self.words.open.contains(open))
    }

    /// `万`, `千万`, `万亿`: the power of ten and the place behind it; 0 where none is.
    fn scale_at(&self, at: usize) -> (i32, usize) {
        let mut next = at;
        let mut power = 0;
        if let Some(place) = self.get(next).and_then(|place| self.place(place))
            && self
                .get(next + 1)
                .is_some_and(|scale| self.scale(scale).is_some())
        {
            power += match place {
                10 => 1,
                100 => 2,
                _ => 3,
            };
            next += 1;
        }
        for _ in 0..2 {
            if let Some(more) = self.get(next).and_then(|scale| self.scale(scale)) {
                power += more;
                next += 1;
            }
        }
        (power, next)
    }

    fn digit(&self, character: char) -> Option<u64> {
        let mut digits = self.words.digits.iter();
        digits
            .find(|(digit, _)| *digit == character)
            .map(|(_, value)| *value)
    }

    fn place(&self, character: char) -> Option<u64> {
        let mut places = self.words.places.iter();
        places
            .find(|(place, _)| *place == character)
            .map(|(_, value)| *value)
    }

    fn scale(&self, character: char) -> Option<i32> {
        let mut scales = self.words.scales.iter();
        scales
            .find(|(scale, _)| *scale == character)
            .map(|(_, power)| *power)
    }

    /// `三百二十`, `两万五千`, `三四十`, `百`.
    fn characters_at(&self, at: usize) -> Option<Plain> {
        let mut next = at;
        let mut total: u64 = 0;
        let mut section: u64 = 0;
        let mut digit: Option<u64> = None;
        // Digits side by side without a place are a year or a number plate.
        let mut is_year = false;
        let mut high_digit = None;
        let mut high: Option<u64> = None;
        let mut last_scale = 0;
        let mut has_digit = false;
        let mut has_place = false;
        let mut open = None;
        while next < at + MOST
            && let Some(character) = self.get(next)
        {
            if let Some(value) = self.digit(character) {
                has_digit = true;
                match digit {
                    // "三四十": one of two.
                    Some(low) if value > low && low > 0 && high_digit.is_none() => {
                        high_digit = Some(value);
                    }
                    Some(_) => is_year = true,
                    None => digit = Some(value),
                }
                if value == 0 && !is_year {
                    digit = None;
                }
                last_scale = 0;
            } else if let Some(place) = self.place(character) {
                has_place = true;
                let times = digit.unwrap_or(u64::from(section == 0));
                if times == 0 {
                    break;
                }
                high = high_digit
                    .take()
                    .map(|value| section + value * place)
                    .or(high);
                section = section.checked_add(times.checked_mul(place)?)?;
                digit = None;
                last_scale = 0;
            } else if let Some(power) = self.scale(character) {
                has_place = true;
                section = section.checked_add(digit.unwrap_or(0))?;
                if section == 0 && total == 0 {
                    section = 1;
                }
                let scale = 10_u64.checked_pow(u32::try_from(power).ok()?)?;
                let above = high.or(high_digit).map(|value| value.checked_mul(scale));
                high = above.flatten();
                high_digit = None;
                total = if section == 0 {
                    total.checked_mul(scale)?
                } else if total > 0 && total < scale {
                    total.checked_add(section)?.checked_mul(scale)?
                } else {
                    total.checked_add(section.checked_mul(scale)?)?
                };
                section = 0;
                digit = None;
                last_scale = power;
            } else if let Some(word) = self.open_at(next).filter(|_| has_place) {
                open = Some(word);
                // "三百多万": the scale behind the open word.
                let (power, end) = self.scale_at(next + 1);
                next = end.max(next + 1);
                let scale = 10_u64.checked_pow(u32::try_from(power).ok()?)?;
                total = total.checked_add(section)?.checked_mul(scale)?;
                section = 0;
                break;
            } else {
                break;
            }
            next += 1;
        }
        if next == at {
            return None;
        }
        let rest = section.checked_add(digit.unwrap_or(0))?;
        let high = high.or_else(|| high_digit.map(|value| section + value));
        Some(Plain {
            value: Decimal::whole(total.checked_add(rest)?),
            high: high.filter(|high| *high > total + rest).map(Decimal::whole),
            next,
            open,
            scale: last_scale,
            in_characters: true,
            // "百" alone is a part of names; "十" is a number.
            needs_hedge: !has_digit && !matches!(self.get(at), Some('十')) && open.is_none(),
            is_year,
        })
    }
}

fn number(plain: &Plain, amount: Amount, at: usize) -> Number {
    Number {
        amount,
        next: plain.next,
        is_share: false,
        open: plain.open,
        vague: None,
        in_characters: plain.in_characters,
        is_single: plain.next == at + 1,
        is_scaled: plain.scale > 0,
        needs_hedge: plain.needs_hedge,
    }
}

/// An ASCII digit, also from its wide form.
fn ascii_digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10),
        _ => None,
    }
}
