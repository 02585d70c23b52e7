//! A whole text as words are sought in it, and the way back to its code points.

use std::ops::Range;

use memchr::memmem;

use crate::domain::fold::{fold_char, is_word_boundary};
use crate::domain::text::{Span, Text};

/// A text with every character folded ([`fold_char`]) and every run of white space as one space.
#[derive(Debug)]
pub(super) struct Folded<'t> {
    text: &'t Text,
    form: Text,
    /// The code point of the text from which each of the form comes: the first of a run of white space.
    origins: Vec<u32>,
}

/// Whether words begin and end at the edge of a word; what ends inside one may be found inside one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Boundaries {
    pub(super) start: bool,
    pub(super) end: bool,
}

impl<'t> Folded<'t> {
    pub(super) fn new(text: &'t Text) -> Self {
        let mut form = String::with_capacity(text.as_str().len());
        let mut origins = Vec::new();
        let mut in_white_space = false;
        for (code_point, character) in (0_u32..).zip(text.as_str().chars()) {
            let folded = fold_char(character);
            if folded != ' ' || !in_white_space {
                form.push(folded);
                origins.push(code_point);
            }
            in_white_space = folded == ' ';
        }
        Self {
            text,
            form: Text::new(form).expect("folding adds neither NUL nor code points"),
            origins,
        }
    }

    pub(super) fn form(&self) -> &str {
        self.form.as_str()
    }

    /// The bytes of a span in the form, without the white space at its ends; `None` where nothing is left or it is not in the text.
    pub(super) fn range_of(&self, span: Span) -> Option<Range<usize>> {
        if span.end > self.text.code_points() || span.is_empty() {
            return None;
        }
        let index = |code_point: u32| {
            u32::try_from(self.origins.partition_point(|origin| *origin < code_point)).ok()
        };
        let range = self
            .form
            .bytes_of(Span::new(index(span.start)?, index(span.end)?))?;
        let words = self.form().get(range.clone())?;
        let start = range.start + (words.len() - words.trim_start_matches(' ').len());
        let end = range.end - (words.len() - words.trim_end_matches(' ').len());
        (start < end).then_some(start..end)
    }

    /// The code points from which bytes of the form come, which neither begin nor end with a space.
    pub(super) fn span_of(&self, range: &Range<usize>) -> Option<Span> {
        let last = self.form().get(range.clone())?.chars().next_back()?;
        let origin = |byte: usize| {
            let index = usize::try_from(self.form.cp_of_byte(byte)?).ok()?;
            self.origins.get(index).copied()
        };
        Some(Span::new(
            origin(range.start)?,
            origin(range.end - last.len_utf8())?.saturating_add(1),
        ))
    }

    pub(super) fn has_boundaries(&self, range: &Range<usize>) -> Boundaries {
        Boundaries {
            start: self.is_boundary(range.start),
            end: self.is_boundary(range.end),
        }
    }

    fn is_boundary(&self, at: usize) -> bool {
        let (Some(before), Some(after)) = (self.form().get(..at), self.form().get(at..)) else {
            return false;
        };
        match (before.chars().next_back(), after.chars().next()) {
            (Some(before), Some(after)) => is_word_boundary(before, after),
            _ => true,
        }
    }

    /// Where words stand in the form, in order, overlapping ones too.
    pub(super) fn occurrences(&self, words: &str, boundaries: Boundaries) -> Vec<usize> {
        let Some(step) = words.chars().next().map(char::len_utf8) else {
            return Vec::new();
        };
        let finder = memmem::Finder::new(words);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self
            .form()
            .as_bytes()
            .get(from..)
            .and_then(|rest| finder.find(rest))
        {
            let start = from + at;
            if (!boundaries.start || self.is_boundary(start))
                && (!boundaries.end || self.is_boundary(start + words.len()))
            {
                found.push(start);
            }
            from = start + step;
        }
        found
    }
}
