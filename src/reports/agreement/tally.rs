//! What coders say of the same units, gathered over articles.

use std::collections::{BTreeMap, BTreeSet};

use super::coded::{CodedArticle, Reading};
use crate::domain::agreement::reading::{self, Field};
use crate::domain::agreement::unitizing::UnitizedTexts;
use crate::domain::agreement::{
    Coefficient, Metric, ReliabilityData, alpha, cohen_kappa, light_kappa,
};
use crate::domain::text::Span;

/// The fields that tables of pairs and articles show one by one.
pub(super) const MAIN_FIELDS: [Field; 4] = [
    Field::Voice,
    Field::Stance,
    Field::Speaker,
    Field::Proposition,
];

/// The topic of each proposition, by their keys.
pub(super) type Topics = BTreeMap<String, String>;

/// Coders by numbers, so that their values take little room.
#[derive(Debug, Default)]
pub(super) struct Coders {
    numbers: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Coders {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// Returns the names of coders, in order.
    pub(super) fn names(&self, numbers: &[usize]) -> Vec<&str> {
        let mut names: Vec<&str> = numbers
            .iter()
            .filter_map(|number| self.names.get(*number))
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        names
    }
}

/// Values of one field.
#[derive(Debug, Default)]
pub(super) struct FieldData {
    data: ReliabilityData,
    values: BTreeMap<String, usize>,
    /// In how many units somebody left the field open that others gave.
    pub(super) open: usize,
    /// In how many units coders differ.
    pub(super) differing: usize,
}

impl FieldData {
    /// Adds what coders say of a unit; those who say nothing left the field open.
    fn add(&mut self, field: Field, said: &[(usize, Option<&str>)]) {
        let mut values = Vec::with_capacity(said.len());
        for (coder, value) in said {
            if let Some(value) = value {
                values.push((*coder, self.number(field, value)));
            }
        }
        if !values.is_empty() && values.len() < said.len() {
            self.open += 1;
        }
        let first = values.first().map(|(_, value)| *value);
        self.differing += usize::from(values.iter().any(|(_, value)| Some(*value) != first));
        self.data.add(values);
    }

    fn number(&mut self, field: Field, value: &str) -> usize {
        // Tones have an order, which the numbers keep.
        if field == Field::Tone {
            return match value {
                "-1" => 0,
                "0" => 1,
                _ => 2,
            };
        }
        if let Some(number) = self.values.get(value) {
            return *number;
        }
        let number = self.values.len();
        self.values.insert(value.to_owned(), number);
        number
    }

    pub(super) fn units(&self) -> usize {
        self.data.pairable_units()
    }

    pub(super) fn coders(&self) -> Vec<usize> {
        self.data.coders()
    }

    /// Of how many pairs of values, and how many of these are equal.
    pub(super) fn pairs(&self) -> (usize, usize) {
        self.data.pairs()
    }

    pub(super) fn kappa(&self) -> Coefficient {
        light_kappa(&self.data)
    }

    fn kappa_of(&self, first: usize, second: usize) -> Coefficient {
        cohen_kappa(&self.data, first, second)
    }

    pub(super) fn alpha(&self, field: Field) -> Coefficient {
        match field {
            Field::Tone => alpha(&self.data, Metric::Ordinal),
            _ => alpha(&self.data, Metric::Nominal),
        }
    }
}

/// Whether coders find the same claims: over articles that both coded fully, since what a partial coding lacks says nothing.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Claims of the first of each two coders.
    pub(super) first: usize,
    /// Claims of the second.
    pub(super) second: usize,
    /// Units of both.
    pub(super) both: usize,
    pub(super) texts: UnitizedTexts,
}

impl Found {
    /// Units of either.
    pub(super) fn either(&self) -> usize {
        self.first + self.second - self.both
    }

