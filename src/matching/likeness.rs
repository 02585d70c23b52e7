//! How alike two sentences are, word by word, and in what they differ.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::letters::{common_pairs, is_one_slip};
use super::sentence::{Sentence, Word, WordKind, nearly_the_same, sides};
use super::weights::Weights;
use crate::domain::fold::is_spaceless;

/// The most words of a sentence that are compared; a longer text is no sentence, and the time grows with the square.
const MOST_WORDS: usize = 200;
/// How much two words count as one: that say nearly the same, that begin alike, that say the contrary.
const NEARLY: f64 = 0.8;
const BEGINS_ALIKE: f64 = 0.75;
const CONTRARY: f64 = 0.4;
/// Two numbers that are not equal, but of one size; and other numbers.
const NEAR_NUMBERS: f64 = 0.5;
const OTHER_NUMBERS: f64 = 0.3;
/// The least share of common letters at which words count as alike, and how much it counts. Words with less in common are mostly
/// others, and a little likeness of everything to everything blurs the order of pairs.
const LEAST_LETTERS: f64 = 0.75;
const LETTERS: f64 = 0.8;
/// Parts of the likeness: common words of both by all words, and runs of three letters.
const WORDS_PART: f64 = 0.8;
const LETTERS_PART: f64 = 0.2;
/// How much of the words' part goes by the text that is covered better: a headline that leaves things out is like its longer form.
const CONTAINED_PART: f64 = 0.25;
/// Letters speak only where words do: for at most so many times what the words say. Unrelated texts have letters in common too.
const MOST_LETTERS: f64 = 2.0;
/// What is left of likeness where numbers differ, where one is turned round, where words say the contrary: readers find such pairs less
/// alike, but not unlike.
const OTHER_FIGURES: f64 = 0.9;
const TURNED_ROUND: f64 = 0.85;
const SAYS_CONTRARY: f64 = 0.8;

/// How the numbers of two sentences stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figures {
    /// Neither has one.
    None,
    /// Both have the same.
    Same,
    /// One has a number that the other lacks, which has no other instead.
    OnlyOne,
    /// Each has one that the other lacks.
    Different,
}

/// What two sentences have in common and what sets them apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// 0 (nothing in common) to 1 (the same words in the same order).
    pub value: f64,
    /// How alike the two are in runs of three letters, 0..1, whatever the words are.
    pub letters: f64,
    /// The words that both have, as the first prints them, in its order.
    pub shared: Vec<String>,
    /// The weight of the first's words that the other has, by the weight of all: 0..1.
    pub covered: f64,
    /// The weight of the other's words that the first has, by the weight of all.
    pub other_covered: f64,
    /// How the numbers stand.
    pub figures: Figures,
    /// Whether one of the two is turned round.
    pub is_negation_different: bool,
    /// Words of the two that say the contrary.
    pub contrary: Vec<(String, String)>,
    /// Whether one says that something may, must or will be and the other does not, or other quantities than numbers differ.
    pub is_mood_different: bool,
    /// Whether each has a word about something for which the other has none.
    pub has_other_words: bool,
    /// Whether each has a name (a word with a capital, or in a script without spaces) for which the other has none.
    pub has_other_names: bool,
    /// The one word of each for which the other has none, where all others are the same: what is said of one thing may be said of another.
    pub exchanged: Option<(String, String)>,
    /// Whether common words stand in another order.
    pub is_order_different: bool,
}

/// A pair of words: places in both, and how much they count as one.
struct Aligned {
    one: usize,
    other: usize,
    value: f64,
}

