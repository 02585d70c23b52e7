//! Numbers in digits and words, without what stands around them: `2.5 million`, `a dozen`, `two thirds`, `one in five`.

mod number_words;

use super::decimal::{Decimal, per_cent};
use super::lexicon::{Flags, Part};
use super::tokens::{DASHES, Kind, Token};

/// What a number says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    /// A number.
    Number(Decimal),
    /// A share, in per cent.
    Share(f64),
    /// A number that is the least of what is meant: `hundreds`.
    Open(Decimal),
}

/// A number of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numeral {
    /// What it says.
    pub(super) value: Value,
    /// The power of ten of a scale word of its own; 0 for none.
    pub(super) scale: i32,
    /// What it would be without that word.
    pub(super) unscaled: Decimal,
    /// Whether it starts with a word.
    pub(super) in_words: bool,
    /// The token behind it.
    pub(super) next: usize,
    /// For an open number the token behind the words that leave it open.
    pub(super) hedge_end: usize,
}

/// What was found at a token.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found {
    /// No number.
    Nothing,
    /// Words that look like a number and are none, up to a token.
    Refused(usize),
    /// A number.
    Numeral(Numeral),
}

/// Reads the number that starts at a token.
pub(super) fn numeral_at(tokens: &[Token<'_>], at: usize) -> Found {
    let reader = Reader { tokens };
    let Some(token) = tokens.get(at) else {
        return Found::Nothing;
    };
    match token.kind {
        Kind::Number(digits) => reader.digits(at, digits.value),
        Kind::Sign(sign) => match vulgar_fraction(sign) {
            Some((part, whole)) => reader.numeral(at, Value::Share(per_cent(part, whole)), at + 1),
            None => Found::Nothing,
        },
        Kind::Word => reader.words(at),
        Kind::Opaque | Kind::Break => Found::Nothing,
    }
}

struct Reader<'a, 't> {
    tokens: &'a [Token<'t>],
}

impl Reader<'_, '_> {
    fn part(&self, at: usize) -> Part {
        self.tokens.get(at).map_or(Part::None, Token::part)
    }

