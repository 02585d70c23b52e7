//! Who is for and who is against each proposition.

use std::collections::{BTreeMap, BTreeSet};

use super::article_groups::{ArticleGroups, NONE, column_name};
use super::articles::{Selection, why_no_articles};
use super::by::{By, OUTLET_THEN_SPEAKERS};
use super::chart::{Chart, bars};
use super::claims::{self, Claim};
use super::crosstab::{Count, Counted};
use super::filters::{Filter, Filters, Once};
use super::lookup::{Proposition, propositions, topic_paths};
use super::side::{Negations, folded_note};
use super::speaker_name::SpeakerNames;
use super::speaker_profile::{Appearance, SpeakerProfiles};
use super::table::{Cell, CellValue, Column, Evidence, Row, Section, Table, Tone};
use super::units::{Counter, Sides, Unit};
use super::{Options, Report, ReportError};
use crate::domain::claim::Stance;
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "stance",
    about: "For and against each proposition",
    filters: Filter::ALL,
    needs: None,
    by: &OUTLET_THEN_SPEAKERS,
    switches: &[],
    run,
    chart: Some(chart),
};

/// More groups than this are refused before any claim is read.
const MOST_GROUPS: usize = 2_000;
/// More cells than this nobody reads and few machines hold.
const MOST_CELLS: usize = 2_000_000;
/// How many of those against are named to people; programs get all.
const NAMED: usize = 6;
/// Who says what nobody is quoted for.
const ITSELF: &str = "(the article itself)";
const NO_TOPIC: &str = "(no topic)";

/// The stances in the order of the columns, with name and heading.
const STANCES: [(Option<Stance>, &str, &str); 5] = [
    (Some(Stance::Asserts), "asserts", "+"),
    (Some(Stance::Rejects), "rejects", "−"),
    (Some(Stance::Mentions), "mentions", "Mentions"),
    (Some(Stance::Declines), "declines", "Declines"),
    (None, "unset", "Unset"),
];

/// One unit, as little of it as a row needs: a whole book of them is in memory.
struct Mark {
    proposition: i64,
    stance: Option<Stance>,
    claim: i64,
    /// The place of the article's group, where articles are grouped.
    group: Option<u32>,
    /// Where its speakers stand in [`Marks::speakers`]; nowhere where nobody asks for them.
    speakers: (u32, u32),
}

/// Every unit that has a proposition.
#[derive(Default)]
struct Marks {
    marks: Vec<Mark>,
    speakers: Vec<Appearance>,
    without_evidence: bool,
    /// Claims counted under what their proposition negates.
    folded: usize,
    /// How often one asserts and rejects the same in one article.
    on_both_sides: usize,
}

impl Marks {
    fn add(&mut self, unit: &Unit<'_>, group: Option<usize>, by_speaker: bool) {
        let Some(proposition) = unit.claim.proposition else {
            return;
        };
        let (stance, _) = unit.claim.counted_stance();
        // A book of four thousand million speakers of claims is not read in one piece; the last would then be left out.
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let start = place(self.speakers.len());
        if by_speaker || stance == Some(Stance::Rejects) {
            self.speakers.extend(&unit.speakers);
        }
        self.marks.push(Mark {
            proposition,
            stance,
            claim: unit.claim.id,
            group: group.map(place),
            speakers: (start, place(self.speakers.len())),
        });
    }

    fn evidence(&self, mark: &Mark) -> Option<Evidence> {
        (!self.without_evidence).then_some(Evidence::Claim(mark.claim))
    }

    fn speakers(&self, mark: &Mark) -> &[Appearance] {
        let (start, end) = (mark.speakers.0 as usize, mark.speakers.1 as usize);
        self.speakers.get(start..end).unwrap_or_default()
    }
}

/// What stands in the columns behind the key.
enum Groups {
    None,
    Articles(ArticleGroups),
    Speakers {
        names: Vec<String>,
        places: BTreeMap<Appearance, usize>,
    },
}

/// How often each stance is taken.
#[derive(Debug, Default, Clone)]
struct Votes([Count; STANCES.len()]);

impl Votes {
    fn add(&mut self, stance: Option<Stance>, evidence: Option<Evidence>) {
        let place = STANCES.iter().position(|(known, _, _)| *known == stance);
        if let Some(count) = place.and_then(|place| self.0.get_mut(place)) {
            count.add(evidence);
        }
    }

    fn for_it(&self) -> usize {
        self.0.first().map_or(0, Counted::number)
    }

    fn against_it(&self) -> usize {
        self.0.get(1).map_or(0, Counted::number)
    }

    fn number(&self) -> usize {
        self.0.iter().map(Counted::number).sum()
    }

