//! How much the most heard speakers say: the table that a person reads at once.

use std::collections::BTreeMap;

use super::super::ReportError;
use super::super::article_groups::ArticleGroups;
use super::super::by::By;
use super::super::crosstab::{Count, Counted as _, Grid};
use super::super::heard::Heard;
use super::super::speaker_name::SpeakerNames;
use super::super::speaker_profile::{Appearance, SpeakerProfiles};
use super::super::table::{Cell, CellValue, Column, Row, Table, Tone};
use crate::store::Reader;

/// How many of those who are heard most it is about.
pub(super) const MOST_HEARD: usize = 3;

/// How much is said by whom in one group of articles.
#[derive(Debug, Default)]
struct Share {
    /// Units by those who say them together.
    companies: BTreeMap<Vec<i64>, usize>,
}

impl Share {
    fn add(&mut self, company: &[Appearance], number: usize) {
        let mut speakers: Vec<i64> = company.iter().map(|(speaker, _)| *speaker).collect();
        speakers.dedup();
        *self.companies.entry(speakers).or_default() += number;
    }

    /// Returns how many units have a speaker of whom `is_one` holds.
    fn of(&self, is_one: impl Fn(i64) -> bool) -> usize {
        let of_one = self
            .companies
            .iter()
            .filter(|(company, _)| company.iter().any(|speaker| is_one(*speaker)));
        of_one.map(|(_, number)| number).sum()
    }

    /// Returns those who are heard most, with how often; of equals those who come first by name.
    fn most_heard(&self, names: &SpeakerNames) -> Vec<(i64, usize)> {
        let mut numbers: BTreeMap<i64, usize> = BTreeMap::new();
        for (company, number) in &self.companies {
            for speaker in company {
                *numbers.entry(*speaker).or_default() += number;
            }
        }
        let mut most: Vec<(i64, usize)> = numbers.into_iter().collect();
        most.sort_by(|(one, left), (other, right)| {
            (right, names.full(*one), one).cmp(&(left, names.full(*other), other))
        });
        most.truncate(MOST_HEARD);
        most
    }
}

/// Fills the table that a person reads at once.
pub(super) fn summarize(
    reader: &Reader<'_>,
    table: Table,
    groups: &ArticleGroups,
    by: &By,
    grid: &Grid<Vec<Appearance>, Count>,
    heard: &Heard,
    profiles: &SpeakerProfiles,
) -> Result<Table, ReportError> {
    let names = SpeakerNames::load(reader, heard.all_speakers())?;
    let mut shares: Vec<Share> = groups.groups.iter().map(|_| Share::default()).collect();
    let mut all = Share::default();
    for (company, (cells, total)) in &grid.lines {
        all.add(company, total.number);
        for (column, count) in cells {
            if let Some(share) = shares.get_mut(*column) {
                share.add(company, count.number);
            }
        }
    }
    let cells = |label: Cell, count: Cell, n: usize, speakers: usize, share: &Share| {
        let most = share.most_heard(&names);
        let listed: Vec<String> = most
            .iter()
            .map(|(speaker, number)| format!("{} {number}", names.short(*speaker)))
            .collect();
        let in_full: Vec<String> = most
            .iter()
            .map(|(speaker, number)| format!("{} {number}", names.full(*speaker)))
            .collect();
        let is_most = |speaker| most.iter().any(|(other, _)| *other == speaker);
        vec![
            label,
            count,
            Cell::count(speakers),
            Cell::per_cent(share.of(|speaker| profiles.is_unnamed(speaker)), n),
            Cell::per_cent(share.of(is_most), n),
            Cell::text(listed.join(", ")).with_value(CellValue::Text(in_full.join(", "))),
        ]
    };
    let mut rows = Vec::new();
    for (place, (group, share)) in groups.groups.iter().zip(&shares).enumerate() {
        let count = &grid.column_totals[place];
        rows.push(Row::new(cells(
            Cell::text(&group.heading),
            count.cell(),
            count.number,
            heard.speakers(place).len(),
            share,
        )));
    }
    let total = cells(
        Cell::toned("total", Tone::Strong),
        Cell::count(grid.total.number),
        grid.total.number,
        heard.all_speakers().len(),
        &all,
    );
    Ok(table
        .with_columns(vec![
            Column::label(by.column(), by.heading()),
            Column::count("n", "n"),
            Column::count("speakers", "Speakers"),
            Column::count("unnamed_per_cent", "Unnamed %"),
            Column::count("most_heard_per_cent", "Top three %"),
            Column::text("most_heard", "Most heard"),
        ])
        .with_rows(rows)
        .with_section("", vec![Row::total(total)]))
}
