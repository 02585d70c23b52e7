//! What is spoken about: the topics of each outlet's claims.

use std::collections::{BTreeSet, HashMap};

use super::article_groups::{ArticleGroups, column_name};
use super::articles::{Selection, why_no_articles};
use super::by::OUTLET_FIRST;
use super::chart::first_heat_map;
use super::claims::{self, ArticleClaims, Claim};
use super::crosstab::{Count, Crosstab, Grid, Line};
use super::filters::{Filter, Filters};
use super::lookup::{propositions, topic_paths};
use super::table::{Cell, Table};
use super::units::{Counter, Sides};
use super::{Options, Report, ReportError, Switch};
use crate::store::{Reader, StoreError};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "shares",
    about: "What is spoken about: topics by outlet",
    filters: Filter::ALL,
    needs: None,
    by: &OUTLET_FIRST,
    switches: &[Switch::PerCent, Switch::Transpose],
    run,
    chart: Some(first_heat_map),
};

/// What stands where a claim has no topic.
const NO_TOPIC: &str = "(no topic)";
/// What stands where a claim has no proposition.
const NO_PROPOSITION: &str = "(no proposition)";

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Topic(i64),
    NoTopic,
    NoProposition,
}

/// The subjects of propositions, each looked up once. Never gone through, so its order does not matter.
#[derive(Default)]
struct Subjects {
    by_proposition: HashMap<i64, Subject>,
}

impl Subjects {
    /// Looks up the propositions of these claims that are not known yet.
    fn learn(
        &mut self,
        reader: &Reader<'_>,
        batch: &[ArticleClaims<'_>],
    ) -> Result<(), StoreError> {
        let claims = batch.iter().flat_map(|of_article| of_article.claims);
        let unknown: BTreeSet<i64> = claims
            .filter_map(|claim| claim.proposition)
            .filter(|proposition| !self.by_proposition.contains_key(proposition))
            .collect();
        for (id, proposition) in propositions(reader, unknown)? {
            let subject = proposition.topic.map_or(Subject::NoTopic, Subject::Topic);
            self.by_proposition.insert(id, subject);
        }
        Ok(())
    }

    fn of(&self, claim: &Claim) -> Subject {
        match claim.proposition {
            None => Subject::NoProposition,
            Some(proposition) => {
                let known = self.by_proposition.get(&proposition).copied();
                known.unwrap_or(Subject::NoTopic)
            }
        }
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
    let mut grid: Grid<Subject, Count> = Grid::new(groups.groups.len());
    let mut subjects = Subjects::default();
    // Which topic a proposition has is looked up once for all batches.
    let nothing = |_: &Reader<'_>, _: &[ArticleClaims<'_>]| Ok(());
    let tally = claims::each_batch(reader, &selection, filters, nothing, |batch, ()| {
        subjects.learn(reader, batch)?;
        for of_article in batch {
            let place = groups.place(of_article.article.id);
            for unit in counter.units(of_article.claims) {
                grid.count([subjects.of(unit.claim)], place, |count| {
                    count.add(unit.evidence);
                });
            }
        }
        Ok::<(), ReportError>(())
    })?;
    let topics = topic_paths(reader)?;
    let grid = grid.regrouped(|subject| match subject {
        Subject::NoProposition => String::from(NO_PROPOSITION),
        Subject::NoTopic => String::from(NO_TOPIC),
        Subject::Topic(topic) => topics
            .get(topic)
            .map_or_else(|| String::from(NO_TOPIC), Clone::clone),
    });

    let mut lines: Vec<Line<Count>> = grid
        .lines
        .into_iter()
        .map(|(topic, (cells, total))| Line {
            section: String::new(),
            name: column_name(&topic),
            heading: topic,
            attributes: Vec::new(),
            cells,
            total,
            measures: Vec::new(),
        })
        .collect();
    lines.sort_by(|one, other| {
        let is_none = |line: &Line<Count>| line.heading.starts_with('(');
        (is_none(one), other.total.number, &one.heading).cmp(&(
            is_none(other),
            one.total.number,
            &other.heading,
        ))
    });
    let crosstab = Crosstab {
        label: (String::from("topic"), String::from("Topic")),
        across: (by.column(), by.heading()),
        attributes: Vec::new(),
        columns: groups.columns(),
        lines,
        column_totals: grid.column_totals,
        total: grid.total,
        measures: Vec::new(),
        measure_totals: Vec::<Cell>::new(),
    };
    let mut table = crosstab.into_table(REPORT.name, table, options)?;
    table.legend = groups.legend(&selection, &by);
    table.notes = claims::notes(filters, &selection, &tally);
    table.empty = claims::why_nothing_counted(&selection, &tally);
    Ok(vec![table])
}

#[cfg(test)]
mod tests {
    use super::super::PerCent;
    use super::super::by::By;
    use super::super::filters::Once;
    use super::super::random_book::{ClaimOf, OUTLETS, content, counting, topic_of};
    use super::super::sample_book::{shown, tables, values};
    use super::super::table::{CellValue, Row};
    use super::super::trap_book::trap_book;
    use super::*;