    /// Counts the same, without what it stands on: the cells that a total sums up tell that.
    fn add_numbers(&mut self, other: &Votes) {
        for (count, other) in self.0.iter_mut().zip(&other.0) {
            count.number += other.number;
        }
    }

    /// Returns the cells of the stances, their number and the per cents.
    fn cells(&self, is_total: bool) -> Vec<Cell> {
        let plain = |count: usize| Cell::integer(i64::try_from(count).unwrap_or(i64::MAX));
        let mut cells: Vec<Cell> = self
            .0
            .iter()
            .map(|count| {
                if is_total {
                    plain(count.number())
                } else {
                    count.cell()
                }
            })
            .collect();
        let (plus, minus) = (self.for_it(), self.against_it());
        cells.push(plain(self.number()));
        cells.push(Cell::per_cent(plus, plus + minus));
        cells.push(Cell::per_cent(minus, plus + minus));
        cells
    }

    /// Returns `+2 −1`; a point where nobody says anything of it.
    fn cell(&self, is_total: bool) -> Cell {
        let (plus, minus) = (self.for_it(), self.against_it());
        let value = CellValue::Text(format!("+{plus} -{minus}"));
        if self.number() == 0 && !is_total {
            return Cell::absent();
        }
        let cell = Cell::text(format!("+{plus} −{minus}")).with_value(value);
        if is_total {
            return cell;
        }
        let counts = self.0.iter().flat_map(|count| count.evidence.iter());
        cell.with_evidence(counts.copied())
    }
}

/// Draws the rows as bars.
fn chart(tables: &[Table]) -> Option<Chart> {
    bars(tables.first()?, &["asserts", "rejects"]).map(Chart::Bars)
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let negations = Negations::load(reader)?;
    let filters = &negations.widened(filters);
    let selection = Selection::load(reader, filters)?;
    let mut table = Table::new(REPORT.name, REPORT.about).with_section_name("topic");
    if selection.articles.is_empty() {
        table.columns = columns(&[]);
        table.empty = why_no_articles(reader, filters)?;
        return Ok(vec![table]);
    }
    let by = options.by.as_ref();
    let by_speaker = by.is_some_and(By::is_of_speakers);
    let groups = match by {
        Some(by) if !by_speaker => Groups::Articles(ArticleGroups::load(reader, &selection, by)?),
        _ => Groups::None,
    };
    refuse_if_too_large(&groups, 0)?;

    let mut marks = Marks {
        without_evidence: options.without_evidence,
        ..Marks::default()
    };
    let mut counter = Counter::new(filters.counting.once, Sides::Apart);
    let tally = claims::each_article(reader, &selection, filters, |article, claims| {
        let group = match &groups {
            Groups::Articles(groups) => groups.place(article.id),
            _ => None,
        };
        let folded = folded(claims, &negations, &mut marks.folded);
        let units = counter.units(folded.as_deref().unwrap_or(claims));
        if filters.counting.once != Once::Claim {
            marks.on_both_sides += on_both_sides(&units);
        }
        for unit in &units {
            marks.add(unit, group, by_speaker);
        }
        Ok::<(), ReportError>(())
    })?;
    let groups = match by {
        Some(by) if by_speaker => of_speakers(reader, &marks, by)?,
        _ => groups,
    };
    marks
        .marks
        .sort_by_key(|mark| (mark.proposition, mark.claim));

    let known = propositions(reader, marks.marks.iter().map(|mark| mark.proposition))?;
    let rows_made = options.rows_made(known.len());
    refuse_if_too_large(&groups, rows_made)?;
    let topics = topic_paths(reader)?;
    let against = marks
        .marks
        .iter()
        .filter(|mark| mark.stance == Some(Stance::Rejects));
    let names = SpeakerNames::load(
        reader,
        against.flat_map(|mark| marks.speakers(mark).iter().map(|(speaker, _)| *speaker)),
    )?;
    let headings = groups.headings();
    table.columns = columns(&headings);
    let mut named = BTreeSet::new();
    let shown = Shown {
        known: &known,
        topics: &topics,
        names: &names,
        rows: rows_made,
    };
    fill(&mut table, &marks, &groups, &shown, &mut named);

    if let (Groups::Articles(groups), Some(by)) = (&groups, by) {
        table.legend = groups.legend(&selection, by);
    }
    let legend = names.legend().into_iter();
    table
        .legend
        .extend(legend.filter(|(short, _)| named.contains(short)));
    table.notes = claims::notes(filters, &selection, &tally);
    table.notes.extend(folded_note(marks.folded));
    if marks.on_both_sides > 0 {
        table.notes.push(format!(
            "asserted and rejected by one speaker in one article, so counted on both sides: {}",
            marks.on_both_sides
        ));
    }
    table
        .notes
        .extend(tally.without_proposition_note("not in the table"));
    table.empty = claims::why_nothing_counted(&selection, &tally);
    Ok(vec![table])
}

