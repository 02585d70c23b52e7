//! Claims with their speakers, chains, figures, targets, spans, links and labels.

use std::collections::BTreeMap;

use super::article::{reference_row, span_of};
use super::book::Writer;
use super::error::{Result, StoreError};
use super::figure::figure_row;
use super::reader::{Reader, Value};
use crate::domain::claim::{Claim, ClaimSpeaker, Relation, SpanRole, Target};
use crate::domain::record::Reference;
use crate::domain::text::{BlockKind, Span, Text};

/// A claim as the book has it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredClaim {
    /// The row.
    pub id: i64,
    /// Its number in its article.
    pub number: i64,
    /// The claim.
    pub claim: Claim,
    /// What the sheet last said of it, as JSON.
    pub as_logged: Option<String>,
}

/// A list of a claim that is replaced as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimList {
    /// Speakers, principals and alternatives.
    Speakers,
    /// The chain by which it reached the article.
    Via,
    /// Figures.
    Figures,
    /// Targets.
    Targets,
    /// Content spans of the coding's version.
    Content,
    /// Cue spans of the coding's version.
    Cue,
    /// Source spans of the coding's version.
    Source,
    /// Links to other claims.
    Links,
    /// Labels.
    Labels,
}

/// Where a claim belongs and whose words its spans quote.
#[derive(Debug, Clone, Copy)]
pub struct ClaimPlace<'a> {
    /// The article.
    pub article: i64,
    /// The coding.
    pub coding: i64,
    /// The version whose text is `text`.
    pub version: i64,
    /// The text.
    pub text: &'a Text,
}

/// Which spans a row of `span` belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct SpanOwner {
    pub(super) column: &'static str,
    pub(super) id: i64,
}

