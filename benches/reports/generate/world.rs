//! What all articles share: topics, organizations, outlets, speakers, events and propositions. An id is the place in its list and one.

use std::ops::Range;

use super::propositions::{Proposition, carried, propositions};
use super::random::{Random, Zipf};
use super::size::{ARTICLES_OF_A_USUAL_EVENT, Size};
use super::words::{Vocabulary, capitalized, numbered};

pub(super) struct Topic {
    pub(super) name: String,
    pub(super) parent: Option<usize>,
}

pub(super) struct Organization {
    pub(super) name: String,
    pub(super) kind: Option<&'static str>,
    pub(super) country: Option<&'static str>,
    pub(super) parent: Option<usize>,
}

pub(super) struct Outlet {
    pub(super) name: String,
    pub(super) organization: Option<usize>,
    pub(super) sponsor: Option<usize>,
    pub(super) country: &'static str,
    pub(super) language: &'static str,
    pub(super) zone: &'static str,
    pub(super) ownership: Option<&'static str>,
}

pub(super) struct Speaker {
    pub(super) name: String,
    /// How an article names it after the first time.
    pub(super) again: String,
    pub(super) kind: &'static str,
    pub(super) country: Option<&'static str>,
    pub(super) organization: Option<usize>,
    /// Its affiliations, the most frequent one first.
    pub(super) affiliations: Range<usize>,
}

pub(super) struct Affiliation {
    pub(super) speaker: usize,
    pub(super) role: &'static str,
    pub(super) organization: Option<usize>,
}

pub(super) struct Event {
    pub(super) name: String,
    /// Days since the first day of the book.
    pub(super) first_day: u32,
    pub(super) days: u32,
    pub(super) place: String,
    pub(super) country: &'static str,
    pub(super) parent: Option<usize>,
    /// How many articles are on it first of all.
    pub(super) articles: usize,
    pub(super) speakers: Vec<usize>,
    /// Those that articles carry; a few more are in the book and nobody carries them.
    pub(super) propositions: Range<usize>,
}

pub(super) struct World {
    pub(super) size: Size,
    pub(super) vocabulary: Vocabulary,
    pub(super) topics: Vec<Topic>,
    pub(super) organizations: Vec<Organization>,
    pub(super) outlets: Vec<Outlet>,
    pub(super) speakers: Vec<Speaker>,
    pub(super) affiliations: Vec<Affiliation>,
    pub(super) events: Vec<Event>,
    pub(super) propositions: Vec<Proposition>,
    /// Propositions of no one event, that articles carry.
    pub(super) shared: Range<usize>,
    pub(super) speaker_ranks: Zipf,
    pub(super) outlet_ranks: Zipf,
    pub(super) shared_ranks: Zipf,
}

/// How many days the articles of a book span.
pub(super) const DAYS: u32 = 3650;

pub(super) const TOPICS: usize = 60;

const COUNTRIES: [&str; 24] = [
    "AR", "AU", "BR", "CN", "DE", "EG", "ES", "ET", "FR", "GB", "ID", "IN", "IT", "JP", "KE", "KG",
    "KR", "MX", "NG", "PL", "RU", "TR", "US", "ZA",
];

const ROLES: [&str; 16] = [
    "head",
    "professor",
    "spokesperson",
    "director",
    "deputy director",
    "minister",
    "chair",
    "secretary",
    "researcher",
    "editor",
    "ambassador",
    "member",
    "founder",
    "adviser",
    "lawyer",
    "engineer",
];

impl World {
    pub(super) fn new(size: Size) -> World {
        let vocabulary = Vocabulary::new();
        let organizations = organizations(size, &vocabulary);
        let outlets = outlets(size, organizations.len());
        let (speakers, affiliations) = speakers(size, &vocabulary, organizations.len());
        let speaker_ranks = Zipf::new(speakers.len(), 20);
        let mut events = events(size, &vocabulary, &speaker_ranks);
        let propositions = propositions(size, &vocabulary, &mut events);
        let shared = carried(0..size.shared_propositions());
        World {
            size,
            topics: topics(&vocabulary),
            organizations,
            outlet_ranks: Zipf::new(outlets.len(), 3),
            outlets,
            speakers,
            affiliations,
            events,
            propositions,
            shared_ranks: Zipf::new(shared.len(), 40),
            shared,
            speaker_ranks,
            vocabulary,
        }
    }

    pub(super) fn speaker(&self, random: &mut Random) -> usize {
        self.speaker_ranks.draw(random)
    }
}

fn topics(vocabulary: &Vocabulary) -> Vec<Topic> {
    let mut random = Random::of(2, 0);
    (0..TOPICS)
        .map(|number| Topic {
            name: format!("{} {}", vocabulary.name(&mut random), numbered(number)),
            parent: match number {
                0..8 => None,
                8..30 => Some(random.below(8)),
                _ => Some(8 + random.below(22)),
            },
        })
        .collect()
}

fn organizations(size: Size, vocabulary: &Vocabulary) -> Vec<Organization> {
    let count = size.organizations();
    let mut random = Random::of(3, 0);
    (0..count)
        .map(|number| {
            let kind = if number < size.outlets() {
                Some("media")
            } else {
                random.weighted(&[
                    (30, Some("state")),
                    (20, Some("academic")),
                    (15, Some("ngo")),
                    (15, Some("company")),
                    (5, Some("media")),
                    (7, Some("international")),
                    (8, None),
                ])
            };
            let noun = match kind {
                Some("state") => "Ministry",
                Some("academic") => "University",
                Some("ngo") => "Watch",
                Some("company") => "Works",
                Some("media") => "Press",
                Some("international") => "Union",
                _ => "House",
            };
            Organization {
                name: format!(
                    "{} {} {noun}",
                    vocabulary.name(&mut random),
                    capitalized(&numbered(number))
                ),
                kind,
                country: (!random.chance(100)).then(|| random.pick(&COUNTRIES)),
                parent: (number > 0 && random.chance(350)).then(|| random.below(number)),
            }
        })
        .collect()
}

