//! What a sentence says, in pieces that can be compared: stems, figures, and what turns it round.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use super::lexicon;
use super::stem::stem;
use crate::domain::fold::{is_diacritic, is_spaceless};

/// What a word is to a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WordKind {
    /// It is about something.
    Content,
    /// Every sentence has it.
    Empty,
    /// A number.
    Figure(f64),
    /// It turns the sentence round.
    Negation,
}

/// One word of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// What it is compared as: its stem, two characters of a script without spaces, or a number in digits.
    pub stem: String,
    /// As it is printed, in small letters without accents.
    pub folded: String,
    /// What it is.
    pub kind: WordKind,
    /// Whether it begins with a capital letter.
    pub is_capital: bool,
}

/// A sentence (or any short text: a claim's words, a proposition, a headline) as it is compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sentence {
    /// Its words in order.
    pub words: Vec<Word>,
    /// How many words it has as a reader counts them; two characters of a script without spaces count as one.
    pub length: usize,
    /// Whether an odd number of words turn it round.
    pub is_negated: bool,
    /// `may`, `must`, `will`: what it says is only possible, due or to come.
    pub modals: BTreeSet<&'static str>,
    /// `all`, `most`, `some`: how much of it, where no number says so.
    pub quantifiers: BTreeSet<&'static str>,
}

impl Sentence {
    /// Reads a text. Addresses of the web and the signature of a post are left out, words of a hashtag or a handle are cut where a capital
    /// begins. Never fails: a text without words is an empty sentence.
    #[must_use]
    pub fn read(text: &str) -> Sentence {
        let mut sentence = Sentence::default();
        let mut negations = 0_usize;
        let tokens = tokens(without_signature(text));
        let mut single_characters = 0_usize;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            if token.is_spaceless {
                single_characters += 1;
                if token
                    .text
                    .chars()
                    .all(|character| lexicon::NEGATION_CHARACTERS.contains(&character))
                {
                    negations += 1;
                    sentence.push(token, token.text.clone(), WordKind::Negation);
                }
                // Two characters are about a word; one alone says little.
                let next = tokens
                    .get(at)
                    .filter(|next| next.is_spaceless && next.joins_last);
                let is_last_of_many = next.is_none() && token.joins_last;
                if !is_last_of_many {
                    let mut pair = token.text.clone();
                    pair.push_str(next.map_or("", |next| &next.text));
                    sentence.push(token, pair, WordKind::Content);
                }
                continue;
            }
            sentence.length += 1;
            let before = at.checked_sub(2).and_then(|at| tokens.get(at));
            if let Some((value, used)) = number(&tokens, at - 1, before) {
                at = at - 1 + used;
                sentence.push(token, digits(value), WordKind::Figure(value));
                continue;
            }
            let word = token.text.as_str();
            let stem = stem(word);
            if let Some(modal) = modal(&stem)
                && !(word == "may" && is_month(token, &tokens, at))
            {
                sentence.modals.insert(modal);
            }
            if let Some((_, quantifier)) =
                lexicon::QUANTIFIERS.iter().find(|(form, _)| *form == word)
            {
                sentence.quantifiers.insert(quantifier);
            }
            if lexicon::NEGATIONS.contains(&word) {
                negations += 1;
                sentence.push(token, word.to_owned(), WordKind::Negation);
            } else if is_empty(word) && !is_acronym(token) {
                sentence.push(token, word.to_owned(), WordKind::Empty);
            } else {
                sentence.push(token, stem, WordKind::Content);
            }
        }
        sentence.length += single_characters.div_ceil(2);
        sentence.is_negated = negations % 2 == 1;
        sentence
    }

    fn push(&mut self, token: &Token, stem: String, kind: WordKind) {
        self.words.push(Word {
            stem,
            folded: token.text.clone(),
            kind,
            is_capital: token.is_capital,
        });
    }

    /// The same sentence without its numbers.
    #[must_use]
    pub fn without_figures(&self) -> Sentence {
        let mut sentence = self.clone();
        sentence
            .words
            .retain(|word| !matches!(word.kind, WordKind::Figure(_)));
        sentence
    }

    /// Its numbers, each once, as digits.
    #[must_use]
    pub fn figures(&self) -> BTreeSet<&str> {
        self.words
            .iter()
            .filter(|word| matches!(word.kind, WordKind::Figure(_)))
            .map(|word| word.stem.as_str())
            .collect()
    }
}

/// A stretch of letters and digits, or one character of a script without spaces.
struct Token {
    text: String,
    is_capital: bool,
    /// Two capitals or more and nothing else.
    is_upper: bool,
    is_spaceless: bool,
    /// Nothing stands between it and the token before.
    joins_last: bool,
}

