//! Who is named in an article, and who is meant by a pronoun, a family name or a description.

mod coreference;
mod descriptions;
mod entities;
mod introductions;
mod names;
mod sources;

use std::ops::Range;

use super::attribution::{Found, TokenList};
use super::language::{Gender, Language};
use crate::domain::text::{Span, Text};

/// What kind of speaker somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonKind {
    /// One person with a name.
    Person,
    /// Several without an organization.
    Group,
    /// A body with a name.
    Organization,
    /// A state or its capital as its voice.
    Country,
    /// What is written: a report, a poll, a law.
    Document,
    /// Somebody whom the article does not name.
    Unnamed,
}

impl PersonKind {
    /// Returns the text form, as in the speaker's kind.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Group => "group",
            Self::Organization => "organization",
            Self::Country => "country",
            Self::Document => "document",
            Self::Unnamed => "unnamed",
        }
    }
}

/// How an article says what somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Introduction {
    /// What the person is: `executive director`.
    pub role: String,
    /// Of what; `None` where the article does not say.
    pub organization: Option<String>,
    /// What that belongs to, nearest first.
    pub parents: Vec<String>,
    /// Where it stands, with the name.
    pub span: Span,
}

/// Somebody or something that an article names or quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The fullest name that the article gives; the printed words for one without a name.
    pub name: String,
    /// What kind.
    pub kind: PersonKind,
    /// Where the name or a part of it stands, in order.
    pub mentions: Vec<Span>,
    /// What the article says they are.
    pub introductions: Vec<Introduction>,
}

/// Everybody, and who makes each attribution.
#[derive(Debug)]
pub(crate) struct Resolved {
    /// Everybody, by first mention.
    pub(crate) people: Vec<Person>,
    /// For each attribution who says it, as places in `people`.
    pub(crate) speakers: Vec<Vec<usize>>,
}

/// Finds names, joins the mentions of one person, and resolves the sources of attributions, which must be in order of their start.
pub(crate) fn resolve(
    text: &Text,
    tokens: &TokenList<'_>,
    sentences: &[Range<usize>],
    found: &[Found],
    language: &Language,
) -> Resolved {
    let names = names::names(tokens, sentences);
    let mut entities = entities::Entities::new(text, tokens);
    let speakers = coreference::resolve(
        text,
        tokens,
        sentences,
        &names,
        found,
        &mut entities,
        language,
    );
    entities.finish(text, tokens, speakers)
}

/// Says whether two genders may be one person's.
pub(crate) const fn compatible(one: Gender, other: Gender) -> bool {
    !matches!(
        (one, other),
        (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male)
    )
}

#[cfg(test)]
mod tests;
