//! From spans to the shortest readable locator that finds them again.

use std::ops::Range;

use super::find::Finder;
use super::{Locator, Piece};
use crate::domain::fold::is_spaceless;
use crate::domain::text::Span;

/// Words up to this many code points are quoted in full; longer ones as `first … last` where that is enough.
const SHORT: usize = 60;
/// How many words the head and the tail of `first … last` have at most, together.
const MOST_WORDS: usize = 14;
/// How many words of `after` are tried.
const MOST_AFTER: usize = 8;
/// How far before a span the words of `after` are sought, in code points.
const REACH: u32 = 160;

impl Finder<'_> {
    /// Returns the shortest readable locator that [`content`](Self::content) resolves to exactly these spans: the words
    /// in full where they are short, `first … last`, with `after`, and with `at` where nothing else tells the place.
    ///
    /// Spans that are empty, beyond the text or have white space at an edge have no locator; theirs has no words.
    #[must_use]
    pub fn describe(&self, spans: &[Span]) -> Locator {
        if let [span] = spans {
            return Locator::from(self.describe_one(*span, |piece| {
                self.content(&Locator::from(piece.clone()))
                    .is_ok_and(|found| found == [*span])
            }));
        }
        // As a list each piece can be short, because the others are near.
        let candidates: Vec<Vec<Piece>> = spans.iter().map(|span| self.plain(*span)).collect();
        let most = candidates.iter().map(Vec::len).max().unwrap_or(0);
        for level in 0..most {
            let pieces = candidates
                .iter()
                .filter_map(|pieces| pieces.get(level).or(pieces.last()));
            let locator = Locator::from(pieces.cloned().collect::<Vec<_>>());
            if self.content(&locator).is_ok_and(|found| found == spans) {
                return locator;
            }
        }
        let alone = |span: &Span| self.describe(&[*span]).pieces;
        let locator = Locator::from(spans.iter().flat_map(alone).collect::<Vec<_>>());
        if self.content(&locator).is_ok_and(|found| found == spans) {
            return locator;
        }
        let placed = |span: &Span| self.placed(*span);
        Locator::from(spans.iter().map(placed).collect::<Vec<_>>())
    }

    /// Returns the shortest readable piece that [`nearest`](Self::nearest) resolves to exactly this span beside this
    /// content.
    #[must_use]
    pub fn describe_nearest(&self, span: Span, content: &[Span]) -> Piece {
        self.describe_one(span, |piece| self.nearest(piece, content) == Ok(span))
    }

    fn describe_one(&self, span: Span, finds: impl Fn(&Piece) -> bool) -> Piece {
        let plain = self.plain(span);
        if let Some(found) = plain.iter().find(|piece| finds(piece)) {
            return found.clone();
        }
        let before = self.before(span);
        for piece in plain.iter().take(2) {
            for after in &before {
                let piece = piece.clone().after(after.as_str());
                if finds(&piece) {
                    return piece;
                }
            }
        }
        let in_full = Piece::new(self.words(span));
        if finds(&in_full) {
            return in_full;
        }
        for piece in plain {
            let piece = piece.at(span.start);
            if finds(&piece) {
                return piece;
            }
        }
        self.placed(span)
    }

    /// The words in full with the place they stand at: what always finds a span.
    fn placed(&self, span: Span) -> Piece {
        Piece::new(self.words(span)).at(span.start)
    }

    /// Pieces that are only words, the most readable first.
    fn plain(&self, span: Span) -> Vec<Piece> {
        let words = self.words(span);
        let mut pieces = Vec::new();
        let is_short = words.chars().count() <= SHORT;
        let tokens = tokens(&words);
        if is_short {
            pieces.push(Piece::new(words.as_str()));
        } else {
            for total in 2..=MOST_WORDS.min(tokens.len().saturating_sub(1)) {
                let heads = total.div_ceil(2);
                let head = tokens
                    .get(heads - 1)
                    .and_then(|token| words.get(..token.end));
                let tail = tokens
                    .get(tokens.len() - (total - heads))
                    .and_then(|token| words.get(token.start..));
                if let (Some(head), Some(tail)) = (head, tail) {
                    pieces.push(Piece::new(format!(
                        "{} … {}",
                        head.trim_end(),
                        tail.trim_start()
                    )));
                }
            }
            if pieces.is_empty() {
                pieces.push(Piece::new(words));
            }
        }
        pieces
    }

    /// The last words before a span, growing: what `after` can be.
    fn before(&self, span: Span) -> Vec<String> {
        let words = self.words(Span::new(span.start.saturating_sub(REACH), span.start));
        // Over a block's edge nothing can be quoted in one string.
        let block_start = self.folded.block_of(span.start).and_then(|block| {
            let block = self.folded.blocks.get(block)?;
            if block.span.start < span.start {
                return Some(block.span.start);
            }
            None
        });
        let words = match block_start {
            Some(start) => self.words(Span::new(
                start.max(span.start.saturating_sub(REACH)),
                span.start,
            )),
            None => {
                let previous = self
                    .folded
                    .blocks
                    .partition_point(|block| block.span.end <= span.start);
                let block = previous
                    .checked_sub(1)
                    .and_then(|at| self.folded.blocks.get(at));
                block.map_or(words, |block| {
                    let start = block.span.start.max(block.span.end.saturating_sub(REACH));
                    self.words(Span::new(start, block.span.end))
                })
            }
        };
        let tokens = tokens(&words);
        let starts = tokens.iter().rev().take(MOST_AFTER);
        let after = starts.filter_map(|token| words.get(token.start..));
        after
            .map(|words| words.trim().to_owned())
            .filter(|words| !words.is_empty())
            .collect()
    }

    /// The words of a span on one line; none where it has no words.
    fn words(&self, span: Span) -> String {
        let words = self.text().slice(span).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The words of a string; in a spaceless script every character is one.
fn tokens(words: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, character) in words.char_indices() {
        let end = at + character.len_utf8();
        if character.is_whitespace() {
            open = false;
        } else if is_spaceless(character) {
            tokens.push(at..end);
            open = false;
        } else if open && let Some(last) = tokens.last_mut() {
            last.end = end;
        } else {
            tokens.push(at..end);
            open = true;
        }
    }
    tokens
}
