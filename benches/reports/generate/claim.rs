//! One claim: what it says, who says it, and the sentence that carries it.

use claimbook::domain::claim::{Origin, Relation, SpeakerPart, Stance, Status, TargetRole, Voice};
use claimbook::domain::text::BlockKind;

use super::cast::{Cast, Who};
use super::figure::{Figure, figure};
use super::page::{Page, Piece};
use super::random::{Random, Zipf};
use super::words::capitalized;
use super::world::World;

/// A claim with all that belongs to it.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) block: BlockKind,
    pub(super) voice: Voice,
    pub(super) voice_guess: bool,
    pub(super) stance: Option<Stance>,
    pub(super) stance_guess: bool,
    pub(super) status: Status,
    pub(super) origin: Origin,
    pub(super) proposition: Option<usize>,
    pub(super) uttered_at: Option<usize>,
    pub(super) about: Option<usize>,
    pub(super) said: Option<&'static str>,
    /// With whether it is a guess.
    pub(super) speakers: Vec<(Who, SpeakerPart, bool)>,
    pub(super) via: Option<Who>,
    pub(super) figure: Option<Figure>,
    pub(super) target: Option<(Who, TargetRole, Option<i64>)>,
    pub(super) content: Vec<Piece>,
    pub(super) cue: Option<Piece>,
    pub(super) source: Option<Piece>,
    pub(super) gloss: Option<String>,
    pub(super) note: Option<&'static str>,
    pub(super) label: Option<&'static str>,
    /// To how many claims before it in the article, and how.
    pub(super) link: Option<(usize, Relation)>,
}

const CUES: [&str; 8] = [
    "said", "noted", "argued", "warned", "claimed", "replied", "added", "insisted",
];

const DATES: [&str; 7] = [
    "2014",
    "2016-03",
    "2017-11-02",
    "2019?",
    "2020-05..2020-06",
    "2022-01-30",
    "2023",
];

pub(super) const FRAMES: [&str; 5] = [
    "to-check",
    "frame:security",
    "frame:economy",
    "frame:rights",
    "frame:health",
];

/// What the claims of one article have in common.
pub(super) struct Setting<'a> {
    pub(super) world: &'a World,
    pub(super) event: Option<usize>,
    /// Whether a translation is given for the reader.
    pub(super) foreign: bool,
    ranks: Zipf,
}

impl<'a> Setting<'a> {
    pub(super) fn new(world: &'a World, event: Option<usize>, foreign: bool) -> Setting<'a> {
        let carried = event.map_or(0, |event| world.events[event].propositions.len());
        Setting {
            world,
            event,
            foreign,
            ranks: Zipf::new(carried, 4),
        }
    }

    fn proposition(&self, random: &mut Random) -> Option<usize> {
        if random.chance(60) {
            return None;
        }
        match self.event {
            Some(event) if !random.chance(100) => {
                Some(self.world.events[event].propositions.start + self.ranks.draw(random))
            }
            _ => Some(self.world.shared.start + self.world.shared_ranks.draw(random)),
        }
    }

    /// The words of a claim: those of its proposition as this article puts them.
    fn words(&self, proposition: Option<usize>, random: &mut Random) -> Vec<String> {
        let vocabulary = &self.world.vocabulary;
        let text = proposition.map_or("", |at| &self.world.propositions[at].text);
        let mut words = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match random.below(100) {
                0..76 => words.push(word.to_lowercase()),
                76..90 => words.push(vocabulary.word(random).to_owned()),
                _ => {}
            }
        }
        let more = 2 + random.below(5);
        words.extend(
            vocabulary
                .words(random, more)
                .into_iter()
                .map(str::to_owned),
        );
        words
    }

    /// Writes a claim into the block that is open.
    pub(super) fn claim(
        &self,
        page: &mut Page,
        cast: &mut Cast,
        before: usize,
        random: &mut Random,
    ) -> Claim {
        let block = page.kind();
        let proposition = self.proposition(random);
        let mut claim = self.bare(block, proposition, cast, before, random);
        let mut words = self.words(proposition, random);
        if let Some(figure) = &claim.figure {
            words.push(figure.printed.clone());
        }
        self.sentence(page, cast, &mut claim, &words, random);
        if self.foreign && random.chance(300) {
            claim.gloss = Some(format!("{}.", capitalized(&words.join(" "))));
        }
        claim
    }

