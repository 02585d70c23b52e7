//! What the class and id of an element say that it holds.

use std::collections::HashMap;

/// What a class or an id says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ClassMarks {
    /// A dialog, a list of other articles, a row of buttons.
    pub(super) is_beside: bool,
    pub(super) is_byline: bool,
    pub(super) is_author: bool,
    pub(super) is_published: bool,
    pub(super) is_updated: bool,
    pub(super) is_date: bool,
    pub(super) is_caption: bool,
    pub(super) is_source: bool,
    /// The summary under a headline.
    pub(super) is_standfirst: bool,
}

impl ClassMarks {
    /// What two attributes of one element say together.
    pub(super) const fn or(self, other: Self) -> Self {
        Self {
            is_beside: self.is_beside || other.is_beside,
            is_byline: self.is_byline || other.is_byline,
            is_author: self.is_author || other.is_author,
            is_published: self.is_published || other.is_published,
            is_updated: self.is_updated || other.is_updated,
            is_date: self.is_date || other.is_date,
            is_caption: self.is_caption || other.is_caption,
            is_source: self.is_source || other.is_source,
            is_standfirst: self.is_standfirst || other.is_standfirst,
        }
    }
}

/// A word that is sought in the names of classes.
struct Word {
    word: &'static str,
    /// Its letters, as by [`letters`].
    letters: u32,
}

const fn words<const N: usize>(list: [&'static str; N]) -> [Word; N] {
    let mut words = [const {
        Word {
            word: "",
            letters: 0,
        }
    }; N];
    let mut at = 0;
    while at < N {
        words[at] = Word {
            word: list[at],
            letters: letters(list[at]),
        };
        at += 1;
    }
    words
}

/// Returns the letters from a to z that are in a name, a bit each: a name without all letters of a word does not hold
/// the word, which is quicker to see than to seek the word.
const fn letters(name: &str) -> u32 {
    let name = name.as_bytes();
    let (mut letters, mut at) = (0, 0);
    while at < name.len() {
        if name[at].is_ascii_lowercase() {
            letters |= 1 << (name[at] - b'a');
        }
        at += 1;
    }
    letters
}

const STANDFIRSTS: [&str; 18] = [
    "dek",
    "deck",
    "standfirst",
    "subtitle",
    "subhead",
    "subheading",
    "subheadline",
    "strapline",
    "lede",
    "summary",
    "vorspann",
    "chapo",
    "bajada",
    "entradilla",
    "sommario",
    "ingress",
    "manchet",
    "intro",
];

static OTHERS: [Word; 19] = words([
    "related",
    "recommend",
    "sidebar",
    "most-read",
    "mostread",
    "trending",
    "newsletter",
    "comment",
    "teaser",
    "more-from",
    "read-more",
    "readmore",
    "also-read",
    "popular",
    "navigation",
    "promo",
    "share",
    "social",
    "author-bio",
]);

/// "with-sidebar" and "article-comments-page" are said of what stands beside or holds them.
static HOLDERS: [Word; 6] = words(["with", "has-", "no-", "article", "main", "page"]);

static DIALOGS: [Word; 7] = words([
    "consent", "cookie", "onetrust", "gdpr", "modal", "privacy", "dialog",
]);

static BYLINES: [Word; 3] = words(["byline", "by-line", "by_line"]);

static AUTHORS: [Word; 6] = words([
    "author",
    "autor",
    "auteur",
    "writer",
    "redakteur",
    "journalist",
]);

const DATES: [&str; 6] = ["date", "time", "datum", "fecha", "dateline", "datetime"];

static PUBLISHED: [Word; 3] = words(["publish", "posted", "pubdate"]);

static UPDATED: [Word; 3] = words(["updated", "modified", "lastmod"]);

static CAPTIONS: [Word; 1] = words(["caption"]);

/// Reads one name in lower case.
fn read(name: &str) -> ClassMarks {
    let held = letters(name);
    let holds = |words: &[Word]| {
        words
            .iter()
            .any(|word| word.letters & !held == 0 && name.contains(word.word))
    };
    let is_part = |is_so: &dyn Fn(&str) -> bool| {
        name.split(|letter: char| !letter.is_ascii_alphanumeric())
            .any(is_so)
    };
    let is_published = holds(&PUBLISHED);
    let is_updated = holds(&UPDATED);
    ClassMarks {
        is_beside: matches!(name, "footer" | "site-footer" | "page-footer")
            || holds(&DIALOGS)
            || holds(&OTHERS) && !holds(&HOLDERS),
        is_byline: holds(&BYLINES),
        is_author: holds(&AUTHORS),
        is_published,
        is_updated,
        is_date: is_published
            || is_updated
            || is_part(&|part| DATES.iter().any(|word| part.ends_with(word))),
        is_caption: holds(&CAPTIONS),
        is_source: name == "source",
        is_standfirst: is_part(&|part| STANDFIRSTS.contains(&part)),
    }
}

/// Reads each class once a page: the same few hundred stand on thousands of elements.
#[derive(Debug, Default)]
pub(super) struct ClassReader {
    known: HashMap<String, ClassMarks>,
    names: HashMap<String, ClassMarks>,
}

/// A page whose every element has another class is not worth remembering.
const MOST_KNOWN: usize = 20_000;

/// Classes beyond this length, in bytes, are cut: they are lists of style rules.
const LONGEST: usize = 600;

impl ClassReader {
    /// Returns what a class or an id says: its names one by one, since pages make their classes of few names.
    pub(super) fn read(&mut self, marks: &str) -> ClassMarks {
        if let Some(found) = self.known.get(marks) {
            return *found;
        }
        let end = (0..=marks.len().min(LONGEST))
            .rev()
            .find(|at| marks.is_char_boundary(*at))
            .unwrap_or(0);
        let names = marks.get(..end).unwrap_or_default();
        let mut found = ClassMarks::default();
        for name in names.split_ascii_whitespace() {
            found = found.or(self.read_name(name));
        }
        if self.known.len() < MOST_KNOWN {
            self.known.insert(marks.to_owned(), found);
        }
        found
    }

    fn read_name(&mut self, name: &str) -> ClassMarks {
        if let Some(found) = self.names.get(name) {
            return *found;
        }
        let found = read(&name.to_ascii_lowercase());
        if self.names.len() < MOST_KNOWN {
            self.names.insert(name.to_owned(), found);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_a_sidebar_is_not_one() {
        let mut reader = ClassReader::default();
        assert!(reader.read("col related-stories").is_beside);
        assert!(reader.read("Cookie-Banner").is_beside);
        assert!(!reader.read("article-with-sidebar").is_beside);
        assert!(!reader.read("headline__footer").is_beside);
    }

    #[test]
    fn classes_of_bylines_and_dates_are_known() {
        let mut reader = ClassReader::default();
        assert!(reader.read("c-byline__name").is_byline);
        assert!(reader.read("entry-date published").is_published);
        assert!(reader.read("c-timestamp").is_date == reader.read("timestamp").is_date);
        assert!(reader.read("pubDate").is_date);
        assert!(!reader.read("validated").is_author);
    }
}
