//! Who is heard in one article.

use super::random::{Random, Zipf};
use super::world::{Speaker, World};

/// Somebody in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// A speaker of the book.
    Known(usize),
    /// An unnamed one of this article, by its place among them.
    Unnamed(usize),
}

/// Those whom an article hears, the most talkative first.
pub(super) struct Cast {
    pub(super) speakers: Vec<usize>,
    /// Names of the unnamed ones.
    pub(super) unnamed: Vec<&'static str>,
    ranks: Zipf,
}

const UNNAMED: [&str; 6] = [
    "sources",
    "officials",
    "residents",
    "analysts",
    "diplomats",
    "witnesses",
];

impl Cast {
    /// Mostly those whom the event's other articles hear too.
    pub(super) fn new(world: &World, event: Option<usize>, random: &mut Random) -> Cast {
        let mut speakers = Vec::new();
        let wanted = 3 + random.below(6);
        let pool = event.map_or(&[][..], |event| &world.events[event].speakers);
        let pool_ranks = Zipf::new(pool.len(), 3);
        while speakers.len() < wanted {
            let speaker = if pool.is_empty() || random.chance(200) {
                world.speaker(random)
            } else {
                pool[pool_ranks.draw(random)]
            };
            if !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
        }
        Cast {
            ranks: Zipf::new(speakers.len(), 2),
            speakers,
            unnamed: Vec::new(),
        }
    }

    /// Somebody who says something.
    pub(super) fn draw(&mut self, random: &mut Random) -> Who {
        if random.chance(40) {
            let name = random.pick(&UNNAMED);
            let known = self.unnamed.iter().position(|known| *known == name);
            return Who::Unnamed(known.unwrap_or_else(|| {
                self.unnamed.push(name);
                self.unnamed.len() - 1
            }));
        }
        Who::Known(self.speakers[self.ranks.draw(random)])
    }

    /// How the text names somebody after the first time.
    pub(super) fn again<'a>(&self, world: &'a World, who: Who) -> &'a str {
        match who {
            Who::Known(speaker) => &world.speakers[speaker].again,
            Who::Unnamed(at) => self.unnamed[at],
        }
    }
}

impl Speaker {
    /// The affiliation with which an article introduces the speaker: mostly the same.
    pub(super) fn affiliation(&self, random: &mut Random) -> Option<usize> {
        if self.affiliations.is_empty() || random.chance(50) {
            return None;
        }
        let at = if random.chance(750) {
            0
        } else {
            random.below(self.affiliations.len())
        };
        Some(self.affiliations.start + at)
    }
}
