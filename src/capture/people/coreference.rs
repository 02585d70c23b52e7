//! Who is meant: one pass over the text, in which names, pronouns and sources are resolved as a reader meets them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::descriptions::{Description, describe, printed};
use super::entities::Entities;
use super::introductions::introductions;
use super::names::{Look, Name};
use super::{PersonKind, compatible};
use crate::capture::attribution::{Found, NounPhrase, Source, TokenKind, TokenList, is_finite_verb};
use crate::capture::language::{Class, Gender, Language, Strength};
use crate::domain::text::Text;

/// How many mentions back a pronoun looks: a reader does not look further either, and the pass stays linear.
const MEMORY: usize = 40;

/// A mention outside quotations.
#[derive(Debug, Clone, Copy)]
struct Mention {
    entity: usize,
    token: usize,
    sentence: usize,
    /// Whether it is the subject of its sentence.
    subject: bool,
}

struct Reading<'a, 't, 'e> {
    tokens: &'a TokenList<'t>,
    sentences: &'a [Range<usize>],
    entities: &'a mut Entities<'e>,
    recent: Vec<Mention>,
    /// Who spoke last, and in which sentence.
    last: Vec<usize>,
    last_sentence: usize,
    /// Whom the text was about when its questions and answers began.
    answering: Option<usize>,
    /// Who was asked something last, and in which sentence.
    asked: Option<(usize, usize)>,
    /// Whether a token stands in what somebody is reported to say: its subject is not the text's.
    reported: Vec<bool>,
    /// Names by the token at which they start.
    named: BTreeMap<usize, (Range<usize>, usize)>,
    /// Pronouns by their token.
    pronouns: BTreeMap<usize, usize>,
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
                let gender = if token.lower == "he" { Gender::Male } else { Gender::Female };
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
                if reading.answering.is_none() && one.cue.first().is_some_and(|cue| tokens.at(cue.start).kind == TokenKind::Colon) {
                    reading.answering = reading.most_spoken_of();
                }
                let who = reading.source(one, number);
                reading.ask(one, number);
                if let (Source::Phrase(phrase), [only]) = (&one.source, who.as_slice()) {
                    reading.remember(*only, phrase.range.start, number, !reading.reported.get(phrase.range.start).copied().unwrap_or_default());
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
    for one in found.iter().filter(|one| !one.direct && one.strength == Strength::Speech) {
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
    LONG.iter().find(|(short, _)| *short == title).map(|(_, long)| *long)
}

impl Reading<'_, '_, '_> {
    /// Joins a name to an entity and reads what is said of it.
    fn name(&mut self, text: &Text, number: usize, sentence: &Range<usize>, name: &Name) {
        let _ = number;
        let Some(entity) = self.entities.mention(self.tokens, name) else {
            return;
        };
        self.named.insert(name.range.start, (name.range.clone(), entity));
        let person = self.entities.all.get(entity).is_some_and(|one| one.kind == PersonKind::Person);
        if !person || matches!(name.look, Look::Organization | Look::Place | Look::Other) {
            return;
        }
        let introduced = introductions(text, self.tokens, sentence, name, self.entities);
        if let Some(one) = self.entities.all.get_mut(entity) {
            for found in introduced {
                one.speaks = true;
                one.roles.extend(found.nouns);
                let known = one.introductions.iter().any(|known| {
                    known.role == found.introduction.role && (known.organization == found.introduction.organization || found.introduction.organization.is_none())
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
        from == sentence.start && !(from..start).any(|at| self.tokens.at(at).quote == 0 && is_finite_verb(self.tokens, at)) && !self.tokens.before(start).is(Class::PREPOSITION)
    }

    /// Whom `he` or `she` stands for; `None` where nobody fits.
    fn antecedent(&self, token: usize, sentence: usize, gender: Gender) -> Option<usize> {
        let mut best: Option<(i64, usize)> = None;
        let mut subject_seen = false;
        // `he told Berg`: he is not Berg.
        let addressed = self.named.range(token + 2..token + 5).next().map(|(_, (_, entity))| *entity);
        let addressed = addressed.filter(|_| self.tokens.at(token + 1).is(Class::CUE_VERB));
        let block = self.tokens.at(token).block;
        for mention in self.recent.iter().rev().take(MEMORY) {
            let Some(one) = self.entities.all.get(mention.entity) else {
                continue;
            };
            if one.kind != PersonKind::Person || !compatible(one.gender, gender) || Some(mention.entity) == addressed {
                continue;
            }
            let distance = i64::try_from(sentence.saturating_sub(mention.sentence)).unwrap_or(i64::MAX).min(20);
            let mut score = 100 - 12 * distance;
            if mention.subject {
                score += 20;
                // Who was the latest subject goes on being spoken of.
                if !subject_seen {
                    score += 15;
                }
                subject_seen = true;
            }
            if self.last.contains(&mention.entity) && sentence.saturating_sub(self.last_sentence) <= 6 {
                score += 12;
            }
            if self.tokens.at(mention.token).block == block && self.same_paragraph(mention.token, token) {
                score += 15;
            }
            if one.gender == gender {
                score += 8;
            }
            // Who was asked answers.
            if self.asked.is_some_and(|(asked, number)| asked == mention.entity && sentence.saturating_sub(number) <= 2) {
                score += 30;
            }
            // A name of which nothing shows that it is a person's.
            if !one.speaks {
                score -= 40;
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

    /// Who makes an attribution.
    fn source(&mut self, one: &Found, sentence: usize) -> Vec<usize> {
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
            Source::Relative(Some(phrase), _) | Source::Phrase(phrase) => self.phrase(phrase, sentence),
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
        if !matches!(described, Description::One(_) | Description::They | Description::It) {
            let appositive = self
                .named
                .range(phrase.head.end..phrase.range.end)
                .find(|(start, _)| self.tokens.before(**start).kind == TokenKind::Comma || self.is_titled_after_comma(**start, phrase.head.end))
                .map(|(_, (_, entity))| *entity);
            if let Some(entity) = appositive
                && self.entities.all.get(entity).is_some_and(|one| one.kind == PersonKind::Person)
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
        let no_comma = !(phrase.range.start..phrase.range.end).any(|at| tokens.at(at).is(Class::PREPOSITION) || tokens.at(at).is(Class::QUESTION));
        no_comma && (tokens.at(range.end).lower == "and" || tokens.before(range.start).lower == "and") && range.end <= phrase.range.end
    }

    fn description(&mut self, phrase: &NounPhrase, described: Description, sentence: usize) -> Vec<usize> {
        let tokens = self.tokens;
        let words = {
            let printed = printed(tokens, phrase);
            self.entities.words_of(tokens, &printed)
        };
        match described {
            Description::One(gender) => {
                let at = phrase.head.start;
                let known = self.pronouns.get(&at).copied();
                known.or_else(|| self.antecedent(at, sentence, gender)).into_iter().collect()
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
                    let kind = if tokens.at(noun).is(Class::PLACE) { PersonKind::Country } else { PersonKind::Organization };
                    self.entities.described(&words, kind)
                });
                vec![entity]
            }
            Description::Document => vec![self.entities.described(&words, PersonKind::Document)],
            Description::Unnamed => vec![self.entities.described(&words, PersonKind::Unnamed)],
        }
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

    /// The person who was the subject of one of the last sentences.
    fn latest_subject(&self, sentence: usize) -> Option<usize> {
        self.recent
            .iter()
            .rev()
            .take(MEMORY)
            .take_while(|mention| sentence.saturating_sub(mention.sentence) <= 2)
            .find(|mention| mention.subject && self.entities.all.get(mention.entity).is_some_and(|one| one.kind == PersonKind::Person && one.speaks))
            .map(|mention| mention.entity)
    }

    /// The person named most often so far; of several the first.
    fn most_spoken_of(&self) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (index, one) in self.entities.all.iter().enumerate() {
            if one.kind == PersonKind::Person && one.speaks && best.is_none_or(|(most, _)| one.mentions.len() > most) {
                best = Some((one.mentions.len(), index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// `they`: those who spoke last, where they are several.
    fn latest_many(&self, sentence: usize) -> Vec<usize> {
        let several = self.last.len() > 1
            || self.last.first().and_then(|entity| self.entities.all.get(*entity)).is_some_and(|one| one.kind != PersonKind::Person);
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
                matches!(one.kind, PersonKind::Organization | PersonKind::Country | PersonKind::Document)
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
            .find(|mention| mention.subject && is_body(mention.entity) && sentence.saturating_sub(mention.sentence) <= 2)
            .map(|mention| mention.entity)
    }

    /// `the director`: the latest who was introduced as one. A description with words of its own, as `the retired surgeon`,
    /// is a pronoun for whom the text speaks of right before.
    fn by_role(&self, phrase: &NounPhrase, noun: usize, gender: Gender, sentence: usize) -> Option<usize> {
        let token = self.tokens.at(noun);
        let word = token.lower.as_ref();
        let introduced = self
            .recent
            .iter()
            .rev()
            .take(MEMORY * 3)
            .find(|mention| {
                self.entities.all.get(mention.entity).is_some_and(|one| {
                    one.kind == PersonKind::Person && compatible(one.gender, gender) && one.roles.iter().any(|role| role == word || long_form(role) == Some(word))
                })
            })
            .map(|mention| mention.entity);
        if introduced.is_some() {
            return introduced;
        }
        let by_gender = gender != Gender::Unknown && !token.is(Class::ROLE.with(Class::TITLE));
        let own_words = phrase.head.len() > 2 && phrase.range.len() == phrase.head.len() && !self.tokens.at(phrase.head.start).is(Class::POSSESSIVE) && !phrase.head.clone().any(|at| self.tokens.at(at).lower == "'s");
        if !by_gender && !own_words && !word.ends_with("-old") {
            return None;
        }
        let entity = self.antecedent(noun, sentence, gender)?;
        let near = self.recent.iter().rev().take(MEMORY).any(|mention| mention.entity == entity && mention.subject && sentence.saturating_sub(mention.sentence) <= 2);
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
                self.entities.all.get(mention.entity).is_some_and(|one| one.kind == PersonKind::Organization && one.words.iter().any(|part| part == word))
            })
            .map(|mention| mention.entity)
    }
}
