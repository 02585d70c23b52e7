//! Who asserts and rejects the same proposition: one speaker, members of one organization, speakers who disagree.

mod holds;
mod listed;

use std::collections::{BTreeMap, BTreeSet};

use self::holds::{Hold, Holds};
use self::listed::Details;
use super::articles::{Selection, count, why_no_articles};
use super::claims::{self, Standing};
use super::code::Key;
use super::filters::{Copies, Filter, Filters};
use super::lookup::propositions;
use super::side::Negations;
use super::table::{Column, Section, Table};
use super::{Options, Report, ReportError};
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "contradictions",
    about: "Who asserts and rejects the same: one speaker, one organization, speakers who disagree",
    filters: Filter::ALL,
    needs: None,
    by: &[],
    switches: &[],
    run,
    chart: None,
};

/// More rows than this nobody reads and few machines hold.
const MOST_ROWS: usize = 100_000;

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let negations = Negations::load(reader)?;
    let filters = &negations.widened(filters);
    let selection = Selection::load(reader, filters)?;
    let mut table = Table::new(REPORT.name, REPORT.about)
        .with_section_name("section")
        .with_columns(vec![
            Column::label("proposition", "Proposition"),
            // Where the table goes on in a second block, who holds what must stand beside it.
            Column::label("side", "Side"),
            Column::label("speaker", "Speaker"),
            Column::text("voice", "Voice"),
            Column::text("article", "Article"),
            Column::text("said", "Said"),
            Column::text("words", "Words"),
            Column::text("key", "Key"),
        ]);
    if selection.articles.is_empty() {
        table.empty = why_no_articles(reader, filters)?;
        return Ok(vec![table]);
    }
    let places: BTreeMap<i64, u32> = (0..)
        .zip(&selection.articles)
        .map(|(place, article)| (article.id, place))
        .collect();
    let mut holds = Holds::default();
    let tally = claims::each_article(reader, &selection, filters, |article, claims| {
        if let Some(place) = places.get(&article.id) {
            for claim in claims.iter().filter(|claim| claim.is_counted()) {
                holds.add(claim, *place, &negations);
            }
        }
        Ok::<(), ReportError>(())
    })?;
    let holds = holds.contested();
    let known = propositions(reader, holds.iter().map(|hold| hold.proposition))?;
    let sections = listed::sections(reader, &holds, &known, options.rows_made(usize::MAX))?;

    // Words are looked up only for what is shown; but what is sorted by may be any of them.
    let number: usize = sections
        .in_order()
        .iter()
        .map(|(_, listed)| listed.number)
        .sum();
    let shown = options.rows_made(number);
    if shown > MOST_ROWS {
        return Err(ReportError::TooLarge {
            report: REPORT.name,
            columns: table.columns.len(),
        });
    }
    let in_order = sections.in_order();
    let entries = || {
        let all = in_order.iter().flat_map(|(_, listed)| &listed.entries);
        all.take(shown)
    };
    let details = Details::load(reader, entries().map(|entry| entry.hold))?;
    let mut key = Key::default();
    let mut left = shown;
    table.unmade_rows = number - shown;
    for (heading, listed) in &in_order {
        let mut rows = Vec::new();
        let mut before: Option<&Hold> = None;
        for entry in listed.entries.iter().take(left) {
            let is_first = options.sort.is_some()
                || before.is_none_or(|before| before.proposition != entry.hold.proposition);
            before = Some(entry.hold);
            if let Some(proposition) = known.get(&entry.hold.proposition) {
                let listed = (entry.hold, sections.organization(entry));
                rows.push(details.row(listed, proposition, is_first, &selection, &mut key));
            }
        }
        left -= rows.len();
        if !rows.is_empty() {
            table.sections.push(Section::new(*heading, rows));
        }
    }
    let named: BTreeSet<u32> = entries().map(|entry| entry.hold.place).collect();
    for article in named
        .into_iter()
        .filter_map(|place| selection.articles.get(place as usize))
    {
        table = table.with_legend(article.key(), article.legend());
    }
    table.legend.extend(details.names.legend());
    table.notes.extend(key.line());
    let copies = match filters.counting.copies {
        Copies::Collapse => format!("copies collapsed ({})", selection.collapsed()),
        Copies::Keep => String::from("copies kept"),
    };
    table.notes.push(format!(
        "listed: each speaker, side, proposition and article once, in the strongest voice; {}; {copies}",
        claims::counting_switches(filters.counting)
    ));
    table.notes.push(String::from(
        "said: the claim's date, else that of its event, else the article's; for whom a spokesman speaks stands as “X by Y” among what one speaker says",
    ));
    table.notes.extend(tally.uncounted_note());
    table.notes.extend(tally.derived_note());
    table.notes.extend(selection.notes());
    table.empty = if tally.number(Standing::Counted) == 0 {
        claims::why_nothing_counted(&selection, &tally)
    } else {
        format!(
            "Nobody in {} rejects what anybody asserts, as far as they are coded and the filters go.",
            count(selection.articles.len(), "article", "articles")
        )
    };
    Ok(vec![table])
}

