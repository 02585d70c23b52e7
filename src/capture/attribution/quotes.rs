//! Quotation marks in pairs.

use super::tokens::{TokenKind, Tokens};

/// A stretch between two quotation marks of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    /// The token of the opening mark.
    pub(crate) open: usize,
    /// The token after the closing mark, or the end of the paragraph where there is none.
    pub(crate) end: usize,
    /// Whether the closing mark is there.
    pub(crate) closed: bool,
    /// Whether it goes on from the paragraph before, which did not close.
    pub(crate) continues: bool,
}

impl Quote {
    /// The tokens between the marks.
    pub(crate) fn inner(&self) -> std::ops::Range<usize> {
        let end = if self.closed { self.end - 1 } else { self.end };
        self.open + 1..end.max(self.open + 1)
    }
}

/// What a mark can do, and which family it is of: marks of a family close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens(Family),
    Closes(Family),
    /// Apostrophes and primes.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Angle,
    Corner,
}

/// Finds the outermost quotations and puts their tokens into them.
///
/// A mark that could do both opens after white space and before a letter. An open quotation ends with its paragraph; where
/// the next paragraph opens with a mark, it goes on there.
pub(crate) fn find_quotes(tokens: &mut Tokens<'_>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut open: Option<(usize, Family)> = None;
    let mut unclosed_before = false;
    let mut paragraph_start = true;
    let mut index = 0;
    while index < tokens.len() {
        let kind = tokens.at(index).kind;
        if kind == TokenKind::Break {
            if let Some((start, _)) = open.take() {
                // A lone mark far from anything else is a slip, not a speech of a whole paragraph.
                push(tokens, &mut quotes, start, index, false, unclosed_before);
                unclosed_before = true;
            } else {
                unclosed_before = false;
            }
            paragraph_start = true;
            index += 1;
            continue;
        }
        let at_start = paragraph_start;
        paragraph_start = false;
        if kind == TokenKind::Mark {
            let role = role_of(tokens, index, open.map(|(_, family)| family));
            match (open, role) {
                (None, Role::Opens(family)) => {
                    open = Some((index, family));
                    if !at_start {
                        unclosed_before = false;
                    }
                }
                (Some((start, family)), Role::Closes(closing)) if family == closing => {
                    push(tokens, &mut quotes, start, index + 1, true, unclosed_before);
                    unclosed_before = false;
                    open = None;
                }
                _ => {}
            }
        } else if at_start {
            unclosed_before = false;
        }
        index += 1;
    }
    if let Some((start, _)) = open {
        let end = tokens.len();
        push(tokens, &mut quotes, start, end, false, unclosed_before);
    }
    quotes
}

fn push(
    tokens: &mut Tokens<'_>,
    quotes: &mut Vec<Quote>,
    open: usize,
    end: usize,
    closed: bool,
    continues: bool,
) {
    quotes.push(Quote {
        open,
        end,
        closed,
        continues,
    });
    for index in open..end {
        tokens.set_quote(index, quotes.len());
    }
}

fn role_of(tokens: &Tokens<'_>, index: usize, open: Option<Family>) -> Role {
    let space_before = tokens.space_before(index)
        || matches!(
            tokens.before(index).kind,
            TokenKind::Open | TokenKind::Dash | TokenKind::Mark
        );
    let next = tokens.at(index + 1);
    let space_after = tokens.space_before(index + 1) || next.kind == TokenKind::Break;
    match tokens.at(index).lower.as_ref() {
        "“" | "„" | "‟" | "``" if open.is_none() => Role::Opens(Family::Double),
        // German closes with the mark that opens in English.
        "“" if open == Some(Family::Double) && !space_before => Role::Closes(Family::Double),
        "”" if open.is_none() && space_before && !space_after => Role::Opens(Family::Double),
        "”" => Role::Closes(Family::Double),
        "«" | "‹" if open.is_none() => Role::Opens(Family::Angle),
        "»" | "›" if open == Some(Family::Angle) => Role::Closes(Family::Angle),
        // German and Danish books turn them round.
        "»" | "›" if open.is_none() && !space_after => Role::Opens(Family::Angle),
        "«" if open == Some(Family::Angle) && !space_before => Role::Closes(Family::Angle),
        "「" | "『" if open.is_none() => Role::Opens(Family::Corner),
        "」" | "』" => Role::Closes(Family::Corner),
        "\"" | "''" | "＂" => {
            if open == Some(Family::Double) {
                Role::Closes(Family::Double)
            } else if open.is_none() && (!space_after || space_before) {
                Role::Opens(Family::Double)
            } else {
                Role::Nothing
            }
        }
        "'" | "‘" | "’" | "‚" | "`" => single(tokens, index, open, space_before, space_after),
        _ => Role::Nothing,
    }
}

