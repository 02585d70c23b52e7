//! The search form of a text: its blocks folded, white space runs as one space, a line feed after each block.
//!
//! No folded words hold a line feed, so no occurrence crosses a block. A mark every 64 code points leads back to the
//! original; the form and its marks take about 1.4 bytes for a byte of text.

use std::ops::Range;

use memchr::memmem;

use super::words::Words;
use crate::domain::fold::{fold_char, is_word_boundary};
use crate::domain::text::{Span, Text};

/// How many code points lie between two marks.
const STRIDE: u32 = 64;

/// Where a byte of the folded form comes from.
#[derive(Debug, Clone, Copy)]
struct Mark {
    folded: usize,
    byte: usize,
    code_point: u32,
}

/// A block in both forms.
#[derive(Debug, Clone)]
pub(super) struct FoldedBlock {
    pub(super) span: Span,
    /// Bytes of the folded form.
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Folded<'t> {
    pub(super) text: &'t Text,
    pub(super) form: String,
    pub(super) blocks: Vec<FoldedBlock>,
    marks: Vec<Mark>,
}

impl<'t> Folded<'t> {
    /// Folds the blocks in the order of the text. Of blocks that overlap, the later begins where the earlier ends.
    pub(super) fn new(text: &'t Text, blocks: &[Span]) -> Self {
        let mut sorted = blocks.to_vec();
        sorted.sort_unstable();
        let mut folded = Self {
            text,
            form: String::with_capacity(text.as_str().len().min(1 << 30)),
            blocks: Vec::with_capacity(sorted.len()),
            marks: Vec::new(),
        };
        let mut previous_end = 0;
        for block in sorted {
            let span = Span::new(
                block.start.max(previous_end),
                block.end.min(text.code_points()),
            );
            if !span.is_empty() {
                previous_end = span.end;
                folded.push_block(span);
            }
        }
        folded
    }

    fn push_block(&mut self, span: Span) {
        let Some(bytes) = self.text.bytes_of(span) else {
            return;
        };
        let Some(words) = self.text.as_str().get(bytes.clone()) else {
            return;
        };
        let start = self.form.len();
        let mut next_mark = span.start;
        let mut in_white_space = false;
        for (code_point, (byte, character)) in (span.start..).zip(words.char_indices()) {
            let folded = fold_char(character);
            // A mark never stands inside a run of white space, so a walk can start there.
            if code_point >= next_mark && !in_white_space {
                next_mark = code_point.saturating_add(STRIDE);
                self.marks.push(Mark {
                    folded: self.form.len(),
                    byte: bytes.start + byte,
                    code_point,
                });
            }
            if folded != ' ' || !in_white_space {
                self.form.push(folded);
            }
            in_white_space = folded == ' ';
        }
        self.blocks.push(FoldedBlock {
            span,
            range: start..self.form.len(),
        });
        self.form.push('\n');
    }

    /// The index of the block that holds a code point.
    pub(super) fn block_of(&self, code_point: u32) -> Option<usize> {
        let at = self
            .blocks
            .partition_point(|block| block.span.end <= code_point);
        let block = self.blocks.get(at)?;
        (block.span.start <= code_point).then_some(at)
    }

    /// The index of the block that holds a byte of the folded form.
    pub(super) fn block_of_byte(&self, byte: usize) -> usize {
        self.blocks.partition_point(|block| block.range.end < byte)
    }

    /// The folded bytes of several blocks.
    pub(super) fn range_of(&self, blocks: &Range<usize>) -> Range<usize> {
        match self.blocks.get(blocks.clone()) {
            Some([first, .., last]) => first.range.start..last.range.end,
            Some([only]) => only.range.clone(),
            _ => 0..0,
        }
    }

    /// Every occurrence of folded words inside a range, their edges on word boundaries, overlapping ones too.
    pub(super) fn occurrences(&self, words: &str, within: &Range<usize>) -> Vec<Range<usize>> {
        let mut found = self.anywhere(words, within);
        found.retain(|range| self.is_boundary(range.start) && self.is_boundary(range.end));
        found
    }

    /// Every occurrence of folded words inside a range, also inside longer words.
    pub(super) fn anywhere(&self, words: &str, within: &Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let Some(step) = words.chars().next().map(char::len_utf8) else {
            return found;
        };
        let finder = memmem::Finder::new(words);
        let mut from = within.start;
        while let Some(at) = self
            .form
            .as_bytes()
            .get(from..within.end)
            .and_then(|rest| finder.find(rest))
        {
            let start = from + at;
            found.push(start..start + words.len());
            from = start + step;
        }
        found
    }

    /// Keeps the occurrences that stand in the text as they are written.
    pub(super) fn retain_literal(&self, words: &Words, found: &mut Vec<Range<usize>>) {
        if words.can_differ {
            found.retain(|range| {
                self.text.slice(self.span_of(range)) == Some(words.written.as_str())
            });
        }
    }

    /// The original span of a range that neither starts nor ends with white space.
    pub(super) fn span_of(&self, range: &Range<usize>) -> Span {
        let last = self
            .form
            .get(range.clone())
            .and_then(|words| words.chars().next_back())
            .map_or(0, char::len_utf8);
        let start = self.origin_of(range.start);
        let end = self.origin_of(range.end - last);
        Span::new(start, end.saturating_add(1))
    }

    /// The code point from which a character of the folded form comes.
    fn origin_of(&self, target: usize) -> u32 {
        let at = self.marks.partition_point(|mark| mark.folded <= target);
        let Some(mark) = at.checked_sub(1).and_then(|at| self.marks.get(at)) else {
            return 0;
        };
        let mut folded = mark.folded;
        let mut code_point = mark.code_point;
        let mut in_white_space = false;
        for character in self
            .text
            .as_str()
            .get(mark.byte..)
            .unwrap_or_default()
            .chars()
        {
            let character = fold_char(character);
            if character != ' ' || !in_white_space {
                if folded >= target {
                    break;
                }
                folded += character.len_utf8();
            }
            in_white_space = character == ' ';
            code_point += 1;
        }
        code_point
    }

    /// Says whether words may begin or end before a byte of the folded form.
    pub(super) fn is_boundary(&self, at: usize) -> bool {
        let (Some(before), Some(after)) = (self.form.get(..at), self.form.get(at..)) else {
            return false;
        };
        match (before.chars().next_back(), after.chars().next()) {
            (Some(before), Some(after)) => is_word_boundary(before, after),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::fold::fold_words;
    use crate::domain::text::paragraphs;

    proptest! {
        #[test]
        fn every_folded_character_leads_back_to_its_origin(content in "[ab\u{201c}\u{2014}\u{4e2d}\u{a0} \n]{0,300}") {
            let text = Text::new(content).unwrap();
            let blocks = paragraphs(&text);
            let folded = Folded::new(&text, &blocks);
            for block in &folded.blocks {
                let form = &folded.form[block.range.clone()];
                prop_assert_eq!(form, fold_words(text.slice(block.span).unwrap()));
                for (at, character) in form.char_indices() {
                    let start = block.range.start + at;
                    let span = folded.span_of(&(start..start + character.len_utf8()));
                    let origin = text.slice(span).unwrap();
                    prop_assert_eq!(origin.chars().map(fold_char).collect::<Vec<_>>(), [character]);
                    prop_assert!(block.span.contains(span));
                    prop_assert_eq!(folded.block_of_byte(start), folded.block_of(span.start).unwrap());
                }
            }
        }
    }
}
