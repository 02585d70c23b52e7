//! Whether two names are of one person or one organization: how likely, and why.

use std::collections::BTreeSet;
use std::fmt;

use super::likeness::likeness;
use super::name_parts::{Part, parts};
use super::sentence::{Sentence, WordKind};
use super::weights::Weights;

/// The least score at which two names are shown to a person.
pub const SUGGESTED: f64 = 0.5;
/// The least score that is nearly certain.
pub const NEARLY_CERTAIN: f64 = 0.9;

/// Why two names are thought to be of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The same but for case, accents, points and titles.
    Spelling,
    /// The same parts, written together or apart.
    Spacing,
    /// The same parts in another order.
    Order,
    /// One has a part that the other leaves out.
    Part,
    /// An initial for a name.
    Initial,
    /// A short form for a given name.
    ShortForm,
    /// Another romanization.
    Romanization,
    /// A letter or two otherwise.
    Slip,
    /// The first letters of the words.
    Acronym,
    /// Most of the words, the rare ones among them.
    Words,
    /// A name or an alias of the one is one of the other.
    Alias,
    /// Only one part, which is the other's family name or given name.
    OnePart,
    /// Both belong to the same organization, or have the same role.
    SameOffice,
    /// Both come from the same country.
    SameCountry,
    /// An article names both.
    SameArticle,
    /// They come from other countries.
    OtherCountry,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::Spelling => "same spelling",
            Reason::Spacing => "written together or apart",
            Reason::Order => "another order",
            Reason::Part => "a part left out",
            Reason::Initial => "initial",
            Reason::ShortForm => "short form",
            Reason::Romanization => "another romanization",
            Reason::Slip => "a letter or two",
            Reason::Acronym => "first letters",
            Reason::Words => "most words",
            Reason::Alias => "an alias",
            Reason::OnePart => "one part only",
            Reason::SameOffice => "same organization or role",
            Reason::SameCountry => "same country",
            Reason::SameArticle => "both in one article",
            Reason::OtherCountry => "OTHER COUNTRY",
        })
    }
}

/// How likely two names are of one, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct SameName {
    /// 0..1. By judgement: what kinds of difference there are, each with a factor; no list of names was counted.
    pub score: f64,
    /// Why, in a fixed order.
    pub reasons: BTreeSet<Reason>,
}

/// What a book knows of the bearer of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bearer {
    /// The full name and the aliases.
    pub names: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Organizations that the bearer belongs to, by id.
    pub organizations: BTreeSet<i64>,
    /// Roles, folded.
    pub roles: BTreeSet<String>,
    /// Articles in which the bearer speaks, by id.
    pub articles: BTreeSet<i64>,
}

// What is left of certainty where parts stand in another order, where one is left out, and so on.
const ORDER: f64 = 0.95;
const PART: f64 = 0.82;
const ONE_PART: f64 = 0.45;
const INITIAL: f64 = 0.78;
const SHORT_FORM: f64 = 0.85;
const SAME_SOUND: f64 = 0.9;
const SAME_FRAME: f64 = 0.75;
const SLIP: f64 = 0.78;
const ALIAS: f64 = 0.97;
const ACRONYM: f64 = 0.75;

/// Compares two persons by all their names, and by what is known of them. Nothing makes them one but a person's decision.
#[must_use]
pub fn same_person(one: &Bearer, other: &Bearer) -> SameName {
    best(one, other, same_person_name)
}

/// Compares two organizations by all their names; `weights` counts the words of the names of a book's organizations.
#[must_use]
pub fn same_organization(one: &Bearer, other: &Bearer, weights: &Weights) -> SameName {
    best(one, other, |one, other| {
        same_organization_name(one, other, weights)
    })
}

fn best(one: &Bearer, other: &Bearer, compare: impl Fn(&str, &str) -> SameName) -> SameName {
    let mut best = SameName {
        score: 0.0,
        reasons: BTreeSet::new(),
    };
    for (number, name) in one.names.iter().enumerate() {
        for (other_number, other_name) in other.names.iter().enumerate() {
            let mut found = compare(name, other_name);
            if number + other_number > 0 {
                found.score *= ALIAS;
                found.reasons.insert(Reason::Alias);
            }
            if found.score > best.score {
                best = found;
            }
        }
    }
    with_context(best, one, other)
}

