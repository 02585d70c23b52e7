//! What each block of a plain text is: headline, byline, caption, body, or what belongs to the page around it.

use super::authors::names_alone;
use super::stamp::{DayOrder, read_stamp};
use crate::domain::fold::{is_spaceless, spelling};
use crate::domain::text::{Block, BlockKind, Span, Text, paragraphs};

/// A headline is no longer than this, in code points; the longest in a set of 176 news pages had 160.
const HEADLINE: u32 = 200;

/// A headline in a script without spaces says as much in a quarter of the letters.
const SPACELESS_HEADLINE: u32 = 45;

/// A line of the furniture of a page is no longer than this, in code points.
const FURNITURE: usize = 160;

/// How many blocks at the top may hold who wrote it and when.
const TOP: usize = 12;

/// Returns the blocks of a text. Lines that stand together are blocks of their own where each is furniture of the page.
pub(super) fn plain_blocks(text: &Text, from: u32) -> Vec<Block> {
    let spans: Vec<Span> = paragraphs(text)
        .into_iter()
        .filter(|span| span.start >= from)
        .flat_map(|span| lines_of_furniture(text, span))
        .collect();
    let words = |span: Span| text.slice(span).unwrap_or_default();
    let mut blocks: Vec<Block> = Vec::with_capacity(spans.len());
    let mut has_headline = false;
    let mut has_body = false;
    for (at, span) in spans.iter().copied().enumerate() {
        let line = words(span);
        let is_last = at + 1 == spans.len();
        let kind = if is_furniture(line) {
            BlockKind::Boilerplate
        } else if is_caption(line) {
            BlockKind::Caption
        } else if at < TOP && !has_body && is_byline(line, has_headline) {
            BlockKind::Byline
        } else if !has_headline && !has_body && !is_last && is_headline(line, span) {
            has_headline = true;
            BlockKind::Headline
        } else if is_byline_behind(line) {
            BlockKind::Byline
        } else {
            has_body = true;
            BlockKind::Body
        };
        blocks.push(Block { kind, span });
    }
    blocks
}

/// The lines of a block where all of them are furniture, bylines or captions; else the block whole.
fn lines_of_furniture(text: &Text, span: Span) -> Vec<Span> {
    let Some(words) = text.slice(span) else {
        return vec![span];
    };
    if !words.contains(['\n', '\r']) {
        return vec![span];
    }
    let Some(start) = text.byte_of(span.start) else {
        return vec![span];
    };
    let mut lines = Vec::new();
    let mut at = 0;
    for line in words.split(['\n', '\r']) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let is_apart = trimmed.chars().count() <= FURNITURE
                && (is_furniture(trimmed)
                    || is_caption(trimmed)
                    || is_byline(trimmed, true)
                    || is_byline_behind(trimmed));
            if !is_apart {
                return vec![span];
            }
            let from = start + at + (line.len() - line.trim_start().len());
            if let (Some(from), Some(to)) =
                (text.cp_of_byte(from), text.cp_of_byte(from + trimmed.len()))
            {
                lines.push(Span::new(from, to));
            }
        }
        at += line.len() + 1;
    }
    lines
}

fn is_headline(words: &str, span: Span) -> bool {
    let words = words.trim_start_matches('#').trim();
    let is_dense = words
        .chars()
        .filter(|character| is_spaceless(*character))
        .count()
        * 2
        > words.chars().count();
    span.len()
        <= if is_dense {
            SPACELESS_HEADLINE
        } else {
            HEADLINE
        }
        && !words.contains(['\n', '\r'])
        && !words
            .trim_end_matches(['"', '”', '’', '\'', '」', ')'])
            .ends_with(['.', '。', ':', '：', ',', '，', ';'])
        && words.chars().any(char::is_alphabetic)
}

/// Lines that stand alone on pages: "Top", "Print this page".
const ALONE: [&str; 40] = [
    "top",
    "content",
    "contents",
    "back to top",
    "home",
    "share",
    "share this",
    "share this article",
    "print",
    "print this page",
    "email",
    "save",
    "comment",
    "comments",
    "no comments",
    "leave a comment",
    "advertisement",
    "advertisements",
    "sponsored",
    "sponsored content",
    "promoted content",
    "read more",
    "more",
    "menu",
    "search",
    "subscribe",
    "sign in",
    "log in",
    "log out",
    "next",
    "previous",
    "related",
    "related articles",
    "related stories",
    "most read",
    "facebook",
    "twitter",
    "whatsapp",
    "close",
    "skip to content",
];

