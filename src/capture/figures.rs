//! The figures of a text: numbers in digits and words with what softens them, what they count and the time they are of.
//!
//! What is known of a language is data: [`english`] and [`chinese`] are tables. A number is no figure where it only
//! names or dates something: years, days, times of day, `article 5`, `F-16`, ordinals and scores are left out.

mod chinese;
mod decimal;
mod english;
mod excluded;
mod hedges;
mod lexicon;
mod numerals;
mod periods;
mod spaced;
mod spaceless;
mod tokens;
mod units;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::capture::language::Language;
use crate::domain::figure::{Figure, FigureParts};
use crate::domain::fold::is_spaceless;
use crate::domain::text::{Span, Text};

/// A figure of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftedFigure {
    /// The printed words, with hedge, number and unit.
    pub span: Span,
    /// The figure.
    pub figure: Figure,
}

/// Reads the figures inside some spans of a text, in the language of a code (`en`, `zh-CN`).
///
/// Returns them in the order of the text; none overlaps another or reaches out of the spans. Spans that overlap are read
/// as one, spans outside of the text not at all. A language that is not known here has no figures: points and commas in
/// numbers mean different things in different languages. A share (`two thirds`, `one in five`) is in per cent. An open
/// number (`hundreds of`) is the least of what it can be, with `>=`.
#[must_use]
pub fn read_figures(text: &Text, within: &[Span], language: &str) -> Vec<DraftedFigure> {
    let Some(language) = Language::of_code(language) else {
        return Vec::new();
    };
    let content = text.as_str();
    let mut drafted = Vec::new();
    for range in merged(text, within) {
        let found = match language.code() {
            "zh" => spaceless::figures(content, range, chinese::chinese()),
            _ => {
                let lexicon = english::english();
                let tokens = tokens::tokens(content, range, lexicon, language);
                spaced::figures(&tokens, content, lexicon)
            }
        };
        for figure in found {
            if is_inside_a_word(content, figure.start, figure.end) {
                continue;
            }
            let span = text
                .cp_of_byte(figure.start)
                .zip(text.cp_of_byte(figure.end))
                .map(|(start, end)| Span::new(start, end));
            let printed = content
                .get(figure.start..figure.end)
                .map(|printed| printed.split_whitespace().collect::<Vec<_>>().join(" "));
            // A number with more digits than a book keeps exactly is left out.
            let figure = Figure::new(FigureParts {
                printed,
                ..figure.parts
            });
            if let (Some(span), Ok(figure)) = (span, figure) {
                drafted.push(DraftedFigure { span, figure });
            }
        }
    }
    drafted
}

/// Whether letters or digits stand directly before or behind the words, as in `NF-A9 fans` or `R2.4 billion`: then they are no words.
fn is_inside_a_word(content: &str, start: usize, end: usize) -> bool {
    let glued = |one: Option<char>, other: Option<char>| {
        let is_part = |c: char| c.is_alphanumeric() && !is_spaceless(c);
        one.is_some_and(is_part) && other.is_some_and(is_part)
    };
    let (before, words, behind) = (
        content.get(..start).unwrap_or_default(),
        content.get(start..end).unwrap_or_default(),
        content.get(end..).unwrap_or_default(),
    );
    glued(before.chars().next_back(), words.chars().next())
        || glued(words.chars().next_back(), behind.chars().next())
}

/// The bytes of spans in order, those that overlap as one.
fn merged(text: &Text, within: &[Span]) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = within
        .iter()
        .filter_map(|span| text.bytes_of(*span))
        .filter(|range| !range.is_empty())
        .collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}
