//! The sheet of what several coders of an article settle on: filled in with what they agree on, with the readings of each where they
//! do not. Logged, it is the article's decided coding.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::sheet_of::{introduction, row_of_claim, tables};
use crate::domain::agreement::reading::units;
use crate::domain::claim::{Claim, Status};
use crate::domain::coding::{Extent, Layer};
use crate::domain::text::{Text, paragraphs};
use crate::sheet::locator::Finder;
use crate::sheet::{bare_key, fact_toml, introduction_toml, quote, row_cells};
use crate::store::{Coding, Reader, StoreError};

/// How a decided sheet is made.
#[derive(Debug, Clone, Copy)]
pub struct DecideOptions<'a> {
    /// Whose name the decided coding gets where there is none yet.
    pub decider: &'a str,
    /// How many per cent of the words of two claims are in both where they are one unit.
    pub overlap: u8,
    /// The coder whose reading holds wherever coders differ.
    pub take: Option<&'a str>,
}

/// A sheet to be decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedSheet {
    /// The sheet, as TOML.
    pub text: String,
    /// Whose codings it is made of, by name.
    pub coders: Vec<String>,
    /// How many claims stand in it.
    pub claims: usize,
    /// How many values are left to be settled.
    pub open: usize,
    /// How many claims, introductions and facts stand behind a #, because not every coder has them.
    pub aside: usize,
    /// The coder of the decided coding that the article has already; the sheet is then of that coding.
    pub decided_by: Option<String>,
}

/// Why there is no such sheet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecideError {
    /// The book could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are not two codings of the same text that hold claims.
    #[error("a{article} has {} to agree on", match coders.as_slice() {
        [] => String::from("no coding with claims"),
        [one] => format!("one coder's claims alone ({one})"),
        several => format!("no two codings of the same text ({})", several.join(", ")),
    })]
    OneCoder {
        /// The article.
        article: i64,
        /// Who coded it.
        coders: Vec<String>,
    },
    /// The coder whose reading is to hold has none.
    #[error("{coder} has no coding of a{article} beside which others stand; its coders are {}", coders.join(", "))]
    NoSuchCoder {
        /// The article.
        article: i64,
        /// Who was asked for.
        coder: String,
        /// Who coded it.
        coders: Vec<String>,
    },
    /// One coder's reading is to hold, and the article is decided already.
    #[error("a{article} is decided already, by {coder}")]
    Decided {
        /// The article.
        article: i64,
        /// Whose decided coding it has.
        coder: String,
    },
}

/// The keys that say where words stand and the remarks: of these the first coder's holds, and the others stand beside it.
const REMARKS: [&str; 6] = ["source", "text", "gloss", "labels", "note", "origin"];
/// The keys in which what is not there has been left open, so that it contradicts nobody.
const LEFT_OPEN: [&str; 2] = ["prop", "stance"];
/// The keys that coders decide on.
const JUDGED: [&str; 13] = [
    "voice", "who", "or", "for", "via", "cue", "prop", "stance", "said", "at", "about", "figures",
    "targets",
];
/// The order of the keys in a row, as [`row_cells`] has it.
const ORDER: [&str; 22] = [
    "id", "origin", "voice", "who", "or", "for", "via", "cue", "source", "text", "prop", "stance",
    "said", "at", "about", "figures", "targets", "in", "supports", "gloss", "labels", "note",
];
/// What must be settled: no key takes an empty value, so a sheet with one left in it is refused at its line.
const TO_SETTLE: &str = "\"\"";

/// Keys of a row with their values in TOML.
type Cells = BTreeMap<&'static str, String>;

/// One coder's reading, as a sheet has it.
struct Reading {
    coder: String,
    is_full: bool,
    claims: Vec<Claim>,
    numbers: Vec<i64>,
    rows: Vec<Cells>,
    /// Who, role and organization, and the table.
    introductions: Vec<(String, String)>,
    /// The heading of its table and the attribute, what it says, and the line.
    facts: Vec<((String, String), String, String)>,
}

