//! The paragraphs of the article on a page: what the extraction library takes, and what it takes too little of.

use std::panic::AssertUnwindSafe;

use dom_query::Document;
use dom_smoothie::{Config, ParsePolicy, Readability, TextMode};

use super::body::{Paragraph, ParagraphKind, paragraphs};
use super::left_out::{prose_of, put_back};
use super::survey::Survey;

/// Trees deeper than this are not given to the extraction, which looks up to the root again and again; browsers stop
/// at 512.
const DEEPEST: usize = 700;

/// Elements beyond this are a dump and not a page.
const MOST_ELEMENTS: usize = 200_000;

/// Returns the paragraphs of the article. Where the extraction fails, or leaves out most of the paragraphs that stand
/// on the page beside no other thing, all of these.
pub(super) fn extract(document: Document, html: &str, survey: &Survey) -> Vec<Paragraph> {
    if survey.depth > DEEPEST || survey.elements > MOST_ELEMENTS {
        return whole_page(&document);
    }
    remove_beside(&document, survey);
    let prose = prose_of(&document, &survey.paragraphs);
    let found = library_paragraphs(document, html, survey);
    let bytes: usize = found
        .iter()
        .filter(|paragraph| paragraph.kind == ParagraphKind::Words)
        .map(|paragraph| paragraph.words.len() - paragraph.linked)
        .sum();
    if bytes >= survey.paragraph_bytes / 2 && !found.is_empty() {
        return put_back(found, &prose);
    }
    let document = Document::from(html);
    remove_beside(&document, survey);
    document.select("nav, footer, aside").remove();
    let all = whole_page(&document);
    let only: Vec<Paragraph> = all
        .iter()
        .filter(|paragraph| {
            paragraph.in_p && paragraph.linked * 2 <= paragraph.words.len()
                || paragraph.kind == ParagraphKind::Caption
        })
        .cloned()
        .collect();
    if only
        .iter()
        .any(|paragraph| paragraph.kind == ParagraphKind::Words)
    {
        only
    } else if found.is_empty() {
        all
    } else {
        found
    }
}

/// Returns the paragraphs that the library takes for the article; none where it finds none.
fn library_paragraphs(document: Document, html: &str, survey: &Survey) -> Vec<Paragraph> {
    /// An article that is shorter, in characters, is sought again in less strict ways: what the library does by itself,
    /// but then it copies every page first.
    const SHORT: usize = 500;
    let attempt = |document: Document, policy: Option<ParsePolicy>| {
        let config = Config {
            text_mode: TextMode::Raw,
            keep_classes: true,
            disable_json_ld: true,
            char_threshold: SHORT,
            ..Config::default()
        };
        let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
        match policy {
            Some(policy) => readability.parse_with_policy(policy),
            None => readability.parse(),
        }
        .ok()?;
        let root = readability.doc.select_single("#readability-page-1");
        let root = root.nodes().first()?;
        (policy.is_none() || root.normalized_char_count() >= SHORT).then(|| paragraphs(root))
    };
    // The library is not ours; should it panic on a page, that page alone is read in the simple way.
    let found = std::panic::catch_unwind(AssertUnwindSafe(|| {
        attempt(document, Some(ParsePolicy::Strict)).or_else(|| {
            // The tree is changed by now. The same page gives the same tree again.
            let document = Document::from(html);
            remove_beside(&document, survey);
            attempt(document, None)
        })
    }));
    found.ok().flatten().unwrap_or_default()
}

fn remove_beside(document: &Document, survey: &Survey) {
    for id in &survey.beside {
        if let Some(node) = document.tree.get(id) {
            node.remove_from_parent();
        }
    }
}

fn whole_page(document: &Document) -> Vec<Paragraph> {
    document
        .body()
        .map(|body| paragraphs(&body))
        .unwrap_or_default()
}
