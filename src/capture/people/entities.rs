//! The people of an article while it is read: names are joined to whom they stand for.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names::{Look, Name};
use super::{Introduction, Person, PersonKind, Resolved, compatible};
use crate::capture::attribution::TokenList;
use crate::capture::language::{Class, Gender};
use crate::domain::text::{Span, Text};

/// One of the people while an article is read.
#[derive(Debug, Clone)]
pub(crate) struct Entity {
    /// The words of the fullest name, small.
    pub(crate) words: Vec<String>,
    /// The fullest name as printed.
    pub(crate) display: String,
    /// What kind.
    pub(crate) kind: PersonKind,
    /// What is known of the gender.
    pub(crate) gender: Gender,
    /// Mentions as token ranges.
    pub(crate) mentions: Vec<Range<usize>>,
    /// What the article says they are.
    pub(crate) introductions: Vec<Introduction>,
    /// The small words of roles, for `the director`.
    pub(crate) roles: Vec<String>,
    /// Whether anything shows that it may speak: only then it is given out.
    pub(crate) speaks: bool,
}

/// Everybody so far, with an index by the words of names.
#[derive(Debug)]
pub(crate) struct Entities<'t> {
    pub(crate) all: Vec<Entity>,
    by_word: BTreeMap<String, Vec<usize>>,
    by_description: BTreeMap<String, usize>,
    /// Words that are written large inside sentences: a lone word at the start of one is a name only then.
    inner_capitals: BTreeMap<String, u32>,
    content: &'t str,
}

/// How many bearers of one word are looked at: the latest ones; a list of a thousand Smiths must not cost a million comparisons.
const BEARERS: usize = 12;

impl<'t> Entities<'t> {
    pub(crate) fn new(text: &'t Text, tokens: &TokenList<'_>) -> Self {
        let mut inner_capitals = BTreeMap::new();
        for (at, token) in tokens.as_slice().iter().enumerate() {
            if token.capital
                && at > 0
                && tokens.before(at).is_word()
                && tokens.before(at).lower != "'s"
            {
                *inner_capitals.entry(token.lower.to_string()).or_insert(0) += 1;
            }
        }
        Self {
            all: Vec::new(),
            by_word: BTreeMap::new(),
            by_description: BTreeMap::new(),
            inner_capitals,
            content: text.as_str(),
        }
    }

