//! Which known names are most like a wanted one, for messages that end in "nearest: ...".

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The least similarity that is worth proposing, of 0..1. Jaro-Winkler gives 0.8 and more to one
/// or two slips in a word and to a shared beginning, and about 0.75 to other words that merely
/// start alike (`beijing` and `beirut`).
const LEAST_SIMILARITY: f64 = 0.8;
/// The similarity of a name that contains the wanted one, or is contained in it.
const CONTAINED_SIMILARITY: f64 = 0.9;
/// The fewest characters that count when contained; fewer occur in too many names.
const LEAST_CONTAINED_CHARS: usize = 3;
/// The longest text that can be a slip for a name; the time to compare grows with its length, and
/// a sheet may hold a whole page by mistake.
const LONGEST_WANTED_CHARS: usize = 300;

/// Returns at most `limit` of the known names, best first, that are similar enough to the wanted
/// one to be proposed; none for one that is empty or longer than any name. Case does not matter. Equal similarity goes by text,
/// so the order of `known` never shows; a name known twice is proposed once.
pub fn nearest<'a>(
    wanted: &str,
    known: impl Iterator<Item = &'a str>,
    limit: usize,
) -> Vec<&'a str> {
    let wanted = wanted.trim().to_lowercase();
    if wanted.is_empty() || wanted.chars().count() > LONGEST_WANTED_CHARS {
        return Vec::new();
    }
    let mut similarities = BTreeMap::new();
    for name in known {
        let similarity = similarity(&wanted, &name.to_lowercase());
        if similarity >= LEAST_SIMILARITY {
            similarities.insert(name, similarity);
        }
    }
    let mut ranked: Vec<(&str, f64)> = similarities.into_iter().collect();
    // The map is in order of text and the sort is stable.
    ranked.sort_by(|left, right| right.1.partial_cmp(&left.1).unwrap_or(Ordering::Equal));
    ranked.truncate(limit);
    ranked.into_iter().map(|(name, _)| name).collect()
}

/// The similarity of two lower-cased names, 0..1.
fn similarity(wanted: &str, name: &str) -> f64 {
    let similarity = strsim::jaro_winkler(wanted, name)
        .max(strsim::normalized_damerau_levenshtein(wanted, name));
    let long_enough = |text: &str| text.chars().count() >= LEAST_CONTAINED_CHARS;
    let contained =
        long_enough(wanted) && name.contains(wanted) || long_enough(name) && wanted.contains(name);
    if contained {
        similarity.max(CONTAINED_SIMILARITY)
    } else {
        similarity
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(wanted: &str, known: &[&str], found: &[&str]) {
        assert_eq!(nearest(wanted, known.iter().copied(), 3), found);
        assert_eq!(nearest(wanted, known.iter().rev().copied(), 3), found);
    }

    #[test]
    fn nearest_finds_slips_in_any_case() {
        check("MAYOR-LIND", &["mayor-lind", "harbour"], &["mayor-lind"]);
        check("mayor-lnid", &["mayor-lind", "harbour"], &["mayor-lind"]);
    }

    #[test]
    fn nearest_finds_a_part_of_a_name() {
        check("lind", &["old-mayor-lind", "harbour"], &["old-mayor-lind"]);
    }

    #[test]
    fn nearest_puts_the_best_first_and_ties_by_text() {
        check("bora", &["borb", "bora", "borc"], &["bora", "borb", "borc"]);
    }

    #[test]
    fn nearest_proposes_nothing_for_other_words() {
        check("beijing", &["beirut", "harbour"], &[]);
        check("", &["harbour"], &[]);
        check("x", &[], &[]);
        check(&"harbour".repeat(50), &["harbour"], &[]);
    }

    #[test]
    fn nearest_is_for_names_of_up_to_three_hundred_characters() {
        let longest = "é".repeat(LONGEST_WANTED_CHARS);
        check(&longest, &[&longest], &[&longest]);
        check(&format!("{longest}é"), &[&longest], &[]);
    }

    #[test]
    fn nearest_keeps_to_the_limit() {
        assert_eq!(
            nearest("bora", ["bora1", "bora2"].into_iter(), 1),
            ["bora1"]
        );
    }

    proptest! {
        #[test]
        fn nearest_never_panics(wanted: String, known: Vec<String>, limit in 0..4_usize) {
            let found = nearest(&wanted, known.iter().map(String::as_str), limit);
            prop_assert!(found.len() <= limit);
        }
    }
}
