//! What changed between two texts, word by word.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Where a piece of a diff stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiffKind {
    /// In both texts.
    Same,
    /// In the first text only.
    Removed,
    /// In the second text only.
    Added,
}

/// A stretch of one kind; never empty, and never next to another of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DiffPiece {
    /// Where it stands.
    pub kind: DiffKind,
    /// Its words, with the white space and punctuation between them.
    pub text: String,
}

/// Returns the pieces that turn `a` into `b`: `a` is the `Same` and `Removed` pieces in order, `b`
/// the `Same` and `Added` ones. Where both change, `Removed` comes first.
///
/// Words are the units, characters in scripts that set no spaces between words. White space alone
/// between two changes counts as changed, so that a replaced phrase is one piece and not many.
pub fn diff(a: &str, b: &str) -> Vec<DiffPiece> {
    let old_tokens = tokens(a);
    let new_tokens = tokens(b);
    let mut hunks: Vec<Hunk> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old_tokens, &new_tokens) {
        let (tag, old_range, new_range) = operation.as_tag_tuple();
        let removed = old_tokens[old_range].concat();
        let added = new_tokens[new_range].concat();
        hunks.push(if tag == DiffTag::Equal {
            Hunk::Same(removed)
        } else {
            Hunk::Changed { removed, added }
        });
    }

    let mut pieces = Vec::new();
    for index in 0..hunks.len() {
        match &hunks[index] {
            Hunk::Same(text) if joins_two_changes(&hunks, index) => {
                push(&mut pieces, DiffKind::Removed, text);
                push(&mut pieces, DiffKind::Added, text);
            }
            Hunk::Same(text) => push(&mut pieces, DiffKind::Same, text),
            Hunk::Changed { removed, added } => {
                push(&mut pieces, DiffKind::Removed, removed);
                push(&mut pieces, DiffKind::Added, added);
            }
        }
    }
    pieces
}

enum Hunk {
    Same(String),
    Changed { removed: String, added: String },
}

/// Whether the hunk is white space between two hunks that changed.
fn joins_two_changes(hunks: &[Hunk], index: usize) -> bool {
    let (before, behind) = hunks.split_at(index);
    matches!(before, [.., Hunk::Changed { .. }])
        && matches!(behind, [Hunk::Same(text), Hunk::Changed { .. }, ..] if text.chars().all(char::is_whitespace))
}

/// Adds text to the current change or starts a piece; within a change `Removed` stays first.
fn push(pieces: &mut Vec<DiffPiece>, kind: DiffKind, text: &str) {
    if text.is_empty() {
        return;
    }
    let mut open = pieces.len();
    while open > 0 && kind != DiffKind::Same && pieces[open - 1].kind != DiffKind::Same {
        open -= 1;
    }
    if let Some(piece) = pieces[open..].iter_mut().find(|piece| piece.kind == kind) {
        piece.text.push_str(text);
        return;
    }
    let piece = DiffPiece {
        kind,
        text: text.to_owned(),
    };
    if kind == DiffKind::Removed {
        pieces.insert(open, piece);
    } else {
        pieces.push(piece);
    }
}

/// Cuts a text into words, runs of white space, and single other characters; the first is empty.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut class = None;
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|&(_, letter)| letter);
        let mut next = class_of(letter);
        if next == Class::Single && is_joiner(before, letter, after) {
            next = Class::Word;
        }
        let continues = next == Class::Mark || next != Class::Single && class == Some(next);
        if !continues {
            tokens.push(&text[start..at]);
            start = at;
        }
        if next != Class::Mark {
            class = Some(next);
        }
        before = Some(letter);
    }
    tokens.push(&text[start..]);
    tokens
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    /// Belongs to the character before it.
    Mark,
    /// A token of its own: punctuation, a symbol, a character of a spaceless script.
    Single,
}

fn class_of(letter: char) -> Class {
    if unicode_normalization::char::is_combining_mark(letter) {
        Class::Mark
    } else if letter.is_whitespace() {
        Class::Space
    } else if letter.is_alphanumeric() && !super::fold::is_spaceless(letter) {
        Class::Word
    } else {
        Class::Single
    }
}

/// Whether a character holds a word together: `Lind's`, `co-host`, `1,000`, `2.5`.
fn is_joiner(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    match letter {
        '\'' | '\u{2019}' | '-' => {
            class_of(before) == Class::Word && class_of(after) == Class::Word
        }
        '.' | ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows a diff as `same [-removed-] {+added+}`.
    fn check(a: &str, b: &str, wanted: &str) {
        let mut shown = String::new();
        for DiffPiece { kind, text } in diff(a, b) {
            shown += &match kind {
                DiffKind::Same => text,
                DiffKind::Removed => format!("[-{text}-]"),
                DiffKind::Added => format!("{{+{text}+}}"),
            };
        }
        assert_eq!(shown, wanted);
    }

    #[test]
    fn diff_of_equal_texts_is_one_same_piece() {
        check("a b", "a b", "a b");
        check("", "", "");
    }

    #[test]
    fn diff_replaces_whole_words() {
        check(
            "the red house",
            "the read house",
            "the [-red-]{+read+} house",
        );
    }

    #[test]
    fn diff_joins_neighbouring_replaced_words() {
        check("a red house", "a blue tree", "a [-red house-]{+blue tree+}");
        check(" red", " blue", " [-red-]{+blue+}");
        check("red ", "blue ", "[-red-]{+blue+} ");
    }

    #[test]
    fn diff_leaves_punctuation_out_of_words() {
        check("it rains.", "it rains!", "it rains[-.-]{+!+}");
    }

    #[test]
    fn diff_keeps_numbers_and_compounds_whole() {
        check(
            "1,000 co-hosts",
            "1,001 co-hosts",
            "[-1,000-]{+1,001+} co-hosts",
        );
        check("Lind's", "Lund\u{2019}s", "[-Lind's-]{+Lund\u{2019}s+}");
        check("the dogs' den", "the dogs den", "the dogs[-'-] den");
        check(
            "in 2025. Then",
            "in 2026. Then",
            "in [-2025-]{+2026+}. Then",
        );
    }

    #[test]
    fn diff_compares_characters_in_spaceless_scripts() {
        check("港口明天开放", "港口今天开放", "港口[-明-]{+今+}天开放");
    }

    #[test]
    fn diff_keeps_marks_with_their_letters() {
        check("cafe\u{301}", "cafe", "[-cafe\u{301}-]{+cafe+}");
    }

    #[test]
    fn diff_only_adds_or_only_removes() {
        check("a c", "a b c", "a {+b +}c");
        check("", "a", "{+a+}");
        check("a", "", "[-a-]");
    }

    proptest! {
        #[test]
        fn diff_rebuilds_both_texts(a in r"([ab] ?|[一二.,'-]|\PC){0,20}", b in r"([ab] ?|[一二.,'-]|\PC){0,20}") {
            let pieces = diff(&a, &b);
            let rebuilt = |left_out: DiffKind| -> String {
                let kept = pieces.iter().filter(|piece| piece.kind != left_out);
                kept.map(|piece| piece.text.as_str()).collect()
            };
            prop_assert_eq!(rebuilt(DiffKind::Added), a);
            prop_assert_eq!(rebuilt(DiffKind::Removed), b);
            for pair in pieces.windows(2) {
                prop_assert_ne!(pair[0].kind, pair[1].kind);
            }
            prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
        }
    }
}
