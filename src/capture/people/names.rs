//! Names in a text: runs of capital words, with the titles before them set apart.

use std::ops::Range;

use crate::capture::attribution::{TokenKind, TokenList};
use crate::capture::language::{Class, Gender};

/// What a name looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// A title, a given name, or an order of words that only people have.
    Person,
    /// A word for organizations, or capitals throughout.
    Organization,
    /// A known place.
    Place,
    /// Several words that may be anything.
    Several,
    /// Several words that are no person's: `American Muslims`, `Silver Coast`.
    Other,
    /// One word that may be anything.
    Single,
}

/// A run of capital words.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    /// The words of the name.
    pub(crate) range: Range<usize>,
    /// The words before it in the same run that say what somebody is: `Foreign Minister`; may be empty.
    pub(crate) title: Range<usize>,
    /// What it looks like.
    pub(crate) look: Look,
    /// The gender that title or given name show.
    pub(crate) gender: Gender,
    /// Whether it stands at the start of a sentence, where any word is written large.
    pub(crate) opens: bool,
}

/// The longest name that is read, in tokens: a line in capitals is no name.
const LONGEST: usize = 14;

/// Returns the names of a text in order, none overlapping.
pub(crate) fn names(tokens: &TokenList<'_>, sentences: &[Range<usize>]) -> Vec<Name> {
    let mut all = Vec::new();
    for sentence in sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if !starts_name(tokens, at) {
                at += 1;
                continue;
            }
            let end = run_end(tokens, at, sentence.end);
            split(tokens, sentence, at..end, &mut all);
            at = end.max(at + 1);
        }
    }
    all
}

fn starts_name(tokens: &TokenList<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    if token.kind != TokenKind::Word || !token.capital {
        return false;
    }
    let named = token.is(Class::GIVEN_MALE
        .with(Class::GIVEN_FEMALE)
        .with(Class::TITLE)
        .with(Class::FAMILY_FIRST));
    if ["-born", "-based", "-old", "-led", "-style", "-backed"]
        .iter()
        .any(|ending| token.lower.ends_with(ending))
    {
        return false;
    }
    if token.is(Class::PRONOUN.with(Class::NO_NAME)) && !(named && tokens.at(at + 1).capital) {
        return false;
    }
    true
}

/// The end of a run: capital words, small particles between them, `of` and `and` inside names of organizations.
fn run_end(tokens: &TokenList<'_>, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST);
    let mut end = start + 1;
    let mut organization = tokens.at(start).is(Class::ORGANIZATION);
    while end < limit {
        let token = tokens.at(end);
        let goes_on = |at: usize| {
            at < limit
                && tokens.at(at).capital
                && tokens.at(at).kind == TokenKind::Word
                && tokens.at(at).quote == tokens.at(start).quote
                && !tokens.at(at).is(Class::PRONOUN)
        };
        let may_be_named =
            !token.is(Class::NO_NAME) || token.is(Class::GIVEN_MALE.with(Class::GIVEN_FEMALE));
        if token.kind == TokenKind::Word
            && token.capital
            && token.quote == tokens.at(start).quote
            && may_be_named
        {
            organization |= token.is(Class::ORGANIZATION);
            end += 1;
            continue;
        }
        // `al-Harthi`, written small inside a name.
        if token.lower.starts_with("al-")
            || token.lower.starts_with("el-")
            || token.lower.starts_with("d'")
        {
            end += 1;
            continue;
        }
        if token.kind == TokenKind::Word && token.is(Class::PARTICLE) && goes_on(end + 1) {
            end += 2;
            continue;
        }
        if token.is(Class::PARTICLE) && tokens.at(end + 1).is(Class::PARTICLE) && goes_on(end + 2) {
            end += 3;
            continue;
        }
        if token.among(&["of", "for", "on"]) && tokens.before(end).quote == token.quote {
            let next = if tokens.at(end + 1).lower == "the" {
                end + 2
            } else {
                end + 1
            };
            if goes_on(next) && (organization || organization_later(tokens, start, next, limit)) {
                end = next + 1;
                continue;
            }
        }
        if token.among(&["and", "&"]) && organization_later(tokens, start, end + 1, limit) {
            end += 2;
            continue;
        }
        break;
    }
    end
}

/// Says whether capital words with a word for an organization follow an `and`: `Human Rights and Rule of Law Research Center`.
fn organization_later(tokens: &TokenList<'_>, start: usize, from: usize, limit: usize) -> bool {
    // Two people joined by `and` have given names.
    let person = |at: usize| {
        tokens.at(at).is(Class::GIVEN_MALE
            .with(Class::GIVEN_FEMALE)
            .with(Class::TITLE))
    };
    if (start..=from).any(person) || !tokens.at(from).capital {
        return false;
    }
    let mut at = from;
    while at < limit && (tokens.at(at).capital || tokens.at(at).among(&["of", "the"])) {
        if tokens.at(at).is(Class::ORGANIZATION) {
            return true;
        }
        at += 1;
    }
    // `Ministry of Health and Welfare`
    (start..from).any(|at| tokens.at(at).among(&["of"])) && tokens.at(start).is(Class::ORGANIZATION)
}

