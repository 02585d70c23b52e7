//! Every report gives the same cells in every output format, the same bytes twice, and takes every option that it offers.

use super::agreement::tests::twice_coded_book;
use super::by::By;
use super::filters::{Counting, Filter, Filters, Once};
use super::sample_book::tables;
use super::table::{Cell, CellValue, Table};
use super::trap_book::trap_book;
use super::{Options, PerCent, REPORTS, Report, Switch};
use crate::render::{self, Format};
use crate::store::Book;

/// Filters under which a report can run on the trap book.
fn filters_for(report: &Report) -> Filters {
    let mut filters = Filters::default();
    match report.needs {
        Some(Filter::Proposition) => filters.propositions = vec![1],
        Some(Filter::Article) => filters.articles = vec![2],
        Some(Filter::Speaker) => filters.speakers = vec![1],
        Some(other) => panic!(
            "say what {} is to be run with: {}",
            report.name,
            other.as_str()
        ),
        None => {}
    }
    filters
}

/// Every table of every report under its default options, with the report's name.
fn all_tables(book: &Book) -> Vec<(&'static str, Table)> {
    let mut all = Vec::new();
    let twice_coded = twice_coded_book();
    for report in REPORTS {
        // Every article of the trap book has one coder.
        let book = match report.name {
            "agreement" => &twice_coded,
            _ => book,
        };
        for table in tables(book, report, &filters_for(report), &Options::default()) {
            all.push((report.name, table));
        }
    }
    all
}

fn in_format(table: &Table, format: Format) -> String {
    let options = render::Options {
        // So wide that nothing wraps.
        width: 4000,
        ..render::Options::default()
    };
    render::render(table, format, &options)
}

/// The cells of all rows.
fn cells(table: &Table) -> Vec<Vec<Cell>> {
    let rows = table.sections.iter().flat_map(|section| &section.rows);
    rows.map(|row| row.cells.clone()).collect()
}

/// What a program gets for a cell, as text.
fn value(cell: &Cell) -> String {
    match cell.value() {
        CellValue::Text(text) => text.clone(),
        CellValue::Integer(number) => number.to_string(),
        CellValue::Real(number) => format!("{number}"),
        CellValue::Empty => String::new(),
    }
}

#[test]
fn every_report_has_rows_on_the_trap_book() {
    for (name, table) in all_tables(&trap_book()) {
        assert!(!table.is_empty(), "{name}: {}", table.empty);
        for row in table.sections.iter().flat_map(|section| &section.rows) {
            assert_eq!(row.cells.len(), table.columns.len(), "{name}");
        }
    }
}

#[test]
fn every_report_gives_the_same_cells_in_csv_and_json() {
    for (name, table) in all_tables(&trap_book()) {
        let skip = usize::from(table.section_name.is_some());
        let csv = in_format(&table, Format::Csv);
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        let in_csv: Vec<Vec<String>> = reader
            .records()
            .map(|record| {
                record
                    .unwrap()
                    .iter()
                    .skip(skip)
                    .map(str::to_owned)
                    .collect()
            })
            .collect();
        let json: serde_json::Value =
            serde_json::from_str(&in_format(&table, Format::Json)).unwrap();
        let in_json: Vec<Vec<String>> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                let members = row.as_object().unwrap();
                assert_eq!(members.len(), table.columns.len() + skip, "{name}");
                members
                    .values()
                    .skip(skip)
                    .map(|value| match value {
                        serde_json::Value::Null => String::new(),
                        serde_json::Value::String(text) => text.clone(),
                        serde_json::Value::Number(number) if number.is_f64() => {
                            format!("{}", number.as_f64().unwrap())
                        }
                        other => other.to_string(),
                    })
                    .collect()
            })
            .collect();
        let expected: Vec<Vec<String>> = cells(&table)
            .iter()
            .map(|row| row.iter().map(value).collect())
            .collect();
        assert_eq!(in_csv, expected, "{name}");
        assert_eq!(in_json, expected, "{name}");
        let lines = in_format(&table, Format::Ndjson);
        assert_eq!(lines.lines().count(), expected.len(), "{name}");
    }
}

