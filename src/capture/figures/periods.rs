//! Times that a sentence names without need of a clock: `in 2024`, `since May 2012`, `from 2012 to 2016`.

use crate::domain::date::Date;

use super::lexicon::{Flags, Part};
use super::tokens::{DASHES, Token};

/// A time of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Period {
    /// The token of its preposition.
    pub(super) first: usize,
    /// The token behind it.
    pub(super) end: usize,
    /// The time.
    pub(super) date: Date,
    /// The number of its sentence.
    pub(super) sentence: usize,
    /// Whether it stands at the start of its sentence.
    pub(super) opens: bool,
}

/// A time as the start and the end that a date writes, and the token behind it.
struct Point {
    start: String,
    end: String,
    next: usize,
    /// Where it is a whole year.
    year: Option<u64>,
}

/// Finds the times behind prepositions, in order.
pub(super) fn periods(tokens: &[Token<'_>]) -> Vec<Period> {
    let mut periods = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match period_at(tokens, at, token) {
            Some((text, next)) => {
                if let Ok(date) = text.parse() {
                    periods.push(Period {
                        first: at,
                        end: next,
                        date,
                        sentence: token.sentence,
                        opens: token.opens_sentence,
                    });
                }
                at = next;
            }
            None => at += 1,
        }
    }
    periods
}

