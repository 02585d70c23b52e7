//! How long after one moment another one came, as far as dates and zones tell.

use chrono::TimeDelta;

use super::said::Bounds;

/// Returns an interval of a minute or less as its start: a minute is no interval to people.
pub(super) fn tight((start, end): Bounds) -> Bounds {
    match (start, end) {
        (Some(from), Some(to)) if to - from <= TimeDelta::minutes(1) => (start, start),
        bounds => bounds,
    }
}

/// Returns how long after the first publication another one came, as in `+5 h`, or `+16 h..+64 h` where dates or zones leave it open.
pub(super) fn delay(first: Bounds, later: Bounds) -> String {
    let (first, later) = (tight(first), tight(later));
    let least = later.0.zip(first.1).map(|(later, first)| later - first);
    let most = later.1.zip(first.0).map(|(later, first)| later - first);
    let minutes = |delay: TimeDelta| delay.num_minutes().max(0);
    let (unit, name) = match most.or(least).map_or(0, minutes) {
        10_080.. => (1_440, "d"),
        120.. => (60, "h"),
        _ => (1, "min"),
    };
    // Rounded outward, so that an interval never says more than is known.
    let least = least.map_or(0, minutes);
    let most = most.map(minutes);
    if most == Some(least) {
        return format!("+{} {name}", (least + unit / 2) / unit);
    }
    let least = least / unit;
    match most.map(|most| (most + unit - 1) / unit) {
        Some(most) if most == least => format!("+{least} {name}"),
        Some(most) => format!("+{least} {name}..+{most} {name}"),
        None => format!("+{least} {name}.."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::zone::utc_bounds;

    fn utc(date: &str) -> Bounds {
        let date: Date = date.parse().unwrap();
        utc_bounds(&date, Some(&"Z".parse().unwrap()))
    }

    #[test]
    fn delay_is_rounded_outward_unless_it_is_exact() {
        let first = tight(utc("2024-05-01T10:00"));
        for (later, expected) in [
            ("2024-05-01T10:40", "+40 min"),
            ("2024-05-01T18:10", "+8 h"),
            ("2024-05-02", "+14 h..+38 h"),
            ("2024-05-20T10:00", "+19 d"),
            ("2024-06", "+30 d..+61 d"),
            ("2024-06..", "+30 d.."),
        ] {
            assert_eq!(delay(first, utc(later)), expected, "{later}");
        }
        assert_eq!(delay((None, first.1), utc("2024-05-02")), "+14 h..");
    }
}
