//! Two numbers that belong together: a range, or a change from one to the other.

use super::Reader;
use crate::capture::figures::decimal::Decimal;
use crate::capture::figures::excluded;
use crate::capture::figures::lexicon::Flags;
use crate::capture::figures::numerals::{Found, Numeral, Value, numeral_at};
use crate::capture::figures::tokens::DASHES;
use crate::capture::figures::units::{Counted, UnitKind, UnitWords, money_before, unit_at};

/// Two numbers with `to`, the larger first, are a result of a vote or a game below this.
const SCORE: f64 = 1000.0;

/// Two numbers that belong together.
#[derive(Debug, Clone)]
pub(super) struct Range {
    /// The lower end.
    pub(super) low: f64,
    /// The upper end.
    pub(super) high: f64,
    /// The first token, with `between` or `from`.
    pub(super) first: usize,
    /// The token behind the second number.
    pub(super) next: usize,
    /// Whether the second has a scale.
    pub(super) scaled: bool,
    /// The sign of money before the second.
    pub(super) money: Option<String>,
    /// Whether it starts with `between`.
    pub(super) is_between: bool,
}

pub(super) enum Joined {
    /// There is no second number.
    Single,
    /// A range.
    Range(Range),
    /// From one number to another; the unit is told behind the second.
    Change(UnitWords),
    /// A score, or numbers in the wrong order; the token to go on at.
    Refused(usize),
}