/// Raises or lowers a score, of names that are alike already, by what is known of the two.
fn with_context(mut found: SameName, one: &Bearer, other: &Bearer) -> SameName {
    if found.score <= 0.0 {
        return found;
    }
    let mut nearer = |part: f64, reason: Reason| {
        found.score += (1.0 - found.score) * part;
        found.reasons.insert(reason);
    };
    if !one.organizations.is_disjoint(&other.organizations) || !one.roles.is_disjoint(&other.roles)
    {
        nearer(0.4, Reason::SameOffice);
    }
    if let (Some(country), Some(other_country)) = (&one.country, &other.country) {
        if country == other_country {
            nearer(0.1, Reason::SameCountry);
        } else {
            found.score *= 0.6;
            found.reasons.insert(Reason::OtherCountry);
        }
    }
    if !one.articles.is_disjoint(&other.articles) {
        // Whoever logged the article told them apart, unless one name is a part of the other.
        found.score *= if found.reasons.contains(&Reason::Spelling) {
            0.9
        } else {
            0.75
        };
        found.reasons.insert(Reason::SameArticle);
    }
    found
}

/// Compares two names of persons.
#[must_use]
pub fn same_person_name(one: &str, other: &str) -> SameName {
    let (left, right) = (parts(one), parts(other));
    let mut reasons = BTreeSet::new();
    let nothing = SameName {
        score: 0.0,
        reasons: BTreeSet::new(),
    };
    if left.is_empty() || right.is_empty() {
        return nothing;
    }
    let letters =
        |parts: &[Part]| -> Vec<String> { parts.iter().map(|part| part.letters.clone()).collect() };
    let (left_letters, right_letters) = (letters(&left), letters(&right));
    if left_letters == right_letters {
        return SameName {
            score: 1.0,
            reasons: BTreeSet::from([Reason::Spelling]),
        };
    }
    if left_letters.len() != right_letters.len()
        && is_rotation(&left_letters, &right_letters.concat())
    {
        return SameName {
            score: 0.95,
            reasons: BTreeSet::from([Reason::Spacing]),
        };
    }
    let (short, long) = if left.len() <= right.len() {
        (&left, &right)
    } else {
        (&right, &left)
    };
    let mut taken = vec![false; long.len()];
    let mut places = Vec::with_capacity(short.len());
    let mut score = 1.0;
    let mut whole_parts = 0;
    // Whole names choose before initials do.
    let mut order: Vec<usize> = (0..short.len()).collect();
    order.sort_by_key(|at| short.get(*at).is_some_and(Part::is_initial));
    for at in order {
        let Some(part) = short.get(at) else {
            continue;
        };
        let best = long
            .iter()
            .enumerate()
            .filter(|(place, _)| taken.get(*place).is_some_and(|taken| !taken))
            .filter_map(|(place, other)| {
                same_part(part, other)
                    .map(|(value, reason)| (value, usize::from(place == at), place, reason))
            })
            .max_by(|one, other| {
                one.0
                    .total_cmp(&other.0)
                    .then(one.1.cmp(&other.1))
                    .then(other.2.cmp(&one.2))
            });
        let Some((value, _, place, reason)) = best else {
            return nothing;
        };
        if let Some(taken) = taken.get_mut(place) {
            *taken = true;
        }
        places.push((at, place));
        score *= value;
        reasons.extend(reason);
        if reason != Some(Reason::Initial) {
            whole_parts += 1;
        }
    }
    if whole_parts == 0 {
        return nothing;
    }
    places.sort_unstable();
    if !places.is_sorted_by_key(|(_, place)| *place) {
        score *= ORDER;
        reasons.insert(Reason::Order);
    }
    if short.len() < long.len() {
        if short.len() == 1 {
            score *= ONE_PART;
            reasons.insert(Reason::OnePart);
        } else {
            score *= PART;
            reasons.insert(Reason::Part);
        }
    }
    // A name that differs in every part is another name.
    if short.len() == 1 && long.len() == 1 && score < SAME_SOUND {
        score *= 0.8;
    }
    SameName { score, reasons }
}

fn same_part(one: &Part, other: &Part) -> Option<(f64, Option<Reason>)> {
    if one.letters == other.letters {
        return Some((1.0, None));
    }
    if one.is_initial() || other.is_initial() {
        let is_same = one.letters.chars().next() == other.letters.chars().next()
            || one.sound.chars().next() == other.sound.chars().next();
        return is_same.then_some((INITIAL, Some(Reason::Initial)));
    }
    if one.sound == other.sound {
        return Some((SAME_SOUND, Some(Reason::Romanization)));
    }
    if one.is_short_form_of(other) {
        return Some((SHORT_FORM, Some(Reason::ShortForm)));
    }
    let length = one
        .letters
        .chars()
        .count()
        .min(other.letters.chars().count());
    if length >= 5 && strsim::damerau_levenshtein(&one.letters, &other.letters) <= 1 {
        return Some((SLIP, Some(Reason::Slip)));
    }
    if one.frame == other.frame
        && one.frame.chars().count() >= 3
        && strsim::damerau_levenshtein(&one.sound, &other.sound) <= 3
    {
        return Some((SAME_FRAME, Some(Reason::Romanization)));
    }
    None
}

