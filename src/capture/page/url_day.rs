//! The day that an address names.

use chrono::NaiveDate;

use super::month_names::month_of;
use super::stamp::plausible;

/// Returns the day in the path of an address: /2031/05/02/, /2031/may/02/, 2031-05-02, 20310502.
pub(super) fn day_of_url(url: &str) -> Option<NaiveDate> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/')?.1;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).take(200).collect();
    for at in 0..parts.len() {
        if let [year, month, day, ..] = parts.get(at..)?
            && year.len() == 4
            && (1..=2).contains(&day.len())
            && let (Ok(year), Ok(day)) = (year.parse(), day.parse())
        {
            let month = if (1..=2).contains(&month.len()) {
                month.parse().ok()
            } else {
                month_of(&month.to_lowercase())
            };
            if let Some(found) = month
                .and_then(|month| NaiveDate::from_ymd_opt(year, month, day))
                .and_then(plausible)
            {
                return Some(found);
            }
        }
        if let Some(part) = parts.get(at)
            && part.len() == 8
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(found) = NaiveDate::parse_from_str(part, "%Y%m%d")
                .ok()
                .and_then(plausible)
        {
            return Some(found);
        }
    }
    // 2031/0502 and 2031-05/02.
    parts.windows(2).find_map(|pair| {
        let [year, rest] = pair else { return None };
        if year.len() != 4 || rest.len() != 4 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let day = NaiveDate::parse_from_str(&format!("{year}{rest}"), "%Y%m%d").ok()?;
        plausible(day)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_day_of_an_address_is_read_from_its_path() {
        let day = |url| {
            day_of_url(url)
                .map(|day| day.to_string())
                .unwrap_or_default()
        };
        assert_eq!(day("https://gull.example/2031/05/02/harbour"), "2031-05-02");
        assert_eq!(
            day("https://gull.example/world/2031/may/02/harbour"),
            "2031-05-02"
        );
        assert_eq!(
            day("https://gull.example/n1/2031/0502/c90.html"),
            "2031-05-02"
        );
        assert_eq!(day("https://gull.example/a-20310502-x"), "2031-05-02");
        assert_eq!(day("https://gull.example/harbour-2031"), "");
        assert_eq!(day("https://gull.example/x?d=2031/05/02"), "");
    }

    proptest! {
        #[test]
        fn reading_an_address_never_panics(url in "(https?://)?[0-9a-zé/._-]{0,60}") {
            prop_assert!(day_of_url(&url).is_none_or(|day| plausible(day).is_some()));
        }
    }
}