impl Reader<'_, '_> {
    /// Looks for a second number behind `to`, `or`, `and` or a dash.
    pub(super) fn joined(
        &self,
        first: usize,
        numeral: &Numeral,
        low: Decimal,
        has_money: bool,
        floor: usize,
    ) -> Joined {
        let own = self.mark_at(numeral.next);
        let joint_at = own.as_ref().map_or(numeral.next, |own| own.next);
        let opener = first
            .checked_sub(1)
            .filter(|opener| *opener >= floor)
            .filter(|_| self.before(first).is_some());
        let is_between = opener.is_some_and(|opener| self.is(opener, Flags::BETWEEN));
        let is_from = opener.is_some_and(|opener| self.is(opener, Flags::FROM));
        let Some((second_at, is_dash)) = self.behind_joint(joint_at, is_between) else {
            return Joined::Single;
        };
        let mut number_at = second_at;
        let mut second_money = None;
        for _ in 0..2 {
            if let Some((_, money)) = money_before(self.tokens, number_at + 1, second_at) {
                second_money = Some(money);
                number_at += 1;
            } else if self.is(number_at, Flags::MONEY_MARK)
                && money_before(self.tokens, number_at + 2, second_at).is_some()
            {
                number_at += 1;
            }
        }
        if !is_dash && excluded::skip_at(self.tokens, number_at).is_some() {
            return Joined::Single;
        }
        let Found::Numeral(second) = numeral_at(self.tokens, number_at) else {
            return Joined::Single;
        };
        let Value::Number(high) = second.value else {
            return Joined::Single;
        };
        let same_sentence = match (self.tokens.get(number_at), self.tokens.get(first)) {
            (Some(second), Some(first)) => second.sentence == first.sentence,
            _ => false,
        };
        if !same_sentence || second_money.is_some() && !has_money && numeral.scale == 0 && !is_dash
        {
            return Joined::Single;
        }
        let is_year = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.year().is_some())
        };
        let number_first = numeral.next.saturating_sub(1);
        if is_year(number_first) && (is_year(number_at) || is_dash) && !has_money {
            return if is_dash {
                Joined::Refused(second.next)
            } else {
                Joined::Single
            };
        }
        let counted = Counted {
            in_words: second.in_words,
            is_one: false,
            is_large: second.scale > 0,
            is_open: false,
        };
        let unit = unit_at(self.tokens, second.next, counted);
        if is_from && self.is_change(first) {
            return Joined::Change(if second_money.is_some() {
                UnitWords::none(0)
            } else {
                unit
            });
        }
        if let Some(own) = &own
            && own.text != unit.text
            && own.kind != unit.kind
        {
            return Joined::Single;
        }
        // "40 per cent to 51 per cent" sets two against each other as often as it is a range.
        if own
            .as_ref()
            .is_some_and(|own| own.kind == UnitKind::PerCent)
            && !is_from
            && !is_between
        {
            return Joined::Single;
        }
        let low = self.shared_scale(numeral, low, &second);
        let (low, high) = (low.to_f64(), high.to_f64());
        if low >= high {
            return if is_dash {
                Joined::Refused(second.next)
            } else if unit.is_sure() {
                // "50 to 48 per cent"
                Joined::Change(unit)
            } else if !is_from && !has_money && unit.kind == UnitKind::None && low < SCORE {
                // "Passed 60 to 40"
                Joined::Refused(second.next)
            } else {
                Joined::Single
            };
        }
        // Without words around it a pair needs a unit to be a range: "5-10" is a score, "5 to 10" a rate of odds.
        let money = has_money || second_money.is_some();
        if unit.kind == UnitKind::None
            && !money
            && second.scale == 0
            && !is_between
            && !self.is_age_range(first)
        {
            return if is_dash {
                Joined::Refused(second.next)
            } else {
                Joined::Single
            };
        }
        let first = if is_between || is_from {
            first - 1
        } else {
            first
        };
        Joined::Range(Range {
            low,
            high,
            first,
            next: second.next,
            scaled: second.scale > 0,
            money: second_money,
            is_between,
        })
    }

    fn is_age_range(&self, first: usize) -> bool {
        first
            .checked_sub(1)
            .is_some_and(|before| self.is(before, Flags::AGED))
    }

    /// "5 to 10 million": the first has the scale of the second.
    fn shared_scale(&self, numeral: &Numeral, low: Decimal, second: &Numeral) -> Decimal {
        if numeral.scale > 0 || second.scale == 0 || low.to_f64() >= second.unscaled.to_f64() {
            return low;
        }
        low.times(Decimal::ten_to(second.scale)).unwrap_or(low)
    }

    /// A sign or word behind the first number of a range that is sure to be its unit.
    fn mark_at(&self, at: usize) -> Option<UnitWords> {
        let counted = Counted {
            in_words: false,
            is_one: false,
            is_large: false,
            is_open: false,
        };
        let token = self.tokens.get(at)?;
        // The hyphen of "5-year" is no mark, that of "5-10" a joint.
        if token.is_sign(&DASHES) {
            return None;
        }
        Some(unit_at(self.tokens, at, counted)).filter(UnitWords::is_sure)
    }

    /// The token of a second number, and whether a dash stands before it.
    fn behind_joint(&self, at: usize, is_between: bool) -> Option<(usize, bool)> {
        let joint = self.tokens.get(at)?;
        if joint.is_sign(&DASHES) {
            let next = self.tokens.get(at + 1)?;
            // "18- to 24-year-olds"
            if next.is(Flags::TO | Flags::OR) && !joint.spaced {
                let glued = self
                    .tokens
                    .get(at + 2)
                    .is_some_and(|token| token.is_sign(&DASHES) && !token.spaced);
                return Some((at + 2 + usize::from(glued), false));
            }
            if joint.spaced != next.spaced || joint.spaced && joint.is_sign(&['-', '—']) {
                return None;
            }
            return Some((at + 1, true));
        }
        let joins =
            joint.is(Flags::TO | Flags::OR) && !is_between || joint.is(Flags::AND) && is_between;
        joins.then_some((at + 1, false))
    }

    /// "rose from 5 to 10": a change, not a range.
    fn is_change(&self, first: usize) -> bool {
        let sentence = self.tokens.get(first).map(|token| token.sentence);
        (2..6).any(|back| {
            first
                .checked_sub(back)
                .and_then(|at| self.tokens.get(at))
                .is_some_and(|token| Some(token.sentence) == sentence && token.is(Flags::CHANGE))
        })
    }
}
