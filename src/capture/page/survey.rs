//! One walk over a parsed page that collects what it says of itself, before the extraction changes the tree.

use dom_query::{Document, NodeData, NodeId, NodeRef};

use super::class_marks::ClassReader;
use super::element::Element;
use super::element_words::words_of;

/// An element that looks like it names the authors.
#[derive(Debug, Clone)]
pub(super) struct AuthorMark {
    /// The words in it; its links apart where it holds some.
    pub(super) names: Vec<String>,
    /// All of its words in a row.
    pub(super) words: String,
    /// How it was known.
    pub(super) by: MarkedBy,
    /// The characters of visible text before it.
    pub(super) at: usize,
    /// Whether it stands in a menu, a sidebar or a list of other articles.
    pub(super) is_aside: bool,
}

/// How an author mark was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkedBy {
    /// `rel=author` or `itemprop=author`.
    Markup,
    /// A class or an id with "byline" in it.
    Byline,
    /// A class or an id with "author" in it.
    Class,
    /// An address of the form `/author/name`.
    Link,
}

/// An element that looks like it holds the date.
#[derive(Debug, Clone)]
pub(super) struct DateMark {
    /// The `datetime`, `content` or `title` attribute.
    pub(super) attribute: Option<String>,
    /// The words in it.
    pub(super) words: String,
    /// Whether it is a `time` tag.
    pub(super) is_time_tag: bool,
    /// Whether markup or class say that it is the date of publication.
    pub(super) is_published: bool,
    /// Whether markup, class or words say that it is the date of a change.
    pub(super) is_updated: bool,
    /// The characters of visible text before it.
    pub(super) at: usize,
    /// Whether it stands in a menu, a sidebar or a list of other articles.
    pub(super) is_aside: bool,
}

/// A heading of the first level.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) words: String,
    /// The characters of visible text before it.
    pub(super) at: usize,
    pub(super) is_aside: bool,
}

/// What a page says of itself, in the order of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Survey {
    pub(super) title: Option<String>,
    /// Name (property, name or itemprop, in lower case) and content.
    pub(super) meta: Vec<(String, String)>,
    pub(super) json_ld: Vec<String>,
    pub(super) canonical: Option<String>,
    pub(super) language: Option<String>,
    pub(super) headings: Vec<Heading>,
    pub(super) authors: Vec<AuthorMark>,
    pub(super) dates: Vec<DateMark>,
    /// Short runs of text with digits, and the characters of visible text before each.
    pub(super) digits: Vec<(String, usize)>,
    /// Words of `figcaption` and of classes that say caption.
    pub(super) captions: Vec<String>,
    /// "Source: …" lines and elements marked as the source.
    pub(super) sources: Vec<String>,
    /// Elements beside the article by their name, class or role: menus, dialogs of consent, lists of other articles.
    pub(super) beside: Vec<NodeId>,
    /// The `p` elements that are not beside the article.
    pub(super) paragraphs: Vec<NodeId>,
    /// Runs of text of some length soon after the headline.
    pub(super) early: Vec<String>,
    /// Words of elements whose class says that they sum the article up.
    pub(super) standfirsts: Vec<String>,
    /// The bytes of text in paragraphs that are not links and not beside the article.
    pub(super) paragraph_bytes: usize,
    /// The depth of the deepest element.
    pub(super) depth: usize,
    pub(super) elements: usize,
}

impl Survey {
    /// Returns the contents of a meta tag, in the order of the page.
    pub(super) fn all_meta<'a, 'n>(
        &'a self,
        name: &'n str,
    ) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.meta
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, content)| content.as_str())
    }

    /// Returns the first content of the first of several meta tags that has one.
    pub(super) fn first_meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all_meta(name).next())
    }
}

/// More marks of one kind than this are of a list of articles, not of this one.
const MARKS: usize = 60;

/// More paragraphs than this no article has.
const PARAGRAPHS: usize = 2000;

/// A byline with a short biography has fewer bytes than this.
const SHORT: usize = 400;

/// The words under a headline that sum the article up have more bytes than this.
const STANDFIRST: usize = 40;

/// JSON-LD beyond this size is not read; the longest seen with a whole article inside had 100 KB.
const JSON: usize = 1 << 21;

