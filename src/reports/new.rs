//! What an article adds to those logged before it, repeats and contests.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::{self, Article, Selection, article_key, count};
use super::claims::{self, Claim};
use super::code::{Key, cell, printed};
use super::filters::{Filter, Filters};
use super::first_seen;
use super::lookup::{Proposition, ids, propositions};
use super::marked;
use super::speaker_name::SpeakerNames;
use super::table::{Cell, Column, Evidence, Row, Table, Tone};
use super::{Options, Report, ReportError};
use crate::domain::claim::{Stance, Status};
use crate::store::{Reader, StoreError, Value};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "new",
    about: "What an article adds to those logged before it, repeats and contests",
    filters: &[Filter::Article, Filter::Coder],
    needs: Some(Filter::Article),
    by: &[],
    switches: &[],
    run,
    chart: None,
};

/// How many articles are named of those that carry a claim in one voice.
const NAMED: usize = 6;

/// What an article does with a proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Finding {
    New,
    Contests,
    Repeats,
}

/// What was logged before on the propositions of an article.
struct Earlier {
    /// The articles that carry one of them, each with its coding.
    articles: BTreeMap<i64, Article>,
    claims: Vec<Claim>,
    /// By proposition, what stands against it.
    against: BTreeMap<i64, BTreeSet<i64>>,
}

/// A proposition as the article has it.
struct Line<'a> {
    finding: Finding,
    is_known: bool,
    is_counted: bool,
    proposition: &'a Proposition,
    own: Vec<&'a Claim>,
    /// Earlier claims on it and on what stands against it.
    others: Vec<&'a Claim>,
    carriers: Vec<&'a Article>,
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    _options: &Options,
) -> Result<Vec<Table>, ReportError> {
    if filters.articles.is_empty() {
        return Err(ReportError::Needs {
            report: REPORT.name,
            filter: Filter::Article,
        });
    }
    let own_filters = Filters {
        articles: filters.articles.clone(),
        coder: filters.coder.clone(),
        counting: filters.counting,
        ..Filters::default()
    };
    let mut selection = Selection::load(reader, &own_filters)?;
    selection.articles.sort_by_key(|article| article.id);
    let mut tables = Vec::new();
    for article in &selection.articles {
        tables.push(of_article(reader, article, &own_filters)?);
    }
    Ok(tables)
}

