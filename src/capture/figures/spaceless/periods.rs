//! Times that a text without spaces names: `2024年5月`, `自2012年以来`, `2012年至2016年`.

use super::Characters;
use crate::domain::date::Date;

/// How far behind a time a figure of it may stand, in characters.
pub(super) const REACH: usize = 40;

/// A time of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    /// Its first place.
    pub(super) first: usize,
    /// The place behind it.
    pub(super) end: usize,
    /// The time.
    pub(super) date: Date,
}

impl Period {
    /// Whether a sentence ends between it and a place.
    pub(super) fn sentence_ends_before(&self, text: &Characters<'_>, at: usize) -> bool {
        (self.end..at).any(|place| {
            text.get(place)
                .is_some_and(|character| text.words.sentence_ends.contains(&character))
        })
    }
}

/// Finds the times, in order.
pub(super) fn periods(text: &Characters<'_>) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut at = 0;
    while at < text.characters.len() {
        let behind_digit = at
            .checked_sub(1)
            .and_then(|before| text.get(before))
            .is_some_and(|before| before.is_ascii_alphanumeric() || before == '.');
        let found = if behind_digit {
            None
        } else {
            period_at(text, at)
        };
        match found {
            Some((date, end)) => {
                periods.push(Period {
                    first: at,
                    end,
                    date,
                });
                at = end;
            }
            None => at += 1,
        }
    }
    periods
}

fn period_at(text: &Characters<'_>, at: usize) -> Option<(Date, usize)> {
    let (start, next) = point_at(text, at)?;
    let behind = |list: &[&str]| {
        at >= 1
            && list.iter().any(|word| {
                let length = word.chars().count();
                at.checked_sub(length)
                    .is_some_and(|first| text.behind(first, word) == Some(at))
            })
    };
    if let Some((_, second_at)) = text.one_of(next, text.words.joints)
        && let Some((end, end_next)) = point_at(text, second_at)
        && let Ok(date) = format!("{start}..{end}").parse()
    {
        return Some((date, end_next));
    }
    let written = if behind(text.words.since) || text.one_of(next, text.words.since_ends).is_some()
    {
        format!("{start}..")
    } else if behind(text.words.until) && !behind(text.words.so_far) {
        format!("..{start}")
    } else {
        start
    };
    Some((written.parse().ok()?, next))
}

/// `2024年`, with month and day where they follow; the `2012` of `2012-2016年` too.
fn point_at(text: &Characters<'_>, at: usize) -> Option<(String, usize)> {
    let (year, next) = digits(text, at, 4)?;
    if year.len() != 4 || !("1500".."2200").contains(&year.as_str()) {
        return None;
    }
    let Some(next) = behind_mark(text, next, &[text.words.year]) else {
        let (_, second) = text.one_of(next, text.words.joints)?;
        let (end, end_next) = digits(text, second, 4)?;
        let is_range = end.len() == 4 && behind_mark(text, end_next, &[text.words.year]).is_some();
        return is_range.then_some((year, next));
    };
    let Some((month, month_next)) = digits(text, next, 2) else {
        return Some((year, next));
    };
    let Some(month_next) = behind_mark(text, month_next, &[text.words.month]) else {
        return Some((year, next));
    };
    let Some((day, day_next)) = digits(text, month_next, 2) else {
        return Some((format!("{year}-{month:0>2}"), month_next));
    };
    match behind_mark(text, day_next, text.words.days) {
        Some(day_next) => Some((format!("{year}-{month:0>2}-{day:0>2}"), day_next)),
        None => Some((format!("{year}-{month:0>2}"), month_next)),
    }
}

fn behind_mark(text: &Characters<'_>, at: usize, marks: &[char]) -> Option<usize> {
    text.get(at)
        .filter(|mark| marks.contains(mark))
        .map(|_| at + 1)
}

/// At most so many digits and the place behind them; `None` for more or none.
fn digits(text: &Characters<'_>, at: usize, most: usize) -> Option<(String, usize)> {
    let mut read = String::new();
    let mut next = at;
    while let Some(digit) = text.get(next).filter(char::is_ascii_digit) {
        if read.len() == most {
            return None;
        }
        read.push(digit);
        next += 1;
    }
    (!read.is_empty()).then_some((read, next))
}
