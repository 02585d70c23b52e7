//! Removing a record, and what stands in the way.

use super::book::Writer;
use super::error::{Result, StoreError};
use super::names::key_sql;
use super::reader::{Reader, Value};
use super::schema;
use crate::domain::record::Kind;

/// How many referrers of one sort a message names.
const NAMED: usize = 5;

impl Reader<'_> {
    /// Returns what refers to a record from outside it, as "claim a1.2", sorted by sort; long lists are cut.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn referrers_of(&self, kind: Kind, id: i64) -> Result<Vec<String>> {
        let table = kind.as_str();
        let mut found: Vec<(String, String)> = Vec::new();
        for reference in schema::references_to(self.connection, table)? {
            let own = schema::children_of(table)
                .any(|(child, column)| child == reference.table && column == reference.column);
            if own {
                continue;
            }
            let (noun, key) = described(&reference.table);
            let keys = self.rows(
                &format!(
                    "SELECT {key} AS key FROM {} AS t WHERE t.\"{}\" = :id ORDER BY t.id",
                    reference.table, reference.column
                ),
                &[("id", Value::Integer(id))],
                |row| row.text("key"),
            )?;
            for key in keys {
                let entry = (noun.to_owned(), key);
                if !found.contains(&entry) {
                    found.push(entry);
                }
            }
        }
        let mut lines = Vec::new();
        let mut nouns: Vec<&str> = found.iter().map(|(noun, _)| noun.as_str()).collect();
        nouns.dedup();
        nouns.sort_unstable();
        nouns.dedup();
        for noun in nouns {
            let keys: Vec<&str> = found
                .iter()
                .filter(|(other, _)| other == noun)
                .map(|(_, key)| key.as_str())
                .collect();
            for key in keys.iter().take(NAMED) {
                lines.push(format!("{noun} {key}"));
            }
            if keys.len() > NAMED {
                lines.push(format!("{} more of {noun}", keys.len() - NAMED));
            }
        }
        Ok(lines)
    }
}

impl Writer<'_> {
    /// Removes a record with its own aliases, labels and former keys.
    ///
    /// # Errors
    /// `NotFound` without such a record; `Referred` with what refers to it.
    pub fn remove_record(&mut self, kind: Kind, id: i64) -> Result<()> {
        let known = self.reader().known(kind, id)?;
        let by = self.reader().referrers_of(kind, id)?;
        if !by.is_empty() {
            return Err(StoreError::Referred {
                what: format!("{kind} {}", known.key),
                by,
            });
        }
        self.drop_former_keys(kind, id)?;
        self.delete_aggregate(kind.as_str(), id)
    }

    /// Deletes a row after the rows of its aggregate.
    pub(super) fn delete_aggregate(&mut self, table: &str, id: i64) -> Result<()> {
        let parameters = [("id", Value::Integer(id))];
        for child in schema::CHILDREN {
            for (column, owner) in child.owners {
                if *owner == table {
                    self.run(
                        &format!("DELETE FROM {} WHERE \"{column}\" = :id", child.table),
                        &parameters,
                    )?;
                }
            }
        }
        self.run(&format!("DELETE FROM {table} WHERE id = :id"), &parameters)?;
        Ok(())
    }
}

/// What a person calls a row `t` of this table, and the SQL expression for its key.
fn described(table: &str) -> (&str, String) {
    if let Some(kind) = Kind::from_noun(table) {
        return (table, key_sql(kind).replace("r.", "t."));
    }
    match table {
        "claim_link" | "claim_speaker" | "claim_via" | "target" => (
            "claim",
            String::from(
                "(SELECT 'a' || c.article || '.' || c.number FROM claim AS c WHERE c.id = t.claim)",
            ),
        ),
        "introduction" => (
            "introduction in",
            String::from("(SELECT 'a' || c.article FROM coding AS c WHERE c.id = t.coding)"),
        ),
        "reported_fact" => (
            "reported fact in",
            String::from(
                "(SELECT 'a' || c.article || ' (' || t.attribute || ')' FROM coding AS c WHERE c.id = t.coding)",
            ),
        ),
        "article_event" => ("article", String::from("'a' || t.article")),
        "article_version" => ("text", String::from("t.number || ' of a' || t.article")),
        "coding" => ("coding by", String::from("t.coder")),
        other => (other, String::from("t.id || ''")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::testing::{add, add_article, add_claim, check_undo, dump, session};
    use super::*;

    #[test]
    fn a_record_is_removed_with_what_is_its_own_and_comes_back() {
        let mut book = Book::in_memory().expect("memory");
        let id = add(
            &mut book,
            Kind::Speaker,
            &[("name", "Bo"), ("kind", "person")],
        );
        book.write(&mut session(), "x", |writer| {
            writer.add_alias(Kind::Speaker, id, "Бо", Some("ky"))?;
            writer.add_label(Kind::Speaker, id, "seen")?;
            writer.keep_key(Kind::Speaker, id, "bo-old")
        })
        .expect("written");
        check_undo(&mut book, |writer| writer.remove_record(Kind::Speaker, id));
        assert_eq!(dump(&book), "");
    }

    #[test]
    fn a_removal_that_others_stand_on_is_refused_and_lists_them() {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let bo = add(
            &mut book,
            Kind::Speaker,
            &[("name", "Bo"), ("kind", "person")],
        );
        let prop = add(&mut book, Kind::Proposition, &[("text", "It rains")]);
        let logged = add_article(&mut book, outlet, "t");
        for number in 1..=7 {
            add_claim(&mut book, logged, number, Some(prop), &[("speaker", bo)]);
        }
        add(
            &mut book,
            Kind::Affiliation,
            &[("speaker", &bo.to_string()), ("role", "mayor")],
        );
        let before = dump(&book);
        let mut refused = |kind: Kind, id: i64| {
            book.write(&mut session(), "x", |writer| writer.remove_record(kind, id))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            refused(Kind::Speaker, bo),
            "speaker bo is referred to by affiliation bo-mayor, claim a1.1, claim a1.2, claim a1.3, claim a1.4, claim a1.5, 2 more of claim"
        );
        assert_eq!(
            refused(Kind::Outlet, outlet),
            "outlet post is referred to by article a1"
        );
        assert_eq!(
            refused(Kind::Article, 1),
            "article a1 is referred to by claim a1.1, claim a1.2, claim a1.3, claim a1.4, claim a1.5, 2 more of claim, coding by ann, text 1 of a1"
        );
        assert_eq!(dump(&book), before);
    }
}
