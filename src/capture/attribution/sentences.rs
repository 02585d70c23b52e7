//! Sentences as tokens, with a quotation inside a sentence taken as part of it.

use std::ops::Range;

use super::quotes::Quote;
use super::tokens::{TokenKind, Tokens};

/// The longest sentence, in tokens: none that anybody wrote is longer.
const LONGEST: usize = 400;

/// Returns the sentences in order. A stop inside a quotation ends none, unless the quotation ends with it and a new sentence follows.
pub(crate) fn sentences(tokens: &Tokens<'_>, quotes: &[Quote]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = after_dateline(tokens, 0);
    let mut index = start;
    while index < tokens.len() {
        let token = tokens.at(index);
        let mut end = None;
        // A text without stops is read in pieces, so that the work for a sentence stays bounded.
        if index - start > LONGEST && token.quote == 0 {
            all.push(start..index);
            start = index;
        }
        match token.kind {
            TokenKind::Break => {
                if start < index {
                    all.push(start..index);
                }
                start = after_dateline(tokens, index + 1);
                index = start;
                continue;
            }
            TokenKind::Mark if token.quote > 0 => {
                if let Some(quote) = quotes.get(token.quote - 1)
                    && quote.open == index
                {
                    let last = tokens.before(quote.inner().end.max(index + 1));
                    index = quote.end.max(index + 1);
                    let ended = last.kind == TokenKind::Stop && !quote.inner().is_empty();
                    if ended && starts_sentence(tokens, index) {
                        // `"Is it?" Berg asked.` is one sentence: a question or a shout may stand in another.
                        let may_go_on =
                            last.lower != "." && tokens.at(index).kind != TokenKind::Mark;
                        if !may_go_on || !is_short_cue(tokens, index) {
                            end = Some(index);
                        }
                    }
                    if let Some(end) = end {
                        all.push(start..end);
                        start = end;
                    }
                    continue;
                }
            }
            TokenKind::Stop => {
                let mut after = index + 1;
                while tokens.at(after).kind == TokenKind::Close {
                    after += 1;
                }
                if tokens.space_before(after) && starts_sentence(tokens, after) {
                    end = Some(after);
                }
            }
            _ => {}
        }
        if let Some(end) = end {
            all.push(start..end);
            start = end;
            index = end;
        } else {
            index += 1;
        }
    }
    if start < tokens.len() {
        all.push(start..tokens.len());
    }
    all
}

/// The first token after `OSLO, May 3 (Agency) —`, where a paragraph starts with the place of its writing.
fn after_dateline(tokens: &Tokens<'_>, start: usize) -> usize {
    const LONGEST: usize = 14;
    if !tokens.at(start).upper && !tokens.at(start + 1).upper {
        return start;
    }
    for at in start..start + LONGEST {
        let token = tokens.at(at);
        match token.kind {
            TokenKind::Dash => return at + 1,
            TokenKind::Word if token.capital => {}
            TokenKind::Number
            | TokenKind::Comma
            | TokenKind::Open
            | TokenKind::Close
            | TokenKind::Stop
            | TokenKind::Other => {}
            _ => return start,
        }
    }
    start
}

fn starts_sentence(tokens: &Tokens<'_>, index: usize) -> bool {
    let token = tokens.at(index);
    match token.kind {
        TokenKind::Word => {
            token.capital
                || token
                    .lower
                    .starts_with(|letter: char| !letter.is_lowercase())
        }
        TokenKind::Comma | TokenKind::Stop | TokenKind::Semicolon | TokenKind::Colon => false,
        TokenKind::Close => false,
        _ => true,
    }
}

/// Says whether a name or a pronoun and a reporting verb follow: `Berg asked`.
fn is_short_cue(tokens: &Tokens<'_>, index: usize) -> bool {
    use crate::capture::language::Class;
    let opens =
        |token: &super::tokens::Token<'_>| token.is(Class::DETERMINER.with(Class::POSSESSIVE));
    !opens(tokens.at(index))
        && (index + 1..index + 5).any(|at| {
            let token = tokens.at(at);
            !token.capital
                && token.word.is_some_and(|word| {
                    word.verb
                        .iter()
                        .any(|sense| sense.frames.any(crate::capture::language::Frames::QUOTE))
                })
        })
}
