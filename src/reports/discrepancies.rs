//! Where articles contradict each other: on facts, figures, roles and claims.

mod facts;
mod figures;
mod roles;
mod stances;
mod variants;

use std::collections::BTreeSet;

use self::variants::{Finding, Places};
use super::articles::{Selection, count, why_no_articles};
use super::claims::{self, Claim, Standing};
use super::code::Key;
use super::filters::{Filter, Filters};
use super::lookup::propositions;
use super::side::Negations;
use super::speaker_name::SpeakerNames;
use super::table::{Column, Table};
use super::{Options, Report, ReportError, Switch};
use crate::store::Reader;

/// The report.
pub(super) static REPORT: Report = Report {
    name: "discrepancies",
    about: "Where articles contradict each other: facts, figures, roles, stances",
    filters: Filter::ALL,
    needs: None,
    by: &[],
    switches: &[Switch::All],
    run,
    chart: None,
};

/// More articles than this nobody compares with each other; as many as `compare` has columns.
const MOST_ARTICLES: usize = super::compare::MOST_COLUMNS;

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let mut table = Table::new(REPORT.name, REPORT.about)
        .with_section_name("section")
        .with_columns(vec![
            Column::label("subject", "Subject"),
            Column::label("fact", "Fact"),
            // Where the table goes on in a second block, what is flagged must stand beside what it is flagged against.
            Column::label("value", "Value"),
            Column::text("articles", "Articles"),
            Column::text("flag", "Flag"),
            Column::text("against", "Against"),
        ]);
    if selection.articles.is_empty() {
        table.empty = why_no_articles(reader, filters)?;
        return Ok(vec![table]);
    }
    if selection.articles.len() > MOST_ARTICLES {
        return Err(ReportError::TooLarge {
            report: REPORT.name,
            columns: selection.articles.len(),
        });
    }
    let places = Places::new(&selection);
    let mut claims = claims::load_asked_for(reader, &selection, filters)?;
    // A copy that changed a figure or a stance is a discrepancy like any other.
    for claim in &mut claims {
        if claim.standing == Standing::Copy {
            claim.standing = claims::standing(claim, filters.counting);
        }
    }
    let uncounted = claims::uncounted_note(&claims);
    claims.retain(|claim| claim.is_counted() && claim.proposition.is_some());
    let known = propositions(reader, claims.iter().filter_map(|claim| claim.proposition))?;
    let negated = known.values().filter_map(|proposition| proposition.negates);
    let known = propositions(reader, known.keys().copied().chain(negated))?;

    let negations = Negations::load(reader)?;
    let mut key = Key::default();
    let by_claims = !filters.via.is_empty() || selection.propositions.is_some();
    let mut sections: Vec<(&str, Vec<Finding>)> = Vec::new();
    let mut everybody: BTreeSet<i64> = claims.iter().flat_map(Claim::everybody).collect();
    if !by_claims {
        sections = facts::findings(reader, &selection, &places, filters)?;
    }
    let introductions = if by_claims {
        Vec::new()
    } else {
        roles::load(reader, &selection, filters)?
    };
    everybody.extend(
        introductions
            .iter()
            .map(|introduction| introduction.speaker),
    );
    let names = SpeakerNames::load(reader, everybody)?;
    sections.push((
        "figures",
        figures::findings(reader, &claims, &known, &names, &places)?,
    ));
    sections.push((
        "names and roles",
        roles::findings(reader, &introductions, &names, &places)?,
    ));
    sections.push((
        "claims",
        stances::findings(&claims, &known, &negations, &names, &places, &mut key),
    ));

    let (mut agreed, mut uncompared) = (0, 0);
    let mut named: BTreeSet<i64> = BTreeSet::new();
    let mut text = String::new();
    for (heading, findings) in sections {
        let mut rows = Vec::new();
        for finding in findings {
            let hidden = if finding.is_agreement() {
                &mut agreed
            } else if finding.is_other_language_only() {
                &mut uncompared
            } else {
                &mut 0
            };
            *hidden += 1;
            if !options.all && (finding.is_agreement() || finding.is_other_language_only()) {
                continue;
            }
            named.extend(finding.articles());
            text.push_str(&finding.text());
            rows.extend(finding.rows());
        }
        if !rows.is_empty() {
            table = table.with_section(heading, rows);
        }
    }
    for article in &selection.articles {
        if named.contains(&article.id) {
            table = table.with_legend(article.key(), article.legend());
        }
    }
    let used = names
        .legend()
        .into_iter()
        .filter(|(short, _)| text.contains(short.as_str()));
    table.legend.extend(used);
    table.notes.extend(key.line());
    table.notes.push(format!(
        "counted: {}; copies compared too ({})",
        claims::counting_switches(filters.counting),
        selection.collapsed()
    ));
    table.notes.extend(uncounted);
    for (number, one, several) in [
        (
            agreed,
            "fact on which all agree",
            "facts on which all agree",
        ),
        (
            uncompared,
            "fact only named in different languages, so not compared",
            "facts only named in different languages, so not compared",
        ),
    ] {
        if !options.all && number > 0 {
            table
                .notes
                .push(format!("left out: {} (--all)", count(number, one, several)));
        }
    }
    table.notes.extend(selection.notes());
    table.empty = format!(
        "Nothing in {} contradicts anything else{}.",
        count(selection.articles.len(), "article", "articles"),
        if selection.articles.len() == 1 {
            ""
        } else {
            ", as far as they are coded"
        }
    );
    Ok(vec![table])
}

