//! Attributions of one sentence by reporting verbs, nouns and adjectives, and by `according to`.

use std::ops::Range;

use super::clauses::{Extent, clause_end, trimmed};
use super::complement::{Complement, Fit, Place, complement, is_said};
use super::cues::{Cue, Form, Subject, cues, sentence_subject, subject_before};
use super::found::{Found, Shape, Source, only};
use super::grammar::{NounPhrase, can_speak, is_finite_verb, noun_phrase_after, noun_phrase_before, starts_appositive};
use super::tokens::{TokenKind, Tokens};
use crate::capture::language::{Class, Frames, Sense, Strength};

/// Returns what a sentence reports, in the order of the cues.
pub(crate) fn reported(place: Place<'_, '_>, number: usize) -> Vec<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let mut all = Vec::new();
    let mut last_source: Option<Source> = None;
    for cue in cues(tokens, sentence) {
        let source = match &cue.subject {
            Subject::Shared => shared_source(place, &cue, last_source.as_ref()),
            // An object of something else was taken for the subject.
            Subject::Phrase(phrase) if !can_speak(tokens, phrase) => match sentence_subject(tokens, sentence, cue.group.start) {
                Some(first) if can_speak(tokens, &first) => Source::Phrase(first),
                _ => Source::from(cue.subject.clone()),
            },
            subject => Source::from(subject.clone()),
        };
        let found = if cue.form == Form::Passive {
            passive(place, &cue, number)
        } else {
            active(place, &cue, source.clone(), number)
        };
        if let Some(found) = found {
            if !matches!(found.source, Source::Nobody) {
                last_source = Some(found.source.clone());
            }
            all.push(found);
        } else if cue.form == Form::Finite && matches!(cue.subject, Subject::Phrase(_)) {
            last_source = Some(source);
        }
    }
    for at in sentence.clone() {
        let token = tokens.at(at);
        if token.quote > 0 {
            continue;
        }
        if token.lower == "according" && tokens.at(at + 1).lower == "to" {
            let found = according_to(place, at, number, &all);
            all.extend(found);
        }
        if token.is(Class::CUE_NOUN) {
            all.extend(by_noun(place, at, number, last_source.as_ref()));
        }
        if token.is(Class::CUE_ADJECTIVE) {
            all.extend(by_adjective(place, at, number));
        }
    }
    all
}

/// The source of a verb without a subject of its own.
fn shared_source(place: Place<'_, '_>, cue: &Cue<'_>, last: Option<&Source>) -> Source {
    if let Some(last) = last {
        return last.clone();
    }
    // `Berg went home and said`: the subject of the sentence; `her plan to criticize`: hers.
    match sentence_subject(place.tokens, place.sentence, cue.group.start) {
        Some(phrase) => Source::Phrase(phrase),
        None => Source::Nobody,
    }
}

fn names_document(tokens: &Tokens<'_>, source: &Source) -> bool {
    let Source::Phrase(phrase) = source else {
        return matches!(source, Source::Relative(..));
    };
    phrase
        .head
        .clone()
        .any(|at| tokens.at(at).is(Class::DOCUMENT) || tokens.at(at).is(Class::CUE_NOUN))
}