fn outlets(size: Size, organizations: usize) -> Vec<Outlet> {
    let mut random = Random::of(4, 0);
    (0..size.outlets())
        .map(|number| {
            let (country, language, zone) = random.weighted(&[
                (30, ("US", "en", "America/New_York")),
                (20, ("GB", "en", "Europe/London")),
                (20, ("CN", "zh", "Asia/Shanghai")),
                (10, ("FR", "fr", "Europe/Paris")),
                (8, ("RU", "ru", "Europe/Moscow")),
                (6, ("EG", "ar", "Africa/Cairo")),
                (6, ("IN", "en", "+05:30")),
            ]);
            Outlet {
                name: format!("{} Courier", capitalized(&numbered(300 + number))),
                organization: random.chance(700).then_some(number),
                sponsor: random.chance(200).then(|| random.below(organizations)),
                country,
                language,
                zone,
                // The largest have one each, so that no book lacks a kind.
                ownership: [Some("state"), Some("independent"), Some("public")]
                    .get(number)
                    .copied()
                    .unwrap_or_else(|| {
                        random.weighted(&[
                            (30, Some("state")),
                            (40, Some("independent")),
                            (20, Some("public")),
                            (10, None),
                        ])
                    }),
            }
        })
        .collect()
}

fn speakers(
    size: Size,
    vocabulary: &Vocabulary,
    organizations: usize,
) -> (Vec<Speaker>, Vec<Affiliation>) {
    let mut random = Random::of(5, 0);
    let organization_ranks = Zipf::new(organizations, 10);
    let mut affiliations: Vec<Affiliation> = Vec::new();
    let mut speakers = Vec::new();
    for number in 0..size.named_speakers() {
        // Countries are heard often, and a person most of all.
        let country = COUNTRIES
            .get(number / 3)
            .copied()
            .filter(|_| number % 3 == 1);
        let kind = if country.is_some() {
            "country"
        } else if number == 0 {
            "person"
        } else {
            random.weighted(&[
                (72, "person"),
                (16, "organization"),
                (8, "document"),
                (4, "group"),
            ])
        };
        let last = capitalized(&numbered(1000 + number));
        let first = affiliations.len();
        if kind == "person" {
            let mut known = Vec::new();
            for _ in 0..random.weighted(&[(10, 0), (55, 1), (25, 2), (10, 3)]) {
                let pair = (
                    random.pick(&ROLES),
                    (!random.chance(80)).then(|| organization_ranks.draw(&mut random)),
                );
                if !known.contains(&pair) {
                    known.push(pair);
                    affiliations.push(Affiliation {
                        speaker: number,
                        role: pair.0,
                        organization: pair.1,
                    });
                }
            }
        }
        speakers.push(Speaker {
            name: match kind {
                "country" => format!("Republic of {last}"),
                "organization" => format!("{last} Office"),
                "document" => format!("Declaration of {last}"),
                "group" => format!("Residents of {last}"),
                _ => format!("{} Mc{last}", vocabulary.name(&mut random)),
            },
            again: match kind {
                "person" => format!("Mc{last}"),
                _ => last,
            },
            kind,
            country: country.or_else(|| random.chance(700).then(|| random.pick(&COUNTRIES))),
            organization: (kind == "organization" && random.chance(800))
                .then(|| organization_ranks.draw(&mut random)),
            affiliations: first..affiliations.len(),
        });
    }
    (speakers, affiliations)
}

fn events(size: Size, vocabulary: &Vocabulary, speaker_ranks: &Zipf) -> Vec<Event> {
    let mut random = Random::of(6, 0);
    let mut left = size.articles * 95 / 100;
    let mut sizes = Vec::new();
    while left > 0 {
        let articles = if sizes.len() == size.usual_event() {
            ARTICLES_OF_A_USUAL_EVENT
        } else if random.chance(8) {
            (200 + random.below(400)).min(size.articles / 8)
        } else {
            18 + random.below(39)
        };
        sizes.push(articles.min(left));
        left -= articles.min(left);
    }
    let count = sizes.len();
    let step = usize::try_from(DAYS - 60).unwrap_or(0) / count.max(1);
    let mut events: Vec<Event> = Vec::new();
    for (number, articles) in sizes.into_iter().enumerate() {
        let first_day = number * step + random.below(step.max(3));
        let mut speakers: Vec<usize> = Vec::new();
        while speakers.len() < (8 + articles / 5).min(size.named_speakers() / 2) {
            let speaker = speaker_ranks.draw(&mut random);
            if !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
        }
        let parent = (number > 0 && random.chance(100))
            .then(|| random.below(number))
            .filter(|parent| *parent != size.usual_event() && events[*parent].parent.is_none());
        events.push(Event {
            name: format!(
                "{} {} Forum",
                vocabulary.name(&mut random),
                capitalized(&numbered(5000 + number))
            ),
            first_day: u32::try_from(first_day).unwrap_or(0),
            days: u32::try_from(random.below(4)).unwrap_or(0),
            place: format!("{}town", vocabulary.name(&mut random)),
            country: random.pick(&COUNTRIES),
            parent,
            articles,
            speakers,
            propositions: 0..0,
        });
    }
    events
}
