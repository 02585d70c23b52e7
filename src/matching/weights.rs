//! How much a word says: rare words of a collection say more than those that many of its texts have.

use std::collections::{HashMap, HashSet};

use super::sentence::{Sentence, Word, WordKind};

/// What a word that every sentence has weighs beside one that half of the texts have.
const EMPTY: f64 = 0.1;
/// What a word that turns a sentence round weighs: that it does is compared apart.
const NEGATION: f64 = 0.5;
/// Texts that are thought to stand beside the collection, so that in a small one no word counts for everything.
const PRIOR_TEXTS: f64 = 20.0;

/// In how many texts of a collection each stem stands.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    texts: u32,
    /// Only asked for single stems, so no result depends on its order.
    numbers: HashMap<String, u32>,
    /// By the number of a stem: how many texts have it.
    uses: Vec<u32>,
}

impl Weights {
    /// Counts the stems of a collection.
    #[must_use]
    pub fn of<'a>(sentences: impl IntoIterator<Item = &'a Sentence>) -> Weights {
        let mut weights = Weights::default();
        for sentence in sentences {
            weights.add(sentence);
        }
        weights
    }

    /// Makes weights of counts that are known already: `texts` is how many texts there are. A stem of which nothing is said by
    /// [`Weights::set_uses`] is in none.
    #[must_use]
    pub fn counted(texts: u32) -> Weights {
        Weights {
            texts,
            ..Weights::default()
        }
    }

    /// Says in how many texts a stem stands, at most in all.
    pub fn set_uses(&mut self, stem: &str, uses: u32) {
        let number = self.number(stem);
        if let Some(place) = usize::try_from(number)
            .ok()
            .and_then(|number| self.uses.get_mut(number))
        {
            *place = uses.min(self.texts);
        }
    }

    /// Counts the stems of one more text.
    pub fn add(&mut self, sentence: &Sentence) {
        self.add_text();
        let mut seen: HashSet<u32> = HashSet::with_capacity(sentence.words.len());
        for word in &sentence.words {
            if word.kind == WordKind::Empty {
                continue;
            }
            let number = self.number(&word.stem);
            if seen.insert(number) {
                self.use_once(number);
            }
        }
    }

    /// Counts one more text, of which no word is counted yet.
    pub(super) fn add_text(&mut self) {
        self.texts = self.texts.saturating_add(1);
    }

    /// Counts one more text that has a stem.
    pub(super) fn use_once(&mut self, number: u32) {
        if let Some(uses) = usize::try_from(number)
            .ok()
            .and_then(|number| self.uses.get_mut(number))
        {
            *uses += 1;
        }
    }

    /// Returns the number of a stem; a new one gets the next.
    pub(super) fn number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.numbers.get(stem) {
            return *number;
        }
        let number = u32::try_from(self.uses.len()).unwrap_or(u32::MAX);
        self.numbers.insert(stem.to_owned(), number);
        self.uses.push(0);
        number
    }

    /// Returns the number of a stem that some text has.
    pub(super) fn known(&self, stem: &str) -> Option<u32> {
        self.numbers.get(stem).copied()
    }

    /// Returns what a word weighs, above 0: the logarithm of the share of texts that have it (inverse document frequency), where it is
    /// about something.
    #[must_use]
    pub fn weight(&self, word: &Word) -> f64 {
        match word.kind {
            WordKind::Empty => EMPTY,
            WordKind::Negation => NEGATION,
            WordKind::Content | WordKind::Figure(_) => self.rarity(&word.stem),
        }
    }

    /// Returns the weight of a stem that is about something.
    #[must_use]
    pub fn rarity(&self, stem: &str) -> f64 {
        ((f64::from(self.texts) + PRIOR_TEXTS + 1.0) / (f64::from(self.uses(stem)) + 1.0))
            .ln()
            .max(EMPTY)
    }

    /// Returns how many texts there are.
    pub(super) fn texts(&self) -> u32 {
        self.texts
    }

    /// Returns how many texts have a stem.
    pub(super) fn uses(&self, stem: &str) -> u32 {
        self.known(stem)
            .and_then(|number| usize::try_from(number).ok())
            .and_then(|number| self.uses.get(number))
            .copied()
            .unwrap_or(0)
    }
}
