//! A spreadsheet into sheets: rows are grouped by article, and each group is written as the TOML of a sheet.

use super::super::{FormatError, ImportedSheet, Origin, Origins};
use super::cell;
use super::column::{self, COLUMNS, Column, Part};
use super::record::{self, Record, Records, problem};
use crate::domain::nearest::nearest;
use crate::domain::text::Text;
use crate::sheet::{Problem, parse, quote};

/// Words of a sheet's messages, and what they are in a spreadsheet.
const REWORDINGS: &[(&str, &str)] = &[
    ("[article] needs ", "the article has no article."),
    (
        "[article] names no file with the text",
        "article.file names no file with the text",
    ),
    (
        "add [speakers.…] with its full name and kind, or",
        "fill who.kind in a row whose who is that speaker, or",
    ),
    (
        "add [events.…] with a name and dates",
        "fill event.key, event.name and event.dates in a row",
    ),
    (
        "add [propositions.…] with its text, or",
        "fill prop.text, or",
    ),
    ("in this sheet or the book", "in these rows or the book"),
    ("this sheet", "this article's rows"),
    ("the sheet's folder", "the spreadsheet's folder"),
    ("take key out", "leave article.key empty"),
];

/// Reads a spreadsheet.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<ImportedSheet>, FormatError> {
    let text = Text::decode(bytes).map_err(FormatError::NotText)?;
    let table = Table::read(text.as_str())?;
    let mut problems = Vec::new();
    let groups = groups(&table, &mut problems);
    if !problems.is_empty() {
        problems.sort();
        return Err(FormatError::Problems(problems));
    }
    Ok(groups.iter().map(|group| Page::of(group).sheet()).collect())
}

/// The header's columns and the rows with anything in them.
struct Table {
    rows: Vec<Row>,
}

/// The cells of a row that are not empty, in the order of the header.
struct Row {
    line: u32,
    cells: Vec<(&'static Column, String)>,
}

impl Row {
    fn cell(&self, name: &str) -> Option<&str> {
        self.cells
            .iter()
            .find(|(column, _)| column.name == name)
            .map(|(_, cell)| cell.as_str())
    }

    fn of(&self, part: Part) -> impl Iterator<Item = (&'static Column, &str)> {
        self.cells
            .iter()
            .filter(move |(column, _)| column.part == part)
            .map(|(column, cell)| (*column, cell.as_str()))
    }

    fn has(&self, part: Part) -> bool {
        self.of(part).next().is_some()
    }

