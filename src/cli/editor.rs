//! The user's editor: a text goes out and comes back, and is never lost.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::CliError;

/// Before each line that says what is wrong; such lines are taken out of the text again.
const ERROR_MARK: &str = "# ! ";

/// How often the editor opens on one text: more than a person will bear, and an end where a script sits in the editor's place.
const MAX_ROUNDS: u32 = 50;

/// What came of editing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edited {
    /// The text was changed and taken.
    Done,
    /// The text was not changed.
    Unchanged,
    /// The text came back empty, which is how a person calls it off.
    Emptied,
}

/// Why a text was not taken.
#[derive(Debug)]
pub(super) struct Rejected {
    /// What is said where no editor opens again.
    pub(super) error: CliError,
    /// What is wrong with which line of the text, from 1; the lines below are shown with it.
    pub(super) problems: Vec<(usize, String)>,
}

impl From<CliError> for Rejected {
    /// An error of the text as a whole, shown on top.
    fn from(error: CliError) -> Rejected {
        let parts = std::iter::once(&error.message)
            .chain(&error.causes)
            .chain(&error.hints);
        let problems = parts.map(|part| (1, part.clone())).collect();
        Rejected { error, problems }
    }
}

/// Opens `text` in the editor, in a file named after `name`, and gives what comes back to `take`. Where that fails, the editor opens
/// again with each problem at its line and the text kept. Where the text comes back from its problems as it went out, it stays in a
/// file that the error names.
pub(super) fn edit_until_good(
    name: &str,
    text: &str,
    take: impl FnMut(&str) -> Result<(), Rejected>,
) -> Result<Edited, CliError> {
    let file = temporary(name)?;
    edit_in(&file, text, run_editor, take)
}

fn edit_in(
    file: &Path,
    text: &str,
    mut open: impl FnMut(&Path) -> Result<(), CliError>,
    mut take: impl FnMut(&str) -> Result<(), Rejected>,
) -> Result<Edited, CliError> {
    let mut last: Option<(CliError, String)> = None;
    let mut shown = text.to_owned();
    for _ in 0..MAX_ROUNDS {
        write(file, &shown)?;
        if let Err(error) = open(file) {
            if last.is_some() {
                return Err(error.hint(kept(file)));
            }
            remove(file);
            return Err(error);
        }
        let back = std::fs::read_to_string(file).map_err(|error| {
            CliError::io(&format!("read {}", file.display()), &error).hint(kept(file))
        })?;
        let edited = without_problems(&back);
        if edited.trim().is_empty() {
            remove(file);
            return Ok(Edited::Emptied);
        }
        match last.take() {
            None if edited == text => {
                remove(file);
                return Ok(Edited::Unchanged);
            }
            Some((error, before)) if edited == before => {
                write(file, &edited)?;
                return Err(error.hint(kept(file)));
            }
            _ => {}
        }
        match take(&edited) {
            Ok(()) => {
                remove(file);
                return Ok(Edited::Done);
            }
            Err(rejected) => {
                shown = with_problems(&edited, &rejected.problems);
                last = Some((rejected.error, edited));
            }
        }
    }
    let (error, edited) = last.unwrap_or_else(|| (CliError::new("the text was not taken"), shown));
    write(file, &edited)?;
    Err(error.hint(kept(file)))
}

fn kept(file: &Path) -> String {
    format!("your text is kept in {}", file.display())
}

/// The text with each problem before its line.
fn with_problems(text: &str, problems: &[(usize, String)]) -> String {
    let mut shown = String::new();
    let lines = text.split_inclusive('\n').count();
    let say = |number: usize| {
        let at_line = |line: usize| line.clamp(1, lines.max(1)) == number;
        problems
            .iter()
            .filter(move |(line, _)| at_line(*line))
            .flat_map(|(_, problem)| problem.lines())
            .map(|line| format!("{ERROR_MARK}{line}\n"))
            .collect::<String>()
    };
    for (at, line) in text.split_inclusive('\n').enumerate() {
        shown.push_str(&say(at + 1));
        shown.push_str(line);
    }
    shown
}

fn without_problems(text: &str) -> String {
    text.split_inclusive('\n')
        .filter(|line| !line.starts_with(ERROR_MARK))
        .collect()
}

