//! One page that stands alone: its style is in it, it has no script and asks the network for nothing.

pub(super) mod table;

use super::text::{escape_html, harmless};
use crate::reports::table::Table;

/// The style of every page, for light and dark screens and for paper.
pub(super) const STYLE: &str = include_str!("html/page.css");

/// Returns a page with the tables, each with its caption, legend and notes; instead of an empty table, what it says of
/// being empty.
pub(super) fn render(tables: &[&Table]) -> String {
    let titles: Vec<_> = tables.iter().map(|table| escape(&table.title)).collect();
    let mut page = String::new();
    push_head(&mut page, &titles.join(" · "), &[STYLE]);
    for table in tables {
        push_section(&mut page, table);
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// Begins a page: `title` is HTML, `styles` are put one after the other. The page may load nothing and run nothing.
pub(super) fn push_head(page: &mut String, title: &str, styles: &[&str]) {
    page.push_str(&format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        styles.concat()
    ));
}

fn push_section(page: &mut String, table: &Table) {
    page.push_str("<section>\n");
    table::push(page, table, None);
    table::push_legend(page, &table.legend);
    table::push_notes(page, &table.notes);
    page.push_str("</section>\n");
}

/// Returns text as it stands in HTML, also in an attribute.
pub(super) fn escape(text: &str) -> String {
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
        <caption><span>Who carries which claim, and in whose voice</span></caption>
        <thead>
        <tr><th scope="col" class="long">Proposition</th><th scope="col">M1 20 Apr</th><th scope="col">A 21 Apr</th><th scope="col">M2 23 Apr</th><th scope="col" class="number">n</th><th scope="col">Voices</th></tr>
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
        <caption><span>&lt;script&gt;alert(1)&lt;/script&gt; | *x*</span></caption>
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
            use crate::reports::table::{Cell, Column, Row, Tone};
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
