//! Counts in rows and columns, with totals and per cents; either way round.

use std::collections::BTreeMap;

use super::table::{Cell, CellValue, Column, Evidence, Row, Table, Tone};
use super::{Options, PerCent, ReportError};

/// More cells than this nobody reads and few machines hold.
pub(super) const MOST_CELLS: usize = 4_000_000;

/// What a cell of a crosstab counts.
pub(super) trait Counted: Default {
    /// How many in all: what per cents are of, and what sorts rows.
    fn number(&self) -> usize;
    /// What the cell shows.
    fn cell(&self) -> Cell;
    /// Keeps the number and lets go of what it stands on: totals are told by the cells that they sum up, and over a whole book each
    /// of them would hold a million claims.
    fn forget_evidence(&mut self) {}
}

/// A plain count and what it stands on.
#[derive(Debug, Clone, Default)]
pub(super) struct Count {
    pub(super) number: usize,
    pub(super) evidence: Vec<Evidence>,
}

impl Count {
    /// Counts one unit and notes what it stands on, if anything is to be noted.
    pub(super) fn add(&mut self, evidence: Option<Evidence>) {
        self.number += 1;
        // A claim of two speakers is two units in a row.
        if self.evidence.last() != evidence.as_ref() {
            self.evidence.extend(evidence);
        }
    }
}

/// Counts that can be put together.
pub(super) trait Additive {
    /// Adds another count to this one.
    fn merge(&mut self, other: Self);
}

impl Additive for Count {
    fn merge(&mut self, mut other: Count) {
        self.number += other.number;
        self.evidence.append(&mut other.evidence);
    }
}

/// Counts by row and column while they are being made.
#[derive(Debug, Clone)]
pub(super) struct Grid<K, T> {
    /// The cells and the total of each row.
    pub(super) lines: BTreeMap<K, (BTreeMap<usize, T>, T)>,
    /// The total of each column.
    pub(super) column_totals: Vec<T>,
    /// The total of all.
    pub(super) total: T,
}

impl<K: Ord, T: Counted> Grid<K, T> {
    /// Returns a grid of so many columns, with nothing counted.
    pub(super) fn new(columns: usize) -> Grid<K, T> {
        Grid {
            lines: BTreeMap::new(),
            column_totals: std::iter::repeat_with(T::default).take(columns).collect(),
            total: T::default(),
        }
    }

    /// Counts one unit in each of its rows, in its column, and once in the totals of the column and of all.
    pub(super) fn count(
        &mut self,
        rows: impl IntoIterator<Item = K>,
        column: Option<usize>,
        add: impl Fn(&mut T),
    ) {
        let add_to_total = |total: &mut T| {
            add(total);
            total.forget_evidence();
        };
        for row in rows {
            let (cells, total) = self.lines.entry(row).or_default();
            if let Some(column) = column {
                add(cells.entry(column).or_default());
            }
            add_to_total(total);
        }
        if let Some(column) = column.and_then(|column| self.column_totals.get_mut(column)) {
            add_to_total(column);
        }
        add_to_total(&mut self.total);
    }

    /// Returns what the rows are called.
    pub(super) fn rows(&self) -> impl Iterator<Item = &K> {
        self.lines.keys()
    }

    /// Returns the grid with rows put together that `row` calls the same. Only for rows of which a unit has one.
    pub(super) fn regrouped<L: Ord>(self, row: impl Fn(&K) -> L) -> Grid<L, T>
    where
        T: Additive,
    {
        let mut lines: BTreeMap<L, (BTreeMap<usize, T>, T)> = BTreeMap::new();
        for (name, (cells, total)) in self.lines {
            let line = lines.entry(row(&name)).or_default();
            for (column, count) in cells {
                line.0.entry(column).or_default().merge(count);
            }
            line.1.merge(total);
        }
        Grid {
            lines,
            column_totals: self.column_totals,
            total: self.total,
        }
    }
}

impl Counted for Count {
    fn number(&self) -> usize {
        self.number
    }

    fn cell(&self) -> Cell {
        Cell::count(self.number).with_evidence(self.evidence.iter().copied())
    }

