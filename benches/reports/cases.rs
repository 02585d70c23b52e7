//! What is measured. A report more is a line in [`CASES`] and a file in `sql`.

/// What a report is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// One event with 40 articles.
    Event,
    /// The person who says most.
    Speaker,
    /// Everything.
    Book,
    /// The proposition that most claims on the event are on.
    Proposition,
    /// The last fully coded article on the event.
    Article,
}

impl Scope {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Scope::Event => "event",
            Scope::Speaker => "speaker",
            Scope::Book => "book",
            Scope::Proposition => "proposition",
            Scope::Article => "article",
        }
    }

    /// The SQL that says which claims count.
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Scope::Event => concat!(
                include_str!("sql/scope_event.sql"),
                include_str!("sql/units.sql")
            ),
            Scope::Speaker => concat!(
                include_str!("sql/scope_speaker.sql"),
                include_str!("sql/units.sql")
            ),
            Scope::Book => concat!(
                include_str!("sql/scope_book.sql"),
                include_str!("sql/units.sql")
            ),
            Scope::Proposition | Scope::Article => "",
        }
    }

    /// How long such a report may take, in milliseconds.
    pub(crate) fn limit_ms(self) -> f64 {
        match self {
            Scope::Book => 3000.0,
            _ => 100.0,
        }
    }
}

/// One report with its scopes.
pub(crate) struct Case {
    /// The report's name.
    pub(crate) report: &'static str,
    /// What to measure it on.
    pub(crate) scopes: &'static [Scope],
    /// What it needs beside the scope's own filter.
    pub(crate) arguments: &'static [&'static str],
    /// The hand-written SQL.
    pub(crate) sql: &'static str,
}

impl Case {
    const fn new(report: &'static str, scopes: &'static [Scope], sql: &'static str) -> Case {
        Case {
            report,
            scopes,
            arguments: &[],
            sql,
        }
    }

    const fn with(self, arguments: &'static [&'static str]) -> Case {
        Case { arguments, ..self }
    }
}

const EVERYWHERE: &[Scope] = &[Scope::Event, Scope::Speaker, Scope::Book];

/// Every report, in the order in which it is printed.
pub(crate) const CASES: &[Case] = &[
    // Of a whole book these are refused: they set every article beside every other.
    Case::new(
        "compare",
        &[Scope::Event, Scope::Speaker],
        include_str!("sql/compare.sql"),
    ),
    Case::new(
        "discrepancies",
        &[Scope::Event, Scope::Speaker],
        include_str!("sql/discrepancies.sql"),
    ),
    Case::new("new", &[Scope::Article], include_str!("sql/new.sql")),
    Case::new(
        "wording",
        &[Scope::Proposition],
        include_str!("sql/wording.sql"),
    ),
    Case::new("coverage", EVERYWHERE, include_str!("sql/coverage.sql")),
    Case::new("voices", EVERYWHERE, include_str!("sql/voices.sql")),
    Case::new("stance", EVERYWHERE, include_str!("sql/stance.sql")),
    Case::new("shares", EVERYWHERE, include_str!("sql/shares.sql")),
    Case::new("diversity", EVERYWHERE, include_str!("sql/diversity.sql")),
    Case::new("treatment", EVERYWHERE, include_str!("sql/treatment.sql")),
    Case::new("gaps", EVERYWHERE, include_str!("sql/gaps.sql")).with(&["--by", "label:ownership"]),
    Case::new("figures", EVERYWHERE, include_str!("sql/figures.sql")),
    Case::new(
        "contradictions",
        EVERYWHERE,
        include_str!("sql/contradictions.sql"),
    )
    // All rows of a whole book would be refused.
    .with(&["--limit", "1000"]),
    Case::new("career", &[Scope::Speaker], include_str!("sql/career.sql")),
    Case::new(
        "timeline",
        &[Scope::Event],
        include_str!("sql/timeline.sql"),
    ),
    Case::new("copies", &[Scope::Book], include_str!("sql/copies.sql")),
    Case::new("codebook", &[Scope::Book], include_str!("sql/codebook.sql")),
    Case::new("progress", &[Scope::Book], include_str!("sql/progress.sql")),
];
