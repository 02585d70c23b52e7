//! Sheets into a spreadsheet, with the columns that any of them fills.

use std::collections::BTreeMap;

use super::super::{Exported, WriteOptions};
use super::cell::{guard, names_cell, words_cell};
use super::column::COLUMNS;
use crate::domain::amount::format_number;
use crate::domain::claim::{Origin, Status, TargetRole};
use crate::domain::figure::Comparator;
use crate::domain::record::Kind;
use crate::sheet::locator::Locator;
use crate::sheet::model::{IntroductionRow, RecordTable, Row, RowName, Sheet, Who};
use crate::sheet::{At, figure_toml, locator_toml, targets_toml};

/// Tells a spreadsheet program that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Columns that are written even where they are empty, so that there is something to fill in.
const ALWAYS: &[&str] = &[
    "id",
    "voice",
    "who",
    "cue",
    "text",
    "prop",
    "stance",
    "article.title",
    "article.outlet",
];

type Cells = BTreeMap<&'static str, String>;

/// Writes sheets.
pub(super) fn write(sheets: &[Sheet], options: WriteOptions) -> Exported {
    let mut rows: Vec<Cells> = Vec::new();
    let mut notes = Vec::new();
    let mut left_out = LeftOut::new();
    for sheet in sheets {
        rows.extend(SheetRows::of(sheet));
        note_what_is_lost(sheet, &mut notes, &mut left_out);
    }
    for ((kind, what), names) in &left_out {
        let noun = match names.as_slice() {
            [_] => kind.noun().noun,
            _ => kind.noun().plural,
        };
        notes.push(format!(
            "Not in the file: {what} of {noun} {}.",
            names.join(", ")
        ));
    }
    let columns: Vec<&'static str> = COLUMNS
        .iter()
        .map(|column| column.name.as_str())
        .filter(|name| ALWAYS.contains(name) || rows.iter().any(|row| row.contains_key(name)))
        .collect();
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut records = vec![columns.iter().map(|name| (*name).to_owned()).collect()];
    records.extend(rows.into_iter().map(|mut row| {
        columns
            .iter()
            .map(|name| guard(row.remove(name).unwrap_or_default(), options.excel))
            .collect::<Vec<_>>()
    }));
    for record in &records {
        writer
            .write_record(record)
            .expect("a Vec takes every byte and the records are equally long");
    }
    let bytes = writer.into_inner().expect("a Vec takes every byte");
    let text = String::from_utf8(bytes).expect("cells of UTF-8 between ASCII delimiters are UTF-8");
    Exported {
        text: if options.excel {
            format!("{BYTE_ORDER_MARK}{text}")
        } else {
            text
        },
        notes,
    }
}

/// The rows of one sheet.
struct SheetRows<'s> {
    sheet: &'s Sheet,
    rows: Vec<Cells>,
}

impl<'s> SheetRows<'s> {
    fn of(sheet: &'s Sheet) -> Vec<Cells> {
        let mut rows = SheetRows {
            sheet,
            rows: sheet.rows.iter().map(claim).collect(),
        };
        rows.propositions();
        for introduction in &sheet.introductions {
            rows.introduction(introduction);
        }
        rows.speakers();
        for table in rows
            .tables(Kind::Event)
            .filter(|table| !table.fields.is_empty())
        {
            let mut cells = fields(table, "event", &["name", "dates", "place", "country"]);
            cells.insert("event.key", table.local.clone());
            rows.rows.push(cells);
        }
        if rows.rows.is_empty() {
            rows.rows.push(Cells::new());
        }
        let article = article(sheet);
        for row in &mut rows.rows {
            row.extend(article.clone());
        }
        rows.rows
    }

    fn tables(&self, kind: Kind) -> impl Iterator<Item = &'s RecordTable> + use<'s> {
        self.sheet
            .tables
            .iter()
            .filter(move |table| table.kind == kind)
    }

    /// The text and topic beside each proposition that has a table.
    fn propositions(&mut self) {
        for table in self.tables(Kind::Proposition) {
            let cells = fields(table, "prop", &["text", "topic"]);
            for row in &mut self.rows {
                if row.get("prop") == Some(&table.local) {
                    row.extend(cells.clone());
                }
            }
        }
    }

