//! Quotations that two articles share: the same words, words cut at an end, words put otherwise.

use std::collections::{BTreeMap, HashMap};

use super::sentence::{Sentence, WordKind};

/// The fewest words of a quotation that are compared.
const FEWEST_WORDS: usize = 4;
/// The fewest words that say something (are not in every sentence) which must be common: fewer are a turn of phrase.
const FEWEST_SAYING: usize = 3;
/// Those of quotations in other words: what is not word for word must have more in common.
const FEWEST_SAYING_REWORDED: usize = 4;
/// The most words that are compared; a quotation is no chapter, and the time grows with the square.
const MOST_WORDS: usize = 300;
/// The least part of the shorter quotation that stands in the other in the same order, in per cent, for it to be the same one in other words.
const LEAST_COMMON: usize = 60;
/// How many words in a row two quotations must share to be compared.
const RUN: usize = 3;
/// A run that more quotations have says nothing.
const MOST_HAVING: usize = 200;
/// At how many common runs two quotations are laid beside each other.
const MOST_PLACES: usize = 8;

/// A word, and whether it says something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Spoken {
    text: String,
    says: bool,
}

/// How two quotations stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// Word for word.
    Identical,
    /// One is a stretch of the other, without a word of its own.
    Cut,
    /// Most words are the same, in the same order.
    Reworded,
}

/// Two quotations by their places, the lower first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Linked {
    /// The place of the one.
    pub one: usize,
    /// The place of the other.
    pub other: usize,
    /// How they stand to each other.
    pub how: Shared,
    /// How many words stand in both, in the same order.
    pub common: usize,
    /// How many words the shorter one has.
    pub of: usize,
}

/// A quotation, and the article that has it.
#[derive(Debug, Clone, Copy)]
pub struct Quote<'a> {
    /// Whatever tells articles apart: quotations of one article are not linked.
    pub article: i64,
    /// The quoted words, without the marks.
    pub words: &'a str,
}

