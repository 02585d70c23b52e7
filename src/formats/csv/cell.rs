//! Cells: what a cell's text means for its column, and the other way round.

use crate::sheet::quote;

/// What a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text as it is.
    Text,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// Names, between `;`.
    Names,
    /// Keys between `;`, or one sentence.
    Propositions,
    /// Numbers or keys between `;`, or one sentence.
    Links,
    /// Words of the article; several pieces as a TOML list, a piece with `after` as a TOML table.
    Words,
    /// Names between `;`, or TOML tables.
    Targets,
    /// A TOML table, or a list of them.
    Tables,
}

/// What begins a formula in a spreadsheet program (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Returns the cell that is written for a text: with `excel`, a formula gets an apostrophe before it. A text that begins with an
/// apostrophe and would lose it when read gets another one.
pub(super) fn guard(text: String, excel: bool) -> String {
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(FORMULA) && (excel || bare.len() < text.len()) {
        format!("'{text}")
    } else {
        text
    }
}

/// Takes back exactly what [`guard`] put before a text.
pub(super) fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

impl Shape {
    /// Returns the cell as a TOML value on one line; `None` where it cannot be one of this shape.
    pub(super) fn toml(self, cell: &str) -> Option<String> {
        let nested = match self {
            Shape::Text | Shape::Number | Shape::Flag => None,
            _ => toml_value(cell),
        };
        match nested {
            Some(toml::Value::Array(items)) if self == Shape::Targets => {
                return Some(list(items.iter().map(target)));
            }
            Some(value) => return Some(inline(&value)),
            None => {}
        }
        Some(match self {
            Shape::Text | Shape::Words => quote(cell),
            Shape::Number => number(cell),
            Shape::Flag => match cell.trim().to_lowercase().as_str() {
                "true" | "yes" | "1" | "x" => String::from("true"),
                "false" | "no" | "0" => String::from("false"),
                _ => quote(cell),
            },
            Shape::Names => one_or_list(names(cell), cell, quote),
            Shape::Propositions => one_or_list(keys(cell), cell, quote),
            Shape::Links => one_or_list(keys(cell), cell, number),
            Shape::Targets => {
                let names = names(cell).into_iter();
                list(names.map(|name| target(&toml::Value::from(name))))
            }
            Shape::Tables => return None,
        })
    }
}

/// Returns the names of a cell: a TOML list, or what stands between `;`.
pub(super) fn names_of(cell: &str) -> Vec<String> {
    match toml_value(cell) {
        Some(toml::Value::Array(items)) => items
            .iter()
            .map(|item| {
                item.as_str()
                    .map_or_else(|| item.to_string(), str::to_owned)
            })
            .collect(),
        _ => cell.split(';').map(|name| name.trim().to_owned()).collect(),
    }
}

/// Returns names as one cell; empty names keep their place.
pub(super) fn names_cell<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let plain = names
        .iter()
        .all(|name| !name.contains(';') && name.trim() == *name)
        && names
            .first()
            .is_none_or(|name| !name.starts_with(['[', '{']));
    if plain {
        names.join("; ")
    } else {
        list(names.into_iter().map(quote))
    }
}

/// Returns a text for a column that also takes TOML: in a list where it could be taken for TOML.
pub(super) fn words_cell(words: &str) -> String {
    if toml_value(words).is_some() {
        list(std::iter::once(quote(words)))
    } else {
        words.to_owned()
    }
}

fn names(cell: &str) -> Vec<&str> {
    cell.split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect()
}

/// A sentence may have a `;` of its own; a key has no spaces.
fn keys(cell: &str) -> Vec<&str> {
    let keys = names(cell);
    if keys.iter().any(|key| key.contains(char::is_whitespace)) {
        vec![cell]
    } else {
        keys
    }
}

fn number(cell: &str) -> String {
    match cell.trim().parse::<i64>() {
        Ok(number) => number.to_string(),
        Err(_) => quote(cell),
    }
}

fn one_or_list(items: Vec<&str>, cell: &str, item: impl Fn(&str) -> String) -> String {
    match items.as_slice() {
        [] => quote(cell),
        [one] => item(one),
        _ => list(items.into_iter().map(item)),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// A name is a target of which nothing else is said.
fn target(value: &toml::Value) -> String {
    match value {
        toml::Value::String(who) => format!("{{ who = {} }}", quote(who)),
        other => inline(other),
    }
}

/// Returns the list or table that a cell is, where it begins like one and is one.
fn toml_value(cell: &str) -> Option<toml::Value> {
    let cell = cell.trim();
    if !cell.starts_with(['[', '{']) {
        return None;
    }
    let mut table: toml::Table = format!("v = {cell}").parse().ok()?;
    // A cell may not go on after its value.
    (table.len() == 1).then(|| table.remove("v")).flatten()
}

/// A TOML value on one line.
fn inline(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => quote(text),
        toml::Value::Array(items) => list(items.iter().map(inline)),
        toml::Value::Table(table) => {
            let cells: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", quote(key), inline(value)))
                .collect();
            format!("{{ {} }}", cells.join(", "))
        }
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_become_what_their_column_takes() {
        let check = |shape: Shape, cell: &str, expected: &str| {
            assert_eq!(shape.toml(cell).as_deref(), Some(expected), "{cell}");
        };
        check(Shape::Text, "[a]", r#""[a]""#);
        check(Shape::Number, " 12 ", "12");
        check(Shape::Number, "twelve", r#""twelve""#);
        check(Shape::Flag, "TRUE", "true");
        check(Shape::Names, "a; b ;", r#"["a", "b"]"#);
        check(Shape::Names, r#"["a; b"]"#, r#"["a; b"]"#);
        check(Shape::Propositions, "a;b", r#"["a", "b"]"#);
        check(
            Shape::Propositions,
            "It rained; it poured",
            r#""It rained; it poured""#,
        );
        check(Shape::Links, "3; 4", "[3, 4]");
        check(Shape::Words, "[Photo/Xinhua]", r#""[Photo/Xinhua]""#);
        check(Shape::Words, "[\"a\",\n \"b\"]", r#"["a", "b"]"#);
        check(
            Shape::Words,
            "{ words = 'He', after = 'x' }",
            r#"{ "words" = "He", "after" = "x" }"#,
        );
        check(
            Shape::Words,
            "[\"a\"]\n[article]",
            r#""[\"a\"]\n[article]""#,
        );
        check(
            Shape::Targets,
            "us; cn",
            r#"[{ who = "us" }, { who = "cn" }]"#,
        );
        assert_eq!(Shape::Tables.toml("832 counties"), None);
    }

    proptest! {
        #[test]
        fn guarding_is_taken_back_exactly(text in "['=+@-]{0,3}.{0,5}", excel in any::<bool>()) {
            let cell = guard(text.clone(), excel);
            prop_assert_eq!(unguard(&cell), text.as_str());
            if excel {
                prop_assert!(!cell.starts_with(FORMULA));
            }
        }

        #[test]
        fn words_come_back_as_they_were(words in r#"[\[{"=;a ]{0,8}"#) {
            let toml = Shape::Words.toml(&words_cell(&words)).unwrap();
            let table: toml::Table = format!("v = {toml}").parse().unwrap();
            let found = match &table["v"] {
                toml::Value::Array(items) => items[0].as_str(),
                value => value.as_str(),
            };
            prop_assert_eq!(found, Some(words.as_str()));
        }

        #[test]
        fn names_come_back_as_they_were(names in proptest::collection::vec("[a;\\[{]{1,4}", 1..4)) {
            prop_assert_eq!(names_of(&names_cell(names.iter().map(String::as_str))), names);
        }
    }
}
