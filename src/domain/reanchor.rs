//! Where words of one text stand in another: the spans of an article that was changed, found again.
//!
//! A place is judged as annotations of web pages are: by its words, by the words around it and by its position (a text quote selector
//! with prefix and suffix beside a text position selector: W3C Web Annotation Data Model, 4.2.4 and 4.2.5). The weights are those with
//! which Hypothesis matches quotes ([`QUOTE`], [`PREFIX`], [`SUFFIX`], [`POSITION`]). Where a position is expected is not the old offset,
//! which every inserted paragraph would shift, but what the two texts have in common around it (`alignment`).
//!
//! Only [`Standing::Same`] says that nothing has to be looked at: the same words, in the same order of the text, with the same text
//! around them. White space, kinds of quotation marks and of dashes do not count, as wherever words are sought in a text. Everything is
//! computed in whole numbers, so the same texts give the same result everywhere.

mod alignment;
mod approximate;
mod folded;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use self::alignment::Alignment;
use self::folded::Folded;
use super::text::{Span, Text};

/// What the words themselves weigh (Hypothesis, `match-quote.ts`).
pub const QUOTE: u32 = 50;
/// What the text before them weighs.
pub const PREFIX: u32 = 20;
/// What the text behind them weighs.
pub const SUFFIX: u32 = 20;
/// What their position weighs: little, it tells apart what is otherwise alike.
pub const POSITION: u32 = 2;

/// How many characters before and behind a quote are its context, as in Hypothesis.
const CONTEXT: usize = 32;
/// Two places whose scores differ by less than this, in thousandths, are equally good.
const MARGIN: u32 = 30;
/// So much more of the text on one side, in thousandths, tells two places apart: four characters.
const SLIGHTLY: u32 = 125;
/// How much of the context must agree, in thousandths of one side, for short words to be theirs: a dozen characters.
const LITTLE_CONTEXT: u32 = 400;
/// A quote of so many characters that stands in its old order needs no context: it is longer than the context would be.
const OWN_CONTEXT: usize = 2 * CONTEXT;
/// A quote of so many characters is its own evidence where it stands elsewhere.
const LONG: usize = CONTEXT;
/// Of words that stand in a text more often, so many nearest to each place where they are expected are judged.
const MOST_JUDGED: usize = 64;

/// How words of the old text stand in the new one, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The same words in the same order of the text, and around them what was around them.
    Same,
    /// The same words elsewhere, or with another text around them.
    Moved,
    /// Other words that are near enough to be theirs.
    Changed,
    /// The same words several times, equally good.
    Ambiguous,
    /// No words that are near enough.
    Lost,
}

impl Standing {
    /// Returns the word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Ambiguous => "ambiguous",
            Self::Lost => "lost",
        }
    }
}

/// What became of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How its words stand in the new text.
    pub standing: Standing,
    /// Where; of ambiguous and lost words what is nearest.
    pub span: Option<Span>,
    /// How good that is, in per cent: 100 for the same words with the same text around them.
    pub score: u32,
    /// How many places are equally good: 1 but for ambiguous words.
    pub places: usize,
}

const LOST: Found = Found {
    standing: Standing::Lost,
    span: None,
    score: 0,
    places: 1,
};

/// Two texts, ready for spans of the old to be sought in the new. Making it takes time in proportion to their length (and its
/// logarithm); a search takes time in proportion to what stands near.
#[derive(Debug)]
pub struct Reanchor<'t> {
    old: Folded<'t>,
    new: Folded<'t>,
    alignment: Alignment,
    /// Where words that were sought already stand in the new text.
    known: BTreeMap<String, Rc<Vec<usize>>>,
}

/// A span of the old text and where it was found: other spans are expected at the same distance from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// In the old text.
    pub old: Span,
    /// In the new text.
    pub new: Span,
}

/// Where a quote is expected, in bytes of the new form.
#[derive(Debug, Clone)]
struct Expected {
    /// By what is the same before it, behind it, and by its neighbour.
    starts: Vec<usize>,
    /// What lies between the nearest parts that are the same.
    between: Range<usize>,
}

/// A place at which exactly these words stand.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    score: u32,
    /// How much of the text before and behind is the same, in thousandths.
    around: [u32; 2],
    is_expected: bool,
    in_order: bool,
}

impl Place {
    /// How much of the text around is the same, in thousandths of one side.
    fn context(&self) -> u32 {
        self.around.iter().sum()
    }
}

