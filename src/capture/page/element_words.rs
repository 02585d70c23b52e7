//! The words in an element, as a reader sees them.

use dom_query::{LocalName, NodeData, NodeRef};

/// Returns the name of an element; empty for anything else.
pub(super) fn name_of(node: &NodeRef) -> LocalName {
    node.qual_name_ref()
        .map_or_else(|| LocalName::from(""), |name| name.local.clone())
}

/// Elements that do not break a line.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "nobr"
            | "amp-link"
    )
}

/// Returns the words in an element, white space folded, blocks apart by ` | `, until there are `most` bytes.
pub(super) fn words_of(node: &NodeRef, most: usize) -> String {
    let mut words = String::new();
    let mut breaks = false;
    for child in node.descendants_it() {
        if child.is_element() {
            let name = name_of(&child);
            breaks |= !words.is_empty() && !is_inline(&name);
        } else if child.is_text()
            && !child
                .parent()
                .is_some_and(|parent| parent.has_name("script") || parent.has_name("style"))
        {
            child.query(|tree_node| {
                if let NodeData::Text { contents } = &tree_node.data {
                    let starts = contents.starts_with(char::is_whitespace);
                    if breaks && !contents.trim().is_empty() {
                        words.truncate(words.trim_end().len());
                        words.push_str(" | ");
                        breaks = false;
                    } else if starts && !words.is_empty() && !words.ends_with(' ') {
                        words.push(' ');
                    }
                    for (at, word) in contents.split_whitespace().enumerate() {
                        if at > 0 {
                            words.push(' ');
                        }
                        words.push_str(word);
                    }
                    if contents.ends_with(char::is_whitespace)
                        && !words.is_empty()
                        && !words.ends_with(' ')
                    {
                        words.push(' ');
                    }
                }
            });
        }
        if words.len() >= most {
            break;
        }
    }
    words.truncate(words.trim_end().len());
    words
}
