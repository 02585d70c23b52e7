//! Aligned text that fits the terminal: columns two spaces apart, an underlined header, no box.
//!
//! `comfy-table` arranges the columns and wraps the cells. What it does not do is here: sections, what stands above and
//! below, and colours. Its own colours need nineteen crates more, so the finished lines are coloured.

use anstyle::{AnsiColor, Effects, Style};

use super::Options;
use super::layout::{GAP, Lines, Measure, Placed, blocks, fair_share, lay_out};
use super::text::harmless;
use crate::reports::table::{Align, Piece, Row, Section, Table, Tone};

/// How far rows stand in under a section heading, and how far the first column's further lines stand in.
const INDENT: usize = 2;
/// What stands between two columns.
const SPACES: &str = "  ";
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
    let title = page.paragraph(&Shown::of(&table.title, Tone::Strong));
    let body = if table.is_empty() {
        page.paragraph(&Shown::of(&table.empty, Tone::Plain))
    } else {
        page.grid(table)
    };
    let legend = page.legend(&table.legend);
    let mut notes: String = table
        .notes
        .iter()
        .map(|note| page.paragraph(&Shown::of(note, Tone::Faint)))
        .collect();
    if has_marks(table) {
        notes.push_str(&page.paragraph(&Shown::of_pieces(&[
            Piece::new("removed", Tone::Removed),
            Piece::plain(" "),
            Piece::new("added", Tone::Added),
        ])));
    }

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

/// One text as it is shown, and how many characters in turn have which tone, spaces left out.
struct Shown {
    text: String,
    tones: Vec<(usize, Tone)>,
}

/// A section's heading and its rows as shown.
struct ShownSection {
    heading: Shown,
    rows: Vec<Vec<Shown>>,
    /// Whether each row is a total.
    totals: Vec<bool>,
}

/// How far the first and the further lines of a row's first cell stand in, within what is kept free for that.
#[derive(Clone, Copy, Default)]
struct Indents {
    first: usize,
    further: usize,
    free: usize,
}

impl Page {
    fn paragraph(&self, shown: &Shown) -> String {
        if shown.text.is_empty() {
            return String::new();
        }
        self.bare(&[vec![shown]])
    }

    fn legend(&self, legend: &[(String, String)]) -> String {
        let shown: Vec<_> = legend
            .iter()
            .map(|(name, meaning)| {
                (
                    Shown::of(name, Tone::Strong),
                    Shown::of(meaning, Tone::Plain),
                )
            })
            .collect();
        let rows: Vec<_> = shown
            .iter()
            .map(|(name, meaning)| vec![name, meaning])
            .collect();
        self.bare(&rows)
    }

    /// Returns rows without a header, each of as many texts as the first.
    fn bare(&self, rows: &[Vec<&Shown>]) -> String {
        let count = rows.first().map_or(0, Vec::len);
        let placed: Vec<_> = (0..count)
            .map(|column| {
                let mut measure = Measure::of(rows.iter().map(|row| row[column].text.as_str()));
                measure.minimum = measure.minimum.min(self.width / 3);
                Placed {
                    column,
                    measure,
                    align: Align::Left,
                }
            })
            .collect();
        let laid_out = lay_out(&placed, None, rows.iter().map(|row| texts(row)), self.width);
        let mut out = String::new();
        for (lines, row) in laid_out.rows.iter().zip(rows) {
            self.push_row(&mut out, lines, row, Indents::default());
        }
        out
    }

    fn grid(&self, table: &Table) -> String {
        let headings: Vec<_> = table
            .columns
            .iter()
            .map(|column| Shown::of(&column.heading, Tone::Strong))
            .collect();
        let sections: Vec<_> = table
            .sections
            .iter()
            .filter(|section| !section.rows.is_empty())
            .map(|section| ShownSection::of(section, headings.len()))
            .collect();
        let measures: Vec<_> = headings
            .iter()
            .enumerate()
            .map(|(column, heading)| {
                let rows = sections.iter().flat_map(|section| &section.rows);
                let cells = rows.map(|row| row[column].text.as_str());
                Measure::of(std::iter::once(heading.text.as_str()).chain(cells))
            })
            .collect();

        let has_headings = sections
            .iter()
            .any(|section| !section.heading.text.is_empty());
        let first = if has_headings { INDENT } else { 0 };
        let blocks: Vec<_> = blocks(&table.columns, &measures, self.width - first - INDENT)
            .iter()
            .map(|placed| self.block(&headings, &sections, placed, first))
            .collect();
        blocks.join("\n")
    }

