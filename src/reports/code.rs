//! How a claim is printed in one cell: the letter of its voice, the mark of its stance, and who says it.
//!
//! `Q` direct, `I` indirect, `D` where every speaker is a document, `N` narration; then `!` rejects, `m` mentions, `-` declines, `u`
//! unset, nothing for asserts; then `~` where something is a guess; then the speakers, `for` whom, and `<via>`.

use std::collections::BTreeSet;

use super::claims::Claim;
use super::speaker_name::SpeakerNames;
use super::table::{Cell, CellValue, Evidence, Piece, Tone};
use crate::domain::claim::{Stance, Voice};

/// A voice as it is printed, the strongest attribution first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Letter {
    /// `Q`.
    Direct,
    /// `I`.
    Indirect,
    /// `D`.
    Document,
    /// `N`.
    Narration,
}

impl Letter {
    /// Every letter, in order.
    pub(super) const ALL: [Letter; 4] = [
        Letter::Direct,
        Letter::Indirect,
        Letter::Document,
        Letter::Narration,
    ];

    /// Returns the letter of a claim.
    pub(super) fn of(claim: &Claim) -> Letter {
        match claim.voice {
            Voice::Narration => Letter::Narration,
            _ if claim.is_document => Letter::Document,
            Voice::Direct => Letter::Direct,
            Voice::Indirect => Letter::Indirect,
        }
    }

    /// Returns what is printed.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Letter::Direct => "Q",
            Letter::Indirect => "I",
            Letter::Document => "D",
            Letter::Narration => "N",
        }
    }

    /// Returns the word for a key.
    fn meaning(self) -> &'static str {
        match self {
            Letter::Direct => "direct",
            Letter::Indirect => "indirect",
            Letter::Document => "document",
            Letter::Narration => "narration",
        }
    }
}

/// Marks of a table that its key has to explain.
#[derive(Debug, Default)]
pub(super) struct Key {
    letters: BTreeSet<Letter>,
    stances: BTreeSet<Option<Stance>>,
    ambiguous: bool,
    via: bool,
    absent: bool,
    unknown: bool,
    uncounted: bool,
}

impl Key {
    /// Notes what a claim is printed with.
    pub(super) fn note(&mut self, claim: &Claim) {
        self.letters.insert(Letter::of(claim));
        self.stances.insert(claim.counted_stance().0);
        self.ambiguous |= claim.ambiguous;
        self.via |= !claim.via.is_empty();
    }

    /// Notes that something was printed in parentheses.
    pub(super) fn note_uncounted(&mut self) {
        self.uncounted = true;
    }

