//! A paragraph as clauses, quotations and stops, and the cue of a clause.

use std::ops::Range;

use crate::capture::language::{Spaceless, Strength};
use crate::domain::claim::Stance;

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words between commas, stops and quotations, in bytes.
    Clause(Range<usize>),
    /// A quotation with its marks, and whether it is more than words in passing.
    Quote {
        /// With the marks.
        range: Range<usize>,
        /// Whether it ends like a sentence or is long enough for one.
        speech: bool,
    },
    /// The end of a sentence.
    Stop,
}

/// How long a clause is searched for a cue, in bytes; longer ones are lists or run on without marks.
const LONGEST: usize = 600;

/// Cuts a paragraph at marks.
pub(super) fn pieces(content: &str, range: Range<usize>) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut start = range.start;
    // Once a mark is never closed, no other is looked for: each look would run to the end of the paragraph.
    let mut unclosed = false;
    let text = content.get(range.clone()).unwrap_or_default();
    let mut characters = text
        .char_indices()
        .map(|(at, letter)| (range.start + at, letter))
        .peekable();
    let push = |all: &mut Vec<Piece>, from: usize, to: usize| {
        let words = content.get(from..to).unwrap_or_default();
        let leading = words.len() - words.trim_start().len();
        let trimmed = words.trim();
        if !trimmed.is_empty() {
            all.push(Piece::Clause(
                from + leading..from + leading + trimmed.len(),
            ));
        }
    };
    while let Some((at, letter)) = characters.next() {
        let end = at + letter.len_utf8();
        if let Some(close) = closing(letter)
            && !unclosed
        {
            // The quotation up to its mark, or to the end of the paragraph.
            let mut depth = 1_u32;
            let mut close_at = None;
            let mut last = None;
            let mut letters = 0_usize;
            let mut look = characters.clone();
            for (inner, next) in look.by_ref() {
                if next == letter && letter != close {
                    depth += 1;
                } else if next == close {
                    depth -= 1;
                    if depth == 0 {
                        close_at = Some(inner + next.len_utf8());
                        break;
                    }
                }
                last = Some(next);
                letters += 1;
            }
            if let Some(quote_end) = close_at {
                let ended = last.is_some_and(|last| {
                    matches!(
                        last,
                        '。' | '！' | '？' | '，' | '…' | '.' | '!' | '?' | ','
                    )
                });
                let speech = ended
                    || letters >= 14
                    || letters >= 6
                        && content
                            .get(..at)
                            .is_some_and(|before| before.ends_with(['：', ':']));
                if speech {
                    push(&mut all, start, at);
                    all.push(Piece::Quote {
                        range: at..quote_end,
                        speech,
                    });
                    start = quote_end;
                }
                // Words in passing stay in their clause.
                characters = look;
                continue;
            }
            unclosed = true;
            continue;
        }
        match letter {
            '，' | ',' | '：' | ':' | '；' | ';' => {
                push(&mut all, start, at);
                start = end;
            }
            '。' | '！' | '？' | '!' | '?' | '\n' => {
                push(&mut all, start, at);
                all.push(Piece::Stop);
                start = end;
            }
            _ => {}
        }
    }
    push(&mut all, start, range.end);
    all
}

fn closing(open: char) -> Option<char> {
    match open {
        '“' => Some('”'),
        '「' => Some('」'),
        '『' => Some('』'),
        '"' => Some('"'),
        _ => None,
    }
}

/// The byte at which the sentence of a piece ends, without its stop.
pub(super) fn sentence_end(all: &[Piece], at: usize) -> usize {
    let mut end = 0;
    // A sentence of more pieces is a list.
    for piece in all.iter().skip(at).take(200) {
        match piece {
            Piece::Clause(range) => end = range.end,
            Piece::Quote { range, .. } => end = range.end,
            Piece::Stop => break,
        }
    }
    end
}

/// The piece after the sentence of a piece.
pub(super) fn after_sentence(all: &[Piece], at: usize) -> usize {
    all.iter()
        .skip(at)
        .position(|piece| *piece == Piece::Stop)
        .map_or(all.len(), |stop| at + stop + 1)
}

/// A cue in a clause.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    pub(super) strength: Strength,
    pub(super) stance: Option<Stance>,
    /// Whether nothing but an addressee stands behind it.
    pub(super) at_end: bool,
    /// Whether only a source stands before it.
    pub(super) near_start: bool,
}

