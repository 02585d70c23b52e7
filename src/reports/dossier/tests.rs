//! The dossier of the book with all traps.

use std::collections::BTreeSet;
use std::io::Write as _;

use super::super::filters::Filter;
use super::super::trap_book::trap_book_with;
use super::super::{Options, REPORTS};
use super::*;
use crate::render;
use crate::store::{Book, sha256};

/// The trap book with a text long enough for its spans, which every article has.
fn book() -> Book {
    let text = "疏浚航道 is safe & <dry>. ".repeat(400);
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    let packed: String = encoder
        .finish()
        .unwrap()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    trap_book_with(&format!(
        "UPDATE content SET sha256 = '{}', size = {}, bytes = x'{packed}'",
        sha256(text.as_bytes()),
        text.len()
    ))
}

fn of_event() -> Filters {
    Filters {
        events: vec![1],
        ..Filters::default()
    }
}

fn gather(filters: &Filters) -> Dossier {
    Dossier::gather(&book().reader(), filters).unwrap()
}

#[test]
fn dossier_of_the_trap_book_has_the_numbers_counted_by_hand() {
    let dossier = gather(&of_event());
    let glance: Vec<String> = dossier
        .glance
        .iter()
        .map(|(what, number)| format!("{number} {what}"))
        .collect();
    // Articles a1 to a4, a4 a copy; outlets North Post, South Star and Wire Nine, whose copy does not count but is there.
    // Units: a1: 1 by Ana and Bo, of which 2 is the same by Ana again; 3 by nobody; 5; 6: five. a2: 8, 9, 10, 11, 12: five. a3: 13, 14.
    // Speakers: Ana, Bo, sources of a1, Cy, the report, the union, sources of a3. Carried: 1, 2, 3, 4, 5.
    // Contested: dredging is safe, which 1 asserts and 8 and 9 reject.
    assert_eq!(
        glance,
        [
            "4 articles, one of them a copy",
            "3 outlets",
            "12 claims counted, once per speaker, proposition and article",
            "7 speakers of counted claims",
            "5 propositions carried",
            "1 of them contested: asserted by one claim, rejected by another",
        ]
    );
    insta::assert_snapshot!(
        render::render(&dossier.articles, render::Format::Markdown, &render::Options::default()),
        @"
    ## Articles

    | Article | Outlet | Published | Title | Lang. | Coded | Status | Claims | Counted |
    | --- | --- | --- | --- | --- | --- | --- | ---: | ---: |
    | a1 | North Post | 2024-05-01T10:00 UTC | Title 1 | en | fully |  | 7 | 5 |
    | a4 | Wire Nine | 2024-05-01T18:00 UTC | Title 4 | en | fully | copy of a1, not counted | 2 | · |
    | a2 | South Star | 2024-05-03 | Title 2 | en | fully |  | 5 | 5 |
    | a3 | South Star | 2024-05-04 | Title 3 | zh | partly |  | 3 | 2 |
    "
    );
    assert_eq!(dossier.events[0].details, ["2024-05-01"]);
}

#[test]
fn dossier_has_every_report_that_an_event_can_be_given() {
    let dossier = gather(&of_event());
    let shown: BTreeSet<&str> = dossier.parts.iter().map(|part| part.name).collect();
    let told: BTreeSet<&str> = dossier
        .nothing
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    for report in REPORTS {
        let runs = report.filters.contains(&Filter::Event)
            || matches!(
                report.needs,
                Some(Filter::Article | Filter::Proposition | Filter::Speaker)
            );
        assert_eq!(
            runs,
            shown.contains(report.name) || told.contains(report.name),
            "{}",
            report.name
        );
    }
    assert!(shown.contains("new") && shown.contains("wording"));
    // Propositions with counted claims in two articles: 1 (a1 a2 a3), 3 (a1 a2 a3), 4 (a1 a2). 5 has one only in a2: a caption
    // and a draft do not count.
    let wording = dossier.parts.iter().find(|part| part.name == "wording");
    assert_eq!(wording.unwrap().tables.len(), 3);
    let new = dossier.parts.iter().find(|part| part.name == "new");
    assert_eq!(new.unwrap().tables.len(), 4);
}

#[test]
fn dossier_says_what_does_not_narrow_a_report() {
    let filters = Filters {
        topics: vec![2],
        ..of_event()
    };
    let dossier = gather(&filters);
    let notes = |name: &str| {
        let part = dossier.parts.iter().find(|part| part.name == name);
        part.unwrap().tables[0].notes.clone()
    };
    assert!(notes("new").contains(&String::from("not narrowed by --topic")));
    assert!(
        !notes("compare")
            .iter()
            .any(|note| note.contains("narrowed"))
    );
}