    /// Returns the line that explains what was printed.
    pub(super) fn line(&self) -> Option<String> {
        let mut parts: Vec<String> = self
            .letters
            .iter()
            .map(|letter| format!("{} {}", letter.as_str(), letter.meaning()))
            .collect();
        for (stance, meaning) in [
            (Some(Stance::Rejects), "! rejects"),
            (Some(Stance::Mentions), "m mentions"),
            (Some(Stance::Declines), "- declines"),
            (None, "u stance unset"),
        ] {
            if self.stances.contains(&stance) {
                parts.push(meaning.to_owned());
            }
        }
        for (seen, meaning) in [
            (self.ambiguous, "~ ambiguous"),
            (self.via, "<via>"),
            (self.uncounted, "( ) not counted"),
            (self.absent, "· not in a fully coded article"),
            (self.unknown, "? not fully coded"),
        ] {
            if seen {
                parts.push(meaning.to_owned());
            }
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// Returns letter and marks, as in `N~` or `I!`.
pub(super) fn marks(claim: &Claim) -> String {
    let stance = match claim.counted_stance().0 {
        Some(Stance::Asserts) => "",
        Some(Stance::Rejects) => "!",
        Some(Stance::Mentions) => "m",
        Some(Stance::Declines) => "-",
        None => "u",
    };
    let guess = if claim.ambiguous { "~" } else { "" };
    format!("{}{stance}{guess}", Letter::of(claim).as_str())
}

/// Returns who says it: `Li`, `Ann + Bob`, `Ann / Bob` where Bob may be meant, `Ann for Bob`, `Ann <Bob>` where Bob told it.
pub(super) fn who<'n>(claim: &Claim, name: impl Fn(i64) -> &'n str) -> String {
    let joined = |ids: &[i64], between: &str| {
        let names: Vec<&str> = ids.iter().map(|id| name(*id)).collect();
        names.join(between)
    };
    let mut parts = Vec::new();
    let speakers = joined(&claim.speakers, " + ");
    let alternatives = joined(&claim.alternatives, " / ");
    match (speakers.is_empty(), alternatives.is_empty()) {
        (false, false) => parts.push(format!("{speakers} / {alternatives}")),
        (false, true) => parts.push(speakers),
        (true, false) => parts.push(alternatives),
        (true, true) => {}
    }
    if !claim.principals.is_empty() {
        parts.push(format!("for {}", joined(&claim.principals, " + ")));
    }
    if !claim.via.is_empty() {
        parts.push(format!("<{}>", joined(&claim.via, ", ")));
    }
    parts.join(" ")
}

/// Returns letter, marks and who, as in `Q Jiang`.
pub(super) fn printed<'n>(claim: &Claim, name: impl Fn(i64) -> &'n str) -> String {
    format!("{} {}", marks(claim), who(claim, name))
        .trim_end()
        .to_owned()
}

/// Returns the cell of the claims on one proposition in one column: each speaker, stance and way once, in the strongest voice; in
/// parentheses where none of them counts. People read short names, programs get full ones.
pub(super) fn cell(claims: &[&Claim], names: &SpeakerNames, key: &mut Key) -> Cell {
    let counted: Vec<&Claim> = claims
        .iter()
        .copied()
        .filter(|claim| claim.is_counted())
        .collect();
    let is_counted = !counted.is_empty();
    let mut items: Vec<&Claim> = Vec::new();
    for claim in if is_counted { &counted } else { claims } {
        let same = items.iter_mut().find(|item| {
            item.speakers == claim.speakers
                && item.alternatives == claim.alternatives
                && item.principals == claim.principals
                && item.via == claim.via
                && item.counted_stance().0 == claim.counted_stance().0
        });
        match same {
            Some(item) => {
                let rank = |claim: &Claim| (Letter::of(claim), claim.ambiguous);
                if rank(claim) < rank(item) {
                    *item = claim;
                }
            }
            None => items.push(claim),
        }
    }
    let mut pieces = Vec::new();
    let mut full = Vec::new();
    for item in items {
        key.note(item);
        let tone = match (is_counted, item.stance) {
            (false, _) => Tone::Faint,
            (true, Some(Stance::Rejects)) => Tone::Alarm,
            (true, _) => Tone::Plain,
        };
        if !pieces.is_empty() {
            pieces.push(Piece::plain(", "));
        }
        pieces.push(Piece::new(printed(item, |id| names.short(id)), tone));
        full.push(printed(item, |id| names.full(id)));
    }
    let mut full = full.join(", ");
    if !is_counted {
        key.note_uncounted();
        full = format!("({full})");
        pieces.insert(0, Piece::new("(", Tone::Faint));
        pieces.push(Piece::new(")", Tone::Faint));
    }
    let stands_on = if is_counted { &counted } else { claims };
    Cell::pieces(pieces)
        .with_value(CellValue::Text(full))
        .with_evidence(stands_on.iter().map(|claim| Evidence::Claim(claim.id)))
}

/// Returns the cell of a column that does not carry a proposition.
pub(super) fn absent(is_fully_coded: bool, key: &mut Key) -> Cell {
    if is_fully_coded {
        key.absent = true;
        Cell::toned("·", Tone::Faint)
    } else {
        key.unknown = true;
        Cell::toned("?", Tone::Faint)
    }
}
