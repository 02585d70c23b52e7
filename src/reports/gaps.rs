//! Propositions that only one side carries.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::article_groups::{ArticleGroups, NONE};
use super::articles::{Article, Selection, article_keys, count, why_no_articles};
use super::by::{By, OUTLET_FIRST};
use super::claims::{self, Standing, Tally};
use super::filters::{Copies, Filter, Filters};
use super::lookup::{Proposition, propositions, propositions_wanted, topic_paths};
use super::table::{Cell, CellValue, Column, Evidence, Row, Section, Table, Tone};
use super::{Options, Report, ReportError, Switch};
use crate::store::{Reader, StoreError, Value};

/// The report. It takes no filter by speaker, chain or label: what such a filter leaves out would look like a gap.
pub(super) static REPORT: Report = Report {
    name: "gaps",
    about: "Propositions that only one side carries",
    filters: &[
        Filter::Event,
        Filter::Topic,
        Filter::Proposition,
        Filter::Article,
        Filter::Outlet,
        Filter::Since,
        Filter::Until,
        Filter::Language,
        Filter::Coder,
    ],
    needs: None,
    by: &OUTLET_FIRST,
    switches: &[Switch::Single],
    run,
    chart: None,
};

/// How many articles are named to people where there are many; programs get all.
const NAMED: usize = 12;
const NO_TOPIC: &str = "(no topic)";

/// One article that has a claim on a proposition.
#[derive(Debug, Clone, Copy)]
struct Carrier {
    /// The article's place in the selection.
    place: usize,
    /// The first counted claim; none where it only has claims that do not count.
    claim: Option<i64>,
}

/// Who carries a proposition and who does not.
struct Gap {
    /// Articles with a counted claim on it.
    carriers: usize,
    /// Sides with how many of how many fully coded articles.
    carried_by: Vec<(usize, usize, usize)>,
    /// Sides with how many fully coded articles.
    missing_in: Vec<(usize, usize)>,
    /// The places of articles that are not fully coded, each with the claim by which it is known to carry the proposition.
    partly_coded: Vec<(usize, Option<i64>)>,
    /// The claims of the fully coded carriers.
    claims: Vec<i64>,
}

/// One row before it is printed.
struct Line<'a> {
    topic: &'a str,
    id: i64,
    proposition: &'a Proposition,
    carriers: usize,
}

/// How much of a gap is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Whether there is one: most propositions of a large book get no row.
    Sides,
    /// All that a row shows.
    Row,
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    // An article without a claim on what is asked for could have had one, so only what filters articles finds them.
    let of_articles = Filters {
        propositions: Vec::new(),
        topics: Vec::new(),
        ..filters.clone()
    };
    let mut selection = Selection::load(reader, &of_articles)?;
    selection.propositions = propositions_wanted(reader, &filters.propositions, &filters.topics)?;
    let mut table = Table::new(REPORT.name, REPORT.about)
        .with_section_name("topic")
        .with_columns(vec![
            Column::label("proposition", "Proposition"),
            Column::text("carried_by", "Carried by"),
            Column::text("missing_in", "Missing in"),
            Column::text("partly_coded", "Partly coded"),
            Column::count("carriers", "Carriers"),
            Column::text("single", "Single source"),
            Column::text("key", "Key"),
        ]);
    if selection.articles.is_empty() {
        table.empty = why_no_articles(reader, filters)?;
        return Ok(vec![table]);
    }
    let by = REPORT.by(options);
    let sides = Sides::load(reader, &selection, &by)?;
    let places = selection.places();
    let mut carriers: BTreeMap<i64, Vec<Carrier>> = BTreeMap::new();
    let tally = claims::each_article(reader, &selection, filters, |article, claims| {
        let place = places.get(&article.id).copied();
        let Some(place) = place.filter(|_| !article.collapsed) else {
            return Ok(());
        };
        for claim in claims {
            let Some(proposition) = claim.proposition.filter(|_| claim.standing.is_asked_for())
            else {
                continue;
            };
            let own = carriers.entry(proposition).or_default();
            let counted = claim.is_counted().then_some(claim.id);
            match own.last_mut().filter(|carrier| carrier.place == place) {
                Some(carrier) => carrier.claim = carrier.claim.or(counted),
                None => own.push(Carrier {
                    place,
                    claim: counted,
                }),
            }
        }
        Ok::<(), ReportError>(())
    })?;
    let mut universes = Universes::load(reader, &selection, &sides)?;
    let mut found: Vec<(i64, usize)> = Vec::new();
    let mut not_single = 0;
    for (proposition, carriers) in &carriers {
        let Some(gap) = gap(carriers, &sides, &mut universes, Detail::Sides) else {
            continue;
        };
        if options.single && gap.carriers != 1 {
            not_single += 1;
            continue;
        }
        found.push((*proposition, gap.carriers));
    }
    let known = propositions(reader, found.iter().map(|(proposition, _)| *proposition))?;
    let topics = topic_paths(reader)?;
    let mut lines: Vec<Line<'_>> = found
        .into_iter()
        .filter_map(|(id, carriers)| {
            let proposition = known.get(&id)?;
            let topic = proposition.topic.and_then(|topic| topics.get(&topic));
            Some(Line {
                topic: topic.map_or(NO_TOPIC, String::as_str),
                id,
                proposition,
                carriers,
            })
        })
        .collect();
    lines.sort_by_key(|line| {
        (
            line.topic == NO_TOPIC,
            line.topic,
            std::cmp::Reverse(line.carriers),
            &line.proposition.text,
            &line.proposition.key,
        )
    });
    let mut left = options.rows_made(lines.len());
    for lines in lines.chunk_by(|one, other| one.topic == other.topic) {
        let mut rows = Vec::new();
        for line in lines {
            // The others are counted by the limit and taken away.
            let carriers = carriers.get(&line.id).filter(|_| left > 0);
            let gap = carriers.and_then(|own| gap(own, &sides, &mut universes, Detail::Row));
            left = left.saturating_sub(1);
            rows.push(gap.map_or_else(
                || Row::new(Vec::new()),
                |gap| row(line.proposition, &gap, &sides, &selection),
            ));
        }
        let heading = lines.first().map_or("", |line| line.topic);
        table.sections.push(Section::new(heading, rows));
    }
    table.legend = sides.groups.legend(&selection, &by);
    table.notes = notes(filters, &selection, &sides, &tally);
    if not_single > 0 {
        table.notes.push(format!(
            "--single: {} not shown",
            count(
                not_single,
                "proposition with several carriers",
                "propositions with several carriers"
            )
        ));
    }
    table.empty = why_no_gaps(&selection, &tally, &sides, not_single);
    Ok(vec![table])
}