/// What furniture begins with.
const BEGINNINGS: [&str; 22] = [
    "sponsored by ",
    "copyright ",
    "©",
    "(c) ",
    "all rights reserved",
    "follow us",
    "sign up for ",
    "subscribe to ",
    "skip to ",
    "read more:",
    "see also:",
    "related:",
    "tags:",
    "keywords:",
    "click here",
    "you are here",
    "责任编辑",
    "责编",
    "(责任编辑",
    "（责任编辑",
    "您的位置",
    "当前位置",
];

/// Says whether a line belongs to the page and not to the article: a path through its sections, a button, a notice of
/// rights.
pub(super) fn is_furniture(line: &str) -> bool {
    let count = line.chars().count();
    if count > FURNITURE {
        return false;
    }
    let is_one_of = count <= 24 && ALONE.contains(&spelling(line).as_str());
    if is_one_of || !line.chars().any(char::is_alphanumeric) {
        return true;
    }
    let lower = line.to_lowercase();
    if BEGINNINGS
        .iter()
        .any(|beginning| lower.starts_with(beginning))
        || lower.contains("all rights reserved")
    {
        return true;
    }
    is_path(line)
}

/// Home>News>China: two or more signs between short names.
fn is_path(line: &str) -> bool {
    ['>', '›', '»', '|'].iter().any(|sign| {
        let parts: Vec<&str> = line.split(*sign).map(str::trim).collect();
        parts.len() >= 3
            && parts
                .iter()
                .all(|part| part.split_whitespace().count() <= 4 && part.chars().count() <= 40)
            && !line.ends_with('.')
            && !line.chars().any(|character| character.is_ascii_digit())
    })
}

/// Whose pictures are credited with.
const PICTURE_WORDS: [&str; 20] = [
    "photo",
    "photos",
    "photo by",
    "photograph",
    "picture",
    "image",
    "getty",
    "xinhua",
    "reuters",
    "afp",
    "ap photo",
    "handout",
    "file",
    "courtesy",
    "illustration",
    "vcg",
    "摄",
    "图",
    "foto",
    "file photo",
];

/// Says whether a line is the words under a picture: they end in its credit.
pub(super) fn is_caption(line: &str) -> bool {
    /// Captions of pictures that tell a whole story have about 600 letters.
    const LONGEST: usize = 700;
    if line.chars().count() > LONGEST {
        return false;
    }
    let line = line.trim_end_matches('.');
    let bracketed = [('[', ']'), ('(', ')'), ('（', '）'), ('【', '】')]
        .iter()
        .find_map(|(open, close)| {
            let inner = line.strip_suffix(*close)?;
            let (_, credit) = inner.rsplit_once(*open)?;
            Some(credit.to_lowercase())
        });
    let has_word = |credit: &str| {
        let first = credit
            .split(['/', ':', ' ', '|'])
            .next()
            .unwrap_or_default();
        PICTURE_WORDS.iter().any(|word| {
            first == *word
                || credit.starts_with(&format!("{word} by"))
                || credit.contains(&format!("/{word}"))
                || credit.ends_with(&format!(" {word}")) && credit.contains('/')
        }) || credit.contains("photo") && credit.len() <= 60
            || credit.ends_with('摄')
    };
    if let Some(credit) = bracketed {
        return credit.chars().count() <= 80 && has_word(&credit);
    }
    let lower = line.to_lowercase();
    [
        "photo:",
        "photos:",
        "image:",
        "picture:",
        "foto:",
        "photo by ",
        "image credit:",
        "photo credit:",
    ]
    .iter()
    .any(|label| lower.starts_with(label))
        || lower.len() <= 400 && {
            let from = (lower.len().saturating_sub(75)..=lower.len())
                .find(|at| lower.is_char_boundary(*at))
                .unwrap_or(0);
            let end = lower.get(from..).unwrap_or_default();
            [" photo: ", " photograph: ", " photo by ", " image: "]
                .iter()
                .any(|label| end.contains(label))
        }
        || [
            " via getty images",
            " / getty images",
            "/getty images",
            " getty images",
            " via ap",
            "/afp",
        ]
        .iter()
        .any(|end| lower.ends_with(end))
}

