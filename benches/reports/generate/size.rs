//! How large a book is; everything else follows from the number of its articles.

/// The size of a generated book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// How many articles it has.
    pub(crate) articles: usize,
    /// How many claims an article has on average, those without claims and second codings included.
    pub(crate) claims_of_an_article: usize,
}

/// Counted up with every change of what is generated.
const VERSION: u32 = 1;

impl Size {
    /// The name of a book's first operation, by which a book of this size is known.
    pub(crate) fn label(self) -> String {
        format!(
            "generate {} articles of {} claims (version {VERSION})",
            self.articles, self.claims_of_an_article
        )
    }

    pub(super) fn claims(self) -> usize {
        self.articles * self.claims_of_an_article
    }

    pub(super) fn outlets(self) -> usize {
        (self.articles / 50).clamp(12, 60)
    }

    pub(super) fn organizations(self) -> usize {
        (self.articles * 6 / 100).max(self.outlets() + 20)
    }

    /// Without the unnamed speakers that belong to an article, which come to about as many.
    pub(super) fn named_speakers(self) -> usize {
        (self.articles * 3 / 10).max(60)
    }

    pub(super) fn propositions(self) -> usize {
        self.articles * 6 / 5
    }

    /// Propositions of no one event.
    pub(super) fn shared_propositions(self) -> usize {
        self.propositions() / 10
    }

    /// Which event has exactly [`ARTICLES_OF_A_USUAL_EVENT`] articles, and none under it.
    pub(crate) fn usual_event(self) -> usize {
        self.articles / 80
    }
}

/// How many articles an event has that is neither small nor large.
pub(super) const ARTICLES_OF_A_USUAL_EVENT: usize = 40;