/// Compares two sentences; symmetric but for `shared` and `covered`. Words are paired one to one, the most alike first (as in
/// Sultan, Bethard, Sumner: Back to Basics for Monolingual Alignment, 2014, without its parser), each counts with its weight, and
/// likeness is what is paired of both by what both have, with some weight for the one that is covered better and for runs of letters. Words
/// that every sentence has count only where a text has no others.
#[must_use]
pub fn likeness(one: &Sentence, other: &Sentence, weights: &Weights) -> Likeness {
    let (left, right) = (limited(one), limited(other));
    let mut aligned = align(left, right);
    let mut is_negation_different = one.is_negated != other.is_negated;
    if is_negation_different
        && let Some(pair) = aligned.iter_mut().find(|pair| is_unmade(left, right, pair))
    {
        // `not safe` is `unsafe`: what turns one round stands in a word of the other.
        pair.value = NEARLY;
        is_negation_different = false;
    }
    let says = |words: &[Word]| words.iter().any(|word| word.kind != WordKind::Empty);
    let is_said = says(left) && says(right);
    let weigh = |word: &Word| {
        if is_said && word.kind == WordKind::Empty {
            0.0
        } else {
            weights.weight(word)
        }
    };
    let weight_of = |words: &[Word]| words.iter().map(weigh).sum::<f64>();
    let (all_left, all_right) = (weight_of(left), weight_of(right));
    let mut paired_left = vec![0.0_f64; left.len()];
    let mut paired_right = vec![0.0_f64; right.len()];
    for pair in &aligned {
        if let Some(value) = paired_left.get_mut(pair.one) {
            *value = pair.value;
        }
        if let Some(value) = paired_right.get_mut(pair.other) {
            *value = pair.value;
        }
    }
    let sum = |words: &[Word], paired: &[f64]| {
        words
            .iter()
            .zip(paired)
            .map(|(word, value)| weigh(word) * value)
            .sum::<f64>()
    };
    let (common_left, common_right) = (sum(left, &paired_left), sum(right, &paired_right));
    let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 0.0 };
    let (covered, other_covered) = (share(common_left, all_left), share(common_right, all_right));
    let words_part = (1.0 - CONTAINED_PART)
        * share(common_left + common_right, all_left + all_right)
        + CONTAINED_PART * covered.max(other_covered);
    let letters = letters(left, right);
    let contrary = contrary(left, right, &paired_left, &paired_right);
    let has = |words: &[Word], paired: &[f64], test: fn(&Word) -> bool| {
        words
            .iter()
            .zip(paired)
            .any(|(word, value)| *value < 0.5 && word.kind == WordKind::Content && test(word))
    };
    let any =
        |test: fn(&Word) -> bool| has(left, &paired_left, test) && has(right, &paired_right, test);
    let figures = figures(one, other);
    let mut value = WORDS_PART * words_part + LETTERS_PART * letters.min(MOST_LETTERS * words_part);
    for (is_so, factor) in [
        (figures == Figures::Different, OTHER_FIGURES),
        (is_negation_different, TURNED_ROUND),
        (!contrary.is_empty(), SAYS_CONTRARY),
    ] {
        if is_so {
            value *= factor;
        }
    }
    Likeness {
        value: value.clamp(0.0, 1.0),
        letters,
        shared: shared(left, &aligned),
        covered,
        other_covered,
        figures,
        is_negation_different,
        contrary,
        is_mood_different: one.modals != other.modals || one.quantifiers != other.quantifiers,
        has_other_words: any(|_| true),
        has_other_names: any(|word| word.is_capital || !word.stem.is_ascii()),
        exchanged: exchanged(left, right, &paired_left, &paired_right),
        is_order_different: is_order_different(left, right, &aligned),
    }
}

/// The one word of each that the other lacks, where three others at least are common to both.
fn exchanged(
    left: &[Word],
    right: &[Word],
    paired_left: &[f64],
    paired_right: &[f64],
) -> Option<(String, String)> {
    let only = |words: &[Word], paired: &[f64]| -> Option<String> {
        let mut content = words
            .iter()
            .zip(paired)
            .filter(|(word, _)| word.kind == WordKind::Content);
        let (mut open, mut common) = (None, 0);
        content.try_for_each(|(word, value)| {
            if *value >= BEGINS_ALIKE {
                common += 1;
                Some(())
            } else {
                open.replace(word.folded.clone()).is_none().then_some(())
            }
        })?;
        open.filter(|_| common >= 3)
    };
    only(left, paired_left).zip(only(right, paired_right))
}

fn limited(sentence: &Sentence) -> &[Word] {
    sentence.words.get(..MOST_WORDS).unwrap_or(&sentence.words)
}

