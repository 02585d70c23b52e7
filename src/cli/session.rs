//! Who writes, when, and with what randomness.

use chrono::{DateTime, Utc};

use super::Context;
use super::error::CliError;
use crate::domain::session::Session;

impl Context {
    /// Starts the session of this command line. CLAIMBOOK_NOW (RFC 3339) and CLAIMBOOK_SEED (a whole number) fix the clock and the
    /// randomness, so that a test gets the same book every time.
    pub(super) fn session(&self) -> Result<Session, CliError> {
        let at = match std::env::var("CLAIMBOOK_NOW") {
            Ok(now) => DateTime::parse_from_rfc3339(&now)
                .map_err(|error| {
                    CliError::usage(format!("CLAIMBOOK_NOW is “{now}”"))
                        .cause(error.to_string())
                        .hint("write it like 2026-01-02T03:04:05Z")
                })?
                .with_timezone(&Utc),
            Err(_) => Utc::now(),
        };
        let seed = match std::env::var("CLAIMBOOK_SEED") {
            Ok(seed) => seed.parse().map_err(|_| {
                CliError::usage(format!("CLAIMBOOK_SEED is “{seed}”, not a whole number"))
            })?,
            Err(_) => getrandom::u64().map_err(|error| {
                CliError::new("the system gives no randomness").cause(error.to_string())
            })?,
        };
        Ok(Session::new(self.coder()?, at, seed))
    }

    /// Returns who writes.
    pub(super) fn coder(&self) -> Result<String, CliError> {
        if let Some(coder) = &self.global.coder {
            let coder = coder.trim();
            if coder.is_empty() {
                return Err(CliError::usage("--coder is empty"));
            }
            return Ok(coder.to_owned());
        }
        if let Some(coder) = variable("CLAIMBOOK_CODER") {
            return Ok(coder);
        }
        if let Some(coder) = configured_coder()? {
            return Ok(coder);
        }
        Ok(variable("USER")
            .or_else(|| variable("LOGNAME"))
            .or_else(|| variable("USERNAME"))
            .unwrap_or_else(|| String::from("unknown")))
    }
}

fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok()?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn configured_coder() -> Result<Option<String>, CliError> {
    let Some(directory) = dirs::config_dir() else {
        return Ok(None);
    };
    let path = directory.join("claimbook").join("config.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CliError::io(&format!("read {}", path.display()), &error)),
    };
    let wrong = |reason: String| {
        CliError::new(format!(
            "the configuration {} cannot be used",
            path.display()
        ))
        .cause(reason)
        .hint("write: coder = \"your name\"")
    };
    let config: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| wrong(error.to_string()))?;
    match config.get("coder") {
        None => Ok(None),
        Some(toml::Value::String(coder)) if !coder.trim().is_empty() => {
            Ok(Some(coder.trim().to_owned()))
        }
        Some(other) => Err(wrong(format!("coder is {other}, not a name"))),
    }
}
