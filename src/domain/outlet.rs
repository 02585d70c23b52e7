//! Who publishes.

use super::record::{Field, Kind, Noun, Takes};

/// The outlet's words and fields.
pub static OUTLET: Noun = Noun {
    kind: Kind::Outlet,
    noun: "outlet",
    plural: "outlets",
    about: "Who publishes",
    title: "name",
    fields: &[
        Field {
            name: "name",
            column: "name",
            takes: Takes::Text,
            required: true,
            help: "Name of the outlet",
        },
        Field {
            name: "short",
            column: "short",
            takes: Takes::Text,
            required: false,
            help: "Short name for table headings",
        },
        Field {
            name: "is",
            column: "organization",
            takes: Takes::Record(Kind::Organization),
            required: false,
            help: "Organization that this outlet is",
        },
        Field {
            name: "sponsor",
            column: "sponsor",
            takes: Takes::Record(Kind::Organization),
            required: false,
            help: "Organization that sponsors it",
        },
        Field {
            name: "country",
            column: "country",
            takes: Takes::Country,
            required: false,
            help: "Country, two letters",
        },
        Field {
            name: "language",
            column: "language",
            takes: Takes::Language,
            required: false,
            help: "Language tag, such as en",
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
