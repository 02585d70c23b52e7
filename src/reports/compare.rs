//! Who carries which claim, and in whose voice: propositions by articles.

use std::collections::{BTreeMap, BTreeSet};

use super::article_groups::ArticleGroups;
use super::articles::{Article, Selection, count, why_no_articles};
use super::by::ARTICLE_FIRST;
use super::claims::{self, Claim, Tally};
use super::code::{Key, Letter, absent, cell};
use super::filters::{Filter, Filters, Once};
use super::lookup::{Proposition, propositions, topic_paths};
use super::speaker_name::SpeakerNames;
use super::table::{Cell, Column, Row, Table};
use super::units::{Counter, Sides};
use super::{Options, Report, ReportError, Switch};
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "compare",
    about: "Who carries which claim, and in whose voice",
    filters: Filter::ALL,
    needs: None,
    by: &ARTICLE_FIRST,
    switches: &[Switch::Single],
    run,
    chart: None,
};

/// More cells than this nobody reads and few machines hold.
const MOST_CELLS: usize = 2_000_000;
/// More columns than this are refused before their claims are read.
pub(super) const MOST_COLUMNS: usize = 2_000;

/// One row before it is printed.
struct Line<'a> {
    proposition: &'a Proposition,
    topic: &'a str,
    cells: BTreeMap<usize, Vec<&'a Claim>>,
    /// Columns with a counted claim.
    carriers: usize,
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let table = Table::new(REPORT.name, REPORT.about).with_section_name("topic");
    if selection.articles.is_empty() {
        return Ok(vec![
            table
                .with_columns(columns(&ArticleGroups::default()))
                .with_empty(why_no_articles(reader, filters)?),
        ]);
    }
    let by = REPORT.by(options);
    let carriers = ArticleGroups::load(reader, &selection, &by)?;
    if carriers.groups.len() > MOST_COLUMNS {
        return Err(ReportError::TooLarge {
            report: REPORT.name,
            columns: carriers.groups.len(),
        });
    }
    let refuse_if_too_large = |propositions: usize| {
        if propositions.saturating_mul(carriers.groups.len()) <= MOST_CELLS {
            return Ok(());
        }
        Err(ReportError::TooLarge {
            report: REPORT.name,
            columns: carriers.groups.len(),
        })
    };
    let claims = claims::load(reader, &selection, filters, refuse_if_too_large)?;
    let propositions = propositions(reader, claims.iter().filter_map(|claim| claim.proposition))?;
    refuse_if_too_large(propositions.len())?;
    let topics = topic_paths(reader)?;
    let (lines, dropped) = lines(&claims, &carriers, &propositions, &topics, options);
    // The legend explains those that have a row, not everybody whom the filters left out.
    let told = lines.iter().flat_map(|line| line.cells.values().flatten());
    let names = SpeakerNames::load(reader, told.flat_map(|claim| claim.everybody()))?;

    let places = selection.places();
    let mut key = Key::default();
    let mut table = table.with_columns(columns(&carriers));
    for group in lines.chunk_by(|one, other| one.topic == other.topic) {
        let rows = group
            .iter()
            .map(|line| {
                let voices = voices(line, &places, filters.counting.once);
                row(line, voices, &carriers, &selection, &names, &mut key)
            })
            .collect();
        let heading = group.first().map_or("", |line| line.topic);
        table = table.with_section(heading, rows);
    }
    table.empty = why_no_rows(&claims, &selection, dropped);
    table.legend = carriers.legend(&selection, &by);
    table.legend.extend(names.legend());
    table.notes = notes(&claims, &selection, filters, options, dropped);
    if let Some(line) = key.line() {
        table.notes.insert(0, line);
    }
    Ok(vec![table])
}

fn columns(carriers: &ArticleGroups) -> Vec<Column> {
    let mut columns = vec![Column::label("proposition", "Proposition")];
    for carrier in &carriers.groups {
        columns.push(Column::text(&carrier.name, &carrier.heading));
    }
    columns.extend([
        Column::count("n", "n"),
        Column::text("voices", "Voices"),
        Column::text("key", "Key"),
    ]);
    columns
}

