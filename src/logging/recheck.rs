//! What was logged of an article, found again in another text of it. Nothing moves by itself: a plan says how every claim, introduction
//! and reported fact stands in the new text, and applying it writes what is the same and what a person accepts. The spans in the older
//! text stay.

mod apply;

pub use apply::{Accept, Applied, apply_recheck};

use super::raw_page::RawPage;
use super::sheet_of::coding_of_article;
use crate::domain::claim::SpanRole;
use crate::domain::reanchor::{Found, Neighbour, Reanchor, Standing};
use crate::domain::text::{Block, BlockKind, Span, Text, paragraphs};
use crate::sheet::resolve::divide;
use crate::store::{
    Coding, Reader, StoreError, StoredClaim, StoredFact, StoredIntroduction, Version, sha256,
};

/// A cue or a source in place of which other words stand, with the same text around them, has at least this score.
const REPLACED: u32 = 40;
/// How far from where it is expected beside its claim a cue or a source may stand, in code points: about two sentences.
const NEAR: u32 = 200;

/// A text of a known article that may become its next version.
pub struct NewText<'n> {
    /// The text.
    pub text: Text,
    /// Its headline, byline, captions and boilerplate as the file shows them; taken for those that a person marked in the older text and
    /// that are not found in this one.
    pub blocks: Vec<Block>,
    /// When it was fetched: UTC, RFC 3339.
    pub retrieved: Option<String>,
    /// The file that it was read out of, where that is more than text.
    pub raw: Option<&'n RawPage>,
}

/// How everything that was logged of an article stands in its newest text, or in one that would become it.
#[derive(Debug)]
pub struct Recheck {
    /// The article's row.
    pub article: i64,
    /// The coding of which it is.
    pub coding: Coding,
    /// The number of the version against which the coding was made last.
    pub from: i64,
    /// The number of the version in which things are sought.
    pub to: i64,
    /// Whether the book does not have that version yet.
    pub is_new: bool,
    /// Its text.
    pub text: Text,
    /// What was sought, in order: claims, introductions, facts. Of a coding that was made against this text already only what is not
    /// in it.
    pub things: Vec<Rechecked>,
    /// How many things were found in this text before, or have no words to be found.
    pub settled: usize,
    /// The headline and the like that a person marked in the older text and that are not in this one.
    pub lost_blocks: Vec<(BlockKind, String)>,
    blocks: Vec<Block>,
}

/// One claim, introduction or fact and what became of its words.
#[derive(Debug)]
pub struct Rechecked {
    /// What a person types: `a12.5`, the key of an introduced speaker, the subject and the attribute of a fact as `council.date`.
    pub key: String,
    /// How it stands: as the worst of its pieces.
    pub standing: Standing,
    /// How good that is, in per cent: as its worst piece.
    pub score: u32,
    /// Its pieces, content first.
    pub pieces: Vec<Piece>,
    thing: Thing,
}

/// A row of the book with spans, as it was in the older text.
#[derive(Debug)]
enum Thing {
    Claim(Box<StoredClaim>),
    Introduction(StoredIntroduction),
    Fact(StoredFact),
}

/// One span of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Content, cue or source.
    pub role: SpanRole,
    /// Its words in the older text.
    pub old_words: String,
    /// Where it was found.
    pub found: Found,
    /// The words there; of lost ones the nearest.
    pub new_words: Option<String>,
}

/// Which kind of thing was sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThingKind {
    /// A claim.
    Claim,
    /// An introduction.
    Introduction,
    /// A reported fact.
    Fact,
}

