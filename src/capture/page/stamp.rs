//! Dates with a time and a zone, as pages and bylines write them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};

use super::month_names::month_of;
use crate::domain::date::Date;
use crate::domain::zone::Zone;

/// Years before this are placeholders of publishing systems (0001-01-01, 1970-01-01), not dates of news.
const FIRST_YEAR: i32 = 1990;

/// Years after this are mistakes.
const LAST_YEAR: i32 = 2100;

/// How many tokens of a line are looked at; a date of any form with its weekday, time and zone has fewer than 30.
const TOKENS: usize = 80;

/// Which number of 04/05/2031 is the day, where the numbers leave it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayOrder {
    /// 4 May, as in most of the world.
    DayFirst,
    /// April 5, as in the United States.
    MonthFirst,
}

/// A day, perhaps with the time of day and the zone that stand with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The day as written, in the stamp's own zone.
    pub(super) day: NaiveDate,
    /// The time, with whether it was written to the second.
    pub(super) time: Option<(NaiveTime, bool)>,
    /// The zone in a form that [`Zone`] reads.
    pub(super) zone: Option<String>,
    /// Whether day and month could be the other way round.
    pub(super) is_ambiguous: bool,
}

impl Stamp {
    pub(super) const fn of_day(day: NaiveDate) -> Self {
        Self {
            day,
            time: None,
            zone: None,
            is_ambiguous: false,
        }
    }

    /// Returns the date to the precision written.
    pub(super) fn date(&self) -> Option<Date> {
        let day = self.day;
        let written = match self.time {
            Some((time, true)) => format!("{day}T{}", time.format("%H:%M:%S")),
            Some((time, false)) => format!("{day}T{}", time.format("%H:%M")),
            None => day.to_string(),
        };
        let date: Date = written.parse().ok()?;
        Some(date.with_guess(self.is_ambiguous))
    }

    /// Returns the zone, where one is written that has a meaning.
    pub(super) fn zone(&self) -> Option<Zone> {
        self.zone.as_deref()?.parse().ok()
    }

    /// Says whether the stamp is an instant of UTC: its day may differ from the day of the place of publication.
    pub(super) fn is_utc(&self) -> bool {
        self.time.is_some() && matches!(self.zone.as_deref(), Some("Z" | "+00:00"))
    }

    /// Returns the day and time as written.
    pub(super) fn at(&self) -> Option<chrono::NaiveDateTime> {
        self.time.map(|(time, _)| self.day.and_time(time))
    }

    /// Returns how far the written zone is ahead of UTC then.
    pub(super) fn seconds_ahead(&self) -> Option<i64> {
        let zone = self.zone()?;
        let (start, _) = crate::domain::zone::utc_interval(&self.date()?, Some(&zone))?;
        Some((self.at()? - start).num_seconds())
    }

