//! The words of a piece, read once: folded, and split at its ellipses.

use crate::domain::fold::{fold_words, is_spaceless};

/// Words to find: as written, and as they match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// As written, without white space around them.
    pub(super) written: String,
    /// Folded, see [`fold_words`].
    pub(super) folded: String,
    /// Whether a folded occurrence can differ from the words as written.
    pub(super) can_differ: bool,
}

impl Words {
    pub(super) fn new(words: &str) -> Self {
        let written = words.trim().to_owned();
        let folded = fold_words(&written);
        let can_differ = written != folded || folded.contains([' ', '\'', '"', '-']);
        Self {
            written,
            folded,
            can_differ,
        }
    }
}

/// The two readings of a piece's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// All of it, an ellipsis being a character like any other.
    pub(super) whole: Words,
    /// What stands between the ellipses; empty where there are none or one of them has no words beside it.
    pub(super) parts: Vec<Words>,
    /// Whether an ellipsis lacks words before or after it.
    pub(super) has_empty_part: bool,
}

impl Pattern {
    pub(super) fn new(words: &str) -> Self {
        let whole = Words::new(words);
        let mut parts = split_at_ellipses(&whole.written);
        let has_empty_part = parts.len() > 1 && parts.iter().any(|part| part.written.is_empty());
        if parts.len() < 2 || has_empty_part {
            parts.clear();
        }
        Self {
            whole,
            parts,
            has_empty_part,
        }
    }
}

/// Splits at `…`, `……`, `...` and longer runs that stand alone: white space, a character of a spaceless script or the
/// end of the words on both sides. `wait...what` has none.
fn split_at_ellipses(words: &str) -> Vec<Words> {
    let mut parts = Vec::new();
    let mut part_start = 0;
    let mut from = 0;
    while let Some(found) = words.get(from..).and_then(|rest| rest.find(['…', '.'])) {
        let start = from + found;
        let rest = words.get(start..).unwrap_or_default();
        let tail = if rest.starts_with('…') {
            rest.trim_start_matches('…')
        } else {
            rest.trim_start_matches('.')
        };
        let end = words.len() - tail.len();
        let before = words.get(..start).unwrap_or_default().chars().next_back();
        let is_ellipsis = rest.starts_with('…') || end - start >= 3;
        if is_ellipsis && stands_free(before) && stands_free(tail.chars().next()) {
            parts.push(Words::new(words.get(part_start..start).unwrap_or_default()));
            part_start = end;
        }
        from = end;
    }
    parts.push(Words::new(words.get(part_start..).unwrap_or_default()));
    parts
}

/// Says whether an ellipsis may stand beside a character. CJK punctuation and full-width forms count as their script.
fn stands_free(neighbour: Option<char>) -> bool {
    neighbour.is_none_or(|character| {
        character.is_whitespace()
            || is_spaceless(character)
            || matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &str) -> Vec<String> {
        Pattern::new(words)
            .parts
            .into_iter()
            .map(|part| part.folded)
            .collect()
    }

    #[test]
    fn an_ellipsis_with_spaces_around_it_splits_the_words() {
        assert_eq!(parts("one … two"), ["one", "two"]);
        assert_eq!(parts("one ... two …  three"), ["one", "two", "three"]);
        assert_eq!(parts("one\n…… two"), ["one", "two"]);
    }

    #[test]
    fn an_ellipsis_that_touches_a_word_is_a_character() {
        assert!(parts("wait...what").is_empty());
        assert!(parts("wait… what").is_empty());
        assert!(parts("e.g. this").is_empty());
    }

    #[test]
    fn an_ellipsis_in_a_spaceless_script_needs_no_spaces() {
        assert_eq!(parts("今天…很好"), ["今天", "很好"]);
        assert_eq!(parts("今天。……很好。"), ["今天。", "很好。"]);
    }

    #[test]
    fn an_ellipsis_without_words_beside_it_makes_no_parts() {
        assert!(Pattern::new("one …").has_empty_part);
        assert!(Pattern::new("… one").has_empty_part);
        assert!(Pattern::new("one … … two").has_empty_part);
        assert!(!Pattern::new("one … two").has_empty_part);
    }
}