/// Returns the claims with those on negations turned round and put under what is negated; none where there are no such claims.
fn folded(claims: &[Claim], negations: &Negations, number: &mut usize) -> Option<Vec<Claim>> {
    let is_negation = |claim: &Claim| {
        claim
            .proposition
            .is_some_and(|proposition| negations.fold(proposition).1)
    };
    if !claims.iter().any(is_negation) {
        return None;
    }
    let mut claims = claims.to_vec();
    for claim in &mut claims {
        if let Some(reading) = negations
            .reading(claim)
            .filter(|reading| reading.on_negation)
        {
            *number += usize::from(claim.is_counted());
            claim.proposition = Some(reading.proposition);
            claim.stance = reading.stance;
        }
    }
    Some(claims)
}

/// Returns how many of an article's units reject what another one of the same speakers asserts.
fn on_both_sides(units: &[Unit<'_>]) -> usize {
    let is = |unit: &Unit<'_>, stance| unit.claim.counted_stance().0 == Some(stance);
    let speakers = |unit: &Unit<'_>| -> Vec<i64> {
        unit.speakers.iter().map(|(speaker, _)| *speaker).collect()
    };
    units
        .iter()
        .filter(|unit| is(unit, Stance::Rejects) && unit.claim.proposition.is_some())
        .filter(|unit| {
            units.iter().any(|other| {
                is(other, Stance::Asserts)
                    && other.claim.proposition == unit.claim.proposition
                    && speakers(other) == speakers(unit)
            })
        })
        .count()
}

fn refuse_if_too_large(groups: &Groups, rows: usize) -> Result<(), ReportError> {
    let columns = groups.headings().len();
    if columns > MOST_GROUPS || columns.saturating_mul(rows) > MOST_CELLS {
        return Err(ReportError::TooLarge {
            report: REPORT.name,
            columns,
        });
    }
    Ok(())
}

/// Returns the groups of everybody who appears, by name, those without one and the articles themselves last.
fn of_speakers(reader: &Reader<'_>, marks: &Marks, by: &By) -> Result<Groups, ReportError> {
    let appearances: BTreeSet<Appearance> = marks.speakers.iter().copied().collect();
    let profiles = SpeakerProfiles::load(reader, &appearances, Some(by))?;
    let of: BTreeMap<Appearance, String> = appearances
        .into_iter()
        .map(|appearance| (appearance, profiles.group(appearance, by)))
        .collect();
    let names: BTreeSet<(bool, &str)> = of
        .values()
        .map(|name| (name == NONE, name.as_str()))
        .collect();
    let has_itself = marks
        .marks
        .iter()
        .any(|mark| marks.speakers(mark).is_empty());
    let mut names: Vec<String> = names.into_iter().map(|(_, name)| name.to_owned()).collect();
    let places = of
        .iter()
        .filter_map(|(appearance, name)| {
            let place = names.iter().position(|known| known == name)?;
            Some((*appearance, place))
        })
        .collect();
    if has_itself {
        names.push(String::from(ITSELF));
    }
    Ok(Groups::Speakers { names, places })
}

impl Groups {
    /// Returns name and heading of each column.
    fn headings(&self) -> Vec<(String, String)> {
        match self {
            Groups::None => Vec::new(),
            Groups::Articles(groups) => groups.columns(),
            Groups::Speakers { names, .. } => names
                .iter()
                .map(|name| (column_name(name), name.clone()))
                .collect(),
        }
    }

    /// Returns the columns in which a unit stands: several where it has several speakers.
    fn places(&self, mark: &Mark, speakers: &[Appearance]) -> BTreeSet<usize> {
        match self {
            Groups::None => BTreeSet::new(),
            Groups::Articles(_) => mark.group.map(|place| place as usize).into_iter().collect(),
            Groups::Speakers { names, .. } if speakers.is_empty() => names
                .iter()
                .position(|name| name == ITSELF)
                .into_iter()
                .collect(),
            Groups::Speakers { places, .. } => speakers
                .iter()
                .filter_map(|speaker| places.get(speaker).copied())
                .collect(),
        }
    }
}

fn columns(groups: &[(String, String)]) -> Vec<Column> {
    let mut columns = vec![Column::label("proposition", "Proposition")];
    for (_, name, heading) in STANCES {
        columns.push(Column::count(name, heading));
    }
    columns.extend([
        Column::count("n", "n"),
        Column::count("for_per_cent", "For %"),
        Column::count("against_per_cent", "Against %"),
        Column::text("against", "Against"),
        Column::text("key", "Key"),
    ]);
    columns.extend(
        groups
            .iter()
            .map(|(name, heading)| Column::count(name, heading)),
    );
    columns
}