fn of_article(
    reader: &Reader<'_>,
    article: &Article,
    filters: &Filters,
) -> Result<Table, ReportError> {
    let coding = article.coding.as_ref().map(|coding| coding.id);
    let codings: Vec<i64> = coding.into_iter().collect();
    let mut claims = claims::load_of_codings(reader, &codings, None)?;
    for claim in &mut claims {
        claim.standing = claims::standing(claim, filters.counting);
    }
    let own: BTreeSet<i64> = claims
        .iter()
        .filter_map(|claim| claim.proposition)
        .collect();
    let earlier = earlier(reader, article, &own, filters)?;
    let everybody = claims.iter().chain(&earlier.claims);
    let names = SpeakerNames::load(reader, everybody.flat_map(Claim::everybody))?;
    let known = propositions(reader, own)?;
    let mut lines = lines(article, &claims, &earlier, &known);
    lines.sort_by(|one, other| {
        one.finding
            .cmp(&other.finding)
            .then_with(|| one.proposition.text.cmp(&other.proposition.text))
            .then_with(|| one.proposition.key.cmp(&other.proposition.key))
    });

    let mut key = Key::default();
    let mut rows: Vec<Row> = lines
        .iter()
        .map(|line| line.row(&names, &mut key))
        .collect();
    let parameters = [
        ("article", Value::from(article.id)),
        ("coding", Value::from(coding)),
    ];
    let mut numbers = Vec::new();
    for (what, sql) in [
        ("speaker", include_str!("new_speakers.sql")),
        ("organization", include_str!("new_organizations.sql")),
        ("event", include_str!("new_events.sql")),
    ] {
        let found = reader.rows(sql, &parameters, |row| {
            let mut evidence = Vec::new();
            if what == "speaker" {
                let id = row.integer("id")?;
                let said = claims
                    .iter()
                    .filter(|claim| claim.everybody().any(|it| it == id));
                evidence.extend(said.map(|claim| Evidence::Claim(claim.id)));
            }
            if evidence.is_empty() {
                evidence.push(Evidence::Article(article.id));
            }
            Ok(Row::new(vec![
                Cell::toned(format!("new {what}"), Tone::Added),
                Cell::text(row.text("name")?).with_evidence(evidence),
                Cell::text(row.optional_text("detail")?.unwrap_or_default()),
                Cell::empty(),
                Cell::empty(),
                Cell::text(row.text("key")?),
            ]))
        })?;
        numbers.push(found.len());
        rows.extend(found);
    }

    let mut table = Table::new(REPORT.name, title(article, &lines, &numbers))
        .with_columns(vec![
            Column::label("finding", "Finding"),
            Column::label("item", "What"),
            Column::text("here", "Here"),
            Column::text("elsewhere", "Logged before"),
            Column::text("first_seen", "First seen"),
            Column::text("key", "Key"),
        ])
        .with_rows(rows)
        .with_empty(if coding.is_none() {
            format!("Nobody has coded {} yet.", article.key())
        } else {
            format!(
                "{} adds and repeats nothing: it has no claim on a proposition.",
                article.key()
            )
        });
    for carrier in named_articles(&lines) {
        table = table.with_legend(carrier.key(), carrier.legend());
    }
    table.legend.extend(names.legend());
    table.notes.extend(key.line());
    table.notes.extend(notes(&claims, &lines, filters));
    let named = named_articles(&lines);
    table
        .notes
        .extend(marked::notes(named.into_iter().chain([article])));
    Ok(table)
}

fn earlier(
    reader: &Reader<'_>,
    article: &Article,
    own: &BTreeSet<i64>,
    filters: &Filters,
) -> Result<Earlier, StoreError> {
    let own_list: Vec<i64> = own.iter().copied().collect();
    let pairs = reader.rows(
        include_str!("negations.sql"),
        &[("ids", Value::list(&own_list))],
        |row| Ok((row.integer("proposition")?, row.integer("against")?)),
    )?;
    let mut against: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (proposition, other) in pairs {
        against.entry(proposition).or_default().insert(other);
    }
    let wanted: BTreeSet<i64> = own
        .iter()
        .chain(against.values().flatten())
        .copied()
        .collect();
    let wanted: Vec<i64> = wanted.into_iter().collect();
    let mut found = ids(
        reader,
        "SELECT claim.article AS id FROM json_each(:ids) AS wanted CROSS JOIN claim ON claim.proposition = wanted.value",
        &wanted,
    )?;
    found.retain(|id| *id < article.id);
    let mut articles = articles::load(reader, &found)?;
    articles::attach_codings(reader, &mut articles, filters)?;
    let codings: Vec<i64> = articles
        .iter()
        .filter_map(|article| Some(article.coding.as_ref()?.id))
        .collect();
    let mut claims = claims::load_of_propositions(reader, &codings, &wanted)?;
    if !filters.counting.drafts {
        claims.retain(|claim| claim.status != Status::Draft);
    }
    for claim in &mut claims {
        claim.standing = claims::standing(claim, filters.counting);
    }
    // As in a cell of `compare`: what does not count is told only where nothing that counts does.
    let counted: BTreeSet<(i64, Option<i64>)> = claims
        .iter()
        .filter(|claim| claim.is_counted())
        .map(|claim| (claim.article, claim.proposition))
        .collect();
    claims.retain(|claim| {
        claim.is_counted() || !counted.contains(&(claim.article, claim.proposition))
    });
    Ok(Earlier {
        articles: articles
            .into_iter()
            .map(|article| (article.id, article))
            .collect(),
        claims,
        against,
    })
}

