//! The title of a page: its fields vote, since none of them is right everywhere.

use super::survey::Survey;
use super::{Found, Origin};
use crate::domain::fold::spelling;

/// One reading of the title.
#[derive(Debug, Clone)]
struct Candidate {
    words: String,
    bare: String,
    origin: Origin,
    weight: i32,
}

/// A title has no more code points than this; what is longer is a summary.
const LONGEST: usize = 400;

/// Chooses the title among the headings, the linked data, OpenGraph and the `title` tag, with the site's name taken
/// off.
pub(super) fn choose_title(
    survey: &Survey,
    headlines: &[String],
    outlet: Option<&str>,
) -> Option<Found<String>> {
    let names: Vec<String> = site_names(survey, outlet);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut add = |words: &str, origin: Origin, weight: i32| {
        let words = super::json_ld::plain(words);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = strip_site(&words, &names);
        let bare = spelling(&words);
        if !bare.is_empty() && words.chars().count() <= LONGEST && !names.contains(&bare) {
            candidates.push(Candidate {
                words,
                bare,
                origin,
                weight,
            });
        }
    };
    let main_headings: Vec<&super::survey::Heading> = survey
        .headings
        .iter()
        .filter(|heading| !heading.is_aside)
        .collect();
    let headings = if main_headings.is_empty() {
        survey.headings.iter().collect()
    } else {
        main_headings
    };
    let only = headings.len() == 1;
    for (at, heading) in headings.iter().enumerate().take(6) {
        let words = heading.words.replace(" | ", " ");
        add(
            &words,
            Origin::VisibleLine,
            if only {
                5
            } else if at == 0 {
                4
            } else {
                3
            },
        );
    }
    if let Some(headline) = headlines.first() {
        add(headline, Origin::JsonLd, 4);
    }
    for name in [
        "og:title",
        "twitter:title",
        "parsely-title",
        "dc.title",
        "sailthru.title",
        "title",
        "headline",
    ] {
        if let Some(words) = survey.all_meta(name).next() {
            let (origin, weight) = if name == "og:title" {
                (Origin::OpenGraph, 4)
            } else {
                (Origin::Meta, 3)
            };
            add(words, origin, weight);
        }
    }
    if let Some(title) = &survey.title {
        add(title, Origin::TitleTag, 1);
    }
    if let Some(found) = written_apart(&candidates) {
        return Some(found);
    }
    let score = |candidate: &Candidate| -> i32 {
        candidates
            .iter()
            .map(|other| {
                if other.bare == candidate.bare {
                    other.weight * 2
                } else if is_part(&candidate.bare, &other.bare) {
                    other.weight
                } else {
                    0
                }
            })
            .sum()
    };
    let best = candidates
        .iter()
        .map(|candidate| (score(candidate), candidate))
        .rev()
        .max_by_key(|(score, _)| *score)?
        .1;
    Some(Found {
        value: best.words.clone(),
        origin: best.origin,
    })
}

/// Decides the patterns in which counting votes goes wrong.
fn written_apart(candidates: &[Candidate]) -> Option<Found<String>> {
    let of = |origin: Origin| {
        candidates
            .iter()
            .find(|candidate| candidate.origin == origin)
    };
    let heading = of(Origin::VisibleLine)?;
    let graph = of(Origin::OpenGraph)?;
    let title = of(Origin::TitleTag);
    let same = |one: &Candidate, other: &Candidate| one.bare == other.bare;
    let found = |candidate: &Candidate| {
        Some(Found {
            value: candidate.words.clone(),
            origin: candidate.origin,
        })
    };
    let linked = of(Origin::JsonLd)?;
    let shared = of(Origin::Meta);
    let is_like_heading =
        |other: Option<&Candidate>| other.is_none_or(|other| same(other, heading));
    // Three fields that all differ: what the reader sees is the title.
    if !same(heading, graph) && !same(heading, linked) && !same(graph, linked) {
        return found(heading);
    }
    // One field that differs from all others was written by hand; the others are copies of one.
    if is_like_heading(title) && is_like_heading(shared) {
        if same(heading, graph) && !same(heading, linked) {
            return found(linked);
        }
        if same(heading, linked) && !same(heading, graph) {
            return found(graph);
        }
    }
    None
}

/// Whether one reading is a beginning or an end of the other, of some length.
fn is_part(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    short.len() >= 15 && (long.starts_with(short) || long.ends_with(short))
}

fn site_names(survey: &Survey, outlet: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "twitter:site",
    ] {
        names.extend(
            survey
                .all_meta(name)
                .map(|words| spelling(words.trim_start_matches('@'))),
        );
    }
    names.extend(outlet.map(spelling));
    if let Some(url) = &survey.canonical {
        names.extend(super::outlet::domain_names(url));
    }
    if let Some(url) = survey.first_meta(&["og:url"]) {
        names.extend(super::outlet::domain_names(url));
    }
    names.retain(|name| name.len() > 1);
    names
}

/// Takes "| The Gull" and the like off the end, and "The Gull: " off the beginning.
fn strip_site(words: &str, names: &[String]) -> String {
    let mut words = words.trim();
    for _ in 0..3 {
        let Some((head, _)) = cut(words, names) else {
            break;
        };
        words = head;
    }
    words.trim().to_owned()
}

const SEPARATORS: [&str; 15] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " › ", " · ", " • ", " / ", "|", " ‹ ", "--", "ㅣ",
    "_",
];

fn cut<'a>(words: &'a str, names: &[String]) -> Option<(&'a str, &'a str)> {
    let (at, separator) = SEPARATORS
        .iter()
        .filter_map(|separator| words.rfind(separator).map(|at| (at, *separator)))
        .max_by_key(|(at, separator)| (*at, separator.len()))?;
    let head = words.get(..at)?.trim();
    let tail = words.get(at + separator.len()..)?.trim();
    let bare = spelling(tail);
    let is_site = is_name(&bare, names);
    // A bar stands in hardly any headline, a dash stands in many.
    let is_bar =
        separator.contains(['|', '»', '›', '‹', 'ㅣ']) || matches!(separator, " :: " | "--");
    let tail_words = tail.split_whitespace().count();
    let head_words = head.split_whitespace().count();
    let is_spaceless = head.chars().count() > 8 && !head.is_ascii();
    if is_site && !head.is_empty() || is_bar && tail_words <= 5 && (head_words >= 3 || is_spaceless)
    {
        return Some((head, tail));
    }
    // The site's name may also stand in front, or the kind of piece before a bar: "Opinion | …".
    let (at, separator) = SEPARATORS
        .iter()
        .chain(&[": "])
        .filter_map(|separator| words.find(separator).map(|at| (at, *separator)))
        .min_by_key(|(at, _)| *at)?;
    let front = words.get(..at)?.trim();
    let rest = words.get(at + separator.len()..)?.trim();
    let is_kind = separator.contains('|')
        && front.split_whitespace().count() <= 2
        && rest.split_whitespace().count() >= 4;
    let is_site = separator != ": " && is_name(&spelling(front), names);
    ((is_site || is_kind) && !rest.is_empty()).then_some((rest, front))
}

fn is_name(bare: &str, names: &[String]) -> bool {
    let run: String = bare.split(' ').collect();
    !run.is_empty()
        && names.iter().any(|name| {
            let name: String = name.split(' ').collect();
            name == run
                || run.len() > 3
                    && (name.contains(&run)
                        || run.contains(&name) && name.len() > 3 && run.len() < name.len() * 2)
        })
}
