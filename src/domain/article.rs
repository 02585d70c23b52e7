//! Published items of outlets.

use super::record::{Field, Kind, Noun, Takes};

/// What became of an article.
pub static ARTICLE_STATUSES: &[&str] = &["published", "corrected", "withdrawn"];

/// The article's words and fields.
pub static ARTICLE: Noun = Noun {
    kind: Kind::Article,
    noun: "article",
    plural: "articles",
    about: "Published items of outlets",
    title: "title",
    fields: &[
        Field {
            name: "title",
            column: "title",
            takes: Takes::Text,
            required: true,
            help: "Title",
        },
        Field {
            name: "outlet",
            column: "outlet",
            takes: Takes::Record(Kind::Outlet),
            required: true,
            help: "Who published it",
        },
        Field {
            name: "credit",
            column: "credit",
            takes: Takes::Record(Kind::Outlet),
            required: false,
            help: "Original source the article names",
        },
        Field {
            name: "url",
            column: "url",
            takes: Takes::Text,
            required: false,
            help: "Address",
        },
        Field {
            name: "published",
            column: "published",
            takes: Takes::Date,
            required: false,
            help: "When it was published; a trailing ? is a guess",
        },
        Field {
            name: "updated",
            column: "updated",
            takes: Takes::Date,
            required: false,
            help: "When it was updated",
        },
        Field {
            name: "zone",
            column: "zone",
            takes: Takes::Zone,
            required: false,
            help: "Time zone, such as Asia/Shanghai or +08:00; a trailing ? is a guess",
        },
        Field {
            name: "language",
            column: "language",
            takes: Takes::Language,
            required: false,
            help: "Language tag, such as en",
        },
        Field {
            name: "status",
            column: "status",
            takes: Takes::Choice(ARTICLE_STATUSES),
            required: false,
            help: "Published, corrected or withdrawn",
        },
        Field {
            name: "copy_of",
            column: "copy_of",
            takes: Takes::Record(Kind::Article),
            required: false,
            help: "Article of which this is a copy",
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
