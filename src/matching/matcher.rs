//! The interface of matching: what proposes statements that may say the same, and judges pairs of them. The commands know nothing
//! else of it, so another way of comparing (a model that turns texts into vectors) can take the place of the words.

use std::collections::BTreeSet;

use super::certainty::{Context, Match, judge};
use super::likeness::{Likeness, figures, likeness};
use super::quotes::longest_run;
use super::ranking::Index;
use super::sentence::Sentence;
use super::weights::Weights;

/// What someone says, as it is compared: a claim's words, or the sentence of a proposition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// The words.
    pub text: String,
    /// Who says it, by id; empty for a proposition.
    pub speakers: BTreeSet<i64>,
    /// Whether the words are quoted.
    pub is_quoted: bool,
}

impl Statement {
    /// Returns a statement of nobody, such as a proposition.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Statement {
        Statement {
            text: text.into(),
            ..Statement::default()
        }
    }
}

/// A statement of a collection by its place, judged against a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The place in the collection.
    pub place: usize,
    /// How sure it is that both say the same, and why.
    pub found: Match,
}

/// A way of matching statements with those of one collection. An implementation is made of the collection, and may keep whatever it
/// needs (an index, vectors); it must give the same answers for the same collection and query.
pub trait Matcher {
    /// Returns how sure it is that two statements say the same. Either may be of the collection or not.
    fn score(&self, one: &Statement, other: &Statement) -> Match;

    /// Returns at most `limit` statements of the collection that may say what `query` says, the surest first, equals in the order of
    /// the collection; also such as are [`super::certainty::Level::Left`], which a caller may drop.
    fn propose(&self, query: &Statement, limit: usize) -> Vec<Proposal>;
}

/// Matching by words alone: no model, no network.
#[derive(Debug, Default)]
pub struct WordMatcher<'a> {
    statements: &'a [Statement],
    index: Index,
    has_figures_apart: bool,
}

impl<'a> WordMatcher<'a> {
    /// Makes an index of the words of a collection.
    #[must_use]
    pub fn new(statements: &'a [Statement]) -> WordMatcher<'a> {
        let mut index = Index::default();
        for statement in statements {
            index.add_text(&statement.text);
        }
        WordMatcher {
            statements,
            index,
            has_figures_apart: false,
        }
    }

    /// As [`WordMatcher::new`], for finding what may be of one proposition: its figures are those of its claims, so two statements that
    /// differ in them may stand for it both.
    #[must_use]
    pub fn for_propositions(statements: &'a [Statement]) -> WordMatcher<'a> {
        WordMatcher {
            has_figures_apart: true,
            ..WordMatcher::new(statements)
        }
    }

    /// As [`WordMatcher::for_propositions`], of a part of a larger collection, whose words weigh what they weigh there.
    #[must_use]
    pub fn for_part_of_propositions(
        statements: &'a [Statement],
        weights: Weights,
    ) -> WordMatcher<'a> {
        let mut index = Index::of_part(weights);
        for statement in statements {
            index.add_text(&statement.text);
        }
        WordMatcher {
            statements,
            index,
            has_figures_apart: true,
        }
    }

    fn judge(
        &self,
        one: &Statement,
        sentence: &Sentence,
        other: &Statement,
        other_sentence: &Sentence,
    ) -> Match {
        let is_known = !one.speakers.is_empty() && !other.speakers.is_empty();
        let is_quoted = one.is_quoted && other.is_quoted;
        let weights = self.index.weights();
        let compared = if self.has_figures_apart {
            Likeness {
                figures: figures(sentence, other_sentence),
                ..likeness(
                    &sentence.without_figures(),
                    &other_sentence.without_figures(),
                    weights,
                )
            }
        } else {
            likeness(sentence, other_sentence, weights)
        };
        judge(
            &compared,
            Context {
                has_figures_apart: self.has_figures_apart,
                same_speaker: is_known.then(|| !one.speakers.is_disjoint(&other.speakers)),
                quoted_words: if is_quoted {
                    longest_run(sentence, other_sentence)
                } else {
                    0
                },
                shorter: sentence.length.min(other_sentence.length),
            },
        )
    }
}

impl Matcher for WordMatcher<'_> {
    fn score(&self, one: &Statement, other: &Statement) -> Match {
        self.judge(
            one,
            &Sentence::read(&one.text),
            other,
            &Sentence::read(&other.text),
        )
    }

