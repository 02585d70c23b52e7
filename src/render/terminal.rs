//! Aligned text that fits the terminal: columns two spaces apart, an underlined header, no box.
//!
//! The layout is our own rather than a table crate's, for three reasons: such crates measure colour codes as text, they
//! cannot go on in blocks, and the dynamic arrangement of `comfy-table` took 54 ms for 40 columns of 200 rows.

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::UnicodeWidthStr;

use super::Options;
use super::layout::{GAP, Measure, blocks, stretch};
use super::text::harmless;
use super::wrap::{widest_word, wrap};
use crate::reports::table::{Align, Cell, Column, Piece, Row, Section, Table, Tone};

/// How far rows stand in under a section heading, and how far the first column's further lines stand in.
const INDENT: usize = 2;
/// The narrowest terminal that is laid out; a narrower one wraps by itself.
const NARROWEST: usize = 20;
/// From so many lines on a row is set off by empty lines.
const TALL: usize = 4;

/// Returns the table with its title above and its legend and notes below; instead of an empty table, what it says of
/// being empty.
pub(super) fn render(table: &Table, options: &Options) -> String {
    let page = Page {
        width: options.width.max(NARROWEST),
        color: options.color,
    };
    let title = page.paragraph(&table.title, Tone::Strong);
    let body = if table.is_empty() {
        page.paragraph(&table.empty, Tone::Plain)
    } else {
        page.grid(table)
    };
    let legend = page.legend(&table.legend);
    let notes: String = table
        .notes
        .iter()
        .map(|note| page.paragraph(note, Tone::Faint))
        .collect();

    let parts: Vec<_> = [title, body, legend, notes]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n")
}

/// What everything on the page is fitted to.
struct Page {
    width: usize,
    color: bool,
}

/// One text as it is shown, with the tone of each stretch by its end.
struct Shown {
    text: String,
    tones: Vec<(usize, Tone)>,
}

/// One column of a block.
struct Placed<'a> {
    column: usize,
    width: usize,
    align: Align,
    heading: &'a Shown,
}

/// The lines of one cell.
struct Lines<'a> {
    shown: &'a Shown,
    ranges: Vec<std::ops::Range<usize>>,
    /// How far the first and the further lines stand in.
    indents: (usize, usize),
}

impl Page {
    fn paragraph(&self, text: &str, tone: Tone) -> String {
        let shown = Shown::of(text, tone);
        let mut out = String::new();
        if shown.text.is_empty() {
            return out;
        }
        for range in wrap(&shown.text, self.width, self.width) {
            self.push_range(&mut out, &shown, range);
            out.push('\n');
        }
        out
    }

    fn legend(&self, legend: &[(String, String)]) -> String {
        let columns = [Column::text("", ""), Column::text("", "")];
        let rows: Vec<_> = legend
            .iter()
            .map(|(name, meaning)| {
                Row::new(vec![Cell::toned(name, Tone::Strong), Cell::text(meaning)])
            })
            .collect();
        let prepared: Vec<_> = rows.iter().map(|row| prepare(row, columns.len())).collect();
        let headings = [Shown::of("", Tone::Plain), Shown::of("", Tone::Plain)];
        let measures = measure(&headings, prepared.iter());
        let mut widths: Vec<_> = measures.iter().map(|measure| measure.minimum).collect();
        widths[0] = widths[0].min(self.width / 3);
        widths[1] = widths[1].min(self.width - GAP - widths[0]);
        stretch(&mut widths, &measures, self.width);
        let placed: Vec<_> = (0..columns.len())
            .map(|column| Placed {
                column,
                width: widths[column],
                align: Align::Left,
                heading: &headings[column],
            })
            .collect();

        let mut out = String::new();
        for row in &prepared {
            self.push_row(&mut out, &row_lines(row, &placed, 0), &placed);
        }
        out
    }

