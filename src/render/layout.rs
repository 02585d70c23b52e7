//! How wide each column of terminal text is, and which columns stand side by side.

use std::ops::RangeInclusive;

use crate::reports::table::Column;

/// The spaces between two columns.
pub(super) const GAP: usize = 2;
/// The fewest columns in which words can still be read, and what one wide column is held to at most when space is short.
const READABLE: RangeInclusive<usize> = 8..=24;
/// What a label column is narrowed to at most, so that others have room beside it.
const NARROWEST_LABEL: usize = 6;

/// What a column asks for.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    /// So many columns that nothing wraps.
    pub(super) natural: usize,
    /// The fewest that can be read.
    pub(super) minimum: usize,
}

impl Measure {
    /// Returns what a column asks for by its widest text and the widest word in it.
    pub(super) fn new(natural: usize, word: usize) -> Self {
        // An empty column is still underlined, so that no line ends in spaces.
        let natural = natural.max(1);
        // Long texts get more than their longest word, else they become towers.
        let readable = word.max(natural / 4);
        Self {
            natural,
            minimum: readable
                .clamp(*READABLE.start(), *READABLE.end())
                .min(natural),
        }
    }
}

/// Returns the blocks in which the table goes on, each as columns with their widths. The leading label columns are
/// repeated, or the first column where none is a label; labels that leave no room for anything else are not.
pub(super) fn blocks(
    columns: &[Column],
    measures: &[Measure],
    width: usize,
) -> Vec<Vec<(usize, usize)>> {
    let minimums: Vec<_> = measures.iter().map(|measure| measure.minimum).collect();
    if total(&minimums) <= width {
        return vec![stretched(
            (0..columns.len()).collect(),
            minimums,
            measures,
            width,
        )];
    }

    let label_count = columns.iter().take_while(|column| column.label).count();
    let mut labels = minimums[..label_count.max(1)].to_vec();
    // What is read again in every block is worth a third of its width.
    stretch(&mut labels, measures, width / 3);
    while total(&labels) > width / 2 {
        match labels.iter_mut().max() {
            Some(widest) if *widest > NARROWEST_LABEL => *widest -= 1,
            _ => break,
        }
    }
    while total(&labels) + GAP + READABLE.start() > width {
        labels.pop();
    }
    let room = match labels.len() {
        0 => width,
        _ => width - total(&labels) - GAP,
    };

    let mut blocks = Vec::new();
    let mut next = labels.len();
    loop {
        let mut numbers: Vec<_> = (0..labels.len()).collect();
        let mut widths = labels.clone();
        let mut used = 0;
        while let Some(minimum) = minimums.get(next) {
            let needed = (*minimum).min(room);
            if used > 0 && used + GAP + needed > room {
                break;
            }
            used += needed + if used > 0 { GAP } else { 0 };
            numbers.push(next);
            widths.push(needed);
            next += 1;
        }
        blocks.push(stretched(numbers, widths, measures, width));
        if next >= minimums.len() {
            return blocks;
        }
    }
}

fn stretched(
    numbers: Vec<usize>,
    mut widths: Vec<usize>,
    measures: &[Measure],
    width: usize,
) -> Vec<(usize, usize)> {
    let measures: Vec<_> = numbers.iter().map(|number| measures[*number]).collect();
    stretch(&mut widths, &measures, width);
    numbers.into_iter().zip(widths).collect()
}

/// Gives the columns that are free to those that would use them, the narrowest first.
pub(super) fn stretch(widths: &mut [usize], measures: &[Measure], width: usize) {
    let free = width.saturating_sub(total(widths));
    for _ in 0..free {
        let narrowest = widths
            .iter_mut()
            .zip(measures)
            .filter(|(width, measure)| **width < measure.natural)
            .min_by_key(|(width, _)| **width);
        match narrowest {
            Some((width, _)) => *width += 1,
            None => return,
        }
    }
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}
