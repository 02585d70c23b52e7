//! Charts of tables made by hand.

use super::*;
use crate::reports::table::Section;

fn claims(numbers: &[i64]) -> Vec<Evidence> {
    numbers
        .iter()
        .map(|number| Evidence::Claim(*number))
        .collect()
}

/// Two topics by two outlets under sections, with per cents, a column behind the total and a total row.
fn counts() -> Table {
    let row = |label: &str, one: Cell, other: Cell| {
        Row::new(vec![
            Cell::text(label),
            Cell::text("person"),
            one,
            Cell::per_cent(1, 2),
            other,
            Cell::integer(9),
            Cell::integer(77),
        ])
    };
    let mut total = row("total", Cell::integer(5), Cell::integer(6));
    total.is_total = true;
    Table::new("t", "Topics")
        .with_columns(vec![
            Column::label("topic", "Topic"),
            Column::text("kind", "Kind"),
            Column::count("north", "North"),
            Column::count("north_per_cent", "%"),
            Column::count("south", "South"),
            Column::count("n", "n"),
            Column::count("age", "Age"),
        ])
        .with_section(
            "harbour",
            vec![row(
                "dredging",
                Cell::count(2).with_evidence(claims(&[1, 2])),
                Cell::count(0),
            )],
        )
        .with_section(
            "",
            vec![
                total,
                row(
                    "homes",
                    Cell::text("2/5"),
                    Cell::real("1.5", 1.5).with_evidence(claims(&[3])),
                ),
            ],
        )
}

#[test]
fn heat_map_has_counts_without_totals_per_cents_and_what_stands_behind() {
    let heat_map = heat_map(&counts()).unwrap();
    assert_eq!(heat_map.columns, ["North", "South"]);
    let rows: Vec<(&str, &str, Vec<f64>)> = heat_map
        .rows
        .iter()
        .map(|row| {
            let numbers = row.cells.iter().map(|cell| cell.number).collect();
            (row.section.as_str(), row.label.as_str(), numbers)
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("harbour", "dredging", vec![2.0, 0.0]),
            ("", "homes", vec![7.0, 1.5])
        ]
    );
    let source = Source {
        row: 2,
        column: 4,
        evidence: claims(&[3]),
    };
    assert_eq!(heat_map.rows[1].cells[1].source, source);
    assert_eq!(heat_map.rows[0].cells[1].shown, "·");
}

#[test]
fn heat_map_of_nothing_counted_is_none() {
    let mut table = counts();
    table.sections = vec![Section::new("", vec![Row::new(vec![Cell::text("x")])])];
    assert_eq!(heat_map(&table), None);
    assert_eq!(first_heat_map(&[]), None);
}

#[test]
fn bars_have_the_parts_asked_for_in_that_order() {
    let bars = bars(&counts(), &["south", "missing", "north"]).unwrap();
    assert_eq!(bars.parts, ["South", "North"]);
    let numbers: Vec<Vec<f64>> = bars
        .bars
        .iter()
        .map(|bar| bar.parts.iter().map(|part| part.number).collect())
        .collect();
    assert_eq!(numbers, [[0.0, 2.0], [1.5, 7.0]]);
    assert_eq!(bars.bars[0].parts[1].source.evidence, claims(&[1, 2]));
    assert_eq!(super::bars(&counts(), &["missing"]), None);
}

#[test]
fn timeline_has_moments_stretches_and_open_ends() {
    let row = |what: &str, who: &str, start: &str, end: &str| {
        Row::new(vec![
            Cell::text(what),
            Cell::text(who).with_evidence(claims(&[4])),
            Cell::text(start),
            Cell::text(end),
        ])
    };
    let table = Table::new("timeline", "When")
        .with_columns(vec![
            Column::label("what", "What"),
            Column::text("who", "Who"),
            Column::text("start_utc", "From"),
            Column::text("end_utc", "To"),
        ])
        .with_rows(vec![
            row("event", "hearing", "2024-03-14", "2024-03-15"),
            row(
                "published",
                "a1",
                "2024-03-14T19:05:00Z",
                "2024-03-14T19:05:00Z",
            ),
            row("said", "Wenn", "", "2024-03-14 20:00"),
            row("published", "a2", "", "undated"),
            row(
                "published",
                "a3",
                "2024-03-16T10:00:00+02:00",
                "2024-03-16T07:00",
            ),
        ]);
    let timeline = timeline(&table).unwrap();
    assert_eq!(timeline.undated, 1);
    let shown: Vec<String> = timeline
        .moments
        .iter()
        .map(|moment| {
            let time = |time: Option<NaiveDateTime>| {
                time.map_or(String::from("?"), |time| {
                    time.format("%dT%H:%M").to_string()
                })
            };
            format!(
                "{} {} {} {}",
                moment.lane,
                moment.label,
                time(moment.start),
                time(moment.end)
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "event hearing 14T00:00 15T00:00",
            "published a1 14T19:05 14T19:05",
            "said Wenn ? 14T20:00",
            // An end before the start is no time that anything can take.
            "published a3 16T08:00 16T08:00",
        ]
    );
    assert_eq!(
        timeline.moments[2].source,
        Source {
            row: 2,
            column: 1,
            evidence: claims(&[4])
        }
    );
    assert_eq!(super::timeline(&counts()), None);
}
