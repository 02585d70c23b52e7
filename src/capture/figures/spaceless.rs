//! Figures of a script without spaces: numbers in digits and characters, and the measure words behind them.

mod amounts;
mod periods;

use std::ops::Range;

use crate::domain::figure::{Comparator, FigureParts};

use super::spaced::TokenFigure;
use amounts::{Amount, Number};

/// Words by what they make of a number.
pub(super) type Hedges = &'static [(Comparator, &'static [&'static str])];

/// The words of a language. In every list a longer word comes before one that it starts with.
#[derive(Debug)]
pub(super) struct Words {
    /// Characters for 0 to 9.
    pub(super) digits: &'static [(char, u64)],
    /// Characters for ten, a hundred and a thousand.
    pub(super) places: &'static [(char, u64)],
    /// Characters for larger powers of ten.
    pub(super) scales: &'static [(char, i32)],
    /// Words before a place or a scale that leave it open: `数` of `数百`.
    pub(super) vague: &'static [&'static str],
    /// Characters behind a number or inside it that leave it open upwards.
    pub(super) open: &'static [char],
    /// A half.
    pub(super) half: char,
    /// Words before per cent.
    pub(super) share: &'static [&'static str],
    /// The word between the whole and the parts of a fraction.
    pub(super) parts_of: &'static str,
    /// A tenth.
    pub(super) tenths: char,
    /// Characters behind it with which it is no tenth.
    pub(super) no_tenths: &'static str,
    /// Hedges before a number.
    pub(super) before: Hedges,
    /// Hedges behind a number or its unit.
    pub(super) behind: Hedges,
    /// What joins a range.
    pub(super) joints: &'static [&'static str],
    /// Signs of per cent.
    pub(super) per_cent: &'static [&'static str],
    /// Points of per cent.
    pub(super) points: &'static [&'static str],
    /// Units that stand alone.
    pub(super) measures: &'static [&'static str],
    /// Those of time.
    pub(super) times: &'static [&'static str],
    /// Measure words before what is counted.
    pub(super) classifiers: &'static [&'static str],
    /// What is counted.
    pub(super) nouns: &'static [&'static str],
    /// Characters that end a noun phrase.
    pub(super) stops: &'static str,
    /// Before an ordinal.
    pub(super) ordinal: &'static str,
    /// Behind a year.
    pub(super) year: char,
    /// Behind a month.
    pub(super) month: char,
    /// Behind a day of a month.
    pub(super) days: &'static [char],
    /// Words behind a number with which it is no figure.
    pub(super) no_figure: &'static [&'static str],
    /// Before a time from which something lasts.
    pub(super) since: &'static [&'static str],
    /// Behind it.
    pub(super) since_ends: &'static [&'static str],
    /// Before a time until which something lasts.
    pub(super) until: &'static [&'static str],
    /// Before a time at which something is told.
    pub(super) so_far: &'static [&'static str],
    /// What ends a sentence.
    pub(super) sentence_ends: &'static [char],
}

/// How far from a number the end of what is counted may be, in characters.
const NOUN_REACH: usize = 10;
/// The longest hedge, in characters.
const HEDGE_REACH: usize = 4;

/// A stretch of text as characters.
pub(super) struct Characters<'a> {
    /// The byte of every character and the character.
    pub(super) characters: Vec<(usize, char)>,
    /// The byte behind the last.
    pub(super) end: usize,
    /// The words of the language.
    pub(super) words: &'a Words,
}