#[cfg(test)]
mod tests {
    use super::super::sample_book::{SampleBook, shown, values};
    use super::*;
    use crate::store::Book;

    /// The facts of the five seed articles, in the order in which they are logged: a fully coded, b and c in part, d and e for facts.
    fn seed_facts() -> Book {
        let swupl = "Southwest University of Political Science and Law";
        let mut book = SampleBook::default();
        book.outlet("Outlet").event("afhr-2025");
        let article = |published, language| [("published", published), ("language", language)];
        book.article(1, "full", &article("2025-04-21T16:32:41", "en"));
        book.article(1, "partial", &article("2025-04-26", "en"));
        book.article(1, "partial", &article("2025-04-21T12:08:39", "zh"));
        book.article(1, "facts", &article("2025-06-08", "en"));
        book.article(1, "facts", &[("language", "en")]);
        for id in 1..=5 {
            book.link(id, 1);
        }
        for id in [1, 2, 5] {
            book.fact(id, "name", "text", "2025 Asian Forum on Human Rights");
            book.fact(id, "place", "text", "Chongqing");
        }
        book.fact(3, "name", "text", "2025·亚洲人权论坛");
        book.fact(4, "name", "text", "2025 Asian Human Rights Forum");
        book.fact(1, "date", "date", "2025-04-19");
        for id in [2, 3, 4] {
            book.fact(id, "date", "date", "2025-04-19..2025-04-20");
        }
        book.fact(5, "date", "date", "2025-04-19..");
        book.fact(1, "theme", "text", "Science & Technology and Human Rights");
        book.fact(4, "theme", "text", "Technology and Human Rights");
        book.fact(
            5,
            "theme",
            "text",
            "Science and Technology and Human Rights",
        );
        book.fact(1, "attendance", "text", "regional scholars");
        book.figure_fact(2, "attendance", "60, '<', 'nearly', 'people'");
        book.figure_fact(3, "attendance", "60, '<', '近', 'people'");
        book.fact(2, "venue", "text", swupl)
            .fact(4, "venue", "text", swupl);
        let both = format!("[\"{swupl}\",\"Renmin University of China\"]");
        book.fact(4, "host", "names", &both)
            .fact(5, "host", "text", swupl);
        book.build()
    }

    fn of_event() -> Filters {
        Filters {
            events: vec![1],
            ..Filters::default()
        }
    }

