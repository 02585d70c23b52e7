//! How alike two sentences are, word by word, and in what they differ.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::sentence::{Sentence, Word, WordKind, nearly_the_same, sides};
use super::weights::Weights;

/// The most words of a sentence that are compared; a longer text is no sentence, and the time grows with the square.
const MOST_WORDS: usize = 200;
/// How much two words count as one: that say nearly the same, that begin alike, that say the contrary.
const NEARLY: f64 = 0.8;
const BEGINS_ALIKE: f64 = 0.75;
const CONTRARY: f64 = 0.4;
/// Two numbers that are not equal, but of one size; and other numbers.
const NEAR_NUMBERS: f64 = 0.5;
const OTHER_NUMBERS: f64 = 0.3;
/// The least share of common letters at which words count as alike, and how much it counts.
const LEAST_LETTERS: f64 = 0.6;
const LETTERS: f64 = 0.8;
/// Parts of the likeness: common words, runs of three letters, neighbours that stay neighbours.
const WORDS_PART: f64 = 0.76;
const LETTERS_PART: f64 = 0.2;
const ORDER_PART: f64 = 0.04;
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
/// likeness is what is paired of both by what both have.
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
    let weight_of = |words: &[Word]| words.iter().map(|word| weights.weight(word)).sum::<f64>();
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
            .map(|(word, value)| weights.weight(word) * value)
            .sum::<f64>()
    };
    let (common_left, common_right) = (sum(left, &paired_left), sum(right, &paired_right));
    let share = |part: f64, all: f64| if all > 0.0 { part / all } else { 0.0 };
    let words_part = share(common_left + common_right, all_left + all_right);
    let letters_part = letters(left, right, weights);
    let (order_part, is_order_different) = order(left, right, &aligned);
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
    let mut value = WORDS_PART * words_part + LETTERS_PART * letters_part + ORDER_PART * order_part;
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
        shared: shared(left, &aligned),
        covered: share(common_left, all_left),
        other_covered: share(common_right, all_right),
        figures,
        is_negation_different,
        contrary,
        is_mood_different: one.modals != other.modals || one.quantifiers != other.quantifiers,
        has_other_words: any(|_| true),
        has_other_names: any(|word| word.is_capital || !word.stem.is_ascii()),
        exchanged: exchanged(left, right, &paired_left, &paired_right),
        is_order_different,
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
    if shorter >= 6 && strsim::damerau_levenshtein(&one.folded, &other.folded) <= 1 {
        return BEGINS_ALIKE;
    }
    if shorter < 4 {
        return 0.0;
    }
    let dice = strsim::sorensen_dice(&one.folded, &other.folded);
    if dice >= LEAST_LETTERS {
        dice * LETTERS
    } else {
        0.0
    }
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

/// The share of common neighbours that stay neighbours, and whether the common words about something stand in another order.
fn order(left: &[Word], right: &[Word], aligned: &[Aligned]) -> (f64, bool) {
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
    if places.len() < 2 {
        return (0.0, false);
    }
    let in_order = places
        .windows(2)
        .filter(|two| two.first() < two.last())
        .count();
    let pairs = places.len() - 1;
    // By how much the shorter is covered, so that two common words in order are not all.
    let least = left
        .iter()
        .filter(|word| word.kind != WordKind::Empty)
        .count()
        .min(
            right
                .iter()
                .filter(|word| word.kind != WordKind::Empty)
                .count(),
        );
    let share = |part: usize, all: usize| part as f64 / (all.max(1)) as f64;
    (
        share(in_order, least.saturating_sub(1)).min(1.0),
        in_order < pairs,
    )
}

/// The cosine of the runs of three letters of the words that are about something, each word with its weight.
fn letters(left: &[Word], right: &[Word], weights: &Weights) -> f64 {
    let (one, other) = (runs(left, weights), runs(right, weights));
    let norm = |runs: &[(u64, f64)]| {
        runs.iter()
            .map(|(_, value)| value * value)
            .sum::<f64>()
            .sqrt()
    };
    let (norm_one, norm_other) = (norm(&one), norm(&other));
    if norm_one <= 0.0 || norm_other <= 0.0 {
        return 0.0;
    }
    let mut product = 0.0;
    let mut rest = other.as_slice();
    for (run, value) in &one {
        while let Some(((first, other_value), after)) = rest.split_first() {
            match first.cmp(run) {
                Ordering::Less => rest = after,
                Ordering::Equal => {
                    product += value * other_value;
                    rest = after;
                    break;
                }
                Ordering::Greater => break,
            }
        }
    }
    (product / (norm_one * norm_other)).min(1.0)
}

/// Runs of three letters with their weights, sorted.
fn runs(words: &[Word], weights: &Weights) -> Vec<(u64, f64)> {
    let mut runs: Vec<(u64, f64)> = Vec::new();
    for word in words {
        if matches!(word.kind, WordKind::Empty) {
            continue;
        }
        let weight = weights.weight(word).sqrt();
        let text = if word.stem.is_ascii() {
            &word.folded
        } else {
            &word.stem
        };
        let (mut first, mut second) = (u64::from(' '), u64::from(' '));
        for character in text.chars().chain([' ']) {
            let third = u64::from(character);
            // A code point has 21 bits.
            runs.push(((first << 42) | (second << 21) | third, weight));
            (first, second) = (second, third);
        }
    }
    runs.sort_by_key(|(run, _)| *run);
    runs.dedup_by(|later, earlier| {
        let is_same = later.0 == earlier.0;
        if is_same {
            earlier.1 += later.1;
        }
        is_same
    });
    runs
}
