//! Names into records and words into spans: what a sheet means, against one text and one book.

use super::locator::{Finder, Locator, LocatorError};
use super::model::{FactRow, FactValue, IntroductionRow, Row, RowName, Sheet, Who};
use super::problem::{At, Place, Problem};
use super::resolve_names::{NameResolver, NewRecord, Pool, Ref, TableUse};
use crate::domain::claim::{Origin, Relation, SpeakerPart, Stance, Status, TargetRole, Voice};
use crate::domain::date::Date;
use crate::domain::figure::Figure;
use crate::domain::names::{Names, NamesError};
use crate::domain::record::{Field, Kind, Known, Takes};
use crate::domain::text::{Block, BlockKind, Span, Text, paragraphs};

/// A sheet whose names are records and whose words are spans.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The article's own fields.
    pub article: Vec<(&'static Field, FieldRef)>,
    /// Events the article is linked to.
    pub events: Vec<Ref>,
    /// Blocks of the text, in order; every paragraph is in one or is one.
    pub blocks: Vec<Block>,
    /// Claims, in the order of the rows; a row with several propositions is several claims.
    pub claims: Vec<ResolvedClaim>,
    /// Introductions, in order.
    pub introductions: Vec<ResolvedIntroduction>,
    /// Reported facts, in order.
    pub facts: Vec<ResolvedFact>,
    /// Records that the book does not have; references name them by their index.
    pub new_records: Vec<NewRecord>,
    /// Tables of records that the book has.
    pub tables: Vec<TableUse>,
}

/// The value of a field: words, or another record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldRef {
    /// In its stored form.
    Text(String),
    /// A record.
    Record(Ref),
}

/// A claim of a sheet.
#[derive(Debug)]
pub struct ResolvedClaim {
    /// Where its row stands.
    pub place: Place,
    /// The number its row gives.
    pub number: Option<i64>,
    /// The proposition.
    pub proposition: Option<Ref>,
    /// The event at which it was said.
    pub uttered_at: Option<Ref>,
    /// The event it is about.
    pub about: Option<Ref>,
    /// When it was said.
    pub said: Option<Date>,
    /// In whose voice.
    pub voice: Voice,
    /// Whether the voice is a guess.
    pub voice_guess: bool,
    /// What the speaker does with the proposition.
    pub stance: Option<Stance>,
    /// Whether the stance is a guess.
    pub stance_guess: bool,
    /// How far it is looked at.
    pub status: Status,
    /// Who found it.
    pub origin: Origin,
    /// The kind of block in which it begins.
    pub block: BlockKind,
    /// Speakers in their parts, in order.
    pub speakers: Vec<(Ref, SpeakerPart, bool)>,
    /// The chain by which it reached the article.
    pub via: Vec<Ref>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Targets.
    pub targets: Vec<(Ref, TargetRole, Option<i8>)>,
    /// Where its words stand.
    pub content: Vec<Span>,
    /// Where the words that report it stand.
    pub cue: Vec<Span>,
    /// Where the words that name the speaker stand.
    pub source: Vec<Span>,
    /// Other claims of the sheet, by index, or of the article, by number.
    pub links: Vec<(LinkRef, Relation)>,
    /// A translation.
    pub gloss: Option<String>,
    /// Labels.
    pub labels: Vec<String>,
    /// A note.
    pub note: Option<String>,
}

/// A claim that another is a part of or evidence for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkRef {
    /// The claim at this index of the sheet.
    Index(usize),
    /// A claim of the article that the sheet does not show, by number and place.
    Number(i64, Place),
}

/// An introduction of a sheet.
#[derive(Debug)]
pub struct ResolvedIntroduction {
    /// Where it stands.
    pub place: Place,
    /// Who.
    pub speaker: Ref,
    /// In which role.
    pub role: Option<String>,
    /// At which organization.
    pub organization: Option<Ref>,
    /// Where the words stand.
    pub content: Vec<Span>,
    /// A note.
    pub note: Option<String>,
}

