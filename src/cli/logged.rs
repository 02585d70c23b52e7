//! What came of a sheet, as people read it.

use super::Context;
use super::error::CliError;
use super::report;
use crate::domain::record::{Kind, NOUNS};
use crate::logging::{LogError, Mark, Outcome};
use crate::render::{self, Format, Options};
use crate::sheet::Problem;
use crate::store::Book;

/// Says every problem of a sheet, in the order of the file, on standard error.
pub(super) fn say_problems(context: &Context, name: &str, problems: &[Problem]) {
    let count = problems.len();
    let things = if count == 1 {
        String::from("1 thing is wrong")
    } else {
        format!("{count} things are wrong")
    };
    context
        .ui
        .status(&format!("{name}: {things}, nothing was logged"));
    for problem in problems {
        for (at, line) in problem.to_string().lines().enumerate() {
            let indent = if at == 0 { "  " } else { "    " };
            context.ui.status(&format!("{indent}{line}"));
        }
    }
}

/// Says why a sheet was refused, on standard error.
pub(super) fn say_refusal(context: &Context, name: &str, error: &LogError) {
    match error {
        LogError::Problems(problems) => say_problems(context, name, problems),
        LogError::TextDiffers(difference) => {
            context.ui.status(&format!(
                "{name}: the text differs from that of {} in the book, nothing was logged",
                difference.key
            ));
            for line in &difference.lines {
                context.ui.status(&format!("  {line}"));
            }
            if difference.more > 0 {
                context
                    .ui
                    .status(&format!("  … and {} more lines", difference.more));
            }
            let key = &difference.key;
            if let Some(number) = difference.older {
                context.ui.status(&format!(
                    "  this is text {number} of {key}, which has a newer one: `claimbook article show {key} --sheet` writes the sheet that fits it"
                ));
            } else {
                context.ui.status(&format!(
                    "  `claimbook article recheck {key} --text FILE` finds what was logged again in the other text"
                ));
                context.ui.status(
                    "  --new-version logs the sheet against this text as the article's next version",
                );
            }
        }
        LogError::Store(error) => context.ui.status(&format!("{name}: {error}")),
    }
}

/// The parts of a sheet, with the word for several.
const PARTS: [(&str, &str); 4] = [
    ("article", "article"),
    ("claim", "claims"),
    ("introduction", "introductions"),
    ("fact", "facts"),
];

const MARKS: [Mark; 5] = [
    Mark::New,
    Mark::Changed,
    Mark::Pruned,
    Mark::Same,
    Mark::Gone,
];

/// Says what logging a sheet did: one line, then what changed; a rehearsal shows the whole plan.
pub(super) fn say_outcome(
    context: &Context,
    book: &Book,
    name: &str,
    outcome: &Outcome,
    rehearsed: bool,
) -> Result<(), CliError> {
    context.ui.line(&headline(name, outcome, rehearsed))?;
    for line in &outcome.lines {
        let shown = match line.mark {
            Mark::Changed | Mark::Pruned | Mark::Gone | Mark::Note => true,
            Mark::New | Mark::Same => rehearsed,
        };
        if !shown {
            continue;
        }
        let mut text = format!("  {} {} {}", line.mark.as_str(), line.kind, line.key);
        if !line.what.is_empty() {
            text.push_str(": ");
            text.push_str(&line.what);
        }
        if line.mark == Mark::Gone {
            text.push_str(" (not in the sheet; --prune deletes it)");
        }
        if line.mark == Mark::New && rehearsed {
            text.push_str(&nearest(book, line.kind, &line.key, &line.what));
        }
        context.ui.line(&text)?;
    }
    Ok(())
}

/// Whether a sheet added anything that a report could find new: a correction alone does not.
pub(super) fn adds(outcome: &Outcome) -> bool {
    outcome.operation.is_some()
        && (outcome.count("claim", Mark::New) > 0 || outcome.count("article", Mark::New) > 0)
}

/// The records that a sheet added, by kind and key.
pub(super) fn added(outcome: &Outcome) -> Vec<(Kind, String)> {
    let new = outcome.lines.iter().filter(|line| line.mark == Mark::New);
    new.filter_map(|line| Some((Kind::from_noun(line.kind)?, line.key.clone())))
        .collect()
}

/// Prints what is new in these articles; of the first article of a book only how much, since all of it is.
pub(super) fn say_new(context: &Context, book: &Book, articles: &[i64]) -> Result<(), CliError> {
    let options = Options {
        width: context.ui.width,
        color: context.ui.color(),
        excel: false,
    };
    for article in articles {
        for table in book.read(|reader| report::new_in(reader, *article))? {
            // Articles are never renumbered, so the first of a book has the lowest row.
            let first = book.reader().count("SELECT min(id) FROM article", &[])? == *article;
            if first {
                context.ui.line(&format!(
                    "\n{} (the first article of this book)",
                    table.title
                ))?;
                continue;
            }
            let text = render::render(&table, Format::Table, &options);
            context.ui.print(&format!("\n{text}"))?;
        }
    }
    Ok(())
}

/// The nearest record that was there before, for a new one that may be a misspelling.
fn nearest(book: &Book, kind: &str, key: &str, name: &str) -> String {
    use crate::domain::names::Names as _;
    let Some(kind) = Kind::from_noun(kind) else {
        return String::new();
    };
    let found = book.reader().nearest(kind, name, 4).unwrap_or_default();
    match found
        .into_iter()
        .find(|found| found != key && found != name)
    {
        Some(near) => format!(" (nearest: {near})"),
        None => String::new(),
    }
}

fn headline(name: &str, outcome: &Outcome, rehearsed: bool) -> String {
    let changed = [Mark::New, Mark::Changed, Mark::Pruned]
        .iter()
        .any(|mark| outcome.total(*mark) > 0);
    let verb = match (rehearsed, changed, outcome.known) {
        (_, false, _) => "unchanged",
        (true, true, _) => "would log",
        (false, true, false) => "logged",
        (false, true, true) => "updated",
    };
    let mut parts = Vec::new();
    for (kind, word) in PARTS {
        let counts: Vec<String> = MARKS
            .iter()
            .map(|mark| (mark, outcome.count(kind, *mark)))
            .filter(|(_, count)| *count > 0)
            .map(|(mark, count)| format!("{} {count}", mark.as_str()))
            .collect();
        if !counts.is_empty() && kind != "article" {
            parts.push(format!("{word} {}", counts.join(" ")));
        } else if outcome.count(kind, Mark::Changed) > 0 {
            parts.push(format!("{word} ~ 1"));
        }
    }
    let mut new = Vec::new();
    for noun in NOUNS {
        let count = outcome.count(noun.noun, Mark::New);
        if count > 0 && !matches!(noun.noun, "article" | "claim") {
            let word = if count == 1 { noun.noun } else { noun.plural };
            new.push(format!("{count} {word}"));
        }
    }
    if !new.is_empty() {
        parts.push(format!("new: {}", new.join(", ")));
    }
    let key = if rehearsed && !outcome.known {
        String::from("a new article")
    } else {
        outcome.key.clone()
    };
    // Edited in the book and then written into the sheet: nothing changes but what the sheet is known to say.
    let noted = if !changed && !rehearsed && outcome.operation.is_some() {
        " (noted that the sheet says what the book has)"
    } else {
        ""
    };
    if parts.is_empty() {
        format!("{verb} {name} as {key}{noted}")
    } else {
        format!("{verb} {name} as {key}: {}{noted}", parts.join("; "))
    }
}