impl<'t> Reanchor<'t> {
    /// Reads both texts.
    #[must_use]
    pub fn new(old: &'t Text, new: &'t Text) -> Self {
        let old = Folded::new(old);
        let new = Folded::new(new);
        let alignment = Alignment::new(old.form(), new.form());
        Self {
            old,
            new,
            alignment,
            known: BTreeMap::new(),
        }
    }

    /// Looks for the words of a span of the old text in the new one. White space at its ends is not sought. A span that is not in the
    /// old text is lost.
    pub fn find(&mut self, span: Span) -> Found {
        self.find_with(span, None)
    }

    /// As [`Reanchor::find`], for words that belong to others which were found: the cue of a claim, a second piece.
    pub fn find_beside(&mut self, span: Span, neighbour: Neighbour) -> Found {
        self.find_with(span, Some(neighbour))
    }

    fn find_with(&mut self, span: Span, neighbour: Option<Neighbour>) -> Found {
        let Some(quote) = self.old.range_of(span) else {
            return LOST;
        };
        let expected = self.expected(&quote, neighbour);
        let exact = self.exact(&quote, &expected);
        match exact {
            Some((found, true)) => found,
            Some((elsewhere, false)) => {
                let near = self.approximate(&quote, &expected);
                // The same words elsewhere are not those of a neighbour.
                let is_here = neighbour.is_some() && near.span.is_some();
                if near.standing == Standing::Changed || is_here {
                    near
                } else {
                    elsewhere
                }
            }
            None => self.approximate(&quote, &expected),
        }
    }

    fn expected(&self, quote: &Range<usize>, neighbour: Option<Neighbour>) -> Expected {
        let (starts, between) = self.alignment.expected(quote);
        let mut starts = starts.to_vec();
        if let Some(beside) =
            neighbour.and_then(|neighbour| self.expected_beside(quote.start, neighbour))
        {
            starts.push(beside);
        }
        Expected { starts, between }
    }

    /// As far from the found neighbour as the quote was from it.
    fn expected_beside(&self, start: usize, neighbour: Neighbour) -> Option<usize> {
        let old = self.old.range_of(neighbour.old)?.start;
        let new = self.new.range_of(neighbour.new)?.start;
        (new + start).checked_sub(old)
    }

    /// The place of exactly these words, and whether it is to be believed: short words without anything familiar around them, elsewhere
    /// in the text, may be anybody's.
    fn exact(&mut self, quote: &Range<usize>, expected: &Expected) -> Option<(Found, bool)> {
        let words = self.old.form().get(quote.clone())?.to_owned();
        let at = self.occurrences(&words, quote);
        let mut places: Vec<Place> = nearest(&at, &expected.starts)
            .into_iter()
            .map(|at| self.judge(quote, at, expected))
            .collect();
        places.sort_by(|one, other| other.score.cmp(&one.score).then(one.at.cmp(&other.at)));
        let best = *places.first()?;
        let rivals: Vec<Place> = places
            .into_iter()
            .filter(|place| place.score + MARGIN > best.score)
            .collect();
        let only = |is: fn(&Place) -> bool| {
            let mut those = rivals.iter().filter(|place| is(place));
            match (those.next(), those.next()) {
                (Some(one), None) => Some(*one),
                _ => None,
            }
        };
        let is_one_expected = rivals.iter().any(|place| place.is_expected);
        let chosen = if rivals.len() == 1 {
            Some(best)
        } else if is_one_expected {
            only(|place| place.is_expected)
        } else {
            only(|place| place.in_order)
        };
        // Position decides only where the text around tells nothing else: what was before one place and behind another is unclear.
        let chosen = chosen.filter(|chosen| {
            let is_familiar = |rival: &Place| {
                let sides = rival.around.iter().zip(chosen.around);
                sides
                    .into_iter()
                    .any(|(rival, own)| *rival > own + SLIGHTLY)
            };
            !rivals.iter().any(is_familiar)
        });
        let length = words.chars().count();
        let found = |place: &Place, standing, places| Found {
            standing,
            span: self.new.span_of(&(place.at..place.at + words.len())),
            score: place.score / 10,
            places,
        };
        let Some(place) = chosen else {
            return Some((found(&best, Standing::Ambiguous, rivals.len()), true));
        };
        if place.in_order && (place.context() >= LITTLE_CONTEXT || length >= OWN_CONTEXT) {
            return Some((found(&place, Standing::Same, 1), true));
        }
        if place.in_order || place.context() >= LITTLE_CONTEXT || length >= LONG {
            return Some((found(&place, Standing::Moved, 1), true));
        }
        Some((found(&place, Standing::Lost, 1), false))
    }

