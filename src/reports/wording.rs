//! One proposition in the words of each article, side by side.

use std::collections::BTreeMap;

use super::articles::{Article, Selection, why_no_articles};
use super::claims::{self, Claim};
use super::code::{Key, marks, who};
use super::filters::{Copies, Filter, Filters};
use super::first_seen;
use super::lookup::{Proposition, propositions};
use super::speaker_name::SpeakerNames;
use super::table::{Cell, CellValue, Column, Evidence, Piece, Row, Table, Tone};
use super::{Options, Report, ReportError};
use crate::domain::word_diff::{DiffKind, DiffPiece, diff};
use crate::store::{Reader, StoreError, Value};

/// The report.
pub(super) static REPORT: Report = Report {
    name: "wording",
    about: "One proposition, the words of each article side by side",
    filters: Filter::ALL,
    needs: Some(Filter::Proposition),
    by: &[],
    switches: &[],
    run,
    chart: None,
};

/// The words of one claim.
#[derive(Debug, Default)]
struct Words {
    content: Vec<String>,
    cue: Vec<String>,
    hedge: Vec<String>,
    gloss: Option<String>,
}

fn run(
    reader: &Reader<'_>,
    filters: &Filters,
    _options: &Options,
) -> Result<Vec<Table>, ReportError> {
    if filters.propositions.is_empty() {
        return Err(ReportError::Needs {
            report: REPORT.name,
            filter: Filter::Proposition,
        });
    }
    let selection = Selection::load(reader, filters)?;
    let wanted: Vec<i64> = selection.propositions.iter().flatten().copied().collect();
    let mut claims = claims::load_of_propositions(reader, &selection.codings(), &wanted)?;
    claims::judge(reader, &mut claims, &selection, filters)?;
    claims.retain(|claim| claim.standing.is_asked_for());
    let places = selection.places();
    claims.sort_by_key(|claim| (places.get(&claim.article).copied(), claim.number));

    let names = SpeakerNames::load(reader, claims.iter().flat_map(Claim::everybody))?;
    let words = words(reader, &claims)?;
    let empty = if selection.articles.is_empty() {
        why_no_articles(reader, filters)?
    } else {
        String::from(
            "No claim on this proposition is logged in the articles that the filters leave.",
        )
    };
    let mut tables = Vec::new();
    for (id, proposition) in propositions(reader, filters.propositions.iter().copied())? {
        let own: Vec<&Claim> = claims
            .iter()
            .filter(|claim| claim.proposition == Some(id))
            .collect();
        tables.push(table(&proposition, &own, &selection, &names, &words).with_empty(&empty));
    }
    for table in &mut tables {
        table.notes.push(format!(
            "listed: every claim, in parentheses where it is not counted; {}; copies {}",
            claims::counting_switches(filters.counting),
            match filters.counting.copies {
                Copies::Collapse => "collapsed",
                Copies::Keep => "kept",
            }
        ));
        table.notes.extend(selection.notes());
    }
    Ok(tables)
}

fn words(reader: &Reader<'_>, claims: &[Claim]) -> Result<BTreeMap<i64, Words>, StoreError> {
    let ids: Vec<i64> = claims.iter().map(|claim| claim.id).collect();
    let ids = [("ids", Value::list(&ids))];
    let mut words: BTreeMap<i64, Words> = BTreeMap::new();
    reader.rows(include_str!("spans.sql"), &ids, |row| {
        let of_claim = words.entry(row.integer("claim")?).or_default();
        let list = match row.text("role")?.as_str() {
            "cue" => &mut of_claim.cue,
            _ => &mut of_claim.content,
        };
        list.push(row.text("words")?);
        Ok(())
    })?;
    reader.rows(include_str!("hedges.sql"), &ids, |row| {
        let of_claim = words.entry(row.integer("claim")?).or_default();
        of_claim.hedge.push(row.text("hedge")?);
        Ok(())
    })?;
    for (claim, gloss) in claims::glosses(reader, claims)? {
        words.entry(claim).or_default().gloss = Some(gloss);
    }
    Ok(words)
}

