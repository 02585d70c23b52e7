//! One page that stands alone: its style is in it, it has no script and asks the network for nothing.

use super::text::{escape_html, harmless};
use crate::reports::table::{Align, Cell, Column, Section, Table, Tone};

/// The page's style, for light and for dark screens and for paper.
const STYLE: &str = "\
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #d0d0d0; --faint: #6a6a6a; --alarm: #b00020; --added: #176b2c; --removed: #a13a00; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e4e4; --page: #161616; --line: #444; --faint: #9a9a9a; --alarm: #ff7b7b; --added: #7ccf8a; --removed: #f0a070; } }
body { margin: 2rem; font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
caption { font-size: 1.2rem; font-weight: 600; text-align: left; padding-bottom: .6rem; }
th, td { padding: .3rem .9rem .3rem 0; text-align: left; vertical-align: top; font-weight: normal; white-space: pre-line; border-bottom: 1px solid var(--line); }
thead th { font-weight: 600; vertical-align: bottom; border-bottom: 2px solid var(--line); }
th[scope=rowgroup] { font-weight: 600; padding-top: 1rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.alarm { color: var(--alarm); font-weight: 600; }
.added { color: var(--added); text-decoration: underline; }
.removed { color: var(--removed); text-decoration: line-through; }
.faint { color: var(--faint); }
.strong { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt { font-weight: 600; }
dd { margin: 0; }
.notes { color: var(--faint); padding-left: 1.2rem; }
section + section { margin-top: 3rem; }
";

/// Returns a page with the tables, each with its caption, legend and notes; instead of an empty table, what it says of
/// being empty.
pub(super) fn render(tables: &[&Table]) -> String {
    let titles: Vec<_> = tables.iter().map(|table| escape(&table.title)).collect();
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        titles.join(" · ")
    );
    for table in tables {
        push_section(&mut page, table);
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn push_section(page: &mut String, table: &Table) {
    page.push_str("<section>\n");
    if table.is_empty() {
        if !table.title.is_empty() {
            page.push_str(&format!("<h2>{}</h2>\n", escape(&table.title)));
        }
        page.push_str(&format!("<p>{}</p>\n", escape(&table.empty)));
    } else {
        push_table(page, table);
    }
    if !table.legend.is_empty() {
        page.push_str("<dl>\n");
        for (name, meaning) in &table.legend {
            page.push_str(&format!(
                "<dt>{}</dt><dd>{}</dd>\n",
                escape(name),
                escape(meaning)
            ));
        }
        page.push_str("</dl>\n");
    }
    if !table.notes.is_empty() {
        page.push_str("<ul class=\"notes\">\n");
        for note in &table.notes {
            page.push_str(&format!("<li>{}</li>\n", escape(note)));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</section>\n");
}

fn push_table(page: &mut String, table: &Table) {
    page.push_str("<div class=\"scroll\">\n<table>\n");
    if !table.title.is_empty() {
        page.push_str(&format!("<caption>{}</caption>\n", escape(&table.title)));
    }
    page.push_str("<thead>\n<tr>");
    for column in &table.columns {
        page.push_str(&format!(
            "<th scope=\"col\"{}>{}</th>",
            align_class(column),
            escape(&column.heading)
        ));
    }
    page.push_str("</tr>\n</thead>\n");
    for section in &table.sections {
        if !section.rows.is_empty() {
            push_rows(page, section, &table.columns);
        }
    }
    page.push_str("</table>\n</div>\n");
}

fn push_rows(page: &mut String, section: &Section, columns: &[Column]) {
    page.push_str("<tbody>\n");
    if !section.heading.is_empty() {
        page.push_str(&format!(
            "<tr><th scope=\"rowgroup\" colspan=\"{}\">{}</th></tr>\n",
            columns.len(),
            escape(&section.heading)
        ));
    }
    for row in &section.rows {
        page.push_str("<tr>");
        for (number, column) in columns.iter().enumerate() {
            let text = row.cells.get(number).map_or_else(String::new, cell_text);
            let class = align_class(column);
            let cell = if column.label {
                format!("<th scope=\"row\" dir=\"auto\"{class}>{text}</th>")
            } else {
                format!("<td dir=\"auto\"{class}>{text}</td>")
            };
            page.push_str(&cell);
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n");
}

fn align_class(column: &Column) -> &'static str {
    match column.align {
        Align::Left => "",
        Align::Right => " class=\"number\"",
    }
}

fn cell_text(cell: &Cell) -> String {
    let mut text = String::new();
    for piece in &cell.pieces {
        let words = escape(&piece.text);
        match tone_class(piece.tone) {
            Some(class) => text.push_str(&format!("<span class=\"{class}\">{words}</span>")),
            None => text.push_str(&words),
        }
    }
    text
}

fn tone_class(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Alarm => Some("alarm"),
        Tone::Added => Some("added"),
        Tone::Removed => Some("removed"),
        Tone::Faint => Some("faint"),
        Tone::Strong => Some("strong"),
    }
}

fn escape(text: &str) -> String {
    escape_html(&harmless(text, "\n"))
}

#[cfg(test)]
mod tests {
    use super::super::samples::{compare, hostile, nothing};
    use super::*;

    /// Returns what is in the body: the rest is the same on every page.
    fn body(table: &Table) -> String {
        let page = render(&[table]);
        let (_, body) = page.split_once("<body>\n").unwrap();
        body.replace("</body>\n</html>\n", "")
    }

    #[test]
    fn html_has_scopes_a_caption_tones_legend_and_notes() {
        let mut table = compare();
        table.sections.remove(1);
        table.sections[0].rows.truncate(1);
        insta::assert_snapshot!(body(&table), @r#"
        <section>
        <div class="scroll">
        <table>
        <caption>Who carries which claim, and in whose voice</caption>
        <thead>
        <tr><th scope="col">Proposition</th><th scope="col">M1 20 Apr</th><th scope="col">A 21 Apr</th><th scope="col">M2 23 Apr</th><th scope="col" class="number">n</th><th scope="col">Voices</th></tr>
        </thead>
        <tbody>
        <tr><th scope="rowgroup" colspan="6">poverty</th></tr>
        <tr><th scope="row" dir="auto">832 counties lifted out of poverty</th><td dir="auto">Q li-xiaojun</td><td dir="auto">V~ li-xiaojun</td><td dir="auto"><span class="alarm">I! ngo-x</span></td><td dir="auto" class="number">3</td><td dir="auto">Q1 I1 V1</td></tr>
        </tbody>
        </table>
        </div>
        <dl>
        <dt>A</dt><dd>a12, humanrights.cn, 2025-04-21 16:32</dd>
        <dt>M1</dt><dd>a13, made-up outlet, 2025-04-20</dd>
        </dl>
        <ul class="notes">
        <li>counted: once per speaker and article; headlines and captions off; copies collapsed (0)</li>
        </ul>
        </section>
        "#);
    }

    #[test]
    fn html_escapes_what_articles_say() {
        let mut table = hostile();
        table.sections[0].rows.truncate(2);
        insta::assert_snapshot!(body(&table), @r#"
        <section>
        <div class="scroll">
        <table>
        <caption>&lt;script&gt;alert(1)&lt;/script&gt; | *x*</caption>
        <thead>
        <tr><th scope="col">Who | whom</th><th scope="col">Words</th><th scope="col" class="number">Share %</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row" dir="auto">=HYPERLINK(&quot;http://x&quot;)</th><td dir="auto">a�[31m | b
        c &quot;d&quot; �e</td><td dir="auto" class="number">33.3</td></tr>
        <tr><th scope="row" dir="auto">科技日报</th><td dir="auto">科技不应该成为<span class="removed">限制</span><span class="added">遏制</span> &lt;/td&gt;&lt;b onclick=&quot;x&quot;&gt;_y_&lt;/b&gt;</td><td dir="auto" class="number">-5</td></tr>
        </tbody>
        </table>
        </div>
        <dl>
        <dt>&lt;i&gt;</dt><dd>a | b</dd>
        </dl>
        <ul class="notes">
        <li># 1. &lt;img src=x&gt;</li>
        </ul>
        </section>
        "#);
    }

    #[test]
    fn html_of_an_empty_table_says_why() {
        insta::assert_snapshot!(body(&nothing()), @r#"
        <section>
        <h2>What only one side carries</h2>
        <p>No article is fully coded yet; set coded = &quot;full&quot; in a sheet and log it.</p>
        </section>
        "#);
    }

    #[test]
    fn html_page_stands_alone() {
        let page = render(&[&compare(), &nothing()]);
        assert!(page.starts_with("<!DOCTYPE html>\n"));
        assert_eq!(page.matches("<section>").count(), 2);
        for outside in [
            "<script", "<link", "<img", "http://", "https://", "url(", "@import",
        ] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    proptest::proptest! {
        #[test]
        fn html_has_no_tag_from_a_text(text in "(<script>|</td>|&|\"|'|<!--|\\PC){0,8}") {
            use crate::reports::table::Row;
            let harmless_table = |text: &str| {
                Table::new("t", text)
                    .with_columns(vec![Column::text("a", text)])
                    .with_section(format!("s{text}"), vec![Row::new(vec![Cell::toned(text, Tone::Alarm)])])
                    .with_legend(text, text)
                    .with_note(text)
            };
            let page = render(&[&harmless_table(&text)]);
            let same_without = render(&[&harmless_table("x")]);
            assert!(!page.contains("<script"));
            // An empty title has no caption.
            if !text.is_empty() {
                assert_eq!(page.matches('<').count(), same_without.matches('<').count());
            }
        }
    }
}
