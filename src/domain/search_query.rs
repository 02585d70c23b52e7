//! What is sought: words, phrases, beginnings, exclusions and fields, read from one line.

use super::amount::Amount;
use super::claim::{Stance, Status, Voice};
use super::closed_set::closed_set;
use super::date::Date;
use super::nearest::nearest;
use super::record::{Kind, Takes};
use super::search_words::search_words;

/// The most words, phrases and fields of a query: more is no question that a person asks, and FTS5 refuses trees that are too deep.
const MOST_TERMS: usize = 64;
/// The most words of one phrase.
const LONGEST_PHRASE: usize = 64;
/// How many near names an error proposes.
const PROPOSED: usize = 3;

/// What is sought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SearchQuery {
    /// All of these must stand there; of each, one of the alternatives.
    pub wanted: Vec<Vec<Phrase>>,
    /// None of these may stand there.
    pub excluded: Vec<Phrase>,
    /// What the fields say. Several of one field that are not negated are alternatives; all else holds together.
    pub fields: Vec<FieldTerm>,
}

/// Words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words, folded as [`search_words`] does; never none.
    pub words: Vec<String>,
    /// Whether the last one is a beginning.
    pub is_prefix: bool,
    /// As it was written, for messages.
    pub written: String,
}

/// One `field:value`.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldTerm {
    /// What it asks for.
    pub wants: Wanted,
    /// Whether it must not be so.
    pub is_negated: bool,
    /// As it was written, for messages.
    pub written: String,
}

/// What a field asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// A record that the words name, in this field.
    Named(SearchField, String),
    /// A voice.
    Voice(Voice),
    /// A stance; `None` is unset.
    Stance(Option<Stance>),
    /// A claim's status.
    Status(Status),
    /// A label.
    Label(String),
    /// A language, as [`Takes::Language`] writes it; `zh` takes `zh-Hant` too.
    Language(String),
    /// Whose coding a claim is of.
    Coder(String),
    /// Published then or later.
    Since(Date),
    /// Published then or earlier.
    Until(Date),
    /// A figure within these bounds.
    Figure(FigureBounds),
    /// Results of this kind alone.
    Kind(Kind),
}

/// Between which numbers a figure may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureBounds {
    /// The lower bound, and whether it is itself within.
    pub low: Option<(f64, bool)>,
    /// The upper bound, and whether it is itself within.
    pub high: Option<(f64, bool)>,
}

closed_set! {
    /// A field of a query by its name.
    pub enum SearchField("search field") {
        /// Who says it, in any part or as an alternative.
        Speaker = "speaker",
        /// Through whom it reached the article.
        Via = "via",
        /// Who publishes.
        Outlet = "outlet",
        /// The article.
        Article = "article",
        /// The event, or one under it.
        Event = "event",
        /// The topic, or one under it.
        Topic = "topic",
        /// The proposition.
        Proposition = "prop",
        /// The voice.
        Voice = "voice",
        /// The stance.
        Stance = "stance",
        /// The claim's status.
        Status = "status",
        /// A label of the claim, its proposition, article, outlet or speaker.
        Label = "label",
        /// The article's language.
        Language = "language",
        /// Whose coding.
        Coder = "coder",
        /// Published then or later.
        Since = "since",
        /// Published then or earlier.
        Until = "until",
        /// A number.
        Figure = "figure",
        /// The kind of result.
        Kind = "kind",
    }
}

impl SearchField {
    /// The kind of record that the field names, if it names one.
    pub fn names(self) -> Option<Kind> {
        match self {
            SearchField::Speaker | SearchField::Via => Some(Kind::Speaker),
            SearchField::Outlet => Some(Kind::Outlet),
            SearchField::Article => Some(Kind::Article),
            SearchField::Event => Some(Kind::Event),
            SearchField::Topic => Some(Kind::Topic),
            SearchField::Proposition => Some(Kind::Proposition),
            _ => None,
        }
    }

    fn by_name(name: &str) -> Option<SearchField> {
        match name {
            "proposition" => Some(SearchField::Proposition),
            "lang" => Some(SearchField::Language),
            _ => name.parse().ok(),
        }
    }
}

/// The kinds that `kind:` takes: what search finds.
pub const SEARCHED_KINDS: [Kind; 8] = [
    Kind::Claim,
    Kind::Article,
    Kind::Proposition,
    Kind::Speaker,
    Kind::Organization,
    Kind::Outlet,
    Kind::Event,
    Kind::Topic,
];

/// Why a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SearchQueryError {
    /// What is wrong.
    pub message: String,
    /// Where in the query it begins, in code points.
    pub at: usize,
    /// Words that may have been meant.
    pub nearest: Vec<String>,
}