    fn block(
        &self,
        headings: &[Shown],
        sections: &[ShownSection],
        placed: &[Placed],
        indent: usize,
    ) -> String {
        let indents = Indents::of_rows(placed, self.width, indent);
        let header = of_block(headings, placed);
        let rows: Vec<_> = sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| of_block(row, placed))
            .collect();
        let header_texts = header
            .iter()
            .any(|heading| !heading.text.is_empty())
            .then(|| texts(&header));
        let mut laid_out = lay_out(
            placed,
            header_texts,
            rows.iter().map(|row| texts(row)),
            self.width - indents.free,
        );
        let mut out = String::new();
        stand_on_the_line(&mut laid_out.header);
        self.push_row(
            &mut out,
            &laid_out.header,
            &header,
            indents.of_header(placed),
        );
        let rule = laid_out.rule.map(|rule| {
            let rule = format!("{}{}", "─".repeat(indents.free), rule.join(SPACES));
            let mut line = String::new();
            self.push_toned(&mut line, &rule, [Tone::Faint].iter().copied().cycle());
            line.push('\n');
            line
        });
        out.push_str(rule.as_deref().unwrap_or_default());
        let mut rows = laid_out.rows.iter().zip(&rows);
        // Totals stand under a line of their own, which also ends the section above them.
        let mut is_below_total = true;
        for (number, section) in sections.iter().enumerate() {
            let starts_with_total = rule.is_some()
                && section.heading.text.is_empty()
                && section.totals.first().is_some_and(|is_total| *is_total);
            if number > 0 && !starts_with_total {
                out.push('\n');
            }
            out.push_str(&self.paragraph(&section.heading));
            let mut height_above = None;
            let rows = rows.by_ref().take(section.rows.len());
            for ((lines, row), is_total) in rows.zip(&section.totals) {
                if *is_total && !is_below_total {
                    out.push_str(rule.as_deref().unwrap_or_default());
                    height_above = None;
                }
                is_below_total = *is_total;
                let height = lines.len();
                let starts_empty = row.first().is_some_and(|cell| cell.text.is_empty());
                if height_above.is_some_and(|above| {
                    // Without a word in the first column nothing else shows where a wrapped row ends.
                    above >= TALL || height >= TALL || (above > 1 && starts_empty)
                }) {
                    out.push('\n');
                }
                self.push_row(&mut out, lines, row, indents);
                height_above = Some(height);
            }
        }
        out
    }

    fn push_row(&self, out: &mut String, lines: &Lines, row: &[&Shown], indents: Indents) {
        let mut tones: Vec<_> = row.iter().map(|shown| shown.tones()).collect();
        for (number, cells) in lines.iter().enumerate() {
            let indent = if number == 0 {
                indents.first
            } else {
                indents.further
            };
            out.push_str(&" ".repeat(indent));
            for (column, (cell, tones)) in cells.iter().zip(&mut tones).enumerate() {
                match column {
                    0 => {}
                    1 => out.push_str(&" ".repeat(indents.free - indent + GAP)),
                    _ => out.push_str(SPACES),
                }
                self.push_toned(out, cell, tones);
            }
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
        }
    }

    /// Adds a text with the tones that its characters other than spaces have; a space has one where both its neighbours do.
    fn push_toned(&self, out: &mut String, text: &str, mut tones: impl Iterator<Item = Tone>) {
        if !self.color {
            out.push_str(text);
            return;
        }
        let mut current = Style::new();
        let mut spaces = 0;
        for character in text.chars() {
            if character == ' ' {
                spaces += 1;
                continue;
            }
            let next = style(tones.next().unwrap_or_default());
            let spaces = " ".repeat(std::mem::take(&mut spaces));
            if next == current {
                out.push_str(&spaces);
            } else {
                out.push_str(&format!("{current:#}{spaces}{next}"));
                current = next;
            }
            out.push(character);
        }
        out.push_str(&format!("{current:#}{}", " ".repeat(spaces)));
    }
}

