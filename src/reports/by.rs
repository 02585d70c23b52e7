//! What a report groups by.

use std::fmt;
use std::str::FromStr;

use super::article_groups::column_name;

/// What the columns of a comparison are, or its rows. The first six are properties of articles, the others of speakers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// One article.
    Article,
    /// All articles of one outlet.
    Outlet,
    /// The outlet's country, else that of the organization it is.
    Country,
    /// The kind of the organization that the outlet is.
    Kind,
    /// The article's language, without script or region: `zh` of `zh-Hant`.
    Language,
    /// A label of the outlet, else of the organization it is, else of the article: `label:ownership` groups by what follows
    /// `ownership:`, `label:tabloid` by whether there is a label `tabloid`.
    Label(String),
    /// One speaker.
    Speaker,
    /// The speaker's kind.
    SpeakerKind,
    /// The speaker's country, else that of the organization as whose member it speaks, else of one above it.
    SpeakerCountry,
    /// The kind of the organization as whose member the speaker speaks, else of the nearest one above it that has a kind.
    Affiliation,
    /// The organization as whose member the speaker speaks, the uppermost.
    Organization,
    /// A label of the speaker, else of the organization as whose member it speaks, else of one above it.
    SpeakerLabel(String),
}

/// The words of [`By`], in order; those that end in `:` go on with a label.
const WORDS: [&str; 12] = [
    "article",
    "outlet",
    "country",
    "kind",
    "language",
    "label:",
    "speaker",
    "speaker-kind",
    "speaker-country",
    "affiliation",
    "organization",
    "speaker-label:",
];

/// Properties of articles, the article itself first.
pub(super) const ARTICLE_FIRST: [By; 6] = [
    By::Article,
    By::Outlet,
    By::Country,
    By::Kind,
    By::Language,
    By::Label(String::new()),
];

/// Properties of articles, the outlet first.
pub(super) const OUTLET_FIRST: [By; 6] = [
    By::Outlet,
    By::Article,
    By::Country,
    By::Kind,
    By::Language,
    By::Label(String::new()),
];

/// Properties of articles, the outlet first, then those of speakers.
pub(super) const OUTLET_THEN_SPEAKERS: [By; 11] = [
    By::Outlet,
    By::Article,
    By::Country,
    By::Kind,
    By::Language,
    By::Label(String::new()),
    By::Affiliation,
    By::SpeakerKind,
    By::SpeakerCountry,
    By::Organization,
    By::SpeakerLabel(String::new()),
];

/// A word that names nothing to group by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("nothing can be grouped by “{0}”")]
pub struct UnknownBy(pub String);

impl By {
    /// Returns the word that options use, without a label's name.
    pub fn as_str(&self) -> &'static str {
        WORDS[match self {
            By::Article => 0,
            By::Outlet => 1,
            By::Country => 2,
            By::Kind => 3,
            By::Language => 4,
            By::Label(_) => 5,
            By::Speaker => 6,
            By::SpeakerKind => 7,
            By::SpeakerCountry => 8,
            By::Affiliation => 9,
            By::Organization => 10,
            By::SpeakerLabel(_) => 11,
        }]
    }

    /// Returns the label's name, or what stands before its `:`, where this groups by one.
    pub fn label(&self) -> Option<&str> {
        match self {
            By::Label(label) | By::SpeakerLabel(label) => Some(label),
            _ => None,
        }
    }

    /// Whether this is a property of speakers.
    pub fn is_of_speakers(&self) -> bool {
        !matches!(
            self,
            By::Article | By::Outlet | By::Country | By::Kind | By::Language | By::Label(_)
        )
    }

    /// Returns the heading of a column of such groups.
    pub(super) fn heading(&self) -> String {
        match self {
            By::Article => String::from("Article"),
            By::Outlet => String::from("Outlet"),
            By::Country | By::SpeakerCountry => String::from("Country"),
            By::Kind | By::SpeakerKind => String::from("Kind"),
            By::Language => String::from("Language"),
            By::Label(label) | By::SpeakerLabel(label) => label.clone(),
            By::Speaker => String::from("Speaker"),
            By::Affiliation => String::from("Affiliation"),
            By::Organization => String::from("Organization"),
        }
    }

    /// Returns the name of a column of such groups in machine formats.
    pub(super) fn column(&self) -> String {
        match self.label() {
            Some(label) => column_name(label),
            None => column_name(self.as_str()),
        }
    }

    /// Whether both group by the same property, whichever label it is.
    pub fn is_like(&self, other: &By) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.as_str(), self.label().unwrap_or_default())
    }
}

impl FromStr for By {
    type Err = UnknownBy;

    fn from_str(word: &str) -> Result<By, UnknownBy> {
        let label = |prefix: &str| {
            let label = word.strip_prefix(prefix)?.trim();
            (!label.is_empty()).then(|| label.to_owned())
        };
        if let Some(label) = label("label:") {
            return Ok(By::Label(label));
        }
        if let Some(label) = label("speaker-label:") {
            return Ok(By::SpeakerLabel(label));
        }
        Ok(match word {
            "article" => By::Article,
            "outlet" => By::Outlet,
            "country" => By::Country,
            "kind" => By::Kind,
            "language" => By::Language,
            "speaker" => By::Speaker,
            "speaker-kind" => By::SpeakerKind,
            "speaker-country" => By::SpeakerCountry,
            "affiliation" => By::Affiliation,
            "organization" => By::Organization,
            _ => return Err(UnknownBy(word.to_owned())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_words_read_back_and_labels_need_a_name() {
        for word in WORDS {
            if word.ends_with(':') {
                assert_eq!(word.parse::<By>(), Err(UnknownBy(word.to_owned())));
                let named = format!("{word}ownership");
                let by: By = named.parse().unwrap();
                assert_eq!(by.to_string(), named);
                assert_eq!(by.label(), Some("ownership"));
            } else {
                let by: By = word.parse().unwrap();
                assert_eq!(by.to_string(), word);
                assert_eq!(by.is_of_speakers(), by >= By::Speaker);
            }
        }
    }
}
