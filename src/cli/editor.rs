//! The user's editor: a text goes out and comes back, and is never lost.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Context;
use super::error::CliError;

/// Before each line that says what is wrong; such lines are taken out of the text again.
const ERROR_MARK: &str = "# ! ";

/// What came of editing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edited {
    /// The text was changed and taken.
    Done,
    /// The text was not changed.
    Unchanged,
}

/// How often the editor opens again where no person sits at it: a script gets a chance, and never an endless one.
const SCRIPTED_ROUNDS: u32 = 3;

/// Why an edited text is not taken.
#[derive(Debug)]
pub(super) struct Refusal {
    /// The error, said on top of the text.
    pub(super) error: CliError,
    /// Line numbers (from 1) of the text as it came back, each with what is wrong there.
    pub(super) lines: Vec<(u32, String)>,
}

impl From<CliError> for Refusal {
    fn from(error: CliError) -> Refusal {
        Refusal {
            error,
            lines: Vec::new(),
        }
    }
}

/// Opens `text` in the editor, in a file named after `name`, and gives what comes back to `take`. Where that fails, the editor opens
/// again with the error on top, what is wrong at its line, and the text kept; where the text then comes back as it went out, it stays in
/// a file that the error names.
pub(super) fn edit_until_good(
    context: &Context,
    name: &str,
    text: &str,
    take: impl FnMut(&str) -> Result<(), Refusal>,
) -> Result<Edited, CliError> {
    let file = temporary(name)?;
    let rounds = if context.ui.interactive() {
        u32::MAX
    } else {
        SCRIPTED_ROUNDS
    };
    edit_in(&file, text, rounds, run_editor, take)
}

fn edit_in(
    file: &Path,
    text: &str,
    mut rounds: u32,
    mut open: impl FnMut(&Path) -> Result<(), CliError>,
    mut take: impl FnMut(&str) -> Result<(), Refusal>,
) -> Result<Edited, CliError> {
    let mut last: Option<(CliError, String)> = None;
    let mut shown = text.to_owned();
    loop {
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
        match last.take() {
            _ if edited == text => {
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
            Err(refusal) => {
                rounds = rounds.saturating_sub(1);
                if rounds == 0 {
                    write(file, &edited)?;
                    return Err(refusal.error.hint(kept(file)));
                }
                shown = with_problems(&refusal, &edited);
                last = Some((refusal.error, edited));
            }
        }
    }
}

fn kept(file: &Path) -> String {
    format!("your text is kept in {}", file.display())
}

/// The text with the error on top and each problem before its line.
fn with_problems(refusal: &Refusal, text: &str) -> String {
    let error = &refusal.error;
    let mut shown = String::new();
    let say = |shown: &mut String, message: &str| {
        for line in message.lines() {
            shown.push_str(&format!("{ERROR_MARK}{line}\n"));
        }
    };
    // What is said at its line need not be said on top too.
    let causes = error.causes.iter().filter(|_| refusal.lines.is_empty());
    for part in std::iter::once(&error.message)
        .chain(causes)
        .chain(&error.hints)
    {
        say(&mut shown, part);
    }
    for (number, line) in (1_u32..).zip(text.split_inclusive('\n')) {
        for (_, message) in refusal.lines.iter().filter(|(at, _)| *at == number) {
            say(&mut shown, message);
        }
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
        .find(|editor| !editor.trim().is_empty())
        .unwrap_or_else(|| String::from(if cfg!(windows) { "notepad" } else { "vi" }));
    let hint = "set VISUAL or EDITOR, or give the fields as flags";
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
            u32::MAX,
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
                Err(Refusal {
                    error: CliError::new("bad").cause("so"),
                    lines: vec![(2, String::from("two\nlines"))],
                })
            },
        );
        (edited, seen, file)
    }

    #[test]
    fn the_editor_opens_again_with_each_problem_at_its_line() {
        let (edited, seen, file) = check(&["x\ny\nz\n", "$good\n"]);
        assert_eq!(edited, Ok(Edited::Done));
        assert_eq!(seen[1], "# ! bad\nx\n# ! two\n# ! lines\ny\nz\n");
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
    fn a_text_that_comes_back_as_it_first_was_calls_it_off() {
        for texts in [vec!["$"], vec!["x\n", "# ! gone\na = 1\n"]] {
            let (edited, _, file) = check(&texts);
            assert_eq!(edited, Ok(Edited::Unchanged));
            assert!(!file.exists());
        }
    }
}