    fn grid(&self, table: &Table) -> String {
        let headings: Vec<_> = table
            .columns
            .iter()
            .map(|column| Shown::of(&column.heading, Tone::Strong))
            .collect();
        let sections: Vec<(&Section, Vec<Vec<Shown>>)> = table
            .sections
            .iter()
            .filter(|section| !section.rows.is_empty())
            .map(|section| {
                let rows = section.rows.iter();
                (
                    section,
                    rows.map(|row| prepare(row, headings.len())).collect(),
                )
            })
            .collect();
        let measures = measure(&headings, sections.iter().flat_map(|(_, rows)| rows));
        let has_headings = sections
            .iter()
            .any(|(section, _)| !section.heading.is_empty());
        let indent = if has_headings { INDENT } else { 0 };

        let mut out = String::new();
        for mut block in blocks(&table.columns, &measures, self.width - indent) {
            if let Some((_, width)) = block.first_mut() {
                *width += indent;
            }
            let placed: Vec<_> = block
                .into_iter()
                .map(|(column, width)| Placed {
                    column,
                    width,
                    align: table.columns[column].align,
                    heading: &headings[column],
                })
                .collect();
            if !out.is_empty() {
                out.push('\n');
            }
            self.push_header(&mut out, &placed);
            for (number, (section, rows)) in sections.iter().enumerate() {
                if number > 0 {
                    out.push('\n');
                }
                out.push_str(&self.paragraph(&section.heading, Tone::Strong));
                self.push_rows(&mut out, rows, &placed, indent);
            }
        }
        out
    }