fn table(
    proposition: &Proposition,
    claims: &[&Claim],
    selection: &Selection,
    names: &SpeakerNames,
    words: &BTreeMap<i64, Words>,
) -> Table {
    let mut key = Key::default();
    let nothing = Words::default();
    let content_of = |claim: &Claim| {
        let words = words.get(&claim.id).unwrap_or(&nothing);
        words.content.join(" … ")
    };
    let language_of = |claim: &Claim| {
        let mut articles = selection.articles.iter();
        let article = articles.find(|article| article.id == claim.article);
        primary(article.and_then(|article| article.language.as_deref()))
    };
    // What the others are compared with: the first counted words of each language, of the same speakers before others'.
    let mut bases: BTreeMap<(String, Option<&[i64]>), &Claim> = BTreeMap::new();
    for claim in claims {
        if claim.is_counted() && !content_of(claim).is_empty() {
            let language = language_of(claim);
            bases
                .entry((language.clone(), Some(&claim.speakers)))
                .or_insert(claim);
            bases.entry((language, None)).or_insert(claim);
        }
    }
    let mut is_compared = false;
    let mut rows = Vec::new();
    let mut carriers: Vec<&Article> = Vec::new();
    for claim in claims {
        let article = selection
            .articles
            .iter()
            .find(|article| article.id == claim.article);
        let Some(article) = article else { continue };
        if carriers.last().is_none_or(|last| last.id != article.id) {
            carriers.push(article);
        }
        let words = words.get(&claim.id).unwrap_or(&nothing);
        let content = content_of(claim);
        let language = language_of(claim);
        let own = bases.get(&(language.clone(), Some(&claim.speakers)));
        let base = own
            .filter(|base| base.id != claim.id)
            .or_else(|| bases.get(&(language, None)))
            .filter(|base| base.id != claim.id);
        let content_cell = if content.is_empty() {
            Cell::toned("(no words in this version)", Tone::Faint).with_value(CellValue::Empty)
        } else {
            let compared = base.and_then(|base| diff_cell(&content_of(base), &content));
            is_compared |= compared.is_some();
            compared.unwrap_or_else(|| Cell::text(&content))
        };
        key.note(claim);
        let voice = marks(claim);
        let voice = if claim.is_counted() {
            Cell::text(voice)
        } else {
            key.note_uncounted();
            Cell::toned(format!("({voice})"), Tone::Faint)
        };
        let evidence = [Evidence::Claim(claim.id)];
        rows.push(Row::new(vec![
            Cell::text(article.key()).with_evidence([Evidence::Article(article.id)]),
            Cell::text(article.language.as_deref().unwrap_or_default()),
            voice.with_evidence(evidence),
            Cell::text(who(claim, |id| names.short(id)))
                .with_value(CellValue::Text(who(claim, |id| names.full(id))))
                .with_evidence(evidence),
            Cell::text(words.cue.join(" … ")).with_evidence(evidence),
            Cell::text(words.hedge.join(", ")).with_evidence(evidence),
            content_cell.with_evidence(evidence),
            Cell::text(words.gloss.as_deref().unwrap_or_default()).with_evidence(evidence),
        ]));
    }
    let mut table = Table::new(
        REPORT.name,
        format!("Wording of {}: {}", proposition.key, proposition.text),
    )
    .with_columns(vec![
        Column::label("article", "Article"),
        Column::text("language", "Lang."),
        Column::text("voice", "Voice"),
        Column::text("speaker", "Speaker"),
        Column::text("cue", "Cue"),
        Column::text("hedge", "Hedge"),
        Column::text("words", "Words"),
        Column::text("gloss", "Gloss"),
    ])
    .with_rows(rows);
    for article in &carriers {
        table = table.with_legend(article.key(), article.legend());
    }
    table.legend.extend(
        SpeakerNames::legend(names)
            .into_iter()
            .filter(|(short, _)| {
                claims
                    .iter()
                    .any(|claim| claim.everybody().any(|id| names.short(id) == short))
            }),
    );
    table.notes.extend(key.line());
    if carriers.len() > 1 {
        table
            .notes
            .push(format!("first seen: {}", first_seen::line(&carriers)));
    }
    if is_compared {
        table.notes.push(String::from(
            "words compared with the first of the same language, by the same speaker where there is one: what is removed is only there, what is added only here",
        ));
    }
    table
}

/// Returns the language without what follows it: `zh` of `zh-Hant`; nothing where it is not known.
fn primary(language: Option<&str>) -> String {
    let language = language.unwrap_or_default();
    language
        .split('-')
        .next()
        .unwrap_or(language)
        .to_lowercase()
}

/// The least share of the longer text that both must have for a diff to say more than the two texts do. A convention: below it nearly
/// every word is marked.
const SHARED: f64 = 0.3;

