//! Subjects, in a tree.

use super::record::{Field, Kind, Noun, Takes};

/// The topic's words and fields.
pub static TOPIC: Noun = Noun {
    kind: Kind::Topic,
    noun: "topic",
    plural: "topics",
    about: "Subjects, in a tree",
    title: "name",
    fields: &[
        Field {
            name: "name",
            column: "name",
            takes: Takes::Text,
            required: true,
            help: "Name of the topic",
        },
        Field {
            name: "parent",
            column: "parent",
            takes: Takes::Record(Kind::Topic),
            required: false,
            help: "Topic it is part of",
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
    labels: false,
    merge: true,
};
