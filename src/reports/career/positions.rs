//! What a speaker said, by the date said, and where the stance turned.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::super::ReportError;
use super::super::articles::{Article, Selection, article_key, article_legend, count};
use super::super::claim_words::claim_words;
use super::super::claims::{self, Claim, Tally};
use super::super::code::{Key, marks};
use super::super::filters::Filters;
use super::super::lookup::{Proposition, propositions};
use super::super::said::{Bounds, DateOf, Moment, events, is_before, said};
use super::super::speaker_name::SpeakerNames;
use super::super::table::{Cell, CellValue, Column, Evidence, Row, Table, Tone};
use super::roles::text_or_empty;
use crate::domain::claim::Stance;
use crate::store::Reader;

/// The counted claims of the speakers asked for, by the date said.
pub(super) struct Positions {
    positions: Vec<Position>,
    propositions: BTreeMap<i64, Proposition>,
    names: SpeakerNames,
    words: BTreeMap<i64, String>,
    tally: Tally,
}

/// One claim with what it comes to.
struct Position {
    claim: Claim,
    /// The place of its article in the selection.
    place: usize,
    said: Option<(Moment, DateOf)>,
    /// What the stance is taken on, negations folded, and whether it is for it; none where there is no such stance.
    side: Option<(i64, bool)>,
}

/// How a stance stands to the other ones of the same speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Flip,
    Contradicts,
}

/// What the stances of one speaker on one proposition are compared by.
struct Turn {
    /// The place of the position in its table.
    at: usize,
    is_for: bool,
    bounds: Bounds,
}