/// One token of the line.
struct Token {
    at: usize,
    is_negated: bool,
    field: Option<(SearchField, String)>,
    text: String,
    is_prefix: bool,
}

enum Read {
    Token(Token),
    Or(usize),
    Not,
}

impl SearchQuery {
    /// Reads a query: words that must all be there, `"a phrase"`, `begin*`, `-without` (or `NOT without`), `one OR other`, and fields
    /// such as `speaker:liu`. Quotation marks may be curly. Punctuation in words separates them and means nothing else.
    ///
    /// # Errors
    /// With the place, where a phrase has no end, a field is unknown or its value is wrong, or nothing is sought.
    pub fn parse(line: &str) -> Result<SearchQuery, SearchQueryError> {
        let characters: Vec<char> = line.chars().collect();
        let mut query = SearchQuery::default();
        let mut at = 0;
        let mut terms = 0;
        // Where OR stands that still lacks its right side.
        let mut or: Option<usize> = None;
        let mut not = false;
        // Whether the last term was a word that OR may continue.
        let mut continues = false;
        loop {
            while characters.get(at).is_some_and(|c| c.is_whitespace()) {
                at += 1;
            }
            if at >= characters.len() {
                break;
            }
            let read = read_token(&characters, &mut at)?;
            let mut token = match read {
                Read::Not => {
                    not = true;
                    continue;
                }
                Read::Or(place) => {
                    if !continues || or.is_some() {
                        return Err(wrong(place, "OR stands between two words"));
                    }
                    or = Some(place);
                    continue;
                }
                Read::Token(token) => token,
            };
            token.is_negated |= std::mem::take(&mut not);
            terms += 1;
            if terms > MOST_TERMS {
                return Err(wrong(
                    token.at,
                    &format!("a query has at most {MOST_TERMS} words and fields"),
                ));
            }
            if or.is_some() && (token.is_negated || token.field.is_some()) {
                return Err(wrong(
                    token.at,
                    "OR stands between two words, not before - or a field (a field given twice means either)",
                ));
            }
            if let Some((field, written)) = token.field.take() {
                let wants = wanted(field, &token)?;
                query.fields.push(FieldTerm {
                    wants,
                    is_negated: token.is_negated,
                    written,
                });
                continues = false;
                continue;
            }
            let phrase = phrase(&token)?;
            let is_alternative = or.take().is_some();
            // What is punctuation alone stands for nothing.
            let Some(phrase) = phrase else {
                continue;
            };
            continues = !token.is_negated;
            match (token.is_negated, is_alternative) {
                (true, _) => query.excluded.push(phrase),
                (false, true) => match query.wanted.last_mut() {
                    Some(last) => last.push(phrase),
                    None => query.wanted.push(vec![phrase]),
                },
                (false, false) => query.wanted.push(vec![phrase]),
            }
        }
        if let Some(place) = or {
            return Err(wrong(place, "OR stands between two words"));
        }
        if query.wanted.is_empty() && !query.fields.iter().any(|term| term.narrows()) {
            return Err(wrong(
                0,
                if query.excluded.is_empty() && query.fields.is_empty() {
                    "there is no word to look for"
                } else {
                    "only something left out: say also what to look for"
                },
            ));
        }
        Ok(query)
    }

    /// Every phrase that is wanted.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.wanted.iter().flatten()
    }

    /// The kinds of result asked for; all where none is named.
    pub fn kinds(&self) -> Vec<Kind> {
        let named = |negated: bool| {
            self.fields.iter().filter_map(move |term| match term.wants {
                Wanted::Kind(kind) if term.is_negated == negated => Some(kind),
                _ => None,
            })
        };
        let wanted: Vec<Kind> = named(false).collect();
        let unwanted: Vec<Kind> = named(true).collect();
        SEARCHED_KINDS
            .into_iter()
            .filter(|kind| wanted.is_empty() || wanted.contains(kind))
            .filter(|kind| !unwanted.contains(kind))
            .collect()
    }
}

impl FieldTerm {
    /// Whether it is enough to search by.
    fn narrows(&self) -> bool {
        !self.is_negated && !matches!(self.wants, Wanted::Kind(_))
    }
}

impl Phrase {
    /// Reads words that follow each other; `None` where there are none, or more than a phrase has.
    pub fn read(written: &str) -> Option<Phrase> {
        phrase(&Token {
            at: 0,
            is_negated: false,
            field: None,
            text: written.to_owned(),
            is_prefix: false,
        })
        .unwrap_or_default()
    }