    /// Says whether the time is just a filler for a day.
    pub(super) fn is_midnight(&self) -> bool {
        self.time.is_some_and(|(time, _)| time == NaiveTime::MIN)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Number { value: u64, digits: usize },
    Word(String),
    Sign(char),
}

/// Reads the first whole date of a line and the time and zone near it.
pub(super) fn read_stamp(words: &str, order: DayOrder) -> Option<Stamp> {
    let words = words.trim();
    if let Some(stamp) = all_digits(words) {
        return Some(stamp);
    }
    let tokens = tokens(words);
    let (day, range, is_ambiguous) = day_in(&tokens, order)?;
    let mut stamp = Stamp {
        is_ambiguous,
        ..Stamp::of_day(day)
    };
    let after = tokens.get(range.end..).unwrap_or_default();
    let before = tokens.get(..range.start).unwrap_or_default();
    if let Some((time, zone)) = time_in(after).or_else(|| time_in(before)) {
        stamp.time = Some(time);
        stamp.zone = zone;
    }
    Some(stamp)
}

/// 20310502, 20310502163241, seconds or milliseconds since 1970.
fn all_digits(words: &str) -> Option<Stamp> {
    if words.is_empty() || !words.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i64 = words.parse().ok()?;
    let seconds = match words.len() {
        8 => {
            return Some(Stamp::of_day(plausible(
                NaiveDate::parse_from_str(words, "%Y%m%d").ok()?,
            )?));
        }
        14 => {
            let at = chrono::NaiveDateTime::parse_from_str(words, "%Y%m%d%H%M%S").ok()?;
            return Some(Stamp {
                time: Some((at.time(), true)),
                ..Stamp::of_day(plausible(at.date())?)
            });
        }
        9 | 10 => value,
        13 => value / 1000,
        _ => return None,
    };
    let at = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    Some(Stamp {
        time: Some((at.time(), true)),
        zone: Some("Z".to_owned()),
        ..Stamp::of_day(plausible(at.date())?)
    })
}

/// Returns the day where it can be one of publication.
pub(super) fn plausible(day: NaiveDate) -> Option<NaiveDate> {
    (FIRST_YEAR..=LAST_YEAR)
        .contains(&day.year())
        .then_some(day)
}

fn tokens(words: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        if found.len() >= TOKENS {
            break;
        }
        if character.is_ascii_digit() {
            let mut value = u64::from(character as u8 - b'0');
            let mut digits = 1;
            while let Some(next) = characters.next_if(char::is_ascii_digit) {
                value = value
                    .saturating_mul(10)
                    .saturating_add(u64::from(next as u8 - b'0'));
                digits += 1;
            }
            found.push(Token::Number { value, digits });
        } else if matches!(character, '年' | '月' | '日' | '号') {
            found.push(Token::Sign(character));
        } else if character.is_alphabetic() {
            let mut word: String = character.to_lowercase().collect();
            while let Some(next) =
                characters.next_if(|c| c.is_alphabetic() && !matches!(c, '年' | '月' | '日'))
            {
                word.extend(next.to_lowercase());
            }
            found.push(Token::Word(word));
        } else if !character.is_whitespace() {
            found.push(Token::Sign(character));
        }
    }
    found
}

type FoundDay = (NaiveDate, std::ops::Range<usize>, bool);

fn day_in(tokens: &[Token], order: DayOrder) -> Option<FoundDay> {
    (0..tokens.len()).find_map(|at| {
        let rest = tokens.get(at..)?;
        let (day, length, is_ambiguous) = year_first(rest)
            .or_else(|| numbers(rest, order))
            .or_else(|| month_name(rest))?;
        Some((plausible(day)?, at..at + length, is_ambiguous))
    })
}

fn date_of(year: u64, month: u64, day: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        u32::try_from(month).ok()?,
        u32::try_from(day).ok()?,
    )
}

