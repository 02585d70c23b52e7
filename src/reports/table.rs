//! The one shape that every list, record and report takes before it is rendered.

use std::borrow::Cow;

/// What a program gets for a cell, beside the text that people read.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Text; for most cells the same text that is shown.
    Text(String),
    /// A whole number, such as a count.
    Integer(i64),
    /// A measured number, such as a share in per cent.
    Real(f64),
    /// Nothing there.
    Empty,
}

/// How a cell is meant, for renderers that can show it (colour, class).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing particular.
    #[default]
    Plain,
    /// A contradiction, a refusal, an error.
    Alarm,
    /// New or added.
    Added,
    /// Gone or removed.
    Removed,
    /// Secondary: absent, not counted, not coded.
    Faint,
    /// Stands out without being good or bad.
    Strong,
}

/// One piece of a cell with one tone; a word diff has several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// How they are meant.
    pub tone: Tone,
}

/// What a cell stands on in the texts: a row of the book that has spans, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// A claim.
    Claim(i64),
    /// An introduction.
    Introduction(i64),
    /// A reported fact.
    Fact(i64),
    /// An article as a whole.
    Article(i64),
}

/// What people read of a cell. Most cells show what programs get, so that is kept once: a report on a whole book has a million cells.
#[derive(Debug, Clone, PartialEq)]
enum Shown {
    /// The value: text, or the digits of a whole number.
    Value(Tone),
    /// Another text.
    Text(Cow<'static, str>, Tone),
    /// Several pieces.
    Pieces(Vec<Piece>),
}

/// One cell: what people read and what programs get.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    content: Content,
}

/// What is in a cell. A table of speakers by outlets is mostly of cells that hold nothing, so these take no room of their own.
#[derive(Debug, Clone, PartialEq)]
enum Content {
    /// Shows nothing and holds nothing.
    Empty,
    /// Shows a faint point and holds nothing.
    Absent,
    /// Shows a faint point and holds a 0.
    Zero,
    /// Anything else.
    Full(Box<FullCell>),
}

#[derive(Debug, Clone, PartialEq)]
struct FullCell {
    shown: Shown,
    value: CellValue,
    evidence: Vec<Evidence>,
}

/// What is shown where nothing is.
const POINT: &str = "·";

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name machine formats use: lower case, words joined by `_`, unique in the table.
    pub name: String,
    /// The heading people read.
    pub heading: String,
    /// Where the text stands.
    pub align: Align,
    /// A label column: repeated when a table wider than the terminal goes on in blocks. Labels come first.
    pub label: bool,
}

/// One row: as many cells as the table has columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The cells, in the order of the columns.
    pub cells: Vec<Cell>,
    /// Whether the row sums others up: it keeps its place when rows are sorted, and no limit takes it away.
    pub is_total: bool,
}

/// Rows under one heading (a topic, "event facts"); a table without groups has one section with an empty heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading, empty where there is none. Machine formats carry it as a first column named `Table::section_name`.
    pub heading: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A table with what belongs above and below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name machine formats use, such as `compare`.
    pub name: String,
    /// One line above the table.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The name of the section column in machine formats, such as `topic`; `None` where the table has no sections.
    pub section_name: Option<String>,
    /// The rows, by section.
    pub sections: Vec<Section>,
    /// How many more rows there are, which a limit takes away and which were therefore never made.
    pub unmade_rows: usize,
    /// What short names in the table mean (article key, outlet, date), shown under it.
    pub legend: Vec<(String, String)>,
    /// The counting rule and what was left out, a line each. Carried in every machine format that can hold it.
    pub notes: Vec<String>,
    /// What is said instead of an empty table: why nothing is there and what to do.
    pub empty: String,
}

impl Piece {
    /// Returns words with a tone.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }

    /// Returns words without a particular tone.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Plain)
    }
}

impl Cell {
    /// Returns a cell whose value is the text shown.
    pub fn text(text: impl Into<String>) -> Self {
        Self::toned(text, Tone::Plain)
    }

