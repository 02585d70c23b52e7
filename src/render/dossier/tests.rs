//! A dossier made by hand: its parts, and what every page must be.

use std::collections::BTreeSet;

use super::*;
use crate::domain::claim::SpanRole;
use crate::domain::text::{Block, BlockKind, Span, Text};
use crate::reports::chart::{Chart, HeatCell, HeatMap, HeatRow};
use crate::reports::dossier::{Event, Passage, PassageSpan, Reading};
use crate::reports::table::{Cell, Column, Row};

const TEXT: &str =
    "Gate shut\n\nThe gate is safe, Ann Lee said, and “it will stay so”.\n\nPrinted on paper.";

fn span(role: SpanRole, words: &str) -> PassageSpan {
    let byte = TEXT.find(words).unwrap();
    let start = u32::try_from(TEXT[..byte].chars().count()).unwrap();
    let length = u32::try_from(words.chars().count()).unwrap();
    PassageSpan {
        role,
        span: Span::new(start, start + length),
    }
}

fn passage(evidence: Evidence, anchor: &str, spans: Vec<PassageSpan>) -> Passage {
    Passage {
        evidence,
        anchor: anchor.to_owned(),
        voice: String::from("Q"),
        who: String::from("Ann Lee"),
        what: String::from("The gate is safe"),
        gloss: None,
        uncounted: "",
        spans,
    }
}

fn reading() -> Reading {
    let block = |kind: BlockKind, words: &str| Block {
        kind,
        span: span(SpanRole::Content, words).span,
    };
    Reading {
        article: 1,
        key: String::from("a1"),
        title: String::from("Gate shut"),
        details: vec![String::from("North"), String::from("undated")],
        language: Some(String::from("en")),
        text: Some(Text::new(TEXT.to_owned()).unwrap()),
        blocks: vec![
            block(BlockKind::Headline, "Gate shut"),
            block(
                BlockKind::Body,
                "The gate is safe, Ann Lee said, and “it will stay so”.",
            ),
        ],
        passages: vec![
            passage(
                Evidence::Claim(11),
                "a1.1",
                vec![
                    span(SpanRole::Content, "The gate is safe"),
                    span(SpanRole::Source, "Ann Lee"),
                    span(SpanRole::Cue, "said"),
                    span(SpanRole::Content, "it will stay so"),
                ],
            ),
            // Crosses the first one's words and its source.
            passage(
                Evidence::Claim(12),
                "a1.2",
                vec![span(SpanRole::Content, "safe, Ann")],
            ),
            passage(Evidence::Claim(13), "a1.3", Vec::new()),
            passage(
                Evidence::Introduction(5),
                "a1.i1",
                vec![span(SpanRole::Content, "Ann Lee")],
            ),
            passage(
                Evidence::Fact(6),
                "a1.f1",
                vec![span(SpanRole::Content, "Gate shut\n\nThe")],
            ),
        ],
        introduced: Vec::new(),
    }
}

fn table() -> Table {
    Table::new("counts", "Counts by hand")
        .with_columns(vec![
            Column::label("what", "What"),
            Column::text("a1", "a1"),
            Column::count("number", "Number"),
        ])
        .with_rows(vec![
            Row::new(vec![
                Cell::text("one"),
                Cell::text("Q Lee").with_evidence([Evidence::Claim(11)]),
                Cell::count(2).with_evidence([Evidence::Claim(11), Evidence::Claim(13)]),
            ]),
            Row::new(vec![
                Cell::text("a1").with_evidence([Evidence::Article(1)]),
                Cell::empty().with_evidence([Evidence::Claim(12)]),
                Cell::count(2).with_evidence([Evidence::Fact(6), Evidence::Claim(999)]),
            ]),
            Row::total(vec![Cell::text("total"), Cell::empty(), Cell::count(4)]),
        ])
        .with_legend("Lee", "Ann Lee")
        .with_legend("a1", "North, undated")
        .with_note("counted: each claim")
}

fn small() -> Dossier {
    let heat_cell = |column: usize, evidence: &[Evidence]| HeatCell {
        number: 1.0,
        shown: String::from("1"),
        source: Source {
            row: 0,
            column,
            evidence: evidence.to_vec(),
        },
    };
    Dossier {
        title: String::from("Hearing"),
        events: vec![Event {
            key: String::from("hearing"),
            name: String::from("Hearing"),
            details: vec![String::from("2024-03-14"), String::from("Brindlemouth")],
        }],
        glance: vec![(String::from("articles"), String::from("1"))],
        notes: vec![String::from("counted: each claim")],
        key: Some(String::from("Q direct")),
        articles: Table::new("articles", "Articles")
            .with_columns(vec![Column::label("article", "Article")])
            .with_rows(vec![Row::new(vec![
                Cell::text("a1").with_evidence([Evidence::Article(1)]),
            ])]),
        parts: vec![Part {
            name: "counts",
            about: "Counts by hand",
            chart: Some(Chart::HeatMap(HeatMap {
                title: String::from("Counts by hand"),
                columns: vec![String::from("A"), String::from("B")],
                rows: vec![HeatRow {
                    section: String::new(),
                    label: String::from("one"),
                    cells: vec![
                        heat_cell(1, &[Evidence::Claim(11)]),
                        heat_cell(2, &[Evidence::Claim(11), Evidence::Claim(13)]),
                    ],
                }],
            })),
            tables: vec![table()],
        }],
        nothing: vec![(String::from("gaps"), String::from("nothing is fully coded"))],
        readings: vec![reading()],
    }
}

