//! What a report is asked for: which articles and claims, and what counts.

use crate::domain::closed_set::closed_set;
use crate::domain::date::Date;
use crate::domain::record::Kind;

/// What narrows a report. Records come as ids, resolved by the caller; an empty list narrows nothing, several entries of one list are
/// alternatives, and several lists hold together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// Articles linked to these events or to events under them, less claims on other events only.
    pub events: Vec<i64>,
    /// Propositions of these topics or of topics under them.
    pub topics: Vec<i64>,
    /// These propositions.
    pub propositions: Vec<i64>,
    /// These articles.
    pub articles: Vec<i64>,
    /// Articles of these outlets.
    pub outlets: Vec<i64>,
    /// Claims by these speakers, as alternatives too.
    pub speakers: Vec<i64>,
    /// Claims that reached their article through these speakers.
    pub via: Vec<i64>,
    /// Claims that carry one of these labels themselves, or whose proposition, article, outlet or speaker does.
    pub labels: Vec<String>,
    /// Articles that may have been published then or later; one without a date is left out.
    pub since: Option<Date>,
    /// Articles that may have been published then or earlier; one without a date is left out.
    pub until: Option<Date>,
    /// Articles in these languages; `zh` takes `zh-Hant` too.
    pub languages: Vec<String>,
    /// Whose coding counts where no decided one is there.
    pub coder: Option<String>,
    /// Which claims count.
    pub counting: Counting,
}

/// Which claims count, and what is counted once. A claim that does not count is shown in parentheses where no other carries the
/// proposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counting {
    /// What is counted once.
    pub once: Once,
    /// Whether claims in headlines count.
    pub headlines: bool,
    /// Whether claims in captions count.
    pub captions: bool,
    /// Whether drafts count, which no person has looked at.
    pub drafts: bool,
    /// Whether copies of an article count beside it.
    pub copies: Copies,
}

closed_set! {
    /// What is counted once. A claim without a proposition has nothing in common with another, so it is always counted by itself.
    #[derive(Default)]
    pub enum Once("count rule") {
        /// Each claim.
        Claim = "claims",
        /// Each speaker with each proposition in each article, in the strongest voice; the article itself counts as a speaker.
        #[default]
        SpeakerArticle = "speaker-article",
        /// Each speaker with each proposition, in the first article that has it.
        Speaker = "speaker",
        /// Each proposition in each article, by whoever says it in the strongest voice.
        Article = "article",
    }
}

impl Once {
    /// Returns the rule in words, as in `once per speaker, proposition and article`.
    pub fn rule(self) -> &'static str {
        match self {
            Once::Claim => "each claim",
            Once::SpeakerArticle => "once per speaker, proposition and article",
            Once::Speaker => "once per speaker and proposition",
            Once::Article => "once per proposition and article",
        }
    }
}

/// What becomes of copies of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Copies {
    /// They count together once: the original, or the first of them where the report does not have it.
    #[default]
    Collapse,
    /// Each counts.
    Keep,
}

/// A filter by the name that options use; help and completions derive from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filter {
    /// [`Filters::events`].
    Event,
    /// [`Filters::topics`].
    Topic,
    /// [`Filters::propositions`].
    Proposition,
    /// [`Filters::articles`].
    Article,
    /// [`Filters::outlets`].
    Outlet,
    /// [`Filters::speakers`].
    Speaker,
    /// [`Filters::via`].
    Via,
    /// [`Filters::labels`].
    Label,
    /// [`Filters::since`].
    Since,
    /// [`Filters::until`].
    Until,
    /// [`Filters::languages`].
    Language,
    /// [`Filters::coder`].
    Coder,
}

impl Filter {
    /// Every filter, in the order of the help.
    pub const ALL: &'static [Filter] = &[
        Filter::Event,
        Filter::Topic,
        Filter::Proposition,
        Filter::Article,
        Filter::Outlet,
        Filter::Speaker,
        Filter::Via,
        Filter::Label,
        Filter::Since,
        Filter::Until,
        Filter::Language,
        Filter::Coder,
    ];

    /// Returns the option's name without dashes.
    pub fn as_str(self) -> &'static str {
        match self {
            Filter::Event => "event",
            Filter::Topic => "topic",
            Filter::Proposition => "proposition",
            Filter::Article => "article",
            Filter::Outlet => "outlet",
            Filter::Speaker => "speaker",
            Filter::Via => "via",
            Filter::Label => "label",
            Filter::Since => "since",
            Filter::Until => "until",
            Filter::Language => "language",
            Filter::Coder => "coder",
        }
    }

    /// Returns one line for help.
    pub fn help(self) -> &'static str {
        match self {
            Filter::Event => {
                "Articles linked to this event or one under it, less claims on other events only"
            }
            Filter::Topic => "Propositions of this topic or one under it",
            Filter::Proposition => "This proposition",
            Filter::Article => "This article",
            Filter::Outlet => "Articles of this outlet",
            Filter::Speaker => "Claims by this speaker",
            Filter::Via => "Claims that reached the article through this speaker",
            Filter::Label => {
                "Claims with this label, or whose proposition, article, outlet or speaker has it"
            }
            Filter::Since => "Articles published then or later",
            Filter::Until => "Articles published then or earlier",
            Filter::Language => "Articles in this language",
            Filter::Coder => "Whose coding counts where none is decided",
        }
    }

    /// Returns the kind of record the filter takes; `None` where it takes a word or a date.
    pub fn takes(self) -> Option<Kind> {
        match self {
            Filter::Event => Some(Kind::Event),
            Filter::Topic => Some(Kind::Topic),
            Filter::Proposition => Some(Kind::Proposition),
            Filter::Article => Some(Kind::Article),
            Filter::Outlet => Some(Kind::Outlet),
            Filter::Speaker | Filter::Via => Some(Kind::Speaker),
            Filter::Label | Filter::Since | Filter::Until | Filter::Language | Filter::Coder => {
                None
            }
        }
    }
}
