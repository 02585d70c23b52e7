//! An article's text with the logged words marked, beside the list of what was logged.

use super::super::html::escape;
use crate::domain::claim::SpanRole;
use crate::domain::text::{BlockKind, Span, Text};
use crate::reports::dossier::{Passage, Reading};

/// How many characters of a passage's words its entry in the list repeats.
const REPEATED: usize = 140;

/// Words to mark within one block.
struct Mark<'a> {
    passage: &'a Passage,
    role: SpanRole,
    span: Span,
    /// It is the first piece of its passage, which has the id.
    is_first: bool,
}

/// Adds the article.
pub(super) fn push(page: &mut String, reading: &Reading) {
    let key = escape(&reading.key);
    page.push_str(&format!(
        "<article class=\"reading\" id=\"{key}\">\n<h3{}>{}</h3>\n<p class=\"faint\">{key} · {} · <a href=\"#top\">to the top</a></p>\n<div class=\"columns\">\n",
        language(reading),
        escape(&reading.title),
        escape(&reading.details.join(" · "))
    ));
    // The first piece of each passage, in the order of the text, where its words are in this text.
    let mut in_text: Vec<&str> = Vec::new();
    page.push_str(&format!("<div class=\"text\"{}>\n", language(reading)));
    match &reading.text {
        Some(text) => {
            for (kind, span) in segments(reading, text) {
                push_segment(page, reading, text, kind, span, &mut in_text);
            }
        }
        None => page.push_str("<p class=\"faint\">Nobody has coded this article yet.</p>\n"),
    }
    page.push_str("</div>\n<div class=\"passages\">\n");
    for (heading, letter) in [
        ("Claims", ""),
        ("Introductions", "i"),
        ("Reported facts", "f"),
    ] {
        let own: Vec<&Passage> = reading
            .passages
            .iter()
            .filter(|passage| kind_letter(reading, passage) == letter)
            .collect();
        if own.is_empty() {
            continue;
        }
        page.push_str(&format!("<h4>{heading}</h4>\n<ol>\n"));
        for passage in own {
            push_passage(
                page,
                reading,
                passage,
                in_text.contains(&passage.anchor.as_str()),
            );
        }
        page.push_str("</ol>\n");
    }
    page.push_str("</div>\n</div>\n</article>\n");
}

/// Returns a rule for each passage of several pieces: a target is one element, and all pieces should stand out.
pub(super) fn piece_style(readings: &[Reading]) -> String {
    let mut style = String::new();
    for reading in readings {
        for passage in &reading.passages {
            if pieces(reading, passage) > 1 {
                style.push_str(&format!(
                    ".reading:has(#{}:target) .{} {{ background: rgba(255, 204, 0, .5); }}\n",
                    passage.anchor.replace('.', "\\."),
                    class(passage)
                ));
            }
        }
    }
    style
}

/// Returns in how many pieces the words of a passage are marked.
fn pieces(reading: &Reading, passage: &Passage) -> usize {
    let Some(text) = &reading.text else { return 0 };
    let segments = segments(reading, text);
    let contents = passage
        .spans
        .iter()
        .filter(|span| span.role == SpanRole::Content);
    contents
        .map(|content| {
            segments
                .iter()
                .filter(|(_, segment)| segment.overlaps(content.span))
                .count()
        })
        .sum()
}

fn language(reading: &Reading) -> String {
    match &reading.language {
        Some(language) => format!(" lang=\"{}\" dir=\"auto\"", escape(language)),
        None => String::from(" dir=\"auto\""),
    }
}

/// Returns the letter of a passage's anchor behind the article's key and the point; nothing for a claim.
fn kind_letter<'p>(reading: &Reading, passage: &'p Passage) -> &'p str {
    let number = number(reading, passage);
    if number.starts_with(|character: char| character.is_ascii_digit()) {
        ""
    } else {
        number.get(..1).unwrap_or_default()
    }
}

fn number<'p>(reading: &Reading, passage: &'p Passage) -> &'p str {
    passage
        .anchor
        .strip_prefix(reading.key.as_str())
        .and_then(|rest| rest.strip_prefix('.'))
        .unwrap_or(&passage.anchor)
}

/// Returns the class of all pieces of a passage.
fn class(passage: &Passage) -> String {
    passage.anchor.replace('.', "-")
}

/// Returns the stretches of the text one after the other: its blocks, and what is between them where that is more than white space.
fn segments(reading: &Reading, text: &Text) -> Vec<(BlockKind, Span)> {
    let length = u32::try_from(text.as_str().chars().count()).unwrap_or(u32::MAX);
    let mut segments = Vec::new();
    let mut push = |kind: BlockKind, span: Span| {
        let words = text.slice(span).unwrap_or_default();
        let count = |words: &str| u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        let start = span.end - count(words.trim_start());
        let length = count(words.trim());
        if length > 0 {
            segments.push((kind, Span::new(start, start + length)));
        }
    };
    let mut at = 0;
    for block in &reading.blocks {
        let block_end = block.span.end.min(length);
        let start = block.span.start.max(at);
        if start >= block_end {
            continue;
        }
        if at < start {
            push(BlockKind::Body, Span::new(at, start));
        }
        push(block.kind, Span::new(start, block_end));
        at = block_end;
    }
    if at < length {
        push(BlockKind::Body, Span::new(at, length));
    }
    segments
}