/// Returns words with what sets them apart from the first ones, or none where they have little in common; programs get the words alone.
/// Each format marks the tones in its own way.
fn diff_cell(first: &str, words: &str) -> Option<Cell> {
    let pieces = diff(first, words);
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let same: u32 = pieces
        .iter()
        .filter(|piece| piece.kind == DiffKind::Same)
        .map(|piece| length(&piece.text))
        .sum();
    let longer = length(first).max(length(words));
    if f64::from(same) < SHARED * f64::from(longer) {
        return None;
    }
    let pieces = pieces
        .into_iter()
        .map(|DiffPiece { kind, text }| match kind {
            DiffKind::Same => Piece::plain(text),
            DiffKind::Removed => Piece::new(text, Tone::Removed),
            DiffKind::Added => Piece::new(text, Tone::Added),
        })
        .collect();
    Some(Cell::pieces(pieces).with_value(CellValue::Text(words.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::super::sample_book::{SampleBook, shown, values};
    use super::*;

    fn book() -> crate::store::Book {
        let mut book = SampleBook::default();
        book.outlet("North").outlet("South");
        book.topic("trade");
        book.proposition("ports-open", "The ports are open", Some(1));
        book.speaker("Jiang Jianguo", "person", "CN")
            .speaker("Harbour report", "document", "");
        let en = |date| [("published", date), ("language", "en")];
        book.article(1, "full", &en("2025-04-21T10:00"));
        book.article(2, "full", &en("2025-04-23"));
        book.article(
            2,
            "partial",
            &[("language", "zh"), ("published", "2025-04-21T12:00")],
        );
        book.claim(1, 1, ("direct", "asserts"), &[1], &[])
            .words("content", &["The ports", "are open."])
            .words("cue", &["said"]);
        book.claim(2, 1, ("indirect", ""), &[2], &[])
            .words("content", &["the ports stay open"])
            .figure("3, '<', 'nearly', 'ports'");
        book.claim(
            3,
            1,
            ("direct", "asserts"),
            &[1],
            &[("gloss", "The harbours are open.")],
        )
        .words("content", &["港口开放"]);
        book.claim(1, 1, ("narration", ""), &[], &[("block", "headline")])
            .words("content", &["Ports open"]);
        book.build()
    }

    fn filters() -> Filters {
        Filters {
            propositions: vec![1],
            ..Filters::default()
        }
    }

    #[test]
    fn wording_compares_words_within_a_language_and_glosses_the_others() {
        insta::assert_snapshot!(shown(&book(), &REPORT, &filters(), &Options::default()), @"
        Wording of ports-open: The ports are open

        Article  Lang.  Voice  Speaker         Cue   Hedge   Words                                              Gloss
        ───────  ─────  ─────  ──────────────  ────  ──────  ─────────────────────────────────────────────────  ──────────────────────
        a1       en     Q      Jiang           said          The ports … are open.
        a1       en     (N)                                  Ports open
        a3       zh     Q      Jiang                         港口开放                                           The harbours are open.
        a2       en     Du     Harbour report        nearly  [-The-]{+the+} ports [-… are-] {+stay+} open[-.-]

        a1     North, 2025-04-21T10:00, “Title 1”
        a3     South, 2025-04-21T12:00, “Title 3”; partly coded
        a2     South, 2025-04-23, “Title 2”
        Jiang  Jiang Jianguo

        Q direct, D document, N narration, u stance unset, ( ) not counted
        first seen: a1 or a3
        words compared with the first of the same language, by the same speaker where there is one: what is removed is only there, what is added only here
        listed: every claim, in parentheses where it is not counted; headlines, captions, drafts off; copies collapsed
        [-removed-] {+added+}
        ");
    }

    #[test]
    fn wording_gives_programs_plain_words_and_full_names() {
        insta::assert_snapshot!(values(&book(), &REPORT, &filters(), &Options::default()), @r#"
        article,language,voice,speaker,cue,hedge,words,gloss
        a1,en,Q,Jiang Jianguo,said,,The ports … are open.,
        a1,en,(N),,,,Ports open,
        a3,zh,Q,Jiang Jianguo,,,港口开放,The harbours are open.
        a2,en,Du,Harbour report,,nearly,the ports stay open,
        "#);
    }

    #[test]
    fn wording_without_a_proposition_is_refused() {
        let error = (REPORT.run)(&book().reader(), &Filters::default(), &Options::default());
        assert!(matches!(error, Err(ReportError::Needs { .. })));
    }
}
