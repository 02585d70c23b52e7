//! The short keys by which people name records: `harbour-board`, `a12`, `a12.5`.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a key made from a name: enough to tell names apart, short enough for one
/// column of a table.
pub const SLUG_CHARS: usize = 60;

/// Why a text is not a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing at all.
    #[error("the key is empty; write letters, digits, '-', '.' or '_'")]
    Empty,
    /// A character that a key may not have at its place.
    #[error(
        "the key \"{key}\" has {letter:?} where only a letter or a digit{} may stand",
        if *.first { "" } else { ", '-', '.' or '_'" }
    )]
    Letter {
        /// The key as written.
        key: String,
        /// The first character at fault.
        letter: char,
        /// Whether it is the first one, where no punctuation may stand.
        first: bool,
    },
    /// The form of an article key or of a claim key.
    #[error("the key \"{0}\" has the form of an article or a claim (a12, a12.5); choose another")]
    Reserved(String),
    /// Not an article key.
    #[error("\"{0}\" is not an article key; write a12")]
    Article(String),
    /// Not a claim key.
    #[error("\"{0}\" is not a claim key; write a12.5 for claim 5 of article a12")]
    Claim(String),
}

/// A key that a person chose or that was made from a name: letters and digits of any script, then
/// also `-`, `.` and `_`, and never of the form of an article or claim key. Case is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// Makes a key from a name, as [`slug`] does; a name without a letter or a digit gives
    /// `fallback`, and one like `A12` gives `fallback-a12`. `fallback` is the kind of record, such
    /// as `outlet`. The key may be taken; see [`unique`].
    ///
    /// # Errors
    /// What [`FromStr`] says of a key that `fallback` spoils.
    pub fn from_name(name: &str, fallback: &str) -> Result<Self, KeyError> {
        let slug = slug(name);
        if slug.is_empty() {
            fallback.parse()
        } else if is_reserved(&slug) {
            format!("{fallback}-{slug}").parse()
        } else {
            slug.parse()
        }
    }

    /// Returns the text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        for (index, letter) in text.chars().enumerate() {
            let first = index == 0;
            let follows = matches!(letter, '-' | '.' | '_') || is_combining_mark(letter);
            if !letter.is_alphanumeric() && (first || !follows) {
                return Err(KeyError::Letter {
                    key: text.to_owned(),
                    letter,
                    first,
                });
            }
        }
        if is_reserved(text) {
            return Err(KeyError::Reserved(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// The key of an article, `a12`: fixed and never reused. The number is 1 or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleKey(pub i64);

impl FromStr for ArticleKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        text.strip_prefix('a')
            .and_then(number)
            .map(Self)
            .ok_or_else(|| KeyError::Article(text.to_owned()))
    }
}

impl fmt::Display for ArticleKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("a{}", self.0))
    }
}

/// The key of a claim, `a12.5`: claim 5 of article `a12`; fixed and never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimKey {
    /// The number of the article, 1 or more.
    pub article: i64,
    /// The number of the claim in its article, 1 or more.
    pub number: i64,
}

impl FromStr for ClaimKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        text.strip_prefix('a')
            .and_then(|numbers| numbers.split_once('.'))
            .and_then(|(article, claim)| {
                Some(Self {
                    article: number(article)?,
                    number: number(claim)?,
                })
            })
            .ok_or_else(|| KeyError::Claim(text.to_owned()))
    }
}

impl fmt::Display for ClaimKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("a{}.{}", self.article, self.number))
    }
}

/// Returns a key made from a name, at most [`SLUG_CHARS`] characters; empty when the name has no
/// letter and no digit.
///
/// Latin letters lose their diacritics, Greek and Cyrillic ones are written in Latin, other
/// scripts stay as they are; all in lower case. Apostrophes vanish, every other run of characters
/// becomes one `-`, and what is too long is cut at a `-`. The result may be of the form of an
/// article key; [`Key::from_name`] sees to that.
pub fn slug(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).nfkc().collect();
    let mut slug = String::new();
    let mut gap = false;
    for letter in folded.chars() {
        if matches!(
            letter,
            '\'' | '\u{2018}' | '\u{2019}' | '\u{2BB}' | '\u{2BC}' | '\u{AD}'
        ) {
            continue;
        }
        let kept = if is_combining_mark(letter) {
            // A mark of a script that is kept; those of letters written in Latin are dropped.
            match slug.chars().next_back() {
                Some(last) if !gap && !last.is_ascii() => String::from(letter),
                _ => continue,
            }
        } else if letter.is_alphanumeric() {
            in_latin(letter)
        } else {
            gap = true;
            continue;
        };
        if gap && !slug.is_empty() && !kept.is_empty() {
            slug.push('-');
        }
        gap = gap && kept.is_empty();
        slug += &kept;
    }
    cut(slug)
}