fn active(place: Place<'_, '_>, cue: &Cue<'_>, source: Source, number: usize) -> Option<Found> {
    let Place {
        tokens,
        sentence,
        quotes,
    } = place;
    let document = names_document(tokens, &source);
    let found = |content: Vec<Range<usize>>, cue_range: Range<usize>, direct: bool, shape: Shape, fit: &Fit| Found {
        content,
        shape,
        cue: only(cue_range),
        source: source.clone(),
        direct,
        strength: fit.sense.strength,
        stance: fit.sense.stance,
        sentence: number,
    };
    // `which he said runs a risk`
    let before = tokens.before(cue.start);
    if before.among(&["which", "who", "whom", "what", "that"])
        && cue.start > sentence.start
        && matches!(cue.subject, Subject::Phrase(_))
        && let Some(sense) = cue.senses.iter().find(|sense| sense.particle.is_empty() && sense.frames.any(Frames::CLAUSE))
    {
        let end = clause_end(tokens, sentence, cue.after, Extent::Clause, cue.past);
        let goes_on = before.lower != "what" || is_finite_verb(tokens, cue.after) || tokens.at(cue.after).is(Class::AUXILIARY.with(Class::MODAL));
        if end > cue.after && goes_on && !tokens.at(cue.after).is(Class::COORDINATOR) {
            return Some(Found {
                content: vec![cue.start - 1..cue.start, cue.after..end],
                cue: only(cue.group.clone()),
                source,
                direct: false,
                shape: Shape::Clause,
                strength: sense.strength,
                stance: sense.stance,
                sentence: number,
            });
        }
    }
    let dependent = cue.form == Form::Dependent;
    let infinitive = dependent && tokens.at(cue.group.start).lower == "to";
    let allow = |sense: &Sense| {
        (!sense.frames.any(Frames::DOCUMENT) || document)
            && (!cue.inverted || sense.frames.any(Frames::QUOTE))
            && (!infinitive || sense.strength == Strength::Speech)
            && (!dependent || sense.strength >= Strength::Thought)
    };
    let fit = match after_quotation(place, cue, &allow) {
        Some(fit) => fit,
        None => complement(place, cue.senses, cue.after, cue.past, allow)?,
    };
    // A thing does not criticize or emphasize, though a plan may be said to say.
    if let (Subject::Phrase(_), Source::Phrase(phrase)) = (&cue.subject, &source)
        && !can_speak(tokens, phrase)
        && matches!(fit.complement, Complement::Reported(..))
        && (fit.sense.strength < Strength::Speech || fit.sense.frames.any(Frames::NOUN))
    {
        return None;
    }
    // `it is too soon to say`
    if dependent
        && let Source::Phrase(phrase) = &source
        && tokens.at(phrase.head.start).among(&["it", "there"])
    {
        return None;
    }
    if before.lower == "as"
        && cue.start > sentence.start
        && let Complement::None(tail) = &fit.complement
    {
        let content = as_noted(place, cue, *tail)?;
        return Some(found(only(content), cue.group.clone(), false, Shape::Clause, &fit));
    }
    let cue_end = if cue.inverted { cue.group.end } else { fit.cue_end };
    let cue_range = cue.group.start..cue_end;
    match &fit.complement {
        Complement::Quotation(quote) => {
            let quote = quotes.get(quote.checked_sub(1)?)?;
            let mut content = only(quote.open..quote.end);
            // `said "A" and "B"` goes on after the mark.
            if tokens.at(quote.end).kind == TokenKind::Word && quote.end < sentence.end {
                let end = clause_end(tokens, sentence, quote.open, Extent::Clause, cue.past);
                content = only(quote.open..end.max(quote.end));
            }
            Some(found(content, cue_range, true, Shape::Quotation, &fit))
        }
        Complement::Reported(range, shape) => Some(found(only(range.clone()), cue_range, false, *shape, &fit)),
        Complement::None(tail) => content_before(place, cue, *tail, &fit.sense).map(|(content, direct)| {
            let shape = if direct { Shape::Quotation } else { Shape::Clause };
            found(content, cue_range, direct, shape, &fit)
        }),
    }
}

