//! Who carries a proposition, who could have, and who does not.

use std::collections::BTreeMap;

use smallvec::SmallVec;

use super::super::article_groups::{ArticleGroups, NONE};
use super::super::articles::{Article, Selection};
use super::super::by::By;
use crate::store::{Reader, StoreError, Value};

/// One article that has a claim on a proposition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carrier {
    /// The article's place in the selection.
    pub(super) place: usize,
    /// The first counted claim; none where it only has claims that do not count.
    pub(super) claim: Option<i64>,
}

/// Who carries a proposition and who does not.
pub(super) struct Gap {
    /// Articles with a counted claim on it.
    pub(super) carriers: usize,
    /// Sides with how many of how many fully coded articles.
    pub(super) carried_by: Vec<(usize, usize, usize)>,
    /// Sides with how many fully coded articles.
    pub(super) missing_in: Vec<(usize, usize)>,
    /// The places of articles that are not fully coded, each with the claim by which it is known to carry the proposition.
    pub(super) partly_coded: Vec<(usize, Option<i64>)>,
    /// The claims of the fully coded carriers.
    pub(super) claims: Vec<i64>,
}

/// The articles by side.
pub(super) struct Sides {
    pub(super) groups: ArticleGroups,
    /// The side of each article, by its place in the selection.
    pub(super) of: Vec<usize>,
    /// The group of what has no value, which is no side and misses nothing.
    none: Option<usize>,
}

impl Sides {
    /// Groups the articles of a selection.
    pub(super) fn load(
        reader: &Reader<'_>,
        selection: &Selection,
        by: &By,
    ) -> Result<Sides, StoreError> {
        let groups = ArticleGroups::load(reader, selection, by)?;
        let mut of = vec![0; selection.articles.len()];
        for (side, group) in groups.groups.iter().enumerate() {
            for place in &group.articles {
                if let Some(of) = of.get_mut(*place) {
                    *of = side;
                }
            }
        }
        let is_named = matches!(by, By::Article | By::Outlet);
        let mut names = groups.groups.iter();
        let none = names.position(|group| !is_named && group.heading == NONE);
        Ok(Sides { groups, of, none })
    }

    /// Returns what a side is called.
    pub(super) fn name(&self, side: usize) -> &str {
        self.groups
            .groups
            .get(side)
            .map_or("", |group| group.heading.as_str())
    }

    /// Whether there is a group of what has no value.
    pub(super) fn has_none(&self) -> bool {
        self.none.is_some()
    }

    /// Whether it is the group of what has no value.
    pub(super) fn is_none(&self, side: usize) -> bool {
        self.none == Some(side)
    }

    fn side(&self, place: usize) -> usize {
        self.of.get(place).copied().unwrap_or_default()
    }
}

/// Places that are marked, until all marks are taken away at once: a set of few places of many, made anew for each of many propositions.
#[derive(Debug, Default)]
struct Marks {
    /// The round in which each place was marked last.
    round_of: Vec<usize>,
    round: usize,
}

impl Marks {
    fn of(places: usize) -> Marks {
        Marks {
            round_of: vec![0; places],
            round: 1,
        }
    }

    fn clear(&mut self) {
        self.round += 1;
    }

    /// Marks a place and says whether it was not marked before.
    fn mark(&mut self, place: usize) -> bool {
        match self.round_of.get_mut(place) {
            Some(round) if *round != self.round => {
                *round = self.round;
                true
            }
            _ => false,
        }
    }

    fn has(&self, place: usize) -> bool {
        self.round_of.get(place) == Some(&self.round)
    }
}

/// What could have carried a proposition: the articles that share one of its events; where it has none, those without one.
#[derive(Debug, Default)]
struct Universe {
    /// How many articles are fully coded, by side; sides without one are not among them.
    fully_coded: BTreeMap<usize, usize>,
    /// The places of the others.
    others: Vec<usize>,
}

/// Which articles share events, and who of them carries what.
pub(super) struct Universes<'a> {
    articles: &'a [Article],
    sides: &'a Sides,
    /// The places of the events, by the article's place.
    events_of: Vec<SmallVec<[usize; 2]>>,
    /// The places of the articles, by the event's place; behind the last event those without one.
    articles_of: Vec<Vec<usize>>,
    /// The sides with a fully coded article, by the event's place, as above.
    sides_of: Vec<Vec<usize>>,
    known_to_carry: Marks,
    events: Marks,
    /// The places of the events marked, or of those without one.
    found: Vec<usize>,
    put_in: Marks,
}

