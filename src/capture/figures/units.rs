//! What stands behind a number and says what is counted or measured.

use crate::capture::language::Class;

use super::lexicon::{Flags, Part};
use super::tokens::{DASHES, Kind, Token};

/// Signs of money.
pub(super) const MONEY_SIGNS: [char; 15] = [
    '$', '€', '£', '¥', '₹', '₽', '₩', '₪', '₺', '₦', '₱', '฿', '₴', '₫', '￥',
];

/// What kind of unit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// None is there.
    None,
    /// Per cent, or points of it.
    PerCent,
    /// Money.
    Money,
    /// A length, a mass and the like.
    Measure,
    /// A length of time.
    Time,
    /// The years that somebody has lived.
    Age,
    /// What is counted.
    Noun,
    /// People counted by what happened to them.
    State,
}

/// A unit of a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct UnitWords {
    /// Its kind.
    pub(super) kind: UnitKind,
    /// Its words; empty for none.
    pub(super) text: String,
    /// The token behind it.
    pub(super) next: usize,
    /// Whether its noun means people.
    pub(super) is_person: bool,
    /// Whether a hyphen joins it to the number.
    pub(super) is_compound: bool,
}

impl UnitWords {
    pub(super) fn new(kind: UnitKind, text: &str, next: usize) -> Self {
        Self {
            kind,
            text: text.to_owned(),
            next,
            is_person: false,
            is_compound: false,
        }
    }

    /// No unit.
    pub(super) fn none(at: usize) -> Self {
        Self::new(UnitKind::None, "", at)
    }

    /// Says whether it is one that needs no second look: nothing else is followed by it.
    pub(super) fn is_sure(&self) -> bool {
        !matches!(self.kind, UnitKind::None | UnitKind::Noun)
    }
}

/// The number before a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// Whether it is in words.
    pub(super) in_words: bool,
    /// Whether it is one.
    pub(super) is_one: bool,
    /// Whether it has a scale word or is open.
    pub(super) is_large: bool,
    /// Whether `of` may stand before what is counted, as behind `hundreds`.
    pub(super) is_open: bool,
}

/// The most words of a noun phrase that are looked at for its plural.
const MOST_NOUN_WORDS: usize = 6;
/// A unit keeps so many words; of a longer one the last two say what is counted.
const MOST_UNIT_WORDS: usize = 3;

/// Says whether a word is a plural by its ending or by the tables.
pub(super) fn is_plural(token: &Token<'_>) -> bool {
    if !token.is_word() || token.is(Flags::NO_PLURAL) {
        return false;
    }
    if token.is(Flags::PLURAL) {
        return true;
    }
    let text = token.text;
    // "Crisis" and "hepatitis" are none, "Israelis" are.
    let is_singular = ["ss", "us", "'s", "’s"]
        .iter()
        .any(|ending| text.ends_with(ending))
        || !token.capital
            && ["sis", "tis", "xis", "lis", "nis", "bis", "ris"]
                .iter()
                .any(|ending| text.ends_with(ending));
    text.len() > 2 && text.ends_with('s') && !is_singular && !token.class.is(Class::FUNCTION)
}

/// Says whether a letter written onto digits is a degree: `30C`.
pub(super) fn is_degree_letter(token: &Token<'_>) -> bool {
    !token.spaced && matches!(token.text, "C" | "F")
}