    /// Whether the row is a claim, and not only an article's or one that introduces names.
    fn is_claim(&self) -> bool {
        let beyond_names = self
            .of(Part::Row)
            .any(|(column, _)| !matches!(column.key, "who" | "prop"));
        let introduces = [
            Part::Speaker,
            Part::Introduction,
            Part::Proposition,
            Part::Event,
        ]
        .into_iter()
        .any(|part| self.has(part));
        beyond_names || self.has(Part::Figure) || self.has(Part::Row) && !introduces
    }
}

impl Table {
    fn read(text: &str) -> Result<Table, FormatError> {
        let (named, text, first_line) = match record::separator_line(text) {
            Some((delimiter, rest)) => (Some(delimiter), rest, 2),
            None => (None, text, 1),
        };
        let one = |found: Problem| FormatError::Problems(vec![found]);
        let delimiter = named.unwrap_or_else(|| delimiter_of(text));
        let mut records = Records::new(text, first_line, delimiter);
        let header = loop {
            match records.next() {
                None => return Err(FormatError::Empty),
                Some(Err(found)) => return Err(one(found)),
                Some(Ok(record)) if is_blank(&record) => {}
                Some(Ok(record)) => break record,
            }
        };
        let columns = header_columns(&header).map_err(FormatError::Problems)?;
        let mut problems = Vec::new();
        let mut rows = Vec::new();
        for record in records {
            let record = record.map_err(one)?;
            if !is_blank(&record) {
                rows.push(row(record, &columns, &mut problems));
            }
        }
        if problems.is_empty() {
            Ok(Table { rows })
        } else {
            Err(FormatError::Problems(problems))
        }
    }
}

fn is_blank(record: &Record) -> bool {
    record.cells.iter().all(|cell| cell.trim().is_empty())
}

fn row(record: Record, columns: &[Option<&'static Column>], problems: &mut Vec<Problem>) -> Row {
    let mut cells = Vec::new();
    for (at, cell) in record.cells.iter().enumerate() {
        if cell.trim().is_empty() {
            continue;
        }
        match columns.get(at) {
            Some(Some(column)) => cells.push((*column, cell::unguard(cell).to_owned())),
            Some(None) => problems.push(problem(
                record.line,
                &format!("cell {} has no name in the header", at + 1),
            )),
            None => {
                problems.push(problem(
                    record.line,
                    &format!(
                        "the row has {} cells and the header {}: put quotes around a cell that holds the delimiter",
                        record.cells.len(),
                        columns.len()
                    ),
                ));
                break;
            }
        }
    }
    Row {
        line: record.line,
        cells,
    }
}

/// The delimiter by which the first line names the most columns.
fn delimiter_of(text: &str) -> char {
    let text = text.trim_start_matches(['\n', '\r']);
    let mut best = (',', 0);
    for delimiter in [',', ';', '\t'] {
        let Some(Ok(header)) = Records::new(text, 1, delimiter).next() else {
            continue;
        };
        let known = header
            .cells
            .iter()
            .filter(|name| column::column(&header_name(name)).is_some())
            .count();
        if known > best.1 {
            best = (delimiter, known);
        }
    }
    best.0
}

fn header_name(cell: &str) -> String {
    cell.trim().to_lowercase()
}

fn header_columns(header: &Record) -> Result<Vec<Option<&'static Column>>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut columns: Vec<Option<&'static Column>> = Vec::new();
    for cell in &header.cells {
        let name = header_name(cell);
        let found = column::column(&name);
        if let Some(found) = found
            && columns
                .iter()
                .flatten()
                .any(|other| std::ptr::eq(*other, found))
        {
            problems.push(problem(
                header.line,
                &format!("two columns are called {name}"),
            ));
        }
        if found.is_none() && !name.is_empty() {
            let mut unknown = problem(
                header.line,
                &format!("there is no column “{}”", cell.trim()),
            );
            unknown.nearest = nearest(&name, COLUMNS.iter().map(|known| known.name.as_str()), 3)
                .into_iter()
                .map(str::to_owned)
                .collect();
            problems.push(unknown);
        }
        columns.push(found);
    }
    if columns.iter().all(Option::is_none) {
        return Err(vec![problem(
            header.line,
            "the first line names no column: it should be a header such as voice, who, text, prop, article.title, article.outlet, article.file",
        )]);
    }
    let has = |name: &str| columns.iter().flatten().any(|column| column.name == name);
    let identifies = has("article.key")
        || has("article.url")
        || has("article.file")
        || has("article.title") && has("article.outlet");
    if !identifies && problems.is_empty() {
        problems.push(problem(
            header.line,
            "no column says of which article a row is: repeat article.title, article.outlet and article.file on each row, or article.key for an article the book has",
        ));
    }
    if problems.is_empty() {
        Ok(columns)
    } else {
        Err(problems)
    }
}

/// The rows of one article.
struct Group<'t> {
    rows: Vec<&'t Row>,
}

#[derive(Debug, PartialEq, Eq)]
enum Identity<'t> {
    Key(&'t str),
    Url(&'t str),
    Title(&'t str, &'t str, Option<&'t str>),
    File(&'t str),
}

fn identity(row: &Row) -> Option<Identity<'_>> {
    if let Some(key) = row.cell("article.key") {
        Some(Identity::Key(key.trim()))
    } else if let Some(url) = row.cell("article.url") {
        Some(Identity::Url(url.trim()))
    } else if let (Some(outlet), Some(title)) =
        (row.cell("article.outlet"), row.cell("article.title"))
    {
        Some(Identity::Title(
            outlet,
            title,
            row.cell("article.published"),
        ))
    } else {
        row.cell("article.file").map(Identity::File)
    }
}

/// The rows by article, in the order in which the articles first appear.
fn groups<'t>(table: &'t Table, problems: &mut Vec<Problem>) -> Vec<Group<'t>> {
    let mut found: Vec<(Identity<'t>, Group<'t>)> = Vec::new();
    for row in &table.rows {
        let Some(identity) = identity(row) else {
            problems.push(problem(
                row.line,
                "the row does not say of which article it is: repeat article.key, article.url, or article.outlet and article.title on each row",
            ));
            continue;
        };
        match found.iter_mut().rev().find(|(known, _)| *known == identity) {
            Some((_, group)) => group.rows.push(row),
            None => found.push((identity, Group { rows: vec![row] })),
        }
    }
    // One article in two groups would be logged twice, and the second time with --prune undo the first.
    for (at, (_, group)) in found.iter().enumerate() {
        for (_, other) in &found[..at] {
            let (row, first) = (group.rows[0], other.rows[0]);
            for names in [
                &["article.url"][..],
                &["article.outlet", "article.title", "article.published"],
            ] {
                let same = names.iter().all(|name| row.cell(name) == first.cell(name))
                    && row.cell(names[0]).is_some()
                    && row.cell(names[names.len().min(2) - 1]).is_some();
                let told_apart = row.cell("article.key").is_some()
                    == first.cell("article.key").is_some()
                    && (row.cell("article.key").is_some() || names.len() > 1);
                if same && !told_apart {
                    problems.push(problem(
                        row.line,
                        &format!(
                            "this seems to be the article of line {}: give all its rows the same article.key and article.url, or none of them",
                            first.line
                        ),
                    ));
                }
            }
        }
    }
    found.into_iter().map(|(_, group)| group).collect()
}

