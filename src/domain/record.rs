//! The kinds of record a book holds and their fields: one registry from which commands, sheets, lists and SQL derive.

use std::fmt;

use super::{
    affiliation, article, claim, event, organization, outlet, proposition, speaker, topic,
};

/// A kind of record that has a key and a noun on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Who publishes.
    Outlet,
    /// A body with a parent, a kind and a country.
    Organization,
    /// Who claims.
    Speaker,
    /// Speaker + role + organization.
    Affiliation,
    /// Where and when things were said or happened.
    Event,
    /// One published item of an outlet.
    Article,
    /// A subject, in a tree.
    Topic,
    /// What is claimed.
    Proposition,
    /// One proposition asserted, rejected, mentioned or declined once in one article.
    Claim,
}

impl Kind {
    /// The description of this kind.
    pub fn noun(self) -> &'static Noun {
        match self {
            Kind::Outlet => &outlet::OUTLET,
            Kind::Organization => &organization::ORGANIZATION,
            Kind::Speaker => &speaker::SPEAKER,
            Kind::Affiliation => &affiliation::AFFILIATION,
            Kind::Event => &event::EVENT,
            Kind::Article => &article::ARTICLE,
            Kind::Topic => &topic::TOPIC,
            Kind::Proposition => &proposition::PROPOSITION,
            Kind::Claim => &claim::CLAIM,
        }
    }

    /// The word for one such record: the table, the command, the word in messages.
    pub fn as_str(self) -> &'static str {
        self.noun().noun
    }

    /// The kind with this word, if there is one.
    pub fn from_noun(noun: &str) -> Option<Kind> {
        NOUNS.iter().find(|n| n.noun == noun).map(|n| n.kind)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Every kind, in the order of the help.
pub static NOUNS: [&Noun; 9] = [
    &outlet::OUTLET,
    &organization::ORGANIZATION,
    &speaker::SPEAKER,
    &affiliation::AFFILIATION,
    &event::EVENT,
    &article::ARTICLE,
    &topic::TOPIC,
    &proposition::PROPOSITION,
    &claim::CLAIM,
];

/// What a kind of record is called and what it holds.
#[derive(Debug)]
pub struct Noun {
    /// The kind described.
    pub kind: Kind,
    /// The table's name, the command's name and the word in messages.
    pub noun: &'static str,
    /// The word for several.
    pub plural: &'static str,
    /// One line for help.
    pub about: &'static str,
    /// The column that names a record to a person: name, text, title, role.
    pub title: &'static str,
    /// The fields a person may set, in the order in which they are shown.
    pub fields: &'static [Field],
    /// Whether records have other names.
    pub aliases: bool,
    /// Whether records can carry labels.
    pub labels: bool,
    /// Whether two records can be merged into one.
    pub merge: bool,
}

impl Noun {
    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One field of a record.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in sheets, flags (`--name`), lists and machine formats.
    pub name: &'static str,
    /// The column in the table; differs from the name where a foreign key says more (`is` is `organization`).
    pub column: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether a record must have it.
    pub required: bool,
    /// One line for help.
    pub help: &'static str,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Any text that is not empty.
    Text,
    /// A [`Date`](super::date::Date).
    Date,
    /// A [`Zone`](super::zone::Zone).
    Zone,
    /// A country: two capital letters of ISO 3166-1.
    Country,
    /// A language tag such as en or zh-Hant.
    Language,
    /// One of a closed set.
    Choice(&'static [&'static str]),
    /// Another record, by key, name or alias.
    Record(Kind),
}

/// Why a value does not fit its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FieldError {
    /// What is wrong and what would fit.
    pub message: String,
}

