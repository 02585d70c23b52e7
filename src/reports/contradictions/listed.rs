//! What is listed of those who hold sides, in which section, and how it is printed.

use std::collections::{BTreeMap, BTreeSet};

use super::super::articles::Selection;
use super::super::claims::{self, Claim};
use super::super::code::{Key, marks};
use super::super::lookup::Proposition;
use super::super::side::Side;
use super::super::speaker_name::SpeakerNames;
use super::super::speaker_profile::{Appearance, SpeakerProfiles};
use super::super::table::{Cell, CellValue, Evidence, Piece, Row, Tone};
use super::holds::{Hold, Who};
use crate::domain::claim::Voice;
use crate::store::{Reader, StoreError, Value};

/// One row before it is printed.
#[derive(Debug)]
pub(super) struct Entry<'h> {
    pub(super) hold: &'h Hold,
    /// The organization as whose member the speaker speaks, where that is what makes it a contradiction.
    organization: Option<String>,
}

/// Returns the entries of each section, by proposition. Every pass goes over those who hold sides once; nobody is compared with
/// everybody.
pub(super) fn sections<'h>(
    reader: &Reader<'_>,
    holds: &'h [Hold],
    known: &BTreeMap<i64, Proposition>,
) -> Result<[(&'static str, Vec<Entry<'h>>); 3], StoreError> {
    let mut rank: Vec<(&str, &str, i64)> = known
        .iter()
        .map(|(id, proposition)| (proposition.text.as_str(), proposition.key.as_str(), *id))
        .collect();
    rank.sort_unstable();
    let rank: BTreeMap<i64, usize> = rank
        .into_iter()
        .enumerate()
        .map(|(place, (_, _, id))| (id, place))
        .collect();
    let rank = |hold: &Hold| rank.get(&hold.proposition).copied();
    let plain = |hold: &'h Hold| Entry {
        hold,
        organization: None,
    };

    let mut same_speaker: Vec<(usize, &Hold)> = Vec::new();
    for own in
        holds.chunk_by(|one, other| (one.proposition, one.who) == (other.proposition, other.who))
    {
        let takes = |side| own.iter().any(|hold| hold.side == side);
        if takes(Side::For) && takes(Side::Against) {
            let first = own.iter().map(|hold| hold.place).min().unwrap_or_default();
            same_speaker.extend(own.iter().map(|hold| (first, hold)));
        }
    }
    same_speaker.sort_by_key(|(first, hold)| (rank(hold), *first, hold.who, hold.side, hold.place));

    let same_organization = of_organizations(reader, holds, rank)?;

    let mut disagreeing: Vec<&Hold> = Vec::new();
    for own in holds.chunk_by(|one, other| one.proposition == other.proposition) {
        let own: Vec<&Hold> = own.iter().filter(|hold| !hold.through).collect();
        disagreeing.extend(opposed(&own));
    }
    disagreeing.sort_by_key(|hold| (rank(hold), hold.side, hold.place, hold.number, hold.who));

    Ok([
        (
            "the same speaker",
            same_speaker
                .into_iter()
                .map(|(_, hold)| plain(hold))
                .collect(),
        ),
        ("the same organization", same_organization),
        (
            "speakers who disagree",
            disagreeing.into_iter().map(plain).collect(),
        ),
    ])
}

/// Returns those whom somebody else opposes.
fn opposed<'h>(holds: &[&'h Hold]) -> Vec<&'h Hold> {
    // Of each side one and, where there is one, another: that is enough to know whether anybody stands against a third.
    let some_of = |side: Side| {
        let mut takes = holds.iter().filter(|hold| hold.side == side);
        let one = takes.next().map(|hold| hold.who);
        let other = takes.map(|hold| hold.who).find(|who| Some(*who) != one);
        [one, other]
    };
    let (asserting, rejecting) = (some_of(Side::For), some_of(Side::Against));
    let is_opposed = |hold: &&Hold| {
        let others = match hold.side {
            Side::For => rejecting,
            Side::Against => asserting,
        };
        others.into_iter().flatten().any(|who| who != hold.who)
    };
    holds.iter().copied().filter(is_opposed).collect()
}

