//! A date as a text gives it: from a year to a second, one or a range, stated or guessed.
//!
//! ```text
//! 2017  2017-12  2017-12-05  2017-12-05T14:30  2017-12-05T14:30:59
//! a..b  a..  ..b      ends of any of those precisions; a trailing ? marks a guess
//! ```
//!
//! A date is never more precise than the text, so it is an interval of local time, not an
//! instant; [`zone::utc_bounds`] places that interval in UTC. Fractions of a second and zones
//! inside the date are refused: no article prints the former, and the latter has its own field.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use crate::domain::zone::{self, Zone};

/// Why a text is not a date. Every message names the text at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing but white space, a bare `?` or a bare `..`.
    #[error(
        "the date is empty; write 2017, 2017-12, 2017-12-05, 2017-12-05T14:30, a..b, a.. or ..b"
    )]
    Empty,
    /// Not of any accepted form.
    #[error(
        "\"{0}\" is not a date; write 2017, 2017-12, 2017-12-05, 2017-12-05T14:30 or 2017-12-05T14:30:59"
    )]
    Form(String),
    /// A year outside 0001..9999.
    #[error("year {year} of \"{text}\" is outside 0001..9999")]
    Year {
        /// The whole point in time as written.
        text: String,
        /// The year as written.
        year: String,
    },
    /// A month outside 01..12.
    #[error("month {month} of \"{text}\" is outside 01..12")]
    Month {
        /// The whole point in time as written.
        text: String,
        /// The month as written.
        month: String,
    },
    /// A day that its month does not have.
    #[error("{0} is not a day of the calendar")]
    Day(String),
    /// An hour, minute or second that no clock shows; a leap second counts as one.
    #[error("{part} {number} of \"{text}\" is outside 00..{last}")]
    Clock {
        /// The whole point in time as written.
        text: String,
        /// "hour", "minute" or "second".
        part: &'static str,
        /// The number as written.
        number: String,
        /// The last number that the part may have.
        last: u32,
    },
    /// A fraction of a second.
    #[error("\"{0}\" has a fraction of a second; whole seconds are the finest that is kept")]
    Fraction(String),
    /// A zone or an offset after the time.
    #[error("\"{0}\" carries a zone; a zone has its own field, such as zone = \"+08:00\"")]
    Zone(String),
    /// A `?` elsewhere than once at the very end.
    #[error(
        "\"{0}\" has a ? that is not its single last character; a guess is marked once, after the whole date"
    )]
    Guess(String),
    /// More than one `..`.
    #[error("\"{0}\" has more than two ends; a range is a..b, a.. or ..b")]
    Ends(String),
    /// A range that ends before it starts.
    #[error("the end {end} is before the start {start}")]
    Reversed {
        /// The start as written.
        start: String,
        /// The end as written.
        end: String,
    },
}

/// How finely a point in time is given; coarser is less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `2017`.
    Year,
    /// `2017-12`.
    Month,
    /// `2017-12-05`.
    Day,
    /// `2017-12-05T14:30`.
    Minute,
    /// `2017-12-05T14:30:59`.
    Second,
}

/// How two dates of the same thing fit together; guess marks do not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// They say the same.
    Same,
    /// They differ only in how precise they are.
    PrecisionOnly,
    /// Both can be true, though neither is a coarser form of the other.
    Compatible,
    /// They cannot both be true.
    Differs,
}

/// A date or a range of dates, stated or guessed.
///
/// The text form ([`fmt::Display`], [`FromStr`]) round-trips. Equality is that of the text form:
/// `2024-06-19` and `2024-06-19..2024-06-19` are two values that [`Date::compare_extent`] finds
/// the same.
///
/// ```
/// use claimbook::domain::date::{Agreement, Date};
///
/// let opening: Date = "2031-04-19".parse()?;
/// let both_days: Date = "2031-04-19..2031-04-20".parse()?;
/// assert_eq!(opening.compare_extent(&both_days), Agreement::Differs);
/// assert_eq!(opening.compare_extent(&"2031-04".parse()?), Agreement::PrecisionOnly);
/// assert!("2031-02-30".parse::<Date>().is_err());
/// # Ok::<(), claimbook::domain::date::DateError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Date {
    extent: Extent,
    guess: bool,
}

