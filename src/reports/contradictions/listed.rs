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
    organization: Option<i64>,
}

/// What one section lists.
#[derive(Debug, Default)]
pub(super) struct Listed<'h> {
    /// The entries, by proposition; as many as are shown.
    pub(super) entries: Vec<Entry<'h>>,
    /// How many there are, shown or not.
    pub(super) number: usize,
}

impl<'h> Listed<'h> {
    /// Adds entries, as far as not more than `most` are kept.
    fn add(&mut self, entries: impl ExactSizeIterator<Item = Entry<'h>>, most: usize) {
        self.number += entries.len();
        let room = most.saturating_sub(self.entries.len());
        self.entries.extend(entries.take(room));
    }
}

/// What each section lists.
#[derive(Debug)]
pub(super) struct Sections<'h> {
    pub(super) same_speaker: Listed<'h>,
    pub(super) same_organization: Listed<'h>,
    pub(super) disagreeing: Listed<'h>,
    /// The names of the organizations.
    profiles: SpeakerProfiles,
}

impl<'h> Sections<'h> {
    /// Returns the sections with their headings, in the order in which they are printed.
    pub(super) fn in_order(&self) -> [(&'static str, &Listed<'h>); 3] {
        [
            ("the same speaker", &self.same_speaker),
            ("the same organization", &self.same_organization),
            ("speakers who disagree", &self.disagreeing),
        ]
    }

    /// Returns the name of the organization that makes an entry a contradiction.
    pub(super) fn organization(&self, entry: &Entry<'_>) -> Option<&str> {
        Some(name_of(&self.profiles, entry.organization?))
    }
}

/// Returns what each section lists, of each at most `most` entries. Propositions are gone through one by one, in the order in which they
/// are printed, and nobody is compared with everybody.
pub(super) fn sections<'h>(
    reader: &Reader<'_>,
    holds: &'h [Hold],
    known: &BTreeMap<i64, Proposition>,
    most: usize,
) -> Result<Sections<'h>, StoreError> {
    let appearances: BTreeSet<Appearance> = holds.iter().filter_map(Hold::appearance).collect();
    let mut sections = Sections {
        same_speaker: Listed::default(),
        same_organization: Listed::default(),
        disagreeing: Listed::default(),
        profiles: SpeakerProfiles::load(reader, &appearances, None)?,
    };
    let mut by_text: Vec<(&Proposition, &[Hold])> = holds
        .chunk_by(|one, other| one.proposition == other.proposition)
        .filter_map(|own| Some((known.get(&own.first()?.proposition)?, own)))
        .collect();
    by_text.sort_unstable_by_key(|(proposition, _)| (&proposition.text, &proposition.key));
    let plain = |hold: &'h Hold| Entry {
        hold,
        organization: None,
    };
    for (_, own) in by_text {
        let same_speaker = of_speakers(own);
        sections
            .same_speaker
            .add(same_speaker.into_iter().map(plain), most);
        let same_organization = of_organizations(own, &sections.profiles);
        sections.same_organization.add(
            same_organization
                .into_iter()
                .map(|(organization, hold)| Entry {
                    hold,
                    organization: Some(organization),
                }),
            most,
        );
        let in_own_words: Vec<&Hold> = own.iter().filter(|hold| !hold.through).collect();
        let mut disagreeing = opposed(&in_own_words);
        disagreeing.sort_unstable_by_key(|hold| (hold.side, hold.place, hold.number, hold.who));
        sections
            .disagreeing
            .add(disagreeing.into_iter().map(plain), most);
    }
    Ok(sections)
}

/// Returns those who take both sides of one proposition, by the article in which they first take one.
fn of_speakers(holds: &[Hold]) -> Vec<&Hold> {
    let mut found: Vec<(u32, &Hold)> = Vec::new();
    for own in holds.chunk_by(|one, other| one.who == other.who) {
        let takes = |side| own.iter().any(|hold| hold.side == side);
        if takes(Side::For) && takes(Side::Against) {
            let first = own.iter().map(|hold| hold.place).min().unwrap_or_default();
            found.extend(own.iter().map(|hold| (first, hold)));
        }
    }
    found.sort_unstable_by_key(|(first, hold)| (*first, hold.who, hold.side, hold.place));
    found.into_iter().map(|(_, hold)| hold).collect()
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

/// Returns those, of the holders of one proposition, whom another member of the same organization opposes, or the organization itself;
/// with the organization, by its name. It is the one named nearest: an institute and its university are not the same.
fn of_organizations<'h>(holds: &'h [Hold], profiles: &SpeakerProfiles) -> Vec<(i64, &'h Hold)> {
    let mut members: Vec<(i64, &Hold)> = holds
        .iter()
        .filter_map(|hold| Some((profiles.organization(hold.appearance()?)?, hold)))
        .collect();
    // A spokesman and the one for whom he speaks say it once.
    members.sort_unstable_by_key(|(organization, hold)| {
        (*organization, hold.claim, hold.through, hold.who)
    });
    members.dedup_by(|later, earlier| {
        (later.0, later.1.claim) == (earlier.0, earlier.1.claim) && later.1.through
    });
    let mut found: Vec<(i64, &Hold)> = Vec::new();
    for own in members.chunk_by(|one, other| one.0 == other.0) {
        let Some((organization, _)) = own.first() else {
            continue;
        };
        let own: Vec<&Hold> = own.iter().map(|(_, hold)| *hold).collect();
        found.extend(opposed(&own).into_iter().map(|hold| (*organization, hold)));
    }
    let order = |(organization, hold): &(i64, &Hold)| {
        (*organization, hold.side, hold.place, hold.number, hold.who)
    };
    found.sort_unstable_by(|one, other| {
        let names = name_of(profiles, one.0).cmp(name_of(profiles, other.0));
        names.then_with(|| order(one).cmp(&order(other)))
    });
    found
}

fn name_of(profiles: &SpeakerProfiles, organization: i64) -> &str {
    profiles
        .organizations()
        .get(organization)
        .map_or("", |organization| organization.name.as_str())
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

    /// Returns the row of one who holds a side, maybe for an organization; people read its proposition in the first row that has it.
    pub(super) fn row(
        &self,
        (hold, organization): (&Hold, Option<&str>),
        proposition: &Proposition,
        is_first: bool,
        selection: &Selection,
        key: &mut Key,
    ) -> Row {
        let claim = self.claims.get(&hold.claim);
        let article = selection.articles.get(hold.place as usize);
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
            match organization {
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
