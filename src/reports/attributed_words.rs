//! How many words of the articles are said by whom.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::claims::{ArticleClaims, Claim};
use crate::domain::claim::Voice;
use crate::domain::word_count::{word_count, words_from};
use crate::store::{Reader, StoreError, Value};

/// Where articles have fewer counted claims than this on average, their words are looked up claim by claim: a filter by speaker leaves few.
const FEW: usize = 8;

/// Who says something, the article last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// A speaker.
    Speaker(i64),
    /// Somebody who is not said: words are quoted or reported, but no speaker is coded.
    Nobody,
    /// The article itself.
    Article,
}

impl Who {
    /// Returns who says a claim, each once, in the order of ids.
    pub(super) fn of(claim: &Claim) -> Vec<Who> {
        let mut who: Vec<Who> = claim.speakers.iter().copied().map(Who::Speaker).collect();
        who.sort_unstable();
        who.dedup();
        if who.is_empty() {
            who.push(match claim.voice {
                Voice::Narration => Who::Article,
                Voice::Direct | Voice::Indirect => Who::Nobody,
            });
        }
        who
    }
}

/// Words in the content of counted claims. Of one speaker in one article each word counts once, however many claims it belongs to.
#[derive(Debug, Default)]
pub(super) struct AttributedWords {
    /// By who says them. Words that two share, or that one quotes of the other, count for both.
    pub(super) by_speaker: BTreeMap<Who, usize>,
    /// Each word of an article once.
    pub(super) total: usize,
}

/// A stretch of one claim's content.
#[derive(Debug, Clone, Copy)]
struct Content<'w> {
    start: u32,
    end: u32,
    claim: i64,
    words: &'w str,
    /// How many words it has.
    number: usize,
}

impl Content<'_> {
    /// Of two that begin at one place the longer first, which leaves nothing of the other.
    fn order(&self) -> (u32, Reverse<u32>, i64) {
        (self.start, Reverse(self.end), self.claim)
    }
}

impl AttributedWords {
    /// Adds the words of other articles.
    pub(super) fn add(&mut self, other: AttributedWords) {
        for (who, words) in other.by_speaker {
            *self.by_speaker.entry(who).or_default() += words;
        }
        self.total += other.total;
    }

    /// Counts the words of the counted claims of some articles, in the version that their coding reads.
    pub(super) fn of(
        reader: &Reader<'_>,
        batch: &[ArticleClaims<'_>],
    ) -> Result<AttributedWords, StoreError> {
        let mut versions: Vec<(i64, i64)> = Vec::new();
        for of_article in batch {
            let coding = of_article.article.coding.as_ref();
            let version = coding.map_or(0, |coding| coding.version);
            let counted = of_article.claims.iter().filter(|claim| claim.is_counted());
            versions.extend(counted.map(|claim| (claim.id, version)));
        }
        versions.sort_unstable();
        let read: BTreeSet<i64> = versions.iter().map(|(_, version)| *version).collect();
        let (sql, ids): (_, Vec<i64>) = if versions.len() < read.len() * FEW {
            let claims = versions.iter().map(|(claim, _)| *claim);
            (
                include_str!("spans_content_of_claims.sql"),
                claims.collect(),
            )
        } else {
            (
                include_str!("spans_content.sql"),
                read.into_iter().collect(),
            )
        };
        // All words in one string: a million short ones took longer than the query.
        let mut text = String::new();
        let mut stretches: Vec<(i64, u32, u32, usize)> = Vec::new();
        reader.rows(sql, &[("ids", Value::list(&ids))], |row| {
            let (claim, version) = (row.integer("claim")?, row.integer("version")?);
            if versions.binary_search(&(claim, version)).is_err() {
                return Ok(());
            }
            let offset = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
            let (start, end) = (row.integer("start_cp")?, row.integer("end_cp")?);
            row.with_text("words", |words| {
                text.push_str(words.unwrap_or_default());
                Ok(())
            })?;
            stretches.push((claim, offset(start), offset(end), text.len()));
            Ok(())
        })?;
        let mut contents: Vec<Content<'_>> = Vec::with_capacity(stretches.len());
        let mut from = 0;
        for (claim, start, end, to) in stretches {
            let words = text.get(from..to).unwrap_or_default();
            contents.push(Content {
                start,
                end,
                claim,
                words,
                number: word_count(words),
            });
            from = to;
        }
        contents.sort_by_key(|content| content.claim);
        let mut words = AttributedWords::default();
        for of_article in batch {
            words.add_article(of_article.claims, &contents);
        }
        Ok(words)
    }

    /// Counts the words of one article; `contents` are of many, by claim.
    fn add_article(&mut self, claims: &[Claim], contents: &[Content<'_>]) {
        let mut said: Vec<(Who, Content<'_>)> = Vec::new();
        let mut everything: Vec<Content<'_>> = Vec::new();
        for claim in claims {
            let first = contents.partition_point(|content| content.claim < claim.id);
            let of_claim = contents.get(first..).unwrap_or_default();
            let of_claim = of_claim
                .iter()
                .take_while(|content| content.claim == claim.id);
            let before = everything.len();
            everything.extend(of_claim);
            for who in Who::of(claim) {
                said.extend(everything[before..].iter().map(|content| (who, *content)));
            }
        }
        everything.sort_unstable_by_key(Content::order);
        self.total += words_of(everything.iter());
        said.sort_unstable_by_key(|(who, content)| (*who, content.order()));
        for of_one in said.chunk_by(|(one, _), (other, _)| one == other) {
            if let Some((who, _)) = of_one.first() {
                let words = words_of(of_one.iter().map(|(_, content)| content));
                *self.by_speaker.entry(*who).or_default() += words;
            }
        }
    }
}

/// Returns how many words stand in these stretches together, which come in their order. Of one that begins inside what is covered
/// already only the rest counts.
fn words_of<'c>(contents: impl Iterator<Item = &'c Content<'c>>) -> usize {
    let mut words = 0;
    let mut covered = 0;
    for content in contents {
        if content.end <= covered {
            continue;
        }
        words += match covered.saturating_sub(content.start) {
            0 => content.number,
            start => words_from(content.words, start),
        };
        covered = content.end;
    }
    words
}
