//! The claims of a report and how each stands to what is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::sync_channel;

use super::articles::{Article, Selection, count};
use super::filters::{Copies, Counting, Filters};
use super::lookup::{Labelled, ids};
use crate::domain::claim::{SpeakerPart, Stance, Status, Voice};
use crate::domain::date::Date;
use crate::domain::text::BlockKind;
use crate::store::{Reader, Row, StoreError, Value};

/// One claim of a coding that counts.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) id: i64,
    pub(super) article: i64,
    pub(super) number: i64,
    pub(super) proposition: Option<i64>,
    /// The event at which it was uttered and the one it is about, as far as they are named.
    pub(super) events: Vec<i64>,
    pub(super) uttered_at: Option<i64>,
    pub(super) said: Option<Date>,
    pub(super) voice: Voice,
    /// The voice, the stance or a speaker is a guess, or somebody else may be meant.
    pub(super) ambiguous: bool,
    pub(super) stance: Option<Stance>,
    pub(super) status: Status,
    pub(super) block: BlockKind,
    pub(super) gloss: Option<String>,
    pub(super) speakers: Vec<i64>,
    /// As what each of the speakers is introduced there, in the order of the speakers; those behind the last who is introduced have no entry.
    pub(super) affiliations: Vec<Option<i64>>,
    /// Every speaker is a document.
    pub(super) is_document: bool,
    pub(super) principals: Vec<i64>,
    pub(super) alternatives: Vec<i64>,
    pub(super) via: Vec<i64>,
    pub(super) standing: Standing,
}

/// How a claim stands to what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It counts.
    Counted,
    /// It stands in a headline.
    Headline,
    /// It stands in a caption.
    Caption,
    /// No person has looked at it.
    Draft,
    /// Its article is a copy of another one of the report.
    Copy,
    /// It speaks only of events that were not asked for.
    OtherEvent,
    /// Its speaker, its chain or its labels are not those asked for.
    FilteredOut,
}

/// How many ways to stand there are.
const STANDINGS: usize = Standing::FilteredOut as usize + 1;

impl Standing {
    /// Whether the claim gives its proposition a row: all but what the filters take out.
    pub(super) fn is_asked_for(self) -> bool {
        !matches!(self, Standing::OtherEvent | Standing::FilteredOut)
    }
}

impl Claim {
    /// Whether it counts.
    pub(super) fn is_counted(&self) -> bool {
        self.standing == Standing::Counted
    }

    /// Returns the stance it is counted with, and whether that is derived: narration without one asserts.
    pub(super) fn counted_stance(&self) -> (Option<Stance>, bool) {
        match (self.stance, self.voice) {
            (None, Voice::Narration) => (Some(Stance::Asserts), true),
            (stance, _) => (stance, false),
        }
    }

    /// Everybody the claim names, for short names.
    pub(super) fn everybody(&self) -> impl Iterator<Item = i64> + '_ {
        [
            &self.speakers,
            &self.principals,
            &self.alternatives,
            &self.via,
        ]
        .into_iter()
        .flatten()
        .copied()
    }
}

