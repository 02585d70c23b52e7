//! Figures of a script with spaces: finds numbers, and decides with what stands around them whether they are figures.

mod acceptance;
mod attachment;
mod ranges;

use crate::domain::figure::{Comparator, FigureParts};

use super::decimal::Decimal;
use super::excluded;
use super::hedges::{Hedged, hedge_before, hedge_behind};
use super::lexicon::{Flags, Lexicon, Part};
use super::numerals::{Found, Numeral, Value, numeral_at};
use super::tokens::{Kind, Token};
use super::units::{Counted, UnitKind, UnitWords, money_before, rate_at, unit_at};
use ranges::{Joined, Range};

/// A figure as tokens, before it is checked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TokenFigure {
    /// The first byte of its printed words.
    pub(super) start: usize,
    /// The byte behind them.
    pub(super) end: usize,
    /// Everything but the printed words.
    pub(super) parts: FigureParts,
}

/// Reads the figures of tokens, in order; none overlaps another.
pub(super) fn figures(tokens: &[Token<'_>], content: &str, lexicon: &Lexicon) -> Vec<TokenFigure> {
    let reader = Reader {
        tokens,
        content,
        lexicon,
    };
    let mut found: Vec<Placed> = Vec::new();
    let mut at = 0;
    let mut floor = 0;
    while at < tokens.len() {
        if let Some(next) = excluded::skip_at(tokens, at) {
            at = next.max(at + 1);
            floor = at;
            continue;
        }
        match numeral_at(tokens, at) {
            Found::Nothing => at += 1,
            Found::Refused(next) => {
                at = next.max(at + 1);
                floor = at;
            }
            Found::Numeral(numeral) => match reader.complete(at, &numeral, floor) {
                Ok(figure) => {
                    at = figure.end.max(at + 1);
                    floor = at;
                    found.push(figure);
                }
                Err(next) => {
                    at = next.max(at + 1);
                    floor = at;
                }
            },
        }
    }
    reader.with_periods(found)
}

/// A figure between two tokens.
struct Placed {
    first: usize,
    end: usize,
    parts: FigureParts,
}

/// Everything read of one number.
#[derive(Clone, Copy)]
struct Candidate<'c> {
    /// The first token of the printed words.
    first: usize,
    /// The first token of the number.
    at: usize,
    /// The token behind the printed words.
    end: usize,
    numeral: &'c Numeral,
    range: Option<&'c Range>,
    unit: &'c UnitWords,
    hedge: Option<Hedged>,
    is_negative: bool,
    /// Whether it is money or has a scale.
    is_large: bool,
}

struct Reader<'a, 't> {
    tokens: &'a [Token<'t>],
    content: &'a str,
    lexicon: &'a Lexicon,
}