/// Why things could not be sought, or what was found could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RecheckError {
    /// Nobody coded the article, so there is nothing to find.
    #[error("nothing was logged of a{article}, so there is nothing to find again")]
    NothingLogged {
        /// The article.
        article: i64,
    },
    /// The text is one that the article had before.
    #[error("this is text {number} of a{article}, and its newest is text {newest}")]
    OlderText {
        /// The article.
        article: i64,
        /// The version that has the text.
        number: i64,
        /// The newest version.
        newest: i64,
    },
    /// Only another coder's claims could be written.
    #[error("the claims of a{article} are those of {coder}")]
    OfAnother {
        /// The article.
        article: i64,
        /// Whose coding it is.
        coder: String,
    },
    /// Something accepted is not there, or has no words to accept.
    #[error("{key} cannot be accepted: {why}")]
    NotAccepted {
        /// What was accepted.
        key: String,
        /// Why not.
        why: String,
    },
    /// The file could not be read again.
    #[error("{0}")]
    File(String),
    /// The book failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Rechecked {
    /// Returns what kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> ThingKind {
        match self.thing {
            Thing::Claim(_) => ThingKind::Claim,
            Thing::Introduction(_) => ThingKind::Introduction,
            Thing::Fact(_) => ThingKind::Fact,
        }
    }

    /// Returns the first span of its words in the new text, of lost ones the nearest.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        self.pieces.iter().find_map(|piece| piece.found.span)
    }

    /// Returns at how many places its words stand equally well: 1 but for ambiguous ones.
    #[must_use]
    pub fn places(&self) -> usize {
        let places = self.pieces.iter().map(|piece| piece.found.places);
        places.max().unwrap_or(1)
    }
}

/// Seeks what was logged of an article in `new`, or in its newest text. The coding is `coder`'s own where there is one, else the decided
/// one, else the oldest.
///
/// # Errors
/// `NothingLogged`, `OlderText`, or when the book cannot be read.
pub fn recheck(
    reader: Reader<'_>,
    article: i64,
    coder: &str,
    new: Option<&NewText<'_>>,
) -> Result<Recheck, RecheckError> {
    let nothing = || RecheckError::NothingLogged { article };
    let coding = coding_of_article(reader, article, Some(coder))?.ok_or_else(nothing)?;
    let versions = reader.versions(article)?;
    let newest = versions.last().ok_or_else(nothing)?;
    let read = versions
        .iter()
        .find(|version| version.id == coding.version)
        .ok_or_else(nothing)?;
    let known = match new {
        None => Some(newest),
        Some(new) => known_text(article, &versions, newest, &new.text)?,
    };
    let (text, target) = match (known, new) {
        (Some(version), _) => (reader.version_text(version.id)?, Some(version.id)),
        (None, Some(new)) => (new.text.clone(), None),
        (None, None) => return Err(nothing()),
    };
    let mut recheck = Recheck {
        article,
        from: read.number,
        to: known.map_or(newest.number + 1, |version| version.number),
        is_new: known.is_none(),
        text,
        things: Vec::new(),
        settled: 0,
        lost_blocks: Vec::new(),
        blocks: Vec::new(),
        coding,
    };
    recheck.find_things(reader, &versions, target, new)?;
    Ok(recheck)
}

/// The newest version where it has this text; none where no version has it.
fn known_text<'v>(
    article: i64,
    versions: &'v [Version],
    newest: &'v Version,
    text: &Text,
) -> Result<Option<&'v Version>, RecheckError> {
    let hash = sha256(text.as_str().as_bytes());
    if newest.sha256 == hash {
        return Ok(Some(newest));
    }
    match versions.iter().rfind(|version| version.sha256 == hash) {
        None => Ok(None),
        Some(older) => Err(RecheckError::OlderText {
            article,
            number: older.number,
            newest: newest.number,
        }),
    }
}