/// What [`Date::sort_key`] returns: first instant, end, whether it is a guess.
pub type DateSortKey = (NaiveDateTime, NaiveDateTime, bool);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Extent {
    Point(Point),
    Closed(Point, Point),
    From(Point),
    Until(Point),
}

/// One end as written: a unit of the calendar or the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Point {
    start: NaiveDateTime,
    precision: Precision,
}

impl Date {
    /// Returns the date of one whole day.
    ///
    /// # Errors
    /// [`DateError::Year`] for a year outside 0001..9999.
    pub fn from_day(day: NaiveDate) -> Result<Self, DateError> {
        Self::from_point(day.and_time(NaiveTime::MIN), Precision::Day)
    }

    /// Returns the date of one second; a fraction of it is dropped, since no date is finer.
    ///
    /// # Errors
    /// [`DateError::Year`] for a year outside 0001..9999.
    pub fn from_second(at: NaiveDateTime) -> Result<Self, DateError> {
        let whole = NaiveTime::from_hms_opt(at.hour(), at.minute(), at.second());
        let whole = whole.unwrap_or(NaiveTime::MIN);
        Self::from_point(at.date().and_time(whole), Precision::Second)
    }

    fn from_point(start: NaiveDateTime, precision: Precision) -> Result<Self, DateError> {
        if !(1..=9999).contains(&start.year()) {
            return Err(DateError::Year {
                text: start.date().to_string(),
                year: start.year().to_string(),
            });
        }
        Ok(Self {
            extent: Extent::Point(Point { start, precision }),
            guess: false,
        })
    }

    /// Returns whether the date carries the mark of a guess.
    pub fn is_guess(&self) -> bool {
        self.guess
    }

    /// Returns the same date with or without the mark of a guess.
    #[must_use]
    pub fn with_guess(self, guess: bool) -> Self {
        Self { guess, ..self }
    }

    /// Returns whether the date is written as a range, closed or open.
    pub fn is_range(&self) -> bool {
        !matches!(self.extent, Extent::Point(_))
    }

    /// Returns the precision of the date, of a range that of its coarser end.
    pub fn precision(&self) -> Precision {
        match self.extent {
            Extent::Point(point) | Extent::From(point) | Extent::Until(point) => point.precision,
            Extent::Closed(start, end) => start.precision.min(end.precision),
        }
    }

    /// Returns the first instant covered, in local time; none for `..b`.
    pub fn start(&self) -> Option<NaiveDateTime> {
        self.first_point().map(|point| point.start)
    }

    /// Returns the first instant no longer covered, in local time; none for `a..`.
    pub fn end(&self) -> Option<NaiveDateTime> {
        self.last_point().map(Point::end)
    }

