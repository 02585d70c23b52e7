//! The figures of each quantity, equal ones in one row, and how the rows fit together.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::given_figure::printed_without_period;
use crate::domain::amount::Amount;
use crate::domain::figure::{Comparator, Figure, FigureAgreement, Measured};
use crate::domain::unit::Unit;

/// What a figure is of: a proposition, and what of it where the figure says so, in lower case.
pub(super) type Quantity = (i64, Option<String>);

/// What figures say in the same words again and again, each kept once.
#[derive(Debug, Default)]
pub(super) struct Words {
    units: BTreeMap<Option<String>, Unit>,
    texts: BTreeSet<Rc<str>>,
}

impl Words {
    fn unit(&mut self, words: Option<&str>) -> Unit {
        self.units
            .entry(words.map(str::to_owned))
            .or_insert_with_key(|words| Unit::read(words.as_deref()))
            .clone()
    }

    fn once(&mut self, text: String) -> Rc<str> {
        if let Some(known) = self.texts.get(text.as_str()) {
            return Rc::clone(known);
        }
        let text: Rc<str> = text.into();
        self.texts.insert(Rc::clone(&text));
        text
    }
}

/// One figure as one claim gives it.
#[derive(Debug)]
pub(super) struct Given {
    /// The place of its claim among those that have a figure.
    pub(super) claim: usize,
    pub(super) measured: Measured,
    /// Its lower and upper number as written, twice the same where it is no range.
    low: f64,
    high: f64,
    is_range: bool,
    printed: Rc<str>,
    comparator: Comparator,
    hedge: Option<Rc<str>>,
    period: Option<Rc<str>>,
    /// What it is of, as printed.
    pub(super) what: Option<Rc<str>>,
}

impl Given {
    /// Takes from a figure what the ledger needs; `words` keeps what was read before.
    pub(super) fn new(claim: usize, figure: Figure, words: &mut Words) -> Given {
        let unit = words.unit(figure.parts().unit.as_deref());
        let measured = figure.measured_in(unit);
        let (low, high, is_range) = match figure.amount() {
            Amount::Value(value) => (value, value, false),
            Amount::Range { low, high } => (low, high, true),
        };
        let without = printed_without_period(&figure);
        let parts = figure.into_parts();
        Given {
            claim,
            measured,
            low,
            high,
            is_range,
            printed: words.once(parts.printed.unwrap_or(without)),
            comparator: parts.comparator,
            hedge: parts.hedge.map(|hedge| words.once(hedge)),
            period: parts.period.map(|period| words.once(period.to_string())),
            what: parts.what.map(|what| words.once(what)),
        }
    }

    /// By measure, then by number.
    fn order(&self, other: &Given) -> std::cmp::Ordering {
        let based = |given: &Given| {
            let unit = given.measured.unit();
            (unit.in_base(given.low), unit.in_base(given.high))
        };
        let ((low, high), (other_low, other_high)) = (based(self), based(other));
        (self.measured.unit().measure())
            .cmp(&other.measured.unit().measure())
            .then(low.total_cmp(&other_low))
            .then(high.total_cmp(&other_high))
            .then(self.comparator.cmp(&other.comparator))
            .then_with(|| self.hedge.cmp(&other.hedge))
            .then_with(|| self.period.cmp(&other.period))
            .then(self.claim.cmp(&other.claim))
    }
}

/// How a row fits the others of its quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Several claims give it, or one with the same number of no or another period, and nothing else.
    Equal,
    /// Some number satisfies it and another one.
    Compatible,
    /// No number satisfies it and another one.
    Conflicting,
    /// One claim gives it and there is no other figure.
    Alone,
    /// The others are of another unit or period.
    NotComparable,
    /// Whoever names it says that it is not so, and so holds no figure.
    Rejected,
}

impl Fit {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Fit::Equal => "equal",
            Fit::Compatible => "compatible",
            Fit::Conflicting => "conflicting",
            Fit::Alone => "alone",
            Fit::NotComparable => "not comparable",
            Fit::Rejected => "rejected",
        }
    }
}

/// Figures that admit the same numbers, of the same period.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) given: Vec<Given>,
    pub(super) fit: Fit,
    /// The numbers of other lines, from 1.
    pub(super) compatible: Vec<usize>,
    pub(super) conflicting: Vec<usize>,
    /// The unit in which the line's numbers are shown.
    pub(super) unit: String,
    in_base: bool,
}

/// Returns the lines of one quantity, ordered by unit and number; `rejects` says of a claim's place whether it says that it is not so.
pub(super) fn lines(mut given: Vec<Given>, rejects: impl Fn(usize) -> bool) -> Vec<Line> {
    given.sort_by(Given::order);
    let mut lines: Vec<Line> = Vec::new();
    for given in given {
        // Of the same numbers, not only of the same number: "nearly 100" is another line than 100.
        let same = lines
            .iter_mut()
            .rev()
            .take_while(|line| line.is_near(&given))
            .find(|line| line.is_same(&given));
        match same {
            Some(line) => line.given.push(given),
            None => lines.push(Line {
                given: vec![given],
                fit: Fit::Alone,
                compatible: Vec::new(),
                conflicting: Vec::new(),
                unit: String::new(),
                in_base: false,
            }),
        }
    }
    name_units(&mut lines);
    compare(&mut lines, rejects);
    lines
}

