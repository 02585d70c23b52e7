//! The words of a result as they stand, with those marked that were sought.

use std::ops::Range;

use crate::domain::search_query::Phrase;
use crate::domain::search_words::TextWords;

/// How many words of a text are shown around what was found.
const SHOWN_WORDS: usize = 24;
/// How many of them stand before it.
const BEFORE: usize = 6;

/// A piece of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was sought.
    pub is_hit: bool,
}

/// Returns a whole text in pieces.
pub(super) fn marked(text: &str, phrases: &[&Phrase]) -> Vec<Piece> {
    let words = TextWords::of(text);
    let folded = words.folded();
    let found = found(&folded, phrases);
    pieces(text, 0..text.len(), &hits(&words, &folded, &found, phrases))
}

/// Returns the part of a text in which the most of what was sought stands close together, in pieces; empty where nothing of it does.
pub(super) fn best_passage(text: &str, phrases: &[&Phrase]) -> Vec<Piece> {
    let words = TextWords::of(text);
    let folded = words.folded();
    let found = found(&folded, phrases);
    // The window that begins with a hit and holds the most different phrases, then the most of them, then the first.
    let mut best: Option<(usize, usize, usize)> = None;
    for (at, (first, _, _)) in found.iter().enumerate() {
        let within = found
            .iter()
            .skip(at)
            .take_while(|(word, _, _)| *word < first + SHOWN_WORDS - BEFORE);
        let mut seen = 0_u64;
        let mut count = 0;
        for (_, _, phrase) in within {
            seen |= 1 << (phrase % 64);
            count += 1;
        }
        let different = usize::try_from(seen.count_ones()).unwrap_or(0);
        if best.is_none_or(|(most, many, _)| (different, count) > (most, many)) {
            best = Some((different, count, *first));
        }
    }
    let Some((_, _, first)) = best else {
        return Vec::new();
    };
    let from = first.saturating_sub(BEFORE);
    let to = (from + SHOWN_WORDS).min(words.len());
    let start = words.range(from).map_or(0, |range| range.start);
    let end = words
        .range(to.saturating_sub(1))
        .map_or(text.len(), |range| range.end);
    let (start, end) = (
        if from == 0 { 0 } else { start },
        if to == words.len() { text.len() } else { end },
    );
    let mut shown = pieces(text, start..end, &hits(&words, &folded, &found, phrases));
    for piece in &mut shown {
        piece.text = on_one_line(&piece.text);
    }
    if start > 0 {
        shown.insert(0, plain(String::from("…")));
    }
    if end < text.len() {
        shown.push(plain(String::from("…")));
    }
    shown
}

/// The place of a phrase found: the number of its first word, of the word behind its last, and of the phrase.
type Place = (usize, usize, usize);

/// The place of each phrase found, in order.
fn found(folded: &[&str], phrases: &[&Phrase]) -> Vec<Place> {
    let mut found = Vec::new();
    for (number, phrase) in phrases.iter().enumerate() {
        found.extend(
            phrase
                .places(folded)
                .map(|at| (at, at + phrase.words.len(), number)),
        );
    }
    found.sort_unstable();
    found
}

/// The ranges in bytes that were sought, in order, none overlapping.
fn hits(
    words: &TextWords,
    folded: &[&str],
    found: &[Place],
    phrases: &[&Phrase],
) -> Vec<Range<usize>> {
    let mut hits: Vec<Range<usize>> = Vec::new();
    for (first, behind, number) in found {
        let at_last = behind.saturating_sub(1);
        let Some(((start, last), last_folded)) = words
            .range(*first)
            .zip(words.range(at_last))
            .zip(folded.get(at_last))
        else {
            continue;
        };
        let mut end = last.end;
        // One character of a script without spaces is sought as the beginning of a pair.
        let wanted = phrases.get(*number).and_then(|phrase| phrase.words.last());
        if let Some(wanted) = wanted
            && wanted.chars().count() == 1
            && last_folded
                .chars()
                .next()
                .is_some_and(crate::domain::fold::is_spaceless)
            && last_folded != wanted
            && let Some(next) = words.range(*behind)
        {
            end = next.start;
        }
        match hits.last_mut() {
            Some(before) if start.start <= before.end => before.end = before.end.max(end),
            _ => hits.push(start.start..end),
        }
    }
    hits
}