impl Indents {
    /// Returns those of a block whose rows stand in. Further lines of a first cell stand in more, which shows where the next
    /// row begins; a column of numbers stands in as a whole.
    fn of_rows(placed: &[Placed], width: usize, first: usize) -> Self {
        let further = match placed.first() {
            Some(place) if place.align == Align::Right => first,
            Some(place) if place.fits(fair_share(placed, width - first)) => first,
            _ => first + INDENT,
        };
        Self {
            first,
            further,
            free: further,
        }
    }

    /// Returns those of the header above such rows.
    fn of_header(self, placed: &[Placed]) -> Self {
        match placed.first().map(|place| place.align) {
            Some(Align::Left) => Self {
                first: 0,
                further: 0,
                ..self
            },
            _ => self,
        }
    }
}

impl ShownSection {
    /// Returns a section whose rows have exactly as many cells as there are columns.
    fn of(section: &Section, column_count: usize) -> Self {
        let prepare = |row: &Row| {
            let cells = row
                .cells
                .iter()
                .map(|cell| Shown::of_pieces(&cell.shown_pieces()));
            cells
                .chain(std::iter::repeat_with(|| Shown::of_pieces(&[])))
                .take(column_count)
                .collect()
        };
        Self {
            heading: Shown::of(&section.heading, Tone::Strong),
            rows: section.rows.iter().map(prepare).collect(),
            totals: section.rows.iter().map(|row| row.is_total).collect(),
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
            let start = text.len();
            // Terminals disagree on whether a soft hyphen takes a column.
            let words = harmless(&piece.text, " ").replace('\u{ad}', "");
            let (before, after) = marks(pieces, piece.tone);
            // Spaces stay outside, else a mark is left alone at the end of a line.
            match words.trim_matches(' ') {
                "" => text.extend([before, &words, after]),
                inner => {
                    let marked = format!("{before}{inner}{after}");
                    text.push_str(&words.replacen(inner, &marked, 1));
                }
            }
            let signs = text[start..].chars().filter(|character| *character != ' ');
            tones.push((signs.count(), piece.tone));
        }
        text.truncate(text.trim_end().len());
        Self { text, tones }
    }

    fn tones(&self) -> impl Iterator<Item = Tone> {
        self.tones
            .iter()
            .flat_map(|(count, tone)| std::iter::repeat_n(*tone, *count))
    }
}

/// Returns the marks of wdiff for words that only one of two texts has, because a tone alone is lost on paper, in plain
/// text and on the colour-blind. A cell that has one tone as a whole is no such comparison.
fn marks(pieces: &[Piece], tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Removed if pieces.len() > 1 => ("[-", "-]"),
        Tone::Added if pieces.len() > 1 => ("{+", "+}"),
        _ => ("", ""),
    }
}

fn has_marks(table: &Table) -> bool {
    let rows = table.sections.iter().flat_map(|section| &section.rows);
    rows.flat_map(|row| &row.cells).any(|cell| {
        let pieces = cell.shown_pieces();
        pieces
            .iter()
            .any(|piece| marks(&pieces, piece.tone) != ("", ""))
    })
}

fn of_block<'a>(row: &'a [Shown], placed: &[Placed]) -> Vec<&'a Shown> {
    placed.iter().map(|place| &row[place.column]).collect()
}

fn texts<'a>(row: &[&'a Shown]) -> Vec<&'a str> {
    row.iter().map(|shown| shown.text.as_str()).collect()
}

