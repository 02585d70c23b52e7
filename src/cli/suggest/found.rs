//! Suggestions as people see them.

use crate::matching::certainty::Level;
use crate::reports::table::{Cell, CellValue, Column, Row, Table, Tone};

/// What suggestions are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Subject {
    /// Claims without a proposition, and known propositions.
    Claims,
    /// Claims without a proposition that say the same: new propositions.
    Propositions,
    /// Quotations that outlets share.
    Quotes,
    /// Speakers.
    Speakers,
    /// Organizations.
    Organizations,
    /// Articles.
    Articles,
}

impl Subject {
    /// All, in the order of the help.
    pub(super) const ALL: [Subject; 6] = [
        Subject::Claims,
        Subject::Propositions,
        Subject::Quotes,
        Subject::Speakers,
        Subject::Organizations,
        Subject::Articles,
    ];

    /// The word for it on the command line and in sheets.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Subject::Claims => "claims",
            Subject::Propositions => "propositions",
            Subject::Quotes => "quotes",
            Subject::Speakers => "speakers",
            Subject::Organizations => "organizations",
            Subject::Articles => "articles",
        }
    }

    /// The headings of what is compared.
    const fn headings(self) -> (&'static str, &'static str) {
        match self {
            Subject::Claims => ("Claim", "Proposition"),
            Subject::Propositions => ("Proposed sentence", "Also said"),
            Subject::Quotes => ("Quotation", "Other quotation"),
            Subject::Speakers => ("Speaker", "Same as"),
            Subject::Organizations => ("Organization", "Same as"),
            Subject::Articles => ("Newer", "Older"),
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Subject::Claims => {
                "Claims without a proposition, and propositions that they may stand for"
            }
            Subject::Propositions => {
                "Claims without a proposition that say the same: new propositions"
            }
            Subject::Quotes => "Quotations that outlets share, without a common proposition",
            Subject::Speakers => "Speakers who may be one",
            Subject::Organizations => "Organizations that may be one",
            Subject::Articles => "Articles that may be copies or updates, or logged twice",
        }
    }

    const fn none(self) -> &'static str {
        match self {
            Subject::Claims => {
                "No claim without a proposition is like a known proposition. `claimbook suggest propositions` puts such claims together."
            }
            Subject::Propositions => "No two claims without a proposition say the same.",
            Subject::Quotes => {
                "No two outlets share a quotation that does not stand for one proposition already."
            }
            Subject::Speakers => "No two speakers have names that may be of one.",
            Subject::Organizations => "No two organizations have names that may be of one.",
            Subject::Articles => {
                "No two articles share a third of their words, an address, or outlet, title and day."
            }
        }
    }
}

/// Two or more records that may be the same.
#[derive(Debug, Clone)]
pub(super) struct Suggestion {
    /// What `--accept` and a sheet take, in keys.
    pub(super) reference: String,
    /// The same in numbers, where keys are too long for a column: a reference that is broken over two lines cannot be copied.
    pub(super) short: Option<String>,
    /// 0..1.
    pub(super) score: f64,
    /// What the score comes to.
    pub(super) level: Level,
    /// What is said of the level instead of “nearly certain”.
    pub(super) kind: Option<&'static str>,
    /// The one, in words.
    pub(super) one: String,
    /// The other, or the others.
    pub(super) other: String,
    /// Why.
    pub(super) why: String,
    /// The sentence of a proposition to be made.
    pub(super) text: Option<String>,
}

impl Suggestion {
    /// The score in per cent; never 100, since nothing is sure before a person says so.
    pub(super) fn per_cent(&self) -> i64 {
        // Of 0..1, so it fits.
        ((self.score * 100.0).round() as i64).clamp(0, 99)
    }

    /// What the score comes to, in words; empty where it is a mere suggestion.
    pub(super) fn level_shown(&self) -> &'static str {
        match (self.kind, self.level) {
            (Some(kind), _) => kind,
            (None, Level::NearlyCertain) => "nearly certain",
            (None, _) => "",
        }
    }
}

/// Returns the table of suggestions.
pub(super) fn table(subject: Subject, suggestions: &[Suggestion], notes: Vec<String>) -> Table {
    let (one, other) = subject.headings();
    let rows = suggestions
        .iter()
        .map(|suggestion| {
            let tone = if suggestion.level == Level::NearlyCertain {
                Tone::Strong
            } else {
                Tone::Plain
            };
            Row::new(vec![
                Cell::text(suggestion.one.clone()),
                Cell::text(suggestion.other.clone()),
                Cell::integer(suggestion.per_cent()),
                Cell::toned(suggestion.level_shown(), tone),
                Cell::text(suggestion.why.clone()),
                match &suggestion.short {
                    Some(short) => Cell::text(short.clone())
                        .with_value(CellValue::Text(suggestion.reference.clone())),
                    None => Cell::text(suggestion.reference.clone()),
                },
            ])
        })
        .collect();
    let mut table = Table::new("suggest", subject.title())
        .with_columns(vec![
            Column::text("one", one),
            Column::text("other", other),
            Column::count("per_cent", "%"),
            Column::text("level", "Level"),
            Column::text("why", "Why"),
            Column::text("ref", "Ref"),
        ])
        .with_rows(rows)
        .with_empty(subject.none());
    for note in notes {
        table = table.with_note(note);
    }
    if !suggestions.is_empty() {
        table = table.with_note("to decide: claimbook suggest --accept REF, --reject REF or --unsure REF; or write a sheet with --sheet");
    }
    table.without_empty_columns()
}
