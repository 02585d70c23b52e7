//! What a coding holds: introductions, reported facts and claims with all that belongs to them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rusqlite::{Result, params};

use super::article::{Fact, FactValue, Introduction};
use super::cast::Who;
use super::claim::Claim;
use super::figure::Figure;
use super::insert::{Table, id, uid};
use super::insert_article::Articles;
use super::page::{Piece, spans_json};

/// A coding, and what its claims need to know of their article.
pub(super) struct Reading<'a> {
    pub(super) article: i64,
    pub(super) id: i64,
    /// The versions in which its words stand, the one that it was made on last.
    pub(super) versions: &'a [i64],
    /// The rows of the unnamed speakers.
    pub(super) unnamed: &'a [i64],
    pub(super) introductions: &'a [Introduction],
    /// The rows of its claims so far, from claim `first`.
    pub(super) claims: Vec<i64>,
    pub(super) first: i64,
}

impl Articles<'_> {
    pub(super) fn introduction(
        &mut self,
        reading: &Reading<'_>,
        introduction: &Introduction,
    ) -> Result<()> {
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

    pub(super) fn fact(&mut self, reading: &Reading<'_>, fact: &Fact) -> Result<()> {
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

    pub(super) fn claim(&mut self, reading: &mut Reading<'_>, claim: &Claim) -> Result<()> {
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

pub(super) fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
