//! How the codebook is used: propositions that nothing or one claim stands for, those that are nearly the same, topics without use.

mod near;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;

use super::articles::{Selection, article_key, count, why_no_articles};
use super::claims::{self, Claim, Tally};
use super::filters::{Filter, Filters};
use super::lookup::{ids, topic_paths};
use super::table::{Cell, Column, Evidence, Row, Table, Tone};
use super::units::{Counter, Sides, Unit};
use super::{Options, Report, ReportError};
use crate::store::{Reader, StoreError, Value};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "codebook",
    about: "Propositions and topics never used, used once, or nearly the same",
    filters: Filter::ALL,
    needs: None,
    by: &[],
    switches: &[],
    run,
    chart: None,
};

/// The most pairs of near duplicates of a table, those most alike.
const MOST_PAIRS: usize = 5_000;
/// What stands where a proposition has no topic.
const NO_TOPIC: &str = "(no topic)";

/// One proposition of the codebook.
#[derive(Debug)]
struct Entry {
    id: i64,
    key: String,
    text: String,
    topic: Option<i64>,
    broader: Option<i64>,
    negates: Option<i64>,
}

/// How a proposition is used.
#[derive(Debug, Default)]
struct Use {
    /// Counted under the rule in force.
    units: usize,
    /// The articles that have one of these, in the order of the report.
    articles: Vec<i64>,
    claims: Vec<Evidence>,
    /// Claims that do not count.
    uncounted: usize,
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let is_narrowed = is_narrowed(filters);
    if is_narrowed && selection.articles.is_empty() {
        return Ok(vec![empty().with_empty(why_no_articles(reader, filters)?)]);
    }
    let scope = match &selection.propositions {
        Some(propositions) => Some(propositions.clone()),
        None if is_narrowed => None,
        None => Some(ids(reader, "SELECT id FROM proposition", &[])?),
    };
    let known = scope.map(|scope| entries(reader, scope)).transpose()?;
    let mut uses: BTreeMap<i64, Use> = BTreeMap::new();
    let mut counter = Counter::new(filters.counting.once, Sides::Together)
        .without_evidence(options.without_evidence);
    let (tally, near) = std::thread::scope(|scope| {
        // The words of all propositions take as long as the claims, and need nothing of them.
        let near = known
            .as_ref()
            .map(|entries| scope.spawn(|| near::pairs(entries)));
        let tally = claims::each_article(reader, &selection, filters, |article, claims| {
            use_in_article(&mut uses, article.id, counter.units(claims), claims);
            Ok::<(), ReportError>(())
        });
        let near = near.map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        tally.map(|tally| (tally, near))
    })?;

    let entries = match known {
        Some(known) => known,
        None => entries(reader, uses.keys().copied().collect())?,
    };
    let topics = topic_paths(reader)?;
    let book = Codebook {
        entries: &entries,
        uses: &uses,
        topics: &topics,
    };
    let near = near.unwrap_or_else(|| near::pairs(&entries));
    let more = near.len().saturating_sub(MOST_PAIRS);
    let mut table = empty();
    let sections = [
        ("never used", book.rows(|used| used.units == 0)),
        ("used once", book.rows(|used| used.units == 1)),
        ("near duplicates", book.near_rows(&near)),
        (
            "topics never used",
            book.topic_rows(reader, filters, is_narrowed)?,
        ),
    ];
    for (heading, rows) in sections {
        if !rows.is_empty() {
            table = table.with_section(heading, rows);
        }
    }
    table.notes = notes(filters, &selection, &tally, is_narrowed);
    if !near.is_empty() {
        table.notes.push(near::rule());
    }
    if more > 0 {
        table.notes.push(format!(
            "{} not shown, which are less alike",
            count(more, "more near duplicate", "more near duplicates")
        ));
    }
    let propositions = count(entries.len(), "proposition", "propositions");
    table.empty = if entries.is_empty() {
        String::from(
            "There are no propositions here yet; a sheet's prop makes them, or: claimbook proposition add",
        )
    } else {
        format!(
            "{propositions} here, each used more than once and none nearly the same as another."
        )
    };
    Ok(vec![table])
}

