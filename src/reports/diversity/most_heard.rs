//! How much the most heard speakers say: the table that a person reads at once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::ReportError;
use super::super::article_groups::ArticleGroups;
use super::super::by::By;
use super::super::heard::Heard;
use super::super::speaker_name::SpeakerNames;
use super::super::speaker_profile::SpeakerProfiles;
use super::super::table::{Cell, CellValue, Column, Row, Table, Tone};
use super::Companies;
use crate::store::Reader;

/// How many of those who are heard most it is about.
pub(super) const MOST_HEARD: usize = 3;

/// Those who say something together.
struct Together {
    speakers: Vec<i64>,
    is_unnamed: bool,
}

/// How much is said by whom in one group of articles: by the place of those who say it together.
type Said = Vec<(usize, usize)>;

/// Returns how much is said by those of whom `wanted` holds.
fn number_of(said: &Said, together: &[Together], wanted: impl Fn(&Together) -> bool) -> usize {
    said.iter()
        .filter(|(place, _)| together.get(*place).is_some_and(&wanted))
        .map(|(_, number)| number)
        .sum()
}

/// Returns those who are heard most, with how often; of equals those who come first by name.
fn most_heard(said: &Said, together: &[Together], names: &SpeakerNames) -> Vec<(i64, usize)> {
    let mut numbers: BTreeMap<i64, usize> = BTreeMap::new();
    for (place, number) in said {
        for speaker in together
            .get(*place)
            .into_iter()
            .flat_map(|together| &together.speakers)
        {
            *numbers.entry(*speaker).or_default() += number;
        }
    }
    let mut most: Vec<(i64, usize)> = numbers.into_iter().collect();
    most.sort_by_key(|(_, number)| Reverse(*number));
    // Names are compared only of those who may be among them: most speakers of a large book are heard once.
    let least = most.get(MOST_HEARD - 1).map_or(0, |(_, number)| *number);
    most.retain(|(_, number)| *number >= least);
    most.sort_by_key(|(speaker, number)| (Reverse(*number), names.full(*speaker), *speaker));
    most.truncate(MOST_HEARD);
    most
}

/// Fills the table that a person reads at once.
pub(super) fn summarize(
    reader: &Reader<'_>,
    table: Table,
    groups: &ArticleGroups,
    by: &By,
    companies: &Companies,
    heard: &Heard,
    profiles: &SpeakerProfiles,
) -> Result<Table, ReportError> {
    let names = SpeakerNames::load(reader, heard.all_speakers())?;
    let mut together: Vec<Together> = Vec::with_capacity(companies.len());
    let mut by_group: Vec<Said> = vec![Said::new(); groups.groups.len()];
    let mut all = Said::new();
    for (company, cells) in companies {
        let mut speakers: Vec<i64> = company.iter().map(|(speaker, _)| *speaker).collect();
        speakers.dedup();
        let is_unnamed = speakers.iter().any(|speaker| profiles.is_unnamed(*speaker));
        let place = together.len();
        together.push(Together {
            speakers,
            is_unnamed,
        });
        all.push((place, cells.values().map(|count| count.number).sum()));
        for (group, count) in cells {
            if let Some(said) = by_group.get_mut(*group) {
                said.push((place, count.number));
            }
        }
    }
    let cells = |label: Cell, speakers: usize, said: &Said| {
        let n = number_of(said, &together, |_| true);
        let most = most_heard(said, &together, &names);
        let listed: Vec<String> = most
            .iter()
            .map(|(speaker, number)| format!("{} {number}", names.short(*speaker)))
            .collect();
        let in_full: Vec<String> = most
            .iter()
            .map(|(speaker, number)| format!("{} {number}", names.full(*speaker)))
            .collect();
        let unnamed = number_of(said, &together, |together| together.is_unnamed);
        let of_most = number_of(said, &together, |together| {
            most.iter()
                .any(|(speaker, _)| together.speakers.contains(speaker))
        });
        vec![
            label,
            Cell::count(n),
            Cell::count(speakers),
            Cell::per_cent(unnamed, n),
            Cell::per_cent(of_most, n),
            Cell::text(listed.join(", ")).with_value(CellValue::Text(in_full.join(", "))),
        ]
    };
    let mut rows = Vec::new();
    for (place, (group, said)) in groups.groups.iter().zip(&by_group).enumerate() {
        rows.push(Row::new(cells(
            Cell::text(&group.heading),
            heard.speakers(place).len(),
            said,
        )));
    }
    let total = cells(
        Cell::toned("total", Tone::Strong),
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
