//! The classes of words, as flags: a form may have several.

use std::ops::{BitOr, BitOrAssign};

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class(u64);

/// Numbers the flags in order.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl Class {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*
        }
    };
}

classes! {
    /// `the`, `some`.
    DETERMINER = 0,
    /// Any personal pronoun as a subject or object.
    PRONOUN = 1,
    /// `his`, `their`.
    POSSESSIVE = 2,
    /// `of`, `in`.
    PREPOSITION = 3,
    /// `and`, `or`.
    COORDINATOR = 4,
    /// `because`, `while`.
    SUBORDINATOR = 5,
    /// `who`, `what`, `whether`.
    QUESTION = 6,
    /// Forms of be, have and do.
    AUXILIARY = 7,
    /// `will`, `would`.
    MODAL = 8,
    /// `not`, `never`.
    NEGATION = 9,
    /// Any other adverb.
    ADVERB = 10,
    /// A number in words.
    NUMBER = 11,
    /// Days, months, `yesterday`, `week`.
    TIME = 12,
    /// `Mr.`, `Sen.`, `President`.
    TITLE = 13,
    /// `director`, `spokesman`: nouns for a person by what he does.
    ROLE = 14,
    /// `university`, `ministry`: nouns for organizations.
    ORGANIZATION = 15,
    /// A country or a place known by name.
    PLACE = 16,
    /// Given names of men.
    GIVEN_MALE = 17,
    /// Given names of women.
    GIVEN_FEMALE = 18,
    /// `officials`, `sources`: people without a name.
    PEOPLE = 19,
    /// `report`, `poll`: what can speak without being anybody.
    DOCUMENT = 20,
    /// A verb's third person.
    VERB_S = 21,
    /// A verb's base form.
    VERB_BASE = 22,
    /// A verb's past.
    VERB_PAST = 23,
    /// A verb's past participle.
    VERB_PARTICIPLE = 24,
    /// A verb's present participle.
    VERB_ING = 25,
    /// Reports.
    CUE_VERB = 26,
    /// A noun that reports.
    CUE_NOUN = 27,
    /// An adjective that reports.
    CUE_ADJECTIVE = 28,
    /// A known noun.
    NOUN = 29,
    /// A known adjective.
    ADJECTIVE = 30,
    /// Titles of men.
    MALE = 31,
    /// Titles and nouns of women.
    FEMALE = 32,
    /// Small words inside a name: `van`, `bin`.
    PARTICLE = 33,
    /// Family names that come first: `Chen`, `Kim`.
    FAMILY_FIRST = 34,
    /// Nationalities and the like: `Chinese`.
    NATIONALITY = 35,
    /// Forms of be.
    BE = 36,
    /// More than one: `they`, `officials`.
    PLURAL = 37,
    /// Never part of a name although often written large.
    NO_NAME = 38,
    /// First words of names of places: `United States`, `South Korea`.
    PLACE_FIRST = 39,
    /// Verbs that want an answer.
    ASKS = 40,
}

impl Class {
    /// No class.
    pub(crate) const NONE: Self = Self(0);
    /// Any form of a verb.
    pub(crate) const VERB: Self = Self(
        Self::VERB_S.0
            | Self::VERB_BASE.0
            | Self::VERB_PAST.0
            | Self::VERB_PARTICIPLE.0
            | Self::VERB_ING.0,
    );
    /// A verb's form that may be finite.
    pub(crate) const FINITE: Self = Self(
        Self::VERB_S.0 | Self::VERB_BASE.0 | Self::VERB_PAST.0 | Self::AUXILIARY.0 | Self::MODAL.0,
    );
    /// What starts a noun phrase.
    pub(crate) const STARTS_NOUN: Self =
        Self(Self::DETERMINER.0 | Self::PRONOUN.0 | Self::POSSESSIVE.0 | Self::NUMBER.0);
    /// Words that only hold a sentence together.
    pub(crate) const FUNCTION: Self = Self(
        Self::DETERMINER.0
            | Self::PRONOUN.0
            | Self::POSSESSIVE.0
            | Self::PREPOSITION.0
            | Self::COORDINATOR.0
            | Self::SUBORDINATOR.0
            | Self::QUESTION.0
            | Self::AUXILIARY.0
            | Self::MODAL.0
            | Self::NEGATION.0,
    );

    /// Says whether any of the given classes is there.
    pub(crate) const fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// Returns both, as a constant.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
