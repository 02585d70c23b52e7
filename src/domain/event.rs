//! Where and when things were said or happened.

use super::record::{Field, Kind, Noun, Takes};

/// The event's words and fields.
pub static EVENT: Noun = Noun {
    kind: Kind::Event,
    noun: "event",
    plural: "events",
    about: "Where and when things were said or happened",
    title: "name",
    fields: &[
        Field {
            name: "name",
            column: "name",
            takes: Takes::Text,
            required: true,
            help: "Name of the event",
        },
        Field {
            name: "dates",
            column: "dates",
            takes: Takes::Date,
            required: false,
            help: "When: a day, 2025-04-19..2025-04-20, 2025-04",
        },
        Field {
            name: "place",
            column: "place",
            takes: Takes::Text,
            required: false,
            help: "Where",
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
            takes: Takes::Record(Kind::Event),
            required: false,
            help: "Event it is part of",
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
    labels: false,
    merge: true,
};
