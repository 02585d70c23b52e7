//! Coverage among invented articles.

use proptest::prelude::*;

use super::super::PerCent;
use super::super::by::By;
use super::super::filters::Once;
use super::super::random_book::{OUTLETS, SPEAKERS, content, counting};
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::trap_book::trap_book;
use super::*;

// Berg: Q 2 in a1 (1 is the same, weaker), 12, I 13. Carl: I 1, Q 5 and 19 in a5; 8. Berg speaks as member of the Harbour Office in
// a3 only, which is under the city; Carl as one of the Tidewater Institute, which is under the university and has its country.
// All claims of the trap book begin at one place, so of an article's words only the first speaker's count in the total: 8 of a1 (1
// with the second stretch of 2), 3 of a2, 6 of a3, 4 of a5. Berg's: 8 + 2 + 6; Carl's: 6 + 2 + 3; the Dredge Union's: 4 + 3.
#[test]
fn coverage_of_the_trap_book_is_that_counted_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &Filters::default(), &Options::default()), @"
        Who gets a voice: speakers by outlet

        Speaker               Affiliation  Country  North Post  Wire Nine  South Star   n  Words  % of words
        ────────────────────  ───────────  ───────  ──────────  ─────────  ──────────  ──  ─────  ──────────
        Carl                  academic     DK              2/1          ·         1/0   4     11          52
        Berg                  state        SE              1/0          ·         1/1   3     16          76
        Dredge Union          ngo          DK              1/0          ·         0/1   2      7          33
        Dahl                  state        SE                ·          ·         0/1   1      3          14
        Harbour report        (document)                     ·          ·         0/1   1      3          14
        sources (sources-1)   (unnamed)                    0/1          ·           ·   1      6          29
        sources (sources-2)   (unnamed)                      ·          ·         0/1   1      2          10
        (the article itself)                               0/1          ·           ·   1      4          19
        ────────────────────  ───────────  ───────  ──────────  ─────────  ──────────  ──  ─────  ──────────
        total                                              4/3          ·         2/5  14     21         100
        speakers                                             4          ·           6   7

        North Post  a1 (2024-05-01T10:00, “Title 1”); a5 (2024-06-01, “Title 5”)
        Wire Nine   a4 (2024-05-01T18:00, “Title 4”; copy of a1)
        South Star  a2 (2024-05-03, “Title 2”); a3 (2024-05-04, “Title 3”; partly coded)
        Berg        Ana Berg
        Carl        Bo Carl
        Dahl        Cy Dahl

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (1)
        claims not counted: 1 in a headline, 1 in a caption, 1 draft, 2 in copies
        asserts derived for 1 narrated claim without a stance
        2/5: 2 direct, 5 otherwise; words: of the claims' content, shared words for each speaker and once in the total
        ");
}

