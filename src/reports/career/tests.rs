//! Careers in the book of traps, and turns in time.

use super::super::filters::{Copies, Counting};
use super::super::random_book::{ClaimOf, SPEAKERS, content, counting};
use super::super::sample_book::{SampleBook, shown, tables, values};
use super::super::table::CellValue;
use super::super::trap_book::trap_book;
use super::*;

fn of(speakers: &[i64]) -> Filters {
    Filters {
        speakers: speakers.to_vec(),
        ..Filters::default()
    }
}

/// Ana Berg is 1. By publication a1 (05-01T10:00 Z) introduces her twice, a3 (05-04) once; a4 is a copy.
///
/// Roles: "director, Harbour Office" comes first; "professor, Tidewater" stands in the same article, so ALSO; a3 has "Director" at the
/// Harbour Office: one of the two last ones in another spelling.
///
/// Positions, by date said: claim 1 (with Bo Carl) has only its publication; claim 2 was uttered at the hearing, a day, so it is listed
/// from 05-01T00:00 on, before claim 1. Claim 9 is her spokesman's: she rejects what she asserted. Its article came out on 05-03 in an
/// unknown zone, from 05-02T10:00 Z on: surely after claim 1 (a minute on 05-01), but the hearing's day ends in an unknown zone on
/// 05-02T12:00 Z, so only claim 1 is left surely before. Claim 13 asserts again on 05-04, from 05-03T10:00 Z; claim 9 lasts until
/// 05-04T12:00 Z: which was first is not known, so they contradict each other, and so do 2 and 9; for 9 the FLIP is what is shown. Her
/// claim 12 (once “A. Berg”) has no stance against it. Claim 15 is a draft, 16 is in a copy.
#[test]
fn career_of_the_trap_book_is_that_worked_out_by_hand() {
    insta::assert_snapshot!(shown(&trap_book(), &REPORT, &of(&[1]), &Options::default()), @"
    Roles of Ana Berg (ana-berg)

    Date              Article  Role       Organization                           As printed  Mark
    ────────────────  ───────  ─────────  ─────────────────────────────────────  ──────────  ────────
    2024-05-01T10:00  a1       director   Harbour Office < City of Varnmouth
    2024-05-01T10:00  a1       professor  Tidewater Institute < Holm University              ALSO
    2024-05-04        a3       Director   Harbour Office < City of Varnmouth                 SPELLING

    a1  North Post, 2024-05-01T10:00, “Title 1”
    a3  South Star, 2024-05-04, “Title 3”; partly coded

    also called: A. Berg
    listed: every introduction, by the article's publication
    ALSO: another one at what may be the same time
    SPELLING: the last one in another spelling

    Positions of Ana Berg (ana-berg)

    Date              Date of    Article  Proposition                   Voice  Through      Words                            Mark         Against  Key
    ────────────────  ─────────  ───────  ────────────────────────────  ─────  ───────────  ───────────────────────────────  ───────────  ───────  ─────────────
    2024-05-01        event      a1       Dredging the fairway is safe  Q                   Dredging … is safe               CONTRADICTS  a2.9     dredging-safe
    2024-05-01T10:00  published  a1       Dredging the fairway is safe  I                   dredging poses no danger at all                        dredging-safe
    2024-05-03        published  a2       Dredging the fairway is safe  I!     by Dahl      dredging was safe                FLIP         a1.1     dredging-safe
    2024-05-03        published  a2       Talks were held               Q                   We talked                                              talks-held
    2024-05-04        published  a3       Dredging the fairway is safe  I      <Wire Nine>  疏浚是安全的                     CONTRADICTS  a2.9     dredging-safe

    a1  North Post, 2024-05-01T10:00, “Title 1”
    a2  South Star, 2024-05-03, “Title 2”
    a3  South Star, 2024-05-04, “Title 3”; partly coded

    Q direct, I indirect, ! rejects, <via>
    listed: every counted claim, by the date said; headlines, captions, drafts off
    FLIP: the opposite of what the speaker last said of it (who asserts a negation rejects what it negates), surely later
    CONTRADICTS: the opposite; which came first is not known
    claims not counted: 1 draft, 1 in a copy
    ");
}

/// What he says is the stance of Ana Berg, so nothing of his own turns round.
#[test]
fn career_of_a_spokesman_says_for_whom_he_speaks() {
    insta::assert_snapshot!(values(&trap_book(), &REPORT, &of(&[3]), &Options::default()), @"
    date,article,role,organization,words,mark
    2024-05-03,a2,spokesman,Harbour Office < City of Varnmouth,,

    date,date_of,article,proposition,voice,through,words,mark,against,key
    2024-05-03,published,a2,Dredging the fairway is safe,I!,for Ana Berg,dredging was safe,,,dredging-safe
    ");
}

/// She asserts (2020), denies by way of the negation (2021), denies again (2022), asserts (2023), denies in a guessed year.
#[test]
fn career_flips_once_a_turn_and_never_by_a_guess() {
    let mut book = SampleBook::default();
    book.outlet("North");
    book.proposition("open", "It is open", None)
        .proposition("shut", "It is shut", None);
    book.sql("UPDATE proposition SET negates = 1 WHERE id = 2");
    book.speaker("Ana Berg", "person", "");
    book.article(1, "full", &[]);
    for (proposition, stance, said) in [
        (1, "asserts", "2020"),
        (2, "asserts", "2021-06"),
        (1, "rejects", "2022"),
        (1, "asserts", "2023-06"),
        (1, "rejects", "2025?"),
    ] {
        book.claim(1, proposition, ("direct", stance), &[1], &[("said", said)]);
    }
    insta::assert_snapshot!(values(&book.build(), &REPORT, &of(&[1]), &Options::default()), @"
    date,article,role,organization,words,mark

    date,date_of,article,proposition,voice,through,words,mark,against,key
    2020,said,a1,It is open,Q,,,CONTRADICTS,a1.5,open
    2021-06,said,a1,It is shut,Q,,,FLIP,a1.1,shut
    2022,said,a1,It is open,Q!,,,,,open
    2023-06,said,a1,It is open,Q,,,FLIP,a1.2 a1.3,open
    2025?,said,a1,It is open,Q!,,,CONTRADICTS,a1.1 a1.4,open
    ");
}

/// The dean (2020) becomes rector (2021), is called dean again (2022), and a rector of another university on an unknown day.
#[test]
fn career_marks_new_roles_and_earlier_ones_again() {
    let mut book = SampleBook::default();
    book.outlet("North");
    book.speaker("Ana Berg", "person", "");
    for (key, parent) in [("holm", "NULL"), ("law", "1"), ("vik", "NULL")] {
        book.add(
            "organization",
            "key, name, parent",
            &format!("'{key}', '{key}', {parent}"),
        );
    }
    for (number, (role, organization)) in [("dean", 2), ("rector", 1), ("dean", 1), ("rector", 3)]
        .iter()
        .enumerate()
    {
        book.add(
            "affiliation",
            "key, speaker, role, organization",
            &format!("'f{number}', 1, '{role}', {organization}"),
        );
    }
    for published in ["2020", "2021-06", "2022", "2022-06?", "2023-06"] {
        book.article(1, "full", &[("published", published)]);
    }
    for (coding, affiliation) in [
        (1, "1"),
        (2, "2"),
        (3, "3"),
        (4, "4"),
        (5, "3"),
        (5, "NULL"),
    ] {
        book.add(
            "introduction",
            "coding, number, speaker, affiliation",
            &format!(
                "{coding}, (SELECT 1 + count(*) FROM introduction WHERE coding = {coding}), 1, {affiliation}"
            ),
        );
    }
    book.sql("INSERT INTO alias (speaker, name) VALUES (1, '安娜')");
    insta::assert_snapshot!(shown(&book.build(), &REPORT, &of(&[1]), &Options::default()), @"
    Roles of Ana Berg (ana-berg)

    Date      Article  Role    Organization  As printed  Mark
    ────────  ───────  ──────  ────────────  ──────────  ──────────────────
    2020      a1       dean    law < holm
    2021-06   a2       rector  holm                      NEW ROLE
    2022      a3       dean    holm                      EARLIER ROLE AGAIN
    2022-06?  a4       rector  vik                       OTHER ROLE
    2023-06   a5       dean    holm
    2023-06   a5

    a1  North, 2020, “Title 1”
    a2  North, 2021-06, “Title 2”
    a3  North, 2022, “Title 3”
    a4  North, 2022-06?, “Title 4”
    a5  North, 2023-06, “Title 5”

    also called: 安娜
    listed: every introduction, by the article's publication
    NEW ROLE: another role or organization than in every introduction before, surely later
    OTHER ROLE: another one; which came first is not known
    EARLIER ROLE AGAIN: one from before the last

    Positions of Ana Berg (ana-berg)

    No claim of Ana Berg (ana-berg) is logged or left by the filters.

    listed: every counted claim, by the date said; headlines, captions, drafts off
    ");
}

#[test]
fn career_keeps_roles_where_only_claims_are_narrowed() {
    let mut filters = of(&[1]);
    filters.propositions = vec![3];
    let csv = values(&trap_book(), &REPORT, &filters, &Options::default());
    assert_eq!(csv.matches("director").count(), 1);
    assert!(!csv.contains("dredging-safe"));
    filters.outlets = vec![3];
    let csv = values(&trap_book(), &REPORT, &filters, &Options::default());
    assert!(!csv.contains("director"));
}

/// Claim 3 is narration of which Bo Carl may be the source.
#[test]
fn career_does_not_list_what_somebody_else_may_have_said() {
    let text = shown(&trap_book(), &REPORT, &of(&[2]), &Options::default());
    assert!(!text.contains("homes may be flooded"));
    assert!(text.contains("1 claim in which the speaker is only who else may be meant not listed"));
}

#[test]
fn career_without_a_speaker_is_refused() {
    let error = (REPORT.run)(
        &trap_book().reader(),
        &Filters::default(),
        &Options::default(),
    );
    assert!(matches!(error, Err(ReportError::Needs { .. })));
}

/// One counted claim of a speaker in a random book, whose articles come out a day after each other in unknown zones: of two days, one is
/// surely later where two whole days lie between them.
struct Held<'c> {
    claim: &'c ClaimOf,
    /// On p1 or another proposition, and whether for it; p2 negates p1.
    side: Option<(i64, bool)>,
}

impl Held<'_> {
    fn is_before(&self, other: &Held<'_>) -> bool {
        self.claim.article + 3 <= other.claim.article
    }

    fn is_opposite(&self, other: &Held<'_>) -> bool {
        let turned = self
            .side
            .map(|(proposition, is_for)| (proposition, !is_for));
        turned.is_some() && turned == other.side
    }

    fn mark(&self, all: &[Held<'_>]) -> &'static str {
        let is_left = |opposite: &Held<'_>| {
            all.iter().any(|same| {
                same.side == self.side && same.is_before(self) && opposite.is_before(same)
            })
        };
        let opposites = || all.iter().filter(|other| self.is_opposite(other));
        if opposites().any(|other| other.is_before(self) && !is_left(other)) {
            "FLIP"
        } else if opposites().any(|other| !other.is_before(self) && !self.is_before(other)) {
            "CONTRADICTS"
        } else {
            ""
        }
    }
}

proptest::proptest! {
    #[test]
    fn career_of_any_book_is_what_plain_loops_find(
        content in content(),
        counting in counting(),
        speaker in 1..=SPEAKERS,
    ) {
        // The report has the articles in which the speaker says anything; a copy of one that it has not stands for that one.
        let articles: BTreeSet<i64> = content
            .claims
            .iter()
            .filter(|claim| claim.speakers.contains(&speaker))
            .map(|claim| claim.article)
            .collect();
        let mut shown: BTreeSet<i64> = BTreeSet::new();
        let mut is_shown = |article: i64| {
            let original = content.original_of(article);
            original == article || !articles.contains(&original) && shown.insert(original)
        };
        let collapsed: BTreeSet<i64> = articles.iter().copied().filter(|article| !is_shown(*article)).collect();
        let kept = Counting { copies: Copies::Keep, ..counting };
        let own: Vec<Held<'_>> = content
            .counted(kept)
            .into_iter()
            .filter(|(_, claim)| claim.speakers.contains(&speaker))
            .filter(|(_, claim)| counting.copies == Copies::Keep || !collapsed.contains(&claim.article))
            .map(|(_, claim)| {
                let is_for = match claim.stance {
                    "asserts" => Some(true),
                    "rejects" => Some(false),
                    _ => None,
                };
                let side = is_for.and_then(|is_for| match claim.proposition {
                    0 => None,
                    2 => Some((1, !is_for)),
                    other => Some((other, is_for)),
                });
                Held { claim, side }
            })
            .collect();
        let expected: Vec<[String; 3]> = own
            .iter()
            .map(|held| {
                let key = match held.claim.proposition {
                    0 => String::new(),
                    proposition => format!("p{proposition}"),
                };
                [format!("a{}", held.claim.article), held.mark(&own).to_owned(), key]
            })
            .collect();
        let book = content.book_with("UPDATE proposition SET negates = 1 WHERE id = 2");
        let filters = Filters { counting, ..of(&[speaker]) };
        let positions = &tables(&book, &REPORT, &filters, &Options::default())[1];
        let found: Vec<[String; 3]> = positions
            .sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| {
                [2, 7, 9].map(|at| match row.cells[at].value() {
                    CellValue::Text(text) => text.clone(),
                    CellValue::Empty => String::new(),
                    other => panic!("{other:?}"),
                })
            })
            .collect();
        proptest::prop_assert_eq!(found, expected);
    }
}
