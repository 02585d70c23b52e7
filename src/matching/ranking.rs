//! Which texts of a collection a query is most likely about: claims that were checked before, propositions of a book.
//!
//! BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009) finds the best; they are ordered anew by that and by what it
//! does not see: words that are nearly the same, how much of the query a text covers, letters, numbers and what is turned round.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use super::likeness::likeness;
use super::sentence::{Sentence, WordKind};
use super::weights::Weights;
use crate::domain::fold::is_spaceless;

/// How fast a word that comes again counts less. Texts of a sentence or two have few words twice, so it matters little.
const SATURATION: f64 = 1.0;
/// How much longer texts are held to account.
const LENGTH: f64 = 0.5;
/// How many of the best are compared word by word.
const COMPARED: usize = 60;
/// What counts beside BM25's score (by that of the best): how much of the query the text has, how alike the two are, and their letters.
/// Not how much of the text the query has: BM25 holds the length of texts to account already.
const COVERED_PART: f64 = 0.5;
const LIKENESS_PART: f64 = 0.5;
const LETTERS_PART: f64 = 0.5;

/// A text of the collection by its place, and how well it fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The place in the collection.
    pub place: usize,
    /// How well it fits the query; for comparing within one query only.
    pub score: f64,
}

/// The words of a collection and in which of its texts they stand.
#[derive(Debug, Default)]
pub struct Index {
    weights: Weights,
    /// By the number of a stem: places of the texts that have it and how often, in order.
    places: Vec<Vec<(u32, u16)>>,
    lengths: Vec<u32>,
    all_words: u64,
    /// Whether the weights are those of a larger collection, and the texts here do not count.
    is_part: bool,
    /// What a word alone reads as, so that each is read once.
    words_read: HashMap<String, ReadAs>,
}

/// What a word alone reads as.
#[derive(Debug, Clone, Copy)]
enum ReadAs {
    /// The stem of this number.
    Stem(u32),
    /// Nothing that is sought.
    Nothing,
    /// Something that depends on the words around it.
    Other,
}

impl Index {
    /// Makes an index for texts of a larger collection, whose words weigh what they weigh there.
    #[must_use]
    pub fn of_part(weights: Weights) -> Index {
        Index {
            weights,
            is_part: true,
            ..Index::default()
        }
    }

    /// Adds the next text of the collection. The same as reading it as a [`Sentence`], but a text of plain words is read faster.
    pub fn add_text(&mut self, text: &str) {
        match self.plain_stems(text) {
            Some(stems) => self.add_stems(&stems),
            None => self.add(&Sentence::read(text)),
        }
    }

    /// Adds the next text of the collection.
    pub fn add(&mut self, text: &Sentence) {
        let sought = text.words.iter().filter(|word| is_sought(word.kind));
        let stems: Vec<u32> = sought.map(|word| self.weights.number(&word.stem)).collect();
        self.add_stems(&stems);
    }

    /// The stems of a text of words between spaces and commas, with a point at the end; none where it holds anything else.
    fn plain_stems(&mut self, text: &str) -> Option<Vec<u32>> {
        let mut stems = Vec::new();
        let text = text
            .strip_suffix('.')
            .filter(|text| text.len() > 20)
            .unwrap_or(text);
        for word in text.split([' ', ',']) {
            if word.is_empty() {
                continue;
            }
            let read = match self.words_read.get(word) {
                Some(read) => *read,
                None => {
                    let read = self.read_alone(word);
                    self.words_read.insert(word.to_owned(), read);
                    read
                }
            };
            match read {
                ReadAs::Stem(number) => stems.push(number),
                ReadAs::Nothing => {}
                ReadAs::Other => return None,
            }
        }
        Some(stems)
    }

    fn read_alone(&mut self, word: &str) -> ReadAs {
        if !word.chars().all(char::is_alphabetic) {
            return ReadAs::Other;
        }
        let sentence = Sentence::read(word);
        match sentence.words.as_slice() {
            [only] if only.kind == WordKind::Content && !word.chars().any(is_spaceless) => {
                ReadAs::Stem(self.weights.number(&only.stem))
            }
            [only] if matches!(only.kind, WordKind::Empty | WordKind::Negation) => ReadAs::Nothing,
            _ => ReadAs::Other,
        }
    }

    fn add_stems(&mut self, stems: &[u32]) {
        let place = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        if !self.is_part {
            self.weights.add_text();
        }
        for number in stems {
            let Ok(at) = usize::try_from(*number) else {
                continue;
            };
            if self.places.len() <= at {
                self.places.resize_with(at + 1, Vec::new);
            }
            let Some(places) = self.places.get_mut(at) else {
                continue;
            };
            match places.last_mut() {
                Some((last, times)) if *last == place => *times = times.saturating_add(1),
                _ => {
                    places.push((place, 1));
                    if !self.is_part {
                        self.weights.use_once(*number);
                    }
                }
            }
        }
        let length = u32::try_from(stems.len()).unwrap_or(u32::MAX);
        self.lengths.push(length);
        self.all_words += u64::from(length);
    }