/// Pairs words one to one, the most alike first, those that stand nearer to each other first where equal.
fn align(left: &[Word], right: &[Word]) -> Vec<Aligned> {
    let mut candidates: Vec<Aligned> = Vec::new();
    for (one, word) in left.iter().enumerate() {
        for (other, other_word) in right.iter().enumerate() {
            let value = alike(word, other_word);
            if value > 0.0 {
                candidates.push(Aligned { one, other, value });
            }
        }
    }
    candidates.sort_by(|first, second| {
        second
            .value
            .partial_cmp(&first.value)
            .unwrap_or(Ordering::Equal)
            .then_with(|| {
                first
                    .one
                    .abs_diff(first.other)
                    .cmp(&second.one.abs_diff(second.other))
            })
            .then_with(|| (first.one, first.other).cmp(&(second.one, second.other)))
    });
    let mut is_taken_left = vec![false; left.len()];
    let mut is_taken_right = vec![false; right.len()];
    let mut aligned = Vec::new();
    for pair in candidates {
        let (Some(taken), Some(other_taken)) = (
            is_taken_left.get_mut(pair.one),
            is_taken_right.get_mut(pair.other),
        ) else {
            continue;
        };
        if *taken || *other_taken {
            continue;
        }
        (*taken, *other_taken) = (true, true);
        aligned.push(pair);
    }
    aligned.sort_by_key(|pair| pair.one);
    aligned
}

/// How much two words count as one, 0..1.
fn alike(one: &Word, other: &Word) -> f64 {
    match (one.kind, other.kind) {
        (WordKind::Figure(value), WordKind::Figure(other_value)) => {
            if one.stem == other.stem {
                1.0
            } else if value.min(other_value) >= 0.8 * value.max(other_value) {
                NEAR_NUMBERS
            } else {
                OTHER_NUMBERS
            }
        }
        (WordKind::Content, WordKind::Content) => content_alike(one, other),
        (kind, other_kind) if kind == other_kind && one.stem == other.stem => 1.0,
        _ => 0.0,
    }
}

fn content_alike(one: &Word, other: &Word) -> f64 {
    if one.stem == other.stem {
        return 1.0;
    }
    if is_contrary(&one.stem, &other.stem) {
        return CONTRARY;
    }
    let groups = nearly_the_same(&other.stem);
    if nearly_the_same(&one.stem)
        .iter()
        .any(|group| groups.contains(group))
    {
        return NEARLY;
    }
    if is_negated_form(&one.folded, &other.folded) || is_negated_form(&other.folded, &one.folded) {
        return CONTRARY;
    }
    // Two characters of a script without spaces are alike or not.
    if !one.stem.is_ascii() && one.stem.chars().count() <= 2
        || !other.stem.is_ascii() && other.stem.chars().count() <= 2
    {
        return 0.0;
    }
    let (shorter, longer) = {
        let (one, other) = (one.folded.chars().count(), other.folded.chars().count());
        (one.min(other), one.max(other))
    };
    let common = one
        .folded
        .chars()
        .zip(other.folded.chars())
        .take_while(|(one, other)| one == other)
        .count();
    if common >= 4 && common * 10 >= shorter * 8 && common * 10 >= longer * 5 {
        return BEGINS_ALIKE;
    }
    if shorter >= 6 && is_one_slip(&one.folded, &other.folded) {
        return BEGINS_ALIKE;
    }
    if shorter < 4 {
        return 0.0;
    }
    common_pairs(&one.folded, &other.folded, LEAST_LETTERS).map_or(0.0, |share| share * LETTERS)
}

/// Whether two stems say the contrary of each other.
fn is_contrary(one: &str, other: &str) -> bool {
    let others = sides(other);
    !others.is_empty()
        && sides(one)
            .iter()
            .any(|(row, side)| others.contains(&(*row, !side)))
}

/// `unlawful` to `lawful`.
fn is_negated_form(one: &str, other: &str) -> bool {
    other.len() >= 4
        && ["un", "in", "im", "il", "ir", "dis", "non", "mis", "anti"]
            .iter()
            .any(|prefix| one.strip_prefix(prefix).is_some_and(|rest| rest == other))
}

/// Whether a pair of words is `unlawful` and `lawful`.
fn is_unmade(left: &[Word], right: &[Word], pair: &Aligned) -> bool {
    match (left.get(pair.one), right.get(pair.other)) {
        (Some(one), Some(other)) => {
            is_negated_form(&one.folded, &other.folded)
                || is_negated_form(&other.folded, &one.folded)
        }
        _ => false,
    }
}