/// A value with the line and the column it comes from.
#[derive(Clone)]
struct Cell {
    line: u32,
    column: &'static str,
    text: String,
}

/// A table of a record, its cells in the order in which they came.
struct Named {
    name: String,
    line: u32,
    cells: Vec<(&'static str, Cell)>,
}

/// The sheet of one group on its way into TOML.
struct Page {
    first_line: u32,
    toml: String,
    origins: Vec<Origin>,
    problems: Vec<Problem>,
}

impl Page {
    fn of(group: &Group<'_>) -> Page {
        let mut page = Page {
            first_line: group.rows.first().map_or(1, |row| row.line),
            toml: String::new(),
            origins: Vec::new(),
            problems: Vec::new(),
        };
        let article = page.article(group);
        if let Some(coder) = article
            .iter()
            .find(|(column, _)| column.part == Part::Defaults)
        {
            page.line(page.first_line, None, "[defaults]");
            page.value(coder.1.line, coder.0, &coder.1.text);
        }
        let (mut speakers, mut propositions, mut events) = (Vec::new(), Vec::new(), Vec::new());
        let mut introductions: Vec<(&str, Vec<Cell>)> = Vec::new();
        let mut claims = 0;
        for row in &group.rows {
            page.speakers(row, &mut speakers);
            page.event(row, &mut events);
            page.introduction(row, &mut introductions);
            let proposition = page.proposition(row, &mut propositions);
            if row.is_claim() {
                claims += 1;
                page.claim(row, proposition);
            }
        }
        page.line(page.first_line, None, "[article]");
        for (column, cell) in article
            .iter()
            .filter(|(column, _)| column.part == Part::Article)
        {
            page.value(cell.line, column, &cell.text);
        }
        if claims == 0
            && !article
                .iter()
                .any(|(column, _)| column.name == "article.coded")
        {
            page.line(page.first_line, None, "coded = \"facts\"");
        }
        for (kind, tables) in [
            ("speakers", speakers),
            ("propositions", propositions),
            ("events", events),
        ] {
            for table in &tables {
                page.line(
                    table.line,
                    None,
                    &format!("[{kind}.{}]", quote(&table.name)),
                );
                for (key, cell) in &table.cells {
                    page.line(
                        cell.line,
                        Some(cell.column),
                        &format!("{key} = {}", quote(&cell.text)),
                    );
                }
            }
        }
        for (who, cells) in &introductions {
            let line = cells.first().map_or(page.first_line, |cell| cell.line);
            page.line(line, None, "[[introductions]]");
            page.line(line, Some("who"), &format!("who = {}", quote(who)));
            for cell in cells {
                if let Some(column) = column::column(cell.column) {
                    page.value(cell.line, column, &cell.text);
                }
            }
        }
        page
    }

    fn sheet(self) -> ImportedSheet {
        let (sheet, problems) = parse(&self.toml);
        let origins = Origins {
            lines: self.origins,
            rewordings: REWORDINGS,
        };
        let mut all = self.problems;
        all.extend(problems);
        all.sort();
        ImportedSheet {
            line: self.first_line,
            sheet,
            problems: all,
            origins,
        }
    }

    /// Notes what is wrong with the cells of a row. A comment stands for it in the sheet, so that its place is one there like all others.
    fn problem(&mut self, line: u32, message: &str) {
        self.line(line, None, "# see the row");
        let place = u32::try_from(self.origins.len()).unwrap_or(u32::MAX);
        self.problems.push(problem(place, message));
    }

    fn line(&mut self, line: u32, column: Option<&str>, toml: &str) {
        self.toml.push_str(toml);
        self.toml.push('\n');
        self.origins.push(Origin {
            line,
            column: column.map(str::to_owned),
        });
    }

