//! The claims of a report and how each stands to what is counted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use smallvec::SmallVec;

use super::articles::{Article, Selection};
use super::filters::{Counting, Filters};
use super::lookup::Labelled;
use super::read_ahead::read_ahead;
use crate::domain::claim::{Stance, Status, Voice};
use crate::domain::date::Date;
use crate::domain::text::BlockKind;
use crate::store::{Reader, StoreError};

mod load;
mod tally;

use load::{Known, load_by_coding};
pub(super) use load::{
    glosses, load_of_codings, load_of_ids, load_of_propositions, load_of_speakers,
};
pub(super) use tally::{
    Tally, counting_rule, counting_switches, notes, uncounted_note, why_nothing_counted,
};

/// Who says a claim; nearly always nobody or one, and then nothing is allocated.
pub(super) type Speakers = SmallVec<[i64; 2]>;

/// As what the speakers of a claim are introduced.
pub(super) type Affiliations = SmallVec<[Option<i64>; 1]>;

/// One claim of a coding that counts.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) id: i64,
    pub(super) article: i64,
    pub(super) coding: i64,
    pub(super) number: i64,
    pub(super) proposition: Option<i64>,
    /// The event at which it was uttered.
    pub(super) uttered_at: Option<i64>,
    /// The event that it is about.
    pub(super) about: Option<i64>,
    pub(super) said: Option<Date>,
    pub(super) voice: Voice,
    /// The voice, the stance or a speaker is a guess, or somebody else may be meant.
    pub(super) ambiguous: bool,
    pub(super) stance: Option<Stance>,
    pub(super) status: Status,
    pub(super) block: BlockKind,
    pub(super) speakers: Speakers,
    /// As what each of the speakers is introduced there, in the order of the speakers; those behind the last who is introduced have no entry.
    pub(super) affiliations: Affiliations,
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
        let others = [&self.principals, &self.alternatives, &self.via];
        self.speakers
            .iter()
            .chain(others.into_iter().flatten())
            .copied()
    }

    /// The events it names: where it was uttered and what it is about.
    fn events(&self) -> impl Iterator<Item = i64> {
        [self.uttered_at, self.about].into_iter().flatten()
    }
}

/// Loads the claims of the selection, each with how it stands to what is counted; in the order of articles and numbers. Where speakers
/// were asked for and no articles, those of others are among them as far as they are on the same propositions; `check` then says of the
/// number of these propositions whether it is worth reading them all.
pub(super) fn load<E: From<StoreError>>(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
    check: impl FnOnce(usize) -> Result<(), E>,
) -> Result<Vec<Claim>, E> {
    let codings = selection.codings();
    let from_articles = !filters.events.is_empty() || !filters.articles.is_empty();
    let mut claims = match &selection.propositions {
        None if !from_articles && !filters.speakers.is_empty() => {
            let own = of_speakers(reader, selection, filters)?;
            let propositions: BTreeSet<i64> =
                own.iter().filter_map(|claim| claim.proposition).collect();
            check(propositions.len())?;
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

/// Returns the claims in which the speakers asked for have a part, in the codings that count; in the order of articles and numbers.
fn of_speakers(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
) -> Result<Vec<Claim>, StoreError> {
    let mut claims = match &selection.of_speakers {
        Some(claims) => claims.clone(),
        None => load_of_speakers(reader, &filters.speakers)?,
    };
    let codings: BTreeSet<i64> = selection.codings().into_iter().collect();
    claims.retain(|claim| claim.status != Status::Rejected && codings.contains(&claim.coding));
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
const BATCH: usize = 200;

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
    let nothing = |_: &Reader<'_>, _: &[ArticleClaims<'_>]| Ok(());
    each_batch(reader, selection, filters, nothing, |batch, ()| {
        for of_article in batch {
            visit(of_article.article, of_article.claims)?;
        }
        Ok(())
    })
}

/// As [`each_article`], with many articles at once and with what `read` reads for their claims by one query: of a whole book in other
/// threads, as the claims themselves.
pub(super) fn each_batch<M: Send, E: From<StoreError>>(
    reader: &Reader<'_>,
    selection: &Selection,
    filters: &Filters,
    read: impl Fn(&Reader<'_>, &[ArticleClaims<'_>]) -> Result<M, StoreError> + Sync,
    mut visit: impl FnMut(&[ArticleClaims<'_>], M) -> Result<(), E>,
) -> Result<Tally, E> {
    let judge = Judge::new(reader, filters, &selection.events)?;
    let articles = &selection.articles;
    let from_articles = !filters.events.is_empty() || !filters.articles.is_empty();
    let mut claims = match &selection.propositions {
        Some(propositions) if !from_articles => {
            let propositions: Vec<i64> = propositions.iter().copied().collect();
            load_of_propositions(reader, &selection.codings(), &propositions)?
        }
        None if !from_articles && !filters.speakers.is_empty() => {
            of_speakers(reader, selection, filters)?
        }
        propositions => {
            let propositions: Option<Vec<i64>> = propositions
                .as_ref()
                .map(|propositions| propositions.iter().copied().collect());
            let known = (articles.len() > BATCH)
                .then(|| Known::load(reader))
                .transpose()?;
            let parts: Vec<&[Article]> = articles.chunks(BATCH).collect();
            let mut tally = Tally::default();
            read_ahead(
                reader,
                &parts,
                |reader, articles| {
                    let codings: Vec<i64> = articles
                        .iter()
                        .filter_map(|article| Some(article.coding.as_ref()?.id))
                        .collect();
                    let propositions = propositions.as_deref();
                    let claims = load_by_coding(reader, &codings, propositions, known.as_ref())?;
                    let claims = Judged::new(claims, articles, &judge);
                    let beside = read(reader, &claims.by_article())?;
                    Ok((claims, beside))
                },
                |(claims, beside)| {
                    tally.merge(&claims.tally);
                    visit(&claims.by_article(), beside)
                },
            )?;
            return Ok(tally);
        }
    };
    let places = selection.places();
    claims.sort_by_cached_key(|claim| places.get(&claim.article).copied());
    let claims = Judged::new(claims, articles, &judge);
    for batch in claims.by_article().chunks(BATCH) {
        visit(batch, read(reader, batch)?)?;
    }
    Ok(claims.tally)
}

/// Claims that are judged, those of one article together.
struct Judged<'a> {
    claims: Vec<Claim>,
    /// Which of the claims are of which article.
    of_articles: Vec<(&'a Article, Range<usize>)>,
    tally: Tally,
}

impl<'a> Judged<'a> {
    /// Judges claims, of which those of one article come together, in the order of the articles.
    fn new(mut claims: Vec<Claim>, articles: &'a [Article], judge: &Judge<'_>) -> Judged<'a> {
        let mut articles = articles.iter();
        let mut of_articles: Vec<(&Article, Range<usize>)> = Vec::new();
        let mut tally = Tally::default();
        let mut start = 0;
        for claims in claims.chunk_by_mut(|one, other| one.article == other.article) {
            let end = start + claims.len();
            let of_article = start..end;
            start = end;
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
            claims.sort_unstable_by_key(|claim| claim.number);
            of_articles.push((article, of_article));
        }
        Judged {
            claims,
            of_articles,
            tally,
        }
    }

    fn by_article(&self) -> Vec<ArticleClaims<'_>> {
        self.of_articles
            .iter()
            .map(|(article, of_article)| ArticleClaims {
                article,
                claims: self.claims.get(of_article.clone()).unwrap_or_default(),
            })
            .collect()
    }
}

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
        && claim.events().next().is_some()
        && claim.events().all(|event| !events.contains(&event))
}