    /// An introduction beside the first claim of its speaker alone, else in a row of its own.
    fn introduction(&mut self, introduction: &IntroductionRow) {
        let who = names_cell(std::iter::once(introduction.who.value.as_str()));
        let mut cells = Cells::from([("introduction.text", locator(&introduction.text.value))]);
        put(
            &mut cells,
            "introduction.role",
            introduction.role.as_ref().map(text),
        );
        put(
            &mut cells,
            "introduction.org",
            introduction.org.as_ref().map(text),
        );
        put(&mut cells, "introduction.note", introduction.note.clone());
        let free = self
            .rows
            .iter_mut()
            .find(|row| row.get("who") == Some(&who) && !row.contains_key("introduction.text"));
        match free {
            Some(row) => row.extend(cells),
            None => {
                cells.insert("who", who);
                self.rows.push(cells);
            }
        }
    }

    /// Name, kind and country beside each speaker that has a table; one that no row has in `who` gets a row.
    fn speakers(&mut self) {
        let tables: Vec<&RecordTable> = self
            .tables(Kind::Speaker)
            .filter(|table| !table.fields.is_empty())
            .collect();
        if tables.is_empty() {
            return;
        }
        let mut shown: Vec<&str> = Vec::new();
        let whos: Vec<Vec<&str>> = self
            .sheet
            .rows
            .iter()
            .map(|row| row.who.iter().map(|who| who.name.value.as_str()).collect())
            .collect();
        for (at, row) in self.rows.iter_mut().enumerate() {
            let names: Vec<&str> = match whos.get(at) {
                Some(names) => names.clone(),
                // A row of an introduction.
                None => tables
                    .iter()
                    .map(|table| table.local.as_str())
                    .filter(|local| row.get("who").is_some_and(|who| who == local))
                    .collect(),
            };
            let of: Vec<&RecordTable> = names
                .iter()
                .filter_map(|name| tables.iter().find(|table| table.local == *name).copied())
                .collect();
            if !names.is_empty() && of.len() == names.len() {
                shown.extend(&names);
                row.extend(speaker_cells(&of));
            }
        }
        for table in tables
            .iter()
            .filter(|table| !shown.contains(&table.local.as_str()))
        {
            let mut cells = speaker_cells(&[*table]);
            cells.insert("who", table.local.clone());
            self.rows.push(cells);
        }
    }
}

fn speaker_cells(tables: &[&RecordTable]) -> Cells {
    let mut cells = Cells::new();
    for (column, key) in [
        ("who.name", "name"),
        ("who.kind", "kind"),
        ("who.country", "country"),
    ] {
        let values: Vec<&str> = tables
            .iter()
            .map(|table| table.field(key).map_or("", |value| value.value.as_str()))
            .collect();
        if values.iter().any(|value| !value.is_empty()) {
            cells.insert(column, names_cell(values.into_iter()));
        }
    }
    cells
}

fn fields(table: &RecordTable, prefix: &str, keys: &[&str]) -> Cells {
    let mut cells = Cells::new();
    for key in keys {
        if let (Some(value), Some(column)) = (table.field(key), column(&format!("{prefix}.{key}")))
        {
            cells.insert(column, value.value.clone());
        }
    }
    cells
}

fn column(name: &str) -> Option<&'static str> {
    super::column::column(name).map(|column| column.name.as_str())
}

fn put(cells: &mut Cells, column: &'static str, value: Option<String>) {
    if let Some(value) = value {
        cells.insert(column, value);
    }
}

fn text(at: &At<String>) -> String {
    at.value.clone()
}

