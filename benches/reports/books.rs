//! The books to measure on: found where they are kept, or made.

use std::path::{Path, PathBuf};

use claimbook::store::{Access, Book};
use rusqlite::Connection;

use crate::cases::Scope;
use crate::generate::{Size, generate};

/// A book and what to ask of it.
pub(crate) struct Subject {
    pub(crate) path: PathBuf,
    pub(crate) articles: usize,
    pub(crate) claims: usize,
    pub(crate) event: String,
    pub(crate) speaker: String,
    pub(crate) proposition: String,
    /// The number of the article.
    pub(crate) article: i64,
}

impl Subject {
    /// The option that narrows a report to the scope.
    pub(crate) fn filter(&self, scope: Scope) -> Vec<String> {
        let option = |name: &str, key: &str| vec![format!("--{name}"), key.to_owned()];
        match scope {
            Scope::Event => option("event", &self.event),
            Scope::Speaker => option("speaker", &self.speaker),
            Scope::Proposition => option("proposition", &self.proposition),
            Scope::Article => option("article", &format!("a{}", self.article)),
            Scope::Book => Vec::new(),
        }
    }

    /// Lines for the shell that name the same things.
    pub(crate) fn parameters(&self) -> String {
        format!(
            ".parameter init\n.parameter set :event \"'{}'\"\n.parameter set :speaker \"'{}'\"\n.parameter set :proposition \"'{}'\"\n.parameter set :article {}\n",
            self.event, self.speaker, self.proposition, self.article
        )
    }
}

/// Finds the book of this name and size in the folder, or makes it there.
pub(crate) fn book(folder: &Path, name: &str, size: Size) -> Subject {
    let path = folder.join(format!("{name}.db"));
    if !is_usable(&path, size) {
        generate(&path, size).unwrap();
    }
    let book = Connection::open(&path).unwrap();
    let count = |sql: &str| -> usize {
        let count: i64 = book.query_row(sql, [], |row| row.get(0)).unwrap();
        usize::try_from(count).unwrap()
    };
    let event = size.usual_event() + 1;
    let text = |sql: &str| -> String { book.query_row(sql, [], |row| row.get(0)).unwrap() };
    Subject {
        articles: count("SELECT count(*) FROM article"),
        claims: count("SELECT count(*) FROM claim"),
        event: text(&format!("SELECT key FROM event WHERE id = {event}")),
        speaker: text(
            "SELECT speaker.key FROM claim_speaker JOIN speaker ON speaker.id = claim_speaker.speaker WHERE speaker.kind = 'person' GROUP BY speaker.id ORDER BY count(*) DESC, speaker.id LIMIT 1",
        ),
        proposition: text(&format!(
            "SELECT proposition.key FROM article_event JOIN claim ON claim.article = article_event.article JOIN proposition ON proposition.id = claim.proposition WHERE article_event.event = {event} GROUP BY proposition.id ORDER BY count(*) DESC, proposition.id LIMIT 1"
        )),
        article: book
            .query_row(
                &format!(
                    "SELECT max(article_event.article) FROM article_event JOIN coding ON coding.article = article_event.article WHERE article_event.event = {event} AND coding.extent = 'full'"
                ),
                [],
                |row| row.get(0),
            )
            .unwrap(),
        path,
    }
}

/// Whether the file is a book of this size, made by this generator, and of today's schema once it is upgraded.
fn is_usable(path: &Path, size: Size) -> bool {
    if !path.exists() || Book::open(path, Access::Write).is_err() {
        return false;
    }
    let book = Connection::open(path).unwrap();
    let made = book.query_row("SELECT name FROM operation WHERE id = 1", [], |row| {
        row.get::<_, String>(0)
    });
    if made.ok() != Some(size.label()) {
        return false;
    }
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("fresh.db");
    drop(Book::open(&fresh, Access::Create).unwrap());
    schema(&book) == schema(&Connection::open(fresh).unwrap())
}

fn schema(book: &Connection) -> Vec<Option<String>> {
    book.prepare("SELECT sql FROM sqlite_schema ORDER BY type, name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}
