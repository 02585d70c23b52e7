//! Random small books, and what must come out of them, counted by plain loops over what was put in.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::filters::{Copies, Counting, Once};
use super::sample_book::SampleBook;
use crate::store::Book;

/// How many outlets, speakers and propositions a random book has.
pub(super) const OUTLETS: i64 = 3;
pub(super) const SPEAKERS: i64 = 4;
const PROPOSITIONS: i64 = 4;
const TOPICS: i64 = 2;

/// What a random book is made of.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) articles: Vec<ArticleOf>,
    pub(super) claims: Vec<ClaimOf>,
}

/// One article; its number is its place, from 1.
#[derive(Debug, Clone)]
pub(super) struct ArticleOf {
    pub(super) outlet: i64,
    /// Whether it is a copy of the article before it that is none.
    is_copy: bool,
}

/// One claim.
#[derive(Debug, Clone)]
pub(super) struct ClaimOf {
    /// The number of its article.
    pub(super) article: i64,
    /// 0 is none.
    pub(super) proposition: i64,
    pub(super) voice: &'static str,
    pub(super) stance: &'static str,
    pub(super) status: &'static str,
    pub(super) block: &'static str,
    pub(super) speakers: Vec<i64>,
}

/// One thing that is counted.
#[derive(Debug, Clone)]
pub(super) struct UnitOf<'c> {
    pub(super) claim: &'c ClaimOf,
    /// Whom it counts for.
    pub(super) speakers: Vec<i64>,
}

impl ClaimOf {
    /// The letter with which it is printed: Q, I, D or N by their order. Speaker 4 is a document.
    pub(super) fn letter(&self) -> usize {
        match self.voice {
            "narration" => 3,
            _ if self.speakers == [4] => 2,
            "direct" => 0,
            _ => 1,
        }
    }
}

/// Which claims count, at random.
pub(super) fn counting() -> impl Strategy<Value = Counting> {
    (
        prop::sample::select(Once::ALL.to_vec()),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(once, headlines, captions, drafts, keep)| Counting {
            once,
            headlines,
            captions,
            drafts,
            copies: if keep { Copies::Keep } else { Copies::Collapse },
        })
}

/// What random books are made of.
pub(super) fn content() -> impl Strategy<Value = Content> {
    let articles = prop::collection::vec((1..=OUTLETS, prop::bool::weighted(0.2)), 1..6);
    articles.prop_flat_map(|articles| {
        let last = i64::try_from(articles.len()).unwrap();
        let claim = (
            1..=last,
            0..=PROPOSITIONS,
            prop::sample::select(&["direct", "indirect", "narration"][..]),
            prop::sample::select(&["asserts", "rejects", "mentions", "declines", ""][..]),
            prop::sample::select(&["accepted", "accepted", "accepted", "draft", "rejected"][..]),
            prop::sample::select(&["body", "body", "body", "headline", "caption"][..]),
            prop::collection::btree_set(1..=SPEAKERS, 0..3),
        );
        prop::collection::vec(claim, 0..25).prop_map(move |claims| Content {
            articles: articles
                .iter()
                .map(|(outlet, is_copy)| ArticleOf {
                    outlet: *outlet,
                    is_copy: *is_copy,
                })
                .collect(),
            claims: claims
                .into_iter()
                .map(
                    |(article, proposition, voice, stance, status, block, speakers)| ClaimOf {
                        article,
                        proposition,
                        voice,
                        stance,
                        status,
                        block,
                        // Narration has no speaker.
                        speakers: match voice {
                            "narration" => Vec::new(),
                            _ => speakers.into_iter().collect(),
                        },
                    },
                )
                .collect(),
        })
    })
}

impl Content {
    /// Makes the book.
    pub(super) fn book(&self) -> Book {
        self.sample().build()
    }

    /// Makes the book with what more SQL makes of it.
    pub(super) fn book_with(&self, sql: &str) -> Book {
        self.sample().sql(sql).build()
    }

    /// Makes the book as far as a test can add to it; claims are numbered from 1 in the order of [`Content::claims`].
    pub(super) fn sample(&self) -> SampleBook {
        let mut book = SampleBook::default();
        for outlet in 1..=OUTLETS {
            book.outlet(&format!("Outlet {outlet}"));
        }
        book.event("event");
        for topic in 1..=TOPICS {
            book.topic(&format!("topic-{topic}"));
        }
        for proposition in 1..=PROPOSITIONS {
            let topic = topic_of(proposition);
            let text = format!("Proposition {proposition}");
            book.proposition(&format!("p{proposition}"), &text, topic);
        }
        for speaker in 1..=SPEAKERS {
            let kind = if speaker == 4 { "document" } else { "person" };
            book.speaker(&format!("Speaker {speaker}"), kind, "");
        }
        for (place, article) in self.articles.iter().enumerate() {
            let published = format!("2024-01-{:02}", place + 1);
            let original = self
                .original(place)
                .map(|original| (original + 1).to_string());
            let mut more = vec![("published", published.as_str())];
            more.extend(original.as_deref().map(|original| ("copy_of", original)));
            book.article(article.outlet, "full", &more);
            book.link(i64::try_from(place + 1).unwrap(), 1);
        }
        for claim in &self.claims {
            book.claim(
                claim.article,
                claim.proposition,
                (claim.voice, claim.stance),
                &claim.speakers,
                &[("status", claim.status), ("block", claim.block)],
            )
            .words("content", &["some words"]);
        }
        book
    }