/// `As Berg noted, …` and `…, as Berg noted`.
fn as_noted(place: Place<'_, '_>, cue: &Cue<'_>, tail: usize) -> Option<Range<usize>> {
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
fn after_quotation(place: Place<'_, '_>, cue: &Cue<'_>, allow: &impl Fn(&Sense) -> bool) -> Option<Fit> {
    let Place {
        tokens, sentence, ..
    } = place;
    let edge = if cue.inverted { cue.group.start } else { cue.start };
    if cue.form != Form::Finite || edge <= sentence.start {
        return None;
    }
    let sense = cue.senses.iter().find(|sense| sense.frames.any(Frames::QUOTE) && sense.particle.is_empty() && allow(sense))?;
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
    let fronted = tokens.at(sentence.start).is(Class::VERB_PARTICIPLE.with(Class::SUBORDINATOR));
    if !opens && (fronted || !is_said(place, tokens.at(mark).quote)) {
        return None;
    }
    if quote.end > edge || !(matches!(last, TokenKind::Comma | TokenKind::Stop | TokenKind::Dash) || before.kind == TokenKind::Comma && quote.inner().len() > 4) {
        return None;
    }
    if tokens.at(cue.after).lower == "that" {
        return None;
    }
    // The next quotation of the sentence after a comma goes on, unless another verb reports it.
    let tail = (cue.after..sentence.end)
        .take_while(|at| !(tokens.at(*at).is(Class::CUE_VERB) && tokens.at(*at).quote == 0 && (is_finite_verb(tokens, *at) || tokens.at(*at).is(Class::VERB_ING))))
        .find(|at| {
            let next = tokens.at(*at + 1);
            matches!(tokens.at(*at).kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Dash) && next.quote > 0 && tokens.at(*at).quote == 0
        })
        .unwrap_or(sentence.end);
    Some(Fit {
        complement: Complement::None(tail),
        cue_end: cue.group.end,
        sense: *sense,
    })
}

/// The content that stands before its cue: `…, he said`, and what goes on after it.
fn content_before(place: Place<'_, '_>, cue: &Cue<'_>, tail: usize, sense: &Sense) -> Option<(Vec<Range<usize>>, bool)> {
    let Place {
        tokens,
        sentence,
        quotes,
    } = place;
    if cue.form != Form::Finite {
        return None;
    }
    let edge = if cue.inverted { cue.group.start } else { cue.start };
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
            || matches!(tokens.before(quote.open).kind, TokenKind::Comma | TokenKind::Colon)
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
        let alone = tail >= sentence.end || !behind.is_word() || tokens.at(tail + 1).is(Class::TIME) || behind.among(&["in", "on", "at", "during", "as", "after", "because", "when", "while"]);
        if !sense.frames.any(Frames::CLAUSE) || matches!(cue.subject, Subject::Relative { .. }) || !alone {
            return None;
        }
        let start = reported_start(tokens, sentence, edge);
        let end = trimmed(tokens, start, edge - 1);
        let resumes = before.kind == TokenKind::Comma && !cue.inverted && tokens.at(tail).kind == TokenKind::Comma && tail + 3 < sentence.end;
        let to = if resumes { sentence.end } else { end };
        let has_verb = (start..end).chain(tail.min(to)..to).any(|at| is_finite_verb(tokens, at));
        if end <= start || !has_verb || !resumes && end < start + 2 {
            return None;
        }
        // A clause that hangs on the reporting verb is no content: `When asked, he said`.
        let first = tokens.at(start);
        if first.is(Class::SUBORDINATOR) && first.lower != "that" && !resumes && !(start..end).any(|at| tokens.at(at).kind == TokenKind::Comma) && !first.is(Class::QUESTION) {
            return None;
        }
        // `And yet, aides say, …`: the first words only join the sentence to the one before.
        if !(resumes && (start..end).all(|at| tokens.at(at).is(Class::COORDINATOR.with(Class::TIME).with(Class::ADVERB)))) {
            content.push(start..end);
        }
    } else {
        return None;
    }
    let next = tail + 1;
    if tail < sentence.end && matches!(tokens.at(tail).kind, TokenKind::Comma | TokenKind::Dash | TokenKind::Colon) {
        let resumed = tokens.at(next);
        if resumed.quote > 0 && resumed.kind == TokenKind::Mark {
            if let Some(quote) = quotes.get(resumed.quote - 1) {
                let end = clause_end(tokens, sentence, next, Extent::Clause, cue.past).max(quote.end);
                content.push(next..end);
            }
        } else if !direct && tokens.at(tail).kind == TokenKind::Comma && resumes_after(tokens, cue, next) {
            let end = clause_end(tokens, sentence, next, Extent::Clause, cue.past);
            if end > next {
                content.push(next..end);
            }
        }
    } else if direct
        && tail < sentence.end
        && tokens.at(tail).kind == TokenKind::Mark
        && let Some(quote) = tokens.at(tail).quote.checked_sub(1).and_then(|number| quotes.get(number))
    {
        content.push(quote.open..quote.end);
    }
    (!content.is_empty()).then_some((content, direct))
}

