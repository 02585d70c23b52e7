//! Text broken into lines of at most so many terminal columns.
//!
//! Widths are those of `unicode_width` for whole strings, because the width of a sequence (an emoji with a joiner, a
//! Lam-Alef ligature) is not the sum of its characters' widths. So every line is measured as it will be printed.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Characters that do not begin a line in Chinese and Japanese.
const NOT_FIRST: &str = "，。、；：？！）」』】》〉〕｝］”’…·%％";
/// Characters that do not end a line in Chinese and Japanese.
const NOT_LAST: &str = "（「『【《〈〔｛［“‘";

/// How many characters, most of them marks without width, may share one column where a word has to be broken. The
/// longest emoji have ten for their two columns.
const MOST_PER_COLUMN: usize = 32;

/// Returns the ranges of the lines into which the text breaks when its first line has `first` columns and the others
/// have `rest`. A line breaks at white space and between wide characters; a word that is longer than a line breaks after
/// a hyphen, slash or underscore, else anywhere. Always at least one line.
pub(super) fn wrap(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    if text.width() <= first {
        return std::iter::once(0..text.len()).collect();
    }
    let mut lines = Vec::new();
    let mut limit = first;
    let mut line = 0..0;
    for word in words(text) {
        if text[line.start..word.end].width() <= limit {
            line.end = word.end;
            continue;
        }
        if !line.is_empty() {
            lines.push(line);
            limit = rest;
        }
        line = word;
        if text[line.clone()].width() <= limit {
            continue;
        }
        loop {
            let end = line.start + fitting_prefix(&text[line.clone()], limit);
            if end == line.end {
                break;
            }
            lines.push(line.start..end);
            limit = rest;
            line.start = end;
        }
    }
    lines.push(line);
    lines
}

/// Returns the columns of the widest word, which a line must have so that no word breaks.
pub(super) fn widest_word(text: &str) -> usize {
    words(text)
        .into_iter()
        .map(|word| text[word].width())
        .max()
        .unwrap_or(0)
}

/// Returns the ranges of what stays on one line where it can, without the white space between.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut previous = ' ';
    for (offset, character) in text.char_indices() {
        if is_breaking_space(character) {
            if let Some(start) = start.take() {
                words.push(start..offset);
            }
        } else if let Some(word_start) = start {
            if can_break(previous, character) {
                words.push(word_start..offset);
                start = Some(offset);
            }
        } else {
            start = Some(offset);
        }
        previous = character;
    }
    if let Some(start) = start {
        words.push(start..text.len());
    }
    words
}

fn is_breaking_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn can_break(previous: char, next: char) -> bool {
    (is_wide(previous) || is_wide(next))
        && !belongs_together(previous, next)
        && !NOT_FIRST.contains(next)
        && !NOT_LAST.contains(previous)
}

fn is_wide(character: char) -> bool {
    character.width().is_some_and(|width| width > 1)
}

/// Returns whether two neighbours are part of one visible sign: a mark on its base, a joined emoji, a flag.
fn belongs_together(previous: char, next: char) -> bool {
    let is_regional = |character| matches!(character, '\u{1f1e6}'..='\u{1f1ff}');
    next.width().unwrap_or(0) == 0
        || previous == '\u{200d}'
        || matches!(next, '\u{1f3fb}'..='\u{1f3ff}')
        || (is_regional(previous) && is_regional(next))
}

/// Returns how many bytes of the text fit the limit: all, else up to a joint, else whole signs, else whole characters,
/// else one character.
fn fitting_prefix(text: &str, limit: usize) -> usize {
    let fits = |end: &&usize| text[..**end].width() <= limit;
    let ends: Vec<_> = text
        .char_indices()
        .take(limit.max(1) * MOST_PER_COLUMN)
        .map(|(offset, character)| offset + character.len_utf8())
        .collect();
    // A search, because measuring every prefix of a long text of marks without width would take its length squared.
    let fitting = &ends[..ends.partition_point(|end| fits(&end))];
    if fitting.last() == Some(&text.len()) {
        return text.len();
    }
    let last = |ends_well: &dyn Fn(usize) -> bool| {
        let mut candidates = fitting.iter().rev().filter(|end| ends_well(**end));
        candidates.find(fits)
    };
    last(&|end| text[..end].ends_with(['-', '/', '_']))
        .or_else(|| last(&|end| is_end_of_sign(text, end)))
        .or_else(|| last(&|_| true))
        .or(ends.first())
        .copied()
        .unwrap_or(0)
}

fn is_end_of_sign(text: &str, end: usize) -> bool {
    match (text[..end].chars().next_back(), text[end..].chars().next()) {
        (Some(previous), Some(next)) => !belongs_together(previous, next),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, first: usize, rest: usize, expected: &[&str]) {
        let lines: Vec<_> = wrap(text, first, rest)
            .into_iter()
            .map(|line| &text[line])
            .collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn wrap_breaks_at_spaces() {
        check("one two three", 8, 8, &["one two", "three"]);
        check("one two three", 3, 20, &["one", "two three"]);
        check("", 8, 8, &[""]);
    }

    #[test]
    fn wrap_keeps_leading_spaces_of_the_first_line() {
        check("  one two", 6, 6, &["  one", "two"]);
    }

    #[test]
    fn wrap_breaks_long_words_anywhere() {
        check("a abcdefgh i", 3, 3, &["a", "abc", "def", "gh", "i"]);
    }

    #[test]
    fn wrap_breaks_keys_at_hyphens_only_where_a_line_is_too_short() {
        check("by li-xiaojun", 10, 10, &["by", "li-xiaojun"]);
        check("basic-needs-first", 12, 12, &["basic-needs-", "first"]);
        check("on 2025-04-19", 12, 12, &["on", "2025-04-19"]);
    }

    #[test]
    fn wrap_breaks_chinese_between_characters_but_not_before_a_stop() {
        check("科技不应该。", 10, 10, &["科技不应", "该。"]);
        check("科技", 3, 3, &["科", "技"]);
    }

    #[test]
    fn wrap_keeps_marks_and_joined_emoji_whole() {
        check(
            "e\u{301}e\u{301}e\u{301}",
            2,
            2,
            &["e\u{301}e\u{301}", "e\u{301}"],
        );
        let family = "👩\u{200d}👩\u{200d}👧";
        check(&family.repeat(2), 3, 3, &[family, family]);
    }

    #[test]
    fn wrap_takes_time_in_proportion_to_the_text() {
        for text in [
            "x",
            "e\u{301}",
            "\u{301}",
            "👩\u{200d}",
            "🇨",
            "科",
            " y",
            "a-",
        ] {
            let text = text.repeat(20_000);
            let lines = wrap(&text, 40, 40);
            assert!(lines.iter().all(|line| text[line.clone()].width() <= 40));
        }
        check(&"\u{301}".repeat(3), 0, 0, &["\u{301}\u{301}\u{301}"]);
    }
}
