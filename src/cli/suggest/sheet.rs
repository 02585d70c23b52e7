//! Suggestions as a sheet in which a person writes verdicts.

use std::path::Path;

use super::decide::Request;
use super::found::{Subject, Suggestion};
use crate::cli::article_file::read_bytes;
use crate::cli::error::CliError;
use crate::domain::decision::Verdict;
use crate::sheet::quote;

/// Returns the sheet.
pub(super) fn write(subject: Subject, suggestions: &[Suggestion]) -> String {
    let mut sheet = String::from(
        "# Write same, different or unsure as verdict. What stays empty is asked again.\n# Then: claimbook suggest --log THIS-FILE\n",
    );
    for suggestion in suggestions {
        sheet.push_str(&format!("\n[[{}]]\n", subject.as_str()));
        sheet.push_str(&format!(
            "ref = {}\nverdict = \"\"\n",
            quote(&suggestion.reference)
        ));
        if let Some(text) = &suggestion.text {
            sheet.push_str(&format!("text = {}\n", quote(text)));
        }
        for line in [&suggestion.one, &suggestion.other]
            .into_iter()
            .flat_map(|text| text.lines())
        {
            sheet.push_str(&format!("# {line}\n"));
        }
        let level = match suggestion.level_shown() {
            "" => String::new(),
            level => format!("{level}, "),
        };
        sheet.push_str(&format!(
            "# {level}{} %: {}\n",
            suggestion.per_cent(),
            suggestion.why.replace('\n', " ")
        ));
    }
    if suggestions.is_empty() {
        sheet.push_str("\n# Nothing is suggested.\n");
    }
    sheet
}

/// Reads the verdicts of a sheet, in its order; entries without one are left out.
pub(super) fn read(file: &Path) -> Result<Vec<Request>, CliError> {
    let name = file.display();
    let text = String::from_utf8(read_bytes(file)?)
        .map_err(|_| CliError::new(format!("{name} is not UTF-8")))?;
    let table: toml::Table = text
        .strip_prefix('\u{feff}')
        .unwrap_or(&text)
        .parse()
        .map_err(|error: toml::de::Error| {
            CliError::new(format!("{name} is no sheet"))
                .cause(error.to_string().trim_end().to_owned())
        })?;
    let mut requests = Vec::new();
    for (section, entries) in &table {
        let subject = Subject::ALL
            .into_iter()
            .find(|subject| subject.as_str() == section);
        let (Some(subject), Some(entries)) = (subject, entries.as_array()) else {
            return Err(
                CliError::new(format!("{name}: “{section}” is nothing that is suggested"))
                    .hint("`claimbook suggest --sheet -o FILE` writes a sheet to begin with"),
            );
        };
        for entry in entries {
            let value = |key: &str| {
                entry
                    .get(key)
                    .and_then(toml::Value::as_str)
                    .unwrap_or_default()
                    .trim()
            };
            if value("verdict").is_empty() {
                continue;
            }
            let verdict = value("verdict").parse::<Verdict>().map_err(|error| {
                CliError::new(format!("{name}: {}: {}", value("ref"), error.message))
            })?;
            requests.push(Request {
                subject: Some(subject),
                reference: value("ref").to_owned(),
                verdict,
                text: Some(value("text"))
                    .filter(|text| !text.is_empty())
                    .map(str::to_owned),
            });
        }
    }
    Ok(requests)
}
