//! Which numbers are given, how hedged, and whether they fit.

mod ledger;

use std::collections::{BTreeMap, BTreeSet};

use self::ledger::{Fit, Given, Line, Quantity, Words, distinct, lines};
use super::articles::{Selection, article_key, count, why_no_articles};
use super::claims::{self, ArticleClaims, Claim, Standing, Tally};
use super::code::{Key, marks, who};
use super::filters::{Filter, Filters};
use super::given_figure::of_claims;
use super::lookup::{Proposition, propositions};
use super::speaker_name::SpeakerNames;
use super::table::{Cell, CellValue, Column, Evidence, Row, Section, Table, Tone};
use super::units::{Counter, Sides};
use super::{Options, Report, ReportError};
use crate::domain::amount::format_number;
use crate::domain::claim::{Stance, Voice};
use crate::domain::figure::{ABOUT_SHARE, Figure, NEAR_SHARE};
use crate::store::{Reader, StoreError};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "figures",
    about: "Which numbers are given, how hedged, and whether they fit",
    filters: Filter::ALL,
    needs: None,
    by: &[],
    switches: &[],
    run,
    chart: None,
};

/// More rows than this nobody reads and few machines hold.
const MOST_ROWS: usize = 100_000;
/// More comparisons than this within quantities would take longer than anybody waits.
const MOST_PAIRS: usize = 100_000_000;
/// How many speakers, articles and other rows are named to people; programs get all.
const NAMED: usize = 8;

/// A claim that gives figures, as little of it as the ledger needs: a whole book of them is in memory.
struct Giver {
    claim: i64,
    rejects: bool,
}

/// The figures of a book and the claims that give them.
#[derive(Default)]
struct Collected {
    /// Claims with a figure, in the order of their articles.
    givers: Vec<Giver>,
    quantities: BTreeMap<Quantity, Vec<Given>>,
    words: Words,
    without_proposition: usize,
}

impl Collected {
    /// Takes the figures of the counted claims of some articles, each with its claim.
    fn add(&mut self, batch: &[ArticleClaims<'_>], given: Vec<(i64, Figure)>) {
        let mut figures: BTreeMap<i64, Vec<Figure>> = BTreeMap::new();
        for (claim, figure) in given {
            figures.entry(claim).or_default().push(figure);
        }
        for claim in counted(batch) {
            let Some(figures) = figures.remove(&claim.id) else {
                continue;
            };
            let Some(proposition) = claim.proposition else {
                self.without_proposition += figures.len();
                continue;
            };
            for figure in figures {
                let given = Given::new(self.givers.len(), figure, &mut self.words);
                let what = given.what.as_ref().map(|what| what.to_lowercase());
                self.quantities
                    .entry((proposition, what))
                    .or_default()
                    .push(given);
            }
            self.givers.push(Giver {
                claim: claim.id,
                rejects: claim.stance == Some(Stance::Rejects),
            });
        }
    }
}

/// Returns the claims of some articles that count.
fn counted<'b>(batch: &[ArticleClaims<'b>]) -> impl Iterator<Item = &'b Claim> {
    let claims = batch.iter().flat_map(|of_article| of_article.claims);
    claims.filter(|claim| claim.is_counted())
}

