//! Writing what was found again: the new text, the spans in it, and that the coding was read against it.

use super::super::fields;
use super::super::three_way::{Fields, base, stored};
use super::{NewText, Recheck, RecheckError, Rechecked, Thing, ThingKind, recheck};
use crate::domain::claim::SpanRole;
use crate::domain::reanchor::Standing;
use crate::domain::session::Session;
use crate::domain::text::Span;
use crate::store::{Book, ClaimList, ClaimPlace, Writer};

/// What a person accepts beside what is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accept {
    /// Everything that moved.
    Moved,
    /// Everything that changed.
    Changed,
    /// One thing that moved or changed, by its key.
    Thing(String),
}

/// What was written.
#[derive(Debug)]
pub struct Applied {
    /// How everything stands.
    pub recheck: Recheck,
    /// Of each of `recheck.things` whether it has spans in the new text now.
    pub written: Vec<bool>,
    /// The operation in the journal; `None` where nothing changed.
    pub operation: Option<i64>,
}

/// Adds the new text as the article's next version, where it is none yet, and gives everything that is the same in it, or accepted, its
/// spans there. All of it is one operation.
///
/// # Errors
/// As [`recheck`], and `OfAnother`, `NotAccepted`, `File`, or when the book cannot be written; nothing is written then.
pub fn apply_recheck(
    book: &mut Book,
    session: &mut Session,
    article: i64,
    new: Option<&NewText<'_>>,
    accepted: &[Accept],
) -> Result<Applied, RecheckError> {
    let name = format!("recheck a{article}");
    let written = book.write(session, &name, |writer| {
        let coder = writer.session.coder.clone();
        let found = recheck(writer.reader(), article, &coder, new)?;
        if found.coding.coder != coder {
            return Err(RecheckError::OfAnother {
                article,
                coder: found.coding.coder,
            });
        }
        let written = chosen(&found, accepted)?;
        write(writer, &found, &written, new)?;
        Ok((found, written))
    })?;
    let (recheck, chosen) = written.value;
    Ok(Applied {
        recheck,
        written: chosen,
        operation: written.operation,
    })
}

/// Which things are written.
fn chosen(found: &Recheck, accepted: &[Accept]) -> Result<Vec<bool>, RecheckError> {
    for accept in accepted {
        let Accept::Thing(key) = accept else {
            continue;
        };
        let named: Vec<&Rechecked> = found
            .things
            .iter()
            .filter(|thing| thing.key == *key)
            .collect();
        let refused = |why: &str| RecheckError::NotAccepted {
            key: key.clone(),
            why: why.to_owned(),
        };
        if named.is_empty() {
            return Err(refused("nothing of this name is sought"));
        }
        if named.iter().any(|thing| thing.standing == Standing::Lost) {
            return Err(refused("its words are lost"));
        }
        if named
            .iter()
            .any(|thing| thing.standing == Standing::Ambiguous)
        {
            return Err(refused("which of several places is meant is not clear"));
        }
    }
    let is_named = |key: &str| {
        accepted
            .iter()
            .any(|accept| matches!(accept, Accept::Thing(named) if named == key))
    };
    Ok(found
        .things
        .iter()
        .map(|thing| match thing.standing {
            Standing::Same => true,
            Standing::Moved => accepted.contains(&Accept::Moved) || is_named(&thing.key),
            Standing::Changed => accepted.contains(&Accept::Changed) || is_named(&thing.key),
            Standing::Ambiguous | Standing::Lost => false,
        })
        .collect())
}

