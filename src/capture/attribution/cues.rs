//! Reporting verbs where they stand: their group (`has repeatedly said`), their form and their subject.

use std::ops::Range;

use super::noun_phrases::{NounPhrase, noun_phrase_after, starts_appositive, starts_noun_phrase};
use super::subjects::{Subject, before_appositive, clause_floor, subject_before};
use super::tokens::{TokenKind, Tokens};
use super::verbs::is_finite_verb;
use crate::capture::language::{Class, Frames, Sense};

/// How a cue stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A finite verb.
    Finite,
    /// A participle or an infinitive, whose subject is that of another verb.
    Dependent,
    /// A passive: the subject is no source.
    Passive,
}

/// A reporting verb of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Cue<'t> {
    /// The verb with its auxiliaries and adverbs.
    pub(crate) group: Range<usize>,
    /// The verb.
    pub(crate) verb: usize,
    /// Its uses.
    pub(crate) senses: &'t [Sense],
    /// How it stands.
    pub(crate) form: Form,
    /// Its source.
    pub(crate) subject: Subject,
    /// Where the clause starts: the first token of subject and group.
    pub(crate) start: usize,
    /// The token after the group, and after the subject of an inverted one.
    pub(crate) after: usize,
    /// Whether the subject follows: `said Berg`.
    pub(crate) inverted: bool,
    /// Whether the verb is negated.
    pub(crate) negated: bool,
    /// Whether it is in the past, so that `and` may join another past.
    pub(crate) past: bool,
}

/// Returns the reporting verbs of a sentence outside quotations, in order.
pub(crate) fn cues<'t>(tokens: &Tokens<'t>, sentence: &Range<usize>) -> Vec<Cue<'t>> {
    let mut all = Vec::new();
    for verb in sentence.clone() {
        if let Some(cue) = cue_at(tokens, sentence, verb) {
            all.push(cue);
        }
    }
    all
}

