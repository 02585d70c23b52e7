//! Markdown with pipe tables (GitHub's dialect): title as a heading, sections as bold rows, legend and notes as lists.

use super::text::{escape_html, harmless};
use crate::reports::table::{Align, Cell, Column, Table, Tone};

/// Returns the table; instead of an empty one, what it says of being empty.
pub(super) fn render(table: &Table) -> String {
    let mut parts = Vec::new();
    if !table.title.is_empty() {
        parts.push(format!("## {}\n", escape(&table.title, " ")));
    }
    if !table.is_empty() {
        parts.push(pipe_table(table));
    } else if !table.empty.is_empty() {
        parts.push(format!(
            "{}\n",
            escape_line_start(&escape(&table.empty, " "))
        ));
    }
    let mut legend = String::new();
    for (name, meaning) in &table.legend {
        legend.push_str(&format!(
            "- **{}**: {}\n",
            escape(name, " "),
            escape(meaning, " ")
        ));
    }
    for note in &table.notes {
        legend.push_str(&format!("- {}\n", escape_line_start(&escape(note, " "))));
    }
    if !legend.is_empty() {
        parts.push(legend);
    }
    parts.join("\n")
}

fn pipe_table(table: &Table) -> String {
    let headings = table.columns.iter();
    let mut lines = vec![
        pipe_row(
            headings
                .map(|column| escape(&column.heading, "<br>"))
                .collect(),
        ),
        pipe_row(table.columns.iter().map(delimiter).collect()),
    ];
    for section in &table.sections {
        if !section.rows.is_empty() && !section.heading.is_empty() {
            let mut cells = vec![String::new(); table.columns.len()];
            if let Some(first) = cells.first_mut() {
                *first = bold(&section.heading);
            }
            lines.push(pipe_row(cells));
        }
        for row in &section.rows {
            let shown = if row.is_total { total_text } else { cell_text };
            let cells = (0..table.columns.len())
                .map(|number| row.cells.get(number).map_or_else(String::new, shown));
            lines.push(pipe_row(cells.collect()));
        }
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn pipe_row(cells: Vec<String>) -> String {
    format!("| {} |", cells.join(" | "))
}

fn delimiter(column: &Column) -> String {
    match column.align {
        Align::Left => "---".to_owned(),
        Align::Right => "---:".to_owned(),
    }
}

fn cell_text(cell: &Cell) -> String {
    match cell.shown_pieces().as_ref() {
        [piece] if matches!(piece.tone, Tone::Alarm | Tone::Strong) => bold(&piece.text),
        pieces => pieces
            .iter()
            .map(|piece| toned(&piece.text, piece.tone))
            .collect(),
    }
}

/// Returns a cell of a row that sums others up.
fn total_text(cell: &Cell) -> String {
    bold(&cell.shown())
}

/// Returns what fills a cell in bold.
fn bold(text: &str) -> String {
    let escaped = escape(text.trim(), "<br>");
    if escaped.is_empty() {
        return escaped;
    }
    format!("**{escaped}**")
}

/// Returns words as their tone is written. Tags, not asterisks: asterisks do not work beside spaces, inside words and
/// beside Chinese punctuation, where the pieces of a word diff often end.
fn toned(text: &str, tone: Tone) -> String {
    let escaped = escape(text, "<br>");
    let tag = match tone {
        Tone::Plain | Tone::Faint => return escaped,
        Tone::Alarm | Tone::Strong => "strong",
        Tone::Added => "ins",
        Tone::Removed => "del",
    };
    if escaped.is_empty() {
        return escaped;
    }
    format!("<{tag}>{escaped}</{tag}>")
}

/// Returns text in which nothing is Markdown or HTML, on one line.
fn escape(text: &str, line_break: &str) -> String {
    let lines = harmless(text, "\n");
    let lines = escape_html(&lines)
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    let mut escaped = String::with_capacity(lines.len());
    let mut previous = ' ';
    let mut characters = lines.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => escaped.push_str(line_break),
            // Inside words it is not emphasis, and web addresses with a backslash in them are no links.
            '_' if previous.is_alphanumeric()
                && characters.peek().is_some_and(|next| next.is_alphanumeric()) =>
            {
                escaped.push('_');
            }
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '$' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
        previous = character;
    }
    escaped
}

/// Returns escaped text that begins no heading, list or rule where it stands at the beginning of a line.
fn escape_line_start(escaped: &str) -> String {
    let text = escaped.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if text.starts_with(['#', '+', '-', '=']) {
        format!("\\{text}")
    } else if digits > 0 && text[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &text[..digits], &text[digits..])
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{compare, hostile, nothing};
    use super::*;

    #[test]
    fn markdown_has_title_bold_sections_legend_and_notes() {
        insta::assert_snapshot!(render(&compare()), @r#"
        ## Who carries which claim, and in whose voice

        | Proposition | M1 20 Apr | A 21 Apr | M2 23 Apr | n | Voices |
        | --- | --- | --- | --- | ---: | --- |
        | **poverty** |  |  |  |  |  |
        | 832 counties lifted out of poverty | Q li-xiaojun | V\~ li-xiaojun | **I! ngo-x** | 3 | Q1 I1 V1 |
        | nearly 100 million residents lifted | Q li-xiaojun | V\~ li-xiaojun | · | 2 | Q1 V1 |
        | **approach** |  |  |  |  |  |
        | basic needs come before political rights | · | Q li-xiaojun, chen-youwu | **I! ngo-x** | 2 | Q2 I1 |

        - **A**: a12, humanrights.cn, 2025-04-21 16:32
        - **M1**: a13, made-up outlet, 2025-04-20
        - counted: once per speaker and article; headlines and captions off; copies collapsed (0)
        "#);
    }

    #[test]
    fn markdown_escapes_pipes_breaks_and_tags() {
        insta::assert_snapshot!(render(&hostile()), @r#"
        ## &lt;script&gt;alert(1)&lt;/script&gt; \| \*x\*

        | Who \| whom | Words | Share % |
        | --- | --- | ---: |
        | =HYPERLINK("http://x") | a�\[31m \| b<br>c "d" �e | 33.3 |
        | 科技日报 | 科技不应该成为<del>限制</del><ins>遏制</ins> &lt;/td&gt;&lt;b onclick="x"&gt;\_y\_&lt;/b&gt; | -5 |
        | @x | snake_case \[a\](b) |  |

        - **&lt;i&gt;**: a \| b
        - \# 1. &lt;img src=x&gt;
        "#);
    }

    #[test]
    fn markdown_totals_are_bold() {
        use crate::reports::table::Row;
        let row = |name: &str| {
            vec![
                Cell::toned(name, Tone::Strong),
                Cell::integer(4),
                Cell::empty(),
            ]
        };
        let table = Table::new("t", "")
            .with_columns(vec![
                Column::label("a", "What"),
                Column::count("n", "n"),
                Column::text("b", "B"),
            ])
            .with_rows(vec![Row::new(row("quay")), Row::total(row("total"))]);
        insta::assert_snapshot!(render(&table), @"
        | What | n | B |
        | --- | ---: | --- |
        | **quay** | 4 |  |
        | **total** | **4** |  |
        ");
    }

    #[test]
    fn markdown_of_an_empty_table_says_why() {
        insta::assert_snapshot!(render(&nothing()), @r#"
        ## What only one side carries

        No article is fully coded yet; set coded = "full" in a sheet and log it.
        "#);
    }

    proptest::proptest! {
        #[test]
        fn markdown_rows_have_as_many_cells_as_columns(text in proptest::prelude::any::<String>()) {
            use crate::reports::table::Row;
            let table = Table::new("t", "")
                .with_columns(vec![Column::text("a", &text), Column::text("b", "B")])
                .with_rows(vec![Row::new(vec![Cell::text(&text), Cell::toned(&text, Tone::Added)])]);
            let rendered = render(&table);
            for line in rendered.lines() {
                let unescaped = line.replace("\\\\", "").replace("\\|", "");
                assert_eq!(unescaped.matches('|').count(), 3, "{line}");
            }
            assert_eq!(rendered.lines().count(), 3);
        }
    }
}