fn write(
    writer: &mut Writer<'_>,
    found: &Recheck,
    written: &[bool],
    new: Option<&NewText<'_>>,
) -> Result<(), RecheckError> {
    let version = match new.filter(|_| found.is_new) {
        Some(new) => {
            let raw = match new.raw {
                Some(raw) => Some((raw.media_type(), raw.bytes().map_err(RecheckError::File)?)),
                None => None,
            };
            let raw = raw
                .as_ref()
                .map(|(media, bytes)| (*media, bytes.as_slice()));
            let retrieved = new.retrieved.as_deref();
            writer.add_version(found.article, &found.text, &found.blocks, retrieved, raw)?
        }
        None => match writer.reader().versions(found.article)?.pop() {
            Some(newest) => newest.id,
            None => {
                return Err(RecheckError::NothingLogged {
                    article: found.article,
                });
            }
        },
    };
    writer.edit_coding(found.coding.id, version, found.coding.extent)?;
    let place = ClaimPlace {
        article: found.article,
        coding: found.coding.id,
        version,
        text: &found.text,
    };
    for (thing, written) in found.things.iter().zip(written) {
        if *written {
            write_thing(writer, place, thing)?;
        }
    }
    writer.derive_blocks(found.article)?;
    Ok(())
}

fn write_thing(
    writer: &mut Writer<'_>,
    place: ClaimPlace<'_>,
    sought: &Rechecked,
) -> Result<(), RecheckError> {
    let spans = |role: SpanRole| -> Vec<Span> {
        let pieces = sought.pieces.iter().filter(|piece| piece.role == role);
        pieces
            .filter(|piece| {
                matches!(
                    piece.found.standing,
                    Standing::Same | Standing::Moved | Standing::Changed
                )
            })
            .filter_map(|piece| piece.found.span)
            .collect()
    };
    // What the sheet last said of the words, it said of the older text: from here on it counts as if it had said what the book has.
    let said = |as_logged: Option<&str>, now: &Fields| {
        let mut base = base(as_logged)?;
        for field in ["text", "cue", "source"] {
            match now.get(field) {
                Some(value) => base.insert(field.to_owned(), value.clone()),
                None => base.remove(field),
            };
        }
        Some(stored(&base))
    };
    match &sought.thing {
        Thing::Claim(known) => {
            let mut claim = known.claim.clone();
            claim.content = spans(SpanRole::Content);
            claim.cue = spans(SpanRole::Cue);
            claim.source = spans(SpanRole::Source);
            for list in [ClaimList::Content, ClaimList::Cue, ClaimList::Source] {
                writer.replace_claim_list(known.id, list, &claim, place)?;
            }
            let now = fields::claim(&claim, fields::uid);
            if let Some(said) = said(known.as_logged.as_deref(), &now) {
                writer.set_claim_as_logged(known.id, &said)?;
            }
        }
        Thing::Introduction(known) => {
            let mut introduction = known.introduction.clone();
            introduction.content = spans(SpanRole::Content);
            writer.edit_introduction(known.id, place, &introduction, true)?;
            let now = fields::introduction(&introduction, fields::uid);
            if let Some(said) = said(known.as_logged.as_deref(), &now) {
                writer.set_introduction_as_logged(known.id, &said)?;
            }
        }
        Thing::Fact(known) => {
            let mut fact = known.fact.clone();
            fact.content = spans(SpanRole::Content);
            writer.edit_fact(known.id, place, &fact)?;
            let now = fields::fact(&fact);
            if let Some(said) = said(known.as_logged.as_deref(), &now) {
                writer.set_fact_as_logged(known.id, &said)?;
            }
        }
    }
    Ok(())
}

impl Applied {
    /// Returns how many things of a kind have spans in the new text now.
    #[must_use]
    pub fn count(&self, kind: ThingKind) -> usize {
        let things = self.recheck.things.iter().zip(&self.written);
        things
            .filter(|(thing, written)| **written && thing.kind() == kind)
            .count()
    }

    /// Returns what has no spans in the new text.
    pub fn left(&self) -> impl Iterator<Item = &Rechecked> {
        let things = self.recheck.things.iter().zip(&self.written);
        things
            .filter(|(_, written)| !**written)
            .map(|(thing, _)| thing)
    }
}
