//! A sheet back into TOML 1.0, one row a line, so that logging it again changes nothing.

use std::fmt::Write as _;

use super::locator::{Locator, Piece};
use super::model::{FactRow, FactValue, IntroductionRow, Row, RowName, Sheet, TargetCell, Who};
use super::problem::At;
use crate::domain::claim::{Origin, Status, TargetRole};
use crate::domain::figure::{Comparator, Figure};

/// Returns the sheet as TOML.
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::from("claims = [\n");
    for row in &sheet.rows {
        let _infallible = writeln!(out, "  {},", write_row(row));
    }
    out.push_str("]\n");
    if sheet.coder.is_some() || sheet.topic.is_some() {
        out.push_str("\n[defaults]\n");
        line(&mut out, "coder", sheet.coder.as_ref().map(text));
        line(&mut out, "topic", sheet.topic.as_ref().map(text));
    }
    article(&mut out, sheet);
    for introduction in &sheet.introductions {
        out.push('\n');
        out.push_str(&introduction_toml(introduction));
    }
    for table in &sheet.tables {
        let name = format!("{}.{}", table.kind.noun().plural, bare_key(&table.local));
        let _infallible = writeln!(out, "\n[{name}]");
        line(&mut out, "key", table.key.as_ref().map(text));
        for (field, value) in &table.fields {
            line(&mut out, field.name, Some(text(value)));
        }
        line(&mut out, "aliases", list_of(&table.aliases, text));
        line(
            &mut out,
            "labels",
            list_of(&table.labels, |label| quote(label)),
        );
        line(
            &mut out,
            "shared",
            table.shared.then(|| String::from("true")),
        );
        if !table.reported.is_empty() {
            let _infallible = writeln!(out, "\n[{name}.reported]");
            for fact in &table.reported {
                let _infallible =
                    writeln!(out, "{} = {}", bare_key(&fact.attribute), fact_toml(fact));
            }
        }
    }
    out
}

fn article(out: &mut String, sheet: &Sheet) {
    let table = &sheet.article;
    out.push_str("\n[article]\n");
    line(out, "key", table.key.as_ref().map(text));
    line(out, "file", table.file.as_ref().map(text));
    for (field, value) in &table.fields {
        line(out, field.name, Some(text(value)));
    }
    line(out, "byline", list_of(&table.byline, text));
    line(out, "events", list_of(&table.events, text));
    let word = |word: &str| quote(word);
    line(
        out,
        "coded",
        table
            .coded
            .as_ref()
            .map(|extent| word(extent.value.as_str())),
    );
    line(
        out,
        "layer",
        table.layer.as_ref().map(|layer| word(layer.value.as_str())),
    );
    line(
        out,
        "headline",
        table.headline.as_ref().map(|at| locator(&at.value)),
    );
    line(
        out,
        "byline_block",
        table.byline_block.as_ref().map(|at| locator(&at.value)),
    );
    line(
        out,
        "captions",
        list_of(&table.captions, |at| locator(&at.value)),
    );
    line(
        out,
        "boilerplate",
        list_of(&table.boilerplate, |at| locator(&at.value)),
    );
    line(out, "retrieved", table.retrieved.as_ref().map(text));
    if let Some(labels) = table.labels.as_ref().filter(|labels| !labels.is_empty()) {
        line(
            out,
            "labels",
            Some(list(labels.iter().map(|label| quote(label)))),
        );
    }
}

/// What a fact says and where, as a TOML table.
pub fn fact_toml(fact: &FactRow) -> String {
    let mut cells = match &fact.value {
        FactValue::Text(value) => vec![format!("value = {}", quote(value))],
        FactValue::Date(value) => vec![format!("value = {}", quote(&value.to_string()))],
        FactValue::Names(names) => vec![format!(
            "value = {}",
            list(names.iter().map(|name| quote(name)))
        )],
        FactValue::Figure(value) => figure_cells(value, false),
    };
    if let Some(words) = &fact.text {
        cells.push(format!("text = {}", locator(&words.value)));
    }
    format!("{{ {} }}", cells.join(", "))
}

/// An introduction as the lines of its table, the heading with them.
pub fn introduction_toml(row: &IntroductionRow) -> String {
    let mut out = String::from("[[introductions]]\n");
    introduction_lines(&mut out, row);
    out
}

fn introduction_lines(out: &mut String, row: &IntroductionRow) {
    line(out, "who", Some(text(&row.who)));
    line(out, "role", row.role.as_ref().map(text));
    line(out, "org", row.org.as_ref().map(text));
    line(out, "text", Some(locator(&row.text.value)));
    line(out, "note", row.note.as_deref().map(quote));
}

fn line(out: &mut String, key: &str, value: Option<String>) {
    if let Some(value) = value {
        let _infallible = writeln!(out, "{key} = {value}");
    }
}