fn cue_at<'t>(tokens: &Tokens<'t>, sentence: &Range<usize>, verb: usize) -> Option<Cue<'t>> {
    let token = tokens.at(verb);
    if !token.is(Class::CUE_VERB) || token.quote > 0 {
        return None;
    }
    let word = token.word?;
    if token.capital
        && !opens_sentence(tokens, sentence, verb)
        && !tokens
            .headlines
            .get(token.block)
            .copied()
            .unwrap_or_default()
    {
        return None;
    }
    let senses = word.verb.as_slice();
    let group = group_of(tokens, sentence, verb);
    let has = |class: Class| {
        (group.start..verb).any(|at| {
            tokens.at(at).is(class) && tokens.at(at).lower != "'s"
                || (tokens.at(at).lower == "'s" && class == Class::AUXILIARY)
        })
    };
    let be = has(Class::BE) || (group.start..verb).any(|at| tokens.at(at).lower == "'s");
    let have = (group.start..verb).any(|at| {
        tokens.at(at).among(&[
            "have", "has", "had", "having", "'ve", "'d", "haven't", "hasn't", "hadn't",
        ])
    });
    let modal = has(Class::MODAL)
        || (group.start..verb).any(|at| {
            tokens
                .at(at)
                .among(&["do", "does", "did", "don't", "doesn't", "didn't"])
        });
    let to = tokens.at(group.start).lower == "to" && group.start < verb;
    let negated =
        has(Class::NEGATION) || (group.start..verb).any(|at| tokens.at(at).lower.ends_with("n't"));
    let inverted = inverted_subject(tokens, sentence, verb, senses);
    let form = if to {
        Form::Dependent
    } else if token.is(Class::VERB_ING) && !token.is(Class::VERB_PAST) {
        if be { Form::Finite } else { Form::Dependent }
    } else if be && token.is(Class::VERB_PARTICIPLE)
        || group.start == verb
            && token.is(Class::VERB_PARTICIPLE)
            && is_fronted(tokens, sentence, verb)
    {
        Form::Passive
    } else if have && token.is(Class::VERB_PARTICIPLE)
        || modal && token.is(Class::VERB_BASE)
        || inverted.is_some()
        || token.is(Class::VERB_PAST.with(Class::VERB_S).with(Class::VERB_BASE))
            && is_finite_verb(tokens, verb)
    {
        Form::Finite
    } else {
        return None;
    };
    if form == Form::Passive && !senses.iter().any(|sense| sense.frames.any(Frames::PASSIVE)) {
        return None;
    }
    // `a group called Northern Light`: no verb of its own.
    if form == Form::Finite
        && !have
        && !modal
        && !be
        && token.among(&["called", "named", "titled", "dubbed", "entitled"])
    {
        let next = tokens.at(verb + 1);
        if next.capital || next.quote > 0 || next.lower == "the" && tokens.at(verb + 2).capital {
            let noun = tokens.before(group.start);
            if noun.kind == TokenKind::Word
                && !noun.capital
                && !noun.is(Class::PRONOUN
                    .with(Class::ROLE)
                    .with(Class::PEOPLE)
                    .with(Class::COORDINATOR)
                    .with(Class::QUESTION))
            {
                return None;
            }
        }
    }
    // `a plan announced by the ministry`: no verb of its own.
    if form == Form::Finite
        && !have
        && !modal
        && !be
        && tokens.at(verb + 1).lower == "by"
        && token.is(Class::VERB_PARTICIPLE)
    {
        return None;
    }
    let mut after = verb + 1;
    let mut start = group.start;
    let mut is_inverted = false;
    let subject = if let Some(phrase) = inverted
        && group.start == verb
    {
        after = phrase.range.end;
        is_inverted = true;
        Subject::Phrase(phrase)
    } else if form == Form::Dependent {
        Subject::Shared
    } else {
        let subject = subject_before(tokens, sentence, group.start);
        match &subject {
            Subject::Phrase(phrase) => start = phrase.range.start,
            Subject::Relative { pronoun, .. } => start = *pronoun,
            Subject::Shared => {}
        }
        subject
    };
    Some(Cue {
        group,
        verb,
        senses,
        form,
        subject,
        start,
        after,
        inverted: is_inverted,
        negated,
        past: token.is(Class::VERB_PAST),
    })
}

/// `Asked whether …, Berg said`, `When told that …`
fn is_fronted(tokens: &Tokens<'_>, sentence: &Range<usize>, verb: usize) -> bool {
    verb == sentence.start
        || verb == sentence.start + 1
            && tokens
                .at(sentence.start)
                .among(&["when", "if", "once", "though", "although"])
}

fn opens_sentence(tokens: &Tokens<'_>, sentence: &Range<usize>, index: usize) -> bool {
    index == sentence.start
        || (index == sentence.start + 1 && tokens.at(sentence.start).kind == TokenKind::Mark)
}

/// The verb with auxiliaries, adverbs, negations and `to` before it.
fn group_of(tokens: &Tokens<'_>, sentence: &Range<usize>, verb: usize) -> Range<usize> {
    let mut start = verb;
    while start > sentence.start {
        let before = tokens.at(start - 1);
        if before.quote > 0 || before.kind != TokenKind::Word {
            break;
        }
        let belongs = before.is(Class::AUXILIARY.with(Class::MODAL).with(Class::NEGATION))
            && (before.lower != "'s"
                || tokens
                    .before(start - 1)
                    .is(Class::PRONOUN.with(Class::QUESTION)))
            || (before.is(Class::ADVERB)
                && !before.is(Class::COORDINATOR
                    .with(Class::PREPOSITION)
                    .with(Class::DETERMINER)
                    .with(Class::NOUN)));
        if before.lower == "to" {
            start -= 1;
            break;
        }
        if !belongs {
            break;
        }
        start -= 1;
    }
    // A group does not start with an adverb alone: `also said` does, `however said` is no harm.
    start..verb + 1
}

