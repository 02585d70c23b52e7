//! A draft as a sheet for a person to correct.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::super::error::CliError;
use super::known_propositions::KnownPropositions;
use crate::capture::page::{Origin as FoundIn, Page};
use crate::capture::{DraftedArticle, DraftedClaim, Introduction, Person};
use crate::domain::claim::{Origin, Stance, Status, Voice};
use crate::domain::coding::Extent;
use crate::domain::fold::spelling;
use crate::domain::key::{slug, unique};
use crate::domain::names::Names;
use crate::domain::record::Kind;
use crate::domain::text::{BlockKind, Span, Text, paragraphs};
use crate::logging::{known_records, known_roles};
use crate::sheet::locator::{Finder, Locator};
use crate::sheet::model::{ArticleTable, IntroductionRow, RecordTable, Row, Sheet, Who};
use crate::sheet::{At, Place, write};
use crate::store::Reader;

const HEAD: &str = "\
# Drafted by machine. Correct the rows; take `draft = true` out of those that you have looked at: what keeps it is no claim that counts.
# voice: direct, indirect, narration, document; a trailing ? marks a guess. text: exact words, or \"first … last\".
# prop: a key, or a whole sentence #topic. Save and close to log; empty the file to stop.
";

const HINTS: &str = "
# One row more:
#   { voice = \"direct\", who = \"\", cue = \"said\", text = \"first … last\", prop = \"a key, or a whole sentence #topic\", stance = \"asserts\" },
# In [article]: published = \"2025-04-21\" as precise as it says, zone = \"Asia/Shanghai?\", events = [\"\"];
# coded: full (every claim is logged), partial, facts (no claims).
# [speakers.short]      # a name local to this sheet
# name = \"Full Name\"
# kind = \"person\"       # person, group, organization, country, document, unnamed
# [[introductions]]
# who = \"short\"
# role = \"director\"
# org = \"Centre < University\"
# text = \"first … last\"
";

/// How a speaker is called of whom the article says nothing.
const NOBODY: &str = "nobody named";

/// How many words of a name make a key.
const MOST_WORDS: usize = 4;

/// What a book knows that a sheet can use, read once for all articles of a call.
pub(in crate::cli) struct KnownBook<'b> {
    reader: Reader<'b>,
    propositions: KnownPropositions,
    /// The key of the event whose article it is.
    event: Option<String>,
    /// The comments that stand below a sheet.
    records: String,
}

impl<'b> KnownBook<'b> {
    /// Reads it; propositions and speakers of the event where its key is given.
    pub(in crate::cli) fn load(
        reader: Reader<'b>,
        event: Option<String>,
    ) -> Result<KnownBook<'b>, CliError> {
        Ok(KnownBook {
            reader,
            propositions: KnownPropositions::load(reader)?,
            records: known_records(reader, event.as_deref())?,
            event,
        })
    }
}

/// Returns the sheet of a drafted article: `file` is how it names the article's file. Names that the book knows stand as their keys, and
/// what it knows else stands below as comments.
pub(in crate::cli) fn drafted_sheet(
    drafted: &DraftedArticle,
    file: &str,
    known: Option<&KnownBook<'_>>,
) -> Result<String, CliError> {
    let mut text = String::from(HEAD);
    let origins = origins(&drafted.page);
    if !origins.is_empty() {
        let origins: Vec<String> = origins
            .iter()
            .map(|(field, origin)| format!("{field}: {origin}"))
            .collect();
        let _infallible = writeln!(text, "# Found in: {}.", origins.join(", "));
    }
    if drafted.language.is_none() {
        text.push_str("# No claims are drafted from texts in this language.\n");
    }
    let sheet = sheet(drafted, file, known)?;
    text.push_str(&write(&sheet));
    if let Some(known) = known {
        text.push_str(&changed_roles(&sheet, known.reader)?);
    }
    text.push_str(HINTS);
    if let Some(known) = known {
        text.push_str(&known.records);
    }
    Ok(text)
}