#[cfg(test)]
mod tests {
    use super::super::filters::Once;
    use super::super::random_book::{content, counting};
    use super::super::sample_book::{SampleBook, shown, tables, values};
    use super::super::table::CellValue;
    use super::super::trap_book::trap_book;
    use super::super::{Order, Sort};
    use super::*;

    // By hand, all of dredging-safe. Berg: asserts in a1 (claim 2 is her stronger voice) and in a3, rejects through Dahl in a2. Carl:
    // asserts in a1, and in a2 asserts the negation. Of the Harbour Office Berg speaks in a3, Dahl in a2; in a1 Berg is introduced
    // twice, so there she speaks for neither. Everybody disagrees with somebody else: Berg and Carl in a1, Berg in a3 against Carl and
    // Dahl in a2 and the union in a5. Claim 2 was said at the hearing, the others have their articles' dates; the words of claim 2 are
    // those of the second version.
    #[test]
    fn contradictions_of_the_trap_book_are_those_found_by_hand() {
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        Who asserts and rejects the same: one speaker, one organization, speakers who disagree

        Proposition                     Side                     Speaker                            Voice  Article  Said                          Words                            Key
        ──────────────────────────────  ───────────────────────  ─────────────────────────────────  ─────  ───────  ────────────────────────────  ───────────────────────────────  ─────────────
        the same speaker
          Dredging the fairway is safe  asserts                  Berg                               Q      a1       2024-05-01 (event)            Dredging … is safe               dredging-safe
                                        asserts                  Berg <Wire Nine>                   I      a3       2024-05-04 (published)        疏浚是安全的                     dredging-safe
                                        rejects                  Berg by Dahl                       I!     a2       2024-05-03 (published)        dredging was safe                dredging-safe
                                        asserts                  Carl                               I      a1       2024-05-01T10:00 (published)  dredging poses no danger at all  dredging-safe
                                        rejects on its negation  Carl                               Q      a2       2024-05-03 (published)        Dredging is dangerous            dredging-safe

        the same organization
          Dredging the fairway is safe  asserts                  Berg <Wire Nine> (Harbour Office)  I      a3       2024-05-04 (published)        疏浚是安全的                     dredging-safe
                                        rejects                  Dahl for Berg (Harbour Office)     I!     a2       2024-05-03 (published)        dredging was safe                dredging-safe

        speakers who disagree
          Dredging the fairway is safe  asserts                  Carl                               I      a1       2024-05-01T10:00 (published)  dredging poses no danger at all  dredging-safe
                                        asserts                  Berg                               Q      a1       2024-05-01 (event)            Dredging … is safe               dredging-safe
                                        asserts                  Berg <Wire Nine>                   I      a3       2024-05-04 (published)        疏浚是安全的                     dredging-safe
                                        rejects on its negation  Carl                               Q      a2       2024-05-03 (published)        Dredging is dangerous            dredging-safe
                                        rejects                  Dahl for Berg                      I!     a2       2024-05-03 (published)        dredging was safe                dredging-safe
                                        rejects                  Dredge Union                       Q!     a5       2024-06-01 (published)        It is not safe                   dredging-safe

        a1    North Post, 2024-05-01T10:00, “Title 1”
        a2    South Star, 2024-05-03, “Title 2”
        a3    South Star, 2024-05-04, “Title 3”; partly coded
        a5    North Post, 2024-06-01, “Title 5”
        Berg  Ana Berg
        Carl  Bo Carl
        Dahl  Cy Dahl

        Q direct, I indirect, ! rejects, <via>
        listed: each speaker, side, proposition and article once, in the strongest voice; headlines, captions, drafts off; copies collapsed (1)
        said: the claim's date, else that of its event, else the article's; for whom a spokesman speaks stands as “X by Y” among what one speaker says
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        ");
    }

    #[test]
    fn contradictions_are_listed_the_same_under_every_counting_rule() {
        let book = trap_book();
        let expected = values(&book, &REPORT, &Filters::default(), &Options::default());
        for once in Once::ALL {
            let mut filters = Filters::default();
            filters.counting.once = *once;
            assert_eq!(
                values(&book, &REPORT, &filters, &Options::default()),
                expected
            );
        }
    }