    fn value(&mut self, line: u32, column: &Column, cell: &str) {
        match column.shape.toml(cell) {
            Some(value) => self.line(line, Some(&column.name), &format!("{} = {value}", column.key)),
            None => self.problem(
                line,
                &format!(
                    "{}: “{cell}” is not a table such as {{ text = \"832\", value = 832 }}: write one, or use figure.text, figure.value and figure.unit",
                    column.name
                ),
            ),
        }
    }

    /// The article's cells: those of the first row that has one, with which the others must agree.
    fn article(&mut self, group: &Group<'_>) -> Vec<(&'static Column, Cell)> {
        let mut cells: Vec<(&'static Column, Cell)> = Vec::new();
        for row in &group.rows {
            let parts = row.of(Part::Article).chain(row.of(Part::Defaults));
            for (column, text) in parts {
                match cells.iter().find(|(known, _)| known.name == column.name) {
                    None => cells.push((
                        column,
                        Cell {
                            line: row.line,
                            column: &column.name,
                            text: text.to_owned(),
                        },
                    )),
                    Some((_, known)) if known.text.trim() == text.trim() => {}
                    Some((_, known)) => {
                        let message = format!(
                            "{} is “{text}” here and “{}” at line {}: all rows of an article must agree",
                            column.name, known.text, known.line
                        );
                        self.problem(row.line, &message);
                    }
                }
            }
        }
        cells
    }

    fn claim(&mut self, row: &Row, proposition: Option<String>) {
        self.line(row.line, None, "[[claims]]");
        for (column, cell) in row.of(Part::Row) {
            if column.key != "prop" {
                self.value(row.line, column, cell);
            }
        }
        match (proposition, row.cell("prop")) {
            (Some(sentence), _) => {
                self.line(
                    row.line,
                    Some("prop"),
                    &format!("prop = {}", quote(&sentence)),
                );
            }
            (None, Some(cell)) => {
                if let Some(column) = column::column("prop") {
                    self.value(row.line, column, cell);
                }
            }
            (None, None) => {}
        }
        if !row.has(Part::Figure) {
            return;
        }
        if row.cell("figure").is_some() || row.cell("figures").is_some() {
            self.problem(
                row.line,
                "give the figure in figure, in figures or in the figure.… columns, not in two of them",
            );
            return;
        }
        // A table of the claim just begun, so that each of its cells has a line of its own.
        self.line(row.line, None, "[claims.figure]");
        for (column, cell) in row.of(Part::Figure) {
            self.value(row.line, column, cell);
        }
    }

    /// Adds a cell to a table; cells that come again must agree.
    fn add(&mut self, tables: &mut Vec<Named>, name: &str, key: &'static str, cell: Cell) {
        let at = match tables.iter().position(|table| table.name == name) {
            Some(at) => at,
            None => {
                tables.push(Named {
                    name: name.to_owned(),
                    line: cell.line,
                    cells: Vec::new(),
                });
                tables.len() - 1
            }
        };
        let known = tables[at].cells.iter().find(|(known, _)| *known == key);
        match known {
            None => tables[at].cells.push((key, cell)),
            Some((_, known)) if known.text.trim() == cell.text.trim() => {}
            Some((_, known)) => {
                let message = format!(
                    "{} of “{name}” is “{}” here and “{}” at line {}: one of them is wrong",
                    cell.column, cell.text, known.text, known.line
                );
                self.problem(cell.line, &message);
            }
        }
    }

    /// The tables of the speakers in `who`: as many names, kinds and countries as speakers, or one for all.
    fn speakers(&mut self, row: &Row, tables: &mut Vec<Named>) {
        if !row.has(Part::Speaker) {
            return;
        }
        let Some(who) = row.cell("who") else {
            self.problem(
                row.line,
                "who.name, who.kind and who.country are of the speaker in who, which is empty",
            );
            return;
        };
        let whos = cell::names_of(who);
        let has_names = row.cell("who.name").is_some();
        for (column, cell) in row.of(Part::Speaker) {
            let values = cell::names_of(cell);
            if values.len() != 1 && values.len() != whos.len()
                || column.key == "name" && values.len() != whos.len()
            {
                self.problem(
                    row.line,
                    &format!(
                        "{} has {} values and who has {} speakers",
                        column.name,
                        values.len(),
                        whos.len()
                    ),
                );
                return;
            }
            for (at, who) in whos.iter().enumerate() {
                let value = values.get(at).or(values.first()).map_or("", String::as_str);
                if !value.is_empty() {
                    let cell = Cell {
                        line: row.line,
                        column: &column.name,
                        text: value.to_owned(),
                    };
                    self.add(tables, without_guess(who), column.key, cell);
                }
            }
        }
        for who in &whos {
            let (key, column) = if has_names {
                ("key", "who")
            } else {
                ("name", "who")
            };
            let who = without_guess(who);
            let cell = Cell {
                line: row.line,
                column,
                text: who.to_owned(),
            };
            self.add(tables, who, key, cell);
        }
    }

    fn event(&mut self, row: &Row, tables: &mut Vec<Named>) {
        if !row.has(Part::Event) {
            return;
        }
        let Some(key) = row.cell("event.key") else {
            self.problem(
                row.line,
                "event.key is empty: name the event as article.events, at or about names it",
            );
            return;
        };
        for (column, cell) in row
            .of(Part::Event)
            .filter(|(column, _)| column.key != "key")
        {
            let cell = Cell {
                line: row.line,
                column: &column.name,
                text: cell.to_owned(),
            };
            self.add(tables, key.trim(), column.key, cell);
        }
    }

    /// The table of the proposition in `prop`, or the sentence that stands for it.
    fn proposition(&mut self, row: &Row, tables: &mut Vec<Named>) -> Option<String> {
        if !row.has(Part::Proposition) {
            return None;
        }
        let (text, topic) = (row.cell("prop.text"), row.cell("prop.topic"));
        let prop = row.cell("prop").map(str::trim);
        let key = prop.filter(|prop| !prop.contains(char::is_whitespace) && !prop.contains(';'));
        let Some(key) = key else {
            return self.sentence(row.line, prop, text, topic);
        };
        for (column, cell) in row.of(Part::Proposition) {
            let cell = Cell {
                line: row.line,
                column: &column.name,
                text: cell.to_owned(),
            };
            self.add(tables, key, column.key, cell);
        }
        None
    }

    /// A whole sentence in `prop` or `prop.text`, with its topic.
    fn sentence(
        &mut self,
        line: u32,
        prop: Option<&str>,
        text: Option<&str>,
        topic: Option<&str>,
    ) -> Option<String> {
        let sentence = match (prop, text) {
            (Some(prop), Some(text)) if prop != text.trim() => {
                self.problem(
                    line,
                    "prop.text is the sentence of the one key in prop: leave prop empty, or write one key there",
                );
                return None;
            }
            (Some(sentence), _) | (None, Some(sentence)) => sentence.trim(),
            (None, None) => {
                self.problem(
                    line,
                    "prop.topic is of the proposition in prop or prop.text, and both are empty",
                );
                return None;
            }
        };
        match topic.map(str::trim) {
            None => Some(sentence.to_owned()),
            Some(topic) if topic.contains(char::is_whitespace) => {
                self.problem(
                    line,
                    &format!("prop.topic “{topic}” has a space: write the topic's key, or give the proposition a key in prop"),
                );
                None
            }
            Some(topic) => Some(format!("{sentence} #{topic}")),
        }
    }

    /// The introduction of the one speaker in `who`; one that comes again is the same.
    fn introduction<'t>(&mut self, row: &'t Row, introductions: &mut Vec<(&'t str, Vec<Cell>)>) {
        if !row.has(Part::Introduction) {
            return;
        }
        let whos = row.cell("who").map(cell::names_of).unwrap_or_default();
        let (1, Some(who)) = (whos.len(), row.cell("who")) else {
            self.problem(
                row.line,
                &format!(
                    "introduction.… is of one speaker and who has {}: write it in a row of its own with one name in who",
                    whos.len()
                ),
            );
            return;
        };
        let cells: Vec<Cell> = row
            .of(Part::Introduction)
            .map(|(column, cell)| Cell {
                line: row.line,
                column: &column.name,
                text: cell.to_owned(),
            })
            .collect();
        let who = without_guess(who);
        let known = introductions.iter().any(|(other, known)| {
            *other == who
                && known.len() == cells.len()
                && known
                    .iter()
                    .zip(&cells)
                    .all(|(known, cell)| known.column == cell.column && known.text == cell.text)
        });
        if !known {
            introductions.push((who, cells));
        }
    }
}

/// A name in `who` without the mark of a guess.
fn without_guess(who: &str) -> &str {
    let who = who.trim();
    match who.strip_suffix('?') {
        Some(name) if !name.trim().is_empty() => name.trim_end(),
        _ => who,
    }
}
