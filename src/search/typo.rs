//! Names that somebody may have meant who made a slip.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::domain::search_query::Phrase;
use crate::domain::search_words::indexed_words;

/// How many slips a word of so many letters may have: short names differ by one letter and are other names.
fn slips_allowed(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

/// What was meant, prepared to be compared with many names.
pub(super) struct Meant {
    words: Vec<(String, usize, u64)>,
}

/// How far a name is from what was meant: slips, then the length of the name, so that the closest and then the shortest is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Distance {
    slips: usize,
    letters: usize,
}

impl Meant {
    pub(super) fn new(words: &str) -> Meant {
        let words = indexed_words(words)
            .split(' ')
            .filter(|word| !word.is_empty())
            .map(|word| (word.to_owned(), word.chars().count(), letters_of(word)))
            .collect();
        Meant { words }
    }

    /// Returns how names begin that may be meant: of each word, phrases one of which stands in every name with at most one slip in the word,
    /// and in nearly every one with two. Of many words the longest two do: what they find is still compared with all.
    pub(super) fn beginnings(&self) -> Vec<Vec<Phrase>> {
        let mut words: Vec<&(String, usize, u64)> = self.words.iter().collect();
        words.sort_by_key(|(_, letters, _)| std::cmp::Reverse(*letters));
        words
            .into_iter()
            .take(2)
            .map(|(word, letters, _)| beginnings(word, slips_allowed(*letters)))
            .collect()
    }

    /// Returns how far a name is; `None` where it is another one. Every word that was meant must be like one of the name, in any order.
    pub(super) fn distance(&self, name: &str) -> Option<Distance> {
        if self.words.is_empty() {
            return None;
        }
        let indexed = indexed_words(name);
        let mut slips = 0;
        for (meant, letters, set) in &self.words {
            let allowed = slips_allowed(*letters);
            let least = indexed
                .split(' ')
                .filter_map(|word| word_distance(meant, *letters, *set, allowed, word))
                .min()?;
            slips += least;
        }
        Some(Distance {
            slips,
            letters: indexed.chars().count(),
        })
    }
}

/// So many first letters of a word without slips are enough to tell most names apart.
const BEGINNING: usize = 3;

/// How a word begins that has a slip in its first letters, or behind them.
fn beginnings(word: &str, slips_allowed: usize) -> Vec<Phrase> {
    let phrase = |beginning: String, is_prefix: bool| Phrase {
        words: vec![beginning],
        is_prefix,
        written: String::new(),
    };
    let letters: Vec<char> = word.chars().collect();
    let length = BEGINNING.min(letters.len().saturating_sub(1));
    let (Some(first), Some(head), Some(right)) = (
        letters.first(),
        letters.get(..=length),
        letters.get(..length),
    ) else {
        return Vec::new();
    };
    if slips_allowed == 0 {
        return vec![phrase(word.to_owned(), false)];
    }
    let mut beginnings = BTreeSet::from([String::from_iter(right)]);
    for at in 0..length {
        let (before, from) = head.split_at(at);
        let [letter, behind @ ..] = from else {
            continue;
        };
        // One too much.
        beginnings.insert(String::from_iter(before.iter().chain(behind)));
        // Two exchanged.
        if let [next, behind @ ..] = behind {
            let exchanged = before.iter().chain([next, letter]).chain(behind);
            beginnings.insert(String::from_iter(exchanged));
        }
        for other in alphabet(*first) {
            // Another letter in its place, and one lacking before it.
            beginnings.insert(String::from_iter(
                before.iter().chain([&other]).chain(behind),
            ));
            let lacking = before.iter().chain([&other]).chain(from);
            beginnings.insert(String::from_iter(lacking.take(head.len())));
        }
    }
    beginnings
        .into_iter()
        .map(|beginning| phrase(beginning, true))
        .collect()
}

/// The letters among which a slip is made, as [`indexed_words`] folds them.
fn alphabet(letter: char) -> RangeInclusive<char> {
    [
        'a'..='z',
        'α'..='ω',
        'а'..='џ',
        'ա'..='և',
        'א'..='ת',
        'ا'..='ي',
    ]
    .into_iter()
    .find(|letters| letters.contains(&letter))
    .unwrap_or(letter..=letter)
}

/// The slips between two words, where there are no more than allowed.
fn word_distance(
    meant: &str,
    letters: usize,
    set: u64,
    allowed: usize,
    word: &str,
) -> Option<usize> {
    if meant == word {
        return Some(0);
    }
    if word.chars().count().abs_diff(letters) > allowed {
        return None;
    }
    // A slip changes at most two of the letters that occur; most words are told apart so, without comparing them.
    let differing = (set ^ letters_of(word)).count_ones();
    if usize::try_from(differing).unwrap_or(usize::MAX) > 2 * allowed {
        return None;
    }
    let slips = strsim::osa_distance(meant, word);
    (slips <= allowed).then_some(slips)
}

/// Which letters occur, as bits.
fn letters_of(word: &str) -> u64 {
    word.chars()
        .fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(meant: &str, name: &str) -> Option<usize> {
        Meant::new(meant)
            .distance(name)
            .map(|distance| distance.slips)
    }

    #[test]
    fn slips_are_counted_word_by_word_in_any_order() {
        assert_eq!(slips("Castel", "Rina Castell"), Some(1));
        assert_eq!(slips("castlel rina", "Rina Castell"), Some(1));
        assert_eq!(slips("Kastel", "Rina Castell"), Some(2));
        assert_eq!(slips("Drey", "Paul Dry"), Some(1));
        assert_eq!(slips("castell", "Rina Çastèll"), Some(0));
    }

    #[test]
    fn other_names_are_not_meant() {
        assert_eq!(slips("Li", "Lu"), None);
        assert_eq!(slips("Castell", "Paul Dry"), None);
        assert_eq!(slips("Rina Dry", "Rina Castell"), None);
        assert_eq!(slips("", "Rina"), None);
        assert_eq!(slips("—", "Rina"), None);
    }

    #[test]
    fn one_slip_anywhere_leaves_a_beginning() {
        for name in ["castell", "dry", "wang", "киів", "אברהם"] {
            let letters: Vec<char> = name.chars().collect();
            let other = *alphabet(letters[0]).start();
            for at in 0..=letters.len() {
                let (before, from) = letters.split_at(at);
                let mut slips = vec![[before, &[other], from].concat()];
                if let [wrong, behind @ ..] = from {
                    slips.push([before, behind].concat());
                    slips.push([before, &[other], behind].concat());
                    if let [next, behind @ ..] = behind {
                        slips.push([before, &[*next, *wrong], behind].concat());
                    }
                }
                for slip in slips {
                    let meant = Meant::new(&String::from_iter(slip));
                    if meant.distance(name).is_none() {
                        continue;
                    }
                    let found = meant.beginnings()[0]
                        .iter()
                        .any(|phrase| phrase.places(&[name]).next().is_some());
                    assert!(found, "{name} for {:?}", meant.words);
                }
            }
        }
    }

    #[test]
    fn the_shorter_of_two_equal_names_is_closer() {
        let meant = Meant::new("castel");
        assert!(meant.distance("Castell") < meant.distance("Rina Castell"));
    }
}