/// Reads the figures of the counted claims of some articles, each with its claim.
fn given(
    reader: &Reader<'_>,
    batch: &[ArticleClaims<'_>],
) -> Result<Vec<(i64, Figure)>, StoreError> {
    let ids: Vec<i64> = counted(batch).map(|claim| claim.id).collect();
    of_claims(reader, &ids)
}

/// The rows of one quantity.
struct Ledger<'a> {
    proposition: &'a Proposition,
    what: Option<String>,
    lines: Vec<Line>,
    /// Rows that only wait to be counted among those that `--limit` leaves out.
    hidden: usize,
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    options: &Options,
) -> Result<Vec<Table>, ReportError> {
    let selection = Selection::load(reader, filters)?;
    let mut table = Table::new(REPORT.name, REPORT.about)
        .with_section_name("quantity")
        .with_columns(columns());
    if selection.articles.is_empty() {
        table.empty = why_no_articles(reader, filters)?;
        return Ok(vec![table]);
    }
    let mut collected = Collected::default();
    let tally = claims::each_batch(reader, &selection, filters, given, |batch, given| {
        collected.add(batch, given);
        Ok::<(), ReportError>(())
    })?;
    let Collected {
        givers,
        quantities,
        without_proposition,
        ..
    } = collected;
    let pairs = quantities
        .values()
        .map(|given| given.len().saturating_mul(given.len()))
        .fold(0, usize::saturating_add);
    if pairs > MOST_PAIRS {
        return Err(too_large(&table));
    }

    let known = propositions(
        reader,
        quantities.keys().map(|(proposition, _)| *proposition),
    )?;
    let mut ledgers: Vec<Ledger<'_>> = quantities
        .into_iter()
        .filter_map(|((proposition, _), given)| {
            Some(Ledger {
                proposition: known.get(&proposition)?,
                what: given
                    .iter()
                    .find_map(|given| given.what.as_deref().map(str::to_owned)),
                lines: lines(given, |place| {
                    givers.get(place).is_some_and(|giver| giver.rejects)
                }),
                hidden: 0,
            })
        })
        .collect();
    ledgers.sort_by_key(|ledger| {
        (
            &ledger.proposition.text,
            &ledger.proposition.key,
            ledger.what.as_ref().map(|what| what.to_lowercase()),
        )
    });
    let number: usize = ledgers.iter().map(|ledger| ledger.lines.len()).sum();
    let shown = options.rows_made(number);
    if shown > MOST_ROWS {
        return Err(too_large(&table));
    }
    hide_beyond(&mut ledgers, shown);
    let mut key = Key::default();
    fill(
        reader,
        &mut table,
        &ledgers,
        &Shown {
            claims: told(reader, &ledgers, &givers)?,
            filters,
            selection: &selection,
        },
        &mut key,
    )?;
    table.notes.extend(key.line());
    table
        .notes
        .extend(claims::notes(filters, &selection, &tally));
    if number > 0 {
        table.notes.push(format!(
            "figures fit where one number satisfies both: “~” reaches {:.0} % to either side, “nearly” and “more than” {:.0} %; a period that only one names hinders nothing",
            ABOUT_SHARE * 100.0,
            NEAR_SHARE * 100.0
        ));
    }
    if without_proposition > 0 {
        table.notes.push(format!(
            "{} not in the table",
            count(
                without_proposition,
                "figure of a claim without a proposition",
                "figures of claims without a proposition"
            )
        ));
    }
    table.empty = why_no_figures(&selection, &tally);
    Ok(vec![table])
}

fn too_large(table: &Table) -> ReportError {
    ReportError::TooLarge {
        report: REPORT.name,
        columns: table.columns.len(),
    }
}

fn why_no_figures(selection: &Selection, tally: &Tally) -> String {
    if tally.number(Standing::Counted) == 0 {
        return claims::why_nothing_counted(selection, tally);
    }
    format!(
        "{} here, but no counted claim of theirs on a proposition has a figure.",
        count(selection.articles.len(), "article", "articles")
    )
}

fn columns() -> Vec<Column> {
    vec![
        Column {
            label: true,
            ..Column::count("number", "No.")
        },
        Column::label("figure", "Figure"),
        Column::count("value", "Value"),
        Column::count("low", "Low"),
        Column::count("high", "High"),
        Column::text("hedge", "Hedge"),
        Column::text("unit", "Unit"),
        Column::text("period", "Period"),
        Column::text("said_by", "Said by"),
        Column::text("articles", "Articles"),
        Column::count("n", "n"),
        Column::text("fit", "Fit"),
        Column::text("compatible_with", "Compatible with"),
        Column::text("conflicts_with", "Conflicts with"),
        Column::text("key", "Key"),
    ]
}

/// What is shown, and of what.
struct Shown<'a> {
    /// The claims that give the figures in these rows, by their places among all that give figures.
    claims: BTreeMap<usize, Claim>,
    filters: &'a Filters,
    selection: &'a Selection,
}