    fn propose(&self, query: &Statement, limit: usize) -> Vec<Proposal> {
        let sentence = Sentence::read(&query.text);
        let read = |place: usize| {
            self.statements
                .get(place)
                .map(|statement| Sentence::read(&statement.text))
        };
        // More than asked for, since judging puts them into another order.
        let most = limit.saturating_mul(2).max(8);
        let ranked = if self.index.len() <= most {
            // Judging puts all of them into its order.
            self.index.best(&sentence, most)
        } else {
            self.index.rank(&sentence, most, read)
        };
        let mut proposals: Vec<Proposal> = ranked
            .into_iter()
            .filter_map(|ranked| {
                let statement = self.statements.get(ranked.place)?;
                let found = self.judge(
                    query,
                    &sentence,
                    statement,
                    &Sentence::read(&statement.text),
                );
                Some(Proposal {
                    place: ranked.place,
                    found,
                })
            })
            .collect();
        proposals.sort_by(|one, other| {
            other
                .found
                .probability
                .total_cmp(&one.found.probability)
                .then_with(|| one.place.cmp(&other.place))
        });
        proposals.truncate(limit);
        proposals
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::certainty::{Level, Reason};

    #[test]
    fn matcher_proposes_the_surest_first_and_counts_speaker_and_quotation() {
        let said = |text: &str, speaker: i64| Statement {
            text: text.to_owned(),
            speakers: BTreeSet::from([speaker]),
            is_quoted: true,
        };
        let statements = [
            said(
                "the gates of the old harbour will never be opened to foreign ships",
                1,
            ),
            said(
                "we will open the gates of the old harbour to all ships in spring",
                2,
            ),
            Statement::of("The old harbour is opened to all ships"),
        ];
        let matcher = WordMatcher::new(&statements);
        let query = said(
            "We will open the gates of the old harbour to all ships this year",
            2,
        );
        let found = matcher.propose(&query, 3);
        assert_eq!(
            found
                .iter()
                .map(|proposal| proposal.place)
                .collect::<Vec<_>>(),
            [1, 2, 0]
        );
        assert!(found[0].found.reasons.contains(&Reason::SameSpeaker));
        assert!(
            found[0].found.reasons.contains(&Reason::Quote(12)),
            "{:?}",
            found[0]
        );
        assert_eq!(found[2].found.level, Level::Left);
        assert_eq!(matcher.score(&query, &statements[1]), found[0].found);
        assert!(matcher.propose(&Statement::of("wolves"), 3).is_empty());
    }

    #[test]
    fn matcher_for_propositions_says_of_other_figures_and_counts_them_for_nothing() {
        let statements = [
            Statement::of("The new harbour wall of Lindholm has cost 12 million crowns"),
            Statement::of("The new harbour wall of Lindholm has cost crowns"),
        ];
        let query = Statement::of("The new harbour wall of Lindholm has cost 21 million crowns");
        let (plain, apart) = (
            WordMatcher::new(&statements),
            WordMatcher::for_propositions(&statements),
        );
        let other = apart.score(&query, &statements[0]);
        assert!(
            other
                .reasons
                .contains(&Reason::Figures(super::super::likeness::Figures::Different))
        );
        assert_eq!(other.level, Level::Suggested);
        assert!(other.probability > plain.score(&query, &statements[0]).probability + 0.3);
        assert_eq!(
            apart.score(&query, &statements[1]).level,
            Level::NearlyCertain
        );
    }
}