fn empty() -> Table {
    Table::new(REPORT.name, REPORT.about)
        .with_section_name("section")
        .with_columns(vec![
            Column::label("text", "Proposition"),
            Column::text("topic", "Topic"),
            Column::count("claims", "n"),
            Column::count("articles", "Articles"),
            Column::text("article", "In"),
            Column::text("key", "Key"),
            Column::text("other", "Other"),
            Column::count("other_claims", "Other n"),
            Column::text("other_key", "Other key"),
            Column::count("overlap", "Overlap %"),
            Column::text("mark", "Mark"),
        ])
}

/// Whether the report is asked of some articles or claims only: then what they do not use says nothing of the codebook.
fn is_narrowed(filters: &Filters) -> bool {
    let lists = [
        &filters.events,
        &filters.articles,
        &filters.outlets,
        &filters.speakers,
        &filters.via,
    ];
    lists.iter().any(|list| !list.is_empty())
        || !filters.labels.is_empty()
        || !filters.languages.is_empty()
        || filters.since.is_some()
        || filters.until.is_some()
}

fn notes(
    filters: &Filters,
    selection: &Selection,
    tally: &Tally,
    is_narrowed: bool,
) -> Vec<String> {
    let mut notes = claims::notes(filters, selection, tally);
    notes.extend(tally.without_proposition_note("not in the table"));
    if is_narrowed && selection.propositions.is_none() {
        notes.push(String::from(
            "propositions with a claim in these articles; without filters the report looks at all",
        ));
    }
    notes
}

/// Counts what the claims of one article use.
fn use_in_article(
    uses: &mut BTreeMap<i64, Use>,
    article: i64,
    units: Vec<Unit<'_>>,
    claims: &[Claim],
) {
    for unit in units {
        let Some(proposition) = unit.claim.proposition else {
            continue;
        };
        let used = uses.entry(proposition).or_default();
        used.units += 1;
        if used.articles.last() != Some(&article) {
            used.articles.push(article);
        }
        if used.claims.last() != unit.evidence.as_ref() {
            used.claims.extend(unit.evidence);
        }
    }
    for claim in claims {
        if let Some(proposition) = claim.proposition
            && claim.standing.is_asked_for()
            && !claim.is_counted()
        {
            uses.entry(proposition).or_default().uncounted += 1;
        }
    }
}

fn entries(reader: &Reader<'_>, scope: BTreeSet<i64>) -> Result<Vec<Entry>, StoreError> {
    let scope: Vec<i64> = scope.into_iter().collect();
    reader.rows(
        include_str!("propositions.sql"),
        &[("ids", Value::list(&scope))],
        |row| {
            Ok(Entry {
                id: row.integer("id")?,
                key: row.text("key")?,
                text: row.text("text")?,
                topic: row.optional_integer("topic")?,
                broader: row.optional_integer("broader")?,
                negates: row.optional_integer("negates")?,
            })
        },
    )
}

/// What the rows are made of.
struct Codebook<'a> {
    entries: &'a [Entry],
    uses: &'a BTreeMap<i64, Use>,
    topics: &'a BTreeMap<i64, String>,
}