/// 2031-05-02, 2031/5/2, 2031.05.02, 2031年5月2日.
fn year_first(tokens: &[Token]) -> Option<(NaiveDate, usize, bool)> {
    let [
        Token::Number {
            value: year,
            digits: 4,
        },
        Token::Sign(one @ ('-' | '/' | '.' | '年')),
        Token::Number {
            value: month,
            digits: 1..=2,
        },
        Token::Sign(two @ ('-' | '/' | '.' | '月')),
        Token::Number {
            value: day,
            digits: 1..=2,
        },
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    if *one == '年' {
        let ends = matches!(rest.first(), Some(Token::Sign('日' | '号')));
        return (*two == '月' && ends).then_some((date_of(*year, *month, *day)?, 6, false));
    }
    (one == two).then_some((date_of(*year, *month, *day)?, 5, false))
}

/// 02.05.2031, 2/5/2031, 5/2/31.
fn numbers(tokens: &[Token], order: DayOrder) -> Option<(NaiveDate, usize, bool)> {
    let [
        Token::Number {
            value: first,
            digits: 1..=2,
        },
        Token::Sign(one @ ('-' | '/' | '.')),
        Token::Number {
            value: second,
            digits: 1..=2,
        },
        Token::Sign(two),
        Token::Number {
            value: year,
            digits: digits @ (2 | 4),
        },
        ..,
    ] = tokens
    else {
        return None;
    };
    if one != two {
        return None;
    }
    let year = if *digits == 2 { 2000 + *year } else { *year };
    let is_month_first = match (*first > 12, *second > 12) {
        (true, _) => false,
        (_, true) => true,
        // Dots stand between the numbers only where the day comes first.
        _ => order == DayOrder::MonthFirst && *one != '.',
    };
    let (day, month) = if is_month_first {
        (*second, *first)
    } else {
        (*first, *second)
    };
    let is_ambiguous = *one != '.' && *first <= 12 && *second <= 12 && first != second;
    Some((date_of(year, month, day)?, 5, is_ambiguous))
}

/// May 2, 2031; 2nd of May 2031; 2. Mai 2031; 2 de mayo de 2031; Fri May 2 16:32:41 2031.
fn month_name(tokens: &[Token]) -> Option<(NaiveDate, usize, bool)> {
    let (first, month) = match tokens.first()? {
        Token::Number {
            value: day,
            digits: 1..=2,
        } => {
            let at = past_fillers(tokens, 1, &["st", "nd", "rd", "th", "de", "of", "er", "º"]);
            let Some(Token::Word(word)) = tokens.get(at) else {
                return None;
            };
            (Some((*day, at + 1)), month_of(word)?)
        }
        Token::Word(word) => (None, month_of(word)?),
        _ => return None,
    };
    if let Some((day, at)) = first {
        let at = past_fillers(tokens, at, &["de", "del", "of"]);
        let year = year_at(tokens, at)?;
        return Some((date_of(year, u64::from(month), day)?, at + 1, false));
    }
    let at = past_fillers(tokens, 1, &["the"]);
    let Some(Token::Number {
        value: day,
        digits: 1..=2,
    }) = tokens.get(at)
    else {
        return None;
    };
    let after = past_fillers(tokens, at + 1, &["st", "nd", "rd", "th", "de", "of"]);
    if let Some(year) = year_at(tokens, after) {
        return Some((date_of(year, u64::from(month), *day)?, after + 1, false));
    }
    // The year behind the time, as Unix writes it. The time is then inside of the range and is not looked for.
    let rest = tokens.get(after..)?;
    let (_, length) = clock(rest)?;
    let year = (after + length..(after + length + 3).min(tokens.len()))
        .find_map(|at| year_at(tokens, at))?;
    Some((date_of(year, u64::from(month), *day)?, at + 1, false))
}

fn year_at(tokens: &[Token], at: usize) -> Option<u64> {
    match tokens.get(at)? {
        Token::Number { value, digits: 4 } => Some(*value),
        _ => None,
    }
}

fn past_fillers(tokens: &[Token], from: usize, words: &[&str]) -> usize {
    let mut at = from;
    while at < from + 3
        && match tokens.get(at) {
            Some(Token::Sign(sign)) => matches!(sign, '.' | ',' | '-' | '/' | 'º'),
            Some(Token::Word(word)) => words.contains(&word.as_str()),
            _ => false,
        }
    {
        at += 1;
    }
    at
}

type Clock = (NaiveTime, bool);

/// A time of day at the beginning of tokens and how many it takes: 16:32:41, 4:32 pm, 16h32, 16.32 Uhr, 4 p.m.
fn clock(tokens: &[Token]) -> Option<(Clock, usize)> {
    let Token::Number {
        value: hour,
        digits: 1..=2,
    } = tokens.first()?
    else {
        return None;
    };
    let mut hour = u32::try_from(*hour).ok()?;
    let mut at = 1;
    let mut minute = None;
    let mut second = None;
    match (tokens.get(1), tokens.get(2)) {
        (Some(Token::Sign(':' | '：')), Some(Token::Number { value, digits: 2 })) => {
            minute = u32::try_from(*value).ok();
            at = 3;
            if let (Some(Token::Sign(':' | '：')), Some(Token::Number { value, digits: 2 })) =
                (tokens.get(3), tokens.get(4))
            {
                second = u32::try_from(*value).ok();
                at = 5;
                // A fraction of a second.
                if let (Some(Token::Sign('.' | ',')), Some(Token::Number { digits: 3.., .. })) =
                    (tokens.get(5), tokens.get(6))
                {
                    at = 7;
                }
            }
        }
        (Some(Token::Word(word)), Some(Token::Number { value, digits: 2 })) if word == "h" => {
            minute = u32::try_from(*value).ok();
            at = 3;
        }
        (Some(Token::Sign('.')), Some(Token::Number { value, digits: 2 })) if matches!(tokens.get(3), Some(Token::Word(word)) if matches!(word.as_str(), "uhr" | "am" | "pm" | "a" | "p")) =>
        {
            minute = u32::try_from(*value).ok();
            at = 3;
        }
        _ => {}
    }
    let (half, length) = half_of_day(tokens.get(at..).unwrap_or_default());
    at += length;
    match half {
        Some(_) if !(1..=12).contains(&hour) => {}
        Some(true) => hour = hour % 12 + 12,
        Some(false) => hour %= 12,
        None => {}
    }
    if minute.is_none() && half.is_none() {
        return None;
    }
    let time = NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), second.unwrap_or(0))?;
    Some(((time, second.is_some()), at))
}