/// Says whether the content goes on behind its cue and a comma: not with another verb's part, nor with who the source is.
fn resumes_after(tokens: &Tokens<'_>, cue: &Cue<'_>, next: usize) -> bool {
    let first = tokens.at(next);
    let adds = first.among(&["and", "so", "because"]) && !tokens.at(next + 1).is(Class::CUE_VERB.with(Class::ADVERB));
    let joins = first.is(Class::SUBORDINATOR.with(Class::COORDINATOR).with(Class::VERB_ING)) && !adds;
    let appositive = cue.inverted && starts_appositive(tokens, next);
    !joins && !appositive
}

/// The first word of a sentence that belongs to what is said before `edge`: not `But`, `And`, nor what stands before an open bracket.
fn reported_start(tokens: &Tokens<'_>, sentence: &Range<usize>, edge: usize) -> usize {
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
        start += if tokens.at(start + 1).kind == TokenKind::Comma { 2 } else { 1 };
    }
    start.min(edge)
}

/// `was accused of`, `is expected to`, `was told that`.
fn passive(place: Place<'_, '_>, cue: &Cue<'_>, number: usize) -> Option<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let allow = |sense: &Sense| sense.frames.any(Frames::PASSIVE);
    let mut content = Vec::new();
    let mut cue_end = cue.verb + 1;
    let mut fitting = None;
    let mut shape = Shape::Object;
    for sense in cue.senses.iter().filter(|sense| allow(sense)) {
        let next = tokens.at(cue.verb + 1);
        let start = cue.verb + 1;
        let fits = sense.frames.any(Frames::TO) && next.lower == "to"
            || sense.frames.any(Frames::CLAUSE.or(Frames::THAT)) && (next.lower == "that" || next.is(Class::QUESTION) && !next.is(Class::PREPOSITION))
            || sense.frames.any(Frames::NOUN) && next.among(&["of", "about", "as", "for", "with"]);
        if fits {
            let extent = if next.lower == "that" { Extent::Clause } else { Extent::Noun };
            let end = clause_end(tokens, sentence, start, extent, cue.past);
            if next.lower == "to"
                && let Subject::Phrase(phrase) = &cue.subject
                && !tokens.at(phrase.range.start).among(&["it"])
            {
                content.push(phrase.range.clone());
            }
            content.push(start..end);
            shape = match next.lower.as_ref() {
                "to" => Shape::Infinitive,
                "of" | "about" | "as" | "for" | "with" => Shape::Object,
                _ => Shape::Clause,
            };
            fitting = Some(*sense);
            break;
        }
    }
    let sense = fitting?;
    // `it was reported by the Gazette that`
    let source = if tokens.at(cue_end).lower == "by" {
        noun_phrase_after(tokens, cue_end + 1, sentence.end).map_or(Source::Nobody, Source::Phrase)
    } else {
        Source::Nobody
    };
    cue_end = cue_end.max(cue.verb + 1);
    Some(Found {
        content,
        cue: only(cue.group.start..cue_end),
        source,
        direct: false,
        shape,
        strength: sense.strength.min(Strength::Thought),
        stance: sense.stance,
        sentence: number,
    })
}

