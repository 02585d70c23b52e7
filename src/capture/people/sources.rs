//! Who a source stands for: a name, a pronoun, a role, a body, people without a name.

use std::ops::Range;

use super::coreference::{MEMORY, Reading};
use super::descriptions::{Description, describe, printed};
use super::{PersonKind, compatible};
use crate::capture::attribution::{Found, NounPhrase, Source, TokenKind};
use crate::capture::language::{Class, Gender};

/// The noun for which a title is short, as far as papers write both.
fn long_form(title: &str) -> Option<&'static str> {
    const LONG: [(&str, &str); 14] = [
        ("sen", "senator"),
        ("rep", "representative"),
        ("gov", "governor"),
        ("gen", "general"),
        ("prof", "professor"),
        ("dr", "doctor"),
        ("col", "colonel"),
        ("capt", "captain"),
        ("lt", "lieutenant"),
        ("sgt", "sergeant"),
        ("adm", "admiral"),
        ("rev", "reverend"),
        ("rep", "congressman"),
        ("premier", "minister"),
    ];
    LONG.iter()
        .find(|(short, _)| *short == title)
        .map(|(_, long)| *long)
}

impl Reading<'_, '_, '_> {
    /// Who makes an attribution.
    pub(super) fn source(&mut self, one: &Found, sentence: usize) -> Vec<usize> {
        match &one.source {
            Source::Nobody => Vec::new(),
            Source::Continued => {
                if sentence.saturating_sub(self.last_sentence) > 2
                    && let Some(entity) = self.latest_subject(sentence)
                {
                    vec![entity]
                } else if sentence.saturating_sub(self.last_sentence) <= 8 {
                    self.last.clone()
                } else {
                    Vec::new()
                }
            }
            Source::Relative(Some(phrase), _) | Source::Phrase(phrase) => {
                self.phrase(phrase, sentence)
            }
            Source::Relative(None, _) => Vec::new(),
        }
    }

    /// Who a noun phrase stands for.
    fn phrase(&mut self, phrase: &NounPhrase, sentence: usize) -> Vec<usize> {
        if phrase.head.len() == 1 && self.tokens.at(phrase.head.end).kind == TokenKind::Colon {
            // Lines of questions and answers: nobody is named as asking; who answers was named before.
            match self.tokens.at(phrase.head.start).lower.as_ref() {
                "q" => return Vec::new(),
                "a" => return self.answering.into_iter().collect(),
                _ => {}
            }
        }
        let head_last = phrase.head.end.saturating_sub(1);
        // Names that end the head: `spokesman Anna Berg`; several where `and` joins them.
        let mut people = Vec::new();
        for (start, (range, entity)) in self.named.range(phrase.range.start..phrase.range.end) {
            if range.end > phrase.range.end || *start < phrase.range.start {
                continue;
            }
            let ends_head = range.contains(&head_last);
            let joined = self.joined_by_and(phrase, range);
            if ends_head || joined {
                people.push(*entity);
            }
        }
        if !people.is_empty() {
            people.dedup();
            return people;
        }
        // `the director, Anna Berg,`
        let described = describe(self.tokens, phrase);
        if !matches!(
            described,
            Description::One(_) | Description::They | Description::It
        ) {
            let appositive = self
                .named
                .range(phrase.head.end..phrase.range.end)
                .find(|(start, _)| {
                    self.tokens.before(**start).kind == TokenKind::Comma
                        || self.is_titled_after_comma(**start, phrase.head.end)
                })
                .map(|(_, (_, entity))| *entity);
            if let Some(entity) = appositive
                && self
                    .entities
                    .all
                    .get(entity)
                    .is_some_and(|one| one.kind == PersonKind::Person)
            {
                return vec![entity];
            }
        }
        self.description(phrase, described, sentence)
    }

    fn is_titled_after_comma(&self, start: usize, floor: usize) -> bool {
        let mut at = start;
        while at > floor && self.tokens.before(at).is(Class::TITLE.with(Class::ROLE)) {
            at -= 1;
        }
        at < start && self.tokens.before(at).kind == TokenKind::Comma
    }

    /// `Anna Berg and Jon Lund said`: both names are of the subject.
    fn joined_by_and(&self, phrase: &NounPhrase, range: &Range<usize>) -> bool {
        let tokens = self.tokens;
        let no_comma = !(phrase.range.start..phrase.range.end)
            .any(|at| tokens.at(at).is(Class::PREPOSITION) || tokens.at(at).is(Class::QUESTION));
        no_comma
            && (tokens.at(range.end).lower == "and" || tokens.before(range.start).lower == "and")
            && range.end <= phrase.range.end
    }

    fn description(
        &mut self,
        phrase: &NounPhrase,
        described: Description,
        sentence: usize,
    ) -> Vec<usize> {
        let tokens = self.tokens;
        let words = {
            let printed = printed(tokens, phrase);
            self.entities.words_of(tokens, &printed)
        };
        match described {
            Description::One(gender) => {
                let at = phrase.head.start;
                let known = self.pronouns.get(&at).copied();
                known
                    .or_else(|| self.antecedent(at, sentence, gender))
                    .into_iter()
                    .collect()
            }
            Description::They => self.latest_many(sentence),
            Description::It => self.latest_body(sentence).into_iter().collect(),
            Description::Writer | Description::Thing => Vec::new(),
            Description::Definite(noun, gender) => {
                let named = self.by_role(phrase, noun, gender, sentence);
                vec![named.unwrap_or_else(|| self.entities.described(&words, PersonKind::Unnamed))]
            }
            Description::Body(noun) => {
                let entity = self.body(noun).unwrap_or_else(|| {
                    let kind = if tokens.at(noun).is(Class::PLACE) {
                        PersonKind::Country
                    } else {
                        PersonKind::Organization
                    };
                    self.entities.described(&words, kind)
                });
                vec![entity]
            }
            Description::Document => vec![self.entities.described(&words, PersonKind::Document)],
            Description::Unnamed => vec![self.entities.described(&words, PersonKind::Unnamed)],
        }
    }

    /// The person who was the subject of one of the last sentences.
    pub(super) fn latest_subject(&self, sentence: usize) -> Option<usize> {
        self.recent
            .iter()
            .rev()
            .take(MEMORY)
            .take_while(|mention| sentence.saturating_sub(mention.sentence) <= 2)
            .find(|mention| {
                mention.subject
                    && self
                        .entities
                        .all
                        .get(mention.entity)
                        .is_some_and(|one| one.kind == PersonKind::Person && one.speaks)
            })
            .map(|mention| mention.entity)
    }

    /// The person named most often so far; of several the first.
    pub(super) fn most_spoken_of(&self) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (index, one) in self.entities.all.iter().enumerate() {
            if one.kind == PersonKind::Person
                && one.speaks
                && best.is_none_or(|(most, _)| one.mentions.len() > most)
            {
                best = Some((one.mentions.len(), index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// `they`: those who spoke last, where they are several.
    fn latest_many(&self, sentence: usize) -> Vec<usize> {
        let several = self.last.len() > 1
            || self
                .last
                .first()
                .and_then(|entity| self.entities.all.get(*entity))
                .is_some_and(|one| one.kind != PersonKind::Person);
        if several && sentence.saturating_sub(self.last_sentence) <= 4 {
            self.last.clone()
        } else {
            Vec::new()
        }
    }

    /// `it`: the body or document that spoke last, else the last one named as a subject.
    fn latest_body(&self, sentence: usize) -> Option<usize> {
        let is_body = |entity: usize| {
            self.entities.all.get(entity).is_some_and(|one| {
                matches!(
                    one.kind,
                    PersonKind::Organization | PersonKind::Country | PersonKind::Document
                )
            })
        };
        if let [only] = self.last.as_slice()
            && is_body(*only)
            && sentence.saturating_sub(self.last_sentence) <= 3
        {
            return Some(*only);
        }
        self.recent
            .iter()
            .rev()
            .take(MEMORY)
            .find(|mention| {
                mention.subject
                    && is_body(mention.entity)
                    && sentence.saturating_sub(mention.sentence) <= 2
            })
            .map(|mention| mention.entity)
    }

    /// `the director`: the latest who was introduced as one. A description with words of its own, as `the retired surgeon`,
    /// is a pronoun for whom the text speaks of right before.
    fn by_role(
        &self,
        phrase: &NounPhrase,
        noun: usize,
        gender: Gender,
        sentence: usize,
    ) -> Option<usize> {
        let token = self.tokens.at(noun);
        let word = token.lower.as_ref();
        let introduced = self
            .recent
            .iter()
            .rev()
            .take(MEMORY * 3)
            .find(|mention| {
                self.entities.all.get(mention.entity).is_some_and(|one| {
                    one.kind == PersonKind::Person
                        && compatible(one.gender, gender)
                        && one
                            .roles
                            .iter()
                            .any(|role| role == word || long_form(role) == Some(word))
                })
            })
            .map(|mention| mention.entity);
        if introduced.is_some() {
            return introduced;
        }
        let by_gender = gender != Gender::Unknown && !token.is(Class::ROLE.with(Class::TITLE));
        let own_words = phrase.head.len() > 2
            && phrase.range.len() == phrase.head.len()
            && !self.tokens.at(phrase.head.start).is(Class::POSSESSIVE)
            && !phrase
                .head
                .clone()
                .any(|at| self.tokens.at(at).lower == "'s");
        if !by_gender && !own_words && !word.ends_with("-old") {
            return None;
        }
        let entity = self.antecedent(noun, sentence, gender)?;
        let near = self.recent.iter().rev().take(MEMORY).any(|mention| {
            mention.entity == entity
                && mention.subject
                && sentence.saturating_sub(mention.sentence) <= 2
        });
        near.then_some(entity)
    }

    /// `the ministry`: the latest named body with that word.
    fn body(&self, noun: usize) -> Option<usize> {
        let word = self.tokens.at(noun).lower.as_ref();
        self.recent
            .iter()
            .rev()
            .take(MEMORY * 3)
            .find(|mention| {
                self.entities.all.get(mention.entity).is_some_and(|one| {
                    one.kind == PersonKind::Organization
                        && one.words.iter().any(|part| part == word)
                })
            })
            .map(|mention| mention.entity)
    }
}
