//! What the linked data (JSON-LD) of a page says of its article.

use std::collections::BTreeMap;

use serde_json::Value;

/// The article of the linked data. Every list is in the order of the page and without what is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LinkedArticle {
    pub(super) headlines: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) source: Option<String>,
    pub(super) section: Option<String>,
    pub(super) language: Option<String>,
    pub(super) url: Option<String>,
}

/// Values looked at over all of the data of a page: lists of hundreds of other articles are common, more is hostile.
const MOST_VALUES: usize = 50_000;

/// References are followed no further than this, since they may go round in a circle.
const MOST_STEPS: usize = 4;

/// Reads the linked data of a page and returns its article: of several the one whose address is the page's, else the
/// first.
pub(super) fn read_linked_data(scripts: &[String], page: Option<&str>) -> LinkedArticle {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects: Vec<&Value> = Vec::new();
    let mut by_id: BTreeMap<&str, &Value> = BTreeMap::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    let mut seen = 0;
    while let Some(value) = open.pop() {
        seen += 1;
        if seen > MOST_VALUES {
            break;
        }
        match value {
            Value::Array(list) => open.extend(list.iter().rev()),
            Value::Object(map) => {
                if let Some(id) = map.get("@id").and_then(Value::as_str)
                    && map.len() > 1
                {
                    by_id.entry(id).or_insert(value);
                }
                if map.contains_key("@type") {
                    objects.push(value);
                }
                open.extend(
                    map.values()
                        .rev()
                        .filter(|value| value.is_object() || value.is_array()),
                );
            }
            _ => {}
        }
    }
    let data = Data { by_id };
    let is_page = |value: &&Value| {
        page.is_some_and(|page| {
            data.address(value)
                .is_some_and(|url| same_address(&url, page))
        })
    };
    let articles: Vec<&Value> = objects
        .iter()
        .copied()
        .filter(|value| kind(value) == Kind::Article)
        .collect();
    let chosen = articles
        .iter()
        .copied()
        .find(|value| is_page(value) && value.get("headline").is_some())
        .or_else(|| {
            articles
                .iter()
                .copied()
                .find(|value| value.get("headline").is_some())
        })
        .or_else(|| articles.first().copied());
    let page_object = objects
        .iter()
        .copied()
        .find(|value| kind(value) == Kind::Page);
    let mut article = chosen.map(|value| data.article(value)).unwrap_or_default();
    if let Some(value) = page_object {
        let page = data.article(value);
        let was_found = chosen.is_some();
        if !was_found {
            article = page;
        } else {
            // A page's own dates stand in for those that the article lacks; its name is often the site's.
            article.published = article.published.or(page.published);
            article.updated = article.updated.or(page.updated);
            article.language = article.language.or(page.language);
            article.publisher = article.publisher.or(page.publisher);
        }
    }
    article
}

/// Reads a script, forgiving what publishing systems get wrong: comment marks around it, line ends inside of strings,
/// a comma before a bracket or at the end.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim();
    let script = script
        .trim_start_matches("<!--")
        .trim_end_matches("-->")
        .trim_start_matches("//")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches([';', ','])
        .trim();
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let mut mended = String::with_capacity(script.len());
    let mut in_string = false;
    let mut is_escaped = false;
    for character in script.chars() {
        if in_string {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            mended.push(if character.is_control() {
                ' '
            } else {
                character
            });
            continue;
        }
        if character == '"' {
            in_string = true;
        } else if matches!(character, '}' | ']') {
            let length = mended.trim_end().len();
            mended.truncate(length);
            if mended.ends_with(',') {
                mended.pop();
            }
        }
        mended.push(character);
    }
    // Several objects one after the other.
    let stream = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
    let values: Vec<Value> = stream.map_while(Result::ok).collect();
    (!values.is_empty()).then_some(Value::Array(values))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Article,
    Page,
    Other,
}

fn kind(value: &Value) -> Kind {
    let kinds: Vec<&str> = match value.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let name = |kind: &&str| kind.rsplit('/').next().unwrap_or_default().to_owned();
    let kinds: Vec<String> = kinds.iter().map(name).collect();
    if kinds.iter().any(|kind| {
        kind.ends_with("Article")
            || kind.ends_with("Posting")
            || matches!(
                kind.as_str(),
                "Report" | "Review" | "CreativeWork" | "AnalysisNewsArticle"
            )
    }) {
        Kind::Article
    } else if kinds
        .iter()
        .any(|kind| kind == "WebPage" || kind == "ItemPage")
    {
        Kind::Page
    } else {
        Kind::Other
    }
}

