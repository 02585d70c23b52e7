//! The reports: one file each, from the store's rows to tables. A new report is one file and one line in [`REPORTS`].

pub mod by;
pub mod chart;
pub mod dossier;
pub mod filters;
pub mod table;

mod agreement;
mod arrange;
mod article_groups;
mod articles;
mod attributed_words;
mod career;
mod claim_words;
mod claims;
mod code;
mod codebook;
mod coding;
mod compare;
mod contradictions;
mod copies;
mod coverage;
mod crosstab;
mod delay;
mod discrepancies;
mod diversity;
mod figures;
mod first_seen;
mod gaps;
mod given_figure;
mod group_labels;
mod heard;
mod lookup;
mod marked;
mod new;
mod organizations;
mod progress;
mod read_ahead;
mod role;
mod said;
mod shares;
mod side;
mod speaker_name;
mod speaker_profile;
mod stance;
mod timeline;
mod treatment;
mod units;
mod voices;
mod wording;

#[cfg(test)]
mod random_book;
#[cfg(test)]
mod same_numbers;
#[cfg(test)]
mod sample_book;
#[cfg(test)]
mod trap_book;

use self::by::By;
use self::chart::Draw;
use self::filters::{Filter, Filters};
use self::table::Table;
use crate::domain::closed_set::closed_set;
use crate::store::{Reader, StoreError};

/// Every report, in the order of the help.
pub static REPORTS: &[&Report] = &[
    &compare::REPORT,
    &discrepancies::REPORT,
    &new::REPORT,
    &wording::REPORT,
    &coverage::REPORT,
    &figures::REPORT,
    &gaps::REPORT,
    &voices::REPORT,
    &career::REPORT,
    &contradictions::REPORT,
    &stance::REPORT,
    &treatment::REPORT,
    &shares::REPORT,
    &timeline::REPORT,
    &diversity::REPORT,
    &copies::REPORT,
    &codebook::REPORT,
    &progress::REPORT,
    &agreement::REPORT,
];

/// One report: what it is called, what it takes and how it is made.
#[derive(Debug)]
pub struct Report {
    /// The command's name.
    pub name: &'static str,
    /// One line for help.
    pub about: &'static str,
    /// The filters it takes, in the order of the help.
    pub filters: &'static [Filter],
    /// The filter without which it cannot run.
    pub needs: Option<Filter>,
    /// What it can group by, the default first; empty where it groups by nothing.
    pub by: &'static [By],
    /// The options it takes beside filters, and beside those that every report takes.
    pub switches: &'static [Switch],
    /// Makes the tables from a book; mostly one.
    pub run: fn(&Reader<'_>, &Filters, &Options) -> Result<Vec<Table>, ReportError>,
    /// Draws the tables; `None` where it has no chart.
    pub chart: Option<Draw>,
}

/// An option of a report that is no filter, by the name that options use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Switch {
    /// `--single`, see [`Options::single`].
    Single,
    /// `--all`, see [`Options::all`].
    All,
    /// `--per-cent`, see [`Options::per_cent`].
    PerCent,
    /// `--transpose`, see [`Options::transpose`].
    Transpose,
    /// `--overlap`, see [`Options::overlap`].
    Overlap,
}

/// How a report is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What it groups by; `None` takes the report's default.
    pub by: Option<By>,
    /// Only propositions with one carrier.
    pub single: bool,
    /// Also facts on which all articles agree.
    pub all: bool,
    /// Per cents beside the counts.
    pub per_cent: Option<PerCent>,
    /// Rows become columns and columns rows.
    pub transpose: bool,
    /// How many per cent (1 to 100) of the words of two coders' claims are in both where they are one unit; `None` takes half.
    pub overlap: Option<u8>,
    /// The order of the rows within their sections; `None` leaves the report's own.
    pub sort: Option<Sort>,
    /// The most rows of a table; totals are no rows.
    pub limit: Option<usize>,
    /// Counts need not tell on which claims they stand, since nothing that shows it is made: over a whole book that takes room.
    pub without_evidence: bool,
}

impl Options {
    /// Returns how many of so many rows need cells: those that a limit takes away need none, unless they are sorted first.
    fn rows_made(&self, rows: usize) -> usize {
        match (&self.sort, self.limit) {
            (None, Some(limit)) => rows.min(limit),
            _ => rows,
        }
    }
}

closed_set! {
    /// What per cents are of.
    pub enum PerCent("total") {
        /// Of the row's total.
        Row = "row",
        /// Of the column's total.
        Column = "column",
    }
}

/// By which column rows are sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The column's name in machine formats, or its heading.
    pub column: String,
    /// In which direction.
    pub order: Order,
}

/// In which direction rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The most first where the column holds numbers, else by the alphabet.
    #[default]
    Natural,
    /// The least first.
    Ascending,
    /// The most first.
    Descending,
}

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The book could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A filter without which the report means nothing is missing.
    #[error("the report {report} needs at least one {}", filter.as_str())]
    Needs {
        /// The report's name.
        report: &'static str,
        /// What to give.
        filter: Filter,
    },
    /// The table would not fit in memory, and nobody could read it.
    #[error(
        "the report {report} would set {columns} columns or articles side by side, more than anybody reads; narrow it with --event, --topic, --since or another filter"
    )]
    TooLarge {
        /// The report's name.
        report: &'static str,
        /// How many columns it would have.
        columns: usize,
    },
    /// No table has the column by which rows are to be sorted.
    #[error("there is no column “{column}” to sort by")]
    NoColumn {
        /// What was asked for.
        column: String,
        /// The columns there are.
        columns: Vec<String>,
    },
}