/// Whether "am" (false) or "pm" (true) stands there, and the number of its tokens.
fn half_of_day(tokens: &[Token]) -> (Option<bool>, usize) {
    let Some(Token::Word(word)) = tokens.first() else {
        return (None, 0);
    };
    match word.as_str() {
        "am" => (Some(false), 1),
        "pm" => (Some(true), 1),
        "a" | "p" => match tokens.get(1..4) {
            Some([Token::Sign('.'), Token::Word(m), Token::Sign('.')]) if m == "m" => {
                (Some(word == "p"), 4)
            }
            _ => match tokens.get(1..3) {
                Some([Token::Sign('.'), Token::Word(m)]) if m == "m" => (Some(word == "p"), 3),
                _ => (None, 0),
            },
        },
        _ => (None, 0),
    }
}

/// The first time of day among tokens and the zone behind it.
fn time_in(tokens: &[Token]) -> Option<(Clock, Option<String>)> {
    // A time that belongs to a date stands next to it; a line may go on with other figures.
    const NEAR: usize = 8;
    for at in 0..tokens.len().min(NEAR) {
        let rest = tokens.get(at..)?;
        if let Some((time, length)) = clock(rest) {
            return Some((time, zone_in(rest.get(length..).unwrap_or_default())));
        }
    }
    None
}

/// The zone at the beginning of tokens: Z, +08:00, GMT+2, EDT, Uhr (which says nothing).
fn zone_in(tokens: &[Token]) -> Option<String> {
    let tokens = match tokens {
        [Token::Word(word), rest @ ..] if word == "uhr" => rest,
        [Token::Sign('(' | ','), rest @ ..] => rest,
        _ => tokens,
    };
    match tokens {
        [Token::Word(word), rest @ ..] => {
            let named = match word.as_str() {
                "z" | "gmt" | "utc" => "Z",
                "est" => "-05:00",
                "edt" => "-04:00",
                "et" => "America/New_York",
                "cdt" => "-05:00",
                "pst" => "-08:00",
                "pdt" => "-07:00",
                "pt" => "America/Los_Angeles",
                "bst" | "cet" | "mez" => "+01:00",
                "cest" | "mesz" => "+02:00",
                "aest" => "+10:00",
                "aedt" => "+11:00",
                "jst" | "kst" => "+09:00",
                "msk" => "+03:00",
                _ => return None,
            };
            let further = if named == "Z" { offset(rest) } else { None };
            Some(further.unwrap_or_else(|| named.to_owned()))
        }
        _ => offset(tokens),
    }
}