fn same_address(one: &str, other: &str) -> bool {
    let bare = |url: &str| -> String {
        let url = url.split(['?', '#']).next().unwrap_or_default();
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.trim_start_matches("www.")
            .trim_end_matches('/')
            .to_lowercase()
    };
    bare(one) == bare(other)
}

struct Data<'a> {
    by_id: BTreeMap<&'a str, &'a Value>,
}

impl Data<'_> {
    /// The object that a bare reference stands for, else the value itself.
    fn follow<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut value = value;
        for _ in 0..MOST_STEPS {
            let Some(map) = value.as_object() else { break };
            if map.contains_key("name") || map.contains_key("headline") {
                break;
            }
            match map
                .get("@id")
                .and_then(Value::as_str)
                .and_then(|id| self.by_id.get(id))
            {
                Some(other) if !std::ptr::eq(*other, value) => value = other,
                _ => break,
            }
        }
        value
    }

    fn address(&self, value: &Value) -> Option<String> {
        ["url", "mainEntityOfPage", "@id"].iter().find_map(|key| {
            let found = value.get(key)?;
            let found = match found {
                Value::String(url) => url.as_str(),
                Value::Object(map) => map
                    .get("@id")
                    .or_else(|| map.get("url"))
                    .and_then(Value::as_str)?,
                _ => return None,
            };
            found.contains("://").then(|| found.to_owned())
        })
    }

    fn article(&self, value: &Value) -> LinkedArticle {
        let text = |key: &str| first_text(value.get(key)?);
        let mut headlines = Vec::new();
        for key in ["headline", "name", "alternativeHeadline"] {
            headlines.extend(text(key));
        }
        let mut authors = Vec::new();
        for key in ["author", "creator"] {
            if authors.is_empty()
                && let Some(found) = value.get(key)
            {
                self.names(found, &mut authors);
            }
        }
        let name = |key: &str| -> Option<String> {
            let mut names = Vec::new();
            self.names(value.get(key)?, &mut names);
            names.into_iter().next()
        };
        LinkedArticle {
            headlines,
            authors,
            published: text("datePublished")
                .or_else(|| text("dateCreated"))
                .or_else(|| text("uploadDate")),
            updated: text("dateModified"),
            publisher: name("publisher"),
            source: name("sourceOrganization"),
            section: text("articleSection"),
            language: text("inLanguage"),
            url: self.address(value),
        }
    }

    /// The names of persons and organizations, each as its own.
    fn names(&self, value: &Value, names: &mut Vec<String>) {
        const MOST: usize = 40;
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            if names.len() >= MOST {
                return;
            }
            match self.follow(value) {
                Value::String(name) => names.push(plain(name)),
                Value::Array(list) => open.extend(list.iter().take(MOST).rev()),
                Value::Object(map) => match map.get("name").or_else(|| map.get("@value")) {
                    Some(Value::String(name)) => names.push(plain(name)),
                    Some(Value::Array(list)) => {
                        open.extend(list.iter().take(MOST).rev().filter(|name| name.is_string()));
                    }
                    _ => {
                        let part = |key| map.get(key).and_then(Value::as_str);
                        if let (Some(given), Some(family)) = (part("givenName"), part("familyName"))
                        {
                            names.push(plain(&format!("{given} {family}")));
                        }
                    }
                },
                _ => {}
            }
        }
        names.retain(|name| !name.is_empty());
    }
}

/// The first string in a value: itself, of a list, or the `@value`, `name` or `@id` of an object.
fn first_text(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(text) => plain(text),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => {
            return list
                .iter()
                .filter(|value| !value.is_array())
                .find_map(first_text);
        }
        Value::Object(map) => ["@value", "name", "alternateName"]
            .iter()
            .find_map(|key| map.get(*key).and_then(Value::as_str))
            .map(plain)?,
        _ => return None,
    };
    (!found.is_empty()).then_some(found)
}

