//! A decided sheet while it is written: what coders agree on as rows and tables, the rest as remarks or behind #.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::reading::{Cells, Reading};
use crate::domain::agreement::reading::units;
use crate::domain::claim::{Claim, Relation};
use crate::sheet::{ROW_KEYS, bare_key};

/// The keys that say where words stand and the remarks: of these the first coder's holds, and the others stand beside it.
const REMARKS: [&str; 6] = ["source", "text", "gloss", "labels", "note", "origin"];
/// The keys in which what is not there has been left open, so that it contradicts nobody.
const LEFT_OPEN: [&str; 2] = ["prop", "stance"];
/// The keys that coders decide on.
const JUDGED: [&str; 13] = [
    "voice", "who", "or", "for", "via", "cue", "prop", "stance", "said", "at", "about", "figures",
    "targets",
];
/// What must be settled: no key takes an empty value, so a sheet with one left in it is refused at its line.
const TO_SETTLE: &str = "\"\"";

/// The keys by which rows name others.
const LINKS: [(&str, Relation); 2] = [("in", Relation::Part), ("supports", Relation::Evidence)];

/// A sheet while it is written.
pub(super) struct Writing<'r> {
    pub(super) article: i64,
    pub(super) readings: &'r [Reading],
    /// The decided coding that the article has already.
    pub(super) standing: Option<&'r Reading>,
    pub(super) taken: Option<usize>,
    pub(super) out: String,
    pub(super) claims: usize,
    pub(super) open: usize,
    pub(super) aside: usize,
}

/// The row of a unit with what is to be said above it.
struct UnitRow {
    /// The place of its claim in the decided coding that the article has already.
    standing: Option<usize>,
    /// The readings that have it, with the place of its claim in each.
    members: Vec<(usize, usize)>,
    cells: Cells,
    remarks: Vec<String>,
    open: usize,
}

impl UnitRow {
    /// The places of the readings that have it.
    fn coders(&self) -> Vec<usize> {
        self.members.iter().map(|(at, _)| *at).collect()
    }

    fn line(&self) -> String {
        let cells: Vec<String> = ROW_KEYS
            .iter()
            .filter_map(|key| Some(format!("{key} = {}", self.cells.get(key)?)))
            .collect();
        format!("{{ {} }},", cells.join(", "))
    }
}