/// Returns which fields were found, and where.
pub(super) fn origins(page: &Page) -> Vec<(&'static str, FoundIn)> {
    [
        ("title", page.title.as_ref().map(|found| found.origin)),
        ("authors", page.authors.first().map(|found| found.origin)),
        (
            "published",
            page.published.as_ref().map(|found| found.origin),
        ),
        ("zone", page.zone.as_ref().map(|found| found.origin)),
        ("updated", page.updated.as_ref().map(|found| found.origin)),
        ("outlet", page.outlet.as_ref().map(|found| found.origin)),
        ("credit", page.credit.as_ref().map(|found| found.origin)),
        ("url", page.url.as_ref().map(|found| found.origin)),
        ("language", page.language.as_ref().map(|found| found.origin)),
        ("section", page.section.as_ref().map(|found| found.origin)),
    ]
    .into_iter()
    .filter_map(|(field, origin)| Some((field, origin?)))
    .collect()
}

/// Returns as comments which known speakers the article introduces as something that the book does not have of them: a change, or another
/// person of the same name. A person decides; logged as it is, the role stands beside the known ones.
fn changed_roles(sheet: &Sheet, reader: Reader<'_>) -> Result<String, CliError> {
    let mut comments = String::new();
    for introduction in &sheet.introductions {
        let who = introduction.who.value.as_str();
        let known = known_roles(reader, who)?;
        let role = introduction.role.as_ref().map(|role| role.value.as_str());
        let chain = introduction.org.as_ref().map(|org| org.value.as_str());
        let org = chain.and_then(|chain| chain.split(" < ").next());
        let is_same = |known: &(Option<String>, Option<String>)| {
            spelling(known.0.as_deref().unwrap_or_default()) == spelling(role.unwrap_or_default())
                && spelling(known.1.as_deref().unwrap_or_default())
                    == spelling(org.unwrap_or_default())
        };
        if known.is_empty() || known.iter().any(is_same) {
            continue;
        }
        let shown = |role: Option<&str>, org: Option<&str>| {
            let parts: Vec<&str> = role.into_iter().chain(org).collect();
            // A line of its own in a comment, whatever the names hold.
            parts.join(", ").replace(char::is_control, " ")
        };
        let before: Vec<String> = known
            .iter()
            .map(|(role, org)| shown(role.as_deref(), org.as_deref()))
            .collect();
        let _infallible = writeln!(
            comments,
            "# New role of {who}: {}; so far: {}. If that is somebody else, give them a table with a key of their own.",
            shown(role, chain),
            before.join("; ")
        );
    }
    if !comments.is_empty() {
        comments.insert(0, '\n');
    }
    Ok(comments)
}

/// Gives a row the known proposition that its words seem to be, as asserted unless the cue says otherwise; a guess as the whole row is.
fn propose(row: &mut Row, content: &[Span], text: &Text, known: &KnownPropositions) {
    let words: Vec<&str> = content
        .iter()
        .filter_map(|span| text.slice(*span))
        .collect();
    if let Some(key) = known.nearest(&words.join(" ")) {
        row.props.push(at(key.to_owned()));
        row.stance = row.stance.or(Some(Stance::Asserts));
        row.stance_guess = true;
    }
}

fn at<T>(value: T) -> At<T> {
    At {
        value,
        place: Place::default(),
    }
}