/// Returns the sheet of an article's decided coding, made of its coders' own.
///
/// # Errors
/// [`DecideError`].
pub fn decided_sheet(
    reader: Reader<'_>,
    article: i64,
    options: DecideOptions<'_>,
) -> Result<DecidedSheet, DecideError> {
    let codings = reader.codings(article)?;
    let decided = codings.iter().find(|coding| coding.layer == Layer::Decided);
    let mut own: Vec<&Coding> = codings
        .iter()
        .filter(|coding| coding.layer == Layer::Own && coding.extent != Extent::Facts)
        .collect();
    own.sort_by(|one, other| one.coder.cmp(&other.coder));
    let all: Vec<String> = own.iter().map(|coding| coding.coder.clone()).collect();
    let version = match decided {
        Some(coding) => coding.version,
        None => common_version(&own),
    };
    own.retain(|coding| coding.version == version);
    if own.len() < 2 {
        return Err(DecideError::OneCoder {
            article,
            coders: all,
        });
    }
    if let (Some(_), Some(decided)) = (options.take, decided) {
        return Err(DecideError::Decided {
            article,
            coder: decided.coder.clone(),
        });
    }
    let text = reader.version_text(version)?;
    let mut readings = Vec::with_capacity(own.len());
    for coding in &own {
        readings.push(Reading::load(reader, coding, &text)?);
    }
    let coders: Vec<String> = own.iter().map(|coding| coding.coder.clone()).collect();
    let taken = match options.take {
        None => None,
        Some(coder) => {
            let place = coders.iter().position(|of| of == coder);
            Some(place.ok_or_else(|| DecideError::NoSuchCoder {
                article,
                coder: coder.to_owned(),
                coders: all,
            })?)
        }
    };
    let standing = match decided {
        Some(coding) => Some(Reading::load(reader, coding, &text)?),
        None => None,
    };
    let extent = match decided {
        Some(coding) => coding.extent,
        None if own.iter().any(|coding| coding.extent == Extent::Full) => Extent::Full,
        None => Extent::Partial,
    };
    let mut sheet = Writing {
        article,
        readings: &readings,
        standing: standing.as_ref(),
        taken,
        out: String::new(),
        claims: 0,
        open: 0,
        aside: 0,
    };
    sheet.heading();
    sheet.claims(options.overlap);
    let decider = decided.map_or(options.decider, |coding| coding.coder.as_str());
    let _infallible = write!(
        sheet.out,
        "\n[defaults]\ncoder = {}\n\n[article]\nkey = \"a{article}\"\ncoded = {}\nlayer = {}\n",
        quote(decider),
        quote(extent.as_str()),
        quote(Layer::Decided.as_str())
    );
    sheet.introductions();
    sheet.facts();
    Ok(DecidedSheet {
        claims: sheet.claims,
        open: sheet.open,
        aside: sheet.aside,
        text: sheet.out,
        coders,
        decided_by: decided.map(|coding| coding.coder.clone()),
    })
}

/// The version that most codings read, the newest of several.
fn common_version(codings: &[&Coding]) -> i64 {
    let readers = |version: i64| {
        let of = codings.iter().filter(|coding| coding.version == version);
        of.count()
    };
    let versions = codings.iter().map(|coding| coding.version);
    versions
        .max_by_key(|version| (readers(*version), *version))
        .unwrap_or_default()
}

impl Reading {
    /// Loads a coding, drafts and what was thrown out aside: nobody has decided on the one, and on the other somebody has.
    fn load(reader: Reader<'_>, coding: &Coding, text: &Text) -> Result<Reading, StoreError> {
        let paragraphs = paragraphs(text);
        let finder = Finder::new(text, &paragraphs);
        let mut reading = Reading {
            coder: one_line(&coding.coder),
            is_full: coding.extent == Extent::Full,
            claims: Vec::new(),
            numbers: Vec::new(),
            rows: Vec::new(),
            introductions: Vec::new(),
            facts: Vec::new(),
        };
        for stored in reader.claims_of_coding(coding.id, None)? {
            if stored.claim.status != Status::Accepted || stored.claim.content.is_empty() {
                continue;
            }
            let mut row = row_of_claim(&stored, &finder);
            // Numbers of other claims mean others in another coding: see `links`.
            row.part_of.clear();
            row.supports.clear();
            reading.rows.push(row_cells(&row).into_iter().collect());
            reading.numbers.push(stored.number);
            reading.claims.push(stored.claim);
        }
        for stored in reader.introductions_of_coding(coding.id, None)? {
            if stored.introduction.content.is_empty() {
                continue;
            }
            let row = introduction(reader, stored, &finder)?;
            let part = |part: &Option<crate::sheet::At<String>>| {
                part.as_ref().map_or("", |at| at.value.as_str()).to_owned()
            };
            let key = [row.who.value.clone(), part(&row.role), part(&row.org)].join("\n");
            reading.introductions.push((key, introduction_toml(&row)));
        }
        for table in tables(reader.facts_of_coding(coding.id, None)?, &finder) {
            let heading = format!(
                "[{}.{}.reported]",
                table.kind.noun().plural,
                bare_key(&table.local)
            );
            for fact in &table.reported {
                let mut bare = fact.clone();
                bare.text = None;
                reading.facts.push((
                    (heading.clone(), fact.attribute.clone()),
                    fact_toml(&bare),
                    fact_toml(fact),
                ));
            }
        }
        Ok(reading)
    }
}

