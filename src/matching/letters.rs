//! How alike two words are in their letters, for comparing each word of a sentence with each of another: most pairs have nothing in common,
//! and that is seen before anything is counted.

use smallvec::SmallVec;

/// Returns whether two words differ by at most one letter that is other, too much or lacking, or by two neighbours exchanged
/// (Damerau and Levenshtein's distance of at most 1).
pub(super) fn is_one_slip(one: &str, other: &str) -> bool {
    let (mut left, mut right) = (one.chars(), other.chars());
    // What is common at both ends says nothing.
    loop {
        let (before_left, before_right) = (left.clone(), right.clone());
        match (left.next(), right.next()) {
            (Some(one), Some(other)) if one == other => {}
            _ => {
                (left, right) = (before_left, before_right);
                break;
            }
        }
    }
    loop {
        let (before_left, before_right) = (left.clone(), right.clone());
        match (left.next_back(), right.next_back()) {
            (Some(one), Some(other)) if one == other => {}
            _ => {
                (left, right) = (before_left, before_right);
                break;
            }
        }
    }
    let rest = |letters: &mut std::str::Chars<'_>| [letters.next(), letters.next(), letters.next()];
    match (rest(&mut left), rest(&mut right)) {
        ([_, None, _], [_, None, _]) => true,
        ([Some(first), Some(second), None], [Some(other_first), Some(other_second), None]) => {
            first == other_second && second == other_first
        }
        _ => false,
    }
}

/// Returns Sørensen and Dice's coefficient of the pairs of neighbouring letters of two words, 0..1, where it is at least `least`, which is above 0.
/// All pairs are counted in bytes, as if every letter had one: words of other alphabets than the Latin are the less alike for it.
pub(super) fn common_pairs(one: &str, other: &str, least: f64) -> Option<f64> {
    if one == other {
        return Some(1.0);
    }
    if one.len() < 2 || other.len() < 2 {
        return None;
    }
    let all = (one.len() + other.len() - 2) as f64;
    let share = |common: usize| 2.0 * common as f64 / all;
    // A letter that the other lacks is in a pair that it lacks.
    let most = |one: &str, other: &str| (one.len() - 1).saturating_sub(lacking(one, other));
    if share(most(one, other).min(most(other, one))) < least {
        return None;
    }
    let (pairs, other_pairs) = (pairs(one), pairs(other));
    let mut common = 0;
    let (mut left, mut right) = (pairs.as_slice(), other_pairs.as_slice());
    while let ([one, rest @ ..], [other, other_rest @ ..]) = (left, right) {
        if one == other {
            common += 1;
        }
        if one <= other {
            left = rest;
        }
        if other <= one {
            right = other_rest;
        }
    }
    Some(share(common)).filter(|share| *share >= least)
}

/// How many letters of a word the other surely lacks.
fn lacking(word: &str, other: &str) -> usize {
    let bit = |letter: char| 1_u64 << (u32::from(letter) % 64);
    let letters = other
        .chars()
        .fold(0, |letters, letter| letters | bit(letter));
    word.chars()
        .filter(|letter| letters & bit(*letter) == 0)
        .count()
}

/// The pairs of neighbouring letters, sorted.
fn pairs(word: &str) -> SmallVec<[u64; 24]> {
    let mut pairs: SmallVec<[u64; 24]> = word
        .chars()
        .zip(word.chars().skip(1))
        .map(|(one, next)| u64::from(one) << 32 | u64::from(next))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn slips_and_common_pairs_are_what_the_library_finds(
            one in "[abcé]{0,7}|[a-c桥]{5,12}",
            other in "[abcé]{0,7}|[a-c桥]{5,12}",
            least in 0.01_f64..1.0,
        ) {
            prop_assert_eq!(is_one_slip(&one, &other), strsim::damerau_levenshtein(&one, &other) <= 1);
            let dice = strsim::sorensen_dice(&one, &other);
            prop_assert_eq!(common_pairs(&one, &other, least), (dice >= least).then_some(dice));
        }
    }

    #[test]
    fn words_of_one_slip_are_told_from_words_of_two() {
        for other in ["harbour", "harbor", "harbourr", "hrabour", "narbour"] {
            assert!(is_one_slip("harbour", other), "{other}");
        }
        for other in ["harbrou", "hrabuor", "habor", "harbourer"] {
            assert!(!is_one_slip("harbour", other), "{other}");
        }
    }
}
