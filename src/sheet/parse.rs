//! TOML in, a typed sheet out; every problem of the file at once.

use toml::de::{DeTable, DeValue};

use super::extract::{Extract, Item};
use super::locator::Locator;
use super::model::{
    ArticleTable, FactRow, FactValue, IntroductionRow, RecordTable, Row, RowName, Sheet,
    TargetCell, Who,
};
use super::problem::{At, Place, Problem};
use crate::domain::amount::Amount;
use crate::domain::article::ARTICLE;
use crate::domain::claim::{Origin, Stance, Status, TargetRole, Voice};
use crate::domain::coding::{Extent, Layer};
use crate::domain::date::Date;
use crate::domain::figure::{Comparator, Figure, FigureParts};
use crate::domain::record::{Kind, Noun};

/// The keys of a row of `claims`. Each is also a column of the CSV format; `in` is the design's word for the claim around this one.
pub const ROW_KEYS: &[&str] = &[
    "id", "draft", "status", "origin", "voice", "who", "or", "for", "via", "cue", "source", "text",
    "prop", "stance", "said", "at", "about", "figure", "figures", "targets", "in", "supports",
    "gloss", "labels", "note",
];

/// The keys of `[article]` beside the fields of the article's own table.
pub const ARTICLE_KEYS: &[&str] = &[
    "key",
    "file",
    "byline",
    "events",
    "coded",
    "layer",
    "headline",
    "byline_block",
    "captions",
    "boilerplate",
    "retrieved",
    "labels",
];

/// The keys of a table of a record beside the fields of its noun.
pub const RECORD_KEYS: &[&str] = &["key", "aliases", "labels", "shared", "reported"];

/// The keys of `[[introductions]]`.
pub const INTRODUCTION_KEYS: &[&str] = &["who", "role", "org", "text", "note"];

/// The keys of a figure.
pub const FIGURE_KEYS: &[&str] = &[
    "text", "value", "low", "high", "is", "hedge", "unit", "of", "period",
];

/// The keys of a target.
pub const TARGET_KEYS: &[&str] = &["who", "role", "tone"];

/// The keys of a row that `[defaults]` may give for all rows.
const DEFAULT_KEYS: &[&str] = &[
    "coder", "topic", "draft", "status", "origin", "voice", "who", "via", "stance", "said", "at",
    "about", "labels",
];

/// The tables of records, by their plural nouns.
const RECORD_TABLES: &[(&str, Kind)] = &[
    ("outlets", Kind::Outlet),
    ("organizations", Kind::Organization),
    ("speakers", Kind::Speaker),
    ("events", Kind::Event),
    ("topics", Kind::Topic),
    ("propositions", Kind::Proposition),
];

/// Reads a sheet. The sheet is whole only where no problem comes back with it; the problems are in the order of the file.
pub fn parse(source: &str) -> (Sheet, Vec<Problem>) {
    let mut extract = Extract::new(source);
    if let Some(at) = source.find('\0') {
        let place = extract.lines.place(at);
        extract.problem(place, "a NUL character, which no text has");
        return (Sheet::default(), extract.problems);
    }
    let (document, errors) = DeTable::parse_recoverable(source);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let place = extract.lines.place(at);
        extract.problem(place, format!("this is not TOML: {}", error.message()));
    }
    if !extract.problems.is_empty() {
        // What recovery guessed would give a crowd of follow-up errors.
        extract.problems.sort();
        extract.problems.dedup();
        return (Sheet::default(), extract.problems);
    }
    refuse_nul(document.get_ref(), &mut extract);
    if !extract.problems.is_empty() {
        return (Sheet::default(), extract.problems);
    }
    let sheet = Parser {
        extract: &mut extract,
        defaults: None,
    }
    .document(document.get_ref());
    extract.problems.sort();
    extract.problems.dedup();
    (sheet, extract.problems)
}

/// Reports NUL characters that the file writes as escapes; SQLite and most programs would end the text there.
fn refuse_nul(table: &DeTable<'_>, extract: &mut Extract<'_>) {
    for (key, value) in table.iter() {
        if key.get_ref().contains('\0') {
            let place = extract.place_of(key);
            extract.problem(place, "a NUL character, which no text has");
        }
        refuse_nul_in(value, extract);
    }
}

