//! The names of the authors, out of the words that stand around them.

use super::byline_words::{
    AGENCIES, CUTTING_WORDS, LABELS, NOBODY, OTHERS_WORK, OUTLET_WORDS, PARTICLES, ROLES,
    SEPARATING_WORDS,
};
use super::json_ld::LinkedArticle;
use super::survey::{AuthorMark, MarkedBy, Survey};
use super::{Found, Origin};
use crate::domain::fold::spelling;

/// What a byline names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// Persons, each once, in the order of the line.
    pub(super) persons: Vec<String>,
    /// News agencies.
    pub(super) agencies: Vec<String>,
}

/// More names than this are a list of staff.
const MOST_NAMES: usize = 12;

/// A name has no more words than this.
const NAME_WORDS: usize = 6;

/// A byline further away from the headline than this, in bytes of visible text, may be another article's.
const NEAR: usize = 3000;

/// A line with nothing but the authors and a date is no longer, in bytes.
const BYLINE: usize = 160;

/// Reads the names in the words of one field or line.
pub(super) fn names_in(words: &str, outlet: Option<&str>) -> Named {
    let mut named = Named::default();
    let words = super::json_ld::plain(words);
    let words = without_brackets(&words);
    for line in words.split([';', '|', '•', '·', '/', '&', '、', '\n', '+']) {
        for piece in line.split([',', '，']) {
            if !take_piece(piece, outlet, &mut named) {
                // After a role nothing of a line is a name, but the next line may be: "Ines Varga, Politics Editor".
                continue;
            }
        }
    }
    named
}

/// Takes the names of a piece between commas; returns whether it held one.
fn take_piece(piece: &str, outlet: Option<&str>, named: &mut Named) -> bool {
    let lower = piece.to_lowercase();
    if OTHERS_WORK.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let piece = strip_label(piece.trim());
    let mut holds = false;
    let mut name: Vec<&str> = Vec::new();
    let mut names: Vec<Vec<&str>> = Vec::new();
    for word in piece.split_whitespace() {
        let lower = word.to_lowercase();
        if SEPARATING_WORDS.contains(&lower.as_str())
            && !name.is_empty()
            && (word == lower || is_upper(piece))
        {
            names.push(std::mem::take(&mut name));
        } else if CUTTING_WORDS.contains(&lower.as_str())
            && !name.is_empty()
            && (word == lower || is_upper(piece))
        {
            break;
        } else {
            name.push(word);
        }
    }
    names.push(name);
    for words in names {
        let joined = words.join(" ");
        let joined = strip_label(
            joined.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != ')'),
        );
        let joined = joined.trim_matches(['-', '–', '—', ' ', ':', '*']);
        let bare = spelling(joined);
        if AGENCIES.contains(&bare.as_str()) {
            push_once(&mut named.agencies, joined);
            holds = true;
        } else if is_person(joined, &bare, outlet) && named.persons.len() < MOST_NAMES {
            push_once(&mut named.persons, &in_mixed_case(joined));
            holds = true;
        }
    }
    holds
}

fn is_upper(words: &str) -> bool {
    !words.chars().any(char::is_lowercase)
}

/// Takes "By" and the like off the front.
fn strip_label(words: &str) -> &str {
    let mut words = words;
    for _ in 0..3 {
        let lower = words.to_lowercase();
        let label = LABELS
            .iter()
            .filter(|label| lower.starts_with(**label))
            .max_by_key(|label| label.len());
        let Some(label) = label else { break };
        // Lower case may change the number of bytes only for letters that no label has.
        let Some(rest) = words.get(label.len()..) else {
            break;
        };
        let ends = label.ends_with(':')
            || !label.is_ascii()
            || rest.is_empty()
            || rest.starts_with([' ', ':', '\u{a0}', '：']);
        if !ends {
            break;
        }
        words = rest.trim_start_matches([' ', ':', '\u{a0}', '：']);
    }
    words
}

/// Leaves out what stands in brackets.
fn without_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '(' | '[' | '（' => {
                depth += 1;
                kept.push(',');
            }
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}

fn is_person(words: &str, bare: &str, outlet: Option<&str>) -> bool {
    let count = words.split_whitespace().count();
    if bare.is_empty() || count > NAME_WORDS || words.chars().count() > 60 {
        return false;
    }
    if words.contains(['@', '_', '%', '?', '!', '=', '"', '“', '…'])
        || words.contains("://")
        || words.chars().any(|c| c.is_numeric())
    {
        return false;
    }
    let mut parts = bare.split(' ');
    if parts.any(|word| ROLES.contains(&word) || OUTLET_WORDS.contains(&word))
        || bare.starts_with("the ")
    {
        return false;
    }
    if let Some(outlet) = outlet {
        let outlet = spelling(outlet);
        if outlet == bare
            || outlet.strip_prefix("the ") == Some(bare)
            || bare.strip_prefix("the ") == Some(outlet.as_str())
        {
            return false;
        }
    }
    if words.contains('.') && count == 1 {
        // A domain.
        return false;
    }
    // Words in small letters are particles of names.
    let small = words
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase));
    if small.filter(|word| !PARTICLES.contains(word)).count() > usize::from(count == 1) {
        return false;
    }
    // A name begins with a capital or is written in a script without capitals.
    let first = words.chars().next();
    first.is_some_and(|character| {
        character.is_uppercase() || character.is_alphabetic() && !character.is_lowercase()
    }) || words.split_whitespace().count() >= 2
        && words
            .split_whitespace()
            .skip(1)
            .any(|word| word.starts_with(char::is_uppercase))
}