    /// A claim without its words.
    fn bare(
        &self,
        block: BlockKind,
        proposition: Option<usize>,
        cast: &mut Cast,
        before: usize,
        random: &mut Random,
    ) -> Claim {
        let voice = random.weighted(&[
            (30, Voice::Direct),
            (40, Voice::Indirect),
            (30, Voice::Narration),
        ]);
        let speakers = speakers(voice, cast, random);
        let unset = if voice == Voice::Narration { 400 } else { 90 };
        let stance = (!random.chance(unset)).then(|| {
            stance(
                speakers.first().map(|(who, _, _)| *who),
                proposition,
                random,
            )
        });
        let status = random.weighted(&[
            (965, Status::Accepted),
            (30, Status::Draft),
            (5, Status::Rejected),
        ]);
        let other_event = random
            .chance(30)
            .then(|| random.below(self.world.events.len()));
        Claim {
            block,
            voice,
            voice_guess: random.chance(30),
            stance_guess: stance.is_some() && random.chance(30),
            stance,
            status,
            origin: if status == Status::Draft {
                Origin::Machine
            } else {
                Origin::Person
            },
            proposition,
            uttered_at: self.event.filter(|_| random.chance(200)).or(other_event),
            about: self.event.filter(|_| random.chance(80)),
            said: random.chance(80).then(|| random.pick(&DATES)),
            speakers,
            via: (voice != Voice::Narration && random.chance(40)).then(|| cast.draw(random)),
            figure: proposition
                .filter(|proposition| proposition % 4 == 0 && random.chance(640))
                .map(|proposition| figure(proposition, random)),
            target: random.chance(200).then(|| {
                (
                    cast.draw(random),
                    random.weighted(&[(85, TargetRole::Object), (15, TargetRole::Addressee)]),
                    random.weighted(&[(35, Some(-1)), (20, Some(0)), (25, Some(1)), (20, None)]),
                )
            }),
            content: Vec::new(),
            cue: None,
            source: None,
            gloss: None,
            note: random.chance(15).then_some("Compare the transcript."),
            label: random.chance(20).then(|| random.pick(&FRAMES)),
            link: (before > 0 && random.chance(15)).then(|| {
                (
                    1 + random.below(before.min(3)),
                    random.weighted(&[(1, Relation::Part), (1, Relation::Evidence)]),
                )
            }),
        }
    }

    fn sentence(
        &self,
        page: &mut Page,
        cast: &Cast,
        claim: &mut Claim,
        words: &[String],
        random: &mut Random,
    ) {
        page.space();
        if claim.voice == Voice::Narration {
            claim
                .content
                .push(page.quote(&capitalized(&words.join(" "))));
            page.write(".");
            return;
        }
        let name = claim
            .speakers
            .first()
            .map_or("nobody", |(who, _, _)| cast.again(self.world, *who));
        let cue = random.pick(&CUES);
        let in_two = words.len() > 5 && random.chance(200);
        let (first, second) = words.split_at(if in_two { words.len() / 2 } else { words.len() });
        let (first, second) = (first.join(" "), second.join(" "));
        let attribute = |page: &mut Page, claim: &mut Claim| {
            claim.source = Some(page.quote(name));
            page.write(" ");
            claim.cue = Some(page.quote(cue));
        };
        if claim.voice == Voice::Direct {
            page.write("“");
            claim.content.push(page.quote(&first));
            page.write(",” ");
            attribute(page, claim);
            if in_two {
                page.write(", “");
                claim.content.push(page.quote(&second));
                page.write(".”");
            } else {
                page.write(".");
            }
        } else {
            attribute(page, claim);
            page.write(" that ");
            claim.content.push(page.quote(&first));
            if in_two {
                page.write(", as was to be heard, ");
                claim.content.push(page.quote(&second));
            }
            page.write(".");
        }
    }

    /// What another coder makes of the same words; none where that coder sees no claim there.
    pub(super) fn read_again(&self, claim: &Claim, random: &mut Random) -> Option<Claim> {
        if random.chance(150) {
            return None;
        }
        let mut claim = claim.clone();
        claim.link = None;
        if random.chance(100) {
            claim.stance = random.weighted(&[
                (1, Some(Stance::Asserts)),
                (1, Some(Stance::Rejects)),
                (1, Some(Stance::Mentions)),
                (1, None),
            ]);
            claim.stance_guess &= claim.stance.is_some();
        }
        if random.chance(80) {
            claim.proposition = self.proposition(random);
        }
        Some(claim)
    }
}

/// What somebody does with a proposition: mostly what the same one does with it everywhere.
fn stance(who: Option<Who>, proposition: Option<usize>, random: &mut Random) -> Stance {
    let side = |random: &mut Random| {
        random.weighted(&[
            (88, Stance::Asserts),
            (8, Stance::Rejects),
            (3, Stance::Mentions),
            (1, Stance::Declines),
        ])
    };
    match (who, proposition) {
        (Some(Who::Known(speaker)), Some(proposition)) if !random.chance(60) => {
            side(&mut Random::of(13, speaker * 1_000_003 + proposition))
        }
        _ => side(random),
    }
}

fn speakers(voice: Voice, cast: &mut Cast, random: &mut Random) -> Vec<(Who, SpeakerPart, bool)> {
    let mut speakers: Vec<(Who, SpeakerPart, bool)> = Vec::new();
    let parts = if voice == Voice::Narration {
        [
            (40, SpeakerPart::Alternative),
            (0, SpeakerPart::Speaker),
            (0, SpeakerPart::Principal),
        ]
    } else {
        [
            (1000, SpeakerPart::Speaker),
            (80, SpeakerPart::Speaker),
            (30, SpeakerPart::Principal),
        ]
    };
    for (permille, part) in parts {
        if !random.chance(permille) {
            continue;
        }
        let who = cast.draw(random);
        if speakers.iter().all(|(known, _, _)| *known != who) {
            speakers.push((who, part, random.chance(20)));
        }
    }
    speakers
}