/// Returns those whom another member of the same organization opposes, or the organization itself. The organization is the one named
/// nearest: an institute and its university are not the same.
fn of_organizations<'h>(
    reader: &Reader<'_>,
    holds: &'h [Hold],
    rank: impl Fn(&Hold) -> Option<usize>,
) -> Result<Vec<Entry<'h>>, StoreError> {
    let appearance = |hold: &Hold| match hold.who {
        Who::Speaker(speaker) => Some((speaker, hold.affiliation)),
        Who::Itself(_) => None,
    };
    let appearances: BTreeSet<Appearance> = holds.iter().filter_map(appearance).collect();
    let profiles = SpeakerProfiles::load(reader, &appearances, None)?;
    let mut members: Vec<(i64, i64, &Hold)> = holds
        .iter()
        .filter_map(|hold| {
            let organization = profiles.organization(appearance(hold)?)?;
            Some((hold.proposition, organization, hold))
        })
        .collect();
    // A spokesman and the one for whom he speaks say it once.
    members.sort_by_key(|(proposition, organization, hold)| {
        (
            *proposition,
            *organization,
            hold.claim,
            hold.through,
            hold.who,
        )
    });
    members.dedup_by(|later, earlier| {
        (later.0, later.1, later.2.claim) == (earlier.0, earlier.1, earlier.2.claim)
            && later.2.through
    });
    let mut found: Vec<(&str, i64, &Hold)> = Vec::new();
    for own in members.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let Some((_, organization, _)) = own.first() else {
            continue;
        };
        let name = profiles
            .organizations()
            .get(*organization)
            .map_or("", |organization| organization.name.as_str());
        let own: Vec<&Hold> = own.iter().map(|(_, _, hold)| *hold).collect();
        found.extend(
            opposed(&own)
                .into_iter()
                .map(|hold| (name, *organization, hold)),
        );
    }
    found.sort_by_key(|(name, organization, hold)| {
        (
            (rank(hold), *name, *organization),
            (hold.side, hold.place, hold.number, hold.who),
        )
    });
    Ok(found
        .into_iter()
        .map(|(name, _, hold)| Entry {
            hold,
            organization: Some(name.to_owned()),
        })
        .collect())
}

/// What is printed of the claims behind the entries that are shown.
pub(super) struct Details {
    claims: BTreeMap<i64, Claim>,
    words: BTreeMap<i64, Vec<String>>,
    /// The date of each claim, and what it is the date of where it is not the claim's own.
    dates: BTreeMap<i64, (String, &'static str)>,
    pub(super) names: SpeakerNames,
}

impl Details {
    pub(super) fn load<'h>(
        reader: &Reader<'_>,
        holds: impl Iterator<Item = &'h Hold> + Clone,
    ) -> Result<Details, StoreError> {
        let ids: BTreeSet<i64> = holds.clone().map(|hold| hold.claim).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let claims: BTreeMap<i64, Claim> = claims::load_of_ids(reader, &ids)?
            .into_iter()
            .map(|claim| (claim.id, claim))
            .collect();
        let given = [("ids", Value::list(&ids))];
        let mut words: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        reader.rows(include_str!("../spans.sql"), &given, |row| {
            let claim = row.integer("claim")?;
            if row.text("role")? == "content" {
                words.entry(claim).or_default().push(row.text("words")?);
            }
            Ok(())
        })?;
        let mut dates = BTreeMap::new();
        reader.rows(include_str!("dates.sql"), &given, |row| {
            let (said, at) = (row.optional_text("said")?, row.optional_text("dates")?);
            let date = said
                .map(|said| (said, ""))
                .or(at.map(|at| (at, " (event)")));
            if let Some(date) = date {
                dates.insert(row.integer("id")?, date);
            }
            Ok(())
        })?;
        let mut named: BTreeSet<i64> = BTreeSet::new();
        for hold in holds {
            if let Who::Speaker(speaker) = hold.who {
                named.insert(speaker);
            }
            if let Some(claim) = claims.get(&hold.claim) {
                if hold.through {
                    named.extend(&claim.speakers);
                } else {
                    named.extend(&claim.principals);
                }
                named.extend(claim.alternatives.iter().chain(&claim.via));
            }
        }
        Ok(Details {
            claims,
            words,
            dates,
            names: SpeakerNames::load(reader, named)?,
        })
    }