/// Returns the rows by topic (those without one last), then by carriers, most first, then by text; and how many propositions with
/// more than one carrier were dropped.
fn lines<'a>(
    claims: &'a [Claim],
    carriers: &ArticleGroups,
    propositions: &'a BTreeMap<i64, Proposition>,
    topics: &'a BTreeMap<i64, String>,
    options: &Options,
) -> (Vec<Line<'a>>, usize) {
    let mut lines: BTreeMap<i64, Line<'a>> = BTreeMap::new();
    let mut asked_for = BTreeSet::new();
    for claim in claims {
        let (Some(id), Some(place)) = (claim.proposition, carriers.place(claim.article)) else {
            continue;
        };
        let Some(proposition) = propositions.get(&id) else {
            continue;
        };
        if claim.standing.is_asked_for() {
            asked_for.insert(id);
        }
        let line = lines.entry(id).or_insert_with(|| Line {
            proposition,
            topic: proposition
                .topic
                .and_then(|topic| topics.get(&topic))
                .map_or(NO_TOPIC, String::as_str),
            cells: BTreeMap::new(),
            carriers: 0,
        });
        line.cells.entry(place).or_default().push(claim);
    }
    lines.retain(|id, _| asked_for.contains(id));
    for line in lines.values_mut() {
        let counted = |claims: &&Vec<&Claim>| claims.iter().any(|claim| claim.is_counted());
        line.carriers = line.cells.values().filter(counted).count();
    }
    let before = lines.len();
    if options.single {
        lines.retain(|_, line| line.carriers == 1);
    }
    let dropped = before - lines.len();
    let mut lines: Vec<Line<'a>> = lines.into_values().collect();
    lines.sort_by(|one, other| {
        (one.topic == NO_TOPIC)
            .cmp(&(other.topic == NO_TOPIC))
            .then_with(|| one.topic.cmp(other.topic))
            .then_with(|| other.carriers.cmp(&one.carriers))
            .then_with(|| one.proposition.text.cmp(&other.proposition.text))
            .then_with(|| one.proposition.key.cmp(&other.proposition.key))
    });
    (lines, dropped)
}

const NO_TOPIC: &str = "(no topic)";

fn row(
    line: &Line<'_>,
    voices: String,
    carriers: &ArticleGroups,
    selection: &Selection,
    names: &SpeakerNames,
    key: &mut Key,
) -> Row {
    let mut cells = vec![Cell::text(&line.proposition.text)];
    for (place, carrier) in carriers.groups.iter().enumerate() {
        cells.push(match line.cells.get(&place) {
            Some(claims) => cell(claims, names, key),
            None => {
                let mut articles = carrier.articles.iter();
                let all_full = articles.all(|place| {
                    let article = selection.articles.get(*place);
                    article.is_some_and(Article::is_fully_coded)
                });
                absent(all_full, key)
            }
        });
    }
    cells.push(Cell::integer(
        i64::try_from(line.carriers).unwrap_or(i64::MAX),
    ));
    cells.push(Cell::text(voices));
    cells.push(Cell::text(&line.proposition.key));
    Row::new(cells)
}

/// Returns how often each voice is used, as in `Q2 I1`: the units of the row by their voices.
fn voices(line: &Line<'_>, places: &BTreeMap<i64, usize>, once: Once) -> String {
    let mut claims: Vec<&Claim> = line.cells.values().flatten().copied().collect();
    claims.sort_by_key(|claim| (places.get(&claim.article), claim.number));
    let mut counter = Counter::new(once, Sides::Together);
    let mut letters: BTreeMap<Letter, usize> = BTreeMap::new();
    for claims in claims.chunk_by(|one, other| one.article == other.article) {
        for unit in counter.units(claims.iter().copied()) {
            *letters.entry(Letter::of(unit.claim)).or_default() += 1;
        }
    }
    let parts: Vec<String> = letters
        .iter()
        .map(|(letter, number)| format!("{}{number}", letter.as_str()))
        .collect();
    parts.join(" ")
}

