//! Which columns of terminal text stand side by side, and `comfy-table` asked to lay them out.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table,
    TableStyle, Width,
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::reports::table::{Align, Column};

/// The spaces between two columns.
pub(super) const GAP: usize = 2;
/// The fewest columns in which words can still be read.
const READABLE: usize = 8;
/// What one column with a long word is held to where space is short.
const WIDEST_WORD: usize = 24;
/// What a label column is narrowed to at most, so that others have room beside it.
const NARROWEST_LABEL: usize = 6;

/// Stands between two cells of a laid out line. No text has it, because control characters are replaced before.
const CELL: char = '\u{1f}';
/// Fills the line between two rows.
const ROW: char = '\u{1e}';

/// What a column asks for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// So many columns that nothing wraps.
    pub(super) natural: usize,
    /// The fewest that can be read.
    pub(super) minimum: usize,
}

impl Measure {
    /// Returns what a column with these texts asks for.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        // An empty column is still underlined.
        let (mut natural, mut word) = (1, 1);
        for text in texts {
            natural = natural.max(text.width());
            word = word.max(widest_word(text));
        }
        Self {
            natural,
            // Long texts get more than their longest word, else they become towers.
            minimum: word
                .max(natural / 4)
                .clamp(READABLE, WIDEST_WORD)
                .min(natural),
        }
    }
}

/// Returns the columns of the widest word. Chinese and Japanese words have no spaces around them and break anywhere.
fn widest_word(text: &str) -> usize {
    let is_wide = |character: char| character.width().is_some_and(|width| width > 1);
    text.split(' ')
        .filter(|word| !word.contains(is_wide))
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

/// One column of a block: which of the table's, what it asks for, where its text stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// Its place in the table.
    pub(super) column: usize,
    /// What it asks for.
    pub(super) measure: Measure,
    /// Where its text stands.
    pub(super) align: Align,
}

impl Placed {
    /// Returns whether nothing wraps where columns may have so much each.
    pub(super) fn fits(&self, share: usize) -> bool {
        self.measure.natural <= share.max(self.measure.minimum)
    }
}

/// Returns the blocks in which the table goes on. The leading label columns are repeated, or the first column where none
/// is a label; labels that leave no room for anything else are not.
pub(super) fn blocks(columns: &[Column], measures: &[Measure], width: usize) -> Vec<Vec<Placed>> {
    let placed: Vec<_> = columns
        .iter()
        .zip(measures)
        .enumerate()
        .map(|(column, (Column { align, .. }, measure))| Placed {
            column,
            measure: *measure,
            align: *align,
        })
        .collect();
    if total(&placed) <= width {
        return vec![placed];
    }

    let label_count = columns.iter().take_while(|column| column.label).count();
    let mut labels = placed[..label_count.max(1)].to_vec();
    let label_count = labels.len();
    for label in &mut labels {
        // What is read again in every block is worth a third of its width, and at most half.
        let third = label.measure.natural.min(width / 3 / label_count);
        let half = (width / 2 / label_count).max(NARROWEST_LABEL);
        label.measure.minimum = label.measure.minimum.max(third).min(half);
    }
    while !labels.is_empty() && total(&labels) + GAP + READABLE > width {
        labels.pop();
    }
    let room = match labels.len() {
        0 => width,
        _ => width - total(&labels) - GAP,
    };

    let mut blocks: Vec<Vec<Placed>> = Vec::new();
    let mut used = room;
    for mut place in placed.into_iter().skip(labels.len()) {
        place.measure.minimum = place.measure.minimum.min(room);
        let needed = place.measure.minimum + GAP;
        match blocks.last_mut() {
            Some(block) if used + needed <= room => {
                used += needed;
                block.push(place);
            }
            _ => {
                used = place.measure.minimum;
                let mut block = labels.clone();
                block.push(place);
                blocks.push(block);
            }
        }
    }
    blocks
}

fn total(placed: &[Placed]) -> usize {
    let widths = placed.iter().map(|place| place.measure.minimum);
    widths.sum::<usize>() + GAP * placed.len().saturating_sub(1)
}

/// One row as laid out: its lines, each as cells that are padded to their columns.
pub(super) type Lines = Vec<Vec<String>>;

/// A block as laid out.
pub(super) struct LaidOut {
    /// The header, without lines where there is none.
    pub(super) header: Lines,
    /// The line under each heading.
    pub(super) rule: Option<Vec<String>>,
    /// The rows.
    pub(super) rows: Vec<Lines>,
}

/// Returns a header and rows of as many texts as there are columns, fitted to the width.
pub(super) fn lay_out<'a>(
    placed: &[Placed],
    header: Option<Vec<&'a str>>,
    rows: impl Iterator<Item = Vec<&'a str>>,
    width: usize,
) -> LaidOut {
    let between = ContentLineStyle::none().junction(CELL);
    let rule = LineStyle::none().fill(ROW).junction(CELL);
    let style = TableStyle::new()
        .header_lines(between)
        .header_separator(rule)
        .content_lines(between)
        .row_separator(rule);

    let mut table = Table::new();
    table.load_style(style);
    let has_header = header.is_some();
    if let Some(header) = header {
        table.set_header(header);
    }
    table.add_rows(rows);
    // The table counts one column for the character between two cells.
    let room = width - (GAP - 1) * placed.len().saturating_sub(1);
    table.set_width(narrowed(room));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    let share = fair_share(placed, width);
    for (place, column) in placed.iter().zip(table.column_iter_mut()) {
        column.set_padding((0, 0));
        column.set_cell_alignment(match place.align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        });
        column.set_constraint(if place.fits(share) {
            ColumnConstraint::Absolute(Width::Fixed(narrowed(place.measure.natural)))
        } else {
            ColumnConstraint::LowerBoundary(Width::Fixed(narrowed(place.measure.minimum)))
        });
    }

    let mut header = Lines::new();
    let mut rule = None;
    let mut rows = vec![Lines::new()];
    for line in table.lines() {
        let is_between = line.starts_with(ROW);
        let mut cells = line.split(CELL);
        if !is_between {
            if let Some(row) = rows.last_mut() {
                row.push(cells.map(str::to_owned).collect());
            }
        } else if has_header && rule.is_none() {
            rule = Some(cells.by_ref().map(|cell| cell.replace(ROW, "─")).collect());
            header = std::mem::take(&mut rows[0]);
        } else {
            rows.push(Lines::new());
        }
    }
    LaidOut { header, rule, rows }
}

/// Returns how wide columns may be without any being narrower for it. The table would hold a column to its minimum where
/// that is more than the average, although others do not use theirs; so those that fit are told to it as fixed.
pub(super) fn fair_share(placed: &[Placed], width: usize) -> usize {
    let used = |share: &usize| {
        let widths = placed.iter().map(|place| {
            let Measure { natural, minimum } = place.measure;
            natural.min(minimum.max(*share))
        });
        widths.sum::<usize>() + GAP * placed.len().saturating_sub(1)
    };
    (1..=width)
        .rev()
        .find(|share| used(share) <= width)
        .unwrap_or(1)
}

fn narrowed(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
