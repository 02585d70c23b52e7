//! Reporting nouns and adjectives: `his claim that`, `the ministry's plan to`, `is confident that`.

use super::complement::{Complement, Place, complement};
use super::found::{Found, Shape, Source, only};
use super::noun_phrases::{NounPhrase, noun_phrase_before};
use super::subjects::{Subject, subject_before};
use super::tokens::{TokenKind, Tokens};
use super::verbs::is_finite_verb;
use crate::capture::language::{Class, Frames, Strength};

/// `his claim that`, `the ministry's plan to`, `support for`.
pub(super) fn by_noun(
    place: Place<'_, '_>,
    at: usize,
    number: usize,
    last: Option<&Source>,
) -> Option<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let word = tokens.at(at).word?;
    if is_finite_verb(tokens, at) {
        return None;
    }
    let fit = complement(place, &word.noun, at + 1, false, |sense| {
        !sense.frames.any(Frames::QUOTE)
            || tokens.at(at + 1).lower == "that"
            || tokens.at(at + 1).lower == "to"
    })?;
    let Complement::Reported(range, shape) = fit.complement else {
        return None;
    };
    // Only right behind the noun: `a statement on Monday that` is found by its verb.
    if range.start != fit.cue_end {
        return None;
    }
    let to = fit.cue_end;
    if tokens.at(to).lower == "to"
        && !tokens.at(to + 1).is(Class::VERB_BASE.with(Class::ADVERB))
        && !tokens.at(to + 1).among(&["be", "have", "do"])
    {
        return None;
    }
    // `statements that were made`, `threats that exist`: a relative clause.
    if tokens.at(to).lower == "that"
        && (is_finite_verb(tokens, to + 1)
            || tokens.at(to + 1).is(Class::AUXILIARY
                .with(Class::MODAL)
                .with(Class::VERB_S)
                .with(Class::VERB_PAST))
            || tokens.at(to + 1).is(Class::VERB_BASE) && !tokens.at(to + 1).is(Class::NOUN))
    {
        return None;
    }
    let phrase = noun_phrase_before(tokens, sentence.start, at + 1);
    let source = phrase
        .as_ref()
        .and_then(|phrase| possessor(tokens, phrase, at));
    // A plan or a fear that nobody is said to have is hardly a report.
    let mut strength = if shape == Shape::Infinitive {
        Strength::Attitude
    } else {
        fit.sense.strength.min(Strength::Thought)
    };
    let source = match source {
        Some(phrase) => Source::Phrase(phrase),
        None if fit.sense.frames.any(Frames::NOUN) => return None,
        None => match last {
            // `expressed hope that`, `made a promise to`: the subject of the verb.
            Some(last) => last.clone(),
            None => match phrase.map(|phrase| subject_of_support(place, phrase.range.start)) {
                Some(Some(subject)) => Source::Phrase(subject),
                _ => {
                    strength = Strength::Attitude;
                    Source::Nobody
                }
            },
        },
    };
    Some(Found {
        content: only(range),
        cue: only(at..fit.cue_end),
        source,
        direct: false,
        shape,
        strength,
        stance: fit.sense.stance,
        sentence: number,
    })
}

/// The subject of the verb whose object starts at `object`.
pub(super) fn subject_of_support(place: Place<'_, '_>, object: usize) -> Option<NounPhrase> {
    let tokens = place.tokens;
    let verb = object.checked_sub(1)?;
    if verb <= place.sentence.start
        || !tokens.at(verb).is(Class::VERB_PAST
            .with(Class::VERB_S)
            .with(Class::VERB_BASE)
            .with(Class::AUXILIARY))
    {
        return None;
    }
    match subject_before(tokens, place.sentence, verb) {
        Subject::Phrase(phrase) => Some(phrase),
        _ => None,
    }
}

/// Whose the noun is: `Berg's`, `his`.
pub(super) fn possessor(
    tokens: &Tokens<'_>,
    phrase: &NounPhrase,
    noun: usize,
) -> Option<NounPhrase> {
    let range = phrase.range.start..noun;
    let clitic = range.clone().rev().find(|at| {
        tokens.at(*at).lower == "'s"
            || tokens.at(*at).is(Class::POSSESSIVE)
            || tokens.at(*at).kind == TokenKind::Mark
    });
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
pub(super) fn by_adjective(place: Place<'_, '_>, at: usize, number: usize) -> Option<Found> {
    let Place {
        tokens, sentence, ..
    } = place;
    let word = tokens.at(at).word?;
    let mut start = at;
    while start > sentence.start
        && tokens.before(start).is(Class::ADVERB
            .with(Class::NEGATION)
            .with(Class::AUXILIARY)
            .with(Class::MODAL))
        && tokens.before(start).quote == 0
    {
        start -= 1;
    }
    let be =
        (start..at).any(|index| tokens.at(index).is(Class::BE) || tokens.at(index).lower == "'s");
    let linked = tokens.before(start).among(&[
        "feel", "feels", "felt", "remain", "remains", "remained", "seem", "seems", "seemed",
        "became", "sounded",
    ]);
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
        && tokens
            .at(phrase.head.start)
            .among(&["it", "there", "this", "that"])
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
