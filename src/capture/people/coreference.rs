//! Who is meant: one pass over the text, in which names, pronouns and sources are resolved as a reader meets them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::entities::Entities;
use super::introductions::introductions;
use super::names::{Look, Name};
use super::{PersonKind, compatible};
use crate::capture::attribution::{Found, Source, TokenKind, TokenList, is_finite_verb};
use crate::capture::language::{Class, Gender, Language, Strength};
use crate::domain::text::Text;

/// How many mentions back a pronoun looks: a reader does not look further either, and the pass stays linear.
pub(super) const MEMORY: usize = 40;

/// A mention outside quotations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) entity: usize,
    pub(super) token: usize,
    pub(super) sentence: usize,
    /// Whether it is the subject of its sentence.
    pub(super) subject: bool,
}

pub(super) struct Reading<'a, 't, 'e> {
    pub(super) tokens: &'a TokenList<'t>,
    pub(super) sentences: &'a [Range<usize>],
    pub(super) entities: &'a mut Entities<'e>,
    pub(super) recent: Vec<Mention>,
    /// Who spoke last, and in which sentence.
    pub(super) last: Vec<usize>,
    pub(super) last_sentence: usize,
    /// Whom the text was about when its questions and answers began.
    pub(super) answering: Option<usize>,
    /// Who was asked something last, and in which sentence.
    pub(super) asked: Option<(usize, usize)>,
    /// Whether a token stands in what somebody is reported to say: its subject is not the text's.
    pub(super) reported: Vec<bool>,
    /// Names by the token at which they start.
    pub(super) named: BTreeMap<usize, (Range<usize>, usize)>,
    /// Pronouns by their token.
    pub(super) pronouns: BTreeMap<usize, usize>,
}

/// Resolves the sources of attributions; for each the entities that speak, in the order of `found`.
pub(crate) fn resolve(
    text: &Text,
    tokens: &TokenList<'_>,
    sentences: &[Range<usize>],
    names: &[Name],
    found: &[Found],
    entities: &mut Entities<'_>,
    _language: &Language,
) -> Vec<Vec<usize>> {
    let mut speakers = vec![Vec::new(); found.len()];
    // Sources in the order in which a reader meets them.
    let mut order: Vec<(usize, usize)> = found
        .iter()
        .enumerate()
        .map(|(index, one)| (place_of(one), index))
        .collect();
    order.sort_unstable();
    let mut order = order.into_iter().peekable();
    let mut reading = Reading {
        tokens,
        sentences,
        entities,
        recent: Vec::new(),
        last: Vec::new(),
        last_sentence: 0,
        answering: None,
        asked: None,
        reported: reported_tokens(tokens, found),
        named: BTreeMap::new(),
        pronouns: BTreeMap::new(),
    };
    let mut names = names.iter().peekable();
    for (number, sentence) in sentences.iter().enumerate() {
        // The names of the whole sentence first: an appositive may come behind the description it explains.
        let mut from = names.clone();
        while let Some(name) = from.peek()
            && name.range.start < sentence.end
        {
            reading.name(text, number, sentence, name);
            from.next();
        }
        for at in sentence.clone() {
            while let Some(name) = names.peek()
                && name.range.start <= at
            {
                reading.meet(number, name);
                names.next();
            }
            let token = tokens.at(at);
            if token.quote == 0 && token.among(&["he", "she"]) {
                let gender = if token.lower == "he" {
                    Gender::Male
                } else {
                    Gender::Female
                };
                if let Some(entity) = reading.antecedent(at, number, gender) {
                    reading.pronouns.insert(at, entity);
                    let subject = reading.is_subject(at, at + 1, number);
                    reading.remember(entity, at, number, subject);
                    reading.learn(entity, gender);
                }
            }
            while let Some((place, index)) = order.peek().copied()
                && place <= at
            {
                order.next();
                let one = &found[index];
                if reading.answering.is_none()
                    && one
                        .cue
                        .first()
                        .is_some_and(|cue| tokens.at(cue.start).kind == TokenKind::Colon)
                {
                    reading.answering = reading.most_spoken_of();
                }
                let who = reading.source(one, number);
                reading.ask(one, number);
                if let (Source::Phrase(phrase), [only]) = (&one.source, who.as_slice()) {
                    reading.remember(
                        *only,
                        phrase.range.start,
                        number,
                        !reading
                            .reported
                            .get(phrase.range.start)
                            .copied()
                            .unwrap_or_default(),
                    );
                }
                if !who.is_empty() {
                    if one.strength == Strength::Speech || reading.last.is_empty() || one.direct {
                        reading.last.clone_from(&who);
                        reading.last_sentence = number;
                    }
                    for entity in &who {
                        if let Some(one) = reading.entities.all.get_mut(*entity) {
                            one.speaks = true;
                        }
                    }
                }
                speakers[index] = who;
            }
        }
    }
    for (_, index) in order {
        speakers[index] = reading.source(&found[index], sentences.len());
    }
    speakers
}

/// Marks the tokens of contents that are not quoted.
fn reported_tokens(tokens: &TokenList<'_>, found: &[Found]) -> Vec<bool> {
    let mut all = vec![false; tokens.len()];
    // Contents are in order of their start, so that each token is marked about once.
    let mut marked = 0;
    for one in found
        .iter()
        .filter(|one| !one.direct && one.strength == Strength::Speech)
    {
        for range in &one.content {
            for at in range.start.max(marked.min(range.end))..range.end {
                if let Some(slot) = all.get_mut(at) {
                    *slot = true;
                }
            }
            marked = marked.max(range.end);
        }
    }
    all
}

/// The token at which the source of an attribution is met.
fn place_of(one: &Found) -> usize {
    match &one.source {
        Source::Phrase(phrase) => phrase.range.end.saturating_sub(1),
        Source::Relative(_, pronoun) => *pronoun,
        Source::Continued | Source::Nobody => one.start(),
    }
}