fn sheet(
    drafted: &DraftedArticle,
    file: &str,
    known: Option<&KnownBook<'_>>,
) -> Result<Sheet, CliError> {
    let names = known.map(|known| &known.reader as &dyn Names);
    let event = known.and_then(|known| known.event.as_deref());
    let text = &drafted.page.text;
    let blocks = paragraphs(text);
    let words = Words {
        text,
        finder: Finder::new(text, &blocks),
        blocks: &blocks,
    };
    let mut speakers = Speakers::new(drafted, names);
    let mut rows = Vec::new();
    let mut drafted_contents: BTreeSet<Vec<Span>> = BTreeSet::new();
    for claim in &drafted.draft.claims {
        let content = words.spans(&claim.content);
        // Without a proposition two rows of the same words would be one claim.
        if content.is_empty() || !drafted_contents.insert(content.clone()) {
            continue;
        }
        let mut row = row(claim, &content, &words, &mut speakers)?;
        row.figures = drafted
            .figures_of(claim)
            .map(|drafted| at(drafted.figure.clone()))
            .collect();
        if let Some(known) = known {
            propose(&mut row, &content, text, &known.propositions);
        }
        rows.push(row);
    }
    for span in &drafted.narrated {
        let content = words.spans(&[*span]);
        if !content.is_empty() && drafted_contents.insert(content.clone()) {
            let mut row = Row {
                figures: drafted
                    .figures_in(*span)
                    .map(|drafted| at(drafted.figure.clone()))
                    .collect(),
                ..drafted_row(Voice::Narration, at(words.finder.describe(&content)))
            };
            if let Some(known) = known {
                propose(&mut row, &content, text, &known.propositions);
            }
            rows.push(row);
        }
    }
    // Whoever has a role is worth a line even without a claim.
    let mut introductions = Vec::new();
    for (place, person) in drafted.draft.people.iter().enumerate() {
        for introduction in &person.introductions {
            if let Some(text) = words.one(introduction.span) {
                let who = speakers.local(place)?;
                introductions.push(introduction_row(who, introduction, text));
            }
        }
    }
    Ok(Sheet {
        article: article(&drafted.page, file, names, event, &words)?,
        rows,
        introductions,
        tables: speakers.tables(),
        ..Sheet::default()
    })
}

/// Finds words of the text again.
struct Words<'a> {
    text: &'a Text,
    finder: Finder<'a>,
    blocks: &'a [Span],
}

impl Words<'_> {
    /// Cuts spans where a block ends, takes white space off their ends and leaves out what is empty then.
    fn spans(&self, spans: &[Span]) -> Vec<Span> {
        let mut cut = Vec::new();
        for span in spans {
            let first = self.blocks.partition_point(|block| block.end <= span.start);
            for block in self.blocks.iter().skip(first) {
                if block.start >= span.end {
                    break;
                }
                let part = Span::new(span.start.max(block.start), span.end.min(block.end));
                cut.extend(self.trimmed(part));
            }
        }
        cut
    }

    fn trimmed(&self, span: Span) -> Option<Span> {
        let words = self.text.slice(span)?;
        let code_points = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let before = code_points(words) - code_points(words.trim_start());
        let after = code_points(words) - code_points(words.trim_end());
        let trimmed = Span::new(span.start + before, span.end.saturating_sub(after));
        (!trimmed.is_empty()).then_some(trimmed)
    }

    /// Returns a locator of one span; none where it is empty or reaches over blocks.
    fn one(&self, span: Span) -> Option<Locator> {
        match self.spans(&[span]).as_slice() {
            [span] => Some(self.finder.describe(&[*span])),
            _ => None,
        }
    }
}

fn row<'a>(
    claim: &DraftedClaim,
    content: &[Span],
    words: &Words<'a>,
    speakers: &mut Speakers<'a>,
) -> Result<Row, CliError> {
    let pieces = |spans: &[Span]| {
        words
            .spans(spans)
            .into_iter()
            .map(|span| at(words.finder.describe_nearest(span, content)))
            .collect()
    };
    let source = words
        .spans(&claim.source)
        .into_iter()
        .find_map(|span| words.text.slice(span))
        .unwrap_or_default();
    let mut who = Vec::new();
    for place in &claim.speakers {
        who.push(Who {
            name: at(speakers.local(*place)?),
            guess: !speakers.is_named_by(*place, source),
        });
    }
    if who.is_empty() {
        who.push(Who {
            name: at(speakers.unresolved(source)),
            guess: true,
        });
    }
    let mut via = Vec::new();
    for place in &claim.via {
        via.push(at(speakers.local(*place)?));
    }
    let content = at(words.finder.describe(content));
    Ok(Row {
        who,
        via,
        cue: pieces(&claim.cue),
        source: pieces(&claim.source),
        stance: claim.stance,
        stance_guess: claim.stance.is_some(),
        ..drafted_row(claim.voice, content)
    })
}

