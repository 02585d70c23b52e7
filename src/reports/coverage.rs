//! Who gets a voice: how often each speaker is heard in each group of articles, and with how many words.

use std::collections::{BTreeMap, BTreeSet};

use super::article_groups::{ArticleGroups, column_name};
use super::articles::{Selection, why_no_articles};
use super::attributed_words::{AttributedWords, Who};
use super::by::OUTLET_FIRST;
use super::chart::first_heat_map;
use super::claims;
use super::code::Letter;
use super::crosstab::{Counted, Crosstab, Grid, Line};
use super::filters::{Filter, Filters};
use super::heard::Heard;
use super::speaker_name::SpeakerNames;
use super::speaker_profile::{Appearance, SpeakerProfiles};
use super::table::{Cell, CellValue, Column, Evidence, Row, Table, Tone};
use super::units::{Counter, Sides};
use super::{Options, PerCent, Report, ReportError, Switch};
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "coverage",
    about: "Who gets a voice: speakers by outlet",
    filters: Filter::ALL,
    needs: None,
    by: &OUTLET_FIRST,
    switches: &[Switch::PerCent, Switch::Transpose],
    run,
    chart: Some(first_heat_map),
};

/// The most speakers whose short names a legend explains: it stands below the table, and nobody reads a hundred lines there.
const MOST_EXPLAINED: usize = 40;

/// How often somebody is heard.
#[derive(Debug, Default, Clone)]
struct Voice {
    direct: usize,
    otherwise: usize,
    evidence: Vec<Evidence>,
    shown: Shown,
}

/// How a cell shows it.
#[derive(Debug, Default, Clone, Copy)]
enum Shown {
    /// As `2/5`.
    #[default]
    Apart,
    /// As the sum.
    Together,
}

impl Counted for Voice {
    fn number(&self) -> usize {
        self.direct + self.otherwise
    }

    fn cell(&self) -> Cell {
        let parts = format!("{}/{}", self.direct, self.otherwise);
        let cell = match (self.shown, self.number()) {
            (Shown::Together, number) => Cell::count(number),
            (Shown::Apart, 0) => Cell::absent(),
            (Shown::Apart, _) => Cell::text(parts),
        };
        cell.with_evidence(self.evidence.iter().copied())
    }

    fn forget_evidence(&mut self) {
        self.evidence.clear();
    }
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let mut table = Table::new(REPORT.name, REPORT.about);
    if selection.articles.is_empty() {
        table.empty = why_no_articles(reader, filters)?;
        return Ok(vec![table]);
    }
    let by = REPORT.by(options);
    let groups = ArticleGroups::load(reader, &selection, &by)?;
    let mut counter = Counter::new(filters.counting.once, Sides::Together)
        .without_evidence(options.without_evidence);
    let mut grid: Grid<Who, Voice> = Grid::new(groups.groups.len());
    let mut heard = Heard::new(groups.groups.len());
    let mut words = AttributedWords::default();
    let tally = claims::each_batch(
        reader,
        &selection,
        filters,
        AttributedWords::of,
        |batch, own| {
            words.add(own);
            for of_article in batch {
                let Some(group) = groups.place(of_article.article.id) else {
                    continue;
                };
                for claim in of_article.claims {
                    heard.add(group, claim);
                }
                for unit in counter.units(of_article.claims) {
                    let who = match unit.speakers.as_slice() {
                        [(speaker, _)] => vec![Who::Speaker(*speaker)],
                        _ => Who::of(unit.claim),
                    };
                    let is_direct = Letter::of(unit.claim) == Letter::Direct;
                    grid.count(who, Some(group), |voice| {
                        voice.direct += usize::from(is_direct);
                        voice.otherwise += usize::from(!is_direct);
                        voice.evidence.extend(unit.evidence);
                    });
                }
            }
            Ok::<(), ReportError>(())
        },
    )?;

