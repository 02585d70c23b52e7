//! One article with its text, its codings and all that they hold, as one operation.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use claimbook::domain::coding::{Extent, Layer};
use claimbook::domain::text::{Block, BlockKind, Span};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use rusqlite::{Result, params};

use super::article::{Article, Fact, FactValue, Introduction, write};
use super::calendar;
use super::cast::Who;
use super::claim::{Claim, FRAMES, Setting};
use super::figure::Figure;
use super::insert::{Insert, Table, id, uid};
use super::page::{Piece, spans_json};
use super::plan::Plan;
use super::random::Random;
use super::world::World;

/// What a corrected article ends in, in ASCII.
const CORRECTION: &str = "\n\nThis article has been corrected.";

/// The last rows of the tables whose rows others refer to.
#[derive(Default)]
struct Last {
    content: i64,
    version: i64,
    coding: i64,
    introduction: i64,
    fact: i64,
    claim: i64,
    speaker: i64,
}

/// Inserts one article after the other.
pub(super) struct Articles<'a> {
    world: &'a World,
    plans: &'a [Plan],
    into: Insert<'a>,
    last: Last,
    /// The texts of articles, which their copies share.
    contents: BTreeMap<usize, i64>,
}

/// A coding, and what its claims need to know of their article.
struct Reading<'a> {
    article: i64,
    id: i64,
    /// The versions in which its words stand, the one that it was made on last.
    versions: &'a [i64],
    /// The rows of the unnamed speakers.
    unnamed: &'a [i64],
    introductions: &'a [Introduction],
    /// The rows of its claims so far, from claim `first`.
    claims: Vec<i64>,
    first: i64,
}

impl<'a> Articles<'a> {
    pub(super) fn new(world: &'a World, plans: &'a [Plan], into: Insert<'a>) -> Articles<'a> {
        Articles {
            world,
            plans,
            into,
            last: Last {
                speaker: id(world.speakers.len()) - 1,
                ..Last::default()
            },
            contents: BTreeMap::new(),
        }
    }

    /// Inserts the article of this number.
    pub(super) fn insert(&mut self, number: usize) -> Result<()> {
        let plan = &self.plans[number];
        let mut random = Random::of(10, number);
        let written = plan.copy_of.unwrap_or(number);
        let article = write(self.world, &self.plans[written], written);
        let coder = random.weighted(&[(60, "ann"), (25, "ben"), (15, "cho")]);
        self.into.operation(
            &format!("log a{number:05}.toml"),
            coder,
            &format!("{}:00Z", calendar::minute(plan.minute)),
        )?;
        self.article(number, plan, &article, &mut random)?;
        let mut versions = vec![self.version(number, written, 1, &article)?];
        if plan.status == "corrected" {
            versions.push(self.version(number, written, 2, &article)?);
        }
        let Some(extent) = plan.extent else {
            return Ok(());
        };
        let mut unnamed = Vec::new();
        for name in &article.cast.unnamed {
            unnamed.push(self.unnamed_speaker(number, name)?);
        }
        let coding = self.coding(number, &versions, coder, extent, Layer::Own)?;
        let mut reading = Reading {
            article: id(number),
            id: coding,
            versions: &versions,
            unnamed: &unnamed,
            introductions: &article.introductions,
            claims: Vec::new(),
            first: 1,
        };
        for introduction in &article.introductions {
            self.introduction(&reading, introduction)?;
        }
        for fact in &article.facts {
            self.fact(&reading, fact)?;
        }
        for claim in &article.claims {
            self.claim(&mut reading, claim)?;
        }
        let mut claims = article.claims.len();
        if let Some(layer) = plan.second {
            reading.first = id(claims);
            let other = if coder == "ben" { "ann" } else { "ben" };
            reading.id = self.coding(number, &versions, other, extent, layer)?;
            reading.claims.clear();
            reading.introductions = &[];
            let setting = Setting::new(self.world, plan.events.first().copied(), false);
            for claim in &article.claims {
                if let Some(claim) = setting.read_again(claim, &mut random) {
                    self.claim(&mut reading, &claim)?;
                }
            }
            claims += reading.claims.len();
        }
        if claims > 0 {
            self.into.row(
                "INSERT INTO claim_number (article, last) VALUES (?1, ?2)",
                params![id(number), id(claims) - 1],
            )?;
        }
        Ok(())
    }

    fn article(
        &self,
        number: usize,
        plan: &Plan,
        article: &Article,
        random: &mut Random,
    ) -> Result<()> {
        let into = &self.into;
        let outlet = &self.world.outlets[plan.outlet];
        let row = id(number);
        let name = uid(Table::Article, row);
        let published = match random.below(100) {
            0..65 => Some(calendar::minute(plan.minute)),
            65..92 => Some(calendar::day(plan.day())),
            92..96 => Some(calendar::month(plan.day())),
            96..99 => Some(format!("{}?", calendar::day(plan.day()))),
            _ => None,
        };
        let zone = match random.below(100) {
            0..42 => Some(outlet.zone.to_owned()),
            42..50 => Some(format!("{}?", outlet.zone)),
            _ => None,
        };
        let url = format!("https://outlet-{}.example/a/{number}", plan.outlet);
        let credit = plan
            .copy_of
            .filter(|_| random.chance(600))
            .map(|original| id(self.plans[original].outlet));
        let mut as_logged = format!(
            "{{\"title\":{},\"outlet\":\"{}\",\"url\":\"{url}\"",
            json(&article.title),
            uid(Table::Outlet, id(plan.outlet)),
        );
        if let Some(published) = &published {
            let _infallible = write!(as_logged, ",\"published\":\"{published}\"");
        }
        let _infallible = write!(
            as_logged,
            ",\"language\":\"{}\",\"byline\":[{}]}}",
            outlet.language,
            json(&article.author)
        );
        into.row(
            "INSERT INTO article (id, uid, outlet, credit, url, title, published, updated, zone, language, status, copy_of, as_logged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                row,
                name,
                id(plan.outlet),
                credit,
                url,
                article.title,
                published,
                random.chance(50).then(|| calendar::day(plan.day() + 2)),
                zone,
                outlet.language,
                plan.status,
                plan.copy_of.map(id),
                as_logged
            ],
        )?;
        into.added(Table::Article, row, &name)?;
        into.row(
            "INSERT INTO article_author (article, number, name) VALUES (?1, 1, ?2)",
            params![row, article.author],
        )?;
        for event in &plan.events {
            into.row(
                "INSERT INTO article_event (article, event) VALUES (?1, ?2)",
                params![row, id(*event)],
            )?;
        }
        if random.chance(30) {
            into.row(
                "INSERT INTO label (article, name) VALUES (?1, ?2)",
                params![row, random.pick(&FRAMES)],
            )?;
        }
        Ok(())
    }