fn article(sheet: &Sheet) -> Cells {
    let table = &sheet.article;
    let mut cells = Cells::new();
    put(&mut cells, "article.key", table.key.as_ref().map(text));
    put(&mut cells, "article.file", table.file.as_ref().map(text));
    for (field, value) in &table.fields {
        if let Some(column) = column(&format!("article.{}", field.name)) {
            cells.insert(column, value.value.clone());
        }
    }
    let names = |names: &[At<String>]| {
        (!names.is_empty()).then(|| names_cell(names.iter().map(|name| name.value.as_str())))
    };
    put(&mut cells, "article.byline", names(&table.byline));
    put(&mut cells, "article.events", names(&table.events));
    put(
        &mut cells,
        "article.coded",
        table.coded.as_ref().map(|coded| coded.value.to_string()),
    );
    put(
        &mut cells,
        "article.layer",
        table.layer.as_ref().map(|layer| layer.value.to_string()),
    );
    let one = |at: &Option<At<Locator>>| at.as_ref().map(|at| locator(&at.value));
    put(&mut cells, "article.headline", one(&table.headline));
    put(&mut cells, "article.byline_block", one(&table.byline_block));
    let each = |all: &[At<Locator>]| match all {
        [] => None,
        // A list of several pieces is one place; of several places it is a list of lists.
        [only] if only.value.pieces.len() == 1 => Some(locator(&only.value)),
        all => {
            let all: Vec<String> = all.iter().map(|at| locator_toml(&at.value)).collect();
            Some(format!("[{}]", all.join(", ")))
        }
    };
    put(&mut cells, "article.captions", each(&table.captions));
    put(&mut cells, "article.boilerplate", each(&table.boilerplate));
    put(
        &mut cells,
        "article.retrieved",
        table.retrieved.as_ref().map(text),
    );
    if let Some(labels) = table.labels.as_ref().filter(|labels| !labels.is_empty()) {
        cells.insert(
            "article.labels",
            names_cell(labels.iter().map(String::as_str)),
        );
    }
    put(&mut cells, "article.coder", sheet.coder.as_ref().map(text));
    cells
}

fn claim(row: &Row) -> Cells {
    let mut cells = Cells::new();
    let mark = |guess: bool| if guess { "?" } else { "" };
    put(
        &mut cells,
        "id",
        row.id.as_ref().map(|id| id.value.to_string()),
    );
    if row.status != Status::Accepted {
        cells.insert("status", row.status.to_string());
    }
    if row.origin != Origin::Person {
        cells.insert("origin", row.origin.to_string());
    }
    cells.insert("voice", format!("{}{}", row.voice, mark(row.voice_guess)));
    let whos = |whos: &[Who]| {
        let names: Vec<String> = whos
            .iter()
            .map(|who| format!("{}{}", who.name.value, mark(who.guess)))
            .collect();
        (!names.is_empty()).then(|| names_cell(names.iter().map(String::as_str)))
    };
    put(&mut cells, "who", whos(&row.who));
    put(&mut cells, "or", whos(&row.or));
    put(&mut cells, "for", whos(&row.principals));
    let names = |names: &[At<String>]| {
        (!names.is_empty()).then(|| names_cell(names.iter().map(|name| name.value.as_str())))
    };
    put(&mut cells, "via", names(&row.via));
    for (column, pieces) in [("cue", &row.cue), ("source", &row.source)] {
        if !pieces.is_empty() {
            let pieces: Vec<_> = pieces.iter().map(|piece| piece.value.clone()).collect();
            cells.insert(column, locator(&Locator { pieces }));
        }
    }
    cells.insert("text", locator(&row.text.value));
    put(&mut cells, "prop", names(&row.props));
    put(
        &mut cells,
        "stance",
        row.stance
            .map(|stance| format!("{stance}{}", mark(row.stance_guess))),
    );
    put(&mut cells, "said", row.said.map(|said| said.to_string()));
    put(&mut cells, "at", row.at.as_ref().map(text));
    put(&mut cells, "about", row.about.as_ref().map(text));
    match row.figures.as_slice() {
        [] => {}
        [figure] => {
            let parts = figure.value.parts();
            put(&mut cells, "figure.text", parts.printed.clone());
            put(&mut cells, "figure.value", parts.value.map(format_number));
            put(&mut cells, "figure.low", parts.low.map(format_number));
            put(&mut cells, "figure.high", parts.high.map(format_number));
            if parts.comparator != Comparator::Equal {
                cells.insert("figure.is", parts.comparator.to_string());
            }
            put(&mut cells, "figure.hedge", parts.hedge.clone());
            put(&mut cells, "figure.unit", parts.unit.clone());
            put(&mut cells, "figure.of", parts.what.clone());
            put(
                &mut cells,
                "figure.period",
                parts.period.map(|period| period.to_string()),
            );
        }
        figures => {
            let figures: Vec<String> = figures.iter().map(|at| figure_toml(&at.value)).collect();
            cells.insert("figures", format!("[{}]", figures.join(", ")));
        }
    }
    if !row.targets.is_empty() {
        let plain = row
            .targets
            .iter()
            .all(|target| target.tone.is_none() && target.role == TargetRole::Object);
        let cell = if plain {
            names_cell(row.targets.iter().map(|target| target.who.value.as_str()))
        } else {
            targets_toml(&row.targets)
        };
        cells.insert("targets", cell);
    }
    for (column, links) in [("in", &row.part_of), ("supports", &row.supports)] {
        if !links.is_empty() {
            let names: Vec<String> = links
                .iter()
                .map(|link| match &link.value {
                    RowName::Number(number) => number.to_string(),
                    RowName::Proposition(words) => words.clone(),
                })
                .collect();
            cells.insert(column, names.join("; "));
        }
    }
    put(&mut cells, "gloss", row.gloss.clone());
    if !row.labels.is_empty() {
        cells.insert("labels", names_cell(row.labels.iter().map(String::as_str)));
    }
    put(&mut cells, "note", row.note.clone());
    cells
}