/// Returns the page between two texts.
fn between<'p>(page: &'p str, start: &str, end: &str) -> &'p str {
    let (_, rest) = page.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
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
fn dossier_begins_with_what_when_where_and_how_many() {
    let page = dossier(&small());
    insta::assert_snapshot!(between(&page, "<body>\n", "<section id=\"counts\">"), @r##"
    <header id="top">
    <h1>Hearing</h1>
    <p>2024-03-14 · Brindlemouth <span class="faint">event hearing</span></p>
    <dl class="glance">
    <div><dt>articles</dt><dd>1</dd></div>
    </dl>
    <ul class="notes">
    <li>counted: each claim</li>
    <li>Q direct</li>
    </ul>
    </header>
    <nav aria-label="Contents">
    <ol>
    <li><a href="#articles">Articles</a></li>
    <li><a href="#counts">Counts by hand</a></li>
    <li><a href="#texts">The articles’ texts</a>: <a href="#a1">a1</a></li>
    </ol>
    </nav>
    <main>
    <section id="articles">
    <h2>Articles</h2>
    <div class="scroll">
    <table>
    <thead>
    <tr><th scope="col">Article</th></tr>
    </thead>
    <tbody>
    <tr><th scope="row" dir="auto"><a href="#a1">a1</a></th></tr>
    </tbody>
    </table>
    </div>
    </section>
    "##);
}

#[test]
fn dossier_cells_link_to_words_and_several_open_a_list() {
    let page = dossier(&small());
    insta::assert_snapshot!(between(&page, "</figure>\n", "<section id=\"texts\">"), @r##"
    <div class="scroll">
    <table>
    <thead>
    <tr><th scope="col">What</th><th scope="col"><a href="#a1">a1</a></th><th scope="col" class="number">Number</th></tr>
    </thead>
    <tbody>
    <tr><th scope="row" dir="auto">one</th><td dir="auto"><a href="#a1.1">Q Lee</a></td><td dir="auto" id="counts-1-0-2" class="number"><details><summary>2</summary><span class="evidence"><a href="#a1.1">a1.1</a> <a href="#a1.3">a1.3</a></span></details></td></tr>
    <tr><th scope="row" dir="auto"><a href="#a1">a1</a></th><td dir="auto"></td><td dir="auto" id="counts-1-1-2" class="number"><details><summary>2</summary><span class="evidence"><a href="#a1.f1">a1.f1</a> <i>1 in other articles</i></span></details></td></tr>
    <tr class="total"><th scope="row" dir="auto">total</th><td dir="auto"></td><td dir="auto" class="number">4</td></tr>
    </tbody>
    </table>
    </div>
    <ul class="notes">
    <li>counted: each claim</li>
    </ul>
    <details class="names"><summary>Short names</summary>
    <dl>
    <dt>Lee</dt><dd>Ann Lee</dd>
    </dl>
    </details>
    </section>
    <p class="faint">Nothing to show: gaps (nothing is fully coded).</p>
    "##);
    let figure = between(&page, "<figure", "</figure>");
    assert_eq!(values(figure, "href"), ["#a1.1", "#counts-1-0-2"]);
}

#[test]
fn dossier_texts_have_crossing_words_marked_and_a_list_beside() {
    let page = dossier(&small());
    insta::assert_snapshot!(between(&page, "<article", "</article>"), @r##"
     class="reading" id="a1">
    <h3 lang="en" dir="auto">Gate shut</h3>
    <p class="faint">a1 · North · undated · <a href="#top">to the top</a></p>
    <div class="columns">
    <div class="text" lang="en" dir="auto">
    <p class="headline"><mark id="a1.f1" class="content a1-f1"><a class="back" href="#in-a1.f1">f1</a>Gate shut</mark></p>
    <p><mark id="a1.1" class="content a1-1"><a class="back" href="#in-a1.1">1</a><mark class="content a1-f1">The</mark> gate is <mark id="a1.2" class="content a1-2"><a class="back" href="#in-a1.2">2</a>safe</mark></mark><mark class="content a1-2">, <mark id="a1.i1" class="content a1-i1"><a class="back" href="#in-a1.i1">i1</a><mark class="source">Ann</mark></mark></mark><mark class="content a1-i1"><mark class="source"> Lee</mark></mark> <mark class="cue">said</mark>, and “<mark class="content a1-1">it will stay so</mark>”.</p>
    <p>Printed on paper.</p>
    </div>
    <div class="passages">
    <h4>Claims</h4>
    <ol>
    <li id="in-a1.1"><a href="#a1.1">a1.1</a> <b>Q Ann Lee</b> The gate is safe <q lang="en" dir="auto">The gate is safe … it will stay so</q></li>
    <li id="in-a1.2"><a href="#a1.2">a1.2</a> <b>Q Ann Lee</b> The gate is safe <q lang="en" dir="auto">safe, Ann</q></li>
    <li id="a1.3">a1.3 <b>Q Ann Lee</b> The gate is safe <i class="faint">no words in this version</i></li>
    </ol>
    <h4>Introductions</h4>
    <ol>
    <li id="in-a1.i1"><a href="#a1.i1">a1.i1</a> <b>Q Ann Lee</b> The gate is safe <q lang="en" dir="auto">Ann Lee</q></li>
    </ol>
    <h4>Reported facts</h4>
    <ol>
    <li id="in-a1.f1"><a href="#a1.f1">a1.f1</a> <b>Q Ann Lee</b> The gate is safe <q lang="en" dir="auto">Gate shut

    The</q></li>
    </ol>
    </div>
    </div>
    "##);
}

#[test]
fn dossier_marks_all_pieces_of_a_claim_when_it_is_the_target() {
    insta::assert_snapshot!(reading::piece_style(&[reading()]), @r"
    .reading:has(#a1\.1:target) .a1-1 { background: rgba(255, 204, 0, .5); }
    .reading:has(#a1\.f1:target) .a1-f1 { background: rgba(255, 204, 0, .5); }
    ");
}

#[test]
fn dossier_of_no_articles_says_why() {
    let mut empty = small();
    empty.articles = Table::new("articles", "Articles").with_empty("No article is linked to it.");
    empty.parts.clear();
    empty.readings.clear();
    let page = dossier(&empty);
    assert!(page.contains("<p>No article is linked to it.</p>"));
    assert!(!page.contains("id=\"texts\""));
}

/// Checks what every page must be.
fn check(page: &str) {
    let ids = values(page, "id");
    let different: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len(), "{ids:?}");
    for href in values(page, "href") {
        let target = href.strip_prefix('#').unwrap();
        assert!(different.contains(target), "{href}");
    }
    for outside in [
        "<script",
        "<link",
        "<img",
        "<iframe",
        "http://",
        "https://",
        "url(",
        "@import",
        " src=",
        " onclick=",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.starts_with("<!DOCTYPE html>\n"));
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
}

#[test]
fn dossier_stands_alone_with_ids_of_their_own() {
    check(&dossier(&small()));
}

proptest::proptest! {
    #[test]
    fn dossier_has_no_tag_from_a_text(
        text in "(<script>|</p>|</style>|&|\"|'|\\PC){1,12}",
        spans in proptest::collection::vec((0_u32..90, 1_u32..30, 0_usize..3), 0..8),
    ) {
        let with = |text: &str| {
            let mut hostile = small();
            hostile.title = text.to_owned();
            hostile.events[0].key = text.to_owned();
            hostile.glance[0].0 = text.to_owned();
            hostile.nothing[0].1 = text.to_owned();
            let part = &mut hostile.parts[0];
            part.tables[0].sections[0].rows[0].cells[1] = Cell::text(text);
            part.tables[0].legend[0] = (text.to_owned(), text.to_owned());
            let reading = &mut hostile.readings[0];
            reading.title = text.to_owned();
            reading.language = Some(text.to_owned());
            reading.passages[0].who = text.to_owned();
            reading.passages[1].gloss = Some(text.to_owned());
            hostile
        };
        let page = dossier(&with(&text));
        let same = dossier(&with("x"));
        proptest::prop_assert_eq!(page.matches('<').count(), same.matches('<').count());

        // Whatever the spans are, marks are closed within their paragraph and the words stay the same.
        let mut crossing = small();
        crossing.readings[0].passages[0].spans = spans
            .iter()
            .map(|(start, length, role)| PassageSpan {
                role: SpanRole::ALL[*role],
                span: Span::new(*start, start + length),
            })
            .collect();
        let page = dossier(&crossing);
        check(&page);
        let text = between(&page, "<div class=\"text\"", "</div>");
        let mut words = String::new();
        for paragraph in text.split("<p").skip(1) {
            let (_, paragraph) = paragraph.split_once('>').unwrap();
            let paragraph = paragraph.split_once("</p>").unwrap().0;
            let mut open = 0;
            for (at, piece) in paragraph.split('<').enumerate() {
                let Some((tag, text)) = piece.split_once('>').filter(|_| at > 0) else {
                    words.push_str(piece);
                    continue;
                };
                open += usize::from(tag.starts_with("mark"));
                open -= usize::from(tag == "/mark");
                // The number in a link is not the article's.
                if !tag.starts_with("a ") {
                    words.push_str(text);
                }
            }
            proptest::prop_assert_eq!(open, 0);
        }
        proptest::prop_assert_eq!(words.replace('\n', ""), TEXT.replace('\n', ""));
    }
}
