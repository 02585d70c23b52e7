//! Content that stands before its cue: `…, she said`, `…, as she noted`, `“…,” she said`.

use std::ops::Range;

use super::clauses::{Extent, clause_end, trimmed};
use super::complement::{Complement, Fit, Place};
use super::cues::{Cue, Form};
use super::noun_phrases::starts_appositive;
use super::quoted::is_said;
use super::subjects::Subject;
use super::tokens::{TokenKind, Tokens};
use super::verbs::is_finite_verb;
use crate::capture::language::{Class, Frames, Sense};

/// `As Berg noted, …` and `…, as Berg noted`.
pub(super) fn as_noted(place: Place<'_, '_>, cue: &Cue<'_>, tail: usize) -> Option<Range<usize>> {
    let Place {
        tokens, sentence, ..
    } = place;
    let conjunction = cue.start - 1;
    if conjunction <= sentence.start + 2 {
        if tokens.at(tail).kind != TokenKind::Comma {
            return None;
        }
        let end = clause_end(tokens, sentence, tail + 1, Extent::Clause, false);
        return (end > tail + 3).then_some(tail + 1..end);
    }
    let start = reported_start(tokens, sentence, conjunction);
    let end = trimmed(tokens, start, conjunction);
    (tokens.before(conjunction).kind == TokenKind::Comma && end > start + 2).then_some(start..end)
}

/// A quotation that ends in a comma or a stop right before subject and verb is what is said, whatever follows but `that`.
pub(super) fn after_quotation(
    place: Place<'_, '_>,
    cue: &Cue<'_>,
    allow: &impl Fn(&Sense) -> bool,
) -> Option<Fit> {
    let Place {
        tokens, sentence, ..
    } = place;
    let edge = if cue.inverted {
        cue.group.start
    } else {
        cue.start
    };
    if cue.form != Form::Finite || edge <= sentence.start {
        return None;
    }
    let sense = cue.senses.iter().find(|sense| {
        sense.frames.any(Frames::QUOTE) && sense.particle.is_empty() && allow(sense)
    })?;
    let before = tokens.at(edge - 1);
    let mark = match before.kind {
        TokenKind::Mark => edge - 1,
        TokenKind::Comma if edge >= 2 => edge - 2,
        _ => return None,
    };
    let quote = place.quotes.get(tokens.at(mark).quote.checked_sub(1)?)?;
    let last = tokens.before(quote.inner().end).kind;
    // `On Radio Sele's “Morning,” Berg said`; `Asked if it was “fair,” half said`.
    let opens = quote.open == sentence.start;
    let fronted = tokens
        .at(sentence.start)
        .is(Class::VERB_PARTICIPLE.with(Class::SUBORDINATOR));
    if !opens && (fronted || !is_said(place, tokens.at(mark).quote)) {
        return None;
    }
    if quote.end > edge
        || !(matches!(last, TokenKind::Comma | TokenKind::Stop | TokenKind::Dash)
            || before.kind == TokenKind::Comma && quote.inner().len() > 4)
    {
        return None;
    }
    if tokens.at(cue.after).lower == "that" {
        return None;
    }
    // The next quotation of the sentence after a comma goes on, unless another verb reports it.
    let tail = (cue.after..sentence.end)
        .take_while(|at| {
            !(tokens.at(*at).is(Class::CUE_VERB)
                && tokens.at(*at).quote == 0
                && (is_finite_verb(tokens, *at) || tokens.at(*at).is(Class::VERB_ING)))
        })
        .find(|at| {
            let next = tokens.at(*at + 1);
            matches!(
                tokens.at(*at).kind,
                TokenKind::Comma | TokenKind::Colon | TokenKind::Dash
            ) && next.quote > 0
                && tokens.at(*at).quote == 0
        })
        .unwrap_or(sentence.end);
    Some(Fit {
        complement: Complement::None(tail),
        cue_end: cue.group.end,
        sense: *sense,
    })
}

