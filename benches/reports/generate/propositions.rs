//! What is claimed: mostly on one event, some on none.

use std::ops::Range;

use super::random::{Random, Zipf};
use super::size::Size;
use super::words::{Vocabulary, capitalized, numbered};
use super::world::{Event, TOPICS};

pub(super) struct Proposition {
    pub(super) text: String,
    pub(super) topic: Option<usize>,
    pub(super) broader: Option<usize>,
    pub(super) negates: Option<usize>,
}

/// Of the propositions of an event or of none, those that articles carry.
pub(super) fn carried(all: Range<usize>) -> Range<usize> {
    all.start..all.end - (all.len() * 3 / 100).min(all.len())
}

/// All of them; each event is told which are its own.
pub(super) fn propositions(
    size: Size,
    vocabulary: &Vocabulary,
    events: &mut [Event],
) -> Vec<Proposition> {
    let mut random = Random::of(7, 0);
    let topic_ranks = Zipf::new(TOPICS, 10);
    let mut propositions: Vec<Proposition> = Vec::new();
    for _ in 0..size.shared_propositions() {
        let topic = topic_ranks.draw(&mut random);
        let proposition = proposition(&propositions, 0, topic, vocabulary, &mut random);
        propositions.push(proposition);
    }
    let of_events = size.propositions() - size.shared_propositions();
    let articles: usize = events.iter().map(|event| event.articles).sum();
    let mut before = 0;
    for event in events {
        let topic = topic_ranks.draw(&mut random);
        let first = propositions.len();
        before += event.articles;
        let end = size.shared_propositions() + of_events * before / articles.max(1);
        while propositions.len() < end {
            let topic = if random.chance(700) {
                topic
            } else {
                topic_ranks.draw(&mut random)
            };
            let proposition = proposition(&propositions, first, topic, vocabulary, &mut random);
            propositions.push(proposition);
        }
        event.propositions = carried(first..propositions.len());
    }
    propositions
}

/// One more proposition of a list that begins at `first`: mostly of its own, now and then the negation of another, or nearly the same.
fn proposition(
    known: &[Proposition],
    first: usize,
    topic: usize,
    vocabulary: &Vocabulary,
    random: &mut Random,
) -> Proposition {
    let number = known.len();
    let own = capitalized(&format!(
        "{} {}",
        vocabulary.words(random, 4).join(" "),
        vocabulary.words(random, 2).join(" "),
    ));
    let other = (number > first).then(|| first + random.below(number - first));
    let kind = other.map_or(1000, |_| random.below(1000));
    let (text, negates) = match (other, kind) {
        (Some(other), 0..30) if known[other].negates.is_none() => (
            format!("It is not so that {}", known[other].text),
            Some(other),
        ),
        (Some(other), 30..70) => {
            let mut words: Vec<&str> = known[other].text.split(' ').collect();
            // The last word is what tells texts apart.
            let at = random.below(words.len() - 1);
            words[at] = vocabulary.word(random);
            (capitalized(&words.join(" ")), None)
        }
        _ => (format!("{own} {}", numbered(20_000 + number)), None),
    };
    Proposition {
        text,
        topic: (!random.chance(40)).then_some(topic),
        broader: other.filter(|_| negates.is_none() && random.chance(80)),
        negates,
    }
}
