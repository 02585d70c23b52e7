//! The articles of a report in groups: each by itself, or by outlet, country, kind, language or label.

use std::collections::{BTreeMap, BTreeSet};

use super::articles::{Article, Selection, count};
use super::by::By;
use super::group_labels::GroupLabels;
use crate::store::{Reader, StoreError, Value};

/// What a group is called that has no value.
pub(super) const NONE: &str = "(none)";

/// The most articles of a group that a legend names one by one.
const MOST_NAMED: usize = 12;

/// Articles that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// The name for machine formats.
    pub(super) name: String,
    /// What people read.
    pub(super) heading: String,
    /// The places of its articles in the selection.
    pub(super) articles: Vec<usize>,
}

/// Every article of a selection in one group.
#[derive(Debug, Default)]
pub(super) struct ArticleGroups {
    /// Articles in the order of the selection, outlets in that of their first article, others by name and those without one last.
    pub(super) groups: Vec<Group>,
    place_of: BTreeMap<i64, usize>,
}

impl ArticleGroups {
    /// Groups the articles of a selection; `by` is a property of articles.
    pub(super) fn load(
        reader: &Reader<'_>,
        selection: &Selection,
        by: &By,
    ) -> Result<ArticleGroups, StoreError> {
        let properties = Properties::load(reader, selection, by)?;
        let mut groups: Vec<Group> = Vec::new();
        let mut place_of_name: BTreeMap<String, usize> = BTreeMap::new();
        let mut place_of = BTreeMap::new();
        for (number, article) in selection.articles.iter().enumerate() {
            let (name, heading) = properties.group(article, by);
            let place = *place_of_name.entry(name.clone()).or_insert_with(|| {
                groups.push(Group {
                    name,
                    heading,
                    articles: Vec::new(),
                });
                groups.len() - 1
            });
            groups[place].articles.push(number);
            place_of.insert(article.id, place);
        }
        if !matches!(by, By::Article | By::Outlet) {
            let mut order: Vec<usize> = (0..groups.len()).collect();
            order.sort_by_key(|place| {
                let heading = &groups[*place].heading;
                (heading == NONE, heading.clone())
            });
            let mut new_place = vec![0; groups.len()];
            for (new, old) in order.iter().enumerate() {
                new_place[*old] = new;
            }
            groups = order.iter().map(|old| groups[*old].clone()).collect();
            for place in place_of.values_mut() {
                *place = new_place[*place];
            }
        }
        Ok(ArticleGroups { groups, place_of })
    }

    /// Returns the place of an article's group; none for one outside the selection.
    pub(super) fn place(&self, article: i64) -> Option<usize> {
        self.place_of.get(&article).copied()
    }

    /// Returns name and heading of each group, for columns.
    pub(super) fn columns(&self) -> Vec<(String, String)> {
        self.groups
            .iter()
            .map(|group| (group.name.clone(), group.heading.clone()))
            .collect()
    }

    /// Returns name and meaning of each group, for a legend; how many articles it has where naming them would be more than anybody
    /// reads.
    pub(super) fn legend(&self, selection: &Selection, by: &By) -> Vec<(String, String)> {
        let meaning = |group: &Group| {
            if group.articles.len() > MOST_NAMED {
                return count(group.articles.len(), "article", "articles");
            }
            let articles: Vec<String> = group
                .articles
                .iter()
                .filter_map(|place| selection.articles.get(*place))
                .map(|article| match by {
                    By::Article => article.legend(),
                    By::Outlet => {
                        format!("{} ({})", article.key(), article.legend_under_outlet())
                    }
                    _ => format!("{} ({})", article.key(), article.legend()),
                })
                .collect();
            articles.join("; ")
        };
        self.groups
            .iter()
            .map(|group| (group.heading.clone(), meaning(group)))
            .collect()
    }
}

/// What articles are grouped by.
#[derive(Default)]
struct Properties {
    outlets: BTreeMap<i64, Outlet>,
    labels: GroupLabels,
}

struct Outlet {
    organization: Option<i64>,
    country: Option<String>,
    kind: Option<String>,
}

impl Properties {
    fn load(reader: &Reader<'_>, selection: &Selection, by: &By) -> Result<Properties, StoreError> {
        let mut properties = Properties::default();
        if matches!(by, By::Country | By::Kind | By::Label(_)) {
            let outlets: BTreeSet<i64> = selection
                .articles
                .iter()
                .map(|article| article.outlet)
                .collect();
            let outlets: Vec<i64> = outlets.into_iter().collect();
            let rows = reader.rows(
                include_str!("outlet_groups.sql"),
                &[("ids", Value::list(&outlets))],
                |row| {
                    Ok((
                        row.integer("id")?,
                        Outlet {
                            organization: row.optional_integer("organization")?,
                            country: row.optional_text("country")?,
                            kind: row.optional_text("kind")?,
                        },
                    ))
                },
            )?;
            properties.outlets = rows.into_iter().collect();
        }
        if let Some(label) = by.label() {
            properties.labels = GroupLabels::load(reader, label)?;
        }
        Ok(properties)
    }

    /// Returns the name and the heading of an article's group.
    fn group(&self, article: &Article, by: &By) -> (String, String) {
        let outlet = self.outlets.get(&article.outlet);
        let value = match by {
            By::Article => return (article.key(), article.key()),
            By::Outlet => return (article.outlet_key.clone(), article.outlet_name.clone()),
            By::Country => outlet.and_then(|outlet| outlet.country.clone()),
            By::Kind => outlet.and_then(|outlet| outlet.kind.clone()),
            By::Language => article
                .language
                .as_deref()
                .and_then(|language| language.split('-').next())
                .map(str::to_lowercase),
            By::Label(_) => self
                .labels
                .of_outlet(article.outlet)
                .or_else(|| self.labels.of_organization(outlet?.organization?))
                .or_else(|| self.labels.of_article(article.id)),
            // Properties of speakers group no articles; no report offers them for that.
            _ => None,
        };
        let heading = value.unwrap_or_else(|| String::from(NONE));
        (column_name(&heading), heading)
    }
}

/// Returns a group's value as a name for machine formats: lower case, words joined by `_`.
pub(super) fn column_name(heading: &str) -> String {
    let mut name = String::new();
    for character in heading.to_lowercase().chars() {
        if character.is_alphanumeric() {
            name.push(character);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    match name {
        "" => heading.to_owned(),
        name => name.to_owned(),
    }
}