/// A reported fact of a sheet.
#[derive(Debug)]
pub struct ResolvedFact {
    /// Where it stands.
    pub place: Place,
    /// An event, a speaker or an organization.
    pub subject: Ref,
    /// Which of the three.
    pub subject_kind: Kind,
    /// Such as date, name, theme, host.
    pub attribute: String,
    /// What is said.
    pub value: FactValue,
    /// Where the words stand.
    pub content: Vec<Span>,
}

/// Everything a sheet is resolved against.
pub struct Surroundings<'a> {
    /// The article's text.
    pub text: &'a Text,
    /// The book's names.
    pub names: &'a dyn Names,
    /// All sheets of the call: names new in any of them count for all.
    pub sheets: &'a [&'a Sheet],
    /// The names that those sheets' tables have for each other.
    pub pool: &'a Pool,
    /// The article in the book, where it is known: its unnamed speakers are this sheet's.
    pub article: Option<i64>,
    /// Whether the sheet was read without problems; a row that was not read uses no table.
    pub complete: bool,
}

/// Returns the record of the book that `name` means in the sheet at index `own`; `None` where it is new, or none.
///
/// # Errors
/// When the book cannot be read.
pub fn known_in_sheet(
    own: usize,
    surroundings: &Surroundings<'_>,
    kind: Kind,
    name: &At<String>,
) -> Result<Option<Known>, NamesError> {
    let mut names = NameResolver::new(own, surroundings);
    Ok(match names.reference(kind, name)? {
        Some(Ref::Known(known)) => Some(*known),
        _ => None,
    })
}

/// Resolves the sheet at index `own` of the surroundings. All problems come back at once, in the order of the file.
///
/// # Errors
/// The outer error when the book cannot be read; the inner one with everything that is wrong with the sheet.
pub fn resolve(
    own: usize,
    surroundings: &Surroundings<'_>,
) -> Result<Result<Resolved, Vec<Problem>>, NamesError> {
    let Some(sheet) = surroundings.sheets.get(own) else {
        return Ok(Ok(Resolved::default()));
    };
    let paragraphs = paragraphs(surroundings.text);
    let mut resolver = Resolver {
        sheet,
        finder: Finder::new(surroundings.text, &paragraphs),
        names: NameResolver::new(own, surroundings),
        problems: Vec::new(),
        blocks: Vec::new(),
    };
    let mut resolved = Resolved::default();
    resolver.article(&mut resolved, &paragraphs)?;
    for row in &sheet.rows {
        resolver.row(row, &mut resolved.claims)?;
    }
    resolver.links(&mut resolved.claims);
    resolver.refuse_circles(&resolved.claims);
    for row in &sheet.introductions {
        if let Some(introduction) = resolver.introduction(row)? {
            resolved.introductions.push(introduction);
        }
    }
    resolver.facts(&mut resolved.facts)?;
    if surroundings.complete {
        resolver.names.report_unused_tables()?;
    }
    let mut problems = resolver.problems;
    let (new_records, tables, name_problems) = resolver.names.finish();
    problems.extend(name_problems);
    if problems.is_empty() {
        resolved.blocks = resolver.blocks;
        resolved.new_records = new_records;
        resolved.tables = tables;
        return Ok(Ok(resolved));
    }
    problems.sort();
    problems.dedup();
    Ok(Err(problems))
}

struct Resolver<'a> {
    sheet: &'a Sheet,
    finder: Finder<'a>,
    names: NameResolver<'a>,
    problems: Vec<Problem>,
    blocks: Vec<Block>,
}

