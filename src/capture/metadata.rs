//! Title, authors and date of publication as the first lines of a plain text show them.

use chrono::NaiveDate;

use crate::domain::fold::is_spaceless;
use crate::domain::text::{Span, Text, paragraphs};

/// What a text says of itself. Nothing is invented: what is not seen is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The first line, where it looks like a headline, and where it stands.
    pub title: Option<(String, Span)>,
    /// The names of a "By …" line.
    pub byline: Vec<String>,
    /// A date or a time among the first lines, as [`Date`](crate::domain::date::Date) writes it.
    pub published: Option<String>,
    /// `zh`, where most letters are Han and none is kana; other languages are not told apart here.
    pub language: Option<&'static str>,
}

/// How many lines at the top may hold metadata.
const TOP: usize = 12;

/// A headline is no longer than this, in code points; the longest in a set of 176 news pages had 160.
const HEADLINE: u32 = 200;

/// Reads the metadata of a text.
pub fn read_metadata(text: &Text) -> Metadata {
    let mut metadata = Metadata::default();
    let blocks = paragraphs(text);
    if let [first, _, ..] = blocks.as_slice()
        && first.len() <= HEADLINE
        && let Some(words) = text.slice(*first)
        && !words.contains('\n')
        // A path through a site's sections is no headline.
        && !words.contains(['>', '|', '›', '»'])
        && !words.ends_with(['.', '。', ':', '：'])
    {
        metadata.title = Some((words.to_owned(), *first));
    }
    for line in text.as_str().lines().take(TOP) {
        let line = line.trim();
        if metadata.byline.is_empty()
            && line.chars().count() <= 120
            && let Some(names) = line
                .strip_prefix("By ")
                .or_else(|| line.strip_prefix("BY "))
        {
            metadata.byline = names
                .split([',', '&'])
                .flat_map(|part| part.split(" and "))
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect();
        }
        if metadata.published.is_none() && line.chars().count() <= 200 {
            metadata.published = date_in(line);
        }
    }
    let mut letters = 0_usize;
    let mut han = 0_usize;
    let mut kana = false;
    for letter in text
        .as_str()
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(2000)
    {
        letters += 1;
        han += usize::from(is_spaceless(letter) && ('\u{3400}'..='\u{9fff}').contains(&letter));
        kana |= ('\u{3040}'..='\u{30ff}').contains(&letter);
    }
    if letters > 0 && han * 2 > letters && !kana {
        metadata.language = Some("zh");
    }
    metadata
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first whole date of a line: 2025-04-21 16:32:41, April 21 2025, 21 April 2025, 2025年4月21日.
fn date_in(line: &str) -> Option<String> {
    let tokens: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || c == ',' || c == '|' || c == '/')
        .filter(|token| !token.is_empty())
        .collect();
    for (at, token) in tokens.iter().enumerate() {
        if let Some(day) = leading_iso_day(token) {
            let rest = token.get(10..).unwrap_or_default();
            let time = rest
                .strip_prefix('T')
                .filter(|time| !time.is_empty())
                .or(tokens.get(at + 1).copied());
            return Some(match time.and_then(leading_time) {
                Some(time) => format!("{day}T{time}"),
                None => day,
            });
        }
        if let Some(day) = chinese_day(token) {
            return Some(day);
        }
        let month = month_of(token);
        let number = |at: Option<usize>| -> Option<u32> {
            tokens
                .get(at?)?
                .trim_end_matches(['.', 's', 't', 'n', 'd', 'r', 'h'])
                .parse()
                .ok()
        };
        if let Some(month) = month {
            let after = (number(Some(at + 1)), number(Some(at + 2)));
            let around = (number(at.checked_sub(1)), number(Some(at + 1)));
            for (day, year) in [after, around] {
                if let (Some(day), Some(year)) = (day, year)
                    && (1000..=9999).contains(&year)
                    && let Some(date) =
                        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
                {
                    return Some(date.to_string());
                }
            }
        }
    }
    None
}

fn month_of(token: &str) -> Option<u32> {
    let word = token.trim_end_matches('.').to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|month| *month == word || (word.len() <= 4 && month.starts_with(&word)))?;
    u32::try_from(at + 1).ok()
}

fn leading_iso_day(token: &str) -> Option<String> {
    let day = token.get(..10)?;
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    (date.to_string() == day).then(|| day.to_owned())
}

/// The HH:MM or HH:MM:SS at the beginning of a token, whatever runs on behind it ("16:32:41Source").
fn leading_time(token: &str) -> Option<String> {
    for (length, format) in [(8, "%H:%M:%S"), (5, "%H:%M")] {
        if let Some(time) = token.get(..length)
            && chrono::NaiveTime::parse_from_str(time, format).is_ok()
        {
            return Some(time.to_owned());
        }
    }
    None
}

fn chinese_day(token: &str) -> Option<String> {
    let (before, rest) = token.split_once('年')?;
    let year: String = before
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .chars()
        .rev()
        .collect();
    let (month, rest) = rest.split_once('月')?;
    let (day, _) = rest.split_once('日')?;
    let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (year.len() == 4).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_several_forms_are_read_and_half_ones_are_not() {
        let check = |line: &str, wanted: Option<&str>| {
            assert_eq!(date_in(line).as_deref(), wanted, "{line}");
        };
        check(
            "2031-05-02 16:32:41Source: The Gull",
            Some("2031-05-02T16:32:41"),
        );
        check("Published 2031-05-02", Some("2031-05-02"));
        check("May 2, 2031", Some("2031-05-02"));
        check("Monday, 2 May 2031 | Harbour", Some("2031-05-02"));
        check("发布时间：2031年5月2日", Some("2031-05-02"));
        check("on May 2", None);
        check("2031-02-30", None);
        check("may be 2031", None);
    }

    #[test]
    fn the_top_of_a_text_gives_title_byline_and_date() {
        let text = Text::new(String::from(
            "Ferry stops for the winter\n\nBy Ada Quill and Tom Reed\n2031-11-02\n\nThe ferry stopped on Sunday.",
        ))
        .expect("a text");
        let metadata = read_metadata(&text);
        assert_eq!(
            metadata.title.map(|(title, _)| title).as_deref(),
            Some("Ferry stops for the winter")
        );
        assert_eq!(metadata.byline, ["Ada Quill", "Tom Reed"]);
        assert_eq!(metadata.published.as_deref(), Some("2031-11-02"));
        assert_eq!(metadata.language, None);
    }

    #[test]
    fn a_text_without_a_headline_has_none() {
        let text =
            Text::new(String::from("The ferry stopped on Sunday.\n\nIt rained.")).expect("a text");
        assert_eq!(read_metadata(&text).title, None);
    }
}