fn drafted_row(voice: Voice, text: At<Locator>) -> Row {
    Row {
        place: Place::default(),
        id: None,
        voice,
        voice_guess: false,
        who: Vec::new(),
        or: Vec::new(),
        principals: Vec::new(),
        via: Vec::new(),
        cue: Vec::new(),
        source: Vec::new(),
        text,
        props: Vec::new(),
        stance: None,
        stance_guess: false,
        said: None,
        at: None,
        about: None,
        figures: Vec::new(),
        targets: Vec::new(),
        part_of: Vec::new(),
        supports: Vec::new(),
        gloss: None,
        labels: Vec::new(),
        note: None,
        status: Status::Draft,
        origin: Origin::Machine,
    }
}

fn introduction_row(who: String, introduction: &Introduction, text: Locator) -> IntroductionRow {
    let chain: Vec<&str> = introduction
        .organization
        .iter()
        .chain(&introduction.parents)
        .map(String::as_str)
        .collect();
    IntroductionRow {
        place: Place::default(),
        who: at(who),
        role: (!introduction.role.is_empty()).then(|| at(introduction.role.clone())),
        org: (!chain.is_empty()).then(|| at(chain.join(" < "))),
        text: at(text),
        note: None,
    }
}

/// The speakers of a sheet, by the names that its rows use.
struct Speakers<'a> {
    text: &'a Text,
    people: &'a [Person],
    names: Option<&'a dyn Names>,
    /// By the name and kind, since two unnamed of one name are one table.
    local: BTreeMap<(&'a str, &'static str), String>,
    tables: Vec<RecordTable>,
}

impl<'a> Speakers<'a> {
    fn new(drafted: &'a DraftedArticle, names: Option<&'a dyn Names>) -> Speakers<'a> {
        Speakers {
            text: &drafted.page.text,
            people: &drafted.draft.people,
            names,
            local: BTreeMap::new(),
            tables: Vec::new(),
        }
    }

    /// Returns the name of somebody in rows: the book's key where their full name is known there, else a name of a table.
    fn local(&mut self, place: usize) -> Result<String, CliError> {
        let Some(person) = self.people.get(place) else {
            return Ok(String::new());
        };
        let who = (person.name.as_str(), person.kind.as_str());
        if let Some(local) = self.local.get(&who) {
            return Ok(local.clone());
        }
        let known = match self.names {
            Some(names) if person.kind.as_str() != "unnamed" => names
                .find(Kind::Speaker, &person.name)
                .map_err(|error| CliError::new(error.message))?,
            _ => Vec::new(),
        };
        let local = match known.as_slice() {
            [known] if known.subkind.as_deref().is_none_or(|kind| kind == who.1) => {
                known.key.clone()
            }
            _ => {
                let local = self.free(self.short(person));
                self.tables
                    .push(table(&local, &person.name, person.kind.as_str()));
                local
            }
        };
        self.local.insert(who, local.clone());
        Ok(local)
    }

    /// Returns the name of a table for somebody whom the article does not name, or of whom it is not clear who is meant: their own words
    /// in the article.
    fn unresolved(&mut self, source: &'a str) -> String {
        let name = if source.is_empty() { NOBODY } else { source };
        let who = (name, "unnamed");
        if let Some(local) = self.local.get(&who) {
            return local.clone();
        }
        let local = self.free(name);
        self.tables.push(table(&local, name, "unnamed"));
        self.local.insert(who, local.clone());
        local
    }

    /// Returns the word by which the article goes on to call somebody, else the whole name.
    fn short(&self, person: &'a Person) -> &'a str {
        let mentions = person.mentions.iter();
        mentions
            .filter_map(|span| self.text.slice(*span))
            .find(|words| {
                !words.contains(char::is_whitespace) && words.starts_with(char::is_uppercase)
            })
            .unwrap_or(&person.name)
    }

    /// Returns the key made of a name's first words, with a number where another has it.
    fn free(&self, name: &str) -> String {
        let words: Vec<&str> = name.split_whitespace().take(MOST_WORDS).collect();
        let base = match slug(&words.join(" ")) {
            base if base.is_empty() => String::from("speaker"),
            base => base,
        };
        unique(&base, |name| self.local.values().any(|taken| taken == name))
    }

    /// Whether the words name somebody by the full name or its longest word, so that no guess is in it.
    fn is_named_by(&self, place: usize, source: &str) -> bool {
        self.people.get(place).is_some_and(|person| {
            source.contains(&person.name)
                || person.name.split_whitespace().any(|word| {
                    word.chars().count() > 1
                        && word.starts_with(char::is_uppercase)
                        && has_word(source, word)
                })
        })
    }

    fn tables(self) -> Vec<RecordTable> {
        self.tables
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|other| other == word)
}