/// A sheet while it is written.
struct Writing<'r> {
    article: i64,
    readings: &'r [Reading],
    /// The decided coding that the article has already.
    standing: Option<&'r Reading>,
    taken: Option<usize>,
    out: String,
    claims: usize,
    open: usize,
    aside: usize,
}

/// A row with what is to be said above it.
struct RowText {
    cells: Cells,
    remarks: Vec<String>,
    open: usize,
}

impl RowText {
    fn line(&self) -> String {
        let cells: Vec<String> = ORDER
            .iter()
            .filter_map(|key| Some(format!("{key} = {}", self.cells.get(key)?)))
            .collect();
        format!("{{ {} }},", cells.join(", "))
    }
}

impl Writing<'_> {
    fn heading(&mut self) {
        let names: Vec<&str> = self.readings.iter().map(|of| of.coder.as_str()).collect();
        let names = match names.split_last() {
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => String::new(),
        };
        let _infallible = writeln!(
            self.out,
            "# The decided coding of a{}, of those of {names}. What they agree on is filled in.\n# \"\" is to be settled: the line above says who says what; write what holds, or take the key out for none.\n# Behind # stands what not every coder found: take the # away to keep it. An emptied file logs nothing.",
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

    fn claims(&mut self, overlap: u8) {
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
        let mut rows: Vec<(Option<usize>, Vec<(usize, usize)>, RowText)> = Vec::new();
        for unit in &units {
            let members: Vec<(usize, usize)> = unit
                .iter()
                .skip(before)
                .enumerate()
                .filter_map(|(at, place)| Some((at, (*place)?)))
                .collect();
            let standing = unit.first().copied().flatten().filter(|_| before > 0);
            let mut row = self.row(&members);
            if let (Some(place), Some(reading)) = (standing, self.standing) {
                row.cells = reading.rows[place].clone();
                row.open = 0;
            }
            rows.push((standing, members, row));
        }
        self.link(&mut rows);
        self.out.push_str("claims = [\n");
        for (standing, members, row) in rows {
            let at: Vec<usize> = members.iter().map(|(at, _)| *at).collect();
            let stands = standing.is_some() || self.is_of_all(&at);
            if self.taken.is_some() && !stands {
                continue;
            }
            let keys: Vec<String> = members
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
    fn row(&self, members: &[(usize, usize)]) -> RowText {
        let mut row = RowText {
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
    fn link(&self, rows: &mut [(Option<usize>, Vec<(usize, usize)>, RowText)]) {
        let mut unit_of: BTreeMap<(usize, i64), usize> = BTreeMap::new();
        let mut with_prop: BTreeMap<String, usize> = BTreeMap::new();
        for (unit, (_, members, row)) in rows.iter().enumerate() {
            for (at, place) in members {
                unit_of.insert((*at, self.readings[*at].numbers[*place]), unit);
            }
            if let Some(prop) = row.cells.get("prop").filter(|prop| *prop != TO_SETTLE) {
                *with_prop.entry(prop.clone()).or_default() += 1;
            }
        }
        let props: Vec<Option<String>> = rows
            .iter()
            .map(|(_, members, row)| {
                let at: Vec<usize> = members.iter().map(|(at, _)| *at).collect();
                let prop = row.cells.get("prop").filter(|_| self.is_of_all(&at));
                prop.filter(|prop| with_prop.get(*prop) == Some(&1))
                    .cloned()
            })
            .collect();
        for (standing, members, row) in rows.iter_mut() {
            if let (Some(place), Some(reading)) = (*standing, self.standing) {
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
                for (at, place) in members.iter() {
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

    fn introductions(&mut self) {
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

    fn facts(&mut self) {
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

/// The keys by which rows name others.
const LINKS: [(&str, crate::domain::claim::Relation); 2] = [
    ("in", crate::domain::claim::Relation::Part),
    ("supports", crate::domain::claim::Relation::Evidence),
];

/// A coder's name in a comment, which ends with its line.
fn one_line(name: &str) -> String {
    name.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}
