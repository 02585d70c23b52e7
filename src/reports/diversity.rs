//! How different those are who get a voice: their affiliations, countries and kinds, and how few are heard most.

mod most_heard;

use std::collections::{BTreeMap, BTreeSet};

use self::most_heard::{MOST_HEARD, summarize};
use super::article_groups::{ArticleGroups, NONE, column_name};
use super::articles::{Selection, count, why_no_articles};
use super::by::{By, OUTLET_FIRST};
use super::claims::{self, Claim};
use super::crosstab::{Additive as _, Count, Crosstab, Line};
use super::filters::{Filter, Filters};
use super::heard::Heard;
use super::speaker_profile::{Appearance, SpeakerProfiles};
use super::table::{Cell, Column, Table};
use super::units::{Appearances, Counter, Sides};
use super::{Options, Report, ReportError, Switch};
use crate::domain::claim::Voice;
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "diversity",
    about: "How different the speakers are: affiliations, countries and kinds by outlet",
    filters: Filter::ALL,
    needs: None,
    by: &OUTLET_FIRST,
    switches: &[Switch::PerCent],
    run,
    chart: None,
};

/// What a section of the second table tells apart.
#[derive(Debug, Clone, Copy)]
enum Property {
    Affiliation,
    Country,
    Kind,
    Named,
}

impl Property {
    const ALL: [Property; 4] = [
        Property::Affiliation,
        Property::Country,
        Property::Kind,
        Property::Named,
    ];

    fn heading(self) -> &'static str {
        match self {
            Property::Affiliation => "affiliation type",
            Property::Country => "country",
            Property::Kind => "kind of speaker",
            Property::Named => "named or not",
        }
    }

    fn value(self, appearance: Appearance, profiles: &SpeakerProfiles) -> String {
        match self {
            Property::Affiliation => profiles.group(appearance, &By::Affiliation),
            Property::Country => profiles.group(appearance, &By::SpeakerCountry),
            Property::Kind => profiles.group(appearance, &By::SpeakerKind),
            Property::Named if profiles.is_unnamed(appearance.0) => String::from("unnamed"),
            Property::Named => String::from("named"),
        }
    }
}

/// What is said by those who say it together, as introduced, in each group of articles.
type Companies = BTreeMap<Appearances, BTreeMap<usize, Count>>;

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let mut summary = Table::new(
        "diversity-summary",
        "How many speakers are heard, and how much the most heard of them",
    );
    let mut table = Table::new(REPORT.name, REPORT.about);
    if selection.articles.is_empty() {
        table.empty = why_no_articles(reader, filters)?;
        summary.empty.clone_from(&table.empty);
        return Ok(vec![summary, table]);
    }
    let by = REPORT.by(options);
    let groups = ArticleGroups::load(reader, &selection, &by)?;
    let mut counter = Counter::new(filters.counting.once, Sides::Together)
        .without_evidence(options.without_evidence);
    // By those who say it together: what they are is looked up once for each such company, not for each claim.
    let mut companies: Companies = BTreeMap::new();
    let mut column_totals = vec![Count::default(); groups.groups.len()];
    let mut heard = Heard::new(groups.groups.len());
    let mut narrated = 0;
    let tally = claims::each_article(reader, &selection, filters, |article, claims| {
        let Some(group) = groups.place(article.id) else {
            return Ok::<(), ReportError>(());
        };
        for claim in claims {
            heard.add(group, claim);
        }
        for mut unit in counter.units(claims) {
            if is_narrated(unit.claim) {
                narrated += 1;
                continue;
            }
            unit.speakers.sort_unstable();
            unit.speakers.dedup();
            let cells = companies.entry(unit.speakers).or_default();
            cells.entry(group).or_default().add(unit.evidence);
            // What a total stands on is told by the cells that it sums up.
            column_totals[group].number += 1;
        }
        Ok(())
    })?;
    let appearances = heard.all();
    let profiles = SpeakerProfiles::load(reader, &appearances, None)?;

    let total = Count {
        number: column_totals.iter().map(|count| count.number).sum(),
        evidence: Vec::new(),
    };
    if total.number > 0 {
        summary = summarize(reader, summary, &groups, &by, &companies, &heard, &profiles)?;
    }
    let mut lines = Vec::new();
    for property in Property::ALL {
        lines.extend(section(property, &companies, &appearances, &profiles));
    }
    let crosstab = Crosstab {
        label: (String::from("value"), String::from("Who")),
        across: (by.column(), by.heading()),
        attributes: Vec::new(),
        columns: groups.columns(),
        lines: if total.number > 0 { lines } else { Vec::new() },
        column_totals,
        total,
        measures: vec![Column::count("speakers", "Speakers")],
        measure_totals: vec![Cell::count(heard.all_speakers().len())],
    };
    let mut table =
        crosstab.into_table(REPORT.name, table.with_section_name("property"), options)?;
    let mut notes = claims::notes(filters, &selection, &tally);
    if narrated > 0 {
        notes.push(format!(
            "left out, since nobody says it: {}",
            count(narrated, "narrated claim", "narrated claims")
        ));
    }
    summary.notes.clone_from(&notes);
    summary.notes.push(format!(
        "speakers: all who have a counted claim; unnamed, top three: what unnamed speakers, or the {MOST_HEARD} who are heard most, say of n"
    ));
    table.legend = groups.legend(&selection, &by);
    table.notes = notes;
    table.empty = if narrated > 0 {
        format!(
            "{} here, but nobody is heard: all that is counted is narrated.",
            count(selection.articles.len(), "article", "articles")
        )
    } else {
        claims::why_nothing_counted(&selection, &tally)
    };
    summary.empty.clone_from(&table.empty);
    Ok(vec![summary, table])
}

