//! How many words a text has.

use unicode_normalization::char::is_combining_mark;

use super::fold::is_spaceless;

/// Returns how many words a text has. A word is a run of letters and digits, also where an apostrophe, a hyphen or an invisible joiner
/// stands between two of them, or a point or comma between two digits. In scripts without spaces ([`is_spaceless`]) each character is
/// one, with the marks on it.
#[must_use]
pub fn word_count(text: &str) -> usize {
    words_from(text, 0)
}

/// Returns how many words of a text begin at the code point `start` or behind it: what a stretch adds of which the words before are
/// counted already.
#[must_use]
pub fn words_from(text: &str, start: u32) -> usize {
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    let mut words = 0;
    let mut state = OUTSIDE;
    for (at, character) in text.chars().enumerate() {
        let step = STEPS[state][class(character)];
        state = usize::from(step & !BEGINS);
        words += usize::from(step & BEGINS != 0 && at >= start);
    }
    words
}

// What the characters so far leave. A table of steps takes less than half the time of the conditions that it stands for, and a book of
// a million claims has tens of millions of characters.
const OUTSIDE: usize = 0;
const AFTER_LETTER: u8 = 1;
const AFTER_DIGIT: u8 = 2;
const AFTER_JOINER: u8 = 3;
const AFTER_POINT: u8 = 4;
/// A word begins with the character.
const BEGINS: u8 = 8;

// What a character is to a word.
const OTHER: usize = 0;
const LETTER: usize = 1;
const DIGIT: usize = 2;
const JOINER: usize = 3;
const POINT: usize = 4;
const MARK: usize = 5;
const CHARACTER: usize = 6;

/// What follows, by what was before and what the character is.
const STEPS: [[u8; 7]; 5] = {
    let out = 0;
    let begin_letter = AFTER_LETTER | BEGINS;
    let begin_digit = AFTER_DIGIT | BEGINS;
    let alone = BEGINS;
    [
        // OTHER, LETTER, DIGIT, JOINER, POINT, MARK, CHARACTER
        [out, begin_letter, begin_digit, out, out, out, alone],
        [
            out,
            AFTER_LETTER,
            AFTER_DIGIT,
            AFTER_JOINER,
            out,
            AFTER_LETTER,
            alone,
        ],
        [
            out,
            AFTER_LETTER,
            AFTER_DIGIT,
            AFTER_JOINER,
            AFTER_POINT,
            AFTER_DIGIT,
            alone,
        ],
        [out, AFTER_LETTER, AFTER_DIGIT, out, out, out, alone],
        [out, begin_letter, AFTER_DIGIT, out, out, out, alone],
    ]
};

const ASCII: [usize; 128] = {
    let mut classes = [OTHER; 128];
    let mut at: u8 = 0;
    while at < 128 {
        classes[at as usize] = match at {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'\'' | b'-' => JOINER,
            b'.' | b',' => POINT,
            _ => OTHER,
        };
        at += 1;
    }
    classes
};

fn class(character: char) -> usize {
    if let Some(class) = ASCII.get(character as usize) {
        return *class;
    }
    match character {
        // Latin, which most of the rest is.
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' => LETTER,
        '\u{2019}' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '\u{200c}' | '\u{200d}' => JOINER,
        _ if is_combining_mark(character) => MARK,
        _ if !character.is_alphanumeric() => OTHER,
        _ if is_spaceless(character) => CHARACTER,
        _ if character.is_numeric() => DIGIT,
        _ => LETTER,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        for (text, words) in [
            ("", 0),
            (" — … “” ", 0),
            ("Dredging the fairway is safe.", 5),
            ("safe—he said", 3),
            ("one/two", 2),
            ("nearly 100 million", 3),
        ] {
            assert_eq!(word_count(text), words, "{text}");
        }
    }

    #[test]
    fn words_are_joined_by_what_stands_inside_only() {
        for (text, words) in [
            ("it’s the people's well-being", 4),
            ("'tis - the dogs' -bowl-", 4),
            ("rock-'n'-roll", 3),
            ("98.99 of 1,000,000", 3),
            ("2017–18", 2),
            ("٩٨.٩٩", 1),
            ("да.нет", 2),
            ("end.Next,then", 3),
            ("می‌خواهم", 1),
            ("co\u{ad}operate", 1),
        ] {
            assert_eq!(word_count(text), words, "{text}");
        }
    }

    #[test]
    fn words_keep_the_marks_on_their_letters() {
        assert_eq!(word_count("cafe\u{301}s"), 1);
        assert_eq!(word_count("हिन्दी में"), 2);
    }

    #[test]
    fn each_character_of_a_script_without_spaces_is_a_word() {
        assert_eq!(word_count("疏浚是安全的。"), 6);
        assert_eq!(word_count("2025年AI大会"), 5);
        assert_eq!(word_count("ที่"), 1);
    }

    #[test]
    fn words_that_begin_before_are_not_counted_again() {
        let text = "it’s 安全 now";
        let counts: Vec<usize> = (0..12).map(|start| words_from(text, start)).collect();
        assert_eq!(counts, [4, 3, 3, 3, 3, 3, 2, 1, 1, 0, 0, 0]);
    }

    proptest! {
        #[test]
        fn words_of_two_texts_are_the_words_of_both(one in "\\PC{0,12}", other in "\\PC{0,12}", start in 0..30_u32) {
            let both = format!("{one} {other}");
            prop_assert_eq!(word_count(&both), word_count(&one) + word_count(&other));
            let before = u32::try_from(one.chars().count()).expect("few") + 1;
            prop_assert_eq!(words_from(&both, before + start), words_from(&other, start));
        }
    }
}
