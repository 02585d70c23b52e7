//! Which paragraphs that the extraction leaves in are not the article: lines of links, notices, offers, the byline, the
//! author's biography.

use chrono::NaiveDate;

use super::authors::names_alone;
use super::body::{Paragraph, ParagraphKind};
use super::notices::is_notice;
use super::plain_blocks::{is_caption, is_furniture};
use super::stamp::{DayOrder, read_stamp};
use crate::domain::fold::spelling;
use crate::domain::text::BlockKind;

/// What is known of the article before its paragraphs are looked at.
pub(super) struct Known<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) authors: Vec<&'a str>,
    pub(super) outlet: Option<&'a str>,
    pub(super) published: Option<NaiveDate>,
    pub(super) order: DayOrder,
}

/// How many paragraphs at the top may repeat title, byline and date.
const TOP: usize = 6;

/// How many paragraphs at the end may tell of the author.
const END: usize = 6;

/// Returns what each paragraph is; none where it only repeats the title.
pub(super) fn sort_paragraphs(
    paragraphs: &[Paragraph],
    known: &Known<'_>,
) -> Vec<Option<BlockKind>> {
    let title = known.title.map(spelling).unwrap_or_default();
    let authors: Vec<String> = known.authors.iter().map(|name| spelling(name)).collect();
    let outlet = known.outlet.map(spelling).unwrap_or_default();
    let mut kinds: Vec<Option<BlockKind>> = Vec::with_capacity(paragraphs.len());
    let mut has_body = false;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let words = paragraph.words.as_str();
        // What is long is looked at no further: notices are short.
        let is_short = words.len() <= 400;
        let is_top = at < TOP && !has_body;
        let bare = if is_short && is_top {
            spelling(words)
        } else {
            String::new()
        };
        let kind = if paragraph.kind == ParagraphKind::Caption {
            Some(BlockKind::Caption)
        } else if is_top && is_short && is_title(&bare, &title) {
            None
        } else if is_top && is_short && is_byline(words, &bare, &authors, &outlet, known) {
            Some(BlockKind::Byline)
        } else if is_links(paragraph)
            || is_figures(words)
            || is_furniture(words)
            || is_short && is_notice(words)
        {
            Some(BlockKind::Boilerplate)
        } else if is_short && is_caption(words) {
            Some(BlockKind::Caption)
        } else {
            has_body |= words.len() >= 100;
            Some(BlockKind::Body)
        };
        kinds.push(kind);
    }
    drop_biographies(paragraphs, &mut kinds, &authors);
    drop_references(paragraphs, &mut kinds);
    drop_scraps(paragraphs, &mut kinds);
    drop_headings_of_nothing(paragraphs, &mut kinds);
    kinds
}

/// The title, or the kicker and the title apart.
fn is_title(bare: &str, title: &str) -> bool {
    !bare.is_empty()
        && (bare == title
            || bare.len() >= 10 && title.starts_with(bare)
            || bare.len() >= 10 && title.ends_with(bare)
            || title.len() >= 15 && bare.ends_with(title))
}

fn is_byline(words: &str, bare: &str, authors: &[String], outlet: &str, known: &Known<'_>) -> bool {
    /// A byline with roles, place, date and reading time is no longer than this, in bytes.
    const LONGEST: usize = 160;
    /// A date with the name of its month and day and a label has no more words.
    const OTHERS: usize = 4;
    if words.len() > LONGEST {
        return false;
    }
    if matches!(bare, "by" | "von" | "par" | "por")
        || bare == outlet
        || authors.iter().any(|author| author == bare)
    {
        return true;
    }
    let names_author = authors
        .iter()
        .any(|author| author.len() >= 5 && bare.contains(author.as_str()));
    let is_sentence = words.ends_with(['.', '!', '?', '"', '”']) && words.len() > 60;
    if names_author && !is_sentence {
        return true;
    }
    let lower = words.to_lowercase();
    if ["by ", "von ", "par ", "por "]
        .iter()
        .any(|label| lower.starts_with(label))
        && !names_alone(words, None, None).is_empty()
    {
        return true;
    }
    if is_sentence {
        return false;
    }
    read_stamp(words, known.order).is_some_and(|stamp| {
        let others = words
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| !word.is_empty());
        Some(stamp.day) == known.published || others.count() <= OTHERS
    }) || is_age(&lower)
}

