//! The text of an article with the words that were logged of it.

use std::collections::BTreeMap;

use super::super::articles::{Article, Selection};
use super::super::claims::{self, Claim, Standing};
use super::super::code::{marks, who};
use super::super::lookup::Proposition;
use super::super::organizations::Organizations;
use super::super::role::Role;
use super::super::speaker_name::SpeakerNames;
use super::super::table::Evidence;
use super::{names_of, published};
use crate::domain::claim::SpanRole;
use crate::domain::figure::Figure;
use crate::domain::text::{Block, Span, Text};
use crate::store::{Reader, ReportedValue, StoreError, StoredFact, StoredIntroduction, Value};

/// The text that the coding reads, with what was logged of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The article.
    pub article: i64,
    /// What a person types; also its id in the page.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Outlet, date, status and the like.
    pub details: Vec<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// The text; `None` where nobody coded the article, so that no version is chosen.
    pub text: Option<Text>,
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// Claims by number, then introductions, then reported facts.
    pub passages: Vec<Passage>,
    /// The ids of those whom the article introduces.
    pub introduced: Vec<i64>,
}

/// A claim, an introduction or a reported fact with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Which one.
    pub evidence: Evidence,
    /// Its id in the page: `a12.5`, `a12.i1`, `a12.f3`.
    pub anchor: String,
    /// The letter of the voice and the marks; nothing for what is no claim.
    pub voice: String,
    /// Who says it or is introduced, or what the fact is of.
    pub who: String,
    /// The proposition, the role, or the fact.
    pub what: String,
    /// A translation for the reader.
    pub gloss: Option<String>,
    /// Why it does not count; nothing where it does.
    pub uncounted: &'static str,
    /// Where its words stand, in the order of the text; none where they are not in this version.
    pub spans: Vec<PassageSpan>,
}

/// Words of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassageSpan {
    /// What they are to it.
    pub role: SpanRole,
    /// Where they stand.
    pub span: Span,
}

/// Loads the texts of a selection, `claims` being all of its codings.
pub(super) fn load(
    reader: &Reader<'_>,
    selection: &Selection,
    claims: &[Claim],
    known: &BTreeMap<i64, Proposition>,
) -> Result<Vec<Reading>, StoreError> {
    let names = names_of(reader, claims)?;
    let mut glosses = claims::glosses(reader, claims)?;
    let mut spans = spans(reader, selection)?;
    let mut readings = Vec::new();
    for article in &selection.articles {
        let mut passages: Vec<Passage> = claims
            .iter()
            .filter(|claim| claim.article == article.id)
            .map(|claim| Passage {
                gloss: glosses.remove(&claim.id),
                ..of_claim(article, claim, &names, known)
            })
            .collect();
        let mut introduced = Vec::new();
        let (mut text, mut blocks) = (None, Vec::new());
        if let Some(coding) = &article.coding {
            let introductions = reader.introductions_of_coding(coding.id, None)?;
            let of_introductions = introductions.iter().map(|it| it.introduction.speaker.id);
            introduced.extend(of_introductions.clone());
            let speakers = SpeakerNames::load(reader, of_introductions)?;
            let organizations = Organizations::load(
                reader,
                introductions.iter().filter_map(|it| it.organization),
            )?;
            for introduction in introductions {
                passages.push(of_introduction(
                    article,
                    introduction,
                    &speakers,
                    &organizations,
                ));
            }
            let facts = reader.facts_of_coding(coding.id, None)?;
            for (number, fact) in facts.iter().enumerate() {
                passages.push(of_fact(article, number + 1, fact));
            }
            text = Some(reader.version_text(coding.version)?);
            blocks = reader.blocks(coding.version)?;
        }
        for passage in &mut passages {
            passage.spans = spans.remove(&passage.evidence).unwrap_or_default();
        }
        readings.push(Reading {
            article: article.id,
            key: article.key(),
            title: article.title.clone(),
            details: details(article),
            language: article.language.clone(),
            text,
            blocks,
            passages,
            introduced,
        });
    }
    Ok(readings)
}

