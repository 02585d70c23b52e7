//! In which roles articles introduce a speaker, and which of them are new.

use std::collections::{BTreeMap, BTreeSet};

use super::super::articles::{Article, Selection, article_legend, count};
use super::super::claim_words;
use super::super::first_seen::published;
use super::super::organizations::Organizations;
use super::super::role::{Relation, Role};
use super::super::said::{Bounds, is_before};
use super::super::table::{Cell, CellValue, Column, Evidence, Row, Table, Tone};
use crate::store::{Reader, StoreError, Value};

/// The introductions of the speakers asked for, by article.
pub(super) struct Roles {
    introductions: Vec<Introduction>,
    organizations: Organizations,
    /// How many stand in copies, by speaker.
    in_copies: BTreeMap<i64, usize>,
}

/// How one article introduces a speaker.
struct Introduction {
    id: i64,
    speaker: i64,
    /// The place of its article in the selection.
    place: usize,
    /// None where the article only names the speaker.
    role: Option<Role>,
    words: String,
    /// Open where nobody knows when the article was published.
    published: Bounds,
}

/// What sets an introduction apart from those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    NewRole,
    Also,
    OtherRole,
    Again,
    Spelling,
    Precision,
}

/// Loads the introductions of speakers in the articles of a selection, copies aside.
pub(super) fn load(
    reader: &Reader<'_>,
    selection: &Selection,
    speakers: &[i64],
) -> Result<Roles, StoreError> {
    let places = selection.places();
    let mut in_copies: BTreeMap<i64, usize> = BTreeMap::new();
    let rows = reader.rows(
        include_str!("introductions.sql"),
        &[
            ("speakers", Value::list(speakers)),
            ("codings", Value::list(&selection.codings())),
        ],
        |row| {
            let speaker = row.integer("speaker")?;
            let place = places.get(&row.integer("article")?).copied();
            let Some((place, article)) =
                place.and_then(|place| Some((place, selection.articles.get(place)?)))
            else {
                return Ok(None);
            };
            if article.collapsed {
                *in_copies.entry(speaker).or_default() += 1;
                return Ok(None);
            }
            let affiliation = row.optional_integer("affiliation")?;
            let role = Role {
                role: row.optional_text("role")?,
                organization: row.optional_integer("organization")?,
            };
            Ok(Some(Introduction {
                id: row.integer("id")?,
                speaker,
                place,
                role: affiliation.map(|_| role),
                words: String::new(),
                published: published(article),
            }))
        },
    )?;
    let mut introductions: Vec<Introduction> = rows.into_iter().flatten().collect();
    introductions.sort_by_key(|introduction| introduction.place);
    let ids: Vec<i64> = introductions
        .iter()
        .map(|introduction| introduction.id)
        .collect();
    let mut words: BTreeMap<i64, String> = BTreeMap::new();
    reader.rows(
        include_str!("words.sql"),
        &[("ids", Value::list(&ids))],
        |row| {
            let of_introduction = words.entry(row.integer("introduction")?).or_default();
            claim_words::add(of_introduction, &row.text("words")?);
            Ok(())
        },
    )?;
    for introduction in &mut introductions {
        introduction.words = words.remove(&introduction.id).unwrap_or_default();
    }
    let organizations = introductions
        .iter()
        .filter_map(|introduction| introduction.role.as_ref()?.organization);
    let organizations = Organizations::load(reader, organizations)?;
    Ok(Roles {
        introductions,
        organizations,
        in_copies,
    })
}

impl Roles {
    /// Returns the table of one speaker.
    pub(super) fn table(&self, speaker: i64, name: &str, selection: &Selection) -> Table {
        let own: Vec<&Introduction> = self
            .introductions
            .iter()
            .filter(|introduction| introduction.speaker == speaker)
            .collect();
        let mut differences = Differences::new(&self.organizations);
        let mut before = Before::default();
        let mut marks = BTreeSet::new();
        let mut rows = Vec::new();
        let mut articles: Vec<&Article> = Vec::new();
        for introduction in own {
            let Some(article) = selection.articles.get(introduction.place) else {
                continue;
            };
            if articles.last().is_none_or(|last| last.id != article.id) {
                articles.push(article);
            }
            let mark = introduction
                .role
                .as_ref()
                .and_then(|role| before.mark(introduction, role, &mut differences));
            marks.extend(mark);
            let evidence = [Evidence::Introduction(introduction.id)];
            let role = introduction.role.as_ref();
            let organization = role.map_or_else(String::new, |role| {
                self.organizations.path(role.organization)
            });
            rows.push(Row::new(vec![
                date_cell(article),
                Cell::text(article.key()).with_evidence([Evidence::Article(article.id)]),
                text_or_empty(
                    role.and_then(|role| role.role.as_deref())
                        .unwrap_or_default(),
                )
                .with_evidence(evidence),
                text_or_empty(&organization).with_evidence(evidence),
                text_or_empty(&introduction.words).with_evidence(evidence),
                mark.map_or_else(Cell::empty, Mark::cell),
            ]));
        }
        let mut table = Table::new("career_roles", format!("Roles of {name}"))
            .with_columns(vec![
                Column::label("date", "Date"),
                Column::label("article", "Article"),
                Column::text("role", "Role"),
                Column::text("organization", "Organization"),
                Column::text("words", "As printed"),
                Column::text("mark", "Mark"),
            ])
            .with_rows(rows)
            .with_note("listed: every introduction, by the article's publication")
            .with_empty(format!("No article here introduces {name}."));
        table.legend = article_legend(&articles);
        table.notes.extend(marks.into_iter().map(Mark::meaning));
        if let Some(number) = self.in_copies.get(&speaker) {
            table.notes.push(format!(
                "{} in copies not listed (--copies keep lists them)",
                count(*number, "introduction", "introductions")
            ));
        }
        table
    }
}

