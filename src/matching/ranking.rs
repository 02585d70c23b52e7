//! Which texts of a collection a query is most likely about: claims that were checked before, propositions of a book.
//!
//! BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009) finds the best hundred; they are ordered anew by how
//! much of each text the query covers, which keeps a long query from preferring a text that shares much and says more.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::likeness::likeness;
use super::sentence::{Sentence, WordKind};
use super::weights::Weights;

/// How fast a word that comes again counts less. Texts of a sentence or two have few words twice, so it matters little.
const SATURATION: f64 = 1.0;
/// How much longer texts are held to account.
const LENGTH: f64 = 0.5;
/// How many of the best are compared word by word.
const COMPARED: usize = 60;
/// What counts beside the words' own score: how much of the text the query has, and how alike the two are.
const COVERED_PART: f64 = 1.0;
const LIKENESS_PART: f64 = 1.0;

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
    /// Only asked for single stems, so no result depends on its order.
    numbers: HashMap<String, usize>,
    /// By the number of a stem: places of the texts that have it and how often, in order.
    places: Vec<Vec<(u32, u16)>>,
    lengths: Vec<u32>,
    all_words: u64,
    /// Where set, only these stems are kept.
    only: Option<HashSet<String>>,
}

impl Index {
    /// Returns an index that keeps nothing but the words of some queries: it answers those alone, and is quickly made.
    #[must_use]
    pub fn for_queries<'a>(queries: impl IntoIterator<Item = &'a Sentence>) -> Index {
        let words = queries.into_iter().flat_map(|query| &query.words);
        Index {
            only: Some(words.map(|word| word.stem.clone()).collect()),
            ..Index::default()
        }
    }

    /// Adds the next text of the collection.
    pub fn add(&mut self, text: &Sentence) {
        let place = u32::try_from(self.lengths.len()).unwrap_or(u32::MAX);
        let mut length = 0_u32;
        for word in &text.words {
            if !is_sought(word.kind) {
                continue;
            }
            length += 1;
            if self.only.as_ref().is_some_and(|only| !only.contains(&word.stem)) {
                continue;
            }
            let number = match self.numbers.get(&word.stem) {
                Some(number) => *number,
                None => {
                    let number = self.places.len();
                    self.numbers.insert(word.stem.clone(), number);
                    self.places.push(Vec::new());
                    number
                }
            };
            let Some(places) = self.places.get_mut(number) else {
                continue;
            };
            match places.last_mut() {
                Some((last, times)) if *last == place => *times = times.saturating_add(1),
                _ => places.push((place, 1)),
            }
        }
        self.lengths.push(length);
        self.all_words += u64::from(length);
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
        let texts = self.len() as f64;
        let average = (self.all_words as f64 / texts.max(1.0)).max(1.0);
        let mut times_asked: BTreeMap<&str, u32> = BTreeMap::new();
        for word in query.words.iter().filter(|word| is_sought(word.kind)) {
            *times_asked.entry(&word.stem).or_default() += 1;
        }
        let mut scores: HashMap<u32, f64> = HashMap::new();
        for stem in times_asked.keys() {
            let Some(places) = self.numbers.get(*stem).and_then(|number| self.places.get(*number)) else {
                continue;
            };
            let having = places.len() as f64;
            let rarity = (1.0 + (texts - having + 0.5) / (having + 0.5)).ln();
            for (place, times) in places {
                let length = self.lengths.get(usize::try_from(*place).unwrap_or(usize::MAX)).copied().unwrap_or(0);
                let times = f64::from(*times);
                let norm = SATURATION * (1.0 - LENGTH + LENGTH * f64::from(length) / average);
                *scores.entry(*place).or_default() += rarity * times * (SATURATION + 1.0) / (times + norm);
            }
        }
        let mut ranked: Vec<Ranked> = scores
            .into_iter()
            .filter_map(|(place, score)| Some(Ranked { place: usize::try_from(place).ok()?, score }))
            .collect();
        if ranked.len() > limit && limit > 0 {
            ranked.select_nth_unstable_by(limit - 1, by_score);
        }
        ranked.truncate(limit);
        ranked.sort_unstable_by(by_score);
        ranked
    }

    /// Returns the best texts, at most `limit`: those of [`Index::best`], ordered anew by what they and the query have in common.
    /// `text` gives a text of the collection by its place, `weights` what words of the collection weigh.
    #[must_use]
    pub fn rank(&self, query: &Sentence, limit: usize, weights: &Weights, text: impl Fn(usize) -> Option<Sentence>) -> Vec<Ranked> {
        let mut ranked = self.best(query, COMPARED.max(limit));
        let top = ranked.first().map_or(1.0, |best| best.score).max(f64::MIN_POSITIVE);
        for entry in &mut ranked {
            let Some(text) = text(entry.place) else {
                continue;
            };
            let found = likeness(query, &text, weights);
            entry.score = entry.score / top + COVERED_PART * found.other_covered + LIKENESS_PART * found.value;
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
    other.score.partial_cmp(&one.score).unwrap_or(Ordering::Equal).then_with(|| one.place.cmp(&other.place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[&str]) -> (Index, Weights, Vec<Sentence>) {
        let texts: Vec<Sentence> = texts.iter().map(|text| Sentence::read(text)).collect();
        let mut index = Index::default();
        for text in &texts {
            index.add(text);
        }
        (index, Weights::of(&texts), texts)
    }

    const TEXTS: [&str; 4] = [
        "The harbour of Marvik will be closed",
        "A mayor opened the harbour of Lindholm",
        "The harbour wall of Lindholm is 40 metres long, and a mayor had it painted",
        "港口将向所有船只开放",
    ];

    #[test]
    fn index_finds_the_text_that_a_query_is_about() {
        let (index, weights, texts) = index(&TEXTS);
        let of = |query: &str| -> Vec<usize> {
            let ranked = index.rank(&Sentence::read(query), 2, &weights, |place| texts.get(place).cloned());
            ranked.into_iter().map(|ranked| ranked.place).collect()
        };
        assert_eq!(of("#Lindholm mayor opens harbour https://x.example/1"), [1, 2]);
        assert_eq!(of("船只可以进入港口"), [3]);
        assert!(of("wolves").is_empty());
    }

    #[test]
    fn index_for_queries_answers_them_as_a_whole_one_does() {
        let (whole, _, texts) = index(&TEXTS);
        let query = Sentence::read("which mayor has painted the wall");
        let mut small = Index::for_queries([&query]);
        for text in &texts {
            small.add(text);
        }
        assert_eq!(small.best(&query, 9), whole.best(&query, 9));
    }
}
