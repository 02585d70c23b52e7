//! Small books for the tests of reports, written one record a line.

use std::fmt::Write;

use super::filters::Filters;
use super::table::Table;
use super::{Options, Report};
use crate::render::{self, Format};
use crate::store::Book;
use crate::store::fixture::book_of;

/// A book in the making. Records are numbered from 1 in each kind; an article has the id of its version and first coding.
#[derive(Default)]
pub(super) struct SampleBook {
    sql: String,
    uids: usize,
    claims: i64,
    facts: i64,
}

impl SampleBook {
    pub(super) fn sql(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self.sql.push_str(";\n");
        self
    }

    fn uid(&mut self) -> String {
        self.uids += 1;
        format!("u{}", self.uids)
    }

    /// Inserts a record with a uid of its own; `values` are SQL.
    pub(super) fn add(&mut self, table: &str, columns: &str, values: &str) -> &mut Self {
        let uid = self.uid();
        self.sql(&format!(
            "INSERT INTO {table} (uid, {columns}) VALUES ('{uid}', {values})"
        ))
    }

    pub(super) fn outlet(&mut self, name: &str) -> &mut Self {
        self.add(
            "outlet",
            "key, name",
            &format!("'{}', '{name}'", name.to_lowercase().replace(' ', "-")),
        )
    }

    pub(super) fn event(&mut self, key: &str) -> &mut Self {
        self.add("event", "key, name", &format!("'{key}', 'Event {key}'"))
    }

    pub(super) fn topic(&mut self, key: &str) -> &mut Self {
        self.add("topic", "key, name", &format!("'{key}', '{key}'"))
    }

    pub(super) fn proposition(&mut self, key: &str, text: &str, topic: Option<i64>) -> &mut Self {
        let topic = topic.map_or(String::from("NULL"), |topic| topic.to_string());
        self.add(
            "proposition",
            "key, text, topic",
            &format!("'{key}', '{text}', {topic}"),
        )
    }

    pub(super) fn speaker(&mut self, name: &str, kind: &str, country: &str) -> &mut Self {
        let key = name.to_lowercase().replace(' ', "-");
        self.add(
            "speaker",
            "key, name, kind, country",
            &format!("'{key}', '{name}', '{kind}', nullif('{country}', '')"),
        )
    }

    /// Inserts an article with one version and a coding by ann; `more` sets further columns.
    pub(super) fn article(
        &mut self,
        outlet: i64,
        extent: &str,
        more: &[(&str, &str)],
    ) -> &mut Self {
        let names: String = more.iter().map(|(name, _)| format!(", {name}")).collect();
        let values: String = more
            .iter()
            .map(|(_, value)| format!(", '{value}'"))
            .collect();
        self.add(
            "article",
            &format!("outlet, title{names}"),
            &format!("{outlet}, 'Title ' || (1 + (SELECT count(*) FROM article)){values}"),
        );
        self.sql(
            "INSERT OR IGNORE INTO content (id, sha256, size, bytes) VALUES (1, printf('%064d', 0), 0, x'')",
        );
        self.add(
            "article_version",
            "article, number, content, length_cp",
            "(SELECT max(id) FROM article), 1, 1, 10000",
        );
        self.coding("ann", extent, "own")
    }

    /// Inserts a coding of the last article.
    pub(super) fn coding(&mut self, coder: &str, extent: &str, layer: &str) -> &mut Self {
        self.add(
            "coding",
            "article, version, coder, extent, layer",
            &format!(
                "(SELECT max(id) FROM article), (SELECT max(id) FROM article_version), '{coder}', '{extent}', '{layer}'"
            ),
        )
    }

    pub(super) fn link(&mut self, article: i64, event: i64) -> &mut Self {
        self.sql(&format!(
            "INSERT INTO article_event (article, event) VALUES ({article}, {event})"
        ))
    }