impl Codebook<'_> {
    fn topic(&self, entry: &Entry) -> &str {
        entry
            .topic
            .and_then(|topic| self.topics.get(&topic))
            .map_or(NO_TOPIC, String::as_str)
    }

    /// Returns the rows of the propositions of which `wanted` holds, by topic and text, those without a topic last.
    fn rows(&self, wanted: impl Fn(&Use) -> bool) -> Vec<Row> {
        let unused = Use::default();
        let used = |entry: &Entry| self.uses.get(&entry.id).unwrap_or(&unused);
        let mut entries: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| wanted(used(entry)))
            .collect();
        let order = |entry: &Entry| (entry.topic.is_none(), self.topic(entry).to_owned());
        entries.sort_by_cached_key(|entry| (order(entry), entry.text.clone(), entry.key.clone()));
        entries
            .into_iter()
            .map(|entry| {
                let mut cells = self.cells(entry);
                let uncounted = used(entry).uncounted;
                cells.extend([Cell::empty(), Cell::empty(), Cell::empty(), Cell::empty()]);
                cells.push(if uncounted > 0 && used(entry).units == 0 {
                    Cell::toned(
                        count(uncounted, "claim not counted", "claims not counted"),
                        Tone::Faint,
                    )
                } else {
                    Cell::empty()
                });
                Row::new(cells)
            })
            .collect()
    }

    /// Returns the rows of the pairs of near duplicates, the proposition with more claims first.
    fn near_rows(&self, near: &[near::Near]) -> Vec<Row> {
        let units = |entry: &Entry| self.uses.get(&entry.id).map_or(0, |used| used.units);
        let mut rows = Vec::new();
        for pair in near.iter().take(MOST_PAIRS) {
            let (Some(one), Some(other)) =
                (self.entries.get(pair.one), self.entries.get(pair.other))
            else {
                continue;
            };
            let (one, other) = if units(other) > units(one) {
                (other, one)
            } else {
                (one, other)
            };
            let mut cells = self.cells(one);
            cells.extend([
                Cell::text(&other.text),
                self.number(other),
                Cell::text(&other.key),
                Cell::per_cent(pair.shared, pair.all),
                pair.mark(one, other),
            ]);
            rows.push(Row::new(cells));
        }
        rows
    }

    /// Returns the rows of the topics of which neither they nor any under them has a claim that counts.
    fn topic_rows(
        &self,
        reader: &Reader<'_>,
        filters: &Filters,
        is_narrowed: bool,
    ) -> Result<Vec<Row>, StoreError> {
        let rows = reader.rows("SELECT id, key, parent FROM topic", &[], |row| {
            let parent = row.optional_integer("parent")?;
            Ok((row.integer("id")?, (row.text("key")?, parent)))
        })?;
        let all: BTreeMap<i64, (String, Option<i64>)> = rows.into_iter().collect();
        let is_used = |entry: &&Entry| self.uses.get(&entry.id).is_some_and(|used| used.units > 0);
        let mut used: BTreeSet<i64> = BTreeSet::new();
        for entry in self.entries.iter().filter(is_used) {
            let mut next = entry.topic;
            // Above a topic that has been there all others have; so a loop, which only a damaged book has, ends too.
            while let Some(topic) = next.filter(|topic| used.insert(*topic)) {
                next = all.get(&topic).and_then(|(_, parent)| *parent);
            }
        }
        let asked: Option<BTreeSet<i64>> = if !filters.topics.is_empty() {
            let under = include_str!("../topics_under.sql");
            Some(ids(reader, under, &filters.topics)?)
        } else if is_narrowed || !filters.propositions.is_empty() {
            Some(
                self.entries
                    .iter()
                    .filter_map(|entry| entry.topic)
                    .collect(),
            )
        } else {
            None
        };
        let mut unused: Vec<(&str, &str)> = all
            .iter()
            .filter(|(id, _)| !used.contains(id))
            .filter(|(id, _)| asked.as_ref().is_none_or(|asked| asked.contains(id)))
            .map(|(id, (key, _))| {
                let path = self.topics.get(id).map_or("", String::as_str);
                (path, key.as_str())
            })
            .collect();
        unused.sort_unstable();
        let rows = unused.into_iter().map(|(path, key)| {
            let mut cells = vec![
                Cell::empty(),
                Cell::text(path),
                Cell::count(0),
                Cell::count(0),
                Cell::empty(),
                Cell::text(key),
            ];
            cells.extend(std::iter::repeat_n(Cell::empty(), 5));
            Row::new(cells)
        });
        Ok(rows.collect())
    }

    /// Returns the first cells of a proposition's row.
    fn cells(&self, entry: &Entry) -> Vec<Cell> {
        let articles = self
            .uses
            .get(&entry.id)
            .map_or(&[][..], |used| used.articles.as_slice());
        let only = match articles {
            [one] => Cell::text(article_key(*one)).with_evidence([Evidence::Article(*one)]),
            _ => Cell::empty(),
        };
        vec![
            Cell::text(&entry.text),
            Cell::text(self.topic(entry)),
            self.number(entry),
            Cell::count(articles.len()),
            only,
            Cell::text(&entry.key),
        ]
    }

    fn number(&self, entry: &Entry) -> Cell {
        match self.uses.get(&entry.id) {
            Some(used) => Cell::count(used.units).with_evidence(used.claims.iter().copied()),
            None => Cell::count(0),
        }
    }
}

#[cfg(test)]
mod tests;