/// `said Berg`, `said the minister`: after a quotation or a comma, and no verb follows the noun phrase.
fn inverted_subject(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    verb: usize,
    senses: &[Sense],
) -> Option<NounPhrase> {
    let token = tokens.at(verb);
    // Verbs that need somebody addressed are never turned round: `told the group that`.
    let turns = senses
        .iter()
        .any(|sense| sense.frames.any(Frames::QUOTE) && !sense.frames.any(Frames::ADDRESSEE))
        && !senses
            .iter()
            .any(|sense| sense.frames.any(Frames::QUOTE) && sense.frames.any(Frames::ADDRESSEE));
    if !token.is(Class::VERB_PAST.with(Class::VERB_S)) || !turns {
        return None;
    }
    let before = tokens.before(verb);
    if verb == sentence.start && before.quote == 0 {
        return None;
    }
    let after_quote = before.quote > 0 && before.kind == TokenKind::Mark;
    let after_comma = before.kind == TokenKind::Comma || before.kind == TokenKind::Dash;
    if !after_quote && !after_comma {
        return None;
    }
    let next = tokens.at(verb + 1);
    if next.quote > 0
        || next.among(&[
            "that", "this", "it", "there", "him", "them", "her", "me", "us", "himself", "herself",
        ])
        || !starts_noun_phrase(tokens, verb + 1)
    {
        return None;
    }
    if next.is(Class::TIME) && next.is(Class::NO_NAME) {
        return None;
    }
    // `Berg, the director of the port, said the plan`: the comma closes an appositive.
    if !after_quote
        && let Some(named) =
            before_appositive(tokens, clause_floor(tokens, sentence, verb), verb - 1)
        && tokens.at(named.head.end - 1).capital
        && (named.range.start == sentence.start || !tokens.before(named.range.start).is_word())
        && !(sentence.start..named.range.start)
            .any(|at| tokens.at(at).quote == 0 && is_finite_verb(tokens, at))
    {
        return None;
    }
    let phrase = noun_phrase_after(tokens, verb + 1, sentence.end)?;
    let mut end = phrase.range.end;
    if next_finite(tokens, end, sentence.end) {
        return None;
    }
    let asks = senses
        .iter()
        .any(|sense| sense.frames.any(Frames::ADDRESSEE));
    let behind = tokens.at(end);
    if !after_quote
        && (asks
            || behind.quote > 0
            || behind.lower == "to"
            || behind.is(Class::QUESTION)
                && behind.kind == TokenKind::Word
                && !behind.is(Class::SUBORDINATOR))
    {
        return None;
    }
    // `said Berg, the director of the port, in a letter`
    if tokens.at(end).kind == TokenKind::Comma && starts_appositive(tokens, end + 1) {
        let close = (end + 1..sentence.end.min(end + 30)).find(|at| {
            matches!(
                tokens.at(*at).kind,
                TokenKind::Comma
                    | TokenKind::Stop
                    | TokenKind::Mark
                    | TokenKind::Semicolon
                    | TokenKind::Break
            ) && !(tokens.at(*at).kind == TokenKind::Comma
                && tokens.before(*at).kind == TokenKind::Number
                && *at == end + 2)
        });
        let close = close.unwrap_or_else(|| sentence.end.min(end + 30));
        if after_comma
            && !after_quote
            && next_finite(tokens, close + 1, sentence.end)
            && tokens.at(close).kind == TokenKind::Comma
        {
            return None;
        }
        end = close;
    }
    Some(NounPhrase {
        range: phrase.range.start..end,
        head: phrase.head,
    })
}

/// Says whether a finite verb stands here, over adverbs.
fn next_finite(tokens: &Tokens<'_>, from: usize, limit: usize) -> bool {
    let mut at = from;
    while at < limit && tokens.at(at).is(Class::ADVERB) {
        at += 1;
    }
    at < limit && is_finite_verb(tokens, at)
}
