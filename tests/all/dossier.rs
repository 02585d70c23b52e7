//! `report dossier`, charts beside reports, and what spreadsheets get.

use std::collections::BTreeSet;

use insta::assert_snapshot;

use crate::harness::Place;

fn place() -> Place {
    let place = Place::new();
    place.demo();
    place
}

/// Returns every value of an attribute.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let start = format!(" {attribute}=\"");
    let parts = page.split(start.as_str()).skip(1);
    parts
        .filter_map(|part| Some(part.split_once('"')?.0))
        .collect()
}

#[test]
fn a_dossier_is_one_page_that_is_the_same_every_time() {
    let place = place();
    let page = place.run("report dossier lantern-gate-hearing").ok();
    assert_snapshot!(place.run("report dossier --event lantern-gate-hearing -o dossier.html"), @"
    --- stderr
    Wrote dossier.html
    ");
    assert_eq!(place.read("dossier.html"), page);

    assert!(page.starts_with("<!DOCTYPE html>\n"));
    assert!(page.ends_with("</html>\n"));
    let ids = values(&page, "id");
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len());
    for href in values(&page, "href") {
        let target = href.strip_prefix('#').expect("a link within the page");
        assert!(different.contains(target), "{href}");
    }
    for outside in [
        "<script", "<link", "<img", "http:", "https:", "url(", "@import",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    // Every article and every claim of it, with its words.
    for anchor in ["a1", "a5", "a1.1", "a1.24", "a2.8", "a1.i1", "a4.f1"] {
        assert!(different.contains(anchor), "{anchor}");
    }
    assert!(page.contains("lang=\"zh\" dir=\"auto\""));
    for report in ["compare", "discrepancies", "new", "wording", "shares"] {
        assert!(different.contains(report), "{report}");
    }
}

#[test]
fn a_dossier_takes_the_filters_and_the_counting_of_reports() {
    let place = place();
    let page = place
        .run("report dossier lantern-gate-hearing --outlet 'Tamarrow Ledger' --copies keep")
        .ok();
    let ids: BTreeSet<&str> = values(&page, "id").into_iter().collect();
    assert!(ids.contains("a3") && ids.contains("a4") && !ids.contains("a1"));
    assert!(page.contains("copies kept"));
    // What is logged of other articles is counted, not linked.
    assert!(page.contains(" in other articles</i>"));
}

#[test]
fn a_dossier_needs_an_event_that_is_there() {
    let place = place();
    assert_snapshot!(place.run("report dossier"), @"
    --- stderr
    Error: a dossier needs an event
    Hint: name it, or give --event WORDS; `claimbook event list` shows what there is
    [exit status 2]
    ");
    let unknown = place.run("report dossier nowhere");
    assert_eq!(unknown.status, Some(1), "{unknown}");
}

#[test]
fn a_chart_is_written_beside_the_report() {
    let place = place();
    let report = place.run("report shares").ok();
    let with_chart = place.run("report shares --chart shares.svg");
    assert_eq!(with_chart.stdout, report);
    assert_eq!(with_chart.stderr, "Wrote shares.svg\n");
    let chart = place.read("shares.svg");
    assert!(chart.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(chart.contains("<title>cause, Brindlemouth Courier: 5</title>"));
}

#[test]
fn a_report_without_a_chart_names_those_that_have_one() {
    let place = place();
    let refused = place.run("wording hinge-failed --chart words.svg");
    assert_eq!(refused.status, Some(2), "{refused}");
    assert!(refused.stderr.contains("the report wording has no chart"));
    assert!(refused.stderr.contains("shares"));
    assert!(!place.path("words.svg").exists());
}

#[test]
fn a_chart_of_nothing_is_not_written() {
    let place = place();
    let empty = place.run("report shares --label nobody-has-it --chart shares.svg");
    assert!(
        empty
            .stderr
            .contains("No chart in shares.svg: there is nothing to draw"),
        "{empty}"
    );
    assert!(!place.path("shares.svg").exists());
}

#[test]
fn a_spreadsheet_gets_no_formula_and_is_told_so() {
    let place = Place::new();
    place.run("topic add --name '=1+1'").ok();
    place.run("topic add --name '@home' --note=-2").ok();
    assert_snapshot!(place.run("topic list -f csv --excel -o topics.csv"), @"
    --- stderr
    3 cells that begin with = + - @ have an apostrophe before them
    Wrote topics.csv
    ");
    let csv = place.read("topics.csv");
    assert!(csv.starts_with("\u{feff}key,name,parent,note\n"), "{csv:?}");
    assert!(
        csv.contains(",'=1+1,") && csv.contains(",'@home,,'-2\n"),
        "{csv}"
    );
    // Nothing to say where nothing was changed.
    assert_snapshot!(place.run("topic list -f csv -o topics.csv"), @"
    --- stderr
    Wrote topics.csv
    ");
    assert_snapshot!(place.run("topic list -f json --excel -o topics.json"), @"
    --- stderr
    Wrote topics.json
    ");
}