/// Loads the claims of the selection, each with how it stands to what is counted; in the order of articles and numbers. Where speakers
/// were asked for and no articles, those of others are among them as far as they are on the same propositions.
pub(super) fn load(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Vec<Claim>, StoreError> {
    let codings = selection.codings();
    let from_articles = !filters.events.is_empty() || !filters.articles.is_empty();
    let mut claims = match &selection.propositions {
        None if !from_articles && !filters.speakers.is_empty() => {
            let own = load_of_speakers(reader, &codings, &filters.speakers)?;
            let propositions: BTreeSet<i64> =
                own.iter().filter_map(|claim| claim.proposition).collect();
            let propositions: Vec<i64> = propositions.into_iter().collect();
            let mut claims = load_of_propositions(reader, &codings, &propositions)?;
            claims.extend(own.into_iter().filter(|claim| claim.proposition.is_none()));
            claims.sort_by_key(|claim| (claim.article, claim.number));
            claims
        }
        propositions => {
            let propositions: Option<Vec<i64>> = propositions
                .as_ref()
                .map(|propositions| propositions.iter().copied().collect());
            load_of_codings(reader, &codings, propositions.as_deref())?
        }
    };
    judge(reader, &mut claims, selection, filters)?;
    Ok(claims)
}

/// Loads the claims of the selection that the filters leave, each with how it stands to what is counted; in the order of articles and
/// numbers.
pub(super) fn load_asked_for(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Vec<Claim>, StoreError> {
    let mut claims = Vec::new();
    each_article(reader, selection, filters, |_, of_article| {
        claims.extend_from_slice(of_article);
        Ok::<(), StoreError>(())
    })?;
    claims.sort_by_key(|claim| (claim.article, claim.number));
    Ok(claims)
}

/// Loads the claims of codings without judging them: all count; in the order of articles and numbers.
pub(super) fn load_of_codings(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: Option<&[i64]>,
) -> Result<Vec<Claim>, StoreError> {
    let mut claims = load_by_coding(reader, codings, propositions, None)?;
    claims.sort_by_key(|claim| (claim.article, claim.number));
    Ok(claims)
}

/// Loads the claims of codings without judging them: those of one coding together, codings in the order given. Nothing is sorted and
/// nothing looked up claim by claim, since this is how a whole book is read.
fn load_by_coding(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: Option<&[i64]>,
    vias: Option<&Vias>,
) -> Result<Vec<Claim>, StoreError> {
    let codings = ("codings", Value::list(codings));
    let propositions = propositions.map_or(Value::Null, Value::list);
    let mut claims = reader.rows(
        include_str!("claims.sql"),
        &[codings.clone(), ("propositions", propositions)],
        from_row,
    )?;
    let parameters = [codings];
    add_speakers(
        reader,
        &mut claims,
        include_str!("claim_speakers_of_codings.sql"),
        &parameters,
    )?;
    match vias {
        Some(vias) => {
            for claim in &mut claims {
                if let Some(via) = vias.get(&claim.id) {
                    claim.via.clone_from(via);
                }
            }
        }
        None => {
            let sql = include_str!("claim_vias_of_codings.sql");
            add_vias(reader, &mut claims, sql, &parameters)?;
        }
    }
    Ok(claims)
}

/// Through whom each claim that came through somebody reached its article.
type Vias = BTreeMap<i64, Vec<i64>>;

/// Reads the vias of a whole book, where all its articles are read anyway: few claims have any, and looking for those of a million claims
/// one by one took a tenth of a report's time.
fn all_vias(reader: &Reader<'_>) -> Result<Vias, StoreError> {
    let mut vias = Vias::new();
    reader.rows(
        "SELECT claim, speaker FROM claim_via ORDER BY claim, number",
        &[],
        |row| {
            let of_claim = vias.entry(row.integer("claim")?).or_default();
            of_claim.push(row.integer("speaker")?);
            Ok(())
        },
    )?;
    Ok(vias)
}

/// Loads the claims on propositions in codings without judging them: all count. For few propositions of many codings.
pub(super) fn load_of_propositions(
    reader: &Reader<'_>,
    codings: &[i64],
    propositions: &[i64],
) -> Result<Vec<Claim>, StoreError> {
    let claims = reader.rows(
        include_str!("claims_of_propositions.sql"),
        &[
            ("codings", Value::list(codings)),
            ("propositions", Value::list(propositions)),
        ],
        from_row,
    )?;
    with_speakers(reader, claims)
}

/// Loads the claims in which any of these speakers has a part, in codings, without judging them: all count. For few speakers of many
/// codings.
fn load_of_speakers(
    reader: &Reader<'_>,
    codings: &[i64],
    speakers: &[i64],
) -> Result<Vec<Claim>, StoreError> {
    let claims = reader.rows(
        include_str!("claims_of_speakers.sql"),
        &[
            ("codings", Value::list(codings)),
            ("speakers", Value::list(speakers)),
        ],
        from_row,
    )?;
    with_speakers(reader, claims)
}

/// Loads the claims with these ids without judging them: all count. For what a table shows of claims that were judged before.
pub(super) fn load_of_ids(reader: &Reader<'_>, ids: &[i64]) -> Result<Vec<Claim>, StoreError> {
    let claims = reader.rows(
        include_str!("claims_of_ids.sql"),
        &[("ids", Value::list(ids))],
        from_row,
    )?;
    with_speakers(reader, claims)
}

/// Judges how claims stand to what is counted.
pub(super) fn judge(
    reader: &Reader<'_>,
    claims: &mut [Claim],
    selection: &Selection,
    filters: &Filters,
) -> Result<(), StoreError> {
    let judge = Judge::new(reader, filters, &selection.events)?;
    let articles: BTreeMap<i64, &Article> = selection
        .articles
        .iter()
        .map(|article| (article.id, article))
        .collect();
    for claim in claims {
        claim.standing = judge.standing(claim, articles.get(&claim.article).copied());
    }
    Ok(())
}

/// What claims are judged by.
struct Judge<'a> {
    events: &'a BTreeSet<i64>,
    labelled: Labelled,
    filters: &'a Filters,
}

impl<'a> Judge<'a> {
    fn new(
        reader: &Reader<'_>,
        filters: &'a Filters,
        events: &'a BTreeSet<i64>,
    ) -> Result<Judge<'a>, StoreError> {
        Ok(Judge {
            events,
            labelled: Labelled::load(reader, &filters.labels)?,
            filters,
        })
    }

    fn standing(&self, claim: &Claim, article: Option<&Article>) -> Standing {
        if is_of_other_events(claim, self.events) {
            Standing::OtherEvent
        } else if !is_asked_for(claim, article, self.filters, &self.labelled) {
            Standing::FilteredOut
        } else if article.is_some_and(|article| article.collapsed) {
            Standing::Copy
        } else {
            standing(claim, self.filters.counting)
        }
    }
}