    #[test]
    fn shares_of_the_trap_book_are_those_counted_by_hand() {
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        What is spoken about: topics by outlet

        Topic               North Post  Wire Nine  South Star   n
        ──────────────────  ──────────  ─────────  ──────────  ──
        harbour / dredging           3          ·           3   6
        harbour                      2          ·           3   5
        (no topic)                   1          ·           1   2
        (no proposition)             1          ·           ·   1
        ──────────────────  ──────────  ─────────  ──────────  ──
        total                        7          0           7  14

        North Post  a1 (2024-05-01T10:00, “Title 1”); a5 (2024-06-01, “Title 5”)
        Wire Nine   a4 (2024-05-01T18:00, “Title 4”; copy of a1)
        South Star  a2 (2024-05-03, “Title 2”); a3 (2024-05-04, “Title 3”; partly coded)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        ");
    }

    #[test]
    fn shares_count_what_the_rule_says() {
        for (once, expected) in [
            (Once::Claim, "total,7,0,7,14"),
            (Once::SpeakerArticle, "total,7,0,7,14"),
            (Once::Speaker, "total,7,0,6,13"),
            (Once::Article, "total,6,0,7,13"),
        ] {
            let mut filters = Filters::default();
            filters.counting.once = once;
            let csv = values(&trap_book(), &REPORT, &filters, &Options::default());
            let total = csv.lines().last().unwrap();
            assert_eq!(total, expected, "{once}");
        }
    }

    #[test]
    fn shares_turn_round_with_per_cents_of_what_became_the_columns() {
        let options = Options {
            by: Some(By::Label(String::from("ownership"))),
            per_cent: Some(PerCent::Row),
            transpose: true,
            ..Options::default()
        };
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &Filters::default(), &options), @"
        ownership,harbour_dredging,harbour_dredging_per_cent,harbour,harbour_per_cent,no_topic,no_topic_per_cent,no_proposition,no_proposition_per_cent,n
        independent,3,42.9,3,42.9,1,14.3,0,0,7
        state,3,42.9,2,28.6,1,14.3,1,14.3,7
        (none),0,,0,,0,,0,,0
        total,6,42.9,5,35.7,2,14.3,1,7.1,14
        ");
    }

    proptest::proptest! {
        #[test]
        fn shares_of_any_book_are_what_plain_loops_count(content in content(), counting in counting()) {
            let filters = Filters { counting, ..Filters::default() };
            let tables = tables(&content.book(), &REPORT, &filters, &Options::default());
            let table = &tables[0];
            let number = |row: &Row, column: &str| {
                let place = table.columns.iter().position(|found| found.name == column);
                match place.map(|place| row.cells[place].value()) {
                    Some(CellValue::Integer(number)) => usize::try_from(*number).unwrap(),
                    _ => 0,
                }
            };
            for row in table.sections.iter().flat_map(|section| &section.rows) {
                let name = row.cells[0].shown();
                let is_here = |claim: &ClaimOf| {
                    let topic = match (claim.proposition, topic_of(claim.proposition)) {
                        (0, _) => String::from(NO_PROPOSITION),
                        (_, None) => String::from(NO_TOPIC),
                        (_, Some(topic)) => format!("topic-{topic}"),
                    };
                    row.is_total || topic == name
                };
                proptest::prop_assert_eq!(number(row, "n"), content.units(counting, is_here));
                for outlet in 1..=OUTLETS {
                    let here = |claim: &ClaimOf| {
                        is_here(claim) && content.outlet_of(claim) == outlet
                    };
                    let shown = number(row, &format!("outlet-{outlet}"));
                    proptest::prop_assert_eq!(shown, content.units(counting, here));
                }
            }
            // Nothing is counted that has no row.
            proptest::prop_assert_eq!(table.is_empty(), content.counted(counting).is_empty());
        }
    }
}
