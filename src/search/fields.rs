//! The fields of a query as conditions in SQL, over a claim `c` and over the article of a text `v`.

use std::collections::BTreeMap;

use super::SearchError;
use super::names::{NamedRecord, resolve};
use crate::domain::search_query::{FigureBounds, SearchField, SearchQuery, Wanted};
use crate::store::{Reader, StoreError, Value};

/// What the fields of a query ask for, ready for SQL.
#[derive(Debug, Default)]
pub(super) struct Fields {
    claims: Vec<ClaimCondition>,
    articles: Vec<String>,
    parameters: Vec<(String, Value)>,
    of_claims: Option<String>,
}

/// A condition on a claim `c`.
#[derive(Debug, Clone)]
pub(super) struct ClaimCondition {
    /// In SQL.
    pub(super) sql: String,
    /// Whether it names nothing of the claim but `c.id`, so that the claim itself need not be read.
    pub(super) is_by_id: bool,
}

/// One field's condition for claims, and for articles where it is about articles.
struct Condition {
    claim: ClaimCondition,
    article: Option<String>,
}

/// Of so many articles the claims are gathered before they are compared with those that have the words; of more, each claim that has the
/// words is looked up, since one in a few of them will fit.
const FEW_ARTICLES: i64 = 3000;

impl Fields {
    /// Finds the records that the fields name, and says how names were understood that are no exact ones.
    pub(super) fn resolve(
        reader: &Reader<'_>,
        query: &SearchQuery,
    ) -> Result<(Fields, Vec<NamedRecord>), SearchError> {
        let mut fields = Fields::default();
        let mut named = Vec::new();
        // Alternatives of one field stand together, in the order in which the fields came.
        let mut alternatives: BTreeMap<SearchField, Vec<Condition>> = BTreeMap::new();
        for term in &query.fields {
            let Some(field) = field_of(&term.wants) else {
                continue;
            };
            let ids = match &term.wants {
                Wanted::Named(field, words) => match field.names() {
                    Some(kind) => {
                        let (ids, how) = resolve(reader, *field, kind, words)?;
                        named.extend(how);
                        ids
                    }
                    None => Vec::new(),
                },
                _ => Vec::new(),
            };
            let condition = fields.condition(reader, &term.wants, &ids)?;
            if condition.article.is_none() && fields.of_claims.is_none() {
                fields.of_claims = Some(term.written.clone());
            }
            if term.is_negated {
                fields.claims.push(ClaimCondition {
                    sql: format!("NOT ({})", condition.claim.sql),
                    ..condition.claim
                });
                fields
                    .articles
                    .extend(condition.article.map(|sql| format!("NOT ({sql})")));
            } else {
                alternatives.entry(field).or_default().push(condition);
            }
        }
        for conditions in alternatives.into_values() {
            let claim: Vec<&str> = conditions
                .iter()
                .map(|condition| condition.claim.sql.as_str())
                .collect();
            fields.claims.push(ClaimCondition {
                sql: format!("({})", claim.join(" OR ")),
                is_by_id: conditions.iter().all(|condition| condition.claim.is_by_id),
            });
            let article: Vec<String> = conditions
                .into_iter()
                .filter_map(|condition| condition.article)
                .collect();
            if !article.is_empty() {
                fields.articles.push(format!("({})", article.join(" OR ")));
            }
        }
        Ok((fields, named))
    }

    /// Whether no field narrows anything.
    pub(super) fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// The first field that only claims have, as it was written.
    pub(super) fn of_claims(&self) -> Option<String> {
        self.of_claims.clone()
    }

    /// The conditions on a claim `c`.
    pub(super) fn claims(&self) -> &[ClaimCondition] {
        &self.claims
    }

    /// The conditions on the article of a text `v`.
    pub(super) fn articles(&self) -> &[String] {
        &self.articles
    }