    fn forget_evidence(&mut self) {
        self.evidence.clear();
    }
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Line<T> {
    /// The heading of the section under which it stands; empty where there are none.
    pub(super) section: String,
    /// The name for machine formats, where the row becomes a column.
    pub(super) name: String,
    /// What people read.
    pub(super) heading: String,
    /// Further cells before the counts, one for each of [`Crosstab::attributes`].
    pub(super) attributes: Vec<Cell>,
    /// The counts by the column's place.
    pub(super) cells: BTreeMap<usize, T>,
    /// The row's total, which is no sum where something stands in several columns.
    pub(super) total: T,
    /// Further cells behind the total, one for each of [`Crosstab::measures`].
    pub(super) measures: Vec<Cell>,
}

/// Counts in rows and columns.
#[derive(Debug, Clone)]
pub(super) struct Crosstab<T> {
    /// Name and heading of the column that names the rows.
    pub(super) label: (String, String),
    /// Name and heading of the column that names the columns, where they become rows.
    pub(super) across: (String, String),
    /// Columns between the label and the counts.
    pub(super) attributes: Vec<Column>,
    /// Name and heading of each column.
    pub(super) columns: Vec<(String, String)>,
    /// The rows, in order.
    pub(super) lines: Vec<Line<T>>,
    /// The total of each column.
    pub(super) column_totals: Vec<T>,
    /// The total of all.
    pub(super) total: T,
    /// Columns behind the total.
    pub(super) measures: Vec<Column>,
    /// The cells of the total row for the measures.
    pub(super) measure_totals: Vec<Cell>,
}

impl<T: Counted> Crosstab<T> {
    /// Fills a table: rows under their sections and then the totals, turned round where `options` say so.
    ///
    /// # Errors
    /// [`ReportError::TooLarge`].
    pub(super) fn into_table(
        self,
        report: &'static str,
        table: Table,
        options: &Options,
    ) -> Result<Table, ReportError> {
        let rows = if options.transpose {
            self.lines.len()
        } else {
            options.rows_made(self.lines.len())
        };
        if rows.saturating_mul(self.columns.len()) > MOST_CELLS {
            return Err(ReportError::TooLarge {
                report,
                columns: self.columns.len(),
            });
        }
        let empty = T::default();
        Ok(if options.transpose {
            self.transposed(table, options, &empty)
        } else {
            self.upright(table, options, &empty)
        })
    }

    fn upright(self, table: Table, options: &Options, empty: &T) -> Table {
        let mut columns = vec![Column::label(&self.label.0, &self.label.1)];
        columns.extend(self.attributes.iter().cloned());
        for (name, heading) in &self.columns {
            push_column(&mut columns, name, heading, options.per_cent);
        }
        push_total_column(&mut columns, options.per_cent, PerCent::Column);
        columns.extend(self.measures.iter().cloned());
        let mut table = table.with_columns(columns);
        let mut left = options.rows_made(self.lines.len());
        for group in self
            .lines
            .chunk_by(|one, other| one.section == other.section)
        {
            let rows = group
                .iter()
                .map(|line| {
                    if left == 0 {
                        // Counted by the limit and taken away.
                        return Row::new(Vec::new());
                    }
                    left -= 1;
                    let mut cells = vec![Cell::text(&line.heading)];
                    cells.extend(line.attributes.iter().cloned());
                    for (place, column_total) in self.column_totals.iter().enumerate() {
                        let count = line.cells.get(&place).unwrap_or(empty);
                        cells.push(count.cell());
                        push_share(
                            &mut cells,
                            options.per_cent,
                            count,
                            &line.total,
                            column_total,
                        );
                    }
                    cells.push(line.total.cell());
                    if options.per_cent == Some(PerCent::Column) {
                        cells.push(Cell::per_cent(line.total.number(), self.total.number()));
                    }
                    cells.extend(line.measures.iter().cloned());
                    Row::new(cells)
                })
                .collect();
            let heading = group.first().map_or("", |line| line.section.as_str());
            table = table.with_section(heading, rows);
        }
        if !self.lines.is_empty() {
            let mut cells = vec![Cell::toned("total", Tone::Strong)];
            cells.extend(self.attributes.iter().map(|_| Cell::empty()));
            for column_total in &self.column_totals {
                cells.push(total_cell(column_total));
                push_share(
                    &mut cells,
                    options.per_cent,
                    column_total,
                    &self.total,
                    column_total,
                );
            }
            cells.push(total_cell(&self.total));
            if options.per_cent == Some(PerCent::Column) {
                cells.push(Cell::per_cent(self.total.number(), self.total.number()));
            }
            cells.extend(self.measure_totals);
            table = table.with_section("", vec![Row::total(cells)]);
        }
        table
    }

