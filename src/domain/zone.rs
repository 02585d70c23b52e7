//! The zone of a local time: an IANA name or a fixed offset, stated or guessed.
//!
//! ```text
//! Asia/Shanghai  +08:00  Z      a trailing ? marks a guess
//! ```

use std::fmt;
use std::str::FromStr;

use chrono::{FixedOffset, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::domain::date::Date;
use crate::domain::nearest::nearest;

/// The offset furthest behind UTC that a civil clock shows, in hours: Baker and Howland Islands
/// (IANA `Etc/GMT+12`).
const FURTHEST_BEHIND_HOURS: i64 = 12;
/// The offset furthest ahead of UTC that a civil clock shows, in hours: the Line Islands of
/// Kiribati (IANA `Pacific/Kiritimati`).
const FURTHEST_AHEAD_HOURS: i64 = 14;
/// How many names an error proposes.
const PROPOSED: usize = 3;

/// Why a text is not a zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// Nothing but white space or a bare `?`.
    #[error(
        "the zone is empty; write a name such as Asia/Shanghai, an offset such as +08:00, or Z"
    )]
    Empty,
    /// An offset that is not `+HH:MM` or `-HH:MM`.
    #[error("\"{0}\" is not an offset; write +08:00, -03:30 or Z")]
    OffsetForm(String),
    /// An offset that no clock has.
    #[error("the offset {0} is outside -12:00..+14:00")]
    OffsetRange(String),
    /// `-00:00`, which RFC 3339 section 4.3 reserves for an unknown offset.
    #[error("-00:00 says that the offset is not known; leave the zone out, or write Z for UTC")]
    OffsetUnknown,
    /// A `?` elsewhere than once at the very end.
    #[error("\"{0}\" has a ? that is not its single last character")]
    Guess(String),
    /// A name that the IANA database does not have.
    #[error("there is no zone \"{name}\"{}", nearest_text(.nearest))]
    Unknown {
        /// The name as written.
        name: String,
        /// The most similar names of the database, best first; may be empty.
        nearest: Vec<String>,
    },
}

/// A zone, stated or guessed. The text form round-trips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone {
    rule: Rule,
    guess: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Rule {
    Named(Tz),
    Fixed(FixedOffset),
}

impl Zone {
    /// Returns whether the zone carries the mark of a guess.
    pub fn is_guess(&self) -> bool {
        self.guess
    }

    /// Returns the same zone with or without the mark of a guess.
    #[must_use]
    pub fn with_guess(self, guess: bool) -> Self {
        Self { guess, ..self }
    }

    /// Seconds ahead of UTC at an instant of UTC.
    fn seconds_ahead(&self, utc: NaiveDateTime) -> i64 {
        let offset = match self.rule {
            Rule::Named(tz) => tz.offset_from_utc_datetime(&utc).fix(),
            Rule::Fixed(offset) => offset,
        };
        i64::from(offset.local_minus_utc())
    }

    /// What the clocks of the zone show at an instant of UTC.
    fn local(&self, utc: NaiveDateTime) -> NaiveDateTime {
        utc + TimeDelta::seconds(self.seconds_ahead(utc))
    }

