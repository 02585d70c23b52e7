//! The one shape that every list, record and report takes before it is rendered.

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

/// One cell: what people read and what programs get.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What is shown, in order; joined without separators it is the cell's text.
    pub pieces: Vec<Piece>,
    /// What machine formats carry.
    pub value: CellValue,
}

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
    /// What short names in the table mean (article key, outlet, date), shown under it.
    pub legend: Vec<(String, String)>,
    /// The counting rule and what was left out, a line each. Carried in every machine format that can hold it.
    pub notes: Vec<String>,
    /// What is said instead of an empty table: why nothing is there and what to do.
    pub empty: String,
}