/// What is shown of propositions, and how many rows.
struct Shown<'a> {
    known: &'a BTreeMap<i64, Proposition>,
    topics: &'a BTreeMap<i64, String>,
    names: &'a SpeakerNames,
    rows: usize,
}

/// Fills the table with a row for each proposition, by topic (those without one last), most units first, and the totals.
fn fill(
    table: &mut Table,
    marks: &Marks,
    groups: &Groups,
    shown: &Shown<'_>,
    named: &mut BTreeSet<String>,
) {
    let width = groups.headings().len();
    let mut rows_left = shown.rows;
    let mut lines: Vec<(&str, usize, &Proposition, &[Mark])> = marks
        .marks
        .chunk_by(|one, other| one.proposition == other.proposition)
        .filter_map(|marks| {
            let proposition = shown.known.get(&marks.first()?.proposition)?;
            let topic = proposition.topic.and_then(|topic| shown.topics.get(&topic));
            let topic = topic.map_or(NO_TOPIC, String::as_str);
            Some((topic, marks.len(), proposition, marks))
        })
        .collect();
    lines.sort_by_key(|(topic, number, proposition, _)| {
        (
            *topic == NO_TOPIC,
            *topic,
            std::cmp::Reverse(*number),
            &proposition.text,
            &proposition.key,
        )
    });
    let mut total = Votes::default();
    let mut column_totals = vec![Votes::default(); width];
    for lines in lines.chunk_by(|one, other| one.0 == other.0) {
        let mut rows = Vec::new();
        for (_, _, proposition, own) in lines {
            let mut votes = Votes::default();
            let mut by_group = vec![Votes::default(); width];
            let mut against: BTreeMap<Option<i64>, usize> = BTreeMap::new();
            for mark in *own {
                let speakers = marks.speakers(mark);
                let evidence = marks.evidence(mark);
                votes.add(mark.stance, evidence);
                for place in groups.places(mark, speakers) {
                    by_group[place].add(mark.stance, evidence);
                }
                if mark.stance == Some(Stance::Rejects) {
                    for (speaker, _) in speakers {
                        *against.entry(Some(*speaker)).or_default() += 1;
                    }
                    if speakers.is_empty() {
                        *against.entry(None).or_default() += 1;
                    }
                }
            }
            total.add_numbers(&votes);
            for (column_total, votes) in column_totals.iter_mut().zip(&by_group) {
                column_total.add_numbers(votes);
            }
            if rows_left == 0 {
                // Counted by the limit and taken away.
                rows.push(Row::new(Vec::new()));
                continue;
            }
            rows_left -= 1;
            let mut cells = vec![Cell::text(&proposition.text)];
            cells.extend(votes.cells(false));
            cells.push(who_is_against(&against, shown.names, named));
            cells.push(Cell::text(&proposition.key));
            cells.extend(by_group.iter().map(|votes| votes.cell(false)));
            rows.push(Row::new(cells));
        }
        let heading = lines.first().map_or("", |(topic, ..)| topic);
        table.sections.push(Section::new(heading, rows));
    }
    if !lines.is_empty() {
        let mut cells = vec![Cell::toned("total", Tone::Strong)];
        cells.extend(total.cells(true));
        cells.extend([Cell::empty(), Cell::empty()]);
        cells.extend(column_totals.iter().map(|votes| votes.cell(true)));
        let total = Section::new("", vec![Row::total(cells)]);
        table.sections.push(total);
    }
}

/// Returns the cell that names those against, most units first; notes the short names that people read.
fn who_is_against(
    against: &BTreeMap<Option<i64>, usize>,
    names: &SpeakerNames,
    named: &mut BTreeSet<String>,
) -> Cell {
    let short = |speaker: Option<i64>| speaker.map_or(ITSELF, |id| names.short(id));
    let full = |speaker: Option<i64>| speaker.map_or(ITSELF, |id| names.full(id));
    let mut order: Vec<(Option<i64>, usize)> = against
        .iter()
        .map(|(speaker, number)| (*speaker, *number))
        .collect();
    order.sort_by_key(|(speaker, number)| {
        (
            std::cmp::Reverse(*number),
            speaker.is_none(),
            short(*speaker).to_owned(),
            *speaker,
        )
    });
    let mut shown: Vec<String> = Vec::new();
    for (speaker, _) in order.iter().take(NAMED) {
        let name = short(*speaker);
        named.insert(name.to_owned());
        shown.push(name.to_owned());
    }
    if order.len() > NAMED {
        shown.push(format!("and {} more", order.len() - NAMED));
    }
    let all: Vec<&str> = order.iter().map(|(speaker, _)| full(*speaker)).collect();
    Cell::text(shown.join(", ")).with_value(CellValue::Text(all.join(", ")))
}

#[cfg(test)]
mod tests;