    /// The values that the conditions name, with some more.
    pub(super) fn parameters<'p>(
        &'p self,
        more: impl IntoIterator<Item = (&'p str, Value)>,
    ) -> Vec<(&'p str, Value)> {
        let own = self
            .parameters
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()));
        own.chain(more).collect()
    }

    /// Keeps a value and returns its name in SQL.
    fn bind(&mut self, value: impl Into<Value>) -> String {
        let name = format!("field_{}", self.parameters.len());
        self.parameters.push((name.clone(), value.into()));
        format!(":{name}")
    }

    /// The claims of the articles that a query gives, and where `more` is given of these only the ones that it, about a claim `x`, lets
    /// through.
    fn of_articles(
        &mut self,
        reader: &Reader<'_>,
        articles: &str,
        more: &str,
    ) -> Result<Condition, StoreError> {
        if let Some(few) = self.few(reader, articles)? {
            return Ok(of_few_articles(&few, more));
        }
        Ok(Condition {
            claim: ClaimCondition {
                sql: format!("(c.article IN ({articles}){})", more.replace("x.", "c.")),
                is_by_id: false,
            },
            article: Some(format!("v.article IN ({articles})")),
        })
    }

    /// The claims of the articles `o` that a condition lets through. Where these are many the article of each row is looked at, since the
    /// rows that are looked at are limited and the articles are not. The order is that in which they are gone through to see how many.
    fn where_article(
        &mut self,
        reader: &Reader<'_>,
        fits: &str,
        order: &str,
    ) -> Result<Condition, StoreError> {
        let articles = format!("SELECT o.id FROM article AS o WHERE {fits} {order}");
        if let Some(few) = self.few(reader, &articles)? {
            return Ok(of_few_articles(&few, ""));
        }
        let with = |id: &str| {
            format!("EXISTS (SELECT 1 FROM article AS o WHERE o.id = {id} AND ({fits}))")
        };
        Ok(Condition {
            claim: ClaimCondition {
                sql: with("c.article"),
                is_by_id: false,
            },
            article: Some(with("v.article")),
        })
    }

    /// The articles that a query gives as another that gives them without looking; `None` where they are many.
    fn few(&mut self, reader: &Reader<'_>, articles: &str) -> Result<Option<String>, StoreError> {
        let ids = reader.rows(
            &format!("WITH found (article) AS ({articles}) SELECT article FROM found LIMIT :most"),
            &self.parameters([("most", Value::Integer(FEW_ARTICLES + 1))]),
            |row| row.integer("article"),
        )?;
        let is_few = i64::try_from(ids.len()).is_ok_and(|count| count <= FEW_ARTICLES);
        Ok(is_few.then(|| listed(&self.bind(Value::list(&ids)))))
    }

    fn condition(
        &mut self,
        reader: &Reader<'_>,
        wants: &Wanted,
        ids: &[i64],
    ) -> Result<Condition, StoreError> {
        let of_claim = |sql: String| Condition {
            claim: ClaimCondition {
                sql,
                is_by_id: false,
            },
            article: None,
        };
        // The claims that a query gives.
        let by_id = |claims: String| Condition {
            claim: ClaimCondition {
                sql: format!("c.id IN ({claims})"),
                is_by_id: true,
            },
            article: None,
        };
        Ok(match wants {
            Wanted::Named(field, _) => {
                let ids = listed(&self.bind(Value::list(ids)));
                match field {
                    SearchField::Via => by_id(format!(
                        "SELECT w.claim FROM claim_via AS w WHERE w.speaker IN ({ids})"
                    )),
                    SearchField::Outlet => {
                        self.where_article(reader, &format!("o.outlet IN ({ids})"), "")?
                    }
                    SearchField::Article => self.of_articles(reader, &ids, "")?,
                    SearchField::Event => {
                        let under = under("event", &ids);
                        // As reports have it: less claims on other events only.
                        self.of_articles(
                            reader,
                            &format!("SELECT e.article FROM article_event AS e WHERE e.event IN ({under})"),
                            &format!(" AND ((x.uttered_at IS NULL AND x.about IS NULL) OR x.uttered_at IN ({under}) OR x.about IN ({under}))"),
                        )?
                    }
                    SearchField::Topic => by_id(format!(
                        "SELECT x.id FROM claim AS x WHERE x.proposition IN (SELECT p.id FROM proposition AS p WHERE p.topic IN ({}))",
                        under("topic", &ids)
                    )),
                    SearchField::Proposition => by_id(format!(
                        "SELECT x.id FROM claim AS x WHERE x.proposition IN ({ids})"
                    )),
                    _ => by_id(format!(
                        "SELECT s.claim FROM claim_speaker AS s WHERE s.speaker IN ({ids})"
                    )),
                }
            }
            Wanted::Voice(voice) => {
                let voice = self.bind(voice.as_str());
                of_claim(format!("c.voice = {voice}"))
            }
            Wanted::Stance(stance) => {
                let stance = self.bind(stance.map(|stance| stance.as_str()));
                of_claim(format!("c.stance IS {stance}"))
            }
            Wanted::Status(status) => {
                let status = self.bind(status.as_str());
                of_claim(format!("c.status = {status}"))
            }
            Wanted::Coder(coder) => {
                let coder = self.bind(coder.as_str());
                of_claim(format!(
                    "c.coding IN (SELECT k.id FROM coding AS k WHERE k.coder = {coder})"
                ))
            }
            Wanted::Figure(bounds) => {
                let within = self.within(bounds);
                by_id(format!(
                    "SELECT f.claim FROM figure AS f WHERE f.claim IS NOT NULL{within}"
                ))
            }
            Wanted::Label(label) => {
                let label = self.bind(label.as_str());
                let with = |kind: &str| {
                    format!(
                        "SELECT l.{kind} FROM label AS l WHERE l.name = {label} AND l.{kind} IS NOT NULL"
                    )
                };
                let articles = format!(
                    "{} UNION SELECT o.id FROM article AS o WHERE o.outlet IN ({})",
                    with("article"),
                    with("outlet")
                );
                let claims = by_id(format!(
                    "{} UNION SELECT s.claim FROM claim_speaker AS s WHERE s.speaker IN ({}) UNION SELECT x.id FROM claim AS x WHERE x.proposition IN ({}) UNION SELECT x.id FROM claim AS x WHERE x.article IN ({articles})",
                    with("claim"),
                    with("speaker"),
                    with("proposition")
                ));
                Condition {
                    article: Some(format!("v.article IN ({articles})")),
                    ..claims
                }
            }
            Wanted::Language(language) => {
                let language = self.bind(language.as_str());
                self.where_article(
                    reader,
                    &format!("o.language = {language} OR o.language LIKE {language} || '-%'"),
                    "",
                )?
            }
            Wanted::Since(date) => {
                let since = self.bind(instant(date.start(), "0001-01-01T00:00:00"));
                let fits = |last: &str| format!("{last} >= substr({since}, 1, length({last}))");
                let never =
                    format!("o.published < substr({since}, 1, 4) AND instr(o.published, '..') = 0");
                let fits = dated(&never, &fits("o.published"), &fits(LAST));
                // The latest first, so that it is soon seen where they are many.
                self.where_article(reader, &fits, "ORDER BY o.published DESC")?
            }
            Wanted::Until(date) => {
                let until = self.bind(instant(date.end(), "9999-12-31T24:00:00"));
                let fits = |first: &str| {
                    format!(
                        "{first} || substr('0001-01-01T00:00:00', length({first}) + 1) < {until}"
                    )
                };
                // A sign behind all digits.
                let never = format!("o.published > substr({until}, 1, 4) || '~'");
                let fits = dated(&never, &fits("o.published"), &fits(FIRST));
                self.where_article(reader, &fits, "ORDER BY o.published")?
            }
            // Which kinds are searched is no condition on one.
            Wanted::Kind(_) => of_claim(String::from("true")),
        })
    }

    /// A figure may be a range, which is within where it reaches into the bounds.
    fn within(&mut self, bounds: &FigureBounds) -> String {
        let mut within = String::new();
        if let Some((low, is_within)) = bounds.low {
            let low = self.bind(low);
            let sign = if is_within { ">=" } else { ">" };
            within.push_str(&format!(" AND coalesce(f.high, f.value) {sign} {low}"));
        }
        if let Some((high, is_within)) = bounds.high {
            let high = self.bind(high);
            let sign = if is_within { "<=" } else { "<" };
            within.push_str(&format!(" AND coalesce(f.low, f.value) {sign} {high}"));
        }
        within
    }
}