/// The text of an HTML cell.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in html.chars() {
        match character {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            _ => text.push(character),
        }
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn every_report_shows_the_same_cells_on_the_terminal_and_in_html() {
    for (name, table) in all_tables(&trap_book()) {
        let html = in_format(&table, Format::Html);
        let rows: Vec<&str> = html.split("<tr").skip(1).collect();
        let in_html: Vec<Vec<String>> = rows
            .iter()
            .filter(|row| !row.contains("scope=\"col\"") && !row.contains("scope=\"rowgroup\""))
            .map(|row| {
                let row = row.split("</tr>").next().unwrap();
                row.replace("<th", "<td")
                    .split("<td")
                    .skip(1)
                    .map(|cell| without_tags(&format!("<td{cell}")))
                    .collect()
            })
            .collect();
        let expected: Vec<Vec<String>> = cells(&table)
            .iter()
            .map(|row| row.iter().map(Cell::shown).collect())
            .collect();
        assert_eq!(in_html, expected, "{name}");

        let terminal = in_format(&table, Format::Table);
        let mut lines = terminal.lines();
        for row in &expected {
            let found = lines.any(|line| {
                let mut rest = line;
                row.iter().all(|cell| {
                    // Removed and added words stand in marks there.
                    let first = cell.split_whitespace().next().unwrap_or("");
                    match rest.split_once(first) {
                        Some((_, after)) => {
                            rest = after;
                            true
                        }
                        None => rest.contains("[-") || rest.contains("{+"),
                    }
                })
            });
            assert!(found, "{name}: {row:?} in\n{terminal}");
        }
    }
}

/// What a report shows rounded is what programs get exactly.
#[test]
fn every_report_shows_the_numbers_that_programs_get() {
    for (name, table) in all_tables(&trap_book()) {
        for cell in cells(&table).into_iter().flatten() {
            let shown = cell.shown();
            match *cell.value() {
                CellValue::Integer(number) => {
                    let same = shown.replace('·', "0") == number.to_string();
                    assert!(
                        same || shown.contains(&number.to_string()),
                        "{name}: {shown}"
                    );
                }
                CellValue::Real(number) => {
                    let digits: String = shown
                        .chars()
                        .filter(|character| character.is_ascii_digit() || "-.".contains(*character))
                        .collect();
                    let shown: f64 = digits.parse().unwrap();
                    assert!((shown - number).abs() <= 0.5, "{name}: {shown} {number}");
                }
                CellValue::Text(_) | CellValue::Empty => {}
            }
        }
    }
}

#[test]
fn every_report_takes_every_option_that_it_offers_and_says_the_rule() {
    let book = trap_book();
    for report in REPORTS {
        let mut all = vec![Options::default()];
        for by in report.by {
            let by = match by {
                By::Label(_) => By::Label(String::from("ownership")),
                By::SpeakerLabel(_) => By::SpeakerLabel(String::from("ownership")),
                by => by.clone(),
            };
            all.push(Options {
                by: Some(by),
                ..Options::default()
            });
        }
        for switch in report.switches {
            let mut options = Options::default();
            match switch {
                Switch::Single => options.single = true,
                Switch::All => options.all = true,
                Switch::Transpose => options.transpose = true,
                Switch::PerCent => options.per_cent = Some(PerCent::Column),
                Switch::Overlap => options.overlap = Some(90),
            }
            all.push(options);
        }
        for options in &all {
            for once in Once::ALL {
                let filters = Filters {
                    counting: Counting {
                        once: *once,
                        ..Counting::default()
                    },
                    ..filters_for(report)
                };
                let made = tables(&book, report, &filters, options);
                assert_eq!(
                    made,
                    tables(&book, report, &filters, options),
                    "{}",
                    report.name
                );
                for table in made.iter().filter(|table| !table.is_empty()) {
                    let rule = table.notes.iter().any(|note| {
                        ["counted: ", "listed: "]
                            .iter()
                            .any(|word| note.starts_with(word))
                    });
                    assert!(rule, "{} {options:?}: {:?}", report.name, table.notes);
                    let mut names: Vec<&str> = table
                        .columns
                        .iter()
                        .map(|column| column.name.as_str())
                        .collect();
                    names.sort_unstable();
                    names.dedup();
                    assert_eq!(names.len(), table.columns.len(), "{}", report.name);
                }
            }
        }
    }
}

#[test]
fn every_report_says_why_it_is_empty() {
    let book = Book::in_memory().unwrap();
    for report in REPORTS {
        for table in tables(&book, report, &filters_for(report), &Options::default()) {
            assert!(table.is_empty(), "{}", report.name);
            assert!(!table.empty.is_empty(), "{}", report.name);
        }
    }
}