/// Whether the article itself says it.
fn is_narrated(claim: &Claim) -> bool {
    claim.voice == Voice::Narration && claim.speakers.is_empty()
}

/// Returns the rows of one property, the most frequent value first.
fn section(
    property: Property,
    companies: &Companies,
    heard: &BTreeSet<Appearance>,
    profiles: &SpeakerProfiles,
) -> Vec<Line<Count>> {
    let mut speakers: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    for appearance in heard {
        let value = property.value(*appearance, profiles);
        speakers.entry(value).or_default().insert(appearance.0);
    }
    let mut counts: BTreeMap<String, (BTreeMap<usize, Count>, Count)> = BTreeMap::new();
    for value in speakers.keys() {
        counts.entry(value.clone()).or_default();
    }
    for (company, cells) in companies {
        // Two of one kind are one unit of that kind.
        let mut values: BTreeSet<String> = company
            .iter()
            .map(|appearance| property.value(*appearance, profiles))
            .collect();
        if values.is_empty() {
            values.insert(String::from(NONE));
        }
        for value in values {
            let line = counts.entry(value).or_default();
            for (column, count) in cells {
                line.0.entry(*column).or_default().merge(count.clone());
                line.1.number += count.number;
            }
        }
    }
    let mut lines: Vec<Line<Count>> = counts
        .into_iter()
        .map(|(value, (cells, total))| Line {
            section: property.heading().to_owned(),
            name: column_name(&value),
            measures: vec![Cell::count(speakers.get(&value).map_or(0, BTreeSet::len))],
            heading: value,
            attributes: Vec::new(),
            cells,
            total,
        })
        .collect();
    lines.sort_by(|one, other| {
        let is_none = |line: &Line<Count>| line.heading == NONE;
        (is_none(one), other.total.number, &one.heading).cmp(&(
            is_none(other),
            one.total.number,
            &other.heading,
        ))
    });
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::PerCent;
    use super::super::filters::Once;
    use super::super::random_book::{OUTLETS, content, counting};
    use super::super::sample_book::{shown, tables, values};
    use super::super::trap_book::trap_book;
    use super::*;

    // Attributed are in North Post 2 Berg, 1 5 19 Carl, 6 sources, 18 the Dredge Union; in South Star 8 Carl, 9 Dahl, 10 the report, 11
    // the Dredge Union, 12 13 Berg, 14 sources. Nobody is introduced as a member of anything in 2, 8, 12 and 19: there Berg and Carl
    // have no affiliation, and Carl, who has no country of his own, none either.
    #[test]
    fn diversity_of_the_trap_book_is_that_counted_by_hand() {
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        How many speakers are heard, and how much the most heard of them

        Outlet       n  Speakers  Unnamed %  Top three %  Most heard
        ──────────  ──  ────────  ─────────  ───────────  ──────────────────────────────
        North Post   6         4         17           83  Carl 3, Berg 1, Dredge Union 1
        Wire Nine    ·         ·
        South Star   7         6         14           57  Berg 2, Carl 1, Dahl 1
        ──────────  ──  ────────  ─────────  ───────────  ──────────────────────────────
        total       13         7         15           69  Carl 4, Berg 3, Dredge Union 2

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        left out, since nobody says it: 1 narrated claim
        speakers: all who have a counted claim; unnamed, top three: what unnamed speakers, or the 3 who are heard most, say of n

        How different the speakers are: affiliations, countries and kinds by outlet

        Who             North Post  Wire Nine  South Star   n  Speakers
        ──────────────  ──────────  ─────────  ──────────  ──  ────────
        affiliation type
          academic               2          ·           ·   2         1
          ngo                    1          ·           1   2         1
          state                  ·          ·           2   2         2
          (none)                 3          ·           4   7         5

        country
          DK                     3          ·           1   4         2
          SE                     1          ·           3   4         2
          (none)                 2          ·           3   5         4

        kind of speaker
          person                 4          ·           4   8         3
          organization           1          ·           1   2         1
          unnamed                1          ·           1   2         2
          document               ·          ·           1   1         1

        named or not
          named                  5          ·           6  11         5
          unnamed                1          ·           1   2         2
        ──────────────  ──────────  ─────────  ──────────  ──  ────────
          total                  6          0           7  13         7

        North Post  a1 (2024-05-01T10:00, “Title 1”); a5 (2024-06-01, “Title 5”)
        Wire Nine   a4 (2024-05-01T18:00, “Title 4”; copy of a1)
        South Star  a2 (2024-05-03, “Title 2”); a3 (2024-05-04, “Title 3”; partly coded)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        left out, since nobody says it: 1 narrated claim
        ");
    }

    // 1 is said by Berg, who has no affiliation there, and by Carl, who has: it counts once as a person's and once in each affiliation.
    #[test]
    fn diversity_counts_a_claim_of_two_once_in_each_value() {
        let mut filters = Filters {
            articles: vec![1],
            ..Filters::default()
        };
        filters.counting.once = Once::Claim;
        let options = Options {
            per_cent: Some(PerCent::Column),
            ..Options::default()
        };
        insta::assert_snapshot!(values(&trap_book(), &REPORT, &filters, &options), @r#"
        outlet,n,speakers,unnamed_per_cent,most_heard_per_cent,most_heard
        North Post,4,3,25,100,"Ana Berg 2, Bo Carl 2, sources 1"
        total,4,3,25,100,"Ana Berg 2, Bo Carl 2, sources 1"

        property,value,north-post,north-post_per_cent,n,n_per_cent,speakers
        affiliation type,academic,2,50,2,50,1
        affiliation type,(none),3,75,3,75,2
        country,DK,2,50,2,50,1
        country,SE,2,50,2,50,1
        country,(none),1,25,1,25,1
        kind of speaker,person,3,75,3,75,2
        kind of speaker,unnamed,1,25,1,25,1
        named or not,named,3,75,3,75,2
        named or not,unnamed,1,25,1,25,1
        ,total,4,100,4,100,3
        "#);
    }

    #[test]
    fn diversity_says_why_nobody_is_heard() {
        let mut filters = Filters {
            articles: vec![1],
            ..Filters::default()
        };
        filters.propositions = vec![3];
        insta::assert_snapshot!(shown(&trap_book(), &REPORT, &filters, &Options::default()), @"
        How many speakers are heard, and how much the most heard of them

        1 article here, but nobody is heard: all that is counted is narrated.

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        claims not counted: 1 in a headline
        asserts derived for 1 narrated claim without a stance
        left out, since nobody says it: 1 narrated claim
        speakers: all who have a counted claim; unnamed, top three: what unnamed speakers, or the 3 who are heard most, say of n

        How different the speakers are: affiliations, countries and kinds by outlet

        1 article here, but nobody is heard: all that is counted is narrated.

        North Post  a1 (2024-05-01T10:00, “Title 1”)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        claims not counted: 1 in a headline
        asserts derived for 1 narrated claim without a stance
        left out, since nobody says it: 1 narrated claim
        ");
    }

    /// What the speakers of a random book are made: affiliation, country, kind, whether named.
    const SPEAKERS_ARE: [[&str; 4]; 4] = [
        ["state", "SE", "person", "named"],
        [NONE, "DK", "person", "named"],
        [NONE, NONE, "unnamed", "unnamed"],
        [NONE, NONE, "document", "named"],
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn diversity_of_any_book_is_what_plain_loops_count(content in content(), counting in counting()) {
            let mut book = content.sample();
            book.add("organization", "key, name, kind, country", "'city', 'City', 'state', 'SE'");
            book.sql("UPDATE speaker SET organization = 1 WHERE id = 1")
                .sql("UPDATE speaker SET country = 'DK' WHERE id = 2")
                .sql("UPDATE speaker SET kind = 'unnamed' WHERE id = 3");
            let filters = Filters { counting, ..Filters::default() };
            let tables = tables(&book.build(), &REPORT, &filters, &Options::default());
            let units: Vec<_> = content
                .strongest(counting)
                .into_iter()
                .filter(|unit| unit.claim.voice != "narration")
                .collect();
            let heard = |outlet: Option<i64>, wanted: &dyn Fn(i64) -> bool| {
                let claims = content.counted(counting).into_iter().map(|(_, claim)| claim);
                let here = claims.filter(|claim| outlet.is_none_or(|outlet| content.outlet_of(claim) == outlet));
                let speakers: BTreeSet<i64> = here.flat_map(|claim| claim.speakers.clone()).collect();
                speakers.into_iter().filter(|speaker| wanted(*speaker)).count()
            };
            let text = |cell: &Cell| cell.shown().replace('·', "0");

            let mut seen = 0;
            for section in &tables[1].sections {
                let property = Property::ALL.iter().position(|property| property.heading() == section.heading);
                for row in &section.rows {
                    let value = row.cells[0].shown();
                    let is_value = |speaker: i64| {
                        property.is_none_or(|property| {
                            SPEAKERS_ARE[usize::try_from(speaker - 1).unwrap()][property] == value
                        })
                    };
                    let number = |outlet: Option<i64>| {
                        units
                            .iter()
                            .filter(|unit| outlet.is_none_or(|outlet| content.outlet_of(unit.claim) == outlet))
                            .filter(|unit| match unit.speakers.as_slice() {
                                [] => row.is_total || value == NONE,
                                speakers => speakers.iter().any(|speaker| is_value(*speaker)),
                            })
                            .count()
                            .to_string()
                    };
                    for outlet in 1..=OUTLETS {
                        let name = format!("outlet-{outlet}");
                        let column = tables[1].columns.iter().position(|column| column.name == name);
                        let shown = column.map_or(String::from("0"), |place| text(&row.cells[place]));
                        prop_assert_eq!(shown, number(Some(outlet)), "{} {}", section.heading, value);
                    }
                    let last = row.cells.len() - 1;
                    prop_assert_eq!(text(&row.cells[last - 1]), number(None));
                    prop_assert_eq!(text(&row.cells[last]), heard(None, &is_value).to_string());
                    seen += usize::from(!row.is_total);
                }
            }
            prop_assert_eq!(seen == 0, units.is_empty());

            for row in tables[0].sections.iter().flat_map(|section| &section.rows) {
                let name = row.cells[0].shown();
                let outlet = (1..=OUTLETS).find(|outlet| name == format!("Outlet {outlet}"));
                let here: Vec<&Vec<i64>> = units
                    .iter()
                    .filter(|unit| outlet.is_none_or(|outlet| content.outlet_of(unit.claim) == outlet))
                    .map(|unit| &unit.speakers)
                    .collect();
                let said_by = |wanted: &dyn Fn(i64) -> bool| {
                    here.iter().filter(|speakers| speakers.iter().any(|speaker| wanted(*speaker))).count()
                };
                // The least heard of the four, of equals the last, is not among the first three.
                let left_out = (1..=4).min_by_key(|one| (said_by(&|speaker| speaker == *one), -one));
                let per_cent = |part: usize| Cell::per_cent(part, here.len());
                let expected = [
                    Cell::count(here.len()).value().clone(),
                    Cell::count(heard(outlet, &|_| true)).value().clone(),
                    per_cent(said_by(&|speaker| speaker == 3)).value().clone(),
                    per_cent(said_by(&|speaker| Some(speaker) != left_out)).value().clone(),
                ];
                for (cell, expected) in row.cells[1..].iter().zip(&expected) {
                    prop_assert_eq!(cell.value(), expected, "{}", name);
                }
            }
        }
    }
}