/// Words without the HTML entities and tags that publishing systems leave in them.
pub(super) fn plain(words: &str) -> String {
    if !words.contains(['&', '<']) {
        return words.trim().to_owned();
    }
    let mut words = words.to_owned();
    // An entity is at times escaped twice.
    for _ in 0..2 {
        if !words.contains('&') {
            break;
        }
        words = unescape(&words);
    }
    let mut bare = String::with_capacity(words.len());
    let mut rest = words.as_str();
    while let Some(at) = rest.find('<') {
        let is_tag = rest
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        let end = if is_tag {
            rest.get(at..)
                .and_then(|tag| tag.find('>'))
                .map(|end| at + end + 1)
        } else {
            None
        };
        bare.push_str(rest.get(..at).unwrap_or_default());
        match end {
            Some(end) => rest = rest.get(end..).unwrap_or_default(),
            None => {
                bare.push('<');
                rest = rest.get(at + 1..).unwrap_or_default();
            }
        }
    }
    bare.push_str(rest);
    bare.trim().to_owned()
}

/// Replaces the entities that stand in headlines and names.
fn unescape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        let entity = rest.get(at + 1..).unwrap_or_default();
        let end = entity.bytes().take(10).position(|byte| byte == b';');
        let character = end.and_then(|end| entity_of(entity.get(..end)?));
        match (character, end) {
            (Some(character), Some(end)) => {
                out.push(character);
                rest = entity.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = entity;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity_of(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|character| *character != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "bdquo" => '„',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "shy" => '\u{ad}',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ecirc" => 'ê',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        "aacute" => 'á',
        "iacute" => 'í',
        "oacute" => 'ó',
        "uacute" => 'ú',
        "laquo" => '«',
        "raquo" => '»',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(script: &str) -> LinkedArticle {
        read_linked_data(&[script.to_owned()], Some("https://gull.example/harbour"))
    }

    #[test]
    fn an_article_of_a_graph_is_read_with_what_it_refers_to() {
        let article = read(
            r##"{"@context": "https://schema.org", "@graph": [
                {"@type": "WebPage", "name": "The Gull", "dateModified": "2031-05-03"},
                {"@type": ["NewsArticle"], "headline": "Gulls &amp; herons return", "datePublished": "2031-05-02T08:00Z",
                 "author": [{"@id": "#ines"}, {"@type": "Person", "name": "Tom Okoro"}, "Li Wen"]},
                {"@id": "#ines", "@type": "Person", "name": "Ines Varga"}]}"##,
        );
        assert_eq!(article.headlines, ["Gulls & herons return"]);
        assert_eq!(article.authors, ["Ines Varga", "Tom Okoro", "Li Wen"]);
        assert_eq!(article.published.as_deref(), Some("2031-05-02T08:00Z"));
        assert_eq!(article.updated.as_deref(), Some("2031-05-03"));
    }

    #[test]
    fn the_article_of_this_page_goes_before_the_others_on_it() {
        let article = read(
            r#"[{"@type": "NewsArticle", "headline": "Other", "url": "https://gull.example/other"},
                {"@type": "NewsArticle", "headline": "Harbour", "mainEntityOfPage": {"@id": "http://www.gull.example/harbour/"}}]"#,
        );
        assert_eq!(article.headlines, ["Harbour"]);
    }

    #[test]
    fn broken_data_is_mended() {
        let article = read(
            "<!-- {\"@type\": \"NewsArticle\", \"headline\": \"Two\nlines\", \"author\": [\"Ines Varga\", ], };\n-->",
        );
        assert_eq!(article.headlines, ["Two lines"]);
        assert_eq!(article.authors, ["Ines Varga"]);
    }

    #[test]
    fn references_in_a_circle_end() {
        let article = read(
            r##"[{"@type": "NewsArticle", "headline": "H", "author": {"@id": "#a"}},
                {"@id": "#a", "@type": "Person", "sameAs": 1}, {"@id": "#b", "sameAs": {"@id": "#a"}}]"##,
        );
        assert!(article.authors.is_empty());
    }

    #[test]
    fn entities_and_tags_go() {
        assert_eq!(
            plain("It&#8217;s <em>here</em> &amp;amp; a < b"),
            "It’s here & a < b"
        );
        assert_eq!(plain("R&D; x"), "R&D; x");
    }

    proptest! {
        #[test]
        fn linked_data_of_any_form_is_read_without_a_panic(script in "[\\[\\]{}\",:a@&;<>\\\\]{0,60}|\\PC{0,60}") {
            let article = read(&script);
            prop_assert!(article.headlines.iter().all(|words| !words.contains('\0')));
            prop_assert!(plain(&script).len() <= script.len() * 4);
        }
    }
}
