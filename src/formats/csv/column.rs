//! The columns: every key of a row, of a figure and of the article, and those by which a spreadsheet alone can introduce names.

use std::sync::LazyLock;

use super::cell::Shape;
use crate::domain::article::ARTICLE;
use crate::sheet::{ARTICLE_KEYS, FIGURE_KEYS, INTRODUCTION_KEYS, ROW_KEYS};

/// Where a cell goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The claim.
    Row,
    /// The claim's one figure.
    Figure,
    /// The table of the speaker in `who`.
    Speaker,
    /// How the article introduces the speaker in `who`.
    Introduction,
    /// The table of the proposition in `prop`.
    Proposition,
    /// The table of an event.
    Event,
    /// The article.
    Article,
    /// The coder.
    Defaults,
}

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    /// Its header.
    pub(super) name: String,
    pub(super) part: Part,
    /// The key in its part.
    pub(super) key: &'static str,
    pub(super) shape: Shape,
}

const SPEAKER_KEYS: &[&str] = &["name", "kind", "country"];
const PROPOSITION_KEYS: &[&str] = &["text", "topic"];
const EVENT_KEYS: &[&str] = &["key", "name", "dates", "place", "country"];

/// Every column, in the order in which they are written.
pub(super) static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut columns = Vec::new();
    let mut add = |part: Part, prefix: &str, key: &'static str, shape: Shape| {
        columns.push(Column {
            name: if prefix.is_empty() {
                key.to_owned()
            } else {
                format!("{prefix}.{key}")
            },
            part,
            key,
            shape,
        });
    };
    for key in ROW_KEYS {
        add(Part::Row, "", key, row_shape(key));
        match *key {
            "who" => {
                for key in SPEAKER_KEYS {
                    add(Part::Speaker, "who", key, Shape::Names);
                }
                for key in INTRODUCTION_KEYS.iter().filter(|key| **key != "who") {
                    let shape = if *key == "text" {
                        Shape::Words
                    } else {
                        Shape::Text
                    };
                    add(Part::Introduction, "introduction", key, shape);
                }
            }
            "prop" => {
                for key in PROPOSITION_KEYS {
                    add(Part::Proposition, "prop", key, Shape::Text);
                }
            }
            "figure" => {
                for key in FIGURE_KEYS {
                    add(Part::Figure, "figure", key, Shape::Text);
                }
            }
            _ => {}
        }
    }
    for key in EVENT_KEYS {
        add(Part::Event, "event", key, Shape::Text);
    }
    for key in ["key", "file"] {
        add(Part::Article, "article", key, Shape::Text);
    }
    for field in ARTICLE.fields {
        add(Part::Article, "article", field.name, Shape::Text);
    }
    for key in ARTICLE_KEYS
        .iter()
        .filter(|key| !["key", "file"].contains(key))
    {
        add(Part::Article, "article", key, article_shape(key));
    }
    add(Part::Defaults, "article", "coder", Shape::Text);
    columns
});

/// The column with this header.
pub(super) fn column(name: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.name == name)
}

fn row_shape(key: &str) -> Shape {
    match key {
        "id" => Shape::Number,
        "draft" => Shape::Flag,
        "who" | "or" | "for" | "via" | "labels" => Shape::Names,
        "prop" => Shape::Propositions,
        "in" | "supports" => Shape::Links,
        "text" | "cue" | "source" => Shape::Words,
        "targets" => Shape::Targets,
        "figure" | "figures" => Shape::Tables,
        _ => Shape::Text,
    }
}

fn article_shape(key: &str) -> Shape {
    match key {
        "byline" | "events" | "labels" => Shape::Names,
        "headline" | "byline_block" | "captions" | "boilerplate" => Shape::Words,
        _ => Shape::Text,
    }
}

/// What the help of `import` and `export` says of the columns.
pub(super) fn help() -> String {
    let of = |wanted: &[Part]| {
        COLUMNS
            .iter()
            .filter(|column| wanted.contains(&column.part))
            .map(|column| column.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "One row a claim; the first line names the columns. Columns may be left out and stand in any order.\n\n\
         Of the claim, as in a sheet: {}\n\n\
         Of its one figure: {}\n\n\
         Of the article, the same on each of its rows: {}\n\n\
         To introduce names the book does not have: {}. With who.name, who is a key. A row may hold only these (with who or prop).\n\n\
         The rows of one article share article.key, else article.url, else its outlet, title and published, else its file. \
         article.file names the file with the text, as seen from the spreadsheet; it may be left out where the book has the article. \
         A row without a claim is an article without claims.\n\n\
         Several names stand between `;`. A cell that begins with [ or {{ may be a list or a table as in a sheet. \
         An apostrophe before = + - @ is taken off, since `export --excel` puts it there.\n\n\
         Reported facts of events, speakers and organizations do not fit into rows and are left as they are.",
        of(&[Part::Row]),
        of(&[Part::Figure]),
        of(&[Part::Article, Part::Defaults]),
        of(&[
            Part::Speaker,
            Part::Introduction,
            Part::Proposition,
            Part::Event
        ]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_a_row_and_of_the_article_is_a_column_once() {
        for key in ROW_KEYS {
            assert!(column(key).is_some(), "{key}");
        }
        for key in ARTICLE_KEYS {
            assert!(column(&format!("article.{key}")).is_some(), "{key}");
        }
        for (at, column) in COLUMNS.iter().enumerate() {
            assert!(
                COLUMNS[..at].iter().all(|other| other.name != column.name),
                "{}",
                column.name
            );
        }
    }
}