/// How many articles' claims are in memory at once. Enough that a query's start does not tell, few enough for a small machine.
const BATCH: usize = 500;

/// The claims of one article.
#[derive(Debug, Clone, Copy)]
pub(super) struct ArticleClaims<'b> {
    /// The article.
    pub(super) article: &'b Article,
    /// Its claims, judged, by number.
    pub(super) claims: &'b [Claim],
}

/// Calls `visit` with each article of the selection that has claims and with its claims, judged, by number; articles in the order of
/// the selection. Filters by proposition or speaker are read from that end, so that few claims of many articles take little time;
/// claims that such a filter leaves out are then not among those visited. Returns what was visited, counted by standing.
pub(super) fn each_article<E: From<StoreError>>(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
    mut visit: impl FnMut(&Article, &[Claim]) -> Result<(), E>,
) -> Result<Tally, E> {
    each_batch(reader, selection, filters, |batch| {
        for of_article in batch {
            visit(of_article.article, of_article.claims)?;
        }
        Ok(())
    })
}

/// As [`each_article`], with many articles at once: for what has to be looked up of their claims by one query.
pub(super) fn each_batch<E: From<StoreError>>(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
    mut visit: impl FnMut(&[ArticleClaims<'_>]) -> Result<(), E>,
) -> Result<Tally, E> {
    let judge = Judge::new(reader, filters, &selection.events)?;
    let mut tally = Tally::default();
    // Takes claims of one article together, articles in order.
    let mut visit_all = |articles: &[Article], mut claims: Vec<Claim>| -> Result<(), E> {
        let mut articles = articles.iter();
        let mut of_articles: Vec<ArticleClaims<'_>> = Vec::new();
        for claims in claims.chunk_by_mut(|one, other| one.article == other.article) {
            let Some(id) = claims.first().map(|claim| claim.article) else {
                continue;
            };
            let Some(article) = articles.find(|article| article.id == id) else {
                continue;
            };
            for claim in claims.iter_mut() {
                claim.standing = judge.standing(claim, Some(article));
                tally.add(claim);
            }
            claims.sort_by_key(|claim| claim.number);
            of_articles.push(ArticleClaims { article, claims });
        }
        of_articles.chunks(BATCH).try_for_each(&mut visit)
    };
    let articles = &selection.articles;
    let in_order = |mut claims: Vec<Claim>| {
        let places = selection.places();
        claims.sort_by_cached_key(|claim| places.get(&claim.article).copied());
        claims
    };
    let from_articles = !filters.events.is_empty() || !filters.articles.is_empty();
    match &selection.propositions {
        Some(propositions) if !from_articles => {
            let propositions: Vec<i64> = propositions.iter().copied().collect();
            let claims = load_of_propositions(reader, &selection.codings(), &propositions)?;
            visit_all(articles, in_order(claims))?;
        }
        None if !from_articles && !filters.speakers.is_empty() => {
            let claims = load_of_speakers(reader, &selection.codings(), &filters.speakers)?;
            visit_all(articles, in_order(claims))?;
        }
        propositions => {
            let propositions: Option<Vec<i64>> = propositions
                .as_ref()
                .map(|propositions| propositions.iter().copied().collect());
            read_ahead(reader, articles, propositions.as_deref(), &mut visit_all)?;
        }
    }
    Ok(tally)
}

/// Calls `take` with all articles, [`BATCH`] at a time, and the claims of their codings. Of many articles, another thread reads the next
/// claims while `take` counts these.
fn read_ahead<E: From<StoreError>>(
    reader: &Reader<'_>,
    articles: &[Article],
    propositions: Option<&[i64]>,
    take: &mut impl FnMut(&[Article], Vec<Claim>) -> Result<(), E>,
) -> Result<(), E> {
    let read = |reader: &Reader<'_>, articles: &[Article], vias: Option<&Vias>| {
        let codings: Vec<i64> = articles
            .iter()
            .filter_map(|article| Some(article.coding.as_ref()?.id))
            .collect();
        load_by_coding(reader, &codings, propositions, vias)
    };
    if articles.len() <= BATCH {
        return take(articles, read(reader, articles, None)?);
    }
    let Some(second) = reader.second()? else {
        let vias = all_vias(reader)?;
        for articles in articles.chunks(BATCH) {
            take(articles, read(reader, articles, Some(&vias))?)?;
        }
        return Ok(());
    };
    std::thread::scope(|scope| {
        // One batch waits while one is read and one counted: more would only take memory.
        let (sender, batches) = sync_channel(1);
        scope.spawn(move || {
            let reader = second.reader();
            let batches = all_vias(&reader).map(|vias| {
                let batches = articles.chunks(BATCH);
                batches.map(move |articles| read(&reader, articles, Some(&vias)))
            });
            // Sending fails once nobody listens, because counting failed: then there is nothing left to read for.
            match batches {
                Ok(mut batches) => {
                    let _all = batches.try_for_each(|batch| sender.send(batch));
                }
                Err(error) => {
                    let _sent = sender.send(Err(error));
                }
            }
        });
        articles
            .chunks(BATCH)
            .zip(batches)
            .try_for_each(|(articles, claims)| take(articles, claims?))
    })
}

/// Claims counted by how they stand.
#[derive(Debug, Default, Clone)]
pub(super) struct Tally {
    by_standing: [usize; STANDINGS],
    derived: usize,
    without_proposition: usize,
}

impl Tally {
    /// Counts one claim.
    pub(super) fn add(&mut self, claim: &Claim) {
        self.by_standing[claim.standing as usize] += 1;
        self.derived += usize::from(claim.is_counted() && claim.counted_stance().1);
        self.without_proposition += usize::from(claim.is_counted() && claim.proposition.is_none());
    }

    /// Counts claims.
    pub(super) fn of<'c>(claims: impl IntoIterator<Item = &'c Claim>) -> Tally {
        let mut tally = Tally::default();
        for claim in claims {
            tally.add(claim);
        }
        tally
    }

    /// Returns how many claims stand so.
    pub(super) fn number(&self, standing: Standing) -> usize {
        self.by_standing[standing as usize]
    }

    /// Returns what is not counted, as in `claims not counted: 2 in headlines, 1 draft`; none where all is.
    pub(super) fn uncounted_note(&self) -> Option<String> {
        let parts: Vec<String> = UNCOUNTED
            .into_iter()
            .filter(|(standing, _, _)| self.number(*standing) > 0)
            .map(|(standing, one, several)| count(self.number(standing), one, several))
            .collect();
        (!parts.is_empty()).then(|| format!("claims not counted: {}", parts.join(", ")))
    }

    /// Returns for how many narrated claims a stance is derived; none where for none.
    pub(super) fn derived_note(&self) -> Option<String> {
        (self.derived > 0).then(|| {
            format!(
                "asserts derived for {}",
                count(
                    self.derived,
                    "narrated claim without a stance",
                    "narrated claims without a stance"
                )
            )
        })
    }

    /// Returns how many counted claims have no proposition, with what becomes of them; none where all have one.
    pub(super) fn without_proposition_note(&self, fate: &str) -> Option<String> {
        (self.without_proposition > 0).then(|| {
            format!(
                "{} {fate}",
                count(
                    self.without_proposition,
                    "claim without a proposition",
                    "claims without a proposition"
                )
            )
        })
    }
}