impl Takes {
    /// Returns `value` in its one stored form. A reference is returned as it is: only the book can resolve it.
    ///
    /// # Errors
    /// When the value does not fit, with what would.
    pub fn normalize(self, value: &str) -> Result<String, FieldError> {
        let value = value.trim();
        let refuse = |message: String| Err(FieldError { message });
        if value.is_empty() {
            return refuse(String::from("is empty"));
        }
        match self {
            Takes::Text | Takes::Record(_) => Ok(value.to_owned()),
            Takes::Date => value
                .parse::<super::date::Date>()
                .map(|date| date.to_string())
                .or_else(|error| refuse(error.to_string())),
            Takes::Zone => value
                .parse::<super::zone::Zone>()
                .map(|zone| zone.to_string())
                .or_else(|error| refuse(error.to_string())),
            Takes::Country => {
                let upper = value.to_uppercase();
                if upper.len() == 2 && upper.bytes().all(|byte| byte.is_ascii_uppercase()) {
                    Ok(upper)
                } else {
                    refuse(format!(
                        "“{value}” is not a country code: two letters of ISO 3166-1, such as KG"
                    ))
                }
            }
            Takes::Language => {
                let fits = value.split('-').enumerate().all(|(at, part)| {
                    let length = if at == 0 { 2..=3 } else { 1..=8 };
                    length.contains(&part.len())
                        && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
                });
                if fits {
                    Ok(value.to_owned())
                } else {
                    refuse(format!(
                        "“{value}” is not a language tag, such as en, zh or pt-BR"
                    ))
                }
            }
            Takes::Choice(choices) => match choices.iter().find(|choice| **choice == value) {
                Some(choice) => Ok((*choice).to_owned()),
                None => refuse(format!("“{value}” is not one of {}", choices.join(", "))),
            },
        }
    }
}

/// A record the book knows, as [`Names`](super::names::Names) finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What it is.
    pub kind: Kind,
    /// The row in its table.
    pub id: i64,
    /// Its name across books.
    pub uid: String,
    /// What a person types.
    pub key: String,
    /// Its name, text, title or role.
    pub name: String,
    /// The kind of a speaker or an organization.
    pub subkind: Option<String>,
    /// The country of a speaker, an organization, an outlet or an event.
    pub country: Option<String>,
    /// The article an unnamed speaker belongs to.
    pub article: Option<i64>,
}

/// A record that another one refers to: enough to store, to compare and to show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The row in its table.
    pub id: i64,
    /// Its name across books.
    pub uid: String,
    /// What a person types.
    pub key: String,
}

impl From<&Known> for Reference {
    fn from(known: &Known) -> Reference {
        Reference {
            id: known.id,
            uid: known.uid.clone(),
            key: known.key.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_noun_is_registered_under_its_own_kind() {
        for noun in NOUNS {
            assert!(std::ptr::eq(noun.kind.noun(), noun), "{}", noun.noun);
            assert_eq!(Kind::from_noun(noun.noun), Some(noun.kind));
        }
    }

    #[test]
    fn field_names_are_unique_in_their_noun() {
        for noun in NOUNS {
            for (at, field) in noun.fields.iter().enumerate() {
                assert!(
                    noun.fields[..at]
                        .iter()
                        .all(|other| other.name != field.name),
                    "{}.{}",
                    noun.noun,
                    field.name
                );
            }
        }
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(Takes::Country.normalize("kg"), Ok(String::from("KG")));
        assert!(Takes::Country.normalize("Kyrgyzstan").is_err());
    }

    #[test]
    fn a_language_is_a_tag_of_letters_and_digits() {
        for tag in ["en", "gsw", "pt-BR", "zh-Hant-TW", "de-1996", "en-x-a"] {
            assert_eq!(Takes::Language.normalize(tag), Ok(tag.to_owned()));
        }
        for no in ["e", "engl", "e-BR", "pt_BR", "p!", "pt-", "pt-norwegian"] {
            assert!(Takes::Language.normalize(no).is_err(), "{no}");
        }
    }

    #[test]
    fn a_choice_names_the_others() {
        let error = Takes::Choice(&["a", "b"]).normalize("c").unwrap_err();
        assert_eq!(error.to_string(), "“c” is not one of a, b");
    }
}