/// Loads what the speakers of `filters` said in the articles of a selection.
pub(super) fn load(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Positions, ReportError> {
    let places = selection.places();
    let mut positions = Vec::new();
    let tally = claims::each_article(reader, selection, filters, |article, claims| {
        let Some(place) = places.get(&article.id).copied() else {
            return Ok(());
        };
        for claim in claims.iter().filter(|claim| claim.is_counted()) {
            positions.push(Position {
                claim: claim.clone(),
                place,
                said: None,
                side: None,
            });
        }
        Ok::<(), ReportError>(())
    })?;
    let ids: Vec<i64> = positions.iter().map(|position| position.claim.id).collect();
    let uttered_at = positions
        .iter()
        .filter_map(|position| position.claim.uttered_at);
    let events = events(reader, uttered_at)?;
    let known = positions
        .iter()
        .filter_map(|position| position.claim.proposition);
    let propositions = propositions(reader, known)?;
    for position in &mut positions {
        position.said =
            said(position.claim.said, position.claim.uttered_at, &events).or_else(|| {
                let article = selection.articles.get(position.place)?;
                Some((Moment::of_publication(article)?, DateOf::Published))
            });
        position.side = side(&position.claim, &propositions);
    }
    let order = |position: &Position| match &position.said {
        Some((moment, _)) => (false, moment.order(), position.place, position.claim.number),
        None => {
            let last = (NaiveDateTime::MAX, NaiveDateTime::MAX);
            (true, last, position.place, position.claim.number)
        }
    };
    positions.sort_by_key(order);
    let everybody = positions
        .iter()
        .flat_map(|position| position.claim.everybody());
    Ok(Positions {
        names: SpeakerNames::load(reader, everybody)?,
        words: claim_words(reader, &ids)?,
        positions,
        propositions,
        tally,
    })
}

/// Whoever asserts a negation rejects what it negates.
fn side(claim: &Claim, propositions: &BTreeMap<i64, Proposition>) -> Option<(i64, bool)> {
    let asserts = match claim.counted_stance().0 {
        Some(Stance::Asserts) => true,
        Some(Stance::Rejects) => false,
        Some(Stance::Mentions | Stance::Declines) | None => return None,
    };
    let id = claim.proposition?;
    Some(match propositions.get(&id)?.negates {
        Some(negated) => (negated, !asserts),
        None => (id, asserts),
    })
}

impl Positions {
    /// Returns the table of one speaker.
    pub(super) fn table(
        &mut self,
        speaker: i64,
        name: &str,
        filters: &Filters,
        selection: &Selection,
    ) -> Table {
        let is_of = |claim: &Claim| {
            claim.speakers.contains(&speaker) || claim.principals.contains(&speaker)
        };
        let own: Vec<&Position> = self
            .positions
            .iter()
            .filter(|position| is_of(&position.claim))
            .collect();
        let found = turns(speaker, &own);
        let mut key = Key::default();
        let mut rows = Vec::new();
        let mut shown: BTreeSet<usize> = BTreeSet::new();
        for (at, position) in own.iter().enumerate() {
            if let Some(article) = selection.articles.get(position.place) {
                shown.insert(position.place);
                key.note(&position.claim);
                let mark = found.get(&at);
                rows.push(self.row(speaker, position, article, mark, &own));
            }
        }
        let meant = self
            .positions
            .iter()
            .filter(|position| {
                !is_of(&position.claim) && position.claim.alternatives.contains(&speaker)
            })
            .count();
        let mut table = Table::new("career_positions", format!("Positions of {name}"))
            .with_columns(vec![
                Column::label("date", "Date"),
                Column::text("date_of", "Date of"),
                Column::label("article", "Article"),
                Column::text("proposition", "Proposition"),
                Column::text("voice", "Voice"),
                Column::text("through", "Through"),
                Column::text("words", "Words"),
                Column::text("mark", "Mark"),
                Column::text("against", "Against"),
                Column::text("key", "Key"),
            ])
            .with_rows(rows);
        let shown: Vec<&Article> = shown
            .iter()
            .filter_map(|place| selection.articles.get(*place))
            .collect();
        table.legend = article_legend(&shown);
        table.notes.extend(key.line());
        table.notes.push(format!(
            "listed: every counted claim, by the date said; {}",
            claims::counting_switches(filters.counting)
        ));
        for mark in [Mark::Flip, Mark::Contradicts] {
            if found.values().any(|(found, _)| *found == mark) {
                table.notes.push(mark.meaning().to_owned());
            }
        }
        if meant > 0 {
            table.notes.push(format!(
                "{} not listed",
                count(
                    meant,
                    "claim in which the speaker is only who else may be meant",
                    "claims in which the speaker is only who else may be meant"
                )
            ));
        }
        table.notes.extend(self.tally.uncounted_note());
        table.notes.extend(self.tally.derived_note());
        table.empty = match self.tally.uncounted_note() {
            Some(note) => format!("No claim of {name} counts here ({note})."),
            None => format!("No claim of {name} is logged or left by the filters."),
        };
        table
    }

    fn row(
        &self,
        speaker: i64,
        position: &Position,
        article: &Article,
        mark: Option<&(Mark, Vec<usize>)>,
        own: &[&Position],
    ) -> Row {
        let claim = &position.claim;
        let evidence = [Evidence::Claim(claim.id)];
        let (date, of) = match &position.said {
            Some((moment, of)) => (Cell::text(moment.date.to_string()), Cell::text(of.as_str())),
            None => (
                Cell::toned("undated", Tone::Faint).with_value(CellValue::Empty),
                Cell::empty(),
            ),
        };
        let proposition = claim.proposition.and_then(|id| self.propositions.get(&id));
        let text = match proposition {
            Some(proposition) => Cell::text(&proposition.text),
            None => Cell::toned("(no proposition)", Tone::Faint).with_value(CellValue::Empty),
        };
        let stands_on = mark
            .iter()
            .flat_map(|(_, against)| against)
            .filter_map(|at| own.get(*at))
            .map(|other| &other.claim);
        let against: Vec<String> = stands_on
            .clone()
            .map(|other| format!("{}.{}", article_key(other.article), other.number))
            .collect();
        let mark_cell = mark.map_or_else(Cell::empty, |(mark, _)| {
            let claims = std::iter::once(claim).chain(stands_on);
            Cell::toned(mark.as_str(), Tone::Alarm)
                .with_evidence(claims.map(|claim| Evidence::Claim(claim.id)))
        });
        let short = through(claim, speaker, |id| self.names.short(id));
        let full = through(claim, speaker, |id| self.names.full(id));
        Row::new(vec![
            date,
            of,
            Cell::text(article.key()).with_evidence([Evidence::Article(article.id)]),
            text.with_evidence(evidence),
            Cell::text(marks(claim)).with_evidence(evidence),
            match short.is_empty() {
                true => Cell::empty(),
                false => Cell::text(short).with_value(CellValue::Text(full)),
            },
            text_or_empty(self.words.get(&claim.id).map_or("", String::as_str))
                .with_evidence(evidence),
            mark_cell,
            text_or_empty(&against.join(" ")),
            text_or_empty(proposition.map_or("", |proposition| proposition.key.as_str())),
        ])
    }
}

/// Returns by whom a claim of `speaker` came, for whom it was made and who told it, as in `by Dahl` or `<Wire Nine>`.
fn through<'n>(claim: &Claim, speaker: i64, name: impl Fn(i64) -> &'n str) -> String {
    let joined = |ids: &[i64], between: &str| {
        let names: Vec<&str> = ids
            .iter()
            .filter(|id| **id != speaker)
            .map(|id| name(*id))
            .collect();
        names.join(between)
    };
    let speakers = joined(&claim.speakers, " + ");
    let principals = joined(&claim.principals, " + ");
    let mut parts = Vec::new();
    if claim.principals.contains(&speaker) {
        if !speakers.is_empty() {
            parts.push(format!("by {speakers}"));
        }
    } else if !principals.is_empty() {
        parts.push(format!("for {principals}"));
    }
    if !claim.via.is_empty() {
        parts.push(format!("<{}>", joined(&claim.via, ", ")));
    }
    parts.join(" ")
}