/// How claims that do not count are named.
const UNCOUNTED: [(Standing, &str, &str); 6] = [
    (Standing::Headline, "in a headline", "in headlines"),
    (Standing::Caption, "in a caption", "in captions"),
    (Standing::Draft, "draft", "drafts"),
    (Standing::Copy, "in a copy", "in copies"),
    (Standing::OtherEvent, "on other events", "on other events"),
    (
        Standing::FilteredOut,
        "by another speaker, way or label",
        "by other speakers, ways or labels",
    ),
];

/// Returns how a claim stands to what is counted, by itself.
pub(super) fn standing(claim: &Claim, counting: Counting) -> Standing {
    if claim.status == Status::Draft && !counting.drafts {
        Standing::Draft
    } else if claim.block == BlockKind::Headline && !counting.headlines {
        Standing::Headline
    } else if claim.block == BlockKind::Caption && !counting.captions {
        Standing::Caption
    } else {
        Standing::Counted
    }
}

fn is_of_other_events(claim: &Claim, events: &BTreeSet<i64>) -> bool {
    !events.is_empty()
        && !claim.events.is_empty()
        && claim.events.iter().all(|event| !events.contains(event))
}

fn is_asked_for(
    claim: &Claim,
    article: Option<&Article>,
    filters: &Filters,
    labelled: &Labelled,
) -> bool {
    let by_speaker = filters.speakers.is_empty()
        || [&claim.speakers, &claim.principals, &claim.alternatives]
            .into_iter()
            .flatten()
            .any(|speaker| filters.speakers.contains(speaker));
    let by_via = filters.via.is_empty()
        || claim
            .via
            .iter()
            .any(|speaker| filters.via.contains(speaker));
    let by_label = filters.labels.is_empty()
        || labelled.claims.contains(&claim.id)
        || labelled.articles.contains(&claim.article)
        || claim
            .proposition
            .is_some_and(|proposition| labelled.propositions.contains(&proposition))
        || claim
            .everybody()
            .any(|speaker| labelled.speakers.contains(&speaker))
        || article.is_some_and(|article| labelled.outlets.contains(&article.outlet));
    by_speaker && by_via && by_label
}