/// INES VARGA as Ines Varga; names of one word may be abbreviations and stay.
fn in_mixed_case(words: &str) -> String {
    if !is_upper(words) || !words.contains(' ') || !words.chars().any(char::is_uppercase) {
        return words.to_owned();
    }
    let mut mixed = String::with_capacity(words.len());
    let mut starts = true;
    for character in words.chars() {
        if starts {
            mixed.push(character);
        } else {
            mixed.extend(character.to_lowercase());
        }
        starts = !character.is_alphabetic();
    }
    mixed
}

fn push_once(names: &mut Vec<String>, name: &str) {
    let bare = spelling(name);
    if !names.iter().any(|known| spelling(known) == bare) {
        names.push(name.to_owned());
    }
}

/// The authors of a page and the agencies among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Authors {
    pub(super) persons: Vec<Found<String>>,
    pub(super) agencies: Vec<String>,
    /// The visible line that names them.
    pub(super) line: Option<String>,
}

/// Chooses the authors among the linked data, the meta tags and the visible lines.
pub(super) fn choose_authors(
    survey: &Survey,
    linked: &LinkedArticle,
    outlet: Option<&str>,
) -> Authors {
    let mut agencies: Vec<String> = Vec::new();
    let mut read = |fields: &[&str]| -> Vec<String> {
        let mut persons: Vec<String> = Vec::new();
        for field in fields {
            let named = names_in(field, outlet);
            for agency in &named.agencies {
                push_once(&mut agencies, agency);
            }
            for person in &named.persons {
                push_once(&mut persons, person);
            }
        }
        persons
    };
    let stated: Vec<&str> = linked.authors.iter().map(String::as_str).collect();
    let stated = read(&stated);
    let meta: Vec<&str> = [
        "author",
        "article:author",
        "og:article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "citation_author",
        "cxenseparse:author",
        "dcsext.author",
        "vr:author",
        "authors",
        "article:author_name",
        "creator",
    ]
    .iter()
    .flat_map(|name| survey.all_meta(name))
    .filter(|words| !words.contains("://") && !words.starts_with('/'))
    .collect();
    let meta = read(&meta);
    let heading = survey
        .headings
        .iter()
        .find(|heading| !heading.is_aside)
        .or(survey.headings.first())
        .map(|heading| heading.at);
    let is_near = |mark: &&AuthorMark| {
        !mark.is_aside && heading.is_none_or(|at| mark.at.abs_diff(at) <= NEAR)
    };
    let mut visible: Vec<(MarkedBy, Vec<String>, &str)> = Vec::new();
    for by in [
        MarkedBy::Markup,
        MarkedBy::Byline,
        MarkedBy::Class,
        MarkedBy::Link,
    ] {
        let marks: Vec<&AuthorMark> = survey
            .authors
            .iter()
            .filter(|mark| mark.by == by)
            .filter(is_near)
            .collect();
        let Some(first) = marks.first() else { continue };
        let mut fields: Vec<&str> = Vec::new();
        // A line names all authors at one place; what comes far behind is another article's or a biography.
        for mark in marks
            .iter()
            .filter(|mark| mark.at.abs_diff(first.at) <= 300)
        {
            if mark.names.is_empty() {
                fields.push(&mark.words);
            } else {
                fields.extend(mark.names.iter().map(String::as_str));
            }
        }
        let persons = read(&fields);
        if !persons.is_empty() {
            visible.push((by, persons, &first.words));
        }
    }
    let found = |names: Vec<String>, origin: Origin| -> Vec<Found<String>> {
        names
            .into_iter()
            .map(|value| Found { value, origin })
            .collect()
    };
    let line = visible.first().map(|(_, _, words)| (*words).to_owned());
    // A byline that names more than the data does is the fuller one.
    let fuller = visible.iter().position(|(by, names, line)| {
        let is_stated =
            |name: &String| stated.iter().any(|other| spelling(other) == spelling(name));
        matches!(by, MarkedBy::Markup | MarkedBy::Byline)
            && line.len() <= BYLINE
            && names.len() > stated.len()
            && names.iter().filter(|name| is_stated(name)).count() == stated.len()
            && names.iter().all(|name| {
                is_stated(name) || name.split(' ').count() >= 2 && !is_other_form(name, &stated)
            })
    });
    let persons = if !stated.is_empty() && fuller.is_none() {
        found(stated, Origin::JsonLd)
    } else if stated.is_empty() && !meta.is_empty() {
        found(meta, Origin::Meta)
    } else if let Some((by, names, _)) = fuller
        .or(Some(0))
        .and_then(|at| visible.into_iter().nth(at))
    {
        let origin = if by == MarkedBy::Markup {
            Origin::Markup
        } else {
            Origin::VisibleLine
        };
        found(names, origin)
    } else {
        Vec::new()
    };
    Authors {
        persons,
        agencies,
        line,
    }
}

