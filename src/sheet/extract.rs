//! Typed values out of parsed TOML, every mismatch collected with its place.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::locator::{Locator, Piece};
use super::problem::{At, Lines, Place, Problem};
use crate::domain::nearest::nearest;

pub(super) type Item<'d> = Spanned<DeValue<'d>>;

/// Takes values apart and remembers what does not fit.
pub(super) struct Extract<'s> {
    pub(super) lines: Lines<'s>,
    pub(super) problems: Vec<Problem>,
}

impl<'s> Extract<'s> {
    pub(super) fn new(source: &'s str) -> Extract<'s> {
        Extract {
            lines: Lines::new(source),
            problems: Vec::new(),
        }
    }

    pub(super) fn place_of<T>(&self, item: &Spanned<T>) -> Place {
        self.lines.place(item.span().start)
    }

    pub(super) fn problem(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(Problem::new(place, message));
    }

    /// Reports every key of `table` that is not in `known`.
    pub(super) fn unknown_keys(&mut self, table: &DeTable<'_>, what: &str, known: &[&str]) {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let place = self.place_of(key);
            let mut problem = Problem::new(place, format!("{what} has no key “{name}”"));
            if name == "claims" {
                problem.message = format!(
                    "claims stand here as a part of {what}: move them above the first [table], or write each as [[claims]]"
                );
            } else {
                problem.nearest = nearest(name, known.iter().copied(), 3)
                    .into_iter()
                    .map(str::to_owned)
                    .collect();
                if problem.nearest.is_empty() {
                    problem.message = format!("{} (it has: {})", problem.message, known.join(", "));
                }
            }
            self.problems.push(problem);
        }
    }

    fn mismatch(&mut self, item: &Item<'_>, what: &str, wanted: &str) {
        let place = self.place_of(item);
        let found = match item.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.problem(place, format!("{what} is {found}, and should be {wanted}"));
    }