impl Resolver<'_> {
    fn problem(&mut self, place: Place, message: impl Into<String>) {
        self.problems.push(Problem::new(place, message));
    }

    fn not_found(&mut self, place: Place, what: &str, error: &LocatorError) {
        self.problem(place, format!("{what}: {error}"));
    }

    fn article(&mut self, resolved: &mut Resolved, paragraphs: &[Span]) -> Result<(), NamesError> {
        let sheet = self.sheet;
        let article = &sheet.article;
        for (field, value) in &article.fields {
            let value = match field.takes {
                // The article itself is looked up before its sheet is resolved, and so is what it copies.
                Takes::Record(kind) => match self.names.reference(kind, value)? {
                    Some(record) => FieldRef::Record(record),
                    None => continue,
                },
                _ => FieldRef::Text(value.value.clone()),
            };
            resolved.article.push((field, value));
        }
        for required in ["title", "outlet"] {
            if article.key.is_none()
                && !article
                    .fields
                    .iter()
                    .any(|(field, _)| field.name == required)
            {
                self.problem(article.place, format!("[article] needs {required}"));
            }
        }
        for event in &article.events {
            if let Some(event) = self.names.reference(Kind::Event, event)? {
                resolved.events.push(event);
            }
        }
        let mut special = Vec::new();
        let kinds = [
            (BlockKind::Headline, "headline", article.headline.as_slice()),
            (
                BlockKind::Byline,
                "byline_block",
                article.byline_block.as_slice(),
            ),
            (BlockKind::Caption, "captions", article.captions.as_slice()),
            (
                BlockKind::Boilerplate,
                "boilerplate",
                article.boilerplate.as_slice(),
            ),
        ];
        for (kind, what, locators) in kinds {
            for locator in locators {
                if let Some(spans) = self.content(locator, what) {
                    for span in spans {
                        special.push((Block { kind, span }, locator.place));
                    }
                }
            }
        }
        special.sort_by_key(|(block, _)| block.span.start);
        for pair in special.windows(2) {
            if pair[0].0.span.overlaps(pair[1].0.span) {
                let place = pair[0].1.max(pair[1].1);
                self.problem(
                    place,
                    format!(
                        "the {} and the {} overlap in the text",
                        pair[0].0.kind, pair[1].0.kind
                    ),
                );
            }
        }
        let special: Vec<Block> = special.into_iter().map(|(block, _)| block).collect();
        self.blocks = divide(self.finder.text(), paragraphs, &special);
        Ok(())
    }

    fn content(&mut self, locator: &At<Locator>, what: &str) -> Option<Vec<Span>> {
        if locator.value.pieces.is_empty() {
            // Reported by the parser.
            return None;
        }
        match self.finder.content(&locator.value) {
            Ok(spans) => Some(spans),
            Err(error) => {
                self.not_found(locator.place, what, &error);
                None
            }
        }
    }

    fn nearest(
        &mut self,
        pieces: &[At<super::locator::Piece>],
        content: &[Span],
        what: &str,
    ) -> Vec<Span> {
        let mut spans = Vec::new();
        for piece in pieces {
            match self.finder.nearest(&piece.value, content) {
                Ok(span) => spans.push(span),
                Err(error) => self.not_found(piece.place, what, &error),
            }
        }
        spans
    }

    fn block_at(&self, position: u32) -> BlockKind {
        let after = self
            .blocks
            .partition_point(|block| block.span.start <= position);
        match after.checked_sub(1).and_then(|at| self.blocks.get(at)) {
            Some(block) if position < block.span.end => block.kind,
            _ => BlockKind::Body,
        }
    }

    fn speakers(&mut self, whos: &[Who]) -> Result<Vec<(Ref, bool)>, NamesError> {
        let mut refs = Vec::new();
        for who in whos {
            if let Some(speaker) = self.names.reference(Kind::Speaker, &who.name)? {
                let again = refs.iter().position(|(known, _)| *known == speaker);
                match again {
                    None => refs.push((speaker, who.guess)),
                    // Two names of one speaker, such as those of two that were merged.
                    Some(at)
                        if whos
                            .iter()
                            .filter(|other| other.name.value == who.name.value)
                            .count()
                            == 1 =>
                    {
                        refs[at].1 &= who.guess;
                    }
                    Some(_) => self.problem(
                        who.name.place,
                        format!("“{}” is named twice", who.name.value),
                    ),
                }
            }
        }
        Ok(refs)
    }

    fn optional(
        &mut self,
        kind: Kind,
        name: Option<&At<String>>,
    ) -> Result<Option<Ref>, NamesError> {
        match name {
            Some(name) => self.names.reference(kind, name),
            None => Ok(None),
        }
    }

    fn row(&mut self, row: &Row, claims: &mut Vec<ResolvedClaim>) -> Result<(), NamesError> {
        let content = self.content(&row.text, "text").unwrap_or_default();
        let (cue, source) = if content.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            (
                self.nearest(&row.cue, &content, "cue"),
                self.nearest(&row.source, &content, "source"),
            )
        };
        let mut figures = Vec::new();
        for figure in &row.figures {
            if let Some(printed) = &figure.value.parts().printed
                && !content.is_empty()
                && let Err(error) = self.finder.nearest(&printed.as_str().into(), &content)
            {
                self.not_found(figure.place, "figure", &error);
            }
            figures.push(figure.value.clone());
        }
        let mut speakers = Vec::new();
        for (whos, part) in [
            (&row.who, SpeakerPart::Speaker),
            (&row.principals, SpeakerPart::Principal),
            (&row.or, SpeakerPart::Alternative),
        ] {
            for (speaker, guess) in self.speakers(whos)? {
                speakers.push((speaker, part, guess));
            }
        }
        let mut via = Vec::new();
        for name in &row.via {
            via.extend(self.names.reference(Kind::Speaker, name)?);
        }
        let mut targets = Vec::new();
        for target in &row.targets {
            if let Some(speaker) = self.names.reference(Kind::Speaker, &target.who)? {
                targets.push((speaker, target.role, target.tone));
            }
        }
        let uttered_at = self.optional(Kind::Event, row.at.as_ref())?;
        let about = self.optional(Kind::Event, row.about.as_ref())?;
        let mut propositions = Vec::new();
        for prop in &row.props {
            if let Some(proposition) = self.names.proposition(prop)? {
                propositions.push(Some(proposition));
            }
        }
        if row.props.is_empty() {
            propositions.push(None);
        }
        let block = content
            .first()
            .map_or(BlockKind::Body, |span| self.block_at(span.start));
        for proposition in propositions {
            claims.push(ResolvedClaim {
                place: row.place,
                number: row.id.as_ref().map(|id| id.value),
                proposition,
                uttered_at: uttered_at.clone(),
                about: about.clone(),
                said: row.said,
                voice: row.voice,
                voice_guess: row.voice_guess,
                stance: row.stance,
                stance_guess: row.stance_guess,
                status: row.status,
                origin: row.origin,
                block,
                speakers: speakers.clone(),
                via: via.clone(),
                figures: figures.clone(),
                targets: targets.clone(),
                content: content.clone(),
                cue: cue.clone(),
                source: source.clone(),
                links: Vec::new(),
                gloss: row.gloss.clone(),
                labels: row.labels.clone(),
                note: row.note.clone(),
            });
        }
        Ok(())
    }

    /// Resolves `in` and `supports`, once all claims are there.
    fn links(&mut self, claims: &mut [ResolvedClaim]) {
        let sheet = self.sheet;
        for row in &sheet.rows {
            for (names, relation) in [
                (&row.part_of, Relation::Part),
                (&row.supports, Relation::Evidence),
            ] {
                for name in names {
                    let Some(target) = self.link(name, claims) else {
                        continue;
                    };
                    let own: Vec<usize> = (0..claims.len())
                        .filter(|at| claims[*at].place == row.place)
                        .collect();
                    for at in own {
                        if target == LinkRef::Index(at) {
                            self.problem(name.place, "a claim cannot be a part of itself");
                        } else if !claims[at].links.contains(&(target, relation)) {
                            claims[at].links.push((target, relation));
                        }
                    }
                }
            }
        }
    }

    /// A claim that is a part of its own part stands nowhere.
    fn refuse_circles(&mut self, claims: &[ResolvedClaim]) {
        for (start, claim) in claims.iter().enumerate() {
            let mut inside = vec![start];
            let mut seen = vec![false; claims.len()];
            while let Some(at) = inside.pop() {
                for (target, relation) in &claims[at].links {
                    if let LinkRef::Index(other) = target
                        && *relation == Relation::Part
                        && !std::mem::replace(&mut seen[*other], true)
                    {
                        inside.push(*other);
                    }
                }
            }
            if seen[start] {
                self.problem(
                    claim.place,
                    "in goes in a circle: this claim is a part of one that is a part of it",
                );
            }
        }
    }

    fn link(&mut self, name: &At<RowName>, claims: &[ResolvedClaim]) -> Option<LinkRef> {
        match &name.value {
            RowName::Number(number) => Some(
                claims
                    .iter()
                    .position(|claim| claim.number == Some(*number))
                    .map_or(LinkRef::Number(*number, name.place), LinkRef::Index),
            ),
            RowName::Proposition(words) => {
                let wanted = At {
                    value: words.clone(),
                    place: name.place,
                };
                let proposition = self.names.known_proposition(&wanted)?;
                let found: Vec<usize> = (0..claims.len())
                    .filter(|at| claims[*at].proposition.as_ref() == Some(&proposition))
                    .collect();
                match found.as_slice() {
                    [at] => Some(LinkRef::Index(*at)),
                    [] => {
                        self.problem(
                            name.place,
                            format!("no row of this sheet has the proposition “{words}”"),
                        );
                        None
                    }
                    _ => {
                        self.problem(
                            name.place,
                            format!(
                                "{} rows have the proposition “{words}”: give the one that is meant an id, and write that",
                                found.len()
                            ),
                        );
                        None
                    }
                }
            }
        }
    }

    fn introduction(
        &mut self,
        row: &IntroductionRow,
    ) -> Result<Option<ResolvedIntroduction>, NamesError> {
        let speaker = self.names.reference(Kind::Speaker, &row.who)?;
        let organization = match &row.org {
            Some(path) => self.names.organization_path(path)?,
            None => None,
        };
        let content = self.content(&row.text, "text");
        let (Some(speaker), Some(content)) = (speaker, content) else {
            return Ok(None);
        };
        Ok(Some(ResolvedIntroduction {
            place: row.place,
            speaker,
            role: row.role.as_ref().map(|role| role.value.trim().to_owned()),
            organization,
            content,
            note: row.note.clone(),
        }))
    }

    fn facts(&mut self, facts: &mut Vec<ResolvedFact>) -> Result<(), NamesError> {
        let sheet = self.sheet;
        for table in &sheet.tables {
            if table.reported.is_empty() {
                continue;
            }
            let name = At {
                value: table.local.clone(),
                place: table.place,
            };
            let Some(subject) = self.names.reference(table.kind, &name)? else {
                continue;
            };
            for row in &table.reported {
                let content = self.fact_words(row);
                facts.push(ResolvedFact {
                    place: row.place,
                    subject: subject.clone(),
                    subject_kind: table.kind,
                    attribute: row.attribute.clone(),
                    value: row.value.clone(),
                    content,
                });
            }
        }
        Ok(())
    }

    fn fact_words(&mut self, row: &FactRow) -> Vec<Span> {
        match &row.text {
            Some(text) => self.content(text, &row.attribute).unwrap_or_default(),
            None => Vec::new(),
        }
    }
}