    fn add_pair(&mut self, units: &[Vec<Option<usize>>], first: usize, second: usize) {
        let has = |unit: &[Option<usize>], coder: usize| {
            unit.get(coder).is_some_and(|place| place.is_some())
        };
        for unit in units {
            let (one, other) = (has(unit, first), has(unit, second));
            self.first += usize::from(one);
            self.second += usize::from(other);
            self.both += usize::from(one && other);
        }
    }
}

/// What two coders agree on.
#[derive(Debug, Default)]
pub(super) struct Pair {
    pub(super) articles: usize,
    pub(super) found: Found,
    fields: [FieldData; MAIN_FIELDS.len()],
    numbers: (usize, usize),
}

impl Pair {
    /// Cohen's kappa of each main field.
    pub(super) fn kappas(&self) -> [Coefficient; MAIN_FIELDS.len()] {
        let (first, second) = self.numbers;
        self.fields
            .each_ref()
            .map(|field| field.kappa_of(first, second))
    }
}

/// What the coders of one article agree on.
#[derive(Debug)]
pub(super) struct OfArticle {
    pub(super) article: i64,
    pub(super) coders: Vec<String>,
    pub(super) units: usize,
    /// Units of every coder.
    pub(super) of_all: usize,
    pub(super) found: Found,
    /// Pairs of values of all fields, and how many are equal.
    pub(super) pairs: (usize, usize),
    /// Krippendorff's alpha of each main field.
    pub(super) alphas: [Coefficient; MAIN_FIELDS.len()],
    pub(super) disagreements: usize,
    pub(super) is_decided: bool,
}

/// One thing on which the coders of an article differ.
#[derive(Debug)]
pub(super) struct Disagreement {
    pub(super) article: i64,
    /// Ids and numbers of the unit's claims.
    pub(super) claims: Vec<(i64, i64)>,
    pub(super) words: String,
    /// `claim` where it is whether there is one.
    pub(super) field: String,
    /// Each coder with what he says.
    pub(super) said: Vec<(String, String)>,
    pub(super) is_decided: bool,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) coders: Coders,
    pub(super) found: Found,
    /// Coders who coded an article fully that another did too.
    pub(super) full_coders: BTreeSet<usize>,
    /// How many units are not those of every full coder.
    pub(super) not_found: usize,
    pub(super) fields: BTreeMap<Field, FieldData>,
    pub(super) pairs: BTreeMap<(String, String), Pair>,
    pub(super) articles: Vec<OfArticle>,
    pub(super) disagreements: Vec<Disagreement>,
}

impl Tally {
    /// Adds what the coders of an article say.
    pub(super) fn add(&mut self, coded: &CodedArticle<'_>, topics: &Topics) {
        let numbers: Vec<usize> = coded
            .readings
            .iter()
            .map(|reading| self.coders.number(&reading.coder))
            .collect();
        let full: Vec<usize> = (0..coded.readings.len())
            .filter(|at| coded.readings[*at].is_full())
            .collect();
        let mut found = Found::default();
        for (at, first) in full.iter().enumerate() {
            for second in full.iter().skip(at + 1) {
                found.add_pair(&coded.units, *first, *second);
                self.found.add_pair(&coded.units, *first, *second);
            }
        }
        let marks: Vec<Vec<Span>> = full
            .iter()
            .map(|at| content(&coded.readings[*at]))
            .collect();
        for texts in [&mut found.texts, &mut self.found.texts] {
            texts.add(coded.text.code_points(), &marks);
        }
        if full.len() > 1 {
            self.full_coders.extend(full.iter().map(|at| numbers[*at]));
        }
        let before = self.disagreements.len();
        let mut of_article: BTreeMap<Field, FieldData> = BTreeMap::new();
        for unit in &coded.units {
            let members = Members::of(coded, unit);
            self.add_existence(coded, unit, &members);
            for (field, name, said) in members.said(topics) {
                let values: Vec<(usize, Option<&str>)> = said
                    .iter()
                    .map(|(at, reading)| {
                        let value = reading.as_ref().map(|reading| reading.value.as_str());
                        (numbers[*at], value)
                    })
                    .collect();
                of_article.entry(field).or_default().add(field, &values);
                let data = self.fields.entry(field).or_default();
                let differing = data.differing;
                data.add(field, &values);
                // Topics differ where propositions do, and are settled with them.
                if data.differing > differing && field != Field::Topic {
                    let said = said.into_iter().map(|(at, reading)| {
                        let coder = coded.readings[at].coder.clone();
                        (
                            coder,
                            reading.map_or(OPEN.to_owned(), |reading| reading.shown),
                        )
                    });
                    self.disagreements
                        .push(members.disagreement(name, said.collect()));
                }
            }
        }
        let mut pairs = (0, 0);
        for field in of_article.values() {
            let (all, equal) = field.pairs();
            pairs = (pairs.0 + all, pairs.1 + equal);
        }
        self.articles.push(OfArticle {
            article: coded.article.id,
            coders: coded
                .readings
                .iter()
                .map(|reading| reading.coder.clone())
                .collect(),
            units: coded.units.len(),
            of_all: coded
                .units
                .iter()
                .filter(|unit| unit.iter().all(Option::is_some))
                .count(),
            found,
            pairs,
            alphas: MAIN_FIELDS.map(|field| of_article.entry(field).or_default().alpha(field)),
            disagreements: self.disagreements.len() - before,
            is_decided: coded.is_decided,
        });
    }

