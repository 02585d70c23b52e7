//! What two texts have in common word for word: runs of five words, or of five characters where no spaces stand between words.
//!
//! Runs are compared as they are, not by a hash, so two different ones are never taken for the same (Broder 1997 on shingles and
//! containment).

use std::collections::HashMap;

use super::fold::is_spaceless;

/// How many words make a run. Five tell copies from articles on the same event: those of one event by different outlets share at most
/// about a third of their runs, unrelated ones next to none.
pub const RUN: usize = 5;

/// A run of words by their numbers.
pub type Shingle = [u32; RUN];

/// Words by number, the same for every text.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// Only asked for single words, so no result depends on its order.
    numbers: HashMap<String, u32>,
}

impl Vocabulary {
    /// Returns the words of a text by their numbers: what stands between spaces and punctuation in small letters, single characters of
    /// scripts without spaces. A vocabulary that has no number left gives all new words the last one.
    pub fn words(&mut self, text: &str) -> Vec<u32> {
        let lower = text.to_lowercase();
        let mut words = Vec::new();
        let mut start = None;
        for (at, character) in lower.char_indices() {
            let is_single = is_spaceless(character);
            if character.is_alphanumeric() && !is_single {
                start.get_or_insert(at);
                continue;
            }
            if let Some(start) = start.take() {
                words.push(self.number(lower.get(start..at).unwrap_or_default()));
            }
            if is_single {
                let end = at + character.len_utf8();
                words.push(self.number(lower.get(at..end).unwrap_or_default()));
            }
        }
        if let Some(start) = start {
            words.push(self.number(lower.get(start..).unwrap_or_default()));
        }
        words
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

/// Returns the different runs of a text's words, sorted; none where it is shorter than one.
#[must_use]
pub fn shingles(words: &[u32]) -> Vec<Shingle> {
    let mut shingles: Vec<Shingle> = words.array_windows().copied().collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// Returns how many runs two sorted lists share.
#[must_use]
pub fn shared(one: &[Shingle], other: &[Shingle]) -> usize {
    let (mut left, mut right) = (one, other);
    let mut number = 0;
    while let (Some((first, after_left)), Some((second, after_right))) =
        (left.split_first(), right.split_first())
    {
        match first.cmp(second) {
            std::cmp::Ordering::Less => left = after_left,
            std::cmp::Ordering::Greater => right = after_right,
            std::cmp::Ordering::Equal => {
                number += 1;
                (left, right) = (after_left, after_right);
            }
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shingles_run_over_punctuation_and_case_and_take_single_characters_of_chinese() {
        let mut vocabulary = Vocabulary::default();
        let mut of = |text| shingles(&vocabulary.words(text));
        let plain = of("the ports are open to all ships");
        assert_eq!(plain.len(), 3);
        assert_eq!(shared(&plain, &of("“The ports are OPEN, to all”")), 2);
        assert_eq!(of("one two three four").len(), 0);
        assert_eq!(of("港口向所有船开放").len(), 4);
        assert_eq!(of("a b c d e a b c d e").len(), 5);
        assert_eq!(
            Vocabulary::default().words("港港口a口 a"),
            [0, 0, 1, 2, 1, 2]
        );
    }

    proptest! {
        #[test]
        fn shared_is_the_number_of_runs_that_both_have(
            one in prop::collection::vec(0u32..3, 0..40),
            other in prop::collection::vec(0u32..3, 0..40),
        ) {
            let (one, other) = (shingles(&one), shingles(&other));
            let number = one.iter().filter(|shingle| other.contains(shingle)).count();
            prop_assert_eq!(shared(&one, &other), number);
        }
    }
}