fn from_row(row: &Row<'_>) -> Result<Claim, StoreError> {
    let uttered_at = row.optional_integer("uttered_at")?;
    let events = [uttered_at, row.optional_integer("about")?];
    Ok(Claim {
        id: row.integer("id")?,
        article: row.integer("article")?,
        number: row.integer("number")?,
        proposition: row.optional_integer("proposition")?,
        events: events.into_iter().flatten().collect(),
        uttered_at,
        said: row.optional_parsed("said")?,
        voice: row.parsed("voice")?,
        ambiguous: row.flag("voice_guess")? || row.flag("stance_guess")?,
        stance: row.optional_parsed("stance")?,
        status: row.parsed("status")?,
        block: row.parsed("block")?,
        gloss: row.optional_text("gloss")?,
        speakers: Vec::new(),
        affiliations: Vec::new(),
        is_document: false,
        principals: Vec::new(),
        alternatives: Vec::new(),
        via: Vec::new(),
        standing: Standing::Counted,
    })
}

fn with_speakers(reader: &Reader<'_>, mut claims: Vec<Claim>) -> Result<Vec<Claim>, StoreError> {
    let given: Vec<i64> = claims.iter().map(|claim| claim.id).collect();
    add_speakers(
        reader,
        &mut claims,
        include_str!("claim_speakers.sql"),
        &[("ids", Value::list(&given))],
    )?;
    add_vias(
        reader,
        &mut claims,
        include_str!("claim_vias.sql"),
        &[("ids", Value::list(&given))],
    )?;
    Ok(claims)
}

/// Finds claims by their ids. Rows that belong to claims mostly come in the order of the claims, so the search begins at the last one.
struct Places {
    by_id: Vec<(i64, usize)>,
    next: usize,
}

impl Places {
    fn of(claims: &[Claim]) -> Places {
        let ids = claims.iter().enumerate();
        let mut by_id: Vec<(i64, usize)> = ids.map(|(place, claim)| (claim.id, place)).collect();
        by_id.sort_unstable();
        Places { by_id, next: 0 }
    }

    fn find(&mut self, id: i64) -> Option<usize> {
        for at in self.next..self.next.saturating_add(2) {
            if let Some((found, place)) = self.by_id.get(at)
                && *found == id
            {
                self.next = at;
                return Some(*place);
            }
        }
        let at = self.by_id.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.next = at;
        self.by_id.get(at).map(|(_, place)| *place)
    }
}