    /// A string that is not empty.
    pub(super) fn string(&mut self, item: &Item<'_>, what: &str) -> Option<At<String>> {
        let place = self.place_of(item);
        match item.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.problem(place, format!("{what} is empty"));
                None
            }
            DeValue::String(text) => Some(At {
                value: text.to_string(),
                place,
            }),
            _ => {
                self.mismatch(item, what, "a string in quotes");
                None
            }
        }
    }

    /// A string, or a date written without quotes.
    pub(super) fn date_text(&mut self, item: &Item<'_>, what: &str) -> Option<At<String>> {
        match item.get_ref() {
            DeValue::Datetime(date) => Some(At {
                value: date.to_string(),
                place: self.place_of(item),
            }),
            // A bare year.
            DeValue::Integer(year) => Some(At {
                value: year.to_string(),
                place: self.place_of(item),
            }),
            _ => self.string(item, what),
        }
    }

    /// A string, or a list of strings.
    pub(super) fn strings(&mut self, item: &Item<'_>, what: &str) -> Vec<At<String>> {
        match item.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| self.string(item, what))
                .collect(),
            _ => self.string(item, what).into_iter().collect(),
        }
    }

    pub(super) fn boolean(&mut self, item: &Item<'_>, what: &str) -> bool {
        match item.get_ref() {
            DeValue::Boolean(value) => *value,
            _ => {
                self.mismatch(item, what, "true or false");
                false
            }
        }
    }

    pub(super) fn integer(&mut self, item: &Item<'_>, what: &str) -> Option<At<i64>> {
        if let DeValue::Integer(number) = item.get_ref()
            && let Ok(value) = i64::from_str_radix(number.as_str(), number.radix())
        {
            return Some(At {
                value,
                place: self.place_of(item),
            });
        }
        self.mismatch(item, what, "a whole number");
        None
    }

    /// A number as written, for domain::amount to parse; a string may hold a range.
    pub(super) fn number_text(&mut self, item: &Item<'_>, what: &str) -> Option<At<String>> {
        let place = self.place_of(item);
        match item.get_ref() {
            DeValue::Integer(number) => {
                let value = match number.radix() {
                    10 => number.as_str().to_owned(),
                    radix => match i64::from_str_radix(number.as_str(), radix) {
                        Ok(value) => value.to_string(),
                        Err(_) => {
                            self.problem(place, format!("{what} is too large a number"));
                            return None;
                        }
                    },
                };
                Some(At { value, place })
            }
            DeValue::Float(number) => Some(At {
                value: number.as_str().to_owned(),
                place,
            }),
            DeValue::String(_) => self.string(item, what),
            _ => {
                self.mismatch(item, what, "a number");
                None
            }
        }
    }

    pub(super) fn table<'i, 'd>(
        &mut self,
        item: &'i Item<'d>,
        what: &str,
    ) -> Option<&'i DeTable<'d>> {
        match item.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => {
                self.mismatch(item, what, "a table");
                None
            }
        }
    }

    /// One table, or a list of tables.
    pub(super) fn tables<'i, 'd>(
        &mut self,
        item: &'i Item<'d>,
        what: &str,
    ) -> Vec<(Place, &'i DeTable<'d>)> {
        match item.get_ref() {
            DeValue::Table(table) => vec![(self.place_of(item), table)],
            DeValue::Array(items) => {
                let mut tables = Vec::with_capacity(items.len());
                for item in items.iter() {
                    match item.get_ref() {
                        DeValue::Table(table) => tables.push((self.place_of(item), table)),
                        _ => self.mismatch(item, what, "a table"),
                    }
                }
                tables
            }
            _ => {
                self.mismatch(item, what, "a table or a list of tables");
                Vec::new()
            }
        }
    }

    /// Words, or `{ words = …, after = …, at = … }`.
    pub(super) fn piece(&mut self, item: &Item<'_>, what: &str) -> Option<At<Piece>> {
        let DeValue::Table(table) = item.get_ref() else {
            if !matches!(item.get_ref(), DeValue::String(_)) {
                self.mismatch(item, what, "words in quotes, or { words = …, after = … }");
                return None;
            }
            let words = self.string(item, what)?;
            return Some(At {
                value: Piece::new(words.value),
                place: words.place,
            });
        };
        self.unknown_keys(table, what, &["words", "after", "at"]);
        let place = self.place_of(item);
        let Some(words) = table.get("words") else {
            self.problem(place, format!("{what} needs words"));
            return None;
        };
        let mut piece = Piece::new(self.string(words, what)?.value);
        if let Some(after) = table.get("after") {
            piece = piece.after(self.string(after, "after")?.value);
        }
        if let Some(at) = table.get("at") {
            let at = self.integer(at, "at")?;
            match u32::try_from(at.value) {
                Ok(at) => piece = piece.at(at),
                Err(_) => {
                    self.problem(at.place, "at is no code point of a text");
                    return None;
                }
            }
        }
        Some(At {
            value: piece,
            place,
        })
    }

    /// A piece, or a list of pieces.
    pub(super) fn pieces(&mut self, item: &Item<'_>, what: &str) -> Vec<At<Piece>> {
        match item.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| self.piece(item, what))
                .collect(),
            _ => self.piece(item, what).into_iter().collect(),
        }
    }

    /// A locator: one pattern, of one piece or of several.
    pub(super) fn locator(&mut self, item: &Item<'_>, what: &str) -> Option<At<Locator>> {
        let place = self.place_of(item);
        let wanted = match item.get_ref() {
            DeValue::Array(items) => items.len(),
            _ => 1,
        };
        if wanted == 0 {
            self.problem(place, format!("{what} is an empty list"));
            return None;
        }
        let pieces: Vec<Piece> = self
            .pieces(item, what)
            .into_iter()
            .map(|piece| piece.value)
            .collect();
        (pieces.len() == wanted).then_some(At {
            value: Locator { pieces },
            place,
        })
    }

    /// A list in which every string or table is a locator of its own.
    pub(super) fn locators(&mut self, item: &Item<'_>, what: &str) -> Vec<At<Locator>> {
        match item.get_ref() {
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| self.locator(item, what))
                .collect(),
            _ => self.locator(item, what).into_iter().collect(),
        }
    }

    /// A word of a closed set, perhaps with a trailing `?`.
    pub(super) fn word<T: std::str::FromStr>(
        &mut self,
        item: &Item<'_>,
        what: &str,
        words: &[&str],
    ) -> Option<At<T>>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.string(item, what)?;
        match text.value.trim().parse() {
            Ok(value) => Some(At {
                value,
                place: text.place,
            }),
            Err(error) => {
                let error: T::Err = error;
                let mut problem = Problem::new(text.place, format!("{error}"));
                problem.nearest = nearest(&text.value, words.iter().copied(), 1)
                    .into_iter()
                    .map(str::to_owned)
                    .collect();
                self.problems.push(problem);
                None
            }
        }
    }
}
