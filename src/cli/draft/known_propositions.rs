//! Which known proposition a drafted claim seems to be: proposed in a row that stays a draft until a person has looked.

use std::collections::BTreeMap;

use super::super::error::CliError;
use crate::domain::content_words::ContentWords;
use crate::domain::record::Kind;
use crate::store::{ListQuery, Reader};

/// The least share of a proposition's content words that a claim must have, in per cent. Lower, neighbouring propositions of one event
/// are taken for each other.
const LEAST: usize = 75;

/// Fewer content words than this say too little.
const FEWEST_WORDS: usize = 3;

/// The propositions of a book by their words.
pub(super) struct KnownPropositions {
    propositions: Vec<(String, ContentWords)>,
    by_word: BTreeMap<String, Vec<usize>>,
}

impl KnownPropositions {
    /// Reads them.
    pub(super) fn load(reader: Reader<'_>) -> Result<KnownPropositions, CliError> {
        let mut known = KnownPropositions {
            propositions: Vec::new(),
            by_word: BTreeMap::new(),
        };
        for record in reader.list_records(Kind::Proposition, &ListQuery::default())? {
            let words = ContentWords::of(record.title());
            if words.content.len() < FEWEST_WORDS {
                continue;
            }
            for word in &words.content {
                let places = known.by_word.entry(word.clone()).or_default();
                places.push(known.propositions.len());
            }
            known.propositions.push((record.key.clone(), words));
        }
        Ok(known)
    }

    /// Returns the key of the one proposition whose words are best covered by the words of a claim, with the same negations and without
    /// figures that the claim lacks; none where none is covered enough, or two equally well.
    pub(super) fn nearest(&self, words: &str) -> Option<&str> {
        let claim = ContentWords::of(words);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in &claim.content {
            for place in self.by_word.get(word).into_iter().flatten() {
                *shared.entry(*place).or_default() += 1;
            }
        }
        let mut best: Option<(usize, &str)> = None;
        let mut is_alone = false;
        for (place, shared) in shared {
            let (key, proposition) = self.propositions.get(place)?;
            let share = shared * 100 / proposition.content.len().max(1);
            if share < LEAST
                || proposition.negations != claim.negations
                || !proposition.figures.is_subset(&claim.figures)
            {
                continue;
            }
            match best {
                Some((other, _)) if share < other => {}
                Some((other, _)) if share == other => is_alone = false,
                _ => {
                    best = Some((share, key));
                    is_alone = true;
                }
            }
        }
        best.filter(|_| is_alone).map(|(_, key)| key)
    }
}
