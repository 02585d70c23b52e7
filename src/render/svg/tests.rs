//! Charts made by hand, as files and within a page.

use proptest::prelude::*;

use super::*;
use crate::reports::chart::{Bar, BarPart, Bars, HeatCell, HeatMap, HeatRow, Moment, Timeline};
use crate::reports::table::Evidence;

fn source(row: usize, claims: &[i64]) -> Source {
    Source {
        row,
        column: 1,
        evidence: claims.iter().map(|id| Evidence::Claim(*id)).collect(),
    }
}

fn heat_map(label: &str, column: &str) -> Chart {
    let cell = |number: f64, shown: &str, claims: &[i64]| HeatCell {
        number,
        shown: shown.to_owned(),
        source: source(0, claims),
    };
    Chart::HeatMap(HeatMap {
        title: format!("Topics of {label}"),
        columns: vec![String::from("A"), column.to_owned()],
        rows: vec![HeatRow {
            section: label.to_owned(),
            label: label.to_owned(),
            cells: vec![cell(4.0, "4", &[1]), cell(0.0, "·", &[])],
        }],
    })
}

fn bars(label: &str, part: &str) -> Chart {
    let part_of = |number: f64| BarPart {
        number,
        source: source(2, &[7, 8]),
    };
    Chart::Bars(Bars {
        title: String::from("Stances"),
        parts: vec![String::from("asserts"), part.to_owned()],
        bars: vec![
            Bar {
                section: String::new(),
                label: label.to_owned(),
                parts: vec![part_of(3.0), part_of(1.0)],
            },
            Bar {
                section: String::new(),
                label: String::from("nobody"),
                parts: vec![part_of(0.0), part_of(0.0)],
            },
        ],
    })
}

fn at(day: u32, hour: u32) -> Option<chrono::NaiveDateTime> {
    chrono::NaiveDate::from_ymd_opt(2024, 3, day)?.and_hms_opt(hour, 5, 0)
}

fn timeline(lane: &str, label: &str) -> Chart {
    let moment = |label: &str, start, end| Moment {
        lane: lane.to_owned(),
        label: label.to_owned(),
        start,
        end,
        source: source(3, &[9]),
    };
    Chart::Timeline(Timeline {
        title: String::from("When"),
        moments: vec![
            moment(label, at(14, 19), at(14, 19)),
            moment("all day", at(15, 0), at(16, 0)),
            moment("before", None, at(14, 20)),
        ],
        undated: 1,
    })
}

/// Returns a chart within a page in which only claim 9 and what has several claims is linked.
fn linked(chart: &Chart) -> String {
    inline(chart, "c", &|source| match source.evidence.as_slice() {
        [Evidence::Claim(id)] => Some(format!("a1.{id}")),
        [] => None,
        _ => Some(format!("t-{}-{}", source.row, source.column)),
    })
}

