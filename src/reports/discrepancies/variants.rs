//! The distinct values of one fact, which articles give them, and how they stand to each other.

use std::collections::{BTreeMap, BTreeSet};

use super::super::articles::{Selection, article_keys};
use super::super::table::{Cell, CellValue, Evidence, Row, Tone};

/// How a value stands to the others, the least serious first; the last ones are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flag {
    /// In another language, so not compared.
    OtherLanguage,
    /// Of another kind, such as text against a figure.
    NotComparable,
    /// Both can be true.
    Compatible,
    /// One is a coarser form of the other.
    PrecisionOnly,
    /// Not both can be true.
    Differs,
    /// The same but for case, accents, punctuation and the ampersand.
    SpellingOnly,
    /// Names of one record.
    Alias,
    /// Not in a fully coded article, while others have it.
    Missing,
    /// Not logged in an article that is not fully coded, while others have it.
    NotLogged,
}

impl Flag {
    /// Returns what is printed.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Flag::OtherLanguage => "other language",
            Flag::NotComparable => "not comparable",
            Flag::Compatible => "compatible",
            Flag::PrecisionOnly => "precision only",
            Flag::Differs => "DIFFERS",
            Flag::SpellingOnly => "spelling only",
            Flag::Alias => "alias",
            Flag::Missing => "missing",
            Flag::NotLogged => "not logged",
        }
    }

    fn is_same_value(self) -> bool {
        matches!(self, Flag::SpellingOnly | Flag::Alias)
    }

    fn cell(self) -> Cell {
        let tone = match self {
            Flag::Differs => Tone::Alarm,
            Flag::Missing | Flag::PrecisionOnly => Tone::Strong,
            _ => Tone::Faint,
        };
        Cell::toned(self.as_str(), tone)
    }
}

/// The order of the articles, their languages, and which do not weigh.
pub(super) struct Places {
    places: BTreeMap<i64, usize>,
    languages: BTreeMap<i64, String>,
    collapsed: BTreeSet<i64>,
    fully_coded: BTreeSet<i64>,
}

impl Places {
    pub(super) fn new(selection: &Selection) -> Places {
        let articles = &selection.articles;
        let language = |tag: &String| tag.split('-').next().unwrap_or(tag).to_lowercase();
        Places {
            places: selection.places(),
            languages: articles
                .iter()
                .filter_map(|article| Some((article.id, article.language.as_ref().map(language)?)))
                .collect(),
            collapsed: articles
                .iter()
                .filter(|article| article.collapsed)
                .map(|article| article.id)
                .collect(),
            fully_coded: articles
                .iter()
                .filter(|article| article.is_fully_coded())
                .map(|article| article.id)
                .collect(),
        }
    }

    fn place(&self, article: i64) -> usize {
        self.places.get(&article).copied().unwrap_or(usize::MAX)
    }

    pub(super) fn is_fully_coded(&self, article: i64) -> bool {
        self.fully_coded.contains(&article)
    }

    /// Whether no article of the one has a language of the other; false where a language is not known.
    pub(super) fn speak_differently<T>(&self, one: &Variant<T>, other: &Variant<T>) -> bool {
        let languages = |variant: &Variant<T>| -> Option<BTreeSet<&String>> {
            variant
                .articles
                .iter()
                .map(|article| self.languages.get(article))
                .collect()
        };
        match (languages(one), languages(other)) {
            (Some(one), Some(other)) => one.is_disjoint(&other),
            _ => false,
        }
    }
}

/// One distinct value and who gives it.
#[derive(Debug)]
pub(super) struct Variant<T> {
    pub(super) value: T,
    label: &'static str,
    /// What is printed; several forms of one value one after the other.
    pub(super) shown: Vec<String>,
    pub(super) articles: Vec<i64>,
    evidence: Vec<Evidence>,
}

/// The values of one fact in the making.
#[derive(Debug)]
pub(super) struct Variants<T> {
    variants: Vec<Variant<T>>,
}

impl<T> Variants<T> {
    pub(super) fn new() -> Self {
        Variants {
            variants: Vec::new(),
        }
    }

    /// Adds what an article gives, and where it does, to the same value or as a new one.
    pub(super) fn add(
        &mut self,
        article: i64,
        value: T,
        shown: String,
        evidence: Evidence,
        is_same: impl Fn(&T, &T) -> bool,
    ) -> &mut T {
        let known = self
            .variants
            .iter()
            .position(|variant| is_same(&variant.value, &value));
        let place = known.unwrap_or_else(|| {
            self.variants.push(Variant {
                value,
                label: "",
                shown: Vec::new(),
                articles: Vec::new(),
                evidence: Vec::new(),
            });
            self.variants.len() - 1
        });
        let variant = &mut self.variants[place];
        if !variant.articles.contains(&article) {
            variant.articles.push(article);
        }
        if !variant.evidence.contains(&evidence) {
            variant.evidence.push(evidence);
        }
        if !variant.shown.contains(&shown) {
            variant.shown.push(shown);
        }
        &mut variant.value
    }

    /// Puts words before what is printed of each value.
    #[must_use]
    pub(super) fn with_labels(mut self, label: impl Fn(&T) -> &'static str) -> Self {
        for variant in &mut self.variants {
            variant.label = label(&variant.value);
        }
        self
    }

    /// Every article that gives a value.
    pub(super) fn articles(&self) -> BTreeSet<i64> {
        let variants = self.variants.iter();
        variants
            .flat_map(|variant| variant.articles.iter().copied())
            .collect()
    }