    /// Returns the first day covered; none for `..b`.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.start().map(|start| start.date())
    }

    /// Returns the last day covered; none for `a..`.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.end().map(|end| (end - TimeDelta::seconds(1)).date())
    }

    /// Returns what dates are listed by: start, then end, then stated before guessed. An open
    /// start sorts before everything, an open end after everything with the same start. The zone
    /// is not taken into account; for order in time use [`Date::known_before`].
    pub fn sort_key(&self) -> DateSortKey {
        (
            self.start().unwrap_or(NaiveDateTime::MIN),
            self.end().unwrap_or(NaiveDateTime::MAX),
            self.guess,
        )
    }

    /// Compares two dates as extents of one event.
    ///
    /// The start and the end of an extent each lie in a unit of the calendar: those of `2024-06`
    /// both somewhere in April, those of `2024-06-19..2024-06-20` in two days. Units are equal,
    /// nested or disjoint:
    ///
    /// - both closed: `Differs` when the starts or the ends are disjoint, so one day differs from
    ///   two; `Same` when both are equal; else one is coarser, `PrecisionOnly`;
    /// - `a..` says nothing of the end: against a closed extent, `Compatible` unless the starts are
    ///   disjoint, and `..b` likewise with ends;
    /// - open on the same side: as their stated ends; on opposite sides: `Compatible` when they
    ///   overlap.
    pub fn compare_extent(&self, other: &Self) -> Agreement {
        if let (Extent::From(from), Extent::Until(until))
        | (Extent::Until(until), Extent::From(from)) = (self.extent, other.extent)
        {
            return if from.start < until.end() {
                Agreement::Compatible
            } else {
                Agreement::Differs
            };
        }
        let starts = self.first_point().zip(other.first_point());
        let ends = self.last_point().zip(other.last_point());
        let worst = [starts, ends]
            .into_iter()
            .flatten()
            .map(|(left, right)| left.compare(right))
            .max()
            .unwrap_or(Agreement::Compatible);
        let same_open_side = self.start().is_some() == other.start().is_some()
            && self.end().is_some() == other.end().is_some();
        if worst == Agreement::Differs || same_open_side {
            worst
        } else {
            Agreement::Compatible
        }
    }

    /// Compares two dates that each mean some time within (an utterance, a publication).
    ///
    /// `Same` for equal intervals, `PrecisionOnly` when one contains the other, `Compatible` when
    /// they only overlap, `Differs` when they are disjoint.
    pub fn compare_within(&self, other: &Self) -> Agreement {
        let (left_start, left_end, _) = self.sort_key();
        let (right_start, right_end, _) = other.sort_key();
        if left_end <= right_start || right_end <= left_start {
            return Agreement::Differs;
        }
        match (left_start.cmp(&right_start), left_end.cmp(&right_end)) {
            (Ordering::Equal, Ordering::Equal) => Agreement::Same,
            (Ordering::Less, Ordering::Less) | (Ordering::Greater, Ordering::Greater) => {
                Agreement::Compatible
            }
            _ => Agreement::PrecisionOnly,
        }
    }

    /// Returns which of two dates is known to come first, `Less` meaning this one.
    ///
    /// None unless the two intervals are disjoint in UTC; never `Equal`. A zone that is missing or
    /// only guessed makes the interval wider ([`zone::utc_bounds`]), and nothing is known of the
    /// order of a guessed date.
    pub fn known_before(
        &self,
        zone: Option<&Zone>,
        other: &Self,
        other_zone: Option<&Zone>,
    ) -> Option<Ordering> {
        if self.guess || other.guess {
            return None;
        }
        let (start, end) = zone::utc_bounds(self, zone.filter(|zone| !zone.is_guess()));
        let (other_start, other_end) =
            zone::utc_bounds(other, other_zone.filter(|zone| !zone.is_guess()));
        let before = |end: Option<NaiveDateTime>, start: Option<NaiveDateTime>| {
            end.zip(start).is_some_and(|(end, start)| end <= start)
        };
        if before(end, other_start) {
            Some(Ordering::Less)
        } else if before(other_end, start) {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    fn first_point(&self) -> Option<Point> {
        match self.extent {
            Extent::Point(point) | Extent::From(point) | Extent::Closed(point, _) => Some(point),
            Extent::Until(_) => None,
        }
    }

    fn last_point(&self) -> Option<Point> {
        match self.extent {
            Extent::Point(point) | Extent::Until(point) | Extent::Closed(_, point) => Some(point),
            Extent::From(_) => None,
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let whole = text.trim();
        let (body, guess) = match whole.strip_suffix('?') {
            Some(body) => (body.trim_end(), true),
            None => (whole, false),
        };
        if body.contains('?') {
            return Err(DateError::Guess(whole.to_owned()));
        }
        let extent = match body.split_once("..") {
            None if body.is_empty() => return Err(DateError::Empty),
            None => Extent::Point(body.parse()?),
            Some((_, end)) if end.contains("..") => return Err(DateError::Ends(whole.to_owned())),
            Some((start, end)) => parse_range(start.trim(), end.trim())?,
        };
        Ok(Self { extent, guess })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let guess = if self.guess { "?" } else { "" };
        let text = match self.extent {
            Extent::Point(point) => format!("{point}{guess}"),
            Extent::Closed(start, end) => format!("{start}..{end}{guess}"),
            Extent::From(start) => format!("{start}..{guess}"),
            Extent::Until(end) => format!("..{end}{guess}"),
        };
        formatter.pad(&text)
    }
}

impl Point {
    /// The first instant after the unit. The last year is 9999, far from where chrono ends, so no
    /// addition here overflows; if one did, the unit would be empty.
    fn end(self) -> NaiveDateTime {
        let end = match self.precision {
            Precision::Year => self.start.checked_add_months(Months::new(12)),
            Precision::Month => self.start.checked_add_months(Months::new(1)),
            Precision::Day => self.start.checked_add_days(Days::new(1)),
            Precision::Minute => self.start.checked_add_signed(TimeDelta::minutes(1)),
            Precision::Second => self.start.checked_add_signed(TimeDelta::seconds(1)),
        };
        end.unwrap_or(self.start)
    }

    /// Units of the calendar never overlap in part: they are equal, nested or disjoint.
    fn compare(self, other: Self) -> Agreement {
        if self == other {
            Agreement::Same
        } else if self.start < other.end() && other.start < self.end() {
            Agreement::PrecisionOnly
        } else {
            Agreement::Differs
        }
    }
}

impl FromStr for Point {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(text.to_owned());
        let (day_text, time_text) = match text.split_once(['T', 't', ' ']) {
            Some((day, time)) => (day, Some(time.trim_start())),
            None => (text, None),
        };
        let mut parts = day_text.split('-');
        let year_text = parts.next().unwrap_or_default();
        let year = digits(year_text, 4).ok_or_else(form)?;
        let month_text = parts.next();
        let day_of_month_text = parts.next();
        if parts.next().is_some() {
            return Err(form());
        }
        if year == 0 {
            return Err(DateError::Year {
                text: text.to_owned(),
                year: year_text.to_owned(),
            });
        }

        let mut precision = Precision::Year;
        let mut month = 1;
        let mut day_of_month = 1;
        if let Some(month_text) = month_text {
            precision = Precision::Month;
            month = digits(month_text, 2).ok_or_else(form)?;
            if !(1..=12).contains(&month) {
                return Err(DateError::Month {
                    text: text.to_owned(),
                    month: month_text.to_owned(),
                });
            }
        }
        if let Some(day_of_month_text) = day_of_month_text {
            precision = Precision::Day;
            day_of_month = digits(day_of_month_text, 2).ok_or_else(form)?;
        }
        let day = i32::try_from(year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day_of_month))
            .ok_or_else(|| DateError::Day(day_text.to_owned()))?;

        let mut time = NaiveTime::MIN;
        if let Some(time_text) = time_text {
            if precision != Precision::Day {
                return Err(form());
            }
            (time, precision) = parse_time(text, time_text)?;
        }
        Ok(Self {
            start: day.and_time(time),
            precision,
        })
    }
}