#[test]
fn heat_map_has_a_linked_cell_for_each_count() {
    insta::assert_snapshot!(linked(&heat_map("harbour", "B")), @r##"
    <svg class="chart" role="group" aria-labelledby="c-title c-description" width="131" height="70" viewBox="0 0 131 70">
    <title id="c-title">Topics of harbour</title>
    <desc id="c-description">A heat map. Rows: 1; columns: 2; the strongest colour is 4.</desc>
    <text x="75.5" y="14" text-anchor="middle">A</text>
    <text x="111.5" y="14" text-anchor="middle">B</text>
    <text class="section" x="0" y="36">harbour</text>
    <text x="0" y="60">harbour</text>
    <a href="#a1.1"><title>harbour, A: 4</title><rect class="cell" fill-opacity="0.70" x="58.5" y="44" width="34" height="22" rx="2"/><text x="75.5" y="59" text-anchor="middle">4</text></a>
    <g><title>harbour, B: 0</title><rect class="grid" x="94.5" y="44" width="34" height="22" rx="2"/><text class="none" x="111.5" y="59" text-anchor="middle">·</text></g>
    </svg>
    "##);
}

#[test]
fn bars_have_a_key_and_a_linked_part_for_each_number() {
    insta::assert_snapshot!(linked(&bars("dredging", "rejects")), @r##"
    <svg class="chart" role="group" aria-labelledby="c-title c-description" width="537" height="76" viewBox="0 0 537 76">
    <title id="c-title">Stances</title>
    <desc id="c-description">A bar chart. Bars: 2; their parts: asserts, rejects; the longest is 4.</desc>
    <rect class="p0" x="0" y="3" width="12" height="12"/>
    <text x="18" y="13">asserts</text>
    <rect class="p1" x="84.5" y="3" width="12" height="12"/>
    <text x="102.5" y="13">rejects</text>
    <text x="0" y="42">dredging</text>
    <a href="#t-2-1"><title>dredging, asserts: 3</title><rect class="p0" x="66.2" y="28" width="314" height="18"/><text class="on" x="223.7" y="41" text-anchor="middle">3</text></a>
    <a href="#t-2-1"><title>dredging, rejects: 1</title><rect class="p1" x="381.2" y="28" width="104" height="18"/><text class="on" x="433.7" y="41" text-anchor="middle">1</text></a>
    <text class="note" x="492.2" y="41">4</text>
    <text x="0" y="66">nobody</text>
    <text class="note" x="72.2" y="65">0</text>
    </svg>
    "##);
}

#[test]
fn timeline_has_ticks_moments_stretches_and_what_has_no_beginning() {
    insta::assert_snapshot!(linked(&timeline("published", "a1")), @r##"
    <svg class="chart" role="group" aria-labelledby="c-title c-description" width="760" height="134" viewBox="0 0 760 134">
    <title id="c-title">When</title>
    <desc id="c-description">A timeline. Moments: 3; from 2024-03-14 19:05 to 2024-03-16 00:05 UTC.</desc>
    <path class="grid" d="M191.1 22V110"/>
    <text class="note" x="191.1" y="18" text-anchor="middle">2024-03-14 12:00</text>
    <path class="grid" d="M351.1 22V110"/>
    <text class="note" x="351.1" y="18" text-anchor="middle">2024-03-14 18:00</text>
    <path class="grid" d="M511.1 22V110"/>
    <text class="note" x="511.1" y="18" text-anchor="middle">2024-03-15 00:00</text>
    <path class="grid" d="M671.1 22V110"/>
    <text class="note" x="671.1" y="18" text-anchor="middle">2024-03-15 06:00</text>
    <text class="section" x="0" y="41">published</text>
    <a href="#a1.9"><title>published, a1: 2024-03-14 19:05 UTC</title><circle class="moment" cx="380" cy="60" r="5"/><text x="389" y="64" text-anchor="start">a1</text></a>
    <a href="#a1.9"><title>published, all day: 2024-03-15 00:05 to 2024-03-16 00:05 UTC</title><rect class="stretch" fill-opacity="0.6" x="513.3" y="75" width="186.7" height="10" rx="2"/><text x="504.3" y="84" text-anchor="end">all day</text></a>
    <a href="#a1.9"><title>published, before: until 2024-03-14 20:05 UTC</title><rect class="stretch open" fill-opacity="0.25" x="60" y="95" width="346.7" height="10" rx="2"/><text x="415.7" y="104" text-anchor="start">before</text></a>
    <text class="note" x="0" y="126">1 without a time, only in the table</text>
    </svg>
    "##);
}

#[test]
fn timeline_leaves_far_moments_at_its_edge_with_their_times() {
    let Chart::Timeline(mut chart) = timeline("published", "a1") else {
        unreachable!("it is a timeline")
    };
    let year = |year: i32| chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    chart.moments[1].start = year(2021).and_hms_opt(0, 0, 0);
    chart.moments[1].end = year(2022).and_hms_opt(0, 0, 0);
    chart.moments[2].start = at(14, 18);
    chart.moments.push(chart.moments[2].clone());
    let drawn = linked(&Chart::Timeline(chart));
    let far = drawn.lines().find(|line| line.contains("all day")).unwrap();
    assert!(
        far.contains(">2021-01-01 to 2022-01-01: all day</text>"),
        "{far}"
    );
    assert!(far.contains("<path class=\"moment\" d=\"M60 "), "{far}");
    assert!(drawn.contains("1 far from the others, at the edge with their times"));
    // The others are hours apart, and can be told apart.
    assert!(drawn.contains("2024-03-14 19:00"), "{drawn}");
}

#[test]
fn bars_have_the_same_colours_for_and_against_in_every_chart() {
    let Chart::Bars(mut chart) = bars("x", "0") else {
        unreachable!("they are bars")
    };
    chart.parts = ["+", "0", "−", "Unset"].map(String::from).into();
    let file = svg(&Chart::Bars(chart));
    let (_, key) = file.split_once("<g transform").unwrap();
    let classes: Vec<&str> = key
        .split("<rect class=\"")
        .skip(1)
        .take(4)
        .map(|rest| &rest[..2])
        .collect();
    assert_eq!(classes, ["p0", "p2", "p1", "p3"]);
}

#[test]
fn svg_stands_alone_in_light_and_dark() {
    let file = svg(&heat_map("harbour", "B"));
    assert!(
        file.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\"")
    );
    assert!(file.contains("<title id=\"title\">Topics of harbour</title>"));
    assert!(file.contains("prefers-color-scheme: dark"));
    assert!(file.contains("class=\"page\""));
    // Nothing to follow in a file of its own, and nothing to load but the name of its language.
    assert!(!file.contains("<a "));
    assert_eq!(file.matches("http").count(), 1);
    for outside in ["url(", "@import", "<script", "<image", "href"] {
        assert!(!file.contains(outside), "{outside}");
    }
}

#[test]
fn a_chart_of_too_many_rows_says_so() {
    let Chart::HeatMap(mut chart) = heat_map("x", "B") else {
        unreachable!("it is a heat map")
    };
    chart.rows = vec![chart.rows[0].clone(); 81];
    let file = svg(&Chart::HeatMap(chart));
    assert!(file.contains("80 of 81 rows drawn; the table has all"));
}

/// Returns whether every element is closed by its own name.
fn is_well_formed(markup: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    for tag in markup.split('<').skip(1) {
        let Some((tag, text)) = tag.split_once('>') else {
            return false;
        };
        if text.contains('>') {
            return false;
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(tag.split([' ', '\n']).next().unwrap_or_default());
        }
    }
    open.is_empty()
}

/// Returns the beginning, end and baseline of each text of which no part is at a slant.
fn extents(drawing: &str) -> Vec<(f64, f64, String)> {
    let attribute = |tag: &str, name: &str| -> Option<String> {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let mut extents = Vec::new();
    for element in drawing.split("<text").skip(1) {
        let (tag, rest) = element.split_once('>').unwrap();
        let body = rest.split_once("</text>").unwrap().0;
        let shown = body.split_once("</title>").map_or(body, |(_, shown)| shown);
        let (Some(x), Some(y)) = (attribute(tag, "x"), attribute(tag, "y")) else {
            continue;
        };
        let shown = shown
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'");
        let (x, width): (f64, f64) = (x.parse().unwrap(), label::width(&shown));
        let start = match attribute(tag, "text-anchor").as_deref() {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        extents.push((start, start + width, y));
    }
    extents
}

proptest! {
    #[test]
    fn charts_are_well_formed_and_their_texts_do_not_touch(
        one in "(<script>|&|\"|[a-zA-Z0-9 ]|\\PC|灯){0,60}",
        other in "(</text>|'|[a-z]|\\PC){0,60}",
    ) {
        for chart in [heat_map(&one, &other), bars(&one, &other), timeline(&one, &other)] {
            let file = svg(&chart);
            let style = file.find("<style>").unwrap()..file.find("</style>").unwrap() + 8;
            let mut markup = file.clone();
            markup.replace_range(style, "");
            prop_assert!(is_well_formed(&markup), "{}", markup);
            prop_assert!(!file.contains("<script"));
            prop_assert_eq!(&file, &svg(&chart));

            let drawing = draw(&chart, &|_| None);
            let texts = extents(&drawing.elements);
            for (at, (start, end, y)) in texts.iter().enumerate() {
                prop_assert!(*start >= -0.5 && *end <= drawing.width + 0.5, "{} {} of {}", start, end, drawing.width);
                for (other_start, other_end, other_y) in &texts[at + 1..] {
                    prop_assert!(
                        y != other_y || end <= other_start || other_end <= start || start == end,
                        "{} to {} and {} to {}", start, end, other_start, other_end
                    );
                }
            }
        }
    }
}
