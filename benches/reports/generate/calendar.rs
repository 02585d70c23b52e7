//! Days and minutes of the book as dates.

use chrono::{Days, NaiveDate, TimeDelta};

/// The first day of every book.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2015, 1, 1).unwrap_or_default()
}

fn date(day: u32) -> NaiveDate {
    first_day() + Days::new(u64::from(day))
}

/// As in `2017-12-05`.
pub(super) fn day(day: u32) -> String {
    date(day).format("%Y-%m-%d").to_string()
}

/// As in `2017-12`.
pub(super) fn month(day: u32) -> String {
    date(day).format("%Y-%m").to_string()
}

/// As in `2017-12-05T14:30`.
pub(super) fn minute(minute: u32) -> String {
    let time = first_day().and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute));
    time.format("%Y-%m-%dT%H:%M").to_string()
}
