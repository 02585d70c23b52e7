//! What a source without a name is: a document, an office, people in general.

use std::ops::Range;

use crate::capture::attribution::{NounPhrase, TokenKind, TokenList, is_plural};
use crate::capture::language::{Class, Gender};

/// What a noun phrase without a name of a person stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Description {
    /// A personal pronoun for one person.
    One(Gender),
    /// `they`, `their`.
    They,
    /// `it`, `its`.
    It,
    /// `I`, `we`, `you`: whoever writes or reads.
    Writer,
    /// `the director`: somebody named elsewhere; the token of the role.
    Definite(usize, Gender),
    /// `the ministry`: a body named elsewhere, or not at all; the token of its noun.
    Body(usize),
    /// `the report`.
    Document,
    /// `officials`, `a spokesman for the port`.
    Unnamed,
    /// `the plan`, `the news`: nobody.
    Thing,
}

/// Says what a noun phrase stands for by its head.
pub(crate) fn describe(tokens: &TokenList<'_>, phrase: &NounPhrase) -> Description {
    let head = phrase.head.clone();
    let first = tokens.at(head.start);
    if head.len() == 1 && first.is(Class::PRONOUN.with(Class::POSSESSIVE)) {
        return match first.lower.as_ref() {
            "he" | "him" | "his" | "himself" => Description::One(Gender::Male),
            "she" | "her" | "hers" | "herself" => Description::One(Gender::Female),
            "they" | "them" | "their" | "both" | "themselves" => Description::They,
            "it" | "its" | "itself" => Description::It,
            "i" | "we" | "you" | "my" | "our" | "your" | "me" | "us" => Description::Writer,
            "this" | "that" | "which" | "there" | "who" | "nothing" | "something"
            | "everything" => Description::Thing,
            _ => Description::Unnamed,
        };
    }
    let Some(noun) = head_noun(tokens, &head) else {
        return Description::Thing;
    };
    let token = tokens.at(noun);
    if head.clone().any(|at| {
        tokens.at(at).kind == TokenKind::Number
            || tokens.at(at).is(Class::NUMBER) && tokens.at(at).lower != "first"
    }) && !token.is(Class::DOCUMENT.with(Class::ORGANIZATION))
        || token.among(&["percent", "more", "half", "majority", "handful", "dozen"])
    {
        return Description::Unnamed;
    }
    let definite = first.among(&["the", "this", "that", "his", "her", "its", "their"])
        || head.clone().any(|at| tokens.at(at).lower == "'s");
    let indefinite = first.among(&[
        "a", "an", "one", "another", "some", "any", "several", "many", "most", "few", "other",
        "others",
    ]);
    let gender = match (token.is(Class::MALE), token.is(Class::FEMALE)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    };
    let person_noun = token.is(Class::MALE.with(Class::FEMALE).with(Class::TITLE))
        || token.lower.ends_with("-old")
        || token.among(&[
            "native",
            "nominee",
            "incumbent",
            "billionaire",
            "lawyer",
            "expert",
            "suspect",
            "victim",
            "newcomer",
            "challenger",
            "contender",
            "front-runner",
            "frontrunner",
            "neurosurgeon",
            "reality-star",
            "businessman",
            "pediatrician",
            "pensioner",
            "teenager",
            "novelist",
            "economist",
            "mogul",
            "veteran",
            "graduate",
            "newcomer",
            "hopeful",
            "candidate",
            "driver",
            "shopper",
            "farmer",
        ]);
    if token.is(Class::PEOPLE) || is_plural(token) && token.is(Class::ROLE) {
        return Description::Unnamed;
    }
    if token.is(Class::ROLE) || person_noun {
        return if definite && !indefinite {
            Description::Definite(noun, gender)
        } else {
            Description::Unnamed
        };
    }
    if definite
        && !token.capital
        && token.word.is_none()
        && ["er", "or", "ist", "ian"]
            .iter()
            .any(|ending| token.lower.ends_with(ending))
    {
        // Nouns for who does something: `the operator`, `the lender`, `the sculptor`.
        return Description::Definite(noun, gender);
    }
    if token.is(Class::DOCUMENT) {
        return Description::Document;
    }
    if token.is(Class::ORGANIZATION)
        || token.among(&[
            "corporation",
            "carrier",
            "automaker",
            "lender",
            "bloc",
            "nation",
            "country",
            "state",
            "retailer",
            "startup",
            "firm",
        ])
    {
        return Description::Body(noun);
    }
    if is_plural(token) {
        let singular = token.lower.trim_end_matches('s');
        let _ = singular;
        return Description::Unnamed;
    }
    if indefinite && !token.capital {
        return Description::Unnamed;
    }
    if token.capital || token.is(Class::PLACE) {
        return Description::Body(noun);
    }
    Description::Thing
}

/// The noun of a head: its last word that is one.
fn head_noun(tokens: &TokenList<'_>, head: &Range<usize>) -> Option<usize> {
    // `officials speaking`, `people briefed`
    let mut head = head.clone();
    while head.len() > 1
        && tokens.at(head.end - 1).among(&[
            "close",
            "familiar",
            "aware",
            "involved",
            "responsible",
            "present",
            "interviewed",
        ])
    {
        head.end -= 1;
    }
    while head.len() > 1
        && tokens
            .at(head.end - 1)
            .is(Class::VERB_ING.with(Class::VERB_PARTICIPLE))
        && !tokens
            .at(head.end - 1)
            .is(Class::NOUN.with(Class::ROLE).with(Class::DOCUMENT))
    {
        head.end -= 1;
    }
    head.clone().rev().find(|at| {
        let token = tokens.at(*at);
        token.kind == TokenKind::Word && token.lower != "'s"
            || token.kind == TokenKind::Number && head.len() == 1
    })
}

/// The printed words of a description, without its appositives: to the first comma, dash or bracket, at most this many tokens.
pub(crate) fn printed(tokens: &TokenList<'_>, phrase: &NounPhrase) -> Range<usize> {
    const LONGEST: usize = 16;
    let end = phrase
        .range
        .clone()
        .skip(1)
        .take(LONGEST)
        .find(|at| {
            !tokens.at(*at).is_word()
                && !matches!(tokens.at(*at).kind, TokenKind::Mark | TokenKind::Other)
        })
        .unwrap_or_else(|| phrase.range.end.min(phrase.range.start + LONGEST));
    let mut start = phrase.range.start;
    if tokens.at(start).among(&["the", "a", "an"]) && end > start + 1 {
        start += 1;
    }
    start..end
}