fn period_at(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> Option<(String, usize)> {
    let prepositions = Flags::DURING
        | Flags::SINCE
        | Flags::UNTIL
        | Flags::BEFORE
        | Flags::AFTER
        | Flags::FROM
        | Flags::BETWEEN;
    if !token.is(prepositions) {
        return None;
    }
    let point = point_at(tokens, at + 1)?;
    if token.is(Flags::BETWEEN) {
        return closed(tokens, point, Flags::AND);
    }
    if token.is(Flags::FROM) {
        let (start, end, next) = (point.start.clone(), point.end.clone(), point.next);
        return closed(tokens, point, Flags::TO | Flags::UNTIL)
            .or_else(|| Some((joined(&start, &end), next)));
    }
    let next = point.next;
    if token.is(Flags::SINCE) {
        return Some((format!("{}..", point.start), next));
    }
    if token.is(Flags::UNTIL) {
        return Some((format!("..{}", point.end), next));
    }
    if token.is(Flags::BEFORE) {
        return point.year.map(|year| (format!("..{:04}", year - 1), next));
    }
    if token.is(Flags::AFTER) {
        return point.year.map(|year| (format!("{:04}..", year + 1), next));
    }
    Some((joined(&point.start, &point.end), next))
}

fn joined(start: &str, end: &str) -> String {
    if start == end {
        start.to_owned()
    } else {
        format!("{start}..{end}")
    }
}

fn closed(tokens: &[Token<'_>], start: Point, joint: Flags) -> Option<(String, usize)> {
    if start.start != start.end && !tokens.get(start.next).is_some_and(|token| token.is(joint)) {
        return Some((joined(&start.start, &start.end), start.next));
    }
    let joins = tokens.get(start.next)?.is(joint);
    let end = point_at(tokens, start.next + 1).filter(|_| joins)?;
    Some((joined(&start.start, &end.end), end.next))
}

fn point_at(tokens: &[Token<'_>], at: usize) -> Option<Point> {
    let sentence = tokens.get(at.checked_sub(1)?)?.sentence;
    let get = |at: usize| tokens.get(at).filter(|token| token.sentence == sentence);
    let is = |at: usize, flags: Flags| get(at).is_some_and(|token| token.is(flags));
    let mut at = at;
    // "The early", "mid-".
    for _ in 0..3 {
        if is(at, Flags::ROUGHLY) || get(at).is_some_and(|token| token.is_sign(&DASHES)) {
            at += 1;
        }
    }
    let first = get(at)?;
    let part_of_year = match first.part() {
        Part::Ordinal(number) if is(at + 1, Flags::QUARTER) => Some((3, number)),
        Part::Fraction(number @ (3 | 4)) if is(at + 1, Flags::QUARTER) => {
            Some((3, u32::try_from(number).ok()?))
        }
        Part::Ordinal(number @ (1 | 2)) if is(at + 1, Flags::HALF) => Some((6, number)),
        _ => None,
    };
    if let Some((months, number)) = part_of_year {
        let mut year_at = at + 2;
        for _ in 0..2 {
            year_at += usize::from(is(year_at, Flags::OF | Flags::ROUGHLY));
        }
        let year = get(year_at)?.year()?;
        return Some(Point {
            start: format!("{year:04}-{:02}", (number - 1) * months + 1),
            end: format!("{year:04}-{:02}", number * months),
            next: year_at + 1,
            year: None,
        });
    }
    if let Part::Month(month) = first.part()
        && first.capital
    {
        return month_at(tokens, at, month, None);
    }
    if let Some(digits) = first.digits() {
        let mut month_place = at + 1;
        let is_ordinal =
            get(month_place).is_some_and(|token| !token.spaced && token.is(Flags::ORDINAL_ENDING));
        month_place += usize::from(is_ordinal);
        month_place += usize::from(is_ordinal && is(month_place, Flags::OF));
        if let Some(month_token) = get(month_place)
            && month_token.capital
            && let Part::Month(month) = month_token.part()
            && let Some(day) = digits.value.as_whole().filter(|day| (1..=31).contains(day))
        {
            return month_at(tokens, month_place, month, Some(day));
        }
    }
    let year = first.year()?;
    let next = at + 1;
    let Some(token) = get(next) else {
        return Some(whole_year(year, year, next));
    };
    if !token.spaced && token.text == "s" {
        return (year % 10 == 0).then(|| whole_year(year, year + 9, next + 1));
    }
    if !token.spaced && token.is_sign(&['%']) {
        return None;
    }
    // "2012-2016", "2012-13", "2012/13".
    if !token.spaced
        && (token.is_sign(&DASHES) || token.is_sign(&['/']))
        && let Some(second) = get(next + 1).filter(|second| !second.spaced)
        && let Some(digits) = second.digits()
    {
        let end = match (digits.plain, digits.value.as_whole()) {
            (Some(4), Some(end)) => end,
            (Some(2), Some(end)) => year / 100 * 100 + end,
            _ => return None,
        };
        return (end > year && (digits.plain == Some(2) || second.year().is_some()))
            .then(|| whole_year(year, end, next + 2));
    }
    Some(whole_year(year, year, next))
}

fn whole_year(start: u64, end: u64, next: usize) -> Point {
    Point {
        start: format!("{start:04}"),
        end: format!("{end:04}"),
        next,
        year: (start == end).then_some(start),
    }
}

/// A month with its year, and a day before or behind the month.
fn month_at(tokens: &[Token<'_>], at: usize, month: u32, day: Option<u64>) -> Option<Point> {
    let sentence = tokens.get(at)?.sentence;
    let mut next = at + 1;
    let sign = |at: usize, signs: &[char]| {
        tokens
            .get(at)
            .is_some_and(|token| token.is_sign(signs) && !token.spaced)
    };
    next += usize::from(sign(next, &['.']));
    let mut day = day;
    if day.is_none()
        && let Some(token) = tokens.get(next)
        && let Some(digits) = token
            .digits()
            .filter(|digits| digits.plain.is_some_and(|count| count < 3))
    {
        day = Some(
            digits
                .value
                .as_whole()
                .filter(|day| (1..=31).contains(day))?,
        );
        next += 1;
        let ending = tokens
            .get(next)
            .is_some_and(|token| !token.spaced && token.is(Flags::ORDINAL_ENDING));
        next += usize::from(ending);
    }
    next += usize::from(sign(next, &[',']));
    next += usize::from(tokens.get(next).is_some_and(|token| token.is(Flags::OF)));
    let year = tokens
        .get(next)
        .filter(|token| token.sentence == sentence || sign(at + 1, &['.']))?
        .year()?;
    let text = match day {
        Some(day) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("{year:04}-{month:02}"),
    };
    Some(Point {
        start: text.clone(),
        end: text,
        next: next + 1,
        year: None,
    })
}