impl Report {
    /// Makes the tables, with rows sorted and limited as `options` say.
    ///
    /// # Errors
    /// When the book cannot be read, the report needs a filter, would be too large, or has no column to sort by.
    pub fn tables(
        &self,
        reader: &Reader<'_>,
        filters: &Filters,
        options: &Options,
    ) -> Result<Vec<Table>, ReportError> {
        let mut tables = (self.run)(reader, filters, options)?;
        for table in &mut tables {
            arrange::make_names_unique(&mut table.columns);
            arrange::shorten_legend(table);
            if let Some(of) = options.per_cent {
                table.notes.push(format!("per cents of each {of}"));
            }
        }
        if let Some(sort) = &options.sort {
            arrange::sort(&mut tables, sort)?;
        }
        if let Some(limit) = options.limit {
            arrange::limit(&mut tables, limit);
        }
        Ok(tables)
    }

    /// Returns what the report groups by under these options.
    fn by(&self, options: &Options) -> By {
        let default = || self.by.first().cloned().unwrap_or(By::Article);
        options.by.clone().unwrap_or_else(default)
    }
}

/// Returns the report with this name.
pub fn find_report(name: &str) -> Option<&'static Report> {
    REPORTS.iter().copied().find(|report| report.name == name)
}

impl Switch {
    /// Every switch, in the order of the help.
    pub const ALL: &'static [Switch] = &[
        Switch::Single,
        Switch::All,
        Switch::PerCent,
        Switch::Transpose,
        Switch::Overlap,
    ];

    /// Returns the option's name without dashes.
    pub fn as_str(self) -> &'static str {
        match self {
            Switch::Single => "single",
            Switch::All => "all",
            Switch::PerCent => "per-cent",
            Switch::Transpose => "transpose",
            Switch::Overlap => "overlap",
        }
    }

    /// Returns one line for help.
    pub fn help(self) -> &'static str {
        match self {
            Switch::Single => "Only propositions with one carrier",
            Switch::All => "Also facts on which all articles agree",
            Switch::PerCent => "Add per cents of the totals",
            Switch::Transpose => "Make rows of the columns",
            Switch::Overlap => {
                "Take claims of two coders as one unit where so many per cent of their words are in both [default: 50]"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_have_names_of_their_own_and_take_what_they_need() {
        for (at, report) in REPORTS.iter().enumerate() {
            assert!(
                REPORTS[..at].iter().all(|other| other.name != report.name),
                "{}",
                report.name
            );
            assert!(find_report(report.name).is_some_and(|found| std::ptr::eq(found, *report)));
            assert!(
                report
                    .needs
                    .is_none_or(|filter| report.filters.contains(&filter)),
                "{}",
                report.name
            );
        }
    }

    #[test]
    fn filters_and_switches_have_names_of_their_own() {
        let mut names: Vec<&str> = Filter::ALL.iter().map(|filter| filter.as_str()).collect();
        names.extend(Switch::ALL.iter().map(|switch| switch.as_str()));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    /// Every query of a report that is long enough for a file of its own, by its path.
    fn queries() -> Vec<(String, String)> {
        let mut folders =
            vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reports")];
        let mut queries = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "sql") {
                    let mut sql = std::fs::read_to_string(&path).unwrap();
                    if path.ends_with("claims/claims.sql") && sql.contains("FROM chosen") {
                        // The one that is put together: with the simplest of its choices.
                        let chosen = include_str!("claims/of_ids.sql");
                        sql = format!("WITH chosen (id) AS ({chosen}) {sql}");
                    }
                    queries.push((path.display().to_string(), sql));
                }
            }
        }
        queries.sort();
        queries
    }

    /// Returns the names of a query's parameters.
    fn parameters(sql: &str) -> Vec<&str> {
        let lines = sql
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"));
        lines
            .flat_map(|line| line.split(':').skip(1))
            .map(|rest| {
                let end = rest.find(|character: char| !character.is_ascii_lowercase());
                rest.split_at(end.unwrap_or(rest.len())).0
            })
            .filter(|name| !name.is_empty())
            .collect()
    }

    #[test]
    fn queries_of_reports_reach_every_table_through_an_index() {
        let book = crate::store::Book::in_memory().unwrap();
        // What is scanned is what was given, or what a query has made of it.
        let given = [
            "wanted",
            "chosen",
            "under",
            "above",
            "named",
            "said",
            "json_each",
        ];
        let queries = queries();
        assert!(queries.len() > 20);
        for (name, sql) in queries {
            let parameters: Vec<(&str, crate::store::Value)> = parameters(&sql)
                .into_iter()
                .map(|name| (name, crate::store::Value::Null))
                .collect();
            let plan = book
                .reader()
                .rows(&format!("EXPLAIN QUERY PLAN {sql}"), &parameters, |row| {
                    row.text("detail")
                })
                .unwrap();
            for step in plan {
                let scanned = step
                    .strip_prefix("SCAN ")
                    .and_then(|rest| rest.split(' ').next());
                assert!(
                    scanned.is_none_or(|table| given.contains(&table)),
                    "{name}: {step}"
                );
            }
        }
    }
}