/// Returns `base`, or `base-2`, `base-3` and so on: the first that is not taken.
pub fn unique(base: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut key = base.to_owned();
    let mut number: u64 = 1;
    while taken(&key) {
        number += 1;
        key = format!("{base}-{number}");
    }
    key
}

/// Cuts a slug at the last `-` that leaves at most [`SLUG_CHARS`] characters, or there if it has
/// none.
fn cut(slug: String) -> String {
    let Some((limit, next)) = slug.char_indices().nth(SLUG_CHARS) else {
        return slug;
    };
    let kept = &slug[..limit];
    match kept.rfind('-') {
        Some(dash) if next != '-' => kept[..dash].to_owned(),
        _ => kept.to_owned(),
    }
}

/// Writes one lower-case letter in ASCII where there is a usual way, else returns it as it is.
fn in_latin(letter: char) -> String {
    if letter.is_ascii() {
        return letter.into();
    }
    if let Some(latin) = latin_of(letter) {
        return latin.to_owned();
    }
    let base = std::iter::once(letter).nfd().next().unwrap_or(letter);
    if base.is_ascii_alphanumeric() {
        return base.into();
    }
    latin_of(base).map_or_else(|| letter.into(), str::to_owned)
}

/// Letters that have no decomposition into an ASCII letter and marks. Cyrillic follows BGN/PCGN
/// without its apostrophes, Greek the letters of ISO 843 without its accents; both are for keys
/// that can be typed, not for transliteration that can be undone.
fn latin_of(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' | 'ǽ' => "ae",
        'œ' => "oe",
        'ø' | 'ǿ' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "ng",
        'ı' => "i",
        'ĸ' => "k",
        'ƒ' => "f",
        'ə' => "a",

        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'ї' => "yi",
        'й' => "y",
        'ј' => "j",
        'к' | 'қ' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'ң' => "ng",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'у' | 'ү' | 'ұ' => "u",
        'ў' => "w",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ђ' => "dj",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",

        'α' => "a",
        'β' | 'ϐ' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' | 'ς' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    })
}

/// Whether a text reads as `a12` or `a12.5`, in either case and with any zeros.
fn is_reserved(text: &str) -> bool {
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(numbers) = text.strip_prefix(['a', 'A']) else {
        return false;
    };
    match numbers.split_once('.') {
        Some((article, claim)) => all_digits(article) && all_digits(claim),
        None => all_digits(numbers),
    }
}