fn notes(
    claims: &[Claim],
    selection: &Selection,
    filters: &Filters,
    options: &Options,
    dropped: usize,
) -> Vec<String> {
    let mut notes = vec![claims::counting_rule(
        filters.counting,
        selection.collapsed(),
    )];
    notes.extend(claims::uncounted_note(claims));
    notes.extend(
        Tally::of(claims.iter().filter(|claim| claim.proposition.is_some())).derived_note(),
    );
    let without = claims
        .iter()
        .filter(|claim| claim.proposition.is_none() && claim.standing.is_asked_for())
        .count();
    if without > 0 {
        notes.push(format!(
            "{} not in the table",
            count(
                without,
                "claim without a proposition",
                "claims without a proposition"
            )
        ));
    }
    if options.single && dropped > 0 {
        notes.push(format!(
            "--single: {} not shown",
            count(
                dropped,
                "proposition with none or several carriers",
                "propositions with none or several carriers"
            )
        ));
    }
    // Without an event there is no telling which articles could have carried it: the silent ones have no column.
    let by_claims = selection.propositions.is_some()
        || [&filters.speakers, &filters.via]
            .iter()
            .any(|list| !list.is_empty());
    if by_claims && filters.events.is_empty() && filters.articles.is_empty() {
        notes.push(String::from(
            "articles without a claim on what was asked for have no column (--event shows those of an event)",
        ));
    }
    notes.extend(selection.notes());
    notes
}