/// The labels of runs such as "2031-05-02 16:32:41Source: The GullAuthor: Ines Varga".
pub(super) const LABELS: [(&str, Label); 32] = [
    ("source:", Label::Source),
    ("sources:", Label::Source),
    ("source：", Label::Source),
    ("来源:", Label::Source),
    ("来源：", Label::Source),
    ("來源：", Label::Source),
    ("quelle:", Label::Source),
    ("fuente:", Label::Source),
    ("author:", Label::Author),
    ("authors:", Label::Author),
    ("author：", Label::Author),
    ("作者:", Label::Author),
    ("作者：", Label::Author),
    ("reporter:", Label::Author),
    ("writer:", Label::Author),
    ("written by:", Label::Author),
    ("byline:", Label::Author),
    ("autor:", Label::Author),
    ("autorin:", Label::Author),
    ("记者：", Label::Author),
    ("editor:", Label::Other),
    ("编辑：", Label::Other),
    ("责任编辑：", Label::Other),
    ("published:", Label::Published),
    ("published on:", Label::Published),
    ("publish time:", Label::Published),
    ("date:", Label::Published),
    ("发布时间：", Label::Published),
    ("updated:", Label::Updated),
    ("last updated:", Label::Updated),
    ("url:", Label::Url),
    ("link:", Label::Url),
];

/// What a label says of the words behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Source,
    Author,
    Published,
    Updated,
    Url,
    /// Something that is not read, but ends what stands before it.
    Other,
}

/// Returns the labelled values of a line, each up to the next label, and the words before the first one.
pub(super) fn labelled(line: &str) -> (&str, Vec<(Label, &str)>) {
    let lower = line.to_lowercase();
    // Where lower case changes the number of bytes, places in the two differ; such a line has no label that we know.
    if lower.len() != line.len() {
        return (line, Vec::new());
    }
    let mut places: Vec<(usize, usize, Label)> = Vec::new();
    for (label, meaning) in LABELS {
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|rest| rest.find(label)) {
            let start = from + at;
            from = start + label.len();
            // "resource:" is no label; "comSource:" and "41Source:" are, since a capital begins them.
            let before = line
                .get(..start)
                .and_then(|before| before.chars().next_back());
            let begins = line.get(start..).and_then(|rest| rest.chars().next());
            if before.is_none_or(|before| !before.is_alphanumeric())
                || begins.is_some_and(|begins| begins.is_uppercase() || !begins.is_ascii())
            {
                places.push((start, from, meaning));
            }
        }
    }
    places.sort_unstable_by_key(|(start, end, _)| (*start, usize::MAX - end));
    places.dedup_by(|later, earlier| later.0 < earlier.1);
    let before = line
        .get(..places.first().map_or(line.len(), |(start, _, _)| *start))
        .unwrap_or_default();
    let values = places
        .iter()
        .enumerate()
        .filter_map(|(at, (_, end, label))| {
            let next = places
                .get(at + 1)
                .map_or(line.len(), |(start, _, _)| *start);
            Some((
                *label,
                line.get(*end..next)?
                    .trim()
                    .trim_matches(['|', '·', '(', ')', '（', '）'])
                    .trim(),
            ))
        })
        .collect();
    (before, values)
}

/// Says whether a line at the top tells who wrote it or when.
fn is_byline(line: &str, has_headline: bool) -> bool {
    if line.chars().count() > FURNITURE || line.contains('\n') {
        return false;
    }
    let (_, values) = labelled(line);
    let ends = line.ends_with(['.', '。', '!', '?', '"', '”'])
        && !line.ends_with("a.m.")
        && !line.ends_with("p.m.");
    if values.iter().any(|(label, _)| *label != Label::Other) && !ends {
        return true;
    }
    let lower = line.to_lowercase();
    if ["by ", "von ", "par ", "por "]
        .iter()
        .any(|label| lower.starts_with(label))
        && !names_alone(line, None, None).is_empty()
    {
        return true;
    }
    if has_headline && line.chars().count() <= 40 && !names_alone(line, Some("en"), None).is_empty()
    {
        return true;
    }
    // A date that makes up most of the line.
    !ends
        && read_stamp(line, DayOrder::DayFirst).is_some()
        && line
            .split_whitespace()
            .filter(|word| word.chars().all(char::is_alphabetic))
            .count()
            <= 12
}

/// "Source: The Gull" also stands behind the article.
fn is_byline_behind(line: &str) -> bool {
    let (before, values) = labelled(line);
    line.chars().count() <= 80
        && before.trim().trim_matches(['(', '（']).is_empty()
        && values.iter().any(|(label, _)| {
            matches!(
                label,
                Label::Source | Label::Author | Label::Published | Label::Updated | Label::Url
            )
        })
        && !line.ends_with(['.', '。'])
}