    /// Returns a cell whose value is the text shown, in one tone.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self::full(Shown::Value(tone), CellValue::Text(text.into()))
    }

    /// Returns a cell of several pieces; its value is their text.
    pub fn pieces(pieces: Vec<Piece>) -> Self {
        let text = pieces.iter().map(|piece| piece.text.as_str()).collect();
        Self::full(Shown::Pieces(pieces), CellValue::Text(text))
    }

    /// Returns a cell with a whole number, shown in plain digits.
    pub fn integer(number: i64) -> Self {
        Self::full(Shown::Value(Tone::Plain), CellValue::Integer(number))
    }

    fn full(shown: Shown, value: CellValue) -> Self {
        Self {
            content: Content::Full(Box::new(FullCell {
                shown,
                value,
                evidence: Vec::new(),
            })),
        }
    }

    /// Returns a cell that shows a faint point and holds nothing.
    pub fn absent() -> Self {
        Self {
            content: Content::Absent,
        }
    }

    /// Returns a cell with a measured number, shown as the caller has rounded it.
    pub fn real(shown: impl Into<String>, number: f64) -> Self {
        Self::text(shown).with_value(CellValue::Real(number))
    }

    /// Returns a cell that shows nothing and holds nothing.
    pub fn empty() -> Self {
        Self {
            content: Content::Empty,
        }
    }

    /// Returns the cell with another value for programs and the same text for people.
    #[must_use]
    pub fn with_value(self, value: CellValue) -> Self {
        let mut full = self.into_full();
        if let Shown::Value(tone) = full.shown {
            let text = match std::mem::replace(&mut full.value, CellValue::Empty) {
                CellValue::Text(text) => Cow::Owned(text),
                before => Cow::Owned(value_text(&before).into_owned()),
            };
            full.shown = Shown::Text(text, tone);
        }
        full.value = value;
        Self {
            content: Content::Full(full),
        }
    }

    /// Returns the cell with what it stands on.
    #[must_use]
    pub fn with_evidence(self, evidence: impl IntoIterator<Item = Evidence>) -> Self {
        let evidence: Vec<Evidence> = evidence.into_iter().collect();
        if evidence.is_empty() && self.evidence().is_empty() {
            return self;
        }
        let mut full = self.into_full();
        full.evidence = evidence;
        Self {
            content: Content::Full(full),
        }
    }

    fn into_full(self) -> Box<FullCell> {
        let point = Shown::Text(Cow::Borrowed(POINT), Tone::Faint);
        let (shown, value) = match self.content {
            Content::Full(full) => return full,
            Content::Empty => (Shown::Value(Tone::Plain), CellValue::Empty),
            Content::Absent => (point, CellValue::Empty),
            Content::Zero => (point, CellValue::Integer(0)),
        };
        Box::new(FullCell {
            shown,
            value,
            evidence: Vec::new(),
        })
    }

    /// Returns what machine formats carry.
    pub fn value(&self) -> &CellValue {
        match &self.content {
            Content::Full(full) => &full.value,
            Content::Empty | Content::Absent => &CellValue::Empty,
            Content::Zero => &CellValue::Integer(0),
        }
    }

    /// Returns what the cell stands on, in order; a dossier links to it.
    pub fn evidence(&self) -> &[Evidence] {
        match &self.content {
            Content::Full(full) => &full.evidence,
            _ => &[],
        }
    }

    /// Returns a cell with a count; nothing is shown for 0 but a faint point, and programs get the 0.
    pub fn count(number: usize) -> Self {
        match number {
            0 => Self {
                content: Content::Zero,
            },
            _ => Self::integer(i64::try_from(number).unwrap_or(i64::MAX)),
        }
    }

    /// Returns a cell with how many per cent `part` is of `whole`, shown as a whole number; an empty one where `whole` is 0. Programs get
    /// one decimal.
    pub fn per_cent(part: usize, whole: usize) -> Self {
        let (Ok(part), Ok(whole)) = (u32::try_from(part), u32::try_from(whole)) else {
            return Self::empty();
        };
        if whole == 0 {
            return Self::empty();
        }
        let share = f64::from(part) * 100.0 / f64::from(whole);
        Self::real(format!("{share:.0}"), (share * 10.0).round() / 10.0)
    }

    /// Returns what is shown, in order; joined without separators it is the cell's text.
    pub fn shown_pieces(&self) -> Cow<'_, [Piece]> {
        let full = match &self.content {
            Content::Full(full) => full,
            Content::Empty => return Cow::Borrowed(&[]),
            Content::Absent | Content::Zero => {
                return Cow::Owned(vec![Piece::new(POINT, Tone::Faint)]);
            }
        };
        match &full.shown {
            Shown::Pieces(pieces) => Cow::Borrowed(pieces),
            Shown::Text(text, tone) => Cow::Owned(vec![Piece::new(text.as_ref(), *tone)]),
            Shown::Value(tone) => {
                let text = value_text(&full.value);
                if text.is_empty() {
                    return Cow::Borrowed(&[]);
                }
                Cow::Owned(vec![Piece::new(text, *tone)])
            }
        }
    }

    /// Returns the text that is shown.
    pub fn shown(&self) -> String {
        let pieces = self.shown_pieces();
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Returns a value as people read it where nothing else is to be shown.
fn value_text(value: &CellValue) -> Cow<'_, str> {
    match value {
        CellValue::Text(text) => Cow::Borrowed(text),
        CellValue::Integer(number) => Cow::Owned(number.to_string()),
        CellValue::Real(number) => Cow::Owned(number.to_string()),
        CellValue::Empty => Cow::Borrowed(""),
    }
}

