//! Attributions of one sentence by reporting verbs, nouns and adjectives, and by `according to`.

use std::ops::Range;

use super::according::according_to;
use super::clauses::{Extent, clause_end};
use super::complement::{Complement, Fit, Place, complement};
use super::cues::{Cue, Form, cues};
use super::found::{Found, Shape, Source, only};
use super::noun_phrases::{can_speak, noun_phrase_after};
use super::nouns::{by_adjective, by_noun};
use super::preceding::{after_quotation, as_noted, content_before};
use super::subjects::{Subject, sentence_subject};
use super::tokens::{TokenKind, Tokens};
use super::verbs::{clause_follows, is_finite_verb};
use crate::capture::language::{Class, Frames, Sense, Strength};
use crate::domain::claim::Stance;

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
            Subject::Phrase(phrase) if !can_speak(tokens, phrase) => {
                match sentence_subject(tokens, sentence, cue.group.start) {
                    Some(first) if can_speak(tokens, &first) => Source::Phrase(first),
                    _ => Source::from(cue.subject.clone()),
                }
            }
            subject => Source::from(subject.clone()),
        };
        let found = if cue.form == Form::Passive {
            passive(place, &cue, number)
        } else {
            active(place, &cue, source.clone(), number)
        };
        if let Some(found) = found {
            // Who speaks inside what another says is not the subject of what follows.
            let inside = all.iter().any(|outer: &Found| {
                outer
                    .content
                    .iter()
                    .any(|content| content.start <= cue.group.start && cue.group.end <= content.end)
            });
            if !matches!(found.source, Source::Nobody) && !inside {
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
    // `Noting the cost, Berg said`: the subject comes behind.
    if cue.group.start <= place.sentence.start + 2
        && let Some(comma) = (cue.after..place.sentence.end).find(|at| {
            let token = place.tokens.at(*at);
            token.kind == TokenKind::Comma
                && token.quote == 0
                && clause_follows(place.tokens, *at + 1, place.sentence.end)
        })
        && let Some(phrase) = noun_phrase_after(place.tokens, comma + 1, place.sentence.end)
    {
        return Source::Phrase(phrase);
    }
    // `Berg went home and said`: the subject of the sentence; `her plan to criticize`: hers.
    match sentence_subject(place.tokens, place.sentence, cue.group.start) {
        Some(phrase) => Source::Phrase(phrase),
        None => Source::Nobody,
    }
}

/// What a cue says of the stance where it stands: `did not deny` rejects nothing, and only `declined to comment` declines to.
fn stance(tokens: &Tokens<'_>, cue: &Cue<'_>, fit: &Fit) -> Option<Stance> {
    if cue.negated {
        return Some(Stance::Mentions);
    }
    let stance = fit.sense.stance?;
    if stance == Stance::Declines
        && let Complement::Reported(range, _) = &fit.complement
        && !tokens.at(range.start + 1).is(Class::CUE_VERB)
    {
        return None;
    }
    Some(stance)
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
    let found = |content: Vec<Range<usize>>,
                 cue_range: Range<usize>,
                 direct: bool,
                 shape: Shape,
                 fit: &Fit| Found {
        content,
        shape,
        cue: only(cue_range),
        source: source.clone(),
        direct,
        strength: fit.sense.strength,
        stance: stance(tokens, cue, fit),
        sentence: number,
    };
    // `which he said runs a risk`
    let before = tokens.before(cue.start);
    if before.among(&["which", "who", "whom", "what", "that"])
        && cue.start > sentence.start
        && matches!(cue.subject, Subject::Phrase(_))
        && let Some(sense) = cue
            .senses
            .iter()
            .find(|sense| sense.particle.is_empty() && sense.frames.any(Frames::CLAUSE))
    {
        let end = clause_end(tokens, sentence, cue.after, Extent::Clause, cue.past);
        // `that he said it was` has no gap: `that` only joins there.
        let goes_on = !matches!(before.lower.as_ref(), "what" | "that")
            && tokens.at(cue.after).lower != "that"
            || is_finite_verb(tokens, cue.after)
            || tokens.at(cue.after).is(Class::AUXILIARY.with(Class::MODAL));
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
    let beside = match (&cue.subject, &source) {
        (Subject::Phrase(_), Source::Phrase(phrase)) | (_, Source::Relative(Some(phrase), _)) => {
            Some(phrase)
        }
        _ => None,
    };
    if let Some(phrase) = beside
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
        return Some(found(
            only(content),
            cue.group.clone(),
            false,
            Shape::Clause,
            &fit,
        ));
    }
    let cue_end = if cue.inverted {
        cue.group.end
    } else {
        fit.cue_end
    };
    let cue_range = cue.group.start..cue_end;
    match &fit.complement {
        Complement::Quotation(quote) => {
            let quote = quotes.get(quote.checked_sub(1)?)?;
            let mut content = only(quote.open..quote.end);
            // `said "A" and "B"` goes on after the mark.
            let next = tokens.at(quote.end);
            let ended = matches!(
                tokens.before(quote.inner().end).kind,
                TokenKind::Comma | TokenKind::Stop
            );
            let joins = next.is(Class::COORDINATOR) || is_finite_verb(tokens, quote.end);
            if joins && !ended && quote.end < sentence.end {
                let end = clause_end(tokens, sentence, quote.open, Extent::Clause, cue.past);
                content = only(quote.open..end.max(quote.end));
            }
            Some(found(content, cue_range, true, Shape::Quotation, &fit))
        }
        Complement::Reported(range, shape) => {
            Some(found(only(range.clone()), cue_range, false, *shape, &fit))
        }
        Complement::None(tail) => {
            content_before(place, cue, *tail, &fit.sense).map(|(content, direct)| {
                let shape = if direct {
                    Shape::Quotation
                } else {
                    Shape::Clause
                };
                found(content, cue_range, direct, shape, &fit)
            })
        }
    }
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
            || sense.frames.any(Frames::CLAUSE.or(Frames::THAT))
                && (next.lower == "that"
                    || next.is(Class::QUESTION) && !next.is(Class::PREPOSITION))
            || sense.frames.any(Frames::NOUN) && next.among(&["of", "about", "as", "for", "with"]);
        if fits {
            let extent = if next.lower == "that" {
                Extent::Clause
            } else {
                Extent::Noun
            };
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
