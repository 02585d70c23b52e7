//! Finding records by what people write: keys, former keys, names and aliases.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::error::{Result, StoreError};
use super::reader::{Reader, Row, Value};
use crate::domain::key::{ArticleKey, ClaimKey};
use crate::domain::names::{Names, NamesError};
use crate::domain::nearest::nearest;
use crate::domain::record::{Kind, Known, NOUNS};

/// How many near names a message proposes.
const PROPOSED: usize = 3;

/// The SQL expression for the key of a row `r` of this kind.
pub(super) fn key_sql(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "'a' || r.id",
        Kind::Claim => "'a' || r.article || '.' || r.number",
        _ => "r.key",
    }
}

/// The SQL expression for what names a row `r` of this kind to a person.
fn name_sql(kind: Kind) -> String {
    match kind {
        Kind::Affiliation => String::from(
            "coalesce(r.role, (SELECT n.name FROM organization AS n WHERE n.id = r.organization))",
        ),
        Kind::Claim => String::from(
            "coalesce((SELECT group_concat(s.words, ' … ' ORDER BY s.number) FROM span AS s JOIN coding AS c ON c.id = r.coding WHERE s.claim = r.id AND s.version = c.version AND s.role = 'content'), r.voice)",
        ),
        _ => format!("r.\"{}\"", kind.noun().title),
    }
}

fn known_select(kind: Kind) -> String {
    let subkind = match kind {
        Kind::Organization | Kind::Speaker => "r.kind",
        _ => "NULL",
    };
    let country = match kind {
        Kind::Outlet | Kind::Organization | Kind::Speaker | Kind::Event => "r.country",
        _ => "NULL",
    };
    let article = match kind {
        Kind::Speaker | Kind::Claim => "r.article",
        _ => "NULL",
    };
    format!(
        "SELECT r.id, r.uid, {key} AS key, {name} AS name, {subkind} AS subkind, {country} AS country, {article} AS article FROM {table} AS r",
        key = key_sql(kind),
        name = name_sql(kind),
        table = kind.as_str(),
    )
}

fn known_row(kind: Kind, row: &Row<'_>) -> Result<Known> {
    Ok(Known {
        kind,
        id: row.integer("id")?,
        uid: row.text("uid")?,
        key: row.text("key")?,
        name: row.text("name")?,
        subkind: row.optional_text("subkind")?,
        country: row.optional_text("country")?,
        article: row.optional_integer("article")?,
    })
}

/// For each kind the queries that look a name up, the strictest first; made once, because every name of every sheet is looked up.
static RANKS: LazyLock<BTreeMap<Kind, Vec<String>>> = LazyLock::new(|| {
    NOUNS
        .iter()
        .map(|noun| (noun.kind, rank_queries(noun.kind)))
        .collect()
});

fn rank_queries(kind: Kind) -> Vec<String> {
    let noun = kind.noun();
    let ranks = match kind {
        Kind::Claim => Vec::new(),
        Kind::Article => vec![
            String::from("r.url = :words"),
            String::from("r.title = :words"),
        ],
        _ => {
            let mut ranks = vec![
                String::from("r.key = :words"),
                String::from(
                    "r.id IN (SELECT f.record FROM former_key AS f WHERE f.kind = :kind AND f.key = :words)",
                ),
            ];
            // A role is no name of an affiliation: many have the same one.
            if kind != Kind::Affiliation {
                ranks.push(format!("r.\"{}\" = :words", noun.title));
            }
            if noun.aliases {
                ranks.push(format!(
                    "r.id IN (SELECT a.{noun} FROM alias AS a WHERE a.name = :words AND a.{noun} IS NOT NULL)",
                    noun = noun.noun
                ));
            }
            ranks
        }
    };
    let order = if kind == Kind::Article { "r.id" } else { "3" };
    ranks
        .iter()
        .map(|rank| format!("{} WHERE {rank} ORDER BY {order}", known_select(kind)))
        .collect()
}

