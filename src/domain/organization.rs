//! Bodies that people belong to, with a parent, a kind and a country.

use super::record::{Field, Kind, Noun, Takes};

/// The organization's words and fields.
pub static ORGANIZATION: Noun = Noun {
    kind: Kind::Organization,
    noun: "organization",
    plural: "organizations",
    about: "Bodies that people belong to, with a parent, a kind and a country",
    title: "name",
    fields: &[
        Field {
            name: "name",
            column: "name",
            takes: Takes::Text,
            required: true,
            help: "Name of the organization",
        },
        Field {
            name: "kind",
            column: "kind",
            takes: Takes::Text,
            required: false,
            help: "Such as state, academic, company, ngo, media",
        },
        Field {
            name: "country",
            column: "country",
            takes: Takes::Country,
            required: false,
            help: "Country, two letters",
        },
        Field {
            name: "parent",
            column: "parent",
            takes: Takes::Record(Kind::Organization),
            required: false,
            help: "Organization it is part of",
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