    /// The place of the article that the one at `place` is a copy of.
    fn original(&self, place: usize) -> Option<usize> {
        if !self.articles[place].is_copy {
            return None;
        }
        (0..place)
            .rev()
            .find(|before| !self.articles[*before].is_copy)
    }

    /// The number of the article that the one with this number is a copy of, else its own.
    pub(super) fn original_of(&self, article: i64) -> i64 {
        let original = self.original(usize::try_from(article - 1).unwrap());
        original.map_or(article, |original| i64::try_from(original + 1).unwrap())
    }

    /// The outlet of a claim's article.
    pub(super) fn outlet_of(&self, claim: &ClaimOf) -> i64 {
        self.articles[usize::try_from(claim.article - 1).unwrap()].outlet
    }

    /// The claims that count, in the order of the articles.
    pub(super) fn counted(&self, counting: Counting) -> Vec<(usize, &ClaimOf)> {
        let mut counted: Vec<(usize, &ClaimOf)> = self
            .claims
            .iter()
            .enumerate()
            .filter(|(_, claim)| {
                let place = usize::try_from(claim.article - 1).unwrap();
                let status = match claim.status {
                    "rejected" => false,
                    "draft" => counting.drafts,
                    _ => true,
                };
                let block = match claim.block {
                    "headline" => counting.headlines,
                    "caption" => counting.captions,
                    _ => true,
                };
                let copy = counting.copies == Copies::Keep || self.original(place).is_none();
                status && block && copy
            })
            .collect();
        counted.sort_by_key(|(number, claim)| (claim.article, *number));
        counted
    }

    /// Every unit with the claim that stands for it, in the strongest voice.
    pub(super) fn strongest(&self, counting: Counting) -> Vec<UnitOf<'_>> {
        let mut units: BTreeMap<String, (usize, UnitOf<'_>)> = BTreeMap::new();
        for (number, claim) in self.counted(counting) {
            let said = match (claim.proposition, counting.once) {
                (0, _) | (_, Once::Claim) => format!("claim {number}"),
                (proposition, _) => format!("proposition {proposition}"),
            };
            let article = claim.article;
            let of_speakers: Vec<(String, Vec<i64>)> = match (counting.once, &claim.speakers) {
                (Once::Claim, speakers) => vec![(String::new(), speakers.clone())],
                (Once::Article, speakers) => vec![(format!("{article}"), speakers.clone())],
                (_, speakers) if speakers.is_empty() => {
                    vec![(format!("article {article}"), Vec::new())]
                }
                (Once::SpeakerArticle, speakers) => speakers
                    .iter()
                    .map(|speaker| (format!("{speaker} in {article}"), vec![*speaker]))
                    .collect(),
                (Once::Speaker, speakers) => speakers
                    .iter()
                    .map(|speaker| (format!("{speaker}"), vec![*speaker]))
                    .collect(),
            };
            for (who, speakers) in of_speakers {
                let unit = UnitOf { claim, speakers };
                let known = units
                    .entry(format!("{said} by {who}"))
                    .or_insert_with(|| (number, unit.clone()));
                // What counts once over all is what the first article has.
                let rank = |number: usize, claim: &ClaimOf| (claim.letter(), number);
                if known.1.claim.article == article
                    && rank(number, claim) < rank(known.0, known.1.claim)
                {
                    *known = (number, unit);
                }
            }
        }
        units.into_values().map(|(_, unit)| unit).collect()
    }

    /// How many units the counted claims of which `wanted` holds make.
    pub(super) fn units(&self, counting: Counting, wanted: impl Fn(&ClaimOf) -> bool) -> usize {
        let mut units: BTreeSet<String> = BTreeSet::new();
        // What is counted once over all is counted where it is found first, wanted or not.
        let mut elsewhere: BTreeSet<String> = BTreeSet::new();
        for (number, claim) in self.counted(counting) {
            let said = match (claim.proposition, counting.once) {
                (0, _) | (_, Once::Claim) => format!("claim {number}"),
                (proposition, _) => format!("proposition {proposition}"),
            };
            let mut speakers: Vec<String> = claim.speakers.iter().map(i64::to_string).collect();
            if speakers.is_empty() {
                speakers.push(format!("article {}", claim.article));
            }
            for speaker in speakers {
                let unit = match counting.once {
                    Once::Claim => said.clone(),
                    Once::Article => format!("{said} in {}", claim.article),
                    Once::SpeakerArticle => format!("{speaker}: {said} in {}", claim.article),
                    Once::Speaker => format!("{speaker}: {said}"),
                };
                if wanted(claim) && !elsewhere.contains(&unit) {
                    units.insert(unit);
                } else if counting.once == Once::Speaker && !units.contains(&unit) {
                    elsewhere.insert(unit);
                }
            }
        }
        units.len()
    }
}

/// The topic of a proposition of every random book; the last has none.
pub(super) fn topic_of(proposition: i64) -> Option<i64> {
    (proposition < PROPOSITIONS).then_some(1 + proposition % TOPICS)
}
