//! What a sentence is about: its words without those that every sentence has, and what turns it round.

use std::collections::BTreeSet;

use super::fold::{is_spaceless, spelling};

/// English words that say nothing about what a sentence is about. Other languages have theirs, which count as content here: two
/// sentences of such a language look a little more alike than they are.
const EMPTY: [&str; 58] = [
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by",
    "can", "did", "do", "does", "for", "from", "had", "has", "have", "in", "into", "is", "it",
    "its", "may", "of", "on", "or", "over", "should", "so", "some", "such", "than", "that", "the",
    "their", "them", "there", "these", "they", "this", "those", "to", "under", "was", "were",
    "which", "who", "will", "with", "would", "also", "more",
];

/// Words that turn a sentence round, as [`spelling`] leaves them, of the languages of wide use; single characters of Chinese.
const NEGATIONS: [&str; 48] = [
    "not",
    "no",
    "never",
    "none",
    "neither",
    "nor",
    "nothing",
    "nobody",
    "without",
    "cannot",
    "cant",
    "wont",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "hasnt",
    "havent",
    "shouldnt",
    "wouldnt",
    "couldnt",
    "kein",
    "keine",
    "keinen",
    "nicht",
    "nie",
    "ne",
    "pas",
    "jamais",
    "aucun",
    "nunca",
    "jamas",
    "ningun",
    "нет",
    "не",
    "ни",
    "никогда",
    "不",
    "没",
    "沒",
    "无",
    "無",
    "未",
    "非",
    "莫",
];

/// The words of a sentence, each once, as [`spelling`] folds them; single characters of scripts without spaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContentWords {
    /// What it is about.
    pub content: BTreeSet<String>,
    /// What turns it round.
    pub negations: BTreeSet<String>,
    /// Numbers.
    pub figures: BTreeSet<String>,
}

impl ContentWords {
    /// Returns the words of a sentence. One that has nothing but empty words is about those.
    #[must_use]
    pub fn of(sentence: &str) -> ContentWords {
        let mut words = ContentWords::default();
        let mut empty = BTreeSet::new();
        let folded = spelling(sentence);
        for word in folded.split_whitespace() {
            for word in pieces(word) {
                let list = if word.contains(|character: char| character.is_numeric()) {
                    &mut words.figures
                } else if NEGATIONS.contains(&word) {
                    &mut words.negations
                } else if EMPTY.contains(&word) {
                    &mut empty
                } else {
                    &mut words.content
                };
                list.insert(word.to_owned());
            }
        }
        if words.content.is_empty() {
            words.content = empty;
        }
        words
    }
}

/// Cuts a word into the single characters of a script without spaces, and what stands between them.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(is_spaceless)
        .flat_map(|piece| {
            let last = piece.chars().next_back().filter(|last| is_spaceless(*last));
            let (before, single) = piece.split_at(piece.len() - last.map_or(0, char::len_utf8));
            [before, single]
        })
        .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sentence: &str) -> String {
        let words = ContentWords::of(sentence);
        let joined = |list: BTreeSet<String>| list.into_iter().collect::<Vec<_>>().join(" ");
        format!(
            "{} | {} | {}",
            joined(words.content),
            joined(words.negations),
            joined(words.figures)
        )
    }

    #[test]
    fn content_words_leave_out_empty_words_and_set_negations_and_figures_apart() {
        assert_eq!(
            of("The Gates didn't open for all 823 ships"),
            "gates open ships | didnt | 823"
        );
        assert_eq!(of("To be or not to be"), "be or to | not | ");
        assert_eq!(of("港口不开放ABC"), "abc 口 开 放 港 | 不 | ");
        assert_eq!(of("?!"), " |  | ");
    }
}