    /// Returns the row of an entry; people read its proposition in the first row that has it.
    pub(super) fn row(
        &self,
        entry: &Entry<'_>,
        proposition: &Proposition,
        is_first: bool,
        selection: &Selection,
        key: &mut Key,
    ) -> Row {
        let hold = entry.hold;
        let claim = self.claims.get(&hold.claim);
        let article = selection.articles.get(hold.place);
        let text = if is_first {
            Cell::text(&proposition.text)
        } else {
            Cell::empty().with_value(CellValue::Text(proposition.text.clone()))
        };
        let (side, tone) = match hold.side {
            Side::For => ("asserts", Tone::Plain),
            Side::Against => ("rejects", Tone::Alarm),
        };
        let negation = if hold.on_negation {
            " on its negation"
        } else {
            ""
        };
        if let Some(claim) = claim {
            key.note(claim);
        }
        let who = |name: &dyn Fn(i64) -> String| {
            let who = claim.map_or_else(String::new, |claim| who(hold, claim, name));
            match &entry.organization {
                Some(organization) if !self.is_called(hold, organization) => {
                    format!("{who} ({organization})")
                }
                _ => who,
            }
        };
        let words = match self.words.get(&hold.claim) {
            Some(words) => Cell::text(words.join(" … ")),
            None => {
                Cell::toned("(no words in this version)", Tone::Faint).with_value(CellValue::Empty)
            }
        };
        Row::new(vec![
            text,
            Cell::pieces(vec![Piece::new(side, tone), Piece::plain(negation)]),
            Cell::text(who(&|id| self.names.short(id).to_owned()))
                .with_value(CellValue::Text(who(&|id| self.names.full(id).to_owned()))),
            Cell::text(claim.map(marks).unwrap_or_default()),
            Cell::text(article.map(|article| article.key()).unwrap_or_default()),
            self.said(
                hold.claim,
                article.and_then(|article| article.published.map(|date| date.to_string())),
            ),
            words.with_evidence([Evidence::Claim(hold.claim)]),
            Cell::text(&proposition.key),
        ])
    }

    /// Whether the speaker has the name of the organization, and mostly is it.
    fn is_called(&self, hold: &Hold, organization: &str) -> bool {
        matches!(hold.who, Who::Speaker(speaker) if self.names.full(speaker) == organization)
    }

    /// Returns the cell of when it was said: programs get the date alone.
    fn said(&self, claim: i64, published: Option<String>) -> Cell {
        let date = self.dates.get(&claim).cloned();
        match date.or(published.map(|date| (date, " (published)"))) {
            Some((date, of)) => Cell::pieces(vec![
                Piece::plain(date.clone()),
                Piece::new(of, Tone::Faint),
            ])
            .with_value(CellValue::Text(date)),
            None => Cell::empty(),
        }
    }
}

/// Returns who holds a side: `Berg`, `Berg by Dahl` where Dahl speaks for her, `Dahl for Berg`, `Berg <Wire Nine>` where Wire Nine told
/// it.
fn who(hold: &Hold, claim: &Claim, name: &dyn Fn(i64) -> String) -> String {
    let joined = |ids: &[i64], between: &str| {
        let names: Vec<String> = ids.iter().map(|id| name(*id)).collect();
        names.join(between)
    };
    let mut who = match hold.who {
        Who::Speaker(speaker) => name(speaker),
        Who::Itself(_) if claim.voice == Voice::Narration => String::from("(the article itself)"),
        Who::Itself(_) => String::from("(nobody named)"),
    };
    for (ids, before, between, after) in [
        (claim.alternatives.as_slice(), " / ", " / ", ""),
        (
            if hold.through {
                claim.speakers.as_slice()
            } else {
                &claim.principals
            },
            if hold.through { " by " } else { " for " },
            " + ",
            "",
        ),
        (claim.via.as_slice(), " <", ", ", ">"),
    ] {
        if !ids.is_empty() {
            who.push_str(before);
            who.push_str(&joined(ids, between));
            who.push_str(after);
        }
    }
    who
}