/// `According to Berg, …` and `…, according to Berg`.
fn according_to(place: Place<'_, '_>, at: usize, number: usize, before: &[Found]) -> Option<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let mut phrase = noun_phrase_after(tokens, at + 2, sentence.end)?;
    // `according to plan`, `according to national conditions`
    let first = tokens.at(phrase.head.start);
    let last = tokens.at(phrase.head.end - 1);
    if !can_speak(tokens, &phrase) || !first.is(Class::DETERMINER.with(Class::POSSESSIVE).with(Class::NUMBER)) && !last.capital && !last.is(Class::PEOPLE.with(Class::ROLE).with(Class::DOCUMENT).with(Class::PRONOUN).with(Class::ORGANIZATION)) && !first.capital {
        return None;
    }
    let opens = at <= sentence.start + 1 || !(sentence.start..at).any(|index| is_finite_verb(tokens, index) || tokens.at(index).quote > 0);
    let mut after = phrase.range.end;
    // An appositive or a relative clause to the comma that starts the content.
    if opens {
        let mut comma = (after..sentence.end).find(|index| tokens.at(*index).kind == TokenKind::Comma && tokens.at(*index).quote == 0)?;
        while starts_appositive(tokens, comma + 1)
            && !tokens.at(comma + 1).is(Class::PRONOUN)
            && let Some(next) = (comma + 1..sentence.end.min(comma + 20)).find(|index| tokens.at(*index).kind == TokenKind::Comma && tokens.at(*index).quote == 0)
            && !(comma + 1..next).any(|index| is_finite_verb(tokens, index) && !tokens.at(comma + 1).among(&["who", "which", "whose"]))
        {
            comma = next;
        }
        phrase.range.end = comma;
        let start = comma + 1;
        let end = clause_end(tokens, sentence, start, Extent::Clause, false);
        if end <= start {
            return None;
        }
        return Some(Found {
            content: only(start..end),
            cue: only(at..at + 2),
            source: Source::Phrase(phrase),
            direct: tokens.at(start).quote > 0 && tokens.at(end - 1).quote == tokens.at(start).quote,
            shape: Shape::Clause,
            strength: Strength::Speech,
            stance: None,
            sentence: number,
        });
    }
    if tokens.at(after).kind == TokenKind::Comma {
        // What follows the source may be an appositive or the rest of the content.
        if let Some(comma) = (after + 1..sentence.end).find(|index| matches!(tokens.at(*index).kind, TokenKind::Comma | TokenKind::Stop))
            && starts_appositive(tokens, after + 1)
            && !(after + 1..comma).any(|index| is_finite_verb(tokens, index))
        {
            phrase.range.end = comma;
            after = comma;
        }
    }
    let mut start = reported_start(tokens, sentence, at);
    let end = trimmed(tokens, start, at);
    if end <= start {
        return None;
    }
    // `Berg said it could pass, which would cost a million, according to the bank`: only the last part is the bank's.
    if before.iter().any(|other| other.cue.first().is_some_and(|cue| cue.start >= start && cue.start < at) && other.end() + 2 > at) {
        start = (start..end).rev().find(|index| tokens.at(*index).kind == TokenKind::Comma && tokens.at(*index).quote == 0)? + 1;
        if !(start..end).any(|index| is_finite_verb(tokens, index)) {
            return None;
        }
    }
    let direct = tokens.at(start).quote > 0 && tokens.at(end - 1).quote == tokens.at(start).quote;
    let mut content = only(start..end);
    if tokens.before(at).kind == TokenKind::Comma
        && tokens.at(after).kind == TokenKind::Comma
        && !tokens.at(after + 1).is(Class::COORDINATOR.with(Class::QUESTION).with(Class::SUBORDINATOR).with(Class::VERB_ING))
    {
        let end = clause_end(tokens, sentence, after + 1, Extent::Clause, false);
        if end > after + 1 {
            content.push(after + 1..end);
        }
    }
    Some(Found {
        content,
        cue: only(at..at + 2),
        source: Source::Phrase(phrase),
        direct,
        shape: Shape::Clause,
        strength: Strength::Speech,
        stance: None,
        sentence: number,
    })
}