/// Returns every two quotations of different articles that share their words, in order.
#[must_use]
pub fn linked(quotes: &[Quote<'_>]) -> Vec<Linked> {
    let words: Vec<Vec<Spoken>> = quotes.iter().map(|quote| words(quote.words)).collect();
    let mut having: HashMap<&[Spoken], Vec<usize>> = HashMap::new();
    for (place, list) in words.iter().enumerate() {
        if list.len() < FEWEST_WORDS {
            continue;
        }
        for run in list.windows(RUN) {
            let places = having.entry(run).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let mut runs_shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for places in having.values().filter(|places| places.len() <= MOST_HAVING) {
        for (at, one) in places.iter().enumerate() {
            for other in places.iter().skip(at + 1) {
                *runs_shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let mut found = Vec::new();
    for (one, other) in runs_shared.into_keys() {
        let (Some(quote), Some(other_quote)) = (quotes.get(one), quotes.get(other)) else {
            continue;
        };
        if quote.article == other_quote.article {
            continue;
        }
        if let (Some(left), Some(right)) = (words.get(one), words.get(other))
            && let Some((how, common)) = compare(left, right)
        {
            found.push(Linked {
                one,
                other,
                how,
                common,
                of: left.len().min(right.len()),
            });
        }
    }
    found
}

/// Compares the words of two quotations: how they stand to each other, and how many words are common; none where too few are.
fn compare(one: &[Spoken], other: &[Spoken]) -> Option<(Shared, usize)> {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long.windows(short.len()).any(|stretch| stretch == short) {
        let how = if short.len() == long.len() {
            Shared::Identical
        } else {
            Shared::Cut
        };
        return (saying(short) >= FEWEST_SAYING).then_some((how, short.len()));
    }
    // Words of a long quotation that stand far apart are not the words of a short one.
    let mut best: Option<(usize, usize)> = None;
    for (place, other_place) in common_runs(short, long).into_iter().take(MOST_PLACES) {
        let start = other_place.saturating_sub(place + short.len() / 2);
        let end = (other_place + short.len() - place + short.len() / 2).min(long.len());
        let found = common_in_order(short, long.get(start..end).unwrap_or_default());
        best = best.max(Some(found));
    }
    let (common, common_saying) = best?;
    let is_same = common_saying >= FEWEST_SAYING_REWORDED
        && common * 100 >= LEAST_COMMON * short.len()
        && common_saying * 100 >= LEAST_COMMON * saying(short);
    is_same.then_some((Shared::Reworded, common))
}

fn saying(words: &[Spoken]) -> usize {
    words.iter().filter(|word| word.says).count()
}

/// Where both have the same three words in a row.
fn common_runs(short: &[Spoken], long: &[Spoken]) -> Vec<(usize, usize)> {
    let mut places: HashMap<&[Spoken], usize> = HashMap::new();
    for (place, run) in short.windows(RUN).enumerate() {
        places.entry(run).or_insert(place);
    }
    let runs = long.windows(RUN).enumerate();
    runs.filter_map(|(other_place, run)| Some((*places.get(run)?, other_place)))
        .collect()
}

/// The length of the longest list that both have in the same order, and how many of its words say something: those count first.
fn common_in_order(one: &[Spoken], other: &[Spoken]) -> (usize, usize) {
    // (words that say something, words)
    let mut best: Vec<(usize, usize)> = vec![(0, 0); other.len() + 1];
    for word in one {
        let mut diagonal = (0, 0);
        for (at, other_word) in other.iter().enumerate() {
            let before = best.get(at).copied().unwrap_or((0, 0));
            let Some(value) = best.get_mut(at + 1) else {
                break;
            };
            let above = *value;
            *value = if word == other_word {
                (diagonal.0 + usize::from(word.says), diagonal.1 + 1)
            } else {
                above.max(before)
            };
            diagonal = above;
        }
    }
    let (saying, words) = best.last().copied().unwrap_or((0, 0));
    (words, saying)
}

/// Returns how many words in a row stand in both texts, at most.
#[must_use]
pub fn longest_run(one: &Sentence, other: &Sentence) -> usize {
    let stems = |sentence: &'_ Sentence| -> Vec<String> {
        sentence
            .words
            .iter()
            .take(MOST_WORDS)
            .map(|word| word.stem.clone())
            .collect()
    };
    let (one, other) = (stems(one), stems(other));
    let mut best = 0;
    let mut ending: Vec<usize> = vec![0; other.len() + 1];
    for word in &one {
        let mut diagonal = 0;
        for (at, other_word) in other.iter().enumerate() {
            let Some(value) = ending.get_mut(at + 1) else {
                break;
            };
            let above = *value;
            *value = if word == other_word { diagonal + 1 } else { 0 };
            best = best.max(*value);
            diagonal = above;
        }
    }
    best
}

/// The words as printed, in small letters, a number in digits.
fn words(text: &str) -> Vec<Spoken> {
    let sentence = Sentence::read(text);
    sentence
        .words
        .into_iter()
        .take(MOST_WORDS)
        .map(|word| Spoken {
            says: word.kind != WordKind::Empty,
            text: match word.kind {
                WordKind::Figure(_) => word.stem,
                _ if word.stem.is_ascii() => word.folded,
                _ => word.stem,
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str) -> Option<(Shared, usize, usize)> {
        let quotes = [
            Quote {
                article: 1,
                words: one,
            },
            Quote {
                article: 2,
                words: other,
            },
        ];
        linked(&quotes)
            .first()
            .map(|link| (link.how, link.common, link.of))
    }

    #[test]
    fn quotes_are_linked_where_identical_cut_or_reworded() {
        let whole = "We will not give up the harbour, and we will not sell it";
        assert_eq!(
            of(
                whole,
                "we will not give up the harbour and we will not sell it."
            ),
            Some((Shared::Identical, 13, 13))
        );
        assert_eq!(
            of(whole, "not give up the harbour"),
            Some((Shared::Cut, 5, 5))
        );
        assert_eq!(
            of(
                whole,
                "We will never give up this harbour and we will not sell"
            ),
            Some((Shared::Reworded, 10, 12))
        );
        assert_eq!(
            of("港口将向所有船只开放", "所有船只开放"),
            Some((Shared::Cut, 5, 5))
        );
    }

    #[test]
    fn quotes_are_not_linked_for_a_common_turn_or_in_one_article() {
        assert_eq!(of("We will not", "We will not"), None);
        assert_eq!(
            of(
                "We will not give up the harbour",
                "We will not eat the bread of strangers"
            ),
            None
        );
        assert_eq!(
            of(
                "one way or the other",
                "we have to do it, one way or the other, this year"
            ),
            None
        );
        let long = "I do not think so. ".repeat(3)
            + "Ships come and go, harbours stay, and whoever owns a wall may well give it away, I think, to the sea";
        assert_eq!(of("I do not think the wall is for the sea", &long), None);
        let same = Quote {
            article: 1,
            words: "We will not give up the harbour",
        };
        assert!(linked(&[same, same]).is_empty());
    }

    #[test]
    fn longest_run_is_of_words_in_a_row() {
        let of = |one, other| longest_run(&Sentence::read(one), &Sentence::read(other));
        assert_eq!(
            of(
                "he said the gates are open to all ships",
                "gates are open to few ships"
            ),
            4
        );
        assert_eq!(of("", "gates"), 0);
    }
}