/// "Ms. Varga" of "Ines Varga".
fn is_other_form(name: &str, names: &[String]) -> bool {
    let family = name.rsplit(' ').next().map(spelling).unwrap_or_default();
    names.iter().any(|other| spelling(other).ends_with(&family))
}

/// Returns the organization that a page names as its author, for where it names no person.
pub(super) fn collective_author(survey: &Survey, linked: &LinkedArticle) -> Option<Found<String>> {
    let named = |words: &str| {
        let words = super::json_ld::plain(words);
        let words = strip_label(words.trim()).to_owned();
        let is_name = (2..=60).contains(&words.chars().count())
            && !words.contains(['@', '|', '/'])
            && !NOBODY.contains(&spelling(&words).as_str())
            && words.chars().any(char::is_alphabetic);
        is_name.then_some(words)
    };
    let meta = ["author", "article:author", "parsely-author", "dc.creator"]
        .iter()
        .flat_map(|name| survey.all_meta(name));
    linked
        .authors
        .iter()
        .find_map(|words| named(words))
        .map(|words| Found::new(words, Origin::JsonLd))
        .or_else(|| {
            meta.filter(|words| !words.contains("://"))
                .find_map(named)
                .map(|words| Found::new(words, Origin::Meta))
        })
        .or_else(|| {
            let marks = survey
                .authors
                .iter()
                .filter(|mark| !mark.is_aside && mark.by == MarkedBy::Markup);
            marks
                .map(|mark| mark.words.as_str())
                .find_map(named)
                .map(|words| Found::new(words, Origin::Markup))
        })
}

/// Reads the names of a line that holds nothing else: "INES VARGA", "By Ines Varga and Tom Okoro".
pub(super) fn names_alone(line: &str, language: Option<&str>, outlet: Option<&str>) -> Vec<String> {
    let is_short = line.chars().count() <= 70 && !line.ends_with(['.', '!', '?', ':', '"', '”']);
    if !is_short || line.chars().any(|character| character.is_numeric()) {
        return Vec::new();
    }
    let bare = strip_label(line.trim());
    let has_label = bare.len() < line.trim().len();
    let words: Vec<&str> = bare.split_whitespace().collect();
    // Elsewhere every headline of two words looks like a name.
    if !has_label && language != Some("en") {
        return Vec::new();
    }
    let is_name_like = (2..=if has_label { 12 } else { 4 }).contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                || SEPARATING_WORDS.contains(word)
                || PARTICLES.contains(word)
        });
    if is_name_like {
        names_in(line, outlet).persons
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn persons(words: &str) -> Vec<String> {
        names_in(words, Some("The Gull")).persons
    }

    #[test]
    fn names_are_read_out_of_a_line_with_labels_roles_and_addresses() {
        assert_eq!(
            persons("By Ines Varga and Tom Okoro"),
            ["Ines Varga", "Tom Okoro"]
        );
        assert_eq!(
            persons("Ines Varga, Politics Editor, The Gull"),
            ["Ines Varga"]
        );
        assert_eq!(
            persons("BY INES VARGA, TOM OKORO AND LI WEN"),
            ["Ines Varga", "Tom Okoro", "Li Wen"]
        );
        assert_eq!(persons("Von Jörg Möller, Kiel"), ["Jörg Möller", "Kiel"]);
        assert_eq!(
            persons("ines@gull.example (Ines Varga)"),
            Vec::<String>::new()
        );
        assert_eq!(persons("Ines Varga for The Gull"), ["Ines Varga"]);
        assert_eq!(persons("作者：李文"), ["李文"]);
        assert_eq!(persons("The Gull"), Vec::<String>::new());
    }

    #[test]
    fn agencies_are_told_from_persons() {
        let named = names_in("Ines Varga, dpa/Reuters", None);
        assert_eq!(named.persons, ["Ines Varga"]);
        assert_eq!(named.agencies, ["dpa", "Reuters"]);
    }

    #[test]
    fn a_name_that_begins_as_a_label_stays_whole() {
        assert_eq!(persons("Byron Vonnegut"), ["Byron Vonnegut"]);
        assert_eq!(persons("Ursula von der Aue"), ["Ursula von der Aue"]);
    }

    proptest! {
        #[test]
        fn reading_names_never_panics(words in "\\PC{0,80}") {
            let named = names_in(&words, Some("The Gull"));
            prop_assert!(named.persons.len() <= MOST_NAMES);
        }
    }
}
