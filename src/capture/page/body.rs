//! The paragraphs of the article that the extraction found, in order, each with what it is.

use dom_query::NodeRef;

use super::element_words::{is_inline, name_of};

/// What a paragraph is by its markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphKind {
    Words,
    Heading,
    Caption,
    ListItem,
}

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) words: String,
    pub(super) kind: ParagraphKind,
    /// The bytes of its words that are links.
    pub(super) linked: usize,
    /// Whether it is in a `p` element.
    pub(super) in_p: bool,
}

/// Returns the paragraphs in a tree.
pub(super) fn paragraphs(root: &NodeRef) -> Vec<Paragraph> {
    let mut walk = Walk::default();
    let mut node = *root;
    let mut depth = 0_usize;
    loop {
        let mut goes_down = true;
        if node.is_element() {
            goes_down = walk.open(&node, depth);
        } else if node.is_text() {
            node.query(|tree_node| {
                if let dom_query::NodeData::Text { contents } = &tree_node.data {
                    walk.text(contents);
                }
            });
        }
        if goes_down && let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            continue;
        }
        loop {
            walk.close(&node, depth);
            if depth == 0 {
                walk.end_paragraph();
                return walk.paragraphs;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                walk.end_paragraph();
                return walk.paragraphs;
            };
            node = parent;
            depth -= 1;
        }
    }
}

#[derive(Default)]
struct Walk {
    paragraphs: Vec<Paragraph>,
    words: String,
    linked: usize,
    /// The depths at which a link, a caption, a heading, a list item began.
    link: Option<usize>,
    caption: Option<usize>,
    heading: Option<usize>,
    item: Option<usize>,
    paragraph: Option<usize>,
    breaks: usize,
}

impl Walk {
    fn open(&mut self, node: &NodeRef, depth: usize) -> bool {
        let name = name_of(node);
        let name: &str = &name;
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "button" | "select"
            | "iframe" => return false,
            "br" => {
                self.breaks += 1;
                if self.breaks > 1 {
                    self.end_paragraph();
                } else if !self.words.is_empty() && !self.words.ends_with(' ') {
                    self.words.push(' ');
                }
                return false;
            }
            "a" => {
                self.link.get_or_insert(depth);
            }
            _ => {}
        }
        if !is_inline(name) {
            self.end_paragraph();
            match name {
                "figcaption" | "figure" => {
                    self.caption.get_or_insert(depth);
                }
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                    self.heading.get_or_insert(depth);
                }
                "p" | "blockquote" => {
                    self.paragraph.get_or_insert(depth);
                }
                "li" => {
                    self.item.get_or_insert(depth);
                }
                _ => {}
            }
        }
        true
    }

    fn close(&mut self, node: &NodeRef, depth: usize) {
        if !node.is_element() {
            return;
        }
        if !is_inline(&name_of(node)) && !node.has_name("br") {
            self.end_paragraph();
        }
        for open in [
            &mut self.link,
            &mut self.caption,
            &mut self.heading,
            &mut self.item,
            &mut self.paragraph,
        ] {
            if *open == Some(depth) {
                *open = None;
            }
        }
    }

    fn text(&mut self, contents: &str) {
        let before = self.words.len();
        if contents.starts_with(char::is_whitespace)
            && !self.words.is_empty()
            && !self.words.ends_with(' ')
        {
            self.words.push(' ');
        }
        for (at, word) in contents.split_whitespace().enumerate() {
            if at > 0 {
                self.words.push(' ');
            }
            self.words.push_str(word);
            self.breaks = 0;
        }
        if contents.ends_with(char::is_whitespace)
            && !self.words.is_empty()
            && !self.words.ends_with(' ')
        {
            self.words.push(' ');
        }
        if self.link.is_some() {
            self.linked += self.words.len() - before;
        }
    }

    fn end_paragraph(&mut self) {
        self.words.truncate(self.words.trim_end().len());
        self.breaks = 0;
        let linked = std::mem::take(&mut self.linked);
        if self.words.is_empty() {
            return;
        }
        let kind = if self.caption.is_some() {
            ParagraphKind::Caption
        } else if self.heading.is_some() {
            ParagraphKind::Heading
        } else if self.item.is_some() {
            ParagraphKind::ListItem
        } else {
            ParagraphKind::Words
        };
        let words = std::mem::take(&mut self.words);
        self.paragraphs.push(Paragraph {
            linked: linked.min(words.len()),
            words,
            kind,
            in_p: self.paragraph.is_some(),
        });
    }
}
