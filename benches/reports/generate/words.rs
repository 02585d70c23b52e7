//! Invented words and names.

use super::random::{Random, Zipf};

const SYLLABLES: [&str; 32] = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su",
    "ta", "ve", "wi", "xo", "zu", "bré", "cla", "dro", "flu", "grä", "kne", "plo", "sku", "spi",
    "tre", "vlo", "zwö",
];

/// How many words the articles are written in.
const WORDS: usize = 4000;

/// The words, the most frequent ones first.
pub(super) struct Vocabulary {
    words: Vec<String>,
    ranks: Zipf,
}

impl Vocabulary {
    pub(super) fn new() -> Vocabulary {
        let mut random = Random::of(1, 0);
        Vocabulary {
            words: (0..WORDS)
                .map(|_| {
                    let syllables = 1 + random.below(4);
                    (0..syllables).map(|_| random.pick(&SYLLABLES)).collect()
                })
                .collect(),
            ranks: Zipf::new(WORDS, 30),
        }
    }

    pub(super) fn word(&self, random: &mut Random) -> &str {
        &self.words[self.ranks.draw(random)]
    }

    pub(super) fn words(&self, random: &mut Random, count: usize) -> Vec<&str> {
        (0..count).map(|_| self.word(random)).collect()
    }

    pub(super) fn name(&self, random: &mut Random) -> String {
        capitalized(self.word(random))
    }
}

pub(super) fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The number in letters, so that no two names come out alike.
pub(super) fn numbered(number: usize) -> String {
    let base = SYLLABLES.len();
    let mut rest = number;
    let mut name = String::new();
    loop {
        name.push_str(SYLLABLES[rest % base]);
        rest /= base;
        if rest == 0 {
            return name;
        }
    }
}
