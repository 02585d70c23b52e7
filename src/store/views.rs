//! The views that a book promises, and their documentation, which is the comments inside their SQL.

use rusqlite::Connection;

use super::book::Book;
use super::error::Result;

/// What a comment before the columns of a view begins with where the view is no promise.
const INTERNAL: &str = "Internal:";

/// A view that anybody may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its name.
    pub name: String,
    /// What a row is.
    pub meaning: String,
    /// Its columns, in order.
    pub columns: Vec<ViewColumn>,
}

/// A column of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewColumn {
    /// Its name.
    pub name: String,
    /// What it holds, and in which unit.
    pub meaning: String,
}

/// Returns the views of a book of this program's schema, in the order in which they were made; no book is needed.
///
/// # Errors
/// When memory runs out.
pub fn views() -> Result<Vec<View>> {
    views_of(&Book::in_memory()?.connection)
}

/// Returns the views of a book.
pub(super) fn views_of(connection: &Connection) -> Result<Vec<View>> {
    let mut statement = connection.prepare(
        "SELECT sql FROM sqlite_schema WHERE type = 'view' AND sql IS NOT NULL ORDER BY rowid",
    )?;
    let sql = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(sql
        .iter()
        .filter_map(|sql| parse(sql))
        .filter(|view| !view.meaning.starts_with(INTERNAL))
        .collect())
}

/// Reads the SQL of a view: its name, a comment, and in parentheses a comment and a name a column. `None` for a view that somebody else
/// has written otherwise.
fn parse(sql: &str) -> Option<View> {
    let mut lines = sql.lines().map(str::trim);
    let name = lines.next()?.strip_prefix("CREATE VIEW ")?.trim();
    let mut view = View {
        name: name.to_owned(),
        meaning: String::new(),
        columns: Vec::new(),
    };
    let mut comment = String::new();
    for line in lines {
        if let Some(words) = line.strip_prefix("--") {
            if !comment.is_empty() {
                comment.push(' ');
            }
            comment.push_str(words.trim());
            continue;
        }
        let comment = std::mem::take(&mut comment);
        match line {
            "(" | "AS" if view.meaning.is_empty() => view.meaning = comment,
            ") AS" | "AS" => break,
            _ => view.columns.push(ViewColumn {
                name: line.trim_end_matches(',').to_owned(),
                meaning: comment,
            }),
        }
        if line == "AS" {
            break;
        }
    }
    Some(view).filter(|view| !view.meaning.is_empty())
}

#[cfg(test)]
mod tests;