    fn transposed(self, mut table: Table, options: &Options, empty: &T) -> Table {
        table.section_name = None;
        let mut columns = vec![Column::label(&self.across.0, &self.across.1)];
        for line in &self.lines {
            push_column(&mut columns, &line.name, &line.heading, options.per_cent);
        }
        push_total_column(&mut columns, options.per_cent, PerCent::Column);
        let mut rows = Vec::new();
        for (place, ((_, heading), column_total)) in
            self.columns.iter().zip(&self.column_totals).enumerate()
        {
            let mut cells = vec![Cell::text(heading)];
            for line in &self.lines {
                let count = line.cells.get(&place).unwrap_or(empty);
                cells.push(count.cell());
                push_share(
                    &mut cells,
                    options.per_cent,
                    count,
                    column_total,
                    &line.total,
                );
            }
            cells.push(column_total.cell());
            if options.per_cent == Some(PerCent::Column) {
                cells.push(Cell::per_cent(column_total.number(), self.total.number()));
            }
            rows.push(Row::new(cells));
        }
        if !rows.is_empty() && !self.lines.is_empty() {
            let mut cells = vec![Cell::toned("total", Tone::Strong)];
            for line in &self.lines {
                cells.push(total_cell(&line.total));
                push_share(
                    &mut cells,
                    options.per_cent,
                    &line.total,
                    &self.total,
                    &line.total,
                );
            }
            cells.push(total_cell(&self.total));
            if options.per_cent == Some(PerCent::Column) {
                cells.push(Cell::per_cent(self.total.number(), self.total.number()));
            }
            rows.push(Row::total(cells));
            rows.extend(self.measures_across(options.per_cent));
        } else {
            rows.clear();
        }
        table.with_columns(columns).with_rows(rows)
    }
}

impl<T> Crosstab<T> {
    /// Returns the measures as rows, for a table that is turned round.
    fn measures_across(&self, per_cent: Option<PerCent>) -> Vec<Row> {
        let mut rows = Vec::new();
        for (place, measure) in self.measures.iter().enumerate() {
            let cell = |cells: &[Cell]| cells.get(place).map_or_else(Cell::empty, Cell::clone);
            let mut cells = vec![Cell::toned(measure.heading.as_str(), Tone::Strong)];
            for line in &self.lines {
                cells.push(cell(&line.measures));
                cells.extend(per_cent.map(|_| Cell::empty()));
            }
            cells.push(cell(&self.measure_totals));
            if per_cent == Some(PerCent::Column) {
                cells.push(Cell::empty());
            }
            rows.push(Row::total(cells));
        }
        rows
    }
}

/// Adds a column of counts, and one of per cents where these are asked for.
fn push_column(columns: &mut Vec<Column>, name: &str, heading: &str, per_cent: Option<PerCent>) {
    columns.push(Column::count(name, heading));
    if per_cent.is_some() {
        columns.push(Column::count(format!("{name}_per_cent"), "%"));
    }
}

fn push_total_column(columns: &mut Vec<Column>, per_cent: Option<PerCent>, of: PerCent) {
    columns.push(Column::count("n", "n"));
    if per_cent == Some(of) {
        columns.push(Column::count("n_per_cent", "%"));
    }
}

fn push_share<T: Counted>(
    cells: &mut Vec<Cell>,
    per_cent: Option<PerCent>,
    count: &T,
    row_total: &T,
    column_total: &T,
) {
    let whole = match per_cent {
        Some(PerCent::Row) => row_total,
        Some(PerCent::Column) => column_total,
        None => return,
    };
    cells.push(Cell::per_cent(count.number(), whole.number()));
}

/// A total of nothing is a 0.
fn total_cell<T: Counted>(count: &T) -> Cell {
    let mut cell = count.cell();
    if let CellValue::Integer(0) = cell.value() {
        cell = Cell::integer(0);
    }
    cell
}
