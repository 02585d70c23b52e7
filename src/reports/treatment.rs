//! Who is spoken of, and in which tone.

mod tones;
mod treated;

use std::collections::{BTreeMap, BTreeSet};

use self::tones::Tones;
use self::treated::{Target, Treatment, Treatments};
use super::article_groups::ArticleGroups;
use super::articles::{Selection, count, why_no_articles};
use super::by::{By, OUTLET_THEN_SPEAKERS};
use super::chart::{Chart, bars};
use super::claims;
use super::crosstab::MOST_CELLS;
use super::filters::{Filter, Filters};
use super::speaker_name::SpeakerNames;
use super::table::{Cell, CellValue, Column, Row, Table, Tone};
use super::{Options, Report, ReportError};
use crate::domain::claim::TargetRole;
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "treatment",
    about: "Who is spoken of, and in which tone",
    filters: Filter::ALL,
    needs: None,
    by: &OUTLET_THEN_SPEAKERS,
    switches: &[],
    run,
    chart: Some(chart),
};

/// Draws the rows as bars.
fn chart(tables: &[Table]) -> Option<Chart> {
    bars(tables.first()?, &["positive", "neutral", "negative"]).map(Chart::Bars)
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
    let of_articles = if by.is_of_speakers() {
        By::Article
    } else {
        by.clone()
    };
    let groups = ArticleGroups::load(reader, &selection, &of_articles)?;
    let mut treatments =
        Treatments::new(filters.counting.once, by.clone(), options.without_evidence);
    let mut counted = 0;
    let tally = claims::each_batch(
        reader,
        &selection,
        filters,
        treated::read,
        |batch, treated| {
            let claims = batch.iter().flat_map(|of_article| of_article.claims);
            counted += claims.filter(|claim| claim.is_counted()).count();
            treatments.add(&groups, batch, &treated);
            Ok::<(), ReportError>(())
        },
    )?;
    let columns = treatments.columns(reader, &groups)?;
    let targets = treatments.targets;
    let rows = options.rows_made(targets.len());
    if rows.saturating_mul(columns.len()) > MOST_CELLS {
        return Err(ReportError::TooLarge {
            report: REPORT.name,
            columns: columns.len(),
        });
    }

    let names = SpeakerNames::load(reader, targets.keys().map(|(speaker, _)| *speaker))?;
    let mut table = fill(table, &targets, &names, &columns, rows);
    if !by.is_of_speakers() {
        table.legend = groups.legend(&selection, &by);
    }
    table.notes = claims::notes(filters, &selection, &tally);
    table.notes.push(String::from(
        "each target counts by itself, once in each role and each tone; +3 0:2 -1 u:1: 3 positive, 2 neutral, 1 negative, 1 unset; mean: of set tones",
    ));
    table.empty = if counted == 0 {
        claims::why_nothing_counted(&selection, &tally)
    } else {
        format!(
            "{} here, but none with a target (targets = [...] in a row of the sheet).",
            count(counted, "counted claim", "counted claims")
        )
    };
    Ok(vec![table])
}

