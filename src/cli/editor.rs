//! The user's editor: a text goes out and comes back, and is never lost.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Context;
use super::error::CliError;

/// Before each line of an error that is shown in the text.
const ERROR_MARK: &str = "# ! ";

/// What came of editing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edited {
    /// The text was changed and taken.
    Done,
    /// The text was not changed.
    Unchanged,
}

/// Why an edited text is not taken.
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

/// Opens `text` in the editor and gives it to `take`. Where that fails, the editor opens again with the error on top, what is
/// wrong at its line, and the text kept; where the text then comes back as it went out, it stays in a file that the error names.
pub(super) fn edit_until_good(
    context: &Context,
    name: &str,
    text: &str,
    mut take: impl FnMut(&str) -> Result<(), Refusal>,
) -> Result<Edited, CliError> {
    let file = temporary(name)?;
    let mut shown = text.to_owned();
    let mut last_error: Option<CliError> = None;
    loop {
        write(&file, &shown)?;
        run_editor(&file).map_err(|error| match last_error {
            Some(_) => error.hint(kept(&file)),
            None => error,
        })?;
        let back = std::fs::read_to_string(&file).map_err(|error| {
            CliError::io(&format!("read {}", file.display()), &error).hint(kept(&file))
        })?;
        let edited = without_errors(&back);
        if edited == text {
            remove(&file);
            return Ok(Edited::Unchanged);
        }
        if let Some(error) = last_error.take()
            && edited == without_errors(&shown)
        {
            return Err(error.hint(kept(&file)));
        }
        match take(&edited) {
            Ok(()) => {
                remove(&file);
                return Ok(Edited::Done);
            }
            Err(refusal) => {
                shown = with_error(&refusal, &edited);
                last_error = Some(refusal.error);
            }
        }
    }
}

fn kept(file: &Path) -> String {
    format!("your text is kept in {}", file.display())
}

fn with_error(refusal: &Refusal, text: &str) -> String {
    let error = &refusal.error;
    let mut shown = String::new();
    for line in std::iter::once(&error.message)
        .chain(error.causes.iter().filter(|_| refusal.lines.is_empty()))
        .chain(&error.hints)
        .flat_map(|part| part.lines())
    {
        shown.push_str(&format!("{ERROR_MARK}{line}\n"));
    }
    for (number, line) in (1_u32..).zip(text.split_inclusive('\n')) {
        for (_, message) in refusal.lines.iter().filter(|(at, _)| *at == number) {
            for part in message.lines() {
                shown.push_str(&format!("{ERROR_MARK}{part}\n"));
            }
        }
        shown.push_str(line);
    }
    shown
}

fn without_errors(text: &str) -> String {
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

    #[test]
    fn errors_come_out_of_the_text_as_they_went_in() {
        let error = CliError::new("two\nlines").hint("try");
        let refusal = Refusal {
            error,
            lines: vec![(2, String::from("here"))],
        };
        let shown = with_error(&refusal, "a = 1\n# b\n");
        assert_eq!(shown, "# ! two\n# ! lines\n# ! try\na = 1\n# ! here\n# b\n");
        assert_eq!(without_errors(&shown), "a = 1\n# b\n");
    }
}
