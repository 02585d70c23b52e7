//! A plain text or Markdown: the file as it is, with its blocks and what its lines say of it.

use super::authors::{Named, names_alone, names_in};
use super::plain_blocks::{Label, labelled, plain_blocks};
use super::stamp::{DayOrder, Stamp, read_stamp};
use super::url_day::day_of_url;
use super::{Found, Media, Origin, Page, language, outlet};
use crate::domain::text::{Block, BlockKind, Span, Text};

/// Reads a text.
pub(super) fn read_plain(text: Text, media: Media) -> Page {
    let front = if media == Media::Markdown {
        front_matter(&text)
    } else {
        None
    };
    let from = front.as_ref().map_or(0, |front| front.span.end);
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend(front.as_ref().map(|front| Block {
        kind: BlockKind::Boilerplate,
        span: front.span,
    }));
    blocks.extend(plain_blocks(&text, from));
    if media == Media::Markdown {
        mark_up(&text, &mut blocks);
    }
    let language = language::seen_language(text.as_str());
    let order = if language.is_none_or(|language| language == "en") {
        DayOrder::MonthFirst
    } else {
        DayOrder::DayFirst
    };
    let mut seen = Seen {
        order,
        ..Seen::default()
    };
    if let Some(front) = &front {
        for (key, value) in &front.fields {
            seen.field(key, value);
        }
    }
    for block in &blocks {
        let words = text.slice(block.span).unwrap_or_default();
        match block.kind {
            BlockKind::Headline => {
                let title = words.split_whitespace().collect::<Vec<_>>().join(" ");
                seen.title
                    .get_or_insert(Found::new(title, Origin::VisibleLine));
            }
            BlockKind::Byline => seen.byline(words),
            _ => {}
        }
    }
    let body = blocks
        .iter()
        .find(|block| block.kind == BlockKind::Body)
        .and_then(|block| text.slice(block.span));
    if seen.credit.is_none() {
        seen.credit = body
            .and_then(dateline_agency)
            .or_else(|| seen.agencies.first().cloned())
            .map(|words| Found::new(words, Origin::VisibleLine));
    }
    seen.into_page(text, blocks, media, language)
}

/// What the lines of a text say.
#[derive(Debug)]
struct Seen {
    order: DayOrder,
    title: Option<Found<String>>,
    authors: Vec<Found<String>>,
    agencies: Vec<String>,
    published: Option<Stamp>,
    updated: Option<Stamp>,
    credit: Option<Found<String>>,
    outlet: Option<Found<String>>,
    url: Option<Found<String>>,
    language: Option<Found<String>>,
    section: Option<Found<String>>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            order: DayOrder::DayFirst,
            title: None,
            authors: Vec::new(),
            agencies: Vec::new(),
            published: None,
            updated: None,
            credit: None,
            outlet: None,
            url: None,
            language: None,
            section: None,
        }
    }
}

impl Seen {
    /// Reads a line that tells who wrote it, when, and for whom.
    fn byline(&mut self, words: &str) {
        for line in words.lines() {
            let (before, values) = labelled(line);
            self.stamp(before);
            if values.is_empty() {
                let names = names_alone(before, Some("en"), None);
                let named = if names.is_empty() {
                    names_in_byline(before)
                } else {
                    Named {
                        persons: names,
                        agencies: names_in(before, None).agencies,
                    }
                };
                self.names(named);
            }
            for (label, value) in values {
                match label {
                    Label::Source
                        if self.credit.is_none()
                            && !value.is_empty()
                            && value.chars().count() <= 80 =>
                    {
                        self.credit = Some(Found::new(value.to_owned(), Origin::VisibleLine));
                    }
                    Label::Author => self.names(names_in(value, None)),
                    Label::Published => self.stamp(value),
                    Label::Updated if self.updated.is_none() => {
                        self.updated = read_stamp(value, self.order);
                    }
                    Label::Url => self.address(value),
                    _ => {}
                }
            }
        }
    }

    fn stamp(&mut self, words: &str) {
        if self.published.is_none() {
            self.published = read_stamp(words, self.order);
        }
    }

    fn address(&mut self, words: &str) {
        if self.url.is_none() && words.contains("://") && !words.contains(char::is_whitespace) {
            self.url = Some(Found::new(words.to_owned(), Origin::VisibleLine));
        }
    }