/// Whether parts put together, in any turn, are the letters of the other name.
fn is_rotation(parts: &[String], together: &str) -> bool {
    (0..parts.len()).any(|start| {
        let turned: String = parts
            .iter()
            .cycle()
            .skip(start)
            .take(parts.len())
            .map(String::as_str)
            .collect();
        turned == together
    })
}

/// Compares two names of organizations.
#[must_use]
pub fn same_organization_name(one: &str, other: &str, weights: &Weights) -> SameName {
    let (left, right) = (organization_name(one), organization_name(other));
    let stems = |sentence: &Sentence| -> Vec<String> {
        content(sentence).map(|word| word.stem.clone()).collect()
    };
    let (left_stems, right_stems) = (stems(&left), stems(&right));
    if left_stems.is_empty() || right_stems.is_empty() {
        return SameName {
            score: 0.0,
            reasons: BTreeSet::new(),
        };
    }
    if left_stems == right_stems {
        return SameName {
            score: 1.0,
            reasons: BTreeSet::from([Reason::Spelling]),
        };
    }
    if is_acronym(one, &right) || is_acronym(other, &left) {
        return SameName {
            score: ACRONYM,
            reasons: BTreeSet::from([Reason::Acronym]),
        };
    }
    let found = likeness(&left, &right, weights);
    let mut reasons = BTreeSet::from([Reason::Words]);
    let mut score = found.value;
    if found.is_order_different && found.covered > 0.95 && found.other_covered > 0.95 {
        reasons.insert(Reason::Order);
    }
    // The north and the south have an office each.
    if !found.contrary.is_empty() || found.figures == super::likeness::Figures::Different {
        score *= 0.5;
    }
    // One word of each that the other lacks is mostly the place.
    if found.exchanged.is_some() || found.has_other_words {
        score *= 0.8;
    }
    if found.covered.min(found.other_covered) < 0.95 {
        reasons.insert(Reason::Part);
    }
    SameName { score, reasons }
}

/// Words for one kind of organization, of which the first is taken for all.
const KINDS: &[&[&str]] = &[
    &["centre", "center"],
    &["institute", "institution", "inst"],
    &["university", "univ", "universitat", "universite"],
    &["studies", "research", "study"],
    &["organization", "organisation", "org"],
    &["association", "assoc", "assn", "society"],
    &["department", "dept"],
    &["ministry", "min"],
    &["committee", "cttee"],
    &[
        "company",
        "co",
        "corp",
        "corporation",
        "inc",
        "ltd",
        "limited",
        "llc",
        "gmbh",
        "ag",
        "plc",
    ],
    &["government", "govt"],
    &["national", "natl"],
    &["international", "intl"],
    &["party", "pty"],
    &["office", "bureau"],
];

/// The words of an organization's name, with one word for each kind.
#[must_use]
pub fn organization_name(name: &str) -> Sentence {
    let mut sentence = Sentence::read(name);
    for word in &mut sentence.words {
        if let Some(kind) = KINDS
            .iter()
            .find(|kind| kind.contains(&word.folded.as_str()))
            .and_then(|kind| kind.first())
        {
            (*kind).clone_into(&mut word.folded);
            word.stem = super::stem::stem(kind);
        }
    }
    sentence
}

fn content(sentence: &Sentence) -> impl Iterator<Item = &super::sentence::Word> {
    sentence
        .words
        .iter()
        .filter(|word| word.kind != WordKind::Empty)
}