    /// The first and the last instant of UTC at which clocks show `local`: two in a fold, one
    /// elsewhere, none in a gap.
    fn instants(&self, local: NaiveDateTime) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let mapped = match self.rule {
            Rule::Named(tz) => tz
                .offset_from_local_datetime(&local)
                .map(|offset| offset.fix()),
            Rule::Fixed(offset) => offset.offset_from_local_datetime(&local),
        };
        let utc =
            mapped.map(|offset| local - TimeDelta::seconds(i64::from(offset.local_minus_utc())));
        // Not every source of offsets orders the two of a fold by instant.
        let (one, two) = (utc.earliest()?, utc.latest()?);
        Some((one.min(two), one.max(two)))
    }

    /// The instant at which clocks jump over `local`, which lies in a gap. Offsets stay within a
    /// day of UTC, so a day to either side brackets the jump.
    fn jump_over(&self, local: NaiveDateTime) -> NaiveDateTime {
        let earliest = local - TimeDelta::days(1);
        let (mut low, mut high) = (0, TimeDelta::days(2).num_seconds());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.local(earliest + TimeDelta::seconds(middle)) < local {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        earliest + TimeDelta::seconds(low)
    }

    /// The instants of UTC, half-open, at which clocks show a time from `start` to before `end`.
    fn utc_of(&self, start: Option<NaiveDateTime>, end: Option<NaiveDateTime>) -> Bounds {
        let second = TimeDelta::seconds(1);
        let utc_start = start.map(|start| match self.instants(start) {
            Some((first, _)) => first,
            None => self.jump_over(start),
        });
        // The last second covered decides: an end that is itself in a fold may not be reached twice.
        let utc_end = end.map(|end| match self.instants(end - second) {
            Some((_, last)) => last + second,
            None => self.jump_over(end - second),
        });
        if let (Some(start), Some(end), Some(utc_start), Some(utc_end)) =
            (start, end, utc_start, utc_end)
            && utc_end <= utc_start
        {
            // No clock showed any of it: it was meant by the offset before or after the jump.
            let before = self.seconds_ahead(start - TimeDelta::days(1));
            let after = self.seconds_ahead(end + TimeDelta::days(1));
            let (behind, ahead) = (before.min(after), before.max(after));
            return (
                Some(start - TimeDelta::seconds(ahead)),
                Some(end - TimeDelta::seconds(behind)),
            );
        }
        (utc_start, utc_end)
    }
}

/// The half-open bounds of an interval of UTC; none is open.
type Bounds = (Option<NaiveDateTime>, Option<NaiveDateTime>);

/// Returns the half-open bounds in UTC of the local interval that a date covers; an open side has
/// none.
///
/// Without a zone the clock may be anywhere from UTC-12 to UTC+14, which widens the interval by
/// 14 hours at its start and 12 at its end. A time that occurs twice (clocks put back) covers both
/// occurrences; a time that clocks skipped covers the readings by the offsets before and after. A
/// guessed zone is used as if it were stated: callers that need certainty leave it out.
pub fn utc_bounds(date: &Date, zone: Option<&Zone>) -> Bounds {
    match zone {
        Some(zone) => zone.utc_of(date.start(), date.end()),
        None => (
            date.start()
                .map(|start| start - TimeDelta::hours(FURTHEST_AHEAD_HOURS)),
            date.end()
                .map(|end| end + TimeDelta::hours(FURTHEST_BEHIND_HOURS)),
        ),
    }
}

/// Returns the half-open interval in UTC that a date covers, as [`utc_bounds`] has it; none when
/// the date is open on a side.
pub fn utc_interval(date: &Date, zone: Option<&Zone>) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (start, end) = utc_bounds(date, zone);
    start.zip(end)
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        let whole = text.trim();
        let (body, guess) = match whole.strip_suffix('?') {
            Some(body) => (body.trim_end(), true),
            None => (whole, false),
        };
        if body.is_empty() {
            return Err(ZoneError::Empty);
        }
        if body.contains('?') {
            return Err(ZoneError::Guess(whole.to_owned()));
        }
        let rule = if body.eq_ignore_ascii_case("z") || body.starts_with(['+', '-', '\u{2212}']) {
            Rule::Fixed(parse_offset(body)?)
        } else {
            Rule::Named(find_named(body)?)
        };
        Ok(Self { rule, guess })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let guess = if self.guess { "?" } else { "" };
        let text = match self.rule {
            Rule::Named(tz) => format!("{}{guess}", tz.name()),
            Rule::Fixed(offset) if offset.local_minus_utc() == 0 => format!("Z{guess}"),
            Rule::Fixed(offset) => format!("{offset}{guess}"),
        };
        formatter.pad(&text)
    }
}

fn parse_offset(text: &str) -> Result<FixedOffset, ZoneError> {
    let form = || ZoneError::OffsetForm(text.to_owned());
    let range = || ZoneError::OffsetRange(text.to_owned());
    if text.eq_ignore_ascii_case("z") {
        return Ok(chrono::Utc.fix());
    }
    let (sign, clock) = match text.strip_prefix('+') {
        Some(clock) => (1, clock),
        None => (-1, text.strip_prefix('-').ok_or_else(form)?),
    };
    let (hours, minutes) = clock.split_once(':').ok_or_else(form)?;
    let two_digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !two_digits(hours) || !two_digits(minutes) {
        return Err(form());
    }
    let hours: i64 = hours.parse().map_err(|_| form())?;
    let minutes: i64 = minutes.parse().map_err(|_| form())?;
    let ahead_minutes = sign * (hours * 60 + minutes);
    if ahead_minutes == 0 && sign == -1 {
        return Err(ZoneError::OffsetUnknown);
    }
    let allowed = -FURTHEST_BEHIND_HOURS * 60..=FURTHEST_AHEAD_HOURS * 60;
    if minutes > 59 || !allowed.contains(&ahead_minutes) {
        return Err(range());
    }
    i32::try_from(ahead_minutes * 60)
        .ok()
        .and_then(FixedOffset::east_opt)
        .ok_or_else(range)
}