impl fmt::Display for Point {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let form = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Minute => "%Y-%m-%dT%H:%M",
            Precision::Second => "%Y-%m-%dT%H:%M:%S",
        };
        write!(formatter, "{}", self.start.format(form))
    }
}

fn parse_range(start_text: &str, end_text: &str) -> Result<Extent, DateError> {
    match (start_text.is_empty(), end_text.is_empty()) {
        (true, true) => Err(DateError::Empty),
        (false, true) => Ok(Extent::From(start_text.parse()?)),
        (true, false) => Ok(Extent::Until(end_text.parse()?)),
        (false, false) => {
            let start: Point = start_text.parse()?;
            let end: Point = end_text.parse()?;
            if end.end() <= start.start {
                return Err(DateError::Reversed {
                    start: start.to_string(),
                    end: end.to_string(),
                });
            }
            Ok(Extent::Closed(start, end))
        }
    }
}

/// Reads `14:30` or `14:30:59`; `text` is the whole point, for messages.
fn parse_time(text: &str, time_text: &str) -> Result<(NaiveTime, Precision), DateError> {
    let clock_end = time_text
        .find(|letter: char| !letter.is_ascii_digit() && letter != ':')
        .unwrap_or(time_text.len());
    let (clock_text, rest) = time_text.split_at(clock_end);
    let clock_parts: Vec<&str> = clock_text.split(':').collect();
    let in_form = matches!(clock_parts.len(), 2 | 3)
        && clock_parts.iter().all(|part| digits(part, 2).is_some());
    if !in_form {
        return Err(DateError::Form(text.to_owned()));
    }
    match rest.chars().next() {
        None => {}
        Some('.' | ',') if clock_parts.len() == 3 => {
            return Err(DateError::Fraction(text.to_owned()));
        }
        Some('Z' | 'z' | '+' | '-' | '\u{2212}' | ' ') => {
            return Err(DateError::Zone(text.to_owned()));
        }
        Some(_) => return Err(DateError::Form(text.to_owned())),
    }

    let mut numbers = [0; 3];
    let parts = [("hour", 23), ("minute", 59), ("second", 59)];
    for (index, (part_text, (part, last))) in clock_parts.iter().zip(parts).enumerate() {
        let number = digits(part_text, 2).unwrap_or_default();
        if number > last {
            return Err(DateError::Clock {
                text: text.to_owned(),
                part,
                number: (*part_text).to_owned(),
                last,
            });
        }
        numbers[index] = number;
    }
    let [hour, minute, second] = numbers;
    let time = NaiveTime::from_hms_opt(hour, minute, second)
        .ok_or_else(|| DateError::Form(text.to_owned()))?;
    let precision = if clock_parts.len() == 3 {
        Precision::Second
    } else {
        Precision::Minute
    };
    Ok((time, precision))
}

