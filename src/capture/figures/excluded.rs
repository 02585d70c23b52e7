//! Numbers that are no figures: dates, times of day, names, ordinals, list numbers, scores.

use super::lexicon::{Flags, Part};
use super::tokens::{DASHES, Kind, Token};
use super::units;

/// Says whether a number that starts at a token is no figure; returns the token to go on at.
pub(super) fn skip_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    match token.kind {
        Kind::Number(_) => skip_digits(tokens, at, token, before),
        Kind::Word => is_named(tokens, at, token, before).then_some(at + 1),
        _ => None,
    }
}

/// A word with a capital inside a sentence, or behind `phase` and the like.
fn is_named(
    tokens: &[Token<'_>],
    at: usize,
    token: &Token<'_>,
    before: Option<&Token<'_>>,
) -> bool {
    if !matches!(token.part(), Part::Unit(_) | Part::Teen(_) | Part::Ten(_)) {
        return false;
    }
    let Some(before) = before else {
        return false;
    };
    if before.sentence != token.sentence {
        return false;
    }
    if before.is(Flags::LABEL) && token.spaced && !before.is(Flags::CHANGE) {
        return true;
    }
    // "Group of Seven", "Formula One"; the words of a number in a headline stand before other capitals, behind small letters.
    let behind_group = before.is(Flags::OF)
        && at
            .checked_sub(2)
            .and_then(|group| tokens.get(group))
            .is_some_and(|group| group.is(Flags::NAMED_GROUP) && group.capital);
    token.capital
        && !token.opens_sentence
        && (behind_group || before.capital || !next_is_capital(tokens, at))
        && !tokens
            .get(at + 1)
            .is_some_and(|next| next.is(Flags::PERSON) && !next.capital)
        && !(before.capital && next_is_capital(tokens, at) && before.opens_sentence)
}

fn next_is_capital(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at + 1)
        .is_some_and(|next| next.is_word() && next.capital)
}

