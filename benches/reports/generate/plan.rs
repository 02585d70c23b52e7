//! Which articles there are: on what, by whom, when, copied from which, how far coded and with how many claims.

use claimbook::domain::coding::{Extent, Layer};

use super::random::Random;
use super::world::{DAYS, World};

/// One article before it is written.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) outlet: usize,
    /// Minutes since the first minute of the book.
    pub(super) minute: u32,
    /// What it is on first of all comes first; some are on no event.
    pub(super) events: Vec<usize>,
    /// The article that it is a copy of.
    pub(super) copy_of: Option<usize>,
    pub(super) status: &'static str,
    /// None where nobody has coded it.
    pub(super) extent: Option<Extent>,
    pub(super) claims: usize,
    /// The layer of a second coding, where there is one.
    pub(super) second: Option<Layer>,
}

impl Plan {
    pub(super) fn day(&self) -> u32 {
        self.minute / MINUTES_OF_A_DAY
    }
}

pub(super) const MINUTES_OF_A_DAY: u32 = 24 * 60;

/// Logged mostly in the order of publication: an article may come this many places late.
const LATE: usize = 60;

/// Returns all articles in the order in which they are logged.
pub(super) fn plan(world: &World) -> Vec<Plan> {
    let mut random = Random::of(8, 0);
    let mut plans = Vec::with_capacity(world.size.articles);
    for (number, event) in world.events.iter().enumerate() {
        for _ in 0..event.articles {
            let day = event.first_day + latency(&mut random);
            plans.push(article(world, vec![number], day, &mut random));
        }
    }
    while plans.len() < world.size.articles {
        let day = u32::try_from(random.below(usize::try_from(DAYS).unwrap_or(1))).unwrap_or(0);
        plans.push(article(world, Vec::new(), day, &mut random));
    }
    plans.sort_by_key(|plan| plan.minute);
    for at in 0..plans.len() {
        if random.chance(100) {
            let with = at.saturating_sub(random.below(LATE));
            plans.swap(at, with);
        }
    }
    let mut of_events: Vec<Vec<usize>> = vec![Vec::new(); world.events.len()];
    for at in 0..plans.len() {
        if let Some(event) = plans[at].events.first().copied() {
            if random.chance(95) {
                copy(world, &mut plans, at, &of_events[event], &mut random);
            }
            of_events[event].push(at);
        }
    }
    count_claims(world, &mut plans, &mut random);
    plans
}

/// Days after an event: most of its articles come at once.
fn latency(random: &mut Random) -> u32 {
    let days = random.below(6) * random.below(6);
    u32::try_from(days).unwrap_or(0)
}

fn article(world: &World, mut events: Vec<usize>, day: u32, random: &mut Random) -> Plan {
    if !events.is_empty() && random.chance(100) {
        let other = random.below(world.events.len());
        if other != world.size.usual_event() && !events.contains(&other) {
            events.push(other);
        }
    }
    let minute = u32::try_from(random.below(24 * 60)).unwrap_or(0);
    let extent = random.weighted(&[
        (693, Some(Extent::Full)),
        (247, Some(Extent::Partial)),
        (50, Some(Extent::Facts)),
        (10, None),
    ]);
    Plan {
        outlet: world.outlet_ranks.draw(random),
        minute: day * MINUTES_OF_A_DAY + minute,
        events,
        copy_of: None,
        status: random.weighted(&[(980, "published"), (12, "corrected"), (8, "withdrawn")]),
        second: extent
            .filter(|extent| *extent != Extent::Facts && random.chance(30))
            .map(|_| random.weighted(&[(3, Layer::Own), (1, Layer::Decided)])),
        extent,
        claims: 0,
    }
}

/// Makes an article a copy of an earlier one on the same event, where one can be copied.
fn copy(world: &World, plans: &mut [Plan], at: usize, earlier: &[usize], random: &mut Random) {
    if earlier.is_empty() {
        return;
    }
    let original = random.pick(earlier);
    if plans[original].copy_of.is_some() || plans[original].extent.is_none() {
        return;
    }
    let outlet = world.outlet_ranks.draw(random);
    let outlet = if outlet == plans[original].outlet {
        (outlet + 1) % world.outlets.len()
    } else {
        outlet
    };
    plans[at] = Plan {
        outlet,
        minute: plans[at].minute.max(plans[original].minute),
        copy_of: Some(original),
        status: "published",
        second: None,
        ..plans[original].clone()
    };
}

/// Gives every coded article its number of claims: a few have many, and all codings together as many as the book should have.
fn count_claims(world: &World, plans: &mut [Plan], random: &mut Random) {
    let weights: Vec<usize> = plans
        .iter()
        .map(|plan| {
            let skewed = (10 + random.below(100)) * (10 + random.below(100));
            match plan.extent {
                Some(Extent::Full) => skewed,
                Some(Extent::Partial) => skewed / 2,
                Some(Extent::Facts) | None => 0,
            }
        })
        .collect();
    let weight_of = |at: usize, plan: &Plan| weights[plan.copy_of.unwrap_or(at)];
    let total: usize = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| weight_of(at, plan) * if plan.second.is_some() { 2 } else { 1 })
        .sum();
    let counts: Vec<usize> = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| {
            let weight = weight_of(at, plan);
            let count = (weight * world.size.claims() + total / 2) / total.max(1);
            if weight > 0 { count.max(1) } else { 0 }
        })
        .collect();
    for (plan, count) in plans.iter_mut().zip(counts) {
        plan.claims = count;
    }
}
