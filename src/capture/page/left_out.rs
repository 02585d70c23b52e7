//! Paragraphs that the extraction leaves out although they look like the ones that it takes: it judges by groups of
//! elements, and a heading or a picture in its own box cuts an article into groups.

use std::collections::{BTreeMap, BTreeSet};

use dom_query::{Document, NodeId};

use super::body::{Paragraph, ParagraphKind, paragraphs};

/// A paragraph of the page before the extraction.
pub(super) struct Prose {
    paragraph: Paragraph,
    /// The class of its element; where it has none, of the one that holds it.
    shape: String,
}

/// Prose has more bytes than this; what is shorter is a label as often as a sentence.
const SENTENCE: usize = 80;

/// Returns the sentences in `p` elements, in the order of the page.
pub(super) fn prose_of(document: &Document, elements: &[NodeId]) -> Vec<Prose> {
    let mut found = Vec::new();
    for node in elements.iter().filter_map(|id| document.tree.get(id)) {
        let class = |node: &dom_query::NodeRef| node.attr_or("class", "");
        let mut shape: Option<String> = None;
        for paragraph in paragraphs(&node) {
            let is_prose = paragraph.words.len() > SENTENCE
                && paragraph.kind == ParagraphKind::Words
                && paragraph.linked * 4 <= paragraph.words.len()
                && paragraph
                    .words
                    .ends_with(['.', '!', '?', '"', '”', '“', '’', '»', '。', '」', '！', '？']);
            if is_prose {
                let shape = shape.get_or_insert_with(|| {
                    let own = class(&node);
                    if !own.trim().is_empty() {
                        return own.to_string();
                    }
                    let holder = node.parent().map(|parent| class(&parent));
                    format!("in {}", holder.unwrap_or_default())
                });
                found.push(Prose {
                    paragraph,
                    shape: shape.clone(),
                });
            }
        }
    }
    found
}

/// Puts the paragraphs that were left out where they stand on the page: those of the same shape as what was taken.
pub(super) fn put_back(taken: Vec<Paragraph>, prose: Vec<Prose>) -> Vec<Paragraph> {
    let places: BTreeMap<&str, usize> = taken
        .iter()
        .enumerate()
        .map(|(at, paragraph)| (paragraph.words.as_str(), at))
        .collect();
    let place = |words: &str| places.get(words).copied();
    let shapes: BTreeSet<&str> = prose
        .iter()
        .filter(|prose| place(&prose.paragraph.words).is_some())
        .map(|prose| prose.shape.as_str())
        .collect();
    // Behind which of those taken each stands; none where it stands before all of them.
    let mut behind: Option<usize> = None;
    let mut missing: Vec<(Option<usize>, &Paragraph)> = Vec::new();
    for prose in &prose {
        let words = prose.paragraph.words.as_str();
        if let Some(at) = place(words) {
            behind = Some(at);
        } else if shapes.contains(prose.shape.as_str())
            && !taken.iter().any(|paragraph| paragraph.words.contains(words))
        {
            missing.push((behind, &prose.paragraph));
        }
    }
    if missing.is_empty() {
        return taken;
    }
    let bytes = |paragraphs: &mut dyn Iterator<Item = &Paragraph>| -> usize {
        paragraphs.map(|paragraph| paragraph.words.len()).sum()
    };
    // More than what was taken is another text: comments, a second article.
    if bytes(&mut missing.iter().map(|(_, paragraph)| *paragraph)) > bytes(&mut taken.iter()) {
        return taken;
    }
    let mut missing = missing.into_iter().peekable();
    let mut whole = Vec::with_capacity(taken.len() + missing.len());
    let mut put = |whole: &mut Vec<Paragraph>, behind: Option<usize>| {
        while let Some((_, paragraph)) = missing.next_if(|(place, _)| *place <= behind) {
            whole.push(paragraph.clone());
        }
    };
    put(&mut whole, None);
    for (at, paragraph) in taken.iter().enumerate() {
        whole.push(paragraph.clone());
        put(&mut whole, Some(at));
    }
    whole
}