    // Whoever is heard has a row, also where somebody else stands for the unit.
    let mut rows: BTreeSet<Who> = grid
        .rows()
        .chain(words.by_speaker.keys())
        .copied()
        .collect();
    rows.extend(heard.all_speakers().into_iter().map(Who::Speaker));
    let speakers = Speakers::load(reader, &heard.all())?;
    let all_heard = AllHeard::of(&heard, groups.groups.len());
    // Where all speak of a large book, the sets would stand beside the table.
    drop(heard);
    let mut lines: Vec<(Who, Line<Voice>)> = Vec::new();
    for who in rows {
        let (cells, mut total) = grid.lines.remove(&who).unwrap_or_default();
        if !options.transpose {
            total.shown = Shown::Together;
        }
        lines.push((who, speakers.line(who, cells, total)));
    }
    lines.sort_by(|(one, left), (other, right)| {
        let order = |who: &Who| match who {
            Who::Speaker(_) => 0,
            Who::Nobody => 1,
            Who::Article => 2,
        };
        (order(one), right.total.number(), &left.heading, one).cmp(&(
            order(other),
            left.total.number(),
            &right.heading,
            other,
        ))
    });
    let shown = if options.transpose {
        lines.len()
    } else {
        options.rows_made(lines.len())
    };
    for (place, (who, line)) in lines.iter_mut().enumerate() {
        if place < shown {
            let number = words.by_speaker.get(who).copied().unwrap_or(0);
            line.attributes = speakers.attributes(*who);
            line.measures = vec![Cell::count(number), Cell::per_cent(number, words.total)];
        } else {
            // Only counted among the rows that are left out.
            line.cells = BTreeMap::new();
        }
    }
    let (rows, lines): (Vec<Who>, Vec<Line<Voice>>) = lines.into_iter().unzip();

    let mut column_totals = grid.column_totals;
    if options.transpose {
        for total in &mut column_totals {
            total.shown = Shown::Together;
        }
    }
    let mut total = grid.total;
    total.shown = Shown::Together;
    let crosstab = Crosstab {
        label: (String::from("speaker"), String::from("Speaker")),
        across: (by.column(), by.heading()),
        attributes: vec![
            Column::text("affiliation", "Affiliation"),
            Column::text("country", "Country"),
        ],
        columns: groups.columns(),
        lines,
        column_totals,
        total,
        measures: vec![
            Column::count("words", "Words"),
            Column::count("words_per_cent", "% of words"),
        ],
        measure_totals: vec![
            Cell::count(words.total),
            Cell::per_cent(words.total, words.total),
        ],
    };
    let mut table = crosstab.into_table(REPORT.name, table, options)?;
    if !options.transpose {
        speakers.name_in_full(&mut table, &rows);
    }
    all_heard.add_to(&mut table, options);
    table.legend = groups.legend(&selection, &by);
    if rows.len() <= MOST_EXPLAINED {
        table.legend.extend(speakers.names.legend());
    }
    table.notes = claims::notes(filters, &selection, &tally);
    table.notes.push(String::from(
        "2/5: 2 direct, 5 otherwise; words: of the claims' content, shared words for each speaker and once in the total",
    ));
    table.empty = claims::why_nothing_counted(&selection, &tally);
    Ok(vec![table])
}

/// What the rows say of speakers.
struct Speakers {
    names: SpeakerNames,
    profiles: SpeakerProfiles,
    /// As what each is introduced.
    appearances: BTreeMap<i64, Vec<Appearance>>,
}

impl Speakers {
    fn load(reader: &Reader<'_>, heard: &BTreeSet<Appearance>) -> Result<Speakers, ReportError> {
        let mut appearances: BTreeMap<i64, Vec<Appearance>> = BTreeMap::new();
        for appearance in heard {
            appearances
                .entry(appearance.0)
                .or_default()
                .push(*appearance);
        }
        Ok(Speakers {
            names: SpeakerNames::load(reader, appearances.keys().copied())?,
            profiles: SpeakerProfiles::load(reader, heard, None)?,
            appearances,
        })
    }