fn details(article: &Article) -> Vec<String> {
    let mut details = vec![article.outlet_name.clone(), published(article)];
    let coded = super::extent(article);
    details.push(match coded {
        "not coded" => coded.to_owned(),
        extent => format!("coded {extent}"),
    });
    if article.status != "published" {
        details.push(article.status.to_uppercase());
    }
    if let Some(original) = article.copy_of {
        details.push(format!(
            "copy of {}",
            super::super::articles::article_key(original)
        ));
    }
    details
}

fn of_claim(
    article: &Article,
    claim: &Claim,
    names: &SpeakerNames,
    known: &BTreeMap<i64, Proposition>,
) -> Passage {
    let proposition = claim.proposition.and_then(|id| known.get(&id));
    Passage {
        evidence: Evidence::Claim(claim.id),
        anchor: format!("{}.{}", article.key(), claim.number),
        voice: marks(claim),
        who: who(claim, |id| names.full(id)),
        what: proposition.map_or(String::from("(no proposition)"), |it| it.text.clone()),
        gloss: None,
        uncounted: match claim.standing {
            Standing::Counted => "",
            Standing::Headline => "in the headline, not counted",
            Standing::Caption => "in a caption, not counted",
            Standing::Draft => "draft, not counted",
            Standing::Copy => "in a copy, not counted",
            Standing::OtherEvent => "on another event",
            Standing::FilteredOut => "not asked for",
        },
        spans: Vec::new(),
    }
}

fn of_introduction(
    article: &Article,
    stored: StoredIntroduction,
    speakers: &SpeakerNames,
    organizations: &Organizations,
) -> Passage {
    let role = Role {
        role: stored.role,
        organization: stored.organization,
    };
    Passage {
        evidence: Evidence::Introduction(stored.id),
        anchor: format!("{}.i{}", article.key(), stored.number),
        voice: String::new(),
        who: speakers.full(stored.introduction.speaker.id).to_owned(),
        what: role.shown(organizations),
        gloss: None,
        uncounted: "",
        spans: Vec::new(),
    }
}

fn of_fact(article: &Article, number: usize, stored: &StoredFact) -> Passage {
    let fact = &stored.fact;
    let value = match &fact.value {
        ReportedValue::Text(text) => text.clone(),
        ReportedValue::Date(date) => date.to_string(),
        ReportedValue::Names(names) => names.join(" + "),
        ReportedValue::Figure(figure) => shown_figure(figure),
    };
    Passage {
        evidence: Evidence::Fact(stored.id),
        anchor: format!("{}.f{number}", article.key()),
        voice: String::new(),
        who: format!("{} {}", fact.subject_kind.as_str(), fact.subject.key),
        what: format!("{}: {value}", fact.attribute),
        gloss: None,
        uncounted: "",
        spans: Vec::new(),
    }
}

fn shown_figure(figure: &Figure) -> String {
    let parts = figure.parts();
    let words = [
        parts.hedge.clone(),
        Some(figure.amount().to_string()),
        parts.unit.clone(),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    words.join(" ")
}

fn spans(
    reader: &Reader<'_>,
    selection: &Selection,
) -> Result<BTreeMap<Evidence, Vec<PassageSpan>>, StoreError> {
    let mut spans: BTreeMap<Evidence, Vec<PassageSpan>> = BTreeMap::new();
    reader.rows(
        include_str!("spans.sql"),
        &[("codings", Value::list(&selection.codings()))],
        |row| {
            let owner = row
                .optional_integer("claim")?
                .map(Evidence::Claim)
                .or(row
                    .optional_integer("introduction")?
                    .map(Evidence::Introduction))
                .or(row.optional_integer("reported_fact")?.map(Evidence::Fact));
            let offset = |column: &str| -> Result<u32, StoreError> {
                Ok(u32::try_from(row.integer(column)?).unwrap_or(u32::MAX))
            };
            let (start, end) = (offset("start_cp")?, offset("end_cp")?);
            let role = row.parsed("role")?;
            if let Some(owner) = owner {
                spans.entry(owner).or_default().push(PassageSpan {
                    role,
                    span: Span::new(start, end),
                });
            }
            Ok(())
        },
    )?;
    Ok(spans)
}