/// Lets go of what stands behind the first rows, but for how many rows it is.
fn hide_beyond(ledgers: &mut [Ledger<'_>], rows: usize) {
    let mut left = rows;
    for ledger in ledgers {
        let stay = left.min(ledger.lines.len());
        left -= stay;
        ledger.hidden = ledger.lines.len() - stay;
        ledger.lines.truncate(stay);
        ledger.lines.shrink_to_fit();
    }
}

/// Loads the claims that give the figures in the first rows, by their places among all that give figures; all of them count.
fn told(
    reader: &Reader<'_>,
    ledgers: &[Ledger<'_>],
    givers: &[Giver],
) -> Result<BTreeMap<usize, Claim>, StoreError> {
    let lines = ledgers.iter().flat_map(|ledger| &ledger.lines);
    let places: BTreeMap<i64, usize> = lines
        .flat_map(Line::claims)
        .filter_map(|place| Some((givers.get(place)?.claim, place)))
        .collect();
    let ids: Vec<i64> = places.keys().copied().collect();
    let claims = claims::load_of_ids(reader, &ids)?;
    Ok(claims
        .into_iter()
        .filter_map(|claim| Some((*places.get(&claim.id)?, claim)))
        .collect())
}

/// Fills the table with a section for each quantity, and its legend.
fn fill(
    reader: &Reader<'_>,
    table: &mut Table,
    ledgers: &[Ledger<'_>],
    shown: &Shown<'_>,
    key: &mut Key,
) -> Result<(), ReportError> {
    let told = || shown.claims.values();
    let names = SpeakerNames::load(reader, told().flat_map(Claim::everybody))?;
    for ledger in ledgers {
        let mut rows = Vec::new();
        for (place, line) in ledger.lines.iter().enumerate() {
            rows.push(row(place + 1, line, ledger.proposition, shown, &names, key));
        }
        rows.extend((0..ledger.hidden).map(|_| Row::new(Vec::new())));
        let heading = match &ledger.what {
            Some(what) => format!("{}: {what}", ledger.proposition.text),
            None => ledger.proposition.text.clone(),
        };
        table.sections.push(Section::new(heading, rows));
    }
    let articles: BTreeSet<i64> = told().map(|claim| claim.article).collect();
    let named = shown.selection.articles.iter();
    table.legend = named
        .filter(|article| articles.contains(&article.id))
        .map(|article| (article.key(), article.legend()))
        .collect();
    table.legend.extend(names.legend());
    Ok(())
}

fn row(
    number: usize,
    line: &Line,
    proposition: &Proposition,
    shown: &Shown<'_>,
    names: &SpeakerNames,
    key: &mut Key,
) -> Row {
    let places = line.claims();
    let claims: Vec<&Claim> = places
        .iter()
        .filter_map(|place| shown.claims.get(place))
        .collect();
    // Counted for each figure by itself: who gives two gives each.
    let mut counter = Counter::new(shown.filters.counting.once, Sides::Together);
    let mut units = 0;
    for claims in claims.chunk_by(|one, other| one.article == other.article) {
        units += counter.units(claims.iter().copied()).len();
    }
    for claim in &claims {
        key.note(claim);
    }
    let by = |name: &dyn Fn(i64) -> String| -> Vec<String> {
        claims.iter().map(|claim| said_by(claim, name)).collect()
    };
    let (short, full) = (
        by(&|id| names.short(id).to_owned()),
        by(&|id| names.full(id).to_owned()),
    );
    let articles: Vec<String> = claims
        .chunk_by(|one, other| one.article == other.article)
        .filter_map(|claims| Some(article_key(claims.first()?.article)))
        .collect();
    let (low, high, is_range) = line.numbers();
    let number_where = |there: bool, number: f64| {
        if there {
            Cell::real(format_number(number), number)
        } else {
            Cell::empty()
        }
    };
    let tone = match line.fit {
        Fit::Conflicting => Tone::Alarm,
        Fit::Alone | Fit::NotComparable | Fit::Rejected => Tone::Faint,
        Fit::Equal | Fit::Compatible => Tone::Plain,
    };
    let integer = |number: usize| Cell::integer(i64::try_from(number).unwrap_or(i64::MAX));
    Row::new(vec![
        integer(number),
        Cell::text(line.printed().join("; "))
            .with_evidence(claims.iter().map(|claim| Evidence::Claim(claim.id))),
        number_where(!is_range, low),
        number_where(is_range, low),
        number_where(is_range, high),
        Cell::text(line.hedge()),
        Cell::text(&line.unit),
        Cell::text(line.period()),
        listing(&short, &full, ", "),
        listing(&articles, &articles, " "),
        integer(units),
        Cell::toned(line.fit.as_str(), tone),
        numbers(&line.compatible),
        numbers(&line.conflicting),
        Cell::text(&proposition.key),
    ])
}

/// Returns voice and who, as in `I! Dahl`.
fn said_by(claim: &Claim, name: &dyn Fn(i64) -> String) -> String {
    let named: BTreeMap<i64, String> = claim.everybody().map(|id| (id, name(id))).collect();
    let who = who(claim, |id| named.get(&id).map_or("?", String::as_str));
    let who = match (claim.voice, who.is_empty()) {
        (Voice::Narration, true) => String::from("the article itself"),
        (Voice::Narration, false) => format!("the article itself, or {who}"),
        (_, true) => String::from("nobody named"),
        (_, false) => who,
    };
    format!("{} {who}", marks(claim))
}

/// Returns a cell of texts, each once, of which people read the first.
fn listing(shown: &[String], all: &[String], between: &str) -> Cell {
    let short = distinct(shown.iter().map(String::as_str));
    let mut text = short
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(between);
    if short.len() > NAMED {
        text.push_str(&format!(" and {} more", short.len() - NAMED));
    }
    let all = distinct(all.iter().map(String::as_str)).join(between);
    Cell::text(text).with_value(CellValue::Text(all))
}

/// Returns a cell with the numbers of other rows.
fn numbers(rows: &[usize]) -> Cell {
    let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
    listing(&rows, &rows, ", ")
}

#[cfg(test)]
mod tests;