/// The words of the two that say the contrary, where neither has both.
fn contrary(
    left: &[Word],
    right: &[Word],
    paired_left: &[f64],
    paired_right: &[f64],
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let open = |words: &[Word], paired: &[f64]| -> Vec<Word> {
        words
            .iter()
            .zip(paired)
            .filter(|(word, value)| {
                **value < BEGINS_ALIKE && !matches!(word.kind, WordKind::Figure(_))
            })
            .map(|(word, _)| word.clone())
            .collect()
    };
    let (open_left, open_right) = (open(left, paired_left), open(right, paired_right));
    for one in &open_left {
        for other in &open_right {
            if (is_contrary(&one.stem, &other.stem) && !shares_group(one, other))
                || is_negated_form(&one.folded, &other.folded)
                || is_negated_form(&other.folded, &one.folded)
            {
                found.push((one.folded.clone(), other.folded.clone()));
            }
        }
    }
    found
}

fn shares_group(one: &Word, other: &Word) -> bool {
    let groups = nearly_the_same(&other.stem);
    nearly_the_same(&one.stem)
        .iter()
        .any(|group| groups.contains(group))
}

fn shared(left: &[Word], aligned: &[Aligned]) -> Vec<String> {
    aligned
        .iter()
        .filter(|pair| pair.value >= BEGINS_ALIKE)
        .filter_map(|pair| left.get(pair.one))
        .filter(|word| matches!(word.kind, WordKind::Content))
        .map(|word| {
            if word.stem.is_ascii() {
                word.folded.clone()
            } else {
                word.stem.clone()
            }
        })
        .collect()
}

/// Returns how the numbers of two sentences stand to each other.
#[must_use]
pub fn figures(one: &Sentence, other: &Sentence) -> Figures {
    let (one, other) = (one.figures(), other.figures());
    let lacks = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| {
        one.iter().any(|figure| !other.contains(figure))
    };
    match (lacks(&one, &other), lacks(&other, &one)) {
        (false, false) if one.is_empty() => Figures::None,
        (false, false) => Figures::Same,
        (true, true) => Figures::Different,
        _ => Figures::OnlyOne,
    }
}

/// Whether the common words about something stand in another order.
fn is_order_different(left: &[Word], right: &[Word], aligned: &[Aligned]) -> bool {
    let says = |words: &[Word], at: usize| {
        words
            .get(at)
            .is_some_and(|word| word.kind != WordKind::Empty)
    };
    let places: Vec<usize> = aligned
        .iter()
        .filter(|pair| {
            pair.value >= BEGINS_ALIKE && says(left, pair.one) && says(right, pair.other)
        })
        .map(|pair| pair.other)
        .collect();
    !places.is_sorted()
}

/// The cosine of the runs of three letters of two texts, across words too, a run that comes again counting by its logarithm (one of the
/// strongest plain measures of Bär, Biemann, Gurevych, Zesch: UKP, Computing Semantic Textual Similarity, 2012).
fn letters(left: &[Word], right: &[Word]) -> f64 {
    let (one, other) = (runs(left), runs(right));
    let norm = |runs: &[(u64, f64)]| {
        runs.iter()
            .map(|(_, value)| value * value)
            .sum::<f64>()
            .sqrt()
    };
    let norms = norm(&one) * norm(&other);
    if norms <= 0.0 {
        return 0.0;
    }
    let mut product = 0.0;
    let mut rest = other.as_slice();
    for (run, value) in &one {
        let (_, after) = rest.split_at(rest.partition_point(|(other, _)| other < run));
        rest = after;
        if let Some((_, other_value)) = rest.first().filter(|(other, _)| other == run) {
            product += value * other_value;
        }
    }
    (product / norms).min(1.0)
}

/// Runs of three letters of the words with a space between them, sorted, with the logarithm of how often each stands there.
fn runs(words: &[Word]) -> Vec<(u64, f64)> {
    let mut all: Vec<u64> = Vec::new();
    let (mut first, mut second) = (0, u64::from(' '));
    let mut add = |character: char| {
        let third = u64::from(character);
        // A code point has 21 bits.
        all.push((first << 42) | (second << 21) | third);
        (first, second) = (second, third);
    };
    for word in words {
        word.folded.chars().for_each(&mut add);
        if !word.folded.ends_with(is_spaceless) {
            add(' ');
        }
    }
    all.sort_unstable();
    all.chunk_by(|one, other| one == other)
        .filter_map(|same| Some((*same.first()?, 1.0 + (same.len() as f64).ln())))
        .collect()
}
