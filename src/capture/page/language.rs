//! The language of a page: stated, else seen by its script or its small words.

use crate::domain::fold::is_spaceless;

/// Returns the language of a tag such as `en-US` or `zh_CN`: its first part, in lower case.
pub(super) fn primary(tag: &str) -> Option<String> {
    let first = tag
        .trim()
        .split(['-', '_', ',', ';', ' '])
        .next()?
        .to_ascii_lowercase();
    let named = match first.as_str() {
        "english" => "en",
        "german" | "deutsch" => "de",
        "chinese" => "zh",
        "french" => "fr",
        "spanish" => "es",
        other => other,
    };
    ((2..=3).contains(&named.len()) && named.bytes().all(|byte| byte.is_ascii_lowercase()))
        .then(|| named.to_owned())
}

/// How many letters or words are looked at.
const SAMPLE: usize = 2000;

const SMALL_WORDS: [(&str, &[&str]); 8] = [
    (
        "en",
        &[
            "the", "and", "of", "to", "that", "with", "was", "for", "said", "is", "by", "from",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "nicht", "mit", "von", "ist", "auf", "sich", "eine",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "des", "et", "une", "dans", "pour", "est", "qui", "sur", "du", "pas",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "y", "una", "que", "por", "con", "para", "del", "se", "es",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "uma", "não", "com", "para", "do", "da", "em", "que", "dos", "ao",
        ],
    ),
    (
        "it",
        &[
            "il", "gli", "che", "di", "una", "per", "non", "con", "della", "del", "sono", "è",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "de", "en", "niet", "dat", "voor", "zijn", "met", "op", "ook",
        ],
    ),
    (
        "sv",
        &[
            "och", "att", "det", "som", "på", "är", "för", "av", "inte", "den", "till", "ett",
        ],
    ),
];

/// Returns the language of a text where its script or its small words tell it clearly.
pub(in crate::capture) fn seen_language(text: &str) -> Option<&'static str> {
    let (mut letters, mut han, mut kana, mut hangul) = (0_usize, 0_usize, 0_usize, 0_usize);
    for letter in text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE) {
        letters += 1;
        han += usize::from(is_spaceless(letter) && ('\u{3400}'..='\u{9fff}').contains(&letter));
        kana += usize::from(('\u{3040}'..='\u{30ff}').contains(&letter));
        hangul += usize::from(('\u{ac00}'..='\u{d7af}').contains(&letter));
    }
    if letters == 0 {
        return None;
    }
    if kana * 20 > letters {
        return Some("ja");
    }
    if hangul * 2 > letters {
        return Some("ko");
    }
    if han * 2 > letters {
        return Some("zh");
    }
    let mut counts = [0_usize; SMALL_WORDS.len()];
    let mut words = 0_usize;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(SAMPLE)
    {
        words += 1;
        let word = word.to_lowercase();
        for (count, (_, small)) in counts.iter_mut().zip(SMALL_WORDS) {
            *count += usize::from(small.contains(&word.as_str()));
        }
    }
    let (at, most) = counts
        .iter()
        .enumerate()
        .max_by_key(|(at, count)| (**count, SMALL_WORDS.len() - at))?;
    let second = counts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, count)| *count)
        .max()?;
    let is_clear = *most >= 3 && *most * 10 >= words && *most * 2 > second * 3;
    if is_clear {
        SMALL_WORDS.get(at).map(|(language, _)| *language)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_gives_its_language() {
        assert_eq!(primary("en-GB").as_deref(), Some("en"));
        assert_eq!(primary("zh_CN").as_deref(), Some("zh"));
        assert_eq!(primary("x"), None);
    }

    #[test]
    fn a_clear_text_tells_its_language() {
        assert_eq!(
            seen_language(
                "The gulls came back to the harbour and the mayor said that it was good."
            ),
            Some("en")
        );
        assert_eq!(
            seen_language(
                "Die Möwen sind zurück und der Bürgermeister ist mit der Lage nicht unzufrieden."
            ),
            Some("de")
        );
        assert_eq!(seen_language("海鸥回到了港口。"), Some("zh"));
        assert_eq!(seen_language("カモメが港に戻ってきました。"), Some("ja"));
        assert_eq!(seen_language("Xyzzy 12"), None);
        assert_eq!(seen_language(""), None);
    }
}