fn temporary(name: &str) -> Result<PathBuf, CliError> {
    let file = tempfile::Builder::new()
        .prefix(&format!("claimbook-{name}-"))
        .suffix(".toml")
        .tempfile()
        .and_then(|file| file.keep().map_err(|error| error.error))
        .map_err(|error| CliError::io("make a file for the editor", &error))?;
    Ok(file.1)
}

fn write(file: &Path, text: &str) -> Result<(), CliError> {
    std::fs::File::create(file)
        .and_then(|mut out| out.write_all(text.as_bytes()))
        .map_err(|error| CliError::io(&format!("write {}", file.display()), &error))
}

fn remove(file: &Path) {
    // A file left behind in the temporary directory does no harm.
    let _left = std::fs::remove_file(file);
}

fn run_editor(file: &Path) -> Result<(), CliError> {
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|editor| !editor.trim().is_empty());
    let hint = "set VISUAL or EDITOR to your editor";
    let editor = match editor {
        Some(editor) => editor,
        // An editor that nobody chose and nobody can type into would wait for ever.
        None if !std::io::stdin().is_terminal() => {
            return Err(
                CliError::new("no editor is set, and nobody is at the terminal")
                    .hint(hint)
                    .hint("or give what should change as flags, or log a finished sheet"),
            );
        }
        None => String::from(if cfg!(windows) { "notepad" } else { "vi" }),
    };
    let mut words = shell_words::split(&editor)
        .map_err(|error| {
            CliError::new(format!("the editor `{editor}` cannot be read: {error}")).hint(hint)
        })?
        .into_iter();
    let program = words.next().unwrap_or_default();
    let status = Command::new(&program)
        .args(words)
        .arg(file)
        .status()
        .map_err(|error| {
            CliError::io(&format!("start the editor `{editor}`"), &error).hint(hint)
        })?;
    if status.success() {
        return Ok(());
    }
    Err(
        CliError::new(format!("the editor `{editor}` failed: {status}"))
            .hint("nothing was written"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits "a = 1\n" with a person who writes these texts one after the other into the editor, where `$` is what is shown there, and
    /// a book that takes only a text with "good"; returns what came of it and what the person saw.
    fn check(texts: &[&str]) -> (Result<Edited, CliError>, Vec<String>, PathBuf) {
        let file = temporary("test").expect("a file");
        let mut seen = Vec::new();
        let mut texts = texts.iter();
        let edited = edit_in(
            &file,
            "a = 1\n",
            |file| {
                let shown = std::fs::read_to_string(file).expect("readable");
                let text = texts.next().expect("no more editing").replace('$', &shown);
                seen.push(shown);
                write(file, &text)
            },
            |text| {
                if text.contains("good") {
                    return Ok(());
                }
                Err(Rejected {
                    error: CliError::new("bad"),
                    problems: vec![(2, String::from("two\nlines")), (9, String::from("far"))],
                })
            },
        );
        (edited, seen, file)
    }

    #[test]
    fn the_editor_opens_again_with_each_problem_at_its_line() {
        let (edited, seen, file) = check(&["x\ny\nz\n", "$good\n"]);
        assert_eq!(edited, Ok(Edited::Done));
        assert_eq!(seen[1], "x\n# ! two\n# ! lines\ny\n# ! far\nz\n");
        assert!(!file.exists());
    }

    #[test]
    fn a_text_that_comes_back_with_its_problems_is_kept_in_a_file() {
        let (edited, _, file) = check(&["x\n", "$"]);
        let error = edited.expect_err("refused");
        assert_eq!(error.message, "bad");
        assert_eq!(error.hints, [kept(&file)]);
        assert_eq!(std::fs::read_to_string(&file).expect("kept"), "x\n");
        remove(&file);
    }

    #[test]
    fn an_emptied_or_unchanged_text_calls_it_off() {
        for (texts, wanted) in [
            (vec!["$"], Edited::Unchanged),
            (vec!["\n"], Edited::Emptied),
            (vec!["x\n", "# ! all gone\n"], Edited::Emptied),
        ] {
            let (edited, _, file) = check(&texts);
            assert_eq!(edited, Ok(wanted));
            assert!(!file.exists());
        }
    }
}