/// Reads through whom claims reached their articles. Rows of claims that are not among them are passed over.
fn add_vias(
    reader: &Reader<'_>,
    claims: &mut [Claim],
    sql: &str,
    parameters: &[(&str, Value)],
) -> Result<(), StoreError> {
    let mut places = Places::of(claims);
    reader.rows(sql, parameters, |row| {
        if let Some(place) = places.find(row.integer("claim")?) {
            claims[place].via.push(row.integer("speaker")?);
        }
        Ok(())
    })?;
    Ok(())
}

/// Reads who says claims. Rows of claims that are not among them are passed over.
fn add_speakers(
    reader: &Reader<'_>,
    claims: &mut [Claim],
    speakers: &str,
    parameters: &[(&str, Value)],
) -> Result<(), StoreError> {
    let mut places = Places::of(claims);
    let mut said_by: BTreeSet<i64> = BTreeSet::new();
    reader.rows(speakers, parameters, |row| {
        let Some(place) = places.find(row.integer("claim")?) else {
            return Ok(());
        };
        let claim = &mut claims[place];
        let speaker = row.integer("speaker")?;
        let part: SpeakerPart = row.parsed("part")?;
        match part {
            SpeakerPart::Speaker => {
                said_by.insert(speaker);
                if let Some(affiliation) = row.optional_integer("affiliation")? {
                    claim.affiliations.resize(claim.speakers.len(), None);
                    claim.affiliations.push(Some(affiliation));
                }
                claim.speakers.push(speaker);
            }
            SpeakerPart::Principal => claim.principals.push(speaker),
            SpeakerPart::Alternative => claim.alternatives.push(speaker),
        }
        claim.ambiguous |= part == SpeakerPart::Alternative || row.flag("guess")?;
        Ok(())
    })?;
    let said_by: Vec<i64> = said_by.into_iter().collect();
    let documents = ids(
        reader,
        "SELECT speaker.id FROM json_each(:ids) AS wanted CROSS JOIN speaker ON speaker.id = wanted.value WHERE speaker.kind = 'document'",
        &said_by,
    )?;
    for claim in claims {
        let mut speakers = claim.speakers.iter();
        claim.is_document =
            !claim.speakers.is_empty() && speakers.all(|speaker| documents.contains(speaker));
    }
    Ok(())
}

/// Returns the counting rule, as in `counted: once per speaker, proposition and article; headlines, captions, drafts off; copies
/// collapsed (1)`.
pub(super) fn counting_rule(counting: Counting, collapsed: usize) -> String {
    let copies = match counting.copies {
        Copies::Collapse => format!("copies collapsed ({collapsed})"),
        Copies::Keep => String::from("copies kept"),
    };
    format!(
        "counted: {}; {}; {copies}",
        counting.once.rule(),
        counting_switches(counting)
    )
}

/// Returns what stands under every table of counts: the rule, what is not counted, what is derived, which codings are left out.
pub(super) fn notes(filters: &Filters, selection: &Selection, tally: &Tally) -> Vec<String> {
    let mut notes = vec![counting_rule(filters.counting, selection.collapsed())];
    notes.extend(tally.uncounted_note());
    notes.extend(tally.derived_note());
    notes.extend(selection.notes());
    notes
}

/// Returns why a table of counts is empty though there are articles.
pub(super) fn why_nothing_counted(selection: &Selection, tally: &Tally) -> String {
    let articles = count(selection.articles.len(), "article", "articles");
    match tally.uncounted_note() {
        Some(note) => format!("{articles} here, but nothing to count ({note})."),
        None => {
            format!("{articles} here, but no claim of theirs is logged or left by the filters.")
        }
    }
}

/// Returns what of the optional kinds counts, as in `headlines on; captions, drafts off`.
pub(super) fn counting_switches(counting: Counting) -> String {
    let switches = [
        ("headlines", counting.headlines),
        ("captions", counting.captions),
        ("drafts", counting.drafts),
    ];
    let parts: Vec<String> = [(true, "on"), (false, "off")]
        .into_iter()
        .filter_map(|(wanted, state)| {
            let names: Vec<&str> = switches
                .iter()
                .filter(|(_, on)| *on == wanted)
                .map(|(name, _)| *name)
                .collect();
            (!names.is_empty()).then(|| format!("{} {state}", names.join(", ")))
        })
        .collect();
    parts.join("; ")
}

/// Returns what of these claims is not counted, as in `not counted: 2 in headlines, 1 draft`; none where all are.
pub(super) fn uncounted_note(claims: &[Claim]) -> Option<String> {
    Tally::of(claims).uncounted_note()
}
