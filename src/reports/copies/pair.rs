//! Two articles side by side: which is older, how much they share, what changed between them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::articles::{Article, article_key};
use super::super::delay::delay;
use super::super::first_seen::published;
use super::super::said::is_before;
use super::super::table::{Cell, CellValue, Evidence, Piece, Row, Tone};
use super::texts::Texts;
use crate::domain::fold::fold_words;
use crate::domain::sentences::sentences;
use crate::domain::text::Text;
use crate::store::StoreError;

/// The most changed sentences that are shown in words, and the most characters of each.
const MOST_SHOWN: usize = 3;
const MOST_CHARACTERS: usize = 80;

/// What two articles are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// One is declared a copy of the other.
    Declared,
    /// Both are declared copies of this one.
    Siblings(i64),
    /// They share so much that one is likely to be a copy or an update.
    Proposed,
    /// They share more than articles of different authors do.
    Asked,
}

impl Relation {
    /// Returns what is printed.
    fn shown(self) -> String {
        match self {
            Relation::Declared => String::from("declared copy"),
            Relation::Siblings(original) => {
                format!("declared copies of {}", article_key(original))
            }
            Relation::Proposed => String::from("copy or update"),
            Relation::Asked => String::from("copy?"),
        }
    }

    /// Returns a line that explains it.
    pub(super) fn meaning(self) -> String {
        match self {
            Relation::Declared => {
                String::from("declared copy: so the book says, whatever they share")
            }
            Relation::Siblings(_) => {
                String::from("declared copies of …: both are, of the same article")
            }
            Relation::Proposed => format!(
                "{}: proposed from {} per cent on; to say so: claimbook article edit NEWER --copy-of OLDER",
                self.shown(),
                super::PROPOSED
            ),
            Relation::Asked => format!(
                "{}: from {} per cent on; a person decides",
                self.shown(),
                super::ASKED
            ),
        }
    }
}

/// Two articles, the older first where that is known.
pub(super) struct Pair<'a> {
    older: &'a Article,
    newer: &'a Article,
    pub(super) is_order_known: bool,
    /// The runs they share, and those of the one with fewer; none where a text is missing.
    runs: Option<(usize, usize)>,
    pub(super) relation: Relation,
}

/// What is in one text only.
struct Changes {
    only_newer: Vec<String>,
    only_older: Vec<String>,
}