/// "4 days ago", "Published 20 minutes ago".
fn is_age(lower: &str) -> bool {
    let mut words = lower.split_whitespace().rev();
    let unit = |word: &str| {
        [
            "second", "sec", "minute", "min", "hour", "hr", "day", "week", "month", "year",
        ]
        .contains(&word.trim_end_matches('s'))
    };
    words.next() == Some("ago")
        && words.next().is_some_and(unit)
        && words
            .next()
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        && words.count() <= 1
}

/// Numbers alone: a price, a count of shares.
fn is_figures(words: &str) -> bool {
    /// What is longer is a row of data.
    const LONGEST: usize = 30;
    words.len() <= LONGEST && !words.chars().any(char::is_alphabetic)
}

/// Lines of links to elsewhere; a sentence that is a link is one that the article makes.
fn is_links(paragraph: &Paragraph) -> bool {
    let words = &paragraph.words;
    paragraph.linked * 10 >= words.len() * 8
        && words.len() <= 300
        && (paragraph.kind != ParagraphKind::Heading)
        && !words.ends_with(['.', '!', '”', '"'])
}

/// "Ines Varga is a reporter at The Gull", or how to write to her.
fn is_biography(words: &str, authors: &[String]) -> bool {
    /// "Gull reporter Ines Varga has …": the name is no further in, in bytes.
    const NEAR_START: usize = 40;
    let bare = spelling(words);
    let given = |author: &str| {
        author
            .split(' ')
            .next()
            .is_some_and(|given| given.len() >= 3 && bare.split(' ').next() == Some(given))
    };
    if authors.contains(&bare) {
        return true;
    }
    let begins = authors.iter().any(|author| {
        given(author)
            || bare
                .find(author.as_str())
                .is_some_and(|at| at <= NEAR_START)
    });
    let lower = words.to_lowercase();
    let tells = [
        " is a ",
        " is an ",
        " is the ",
        " has been ",
        " covers ",
        " writes ",
        " reports ",
        " joined ",
        " ist ",
        " schreibt ",
        " est ",
        " es ",
        " worked ",
    ]
    .iter()
    .any(|verb| lower.contains(verb));
    let addresses = words.len() <= 240
        && words.contains('@')
        && [
            "email", "e-mail", "reach", "contact", "twitter", "follow", "write to",
        ]
        .iter()
        .any(|word| lower.contains(word));
    begins && tells
        || addresses
        || lower.starts_with("about the author")
        || words.len() <= 100 && lower.starts_with("author: ")
}

/// A short heading over nothing but furniture is furniture.
fn drop_headings_of_nothing(paragraphs: &[Paragraph], kinds: &mut [Option<BlockKind>]) {
    /// Headings of lists of links are shorter, in bytes.
    const SHORT: usize = 60;
    let mut has_words = false;
    let mut has_furniture = false;
    for (paragraph, kind) in paragraphs.iter().zip(kinds.iter_mut()).rev() {
        if paragraph.kind == ParagraphKind::Heading {
            let is_label =
                paragraph.words.len() <= SHORT && !paragraph.words.ends_with(['.', '?', '!']);
            if *kind == Some(BlockKind::Body) && !has_words && has_furniture && is_label {
                *kind = Some(BlockKind::Boilerplate);
            }
            has_words = false;
            has_furniture = false;
        } else {
            has_words |= *kind == Some(BlockKind::Body);
            has_furniture |= *kind == Some(BlockKind::Boilerplate);
        }
    }
}

/// What the last paragraphs of the body tell of the author.
fn drop_biographies(paragraphs: &[Paragraph], kinds: &mut [Option<BlockKind>], authors: &[String]) {
    /// Biographies have a few sentences, in bytes.
    const LONGEST: usize = 1000;
    let body = paragraphs
        .iter()
        .zip(kinds.iter_mut())
        .rev()
        .filter(|(_, kind)| **kind == Some(BlockKind::Body));
    for (paragraph, kind) in body.take(END) {
        if paragraph.words.len() <= LONGEST && is_biography(&paragraph.words, authors) {
            *kind = Some(BlockKind::Boilerplate);
        }
    }
}

/// What stands over the list of an article's sources.
const REFERENCES: [&str; 12] = [
    "sources",
    "our sources",
    "references",
    "source list",
    "fuentes",
    "nuestras fuentes",
    "quellen",
    "fontes",
    "fonti",
    "bronnen",
    "kilder",
    "källor",
];