impl Reading<'_, '_, '_> {
    /// Joins a name to an entity and reads what is said of it.
    fn name(&mut self, text: &Text, number: usize, sentence: &Range<usize>, name: &Name) {
        let _ = number;
        let Some(entity) = self.entities.mention(self.tokens, name) else {
            return;
        };
        self.named
            .insert(name.range.start, (name.range.clone(), entity));
        let person = self
            .entities
            .all
            .get(entity)
            .is_some_and(|one| one.kind == PersonKind::Person);
        if !person || matches!(name.look, Look::Organization | Look::Place | Look::Other) {
            return;
        }
        let introduced = introductions(text, self.tokens, sentence, name, self.entities);
        if let Some(one) = self.entities.all.get_mut(entity) {
            for found in introduced {
                one.speaks = true;
                one.roles.extend(found.nouns);
                let known = one.introductions.iter().any(|known| {
                    known.role == found.introduction.role
                        && (known.organization == found.introduction.organization
                            || found.introduction.organization.is_none())
                });
                if !known {
                    one.introductions.push(found.introduction);
                }
            }
        }
    }

    /// Remembers a name that is met outside quotations.
    fn meet(&mut self, number: usize, name: &Name) {
        if self.tokens.at(name.range.start).quote > 0 {
            return;
        }
        if let Some((_, entity)) = self.named.get(&name.range.start) {
            let entity = *entity;
            let subject = self.is_subject(name.range.start, name.range.end, number);
            self.remember(entity, name.range.start, number, subject);
        }
    }

    fn remember(&mut self, entity: usize, token: usize, sentence: usize, subject: bool) {
        self.recent.push(Mention {
            entity,
            token,
            sentence,
            subject,
        });
    }

    fn learn(&mut self, entity: usize, gender: Gender) {
        if let Some(one) = self.entities.all.get_mut(entity)
            && one.gender == Gender::Unknown
        {
            one.gender = gender;
            one.speaks = true;
        }
    }

    /// Whether no finite verb of the sentence stands before, or one follows at once.
    fn is_subject(&self, start: usize, end: usize, number: usize) -> bool {
        let Some(sentence) = self.sentences.get(number) else {
            return false;
        };
        if self.reported.get(start).copied().unwrap_or_default() {
            return false;
        }
        if is_finite_verb(self.tokens, end) || self.tokens.at(end).is(Class::CUE_VERB) {
            return true;
        }
        let from = sentence.start.max(start.saturating_sub(20));
        from == sentence.start
            && !(from..start)
                .any(|at| self.tokens.at(at).quote == 0 && is_finite_verb(self.tokens, at))
            && !self.tokens.before(start).is(Class::PREPOSITION)
    }

    /// Whom `he` or `she` stands for; `None` where nobody fits.
    pub(super) fn antecedent(
        &self,
        token: usize,
        sentence: usize,
        gender: Gender,
    ) -> Option<usize> {
        let mut best: Option<(i64, usize)> = None;
        let mut subject_seen = false;
        // `he told Berg`: he is not Berg.
        let addressed = self
            .named
            .range(token + 2..token + 5)
            .next()
            .map(|(_, (_, entity))| *entity);
        let addressed = addressed.filter(|_| self.tokens.at(token + 1).is(Class::CUE_VERB));
        let block = self.tokens.at(token).block;
        for mention in self.recent.iter().rev().take(MEMORY) {
            let Some(one) = self.entities.all.get(mention.entity) else {
                continue;
            };
            if one.kind != PersonKind::Person
                || !compatible(one.gender, gender)
                || Some(mention.entity) == addressed
            {
                continue;
            }
            let distance = i64::try_from(sentence.saturating_sub(mention.sentence))
                .unwrap_or(i64::MAX)
                .min(20);
            let mut score = 100 - 12 * distance;
            if mention.subject {
                score += 20;
                // Who was the latest subject goes on being spoken of.
                if !subject_seen {
                    score += 15;
                }
                subject_seen = true;
            }
            if self.last.contains(&mention.entity)
                && sentence.saturating_sub(self.last_sentence) <= 6
            {
                score += 12;
            }
            if self.tokens.at(mention.token).block == block
                && self.same_paragraph(mention.token, token)
            {
                score += 15;
            }
            if one.gender == gender {
                score += 8;
            }
            // Who was asked answers.
            if self.asked.is_some_and(|(asked, number)| {
                asked == mention.entity && sentence.saturating_sub(number) <= 2
            }) {
                score += 30;
            }
            // A name of which nothing shows that it is a person's.
            if !one.speaks {
                score -= 25;
            }
            score += i64::try_from(one.mentions.len().min(5)).unwrap_or(0) * 2;
            // The nearer of two that score the same was met later and comes first here.
            if best.is_none_or(|(before, _)| score > before) {
                best = Some((score, mention.entity));
            }
        }
        best.map(|(_, entity)| entity)
    }

    fn same_paragraph(&self, from: usize, to: usize) -> bool {
        to - from.min(to) < 400 && !(from..to).any(|at| self.tokens.at(at).kind == TokenKind::Break)
    }

    /// Remembers who is asked: `Berg asked Lund whether …`.
    fn ask(&mut self, one: &Found, sentence: usize) {
        let Some(cue) = one.cue.last() else {
            return;
        };
        let asks = cue.clone().any(|at| self.tokens.at(at).is(Class::ASKS));
        if asks && let Some((_, (_, entity))) = self.named.range(cue.end..cue.end + 3).next() {
            self.asked = Some((*entity, sentence));
        } else if asks || one.strength == Strength::Speech && !one.direct {
            self.asked = None;
        }
    }
}