impl Characters<'_> {
    /// The character at a place.
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.characters.get(at).map(|(_, character)| *character)
    }

    /// The byte of a place.
    pub(super) fn byte(&self, at: usize) -> usize {
        self.characters.get(at).map_or(self.end, |(byte, _)| *byte)
    }

    /// The place behind a word that stands at a place.
    pub(super) fn behind(&self, at: usize, word: &str) -> Option<usize> {
        let mut next = at;
        for character in word.chars() {
            if self.get(next) != Some(character) {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// The word of a list that stands at a place, and the place behind it.
    pub(super) fn one_of(&self, at: usize, list: &[&'static str]) -> Option<(&'static str, usize)> {
        list.iter()
            .find_map(|word| Some((*word, self.behind(at, word)?)))
    }

    /// The place behind blanks, which may stand between a number and its unit.
    pub(super) fn behind_blank(&self, at: usize) -> usize {
        at + usize::from(self.get(at) == Some(' '))
    }

    fn text(&self, first: usize, end: usize) -> String {
        self.characters
            .iter()
            .take(end)
            .skip(first)
            .map(|(_, character)| *character)
            .collect()
    }
}

/// What is counted or measured.
struct Unit {
    text: String,
    next: usize,
    is_time: bool,
}

/// Reads the figures in some bytes of a text, in order; none overlaps another.
pub(super) fn figures(content: &str, range: Range<usize>, words: &Words) -> Vec<TokenFigure> {
    let piece = content.get(range.clone()).unwrap_or_default();
    let text = Characters {
        characters: piece
            .char_indices()
            .map(|(byte, character)| (range.start + byte, character))
            .collect(),
        end: range.end,
        words,
    };
    let periods = periods::periods(&text);
    let mut figures = Vec::new();
    let mut passed = 0;
    let mut at = 0;
    let mut floor = 0;
    while at < text.characters.len() {
        while periods.get(passed).is_some_and(|period| period.end <= at) {
            passed += 1;
        }
        // What a date is made of is no figure.
        if let Some(period) = periods.get(passed)
            && period.first <= at
        {
            at = period.end;
            floor = at;
            continue;
        }
        let Some(number) = text.number_at(at) else {
            at += 1;
            continue;
        };
        let next = number.next.max(at + 1);
        match text.complete(at, &number, floor) {
            Some((first, end, mut parts)) => {
                parts.period = passed
                    .checked_sub(1)
                    .and_then(|last| periods.get(last))
                    .filter(|period| {
                        first.saturating_sub(period.end) <= periods::REACH
                            && !period.sentence_ends_before(&text, first)
                    })
                    .map(|period| period.date);
                figures.push(TokenFigure {
                    start: text.byte(first),
                    end: text.byte(end),
                    parts,
                });
                at = end.max(next);
            }
            None => at = next,
        }
        floor = at;
    }
    figures
}

impl Characters<'_> {
    /// Adds hedge and unit to a number, or says that it is no figure.
    fn complete(
        &self,
        at: usize,
        number: &Number,
        floor: usize,
    ) -> Option<(usize, usize, FigureParts)> {
        let words = self.words;
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        let is_glued = before.is_some_and(|before| {
            before.is_ascii_alphanumeric()
                || words.ordinal.contains(before)
                || "-/:_.".contains(before)
        });
        if is_glued {
            return None;
        }
        let unit_at = self.behind_blank(number.next);
        let unit = if number.is_share {
            Unit {
                text: String::from("%"),
                next: number.next,
                is_time: false,
            }
        } else {
            match self.unit_at(unit_at, number) {
                Some(unit) => unit,
                None if self.one_of(unit_at, words.no_figure).is_some() => return None,
                None => Unit {
                    text: String::new(),
                    next: number.next,
                    is_time: false,
                },
            }
        };
        let mut end = unit.next;
        let behind = self.hedge_in(end, words.behind);
        let mut hedge = None;
        let mut comparator = Comparator::Equal;
        if let Some(open) = number.open {
            hedge = Some(open.to_string());
            comparator = Comparator::Greater;
        }
        // "三年多": the open word behind the unit.
        if hedge.is_none()
            && !unit.text.is_empty()
            && let Some(open) = self
                .get(end)
                .filter(|open| words.open.iter().take(3).any(|word| word == open))
            && unit.is_time
        {
            hedge = Some(open.to_string());
            comparator = Comparator::Greater;
            end += 1;
        }
        if let Some((found, word, next)) = behind {
            (comparator, hedge, end) = (found, Some(word.to_owned()), next);
        }
        if let Some(vague) = &number.vague {
            (comparator, hedge) = (Comparator::GreaterOrEqual, Some(vague.clone()));
        }
        let mut first = at;
        if let Some((found, word, start)) = self.hedge_before(at, floor) {
            (comparator, hedge, first) = (found, Some(word.to_owned()), start);
        }
        let told = !unit.text.is_empty();
        let is_small_character = number.in_characters && number.is_single;
        let accepted = match number.amount {
            _ if number.needs_hedge => hedge.is_some() && told,
            Amount::One(value) if is_small_character && value == 1.0 => {
                hedge.is_some() && told && first < at
            }
            _ if number.in_characters => told,
            _ => told || hedge.is_some() || number.is_scaled,
        };
        if !accepted {
            return None;
        }
        let mut parts = FigureParts {
            comparator,
            hedge,
            unit: told.then_some(unit.text),
            ..FigureParts::default()
        };
        match number.amount {
            Amount::One(value) => parts.value = Some(value),
            Amount::Range(low, high) => {
                (parts.low, parts.high) = (Some(low), Some(high));
                if comparator != Comparator::About {
                    parts.comparator = Comparator::Equal;
                }
            }
        }
        Some((first, end, parts))
    }

    fn hedge_in(&self, at: usize, hedges: Hedges) -> Option<(Comparator, &'static str, usize)> {
        hedges.iter().find_map(|(comparator, list)| {
            let (word, next) = self.one_of(at, list)?;
            Some((*comparator, word, next))
        })
    }

    /// The longest hedge that ends before a place.
    fn hedge_before(&self, at: usize, floor: usize) -> Option<(Comparator, &'static str, usize)> {
        let at = if at > floor && self.get(at - 1) == Some(' ') {
            at - 1
        } else {
            at
        };
        (1..=HEDGE_REACH).rev().find_map(|length| {
            let first = at.checked_sub(length).filter(|first| *first >= floor)?;
            self.words.before.iter().find_map(|(comparator, list)| {
                list.iter()
                    .find(|word| self.behind(first, word) == Some(at))
                    .map(|word| (*comparator, *word, first))
            })
        })
    }

    /// Reads the unit at a place.
    fn unit_at(&self, at: usize, number: &Number) -> Option<Unit> {
        let words = self.words;
        let unit = |text: &str, next: usize, is_time: bool| {
            Some(Unit {
                text: text.to_owned(),
                next,
                is_time,
            })
        };
        // "四次会议" is the fourth; "日元" is money although "日" alone is a day.
        let name_end = self.one_of(at, words.no_figure).map(|(_, end)| end);
        let is_name = |unit_end: usize| name_end.is_some_and(|end| end > unit_end);
        if let Some((_, next)) = self.one_of(at, words.per_cent) {
            return unit("%", next, false);
        }
        if let Some((word, next)) = self.one_of(at, words.points) {
            return unit(word, next, false);
        }
        if let Some((word, next)) = self.one_of(at, words.measures) {
            if is_name(next) {
                return None;
            }
            let is_time = words.times.contains(&word);
            return unit(word, next, is_time);
        }
        let classifier = self.one_of(at, words.classifiers);
        if is_name(classifier.map_or(at, |(_, next)| next)) {
            return None;
        }
        let noun_at = classifier.map_or(at, |(_, next)| next);
        let may_stand_alone = classifier.is_some() || !number.is_single || !number.in_characters;
        if may_stand_alone && let Some(end) = self.noun_end(noun_at) {
            let text = self.text(noun_at, end);
            return unit(&text, end, false);
        }
        let (word, next) = classifier?;
        unit(word, next, false)
    }

    /// The end of the first thing that can be counted, a few characters on.
    fn noun_end(&self, at: usize) -> Option<usize> {
        let ends_phrase = |at: usize| {
            self.get(at).is_none_or(|character| {
                self.words.stops.contains(character)
                    || character.is_whitespace()
                    || character.is_ascii()
            })
        };
        let mut found = None;
        let mut start = at;
        while start < at + NOUN_REACH && !ends_phrase(start) {
            // A noun of one character may be a part of any word, but not where the phrase ends.
            let noun = self
                .one_of(start, self.words.nouns)
                .filter(|(noun, end)| noun.chars().nth(1).is_some() || ends_phrase(*end));
            match noun {
                // "学生代表": what is counted is the last of several.
                Some((_, end)) => {
                    found = Some(end);
                    start = end;
                }
                None if found.is_some() => break,
                None => start += 1,
            }
        }
        found
    }
}
