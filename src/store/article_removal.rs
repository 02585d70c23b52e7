//! Taking a wrongly logged article back, with everything that was logged of it.

use super::book::Writer;
use super::error::{Result, StoreError};
use super::reader::Value;
use crate::domain::record::Kind;

/// What went with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemovedArticle {
    /// Claims of all codings.
    pub claims: usize,
    /// Introductions of all codings.
    pub introductions: usize,
    /// Reported facts of all codings.
    pub reported_facts: usize,
    /// Versions of its text.
    pub texts: usize,
}

impl Writer<'_> {
    /// Removes an article with its texts, codings, claims, introductions, reported facts and the unnamed speakers that are its own.
    /// Speakers, propositions and events that it introduced stay.
    ///
    /// # Errors
    /// `NotFound` without such an article; `Referred` where another article is its copy, or something else refers to one of its unnamed
    /// speakers.
    pub fn remove_article_with_claims(&mut self, article: i64) -> Result<RemovedArticle> {
        let known = self.reader().known(Kind::Article, article)?;
        let parameters = [("article", Value::Integer(article))];
        let copies = self.reader().rows(
            "SELECT 'article a' || id || ', its copy' AS key FROM article WHERE copy_of = :article AND id <> :article ORDER BY id",
            &parameters,
            |row| row.text("key"),
        )?;
        if !copies.is_empty() {
            return Err(StoreError::Referred {
                what: format!("article {}", known.key),
                by: copies,
            });
        }
        let ids = |writer: &Self, sql: &str| {
            writer
                .reader()
                .rows(sql, &parameters, |row| row.integer("id"))
        };
        let claims = ids(
            self,
            "SELECT id FROM claim WHERE article = :article ORDER BY id",
        )?;
        let of_codings = |table: &str| {
            format!(
                "SELECT r.id FROM {table} AS r JOIN coding AS c ON c.id = r.coding WHERE c.article = :article ORDER BY r.id"
            )
        };
        let introductions = ids(self, &of_codings("introduction"))?;
        let reported_facts = ids(self, &of_codings("reported_fact"))?;
        let versions = ids(
            self,
            "SELECT id FROM article_version WHERE article = :article ORDER BY id",
        )?;
        let codings = ids(
            self,
            "SELECT id FROM coding WHERE article = :article ORDER BY id",
        )?;
        let speakers = ids(
            self,
            "SELECT id FROM speaker WHERE article = :article ORDER BY id",
        )?;

        self.run(
            "DELETE FROM claim_link WHERE other IN (SELECT id FROM claim WHERE article = :article)",
            &parameters,
        )?;
        for (table, rows) in [
            ("claim", &claims),
            ("introduction", &introductions),
            ("reported_fact", &reported_facts),
            ("coding", &codings),
        ] {
            for id in rows {
                self.delete_aggregate(table, *id)?;
            }
        }
        for speaker in speakers {
            let affiliations = self.reader().rows(
                "SELECT id FROM affiliation WHERE speaker = :speaker ORDER BY id",
                &[("speaker", Value::Integer(speaker))],
                |row| row.integer("id"),
            )?;
            for affiliation in affiliations {
                self.remove_record(Kind::Affiliation, affiliation)?;
            }
            self.remove_record(Kind::Speaker, speaker)?;
        }
        for version in &versions {
            self.delete_aggregate("article_version", *version)?;
        }
        self.remove_record(Kind::Article, article)?;
        Ok(RemovedArticle {
            claims: claims.len(),
            introductions: introductions.len(),
            reported_facts: reported_facts.len(),
            texts: versions.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::book::Book;
    use super::super::testing::{add, add_article, add_claim, check_undo, dump, input, session};
    use super::*;

    #[test]
    fn an_article_goes_with_all_that_was_logged_of_it_and_comes_back() {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let before = dump(&book);
        let logged = add_article(&mut book, outlet, "t");
        let mut sources = input(Kind::Speaker, &[("name", "sources"), ("kind", "unnamed")]);
        sources.article = Some(logged.0);
        let sources = book
            .write(&mut session(), "x", |writer| {
                writer.add_record(Kind::Speaker, &sources)
            })
            .expect("added")
            .value
            .id;
        let first = add_claim(&mut book, logged, 1, None, &[("speaker", sources)]);
        let second = add_claim(&mut book, logged, 2, None, &[]);
        book.write(&mut session(), "x", |writer| {
            writer.run(&format!("INSERT INTO claim_link (claim, other, relation) VALUES ({second}, {first}, 'part')"), &[])
        })
        .expect("linked");
        check_undo(&mut book, |writer| {
            let removed = writer.remove_article_with_claims(logged.0)?;
            assert_eq!((removed.claims, removed.texts), (2, 1));
            Ok(())
        });
        assert_eq!(dump(&book), before);
    }

    #[test]
    fn an_article_with_a_copy_stays() {
        let mut book = Book::in_memory().expect("memory");
        let outlet = add(&mut book, Kind::Outlet, &[("name", "Post")]);
        let (article, _) = add_article(&mut book, outlet, "t");
        let (copy, _) = add_article(&mut book, outlet, "u");
        book.write(&mut session(), "x", |writer| {
            writer.edit_record(
                Kind::Article,
                copy,
                &input(Kind::Article, &[("copy_of", "1")]),
            )
        })
        .expect("edited");
        let refused = book.write(&mut session(), "x", |writer| {
            writer.remove_article_with_claims(article)
        });
        assert_eq!(
            refused.unwrap_err().to_string(),
            "article a1 is referred to by article a2, its copy"
        );
    }
}