    /// Adds what each two coders of an article say of their own units, which a third coder does not change.
    pub(super) fn add_pairs(&mut self, coded: &CodedArticle<'_>, topics: &Topics, overlap: u8) {
        for (at, first) in coded.readings.iter().enumerate() {
            for (second_at, second) in coded.readings.iter().enumerate().skip(at + 1) {
                let own;
                let (units, places) = if coded.readings.len() == 2 {
                    (&coded.units, (0, 1))
                } else {
                    own = reading::units(&[&first.claims, &second.claims], overlap);
                    (&own, (0, 1))
                };
                let numbers = (
                    self.coders.number(&first.coder),
                    self.coders.number(&second.coder),
                );
                let key = (first.coder.clone(), second.coder.clone());
                let pair = self.pairs.entry(key).or_default();
                pair.numbers = numbers;
                pair.articles += 1;
                if first.is_full() && second.is_full() {
                    pair.found.add_pair(units, places.0, places.1);
                    let marks = [content(first), content(second)];
                    pair.found.texts.add(coded.text.code_points(), &marks);
                }
                for unit in units {
                    let mut whole = vec![None; coded.readings.len()];
                    whole[at] = unit.first().copied().flatten();
                    whole[second_at] = unit.get(1).copied().flatten();
                    let members = Members::of(coded, &whole);
                    for (field, _, said) in members.said(topics) {
                        let place = MAIN_FIELDS.iter().position(|main| *main == field);
                        let Some(data) = place.and_then(|place| pair.fields.get_mut(place)) else {
                            continue;
                        };
                        let values: Vec<(usize, Option<&str>)> = said
                            .iter()
                            .map(|(of, reading)| {
                                let number = if *of == at { numbers.0 } else { numbers.1 };
                                let value = reading.as_ref().map(|reading| reading.value.as_str());
                                (number, value)
                            })
                            .collect();
                        data.add(field, &values);
                    }
                }
            }
        }
    }

    /// Adds that a coder who logged every claim of the article has not this one.
    fn add_existence(
        &mut self,
        coded: &CodedArticle<'_>,
        unit: &[Option<usize>],
        members: &Members<'_>,
    ) {
        let readings = coded.readings.iter().zip(unit);
        let missing = readings
            .clone()
            .any(|(reading, place)| place.is_none() && reading.is_full());
        if !missing {
            return;
        }
        let full = readings.clone().filter(|(reading, _)| reading.is_full());
        self.not_found += usize::from(full.clone().any(|(_, place)| place.is_some()));
        let said = readings
            .filter(|(reading, place)| place.is_some() || reading.is_full())
            .map(|(reading, place)| {
                let said = if place.is_some() {
                    "found"
                } else {
                    "not found"
                };
                (reading.coder.clone(), said.to_owned())
            });
        self.disagreements
            .push(members.disagreement(String::from("claim"), said.collect()));
    }
}

