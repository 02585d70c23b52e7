//! Lists of records: by words, fields and labels, sorted and cut.

use super::error::Result;
use super::names::key_sql;
use super::reader::{Reader, Value};
use super::record::{FieldValue, Record, Setting};
use crate::domain::fold::spelling;
use crate::domain::record::{Field, Kind};

/// Which records of a kind are wanted, and how.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    /// Each must occur in the key, the title or an alias; case, diacritics and punctuation do not matter.
    pub words: Vec<String>,
    /// Fields with the values they must have; [`Setting::Clear`] is an empty field.
    pub filters: Vec<(&'static Field, Setting)>,
    /// A label they must carry.
    pub label: Option<String>,
    /// The field to sort by, records without it last; without one, by key (articles and claims by number).
    pub sort: Option<&'static Field>,
    /// Whether the last comes first.
    pub reverse: bool,
    /// At most so many.
    pub limit: Option<usize>,
}

impl Reader<'_> {
    /// Returns the records that fit.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn list_records(&self, kind: Kind, query: &ListQuery) -> Result<Vec<Record>> {
        let table = kind.as_str();
        let mut conditions = vec![String::from("1")];
        let mut parameters = Vec::new();
        let names: Vec<String> = (0..query.filters.len()).map(|n| format!("f{n}")).collect();
        for ((field, setting), name) in query.filters.iter().zip(&names) {
            conditions.push(format!("r.\"{}\" IS :{name}", field.column));
            let value = match setting {
                Setting::Clear => Value::Null,
                Setting::Text(text) => Value::from(text.as_str()),
                Setting::Record(id) => Value::Integer(*id),
            };
            parameters.push((name.as_str(), value));
        }
        if let Some(label) = &query.label {
            if kind.noun().labels {
                conditions.push(format!(
                    "EXISTS (SELECT 1 FROM label AS l WHERE l.{table} = r.id AND l.name = :label)"
                ));
                parameters.push(("label", Value::from(label.as_str())));
            } else {
                return Ok(Vec::new());
            }
        }
        let order = match kind {
            Kind::Article => "r.id",
            Kind::Claim => "r.article, r.number",
            _ => key_sql(kind),
        };
        let ids = self.rows(
            &format!(
                "SELECT r.id FROM {table} AS r WHERE {} ORDER BY {order}",
                conditions.join(" AND ")
            ),
            &parameters,
            |row| row.integer("id"),
        )?;
        let words: Vec<String> = query.words.iter().map(|word| spelling(word)).collect();
        let mut records = Vec::new();
        for id in ids {
            let record = self.record(kind, id)?;
            if words.is_empty() || matches(&record, &words) {
                records.push(record);
            }
            // Where the order is that of the rows, what comes after the limit need not be read.
            let enough = query.sort.is_none() && !query.reverse;
            if enough && query.limit.is_some_and(|limit| records.len() >= limit) {
                break;
            }
        }
        if let Some(field) = query.sort {
            // The sort is stable, so records with one value stay in the order of their keys.
            records.sort_by_key(|record| {
                let value = record.value(field.name).map(shown);
                (value.is_none(), value)
            });
        }
        if query.reverse {
            records.reverse();
        }
        if let Some(limit) = query.limit {
            records.truncate(limit);
        }
        Ok(records)
    }
}

fn shown(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => spelling(text),
        FieldValue::Record(known) => spelling(&known.name),
    }
}

fn matches(record: &Record, words: &[String]) -> bool {
    let mut text = spelling(&record.key);
    for name in
        std::iter::once(record.title()).chain(record.aliases.iter().map(|(name, _)| name.as_str()))
    {
        text.push('\n');
        text.push_str(&spelling(name));
    }
    words.iter().all(|word| text.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::testing::add;
    use super::*;

    #[test]
    fn lists_filter_sort_and_limit() {
        let mut book = Book::in_memory().expect("memory");
        let rights = add(&mut book, Kind::Topic, &[("name", "Rights")]).to_string();
        for (key, text, topic) in [
            ("one", "Águeda wins", rights.as_str()),
            ("two", "Boats sink", ""),
            ("three", "Agueda loses", rights.as_str()),
        ] {
            add(
                &mut book,
                Kind::Proposition,
                &[("key", key), ("text", text), ("topic", topic)],
            );
        }
        let keys = |query: &ListQuery| -> Vec<String> {
            let records = book
                .reader()
                .list_records(Kind::Proposition, query)
                .expect("listed");
            records.into_iter().map(|record| record.key).collect()
        };
        let noun = Kind::Proposition.noun();
        assert_eq!(keys(&ListQuery::default()), ["one", "three", "two"]);
        assert_eq!(
            keys(&ListQuery {
                words: vec![String::from("agueda")],
                ..Default::default()
            }),
            ["one", "three"]
        );
        let topic = noun.field("topic").expect("a field");
        assert_eq!(
            keys(&ListQuery {
                filters: vec![(topic, Setting::Clear)],
                ..Default::default()
            }),
            ["two"]
        );
        assert_eq!(
            keys(&ListQuery {
                filters: vec![(topic, Setting::Record(1))],
                limit: Some(1),
                reverse: true,
                ..Default::default()
            }),
            ["three"]
        );
        assert_eq!(
            keys(&ListQuery {
                sort: noun.field("text"),
                ..Default::default()
            }),
            ["three", "one", "two"]
        );
        assert_eq!(
            keys(&ListQuery {
                label: Some(String::from("x")),
                ..Default::default()
            }),
            [""; 0]
        );
    }
}