impl Recheck {
    fn find_things(
        &mut self,
        reader: Reader<'_>,
        versions: &[Version],
        target: Option<i64>,
        new: Option<&NewText<'_>>,
    ) -> Result<(), RecheckError> {
        let coding = self.coding.id;
        let mut new_blocks = new.filter(|_| self.is_new).map(|new| new.blocks.as_slice());
        let mut open = Vec::new();
        for thing in things_of(reader, coding, target.unwrap_or(-1))? {
            if thing.spans().is_empty() {
                open.push(thing.id());
            } else {
                self.settled += 1;
            }
        }
        // The version read last is where the words stand; what was lost there stands in one before.
        let mut sources: Vec<&Version> = versions
            .iter()
            .filter(|version| Some(version.id) != target)
            .collect();
        sources.sort_by_key(|version| {
            (
                version.id != self.coding.version,
                std::cmp::Reverse(version.number),
            )
        });
        for source in sources {
            if open.is_empty() && new_blocks.is_none() {
                break;
            }
            let old = reader.version_text(source.id)?;
            let mut reanchor = Reanchor::new(&old, &self.text);
            // The first is the version that was read last.
            if let Some(seen) = new_blocks.take() {
                let marked = reader.blocks(source.id)?;
                let found = find_blocks(&marked, seen, &old, &mut reanchor);
                // As a sheet of this text would have it: the rest is body.
                self.blocks = divide(&self.text, &paragraphs(&self.text), &found.0);
                self.lost_blocks = found.1;
            }
            for thing in things_of(reader, coding, source.id)? {
                let Some(at) = open.iter().position(|id| *id == thing.id()) else {
                    continue;
                };
                if thing.spans().is_empty() {
                    continue;
                }
                open.swap_remove(at);
                let sought = seek(self.article, thing, &old, &self.text, &mut reanchor);
                self.things.push(sought);
            }
        }
        self.settled += open.len();
        self.things.sort_by_key(|sought| {
            let number = match &sought.thing {
                Thing::Claim(claim) => claim.number,
                Thing::Introduction(introduction) => introduction.number,
                Thing::Fact(fact) => fact.id,
            };
            (sought.kind(), number)
        });
        Ok(())
    }
}

/// Finds the headline and the like again, and returns what of them is lost too: of a kind that is
/// not found at all what the file shows counts.
fn find_blocks(
    marked: &[Block],
    seen: &[Block],
    old: &Text,
    reanchor: &mut Reanchor<'_>,
) -> (Vec<Block>, Vec<(BlockKind, String)>) {
    let (mut found, mut lost) = (Vec::new(), Vec::new());
    for block in marked.iter().filter(|block| block.kind != BlockKind::Body) {
        let place = reanchor.find(block.span);
        match (place.standing, place.span) {
            (Standing::Same | Standing::Moved | Standing::Changed, Some(span)) => {
                found.push(Block {
                    kind: block.kind,
                    span,
                });
            }
            _ => lost.push((
                block.kind,
                old.slice(block.span).unwrap_or_default().to_owned(),
            )),
        }
    }
    // A kind that nobody marked before stays unmarked: what the file shows is a guess.
    let kinds: Vec<BlockKind> = found.iter().map(|block| block.kind).collect();
    let seen = seen.iter().filter(|block| {
        !kinds.contains(&block.kind) && lost.iter().any(|(kind, _)| *kind == block.kind)
    });
    found.extend(seen);
    found.sort_by_key(|block| block.span);
    let mut apart: Vec<Block> = Vec::with_capacity(found.len());
    for block in found {
        if apart
            .last()
            .is_none_or(|last| last.span.end <= block.span.start)
        {
            apart.push(block);
        }
    }
    lost.retain(|(kind, _)| apart.iter().all(|block| block.kind != *kind));
    (apart, lost)
}

/// What was logged in a coding, with the spans that it has in a version.
fn things_of(reader: Reader<'_>, coding: i64, version: i64) -> Result<Vec<Thing>, StoreError> {
    let claims = reader.claims_of_coding(coding, Some(version))?;
    let introductions = reader.introductions_of_coding(coding, Some(version))?;
    let facts = reader.facts_of_coding(coding, Some(version))?;
    let mut things: Vec<Thing> = claims
        .into_iter()
        .map(|claim| Thing::Claim(Box::new(claim)))
        .collect();
    things.extend(introductions.into_iter().map(Thing::Introduction));
    things.extend(facts.into_iter().map(Thing::Fact));
    Ok(things)
}