/// Finds a zone of the IANA database in any case. Only its full name counts: a bare city may be in
/// two continents.
fn find_named(name: &str) -> Result<Tz, ZoneError> {
    for tz in TZ_VARIANTS {
        if tz.name().eq_ignore_ascii_case(name) {
            return Ok(tz);
        }
    }
    Err(ZoneError::Unknown {
        name: name.to_owned(),
        nearest: nearest_names(name),
    })
}

/// Proposes names: a text without a slash is compared with the last part of each name, because
/// people write the city.
fn nearest_names(name: &str) -> Vec<String> {
    let spaced = name.replace(' ', "_");
    if spaced.contains('/') {
        let names = TZ_VARIANTS.iter().map(|tz| tz.name());
        return to_owned(nearest(&spaced, names, PROPOSED));
    }
    let cities = TZ_VARIANTS.iter().map(|tz| last_part(tz.name()));
    let mut found = Vec::new();
    for city in nearest(&spaced, cities, PROPOSED) {
        for tz in TZ_VARIANTS {
            if last_part(tz.name()) == city {
                found.push(tz.name().to_owned());
            }
        }
    }
    found.truncate(PROPOSED);
    found
}

fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn to_owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn nearest_text(names: &[String]) -> String {
    if names.is_empty() {
        return "; write a name of the IANA database such as Asia/Shanghai, or an offset"
            .to_owned();
    }
    format!("; nearest: {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zone(text: &str) -> Zone {
        text.parse().unwrap()
    }

    fn error(text: &str) -> String {
        text.parse::<Zone>().unwrap_err().to_string()
    }

    fn utc(date: &str, zone_text: &str) -> String {
        let zone = Some(zone_text).filter(|text| !text.is_empty()).map(zone);
        let date: Date = date.parse().unwrap();
        let (start, end) = utc_interval(&date, zone.as_ref()).unwrap();
        let form = "%dT%H:%M";
        format!("{} {}", start.format(form), end.format(form))
    }

    #[test]
    fn zone_keeps_its_canonical_text() {
        for text in [
            "Asia/Shanghai",
            "+08:00",
            "-03:30?",
            "Z",
            "UTC?",
            "America/New_York",
        ] {
            assert_eq!(zone(text).to_string(), text);
        }
    }

    #[test]
    fn zone_reads_names_in_any_case_and_plus_zero_as_z() {
        assert_eq!(zone(" asia/SHANGHAI ?").to_string(), "Asia/Shanghai?");
        assert_eq!(zone("+00:00").to_string(), "Z");
        assert_eq!(zone("z").to_string(), "Z");
    }

    #[test]
    fn an_offset_has_two_digits_for_hours_and_two_for_minutes() {
        for text in ["+8:00", "+08:0", "+008:00", "+08:000", "+0a:00", "+08:0a"] {
            assert_eq!(
                error(text),
                format!("\"{text}\" is not an offset; write +08:00, -03:30 or Z")
            );
        }
    }

    #[test]
    fn an_offset_has_up_to_fifty_nine_minutes() {
        assert_eq!(zone("+05:59").to_string(), "+05:59");
        assert!(error("+05:60").contains("+05:60"));
    }

    #[test]
    fn zone_errors_say_what_is_wrong() {
        for (text, wanted) in [
            ("", "empty"),
            ("?", "empty"),
            ("Asia/Shangai", "nearest: Asia/Shanghai"),
            ("Shanghai", "nearest: Asia/Shanghai"),
            ("new york", "nearest: America/New_York"),
            ("qqqq", "IANA"),
            ("+8", "write +08:00"),
            ("+0800", "write +08:00"),
            ("\u{2212}08:00", "write +08:00"),
            ("+14:01", "outside -12:00..+14:00"),
            ("+08:60", "outside"),
            ("-00:00", "not known"),
            ("Z??", "single last"),
        ] {
            let message = error(text);
            assert!(message.contains(wanted), "{text:?} gives {message:?}");
        }
    }

    #[test]
    fn utc_interval_shifts_by_the_offset() {
        assert_eq!(utc("2024-06-19", "Asia/Shanghai"), "18T16:00 19T16:00");
        assert_eq!(utc("2024-06-19T14:30", "-03:30"), "19T18:00 19T18:01");
    }

    #[test]
    fn utc_interval_without_a_zone_spans_every_clock() {
        assert_eq!(utc("2024-06-19T14:00", ""), "19T00:00 20T02:01");
    }

    #[test]
    fn utc_interval_of_an_hour_that_occurs_twice_covers_both() {
        assert_eq!(
            utc("2025-10-26T02:30", "Europe/Berlin"),
            "26T00:30 26T01:31"
        );
        assert_eq!(utc("2025-10-26", "Europe/Berlin"), "25T22:00 26T23:00");
    }

    #[test]
    fn utc_interval_ends_before_a_midnight_that_occurs_twice() {
        // Havana puts its clocks back from 01:00 to 00:00: both belong to the second.
        assert_eq!(utc("2025-11-01", "America/Havana"), "01T04:00 02T04:00");
        assert_eq!(utc("2025-11-02", "America/Havana"), "02T04:00 03T05:00");
    }

    #[test]
    fn utc_interval_of_a_skipped_time_covers_both_readings() {
        assert_eq!(
            utc("2025-03-30T02:30", "Europe/Berlin"),
            "30T00:30 30T01:31"
        );
        assert_eq!(utc("2011-12-30", "Pacific/Apia"), "29T10:00 31T10:00");
    }

    #[test]
    fn utc_interval_starts_at_the_jump_when_midnight_is_skipped() {
        assert_eq!(utc("2017-10-15", "America/Sao_Paulo"), "15T03:00 16T02:00");
        assert_eq!(utc("2017-10-14", "America/Sao_Paulo"), "14T03:00 15T03:00");
    }

    #[test]
    fn utc_bounds_of_an_open_date_are_open() {
        let date: Date = "2025..".parse().unwrap();
        let (start, end) = utc_bounds(&date, None);
        assert!(start.is_some());
        assert_eq!(end, None);
        assert_eq!(utc_interval(&date, None), None);
    }

    #[test]
    fn utc_interval_is_never_empty_in_any_zone() {
        for date in [
            "0001",
            "1900-01-01",
            "1995-01-01",
            "2011-12-30",
            "2025-03-30T02:30",
            "9999",
        ] {
            let date: Date = date.parse().unwrap();
            for tz in TZ_VARIANTS {
                let zone = zone(tz.name());
                let (start, end) = utc_interval(&date, Some(&zone)).unwrap();
                assert!(start < end, "{date} in {zone}");
            }
        }
    }

    proptest! {
        #[test]
        fn zone_text_round_trips(index in 0..TZ_VARIANTS.len(), minutes in -720..=840_i32, guess: bool) {
            let fixed = FixedOffset::east_opt(minutes * 60).unwrap();
            for rule in [Rule::Named(TZ_VARIANTS[index]), Rule::Fixed(fixed)] {
                let zone = Zone { rule, guess };
                prop_assert_eq!(zone.to_string().parse::<Zone>(), Ok(zone));
            }
        }

        #[test]
        fn zone_never_panics_on_any_text(text in any::<String>(), offset in r"[+-][0-9:?]{0,7}") {
            drop(text.parse::<Zone>());
            drop(offset.parse::<Zone>());
        }

        #[test]
        fn utc_interval_contains_each_local_time_read_back(seconds in 0..4_000_000_000_i64, index in 0..TZ_VARIANTS.len()) {
            let zone = Zone { rule: Rule::Named(TZ_VARIANTS[index]), guess: false };
            let instant = chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
            let date = Date::from_second(zone.local(instant)).unwrap();
            let (start, end) = utc_interval(&date, Some(&zone)).unwrap();
            prop_assert!(start <= instant && instant < end);
        }
    }
}