/// Shows numbers in the unit that all of one measure are in; where they are in several, in the base.
fn name_units(lines: &mut [Line]) {
    let is_alike = |one: &Line, other: &Line| match (one.first(), other.first()) {
        (Some(one), Some(other)) => {
            one.measured.unit().measure() == other.measured.unit().measure()
        }
        _ => false,
    };
    for lines in lines.chunk_by_mut(is_alike) {
        let units = || {
            lines
                .iter()
                .flat_map(|line| &line.given)
                .map(|given| given.measured.unit())
        };
        let names: BTreeSet<&str> = units().map(Unit::name).collect();
        let in_base = names.len() > 1;
        let name = if in_base {
            // Of singular and plural the plural, which is behind it in the alphabet; units of the table have one name as a base.
            units().map(Unit::base_name).max()
        } else {
            names.first().copied()
        };
        let name = name.unwrap_or_default().to_owned();
        for line in lines {
            line.unit.clone_from(&name);
            line.in_base = in_base;
        }
    }
}

/// Says of each line how it fits the others.
fn compare(lines: &mut [Line], rejects: impl Fn(usize) -> bool) {
    let own: Vec<(bool, BTreeSet<usize>)> = lines
        .iter()
        .map(|line| {
            (
                line.given.iter().all(|given| rejects(given.claim)),
                line.claims(),
            )
        })
        .collect();
    let mut agrees = vec![false; lines.len()];
    let mut equals = vec![false; lines.len()];
    for one in 0..lines.len() {
        for other in one + 1..lines.len() {
            if own[one].0 || own[other].0 {
                continue;
            }
            let (Some(left), Some(right)) = (lines[one].first(), lines[other].first()) else {
                continue;
            };
            let agreement = match left.measured.compare(&right.measured) {
                // One claim with two figures does not contradict itself.
                FigureAgreement::Differs if own[one].1.len() == 1 && own[one].1 == own[other].1 => {
                    FigureAgreement::Compatible
                }
                agreement => agreement,
            };
            match agreement {
                FigureAgreement::NotComparable => {}
                FigureAgreement::Differs => {
                    lines[one].conflicting.push(other + 1);
                    lines[other].conflicting.push(one + 1);
                }
                FigureAgreement::Same | FigureAgreement::Compatible => {
                    lines[one].compatible.push(other + 1);
                    lines[other].compatible.push(one + 1);
                    let found = if agreement == FigureAgreement::Same {
                        &mut equals
                    } else {
                        &mut agrees
                    };
                    found[one] = true;
                    found[other] = true;
                }
            }
        }
    }
    let several = lines.len() > 1;
    for (place, line) in lines.iter_mut().enumerate() {
        line.fit = if own[place].0 {
            Fit::Rejected
        } else if !line.conflicting.is_empty() {
            Fit::Conflicting
        } else if agrees[place] {
            Fit::Compatible
        } else if equals[place] || own[place].1.len() > 1 {
            Fit::Equal
        } else if several {
            Fit::NotComparable
        } else {
            Fit::Alone
        };
    }
}

impl Line {
    fn first(&self) -> Option<&Given> {
        self.given.first()
    }

    fn is_same(&self, given: &Given) -> bool {
        self.first()
            .is_some_and(|first| first.measured.is_same(&given.measured))
    }

    /// Whether the figure is of the same number, so that it may be the same.
    fn is_near(&self, given: &Given) -> bool {
        let based = |given: &Given| given.measured.unit().in_base(given.low);
        self.first().is_some_and(|first| {
            first.measured.unit().measure() == given.measured.unit().measure()
                && based(first) == based(given)
        })
    }

    /// The claims that give it, by their places.
    pub(super) fn claims(&self) -> BTreeSet<usize> {
        self.given.iter().map(|given| given.claim).collect()
    }

    /// Returns the numbers in the unit shown: the lower and the upper one, and whether that is a range.
    pub(super) fn numbers(&self) -> (f64, f64, bool) {
        let Some(first) = self.first() else {
            return (0.0, 0.0, false);
        };
        let unit = first.measured.unit();
        let shown = |number: f64| {
            if self.in_base {
                unit.in_base(number)
            } else {
                unit.unscaled(number)
            }
        };
        (shown(first.low), shown(first.high), first.is_range)
    }

    /// Returns the figure in each form in which it is printed.
    pub(super) fn printed(&self) -> Vec<&str> {
        distinct(self.given.iter().map(|given| given.printed.as_ref()))
    }

    /// Returns the comparator, nothing for `=`, and the hedging words.
    pub(super) fn hedge(&self) -> String {
        let comparators = self
            .given
            .iter()
            .filter(|given| given.comparator != Comparator::Equal)
            .map(|given| given.comparator.as_str());
        let hedges = self.given.iter().filter_map(|given| given.hedge.as_deref());
        let hedges = distinct(hedges).join(", ");
        let mut parts = distinct(comparators);
        parts.push(&hedges);
        parts.join(" ").trim().to_owned()
    }

    /// Returns the period that it names.
    pub(super) fn period(&self) -> &str {
        let first = self.first().and_then(|given| given.period.as_deref());
        first.unwrap_or_default()
    }
}

/// Returns each text once, in the order of their first.
pub(super) fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(*text)).collect()
}
