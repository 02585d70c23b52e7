//! A text in sentences, near enough to say which ones changed between two texts.

use super::text::{Text, paragraphs};

/// Words before whose point a sentence goes on, without it; titles and the like, which a name or a number follows. Lower case.
const ABBREVIATIONS: [&str; 35] = [
    "adm", "apr", "aug", "brig", "capt", "cf", "col", "dec", "dr", "eds", "etc", "feb", "fig",
    "gen", "gov", "hon", "jan", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "nov", "oct", "pp",
    "prof", "rep", "rev", "sen", "sept", "sgt", "st", "vs",
];

/// Returns the sentences of a text in order, without the white space around them; none of them is empty.
///
/// A sentence ends with its paragraph (a line where no blank lines stand between paragraphs), and at `.`, `!`, `?`, `…` and their kin
/// where white space follows, with quotation marks and brackets between; at the ideographic marks `。！？` without it. A point ends none
/// after a single letter (`J. Berg`, `the U.S.`) or a known abbreviation of English, and no mark does where a small letter follows.
/// So `He lives in the U.S. She does not` stays one sentence, and an unknown abbreviation before a capital letter ends one.
#[must_use]
pub fn sentences(text: &Text) -> Vec<&str> {
    let mut all = Vec::new();
    for paragraph in paragraphs(text) {
        if let Some(paragraph) = text.slice(paragraph) {
            split(paragraph, &mut all);
        }
    }
    all
}

fn split<'t>(paragraph: &'t str, all: &mut Vec<&'t str>) {
    let mut start = 0;
    let mut rest = paragraph.char_indices().peekable();
    while let Some((at, mark)) = rest.next() {
        if !is_end_mark(mark) {
            continue;
        }
        // Further marks, and what closes a quotation, belong to the sentence.
        let mut end = at + mark.len_utf8();
        while let Some((at, next)) = rest.peek().copied() {
            if !is_end_mark(next) && !is_closing(next) {
                break;
            }
            end = at + next.len_utf8();
            rest.next();
        }
        let (before, after) = (
            paragraph.get(start..at).unwrap_or_default(),
            paragraph.get(end..).unwrap_or_default(),
        );
        if ends_sentence(before, mark, after) {
            push(paragraph.get(start..end), all);
            start = end;
        }
    }
    push(paragraph.get(start..), all);
}

fn push<'t>(sentence: Option<&'t str>, all: &mut Vec<&'t str>) {
    let sentence = sentence.unwrap_or_default().trim();
    if !sentence.is_empty() {
        all.push(sentence);
    }
}

fn ends_sentence(before: &str, mark: char, after: &str) -> bool {
    if is_ideographic(mark) {
        return true;
    }
    let next = after.trim_start();
    if !after.is_empty() && next.len() == after.len() {
        return false;
    }
    if next.starts_with(char::is_lowercase) {
        return false;
    }
    if mark != '.' || next.is_empty() {
        return true;
    }
    let word = before
        .rsplit(|character: char| !character.is_alphabetic())
        .next()
        .unwrap_or_default();
    let is_letter = word.chars().count() == 1;
    let word = word.to_lowercase();
    // `No. 5`, but `He said no. She left.`
    let is_number = word == "no" && next.starts_with(|character: char| character.is_ascii_digit());
    !is_letter && !is_number && !ABBREVIATIONS.contains(&word.as_str())
}

const fn is_ideographic(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '｡' | '．')
}

/// Latin and Greek marks, the ellipsis, the Devanagari danda, the Arabic question mark and full stop, the ideographic ones.
const fn is_end_mark(character: char) -> bool {
    matches!(
        character,
        '.' | '!' | '?' | '…' | '।' | '؟' | '۔' | '‽' | '⁇' | '⁈' | '⁉'
    ) || is_ideographic(character)
}

const fn is_closing(character: char) -> bool {
    matches!(
        character,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）' | '】' | '》' | '›'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let text = Text::new(text.to_owned()).unwrap();
        sentences(&text).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn sentences_end_at_marks_before_white_space_and_with_their_paragraph() {
        assert_eq!(
            of("It is open. “Is it?” she asked! Version 2.5 works\nA line without a mark\n"),
            [
                "It is open.",
                "“Is it?” she asked!",
                "Version 2.5 works",
                "A line without a mark"
            ]
        );
        assert_eq!(of("One\nparagraph.\n\nTwo."), ["One\nparagraph.", "Two."]);
        assert_eq!(
            of("He said: “No.” Then he left..."),
            ["He said: “No.”", "Then he left..."]
        );
    }

    #[test]
    fn sentences_end_at_marks_other_than_a_point_behind_whatever_stands_there() {
        assert_eq!(
            of("Was it plan B? He asked Dr! 5 came. Over to Mr."),
            ["Was it plan B?", "He asked Dr!", "5 came.", "Over to Mr."]
        );
    }

    #[test]
    fn sentences_go_on_after_abbreviations_and_initials() {
        assert_eq!(
            of("Dr. A. Berg of the U.S. Navy saw No. 5. It was etc. and so on."),
            [
                "Dr. A. Berg of the U.S. Navy saw No. 5.",
                "It was etc. and so on."
            ]
        );
    }

    #[test]
    fn sentences_of_scripts_without_spaces_end_at_their_own_marks() {
        assert_eq!(
            of("港口开放。“是吗？”他问。"),
            ["港口开放。", "“是吗？”", "他问。"]
        );
    }

    #[test]
    fn sentences_of_nothing_are_none() {
        assert!(of(" \n ").is_empty());
        assert_eq!(of("..."), ["..."]);
    }
}
