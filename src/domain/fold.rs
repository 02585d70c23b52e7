//! What counts as the same letters: for finding words in a text, and for telling two spellings apart.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns what a character matches as when words are sought in a text. Quotation marks that stand for `"` and `'` in
/// English typesetting (curly, low, reversed, prime), every dash, hyphen and minus, and every white space become their
/// ASCII form; nothing else changes, so case and accents matter. `«»` and `「」` stay themselves, because no keyboard that
/// lacks them writes `"` for them in the same text.
#[must_use]
pub fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return if character.is_ascii_whitespace() || character == '\u{b}' {
            ' '
        } else {
            character
        };
    }
    match character {
        '\u{2018}'..='\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{ff0d}' => '-',
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}

/// Returns words as they match: every character folded, white space runs as one space, none around them.
#[must_use]
pub fn fold_words(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for character in words.trim().chars().map(fold_char) {
        if character != ' ' || !folded.ends_with(' ') {
            folded.push(character);
        }
    }
    folded
}

/// Returns what is left of words when case, accents, punctuation and white space do not count and `&` is "and": two
/// texts with the same result differ in spelling only. A decimal point and what holds two numbers apart still count.
/// Voicing marks of kana and vowel signs of other scripts are letters and stay.
#[must_use]
pub fn spelling(words: &str) -> String {
    let lower = words.to_lowercase();
    // Nothing in ASCII is taken apart, and most names and headlines are.
    let is_ascii = lower.is_ascii();
    let letters: Vec<char> = if is_ascii {
        lower.chars().collect()
    } else {
        lower
            .nfkd()
            .filter(|character| !is_diacritic(*character))
            .collect()
    };
    let digit = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(|character| character.is_numeric())
    };
    let mut out = String::with_capacity(lower.len());
    for (at, character) in letters.iter().copied().enumerate() {
        let between_digits = digit(at.checked_sub(1)) && digit(at.checked_add(1));
        match fold_char(character) {
            '&' => out.push_str(" and "),
            ' ' => out.push(' '),
            '.' if between_digits => out.push('.'),
            // Thousands: 1,000 and 1'000. Anywhere else they are punctuation, of which nothing is left either.
            ',' | '\'' => {}
            folded if is_punctuation(folded) => {
                if between_digits {
                    out.push(' ');
                }
            }
            folded => out.push(folded),
        }
    }
    let mut words = String::with_capacity(out.len());
    for word in out.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    if is_ascii {
        words
    } else {
        words.nfc().collect()
    }
}

/// Says whether a character belongs to a script that is written without spaces between words, so that a word may begin
/// and end anywhere: Thai and Lao (U+0E00-0EFF), Myanmar (U+1000-109F, A9E0-A9FF, AA60-AA7F), Khmer (U+1780-17FF,
/// 19E0-19FF), Hiragana, Katakana and Bopomofo (U+3005-3007, 3040-312F, 31A0-31BF, 31F0-31FF, FF66-FF9F), Han
/// (U+3400-9FFF, F900-FAFF, 20000-3FFFF) and Hangul syllables (U+AC00-D7AF), whose particles are written onto the word.
#[must_use]
pub const fn is_spaceless(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{19e0}'..='\u{19ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{a9e0}'..='\u{a9ff}'
        | '\u{aa60}'..='\u{aa7f}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Says whether words may end after one character and begin with the next: not inside a word, nor before a mark that
/// belongs to the character, but anywhere in a spaceless script.
#[must_use]
pub fn is_word_boundary(before: char, after: char) -> bool {
    if before.is_ascii() && after.is_ascii() {
        return !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric());
    }
    let is_mark = |character| is_combining_mark(character) && !is_spaceless(character);
    let is_letter = |character: char| {
        character.is_alphanumeric() && !is_spaceless(character) || is_mark(character)
    };
    if is_mark(after) {
        return before.is_whitespace();
    }
    !(is_letter(before) && is_letter(after))
}

/// Says whether a character is an accent of Latin, Greek or Cyrillic or a point of Hebrew or Arabic: a mark that a careless writer leaves out.
#[must_use]
pub const fn is_diacritic(character: char) -> bool {
    matches!(character,
        '\u{0300}'..='\u{036f}'
        | '\u{0591}'..='\u{05bd}'
        | '\u{064b}'..='\u{0652}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// Punctuation after NFKD, which turns full-width and vertical forms into these; `% $ + = <` and the like are words.
fn is_punctuation(character: char) -> bool {
    match character {
        '$' | '%' | '+' | '<' | '=' | '>' | '^' | '|' | '~' | '@' | '#' => false,
        '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{ad}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}' => {
            true
        }
        '\u{200b}'..='\u{200f}'
        | '\u{2010}'..='\u{202f}'
        | '\u{2032}'..='\u{2043}'
        | '\u{2045}'..='\u{2051}' => true,
        '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301f}'
        | '\u{30fb}' => true,
        _ => character.is_ascii_punctuation(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fold_words_makes_quotes_dashes_and_white_space_match() {
        assert_eq!(
            fold_words(" “He’s” —\u{a0}\r\n \u{3000}‘x’ −1 "),
            "\"He's\" - 'x' -1"
        );
    }

    #[test]
    fn fold_words_keeps_case_accents_and_other_quotation_marks() {
        assert_eq!(fold_words("Élan «x» 「天」 …"), "Élan «x» 「天」 …");
    }

    #[test]
    fn spelling_ignores_case_accents_punctuation_and_the_ampersand() {
        assert_eq!(spelling("  Café & Bar, Co-op’s\n"), "cafe and bar coops");
        assert_eq!(spelling("U.S."), spelling("us"));
        assert_eq!(spelling("Ａ＆Ｂ"), "a and b");
        assert_eq!(spelling("“Well-being” — now"), spelling("wellbeing now"));
    }

    #[test]
    fn spelling_ignores_the_punctuation_of_other_languages() {
        for (written, plain) in [
            ("¡No! ¿Qué?", "no que"),
            ("«Nein», §\u{ad}5", "nein 5"),
            ("Ar\u{200b}nar† ‹x› ⁅y⁆", "arnar x y"),
            ("「東京」、〈港〉・〝市〟。", "東京港市"),
        ] {
            assert_eq!(spelling(written), plain);
        }
    }

    #[test]
    fn spelling_keeps_numbers_apart() {
        assert_eq!(spelling("1,000"), "1000");
        assert_eq!(spelling("1.5"), "1.5");
        assert_eq!(spelling("2017–18"), "2017 18");
        assert_ne!(spelling("5%"), spelling("5"));
        assert_eq!(spelling("No.5"), "no5");
    }

    #[test]
    fn spelling_keeps_marks_that_are_letters() {
        assert_ne!(spelling("が"), spelling("か"));
        assert_ne!(spelling("कि"), spelling("क"));
        assert_eq!(spelling("한국"), "한국");
    }

    #[test]
    fn spaceless_scripts_are_those_without_spaces() {
        assert!("天あカ한ไກက\u{1780}々".chars().all(is_spaceless));
        assert!(!"aéя1。 ".chars().any(is_spaceless));
    }

    #[test]
    fn a_boundary_is_not_inside_a_word_nor_before_its_accent() {
        assert!(!is_word_boundary('a', 'b'));
        assert!(!is_word_boundary('é', '1'));
        assert!(!is_word_boundary('e', '\u{301}'));
        assert!(!is_word_boundary('\u{301}', 'a'));
        assert!(is_word_boundary('a', '\''));
        assert!(is_word_boundary('天', '上'));
        assert!(is_word_boundary('天', 'a'));
        assert!(is_word_boundary('ก', '\u{e34}'));
    }
}
