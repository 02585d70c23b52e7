//! One coder's reading of an article, as a sheet has it.

use std::collections::BTreeMap;

use super::super::sheet_of::{introduction, row_of_claim, tables};
use crate::domain::claim::{Claim, Status};
use crate::domain::coding::Extent;
use crate::domain::text::{Text, paragraphs};
use crate::sheet::locator::Finder;
use crate::sheet::{bare_key, fact_toml, introduction_toml, row_cells};
use crate::store::{Coding, Reader, StoreError};

/// Keys of a row with their values in TOML.
pub(super) type Cells = BTreeMap<&'static str, String>;

/// One coder's reading, as a sheet has it.
pub(super) struct Reading {
    pub(super) coder: String,
    pub(super) is_full: bool,
    pub(super) claims: Vec<Claim>,
    pub(super) numbers: Vec<i64>,
    pub(super) rows: Vec<Cells>,
    /// Who, role and organization, and the table.
    pub(super) introductions: Vec<(String, String)>,
    /// The heading of its table and the attribute, what it says, and the line.
    pub(super) facts: Vec<((String, String), String, String)>,
}

impl Reading {
    /// Loads a coding, drafts and what was thrown out aside: nobody has decided on the one, and on the other somebody has.
    pub(super) fn load(
        reader: Reader<'_>,
        coding: &Coding,
        text: &Text,
    ) -> Result<Reading, StoreError> {
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

/// A coder's name in a comment, which ends with its line.
fn one_line(name: &str) -> String {
    name.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}
