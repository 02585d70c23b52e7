//! One article with its text, its codings and all that they hold, as one operation.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use claimbook::domain::coding::{Extent, Layer};
use claimbook::domain::text::{Block, BlockKind, Span};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use rusqlite::{Result, params};

use super::article::{Article, write};
use super::calendar;
use super::claim::{FRAMES, Setting};
use super::insert::{Insert, Table, id, uid};
use super::insert_reading::{Reading, json};
use super::plan::Plan;
use super::random::Random;
use super::world::World;

/// What a corrected article ends in, in ASCII.
const CORRECTION: &str = "\n\nThis article has been corrected.";

/// The last rows of the tables whose rows others refer to.
#[derive(Default)]
pub(super) struct Last {
    pub(super) content: i64,
    pub(super) version: i64,
    pub(super) coding: i64,
    pub(super) introduction: i64,
    pub(super) fact: i64,
    pub(super) claim: i64,
    pub(super) speaker: i64,
}

/// Inserts one article after the other.
pub(super) struct Articles<'a> {
    world: &'a World,
    plans: &'a [Plan],
    pub(super) into: Insert<'a>,
    pub(super) last: Last,
    /// The texts of articles, which their copies share.
    contents: BTreeMap<usize, i64>,
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
}