    fn names(&mut self, named: Named) {
        for person in named.persons {
            if !self.authors.iter().any(|author| author.value == person) {
                self.authors.push(Found::new(person, Origin::VisibleLine));
            }
        }
        self.agencies.extend(named.agencies);
    }

    /// Takes a field of the front matter.
    fn field(&mut self, key: &str, value: &str) {
        let found = || Some(Found::new(value.to_owned(), Origin::Meta));
        match key {
            "title" | "headline" => self.title = found(),
            "author" | "authors" | "byline" | "by" => {
                let named = names_in(value, None);
                self.authors.extend(
                    named
                        .persons
                        .into_iter()
                        .map(|name| Found::new(name, Origin::Meta)),
                );
                self.agencies.extend(named.agencies);
            }
            "date" | "published" | "pubdate" => self.stamp(value),
            "updated" | "modified" | "lastmod" => self.updated = read_stamp(value, self.order),
            "url" | "link" | "source_url" | "canonical" => self.address(value),
            "source" if value.contains("://") => self.address(value),
            "source" | "credit" => self.credit = found(),
            "outlet" | "publisher" | "site" | "publication" => self.outlet = found(),
            "section" | "category" => self.section = found(),
            "lang" | "language" => {
                self.language =
                    language::primary(value).map(|value| Found::new(value, Origin::Meta));
            }
            _ => {}
        }
    }

    fn into_page(
        self,
        text: Text,
        blocks: Vec<Block>,
        media: Media,
        seen: Option<&'static str>,
    ) -> Page {
        let published = self
            .published
            .map(|stamp| (stamp, Origin::VisibleLine))
            .or_else(|| {
                let day = day_of_url(&self.url.as_ref()?.value)?;
                Some((Stamp::of_day(day), Origin::Url))
            });
        let outlet = self.outlet.or_else(|| {
            let host = outlet::host(&self.url.as_ref()?.value)?;
            Some(Found::new(host, Origin::Url))
        });
        Page {
            media,
            text,
            blocks,
            title: self.title,
            authors: self.authors,
            zone: published
                .as_ref()
                .and_then(|(stamp, origin)| Some(Found::new(stamp.zone()?, *origin))),
            published: published
                .and_then(|(stamp, origin)| Some(Found::new(stamp.date()?, origin))),
            updated: self
                .updated
                .and_then(|stamp| Some(Found::new(stamp.date()?, Origin::VisibleLine))),
            outlet,
            credit: self.credit,
            url: self.url,
            language: self
                .language
                .or_else(|| seen.map(|seen| Found::new(seen.to_owned(), Origin::Inferred))),
            section: self.section,
        }
    }
}

/// The names of a line with "By" and a date on it: "By Ines Varga | 2 May 2031".
fn names_in_byline(line: &str) -> Named {
    let mut named = Named::default();
    for part in line.split(['|', '·', '•', '—', '–']) {
        let part = part.trim();
        let lower = part.to_lowercase();
        if ["by ", "von ", "par ", "por "]
            .iter()
            .any(|label| lower.starts_with(label))
        {
            let cut = part
                .find(|character: char| character.is_ascii_digit())
                .and_then(|at| part.get(..at))
                .unwrap_or(part);
            let found = names_in(cut, None);
            named.persons.extend(found.persons);
            named.agencies.extend(found.agencies);
        }
    }
    named
}

/// The agency of a dateline: "HARBOUR, May 2 (Xinhua) -- The …".
fn dateline_agency(words: &str) -> Option<String> {
    /// A dateline is no longer than this, in code points.
    const DATELINE: usize = 70;
    let end = words
        .char_indices()
        .nth(DATELINE)
        .map_or(words.len(), |(at, _)| at);
    let head = words.get(..end)?;
    let (before, rest) = head.split_once('(')?;
    let (agency, after) = rest.split_once(')')?;
    let is_dateline =
        before.starts_with(char::is_uppercase) && after.trim_start().starts_with(['-', '–', '—']);
    let named = names_in(agency, None);
    if is_dateline {
        named.agencies.into_iter().next()
    } else {
        None
    }
}

/// The fields between `---` lines at the top of a Markdown file.
struct FrontMatter {
    span: Span,
    fields: Vec<(String, String)>,
}