impl Reader<'_> {
    /// Returns the record with this id.
    ///
    /// # Errors
    /// `NotFound` where there is none.
    pub fn known(&self, kind: Kind, id: i64) -> Result<Known> {
        self.first(
            &format!("{} WHERE r.id = :id", known_select(kind)),
            &[("id", Value::Integer(id))],
            |row| known_row(kind, row),
        )?
        .ok_or_else(|| StoreError::NotFound {
            kind: kind.to_string(),
            words: format!("number {id}"),
            nearest: Vec::new(),
        })
    }

    /// Returns the one record that `words` mean: its key, a former key, its full name or an alias, in this order; an article also by its
    /// address. With `prefixes`, the beginning of exactly one key will do where nothing fits better.
    ///
    /// # Errors
    /// `NotFound` with the nearest names; `Ambiguous` with the keys that fit.
    pub fn find_record(&self, kind: Kind, words: &str, prefixes: bool) -> Result<Known> {
        let words = words.trim();
        let mut found = self.exact(kind, words)?;
        if found.is_empty() && prefixes && !words.is_empty() {
            found = self.by_key_prefix(kind, words)?;
        }
        if found.len() > 1 {
            return Err(StoreError::Ambiguous {
                kind: kind.to_string(),
                words: words.to_owned(),
                found: found.into_iter().map(|known| known.key).collect(),
            });
        }
        match found.pop() {
            Some(known) => Ok(known),
            None => Err(StoreError::NotFound {
                kind: kind.to_string(),
                words: words.to_owned(),
                nearest: self.near(kind, words, PROPOSED)?,
            }),
        }
    }

    fn exact(&self, kind: Kind, words: &str) -> Result<Vec<Known>> {
        self.exact_among(kind, words, |_| true)
    }

    /// The best rank of those that `fits` lets through: a record that cannot be meant hides none that can.
    fn exact_among(
        &self,
        kind: Kind,
        words: &str,
        fits: impl Fn(&Known) -> bool,
    ) -> Result<Vec<Known>> {
        let by = |sql: &str| {
            self.rows(
                sql,
                &[
                    ("words", Value::from(words)),
                    ("kind", Value::from(kind.as_str())),
                ],
                |row| known_row(kind, row),
            )
        };
        if kind == Kind::Article
            && let Ok(ArticleKey(id)) = words.parse()
        {
            return self.by_id(kind, "r.id = :id", &[("id", Value::Integer(id))]);
        }
        if kind == Kind::Claim {
            return match words.parse::<ClaimKey>() {
                Ok(key) => self.by_id(
                    kind,
                    "r.article = :article AND r.number = :number",
                    &[
                        ("article", Value::Integer(key.article)),
                        ("number", Value::Integer(key.number)),
                    ],
                ),
                Err(_) => Ok(Vec::new()),
            };
        }
        for sql in RANKS.get(&kind).map(Vec::as_slice).unwrap_or_default() {
            let mut found = by(sql)?;
            found.retain(&fits);
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    fn by_id(
        &self,
        kind: Kind,
        condition: &str,
        parameters: &[(&str, Value)],
    ) -> Result<Vec<Known>> {
        self.rows(
            &format!("{} WHERE {condition}", known_select(kind)),
            parameters,
            |row| known_row(kind, row),
        )
    }

    fn by_key_prefix(&self, kind: Kind, prefix: &str) -> Result<Vec<Known>> {
        if matches!(kind, Kind::Article | Kind::Claim) {
            return Ok(Vec::new());
        }
        self.rows(
            &format!(
                "{} WHERE r.key >= :prefix AND substr(r.key, 1, length(:prefix)) = :prefix ORDER BY r.key",
                known_select(kind)
            ),
            &[("prefix", Value::from(prefix))],
            |row| known_row(kind, row),
        )
    }

    fn near(&self, kind: Kind, words: &str, limit: usize) -> Result<Vec<String>> {
        let noun = kind.noun();
        let table = noun.noun;
        let mut sources = Vec::new();
        let mut parameters = Vec::new();
        match kind {
            // A book holds too many claims to compare with: those of the article meant will do.
            Kind::Claim => {
                let article = words.split('.').next().unwrap_or_default();
                let Ok(ArticleKey(id)) = article.parse() else {
                    return Ok(Vec::new());
                };
                sources.push(String::from(
                    "SELECT 'a' || article || '.' || number AS name FROM claim WHERE article = :article",
                ));
                parameters.push(("article", Value::Integer(id)));
            }
            Kind::Article => sources.push(String::from(
                "SELECT 'a' || id AS name FROM article UNION ALL SELECT title FROM article",
            )),
            Kind::Affiliation => sources.push(String::from("SELECT key AS name FROM affiliation")),
            _ => sources.push(format!(
                "SELECT key AS name FROM {table} UNION ALL SELECT \"{}\" FROM {table}",
                noun.title
            )),
        }
        if noun.aliases {
            sources.push(format!("SELECT name FROM alias WHERE {table} IS NOT NULL"));
        }
        let names: BTreeSet<String> = self
            .rows(&sources.join(" UNION ALL "), &parameters, |row| {
                row.text("name")
            })?
            .into_iter()
            .collect();
        Ok(nearest(words, names.iter().map(String::as_str), limit)
            .into_iter()
            .map(str::to_owned)
            .collect())
    }
}

impl Names for Reader<'_> {
    fn parent(&self, organization: &Known) -> std::result::Result<Option<i64>, NamesError> {
        Ok(self
            .first(
                "SELECT parent FROM organization WHERE id = :id",
                &[("id", Value::Integer(organization.id))],
                |row| row.optional_integer("parent"),
            )?
            .flatten())
    }

    fn find(&self, kind: Kind, words: &str) -> std::result::Result<Vec<Known>, NamesError> {
        Ok(self.exact(kind, words.trim())?)
    }

    fn find_in(
        &self,
        kind: Kind,
        words: &str,
        article: Option<i64>,
    ) -> std::result::Result<Vec<Known>, NamesError> {
        Ok(self.exact_among(kind, words.trim(), |known| {
            known.article.is_none() || known.article == article
        })?)
    }

    fn nearest(
        &self,
        kind: Kind,
        words: &str,
        limit: usize,
    ) -> std::result::Result<Vec<String>, NamesError> {
        Ok(self.near(kind, words, limit)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::testing::{add, add_article, add_claim, session};
    use super::*;

    #[test]
    fn records_are_found_by_key_name_alias_address_and_prefix() {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Evening Post")]);
        add(&mut book, Kind::Outlet, &[("name", "Evening News")]);
        let (article, coding) = add_article(&mut book, outlet, "Bridge opens");
        add_claim(&mut book, (article, coding), 1, None, &[]);
        book.write(&mut session(), "x", |writer| {
            writer.add_alias(Kind::Outlet, outlet, "EP", None)
        })
        .expect("alias");
        let reader = book.reader();
        for words in ["evening-post", "Evening Post", "EP"] {
            assert_eq!(
                reader
                    .find_record(Kind::Outlet, words, false)
                    .expect("found")
                    .id,
                outlet
            );
        }
        assert_eq!(
            reader
                .find_record(Kind::Outlet, "evening-p", true)
                .expect("found")
                .id,
            outlet
        );
        assert_eq!(
            reader
                .find_record(Kind::Outlet, "evening-p", false)
                .unwrap_err()
                .to_string(),
            "there is no outlet “evening-p”"
        );
        assert_eq!(
            reader
                .find_record(Kind::Outlet, "even", true)
                .unwrap_err()
                .to_string(),
            "“even” means 2 outlets: evening-news, evening-post"
        );
        let Err(StoreError::NotFound { nearest, .. }) =
            reader.find_record(Kind::Outlet, "evening-pots", true)
        else {
            panic!("found");
        };
        assert_eq!(nearest[0], "evening-post");
        assert_eq!(
            reader
                .find_record(Kind::Article, "Bridge opens", false)
                .expect("found")
                .key,
            "a1"
        );
        assert_eq!(
            reader
                .find_record(Kind::Claim, "a1.1", false)
                .expect("found")
                .key,
            "a1.1"
        );
        let Err(StoreError::NotFound { nearest, .. }) =
            reader.find_record(Kind::Claim, "a1.7", false)
        else {
            panic!("found");
        };
        assert_eq!(nearest, ["a1.1"]);
    }
}
