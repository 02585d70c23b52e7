//! Title, authors and date of a plain text in the short form that a new sheet begins with.

use super::plain::read_plain;
use super::{Media, language};
use crate::domain::text::{BlockKind, Span, Text};

/// What a text says of itself. Nothing is invented: what is not seen is not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline, where there is one, and where it stands.
    pub title: Option<(String, Span)>,
    /// The names of the authors.
    pub byline: Vec<String>,
    /// The time of publication, as [`Date`](crate::domain::date::Date) writes it.
    pub published: Option<String>,
    /// `zh` where most letters are Chinese; other languages a person states.
    pub language: Option<&'static str>,
}

/// Reads the metadata of a text.
#[must_use]
pub fn read_metadata(text: &Text) -> Metadata {
    let page = read_plain(text.clone(), Media::Plain);
    let headline = page
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Headline);
    Metadata {
        title: headline.and_then(|block| Some((text.slice(block.span)?.to_owned(), block.span))),
        byline: page
            .authors
            .into_iter()
            .map(|author| author.value)
            .collect(),
        published: page
            .published
            .map(|found| found.value.with_guess(false).to_string()),
        language: language::seen_language(text.as_str()).filter(|seen| *seen == "zh"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_a_text_gives_title_byline_and_date() {
        let text = Text::new(String::from(
            "Ferry stops for the winter\n\nBy Ada Quill and Tom Reed\n2031-11-02\n\nThe ferry stopped on Sunday.",
        ))
        .expect("a text");
        let metadata = read_metadata(&text);
        assert_eq!(
            metadata.title.map(|(title, _)| title).as_deref(),
            Some("Ferry stops for the winter")
        );
        assert_eq!(metadata.byline, ["Ada Quill", "Tom Reed"]);
        assert_eq!(metadata.published.as_deref(), Some("2031-11-02"));
        assert_eq!(metadata.language, None);
    }

    #[test]
    fn a_text_without_a_headline_has_none() {
        let text =
            Text::new(String::from("The ferry stopped on Sunday.\n\nIt rained.")).expect("a text");
        assert_eq!(read_metadata(&text).title, None);
    }
}