fn skip_digits(
    tokens: &[Token<'_>],
    at: usize,
    token: &Token<'_>,
    before: Option<&Token<'_>>,
) -> Option<usize> {
    let next = tokens.get(at + 1);
    if let Some(end) = chain_end(tokens, at) {
        return Some(end);
    }
    if let Some(before) = before
        && !token.spaced
    {
        let is_name = before.is_word() && !before.is(Flags::MONEY_MARK)
            || before.is_sign(&['#', '/', '_', '@', '*', '+', '&', '=', '\\'])
            || before.is_sign(&DASHES)
                && !before.spaced
                && at
                    .checked_sub(2)
                    .and_then(|word| tokens.get(word))
                    .is_some_and(|word| word.is_word() && !word.is(Flags::TO));
        if is_name {
            return Some(behind_glued(tokens, at + 1));
        }
    }
    if let Some(next) = next
        && !next.spaced
        && next.is_word()
    {
        let is_unit = matches!(
            next.part(),
            Part::ScaleLetter(_) | Part::ScaleMark(_) | Part::Scale(_)
        ) || next.is(Flags::MEASURE | Flags::PERCENT | Flags::TIMES)
            || units::is_degree_letter(next);
        if next.is(Flags::ORDINAL_ENDING | Flags::CLOCK) || !is_unit {
            return Some(behind_glued(tokens, at + 1));
        }
    }
    if next.is_some_and(|next| next.is(Flags::CLOCK) && next.sentence == token.sentence) {
        return Some(at + 2);
    }
    if is_date(tokens, at, token) {
        return Some(at + 1);
    }
    if let Some(before) = before
        && before.sentence == token.sentence
        && is_label(tokens, at, token, before)
    {
        return Some(at + 1);
    }
    let is_list_number = token.opens_line
        && token
            .digits()
            .is_some_and(|digits| digits.plain.is_some_and(|count| count < 3))
        && next.is_some_and(|next| !next.spaced && next.is_sign(&['.', ')', ':']));
    let is_reference = before.is_some_and(|before| before.is_sign(&['(', '[']))
        && next.is_some_and(|next| next.is_sign(&[')', ']']));
    (is_list_number || is_reference).then_some(at + 1)
}

/// `9/11`, `3:45`, `555-1234-99`: digits that signs join. A single hyphen may be a range and is left.
fn chain_end(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let mut next = at + 1;
    let mut joints = 0;
    let mut is_range = true;
    while let (Some(sign), Some(number)) = (tokens.get(next), tokens.get(next + 1))
        && !sign.spaced
        && !number.spaced
        && number.digits().is_some()
    {
        if sign.is_sign(&['/', ':', '_', '\'', '*', '&']) {
            is_range = false;
        } else if !sign.is_sign(&DASHES) {
            break;
        }
        joints += 1;
        next += 2;
    }
    let is_clock_or_date = joints > 0 && !is_range;
    (is_clock_or_date || joints > 1).then(|| behind_glued(tokens, next))
}

/// Goes behind what is written onto a token without white space, but no sentence mark.
fn behind_glued(tokens: &[Token<'_>], at: usize) -> usize {
    let mut next = at;
    while let Some(token) = tokens.get(next)
        && !token.spaced
        && (token.is_word() || token.digits().is_some() || token.is_sign(&DASHES))
    {
        next += 1;
    }
    next
}

/// A day beside its month, or a year on its own.
fn is_date(tokens: &[Token<'_>], at: usize, token: &Token<'_>) -> bool {
    let month = |place: usize| {
        tokens.get(place).is_some_and(|month| {
            matches!(month.part(), Part::Month(_))
                && month.capital
                && month.sentence == token.sentence
        })
    };
    let Some(digits) = token.digits() else {
        return false;
    };
    let is_day = digits.plain.is_some_and(|count| count < 3)
        && digits
            .value
            .as_whole()
            .is_some_and(|day| (1..=31).contains(&day));
    let before = at.checked_sub(1);
    let is_point = |place: usize| {
        tokens
            .get(place)
            .is_some_and(|sign| sign.is_sign(&['.']) && !sign.spaced)
    };
    let behind_month = before.is_some_and(|before| {
        month(before) || is_point(before) && before.checked_sub(1).is_some_and(month)
    });
    let before_month = month(at + 1)
        && !tokens
            .get(at + 2)
            .is_some_and(|next| next.is_word() && next.capital && next.spaced);
    if is_day && (behind_month || before_month) {
        return true;
    }
    // "May 3-5", "3 to 5 May".
    let behind_day = is_day
        && at.checked_sub(3).is_some_and(month)
        && before
            .and_then(|before| tokens.get(before))
            .is_some_and(|joint| joint.is_sign(&DASHES) || joint.is(Flags::TO | Flags::AND));
    let before_day = is_day
        && month(at + 3)
        && tokens.get(at + 1).is_some_and(|joint| {
            joint.is_sign(&DASHES) || joint.is(Flags::TO | Flags::AND | Flags::OR)
        })
        && tokens.get(at + 2).is_some_and(|day| day.digits().is_some());
    behind_day || before_day
}

/// `article 5`, `No. 10`.
fn is_label(tokens: &[Token<'_>], at: usize, token: &Token<'_>, before: &Token<'_>) -> bool {
    let label = if before.is_sign(&['.']) && !before.spaced {
        at.checked_sub(2)
            .and_then(|label| tokens.get(label))
            .filter(|label| label.text.chars().count() <= 4)
    } else {
        Some(before)
    };
    let is_small = token
        .digits()
        .is_some_and(|digits| digits.plain.is_some_and(|count| count <= 4));
    let followed = tokens.get(at + 1).is_some_and(|next| {
        next.sentence == token.sentence
            && (next.is(Flags::MEASURE | Flags::PERCENT | Flags::PER)
                || next.is_sign(&['%'])
                || matches!(next.part(), Part::Scale(_)))
    });
    is_small
        && !followed
        && label.is_some_and(|label| {
            label.is(Flags::LABEL)
                && label.sentence == token.sentence
                && label.text.chars().count() > 1
        })
}
