//! The sheet that a person fills in: what the text shows of itself stands there already, what the book knows stands beside it.

use std::fmt::Write as _;

use crate::domain::record::Kind;
use crate::domain::text::{Text, paragraphs};
use crate::sheet::locator::Finder;
use crate::sheet::quote;
use crate::store::{ListQuery, Reader, Result, Value};

/// What is known of an article before it is read by a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Title and where the headline stands.
    pub title: Option<(String, crate::domain::text::Span)>,
    /// Authors.
    pub byline: Vec<String>,
    /// Date of publication.
    pub published: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Key of the event whose propositions and speakers are shown.
    pub event: Option<String>,
}

/// How many records of a kind are shown.
const SHOWN: i64 = 200;

/// Returns a sheet for the text of `file`, with the propositions, speakers and events of the book as comments; those of the chosen
/// event where there is one.
///
/// # Errors
/// When the book cannot be read.
pub fn skeleton(
    reader: Option<Reader<'_>>,
    file: &str,
    text: &Text,
    known: &Known,
) -> Result<String> {
    let blocks = paragraphs(text);
    let finder = Finder::new(text, &blocks);
    let mut out = String::from(
        "# One row a claim. Save and close to log it; empty the file to stop.\n\
         # voice: direct, indirect, narration, document; a trailing ? marks a guess. text: exact words, or \"first … last\".\n\
         claims = [\n  # { voice = \"direct\", who = \"\", cue = \"said\", text = \"first … last\", prop = \"a key, or a whole sentence #topic\", stance = \"asserts\" },\n]\n\n[article]\n",
    );
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("file = {}", quote(file)));
    let title = known.title.as_ref().map_or("", |(title, _)| title.as_str());
    line(format!(
        "title = {}{}",
        quote(title),
        if title.is_empty() {
            ""
        } else {
            "  # the first line: correct it where it is none"
        }
    ));
    line(format!(
        "outlet = {}  # who published it",
        quote(known.outlet.as_deref().unwrap_or_default())
    ));
    match &known.published {
        Some(published) => line(format!("published = {}", quote(published))),
        None => line(String::from(
            "# published = \"2025-04-21\"  # as precise as the article says; a trailing ? is a guess",
        )),
    }
    line(String::from("# zone = \"Asia/Shanghai?\""));
    line(String::from("# url = \"\""));
    if !known.byline.is_empty() {
        let names: Vec<String> = known.byline.iter().map(|name| quote(name)).collect();
        line(format!("byline = [{}]", names.join(", ")));
    }
    match &known.language {
        Some(language) => line(format!("language = {}", quote(language))),
        None => line(String::from("# language = \"en\"")),
    }
    match &known.event {
        Some(event) => line(format!("events = [{}]", quote(event))),
        None => line(String::from("# events = [\"\"]")),
    }
    line(String::from(
        "coded = \"partial\"  # full: every claim is logged; partial; facts: no claims",
    ));
    if let Some((_, span)) = &known.title
        && let Some(piece) = finder.describe(&[*span]).pieces.first()
    {
        line(format!("headline = {}", quote(&piece.words)));
    }
    line(String::from(
        "\n# [speakers.short]      # a name local to this sheet\n# name = \"Full Name\"\n# kind = \"person\"       # person, group, organization, country, document, unnamed\n\n# [[introductions]]\n# who = \"short\"\n# role = \"director\"\n# org = \"Centre < University\"\n# text = \"first … last\"",
    ));
    if let Some(reader) = reader {
        known_records(reader, known.event.as_deref(), &mut out)?;
    }
    Ok(out)
}

fn known_records(reader: Reader<'_>, event: Option<&str>, out: &mut String) -> Result<()> {
    let id = match event {
        Some(event) => Some(reader.find_record(Kind::Event, event, false)?.id),
        None => None,
    };
    let scope = [("event", Value::from(id)), ("limit", Value::Integer(SHOWN))];
    let pair = |row: &crate::store::Row<'_>| Ok((row.text("key")?, row.text("name")?));
    let propositions = reader.rows(include_str!("skeleton_propositions.sql"), &scope, pair)?;
    let speakers = reader.rows(include_str!("skeleton_speakers.sql"), &scope, pair)?;
    let query = ListQuery {
        limit: usize::try_from(SHOWN).ok(),
        ..ListQuery::default()
    };
    let events: Vec<(String, String)> = reader
        .list_records(Kind::Event, &query)?
        .iter()
        .map(|record| (record.key.clone(), record.title().to_owned()))
        .collect();
    for (what, records) in [
        ("Propositions", propositions),
        ("Speakers", speakers),
        ("Events", events),
    ] {
        if records.is_empty() {
            continue;
        }
        let of = match event {
            Some(event) if what != "Events" => format!(" of {event}"),
            _ => String::new(),
        };
        let _infallible = writeln!(out, "\n# {what}{of} in the book:");
        for (key, name) in records {
            // A line of its own in a comment, whatever the name holds.
            let name: String = name
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            let _infallible = writeln!(out, "#   {key}  {name}");
        }
    }
    Ok(())
}