fn why_no_rows(claims: &[Claim], selection: &Selection, dropped: usize) -> String {
    let articles = count(selection.articles.len(), "article", "articles");
    if dropped > 0 {
        format!("No proposition of these {articles} has exactly one carrier.")
    } else if claims.is_empty() {
        format!("{articles} here, but no claim of theirs is logged or left by the filters.")
    } else {
        format!(
            "{articles} here, but none of their claims is left by the filters or has a proposition."
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::by::By;
    use super::super::filters::{Copies, Counting};
    use super::super::sample_book::{SampleBook, shown, values};
    use super::*;
    use crate::store::Book;

    /// Five articles: a1 full, a2 a copy of it, a3 partly coded, a4 full and undated, a5 without a coding.
    fn book() -> Book {
        let mut book = SampleBook::default();
        book.outlet("North").outlet("South");
        book.event("summit").event("other");
        book.topic("trade");
        book.proposition("ports-open", "The ports are open", Some(1))
            .proposition("tariffs-hurt", "Tariffs hurt", Some(1))
            .proposition("talks-held", "Talks were held", None)
            .proposition("elsewhere", "Something else happened", None);
        book.speaker("Jiang Jianguo", "person", "CN")
            .speaker("Ann Lee", "person", "")
            .speaker("Bob Lee", "person", "")
            .speaker("Joint statement of North and South", "document", "")
            .speaker("Wire Service", "organization", "");
        book.article(
            1,
            "full",
            &[("published", "2025-04-21T10:00"), ("zone", "UTC")],
        );
        book.article(2, "full", &[("published", "2025-04-22"), ("copy_of", "1")]);
        book.article(
            2,
            "partial",
            &[("published", "2025-04-20"), ("status", "withdrawn")],
        );
        book.article(1, "full", &[]);
        book.article(2, "facts", &[("published", "2025-05")]);
        for article in 1..=5 {
            book.link(article, 1);
        }
        // a1: two speakers in one claim; the same said again by one of them; a narrated claim with an alternative.
        book.claim(1, 1, ("indirect", "asserts"), &[2, 3], &[]);
        book.claim(1, 1, ("indirect", "asserts"), &[1], &[]);
        book.claim(1, 1, ("direct", "asserts"), &[1], &[]);
        book.claim(1, 2, ("narration", ""), &[], &[("voice_guess", "1")])
            .claim_speaker(1, "alternative", 1);
        book.claim(1, 3, ("narration", ""), &[], &[]);
        book.claim(1, 0, ("narration", ""), &[], &[]);
        // a2: the copy, with a headline of its own.
        book.claim(2, 1, ("direct", "asserts"), &[1], &[]);
        book.claim(2, 2, ("narration", ""), &[], &[("block", "headline")]);
        // a3: rejected, unset, via, a document.
        book.claim(3, 1, ("indirect", "rejects"), &[2], &[]).via(5);
        book.claim(3, 2, ("indirect", ""), &[4], &[]);
        // a4: only a headline and a draft; a claim on another event.
        book.claim(4, 2, ("direct", "declines"), &[1], &[("block", "headline")]);
        book.claim(4, 1, ("direct", "mentions"), &[1], &[("status", "draft")]);
        book.claim(4, 4, ("narration", ""), &[], &[("about", "2")]);
        book.claim(4, 3, ("direct", "asserts"), &[1], &[("status", "rejected")]);
        book.build()
    }

    fn of_event() -> Filters {
        Filters {
            events: vec![1],
            ..Filters::default()
        }
    }

    #[test]
    fn compare_prints_voice_stance_speaker_and_what_is_not_there() {
        insta::assert_snapshot!(shown(&book(), &REPORT, &of_event(), &Options::default()), @"
        Who carries which claim, and in whose voice

        Proposition           a3                         a1                            a2         a5  a4          n  Voices  Key
        ────────────────────  ─────────────────────────  ────────────────────────────  ─────────  ──  ──────────  ─  ──────  ────────────
        trade
          Tariffs hurt        Du Joint statement of…     N~ Jiang                      (N)        ?   (Q- Jiang)  2  D1 N1   tariffs-hurt
          The ports are open  I! Ann Lee <Wire Service>  I Ann Lee + Bob Lee, Q Jiang  (Q Jiang)  ?   (Qm Jiang)  2  Q1 I3   ports-open

        (no topic)
          Talks were held     ?                          N                             ·          ?   ·           1  N1      talks-held

        a3                   South, 2025-04-20, “Title 3”; partly coded; withdrawn
        a1                   North, 2025-04-21T10:00, “Title 1”
        a2                   South, 2025-04-22, “Title 2”; copy of a1
        a5                   South, 2025-05, “Title 5”; coded for facts only
        a4                   North, undated, “Title 4”
        Jiang                Jiang Jianguo
        Joint statement of…  Joint statement of North and South

        Q direct, I indirect, D document, N narration, ! rejects, m mentions, - declines, u stance unset, ~ ambiguous, <via>, ( ) not counted, · not in a fully coded article, ? not fully coded
        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 draft, 2 in copies, 1 on other events
        asserts derived for 2 narrated claims without a stance
        1 claim without a proposition not in the table
        1 article is withdrawn: a3 (South)
        ");
    }

    #[test]
    fn compare_gives_programs_full_names() {
        insta::assert_snapshot!(values(&book(), &REPORT, &of_event(), &Options::default()), @r#"
        topic,proposition,a3,a1,a2,a5,a4,n,voices,key
        trade,Tariffs hurt,Du Joint statement of North and South,N~ Jiang Jianguo,(N),?,(Q- Jiang Jianguo),2,D1 N1,tariffs-hurt
        trade,The ports are open,I! Ann Lee <Wire Service>,"I Ann Lee + Bob Lee, Q Jiang Jianguo",(Q Jiang Jianguo),?,(Qm Jiang Jianguo),2,Q1 I3,ports-open
        (no topic),Talks were held,?,N,·,?,·,1,N1,talks-held
        "#);
    }

    #[test]
    fn compare_counts_what_is_asked_for() {
        let filters = Filters {
            counting: Counting {
                once: Once::default(),
                headlines: true,
                captions: true,
                drafts: true,
                copies: Copies::Keep,
            },
            ..of_event()
        };
        insta::assert_snapshot!(values(&book(), &REPORT, &filters, &Options::default()), @r#"
        topic,proposition,a3,a1,a2,a5,a4,n,voices,key
        trade,Tariffs hurt,Du Joint statement of North and South,N~ Jiang Jianguo,N,?,Q- Jiang Jianguo,4,Q1 D1 N2,tariffs-hurt
        trade,The ports are open,I! Ann Lee <Wire Service>,"I Ann Lee + Bob Lee, Q Jiang Jianguo",Q Jiang Jianguo,?,Qm Jiang Jianguo,4,Q3 I3,ports-open
        (no topic),Talks were held,?,N,·,?,·,1,N1,talks-held
        "#);
    }

    #[test]
    fn compare_by_outlet_unites_the_cells_of_its_articles() {
        let options = Options {
            by: Some(By::Outlet),
            ..Options::default()
        };
        insta::assert_snapshot!(shown(&book(), &REPORT, &of_event(), &options), @"
        Who carries which claim, and in whose voice

        Proposition           South                      North                         n  Voices  Key
        ────────────────────  ─────────────────────────  ────────────────────────────  ─  ──────  ────────────
        trade
          Tariffs hurt        Du Joint statement of…     N~ Jiang                      2  D1 N1   tariffs-hurt
          The ports are open  I! Ann Lee <Wire Service>  I Ann Lee + Bob Lee, Q Jiang  2  Q1 I3   ports-open

        (no topic)
          Talks were held     ?                          N                             1  N1      talks-held

        South                a3 (2025-04-20, “Title 3”; partly coded; withdrawn); a2 (2025-04-22, “Title 2”; copy of a1); a5 (2025-05, “Title 5”; coded for facts only)
        North                a1 (2025-04-21T10:00, “Title 1”); a4 (undated, “Title 4”)
        Jiang                Jiang Jianguo
        Joint statement of…  Joint statement of North and South

        Q direct, I indirect, D document, N narration, ! rejects, u stance unset, ~ ambiguous, <via>, ? not fully coded
        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 draft, 2 in copies, 1 on other events
        asserts derived for 2 narrated claims without a stance
        1 claim without a proposition not in the table
        1 article is withdrawn: a3 (South)
        ");
    }

    #[test]
    fn compare_single_leaves_propositions_with_one_carrier() {
        let options = Options {
            single: true,
            ..Options::default()
        };
        insta::assert_snapshot!(values(&book(), &REPORT, &of_event(), &options), @r#"
        topic,proposition,a3,a1,a2,a5,a4,n,voices,key
        (no topic),Talks were held,?,N,·,?,·,1,N1,talks-held
        "#);
    }

    #[test]
    fn compare_by_speaker_puts_the_claims_of_others_in_parentheses() {
        let filters = Filters {
            speakers: vec![2],
            ..of_event()
        };
        insta::assert_snapshot!(values(&book(), &REPORT, &filters, &Options::default()), @r#"
        topic,proposition,a3,a1,a2,a5,a4,n,voices,key
        trade,The ports are open,I! Ann Lee <Wire Service>,I Ann Lee + Bob Lee,(Q Jiang Jianguo),?,(Qm Jiang Jianguo),2,I3,ports-open
        "#);
    }

    #[test]
    fn compare_takes_one_coding_an_article_and_counts_the_others() {
        let mut book = SampleBook::default();
        book.outlet("North")
            .proposition("p", "P", None)
            .proposition("q", "Q", None);
        book.article(1, "full", &[]);
        book.coding("bob", "full", "own")
            .coding("eve", "full", "decided");
        book.claim(1, 1, ("narration", ""), &[], &[]);
        book.claim(2, 2, ("narration", ""), &[], &[]);
        let undecided = book.build();
        let of = |book: &Book, coder: &str| {
            let filters = Filters {
                coder: Some(coder.to_owned()),
                ..Filters::default()
            };
            let table =
                super::super::sample_book::tables(book, &REPORT, &filters, &Options::default());
            let rows = table[0].sections.iter().flat_map(|section| &section.rows);
            let texts: Vec<String> = rows.map(|row| row.cells[0].shown()).collect();
            (texts.join(","), table[0].notes.last().unwrap().clone())
        };
        assert_eq!(of(&undecided, "bob").0, "");
        book.sql("UPDATE coding SET layer = 'own' WHERE coder = 'eve'");
        let book = book.build();
        assert_eq!(of(&book, "ann").0, "P");
        assert_eq!(of(&book, "nobody").0, "P");
        let (bobs, note) = of(&book, "bob");
        assert_eq!(bobs, "Q");
        assert!(note.starts_with("2 other codings"), "{note}");
    }

    #[test]
    fn compare_of_an_event_without_articles_names_events_with_some() {
        let filters = Filters {
            events: vec![2],
            ..Filters::default()
        };
        insta::assert_snapshot!(shown(&book(), &REPORT, &filters, &Options::default()), @r#"
        Who carries which claim, and in whose voice

        No article is linked to event other; events with articles: summit.
        "#);
    }

    #[test]
    fn compare_of_an_empty_book_says_what_to_do() {
        let empty = SampleBook::default().build();
        insta::assert_snapshot!(shown(&empty, &REPORT, &Filters::default(), &Options::default()), @r#"
        Who carries which claim, and in whose voice

        The book has no articles yet; log one with: claimbook log SHEET
        "#);
    }
}