impl Reader<'_> {
    /// The claims of a coding with all that belongs to them, by number. Spans are those of `version`, else of the coding's version.
    ///
    /// # Errors
    /// When the book cannot be read, or holds what no claimbook wrote.
    pub fn claims_of_coding(&self, coding: i64, version: Option<i64>) -> Result<Vec<StoredClaim>> {
        self.claims(
            "SELECT id FROM claim WHERE coding = :scope",
            coding,
            version,
        )
    }

    /// One claim with all that belongs to it.
    ///
    /// # Errors
    /// `NotFound` where there is none of this id.
    pub fn claim(&self, id: i64) -> Result<StoredClaim> {
        self.claims("SELECT :scope AS id", id, None)?
            .pop()
            .ok_or_else(|| StoreError::NotFound {
                kind: String::from("claim"),
                words: id.to_string(),
                nearest: Vec::new(),
            })
    }

    fn claims(&self, scope: &str, id: i64, version: Option<i64>) -> Result<Vec<StoredClaim>> {
        let parameters = [("scope", Value::Integer(id)), ("version", version.into())];
        let mut claims: BTreeMap<i64, StoredClaim> = self
            .rows(
                &format!(
                    "{} WHERE c.id IN ({scope}) ORDER BY c.number",
                    include_str!("claim.sql")
                ),
                &parameters,
                |row| {
                    let reference = |name: &str| -> Result<Option<Reference>> {
                        let Some(id) = row.optional_integer(name)? else {
                            return Ok(None);
                        };
                        Ok(Some(Reference {
                            id,
                            uid: row.text(&format!("{name}_uid"))?,
                            key: row.text(&format!("{name}_key"))?,
                        }))
                    };
                    Ok(StoredClaim {
                        id: row.integer("id")?,
                        number: row.integer("number")?,
                        as_logged: row.optional_text("as_logged")?,
                        claim: Claim {
                            proposition: reference("proposition")?,
                            uttered_at: reference("uttered_at")?,
                            about: reference("about")?,
                            said: row.optional_parsed("said")?,
                            voice: row.parsed("voice")?,
                            voice_guess: row.flag("voice_guess")?,
                            stance: row.optional_parsed("stance")?,
                            stance_guess: row.flag("stance_guess")?,
                            status: row.parsed("status")?,
                            origin: row.parsed("origin")?,
                            block: row.parsed::<BlockKind>("block")?,
                            speakers: Vec::new(),
                            via: Vec::new(),
                            figures: Vec::new(),
                            targets: Vec::new(),
                            content: Vec::new(),
                            cue: Vec::new(),
                            source: Vec::new(),
                            links: Vec::new(),
                            gloss: row.optional_text("gloss")?,
                            labels: Vec::new(),
                            note: row.optional_text("note")?,
                        },
                    })
                },
            )?
            .into_iter()
            .map(|claim| (claim.id, claim))
            .collect();
        let speakers = self.rows(
            &format!("SELECT p.claim, s.id, s.uid, s.key, p.part, p.guess FROM claim_speaker AS p JOIN speaker AS s ON s.id = p.speaker WHERE p.claim IN ({scope}) ORDER BY p.claim, CASE p.part WHEN 'speaker' THEN 1 WHEN 'principal' THEN 2 ELSE 3 END, p.number"),
            &parameters,
            |row| {
                Ok((
                    row.integer("claim")?,
                    ClaimSpeaker {
                        speaker: reference_row(row)?,
                        part: row.parsed("part")?,
                        guess: row.flag("guess")?,
                    },
                ))
            },
        )?;
        each(&mut claims, speakers, |claim, speaker| {
            claim.speakers.push(speaker);
        });
        let via = self.rows(
            &format!("SELECT v.claim, s.id, s.uid, s.key FROM claim_via AS v JOIN speaker AS s ON s.id = v.speaker WHERE v.claim IN ({scope}) ORDER BY v.claim, v.number"),
            &parameters,
            |row| Ok((row.integer("claim")?, reference_row(row)?)),
        )?;
        each(&mut claims, via, |claim, speaker| claim.via.push(speaker));
        let figures = self.rows(
            &format!(
                "SELECT f.* FROM figure AS f WHERE f.claim IN ({scope}) ORDER BY f.claim, f.number"
            ),
            &parameters,
            |row| Ok((row.integer("claim")?, figure_row(row)?)),
        )?;
        each(&mut claims, figures, |claim, figure| {
            claim.figures.push(figure);
        });
        let targets = self.rows(
            &format!("SELECT t.claim, s.id, s.uid, s.key, t.role, t.tone FROM target AS t JOIN speaker AS s ON s.id = t.speaker WHERE t.claim IN ({scope}) ORDER BY t.claim, t.number"),
            &parameters,
            |row| {
                let tone = row.optional_integer("tone")?;
                Ok((
                    row.integer("claim")?,
                    Target {
                        speaker: reference_row(row)?,
                        role: row.parsed("role")?,
                        tone: tone.and_then(|tone| i8::try_from(tone).ok()),
                    },
                ))
            },
        )?;
        each(&mut claims, targets, |claim, target| {
            claim.targets.push(target);
        });
        let spans = self.rows(
            &format!("SELECT s.claim, s.role, s.start_cp, s.end_cp FROM span AS s JOIN claim AS c ON c.id = s.claim JOIN coding AS k ON k.id = c.coding WHERE s.claim IN ({scope}) AND s.version = coalesce(:version, k.version) ORDER BY s.claim, s.role, s.number"),
            &parameters,
            |row| {
                Ok((
                    row.integer("claim")?,
                    (row.parsed::<SpanRole>("role")?, span_of(row)?),
                ))
            },
        )?;
        each(&mut claims, spans, |claim, (role, span)| match role {
            SpanRole::Content => claim.content.push(span),
            SpanRole::Cue => claim.cue.push(span),
            SpanRole::Source => claim.source.push(span),
        });
        let links = self.rows(
            &format!("SELECT l.claim, o.number, l.relation FROM claim_link AS l JOIN claim AS o ON o.id = l.other WHERE l.claim IN ({scope}) ORDER BY l.claim, l.relation DESC, o.number"),
            &parameters,
            |row| {
                Ok((
                    row.integer("claim")?,
                    (row.integer("number")?, row.parsed::<Relation>("relation")?),
                ))
            },
        )?;
        each(&mut claims, links, |claim, link| claim.links.push(link));
        let labels = self.rows(
            &format!("SELECT claim, name FROM label WHERE claim IN ({scope}) ORDER BY claim, name"),
            &parameters,
            |row| Ok((row.integer("claim")?, row.text("name")?)),
        )?;
        each(&mut claims, labels, |claim, label| claim.labels.push(label));
        let mut claims: Vec<StoredClaim> = claims.into_values().collect();
        claims.sort_by_key(|claim| claim.number);
        Ok(claims)
    }

    /// The highest claim number ever given in an article; 0 where none was.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub fn last_claim_number(&self, article: i64) -> Result<i64> {
        self.count(
            "SELECT max((SELECT coalesce(max(last), 0) FROM claim_number WHERE article = :article), (SELECT coalesce(max(number), 0) FROM claim WHERE article = :article))",
            &[("article", Value::Integer(article))],
        )
    }
}

fn each<T>(
    claims: &mut BTreeMap<i64, StoredClaim>,
    rows: Vec<(i64, T)>,
    add: impl Fn(&mut Claim, T),
) {
    for (id, row) in rows {
        if let Some(stored) = claims.get_mut(&id) {
            add(&mut stored.claim, row);
        }
    }
}

fn id_of(reference: Option<&Reference>) -> Value {
    reference.map_or(Value::Null, |reference| Value::Integer(reference.id))
}

