//! Where a word is a finite verb. Heuristics of position and closed classes; no statistics.

use super::tokens::{Token, TokenKind, Tokens};
use crate::capture::language::Class;

/// Says whether a word is most likely a finite verb where it stands.
pub(crate) fn is_finite_verb(tokens: &Tokens<'_>, index: usize) -> bool {
    let token = tokens.at(index);
    if token.kind != TokenKind::Word || !token.is(Class::FINITE) {
        return false;
    }
    if token.lower == "'s" {
        return is_contracted_is(tokens, index);
    }
    if token.is(Class::AUXILIARY.with(Class::MODAL)) {
        return !(token.capital && tokens.before(index).capital);
    }
    if token.capital && !is_sentence_like_start(tokens, index) {
        return false;
    }
    let (before, skipped) = word_before(tokens, index);
    if before.is(Class::MODAL.with(Class::AUXILIARY)) && before.lower != "'s" {
        return true;
    }
    // A past that is no participle is nothing else: `said`, `told` are both; `the new said` is not written.
    let speech = token.among(&[
        "said", "says", "told", "tells", "wrote", "writes", "thinks", "knew",
    ]);
    if before.is(Class::DETERMINER
        .with(Class::POSSESSIVE)
        .with(Class::ADJECTIVE)
        .with(Class::NUMBER))
        && !before.is(Class::PRONOUN)
        && !before.capital
        && !speech
        && !before.among(&[
            "all", "each", "both", "most", "many", "some", "few", "several",
        ])
    {
        return false;
    }
    if before.lower == "'s" || before.among(&["'", "’"]) {
        return false;
    }
    if before.is(Class::PREPOSITION) && !before.is(Class::SUBORDINATOR.with(Class::ADVERB)) {
        return false;
    }
    if before.lower == "to" {
        return false;
    }
    // `include pledged delegates`
    if token.is(Class::VERB_PARTICIPLE)
        && before.is(Class::VERB_BASE.with(Class::VERB_S).with(Class::VERB_PAST))
        && !before.is(Class::NOUN.with(Class::PEOPLE).with(Class::ROLE))
        && !before.capital
        && !is_plural(before)
        && !speech
        && !tokens.before(index - 1).is(Class::DETERMINER
            .with(Class::POSSESSIVE)
            .with(Class::ADJECTIVE)
            .with(Class::PREPOSITION))
    {
        return false;
    }
    if token.is(Class::VERB_PAST) {
        return true;
    }
    let next = tokens.at(index + 1);
    let follows_object =
        may_start_noun(next) || next.among(&["that", "to"]) || next.is(Class::ADVERB);
    let subject_before = before.is_word() && !before.is(Class::FUNCTION);
    // `the group says.`, `Berg, the director, says the plan`
    let reports = token.is(Class::CUE_VERB)
        && (starts_clause_at(tokens, index + 1, token.is(Class::CUE_NOUN))
            || speech
            || closes_clause(tokens, index))
        && (subject_before
            || matches!(before.kind, TokenKind::Comma | TokenKind::Dash)
            || before.is(Class::COORDINATOR) && speech);
    // `the Rust Belt states`, `his remarks`: nouns in the plural, unless what follows can only be reported.
    if token.is(Class::NOUN.with(Class::CUE_NOUN)) && token.is(Class::VERB_S) && !speech {
        return reports
            || before.is(Class::PRONOUN.with(Class::QUESTION)) && !before.is(Class::DETERMINER)
            || skipped;
    }
    if token.is(Class::VERB_S) {
        return reports
            || before.is(Class::PRONOUN.with(Class::QUESTION))
            || skipped
            || before.kind == TokenKind::Close
            || (subject_before
                && (follows_object || !before.lower.ends_with('s') && before.capital)
                && (!is_plural(before) || before.capital));
    }
    // `the human rights approach emphasizes`: the verb comes next.
    if !token.is(Class::VERB_PAST.with(Class::VERB_S))
        && next.is(Class::VERB_S.with(Class::AUXILIARY).with(Class::MODAL))
        && next.lower != "'s"
    {
        return false;
    }
    // A base form needs a plural subject: `they say`, `officials say`.
    let quantity = before.is(Class::DETERMINER) && before.is(Class::PLURAL);
    let named =
        before.lower == "that" && token.is(Class::DOCUMENT.with(Class::CUE_NOUN).with(Class::NOUN));
    before.among(&["i", "you", "we", "they", "who", "that", "which", "please"]) && !named
        || (is_plural(before) && !before.is(Class::VERB_S) && !(quantity && may_start_noun(next)))
        || (skipped && is_plural(before))
        || token.is(Class::CUE_VERB)
            && subject_before
            && starts_clause_at(tokens, index + 1, token.is(Class::CUE_NOUN))
        || token.lower == "say"
            && (subject_before
                || before.is(Class::NUMBER)
                || before.kind == TokenKind::Comma
                || before.lower == "%")
}

