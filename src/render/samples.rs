//! Tables that the tests of all styles render.

use crate::reports::table::{Cell, CellValue, Column, Piece, Row, Table, Tone};

/// Returns what the comparison of three articles looks like.
pub(super) fn compare() -> Table {
    let row = |proposition: &str, cells: [&str; 3], count, voices: &str| {
        let mut row = vec![Cell::text(proposition)];
        for cell in cells {
            row.push(match cell {
                "·" => Cell::toned("·", Tone::Faint).with_value(CellValue::Empty),
                _ if cell.contains('!') => Cell::toned(cell, Tone::Alarm),
                _ => Cell::text(cell),
            });
        }
        row.extend([Cell::integer(count), Cell::text(voices)]);
        Row::new(row)
    };
    Table::new("compare", "Who carries which claim, and in whose voice")
        .with_columns(vec![
            Column::label("proposition", "Proposition"),
            Column::text("m1", "M1 20 Apr"),
            Column::text("a12", "A 21 Apr"),
            Column::text("m2", "M2 23 Apr"),
            Column::count("articles", "n"),
            Column::text("voices", "Voices"),
        ])
        .with_section_name("topic")
        .with_section(
            "poverty",
            vec![
                row(
                    "832 counties lifted out of poverty",
                    ["Q li-xiaojun", "V~ li-xiaojun", "I! ngo-x"],
                    3,
                    "Q1 I1 V1",
                ),
                row(
                    "nearly 100 million residents lifted",
                    ["Q li-xiaojun", "V~ li-xiaojun", "·"],
                    2,
                    "Q1 V1",
                ),
            ],
        )
        .with_section(
            "approach",
            vec![row(
                "basic needs come before political rights",
                ["·", "Q li-xiaojun, chen-youwu", "I! ngo-x"],
                2,
                "Q2 I1",
            )],
        )
        .with_legend("A", "a12, humanrights.cn, 2025-04-21 16:32")
        .with_legend("M1", "a13, made-up outlet, 2025-04-20")
        .with_note("counted: once per speaker and article; headlines and captions off; copies collapsed (0)")
}

/// Returns a table whose texts try what they can on a terminal, a spreadsheet and a browser.
pub(super) fn hostile() -> Table {
    Table::new("wording", "<script>alert(1)</script> | *x*")
        .with_columns(vec![
            Column::label("who", "Who | whom"),
            Column::text("words", "Words"),
            Column::count("share", "Share %"),
        ])
        .with_rows(vec![
            Row::new(vec![
                Cell::text("=HYPERLINK(\"http://x\")"),
                Cell::text("a\u{1b}[31m | b\r\nc\t\"d\" \u{202e}e"),
                Cell::real("33.3", 100.0 / 3.0),
            ]),
            Row::new(vec![
                Cell::text("科技日报"),
                Cell::pieces(vec![
                    Piece::plain("科技不应该成为"),
                    Piece::new("限制", Tone::Removed),
                    Piece::new("遏制", Tone::Added),
                    Piece::plain(" </td><b onclick=\"x\">_y_</b>"),
                ]),
                Cell::real("-5", -5.0),
            ]),
            Row::new(vec![
                Cell::text("@x"),
                Cell::text("snake_case [a](b)"),
                Cell::empty(),
            ]),
        ])
        .with_legend("<i>", "a | b")
        .with_note("# 1. <img src=x>")
}

/// Returns a table without rows.
pub(super) fn nothing() -> Table {
    Table::new("gaps", "What only one side carries")
        .with_columns(vec![
            Column::label("proposition", "Proposition"),
            Column::count("articles", "n"),
        ])
        .with_empty("No article is fully coded yet; set coded = \"full\" in a sheet and log it.")
}