/// Walks over the page once, in the order of the text.
pub(super) fn survey(document: &Document) -> Survey {
    let mut found = Survey::default();
    let mut classes = ClassReader::default();
    let root = document.root();
    let mut at = 0_usize;
    let mut depth = 0_usize;
    // The depths of the open elements that are beside the article, in a paragraph, in a link.
    let mut aside_from: Option<usize> = None;
    let mut aside_at = 0;
    let mut in_paragraph: Option<usize> = None;
    let mut in_link: Option<usize> = None;
    let mut node = root;
    loop {
        let mut goes_down = true;
        if node.is_element() {
            found.elements += 1;
            found.depth = found.depth.max(depth);
            let Some(element) = Element::of(&node, &mut classes) else {
                return found;
            };
            let name: &str = &element.name;
            if aside_from.is_none() && element.is_aside() {
                aside_from = Some(depth);
                aside_at = at;
                if found.beside.len() < MARKS * 20 {
                    found.beside.push(node.id);
                }
            }
            if in_paragraph.is_none() && name == "p" {
                in_paragraph = Some(depth);
                if aside_from.is_none() && found.paragraphs.len() < PARAGRAPHS {
                    found.paragraphs.push(node.id);
                }
            } else if in_link.is_none() && name == "a" {
                in_link = Some(depth);
            }
            if aside_from.is_some() && found.headings.is_empty() && name == "h1" {
                // What holds the headline is not beside the article, whatever its class says.
                aside_from = None;
                let holder = found.beside.last().copied();
                if holder.is_some_and(|holder| {
                    node.ancestors_it(None)
                        .any(|ancestor| ancestor.id == holder)
                }) {
                    found.beside.pop();
                }
                found.bring_back(aside_at);
            }
            goes_down = found.visit(&node, &element, at, aside_from.is_some());
        } else if node.is_text() {
            at += node.query_or(0, |tree_node| match &tree_node.data {
                NodeData::Text { contents } => {
                    let words = contents.trim();
                    if aside_from.is_none() && is_date_like(words) && found.digits.len() < MARKS * 4
                    {
                        found.digits.push((words.to_owned(), at));
                    }
                    if aside_from.is_none() && in_link.is_none() && in_paragraph.is_some() {
                        found.paragraph_bytes += words.len();
                    }
                    if words.len() >= STANDFIRST
                        && found.early.len() < MARKS
                        && found
                            .headings
                            .first()
                            .is_some_and(|heading| at.abs_diff(heading.at) <= SHORT * 5)
                    {
                        found
                            .early
                            .push(words.split_whitespace().collect::<Vec<_>>().join(" "));
                    }
                    words.len()
                }
                _ => 0,
            });
        }
        if goes_down && let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            continue;
        }
        loop {
            for open in [&mut aside_from, &mut in_paragraph, &mut in_link] {
                if *open == Some(depth) {
                    *open = None;
                }
            }
            if depth == 0 {
                return found;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                return found;
            };
            node = parent;
            depth -= 1;
        }
    }
}

/// A date alone in its run of text is short and has a day and a year.
fn is_date_like(words: &str) -> bool {
    (6..=90).contains(&words.len()) && words.bytes().filter(u8::is_ascii_digit).count() >= 5
}