/// `…, his team believes.`: a verb that is no noun, right before a mark.
fn closes_clause(tokens: &Tokens<'_>, index: usize) -> bool {
    let token = tokens.at(index);
    !token.is(Class::NOUN
        .with(Class::CUE_NOUN)
        .with(Class::DOCUMENT)
        .with(Class::ROLE))
        && matches!(
            tokens.at(index + 1).kind,
            TokenKind::Comma | TokenKind::Stop | TokenKind::Break
        )
        && !is_plural(tokens.before(index))
}

/// Says whether a word may start a noun phrase, by itself: what follows it is not looked at, or two words could ask each other for ever.
fn may_start_noun(token: &Token<'_>) -> bool {
    token.is(Class::STARTS_NOUN) && !token.among(&["that", "which", "what"])
        || token.is_word()
            && !token.is(Class::FUNCTION)
            && (!token.is(Class::ADVERB) || token.capital)
        || matches!(token.lower.as_ref(), "$" | "€" | "£")
}

/// Says whether what stands here can only be a clause: `that` (behind a verb that is no noun), a pronoun that is a subject.
pub(super) fn starts_clause_at(tokens: &Tokens<'_>, index: usize, may_be_noun: bool) -> bool {
    let token = tokens.at(index);
    token.among(&["he", "she", "they", "we", "i", "it", "there"]) && token.quote == 0
        || token.lower == "that" && !may_be_noun
}

/// The word before, over adverbs; says whether one was skipped.
pub(super) fn word_before<'a, 't>(tokens: &'a Tokens<'t>, index: usize) -> (&'a Token<'t>, bool) {
    let mut at = index;
    let mut skipped = false;
    for _ in 0..4 {
        let before = tokens.before(at);
        if before.is(Class::ADVERB.with(Class::NEGATION)) && !before.is(Class::COORDINATOR) {
            skipped = true;
            at -= 1;
        } else {
            break;
        }
    }
    (tokens.before(at), skipped)
}

/// `he's` is a verb, `Berg's plan` is not.
pub(super) fn is_contracted_is(tokens: &Tokens<'_>, index: usize) -> bool {
    tokens
        .before(index)
        .is(Class::PRONOUN.with(Class::QUESTION))
}

pub(super) fn is_sentence_like_start(tokens: &Tokens<'_>, index: usize) -> bool {
    let before = tokens.before(index);
    !before.is_word() && before.kind != TokenKind::Comma
}

/// Says whether a word looks like more than one.
pub(crate) fn is_plural(token: &Token<'_>) -> bool {
    token.is(Class::PLURAL)
        || (token.kind == TokenKind::Word
            && token.lower.len() > 3
            && token.lower.ends_with('s')
            && !token.lower.ends_with("ss")
            && !token.lower.ends_with("us")
            && !token.lower.ends_with("is")
            && token.lower != "'s")
}

/// Says whether a finite verb comes before the next mark.
pub(crate) fn clause_follows(tokens: &Tokens<'_>, from: usize, limit: usize) -> bool {
    for index in from..limit.min(from + 12) {
        let token = tokens.at(index);
        if !token.is_word() && token.kind != TokenKind::Other {
            return false;
        }
        if (token.is(Class::QUESTION) || token.lower == "that") && index > from {
            return false;
        }
        if is_finite_verb(tokens, index) {
            return true;
        }
    }
    false
}