/// Divides the paragraphs among the blocks that a sheet names; what is left of them is body.
pub fn divide(text: &Text, paragraphs: &[Span], special: &[Block]) -> Vec<Block> {
    let mut blocks = special.to_vec();
    for paragraph in paragraphs {
        let mut start = paragraph.start;
        let inside = special
            .iter()
            .filter(|block| block.span.overlaps(*paragraph));
        for block in inside {
            push_body(text, &mut blocks, start, block.span.start);
            start = start.max(block.span.end);
        }
        push_body(text, &mut blocks, start, paragraph.end);
    }
    blocks.sort_by_key(|block| block.span.start);
    blocks
}

/// Adds the body block from `start` to `end`, without white space at its edges, where there is any.
fn push_body(text: &Text, blocks: &mut Vec<Block>, start: u32, end: u32) {
    if start >= end {
        return;
    }
    let Some(words) = text.slice(Span::new(start, end)) else {
        return;
    };
    let count = |part: &str| u32::try_from(part.chars().count()).unwrap_or(u32::MAX);
    let trimmed = words.trim();
    if trimmed.is_empty() {
        return;
    }
    let leading = count(&words[..words.len() - words.trim_start().len()]);
    let start = start + leading;
    blocks.push(Block {
        kind: BlockKind::Body,
        span: Span::new(start, start + count(trimmed)),
    });
}
