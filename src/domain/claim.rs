//! The claim: one proposition asserted, rejected, mentioned or declined once in one article version.

use super::closed_set::closed_set;
use super::date::Date;
use super::figure::Figure;
use super::record::{Field, Kind, Noun, Reference, Takes};
use super::text::{BlockKind, Span};

closed_set! {
    /// In whose voice an article carries a claim.
    pub enum Voice("voice") {
        /// Quoted.
        Direct = "direct",
        /// Reported in the article's words.
        Indirect = "indirect",
        /// The article says it itself.
        Narration = "narration",
    }
}

closed_set! {
    /// What the speaker does with the proposition. Unset is `None` and never counted as anything else.
    pub enum Stance("stance") {
        /// Says it is so.
        Asserts = "asserts",
        /// Says it is not so.
        Rejects = "rejects",
        /// Speaks of it without taking sides.
        Mentions = "mentions",
        /// Declines to comment.
        Declines = "declines",
    }
}

closed_set! {
    /// How far a claim is looked at.
    pub enum Status("claim status") {
        /// Not yet looked at by a person: never counted unless asked.
        Draft = "draft",
        /// Logged.
        Accepted = "accepted",
        /// Looked at and thrown out, kept so that it is not drafted again.
        Rejected = "rejected",
    }
}

closed_set! {
    /// Who found a claim.
    pub enum Origin("claim origin") {
        /// A person.
        Person = "person",
        /// The draft command.
        Machine = "machine",
    }
}

closed_set! {
    /// What a speaker is to a claim.
    pub enum SpeakerPart("part of a speaker") {
        /// Says it.
        Speaker = "speaker",
        /// The one a spokesman speaks for.
        Principal = "principal",
        /// Who else may be meant, where the voice or the speaker is a guess.
        Alternative = "alternative",
    }
}

closed_set! {
    /// How one claim stands to another of its article.
    pub enum Relation("relation of claims") {
        /// It stands inside the other.
        Part = "part",
        /// It supports the other.
        Evidence = "evidence",
    }
}

closed_set! {
    /// What a target is to a claim.
    pub enum TargetRole("role of a target") {
        /// Whom the claim calls on.
        Addressee = "addressee",
        /// Whom it is about.
        Object = "object",
    }
}

closed_set! {
    /// What a span of a claim holds.
    pub enum SpanRole("role of a span") {
        /// The words of the claim.
        Content = "content",
        /// The words that report it ("said").
        Cue = "cue",
        /// The words that name who says it.
        Source = "source",
    }
}

/// A claim with everything that belongs to it, its references found in the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// What is claimed.
    pub proposition: Option<Reference>,
    /// Event at which it was said.
    pub uttered_at: Option<Reference>,
    /// Event it is about.
    pub about: Option<Reference>,
    /// When it was said.
    pub said: Option<Date>,
    /// In whose voice.
    pub voice: Voice,
    /// Whether the voice is a guess.
    pub voice_guess: bool,
    /// What the speaker does with the proposition; unset is `None`.
    pub stance: Option<Stance>,
    /// Whether the stance is a guess.
    pub stance_guess: bool,
    /// How far it is looked at.
    pub status: Status,
    /// Who found it.
    pub origin: Origin,
    /// The kind of block in which its first content span stands.
    pub block: BlockKind,
    /// Speakers, principals and alternatives, each part in its order.
    pub speakers: Vec<ClaimSpeaker>,
    /// The chain by which it reached the article, nearest to the article first.
    pub via: Vec<Reference>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Whom it addresses or is about.
    pub targets: Vec<Target>,
    /// Where its words stand.
    pub content: Vec<Span>,
    /// Where the words that report it stand.
    pub cue: Vec<Span>,
    /// Where the words that name the speaker stand.
    pub source: Vec<Span>,
    /// Claims of the same article it stands to, by number.
    pub links: Vec<(i64, Relation)>,
    /// A translation.
    pub gloss: Option<String>,
    /// Labels, sorted.
    pub labels: Vec<String>,
    /// A note.
    pub note: Option<String>,
}

/// A speaker of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimSpeaker {
    /// Who.
    pub speaker: Reference,
    /// As what.
    pub part: SpeakerPart,
    /// Whether that is a guess.
    pub guess: bool,
}

/// A target of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whom.
    pub speaker: Reference,
    /// Addressed or spoken of.
    pub role: TargetRole,
    /// -1, 0 or 1; unset is `None`.
    pub tone: Option<i8>,
}

/// The claim's words and the fields that are columns of its own table; a claim is written through its row of the sheet.
pub static CLAIM: Noun = Noun {
    kind: Kind::Claim,
    noun: "claim",
    plural: "claims",
    about: "One proposition asserted, rejected, mentioned or declined once in one article",
    title: "voice",
    fields: &[
        Field {
            name: "voice",
            column: "voice",
            takes: Takes::Choice(Voice::WORDS),
            required: true,
            help: "Direct, indirect or narration",
        },
        Field {
            name: "prop",
            column: "proposition",
            takes: Takes::Record(Kind::Proposition),
            required: false,
            help: "Proposition",
        },
        Field {
            name: "stance",
            column: "stance",
            takes: Takes::Choice(Stance::WORDS),
            required: false,
            help: "Asserts, rejects, mentions or declines",
        },
        Field {
            name: "at",
            column: "uttered_at",
            takes: Takes::Record(Kind::Event),
            required: false,
            help: "Event at which it was said",
        },
        Field {
            name: "about",
            column: "about",
            takes: Takes::Record(Kind::Event),
            required: false,
            help: "Event it is about",
        },
        Field {
            name: "said",
            column: "said",
            takes: Takes::Date,
            required: false,
            help: "When it was said",
        },
        Field {
            name: "gloss",
            column: "gloss",
            takes: Takes::Text,
            required: false,
            help: "Translation for the reader",
        },
        Field {
            name: "note",
            column: "note",
            takes: Takes::Text,
            required: false,
            help: "Anything else",
        },
    ],
    aliases: false,
    labels: true,
    merge: false,
};