/// Returns the positions, by their place, that stand against others of the same speaker, and against which.
fn turns(speaker: i64, own: &[&Position]) -> BTreeMap<usize, (Mark, Vec<usize>)> {
    let mut by_proposition: BTreeMap<i64, Vec<Turn>> = BTreeMap::new();
    for (at, position) in own.iter().enumerate() {
        // What a spokesman says is the stance of those for whom he speaks, not his own.
        let claim = &position.claim;
        let is_own = claim.principals.is_empty() || claim.principals.contains(&speaker);
        if let Some((proposition, is_for)) = position.side.filter(|_| is_own) {
            by_proposition.entry(proposition).or_default().push(Turn {
                at,
                is_for,
                bounds: position
                    .said
                    .map_or((None, None), |(moment, _)| moment.certain_bounds()),
            });
        }
    }
    let mut marks = BTreeMap::new();
    for turns in by_proposition.values() {
        for turn in turns {
            if let Some(mark) = mark(turn, turns) {
                marks.insert(turn.at, mark);
            }
        }
    }
    marks
}

/// Returns how one stance stands to the others on its proposition: it flips where the last known stance before it was the opposite, and
/// contradicts where an opposite one may have come before or after it.
fn mark(turn: &Turn, turns: &[Turn]) -> Option<(Mark, Vec<usize>)> {
    let same_before = turns
        .iter()
        .filter(|other| other.is_for == turn.is_for && is_before(other.bounds, turn.bounds));
    // An opposite stance that the speaker had already left is not left again.
    let left = same_before.filter_map(|other| other.bounds.0).max();
    let opposite = || turns.iter().filter(|other| other.is_for != turn.is_for);
    let flipped: Vec<usize> = opposite()
        .filter(|other| is_before(other.bounds, turn.bounds))
        .filter(|other| left.is_none_or(|left| other.bounds.1.is_none_or(|end| end > left)))
        .map(|other| other.at)
        .collect();
    if !flipped.is_empty() {
        return Some((Mark::Flip, flipped));
    }
    let contradicted: Vec<usize> = opposite()
        .filter(|other| {
            !is_before(other.bounds, turn.bounds) && !is_before(turn.bounds, other.bounds)
        })
        .map(|other| other.at)
        .collect();
    (!contradicted.is_empty()).then_some((Mark::Contradicts, contradicted))
}

impl Mark {
    fn as_str(self) -> &'static str {
        match self {
            Mark::Flip => "FLIP",
            Mark::Contradicts => "CONTRADICTS",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Mark::Flip => {
                "FLIP: the opposite of what the speaker last said of it (who asserts a negation rejects what it negates), surely later"
            }
            Mark::Contradicts => "CONTRADICTS: the opposite; which came first is not known",
        }
    }
}