impl Column {
    /// Returns a column of text.
    pub fn text(name: impl Into<String>, heading: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            heading: heading.into(),
            align: Align::Left,
            label: false,
        }
    }

    /// Returns a column of text that says what the row is about; such columns come first.
    pub fn label(name: impl Into<String>, heading: impl Into<String>) -> Self {
        Self {
            label: true,
            ..Self::text(name, heading)
        }
    }

    /// Returns a column of numbers.
    pub fn count(name: impl Into<String>, heading: impl Into<String>) -> Self {
        Self {
            align: Align::Right,
            ..Self::text(name, heading)
        }
    }
}

impl Row {
    /// Returns a row of cells, in the order of the columns.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            is_total: false,
        }
    }

    /// Returns a row that sums others up.
    pub fn total(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            is_total: true,
        }
    }
}

impl Section {
    /// Returns rows under a heading.
    pub fn new(heading: impl Into<String>, rows: Vec<Row>) -> Self {
        Self {
            heading: heading.into(),
            rows,
        }
    }
}

impl Table {
    /// Returns a table without columns, rows, legend, notes or a text for when it is empty.
    pub fn new(name: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            title: title.into(),
            columns: Vec::new(),
            section_name: None,
            sections: Vec::new(),
            unmade_rows: 0,
            legend: Vec::new(),
            notes: Vec::new(),
            empty: String::new(),
        }
    }

    /// Returns the table with these columns.
    #[must_use]
    pub fn with_columns(mut self, columns: Vec<Column>) -> Self {
        self.columns = columns;
        self
    }

    /// Returns the table with a name for the section column of machine formats.
    #[must_use]
    pub fn with_section_name(mut self, section_name: impl Into<String>) -> Self {
        self.section_name = Some(section_name.into());
        self
    }

    /// Returns the table with one more section.
    #[must_use]
    pub fn with_section(mut self, heading: impl Into<String>, rows: Vec<Row>) -> Self {
        self.sections.push(Section::new(heading, rows));
        self
    }

    /// Returns the table with one more section that has no heading.
    #[must_use]
    pub fn with_rows(self, rows: Vec<Row>) -> Self {
        self.with_section("", rows)
    }

    /// Returns the table with one more short name explained.
    #[must_use]
    pub fn with_legend(mut self, name: impl Into<String>, meaning: impl Into<String>) -> Self {
        self.legend.push((name.into(), meaning.into()));
        self
    }

    /// Returns the table with one more note.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Returns the table with what is said when it has no rows.
    #[must_use]
    pub fn with_empty(mut self, empty: impl Into<String>) -> Self {
        self.empty = empty.into();
        self
    }

    /// Returns the table without the columns in which nothing is shown, labels aside. For people: programs want the same columns every
    /// time.
    #[must_use]
    pub fn without_empty_columns(mut self) -> Self {
        if self.is_empty() {
            return self;
        }
        for place in (0..self.columns.len()).rev() {
            let mut rows = self.sections.iter().flat_map(|section| &section.rows);
            let is_shown = |row: &Row| {
                let cell = row.cells.get(place);
                cell.is_some_and(|cell| !cell.shown().is_empty())
            };
            if self.columns[place].label || rows.any(is_shown) {
                continue;
            }
            self.columns.remove(place);
            for row in self
                .sections
                .iter_mut()
                .flat_map(|section| &mut section.rows)
            {
                if place < row.cells.len() {
                    row.cells.remove(place);
                }
            }
        }
        self
    }

    /// Returns whether no section has a row beside totals.
    pub fn is_empty(&self) -> bool {
        let mut rows = self.sections.iter().flat_map(|section| &section.rows);
        rows.all(|row| row.is_total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_columns_go_but_labels_and_zeros_stay() {
        let table = Table::new("t", "")
            .with_columns(vec![
                Column::label("a", "A"),
                Column::text("b", "B"),
                Column::count("c", "C"),
                Column::text("d", "D"),
            ])
            .with_rows(vec![
                Row::new(vec![
                    Cell::empty(),
                    Cell::text(""),
                    Cell::count(0),
                    Cell::empty(),
                ]),
                Row::new(vec![Cell::empty()]),
            ]);
        let shown = table.clone().without_empty_columns();
        let names: Vec<&str> = shown
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(names, ["a", "c"]);
        assert_eq!(
            shown.sections[0].rows[0].cells,
            [Cell::empty(), Cell::count(0)]
        );
        assert_eq!(shown.sections[0].rows[1].cells, [Cell::empty()]);
        // Which columns a table without rows will have is not known.
        let no_rows = Table {
            sections: Vec::new(),
            ..table
        };
        assert_eq!(no_rows.clone().without_empty_columns(), no_rows);
    }
}