    /// Returns a row with its counts; what else it says is filled in where it is shown.
    fn line(&self, who: Who, cells: BTreeMap<usize, Voice>, total: Voice) -> Line<Voice> {
        let (name, heading) = match who {
            Who::Speaker(id) => (
                column_name(self.names.full_unique(id)),
                self.names.short(id),
            ),
            Who::Nobody => (String::from("no_speaker"), "(no speaker)"),
            Who::Article => (String::from("the_article"), "(the article itself)"),
        };
        Line {
            section: String::new(),
            name,
            heading: heading.to_owned(),
            attributes: Vec::new(),
            cells,
            total,
            measures: Vec::new(),
        }
    }

    /// Returns affiliation and country.
    fn attributes(&self, who: Who) -> Vec<Cell> {
        let attributes = match who {
            Who::Speaker(id) => [self.affiliation(id), self.country(id)],
            Who::Nobody | Who::Article => [String::new(), String::new()],
        };
        attributes
            .into_iter()
            .map(|text| match text.as_str() {
                "" => Cell::empty(),
                _ => Cell::text(text),
            })
            .collect()
    }

    /// Returns the kinds of the organizations as whose member the speaker speaks, else the speaker's own kind in parentheses.
    fn affiliation(&self, speaker: i64) -> String {
        match self.joined(speaker, |appearance| {
            self.profiles.affiliation_kind(appearance)
        }) {
            kinds if kinds.is_empty() => format!("({})", self.profiles.kind(speaker)),
            kinds => kinds,
        }
    }

    fn country(&self, speaker: i64) -> String {
        self.joined(speaker, |appearance| self.profiles.country(appearance))
    }

    /// Joins what the speaker's appearances have, each once.
    fn joined<'a>(
        &'a self,
        speaker: i64,
        property: impl Fn(Appearance) -> Option<&'a str>,
    ) -> String {
        let appearances = self.appearances.get(&speaker).into_iter().flatten();
        let found: BTreeSet<&str> = appearances
            .filter_map(|appearance| property(*appearance))
            .collect();
        let found: Vec<&str> = found.into_iter().collect();
        found.join(" + ")
    }

    /// Gives programs the full name for the short one that people read.
    fn name_in_full(&self, table: &mut Table, rows: &[Who]) {
        let shown = table
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.rows);
        for (row, who) in shown.zip(rows) {
            if let (Some(cell), Who::Speaker(id)) = (row.cells.first_mut(), who) {
                let name = self.names.full_unique(*id).to_owned();
                *cell = std::mem::replace(cell, Cell::empty()).with_value(CellValue::Text(name));
            }
        }
    }
}

/// How many speakers are heard.
struct AllHeard {
    by_group: Vec<Cell>,
    all: Cell,
}

impl AllHeard {
    fn of(heard: &Heard, groups: usize) -> AllHeard {
        AllHeard {
            by_group: (0..groups)
                .map(|group| Cell::count(heard.speakers(group).len()))
                .collect(),
            all: Cell::count(heard.all_speakers().len()),
        }
    }

    /// Adds it to the table: under the totals, or where the table is turned round behind them.
    fn add_to(self, table: &mut Table, options: &Options) {
        if table.is_empty() {
            return;
        }
        let AllHeard { by_group, all } = self;
        if options.transpose {
            let mut cells = by_group.into_iter().chain([all]);
            table.columns.push(Column::count("speakers", "Speakers"));
            let rows = table
                .sections
                .iter_mut()
                .flat_map(|section| &mut section.rows);
            for row in rows {
                row.cells.push(cells.next().unwrap_or_else(Cell::empty));
            }
            return;
        }
        let mut cells = vec![
            Cell::toned("speakers", Tone::Strong),
            Cell::empty(),
            Cell::empty(),
        ];
        for cell in by_group {
            cells.push(cell);
            cells.extend(options.per_cent.map(|_| Cell::empty()));
        }
        cells.push(all);
        if options.per_cent == Some(PerCent::Column) {
            cells.push(Cell::empty());
        }
        cells.extend([Cell::empty(), Cell::empty()]);
        if let Some(totals) = table.sections.last_mut() {
            totals.rows.push(Row::total(cells));
        }
    }
}

#[cfg(test)]
mod tests;