    /// Inserts a version; the second one ends in a correction.
    fn version(
        &mut self,
        number: usize,
        written: usize,
        version: i64,
        article: &Article,
    ) -> Result<i64> {
        let page = &article.page;
        let mut blocks = page.blocks.clone();
        let mut text = page.text.clone();
        let mut length = page.length;
        if version == 2 {
            let before = length;
            text.push_str(CORRECTION);
            length += u32::try_from(CORRECTION.len()).unwrap_or(0);
            blocks.push(Block {
                kind: BlockKind::Boilerplate,
                span: Span::new(before + 2, length),
            });
        }
        let content = match self.contents.get(&written).filter(|_| version == 1) {
            Some(known) => *known,
            None => {
                self.content(&text)?;
                if version == 1 {
                    self.contents.insert(written, self.last.content);
                }
                self.last.content
            }
        };
        self.last.version += 1;
        let row = self.last.version;
        let name = uid(Table::Version, row);
        self.into.row(
            "INSERT INTO article_version (id, uid, article, number, content, length_cp) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![row, name, id(number), version, content, length],
        )?;
        self.into.added(Table::Version, row, &name)?;
        for block in &blocks {
            self.into.row(
                "INSERT INTO block (version, kind, start_cp, end_cp) VALUES (?1, ?2, ?3, ?4)",
                params![row, block.kind.as_str(), block.span.start, block.span.end],
            )?;
        }
        Ok(row)
    }

    fn content(&mut self, text: &str) -> Result<()> {
        let bytes = text.as_bytes();
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        let packed = encoder
            .write_all(bytes)
            .and_then(|()| encoder.finish())
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        self.last.content += 1;
        self.into.row(
            "INSERT INTO content (id, sha256, size, bytes) VALUES (?1, ?2, ?3, ?4)",
            params![
                self.last.content,
                claimbook::store::sha256(bytes),
                i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                packed
            ],
        )
    }

    fn unnamed_speaker(&mut self, number: usize, name: &str) -> Result<i64> {
        self.last.speaker += 1;
        let row = self.last.speaker;
        let speaker = uid(Table::Speaker, row);
        self.into.row(
            "INSERT INTO speaker (id, uid, key, name, kind, article) VALUES (?1, ?2, ?3, ?4, 'unnamed', ?5)",
            params![row, speaker, format!("{name}-{row}"), name, id(number)],
        )?;
        self.into.added(Table::Speaker, row, &speaker)?;
        Ok(row)
    }