/// A text with every run of white space as one space.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(character),
        }
    }
    line
}

fn plain(text: String) -> Piece {
    Piece {
        text,
        is_hit: false,
    }
}

fn pieces(text: &str, shown: Range<usize>, hits: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = shown.start;
    let mut push = |range: Range<usize>, is_hit: bool| {
        if let Some(part) = text.get(range)
            && !part.is_empty()
        {
            pieces.push(Piece {
                text: part.to_owned(),
                is_hit,
            });
        }
    };
    for hit in hits {
        let hit = hit.start.max(at)..hit.end.min(shown.end);
        if hit.start >= hit.end {
            continue;
        }
        push(at..hit.start, false);
        at = hit.end;
        push(hit, true);
    }
    push(at..shown.end, false);
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::search_query::SearchQuery;

    /// The pieces with what was sought in brackets.
    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| {
                if piece.is_hit {
                    format!("[{}]", piece.text)
                } else {
                    piece.text.clone()
                }
            })
            .collect()
    }

    fn mark(text: &str, line: &str) -> String {
        let query = SearchQuery::parse(line).expect("a query");
        shown(&marked(text, &query.phrases().collect::<Vec<_>>()))
    }

    #[test]
    fn what_was_sought_is_marked_as_it_stands() {
        assert_eq!(
            mark("The Café’s old cafés.", "cafe"),
            "The [Café]’s old cafés."
        );
        assert_eq!(
            mark("An old mill; the old Mill Bridge", "\"old mill\""),
            "An [old mill]; the [old Mill] Bridge"
        );
        assert_eq!(mark("Bridges bridge", "bridg*"), "[Bridges] [bridge]");
        assert_eq!(mark("nothing", "else"), "nothing");
    }

    #[test]
    fn scripts_without_spaces_are_marked_by_the_character() {
        assert_eq!(mark("讨论中国人权问题", "人权"), "讨论中国[人权]问题");
        assert_eq!(mark("讨论中国人权问题", "权"), "讨论中国人[权]问题");
        assert_eq!(mark("人权", "权"), "人[权]");
        assert_eq!(mark("中国人权", "中国人权"), "[中国人权]");
    }

    #[test]
    fn the_passage_is_where_most_of_it_stands_together() {
        let far = "word ".repeat(60);
        let text = format!("bridge {far}the bridge was rusted {far}end");
        let query = SearchQuery::parse("bridge rusted").expect("a query");
        let passage = shown(&best_passage(&text, &query.phrases().collect::<Vec<_>>()));
        assert!(passage.starts_with("…word word"), "{passage}");
        assert!(
            passage.contains("the [bridge] was [rusted] word"),
            "{passage}"
        );
        assert!(passage.ends_with("word…"), "{passage}");
        assert_eq!(
            shown(&best_passage(
                "old\n\n bridge",
                &query.phrases().collect::<Vec<_>>()
            )),
            "old [bridge]"
        );
        assert!(best_passage("nothing here", &query.phrases().collect::<Vec<_>>()).is_empty());
    }

    proptest! {
        #[test]
        fn pieces_are_the_text(text: String, line in "[a-c人权\"*]{1,6}") {
            if let Ok(query) = SearchQuery::parse(&line) {
                let phrases: Vec<&Phrase> = query.phrases().collect();
                let joined: String = marked(&text, &phrases).into_iter().map(|piece| piece.text).collect();
                prop_assert_eq!(joined, text.clone());
                let _passage = best_passage(&text, &phrases);
            }
        }
    }
}