impl<'a> Universes<'a> {
    /// Reads the events of the articles of a selection.
    pub(super) fn load(
        reader: &Reader<'_>,
        selection: &'a Selection,
        sides: &'a Sides,
    ) -> Result<Universes<'a>, StoreError> {
        let places = selection.places();
        let ids: Vec<i64> = places.keys().copied().collect();
        let mut events_of: Vec<SmallVec<[usize; 2]>> =
            vec![SmallVec::new(); selection.articles.len()];
        let mut articles_of: Vec<Vec<usize>> = Vec::new();
        let mut place_of_event: BTreeMap<i64, usize> = BTreeMap::new();
        reader.rows(
            include_str!("events.sql"),
            &[("ids", Value::list(&ids))],
            |row| {
                let (article, event) = (row.integer("article")?, row.integer("event")?);
                let event = *place_of_event.entry(event).or_insert_with(|| {
                    articles_of.push(Vec::new());
                    articles_of.len() - 1
                });
                if let Some(place) = places.get(&article) {
                    events_of[*place].push(event);
                    articles_of[event].push(*place);
                }
                Ok(())
            },
        )?;
        let all = 0..selection.articles.len();
        articles_of.push(all.filter(|place| events_of[*place].is_empty()).collect());
        let mut put_in = Marks::of(sides.groups.groups.len());
        let sides_of = articles_of
            .iter()
            .map(|places| {
                put_in.clear();
                let articles = places.iter().filter(|place| {
                    let article = selection.articles.get(**place);
                    article.is_some_and(|article| !article.collapsed && article.is_fully_coded())
                });
                articles
                    .map(|place| sides.side(*place))
                    .filter(|side| put_in.mark(*side))
                    .collect()
            })
            .collect();
        Ok(Universes {
            articles: &selection.articles,
            sides,
            known_to_carry: Marks::of(sides.groups.groups.len()),
            events: Marks::of(articles_of.len()),
            found: Vec::new(),
            put_in: Marks::of(selection.articles.len()),
            events_of,
            articles_of,
            sides_of,
        })
    }

    fn has_events(&self, place: usize) -> bool {
        self.events_of
            .get(place)
            .is_some_and(|events| !events.is_empty())
    }

    fn is_fully_coded(&self, place: usize) -> bool {
        self.articles
            .get(place)
            .is_some_and(Article::is_fully_coded)
    }

    /// Returns how many articles carry a proposition, where a side carries it in a fully coded article and another side, which does not
    /// carry it at all, has one that could have; else none.
    pub(super) fn carriers_of_gap(&mut self, carriers: &[Carrier]) -> Option<usize> {
        // Also by a claim that does not count, or as far as an article is coded.
        self.known_to_carry.clear();
        let mut sides = 0;
        for carrier in carriers {
            let side = self.sides.side(carrier.place);
            sides += usize::from(self.known_to_carry.mark(side));
        }
        if sides == self.sides.groups.groups.len() {
            return None;
        }
        self.events.clear();
        self.found.clear();
        let mut counted = 0;
        let mut is_carried = false;
        for carrier in carriers.iter().filter(|carrier| carrier.claim.is_some()) {
            counted += 1;
            is_carried |= self.is_fully_coded(carrier.place);
            for event in self.events_of.get(carrier.place).into_iter().flatten() {
                if self.events.mark(*event) {
                    self.found.push(*event);
                }
            }
        }
        if self.found.is_empty() {
            self.found.push(self.articles_of.len() - 1);
        }
        let mut could_have = self
            .found
            .iter()
            .filter_map(|event| self.sides_of.get(*event))
            .flatten();
        let is_missing =
            could_have.any(|side| !self.known_to_carry.has(*side) && !self.sides.is_none(*side));
        (is_carried && is_missing).then_some(counted)
    }

    /// Returns the articles that could have carried what was looked at last.
    fn universe(&mut self) -> Universe {
        self.put_in.clear();
        let mut universe = Universe::default();
        let places = self
            .found
            .iter()
            .filter_map(|event| self.articles_of.get(*event));
        for place in places.flatten() {
            let Some(article) = self.articles.get(*place) else {
                continue;
            };
            if article.collapsed || !self.put_in.mark(*place) {
                continue;
            }
            if article.is_fully_coded() {
                let side = self.sides.side(*place);
                *universe.fully_coded.entry(side).or_default() += 1;
            } else {
                universe.others.push(*place);
            }
        }
        universe
    }

    /// Returns who carries a proposition and who does not; none where no side has it in a fully coded article, or none lacks it.
    pub(super) fn gap(&mut self, carriers: &[Carrier]) -> Option<Gap> {
        let number = self.carriers_of_gap(carriers)?;
        let Universe {
            mut fully_coded,
            others,
        } = self.universe();
        let counted = || carriers.iter().filter(|carrier| carrier.claim.is_some());
        let has_events = counted().any(|carrier| self.has_events(carrier.place));
        let mut carrying: BTreeMap<usize, usize> = BTreeMap::new();
        let mut claims = Vec::new();
        let mut partly_coded: Vec<(usize, Option<i64>)> = Vec::new();
        for carrier in counted() {
            if !self.is_fully_coded(carrier.place) {
                partly_coded.push((carrier.place, carrier.claim));
                continue;
            }
            let side = self.sides.side(carrier.place);
            *carrying.entry(side).or_default() += 1;
            claims.extend(carrier.claim);
            // A carrier without an event is one of its side, whatever the events of the others.
            if has_events && !self.has_events(carrier.place) {
                *fully_coded.entry(side).or_default() += 1;
            }
        }
        let is_missing = |side: usize| !self.known_to_carry.has(side) && !self.sides.is_none(side);
        let missing_in: Vec<(usize, usize)> = fully_coded
            .iter()
            .filter(|(side, _)| is_missing(**side))
            .map(|(side, number)| (*side, *number))
            .collect();
        let could_miss = |place: usize| {
            is_missing(self.sides.side(place)) && fully_coded.contains_key(&self.sides.side(place))
        };
        partly_coded.extend(
            others
                .into_iter()
                .filter(|place| could_miss(*place))
                .map(|place| (place, None)),
        );
        partly_coded.sort_unstable();
        let carried_by = carrying
            .into_iter()
            .map(|(side, number)| {
                let of = fully_coded.get(&side).copied().unwrap_or(number);
                (side, number, of)
            })
            .collect();
        Some(Gap {
            carriers: number,
            carried_by,
            missing_in,
            partly_coded,
            claims,
        })
    }
}