    /// Where the phrase begins among folded words in order.
    pub fn places<'p, 'w: 'p>(&'p self, words: &'p [&'w str]) -> impl Iterator<Item = usize> + 'p {
        let last = self.words.len().saturating_sub(1);
        words
            .windows(self.words.len().max(1))
            .enumerate()
            .filter(move |(_, window)| {
                window
                    .iter()
                    .zip(&self.words)
                    .enumerate()
                    .all(|(at, (there, wanted))| {
                        if at == last && self.is_prefix {
                            there.starts_with(wanted.as_str())
                        } else {
                            there == wanted
                        }
                    })
            })
            .map(|(at, _)| at)
    }
}

fn wrong(at: usize, message: &str) -> SearchQueryError {
    SearchQueryError {
        message: message.to_owned(),
        at,
        nearest: Vec::new(),
    }
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// Reads what starts at `at`, which is no white space, and moves `at` behind it.
fn read_token(characters: &[char], at: &mut usize) -> Result<Read, SearchQueryError> {
    let start = *at;
    let is_negated = matches!(characters.get(*at), Some('-' | '\u{2212}'));
    if is_negated {
        *at += 1;
    }
    let mut token = Token {
        at: start,
        is_negated,
        field: None,
        text: String::new(),
        is_prefix: false,
    };
    if let Some(name) = field_name(characters, *at) {
        let name_at = *at;
        *at += name.chars().count() + 1;
        let lower = name.to_ascii_lowercase();
        let Some(field) = SearchField::by_name(&lower) else {
            let names = SearchField::WORDS.iter().copied();
            return Err(SearchQueryError {
                message: format!(
                    "there is no field “{name}”; in quotation marks it is a word to look for"
                ),
                at: name_at,
                nearest: nearest(&lower, names, PROPOSED)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
            });
        };
        token.field = Some((field, String::new()));
    }
    if characters.get(*at).copied().is_some_and(is_quote) {
        let open = *at;
        let close = characters
            .iter()
            .skip(open + 1)
            .position(|c| is_quote(*c))
            .map(|offset| open + 1 + offset);
        let Some(close) = close else {
            return Err(wrong(
                open,
                "the phrase that begins here has no end: close it with \"",
            ));
        };
        token.text = characters
            .get(open + 1..close)
            .unwrap_or_default()
            .iter()
            .collect();
        *at = close + 1;
        if characters.get(*at) == Some(&'*') {
            token.is_prefix = true;
            *at += 1;
        }
    } else {
        while let Some(character) = characters.get(*at) {
            if character.is_whitespace() || is_quote(*character) {
                break;
            }
            token.text.push(*character);
            *at += 1;
        }
        if token.field.is_none() {
            match (token.text.as_str(), is_negated) {
                ("OR", false) => return Ok(Read::Or(start)),
                ("NOT", false) => return Ok(Read::Not),
                // All words hold together as it is.
                ("AND", false) => token.text.clear(),
                _ => {}
            }
        }
        if let Some(beginning) = token.text.strip_suffix('*') {
            token.is_prefix = true;
            token.text = beginning.to_owned();
        }
    }
    if let Some((_, written)) = &mut token.field {
        *written = characters
            .get(start..*at)
            .unwrap_or_default()
            .iter()
            .collect();
    }
    Ok(Read::Token(token))
}

/// The letters before a colon that something follows: the name of a field. `12:30` and `http://` are words.
fn field_name(characters: &[char], at: usize) -> Option<String> {
    let rest = characters.get(at..)?;
    let name: String = rest
        .iter()
        .take_while(|c| c.is_ascii_alphabetic() || **c == '_')
        .collect();
    let after = rest.get(name.len()..)?;
    match after {
        [':', '/', '/', ..] | [':', ':', ..] => None,
        [':', next, ..] if !name.is_empty() && !next.is_whitespace() => Some(name),
        _ => None,
    }
}

fn phrase(token: &Token) -> Result<Option<Phrase>, SearchQueryError> {
    let mut words = search_words(&token.text);
    let mut is_prefix = token.is_prefix;
    // In a script without spaces anything may follow.
    if let [.., before, last] = words.as_slice()
        && before.range.end == last.range.end
    {
        words.pop();
        is_prefix = false;
    } else if let Some(last) = words.last()
        && last
            .folded
            .chars()
            .next()
            .is_some_and(super::fold::is_spaceless)
    {
        is_prefix = true;
    }
    if token.is_prefix
        && let [word] = words.as_slice()
        && word.folded.chars().count() < 2
        && !word.folded.chars().all(super::fold::is_spaceless)
    {
        return Err(wrong(token.at, "a beginning has at least two letters"));
    }
    if words.len() > LONGEST_PHRASE {
        return Err(wrong(
            token.at,
            &format!("a phrase has at most {LONGEST_PHRASE} words"),
        ));
    }
    if words.is_empty() {
        return Ok(None);
    }
    Ok(Some(Phrase {
        words: words.into_iter().map(|word| word.folded).collect(),
        is_prefix,
        written: token.text.clone(),
    }))
}

/// What the value of a field asks for.
fn wanted(field: SearchField, token: &Token) -> Result<Wanted, SearchQueryError> {
    let text = token.text.trim();
    let refuse = |message: String, words: &[&str]| SearchQueryError {
        message: format!("{field}: {message}"),
        at: token.at,
        nearest: nearest(text, words.iter().copied(), PROPOSED)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    };
    if text.is_empty() {
        return Err(refuse(
            String::from("there is no value behind the colon"),
            &[],
        ));
    }
    let lower = text.to_lowercase();
    Ok(match field {
        SearchField::Speaker
        | SearchField::Via
        | SearchField::Outlet
        | SearchField::Article
        | SearchField::Event
        | SearchField::Topic
        | SearchField::Proposition => Wanted::Named(field, text.to_owned()),
        SearchField::Voice => {
            Wanted::Voice(lower.parse().map_err(|error: super::record::FieldError| {
                refuse(error.to_string(), Voice::WORDS)
            })?)
        }
        SearchField::Stance if lower == "unset" => Wanted::Stance(None),
        SearchField::Stance => Wanted::Stance(Some(lower.parse().map_err(
            |error: super::record::FieldError| refuse(format!("{error}, unset"), Stance::WORDS),
        )?)),
        SearchField::Status => {
            Wanted::Status(lower.parse().map_err(|error: super::record::FieldError| {
                refuse(error.to_string(), Status::WORDS)
            })?)
        }
        SearchField::Label => Wanted::Label(text.to_owned()),
        SearchField::Coder => Wanted::Coder(text.to_owned()),
        SearchField::Language => Wanted::Language(
            Takes::Language
                .normalize(text)
                .map_err(|error| refuse(error.to_string(), &[]))?,
        ),
        SearchField::Since | SearchField::Until => {
            let date: Date = text
                .parse()
                .map_err(|error: super::date::DateError| refuse(error.to_string(), &[]))?;
            if field == SearchField::Since {
                Wanted::Since(date)
            } else {
                Wanted::Until(date)
            }
        }
        SearchField::Figure => {
            Wanted::Figure(figure_bounds(text).map_err(|message| refuse(message, &[]))?)
        }
        SearchField::Kind => {
            let kind = SEARCHED_KINDS
                .into_iter()
                .find(|kind| kind.as_str() == lower || kind.noun().plural == lower);
            Wanted::Kind(kind.ok_or_else(|| {
                let words = SEARCHED_KINDS.map(Kind::as_str);
                refuse(
                    format!("“{text}” is not what search finds: {}", words.join(", ")),
                    &words,
                )
            })?)
        }
    })
}

/// Reads `>1000`, `>=1000`, `<5`, `<=5`, `=5`, `5`, `5..9`, `5..` or `..9`.
fn figure_bounds(text: &str) -> Result<FigureBounds, String> {
    let number = |text: &str| -> Result<f64, String> {
        match text.trim().parse::<Amount>() {
            Ok(Amount::Value(value)) => Ok(value),
            Ok(Amount::Range { .. }) => {
                Err(format!("“{text}” is a range where a number should be"))
            }
            Err(error) => Err(error.to_string()),
        }
    };
    let mut bounds = FigureBounds {
        low: None,
        high: None,
    };
    if let Some(rest) = text.strip_prefix(">=") {
        bounds.low = Some((number(rest)?, true));
    } else if let Some(rest) = text.strip_prefix('>') {
        bounds.low = Some((number(rest)?, false));
    } else if let Some(rest) = text.strip_prefix("<=") {
        bounds.high = Some((number(rest)?, true));
    } else if let Some(rest) = text.strip_prefix('<') {
        bounds.high = Some((number(rest)?, false));
    } else if let Some(low) = text.strip_suffix("..").filter(|low| !low.is_empty()) {
        bounds.low = Some((number(low)?, true));
    } else if let Some(high) = text.strip_prefix("..").filter(|high| !high.is_empty()) {
        bounds.high = Some((number(high)?, true));
    } else {
        let (low, high) = match text
            .strip_prefix('=')
            .unwrap_or(text)
            .parse::<Amount>()
            .map_err(|error| error.to_string())?
        {
            Amount::Value(value) => (value, value),
            Amount::Range { low, high } => (low, high),
        };
        bounds.low = Some((low, true));
        bounds.high = Some((high, true));
    }
    Ok(bounds)
}

#[cfg(test)]
mod tests;