fn is_empty(word: &str) -> bool {
    static EMPTY: OnceLock<std::collections::HashSet<&'static str>> = OnceLock::new();
    EMPTY
        .get_or_init(|| lexicon::EMPTY.iter().copied().collect())
        .contains(word)
}

/// What a stem says of how real it is.
fn modal(stem_of: &str) -> Option<&'static str> {
    static MODALS: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let modals = MODALS.get_or_init(|| {
        lexicon::MODALS
            .iter()
            .map(|(word, modal)| (stem(word), *modal))
            .collect()
    });
    modals.get(stem_of).copied()
}

/// `US`, `WHO`, `IT`: no word that every sentence has.
fn is_acronym(token: &Token) -> bool {
    token.is_upper && token.text.len() > 1
}

/// `May 4`, `in May`, after a capital that begins no sentence.
fn is_month(token: &Token, tokens: &[Token], next: usize) -> bool {
    token.is_capital
        && (next > 1
            || tokens
                .get(next)
                .is_some_and(|token| token.text.starts_with(|c: char| c.is_ascii_digit())))
}

/// Reads the number that begins at `at`: its value, and how many tokens it takes.
fn number(tokens: &[Token], at: usize, before: Option<&Token>) -> Option<(f64, usize)> {
    let token = tokens.get(at)?;
    let (mut value, mut used) = if token
        .text
        .starts_with(|character: char| character.is_ascii_digit())
    {
        (plain_number(&token.text)?, 1)
    } else {
        let value = number_word(&token.text)?;
        let next = tokens.get(at + 1).map(|next| next.text.as_str());
        let is_pronoun = token.text == "one"
            && (matches!(next, Some("of" | "another" | "s" | "who"))
                || before.is_some_and(|before| {
                    matches!(
                        before.text.as_str(),
                        "no" | "any" | "every" | "this" | "that" | "the" | "some"
                    )
                }));
        if is_pronoun {
            return None;
        }
        // Thirty-two.
        match next
            .and_then(number_word)
            .filter(|unit| value >= 20.0 && *unit < 10.0 && *unit > 0.0)
        {
            Some(unit) => (value + unit, 2),
            None => (value, 1),
        }
    };
    while let Some(next) = tokens.get(at + used) {
        let Some((_, factor)) = lexicon::MULTIPLIERS
            .iter()
            .find(|(word, _)| *word == next.text)
        else {
            break;
        };
        // "5 m wide" is a length, "5m" and "5 million" are numbers.
        if next.text.len() == 1 && !next.joins_last {
            break;
        }
        value *= factor;
        used += 1;
    }
    Some((value, used))
}

fn number_word(word: &str) -> Option<f64> {
    lexicon::NUMBER_WORDS
        .iter()
        .find(|(form, _)| *form == word)
        .map(|(_, value)| *value)
}

/// Digits with points and commas; a comma or a second point holds thousands apart.
fn plain_number(text: &str) -> Option<f64> {
    let points = text.matches('.').count();
    let plain: String = text
        .chars()
        .filter(|character| character.is_ascii_digit() || *character == '.' && points == 1)
        .collect();
    plain.parse().ok()
}

/// One printed form for equal numbers.
fn digits(value: f64) -> String {
    format!("{value}")
}

/// Letters that no decomposition takes the stroke from.
fn plain_letters(character: char) -> Option<&'static str> {
    Some(match character {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        _ => return None,
    })
}

