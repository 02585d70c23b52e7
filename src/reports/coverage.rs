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
    let tally = claims::each_batch(reader, &selection, filters, |batch| {
        words.add(reader, batch)?;
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
    })?;

    // Whoever is heard has a row, also where somebody else stands for the unit.
    let mut rows: BTreeSet<Who> = grid
        .rows()
        .chain(words.by_speaker.keys())
        .copied()
        .collect();
    rows.extend(heard.all_speakers().into_iter().map(Who::Speaker));
    let speakers = Speakers::load(reader, &heard.all())?;
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
    count_speakers(&mut table, &heard, groups.groups.len(), options);
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

/// Adds how many speakers are heard in each group: under the totals, or where the table is turned round behind them.
fn count_speakers(table: &mut Table, heard: &Heard, groups: usize, options: &Options) {
    if table.is_empty() {
        return;
    }
    let by_group = (0..groups).map(|group| Cell::count(heard.speakers(group).len()));
    let all = Cell::count(heard.all_speakers().len());
    if options.transpose {
        let mut cells = by_group.chain([all]);
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::PerCent;
    use super::super::by::By;
    use super::super::filters::Once;
    use super::super::random_book::{OUTLETS, SPEAKERS, content, counting};
    use super::super::sample_book::{SampleBook, shown, tables, values};
    use super::super::trap_book::trap_book;
    use super::*;

    // Berg: Q 2 in a1 (1 is the same, weaker), 12, I 13. Carl: I 1, Q 5 and 19 in a5; 8. Berg speaks as member of the Harbour Office in
    // a3 only, which is under the city; Carl as one of the Tidewater Institute, which is under the university and has its country.
    // All claims of the trap book begin at one place, so of an article's words only the first speaker's count in the total: 8 of a1 (1
    // with the second stretch of 2), 3 of a2, 6 of a3, 4 of a5. Berg's: 8 + 2 + 6; Carl's: 6 + 2 + 3; the Dredge Union's: 4 + 3.
    #[test]
    fn coverage_of_the_trap_book_is_that_counted_by_hand() {
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        Who gets a voice: speakers by outlet

        Speaker               Affiliation  Country  North Post  Wire Nine  South Star   n  Words  % of words
        ────────────────────  ───────────  ───────  ──────────  ─────────  ──────────  ──  ─────  ──────────
        Carl                  academic     DK              2/1          ·         1/0   4     11          52
        Berg                  state        SE              1/0          ·         1/1   3     16          76
        Dredge Union          ngo          DK              1/0          ·         0/1   2      7          33
        Dahl                  state        SE                ·          ·         0/1   1      3          14
        Harbour report        (document)                     ·          ·         0/1   1      3          14
        sources (sources-1)   (unnamed)                    0/1          ·           ·   1      6          29
        sources (sources-2)   (unnamed)                      ·          ·         0/1   1      2          10
        (the article itself)                               0/1          ·           ·   1      4          19
        ────────────────────  ───────────  ───────  ──────────  ─────────  ──────────  ──  ─────  ──────────
        total                                              4/3          ·         2/5  14     21         100
        speakers                                             4          ·           6   7

        North Post  a1 (2024-05-01T10:00, “Title 1”); a5 (2024-06-01, “Title 5”)
        Wire Nine   a4 (2024-05-01T18:00, “Title 4”; copy of a1)
        South Star  a2 (2024-05-03, “Title 2”); a3 (2024-05-04, “Title 3”; partly coded)
        Berg        Ana Berg
        Carl        Bo Carl
        Dahl        Cy Dahl

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        2/5: 2 direct, 5 otherwise; words: of the claims' content, shared words for each speaker and once in the total
        ");
    }

    #[test]
    fn coverage_gives_programs_full_names_and_per_cents_of_n() {
        let options = Options {
            by: Some(By::Language),
            per_cent: Some(PerCent::Column),
            ..Options::default()
        };
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &Filters::default(), &options), @"
        speaker,affiliation,country,en,en_per_cent,zh,zh_per_cent,n,n_per_cent,words,words_per_cent
        Bo Carl,academic,DK,3/1,33.3,,0,4,28.6,11,52.4
        Ana Berg,state,SE,2/0,16.7,0/1,50,3,21.4,16,76.2
        Dredge Union,ngo,DK,1/1,16.7,,0,2,14.3,7,33.3
        Cy Dahl,state,SE,0/1,8.3,,0,1,7.1,3,14.3
        Harbour report,(document),,0/1,8.3,,0,1,7.1,3,14.3
        sources (sources-1),(unnamed),,0/1,8.3,,0,1,7.1,6,28.6
        sources (sources-2),(unnamed),,,0,0/1,50,1,7.1,2,9.5
        (the article itself),,,0/1,8.3,,0,1,7.1,4,19
        total,,,6/6,100,0/2,100,14,100,21,100
        speakers,,,6,,2,,7,,,
        ");
    }

    #[test]
    fn coverage_turns_round_with_the_number_of_speakers_behind() {
        let options = Options {
            transpose: true,
            ..Options::default()
        };
        let filters = Filters {
            articles: vec![2, 5],
            ..Filters::default()
        };
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &filters, &options), @"
        outlet,bo_carl,dredge_union,ana_berg,cy_dahl,harbour_report,n,speakers
        South Star,1/0,0/1,1/0,0/1,0/1,5,5
        North Post,1/0,1/0,,,,2,2
        total,2/0,1/1,1/0,0/1,0/1,7,5
        Words,5,7,2,3,3,7,
        % of words,71.4,100,28.6,42.9,42.9,100,
        ");
    }

    #[test]
    fn coverage_makes_no_cells_for_rows_that_a_limit_takes_away() {
        let options = Options {
            limit: Some(2),
            ..Options::default()
        };
        let tables = tables(&trap_book(), &REPORT, &Filters::default(), &options);
        let rows = tables[0].sections.iter().flat_map(|section| &section.rows);
        let shown: Vec<String> = rows.map(|row| row.cells[0].shown()).collect();
        assert_eq!(shown, ["Carl", "Berg", "total", "speakers"]);
        let note = String::from("--limit 2: 6 more rows not shown");
        assert!(tables[0].notes.contains(&note), "{:?}", tables[0].notes);
    }

    // Of one claim of two speakers: by speaker it is two units, by claims one in two rows. Once over all, Berg is heard in a1 only, but
    // heard she is in South Star too.
    #[test]
    fn coverage_counts_what_the_rule_says_and_everybody_who_is_heard() {
        let last = |once: Once| {
            let mut filters = Filters::default();
            filters.counting.once = once;
            filters.propositions = vec![1];
            let csv = values(&trap_book(), &REPORT, &filters, &Options::default());
            let lines: Vec<&str> = csv.lines().collect();
            lines[1..].join("\n")
        };
        insta::assert_snapshot!(last(Once::Claim), @"
        Ana Berg,state,SE,1/1,,0/1,3,14,66.7
        Bo Carl,academic,DK,0/1,,,1,6,28.6
        Cy Dahl,state,SE,,,0/1,1,3,14.3
        Dredge Union,ngo,DK,1/0,,,1,4,19
        total,,,2/1,,0/2,5,21,100
        speakers,,,3,0,2,4,,
        ");
        insta::assert_snapshot!(last(Once::Speaker), @"
        Ana Berg,state,SE,1/0,,,1,14,66.7
        Bo Carl,academic,DK,0/1,,,1,6,28.6
        Cy Dahl,state,SE,,,0/1,1,3,14.3
        Dredge Union,ngo,DK,1/0,,,1,4,19
        total,,,2/1,,0/1,4,21,100
        speakers,,,3,0,2,4,,
        ");
    }

    /// Adds a stretch of the last claim's content.
    fn span(book: &mut SampleBook, claim: i64, (start, end): (i64, i64), words: &str) {
        book.sql(&format!(
            "INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) SELECT {claim}, article, 'content', {start}, {start}, {end}, '{words}' FROM claim WHERE id = {claim}"
        ));
    }

    // a1: “one two three four five six”. Ann: one to three, then two to four, of which only four is new, then two, which is none; the
    // second is also Bob's. The article: five and six, in two stretches. a2: two characters of Ann's.
    #[test]
    fn coverage_counts_nested_and_overlapping_words_once() {
        let mut book = SampleBook::default();
        book.outlet("North")
            .speaker("Ann", "person", "")
            .speaker("Bob", "person", "");
        book.article(1, "full", &[]).article(1, "full", &[]);
        book.claim(1, 0, ("indirect", "asserts"), &[1], &[]);
        span(&mut book, 1, (4, 7), "two");
        book.claim(1, 0, ("indirect", "asserts"), &[2, 1], &[]);
        span(&mut book, 2, (4, 18), "two three four");
        book.claim(1, 0, ("direct", "asserts"), &[1], &[]);
        span(&mut book, 3, (0, 13), "one two three");
        book.claim(1, 0, ("narration", ""), &[], &[]);
        span(&mut book, 4, (24, 27), "six");
        span(&mut book, 4, (19, 23), "five");
        book.claim(2, 0, ("direct", "asserts"), &[1], &[]);
        span(&mut book, 5, (0, 2), "安全");
        book.claim(2, 0, ("direct", "asserts"), &[], &[]);
        span(&mut book, 6, (2, 4), "所以");
        insta::assert_snapshot!(shown(&book.build(), &REPORT, &Filters::default(), &Options::default()), @"
        Who gets a voice: speakers by outlet

        Speaker               Affiliation  Country  North  n  Words  % of words
        ────────────────────  ───────────  ───────  ─────  ─  ─────  ──────────
        Ann                   (person)                2/2  4      6          60
        Bob                   (person)                0/1  1      3          30
        (no speaker)                                  1/0  1      2          20
        (the article itself)                          0/1  1      2          20
        ────────────────────  ───────────  ───────  ─────  ─  ─────  ──────────
        total                                         3/4  7     10         100
        speakers                                        2  2

        North  a1 (undated, “Title 1”); a2 (undated, “Title 2”)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        asserts derived for 1 narrated claim without a stance
        2/5: 2 direct, 5 otherwise; words: of the claims' content, shared words for each speaker and once in the total
        ");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn coverage_of_any_book_is_what_plain_loops_count(
            content in content(),
            counting in counting(),
            stretches in prop::collection::vec(prop::collection::btree_map(0..20_i64, 1..6_i64, 0..3), 25),
        ) {
            // Each word has two letters, so that the tenth begins at 30.
            let mut book = content.sample();
            book.sql("DELETE FROM span");
            for (place, stretches) in stretches.iter().enumerate().take(content.claims.len()) {
                for (first, words) in stretches {
                    let text = vec!["xy"; usize::try_from(*words).unwrap()].join(" ");
                    let stretch = (first * 3, (first + words) * 3 - 1);
                    span(&mut book, i64::try_from(place + 1).unwrap(), stretch, &text);
                }
            }
            let filters = Filters { counting, ..Filters::default() };
            let tables = tables(&book.build(), &REPORT, &filters, &Options::default());
            let units = content.strongest(counting);
            let counted = content.counted(counting);
            let everybody = || (1..=SPEAKERS).map(|speaker| format!("Speaker {speaker}"));
            let who = |voice: &str, speakers: &[i64]| -> Vec<String> {
                match (voice, speakers.is_empty()) {
                    ("narration", true) => vec![String::from("(the article itself)")],
                    (_, true) => vec![String::from("(no speaker)")],
                    (_, false) => speakers.iter().map(|id| format!("Speaker {id}")).collect(),
                }
            };
            let column = |outlet: i64| {
                let name = format!("outlet-{outlet}");
                tables[0].columns.iter().position(|column| column.name == name)
            };
            let mut rows = BTreeSet::new();
            for row in tables[0].sections.iter().flat_map(|section| &section.rows) {
                let CellValue::Text(name) = row.cells[0].value() else { panic!("no name") };
                let text = |place: usize| row.cells[place].shown().replace('·', "0");
                if name == "speakers" {
                    let heard = |outlet: Option<i64>| {
                        let claims = counted.iter().map(|(_, claim)| claim);
                        let here = claims.filter(|claim| {
                            outlet.is_none_or(|outlet| content.outlet_of(claim) == outlet)
                        });
                        let speakers: BTreeSet<i64> = here.flat_map(|claim| claim.speakers.clone()).collect();
                        speakers.len().to_string()
                    };
                    for outlet in 1..=OUTLETS {
                        let shown = column(outlet).map_or(String::from("0"), text);
                        prop_assert_eq!(shown, heard(Some(outlet)));
                    }
                    prop_assert_eq!(text(row.cells.len() - 3), heard(None));
                    continue;
                }
                rows.insert(name.clone());
                let is_here = |voice: &str, speakers: &[i64]| {
                    row.is_total || who(voice, speakers).contains(name)
                };
                for outlet in 1..=OUTLETS {
                    let here: Vec<usize> = units
                        .iter()
                        .filter(|unit| content.outlet_of(unit.claim) == outlet)
                        .filter(|unit| is_here(unit.claim.voice, &unit.speakers))
                        .map(|unit| unit.claim.letter())
                        .collect();
                    let direct = here.iter().filter(|letter| **letter == 0).count();
                    let expected = match here.len() {
                        0 => String::from("0"),
                        all => format!("{direct}/{}", all - direct),
                    };
                    prop_assert_eq!(column(outlet).map_or(String::from("0"), text), expected);
                }
                let mut words: BTreeSet<(i64, i64)> = BTreeSet::new();
                for (number, claim) in &counted {
                    if is_here(claim.voice, &claim.speakers) {
                        for (first, length) in &stretches[*number] {
                            words.extend((*first..first + length).map(|word| (claim.article, word)));
                        }
                    }
                }
                let n = units.iter().filter(|unit| is_here(unit.claim.voice, &unit.speakers)).count();
                prop_assert_eq!(text(row.cells.len() - 3), n.to_string());
                prop_assert_eq!(text(row.cells.len() - 2), words.len().to_string(), "{}", name);
            }
            for name in everybody() {
                let is_heard = counted.iter().any(|(_, claim)| who(claim.voice, &claim.speakers).contains(&name));
                prop_assert_eq!(rows.contains(&name), is_heard);
            }
        }
    }
}