/// The content that stands before its cue: `…, he said`, and what goes on after it.
pub(super) fn content_before(
    place: Place<'_, '_>,
    cue: &Cue<'_>,
    tail: usize,
    sense: &Sense,
) -> Option<(Vec<Range<usize>>, bool)> {
    let Place {
        tokens,
        sentence,
        quotes,
    } = place;
    if cue.form != Form::Finite {
        return None;
    }
    let edge = if cue.inverted {
        cue.group.start
    } else {
        cue.start
    };
    if edge <= sentence.start {
        return None;
    }
    let before = tokens.at(edge - 1);
    let mut content = Vec::new();
    let mut direct = false;
    let quote = if before.quote > 0 {
        before.quote
    } else if before.kind == TokenKind::Comma && edge >= 2 {
        tokens.at(edge - 2).quote
    } else {
        0
    };
    if let Some(quote) = quote.checked_sub(1).and_then(|number| quotes.get(number))
        && quote.end <= edge
    {
        let is_start = quote.open == sentence.start
            || matches!(
                tokens.before(quote.open).kind,
                TokenKind::Comma | TokenKind::Colon
            )
            || !(sentence.start..quote.open).any(|at| is_finite_verb(tokens, at));
        if is_start || tokens.before(quote.open).quote > 0 {
            content.push(quote.open..quote.end);
            direct = true;
        } else {
            content.push(sentence.start..quote.end);
        }
    } else if matches!(before.kind, TokenKind::Comma | TokenKind::Dash) {
        // Verbs that only take quotations, and `who went on`, report nothing here; nor does one with more behind it.
        let behind = tokens.at(tail);
        let alone = tail >= sentence.end
            || !behind.is_word()
            || tokens.at(tail + 1).is(Class::TIME)
            || behind.among(&[
                "in", "on", "at", "during", "as", "after", "because", "when", "while",
            ]);
        if !sense.frames.any(Frames::CLAUSE)
            || matches!(cue.subject, Subject::Relative { .. })
            || !alone
        {
            return None;
        }
        let start = reported_start(tokens, sentence, edge);
        let end = trimmed(tokens, start, edge - 1);
        let resumes = before.kind == TokenKind::Comma
            && !cue.inverted
            && tokens.at(tail).kind == TokenKind::Comma
            && tail + 3 < sentence.end;
        let to = if resumes { sentence.end } else { end };
        let has_verb = (start..end)
            .chain(tail.min(to)..to)
            .any(|at| is_finite_verb(tokens, at));
        if end <= start || !has_verb || !resumes && end < start + 2 {
            return None;
        }
        // A clause that hangs on the reporting verb is no content: `When asked, he said`.
        let first = tokens.at(start);
        if first.is(Class::SUBORDINATOR)
            && first.lower != "that"
            && !resumes
            && !(start..end).any(|at| tokens.at(at).kind == TokenKind::Comma)
            && !first.is(Class::QUESTION)
        {
            return None;
        }
        // `And yet, aides say, …`: the first words only join the sentence to the one before.
        if !(resumes
            && (start..end).all(|at| {
                tokens
                    .at(at)
                    .is(Class::COORDINATOR.with(Class::TIME).with(Class::ADVERB))
            }))
        {
            content.push(start..end);
        }
    } else {
        return None;
    }
    let next = tail + 1;
    if tail < sentence.end
        && matches!(
            tokens.at(tail).kind,
            TokenKind::Comma | TokenKind::Dash | TokenKind::Colon
        )
    {
        let resumed = tokens.at(next);
        if resumed.quote > 0 && resumed.kind == TokenKind::Mark {
            if let Some(quote) = quotes.get(resumed.quote - 1) {
                let end =
                    clause_end(tokens, sentence, next, Extent::Clause, cue.past).max(quote.end);
                content.push(next..end);
            }
        } else if !direct
            && tokens.at(tail).kind == TokenKind::Comma
            && resumes_after(tokens, cue, next)
        {
            let end = clause_end(tokens, sentence, next, Extent::Clause, cue.past);
            if end > next {
                content.push(next..end);
            }
        }
    } else if direct
        && tail < sentence.end
        && tokens.at(tail).kind == TokenKind::Mark
        && let Some(quote) = tokens
            .at(tail)
            .quote
            .checked_sub(1)
            .and_then(|number| quotes.get(number))
    {
        content.push(quote.open..quote.end);
    }
    (!content.is_empty()).then_some((content, direct))
}

/// Says whether the content goes on behind its cue and a comma: not with another verb's part, nor with who the source is.
pub(super) fn resumes_after(tokens: &Tokens<'_>, cue: &Cue<'_>, next: usize) -> bool {
    let first = tokens.at(next);
    let adds = first.among(&["and", "so", "because"])
        && !tokens.at(next + 1).is(Class::CUE_VERB.with(Class::ADVERB));
    let joins = first.is(Class::SUBORDINATOR
        .with(Class::COORDINATOR)
        .with(Class::VERB_ING))
        && !adds;
    let appositive = cue.inverted && starts_appositive(tokens, next);
    !joins && !appositive
}

/// The first word of a sentence that belongs to what is said before `edge`: not `But`, `And`, nor what stands before an open bracket.
pub(super) fn reported_start(tokens: &Tokens<'_>, sentence: &Range<usize>, edge: usize) -> usize {
    let mut start = sentence.start;
    let mut closed = 0_u32;
    for at in (sentence.start..edge).rev() {
        match tokens.at(at).kind {
            TokenKind::Close => closed += 1,
            TokenKind::Open if closed == 0 => {
                start = at + 1;
                break;
            }
            TokenKind::Open => closed -= 1,
            _ => {}
        }
    }
    let first = tokens.at(start);
    if first.is(Class::COORDINATOR) && !first.among(&["nor", "so"]) {
        start += if tokens.at(start + 1).kind == TokenKind::Comma {
            2
        } else {
            1
        };
    }
    start.min(edge)
}