/// Reads a number of 1 or more without sign or leading zeros.
fn number(text: &str) -> Option<i64> {
    let starts_well = text.starts_with(|letter: char| matches!(letter, '1'..='9'));
    let number = text.parse().ok();
    number.filter(|_| starts_well)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key_error(text: &str) -> KeyError {
        text.parse::<Key>().unwrap_err()
    }

    #[test]
    fn slug_writes_names_in_lower_case_ascii() {
        for (name, wanted) in [
            ("Harbour Board", "harbour-board"),
            ("  The -- Board!  ", "the-board"),
            ("Zoë Müller-Łęski", "zoe-muller-leski"),
            (
                "Straße Æsir Đuro ISPARTALI ıssız",
                "strasse-aesir-duro-ispartali-issiz",
            ),
            ("İzmir", "izmir"),
            ("O'Neill’s", "oneills"),
            ("Юрий Щукин", "yuriy-shchukin"),
            ("Ольга", "olga"),
            ("Ἀθῆναι Ψυχή", "athinai-psychi"),
            ("Ｆｕｌｌ １２", "full-12"),
            ("e\u{301}tude", "etude"),
            ("!?", ""),
        ] {
            assert_eq!(slug(name), wanted, "{name}");
        }
    }

    #[test]
    fn slug_writes_every_cyrillic_and_greek_letter_and_every_special_latin_one() {
        for (letters, wanted) in [
            (
                "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ы э ю я",
                "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch y e yu ya",
            ),
            ("є і ї ґ ў", "ye i yi g w"),
            ("ј љ њ ћ ђ џ", "j lj nj c dj dz"),
            ("қ ң ө ү ұ", "k ng o u u"),
            (
                "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω ϐ",
                "a v g d e z i th i k l m n x o p r s s t y f ch ps o v",
            ),
            (
                "ß æ ǽ œ ø ǿ å đ ð þ ł ħ ŧ ŋ ı ĸ ƒ ə",
                "ss ae ae oe o o a d d th l h t ng i k f a",
            ),
        ] {
            for (letter, wanted) in letters.split(' ').zip(wanted.split(' ')) {
                assert_eq!(slug(letter), wanted, "{letter}");
            }
        }
        assert_eq!(slug("подъезд кольца"), "podezd-koltsa");
    }

    #[test]
    fn slug_that_is_full_at_the_end_of_a_word_keeps_that_word() {
        let full = format!("{}-{}", "x".repeat(29), "y".repeat(30));
        assert_eq!(slug(&format!("{full} more words")), full);
        assert_eq!(slug(&format!("{full}z")), "x".repeat(29));
    }

    #[test]
    fn slug_keeps_other_scripts() {
        assert_eq!(slug("港务局 2025"), "港务局-2025");
        assert_eq!(slug("한국"), "한국");
        assert_eq!(slug("हिन्दी"), "हिन्दी");
    }

    #[test]
    fn slug_is_cut_at_a_dash() {
        let words = "word ".repeat(20);
        assert_eq!(slug(&words), ["word"; 12].join("-"));
        assert_eq!(slug(&"x".repeat(99)), "x".repeat(60));
    }

    #[test]
    fn key_takes_letters_of_any_script_and_inner_punctuation() {
        for text in [
            "a",
            "7",
            "harbour-board",
            "x.y_z",
            "港务局",
            "a12b",
            "a-12",
            "a12.",
            "हिन्दी",
        ] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn key_refuses_spaces_punctuation_first_and_reserved_forms() {
        assert_eq!(key_error(""), KeyError::Empty);
        assert_eq!(
            key_error("a b").to_string(),
            "the key \"a b\" has ' ' where only a letter or a digit, '-', '.' or '_' may stand"
        );
        assert_eq!(
            key_error("-a").to_string(),
            "the key \"-a\" has '-' where only a letter or a digit may stand"
        );
        for text in ["a12", "A12", "a12.5", "a007"] {
            assert_eq!(key_error(text), KeyError::Reserved(text.to_owned()));
        }
    }

    #[test]
    fn key_from_a_name_is_always_a_key() {
        let key = |name: &str| Key::from_name(name, "outlet").unwrap().to_string();
        assert_eq!(key("Harbour Board"), "harbour-board");
        assert_eq!(key("A12"), "outlet-a12");
        assert_eq!(key("!"), "outlet");
    }

    #[test]
    fn unique_counts_from_two() {
        assert_eq!(unique("bora", |_| false), "bora");
        assert_eq!(
            unique("bora", |key| ["bora", "bora-2"].contains(&key)),
            "bora-3"
        );
    }

    #[test]
    fn article_and_claim_keys_refuse_other_forms() {
        for text in [
            "",
            "a",
            "12",
            "a0",
            "a012",
            "A12",
            "a+1",
            "a1.2",
            "a99999999999999999999",
        ] {
            assert!(text.parse::<ArticleKey>().is_err(), "{text}");
        }
        for text in ["a1", "a1.", "a.1", "a1.0", "a1.2.3", "a1.+2"] {
            assert!(text.parse::<ClaimKey>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn article_and_claim_keys_round_trip(article in 1..=i64::MAX, number in 1..=i64::MAX) {
            let article_key = ArticleKey(article);
            prop_assert_eq!(article_key.to_string().parse(), Ok(article_key));
            let claim_key = ClaimKey { article, number };
            prop_assert_eq!(claim_key.to_string().parse(), Ok(claim_key));
            prop_assert!(article_key.to_string().parse::<Key>().is_err());
            prop_assert!(claim_key.to_string().parse::<Key>().is_err());
        }

        #[test]
        fn keys_never_panic_on_any_text(text: String) {
            drop(text.parse::<Key>());
            drop(text.parse::<ArticleKey>());
            drop(text.parse::<ClaimKey>());
        }

        #[test]
        fn slug_of_any_name_makes_a_key(name: String) {
            let slug = slug(&name);
            prop_assert!(slug.chars().count() <= SLUG_CHARS);
            let key = Key::from_name(&name, "speaker");
            prop_assert!(key.is_ok(), "{slug} {key:?}");
        }
    }
}