fn attribute(node: &NodeRef, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

impl Survey {
    /// Takes what an element says; returns whether its children may say more.
    fn visit(&mut self, node: &NodeRef, element: &Element, at: usize, is_aside: bool) -> bool {
        let name: &str = &element.name;
        match name {
            "html" => {
                self.language = attribute(node, "lang").or_else(|| attribute(node, "xml:lang"));
            }
            "title" => {
                if self.title.is_none() {
                    self.title = Some(words_of(node, SHORT * 4)).filter(|words| !words.is_empty());
                }
                return false;
            }
            "meta" => self.meta_tag(node),
            "link" if self.canonical.is_none() && element.rel == "canonical" => {
                self.canonical = attribute(node, "href");
            }
            "script" => {
                if attribute(node, "type").is_some_and(|kind| {
                    kind.to_ascii_lowercase().starts_with("application/ld+json")
                }) {
                    let text = node.text();
                    if text.len() <= JSON && self.json_ld.len() < MARKS {
                        self.json_ld.push(text.to_string());
                    }
                }
                return false;
            }
            "style" | "svg" | "noscript" | "template" | "iframe" | "select" | "button" => {
                return false;
            }
            "h1" => {
                let words = words_of(node, SHORT * 2);
                if !words.is_empty() && self.headings.len() < MARKS {
                    self.headings.push(Heading {
                        words,
                        at,
                        is_aside,
                    });
                }
            }
            "figcaption" => self.caption(node),
            _ => {}
        }
        if name != "meta" && name != "body" && name != "html" {
            self.marks(node, element, at, is_aside);
        }
        true
    }

    /// Takes back that the marks from there on are beside the article.
    fn bring_back(&mut self, from: usize) {
        for mark in &mut self.authors {
            mark.is_aside &= mark.at < from;
        }
        for mark in &mut self.dates {
            mark.is_aside &= mark.at < from;
        }
    }

    fn meta_tag(&mut self, node: &NodeRef) {
        let Some(content) = attribute(node, "content") else {
            return;
        };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = attribute(node, key) {
                self.meta.push((name.to_ascii_lowercase(), content.clone()));
            }
        }
    }

    fn caption(&mut self, node: &NodeRef) {
        let words = words_of(node, SHORT * 4);
        if !words.is_empty() && self.captions.len() < MARKS * 4 {
            self.captions.push(words);
        }
    }

    fn marks(&mut self, node: &NodeRef, element: &Element, at: usize, is_aside: bool) {
        let name: &str = &element.name;
        let marks = element.marks;
        let itemprop = element.itemprop.as_str();
        let by = if name == "a" && element.rel.split(' ').any(|word| word == "author")
            || itemprop
                .split(' ')
                .any(|word| matches!(word, "author" | "creator"))
        {
            Some(MarkedBy::Markup)
        } else if marks.is_byline {
            Some(MarkedBy::Byline)
        } else if marks.is_author {
            Some(MarkedBy::Class)
        } else if element.is_author_link {
            Some(MarkedBy::Link)
        } else {
            None
        };
        if let Some(by) = by
            && self.authors.len() < MARKS
        {
            self.author(node, by, at, is_aside);
        }
        let is_time_tag = name == "time";
        let is_published = marks.is_published || itemprop.contains("datepublished");
        let is_updated = marks.is_updated || itemprop.contains("datemodified");
        if (is_time_tag || marks.is_date || is_published || is_updated) && self.dates.len() < MARKS
        {
            /// A date with its label and reading time is no longer, in bytes.
            const DATE: usize = 200;
            let words = words_of(node, DATE);
            let attribute = [
                "datetime",
                "content",
                "data-datetime",
                "data-timestamp",
                "title",
            ]
            .iter()
            .find_map(|name| attribute(node, name));
            if words.len() < DATE
                && (attribute.is_some() || words.bytes().any(|byte| byte.is_ascii_digit()))
            {
                self.dates.push(DateMark {
                    attribute,
                    words,
                    is_time_tag,
                    is_published,
                    is_updated,
                    at,
                    is_aside,
                });
            }
        }
        if marks.is_standfirst
            && !is_aside
            && self.standfirsts.len() < 5
            && self
                .headings
                .first()
                .is_some_and(|heading| at.abs_diff(heading.at) <= SHORT * 3)
        {
            let words = words_of(node, SHORT * 2);
            if (STANDFIRST..SHORT * 2).contains(&words.len()) && !words.contains(" | ") {
                self.standfirsts.push(words);
            }
        }
        if marks.is_caption && !matches!(name, "figcaption" | "figure" | "img" | "picture") {
            self.caption(node);
        }
        if (itemprop == "sourceorganization" || marks.is_source) && self.sources.len() < MARKS {
            /// The name of a source with its label is no longer, in bytes.
            const SOURCE: usize = 120;
            let words = words_of(node, SOURCE);
            if !words.is_empty() && words.len() < SOURCE {
                self.sources.push(words);
            }
        }
    }

    fn author(&mut self, node: &NodeRef, by: MarkedBy, at: usize, is_aside: bool) {
        let words = words_of(node, SHORT);
        if words.is_empty() || words.len() >= SHORT {
            return;
        }
        let mut names = Vec::new();
        for child in node
            .descendants_it()
            .take(400)
            .filter(|child| child.is_element())
        {
            let is_name = child.has_name("a")
                && !attribute(&child, "href").is_some_and(|href| href.starts_with("mailto:"))
                || attribute(&child, "itemprop").is_some_and(|value| value == "name");
            if is_name {
                let words = words_of(&child, SHORT);
                if !words.is_empty() && !names.contains(&words) {
                    names.push(words);
                }
            }
        }
        self.authors.push(AuthorMark {
            names,
            words,
            by,
            at,
            is_aside,
        });
    }
}
