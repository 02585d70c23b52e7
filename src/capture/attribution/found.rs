//! An attribution as found in the tokens, before anybody is named.

use std::ops::Range;

use super::noun_phrases::NounPhrase;
use super::subjects::Subject;
use crate::capture::language::Strength;
use crate::domain::claim::Stance;

/// Who is said to be the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A noun phrase in the text.
    Phrase(NounPhrase),
    /// A relative pronoun and what it refers to.
    Relative(Option<NounPhrase>, usize),
    /// Nobody beside the cue: whoever spoke last.
    Continued,
    /// Nobody: a passive, a noun without a possessor.
    Nobody,
}

/// A content or a cue of one piece.
pub(crate) fn only(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}

/// What a content is, grammatically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// A noun phrase: `criticized the plan`.
    Object,
    /// An infinitive or a participle: `wants to leave`.
    Infinitive,
    /// A clause: `said that it would close`.
    Clause,
    /// A quotation.
    Quotation,
}

impl From<Subject> for Source {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Phrase(phrase) => Self::Phrase(phrase),
            Subject::Relative {
                antecedent,
                pronoun,
            } => Self::Relative(antecedent, pronoun),
            Subject::Shared => Self::Nobody,
        }
    }
}

/// Content, cue and source as tokens.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// What is said.
    pub(crate) content: Vec<Range<usize>>,
    /// The words that report it.
    pub(crate) cue: Vec<Range<usize>>,
    /// Who says it.
    pub(crate) source: Source,
    /// Whether all of it is quoted.
    pub(crate) direct: bool,
    /// How surely it is speech.
    pub(crate) strength: Strength,
    /// What the cue says of the stance.
    pub(crate) stance: Option<Stance>,
    /// What is said, grammatically.
    pub(crate) shape: Shape,
    /// The number of its sentence.
    pub(crate) sentence: usize,
}

impl Found {
    /// The first token of the content.
    pub(crate) fn start(&self) -> usize {
        self.content.first().map_or(0, |range| range.start)
    }

    /// The token after the last of the content.
    pub(crate) fn end(&self) -> usize {
        self.content.last().map_or(0, |range| range.end)
    }
}
