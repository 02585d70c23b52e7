//! The grammar of numbers in words: `two hundred and five thousand`.

use super::Reader;
use crate::capture::figures::decimal::Decimal;
use crate::capture::figures::lexicon::{Flags, Part};

/// A number may be so many words long: `nine hundred and ninety-nine thousand nine hundred and …`.
const MOST_WORDS: usize = 40;

impl Reader<'_, '_> {
    /// Whether the number behind `and` is another one: "between one hundred and two hundred", "one thousand and two thousand".
    fn starts_another(&self, at: usize, multiplier: usize, least_scale: i32) -> bool {
        let behind_between = at
            .checked_sub(1)
            .is_some_and(|before| self.is(before, Flags::BETWEEN));
        match self.part(multiplier) {
            Part::Hundred => true,
            Part::Scale(power) => behind_between || power >= least_scale,
            _ => false,
        }
    }

    /// `two hundred and five thousand`. `None` where the next word is a number that cannot belong to it.
    pub(super) fn plain_words(&self, at: usize) -> Option<(Decimal, usize)> {
        #[derive(PartialEq, Clone, Copy)]
        enum Last {
            Start,
            Unit,
            Teen,
            Ten,
            Hundred,
            Scale,
            And,
        }
        let mut last = Last::Start;
        let mut total: u64 = 0;
        let mut group: Option<u64> = None;
        let mut least_scale = i32::MAX;
        let mut next = at;
        if self.is(at, Flags::ARTICLE) {
            group = Some(1);
            last = Last::Unit;
            next += 1;
        }
        for _ in 0..MOST_WORDS {
            if next > at && !self.joins(next, at) {
                break;
            }
            let hyphen = next > at && self.behind_hyphen(next) > next;
            let word = if hyphen { next + 1 } else { next };
            if hyphen && self.tokens.get(word).is_some_and(|token| token.spaced) {
                break;
            }
            let starts = matches!(last, Last::Start | Last::Hundred | Last::Scale | Last::And);
            match self.part(word) {
                Part::Unit(unit) if starts && !hyphen || last == Last::Ten && unit > 0 => {
                    group = Some(group.unwrap_or(0).checked_add(unit)?);
                    last = Last::Unit;
                }
                Part::Teen(teen) if starts && !hyphen => {
                    group = Some(group.unwrap_or(0).checked_add(teen)?);
                    last = Last::Teen;
                }
                Part::Ten(ten) if starts && !hyphen => {
                    group = Some(group.unwrap_or(0).checked_add(ten)?);
                    last = Last::Ten;
                }
                Part::Hundred
                    if matches!(last, Last::Unit | Last::Teen)
                        && group.is_some_and(|group| (1..20).contains(&group)) =>
                {
                    group = group.and_then(|group| group.checked_mul(100));
                    last = Last::Hundred;
                }
                Part::Scale(power) if group.is_some() && power < least_scale => {
                    let scale = 10_u64.checked_pow(u32::try_from(power).ok()?)?;
                    total = total.checked_add(group?.checked_mul(scale)?)?;
                    group = None;
                    least_scale = power;
                    last = Last::Scale;
                }
                Part::Unit(_) | Part::Teen(_) | Part::Ten(_) if !hyphen && last != Last::Start => {
                    return None;
                }
                _ if !hyphen
                    && self.is(word, Flags::AND)
                    && matches!(last, Last::Hundred | Last::Scale)
                    && matches!(
                        self.part(word + 1),
                        Part::Unit(_) | Part::Teen(_) | Part::Ten(_)
                    )
                    && !self.starts_another(at, word + 2, least_scale) =>
                {
                    last = Last::And;
                    next = word + 1;
                    continue;
                }
                _ => break,
            }
            next = word + 1;
        }
        if last == Last::Start {
            return None;
        }
        Some((Decimal::whole(total.checked_add(group.unwrap_or(0))?), next))
    }
}