fn refuse_nul_in(item: &Item<'_>, extract: &mut Extract<'_>) {
    match item.get_ref() {
        DeValue::String(text) if text.contains('\0') => {
            let place = extract.place_of(item);
            extract.problem(place, "a NUL character, which no text has");
        }
        DeValue::Array(items) => {
            for item in items.iter() {
                refuse_nul_in(item, extract);
            }
        }
        DeValue::Table(table) => refuse_nul(table, extract),
        _ => {}
    }
}

struct Parser<'e, 's, 'd> {
    extract: &'e mut Extract<'s>,
    defaults: Option<&'e DeTable<'d>>,
}

impl<'e, 'd> Parser<'e, '_, 'd> {
    fn document(mut self, document: &'e DeTable<'d>) -> Sheet {
        let mut known = vec!["claims", "article", "introductions", "defaults"];
        known.extend(RECORD_TABLES.iter().map(|(name, _)| *name));
        self.extract.unknown_keys(document, "a sheet", &known);
        let mut sheet = Sheet::default();
        if let Some(item) = document.get("defaults")
            && let Some(defaults) = self.extract.table(item, "[defaults]")
        {
            self.extract
                .unknown_keys(defaults, "[defaults]", DEFAULT_KEYS);
            self.defaults = Some(defaults);
            sheet.coder = self.optional_string(defaults, "coder", "coder");
            sheet.topic = self.optional_string(defaults, "topic", "topic");
        }
        match document.get("article") {
            Some(item) => {
                let place = self.extract.place_of(item);
                if let Some(table) = self.extract.table(item, "[article]") {
                    sheet.article = self.article(table, place);
                }
            }
            None => self.extract.problem(
                Place { line: 1, column: 1 },
                "the sheet has no [article] table: it needs at least file, title and outlet",
            ),
        }
        if let Some(item) = document.get("claims") {
            sheet.rows = self
                .extract
                .tables(item, "claims")
                .into_iter()
                .filter_map(|(place, table)| self.row(table, place))
                .collect();
        }
        if let Some(item) = document.get("introductions") {
            sheet.introductions = self
                .extract
                .tables(item, "introductions")
                .into_iter()
                .filter_map(|(place, table)| self.introduction(table, place))
                .collect();
        }
        for (name, kind) in RECORD_TABLES {
            let Some(item) = document.get(*name) else {
                continue;
            };
            let Some(tables) = self.extract.table(item, &format!("[{name}]")) else {
                continue;
            };
            for (local, item) in tables.iter() {
                let what = format!("[{name}.{}]", local.get_ref());
                if let Some(table) = self.extract.table(item, &what) {
                    let place = self.extract.place_of(local);
                    let record = self.record(table, *kind, local.get_ref(), place, &what);
                    sheet.tables.push(record);
                }
            }
        }
        sheet
    }

    fn optional_string(
        &mut self,
        table: &DeTable<'_>,
        key: &str,
        what: &str,
    ) -> Option<At<String>> {
        table
            .get(key)
            .and_then(|item| self.extract.string(item, what))
    }

    /// The fields of a noun that `table` gives, in their one stored form.
    fn fields(
        &mut self,
        table: &DeTable<'_>,
        noun: &'static Noun,
    ) -> Vec<(&'static crate::domain::record::Field, At<String>)> {
        let mut fields = Vec::new();
        for field in noun.fields {
            let Some(item) = table.get(field.name) else {
                continue;
            };
            let text = match field.takes {
                crate::domain::record::Takes::Date => self.extract.date_text(item, field.name),
                _ => self.extract.string(item, field.name),
            };
            let Some(text) = text else { continue };
            match field.takes.normalize(&text.value) {
                Ok(value) => fields.push((
                    field,
                    At {
                        value,
                        place: text.place,
                    },
                )),
                Err(error) => self
                    .extract
                    .problem(text.place, format!("{}: {error}", field.name)),
            }
        }
        fields
    }

    fn article(&mut self, table: &DeTable<'_>, place: Place) -> ArticleTable {
        let mut known: Vec<&str> = ARTICLE.fields.iter().map(|field| field.name).collect();
        known.extend(ARTICLE_KEYS);
        self.extract.unknown_keys(table, "[article]", &known);
        let mut article = ArticleTable {
            place,
            key: self.optional_string(table, "key", "key"),
            file: self.optional_string(table, "file", "file"),
            fields: self.fields(table, &ARTICLE),
            ..ArticleTable::default()
        };
        if let Some(item) = table.get("byline") {
            article.byline = self.extract.strings(item, "byline");
        }
        if let Some(item) = table.get("events") {
            article.events = self.extract.strings(item, "events");
        }
        if let Some(item) = table.get("coded") {
            article.coded = self.extract.word::<Extent>(item, "coded", Extent::WORDS);
        }
        if let Some(item) = table.get("layer") {
            article.layer = self.extract.word::<Layer>(item, "layer", Layer::WORDS);
        }
        if let Some(item) = table.get("headline") {
            article.headline = self.extract.locator(item, "headline");
        }
        if let Some(item) = table.get("byline_block") {
            article.byline_block = self.extract.locator(item, "byline_block");
        }
        if let Some(item) = table.get("captions") {
            article.captions = self.extract.locators(item, "captions");
        }
        if let Some(item) = table.get("boilerplate") {
            article.boilerplate = self.extract.locators(item, "boilerplate");
        }
        if let Some(item) = table.get("labels") {
            article.labels = Some(self.labels(item));
        }
        if let Some(item) = table.get("retrieved")
            && let Some(text) = self.extract.date_text(item, "retrieved")
        {
            match chrono::DateTime::parse_from_rfc3339(&text.value.replace(' ', "T")) {
                Ok(at) => {
                    article.retrieved = Some(At {
                        value: at
                            .to_utc()
                            .to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
                        place: text.place,
                    });
                }
                Err(_) => self.extract.problem(
                    text.place,
                    format!(
                        "retrieved: “{}” is not an instant such as 2025-04-21T08:00:00Z",
                        text.value
                    ),
                ),
            }
        }
        article
    }

    fn labels(&mut self, item: &Item<'_>) -> Vec<String> {
        let mut labels: Vec<String> = self
            .extract
            .strings(item, "labels")
            .into_iter()
            .map(|label| label.value.trim().to_owned())
            .collect();
        labels.sort();
        labels.dedup();
        labels
    }

    fn record(
        &mut self,
        table: &DeTable<'_>,
        kind: Kind,
        local: &str,
        place: Place,
        what: &str,
    ) -> RecordTable {
        let noun = kind.noun();
        let mut known: Vec<&str> = noun.fields.iter().map(|field| field.name).collect();
        known.push("key");
        if noun.aliases {
            known.push("aliases");
        }
        if noun.labels {
            known.push("labels");
        }
        if kind == Kind::Speaker {
            known.push("shared");
        }
        if matches!(kind, Kind::Event | Kind::Speaker | Kind::Organization) {
            known.push("reported");
        }
        self.extract.unknown_keys(table, what, &known);
        let mut record = RecordTable {
            place,
            kind,
            local: local.to_owned(),
            key: self.optional_string(table, "key", "key"),
            fields: self.fields(table, noun),
            aliases: Vec::new(),
            labels: Vec::new(),
            shared: false,
            reported: Vec::new(),
        };
        if let Some(key) = &record.key
            && let Err(error) = key.value.parse::<crate::domain::key::Key>()
        {
            self.extract.problem(key.place, format!("key: {error}"));
        }
        if let Some(item) = table.get("aliases").filter(|_| noun.aliases) {
            record.aliases = self.extract.strings(item, "aliases");
        }
        if let Some(item) = table.get("labels").filter(|_| noun.labels) {
            record.labels = self.labels(item);
        }
        if let Some(item) = table.get("shared") {
            record.shared = self.extract.boolean(item, "shared");
        }
        if let Some(item) = table.get("reported")
            && let Some(facts) = self.extract.table(item, &format!("{what} reported"))
        {
            for (attribute, item) in facts.iter() {
                let place = self.extract.place_of(attribute);
                if let Some(fact) = self.fact(attribute.get_ref(), item, place) {
                    record.reported.push(fact);
                }
            }
        }
        record
    }

    fn fact(&mut self, attribute: &str, item: &Item<'_>, place: Place) -> Option<FactRow> {
        let (value, text, table) = match item.get_ref() {
            DeValue::Table(table) => {
                let mut known = vec!["value", "text"];
                known.extend(FIGURE_KEYS);
                self.extract.unknown_keys(table, attribute, &known);
                let text = table
                    .get("text")
                    .and_then(|item| self.extract.locator(item, "text"));
                if !table.contains_key("value") && !table.contains_key("low") {
                    self.extract
                        .problem(place, format!("{attribute} needs a value"));
                    return None;
                }
                (table.get("value"), text, Some(table))
            }
            _ => (Some(item), None, None),
        };
        let is_date = matches!(attribute, "date" | "dates");
        let value = match (value.map(toml::Spanned::get_ref), table) {
            (Some(DeValue::Array(_)), _) => FactValue::Names(
                value
                    .map(|item| self.extract.strings(item, attribute))
                    .unwrap_or_default()
                    .into_iter()
                    .map(|name| name.value.trim().to_owned())
                    .collect(),
            ),
            (Some(DeValue::Integer(_) | DeValue::Float(_)) | None, _) if !is_date => {
                FactValue::Figure(match table {
                    Some(table) => self.figure(table, place, false)?,
                    None => {
                        let number = self.extract.number_text(item, attribute)?;
                        self.checked_figure(Some(&number), FigureParts::default(), place)?
                    }
                })
            }
            (Some(_), _) if is_date => {
                let text = self.extract.date_text(value?, attribute)?;
                FactValue::Date(self.date(&text, attribute)?)
            }
            (Some(DeValue::Datetime(_)), _) => {
                let text = self.extract.date_text(value?, attribute)?;
                FactValue::Date(self.date(&text, attribute)?)
            }
            (Some(_), Some(table)) if table.contains_key("unit") || table.contains_key("is") => {
                FactValue::Figure(self.figure(table, place, false)?)
            }
            (Some(_), _) => FactValue::Text(
                self.extract
                    .string(value?, attribute)?
                    .value
                    .trim()
                    .to_owned(),
            ),
            (None, _) => return None,
        };
        Some(FactRow {
            place,
            attribute: attribute.to_owned(),
            value,
            text,
        })
    }

    fn date(&mut self, text: &At<String>, what: &str) -> Option<Date> {
        match text.value.trim().parse() {
            Ok(date) => Some(date),
            Err(error) => {
                let error: crate::domain::date::DateError = error;
                self.extract.problem(text.place, format!("{what}: {error}"));
                None
            }
        }
    }

    /// A figure's table. In a claim `text` is the printed words; of a reported fact it is the locator of the fact.
    fn figure(&mut self, table: &DeTable<'_>, place: Place, of_claim: bool) -> Option<Figure> {
        let before = self.extract.problems.len();
        if of_claim {
            self.extract.unknown_keys(table, "a figure", FIGURE_KEYS);
        }
        let mut parts = FigureParts::default();
        if let Some(item) = table.get("text").filter(|_| of_claim) {
            parts.printed = self.extract.string(item, "text").map(|text| text.value);
        }
        if let Some(item) = table.get("is")
            && let Some(text) = self.extract.string(item, "is")
        {
            match text.value.parse::<Comparator>() {
                Ok(comparator) => parts.comparator = comparator,
                Err(error) => self.extract.problem(text.place, format!("is: {error}")),
            }
        }
        parts.hedge = self
            .optional_string(table, "hedge", "hedge")
            .map(|text| text.value);
        parts.unit = self
            .optional_string(table, "unit", "unit")
            .map(|text| text.value);
        parts.what = self
            .optional_string(table, "of", "of")
            .map(|text| text.value);
        if let Some(item) = table.get("period")
            && let Some(text) = self.extract.date_text(item, "period")
        {
            parts.period = self.date(&text, "period");
        }
        for (key, end) in [("low", &mut parts.low), ("high", &mut parts.high)] {
            if let Some(item) = table.get(key)
                && let Some(text) = self.extract.number_text(item, key)
            {
                match text.value.parse() {
                    Ok(Amount::Value(value)) => *end = Some(value),
                    Ok(Amount::Range { .. }) => self
                        .extract
                        .problem(text.place, format!("{key} is one number, not a range")),
                    Err(error) => {
                        let error: crate::domain::amount::AmountError = error;
                        self.extract.problem(text.place, format!("{key}: {error}"));
                    }
                }
            }
        }
        let value = table
            .get("value")
            .and_then(|item| self.extract.number_text(item, "value"));
        if self.extract.problems.len() > before {
            return None;
        }
        self.checked_figure(value.as_ref(), parts, place)
    }

    fn checked_figure(
        &mut self,
        value: Option<&At<String>>,
        mut parts: FigureParts,
        place: Place,
    ) -> Option<Figure> {
        if let Some(text) = value {
            match text.value.parse() {
                Ok(Amount::Value(value)) => parts.value = Some(value),
                Ok(Amount::Range { low, high }) => {
                    parts.low = Some(low);
                    parts.high = Some(high);
                }
                Err(error) => {
                    let error: crate::domain::amount::AmountError = error;
                    self.extract.problem(text.place, format!("value: {error}"));
                    return None;
                }
            }
        }
        match Figure::new(parts) {
            Ok(figure) => Some(figure),
            Err(error) => {
                self.extract.problem(place, error.to_string());
                None
            }
        }
    }

    fn introduction(&mut self, table: &DeTable<'_>, place: Place) -> Option<IntroductionRow> {
        self.extract
            .unknown_keys(table, "an introduction", INTRODUCTION_KEYS);
        let who = self.optional_string(table, "who", "who");
        let text = table
            .get("text")
            .and_then(|item| self.extract.locator(item, "text"));
        let role = self.optional_string(table, "role", "role");
        let org = self.optional_string(table, "org", "org");
        if role.is_none() && org.is_none() {
            self.extract
                .problem(place, "an introduction needs a role, an org or both");
        }
        for (present, key) in [
            (table.contains_key("who"), "who"),
            (table.contains_key("text"), "text"),
        ] {
            if !present {
                self.extract
                    .problem(place, format!("an introduction needs {key}"));
            }
        }
        Some(IntroductionRow {
            place,
            who: who?,
            role,
            org,
            text: text?,
            note: self
                .optional_string(table, "note", "note")
                .map(|text| text.value),
        })
    }

    fn row(&mut self, table: &DeTable<'_>, place: Place) -> Option<Row> {
        self.extract.unknown_keys(table, "a claim", ROW_KEYS);
        let defaults = self.defaults;
        let get = |key: &str| table.get(key).or_else(|| defaults.and_then(|d| d.get(key)));
        let mut id = table
            .get("id")
            .and_then(|item| self.extract.integer(item, "id"));
        if let Some(wrong) = id.take_if(|id| id.value < 1) {
            self.extract
                .problem(wrong.place, "id is a number from 1 on");
        }
        let (voice, voice_guess) = match get("voice") {
            Some(item) => self.voice(item).unzip(),
            None => {
                self.extract.problem(
                    place,
                    "the claim has no voice: direct, indirect, narration or document",
                );
                (None, None)
            }
        };
        let (stance, stance_guess) = match get("stance") {
            Some(item) => self.stance(item),
            None => (None, false),
        };
        let text = match table.get("text") {
            Some(item) => self.extract.locator(item, "text"),
            None => {
                self.extract.problem(
                    place,
                    "the claim has no text: quote its words, or the first … last of them",
                );
                None
            }
        };
        let figures = match (table.get("figure"), table.get("figures")) {
            (Some(_), Some(item)) => {
                self.extract.problem(
                    self.extract.place_of(item),
                    "give figure or figures, not both",
                );
                Vec::new()
            }
            (Some(item), None) | (None, Some(item)) => self
                .extract
                .tables(item, "figure")
                .into_iter()
                .filter_map(|(place, table)| {
                    let value = self.figure(table, place, true)?;
                    Some(At { value, place })
                })
                .collect(),
            (None, None) => Vec::new(),
        };
        let targets = match table.get("targets") {
            Some(item) => self
                .extract
                .tables(item, "targets")
                .into_iter()
                .filter_map(|(place, table)| self.target(table, place))
                .collect(),
            None => Vec::new(),
        };
        let mut status = match get("status") {
            Some(item) => self
                .extract
                .word::<Status>(item, "status", Status::WORDS)
                .map_or(Status::Accepted, |status| status.value),
            None => Status::Accepted,
        };
        if get("draft").is_some_and(|item| self.extract.boolean(item, "draft")) {
            status = Status::Draft;
        }
        let strings = |parser: &mut Self, key: &'static str| {
            get(key)
                .map(|item| parser.extract.strings(item, key))
                .unwrap_or_default()
        };
        let via = strings(self, "via");
        let props = strings(self, "prop");
        if let Some(wrong) = id.take_if(|_| props.len() > 1) {
            self.extract.problem(
                wrong.place,
                "a row with an id is one claim, and this one has several propositions",
            );
        }
        let row = Row {
            place,
            id,
            // Where the voice cannot be read the sheet is refused, whatever stands here.
            voice: voice.unwrap_or(Voice::Narration),
            voice_guess: voice_guess.unwrap_or(true),
            who: self.whos(get("who"), "who"),
            or: self.whos(table.get("or"), "or"),
            principals: self.whos(table.get("for"), "for"),
            via,
            cue: table
                .get("cue")
                .map(|item| self.extract.pieces(item, "cue"))
                .unwrap_or_default(),
            source: table
                .get("source")
                .map(|item| self.extract.pieces(item, "source"))
                .unwrap_or_default(),
            text: text.unwrap_or_else(|| At {
                value: Locator::default(),
                place,
            }),
            props,
            stance,
            stance_guess,
            said: match get("said") {
                Some(item) => self
                    .extract
                    .date_text(item, "said")
                    .and_then(|text| self.date(&text, "said")),
                None => None,
            },
            at: get("at").and_then(|item| self.extract.string(item, "at")),
            about: get("about").and_then(|item| self.extract.string(item, "about")),
            figures,
            targets,
            part_of: self.row_names(table.get("in"), "in"),
            supports: self.row_names(table.get("supports"), "supports"),
            gloss: self
                .optional_string(table, "gloss", "gloss")
                .map(|text| text.value.trim().to_owned()),
            labels: get("labels")
                .map(|item| self.labels(item))
                .unwrap_or_default(),
            note: self
                .optional_string(table, "note", "note")
                .map(|text| text.value.trim().to_owned()),
            status,
            origin: get("origin")
                .and_then(|item| self.extract.word::<Origin>(item, "origin", Origin::WORDS))
                .map_or(Origin::Person, |origin| origin.value),
        };
        if voice.is_some() {
            self.check_voice(&row);
        }
        Some(row)
    }

    /// A claim in somebody's voice names somebody; narration is nobody's but the article's.
    fn check_voice(&mut self, row: &Row) {
        match row.voice {
            Voice::Direct | Voice::Indirect if row.who.is_empty() => self.extract.problem(
                row.place,
                "the claim has no who: name the speaker; where the article names nobody, a speaker of kind unnamed",
            ),
            Voice::Narration if !row.who.is_empty() => self.extract.problem(
                row.place,
                "narration is the article's own voice and has no who: write or = for a speaker who may be meant, or another voice",
            ),
            _ => {}
        }
    }

    fn voice(&mut self, item: &Item<'_>) -> Option<(Voice, bool)> {
        let text = self.extract.string(item, "voice")?;
        let (word, guess) = guess_mark(&text.value);
        let voice = match word {
            "document" => Some(Voice::Indirect),
            word => word.parse().ok(),
        };
        match voice {
            Some(voice) => Some((voice, guess)),
            None => {
                let words = ["direct", "indirect", "narration", "document"];
                let mut problem = Problem::new(
                    text.place,
                    format!("“{word}” is not a voice: {}", words.join(", ")),
                );
                problem.nearest = crate::domain::nearest::nearest(word, words.into_iter(), 1)
                    .into_iter()
                    .map(str::to_owned)
                    .collect();
                self.extract.problems.push(problem);
                None
            }
        }
    }

    fn stance(&mut self, item: &Item<'_>) -> (Option<Stance>, bool) {
        let Some(text) = self.extract.string(item, "stance") else {
            return (None, false);
        };
        let (word, guess) = guess_mark(&text.value);
        if word == "unset" {
            return (None, false);
        }
        match word.parse::<Stance>() {
            Ok(stance) => (Some(stance), guess),
            Err(error) => {
                let mut problem = Problem::new(text.place, format!("{error}, unset"));
                problem.nearest = nearest_stance(word);
                self.extract.problems.push(problem);
                (None, false)
            }
        }
    }

    fn whos(&mut self, item: Option<&Item<'_>>, what: &str) -> Vec<Who> {
        let Some(item) = item else { return Vec::new() };
        self.extract
            .strings(item, what)
            .into_iter()
            .map(|name| {
                let (words, guess) = guess_mark(&name.value);
                Who {
                    name: At {
                        value: words.to_owned(),
                        place: name.place,
                    },
                    guess,
                }
            })
            .collect()
    }

    fn target(&mut self, table: &DeTable<'_>, place: Place) -> Option<TargetCell> {
        self.extract.unknown_keys(table, "a target", TARGET_KEYS);
        let role = match table.get("role") {
            Some(item) => self
                .extract
                .word::<TargetRole>(item, "role", TargetRole::WORDS)
                .map_or(TargetRole::Object, |role| role.value),
            None => TargetRole::Object,
        };
        let tone = table
            .get("tone")
            .and_then(|item| self.extract.integer(item, "tone"));
        let tone = match tone {
            Some(tone) if (-1..=1).contains(&tone.value) => i8::try_from(tone.value).ok(),
            Some(tone) => {
                self.extract.problem(tone.place, "tone is -1, 0 or 1");
                None
            }
            None => None,
        };
        match table.get("who") {
            Some(item) => Some(TargetCell {
                who: self.extract.string(item, "who")?,
                role,
                tone,
            }),
            None => {
                self.extract.problem(place, "a target needs who");
                None
            }
        }
    }

    fn row_names(&mut self, item: Option<&Item<'_>>, what: &str) -> Vec<At<RowName>> {
        let Some(item) = item else { return Vec::new() };
        let mut names = Vec::new();
        let items: Vec<&Item<'_>> = match item.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![item],
        };
        for item in items {
            if matches!(item.get_ref(), DeValue::Integer(_)) {
                if let Some(number) = self.extract.integer(item, what) {
                    names.push(At {
                        value: RowName::Number(number.value),
                        place: number.place,
                    });
                }
            } else if let Some(text) = self.extract.string(item, what) {
                names.push(At {
                    value: RowName::Proposition(text.value),
                    place: text.place,
                });
            }
        }
        names
    }
}

/// The stance that a word most likely means: by its sense where it is a common word for one ("denies" is spelt like declines and means
/// rejects), else by its letters.
fn nearest_stance(word: &str) -> Vec<String> {
    let meant = match word.to_lowercase().as_str() {
        "denies" | "denied" | "disputes" | "opposes" | "refutes" | "contradicts" | "disagrees"
        | "against" | "no" => Some(Stance::Rejects),
        "affirms" | "says" | "claims" | "supports" | "agrees" | "confirms" | "for" | "yes" => {
            Some(Stance::Asserts)
        }
        "neutral" | "reports" | "notes" => Some(Stance::Mentions),
        _ => None,
    };
    match meant {
        Some(stance) => vec![stance.to_string()],
        None => crate::domain::nearest::nearest(word, Stance::WORDS.iter().copied(), 1)
            .into_iter()
            .map(str::to_owned)
            .collect(),
    }
}

/// Splits a trailing `?`, which marks a guess.
fn guess_mark(text: &str) -> (&str, bool) {
    let text = text.trim();
    match text.strip_suffix('?') {
        Some(word) if !word.trim().is_empty() => (word.trim_end(), true),
        _ => (text, false),
    }
}