fn table(local: &str, name: &str, kind: &str) -> RecordTable {
    let noun = Kind::Speaker.noun();
    let fields = [("name", name.to_owned()), ("kind", kind.to_owned())];
    RecordTable {
        place: Place::default(),
        kind: Kind::Speaker,
        local: local.to_owned(),
        key: None,
        fields: fields
            .into_iter()
            .filter_map(|(name, value)| Some((noun.field(name)?, at(value))))
            .collect(),
        aliases: Vec::new(),
        labels: Vec::new(),
        shared: false,
        reported: Vec::new(),
    }
}

fn article(
    page: &Page,
    file: &str,
    names: Option<&dyn Names>,
    event: Option<&str>,
    words: &Words<'_>,
) -> Result<ArticleTable, CliError> {
    let noun = Kind::Article.noun();
    let outlet = |name: &str| -> Result<String, CliError> {
        let known = match names {
            Some(names) => names
                .find(Kind::Outlet, name)
                .map_err(|error| CliError::new(error.message))?,
            None => Vec::new(),
        };
        Ok(match known.as_slice() {
            [known] => known.key.clone(),
            _ => name.to_owned(),
        })
    };
    let value = |found: &Option<crate::capture::page::Found<String>>| {
        found.as_ref().map(|found| found.value.clone())
    };
    let credit = value(&page.credit).map(|name| outlet(&name)).transpose()?;
    let fields = [
        ("title", Some(value(&page.title).unwrap_or_default())),
        (
            "outlet",
            Some(outlet(&value(&page.outlet).unwrap_or_default())?),
        ),
        ("credit", credit),
        ("url", value(&page.url)),
        (
            "published",
            page.published.as_ref().map(|found| found.value.to_string()),
        ),
        (
            "updated",
            page.updated.as_ref().map(|found| found.value.to_string()),
        ),
        (
            "zone",
            page.zone.as_ref().map(|found| found.value.to_string()),
        ),
        ("language", value(&page.language)),
    ];
    let of = |kind: BlockKind| -> Vec<At<Locator>> {
        page.blocks
            .iter()
            .filter(|block| block.kind == kind)
            .flat_map(|block| words.spans(&[block.span]))
            .map(|span| at(words.finder.describe(&[span])))
            .collect()
    };
    Ok(ArticleTable {
        file: Some(at(file.to_owned())),
        fields: fields
            .into_iter()
            .filter_map(|(name, value)| Some((noun.field(name)?, at(value?))))
            .collect(),
        byline: page
            .authors
            .iter()
            .map(|author| at(author.value.clone()))
            .collect(),
        events: event
            .map(|event| at(event.to_owned()))
            .into_iter()
            .collect(),
        coded: Some(at(Extent::Partial)),
        headline: of(BlockKind::Headline).into_iter().next(),
        byline_block: of(BlockKind::Byline).into_iter().next(),
        captions: of(BlockKind::Caption),
        boilerplate: of(BlockKind::Boilerplate),
        ..ArticleTable::default()
    })
}