/// Reads exactly `count` ASCII digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn error(text: &str) -> String {
        text.parse::<Date>().unwrap_err().to_string()
    }

    fn extent(left: &str, right: &str) -> Agreement {
        let agreement = date(left).compare_extent(&date(right));
        let mirrored = date(right).compare_extent(&date(left));
        assert_eq!(agreement, mirrored, "{left} against {right}");
        agreement
    }

    fn within(left: &str, right: &str) -> Agreement {
        let agreement = date(left).compare_within(&date(right));
        assert_eq!(agreement, date(right).compare_within(&date(left)));
        agreement
    }

    #[test]
    fn an_hour_without_minutes_is_not_a_date() {
        for text in ["2017-12-05T14", "2017-12-05T14:3", "2017-12-05T14:30.5"] {
            assert_eq!(
                text.parse::<Date>(),
                Err(DateError::Form(text.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn date_keeps_its_canonical_text() {
        for text in [
            "0001",
            "9999",
            "2017",
            "2017-12",
            "2017-12-05",
            "2017-12-05T14:30",
            "2017-12-05T00:00:59",
            "2017..2018-03",
            "2017-12-05..2017-12",
            "2017-12..",
            "..2017-12-05T14:30?",
            "2017?",
        ] {
            assert_eq!(date(text).to_string(), text);
        }
    }

    #[test]
    fn date_reads_a_space_for_the_t_and_spaces_around() {
        assert_eq!(
            date(" 2017-12-05 14:30 .. 2017-12-06 ?").to_string(),
            "2017-12-05T14:30..2017-12-06?"
        );
    }

    #[test]
    fn date_errors_say_what_is_wrong() {
        for (text, wanted) in [
            ("", "empty"),
            ("?", "empty"),
            ("..", "empty"),
            ("2025-02-30", "2025-02-30 is not a day of the calendar"),
            ("2025-02-00", "2025-02-00 is not a day of the calendar"),
            ("2025-13", "month 13 of \"2025-13\" is outside 01..12"),
            ("0000-01", "year 0000 of \"0000-01\" is outside 0001..9999"),
            ("2025-01-01T24:00", "hour 24"),
            ("2025-01-01T10:60", "minute 60"),
            ("2025-01-01T10:59:60", "second 60"),
            ("2025-01-01T10:59:59.5", "fraction of a second"),
            ("2025-01-01T10:59Z", "carries a zone"),
            ("2025-01-01T10:59+08:00", "carries a zone"),
            ("2025-1-5", "is not a date"),
            ("20250105", "is not a date"),
            ("2025-01T10:00", "is not a date"),
            ("2024-06-19..20", "\"20\" is not a date"),
            ("2018..2017", "the end 2017 is before the start 2018"),
            ("2017..2018..2019", "more than two ends"),
            ("2017?..2018", "guess is marked once"),
            ("2017??", "guess is marked once"),
            ("April 19", "is not a date"),
        ] {
            let message = error(text);
            assert!(message.contains(wanted), "{text:?} gives {message:?}");
        }
    }

    #[test]
    fn date_covers_whole_units() {
        let month = date("2024-02");
        assert_eq!(month.first_day(), NaiveDate::from_ymd_opt(2024, 2, 1));
        assert_eq!(month.last_day(), NaiveDate::from_ymd_opt(2024, 2, 29));
        assert_eq!(month.end(), date("2024-03-01").start());
        assert_eq!(
            date("2024-02-01T23:59").last_day(),
            NaiveDate::from_ymd_opt(2024, 2, 1)
        );
        assert_eq!(date("2024..").last_day(), None);
        assert_eq!(date("..2024").first_day(), None);
        assert_eq!(
            date("9999-12-31").last_day(),
            NaiveDate::from_ymd_opt(9999, 12, 31)
        );
    }

    #[test]
    fn date_precision_of_a_range_is_its_coarser_end() {
        assert_eq!(
            date("2024-02-01T10:00..2024-03").precision(),
            Precision::Month
        );
    }

    #[test]
    fn dates_sort_by_start_then_end() {
        let mut dates = [
            "2024-06..",
            "2024",
            "2024-01-01",
            "..2024",
            "2024-06",
            "2024-06?",
        ]
        .map(date);
        dates.sort_by_key(Date::sort_key);
        let texts = dates.map(|date| date.to_string());
        assert_eq!(
            texts,
            [
                "..2024",
                "2024-01-01",
                "2024",
                "2024-06",
                "2024-06?",
                "2024-06.."
            ]
        );
    }

    #[test]
    fn extent_of_one_day_differs_from_two_days() {
        assert_eq!(
            extent("2024-06-19", "2024-06-19..2024-06-20"),
            Agreement::Differs
        );
        assert_eq!(extent("2024-06-19", "2024-06-20"), Agreement::Differs);
    }

    #[test]
    fn extent_of_one_day_is_that_day_to_that_day() {
        assert_eq!(
            extent("2024-06-19", "2024-06-19..2024-06-19"),
            Agreement::Same
        );
        assert_eq!(extent("2024-06-19?", "2024-06-19"), Agreement::Same);
    }

    #[test]
    fn extent_open_at_its_end_is_compatible_with_an_equal_start() {
        assert_eq!(extent("2024-06-19..", "2024-06-19"), Agreement::Compatible);
        assert_eq!(
            extent("2024-06-19..", "2024-06-19..2024-06-20"),
            Agreement::Compatible
        );
        assert_eq!(extent("2024-06-19..", "2024-06"), Agreement::Compatible);
        assert_eq!(extent("2024-06-19..", "2024-06-20"), Agreement::Differs);
    }

    #[test]
    fn extent_open_at_its_start_is_compatible_with_an_equal_end() {
        assert_eq!(
            extent("..2024-06-20", "2024-06-19..2024-06-20"),
            Agreement::Compatible
        );
        assert_eq!(extent("..2024-06-20", "2024-06-19"), Agreement::Differs);
    }

    #[test]
    fn extents_open_on_the_same_side_agree_as_their_ends_do() {
        assert_eq!(extent("2024-06-19..", "2024-06-19..?"), Agreement::Same);
        assert_eq!(
            extent("2024-06-19..", "2024-06.."),
            Agreement::PrecisionOnly
        );
        assert_eq!(extent("2024-06-19..", "2024-06-20.."), Agreement::Differs);
    }

    #[test]
    fn extents_open_on_opposite_sides_are_compatible_when_they_overlap() {
        assert_eq!(
            extent("2024-06-19..", "..2024-06-20"),
            Agreement::Compatible
        );
        assert_eq!(
            extent("2024-06-19..", "..2024-06-19"),
            Agreement::Compatible
        );
        assert_eq!(extent("2024-06-19..", "..2024-06-18"), Agreement::Differs);
    }

    #[test]
    fn extent_of_a_coarser_date_differs_in_precision_only() {
        assert_eq!(extent("2024-06", "2024-06-19"), Agreement::PrecisionOnly);
        assert_eq!(
            extent("2024-06", "2024-06-19..2024-06-20"),
            Agreement::PrecisionOnly
        );
        assert_eq!(
            extent("2024-06..2024-07", "2024-06-19..2024-07-02"),
            Agreement::PrecisionOnly
        );
        assert_eq!(
            extent("2024-06", "2024-06-19..2024-07-02"),
            Agreement::Differs
        );
        assert_eq!(
            extent("2024-06-19", "2024-06-19T14:30"),
            Agreement::PrecisionOnly
        );
    }

    #[test]
    fn within_compares_intervals() {
        assert_eq!(within("2025", "2025-01..2025-12"), Agreement::Same);
        assert_eq!(
            within("2024-06-19", "2024-06-19..2024-06-20"),
            Agreement::PrecisionOnly
        );
        assert_eq!(within("2024-06..", "2024-07"), Agreement::PrecisionOnly);
        assert_eq!(
            within("2024-06..2024-08", "2024-07..2024-09"),
            Agreement::Compatible
        );
        assert_eq!(within("2024-06", "2024-07"), Agreement::Differs);
        assert_eq!(within("..2024-06", "2024-07.."), Agreement::Differs);
    }

    #[test]
    fn known_before_needs_disjoint_intervals_in_utc() {
        let shanghai: Zone = "Asia/Shanghai".parse().unwrap();
        let guessed: Zone = "Asia/Shanghai?".parse().unwrap();
        let (first, second) = (date("2024-06-20"), date("2024-06-21"));
        let known = Some(&shanghai);
        assert_eq!(
            first.known_before(known, &second, known),
            Some(Ordering::Less)
        );
        assert_eq!(
            second.known_before(known, &first, known),
            Some(Ordering::Greater)
        );
        assert_eq!(first.known_before(None, &second, known), None);
        assert_eq!(first.known_before(Some(&guessed), &second, known), None);
        assert_eq!(
            first.known_before(None, &date("2024-06-23"), None),
            Some(Ordering::Less)
        );
        assert_eq!(first.known_before(known, &first, known), None);
    }

    #[test]
    fn known_before_knows_nothing_of_guessed_dates_and_open_ends() {
        let zone: Zone = "Z".parse().unwrap();
        let zone = Some(&zone);
        let later = date("2030");
        assert_eq!(date("2025?").known_before(zone, &later, zone), None);
        assert_eq!(date("2025..").known_before(zone, &later, zone), None);
        assert_eq!(
            date("..2025").known_before(zone, &later, zone),
            Some(Ordering::Less)
        );
    }

    fn any_point() -> impl Strategy<Value = Point> {
        let precision = prop_oneof![
            Just(Precision::Year),
            Just(Precision::Month),
            Just(Precision::Day),
            Just(Precision::Minute),
            Just(Precision::Second),
        ];
        (
            1..=9999_i32,
            1..=12_u32,
            1..=28_u32,
            0..86_400_u32,
            precision,
        )
            .prop_map(|(year, month, day, second, precision)| {
                let at_least = |wanted: Precision, number: u32, first: u32| {
                    if precision >= wanted { number } else { first }
                };
                let month = at_least(Precision::Month, month, 1);
                let day = at_least(Precision::Day, day, 1);
                let minutes = at_least(Precision::Minute, second - second % 60, 0);
                let seconds = at_least(Precision::Second, second % 60, 0);
                let time = NaiveTime::from_num_seconds_from_midnight_opt(minutes + seconds, 0);
                Point {
                    start: NaiveDate::from_ymd_opt(year, month, day)
                        .unwrap()
                        .and_time(time.unwrap()),
                    precision,
                }
            })
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (any_point(), any_point(), 0..4, any::<bool>()).prop_map(|(one, two, shape, guess)| {
            let (start, end) = if two.end() <= one.start {
                (two, one)
            } else {
                (one, two)
            };
            let extent = match shape {
                0 => Extent::Point(one),
                1 => Extent::Closed(start, end),
                2 => Extent::From(one),
                _ => Extent::Until(one),
            };
            Date { extent, guess }
        })
    }

    proptest! {
        #[test]
        fn date_text_round_trips(date in any_date()) {
            prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
        }

        #[test]
        fn date_never_panics_on_any_text(text in any::<String>()) {
            drop(text.parse::<Date>());
        }

        #[test]
        fn date_that_almost_parses_has_a_canonical_text(text in r"[0-9T:. ?-]{0,30}") {
            if let Ok(date) = text.parse::<Date>() {
                prop_assert_eq!(date.to_string().parse::<Date>(), Ok(date));
            }
        }

        #[test]
        fn date_comparisons_are_symmetric(left in any_date(), right in any_date()) {
            prop_assert_eq!(left.compare_extent(&right), right.compare_extent(&left));
            prop_assert_eq!(left.compare_within(&right), right.compare_within(&left));
            prop_assert_eq!(left.compare_extent(&left), Agreement::Same);
            prop_assert_eq!(
                left.known_before(None, &right, None).map(Ordering::reverse),
                right.known_before(None, &left, None)
            );
        }

        #[test]
        fn date_start_is_before_its_end(date in any_date()) {
            if let (Some(start), Some(end)) = (date.start(), date.end()) {
                prop_assert!(start < end);
            }
        }
    }
}