    /// Returns what words weigh in this collection.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Returns how many texts it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// Says whether it has no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Returns the best texts by BM25, at most `limit`, the best first, equals in the order of the collection.
    #[must_use]
    pub fn best(&self, query: &Sentence, limit: usize) -> Vec<Ranked> {
        let texts = f64::from(self.weights.texts());
        let average = (self.all_words as f64 / (self.len() as f64).max(1.0)).max(1.0);
        let mut times_asked: BTreeMap<&str, u32> = BTreeMap::new();
        for word in query.words.iter().filter(|word| is_sought(word.kind)) {
            *times_asked.entry(&word.stem).or_default() += 1;
        }
        let mut scores: HashMap<u32, f64> = HashMap::new();
        for stem in times_asked.keys() {
            let number = self
                .weights
                .known(stem)
                .and_then(|number| usize::try_from(number).ok());
            let Some(places) = number.and_then(|number| self.places.get(number)) else {
                continue;
            };
            let having = f64::from(self.weights.uses(stem));
            let rarity = (1.0 + (texts - having + 0.5) / (having + 0.5)).ln();
            for (place, times) in places {
                let length = self
                    .lengths
                    .get(usize::try_from(*place).unwrap_or(usize::MAX))
                    .copied()
                    .unwrap_or(0);
                let times = f64::from(*times);
                let norm = SATURATION * (1.0 - LENGTH + LENGTH * f64::from(length) / average);
                *scores.entry(*place).or_default() +=
                    rarity * times * (SATURATION + 1.0) / (times + norm);
            }
        }
        let mut ranked: Vec<Ranked> = scores
            .into_iter()
            .filter_map(|(place, score)| {
                Some(Ranked {
                    place: usize::try_from(place).ok()?,
                    score,
                })
            })
            .collect();
        if ranked.len() > limit && limit > 0 {
            ranked.select_nth_unstable_by(limit - 1, by_score);
        }
        ranked.truncate(limit);
        ranked.sort_unstable_by(by_score);
        ranked
    }

    /// Returns the best texts, at most `limit`: those of [`Index::best`], ordered anew by what they and the query have in common.
    /// `text` gives a text of the collection by its place.
    #[must_use]
    pub fn rank(
        &self,
        query: &Sentence,
        limit: usize,
        text: impl Fn(usize) -> Option<Sentence>,
    ) -> Vec<Ranked> {
        let mut ranked = self.best(query, COMPARED.max(limit));
        let top = ranked
            .first()
            .map_or(1.0, |best| best.score)
            .max(f64::MIN_POSITIVE);
        for entry in &mut ranked {
            let Some(text) = text(entry.place) else {
                continue;
            };
            let found = likeness(query, &text, &self.weights);
            entry.score = entry.score / top
                + COVERED_PART * found.covered
                + LIKENESS_PART * found.value
                + LETTERS_PART * found.letters;
        }
        ranked.sort_by(by_score);
        ranked.truncate(limit);
        ranked
    }
}

fn is_sought(kind: WordKind) -> bool {
    matches!(kind, WordKind::Content | WordKind::Figure(_))
}

fn by_score(one: &Ranked, other: &Ranked) -> Ordering {
    other
        .score
        .partial_cmp(&one.score)
        .unwrap_or(Ordering::Equal)
        .then_with(|| one.place.cmp(&other.place))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 4] = [
        "The harbour of Marvik will be closed",
        "A mayor opened the harbour of Lindholm",
        "The harbour wall of Lindholm is 40 metres long, and a mayor had it painted",
        "港口将向所有船只开放",
    ];

    #[test]
    fn index_finds_the_text_that_a_query_is_about() {
        let mut index = Index::default();
        for text in TEXTS {
            index.add_text(text);
        }
        let of = |query: &str| -> Vec<usize> {
            let ranked = index.rank(&Sentence::read(query), 2, |place| {
                TEXTS.get(place).map(|text| Sentence::read(text))
            });
            ranked.into_iter().map(|ranked| ranked.place).collect()
        };
        assert_eq!(
            of("#Lindholm mayor opens harbour https://x.example/1"),
            [1, 2]
        );
        assert_eq!(of("船只可以进入港口"), [3]);
        assert!(of("wolves").is_empty());
    }

    #[test]
    fn index_of_texts_is_that_of_their_sentences() {
        let texts = TEXTS.into_iter().chain([
            "US ships, us and no others.",
            "two ships may not come",
            "it's a trap",
            "ÉLAN of the café",
            "May.",
            "",
        ]);
        let (mut fast, mut slow) = (Index::default(), Index::default());
        for text in texts.clone() {
            fast.add_text(text);
            slow.add(&Sentence::read(text));
        }
        assert_eq!(fast.lengths, slow.lengths);
        for text in texts {
            let query = Sentence::read(text);
            assert_eq!(fast.best(&query, 9), slow.best(&query, 9), "{text}");
        }
    }
}