    /// Ends in a finding: the value most articles give first (collapsed copies do not weigh), each with the most serious relation to
    /// the others. A value that is another spelling or name of an earlier one is flagged as that alone.
    pub(super) fn finding(
        mut self,
        subject: Subject,
        fact: impl Into<String>,
        places: &Places,
        relation: impl Fn(&Variant<T>, &Variant<T>) -> Flag,
    ) -> Finding {
        for variant in &mut self.variants {
            variant
                .articles
                .sort_by_key(|article| places.place(*article));
        }
        self.variants.sort_by_key(|variant| {
            let weight = variant
                .articles
                .iter()
                .filter(|article| !places.collapsed.contains(article))
                .count();
            let first = variant.articles.first();
            (
                std::cmp::Reverse(weight),
                first.map(|article| places.place(*article)),
            )
        });
        let mut values = Vec::new();
        for (at, variant) in self.variants.iter().enumerate() {
            let others: Vec<(usize, Flag)> = self
                .variants
                .iter()
                .enumerate()
                .filter(|(place, _)| *place != at)
                .map(|(place, other)| (place, relation(variant, other)))
                .collect();
            let same_as_earlier = others
                .iter()
                .find(|(place, flag)| *place < at && flag.is_same_value());
            let flag = match same_as_earlier {
                Some((_, flag)) => Some(*flag),
                None => {
                    let apart = others.iter().filter(|(_, flag)| !flag.is_same_value());
                    let worst = apart.map(|(_, flag)| *flag).max();
                    worst.or_else(|| others.iter().map(|(_, flag)| *flag).max())
                }
            };
            let against = others
                .iter()
                .filter(|(_, other)| Some(*other) == flag)
                .filter_map(|(place, _)| self.variants.get(*place))
                .flat_map(|variant| variant.articles.iter().copied());
            let mut against: Vec<i64> = against.collect();
            against.sort_by_key(|article| places.place(*article));
            against.dedup();
            values.push(Value {
                shown: format!("{}{}", variant.label, variant.shown.join("; ")),
                articles: variant.articles.clone(),
                evidence: variant.evidence.clone(),
                flag,
                against,
            });
        }
        Finding {
            subject,
            fact: fact.into(),
            values,
        }
    }
}

/// What a fact is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject {
    /// What people read.
    pub(super) name: String,
    /// What programs get.
    pub(super) key: String,
}

/// One fact with its values.
#[derive(Debug)]
pub(super) struct Finding {
    subject: Subject,
    fact: String,
    values: Vec<Value>,
}

#[derive(Debug)]
struct Value {
    shown: String,
    articles: Vec<i64>,
    evidence: Vec<Evidence>,
    flag: Option<Flag>,
    against: Vec<i64>,
}

impl Finding {
    /// Adds the articles that do not have the fact.
    pub(super) fn with_absent(
        mut self,
        articles: impl Iterator<Item = i64>,
        places: &Places,
    ) -> Self {
        let mut articles: Vec<i64> = articles.collect();
        articles.sort_by_key(|article| places.place(*article));
        let (missing, not_logged): (Vec<i64>, Vec<i64>) = articles
            .into_iter()
            .partition(|article| places.is_fully_coded(*article));
        for (flag, articles) in [(Flag::Missing, missing), (Flag::NotLogged, not_logged)] {
            if !articles.is_empty() {
                self.values.push(Value {
                    shown: String::new(),
                    articles,
                    evidence: Vec::new(),
                    flag: Some(flag),
                    against: Vec::new(),
                });
            }
        }
        self
    }

    /// Whether all that have the fact agree, and nothing that should have it lacks it.
    pub(super) fn is_agreement(&self) -> bool {
        self.values
            .iter()
            .all(|value| matches!(value.flag, None | Some(Flag::NotLogged)))
    }

    /// Whether nothing is there but the same in several languages, which is not compared.
    pub(super) fn is_other_language_only(&self) -> bool {
        !self.is_agreement()
            && self.values.iter().all(|value| {
                matches!(
                    value.flag,
                    None | Some(Flag::NotLogged | Flag::OtherLanguage)
                )
            })
    }

    /// Whether one article alone has the fact, so that there is nothing to compare.
    pub(super) fn is_alone(&self) -> bool {
        self.is_agreement()
            && self
                .values
                .iter()
                .filter(|value| value.flag.is_none())
                .all(|value| value.articles.len() < 2)
    }

    /// Every article that it names.
    pub(super) fn articles(&self) -> impl Iterator<Item = i64> + '_ {
        self.values
            .iter()
            .flat_map(|value| value.articles.iter().copied())
    }

    /// All its values, to see which names are used.
    pub(super) fn text(&self) -> String {
        let mut text = self.subject.name.clone();
        for value in &self.values {
            text.push('\n');
            text.push_str(&value.shown);
        }
        text
    }

    /// Returns a row for each value; people read subject and fact once.
    pub(super) fn rows(&self) -> Vec<Row> {
        let once = |first: bool, shown: &str, value: &str| {
            let cell = if first {
                Cell::text(shown)
            } else {
                Cell::empty()
            };
            cell.with_value(CellValue::Text(value.to_owned()))
        };
        let row = |(at, value): (usize, &Value)| {
            Row::new(vec![
                once(at == 0, &self.subject.name, &self.subject.key),
                once(at == 0, &self.fact, &self.fact),
                Cell::text(&value.shown).with_evidence(value.evidence.iter().copied()),
                articles_cell(&value.articles),
                value.flag.map_or_else(Cell::empty, Flag::cell),
                articles_cell(&value.against),
            ])
        };
        self.values.iter().enumerate().map(row).collect()
    }
}

fn articles_cell(articles: &[i64]) -> Cell {
    Cell::text(article_keys(articles.iter().copied()))
        .with_evidence(articles.iter().copied().map(Evidence::Article))
}