/// The articles by side.
struct Sides {
    groups: ArticleGroups,
    /// The side of each article, by its place in the selection.
    of: Vec<usize>,
    /// Whether there is a group of what has no value, which is no side and misses nothing.
    has_none: bool,
}

impl Sides {
    fn load(reader: &Reader<'_>, selection: &Selection, by: &By) -> Result<Sides, StoreError> {
        let groups = ArticleGroups::load(reader, selection, by)?;
        let mut of = vec![0; selection.articles.len()];
        for (side, group) in groups.groups.iter().enumerate() {
            for place in &group.articles {
                if let Some(of) = of.get_mut(*place) {
                    *of = side;
                }
            }
        }
        let named = matches!(by, By::Article | By::Outlet);
        Ok(Sides {
            has_none: !named && groups.groups.iter().any(|group| group.heading == NONE),
            groups,
            of,
        })
    }

    fn name(&self, side: usize) -> &str {
        self.groups
            .groups
            .get(side)
            .map_or("", |group| group.heading.as_str())
    }

    fn is_none(&self, side: usize) -> bool {
        self.has_none && self.name(side) == NONE
    }
}

/// What could have carried a proposition.
#[derive(Debug, Default)]
struct Universe {
    /// How many articles are fully coded, by side; sides without one are not among them.
    fully_coded: BTreeMap<usize, usize>,
    /// The places of the others.
    others: Vec<usize>,
}

/// Which articles share events.
struct Universes<'a> {
    articles: &'a [Article],
    sides: &'a Sides,
    /// By the article's place.
    events_of: BTreeMap<usize, Vec<i64>>,
    articles_of: BTreeMap<i64, Vec<usize>>,
    without_event: Vec<usize>,
    /// Of one event, or of none: many propositions are of the same.
    known: BTreeMap<Option<i64>, Rc<Universe>>,
    /// By the article's place, the last universe in which it was put.
    put_in: Vec<usize>,
    made: usize,
}