impl<'t> Reader<'_, 't> {
    fn is(&self, at: usize, flags: Flags) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(flags))
    }

    /// The token before another in the same sentence.
    fn before(&self, at: usize) -> Option<&Token<'t>> {
        let before = self.tokens.get(at.checked_sub(1)?)?;
        let same = self.tokens.get(at)?.sentence == before.sentence;
        (same && before.kind != Kind::Break).then_some(before)
    }

    fn complete(&self, at: usize, numeral: &Numeral, floor: usize) -> Result<Placed, usize> {
        let next = numeral.next;
        let money = money_before(self.tokens, at, floor);
        let mut first = money.as_ref().map_or(at, |(first, _)| *first);
        let mut money = money.map(|(_, money)| money);
        let negative = self.negative_at(first, floor);
        first = negative.unwrap_or(first);

        let joined = match numeral.value {
            Value::Number(number) if negative.is_none() => {
                self.joined(first, numeral, number, money.is_some(), floor)
            }
            _ => Joined::Single,
        };
        let mut end = next;
        let mut range = None;
        let mut change_unit = None;
        match joined {
            Joined::Single => {}
            Joined::Refused(next) => return Err(next),
            Joined::Change(unit) => change_unit = Some(unit),
            Joined::Range(found) => {
                first = found.first;
                end = found.next;
                if money.is_none() {
                    money.clone_from(&found.money);
                }
                range = Some(found);
            }
        }
        if self.is(first.wrapping_sub(1), Flags::AGED)
            && first > floor
            && self.before(first).is_some()
        {
            first -= 1;
            let age = UnitWords::new(UnitKind::Age, "years old", end);
            return Ok(self.assembled(&Candidate {
                first,
                at,
                end,
                numeral,
                range: range.as_ref(),
                unit: &age,
                hedge: None,
                is_negative: false,
                is_large: false,
            }));
        }

        let scaled = numeral.scale > 0 || range.as_ref().is_some_and(|range| range.scaled);
        let mut behind = hedge_behind(self.lexicon, self.tokens, end);
        let behind_number = behind;
        let unit_from = behind.map_or(end, |hedge| hedge.end);
        let is_share = matches!(numeral.value, Value::Share(_));
        let is_open = matches!(numeral.value, Value::Open(_));
        let mut unit = if is_share {
            UnitWords::new(UnitKind::PerCent, "%", end)
        } else if let Some(money) = &money {
            let (rate, next) = rate_at(self.tokens, unit_from)
                .map_or((None, unit_from), |(rate, next)| (Some(rate), next));
            let text = rate.map_or_else(|| money.clone(), |rate| format!("{money} per {rate}"));
            UnitWords::new(UnitKind::Money, &text, next)
        } else {
            let counted = Counted {
                in_words: numeral.in_words,
                is_one: range.is_none() && numeral.value == Value::Number(Decimal::whole(1)),
                is_large: scaled || is_open,
                is_open,
            };
            let unit = unit_at(self.tokens, unit_from, counted);
            match change_unit {
                Some(shared) if unit.kind == UnitKind::None && shared.kind != UnitKind::None => {
                    UnitWords {
                        next: unit_from,
                        ..shared
                    }
                }
                _ => unit,
            }
        };
        if unit.kind == UnitKind::None && self.is_age(at, end, numeral) {
            unit.kind = UnitKind::Age;
            unit.text = String::from("years old");
        }
        if unit.kind == UnitKind::None && behind_number.is_none() && !is_open {
            unit.next = end;
        }
        end = unit.next.max(end);
        if behind.is_none() {
            // One word is a hedge only right behind a number: "plus" may add something to a unit.
            behind = hedge_behind(self.lexicon, self.tokens, end)
                .filter(|hedge| hedge.end - hedge.first > 1);
            end = behind.map_or(end, |hedge| hedge.end);
        }
        let before = hedge_before(self.lexicon, self.tokens, first, floor)
            .filter(|hedge| !self.is_preposition(hedge, numeral, &unit, scaled));
        if let Some(hedge) = before {
            first = hedge.first;
        }
        let candidate = Candidate {
            first,
            at,
            end,
            numeral,
            range: range.as_ref(),
            unit: &unit,
            hedge: before.or(behind),
            is_negative: negative.is_some(),
            is_large: scaled || money.is_some(),
        };
        if self.accepts(&candidate) {
            Ok(self.assembled(&candidate))
        } else {
            Err(end.max(numeral.next))
        }
    }

    /// A minus before a number: the word, the sign, or a hyphen behind white space.
    fn negative_at(&self, first: usize, floor: usize) -> Option<usize> {
        let at = first.checked_sub(1).filter(|at| *at >= floor)?;
        let sign = self.tokens.get(at)?;
        let glued = self.tokens.get(first).is_some_and(|token| !token.spaced);
        // "Plus or minus 3" is no negative number.
        let is_minus = sign.is(Flags::MINUS) && !self.before(at).is_some_and(|or| or.is(Flags::OR))
            || sign.is_sign(&['\u{2212}']) && glued
            || sign.is_sign(&['-']) && sign.spaced && glued && !sign.opens_line;
        is_minus.then_some(at)
    }

    fn assembled(&self, candidate: &Candidate<'_>) -> Placed {
        let Candidate {
            first,
            end,
            numeral,
            range,
            unit,
            hedge,
            ..
        } = *candidate;
        let mut parts = FigureParts::default();
        let words = |first: usize, end: usize| {
            let start = self.tokens.get(first).map(|token| token.start);
            let stop = end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last))
                .map(|token| token.end);
            let printed = start
                .zip(stop)
                .and_then(|(start, stop)| self.content.get(start..stop));
            printed.map(|printed| printed.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let signed = |number: f64| {
            if candidate.is_negative {
                -number
            } else {
                number
            }
        };
        match (range, numeral.value) {
            (Some(range), _) => (parts.low, parts.high) = (Some(range.low), Some(range.high)),
            (None, Value::Number(number) | Value::Open(number)) => {
                parts.value = Some(signed(number.to_f64()));
            }
            (None, Value::Share(share)) => parts.value = Some(share),
        }
        if let Some(hedge) = hedge {
            parts.hedge = words(hedge.first, hedge.end);
            parts.comparator = hedge.comparator;
            if range.is_some() && parts.comparator != Comparator::About {
                parts.comparator = Comparator::Equal;
            }
        }
        if let Value::Open(_) = numeral.value
            && (hedge.is_none() || matches!(parts.comparator, Comparator::About))
        {
            parts.comparator = Comparator::GreaterOrEqual;
            let start = hedge.map_or_else(
                || numeral_start(numeral, first, self.tokens),
                |hedge| hedge.first,
            );
            let with_of = numeral.hedge_end
                + usize::from(
                    numeral.hedge_end == numeral.next && self.is(numeral.next, Flags::OF),
                );
            parts.hedge = words(start, with_of);
        }
        if unit.kind != UnitKind::None {
            parts.unit = Some(unit.text.clone());
        }
        Placed { first, end, parts }
    }
}

/// Where the words of an open number start: its hedge may be all of it.
fn numeral_start(numeral: &Numeral, first: usize, tokens: &[Token<'_>]) -> usize {
    let mut start = first;
    while start + 1 < numeral.hedge_end
        && !tokens.get(start).is_some_and(|token| {
            token.is(Flags::VAGUE | Flags::ARTICLE) || matches!(token.part(), Part::Many(_))
        })
    {
        start += 1;
    }
    start
}