    #[test]
    fn contradictions_limited_look_up_the_rows_that_stay_and_say_how_many_do_not() {
        let book = trap_book();
        let all = values(&book, &REPORT, &Filters::default(), &Options::default());
        let mut options = Options {
            limit: Some(6),
            ..Options::default()
        };
        let limited = values(&book, &REPORT, &Filters::default(), &options);
        assert_eq!(limited.lines().count(), 7);
        assert!(all.starts_with(&limited));
        let table = &tables(&book, &REPORT, &Filters::default(), &options)[0];
        assert_eq!(
            table.notes.last().unwrap(),
            "--limit 6: 7 more rows not shown"
        );
        // Sorted, the last may come first.
        options.sort = Some(Sort {
            column: String::from("words"),
            order: Order::Descending,
        });
        let sorted = values(&book, &REPORT, &Filters::default(), &options);
        assert!(sorted.contains("疏浚是安全的"), "{sorted}");
    }

    /// Three articles on whether the hinge failed; “The hinge held” negates it.
    fn hinge() -> SampleBook {
        let mut book = SampleBook::default();
        book.outlet("Outlet").event("inquiry");
        book.proposition("hinge-failed", "The hinge failed", None)
            .proposition("hinge-held", "The hinge held", None)
            .proposition("gate-shut", "The gate is shut", None);
        book.sql("UPDATE proposition SET negates = 1 WHERE id = 2");
        book.add(
            "organization",
            "key, name",
            "'rivers-board', 'Rivers Board'",
        )
        .add(
            "organization",
            "key, name, parent",
            "'gate-office', 'Gate Office', 1",
        )
        .speaker("Odalys Wenn", "person", "")
        .speaker("Perrin Dole", "person", "")
        .speaker("Rivers Board", "organization", "")
        .sql("UPDATE speaker SET organization = 1 WHERE id = 3");
        for (speaker, organization) in [(1, 1), (2, 2), (2, 1)] {
            book.add(
                "affiliation",
                "key, speaker, organization",
                &format!("'k{speaker}{organization}', {speaker}, {organization}"),
            );
        }
        for day in 1..=3 {
            let published = format!("2024-03-0{day}");
            book.article(1, "full", &[("published", &published)]);
        }
        book
    }

    fn speaks_for(book: &mut SampleBook, claim: i64, affiliation: i64) {
        book.sql(&format!(
            "UPDATE claim_speaker SET affiliation = {affiliation} WHERE claim = {claim} AND part = 'speaker'"
        ));
    }

