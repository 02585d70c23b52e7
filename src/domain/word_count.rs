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
    let mut words = 0;
    let mut skip = start;
    // The last letter or digit of the word that goes on here.
    let mut inside: Option<char> = None;
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_letter = character.is_alphanumeric();
        let is_mark = !character.is_ascii() && is_combining_mark(character);
        let begins = is_letter && !is_mark && (inside.is_none() || is_spaceless(character));
        words += usize::from(begins && skip == 0);
        skip = skip.saturating_sub(1);
        inside = match inside {
            _ if is_letter && !is_mark => (!is_spaceless(character)).then_some(character),
            Some(last) if is_mark || joins(last, character, rest.peek().copied()) => Some(last),
            _ => None,
        };
    }
    words
}

/// Whether a character holds the letters or digits around it together.
fn joins(last: char, character: char, next: Option<char>) -> bool {
    let Some(next) = next.filter(|next| next.is_alphanumeric()) else {
        return false;
    };
    match character {
        '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '\u{200c}' | '\u{200d}' => {
            true
        }
        '.' | ',' => last.is_numeric() && next.is_numeric(),
        _ => false,
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
