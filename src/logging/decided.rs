//! The sheet of what several coders of an article settle on: filled in with what they agree on, with the readings of each where they
//! do not. Logged, it is the article's decided coding.

mod reading;
mod writing;

use std::fmt::Write as _;

use self::reading::Reading;
use self::writing::Writing;
use crate::domain::coding::{Extent, Layer};
use crate::sheet::quote;
use crate::store::{Coding, Reader, StoreError};

/// How a decided sheet is made.
#[derive(Debug, Clone, Copy)]
pub struct DecideOptions<'a> {
    /// Whose name the decided coding gets where there is none yet.
    pub decider: &'a str,
    /// How many per cent of the words of two claims are in both where they are one unit.
    pub overlap: u8,
    /// The coder whose reading holds wherever coders differ.
    pub take: Option<&'a str>,
}

/// A sheet to be decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidedSheet {
    /// The sheet, as TOML.
    pub text: String,
    /// Whose codings it is made of, by name.
    pub coders: Vec<String>,
    /// How many claims stand in it.
    pub claims: usize,
    /// How many values are left to be settled.
    pub open: usize,
    /// How many claims, introductions and facts stand behind a #, because not every coder has them.
    pub aside: usize,
    /// The coder of the decided coding that the article has already; the sheet is then of that coding.
    pub decided_by: Option<String>,
}

/// Why there is no such sheet.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecideError {
    /// The book could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are not two codings of the same text that hold claims.
    #[error("a{article} has {} to agree on", match coders.as_slice() {
        [] => String::from("no coding with claims"),
        [one] => format!("one coder's claims alone ({one})"),
        several => format!("no two codings of the same text ({})", several.join(", ")),
    })]
    OneCoder {
        /// The article.
        article: i64,
        /// Who coded it.
        coders: Vec<String>,
    },
    /// The coder whose reading is to hold has none.
    #[error("{coder} has no coding of a{article} beside which others stand; its coders are {}", coders.join(", "))]
    NoSuchCoder {
        /// The article.
        article: i64,
        /// Who was asked for.
        coder: String,
        /// Who coded it.
        coders: Vec<String>,
    },
    /// One coder's reading is to hold, and the article is decided already.
    #[error("a{article} is decided already, by {coder}")]
    Decided {
        /// The article.
        article: i64,
        /// Whose decided coding it has.
        coder: String,
    },
}

/// Returns the sheet of an article's decided coding, made of its coders' own.
///
/// # Errors
/// [`DecideError`].
pub fn decided_sheet(
    reader: Reader<'_>,
    article: i64,
    options: DecideOptions<'_>,
) -> Result<DecidedSheet, DecideError> {
    let codings = reader.codings(article)?;
    let decided = codings.iter().find(|coding| coding.layer == Layer::Decided);
    let mut own: Vec<&Coding> = codings
        .iter()
        .filter(|coding| coding.layer == Layer::Own && coding.extent != Extent::Facts)
        .collect();
    own.sort_by(|one, other| one.coder.cmp(&other.coder));
    let all: Vec<String> = own.iter().map(|coding| coding.coder.clone()).collect();
    let version = match decided {
        Some(coding) => coding.version,
        None => common_version(&own),
    };
    own.retain(|coding| coding.version == version);
    if own.len() < 2 {
        return Err(DecideError::OneCoder {
            article,
            coders: all,
        });
    }
    if let (Some(_), Some(decided)) = (options.take, decided) {
        return Err(DecideError::Decided {
            article,
            coder: decided.coder.clone(),
        });
    }
    let text = reader.version_text(version)?;
    let mut readings = Vec::with_capacity(own.len());
    for coding in &own {
        readings.push(Reading::load(reader, coding, &text)?);
    }
    let coders: Vec<String> = own.iter().map(|coding| coding.coder.clone()).collect();
    let taken = match options.take {
        None => None,
        Some(coder) => {
            let place = coders.iter().position(|of| of == coder);
            Some(place.ok_or_else(|| DecideError::NoSuchCoder {
                article,
                coder: coder.to_owned(),
                coders: all,
            })?)
        }
    };
    let standing = match decided {
        Some(coding) => Some(Reading::load(reader, coding, &text)?),
        None => None,
    };
    let extent = match decided {
        Some(coding) => coding.extent,
        None if own.iter().any(|coding| coding.extent == Extent::Full) => Extent::Full,
        None => Extent::Partial,
    };
    let mut sheet = Writing {
        article,
        readings: &readings,
        standing: standing.as_ref(),
        taken,
        out: String::new(),
        claims: 0,
        open: 0,
        aside: 0,
    };
    sheet.heading();
    sheet.claims(options.overlap);
    let decider = decided.map_or(options.decider, |coding| coding.coder.as_str());
    let _infallible = write!(
        sheet.out,
        "\n[defaults]\ncoder = {}\n\n[article]\nkey = \"a{article}\"\ncoded = {}\nlayer = {}\n",
        quote(decider),
        quote(extent.as_str()),
        quote(Layer::Decided.as_str())
    );
    sheet.introductions();
    sheet.facts();
    Ok(DecidedSheet {
        claims: sheet.claims,
        open: sheet.open,
        aside: sheet.aside,
        text: sheet.out,
        coders,
        decided_by: decided.map(|coding| coding.coder.clone()),
    })
}

/// The version that most codings read, the newest of several.
fn common_version(codings: &[&Coding]) -> i64 {
    let readers = |version: i64| {
        let of = codings.iter().filter(|coding| coding.version == version);
        of.count()
    };
    let versions = codings.iter().map(|coding| coding.version);
    versions
        .max_by_key(|version| (readers(*version), *version))
        .unwrap_or_default()
}
