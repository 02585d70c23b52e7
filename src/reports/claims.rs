//! The claims of a report and how each stands to what is counted.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::{Article, Selection, count};
use super::filters::{Copies, Counting, Filters};
use super::lookup::Labelled;
use crate::domain::claim::{SpeakerPart, Stance, Status, Voice};
use crate::domain::text::BlockKind;
use crate::store::{Reader, Row, StoreError, Value};

/// One claim of a coding that counts.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) id: i64,
    pub(super) article: i64,
    pub(super) number: i64,
    pub(super) proposition: Option<i64>,
    pub(super) events: Vec<i64>,
    pub(super) voice: Voice,
    /// The voice, the stance or a speaker is a guess, or somebody else may be meant.
    pub(super) ambiguous: bool,
    pub(super) stance: Option<Stance>,
    pub(super) status: Status,
    pub(super) block: BlockKind,
    pub(super) gloss: Option<String>,
    pub(super) speakers: Vec<i64>,
    pub(super) principals: Vec<i64>,
    pub(super) alternatives: Vec<i64>,
    pub(super) via: Vec<i64>,
    pub(super) standing: Standing,
}

/// How a claim stands to what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It counts.
    Counted,
    /// It stands in a headline.
    Headline,
    /// It stands in a caption.
    Caption,
    /// No person has looked at it.
    Draft,
    /// Its article is a copy of another one of the report.
    Copy,
    /// It speaks only of events that were not asked for.
    OtherEvent,
    /// Its speaker, its chain or its labels are not those asked for.
    FilteredOut,
}

impl Standing {
    /// Whether the claim gives its proposition a row: all but what the filters take out.
    pub(super) fn is_asked_for(self) -> bool {
        !matches!(self, Standing::OtherEvent | Standing::FilteredOut)
    }
}

impl Claim {
    /// Whether it counts.
    pub(super) fn is_counted(&self) -> bool {
        self.standing == Standing::Counted
    }

    /// Returns the stance it is counted with, and whether that is derived: narration without one asserts.
    pub(super) fn counted_stance(&self) -> (Option<Stance>, bool) {
        match (self.stance, self.voice) {
            (None, Voice::Narration) => (Some(Stance::Asserts), true),
            (stance, _) => (stance, false),
        }
    }

    /// Everybody the claim names, for short names.
    pub(super) fn everybody(&self) -> impl Iterator<Item = i64> + '_ {
        [
            &self.speakers,
            &self.principals,
            &self.alternatives,
            &self.via,
        ]
        .into_iter()
        .flatten()
        .copied()
    }
}