/// A single mark opens only after white space and where one that may close it follows in the paragraph.
fn single(
    tokens: &Tokens<'_>,
    index: usize,
    open: Option<Family>,
    space_before: bool,
    space_after: bool,
) -> Role {
    let mark = tokens.at(index).lower.as_ref();
    if open == Some(Family::Single) {
        let before = tokens.before(index);
        let closes = mark != "‘" && mark != "‚" && !tokens.space_before(index);
        // `the workers' plan` closes nothing where another mark follows.
        let is_apostrophe = before.is_word() && before.lower.ends_with('s') && {
            let next = tokens.at(index + 1);
            next.is_word() && !next.capital && closes_later(tokens, index + 1)
        };
        return if closes && !is_apostrophe {
            Role::Closes(Family::Single)
        } else {
            Role::Nothing
        };
    }
    if open.is_none()
        && mark != "’"
        && space_before
        && !space_after
        && tokens.at(index + 1).kind != TokenKind::Number
        && !tokens
            .at(index + 1)
            .lower
            .starts_with(|letter: char| letter.is_ascii_digit())
        && closes_later(tokens, index + 1)
    {
        return Role::Opens(Family::Single);
    }
    Role::Nothing
}

/// How far a closing single mark is looked for, in tokens: beyond that the mark is an apostrophe.
const SINGLE_REACH: usize = 200;

fn closes_later(tokens: &Tokens<'_>, from: usize) -> bool {
    for index in from..from + SINGLE_REACH {
        let token = tokens.at(index);
        match token.kind {
            TokenKind::Break => return false,
            TokenKind::Mark
                if matches!(token.lower.as_ref(), "'" | "’") && !tokens.space_before(index) =>
            {
                let next = tokens.at(index + 1);
                if tokens.space_before(index + 1) || !next.is_word() {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::language::english;
    use crate::domain::text::{Block, BlockKind, Text};

    fn of(content: &str) -> Vec<String> {
        let text = Text::new(content.to_owned()).unwrap();
        let blocks = [Block {
            kind: BlockKind::Body,
            span: text.span(),
        }];
        let mut tokens = Tokens::read(&text, &blocks, english());
        find_quotes(&mut tokens)
            .into_iter()
            .map(|quote| {
                let from = tokens.at(quote.open).start;
                let to = tokens.before(quote.end).end;
                content[from..to].to_owned()
            })
            .collect()
    }

    #[test]
    fn quotes_of_every_kind_of_mark_are_paired() {
        assert_eq!(of("She said \"no\" and left."), ["\"no\""]);
        assert_eq!(of("She said “a ‘small’ no” and left."), ["“a ‘small’ no”"]);
        assert_eq!(of("She said ''no'' and left."), ["''no''"]);
        assert_eq!(of("Sie sagte: „Nein“, und ging."), ["„Nein“"]);
        assert_eq!(of("Elle a dit : « Non », puis rien."), ["« Non »"]);
        assert_eq!(of("她说：「不」。他说：“好。”"), ["「不」", "“好。”"]);
        assert_eq!(of("She said 'I don't know' and left."), ["'I don't know'"]);
    }

    #[test]
    fn quotes_are_not_opened_by_apostrophes() {
        assert!(of("The '90s were the workers' time, 'twas said.").is_empty());
    }

    #[test]
    fn quotes_without_an_end_stop_at_the_paragraph_and_go_on_in_the_next() {
        assert_eq!(of("“One.\n\n“Two,” she said."), ["“One.", "“Two,”"]);
    }
}
