//! How much an outlet says itself: what each group of articles quotes, reports, takes from documents and narrates.

use std::collections::BTreeSet;

use super::article_groups::ArticleGroups;
use super::articles::{Selection, why_no_articles};
use super::by::OUTLET_FIRST;
use super::chart::{Chart, bars};
use super::claims::{self, Claim, Standing};
use super::code::Letter;
use super::crosstab::{Count, Counted, Crosstab, Grid, Line};
use super::filters::{Filter, Filters};
use super::heard::Heard;
use super::speaker_profile::SpeakerProfiles;
use super::table::{Cell, Column, Evidence, Table};
use super::units::{Counter, Sides};
use super::{Options, Report, ReportError, Switch};
use crate::domain::text::BlockKind;
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "voices",
    about: "How much an outlet says itself: claims by voice",
    filters: Filter::ALL,
    needs: None,
    by: &OUTLET_FIRST,
    switches: &[Switch::PerCent, Switch::Transpose],
    run,
    chart: Some(chart),
};

/// Name and heading of the column of each letter.
const LETTERS: [(&str, &str); Letter::ALL.len()] = [
    ("direct", "Q"),
    ("indirect", "I"),
    ("document", "D"),
    ("narration", "N"),
];

/// What is counted of a group of articles beside the letters.
#[derive(Debug, Default, Clone)]
struct Beside {
    /// Narrated units of which it is not certain that they are.
    ambiguous: Count,
    headlines: Count,
    captions: Count,
}