/// The columns of a claim that say what it says.
pub(super) fn columns(claim: &Claim) -> [(&'static str, Value); 13] {
    [
        ("proposition", id_of(claim.proposition.as_ref())),
        ("uttered_at", id_of(claim.uttered_at.as_ref())),
        ("about", id_of(claim.about.as_ref())),
        ("said", claim.said.map(|said| said.to_string()).into()),
        ("voice", claim.voice.as_str().into()),
        ("voice_guess", claim.voice_guess.into()),
        ("stance", claim.stance.map(|stance| stance.as_str()).into()),
        ("stance_guess", claim.stance_guess.into()),
        ("status", claim.status.as_str().into()),
        ("origin", claim.origin.as_str().into()),
        ("block", claim.block.as_str().into()),
        ("gloss", claim.gloss.as_deref().into()),
        ("note", claim.note.as_deref().into()),
    ]
}

impl Writer<'_> {
    /// Remembers that numbers up to `last` were given in an article, so that none names two claims.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn keep_claim_numbers(&mut self, article: i64, last: i64) -> Result<()> {
        self.run(
            "INSERT INTO claim_number (article, last) VALUES (:article, :last) ON CONFLICT (article) DO UPDATE SET last = max(last, excluded.last)",
            &[
                ("article", Value::Integer(article)),
                ("last", Value::Integer(last)),
            ],
        )?;
        Ok(())
    }

    /// Writes the columns of a claim; the journal keeps those that differ.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn edit_claim(&mut self, id: i64, claim: &Claim) -> Result<()> {
        let mut values = columns(claim).to_vec();
        values.push(("id", Value::Integer(id)));
        self.run(include_str!("claim_update.sql"), &values)?;
        Ok(())
    }

    /// Writes what the sheet last said of a claim.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn set_claim_as_logged(&mut self, id: i64, as_logged: &str) -> Result<()> {
        self.run(
            "UPDATE claim SET as_logged = :as_logged WHERE id = :id AND as_logged IS NOT :as_logged",
            &[
                ("as_logged", Value::from(as_logged)),
                ("id", Value::Integer(id)),
            ],
        )?;
        Ok(())
    }

    /// Replaces one list of a claim by that of `claim`.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn replace_claim_list(
        &mut self,
        id: i64,
        list: ClaimList,
        claim: &Claim,
        place: ClaimPlace<'_>,
    ) -> Result<()> {
        let owner = ("claim", Value::Integer(id));
        let table = match list {
            ClaimList::Speakers => "claim_speaker",
            ClaimList::Via => "claim_via",
            ClaimList::Figures => "figure",
            ClaimList::Targets => "target",
            ClaimList::Links => "claim_link",
            ClaimList::Labels => "label",
            ClaimList::Content | ClaimList::Cue | ClaimList::Source => {
                let role = span_list(list, claim).0;
                self.run(
                    "DELETE FROM span WHERE claim = :claim AND version = :version AND role = :role",
                    &[
                        owner,
                        ("version", Value::Integer(place.version)),
                        ("role", Value::from(role.as_str())),
                    ],
                )?;
                return self.add_claim_list(id, list, claim, place);
            }
        };
        self.run(
            &format!("DELETE FROM {table} WHERE claim = :claim"),
            &[owner],
        )?;
        self.add_claim_list(id, list, claim, place)
    }

    /// Deletes a claim with all that belongs to it, and the links of other claims to it.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn delete_claim(&mut self, id: i64) -> Result<()> {
        let owner = ("claim", Value::Integer(id));
        self.run(
            "DELETE FROM claim_link WHERE other = :claim",
            std::slice::from_ref(&owner),
        )?;
        for (child, column) in super::schema::children_of("claim") {
            self.run(
                &format!("DELETE FROM {child} WHERE {column} = :claim"),
                std::slice::from_ref(&owner),
            )?;
        }
        self.run("DELETE FROM claim WHERE id = :claim", &[owner])?;
        Ok(())
    }

    /// Gives every speaker of the coding's claims the affiliation that the article introduces them with, where it gives exactly one.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn derive_affiliations(&mut self, coding: i64) -> Result<()> {
        self.run(
            include_str!("claim_affiliation.sql"),
            &[("coding", Value::Integer(coding))],
        )?;
        Ok(())
    }

    /// Marks every claim of an article with the kind of block in which it begins, in whosever coding: blocks belong to the text.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub fn derive_blocks(&mut self, article: i64) -> Result<()> {
        self.run(
            include_str!("claim_block.sql"),
            &[("article", Value::Integer(article))],
        )?;
        Ok(())
    }
}

pub(super) fn span_list(list: ClaimList, claim: &Claim) -> (SpanRole, &[Span]) {
    match list {
        ClaimList::Cue => (SpanRole::Cue, &claim.cue),
        ClaimList::Source => (SpanRole::Source, &claim.source),
        _ => (SpanRole::Content, &claim.content),
    }
}