impl<'a> Pair<'a> {
    /// Orders two articles by their publication, as far as it is known.
    pub(super) fn new(
        one: &'a Article,
        other: &'a Article,
        runs: Option<(usize, usize)>,
        relation: Relation,
    ) -> Pair<'a> {
        let (first, second) = (published(one), published(other));
        let swap = is_before(second, first);
        let (older, newer) = if swap { (other, one) } else { (one, other) };
        Pair {
            older,
            newer,
            is_order_known: swap || is_before(first, second),
            runs,
            relation,
        }
    }

    /// The two articles.
    pub(super) fn articles(&self) -> [i64; 2] {
        [self.older.id, self.newer.id]
    }

    /// The greatest share first, those without texts last, then by the articles.
    pub(super) fn cmp_by_share(one: &Pair<'_>, other: &Pair<'_>) -> Ordering {
        let share = |pair: &Pair<'_>| pair.runs.filter(|(_, of)| *of > 0);
        let by_share = match (share(one), share(other)) {
            (Some((shared, of)), Some((other_shared, other_of))) => {
                (other_shared * of).cmp(&(shared * other_of))
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        by_share.then(one.articles().cmp(&other.articles()))
    }

    /// Returns the row.
    pub(super) fn row(
        &self,
        credits: &BTreeMap<i64, (i64, String)>,
        texts: &mut Texts<'_>,
    ) -> Result<Row, StoreError> {
        let article = |one: &Article, other: &Article| {
            let shown = if self.is_order_known {
                one.key()
            } else {
                format!("{} or {}", one.key(), other.key())
            };
            Cell::text(shown)
                .with_value(CellValue::Text(one.key()))
                .with_evidence([Evidence::Article(one.id)])
        };
        let later_by = if self.is_order_known {
            Cell::text(delay(published(self.older), published(self.newer)))
        } else {
            Cell::toned("order not known", Tone::Faint)
        };
        let changes = self.changes(texts)?;
        let number = |list: fn(&Changes) -> &Vec<String>| match &changes {
            Some(changes) => Cell::count(list(changes).len()),
            None => Cell::empty(),
        };
        Ok(Row::new(vec![
            article(self.older, self.newer),
            article(self.newer, self.older),
            later_by,
            match self.runs {
                Some((shared, of)) => Cell::per_cent(shared, of),
                None => Cell::empty(),
            },
            number(|changes| &changes.only_newer),
            number(|changes| &changes.only_older),
            changes.as_ref().map_or_else(Cell::empty, Changes::cell),
            self.headline(),
            self.credit(credits),
            Cell::text(self.relation.shown()),
        ]))
    }

    fn changes(&self, texts: &mut Texts<'_>) -> Result<Option<Changes>, StoreError> {
        let older = texts.body(self.older.id)?;
        let newer = texts.body(self.newer.id)?;
        Ok(older
            .zip(newer)
            .map(|(older, newer)| Changes::between(&older, &newer)))
    }

    fn headline(&self) -> Cell {
        let (older, newer) = (&self.older.title, &self.newer.title);
        if fold_words(older) == fold_words(newer) {
            return Cell::text("same");
        }
        Cell::pieces(vec![
            Piece::plain("changed: "),
            Piece::new(older, Tone::Removed),
            Piece::plain(" "),
            Piece::new(newer, Tone::Added),
        ])
        .with_value(CellValue::Text(format!("changed: “{older}” to “{newer}”")))
    }

    /// Whom either credits; the other's outlet stands out.
    fn credit(&self, credits: &BTreeMap<i64, (i64, String)>) -> Cell {
        let mut pieces = Vec::new();
        for (one, other) in [(self.newer, self.older), (self.older, self.newer)] {
            let Some((outlet, name)) = credits.get(&one.id) else {
                continue;
            };
            if !pieces.is_empty() {
                pieces.push(Piece::plain("; "));
            }
            let tone = if *outlet == other.outlet {
                Tone::Strong
            } else {
                Tone::Plain
            };
            pieces.push(Piece::new(format!("{} credits {name}", one.key()), tone));
        }
        if pieces.is_empty() {
            return Cell::empty();
        }
        Cell::pieces(pieces)
    }
}

impl Changes {
    /// Compares sentence by sentence; quotation marks, dashes and white space do not count, and neither does the order.
    fn between(older: &[Text], newer: &[Text]) -> Changes {
        let of = |blocks: &[Text]| -> Vec<String> {
            let sentences = blocks.iter().flat_map(sentences);
            sentences.map(fold_words).collect()
        };
        let (older, newer) = (of(older), of(newer));
        let without = |list: &[String], other: &[String]| {
            let mut left: BTreeMap<&str, usize> = BTreeMap::new();
            for sentence in other {
                *left.entry(sentence).or_default() += 1;
            }
            let mut only = Vec::new();
            for sentence in list {
                match left.get_mut(sentence.as_str()).filter(|left| **left > 0) {
                    Some(left) => *left -= 1,
                    None => only.push(sentence.clone()),
                }
            }
            only
        };
        Changes {
            only_newer: without(&newer, &older),
            only_older: without(&older, &newer),
        }
    }

    /// Returns the changed sentences where they are few; how many there are stands beside.
    fn cell(&self) -> Cell {
        let number = self.only_newer.len() + self.only_older.len();
        if number == 0 || number > 2 * MOST_SHOWN {
            return Cell::empty();
        }
        let mut pieces = Vec::new();
        let mut full = Vec::new();
        for (list, sign, tone) in [
            (&self.only_older, "-", Tone::Removed),
            (&self.only_newer, "+", Tone::Added),
        ] {
            for sentence in list.iter().take(MOST_SHOWN) {
                if !pieces.is_empty() {
                    pieces.push(Piece::plain(" "));
                }
                pieces.push(Piece::new(cut(sentence), tone));
            }
            full.extend(list.iter().map(|sentence| format!("{sign} {sentence}")));
        }
        Cell::pieces(pieces).with_value(CellValue::Text(full.join("\n")))
    }
}

/// Cuts a long sentence.
fn cut(sentence: &str) -> String {
    match sentence.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", sentence.get(..end).unwrap_or_default().trim_end()),
        None => sentence.to_owned(),
    }
}