    /// Inserts a claim of `coding` on `proposition` (0 is none) by `speakers`; `stance` may be empty; `more` sets further columns.
    pub(super) fn claim(
        &mut self,
        coding: i64,
        proposition: i64,
        (voice, stance): (&str, &str),
        speakers: &[i64],
        more: &[(&str, &str)],
    ) -> &mut Self {
        self.claims += 1;
        let number = self.claims;
        let names: String = more.iter().map(|(name, _)| format!(", {name}")).collect();
        let values: String = more
            .iter()
            .map(|(_, value)| format!(", '{value}'"))
            .collect();
        let block = if names.contains("block") {
            ("", String::new())
        } else {
            (", block", String::from(", 'body'"))
        };
        self.add(
            "claim",
            &format!(
                "article, coding, number, proposition, voice, stance{}{names}",
                block.0
            ),
            &format!(
                "(SELECT article FROM coding WHERE id = {coding}), {coding}, {number}, nullif({proposition}, 0), '{voice}', nullif('{stance}', ''){}{values}",
                block.1
            ),
        );
        for (place, speaker) in speakers.iter().enumerate() {
            self.claim_speaker(*speaker, "speaker", place);
        }
        self
    }

    /// Adds a speaker to the last claim.
    pub(super) fn claim_speaker(&mut self, speaker: i64, part: &str, number: usize) -> &mut Self {
        let claim = self.claims;
        self.sql(&format!(
            "INSERT INTO claim_speaker (claim, number, speaker, part) VALUES ({claim}, {number}, {speaker}, '{part}')"
        ))
    }

    /// Adds whom the article heard to the last claim.
    pub(super) fn via(&mut self, speaker: i64) -> &mut Self {
        let claim = self.claims;
        self.sql(&format!(
            "INSERT INTO claim_via (claim, number, speaker) VALUES ({claim}, 1, {speaker})"
        ))
    }

    /// Adds the words of one role to the last claim.
    pub(super) fn words(&mut self, role: &str, words: &[&str]) -> &mut Self {
        let claim = self.claims;
        for (place, words) in words.iter().enumerate() {
            self.sql(&format!(
                "INSERT INTO span (claim, version, role, number, start_cp, end_cp, words) SELECT {claim}, coding.version, '{role}', {place}, {start}, {end}, '{words}' FROM claim JOIN coding ON coding.id = claim.coding WHERE claim.id = {claim}",
                start = place * 100,
                end = place * 100 + 10,
            ));
        }
        self
    }

    /// Adds a figure to the last claim: SQL for value, comparator, hedge and unit.
    pub(super) fn figure(&mut self, values: &str) -> &mut Self {
        let claim = self.claims;
        self.sql(&format!(
            "INSERT INTO figure (claim, number, value, comparator, hedge, unit) VALUES ({claim}, 1, {values})"
        ))
    }

    /// Inserts what a coding reports of event 1.
    pub(super) fn fact(
        &mut self,
        coding: i64,
        attribute: &str,
        kind: &str,
        value: &str,
    ) -> &mut Self {
        self.facts += 1;
        self.add(
            "reported_fact",
            "coding, event, attribute, kind, value",
            &format!("{coding}, 1, '{attribute}', '{kind}', '{value}'"),
        )
    }

    /// Inserts a figure that a coding reports of event 1: SQL for value, comparator, hedge and unit.
    pub(super) fn figure_fact(&mut self, coding: i64, attribute: &str, values: &str) -> &mut Self {
        self.facts += 1;
        let fact = self.facts;
        self.add(
            "reported_fact",
            "coding, event, attribute, kind",
            &format!("{coding}, 1, '{attribute}', 'figure'"),
        );
        self.sql(&format!(
            "INSERT INTO figure (reported_fact, number, value, comparator, hedge, unit) VALUES ({fact}, 1, {values})"
        ))
    }

    pub(super) fn build(&self) -> Book {
        let mut sql = String::new();
        write!(sql, "{}", self.sql).unwrap();
        book_of(&sql)
    }
}

/// Returns the tables of a report.
pub(super) fn tables(
    book: &Book,
    report: &Report,
    filters: &Filters,
    options: &Options,
) -> Vec<Table> {
    report.tables(&book.reader(), filters, options).unwrap()
}

/// Returns a report as wide text, as people read it.
pub(super) fn shown(book: &Book, report: &Report, filters: &Filters, options: &Options) -> String {
    let wide = render::Options {
        width: 200,
        ..render::Options::default()
    };
    render::render_all(
        &tables(book, report, filters, options),
        Format::Table,
        &wide,
    )
}

/// Returns a report as CSV, as programs read it.
pub(super) fn values(book: &Book, report: &Report, filters: &Filters, options: &Options) -> String {
    render::render_all(
        &tables(book, report, filters, options),
        Format::Csv,
        &render::Options::default(),
    )
}
