//! An element of a page as far as the survey looks at it.

use dom_query::{LocalName, NodeData, NodeRef};

use super::class_marks::{ClassMarks, ClassReader};

/// An element's name and the attributes that are looked at, read at one go.
pub(super) struct Element {
    pub(super) name: LocalName,
    pub(super) marks: ClassMarks,
    pub(super) itemprop: String,
    pub(super) rel: String,
    /// Whether its role is that of something beside an article.
    is_beside: bool,
    /// Whether it is a link to a person.
    pub(super) is_author_link: bool,
}

impl Element {
    /// Reads an element; none for anything else.
    pub(super) fn of(node: &NodeRef, classes: &mut ClassReader) -> Option<Self> {
        node.query(|tree_node| {
            let NodeData::Element(element) = &tree_node.data else {
                return None;
            };
            let mut found = Self {
                name: element.name.local.clone(),
                marks: ClassMarks::default(),
                itemprop: String::new(),
                rel: String::new(),
                is_beside: false,
                is_author_link: false,
            };
            for attribute in &element.attrs {
                let value: &str = &attribute.value;
                match &*attribute.name.local {
                    "class" | "id" | "data-testid" | "data-component" => {
                        found.marks = found.marks.or(classes.read(value));
                    }
                    "itemprop" => found.itemprop = value.to_ascii_lowercase(),
                    "rel" => found.rel = value.to_ascii_lowercase(),
                    "role" => {
                        found.is_beside =
                            matches!(value, "dialog" | "alertdialog" | "navigation" | "search");
                    }
                    "href" if &*found.name == "a" => found.is_author_link = is_author_link(value),
                    _ => {}
                }
            }
            Some(found)
        })
        .flatten()
    }

    /// Says whether it is beside the article, by its name, class or role.
    pub(super) fn is_aside(&self) -> bool {
        match &*self.name {
            "nav" | "footer" | "aside" => true,
            "div" | "section" | "ul" | "ol" | "form" | "dialog" | "p" | "h2" | "h3" => {
                self.marks.is_beside || self.is_beside
            }
            _ => false,
        }
    }
}

fn is_author_link(href: &str) -> bool {
    href.match_indices('/').any(|(at, _)| {
        let rest = href.get(at + 1..).unwrap_or_default();
        [
            "author/",
            "authors/",
            "autor/",
            "autoren/",
            "auteur/",
            "by/",
            "people/",
            "profile/",
            "reporter/",
            "journalist",
            "staff/",
            "contributor",
        ]
        .iter()
        .any(|part| rest.starts_with(part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_person_is_known_in_any_place() {
        assert!(is_author_link("/author/ines-varga"));
        assert!(is_author_link("https://gull.example/news/people/ines"));
        assert!(is_author_link("../journalists/ines"));
        assert!(!is_author_link("/authority/harbour"));
        assert!(!is_author_link("author/"));
    }
}
