//! All that is drafted of one article.

use super::attribution::{Draft, DraftedClaim, LIKELY, draft_claims};
use super::figures::{DraftedFigure, read_figures};
use super::language::Language;
use super::page::{Page, seen_language};
use crate::domain::sentences::sentences;
use crate::domain::text::{BlockKind, Span};

/// Which claims are drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Likeliness {
    /// Speech, and thought that is plainly reported.
    #[default]
    Likely,
    /// Also judgements and wishes that a writer may have read into what somebody did.
    All,
}

/// An article with the claims drafted from its text.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftedArticle {
    /// Text, blocks and what the file says of itself.
    pub page: Page,
    /// The language whose rules were used, as `en`; none where none is known here that fits.
    pub language: Option<&'static str>,
    /// Claims and who makes them.
    pub draft: Draft,
    /// The figures of the body, by place in the text.
    pub figures: Vec<DraftedFigure>,
    /// Sentences of the body with a figure that nobody is reported to have said: what the article says itself.
    pub narrated: Vec<Span>,
}

impl DraftedArticle {
    /// Drafts the claims of a page, by the rules of the language that its text shows, else of the one that it states, else of English.
    /// Where there are no rules for that language nothing is drafted.
    #[must_use]
    pub fn of(page: Page, likeliness: Likeliness) -> DraftedArticle {
        let stated = page.language.as_ref().map(|found| found.value.as_str());
        let language = seen_language(page.text.as_str())
            .or(stated)
            .or(Some("en"))
            .and_then(Language::of_code);
        let mut draft = language
            .map(|language| draft_claims(&page.text, &page.blocks, language))
            .unwrap_or_default();
        let is_wanted =
            |claim: &DraftedClaim| likeliness == Likeliness::All || claim.confidence >= LIKELY;
        draft.claims.retain(is_wanted);
        let body: Vec<Span> = page
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Body))
            .map(|block| block.span)
            .collect();
        let figures = language
            .map(|language| read_figures(&page.text, &body, language.code()))
            .unwrap_or_default();
        let narrated = narrated(&page, &draft, &figures);
        DraftedArticle {
            page,
            language: language.map(Language::code),
            draft,
            figures,
            narrated,
        }
    }

    /// Returns the figures in what a claim says.
    pub fn figures_of(&self, claim: &DraftedClaim) -> impl Iterator<Item = &DraftedFigure> {
        claim.content.iter().flat_map(|span| self.figures_in(*span))
    }

    /// Returns the figures inside a stretch of the text.
    pub fn figures_in(&self, span: Span) -> impl Iterator<Item = &DraftedFigure> {
        let first = self
            .figures
            .partition_point(|figure| figure.span.start < span.start);
        let figures = self.figures.get(first..).unwrap_or_default().iter();
        figures.take_while(move |figure| figure.span.end <= span.end)
    }
}

/// Finds the sentences of the body with a figure outside of every claim.
fn narrated(page: &Page, draft: &Draft, figures: &[DraftedFigure]) -> Vec<Span> {
    let mut claimed: Vec<Span> = draft
        .claims
        .iter()
        .flat_map(|claim| claim.content.iter().copied())
        .collect();
    claimed.sort_unstable();
    let is_body = |span: Span| {
        let mut blocks = page.blocks.iter();
        blocks.any(|block| block.kind == BlockKind::Body && block.span.contains(span))
    };
    let mut free = figures
        .iter()
        .map(|figure| figure.span)
        .filter(|figure| {
            // Contents may lie inside each other, so the one that begins last need not be the one that reaches on.
            let before = claimed.partition_point(|span| span.start <= figure.start);
            let near = claimed.get(before.saturating_sub(MOST_NESTED)..before);
            !near
                .unwrap_or_default()
                .iter()
                .any(|span| span.overlaps(*figure))
        })
        .peekable();
    let mut narrated = Vec::new();
    let text = page.text.as_str();
    for sentence in sentences(&page.text) {
        if free.peek().is_none() {
            break;
        }
        // A sentence is a piece of the text, so its place is the distance of the two.
        let start = sentence
            .as_ptr()
            .addr()
            .saturating_sub(text.as_ptr().addr());
        let places = (
            page.text.cp_of_byte(start),
            page.text.cp_of_byte(start + sentence.len()),
        );
        let (Some(start), Some(end)) = places else {
            continue;
        };
        let mut has_figure = false;
        while let Some(figure) = free.next_if(|figure| figure.start < end) {
            has_figure |= figure.start >= start;
        }
        let span = Span::new(start, end);
        if has_figure && is_body(span) {
            narrated.push(span);
        }
    }
    narrated
}

/// How many claims are looked at that begin before a figure.
const MOST_NESTED: usize = 8;