/// The first cue of a clause that has a source before it.
pub(super) fn cue_in(content: &str, clause: Range<usize>, lists: &Spaceless) -> Option<Cue> {
    let words = content.get(clause.clone())?;
    if words.len() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &str, Strength, Option<Stance>)> = None;
    let groups = [
        (lists.speech, Strength::Speech, None),
        (lists.thought, Strength::Thought, None),
        (lists.denials, Strength::Speech, Some(Stance::Rejects)),
    ];
    for (list, strength, stance) in groups {
        for cue in list {
            if let Some(at) = words
                .match_indices(cue)
                .map(|(at, _)| at)
                .find(|at| *at > 0 && !inside_word(words, *at, cue))
                && best.is_none_or(|(before, other, ..)| {
                    at < before || at == before && cue.len() > other.len()
                })
            {
                best = Some((at, cue, strength, stance));
            }
        }
    }
    // A cue that ends the clause is the one: `…答记者问时说`.
    let ended = lists
        .addressees
        .iter()
        .find_map(|addressee| words.strip_suffix(addressee))
        .unwrap_or(words);
    for (list, strength, stance) in groups {
        for cue in list {
            if let Some(before) = ended.strip_suffix(cue)
                && !before.is_empty()
                && !inside_word(words, before.len(), cue)
                && best.is_none_or(|(at, other, ..)| {
                    at + other.len() < ended.len() || cue.len() > other.len()
                })
            {
                best = Some((before.len(), cue, strength, stance));
            }
        }
    }
    let (at, cue, strength, stance) = best?;
    let behind = words.get(at + cue.len()..).unwrap_or_default().trim();
    let at_end = behind.is_empty() || lists.addressees.contains(&behind) || behind == "道";
    let source = source_before(content, clause.start..clause.start + at, lists);
    Some(Cue {
        cue: clause.start + at..clause.start + at + cue.len(),
        near_start: source.is_some(),
        source,
        strength,
        stance,
        at_end,
    })
}

/// `小说`, `名称`, `说明`: the characters of a cue inside another word.
fn inside_word(words: &str, at: usize, cue: &str) -> bool {
    const BEFORE: [&str; 10] = ["小", "名", "据", "学", "传", "堪", "号", "简", "对", "相"];
    const BEHIND: [&str; 8] = ["明", "法", "服", "号", "为", "题", "赞", "得上"];
    let before = words.get(..at).unwrap_or_default();
    let behind = words.get(at + cue.len()..).unwrap_or_default();
    matches!(cue, "说" | "称" | "问" | "介绍" | "提出")
        && (BEFORE.iter().any(|word| before.ends_with(word))
            || BEHIND.iter().any(|word| behind.starts_with(word)))
}

/// The source before a cue, without what only opens the sentence.
fn source_before(content: &str, range: Range<usize>, lists: &Spaceless) -> Option<Range<usize>> {
    let mut start = range.start;
    let mut end = range.end;
    loop {
        let words = content.get(start..end)?;
        if let Some(opener) = lists
            .openers
            .iter()
            .find(|opener| words.starts_with(**opener) && words.len() > opener.len())
        {
            start += opener.len();
            continue;
        }
        if let Some(opener) = lists
            .openers
            .iter()
            .find(|opener| words.ends_with(**opener))
        {
            end -= opener.len();
            continue;
        }
        break;
    }
    // `某某在会上说`, `某某对记者说`, `某某日前说`: where, to whom and when come behind the source.
    let words = content.get(start..end)?;
    for mark in [
        "在", "对", "向", "就", "日前", "近日", "当天", "今天", "昨天", "接受",
    ] {
        if let Some(at) = words.find(mark)
            && at > 0
        {
            end = end.min(start + at);
        }
    }
    // `发言人某某20日`
    let words = content.get(start..end)?;
    end = start
        + words
            .trim_end_matches(|letter: char| {
                letter.is_ascii_digit() || matches!(letter, '年' | '月' | '日' | '时' | ' ')
            })
            .len();
    (start < end).then_some(start..end)
}

/// What a clause reports without quoting.
pub(super) struct Indirect {
    pub(super) cue: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    pub(super) content: Option<Range<usize>>,
    pub(super) strength: Strength,
    pub(super) stance: Option<Stance>,
    /// Whether the content starts behind a comma or a colon.
    pub(super) empty_behind: bool,
}

/// `某某表示，…`, `某某认为…`, `据某某介绍，…`.
pub(super) fn indirect(
    content: &str,
    clause: Range<usize>,
    sentence_end: usize,
    lists: &Spaceless,
) -> Option<Indirect> {
    let words = content.get(clause.clone())?;
    if let Some(opener) = lists
        .according
        .iter()
        .find(|opener| words.starts_with(**opener))
        && let Some(ending) = lists
            .according_ends
            .iter()
            .find(|ending| words.ends_with(**ending))
    {
        let source = clause.start + opener.len()..clause.end - ending.len();
        let reported = content_behind(content, clause.end, sentence_end)?;
        return Some(Indirect {
            cue: clause.start..clause.start + opener.len(),
            source: (source.start < source.end).then_some(source),
            content: Some(reported),
            strength: Strength::Speech,
            stance: None,
            empty_behind: true,
        });
    }
    let cue = cue_in(content, clause.clone(), lists)?;
    cue.source.as_ref()?;
    let from = if cue.at_end { clause.end } else { cue.cue.end };
    let reported = if cue.at_end {
        content_behind(content, from, sentence_end)
    } else {
        (from < sentence_end).then_some(from..sentence_end)
    };
    Some(Indirect {
        cue: cue.cue,
        source: cue.source,
        content: reported,
        strength: cue.strength,
        stance: cue.stance,
        empty_behind: cue.at_end,
    })
}

/// From behind the comma or colon to the end of the sentence.
fn content_behind(content: &str, from: usize, sentence_end: usize) -> Option<Range<usize>> {
    let words = content.get(from..sentence_end)?;
    let start = from
        + (words.len()
            - words
                .trim_start_matches(['，', ',', '：', ':', ' ', '\u{3000}'])
                .len());
    (start < sentence_end).then_some(start..sentence_end)
}
