//! Speaker + role + organization.

use super::record::{Field, Kind, Noun, Takes};

/// The affiliation's words and fields.
pub static AFFILIATION: Noun = Noun {
    kind: Kind::Affiliation,
    noun: "affiliation",
    plural: "affiliations",
    about: "Speaker + role + organization",
    title: "role",
    fields: &[
        Field {
            name: "speaker",
            column: "speaker",
            takes: Takes::Record(Kind::Speaker),
            required: true,
            help: "Who",
        },
        Field {
            name: "role",
            column: "role",
            takes: Takes::Text,
            required: false,
            help: "In which role",
        },
        Field {
            name: "organization",
            column: "organization",
            takes: Takes::Record(Kind::Organization),
            required: false,
            help: "At which organization",
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
    merge: false,
};
