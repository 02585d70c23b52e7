//! The file: made by claimbook, filled past the journal's triggers, and given them back.

use std::error::Error;
use std::fs;
use std::path::Path;

use claimbook::store::{Access, Book};
use rusqlite::Connection;

use super::insert::Insert;
use super::insert_article::Articles;
use super::insert_records;
use super::plan::plan;
use super::size::Size;
use super::world::World;

/// How many articles are committed at once.
const ARTICLES_OF_A_TRANSACTION: usize = 2000;

/// Makes a book of this size; nothing is at the path until it is whole.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn generate(path: &Path, size: Size) -> Result<(), Box<dyn Error>> {
    let part = path.with_extension("part");
    if part.exists() {
        fs::remove_file(&part)?;
    }
    drop(Book::open(&part, Access::Create)?);
    let book = Connection::open(&part)?;
    let triggers = take_triggers(&book)?;
    // Nobody reads it yet, and a book that was cut off is made anew.
    book.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -500000; PRAGMA temp_store = MEMORY;",
    )?;
    fill(&book, size)?;
    for (_, sql) in triggers {
        book.execute_batch(&sql)?;
    }
    book.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE);",
    )?;
    book.close().map_err(|(_, error)| error)?;
    // What is written past the journal is not indexed by itself.
    Book::open(&part, Access::Write)?.rebuild_search_index()?;
    fs::rename(part, path)?;
    Ok(())
}

/// Takes the journal's triggers off the book and returns them as (name, SQL).
fn take_triggers(book: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let triggers = book
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (name, _) in &triggers {
        book.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    Ok(triggers)
}

fn fill(book: &Connection, size: Size) -> rusqlite::Result<()> {
    let world = World::new(size);
    let plans = plan(&world);
    let mut insert = Insert::new(book);
    book.execute_batch("BEGIN")?;
    insert.operation(&size.label(), "ann", "2024-01-01T00:00:00Z")?;
    insert_records::insert(&world, &insert)?;
    let mut articles = Articles::new(&world, &plans, insert);
    for number in 0..plans.len() {
        if number % ARTICLES_OF_A_TRANSACTION == 0 {
            book.execute_batch("COMMIT; BEGIN")?;
        }
        articles.insert(number)?;
    }
    book.execute_batch("COMMIT")
}