    fn coding(
        &mut self,
        number: usize,
        versions: &[i64],
        coder: &str,
        extent: Extent,
        layer: Layer,
    ) -> Result<i64> {
        self.last.coding += 1;
        let row = self.last.coding;
        let name = uid(Table::Coding, row);
        self.into.row(
            "INSERT INTO coding (id, uid, article, version, coder, extent, layer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![row, name, id(number), versions.last(), coder, extent.as_str(), layer.as_str()],
        )?;
        self.into.added(Table::Coding, row, &name)?;
        Ok(row)
    }

    fn introduction(&mut self, reading: &Reading<'_>, introduction: &Introduction) -> Result<()> {
        self.last.introduction += 1;
        let row = self.last.introduction;
        let name = uid(Table::Introduction, row);
        let speaker = id(introduction.speaker);
        let affiliation = introduction.affiliation.map(id);
        let of = affiliation.map_or_else(String::new, |affiliation| {
            format!(
                ",\"affiliation\":\"{}\"",
                uid(Table::Affiliation, affiliation)
            )
        });
        let words = std::slice::from_ref(&introduction.words);
        self.into.row(
            "INSERT INTO introduction (id, uid, coding, number, speaker, affiliation, as_logged) VALUES (?1, ?2, ?3, (SELECT coalesce(max(number), 0) + 1 FROM introduction WHERE coding = ?3), ?4, ?5, ?6)",
            params![
                row,
                name,
                reading.id,
                speaker,
                affiliation,
                format!(
                    "{{\"who\":\"{}\"{of},\"text\":{}}}",
                    uid(Table::Speaker, speaker),
                    spans_json(words)
                )
            ],
        )?;
        self.into.added(Table::Introduction, row, &name)?;
        self.spans("introduction", row, reading, "content", words)
    }

    fn fact(&mut self, reading: &Reading<'_>, fact: &Fact) -> Result<()> {
        self.last.fact += 1;
        let row = self.last.fact;
        let name = uid(Table::Fact, row);
        let (kind, value, said) = match &fact.value {
            FactValue::Text(text) => (
                "text",
                Some(text.clone()),
                format!("{{\"text\":{}}}", json(text)),
            ),
            FactValue::Date(date) => (
                "date",
                Some(date.clone()),
                format!("{{\"date\":\"{date}\"}}"),
            ),
            FactValue::Names(names) => {
                let names: Vec<String> = names.iter().map(|name| json(name)).collect();
                let names = format!("[{}]", names.join(","));
                (
                    "names",
                    Some(names.clone()),
                    format!("{{\"names\":{names}}}"),
                )
            }
            FactValue::Figure(figure) => {
                ("figure", None, format!("{{\"figure\":{}}}", figure.json()))
            }
        };
        let words = std::slice::from_ref(&fact.words);
        self.into.row(
            &format!(
                "INSERT INTO reported_fact (id, uid, coding, {}, attribute, kind, value, as_logged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                fact.of
            ),
            params![
                row,
                name,
                reading.id,
                id(fact.subject),
                fact.attribute,
                kind,
                value,
                format!("{{\"value\":{said},\"text\":{}}}", spans_json(words))
            ],
        )?;
        self.into.added(Table::Fact, row, &name)?;
        if let FactValue::Figure(figure) = &fact.value {
            self.figure("reported_fact", row, figure)?;
        }
        self.spans("reported_fact", row, reading, "content", words)
    }

    fn claim(&mut self, reading: &mut Reading<'_>, claim: &Claim) -> Result<()> {
        self.last.claim += 1;
        let row = self.last.claim;
        let name = uid(Table::Claim, row);
        let number = reading.first + id(reading.claims.len()) - 1;
        let into = &self.into;
        into.row(
            "INSERT INTO claim (id, uid, article, coding, number, proposition, uttered_at, about, said, voice, voice_guess, stance, stance_guess, status, origin, block, gloss, note, as_logged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
            params![
                row,
                name,
                reading.article,
                reading.id,
                number,
                claim.proposition.map(id),
                claim.uttered_at.map(id),
                claim.about.map(id),
                claim.said,
                claim.voice.as_str(),
                claim.voice_guess,
                claim.stance.map(|stance| stance.as_str()),
                claim.stance_guess,
                claim.status.as_str(),
                claim.origin.as_str(),
                claim.block.as_str(),
                claim.gloss,
                claim.note,
                reading.as_logged(claim)
            ],
        )?;
        into.added(Table::Claim, row, &name)?;
        let mut numbers: BTreeMap<&str, i64> = BTreeMap::new();
        for (who, part, guess) in &claim.speakers {
            let number = numbers.entry(part.as_str()).or_insert(0);
            *number += 1;
            into.row(
                "INSERT INTO claim_speaker (claim, number, speaker, affiliation, part, guess) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![row, *number, reading.row_of(*who), reading.affiliation_of(*who), part.as_str(), guess],
            )?;
        }
        if let Some(via) = claim.via {
            into.row(
                "INSERT INTO claim_via (claim, number, speaker) VALUES (?1, 1, ?2)",
                params![row, reading.row_of(via)],
            )?;
        }
        if let Some((who, role, tone)) = claim.target {
            into.row(
                "INSERT INTO target (claim, number, speaker, role, tone) VALUES (?1, 1, ?2, ?3, ?4)",
                params![row, reading.row_of(who), role.as_str(), tone],
            )?;
        }
        if let Some(label) = claim.label {
            into.row(
                "INSERT INTO label (claim, name) VALUES (?1, ?2)",
                params![row, label],
            )?;
        }
        if let Some((back, relation)) = claim.link
            && let Some(other) = reading.claims.len().checked_sub(back)
        {
            into.row(
                "INSERT INTO claim_link (claim, other, relation) VALUES (?1, ?2, ?3)",
                params![row, reading.claims[other], relation.as_str()],
            )?;
        }
        if let Some(figure) = &claim.figure {
            self.figure("claim", row, figure)?;
        }
        self.spans("claim", row, reading, "content", &claim.content)?;
        self.spans("claim", row, reading, "cue", claim.cue.as_slice())?;
        self.spans("claim", row, reading, "source", claim.source.as_slice())?;
        reading.claims.push(row);
        Ok(())
    }