fn is_asked_for(
    claim: &Claim,
    article: Option<&Article>,
    filters: &Filters,
    labelled: &Labelled,
) -> bool {
    let by_speaker = filters.speakers.is_empty()
        || claim
            .speakers
            .iter()
            .chain(&claim.principals)
            .chain(&claim.alternatives)
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

#[cfg(test)]
mod tests {
    use super::super::sample_book::{SampleBook, values};
    use super::super::{Options, find_report};
    use super::*;
    use crate::store::{Access, Book, Existing};

    #[test]
    fn a_book_read_by_several_threads_gives_the_tables_of_one_reader() {
        let mut sample = SampleBook::default();
        sample.outlet("North").outlet("South");
        sample.topic("t").proposition("p", "Homes burn", Some(1));
        sample.proposition("q", "Homes are burning", Some(1));
        sample.speaker("Ada Berg", "person", "NO");
        sample.speaker("Report", "document", "");
        // The last batch is not full, and articles come in another order than their dates.
        for article in 1..=i64::try_from(BATCH * 5 + 7).unwrap() {
            let date = format!("2024-0{}-1{}", 9 - article % 9, article % 7);
            sample.article(1 + article % 2, "full", &[("published", &date)]);
            sample.claim(
                article,
                article % 2,
                ("direct", "asserts"),
                &[1 + article % 2],
                &[],
            );
            if article % 5 == 0 {
                sample.via(2);
            }
            sample.figure(&format!("{article}, '=', NULL, 'km'"));
            sample.sql(&format!(
                "INSERT INTO target (claim, number, speaker, role, tone) VALUES ({article}, 1, 1, 'object', 1)"
            ));
        }
        let in_memory = sample.build();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.db");
        in_memory.backup(&path, Existing::Keep).unwrap();
        let in_file = Book::open(&path, Access::Read).unwrap();
        in_file
            .read(|reader| {
                assert!(reader.second()?.is_some());
                Ok::<(), StoreError>(())
            })
            .unwrap();
        for name in [
            "shares",
            "voices",
            "timeline",
            "coverage",
            "codebook",
            "figures",
            "treatment",
            "progress",
        ] {
            let report = find_report(name).unwrap();
            let of = |book: &Book| values(book, report, &Filters::default(), &Options::default());
            let from_memory = of(&in_memory);
            assert!(from_memory.lines().count() > 1, "{name}");
            assert_eq!(of(&in_file), from_memory, "{name}");
        }
    }
}