/// Whether a name without spaces is the first letters of another's words, empty words counted or not.
fn is_acronym(short: &str, long: &Sentence) -> bool {
    let short: String = short
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect();
    let letters = short.chars().count();
    if !(2..=10).contains(&letters)
        || short
            .chars()
            .filter(|character| character.is_uppercase())
            .count()
            * 2
            < letters
    {
        return false;
    }
    let short = short.to_lowercase();
    let first = |words: Vec<&super::sentence::Word>| -> String {
        words
            .iter()
            .filter_map(|word| word.folded.chars().next())
            .collect()
    };
    short == first(content(long).collect()) || short == first(long.words.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(one: &str, other: &str) -> (f64, Vec<Reason>) {
        let found = same_person_name(one, other);
        assert_eq!(found, same_person_name(other, one), "{one} | {other}");
        (found.score, found.reasons.into_iter().collect())
    }

    #[test]
    fn names_of_one_person_are_found_in_order_spelling_initials_and_romanization() {
        assert_eq!(
            person("Prof. Ada Lind", "ADA LÍND"),
            (1.0, vec![Reason::Spelling])
        );
        assert_eq!(person("Lu Minshan", "Minshan Lu").1, [Reason::Order]);
        assert_eq!(person("Lu Min-shan", "Min Shan Lu").1, [Reason::Spacing]);
        assert_eq!(person("A. Lind", "Ada Lind").1, [Reason::Initial]);
        assert_eq!(person("Bob Marrow", "Robert Marrow").1, [Reason::ShortForm]);
        assert_eq!(
            person("Sergey Zhadov", "Sergei Jadov").1,
            [Reason::Romanization]
        );
        assert_eq!(
            person("Muhammad Saliq", "Mohammed Salik").1,
            [Reason::Romanization]
        );
        assert_eq!(
            person("Tarabaev Mirzat Alimovich", "Mirzat Tarabayev").1,
            [Reason::Order, Reason::Part, Reason::Romanization]
        );
        assert_eq!(person("Ada Torvald", "Ada Torvalt").1, [Reason::Slip]);
        for (one, other) in [
            ("Lu Minshan", "Minshan Lu"),
            ("A. Lind", "Ada Lind"),
            ("Sergey Zhadov", "Sergei Jadov"),
        ] {
            assert!(person(one, other).0 >= SUGGESTED, "{one} | {other}");
        }
    }

    #[test]
    fn names_of_others_are_not() {
        for (one, other) in [
            ("Ada Lind", "Oda Lind"),
            ("Li Wei", "Liu Wei"),
            ("Ada Lind", "Ada Brenn"),
            ("Lind", "Ada Lind"),
            ("J. L.", "Jan Lind"),
            ("", "Ada"),
        ] {
            assert!(
                person(one, other).0 < SUGGESTED,
                "{one} | {other}: {:?}",
                person(one, other)
            );
        }
    }

    #[test]
    fn what_is_known_of_two_persons_counts() {
        let bearer = |name: &str, country: &str, organization: i64, article: i64| Bearer {
            names: vec![name.to_owned()],
            country: Some(country.to_owned()),
            organizations: BTreeSet::from([organization]),
            articles: BTreeSet::from([article]),
            ..Bearer::default()
        };
        let lind = bearer("Lind", "NO", 1, 1);
        let of = |other: &Bearer| same_person(&lind, other).score;
        assert!(of(&bearer("Ada Lind", "NO", 1, 2)) >= SUGGESTED);
        assert!(of(&bearer("Ada Lind", "SE", 2, 2)) < SUGGESTED);
        assert!(of(&bearer("Ada Lind", "NO", 2, 2)) > of(&bearer("Ada Lind", "NO", 2, 1)));
        let aliased = Bearer {
            names: vec![String::from("陆敏善"), String::from("Lu Minshan")],
            ..Bearer::default()
        };
        let plain = Bearer {
            names: vec![String::from("Minshan Lu")],
            ..Bearer::default()
        };
        assert!(same_person(&aliased, &plain).score > 0.9);
    }

    #[test]
    fn names_of_one_organization_are_found() {
        let names = [
            "Centre for Harbour Studies",
            "Institute of Law, Marvik University",
            "Ministry of Health",
            "Ministry of Trade",
            "University of Lindholm",
            "University of Marvik",
        ];
        let sentences: Vec<Sentence> = names.iter().map(|name| organization_name(name)).collect();
        let weights = Weights::of(&sentences);
        let of = |one: &str, other: &str| same_organization_name(one, other, &weights).score;
        assert!(of("Centre for Harbour Studies", "Center of Harbour Research") >= NEARLY_CERTAIN);
        assert!(of("Marvik Univ.", "University of Marvik") >= SUGGESTED);
        assert!(of("CHS", "Centre for Harbour Studies") >= SUGGESTED);
        assert!(
            of(
                "Human Rights and Rule of Law Centre",
                "Centre for Human Rights and Rule of Law Studies"
            ) >= SUGGESTED
        );
        assert!(of("Ministry of Health", "Ministry of Trade") < SUGGESTED);
        assert!(of("University of Lindholm", "University of Marvik") < SUGGESTED);
        assert!(of("Northern Harbour Office", "Southern Harbour Office") < SUGGESTED);
    }
}