/// Loads the claims of the selection, each with how it stands to what is counted; in the order of articles and numbers.
pub(super) fn load(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Vec<Claim>, StoreError> {
    let propositions: Option<Vec<i64>> = selection
        .propositions
        .as_ref()
        .map(|propositions| propositions.iter().copied().collect());
    let codings = selection.codings();
    let mut claims = load_of_codings(reader, &codings, propositions.as_deref())?;
    judge(reader, &mut claims, selection, filters)?;
    Ok(claims)
}

/// Loads the claims of codings without judging them: all count.
pub(super) fn load_of_codings(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: Option<&[i64]>,
) -> Result<Vec<Claim>, StoreError> {
    let claims = reader.rows(
        include_str!("claims.sql"),
        &[
            ("codings", Value::list(codings)),
            (
                "propositions",
                propositions.map_or(Value::Null, Value::list),
            ),
        ],
        from_row,
    )?;
    with_speakers(reader, claims)
}

/// Loads the claims on propositions in codings without judging them: all count. For few propositions of many codings.
pub(super) fn load_of_propositions(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: &[i64],
) -> Result<Vec<Claim>, StoreError> {
    let claims = reader.rows(
        include_str!("claims_of_propositions.sql"),
        &[
            ("codings", Value::list(codings)),
            ("propositions", Value::list(propositions)),
        ],
        from_row,
    )?;
    with_speakers(reader, claims)
}

/// Judges how claims stand to what is counted.
pub(super) fn judge(
    reader: &Reader<'_>,
    claims: &mut [Claim],
    selection: &Selection,
    filters: &Filters,
) -> Result<(), StoreError> {
    let articles: BTreeMap<i64, &Article> = selection
        .articles
        .iter()
        .map(|article| (article.id, article))
        .collect();
    let labelled = Labelled::load(reader, &filters.labels)?;
    for claim in claims {
        let article = articles.get(&claim.article).copied();
        claim.standing = if is_of_other_events(claim, &selection.events) {
            Standing::OtherEvent
        } else if !is_asked_for(claim, article, filters, &labelled) {
            Standing::FilteredOut
        } else if article.is_some_and(|article| article.collapsed) {
            Standing::Copy
        } else {
            standing(claim, filters.counting)
        };
    }
    Ok(())
}

/// Returns how a claim stands to what is counted, by itself.
pub(super) fn standing(claim: &Claim, counting: Counting) -> Standing {
    if claim.status == Status::Draft && !counting.drafts {
        Standing::Draft
    } else if claim.block == BlockKind::Headline && !counting.headlines {
        Standing::Headline
    } else if claim.block == BlockKind::Caption && !counting.captions {
        Standing::Caption
    } else {
        Standing::Counted
    }
}

fn is_of_other_events(claim: &Claim, events: &BTreeSet<i64>) -> bool {
    !events.is_empty()
        && !claim.events.is_empty()
        && claim.events.iter().all(|event| !events.contains(event))
}

fn is_asked_for(
    claim: &Claim,
    article: Option<&Article>,
    filters: &Filters,
    labelled: &Labelled,
) -> bool {
    let by_speaker = filters.speakers.is_empty()
        || [&claim.speakers, &claim.principals, &claim.alternatives]
            .into_iter()
            .flatten()
            .any(|speaker| filters.speakers.contains(speaker));
    let by_via = filters.via.is_empty()
        || claim
            .via
            .iter()
            .any(|speaker| filters.via.contains(speaker));
    let by_label = filters.labels.is_empty()
        || labelled.claims.contains(&claim.id)
        || labelled.articles.contains(&claim.article)
        || claim
            .proposition
            .is_some_and(|proposition| labelled.propositions.contains(&proposition))
        || claim
            .everybody()
            .any(|speaker| labelled.speakers.contains(&speaker))
        || article.is_some_and(|article| labelled.outlets.contains(&article.outlet));
    by_speaker && by_via && by_label
}

fn from_row(row: &Row<'_>) -> Result<Claim, StoreError> {
    let events = [
        row.optional_integer("uttered_at")?,
        row.optional_integer("about")?,
    ];
    Ok(Claim {
        id: row.integer("id")?,
        article: row.integer("article")?,
        number: row.integer("number")?,
        proposition: row.optional_integer("proposition")?,
        events: events.into_iter().flatten().collect(),
        voice: row.parsed("voice")?,
        ambiguous: row.flag("voice_guess")? || row.flag("stance_guess")?,
        stance: row.optional_parsed("stance")?,
        status: row.parsed("status")?,
        block: row.parsed("block")?,
        gloss: row.optional_text("gloss")?,
        speakers: Vec::new(),
        principals: Vec::new(),
        alternatives: Vec::new(),
        via: Vec::new(),
        standing: Standing::Counted,
    })
}

fn with_speakers(reader: &Reader<'_>, mut claims: Vec<Claim>) -> Result<Vec<Claim>, StoreError> {
    let ids: Vec<i64> = claims.iter().map(|claim| claim.id).collect();
    let ids = [("ids", Value::list(&ids))];
    let places: BTreeMap<i64, usize> = claims
        .iter()
        .enumerate()
        .map(|(place, claim)| (claim.id, place))
        .collect();
    reader.rows(include_str!("claim_speakers.sql"), &ids, |row| {
        let claim = places
            .get(&row.integer("claim")?)
            .and_then(|place| claims.get_mut(*place));
        if let Some(claim) = claim {
            let part: SpeakerPart = row.parsed("part")?;
            let list = match part {
                SpeakerPart::Speaker => &mut claim.speakers,
                SpeakerPart::Principal => &mut claim.principals,
                SpeakerPart::Alternative => &mut claim.alternatives,
            };
            list.push(row.integer("speaker")?);
            claim.ambiguous |= part == SpeakerPart::Alternative || row.flag("guess")?;
        }
        Ok(())
    })?;
    reader.rows(include_str!("claim_vias.sql"), &ids, |row| {
        let claim = places
            .get(&row.integer("claim")?)
            .and_then(|place| claims.get_mut(*place));
        if let Some(claim) = claim {
            claim.via.push(row.integer("speaker")?);
        }
        Ok(())
    })?;
    Ok(claims)
}

/// Returns the counting rule, as in `counted: once per speaker, proposition and article; headlines, captions, drafts off; copies
/// collapsed (1)`.
pub(super) fn counting_rule(counting: Counting, collapsed: usize) -> String {
    let copies = match counting.copies {
        Copies::Collapse => format!("copies collapsed ({collapsed})"),
        Copies::Keep => String::from("copies kept"),
    };
    format!(
        "counted: once per speaker, proposition and article; {}; {copies}",
        counting_switches(counting)
    )
}

/// Returns what of the optional kinds counts, as in `headlines on; captions, drafts off`.
pub(super) fn counting_switches(counting: Counting) -> String {
    let switches = [
        ("headlines", counting.headlines),
        ("captions", counting.captions),
        ("drafts", counting.drafts),
    ];
    let parts: Vec<String> = [(true, "on"), (false, "off")]
        .into_iter()
        .filter_map(|(wanted, state)| {
            let names: Vec<&str> = switches
                .iter()
                .filter(|(_, on)| *on == wanted)
                .map(|(name, _)| *name)
                .collect();
            (!names.is_empty()).then(|| format!("{} {state}", names.join(", ")))
        })
        .collect();
    parts.join("; ")
}

/// Returns what of these claims is not counted, as in `not counted: 2 in headlines, 1 draft`; none where all are.
pub(super) fn uncounted_note(claims: &[Claim]) -> Option<String> {
    let number = |standing: Standing| {
        claims
            .iter()
            .filter(|claim| claim.standing == standing)
            .count()
    };
    let parts: Vec<String> = [
        (Standing::Headline, "in a headline", "in headlines"),
        (Standing::Caption, "in a caption", "in captions"),
        (Standing::Draft, "draft", "drafts"),
        (Standing::Copy, "in a copy", "in copies"),
        (Standing::OtherEvent, "on other events", "on other events"),
        (
            Standing::FilteredOut,
            "by another speaker, way or label",
            "by other speakers, ways or labels",
        ),
    ]
    .into_iter()
    .filter(|(standing, _, _)| number(*standing) > 0)
    .map(|(standing, one, several)| count(number(standing), one, several))
    .collect();
    (!parts.is_empty()).then(|| format!("claims not counted: {}", parts.join(", ")))
}
