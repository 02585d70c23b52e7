//! Who a source stands for: a name behind a role, a pronoun, a body.

use std::collections::BTreeMap;
use std::ops::Range;

use super::kind_of;
use crate::capture::language::Spaceless;
use crate::capture::people::{Introduction, Person, PersonKind};
use crate::domain::text::{Span, Text};

/// Everybody so far.
pub(super) struct Speakers<'l> {
    lists: &'l Spaceless,
    people: Vec<Known>,
    by_name: BTreeMap<String, usize>,
    last: Option<usize>,
    last_person: Option<usize>,
}

struct Known {
    name: String,
    kind: PersonKind,
    mentions: Vec<Range<usize>>,
    introductions: Vec<Introduced>,
}

struct Introduced {
    role: String,
    organization: Option<String>,
    parents: Vec<String>,
    range: Range<usize>,
}

impl<'l> Speakers<'l> {
    pub(super) const fn new(lists: &'l Spaceless) -> Self {
        Self {
            lists,
            people: Vec::new(),
            by_name: BTreeMap::new(),
            last: None,
            last_person: None,
        }
    }

    /// Who spoke last.
    pub(super) const fn last(&self) -> Option<usize> {
        self.last
    }

    /// Remembers who spoke.
    pub(super) fn spoke(&mut self, speaker: usize) {
        self.last = Some(speaker);
        if self
            .people
            .get(speaker)
            .is_some_and(|known| known.kind == PersonKind::Person)
        {
            self.last_person = Some(speaker);
        }
    }

    /// Who the words of a source stand for; `None` for a pronoun without anybody before it.
    pub(super) fn resolve(&mut self, content: &str, source: Range<usize>) -> Option<usize> {
        let words = content.get(source.clone())?.trim();
        if self.lists.they.contains(&words) {
            return None;
        }
        if self.lists.he.contains(&words) || self.lists.she.contains(&words) {
            return self.last_person;
        }
        let name = self.name_in(words);
        match name {
            Some(at) => {
                let range = source.start + at..source.start + words.len();
                let speaker = self.person(
                    content.get(range.clone())?,
                    PersonKind::Person,
                    range.clone(),
                );
                let before = words.get(..at).unwrap_or_default();
                if let Some(introduced) = self.introduction(before, source.start..range.end)
                    && let Some(known) = self.people.get_mut(speaker)
                    && !known.introductions.iter().any(|other| {
                        other.role == introduced.role
                            && other.organization == introduced.organization
                    })
                {
                    known.introductions.push(introduced);
                }
                Some(speaker)
            }
            None => {
                if let Some(speaker) = self.by_family_and_role(words) {
                    return Some(speaker);
                }
                Some(self.person(words, kind_of(words, self.lists), source))
            }
        }
    }

    /// Where the name of a person starts, which ends the words: behind a role, with a middle point, or the whole.
    fn name_in(&self, words: &str) -> Option<usize> {
        let role_end = self
            .lists
            .roles
            .iter()
            .filter_map(|role| words.rfind(role).map(|at| at + role.len()))
            .max()
            .unwrap_or(0);
        let rest = words.get(role_end..)?;
        let trimmed = rest.trim_start_matches(['、', ' ', '\u{3000}']);
        let at = role_end + rest.len() - trimmed.len();
        let letters = trimmed.chars().count();
        if trimmed.contains('·') && letters <= 20 {
            return Some(at);
        }
        let family = self
            .lists
            .compound_families
            .iter()
            .any(|family| trimmed.starts_with(family))
            || trimmed
                .chars()
                .next()
                .is_some_and(|first| self.lists.families.contains(first));
        let is_body = kind_of(trimmed, self.lists) != PersonKind::Unnamed;
        if family && (2..=4).contains(&letters) && !is_body {
            return Some(at);
        }
        // A foreign name behind a role: `总统马克龙`.
        (role_end > 0 && (2..=7).contains(&letters) && !is_body).then_some(at)
    }

    /// `陈教授`, `王部长`: the latest with that family name.
    fn by_family_and_role(&self, words: &str) -> Option<usize> {
        let role = self
            .lists
            .roles
            .iter()
            .find(|role| words.ends_with(**role))?;
        let family = words.strip_suffix(role)?;
        let letters = family.chars().count();
        if letters == 0 || letters > 2 {
            return None;
        }
        self.people
            .iter()
            .rposition(|known| known.kind == PersonKind::Person && known.name.starts_with(family))
    }

    fn person(&mut self, name: &str, kind: PersonKind, range: Range<usize>) -> usize {
        let speaker = match self.by_name.get(name) {
            Some(known) => *known,
            None => {
                let index = self.people.len();
                self.people.push(Known {
                    name: name.to_owned(),
                    kind,
                    mentions: Vec::new(),
                    introductions: Vec::new(),
                });
                self.by_name.insert(name.to_owned(), index);
                index
            }
        };
        if let Some(known) = self.people.get_mut(speaker) {
            known.mentions.push(range);
        }
        speaker
    }

    /// `吉林大学人权研究中心副主任`: a role, its body, and the university before that.
    fn introduction(&self, before: &str, range: Range<usize>) -> Option<Introduced> {
        let before = before.trim_end_matches(['、', ' ', '\u{3000}']);
        let role = self
            .lists
            .roles
            .iter()
            .find(|role| before.ends_with(**role))?;
        let body = before.strip_suffix(role)?.trim_end_matches('的');
        let mut parents = Vec::new();
        let mut organization = body;
        // The first body word that is not at the end closes the parent.
        let cut = self
            .lists
            .bodies
            .iter()
            .filter(|ending| ending.chars().count() > 1)
            .filter_map(|ending| body.find(ending).map(|at| at + ending.len()))
            .filter(|at| *at < body.len())
            .min();
        if let Some(cut) = cut {
            parents.extend(body.get(..cut).map(str::to_owned));
            organization = body.get(cut..).unwrap_or_default();
        }
        Some(Introduced {
            role: (*role).to_owned(),
            organization: (!organization.is_empty()).then(|| organization.to_owned()),
            parents,
            range,
        })
    }

    /// Gives everybody out.
    pub(super) fn finish(self, text: &Text) -> Vec<Person> {
        let span = |range: &Range<usize>| {
            Some(Span::new(
                text.cp_of_byte(range.start)?,
                text.cp_of_byte(range.end)?,
            ))
        };
        self.people
            .into_iter()
            .map(|known| Person {
                name: known.name,
                kind: known.kind,
                mentions: known.mentions.iter().filter_map(span).collect(),
                introductions: known
                    .introductions
                    .into_iter()
                    .filter_map(|one| {
                        Some(Introduction {
                            role: one.role,
                            organization: one.organization,
                            parents: one.parents,
                            span: span(&one.range)?,
                        })
                    })
                    .collect(),
            })
            .collect()
    }
}
