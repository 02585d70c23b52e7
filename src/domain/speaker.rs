//! Who claims: persons, groups, organizations, countries, documents, unnamed.

use super::record::{Field, Kind, Noun, Takes};

/// The kinds of speaker.
pub static SPEAKER_KINDS: &[&str] = &[
    "person",
    "group",
    "organization",
    "country",
    "document",
    "unnamed",
];

/// The speaker's words and fields.
pub static SPEAKER: Noun = Noun {
    kind: Kind::Speaker,
    noun: "speaker",
    plural: "speakers",
    about: "Who claims: persons, groups, organizations, countries, documents, unnamed",
    title: "name",
    fields: &[
        Field {
            name: "name",
            column: "name",
            takes: Takes::Text,
            required: true,
            help: "Full name",
        },
        Field {
            name: "kind",
            column: "kind",
            takes: Takes::Choice(SPEAKER_KINDS),
            required: true,
            help: "What kind of speaker",
        },
        Field {
            name: "country",
            column: "country",
            takes: Takes::Country,
            required: false,
            help: "Country, two letters",
        },
        Field {
            name: "short",
            column: "short",
            takes: Takes::Text,
            required: false,
            help: "Short name for tables",
        },
        Field {
            name: "is",
            column: "organization",
            takes: Takes::Record(Kind::Organization),
            required: false,
            help: "Organization that this speaker is",
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