impl Beside {
    /// Counts a claim that stands in a headline or a caption and would count if such claims do.
    fn add(&mut self, claim: &Claim, evidence: Option<Evidence>) {
        match (claim.standing, claim.block) {
            (Standing::Headline, _) | (Standing::Counted, BlockKind::Headline) => {
                self.headlines.add(evidence);
            }
            (Standing::Caption, _) | (Standing::Counted, BlockKind::Caption) => {
                self.captions.add(evidence);
            }
            _ => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.headlines.number + self.captions.number == 0
    }
}

/// Draws the rows as bars.
fn chart(tables: &[Table]) -> Option<Chart> {
    bars(
        tables.first()?,
        &["direct", "indirect", "document", "narration"],
    )
    .map(Chart::Bars)
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
    let mut grid: Grid<usize, Count> = Grid::new(LETTERS.len());
    let mut beside = vec![Beside::default(); groups.groups.len()];
    let mut beside_all = Beside::default();
    let mut heard = Heard::new(groups.groups.len());
    let tally = claims::each_article(reader, &selection, filters, |article, claims| {
        let Some(group) = groups.place(article.id) else {
            return Ok::<(), ReportError>(());
        };
        for claim in claims {
            heard.add(group, claim);
            let evidence = (!options.without_evidence).then_some(Evidence::Claim(claim.id));
            beside[group].add(claim, evidence);
            beside_all.add(claim, evidence);
        }
        for unit in counter.units(claims) {
            let letter = Letter::of(unit.claim);
            let column = Letter::ALL.iter().position(|other| *other == letter);
            grid.count([group], column, |count| count.add(unit.evidence));
            if letter == Letter::Narration && unit.claim.ambiguous {
                beside[group].ambiguous.add(unit.evidence);
                beside_all.ambiguous.add(unit.evidence);
            }
        }
        Ok(())
    })?;
    let profiles = SpeakerProfiles::load(reader, &heard.all(), None)?;
    let measures = |letters: Option<&Count>, n: usize, beside: &Beside, heard: BTreeSet<i64>| {
        let unnamed = heard
            .iter()
            .filter(|speaker| profiles.is_unnamed(**speaker))
            .count();
        vec![
            beside.ambiguous.cell(),
            Cell::per_cent(letters.map_or(0, |count| count.number), n),
            beside.headlines.cell(),
            beside.captions.cell(),
            Cell::count(heard.len() - unnamed),
            Cell::count(unnamed),
        ]
    };

    let own = LETTERS.len() - 1;
    let is_anything = grid.total.number > 0 || !beside_all.is_empty();
    let mut lines = Vec::new();
    for (place, group) in groups.groups.iter().enumerate().filter(|_| is_anything) {
        let (cells, total) = grid.lines.remove(&place).unwrap_or_default();
        lines.push(Line {
            section: String::new(),
            name: group.name.clone(),
            heading: group.heading.clone(),
            attributes: Vec::new(),
            measures: measures(
                cells.get(&own),
                total.number,
                &beside[place],
                heard.speakers(place),
            ),
            cells,
            total,
        });
    }
    let measure_totals = measures(
        grid.column_totals.get(own),
        grid.total.number,
        &beside_all,
        heard.all_speakers(),
    );
    let crosstab = Crosstab {
        label: (by.column(), by.heading()),
        across: (String::from("voice"), String::from("Voice")),
        attributes: Vec::new(),
        columns: LETTERS
            .map(|(name, heading)| (name.to_owned(), heading.to_owned()))
            .to_vec(),
        lines,
        column_totals: grid.column_totals,
        total: grid.total,
        measures: vec![
            Column::count("narration_ambiguous", "N ambiguous"),
            Column::count("own_voice_per_cent", "Own voice %"),
            Column::count("headlines", "Headlines"),
            Column::count("captions", "Captions"),
            Column::count("named_speakers", "Named speakers"),
            Column::count("unnamed_speakers", "Unnamed speakers"),
        ],
        measure_totals,
    };
    let mut table = crosstab.into_table(REPORT.name, table, options)?;
    table.legend = groups.legend(&selection, &by);
    table.notes = claims::notes(filters, &selection, &tally);
    table.notes.push(String::from(
        "Q direct, I indirect, D document, N narration; own voice: N of n; headlines, captions: claims there, counted or not",
    ));
    table.empty = claims::why_nothing_counted(&selection, &tally);
    Ok(vec![table])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::PerCent;
    use super::super::by::By;
    use super::super::filters::{Counting, Once};
    use super::super::random_book::{ClaimOf, OUTLETS, content, counting};
    use super::super::sample_book::{shown, tables, values};
    use super::super::trap_book::trap_book;
    use super::*;

    // North Post: Q 2, 5, 18, 19; I 1 (Carl, since Berg says it in 2 too), 6; N 3, which is a guess; speakers Berg, Carl, Dredge Union
    // and the sources of a1. South Star: Q 8, 12; I 9, 11, 13, 14; D 10; Carl, Dahl, the report, Dredge Union, Berg (12 is hers since
    // the merge) and the sources of a3. Of Wire Nine there is a copy only.
    #[test]
    fn voices_of_the_trap_book_are_those_counted_by_hand() {
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        How much an outlet says itself: claims by voice

        Outlet      Q  I  D  N   n  N ambiguous  Own voice %  Headlines  Captions  Named speakers  Unnamed speakers
        ──────────  ─  ─  ─  ─  ──  ───────────  ───────────  ─────────  ────────  ──────────────  ────────────────
        North Post  4  2  ·  1   7            1           14          1         1               3                 1
        Wire Nine   ·  ·  ·  ·   ·            ·                       ·         ·               ·                 ·
        South Star  2  4  1  ·   7            ·            0          ·         ·               5                 1
        ──────────  ─  ─  ─  ─  ──  ───────────  ───────────  ─────────  ────────  ──────────────  ────────────────
        total       6  6  1  1  14            1            7          1         1               5                 2

        North Post  a1 (2024-05-01T10:00, “Title 1”); a5 (2024-06-01, “Title 5”)
        Wire Nine   a4 (2024-05-01T18:00, “Title 4”; copy of a1)
        South Star  a2 (2024-05-03, “Title 2”); a3 (2024-05-04, “Title 3”; partly coded)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        Q direct, I indirect, D document, N narration; own voice: N of n; headlines, captions: claims there, counted or not
        ");
    }

    // With headlines the article says in 4, surely, what it may say in 3; by claims both are counted.
    #[test]
    fn voices_count_headlines_among_the_letters_where_asked() {
        let total = |once: Once| {
            let counting = Counting {
                headlines: true,
                once,
                ..Counting::default()
            };
            let filters = Filters {
                counting,
                ..Filters::default()
            };
            let csv = values(&trap_book(), &REPORT, &filters, &Options::default());
            csv.lines().last().unwrap().to_owned()
        };
        assert_eq!(
            total(Once::SpeakerArticle),
            "total,6,6,1,1,14,0,7.1,1,1,5,2"
        );
        assert_eq!(total(Once::Claim), "total,6,6,1,2,15,1,13.3,1,1,5,2");
    }

    #[test]
    fn voices_have_per_cents_of_each_row_and_turn_round() {
        let options = Options {
            by: Some(By::Label(String::from("ownership"))),
            per_cent: Some(PerCent::Row),
            ..Options::default()
        };
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &Filters::default(), &options), @"
        ownership,direct,direct_per_cent,indirect,indirect_per_cent,document,document_per_cent,narration,narration_per_cent,n,narration_ambiguous,own_voice_per_cent,headlines,captions,named_speakers,unnamed_speakers
        independent,2,28.6,4,57.1,1,14.3,0,0,7,0,0,0,0,5,1
        state,4,57.1,2,28.6,0,0,1,14.3,7,1,14.3,1,1,3,1
        (none),0,,0,,0,,0,,0,0,,0,0,0,0
        total,6,42.9,6,42.9,1,7.1,1,7.1,14,1,7.1,1,1,5,2
        ");
        let options = Options {
            transpose: true,
            ..Options::default()
        };
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &Filters::default(), &options), @"
        voice,north-post,wire-nine,south-star,n
        Q,4,0,2,6
        I,2,0,4,6
        D,0,0,1,1
        N,1,0,0,1
        total,7,0,7,14
        N ambiguous,1,0,0,1
        Own voice %,14.3,,0,7.1
        Headlines,1,0,0,1
        Captions,1,0,0,1
        Named speakers,3,0,5,5
        Unnamed speakers,1,0,1,2
        ");
    }

    #[test]
    fn voices_say_why_nothing_is_counted_and_show_captions_that_are_not() {
        let filters = |article| Filters {
            articles: vec![article],
            ..Filters::default()
        };
        let mut draft = filters(3);
        draft.propositions = vec![5];
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &draft, &Options::default()), @"
        How much an outlet says itself: claims by voice

        1 article here, but nothing to count (claims not counted: 1 draft).

        South Star  a3 (2024-05-04, “Title 3”; partly coded)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        claims not counted: 1 draft
        Q direct, I indirect, D document, N narration; own voice: N of n; headlines, captions: claims there, counted or not
        ");
        let mut caption = filters(1);
        caption.propositions = vec![5];
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &caption, &Options::default()), @"
        outlet,direct,indirect,document,narration,n,narration_ambiguous,own_voice_per_cent,headlines,captions,named_speakers,unnamed_speakers
        North Post,0,0,0,0,0,0,,0,1,0,0
        total,0,0,0,0,0,0,,0,1,0,0
        ");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn voices_of_any_book_are_what_plain_loops_count(content in content(), counting in counting()) {
            let mut book = content.sample();
            book.sql("UPDATE speaker SET kind = 'unnamed' WHERE id = 3");
            let filters = Filters { counting, ..Filters::default() };
            let tables = tables(&book.build(), &REPORT, &filters, &Options::default());
            let units = content.strongest(counting);
            let there = |outlet: Option<i64>, block: &str| {
                let counting = Counting { headlines: true, captions: true, ..counting };
                let claims = content.counted(counting).into_iter();
                claims
                    .filter(|(_, claim)| outlet.is_none_or(|outlet| content.outlet_of(claim) == outlet))
                    .filter(|(_, claim)| claim.block == block)
                    .count()
            };
            for row in tables[0].sections.iter().flat_map(|section| &section.rows) {
                let name = row.cells[0].shown();
                let outlet = (1..=OUTLETS).find(|outlet| name == format!("Outlet {outlet}"));
                prop_assert_eq!(outlet.is_none(), row.is_total);
                let of_row = |claim: &ClaimOf| outlet.is_none_or(|outlet| content.outlet_of(claim) == outlet);
                let mut expected: Vec<usize> = (0..4)
                    .map(|letter| {
                        let units = units.iter().map(|unit| unit.claim);
                        units.filter(|claim| of_row(claim) && claim.letter() == letter).count()
                    })
                    .collect();
                expected.push(expected.iter().sum());
                // No voice of a random book is a guess.
                expected.push(0);
                expected.extend([there(outlet, "headline"), there(outlet, "caption")]);
                let heard: BTreeSet<i64> = content
                    .counted(counting)
                    .into_iter()
                    .filter(|(_, claim)| of_row(claim))
                    .flat_map(|(_, claim)| claim.speakers.clone())
                    .collect();
                let unnamed = usize::from(heard.contains(&3));
                expected.extend([heard.len() - unnamed, unnamed]);
                let numbers: Vec<usize> = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11]
                    .into_iter()
                    .map(|place| row.cells[place].shown().replace('·', "0").parse().unwrap())
                    .collect();
                prop_assert_eq!(numbers, expected, "{}", name);
            }
        }
    }
}