/// Fills the table: those most spoken of first, then by name.
fn fill(
    table: Table,
    targets: &BTreeMap<Target, Treatment>,
    names: &SpeakerNames,
    groups: &[(String, String)],
    rows_made: usize,
) -> Table {
    let roles: BTreeSet<TargetRole> = targets.keys().map(|(_, role)| *role).collect();
    let mut columns = vec![Column::label("target", "Target")];
    if roles.len() > 1 {
        columns.push(Column::label("role", "Role"));
    }
    columns.extend(
        [
            ("positive", "+"),
            ("neutral", "0"),
            ("negative", "-"),
            ("unset", "Unset"),
            ("n", "n"),
            ("mean_tone", "Mean"),
        ]
        .map(|(name, heading)| Column::count(name, heading)),
    );
    columns.extend(
        groups
            .iter()
            .map(|(name, heading)| Column::text(name, heading)),
    );

    let mut order: Vec<(&Target, &Treatment)> = targets.iter().collect();
    order.sort_by_key(|((speaker, role), treatment)| {
        let number = std::cmp::Reverse(treatment.all.number());
        (number, names.full(*speaker), *speaker, *role)
    });
    let nothing = Tones::default();
    let mut total = Treatment::default();
    let mut rows = Vec::new();
    for (number, ((speaker, role), treatment)) in order.into_iter().enumerate() {
        total.all.add_numbers(&treatment.all);
        for (place, tones) in &treatment.apart {
            let sum = total.apart.entry(*place).or_default();
            sum.add_numbers(tones);
        }
        if number >= rows_made {
            // Counted by the limit and taken away.
            rows.push(Row::new(Vec::new()));
            continue;
        }
        let name = names.full_unique(*speaker).to_owned();
        let mut cells = vec![Cell::text(names.short(*speaker)).with_value(CellValue::Text(name))];
        if roles.len() > 1 {
            cells.push(Cell::text(role.as_str()));
        }
        cells.extend(treatment.all.cells());
        for place in 0..groups.len() {
            cells.push(treatment.apart.get(&place).unwrap_or(&nothing).split());
        }
        rows.push(Row::new(cells));
    }
    let table = table.with_columns(columns);
    if rows.is_empty() {
        return table;
    }
    let mut cells = vec![Cell::toned("total", Tone::Strong)];
    if roles.len() > 1 {
        cells.push(Cell::empty());
    }
    cells.extend(total.all.cells());
    for place in 0..groups.len() {
        cells.push(total.apart.get(&place).unwrap_or(&nothing).split());
    }
    table
        .with_rows(rows)
        .with_section("", vec![Row::total(cells)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::filters::Once;
    use super::super::random_book::{Content, OUTLETS, SPEAKERS, content, counting};
    use super::super::sample_book::{SampleBook, shown, tables, values};
    use super::super::trap_book::trap_book;
    use super::*;
    use crate::store::Book;

    // 11 and 18 are the Dredge Union's, 13 is Berg's as a member of the Harbour Office, which is the city's.
    #[test]
    fn treatment_in_the_trap_book_is_that_counted_by_hand() {
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        Who is spoken of, and in which tone

        Target  +  0  -  Unset  n  Mean  North Post  Wire Nine  South Star
        ──────  ─  ─  ─  ─────  ─  ────  ──────────  ─────────  ──────────
        Sweden  1  1  1      ·  3  0.00  0:1         ·          +1 -1
        ──────  ─  ─  ─  ─────  ─  ────  ──────────  ─────────  ──────────
        total   1  1  1      ·  3  0.00  0:1         ·          +1 -1

        North Post  a1 (2024-05-01T10:00, “Title 1”); a5 (2024-06-01, “Title 5”)
        Wire Nine   a4 (2024-05-01T18:00, “Title 4”; copy of a1)
        South Star  a2 (2024-05-03, “Title 2”); a3 (2024-05-04, “Title 3”; partly coded)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        each target counts by itself, once in each role and each tone; +3 0:2 -1 u:1: 3 positive, 2 neutral, 1 negative, 1 unset; mean: of set tones
        ");
        let options = Options {
            by: Some(By::Affiliation),
            ..Options::default()
        };
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &Filters::default(), &options), @"
        target,positive,neutral,negative,unset,n,mean_tone,ngo,state
        Sweden,1,1,1,0,3,0,0:1 -1,+1
        total,1,1,1,0,3,0,0:1 -1,+1
        ");
    }

    /// Adds a target to the last claim.
    fn target(
        book: &mut SampleBook,
        (claim, number): (i64, usize),
        target: i64,
        role: &str,
        tone: &str,
    ) {
        book.sql(&format!(
            "INSERT INTO target (claim, number, speaker, role, tone) VALUES ({claim}, {number}, {target}, '{role}', {tone})"
        ));
    }

    fn book() -> Book {
        let mut book = SampleBook::default();
        book.outlet("North").outlet("South");
        book.proposition("p", "The gates are open", None);
        book.speaker("Ann", "person", "")
            .speaker("Bob", "person", "")
            .speaker("Gateland", "country", "");
        book.article(1, "full", &[]).article(2, "full", &[]);
        book.claim(1, 1, ("indirect", "asserts"), &[1, 2], &[]);
        target(&mut book, (1, 1), 3, "object", "1");
        book.claim(1, 1, ("direct", "asserts"), &[1], &[]);
        target(&mut book, (2, 1), 3, "addressee", "NULL");
        target(&mut book, (2, 2), 3, "object", "1");
        book.claim(1, 1, ("narration", ""), &[], &[]);
        target(&mut book, (3, 1), 3, "object", "-1");
        target(&mut book, (3, 2), 3, "object", "-1");
        book.claim(2, 1, ("direct", "asserts"), &[1], &[]);
        target(&mut book, (4, 1), 3, "object", "NULL");
        target(&mut book, (4, 2), 3, "object", "0");
        target(&mut book, (4, 3), 3, "object", "1");
        book.build()
    }

    // As an object in North: + by Ann, who says it twice, and by Bob; - by the article, of which it is a target twice. In South Ann has
    // it in three tones.
    #[test]
    fn treatment_counts_each_role_and_tone_by_itself_and_unset_as_nothing_else() {
        insta::assert_snapshot!(shown(&book(), &REPORT, &Filters::default(), &Options::default()), @"
        Who is spoken of, and in which tone

        Target    Role       +  0  -  Unset  n   Mean  North      South
        ────────  ─────────  ─  ─  ─  ─────  ─  ─────  ─────────  ──────────
        Gateland  object     3  1  1      1  6  +0.40  +2 -1      +1 0:1 u:1
        Gateland  addressee  ·  ·  ·      1  1         u:1        ·
        ────────  ─────────  ─  ─  ─  ─────  ─  ─────  ─────────  ──────────
        total                3  1  1      2  7  +0.40  +2 -1 u:1  +1 0:1 u:1

        North  a1 (undated, “Title 1”)
        South  a2 (undated, “Title 2”)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        asserts derived for 1 narrated claim without a stance
        each target counts by itself, once in each role and each tone; +3 0:2 -1 u:1: 3 positive, 2 neutral, 1 negative, 1 unset; mean: of set tones
        ");
    }

    // By claims 1 and 2 are two, though 1 has two speakers; once over all Ann's + counts in North; by article Ann's and Bob's are one.
    #[test]
    fn treatment_counts_what_the_rule_says() {
        let object = |once: Once| {
            let mut filters = Filters::default();
            filters.counting.once = once;
            let csv = values(&book(), &REPORT, &filters, &Options::default());
            csv.lines().nth(1).unwrap().to_owned()
        };
        assert_eq!(
            Once::ALL
                .iter()
                .map(|once| object(*once))
                .collect::<Vec<_>>(),
            [
                "Gateland,object,3,1,1,1,6,0.4,+2 -1,+1 0:1 u:1",
                "Gateland,object,3,1,1,1,6,0.4,+2 -1,+1 0:1 u:1",
                "Gateland,object,2,1,1,1,5,0.25,+2 -1,0:1 u:1",
                "Gateland,object,2,1,1,1,5,0.25,+1 -1,+1 0:1 u:1",
            ]
        );
    }

    #[test]
    fn treatment_by_speakers_shows_the_article_itself_last() {
        let options = Options {
            by: Some(By::SpeakerKind),
            ..Options::default()
        };
        let csv = values(&book(), &REPORT, &Filters::default(), &options);
        insta::assert_snapshot!(csv, @"
        target,role,positive,neutral,negative,unset,n,mean_tone,person,the_article_itself
        Gateland,object,3,1,1,1,6,0.4,+3 0:1 u:1,-1
        Gateland,addressee,0,0,0,1,1,,u:1,
        total,,3,1,1,2,7,0.4,+3 0:1 u:2,-1
        ");
    }

    #[test]
    fn treatment_makes_no_cells_for_rows_that_a_limit_takes_away() {
        let options = Options {
            limit: Some(1),
            ..Options::default()
        };
        let tables = tables(&book(), &REPORT, &Filters::default(), &options);
        let rows = tables[0].sections.iter().flat_map(|section| &section.rows);
        let shown: Vec<String> = rows.map(|row| row.cells[6].shown()).collect();
        assert_eq!(shown, ["6", "7"]);
        let note = String::from("--limit 1: 1 more row not shown");
        assert!(tables[0].notes.contains(&note), "{:?}", tables[0].notes);
    }

    #[test]
    fn treatment_says_that_no_claim_has_a_target() {
        let filters = Filters {
            articles: vec![1],
            ..Filters::default()
        };
        let tables = tables(&trap_book(), &REPORT, &filters, &Options::default());
        assert_eq!(
            tables[0].empty,
            "5 counted claims here, but none with a target (targets = [...] in a row of the sheet)."
        );
    }

    const ROLES: [&str; 2] = ["addressee", "object"];
    const TONES: [&str; 4] = ["1", "0", "-1", "NULL"];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn treatment_in_any_book_is_what_plain_loops_count(
            content in content(),
            counting in counting(),
            targets in prop::collection::vec(
                prop::collection::vec((1..=SPEAKERS, 0..2_usize, 0..4_usize), 0..4),
                25,
            ),
        ) {
            let mut book = content.sample();
            for (place, targets) in targets.iter().enumerate().take(content.claims.len()) {
                for (number, (speaker, role, tone)) in targets.iter().enumerate() {
                    let claim = i64::try_from(place + 1).unwrap();
                    target(&mut book, (claim, number), *speaker, ROLES[*role], TONES[*tone]);
                }
            }
            let filters = Filters { counting, ..Filters::default() };
            let tables = tables(&book.build(), &REPORT, &filters, &Options::default());
            let table = &tables[0];

            // The units of the claims that treat a target so, as if there were no others.
            let number = |treated: (i64, usize, usize), outlet: Option<i64>| {
                let with_target = Content {
                    articles: content.articles.clone(),
                    claims: content
                        .claims
                        .iter()
                        .zip(&targets)
                        .filter(|(_, targets)| targets.contains(&treated))
                        .map(|(claim, _)| claim.clone())
                        .collect(),
                };
                let units = with_target.strongest(counting);
                let here = units
                    .iter()
                    .filter(|unit| outlet.is_none_or(|outlet| with_target.outlet_of(unit.claim) == outlet));
                here.count()
            };
            let mut expected: BTreeMap<(String, String), [[usize; 4]; 4]> = BTreeMap::new();
            for speaker in 1..=SPEAKERS {
                for (role, role_name) in ROLES.iter().enumerate() {
                    let row = [None, Some(1), Some(2), Some(3)].map(|outlet| {
                        [0, 1, 2, 3].map(|tone| number((speaker, role, tone), outlet))
                    });
                    if row[0] != [0; 4] {
                        let name = format!("Speaker {speaker}");
                        expected.insert((name, (*role_name).to_owned()), row);
                        let total = expected.entry((String::from("total"), String::new())).or_default();
                        for (sums, numbers) in total.iter_mut().zip(row) {
                            for (sum, number) in sums.iter_mut().zip(numbers) {
                                *sum += number;
                            }
                        }
                    }
                }
            }
            let place = |name: &str| table.columns.iter().position(|column| column.name == name);
            let split = |[positive, neutral, negative, unset]: [usize; 4]| {
                let parts = [("+", positive), ("0:", neutral), ("-", negative), ("u:", unset)];
                let parts: Vec<String> = parts
                    .into_iter()
                    .filter(|(_, number)| *number > 0)
                    .map(|(mark, number)| format!("{mark}{number}"))
                    .collect();
                if parts.is_empty() { String::from("·") } else { parts.join(" ") }
            };
            let only_role = expected.keys().find(|(name, _)| name != "total").map(|(_, role)| role.clone());
            let mut shown = BTreeMap::new();
            for row in table.sections.iter().flat_map(|section| &section.rows) {
                let CellValue::Text(name) = row.cells[0].value().clone() else { panic!("no name") };
                let role = match place("role") {
                    _ if row.is_total => String::new(),
                    Some(place) => row.cells[place].shown(),
                    None => only_role.clone().unwrap(),
                };
                let mut cells = vec![];
                for name in ["positive", "neutral", "negative", "unset", "n"] {
                    cells.push(row.cells[place(name).unwrap()].shown().replace('·', "0"));
                }
                for outlet in 1..=OUTLETS {
                    let column = place(&format!("outlet-{outlet}"));
                    cells.push(column.map_or(String::from("·"), |place| row.cells[place].shown()));
                }
                shown.insert((name, role), cells);
            }
            let expected: BTreeMap<(String, String), Vec<String>> = expected
                .into_iter()
                .map(|(row, [all, outlets @ ..])| {
                    let mut cells: Vec<String> = all.iter().map(usize::to_string).collect();
                    cells.push(all.iter().sum::<usize>().to_string());
                    cells.extend(outlets.map(split));
                    (row, cells)
                })
                .collect();
            prop_assert_eq!(shown, expected);
        }
    }
}