impl<'a> Universes<'a> {
    fn load(
        reader: &Reader<'_>,
        selection: &'a Selection,
        sides: &'a Sides,
    ) -> Result<Universes<'a>, StoreError> {
        let places = selection.places();
        let ids: Vec<i64> = places.keys().copied().collect();
        let mut events_of: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
        let mut articles_of: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        let links = reader.rows(
            include_str!("gaps_events.sql"),
            &[("ids", Value::list(&ids))],
            |row| Ok((row.integer("article")?, row.integer("event")?)),
        )?;
        for (article, event) in links {
            if let Some(place) = places.get(&article) {
                events_of.entry(*place).or_default().push(event);
                articles_of.entry(event).or_default().push(*place);
            }
        }
        let all = 0..selection.articles.len();
        Ok(Universes {
            articles: &selection.articles,
            sides,
            without_event: all.filter(|place| !events_of.contains_key(place)).collect(),
            events_of,
            articles_of,
            known: BTreeMap::new(),
            put_in: vec![0; selection.articles.len()],
            made: 0,
        })
    }

    fn events(&self, place: usize) -> &[i64] {
        self.events_of.get(&place).map_or(&[], Vec::as_slice)
    }

    fn is_fully_coded(&self, place: usize) -> bool {
        self.articles
            .get(place)
            .is_some_and(Article::is_fully_coded)
    }

    /// Returns the articles that share one of these events; where there are no events, those that have none.
    fn of(&mut self, events: &BTreeSet<i64>) -> Rc<Universe> {
        let kept_as = match events.len() {
            0 | 1 => Some(events.first().copied()),
            _ => None,
        };
        if let Some(known) = kept_as.and_then(|event| self.known.get(&event)) {
            return Rc::clone(known);
        }
        self.made += 1;
        let mut universe = Universe::default();
        let of_events = events
            .iter()
            .filter_map(|event| self.articles_of.get(event));
        let of_none = events.is_empty().then_some(&self.without_event);
        for place in of_events.chain(of_none).flatten() {
            let (Some(article), Some(put_in)) =
                (self.articles.get(*place), self.put_in.get_mut(*place))
            else {
                continue;
            };
            if article.collapsed || *put_in == self.made {
                continue;
            }
            *put_in = self.made;
            if article.is_fully_coded() {
                let side = self.sides.of.get(*place).copied().unwrap_or_default();
                *universe.fully_coded.entry(side).or_default() += 1;
            } else {
                universe.others.push(*place);
            }
        }
        let universe = Rc::new(universe);
        if let Some(event) = kept_as {
            self.known.insert(event, Rc::clone(&universe));
        }
        universe
    }
}

/// Returns who carries a proposition and who does not; none where no side has it in a fully coded article, or none lacks it.
fn gap(
    carriers: &[Carrier],
    sides: &Sides,
    universes: &mut Universes<'_>,
    detail: Detail,
) -> Option<Gap> {
    let side_of = |place: usize| sides.of.get(place).copied().unwrap_or_default();
    // Also by a claim that does not count, or as far as an article is coded.
    let known_to_carry: BTreeSet<usize> = carriers
        .iter()
        .map(|carrier| side_of(carrier.place))
        .collect();
    if known_to_carry.len() == sides.groups.groups.len() {
        return None;
    }
    let counted = || carriers.iter().filter(|carrier| carrier.claim.is_some());
    let events: BTreeSet<i64> = counted()
        .flat_map(|carrier| universes.events(carrier.place).iter().copied())
        .collect();
    let has_events = !events.is_empty();
    let universe = universes.of(&events);
    // A carrier without an event is one of its side, whatever the events of the others.
    let mut fully_coded = universe.fully_coded.clone();
    let mut carrying: BTreeMap<usize, usize> = BTreeMap::new();
    let mut claims = Vec::new();
    let mut partly_coded: Vec<(usize, Option<i64>)> = Vec::new();
    for carrier in counted() {
        if !universes.is_fully_coded(carrier.place) {
            partly_coded.push((carrier.place, carrier.claim));
            continue;
        }
        let side = side_of(carrier.place);
        *carrying.entry(side).or_default() += 1;
        claims.extend(carrier.claim);
        if has_events && universes.events(carrier.place).is_empty() {
            *fully_coded.entry(side).or_default() += 1;
        }
    }
    let missing_in: Vec<(usize, usize)> = fully_coded
        .iter()
        .filter(|(side, _)| !known_to_carry.contains(side) && !sides.is_none(**side))
        .map(|(side, number)| (*side, *number))
        .collect();
    if carrying.is_empty() || missing_in.is_empty() {
        return None;
    }
    if detail == Detail::Sides {
        return Some(Gap {
            carriers: counted().count(),
            carried_by: Vec::new(),
            missing_in,
            partly_coded: Vec::new(),
            claims: Vec::new(),
        });
    }
    let is_missing = |side: usize| missing_in.iter().any(|(missing, _)| *missing == side);
    let unknown = universe.others.iter().copied();
    partly_coded.extend(
        unknown
            .filter(|place| is_missing(side_of(*place)))
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
        carriers: counted().count(),
        carried_by,
        missing_in,
        partly_coded,
        claims,
    })
}