/// A list of sources, from its heading to the next one, is no prose of the article.
fn drop_references(paragraphs: &[Paragraph], kinds: &mut [Option<BlockKind>]) {
    let mut is_list = false;
    for (paragraph, kind) in paragraphs.iter().zip(kinds.iter_mut()) {
        let is_short = paragraph.words.len() <= 30;
        if is_short && REFERENCES.contains(&spelling(&paragraph.words).as_str()) {
            is_list = true;
        } else if paragraph.kind == ParagraphKind::Heading {
            is_list = false;
        }
        if is_list && *kind == Some(BlockKind::Body) {
            *kind = Some(BlockKind::Boilerplate);
        }
    }
}

/// Four or more scraps in a row are the cells of a table or the labels of buttons.
fn drop_scraps(paragraphs: &[Paragraph], kinds: &mut [Option<BlockKind>]) {
    const ROW: usize = 4;
    const SCRAP: usize = 40;
    let is_scrap = |at: usize, kinds: &[Option<BlockKind>]| {
        paragraphs.get(at).is_some_and(|paragraph| {
            paragraph.kind == ParagraphKind::Words
                && paragraph.words.len() <= SCRAP
                && !paragraph
                    .words
                    .ends_with(['.', '!', '?', '"', '”', '。', '」'])
        }) && kinds
            .get(at)
            .is_some_and(|kind| matches!(kind, Some(BlockKind::Body | BlockKind::Boilerplate)))
    };
    let mut at = 0;
    while at < paragraphs.len() {
        let end = (at..paragraphs.len())
            .find(|next| !is_scrap(*next, kinds))
            .unwrap_or(paragraphs.len());
        if end - at >= ROW {
            for kind in kinds.iter_mut().take(end).skip(at) {
                *kind = Some(BlockKind::Boilerplate);
            }
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(paragraphs: &[(&str, usize, ParagraphKind)]) -> Vec<Option<BlockKind>> {
        let paragraphs: Vec<Paragraph> = paragraphs
            .iter()
            .map(|(words, linked, kind)| Paragraph {
                words: (*words).to_owned(),
                linked: *linked,
                kind: *kind,
                in_p: true,
            })
            .collect();
        let known = Known {
            title: Some("Port Sel: Gulls return to a quiet harbour"),
            authors: vec!["Ines Varga"],
            outlet: Some("The Gull"),
            published: NaiveDate::from_ymd_opt(2031, 5, 2),
            order: DayOrder::DayFirst,
        };
        sort_paragraphs(&paragraphs, &known)
    }

    #[test]
    fn the_head_of_a_page_is_told_from_its_body() {
        use ParagraphKind::Words;
        assert_eq!(
            kinds(&[
                ("Gulls return to a quiet harbour", 0, Words),
                ("By Ines Varga", 0, Words),
                ("2 May 2031, 3 min read", 0, Words),
                (
                    "The gulls came back on Friday, said Ines Varga of the harbour board, and nobody knew why they had gone in the first place.",
                    0,
                    Words
                ),
                ("2 May 2031 was a Friday", 0, Words),
            ]),
            [
                None,
                Some(BlockKind::Byline),
                Some(BlockKind::Byline),
                Some(BlockKind::Body),
                Some(BlockKind::Body)
            ]
        );
    }

    #[test]
    fn a_line_of_a_date_or_an_age_at_the_top_is_no_body() {
        use ParagraphKind::Words;
        for (line, kind) in [
            ("Dated 4 April 2031", BlockKind::Byline),
            ("Published 20 minutes ago", BlockKind::Byline),
            ("3 days ago", BlockKind::Byline),
            ("The gulls came two days ago", BlockKind::Body),
            (
                "On 4 April 2031 the gulls came back to the harbour",
                BlockKind::Body,
            ),
            ("-1.96", BlockKind::Boilerplate),
        ] {
            assert_eq!(kinds(&[(line, 0, Words)]), [Some(kind)], "{line}");
        }
    }

    #[test]
    fn links_notices_and_biographies_are_furniture() {
        use ParagraphKind::{Heading, Words};
        assert_eq!(
            kinds(&[
                (
                    "The gulls came back on Friday, and nobody knew why they had gone in the first place, the harbour board said.",
                    0,
                    Words
                ),
                ("A sentence that links to its source.", 36, Words),
                (
                    "We may earn a commission if you buy gulls through our links.",
                    0,
                    Words
                ),
                ("Further reading", 0, Heading),
                ("Herons leave the river", 22, Words),
                ("Ines Varga is a reporter at The Gull.", 0, Words),
            ]),
            [
                Some(BlockKind::Body),
                Some(BlockKind::Body),
                Some(BlockKind::Boilerplate),
                Some(BlockKind::Boilerplate),
                Some(BlockKind::Boilerplate),
                Some(BlockKind::Boilerplate),
            ]
        );
    }
}
