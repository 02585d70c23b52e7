//! What a word is to a figure: the tables of a language, compiled once into one map from a word form to its meaning.

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};

use crate::domain::figure::Comparator;

/// What a word does inside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    /// Nothing.
    #[default]
    None,
    /// 0 to 9.
    Unit(u64),
    /// 10 to 19.
    Teen(u64),
    /// 20 to 90 in tens.
    Ten(u64),
    /// `hundred`.
    Hundred,
    /// `million`, as a power of ten.
    Scale(i32),
    /// `bn`, as a power of ten.
    ScaleMark(i32),
    /// `m`, `k`: a scale only behind money or before what is counted.
    ScaleLetter(i32),
    /// `dozen`.
    Group(u64),
    /// `hundreds`, `dozens`: an open number.
    Many(u64),
    /// `third`, `quarter`.
    Fraction(u64),
    /// `thirds`, `quarters`.
    Fractions(u64),
    /// A month by its number.
    Month(u32),
    /// `first` to `fourth`, of a part of a year.
    Ordinal(u32),
}

/// What else a word is, as flags: a form may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Flags(u64);

/// Numbers the flags in order.
macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        impl Flags {
            $($(#[$doc])* pub(super) const $name: Self = Self(1 << $bit);)*
        }
    };
}

flags! {
    /// `a`, `an`.
    ARTICLE = 0,
    /// `and`.
    AND = 1,
    /// `of`.
    OF = 2,
    /// `half`.
    HALF = 3,
    /// `per`.
    PER = 4,
    /// `between`: opens a range.
    BETWEEN = 5,
    /// `from`: opens a range or a change.
    FROM = 6,
    /// `to`: joins a range.
    TO = 7,
    /// `or`: joins a range.
    OR = 8,
    /// `out` of `out of`.
    OUT = 9,
    /// `in`: `one in five`.
    IN = 10,
    /// `the`, `these`, `their`: a small number behind it is known already.
    DEFINITE = 11,
    /// `several`: an open number with `hundred`.
    VAGUE = 12,
    /// `rose`: what follows goes from one number to another.
    CHANGE = 13,
    /// `article`, `phase`: the number behind it is a name.
    LABEL = 14,
    /// What may stand behind a number as its unit without being a plural: `km`, `years`.
    MEASURE = 15,
    /// A unit of time.
    TIME = 16,
    /// A word for money: `dollars`.
    MONEY = 17,
    /// A code or letters before a sign of money: `EUR`, `US`.
    MONEY_MARK = 18,
    /// `square`: belongs to the unit behind it.
    MEASURE_PREFIX = 19,
    /// Plurals for people.
    PERSON = 20,
    /// Plurals that no ending shows.
    PLURAL = 21,
    /// `staff`: several in one word.
    COLLECTIVE = 22,
    /// `dead`, `injured`: counted people by what happened to them.
    STATE = 23,
    /// Behind an hour of the day: `p.m`.
    CLOCK = 24,
    /// `past`, `next`: a small number behind it tells a time or a rank.
    FRAMED = 25,
    /// `ago`, `later`: the number before it tells a time.
    REMOVED = 26,
    /// `more`, `other`: before the unit and no part of it.
    EXTRA = 27,
    /// `aged`.
    AGED = 28,
    /// `old`.
    OLD = 29,
    /// `percent`.
    PERCENT = 30,
    /// `cent` of `per cent`.
    CENT = 31,
    /// `percentage`, `basis`.
    POINT_PREFIX = 32,
    /// `point`, `points`.
    POINT = 33,
    /// A singular that is counted by a word before a hyphen: `member`.
    HYPHEN_UNIT = 34,
    /// Ends a noun phrase.
    STOP = 35,
    /// Endings written onto digits which make them an ordinal or a decade.
    ORDINAL_ENDING = 36,
    /// `minus`.
    MINUS = 37,
    /// `in`, `during`: the figure is of the time behind it.
    DURING = 38,
    /// `since`.
    SINCE = 39,
    /// `by`, `until`.
    UNTIL = 40,
    /// `before`.
    BEFORE = 41,
    /// `after`.
    AFTER = 42,
    /// `early`, `late`: before a year, of no weight.
    ROUGHLY = 43,
    /// `quarter` of a year.
    QUARTER = 44,
    /// `lies`, `degrees`: what a temperature's degrees are called.
    DEGREE = 45,
    /// `Celsius`.
    DEGREE_KIND = 46,
    /// What one is counted in although one is mostly no number: `person`.
    SINGLE = 47,
    /// A plural that stands before another noun: `human rights groups`.
    PLURAL_MODIFIER = 48,
    /// `times`, `fold`.
    TIMES = 49,
    /// `high`, `long`: a letter before it is a length.
    DIMENSION = 50,
    /// `another`, `one`: words before `one` or behind it which make it a pronoun.
    NO_COUNT = 51,
    /// What a rate is told of: `day`, `barrel`.
    RATE = 52,
    /// Score and vote words behind `5-4`.
    RESULT = 53,
    /// Looks like a plural and is none: `series`, `says`.
    NO_PLURAL = 54,
    /// Words of number names that are something else in capitals, as `Group of Seven`.
    NAMED_GROUP = 55,
}