    /// The text of tokens.
    pub(crate) fn words_of(&self, tokens: &TokenList<'_>, range: &Range<usize>) -> String {
        if range.is_empty() {
            return String::new();
        }
        let from = tokens.at(range.start).start;
        let to = tokens.at(range.end - 1).end;
        let words = self.content.get(from..to).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Joins a name to somebody known or adds somebody; `None` where the word is no name.
    pub(crate) fn mention(&mut self, tokens: &TokenList<'_>, name: &Name) -> Option<usize> {
        let words: Vec<String> = name
            .range
            .clone()
            .map(|at| tokens.at(at).lower.to_string())
            .collect();
        let known = self.find(name, &words);
        let entity = match known {
            Some(entity) => {
                self.extend(tokens, entity, name, words);
                entity
            }
            None => {
                if name.look == Look::Single && !self.is_name(tokens, name) {
                    return None;
                }
                self.add(tokens, name, words)
            }
        };
        let one = self.all.get_mut(entity)?;
        one.mentions.push(name.range.clone());
        if one.gender == Gender::Unknown {
            one.gender = name.gender;
        }
        Some(entity)
    }

    fn is_name(&self, tokens: &TokenList<'_>, name: &Name) -> bool {
        let token = tokens.at(name.range.start);
        if token.is(Class::NATIONALITY
            .with(Class::PEOPLE)
            .with(Class::ROLE)
            .with(Class::TIME))
        {
            return false;
        }
        if !name.opens {
            return true;
        }
        self.inner_capitals.contains_key(token.lower.as_ref())
            || (token.word.is_none()
                && tokens
                    .at(name.range.end)
                    .is(Class::CUE_VERB.with(Class::AUXILIARY))
                && !token.lower.ends_with("ly")
                && !token.lower.ends_with("ing")
                && !token.lower.ends_with('s'))
            || token.is(Class::FAMILY_FIRST
                .with(Class::GIVEN_FEMALE)
                .with(Class::GIVEN_MALE))
    }

    fn find(&self, name: &Name, words: &[String]) -> Option<usize> {
        let last = words.iter().rev().find(|word| !is_suffix(word))?;
        let first = words.first()?;
        let bearers = |word: &String| {
            self.by_word
                .get(word)
                .into_iter()
                .flat_map(|all| all.iter().rev().take(BEARERS).copied())
        };
        let fits = |entity: usize| {
            self.all.get(entity).is_some_and(|one| {
                compatible(one.gender, name.gender) && one.kind != PersonKind::Unnamed
            })
        };
        if words.len() > 1 {
            // The same words, or the same first and last: `Donald J. Berg` and `Donald Berg`.
            let mut best = None;
            for entity in bearers(last) {
                let Some(other) = self.all.get(entity) else {
                    continue;
                };
                if other.words == words {
                    return Some(entity);
                }
                // `Berg Jr.` is the one with that suffix; father and son are two.
                let whole = other.words.len() > 1 || is_suffix(last_word(words));
                if whole && is_suffix(last_word(words)) != is_suffix(last_word(&other.words)) {
                    continue;
                }
                let family_alone = words.len() == 2 && is_suffix(last_word(words));
                if family_alone
                    && other.words.iter().rev().find(|word| !is_suffix(word)) == Some(last)
                {
                    return Some(entity);
                }
                if !fits(entity)
                    || other.kind == PersonKind::Organization
                    || name.look == Look::Organization
                {
                    continue;
                }
                let other_last = other.words.iter().rev().find(|word| !is_suffix(word));
                if other.words.len() == 1
                    && other.words.first() == Some(last)
                    && other.kind != PersonKind::Country
                {
                    best = best.or(Some(entity));
                } else if other_last == Some(last)
                    && other
                        .words
                        .first()
                        .is_some_and(|other| same_given(other, first))
                {
                    return Some(entity);
                }
            }
            return best;
        }
        // One word: a family name, a given name, or the whole name.
        let titled = !name.title.is_empty();
        let mut family = None;
        let mut leading = None;
        let mut any = None;
        for entity in bearers(first) {
            let Some(other) = self.all.get(entity) else {
                continue;
            };
            if !fits(entity) {
                continue;
            }
            // Of two of one family the one the article is about is called by the family name alone.
            let weight = |entity: usize| {
                (
                    self.all.get(entity).map_or(0, |one| one.mentions.len()),
                    self.latest(entity),
                )
            };
            let later =
                |slot: &Option<usize>| slot.is_none_or(|before| weight(entity) > weight(before));
            if other.words.len() == 1 && other.words.first() == Some(first) {
                if later(&family) {
                    family = Some(entity);
                }
            } else if other.kind == PersonKind::Organization
                && name.look == Look::Organization
                && other.words.last() == Some(first)
            {
                // `The Times` after `The Oslo Times`
                if later(&family) {
                    family = Some(entity);
                }
            } else if other.kind == PersonKind::Organization || other.kind == PersonKind::Country {
                // `Bank` alone is not the Bank of Oslo, `Guangdong` not its university.
            } else if other.words.iter().rev().find(|word| !is_suffix(word)) == Some(first) {
                if later(&family) {
                    family = Some(entity);
                }
            } else if other.words.first() == Some(first) {
                if later(&leading) {
                    leading = Some(entity);
                }
            } else if later(&any) {
                any = Some(entity);
            }
        }
        family
            .or(leading)
            .or(if titled || any.is_some() { any } else { None })
    }

    fn latest(&self, entity: usize) -> usize {
        self.all
            .get(entity)
            .and_then(|one| one.mentions.last())
            .map_or(0, |range| range.start)
    }

    fn add(&mut self, tokens: &TokenList<'_>, name: &Name, words: Vec<String>) -> usize {
        let kind = match name.look {
            Look::Organization => PersonKind::Organization,
            Look::Place => PersonKind::Country,
            Look::Other => PersonKind::Group,
            Look::Person | Look::Several | Look::Single => PersonKind::Person,
        };
        let display = self.words_of(tokens, &name.range);
        self.push(Entity {
            words,
            display,
            kind,
            gender: name.gender,
            mentions: Vec::new(),
            introductions: Vec::new(),
            roles: Vec::new(),
            speaks: name.look == Look::Person,
        })
    }

    fn push(&mut self, entity: Entity) -> usize {
        let index = self.all.len();
        for word in &entity.words {
            let bearers = self.by_word.entry(word.clone()).or_default();
            if bearers.last() != Some(&index) {
                bearers.push(index);
            }
        }
        self.all.push(entity);
        index
    }

    /// A fuller name replaces a shorter one.
    fn extend(&mut self, tokens: &TokenList<'_>, entity: usize, name: &Name, words: Vec<String>) {
        let display = self.words_of(tokens, &name.range);
        let Some(one) = self.all.get_mut(entity) else {
            return;
        };
        let name_words = words.clone();
        if words.len() > one.words.len()
            && (one.words.len() == 1 || name.look != Look::Organization)
        {
            for word in &words {
                let bearers = self.by_word.entry(word.clone()).or_default();
                if !bearers
                    .iter()
                    .rev()
                    .take(BEARERS)
                    .any(|known| *known == entity)
                {
                    bearers.push(entity);
                }
            }
            one.words = words;
            one.display = display;
            if name.look == Look::Person {
                one.kind = PersonKind::Person;
            }
        }
        // Only people are called by the last word of their name.
        let family_alone =
            words_are_family(&one.words, &name_words) && one.kind == PersonKind::Person;
        one.speaks |= name.look == Look::Person || family_alone;
    }

    /// Returns who is described by these words, adding them at the first time.
    pub(crate) fn described(&mut self, words: &str, kind: PersonKind) -> usize {
        let lower = words.to_lowercase();
        if let Some(entity) = self.by_description.get(&lower) {
            return *entity;
        }
        let entity = self.all.len();
        self.all.push(Entity {
            words: lower.split_whitespace().map(str::to_owned).collect(),
            display: words.to_owned(),
            kind,
            gender: Gender::Unknown,
            mentions: Vec::new(),
            introductions: Vec::new(),
            roles: Vec::new(),
            speaks: true,
        });
        self.by_description.insert(lower, entity);
        entity
    }

    /// Gives out those who speak or are introduced, by their first mention.
    pub(crate) fn finish(
        self,
        text: &Text,
        tokens: &TokenList<'_>,
        speakers: Vec<Vec<usize>>,
    ) -> Resolved {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|entity| {
            self.all
                .get(*entity)
                .and_then(|one| one.mentions.first())
                .map_or(usize::MAX, |range| range.start)
        });
        let speaking: std::collections::BTreeSet<usize> =
            speakers.iter().flatten().copied().collect();
        let mut places = BTreeMap::new();
        let mut people = Vec::new();
        for entity in order {
            let Some(one) = self.all.get(entity) else {
                continue;
            };
            let given_out = speaking.contains(&entity)
                || !one.introductions.is_empty()
                || one.speaks && one.kind == PersonKind::Person && one.words.len() > 1;
            if !given_out {
                continue;
            }
            places.insert(entity, people.len());
            people.push(Person {
                name: one.display.clone(),
                kind: one.kind,
                mentions: one
                    .mentions
                    .iter()
                    .filter_map(|range| span(text, tokens, range))
                    .collect(),
                introductions: one.introductions.clone(),
            });
        }
        let speakers = speakers
            .into_iter()
            .map(|all| {
                all.into_iter()
                    .filter_map(|entity| places.get(&entity).copied())
                    .collect()
            })
            .collect();
        Resolved { people, speakers }
    }
}

/// Says whether a mention is the last word of a longer name alone.
fn words_are_family(whole: &[String], mention: &[String]) -> bool {
    whole.len() > 1 && mention.len() == 1 && whole.last() == mention.first()
}

/// The span of tokens in the text.
pub(crate) fn span(text: &Text, tokens: &TokenList<'_>, range: &Range<usize>) -> Option<Span> {
    if range.is_empty() {
        return None;
    }
    let start = text.cp_of_byte(tokens.at(range.start).start)?;
    let end = text.cp_of_byte(tokens.at(range.end - 1).end)?;
    (start < end).then(|| Span::new(start, end))
}

fn last_word(words: &[String]) -> &str {
    words.last().map_or("", String::as_str)
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// `Don` and `Donald`, `D.` and `Donald`; not `Anna` and `Anton`.
fn same_given(one: &str, other: &str) -> bool {
    one == other
        || one.chars().count() == 1 && other.starts_with(one)
        || other.chars().count() == 1 && one.starts_with(other)
        || (one.len() >= 3
            && other.len() >= 3
            && (one.starts_with(other) || other.starts_with(one)))
}