fn lines<'a>(
    article: &'a Article,
    claims: &'a [Claim],
    earlier: &'a Earlier,
    known: &'a BTreeMap<i64, Proposition>,
) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (id, proposition) in known {
        let own: Vec<&Claim> = claims
            .iter()
            .filter(|claim| claim.proposition == Some(*id))
            .collect();
        let is_counted = own.iter().any(|claim| claim.is_counted());
        let stances: BTreeSet<Option<Stance>> = own
            .iter()
            .filter(|claim| claim.is_counted() || !is_counted)
            .map(|claim| claim.counted_stance().0)
            .collect();
        let against = earlier.against.get(id);
        let is_against = |claim: &Claim| {
            claim
                .proposition
                .is_some_and(|other| against.is_some_and(|against| against.contains(&other)))
        };
        let mut others = Vec::new();
        let mut carriers = Vec::new();
        let mut contested = false;
        for claim in &earlier.claims {
            let stance = claim.counted_stance().0;
            let contradicts = if claim.proposition == Some(*id) {
                match earlier.articles.get(&claim.article) {
                    Some(carrier)
                        if !carriers
                            .iter()
                            .any(|known: &&Article| known.id == carrier.id) =>
                    {
                        carriers.push(carrier);
                    }
                    _ => {}
                }
                opposite(stance)
            } else if is_against(claim) {
                stance.filter(|stance| matches!(stance, Stance::Asserts | Stance::Rejects))
            } else {
                continue;
            };
            contested |=
                claim.is_counted() && contradicts.is_some() && stances.contains(&contradicts);
            others.push(claim);
        }
        let is_known = !carriers.is_empty();
        carriers.push(article);
        lines.push(Line {
            finding: match (contested, is_known) {
                (true, _) => Finding::Contests,
                (false, true) => Finding::Repeats,
                (false, false) => Finding::New,
            },
            is_known,
            is_counted,
            proposition,
            own,
            others,
            carriers,
        });
    }
    lines
}

/// Returns the stance that contradicts one on the same proposition.
fn opposite(stance: Option<Stance>) -> Option<Stance> {
    match stance {
        Some(Stance::Asserts) => Some(Stance::Rejects),
        Some(Stance::Rejects) => Some(Stance::Asserts),
        Some(Stance::Mentions | Stance::Declines) | None => None,
    }
}

impl Line<'_> {
    fn row(&self, names: &SpeakerNames, key: &mut Key) -> Row {
        let finding = match self.finding {
            Finding::New => Cell::toned("new proposition", Tone::Added),
            Finding::Contests => Cell::toned("contests", Tone::Alarm),
            Finding::Repeats => Cell::text("repeats"),
        };
        let first_seen = if self.is_known {
            first_seen::line(&self.carriers)
        } else {
            String::new()
        };
        Row::new(vec![
            finding,
            Cell::text(&self.proposition.text),
            cell(&self.own, names, key),
            Cell::text(self.elsewhere(names, key))
                .with_evidence(self.others.iter().map(|claim| Evidence::Claim(claim.id))),
            Cell::text(first_seen),
            Cell::text(&self.proposition.key),
        ])
    }

    /// Returns how earlier articles have it, as in `Q Li (a1 a3), I! Lee (a2)`; a claim on what stands against it says so, and one
    /// that does not count stands in parentheses.
    fn elsewhere(&self, names: &SpeakerNames, key: &mut Key) -> String {
        let mut found: Vec<(String, Vec<i64>)> = Vec::new();
        let own = self.own.first().and_then(|claim| claim.proposition);
        for claim in &self.others {
            let mut code = printed(claim, |id| names.short(id));
            key.note(claim);
            if !claim.is_counted() {
                code = format!("({code})");
                key.note_uncounted();
            }
            if claim.proposition != own {
                code.push_str(" on its negation");
            }
            match found.iter_mut().find(|(known, _)| *known == code) {
                Some((_, articles)) if articles.contains(&claim.article) => {}
                Some((_, articles)) => articles.push(claim.article),
                None => found.push((code, vec![claim.article])),
            }
        }
        let parts: Vec<String> = found
            .into_iter()
            .map(|(code, articles)| {
                let named: Vec<String> = articles
                    .iter()
                    .take(NAMED)
                    .copied()
                    .map(article_key)
                    .collect();
                let more = articles.len().saturating_sub(NAMED);
                let more = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                format!("{code} ({}{more})", named.join(" "))
            })
            .collect();
        parts.join(", ")
    }
}