#[test]
fn dossier_of_an_event_without_articles_says_why() {
    let filters = Filters {
        outlets: vec![99],
        ..of_event()
    };
    let dossier = gather(&filters);
    assert!(
        dossier
            .articles
            .empty
            .contains("the other filters leave none")
    );
    assert!(dossier.parts.is_empty() && dossier.nothing.is_empty());
    assert!(render::dossier(&dossier).contains("leave none of them"));
}

#[test]
fn dossier_passages_are_claims_introductions_and_facts_with_their_words() {
    let dossier = gather(&of_event());
    let shown: Vec<String> = dossier.readings[0]
        .passages
        .iter()
        .map(|passage| {
            let spans: Vec<String> = passage
                .spans
                .iter()
                .map(|it| format!("{} {}", it.role.as_str(), it.span))
                .collect();
            format!(
                "{} {} {}: {} [{}] {}",
                passage.anchor,
                passage.voice,
                passage.who,
                passage.what,
                spans.join(", "),
                passage.uncounted
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @"
    a1.1 I Ana Berg + Bo Carl: Dredging the fairway is safe [content 0..10, cue 0..10] 
    a1.2 Q Ana Berg: Dredging the fairway is safe [content 0..10, cue 0..10, content 100..110] 
    a1.3 N~ Bo Carl: Homes are at risk [content 0..10] 
    a1.4 N : Homes are at risk [content 0..10] in the headline, not counted
    a1.5 Q Bo Carl: (no proposition) [content 0..10] 
    a1.6 I sources: Homes on the quay are at risk [content 0..10] 
    a1.7 N : Talks were held [content 0..10] in a caption, not counted
    a1.i1  Ana Berg: director, Harbour Office < City of Varnmouth [] 
    a1.i2  Ana Berg: professor, Tidewater Institute < Holm University [] 
    a1.i3  Bo Carl: researcher, Tidewater Institute < Holm University [] 
    a1.f1  event hearing: date: 2024-05-01 []
    ");
}

/// Whatever a report's cells stand on, the page leads there.
#[test]
fn dossier_links_every_evidence_of_every_cell_and_every_link_leads_somewhere() {
    let book = book();
    let dossier = Dossier::gather(&book.reader(), &of_event()).unwrap();
    let page = render::dossier(&dossier);
    let values = |start: &str| -> Vec<String> {
        let parts = page.split(start).skip(1);
        parts
            .filter_map(|part| Some(part.split_once('"')?.0.to_owned()))
            .collect()
    };
    let ids = values(" id=\"");
    let different: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), different.len());
    let links = values(" href=\"#");
    for link in &links {
        assert!(different.contains(link), "{link}");
    }
    let anchors = dossier.anchors();
    let mut evidence_count = 0;
    for part in &dossier.parts {
        let section = format!("<section id=\"{}\">", part.name);
        let section = page.split_once(&section).unwrap().1;
        let section = section.split_once("</section>").unwrap().0;
        for table in &part.tables {
            for row in table.sections.iter().flat_map(|section| &section.rows) {
                for cell in row.cells.iter().filter(|cell| !cell.shown().is_empty()) {
                    for evidence in cell.evidence() {
                        // All of the event's articles are in the page, so nothing is elsewhere.
                        let anchor = anchors.get(evidence).unwrap();
                        assert!(section.contains(&format!("href=\"#{anchor}\"")), "{anchor}");
                        evidence_count += 1;
                    }
                }
            }
        }
        if let Some(report) = REPORTS.iter().find(|report| report.name == part.name)
            && report.chart.is_some()
        {
            // A chart knows its cells by their places in the table that the page shows.
            let tables = report.tables(&book.reader(), &of_event(), &Options::default());
            let first = tables.unwrap().remove(0).without_empty_columns();
            assert_eq!(Some(&first), part.tables.first(), "{}", part.name);
        }
    }
    assert!(evidence_count > 60, "{evidence_count}");
    assert!(!page.contains("http:") && !page.contains("https:"));
    assert!(!page.contains("<script") && !page.contains("<dry>"));
    assert_eq!(
        page,
        render::dossier(&Dossier::gather(&book.reader(), &of_event()).unwrap())
    );
}