/// Sets titles apart and puts the name down.
fn split(tokens: &TokenList<'_>, sentence: &Range<usize>, run: Range<usize>, all: &mut Vec<Name>) {
    let mut range = run.clone();
    let first = tokens.at(run.start);
    let opens = run.start == sentence.start || tokens.before(run.start).kind == TokenKind::Mark;
    let given = |at: usize| {
        tokens
            .at(at)
            .is(Class::GIVEN_MALE.with(Class::GIVEN_FEMALE))
    };
    let mut title = run.start..run.start;
    let mut titled = false;
    if !given(run.start) || first.is(Class::TITLE) {
        // The last title with a name behind it.
        let last = (run.start..run.end.saturating_sub(1)).rev().find(|at| {
            tokens.at(*at).is(Class::TITLE.with(Class::ROLE))
                && !is_suffix(tokens, *at + 1)
                && tokens.at(*at + 1).capital
        });
        if let Some(last) = last
            && !(last + 1..run.end)
                .any(|at| tokens.at(at).is(Class::ORGANIZATION) || tokens.at(at).lower == "of")
        {
            title = run.start..last + 1;
            range = last + 1..run.end;
            titled = true;
        }
    }
    // `House Speaker-elect Nora Falk`: an office that is in no list stands before a given name.
    if !titled
        && let Some(at) = (run.start + 1..run.end.saturating_sub(1)).find(|at| given(*at))
        && !(at..run.end)
            .any(|at| tokens.at(at).is(Class::ORGANIZATION) || tokens.at(at).lower == "of")
        && !given(at - 1)
        && (run.start..at).any(|at| {
            tokens.at(at).is(Class::ORGANIZATION
                .with(Class::TITLE)
                .with(Class::ROLE)
                .with(Class::PLACE)
                .with(Class::NATIONALITY))
        })
        && tokens.at(at - 1).end - tokens.at(at - 1).start > 2
    {
        title = run.start..at;
        range = at..run.end;
    }
    // `the Arizona Republican`, `Democrats`: what somebody is, not who.
    let last = tokens.at(range.end.saturating_sub(1));
    if !titled
        && range.len() < 4
        && last.is(Class::ROLE)
        && !given(range.start)
        && !range
            .clone()
            .any(|at| tokens.at(at).is(Class::ORGANIZATION))
        && tokens.before(run.start).lower == "the"
    {
        return;
    }
    if range.is_empty() {
        return;
    }
    let next = tokens.at(range.end);
    let articled = tokens.before(run.start).lower == "the"
        && !titled
        && (!next.is_word()
            || next.is(Class::VERB
                .with(Class::FUNCTION)
                .with(Class::ADVERB)
                .with(Class::TIME)));
    let words = range.len();
    let has = |class: Class| range.clone().any(|at| tokens.at(at).is(class));
    let head = tokens.at(range.start);
    let acronym = words == 1 && head.lower.len() > 1 && {
        let length = head.end - head.start;
        length > 1 && length <= 6 && head.lower.chars().all(char::is_alphabetic) && head.upper
    };
    let look = if titled && !has(Class::ORGANIZATION) {
        Look::Person
    } else if range
        .clone()
        .all(|at| tokens.at(at).lower.contains('.') || tokens.at(at).lower.len() == 1)
    {
        if has(Class::PLACE) {
            Look::Place
        } else {
            return;
        }
    } else if has(Class::ORGANIZATION) && !(given(range.start) && words == 2) || acronym {
        Look::Organization
    } else if articled
        && !given(range.start)
        && !has(Class::PLACE.with(Class::NATIONALITY).with(Class::PEOPLE))
    {
        // `the Gazette`, `the Hill`: nobody's name has an article.
        Look::Organization
    } else if words > 1
        && words < 6
        && (given(range.start) || head.is(Class::FAMILY_FIRST) && words < 4 && !has(Class::PLACE))
    {
        Look::Person
    } else if head.is(Class::PLACE) && words < 3
        || head.is(Class::PLACE_FIRST) && !given(range.start) && words < 4 && words > 1
    {
        Look::Place
    } else if words > 1
        && (head.is(Class::NATIONALITY.with(Class::TIME).with(Class::ADJECTIVE))
            || tokens.at(range.end - 1).is(Class::NATIONALITY
                .with(Class::PEOPLE)
                .with(Class::DOCUMENT)
                .with(Class::TIME)
                .with(Class::NOUN)))
    {
        Look::Other
    } else if words > 1 {
        Look::Several
    } else {
        Look::Single
    };
    all.push(Name {
        gender: gender(tokens, &title, &range, look),
        range,
        title,
        look,
        opens,
    });
}

fn is_suffix(tokens: &TokenList<'_>, at: usize) -> bool {
    tokens.at(at).among(&["jr", "sr", "ii", "iii", "iv"])
}

/// By the title, else by the given name.
fn gender(tokens: &TokenList<'_>, title: &Range<usize>, name: &Range<usize>, look: Look) -> Gender {
    for at in title.clone() {
        let token = tokens.at(at);
        if token.is(Class::MALE) && token.is(Class::TITLE) {
            return Gender::Male;
        }
        if token.is(Class::FEMALE) && token.is(Class::TITLE) {
            return Gender::Female;
        }
    }
    if name.len() < 2 || look == Look::Organization {
        return Gender::Unknown;
    }
    let first = tokens.at(name.start);
    match (first.is(Class::GIVEN_MALE), first.is(Class::GIVEN_FEMALE)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}