/// Moves the lines of short headings down to the line under them.
fn stand_on_the_line(header: &mut Lines) {
    for column in 0..header.first().map_or(0, Vec::len) {
        let is_blank = |line: &&mut Vec<String>| line[column].trim().is_empty();
        let blank = header.iter_mut().rev().take_while(is_blank).count();
        let mut cells: Vec<_> = header
            .iter_mut()
            .map(|line| std::mem::take(&mut line[column]))
            .collect();
        cells.rotate_right(blank);
        for (line, cell) in header.iter_mut().zip(cells) {
            line[column] = cell;
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::super::samples::{compare, hostile, nothing};
    use super::*;
    use crate::reports::table::{Cell, Column};

    #[test]
    fn terminal_sets_totals_off_by_a_line() {
        let row = |name: &str| vec![Cell::text(name), Cell::integer(4)];
        let table = Table::new("t", "")
            .with_columns(vec![Column::label("a", "What"), Column::count("n", "n")])
            .with_section(
                "harbour",
                vec![Row::new(row("quay")), Row::total(row("both"))],
            )
            .with_section(
                "",
                vec![Row::total(row("total")), Row::total(row("of that"))],
            );
        insta::assert_snapshot!(check(&table, 40), @"
        What       n
        ─────────  ─
        harbour
          quay     4
        ─────────  ─
          both     4
          total    4
          of that  4
        ");
    }

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

        Proposition                  M1 20 Apr     A 21 Apr       M2 23 Apr  n  Voices
        ───────────────────────────  ────────────  ─────────────  ─────────  ─  ────────
        poverty
          832 counties lifted out    Q li-xiaojun  V~ li-xiaojun  I! ngo-x   3  Q1 I1 V1
            of poverty
          nearly 100 million         Q li-xiaojun  V~ li-xiaojun  ·          2  Q1 V1
            residents lifted

        approach
          basic needs come before    ·             Q li-xiaojun,  I! ngo-x   2  Q2 I1
            political rights                       chen-youwu

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

        Proposition        A0 1 Apr      A1 2 Apr
        ─────────────────  ────────────  ────────────
        0 counties were    ·             Q li-xiaojun
          lifted out of
          poverty by then
        1 counties were    Q li-xiaojun  Q li-xiaojun
          lifted out of
          poverty by then

        Proposition        A2 3 Apr      A3 4 Apr
        ─────────────────  ────────────  ────────────
        0 counties were    Q li-xiaojun  ·
          lifted out of
          poverty by then
        1 counties were    ·             Q li-xiaojun
          lifted out of
          poverty by then

        Proposition        A4 5 Apr      A5 6 Apr
        ─────────────────  ────────────  ────────────
        0 counties were    Q li-xiaojun  Q li-xiaojun
          lifted out of
          poverty by then
        1 counties were    Q li-xiaojun  ·
          lifted out of
          poverty by then
        "#);
    }

    #[test]
    fn terminal_aligns_wide_characters_and_shows_escapes_harmlessly() {
        insta::assert_snapshot!(check(&hostile(), 60), @r#"
        <script>alert(1)</script> | *x*

        Who | whom              Words                        Share %
        ──────────────────────  ───────────────────────────  ───────
        =HYPERLINK("http://x")  a�[31m | b c "d" �e             33.3
        科技日报                科技不应该成为[-限制-]{+遏        -5
                                制+} </td><b
                                onclick="x">_y_</b>
        @x                      snake_case [a](b)

        <i>  a | b

        # 1. <img src=x>
        [-removed-] {+added+}
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
            "to \u{1b}[9m\u{1b}[31m[-limit or-]\u{1b}[0m\n  \u{1b}[32m{+suppressed+}\u{1b}[0m\n\n\u{1b}[9m\u{1b}[31m[-removed-]\u{1b}[0m\n\u{1b}[32m{+added+}\u{1b}[0m\n"
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

    #[test]
    fn terminal_breaks_no_word_of_a_heading() {
        for width in 40..120 {
            let text = check(&compare(), width);
            for word in ["Proposition ", "M1", "M2", "Apr", "n", "Voices\n"] {
                assert!(text.contains(word), "{width}: {word}\n{text}");
            }
        }
    }

    #[test]
    fn terminal_does_not_mark_a_cell_of_one_tone_as_a_difference() {
        let row = Row::new(vec![Cell::toned("new", Tone::Added)]);
        let table = Table::new("t", "")
            .with_columns(vec![Column::text("a", "A")])
            .with_rows(vec![row]);
        assert_eq!(check(&table, 40), "A\n───\nnew\n");
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
                    Row::new(row.iter().map(|text| Cell::pieces(vec![
                        Piece::new(text, Tone::Added),
                        Piece::new(text, Tone::Faint),
                        Piece::new(format!(" {text}"), Tone::Removed),
                    ])).collect())
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