    fn is(&self, at: usize, flags: Flags) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(flags))
    }

    /// Whether a token is in the sentence of another, and no capital makes it a name.
    fn joins(&self, at: usize, with: usize) -> bool {
        match (self.tokens.get(at), self.tokens.get(with)) {
            (Some(token), Some(first)) => token.sentence == first.sentence,
            _ => false,
        }
    }

    /// The token behind a hyphen, or the same.
    fn behind_hyphen(&self, at: usize) -> usize {
        let hyphen = self
            .tokens
            .get(at)
            .is_some_and(|token| !token.spaced && token.is_sign(&DASHES));
        at + usize::from(hyphen)
    }

    fn numeral(&self, first: usize, value: Value, next: usize) -> Found {
        let unscaled = match value {
            Value::Number(number) | Value::Open(number) => number,
            Value::Share(_) => Decimal::whole(0),
        };
        Found::Numeral(Numeral {
            value,
            scale: 0,
            unscaled,
            in_words: self.tokens.get(first).is_some_and(Token::is_word),
            next,
            hedge_end: next,
        })
    }

    /// Digits, and what multiplies them.
    fn digits(&self, at: usize, value: Decimal) -> Found {
        let (value, next) = self.and_a_half(value, at + 1);
        let glued = self
            .tokens
            .get(next)
            .is_some_and(|token| !token.spaced && token.is_word());
        let scale_at = self.behind_hyphen(next);
        let power = match self.part(scale_at) {
            Part::Scale(power) if self.joins(scale_at, at) => Some(power),
            Part::ScaleMark(power) if self.joins(scale_at, at) => Some(power),
            Part::ScaleLetter(power)
                if glued && scale_at == next && self.is_scale_letter(at, next) =>
            {
                Some(power)
            }
            Part::Hundred if !glued && scale_at == next => Some(2),
            Part::Group(size) if !glued && scale_at == next => {
                return match value.times(Decimal::whole(size)) {
                    Some(value) => self.numeral(at, Value::Number(value), next + 1),
                    None => Found::Refused(next + 1),
                };
            }
            _ => None,
        };
        let Some(power) = power else {
            return self.share_of(at, value, next);
        };
        let (value, next) = self.and_a_half(value, scale_at + 1);
        self.scaled(at, value, power, next)
    }

    fn scaled(&self, at: usize, value: Decimal, power: i32, next: usize) -> Found {
        match value.times(Decimal::ten_to(power)) {
            Some(scaled) => Found::Numeral(Numeral {
                value: Value::Number(scaled),
                scale: power,
                unscaled: value,
                in_words: self.tokens.get(at).is_some_and(Token::is_word),
                next,
                hedge_end: next,
            }),
            None => Found::Refused(next),
        }
    }

    /// Whether a letter written onto digits is a scale: behind a sign of money, before a word for money or before what is
    /// counted. Alone an `m` is a metre.
    fn is_scale_letter(&self, at: usize, letter: usize) -> bool {
        let is_money = |token: &Token<'_>| {
            token.is_sign(&super::units::MONEY_SIGNS) || token.is(Flags::MONEY_MARK)
        };
        let behind_money = at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .is_some_and(is_money);
        let is_measure = self.is(letter, Flags::MEASURE);
        let before_counted = self.tokens.get(letter + 1).is_some_and(|next| {
            next.is(Flags::MONEY)
                || next.is_word()
                    && next.spaced
                    && !next.is(Flags::DIMENSION)
                    && (super::units::is_plural(next) || !is_measure)
        });
        behind_money || before_counted || !is_measure
    }

    /// Adds `and a half` or a sign such as `½`.
    fn and_a_half(&self, value: Decimal, next: usize) -> (Decimal, usize) {
        let half = Decimal::whole(5).times(Decimal::ten_to(-1));
        if let Some(Kind::Sign(sign)) = self.tokens.get(next).map(|token| token.kind)
            && let Some((part, whole)) = vulgar_fraction(sign)
            && let Some(hundredths) = (part * 1000)
                .checked_div(whole)
                .filter(|_| 1000 % whole == 0)
            && let Some(fraction) = Decimal::whole(hundredths).times(Decimal::ten_to(-3))
            && let Some(sum) = value.plus(fraction)
        {
            return (sum, next + 1);
        }
        // "Seven and a half", "seven-and-a-half".
        let and = self.behind_hyphen(next);
        if self.is(and, Flags::AND) {
            let article = self.behind_hyphen(and + 1);
            let end = self.behind_hyphen(article + 1);
            if self.is(article, Flags::ARTICLE)
                && self.is(end, Flags::HALF)
                && let Some(sum) = half.and_then(|half| value.plus(half))
            {
                return (sum, end + 1);
            }
        }
        (value, next)
    }

    /// `one in five`, `9 out of 10`: a share of few, told in round numbers.
    fn share_of(&self, at: usize, value: Decimal, next: usize) -> Found {
        let plain = self.numeral(at, Value::Number(value), next);
        let Some(part) = value.as_whole().filter(|part| (1..1000).contains(part)) else {
            return plain;
        };
        let whole_at = if self.is(next, Flags::IN) {
            next + 1
        } else if self.is(next, Flags::OUT) && self.is(next + 1, Flags::OF) {
            next + 2
        } else if self.is(next, Flags::OUT) && self.is(next + 1, Flags::OF | Flags::DEFINITE) {
            next + 3
        } else {
            return plain;
        };
        if !self.joins(whole_at, at) {
            return plain;
        }
        let whole = match self.tokens.get(whole_at).map(|token| token.kind) {
            Some(Kind::Number(digits)) => digits
                .value
                .as_whole()
                .filter(|_| {
                    self.tokens
                        .get(whole_at)
                        .is_some_and(|token| token.year().is_none())
                })
                .map(|whole| (whole, whole_at + 1)),
            Some(Kind::Word) => self
                .plain_words(whole_at)
                .and_then(|(whole, next)| Some((whole.as_whole()?, next))),
            _ => None,
        };
        let is_in = whole_at == next + 1;
        match whole {
            Some((whole, end))
                if part < whole
                    && (!is_in || ROUND.contains(&whole))
                    && !self.is(
                        end,
                        Flags::TIME
                            .with(Flags::MEASURE)
                            .with(Flags::PERCENT)
                            .with(Flags::PER),
                    )
                    && !self
                        .tokens
                        .get(end)
                        .is_some_and(|token| token.is_sign(&['%'])) =>
            {
                self.numeral(at, Value::Share(per_cent(part, whole)), end)
            }
            _ => plain,
        }
    }

    /// A number that starts with a word.
    fn words(&self, at: usize) -> Found {
        if self.is(at, Flags::HALF) {
            return self.half(at, at);
        }
        if self.is(at, Flags::ARTICLE) {
            if self.is(at + 1, Flags::HALF) {
                return self.half(at, at + 1);
            }
            if self.is(at + 1, Flags::VAGUE) {
                return self.vague(at, at + 1);
            }
            return match self.part(at + 1) {
                Part::Hundred | Part::Scale(_) => self.counted_words(at),
                Part::Group(size) if self.joins(at + 1, at) => {
                    self.numeral(at, Value::Number(Decimal::whole(size)), at + 2)
                }
                Part::Fraction(whole) => self.fraction(at, at + 2, 1, whole),
                _ => Found::Nothing,
            };
        }
        if self.is(at, Flags::VAGUE) {
            return self.vague(at, at);
        }
        match self.part(at) {
            Part::Many(size) => self.many(at, Decimal::whole(size)),
            Part::Unit(_) | Part::Teen(_) | Part::Ten(_) => self.counted_words(at),
            _ => Found::Nothing,
        }
    }

    /// `half a million`, `half of`, `half a mile`.
    fn half(&self, at: usize, half: usize) -> Found {
        let next = self.behind_hyphen(half + 1);
        let next = if self.is(next, Flags::ARTICLE) {
            self.behind_hyphen(next + 1)
        } else {
            next
        };
        let five = Decimal::whole(5);
        match self.part(next) {
            Part::Scale(power) => {
                let tenth = five.times(Decimal::ten_to(power - 1));
                return tenth.map_or(Found::Refused(next + 1), |value| {
                    self.numeral(at, Value::Number(value), next + 1)
                });
            }
            Part::Group(size) if size % 2 == 0 => {
                return self.numeral(at, Value::Number(Decimal::whole(size / 2)), next + 1);
            }
            _ => {}
        }
        if next > half + 1 && self.is(next, Flags::MEASURE) {
            let value = five.times(Decimal::ten_to(-1));
            return value.map_or(Found::Refused(next), |value| {
                self.numeral(at, Value::Number(value), next)
            });
        }
        self.numeral(at, Value::Share(50.0), half + 1)
    }

    /// `two thirds`, `a quarter of a million`.
    fn fraction(&self, at: usize, next: usize, part: u64, whole: u64) -> Found {
        if self.is(next, Flags::OF)
            && self.is(next + 1, Flags::ARTICLE)
            && let Part::Scale(power) = self.part(next + 2)
        {
            let value = Decimal::ten_to(power)
                .as_whole()
                .and_then(|scale| scale.checked_mul(part))
                .filter(|product| product % whole == 0);
            return value.map_or(Found::Refused(next + 3), |value| {
                self.numeral(at, Value::Number(Decimal::whole(value / whole)), next + 3)
            });
        }
        if part >= whole {
            return Found::Refused(next);
        }
        self.numeral(at, Value::Share(per_cent(part, whole)), next)
    }

    /// `several hundred`, `a few thousand`, `a couple of dozen`.
    fn vague(&self, at: usize, vague: usize) -> Found {
        let next = vague + 1 + usize::from(self.is(vague + 1, Flags::OF));
        let mut size = match self.part(next) {
            Part::Hundred => Decimal::whole(100),
            Part::Scale(power) => Decimal::ten_to(power),
            Part::Group(size) | Part::Many(size) => Decimal::whole(size),
            _ => return Found::Nothing,
        };
        let mut end = next + 1;
        if let Part::Scale(power) = self.part(end)
            && let Some(product) = size.times(Decimal::ten_to(power))
        {
            size = product;
            end += 1;
        }
        match self.numeral(at, Value::Open(size), end) {
            Found::Numeral(numeral) => Found::Numeral(Numeral {
                hedge_end: next,
                ..numeral
            }),
            other => other,
        }
    }

    /// `hundreds of`, `tens of thousands of`.
    fn many(&self, at: usize, size: Decimal) -> Found {
        let mut size = size;
        let mut next = at + 1;
        let mut factors = 0;
        while factors < 2
            && self.is(next, Flags::OF)
            && let Part::Many(factor) = self.part(next + 1)
            && let Some(product) = size.times(Decimal::whole(factor))
        {
            size = product;
            next += 2;
            factors += 1;
        }
        self.numeral(at, Value::Open(size), next)
    }

    fn counted_words(&self, at: usize) -> Found {
        let Some((value, next)) = self.plain_words(at) else {
            // The words do not go together: a year, or names one behind the other.
            let mut next = at + 1;
            while matches!(
                self.part(next),
                Part::Unit(_) | Part::Teen(_) | Part::Ten(_) | Part::Hundred | Part::Scale(_)
            ) {
                next += 1;
            }
            return Found::Refused(next);
        };
        let fraction_at = self.behind_hyphen(next);
        if let Some(part) = value.as_whole() {
            match self.part(fraction_at) {
                Part::Fractions(whole) if part > 1 => {
                    return self.fraction(at, fraction_at + 1, part, whole);
                }
                Part::Fraction(whole) if part == 1 => {
                    return self.fraction(at, fraction_at + 1, part, whole);
                }
                Part::Group(size) if fraction_at == next => {
                    return match value.times(Decimal::whole(size)) {
                        Some(value) => self.numeral(at, Value::Number(value), next + 1),
                        None => Found::Refused(next + 1),
                    };
                }
                _ => {}
            }
        }
        let (with_half, next) = self.and_a_half(value, next);
        if with_half != value
            && let Part::Scale(power) = self.part(next)
        {
            return self.scaled(at, with_half, power, next + 1);
        }
        let last_scale = next
            .checked_sub(1)
            .map_or(Part::None, |last| self.part(last));
        match last_scale {
            // The scale of `two million` can be shared by the number before it: `one or two million`.
            Part::Scale(power) => {
                let unscaled = value.times(Decimal::ten_to(-power)).unwrap_or(value);
                match self.numeral(at, Value::Number(with_half), next) {
                    Found::Numeral(numeral) => Found::Numeral(Numeral {
                        scale: power,
                        unscaled,
                        ..numeral
                    }),
                    other => other,
                }
            }
            _ => self.share_of(at, with_half, next),
        }
    }
}

/// The wholes of which shares are told with `in`; with others `in` is mostly a place or a time.
const ROUND: [u64; 20] = [
    2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 50, 100, 1000, 10_000, 100_000, 1_000_000,
];

/// Returns the parts of `½` and the like.
fn vulgar_fraction(sign: char) -> Option<(u64, u64)> {
    match sign {
        '½' => Some((1, 2)),
        '¼' => Some((1, 4)),
        '¾' => Some((3, 4)),
        '⅓' => Some((1, 3)),
        '⅔' => Some((2, 3)),
        '⅛' => Some((1, 8)),
        _ => None,
    }
}
