//! JSON and NDJSON: the cells' values under machine column names, in the order of the columns.

use serde_json::{Map, Value, json};

use crate::reports::table::{Cell, CellValue, Column, Row, Table};

/// Returns one indented object: `name`, `title`, `columns` (the section column among them, first), `rows`, `legend`,
/// `notes`.
pub(super) fn render(table: &Table) -> String {
    format!("{}\n", escape_controls(&format!("{:#}", object(table))))
}

/// Returns an indented array with an object for each table.
pub(super) fn render_array(tables: &[Table]) -> String {
    let objects: Vec<_> = tables.iter().map(object).collect();
    format!(
        "{}\n",
        escape_controls(&format!("{:#}", Value::Array(objects)))
    )
}

/// Returns an object a row and line. Title, legend and notes are not in it.
pub(super) fn render_lines(table: &Table) -> String {
    rows(table, Map::new()).iter().map(line).collect()
}

/// Returns one row of a table without sections as its line.
pub(super) fn row_line(columns: &[Column], row: &Row) -> String {
    line(&row_object(columns, row, Map::new()))
}

fn line(row: &Value) -> String {
    format!("{}\n", escape_controls(&row.to_string()))
}

/// Returns an object a row and line, with the name of the row's table as its first member `table`.
pub(super) fn render_named_lines(tables: &[Table]) -> String {
    let mut text = String::new();
    for table in tables {
        let mut first = Map::new();
        first.insert("table".to_owned(), Value::from(table.name.as_str()));
        text.extend(rows(table, first).iter().map(line));
    }
    text
}

/// Returns the same JSON with what a terminal might obey as escapes too; serde_json escapes only below U+0020. Such a
/// character can stand nowhere but in a string.
fn escape_controls(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

fn object(table: &Table) -> Value {
    let section_column = table.section_name.iter();
    let mut columns: Vec<Value> = section_column
        .map(|name| json!({ "name": name, "heading": name }))
        .collect();
    for column in &table.columns {
        columns.push(json!({ "name": column.name, "heading": column.heading }));
    }
    let mut legend = Map::new();
    for (name, meaning) in &table.legend {
        legend.insert(name.clone(), Value::from(meaning.as_str()));
    }
    json!({
        "name": table.name,
        "title": table.title,
        "columns": columns,
        "rows": rows(table, Map::new()),
        "legend": legend,
        "notes": table.notes,
    })
}

/// Returns the rows of all sections, each begun with the members of `first`.
fn rows(table: &Table, first: Map<String, Value>) -> Vec<Value> {
    let mut rows = Vec::new();
    for section in &table.sections {
        for row in &section.rows {
            let mut first = first.clone();
            if let Some(section_name) = &table.section_name {
                first.insert(section_name.clone(), Value::from(section.heading.as_str()));
            }
            rows.push(row_object(&table.columns, row, first));
        }
    }
    rows
}

fn row_object(columns: &[Column], row: &Row, mut object: Map<String, Value>) -> Value {
    for (number, column) in columns.iter().enumerate() {
        let value = match row.cells.get(number).map(Cell::value) {
            Some(CellValue::Text(text)) => Value::from(text.as_str()),
            Some(CellValue::Integer(number)) => Value::from(*number),
            // Not a number and infinity become null: JSON has neither.
            Some(CellValue::Real(number)) => Value::from(*number),
            Some(CellValue::Empty) | None => Value::Null,
        };
        object.insert(column.name.clone(), value);
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{compare, hostile, nothing};
    use super::*;

    #[test]
    fn json_has_sections_as_a_member_of_flat_rows() {
        let mut table = compare();
        table.sections.truncate(1);
        table.columns.drain(1..4);
        for row in &mut table.sections[0].rows {
            row.cells.drain(1..4);
        }
        insta::assert_snapshot!(render(&table), @r#"
        {
          "name": "compare",
          "title": "Who carries which claim, and in whose voice",
          "columns": [
            {
              "name": "topic",
              "heading": "topic"
            },
            {
              "name": "proposition",
              "heading": "Proposition"
            },
            {
              "name": "articles",
              "heading": "n"
            },
            {
              "name": "voices",
              "heading": "Voices"
            }
          ],
          "rows": [
            {
              "topic": "poverty",
              "proposition": "832 counties lifted out of poverty",
              "articles": 3,
              "voices": "Q1 I1 V1"
            },
            {
              "topic": "poverty",
              "proposition": "nearly 100 million residents lifted",
              "articles": 2,
              "voices": "Q1 V1"
            }
          ],
          "legend": {
            "A": "a12, humanrights.cn, 2025-04-21 16:32",
            "M1": "a13, made-up outlet, 2025-04-20"
          },
          "notes": [
            "counted: once per speaker and article; headlines and captions off; copies collapsed (0)"
          ]
        }
        "#);
    }

    #[test]
    fn json_of_an_empty_table_has_no_rows() {
        let value: Value = serde_json::from_str(&render(&nothing())).unwrap();
        assert_eq!(value["rows"], json!([]));
    }

    #[test]
    fn json_of_several_tables_is_an_array() {
        let tables = [compare(), nothing()];
        let value: Value = serde_json::from_str(&render_array(&tables)).unwrap();
        assert_eq!(value[1]["name"], "gaps");
        assert_eq!(
            serde_json::from_str::<Value>(&render_array(&[])).unwrap(),
            json!([])
        );
    }

    #[test]
    fn ndjson_has_a_row_a_line() {
        insta::assert_snapshot!(render_lines(&hostile()), @r#"
        {"who":"=HYPERLINK(\"http://x\")","words":"a\u001b[31m | b\r\nc\t\"d\" \u202ee","share":33.333333333333336}
        {"who":"科技日报","words":"科技不应该成为限制遏制 </td><b onclick=\"x\">_y_</b>","share":-5.0}
        {"who":"@x","words":"snake_case [a](b)","share":null}
        "#);
    }

    #[test]
    fn ndjson_of_several_tables_names_them() {
        let lines = render_named_lines(&[nothing(), compare()]);
        assert_eq!(lines.lines().count(), 3);
        for line in lines.lines() {
            assert!(
                line.starts_with("{\"table\":\"compare\",\"topic\":"),
                "{line}"
            );
        }
    }

    #[test]
    fn json_has_null_for_what_is_not_a_number() {
        use crate::reports::table::Cell;
        let table = Table::new("t", "")
            .with_columns(vec![Column::count("a", "A")])
            .with_rows(vec![Row::new(vec![Cell::real("-", f64::NAN)])]);
        assert_eq!(render_lines(&table), "{\"a\":null}\n");
    }
}
