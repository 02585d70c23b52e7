//! Propositions that only one side carries.

mod carried;

use std::collections::{BTreeMap, BTreeSet};

use self::carried::{Carrier, Gap, Sides, Universes};
use super::article_groups::NONE;
use super::articles::{Article, Selection, article_keys, count, why_no_articles};
use super::by::OUTLET_FIRST;
use super::claims::{self, Standing, Tally};
use super::filters::{Copies, Filter, Filters};
use super::lookup::{Proposition, propositions, propositions_wanted, topic_paths};
use super::table::{Cell, CellValue, Column, Evidence, Row, Section, Table, Tone};
use super::{Options, Report, ReportError, Switch};
use crate::store::Reader;

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

/// One row before it is printed.
struct Line<'a> {
    topic: &'a str,
    id: i64,
    proposition: &'a Proposition,
    carriers: usize,
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
        let Some(number) = universes.carriers_of_gap(carriers) else {
            continue;
        };
        if options.single && number != 1 {
            not_single += 1;
            continue;
        }
        found.push((*proposition, number));
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
            let gap = carriers.and_then(|own| universes.gap(own));
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
    if sides.has_none() {
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
