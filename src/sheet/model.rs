//! A parsed sheet: typed values with their places, names not yet resolved and words not yet found.

use super::locator::{Locator, Piece};
use super::problem::{At, Place};
use crate::domain::claim::{Origin, Stance, Status, TargetRole, Voice};
use crate::domain::coding::{Extent, Layer};
use crate::domain::date::Date;
use crate::domain::figure::Figure;
use crate::domain::record::{Field, Kind};

/// One sheet: one article, one row a claim.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// `[article]`.
    pub article: ArticleTable,
    /// `claims`, in order.
    pub rows: Vec<Row>,
    /// `[[introductions]]`, in order.
    pub introductions: Vec<IntroductionRow>,
    /// `[outlets.…]`, `[speakers.…]` and the like, in order.
    pub tables: Vec<RecordTable>,
    /// The coder named in `[defaults]`.
    pub coder: Option<At<String>>,
    /// The topic of new propositions that name none, from `[defaults]`.
    pub topic: Option<At<String>>,
}

/// `[article]`: what the article is.
#[derive(Debug, Clone, Default)]
pub struct ArticleTable {
    /// Where the table stands.
    pub place: Place,
    /// The article's key in the book.
    pub key: Option<At<String>>,
    /// The file with its text.
    pub file: Option<At<String>>,
    /// Fields of the article's own table, by their descriptions.
    pub fields: Vec<(&'static Field, At<String>)>,
    /// Authors.
    pub byline: Vec<At<String>>,
    /// Events it is linked to.
    pub events: Vec<At<String>>,
    /// How much of it is coded.
    pub coded: Option<At<Extent>>,
    /// Whose reading it is.
    pub layer: Option<At<Layer>>,
    /// Where the headline stands.
    pub headline: Option<At<Locator>>,
    /// Where the line with the authors stands.
    pub byline_block: Option<At<Locator>>,
    /// Where captions stand.
    pub captions: Vec<At<Locator>>,
    /// What does not belong to the article.
    pub boilerplate: Vec<At<Locator>>,
    /// When the text was fetched: UTC, RFC 3339.
    pub retrieved: Option<At<String>>,
    /// Labels of the article.
    pub labels: Option<Vec<String>>,
}

/// One row of `claims`.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// The claim's number in its article.
    pub id: Option<At<i64>>,
    /// In whose voice.
    pub voice: Voice,
    /// Whether the voice is a guess.
    pub voice_guess: bool,
    /// Who says it.
    pub who: Vec<Who>,
    /// Who else may be meant.
    pub or: Vec<Who>,
    /// For whom a spokesman speaks.
    pub principals: Vec<Who>,
    /// Who reports it, nearest to the article first.
    pub via: Vec<At<String>>,
    /// The words that report it.
    pub cue: Vec<At<Piece>>,
    /// The words that name who says it.
    pub source: Vec<At<Piece>>,
    /// The words of the claim.
    pub text: At<Locator>,
    /// Propositions: keys, or whole sentences with #topic.
    pub props: Vec<At<String>>,
    /// What the speaker does with the proposition.
    pub stance: Option<Stance>,
    /// Whether the stance is a guess.
    pub stance_guess: bool,
    /// When it was said.
    pub said: Option<Date>,
    /// Event at which it was said.
    pub at: Option<At<String>>,
    /// Event it is about.
    pub about: Option<At<String>>,
    /// Figures.
    pub figures: Vec<At<Figure>>,
    /// Whom it addresses or is about.
    pub targets: Vec<TargetCell>,
    /// The claims inside which it stands.
    pub part_of: Vec<At<RowName>>,
    /// The claims that it supports.
    pub supports: Vec<At<RowName>>,
    /// A translation.
    pub gloss: Option<String>,
    /// Labels.
    pub labels: Vec<String>,
    /// A note.
    pub note: Option<String>,
    /// How far it is looked at.
    pub status: Status,
    /// Who found it.
    pub origin: Origin,
}

/// A speaker's name in a row, perhaps as a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The name.
    pub name: At<String>,
    /// Whether it is a guess.
    pub guess: bool,
}

/// One target of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetCell {
    /// Whom.
    pub who: At<String>,
    /// Addressed or spoken of.
    pub role: TargetRole,
    /// -1, 0 or 1; unset is `None`.
    pub tone: Option<i8>,
}

/// How a row names another row of its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowName {
    /// By the claim's number.
    Number(i64),
    /// By a proposition that occurs once.
    Proposition(String),
}

/// One of `[[introductions]]`.
#[derive(Debug, Clone)]
pub struct IntroductionRow {
    /// Where it stands.
    pub place: Place,
    /// Who is introduced.
    pub who: At<String>,
    /// In which role.
    pub role: Option<At<String>>,
    /// At which organization: "Centre < University".
    pub org: Option<At<String>>,
    /// The words.
    pub text: At<Locator>,
    /// A note.
    pub note: Option<String>,
}

/// A table of a record: `[speakers.chen]` and the like.
#[derive(Debug, Clone)]
pub struct RecordTable {
    /// Where it stands.
    pub place: Place,
    /// The kind of record.
    pub kind: Kind,
    /// The name local to the sheet.
    pub local: String,
    /// The key in the book, where it is not to be made from the name.
    pub key: Option<At<String>>,
    /// Fields by their descriptions.
    pub fields: Vec<(&'static Field, At<String>)>,
    /// Other names.
    pub aliases: Vec<At<String>>,
    /// Labels.
    pub labels: Vec<String>,
    /// Whether an unnamed speaker is shared by articles.
    pub shared: bool,
    /// What this article says of it.
    pub reported: Vec<FactRow>,
}

impl RecordTable {
    /// The value of a field by its name.
    pub fn field(&self, name: &str) -> Option<&At<String>> {
        self.fields
            .iter()
            .find(|(field, _)| field.name == name)
            .map(|(_, value)| value)
    }
}

/// One line of a `reported` table.
#[derive(Debug, Clone)]
pub struct FactRow {
    /// Where it stands.
    pub place: Place,
    /// Such as date, name, theme, host.
    pub attribute: String,
    /// What is said.
    pub value: FactValue,
    /// The words.
    pub text: Option<At<Locator>>,
}

/// A reported value.
#[derive(Debug, Clone, PartialEq)]
pub enum FactValue {
    /// Words.
    Text(String),
    /// A figure.
    Figure(Figure),
    /// A date.
    Date(Date),
    /// Several names.
    Names(Vec<String>),
}