/// Returns words in small letters, without accents and strokes.
#[must_use]
pub fn fold_letters(words: &str) -> String {
    if words.is_ascii() {
        return words.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(words.len());
    for character in words
        .to_lowercase()
        .nfkd()
        .filter(|character| !is_diacritic(*character))
    {
        match plain_letters(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
    folded.nfc().collect()
}

/// The most letters of a name that signs a post, and of what stands behind its handle.
const MOST_SIGNING: usize = 80;
const MOST_BEHIND: usize = 30;

/// Leaves out who posted a text and when, as pages that show a post print it behind the words: `— Name (@handle) May 4, 2019`.
fn without_signature(text: &str) -> &str {
    let Some((before, behind)) = text.rsplit_once("(@") else {
        return text;
    };
    let Some((_, behind)) = behind.split_once(')') else {
        return text;
    };
    let signed = ["—", "–", "--"]
        .into_iter()
        .filter_map(|dash| before.rfind(dash))
        .max();
    match signed.and_then(|at| before.split_at_checked(at)) {
        Some((words, name)) if name.len() <= MOST_SIGNING && behind.trim().len() <= MOST_BEHIND => {
            words
        }
        _ => text,
    }
}

/// Cuts a text into tokens.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for chunk in text.split_whitespace() {
        if is_address(chunk) {
            continue;
        }
        let is_tag = chunk.contains(['#', '@']);
        let mut joins_last = false;
        let mut current = String::new();
        let mut characters = chunk.chars().peekable();
        let mut last: Option<char> = None;
        while let Some(character) = characters.next() {
            let next = characters.peek().copied();
            if is_spaceless(character) {
                joins_last |= flush(&mut current, &mut tokens, joins_last);
                push(&mut tokens, character.to_string(), true, joins_last);
                joins_last = true;
            } else if character.is_alphanumeric() || is_diacritic(character) {
                let starts_word = match last {
                    Some(last) => {
                        last.is_ascii_digit() && character.is_alphabetic()
                            || is_tag && last.is_lowercase() && character.is_uppercase()
                            || is_tag && last.is_alphabetic() && character.is_ascii_digit()
                    }
                    None => false,
                };
                if starts_word {
                    joins_last |= flush(&mut current, &mut tokens, joins_last);
                }
                current.push(character);
            } else if matches!(character, '.' | ',')
                && last.is_some_and(|last| last.is_ascii_digit())
                && next.is_some_and(|next| next.is_ascii_digit())
            {
                current.push(character);
            } else if character == '.' && is_initial(&current, next) {
                // U.S. is one word.
            } else if matches!(character, '\'' | '’' | 'ʼ' | '＇') {
                let rest: String = characters
                    .clone()
                    .take_while(|next| next.is_alphanumeric())
                    .collect();
                joins_last = contraction(&mut current, &rest, &mut tokens, joins_last);
                if matches!(
                    rest.as_str(),
                    "s" | "t" | "re" | "ve" | "ll" | "d" | "m" | "S" | "T"
                ) {
                    characters.nth(rest.len() - 1);
                }
            } else {
                flush(&mut current, &mut tokens, joins_last);
                joins_last = false;
                if matches!(character, '%' | '％') {
                    push(&mut tokens, String::from("percent"), false, true);
                }
            }
            last = Some(character);
        }
        flush(&mut current, &mut tokens, joins_last);
    }
    tokens
}

/// Single letters with points between them are one word.
fn is_initial(current: &str, next: Option<char>) -> bool {
    let letters = current.chars().count();
    current.chars().all(char::is_uppercase)
        && (1..6).contains(&letters)
        && next.is_none_or(|next| next.is_uppercase() || !next.is_alphanumeric())
        && (letters > 1 || next.is_some_and(char::is_uppercase))
}

/// Ends a word before an apostrophe: `n't` is `not`, `'ll` is `will`, `'s` says nothing.
fn contraction(
    current: &mut String,
    rest: &str,
    tokens: &mut Vec<Token>,
    joins_last: bool,
) -> bool {
    let lower = rest.to_ascii_lowercase();
    let base = match current.to_ascii_lowercase().as_str() {
        "won" => Some("will"),
        "can" => Some("can"),
        "shan" => Some("shall"),
        _ => None,
    };
    if lower == "t" && (current.ends_with(['n', 'N']) || base.is_some()) {
        match base {
            Some(base) => base.clone_into(current),
            None => {
                current.pop();
            }
        }
        let joined = flush(current, tokens, joins_last);
        push(tokens, String::from("not"), false, true);
        return joined || joins_last;
    }
    let joined = flush(current, tokens, joins_last);
    if lower == "ll" {
        push(tokens, String::from("will"), false, true);
    }
    joined
}

fn flush(current: &mut String, tokens: &mut Vec<Token>, joins_last: bool) -> bool {
    if current.is_empty() {
        return false;
    }
    push(tokens, std::mem::take(current), false, joins_last);
    true
}

fn push(tokens: &mut Vec<Token>, text: String, is_spaceless: bool, joins_last: bool) {
    let is_capital = text.chars().next().is_some_and(char::is_uppercase);
    let is_upper = text.chars().all(char::is_uppercase);
    let text = fold_letters(&text);
    match text.as_str() {
        "cannot" => {
            for word in ["can", "not"] {
                tokens.push(Token {
                    text: word.to_owned(),
                    is_capital,
                    is_upper: false,
                    is_spaceless,
                    joins_last,
                });
            }
        }
        // Forms without the apostrophe.
        "dont" | "doesnt" | "didnt" | "isnt" | "arent" | "wasnt" | "werent" | "hasnt"
        | "havent" | "shouldnt" | "wouldnt" | "couldnt" | "wont" | "cant" => {
            tokens.push(Token {
                text: String::from("not"),
                is_capital: false,
                is_upper: false,
                is_spaceless,
                joins_last,
            });
        }
        _ => tokens.push(Token {
            text,
            is_capital,
            is_upper,
            is_spaceless,
            joins_last,
        }),
    }
}

/// Whether a stretch without spaces is an address of the web.
fn is_address(chunk: &str) -> bool {
    let chunk = chunk.trim_start_matches(['(', '"', '“', '<']);
    if chunk.contains("://") || chunk.starts_with("www.") {
        return true;
    }
    let Some((host, _)) = chunk.split_once('/') else {
        return false;
    };
    host.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty()
            && (2..=6).contains(&ending.len())
            && ending.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// The groups of words that say nearly the same, by stem.
pub(super) fn nearly_the_same(stem_of: &str) -> &'static [usize] {
    static GROUPS: OnceLock<HashMap<String, Vec<usize>>> = OnceLock::new();
    let groups = GROUPS.get_or_init(|| {
        let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, group) in lexicon::NEARLY_THE_SAME.iter().enumerate() {
            for word in *group {
                let numbers = groups.entry(stem(word)).or_default();
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        groups
    });
    groups.get(stem_of).map_or(&[], Vec::as_slice)
}

/// The rows of [`lexicon::OPPOSITES`] that have a stem, with the side on which it stands.
pub(super) fn sides(stem_of: &str) -> &'static [(usize, bool)] {
    static SIDES: OnceLock<HashMap<String, Vec<(usize, bool)>>> = OnceLock::new();
    let sides = SIDES.get_or_init(|| {
        let mut sides: HashMap<String, Vec<(usize, bool)>> = HashMap::new();
        for (number, (one, other)) in lexicon::OPPOSITES.iter().enumerate() {
            for (list, side) in [(one, false), (other, true)] {
                for word in *list {
                    // What is empty otherwise (up, down, before) is compared as it is printed.
                    let key = if is_empty(word) {
                        (*word).to_owned()
                    } else {
                        stem(word)
                    };
                    sides.entry(key).or_default().push((number, side));
                }
            }
        }
        sides
    });
    sides.get(stem_of).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stems(text: &str) -> String {
        let sentence = Sentence::read(text);
        let words: Vec<String> = sentence
            .words
            .iter()
            .map(|word| match word.kind {
                WordKind::Content => word.stem.clone(),
                WordKind::Empty => format!("({})", word.stem),
                WordKind::Figure(_) => format!("#{}", word.stem),
                WordKind::Negation => format!("!{}", word.stem),
            })
            .collect();
        words.join(" ")
    }

    #[test]
    fn sentence_sets_figures_negations_and_empty_words_apart() {
        assert_eq!(
            stems("The gates won't open for 1,823 ships"),
            "(the) gate (will) !not open (for) #1823 ship"
        );
        assert_eq!(
            stems("nearly 100 million people"),
            "nearli #100000000 person"
        );
        assert_eq!(
            stems("thirty-two of 5.5% and 5m, 5 m"),
            "#32 (of) #5.5 percent (and) #5000000 #5 m"
        );
        assert_eq!(
            stems("no one of them; one harbour"),
            "!no on (of) (them) #1 harbour"
        );
    }

    #[test]
    fn sentence_reads_acronyms_hashtags_handles_and_leaves_addresses_out() {
        assert_eq!(stems("U.S. and US ask us"), "us (and) us ask (us)");
        assert_eq!(
            stems("#OpenTheHarbour2025 @MayorLind https://x.example/a pic.x.net/b"),
            "open (the) harbour #2025 mayor lind"
        );
    }

    #[test]
    fn sentence_leaves_out_who_posted_it_and_when() {
        assert_eq!(
            stems("Gates open — Mayor Lind (@MayorLind) May 4, 2019"),
            "gate open"
        );
        assert_eq!(
            stems("Gates open (@MayorLind) May 4"),
            "gate open mayor lind mai #4"
        );
        let goes_on = "Ships — so Lind (@MayorLind) said on the radio last night — may come in";
        assert_eq!(without_signature(goes_on), goes_on);
    }

    #[test]
    fn sentence_takes_two_characters_of_a_script_without_spaces() {
        assert_eq!(stems("港口不开放"), "港口 口不 !不 不开 开放");
        assert_eq!(Sentence::read("港口不开放").length, 3);
        assert!(Sentence::read("港口不开放").is_negated);
        assert_eq!(stems("港"), "港");
        assert_eq!(stems("823个县"), "#823 个县");
    }

    #[test]
    fn sentence_knows_modals_and_quantifiers() {
        let sentence = Sentence::read("All ports may open in May");
        assert_eq!(sentence.modals.into_iter().collect::<Vec<_>>(), ["may"]);
        assert_eq!(
            sentence.quantifiers.into_iter().collect::<Vec<_>>(),
            ["all"]
        );
    }

    proptest! {
        #[test]
        fn sentence_never_panics(text: String) {
            let sentence = Sentence::read(&text);
            prop_assert!(sentence.length <= text.chars().count() * 2);
        }
    }
}