    #[test]
    fn discrepancies_of_the_seed_facts_are_those_a_person_finds() {
        insta::assert_snapshot!(shown(&seed_facts(), &REPORT, &of_event(), &Options::default()), @r#"
        Where articles contradict each other: facts, figures, roles, stances

        Subject            Fact        Value                                                                           Articles  Flag            Against
        ─────────────────  ──────────  ──────────────────────────────────────────────────────────────────────────────  ────────  ──────────────  ───────────
        facts of events
          Event afhr-2025  attendance  nearly 60 people; 近 60 people                                                  a3 a2     not comparable  a1
                                       regional scholars                                                               a1        not comparable  a3 a2
                                                                                                                       a4 a5     not logged
          Event afhr-2025  date        2025-04-19..2025-04-20                                                          a3 a2 a4  DIFFERS         a1
                                       2025-04-19                                                                      a1        DIFFERS         a3 a2 a4
                                       2025-04-19..                                                                    a5        compatible      a3 a1 a2 a4
          Event afhr-2025  host        Southwest University of Political Science and Law + Renmin University of China  a4        DIFFERS         a5
                                       Southwest University of Political Science and Law                               a5        DIFFERS         a4
                                                                                                                       a1        missing
                                                                                                                       a3 a2     not logged
          Event afhr-2025  name        2025 Asian Forum on Human Rights                                                a1 a2 a5  DIFFERS         a4
                                       2025·亚洲人权论坛                                                               a3        other language  a1 a2 a4 a5
                                       2025 Asian Human Rights Forum                                                   a4        DIFFERS         a1 a2 a5
          Event afhr-2025  theme       Science & Technology and Human Rights                                           a1        DIFFERS         a4
                                       Technology and Human Rights                                                     a4        DIFFERS         a1 a5
                                       Science and Technology and Human Rights                                         a5        spelling only   a1
                                                                                                                       a3 a2     not logged
          Event afhr-2025  venue       Southwest University of Political Science and Law                               a2 a4
                                                                                                                       a1        missing
                                                                                                                       a3 a5     not logged

        a3  Outlet, 2025-04-21T12:08:39, “Title 3”; partly coded
        a1  Outlet, 2025-04-21T16:32:41, “Title 1”
        a2  Outlet, 2025-04-26, “Title 2”; partly coded
        a4  Outlet, 2025-06-08, “Title 4”; coded for facts only
        a5  Outlet, undated, “Title 5”; coded for facts only

        counted: headlines, captions, drafts off; copies compared too (0)
        left out: 1 fact on which all agree (--all)
        "#);
    }

    #[test]
    fn discrepancies_of_values_in_two_languages_are_none_where_an_alias_says_so() {
        let mut book = SampleBook::default();
        book.outlet("Outlet").event("forum");
        book.sql("INSERT INTO alias (event, name) VALUES (1, 'Forum of 2025'), (1, '论坛')");
        for (language, name) in [
            ("en", "Event forum"),
            ("zh", "论坛"),
            ("en", "Forum of 2025"),
            ("en", "event Forum!"),
        ] {
            book.article(1, "full", &[("language", language)]);
            let id = match name {
                "Event forum" => 1,
                "论坛" => 2,
                "Forum of 2025" => 3,
                _ => 4,
            };
            book.link(id, 1).fact(id, "name", "text", name);
        }
        insta::assert_snapshot!(values(&book.build(), &REPORT, &of_event(), &Options::default()), @r#"
        section,subject,fact,value,articles,flag,against
        facts of events,forum,name,Event forum,a1,alias,a2 a3
        facts of events,forum,name,论坛,a2,alias,a1 a3
        facts of events,forum,name,Forum of 2025,a3,alias,a1 a2
        facts of events,forum,name,event Forum!,a4,spelling only,a1
        "#);
    }

    /// Figures, roles and claims of four articles; a3 is a copy of a1 that changed a figure.
    fn claims() -> Book {
        let mut book = SampleBook::default();
        book.outlet("Outlet").event("hearing");
        book.proposition("hinge-failed", "The hinge failed", None)
            .proposition("hinge-held", "The hinge held", None)
            .proposition("homes-flooded", "Homes were flooded", None);
        book.sql("UPDATE proposition SET negates = 1 WHERE key = 'hinge-held'");
        book.speaker("Odalys Wenn", "person", "")
            .speaker("Ilsabet Corrow", "person", "")
            .speaker("Perrin Dole", "person", "");
        for name in [
            "Rivers Board",
            "Barrier Office",
            "Harbour",
            "barrier office!",
        ] {
            book.add("organization", "key, name", &format!("'{name}', '{name}'"));
        }
        book.sql("UPDATE organization SET parent = 1 WHERE id IN (2, 4)");
        for (role, organization) in [
            ("director", 2),
            ("deputy director", 2),
            ("Director", 4),
            ("director", 1),
            ("主任", 2),
            ("master", 3),
        ] {
            book.add(
                "affiliation",
                "key, speaker, organization, role",
                &format!("'{role}{organization}', 2, {organization}, '{role}'"),
            );
        }
        book.article(
            1,
            "full",
            &[("published", "2024-03-14"), ("language", "en")],
        );
        book.article(
            1,
            "full",
            &[("published", "2024-03-15"), ("language", "en")],
        );
        book.article(
            1,
            "partial",
            &[
                ("published", "2024-03-16"),
                ("language", "en"),
                ("copy_of", "1"),
            ],
        );
        book.article(
            1,
            "partial",
            &[("published", "2024-03-17"), ("language", "zh")],
        );
        for (coding, number, affiliation) in [
            (1, 1, 1),
            (2, 1, 2),
            (3, 1, 3),
            (3, 2, 6),
            (4, 1, 5),
            (4, 2, 4),
        ] {
            book.add(
                "introduction",
                "coding, number, speaker, affiliation",
                &format!("{coding}, {number}, 2, {affiliation}"),
            );
        }
        book.claim(1, 1, ("direct", "asserts"), &[1], &[]);
        book.claim(2, 1, ("narration", ""), &[], &[]);
        book.claim(4, 1, ("narration", ""), &[], &[("voice_guess", "1")]);
        book.claim(4, 2, ("indirect", "asserts"), &[2], &[]);
        book.claim(4, 1, ("indirect", ""), &[2], &[]);
        book.claim(1, 3, ("indirect", "asserts"), &[2], &[])
            .figure("61, '=', NULL, 'homes'");
        book.claim(1, 3, ("indirect", "asserts"), &[3], &[])
            .figure("83, '=', NULL, 'homes'");
        book.claim(2, 3, ("indirect", "asserts"), &[3], &[])
            .figure("80, '>', 'more than', 'homes'");
        book.claim(3, 3, ("indirect", "asserts"), &[2], &[])
            .figure("16, '=', NULL, 'homes'");
        book.claim(4, 3, ("narration", ""), &[], &[])
            .figure("5, '=', NULL, 'streets'");
        book.build()
    }

    #[test]
    fn discrepancies_of_figures_roles_stances_and_voices() {
        insta::assert_snapshot!(shown(&claims(), &REPORT, &Filters::default(), &Options::default()), @r#"
        Where articles contradict each other: facts, figures, roles, stances

        Subject               Fact                                   Value                                           Articles  Flag            Against
        ────────────────────  ─────────────────────────────────────  ──────────────────────────────────────────────  ────────  ──────────────  ────────
        figures
          Homes were flooded  figure                                 61 homes: Corrow                                a1        DIFFERS         a1 a2 a3
                                                                     83 homes: Dole                                  a1        DIFFERS         a1 a3
                                                                     more than 80 homes: Dole                        a2        DIFFERS         a1 a3
                                                                     5 streets: the article itself                   a4        not comparable  a1 a2 a3
                                                                     16 homes: Corrow                                a3        DIFFERS         a1 a2

        names and roles
          Ilsabet Corrow      role                                   director, Barrier Office < Rivers Board         a1        DIFFERS         a2 a3
                                                                     deputy director, Barrier Office < Rivers Board  a2        DIFFERS         a1 a3
                                                                     主任, Barrier Office < Rivers Board             a4        DIFFERS         a3
                                                                     director, Rivers Board                          a4        DIFFERS         a3
                                                                     Director, barrier office! < Rivers Board        a3        spelling only   a1
                                                                     master, Harbour                                 a3        DIFFERS         a1 a2 a4

        claims
          Homes were flooded  stated as fact here, attributed there  attributed: I Corrow; I Dole                    a1 a2 a3  DIFFERS         a4
                                                                     stated as fact: N                               a4        DIFFERS         a1 a2 a3
          The hinge failed    stance                                 asserted: Q Wenn; N; N~                         a1 a2 a4  DIFFERS         a4
                                                                     rejected: I Corrow on its negation              a4        DIFFERS         a1 a2 a4
          The hinge failed    stated as fact here, attributed there  attributed: Q Wenn                              a1        DIFFERS         a2
                                                                     stated as fact: N                               a2        DIFFERS         a1

        a1      Outlet, 2024-03-14, “Title 1”
        a2      Outlet, 2024-03-15, “Title 2”
        a3      Outlet, 2024-03-16, “Title 3”; partly coded; copy of a1
        a4      Outlet, 2024-03-17, “Title 4”; partly coded
        Corrow  Ilsabet Corrow
        Dole    Perrin Dole
        Wenn    Odalys Wenn

        Q direct, I indirect, N narration, ~ ambiguous
        counted: headlines, captions, drafts off; copies compared too (1)
        "#);
    }

    #[test]
    fn discrepancies_of_one_proposition_leave_facts_and_roles_out() {
        let filters = Filters {
            propositions: vec![3],
            ..Filters::default()
        };
        insta::assert_snapshot!(values(&claims(), &REPORT, &filters, &Options::default()), @r#"
        section,subject,fact,value,articles,flag,against
        figures,homes-flooded,figure,61 homes: Corrow,a1,DIFFERS,a1 a2 a3
        figures,homes-flooded,figure,83 homes: Dole,a1,DIFFERS,a1 a3
        figures,homes-flooded,figure,more than 80 homes: Dole,a2,DIFFERS,a1 a3
        figures,homes-flooded,figure,5 streets: the article itself,a4,not comparable,a1 a2 a3
        figures,homes-flooded,figure,16 homes: Corrow,a3,DIFFERS,a1 a2
        claims,homes-flooded,"stated as fact here, attributed there",attributed: I Corrow; I Dole,a1 a2 a3,DIFFERS,a4
        claims,homes-flooded,"stated as fact here, attributed there",stated as fact: N,a4,DIFFERS,a1 a2 a3
        "#);
    }

    #[test]
    fn discrepancies_of_one_article_are_none() {
        let filters = Filters {
            articles: vec![4],
            ..Filters::default()
        };
        insta::assert_snapshot!(shown(&seed_facts(), &REPORT, &filters, &Options::default()), @r#"
        Where articles contradict each other: facts, figures, roles, stances

        Nothing in 1 article contradicts anything else.

        counted: headlines, captions, drafts off; copies compared too (0)
        "#);
    }
}
