//! The records that articles share, in the operation that is open.

use claimbook::domain::key::slug;
use rusqlite::{Result, params};

use super::calendar;
use super::claim::FRAMES;
use super::insert::{Insert, Table, id, uid};
use super::random::Random;
use super::words::numbered;
use super::world::World;

/// Inserts all of them.
pub(super) fn insert(world: &World, into: &Insert<'_>) -> Result<()> {
    topics(world, into)?;
    organizations(world, into)?;
    outlets(world, into)?;
    speakers(world, into)?;
    affiliations(world, into)?;
    events(world, into)?;
    propositions(world, into)
}

fn topics(world: &World, into: &Insert<'_>) -> Result<()> {
    for (at, topic) in world.topics.iter().enumerate() {
        let uid = uid(Table::Topic, id(at));
        into.row(
            "INSERT INTO topic (id, uid, key, name, parent) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                id(at),
                uid,
                slug(&topic.name),
                topic.name,
                topic.parent.map(id)
            ],
        )?;
        into.added(Table::Topic, id(at), &uid)?;
    }
    Ok(())
}

fn organizations(world: &World, into: &Insert<'_>) -> Result<()> {
    let mut random = Random::of(20, 0);
    for (at, organization) in world.organizations.iter().enumerate() {
        let uid = uid(Table::Organization, id(at));
        into.row(
            "INSERT INTO organization (id, uid, key, name, kind, country, parent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                id(at),
                uid,
                slug(&organization.name),
                organization.name,
                organization.kind,
                organization.country,
                organization.parent.map(id)
            ],
        )?;
        into.added(Table::Organization, id(at), &uid)?;
        if random.chance(100) {
            into.row(
                "INSERT INTO alias (organization, name, language) VALUES (?1, ?2, 'en')",
                params![id(at), format!("{} (old name)", organization.name)],
            )?;
        }
    }
    Ok(())
}

fn outlets(world: &World, into: &Insert<'_>) -> Result<()> {
    for (at, outlet) in world.outlets.iter().enumerate() {
        let uid = uid(Table::Outlet, id(at));
        into.row(
            "INSERT INTO outlet (id, uid, key, name, short, organization, sponsor, country, language) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                id(at),
                uid,
                slug(&outlet.name),
                outlet.name,
                outlet.name.split(' ').next(),
                outlet.organization.map(id),
                outlet.sponsor.map(id),
                outlet.country,
                outlet.language
            ],
        )?;
        into.added(Table::Outlet, id(at), &uid)?;
        if let Some(ownership) = outlet.ownership {
            into.row(
                "INSERT INTO label (outlet, name) VALUES (?1, ?2)",
                params![id(at), format!("ownership:{ownership}")],
            )?;
        }
    }
    Ok(())
}

fn speakers(world: &World, into: &Insert<'_>) -> Result<()> {
    let mut random = Random::of(21, 0);
    for (at, speaker) in world.speakers.iter().enumerate() {
        let uid = uid(Table::Speaker, id(at));
        into.row(
            "INSERT INTO speaker (id, uid, key, name, kind, country, organization) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                id(at),
                uid,
                slug(&speaker.name),
                speaker.name,
                speaker.kind,
                speaker.country,
                speaker.organization.map(id)
            ],
        )?;
        into.added(Table::Speaker, id(at), &uid)?;
        if random.chance(200) {
            into.row(
                "INSERT INTO alias (speaker, name, language) VALUES (?1, ?2, ?3)",
                params![
                    id(at),
                    format!("Old {}", speaker.name),
                    random.pick(&["en", "fr", "zh"])
                ],
            )?;
        }
        if random.chance(10) {
            into.row(
                "INSERT INTO label (speaker, name) VALUES (?1, 'to-check')",
                [id(at)],
            )?;
        }
    }
    Ok(())
}

fn affiliations(world: &World, into: &Insert<'_>) -> Result<()> {
    for (at, affiliation) in world.affiliations.iter().enumerate() {
        let uid = uid(Table::Affiliation, id(at));
        into.row(
            "INSERT INTO affiliation (id, uid, key, speaker, role, organization) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                id(at),
                uid,
                slug(&format!(
                    "{} {} {}",
                    world.speakers[affiliation.speaker].name,
                    affiliation.role,
                    numbered(at)
                )),
                id(affiliation.speaker),
                affiliation.role,
                affiliation.organization.map(id)
            ],
        )?;
        into.added(Table::Affiliation, id(at), &uid)?;
    }
    Ok(())
}

fn events(world: &World, into: &Insert<'_>) -> Result<()> {
    let mut random = Random::of(22, 0);
    for (at, event) in world.events.iter().enumerate() {
        let uid = uid(Table::Event, id(at));
        let first = calendar::day(event.first_day);
        let dates = match event.days {
            0 => first,
            days => format!("{first}..{}", calendar::day(event.first_day + days)),
        };
        into.row(
            "INSERT INTO event (id, uid, key, name, dates, place, country, parent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                id(at),
                uid,
                slug(&event.name),
                event.name,
                (!random.chance(30)).then_some(dates),
                event.place,
                event.country,
                event.parent.map(id)
            ],
        )?;
        into.added(Table::Event, id(at), &uid)?;
        if random.chance(200) {
            into.row(
                "INSERT INTO alias (event, name, language) VALUES (?1, ?2, 'en')",
                params![id(at), event.name.replace("Forum", "Congress")],
            )?;
        }
    }
    Ok(())
}

fn propositions(world: &World, into: &Insert<'_>) -> Result<()> {
    let mut random = Random::of(23, 0);
    for (at, proposition) in world.propositions.iter().enumerate() {
        let uid = uid(Table::Proposition, id(at));
        into.row(
            "INSERT INTO proposition (id, uid, key, text, topic, broader, negates) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                id(at),
                uid,
                slug(&format!("{} {}", numbered(at + 64), proposition.text)),
                proposition.text,
                proposition.topic.map(id),
                proposition.broader.map(id),
                proposition.negates.map(id)
            ],
        )?;
        into.added(Table::Proposition, id(at), &uid)?;
        if random.chance(20) {
            into.row(
                "INSERT INTO label (proposition, name) VALUES (?1, ?2)",
                params![id(at), random.pick(&FRAMES)],
            )?;
        }
    }
    Ok(())
}
