//! How many words of the articles are said by whom.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::claims::{ArticleClaims, Claim};
use crate::domain::claim::Voice;
use crate::domain::word_count::{word_count, words_from};
use crate::store::{Reader, StoreError, Value};

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
struct Content {
    start: u32,
    end: u32,
    claim: i64,
    words: String,
    /// How many words it has.
    number: usize,
}

impl AttributedWords {
    /// Counts the words of the counted claims of some articles, in the version that their coding reads.
    pub(super) fn add(
        &mut self,
        reader: &Reader<'_>,
        batch: &[ArticleClaims<'_>],
    ) -> Result<(), StoreError> {
        let mut versions: BTreeMap<i64, i64> = BTreeMap::new();
        for of_article in batch {
            let coding = of_article.article.coding.as_ref();
            let version = coding.map_or(0, |coding| coding.version);
            let counted = of_article.claims.iter().filter(|claim| claim.is_counted());
            versions.extend(counted.map(|claim| (claim.id, version)));
        }
        let ids: Vec<i64> = versions.keys().copied().collect();
        let mut contents: BTreeMap<i64, Vec<Content>> = BTreeMap::new();
        reader.rows(
            include_str!("spans_content.sql"),
            &[("ids", Value::list(&ids))],
            |row| {
                let claim = row.integer("claim")?;
                if versions.get(&claim) != Some(&row.integer("version")?) {
                    return Ok(());
                }
                let offset = |value: i64| u32::try_from(value).unwrap_or(u32::MAX);
                let (start, end) = (row.integer("start_cp")?, row.integer("end_cp")?);
                let words = row.text("words")?;
                contents.entry(claim).or_default().push(Content {
                    start: offset(start),
                    end: offset(end),
                    claim,
                    number: word_count(&words),
                    words,
                });
                Ok(())
            },
        )?;
        for of_article in batch {
            self.add_article(of_article.claims, &contents);
        }
        Ok(())
    }

    fn add_article(&mut self, claims: &[Claim], contents: &BTreeMap<i64, Vec<Content>>) {
        let mut everybody: Vec<&Content> = Vec::new();
        let mut by_speaker: BTreeMap<Who, Vec<&Content>> = BTreeMap::new();
        for claim in claims {
            let Some(contents) = contents.get(&claim.id) else {
                continue;
            };
            everybody.extend(contents);
            for who in Who::of(claim) {
                by_speaker.entry(who).or_default().extend(contents);
            }
        }
        self.total += words_of(everybody);
        for (who, contents) in by_speaker {
            *self.by_speaker.entry(who).or_default() += words_of(contents);
        }
    }
}

/// Returns how many words stand in these stretches together. Of one that begins inside what is covered already only the rest counts.
fn words_of(mut contents: Vec<&Content>) -> usize {
    contents.sort_unstable_by_key(|content| (content.start, Reverse(content.end), content.claim));
    let mut words = 0;
    let mut covered = 0;
    for content in contents {
        if content.end <= covered {
            continue;
        }
        words += match covered.saturating_sub(content.start) {
            0 => content.number,
            start => words_from(&content.words, start),
        };
        covered = content.end;
    }
    words
}