    fn listed(book: &SampleBook) -> String {
        let csv = values(
            &book.build(),
            &REPORT,
            &Filters::default(),
            &Options::default(),
        );
        let short = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            format!("{}: {}, {}, {}", cells[0], cells[2], cells[3], cells[5])
        };
        csv.lines()
            .skip(1)
            .map(short)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn contradictions_within_an_organization_are_of_its_own_members_or_itself() {
        let mut book = hinge();
        // Wenn of the board asserts. Dole of the office under it rejects: another organization, for all that it stands under the board.
        book.claim(1, 1, ("direct", "asserts"), &[1], &[]).claim(
            2,
            1,
            ("direct", "rejects"),
            &[2],
            &[],
        );
        speaks_for(&mut book, 1, 1);
        speaks_for(&mut book, 2, 2);
        insta::assert_snapshot!(listed(&book), @"
        speakers who disagree: asserts, Odalys Wenn, a1
        speakers who disagree: rejects, Perrin Dole, a2
        ");
        // The board itself rejects.
        book.claim(3, 2, ("indirect", "asserts"), &[3], &[]);
        insta::assert_snapshot!(listed(&book), @"
        the same organization: asserts, Odalys Wenn (Rivers Board), a1
        the same organization: rejects on its negation, Rivers Board, a3
        speakers who disagree: asserts, Odalys Wenn, a1
        speakers who disagree: rejects, Perrin Dole, a2
        speakers who disagree: rejects on its negation, Rivers Board, a3
        ");
    }

    #[test]
    fn contradictions_of_a_spokesman_are_those_of_whom_he_speaks_for() {
        let mut book = hinge();
        // Dole says for the board what the board denies itself; that he speaks as a member of the board makes it no third opinion.
        book.claim(1, 1, ("indirect", "asserts"), &[2], &[])
            .claim_speaker(3, "principal", 1)
            .claim(2, 1, ("direct", "rejects"), &[3], &[]);
        speaks_for(&mut book, 1, 3);
        insta::assert_snapshot!(listed(&book), @"
        the same speaker: asserts, Rivers Board by Perrin Dole, a1
        the same speaker: rejects, Rivers Board, a2
        the same organization: asserts, Perrin Dole for Rivers Board (Rivers Board), a1
        the same organization: rejects, Rivers Board, a2
        speakers who disagree: asserts, Perrin Dole for Rivers Board, a1
        speakers who disagree: rejects, Rivers Board, a2
        ");
    }

    #[test]
    fn contradictions_between_an_article_and_a_speaker_are_those_of_different_voices() {
        let mut book = hinge();
        book.claim(1, 1, ("narration", ""), &[], &[])
            .claim(1, 1, ("narration", "rejects"), &[], &[])
            .claim(2, 1, ("indirect", "rejects"), &[], &[])
            // Nobody is against this one; and what is only mentioned or unset is on no side.
            .claim(1, 3, ("direct", "asserts"), &[1], &[])
            .claim(2, 3, ("direct", "mentions"), &[2], &[])
            .claim(3, 3, ("direct", ""), &[3], &[]);
        insta::assert_snapshot!(listed(&book), @"
        the same speaker: asserts, (the article itself), a1
        the same speaker: rejects, (the article itself), a1
        speakers who disagree: asserts, (the article itself), a1
        speakers who disagree: rejects, (nobody named), a2
        ");
    }

    #[test]
    fn contradictions_of_one_alone_are_no_disagreement_and_none_says_so() {
        let mut book = hinge();
        book.claim(1, 1, ("direct", "asserts"), &[1], &[]);
        let table = &tables(
            &book.build(),
            &REPORT,
            &Filters::default(),
            &Options::default(),
        )[0];
        assert!(table.is_empty() && table.empty.starts_with("Nobody in 3 articles rejects"));
        book.claim(3, 1, ("direct", "rejects"), &[1], &[("said", "2023-12?")]);
        insta::assert_snapshot!(values(&book.build(), &REPORT, &Filters::default(), &Options::default()), @"
        section,proposition,side,speaker,voice,article,said,words,key
        the same speaker,The hinge failed,asserts,Odalys Wenn,Q,a1,2024-03-01,,hinge-failed
        the same speaker,The hinge failed,rejects,Odalys Wenn,Q!,a3,2023-12?,,hinge-failed
        ");
    }

    proptest::proptest! {
        #[test]
        fn contradictions_of_any_book_are_those_that_plain_loops_find(content in content(), counting in counting()) {
            // Who holds which side of what, and where; p2 negates p1.
            let mut holds: BTreeSet<(i64, bool, String, i64)> = BTreeSet::new();
            for (_, claim) in content.counted(counting) {
                let asserts = match (claim.stance, claim.voice) {
                    ("asserts", _) | ("", "narration") => true,
                    ("rejects", _) => false,
                    _ => continue,
                };
                let (proposition, asserts) = match claim.proposition {
                    0 => continue,
                    2 => (1, !asserts),
                    other => (other, asserts),
                };
                let mut who: Vec<String> = claim.speakers.iter().map(|id| format!("Speaker {id}")).collect();
                if who.is_empty() {
                    who.push(String::from("nobody"));
                }
                for who in who {
                    holds.insert((proposition, asserts, who, claim.article));
                }
            }
            // Nobody in one article is not nobody in another.
            let is_same = |one: &(i64, bool, String, i64), other: &(i64, bool, String, i64)| {
                one.2 == other.2 && (one.2 != "nobody" || one.3 == other.3)
            };
            let mut expected = Vec::new();
            for hold in &holds {
                let against = || holds.iter().filter(|other| other.0 == hold.0 && other.1 != hold.1);
                let line = |section: &str| {
                    let side = if hold.1 { "asserts" } else { "rejects" };
                    format!("{section}: p{} {side} {} a{}", hold.0, hold.2, hold.3)
                };
                if against().any(|other| is_same(hold, other)) {
                    expected.push(line("the same speaker"));
                }
                if against().any(|other| !is_same(hold, other)) {
                    expected.push(line("speakers who disagree"));
                }
            }
            expected.sort();
            let filters = Filters { counting, ..Filters::default() };
            let book = content.book_with("UPDATE proposition SET negates = 1 WHERE id = 2");
            let table = &tables(&book, &REPORT, &filters, &Options::default())[0];
            let mut found = Vec::new();
            for section in &table.sections {
                for row in &section.rows {
                    let text = |at: usize| match row.cells[at].value() {
                        CellValue::Text(text) => text.clone(),
                        other => panic!("{other:?}"),
                    };
                    let who = text(2);
                    let who = if who.starts_with('(') { "nobody" } else { &who };
                    let side = text(1);
                    let side = side.split(' ').next().unwrap();
                    found.push(format!("{}: {} {side} {who} {}", section.heading, text(7), text(4)));
                }
            }
            found.sort();
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