    fn push_header(&self, out: &mut String, placed: &[Placed<'_>]) {
        if placed.iter().all(|place| place.heading.text.is_empty()) {
            return;
        }
        let mut cells: Vec<_> = placed
            .iter()
            .map(|place| Lines {
                shown: place.heading,
                ranges: wrap(&place.heading.text, place.width, place.width),
                indents: (0, 0),
            })
            .collect();
        // A short heading stands on the line, not above it.
        let height = height(&cells);
        for lines in &mut cells {
            let missing = height - lines.ranges.len();
            lines.ranges.splice(0..0, (0..missing).map(|_| 0..0));
        }
        self.push_row(out, &cells, placed);

        for (number, place) in placed.iter().enumerate() {
            if number > 0 {
                out.push_str("  ");
            }
            self.push_toned(out, &"─".repeat(place.width), Tone::Faint);
        }
        out.push('\n');
    }

    fn push_rows(
        &self,
        out: &mut String,
        rows: &[Vec<Shown>],
        placed: &[Placed<'_>],
        indent: usize,
    ) {
        let mut height_above = None;
        for row in rows {
            let cells = row_lines(row, placed, indent);
            let height = height(&cells);
            let starts_empty = placed
                .first()
                .is_some_and(|place| row[place.column].text.is_empty());
            if height_above.is_some_and(|above| {
                // Without a word in the first column nothing else shows where a wrapped row ends.
                above >= TALL || height >= TALL || (above > 1 && starts_empty)
            }) {
                out.push('\n');
            }
            self.push_row(out, &cells, placed);
            height_above = Some(height);
        }
    }

    fn push_row(&self, out: &mut String, cells: &[Lines<'_>], placed: &[Placed<'_>]) {
        for number in 0..height(cells) {
            // Spaces are written only before text, so that no line ends in them.
            let mut spaces = 0;
            for (lines, place) in cells.iter().zip(placed) {
                let range = lines.ranges.get(number).cloned().unwrap_or(0..0);
                let text_width = lines.shown.text[range.clone()].width();
                let indent = match number {
                    0 => lines.indents.0,
                    _ => lines.indents.1,
                };
                let left = match place.align {
                    Align::Left => indent.min(place.width.saturating_sub(text_width)),
                    Align::Right => place.width.saturating_sub(text_width),
                };
                spaces += left;
                if !range.is_empty() {
                    out.push_str(&" ".repeat(spaces));
                    spaces = 0;
                    self.push_range(out, lines.shown, range);
                }
                spaces += place.width.saturating_sub(left + text_width) + GAP;
            }
            out.push('\n');
        }
    }

    fn push_range(&self, out: &mut String, shown: &Shown, range: std::ops::Range<usize>) {
        let mut start = range.start;
        for (end, tone) in &shown.tones {
            let end = (*end).min(range.end);
            if end > start {
                self.push_toned(out, &shown.text[start..end], *tone);
                start = end;
            }
        }
    }

    fn push_toned(&self, out: &mut String, text: &str, tone: Tone) {
        let style = style(tone);
        if self.color && !style.is_plain() {
            out.push_str(&format!("{style}{text}{style:#}"));
        } else {
            out.push_str(text);
        }
    }
}

impl Shown {
    fn of(text: &str, tone: Tone) -> Self {
        Self::of_pieces(&[Piece::new(text, tone)])
    }

    fn of_pieces(pieces: &[Piece]) -> Self {
        let mut text = String::new();
        let mut tones = Vec::with_capacity(pieces.len());
        for piece in pieces {
            // Terminals disagree on whether a soft hyphen takes a column.
            text.extend(
                harmless(&piece.text, " ")
                    .chars()
                    .filter(|character| *character != '\u{ad}'),
            );
            tones.push((text.len(), piece.tone));
        }
        text.truncate(text.trim_end().len());
        for (end, _) in &mut tones {
            *end = (*end).min(text.len());
        }
        Self { text, tones }
    }
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Alarm => AnsiColor::Red.on_default().effects(Effects::BOLD),
        Tone::Added => AnsiColor::Green.on_default(),
        Tone::Removed => AnsiColor::Red.on_default().effects(Effects::STRIKETHROUGH),
        Tone::Faint => Style::new().effects(Effects::DIMMED),
        Tone::Strong => Style::new().effects(Effects::BOLD),
    }
}

/// Returns a row's cells as shown, exactly as many as there are columns.
fn prepare(row: &Row, column_count: usize) -> Vec<Shown> {
    let cells = row.cells.iter().map(|cell| Shown::of_pieces(&cell.pieces));
    cells
        .chain(std::iter::repeat_with(|| Shown::of("", Tone::Plain)))
        .take(column_count)
        .collect()
}

fn row_lines<'a>(row: &'a [Shown], placed: &[Placed<'_>], indent: usize) -> Vec<Lines<'a>> {
    let mut cells = Vec::with_capacity(placed.len());
    for (number, place) in placed.iter().enumerate() {
        let shown = &row[place.column];
        // The further lines of a first cell stand in, which shows where the next row begins.
        let indents = match (number, place.align) {
            (0, Align::Left) => (indent, indent + INDENT),
            _ => (0, 0),
        };
        let ranges = wrap(
            &shown.text,
            place.width.saturating_sub(indents.0),
            place.width.saturating_sub(indents.1),
        );
        cells.push(Lines {
            shown,
            ranges,
            indents,
        });
    }
    cells
}

fn height(cells: &[Lines<'_>]) -> usize {
    cells
        .iter()
        .map(|lines| lines.ranges.len())
        .max()
        .unwrap_or(0)
}

fn measure<'a>(headings: &[Shown], rows: impl Iterator<Item = &'a Vec<Shown>>) -> Vec<Measure> {
    let mut widest: Vec<(usize, usize)> = headings
        .iter()
        .map(|heading| (heading.text.width(), widest_word(&heading.text)))
        .collect();
    for row in rows {
        for ((natural, word), shown) in widest.iter_mut().zip(row) {
            *natural = shown.text.width().max(*natural);
            *word = widest_word(&shown.text).max(*word);
        }
    }
    widest
        .into_iter()
        .map(|(natural, word)| Measure::new(natural, word))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{compare, hostile, nothing};
    use super::*;

    fn check(table: &Table, width: usize) -> String {
        let plain = render(table, &options(width));
        for line in plain.lines() {
            assert!(line.width() <= width.max(NARROWEST), "{width}: {line:?}");
            assert_eq!(line, line.trim_end_matches(' '));
        }
        let colored = render(
            table,
            &Options {
                color: true,
                ..options(width)
            },
        );
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
        plain
    }

    fn options(width: usize) -> Options {
        Options {
            width,
            ..Options::default()
        }
    }

    /// Returns a table like a comparison of so many articles.
    fn wide(articles: usize, rows: usize) -> Table {
        let mut columns = vec![Column::label("proposition", "Proposition")];
        columns.extend((0..articles).map(|number| {
            Column::text(
                format!("a{number}"),
                format!("A{number} {} Apr", number % 30 + 1),
            )
        }));
        let rows = (0..rows).map(|row| {
            let mut cells = vec![Cell::text(format!(
                "{row} counties were lifted out of poverty by then"
            ))];
            cells.extend((0..articles).map(|article| {
                if (row + article) % 3 == 0 {
                    Cell::toned("·", Tone::Faint)
                } else {
                    Cell::text("Q li-xiaojun")
                }
            }));
            Row::new(cells)
        });
        Table::new("compare", "Compare")
            .with_columns(columns)
            .with_rows(rows.collect())
    }

    #[test]
    fn terminal_wraps_to_the_width() {
        insta::assert_snapshot!(check(&compare(), 80), @r#"
        Who carries which claim, and in whose voice

        Proposition            M1 20 Apr     A 21 Apr             M2 23 Apr  n  Voices
        ─────────────────────  ────────────  ───────────────────  ─────────  ─  ────────
        poverty
          832 counties lifted  Q li-xiaojun  V~ li-xiaojun        I! ngo-x   3  Q1 I1 V1
            out of poverty
          nearly 100 million   Q li-xiaojun  V~ li-xiaojun        ·          2  Q1 V1
            residents lifted

        approach
          basic needs come     ·             Q li-xiaojun,        I! ngo-x   2  Q2 I1
            before political                 chen-youwu
            rights

        A   a12, humanrights.cn, 2025-04-21 16:32
        M1  a13, made-up outlet, 2025-04-20

        counted: once per speaker and article; headlines and captions off; copies
        collapsed (0)
        "#);
    }

    #[test]
    fn terminal_wraps_nothing_where_there_is_room() {
        insta::assert_snapshot!(check(&compare(), 120), @r#"
        Who carries which claim, and in whose voice

        Proposition                                 M1 20 Apr     A 21 Apr                  M2 23 Apr  n  Voices
        ──────────────────────────────────────────  ────────────  ────────────────────────  ─────────  ─  ────────
        poverty
          832 counties lifted out of poverty        Q li-xiaojun  V~ li-xiaojun             I! ngo-x   3  Q1 I1 V1
          nearly 100 million residents lifted       Q li-xiaojun  V~ li-xiaojun             ·          2  Q1 V1

        approach
          basic needs come before political rights  ·             Q li-xiaojun, chen-youwu  I! ngo-x   2  Q2 I1

        A   a12, humanrights.cn, 2025-04-21 16:32
        M1  a13, made-up outlet, 2025-04-20

        counted: once per speaker and article; headlines and captions off; copies collapsed (0)
        "#);
    }

    #[test]
    fn terminal_goes_on_in_blocks_that_repeat_the_labels() {
        insta::assert_snapshot!(check(&wide(6, 2), 50), @r#"
        Compare

        Proposition             A0 1 Apr      A1 2 Apr
        ──────────────────────  ────────────  ────────────
        0 counties were lifted  ·             Q li-xiaojun
          out of poverty by
          then
        1 counties were lifted  Q li-xiaojun  Q li-xiaojun
          out of poverty by
          then

        Proposition             A2 3 Apr      A3 4 Apr
        ──────────────────────  ────────────  ────────────
        0 counties were lifted  Q li-xiaojun  ·
          out of poverty by
          then
        1 counties were lifted  ·             Q li-xiaojun
          out of poverty by
          then

        Proposition             A4 5 Apr      A5 6 Apr
        ──────────────────────  ────────────  ────────────
        0 counties were lifted  Q li-xiaojun  Q li-xiaojun
          out of poverty by
          then
        1 counties were lifted  Q li-xiaojun  ·
          out of poverty by
          then
        "#);
    }

    #[test]
    fn terminal_aligns_wide_characters_and_shows_escapes_harmlessly() {
        insta::assert_snapshot!(check(&hostile(), 60), @r#"
        <script>alert(1)</script> | *x*

        Who | whom              Words                        Share %
        ──────────────────────  ───────────────────────────  ───────
        =HYPERLINK("http://x")  a�[31m | b c "d" �e             33.3
        科技日报                科技不应该成为限制遏制            -5
                                </td><b onclick="x">_y_</b>
        @x                      snake_case [a](b)

        <i>  a | b

        # 1. <img src=x>
        "#);
    }

    #[test]
    fn terminal_says_why_a_table_is_empty() {
        insta::assert_snapshot!(check(&nothing(), 40), @r#"
        What only one side carries

        No article is fully coded yet; set coded
        = "full" in a sheet and log it.
        "#);
    }

    #[test]
    fn terminal_sets_tall_rows_off() {
        let row = |who, words| Row::new(vec![Cell::text(who), Cell::text(words)]);
        let long = "Technology should not become a means to limit or suppress the development of other \
                    countries, and no one should be left behind by it.";
        let table = Table::new("wording", "")
            .with_columns(vec![
                Column::label("who", "Who"),
                Column::text("words", "Words"),
            ])
            .with_rows(vec![
                row("B", long),
                row("C", "科技不应该"),
                row("", "short"),
            ]);
        insta::assert_snapshot!(check(&table, 50), @r#"
        Who  Words
        ───  ─────────────────────────────────────────────
        B    Technology should not become a means to limit
             or suppress the development of other
             countries, and no one should be left behind
             by it.

        C    科技不应该
             short
        "#);
    }

    #[test]
    fn terminal_colors_tones_piece_by_piece() {
        let table = Table::new("t", "").with_rows(vec![Row::new(vec![Cell::pieces(vec![
            Piece::plain("to "),
            Piece::new("limit or", Tone::Removed),
            Piece::new(" suppressed", Tone::Added),
        ])])]);
        let table = table.with_columns(vec![Column::text("words", "")]);
        let options = Options {
            color: true,
            ..options(20)
        };
        assert_eq!(
            render(&table, &options),
            "to \u{1b}[9m\u{1b}[31mlimit or\u{1b}[0m\n  \u{1b}[32msuppressed\u{1b}[0m\n"
        );
    }

    #[test]
    fn terminal_repeats_only_the_labels_that_leave_room() {
        let columns = (0..12)
            .map(|number| Column::label(format!("c{number}"), "long heading"))
            .collect();
        let cells = (0..12)
            .map(|number| Cell::text(format!("some words {number}")))
            .collect();
        let table = Table::new("t", "")
            .with_columns(columns)
            .with_rows(vec![Row::new(cells)]);
        for width in 0..60 {
            check(&table, width);
        }
    }

    /// Returns texts of what is hard to measure and to break.
    fn text() -> impl Strategy<Value = String> {
        let hard = prop::sample::select(vec![
            "科",
            "。",
            "“",
            "가",
            "\u{1100}",
            "\u{1161}",
            "👩",
            "\u{200d}",
            "🏽",
            "🇨",
            "🇳",
            "☺",
            "\u{fe0f}",
            "\u{fe0e}",
            "1",
            "\u{20e3}",
            "e",
            "\u{301}",
            "ل",
            "ا",
            "\u{17d8}",
            "\u{17d2}",
            "ក",
            "\u{a4fc}",
            "\u{ad}",
            "\u{200b}",
            "\u{3000}",
            "\u{a0}",
            "\u{2d7f}",
            "ⴰ",
            "\u{1a17}",
            " ",
            " ",
            " ",
            "-",
            "/",
            "\t",
            "\n",
            "\r\n",
            "\u{1b}[1m",
            "\u{202e}",
            "word",
            "א",
        ]);
        prop_oneof![
            any::<String>(),
            prop::collection::vec(hard, 0..40).prop_map(|parts| parts.concat()),
            "([a-z]{1,30} ){0,12}",
        ]
    }

    proptest! {
        #[test]
        fn terminal_lines_are_never_wider_than_the_width(
            width in 30..140usize,
            columns in prop::collection::vec((text(), any::<bool>()), 1..9),
            labels in 0..4usize,
            sections in prop::collection::vec((text(), prop::collection::vec(prop::collection::vec(text(), 8), 0..3)), 0..3),
            around in prop::collection::vec(text(), 5),
        ) {
            let columns = columns.iter().enumerate().map(|(number, (heading, right))| Column {
                name: format!("c{number}"),
                heading: heading.clone(),
                align: if *right { Align::Right } else { Align::Left },
                label: number < labels,
            });
            let mut table = Table::new("t", &around[0])
                .with_columns(columns.collect())
                .with_legend(&around[1], &around[2])
                .with_note(&around[3])
                .with_empty(&around[4]);
            for (heading, rows) in sections {
                let rows = rows.iter().map(|row| {
                    Row::new(row.iter().map(|text| Cell::toned(text, Tone::Alarm)).collect())
                });
                table = table.with_section(heading, rows.collect());
            }
            let text = check(&table, width);
            prop_assert!(text.chars().all(|character| character == '\n' || !character.is_control()));
        }

        #[test]
        fn terminal_loses_no_word(words in prop::collection::vec("[a-z科。é-]{1,12}", 1..30), width in 30..60usize) {
            let row = Row::new(vec![Cell::text(words.join(" ")), Cell::empty()]);
            let columns = vec![Column::text("a", ""), Column::text("b", "")];
            let table = Table::new("t", "").with_columns(columns).with_rows(vec![row]);
            let text: String = check(&table, width).split_whitespace().collect();
            prop_assert_eq!(text, words.concat());
        }
    }
}