/// `his claim that`, `the ministry's plan to`, `support for`.
fn by_noun(place: Place<'_, '_>, at: usize, number: usize, last: Option<&Source>) -> Option<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let word = tokens.at(at).word?;
    if is_finite_verb(tokens, at) {
        return None;
    }
    let fit = complement(place, &word.noun, at + 1, false, |sense| !sense.frames.any(Frames::QUOTE) || tokens.at(at + 1).lower == "that" || tokens.at(at + 1).lower == "to")?;
    let Complement::Reported(range, shape) = fit.complement else {
        return None;
    };
    // Only right behind the noun: `a statement on Monday that` is found by its verb.
    if range.start != fit.cue_end {
        return None;
    }
    let to = fit.cue_end;
    if tokens.at(to).lower == "to" && !tokens.at(to + 1).is(Class::VERB_BASE.with(Class::ADVERB)) && !tokens.at(to + 1).among(&["be", "have", "do"]) {
        return None;
    }
    let phrase = noun_phrase_before(tokens, sentence.start, at + 1);
    let source = phrase.as_ref().and_then(|phrase| possessor(tokens, phrase, at));
    let source = match source {
        Some(phrase) => Source::Phrase(phrase),
        None if fit.sense.frames.any(Frames::NOUN) => return None,
        None => match last {
            // `expressed hope that`, `made a promise to`: the subject of the verb.
            Some(last) => last.clone(),
            None => match phrase.map(|phrase| subject_of_support(place, phrase.range.start)) {
                Some(Some(subject)) => Source::Phrase(subject),
                _ => Source::Nobody,
            },
        },
    };
    Some(Found {
        content: only(range),
        cue: only(at..fit.cue_end),
        source,
        direct: false,
        shape,
        strength: fit.sense.strength.min(Strength::Thought),
        stance: fit.sense.stance,
        sentence: number,
    })
}

/// The subject of the verb whose object starts at `object`.
fn subject_of_support(place: Place<'_, '_>, object: usize) -> Option<NounPhrase> {
    let tokens = place.tokens;
    let verb = object.checked_sub(1)?;
    if verb <= place.sentence.start || !tokens.at(verb).is(Class::VERB_PAST.with(Class::VERB_S).with(Class::VERB_BASE).with(Class::AUXILIARY)) {
        return None;
    }
    match subject_before(tokens, place.sentence, verb) {
        Subject::Phrase(phrase) => Some(phrase),
        _ => None,
    }
}

/// Whose the noun is: `Berg's`, `his`.
fn possessor(tokens: &Tokens<'_>, phrase: &NounPhrase, noun: usize) -> Option<NounPhrase> {
    let range = phrase.range.start..noun;
    let clitic = range
        .clone()
        .rev()
        .find(|at| tokens.at(*at).lower == "'s" || tokens.at(*at).is(Class::POSSESSIVE) || tokens.at(*at).kind == TokenKind::Mark);
    let clitic = clitic?;
    if tokens.at(clitic).is(Class::POSSESSIVE) {
        return Some(NounPhrase {
            range: clitic..clitic + 1,
            head: clitic..clitic + 1,
        });
    }
    noun_phrase_before(tokens, phrase.range.start, clitic)
}

/// `is confident that`, `was willing to`.
fn by_adjective(place: Place<'_, '_>, at: usize, number: usize) -> Option<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let word = tokens.at(at).word?;
    let mut start = at;
    while start > sentence.start
        && tokens.before(start).is(Class::ADVERB.with(Class::NEGATION).with(Class::AUXILIARY).with(Class::MODAL))
        && tokens.before(start).quote == 0
    {
        start -= 1;
    }
    let be = (start..at).any(|index| tokens.at(index).is(Class::BE) || tokens.at(index).lower == "'s");
    let linked = tokens.before(start).among(&["feel", "feels", "felt", "remain", "remains", "remained", "seem", "seems", "seemed", "became", "sounded"]);
    if linked {
        start -= 1;
    } else if !be {
        return None;
    }
    let fit = complement(place, &word.adjective, at + 1, false, |_| true)?;
    let Complement::Reported(range, shape) = fit.complement else {
        return None;
    };
    if range.start != fit.cue_end {
        return None;
    }
    let subject = subject_before(tokens, sentence, start);
    if let Subject::Phrase(phrase) = &subject
        && tokens.at(phrase.head.start).among(&["it", "there", "this", "that"])
    {
        return None;
    }
    Some(Found {
        content: only(range),
        cue: only(start..fit.cue_end),
        source: subject.into(),
        direct: false,
        shape,
        strength: fit.sense.strength,
        stance: None,
        sentence: number,
    })
}