impl Flags {
    /// Says whether any of the given flags is there.
    pub(super) const fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// Returns both, as a constant.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Everything that a word is to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Meaning {
    /// Inside a number.
    pub(super) part: Part,
    /// Around it.
    pub(super) flags: Flags,
}

/// The tables of a language whose words stand apart.
pub(super) struct Tables {
    /// Words of numbers.
    pub(super) parts: &'static [(&'static str, Part)],
    /// Words by what they are, small letters, between white space.
    pub(super) flags: &'static [(Flags, &'static str)],
    /// Hedges before a number, by what they make of it.
    pub(super) before: &'static [(Comparator, &'static [&'static str])],
    /// Hedges behind a number or its unit.
    pub(super) behind: &'static [(Comparator, &'static [&'static str])],
    /// Hedges that tell a time instead, before a unit of time: `over five years`.
    pub(super) spans_of_time: &'static [&'static str],
}

/// A hedge as its words.
#[derive(Debug)]
pub(super) struct Hedge {
    /// The words, in small letters.
    pub(super) words: Vec<&'static str>,
    /// What it makes of the number.
    pub(super) comparator: Comparator,
    /// Whether it is no hedge before a unit of time.
    pub(super) is_span_of_time: bool,
}

/// The compiled tables.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: HashMap<&'static str, Meaning>,
    /// By the last word, the longest first.
    before: HashMap<&'static str, Vec<Hedge>>,
    /// By the first word, the longest first.
    behind: HashMap<&'static str, Vec<Hedge>>,
}

impl Lexicon {
    /// Compiles the tables.
    pub(super) fn new(tables: &Tables) -> Self {
        let mut words: HashMap<&'static str, Meaning> = HashMap::new();
        for (list, part) in tables.parts {
            for word in list.split_whitespace() {
                words.entry(word).or_default().part = *part;
            }
        }
        for (flags, list) in tables.flags {
            for word in list.split_whitespace() {
                words.entry(word).or_default().flags |= *flags;
            }
        }
        let hedges = |rows: &[(Comparator, &'static [&'static str])], by_last: bool| {
            let mut map: HashMap<&'static str, Vec<Hedge>> = HashMap::new();
            for (comparator, phrases) in rows {
                for phrase in *phrases {
                    let words: Vec<&'static str> = phrase.split_whitespace().collect();
                    let key = if by_last { words.last() } else { words.first() };
                    if let Some(key) = key {
                        map.entry(key).or_default().push(Hedge {
                            comparator: *comparator,
                            is_span_of_time: tables.spans_of_time.contains(phrase),
                            words,
                        });
                    }
                }
            }
            for phrases in map.values_mut() {
                phrases.sort_by_key(|hedge| std::cmp::Reverse(hedge.words.len()));
            }
            map
        };
        Self {
            words,
            before: hedges(tables.before, true),
            behind: hedges(tables.behind, false),
        }
    }

    /// Returns what a word in small letters is.
    pub(super) fn meaning(&self, lower: &str) -> Meaning {
        self.words.get(lower).copied().unwrap_or_default()
    }

    /// Returns the hedges before a number that end in a word, the longest first.
    pub(super) fn hedges_ending_in(&self, lower: &str) -> &[Hedge] {
        self.before.get(lower).map_or(&[], Vec::as_slice)
    }

    /// Returns the hedges behind a number that start with a word, the longest first.
    pub(super) fn hedges_starting_with(&self, lower: &str) -> &[Hedge] {
        self.behind.get(lower).map_or(&[], Vec::as_slice)
    }
}