/// What is shown where a coder left a field open that others gave.
const OPEN: &str = "left open";

/// The stretches that a coder marked.
fn content(reading: &Reading) -> Vec<Span> {
    let claims = reading.claims.iter();
    claims
        .flat_map(|claim| claim.content.iter().copied())
        .collect()
}

/// What coders say of one field of a unit, by their places: the field, what it is called, and what each says.
type Said = (Field, String, Vec<(usize, Option<reading::Reading>)>);

/// The claims of one unit, by their coders' places.
struct Members<'c> {
    coded: &'c CodedArticle<'c>,
    claims: Vec<(usize, usize)>,
}

impl<'c> Members<'c> {
    fn of(coded: &'c CodedArticle<'c>, unit: &[Option<usize>]) -> Self {
        let claims = unit.iter().enumerate();
        Self {
            coded,
            claims: claims
                .filter_map(|(at, place)| Some((at, (*place)?)))
                .collect(),
        }
    }

    /// What coders say of the unit, field by field; of a tone, target by target.
    fn said(&self, topics: &Topics) -> Vec<Said> {
        let mut all: Vec<Said> = Vec::new();
        // Of what one coder alone found, the others say nothing.
        if self.claims.len() < 2 {
            return all;
        }
        let claims = || {
            self.claims
                .iter()
                .map(|(at, place)| (*at, &self.coded.readings[*at].claims[*place]))
        };
        for field in Field::ALL {
            if *field == Field::Tone {
                let tones: Vec<_> = claims()
                    .map(|(at, claim)| (at, reading::tones(claim)))
                    .collect();
                let targets: BTreeSet<&str> = tones
                    .iter()
                    .flat_map(|(_, tones)| tones.iter().map(|(target, _)| *target))
                    .collect();
                for target in targets {
                    // Who has not this target differs in the targets and says nothing of its tone.
                    let said = tones.iter().filter_map(|(at, tones)| {
                        let (_, tone) = tones.iter().find(|(of, _)| *of == target)?;
                        let reading = tone.map(|tone| reading::Reading {
                            value: tone.to_string(),
                            shown: tone.to_string(),
                        });
                        Some((*at, reading))
                    });
                    all.push((*field, format!("{field} ({target})"), said.collect()));
                }
                continue;
            }
            let said = claims().map(|(at, claim)| {
                let reading = match field {
                    Field::Topic => claim.proposition.as_ref().map(|proposition| {
                        let topic = topics.get(&proposition.key);
                        let topic = topic.map_or(reading::NONE, String::as_str);
                        reading::Reading {
                            value: topic.to_owned(),
                            shown: topic.to_owned(),
                        }
                    }),
                    field => reading::reading(*field, claim, &self.coded.text),
                };
                (at, reading)
            });
            all.push((*field, field.to_string(), said.collect()));
        }
        all
    }

    fn disagreement(&self, field: String, said: Vec<(String, String)>) -> Disagreement {
        let claims = self.claims.iter();
        let words = self.claims.first().map(|(at, place)| {
            let content = &self.coded.readings[*at].claims[*place].content;
            let pieces: Vec<&str> = content
                .iter()
                .filter_map(|span| self.coded.text.slice(*span))
                .collect();
            pieces.join(" … ")
        });
        Disagreement {
            article: self.coded.article.id,
            claims: claims
                .map(|(at, place)| self.coded.readings[*at].ids[*place])
                .collect(),
            words: words.unwrap_or_default(),
            field,
            said,
            is_decided: self.coded.is_decided,
        }
    }
}
