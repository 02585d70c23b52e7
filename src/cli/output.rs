//! Where a table goes and in which format.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::Context;
use super::error::CliError;
use crate::render::{self, Format, Options};
use crate::reports::table::Table;

// The options of every command that prints tables. No doc comment: clap would make it the description of each of them.
#[derive(Debug, Clone, Args)]
pub(super) struct OutputArgs {
    /// Print in this format [default: table, or by the extension of --output]
    #[arg(short, long, value_name = "FORMAT", value_parser = format_parser(), help_heading = "Output")]
    pub(super) format: Option<Format>,
    /// Write to this file; - is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(super) output: Option<PathBuf>,
    /// Make CSV and TSV safe for a spreadsheet program
    #[arg(long, help_heading = "Output")]
    pub(super) excel: bool,
}

fn format_parser() -> impl clap::builder::TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.iter().map(|format| format.as_str()))
        .try_map(|name| name.parse::<Format>())
}

impl OutputArgs {
    /// Returns the format asked for by name, else by the file's extension, else a table.
    pub(super) fn chosen_format(&self) -> Result<Format, CliError> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(path) = self.file() else {
            return Ok(Format::Table);
        };
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.and_then(Format::from_extension).ok_or_else(|| {
            CliError::usage(format!(
                "the extension of {} names no format",
                path.display()
            ))
            .hint("use .md, .csv, .tsv, .json, .ndjson, .html or .txt, or say --format")
        })
    }

    /// Whether the format is one that people read, so that empty columns may go.
    pub(super) fn for_people(&self) -> Result<bool, CliError> {
        Ok(matches!(
            self.chosen_format()?,
            Format::Table | Format::Markdown | Format::Html
        ))
    }

    fn file(&self) -> Option<&Path> {
        self.output
            .as_deref()
            .filter(|path| path.as_os_str() != "-")
    }
}

impl Context {
    /// Prints tables, or writes them to the file asked for.
    pub(super) fn emit(&self, output: &OutputArgs, tables: &[Table]) -> Result<(), CliError> {
        let format = output.chosen_format()?;
        let file = output.file();
        let options = Options {
            width: self.ui.width,
            color: file.is_none() && self.ui.color(),
            excel: output.excel,
        };
        let disarmed = render::disarmed(tables, format, &options);
        if disarmed > 0 {
            self.ui.status(&format!(
                "{} with = + - @ {} an apostrophe before {}",
                if disarmed == 1 {
                    "1 cell that begins".to_owned()
                } else {
                    format!("{disarmed} cells that begin")
                },
                if disarmed == 1 { "has" } else { "have" },
                if disarmed == 1 { "it" } else { "them" },
            ));
        }
        if format.is_delimited() {
            return self.emit_rows(output, |out| {
                render::write_delimited(tables, format, &options, out)
                    .map(|_written| ())
                    .map_err(|error| CliError::io("write the result", &error))
            });
        }
        let text = match tables {
            [table] => render::render(table, format, &options),
            _ => render::render_all(tables, format, &options),
        };
        match file {
            None if format == Format::Table => self.ui.page(&text),
            None => self.ui.print(&text),
            Some(path) => self.write_file(path, &text),
        }
    }

    /// Prints a text that is no table, or writes it to the file asked for.
    pub(super) fn emit_text(&self, output: &OutputArgs, text: &str) -> Result<(), CliError> {
        match output.file() {
            None => self.ui.print(text),
            Some(path) => self.write_file(path, text),
        }
    }

    /// Hands `write` where rows go that are not held in memory: standard output, or the file asked for, which is said then.
    pub(super) fn emit_rows<T>(
        &self,
        output: &OutputArgs,
        write: impl FnOnce(&mut dyn Write) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let Some(path) = output.file() else {
            let mut out = self.ui.rows();
            let value = write(&mut out)?;
            out.flush()
                .map_err(|error| CliError::io("write to standard output", &error))?;
            return Ok(value);
        };
        let value = replace_file_with(path, write)?;
        self.ui.status(&format!("Wrote {}", path.display()));
        Ok(value)
    }

    /// Writes a file and says so.
    pub(super) fn write_file(&self, path: &Path, text: &str) -> Result<(), CliError> {
        replace_file(path, text.as_bytes())?;
        self.ui.status(&format!("Wrote {}", path.display()));
        Ok(())
    }
}

/// Writes a file beside the old one and then puts it in its place, so that no half of it is ever seen. A link stays a link, and what
/// is no regular file (a pipe, `/dev/stdout`) is written to, never replaced.
pub(super) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    replace_file_with(path, |file| {
        file.write_all(bytes)
            .map_err(|error| CliError::io(&format!("write {}", path.display()), &error))
    })
}

/// As [`replace_file`], with what `write` writes; where that fails, the old file stays.
pub(super) fn replace_file_with<T>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, CliError>,
) -> Result<T, CliError> {
    if std::fs::metadata(path).is_ok_and(|old| !old.is_file() && !old.is_dir()) {
        let file = std::fs::OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(|error| CliError::io(&format!("write {}", path.display()), &error))?;
        return write(&mut BufWriter::new(file));
    }
    let resolved = std::fs::canonicalize(path);
    let path = resolved.as_deref().unwrap_or(path);
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let failed = |error: &std::io::Error| CliError::io(&format!("write {}", path.display()), error);
    if !directory.is_dir() {
        return Err(CliError::new(format!("cannot write {}", path.display()))
            .cause(format!("there is no directory {}", directory.display())));
    }
    let mut file = tempfile::Builder::new()
        .prefix(".claimbook-")
        .tempfile_in(directory)
        .map_err(|error| failed(&error))?;
    let mut buffer = BufWriter::new(file.as_file_mut());
    let value = write(&mut buffer)?;
    buffer.flush().map_err(|error| failed(&error))?;
    drop(buffer);
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    // A temporary file is readable by its owner alone; a new file should be as others the user makes, an old one as it was.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_or(0o644, |old| old.permissions().mode());
        file.as_file()
            .set_permissions(std::fs::Permissions::from_mode(mode))
            .map_err(|error| failed(&error))?;
    }
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(value)
}