/// Words as they are; several pieces, or one with `after`, as TOML.
fn locator(locator: &Locator) -> String {
    match locator.pieces.as_slice() {
        [piece] if piece.after.is_none() && piece.at.is_none() => words_cell(&piece.words),
        _ => locator_toml(locator),
    }
}

/// Notes the reported facts of a sheet, and adds what else its tables have that no column takes.
fn note_what_is_lost<'s>(sheet: &'s Sheet, notes: &mut Vec<String>, left_out: &mut LeftOut<'s>) {
    let article = match (&sheet.article.key, &sheet.article.file) {
        (Some(key), _) => &key.value,
        (None, Some(file)) => &file.value,
        (None, None) => "an article",
    };
    let facts: usize = sheet.tables.iter().map(|table| table.reported.len()).sum();
    if facts > 0 {
        let subjects: Vec<String> = sheet
            .tables
            .iter()
            .filter(|table| !table.reported.is_empty())
            .map(|table| {
                let attributes: Vec<&str> = table
                    .reported
                    .iter()
                    .map(|fact| fact.attribute.as_str())
                    .collect();
                format!("{} {}", table.local, attributes.join(", "))
            })
            .collect();
        let (facts, are) = if facts == 1 {
            (String::from("one reported fact"), "is")
        } else {
            (format!("{facts} reported facts"), "are")
        };
        notes.push(format!(
            "{article}: {facts} {are} not in the file: {}.",
            subjects.join("; ")
        ));
    }
    for table in &sheet.tables {
        let held: &[&str] = match table.kind {
            Kind::Speaker => &["name", "kind", "country"],
            Kind::Proposition => &["text", "topic"],
            Kind::Event => &["name", "dates", "place", "country"],
            _ => &[],
        };
        let mut lost: Vec<&'s str> = table
            .fields
            .iter()
            .map(|(field, _)| field.name)
            .filter(|name| !held.contains(name))
            .collect();
        for (there, name) in [
            (!table.aliases.is_empty(), "aliases"),
            (!table.labels.is_empty(), "labels"),
            (table.shared, "shared"),
        ] {
            if there {
                lost.push(name);
            }
        }
        for what in lost {
            let names = left_out.entry((table.kind, what)).or_default();
            if !names.contains(&table.local.as_str()) {
                names.push(&table.local);
            }
        }
    }
}

/// What is left out of tables: the names of those that have it, by their kind and by what it is.
type LeftOut<'s> = BTreeMap<(Kind, &'s str), Vec<&'s str>>;