    fn figure(&self, owner: &str, row: i64, figure: &Figure) -> Result<()> {
        self.into.row(
            &format!(
                "INSERT INTO figure ({owner}, number, value, low, high, comparator, hedge, unit, what, period, printed) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
            ),
            params![
                row,
                figure.value.map(f64::from),
                figure.range.map(|(low, _)| f64::from(low)),
                figure.range.map(|(_, high)| f64::from(high)),
                figure.comparator,
                figure.hedge,
                figure.unit,
                figure.what,
                figure.period,
                figure.printed
            ],
        )
    }

    fn spans(
        &self,
        owner: &str,
        row: i64,
        reading: &Reading<'_>,
        role: &str,
        pieces: &[Piece],
    ) -> Result<()> {
        if pieces.is_empty() {
            return Ok(());
        }
        let mut statement = self.into.book.prepare_cached(&format!(
            "INSERT INTO span ({owner}, version, role, number, start_cp, end_cp, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ))?;
        for version in reading.versions {
            for (at, piece) in pieces.iter().enumerate() {
                statement.execute(params![
                    row,
                    version,
                    role,
                    id(at),
                    piece.span.start,
                    piece.span.end,
                    piece.words
                ])?;
            }
        }
        Ok(())
    }
}

impl Reading<'_> {
    fn row_of(&self, who: Who) -> i64 {
        match who {
            Who::Known(speaker) => id(speaker),
            Who::Unnamed(at) => self.unnamed[at],
        }
    }

    /// As whom somebody speaks here: as the coding introduces them.
    fn affiliation_of(&self, who: Who) -> Option<i64> {
        self.introductions
            .iter()
            .find(|introduction| Who::Known(introduction.speaker) == who)
            .and_then(|introduction| introduction.affiliation)
            .map(id)
    }

    /// What a sheet would have said of the claim.
    fn as_logged(&self, claim: &Claim) -> String {
        let uid_of = |who: Who| uid(Table::Speaker, self.row_of(who));
        let mut json = format!("{{\"voice\":\"{}\"", claim.voice);
        let who: Vec<String> = claim
            .speakers
            .iter()
            .map(|(who, _, _)| format!("\"{}\"", uid_of(*who)))
            .collect();
        if !who.is_empty() {
            let _infallible = write!(json, ",\"who\":[{}]", who.join(","));
        }
        let _infallible = write!(json, ",\"text\":{}", spans_json(&claim.content));
        for (key, pieces) in [("cue", &claim.cue), ("source", &claim.source)] {
            if pieces.is_some() {
                let _infallible = write!(json, ",\"{key}\":{}", spans_json(pieces.as_slice()));
            }
        }
        if let Some(proposition) = claim.proposition {
            let proposition = uid(Table::Proposition, id(proposition));
            let _infallible = write!(json, ",\"prop\":\"{proposition}\"");
        }
        if let Some(stance) = claim.stance {
            let _infallible = write!(json, ",\"stance\":\"{stance}\"");
        }
        if let Some(figure) = &claim.figure {
            let _infallible = write!(json, ",\"figures\":[{}]", figure.json());
        }
        if let Some((who, role, _)) = claim.target {
            let _infallible = write!(
                json,
                ",\"targets\":[{{\"who\":\"{}\",\"role\":\"{role}\"}}]",
                uid_of(who)
            );
        }
        json.push('}');
        json
    }
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