/// Returns `NEW IN a5 (outlet, date): 3 propositions, 0 speakers; 7 known propositions repeated, 1 now contested`.
fn title(article: &Article, lines: &[Line<'_>], numbers: &[usize]) -> String {
    let number = |wanted: &dyn Fn(&Line<'_>) -> bool| {
        lines
            .iter()
            .filter(|line| line.is_counted && wanted(line))
            .count()
    };
    let mut added = vec![count(
        number(&|line| !line.is_known),
        "proposition",
        "propositions",
    )];
    let nouns = [
        ("speaker", "speakers"),
        ("organization", "organizations"),
        ("event", "events"),
    ];
    for (place, ((one, several), new)) in nouns.iter().zip(numbers).enumerate() {
        // Speakers are always counted; the rest only where there is something new.
        if place == 0 || *new > 0 {
            added.push(count(*new, one, several));
        }
    }
    format!(
        "NEW IN {} ({}, {}): {}; {} repeated, {} now contested",
        article.key(),
        article.outlet_name,
        article.date(),
        added.join(", "),
        count(
            number(&|line| line.is_known),
            "known proposition",
            "known propositions"
        ),
        number(&|line| line.finding == Finding::Contests),
    )
}

/// The articles that a table names, in the order of their keys.
fn named_articles<'a>(lines: &[Line<'a>]) -> Vec<&'a Article> {
    let mut named: BTreeMap<i64, &Article> = BTreeMap::new();
    for article in lines.iter().flat_map(|line| &line.carriers) {
        named.insert(article.id, article);
    }
    named.into_values().take(MOST_LEGEND).collect()
}

/// The most articles that a legend explains: a proposition may have thousands of carriers.
const MOST_LEGEND: usize = 40;

