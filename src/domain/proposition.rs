//! What is claimed, one sentence each, matched across articles.

use super::record::{Field, Kind, Noun, Takes};

/// The proposition's words and fields.
pub static PROPOSITION: Noun = Noun {
    kind: Kind::Proposition,
    noun: "proposition",
    plural: "propositions",
    about: "What is claimed, one sentence each, matched across articles",
    title: "text",
    fields: &[
        Field {
            name: "text",
            column: "text",
            takes: Takes::Text,
            required: true,
            help: "The sentence, without figures or dates of its own",
        },
        Field {
            name: "topic",
            column: "topic",
            takes: Takes::Record(Kind::Topic),
            required: false,
            help: "Subject",
        },
        Field {
            name: "broader",
            column: "broader",
            takes: Takes::Record(Kind::Proposition),
            required: false,
            help: "Proposition of which this is a narrower one",
        },
        Field {
            name: "negates",
            column: "negates",
            takes: Takes::Record(Kind::Proposition),
            required: false,
            help: "Proposition of which this is the negation",
        },
        Field {
            name: "note",
            column: "note",
            takes: Takes::Text,
            required: false,
            help: "Anything else",
        },
    ],
    aliases: true,
    labels: true,
    merge: true,
};
