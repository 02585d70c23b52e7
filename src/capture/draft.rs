//! All that is drafted of one article.

use super::attribution::{Draft, DraftedClaim, LIKELY, draft_claims};
use super::language::Language;
use super::page::{Page, seen_language};

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
        DraftedArticle {
            page,
            language: language.map(Language::code),
            draft,
        }
    }
}