fn front_matter(text: &Text) -> Option<FrontMatter> {
    /// More lines than this are an article between two rules.
    const LINES: usize = 60;
    let content = text.as_str();
    let mut at = 0;
    let mut fields: Vec<(String, String)> = Vec::new();
    for (number, line) in content.split_inclusive('\n').enumerate().take(LINES) {
        let bare = line.trim();
        if number == 0 {
            if bare != "---" {
                return None;
            }
        } else if bare == "---" {
            let end = at + line.trim_end().len();
            return Some(FrontMatter {
                span: Span::new(0, text.cp_of_byte(end)?),
                fields,
            });
        } else if let Some(item) = bare.strip_prefix("- ") {
            // An item of the list that the last key began.
            if let Some((_, value)) = fields.last_mut() {
                if !value.is_empty() {
                    value.push_str(", ");
                }
                value.push_str(item.trim_matches(['"', '\'']));
            }
        } else if let Some((key, value)) = bare.split_once(':') {
            let value = value
                .trim()
                .trim_matches(['[', ']'])
                .trim_matches(['"', '\'']);
            fields.push((key.trim().to_ascii_lowercase(), value.to_owned()));
        }
        at += line.len();
    }
    None
}

/// Takes the marks of Markdown into account: the first heading is the headline, without its marks; a picture alone and
/// a rule are furniture.
fn mark_up(text: &Text, blocks: &mut [Block]) {
    let mut has_headline = false;
    for block in blocks.iter_mut() {
        let Some(words) = text.slice(block.span) else {
            continue;
        };
        let is_one_line = !words.contains('\n');
        let marks = words
            .chars()
            .take_while(|character| *character == '#')
            .count();
        if is_one_line
            && marks == 1
            && !has_headline
            && words.chars().nth(1).is_some_and(char::is_whitespace)
        {
            let lead = words
                .chars()
                .take_while(|character| *character == '#' || character.is_whitespace())
                .count();
            block.kind = BlockKind::Headline;
            block.span.start += u32::try_from(lead).unwrap_or(0);
            has_headline = true;
        } else if is_one_line
            && (words.starts_with("![") && words.ends_with(')')
                || words.chars().all(|c| matches!(c, '-' | '*' | '_' | ' ')))
        {
            block.kind = BlockKind::Boilerplate;
        }
    }
    if has_headline {
        let mut is_first = true;
        for block in blocks
            .iter_mut()
            .filter(|block| block.kind == BlockKind::Headline)
        {
            let is_marked = text
                .slice(Span::new(
                    block.span.start.saturating_sub(2),
                    block.span.start,
                ))
                .is_some_and(|before| before.starts_with('#'));
            if !(is_marked && is_first) {
                block.kind = BlockKind::Body;
            } else {
                is_first = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(content: &str, media: Media) -> Page {
        read_plain(Text::new(content.to_owned()).unwrap(), media)
    }

    fn blocks(page: &Page) -> Vec<(BlockKind, &str)> {
        page.blocks
            .iter()
            .map(|block| (block.kind, page.text.slice(block.span).unwrap()))
            .collect()
    }

    #[test]
    fn a_copied_page_gives_its_blocks_and_its_run_of_metadata() {
        let page = page(
            "Sponsored by the Harbour Society\nHome>News>Harbour\n\nGulls return to a quiet harbour\n\n\
             2031-05-02 16:32:41Source: The GullAuthor: Ines Varga\n\n\
             Gulls rest on a pier in Port Sel, May 1, 2031. [Photo/Gull Pictures]\n\nThe gulls came back on Friday.\n\nTop\ncontent",
            Media::Plain,
        );
        assert_eq!(
            blocks(&page),
            [
                (BlockKind::Boilerplate, "Sponsored by the Harbour Society"),
                (BlockKind::Boilerplate, "Home>News>Harbour"),
                (BlockKind::Headline, "Gulls return to a quiet harbour"),
                (
                    BlockKind::Byline,
                    "2031-05-02 16:32:41Source: The GullAuthor: Ines Varga"
                ),
                (
                    BlockKind::Caption,
                    "Gulls rest on a pier in Port Sel, May 1, 2031. [Photo/Gull Pictures]"
                ),
                (BlockKind::Body, "The gulls came back on Friday."),
                (BlockKind::Boilerplate, "Top"),
                (BlockKind::Boilerplate, "content"),
            ]
        );
        assert_eq!(page.title.unwrap().value, "Gulls return to a quiet harbour");
        assert_eq!(
            page.authors
                .iter()
                .map(|author| author.value.as_str())
                .collect::<Vec<_>>(),
            ["Ines Varga"]
        );
        assert_eq!(page.credit.unwrap().value, "The Gull");
        assert_eq!(
            page.published.unwrap().value.to_string(),
            "2031-05-02T16:32:41"
        );
    }

    #[test]
    fn a_byline_with_a_date_and_a_dateline_are_read() {
        let page = page(
            "Ferry stops for the winter\n\nBy Ada Quill and Tom Reed | 2 November 2031, 4:05 pm GMT\n\n\
             PORT SEL, Nov. 2 (Xinhua) -- The ferry stopped on Sunday and will be back in the spring.",
            Media::Plain,
        );
        assert_eq!(
            page.authors
                .iter()
                .map(|author| author.value.as_str())
                .collect::<Vec<_>>(),
            ["Ada Quill", "Tom Reed"]
        );
        assert_eq!(
            page.published.unwrap().value.to_string(),
            "2031-11-02T16:05"
        );
        assert_eq!(page.zone.unwrap().value.to_string(), "Z");
        assert_eq!(page.credit.unwrap().value, "Xinhua");
        assert_eq!(page.language.unwrap().value, "en");
    }

    #[test]
    fn front_matter_and_marks_of_markdown_are_read() {
        let page = page(
            "---\ntitle: \"Gulls: a return\"\nauthors:\n  - Ines Varga\n  - Tom Okoro\ndate: 2031-05-02\nurl: https://gull.example/a\n---\n\n\
             # Gulls return\n\n![A gull](gull.png)\n\nThe gulls came back on Friday.\n",
            Media::Markdown,
        );
        assert_eq!(page.title.as_ref().unwrap().value, "Gulls: a return");
        assert_eq!(
            page.authors
                .iter()
                .map(|author| author.value.as_str())
                .collect::<Vec<_>>(),
            ["Ines Varga", "Tom Okoro"]
        );
        assert_eq!(page.outlet.as_ref().unwrap().value, "gull.example");
        let kinds: Vec<BlockKind> = page.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(
            kinds,
            [
                BlockKind::Boilerplate,
                BlockKind::Headline,
                BlockKind::Boilerplate,
                BlockKind::Body
            ]
        );
        assert_eq!(page.text.slice(page.blocks[1].span), Some("Gulls return"));
    }

    #[test]
    fn a_chinese_text_gives_its_run_of_metadata() {
        let page = page(
            "海鸥回到港口\n\n2031年5月2日 16:32 来源：港口日报 作者：李文\n\n星期五，海鸥回到了港口。市长说，这是一个好消息。",
            Media::Plain,
        );
        assert_eq!(page.title.unwrap().value, "海鸥回到港口");
        assert_eq!(page.credit.unwrap().value, "港口日报");
        assert_eq!(page.authors.first().unwrap().value, "李文");
        assert_eq!(page.language.unwrap().value, "zh");
    }

    #[test]
    fn prose_with_a_colon_stays_body() {
        let page = page(
            "The mayor spoke.\n\nShe named her source: a letter of 2 May 2031 from the harbour board.\n\nIt rained.",
            Media::Plain,
        );
        assert!(
            page.blocks
                .iter()
                .all(|block| block.kind == BlockKind::Body)
        );
        assert_eq!(page.published, None);
    }

    proptest! {
        #[test]
        fn blocks_lie_in_order_inside_of_any_text(content in "([a-zé中>|#:\\-]|Source: |By Ines Varga|2031-05-02|\n|\r\n| |\\[Photo/X\\]|---\n){0,60}", markdown: bool) {
            let media = if markdown { Media::Markdown } else { Media::Plain };
            let page = page(&content, media);
            prop_assert!(page.blocks.iter().all(|block| page.text.slice(block.span).is_some_and(|words| !words.is_empty())));
            prop_assert!(page.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            prop_assert_eq!(page.text.as_str(), content.as_str());
        }
    }
}