    fn occurrences(&mut self, words: &str, quote: &Range<usize>) -> Rc<Vec<usize>> {
        if let Some(known) = self.known.get(words) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.new.occurrences(words, self.old.has_boundaries(quote)));
        self.known.insert(words.to_owned(), Rc::clone(&found));
        found
    }

    fn judge(&self, quote: &Range<usize>, at: usize, expected: &Expected) -> Place {
        let end = at + quote.len();
        let (prefix, suffix) = self.context(quote, &(at..end));
        let score = total(1000, prefix, suffix, self.closeness(at, expected));
        Place {
            at,
            score,
            around: [prefix, suffix],
            is_expected: expected.starts.contains(&at),
            in_order: expected.between.start <= at && end <= expected.between.end,
        }
    }

    /// How much of the text before and behind is the same, in thousandths, counted from the words outward.
    fn context(&self, quote: &Range<usize>, place: &Range<usize>) -> (u32, u32) {
        let (old, new) = (self.old.form(), self.new.form());
        let agree = |old: &mut dyn Iterator<Item = char>, new: &mut dyn Iterator<Item = char>| {
            let (mut length, mut same, mut differs) = (0, 0, false);
            for character in old.take(CONTEXT) {
                length += 1;
                differs |= new.next() != Some(character);
                same += u32::from(!differs);
            }
            (same * 1000).checked_div(length).unwrap_or(1000)
        };
        let prefix = agree(
            &mut old.get(..quote.start).unwrap_or_default().chars().rev(),
            &mut new.get(..place.start).unwrap_or_default().chars().rev(),
        );
        let suffix = agree(
            &mut old.get(quote.end..).unwrap_or_default().chars(),
            &mut new.get(place.end..).unwrap_or_default().chars(),
        );
        (prefix, suffix)
    }

    /// How near a place is to where it is expected, in thousandths of the text.
    fn closeness(&self, at: usize, expected: &Expected) -> u32 {
        let distance = expected
            .starts
            .iter()
            .map(|start| start.abs_diff(at))
            .min()
            .unwrap_or(0);
        let length = self.new.form().len().max(1);
        let share = u32::try_from(distance.min(length) * 1000 / length).unwrap_or(1000);
        1000 - share
    }

    /// The words that are most like the quote, near where it is expected and where several of its words stand together.
    fn approximate(&self, quote: &Range<usize>, expected: &Expected) -> Found {
        let mut best: Option<(u32, u32, Range<usize>)> = None;
        for (likeness, place) in self.alignment.similar(quote, &expected.starts) {
            let (prefix, suffix) = self.context(quote, &place);
            let score = total(
                likeness,
                prefix,
                suffix,
                self.closeness(place.start, expected),
            );
            if best.as_ref().is_none_or(|(known, _, _)| score > *known) {
                best = Some((score, likeness, place));
            }
        }
        let Some((score, likeness, place)) = best else {
            return LOST;
        };
        Found {
            standing: if approximate::is_near(likeness, score) {
                Standing::Changed
            } else {
                Standing::Lost
            },
            span: self.new.span_of(&place),
            score: score / 10,
            places: 1,
        }
    }
}

/// The weighted score of four shares, all in thousandths.
fn total(quote: u32, prefix: u32, suffix: u32, position: u32) -> u32 {
    let sum = QUOTE * quote + PREFIX * prefix + SUFFIX * suffix + POSITION * position;
    sum / (QUOTE + PREFIX + SUFFIX + POSITION)
}

/// The places nearest to those that are expected, in order; all of them where they are few.
fn nearest(places: &[usize], expected: &[usize]) -> Vec<usize> {
    if places.len() <= MOST_JUDGED {
        return places.to_vec();
    }
    let mut near = Vec::new();
    for start in expected {
        let middle = places.partition_point(|place| place < start);
        let from = middle.saturating_sub(MOST_JUDGED / 2);
        let to = (middle + MOST_JUDGED / 2).min(places.len());
        near.extend(places.get(from..to).unwrap_or_default());
    }
    near.sort_unstable();
    near.dedup();
    near
}
