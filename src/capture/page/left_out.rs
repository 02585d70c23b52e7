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
                && paragraph.words.ends_with([
                    '.', '!', '?', '"', '”', '“', '’', '»', '。', '」', '！', '？',
                ]);
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
pub(super) fn put_back(taken: Vec<Paragraph>, prose: &[Prose]) -> Vec<Paragraph> {
    /// What has more paragraphs is a dump and not an article, and each missing one is sought in all of them.
    const MOST: usize = 2000;
    if taken.len() > MOST {
        return taken;
    }
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
    for prose in prose {
        let words = prose.paragraph.words.as_str();
        if let Some(at) = place(words) {
            behind = Some(at);
        } else if shapes.contains(prose.shape.as_str())
            && !taken
                .iter()
                .any(|paragraph| paragraph.words.contains(words))
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

#[cfg(test)]
mod tests {
    use super::*;

    const GULLS: &str = "The gulls came back to the harbour of Port Sel on Friday, and nobody knew why they had gone.";
    const HERONS: &str = "The herons, which had stayed for all of the winter, will be counted in June, the board said.";
    const CRANES: &str = "Cranes are not expected before the autumn, when the young ones leave the bay for the south.";

    fn put_back_on(html: &str, taken: &[&str]) -> Vec<String> {
        let document = Document::from(html);
        let elements: Vec<NodeId> = document
            .select("p")
            .nodes()
            .iter()
            .map(|node| node.id)
            .collect();
        let prose = prose_of(&document, &elements);
        let taken = prose
            .iter()
            .map(|prose| prose.paragraph.clone())
            .filter(|paragraph| taken.contains(&paragraph.words.as_str()))
            .collect();
        put_back(taken, &prose)
            .into_iter()
            .map(|paragraph| paragraph.words)
            .collect()
    }

    #[test]
    fn a_paragraph_like_those_taken_is_put_back_in_its_place() {
        let html = format!(
            "<div><p class=text>{GULLS}</p></div><p class=text>{HERONS}</p><p class=text>{CRANES}</p>"
        );
        assert_eq!(
            put_back_on(&html, &[HERONS, CRANES]),
            [GULLS, HERONS, CRANES]
        );
        assert_eq!(
            put_back_on(&html, &[GULLS, CRANES]),
            [GULLS, HERONS, CRANES]
        );
        assert_eq!(
            put_back_on(&html, &[GULLS, HERONS]),
            [GULLS, HERONS, CRANES]
        );
    }

    #[test]
    fn one_that_looks_otherwise_stays_out() {
        let html = format!(
            "<p class=text>{GULLS}</p><p class=offer>{HERONS}</p><div class=comments><p>{CRANES}</p></div>"
        );
        assert_eq!(put_back_on(&html, &[GULLS]), [GULLS]);
    }

    #[test]
    fn more_than_was_taken_is_another_text() {
        let html = format!("<p>{GULLS}</p><p>{HERONS}</p><p>{CRANES}</p>");
        assert_eq!(put_back_on(&html, &[GULLS]), [GULLS]);
    }

    #[test]
    fn links_and_labels_are_not_put_back() {
        let html = format!(
            "<p>{GULLS}</p><p><a href=/herons>{HERONS}</a></p><p>Read on</p><p>{CRANES}</p>"
        );
        assert_eq!(put_back_on(&html, &[GULLS, CRANES]), [GULLS, CRANES]);
    }
}