fn push_segment<'r>(
    page: &mut String,
    reading: &'r Reading,
    text: &Text,
    kind: BlockKind,
    segment: Span,
    in_text: &mut Vec<&'r str>,
) {
    let mut marks: Vec<Mark<'r>> = Vec::new();
    for passage in &reading.passages {
        for words in &passage.spans {
            let span = Span::new(
                words.span.start.max(segment.start),
                words.span.end.min(segment.end),
            );
            if !span.is_empty() {
                marks.push(Mark {
                    passage,
                    role: words.role,
                    span,
                    is_first: false,
                });
            }
        }
    }
    // What encloses stands outside; of the same words content, then cue, then source.
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.role));
    for mark in &mut marks {
        let has_content = mark
            .passage
            .spans
            .iter()
            .any(|span| span.role == SpanRole::Content);
        // Its content has the id where there is any, whatever comes first.
        if (mark.role == SpanRole::Content || !has_content)
            && !in_text.contains(&mark.passage.anchor.as_str())
        {
            in_text.push(&mark.passage.anchor);
            mark.is_first = true;
        }
    }
    let class = match kind {
        BlockKind::Body => String::new(),
        kind => format!(" class=\"{kind}\""),
    };
    page.push_str(&format!("<p{class}>"));
    push_marked(page, reading, text, segment, &marks);
    page.push_str("</p>\n");
}

/// Adds a segment with its marks nested in each other. A mark that ends within another one which it does not enclose is closed there
/// and goes on behind.
fn push_marked(
    page: &mut String,
    reading: &Reading,
    text: &Text,
    segment: Span,
    marks: &[Mark<'_>],
) {
    let mut waiting = marks.iter().peekable();
    let mut open: Vec<&Mark<'_>> = Vec::new();
    let mut at = segment.start;
    loop {
        let next_end = open.iter().map(|mark| mark.span.end).min();
        let next_start = waiting.peek().map(|mark| mark.span.start);
        let next = match (next_end, next_start) {
            (Some(end), Some(start)) => end.min(start),
            (Some(end), None) => end,
            (None, Some(start)) => start,
            (None, None) => break,
        };
        push_words(page, text, Span::new(at, next));
        at = at.max(next);
        if let Some(deepest) = open.iter().position(|mark| mark.span.end <= at) {
            let above = open.split_off(deepest);
            page.push_str(&"</mark>".repeat(above.len()));
            for mark in above.into_iter().filter(|mark| mark.span.end > at) {
                push_start(page, reading, mark, Piece::Further);
                open.push(mark);
            }
        }
        while let Some(mark) = waiting.next_if(|mark| mark.span.start <= at) {
            push_start(page, reading, mark, Piece::First);
            open.push(mark);
        }
    }
    push_words(page, text, Span::new(at, segment.end));
}

/// Which piece of a mark is opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    First,
    Further,
}

fn push_start(page: &mut String, reading: &Reading, mark: &Mark<'_>, piece: Piece) {
    let passage = mark.passage;
    let has_id = mark.is_first && piece == Piece::First;
    let id = if has_id {
        format!(" id=\"{}\"", escape(&passage.anchor))
    } else {
        String::new()
    };
    let class = match mark.role {
        SpanRole::Content => format!("content {}", escape(&class(passage))),
        role => role.as_str().to_owned(),
    };
    page.push_str(&format!("<mark{id} class=\"{class}\">"));
    if has_id {
        page.push_str(&format!(
            "<a class=\"back\" href=\"#in-{}\">{}</a>",
            escape(&passage.anchor),
            escape(number(reading, passage))
        ));
    }
}

fn push_words(page: &mut String, text: &Text, span: Span) {
    if !span.is_empty() {
        page.push_str(&escape(text.slice(span).unwrap_or_default()));
    }
}

/// Adds the entry of a passage; where its words are not in the text, it has the id to which cells lead.
fn push_passage(page: &mut String, reading: &Reading, passage: &Passage, is_in_text: bool) {
    let anchor = escape(&passage.anchor);
    let head = if is_in_text {
        format!("<li id=\"in-{anchor}\"><a href=\"#{anchor}\">{anchor}</a>")
    } else {
        format!("<li id=\"{anchor}\">{anchor}")
    };
    let mut parts = vec![head];
    let voice = [passage.voice.as_str(), passage.who.as_str()].join(" ");
    if !voice.trim().is_empty() {
        parts.push(format!("<b>{}</b>", escape(voice.trim())));
    }
    parts.push(escape(&passage.what));
    if !passage.uncounted.is_empty() {
        parts.push(format!("<i class=\"faint\">({})</i>", passage.uncounted));
    }
    let words = words(reading, passage);
    if !words.is_empty() {
        parts.push(format!("<q{}>{}</q>", language(reading), escape(&words)));
    } else if !is_in_text {
        parts.push(String::from(
            "<i class=\"faint\">no words in this version</i>",
        ));
    }
    if let Some(gloss) = &passage.gloss {
        parts.push(format!("<span class=\"faint\">[{}]</span>", escape(gloss)));
    }
    page.push_str(&parts.join(" "));
    page.push_str("</li>\n");
}

/// Returns the words of a passage, the pieces joined by …, cut where they are many.
fn words(reading: &Reading, passage: &Passage) -> String {
    let Some(text) = &reading.text else {
        return String::new();
    };
    let pieces: Vec<&str> = passage
        .spans
        .iter()
        .filter(|span| span.role == SpanRole::Content)
        .filter_map(|span| text.slice(span.span))
        .collect();
    let words = pieces.join(" … ");
    match words.char_indices().nth(REPEATED) {
        Some((byte, _)) => {
            let (start, _) = words.split_at(byte);
            format!("{} …", start.trim_end())
        }
        None => words,
    }
}