/// Finds a sign or a code of money before a number: where it starts and what it is.
pub(super) fn money_before(
    tokens: &[Token<'_>],
    at: usize,
    floor: usize,
) -> Option<(usize, String)> {
    let before = at.checked_sub(1).filter(|before| *before >= floor)?;
    let token = tokens.get(before)?;
    if token.is_sign(&MONEY_SIGNS) {
        let mark = before
            .checked_sub(1)
            .filter(|mark| *mark >= floor)
            .and_then(|mark| Some((mark, tokens.get(mark)?)))
            .filter(|(_, mark)| !token.spaced && mark.is(Flags::MONEY_MARK) && is_upper(mark.text));
        return Some(match mark {
            Some((mark_at, mark)) => (mark_at, format!("{}{}", mark.text, token.text)),
            None => (before, token.text.to_owned()),
        });
    }
    if token.is(Flags::MONEY_MARK)
        && (is_upper(token.text) && token.text.len() == 3 || token.text == "Rs")
    {
        return Some((before, token.text.to_owned()));
    }
    if token.is_sign(&['.'])
        && !token.spaced
        && let Some(mark_at) = before.checked_sub(1).filter(|mark| *mark >= floor)
        && let Some(mark) = tokens.get(mark_at)
        && mark.text == "Rs"
    {
        return Some((mark_at, mark.text.to_owned()));
    }
    None
}

fn is_upper(text: &str) -> bool {
    text.chars()
        .all(|character| character.is_uppercase() || character == '.')
}

/// Reads the unit that starts at a token.
pub(super) fn unit_at(tokens: &[Token<'_>], at: usize, counted: Counted) -> UnitWords {
    let Some(number) = at.checked_sub(1).and_then(|last| tokens.get(last)) else {
        return UnitWords::none(at);
    };
    // What follows belongs to the number only inside its sentence.
    let reader = Reader {
        tokens,
        sentence: number.sentence,
        counted,
    };
    reader.unit(at)
}

/// Reads `per day`, `a barrel`, `/kg` behind a unit: the words after `per`, and the token behind them.
pub(super) fn rate_at(tokens: &[Token<'_>], at: usize) -> Option<(String, usize)> {
    let opener = tokens.get(at)?;
    let mut next = at + 1;
    let rated = tokens.get(next)?;
    if rated.sentence != opener.sentence || !rated.is(Flags::RATE | Flags::MEASURE_PREFIX) {
        return None;
    }
    let slash = opener.is_sign(&['/']) && !opener.spaced && !rated.spaced;
    if !(opener.is(Flags::PER | Flags::ARTICLE) || slash) {
        return None;
    }
    let mut text = rated.text.to_owned();
    next += 1;
    if rated.is(Flags::MEASURE_PREFIX)
        && let Some(measure) = tokens.get(next).filter(|token| token.is(Flags::MEASURE))
    {
        text = format!("{text} {}", measure.text);
        next += 1;
    }
    Some((text, next))
}

struct Reader<'a, 't> {
    tokens: &'a [Token<'t>],
    sentence: usize,
    counted: Counted,
}

impl<'t> Reader<'_, 't> {
    fn get(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens
            .get(at)
            .filter(|token| token.sentence == self.sentence && token.kind != Kind::Break)
    }

    fn is(&self, at: usize, flags: Flags) -> bool {
        self.get(at).is_some_and(|token| token.is(flags))
    }

    fn is_hyphen(&self, at: usize) -> bool {
        self.get(at)
            .is_some_and(|token| !token.spaced && token.is_sign(&DASHES))
            && self.get(at + 1).is_some_and(|token| !token.spaced)
    }

    fn unit(&self, at: usize) -> UnitWords {
        let Some(first) = self.get(at) else {
            return UnitWords::none(at);
        };
        match first.kind {
            Kind::Sign('%' | '％') => return UnitWords::new(UnitKind::PerCent, "%", at + 1),
            Kind::Sign('°' | 'º') => {
                let letter = self
                    .get(at + 1)
                    .filter(|letter| !letter.spaced && matches!(letter.text, "C" | "F"));
                return match letter {
                    Some(letter) => {
                        UnitWords::new(UnitKind::Measure, &format!("°{}", letter.text), at + 2)
                    }
                    None => UnitWords::new(UnitKind::Measure, "degrees", at + 1),
                };
            }
            Kind::Sign(sign) if MONEY_SIGNS.contains(&sign) && !first.spaced => {
                return UnitWords::new(UnitKind::Money, first.text, at + 1);
            }
            Kind::Sign('€' | '₽') => {
                return UnitWords::new(UnitKind::Money, first.text, at + 1);
            }
            Kind::Sign(_) if self.is_hyphen(at) => return self.hyphened(at),
            Kind::Word => {}
            _ => return UnitWords::none(at),
        }
        self.measure(at)
            .map(|unit| self.with_rate(unit))
            .unwrap_or_else(|| self.counted_noun(at))
    }

    fn with_rate(&self, unit: UnitWords) -> UnitWords {
        match rate_at(self.tokens, unit.next) {
            Some((rate, next))
                if matches!(
                    unit.kind,
                    UnitKind::Noun | UnitKind::Money | UnitKind::Measure | UnitKind::Time
                ) =>
            {
                UnitWords {
                    text: format!("{} per {rate}", unit.text),
                    next,
                    ..unit
                }
            }
            _ => unit,
        }
    }

    /// Per cent, points, degrees, money, measures and ages.
    fn measure(&self, at: usize) -> Option<UnitWords> {
        let first = self.get(at)?;
        if first.is(Flags::PERCENT) {
            return Some(UnitWords::new(UnitKind::PerCent, "%", at + 1));
        }
        if first.is(Flags::PER) && self.is(at + 1, Flags::CENT) {
            return Some(UnitWords::new(UnitKind::PerCent, "%", at + 2));
        }
        if first.is(Flags::POINT_PREFIX) && self.is(at + 1, Flags::POINT) {
            let text = self.words(at, at + 2);
            return Some(UnitWords::new(UnitKind::PerCent, &text, at + 2));
        }
        if first.is(Flags::DEGREE) {
            let kind = self
                .get(at + 1)
                .filter(|kind| kind.is(Flags::DEGREE_KIND) || matches!(kind.text, "C" | "F"));
            let next = at + 1 + usize::from(kind.is_some());
            return Some(UnitWords::new(
                UnitKind::Measure,
                &self.words(at, next),
                next,
            ));
        }
        if is_degree_letter(first) {
            let text = format!("°{}", first.text);
            return Some(UnitWords::new(UnitKind::Measure, &text, at + 1));
        }
        if first.is(Flags::TIMES) {
            return Some(UnitWords::new(UnitKind::Measure, "times", at + 1));
        }
        if first.is(Flags::TIME) {
            return Some(self.time(at));
        }
        // "Five Hong Kong dollars": names of countries, then money.
        let mut last = at;
        while last < at + 2
            && self
                .get(last)
                .is_some_and(|token| token.is_word() && token.capital)
        {
            last += 1;
        }
        if last > at && self.is(last, Flags::MONEY) {
            let text = self.words(at, last + 1);
            return Some(UnitWords::new(UnitKind::Money, &text, last + 1));
        }
        let last =
            at + usize::from(first.is(Flags::MEASURE_PREFIX) && self.is(at + 1, Flags::MEASURE));
        let unit = self.get(last).filter(|unit| unit.is(Flags::MEASURE))?;
        let is_letter = unit.text.chars().count() == 1;
        if is_letter && (self.counted.in_words || unit.capital)
            || unit.class.is(Class::VERB_PAST) && !self.counted.is_large
        {
            return None;
        }
        let kind = if unit.is(Flags::MONEY) {
            UnitKind::Money
        } else {
            UnitKind::Measure
        };
        Some(UnitWords::new(kind, &self.words(at, last + 1), last + 1))
    }

    /// `years`, `years old`, `years of age`.
    fn time(&self, at: usize) -> UnitWords {
        let text = self.words(at, at + 1);
        if self.is(at + 1, Flags::OLD) {
            return UnitWords::new(UnitKind::Age, &format!("{text} old"), at + 2);
        }
        if self.is(at + 1, Flags::OF) && self.is(at + 2, Flags::AGED) {
            return UnitWords::new(UnitKind::Age, &format!("{text} old"), at + 3);
        }
        UnitWords::new(UnitKind::Time, &text, at + 1)
    }

    /// `-year-old`, `-mile`, `-member`.
    fn hyphened(&self, hyphen: usize) -> UnitWords {
        let at = hyphen + 1;
        let Some(word) = self.get(at).filter(|word| word.is_word()) else {
            return UnitWords::none(hyphen);
        };
        if word.is(Flags::TIME) {
            let old = if self.is_hyphen(at + 1) {
                at + 2
            } else {
                at + 1
            };
            if self.is(old, Flags::OLD) {
                let plural = if word.text.ends_with('s') { "" } else { "s" };
                let text = format!("{}{plural} old", word.text);
                let end = old + 1;
                return UnitWords::new(UnitKind::Age, &text, end);
            }
            return UnitWords {
                is_compound: true,
                ..UnitWords::new(UnitKind::Time, word.text, at + 1)
            };
        }
        if word.is(Flags::PERCENT) {
            return UnitWords::new(UnitKind::PerCent, "%", at + 1);
        }
        if word.is(Flags::POINT_PREFIX) && self.is_hyphen(at + 1) && self.is(at + 2, Flags::POINT) {
            return UnitWords::new(UnitKind::PerCent, "percentage points", at + 3);
        }
        if word.is(Flags::MEASURE_PREFIX)
            && self.is_hyphen(at + 1)
            && self.is(at + 2, Flags::MEASURE)
        {
            let text = self.words(at, at + 1) + " " + &self.words(at + 2, at + 3);
            return UnitWords::new(UnitKind::Measure, &text, at + 3);
        }
        if word.is(Flags::MEASURE) {
            let kind = if word.is(Flags::MONEY) {
                UnitKind::Money
            } else {
                UnitKind::Measure
            };
            return UnitWords::new(kind, word.text, at + 1);
        }
        // What is counted by a hyphen in words is mostly no count: "two-party", "three-way".
        if word.is(Flags::HYPHEN_UNIT) {
            return UnitWords {
                is_compound: true,
                ..UnitWords::new(UnitKind::Noun, word.text, at + 1)
            };
        }
        UnitWords::none(hyphen)
    }

    /// `rural residents`, `more people`, `of the protesters`, `dead`.
    fn counted_noun(&self, at: usize) -> UnitWords {
        let mut first = at;
        if self.is(first, Flags::OF) {
            let definite = self.is(first + 1, Flags::DEFINITE);
            if !definite && !self.counted.is_open {
                return UnitWords::none(at);
            }
            first += 1 + usize::from(definite);
            // "10 of the first 11 contests"
            first += usize::from(definite && self.is(first, Flags::FRAMED));
            // "12 of the 50 states" counts states; the 50 is a number of its own.
            let number = usize::from(
                definite
                    && (matches!(
                        self.get(first).map(|token| token.kind),
                        Some(Kind::Number(_))
                    ) || matches!(
                        self.get(first).map(Token::part),
                        Some(Part::Unit(_) | Part::Teen(_) | Part::Ten(_))
                    )),
            );
            if number > 0 {
                let mut unit = self.noun(first + 1);
                unit.next = at;
                return unit;
            }
        }
        if self.is(first, Flags::EXTRA) {
            first += 1;
        }
        let unit = self.noun(first);
        if unit.kind != UnitKind::None {
            return self.with_rate(unit);
        }
        if self.is(first, Flags::STATE) {
            let text = self.words(first, first + 1).to_lowercase();
            return UnitWords::new(UnitKind::State, &text, first + 1);
        }
        if first > at
            && self.is(first, Flags::MEASURE)
            && let Some(unit) = self.measure(first)
        {
            return unit;
        }
        UnitWords::none(at)
    }

    fn noun(&self, first: usize) -> UnitWords {
        let mut at = first;
        let mut words = 0;
        let mut end = None;
        while words < MOST_NOUN_WORDS
            && let Some(token) = self.get(at)
        {
            if at > first && self.is_hyphen(at) {
                at += 1;
                continue;
            }
            if !token.is_word() || !self.can_stand_in_noun(token) {
                break;
            }
            // "Under 35 support Sanders": a verb before a name.
            let behind_verb = at > first
                && token.capital
                && self.get(at - 1).is_some_and(|before| {
                    before.class.is(Class::VERB_BASE)
                        && !before.capital
                        && !before.class.is(Class::ADJECTIVE)
                });
            if behind_verb {
                break;
            }
            words += 1;
            at += 1;
            let is_counted = is_plural(token)
                || token.is(Flags::COLLECTIVE)
                || self.counted.is_one && token.is(Flags::SINGLE);
            if !is_counted || self.is_hyphen(at) {
                continue;
            }
            end = Some(at);
            // "Human rights groups": a plural that stands before what is counted.
            let goes_on = (token.is(Flags::PLURAL_MODIFIER) || token.is(Flags::COLLECTIVE))
                && self.get(at).is_some_and(|next| {
                    is_plural(next) && !next.class.is(Class::FUNCTION.with(Class::CUE_VERB))
                });
            if !goes_on {
                break;
            }
        }
        let Some(end) = end else {
            return UnitWords::none(first);
        };
        let text = self.words(first, end);
        let text = match text.split(' ').count() {
            0..=MOST_UNIT_WORDS => text,
            count => {
                let last: Vec<&str> = text.split(' ').skip(count - 2).collect();
                last.join(" ")
            }
        };
        let is_person = end
            .checked_sub(1)
            .is_some_and(|head| self.is(head, Flags::PERSON));
        UnitWords {
            is_person,
            ..UnitWords::new(UnitKind::Noun, &text, end)
        }
    }

    fn can_stand_in_noun(&self, token: &Token<'_>) -> bool {
        let class = token.class;
        let is_number = !matches!(
            token.part(),
            Part::None | Part::Ordinal(_) | Part::Fraction(_) | Part::Month(_)
        );
        let is_finite_past = class.is(Class::VERB_PAST)
            && !token.text.ends_with("ed")
            && !class.is(Class::VERB_PARTICIPLE
                .with(Class::ADJECTIVE)
                .with(Class::NOUN));
        let is_function = class.is(Class::FUNCTION) && !token.is(Flags::PERSON);
        let is_adverb = class.is(Class::ADVERB) && !token.text.ends_with("ly");
        !(is_number
            || is_finite_past
            || is_function
            || is_adverb
            || token.is(Flags::STOP)
            || token.is(Flags::NO_PLURAL) && class.is(Class::VERB))
    }

    /// The words of some tokens as printed, one blank for white space.
    fn words(&self, first: usize, end: usize) -> String {
        let mut text = String::new();
        for token in self.tokens.iter().take(end).skip(first) {
            if token.spaced && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(token.text);
        }
        text
    }
}