fn list_of<T>(items: &[T], item: impl Fn(&T) -> String) -> Option<String> {
    (!items.is_empty()).then(|| list(items.iter().map(item)))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn text(at: &At<String>) -> String {
    quote(&at.value)
}

/// A row as an inline table on one line.
pub fn write_row(row: &Row) -> String {
    let cells = row_cells(row).into_iter();
    let cells: Vec<String> = cells
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    format!("{{ {} }}", cells.join(", "))
}

/// The keys of a row that have a value, in order, with their values in TOML.
pub fn row_cells(row: &Row) -> Vec<(&'static str, String)> {
    let mut cells: Vec<(&'static str, String)> = Vec::new();
    let mut put = |key: &'static str, value: Option<String>| {
        if let Some(value) = value {
            cells.push((key, value));
        }
    };
    put("id", row.id.as_ref().map(|id| id.value.to_string()));
    match row.status {
        Status::Accepted => {}
        Status::Draft => put("draft", Some(String::from("true"))),
        Status::Rejected => put("status", Some(quote(row.status.as_str()))),
    }
    if row.origin != Origin::Person {
        put("origin", Some(quote(row.origin.as_str())));
    }
    let mark = |guess: bool| if guess { "?" } else { "" };
    put(
        "voice",
        Some(quote(&format!("{}{}", row.voice, mark(row.voice_guess)))),
    );
    let whos = |whos: &[Who]| {
        one_or_list(
            whos.iter()
                .map(|who| quote(&format!("{}{}", who.name.value, mark(who.guess)))),
        )
    };
    put("who", whos(&row.who));
    put("or", whos(&row.or));
    put("for", whos(&row.principals));
    put("via", one_or_list(row.via.iter().map(text)));
    put(
        "cue",
        one_or_list(row.cue.iter().map(|at| piece(&at.value))),
    );
    put(
        "source",
        one_or_list(row.source.iter().map(|at| piece(&at.value))),
    );
    put("text", Some(locator(&row.text.value)));
    put("prop", one_or_list(row.props.iter().map(text)));
    put(
        "stance",
        row.stance
            .map(|stance| quote(&format!("{stance}{}", mark(row.stance_guess)))),
    );
    put("said", row.said.map(|said| quote(&said.to_string())));
    put("at", row.at.as_ref().map(text));
    put("about", row.about.as_ref().map(text));
    put(
        "figures",
        list_of(&row.figures, |figure| figure_toml(&figure.value)),
    );
    put(
        "targets",
        (!row.targets.is_empty()).then(|| targets_toml(&row.targets)),
    );
    let names = |names: &[At<RowName>]| {
        one_or_list(names.iter().map(|name| match &name.value {
            RowName::Number(number) => number.to_string(),
            RowName::Proposition(words) => quote(words),
        }))
    };
    put("in", names(&row.part_of));
    put("supports", names(&row.supports));
    put("gloss", row.gloss.as_deref().map(quote));
    put("labels", list_of(&row.labels, |label| quote(label)));
    put("note", row.note.as_deref().map(quote));
    cells
}

/// Targets as a TOML list.
pub fn targets_toml(targets: &[TargetCell]) -> String {
    list(targets.iter().map(|target| {
        let mut cells = vec![format!("who = {}", text(&target.who))];
        if target.role != TargetRole::Object {
            cells.push(format!("role = {}", quote(target.role.as_str())));
        }
        if let Some(tone) = target.tone {
            cells.push(format!("tone = {tone}"));
        }
        format!("{{ {} }}", cells.join(", "))
    }))
}

/// A claim's figure as a TOML table.
pub fn figure_toml(figure: &Figure) -> String {
    format!("{{ {} }}", figure_cells(figure, true).join(", "))
}

/// A locator as a TOML value.
pub fn locator_toml(value: &Locator) -> String {
    locator(value)
}

fn one_or_list(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        _ => Some(list(items.into_iter())),
    }
}

fn figure_cells(figure: &Figure, printed: bool) -> Vec<String> {
    let parts = figure.parts();
    let mut cells = Vec::new();
    if let Some(text) = parts.printed.as_deref().filter(|_| printed) {
        cells.push(format!("text = {}", quote(text)));
    }
    match (parts.value, parts.low, parts.high) {
        (Some(value), _, _) => cells.push(format!("value = {}", number(value))),
        (None, Some(low), Some(high)) => {
            cells.push(format!("low = {}, high = {}", number(low), number(high)));
        }
        _ => {}
    }
    if parts.comparator != Comparator::Equal {
        cells.push(format!("is = {}", quote(parts.comparator.as_str())));
    }
    for (key, value) in [
        ("hedge", &parts.hedge),
        ("unit", &parts.unit),
        ("of", &parts.what),
    ] {
        if let Some(value) = value {
            cells.push(format!("{key} = {}", quote(value)));
        }
    }
    if let Some(period) = parts.period {
        cells.push(format!("period = {}", quote(&period.to_string())));
    }
    cells
}

/// A number as TOML has it: a whole one as an integer, another with its point or exponent; else in quotes, which the parser reads alike.
fn number(value: f64) -> String {
    let written = crate::domain::amount::format_number(value);
    let plain = written.trim_start_matches('-');
    if plain.len() <= 18 && plain.bytes().all(|byte| byte.is_ascii_digit())
        || plain
            .split_once('.')
            .is_some_and(|(whole, part)| digits(whole) && digits(part))
    {
        written
    } else {
        quote(&written)
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn piece(piece: &Piece) -> String {
    if piece.after.is_none() && piece.at.is_none() {
        return quote(&piece.words);
    }
    let mut cells = vec![format!("words = {}", quote(&piece.words))];
    if let Some(after) = &piece.after {
        cells.push(format!("after = {}", quote(after)));
    }
    if let Some(at) = piece.at {
        cells.push(format!("at = {at}"));
    }
    format!("{{ {} }}", cells.join(", "))
}

fn locator(locator: &Locator) -> String {
    one_or_list(locator.pieces.iter().map(piece)).unwrap_or_else(|| String::from("\"\""))
}

/// A TOML basic string.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                let _infallible = write!(out, "\\u{:04X}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A key of a table, in quotes where TOML wants them.
pub fn bare_key(key: &str) -> String {
    let bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if bare { key.to_owned() } else { quote(key) }
}
