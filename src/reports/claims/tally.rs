//! Claims counted by how they stand, and what stands under a table of counts.

use super::{Claim, Standing};
use crate::reports::articles::{Selection, count};
use crate::reports::filters::{Copies, Counting, Filters};

/// How many ways to stand there are.
const STANDINGS: usize = Standing::FilteredOut as usize + 1;

/// Claims counted by how they stand.
#[derive(Debug, Default, Clone)]
pub(in crate::reports) struct Tally {
    by_standing: [usize; STANDINGS],
    derived: usize,
    without_proposition: usize,
}

impl Tally {
    /// Counts one claim.
    pub(in crate::reports) fn add(&mut self, claim: &Claim) {
        self.by_standing[claim.standing as usize] += 1;
        self.derived += usize::from(claim.is_counted() && claim.counted_stance().1);
        self.without_proposition += usize::from(claim.is_counted() && claim.proposition.is_none());
    }

    /// Adds what another has counted.
    pub(super) fn merge(&mut self, other: &Tally) {
        for (number, more) in self.by_standing.iter_mut().zip(other.by_standing) {
            *number += more;
        }
        self.derived += other.derived;
        self.without_proposition += other.without_proposition;
    }

    /// Counts claims.
    pub(in crate::reports) fn of<'c>(claims: impl IntoIterator<Item = &'c Claim>) -> Tally {
        let mut tally = Tally::default();
        for claim in claims {
            tally.add(claim);
        }
        tally
    }

    /// Returns how many claims stand so.
    pub(in crate::reports) fn number(&self, standing: Standing) -> usize {
        self.by_standing[standing as usize]
    }

    /// Returns what is not counted, as in `claims not counted: 2 in headlines, 1 draft`; none where all is.
    pub(in crate::reports) fn uncounted_note(&self) -> Option<String> {
        let parts: Vec<String> = UNCOUNTED
            .into_iter()
            .filter(|(standing, _, _)| self.number(*standing) > 0)
            .map(|(standing, one, several)| count(self.number(standing), one, several))
            .collect();
        (!parts.is_empty()).then(|| format!("claims not counted: {}", parts.join(", ")))
    }

    /// Returns for how many narrated claims a stance is derived; none where for none.
    pub(in crate::reports) fn derived_note(&self) -> Option<String> {
        (self.derived > 0).then(|| {
            format!(
                "asserts derived for {}",
                count(
                    self.derived,
                    "narrated claim without a stance",
                    "narrated claims without a stance"
                )
            )
        })
    }

    /// Returns how many counted claims have no proposition, with what becomes of them; none where all have one.
    pub(in crate::reports) fn without_proposition_note(&self, fate: &str) -> Option<String> {
        (self.without_proposition > 0).then(|| {
            format!(
                "{} {fate}",
                count(
                    self.without_proposition,
                    "claim without a proposition",
                    "claims without a proposition"
                )
            )
        })
    }
}

/// How claims that do not count are named.
const UNCOUNTED: [(Standing, &str, &str); 6] = [
    (Standing::Headline, "in a headline", "in headlines"),
    (Standing::Caption, "in a caption", "in captions"),
    (Standing::Draft, "draft", "drafts"),
    (Standing::Copy, "in a copy", "in copies"),
    (Standing::OtherEvent, "on other events", "on other events"),
    (
        Standing::FilteredOut,
        "by another speaker, way or label",
        "by other speakers, ways or labels",
    ),
];

/// Returns the counting rule, as in `counted: once per speaker, proposition and article; headlines, captions, drafts off; copies
/// collapsed (1)`.
pub(in crate::reports) fn counting_rule(counting: Counting, collapsed: usize) -> String {
    let copies = match counting.copies {
        Copies::Collapse => format!("copies collapsed ({collapsed})"),
        Copies::Keep => String::from("copies kept"),
    };
    format!(
        "counted: {}; {}; {copies}",
        counting.once.rule(),
        counting_switches(counting)
    )
}

/// Returns what stands under every table of counts: the rule, what is not counted, what is derived, which codings are left out.
pub(in crate::reports) fn notes(
    filters: &Filters,
    selection: &Selection,
    tally: &Tally,
) -> Vec<String> {
    let mut notes = vec![counting_rule(filters.counting, selection.collapsed())];
    notes.extend(tally.uncounted_note());
    notes.extend(tally.derived_note());
    notes.extend(selection.notes());
    notes
}

/// Returns why a table of counts is empty though there are articles.
pub(in crate::reports) fn why_nothing_counted(selection: &Selection, tally: &Tally) -> String {
    let articles = count(selection.articles.len(), "article", "articles");
    match tally.uncounted_note() {
        Some(note) => format!("{articles} here, but nothing to count ({note})."),
        None => {
            format!("{articles} here, but no claim of theirs is logged or left by the filters.")
        }
    }
}

/// Returns what of the optional kinds counts, as in `headlines on; captions, drafts off`.
pub(in crate::reports) fn counting_switches(counting: Counting) -> String {
    let switches = [
        ("headlines", counting.headlines),
        ("captions", counting.captions),
        ("drafts", counting.drafts),
    ];
    let parts: Vec<String> = [(true, "on"), (false, "off")]
        .into_iter()
        .filter_map(|(wanted, state)| {
            let names: Vec<&str> = switches
                .iter()
                .filter(|(_, on)| *on == wanted)
                .map(|(name, _)| *name)
                .collect();
            (!names.is_empty()).then(|| format!("{} {state}", names.join(", ")))
        })
        .collect();
    parts.join("; ")
}

/// Returns what of these claims is not counted, as in `not counted: 2 in headlines, 1 draft`; none where all are.
pub(in crate::reports) fn uncounted_note(claims: &[Claim]) -> Option<String> {
    Tally::of(claims).uncounted_note()
}