fn notes(claims: &[Claim], lines: &[Line<'_>], filters: &Filters) -> Vec<String> {
    let mut notes = vec![String::from(
        "known: carried by an article logged before this one; first seen: published before all others, as far as dates and zones tell",
    )];
    notes.push(format!(
        "counted: {}",
        claims::counting_switches(filters.counting)
    ));
    let uncounted = lines.iter().filter(|line| !line.is_counted).count();
    if uncounted > 0 {
        notes.push(format!(
            "{} in parentheses not counted in the title",
            count(uncounted, "proposition", "propositions")
        ));
    }
    let without = claims
        .iter()
        .filter(|claim| claim.proposition.is_none())
        .count();
    if without > 0 {
        notes.push(count(
            without,
            "claim without a proposition",
            "claims without a proposition",
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::super::sample_book::{SampleBook, shown, tables};
    use super::*;

    fn book() -> SampleBook {
        let mut book = SampleBook::default();
        book.outlet("North")
            .outlet("South")
            .event("summit")
            .event("later");
        book.proposition("ports-open", "The ports are open", None)
            .proposition("tariffs-hurt", "Tariffs hurt", None)
            .proposition("ports-closed", "The ports are closed", None)
            .proposition("talks-held", "Talks were held", None)
            .proposition("headline-only", "Only a headline says it", None);
        book.sql("UPDATE proposition SET negates = 1 WHERE key = 'ports-closed'");
        book.speaker("Ann Lee", "person", "")
            .speaker("Bob Ray", "person", "")
            .speaker("sources", "unnamed", "");
        book.article(
            1,
            "full",
            &[("published", "2025-04-21T10:00"), ("zone", "UTC")],
        );
        book.article(
            2,
            "full",
            &[("published", "2025-04-21T12:00"), ("zone", "UTC?")],
        );
        book.article(2, "full", &[("published", "2025-04-19")]);
        book.link(1, 1).link(2, 1).link(3, 1).link(3, 2);
        book.sql("UPDATE speaker SET article = 3 WHERE name = 'sources'");
        book.claim(1, 1, ("direct", "asserts"), &[1], &[]);
        book.claim(1, 2, ("narration", ""), &[], &[]);
        book.claim(2, 2, ("direct", "asserts"), &[1], &[]);
        book.claim(3, 2, ("indirect", "rejects"), &[2], &[]);
        book.claim(3, 3, ("indirect", "asserts"), &[2], &[]);
        book.claim(3, 4, ("narration", ""), &[], &[]);
        book.claim(3, 1, ("indirect", ""), &[3], &[]);
        book.claim(3, 5, ("narration", ""), &[], &[("block", "headline")]);
        // What headlines and captions of the first article carry does not count, and contests nothing.
        book.claim(1, 4, ("direct", "rejects"), &[1], &[("block", "headline")]);
        book.claim(1, 1, ("narration", ""), &[], &[("block", "caption")]);
        book
    }

    fn of(article: i64) -> Filters {
        Filters {
            articles: vec![article],
            ..Filters::default()
        }
    }

    #[test]
    fn new_tells_what_is_added_repeated_and_contested() {
        insta::assert_snapshot!(shown(&book().build(), &REPORT, &of(3), &Options::default()), @r#"
        NEW IN a3 (South, 2025-04-19): 1 proposition, 1 speaker, 1 event; 3 known propositions repeated, 2 now contested

        Finding          What                     Here        Logged before               First seen     Key
        ───────────────  ───────────────────────  ──────────  ──────────────────────────  ─────────────  ─────────────
        new proposition  Only a headline says it  (N)                                                    headline-only
        contests         Tariffs hurt             I! Ray      N (a1), Q Lee (a2)          a3 2025-04-19  tariffs-hurt
        contests         The ports are closed     I Ray       Q Lee on its negation (a1)                 ports-closed
        repeats          Talks were held          N           (Q! Lee) (a1)               a3 2025-04-19  talks-held
        repeats          The ports are open       Iu sources  Q Lee (a1)                  a3 2025-04-19  ports-open
        new speaker      Bob Ray                  person                                                 bob-ray
        new event        Event later                                                                     later

        a1   North, 2025-04-21T10:00, “Title 1”
        a2   South, 2025-04-21T12:00, “Title 2”
        a3   South, 2025-04-19, “Title 3”
        Lee  Ann Lee
        Ray  Bob Ray

        Q direct, I indirect, N narration, ! rejects, u stance unset, ( ) not counted
        known: carried by an article logged before this one; first seen: published before all others, as far as dates and zones tell
        counted: headlines, captions, drafts off
        1 proposition in parentheses not counted in the title
        "#);
    }

    #[test]
    fn new_knows_no_first_where_a_zone_is_a_guess() {
        insta::assert_snapshot!(shown(&book().build(), &REPORT, &of(2), &Options::default()), @r#"
        NEW IN a2 (South, 2025-04-21T12:00): 0 propositions, 0 speakers; 1 known proposition repeated, 0 now contested

        Finding  What          Here   Logged before  First seen  Key
        ───────  ────────────  ─────  ─────────────  ──────────  ────────────
        repeats  Tariffs hurt  Q Lee  N (a1)         a1 or a2    tariffs-hurt

        a1   North, 2025-04-21T10:00, “Title 1”
        a2   South, 2025-04-21T12:00, “Title 2”
        Lee  Ann Lee

        Q direct, N narration
        known: carried by an article logged before this one; first seen: published before all others, as far as dates and zones tell
        counted: headlines, captions, drafts off
        "#);
    }

    #[test]
    fn new_makes_a_table_for_each_article() {
        let filters = Filters {
            articles: vec![2, 1],
            ..Filters::default()
        };
        let tables = tables(&book().build(), &REPORT, &filters, &Options::default());
        let titles: Vec<&str> = tables.iter().map(|table| table.title.as_str()).collect();
        assert!(titles[0].starts_with("NEW IN a1 "), "{titles:?}");
        assert_eq!(titles.len(), 2);
    }
}