impl Thing {
    fn id(&self) -> (ThingKind, i64) {
        match self {
            Thing::Claim(claim) => (ThingKind::Claim, claim.id),
            Thing::Introduction(introduction) => (ThingKind::Introduction, introduction.id),
            Thing::Fact(fact) => (ThingKind::Fact, fact.id),
        }
    }

    /// The spans of its words.
    fn spans(&self) -> &[Span] {
        match self {
            Thing::Claim(claim) => &claim.claim.content,
            Thing::Introduction(introduction) => &introduction.introduction.content,
            Thing::Fact(fact) => &fact.fact.content,
        }
    }

    fn key(&self, article: i64) -> String {
        match self {
            Thing::Claim(claim) => format!("a{article}.{}", claim.number),
            Thing::Introduction(introduction) => introduction.introduction.speaker.key.clone(),
            Thing::Fact(fact) => format!("{}.{}", fact.fact.subject.key, fact.fact.attribute),
        }
    }
}

/// Finds every piece of a thing: the content, and beside it the cue and the source.
fn seek(
    article: i64,
    thing: Thing,
    old: &Text,
    new: &Text,
    reanchor: &mut Reanchor<'_>,
) -> Rechecked {
    let words = |text: &Text, span: Span| text.slice(span).unwrap_or_default().to_owned();
    let piece = |role, span, found: Found| Piece {
        role,
        old_words: words(old, span),
        found,
        new_words: found.span.map(|span| words(new, span)),
    };
    let mut pieces = Vec::new();
    let mut standing = Standing::Same;
    let mut score = 100;
    let mut first: Option<Neighbour> = None;
    let mut taken: Vec<Span> = Vec::new();
    for span in thing.spans() {
        let mut found = match first {
            Some(first) => reanchor.find_beside(*span, first),
            None => reanchor.find(*span),
        };
        if let Some(place) = found.span
            && found.standing != Standing::Lost
        {
            // Two pieces are never the same words.
            if taken.iter().any(|other| other.overlaps(place)) {
                found.standing = Standing::Ambiguous;
            } else {
                taken.push(place);
                first.get_or_insert(Neighbour {
                    old: *span,
                    new: place,
                });
            }
        }
        standing = standing.max(found.standing);
        score = score.min(found.score);
        pieces.push(piece(SpanRole::Content, *span, found));
    }
    if let (Thing::Claim(claim), Some(first)) = (&thing, first) {
        for (role, spans) in [
            (SpanRole::Cue, &claim.claim.cue),
            (SpanRole::Source, &claim.claim.source),
        ] {
            for span in spans {
                let found = beside(*span, first, reanchor);
                if found.standing != Standing::Same {
                    standing = standing.max(Standing::Changed);
                    score = score.min(found.score);
                }
                pieces.push(piece(role, *span, found));
            }
        }
    }
    Rechecked {
        key: thing.key(article),
        standing,
        score,
        pieces,
        thing,
    }
}

/// A cue or a source is the same where its words stand beside the claim as they did; other words in its place are changed, and words
/// elsewhere are not its own.
fn beside(span: Span, first: Neighbour, reanchor: &mut Reanchor<'_>) -> Found {
    let mut found = reanchor.find_beside(span, first);
    let expected = i64::from(first.new.start) + i64::from(span.start) - i64::from(first.old.start);
    let is_near = found.span.is_some_and(|place| {
        (i64::from(place.start) - expected).abs() <= i64::from(NEAR.max(span.len()))
    });
    found.standing = match found.standing {
        Standing::Same | Standing::Moved if is_near => Standing::Same,
        Standing::Changed if is_near => Standing::Changed,
        Standing::Lost if is_near && found.score >= REPLACED => Standing::Changed,
        _ => Standing::Lost,
    };
    if found.standing == Standing::Lost {
        found.span = None;
        found.score = 0;
    }
    found
}