/// The introductions listed so far that name a role, each with the number of its role.
#[derive(Default)]
struct Before<'r> {
    introductions: Vec<(&'r Introduction, usize)>,
}

impl<'r> Before<'r> {
    /// Returns what sets an introduction apart from those listed before it, and adds it to them.
    fn mark(
        &mut self,
        introduction: &'r Introduction,
        role: &'r Role,
        differences: &mut Differences<'r>,
    ) -> Option<Mark> {
        let role = differences.number(role);
        let mark = self.mark_of(introduction, role, differences);
        self.introductions.push((introduction, role));
        mark
    }

    fn mark_of(
        &self,
        introduction: &Introduction,
        role: usize,
        differences: &mut Differences<'_>,
    ) -> Option<Mark> {
        if self.introductions.is_empty() {
            return None;
        }
        // Those that no other one is known to follow; of one article or of one day there may be several.
        let latest_start = self
            .introductions
            .iter()
            .filter_map(|(earlier, _)| earlier.published.0)
            .max();
        let is_last = |earlier: &Introduction| {
            latest_start.is_none_or(|start| earlier.published.1.is_none_or(|end| end > start))
        };
        let (last, earlier): (Vec<_>, Vec<_>) = self
            .introductions
            .iter()
            .partition(|(earlier, _)| is_last(earlier));
        let closest = last
            .iter()
            .filter_map(|(_, other)| differences.between(role, *other))
            .min();
        if let Some(difference) = closest {
            return difference;
        }
        let follows = |(other, _): &(&Introduction, usize)| {
            is_before(other.published, introduction.published)
        };
        // Whatever comes before one of the last comes before what follows them all.
        if last.iter().all(follows) {
            let again = earlier
                .iter()
                .any(|(_, other)| differences.between(role, *other).is_some());
            return Some(if again { Mark::Again } else { Mark::NewRole });
        }
        let knows_when = |bounds: Bounds| bounds.0.is_some() && bounds.1.is_some();
        let beside = last
            .iter()
            .filter(|other| !follows(other))
            .any(|(other, _)| {
                other.place == introduction.place
                    || knows_when(other.published) && knows_when(introduction.published)
            });
        Some(if beside { Mark::Also } else { Mark::OtherRole })
    }
}

/// How roles differ from each other. Somebody is introduced a thousand times in some ten roles, so each pair is compared once.
struct Differences<'r> {
    organizations: &'r Organizations,
    numbers: BTreeMap<&'r Role, usize>,
    roles: Vec<&'r Role>,
    known: BTreeMap<(usize, usize), Option<Option<Mark>>>,
}

impl<'r> Differences<'r> {
    fn new(organizations: &'r Organizations) -> Differences<'r> {
        Differences {
            organizations,
            numbers: BTreeMap::new(),
            roles: Vec::new(),
            known: BTreeMap::new(),
        }
    }

    fn number(&mut self, role: &'r Role) -> usize {
        *self.numbers.entry(role).or_insert_with(|| {
            self.roles.push(role);
            self.roles.len() - 1
        })
    }

    /// Returns how a role differs from one that it fits, which is not at all where they are in the same words; `None` where they do not
    /// fit each other.
    fn between(&mut self, one: usize, other: usize) -> Option<Option<Mark>> {
        let (role, earlier) = (self.roles.get(one)?, self.roles.get(other)?);
        let organizations = self.organizations;
        *self.known.entry((one, other)).or_insert_with(|| {
            let name = |role: &Role| {
                let organization = role.organization?;
                Some(organizations.get(organization)?.name.as_str())
            };
            match role.relation(earlier, organizations) {
                Relation::SpellingOnly
                    if role.role == earlier.role && name(role) == name(earlier) =>
                {
                    Some(None)
                }
                Relation::SpellingOnly => Some(Some(Mark::Spelling)),
                Relation::PrecisionOnly => Some(Some(Mark::Precision)),
                Relation::OtherRole | Relation::OtherOrganization => None,
            }
        })
    }
}

impl Mark {
    fn cell(self) -> Cell {
        let tone = match self {
            Mark::NewRole => Tone::Strong,
            Mark::Again | Mark::OtherRole | Mark::Also => Tone::Plain,
            Mark::Spelling | Mark::Precision => Tone::Faint,
        };
        Cell::toned(self.as_str(), tone)
    }

    fn as_str(self) -> &'static str {
        match self {
            Mark::NewRole => "NEW ROLE",
            Mark::Also => "ALSO",
            Mark::OtherRole => "OTHER ROLE",
            Mark::Again => "EARLIER ROLE AGAIN",
            Mark::Spelling => "SPELLING",
            Mark::Precision => "PRECISION",
        }
    }

    fn meaning(self) -> String {
        let meaning = match self {
            Mark::NewRole => {
                "another role or organization than in every introduction before, surely later"
            }
            Mark::Also => "another one at what may be the same time",
            Mark::OtherRole => "another one; which came first is not known",
            Mark::Again => "one from before the last",
            Mark::Spelling => "the last one in another spelling",
            Mark::Precision => "the last one, more or less precisely",
        };
        format!("{}: {meaning}", self.as_str())
    }
}

/// Returns the cell of the date of publication.
fn date_cell(article: &Article) -> Cell {
    match article.published {
        Some(date) => Cell::text(date.to_string()),
        None => Cell::toned(article.date(), Tone::Faint).with_value(CellValue::Empty),
    }
}

/// Returns a cell of words; one that holds nothing where there are none.
pub(super) fn text_or_empty(words: &str) -> Cell {
    if words.is_empty() {
        Cell::empty()
    } else {
        Cell::text(words)
    }
}
