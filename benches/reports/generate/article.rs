//! The text of one article with everything that a coder finds in it.

use claimbook::domain::record::Kind;
use claimbook::domain::text::BlockKind;

use super::cast::Cast;
use super::claim::{Claim, Setting};
use super::figure::{Figure, figure};
use super::page::{Page, Piece};
use super::plan::Plan;
use super::random::Random;
use super::words::capitalized;
use super::world::{Event, World};

/// A text and its reading.
pub(super) struct Article {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) page: Page,
    pub(super) cast: Cast,
    pub(super) introductions: Vec<Introduction>,
    pub(super) facts: Vec<Fact>,
    pub(super) claims: Vec<Claim>,
}

/// How it introduces somebody.
pub(super) struct Introduction {
    pub(super) speaker: usize,
    pub(super) affiliation: Option<usize>,
    pub(super) words: Piece,
}

/// What it says of an event, a speaker or an organization.
pub(super) struct Fact {
    pub(super) of: Kind,
    /// The place of what it is said of.
    pub(super) subject: usize,
    pub(super) attribute: &'static str,
    pub(super) value: FactValue,
    pub(super) words: Piece,
}

pub(super) enum FactValue {
    Text(String),
    Date(String),
    Names(Vec<String>),
    Figure(Figure),
}

const CLAIMS_OF_A_PARAGRAPH: usize = 3;

/// Writes the article of this number. A copy has the text and the reading of its original, so it is written by that one's number.
pub(super) fn write(world: &World, plan: &Plan, number: usize) -> Article {
    let mut random = Random::of(9, number);
    let random = &mut random;
    let event = plan.events.first().copied();
    let foreign = world.outlets[plan.outlet].language != "en";
    let setting = Setting::new(world, event, foreign);
    let mut page = Page::default();
    let mut cast = Cast::new(world, event, random);
    let mut claims: Vec<Claim> = Vec::with_capacity(plan.claims);

    page.begin(BlockKind::Headline);
    let title = if plan.claims > 3 && random.chance(600) {
        claims.push(setting.claim(&mut page, &mut cast, 0, random));
        page.text.clone()
    } else {
        let words = world.vocabulary.words(random, 5).join(" ");
        let title = capitalized(&match event {
            Some(event) => format!("{words} at the {}", world.events[event].name),
            None => words,
        });
        page.write(&title);
        title
    };
    page.begin(BlockKind::Byline);
    let author = format!(
        "{} {}",
        world.vocabulary.name(random),
        world.vocabulary.name(random)
    );
    page.write("By ");
    page.write(&author);

    page.begin(BlockKind::Body);
    let facts = facts(world, event, &cast, &mut page, random);
    let introductions = introductions(world, &cast, &mut page, random);
    if random.chance(600) && plan.claims > 4 {
        page.begin(BlockKind::Caption);
        claims.push(setting.claim(&mut page, &mut cast, claims.len(), random));
    }
    while claims.len() < plan.claims {
        page.begin(BlockKind::Body);
        for _ in 0..CLAIMS_OF_A_PARAGRAPH.min(plan.claims - claims.len()) {
            claims.push(setting.claim(&mut page, &mut cast, claims.len(), random));
        }
        filler(world, &mut page, random);
    }
    if plan.claims == 0 {
        page.begin(BlockKind::Body);
        for _ in 0..6 {
            filler(world, &mut page, random);
        }
    }
    page.end();
    Article {
        title,
        author,
        page,
        cast,
        introductions,
        facts,
        claims,
    }
}

/// A sentence that claims nothing.
fn filler(world: &World, page: &mut Page, random: &mut Random) {
    page.space();
    let count = 8 + random.below(8);
    page.write(&capitalized(
        &world.vocabulary.words(random, count).join(" "),
    ));
    page.write(".");
}

fn introductions(
    world: &World,
    cast: &Cast,
    page: &mut Page,
    random: &mut Random,
) -> Vec<Introduction> {
    let mut introductions = Vec::new();
    for number in &cast.speakers {
        let speaker = &world.speakers[*number];
        if speaker.kind != "person" || !random.chance(600) {
            continue;
        }
        let affiliation = speaker.affiliation(random);
        let mut words = speaker.name.clone();
        if let Some(affiliation) = affiliation.map(|at| &world.affiliations[at]) {
            words.push_str(", ");
            words.push_str(affiliation.role);
            if let Some(organization) = affiliation.organization {
                words.push_str(" of ");
                words.push_str(&world.organizations[organization].name);
            }
        }
        page.space();
        page.write("Present was ");
        introductions.push(Introduction {
            speaker: *number,
            affiliation,
            words: page.quote(&words),
        });
        page.write(".");
    }
    introductions
}

fn facts(
    world: &World,
    event: Option<usize>,
    cast: &Cast,
    page: &mut Page,
    random: &mut Random,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |page: &mut Page, of, subject, attribute, value: FactValue, words: &str| {
        page.space();
        page.write(&capitalized(&format!("the {attribute} was ")));
        facts.push(Fact {
            of,
            subject,
            attribute,
            value,
            words: page.quote(words),
        });
        page.write(".");
    };
    if let Some(number) = event {
        let event = &world.events[number];
        for attribute in ["name", "date", "place", "attendance", "host", "theme"] {
            if !random.chance(480) {
                continue;
            }
            let (value, words) = event_fact(world, number, event, attribute, random);
            add(page, Kind::Event, number, attribute, value, &words);
        }
    }
    if random.chance(150)
        && let Some(speaker) = cast.speakers.first().copied()
    {
        let figure = figure(speaker, random);
        let words = figure.printed.clone();
        add(
            page,
            Kind::Speaker,
            speaker,
            "tenure",
            FactValue::Figure(figure),
            &words,
        );
    }
    if random.chance(80) {
        let organization = random.below(world.organizations.len());
        let words = random.pick(&["1949", "1960", "1988", "2001"]);
        let value = FactValue::Date(words.to_owned());
        add(
            page,
            Kind::Organization,
            organization,
            "founding",
            value,
            words,
        );
    }
    facts
}

/// What an article says of an event: mostly what the others say.
fn event_fact(
    world: &World,
    number: usize,
    event: &Event,
    attribute: &str,
    random: &mut Random,
) -> (FactValue, String) {
    let usual = !random.chance(150);
    let other = || {
        world.events[(number + 1) % world.events.len()]
            .place
            .clone()
    };
    match attribute {
        "date" => {
            let day = if usual {
                event.first_day
            } else {
                event.first_day + 1
            };
            let date = if random.chance(200) {
                super::calendar::month(day)
            } else {
                super::calendar::day(day)
            };
            (FactValue::Date(date.clone()), date)
        }
        "place" => {
            let place = if usual { event.place.clone() } else { other() };
            (FactValue::Text(place.clone()), place)
        }
        "attendance" => {
            let figure = figure(number, random);
            let words = figure.printed.clone();
            (FactValue::Figure(figure), words)
        }
        "host" => {
            let host = |at: usize| {
                let at = (number * 7 + at) % world.organizations.len();
                world.organizations[at].name.clone()
            };
            let hosts: Vec<String> = if usual {
                vec![host(0)]
            } else {
                vec![host(0), host(1)]
            };
            let words = hosts.join(" and ");
            (FactValue::Names(hosts), words)
        }
        _ => {
            let name = if usual {
                event.name.clone()
            } else {
                event.name.replace("Forum", "Meeting")
            };
            (FactValue::Text(name.clone()), name)
        }
    }
}
