//! What two texts have in common, in order: runs of words that stand once in each, and the longest chain of them that goes forward in
//! both (as the patience diff does with lines). A moved paragraph is not in the chain, and its neighbours are.

use std::collections::HashMap;
use std::ops::Range;

use crate::domain::fold::is_spaceless;

/// How many words make a run. Four are seldom twice in an article, and a changed word takes no more than seven words out of the chain.
const RUN: usize = 4;

/// A word, or a single other character that is no white space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Its bytes in the form.
    pub(super) range: Range<usize>,
    /// Its number: the same for the same words, in both texts.
    pub(super) number: u32,
    /// How many characters it has.
    pub(super) weight: u32,
}

/// A run that stands once in each text, by its first tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pair {
    old: usize,
    new: usize,
}

/// Two texts by their tokens, and the chain of what they have in common.
#[derive(Debug)]
pub(super) struct Alignment {
    pub(super) old: Vec<Token>,
    pub(super) new: Vec<Token>,
    /// Every two neighbouring tokens of the new text and where the first stands, sorted.
    pub(super) new_pairs: Vec<([u32; 2], usize)>,
    chain: Vec<Pair>,
    old_length: usize,
    new_length: usize,
}

impl Alignment {
    pub(super) fn new(old_form: &str, new_form: &str) -> Self {
        // Only asked for single words, so no result depends on its order.
        let mut numbers = HashMap::new();
        let old = tokens(old_form, &mut numbers);
        let new = tokens(new_form, &mut numbers);
        let mut new_pairs: Vec<([u32; 2], usize)> = new
            .array_windows::<2>()
            .enumerate()
            .map(|(at, [one, other])| ([one.number, other.number], at))
            .collect();
        new_pairs.sort_unstable();
        Self {
            chain: longest_chain(&shared_runs(&old, &new)),
            old,
            new,
            new_pairs,
            old_length: old_form.len(),
            new_length: new_form.len(),
        }
    }

    /// Where bytes of the old form are expected to begin in the new one, by what is the same before and behind them, and what lies
    /// between these two.
    pub(super) fn expected(&self, quote: &Range<usize>) -> ([usize; 2], Range<usize>) {
        let starts = |pair: &Pair| {
            (
                self.old[pair.old].range.start,
                self.new[pair.new].range.start,
            )
        };
        let ends = |pair: &Pair| {
            (
                self.old[pair.old + RUN - 1].range.end,
                self.new[pair.new + RUN - 1].range.end,
            )
        };
        let after = self
            .chain
            .partition_point(|pair| starts(pair).0 <= quote.start);
        let before = after.checked_sub(1).and_then(|at| self.chain.get(at));
        let (old_before, new_before) = before.map_or((0, 0), starts);
        let behind = self.chain.partition_point(|pair| ends(pair).0 < quote.end);
        let behind = self.chain.get(behind);
        let (old_behind, new_behind) = behind.map_or((self.old_length, self.new_length), ends);
        let by_before = new_before + (quote.start - old_before);
        let by_behind = (new_behind + quote.start).saturating_sub(old_behind);
        let between = new_before.min(new_behind)..new_before.max(new_behind);
        ([by_before, by_behind], between)
    }

    /// How many characters of the old tokens given are in the chain, and the new tokens from the first to behind the last of these.
    pub(super) fn in_chain(&self, tokens: &Range<usize>) -> Option<(u32, Range<usize>)> {
        let first = self.chain.partition_point(|pair| pair.old < tokens.start);
        let (mut weight, mut place, mut counted) = (0, None::<Range<usize>>, tokens.start);
        for pair in self.chain.get(first..).unwrap_or_default() {
            if pair.old + RUN > tokens.end {
                break;
            }
            let run = pair.old.max(counted)..pair.old + RUN;
            counted = run.end;
            let run = self.old.get(run).unwrap_or_default();
            weight += run.iter().map(|token| token.weight).sum::<u32>();
            let start = place.map_or(pair.new, |place| place.start);
            place = Some(start..pair.new + RUN);
        }
        place.map(|place| (weight, place))
    }
}

fn tokens<'f>(form: &'f str, numbers: &mut HashMap<&'f str, u32>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut in_word = false;
    for (at, character) in form.char_indices() {
        let end = at + character.len_utf8();
        let is_mark = unicode_normalization::char::is_combining_mark(character);
        let is_letter = character.is_alphanumeric() && !is_spaceless(character);
        let continues = is_mark || (is_letter && in_word);
        in_word = is_letter || (is_mark && in_word);
        if character == ' ' {
            continue;
        }
        match tokens.last_mut() {
            Some(last) if continues && last.range.end == at => {
                last.range.end = end;
                last.weight += 1;
            }
            _ => tokens.push(Token {
                range: at..end,
                number: 0,
                weight: 1,
            }),
        }
    }
    for token in &mut tokens {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        let word = form.get(token.range.clone()).unwrap_or_default();
        token.number = *numbers.entry(word).or_insert(next);
    }
    tokens
}

/// The runs that stand once in each text, by their place in the old one.
fn shared_runs(old: &[Token], new: &[Token]) -> Vec<Pair> {
    let (old, new) = (single_runs(old), single_runs(new));
    let mut shared = Vec::new();
    let mut others = new.iter().peekable();
    for (run, at) in &old {
        while others.peek().is_some_and(|(other, _)| other < run) {
            others.next();
        }
        if let Some((other, new)) = others.peek()
            && other == run
        {
            shared.push(Pair {
                old: *at,
                new: *new,
            });
        }
    }
    shared.sort_unstable_by_key(|pair| pair.old);
    shared
}

/// The runs that stand once in a text, sorted, with their place.
fn single_runs(tokens: &[Token]) -> Vec<([u32; RUN], usize)> {
    let mut runs: Vec<([u32; RUN], usize)> = tokens
        .array_windows::<RUN>()
        .enumerate()
        .map(|(at, run)| (run.each_ref().map(|token| token.number), at))
        .collect();
    runs.sort_unstable();
    runs.chunk_by(|one, other| one.0 == other.0)
        .filter_map(|same| match same {
            [one] => Some(*one),
            _ => None,
        })
        .collect()
}

/// The longest list of pairs that goes forward in the new text too (patience sorting).
fn longest_chain(pairs: &[Pair]) -> Vec<Pair> {
    // The last pair of the best chain of each length, and for each pair the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].new < pair.new);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        chain.push(pairs[at]);
        next = before[at];
    }
    chain.reverse();
    chain
}