#[test]
fn coverage_gives_programs_full_names_and_per_cents_of_n() {
    let options = Options {
        by: Some(By::Language),
        per_cent: Some(PerCent::Column),
        ..Options::default()
    };
    insta::assert_snapshot!(values(&trap_book(), &REPORT, &Filters::default(), &options), @"
        speaker,affiliation,country,en,en_per_cent,zh,zh_per_cent,n,n_per_cent,words,words_per_cent
        Bo Carl,academic,DK,3/1,33.3,,0,4,28.6,11,52.4
        Ana Berg,state,SE,2/0,16.7,0/1,50,3,21.4,16,76.2
        Dredge Union,ngo,DK,1/1,16.7,,0,2,14.3,7,33.3
        Cy Dahl,state,SE,0/1,8.3,,0,1,7.1,3,14.3
        Harbour report,(document),,0/1,8.3,,0,1,7.1,3,14.3
        sources (sources-1),(unnamed),,0/1,8.3,,0,1,7.1,6,28.6
        sources (sources-2),(unnamed),,,0,0/1,50,1,7.1,2,9.5
        (the article itself),,,0/1,8.3,,0,1,7.1,4,19
        total,,,6/6,100,0/2,100,14,100,21,100
        speakers,,,6,,2,,7,,,
        ");
}

#[test]
fn coverage_turns_round_with_the_number_of_speakers_behind() {
    let options = Options {
        transpose: true,
        ..Options::default()
    };
    let filters = Filters {
        articles: vec![2, 5],
        ..Filters::default()
    };
    insta::assert_snapshot!(values(&trap_book(), &REPORT, &filters, &options), @"
        outlet,bo_carl,dredge_union,ana_berg,cy_dahl,harbour_report,n,speakers
        South Star,1/0,0/1,1/0,0/1,0/1,5,5
        North Post,1/0,1/0,,,,2,2
        total,2/0,1/1,1/0,0/1,0/1,7,5
        Words,5,7,2,3,3,7,
        % of words,71.4,100,28.6,42.9,42.9,100,
        ");
}

#[test]
fn coverage_makes_no_cells_for_rows_that_a_limit_takes_away() {
    let options = Options {
        limit: Some(2),
        ..Options::default()
    };
    let tables = tables(&trap_book(), &REPORT, &Filters::default(), &options);
    let rows = tables[0].sections.iter().flat_map(|section| &section.rows);
    let shown: Vec<String> = rows.map(|row| row.cells[0].shown()).collect();
    assert_eq!(shown, ["Carl", "Berg", "total", "speakers"]);
    let note = String::from("--limit 2: 6 more rows not shown");
    assert!(tables[0].notes.contains(&note), "{:?}", tables[0].notes);
}

// Of one claim of two speakers: by speaker it is two units, by claims one in two rows. Once over all, Berg is heard in a1 only, but
// heard she is in South Star too.
#[test]
fn coverage_counts_what_the_rule_says_and_everybody_who_is_heard() {
    let last = |once: Once| {
        let mut filters = Filters::default();
        filters.counting.once = once;
        filters.propositions = vec![1];
        let csv = values(&trap_book(), &REPORT, &filters, &Options::default());
        let lines: Vec<&str> = csv.lines().collect();
        lines[1..].join("\n")
    };
    insta::assert_snapshot!(last(Once::Claim), @"
        Ana Berg,state,SE,1/1,,0/1,3,14,66.7
        Bo Carl,academic,DK,0/1,,,1,6,28.6
        Cy Dahl,state,SE,,,0/1,1,3,14.3
        Dredge Union,ngo,DK,1/0,,,1,4,19
        total,,,2/1,,0/2,5,21,100
        speakers,,,3,0,2,4,,
        ");
    insta::assert_snapshot!(last(Once::Speaker), @"
        Ana Berg,state,SE,1/0,,,1,14,66.7
        Bo Carl,academic,DK,0/1,,,1,6,28.6
        Cy Dahl,state,SE,,,0/1,1,3,14.3
        Dredge Union,ngo,DK,1/0,,,1,4,19
        total,,,2/1,,0/1,4,21,100
        speakers,,,3,0,2,4,,
        ");
}

/// Adds a stretch of the last claim's content.
fn span(book: &mut SampleBook, claim: i64, (start, end): (i64, i64), words: &str) {
    book.sql(&format!(
            "INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) SELECT {claim}, article, 'content', {start}, {start}, {end}, '{words}' FROM claim WHERE id = {claim}"
        ));
}

// a1: “one two three four five six”. Ann: one to three, then two to four, of which only four is new, then two, which is none; the
// second is also Bob's. The article: five and six, in two stretches. a2: two characters of Ann's.
#[test]
fn coverage_counts_nested_and_overlapping_words_once() {
    let mut book = SampleBook::default();
    book.outlet("North")
        .speaker("Ann", "person", "")
        .speaker("Bob", "person", "");
    book.article(1, "full", &[]).article(1, "full", &[]);
    book.claim(1, 0, ("indirect", "asserts"), &[1], &[]);
    span(&mut book, 1, (4, 7), "two");
    book.claim(1, 0, ("indirect", "asserts"), &[2, 1], &[]);
    span(&mut book, 2, (4, 18), "two three four");
    book.claim(1, 0, ("direct", "asserts"), &[1], &[]);
    span(&mut book, 3, (0, 13), "one two three");
    book.claim(1, 0, ("narration", ""), &[], &[]);
    span(&mut book, 4, (24, 27), "six");
    span(&mut book, 4, (19, 23), "five");
    book.claim(2, 0, ("direct", "asserts"), &[1], &[]);
    span(&mut book, 5, (0, 2), "安全");
    book.claim(2, 0, ("direct", "asserts"), &[], &[]);
    span(&mut book, 6, (2, 4), "所以");
    insta::assert_snapshot!(shown(&book.build(), &REPORT, &Filters::default(), &Options::default()), @"
        Who gets a voice: speakers by outlet

        Speaker               Affiliation  Country  North  n  Words  % of words
        ────────────────────  ───────────  ───────  ─────  ─  ─────  ──────────
        Ann                   (person)                2/2  4      6          60
        Bob                   (person)                0/1  1      3          30
        (no speaker)                                  1/0  1      2          20
        (the article itself)                          0/1  1      2          20
        ────────────────────  ───────────  ───────  ─────  ─  ─────  ──────────
        total                                         3/4  7     10         100
        speakers                                        2  2

        North  a1 (undated, “Title 1”); a2 (undated, “Title 2”)

        counted: once per speaker, proposition and article; headlines, captions, drafts off; copies collapsed (0)
        asserts derived for 1 narrated claim without a stance
        2/5: 2 direct, 5 otherwise; words: of the claims' content, shared words for each speaker and once in the total
        ");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn coverage_of_any_book_is_what_plain_loops_count(
        content in content(),
        counting in counting(),
        stretches in prop::collection::vec(prop::collection::btree_map(0..20_i64, 1..6_i64, 0..3), 25),
    ) {
        // Each word has two letters, so that the tenth begins at 30.
        let mut book = content.sample();
        book.sql("DELETE FROM span");
        for (place, stretches) in stretches.iter().enumerate().take(content.claims.len()) {
            for (first, words) in stretches {
                let text = vec!["xy"; usize::try_from(*words).unwrap()].join(" ");
                let stretch = (first * 3, (first + words) * 3 - 1);
                span(&mut book, i64::try_from(place + 1).unwrap(), stretch, &text);
            }
        }
        let filters = Filters { counting, ..Filters::default() };
        let tables = tables(&book.build(), &REPORT, &filters, &Options::default());
        let units = content.strongest(counting);
        let counted = content.counted(counting);
        let everybody = || (1..=SPEAKERS).map(|speaker| format!("Speaker {speaker}"));
        let who = |voice: &str, speakers: &[i64]| -> Vec<String> {
            match (voice, speakers.is_empty()) {
                ("narration", true) => vec![String::from("(the article itself)")],
                (_, true) => vec![String::from("(no speaker)")],
                (_, false) => speakers.iter().map(|id| format!("Speaker {id}")).collect(),
            }
        };
        let column = |outlet: i64| {
            let name = format!("outlet-{outlet}");
            tables[0].columns.iter().position(|column| column.name == name)
        };
        let mut rows = BTreeSet::new();
        for row in tables[0].sections.iter().flat_map(|section| &section.rows) {
            let CellValue::Text(name) = row.cells[0].value() else { panic!("no name") };
            let text = |place: usize| row.cells[place].shown().replace('·', "0");
            if name == "speakers" {
                let heard = |outlet: Option<i64>| {
                    let claims = counted.iter().map(|(_, claim)| claim);
                    let here = claims.filter(|claim| {
                        outlet.is_none_or(|outlet| content.outlet_of(claim) == outlet)
                    });
                    let speakers: BTreeSet<i64> = here.flat_map(|claim| claim.speakers.clone()).collect();
                    speakers.len().to_string()
                };
                for outlet in 1..=OUTLETS {
                    let shown = column(outlet).map_or(String::from("0"), text);
                    prop_assert_eq!(shown, heard(Some(outlet)));
                }
                prop_assert_eq!(text(row.cells.len() - 3), heard(None));
                continue;
            }
            rows.insert(name.clone());
            let is_here = |voice: &str, speakers: &[i64]| {
                row.is_total || who(voice, speakers).contains(name)
            };
            for outlet in 1..=OUTLETS {
                let here: Vec<usize> = units
                    .iter()
                    .filter(|unit| content.outlet_of(unit.claim) == outlet)
                    .filter(|unit| is_here(unit.claim.voice, &unit.speakers))
                    .map(|unit| unit.claim.letter())
                    .collect();
                let direct = here.iter().filter(|letter| **letter == 0).count();
                let expected = match here.len() {
                    0 => String::from("0"),
                    all => format!("{direct}/{}", all - direct),
                };
                prop_assert_eq!(column(outlet).map_or(String::from("0"), text), expected);
            }
            let mut words: BTreeSet<(i64, i64)> = BTreeSet::new();
            for (number, claim) in &counted {
                if is_here(claim.voice, &claim.speakers) {
                    for (first, length) in &stretches[*number] {
                        words.extend((*first..first + length).map(|word| (claim.article, word)));
                    }
                }
            }
            let n = units.iter().filter(|unit| is_here(unit.claim.voice, &unit.speakers)).count();
            prop_assert_eq!(text(row.cells.len() - 3), n.to_string());
            prop_assert_eq!(text(row.cells.len() - 2), words.len().to_string(), "{}", name);
        }
        for name in everybody() {
            let is_heard = counted.iter().any(|(_, claim)| who(claim.voice, &claim.speakers).contains(&name));
            prop_assert_eq!(rows.contains(&name), is_heard);
        }
    }
}