/// Returns a cell of many parts, of which people read the first.
fn listing(parts: &[String]) -> Cell {
    let mut shown: Vec<String> = parts.iter().take(NAMED).cloned().collect();
    if parts.len() > NAMED {
        shown.push(format!("and {} more", parts.len() - NAMED));
    }
    Cell::text(shown.join(", ")).with_value(CellValue::Text(parts.join(", ")))
}

fn row(proposition: &Proposition, gap: &Gap, sides: &Sides, selection: &Selection) -> Row {
    let carried_by: Vec<String> = gap
        .carried_by
        .iter()
        .map(|(side, number, of)| format!("{} {number}/{of}", sides.name(*side)))
        .collect();
    let missing_in: Vec<String> = gap
        .missing_in
        .iter()
        .map(|(side, of)| format!("{} 0/{of}", sides.name(*side)))
        .collect();
    let key = |place: usize| {
        let article = selection.articles.get(place);
        article.map(Article::key).unwrap_or_default()
    };
    let partly_coded: Vec<String> = gap
        .partly_coded
        .iter()
        .map(|(place, claim)| match claim {
            Some(_) => key(*place),
            None => format!("{} ?", key(*place)),
        })
        .collect();
    let known = gap.partly_coded.iter().filter_map(|(_, claim)| *claim);
    let is_single = gap.carriers == 1;
    Row::new(vec![
        Cell::text(&proposition.text),
        listing(&carried_by).with_evidence(gap.claims.iter().copied().map(Evidence::Claim)),
        listing(&missing_in),
        listing(&partly_coded).with_evidence(known.map(Evidence::Claim)),
        Cell::integer(i64::try_from(gap.carriers).unwrap_or(i64::MAX)),
        Cell::toned(
            if is_single { "yes" } else { "no" },
            if is_single { Tone::Strong } else { Tone::Faint },
        ),
        Cell::text(&proposition.key),
    ])
}

fn notes(filters: &Filters, selection: &Selection, sides: &Sides, tally: &Tally) -> Vec<String> {
    let copies = match filters.counting.copies {
        Copies::Collapse => format!("copies collapsed ({})", selection.collapsed()),
        Copies::Keep => String::from("copies kept"),
    };
    let mut notes = vec![
        String::from(
            "listed: what a side carries in a fully coded article and another side with a fully coded article on the same events does not carry at all",
        ),
        format!(
            "2/3 is two of three fully coded articles; carried: a counted claim on it, whatever the stance; {}; {copies}",
            claims::counting_switches(filters.counting)
        ),
    ];
    if tally.number(Standing::Headline)
        + tally.number(Standing::Caption)
        + tally.number(Standing::Draft)
        > 0
    {
        notes.push(String::from(
            "nothing is missing where a claim that does not count carries it",
        ));
    }
    if sides.has_none {
        notes.push(format!("{NONE} is no side and misses nothing"));
    }
    let partly: Vec<i64> = selection
        .articles
        .iter()
        .filter(|article| !article.is_fully_coded() && !article.collapsed)
        .map(|article| article.id)
        .collect();
    if !partly.is_empty() {
        let more = match partly.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        notes.push(format!(
            "{} not fully coded, so nothing is missing there: {}{more}",
            count(partly.len(), "article", "articles"),
            article_keys(partly.iter().take(NAMED).copied())
        ));
    }
    notes.extend(tally.uncounted_note());
    notes.extend(selection.notes());
    notes
}

fn why_no_gaps(selection: &Selection, tally: &Tally, sides: &Sides, not_single: usize) -> String {
    if tally.number(Standing::Counted) == 0 {
        return claims::why_nothing_counted(selection, tally);
    }
    if not_single > 0 {
        return String::from("No proposition that only one side carries has a single source.");
    }
    let coded: BTreeSet<usize> = selection
        .articles
        .iter()
        .zip(&sides.of)
        .filter(|(article, side)| {
            article.is_fully_coded() && !article.collapsed && !sides.is_none(**side)
        })
        .map(|(_, side)| *side)
        .collect();
    if coded.len() < 2 {
        return String::from(
            "Fewer than two sides have a fully coded article here, so neither can lack what the other carries; code more of them, or group by something else with --by.",
        );
    }
    String::from(
        "What one side carries in a fully coded article, every other side with a fully coded article on the same events carries too.",
    )
}

#[cfg(test)]
mod tests;
