//! The reports: one file each, from the store's rows to tables. A new report is one file and one line in [`REPORTS`].

pub mod filters;
pub mod table;

mod articles;
mod claims;
mod code;
mod coding;
mod compare;
mod discrepancies;
mod first_seen;
mod lookup;
mod new;
mod speaker_name;
mod wording;

#[cfg(test)]
mod sample_book;

use self::filters::{Filter, Filters};
use self::table::Table;
use crate::store::{Reader, StoreError};

/// Every report, in the order of the help.
pub static REPORTS: &[&Report] = &[
    &compare::REPORT,
    &discrepancies::REPORT,
    &new::REPORT,
    &wording::REPORT,
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
    /// The options it takes beside filters.
    pub switches: &'static [Switch],
    /// Makes the tables from a book; mostly one.
    pub run: fn(&Reader<'_>, &Filters, &Options) -> Result<Vec<Table>, ReportError>,
}

/// An option of a report that is no filter, by the name that options use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Switch {
    /// `--by`, see [`Options::by`].
    By,
    /// `--single`, see [`Options::single`].
    Single,
    /// `--all`, see [`Options::all`].
    All,
}

/// How a report is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// What a column is.
    pub by: By,
    /// Only propositions with one carrier.
    pub single: bool,
    /// Also facts on which all articles agree.
    pub all: bool,
}

/// What a column of a comparison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum By {
    /// One article.
    #[default]
    Article,
    /// All articles of one outlet.
    Outlet,
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
        "the report {report} would have {columns} columns and more cells than anybody reads; narrow it with --event, --topic, --since or another filter"
    )]
    TooLarge {
        /// The report's name.
        report: &'static str,
        /// How many columns it would have.
        columns: usize,
    },
}

/// Returns the report with this name.
pub fn find_report(name: &str) -> Option<&'static Report> {
    REPORTS.iter().copied().find(|report| report.name == name)
}

impl Switch {
    /// Returns the option's name without dashes.
    pub fn as_str(self) -> &'static str {
        match self {
            Switch::By => "by",
            Switch::Single => "single",
            Switch::All => "all",
        }
    }

    /// Returns one line for help.
    pub fn help(self) -> &'static str {
        match self {
            Switch::By => "What a column is: article or outlet",
            Switch::Single => "Only propositions with one carrier",
            Switch::All => "Also facts on which all articles agree",
        }
    }
}

impl By {
    /// Every choice, the default first.
    pub const ALL: &'static [By] = &[By::Article, By::Outlet];

    /// Returns the word that options use.
    pub fn as_str(self) -> &'static str {
        match self {
            By::Article => "article",
            By::Outlet => "outlet",
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
        names.extend([Switch::By, Switch::Single, Switch::All].map(Switch::as_str));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    /// Every query of a report that is long enough for a file of its own.
    const QUERIES: &[(&str, &str)] = &[
        ("articles", include_str!("articles.sql")),
        ("articles_labelled", include_str!("articles_labelled.sql")),
        ("claim_speakers", include_str!("claim_speakers.sql")),
        ("claim_vias", include_str!("claim_vias.sql")),
        ("claims", include_str!("claims.sql")),
        (
            "claims_of_propositions",
            include_str!("claims_of_propositions.sql"),
        ),
        ("codings", include_str!("codings.sql")),
        ("events_under", include_str!("events_under.sql")),
        ("hedges", include_str!("hedges.sql")),
        ("labelled", include_str!("labelled.sql")),
        ("negations", include_str!("negations.sql")),
        ("new_events", include_str!("new_events.sql")),
        ("new_organizations", include_str!("new_organizations.sql")),
        ("new_speakers", include_str!("new_speakers.sql")),
        ("propositions", include_str!("propositions.sql")),
        ("spans", include_str!("spans.sql")),
        ("speakers", include_str!("speakers.sql")),
        ("topics_under", include_str!("topics_under.sql")),
        ("facts", include_str!("discrepancies/facts.sql")),
        ("figures", include_str!("discrepancies/figures.sql")),
        (
            "introductions",
            include_str!("discrepancies/introductions.sql"),
        ),
        (
            "named_records",
            include_str!("discrepancies/named_records.sql"),
        ),
        (
            "organizations_above",
            include_str!("discrepancies/organizations_above.sql"),
        ),
    ];

    #[test]
    fn queries_of_reports_reach_every_table_through_an_index() {
        let book = crate::store::Book::in_memory().unwrap();
        let parameters = [
            "ids",
            "labels",
            "articles",
            "article",
            "coder",
            "coding",
            "codings",
            "propositions",
            "names",
        ]
        .map(|name| (name, crate::store::Value::Null));
        // What is scanned is what was given, or what a query has made of it.
        let given = ["wanted", "chosen", "under", "above", "named", "json_each"];
        for (name, sql) in QUERIES {
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

    #[test]
    fn queries_of_reports_are_all_checked() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/reports");
        let mut names = Vec::new();
        for folder in [root.clone(), root.join("discrepancies")] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "sql") {
                    names.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        names.sort();
        let mut checked: Vec<&str> = QUERIES.iter().map(|(name, _)| *name).collect();
        checked.sort_unstable();
        assert_eq!(names, checked);
    }
}