/// What stands behind the `..` of a range, else the date itself, without the mark of a guess. Nothing, where the range is open: no
/// date is before it then, since nothing of the same length is after it.
const LAST: &str = "rtrim(substr(o.published, CASE WHEN instr(o.published, '..') > 0 THEN instr(o.published, '..') + 2 ELSE 1 END), '?')";

/// What stands before the `..`, else the date itself, without the mark of a guess.
const FIRST: &str = "rtrim(substr(o.published, 1, CASE WHEN instr(o.published, '..') > 0 THEN instr(o.published, '..') - 1 ELSE length(o.published) END), '?')";

/// A condition on when an article `o` was published: `never`, which is told by the year, else one for a plain date and one for a date
/// that is a range or a guess. Taking a date apart takes several times as long as comparing it, and few need it.
fn dated(never: &str, plain: &str, other: &str) -> String {
    format!(
        "CASE WHEN {never} THEN 0 WHEN instr(o.published, '..') + instr(o.published, '?') = 0 THEN {plain} ELSE {other} END"
    )
}

/// The claims of a few articles, which a query gives, and where `more` is given of these only the ones that it lets through.
fn of_few_articles(articles: &str, more: &str) -> Condition {
    Condition {
        claim: ClaimCondition {
            sql: format!(
                "c.id IN (SELECT x.id FROM claim AS x WHERE x.article IN ({articles}){more})"
            ),
            is_by_id: true,
        },
        article: Some(format!("v.article IN ({articles})")),
    }
}

/// The ids of a bound list.
fn listed(name: &str) -> String {
    format!("SELECT value FROM json_each({name})")
}

/// An instant as long as the longest date is written, so that dates compare as texts; `open` where the date has none.
fn instant(at: Option<chrono::NaiveDateTime>, open: &str) -> String {
    at.map_or_else(
        || open.to_owned(),
        |at| at.format("%Y-%m-%dT%H:%M:%S").to_string(),
    )
}

/// The records given and those under them.
fn under(kind: &str, ids: &str) -> String {
    format!(
        "WITH RECURSIVE under (id) AS ({ids} UNION SELECT r.id FROM under CROSS JOIN {kind} AS r ON r.parent = under.id) SELECT id FROM under"
    )
}

/// The field of a condition; `None` where there is none.
fn field_of(wants: &Wanted) -> Option<SearchField> {
    Some(match wants {
        Wanted::Named(field, _) => *field,
        Wanted::Voice(_) => SearchField::Voice,
        Wanted::Stance(_) => SearchField::Stance,
        Wanted::Status(_) => SearchField::Status,
        Wanted::Label(_) => SearchField::Label,
        Wanted::Language(_) => SearchField::Language,
        Wanted::Coder(_) => SearchField::Coder,
        Wanted::Since(_) => SearchField::Since,
        Wanted::Until(_) => SearchField::Until,
        Wanted::Figure(_) => SearchField::Figure,
        Wanted::Kind(_) => return None,
    })
}