fn offset(tokens: &[Token]) -> Option<String> {
    let [
        Token::Sign(sign @ ('+' | '-' | '\u{2212}')),
        Token::Number { value, digits },
        rest @ ..,
    ] = tokens
    else {
        return None;
    };
    let sign = if *sign == '+' { '+' } else { '-' };
    let (hours, minutes) = match (digits, rest) {
        (
            1..=2,
            [
                Token::Sign(':'),
                Token::Number {
                    value: minutes,
                    digits: 2,
                },
                ..,
            ],
        ) => (*value, *minutes),
        (1..=2, _) => (*value, 0),
        (4, _) => (*value / 100, *value % 100),
        _ => return None,
    };
    (hours <= 14 && minutes < 60)
        .then(|| format!("{sign}{hours:02}:{minutes:02}").replace("-00:00", "+00:00"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(words: &str) -> String {
        match read_stamp(words, DayOrder::DayFirst) {
            Some(stamp) => format!(
                "{} {}",
                stamp.date().unwrap(),
                stamp.zone.unwrap_or_default()
            )
            .trim()
            .to_owned(),
            None => String::new(),
        }
    }

    #[test]
    fn dates_of_machines_are_read_with_their_zone() {
        assert_eq!(
            read("2031-05-02T16:32:41+08:00"),
            "2031-05-02T16:32:41 +08:00"
        );
        assert_eq!(read("2031-05-02T16:32:41.123Z"), "2031-05-02T16:32:41 Z");
        assert_eq!(read("2031-05-02 16:32"), "2031-05-02T16:32");
        assert_eq!(read("20310502"), "2031-05-02");
        assert_eq!(
            read("Fri, 02 May 2031 16:32:41 GMT"),
            "2031-05-02T16:32:41 Z"
        );
        assert_eq!(
            read("Fri May 02 2031 16:32:41 GMT+0200"),
            "2031-05-02T16:32:41 +02:00"
        );
        assert_eq!(read("1935592361"), "2031-05-03T16:32:41 Z");
        assert_eq!(read("1935592361000"), "2031-05-03T16:32:41 Z");
    }

    #[test]
    fn dates_of_people_are_read_in_several_languages() {
        assert_eq!(
            read("Published 4:32 p.m. EDT, Fri May 2, 2031"),
            "2031-05-02T16:32 -04:00"
        );
        assert_eq!(read("May 2nd, 2031 at 12:05 AM"), "2031-05-02T00:05");
        assert_eq!(read("2. Mai 2031, 16.32 Uhr"), "2031-05-02T16:32");
        assert_eq!(read("Publié le 2 mai 2031 à 16h32"), "2031-05-02T16:32");
        assert_eq!(read("2 de mayo de 2031"), "2031-05-02");
        assert_eq!(read("1er août 2031"), "2031-08-01");
        assert_eq!(read("2031年5月2日 16:32"), "2031-05-02T16:32");
        assert_eq!(read("02.05.2031"), "2031-05-02");
        assert_eq!(
            read("2031-05-02 16:32:41Source: The GullAuthor: Ines Varga"),
            "2031-05-02T16:32:41"
        );
    }

    #[test]
    fn a_date_that_can_be_read_two_ways_is_a_guess() {
        assert_eq!(read("04/05/2031"), "2031-05-04?");
        assert_eq!(read("14/05/2031"), "2031-05-14");
        let american = read_stamp("04/05/2031", DayOrder::MonthFirst).unwrap();
        assert_eq!(american.day.to_string(), "2031-04-05");
    }

    #[test]
    fn placeholders_and_half_dates_are_no_dates() {
        for words in [
            "0001-01-01T00:00:00",
            "1970-01-01",
            "May 2",
            "2 hours ago",
            "on May 31st",
            "2031-02-30",
            "march of time",
        ] {
            assert_eq!(read(words), "", "{words}");
        }
    }

    proptest! {
        #[test]
        fn reading_a_date_never_panics(words in "[0-9a-zA-Z :./+年月日-]{0,60}") {
            if let Some(stamp) = read_stamp(&words, DayOrder::DayFirst) {
                prop_assert!(stamp.date().is_some());
            }
        }
    }
}