impl Writing<'_> {
    pub(super) fn heading(&mut self) {
        let names: Vec<&str> = self.readings.iter().map(|of| of.coder.as_str()).collect();
        let names = match names.split_last() {
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => String::new(),
        };
        let _infallible = writeln!(
            self.out,
            "# The decided coding of a{}, of those of {names}. What they agree on is filled in.\n# \"\" and {{}} are to be settled: the line above says who says what; write what holds, or take the key out for none.\n# Behind # stands what not every coder found: take the # away to keep it. An emptied file logs nothing.",
            self.article
        );
    }

    /// Whether every coder who would have it has it: what a partial coding lacks says nothing.
    fn is_of_all(&self, members: &[usize]) -> bool {
        match self.taken {
            // What the coder whose reading holds has not found is no claim.
            Some(taken) => members.contains(&taken) || !self.readings[taken].is_full,
            None => {
                self.standing.is_none()
                    && (0..self.readings.len())
                        .all(|at| members.contains(&at) || !self.readings[at].is_full)
            }
        }
    }

    pub(super) fn claims(&mut self, overlap: u8) {
        let mut claims: Vec<&[Claim]> = Vec::new();
        // What is decided comes first, so that the readings join it.
        claims.extend(self.standing.map(|reading| reading.claims.as_slice()));
        let before = claims.len();
        claims.extend(
            self.readings
                .iter()
                .map(|reading| reading.claims.as_slice()),
        );
        let units = units(&claims, overlap);
        let mut rows: Vec<UnitRow> = Vec::new();
        for unit in &units {
            let members: Vec<(usize, usize)> = unit
                .iter()
                .skip(before)
                .enumerate()
                .filter_map(|(at, place)| Some((at, (*place)?)))
                .collect();
            let standing = unit.first().copied().flatten().filter(|_| before > 0);
            let mut row = self.row(members);
            if let (Some(place), Some(reading)) = (standing, self.standing) {
                row.standing = standing;
                row.cells = reading.rows[place].clone();
                row.open = 0;
            }
            rows.push(row);
        }
        self.link(&mut rows);
        self.out.push_str("claims = [\n");
        for row in rows {
            let at = row.coders();
            let stands = row.standing.is_some() || self.is_of_all(&at);
            if self.taken.is_some() && !stands {
                continue;
            }
            let keys: Vec<String> = row
                .members
                .iter()
                .map(|(at, place)| {
                    let reading = &self.readings[*at];
                    format!(
                        "{} a{}.{}",
                        reading.coder, self.article, reading.numbers[*place]
                    )
                })
                .collect();
            if stands {
                if !row.remarks.is_empty() {
                    let _infallible = writeln!(self.out, "  # {}", keys.join(", "));
                }
                for remark in &row.remarks {
                    let _infallible = writeln!(self.out, "  #   {remark}");
                }
                let _infallible = writeln!(self.out, "  {}", row.line());
                self.claims += 1;
                self.open += row.open;
            } else {
                let missing = self.without(&at);
                let _infallible = writeln!(self.out, "  # {}{missing}", keys.join(", "));
                for remark in &row.remarks {
                    let _infallible = writeln!(self.out, "  #   {remark}");
                }
                let _infallible = writeln!(self.out, "  # {}", row.line());
                self.aside += 1;
            }
        }
        self.out.push_str("]\n");
    }

    /// Who has not found what these coders have.
    fn without(&self, members: &[usize]) -> String {
        let missing: Vec<&str> = self
            .readings
            .iter()
            .enumerate()
            .filter(|(at, reading)| !members.contains(at) && reading.is_full)
            .map(|(_, reading)| reading.coder.as_str())
            .collect();
        match (missing.as_slice(), self.standing) {
            ([], Some(_)) => String::from("; not in the decided coding"),
            ([], None) => String::new(),
            (missing, _) => format!("; not found by {}", missing.join(", ")),
        }
    }

    /// The row of a unit from those of its coders.
    fn row(&self, members: Vec<(usize, usize)>) -> UnitRow {
        let mut row = UnitRow {
            standing: None,
            members: Vec::new(),
            cells: Cells::new(),
            remarks: Vec::new(),
            open: 0,
        };
        let cells = |at: usize, place: usize| &self.readings[at].rows[place];
        for key in JUDGED {
            let mut said: Vec<(usize, Option<&String>)> = members
                .iter()
                .map(|(at, place)| (*at, cells(*at, *place).get(key)))
                .collect();
            if LEFT_OPEN.contains(&key) {
                said.retain(|(_, value)| value.is_some());
            }
            let Some((_, first)) = said.first().copied() else {
                continue;
            };
            let of_taken = said.iter().find(|(at, _)| Some(*at) == self.taken);
            if said.iter().all(|(_, value)| *value == first) {
                row.cells.extend(first.map(|value| (key, value.clone())));
            } else if let Some((_, value)) = of_taken {
                row.cells.extend(value.map(|value| (key, value.clone())));
            } else {
                row.cells.insert(key, TO_SETTLE.to_owned());
                row.open += 1;
                row.remarks.push(format!("{key}: {}", self.said(&said)));
            }
        }
        for key in REMARKS {
            let mut said: Vec<(usize, Option<&String>)> = members
                .iter()
                .map(|(at, place)| (*at, cells(*at, *place).get(key)))
                .filter(|(_, value)| value.is_some())
                .collect();
            // The coder whose reading holds comes first.
            said.sort_by_key(|(at, _)| Some(*at) != self.taken);
            let Some((_, first)) = said.first().copied() else {
                continue;
            };
            row.cells.extend(first.map(|value| (key, value.clone())));
            let differ = said.iter().any(|(_, value)| *value != first);
            if differ && self.taken.is_none() {
                row.remarks
                    .push(format!("{key}, the first taken: {}", self.said(&said)));
            }
        }
        row.members = members;
        row
    }

    fn said(&self, said: &[(usize, Option<&String>)]) -> String {
        let said: Vec<String> = said
            .iter()
            .map(|(at, value)| {
                let value = value.map_or("none", String::as_str);
                format!("{} {value}", self.readings[*at].coder)
            })
            .collect();
        said.join("; ")
    }

    /// Names in each row the rows of which it is a part or which it supports, by their propositions: numbers are not given yet. A link
    /// to a claim that has no proposition of its own in the sheet is left to the decider, with a remark.
    fn link(&self, rows: &mut [UnitRow]) {
        let mut unit_of: BTreeMap<(usize, i64), usize> = BTreeMap::new();
        let mut with_prop: BTreeMap<String, usize> = BTreeMap::new();
        for (unit, row) in rows.iter().enumerate() {
            for (at, place) in &row.members {
                unit_of.insert((*at, self.readings[*at].numbers[*place]), unit);
            }
            if let Some(prop) = row.cells.get("prop").filter(|prop| *prop != TO_SETTLE) {
                *with_prop.entry(prop.clone()).or_default() += 1;
            }
        }
        let props: Vec<Option<String>> = rows
            .iter()
            .map(|row| {
                let stands = self.is_of_all(&row.coders());
                let prop = row.cells.get("prop").filter(|_| stands);
                prop.filter(|prop| with_prop.get(*prop) == Some(&1))
                    .cloned()
            })
            .collect();
        for row in rows.iter_mut() {
            if let (Some(place), Some(reading)) = (row.standing, self.standing) {
                // The decided coding has numbers.
                for (key, relation) in LINKS {
                    let numbers = reading.claims[place].links.iter();
                    let numbers: Vec<String> = numbers
                        .filter(|(_, of)| *of == relation)
                        .map(|(number, _)| number.to_string())
                        .collect();
                    if !numbers.is_empty() {
                        row.cells.insert(key, format!("[{}]", numbers.join(", ")));
                    }
                }
                continue;
            }
            for (key, relation) in LINKS {
                let mut named: Vec<String> = Vec::new();
                for (at, place) in &row.members {
                    let reading = &self.readings[*at];
                    for (number, of) in &reading.claims[*place].links {
                        if *of != relation {
                            continue;
                        }
                        let unit = unit_of.get(&(*at, *number));
                        match unit.and_then(|unit| props.get(*unit)).cloned().flatten() {
                            Some(prop) if !named.contains(&prop) => named.push(prop),
                            Some(_) => {}
                            None => row.remarks.push(format!(
                                "{key}, left out: {} a{}.{number}",
                                reading.coder, self.article
                            )),
                        }
                    }
                }
                if !named.is_empty() {
                    row.cells.insert(key, format!("[{}]", named.join(", ")));
                }
            }
        }
    }

    pub(super) fn introductions(&mut self) {
        let mut keys: Vec<&String> = Vec::new();
        let lists = self.standing.into_iter().chain(self.readings);
        for (key, _) in lists.flat_map(|reading| &reading.introductions) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let find = |reading: &'_ Reading, key: &String| {
            let mut found = reading.introductions.iter();
            found
                .find(|(of, _)| of == key)
                .map(|(_, table)| table.clone())
        };
        for key in keys {
            let members: Vec<usize> = (0..self.readings.len())
                .filter(|at| find(&self.readings[*at], key).is_some())
                .collect();
            let standing = self.standing.and_then(|reading| find(reading, key));
            let stands = standing.is_some() || self.is_of_all(&members);
            let mut tables = members
                .iter()
                .filter_map(|at| find(&self.readings[*at], key));
            let Some(table) = standing.or_else(|| tables.next()) else {
                continue;
            };
            self.put(&table, &members, stands);
        }
    }

    /// Puts a table of its own, behind # where it does not stand.
    fn put(&mut self, table: &str, members: &[usize], stands: bool) {
        if stands {
            let _infallible = write!(self.out, "\n{table}");
        } else if self.taken.is_none() {
            self.aside += 1;
            let missing = self.without(members);
            let names: Vec<&str> = members
                .iter()
                .map(|at| self.readings[*at].coder.as_str())
                .collect();
            let _infallible = writeln!(self.out, "\n# {}{missing}", names.join(", "));
            for line in table.lines() {
                let _infallible = writeln!(self.out, "# {line}");
            }
        }
    }

    pub(super) fn facts(&mut self) {
        let mut keys: Vec<&(String, String)> = Vec::new();
        let lists = self.standing.into_iter().chain(self.readings);
        for (key, _, _) in lists.flat_map(|reading| &reading.facts) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        // Those of one table together, as TOML wants them.
        let mut headings: Vec<&String> = Vec::new();
        for (heading, _) in &keys {
            if !headings.contains(&heading) {
                headings.push(heading);
            }
        }
        keys.sort_by_key(|(heading, _)| headings.iter().position(|of| *of == heading));
        let mut live_heading: Option<&String> = None;
        for key in keys {
            let find = |reading: &'_ Reading| {
                let mut facts = reading.facts.iter();
                let found = facts.find(|(of, _, _)| of == key);
                found.map(|(_, value, line)| (value.clone(), line.clone()))
            };
            let said: Vec<(usize, (String, String))> = (0..self.readings.len())
                .filter_map(|at| Some((at, find(&self.readings[at])?)))
                .collect();
            let members: Vec<usize> = said.iter().map(|(at, _)| *at).collect();
            let standing = self.standing.and_then(find);
            let (heading, attribute) = key;
            let attribute = bare_key(attribute);
            let stands = standing.is_some() || self.is_of_all(&members);
            let lines: Vec<(usize, Option<&String>)> = said
                .iter()
                .map(|(at, (_, line))| (*at, Some(line)))
                .collect();
            let of_taken = said.iter().find(|(at, _)| Some(*at) == self.taken);
            let equal = said.windows(2).all(|pair| pair[0].1.0 == pair[1].1.0);
            let shown = self.said(&lines);
            if !stands {
                if self.taken.is_none() {
                    self.aside += 1;
                    let _infallible = writeln!(self.out, "\n# {heading}\n# {attribute}: {shown}");
                }
                continue;
            }
            if live_heading != Some(heading) {
                let _infallible = writeln!(self.out, "\n{heading}");
                live_heading = Some(heading);
            }
            let line = match (standing, of_taken, said.first()) {
                (Some((_, line)), _, _) => line,
                (None, Some((_, (_, line))), _) => line.clone(),
                (None, None, Some((_, (_, line)))) if equal => line.clone(),
                _ => {
                    // A fact without a value is refused at its line.
                    self.open += 1;
                    let _infallible =
                        writeln!(self.out, "# {attribute}: {shown}\n{attribute} = {{}}");
                    continue;
                }
            };
            let _infallible = writeln!(self.out, "{attribute} = {line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_a_row_is_decided_on_or_said_to_be_none_of_it() {
        // A claim that is neither a draft nor thrown out has no status, and `figure` is another way to write `figures`.
        let others = ["id", "draft", "status", "figure"];
        for key in ROW_KEYS {
            let known = JUDGED.contains(key)
                || REMARKS.contains(key)
                || LINKS.iter().any(|(link, _)| link == key);
            assert_ne!(known, others.contains(key), "{key}");
        }
    }
}
