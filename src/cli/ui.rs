//! The terminal: the only place that prints.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::{Command, Stdio};

use clap::ValueEnum;

use super::error::{CliError, ExitCode};
use crate::render::harmless;

/// The width of output that does not go to a terminal, unless COLUMNS says another.
const DEFAULT_WIDTH: usize = 100;

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Where output goes, and how it may look there.
pub(super) struct Ui {
    out_color: bool,
    error_color: bool,
    out_terminal: bool,
    in_terminal: bool,
    /// The columns that output may take.
    pub(super) width: usize,
}

impl Ui {
    /// Looks at the process's streams and environment.
    pub(super) fn new(color: ColorChoice) -> Ui {
        let out_terminal = io::stdout().is_terminal();
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colored = |terminal: bool| match color {
            ColorChoice::Auto => terminal && !plain,
            ColorChoice::Always => true,
            ColorChoice::Never => false,
        };
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
            .filter(|columns| *columns > 0);
        let measured = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = match (out_terminal, measured, columns) {
            (true, Some(measured), _) => measured,
            (_, _, Some(columns)) => columns,
            _ => DEFAULT_WIDTH,
        };
        Ui {
            out_color: colored(out_terminal),
            error_color: colored(io::stderr().is_terminal()),
            out_terminal,
            in_terminal: io::stdin().is_terminal(),
            width,
        }
    }

    /// Whether a person sits at both ends.
    pub(super) fn interactive(&self) -> bool {
        self.out_terminal && self.in_terminal
    }

    /// Whether what goes to standard output may carry colours.
    pub(super) fn color(&self) -> bool {
        self.out_color
    }

    /// Prints a result that is safe to look at, or that programs read.
    pub(super) fn print(&self, text: &str) -> Result<(), CliError> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| CliError::io("write to standard output", &error))
    }

    /// Where a result goes that is printed row by row, exactly; but nothing in it steers a terminal.
    pub(super) fn rows(&self) -> impl io::Write {
        let out = io::BufWriter::new(io::stdout().lock());
        match self.out_terminal {
            true => Rows::ToTerminal(HarmlessLines::new(out)),
            false => Rows::Exact(out),
        }
    }

    /// Prints one line of a result, or several.
    pub(super) fn line(&self, line: &str) -> Result<(), CliError> {
        self.print(&format!("{}\n", harmless(line, "\n")))
    }

    /// Says something beside the result.
    pub(super) fn status(&self, line: &str) {
        self.to_stderr(&format!("{}\n", harmless(line, "\n")));
    }

    /// Prints a result through the pager where a person reads it.
    pub(super) fn page(&self, text: &str) -> Result<(), CliError> {
        let pager = std::env::var("PAGER").unwrap_or_else(|_| String::from("less -FRX"));
        let mut words = shell_words::split(&pager).unwrap_or_default().into_iter();
        let program = words.next();
        let (true, Some(program)) = (self.out_terminal, program) else {
            return self.print(text);
        };
        let child = Command::new(program)
            .args(words)
            .stdin(Stdio::piped())
            .spawn();
        // Without the pager the text is still worth reading.
        let Ok(mut child) = child else {
            return self.print(text);
        };
        if let Some(mut stdin) = child.stdin.take() {
            // The reader may quit before the end, which is no failure.
            let _unread = stdin.write_all(text.as_bytes());
        }
        child
            .wait()
            .map(|_| ())
            .map_err(|error| CliError::io("wait for the pager", &error))
    }

    /// Prints what the parser of the command line says, which may be help.
    pub(super) fn usage(&self, error: &clap::Error) -> ExitCode {
        let styled = error.render();
        if error.use_stderr() {
            let text = if self.error_color {
                styled.ansi().to_string()
            } else {
                styled.to_string()
            };
            // In the words of our own errors.
            let text = text
                .replacen("error:", "Error:", 1)
                .replace("tip:", "Hint:");
            self.to_stderr(&text);
            return ExitCode::Usage;
        }
        let text = if self.out_color {
            styled.ansi().to_string()
        } else {
            styled.to_string()
        };
        match self.print(&text) {
            Ok(()) => ExitCode::Success,
            Err(error) => error.exit,
        }
    }

    /// Prints an error and returns how the program ends.
    pub(super) fn fail(&self, error: &CliError) -> ExitCode {
        if !error.silent {
            let mut text = format!(
                "{} {}\n",
                self.heading("Error:", "31"),
                harmless(error.message.trim_end(), "\n")
            );
            for cause in &error.causes {
                let cause = harmless(cause, "\n");
                text.push_str(&format!("{} {cause}\n", self.heading("Caused by:", "31")));
            }
            for hint in &error.hints {
                let hint = harmless(hint, "\n");
                text.push_str(&format!("{} {hint}\n", self.heading("Hint:", "36")));
            }
            self.to_stderr(&text);
        }
        error.exit
    }

    fn heading(&self, words: &str, color: &str) -> String {
        if self.error_color {
            format!("\x1b[1;{color}m{words}\x1b[0m")
        } else {
            words.to_owned()
        }
    }

    fn to_stderr(&self, text: &str) {
        // There is nowhere left to complain to.
        let _lost = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Returns a count in words, as in `1 problem` and `3 problems`.
pub(super) fn counted<N: std::fmt::Display + PartialEq + From<u8>>(
    number: N,
    one: &str,
    several: &str,
) -> String {
    let noun = if number == N::from(1) { one } else { several };
    format!("{number} {noun}")
}

/// Rows on their way to standard output.
enum Rows<W: io::Write> {
    Exact(W),
    ToTerminal(HarmlessLines<W>),
}

impl<W: io::Write> io::Write for Rows<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Rows::Exact(out) => out.write(bytes),
            Rows::ToTerminal(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Rows::Exact(out) => out.flush(),
            Rows::ToTerminal(out) => out.flush(),
        }
    }
}

/// Makes each line harmless before it goes on.
struct HarmlessLines<W: io::Write> {
    out: W,
    /// The line that is not complete yet.
    line: Vec<u8>,
}

impl<W: io::Write> HarmlessLines<W> {
    fn new(out: W) -> HarmlessLines<W> {
        HarmlessLines {
            out,
            line: Vec::new(),
        }
    }

    fn end_line(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        // Tabs part the cells of a row.
        let cells: Vec<String> = line.split('\t').map(|cell| harmless(cell, "\n")).collect();
        self.out.write_all(cells.join("\t").as_bytes())
    }
}

impl<W: io::Write> io::Write for HarmlessLines<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                self.end_line()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.end_line()?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_to_a_terminal_are_harmless_however_they_are_cut() {
        let row = "Ada\t\u{1b}[31m, \u{9b}m\u{202e}né\r\n\u{7}last";
        for cut in 0..row.len() {
            let mut lines = HarmlessLines::new(Vec::new());
            lines.write_all(&row.as_bytes()[..cut]).unwrap();
            lines.write_all(&row.as_bytes()[cut..]).unwrap();
            lines.flush().unwrap();
            assert_eq!(
                String::from_utf8(lines.out).unwrap(),
                "Ada\t\u{fffd}[31m, \u{fffd}m\u{fffd}né\n\u{fffd}last"
            );
        }
    }
}
